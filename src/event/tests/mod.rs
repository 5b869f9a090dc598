//! Events of short articles, mined from the words to the records: by patterns alone, but for those of `reader`.

mod dating;
mod hostile;
mod merging;
mod patterns;
mod reader;
mod status;

use crate::article::{Article, Block, BlockKind, DateOrigin, Dateline};
use crate::event::Event;
use crate::knowledge::Knowledge;
use crate::pipeline::{Mined, by_patterns};
use crate::span::Span;
use expect_test::Expect;
use std::fmt::Write;

/// Mines an article of these paragraphs by patterns.
fn mined(date: &str, paragraphs: &[&str]) -> Mined {
    by_patterns(article(date, paragraphs), Knowledge::builtin())
}

/// An article of these paragraphs. It has a dateline, Tokyo, only where the words speak of "here".
fn article(date: &str, paragraphs: &[&str]) -> Article {
    let mut content = String::new();
    let mut blocks = Vec::new();
    for paragraph in paragraphs {
        if !content.is_empty() {
            content.push_str("\n\n");
        }
        let start = content.len();
        content.push_str(paragraph);
        blocks.push(Block {
            span: Span::new(start, content.len()),
            kind: BlockKind::Paragraph,
        });
    }
    let here = content.contains(" here ");
    Article {
        id: "article".to_owned(),
        content,
        text_start: 0,
        title: Span::default(),
        blocks,
        date: date.parse().ok(),
        date_origin: DateOrigin::Metadata,
        dateline: here.then(|| Dateline {
            place: "TOKYO, Japan".to_owned(),
            span: None,
            agency: None,
        }),
        url: None,
        source: None,
    }
}

/// "met Kim Jong Un + Vladimir Putin", "visited Xi Jinping > Russia".
fn show(event: &Event) -> String {
    let names = |participants: &[crate::event::Participant]| {
        let names: Vec<&str> = participants
            .iter()
            .map(|participant| participant.name.as_str())
            .collect();
        names.join(" + ")
    };
    let target = if event.target.is_empty() {
        String::new()
    } else {
        format!(" > {}", names(&event.target))
    };
    format!("{} {}{target}", event.event_type, names(&event.source))
}

fn date(event: &Event) -> &str {
    event.date.as_ref().map_or("no date", |date| &date.value)
}

/// Shows what is told of the events of each text, an article each with a line a paragraph.
fn check(day: &str, texts: &[&str], shown: impl Fn(&Event) -> String, expected: &Expect) {
    let mut actual = String::new();
    for text in texts {
        writeln!(actual, "{text}").expect("strings take all");
        for event in read(day, text, &shown) {
            writeln!(actual, "    {event}").expect("strings take all");
        }
    }
    expected.assert_eq(&actual);
}

fn read(day: &str, text: &str, shown: impl Fn(&Event) -> String) -> Vec<String> {
    let paragraphs: Vec<&str> = text.lines().collect();
    let events = mined(day, &paragraphs).events;
    let events: Vec<String> = events.iter().map(shown).collect();
    if events.is_empty() {
        vec!["nothing".to_owned()]
    } else {
        events
    }
}

/// Checks that texts which are known to be misread still are, so that the list stays true: text, what it tells, why missed.
fn check_known_misses(day: &str, known: &[(&str, &[&str], &str)], shown: impl Fn(&Event) -> String) {
    let mended: Vec<&str> = known
        .iter()
        .filter(|(text, wanted, _)| read(day, text, &shown) == *wanted)
        .map(|(text, ..)| *text)
        .collect();
    assert!(
        mended.is_empty(),
        "now read well, so take off the list:\n{}",
        mended.join("\n")
    );
}
