//! The network: nodes, and the events of each two gathered in one line, as a description for Graphviz.

mod gather;
pub(super) mod geometry;
mod legend;
mod look;
pub(super) mod place;
mod quote;
pub(super) mod select;

use super::DrawOptions;
use super::words::reports;
use crate::graph::{KnowledgeGraph, NodeId};
use geometry::{Line, Size};
use graphviz_rust::dot_structures as ast;
use graphviz_rust::printer::{DotPrinter, PrinterContext};
use look::{Looks, NodeLook};
use place::place;
use quote::quoted;
use select::Selection;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// So many lines have words, those with most reports.
const WORDED: usize = 60;

/// A line, and the words on it.
struct DrawnLine {
    ends: (NodeId, NodeId),
    words: Option<NodeLook>,
    pull: f64,
    look: Vec<ast::Attribute>,
}

/// Prints the description of what was selected.
pub(super) fn draw(graph: &KnowledgeGraph, selection: &Selection<'_>, options: &DrawOptions) -> String {
    let looks = Looks::new(graph, selection, options);
    let nodes = nodes(&looks, selection);
    let lines = lines(&looks, selection);
    let at: BTreeMap<&NodeId, usize> = nodes.iter().enumerate().map(|(at, (id, _))| (id, at)).collect();
    let sizes: Vec<Size> = nodes.iter().map(|(_, look)| look.size).collect();
    let ties: Vec<Line> = lines
        .iter()
        .map(|line| Line {
            ends: (at[&line.ends.0], at[&line.ends.1]),
            words: line.words.as_ref().map(|look| look.size),
            pull: line.pull,
        })
        .collect();
    let places = place(&sizes, &ties);
    let mut statements = defaults(graph, selection, options);
    for ((id, look), &place) in nodes.into_iter().zip(&places.nodes) {
        statements.push(node(&id, look, place));
    }
    // Words stand in nodes of their own, which no line can cross and whose places are known.
    let mut words = Vec::new();
    for (line, place) in lines.into_iter().zip(&places.words) {
        if let (Some(look), Some(place)) = (line.words, place) {
            let id = NodeId::from(format!("words: {} {}", line.ends.0, line.ends.1));
            words.push(node(&id, look, *place));
        }
        statements.push(ast::Stmt::Edge(ast::Edge {
            ty: ast::EdgeTy::Pair(
                ast::Vertex::N(node_id(&line.ends.0)),
                ast::Vertex::N(node_id(&line.ends.1)),
            ),
            attributes: line.look,
        }));
    }
    statements.extend(words);
    let picture = ast::Graph::DiGraph {
        id: plain_id("summitry"),
        strict: false,
        stmts: statements,
    };
    let mut text = picture.print(PrinterContext::default().with_semi().with_inline_size(0));
    text.push('\n');
    text
}

fn defaults(graph: &KnowledgeGraph, selection: &Selection<'_>, options: &DrawOptions) -> Vec<ast::Stmt> {
    let theme = options.theme;
    let font = || plain("fontname", "\"Helvetica,Arial,Arimo,Liberation Sans,sans-serif\"");
    let color = |name: &str, color: &str| plain(name, &format!("\"{color}\""));
    vec![
        ast::Stmt::GAttribute(ast::GraphAttributes::Graph(vec![
            plain("layout", super::engine::LAYOUT),
            plain("overlap", "true"),
            plain("splines", "false"),
            plain("outputorder", "edgesfirst"),
            plain("pad", "0.3"),
            font(),
            plain("fontsize", "12"),
            color("fontcolor", theme.ink()),
            color("bgcolor", theme.ground()),
            plain("labelloc", "t"),
            plain("labeljust", "l"),
            ast::Attribute(
                plain_id("label"),
                ast::Id::Html(legend::legend(graph, selection, options)),
            ),
        ])),
        ast::Stmt::GAttribute(ast::GraphAttributes::Node(vec![
            font(),
            plain("style", "filled"),
            plain("fixedsize", "true"),
        ])),
        ast::Stmt::GAttribute(ast::GraphAttributes::Edge(vec![font(), plain("arrowsize", "0.7")])),
    ]
}

fn nodes(looks: &Looks<'_>, selection: &Selection<'_>) -> Vec<(NodeId, NodeLook)> {
    let known = selection
        .nodes
        .iter()
        .filter_map(|(&id, &weight)| Some((id.clone(), looks.node(id, weight)?)));
    let hubs = selection
        .hubs
        .iter()
        .map(|(event, _)| (hub_id(event.id.as_str()), looks.hub(event)));
    known.chain(hubs).collect()
}

fn hub_id(event: &str) -> NodeId {
    NodeId::from(format!("event:{event}"))
}

fn lines(looks: &Looks<'_>, selection: &Selection<'_>) -> Vec<DrawnLine> {
    let mut pairs: Vec<_> = selection.pairs.iter().collect();
    pairs.sort_by_key(|(ends, events)| (Reverse(reports(events)), **ends));
    let mut lines = Vec::new();
    for (number, (&(one, other), events)) in pairs.into_iter().enumerate() {
        lines.push(DrawnLine {
            ends: (one.clone(), other.clone()),
            words: (number < WORDED).then(|| looks.pair_words(events)),
            pull: 1.0 + (events.len() as f64).sqrt() / 2.0,
            look: looks.pair(one, events),
        });
    }
    for (event, nodes) in &selection.hubs {
        let hub = hub_id(event.id.as_str());
        for node in nodes {
            lines.push(bare(((*node).clone(), hub.clone()), 1.0, looks.hub_line(event)));
        }
    }
    for (source, target, kind) in &selection.links {
        let (pull, look) = if *kind == "attended" {
            (1.5, looks.attended(target))
        } else {
            (0.8, looks.affiliation())
        };
        lines.push(bare(((*source).clone(), (*target).clone()), pull, look));
    }
    lines
}

fn bare(ends: (NodeId, NodeId), pull: f64, look: Vec<ast::Attribute>) -> DrawnLine {
    DrawnLine {
        ends,
        words: None,
        pull,
        look,
    }
}

fn plain_id(text: &str) -> ast::Id {
    ast::Id::Plain(text.to_owned())
}

fn plain(name: &str, value: &str) -> ast::Attribute {
    ast::Attribute(plain_id(name), plain_id(value))
}

fn text(name: &str, value: &str) -> ast::Attribute {
    ast::Attribute(plain_id(name), quoted(value))
}

/// A node at its place.
fn node(id: &NodeId, look: NodeLook, place: (f64, f64)) -> ast::Stmt {
    let mut attributes = look.attributes;
    attributes.push(plain(
        "pos",
        &format!("\"{:.3},{:.3}!\"", place.0 / 72.0, place.1 / 72.0),
    ));
    ast::Stmt::Node(ast::Node::new(node_id(id), attributes))
}

fn node_id(id: &NodeId) -> ast::NodeId {
    ast::NodeId(quoted(id.as_str()), None)
}
