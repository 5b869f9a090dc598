//! Verification: is a graph's account of travels that of a register?
//!
//! A visit of the graph and an entry of the register are of one journey if they have the same traveler and destination
//! and are at most fourteen days apart. The entry is then
//! - **confirmed** if the graph says that the visit took place, their days overlap, two days of slack allowed, and no place
//!   contradicts it;
//! - **undated** if the graph tells no date of the visit, and an article tells of it that is at most sixty days apart: the
//!   last journey before an article that says that it took place, the next one after one that announces it;
//! - **announced only** if the visit is planned or possible in the graph, and nobody says that it took place;
//! - **called off** if the graph says that it did not take place on those days;
//! - **contradicted** if the days are farther apart, or the graph names a place that the entry does not. Where reports
//!   differ over the place, one that agrees is enough. A visit that confirms one entry contradicts none.
//!
//! An entry without such a visit is **lacking** if the articles of the graph cover its time: one of those that report
//! events is from the days of the entry, or from the week before or after; otherwise it is **not covered**. A visit without
//! such an entry is **not in the register** if it took place, has a date, and the register covers its traveler then: between
//! the first and the last entry of that person, three months around them included. A register that knows one destination
//! alone covers no other. All other visits are counted, by the reason why they are left [`Aside`].
//!
//! Names go by their words, without case, accents and titles. They are one person's if the words of one are all among the
//! other's, or the last words are equal and the first words are spelled alike ("Dmitri", "Dmitry") or are known short forms
//! ("Bill", "William"); the countries served must be the same where both are known. Visits by countries, and destinations
//! that the graph has as a place alone, are left aside.

use crate::entity::{Gazetteer, Known, NameForm};
use crate::evaluation::register::{Entry, countries, name_words, words};
use crate::event::{EventDate, EventType, Status};
use crate::graph::{EventRecord, KnowledgeGraph, Node, NodeKind};
use crate::tsv::pairs;
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

/// Days that are farther apart do not confirm each other.
const SLACK: i64 = 2;

/// Days that are farther apart belong to two journeys.
const APART: i64 = 14;

/// How far an article may lie from a journey of which it tells no date.
const TOLD: Days = Days::new(60);

/// An article covers so many days before and after its date.
const NEAR: Days = Days::new(7);

/// A register covers a traveler for so many days around the entries.
const AROUND: Days = Days::new(90);

/// First names that are less alike than this are two names.
const ALIKE: f64 = 0.8;

/// First names and the short forms that the press prefers.
static SHORT_FORMS: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    pairs(include_str!("data/short_forms.tsv"), "name", "short forms").expect("the short forms are sound")
});

/// What becomes of an entry or a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Graph and register agree.
    Confirmed,
    /// The graph tells the journey without a date.
    Undated,
    /// The graph tells that it was to be, not that it was.
    AnnouncedOnly,
    /// The graph tells that it was not.
    CalledOff,
    /// The graph tells the journey otherwise.
    Contradicted,
    /// The graph lacks the entry.
    Lacking,
    /// No article of the graph is from the time of the entry.
    NotCovered,
    /// The register lacks the visit.
    NotInRegister,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: &'static [Self] = &[
        Self::Confirmed,
        Self::Undated,
        Self::AnnouncedOnly,
        Self::CalledOff,
        Self::Contradicted,
        Self::Lacking,
        Self::NotCovered,
        Self::NotInRegister,
    ];

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Undated => "undated",
            Self::AnnouncedOnly => "announced only",
            Self::CalledOff => "called off",
            Self::Contradicted => "contradicted",
            Self::Lacking => "lacking",
            Self::NotCovered => "not covered",
            Self::NotInRegister => "not in register",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Why a visit of the graph is in no finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aside {
    /// Another visit tells of the same entry, and better.
    ToldBetter,
    /// It has no date, and fits no entry.
    Undated,
    /// It did not take place, as far as the graph knows, and fits no entry.
    NotHeld,
    /// The register does not cover the traveler, the time or the destination.
    Unregistered,
    /// No person visits a country: countries and organizations travel, or only a place is named.
    NotPersonal,
}

