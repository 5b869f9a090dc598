//! Registers: who is on record as having been where, and when?
//!
//! One JSON object a line, one line a stay:
//!
//! ```json
//! {"register": "us-travels", "id": "travel-1", "traveler": "Condoleezza Rice", "role": "secretary",
//!  "country_of_traveler": "United States", "destination": "Korea, Republic of", "locale": "Seoul",
//!  "start": "2005-07-12", "end": "2005-07-13", "remarks": "Met with President Roh."}
//! ```
//! `traveler`, `destination`, `start` and `end` must be there; the days are written as here, and the last is not before
//! the first. A traveler may have titles, and two may stand with "and" between. Countries are called as the gazetteer
//! knows them, with inversions and additions ("China, People's Republic of", "Denmark (Greenland)").

use super::lists::LISTS;
use crate::entity::{Gazetteer, Known, NameForm};
pub(super) use crate::text::name_words as words;
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

/// A stay in a country that a register records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The register that it stands in, for files that hold several.
    pub register: String,
    /// Its id there.
    pub id: String,
    /// Who traveled.
    pub traveler: String,
    /// In which office.
    pub role: String,
    /// The country that the traveler serves.
    pub country_of_traveler: String,
    /// The country visited.
    pub destination: String,
    /// The cities visited.
    pub locale: String,
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub end: NaiveDate,
    /// What else is said of it.
    pub remarks: String,
}

/// A register cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The file cannot be read.
    #[error("{}: cannot be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A line is no entry.
    #[error("{}:{line}: not a register entry", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What the JSON reader met there.
        source: serde_json::Error,
    },
    /// An entry has no days, or ends before it begins.
    #[error("{}:{line}: no days from {start:?} to {end:?}", path.display())]
    Days {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// Its first day.
        start: String,
        /// Its last day.
        end: String,
    },
}

/// The entries of a file, in its order.
///
/// # Errors
/// If the file cannot be read, a line is not an entry, or an entry's days are not days in their order.
pub fn read(path: &Path) -> Result<Vec<Entry>, RegisterError> {
    let file = File::open(path).map_err(|source| RegisterError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    load(BufReader::new(file), path)
}

/// The entries of a stream, which errors call `name`.
///
/// ```
/// use std::path::Path;
/// use summitry::evaluation::register::load;
///
/// let line = r#"{"traveler": "Colin Powell", "destination": "Egypt", "start": "2001-02-24", "end": "2001-02-23"}"#;
/// let error = load(line.as_bytes(), Path::new("travels.jsonl")).expect_err("it ends before it begins");
/// assert_eq!(error.to_string(), r#"travels.jsonl:1: no days from "2001-02-24" to "2001-02-23""#);
/// ```
///
/// # Errors
/// As [`read`].
pub fn load(stream: impl BufRead, name: &Path) -> Result<Vec<Entry>, RegisterError> {
    let mut entries = Vec::new();
    for (number, line) in stream.lines().enumerate() {
        let line = line.map_err(|source| RegisterError::Unreadable {
            path: name.to_owned(),
            source,
        })?;
        let text = line.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            continue;
        }
        let stored: StoredEntry = serde_json::from_str(text).map_err(|source| RegisterError::Malformed {
            path: name.to_owned(),
            line: number + 1,
            source,
        })?;
        let day = |text: &str| {
            let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
            day.filter(|day| (1..=9999).contains(&day.year()))
        };
        let days = day(&stored.start).zip(day(&stored.end));
        let Some((start, end)) = days.filter(|(start, end)| start <= end) else {
            return Err(RegisterError::Days {
                path: name.to_owned(),
                line: number + 1,
                start: stored.start,
                end: stored.end,
            });
        };
        entries.push(Entry {
            register: stored.register.unwrap_or_default(),
            id: stored.id.unwrap_or_default(),
            traveler: stored.traveler,
            role: stored.role.unwrap_or_default(),
            country_of_traveler: stored.country_of_traveler.unwrap_or_default(),
            destination: stored.destination,
            locale: stored.locale.unwrap_or_default(),
            start,
            end,
            remarks: stored.remarks.unwrap_or_default(),
        });
    }
    Ok(entries)
}

#[derive(Deserialize)]
struct StoredEntry {
    register: Option<String>,
    id: Option<String>,
    traveler: String,
    role: Option<String>,
    country_of_traveler: Option<String>,
    destination: String,
    locale: Option<String>,
    start: String,
    end: String,
    remarks: Option<String>,
}

/// The codes of the countries that a register may mean by `name`; none where the gazetteer knows no such country.
pub(super) fn countries(name: &str, gazetteer: &Gazetteer) -> Vec<String> {
    let name = name.trim();
    let mut ways = vec![name.to_owned()];
    if let Some((front, rest)) = name.split_once('(') {
        ways.push(front.to_owned());
        ways.push(rest.trim_end_matches(')').to_owned());
    } else if let Some((last, front)) = name.split_once(", ") {
        ways.push(format!("{front} {last}"));
    }
    let mut codes: Vec<String> = Vec::new();
    for way in ways {
        for sense in gazetteer.senses(&way) {
            if let (Known::Country(at), NameForm::Name | NameForm::Acronym) = (sense.entity, sense.form)
                && let Some(country) = gazetteer.countries.get(at)
                && !codes.contains(&country.iso3)
            {
                codes.push(country.iso3.clone());
            }
        }
    }
    codes
}

/// The words of a name without titles at its head.
pub(super) fn name_words(name: &str) -> Vec<String> {
    let words = words(name);
    let titles = words.iter().take_while(|word| LISTS.register_titles.has(word)).count();
    if titles == words.len() {
        return words;
    }
    words[titles..].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_known_by_their_register_names() {
        for (name, codes) in [
            ("Korea, Republic of", &["KOR"][..]),
            ("Korea, South", &["KOR"]),
            ("Korea, North", &["PRK"]),
            ("China, People’s Republic of", &["CHN"]),
            ("Republic of China", &["TWN"]),
            ("U.S.S.R.", &["SUN"]),
            ("Palestinian Authority", &["PSE"]),
            ("Vatican City", &["VAT"]),
            ("Burma (Myanmar)", &["MMR"]),
            ("Democratic Republic of the Congo (Zaire)", &["COD"]),
            ("United States", &["USA"]),
            ("Ruritania", &[]),
        ] {
            assert_eq!(countries(name, Gazetteer::builtin()), codes, "{name}");
        }
    }

    #[test]
    fn titles_are_no_part_of_names() {
        for (name, words) in [
            ("President Hu Jintao", "hu jintao"),
            ("Chairman of the Presidency Bakir Izetbegović", "bakir izetbegovic"),
            ("Emir Sheikh Tamim bin Hamad al-Thani", "tamim bin hamad al thani"),
            ("Chancellor-elect Gerhard Schroeder", "gerhard schroeder"),
            ("King", "king"),
        ] {
            assert_eq!(name_words(name).join(" "), words, "{name}");
        }
    }
}
