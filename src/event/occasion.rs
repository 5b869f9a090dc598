//! Occasions: which meeting of many does a telling speak of?
//!
//! An article tells of a summit in pieces: who convened it, who came, who spoke there, where it was. The pieces are one event
//! if they name the same convener ("the SAARC summit"), or if the later one points back ("the two-day summit").

use crate::entity::{EntityId, EntityKind};
use crate::event::actors::{Actor, Scene};
use crate::event::tree::Tree;
use crate::event::{Event, Participant, ParticipantKind};
use crate::language::Relation;

/// What the words say of the meeting itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Occasion {
    /// The noun's place in its sentence.
    noun: usize,
    /// What the noun calls it.
    class: Class,
    /// The organization or format that convened it.
    convener: Option<EntityId>,
    /// Whether it points back: "the summit".
    definite: bool,
    /// Whether it is set apart from one told before: "another summit", "the last summit".
    fresh: bool,
    /// Whether it is told for the first time: "a summit".
    indefinite: bool,
    /// The country that it is held in.
    host: Option<Participant>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Class {
    /// Many may take part.
    Gathering,
    /// Talks.
    Talks,
    /// Two sides, for want of more.
    #[default]
    Meeting,
}

fn class(lemma: &str) -> Option<Class> {
    Some(match lemma.to_lowercase().as_str() {
        "summit" | "conference" | "forum" | "assembly" | "session" => Class::Gathering,
        "talk" | "talks" | "negotiation" | "dialogue" => Class::Talks,
        "meeting" => Class::Meeting,
        _ => return None,
    })
}

/// The occasion that a noun names, or that is the object of a verb or stands behind its "in" or "at".
pub(crate) fn of(scene: &Scene<'_>, token: usize, nominal: bool) -> Option<Occasion> {
    let noun = if nominal { token } else { held(&scene.tree, token)? };
    let tree = &scene.tree;
    let class = class(tree.lemma(noun))?;
    let qualified = |words: &[&str]| {
        tree.children(noun)
            .iter()
            .any(|&child| child < noun && words.contains(&tree.lemma(child)))
    };
    if qualified(&["press", "news", "cabinet", "court"]) {
        return None;
    }
    let owners = || {
        let possessors = tree.possessors(noun).flat_map(|owner| scene.actors(owner, false));
        let of = tree.prepositional_of(noun, "of").into_iter();
        possessors
            .chain(scene.modifiers(noun))
            .chain(of.flat_map(|owner| scene.actors(owner, false)))
    };
    // "the Summit of the Americas": the meeting's own name.
    let named = scene.cast.at(scene.sentence, noun).into_iter();
    let convener = named
        .flat_map(|mention| mention.entities.clone())
        .chain(owners().map(|actor| actor.entity))
        .map(|entity| &scene.cast.entities[entity])
        .find(|entity| entity.kind == EntityKind::Organization)
        .map(|entity| entity.id.clone());
    Some(Occasion {
        noun,
        class,
        convener,
        definite: tree.has_lemma(noun, Relation::Det, &["the", "this", "these", "both"]),
        fresh: qualified(FRESH),
        indefinite: tree.has_lemma(noun, Relation::Det, &["a", "an"]),
        host: host(scene, noun),
    })
}

/// Words that set a meeting apart from one told before.
const FRESH: &[&str] = &[
    "another",
    "new",
    "next",
    "second",
    "third",
    "last",
    "previous",
    "earlier",
    "further",
    "future",
    "first",
    "past",
    "more",
    "follow-up",
    "subsequent",
    "other",
];

/// The noun of a verb that holds or attends a meeting.
pub(crate) fn held(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let behind = ["in", "at", "for"]
        .into_iter()
        .flat_map(|word| tree.prepositional(verb, word));
    tree.object(verb)
        .into_iter()
        .chain(behind)
        .find(|&noun| class(tree.lemma(noun)).is_some())
}

/// Whether a verb says that the meeting of the noun takes place: "the talks resumed", "the summit was held".
pub(crate) fn takes_place(tree: &Tree<'_>, noun: usize) -> bool {
    matches!(
        tree.tokens[noun].relation,
        Relation::Nsubj | Relation::NsubjPass | Relation::Obj
    ) && tree.tokens[noun].head.is_some_and(|verb| {
        matches!(
            tree.lemma(verb),
            "hold" | "begin" | "resume" | "open" | "start" | "end" | "conclude" | "close" | "take" | "kick" | "convene"
        )
    })
}

