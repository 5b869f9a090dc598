//! The gold format: one JSON object a line, one line an article, as the annotation guide describes it.
//!
//! ```json
//! {"doc": "a1", "date": "2019-04-24", "events": [
//!   {"type": "visited", "source": [{"name": "Kim Jong Un", "kind": "person", "country": "PRK"}],
//!    "target": [{"name": "Russia", "kind": "country", "country": "RUS"}],
//!    "date": "2019-04-24", "status": "occurred", "evidence": "Kim arrived in Russia"}]}
//! ```
//! `doc` is the article's id, `events` may be empty. Other fields are ignored, so that the lines of `summitry mine` are
//! read too. Of two lines with one id the later counts. Unlike the reference scorer, which takes any word, types,
//! statuses, kinds and dates must be those of the guide; each but the type may be missing.

use crate::event::{Event, EventDate, EventType, Participant, ParticipantKind, Status};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// An article with the events that somebody, or something, found in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The article's id.
    pub doc: String,
    /// Its events.
    pub events: Vec<Annotation>,
}

/// An event as gold data and system output tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// What was done.
    pub event_type: EventType,
    /// Who did it; for a mutual event, everyone who took part.
    pub source: Vec<Party>,
    /// To whom it was done.
    pub target: Vec<Party>,
    /// A day, a month, a year or a span of days; none where the article does not tell.
    pub date: Option<String>,
    /// Whether it happened.
    pub status: Option<Status>,
    /// The words that tell it.
    pub evidence: String,
}

/// Someone who takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The fullest standard name.
    pub name: String,
    /// What it is.
    pub kind: Option<ParticipantKind>,
    /// ISO 3166-1 alpha-3 code of the country that it is or serves; may be empty.
    pub country: String,
    /// Short name of the organization that it is or serves; may be empty.
    pub org: String,
}

impl Annotation {
    /// The annotation that says what `event` says; `content` is the article's.
    pub fn new(event: &Event, content: &str) -> Self {
        Self {
            event_type: event.event_type,
            source: event.source.iter().map(Party::from).collect(),
            target: event.target.iter().map(Party::from).collect(),
            date: event.date.as_ref().map(|date| date.value.clone()),
            status: Some(event.status),
            evidence: event.evidence.of(content).to_owned(),
        }
    }
}

impl From<&Participant> for Party {
    fn from(participant: &Participant) -> Self {
        Self {
            name: participant.name.clone(),
            kind: Some(participant.kind),
            country: participant.country.clone(),
            org: participant.org.clone(),
        }
    }
}

/// A file of annotations cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GoldError {
    /// The file cannot be read.
    #[error("{}: cannot be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A line is no annotated article.
    #[error("{}:{line}: not an annotated article", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What the JSON reader met there.
        source: serde_json::Error,
    },
    /// A line holds a word that the guide does not know.
    #[error("{}:{line}: unknown {what} {value:?}", path.display())]
    UnknownValue {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// Which field it stands in.
        what: &'static str,
        /// The word.
        value: String,
    },
}

/// The annotated articles of a file, in its order.
///
/// # Errors
/// If the file cannot be read, a line is not as the module describes, or holds a type, status, kind or date that the
/// guide does not know.
pub fn read(path: &Path) -> Result<Vec<Document>, GoldError> {
    let file = File::open(path).map_err(|source| GoldError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    load(BufReader::new(file), path)
}

/// The annotated articles of a stream, which errors call `name`.
///
/// ```
/// use std::path::Path;
/// use summitry::evaluation::gold::load;
///
/// let line = r#"{"doc": "a1", "events": [{"type": "meet", "source": [], "target": []}]}"#;
/// let error = load(line.as_bytes(), Path::new("gold.jsonl")).expect_err("the guide says met");
/// assert_eq!(error.to_string(), r#"gold.jsonl:1: unknown type "meet""#);
/// ```
///
/// # Errors
/// As [`read`].
pub fn load(stream: impl BufRead, name: &Path) -> Result<Vec<Document>, GoldError> {
    let mut documents: Vec<Document> = Vec::new();
    for (number, line) in stream.lines().enumerate() {
        let line = line.map_err(|source| GoldError::Unreadable {
            path: name.to_owned(),
            source,
        })?;
        let text = line.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            continue;
        }
        let stored: StoredDocument = serde_json::from_str(text).map_err(|source| GoldError::Malformed {
            path: name.to_owned(),
            line: number + 1,
            source,
        })?;
        let document = stored.into_document().map_err(|unknown| GoldError::UnknownValue {
            path: name.to_owned(),
            line: number + 1,
            what: unknown.what,
            value: unknown.value,
        })?;
        match documents.iter_mut().find(|earlier| earlier.doc == document.doc) {
            Some(earlier) => *earlier = document,
            None => documents.push(document),
        }
    }
    Ok(documents)
}

/// Writes the annotated articles, a line each, so that [`load`] reads them as they are.
///
/// # Errors
/// If the writer fails.
pub fn save(documents: &[Document], mut writer: impl Write) -> io::Result<()> {
    for document in documents {
        serde_json::to_writer(&mut writer, &StoredDocument::from(document))?;
        writer.write_all(b"\n")?;
    }
    writer.flush()
}

#[derive(Deserialize, Serialize)]
struct StoredDocument {
    doc: String,
    events: Vec<StoredEvent>,
}

#[derive(Deserialize, Serialize)]
struct StoredEvent {
    r#type: String,
    source: Option<Vec<StoredParty>>,
    target: Option<Vec<StoredParty>>,
    date: Option<String>,
    status: Option<String>,
    evidence: Option<String>,
}

