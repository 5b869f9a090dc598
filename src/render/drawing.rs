//! The picture's description, built of nodes, lines and a legend.

use super::DrawOptions;
use super::picture::LAYOUT;
use super::quote::{html, quoted, wrapped};
use super::select::Selection;
use crate::event::{EventType, QuadClass, Status};
use crate::graph::{EventRecord, KnowledgeGraph, Node, NodeId, NodeKind};
use chrono::Datelike;
use graphviz_rust::dot_structures as ast;
use graphviz_rust::printer::{DotPrinter, PrinterContext};
use std::collections::BTreeMap;
use std::fmt::Write;

/// So many events are told where one points at a line.
const TOLD: usize = 12;

/// So many lines have a label, those with most reports.
const LABELLED: usize = 45;

/// So many types are named on a line.
const NAMED: usize = 2;

/// Prints the description of what was selected.
pub(super) fn draw(graph: &KnowledgeGraph, selection: &Selection<'_>, options: &DrawOptions) -> String {
    let mut statements = vec![
        ast::Stmt::GAttribute(ast::GraphAttributes::Graph(vec![
            plain("layout", LAYOUT),
            plain("overlap", "prism"),
            plain("splines", "true"),
            plain("outputorder", "edgesfirst"),
            plain("sep", "\"+12\""),
            plain("pad", "0.3"),
            plain("fontname", "\"Helvetica,Arial,sans-serif\""),
            plain("fontsize", "12"),
            plain("bgcolor", "white"),
            plain("labelloc", "b"),
            ast::Attribute(plain_id("label"), ast::Id::Html(legend(selection, options))),
        ])),
        ast::Stmt::GAttribute(ast::GraphAttributes::Node(vec![
            plain("fontname", "\"Helvetica,Arial,sans-serif\""),
            plain("style", "filled"),
            plain("height", "0.3"),
            plain("width", "0.5"),
        ])),
        ast::Stmt::GAttribute(ast::GraphAttributes::Edge(vec![
            plain("fontname", "\"Helvetica,Arial,sans-serif\""),
            plain("fontsize", "9"),
            plain("arrowsize", "0.6"),
            plain("len", "1.6"),
        ])),
    ];
    let most = selection.nodes.values().copied().max().unwrap_or(1).max(1);
    for (&id, &weight) in &selection.nodes {
        if let Some(node) = graph.node(id) {
            statements.push(ast::Stmt::Node(ast::Node::new(
                node_id(id),
                node_look(node, weight, most),
            )));
        }
    }
    let least = labelled_from(selection);
    for (&(one, other), events) in &selection.pairs {
        statements.push(line(one, other, pair_look(graph, one, events, least)));
    }
    for (event, nodes) in &selection.hubs {
        let hub = NodeId::from(format!("event:{}", event.id));
        statements.push(ast::Stmt::Node(ast::Node::new(node_id(&hub), hub_look(graph, event))));
        for node in nodes {
            statements.push(line(node, &hub, hub_line(event)));
        }
    }
    for (source, target, kind) in &selection.links {
        statements.push(line(source, target, link_look(kind, graph, target)));
    }
    let picture = ast::Graph::DiGraph {
        id: plain_id("summitry"),
        strict: false,
        stmts: statements,
    };
    let mut text = picture.print(PrinterContext::default().with_semi().with_inline_size(0));
    text.push('\n');
    text
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

fn node_id(id: &NodeId) -> ast::NodeId {
    ast::NodeId(quoted(id.as_str()), None)
}

fn line(one: &NodeId, other: &NodeId, attributes: Vec<ast::Attribute>) -> ast::Stmt {
    ast::Stmt::Edge(ast::Edge {
        ty: ast::EdgeTy::Pair(ast::Vertex::N(node_id(one)), ast::Vertex::N(node_id(other))),
        attributes,
    })
}

/// Shape, fill and outline of a kind of node.
const fn kind_look(kind: NodeKind) -> (&'static str, &'static str, &'static str) {
    match kind {
        NodeKind::Country => ("box", "#cfe2f3", "#3d6fa5"),
        NodeKind::Person => ("ellipse", "#fff2cc", "#b8912f"),
        NodeKind::Organization => ("hexagon", "#e6dcf2", "#7457a0"),
        NodeKind::Summit => ("octagon", "#fbe0da", "#c0513a"),
        NodeKind::Place => ("folder", "#eeeeee", "#777777"),
    }
}

fn node_look(node: &Node, weight: usize, most: usize) -> Vec<ast::Attribute> {
    let (shape, fill, outline) = kind_look(node.kind);
    let part = (weight as f64 / most as f64).sqrt();
    let size = match node.kind {
        NodeKind::Summit | NodeKind::Place => 9.0,
        _ => 10.0 + (10.0 * part).round(),
    };
    let mut told = format!("{}: {}", node.kind, node.name);
    if !node.aliases.is_empty() {
        let aliases: Vec<&str> = node.aliases.iter().take(TOLD).map(String::as_str).collect();
        let _ = write!(told, "\nalso {}", aliases.join(", "));
    }
    let _ = write!(told, "\n{}", count(node.mentions, "report"));
    // Round and many-cornered shapes grow wider than their words by themselves.
    let (margin, line) = match node.kind {
        NodeKind::Country | NodeKind::Place => ("\"0.16,0.06\"", 18),
        NodeKind::Person | NodeKind::Organization => ("\"0.05,0.03\"", 18),
        NodeKind::Summit => ("\"0.03,0.01\"", 24),
    };
    let mut look = vec![
        text("label", &wrapped(&node.name, line)),
        plain("margin", margin),
        plain("shape", shape),
        plain("fillcolor", &format!("\"{fill}\"")),
        plain("color", &format!("\"{outline}\"")),
        plain("fontsize", &size.to_string()),
        text("tooltip", &told),
    ];
    if let Some(item) = &node.wikidata
        && item
            .strip_prefix('Q')
            .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    {
        look.push(text("URL", &format!("https://www.wikidata.org/wiki/{item}")));
    }
    look
}

/// The colour of a class of events.
const fn class_color(class: QuadClass) -> &'static str {
    match class {
        QuadClass::VerbalCooperation => "#2a6f97",
        QuadClass::MaterialCooperation => "#2e8b57",
        QuadClass::VerbalConflict => "#d9822b",
        QuadClass::MaterialConflict => "#b3261e",
    }
}

