//! Merging: which reports tell of the same event, and what do they say together?

use super::node::NodeKind;
use super::record::{ArticleRef, DateReading, FoundEvent, Precision, Report};
use super::{EventId, NodeId};
use crate::event::{EventDate, EventType, Participant, Place, Status};
use crate::text::fold;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Articles that are further apart do not lend each other the date of an event, nor their sentences.
const NEIGHBOURING_DAYS: i64 = 7;

/// A participant without its place in the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Actor {
    pub(super) id: NodeId,
    pub(super) name: String,
    pub(super) kind: NodeKind,
    pub(super) country: String,
    pub(super) org: String,
}

impl Actor {
    pub(super) fn new(participant: &Participant) -> Self {
        Self {
            id: participant.entity.clone().into(),
            name: participant.name.clone(),
            kind: participant.kind.into(),
            country: participant.country.clone(),
            org: participant.org.clone(),
        }
    }

    /// The country or organization that it is or serves.
    pub(super) fn affiliation(&self) -> &str {
        [&self.country, &self.org]
            .into_iter()
            .find(|name| !name.is_empty())
            .map_or(self.id.as_str(), String::as_str)
    }

    /// Whether one is a person, and the other the country or organization served.
    fn speaks_for(&self, other: &Self) -> bool {
        (self.kind == NodeKind::Person) != (other.kind == NodeKind::Person) && self.affiliation() == other.affiliation()
    }
}

/// The reports of one event, as far as they have been gathered.
#[derive(Debug)]
pub(super) struct Cluster {
    pub(super) event_type: EventType,
    pub(super) source: Vec<Actor>,
    pub(super) target: Vec<Actor>,
    pub(super) reports: Vec<Report>,
    places: Vec<Place>,
    meetings: Vec<String>,
}

/// What clusters of the same event always share: the type and the affiliations on both sides.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Signature(EventType, Vec<String>, Vec<String>);

/// How well the dates of two reports go together, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Equal,
    SameSentence,
    Contained,
    NextDay,
    Undated,
}

/// How well a cluster goes together with a report; the least is the best.
pub(super) type Rank = (bool, u8);

impl Cluster {
    /// A cluster of one report.
    pub(super) fn new(article: &ArticleRef, found: FoundEvent) -> Self {
        let event = found.event;
        let mut source = actors(&event.source);
        let mut target = actors(&event.target);
        if event.event_type.is_symmetric() {
            source.append(&mut target);
            dedup(&mut source);
        }
        Self {
            event_type: event.event_type,
            source,
            target,
            places: event
                .place
                .into_iter()
                .filter(|place| !place.name.trim().is_empty())
                .collect(),
            meetings: event
                .meeting
                .into_iter()
                .filter(|name| !name.trim().is_empty())
                .collect(),
            reports: vec![Report {
                article: article.id.clone(),
                source: article.source.clone(),
                article_date: article.date,
                sentence: found.sentence,
                evidence: found.evidence,
                part: found.part,
                span: found.span,
                pattern: event.pattern,
                score: finite(event.score),
                factors: event
                    .factors
                    .iter()
                    .map(|factor| (factor.name.to_owned(), finite(factor.value)))
                    .collect(),
                status: event.status,
                date: event.date,
                date_rule: event.date_rule.to_owned(),
            }],
        }
    }

    pub(super) fn signature(&self) -> Signature {
        let affiliations = |side: &[Actor]| {
            let mut names: Vec<String> = side.iter().map(|actor| actor.affiliation().to_owned()).collect();
            names.sort();
            names
        };
        Signature(self.event_type, affiliations(&self.source), affiliations(&self.target))
    }

    /// How well the single report of `new` goes together with those of this cluster; none where it tells of another event.
    pub(super) fn rank(&self, new: &Self) -> Option<Rank> {
        let refined = stand_ins(&self.source, &new.source)? + stand_ins(&self.target, &new.target)?;
        if refined > 1 {
            return None;
        }
        let exact = refined == 0;
        let report = new.reports.first()?;
        if self.reports.iter().any(|own| own.article == report.article) {
            let again = self
                .reports
                .iter()
                .any(|own| own.date.is_some() && own.date == report.date && own.status == report.status);
            return (exact && again).then_some((false, Fit::Equal as u8));
        }
        let fit = self.fit(report, exact)?;
        if fit > Fit::SameSentence && self.is_elsewhere(new) {
            return None;
        }
        Some((!exact, fit as u8))
    }

