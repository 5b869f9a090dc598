//! JSON: one object, an array of objects, an object a line, or the answer of a news service that wraps its articles.

use super::draft::Draft;
use super::fields::{
    DATE, FULL_TEXT, FieldNames, ID, PARTS, SOURCE, SUMMARY, TITLE, URL, date, is_blank, listed, normalized, prose,
};
use super::input::LARGEST;
use super::ninjs;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};
use std::ops::Range;

/// The fields in which services wrap their articles (`response.docs`, `articles.results`, `data`).
const WRAPPERS: [&str; 9] = [
    "articles", "results", "docs", "items", "data", "response", "stories", "entries", "content",
];
/// How deeply articles are wrapped, at the most.
const DEEPEST: usize = 3;
/// The field of an object that holds its words: `source.name`, `headline.main`, `content.rendered`.
const INNER: [&str; 4] = ["name", "main", "rendered", "title"];

/// Why a JSON value is no article.
#[derive(Debug)]
pub(super) enum RecordError {
    /// It has more bytes than are read in one piece.
    TooLarge,
    Json(serde_json::Error),
    NotAnObject(&'static str),
    /// No field is known to hold a text or a title; the names of those that are there.
    Unknown(String),
    /// It tells that it is a picture or something else without prose.
    Kind(String),
    /// There is no field of the name that the user gave; the names of those that are there.
    Missing(String, String),
}

/// The article in a JSON object, of which the user may have named the fields.
pub(super) fn parse_record(json: &[u8], given: &FieldNames) -> Result<Draft, RecordError> {
    if json.len() > LARGEST {
        return Err(RecordError::TooLarge);
    }
    let value: Value = serde_json::from_slice(json).map_err(RecordError::Json)?;
    let Value::Object(object) = value else {
        return Err(RecordError::NotAnObject(kind(&value)));
    };
    let mut names: Vec<String> = object.keys().cloned().collect();
    let named = named(&object, given)?;
    let is_item = ninjs::is_item(&object);
    if is_item && let Some(kind) = ninjs::other_kind(&object) {
        return Err(RecordError::Kind(kind.to_owned()));
    }
    let mut fields = Fields::new(if is_item { ninjs::renamed(&object) } else { object });
    fields.put(named);
    if !fields.is_empty() && !fields.has_words() {
        names.sort_unstable();
        return Err(RecordError::Unknown(listed(names.iter().map(String::as_str))));
    }
    let text = fields.text();
    let title = fields.take(&TITLE).map(prose).unwrap_or_default();
    let date = DATE.iter().find_map(|name| match fields.0.get(*name)? {
        Value::String(text) => date(text),
        Value::Number(number) => date(&number.to_string()),
        _ => None,
    });
    Ok(Draft {
        id: fields.id(),
        title,
        text,
        date,
        dateline: fields.take(&["dateline"]),
        url: fields.take(&URL),
        source: fields.take(&SOURCE),
        language: fields.take(&["language"]).filter(|_| is_item),
        ..Draft::default()
    })
}

/// The values of the parts that the user named.
fn named(object: &Map<String, Value>, given: &FieldNames) -> Result<Vec<(&'static str, Value)>, RecordError> {
    let find = |name: &str| {
        let mut steps = name.split('.');
        let first = object.get(steps.next()?);
        let inner = steps.fold(first, |value, step| value?.get(step));
        let alike = || {
            let mut fields = object.iter();
            let found = fields.find(|(field, _)| normalized(field) == normalized(name));
            found.map(|(_, value)| value)
        };
        object.get(name).or(inner).or_else(alike)
    };
    let missing = |name: &str| {
        let names: Vec<&str> = object.keys().map(String::as_str).collect();
        RecordError::Missing(name.to_owned(), listed(names.into_iter()))
    };
    let values = given.iter().map(|(part, name)| {
        let value = find(name).ok_or_else(|| missing(name))?;
        Ok((part, value.clone()))
    });
    values.collect()
}

/// The fields of a record by their normalized names.
struct Fields(BTreeMap<String, Value>);

impl Fields {
    fn new(object: Map<String, Value>) -> Self {
        let mut fields = BTreeMap::new();
        let mut nested = Map::new();
        for (name, value) in object {
            match value {
                // The Guardian keeps the texts in an object of this name.
                Value::Object(inner) if name == "fields" => nested = inner,
                value => {
                    fields.entry(normalized(&name)).or_insert(value);
                }
            }
        }
        for (name, value) in nested {
            fields.entry(normalized(&name)).or_insert(value);
        }
        Self(fields)
    }

