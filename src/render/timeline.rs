//! The timeline: a row for each actor, or for each partner of one, and a mark for each event.

use super::DrawOptions;
use super::axis::Axis;
use super::metrics::{cut, width};
use super::svg::{Anchor, Canvas, Ink};
use super::theme::{shape, status_line};
use super::words::{count, in_time, line, short};
use crate::event::{EventDate, EventType, Status};
use crate::graph::{EventRecord, KnowledgeGraph, NodeId, Precision};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The width of the picture, of its margins, and of the room for names.
const WIDTH: f64 = 1280.0;
const MARGIN: f64 = 24.0;
const NAMES: f64 = 210.0;

/// Half the width of a mark, and the height of a lane of marks.
const MARK: f64 = 5.0;
const LANE: f64 = 14.0;

/// Marks of a row that would cover each other go into so many lanes at most.
const LANES: usize = 6;

/// A row with its events.
struct Row<'a> {
    id: &'a NodeId,
    events: Vec<&'a EventRecord>,
    reports: usize,
}

/// What fits of what was asked for.
struct Rows<'a> {
    rows: Vec<Row<'a>>,
    /// Those whose partners have the rows.
    of: Vec<&'a NodeId>,
    left_out: usize,
    undated: usize,
}

/// Draws the timeline as SVG.
pub(super) fn draw(graph: &KnowledgeGraph, options: &DrawOptions) -> String {
    let rows = rows(graph, options);
    let theme = options.theme;
    let mut canvas = Canvas::new(theme);
    let mut y = MARGIN + 6.0;
    if let Some(title) = &options.title {
        y += 12.0;
        let title = cut(&short(title), 18.0, WIDTH - 2.0 * MARGIN);
        canvas.words(MARGIN, y, Anchor::Start, Ink::new(18.0, theme.ink()).bold(), &title);
        y += 12.0;
    }
    y += 8.0;
    let told = cut(&told(graph, &rows), 12.0, WIDTH - 2.0 * MARGIN);
    canvas.words(MARGIN, y, Anchor::Start, Ink::new(12.0, theme.faint()), &told);
    y = legend(&mut canvas, options, &rows, y + 22.0);
    let dates = rows.rows.iter().flat_map(|row| &row.events);
    let (vague, exact): (Vec<&EventDate>, Vec<&EventDate>) = dates
        .filter_map(|event| event.date.as_ref())
        .partition(|date| Precision::of(date) > Precision::Span);
    let days = |dates: Vec<&EventDate>| -> Vec<_> { dates.into_iter().map(|date| (date.start, date.end)).collect() };
    let (left, right) = (MARGIN + NAMES + 14.0, WIDTH - MARGIN - 40.0);
    let Some(axis) = Axis::new(&days(exact), &days(vague), left, right) else {
        return canvas.finish(WIDTH, y + MARGIN);
    };
    let top = y + 34.0;
    let placed: Vec<Vec<Placed<'_>>> = rows.rows.iter().map(|row| lanes(row, &axis)).collect();
    let heights: Vec<f64> = placed.iter().map(|marks| height(marks)).collect();
    let bottom = top + heights.iter().sum::<f64>();
    frame(&mut canvas, options, &axis, top, bottom);
    let mut y = top;
    for (number, ((row, marks), height)) in rows.rows.iter().zip(&placed).zip(&heights).enumerate() {
        if number % 2 == 0 {
            canvas.rect(
                (MARGIN, y),
                (WIDTH - 2.0 * MARGIN, *height),
                3.0,
                theme.ink(),
                " fill-opacity=\"0.04\"",
            );
        }
        draw_row(&mut canvas, graph, options, row, y + height / 2.0);
        for mark in marks {
            draw_mark(&mut canvas, graph, options, &axis, mark, y);
        }
        y += height;
    }
    canvas.finish(WIDTH, bottom + MARGIN)
}

