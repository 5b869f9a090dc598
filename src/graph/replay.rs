//! Replay: what do decisions made by hand make of what the articles tell?
//!
//! A decision is about reports. What an article tells keeps its [`ReportId`] whatever other articles come and go, and when the
//! article itself is read anew, as long as the sentence stands in it and is read as telling the same of the same. So decisions
//! can be replayed on any articles, in the order in which they were made, before reports are merged to events.

use super::findings::Findings;
use super::judge;
use super::node::NodeKind;
use super::record::{FoundActor, FoundEvent, Report, ReportId};
use crate::entity::{Entity, EntityKind, Gazetteer};
use crate::event::{DateRule, EventType, Status};
use crate::knowledge::{Decision, Ruling, called};
use std::collections::{BTreeMap, BTreeSet};

/// What articles tell by the decisions on it.
#[derive(Clone, Debug, Default)]
pub struct Replay {
    /// The articles, by day and id.
    pub tellings: Vec<Telling>,
    /// Whether each of the decisions is about something that the articles tell.
    pub fits: Vec<bool>,
    pub(super) ties: Ties,
}

/// What an article tells by the decisions on it.
#[derive(Clone, Debug)]
pub struct Telling {
    /// The place of the article among those that were given.
    pub place: usize,
    /// The article with what it tells, corrected, and without what was rejected.
    pub findings: Findings,
    /// The ids of what it tells.
    pub ids: Vec<ReportId>,
    /// How many of its events somebody accepted, corrected or rejected.
    pub decided: usize,
    /// How many of its events nobody did.
    pub open: usize,
}

impl Telling {
    /// Whether somebody decided on everything that was read in it.
    pub const fn is_reviewed(&self) -> bool {
        self.decided > 0 && self.open == 0
    }
}

impl Replay {
    /// The articles as they were read.
    pub(super) fn undecided(findings: Vec<Findings>) -> Self {
        let mut given: Vec<(usize, Findings)> = findings.into_iter().enumerate().collect();
        given.sort_by(|(_, one), (_, other)| one.order().cmp(&other.order()));
        let telling = |(place, findings): (usize, Findings)| Telling {
            place,
            ids: findings.report_ids(),
            decided: 0,
            open: findings.events.len(),
            findings,
        };
        Self {
            tellings: given.into_iter().map(telling).collect(),
            ..Self::default()
        }
    }

    /// Replays the decisions in their order. Who is named in them is looked for in the gazetteer and then in the articles.
    /// Decisions on names fit always: they were replayed when the articles were read. Those that remove events are left to
    /// [`GraphBuilder::finish_with`](super::GraphBuilder::finish_with).
    pub fn new(findings: Vec<Findings>, decisions: &[Decision], gazetteer: &Gazetteer) -> Self {
        let mut replay = Self::undecided(findings);
        replay.fits = vec![true; decisions.len()];
        if !decisions.iter().any(Decision::is_of_events) {
            return replay;
        }
        let actors = actors(&replay.tellings, decisions);
        let mut work = Work {
            at: BTreeMap::new(),
            tellings: &mut replay.tellings,
            rejected: BTreeSet::new(),
            ruled: BTreeSet::new(),
            ties: Ties::default(),
            actor: |name: &str| actor(name, gazetteer, &actors),
        };
        for (telling, each) in work.tellings.iter().enumerate() {
            for (number, id) in each.ids.iter().enumerate() {
                work.at.entry(id.clone()).or_default().push((telling, number));
            }
        }
        for (decision, fits) in decisions.iter().zip(&mut replay.fits) {
            if let Decision::Rule { ruling, reports } = decision {
                *fits = work.rule(ruling, reports);
            }
        }
        let (rejected, ruled, ties) = (work.rejected, work.ruled, work.ties);
        for telling in &mut replay.tellings {
            telling.decided = telling.ids.iter().filter(|id| ruled.contains(id)).count();
            telling.open -= telling.decided;
            let kept = |id: &ReportId| !rejected.contains(id);
            let mut ids = telling.ids.iter();
            telling.findings.events.retain(|_| ids.next().is_some_and(kept));
            telling.ids.retain(kept);
        }
        replay.ties = ties;
        replay
    }
}

