//! JSON: one object, an array of objects, or an object a line.

use super::date::{PartialDate, from_timestamp, parse_partial};
use super::draft::Draft;
use chrono::Datelike;
use serde_json::{Map, Value};
use std::io::{self, BufRead};

/// The names under which the fields go; the first that is there counts.
const TEXT: [&str; 5] = ["text", "body", "content", "articleBody", "content_text"];
const TITLE: [&str; 2] = ["title", "headline"];
const DATE: [&str; 7] = [
    "date",
    "published",
    "publishedAt",
    "published_at",
    "date_published",
    "datePublished",
    "pubDate",
];
const URL: [&str; 3] = ["url", "link", "canonical_url"];
const SOURCE: [&str; 3] = ["source", "publisher", "agency"];

/// Why a JSON value is no article.
#[derive(Debug)]
pub(super) enum RecordError {
    Json(serde_json::Error),
    NotAnObject(&'static str),
    NoText,
}

/// The article in a JSON object.
pub(super) fn parse_record(json: &[u8]) -> Result<Draft, RecordError> {
    let value: Value = serde_json::from_slice(json).map_err(RecordError::Json)?;
    let Value::Object(mut fields) = value else {
        return Err(RecordError::NotAnObject(kind(&value)));
    };
    let text = take_string(&mut fields, &TEXT).unwrap_or_default();
    if text.trim().is_empty() {
        return Err(RecordError::NoText);
    }
    let id = match fields.remove("id") {
        Some(Value::String(id)) if !id.trim().is_empty() => Some(id),
        Some(Value::Number(id)) => Some(id.to_string()),
        _ => None,
    };
    let date = DATE.iter().find_map(|name| date(fields.get(*name)?));
    Ok(Draft {
        id,
        title: take_string(&mut fields, &TITLE).unwrap_or_default(),
        text,
        date,
        dateline: take_string(&mut fields, &["dateline"]),
        url: take_string(&mut fields, &URL),
        source: take_string(&mut fields, &SOURCE),
        ..Draft::default()
    })
}

fn take_string(fields: &mut Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match fields.remove(*name)? {
        Value::String(text) if !text.trim().is_empty() => Some(text),
        // NewsAPI and schema.org name the publisher in an object.
        Value::Object(mut inner) => match inner.remove("name") {
            Some(Value::String(text)) => Some(text),
            _ => None,
        },
        _ => None,
    })
}

fn date(value: &Value) -> Option<PartialDate> {
    match value {
        Value::String(text) => parse_partial(text),
        Value::Number(number) => {
            let date = from_timestamp(number.as_i64()?)?;
            Some(PartialDate {
                year: Some(date.year()),
                month: Some(date.month()),
                day: Some(date.day()),
            })
        }
        _ => None,
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

/// The bytes of one record and the line on which it begins.
pub(super) type RawRecord = (Vec<u8>, usize);

/// Reads the next line that is not blank.
pub(super) fn next_line(input: &mut dyn BufRead, line: &mut usize) -> io::Result<Option<RawRecord>> {
    loop {
        let mut bytes = Vec::new();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        *line += 1;
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
/// `line` counts the lines read so far. A value that breaks off at the end of the input is returned as it is, so that
/// the JSON reader may say what is wrong with it.
pub(super) fn next_value(input: &mut dyn BufRead, line: &mut usize) -> io::Result<Option<RawRecord>> {
    let mut value = Vec::new();
    let mut begins = *line;
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok((!value.is_empty()).then_some((value, begins)));
        }
        let mut used = 0;
        let mut done = false;
        for &byte in buffer {
            let ends_scalar = depth == 0 && !in_string && !value.is_empty() && matches!(byte, b',' | b']' | b'}');
            used += 1;
            *line += usize::from(byte == b'\n');
            if ends_scalar {
                done = true;
                break;
            }
            if value.is_empty() {
                let between = byte.is_ascii_whitespace() || matches!(byte, b',' | b'[' | b']' | 0xef | 0xbb | 0xbf);
                if between {
                    continue;
                }
                begins = *line;
            }
            value.push(byte);
            if in_string {
                in_string = escaped || byte != b'"';
                escaped = !escaped && byte == b'\\';
                done = depth == 0 && !in_string;
            } else {
                match byte {
                    b'"' => in_string = true,
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => {
                        depth = depth.saturating_sub(1);
                        done = depth == 0;
                    }
                    _ => {}
                }
            }
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
