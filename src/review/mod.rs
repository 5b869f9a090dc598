//! Review: which events should somebody look at, and what do the answers decide?
//!
//! In: a graph with the ids of its reports, what was decided already, and answers. Out: the [`queue`] of doubtful events with
//! their [`Doubt`]s; the decision that an [`Answer`] to an event comes to ([`decide`]); and of articles of which all was
//! decided, [`gold`] annotations. A [`Desk`] is one state of a base that is reviewed, and keeps decisions in it; the graph
//! replays them. What nobody found in an article is no event, and cannot be asked for. Knows nothing of terminals and browsers.

mod answer;
mod decide;
#[cfg(feature = "base")]
mod desk;
mod gold;

pub use answer::{Answer, Proposal};
pub use decide::decide;
#[cfg(feature = "base")]
pub use desk::{Desk, DeskError, Made};
pub use gold::gold;

use crate::graph::{EventId, EventRecord, KnowledgeGraph, ReportId};
use crate::knowledge::Decision;
use crate::query::{Disputed, Query, disputes_of};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The score from which an event is more likely right than wrong.
pub const EVEN: f64 = 0.5;

/// So many days lie at most between events that may be one.
const NEAR: i64 = 7;

/// So many events that may be the same are offered.
const OFFERED: usize = 4;

/// Why an event is doubtful.
#[derive(Clone, Debug, PartialEq)]
pub enum Doubt {
    /// Its reports contradict each other.
    Contradiction {
        /// What they differ in.
        field: Disputed,
        /// What they say, with the number of reports: first what the event is taken for.
        readings: Vec<(String, usize)>,
    },
    /// Its score is low.
    LowScore(f64),
    /// All its reports go back to one source.
    OneSource,
}

/// A kind of doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DoubtKind {
    /// Reports contradict each other.
    Contradiction,
    /// The score is low.
    LowScore,
    /// All reports go back to one source.
    OneSource,
}

impl DoubtKind {
    /// Every kind, the gravest first.
    pub const ALL: &'static [Self] = &[Self::Contradiction, Self::LowScore, Self::OneSource];

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::LowScore => "low-score",
            Self::OneSource => "one-source",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == name)
    }
}

impl Doubt {
    /// Its kind.
    pub const fn kind(&self) -> DoubtKind {
        match self {
            Self::Contradiction { .. } => DoubtKind::Contradiction,
            Self::LowScore(_) => DoubtKind::LowScore,
            Self::OneSource => DoubtKind::OneSource,
        }
    }
}

impl fmt::Display for Doubt {
    /// In words, on one line: "reports differ on the date: 2019-04-25 (2), 2019-04-27 (1)".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Contradiction { field, readings } => {
                let readings = readings
                    .iter()
                    .map(|(reading, reports)| format!("{reading} ({reports})"));
                let readings = readings.collect::<Vec<_>>().join(", ");
                write!(f, "reports differ on the {}: {readings}", field.as_str())
            }
            Self::LowScore(score) => write!(f, "low score: {score:.2}"),
            Self::OneSource => f.write_str("one source"),
        }
    }
}

/// An event to be looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubtful<'a> {
    /// The event.
    pub event: &'a EventRecord,
    /// Why it is doubtful, the gravest reason first; nothing where nobody doubts it.
    pub doubts: Vec<Doubt>,
}

/// Which events are doubtful.
#[derive(Clone, Debug, PartialEq)]
pub struct Scope {
    /// A score below this is low.
    pub below: f64,
    /// Only doubts of these kinds count; without any, all do.
    pub kinds: Vec<DoubtKind>,
    /// Whether events that nobody doubts are to be looked at too, after the others.
    pub all: bool,
}

impl Default for Scope {
    fn default() -> Self {
        Self {
            below: EVEN,
            kinds: Vec::new(),
            all: false,
        }
    }
}

/// A graph with what reviewing needs to know of it.
#[derive(Clone, Copy, Debug)]
pub struct Reviewed<'a> {
    /// The graph.
    pub graph: &'a KnowledgeGraph,
    /// The ids of the reports of each event, in the order of the event's reports.
    pub reports: &'a BTreeMap<EventId, Vec<ReportId>>,
}