    /// Sets the parts that the user named in the place of those under common names.
    fn put(&mut self, parts: Vec<(&'static str, Value)>) {
        for (part, value) in parts {
            let common = PARTS.iter().filter(|(named, _)| *named == part);
            let more: &[&str] = if part == "text" { &SUMMARY } else { &[] };
            for name in common.flat_map(|(_, names)| *names).chain(more) {
                self.0.remove(*name);
            }
            // What is not called `text` may have markup.
            let name = if part == "text" { FULL_TEXT[1] } else { part };
            self.0.insert(name.to_owned(), value);
        }
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a field is there that may hold a text or a title.
    fn has_words(&self) -> bool {
        let mut names = FULL_TEXT.iter().chain(&SUMMARY).chain(&TITLE);
        names.any(|name| self.0.contains_key(*name))
    }

    /// The text: that of the field `text` as it is, that of others without markup; empty where there is none.
    fn text(&mut self) -> String {
        if let Some(text) = self.take(&FULL_TEXT[..1]) {
            return text;
        }
        let rest = FULL_TEXT[1..].iter().chain(&SUMMARY);
        let mut texts = rest.filter_map(|name| self.take(&[name])).map(prose);
        texts.find(|text| !text.trim().is_empty()).unwrap_or_default()
    }

    fn id(&mut self) -> Option<String> {
        ID.iter().find_map(|name| match self.0.remove(*name)? {
            Value::String(id) if !id.trim().is_empty() => Some(id),
            Value::Number(id) => Some(id.to_string()),
            _ => None,
        })
    }

    fn take(&mut self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            let text = match self.0.remove(*name)? {
                Value::String(text) => text,
                Value::Object(mut inner) => INNER.iter().find_map(|name| match inner.remove(*name)? {
                    Value::String(text) => Some(text),
                    _ => None,
                })?,
                _ => return None,
            };
            (!is_blank(&text)).then_some(text)
        })
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// The articles that an object wraps.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Wrapped {
    /// The place of each in the object's bytes.
    pub(super) places: Vec<Range<usize>>,
    /// The title of a JSON Feed, which is the source of its items.
    pub(super) feed: Option<String>,
}

/// The articles that an object wraps, also where it breaks off; none where it is itself an article or something else.
pub(super) fn wrapped(json: &[u8]) -> Option<Wrapped> {
    if json.first() != Some(&b'{') {
        return None;
    }
    let fields = members(json, 0);
    let places = inner(json, &fields, DEEPEST)?;
    let string = |name: &str| {
        let (_, place) = fields.iter().find(|(found, _)| found == name)?;
        serde_json::from_slice::<String>(&json[place.clone()]).ok()
    };
    let is_feed = string("version").is_some_and(|version| version.contains("jsonfeed.org"));
    let feed = if is_feed { string("title") } else { None };
    Some(Wrapped { places, feed })
}

/// The articles that an object with these members wraps.
fn inner(json: &[u8], fields: &[Member], levels: usize) -> Option<Vec<Range<usize>>> {
    let has = |names: &[&str], begins: &[u8]| {
        let mut fields = fields.iter();
        fields.any(|(name, place)| names.contains(&name.as_str()) && json[place.clone()].starts_with(begins))
    };
    // A graph of this program holds articles of which nothing is left to be read.
    if levels == 0 || has(&FULL_TEXT, b"\"") || has(&["nodes"], b"") {
        return None;
    }
    // A package of ninjs holds its items by name, or in a list.
    if has(&["type"], b"\"composite\"")
        && let Some((_, place)) = fields.iter().find(|(name, _)| name == "associations")
    {
        let items = members(json, place.start).into_iter().map(|(_, place)| place);
        return Some(match json.get(place.start) {
            Some(b'[') => parts(json, place.start),
            _ => items.collect(),
        });
    }
    for wrapper in WRAPPERS {
        let Some((_, place)) = fields.iter().find(|(name, _)| name == wrapper) else {
            continue;
        };
        match json.get(place.start) {
            Some(b'[') => {
                let places = parts(json, place.start);
                let wraps = places.iter().any(|place| json[place.start] == b'{');
                if wraps || places.is_empty() && !has(&TITLE, b"") {
                    return Some(places);
                }
            }
            Some(b'{') => {
                let fields = members(json, place.start);
                if let Some(places) = inner(json, &fields, levels - 1) {
                    return Some(places);
                }
                let has_words = |name: &str| FULL_TEXT.contains(&name) || TITLE.contains(&name);
                if fields.iter().any(|(name, _)| has_words(name)) {
                    return Some(vec![place.clone()]);
                }
            }
            _ => {}
        }
    }
    None
}

/// A member of an object: its normalized name, and the place of its value.
type Member = (String, Range<usize>);

/// The members of the object at `start`.
fn members(json: &[u8], start: usize) -> Vec<Member> {
    let mut members = Vec::new();
    let mut name: Option<String> = None;
    for place in parts(json, start) {
        match name.take() {
            Some(name) => members.push((name, place)),
            None => name = Some(normalized(&String::from_utf8_lossy(&json[place]))),
        }
    }
    members
}

/// The places of the values within an array, or of the names and values within an object, that begins at `start`.
fn parts(json: &[u8], start: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = start + 1;
    while let Some(&byte) = json.get(at) {
        match byte {
            b']' | b'}' => break,
            b',' | b':' => at += 1,
            byte if byte.is_ascii_whitespace() => at += 1,
            _ => {
                let end = value_end(json, at);
                parts.push(at..end);
                at = end;
            }
        }
    }
    parts
}

/// The end of the value that begins at `start`, or of the input where that comes first.
fn value_end(json: &[u8], start: usize) -> usize {
    let mut scan = Scan::default();
    for (at, &byte) in json.iter().enumerate().skip(start) {
        if scan.is_outside() && (matches!(byte, b',' | b':' | b'}' | b']') || byte.is_ascii_whitespace()) {
            return at;
        }
        if scan.ends_with(byte) {
            return at + 1;
        }
    }
    json.len()
}

/// Where a scan of a value stands.
#[derive(Default)]
struct Scan {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl Scan {
    /// Whether it stands in no string, object or array.
    const fn is_outside(&self) -> bool {
        self.depth == 0 && !self.in_string
    }

