//! Names: who is meant?

use super::lists::LISTS;
use super::office::{Holder, holders_of};
use crate::entity::{Country, EntityId, Gazetteer, Known};
use crate::graph::{KnowledgeGraph, Node, NodeId, NodeKind};
#[cfg(feature = "base")]
use crate::store::base::Called;
use crate::text::{fold, name_words, spelling};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// One of several is meant if it has so many times the reports of any other.
const CLEARLY: usize = 4;

/// Words that are less alike than this are not offered in place of one another.
const ALIKE: f64 = 0.7;

/// So many letters are the beginning of a word.
const BEGINNING: usize = 3;

/// So many names are offered.
const OFFERED: usize = 3;

/// Who a name may mean.
#[derive(Clone, Debug, PartialEq)]
pub enum Named<'a> {
    /// This one.
    One(&'a Node),
    /// One of these, the most reported first.
    Several(Vec<&'a Node>),
    /// Nobody; these have names like it.
    Nobody(Vec<&'a Node>),
}

/// Finds the person, country or organization that is called `name`.
///
/// Case, accents, titles and the order of words do not matter; but a code of two letters is written in capitals, since
/// "in" and "de" are words. What is found first counts: an id or code ("PRK", "KP"), a whole name,
/// an alias, a name that the gazetteer knows ("Britain", "the Kremlin"), a part of a name, a part of an alias, and at
/// last a name or alias in another common spelling ("Zelensky" for Zelenskyy, "Qaddafi" for Gaddafi). Where nobody is called
/// so, but the name is an office ("the Pope"), all who held it are returned, even if it is one, for the office is another's now. Of several found
/// alike, one is meant if it has at least four times as many reports as any other. Cost: one look at each name.
///
/// ```
/// use summitry::graph::KnowledgeGraph;
/// use summitry::query::{Named, resolve};
///
/// assert_eq!(resolve(&KnowledgeGraph::default(), "Kim"), Named::Nobody(vec![]));
/// ```
pub fn resolve<'a>(graph: &'a KnowledgeGraph, name: &str) -> Named<'a> {
    resolve_with(graph, name, None)
}

/// As [`resolve`], with the names that this gazetteer knows; without one, the built-in is asked where it is needed.
pub fn resolve_with<'a>(graph: &'a KnowledgeGraph, name: &str, gazetteer: Option<&Gazetteer>) -> Named<'a> {
    resolve_among(graph.nodes(), name, gazetteer, Sought::Actor)
}

/// Finds the place, or the country of places, that is called `name`, by the rules of [`resolve_with`].
pub fn resolve_place<'a>(graph: &'a KnowledgeGraph, name: &str, gazetteer: Option<&Gazetteer>) -> Named<'a> {
    resolve_among(graph.nodes(), name, gazetteer, Sought::Place)
}

/// The publishers of reports that are called `name`: so or, where none is, by a name that has its words.
pub fn publishers_called<'a>(graph: &'a KnowledgeGraph, name: &str) -> BTreeSet<&'a str> {
    let reports = graph.events().iter().flat_map(|event| &event.reports);
    called(reports.filter_map(|report| report.source.as_deref()), name)
}

/// The ids of the articles that report events and are called `name`: so or, where none is, by an id that has its words.
pub fn articles_called<'a>(graph: &'a KnowledgeGraph, name: &str) -> BTreeSet<&'a str> {
    called(graph.articles().iter().map(|article| article.id.as_str()), name)
}

fn called<'a>(names: impl Iterator<Item = &'a str>, name: &str) -> BTreeSet<&'a str> {
    let names: BTreeSet<&str> = names.collect();
    let exactly: BTreeSet<&str> = names.iter().copied().filter(|own| fold(own) == fold(name)).collect();
    let asked = name_words(name);
    if !exactly.is_empty() || asked.is_empty() {
        return exactly;
    }
    let has_all = |own: &&str| {
        let own = name_words(own);
        asked.iter().all(|word| own.contains(word))
    };
    names.into_iter().filter(has_all).collect()
}

