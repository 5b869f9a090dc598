//! The desk: a base as it is reviewed, and what is kept of an answer.

use super::{Doubtful, Proposal, Reviewed, Scope, decide, decided, queue};
use crate::entity::Gazetteer;
use crate::graph::{EventId, EventRecord, KnowledgeGraph, ReportId};
use crate::knowledge::{Decision, Ruling};
use crate::query::Query;
use crate::store::base::{Base, BaseError};
use crate::text::harmless;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One state of a base, with what reviewing needs of it.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Its graph.
    pub graph: Arc<KnowledgeGraph>,
    /// The ids of the reports of each event.
    pub reports: BTreeMap<EventId, Vec<ReportId>>,
    /// The reports of which somebody decided how they are to be read.
    pub decided: BTreeSet<ReportId>,
    /// The decisions on events that fit nothing that the articles tell.
    pub idle: Vec<String>,
}

/// A decision that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its number in the base.
    pub number: i64,
    /// What was answered, and of which event: "accept: met 2019-04-25 Kim Jong Un, Vladimir Putin".
    pub words: String,
    /// A report of its event.
    pub of: ReportId,
    /// A report of the event that is to be looked at next: the same, or the one that is left where reports were split off.
    pub next: ReportId,
}

/// Nothing is kept of an answer.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// It does not fit the event, or there is no such event.
    #[error("{0}")]
    Answer(String),
    /// The base cannot be written.
    #[error(transparent)]
    Base(#[from] BaseError),
}

impl From<String> for DeskError {
    fn from(why: String) -> Self {
        Self::Answer(why)
    }
}

impl Desk {
    /// The state that the base is in.
    ///
    /// # Errors
    /// If the base cannot be read.
    pub fn read(base: &Base) -> Result<Self, BaseError> {
        let lines = base.decisions()?;
        let parsed = lines.iter().filter_map(|line| Decision::parse(line).ok().flatten());
        Ok(Self {
            graph: Arc::new(base.graph()?),
            reports: base.report_ids()?,
            decided: decided(&parsed.collect::<Vec<_>>()),
            idle: base.idle()?,
        })
    }

    /// The graph with the ids of its reports.
    pub fn reviewed(&self) -> Reviewed<'_> {
        Reviewed {
            graph: &self.graph,
            reports: &self.reports,
        }
    }

    /// The events that wait: see [`queue`].
    pub fn waiting(&self, query: &Query, scope: &Scope) -> Vec<Doubtful<'_>> {
        queue(self.reviewed(), query, &self.decided, scope)
    }

    /// The event that the report tells.
    pub fn event_of(&self, report: &ReportId) -> Option<&EventRecord> {
        let (event, _) = self.reports.iter().find(|(_, reports)| reports.contains(report))?;
        self.graph.event(event)
    }

    /// Keeps in the base what is proposed for the event, in the name of who decides. The base is then to be
    /// [merged](Base::merge), and read anew.
    ///
    /// # Errors
    /// If the proposal does not fit, there is no such event, or the base cannot be written.
    pub fn keep(
        &self,
        base: &mut Base,
        event: &EventId,
        proposal: &Proposal,
        gazetteer: &Gazetteer,
        (by, day): (&str, NaiveDate),
    ) -> Result<Made, DeskError> {
        let record = self.graph.event(event);
        let record = record.ok_or_else(|| format!("there is no event {event}"))?;
        let decision = decide(proposal, self.reviewed(), record, gazetteer)?;
        let first = self.reviewed().ids(event).first();
        let first = first.ok_or_else(|| format!("nobody tells of the event {event}"))?;
        let about = harmless(&format!("{} {}", record.event_type, self.graph.in_words(record)));
        let line = format!("{}  # {about}", decision.signed(by, day)?);
        let number = base.rule(&line, day)?;
        let (verb, left) = match &decision {
            Decision::Rule { ruling, .. } => (ruling.as_str(), left_behind(ruling)),
            _ => ("", None),
        };
        Ok(Made {
            number,
            words: format!("{verb}: {about}"),
            of: first.clone(),
            next: left.unwrap_or_else(|| first.clone()),
        })
    }
}

/// A report that those which are split off leave behind.
fn left_behind(ruling: &Ruling) -> Option<ReportId> {
    match ruling {
        Ruling::Split { from } => from.first().map(|id| ReportId::from(id.clone())),
        _ => None,
    }
}
