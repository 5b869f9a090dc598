//! Differences: what came, went and changed between two graphs?

use crate::graph::{EventRecord, KnowledgeGraph, Node, NodeId};
use std::collections::{BTreeMap, BTreeSet};

/// One difference between two graphs.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference<'a> {
    /// How it differs.
    pub change: Change,
    /// What differs, as the newer graph has it; what is gone, as the older one had it.
    pub subject: Subject<'a>,
    /// Each field that changed: its name, its value before and its value now.
    pub fields: Vec<(&'static str, String, String)>,
}

/// How something differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Only the newer graph has it.
    Added,
    /// Only the older graph has it.
    Gone,
    /// Both have it, but not alike.
    Changed,
}

impl Change {
    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Gone => "gone",
            Self::Changed => "changed",
        }
    }
}

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Subject<'a> {
    /// A person, country, organization, summit or place.
    Entity(&'a Node),
    /// An event.
    Event(&'a EventRecord),
}

/// The entities and then the events that differ: first what was added, then what is gone, then what changed, each in the
/// order of its graph.
///
/// Entities are the same by their ids. Events are the same by their ids or, where date, place or participants changed and
/// the id with them, by type and a sentence of the same article. Cost: O((V + E) log (V + E)).
pub fn diff<'a>(old: &'a KnowledgeGraph, new: &'a KnowledgeGraph) -> Vec<Difference<'a>> {
    let mut differences = entities(old, new);
    differences.extend(events(old, new));
    differences
}

fn entities<'a>(old: &'a KnowledgeGraph, new: &'a KnowledgeGraph) -> Vec<Difference<'a>> {
    let single = |change, node| Difference {
        change,
        subject: Subject::Entity(node),
        fields: vec![],
    };
    let added = new.nodes().filter(|node| old.node(&node.id).is_none());
    let gone = old.nodes().filter(|node| new.node(&node.id).is_none());
    let changed = new.nodes().filter_map(|node| {
        let fields = changed_fields(node_fields(old.node(&node.id)?), node_fields(node));
        (!fields.is_empty()).then_some(Difference {
            change: Change::Changed,
            subject: Subject::Entity(node),
            fields,
        })
    });
    added
        .map(|node| single(Change::Added, node))
        .chain(gone.map(|node| single(Change::Gone, node)))
        .chain(changed)
        .collect()
}

fn events<'a>(old: &'a KnowledgeGraph, new: &'a KnowledgeGraph) -> Vec<Difference<'a>> {
    let mut added: Vec<&EventRecord> = new
        .events()
        .iter()
        .filter(|event| old.event(&event.id).is_none())
        .collect();
    let mut gone: Vec<&EventRecord> = old
        .events()
        .iter()
        .filter(|event| new.event(&event.id).is_none())
        .collect();
    let mut pairs: BTreeMap<&str, &EventRecord> = BTreeMap::new();
    let mut told: BTreeMap<_, Vec<&EventRecord>> = BTreeMap::new();
    for &event in &gone {
        for key in tellings(event) {
            told.entry(key).or_default().push(event);
        }
    }
    let mut paired = BTreeSet::new();
    // What comes in place of nothing is new.
    let replacing = if gone.is_empty() { &[][..] } else { &added[..] };
    for &event in replacing {
        let before = tellings(event)
            .into_iter()
            .filter_map(|key| told.get(&key))
            .flatten()
            .filter(|before| !paired.contains(before.id.as_str()))
            .max_by_key(|before| {
                let same = |id: &&NodeId| event.participants().any(|own| own == *id);
                let shared = before.participants().filter(same).count();
                (shared, std::cmp::Reverse(before.id.as_str()))
            });
        if let Some(before) = before {
            paired.insert(before.id.as_str());
            pairs.insert(event.id.as_str(), before);
        }
    }
    added.retain(|event| !pairs.contains_key(event.id.as_str()));
    gone.retain(|event| !paired.contains(event.id.as_str()));
    let changed = new.events().iter().filter_map(|event| {
        let before = old.event(&event.id).or_else(|| pairs.get(event.id.as_str()).copied())?;
        let fields = changed_fields(event_fields(old, before), event_fields(new, event));
        (!fields.is_empty()).then_some(Difference {
            change: Change::Changed,
            subject: Subject::Event(event),
            fields,
        })
    });
    let single = |change| {
        move |event| Difference {
            change,
            subject: Subject::Event(event),
            fields: vec![],
        }
    };
    added
        .into_iter()
        .map(single(Change::Added))
        .chain(gone.into_iter().map(single(Change::Gone)))
        .chain(changed)
        .collect()
}

/// The words by which an event is known whatever its id: its type with each article and sentence.
fn tellings(event: &EventRecord) -> BTreeSet<(&'static str, &str, &str)> {
    let kind = event.event_type.as_str();
    let reports = event.reports.iter();
    reports
        .map(|report| (kind, report.article.as_str(), report.sentence.as_str()))
        .collect()
}

type Fields = Vec<(&'static str, String)>;

fn changed_fields(old: Fields, new: Fields) -> Vec<(&'static str, String, String)> {
    old.into_iter()
        .zip(new)
        .filter(|(old, new)| old != new)
        .map(|((name, old), (_, new))| (name, old, new))
        .collect()
}

fn node_fields(node: &Node) -> Fields {
    let summit = node.summit.as_ref();
    let date = summit.and_then(|summit| summit.date.as_ref());
    vec![
        ("name", node.name.clone()),
        ("kind", node.kind.to_string()),
        ("country", node.country.clone()),
        ("organization", node.org.clone()),
        ("wikidata", node.wikidata.clone().unwrap_or_default()),
        ("aliases", node.aliases.iter().cloned().collect::<Vec<_>>().join("; ")),
        ("mentions", node.mentions.to_string()),
        ("date", date.map(|date| date.value.clone()).unwrap_or_default()),
        (
            "status",
            summit.map(|summit| summit.status.to_string()).unwrap_or_default(),
        ),
        (
            "place",
            summit
                .and_then(|summit| summit.place.as_ref())
                .map(ToString::to_string)
                .unwrap_or_default(),
        ),
        (
            "participants",
            summit.map_or_else(String::new, |summit| {
                let ids: Vec<&str> = summit.participants.iter().map(NodeId::as_str).collect();
                ids.join("; ")
            }),
        ),
    ]
}

fn event_fields(graph: &KnowledgeGraph, event: &EventRecord) -> Fields {
    let names = |ids: &[NodeId]| {
        let names: Vec<&str> = ids.iter().map(|id| graph.name(id)).collect();
        names.join("; ")
    };
    let name = |id: &Option<NodeId>| id.as_ref().map_or("", |id| graph.name(id)).to_owned();
    vec![
        ("status", event.status.to_string()),
        (
            "date",
            event.date.as_ref().map(|date| date.value.clone()).unwrap_or_default(),
        ),
        ("who", names(&event.source)),
        ("whom", names(&event.target)),
        ("place", name(&event.place)),
        ("meeting", event.meeting.clone().unwrap_or_default()),
        ("summit", name(&event.summit)),
        ("reports", event.reports.len().to_string()),
        ("sources", event.sources.to_string()),
        ("score", format!("{:.3}", event.score)),
    ]
}
