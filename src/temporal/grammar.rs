//! The grammar of times: which rule reads what stands here?

use super::atoms::{Atom, AtomKind, atoms};
use super::calendar::{Unit, yearly_near};
use super::lexicon::Class;
use super::lists::LISTS;
use super::{Anchor, Context, DateRange, Precision, Tense, Timex, TimexKind, tense_of};
use crate::language::{Sentence, Upos, Xpos};
use crate::span::Span;
use chrono::NaiveDate;

/// What an expression stands for.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) kind: TimexKind,
    pub(super) value: Option<String>,
    pub(super) date: Option<DateRange>,
    pub(super) precision: Precision,
    pub(super) anchor: Anchor,
    pub(super) rule: &'static str,
    pub(super) of_next: bool,
}

impl Reading {
    /// A day, or a value in its place where the day is not known.
    pub(super) fn day(
        date: Option<NaiveDate>,
        unknown: impl FnOnce() -> String,
        anchor: Anchor,
        rule: &'static str,
    ) -> Self {
        Self {
            kind: TimexKind::Date,
            value: Some(date.map_or_else(unknown, |date| date.to_string())),
            date: date.map(DateRange::day),
            precision: Precision::Day,
            anchor: if date.is_some() { anchor } else { Anchor::None },
            rule,
            of_next: false,
        }
    }

    /// A period with its value, or the value in its place.
    pub(super) fn period(
        date: Option<DateRange>,
        precision: Precision,
        value: impl Into<String>,
        anchor: Anchor,
        rule: &'static str,
    ) -> Self {
        Self {
            kind: TimexKind::Date,
            value: Some(value.into()),
            date,
            precision,
            anchor: if date.is_some() { anchor } else { Anchor::None },
            rule,
            of_next: false,
        }
    }

    /// A time without a date.
    pub(super) fn undated(kind: TimexKind, value: impl Into<String>, rule: &'static str) -> Self {
        Self {
            kind,
            value: Some(value.into()),
            date: None,
            precision: Precision::Vague,
            anchor: Anchor::None,
            rule,
            of_next: false,
        }
    }
}

/// A year and where it was taken from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Year {
    pub(super) number: Option<i32>,
    pub(super) anchor: Anchor,
    /// The atom after it.
    pub(super) end: usize,
}

/// How two days or months are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// "4-5", "4 to 5": all between them too.
    Range,
    /// "4 and 5": these two.
    And,
}

/// The value of a span of days.
pub(super) fn value_of(date: Option<DateRange>) -> String {
    date.map_or_else(|| "XXXX".to_owned(), |date| format!("{}/{}", date.start, date.end))
}

/// The rule of "the 30th anniversary": the day that it recalls is not the day on which anything is told to happen.
pub(super) const ANNIVERSARY: &str = "anniversary";

/// What stands before an expression and changes it: "late April", "the end of the year", "earlier this week".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Modifier {
    None,
    /// "early", "mid-", "late", "the beginning of"; the whole is named.
    Part,
    Earlier,
    Later,
    FirstHalf,
    SecondHalf,
}

/// Reads the expressions of one sentence.
pub(super) struct Scanner<'text> {
    pub(super) content: &'text str,
    pub(super) sentence: &'text Sentence,
    pub(super) atoms: Vec<Atom<'text>>,
    pub(super) context: &'text mut Context,
    pub(super) found: Vec<Timex>,
}

impl<'text> Scanner<'text> {
    #[expect(clippy::similar_names, reason = "both are terms of the house")]
    pub(super) fn new(content: &'text str, sentence: &'text Sentence, context: &'text mut Context) -> Self {
        Self {
            content,
            sentence,
            atoms: atoms(content, sentence.span),
            context,
            found: Vec::new(),
        }
    }

    pub(super) fn scan(mut self) -> Vec<Timex> {
        let mut at = 0;
        while at < self.atoms.len() {
            let end = if self.opens(at) { self.read(at) } else { None };
            at = end.filter(|end| *end > at).unwrap_or(at + 1);
        }
        self.found
    }

