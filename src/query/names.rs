//! Names: who is meant?

use crate::graph::{KnowledgeGraph, Node};
use crate::text::fold;
use std::collections::BTreeSet;

/// One of several is meant if it has so many times the reports of any other.
const CLEARLY: usize = 4;

/// Names that are less alike than this are not offered in place of one another.
const ALIKE: f64 = 0.8;

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
/// Case, accents, titles and the order of words do not matter. What is found first counts: an id or code, a whole name,
/// an alias, a part of a name, a part of an alias. Of several found alike, one is meant if it has at least four times as
/// many reports as any other. Cost: one look at each name.
///
/// ```
/// use summitry::graph::KnowledgeGraph;
/// use summitry::query::{Named, resolve};
///
/// assert_eq!(resolve(&KnowledgeGraph::default(), "Kim"), Named::Nobody(vec![]));
/// ```
pub fn resolve<'a>(graph: &'a KnowledgeGraph, name: &str) -> Named<'a> {
    let asked = words(name);
    let mut found: Vec<(Match, &Node)> = graph
        .nodes()
        .filter(|node| node.kind.is_actor())
        .filter_map(|node| Some((matches(node, name, &asked)?, node)))
        .collect();
    let Some(best) = found.iter().map(|&(how, _)| how).min() else {
        return Named::Nobody(alike(graph, name));
    };
    found.retain(|&(how, _)| how == best);
    let mut nodes: Vec<&Node> = found.into_iter().map(|(_, node)| node).collect();
    nodes.sort_by(|one, other| other.mentions.cmp(&one.mentions).then_with(|| one.id.cmp(&other.id)));
    match nodes.as_slice() {
        [one] => Named::One(one),
        [one, next, ..] if one.mentions >= CLEARLY * next.mentions.max(1) => Named::One(one),
        _ => Named::Several(nodes),
    }
}

/// How a name was found, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    Id,
    Name,
    Alias,
    PartOfName,
    PartOfAlias,
}

fn matches(node: &Node, name: &str, asked: &BTreeSet<String>) -> Option<Match> {
    let code = match node.kind {
        crate::graph::NodeKind::Country => &node.country,
        crate::graph::NodeKind::Organization => &node.org,
        _ => "",
    };
    if node.id.as_str() == name || (!code.is_empty() && code.eq_ignore_ascii_case(name)) {
        return Some(Match::Id);
    }
    if asked.is_empty() {
        return None;
    }
    let own = words(&node.name);
    if own == *asked {
        return Some(Match::Name);
    }
    let aliases = || node.aliases.iter().map(|alias| words(alias));
    if aliases().any(|alias| alias == *asked) {
        return Some(Match::Alias);
    }
    if asked.is_subset(&own) {
        return Some(Match::PartOfName);
    }
    aliases()
        .any(|alias| asked.is_subset(&alias))
        .then_some(Match::PartOfAlias)
}

/// The words of a name without case, accents and titles.
fn words(name: &str) -> BTreeSet<String> {
    const TITLES: &[&str] = &[
        "the",
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "president",
        "king",
        "queen",
        "pope",
        "sheikh",
        "minister",
        "prime",
        "chancellor",
        "premier",
        "general",
        "gen",
    ];
    let folded = fold(name);
    let words: BTreeSet<String> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let bare: BTreeSet<String> = words
        .iter()
        .filter(|word| !TITLES.contains(&word.as_str()))
        .cloned()
        .collect();
    if bare.is_empty() { words } else { bare }
}

/// Nodes whose names, or single words of them, are like `name`.
fn alike<'a>(graph: &'a KnowledgeGraph, name: &str) -> Vec<&'a Node> {
    let name = fold(name);
    let likeness = |other: &str| {
        let other = fold(other);
        other
            .split_whitespace()
            .chain([other.as_str()])
            .map(|part| strsim::jaro_winkler(&name, part))
            .fold(0.0, f64::max)
    };
    let mut nodes: Vec<(f64, &Node)> = graph
        .nodes()
        .filter(|node| node.kind.is_actor())
        .map(|node| {
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
