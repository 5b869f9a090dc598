//! Portions: what do the reports of some keys tell, merged apart from all others?
//!
//! Many machines can share the merging of reports: those of different keys ([`Told::key`]) never tell of one event, and an
//! event of one key has a say in the life of one of another only where somebody who takes part in both serves now a country and now
//! an organization. In: what articles tell, each event apart ([`Findings::apart`]),
//! with what only all articles together can say of its article ([`Settled`]). Out: the events of some keys ([`merge_told`]), and of
//! the portions of all keys the graph that [`GraphBuilder`] makes of the articles, or of some portions a part of it
//! ([`GraphBuilder::assemble`]). Decisions on events are not replayed here.

use super::builder::{GraphBuilder, Ids, Merging, record, tied, unused_id};
use super::findings::Findings;
use super::merge::{Actor, Cluster, Month, NO_MONTH};
use super::node::Node;
use super::record::{ArticleRef, EventRecord, FoundEvent, ReportId};
use super::register::{Nodes, located, names, place_id};
use super::rules::RULES;
use super::{GraphError, KnowledgeGraph, NodeId, life, missing, origin, twice};
use crate::event::Place;
use chrono::Datelike;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What an article tells of one event, apart from what else it tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The type, and the countries and organizations of those on both sides. Reports of different keys never tell of one event.
    pub key: String,
    /// The months in which other reports of the event may be, as numbers; the greatest number where it may be any.
    pub months: Vec<i32>,
    /// The article with this event alone.
    pub findings: Findings,
}

impl Findings {
    /// What it tells, event by event, in their order. The word sequences are left out: they tell of copies, and that has then
    /// been said.
    pub fn apart(self) -> Vec<Told> {
        let Self {
            article,
            events,
            fingerprint,
            ..
        } = self;
        let told = events.into_iter().map(|found| {
            let cluster = Cluster::new(found.clone(), ReportId::default());
            Told {
                key: key(&cluster),
                months: cluster.months(),
                findings: Self {
                    article: article.clone(),
                    events: vec![found],
                    fingerprint: fingerprint.clone(),
                    sampled: Vec::new(),
                },
            }
        });
        told.collect()
    }

    /// Bytes that stand in the order of articles: compared byte by byte, they decide as [`order`](Self::order) does.
    pub fn order_key(&self) -> Vec<u8> {
        let article = &self.article;
        let mut key = self.day_and_id_key();
        for words in [
            Some(&self.fingerprint),
            article.source.as_ref(),
            article.url.as_ref(),
            article.title.as_ref(),
        ] {
            push_text(&mut key, words.map(String::as_str));
        }
        key
    }

    /// The beginning of the [key](Self::order_key), which decides where ids differ.
    pub(crate) fn day_and_id_key(&self) -> Vec<u8> {
        let article = &self.article;
        let mut key = Vec::new();
        if let Some(date) = article.date {
            key.push(0);
            let day = date.num_days_from_ce().wrapping_sub(i32::MIN).cast_unsigned();
            key.extend(day.to_be_bytes());
        } else {
            key.push(1);
        }
        push_text(&mut key, Some(&article.id));
        key
    }

    /// The places that it names with their countries: folded name and id, in their order. One that is named elsewhere without
    /// a country is the first of its name in all articles.
    pub fn places(&self) -> Vec<(String, NodeId)> {
        let mut seen = BTreeSet::new();
        let places = self.events.iter().filter_map(located);
        places.filter(|(name, _)| seen.insert(name.clone())).collect()
    }
}

/// Adds bytes that stand in the order of texts.
fn push_text(key: &mut Vec<u8>, words: Option<&str>) {
    key.push(u8::from(words.is_some()));
    for byte in words.unwrap_or_default().bytes() {
        key.push(byte);
        // What ends a text is less than whatever goes on with it.
        if byte == 0 {
            key.push(u8::MAX);
        }
    }
    key.extend([0, 0]);
}

/// The key of a cluster: events of the same participants have one, on whichever side they stand.
fn key(cluster: &Cluster) -> String {
    let actors = cluster.source.iter().chain(&cluster.target);
    let affiliations: BTreeSet<&str> = actors.map(Actor::affiliation).collect();
    let parts = std::iter::once(cluster.event_type.as_str()).chain(affiliations);
    parts.collect::<Vec<_>>().join(" ")
}

/// The ids of articles in a graph: of several of one id, the later ones are called `id#2`, `id#3` and so on. Articles whose ids
/// differ before the first `#` can be asked about apart.
///
/// ```
/// use summitry::graph::free_ids;
///
/// assert_eq!(free_ids(["kim", "putin", "kim"]), ["kim", "putin", "kim#2"]);
/// ```
pub fn free_ids<'a>(ids: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut taken = Ids::default();
    ids.into_iter().map(|id| taken.free(id)).collect()
}

/// When one article prints the text of another again: the earliest is the original that shares enough of the sampled sequences
/// of words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CopyRule {
    /// At least so many sequences are the same,
    pub least: usize,
    /// and this share of those of the article that has fewer;
    pub share: f64,
    /// the articles, where both are dated, are at most so many days apart;
    pub days: i64,
    /// and of the articles in which a sequence stands, no more than the first so many count.
    pub articles: usize,
}

