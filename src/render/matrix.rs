//! The matrix: countries by countries, each cell the balance of cooperation and conflict.

use super::DrawOptions;
use super::metrics::cut;
use super::svg::{Anchor, Canvas, Ink};
use super::theme::Theme;
use super::words::{count, short};
use crate::event::{QuadClass, Status};
use crate::graph::{EventRecord, KnowledgeGraph, NodeId, NodeKind};
use crate::query::{Query, Tally, dyads};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const MARGIN: f64 = 24.0;

/// The room for the names of the rows, and that for those of the columns.
const NAMES: f64 = 150.0;
const RISING: f64 = 104.0;

/// The length of a cell's side.
const CELL: f64 = 34.0;

/// The legend needs so much.
const NARROWEST: f64 = 720.0;

/// Goldstein values at which a colour is at its fullest.
const FULLEST: f64 = 8.0;

/// Draws the matrix as SVG. Where no status is asked for, what happened counts.
pub(super) fn draw(graph: &KnowledgeGraph, options: &DrawOptions) -> String {
    let mut query = options.query.clone();
    let by_default = query.statuses.is_empty();
    if by_default {
        query.statuses = vec![Status::Occurred];
    }
    let pairs = pairs(graph, &query);
    let all = ranked(&pairs, &options.focus);
    let countries = &all[..all.len().min(options.max_nodes)];
    let theme = options.theme;
    let mut canvas = Canvas::new(theme);
    let mut y = MARGIN + 6.0;
    let side = CELL * countries.len() as f64;
    let width = (2.0 * MARGIN + NAMES + side + RISING * 0.75).max(NARROWEST);
    let room = width - 2.0 * MARGIN;
    if let Some(title) = &options.title {
        y += 12.0;
        let title = cut(&short(title), 18.0, room);
        canvas.words(MARGIN, y, Anchor::Start, Ink::new(18.0, theme.ink()).bold(), &title);
        y += 12.0;
    }
    y += 8.0;
    let told = told(&pairs, countries, all.len(), by_default);
    canvas.words(
        MARGIN,
        y,
        Anchor::Start,
        Ink::new(12.0, theme.faint()),
        &cut(&told, 12.0, room),
    );
    legend(&mut canvas, theme, y + 14.0);
    if countries.is_empty() {
        return canvas.finish(width, y + 60.0);
    }
    let (left, top) = (MARGIN + NAMES, y + 60.0 + RISING);
    for (at, id) in countries.iter().enumerate() {
        let name = short(graph.name(id));
        let middle = CELL * (at as f64 + 0.5);
        let ink = Ink::new(12.0, theme.ink());
        canvas.words(
            left - 8.0,
            top + middle + 4.0,
            Anchor::End,
            ink,
            &cut(&name, 12.0, NAMES - 12.0),
        );
        canvas.rising_words(left + middle, top - 8.0, ink, &cut(&name, 12.0, RISING * 1.3));
    }
    for (row, &one) in countries.iter().enumerate() {
        for (column, &other) in countries.iter().enumerate() {
            let at = (left + CELL * column as f64, top + CELL * row as f64);
            if row == column {
                canvas.rect(at, (CELL, CELL), 0.0, theme.rule(), " fill-opacity=\"0.5\"");
                continue;
            }
            canvas.rect(
                at,
                (CELL, CELL),
                0.0,
                "none",
                &format!(" stroke=\"{}\" stroke-width=\"0.6\"", theme.rule()),
            );
            if let Some(events) = pairs.get(&(one.min(other), one.max(other))) {
                cell(&mut canvas, graph, theme, at, (one, other), events);
            }
        }
    }
    canvas.finish(width, top + side + MARGIN)
}

type Pairs<'a> = BTreeMap<(&'a NodeId, &'a NodeId), Vec<&'a EventRecord>>;

/// The events of each two countries.
fn pairs<'a>(graph: &'a KnowledgeGraph, query: &Query) -> Pairs<'a> {
    let is_country = |id: &NodeId| graph.node(id).is_some_and(|node| node.kind == NodeKind::Country);
    let mut pairs = Pairs::new();
    for dyad in dyads(graph, query) {
        if is_country(dyad.one) && is_country(dyad.other) {
            pairs.entry((dyad.one, dyad.other)).or_default().extend(dyad.events);
        }
    }
    pairs
}