#[derive(Deserialize, Serialize)]
struct StoredParty {
    name: String,
    kind: Option<String>,
    country: Option<String>,
    org: Option<String>,
}

struct Unknown {
    what: &'static str,
    value: String,
}

impl From<&Document> for StoredDocument {
    fn from(document: &Document) -> Self {
        Self {
            doc: document.doc.clone(),
            events: document.events.iter().map(StoredEvent::from).collect(),
        }
    }
}

impl From<&Annotation> for StoredEvent {
    fn from(annotation: &Annotation) -> Self {
        let side = |parties: &[Party]| Some(parties.iter().map(StoredParty::from).collect());
        Self {
            r#type: annotation.event_type.to_string(),
            source: side(&annotation.source),
            target: side(&annotation.target),
            date: annotation.date.clone(),
            status: annotation.status.map(|status| status.to_string()),
            evidence: Some(annotation.evidence.clone()),
        }
    }
}

impl From<&Party> for StoredParty {
    fn from(party: &Party) -> Self {
        Self {
            name: party.name.clone(),
            kind: party.kind.map(|kind| kind.as_str().to_owned()),
            country: Some(party.country.clone()),
            org: Some(party.org.clone()),
        }
    }
}

impl StoredDocument {
    fn into_document(self) -> Result<Document, Unknown> {
        let events = self.events.into_iter().map(StoredEvent::into_annotation);
        Ok(Document {
            doc: self.doc,
            events: events.collect::<Result<_, _>>()?,
        })
    }
}

impl StoredEvent {
    fn into_annotation(self) -> Result<Annotation, Unknown> {
        let side = |parties: Option<Vec<StoredParty>>| {
            let parties = parties.unwrap_or_default().into_iter();
            parties.map(StoredParty::into_party).collect::<Result<Vec<_>, _>>()
        };
        let date = self.date.filter(|date| !date.is_empty());
        Ok(Annotation {
            event_type: known("type", self.r#type, EventType::parse)?,
            source: side(self.source)?,
            target: side(self.target)?,
            date: date
                .map(|date| known("date", date, |date| EventDate::parse(date).map(|date| date.value)))
                .transpose()?,
            status: self
                .status
                .map(|status| known("status", status, Status::parse))
                .transpose()?,
            evidence: self.evidence.unwrap_or_default(),
        })
    }
}

impl StoredParty {
    fn into_party(self) -> Result<Party, Unknown> {
        Ok(Party {
            name: self.name,
            kind: self.kind.map(|kind| known("kind", kind, kind_of)).transpose()?,
            country: self.country.unwrap_or_default(),
            org: self.org.unwrap_or_default(),
        })
    }
}

fn known<T>(what: &'static str, value: String, parse: impl Fn(&str) -> Option<T>) -> Result<T, Unknown> {
    parse(&value).ok_or(Unknown { what, value })
}

fn kind_of(name: &str) -> Option<ParticipantKind> {
    use ParticipantKind::{Country, Organization, Person};
    [Person, Country, Organization]
        .into_iter()
        .find(|kind| kind.as_str() == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(text: &str, expect: &Expect) {
        let shown = match load(text.as_bytes(), Path::new("gold.jsonl")) {
            Ok(documents) => documents
                .iter()
                .map(|document| format!("{}: {} events", document.doc, document.events.len()))
                .collect::<Vec<_>>()
                .join("\n"),
            Err(error) => {
                let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}"));
                format!("{error}{}", cause.unwrap_or_default())
            }
        };
        expect.assert_eq(&shown);
    }

    #[test]
    fn blank_lines_are_skipped_and_later_lines_replace_earlier_ones() {
        check(
            "\u{feff}{\"doc\": \"a\", \"events\": []}\n\n{\"doc\": \"b\", \"events\": []}\n \
             {\"doc\": \"a\", \"events\": [{\"type\": \"met\", \"source\": null, \"place\": 7}]}\n",
            &expect![[r#"
                a: 1 events
                b: 0 events"#]],
        );
        check("", &expect![""]);
    }

    #[test]
    fn errors_name_file_line_and_cause() {
        check(
            "{\"doc\": \"a\", \"events\": []}\n\n{\"doc\": \"b\"}",
            &expect!["gold.jsonl:3: not an annotated article: missing field `events` at line 1 column 12"],
        );
        check(
            "{\"doc\": ",
            &expect!["gold.jsonl:1: not an annotated article: EOF while parsing a value at line 1 column 7"],
        );
        for (field, message) in [
            (r#""status": "done""#, r#"gold.jsonl:1: unknown status "done""#),
            (r#""date": "2019-4-1""#, r#"gold.jsonl:1: unknown date "2019-4-1""#),
            (r#""date": "2019-02-30""#, r#"gold.jsonl:1: unknown date "2019-02-30""#),
            (
                r#""date": "2019-04-25/2019-04-24""#,
                r#"gold.jsonl:1: unknown date "2019-04-25/2019-04-24""#,
            ),
            (
                r#""source": [{"name": "Kim", "kind": "leader"}]"#,
                r#"gold.jsonl:1: unknown kind "leader""#,
            ),
        ] {
            let line = format!(r#"{{"doc": "a", "events": [{{"type": "met", {field}}}]}}"#);
            let error = load(line.as_bytes(), Path::new("gold.jsonl")).unwrap_err();
            assert_eq!(error.to_string(), message);
        }
    }
}
