//! Change: which events are no longer as they were, when reports come and go?
//!
//! Reports are merged in the order of their articles, each with the event of its signature that it fits best, and only with events
//! of near months. So what comes or goes changes nothing before it, and behind it no more than the events that it meets. In: the
//! reports that came and went, and a way to ask for the others ([`Past`]). Out: the events that are no longer there, and those
//! that are there in their place, the same as if all reports were merged anew ([`replace`]). Cost: of the reports of the same
//! signatures in near months.

use super::builder::record;
use super::digest::{digest, hash};
use super::merge::{self, Actor, Cluster, Month, NO_MONTH, Rank};
use super::node::{Known, Node, NodeKind};
use super::record::{ArticleRef, EventRecord, FoundEvent, ReportId};
use super::register::{Nodes, country_id, place_id};
use super::rules::RULES;
use super::{EventId, NodeId, life, origin};
use crate::entity::EntityId;
use crate::text::fold;
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

/// What tells whether a graph was merged as this version would merge it: a digest of its rules, and of what is known of nodes.
pub(crate) fn rules_digest(known: &BTreeMap<NodeId, Known>) -> String {
    let mut parts = vec![
        env!("CARGO_PKG_VERSION"),
        include_str!("data/merging.toml"),
        include_str!("data/names.toml"),
        include_str!("data/words.tsv"),
    ];
    for (id, Known { name, wikidata }) in known {
        parts.extend([id.as_str(), name, wikidata.as_deref().unwrap_or_default()]);
    }
    digest(&parts)
}

/// Where a report stands: the place of its article in the order of articles, and its own in the article.
pub(crate) type At = (i64, i64);

/// What a report tells, of an article that is called as in the graph.
#[derive(Clone, Debug)]
pub(crate) struct ToldAt {
    /// Where it stands.
    pub(crate) at: At,
    /// Its id.
    pub(crate) id: ReportId,
    /// What it tells.
    pub(crate) found: FoundEvent,
}

impl ToldAt {
    fn cluster(self) -> Cluster {
        Cluster::new(self.found, self.id)
    }

    /// Where other reports of its event may be: the number of its signature, and its months.
    pub(crate) fn bucket(&self) -> (i64, Vec<i32>) {
        let cluster = self.clone().cluster();
        (cluster.signature().number(), cluster.months())
    }
}

/// The reports as they were merged before; an event is known by a number.
pub(crate) trait Past {
    /// Why it cannot be asked.
    type Error;

    /// The reports of a signature in months near these, each with its event.
    fn near(&mut self, signature: i64, months: &[i32]) -> Result<Vec<(At, i64)>, Self::Error>;

    /// The reports of an event, in their order.
    fn reports(&mut self, event: i64) -> Result<Vec<At>, Self::Error>;

    /// What a report tells.
    fn told(&mut self, at: At) -> Result<ToldAt, Self::Error>;
}

/// A report of an event, and where others of it may be.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// Where it stands.
    pub(crate) at: At,
    /// The number of its signature.
    pub(crate) signature: i64,
    /// Its months.
    pub(crate) months: Vec<i32>,
}

/// An event that is made of its reports.
#[derive(Debug)]
pub(crate) struct Made {
    cluster: Cluster,
    /// Its reports, in their order.
    pub(crate) members: Vec<Member>,
}

/// An event with what of its reports is not in it.
#[derive(Clone, Debug)]
pub(crate) struct Remade {
    /// The event, by the id that follows from what it tells.
    pub(crate) event: EventRecord,
    /// The ids of its reports.
    pub(crate) ids: Vec<ReportId>,
    /// Who takes part.
    pub(crate) actors: Vec<Node>,
    /// The place.
    pub(crate) place: Option<Node>,
}

/// What is different.
#[derive(Debug, Default)]
pub(crate) struct Replaced {
    /// The events that are no longer as they were.
    pub(crate) gone: BTreeSet<i64>,
    /// Those that are there now.
    pub(crate) made: Vec<Made>,
}

