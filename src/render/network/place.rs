//! Places: where does each node stand, so that nothing covers anything?
//!
//! First `ForceAtlas2` (Jacomy et al. 2014) brings near what belongs together. Then nodes, the words on lines, and lines
//! that cross foreign nodes push each other away until all can be read; and parts that nothing ties come near. Only sums,
//! products and roots are used, and the beginning is a fixed spiral, so that the same graph stands the same everywhere.

use super::gather::gather;
use super::geometry::{GAP, Line, Size, apart, shift};
use fa2::{FA2Data, FA2Settings};

/// The cosine and the sine of the golden angle, by which the spiral of the beginning turns.
const TURN: (f64, f64) = (-0.737_368_878_078_319_9, 0.675_490_294_261_523_5);

/// Words are wide, and so is the picture.
const STRETCH: f64 = 1.45;

/// How far a line keeps from a node that it does not belong to.
const CLEARANCE: f64 = 5.0;

/// A line between two nodes wants to be so long beside the room for nodes and words.
const LENGTH: f64 = 46.0;

/// No line with words is shorter than this part of what it wants, if it can be helped.
const SHORTEST: f64 = 0.75;

/// The number of rounds for few nodes.
const ROUNDS: usize = 700;

/// So much may be looked at in all rounds together.
const WORK: usize = 60_000_000;

/// Where the nodes stand, and where the words of each line do that find room.
pub(in crate::render) struct Places {
    pub(in crate::render) nodes: Vec<(f64, f64)>,
    pub(in crate::render) words: Vec<Option<(f64, f64)>>,
}

/// Words stand here on their line, at the first of these that is free.
const STANDS: [f64; 9] = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82];

/// Finds places for nodes, in points, y upwards.
pub(in crate::render) fn place(nodes: &[Size], lines: &[Line]) -> Places {
    let mut at = forces(nodes.len(), lines);
    scale(&mut at, nodes, lines);
    let work = nodes.len() * (nodes.len() + 2 * lines.len()) + 1;
    let rounds = ROUNDS.min(WORK / work).max(20);
    for round in 0..rounds {
        let early = 1.0 - round as f64 / rounds as f64;
        pull(&mut at, nodes, lines, 0.06 * early * early);
        keep_lines_off(&mut at, nodes, lines);
        let moved = push_apart(&mut at, nodes, lines);
        if !moved && early < 0.3 {
            break;
        }
    }
    gather(&mut at, nodes, lines);
    let words = stands(&at, nodes, lines);
    Places { nodes: at, words }
}

/// The places that `ForceAtlas2` finds for nodes without size.
pub(in crate::render) fn forces(nodes: usize, lines: &[Line]) -> Vec<(f64, f64)> {
    let mut data = FA2Data::<f64>::new();
    let mut direction = (1.0, 0.0);
    for at in 0..nodes {
        let radius = 10.0 * (at as f64 + 0.5).sqrt();
        data.add_node_with_position(direction.0 * radius, direction.1 * radius);
        direction = (
            direction.0 * TURN.0 - direction.1 * TURN.1,
            direction.0 * TURN.1 + direction.1 * TURN.0,
        );
    }
    for line in lines.iter().filter(|line| line.ends.0 != line.ends.1) {
        data.add_edge_with_weight(line.ends.0, line.ends.1, line.pull);
    }
    if nodes < 2 {
        return data.positions().collect();
    }
    let mut settings = FA2Settings::from_graph_order(nodes);
    if nodes > 400 {
        settings = settings.with_barnes_hut_theta(0.8);
    }
    let mut layout = settings.build(data);
    layout.run(if nodes > 2000 { 250 } else { 600 });
    layout.data().positions().collect()
}

/// Gives the lines in the middle their length.
fn scale(at: &mut [(f64, f64)], nodes: &[Size], lines: &[Line]) {
    let mut ratios: Vec<f64> = lines
        .iter()
        .filter(|line| line.ends.0 != line.ends.1)
        .map(|line| wanted(nodes, line) / length(at, line).max(1e-6))
        .collect();
    ratios.sort_by(f64::total_cmp);
    let factor = ratios.get(ratios.len() / 2).copied().unwrap_or(1.0);
    for place in at {
        *place = (place.0 * factor * STRETCH, place.1 * factor);
    }
}

