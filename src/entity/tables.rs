//! Tables: tab-separated rows whose first comment names the columns.

use crate::entity::gazetteer::{TableError, Term};
use chrono::{Datelike, Days, Months, NaiveDate};
use std::path::{Path, PathBuf};

/// The first columns of the tables.
const KEYS: &[&str] = &["iso3", "acronym", "name", "phrase"];

/// A row of a table, with the names of its columns.
pub(crate) struct Row {
    path: PathBuf,
    line: usize,
    pub(crate) columns: std::rc::Rc<Vec<String>>,
    cells: Vec<String>,
}

pub(crate) fn rows<'a>(path: &'a Path, text: &'a str) -> impl Iterator<Item = Result<Row, TableError>> + 'a {
    let mut columns = std::rc::Rc::new(Vec::new());
    text.lines().enumerate().filter_map(move |(index, line)| {
        if let Some(comment) = line.strip_prefix('#') {
            if columns.is_empty() && comment.contains('\t') {
                columns = std::rc::Rc::new(comment.split('\t').map(|name| name.trim().to_owned()).collect());
            }
            return None;
        }
        if line.trim().is_empty() {
            return None;
        }
        // A user's table may name its columns without the mark of a comment.
        if columns.is_empty() && KEYS.iter().any(|key| line.split('\t').next() == Some(key)) {
            columns = std::rc::Rc::new(line.split('\t').map(|name| name.trim().to_owned()).collect());
            return None;
        }
        let row = Row {
            path: path.to_owned(),
            line: index + 1,
            columns: columns.clone(),
            cells: line.split('\t').map(|cell| cell.trim().to_owned()).collect(),
        };
        Some(if row.cells.len() > row.columns.len() {
            Err(row.error(&format!(
                "{} cells where the first line names {} columns",
                row.cells.len(),
                row.columns.len()
            )))
        } else {
            Ok(row)
        })
    })
}

impl Row {
    pub(crate) fn error(&self, cause: &str) -> TableError {
        TableError {
            path: self.path.clone(),
            line: self.line,
            cause: cause.to_owned(),
        }
    }

    pub(crate) fn cell(&self, column: &str) -> &str {
        let index = self.columns.iter().position(|name| name == column);
        index.and_then(|index| self.cells.get(index)).map_or("", String::as_str)
    }

    pub(crate) fn optional(&self, column: &str) -> Option<String> {
        Some(self.cell(column))
            .filter(|cell| !cell.is_empty())
            .map(str::to_owned)
    }

    pub(crate) fn list(&self, column: &str) -> Vec<&str> {
        self.cell(column)
            .split(';')
            .map(str::trim)
            .filter(|value| !value.is_empty())
            .collect()
    }

    pub(crate) fn term(&self, term: &str) -> Result<Term, TableError> {
        let malformed = || self.error(&format!("'{term}' is not a term such as 2000-05-07..2008-05"));
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
