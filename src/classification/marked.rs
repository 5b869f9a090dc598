//! Marked sentences, and the files in which they come.
//!
//! A source stands between `<s>` and `</s>`, a target between `<t>` and `</t>`; either may be missing, stand several times
//! or lie within the other. Three forms of file are told apart by their first character: JSON lines, a JSON array of such objects, and
//! tables of tab-separated values with a header. Columns and fields are found by name: the sentence in `marked_sentence`,
//! `marked` or, with marks or with the words of `source` and `target` named apart, `sentence` or `text`; the id in `id` or
//! `sentence_id`; the class, where it is known, in `gold_root`, `class` or `event`.

use crate::classification::Class;
use crate::span::Span;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

/// A sentence with the places of its source and target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Its id, or the number of its line.
    pub id: String,
    /// Its words, without the marks.
    pub text: String,
    /// Where the source is named.
    pub source: Vec<Span>,
    /// Where the target is named.
    pub target: Vec<Span>,
    /// The class that people gave it, where they did.
    pub gold: Option<Class>,
}

/// A file of marked sentences cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum MarkedError {
    /// The file cannot be read.
    #[error("{}: cannot be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is a table without the columns.
    #[error("{}:1: no column 'marked_sentence', 'sentence' or 'text' in the header", path.display())]
    Header {
        /// The file.
        path: PathBuf,
    },
    /// A line is not JSON.
    #[error("{}:{line}: not a JSON object", path.display())]
    Json {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What the JSON reader met there.
        source: serde_json::Error,
    },
    /// A row has no marked sentence.
    #[error("{}:{line}: {cause}", path.display())]
    Row {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        cause: String,
    },
}

impl Marked {
    /// The sentence in a text with marks.
    ///
    /// # Errors
    /// Where a mark is not closed, or nothing is marked.
    pub fn parse(id: &str, text: &str) -> Result<Self, String> {
        let mut marked = Self {
            id: id.to_owned(),
            text: String::with_capacity(text.len()),
            source: Vec::new(),
            target: Vec::new(),
            gold: None,
        };
        let mut open: Vec<(&str, usize)> = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find('<') {
            marked.text.push_str(&rest[..at]);
            rest = &rest[at..];
            let mark = ["<s>", "</s>", "<t>", "</t>"]
                .into_iter()
                .find(|mark| rest.starts_with(mark));
            let Some(mark) = mark else {
                marked.text.push('<');
                rest = &rest[1..];
                continue;
            };
            rest = &rest[mark.len()..];
            let here = marked.text.len();
            if !mark.starts_with("</") {
                open.push((mark, here));
                continue;
            }
            match (open.pop(), mark) {
                (Some(("<s>", start)), "</s>") => marked.source.push(Span::new(start, here)),
                (Some(("<t>", start)), "</t>") => marked.target.push(Span::new(start, here)),
                (Some((opened, _)), _) => return Err(format!("{opened} is closed by {mark}")),
                (None, _) => return Err(format!("{mark} was not opened")),
            }
        }
        marked.text.push_str(rest);
        match open.first() {
            Some((mark, _)) => Err(format!("{mark} is not closed")),
            None if marked.source.is_empty() && marked.target.is_empty() => Err("nothing is marked".to_owned()),
            None => Ok(marked),
        }
    }

    /// The sentence in which the words for source and target are named apart; each is sought once.
    fn find(id: &str, text: &str, sources: &[String], targets: &[String]) -> Result<Self, String> {
        let places = |words: &[String], role: &str| -> Result<Vec<Span>, String> {
            let place = |word: &String| match text.find(word.as_str()) {
                Some(start) if !word.is_empty() => Ok(Span::new(start, start + word.len())),
                _ => Err(format!("the {role} '{word}' does not stand in the text")),
            };
            words.iter().map(place).collect()
        };
        let source = places(sources, "source")?;
        let target = places(targets, "target")?;
        if source.is_empty() && target.is_empty() {
            return Err("nothing is marked".to_owned());
        }
        Ok(Self {
            id: id.to_owned(),
            text: text.to_owned(),
            source,
            target,
            gold: None,
        })
    }
}

