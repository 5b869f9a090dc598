//! A time axis that leaves out long stretches in which nothing happens.

use chrono::{Datelike, Days, Months, NaiveDate};

/// No more stretches are left out.
const BREAKS: usize = 6;

/// A stretch is left out if it takes this part of the axis or more.
const EMPTY: f64 = 0.12;

/// The width of a break.
const BREAK: f64 = 26.0;

/// Ticks stand so far apart at least.
const TICK: f64 = 58.0;

/// A stretch of which no day is told takes no more room than so many days.
const VAGUE: i64 = 45;

/// A stretch of the axis: its first and last day and where they stand.
struct Stretch {
    days: (NaiveDate, NaiveDate),
    at: (f64, f64),
    /// Whether no day of it is told, so that none is written below it.
    is_vague: bool,
}

/// Days that the axis has room for.
#[derive(Clone, Copy)]
struct Part {
    days: (NaiveDate, NaiveDate),
    /// Whether they are only months or years in which something happened.
    is_vague: bool,
}

impl Part {
    /// How much room it takes.
    fn weight(&self) -> i64 {
        let days = weight(self.days.0, self.days.1);
        if self.is_vague { days.min(VAGUE) } else { days }
    }
}

/// Days and where they stand.
pub(super) struct Axis {
    stretches: Vec<Stretch>,
}

impl Axis {
    /// The axis from `left` to `right` for these spans of days, and for months and years in which something happened some
    /// day; none where there are neither. Months and years take little room, and none where days are told in them.
    pub(super) fn new(
        spans: &[(NaiveDate, NaiveDate)],
        vague: &[(NaiveDate, NaiveDate)],
        left: f64,
        right: f64,
    ) -> Option<Self> {
        let occupied = parts(spans, vague);
        let (first, last) = (occupied.first()?.days.0, occupied.last()?.days.1);
        let mut gaps: Vec<(usize, i64)> = occupied
            .windows(2)
            .enumerate()
            .map(|(at, pair)| (at, (pair[1].days.0 - pair[0].days.1).num_days()))
            .collect();
        gaps.sort_by_key(|&(at, days)| (std::cmp::Reverse(days), at));
        let mut rest = (last - first).num_days();
        let mut cut = Vec::new();
        for (at, days) in gaps {
            if cut.len() == BREAKS || (days as f64) < EMPTY * rest as f64 || days < 60 {
                break;
            }
            rest -= days;
            cut.push(at);
        }
        cut.sort_unstable();
        let mut parts: Vec<Part> = Vec::new();
        let mut start = 0;
        for end in cut.into_iter().chain([occupied.len() - 1]) {
            parts.push(Part {
                days: (occupied[start].days.0, occupied[end].days.1),
                is_vague: occupied[start..=end].iter().all(|part| part.is_vague),
            });
            start = end + 1;
        }
        let total: i64 = parts.iter().map(Part::weight).sum();
        let room = right - left - BREAK * (parts.len() - 1) as f64;
        let mut at = left;
        let stretches = parts
            .into_iter()
            .map(|part| {
                let width = room * part.weight() as f64 / total as f64;
                let stretch = Stretch {
                    days: part.days,
                    at: (at, at + width),
                    is_vague: part.is_vague,
                };
                at += width + BREAK;
                stretch
            })
            .collect();
        Some(Self { stretches })
    }

    /// Where a day stands; between two stretches, in the break.
    pub(super) fn at(&self, day: NaiveDate) -> f64 {
        let mut before = self.stretches[0].at.0;
        for stretch in &self.stretches {
            if day < stretch.days.0 {
                return f64::midpoint(before, stretch.at.0);
            }
            if day <= stretch.days.1 {
                let padded = weight(stretch.days.0, stretch.days.1) as f64;
                let pad = (padded - (stretch.days.1 - stretch.days.0).num_days() as f64) / 2.0;
                let part = ((day - stretch.days.0).num_days() as f64 + pad) / padded;
                return stretch.at.0 + part * (stretch.at.1 - stretch.at.0);
            }
            before = stretch.at.1;
        }
        before
    }

    /// The middles of the breaks.
    pub(super) fn breaks(&self) -> Vec<f64> {
        self.stretches
            .windows(2)
            .map(|pair| f64::midpoint(pair[0].at.1, pair[1].at.0))
            .collect()
    }