    /// Goes on by a byte, and tells whether a string, object or array that is the value ends with it.
    fn ends_with(&mut self, byte: u8) -> bool {
        if self.in_string {
            self.in_string = self.escaped || byte != b'"';
            self.escaped = !self.escaped && byte == b'\\';
            return self.is_outside();
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}

/// The bytes of one record and the line on which it begins.
pub(super) type RawRecord = (Vec<u8>, usize);

/// Reads the next line that is not blank.
pub(super) fn next_line(mut input: &mut dyn BufRead, line: &mut usize) -> io::Result<Option<RawRecord>> {
    loop {
        let mut bytes = Vec::new();
        let most = u64::try_from(LARGEST).unwrap_or(u64::MAX);
        if (&mut input).take(most + 1).read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        *line += 1;
        if bytes.len() > LARGEST {
            input.skip_until(b'\n')?;
            return Ok(Some((bytes, *line)));
        }
        let record = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let record = record.trim_ascii();
        if record.len() == bytes.len() {
            return Ok(Some((bytes, *line)));
        }
        if !record.is_empty() {
            return Ok(Some((record.to_vec(), *line)));
        }
    }
}

/// Cuts the next value out of an array or out of objects that follow each other, whatever lines they stand on.
///
/// `line` counts the lines read so far, and `lists` those that are open around the next value. A value that breaks off at the end of the input is returned as it is, so that
/// the JSON reader may say what is wrong with it.
pub(super) fn next_value(
    input: &mut dyn BufRead,
    line: &mut usize,
    lists: &mut usize,
) -> io::Result<Option<RawRecord>> {
    let mut value = Vec::new();
    let mut begins = *line;
    let mut scan = Scan::default();
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            let is_open = std::mem::take(lists) > 0;
            if value.is_empty() && is_open {
                return Err(io::Error::new(
                    io::ErrorKind::UnexpectedEof,
                    "a list in it is not closed",
                ));
            }
            return Ok((!value.is_empty()).then_some((value, begins)));
        }
        let mut used = 0;
        let mut done = false;
        for &byte in buffer {
            let ends_scalar = scan.is_outside() && !value.is_empty() && matches!(byte, b',' | b']' | b'}');
            used += 1;
            *line += usize::from(byte == b'\n');
            if ends_scalar {
                *lists = lists.saturating_sub(usize::from(byte == b']'));
                done = true;
                break;
            }
            if value.is_empty() {
                let between = byte.is_ascii_whitespace() || matches!(byte, b',' | b'[' | b']' | 0xef | 0xbb | 0xbf);
                if between {
                    match byte {
                        b'[' => *lists += 1,
                        b']' => *lists = lists.saturating_sub(1),
                        _ => {}
                    }
                    continue;
                }
                begins = *line;
            }
            if value.len() <= LARGEST {
                value.push(byte);
            }
            done = scan.ends_with(byte);
            if done {
                break;
            }
        }
        input.consume(used);
        if done {
            return Ok(Some((value, begins)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, articles: Option<&[&str]>) {
        let found = wrapped(json.as_bytes());
        let found = found.map(|found| found.places.into_iter().map(|place| &json[place]).collect::<Vec<_>>());
        assert_eq!(found.as_deref(), articles, "{json}");
    }

    #[test]
    fn articles_in_their_wrappers() {
        check(
            r#"{"status": "ok", "articles": [{"title": "a, ]"}, {}]}"#,
            Some(&[r#"{"title": "a, ]"}"#, "{}"]),
        );
        check(
            r#"{"response": {"status": "ok", "docs": [{"a": 1}]}}"#,
            Some(&[r#"{"a": 1}"#]),
        );
        check(r#"{"data": {"title": "Kim"}}"#, Some(&[r#"{"title": "Kim"}"#]));
        check(r#"{"articles": []}"#, Some(&[]));
        check(
            r#"{"articles": [{"title": "a"}, {"ti"#,
            Some(&[r#"{"title": "a"}"#, r#"{"ti"#]),
        );
    }

    #[test]
    fn what_looks_like_a_wrapper() {
        check(r#"{"text": "Kim left.", "items": [{"title": "a"}]}"#, None);
        check(r#"{"title": "Kim left", "data": []}"#, None);
        check(r#"{"title": "Kim left", "items": ["a", "b"]}"#, None);
        check(r#"{"nodes": [], "articles": [{"title": "a"}]}"#, None);
        check(r#"{"content": {"rendered": "Kim left."}}"#, None);
        check("[1]", None);
        check("", None);
    }
}
