//! Summits: which meetings become nodes, and what are they called?

use super::node::{Node, NodeKind, Summit, slug};
use super::record::{EventRecord, Precision};
use super::{NodeId, date_in_words};
use crate::event::{EventDate, EventType, Status};
use crate::text::fold;
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// Two gatherings of one name that lie further apart are two summits.
const SAME_GATHERING: Days = Days::new(7);

/// More participants than these are not listed in a summit's name.
const LISTED: usize = 3;

/// Adds a node for each summit, and tells each event which summit it is, or is part of.
pub(super) fn add_summits(nodes: &mut Vec<Node>, events: &mut [EventRecord]) {
    let known: BTreeMap<NodeId, Node> = nodes.iter().map(|node| (node.id.clone(), node.clone())).collect();
    let mut taken = BTreeSet::new();
    for gathering in gatherings(events, &known) {
        let held: Vec<&EventRecord> = gathering.events.iter().map(|&at| &events[at]).collect();
        let node = summit(&gathering, &held, &known, &mut taken);
        for &at in &gathering.events {
            events[at].summit = Some(node.id.clone());
        }
        nodes.push(node);
    }
}

/// Meetings that are one summit.
struct Gathering {
    meeting: Option<String>,
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
    events: Vec<usize>,
}

/// A meeting without a name of its own is a gathering by itself; those of one name join if they lie close together.
fn gatherings(events: &[EventRecord], nodes: &BTreeMap<NodeId, Node>) -> Vec<Gathering> {
    let mut gatherings: Vec<Gathering> = Vec::new();
    for (at, event) in events.iter().enumerate() {
        if event.event_type != EventType::Met || !is_summit(event, nodes) {
            continue;
        }
        let meeting = event.meeting.as_deref().filter(|name| is_proper(name));
        let (first, last) = days(event);
        if let Some(name) = meeting
            && let Some(gathering) = gatherings.iter_mut().find(|gathering| {
                gathering
                    .meeting
                    .as_deref()
                    .is_some_and(|other| slug(other) == slug(name))
                    && gathering.first <= last.map(|day| day + SAME_GATHERING)
                    && first <= gathering.last.map(|day| day + SAME_GATHERING)
            })
        {
            gathering.events.push(at);
            gathering.first = gathering.first.min(first);
            gathering.last = gathering.last.max(last);
            continue;
        }
        gatherings.push(Gathering {
            meeting: meeting.map(str::to_owned),
            first,
            last,
            events: vec![at],
        });
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
    const HEADS: &[&str] = &["summit", "meeting", "talks", "conference", "session", "visit"];
    const COMMON: &[&str] = &[
        "summit",
        "meeting",
        "talks",
        "bilateral",
        "trilateral",
        "upcoming",
        "first",
        "second",
        "third",
        "the",
    ];
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
            && capitals().any(|word| !COMMON.contains(&fold(word).as_str()))
            && !words.iter().any(|word| HEADS.contains(word))
}

/// Whether a report calls the meeting itself a summit, not one on whose sidelines it was held.
fn called_summit(event: &EventRecord) -> bool {
    event
        .meeting
        .as_deref()
        .is_some_and(|name| fold(name).contains("summit"))
        || event.reports.iter().any(|report| {
            let evidence = fold(&report.evidence);
            evidence.contains("summit")
                && !["sideline", "margin", "fringe"]
                    .iter()
                    .any(|word| evidence.contains(word))
        })
}

/// The days in which to look for other meetings of the same name: its own, or those around the article.
fn days(event: &EventRecord) -> (Option<NaiveDate>, Option<NaiveDate>) {
    if let Some(date) = &event.date {
        return (Some(date.start), Some(date.end));
    }
    let article = event.reports.iter().find_map(|report| report.article_date);
    (article, article)
}

fn summit(
    gathering: &Gathering,
    events: &[&EventRecord],
    nodes: &BTreeMap<NodeId, Node>,
    taken: &mut BTreeSet<NodeId>,
) -> Node {
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
    let labels: Vec<String> = participants
        .iter()
        .filter_map(|id| nodes.get(id))
        .map(|node| match node.kind {
            NodeKind::Person => family_name(&node.name, &node.country),
            _ => node.name.clone(),
        })
        .collect();
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
    let id = [
        format!("summit:{stem}-{day}"),
        format!("summit:{stem}-{}", events.first().map_or("", |event| event.id.as_str())),
    ]
    .map(|id| NodeId::from(id.trim_end_matches('-').to_owned()))
    .into_iter()
    .enumerate()
    .find(|(at, id)| !taken.contains(id) && (*at > 0 || !day.is_empty()))
    .map_or_else(|| NodeId::from(format!("summit:{stem}-{}", taken.len())), |(_, id)| id);
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
    node
}

/// The days from the first to the last of the events that are dated most precisely.
fn whole(events: &[&EventRecord]) -> Option<EventDate> {
    let dates = || events.iter().filter_map(|event| event.date.as_ref());
    let is_exact = |date: &EventDate| Precision::of(date) <= Precision::Span;
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

/// The name by which the news calls a person: the last one with its particles, the first one where family names lead.
///
/// ```
/// use summitry::graph::family_name;
///
/// assert_eq!(family_name("Vladimir Putin", "RUS"), "Putin");
/// assert_eq!(family_name("Kim Jong Un", "PRK"), "Kim");
/// assert_eq!(family_name("Ban Ki-moon", ""), "Ban");
/// assert_eq!(family_name("Mohammed bin Salman", "SAU"), "bin Salman");
/// assert_eq!(family_name("Ben Wallace", "GBR"), "Wallace");
/// assert_eq!(family_name("Joseph R. Biden Jr.", "USA"), "Biden");
/// ```
pub fn family_name(name: &str, country: &str) -> String {
    const PARTICLES: &[&str] = &[
        "al", "ben", "bin", "bint", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "ter",
        "van", "von",
    ];
    let words: Vec<&str> = name
        .split_whitespace()
        .filter(|word| !matches!(word.trim_matches([',', '.']), "Jr" | "Sr" | "II" | "III" | "IV"))
        .collect();
    let Some(last) = words.len().checked_sub(1) else {
        return name.to_owned();
    };
    let korean = words.get(1).is_some_and(|word| {
        word.split_once('-')
            .is_some_and(|(_, end)| end.starts_with(char::is_lowercase))
    });
    if korean && last == 1 || matches!(country, "CHN" | "KOR" | "PRK" | "TWN") {
        return words[0].to_owned();
    }
    if matches!(country, "KHM" | "MMR") {
        return words.join(" ");
    }
    let particles = words[1.min(last)..last]
        .iter()
        .rev()
        .take_while(|word| PARTICLES.contains(&word.to_lowercase().as_str()))
        .count();
    words[last - particles..].join(" ").trim_end_matches(',').to_owned()
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