impl Aside {
    /// The reason in words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ToldBetter => "told better by another visit",
            Self::Undated => "without a date",
            Self::NotHeld => "planned, possible or denied",
            Self::Unregistered => "of travelers, times or destinations that the register does not cover",
            Self::NotPersonal => "not of a person to a country",
        }
    }
}

impl fmt::Display for Aside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A person's visit to a country, by an event of the graph.
#[derive(Clone, Copy, Debug)]
pub struct GraphVisit<'a> {
    /// The event.
    pub event: &'a EventRecord,
    /// The person.
    pub visitor: &'a Node,
    /// The country.
    pub country: &'a Node,
    /// The city, where it is known.
    pub place: Option<&'a str>,
}

/// An entry, a visit, or both.
#[derive(Clone, Debug)]
pub struct Finding<'a> {
    /// What became of it.
    pub verdict: Verdict,
    /// The entry; none for a visit that the register lacks.
    pub entry: Option<&'a Entry>,
    /// The visit; none for an entry that the graph lacks.
    pub visit: Option<GraphVisit<'a>>,
    /// What contradicts what; empty where nothing does.
    pub reason: String,
}

/// Everything that was compared.
#[derive(Clone, Debug, Default)]
pub struct Verification<'a> {
    /// The findings in the order of time.
    pub findings: Vec<Finding<'a>>,
    /// How many visits of those asked for are in no finding, by the reason.
    pub aside: BTreeMap<Aside, usize>,
    /// The days from the first article that reports events to the last; none where no article has a date.
    pub period: Option<(NaiveDate, NaiveDate)>,
}

impl Verification<'_> {
    /// How many findings have this verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.verdict == verdict)
            .count()
    }
}

impl Finding<'_> {
    /// The first and the last day: of the entry, else of the visit.
    fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let entry = self.entry.map(|entry| (entry.start, entry.end));
        entry.or_else(|| {
            let date = self.visit?.event.date.as_ref()?;
            Some((date.start, date.end))
        })
    }
}

/// Compares the visits of a graph with the entries of a register; with names in `who`, only those of these travelers.
///
/// ```
/// use summitry::evaluation::verify;
/// use summitry::graph::KnowledgeGraph;
///
/// assert!(verify(&KnowledgeGraph::default(), &[], &[]).findings.is_empty());
/// ```
///
/// Cost: each visitor of the graph is held against each traveler of the register, then visits against their entries.
pub fn verify<'a>(graph: &'a KnowledgeGraph, entries: &'a [Entry], who: &[String]) -> Verification<'a> {
    verify_with(graph, entries, who, Gazetteer::builtin())
}

