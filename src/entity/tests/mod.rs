//! Who is named? Mentions with the entities meant, the kind of words, and the reason.

mod known;
mod names;
mod offices;
mod readings;
mod reference;
mod tables;

use super::{Cast, Gazetteer, read};
use crate::article::{Article, Block, BlockKind, DateOrigin, Dateline};
use crate::language::{Sentence, SentenceIndex, analyze, segment};
use crate::span::Span;
use expect_test::Expect;
use std::fmt::Write;
use typed_index_collections::TiVec;

/// Reads one paragraph with its trees.
fn cast(
    date: &str,
    text: &str,
    dateline: Option<&str>,
    source: Option<&str>,
) -> (Cast, TiVec<SentenceIndex, Sentence>) {
    let whole = Span::new(0, text.len());
    let article = Article {
        id: "article".to_owned(),
        content: text.to_owned(),
        text_start: 0,
        title: Span::default(),
        blocks: vec![Block {
            span: whole,
            kind: BlockKind::Paragraph,
        }],
        date: date.parse().ok(),
        date_origin: DateOrigin::Metadata,
        dateline: dateline.map(|place| Dateline {
            place: place.to_owned(),
            span: None,
            agency: None,
        }),
        url: None,
        source: source.map(str::to_owned),
    };
    let mut sentences = segment(text, &[whole]);
    for sentence in &mut sentences {
        analyze(text, sentence);
    }
    (read(&article, &sentences, Gazetteer::builtin()), sentences)
}

/// "the Russian president = Vladimir Putin (Role, holder of the office at the date)", without mentions inside others.
fn show(cast: &Cast, text: &str) -> String {
    let mut shown = String::new();
    for mention in cast.mentions.iter().filter(|mention| !mention.inner) {
        let names: Vec<&str> = mention
            .entities
            .iter()
            .map(|&entity| cast.entities[entity].name.as_str())
            .collect();
        let (words, form, reason) = (mention.span.of(text), mention.form, mention.reason);
        writeln!(shown, "{words} = {} ({form:?}, {reason})", names.join(" + ")).expect("strings take all");
    }
    shown
}

/// "G7 = Canada + … (the members)": the readings that words have beside the first.
fn show_readings(cast: &Cast, text: &str) -> String {
    let mut shown = String::new();
    for mention in cast.mentions.iter().filter(|mention| mention.inner) {
        let first = cast
            .of_sentence(mention.sentence)
            .iter()
            .find(|other| other.tokens == mention.tokens);
        if first.is_some_and(|first| first.entities != mention.entities) {
            let names: Vec<&str> = mention
                .entities
                .iter()
                .map(|&entity| cast.entities[entity].name.as_str())
                .collect();
            let words = mention.span.of(text);
            writeln!(shown, "{words} = {} ({})", names.join(" + "), mention.reason).expect("strings take all");
        }
    }
    shown
}

fn check(date: &str, text: &str, expected: &Expect) {
    expected.assert_eq(&show(&cast(date, text, None, None).0, text));
}

/// Whom the words mean at the date: the names of the first mention that they begin, or "nobody".
fn meant(date: &str, text: &str, words: &str) -> String {
    let (cast, _) = cast(date, text, None, None);
    let (words, behind) = words.split_once('|').unwrap_or((words, ""));
    let start = text.find(&format!("{words}{behind}")).expect("the words of the text");
    let mut mentions = cast
        .mentions
        .iter()
        .filter(|mention| !mention.inner && mention.span.contains(Span::new(start, start + words.len())));
    let names = mentions.next().map(|mention| {
        let names: Vec<&str> = mention
            .entities
            .iter()
            .map(|&entity| cast.entities[entity].name.as_str())
            .collect();
        names.join(" + ")
    });
    names.unwrap_or_else(|| "nobody".to_owned())
}

/// Checks a table of date, text, words of it (behind a bar, what follows them), and whom they mean.
fn check_meant(table: &[(&str, &str, &str, &str)]) {
    for &(date, text, words, wanted) in table {
        assert_eq!(meant(date, text, words), wanted, "{words:?} in {text:?} on {date}");
    }
}
