//! The calendar: which days does a week, a month or a holiday have?

use super::{DateRange, Tense};
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

impl DateRange {
    /// The range of one day.
    pub const fn day(date: NaiveDate) -> Self {
        Self { start: date, end: date }
    }

    /// Whether `date` lies within.
    pub fn contains(self, date: NaiveDate) -> bool {
        self.start <= date && date <= self.end
    }
}

/// A unit of the calendar or the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// The unit of a letter of `words.tsv`.
    pub(super) fn parse(letter: &str) -> Option<Self> {
        Some(match letter {
            "S" => Self::Second,
            "N" => Self::Minute,
            "H" => Self::Hour,
            "D" => Self::Day,
            "W" => Self::Week,
            "F" => Self::Fortnight,
            "E" => Self::Weekend,
            "M" => Self::Month,
            "Q" => Self::Quarter,
            "Y" => Self::Year,
            "X" => Self::Decade,
            "C" => Self::Century,
            _ => return None,
        })
    }

    /// The TIMEX3 duration of `count` units, in words where the number is not known.
    pub(super) fn duration(self, count: u32) -> String {
        let (prefix, times, letter) = match self {
            Self::Second => ("PT", 1, "S"),
            Self::Minute => ("PT", 1, "M"),
            Self::Hour => ("PT", 1, "H"),
            Self::Day => ("P", 1, "D"),
            Self::Week => ("P", 1, "W"),
            Self::Fortnight => ("P", 2, "W"),
            Self::Weekend => ("P", 1, "WE"),
            Self::Month => ("P", 1, "M"),
            Self::Quarter => ("P", 3, "M"),
            Self::Year => ("P", 1, "Y"),
            Self::Decade => ("P", 10, "Y"),
            Self::Century => ("P", 100, "Y"),
        };
        match count {
            0 => format!("{prefix}X{letter}"),
            _ => format!("{prefix}{}{letter}", u64::from(count) * times),
        }
    }

    /// The day `count` units after `date`, or before it for a negative count.
    pub(super) fn shift(self, date: NaiveDate, count: i64) -> Option<NaiveDate> {
        let (months, days) = match self {
            Self::Second | Self::Minute | Self::Hour => (0, 0),
            Self::Day => (0, count),
            Self::Week | Self::Weekend => (0, count.checked_mul(7)?),
            Self::Fortnight => (0, count.checked_mul(14)?),
            Self::Month => (count, 0),
            Self::Quarter => (count.checked_mul(3)?, 0),
            Self::Year => (count.checked_mul(12)?, 0),
            Self::Decade => (count.checked_mul(120)?, 0),
            Self::Century => (count.checked_mul(1200)?, 0),
        };
        let size = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
        let date = if months < 0 {
            date.checked_sub_months(size)?
        } else {
            date.checked_add_months(size)?
        };
        let size = Days::new(days.unsigned_abs());
        let date = if days < 0 {
            date.checked_sub_days(size)?
        } else {
            date.checked_add_days(size)?
        };
        (0..=9999).contains(&date.year()).then_some(date)
    }

    /// The unit's whole period in which `date` lies.
    pub(super) fn around(self, date: NaiveDate) -> Option<DateRange> {
        match self {
            Self::Second | Self::Minute | Self::Hour | Self::Day => Some(DateRange::day(date)),
            Self::Week | Self::Fortnight => week_of(date),
            Self::Weekend => weekend_of(date),
            Self::Month => month(date.year(), date.month()),
            Self::Quarter => quarter(date.year(), date.month0() / 3 + 1),
            Self::Year => year(date.year()),
            Self::Decade => years(date.year().div_euclid(10) * 10, 10),
            Self::Century => years(date.year().div_euclid(100) * 100, 100),
        }
    }
}

/// The range from the first day to the last.
pub(super) fn span(start: NaiveDate, end: NaiveDate) -> Option<DateRange> {
    (start <= end).then_some(DateRange { start, end })
}

pub(super) fn month(year: i32, month: u32) -> Option<DateRange> {
    months(year, month, 1)
}

pub(super) fn year(year: i32) -> Option<DateRange> {
    months(year, 1, 12)
}

pub(super) fn years(first: i32, count: i32) -> Option<DateRange> {
    let start = NaiveDate::from_ymd_opt(first, 1, 1)?;
    span(start, NaiveDate::from_ymd_opt(first.checked_add(count - 1)?, 12, 31)?)
}

pub(super) fn quarter(year: i32, quarter: u32) -> Option<DateRange> {
    (1..=4).contains(&quarter).then(|| months(year, quarter * 3 - 2, 3))?
}

/// The range of `count` months.
pub(super) fn months(year: i32, first: u32, count: u32) -> Option<DateRange> {
    let start = NaiveDate::from_ymd_opt(year, first, 1)?;
    span(start, start.checked_add_months(Months::new(count))?.pred_opt()?)
}

/// The season by its TIMEX3 code; the winter of a year is the one that begins in it.
pub(super) fn season(year: i32, code: &str) -> Option<DateRange> {
    match code {
        "SP" => months(year, 3, 3),
        "SU" => months(year, 6, 3),
        "FA" => months(year, 9, 3),
        _ => months(year, 12, 3),
    }
}