/// As [`verify`], with the names of countries and cities by this gazetteer.
pub fn verify_with<'a>(
    graph: &'a KnowledgeGraph,
    entries: &'a [Entry],
    who: &[String],
    gazetteer: &Gazetteer,
) -> Verification<'a> {
    let dates: BTreeSet<NaiveDate> = graph.articles().iter().filter_map(|article| article.date).collect();
    let (visits, not_personal) = visits(graph, who);
    let mut asides: BTreeMap<usize, Aside> = BTreeMap::new();
    let register = Register::new(entries, who, gazetteer);
    // For each visit the entries of its traveler and destination.
    let mut travels: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for visit in &visits {
        travels
            .entry(visit.visitor.id.as_str())
            .or_insert_with(|| register.entries_of(visit.visitor));
    }
    let mut of_entry: BTreeMap<usize, Vec<Judgment>> = BTreeMap::new();
    let mut confirming = BTreeSet::new();
    let mut unregistered = Vec::new();
    for (at, visit) in visits.iter().enumerate() {
        let own = travels.get(visit.visitor.id.as_str()).map_or(&[][..], Vec::as_slice);
        let Some(date) = &visit.event.date else {
            let own = own.iter().copied();
            let own: Vec<usize> = own
                .filter(|&entry| register.is_destination(entry, visit.country))
                .collect();
            for (entry, reason) in undated(visit, &own, entries) {
                let judgment = Judgment {
                    verdict: Verdict::Undated,
                    gap: 0,
                    length: i64::MAX,
                    visit: at,
                    reason,
                };
                of_entry.entry(entry).or_default().push(judgment);
            }
            asides.insert(at, Aside::Undated);
            continue;
        };
        let mut is_registered = false;
        for &entry in own {
            if !register.is_destination(entry, visit.country) {
                continue;
            }
            if let Some(judgment) = judge(at, visit, date, &entries[entry], gazetteer) {
                is_registered = true;
                if judgment.verdict == Verdict::Confirmed {
                    confirming.insert(at);
                }
                of_entry.entry(entry).or_default().push(judgment);
            }
        }
        if is_registered {
            asides.insert(at, Aside::ToldBetter);
        } else if visit.event.status != Status::Occurred {
            asides.insert(at, Aside::NotHeld);
        } else if !register.covers(own, visit, date) {
            asides.insert(at, Aside::Unregistered);
        } else {
            unregistered.push(Finding {
                verdict: Verdict::NotInRegister,
                entry: None,
                visit: Some(*visit),
                reason: String::new(),
            });
        }
    }
    let mut findings = unregistered;
    for &entry in &register.asked {
        let judgments = of_entry.remove(&entry).unwrap_or_default().into_iter();
        let best = judgments
            .filter(|judgment| judgment.verdict == Verdict::Confirmed || !confirming.contains(&judgment.visit))
            .min();
        let entry = &entries[entry];
        let mut near = dates.range(entry.start - NEAR..=entry.end + NEAR);
        match best {
            Some(judgment) => {
                asides.remove(&judgment.visit);
                findings.push(Finding {
                    verdict: judgment.verdict,
                    entry: Some(entry),
                    visit: Some(visits[judgment.visit]),
                    reason: judgment.reason,
                });
            }
            None => findings.push(Finding {
                verdict: if near.next().is_some() {
                    Verdict::Lacking
                } else {
                    Verdict::NotCovered
                },
                entry: Some(entry),
                visit: None,
                reason: String::new(),
            }),
        }
    }
    findings.sort_by_key(|finding| (finding.days(), finding.verdict));
    let period = dates.first().copied().zip(dates.last().copied());
    Verification {
        findings,
        aside: counted(asides.into_values(), not_personal),
        period,
    }
}

/// How many visits are left aside for each reason.
fn counted(reasons: impl Iterator<Item = Aside>, not_personal: usize) -> BTreeMap<Aside, usize> {
    let mut aside: BTreeMap<Aside, usize> = BTreeMap::new();
    for reason in reasons {
        *aside.entry(reason).or_default() += 1;
    }
    if not_personal > 0 {
        aside.insert(Aside::NotPersonal, not_personal);
    }
    aside
}

/// What a visit says of an entry; the better judgment is the lesser.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Judgment {
    verdict: Verdict,
    gap: i64,
    /// The length of the visit's date: the more precise one is the better.
    length: i64,
    visit: usize,
    reason: String,
}

fn judge(
    at: usize,
    visit: &GraphVisit<'_>,
    date: &EventDate,
    entry: &Entry,
    gazetteer: &Gazetteer,
) -> Option<Judgment> {
    let gap = (entry.start - date.end)
        .num_days()
        .max((date.start - entry.end).num_days())
        .max(0);
    let differing = if gap > SLACK {
        Some(format!("{gap} days apart"))
    } else {
        contradicting(visit, entry, gazetteer).map(|place| format!("{place} is not among the places"))
    };
    let (verdict, reason) = match (visit.event.status, differing) {
        _ if gap > APART => return None,
        (Status::Denied, _) if gap > SLACK => return None,
        (Status::Denied, _) => (Verdict::CalledOff, String::new()),
        (Status::Planned | Status::Possible, differing) => (Verdict::AnnouncedOnly, differing.unwrap_or_default()),
        (Status::Occurred, Some(differing)) => (Verdict::Contradicted, differing),
        (Status::Occurred, None) => (Verdict::Confirmed, String::new()),
    };
    Some(Judgment {
        verdict,
        gap,
        length: (date.end - date.start).num_days(),
        visit: at,
        reason,
    })
}

