//! Temporal normalization: when? Which calendar dates do the words stand for?
//!
//! In: a sentence and the day of the article. Out: [`Timex`] values in the syntax of TIMEX3 (ISO-TimeML, ISO 24617-1),
//! each with the range of days that it names. The words alone are enough to find one; a tree, where there is one, tells
//! the tense by which "on Thursday" is last Thursday or the next. A vague expression ("soon") is found and left without
//! a date. Knows nothing of entities or events.
//!
//! - A weekday, and a day or month without a year, is the last one on or before the article's day in the past tense and
//!   the next one on or after it in the future. With no tense to tell, a weekday is past, a day or month the nearest; what
//!   "was to have" happened is the nearest. "The 18th" is of the month told last, if one was told alone.
//! - "Last October" is of last year, or of this one if a month has gone since. A day of a month is of the year that the tense
//!   asks for, unless it lies in these two weeks and that one a year away.
//! - "A year ago" is a month, "two years ago" a year. "The 30th anniversary" is the year that it recalls.
//! - "Last week" and "next week" run from Monday to Sunday; "earlier this week" ends and "later this week" begins on the
//!   article's day. "Late April" is April.
//! - Days that follow each other are one expression, "Tuesday and Wednesday" or "Nov. 4 and 5"; others are two.
//! - "The next day" and "two days earlier" count from the expression before, across sentences ([`Context`]). "On Friday, two
//!   days after they met" is that Friday, and for what comes after it the Wednesday; without a date before it in its sentence,
//!   "two months after the summit" is a duration. From a bare year no day or month can be counted.
//! - Without the article's day, what depends on it has a value such as `XXXX-WXX-4` and no date.

mod atoms;
mod calendar;
mod clock;
mod day;
mod grammar;
mod lexicon;
mod lists;
mod month;
mod named;
mod quantity;
mod relative;
mod season;
mod tense;
#[cfg(test)]
mod tests;
mod weekday;
mod year;

pub use tense::{Tense, tense_of};

use crate::language::Sentence;
use crate::span::Span;
use chrono::NaiveDate;
use std::ops::Range;

/// A time expression and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex {
    /// Its words in the content.
    pub span: Span,
    /// The tokens of the sentence in which it stands, the first and last perhaps in part.
    pub tokens: Range<usize>,
    /// What kind of time it is.
    pub kind: TimexKind,
    /// Its value in TIMEX3: "2019-04-24", "2019-W17", "P2M", "`PAST_REF`".
    pub value: Option<String>,
    /// The days that it names.
    pub date: Option<DateRange>,
    /// How finely it names them.
    pub precision: Precision,
    /// From what they were reckoned.
    pub anchor: Anchor,
    /// The rule by which it was read.
    pub rule: &'static str,
    /// Whether something is put off to it: "postponed until Monday".
    pub deferred: bool,
    /// Whether it dates only what follows: "two days after they met".
    pub of_next: bool,
}

impl Timex {
    /// Whether it may be the time of what a token of its sentence tells, or without one, of what another sentence tells.
    pub fn may_date(&self, token: Option<usize>) -> bool {
        !self.of_next || token.is_some_and(|token| self.tokens.end <= token)
    }
}

/// The kinds of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimexKind {
    /// A day or anything longer.
    Date,
    /// A part of a day, or an hour.
    Time,
    /// A length of time.
    Duration,
    /// Times that come again.
    Set,
}

/// Days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateRange {
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub end: NaiveDate,
}

/// How finely a time is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A day or a part of it.
    Day,
    /// Days from one to another.
    Span,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A season or a quarter of the year.
    Season,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// Not told.
    Vague,
}

/// From what a time was reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// From nothing: the words say it all.
    Absolute,
    /// From the article's day.
    ArticleDate,
    /// From the expression before.
    PreviousTimex,
    /// It could not be reckoned.
    None,
}

/// What the reading of times carries from sentence to sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The day of the article.
    pub article_date: Option<NaiveDate>,
    /// The days of the last expression that named any.
    pub previous: Option<DateRange>,
}

impl Context {
    /// The context at the head of an article.
    pub const fn new(article_date: Option<NaiveDate>) -> Self {
        Self {
            article_date,
            previous: None,
        }
    }
}

impl Timex {
    /// Whether the words name an anniversary: what they date is what is recalled, and nothing that is told.
    pub fn is_anniversary(&self) -> bool {
        self.rule == grammar::ANNIVERSARY
    }

    /// Returns the date as it is written in graphs and gold data: a day "2019-04-25", a month "2019-02", a year "2011",
    /// a span "2019-04-24/2019-04-26"; none for a time without a date.
    pub fn guide_date(&self) -> Option<String> {
        let DateRange { start, end } = self.date?;
        match self.precision {
            Precision::Vague => None,
            Precision::Month => Some(start.format("%Y-%m").to_string()),
            Precision::Year => Some(start.format("%Y").to_string()),
            _ if start == end => Some(start.to_string()),
            _ => Some(format!("{start}/{end}")),
        }
    }
}

/// Returns the time expressions of a sentence in order, without overlap, and remembers in the context what later ones
/// may refer to. Sentences of an article are to be given in order.
///
/// ```
/// use summitry::language::{Sentence, Token};
/// use summitry::span::Span;
/// use summitry::temporal::{Context, recognize};
///
/// let content = "Kim arrived in Russia on April 24, 2019.";
/// let token = |start, end| Token { span: Span::new(start, end), ..Token::default() };
/// let sentence = Sentence { span: Span::new(0, content.len()), tokens: vec![token(25, 30), token(31, 33)] };
/// let found = recognize(content, &sentence, &mut Context::default());
/// assert_eq!(found[0].span.of(content), "April 24, 2019");
/// assert_eq!(found[0].guide_date().as_deref(), Some("2019-04-24"));
/// ```
#[expect(clippy::similar_names, reason = "both are terms of the house")]
pub fn recognize(content: &str, sentence: &Sentence, context: &mut Context) -> Vec<Timex> {
    let triggered = sentence.tokens.iter().any(|token| {
        content
            .get(token.span.range())
            .is_some_and(|word| lexicon::LEXICON.triggers(word))
    });
    if triggered {
        grammar::Scanner::new(content, sentence, context).scan()
    } else {
        Vec::new()
    }
}