/// What kind of node a name is to mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sought {
    Actor,
    Place,
}

impl Sought {
    fn is(self, kind: NodeKind) -> bool {
        match self {
            Self::Actor => kind.is_actor(),
            Self::Place => matches!(kind, NodeKind::Place | NodeKind::Country),
        }
    }
}

/// All nodes of a base that decide whom the name means, of which `nodes` tells those that are called in a way.
#[cfg(feature = "base")]
pub(super) fn candidates<E>(
    name: &str,
    sought: Sought,
    gazetteer: Option<&Gazetteer>,
    nodes: impl Fn(&Called) -> Result<Vec<Node>, E>,
) -> Result<Vec<Node>, E> {
    let gazetteer = || gazetteer.unwrap_or_else(|| Gazetteer::builtin());
    let asked = Asked::new(name, gazetteer);
    let own = [name, asked.country.unwrap_or(name)].map(str::to_owned);
    let mut found = nodes(&Called::Of(own.into()))?;
    found.extend(nodes(&Called::By(asked.words.clone()))?);
    let is_found = |node: &Node| sought.is(node.kind) && asked.matches(node).is_some_and(|how| how < Match::Known);
    if found.iter().any(is_found) {
        return Ok(found);
    }
    let known = known(name, gazetteer()).into_iter();
    let held = holders_of(gazetteer(), name);
    let ids = known
        .chain(held.iter().flat_map(Holder::nodes))
        .map(|id| id.as_str().to_owned());
    found.extend(nodes(&Called::Of(ids.collect()))?);
    found.extend(nodes(&Called::Like(asked.spellings.clone()))?);
    match resolve_among(found.iter(), name, Some(gazetteer()), sought) {
        // Those whose names are like it are sought among all.
        Named::Nobody(_) => nodes(&Called::Anybody),
        _ => Ok(found),
    }
}

fn resolve_among<'a>(
    nodes: impl Iterator<Item = &'a Node>,
    name: &str,
    gazetteer: Option<&Gazetteer>,
    sought: Sought,
) -> Named<'a> {
    let gazetteer = || gazetteer.unwrap_or_else(|| Gazetteer::builtin());
    let asked = Asked::new(name, gazetteer);
    let nodes: Vec<&Node> = nodes.filter(|node| sought.is(node.kind)).collect();
    let mut found: Vec<(Match, &Node)> = nodes
        .iter()
        .filter_map(|&node| Some((asked.matches(node)?, node)))
        .collect();
    let surest = |found: &[(Match, &Node)]| found.iter().map(|&(how, _)| how).min();
    if surest(&found).is_none_or(|best| best > Match::Known) {
        let known = known(name, gazetteer());
        found.extend(
            nodes
                .iter()
                .filter(|node| known.contains(&node.id))
                .map(|&node| (Match::Known, node)),
        );
    }
    if found.is_empty() {
        found.extend(
            nodes
                .iter()
                .filter(|node| asked.is_spelled(node))
                .map(|&node| (Match::Spelling, node)),
        );
    }
    let Some(best) = surest(&found) else {
        let held: BTreeSet<NodeId> = holders_of(gazetteer(), name).iter().flat_map(Holder::nodes).collect();
        let mut holders: Vec<&Node> = nodes.iter().copied().filter(|node| held.contains(&node.id)).collect();
        if holders.is_empty() {
            return Named::Nobody(alike(&nodes, name));
        }
        holders.sort_by(|one, other| by_reports(one, other));
        return Named::Several(holders);
    };
    found.retain(|&(how, _)| how == best);
    let mut nodes: Vec<&Node> = found.into_iter().map(|(_, node)| node).collect();
    nodes.sort_by(|one, other| by_reports(one, other));
    match nodes.as_slice() {
        [one] => Named::One(one),
        [one, next, ..] if one.mentions >= CLEARLY * next.mentions.max(1) => Named::One(one),
        _ => Named::Several(nodes),
    }
}

