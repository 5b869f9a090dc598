//! Fields: under which names do records and tables keep the parts of an article?
//!
//! In: the names that a record or a table has, and their values. Out: the parts of an article that they stand for. Names
//! are compared without regard to case, blanks and underscores, so that `publishedAt`, `published_at` and "Published At"
//! are one name.

use super::date::{PartialDate, from_timestamp, parse_partial, partial};
use super::html::{fragment, has_markup};

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