/// The country in which the meeting is held: "the summit held in Hanoi", "the Beijing Summit", "the summit here".
fn host(scene: &Scene<'_>, noun: usize) -> Option<Participant> {
    let tree = &scene.tree;
    let holding = tree.children(noun).iter().copied().filter(|&verb| {
        matches!(tree.tokens[verb].relation, Relation::Acl | Relation::AclRelcl)
            && matches!(
                tree.lemma(verb),
                "hold" | "convene" | "open" | "schedule" | "slate" | "host" | "plan" | "begin" | "conclude" | "set"
            )
    });
    let name = scene
        .cast
        .at(scene.sentence, noun)
        .map(|mention| mention.tokens.clone());
    let mut around = vec![noun];
    around.extend(holding);
    around.extend(name.into_iter().flatten());
    around.extend(tree.support(noun));
    around.extend(match tree.tokens[noun].relation {
        Relation::Nsubj | Relation::NsubjPass => tree.tokens[noun].head,
        _ => None,
    });
    let country = |actor: &Actor| scene.cast.entities[actor.entity].kind == EntityKind::Country;
    for &at in &around {
        for preposition in ["in", "at"] {
            let heads = tree.prepositional_of(at, preposition);
            if let Some(actor) = heads.iter().flat_map(|&head| scene.actors(head, true)).find(country) {
                return Some(participant(scene, &actor));
            }
        }
        if tree.children(at).iter().any(|&child| tree.lemma(child) == "here") {
            return scene.here().first().map(|actor| participant(scene, actor));
        }
    }
    let named = tree
        .children(noun)
        .iter()
        .copied()
        .filter(|&child| child < noun && tree.tokens[child].relation == Relation::Compound)
        .filter_map(|child| scene.cast.inmost(scene.sentence, child))
        .find(|mention| mention.place.is_some())?;
    let &entity = named.entities.first()?;
    let actor = Actor::new(entity, named);
    country(&actor).then(|| participant(scene, &actor))
}

fn participant(scene: &Scene<'_>, actor: &Actor) -> Participant {
    Participant::new(&scene.cast.entities[actor.entity], actor.span)
}

impl Occasion {
    /// Whether a later telling speaks of the same meeting, by what both call it.
    pub(crate) fn is_same(&self, later: &Self) -> bool {
        match (&self.convener, &later.convener) {
            _ if later.fresh => false,
            (Some(one), Some(other)) => one == other,
            (None, Some(_)) => self.class == later.class && self.class != Class::Meeting && self.definite,
            (_, None) => {
                later.definite
                    && (self.class == later.class && self.class != Class::Meeting
                        || self.class == Class::Gathering && later.class == Class::Meeting && self.convener.is_some())
            }
        }
    }

    /// Whether it is one to which many come: a gathering, or one with a convener.
    pub(crate) fn is_open(&self) -> bool {
        self.class == Class::Gathering || self.convener.is_some()
    }

    /// The noun's place in its sentence.
    pub(crate) fn noun(&self) -> usize {
        self.noun
    }

    /// Whether it is told for the first time.
    pub(crate) fn is_new(&self) -> bool {
        self.indefinite || self.fresh
    }

    /// Whether it is set apart from others of its kind: "the last summit".
    pub(crate) fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// The organization or format that convened it.
    pub(crate) fn convener(&self) -> Option<&EntityId> {
        self.convener.as_ref()
    }

    /// Takes what a later telling adds.
    pub(crate) fn learn(&mut self, later: Self) {
        self.convener = self.convener.take().or(later.convener);
        self.host = self.host.take().or(later.host);
    }

    /// Makes the participants complete: who attends stands for the convener, and one who came alone met the host.
    pub(crate) fn settle(&self, event: &mut Event) {
        let convener = |participant: &Participant| Some(&participant.entity) == self.convener.as_ref();
        if event.source.iter().any(|participant| !convener(participant)) {
            event.source.retain(|participant| !convener(participant));
        }
        let alone = event.source.len() == 1 && event.source[0].kind != ParticipantKind::Organization
            || event.source.len() == 1 && !convener(&event.source[0]);
        if let Some(host) = &self.host
            && alone
            && (self.class == Class::Gathering || self.convener.is_some())
            && event.source[0].country != host.country
        {
            event.source.push(host.clone());
        }
    }
}