    fn fit(&self, report: &Report, exact: bool) -> Option<Fit> {
        let dates = || self.reports.iter().filter_map(|own| own.date.as_ref());
        if report.date.is_some() && self.dates().first().is_some_and(|best| best.date == report.date) {
            return Some(Fit::Equal);
        }
        if exact
            && self.reports.iter().any(|own| {
                same_words(&own.sentence, &report.sentence)
                    && near(own.article_date, report.article_date) != Some(false)
            })
        {
            return Some(Fit::SameSentence);
        }
        let tolerant = exact
            && self.event_type.is_core()
            && self
                .reports
                .iter()
                .chain([report])
                .all(|report| matches!(report.status, Status::Occurred | Status::Planned));
        match &report.date {
            Some(date) if dates().next().is_some() => dates()
                .map(|own| compatible(own, date, tolerant))
                .try_fold(Fit::Equal, |worst, fit| Some(worst.max(fit?))),
            _ => self
                .reports
                .iter()
                .any(|own| near(own.article_date, report.article_date) == Some(true))
                .then_some(Fit::Undated),
        }
    }

    /// Whether both name places, and no place is common to both.
    fn is_elsewhere(&self, new: &Self) -> bool {
        !self.places.is_empty()
            && !new.places.is_empty()
            && !self
                .places
                .iter()
                .any(|own| new.places.iter().any(|place| fold(&own.name) == fold(&place.name)))
    }

    /// Takes in the reports of `new`; a person takes the place of the country served.
    pub(super) fn merge(&mut self, new: Self) {
        refine(&mut self.source, new.source);
        refine(&mut self.target, new.target);
        self.places.extend(new.places);
        self.meetings.extend(new.meetings);
        self.reports.extend(new.reports);
    }

    /// Every date reported with the number of reports, the best first.
    ///
    /// A date is supported by the reports that give it or one around it. The best is the most precise of those with most
    /// support; of equals, the one of the earliest article.
    pub(super) fn dates(&self) -> Vec<DateReading> {
        let mut readings: Vec<(DateReading, usize, Option<NaiveDate>)> = Vec::new();
        for report in &self.reports {
            if let Some((reading, _, earliest)) = readings.iter_mut().find(|(reading, ..)| reading.date == report.date)
            {
                reading.reports += 1;
                *earliest = (*earliest).min(report.article_date);
            } else {
                let support = self.reports.iter().filter(|other| supports(other, report)).count();
                let reading = DateReading {
                    date: report.date.clone(),
                    reports: 1,
                };
                readings.push((reading, support, report.article_date));
            }
        }
        readings.sort_by_key(|(reading, support, earliest)| {
            let precision = reading.date.as_ref().map(Precision::of);
            (
                precision.is_none(),
                usize::MAX - support,
                precision,
                earliest.is_none(),
                *earliest,
            )
        });
        readings.into_iter().map(|(reading, ..)| reading).collect()
    }

    /// Whether it happened: so says any report, or else the latest article decides.
    pub(super) fn status(&self) -> Status {
        if self.reports.iter().any(|report| report.status == Status::Occurred) {
            return Status::Occurred;
        }
        let weight = |status: Status| match status {
            Status::Possible => 0,
            Status::Planned => 1,
            Status::Denied => 2,
            Status::Occurred => 3,
        };
        self.reports
            .iter()
            .max_by_key(|report| (report.article_date, weight(report.status)))
            .map_or(Status::Occurred, |report| report.status)
    }

    /// The place that most reports name; of equals the first.
    pub(super) fn place(&self) -> Option<&Place> {
        most_frequent(&self.places, |place| fold(&place.name))
    }

    /// The name of the meeting that most reports give; of equals the first.
    pub(super) fn meeting(&self) -> Option<&String> {
        most_frequent(&self.meetings, |name| fold(name))
    }

    /// The number of reports that do not share an article or a sentence with another one.
    pub(super) fn independent(&self) -> usize {
        let mut groups: Vec<usize> = (0..self.reports.len()).collect();
        let mut first: BTreeMap<(bool, String), usize> = BTreeMap::new();
        for (at, report) in self.reports.iter().enumerate() {
            for key in [(true, report.article.clone()), (false, words(&report.sentence))] {
                let other = *first.entry(key).or_insert(at);
                let (old, new) = (groups[at], groups[other]);
                for group in &mut groups {
                    if *group == old {
                        *group = new;
                    }
                }
            }
        }
        groups.sort_unstable();
        groups.dedup();
        groups.len()
    }

