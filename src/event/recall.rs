//! Recall: to whom is an act done of which only "the charge" or "the deal" is told?
//!
//! "Moscow denies it" answers the last accusation against Russia; "the deal was brokered by Libya" speaks of the parties who
//! made the last one. Patterns say which types of events they look back to; a draft that finds none is left out.

use crate::entity::{Cast, EntityKind};
use crate::event::extract::Draft;
use crate::event::ontology::EventType;
use crate::event::{Participant, ParticipantKind};

/// How many sentences lie between an act and what it answers, at most.
const REACH: usize = 10;

/// Gives the drafts that look back their targets.
pub(crate) fn recall_all(cast: &Cast, drafts: &mut Vec<Draft>) {
    let mut index = 0;
    while index < drafts.len() {
        if drafts[index].recalls.is_empty() {
            index += 1;
            continue;
        }
        let (before, from) = drafts.split_at_mut(index);
        let draft = &mut from[0];
        let mut near = before
            .iter()
            .rev()
            .filter(|other| other.recalls.is_empty() && other.number + REACH >= draft.number)
            .filter(|other| draft.recalls.contains(&other.event.event_type));
        match near.find_map(|other| parties(draft, other)) {
            Some(target) => {
                draft.event.target = target.into_iter().map(|one| level(cast, draft, one)).collect();
                if draft.event.event_type == EventType::Mediated {
                    draft.event.date_rule = "of a deal told before";
                }
                draft.recalls.clear();
                index += 1;
            }
            None => {
                drafts.remove(index);
            }
        }
    }
}

/// A country denies what another country charges, whoever said so.
fn level(cast: &Cast, draft: &Draft, target: Participant) -> Participant {
    let person = |one: &Participant| one.kind == ParticipantKind::Person;
    if draft.event.event_type == EventType::Mediated || draft.event.source.iter().any(person) || !person(&target) {
        return target;
    }
    let served = cast.entities.iter().find(|entity| {
        entity.kind == EntityKind::Country && !target.country.is_empty() && entity.country == target.country
    });
    served.map_or(target.clone(), |country| Participant::new(country, target.mention))
}

/// Whom the earlier event gives the later one as its target.
fn parties(draft: &Draft, other: &Draft) -> Option<Vec<Participant>> {
    let is_own = |participant: &Participant| {
        let mut own = draft.event.source.iter();
        own.any(|own| own.affiliation() == participant.affiliation())
    };
    let event = &other.event;
    if draft.event.event_type == EventType::Mediated {
        let all: Vec<Participant> = event
            .source
            .iter()
            .chain(&event.target)
            .filter(|one| !is_own(one))
            .cloned()
            .collect();
        let sides = all.iter().any(|one| one.affiliation() != all[0].affiliation());
        return sides.then_some(all);
    }
    let answers = event.target.iter().any(is_own) && !event.source.iter().any(is_own);
    answers.then(|| event.source.clone())
}
