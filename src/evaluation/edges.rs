//! Edges: which events of the system are which events of the gold?
//!
//! Events are compared as the dated edges that they make: a mutual event one for each pair of its participants that are
//! not of the same country or organization, another one for each source and target. An edge goes with at most one gold
//! edge of the same article and type between the same two, and pairs that agree in date and status go first.

use super::lists::LISTS;
use crate::evaluation::gold::{Annotation, Party};
use crate::event::{EventType, ParticipantKind, Status};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// An edge that an event makes.
#[derive(Clone, Copy, Debug)]
pub struct Edge<'a> {
    /// The event.
    pub event: &'a Annotation,
    /// The place of the event among those of the article.
    pub index: usize,
    /// Where it begins.
    pub a: &'a Party,
    /// Where it ends.
    pub b: &'a Party,
    /// Whether the two ends may change places.
    pub is_symmetric: bool,
}

/// How closely participants are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// By name.
    Name,
    /// By country or organization.
    Dyad,
}

impl Edge<'_> {
    /// Whether both are of one type and between the same two.
    pub fn agrees(&self, other: &Edge<'_>, level: Level) -> bool {
        let symmetric = self.is_symmetric || other.is_symmetric;
        self.event.event_type == other.event.event_type
            && (self.is_straight(other, level) || symmetric && self.is_crossed(other, level))
    }

    /// Whether both are between the same two, whatever type and direction.
    pub(super) fn shares_both(&self, other: &Edge<'_>, level: Level) -> bool {
        self.is_straight(other, level) || self.is_crossed(other, level)
    }

    fn is_straight(&self, other: &Edge<'_>, level: Level) -> bool {
        is_same(self.a, other.a, level) && is_same(self.b, other.b, level)
    }

    fn is_crossed(&self, other: &Edge<'_>, level: Level) -> bool {
        is_same(self.a, other.b, level) && is_same(self.b, other.a, level)
    }

    /// Whether an end of one is an end of the other.
    pub(super) fn shares_one(&self, other: &Edge<'_>, level: Level) -> bool {
        [self.a, self.b]
            .iter()
            .any(|end| is_same(end, other.a, level) || is_same(end, other.b, level))
    }

    fn is_date_right(&self, system: &Edge<'_>) -> bool {
        is_date_right(self.event.date.as_deref(), system.event.date.as_deref())
    }

    fn is_status_right(&self, system: &Edge<'_>) -> bool {
        self.event.status == system.event.status
    }

    /// "met(Kim Jong Un -- Vladimir Putin) 2019-04-25 occurred".
    pub fn shown(&self) -> String {
        format!(
            "{}({} {} {}) {} {}",
            self.event.event_type,
            self.a.name,
            if self.is_symmetric { "--" } else { "->" },
            self.b.name,
            self.event.date.as_deref().unwrap_or("undated"),
            self.event.status.map_or("without status", Status::as_str)
        )
    }
}

/// Gold and system edges of one article, and which of them go together.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// The gold edges.
    pub gold: Vec<Edge<'a>>,
    /// The system's edges.
    pub system: Vec<Edge<'a>>,
    /// The places of gold and system edges that go together by name, the best pairs first.
    pub matches: Vec<(usize, usize)>,
    /// How many pairs go together by country or organization.
    pub dyads: usize,
}

/// Compares the events of one article with its gold; all of them, or only those of the core types.
///
/// ```
/// use std::path::Path;
/// use summitry::evaluation::{compare, gold};
///
/// let lines = r#"{"doc": "gold", "events": [{"type": "met", "source": [{"name": "Kim Jong Un"}, {"name": "Putin"}]}]}
///                {"doc": "ours", "events": [{"type": "met", "source": [{"name": "Mr. Putin"}, {"name": "Kim Jong-un"}]}]}"#;
/// let read = gold::load(lines.as_bytes(), Path::new("both.jsonl"))?;
/// assert_eq!(compare(&read[0].events, &read[1].events, false).matches, [(0, 0)]);
/// # Ok::<(), summitry::evaluation::GoldError>(())
/// ```
///
/// Cost: each gold edge is held against each edge of the system.
pub fn compare<'a>(gold: &'a [Annotation], system: &'a [Annotation], core: bool) -> Comparison<'a> {
    let (gold, system) = (edges(gold, core), edges(system, core));
    Comparison {
        matches: matches(&gold, &system, Level::Name),
        dyads: matches(&gold, &system, Level::Dyad).len(),
        gold,
        system,
    }
}