/// What becomes of the events when these reports come, and those go that are given with their events.
pub(crate) fn replace<P: Past>(
    past: &mut P,
    came: Vec<ToldAt>,
    gone: Vec<(ToldAt, i64)>,
) -> Result<Replaced, P::Error> {
    let mut steps: BTreeMap<i64, Steps> = BTreeMap::new();
    for (told, event) in gone {
        let (signature, _) = told.bucket();
        let steps = steps.entry(signature).or_default();
        steps.queue.insert(told.at, Step::Gone(event));
    }
    for told in came {
        let at = told.at;
        let single = told.cluster();
        let steps = steps.entry(single.signature().number()).or_default();
        steps.queue.insert(at, Step::Came);
        steps.singles.insert(at, Rc::new(single));
    }
    let mut replaced = Replaced::default();
    for (signature, Steps { queue, singles }) in steps {
        let mut group = Group {
            past,
            signature,
            queue,
            singles,
            former: HashMap::new(),
            spoiled: BTreeSet::new(),
            open: BTreeMap::new(),
        };
        group.run()?;
        replaced.gone.append(&mut group.spoiled);
        for (_, open) in std::mem::take(&mut group.open) {
            let members = open.members.iter().map(|&at| group.member(at));
            let members = members.collect::<Result<_, _>>()?;
            let cluster = open.cluster;
            replaced.made.push(Made { cluster, members });
        }
    }
    Ok(replaced)
}

/// An event as its reports make it, which stay together.
pub(crate) fn remake<P: Past>(past: &mut P, event: i64) -> Result<Option<Made>, P::Error> {
    let mut made: Option<Made> = None;
    for at in past.reports(event)? {
        let single = past.told(at)?.cluster();
        let member = Member {
            at,
            signature: single.signature().number(),
            months: single.months(),
        };
        match &mut made {
            Some(made) => {
                made.cluster.merge(single);
                made.members.push(member);
            }
            None => {
                made = Some(Made {
                    cluster: single,
                    members: vec![member],
                });
            }
        }
    }
    Ok(made)
}

/// What is to be done in a signature, in order.
#[derive(Default)]
struct Steps {
    queue: BTreeMap<At, Step>,
    /// The reports that came, each by itself.
    singles: HashMap<At, Rc<Cluster>>,
}

/// What is to be done with a report.
#[derive(Clone, Copy)]
enum Step {
    /// It came.
    Came,
    /// It went, and was one of this event.
    Gone(i64),
    /// It was one of this event, and may now be one of another.
    Again(i64),
}

/// An event that is not as it was.
struct Open {
    cluster: Cluster,
    members: Vec<At>,
    months: BTreeSet<Month>,
}

/// Where a report belongs.
enum Choice {
    /// To the event that is not as it was, and has this first report.
    Open(At),
    /// To one that is as it was.
    Former(i64),
    /// To none that is there.
    Own,
}

/// How well a report goes with an event: of equals the first is the best.
type Fit = (Rank, At);

/// The reports of one signature while they are placed anew.
struct Group<'p, P> {
    past: &'p mut P,
    signature: i64,
    queue: BTreeMap<At, Step>,
    singles: HashMap<At, Rc<Cluster>>,
    /// Former events, each of so many of its first reports.
    former: HashMap<(i64, usize), Rc<Cluster>>,
    /// The former events that are not as they were.
    spoiled: BTreeSet<i64>,
    /// Those that are not as they were, by their first reports.
    open: BTreeMap<At, Open>,
}