impl CopyRule {
    /// The built-in rule.
    pub fn builtin() -> Self {
        let rules = &RULES.sources;
        Self {
            least: rules.least,
            share: rules.share,
            days: rules.articles,
            articles: origin::FORMULA,
        }
    }
}

/// What an article tells of one event, with what all articles together say of the article.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    /// The place of the article in the [order](Findings::order) of those that tell something.
    pub rank: u64,
    /// The place of the event among those of the article.
    pub position: usize,
    /// The article, by its id in the graph, and with the article that it was printed from.
    pub article: ArticleRef,
    /// What it tells.
    pub found: FoundEvent,
}

impl Settled {
    /// What was [told](Told), of an article of that rank, id and original.
    pub fn new(told: Findings, rank: u64, position: usize, id: &str, copy_of: Option<String>) -> Vec<Self> {
        let mut article = told.article;
        id.clone_into(&mut article.id);
        article.copy_of = copy_of;
        let settled = told.events.into_iter().zip(position..).map(|(mut found, position)| {
            found.report.article.clone_from(&article.id);
            Self {
                rank,
                position,
                article: article.clone(),
                found,
            }
        });
        settled.collect()
    }
}

/// An event, and all that a graph needs to know of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Portion {
    /// The rank of the first article that reports it, and the place of that report in the article: they order events.
    pub first: (u64, usize),
    /// The event; the summit that it may be, or be part of, is found when a graph is assembled.
    pub event: EventRecord,
    /// Who takes part, in the order of the event.
    pub actors: Vec<Node>,
    /// The place.
    pub place: Option<Node>,
    /// The names by which its articles call those who take part, and the countries for which a person stands here.
    pub names: BTreeMap<NodeId, BTreeSet<String>>,
    /// The articles that report it, with their ranks.
    pub articles: Vec<(u64, ArticleRef)>,
}

/// The events that these reports tell, which are all the reports of some keys, in the order of their first reports. `places`
/// has the ids of places by their folded names, from the first of all articles that tells the country.
pub fn merge_told(mut told: Vec<Settled>, places: &BTreeMap<String, NodeId>) -> Vec<Portion> {
    told.sort_by_key(|settled| (settled.rank, settled.position));
    let mut merging = Merging::default();
    let mut articles: BTreeMap<String, (u64, ArticleRef)> = BTreeMap::new();
    let mut rest: Vec<Rest> = Vec::new();
    for settled in told {
        let Settled {
            rank,
            position,
            article,
            found,
        } = settled;
        articles.entry(article.id.clone()).or_insert_with(|| (rank, article));
        let called: Vec<(NodeId, String)> = names(&found).map(|(id, name)| (id.clone(), name)).collect();
        let id = ReportId::default();
        let at = merging.place(Cluster::new(found, id.clone()), &id).at;
        if at == rest.len() {
            rest.push(Rest {
                first: (rank, position),
                ..Rest::default()
            });
        }
        for (id, name) in called {
            rest[at].names.entry(id).or_default().insert(name);
        }
    }
    let mut taken = HashSet::new();
    let mut events = Vec::with_capacity(rest.len());
    for (mut cluster, rest) in merging.clusters.into_iter().zip(&mut rest) {
        origin::number(&mut cluster.reports, |id| articles.get(id).map(|(_, article)| article));
        rest.actors = cluster.source.iter().chain(&cluster.target).cloned().collect();
        rest.place = cluster.place();
        let place = rest.place.as_ref().map(|place| place_id(place, places));
        events.push(record(cluster, place, &mut taken));
    }
    life::link(&mut events);
    let portions = events.into_iter().zip(rest);
    portions.map(|(event, rest)| rest.portion(event, &articles)).collect()
}

/// What of a cluster is not in its event.
#[derive(Default)]
struct Rest {
    first: (u64, usize),
    actors: Vec<Actor>,
    place: Option<Place>,
    names: BTreeMap<NodeId, BTreeSet<String>>,
}

impl Rest {
    fn portion(self, event: EventRecord, articles: &BTreeMap<String, (u64, ArticleRef)>) -> Portion {
        let of_article = |id: &str| articles.get(id).map(|(rank, article)| (*rank, article));
        let own: BTreeMap<u64, &ArticleRef> = event
            .reports
            .iter()
            .filter_map(|report| of_article(&report.article))
            .collect();
        let mut nodes = Nodes::default();
        for actor in &self.actors {
            nodes.actor(actor);
        }
        let place = event.place.as_ref().zip(self.place).map(|(id, place)| {
            let mut nodes = Nodes::default();
            nodes.put_place(id, &place.name);
            nodes.by_id(id).clone()
        });
        Portion {
            first: self.first,
            actors: nodes.list().to_vec(),
            place,
            names: self.names,
            articles: own.into_iter().map(|(rank, article)| (rank, article.clone())).collect(),
            event,
        }
    }
}

