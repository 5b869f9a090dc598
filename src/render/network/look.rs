//! Looks: shape, size, colour and words of each node and line.

use super::geometry::Size;
use super::quote::wrapped;
use super::select::Selection;
use super::{plain, text};
use crate::entity::{EntityId, Gazetteer};
use crate::event::{EventType, QuadClass, Status};
use crate::graph::{EventRecord, KnowledgeGraph, Node, NodeId, NodeKind, date_in_words};
use crate::render::DrawOptions;
use crate::render::metrics::{cut, widest};
use crate::render::theme::{Theme, status_line};
use crate::render::words::{count, date_range, short, told, types};
use graphviz_rust::dot_structures as ast;
use std::collections::BTreeSet;
use std::fmt::Write;

/// So many types are named on a line.
const NAMED: usize = 2;

/// The size of the words on lines.
const SMALL: f64 = 9.0;

/// So many lines of a name are shown, none wider than this.
const NAME_LINES: usize = 3;
const WIDEST: f64 = 190.0;

/// So many other names are told where one points at a node.
const ALIASES: usize = 12;

/// The width of the outline of those in focus, which has the colour of words.
const FOCUS: f64 = 3.2;

/// A line takes so much of the size of its font.
const LEADING: f64 = 1.2;

/// A node as it is drawn.
pub(super) struct NodeLook {
    pub(super) size: Size,
    pub(super) attributes: Vec<ast::Attribute>,
}

/// What the looks depend on.
pub(super) struct Looks<'a> {
    graph: &'a KnowledgeGraph,
    theme: Theme,
    /// The reports of the most important node.
    most: usize,
    /// The nodes in the picture.
    there: BTreeSet<&'a NodeId>,
    /// Those in the middle of it.
    focus: &'a [NodeId],
}

impl<'a> Looks<'a> {
    pub(super) fn new(graph: &'a KnowledgeGraph, selection: &Selection<'a>, options: &'a DrawOptions) -> Self {
        Self {
            graph,
            theme: options.theme,
            focus: &options.focus,
            most: selection.nodes.values().copied().max().unwrap_or(1).max(1),
            there: selection.nodes.keys().copied().collect(),
        }
    }

    pub(super) fn node(&self, id: &NodeId, weight: usize) -> Option<NodeLook> {
        let node = self.graph.node(id)?;
        let part = (weight as f64 / self.most as f64).sqrt();
        let font = match node.kind {
            NodeKind::Summit | NodeKind::Place => 9.5,
            _ => 10.5 + (9.5 * part).round(),
        };
        let (name, more) = self.words(node);
        let mut label = lines_of(&name, if node.kind == NodeKind::Summit { 24 } else { 18 }, font);
        if !more.is_empty() {
            label.push('\n');
            label.push_str(&cut(&more, font, WIDEST));
        }
        let words = room(&label, font);
        let (shape, size) = shape(node.kind, words);
        let look = self.theme.kind(node.kind);
        let (outline, pen) = if self.focus.contains(id) {
            (look.words, FOCUS)
        } else {
            (look.outline, 1.0 + 1.2 * part)
        };
        let mut attributes = vec![
            text("label", &label),
            plain("shape", shape),
            color("fillcolor", look.fill),
            color("color", outline),
            color("fontcolor", look.words),
            plain("fontsize", &font.to_string()),
            plain("penwidth", &format!("{pen:.1}")),
        ];
        if node.kind == NodeKind::Country {
            attributes.push(plain("fontname", "\"Helvetica-Bold\""));
        }
        if node.kind == NodeKind::Summit
            && let Some(summit) = &node.summit
            && summit.status != Status::Occurred
        {
            attributes.push(plain("style", &format!("\"filled,{}\"", status_line(summit.status))));
        }
        attributes.extend(measures(size));
        attributes.push(text("tooltip", &self.node_told(node)));
        if let Some(item) = &node.wikidata
            && item
                .strip_prefix('Q')
                .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
        {
            attributes.push(text("URL", &format!("https://www.wikidata.org/wiki/{item}")));
        }
        Some(NodeLook { size, attributes })
    }

