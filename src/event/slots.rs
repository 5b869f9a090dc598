//! Slots: which nouns stand in a slot of a pattern, and whom do they name?
//!
//! A slot is a place in the tree around the word on which a pattern hangs; most are steps of the tree, some look further:
//! where the verb above goes to, of what a tour is told to be a stop, who is told something by telephone.

use crate::entity::EntityKind;
use crate::event::actors::{Actor, Scene, dedup};
use crate::event::pattern::{Pattern, Slot};
use crate::event::tree::Tree;
use crate::language::{Relation, Upos, Xpos};

/// The nouns in a slot, whoever they are.
pub(crate) fn slot_heads(scene: &Scene<'_>, pattern: &Pattern, slot: &Slot, token: usize, nominal: bool) -> Vec<usize> {
    let predicates = &pattern.predicate;
    let tree = &scene.tree;
    match slot {
        Slot::Subject => tree.subject(token),
        Slot::Arms => tree.subject(token),
        Slot::Object => tree.object(token),
        Slot::Indirect => tree.with_relation(token, Relation::Iobj).collect(),
        Slot::Complement => tree.complement_subject(token),
        Slot::Purpose => tree.purposes(token).concat(),
        Slot::Site => tree.sites(token),
        Slot::Judged => tree.judged(token, predicates),
        Slot::Governor => tree
            .governing_verb(token)
            .map_or(Vec::new(), |(verb, _)| tree.subject(verb)),
        Slot::Owner | Slot::Possessor => tree.possessors(token).collect(),
        Slot::Modifier => Vec::new(),
        Slot::Above => destination_above(tree, token),
        Slot::Holder => holder(tree, token),
        Slot::Clause => clause(tree, token),
        Slot::Here => tree
            .children(token)
            .iter()
            .copied()
            .filter(|&child| tree.lemma(child) == "here")
            .collect(),
        Slot::Beside => Vec::new(),
        Slot::Where => place_before_where(scene, token),
        Slot::Stage => stage(tree, token),
        Slot::Told => told(tree, token),
        Slot::Guest => guests(scene, token),
        // "is in Beijing": the predicate itself.
        Slot::Preposition(preposition)
            if !nominal && tree.child(token, Relation::Cop).is_some() && tree.case(token) == Some(preposition) =>
        {
            vec![token]
        }
        Slot::Preposition(preposition) if nominal => {
            let mut found = tree.prepositional_of(token, preposition);
            if found.is_empty() {
                found = tree.under_participle(token, preposition);
            }
            let below = tree.prepositional_of(token, "of");
            let verb = tree.support(token).or_else(|| {
                tree.governing_verb(token)
                    .map(|(verb, _)| verb)
                    .filter(|_| !pattern.under.is_empty())
            });
            // "a suspension of aid to Egypt", "issued a demand to Iran"
            for at in below.into_iter().chain(verb) {
                if found.is_empty() {
                    found = tree.prepositional_of(at, preposition);
                }
            }
            found
        }
        Slot::Preposition(preposition) => tree.prepositional(token, preposition),
    }
}

/// What is said to be a leg or stop of the tour: "Nigeria is the second leg of his tour", "Nepal, the last stop on her trip".
fn stage(tree: &Tree<'_>, tour: usize) -> Vec<usize> {
    let leg = tree.tokens[tour].head.filter(|&leg| {
        tree.tokens[tour].relation == Relation::Nmod
            && matches!(
                tree.lemma(leg),
                "leg" | "stop" | "stage" | "destination" | "part" | "stopover" | "station"
            )
    });
    let Some(leg) = leg else { return Vec::new() };
    match tree.tokens[leg].relation {
        Relation::Appos => tree.tokens[leg].head.into_iter().collect(),
        _ => tree.child(leg, Relation::Nsubj).into_iter().collect(),
    }
}

/// The objects of the verb that are called visitors.
fn guests(scene: &Scene<'_>, verb: usize) -> Vec<usize> {
    let tree = &scene.tree;
    let mut objects = tree.object(verb);
    objects.extend(tree.with_relation(verb, Relation::Iobj));
    objects.retain(|&object| {
        let start = scene
            .cast
            .at(scene.sentence, object)
            .map_or(object, |mention| mention.tokens.start);
        (start.saturating_sub(2)..=object).any(|at| tree.text(at).eq_ignore_ascii_case("visiting"))
    });
    objects
}

/// Whom the verb addresses that the noun is a circumstance of.
fn told(tree: &Tree<'_>, noun: usize) -> Vec<usize> {
    let verb = tree.tokens[noun]
        .head
        .filter(|_| tree.tokens[noun].relation == Relation::Obl);
    let addresses = |verb: &usize| {
        matches!(
            tree.lemma(*verb),
            "tell" | "inform" | "assure" | "urge" | "thank" | "congratulate" | "ask" | "warn" | "invite" | "brief"
        )
    };
    let Some(verb) = verb.filter(addresses).filter(|_| tree.case(noun) == Some("in")) else {
        return Vec::new();
    };
    let mut heads = tree.object(verb);
    heads.extend(tree.with_relation(verb, Relation::Iobj));
    heads
}