/// How long the line should be.
fn wanted(nodes: &[Size], line: &Line) -> f64 {
    let radius = |at: usize| (nodes[at].width + nodes[at].height) / 4.0;
    let words = line.words.map_or(0.0, |words| f64::midpoint(words.width, words.height));
    radius(line.ends.0) + radius(line.ends.1) + words + LENGTH
}

fn length(at: &[(f64, f64)], line: &Line) -> f64 {
    let (one, other) = (at[line.ends.0], at[line.ends.1]);
    ((one.0 - other.0) * (one.0 - other.0) + (one.1 - other.1) * (one.1 - other.1)).sqrt()
}

/// Draws in what stands farther than it should, and lets out what stands nearer.
fn pull(at: &mut [(f64, f64)], nodes: &[Size], lines: &[Line], strength: f64) {
    for line in lines {
        let (far, wanted) = (length(at, line), wanted(nodes, line));
        if far > wanted {
            let part = strength * (far - wanted) / far / 2.0;
            let (one, other) = (at[line.ends.0], at[line.ends.1]);
            let by = ((other.0 - one.0) * part, (other.1 - one.1) * part);
            shift(at, line.ends.0, by);
            shift(at, line.ends.1, (-by.0, -by.1));
        }
        // Where words would hide their line, its ends part.
        let least = wanted * SHORTEST;
        if far < least && far > 1e-6 {
            let part = 0.1 * (least - far) / far;
            let (one, other) = (at[line.ends.0], at[line.ends.1]);
            let by = ((other.0 - one.0) * part, (other.1 - one.1) * part);
            shift(at, line.ends.0, (-by.0, -by.1));
            shift(at, line.ends.1, by);
        }
    }
    for place in at {
        place.0 *= 1.0 - strength / 40.0;
        place.1 *= 1.0 - strength / 20.0;
    }
}

/// Pushes nodes and lines off each other where a line crosses a node that it does not end at.
fn keep_lines_off(at: &mut [(f64, f64)], nodes: &[Size], lines: &[Line]) {
    for line in lines {
        let (one, other) = line.ends;
        if one == other {
            continue;
        }
        for node in (0..nodes.len()).filter(|&node| node != one && node != other) {
            let (start, end, here) = (at[one], at[other], at[node]);
            let along = (end.0 - start.0, end.1 - start.1);
            let square = along.0 * along.0 + along.1 * along.1;
            if square < 1.0 {
                continue;
            }
            let part = ((here.0 - start.0) * along.0 + (here.1 - start.1) * along.1) / square;
            if !(0.0..=1.0).contains(&part) {
                continue;
            }
            let far = square.sqrt();
            let normal = (-along.1 / far, along.0 / far);
            let off = (here.0 - start.0) * normal.0 + (here.1 - start.1) * normal.1;
            let room = nodes[node].width / 2.0 * normal.0.abs() + nodes[node].height / 2.0 * normal.1.abs() + CLEARANCE;
            let lacking = room - off.abs();
            if lacking > 0.0 {
                let side = if off < 0.0 { -1.0 } else { 1.0 };
                let by = side * lacking.min(12.0) * 0.25;
                shift(at, node, (normal.0 * by, normal.1 * by));
                shift(at, one, (-normal.0 * by * (1.0 - part), -normal.1 * by * (1.0 - part)));
                shift(at, other, (-normal.0 * by * part, -normal.1 * by * part));
            }
        }
    }
}