impl Comparison<'_> {
    /// Whether the dates of a pair agree, and whether the statuses do.
    pub fn is_right(&self, gold: usize, system: usize) -> (bool, bool) {
        let (gold, system) = (&self.gold[gold], &self.system[system]);
        (gold.is_date_right(system), gold.is_status_right(system))
    }

    /// The places of the gold edges that the system lacks.
    pub fn missed(&self) -> impl Iterator<Item = usize> {
        (0..self.gold.len()).filter(|&edge| !self.matches.iter().any(|&(gold, _)| gold == edge))
    }

    /// The places of the system's edges that the gold lacks.
    pub fn false_alarms(&self) -> impl Iterator<Item = usize> {
        (0..self.system.len()).filter(|&edge| !self.is_matched(edge))
    }

    pub(super) fn is_matched(&self, system: usize) -> bool {
        self.matches.iter().any(|&(_, edge)| edge == system)
    }
}

/// Whether the system's date is right at the gold's precision: a span agrees with a date inside it, and no date of the
/// gold with any.
pub fn is_date_right(gold: Option<&str>, system: Option<&str>) -> bool {
    let Some(gold) = gold else { return true };
    let Some(system) = system else { return false };
    let (first, last) = system.split_once('/').map_or((system, None), |(a, b)| (a, Some(b)));
    let begins_with = |date: &str, start: &str| date.get(..start.len()).unwrap_or(date) == start;
    match (gold.split_once('/'), last) {
        (Some((start, end)), _) => start <= first && first <= end || begins_with(first, start),
        (None, Some(last)) => first <= gold && gold <= last || begins_with(first, gold),
        (None, None) => begins_with(first, gold),
    }
}

/// The edges of an article's events, each once.
fn edges(events: &[Annotation], core: bool) -> Vec<Edge<'_>> {
    let mut edges = Vec::new();
    let mut seen = BTreeSet::new();
    let events = events.iter().enumerate();
    for (index, event) in events.filter(|(_, event)| !core || event.event_type.is_core()) {
        // A mutual act of another type has all its participants in the source.
        let is_symmetric = event.event_type.is_symmetric() || event.target.is_empty();
        let mut pairs: Vec<(&Party, &Party)> = Vec::new();
        if is_symmetric {
            let all: Vec<&Party> = event.source.iter().chain(&event.target).collect();
            for (at, a) in all.iter().enumerate() {
                let others = all[at + 1..].iter();
                pairs.extend(others.filter(|b| affiliation(a) != affiliation(b)).map(|b| (*a, *b)));
            }
        } else {
            for a in &event.source {
                pairs.extend(event.target.iter().map(|b| (a, b)));
            }
        }
        for (a, b) in pairs {
            let mut ends = [plain(&a.name), plain(&b.name)];
            if is_symmetric {
                ends.sort();
            }
            if seen.insert((event.event_type, ends, event.date.as_deref(), event.status)) {
                edges.push(Edge {
                    event,
                    index,
                    a,
                    b,
                    is_symmetric,
                });
            }
        }
    }
    edges
}

/// Pairs of edges that agree, each edge in one pair at most: those that agree in more first, then in the order of the
/// text.
fn matches(gold: &[Edge<'_>], system: &[Edge<'_>], level: Level) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (at, edge) in gold.iter().enumerate() {
        for (other, found) in system.iter().enumerate() {
            if edge.agrees(found, level) {
                let value = 2 * u8::from(edge.is_date_right(found)) + u8::from(edge.is_status_right(found));
                pairs.push((Reverse(value), at, other));
            }
        }
    }
    pairs.sort_unstable();
    let mut used = (BTreeSet::new(), BTreeSet::new());
    pairs
        .into_iter()
        .filter(|(_, gold, system)| {
            let free = !used.0.contains(gold) && !used.1.contains(system);
            if free {
                used.0.insert(*gold);
                used.1.insert(*system);
            }
            free
        })
        .map(|(_, gold, system)| (gold, system))
        .collect()
}

/// Whether both stand for the same one.
pub(super) fn is_same(a: &Party, b: &Party, level: Level) -> bool {
    use ParticipantKind::{Country, Organization, Person};
    if level == Level::Dyad {
        return affiliation(a) == affiliation(b);
    }
    match (a.kind, b.kind) {
        (Some(Person), Some(Person)) => return is_same_person(a, b),
        (Some(Country), Some(Country)) if !a.country.is_empty() && !b.country.is_empty() => {
            return a.country == b.country;
        }
        (Some(Organization), Some(Organization))
            if !a.org.is_empty() && !b.org.is_empty() && plain(&a.org) == plain(&b.org) =>
        {
            return true;
        }
        _ => {}
    }
    plain(&a.name) == plain(&b.name)
}