/// Those with most reports first.
pub(crate) fn by_reports(one: &Node, other: &Node) -> Ordering {
    other.mentions.cmp(&one.mentions).then_with(|| one.id.cmp(&other.id))
}

/// How a name was found, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    Id,
    Name,
    Alias,
    Known,
    PartOfName,
    PartOfAlias,
    Spelling,
}

/// A name that is asked for.
struct Asked<'a> {
    name: &'a str,
    /// The country whose ISO code it is.
    country: Option<&'a str>,
    words: BTreeSet<String>,
    spellings: BTreeSet<String>,
}

impl<'a> Asked<'a> {
    fn new(name: &'a str, gazetteer: impl Fn() -> &'a Gazetteer) -> Self {
        let words = words(name);
        Self {
            name,
            country: country_of_code(name, gazetteer).map(|country| country.iso3.as_str()),
            spellings: words.iter().map(|word| spelling(word)).collect(),
            words,
        }
    }

    fn matches(&self, node: &Node) -> Option<Match> {
        let is_code = match node.kind {
            NodeKind::Country => self.country == Some(&node.country) || node.country.eq_ignore_ascii_case(self.name),
            NodeKind::Organization => node.org.eq_ignore_ascii_case(self.name),
            _ => false,
        };
        if node.id.as_str() == self.name || (is_code && !self.name.is_empty()) {
            return Some(Match::Id);
        }
        if self.words.is_empty() {
            return None;
        }
        let own = words(&node.name);
        if own == self.words {
            return Some(Match::Name);
        }
        let aliases: Vec<_> = node.aliases.iter().map(|alias| words(alias)).collect();
        if aliases.contains(&self.words) {
            return Some(Match::Alias);
        }
        if self.words.is_subset(&own) {
            return Some(Match::PartOfName);
        }
        aliases
            .iter()
            .any(|alias| self.words.is_subset(alias))
            .then_some(Match::PartOfAlias)
    }

    /// Whether the node has the name in another spelling.
    fn is_spelled(&self, node: &Node) -> bool {
        !self.spellings.is_empty()
            && node.aliases.iter().chain([&node.name]).any(|name| {
                let own: BTreeSet<String> = words(name).iter().map(|word| spelling(word)).collect();
                self.spellings.is_subset(&own)
            })
    }
}

/// The country whose code of two or three capitals it is; other names are not looked up.
fn country_of_code<'g>(name: &str, gazetteer: impl Fn() -> &'g Gazetteer) -> Option<&'g Country> {
    let is_code = matches!(name.len(), 2 | 3) && name.bytes().all(|byte| byte.is_ascii_uppercase());
    is_code.then(|| gazetteer().country_by_code(name)).flatten()
}

/// The ids of everything that the gazetteer calls `name`.
fn known(name: &str, gazetteer: &Gazetteer) -> BTreeSet<NodeId> {
    let bare = ["the ", "The "].iter().find_map(|article| name.strip_prefix(article));
    let mut ids = BTreeSet::new();
    for sense in gazetteer.senses(bare.unwrap_or(name)) {
        match sense.entity {
            Known::Country(at) => {
                ids.insert(EntityId::country(&gazetteer.countries[at].iso3).into());
            }
            Known::Organization(at) => {
                ids.insert(EntityId::organization(&gazetteer.organizations[at].acronym).into());
            }
            Known::City(at) => {
                let city = &gazetteer.cities[at];
                ids.insert(NodeId::place(&city.name, &city.country));
            }
            Known::Person(at) => {
                let person = &gazetteer.people[at];
                let served = person.offices.iter().map(|office| &office.of);
                ids.extend(
                    served
                        .chain([&person.country])
                        .map(|of| NodeId::from(EntityId::person(&person.name, of))),
                );
            }
        }
    }
    ids
}