/// Moves apart nodes and words that cover each other; whether anything had to move.
fn push_apart(at: &mut [(f64, f64)], nodes: &[Size], lines: &[Line]) -> bool {
    let mut moved = false;
    for one in 0..nodes.len() {
        for other in one + 1..nodes.len() {
            if let Some(by) = apart(at[one], nodes[one], at[other], nodes[other], GAP) {
                shift(at, one, (-by.0 / 2.0, -by.1 / 2.0));
                shift(at, other, (by.0 / 2.0, by.1 / 2.0));
                moved = true;
            }
        }
    }
    let worded: Vec<(&Line, Size)> = lines.iter().filter_map(|line| Some((line, line.words?))).collect();
    for (number, &(line, words)) in worded.iter().enumerate() {
        for node in 0..nodes.len() {
            let Some(by) = apart(on(at, nodes, line, 0.5), words, at[node], nodes[node], 2.0) else {
                continue;
            };
            moved = true;
            shift(at, node, (by.0 * 0.3, by.1 * 0.3));
            for end in [line.ends.0, line.ends.1] {
                if end != node {
                    shift(at, end, (-by.0 * 0.3, -by.1 * 0.3));
                }
            }
        }
        for &(next, others) in &worded[number + 1..] {
            let Some(by) = apart(on(at, nodes, line, 0.5), words, on(at, nodes, next, 0.5), others, 2.0) else {
                continue;
            };
            moved = true;
            for end in [line.ends.0, line.ends.1] {
                shift(at, end, (-by.0 * 0.3, -by.1 * 0.3));
            }
            for end in [next.ends.0, next.ends.1] {
                shift(at, end, (by.0 * 0.3, by.1 * 0.3));
            }
        }
    }
    moved
}

/// For each line where its words cover neither a node nor the words of an earlier line.
fn stands(at: &[(f64, f64)], nodes: &[Size], lines: &[Line]) -> Vec<Option<(f64, f64)>> {
    let mut taken: Vec<((f64, f64), Size)> = at.iter().copied().zip(nodes.iter().copied()).collect();
    lines
        .iter()
        .map(|line| {
            let words = line.words?;
            let free = STANDS.iter().map(|&part| on(at, nodes, line, part)).find(|&here| {
                taken
                    .iter()
                    .all(|&(there, size)| apart(here, words, there, size, 0.0).is_none())
            })?;
            taken.push((free, words));
            Some(free)
        })
        .collect()
}

/// A point of the part of a line that can be seen between its nodes.
fn on(at: &[(f64, f64)], nodes: &[Size], line: &Line, part: f64) -> (f64, f64) {
    let (one, other) = (at[line.ends.0], at[line.ends.1]);
    let along = (other.0 - one.0, other.1 - one.1);
    let covered = |size: Size| {
        let part = |half: f64, way: f64| if way.abs() < 1e-9 { 1.0 } else { half / way.abs() };
        part(size.width / 2.0, along.0).min(part(size.height / 2.0, along.1))
    };
    let from = covered(nodes[line.ends.0]).min(0.49);
    let to = 1.0 - covered(nodes[line.ends.1]).min(0.49);
    let part = from + part * (to - from);
    (one.0 + part * along.0, one.1 + part * along.1)
}

#[cfg(test)]
mod tests {
    use super::place;
    use crate::render::network::geometry::{Line, Size, apart};

    const NAME: Size = Size {
        width: 80.0,
        height: 30.0,
    };

    #[test]
    fn nothing_covers_anything() {
        let nodes = vec![NAME; 40];
        let lines: Vec<Line> = (0..60)
            .map(|at| Line {
                ends: (at % 40, (at * 7 + 3) % 40),
                words: (at % 2 == 0).then_some(Size {
                    width: 60.0,
                    height: 22.0,
                }),
                pull: 1.0,
            })
            .collect();
        let places = place(&nodes, &lines);
        for one in 0..nodes.len() {
            for other in one + 1..nodes.len() {
                assert_eq!(
                    apart(places.nodes[one], NAME, places.nodes[other], NAME, 0.0),
                    None,
                    "{one} {other}"
                );
            }
        }
        let readable = places.words.iter().flatten().count();
        assert!(readable >= 24, "{readable} of 30");
    }

    #[test]
    fn few_nodes_are_no_trouble() {
        assert!(place(&[], &[]).nodes.is_empty());
        assert_eq!(place(&[NAME], &[]).nodes.len(), 1);
        let to_itself = Line {
            ends: (0, 0),
            words: Some(NAME),
            pull: 1.0,
        };
        assert!(
            place(&[NAME, NAME], &[to_itself])
                .nodes
                .iter()
                .all(|at| at.0.is_finite())
        );
    }
}
