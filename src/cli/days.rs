//! Days as they are written on the command line.

use chrono::NaiveDate;
use summitry::query::days;

/// A day; months and years, which `--since` takes for their first one, are none.
pub(super) fn one_day(date: &str) -> Result<NaiveDate, String> {
    let first = first_day(date)?;
    if first == last_day(date)? {
        return Ok(first);
    }
    Err("a whole month or year, not a day (2019-04-24)".to_owned())
}

/// The first day of a day, a month or a year.
pub(super) fn first_day(date: &str) -> Result<NaiveDate, String> {
    days(date)
        .map(|(first, _)| first)
        .ok_or_else(|| "not a day (2019-04-24), month (2019-04) or year".to_owned())
}

/// The last day of a day, a month or a year.
pub(super) fn last_day(date: &str) -> Result<NaiveDate, String> {
    first_day(date)?;
    Ok(days(date).map_or(NaiveDate::MAX, |(_, last)| last))
}