    /// The id that follows from type, participants, date and place; of an undated event also from its first article.
    pub(super) fn id(&self, date: Option<&EventDate>) -> EventId {
        let side = |actors: &[Actor]| {
            let mut ids: Vec<&str> = actors.iter().map(|actor| actor.id.as_str()).collect();
            ids.sort_unstable();
            ids.join(" ")
        };
        let day = match date {
            Some(date) => date.value.clone(),
            None => self
                .reports
                .first()
                .map_or_else(String::new, |report| report.article.clone()),
        };
        let place = self.place().map_or_else(String::new, |place| fold(&place.name));
        EventId::from(digest(&[
            self.event_type.as_str(),
            &side(&self.source),
            &side(&self.target),
            &day,
            &place,
        ]))
    }
}

/// Sixteen hexadecimal digits derived from the parts: 64-bit FNV-1a, its bits then mixed.
pub(super) fn digest(parts: &[&str]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for byte in part.bytes().chain([0x1f]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    format!("{:016x}", hash ^ (hash >> 33))
}

/// What JSON can hold: nothing that is not a number.
fn finite(score: f64) -> f64 {
    if score.is_finite() { score } else { 0.0 }
}

fn actors(participants: &[Participant]) -> Vec<Actor> {
    let mut actors: Vec<Actor> = participants.iter().map(Actor::new).collect();
    dedup(&mut actors);
    actors
}

/// Leaves the first of each, in their order.
fn dedup(actors: &mut Vec<Actor>) {
    let mut seen = std::collections::BTreeSet::new();
    actors.retain(|actor| seen.insert(actor.id.clone()));
}

/// How many of one side stand for another on the other side; none where the sides differ.
fn stand_ins(ours: &[Actor], theirs: &[Actor]) -> Option<usize> {
    let (mut ours, mut theirs): (Vec<&Actor>, Vec<&Actor>) = (ours.iter().collect(), theirs.iter().collect());
    if ours.len() != theirs.len() {
        return None;
    }
    ours.retain(|own| match theirs.iter().position(|their| their.id == own.id) {
        Some(at) => {
            theirs.remove(at);
            false
        }
        None => true,
    });
    let refined = ours.len();
    for own in ours {
        let at = theirs.iter().position(|their| own.speaks_for(their))?;
        theirs.remove(at);
    }
    Some(refined)
}

/// Puts the persons of `theirs` in the place of the countries that they serve.
fn refine(ours: &mut [Actor], theirs: Vec<Actor>) {
    for their in theirs {
        if their.kind == NodeKind::Person
            && !ours.iter().any(|own| own.id == their.id)
            && let Some(own) = ours
                .iter_mut()
                .find(|own| own.kind != NodeKind::Person && own.speaks_for(&their))
        {
            *own = their;
        }
    }
}

fn compatible(one: &EventDate, other: &EventDate, tolerant: bool) -> Option<Fit> {
    if one == other {
        return Some(Fit::Equal);
    }
    if contains(one, other) || contains(other, one) {
        return Some(Fit::Contained);
    }
    let exact = |date: &EventDate| Precision::of(date) <= Precision::Span;
    let gap = (one.start - other.end).max(other.start - one.end).num_days();
    (tolerant && exact(one) && exact(other) && gap <= 1).then_some(Fit::NextDay)
}

fn contains(outer: &EventDate, inner: &EventDate) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn supports(other: &Report, report: &Report) -> bool {
    match (&other.date, &report.date) {
        (Some(outer), Some(inner)) => contains(outer, inner),
        (outer, inner) => outer == inner,
    }
}

/// Whether two articles are of neighbouring days; none where one has no date.
fn near(one: Option<NaiveDate>, other: Option<NaiveDate>) -> Option<bool> {
    Some((one? - other?).num_days().abs() <= NEIGHBOURING_DAYS)
}

fn same_words(one: &str, other: &str) -> bool {
    one == other || words(one) == words(other)
}

fn words(sentence: &str) -> String {
    fold(sentence).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn most_frequent<T>(values: &[T], key: impl Fn(&T) -> String) -> Option<&T> {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (at, value) in values.iter().enumerate() {
        counts.entry(key(value)).or_insert((0, at)).0 += 1;
    }
    let (_, at) = counts
        .into_values()
        .max_by_key(|&(count, at)| (count, usize::MAX - at))?;
    values.get(at)
}
