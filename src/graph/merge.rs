//! Merging: which reports tell of the same event, and what do they say together?

use super::digest::{digest, hash};
use super::judge::{self, Dates as ReportedDates, is_one};
use super::likeness::Wording;
use super::node::{Node, NodeKind};
use super::origin::words;
use super::record::{DateReading, FoundActor, FoundEvent, Precision, Report, ReportId};
use super::rules::{Dates, RULES, Rule, Sides};
use super::{EventId, NodeId};
use crate::event::{DateRule, EventDate, EventType, Place, Status};
use crate::text::fold;
use chrono::{Datelike, NaiveDate};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

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
    fn new(found: FoundActor) -> Self {
        Self {
            id: found.id,
            name: found.name,
            kind: found.kind,
            country: found.country,
            org: found.org,
        }
    }

    /// As a node that is not yet mentioned.
    pub(super) fn node(&self) -> Node {
        Node {
            country: self.country.clone(),
            org: self.org.clone(),
            ..Node::new(self.id.clone(), &self.name, self.kind)
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
#[derive(Clone, Debug)]
pub(super) struct Cluster {
    pub(super) event_type: EventType,
    pub(super) source: Vec<Actor>,
    pub(super) target: Vec<Actor>,
    pub(super) reports: Vec<Report>,
    /// The ids of the reports, in their order.
    pub(super) ids: Vec<ReportId>,
    meetings: Vec<String>,
    dates: ReportedDates,
    /// The best of the dates.
    best: Option<EventDate>,
    /// What the reports differ in, each once: however many there are, so many are looked at.
    kinds: Vec<Kind>,
    /// Their sentences, by their words.
    sentences: BTreeMap<String, Wording>,
    /// Whether a sentence calls it a war.
    is_war: bool,
}

/// What of a report decides whether another tells of the same event.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Kind {
    article_date: Option<NaiveDate>,
    status: Status,
    date: Option<EventDate>,
    /// Whether the text tells the date, rather than the article's own day standing for it.
    is_told: bool,
    place: Option<Place>,
}

impl Kind {
    fn of(report: &Report) -> Self {
        Self {
            article_date: report.article_date,
            status: report.status,
            date: report.date.clone(),
            is_told: report.date.is_some() && report.date_rule != DateRule::ArticleDay,
            place: report.place.clone(),
        }
    }

    /// Whether it plans what the other says took place, in an article of two days earlier or more: a paper may still tell
    /// of the plan on the day after.
    fn plans_after(&self, other: &Self) -> bool {
        let later = || Some((self.article_date? - other.article_date?).num_days());
        matches!(self.status, Status::Planned | Status::Possible)
            && other.status == Status::Occurred
            && later().is_some_and(|days| days > 1)
    }

    /// Whether it may tell of what another report dates so: a day is left for time zones.
    fn may_be_of(&self, date: &EventDate, rule: &Rule) -> bool {
        let (before, after) = match self.status {
            Status::Occurred => (rule.before, rule.after.min(1)),
            Status::Planned | Status::Possible => (rule.before.min(1), rule.after),
            Status::Denied => (rule.before, rule.after),
        };
        self.article_date
            .is_some_and(|day| (day - date.end).num_days() <= before && (date.start - day).num_days() <= after)
    }
}

/// What clusters of the same event always share: the type and the affiliations on both sides.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Signature(EventType, Vec<String>, Vec<String>);

impl Signature {
    /// A number for it; another has another, but once in 2⁶⁴.
    pub(super) fn number(&self) -> i64 {
        let Self(event_type, source, target) = self;
        let mut parts = vec![event_type.as_str()];
        parts.extend(source.iter().map(String::as_str));
        // No name is empty.
        parts.push("");
        parts.extend(target.iter().map(String::as_str));
        hash(&parts).cast_signed()
    }
}

/// How well a cluster goes together with a report; the least is the best.
pub(super) type Rank = (Sides, usize);

/// A month, as a number; the last stands for whatever has no month.
pub(crate) type Month = i32;

/// The month of what has none.
pub(crate) const NO_MONTH: Month = Month::MAX;

/// A date of more months is of no month.
const MONTHS: i32 = 13;

impl Cluster {
    /// A cluster of one report.
    pub(super) fn new(found: FoundEvent, id: ReportId) -> Self {
        let wording = Wording::new(&found);
        let mut source = actors(found.source);
        let mut target = actors(found.target);
        if found.event_type.is_symmetric() {
            source.append(&mut target);
            dedup(&mut source);
        }
        let mut dates = ReportedDates::default();
        dates.count(&found.report);
        Self {
            event_type: found.event_type,
            source,
            target,
            dates,
            best: found.report.date.clone(),
            meetings: found.meeting.into_iter().collect(),
            kinds: vec![Kind::of(&found.report)],
            is_war: wording.is_war,
            sentences: BTreeMap::from([(words(&found.report.sentence), wording)]),
            reports: vec![found.report],
            ids: vec![id],
        }
    }

    pub(super) fn signature(&self) -> Signature {
        let affiliations = |side: &[Actor]| {
            let mut names: Vec<String> = side.iter().map(|actor| actor.affiliation().to_owned()).collect();
            names.sort();
            // Who comes along with a leader does not make it another meeting.
            names.dedup();
            names
        };
        Signature(self.event_type, affiliations(&self.source), affiliations(&self.target))
    }

    /// How well the single report of `new` goes together with those of this cluster; none where it tells of another event.
    pub(super) fn rank(&self, new: &Self) -> Option<Rank> {
        let report = new.reports.first()?;
        // Articles come one after another.
        if self.reports.last().is_some_and(|own| own.article == report.article) {
            let again = self
                .kinds
                .iter()
                .any(|own| own.date.is_some() && own.date == report.date && own.status == report.status);
            return (again && self.sides(new) == Some(Sides::Same)).then_some((Sides::Same, 0));
        }
        let rules = RULES.merging.iter().enumerate();
        rules
            .filter_map(|(number, rule)| Some((self.joins(new, rule)?, number)))
            .min()
    }

    /// How the participants go together, if the rule joins the single report of `new` to this cluster.
    pub(super) fn joins(&self, new: &Self, rule: &Rule) -> Option<Sides> {
        let report = new.reports.first()?;
        let is_open = (rule.types.is_empty() || rule.types.contains(&self.event_type))
            && self.event_type == new.event_type
            && (!rule.mutual || self.target.is_empty() && new.target.is_empty());
        if !is_open {
            return None;
        }
        let sides = self.sides(new).filter(|sides| rule.sides.contains(sides))?;
        let all = || self.kinds.iter().map(|own| own.status).chain([report.status]);
        let says = |status: Status| all().any(|own| own == status);
        if !rule.statuses.is_empty() && !all().all(|status| rule.statuses.contains(&status))
            || rule.plan && all().all(|status| status == Status::Occurred)
            || !rule.clash && says(Status::Denied) && says(Status::Occurred)
            || !rule.elsewhere && self.is_elsewhere(report)
            || !rule.words && !self.is_known_meeting(new)
            || rule.meeting && !self.shares_meeting(new)
            || rule.persons && !(self.has_person() && new.has_person())
            || rule.told.is_some_and(|told| (self.is_told() && new.is_told()) != told)
            || rule.war.is_some_and(|war| self.is_war != war || new.is_war != war)
            || !self.dates_fit(new, rule)
            || rule.words && !self.has_text_of(new, rule)
            || rule.alike.is_some_and(|least| !self.is_like(new, least, rule))
        {
            return None;
        }
        Some(sides)
    }

    /// Whether a person takes part.
    fn has_person(&self) -> bool {
        let mut actors = self.source.iter().chain(&self.target);
        actors.any(|actor| actor.kind == NodeKind::Person)
    }

    /// Whether a text tells its date.
    fn is_told(&self) -> bool {
        self.kinds.iter().any(|own| own.is_told)
    }

    fn dates_fit(&self, new: &Self, rule: &Rule) -> bool {
        let Some(report) = new.kinds.first() else { return false };
        let dates = || self.kinds.iter().filter_map(|own| own.date.as_ref());
        let is_short = |date: &EventDate| {
            rule.longest
                .is_none_or(|days| (date.end - date.start).num_days() < days)
        };
        let are_around = |date: &EventDate| {
            let is_around = |own: &EventDate| contains(own, date) || contains(date, own);
            is_short(date) && dates().all(|own| is_around(own) && is_short(own))
        };
        let is_day = |date: &EventDate| date.start == date.end;
        let is_exact = |date: &EventDate| Precision::of(date) <= Precision::Span;
        match (rule.dates, &report.date) {
            (Dates::Any, _) => true,
            (Dates::Equal, Some(date)) => is_short(date) && self.best_date() == Some(date),
            (Dates::Inside, Some(date)) => dates().any(|own| own != date) && are_around(date),
            (Dates::Finer, Some(date)) => dates().any(|own| is_day(own) != is_day(date)) && are_around(date),
            (Dates::Near, Some(date)) => {
                dates().next().is_some()
                    && is_exact(date)
                    && dates().all(|own| is_exact(own) && own.days_from(date) <= rule.days)
            }
            (Dates::Equal | Dates::Inside | Dates::Finer | Dates::Near, None) | (Dates::Untold, Some(_)) => false,
            (Dates::Untold, None) => self.best_date().is_none() && self.is_missing(report, rule),
            (Dates::Missing, _) => self.is_missing(report, rule),
        }
    }

    /// Whether the report or a report of the cluster tells no date, and nothing speaks against the other's: what took place
    /// lies before the article that says so, and what is planned lies after it.
    fn is_missing(&self, report: &Kind, rule: &Rule) -> bool {
        let is_near = self
            .kinds
            .iter()
            .any(|own| are_near(own.article_date, report.article_date, rule) == Some(true));
        let is_over = self
            .kinds
            .iter()
            .any(|own| own.plans_after(report) || report.plans_after(own));
        let fits = match (&report.date, self.best_date()) {
            // No day can be told from the article where neither tells one.
            (None, None) => true,
            (None, Some(best)) => report.may_be_of(best, rule),
            (Some(date), None) => self.kinds.iter().any(|own| own.may_be_of(date, rule)),
            (Some(_), Some(_)) => false,
        };
        is_near && !is_over && fits
    }

    /// The best of the dates reported.
    pub(super) fn best_date(&self) -> Option<&EventDate> {
        self.best.as_ref()
    }

    /// Whether it is known who met whom, or else which meeting it was: "Biden attended a conference" may be any.
    fn is_known_meeting(&self, new: &Self) -> bool {
        let is_vague = |cluster: &Self| {
            let [only] = &cluster.source[..] else { return false };
            cluster.event_type == EventType::Met && cluster.target.is_empty() && only.kind != NodeKind::Organization
        };
        !is_vague(self) || self.shares_meeting(new)
    }

    /// Whether both are called by the same name.
    fn shares_meeting(&self, new: &Self) -> bool {
        let mut meetings = self.meetings.iter();
        meetings.any(|own| new.meetings.iter().any(|other| fold(own) == fold(other)))
    }

    /// How the participants of both go together.
    fn sides(&self, new: &Self) -> Option<Sides> {
        let refined = stand_ins(&self.source, &new.source).zip(stand_ins(&self.target, &new.target));
        match refined.map(|(source, target)| source + target) {
            Some(0) => Some(Sides::Same),
            Some(1) => Some(Sides::Office),
            Some(_) => None,
            None if self.target.is_empty() && new.target.is_empty() => {
                is_company(&self.source, &new.source, 2).then_some(Sides::Company)
            }
            None if stand_ins(&self.target, &new.target) == Some(0) => {
                are_companions(&self.source, &new.source).then_some(Sides::Company)
            }
            None => None,
        }
    }

    /// Whether a sentence of the report stands in an article of this cluster that is near enough.
    fn has_text_of(&self, new: &Self, rule: &Rule) -> bool {
        let mut sentences = new.sentences.iter();
        sentences.any(|(words, new)| {
            self.sentences
                .get(words)
                .is_some_and(|own| are_near_days(own, new, rule))
        })
    }

    /// Whether a sentence of the report shares so many particular words with one of an article that is near enough.
    fn is_like(&self, new: &Self, least: usize, rule: &Rule) -> bool {
        let is_like = |own: &Wording, new: &Wording| are_near_days(own, new, rule) && own.is_like(new, least);
        let mut sentences = self.sentences.values();
        sentences.any(|own| new.sentences.values().any(|new| is_like(own, new)))
    }

    /// Whether both name places, and the report's is none of this cluster's.
    fn is_elsewhere(&self, report: &Report) -> bool {
        let Some(place) = &report.place else { return false };
        let mut places = self.kinds.iter().filter_map(|own| own.place.as_ref()).peekable();
        places.peek().is_some() && !places.any(|own| is_one(own, place))
    }

    /// The months in which a report of the same event may be looked for: those of its date and of its article.
    pub(super) fn months(&self) -> Vec<Month> {
        let month = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
        let mut months = Vec::new();
        for report in &self.reports {
            months.push(report.article_date.map_or(NO_MONTH, month));
            if let Some(date) = &report.date {
                let (first, last) = (month(date.start), month(date.end));
                if last - first <= MONTHS {
                    months.extend(first..=last);
                } else {
                    months.push(NO_MONTH);
                }
            }
        }
        months.sort_unstable();
        months.dedup();
        months
    }

    /// Takes in the reports of `new`; a person takes the place of the country served, and who came along is added.
    pub(super) fn merge(&mut self, new: Self) {
        let is_new = |their: &&Actor| {
            their.kind == NodeKind::Person
                && !self
                    .source
                    .iter()
                    .any(|own| own.id == their.id || own.speaks_for(their))
        };
        let company: Vec<Actor> = new.source.iter().filter(is_new).cloned().collect();
        refine(&mut self.source, new.source);
        self.source.extend(company);
        refine(&mut self.target, new.target);
        self.meetings.extend(new.meetings);
        for kind in new.kinds {
            if !self.kinds.contains(&kind) {
                self.kinds.push(kind);
            }
        }
        self.is_war |= new.is_war;
        for (words, wording) in new.sentences {
            match self.sentences.entry(words) {
                Entry::Occupied(mut own) => own.get_mut().days.extend(wording.days),
                Entry::Vacant(free) => {
                    free.insert(wording);
                }
            }
        }
        new.reports.iter().for_each(|report| self.dates.count(report));
        self.reports.extend(new.reports);
        self.ids.extend(new.ids);
        let best = self.dates.ranked().into_iter().next();
        self.best = best.and_then(|reading| reading.date);
    }

    /// Every date reported with the number of reports, the best first.
    pub(super) fn dates(&self) -> Vec<DateReading> {
        self.dates.ranked()
    }

    /// The best of the places reported.
    pub(super) fn place(&self) -> Option<Place> {
        judge::places(&self.reports, self.best_date())
            .into_iter()
            .next()
            .map(|reading| reading.place)
    }

    /// The name of the meeting that most reports give; of equals the first.
    pub(super) fn meeting(&self) -> Option<&String> {
        most_frequent(&self.meetings, |name| fold(name))
    }

    /// The id that follows from type, participants, date and place; of an undated event also from its first article.
    pub(super) fn id(&self, date: Option<&EventDate>) -> EventId {
        let sides = [&self.source, &self.target].map(|side| side.iter().map(|actor| actor.id.as_str()).collect());
        content_id(self.event_type, sides, date, &self.reports, self.place().as_ref())
    }
}

/// The id of an event of these participants on both sides.
pub(super) fn content_id(
    event_type: EventType,
    sides: [Vec<&str>; 2],
    date: Option<&EventDate>,
    reports: &[Report],
    place: Option<&Place>,
) -> EventId {
    let [source, target] = sides.map(|mut ids| {
        ids.sort_unstable();
        ids.join(" ")
    });
    let day = match date {
        Some(date) => &date.value,
        None => reports.first().map_or("", |report| &report.article),
    };
    let place = place.map_or_else(String::new, |place| fold(&place.name));
    EventId::from(digest(&[event_type.as_str(), &source, &target, day, &place]))
}

fn actors(found: Vec<FoundActor>) -> Vec<Actor> {
    let mut actors: Vec<Actor> = found.into_iter().map(Actor::new).collect();
    dedup(&mut actors);
    actors
}

/// Leaves the first of each, in their order.
fn dedup(actors: &mut Vec<Actor>) {
    let mut seen = BTreeSet::new();
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

/// Whether so many of different countries or organizations take part in both, and all others belong to them.
fn is_company(ours: &[Actor], theirs: &[Actor], least: usize) -> bool {
    let mut common: Vec<&str> = ours
        .iter()
        .filter(|own| theirs.iter().any(|their| their.id == own.id))
        .map(Actor::affiliation)
        .collect();
    common.sort_unstable();
    common.dedup();
    common.len() >= least
        && ours
            .iter()
            .chain(theirs)
            .all(|actor| common.contains(&actor.affiliation()))
}

/// Whether all are persons, at least one is the same, and all others belong to the same countries or organizations.
fn are_companions(ours: &[Actor], theirs: &[Actor]) -> bool {
    let mut all = ours.iter().chain(theirs);
    all.all(|actor| actor.kind == NodeKind::Person) && is_company(ours, theirs, 1)
}

fn contains(outer: &EventDate, inner: &EventDate) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Whether two articles are as near as the rule wants; none where one has no date.
fn are_near(one: Option<NaiveDate>, other: Option<NaiveDate>, rule: &Rule) -> Option<bool> {
    let apart = (one? - other?).num_days().abs();
    Some(rule.articles.is_none_or(|days| apart <= days))
}

/// Whether articles in which the two sentences stand are as near as the rule wants.
fn are_near_days(one: &Wording, other: &Wording, rule: &Rule) -> bool {
    let mut days = one.days.iter();
    days.any(|&one| {
        other
            .days
            .iter()
            .any(|&other| are_near(one, other, rule) != Some(false))
    })
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