/// The number of reports from which a line has a label, so that the picture has not too many.
fn labelled_from(selection: &Selection<'_>) -> usize {
    let mut reports: Vec<usize> = selection.pairs.values().map(|events| reports(events)).collect();
    reports.sort_unstable_by_key(|&reports| std::cmp::Reverse(reports));
    reports.get(LABELLED).map_or(0, |reports| reports + 1)
}

fn reports(events: &[&EventRecord]) -> usize {
    events.iter().map(|event| event.reports.len()).sum()
}

/// A mutual event of many, as a node.
fn hub_look(graph: &KnowledgeGraph, event: &EventRecord) -> Vec<ast::Attribute> {
    let color = format!("\"{}\"", class_color(event.event_type.quad_class()));
    vec![
        text("label", &pair_label(&[event])),
        plain("shape", "plain"),
        plain("fillcolor", "white"),
        plain("fontcolor", &color),
        plain("fontsize", "9"),
        text("tooltip", &told(graph, &[event])),
    ]
}

fn hub_line(event: &EventRecord) -> Vec<ast::Attribute> {
    vec![
        plain("color", &format!("\"{}\"", class_color(event.event_type.quad_class()))),
        plain("dir", "none"),
        plain("len", "1"),
        plain("style", status_style(std::iter::once(event.status))),
        text("tooltip", event.event_type.as_str()),
    ]
}