/// The marked sentences of a file, each row that is none as an error of its own.
///
/// # Errors
/// Where the file cannot be read, or is a table that lacks the columns.
pub fn read(path: &Path) -> Result<Vec<Result<Marked, MarkedError>>, MarkedError> {
    let text = std::fs::read(path).map_err(|source| MarkedError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    read_str(&String::from_utf8_lossy(&text), path)
}

/// The marked sentences of a text, which errors call `name`.
///
/// # Errors
/// Where it is a table that lacks the columns.
pub fn read_str(text: &str, name: &Path) -> Result<Vec<Result<Marked, MarkedError>>, MarkedError> {
    let text = text.trim_start_matches('\u{feff}');
    match text.trim_start().chars().next() {
        Some('[') => array(text, name),
        Some('{') => Ok(lines(text, name)),
        _ => table(text, name),
    }
}

fn array(text: &str, name: &Path) -> Result<Vec<Result<Marked, MarkedError>>, MarkedError> {
    let objects: Vec<Map<String, Value>> = serde_json::from_str(text).map_err(|source| MarkedError::Json {
        path: name.to_owned(),
        line: source.line(),
        source,
    })?;
    let row = |(index, object): (usize, Map<String, Value>)| {
        from_object(&object, &(index + 1).to_string()).map_err(|cause| MarkedError::Row {
            path: name.to_owned(),
            line: 1,
            cause: format!("object {}: {cause}", index + 1),
        })
    };
    Ok(objects.into_iter().enumerate().map(row).collect())
}

fn lines(text: &str, name: &Path) -> Vec<Result<Marked, MarkedError>> {
    let row = |(index, line): (usize, &str)| {
        let number = index + 1;
        let object = serde_json::from_str(line).map_err(|source| MarkedError::Json {
            path: name.to_owned(),
            line: number,
            source,
        })?;
        from_object(&object, &number.to_string()).map_err(|cause| MarkedError::Row {
            path: name.to_owned(),
            line: number,
            cause,
        })
    };
    let filled = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    filled.map(row).collect()
}

fn from_object(object: &Map<String, Value>, number: &str) -> Result<Marked, String> {
    let string = |names: &[&str]| names.iter().find_map(|name| object.get(*name)?.as_str());
    let id = object.get("id").or_else(|| object.get("sentence_id"));
    let id = match id {
        Some(Value::String(id)) => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        _ => number.to_owned(),
    };
    let mut marked = if let Some(text) = string(&["marked_sentence", "marked"]) {
        Marked::parse(&id, text)?
    } else if let Some(text) = string(&["sentence", "text"]) {
        if ["source", "target"].iter().any(|role| object.contains_key(*role)) {
            Marked::find(&id, text, &actors(object.get("source")), &actors(object.get("target")))?
        } else {
            Marked::parse(&id, text)?
        }
    } else {
        return Err("no field 'marked_sentence', 'sentence' or 'text'".to_owned());
    };
    marked.gold = string(&["gold_root", "class", "event"]).map(known_class).transpose()?;
    Ok(marked)
}

/// The words for actors: a string, several, or objects with `actorText` as in the gold records of PLOVER.
fn actors(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(words)) if !words.is_empty() => vec![words.clone()],
        Some(Value::Array(all)) => all.iter().flat_map(|one| actors(Some(one))).collect(),
        Some(Value::Object(one)) => actors(one.get("actorText")),
        _ => Vec::new(),
    }
}

fn known_class(name: &str) -> Result<Class, String> {
    Class::parse(name).ok_or_else(|| format!("'{name}' is no class"))
}

fn table(text: &str, name: &Path) -> Result<Vec<Result<Marked, MarkedError>>, MarkedError> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let column = |names: &[&str]| {
        let at = |name: &&str| {
            header
                .iter()
                .position(|column| column.trim().eq_ignore_ascii_case(name))
        };
        names.iter().find_map(at)
    };
    let text_at = column(&["marked_sentence", "marked"]).or_else(|| column(&["sentence", "text"]));
    let Some(text_at) = text_at else {
        return Err(MarkedError::Header { path: name.to_owned() });
    };
    let parted = header
        .get(text_at)
        .is_some_and(|name| !name.to_lowercase().starts_with("marked"));
    let [source_at, target_at] = ["source", "target"].map(|role| column(&[role]).filter(|_| parted));
    let id_at = column(&["id", "sentence_id"]);
    let gold_at = column(&["gold_root", "class", "event"]);
    let mut rows = Vec::new();
    for (index, record) in reader.records().enumerate() {
        let error = |line: usize, cause: String| MarkedError::Row {
            path: name.to_owned(),
            line,
            cause,
        };
        let record = match record {
            Ok(record) => record,
            Err(source) => {
                let line = source.position().map_or(index + 2, |at| at.line() as usize);
                rows.push(Err(error(line, source.to_string())));
                continue;
            }
        };
        let line = record.position().map_or(index + 2, |at| at.line() as usize);
        let cell = |at: Option<usize>| {
            at.and_then(|at| record.get(at))
                .map(str::trim)
                .filter(|cell| !cell.is_empty())
        };
        let id = cell(id_at).map_or_else(|| line.to_string(), str::to_owned);
        let marked = match cell(Some(text_at)) {
            None => Err("the cell of the sentence is empty".to_owned()),
            Some(text) if source_at.is_some() || target_at.is_some() => {
                let words = |at| cell(at).map(str::to_owned).into_iter().collect::<Vec<_>>();
                Marked::find(&id, text, &words(source_at), &words(target_at))
            }
            Some(text) => Marked::parse(&id, text),
        };
        let row = marked.and_then(|mut marked| {
            marked.gold = cell(gold_at).map(known_class).transpose()?;
            Ok(marked)
        });
        rows.push(row.map_err(|cause| error(line, cause)));
    }
    Ok(rows)
}
