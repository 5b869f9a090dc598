//! Deciding: which decision does an answer to an event come to?

use super::{Proposal, Reviewed, alike};
use crate::entity::{Entity, EntityId, EntityKind, Gazetteer};
use crate::graph::{EventRecord, KnowledgeGraph, Node, NodeId, NodeKind, ReportId};
use crate::knowledge::{Decision, Ruling, called};
use crate::query::{Named, resolve_with};
use crate::text::fold;

/// The decision that the proposal for the event comes to: about all its reports, or about those that are split off.
///
/// # Errors
/// Why it comes to none: a name is nobody's or may be several people's, or there is no such event or report.
pub fn decide(
    proposal: &Proposal,
    reviewed: Reviewed<'_>,
    event: &EventRecord,
    gazetteer: &Gazetteer,
) -> Result<Decision, String> {
    let Reviewed { graph, .. } = reviewed;
    let ids = reviewed.ids(&event.id);
    let mut reports = texts(ids);
    let named = |names: &[String]| {
        names
            .iter()
            .map(|name| someone(name, graph, gazetteer))
            .collect::<Result<Vec<_>, _>>()
    };
    let ruling = match proposal {
        Proposal::Accept => Ruling::Accept,
        Proposal::Reject => Ruling::Reject,
        Proposal::Type(kind) => Ruling::Type(kind.as_str().to_owned()),
        Proposal::Actors { source, target } => Ruling::Actors {
            source: named(source)?,
            target: named(target)?,
        },
        Proposal::Actor { was, is } => {
            let was = participant(was, graph, event)?;
            let is = if is.is_empty() {
                None
            } else {
                Some(someone(is, graph, gazetteer)?)
            };
            let side = |ids: &[NodeId]| {
                let names = ids.iter().filter_map(|id| {
                    if id == was {
                        is.clone()
                    } else {
                        Some(graph.node(id).map_or_else(|| id.to_string(), of_node))
                    }
                });
                names.collect::<Vec<String>>()
            };
            let (source, target) = (side(&event.source), side(&event.target));
            if source.is_empty() {
                return Err("somebody must act; reject the event, or name all who take part by `actors`".to_owned());
            }
            Ruling::Actors { source, target }
        }
        Proposal::Date(date) => Ruling::Date(date.clone()),
        Proposal::Status(status) => Ruling::Status(*status),
        Proposal::Merge(which) => {
            let other = other(which, graph, event)?;
            Ruling::Merge {
                with: texts(reviewed.ids(&other.id)),
            }
        }
        Proposal::Split(numbers) => {
            if let Some(number) = numbers.iter().find(|&&number| number == 0 || number > ids.len()) {
                return Err(format!("the event has no report {number}"));
            }
            let (own, from): (Vec<_>, Vec<_>) = ids.iter().enumerate().partition(|(at, _)| numbers.contains(&(at + 1)));
            if from.is_empty() {
                return Err("no report is left to split from".to_owned());
            }
            let texts = |part: Vec<(usize, &ReportId)>| part.into_iter().map(|(_, id)| id.to_string()).collect();
            reports = texts(own);
            Ruling::Split { from: texts(from) }
        }
    };
    Ok(Decision::Rule { ruling, reports })
}

fn texts(ids: &[ReportId]) -> Vec<String> {
    ids.iter().map(ReportId::to_string).collect()
}

/// The participant of the event who is called so.
fn participant<'a>(name: &str, graph: &KnowledgeGraph, event: &'a EventRecord) -> Result<&'a NodeId, String> {
    let words = |name: &str| fold(name).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let asked = words(name);
    let is_exactly = |id: &&NodeId| id.as_str() == name || fold(graph.name(id)) == fold(name);
    let is_partly = |id: &&NodeId| {
        let aliases = graph.node(id).into_iter().flat_map(|node| &node.aliases);
        let mut names = aliases.map(String::as_str).chain([graph.name(id)]);
        names.any(|own| asked.iter().all(|word| words(own).contains(word)))
    };
    let exactly: Vec<&NodeId> = event.participants().filter(is_exactly).collect();
    let found = if exactly.is_empty() {
        event.participants().filter(is_partly).collect()
    } else {
        exactly
    };
    if let [one] = found[..] {
        return Ok(one);
    }
    let all: Vec<&str> = event.participants().map(|id| graph.name(id)).collect();
    Err(format!("{name:?} is none, or several, of {}", all.join(", ")))
}

/// Whom a name means, as decisions name them: somebody of the graph or else of the gazetteer.
fn someone(name: &str, graph: &KnowledgeGraph, gazetteer: &Gazetteer) -> Result<String, String> {
    let named = resolve_with(graph, name, Some(gazetteer));
    if let Named::One(node) = named {
        return Ok(of_node(node));
    }
    match (called(name, gazetteer, None), named) {
        (Ok(Some(entity)), _) => Ok(of_entity(&entity)),
        (_, Named::Several(nodes)) => {
            let ids: Vec<&str> = nodes.iter().map(|node| node.id.as_str()).collect();
            Err(format!(
                "{name:?} may mean {}: write the one that is meant",
                ids.join(", ")
            ))
        }
        (Err(why), _) => Err(why),
        (Ok(None), _) => Err(format!(
            "nobody is called {name:?}; a person who is not known is written person:NAME:CODE"
        )),
    }
}

/// As decisions name the one of the node.
fn of_node(node: &Node) -> String {
    written(node.id.as_str(), &node.name, node.kind == NodeKind::Person)
}

/// As decisions name the entity.
fn of_entity(entity: &Entity) -> String {
    written(entity.id.as_str(), &entity.name, entity.kind == EntityKind::Person)
}

/// The id; of a person with the name in full, so that who is in no table is known by it.
fn written(id: &str, name: &str, is_person: bool) -> String {
    let Some((_, served)) = id
        .rsplit_once(':')
        .filter(|(front, _)| is_person && front.contains(':'))
    else {
        return id.to_owned();
    };
    let can_stand = !name.contains(|c: char| c == '"' || c == ':' || c.is_control());
    if can_stand && EntityId::person(name, served).as_str() == id {
        format!("person:{name}:{served}")
    } else {
        id.to_owned()
    }
}

/// The event that is meant by a number or an id.
fn other<'a>(which: &str, graph: &'a KnowledgeGraph, event: &EventRecord) -> Result<&'a EventRecord, String> {
    let alike = alike(graph, event);
    let by_number = || {
        let number: usize = which.parse().ok().filter(|_| which.len() < 3)?;
        alike.get(number.checked_sub(1)?).copied()
    };
    let found = by_number().or_else(|| graph.event(&which.to_lowercase().into()));
    match found {
        Some(other) if other.id == event.id => Err("that is the event itself".to_owned()),
        Some(other) => Ok(other),
        None => Err(format!(
            "{which:?} is neither the number of an event listed nor the id of one"
        )),
    }
}