fn pair_look(graph: &KnowledgeGraph, one: &NodeId, events: &[&EventRecord], least: usize) -> Vec<ast::Attribute> {
    let class = events
        .iter()
        .map(|event| event.event_type.quad_class())
        .max_by_key(|class| match class {
            QuadClass::VerbalCooperation => 0,
            QuadClass::MaterialCooperation => 1,
            QuadClass::VerbalConflict => 2,
            QuadClass::MaterialConflict => 3,
        })
        .unwrap_or(QuadClass::VerbalCooperation);
    let color = format!("\"{}\"", class_color(class));
    let directed = || events.iter().filter(|event| !event.is_mutual());
    let forth = directed().any(|event| event.source.contains(one));
    let back = directed().any(|event| event.target.contains(one));
    let direction = match (forth, back) {
        (true, true) => "both",
        (true, false) => "forward",
        (false, true) => "back",
        (false, false) => "none",
    };
    let width = 1.0 + (events.len() as f64).ln();
    let told = told(graph, events);
    let mut look = Vec::new();
    if reports(events) >= least {
        look.push(label(&pair_label(events), class_color(class)));
    }
    look.extend([
        plain("color", &color),
        plain("dir", direction),
        plain("style", status_style(events.iter().map(|event| event.status))),
        plain("penwidth", &format!("{width:.1}")),
        text("tooltip", &told),
        text("labeltooltip", &told),
    ]);
    look
}

/// A label on white ground, to be read where lines cross it.
fn label(words: &str, color: &str) -> ast::Attribute {
    let words = html(words);
    let html = format!(
        r#"<<table border="0" cellborder="0" cellpadding="1" cellspacing="0" bgcolor="white"><tr><td><font color="{color}">{words}</font></td></tr></table>>"#
    );
    ast::Attribute(plain_id("label"), ast::Id::Html(html))
}

fn status_style(statuses: impl Iterator<Item = Status>) -> &'static str {
    match statuses.min() {
        None | Some(Status::Occurred) => "solid",
        Some(Status::Planned | Status::Possible) => "dashed",
        Some(Status::Denied) => "dotted",
    }
}

fn link_look(kind: &str, graph: &KnowledgeGraph, target: &NodeId) -> Vec<ast::Attribute> {
    let (_, _, red) = kind_look(NodeKind::Summit);
    match kind {
        "attended" => {
            let status = graph.node(target).and_then(|node| Some(node.summit.as_ref()?.status));
            vec![
                plain("color", &format!("\"{red}\"")),
                plain("dir", "none"),
                plain("len", "1"),
                plain("style", status_style(status.into_iter())),
                text("tooltip", kind),
            ]
        }
        _ => vec![
            plain("color", "\"#bbbbbb\""),
            plain("dir", "none"),
            plain("penwidth", "0.7"),
            plain("len", "1"),
            text("tooltip", kind),
        ],
    }
}

/// The most frequent types with their numbers, and from when to when.
fn pair_label(events: &[&EventRecord]) -> String {
    let mut counts: BTreeMap<EventType, usize> = BTreeMap::new();
    for event in events {
        *counts.entry(event.event_type).or_default() += 1;
    }
    let mut types: Vec<_> = counts.into_iter().collect();
    types.sort_by_key(|&(kind, count)| (std::cmp::Reverse(count), kind));
    let mut parts: Vec<String> = types
        .iter()
        .take(NAMED)
        .map(|&(kind, count)| match count {
            1 => kind.to_string(),
            _ => format!("{kind} ×{count}"),
        })
        .collect();
    let others: usize = types.iter().skip(NAMED).map(|&(_, count)| count).sum();
    if others > 0 {
        parts.push(format!("+{others}"));
    }
    let mut label = parts.join(", ");
    if let Some(range) = date_range(events) {
        let _ = write!(label, "\n{range}");
    }
    label
}

