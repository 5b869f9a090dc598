//! Feeds: which articles does an RSS or Atom feed hold?
//!
//! In: a decoded feed of any version that feed-rs knows. Out: a draft an item, with the line on which the item begins.
//! An item that is not well-formed, or with which the feed breaks off, is an error of its own. JSON feeds are records.
//!
//! The text is the item's content, else its summary; an item may have a title alone. The day is the one that is written,
//! whatever its zone.

use super::date::{parse_date, partial};
use super::draft::Draft;
use super::fields::prose;
use super::html::fragment;
use chrono::{DateTime, NaiveTime, Utc};
use feed_rs::model::{Entry, Text};
use feed_rs::parser::{Builder, ParseErrorKind, ParseFeedError, Parser};
use std::ops::Range;

/// An item of a feed.
pub(super) struct Item {
    /// The line on which it begins, from 1.
    pub(super) line: usize,
    /// What it tells; nothing where the feed reader leaves it out.
    pub(super) draft: Result<Option<Draft>, ParseFeedError>,
}

/// The items of a feed in order, or what is wrong with the feed as a whole.
pub(super) fn items(text: &str) -> Result<Vec<Item>, ParseFeedError> {
    let places = places(text);
    // The text was decoded, so that what the declaration says of its encoding no longer holds.
    let declaration = text.find("<?xml").and_then(|at| Some(at + text[at..].find("?>")? + 2));
    let start = declaration.unwrap_or(0);
    let whole = parser().parse(text[start..].trim_start().as_bytes());
    let first = places.first().map_or(text.len(), |place| place.start);
    let mut line = 1;
    let mut seen = 0;
    let mut line_of = |place: &Range<usize>| {
        line += text[seen..place.start].matches('\n').count();
        seen = place.start;
        line
    };
    match whole {
        Ok(feed) if feed.entries.len() == places.len() => {
            let source = feed.title.as_ref().map(plain);
            let drafts = feed.entries.into_iter().map(|entry| draft(entry, source.clone()));
            let items = places.iter().zip(drafts).map(|(place, draft)| Item {
                line: line_of(place),
                draft: Ok(Some(draft)),
            });
            Ok(items.collect())
        }
        Err(error) if places.is_empty() || matches!(error, ParseFeedError::ParseError(ParseErrorKind::NoFeedRoot)) => {
            Err(error)
        }
        _ => {
            let head = text[start.min(first)..first].trim_start();
            let tail = tail(head);
            let items = places.iter().map(|place| Item {
                line: line_of(place),
                draft: alone(head, &text[place.clone()], &tail),
            });
            Ok(items.collect())
        }
    }
}

/// Reads dates as the other formats do, and gives no ids of its own.
fn parser() -> Parser {
    Builder::new()
        .timestamp_parser(|text| {
            let midnight = parse_date(text)?.and_time(NaiveTime::MIN);
            Some(DateTime::<Utc>::from_naive_utc_and_offset(midnight, Utc))
        })
        .id_generator(|_, _, _| String::new())
        .build()
}

/// The item as if it were the only one of its feed. A parser that has met an error is of no more use.
fn alone(head: &str, item: &str, tail: &str) -> Result<Option<Draft>, ParseFeedError> {
    let feed = parser().parse(format!("{head}{item}{tail}").as_bytes())?;
    let source = feed.title.as_ref().map(plain);
    Ok(feed.entries.into_iter().next().map(|entry| draft(entry, source)))
}

fn draft(entry: Entry, source: Option<String>) -> Draft {
    let title = entry.title.as_ref().map(plain).unwrap_or_default();
    let content = entry.content.and_then(|content| {
        let kind = content.content_type.as_str();
        let is_text = kind.starts_with("text/") || kind.contains("html") || kind.ends_with("xml");
        words(kind, content.body.filter(|_| is_text)?)
    });
    let summary = entry
        .summary
        .and_then(|summary| words(summary.content_type.as_str(), summary.content));
    let text = content.or(summary).unwrap_or_default();
    let link = entry
        .links
        .iter()
        .filter(|link| link.target.is_none())
        .find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"))
        .map(|link| link.href.trim().to_owned())
        .filter(|link| !link.is_empty());
    let id = Some(entry.id.trim().to_owned()).filter(|id| !id.is_empty());
    let url = link.or_else(|| id.clone().filter(|id| id.starts_with("http")));
    Draft {
        id: id.or_else(|| url.clone()),
        // Some feeds give the title once more with the publisher behind it.
        text: if letters(&text) == letters(&title) {
            String::new()
        } else {
            text
        },
        title,
        date: entry.published.or(entry.updated).map(|time| partial(time.date_naive())),
        url,
        source: source.filter(|source| !source.is_empty()),
        ..Draft::default()
    }
}

