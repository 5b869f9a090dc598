//! The reports as they were merged before, read from the tables.

use super::Halt;
use crate::graph::change::{At, Past, ToldAt};
use crate::graph::{Findings, Month, NO_MONTH};
use crate::store::stored::StoredFindings;
use rusqlite::{Connection, params};
use std::collections::HashMap;
use std::rc::Rc;

/// The reports of the articles in a base.
pub(super) struct Reports<'w> {
    work: &'w Connection,
    /// What the articles in some places tell.
    told: HashMap<i64, Rc<Vec<ToldAt>>>,
    /// The reports of some events.
    reports: HashMap<i64, Vec<At>>,
}

/// What was found in an article.
pub(super) fn findings(work: &Connection, number: i64) -> Result<Findings, Halt> {
    let mut asked = work.prepare_cached("SELECT findings FROM article WHERE number = ?")?;
    let findings: String = asked.query_row([number], |row| row.get(0))?;
    let stored: StoredFindings = serde_json::from_str(&findings)?;
    stored.into_findings().map_err(|_| Halt::Anew)
}

/// What the article in a place tells, which is called so in the graph.
pub(super) fn told(findings: Findings, place: i64, id: &str) -> Vec<ToldAt> {
    let ids = findings.report_ids();
    let told = findings.events.into_iter().zip(ids).zip(0..);
    told.map(|((mut found, report), position)| {
        id.clone_into(&mut found.report.article);
        ToldAt {
            at: (place, position),
            id: report,
            found,
        }
    })
    .collect()
}

impl<'w> Reports<'w> {
    pub(super) fn new(work: &'w Connection) -> Self {
        Self {
            work,
            told: HashMap::new(),
            reports: HashMap::new(),
        }
    }

    /// The article in this place tells this.
    pub(super) fn learn(&mut self, place: i64, told: Vec<ToldAt>) {
        self.told.insert(place, Rc::new(told));
    }

    /// The event of a report.
    pub(super) fn event_of(&self, told: &ToldAt) -> Result<i64, Halt> {
        let (signature, months) = told.bucket();
        let month = months.first().copied().unwrap_or(NO_MONTH);
        let mut asked = self.work.prepare_cached(
            "SELECT event FROM placed WHERE signature = ? AND month = ? AND teller = ? AND position = ?",
        )?;
        Ok(asked.query_row(params![signature, month, told.at.0, told.at.1], |row| row.get(0))?)
    }

    fn of_teller(&mut self, place: i64) -> Result<Rc<Vec<ToldAt>>, Halt> {
        if let Some(told) = self.told.get(&place) {
            return Ok(Rc::clone(told));
        }
        let mut asked = self
            .work
            .prepare_cached("SELECT id, article FROM teller WHERE place = ?")?;
        let (id, number): (String, i64) = asked.query_row([place], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let told = Rc::new(told(findings(self.work, number)?, place, &id));
        self.told.insert(place, Rc::clone(&told));
        Ok(told)
    }
}

impl Past for Reports<'_> {
    type Error = Halt;

    fn near(&mut self, signature: i64, months: &[i32]) -> Result<Vec<(At, i64)>, Halt> {
        let mut ranges: Vec<(Month, Month)> = Vec::new();
        if months.contains(&NO_MONTH) {
            ranges.push((Month::MIN, NO_MONTH));
        } else {
            for &month in months {
                match ranges.last_mut() {
                    Some((_, last)) if *last >= month - 2 => *last = month + 1,
                    _ => ranges.push((month - 1, month + 1)),
                }
            }
            ranges.push((NO_MONTH, NO_MONTH));
        }
        let mut asked = self.work.prepare_cached(
            "SELECT teller, position, event FROM placed WHERE signature = ? AND month BETWEEN ? AND ?",
        )?;
        let mut near = Vec::new();
        for (first, last) in ranges {
            let rows = asked.query_map(params![signature, first, last], |row| {
                Ok(((row.get(0)?, row.get(1)?), row.get(2)?))
            })?;
            for row in rows {
                near.push(row?);
            }
        }
        Ok(near)
    }

    fn reports(&mut self, event: i64) -> Result<Vec<At>, Halt> {
        if let Some(reports) = self.reports.get(&event) {
            return Ok(reports.clone());
        }
        let mut asked = self.work.prepare_cached(
            "SELECT teller.place, told FROM event JOIN report ON report.event = event.id
               JOIN teller ON teller.article = report.article
             WHERE event.place = ? ORDER BY position",
        )?;
        let rows = asked.query_map([event], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let reports: Vec<At> = rows.collect::<rusqlite::Result<_>>()?;
        self.reports.insert(event, reports.clone());
        Ok(reports)
    }

    fn told(&mut self, at: At) -> Result<ToldAt, Halt> {
        let told = self.of_teller(at.0)?;
        let position = usize::try_from(at.1).map_err(|_| Halt::Anew)?;
        told.get(position).cloned().ok_or(Halt::Anew)
    }
}