/// The countries: those in focus, then those of most events.
fn ranked<'a>(pairs: &Pairs<'a>, focus: &[NodeId]) -> Vec<&'a NodeId> {
    let mut events: BTreeMap<&NodeId, usize> = BTreeMap::new();
    for (&(one, other), of_both) in pairs {
        *events.entry(one).or_default() += of_both.len();
        *events.entry(other).or_default() += of_both.len();
    }
    let mut ranked: Vec<_> = events.into_iter().collect();
    ranked.sort_by_key(|&(id, events)| (!focus.contains(id), Reverse(events), id));
    ranked.into_iter().map(|(id, _)| id).collect()
}

fn told(pairs: &Pairs<'_>, countries: &[&NodeId], all: usize, happened: bool) -> String {
    let events: usize = pairs
        .iter()
        .filter(|((one, other), _)| countries.contains(one) && countries.contains(other))
        .map(|(_, events)| events.len())
        .sum();
    let mut told = format!(
        "{} between {}",
        count(events, "event"),
        countries_in_words(countries.len())
    );
    if all > countries.len() {
        let _ = write!(
            told,
            "; {} of fewer events left out",
            countries_in_words(all - countries.len())
        );
    }
    if happened {
        told.push_str("; what happened, with those who serve each country");
    }
    told
}

fn countries_in_words(number: usize) -> String {
    match number {
        1 => "1 country".to_owned(),
        _ => format!("{number} countries"),
    }
}

fn legend(canvas: &mut Canvas, theme: Theme, top: f64) {
    let ink = Ink::new(11.0, theme.faint());
    let mut x = MARGIN;
    canvas.words(x, top + 13.0, Anchor::Start, ink, "conflict");
    x += 50.0;
    for step in -4..=4_i32 {
        let mean = f64::from(step) * FULLEST / 4.0;
        canvas.rect((x, top), (22.0, 18.0), 0.0, &shade(theme, mean), "");
        x += 22.0;
    }
    canvas.words(x + 8.0, top + 13.0, Anchor::Start, ink, "cooperation");
    canvas.words(
        x + 90.0,
        top + 13.0,
        Anchor::Start,
        ink,
        "mean Goldstein value, −8 to 8; the number is that of the events",
    );
}

fn cell(
    canvas: &mut Canvas,
    graph: &KnowledgeGraph,
    theme: Theme,
    at: (f64, f64),
    (one, other): (&NodeId, &NodeId),
    events: &[&EventRecord],
) {
    let tally = Tally::of(events.iter().copied());
    let mean = tally.mean().unwrap_or(0.0);
    let quads = [
        QuadClass::VerbalCooperation,
        QuadClass::MaterialCooperation,
        QuadClass::VerbalConflict,
        QuadClass::MaterialConflict,
    ]
    .map(|class| format!("{} {}", tally.quad(class), class.as_str()));
    canvas.open(&format!(
        "{} and {}: {}\n{}\nsum of Goldstein values {:+.1}, mean {mean:+.1}",
        short(graph.name(one)),
        short(graph.name(other)),
        count(tally.events(), "event"),
        quads.join(", "),
        tally.balance,
    ));
    // One event says less than many: its cell is not full.
    let inset = match tally.events() {
        1 => 7.0,
        2..=3 => 4.5,
        4..=7 => 2.5,
        _ => 1.0,
    };
    let (x, y) = (at.0 + inset, at.1 + inset);
    canvas.rect(
        (x, y),
        (CELL - 2.0 * inset, CELL - 2.0 * inset),
        2.0,
        &shade(theme, mean),
        "",
    );
    let full = mean.abs() > FULLEST * 0.55;
    let color = match theme {
        Theme::Light if full => "#ffffff",
        Theme::Dark if full => "#0e1116",
        theme => theme.ink(),
    };
    canvas.words(
        at.0 + CELL / 2.0,
        at.1 + CELL / 2.0 + 4.0,
        Anchor::Middle,
        Ink::new(11.5, color),
        &tally.events().to_string(),
    );
    canvas.close();
}

/// From red through the middle to blue.
fn shade(theme: Theme, mean: f64) -> String {
    let (middle, cold, warm): ([f64; 3], [f64; 3], [f64; 3]) = match theme {
        Theme::Light => ([236.0, 238.0, 241.0], [33.0, 102.0, 172.0], [178.0, 45.0, 30.0]),
        Theme::Dark => ([52.0, 58.0, 68.0], [110.0, 178.0, 240.0], [255.0, 128.0, 108.0]),
    };
    let part = (mean / FULLEST).clamp(-1.0, 1.0);
    let end = if part < 0.0 { warm } else { cold };
    let mixed = [0, 1, 2].map(|at| (middle[at] + (end[at] - middle[at]) * part.abs()).round() as u8);
    format!("#{:02x}{:02x}{:02x}", mixed[0], mixed[1], mixed[2])
}