    /// Days to be written below the axis, with their words.
    pub(super) fn ticks(&self) -> Vec<(f64, String)> {
        let mut ticks: Vec<(f64, String)> = Vec::new();
        // The first tick of each stretch, which is kept before the others.
        let mut firsts: Vec<usize> = Vec::new();
        for stretch in &self.stretches {
            let days = weight(stretch.days.0, stretch.days.1);
            let most = ((stretch.at.1 - stretch.at.0) / TICK).max(1.0);
            let step = if stretch.is_vague {
                Step::within(stretch.days)
            } else {
                Step::for_days(days as f64 / most)
            };
            let before = ticks.len();
            let mut day = step.floor(stretch.days.0);
            while day <= stretch.days.1 {
                if day >= stretch.days.0 {
                    ticks.push((self.at(day), step.words(day)));
                }
                let Some(next) = step.next(day) else { break };
                day = next;
            }
            if ticks.len() == before {
                let middle = stretch.days.0 + Days::new(((stretch.days.1 - stretch.days.0).num_days() / 2) as u64);
                let words = Step::within(stretch.days).words(middle);
                ticks.push((self.at(middle), words));
            }
            firsts.push(before);
        }
        let mut kept: Vec<usize> = Vec::new();
        let others = (0..ticks.len()).filter(|at| !firsts.contains(at));
        for at in firsts.iter().rev().copied().chain(others) {
            if kept
                .iter()
                .all(|&other| (ticks[at].0 - ticks[other].0).abs() >= TICK * 0.9)
            {
                kept.push(at);
            }
        }
        kept.sort_unstable();
        kept.into_iter().map(|at| ticks[at].clone()).collect()
    }
}

/// The days of a stretch with some room about them.
fn weight(first: NaiveDate, last: NaiveDate) -> i64 {
    let days = (last - first).num_days();
    days + (days / 12).max(6)
}

/// What the axis has room for: the spans, and the vague ones in which none of them lies.
fn parts(spans: &[(NaiveDate, NaiveDate)], vague: &[(NaiveDate, NaiveDate)]) -> Vec<Part> {
    let part = |is_vague| move |days| Part { days, is_vague };
    let mut parts: Vec<Part> = merged(spans).into_iter().map(part(false)).collect();
    let is_apart = |&(first, last): &(NaiveDate, NaiveDate)| {
        let touches = |part: &Part| part.days.0 <= last && first <= part.days.1;
        !parts.iter().any(touches)
    };
    let apart: Vec<_> = vague.iter().copied().filter(is_apart).collect();
    parts.extend(merged(&apart).into_iter().map(part(true)));
    parts.sort_by_key(|part| part.days);
    parts
}

/// The spans in order, those that touch or follow within a month as one.
fn merged(spans: &[(NaiveDate, NaiveDate)]) -> Vec<(NaiveDate, NaiveDate)> {
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    let mut merged: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for (first, last) in spans {
        match merged.last_mut() {
            Some(before) if (first - before.1).num_days() <= 31 => before.1 = before.1.max(last),
            _ => merged.push((first, last)),
        }
    }
    merged
}

/// From tick to tick.
#[derive(Clone, Copy)]
enum Step {
    Days(u32),
    Months(u32),
    Years(i32),
}

impl Step {
    /// The smallest step of at least so many days.
    fn for_days(days: f64) -> Self {
        match days {
            ..=1.0 => Self::Days(1),
            ..=2.0 => Self::Days(2),
            ..=7.0 => Self::Days(7),
            ..=14.0 => Self::Days(14),
            ..=31.0 => Self::Months(1),
            ..=92.0 => Self::Months(3),
            ..=183.0 => Self::Months(6),
            ..=366.0 => Self::Years(1),
            ..=732.0 => Self::Years(2),
            ..=1830.0 => Self::Years(5),
            ..=3660.0 => Self::Years(10),
            _ => Self::Years(50),
        }
    }

    /// The step by which a stretch is told of which no day is, or none has room.
    fn within((first, last): (NaiveDate, NaiveDate)) -> Self {
        match (last - first).num_days() {
            ..7 => Self::Days(1),
            7..=92 => Self::Months(1),
            _ => Self::Years(1),
        }
    }