impl<P: Past> Group<'_, P> {
    fn run(&mut self) -> Result<(), P::Error> {
        while let Some((at, step)) = self.queue.pop_first() {
            match step {
                Step::Gone(event) => {
                    self.spoil(event, at)?;
                }
                Step::Again(event) if !self.spoiled.contains(&event) => self.look_again(event, at)?,
                Step::Came | Step::Again(_) => {
                    let choice = self.choose(at)?;
                    self.put(at, &choice)?;
                }
            }
        }
        Ok(())
    }

    fn single(&mut self, at: At) -> Result<Rc<Cluster>, P::Error> {
        if let Some(single) = self.singles.get(&at) {
            return Ok(Rc::clone(single));
        }
        let single = Rc::new(self.past.told(at)?.cluster());
        self.singles.insert(at, Rc::clone(&single));
        Ok(single)
    }

    fn member(&mut self, at: At) -> Result<Member, P::Error> {
        let single = self.single(at)?;
        Ok(Member {
            at,
            signature: self.signature,
            months: single.months(),
        })
    }

    /// A former event of its reports before `at`, and the first of them; nothing if all come later.
    fn before(&mut self, event: i64, at: At) -> Result<Option<(At, Rc<Cluster>)>, P::Error> {
        let reports = self.past.reports(event)?;
        let count = reports.partition_point(|&report| report < at);
        let Some(&first) = reports[..count].first() else {
            return Ok(None);
        };
        if let Some(cluster) = self.former.get(&(event, count)) {
            return Ok(Some((first, Rc::clone(cluster))));
        }
        let cluster = if count == 1 {
            self.single(first)?
        } else {
            let mut cluster = Cluster::clone(&*self.single(first)?);
            for &report in &reports[1..count] {
                cluster.merge(Cluster::clone(&*self.single(report)?));
            }
            Rc::new(cluster)
        };
        self.former.insert((event, count), Rc::clone(&cluster));
        Ok(Some((first, cluster)))
    }

    /// A former event is not as it was from `at` on. Returns its first report, if one comes before.
    fn spoil(&mut self, event: i64, at: At) -> Result<Option<At>, P::Error> {
        if !self.spoiled.insert(event) {
            return Ok(None);
        }
        let before = self.before(event, at)?;
        let reports = self.past.reports(event)?;
        for &later in reports.iter().filter(|&&report| report > at) {
            self.queue.entry(later).or_insert(Step::Again(event));
        }
        let Some((first, cluster)) = before else {
            return Ok(None);
        };
        let months = cluster.months();
        let open = Open {
            cluster: Cluster::clone(&*cluster),
            members: reports.into_iter().take_while(|&report| report < at).collect(),
            months: months.iter().copied().collect(),
        };
        self.open.insert(first, open);
        self.wake(&months, at)?;
        Ok(Some(first))
    }

    /// All reports behind `at` that may be of an event with these months are to be looked at again.
    fn wake(&mut self, months: &[Month], at: At) -> Result<(), P::Error> {
        for (later, event) in self.past.near(self.signature, months)? {
            if later > at {
                self.queue.entry(later).or_insert(Step::Again(event));
            }
        }
        Ok(())
    }

    /// The best of the events that are not as they were, for a report.
    fn best_open(&self, single: &Cluster) -> Option<Fit> {
        let months = single.months();
        let near = self.open.iter().filter(|(_, open)| are_near(&open.months, &months));
        near.filter_map(|(&first, open)| Some((open.cluster.rank(single)?, first)))
            .min()
    }

    /// Whether a report leaves an event that is as it was for one that is not.
    fn look_again(&mut self, event: i64, at: At) -> Result<(), P::Error> {
        let single = self.single(at)?;
        let Some(best) = self.best_open(&single) else {
            return Ok(());
        };
        let own = self.before(event, at)?;
        if own
            .and_then(|(first, own)| Some((own.rank(&single)?, first)))
            .is_some_and(|own| own < best)
        {
            return Ok(());
        }
        self.spoil(event, at)?;
        self.put(at, &Choice::Open(best.1))
    }

    /// The event that a report fits best.
    fn choose(&mut self, at: At) -> Result<Choice, P::Error> {
        let single = self.single(at)?;
        let mut best: Option<(Fit, Choice)> = self.best_open(&single).map(|fit| (fit, Choice::Open(fit.1)));
        let near = self.past.near(self.signature, &single.months())?;
        let before = near.into_iter().filter(|&(report, _)| report < at);
        let events: BTreeSet<i64> = before.map(|(_, event)| event).collect();
        for event in events {
            if self.spoiled.contains(&event) {
                continue;
            }
            let Some((first, cluster)) = self.before(event, at)? else {
                continue;
            };
            let Some(rank) = cluster.rank(&single) else { continue };
            if best.as_ref().is_none_or(|(fit, _)| (rank, first) < *fit) {
                best = Some(((rank, first), Choice::Former(event)));
            }
        }
        Ok(best.map_or(Choice::Own, |(_, choice)| choice))
    }

    fn put(&mut self, at: At, choice: &Choice) -> Result<(), P::Error> {
        let first = match choice {
            Choice::Open(first) => Some(*first),
            Choice::Former(event) => self.spoil(*event, at)?,
            Choice::Own => None,
        };
        let single = self.single(at)?;
        let months = single.months();
        let single = Cluster::clone(&*single);
        let Some(open) = first.and_then(|first| self.open.get_mut(&first)) else {
            let open = Open {
                cluster: single,
                members: vec![at],
                months: months.iter().copied().collect(),
            };
            self.open.insert(at, open);
            return self.wake(&months, at);
        };
        open.cluster.merge(single);
        open.members.push(at);
        let new: Vec<Month> = months.into_iter().filter(|&month| open.months.insert(month)).collect();
        self.wake(&new, at)
    }
}