/// The entries of which an undated visit tells, each with the reason. A register may list one journey twice.
fn undated(visit: &GraphVisit<'_>, own: &[usize], entries: &[Entry]) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for report in visit.event.reports.iter().filter(|report| report.date.is_none()) {
        let Some(day) = report.article_date else { continue };
        let starts = own.iter().map(|&at| entries[at].start);
        let (start, word) = match report.status {
            Status::Occurred => (starts.filter(|start| *start <= day).max(), "told"),
            Status::Planned => (starts.filter(|start| *start >= day).min(), "announced"),
            _ => continue,
        };
        let meant = own.iter().filter(|&&at| {
            let entry = &entries[at];
            Some(entry.start) == start && day <= entry.end + TOLD && entry.start <= day + TOLD
        });
        found.extend(meant.map(|&at| (at, format!("{word} on {day}"))));
    }
    found
}

/// The best place of the visit, if neither it nor another that reports name is among those of the entry.
fn contradicting<'a>(visit: &GraphVisit<'a>, entry: &Entry, gazetteer: &Gazetteer) -> Option<&'a str> {
    let others = visit.event.places.iter().map(|reading| reading.place.name.as_str());
    let mut all = visit.place.into_iter().chain(others);
    let is_contradicted = all.all(|place| is_elsewhere(place, visit.country, entry, gazetteer));
    visit.place.filter(|_| is_contradicted)
}

/// Whether the entry names places, and not this city. Buildings and regions contradict nothing.
fn is_elsewhere(place: &str, country: &Node, entry: &Entry, gazetteer: &Gazetteer) -> bool {
    let meant = |name: &str| {
        let senses = gazetteer.senses(name).iter();
        let cities = senses.filter(|sense| matches!(sense.entity, Known::City(_)) || sense.form == NameForm::Capital);
        cities
            .map(|sense| (sense.entity, sense.form == NameForm::Capital))
            .collect::<Vec<_>>()
    };
    let own = meant(place);
    if entry.locale.is_empty() || own.is_empty() || words(place) == words(&country.name) {
        return false;
    }
    let told = words(&format!("{} {} {}", entry.locale, entry.remarks, entry.destination));
    let is_told = words(place).iter().all(|word| told.contains(word));
    let mut places = entry.locale.split([',', ';', '(', ')']);
    !is_told && !places.any(|name| meant(name.trim()).iter().any(|sense| own.contains(sense)))
}

/// The visits of persons to countries, in the order of the graph, and the number of other visits; with names in `who`,
/// only those of these persons.
fn visits<'a>(graph: &'a KnowledgeGraph, who: &[String]) -> (Vec<GraphVisit<'a>>, usize) {
    let mut visits = Vec::new();
    let mut others = 0;
    for event in graph.events() {
        if event.event_type != EventType::Visited {
            continue;
        }
        let side = |ids: &'a [crate::graph::NodeId], kind: NodeKind| {
            let nodes = ids.iter().filter_map(|id| graph.node(id));
            nodes.filter(move |node| node.kind == kind)
        };
        let is_own = |node: &&Node| is_asked(&node.name, who);
        let is_personal = side(&event.source, NodeKind::Person).next().is_some()
            && side(&event.target, NodeKind::Country).next().is_some();
        if !is_personal
            && event
                .source
                .iter()
                .filter_map(|id| graph.node(id))
                .any(|node| is_own(&node))
        {
            others += 1;
        }
        for visitor in side(&event.source, NodeKind::Person).filter(is_own) {
            visits.extend(side(&event.target, NodeKind::Country).map(|country| GraphVisit {
                event,
                visitor,
                country,
                place: event.place.as_ref().map(|id| graph.name(id)),
            }));
        }
    }
    (visits, others)
}

/// Whether one of the names asked for is part of `name`, or none is asked for.
fn is_asked(name: &str, who: &[String]) -> bool {
    let words = name_words(name);
    who.is_empty()
        || who
            .iter()
            .any(|asked| name_words(asked).iter().all(|word| words.contains(word)))
}

/// The entries with what their names mean.
struct Register<'a> {
    entries: &'a [Entry],
    /// The places of the entries asked for.
    asked: Vec<usize>,
    countries: BTreeMap<&'a str, Vec<String>>,
    /// The entries of each traveler, by name and country.
    travelers: BTreeMap<(&'a str, &'a str), Vec<usize>>,
    /// The one destination that a register knows, by the register's name.
    destinations: BTreeMap<&'a str, Option<&'a str>>,
    /// The last day of each register.
    ends: BTreeMap<&'a str, NaiveDate>,
}