/// The place that a clause begun by "where" tells of.
fn place_before_where(scene: &Scene<'_>, token: usize) -> Vec<usize> {
    let tree = &scene.tree;
    let Some(at) = (token.saturating_sub(12)..token)
        .rev()
        .find(|&at| tree.lemma(at) == "where")
    else {
        return Vec::new();
    };
    let end = if at > 0 && tree.text(at - 1) == "," { at - 1 } else { at };
    let mentions = scene.cast.of_sentence(scene.sentence).iter();
    mentions
        .filter(|mention| !mention.inner && mention.tokens.end == end)
        .map(|mention| mention.head)
        .collect()
}

/// Where the verb above goes to, or another that hangs on it.
fn destination_above(tree: &Tree<'_>, verb: usize) -> Vec<usize> {
    let Some(above) = tree.governor(verb) else {
        return Vec::new();
    };
    let others = tree
        .children(above)
        .iter()
        .copied()
        .filter(|&other| other != verb && tree.tokens[other].upos == Upos::Verb);
    let found = std::iter::once(above)
        .chain(others)
        .map(|verb| tree.prepositional(verb, "to"))
        .find(|heads| !heads.is_empty());
    found.unwrap_or_else(|| tree.object(above))
}

pub(crate) fn fill(
    scene: &Scene<'_>,
    pattern: &Pattern,
    slot: &Slot,
    token: usize,
    nominal: bool,
    target: bool,
) -> Vec<Actor> {
    let places = pattern.places && target;
    if *slot == Slot::Beside {
        return scene.before_modifier(token, &pattern.object);
    }
    if *slot == Slot::Owner {
        if nominal {
            return scene
                .tree
                .possessors(token)
                .flat_map(|owner| scene.actors(owner, places))
                .chain(scene.modifiers(token))
                .collect();
        }
        return scene
            .tree
            .object(token)
            .into_iter()
            .flat_map(|object| scene.owners(object))
            .collect();
    }
    if *slot == Slot::Modifier {
        let mut places = scene.modifiers(token);
        places.retain(|actor| scene.cast.entities[actor.entity].kind == EntityKind::Country);
        return places;
    }
    if *slot == Slot::Here && (places || nominal) {
        let here = scene
            .tree
            .children(token)
            .iter()
            .any(|&child| scene.tree.lemma(child) == "here");
        return if here { scene.here() } else { Vec::new() };
    }
    let heads = slot_heads(scene, pattern, slot, token, nominal);
    if *slot == Slot::Arms {
        let mut actors: Vec<Actor> = heads.iter().flat_map(|&head| scene.commanders(head)).collect();
        dedup(&mut actors);
        return actors;
    }
    actors_of(scene, pattern, &heads, target)
}

/// Whom the nouns stand for; in a target slot of a pattern that wants them, else to whom they belong.
pub(crate) fn actors_of(scene: &Scene<'_>, pattern: &Pattern, heads: &[usize], target: bool) -> Vec<Actor> {
    let places = pattern.places && target;
    // "pledged to helping Ukraine": a gerund stands for whom it concerns.
    let heads: Vec<usize> = heads
        .iter()
        .flat_map(|&head| {
            if scene.tree.tokens[head].xpos == Xpos::Vbg && scene.tree.tokens[head].upos == Upos::Verb {
                scene.tree.object(head)
            } else {
                vec![head]
            }
        })
        .collect();
    let mut actors: Vec<Actor> = heads.iter().flat_map(|&head| scene.actors(head, places)).collect();
    if actors.is_empty() && pattern.owners && target {
        actors = heads.iter().flat_map(|&head| scene.owners(head)).collect();
        for actor in &mut actors {
            actor.confidence *= 0.9;
        }
    }
    dedup(&mut actors);
    actors
}

/// The subject of the verb that holds the noun, or of which the noun is the predicate.
fn holder(tree: &Tree<'_>, noun: usize) -> Vec<usize> {
    if tree.child(noun, Relation::Cop).is_some() {
        return tree.child(noun, Relation::Nsubj).into_iter().collect();
    }
    tree.holder(noun)
}

/// The subject of the clause that the noun is a circumstance of.
fn clause(tree: &Tree<'_>, noun: usize) -> Vec<usize> {
    // "following a meeting with"
    if tree.tokens[noun].relation == Relation::Obj
        && let Some(following) = tree.tokens[noun]
            .head
            .filter(|&verb| tree.lemma(verb) == "follow" && tree.tokens[verb].xpos == Xpos::Vbg)
    {
        return tree
            .governor(following)
            .map_or(Vec::new(), |verb| tree.surface_subject(verb, 3));
    }
    let case = tree.case(noun).unwrap_or_default();
    let mut above = noun;
    // "reiterated the position during a meeting": the occasion of the verb, hung on its object.
    if matches!(case, "during" | "after" | "following" | "before" | "at")
        && tree.tokens[noun].relation == Relation::Nmod
        && let Some(object) = tree.tokens[noun].head
        && matches!(tree.tokens[object].relation, Relation::Obj | Relation::Obl)
    {
        above = object;
    } else if tree.tokens[noun].relation != Relation::Obl {
        return Vec::new();
    }
    let Some(verb) = tree.tokens[above].head else {
        return Vec::new();
    };
    if !matches!(
        case,
        "during"
            | "after"
            | "at"
            | "in"
            | "following"
            | "before"
            | "on"
            | "for"
            | "to"
            | "from"
            | "with"
            | "via"
            | "by"
    ) {
        return Vec::new();
    }
    let mut subjects = tree.subject(verb);
    if subjects.is_empty() {
        subjects = tree.surface_subject(verb, 3);
    }
    subjects
}