/// Whether reports of these months may tell of an event that has those.
fn are_near(event: &BTreeSet<Month>, report: &[Month]) -> bool {
    event.contains(&NO_MONTH)
        || report.iter().any(|&month| match month {
            NO_MONTH => true,
            month => event.range(month - 1..=month + 1).next().is_some(),
        })
}

impl Made {
    /// The articles that report it.
    pub(crate) fn articles(&self) -> impl Iterator<Item = &str> {
        self.cluster.reports.iter().map(|report| report.article.as_str())
    }

    /// The folded name of its place, if no country is told.
    pub(crate) fn namesake(&self) -> Option<String> {
        let place = self.cluster.place().filter(|place| place.country.is_empty())?;
        Some(fold(&place.name))
    }

    /// The event. `articles` has those that report it, by their ids, and `places` the ids of places by their folded names.
    pub(crate) fn finish(
        mut self,
        articles: &BTreeMap<String, ArticleRef>,
        places: &BTreeMap<String, NodeId>,
    ) -> (Remade, Vec<Member>) {
        origin::number(&mut self.cluster.reports, |id| articles.get(id));
        let mut nodes = Nodes::default();
        let actors = self.cluster.source.iter().chain(&self.cluster.target);
        let actors = actors.map(Actor::node).collect();
        let place = self.cluster.place().map(|told| {
            let id = place_id(&told, places);
            nodes.put_place(&id, &told.name);
            nodes.by_id(&id).clone()
        });
        let ids = std::mem::take(&mut self.cluster.ids);
        let held_in = place.as_ref().map(|place| place.id.clone());
        let event = record(self.cluster, held_in, &mut HashSet::new());
        let remade = Remade {
            event,
            ids,
            actors,
            place,
        };
        (remade, self.members)
    }
}

/// The id that follows from what an event tells, before those of one id are numbered.
pub(crate) fn content_id(event: &EventRecord) -> EventId {
    let sides = [&event.source, &event.target].map(|side| side.iter().map(NodeId::as_str).collect());
    let place = event.places.first().map(|told| &told.place);
    merge::content_id(event.event_type, sides, event.date.as_ref(), &event.reports, place)
}

/// A number for the events of which one may be put off to another; none for types that are not put off.
pub(crate) fn life_number(event: &EventRecord) -> Option<i64> {
    if !RULES.postponed.types.contains(&event.event_type) {
        return None;
    }
    let mut parts: Vec<&str> = event.participants().map(NodeId::as_str).collect();
    parts.sort_unstable();
    parts.push(event.event_type.as_str());
    Some(hash(&parts).cast_signed())
}

/// The days on which an event may begin that this one was put off to; nothing if it was not put off.
pub(crate) fn later_days(event: &EventRecord) -> Option<(NaiveDate, NaiveDate)> {
    let told = life::put_off(event)?;
    let last = event.date.as_ref().map_or(told, |date| date.end);
    Some((last.succ_opt()?, reaching(last)))
}

/// The last day on which an event may begin that one of this day was put off to.
pub(crate) fn reaching(day: NaiveDate) -> NaiveDate {
    let days = Days::new(RULES.postponed.within.unsigned_abs());
    day.checked_add_days(days).unwrap_or(NaiveDate::MAX).min(LAST)
}

/// The last day that a graph may have.
const LAST: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day");

/// The first day of which an event may be that was put off to one of this day.
pub(crate) fn reached_from(day: NaiveDate) -> NaiveDate {
    let days = Days::new(RULES.postponed.within.unsigned_abs());
    day.checked_sub_days(days).unwrap_or(NaiveDate::MIN)
}

/// The one of these events, in their order, that the event was put off to.
pub(crate) fn put_off_to(event: &EventRecord, others: Vec<EventRecord>) -> Option<EventId> {
    let mut events = vec![event.clone()];
    events.extend(others);
    for event in &mut events {
        event.postponed_to = None;
    }
    life::link(&mut events);
    events.swap_remove(0).postponed_to
}

/// Whether others of its affiliation can be found by it: a country or an organization is called by its code.
pub(crate) fn is_regular(node: &Node) -> bool {
    match node.kind {
        NodeKind::Country | NodeKind::Organization => {
            let code = node.affiliation();
            called_by(code).contains(&node.id) && (node.kind == NodeKind::Country || node.country.is_empty())
        }
        _ => true,
    }
}

/// The countries and organizations that a code may stand for.
pub(crate) fn called_by(code: &str) -> [NodeId; 3] {
    let organization = EntityId::organization(code).into();
    [country_id(code), organization, NodeId::from(code.to_owned())]
}
