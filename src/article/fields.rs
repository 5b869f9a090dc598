//! Fields: under which names do records and tables keep the parts of an article?
//!
//! In: the names that a record or a table has, and their values. Out: the parts of an article that they stand for. Names
//! are compared without regard to case, blanks and underscores, so that `publishedAt`, `published_at` and "Published At"
//! are one name. A user may name the parts that have other names.

use super::date::{PartialDate, from_timestamp, parse_partial, partial};
use super::html::{fragment, has_markup};
use std::str::FromStr;

/// The names of an article's full text; the first that is there counts, here and below.
pub(super) const FULL_TEXT: [&str; 11] = [
    "text",
    "bodytext",
    "body",
    "content",
    "articlebody",
    "contenttext",
    "maintext",
    "fulltext",
    "articletext",
    "contenthtml",
    "leadparagraph",
];
/// The names of what stands for a text that is not there.
pub(super) const SUMMARY: [&str; 7] = [
    "description",
    "summary",
    "abstract",
    "snippet",
    "trailtext",
    "excerpt",
    "standfirst",
];
/// The names of a title.
pub(super) const TITLE: [&str; 4] = ["title", "headline", "webtitle", "articletitle"];
/// The names of a day of publication, and last those of a day of change.
pub(super) const DATE: [&str; 18] = [
    "date",
    "published",
    "publishedat",
    "datepublished",
    "pubdate",
    "publishdate",
    "publisheddate",
    "publicationdate",
    "webpublicationdate",
    "datepublish",
    "publishedon",
    "datetime",
    "seendate",
    "createdat",
    "created",
    "updated",
    "updatedat",
    "datemodified",
];
/// The names of an address.
pub(super) const URL: [&str; 6] = ["url", "link", "canonicalurl", "weburl", "articleurl", "externalurl"];
/// The names of a publisher.
pub(super) const SOURCE: [&str; 10] = [
    "source",
    "publisher",
    "agency",
    "outlet",
    "sourcename",
    "medianame",
    "publication",
    "newspaper",
    "domain",
    "sourcedomain",
];
/// The names of an id.
pub(super) const ID: [&str; 3] = ["id", "guid", "articleid"];

/// The parts of an article that a user may name, each with the names that count where the user does not.
pub(super) const PARTS: [(&str, &[&str]); 6] = [
    ("text", &FULL_TEXT),
    ("title", &TITLE),
    ("date", &DATE),
    ("url", &URL),
    ("source", &SOURCE),
    ("id", &ID),
];

/// The columns or fields that hold the parts of an article, as a user names them: `text=Story,date=Day`.
///
/// The parts are `text`, `title`, `date`, `url`, `source` and `id`; those that are not named are looked for under the
/// common names. A field within others is written with dots (`text=article.body`).
///
/// ```
/// use summitry::article::FieldNames;
///
/// let names: FieldNames = "text=Story, date=Day of print".parse().expect("parts that articles have");
/// assert_eq!(names.of("date"), Some("Day of print"));
/// assert_eq!(names.of("title"), None);
/// let error = "headlines=Story".parse::<FieldNames>().expect_err("no such part");
/// assert_eq!(error.to_string(), "`headlines` is none of text, title, date, url, source, id");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldNames(Vec<(&'static str, String)>);

/// Why words do not name the fields of an article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldNamesError {
    /// No part of an article has that name.
    #[error("`{0}` is none of {parts}", parts = PARTS.map(|(part, _)| part).join(", "))]
    Part(String),
    /// A part is given without a name, or a name without a part.
    #[error("`{0}` is not of the form part=name, as in text=Story")]
    Form(String),
    /// A part is named twice.
    #[error("`{0}` is named twice")]
    Twice(String),
}

impl FieldNames {
    /// Names given to parts.
    ///
    /// # Errors
    ///
    /// Where a part is none of an article's, is named twice, or has an empty name.
    pub fn of_parts<'n>(pairs: impl IntoIterator<Item = (&'n str, &'n str)>) -> Result<Self, FieldNamesError> {
        let mut names = Self::default();
        for (part, name) in pairs {
            if name.trim().is_empty() {
                return Err(FieldNamesError::Form(format!("{part}={name}")));
            }
            let known = PARTS.iter().map(|(known, _)| *known).find(|known| *known == part);
            let known = known.ok_or_else(|| FieldNamesError::Part(part.to_owned()))?;
            if names.of(known).is_some() {
                return Err(FieldNamesError::Twice(part.to_owned()));
            }
            names.0.push((known, name.to_owned()));
        }
        Ok(names)
    }

    /// The name that the user gave to the part; none where it has a common name.
    pub fn of(&self, part: &str) -> Option<&str> {
        let (_, name) = self.0.iter().find(|(named, _)| *named == part)?;
        Some(name)
    }

    /// The parts that the user named, with their names.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(part, name)| (*part, name.as_str()))
    }
}

