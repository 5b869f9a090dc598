//! The life of an event: proposed, announced, put off, called off, held.

use super::judge::{counting, standing};
use super::record::{EventId, EventRecord, Report};
use super::rules::RULES;
use crate::event::{EventType, Status};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A stage in the life of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Somebody spoke of it as possible.
    Proposed,
    /// It was planned.
    Announced,
    /// It was put off, and told again for a later date.
    Postponed,
    /// It was called off, or said not to have happened.
    Cancelled,
    /// It took place.
    Held,
}

impl Stage {
    /// Its name in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Announced => "announced",
            Self::Postponed => "postponed",
            Self::Cancelled => "cancelled",
            Self::Held => "held",
        }
    }
}

/// A stage and the report that first tells it.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// The stage.
    pub stage: Stage,
    /// The report.
    pub report: &'a Report,
}

impl EventRecord {
    /// The stages in the order in which articles told them, each with the first report of it.
    ///
    /// It ends with the event's own status: what is said of plans after it took place is left out, and a plan of which
    /// no article says more stays announced, though its date may have passed.
    pub fn life(&self) -> Vec<Step<'_>> {
        let mut reports = counting(&self.reports);
        reports.sort_by_key(|report| standing(report));
        let mut steps: Vec<Step<'_>> = Vec::new();
        for report in reports {
            let stage = match report.status {
                Status::Possible => Stage::Proposed,
                Status::Planned => Stage::Announced,
                Status::Denied if self.postponed_to.is_some() => Stage::Postponed,
                Status::Denied => Stage::Cancelled,
                Status::Occurred => Stage::Held,
            };
            let is_over = steps.last().is_some_and(|last| last.stage == Stage::Held);
            let is_step_back = stage == Stage::Proposed && !steps.is_empty();
            if !is_over && !is_step_back && steps.last().is_none_or(|last| last.stage != stage) {
                steps.push(Step { stage, report });
            }
        }
        steps
    }

    /// The stage that this one of its reports tells before all others.
    pub fn stage_of(&self, report: &Report) -> Option<Stage> {
        let mut steps = self.life().into_iter();
        let step = steps.find(|step| std::ptr::eq(step.report, report))?;
        Some(step.stage)
    }
}

/// Ties each event that was put off to the one that it was put off to, by the rule `[postponed]`.
pub(super) fn link(events: &mut [EventRecord]) {
    let rule = &RULES.postponed;
    let mut alike: BTreeMap<(EventType, Vec<&str>), Vec<usize>> = BTreeMap::new();
    for (at, event) in events.iter().enumerate() {
        if rule.types.contains(&event.event_type) {
            let mut ids: Vec<&str> = event.participants().map(super::NodeId::as_str).collect();
            ids.sort_unstable();
            alike.entry((event.event_type, ids)).or_default().push(at);
        }
    }
    let mut links: Vec<(usize, EventId)> = Vec::new();
    for group in alike.values() {
        for &at in group {
            let Some(told) = put_off(&events[at]) else { continue };
            let later = group.iter().filter(|&&other| {
                let (old, new) = (&events[at], &events[other]);
                let is_later = match (&old.date, &new.date) {
                    (Some(old), Some(new)) => new.start > old.end && (new.start - old.end).num_days() <= rule.within,
                    (None, Some(new)) => new.start > told && (new.start - told).num_days() <= rule.within,
                    _ => false,
                };
                let is_said = new.reports.iter().filter_map(|report| report.article_date).any(|day| {
                    let days = (day - told).num_days();
                    (0..=rule.articles).contains(&days)
                });
                // Where nobody announced the first date, the article that denies it must tell the second.
                let is_tied = says(old, Status::Planned).next().is_some()
                    || says(old, Status::Denied)
                        .any(|denial| new.reports.iter().any(|own| own.article == denial.article));
                is_later && is_said && is_tied && matches!(new.status, Status::Planned | Status::Occurred)
            });
            let first = later.min_by_key(|&&other| events[other].date.as_ref().map(|date| date.start));
            links.extend(first.map(|&other| (at, events[other].id.clone())));
        }
    }
    for (at, id) in links {
        events[at].postponed_to = Some(id);
    }
}

/// The reports of this status.
fn says(event: &EventRecord, status: Status) -> impl Iterator<Item = &Report> {
    event.reports.iter().filter(move |report| report.status == status)
}

/// The day on which it was said that a plan will not be kept.
pub(super) fn put_off(event: &EventRecord) -> Option<NaiveDate> {
    if event.status != Status::Denied {
        return None;
    }
    let told = says(event, Status::Denied)
        .filter_map(|report| report.article_date)
        .min()?;
    // What is past and did not happen was not put off.
    let is_plan = match &event.date {
        Some(date) => date.end >= told,
        None => says(event, Status::Planned).next().is_some(),
    };
    is_plan.then_some(told)
}