/// "2019", "Apr 2019", "25 Apr 2019", "2018–2019": as exact as is short.
fn date_range(events: &[&EventRecord]) -> Option<String> {
    let dates = || events.iter().filter_map(|event| event.date.as_ref());
    let first = dates().map(|date| date.start).min()?;
    let last = dates().map(|date| date.end).max()?;
    Some(if first == last {
        first.format("%-d %b %Y").to_string()
    } else if first.year() != last.year() {
        format!("{}–{}", first.year(), last.year())
    } else if first.month() == last.month() {
        first.format("%b %Y").to_string()
    } else if first.ordinal() == 1 && last.month() == 12 && last.day() == 31 {
        first.year().to_string()
    } else {
        format!("{}–{}", first.format("%b"), last.format("%b %Y"))
    })
}

/// A line for each event, the earliest first.
fn told(graph: &KnowledgeGraph, events: &[&EventRecord]) -> String {
    let mut events = events.to_vec();
    events.sort_by_key(|event| {
        (
            event.date.is_none(),
            event.date.as_ref().map(|date| (date.start, date.end)),
        )
    });
    let mut lines: Vec<String> = events
        .iter()
        .take(TOLD)
        .map(|event| {
            let names = |ids: &[NodeId]| ids.iter().map(|id| graph.name(id)).collect::<Vec<_>>().join(", ");
            let date = event.date.as_ref().map_or("undated", |date| &date.value);
            let whom = match event.target.as_slice() {
                [] => String::new(),
                target => format!(" → {}", names(target)),
            };
            let status = match event.status {
                Status::Occurred => String::new(),
                status => format!(" ({status})"),
            };
            let reports = count(event.reports.len(), "report");
            format!(
                "{date} {}{status}: {}{whom}, {reports}",
                event.event_type,
                names(&event.source)
            )
        })
        .collect();
    if events.len() > TOLD {
        lines.push(format!("and {} more", events.len() - TOLD));
    }
    lines.join("\n")
}

fn count(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
}

/// The legend with a title and what was left out, as an HTML label.
fn legend(selection: &Selection<'_>, options: &DrawOptions) -> String {
    let mut rows = String::new();
    if let Some(title) = &options.title {
        let _ = write!(
            rows,
            r#"<tr><td colspan="9" align="left"><b>{}</b></td></tr>"#,
            html(title)
        );
    }
    let (nodes, events) = selection.asked;
    let shown = if selection.nodes.len() == nodes && selection.drawn_events == events {
        format!("{}, {}", count(nodes, "node"), count(events, "event"))
    } else {
        format!(
            "{} of {} and {} of {}: the most reported ones",
            selection.nodes.len(),
            count(nodes, "node"),
            selection.drawn_events,
            count(events, "event"),
        )
    };
    let _ = write!(
        rows,
        r#"<tr><td colspan="9" align="left">{}</td></tr><tr>"#,
        html(&shown)
    );
    for kind in NodeKind::ALL {
        let (_, fill, outline) = kind_look(*kind);
        let style = if matches!(kind, NodeKind::Person | NodeKind::Organization) {
            r#" style="rounded""#
        } else {
            ""
        };
        let _ = write!(
            rows,
            r#"<td border="1" cellpadding="5" bgcolor="{fill}" color="{outline}"{style}> {kind} </td>"#
        );
    }
    for (class, name) in [
        (QuadClass::VerbalCooperation, "cooperation in words"),
        (QuadClass::MaterialCooperation, "in deeds"),
        (QuadClass::VerbalConflict, "conflict in words"),
        (QuadClass::MaterialConflict, "in deeds"),
    ] {
        let color = class_color(class);
        let _ = write!(rows, r#"<td><font color="{color}">━━ {name}    </font></td>"#);
    }
    rows.push_str(
        r#"</tr><tr><td colspan="9" align="left">━━ it happened   ╍╍ planned or possible   ┈┈ denied   ×3: three events   +2: two of other types</td></tr>"#,
    );
    format!(r#"<<table border="0" cellborder="0" cellspacing="6" cellpadding="2">{rows}</table>>"#)
}
