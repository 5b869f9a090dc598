//! Years, decades and centuries: "in 2011", "the 1994 summit", "2006-2015", "the 1990s", "mid-2006", "the 19th century".

use super::calendar::{span, year, years};
use super::grammar::{Joint, Modifier, Reading, Scanner};
use super::lexicon::Class;
use super::lists::LISTS;
use super::relative::half;
use super::{Anchor, Precision, TimexKind};
use crate::language::Xpos;

impl Scanner<'_> {
    /// "early 2006", "the end of 2007", "the first half of 2007", "mid-1990s"
    pub(super) fn modified_year(&mut self, start: usize, at: usize, modifier: Modifier) -> Option<usize> {
        if modifier == Modifier::None {
            return None;
        }
        if let Some(end) = self.decade(start, at) {
            return Some(end);
        }
        let (number, 4, false) = self.number(at)? else {
            return None;
        };
        if !(1000..=2100).contains(&number) || self.counts_or_names(at) {
            return None;
        }
        let number = i32::try_from(number).ok()?;
        let second = modifier == Modifier::SecondHalf;
        let reading = if second || modifier == Modifier::FirstHalf {
            let value = format!("{number:04}-H{}", 1 + u8::from(second));
            Reading::period(
                half(number, second),
                Precision::Span,
                value,
                Anchor::Absolute,
                "half-year",
            )
        } else {
            Reading::period(
                year(number),
                Precision::Year,
                format!("{number:04}"),
                Anchor::Absolute,
                "part-of-year",
            )
        };
        self.push(start, at + 1, reading);
        Some(at + 1)
    }

    /// "the 1990s", "1990's", "the '90s", "the nineties", "the 19th century"
    pub(super) fn decade_or_century(&mut self, at: usize) -> Option<usize> {
        self.decade(at, at).or_else(|| self.century(at))
    }

    fn decade(&mut self, start: usize, at: usize) -> Option<usize> {
        let name = at + usize::from(self.is(at, "the"));
        let quote = name + usize::from(self.is_sign(name, '\'') || self.is_sign(name, '’') || self.is_sign(name, '‘'));
        let (first, end) = if let Some((number, digits, false)) = self.number(quote) {
            let apostrophe = quote + 1 + usize::from(self.is_sign(quote + 1, '\'') || self.is_sign(quote + 1, '’'));
            if !self.is(apostrophe, "s") || !self.is_glued(apostrophe) || number % 10 != 0 {
                return None;
            }
            let first = match digits {
                4 if quote == name && (1000..=2090).contains(&number) => number,
                2 if quote > name || name > at => century_of(number) + number,
                _ => return None,
            };
            (first, apostrophe + 1)
        } else {
            if name == at || quote > name {
                return None;
            }
            let Class::Decade(tens) = self.class(name) else {
                return None;
            };
            (1900 + tens, name + 1)
        };
        let date = i32::try_from(first).ok().and_then(|first| years(first, 10));
        // "his sixties" are years of a life.
        if matches!(self.before(start), "his" | "her" | "their") {
            return None;
        }
        let value = format!("{:03}", first / 10);
        self.push(
            start,
            end,
            Reading::period(date, Precision::Decade, value, Anchor::Absolute, "decade"),
        );
        Some(end)
    }

    fn century(&mut self, at: usize) -> Option<usize> {
        let (number, _, true) = self.number(at)? else {
            return None;
        };
        let dash = at + 1 + usize::from(self.is_dash(at + 1));
        if !self.is(dash, "century") || !(1..=22).contains(&number) {
            return None;
        }
        self.push(
            at,
            dash + 1,
            Reading::undated(TimexKind::Date, format!("{:02}", number - 1), "century"),
        );
        Some(dash + 1)
    }

    /// A year by itself, or two that are joined.
    pub(super) fn bare_year(&mut self, at: usize) -> Option<usize> {
        let (number, 4, false) = self.number(at)? else {
            return None;
        };
        if !self.is_year(at, number) {
            return None;
        }
        let first = i32::try_from(number).ok()?;
        if let Some((second, end)) = self.second_year(at, number) {
            let date = year(first)
                .zip(year(second))
                .and_then(|(first, last)| span(first.start, last.end));
            let value = format!("{first:04}/{second:04}");
            self.push(
                at,
                end,
                Reading::period(date, Precision::Span, value, Anchor::Absolute, "years"),
            );
            return Some(end);
        }
        let start = self.start_of_year(at);
        let value = format!("{first:04}");
        self.push(
            start,
            at + 1,
            Reading::period(year(first), Precision::Year, value, Anchor::Absolute, "year"),
        );
        Some(at + 1)
    }

    /// "in nineteen seventy-nine"
    pub(super) fn spelled_year(&mut self, at: usize) -> Option<usize> {
        let Class::Number(hundreds @ 18..=19) = self.class(at) else {
            return None;
        };
        let Class::Number(tens @ 10..=90) = self.class(at + 1) else {
            return None;
        };
        let ones_at = at + 2 + usize::from(self.is_dash(at + 2));
        let (ones, end) = match self.class(ones_at) {
            Class::Number(ones @ 1..=9) if tens >= 20 => (ones, ones_at + 1),
            _ => (0, at + 2),
        };
        let number = hundreds * 100 + tens + ones;
        let reading = Reading::period(
            i32::try_from(number).ok().and_then(year),
            Precision::Year,
            format!("{number:04}"),
            Anchor::Absolute,
            "year",
        );
        self.push(at, end, reading);
        Some(end)
    }

    /// "the year 2006", "the year of 2006" are no longer than the number: the words before may be others' already.
    fn start_of_year(&self, at: usize) -> usize {
        let fiscal = at
            .checked_sub(1)
            .filter(|before| self.is_any(*before, &["fiscal", "fy"]));
        fiscal.unwrap_or(at)
    }

    /// The year to which a first one is joined: "2006-2015", "1998 to 2001", "between 1998 and 2001", "2005/06".
    fn second_year(&self, at: usize, first: u32) -> Option<(i32, usize)> {
        let short = self.past_second_year(at + 1);
        if short > at + 1 {
            let (last, ..) = self.number(short - 1)?;
            let second = first / 100 * 100 + last;
            // "2005-06" is also June; of a year the next one is meant.
            return (second > first).then_some((i32::try_from(second).ok()?, short));
        }
        let (joint, next) = self.joint(at, at + 1)?;
        if joint != Joint::Range {
            return None;
        }
        let (second, 4, false) = self.number(next)? else {
            return None;
        };
        let ordered = second > first && second <= 2200;
        ordered.then_some((i32::try_from(second).ok()?, next + 1))
    }

    /// Whether a number of four digits is a year: by what stands before it, and by what it does not count.
    fn is_year(&self, at: usize, number: u32) -> bool {
        if !(1000..=2100).contains(&number) || self.counts_or_names(at) {
            return false;
        }
        let before = self.before(at);
        let is_named_so = at > 1 && self.is_dash(at - 1) && LISTS.before_year_of_name.has(self.lower(at - 2))
            || at > 2
                && self.is_sign(at - 1, '(')
                && self.is_number(at - 2)
                && LISTS.numbered_by_year.has(self.lower(at - 3));
        if is_named_so {
            return false;
        }
        let joined = self.second_year(at, number);
        if joined.is_some() && number >= 1800 && (self.is_dash(at + 1) || self.past_second_year(at + 1) > at + 1) {
            return !self.is_glued(at) || at == 0 || self.is_sign(at - 1, '(');
        }
        let glued_before = self.is_glued(at) && at > 0 && !self.is_sign(at - 1, '(') && !self.is_dash(at - 1);
        let sign_after = self
            .atom(at + 1)
            .is_some_and(|atom| atom.glued && matches!(atom.text, ":" | "." | "/" | "+"))
            && self.is_number(at + 2)
            && self.is_glued(at + 2)
            && self.past_second_year(at + 1) == at + 1;
        if glued_before && !self.is_sign(at - 1, ',') || sign_after || at > 0 && self.is_number(at - 1) {
            return false;
        }
        let preposition = LISTS.before_year.has(before);
        let recent = (1800..=2100).contains(&number);
        let plural = self.is_tagged(at + 1, &[Xpos::Nns]) || self.is_word(at + 1) && self.lower(at + 1).ends_with('s');
        let noun = self.is_word(at + 1) && !self.is_small_word(at + 1);
        if preposition {
            // "for 2000 years" was told by the unit, "of 2000 protesters" only by the plural.
            let counts = !self.is(at.wrapping_sub(2), "year")
                && LISTS.before_year_or_amount.has(before)
                && plural
                && noun
                && !self.is_capital(at + 1);
            return !counts && (recent || LISTS.before_early_year.has(before));
        }
        let determined = LISTS.before_year_as_noun.has(before);
        if determined {
            return recent && (noun || self.is_edge(at + 1) || self.is_sign(at + 1, '-'));
        }
        if !recent {
            return false;
        }
        if noun && !plural {
            return true;
        }
        let opened = at == 0 || self.is_sign(at - 1, '(') || self.is_sign(at - 1, ',') || self.is_dash(at - 1);
        let closed = self.is_edge(at + 1) || self.is_small_word(at + 1) || self.is_dash(at + 1);
        let name_before = at > 0 && self.is_capital(at - 1);
        closed && (opened || name_before)
            || opened && noun && self.is_capital(at + 1)
            || matches!(self.class(at.wrapping_sub(1)), Class::Season(_))
    }

    /// A word that is no noun: it cannot be what a number counts.
    pub(super) fn is_small_word(&self, at: usize) -> bool {
        LISTS.small.has(self.lower(at))
    }
}

/// The century of "the '90s", seen from our time.
fn century_of(tens: u32) -> u32 {
    if tens < 20 { 2000 } else { 1900 }
}