/// The work of a replay.
struct Work<'a, A> {
    /// Where the reports of an id stand: articles that share an id and a sentence share it.
    at: BTreeMap<ReportId, Vec<(usize, usize)>>,
    tellings: &'a mut [Telling],
    rejected: BTreeSet<ReportId>,
    /// The reports of which somebody said how they are to be read.
    ruled: BTreeSet<ReportId>,
    ties: Ties,
    actor: A,
}

impl<A: Fn(&str) -> Option<FoundActor>> Work<'_, A> {
    /// Those of the reports that the articles tell.
    fn there(&self, reports: &[String]) -> Vec<ReportId> {
        let ids = reports.iter().map(|id| ReportId::from(id.clone()));
        ids.filter(|id| self.at.contains_key(id)).collect()
    }

    /// Changes what the reports tell.
    fn change(&mut self, ids: &[ReportId], change: impl Fn(&mut FoundEvent)) {
        for &(telling, number) in ids.iter().filter_map(|id| self.at.get(id)).flatten() {
            change(&mut self.tellings[telling].findings.events[number]);
        }
    }

    /// Does what was decided, and returns whether anything is there that it is about.
    fn rule(&mut self, ruling: &Ruling, reports: &[String]) -> bool {
        let ids = self.there(reports);
        if ids.is_empty() {
            return false;
        }
        match ruling {
            Ruling::Accept | Ruling::Reject => {}
            Ruling::Type(name) => {
                let Some(kind) = EventType::parse(name) else {
                    return false;
                };
                self.change(&ids, |found| found.event_type = kind);
            }
            Ruling::Actors { source, target } => {
                let side = |names: &[String]| names.iter().map(|name| (self.actor)(name)).collect::<Option<Vec<_>>>();
                let Some((source, target)) = side(source).zip(side(target)) else {
                    return false;
                };
                self.change(&ids, |found| {
                    found.source.clone_from(&source);
                    found.target.clone_from(&target);
                });
            }
            Ruling::Date(date) => self.change(&ids, |found| {
                found.report.date.clone_from(date);
                found.report.date_rule = DateRule::ByHand;
            }),
            Ruling::Status(status) => self.stand(&ids, *status),
            Ruling::Merge { with } => {
                let others = self.there(with);
                let Some(&(telling, number)) = others.first().and_then(|id| self.at[id].first()) else {
                    return false;
                };
                let FoundEvent {
                    event_type,
                    source,
                    target,
                    ..
                } = self.tellings[telling].findings.events[number].clone();
                self.change(&ids, |found| {
                    found.event_type = event_type;
                    found.source.clone_from(&source);
                    found.target.clone_from(&target);
                });
                self.ties.merge(ids.iter().chain(&others));
                return true;
            }
            Ruling::Split { from } => {
                let others = self.there(from);
                if others.is_empty() {
                    return false;
                }
                self.ties.split(&ids, &others);
                return true;
            }
        }
        if *ruling == Ruling::Reject {
            self.rejected.extend(ids.iter().cloned());
        } else {
            for id in &ids {
                self.rejected.remove(id);
            }
            self.ties.merge(&ids);
        }
        // Whoever corrects one thing lets the others stand.
        self.change(&ids, |found| found.report.decide());
        self.ruled.extend(ids);
        true
    }

    /// So it stands with the event that the reports tell: those are changed that gave it another status, or all, where this
    /// is not enough.
    fn stand(&mut self, ids: &[ReportId], status: Status) {
        let places = ids.iter().filter_map(|id| self.at.get(id)).flatten();
        let mut reports: Vec<Report> = places
            .map(|&(telling, number)| self.tellings[telling].findings.events[number].report.clone())
            .collect();
        let former = judge::status(&reports);
        for report in reports.iter_mut().filter(|report| report.status == former) {
            report.decide_status(status);
        }
        let is_enough = judge::status(&reports) == status;
        self.change(ids, |FoundEvent { report, .. }| {
            if report.status == former || !is_enough {
                report.decide_status(status);
            }
        });
    }
}

