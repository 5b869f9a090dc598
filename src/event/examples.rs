//! Examples: short sentences of our own that tell an event, or only seem to.

use crate::event::ontology::EventType;
use crate::tsv::{Fault, Row, rows};

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
    let rows = rows(include_str!("data/examples.tsv"), &["type"]);
    rows.map(|row| read(&row?))
        .map(|example| example.expect("a sound example"))
}

fn read(row: &Row<'static>) -> Result<Example, Fault> {
    let kind = row.filled("type")?;
    let seeming = kind.strip_prefix("not ");
    let event_type = EventType::parse(seeming.unwrap_or(kind));
    Ok(Example {
        event_type: event_type.ok_or_else(|| row.fault(format!("'{kind}' is no type of events")))?,
        is_told: seeming.is_none(),
        text: row.filled("sentence")?,
        participants: row.cell("participants"),
    })
}
