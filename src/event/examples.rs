//! Examples: short sentences of our own that tell an event, or only seem to.

use crate::event::ontology::EventType;

/// A sentence that tells an event of a type, or seems to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// The type.
    pub event_type: EventType,
    /// Whether it tells one.
    pub is_told: bool,
    /// The sentence.
    pub text: &'static str,
    /// Who takes part, by name; nobody where no event is told.
    participants: &'static str,
}

impl Example {
    /// The names of those who take part: first who does it, where the type has sides.
    pub fn participants(&self) -> impl Iterator<Item = &'static str> {
        self.participants.split("; ").filter(|name| !name.is_empty())
    }
}

/// The examples, in the order of their file.
///
/// # Panics
/// If the embedded file is malformed, which a test rules out.
pub fn examples() -> impl Iterator<Item = Example> {
    include_str!("data/examples.tsv").lines().skip(1).map(|line| {
        let mut cells = line.split('\t');
        let [Some(kind), Some(text), Some(participants)] = [cells.next(), cells.next(), cells.next()] else {
            panic!("three cells: {line}");
        };
        let seeming = kind.strip_prefix("not ");
        Example {
            event_type: EventType::parse(seeming.unwrap_or(kind)).expect("an event type"),
            is_told: seeming.is_none(),
            text,
            participants,
        }
    })
}