    /// Whether an expression may begin at an atom.
    fn opens(&self, at: usize) -> bool {
        let atom = &self.atoms[at];
        match atom.kind {
            AtomKind::Word => atom.class != Class::Other,
            // "18.08" of "18.08.2026" is one number.
            AtomKind::Number { .. } | AtomKind::OtherNumber => true,
            AtomKind::Sign(sign) => matches!(sign, '\'' | '’' | '‘'),
        }
    }

    /// Tries the rules at an atom, in order; each adds what it found and returns the atom after it.
    fn read(&mut self, at: usize) -> Option<usize> {
        self.iso_date(at)
            .or_else(|| self.numeric_date(at))
            .or_else(|| self.clock_time(at))
            .or_else(|| self.attack_of_2001(at))
            .or_else(|| self.holiday(at))
            .or_else(|| self.modified(at))
            .or_else(|| self.day_before_month(at))
            .or_else(|| self.anniversary(at))
            .or_else(|| self.spelled_year(at))
            .or_else(|| self.quantity(at))
            .or_else(|| self.set(at))
            .or_else(|| self.decade_or_century(at))
            .or_else(|| self.bare_year(at))
            .or_else(|| self.bare_ordinal(at))
            .or_else(|| self.vague(at))
    }

    /// "early", "the end of" and the like, and the expression that they open; or an expression without them.
    fn modified(&mut self, at: usize) -> Option<usize> {
        let (modifier, core) = self.modifier(at);
        self.core(at, core, modifier)
            .or_else(|| (core > at).then(|| self.core(at, at, Modifier::None))?)
    }

    fn core(&mut self, start: usize, at: usize, modifier: Modifier) -> Option<usize> {
        self.weekday(start, at, modifier)
            .or_else(|| self.deictic(start, at, modifier))
            .or_else(|| self.month(start, at, modifier))
            .or_else(|| self.relative(start, at, modifier))
            .or_else(|| self.season(start, at))
            .or_else(|| self.modified_year(start, at, modifier))
    }

    fn modifier(&self, at: usize) -> (Modifier, usize) {
        let hyphen = |at: usize| at + usize::from(self.is_sign(at, '-'));
        match self.lower(at) {
            word if LISTS.early_or_late.has(word) => return (Modifier::Part, hyphen(at + 1)),
            "earlier" => return (Modifier::Earlier, at + 1),
            "later" => return (Modifier::Later, at + 1),
            _ => {}
        }
        let the = at + usize::from(self.is(at, "the"));
        let modifier = match self.lower(the) {
            word if LISTS.part_of.has(word) => Modifier::Part,
            "first" if self.is(the + 1, "half") => Modifier::FirstHalf,
            "second" if self.is(the + 1, "half") => Modifier::SecondHalf,
            _ => return (Modifier::None, at),
        };
        let of = the + 1 + usize::from(matches!(modifier, Modifier::FirstHalf | Modifier::SecondHalf));
        if self.is(of, "of") {
            (modifier, of + 1)
        } else {
            (Modifier::None, at)
        }
    }

    /// Adds an expression from one atom to another, and lets later ones refer to it.
    pub(super) fn push(&mut self, start: usize, end: usize, reading: Reading) {
        let span = Span::new(self.atoms[start].span.start, self.atoms[end - 1].span.end);
        let tokens = &self.sentence.tokens;
        let first = tokens.iter().position(|token| token.span.overlaps(span)).unwrap_or(0);
        let count = tokens[first.min(tokens.len())..]
            .iter()
            .take_while(|token| token.span.overlaps(span))
            .count();
        // What comes later is reckoned from what is told, not from what it came after.
        let tells = matches!(reading.kind, TimexKind::Date | TimexKind::Time)
            && reading.rule != ANNIVERSARY
            && !reading.of_next;
        if tells && reading.date.is_some() {
            self.context.previous = reading.date;
        }
        self.found.push(Timex {
            span,
            tokens: first..first + count,
            kind: reading.kind,
            value: reading.value,
            date: reading.date,
            precision: reading.precision,
            anchor: reading.anchor,
            rule: reading.rule,
            of_next: reading.of_next,
            deferred: LISTS.before_deferred.has(self.before(start)) && self.is_deferred(start - 1),
        });
    }

