//! Summits: which meetings become nodes, and what are they called?

use super::lists::LISTS;
use super::naming::{parties, whole_marks};
use super::node::{Node, NodeKind, Summit, slug};
use super::record::{EventRecord, Precision};
use super::{NodeId, date_in_words};
use crate::event::{EventDate, EventType, Status};
use crate::text::fold;
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// Two gatherings of one name that lie further apart are two summits.
const SAME_GATHERING: Days = Days::new(7);

/// No gathering lasts for more days, and a date of more tells no day of it.
const LONGEST: i64 = 21;

/// More participants than these are not listed in a summit's name.
const LISTED: usize = 3;

/// Adds a node for each summit, and tells each event which summit it is, or is part of. Returns those that are not called by their
/// days, since another is: what they would be called, and their ids.
pub(super) fn add_summits(nodes: &mut Vec<Node>, events: &mut [EventRecord]) -> Vec<(NodeId, NodeId)> {
    let known = nodes.iter().map(|node| (node.id.clone(), node.clone())).collect();
    let mut wanting = Vec::new();
    for held in summits(events, &known) {
        wanting.extend(held.wanting());
        nodes.push(held.node);
    }
    wanting
}

/// A summit, and how it was found.
#[derive(Clone, Debug)]
#[cfg_attr(not(feature = "base"), expect(dead_code, reason = "a base alone asks how"))]
pub(crate) struct Held {
    /// The summit.
    pub(crate) node: Node,
    /// The id that it has if no other of its name and days comes before it.
    pub(crate) wanted: Option<NodeId>,
    /// Whether it comes behind all that are told by the day, and the place of the event by which it has its own.
    pub(crate) rank: (bool, usize),
}

impl Held {
    /// What it would be called, and its id, if it is called otherwise since another has that id.
    pub(crate) fn wanting(&self) -> Option<(NodeId, NodeId)> {
        let wanted = self.wanted.as_ref().filter(|wanted| **wanted != self.node.id)?;
        Some((wanted.clone(), self.node.id.clone()))
    }
}

/// The summits that are among these events, which are told which summit each is, or is part of. `known` are those who take part,
/// the countries and organizations that they serve, and the places.
pub(crate) fn summits(events: &mut [EventRecord], known: &BTreeMap<NodeId, Node>) -> Vec<Held> {
    let countries: BTreeMap<&str, &str> = known
        .values()
        .filter(|node| matches!(node.kind, NodeKind::Country | NodeKind::Organization))
        .map(|node| (node.affiliation(), node.name.as_str()))
        .collect();
    let mut taken = BTreeSet::new();
    let mut summits = Vec::new();
    for gathering in gatherings(events, known) {
        let held: Vec<&EventRecord> = gathering.events.iter().map(|&at| &events[at]).collect();
        let (node, wanted) = summit(&gathering, &held, known, &countries, &mut taken);
        for &at in &gathering.events {
            events[at].summit = Some(node.id.clone());
        }
        let rank = gathering.rank;
        summits.push(Held { node, wanted, rank });
    }
    summits
}

/// Whether it is a meeting with a name of its own, told with a month or a year.
#[cfg(feature = "base")]
pub(crate) fn is_vague(event: &EventRecord) -> bool {
    family(event).is_some() && days(event).is_some_and(|days| length(days) > LONGEST)
}

/// What gatherings of one name have in common, if the meeting has a name of its own; they alone are one summit.
#[cfg(feature = "base")]
pub(crate) fn family(event: &EventRecord) -> Option<String> {
    let meeting = event
        .meeting
        .as_deref()
        .filter(|_| event.event_type == EventType::Met)?;
    let name = whole_marks(meeting);
    is_proper(&name).then(|| slug(&name))
}

/// Meetings that are one summit.
struct Gathering {
    meeting: Option<String>,
    days: Option<(NaiveDate, NaiveDate)>,
    events: Vec<usize>,
    /// Whether it was told with a month or a year, and the event that was told first of those that are told like it.
    rank: (bool, usize),
}

impl Gathering {
    /// Whether it is called so.
    fn is_called(&self, name: &str) -> bool {
        self.meeting.as_deref().is_some_and(|own| slug(own) == slug(name))
    }

    /// Its days with these, if they are close together and not too many.
    fn with(&self, (first, last): (NaiveDate, NaiveDate)) -> Option<(NaiveDate, NaiveDate)> {
        let (own_first, own_last) = self.days?;
        let whole = (own_first.min(first), own_last.max(last));
        let is_near = own_first <= last + SAME_GATHERING && first <= own_last + SAME_GATHERING;
        (is_near && length(whole) <= LONGEST).then_some(whole)
    }