    fn floor(self, day: NaiveDate) -> NaiveDate {
        let first = |year: i32, month: u32| NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(day);
        match self {
            Self::Days(_) => day,
            Self::Months(step) => first(day.year(), (day.month() - 1) / step * step + 1),
            Self::Years(step) => first(day.year().div_euclid(step) * step, 1),
        }
    }

    /// The next tick; none where the calendar ends.
    fn next(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Days(step) => day.checked_add_days(Days::new(u64::from(step))),
            Self::Months(step) => day.checked_add_months(Months::new(step)),
            Self::Years(step) => day.checked_add_months(Months::new(12 * step.unsigned_abs())),
        }
    }

    fn words(self, day: NaiveDate) -> String {
        match self {
            Self::Days(_) => day.format("%-d %b %y").to_string(),
            Self::Months(_) => day.format("%b %Y").to_string(),
            Self::Years(_) => day.format("%Y").to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Axis;
    use chrono::NaiveDate;

    fn spans(days: &[&str]) -> Vec<(NaiveDate, NaiveDate)> {
        days.iter()
            .map(|day| day.parse().expect("a day"))
            .map(|day| (day, day))
            .collect()
    }

    #[test]
    fn long_empty_stretches_are_left_out() {
        let axis = Axis::new(
            &spans(&["1998-05-01", "2018-04-27", "2018-06-12", "2019-02-28", "2019-04-25"]),
            &[],
            0.0,
            1000.0,
        )
        .expect("an axis");
        assert_eq!(axis.breaks().len(), 2);
        let at = |day: &str| axis.at(day.parse().expect("a day"));
        assert!(at("1998-05-01") < 50.0);
        assert!(at("2018-04-27") > 60.0 && at("2018-04-27") < 200.0);
        assert!(at("2018-06-12") < at("2019-02-28"));
        assert!(at("2019-04-25") < 1000.0);
        assert!(at("2008-01-01") > at("1998-05-01") && at("2008-01-01") < at("2018-04-27"));
    }

    #[test]
    fn one_day_is_an_axis_too() {
        let axis = Axis::new(&spans(&["2019-04-25"]), &[], 0.0, 600.0).expect("an axis");
        assert!((axis.at("2019-04-25".parse().expect("a day")) - 300.0).abs() < 1.0);
        assert_eq!(axis.ticks().first().map(|tick| tick.1.as_str()), Some("25 Apr 19"));
        assert!(Axis::new(&[], &[], 0.0, 600.0).is_none());
    }

    fn years(years: &[i32]) -> Vec<(NaiveDate, NaiveDate)> {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
        years.iter().map(|&year| (day(year, 1, 1), day(year, 12, 31))).collect()
    }

    fn words(axis: &Axis) -> Vec<String> {
        axis.ticks().into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn a_year_alone_is_told_as_a_year_and_takes_little_room() {
        let days = spans(&["2018-04-27", "2018-06-12", "2018-09-18"]);
        let axis = Axis::new(&days, &years(&[1953]), 0.0, 1000.0).expect("an axis");
        assert_eq!(words(&axis).first().map(String::as_str), Some("1953"));
        let at = |day: &str| axis.at(day.parse().expect("a day"));
        assert!(at("1953-12-31") < 450.0, "{}", at("1953-12-31"));
        // A year in which days are told takes no room of its own.
        let within = Axis::new(&days, &years(&[2018]), 0.0, 1000.0).expect("an axis");
        let without = Axis::new(&days, &[], 0.0, 1000.0).expect("an axis");
        assert_eq!(words(&within), words(&without));
        assert!(within.at("2018-12-31".parse().expect("a day")) <= 1000.0);
        // Years alone make an axis too.
        let alone = Axis::new(&[], &years(&[1953, 2000]), 0.0, 1000.0).expect("an axis");
        assert_eq!(words(&alone), ["1953", "2000"]);
    }

    #[test]
    fn each_stretch_that_has_room_has_a_tick() {
        let days = spans(&["2000-01-10", "2000-03-01", "2018-04-27", "2018-06-12", "2024-06-20"]);
        for width in [600.0, 800.0, 1000.0] {
            let axis = Axis::new(&days, &[], 0.0, width).expect("an axis");
            let words = words(&axis);
            assert!(
                words.last().is_some_and(|last| last.ends_with("24")),
                "{width}: {words:?}"
            );
        }
    }
}