    /// The name, and on a line of its own what tells more: a summit's day and place, the country of a person whose country
    /// is not drawn.
    fn words(&self, node: &Node) -> (String, String) {
        let mut name = short(&node.name);
        match (&node.summit, node.kind) {
            (Some(summit), _) => {
                let date = summit.date.as_ref().map(date_in_words);
                let place = summit.place.as_ref().map(|id| short(self.graph.name(id)));
                for told in [&date, &place].into_iter().flatten() {
                    if let Some(rest) = name.strip_suffix(&format!(", {told}")) {
                        name.truncate(rest.len());
                    }
                }
                let flags: Vec<String> = date.into_iter().chain(place).collect();
                (name, flags.join(" · "))
            }
            (None, NodeKind::Person) => {
                let drawn = |id: EntityId| self.there.contains(&NodeId::from(id));
                let more = if node.country.is_empty() || drawn(EntityId::country(&node.country)) {
                    String::new()
                } else {
                    format!("({})", country_name(&node.country))
                };
                (name, more)
            }
            _ => (name, String::new()),
        }
    }

    fn node_told(&self, node: &Node) -> String {
        let mut told = format!("{}: {}", node.kind, short(&node.name));
        if !node.aliases.is_empty() {
            let aliases: Vec<String> = node.aliases.iter().take(ALIASES).map(|alias| short(alias)).collect();
            let _ = write!(told, "\nalso {}", aliases.join(", "));
        }
        let _ = write!(told, "\n{}", count(node.mentions, "report"));
        if node.kind == NodeKind::Summit {
            let of_it: Vec<&EventRecord> = self
                .graph
                .events()
                .iter()
                .filter(|event| event.summit.as_ref() == Some(&node.id))
                .collect();
            let _ = write!(told, "\n{}", self::told(self.graph, &of_it));
        }
        told
    }

    /// A mutual event of many, as a node.
    pub(super) fn hub(&self, event: &EventRecord) -> NodeLook {
        let label = pair_label(&[event]);
        let words = room(&label, SMALL);
        let size = Size {
            width: words.width + 10.0,
            height: words.height + 6.0,
        };
        let class = self.theme.class(event.event_type.quad_class());
        let mut attributes = vec![
            text("label", &label),
            plain("shape", "box"),
            plain("style", "\"filled,rounded\""),
            color("fillcolor", self.theme.ground()),
            color("color", class),
            color("fontcolor", class),
            plain("fontsize", &SMALL.to_string()),
            text("tooltip", &told(self.graph, &[event])),
        ];
        attributes.extend(measures(size));
        NodeLook { size, attributes }
    }

    pub(super) fn hub_line(&self, event: &EventRecord) -> Vec<ast::Attribute> {
        vec![
            color("color", self.theme.class(event.event_type.quad_class())),
            plain("dir", "none"),
            plain("style", status_line(event.status)),
            text("tooltip", event.event_type.as_str()),
        ]
    }

    /// The words on the line of two, on the picture's ground.
    pub(super) fn pair_words(&self, events: &[&EventRecord]) -> NodeLook {
        let label = pair_label(events);
        let words = room(&label, SMALL);
        let size = Size {
            width: words.width + 3.0,
            height: words.height + 1.0,
        };
        let mut attributes = vec![
            text("label", &label),
            plain("class", "words"),
            plain("shape", "box"),
            color("fillcolor", self.theme.ground()),
            plain("penwidth", "0"),
            plain("margin", "0"),
            color("fontcolor", self.theme.class(prevailing(events))),
            plain("fontsize", &SMALL.to_string()),
            text("tooltip", &told(self.graph, events)),
        ];
        attributes.extend(measures(size));
        NodeLook { size, attributes }
    }

    pub(super) fn pair(&self, one: &NodeId, events: &[&EventRecord]) -> Vec<ast::Attribute> {
        let directed = || events.iter().filter(|event| !event.is_mutual());
        let forth = directed().any(|event| event.source.contains(one));
        let back = directed().any(|event| event.target.contains(one));
        let direction = match (forth, back) {
            (true, true) => "both",
            (true, false) => "forward",
            (false, true) => "back",
            (false, false) => "none",
        };
        let width = (1.2 + 0.8 * (events.len() as f64).ln()).min(4.0);
        let told = told(self.graph, events);
        let status = events.iter().map(|event| event.status).min().unwrap_or_default();
        vec![
            color("color", self.theme.class(prevailing(events))),
            plain("dir", direction),
            plain("style", status_line(status)),
            plain("penwidth", &format!("{width:.1}")),
            text("comment", &pair_label(events).replace('\n', ", ")),
            text("tooltip", &told),
        ]
    }