/// The words of a title on one line.
fn plain(text: &Text) -> String {
    let words = words(text.content_type.as_str(), text.content.clone()).unwrap_or_default();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a text of that media type, without the line that some publishers add to each item.
fn words(kind: &str, text: String) -> Option<String> {
    let text = if kind == "text/plain" { text } else { fragment(&text) };
    let text = prose(text);
    let kept = text
        .rfind("The post ")
        .filter(|at| text[*at..].contains(" appeared first on "))
        .map_or(text.as_str(), |at| &text[..at])
        .trim();
    (!kept.is_empty()).then(|| kept.to_owned())
}

fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The places of the `item` or `entry` elements.
fn places(text: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(start) = next_tag(text, at) {
        let name = name(&text[start + 1..]);
        if matches!(name.rsplit(':').next(), Some("item" | "entry")) {
            at = item_end(text, start, name);
            places.push(start..at);
        } else {
            at = start + 1;
        }
    }
    places
}

/// The end of the element of that name which begins at `start`; the next one's beginning where it is not closed.
fn item_end(text: &str, start: usize, opened: &str) -> usize {
    if let Some(end) = text[start..].find('>')
        && text[start..start + end].ends_with('/')
    {
        return start + end + 1;
    }
    let mut at = start + 1;
    while let Some(tag) = next_tag(text, at) {
        let rest = &text[tag + 1..];
        if rest.strip_prefix('/').is_some_and(|rest| name(rest) == opened) {
            return rest.find('>').map_or(text.len(), |end| tag + 1 + end + 1);
        }
        if name(rest) == opened {
            return tag;
        }
        at = tag + 1;
    }
    text.len()
}

/// Where the next tag begins, past CDATA sections and comments.
fn next_tag(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += text[at..].find('<')?;
        let rest = &text[at..];
        let closing = [("<![CDATA[", "]]>"), ("<!--", "-->")];
        let Some((_, close)) = closing.iter().find(|(open, _)| rest.starts_with(open)) else {
            return Some(at);
        };
        at += rest.find(close)? + close.len();
    }
}

/// The name at the head of a tag's inside.
fn name(tag: &str) -> &str {
    let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
    &tag[..end.unwrap_or(tag.len())]
}

/// The tags that close what the head of a feed leaves open.
fn tail(head: &str) -> String {
    let mut at = 0;
    while let Some(start) = next_tag(head, at) {
        let root = name(&head[start + 1..]);
        if !root.starts_with(['!', '?']) {
            let channel = if root == "rss" { "</channel>" } else { "" };
            return format!("{channel}</{root}>");
        }
        at = start + 1;
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_and_what_looks_like_them() {
        let feed = "<rss><channel><items/><!-- <item>no</item> --><item><title><![CDATA[</item>]]></title></item>\n<item/><item>\n<item a=\"b\">cut";
        let found: Vec<&str> = places(feed).into_iter().map(|place| &feed[place]).collect();
        assert_eq!(
            found,
            [
                "<item><title><![CDATA[</item>]]></title></item>",
                "<item/>",
                "<item>\n",
                "<item a=\"b\">cut"
            ]
        );
    }

    #[test]
    fn what_a_head_leaves_open() {
        for (head, closing) in [
            ("<!DOCTYPE rss><rss version=\"2.0\"><channel>", "</channel></rss>"),
            ("<rdf:RDF xmlns=\"x\"><channel></channel>", "</rdf:RDF>"),
            ("<feed><title>a</title>", "</feed>"),
            ("", ""),
        ] {
            assert_eq!(tail(head), closing);
        }
    }
}