    /// Whether it lies within these days.
    fn is_within(&self, (first, last): (NaiveDate, NaiveDate)) -> bool {
        self.days
            .is_some_and(|(own_first, own_last)| first <= own_first && own_last <= last)
    }
}

fn length((first, last): (NaiveDate, NaiveDate)) -> i64 {
    (last - first).num_days() + 1
}

/// A meeting without a name of its own is a gathering by itself; those of one name join if they lie close together.
///
/// One that is told with a month or a year joins the only gathering of its name within; so forums of two years stay two.
fn gatherings(events: &[EventRecord], nodes: &BTreeMap<NodeId, Node>) -> Vec<Gathering> {
    let mut gatherings: Vec<Gathering> = Vec::new();
    let mut vague = Vec::new();
    for (at, event) in events.iter().enumerate() {
        if event.event_type != EventType::Met || !is_summit(event, nodes) {
            continue;
        }
        let meeting = event.meeting.as_deref().map(whole_marks).filter(|name| is_proper(name));
        let days = days(event);
        match (&meeting, days) {
            (Some(_), Some(days)) if length(days) > LONGEST => {
                vague.push((at, meeting, days));
                continue;
            }
            (Some(name), Some(days)) => {
                let mut near = gatherings.iter_mut().filter(|gathering| gathering.is_called(name));
                let joined = near.find_map(|gathering| Some((gathering.with(days)?, gathering)));
                if let Some((whole, gathering)) = joined {
                    gathering.events.push(at);
                    gathering.days = Some(whole);
                    continue;
                }
            }
            _ => {}
        }
        gatherings.push(Gathering {
            meeting,
            days,
            events: vec![at],
            rank: (false, at),
        });
    }
    for (at, meeting, days) in vague {
        let is_it = |gathering: &Gathering| {
            let is_called = meeting.as_deref().is_some_and(|name| gathering.is_called(name));
            is_called && (gathering.is_within(days) || gathering.days == Some(days))
        };
        let mut within: Vec<usize> = (0..gatherings.len()).filter(|&at| is_it(&gatherings[at])).collect();
        match (within.pop(), within.is_empty()) {
            (Some(only), true) => {
                gatherings[only].events.push(at);
                gatherings[only].events.sort_unstable();
            }
            _ => gatherings.push(Gathering {
                meeting,
                days: Some(days),
                events: vec![at],
                rank: (true, at),
            }),
        }
    }
    gatherings
}

/// Whether a meeting has a name, brings together persons of several countries or at least three parties, or is called a
/// summit.
fn is_summit(event: &EventRecord, nodes: &BTreeMap<NodeId, Node>) -> bool {
    let of_kind = |person: bool| {
        event
            .participants()
            .filter_map(|id| nodes.get(id))
            .filter(|node| !person || node.kind == NodeKind::Person)
            .map(Node::affiliation)
            .collect::<BTreeSet<_>>()
            .len()
    };
    event.meeting.as_deref().is_some_and(is_proper)
        || of_kind(true) > 1
        || of_kind(false) > 2
        || (of_kind(false) > 1 && called_summit(event))
}

/// Whether it is a name ("APEC summit", "Six-Party Talks") rather than a description ("Singapore summit", "Kim's talks").
///
/// A name has an abbreviation, or two capitals, one of them no common word, and no common noun at its head. What stands
/// before a possessive is whose meeting it is.
fn is_proper(meeting: &str) -> bool {
    let mut words: Vec<&str> = meeting.split_whitespace().collect();
    if let Some(at) = words.iter().rposition(|word| fold(word).ends_with("'s")) {
        words.drain(..=at);
    }
    let abbreviation = |word: &&str| {
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        let digits = word.chars().filter(char::is_ascii_digit).count();
        capitals > 0 && capitals + digits > 1 && !word.chars().any(char::is_lowercase)
    };
    let capitals = || words.iter().filter(|word| word.starts_with(char::is_uppercase));
    words.iter().any(abbreviation)
        || capitals().count() > 1
            && capitals().any(|word| !LISTS.in_description.has(&fold(word)))
            && !words.iter().any(|word| LISTS.meetings.has(word))
}

/// Whether a report calls the meeting itself a summit, not one on whose sidelines it was held.
fn called_summit(event: &EventRecord) -> bool {
    event
        .meeting
        .as_deref()
        .is_some_and(|name| fold(name).contains("summit"))
        || event.reports.iter().any(|report| {
            let evidence = fold(&report.evidence);
            evidence.contains("summit") && !LISTS.aside.words().iter().any(|word| evidence.contains(word))
        })
}