fn rows<'a>(graph: &'a KnowledgeGraph, options: &DrawOptions) -> Rows<'a> {
    let found = options.query.find(graph);
    let asked: Vec<&NodeId> = options.focus.iter().chain(&options.query.who).collect();
    let of: BTreeSet<&NodeId> = asked.iter().flat_map(|id| options.query.meant(graph, id)).collect();
    let (dated, undated): (Vec<_>, Vec<_>) = found
        .into_iter()
        .filter(|event| of.is_empty() || event.participants().any(|id| of.contains(id)))
        .partition(|event| event.date.is_some());
    let mut by_actor: BTreeMap<&NodeId, Vec<&EventRecord>> = BTreeMap::new();
    for &event in &dated {
        let ids: BTreeSet<&NodeId> = event.participants().collect();
        let alone = ids.iter().all(|id| of.contains(id));
        for id in ids {
            if alone || !of.contains(id) {
                by_actor.entry(id).or_default().push(event);
            }
        }
    }
    let mut rows: Vec<Row<'_>> = by_actor
        .into_iter()
        .map(|(id, events)| Row {
            id,
            reports: events.iter().map(|event| event.reports.len()).sum(),
            events: in_time(&events),
        })
        .collect();
    rows.sort_by_key(|row| (Reverse(row.reports), row.id));
    let left_out = rows.len().saturating_sub(options.max_nodes);
    rows.truncate(options.max_nodes);
    Rows {
        rows,
        of: asked
            .into_iter()
            .filter_map(|id| graph.node(id))
            .map(|node| &node.id)
            .collect(),
        left_out,
        undated: undated.len(),
    }
}

/// What the rows are, and what is left out.
fn told(graph: &KnowledgeGraph, rows: &Rows<'_>) -> String {
    let events: BTreeSet<_> = rows
        .rows
        .iter()
        .flat_map(|row| &row.events)
        .map(|event| &event.id)
        .collect();
    let mut told = if rows.of.is_empty() {
        format!("{}, a row for each who took part", count(events.len(), "event"))
    } else {
        let names: Vec<String> = rows.of.iter().map(|id| short(graph.name(id))).collect();
        format!(
            "{} of {}, a row for each partner",
            count(events.len(), "event"),
            names.join(" and ")
        )
    };
    if rows.left_out > 0 {
        let _ = write!(told, "; {} of fewer reports left out", count(rows.left_out, "row"));
    }
    if rows.undated > 0 {
        let _ = write!(told, "; {} without a date left out", count(rows.undated, "event"));
    }
    told
}

/// The marks of the types that occur, and of the statuses; the height where it ends.
fn legend(canvas: &mut Canvas, options: &DrawOptions, rows: &Rows<'_>, top: f64) -> f64 {
    let theme = options.theme;
    let ink = Ink::new(11.0, theme.ink());
    let types: BTreeSet<EventType> = rows
        .rows
        .iter()
        .flat_map(|row| &row.events)
        .map(|event| event.event_type)
        .collect();
    let (mut x, mut y) = (MARGIN + MARK, top);
    for kind in types {
        let needed = width(kind.as_str(), ink.size) + 30.0;
        if x + needed > WIDTH - MARGIN {
            (x, y) = (MARGIN + MARK, y + 18.0);
        }
        canvas.mark(shape(kind), (x, y - 4.0), MARK, theme.class(kind.quad_class()), false);
        canvas.words(x + 10.0, y, Anchor::Start, ink, kind.as_str());
        x += needed;
    }
    (x, y) = (MARGIN + MARK, y + 18.0);
    let look = theme.faint();
    let shown = || rows.rows.iter().flat_map(|row| &row.events);
    let precisions: BTreeSet<Precision> = shown()
        .filter_map(|event| event.date.as_ref())
        .map(Precision::of)
        .collect();
    let statuses: BTreeSet<&str> = shown().map(|event| status_line(event.status)).collect();
    for (status, words) in [
        (Status::Occurred, "happened"),
        (Status::Planned, "planned or possible"),
        (Status::Denied, "denied"),
    ] {
        if !statuses.contains(status_line(status)) {
            continue;
        }
        status_mark(canvas, EventType::Met, status, (x, y - 4.0), look);
        canvas.words(x + 10.0, y, Anchor::Start, Ink::new(11.0, look), words);
        x += width(words, 11.0) + 30.0;
    }
    if precisions.contains(&Precision::Span) {
        canvas.rect((x, y - 7.0), (26.0, 6.0), 3.0, look, " fill-opacity=\"0.5\"");
        canvas.words(x + 32.0, y, Anchor::Start, Ink::new(11.0, look), "several days");
        x += width("several days", 11.0) + 52.0;
    }
    if precisions.iter().any(|precision| *precision > Precision::Span) {
        canvas.line(
            (x, y - 4.0),
            (x + 26.0, y - 4.0),
            look,
            " stroke-dasharray=\"1 3\" stroke-width=\"1.4\"",
        );
        canvas.words(
            x + 32.0,
            y,
            Anchor::Start,
            Ink::new(11.0, look),
            "some day in this time",
        );
    }
    y
}