impl<'a> Reviewed<'a> {
    /// The ids of the event's reports.
    pub fn ids(&self, event: &EventId) -> &'a [ReportId] {
        self.reports.get(event).map_or(&[], Vec::as_slice)
    }
}

/// The reports of which somebody decided how they are to be read.
pub fn decided(decisions: &[Decision]) -> BTreeSet<ReportId> {
    let rulings = decisions.iter().filter_map(|decision| match decision {
        Decision::Rule { ruling, reports } if ruling.is_reading() => Some(reports),
        _ => None,
    });
    rulings.flatten().map(|id| ReportId::from(id.clone())).collect()
}

/// The events that answer `query`, are doubtful, and have a report that is not among those `decided`: so an event comes back
/// when another article tells of it. Contradictions come first, then low scores, then single sources; of each the lowest score
/// first, of equals the one with the smaller id. Cost: one look at each report.
///
/// ```
/// use summitry::graph::KnowledgeGraph;
/// use summitry::query::Query;
/// use summitry::review::{Reviewed, Scope, queue};
///
/// let reviewed = Reviewed { graph: &KnowledgeGraph::default(), reports: &Default::default() };
/// assert_eq!(queue(reviewed, &Query::default(), &Default::default(), &Scope::default()), []);
/// ```
pub fn queue<'a>(
    reviewed: Reviewed<'a>,
    query: &Query,
    decided: &BTreeSet<ReportId>,
    scope: &Scope,
) -> Vec<Doubtful<'a>> {
    let is_open = |event: &&EventRecord| !reviewed.ids(&event.id).iter().all(|id| decided.contains(id));
    let mut queue: Vec<Doubtful<'a>> = query
        .find(reviewed.graph)
        .into_iter()
        .filter(is_open)
        .map(|event| {
            let contradictions = disputes_of(event).into_iter().map(|dispute| Doubt::Contradiction {
                field: dispute.field,
                readings: dispute.readings,
            });
            let mut doubts: Vec<Doubt> = contradictions.collect();
            if event.score < scope.below {
                doubts.push(Doubt::LowScore(event.score));
            }
            if event.sources == 1 {
                doubts.push(Doubt::OneSource);
            }
            doubts.retain(|doubt| scope.kinds.is_empty() || scope.kinds.contains(&doubt.kind()));
            Doubtful { event, doubts }
        })
        .filter(|doubtful| scope.all || !doubtful.doubts.is_empty())
        .collect();
    let grave = |doubtful: &Doubtful<'_>| {
        let kind = doubtful.doubts.first().map(Doubt::kind);
        (kind.is_none(), kind)
    };
    queue.sort_by(|one, other| {
        let by_score = || one.event.score.total_cmp(&other.event.score);
        let by_id = || one.event.id.cmp(&other.event.id);
        grave(one).cmp(&grave(other)).then_with(by_score).then_with(by_id)
    });
    queue
}

/// Events that may be the same as this one, the nearest in time first: two of its participants, or all of its own or of theirs,
/// take part, and no more than a week lies between.
pub fn alike<'a>(graph: &'a KnowledgeGraph, event: &EventRecord) -> Vec<&'a EventRecord> {
    let own: BTreeSet<_> = event.participants().collect();
    let gap = |other: &EventRecord| match (&event.date, &other.date) {
        (Some(one), Some(other)) => one.days_from(other).max(0),
        _ => 0,
    };
    let is_alike = |other: &&EventRecord| {
        let theirs: BTreeSet<_> = other.participants().collect();
        let shared = own.intersection(&theirs).count();
        other.id != event.id && shared >= own.len().min(theirs.len()).clamp(1, 2) && gap(other) <= NEAR
    };
    let mut alike: Vec<&EventRecord> = graph.events().iter().filter(is_alike).collect();
    alike.sort_by_key(|other| (other.event_type != event.event_type, gap(other), &other.id));
    alike.truncate(OFFERED);
    alike
}