    pub(super) fn attended(&self, summit: &NodeId) -> Vec<ast::Attribute> {
        let status = self
            .graph
            .node(summit)
            .and_then(|node| Some(node.summit.as_ref()?.status));
        vec![
            color("color", self.theme.kind(NodeKind::Summit).outline),
            plain("dir", "none"),
            plain("style", status_line(status.unwrap_or_default())),
            text("tooltip", "attended"),
        ]
    }

    pub(super) fn affiliation(&self) -> Vec<ast::Attribute> {
        vec![
            color("color", self.theme.rule()),
            plain("dir", "none"),
            plain("penwidth", "0.8"),
            text("tooltip", "affiliation"),
        ]
    }
}

fn color(name: &str, color: &str) -> ast::Attribute {
    plain(name, &format!("\"{color}\""))
}

fn measures(size: Size) -> [ast::Attribute; 2] {
    [
        plain("width", &format!("{:.3}", size.width / 72.0)),
        plain("height", &format!("{:.3}", size.height / 72.0)),
    ]
}

/// The lines of a name, no more and no wider than there is room for.
fn lines_of(name: &str, characters: usize, font: f64) -> String {
    let wrapped = wrapped(name, characters);
    let mut lines: Vec<String> = wrapped.lines().map(|line| cut(line, font, WIDEST)).collect();
    if lines.len() > NAME_LINES {
        lines.truncate(NAME_LINES);
        if let Some(last) = lines.last_mut().filter(|last| !last.ends_with('…')) {
            last.push('…');
        }
    }
    lines.join("\n")
}

/// The shape of a kind, and its size around these words.
fn shape(kind: NodeKind, words: Size) -> (&'static str, Size) {
    let (shape, width, height) = match kind {
        NodeKind::Country => ("box", words.width + 14.0, words.height + 6.0),
        NodeKind::Person => ("ellipse", words.width * 1.22 + 10.0, words.height * 1.3 + 6.0),
        NodeKind::Organization => ("hexagon", words.width + words.height * 0.9 + 14.0, words.height + 8.0),
        NodeKind::Summit => ("octagon", words.width + 20.0, words.height + 12.0),
        NodeKind::Place => ("folder", words.width + 12.0, words.height + 8.0),
    };
    let size = Size {
        width: width.max(34.0),
        height: height.max(20.0),
    };
    (shape, size)
}

/// The English name of a country by its code, or the code.
fn country_name(code: &str) -> String {
    Gazetteer::builtin()
        .country(code)
        .map_or_else(|| short(code), |country| country.name.clone())
}

/// The class of most events; of equals the gravest.
pub(super) fn prevailing(events: &[&EventRecord]) -> QuadClass {
    let mut counts = [0_usize; 4];
    for event in events {
        counts[usize::from(event.event_type.quad_class().number() - 1)] += 1;
    }
    [
        QuadClass::VerbalCooperation,
        QuadClass::MaterialCooperation,
        QuadClass::VerbalConflict,
        QuadClass::MaterialConflict,
    ]
    .into_iter()
    .max_by_key(|class| counts[usize::from(class.number() - 1)])
    .unwrap_or(QuadClass::VerbalCooperation)
}

/// The most frequent types with their numbers, and from when to when.
fn pair_label(events: &[&EventRecord]) -> String {
    let types = types(events);
    let mut parts: Vec<String> = types
        .iter()
        .take(NAMED)
        .map(|&(kind, count)| type_words(kind, count))
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

/// The room that these lines take.
fn room(words: &str, font: f64) -> Size {
    Size {
        width: widest(words, font) * 1.04,
        height: LEADING * font * words.lines().count().max(1) as f64,
    }
}

fn type_words(kind: EventType, count: usize) -> String {
    match count {
        1 => kind.to_string(),
        _ => format!("{kind} ×{count}"),
    }
}
