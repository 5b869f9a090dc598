//! Short sentences that tell an event of each type, and some that only seem to.

use super::{mined, show};
use crate::event::{Event, EventType, Participant, examples};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The day of the articles that the sentences make.
const DAY: &str = "2023-06-15";

/// The share of sentences that tell an event of which the reader finds it with those who take part; it is measured.
const LEAST_FOUND: f64 = 0.6;

/// The share of sentences that only seem to tell one of which the reader leaves it out.
const LEAST_SPARED: f64 = 0.75;

/// Events of the sentence. A second paragraph names other countries, for articles that name but one are not read at all.
fn events(text: &str) -> Vec<Event> {
    mined(DAY, &[text, "Peru lies far from Laos."]).events
}

fn names(event: &Event) -> BTreeSet<&str> {
    let all: std::iter::Chain<_, _> = event.source.iter().chain(&event.target);
    all.map(|participant: &Participant| participant.name.as_str()).collect()
}

#[test]
fn what_is_told_in_plain_words_is_found_and_what_only_seems_told_is_not() {
    let (mut found, mut spared, mut told, mut seeming) = (0, 0, 0, 0);
    let mut wrong = String::new();
    for example in examples() {
        let events = events(example.text);
        let mut of_type = events.iter().filter(|event| event.event_type == example.event_type);
        let wanted: BTreeSet<&str> = example.participants().collect();
        let together: BTreeSet<&str> = of_type.clone().flat_map(names).collect();
        let is_right = if example.is_told {
            // A tour is a visit to each of its countries.
            of_type.any(|event| names(event) == wanted) || together == wanted
        } else {
            of_type.next().is_none()
        };
        let (count, right) = if example.is_told {
            (&mut told, &mut found)
        } else {
            (&mut seeming, &mut spared)
        };
        *count += 1;
        *right += usize::from(is_right);
        if !is_right {
            let shown: Vec<String> = events.iter().map(show).collect();
            writeln!(wrong, "{} {}: {shown:?}", example.event_type, example.text).expect("strings take all");
        }
    }
    let share = |part: usize, whole: usize| part as f64 / f64::from(u32::try_from(whole).expect("a few"));
    let (found, spared) = (share(found, told), share(spared, seeming));
    assert!(
        found >= LEAST_FOUND && spared >= LEAST_SPARED,
        "found {found:.3}, spared {spared:.3}\n{wrong}"
    );
}

#[test]
fn each_type_has_examples_of_both_kinds() {
    let kinds: BTreeSet<(EventType, bool)> = examples()
        .map(|example| (example.event_type, example.is_told))
        .collect();
    assert_eq!(kinds.len(), 2 * EventType::ALL.len());
}
