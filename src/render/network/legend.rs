//! The legend: the title, what was left out, and what shapes, colours and lines mean.

use super::quote::html;
use super::select::Selection;
use crate::event::QuadClass;
use crate::graph::NodeKind;
use crate::render::DrawOptions;
use crate::render::words::{count, short};
use std::fmt::Write;

/// The legend as an HTML label.
pub(super) fn legend(selection: &Selection<'_>, options: &DrawOptions) -> String {
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
    let kinds = NodeKind::ALL.iter().filter(|kind| **kind != NodeKind::Place).map(|kind| {
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
    row(&format!("{kinds}{}", words("larger: more reports", theme.faint())));
    let classes = [
        (QuadClass::VerbalCooperation, "cooperation in words"),
        (QuadClass::MaterialCooperation, "cooperation in deeds"),
        (QuadClass::VerbalConflict, "conflict in words"),
        (QuadClass::MaterialConflict, "conflict in deeds"),
    ]
    .map(|(class, name)| {
        let color = theme.class(class);
        format!("{}{}", bars(&[24], color), words(name, color))
    });
    row(&classes.concat());
    let faint = theme.faint();
    row(&[
        bars(&[24], faint),
        words("happened", faint),
        bars(&[6, 6, 6], faint),
        words("planned or possible", faint),
        bars(&[2, 2, 2, 2], faint),
        words("denied", faint),
        words("×3: three events, +2: two of other types", faint),
    ]
    .concat());
    format!(r#"<<table border="0" cellborder="0" cellspacing="0" cellpadding="0">{rows}</table>>"#)
}

fn words(words: &str, color: &str) -> String {
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
        "{} of {} and {} of {}: the most reported ones; {} and {} are left out",
        selection.nodes.len(),
        count(nodes, "node"),
        selection.drawn_events,
        count(events, "event"),
        count(nodes - selection.nodes.len(), "node"),
        count(events - selection.drawn_events, "event"),
    )
}
