//! The legend: the title, what was left out, and what shapes, colours and lines mean.

use super::look::prevailing;
use super::quote::html;
use super::select::Selection;
use crate::event::{QuadClass, Status};
use crate::graph::{EventRecord, KnowledgeGraph, NodeKind};
use crate::render::DrawOptions;
use crate::render::theme::{Theme, status_line};
use crate::render::words::{count, short};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The legend as an HTML label.
pub(super) fn legend(graph: &KnowledgeGraph, selection: &Selection<'_>, options: &DrawOptions) -> String {
    let theme = options.theme;
    let mut rows = String::new();
    let mut row = |cells: &str| {
        let _ = write!(
            rows,
            r#"<tr><td align="left"><table border="0" cellborder="0" cellspacing="3" cellpadding="1"><tr>{cells}</tr></table></td></tr>"#
        );
    };
    if let Some(title) = &options.title {
        row(&format!(
            r#"<td align="left"><font point-size="18"><b>{}</b></font></td>"#,
            html(&short(title))
        ));
    }
    row(&format!(
        r#"<td align="left"><font color="{}">{}</font></td>"#,
        theme.faint(),
        html(&shown(selection))
    ));
    if selection.nodes.is_empty() {
        return format!(r#"<<table border="0" cellborder="0" cellspacing="0" cellpadding="2">{rows}</table>>"#);
    }
    let drawn: BTreeSet<NodeKind> = selection
        .nodes
        .keys()
        .filter_map(|id| Some(graph.node(id)?.kind))
        .collect();
    let kinds = NodeKind::ALL.iter().filter(|kind| drawn.contains(kind)).map(|kind| {
        let look = theme.kind(*kind);
        let (style, name) = match kind {
            NodeKind::Person => (r#" style="rounded""#, kind.as_str()),
            NodeKind::Summit => ("", "summit, day, place"),
            kind => ("", kind.as_str()),
        };
        format!(
            r#"<td border="1" cellpadding="4" bgcolor="{}" color="{}"{style}><font point-size="10">{name}</font></td>"#,
            look.fill, look.outline
        )
    });
    let kinds: String = kinds.collect();
    let is_there = options.focus.iter().any(|id| selection.nodes.contains_key(id));
    let focus = if is_there { "thick outline: in focus" } else { "" };
    row(&[
        kinds.as_str(),
        &words("larger: more reports", theme.faint()),
        &words(focus, theme.faint()),
    ]
    .concat());
    let hubs: Vec<[&EventRecord; 1]> = selection.hubs.iter().map(|(event, _)| [*event]).collect();
    let lines: Vec<&[&EventRecord]> = selection
        .pairs
        .values()
        .map(Vec::as_slice)
        .chain(hubs.iter().map(<[&EventRecord; 1]>::as_slice))
        .collect();
    let attended: Vec<Status> = selection
        .links
        .iter()
        .filter(|(_, _, kind)| *kind == "attended")
        .filter_map(|(_, summit, _)| Some(graph.node(summit)?.summit.as_ref()?.status))
        .collect();
    for cells in [
        colors(&lines, !attended.is_empty(), theme),
        strokes(&lines, attended, theme),
    ] {
        if !cells.is_empty() {
            row(&cells);
        }
    }
    format!(r#"<<table border="0" cellborder="0" cellspacing="0" cellpadding="0">{rows}</table>>"#)
}

/// The colours of the lines that are drawn.
fn colors(lines: &[&[&EventRecord]], is_attended: bool, theme: Theme) -> String {
    let prevail: BTreeSet<u8> = lines.iter().map(|events| prevailing(events).number()).collect();
    let mut cells = String::new();
    for (class, name) in [
        (QuadClass::VerbalCooperation, "cooperation in words"),
        (QuadClass::MaterialCooperation, "cooperation in deeds"),
        (QuadClass::VerbalConflict, "conflict in words"),
        (QuadClass::MaterialConflict, "conflict in deeds"),
    ] {
        if prevail.contains(&class.number()) {
            cells += &bars(&[24], theme.class(class));
            cells += &words(name, theme.class(class));
        }
    }
    if is_attended {
        let color = theme.kind(NodeKind::Summit).outline;
        cells += &bars(&[24], color);
        cells += &words("took part in a summit", color);
    }
    cells
}

/// The strokes of the lines that are drawn, and what the words on them mean.
fn strokes(lines: &[&[&EventRecord]], attended: Vec<Status>, theme: Theme) -> String {
    let faint = theme.faint();
    let drawn: BTreeSet<&str> = lines
        .iter()
        .filter_map(|events| events.iter().map(|event| event.status).min())
        .chain(attended)
        .map(status_line)
        .collect();
    let mut cells = String::new();
    for (widths, name, status) in [
        (&[24][..], "happened", Status::Occurred),
        (&[6, 6, 6], "planned or possible", Status::Planned),
        (&[2, 2, 2, 2], "denied", Status::Denied),
    ] {
        if drawn.contains(status_line(status)) {
            cells += &bars(widths, faint);
            cells += &words(name, faint);
        }
    }
    if lines.iter().any(|events| events.len() > 1) {
        cells += &words("×3: three events, +2: two of other types", faint);
    }
    cells
}

fn words(words: &str, color: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    format!(r#"<td align="left"><font point-size="10" color="{color}">{words}&#160;&#160;&#160;</font></td>"#)
}

/// A line of bars of these widths.
fn bars(widths: &[usize], color: &str) -> String {
    let bars = widths.iter().fold(String::new(), |mut bars, width| {
        let _ = write!(
            bars,
            r#"<td fixedsize="true" width="{width}" height="3" bgcolor="{color}"></td>"#
        );
        bars
    });
    format!(r#"<td><table border="0" cellborder="0" cellspacing="2" cellpadding="0"><tr>{bars}</tr></table></td>"#)
}

/// How much of what was asked for is drawn.
fn shown(selection: &Selection<'_>) -> String {
    let (nodes, events) = selection.asked;
    if selection.nodes.len() == nodes && selection.drawn_events == events {
        return format!("{}, {}", count(nodes, "node"), count(events, "event"));
    }
    format!(
        "{} of {} and {} of {}: the most reported ones; {} and {} are left out; a matrix has room for all countries",
        selection.nodes.len(),
        count(nodes, "node"),
        selection.drawn_events,
        count(events, "event"),
        count(nodes - selection.nodes.len(), "node"),
        count(events - selection.drawn_events, "event"),
    )
}
