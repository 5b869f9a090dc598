//! Judging: what do all the reports of an event say together?

use super::record::{DateReading, EventRecord, PlaceReading, Precision, Report};
use crate::event::{DateRule, EventDate, Place, Status};
use crate::text::fold;
use chrono::NaiveDate;

/// Whether a date is guessed, whether it is of plans alone, and what its support lacks; the least is the best.
type Worth = (bool, bool, usize);

impl EventRecord {
    /// The event by these of its reports alone.
    #[must_use]
    pub fn judged(&self, reports: Vec<Report>) -> Self {
        let dates = dates(&reports);
        let date = dates.first().and_then(|reading| reading.date.clone());
        Self {
            status: status(&reports),
            date_rule: date_rule(&reports, date.as_ref()),
            places: places(&reports, date.as_ref()),
            date,
            dates,
            score: reports.iter().map(|report| report.score).fold(0.0, f64::max),
            sources: sources(&reports),
            reports,
            ..self.clone()
        }
    }
}

/// Every date reported with the number of reports, the best first.
pub(super) fn dates(reports: &[Report]) -> Vec<DateReading> {
    let mut dates = Dates::default();
    for report in reports {
        dates.count(report);
    }
    dates.ranked()
}

/// The dates that reports give.
///
/// A date is supported by the reports that give it or one around it. Best is what somebody decided; then a date that an article
/// tells, rather than its own date for want of another; then one supported by a report that it happened, rather than by plans alone; of those, one
/// with most support, then the most precise, then that of the earliest article.
#[derive(Clone, Debug, Default)]
pub(super) struct Dates {
    groups: Vec<(DateReading, Group)>,
}

impl Dates {
    /// Takes in what one more report says. Cost: of the different dates.
    pub(super) fn count(&mut self, report: &Report) {
        let guessed = report.date_rule == DateRule::ArticleDay;
        let planned = report.status != Status::Occurred;
        let decided = report.date_rule == DateRule::ByHand;
        let mut groups = self.groups.iter_mut();
        if let Some((reading, group)) = groups.find(|(reading, _)| reading.date == report.date) {
            reading.reports += 1;
            group.decided |= decided;
            group.guessed &= guessed;
            group.planned &= planned;
            group.earliest = group.earliest.min(report.article_date);
            return;
        }
        let date = report.date.clone();
        let group = Group {
            decided,
            guessed,
            planned,
            earliest: report.article_date,
        };
        self.groups.push((DateReading { date, reports: 1 }, group));
    }

    /// Each with the number of reports, the best first. Cost: of the square of the different dates.
    pub(super) fn ranked(&self) -> Vec<DateReading> {
        let worth = |reading: &DateReading| {
            let supporting = self.groups.iter().filter(|(other, _)| supports(other, reading));
            supporting.fold(
                (true, true, usize::MAX),
                |(guessed, planned, lacking), (other, group)| {
                    (
                        guessed && group.guessed,
                        planned && group.planned,
                        lacking - other.reports,
                    )
                },
            )
        };
        let mut readings: Vec<(&DateReading, &Group, Worth)> = self
            .groups
            .iter()
            .map(|(reading, group)| (reading, group, worth(reading)))
            .collect();
        readings.sort_by_key(|(reading, group, worth)| {
            let precision = reading.date.as_ref().map(Precision::of);
            (
                !group.decided,
                precision.is_none(),
                *worth,
                precision,
                group.earliest.is_none(),
                group.earliest,
            )
        });
        readings.into_iter().map(|(reading, ..)| reading.clone()).collect()
    }
}

/// The reports of one date.
#[derive(Clone, Debug)]
struct Group {
    /// Whether somebody decided on it.
    decided: bool,
    /// Whether all took the article's own date for want of another.
    guessed: bool,
    /// Whether none tells that it happened.
    planned: bool,
    /// The day of the earliest article.
    earliest: Option<NaiveDate>,
}

/// Every place reported with the number of reports: first one that is told with the event's date, then one of most
/// reports, of equals the first told.
pub(super) fn places(reports: &[Report], date: Option<&EventDate>) -> Vec<PlaceReading> {
    let mut readings: Vec<(bool, PlaceReading)> = Vec::new();
    for report in reports {
        let Some(place) = &report.place else { continue };
        let is_elsewhen = report.date.as_ref() != date;
        match readings.iter_mut().find(|(_, reading)| is_one(&reading.place, place)) {
            Some((elsewhen, reading)) => {
                reading.reports += 1;
                *elsewhen &= is_elsewhen;
            }
            None => readings.push((
                is_elsewhen,
                PlaceReading {
                    place: place.clone(),
                    reports: 1,
                },
            )),
        }
    }
    readings.sort_by_key(|(is_elsewhen, reading)| (*is_elsewhen, usize::MAX - reading.reports));
    readings.into_iter().map(|(_, reading)| reading).collect()
}

/// Whether both name the same place.
pub(super) fn is_one(one: &Place, other: &Place) -> bool {
    fold(&one.name) == fold(&other.name)
}

/// Whether it happened: so says any report that [counts](counting), or else the latest article decides, of one day a denial
/// before a plan.
pub(super) fn status(reports: &[Report]) -> Status {
    let counting = counting(reports);
    if counting.iter().any(|report| report.status == Status::Occurred) {
        return Status::Occurred;
    }
    let latest = counting.into_iter().max_by_key(|report| standing(report));
    latest.map_or(Status::Occurred, |report| report.status)
}

/// The reports that tell how it stands with an event: all but those against which somebody decided. Of a plan it may be told
/// later that it came to something, or to nothing.
pub(super) fn counting(reports: &[Report]) -> Vec<&Report> {
    let decided = reports.iter().filter(|report| report.is_status_decided());
    let Some(decided) = decided.max_by_key(|report| standing(report)) else {
        return reports.iter().collect();
    };
    let is_overruled = |report: &&Report| {
        let is_against = report.status == Status::Occurred || standing(report) > standing(decided);
        match decided.status {
            Status::Occurred => false,
            Status::Denied => is_against,
            Status::Planned | Status::Possible => is_against && report.article_date <= decided.article_date,
        }
    };
    reports.iter().filter(|report| !is_overruled(report)).collect()
}

/// The day of the article, and the weight of what it tells.
pub(super) fn standing(report: &Report) -> (Option<NaiveDate>, u8) {
    (report.article_date, weight(report.status))
}

/// The weight of a status among those of one day.
const fn weight(status: Status) -> u8 {
    match status {
        Status::Possible => 0,
        Status::Planned => 1,
        Status::Denied => 2,
        Status::Occurred => 3,
    }
}

/// The number of independent sources.
pub(super) fn sources(reports: &[Report]) -> usize {
    let mut origins: Vec<usize> = reports.iter().map(|report| report.origin).collect();
    origins.sort_unstable();
    origins.dedup();
    origins.len()
}

/// How the date came about: by hand, or else as in the first report of it.
pub(super) fn date_rule(reports: &[Report], date: Option<&EventDate>) -> DateRule {
    let of_date = || reports.iter().filter(|report| report.date.as_ref() == date);
    let rules = || of_date().map(|report| report.date_rule);
    let by_hand = rules().find(|rule| *rule == DateRule::ByHand);
    by_hand.or_else(|| rules().next()).unwrap_or_default()
}

fn supports(other: &DateReading, reading: &DateReading) -> bool {
    match (&other.date, &reading.date) {
        (Some(outer), Some(inner)) => outer.start <= inner.start && inner.end <= outer.end,
        (outer, inner) => outer == inner,
    }
}
