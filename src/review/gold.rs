//! Gold annotations from what was decided.

use crate::evaluation::{Annotation, Document, Party};
use crate::event::ParticipantKind;
use crate::graph::{FoundActor, FoundEvent, NodeKind, Replay, Telling};

/// The annotations of the articles of which everything that was read was accepted, corrected or rejected: what was accepted,
/// as it was corrected. What nobody found in an article is not among them.
pub fn gold(replay: &Replay) -> Vec<Document> {
    let reviewed = replay.tellings.iter().filter(|telling| telling.is_reviewed());
    reviewed.map(document).collect()
}

fn document(telling: &Telling) -> Document {
    Document {
        doc: telling.findings.article.id.clone(),
        events: telling.findings.events.iter().map(annotation).collect(),
    }
}

fn annotation(found: &FoundEvent) -> Annotation {
    let mut source: Vec<Party> = found.source.iter().map(party).collect();
    let mut target: Vec<Party> = found.target.iter().map(party).collect();
    if found.event_type.is_symmetric() {
        target.retain(|party| !source.contains(party));
        source.append(&mut target);
    }
    Annotation {
        event_type: found.event_type,
        source,
        target,
        date: found.report.date.as_ref().map(|date| date.value.clone()),
        status: Some(found.report.status),
        evidence: found.report.evidence.clone(),
    }
}

fn party(actor: &FoundActor) -> Party {
    Party {
        name: actor.name.clone(),
        kind: match actor.kind {
            NodeKind::Person => Some(ParticipantKind::Person),
            NodeKind::Country => Some(ParticipantKind::Country),
            NodeKind::Organization => Some(ParticipantKind::Organization),
            NodeKind::Summit | NodeKind::Place => None,
        },
        country: actor.country.clone(),
        org: actor.org.clone(),
    }
}