/// The days in which to look for other meetings of the same name: its own, or those around the article.
fn days(event: &EventRecord) -> Option<(NaiveDate, NaiveDate)> {
    if let Some(date) = &event.date {
        return Some((date.start, date.end));
    }
    let article = event.reports.iter().find_map(|report| report.article_date)?;
    Some((article, article))
}

fn summit(
    gathering: &Gathering,
    events: &[&EventRecord],
    nodes: &BTreeMap<NodeId, Node>,
    countries: &BTreeMap<&str, &str>,
    taken: &mut BTreeSet<NodeId>,
) -> (Node, Option<NodeId>) {
    let date = whole(events);
    let status = events
        .iter()
        .map(|event| event.status)
        .min()
        .unwrap_or(Status::Occurred);
    let place = events.iter().find_map(|event| event.place.clone());
    let mut participants: Vec<NodeId> = Vec::new();
    for id in events.iter().flat_map(|event| event.participants()) {
        if !participants.contains(id) {
            participants.push(id.clone());
        }
    }
    let known: Vec<&Node> = participants.iter().filter_map(|id| nodes.get(id)).collect();
    let labels = parties(&known, countries);
    let word = if events.iter().any(|event| called_summit(event)) {
        "summit"
    } else {
        "meeting"
    };
    let title = match &gathering.meeting {
        Some(name) => name.clone(),
        None if labels.len() <= LISTED + 1 => format!("{} {word}", labels.join("–")),
        None => format!(
            "{}{} of {} and {} others",
            word[..1].to_uppercase(),
            &word[1..],
            labels[..LISTED].join(", "),
            labels.len() - LISTED
        ),
    };
    let day = date
        .as_ref()
        .map(|date| date.value.replace('/', "-"))
        .unwrap_or_default();
    let stem = match &gathering.meeting {
        Some(name) => slug(name),
        None => slug(&labels.join("-")),
    };
    let [of_days, of_event] = [
        format!("summit:{stem}-{day}"),
        format!("summit:{stem}-{}", events.first().map_or("", |event| event.id.as_str())),
    ]
    .map(|id| NodeId::from(id.trim_end_matches('-').to_owned()));
    let wanted = Some(of_days).filter(|_| !day.is_empty());
    let free = wanted
        .iter()
        .chain([&of_event])
        .find(|id| !taken.contains(*id))
        .cloned();
    let id = free.unwrap_or_else(|| NodeId::from(format!("summit:{stem}-{}", taken.len())));
    taken.insert(id.clone());
    let mut name = title;
    if let Some(place) = place.as_ref().and_then(|id| nodes.get(id))
        && !fold(&name).contains(&fold(&place.name))
    {
        name = format!("{name}, {}", place.name);
    }
    if let Some(date) = &date
        && !name.contains(&date.start.format("%Y").to_string())
    {
        name = format!("{name}, {}", date_in_words(date));
    }
    let mut node = Node::new(id, &name, NodeKind::Summit);
    node.mentions = events.iter().map(|event| event.reports.len()).sum();
    node.summit = Some(Summit {
        date,
        status,
        place,
        participants,
    });
    (node, wanted)
}

/// The days from the first to the last of the events that are dated by few days, else the most precise date.
fn whole(events: &[&EventRecord]) -> Option<EventDate> {
    let dates = || events.iter().filter_map(|event| event.date.as_ref());
    let is_exact =
        |date: &EventDate| Precision::of(date) <= Precision::Span && length((date.start, date.end)) <= LONGEST;
    if !dates().any(is_exact) {
        return dates().min_by_key(|date| (Precision::of(date), date.start)).cloned();
    }
    let start = dates().filter(|date| is_exact(date)).map(|date| date.start).min()?;
    let end = dates().filter(|date| is_exact(date)).map(|date| date.end).max()?;
    let value = if start == end {
        start.to_string()
    } else {
        format!("{start}/{end}")
    };
    Some(EventDate { value, start, end })
}

#[cfg(test)]
mod tests {
    use super::is_proper;

    #[test]
    fn descriptions_are_no_names() {
        for name in [
            "APEC summit",
            "G-20 summit",
            "Six-Party Talks",
            "Summit of the Americas",
            "China\u{2019}s Belt and Road Forum",
            "Leaders\u{2019} Climate Summit",
        ] {
            assert!(is_proper(name), "{name}");
        }
        for description in [
            "talks",
            "Singapore summit",
            "White House meeting",
            "Kim's February summit",
            "Jake Sullivan\u{2019}s Bilateral Meeting",
            "Upcoming Trilateral Meeting",
        ] {
            assert!(!is_proper(description), "{description}");
        }
    }
}