/// Monday to Sunday.
pub(super) fn week_of(date: NaiveDate) -> Option<DateRange> {
    let week = date.week(Weekday::Mon);
    Some(DateRange {
        start: week.checked_first_day()?,
        end: week.checked_last_day()?,
    })
}

/// The Saturday and Sunday of the date's week.
fn weekend_of(date: NaiveDate) -> Option<DateRange> {
    let end = week_of(date)?.end;
    span(end.pred_opt()?, end)
}

/// The day with that number (1 Monday … 7 Sunday) nearest to `date` in the direction of the tense, or in any where it leads in
/// none; `date` itself counts.
pub(super) fn weekday_near(date: NaiveDate, weekday: u32, tense: Tense) -> Option<NaiveDate> {
    let today = date.weekday().number_from_monday();
    let ahead = (weekday + 7 - today) % 7;
    match tense {
        Tense::Past | Tense::None => date.checked_sub_days(Days::new(u64::from((7 - ahead) % 7))),
        Tense::Unreal if ahead > 3 => date.checked_sub_days(Days::new(u64::from(7 - ahead))),
        Tense::Unreal | Tense::Present | Tense::Future => date.checked_add_days(Days::new(u64::from(ahead))),
    }
}

/// Of the same period in the years around `date`, the one that the tense asks for: begun for the past, not yet over
/// for the future, the nearest for the present, for what was to have been, and where there is no tense.
///
/// A day of these two weeks is also what the tense does not ask for, if the other is a year away: who means that one tells
/// the year.
pub(super) fn yearly_near(
    date: NaiveDate,
    tense: Tense,
    in_year: impl Fn(i32) -> Option<DateRange>,
) -> Option<DateRange> {
    // A leap day may be eight years away.
    let around = || (-8..=8).filter_map(|offset| in_year(date.year() + offset));
    let distance = |range: &DateRange| {
        if range.contains(date) {
            0
        } else if range.end < date {
            (date - range.end).num_days()
        } else {
            (range.start - date).num_days()
        }
    };
    let nearest = around().min_by_key(distance)?;
    let asked = match tense {
        Tense::Past => around().filter(|range| range.start <= date).last()?,
        Tense::Future => around().find(|range| range.end >= date)?,
        Tense::Unreal | Tense::Present | Tense::None => nearest,
    };
    let short = (nearest.end - nearest.start).num_days() < 14;
    let astray = distance(&asked) > 300 && distance(&nearest) <= 14;
    Some(if short && astray { nearest } else { asked })
}

/// Easter Sunday of the Western churches, by the anonymous Gregorian computus (Meeus 1991, ch. 8).
#[expect(clippy::many_single_char_names, reason = "the names are those of the source")]
pub(super) fn easter(year: i32) -> Option<NaiveDate> {
    let a = year.rem_euclid(19);
    let (b, c) = (year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let number = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(
        year,
        u32::try_from(number / 31).ok()?,
        u32::try_from(number % 31 + 1).ok()?,
    )
}

/// The day on which a holiday of `holidays.tsv` falls.
pub(super) fn holiday(rule: &str, year: i32) -> Option<NaiveDate> {
    if let Some(offset) = rule.strip_prefix("easter") {
        return Unit::Day.shift(easter(year)?, offset.parse().ok()?);
    }
    if let Some((month, day)) = rule.split_once('-').filter(|_| !rule.contains(':')) {
        return NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?);
    }
    let mut parts = rule.split(':').map(|part| part.parse::<i32>().ok());
    let (month, weekday, nth) = (parts.next()??, parts.next()??, parts.next()??);
    let month = u32::try_from(month).ok()?;
    let weekday = Weekday::try_from(u8::try_from(weekday - 1).ok()?).ok()?;
    if nth > 0 {
        return NaiveDate::from_weekday_of_month_opt(year, month, weekday, u8::try_from(nth).ok()?);
    }
    (4..=5)
        .rev()
        .find_map(|nth| NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn holidays_that_move() {
        assert_eq!(easter(1997), Some(date("1997-03-30")));
        assert_eq!(easter(2019), Some(date("2019-04-21")));
        assert_eq!(easter(2038), Some(date("2038-04-25")));
        assert_eq!(holiday("easter-2", 2022), Some(date("2022-04-15")));
        assert_eq!(holiday("11:4:4", 2022), Some(date("2022-11-24")));
        assert_eq!(holiday("05:1:-1", 2022), Some(date("2022-05-30")));
        assert_eq!(holiday("none", 2022), None);
    }

    #[test]
    fn weekdays_by_tense() {
        let wednesday = date("2019-04-24");
        assert_eq!(weekday_near(wednesday, 3, Tense::Past), Some(wednesday));
        assert_eq!(weekday_near(wednesday, 3, Tense::Future), Some(wednesday));
        assert_eq!(weekday_near(wednesday, 4, Tense::Past), Some(date("2019-04-18")));
        assert_eq!(weekday_near(wednesday, 4, Tense::Future), Some(date("2019-04-25")));
        assert_eq!(weekday_near(wednesday, 1, Tense::Future), Some(date("2019-04-29")));
    }
}
