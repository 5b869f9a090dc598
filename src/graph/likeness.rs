//! Likeness: do two sentences speak of the same particulars?
//!
//! What an undated report tells ("the EU's sanctions", "the agreement") may be this or that. Two such reports tell of one event
//! if their sentences share words that tell something particular: neither common words, which `data/merging.toml` lists, nor the
//! names of those who take part, which the reports share anyway. Nothing but the two sentences decides.

use super::record::FoundEvent;
use super::rules::{Likeness, RULES, beginning};
use crate::text::fold;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A sentence, as far as it is compared.
#[derive(Clone, Debug, Default)]
pub(super) struct Wording {
    /// The beginnings of the words that tell something particular.
    particular: BTreeSet<String>,
    /// Whether it calls what happened a war.
    pub(super) is_war: bool,
    /// The days of the articles in which it stands.
    pub(super) days: BTreeSet<Option<NaiveDate>>,
}

impl Wording {
    pub(super) fn new(found: &FoundEvent) -> Self {
        let likeness = &RULES.likeness;
        let sentence = &found.report.sentence;
        let particular = particular(sentence, &names(found, likeness), likeness);
        Self {
            particular,
            is_war: words(sentence).any(|(_, word)| likeness.war.contains(&fold(word))),
            days: BTreeSet::from([found.report.article_date]),
        }
    }

    /// Whether both share at least so many words that tell something particular.
    pub(super) fn is_like(&self, other: &Self, least: usize) -> bool {
        self.particular.intersection(&other.particular).take(least).count() == least
    }
}

/// The words with their places.
fn words(sentence: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    let pieces = sentence.split_inclusive(|c: char| !c.is_alphanumeric());
    pieces.filter_map(move |piece| {
        let at = rest;
        rest += piece.len();
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        (!word.is_empty()).then_some((at, word))
    })
}

/// The beginnings of the words that name the participants: "Ukrainian" is told with Ukraine.
fn names(found: &FoundEvent, likeness: &Likeness) -> BTreeSet<String> {
    let actors = found.source.iter().chain(&found.target);
    actors
        .flat_map(|actor| words(&actor.name).chain(words(&actor.words)))
        .map(|(_, word)| fold(word))
        .filter(|word| word.chars().count() >= likeness.shortest)
        .map(|word| beginning(&word, likeness.of_names).to_owned())
        .collect()
}

/// The beginnings of the words of the sentence that tell something particular. Of a name of several words the last stands for
/// all; a number tells something, unless it has one digit or is a year, which dates tell.
fn particular(sentence: &str, names: &BTreeSet<String>, likeness: &Likeness) -> BTreeSet<String> {
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let mut all = words(sentence).peekable();
    let mut particular = BTreeSet::new();
    while let Some((at, word)) = all.next() {
        let is_first_name = all.peek().is_some_and(|&(next, following)| {
            is_capital(word) && is_capital(following) && &sentence[at + word.len()..next] == " "
        });
        let word = fold(word);
        let length = word.chars().count();
        let is_told = if word.contains(|c: char| c.is_ascii_digit()) {
            length > 1 && !is_year(&word)
        } else {
            length >= likeness.shortest
        };
        let stem = beginning(&word, likeness.letters);
        if is_told
            && !is_first_name
            && !names.contains(beginning(&word, likeness.of_names))
            && !likeness.common.contains(stem)
        {
            particular.insert(stem.to_owned());
        }
    }
    particular
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year))
}