impl<'a> Register<'a> {
    fn new(entries: &'a [Entry], who: &[String], gazetteer: &Gazetteer) -> Self {
        let mut register = Self {
            entries,
            asked: Vec::new(),
            countries: BTreeMap::new(),
            travelers: BTreeMap::new(),
            destinations: BTreeMap::new(),
            ends: BTreeMap::new(),
        };
        for (at, entry) in entries.iter().enumerate() {
            for name in [&entry.destination, &entry.country_of_traveler] {
                register
                    .countries
                    .entry(name)
                    .or_insert_with(|| countries(name, gazetteer));
            }
            let key = (entry.traveler.as_str(), entry.country_of_traveler.as_str());
            register.travelers.entry(key).or_default().push(at);
            let destination = Some(entry.destination.as_str());
            let only = register.destinations.entry(&entry.register).or_insert(destination);
            if *only != destination {
                *only = None;
            }
            let end = register.ends.entry(&entry.register).or_insert(entry.end);
            *end = entry.end.max(*end);
            if is_asked(&entry.traveler, who) {
                register.asked.push(at);
            }
        }
        register
    }

    /// The entries of the traveler who is this person.
    fn entries_of(&self, visitor: &Node) -> Vec<usize> {
        let mut own: Vec<usize> = Vec::new();
        for (&(traveler, country), entries) in &self.travelers {
            let codes = self.countries.get(country).map_or(&[][..], Vec::as_slice);
            let is_known = !codes.is_empty() && !visitor.country.is_empty();
            if is_known && !codes.contains(&visitor.country) {
                continue;
            }
            if traveler
                .split(" and ")
                .any(|name| is_one(name, &visitor.name, is_known))
            {
                own.extend(entries);
            }
        }
        own.sort_unstable();
        own
    }

    fn is_destination(&self, entry: usize, country: &Node) -> bool {
        self.is_country(&self.entries[entry].destination, country)
    }

    fn is_country(&self, name: &str, country: &Node) -> bool {
        let codes = self.countries.get(name).map_or(&[][..], Vec::as_slice);
        if codes.is_empty() || country.country.is_empty() {
            return name_words(name) == name_words(&country.name);
        }
        codes.contains(&country.country)
    }

    /// Whether the register would know of the visit; `own` are the entries of its traveler.
    fn covers(&self, own: &[usize], visit: &GraphVisit<'_>, date: &EventDate) -> bool {
        if visit.visitor.country == visit.country.country {
            return false;
        }
        let registers: BTreeSet<&str> = own.iter().map(|&at| self.entries[at].register.as_str()).collect();
        registers.into_iter().any(|name| {
            let entries = || {
                let all = own.iter().map(|&at| &self.entries[at]);
                all.filter(|entry| entry.register == name)
            };
            let first = entries().map(|entry| entry.start).min();
            let last = entries().map(|entry| entry.end).max();
            let Some((first, last)) = first.zip(last) else {
                return false;
            };
            let end = self.ends.get(name).copied().unwrap_or(last);
            let only = self.destinations.get(name).copied().flatten();
            first - AROUND <= date.start
                && date.end <= (last + AROUND).min(end)
                && only.is_none_or(|destination| self.is_country(destination, visit.country))
        })
    }
}

/// Whether both names are one person's; family names alone count only for those who serve one country.
fn is_one(traveler: &str, visitor: &str, same_country: bool) -> bool {
    let (a, b) = (name_words(traveler), name_words(visitor));
    let among = |few: &[String], many: &[String]| !few.is_empty() && few.iter().all(|word| many.contains(word));
    if among(&a, &b) || among(&b, &a) {
        return true;
    }
    let (Some(first), Some(other)) = (a.first(), b.first()) else {
        return false;
    };
    let is_short = |long: &str, short: &str| {
        let mut forms = SHORT_FORMS.iter();
        forms.any(|(name, forms)| *name == long && forms.contains(&short))
    };
    let alike = strsim::jaro_winkler(first, other) >= ALIKE || is_short(first, other) || is_short(other, first);
    same_country && a.last() == b.last() && alike
}
