//! Details: where does an event take place, what is the meeting called, and which words tell it?

use crate::entity::EntityKind;
use crate::event::Place;
use crate::event::actors::{Actor, Scene};
use crate::event::extract::Reading;
use crate::event::ontology::EventType;
use crate::event::pattern::Pattern;
use crate::language::{Relation, Upos, Xpos};
use crate::span::Span;

/// The city or building where it happens: beside the trigger, on the verb that holds it, or the target's own.
pub(crate) fn place(scene: &Scene<'_>, token: usize, nominal: bool, places: bool, targets: &[Actor]) -> Option<Place> {
    if places {
        let target = targets.first()?;
        let name = target.place.clone()?;
        return Some(Place {
            name,
            country: scene.cast.entities[target.entity].country.clone(),
        });
    }
    let tree = &scene.tree;
    let mut around = vec![token];
    if nominal {
        around.extend(tree.support(token));
    }
    for at in around {
        for preposition in ["in", "at"] {
            for head in tree.prepositional(at, preposition) {
                let places = scene.actors(head, true);
                // "met in Singapore in June and in Hanoi in February": the first is meant, if only by its country.
                let country = |actor: &Actor| scene.cast.entities[actor.entity].kind == EntityKind::Country;
                if places.iter().any(country) && places.iter().all(|actor| actor.place.is_none()) {
                    return None;
                }
                let found = places.into_iter().find(|actor| actor.place.is_some());
                if let Some(Actor {
                    place: Some(name),
                    entity,
                    ..
                }) = found
                {
                    return Some(Place {
                        name,
                        country: scene.cast.entities[entity].country.clone(),
                    });
                }
            }
        }
        if tree.children(at).iter().any(|&child| tree.lemma(child) == "here")
            && let Some((entity, city)) = &scene.cast.here
        {
            return Some(Place {
                name: city.clone(),
                country: scene.cast.entities[*entity].country.clone(),
            });
        }
    }
    None
}

/// The name of a meeting that the trigger heads: "APEC Economic Leaders' Meeting", "the 13th SAARC summit".
pub(crate) fn meeting(scene: &Scene<'_>, pattern: &Pattern, token: usize) -> Option<String> {
    if pattern.event_type != EventType::Met || !is_gathering(&scene.tree.lemma(token).to_lowercase()) {
        return None;
    }
    let tree = &scene.tree;
    let start = tree
        .children(token)
        .iter()
        .copied()
        .filter(|&child| {
            child < token
                && matches!(
                    tree.tokens[child].relation,
                    Relation::Compound | Relation::Amod | Relation::NmodPoss | Relation::NmodDesc
                )
        })
        .filter(|&child| {
            tree.text(child)
                .chars()
                .next()
                .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
        })
        .min()?;
    let mut first = start;
    while let Some(&child) = tree
        .children(first)
        .iter()
        .find(|&&child| child < first && tree.text(child).chars().next().is_some_and(char::is_uppercase))
    {
        first = child;
    }
    proper_name(Span::new(tree.tokens[first].span.start, tree.tokens[token].span.end).of(tree.content))
}

/// Whether the lemma is that of a gathering which may have a name.
pub(crate) fn is_gathering(lemma: &str) -> bool {
    matches!(lemma, "summit" | "meeting" | "conference" | "forum")
}

/// The words in one line, if they are short and one is written large.
pub(crate) fn proper_name(words: &str) -> Option<String> {
    let proper = words
        .split_whitespace()
        .any(|word| word.chars().next().is_some_and(char::is_uppercase));
    (proper && words.len() < 90).then(|| words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The clause around the trigger, or the whole sentence if it is short.
pub(crate) fn evidence(reading: &Reading<'_>, scene: &Scene<'_>, token: usize) -> Span {
    let sentence = &reading.sentences[scene.sentence];
    if sentence.span.len() <= 240 {
        return sentence.span;
    }
    let tree = &scene.tree;
    let is_clause = |at: usize| {
        matches!(tree.tokens[at].upos, Upos::Verb)
            && matches!(
                tree.tokens[at].relation,
                Relation::Ccomp | Relation::Parataxis | Relation::Conj | Relation::Advcl | Relation::AclRelcl
            )
            && tree.tokens[at].xpos != Xpos::Vb
    };
    let within = tree.climb(token).take_while(|&(at, _)| !is_clause(at));
    let top = within.last().map_or(token, |(_, head)| head);
    let under: Vec<usize> = (0..tree.tokens.len())
        .filter(|&token| tree.is_under(token, top))
        .collect();
    match (under.first(), under.last()) {
        (Some(&first), Some(&last)) => Span::new(tree.tokens[first].span.start, tree.tokens[last].span.end),
        _ => sentence.span,
    }
}