/// Everyone of the articles who may be named in a decision.
fn actors(tellings: &[Telling], decisions: &[Decision]) -> BTreeMap<String, FoundActor> {
    let names_anybody = |decision: &Decision| {
        let Decision::Rule { ruling, .. } = decision else {
            return false;
        };
        matches!(ruling, Ruling::Actors { .. })
    };
    let mut actors = BTreeMap::new();
    if decisions.iter().any(names_anybody) {
        for found in tellings.iter().flat_map(|telling| &telling.findings.events) {
            for actor in found.source.iter().chain(&found.target) {
                actors
                    .entry(actor.id.as_str().to_owned())
                    .or_insert_with(|| actor.clone());
            }
        }
    }
    actors
}

/// Who is named in a decision: somebody of the gazetteer, of the articles, or a person of whom the decision tells enough.
fn actor(name: &str, gazetteer: &Gazetteer, actors: &BTreeMap<String, FoundActor>) -> Option<FoundActor> {
    let entity = called(name, gazetteer, None).ok().flatten();
    let id = entity.as_ref().map_or(name, |entity| entity.id.as_str());
    let is_known = entity.as_ref().is_some_and(|entity| entity.known.is_some());
    let found = actors.get(id).filter(|_| !is_known).cloned();
    let found = found.or_else(|| entity.map(FoundActor::from))?;
    Some(FoundActor {
        words: found.name.clone(),
        called: None,
        ..found
    })
}

impl From<Entity> for FoundActor {
    fn from(entity: Entity) -> Self {
        Self {
            id: entity.id.into(),
            words: entity.name.clone(),
            called: None,
            name: entity.name,
            kind: match entity.kind {
                EntityKind::Person => NodeKind::Person,
                EntityKind::Country => NodeKind::Country,
                EntityKind::Organization => NodeKind::Organization,
            },
            country: entity.country,
            org: entity.org,
        }
    }
}

/// Which reports tell one event, and which do not, whatever the rules say.
#[derive(Clone, Debug, Default)]
pub(super) struct Ties {
    /// The reports of each group; those of one tell one event.
    members: Vec<BTreeSet<ReportId>>,
    /// The group of each report that is in one.
    groups: BTreeMap<ReportId, usize>,
    /// What each report does not belong to; all of a group are apart from the same.
    apart: BTreeMap<ReportId, BTreeSet<ReportId>>,
}

impl Ties {
    /// The number of those that tell the same event as this report.
    pub(super) fn group(&self, id: &ReportId) -> Option<usize> {
        self.groups.get(id).copied()
    }

    /// Whether the report tells another event than one of these.
    pub(super) fn are_apart(&self, id: &ReportId, others: &[ReportId]) -> bool {
        let apart = self.apart.get(id);
        apart.is_some_and(|apart| others.iter().any(|other| apart.contains(other)))
    }

    /// These, with those that tell the same event as any of them.
    fn with_groups<'a>(&self, ids: impl IntoIterator<Item = &'a ReportId>) -> BTreeSet<ReportId> {
        let mut all = BTreeSet::new();
        for id in ids {
            all.insert(id.clone());
            if let Some(group) = self.group(id) {
                all.extend(self.members[group].iter().cloned());
            }
        }
        all
    }

    /// They tell one event.
    fn merge<'a>(&mut self, ids: impl IntoIterator<Item = &'a ReportId>) {
        let members = self.with_groups(ids);
        let apart = members.iter().filter_map(|id| self.apart.get(id)).flatten();
        let apart: BTreeSet<ReportId> = apart.filter(|other| !members.contains(*other)).cloned().collect();
        for other in &apart {
            self.apart
                .entry(other.clone())
                .or_default()
                .extend(members.iter().cloned());
        }
        for id in &members {
            self.groups.insert(id.clone(), self.members.len());
            self.apart.insert(id.clone(), apart.clone());
        }
        self.members.push(members);
    }

    /// The ones tell another event than the others.
    fn split(&mut self, ids: &[ReportId], others: &[ReportId]) {
        for id in ids {
            if let Some(group) = self.groups.remove(id) {
                self.members[group].remove(id);
            }
        }
        for other in self.with_groups(others).iter().filter(|other| !ids.contains(other)) {
            for id in ids {
                self.apart.entry(id.clone()).or_default().insert(other.clone());
                self.apart.entry(other.clone()).or_default().insert(id.clone());
            }
        }
        self.merge(ids);
    }
}