/// Months and years, and where time is left out.
fn frame(canvas: &mut Canvas, options: &DrawOptions, axis: &Axis, top: f64, bottom: f64) {
    let theme = options.theme;
    for (x, words) in axis.ticks() {
        canvas.line((x, top - 4.0), (x, bottom), theme.rule(), " stroke-width=\"0.8\"");
        canvas.words(x, top - 8.0, Anchor::Middle, Ink::new(10.5, theme.faint()), &words);
    }
    for x in axis.breaks() {
        canvas.open("a stretch without events is left out");
        canvas.rect(
            (x - 6.0, top - 4.0),
            (12.0, bottom - top + 4.0),
            0.0,
            theme.ground(),
            "",
        );
        for offset in [-4.0, 4.0] {
            canvas.line(
                (x + offset, top - 4.0),
                (x + offset, bottom),
                theme.rule(),
                " stroke-width=\"1\" stroke-dasharray=\"5 4\"",
            );
        }
        canvas.close();
    }
}

/// The name of the row before it, and the number of its events behind it.
fn draw_row(canvas: &mut Canvas, graph: &KnowledgeGraph, options: &DrawOptions, row: &Row<'_>, middle: f64) {
    let theme = options.theme;
    let Some(node) = graph.node(row.id) else {
        return;
    };
    let look = theme.kind(node.kind);
    let round = if node.kind == crate::graph::NodeKind::Person {
        6.0
    } else {
        1.5
    };
    canvas.open(&format!("{}: {}", node.kind, short(&node.name)));
    canvas.rect(
        (MARGIN + 6.0, middle - 6.0),
        (12.0, 12.0),
        round,
        look.fill,
        &format!(" stroke=\"{}\"", look.outline),
    );
    let name = cut(&short(&node.name), 12.5, NAMES - 26.0);
    canvas.words(
        MARGIN + 24.0,
        middle + 4.5,
        Anchor::Start,
        Ink::new(12.5, theme.ink()),
        &name,
    );
    canvas.close();
    canvas.words(
        WIDTH - MARGIN - 6.0,
        middle + 4.0,
        Anchor::End,
        Ink::new(11.0, theme.faint()),
        &row.events.len().to_string(),
    );
}

/// A mark, where it stands and in which lane.
struct Placed<'a> {
    event: &'a EventRecord,
    x: f64,
    lane: usize,
}

fn lanes<'a>(row: &Row<'a>, axis: &Axis) -> Vec<Placed<'a>> {
    let mut free = [f64::NEG_INFINITY; LANES];
    let mut placed = Vec::new();
    for &event in &row.events {
        let Some(date) = &event.date else {
            continue;
        };
        let (from, to) = (axis.at(date.start), axis.at(date.end));
        let lasts = event.event_type == EventType::Visited && Precision::of(date) == Precision::Span;
        let x = if lasts { from } else { f64::midpoint(from, to) };
        let start = x - MARK;
        let lane = free.iter().position(|&free| free <= start).unwrap_or(LANES - 1);
        free[lane] = x.max(if lasts { to } else { x }) + MARK + 1.5;
        placed.push(Placed { event, x, lane });
    }
    placed
}

fn height(marks: &[Placed<'_>]) -> f64 {
    let lanes = marks.iter().map(|mark| mark.lane + 1).max().unwrap_or(1);
    lanes as f64 * LANE + 10.0
}

fn draw_mark(
    canvas: &mut Canvas,
    graph: &KnowledgeGraph,
    options: &DrawOptions,
    axis: &Axis,
    mark: &Placed<'_>,
    top: f64,
) {
    let event = mark.event;
    let Some(date) = &event.date else {
        return;
    };
    let color = options.theme.class(event.event_type.quad_class());
    let y = top + 5.0 + LANE * (mark.lane as f64 + 0.5);
    let (from, to) = (axis.at(date.start), axis.at(date.end));
    canvas.open(&line(graph, event));
    match Precision::of(date) {
        Precision::Day => {}
        Precision::Span => canvas.rect(
            (from, y - 3.0),
            ((to - from).max(1.0), 6.0),
            3.0,
            color,
            " fill-opacity=\"0.5\"",
        ),
        Precision::Month | Precision::Year => canvas.line(
            (from, y),
            (to, y),
            color,
            " stroke-dasharray=\"1 3\" stroke-width=\"1.4\"",
        ),
    }
    status_mark(canvas, event.event_type, event.status, (mark.x, y), color);
    canvas.close();
}

/// Filled where it happened, hollow where it did not yet, hollow and struck out where it was denied.
fn status_mark(canvas: &mut Canvas, kind: EventType, status: Status, at: (f64, f64), color: &str) {
    canvas.mark(shape(kind), at, MARK, color, status != Status::Occurred);
    if status == Status::Denied {
        let far = MARK + 1.5;
        canvas.line(
            (at.0 - far, at.1 + far),
            (at.0 + far, at.1 - far),
            color,
            " stroke-width=\"1.6\"",
        );
    }
}