    // What stands at an atom.

    pub(super) fn atom(&self, at: usize) -> Option<&Atom<'text>> {
        self.atoms.get(at)
    }

    /// The lower-case word at an atom; empty past the edges of the sentence.
    pub(super) fn lower(&self, at: usize) -> &str {
        self.atoms.get(at).map_or("", |atom| atom.lower.as_str())
    }

    /// The lower-case word before an atom.
    pub(super) fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |before| self.lower(before))
    }

    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.lower(at) == word
    }

    pub(super) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.lower(at))
    }

    pub(super) fn is_sign(&self, at: usize, sign: char) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.kind == AtomKind::Sign(sign))
    }

    pub(super) fn is_dash(&self, at: usize) -> bool {
        matches!(
            self.atoms.get(at).map(|atom| atom.kind),
            Some(AtomKind::Sign('-' | '–' | '—' | '‑'))
        )
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.kind == AtomKind::Word)
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.atoms
            .get(at)
            .is_some_and(|atom| atom.text.starts_with(char::is_uppercase))
    }

    pub(super) fn is_glued(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.glued)
    }

    pub(super) fn class(&self, at: usize) -> Class {
        self.atoms.get(at).map(|atom| atom.class).unwrap_or_default()
    }

    /// The number at an atom, its digits, and whether it is an ordinal.
    pub(super) fn number(&self, at: usize) -> Option<(u32, usize, bool)> {
        match self.atoms.get(at)?.kind {
            AtomKind::Number { value, digits, ordinal } => Some((value, digits, ordinal)),
            _ => None,
        }
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        matches!(
            self.atoms.get(at).map(|atom| atom.kind),
            Some(AtomKind::Number { .. } | AtomKind::OtherNumber)
        )
    }

    /// Past a comma.
    pub(super) fn past_comma(&self, at: usize) -> usize {
        at + usize::from(self.is_sign(at, ','))
    }

    /// Past a full stop that belongs to the abbreviation before it.
    pub(super) fn past_stop(&self, at: usize) -> usize {
        at + usize::from(self.is_sign(at, '.') && self.is_glued(at))
    }

    /// Whether nothing, or nothing but a sign, comes.
    pub(super) fn is_edge(&self, at: usize) -> bool {
        match self.atoms.get(at) {
            Some(atom) => {
                matches!(atom.kind, AtomKind::Sign(sign) if !matches!(sign, '-' | '–' | '$' | '%' | '/' | '\'' | '’'))
            }
            None => true,
        }
    }

    /// Whether the words stand from an atom on.
    pub(super) fn matches(&self, at: usize, words: &[&str]) -> bool {
        let mut at = at;
        words.iter().all(|word| {
            // "New Year's", "al-Fitr" and "St." are several atoms each.
            word.split_inclusive(['\'', '’', '-', '.']).all(|piece| {
                let sign = piece.chars().next_back().filter(|c| !c.is_alphanumeric());
                let letters = &piece[..piece.len() - sign.map_or(0, char::len_utf8)];
                let mut fits = true;
                if !letters.is_empty() {
                    fits = self.is(at, letters);
                    at += 1;
                }
                if let Some(sign) = sign {
                    fits &= self.is_sign(at, sign);
                    at += 1;
                }
                fits
            })
        })
    }

    /// How many atoms the words are.
    pub(super) fn count_atoms(words: &[&str]) -> usize {
        words
            .iter()
            .map(|word| {
                let signs = word.chars().filter(|c| matches!(c, '\'' | '’' | '-' | '.')).count();
                let pieces = word
                    .split(['\'', '’', '-', '.'])
                    .filter(|piece| !piece.is_empty())
                    .count();
                signs + pieces
            })
            .sum()
    }

    /// Whether a number at an atom counts what comes after it, or is part of a name ("Resolution 1441").
    pub(super) fn counts_or_names(&self, at: usize) -> bool {
        let before = self.before(at);
        let names = LISTS.numbered.has(before) && (before != "us" || self.is_glued(at));
        names
            || matches!(before, "$" | "€" | "£" | "#" | "¥" | "№")
            || LISTS.counted.has(self.lower(at + 1))
            || self.is_sign(at + 1, '%')
            || self.is_dash(at + 1) && self.is_glued(at + 1) && LISTS.counted.has(self.lower(at + 2))
    }

    // The article's day, the tense, and the token.

    pub(super) fn article_date(&self) -> Option<NaiveDate> {
        self.context.article_date
    }

    /// The days of the expression before, unless they are too many for a period of such units to be reckoned from them: after
    /// "in 1994", nobody knows which is "the next day" or "the same month".
    pub(super) fn previous_for(&self, unit: Unit, same: bool) -> Option<DateRange> {
        let most = match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day if same => 1,
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => 3,
            Unit::Week | Unit::Fortnight | Unit::Weekend => 7,
            Unit::Month => 31,
            Unit::Quarter => 92,
            Unit::Year => 366,
            Unit::Decade | Unit::Century => i64::MAX,
        };
        let days = |date: &DateRange| (date.end - date.start).num_days() + 1;
        self.context.previous.filter(|date| days(date) <= most)
    }

    /// Of a period that comes every year, the one in the year that is told, else the one that the tense asks for.
    pub(super) fn in_year_or_near(
        &self,
        year: Option<Year>,
        tense: impl FnOnce() -> Tense,
        in_year: impl Fn(i32) -> Option<DateRange>,
    ) -> (Option<DateRange>, Anchor) {
        if let Some(year) = year {
            return (year.number.and_then(in_year), year.anchor);
        }
        let date = self
            .article_date()
            .and_then(|today| yearly_near(today, tense(), in_year));
        (date, Anchor::ArticleDate)
    }

    /// The token in which an atom stands.
    fn token_of(&self, at: usize) -> Option<usize> {
        let span = self.atoms.get(at)?.span;
        self.sentence.tokens.iter().position(|token| token.span.overlaps(span))
    }

    /// Whether the token of an atom is tagged as one of these.
    pub(super) fn is_tagged(&self, at: usize, tags: &[Xpos]) -> bool {
        self.token_of(at)
            .is_some_and(|token| tags.contains(&self.sentence.tokens[token].xpos))
    }

    /// Whether the token of an atom hangs on a verb; it is taken to where there is no tree.
    pub(super) fn hangs_on_verb(&self, at: usize) -> bool {
        let tokens = &self.sentence.tokens;
        let head = self.token_of(at).and_then(|token| tokens[token].head);
        match head.and_then(|head| tokens.get(head)) {
            Some(head) => head.upos == Upos::Verb,
            None => true,
        }
    }

    /// The tense of the clause, as the words before the expression correct it: "since" looks back, "until" ahead.
    pub(super) fn tense(&self, start: usize, at: usize) -> Tense {
        let tense = self
            .token_of(at)
            .map_or(Tense::None, |token| tense_of(self.sentence, self.content, token));
        match (self.before(start), tense) {
            ("since", _) => Tense::Past,
            ("until" | "till" | "to", _) if self.is_deferred(start - 1) => Tense::Future,
            ("until" | "till" | "by", Tense::Present | Tense::None) => Tense::Future,
            // "He wanted it by Christmas": the end of a term in the past may lie on either side of the article.
            ("by", Tense::Past) => Tense::None,
            _ => tense,
        }
    }

    /// Whether what stands before an atom is put off: "postponed until Monday".
    fn is_deferred(&self, at: usize) -> bool {
        (at.saturating_sub(6)..at).any(|word| {
            let put = LISTS.putting.has(self.lower(word));
            let away = (word + 1..at.min(word + 4)).any(|after| self.is_any(after, &["off", "back"]));
            LISTS.deferring.has(self.lower(word)) || put && away
        })
    }
}