impl GraphBuilder {
    /// The graph of these portions, for which `articles_read` articles were read. Of the portions of all keys it is the one that
    /// [`finish`](Self::finish) makes of all articles; of some portions, nodes count the mentions in these alone, and a summit
    /// has the events of these alone.
    ///
    /// # Errors
    /// If two portions have one event, or one has no node for somebody who takes part.
    pub fn assemble(self, mut portions: Vec<Portion>, articles_read: usize) -> Result<KnowledgeGraph, GraphError> {
        portions.sort_by_key(|portion| portion.first);
        let mut nodes = Nodes::default();
        for portion in &portions {
            for actor in &portion.actors {
                nodes.take(actor);
            }
        }
        let mut articles = BTreeMap::new();
        let mut events = Vec::with_capacity(portions.len());
        let (mut last, mut taken) = (None, HashSet::new());
        for mut portion in portions {
            if last.replace(portion.first) == Some(portion.first) {
                return Err(twice("events", portion.event.id.as_str()));
            }
            // Somebody who serves now a country and now an organization stands in two keys.
            portion.event.id = unused_id(&portion.event.id, &mut taken);
            if let Some(place) = &portion.place {
                nodes.put_place(&place.id, &place.name);
            }
            for (id, called) in portion.names {
                nodes.call(id, called);
            }
            for id in portion.event.participants().chain(&portion.event.place) {
                if !nodes.has(id) {
                    return Err(missing("node", id.as_str()));
                }
            }
            articles.extend(portion.articles);
            events.push(portion.event);
        }
        let articles = articles.into_values().collect();
        let (graph, _) = tied(nodes, events, articles, self.known(), articles_read)?;
        Ok(graph)
    }
}

/// The seasons to which sets of months belong that reports of one key have: neither an event nor its life reaches from one
/// season into another, so that reports of different seasons can be merged apart. A season is called by its first month.
///
/// ```
/// use summitry::graph::seasons;
///
/// assert_eq!(seasons(&[vec![100, 101], vec![300], vec![102], vec![300, 312]]), [100, 300, 100, 300]);
/// ```
pub fn seasons(months: &[Vec<i32>]) -> Vec<i32> {
    if months.iter().flatten().any(|&month| month == NO_MONTH) {
        return vec![0; months.len()];
    }
    let reach = (RULES.postponed.within / SHORTEST_MONTH + 1).max(1);
    let all: BTreeSet<Month> = months.iter().flatten().copied().collect();
    // Each month leads to an earlier one of its season, the first to itself.
    let mut former: BTreeMap<Month, Month> = BTreeMap::new();
    let mut last: Option<Month> = None;
    for month in all {
        let near = last.filter(|last| i64::from(month) - i64::from(*last) <= reach);
        former.insert(month, near.unwrap_or(month));
        last = Some(month);
    }
    for set in months {
        let firsts: BTreeSet<Month> = set.iter().map(|&month| first_of(&former, month)).collect();
        if let Some(&first) = firsts.first() {
            former.extend(firsts.into_iter().map(|other| (other, first)));
        }
    }
    let season = |set: &Vec<i32>| set.first().map_or(0, |&month| first_of(&former, month));
    months.iter().map(season).collect()
}

/// The days of the shortest month.
const SHORTEST_MONTH: i64 = 28;

fn first_of(former: &BTreeMap<Month, Month>, month: Month) -> Month {
    let mut first = month;
    while let Some(&earlier) = former.get(&first).filter(|&&earlier| earlier != first) {
        first = earlier;
    }
    first
}

#[cfg(test)]
mod tests {
    use super::{Findings, seasons};
    use crate::article::Article;
    use crate::graph::merge::NO_MONTH;

    #[test]
    fn keys_stand_in_the_order_of_articles() {
        let mut all = Vec::new();
        for id in ["kim", "kim\0", "kim!", "kim#2", "kimono", ""] {
            for date in [None, Some("2019-04-24"), Some("2019-04-25"), Some("0001-01-01")] {
                for source in [None, Some(""), Some("Reuters")] {
                    let article = Article {
                        date: date.map(|day| day.parse().expect("a day")),
                        source: source.map(str::to_owned),
                        ..Article::from_text(id, "Kim met Putin.")
                    };
                    all.push(Findings::new(&article, Vec::new()));
                }
            }
        }
        for one in &all {
            for other in &all {
                assert_eq!(
                    one.order_key().cmp(&other.order_key()),
                    one.order().cmp(&other.order()),
                    "{:?} {:?}",
                    one.article,
                    other.article
                );
            }
        }
    }

    #[test]
    fn seasons_part_where_nothing_reaches_across() {
        // An article of 2019 that speaks of 2001 ties both years together.
        let may_2001 = 2001 * 12 + 4;
        let told = [vec![may_2001], vec![may_2001, may_2001 + 216], vec![may_2001 + 215]];
        assert_eq!(seasons(&told), [may_2001; 3]);
        assert_eq!(seasons(&[vec![1], vec![15], vec![29], vec![60]]), [1, 1, 1, 60]);
        assert_eq!(seasons(&[vec![1], vec![500], vec![NO_MONTH]]), [0, 0, 0]);
    }
}