impl FromStr for FieldNames {
    type Err = FieldNamesError;

    /// Reads `part=name` pairs with commas between them.
    ///
    /// # Errors
    ///
    /// Where a pair has no `=` or an empty side, a part is none of an article's, or is named twice.
    fn from_str(pairs: &str) -> Result<Self, Self::Err> {
        let pairs = pairs.split(',').map(|pair| {
            let form = || FieldNamesError::Form(pair.trim().to_owned());
            let (part, name) = pair.split_once('=').ok_or_else(form)?;
            Ok((part.trim(), name.trim()))
        });
        Self::of_parts(pairs.collect::<Result<Vec<_>, _>>()?)
    }
}

/// What stands where there is nothing.
const PLACEHOLDERS: [&str; 6] = [
    "[removed]",
    "only available in paid plans",
    "nan",
    "null",
    "none",
    "n/a",
];

/// How many names an error lists.
const LISTED: usize = 12;

/// The name in small letters and digits alone.
pub(super) fn normalized(name: &str) -> String {
    let kept = name.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// The names as an error lists them.
pub(super) fn listed<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    let more = names.len().saturating_sub(LISTED);
    let mut shown: Vec<String> = names
        .take(LISTED)
        .map(|name| name.trim().chars().take(40).collect())
        .collect();
    if more > 0 {
        shown.push(format!("and {more} more"));
    }
    shown.join(", ")
}

/// Whether the value says nothing.
pub(super) fn is_blank(value: &str) -> bool {
    let value = value.trim();
    value.is_empty() || PLACEHOLDERS.iter().any(|words| value.eq_ignore_ascii_case(words))
}

/// The words of a value that may be HTML or be cut short ("… in Vladivos… [+1204 chars]").
pub(super) fn prose(value: String) -> String {
    let mut text = if has_markup(&value) { fragment(&value) } else { value };
    let kept = uncut(&text).len();
    text.truncate(kept);
    text
}

/// The text without the mark that the rest of it is left out.
fn uncut(text: &str) -> &str {
    let end = text.trim_end();
    let Some((before, mark)) = end.strip_suffix(']').and_then(|inner| inner.rsplit_once('[')) else {
        return text;
    };
    let mark = mark.trim();
    let counts = mark.strip_suffix(" chars").is_some_and(|count| {
        let digits = count.trim_start_matches('+');
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    if counts || matches!(mark, "…" | "..." | ". . .") {
        before.trim_end_matches(|c: char| c.is_whitespace() || c == '…')
    } else {
        text
    }
}

/// The date of a value, which may also be a number of seconds.
pub(super) fn date(value: &str) -> Option<PartialDate> {
    let value = value.trim();
    parse_partial(value).or_else(|| from_timestamp(value.parse().ok()?).map(partial))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_in_many_spellings() {
        for name in ["publishedAt", "published_at", "Published At", "\u{feff}PUBLISHED-AT"] {
            assert_eq!(normalized(name), "publishedat");
        }
    }

    #[test]
    fn names_that_name_nothing() {
        for (pairs, message) in [
            ("text", "`text` is not of the form part=name, as in text=Story"),
            ("text=", "`text=` is not of the form part=name, as in text=Story"),
            ("", "`` is not of the form part=name, as in text=Story"),
            ("text=a,text=b", "`text` is named twice"),
            ("Text=a", "`Text` is none of text, title, date, url, source, id"),
        ] {
            let error = pairs.parse::<FieldNames>().expect_err("no names of parts");
            assert_eq!(error.to_string(), message, "{pairs}");
        }
    }

    #[test]
    fn marks_of_what_is_left_out() {
        for (value, text) in [
            ("Kim arrived in Vladivos… [+1204 chars]", "Kim arrived in Vladivos"),
            ("Kim arrived in Russia. [1204 chars]", "Kim arrived in Russia."),
            ("Kim arrived. […]", "Kim arrived."),
            ("Kim arrived [in Russia]", "Kim arrived [in Russia]"),
            ("The tweet had 280 chars]", "The tweet had 280 chars]"),
        ] {
            assert_eq!(prose(value.to_owned()), text);
        }
    }

    #[test]
    fn what_stands_for_nothing() {
        assert!(
            ["", " ", "[Removed]", "NaN", "null"]
                .iter()
                .all(|value| is_blank(value))
        );
        assert!(
            !["Nan Province", "None of them came."]
                .iter()
                .any(|value| is_blank(value))
        );
    }

    #[test]
    fn dates_in_words_and_seconds() {
        for value in ["2024-01-15", "20240115T120000Z", "1705320000", " 15 January 2024 "] {
            let found = date(value).and_then(PartialDate::full);
            assert_eq!(
                found.map(|date| date.to_string()).as_deref(),
                Some("2024-01-15"),
                "{value}"
            );
        }
        assert_eq!(date("7"), None);
    }
}
