//! Gathering: parts of a picture that no line ties to each other come near, the largest in the middle.
//!
//! Forces drive such parts away from each other as far as the picture lets them. Each slides straight to the middle until
//! it would touch what is there already.

use super::geometry::{GAP, Line, Size, apart, shift};

/// More nodes than these stay where they are.
const MOST: usize = 400;

/// A part comes near in so many steps.
const STEPS: usize = 120;

/// A line is kept off at so many points.
const POINTS: usize = 12;

type Place = (f64, f64);

/// Brings the parts together.
pub(super) fn gather(at: &mut [Place], nodes: &[Size], lines: &[Line]) {
    if nodes.len() > MOST {
        return;
    }
    let mut parts = parts(nodes.len(), lines).into_iter();
    let Some(largest) = parts.next() else { return };
    let mut taken = boxes(&largest, at, nodes, lines);
    let middle = middle(&taken);
    for part in parts {
        let own = boxes(&part, at, nodes, lines);
        let from = self::middle(&own);
        let step = |number: usize| {
            let share = number as f64 / STEPS as f64;
            ((middle.0 - from.0) * share, (middle.1 - from.1) * share)
        };
        let touches = |by: Place| {
            own.iter().any(|&(place, size)| {
                let moved = (place.0 + by.0, place.1 + by.1);
                taken
                    .iter()
                    .any(|&(other, others)| apart(moved, size, other, others, 2.0 * GAP).is_some())
            })
        };
        let by = (1..=STEPS)
            .map(step)
            .take_while(|&by| !touches(by))
            .last()
            .unwrap_or_default();
        for &node in &part {
            shift(at, node, by);
        }
        taken.extend(
            own.into_iter()
                .map(|(place, size)| ((place.0 + by.0, place.1 + by.1), size)),
        );
    }
}

/// The nodes of each part, the largest part first.
fn parts(nodes: usize, lines: &[Line]) -> Vec<Vec<usize>> {
    let mut part: Vec<usize> = (0..nodes).collect();
    for line in lines {
        let (one, other) = (part[line.ends.0], part[line.ends.1]);
        if one != other {
            let (kept, gone) = (one.min(other), one.max(other));
            part.iter_mut()
                .filter(|part| **part == gone)
                .for_each(|part| *part = kept);
        }
    }
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    for (node, part) in part.into_iter().enumerate() {
        parts[part].push(node);
    }
    parts.retain(|part| !part.is_empty());
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    parts
}

/// The room that a part takes: its nodes, its lines, and the words in the middle of these.
fn boxes(part: &[usize], at: &[Place], nodes: &[Size], lines: &[Line]) -> Vec<(Place, Size)> {
    let mut boxes: Vec<(Place, Size)> = part.iter().map(|&node| (at[node], nodes[node])).collect();
    for line in lines.iter().filter(|line| part.contains(&line.ends.0)) {
        let (one, other) = (at[line.ends.0], at[line.ends.1]);
        let on = |share: f64| (one.0 + (other.0 - one.0) * share, one.1 + (other.1 - one.1) * share);
        let thin = Size {
            width: 1.0,
            height: 1.0,
        };
        boxes.extend((1..POINTS).map(|point| (on(point as f64 / POINTS as f64), thin)));
        boxes.extend(line.words.map(|words| (on(0.5), words)));
    }
    boxes
}

fn middle(boxes: &[(Place, Size)]) -> Place {
    let ends = |of: fn(&(Place, Size)) -> (f64, f64)| {
        let (least, most) = boxes
            .iter()
            .map(of)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), (here, half)| {
                (least.min(here - half), most.max(here + half))
            });
        f64::midpoint(least, most)
    };
    (
        ends(|(place, size)| (place.0, size.width / 2.0)),
        ends(|(place, size)| (place.1, size.height / 2.0)),
    )
}

#[cfg(test)]
mod tests {
    use super::{Line, Size, apart, gather};

    #[test]
    fn parts_come_near_and_do_not_touch() {
        let size = Size {
            width: 80.0,
            height: 30.0,
        };
        let pair = |one| Line {
            ends: (one, one + 1),
            words: None,
            pull: 1.0,
        };
        let lines = [pair(0), pair(2)];
        let mut at = [(0.0, 0.0), (0.0, 100.0), (2_000.0, 0.0), (2_000.0, 100.0)];
        gather(&mut at, &[size; 4], &lines);
        assert_eq!(at[..2], [(0.0, 0.0), (0.0, 100.0)], "the first of the largest stays");
        assert!((80.0..160.0).contains(&at[2].0), "{at:?}");
        for (one, other) in [(0, 2), (0, 3), (1, 2), (1, 3)] {
            assert_eq!(apart(at[one], size, at[other], size, 0.0), None, "{at:?}");
        }
    }
}
