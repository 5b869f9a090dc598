//! Expressions by kind, what looks like one beside them. The tense comes from the words alone unless a tree is given.

mod amounts;
mod days;
mod periods;
mod tense;

use super::{Context, Precision, Timex, TimexKind, recognize};
use crate::language::{Sentence, Token};
use crate::span::Span;
use expect_test::{Expect, expect};
use proptest::prelude::*;
use std::fmt::Write;

/// Cuts a text at white space, and off its words the signs at their edges.
pub(super) fn tokenize(text: &str) -> Sentence {
    let mut tokens = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let mut end = at + word.len();
        let mut tail = Vec::new();
        let mut core = word;
        while let Some(sign) = core.chars().next_back().filter(|c| ",;:?!)”\"".contains(*c)) {
            end -= sign.len_utf8();
            core = &core[..core.len() - sign.len_utf8()];
            tail.push(Span::new(end, end + sign.len_utf8()));
        }
        if let Some(name) = core.strip_suffix("'s") {
            tail.push(Span::new(at + name.len(), at + core.len()));
            core = name;
        }
        let cut = core
            .chars()
            .next()
            .filter(|c| "(“\"$".contains(*c))
            .map_or(0, char::len_utf8);
        let spans = [Span::new(at, at + cut), Span::new(at + cut, at + core.len())];
        let spans = spans.into_iter().chain(tail.into_iter().rev());
        tokens.extend(spans.filter(|span| !span.is_empty()).map(|span| Token {
            span,
            ..Token::default()
        }));
        at += piece.len();
    }
    Sentence {
        span: Span::new(0, text.len()),
        tokens,
    }
}

fn show(timex: &Timex, text: &str) -> String {
    let words = timex.span.of(text);
    let value = timex.value.as_deref().unwrap_or("-");
    match (timex.guide_date(), timex.kind) {
        (Some(date), TimexKind::Date) if timex.precision == Precision::Day => {
            format!("{words} = {date}")
        }
        (Some(date), TimexKind::Date) if date == value => format!("{words} = {date}"),
        (Some(date), kind) => format!("{words} = {date} ({kind:?} {value})"),
        (None, TimexKind::Date) => format!("{words} = ({value})"),
        (None, kind) => format!("{words} = ({kind:?} {value})"),
    }
}

/// Reads sentences of one article each.
fn check(date: &str, sentences: &[&str], expected: &Expect) {
    let mut actual = String::new();
    for text in sentences {
        let mut context = Context::new(date.parse().ok());
        let found = recognize(text, &tokenize(text), &mut context);
        let found: Vec<String> = found.iter().map(|timex| show(timex, text)).collect();
        writeln!(
            actual,
            "{text}\n    {}",
            if found.is_empty() {
                "nothing".to_owned()
            } else {
                found.join("; ")
            }
        )
        .expect("strings take all");
    }
    expected.assert_eq(&actual);
}

#[test]
fn the_context_goes_from_sentence_to_sentence() {
    let mut context = Context::new("2006-11-15".parse().ok());
    let mut shown = Vec::new();
    for text in [
        "He came to Cairo on Nov. 3.",
        "Nothing happened.",
        "The next day he left.",
        "A week later he died.",
    ] {
        let found = recognize(text, &tokenize(text), &mut context);
        shown.extend(found.iter().map(|timex| show(timex, text)));
    }
    expect![[r#"
        Nov. 3 = 2006-11-03
        The next day = 2006-11-04
        A week later = 2006-11-06/2006-11-12 (Date 2006-W45)"#]]
    .assert_eq(&shown.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn laws(
        text in "((early |late |the |last |next |this |every |in |on |of |from |to |and |two |a |mid-|few |past )?(May|March|Nov\\.|Monday|Sun\\.|day|days|week|years|month|weekend|summer|1990s|2011|9/11|\\d{1,4}|24th|10<sup>th</sup>|Christmas|ago|later|before|today|night|century|[-–,.'’:/$%]|\\PC{1,3})( |-|))*",
        date in proptest::option::of(0..400_000_i32),
    ) {
        let article = date.and_then(|days| chrono::NaiveDate::from_num_days_from_ce_opt(days + 500_000));
        let sentence = tokenize(&text);
        let mut context = Context::new(article);
        for _ in 0..2 {
            let found = recognize(&text, &sentence, &mut context);
            let mut end = 0;
            for timex in &found {
                prop_assert!(end <= timex.span.start && timex.span.start < timex.span.end, "{:?}", found);
                prop_assert!(text.get(timex.span.range()).is_some());
                prop_assert!(timex.tokens.end <= sentence.tokens.len());
                prop_assert!(timex.date.is_none_or(|date| date.start <= date.end));
                end = timex.span.end;
            }
        }
    }
}
