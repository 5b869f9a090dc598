//! Terms of office and membership, as the tables of the gazetteer have them: "2000-05-07..2008-05".

use crate::entity::gazetteer::Term;
use crate::tsv::{Fault, Row};
use chrono::{Datelike, Days, Months, NaiveDate};

/// The term that stands in a row.
pub(crate) fn term(row: &Row<'_>, term: &str) -> Result<Term, Fault> {
    let malformed = || row.fault(format!("'{term}' is not a term such as 2000-05-07..2008-05"));
    let (from, to) = term.split_once("..").ok_or_else(malformed)?;
    let start = first_day(from).ok_or_else(malformed)?;
    let end = if to.is_empty() {
        None
    } else {
        Some(last_day(to).ok_or_else(malformed)?)
    };
    Ok(Term {
        start: Some(start),
        end,
    })
}

/// The first day of a year, a month or a day.
fn first_day(date: &str) -> Option<NaiveDate> {
    let mut parts = date.split('-').map(str::parse::<u32>);
    let year = i32::try_from(parts.next()?.ok()?).ok()?;
    let month = parts.next().map_or(Some(1), Result::ok)?;
    let day = parts.next().map_or(Some(1), Result::ok)?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// The last day of a year, a month or a day.
fn last_day(date: &str) -> Option<NaiveDate> {
    let first = first_day(date)?;
    match date.split('-').count() {
        1 => NaiveDate::from_ymd_opt(first.year(), 12, 31),
        2 => Some(first + Months::new(1) - Days::new(1)),
        _ => Some(first),
    }
}
