//! Events of short articles, mined from the words to the records.

mod examples;
mod hostile;
mod patterns;
mod reader;

use crate::article::{Article, Block, BlockKind, DateOrigin, Dateline};
use crate::event::Event;
use crate::knowledge::Knowledge;
use crate::pipeline::{Mined, mine};
use crate::span::Span;

/// Mines an article of these paragraphs.
fn mined(date: &str, paragraphs: &[&str]) -> Mined {
    mine(article(date, paragraphs), Knowledge::builtin())
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