/// The words of a name without case, accents and titles; a name of titles alone keeps them.
fn words(name: &str) -> BTreeSet<String> {
    let words = name_words(name);
    let is_title = |word: &String| LISTS.honorifics.has(word.as_str()) || LISTS.offices.has(word.as_str());
    let bare: BTreeSet<String> = words.iter().filter(|word| !is_title(word)).cloned().collect();
    if bare.is_empty() {
        return words.into_iter().collect();
    }
    bare
}

/// The full name of the one whom the gazetteer calls `name`, whether or not a graph has anything to tell; none if that
/// may be several, or is an office.
///
/// ```
/// use summitry::entity::Gazetteer;
/// use summitry::query::known_name;
///
/// let gazetteer = Gazetteer::builtin();
/// assert_eq!(known_name(gazetteer, "ardern"), Some("Jacinda Ardern"));
/// assert_eq!(known_name(gazetteer, "Kim"), None);
/// assert_eq!(known_name(gazetteer, "President"), None);
/// ```
pub fn known_name<'g>(gazetteer: &'g Gazetteer, name: &str) -> Option<&'g str> {
    if let Some(country) = country_of_code(name, || gazetteer) {
        return Some(&country.name);
    }
    if !holders_of(gazetteer, name).is_empty() {
        return None;
    }
    let words = words(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let senses = gazetteer.senses(name).iter().map(|sense| match sense.entity {
        Known::Country(at) => gazetteer.countries[at].name.as_str(),
        Known::Organization(at) => gazetteer.organizations[at].name.as_str(),
        Known::City(at) => gazetteer.cities[at].name.as_str(),
        Known::Person(at) => gazetteer.people[at].name.as_str(),
    });
    let mut names: BTreeSet<&str> = senses.collect();
    if names.is_empty() {
        names.extend(
            gazetteer
                .people_named(&words)
                .into_iter()
                .map(|at| gazetteer.people[at].name.as_str()),
        );
    }
    names.pop_first().filter(|_| names.is_empty())
}

/// Nodes that have a name in which each word of `name` has a word like it, or which is like all of it.
fn alike<'a>(nodes: &[&'a Node], name: &str) -> Vec<&'a Node> {
    let asked: Vec<String> = words(name).into_iter().collect();
    if asked.is_empty() {
        return vec![];
    }
    let whole = name_words(name).concat();
    let likeness = |other: &str| {
        let own = words(other);
        let each = asked.iter().map(|word| {
            let best = own.iter().map(|own| like(word, own)).fold(0.0, f64::max);
            if best < ALIKE { 0.0 } else { best }
        });
        let each: Vec<f64> = each.collect();
        let by_words = if each.contains(&0.0) {
            0.0
        } else {
            each.iter().sum::<f64>() / each.len() as f64
        };
        by_words.max(strsim::normalized_damerau_levenshtein(
            &whole,
            &name_words(other).concat(),
        ))
    };
    let mut nodes: Vec<(f64, &Node)> = nodes
        .iter()
        .map(|&node| {
            let names = node.aliases.iter().chain([&node.name]);
            (names.map(|name| likeness(name)).fold(0.0, f64::max), node)
        })
        .filter(|&(likeness, _)| likeness >= ALIKE)
        .collect();
    nodes.sort_by(|(one, a), (other, b)| {
        other
            .total_cmp(one)
            .then_with(|| b.mentions.cmp(&a.mentions))
            .then_with(|| a.id.cmp(&b.id))
    });
    nodes.into_iter().take(OFFERED).map(|(_, node)| node).collect()
}

/// How like two words are, from 0 to 1: a slip of the finger takes little, and the beginning of a word is much.
fn like(asked: &str, word: &str) -> f64 {
    if asked.chars().count() >= BEGINNING && word.starts_with(asked) {
        return ALIKE;
    }
    strsim::normalized_damerau_levenshtein(asked, word)
}