/// The words of one name are all among the other's, or the last or the first words agree and so do the countries.
fn is_same_person(a: &Party, b: &Party) -> bool {
    let (a_name, b_name) = (plain(&a.name), plain(&b.name));
    let (a_words, b_words): (Vec<&str>, Vec<&str>) = (a_name.split(' ').collect(), b_name.split(' ').collect());
    if a_name.is_empty() || b_name.is_empty() {
        return false;
    }
    let among = |few: &[&str], many: &[&str]| few.iter().all(|word| many.contains(word));
    if among(&a_words, &b_words) || among(&b_words, &a_words) {
        return true;
    }
    served(a) == served(b) && (a_words.last() == b_words.last() || a_words.first() == b_words.first())
}

fn served(party: &Party) -> &str {
    if party.country.is_empty() {
        &party.org
    } else {
        &party.country
    }
}

/// The country or organization that it is or serves, or its name where there is none.
pub(super) fn affiliation(party: &Party) -> String {
    if !party.country.is_empty() {
        return party.country.clone();
    }
    let org = plain(&party.org);
    if org.is_empty() { plain(&party.name) } else { org }
}

/// The Latin letters and digits of a name in lower case, without accents and titles, in words.
pub(super) fn plain(name: &str) -> String {
    let base: String = name.nfkd().filter(|&c| canonical_combining_class(c) == 0).collect();
    let lower = base.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let joined = words.join(" ");
    let mut rest = joined.as_str();
    while let Some(shorter) = LISTS
        .titles
        .words()
        .iter()
        .find_map(|title| rest.strip_prefix(title)?.strip_prefix(' '))
    {
        rest = shorter;
    }
    rest.to_owned()
}

/// The name of a type as it stands in figures.
pub(super) const fn type_name(edge: &Edge<'_>) -> &'static str {
    EventType::as_str(edge.event.event_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_titles_accents_and_hyphens() {
        for (name, plain_name) in [
            ("Prime Minister Recep Tayyip Erdoğan", "recep tayyip erdogan"),
            ("the President Mr. Kim Jong-un", "kim jong un"),
            ("King", "king"),
            ("The King", "king"),
            ("K\u{f8}benhavn", "k benhavn"),
            ("习近平", ""),
        ] {
            assert_eq!(plain(name), plain_name, "{name}");
        }
    }

    #[test]
    fn persons_go_by_part_of_the_name_or_by_country_and_family() {
        let person = |words: &str| {
            let (name, country) = words.split_once('/').unwrap();
            Party {
                name: name.to_owned(),
                kind: Some(ParticipantKind::Person),
                country: country.to_owned(),
                org: String::new(),
            }
        };
        for (a, b, same) in [
            ("Putin/", "Vladimir Putin/RUS", true),
            ("Bill Clinton/USA", "William Clinton/USA", true),
            ("Bill Clinton/USA", "William Clinton/GBR", false),
            ("Kim Jong Un/PRK", "Kim Jong Il/PRK", true),
            ("Kim Jong Un/PRK", "Kim Dae Jung/KOR", false),
            ("习近平/CHN", "习近平/CHN", false),
        ] {
            assert_eq!(is_same(&person(a), &person(b), Level::Name), same, "{a} {b}");
        }
    }

    #[test]
    fn dates_agree_at_the_precision_of_the_gold() {
        for (gold, system, right) in [
            ("", "2019", true),
            ("", "", true),
            ("2019", "", false),
            ("2019", "2019-04-25", true),
            ("2019-04", "2019-04-25", true),
            ("2019-04-25", "2019-04", false),
            ("2019-04-25", "2019-04-24/2019-04-26", true),
            ("2019-04-25", "2019-04-26/2019-04-28", false),
            ("2019-04", "2019-04-24/2019-05-02", true),
            ("2019-04-24/2019-04-26", "2019-04-25", true),
            ("2019-04-24/2019-04-26", "2019-04-26/2019-04-30", true),
            ("2019-04-24/2019-04-26", "2019-04-23/2019-04-25", false),
            ("2019-04-24/2019-04-26", "2019-04", false),
            ("2019-04/2019-05", "2019-04-30", true),
        ] {
            let date = |date: &'static str| Some(date).filter(|date| !date.is_empty());
            assert_eq!(is_date_right(date(gold), date(system)), right, "{gold} {system}");
        }
    }
}
