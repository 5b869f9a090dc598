//! Extraction: the patterns are tried on every verb and noun of every sentence.

use crate::article::Article;
use crate::entity::{Cast, EntityKind};
use crate::event::actors::{Actor, Scene, dedup};
use crate::event::ontology::{EventType, Status};
use crate::event::pattern::{Pattern, Patterns, Slot, Trigger};
use crate::event::tree::Tree;
use crate::event::{Event, Factor, Participant, ParticipantKind, Place};
use crate::event::{dating, merge, status};
use crate::language::{Relation, Sentence, Upos, Xpos};
use crate::span::Span;
use crate::temporal::Timex;

/// What has been read of an article before its events are sought.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its sentences, those that matter analyzed.
    pub sentences: &'a [Sentence],
    /// Its entities and mentions.
    pub cast: &'a Cast,
    /// The time expressions of each sentence.
    pub timexes: &'a [Vec<Timex>],
}

/// An event as one place of the text tells it.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) event: Event,
    pub(crate) sources: Vec<Actor>,
    pub(crate) targets: Vec<Actor>,
    pub(crate) number: usize,
    pub(crate) token: usize,
    pub(crate) nominal: bool,
    /// Whether it adds to a meeting told just before: "others will also be present at the meeting".
    pub(crate) additive: bool,
}

/// Drafts below this score are left out.
const LEAST_SCORE: f64 = 0.3;

/// The events of an article, in the order of the text, each once.
pub fn extract(reading: &Reading<'_>, patterns: &Patterns) -> Vec<Event> {
    let mut drafts = Vec::new();
    for (number, sentence) in reading.sentences.iter().enumerate() {
        if sentence.tokens.iter().all(|token| token.lemma.is_empty()) {
            continue;
        }
        let scene = Scene {
            tree: Tree::new(&reading.article.content, sentence),
            cast: reading.cast,
            sentence: number,
        };
        for token in 0..sentence.tokens.len() {
            try_token(reading, patterns, &scene, token, &mut drafts);
        }
    }
    dating::date_all(reading, &mut drafts);
    if std::env::var("SUMMITRY_DRAFTS").is_ok() {
        for d in &drafts {
            eprintln!(
                "DRAFT {} {:?} -> {:?} {:?} {} [{}; {}] {}",
                d.event.event_type,
                d.event.source.iter().map(|p| &p.name).collect::<Vec<_>>(),
                d.event.target.iter().map(|p| &p.name).collect::<Vec<_>>(),
                d.event.date.as_ref().map(|d| &d.value),
                d.event.status,
                d.event.pattern,
                d.event.date_rule,
                d.event
                    .evidence
                    .of(&reading.article.content)
                    .chars()
                    .take(90)
                    .collect::<String>()
            );
        }
    }
    merge::merge(reading, drafts)
}

fn try_token(reading: &Reading<'_>, patterns: &Patterns, scene: &Scene<'_>, token: usize, drafts: &mut Vec<Draft>) {
    let lemma = scene.tree.lemma(token);
    match scene.tree.tokens[token].upos {
        Upos::Verb | Upos::Adj => {
            let mut taken: Vec<EventType> = Vec::new();
            for pattern in patterns.of_verb(lemma) {
                if taken.contains(&pattern.event_type) {
                    continue;
                }
                if let Some(draft) = try_verb(reading, pattern, scene, token) {
                    taken.push(pattern.event_type);
                    drafts.extend(split(scene, reading.cast, draft));
                }
            }
        }
        Upos::Noun | Upos::Propn => {
            let lemma = lemma.to_lowercase();
            let mut taken: Vec<EventType> = Vec::new();
            for pattern in patterns.of_noun(&lemma) {
                if taken.contains(&pattern.event_type) {
                    continue;
                }
                if let Some(draft) = try_noun(reading, pattern, scene, token) {
                    taken.push(pattern.event_type);
                    drafts.extend(split(scene, reading.cast, draft));
                }
            }
            if taken.is_empty()
                && let Some(pattern) = patterns.of_noun(&lemma).next()
            {
                drafts.extend(mention_again(reading, pattern, scene, token));
            }
        }
        _ => {}
    }
}

fn try_verb(reading: &Reading<'_>, pattern: &Pattern, scene: &Scene<'_>, verb: usize) -> Option<Draft> {
    let tree = &scene.tree;
    let Trigger::Verb(lemmas) = &pattern.trigger else {
        return None;
    };
    let particle = tree
        .child(verb, Relation::CompoundPrt)
        .map(|particle| tree.lemma(particle));
    let fits = lemmas.iter().any(|lemma| match lemma.split_once('_') {
        Some((lemma, wanted)) => {
            lemma == tree.lemma(verb)
                && (particle == Some(wanted)
                    || tree
                        .tokens
                        .get(verb + 1)
                        .is_some_and(|_| tree.lemma(verb + 1) == wanted))
        }
        None => lemma == tree.lemma(verb),
    });
    if !fits {
        return None;
    }
    if !pattern.object.is_empty() || !pattern.not_object.is_empty() {
        let objects = tree.object(verb);
        let is = |list: &[String]| {
            objects.iter().any(|&object| {
                let mut all = vec![object];
                all.extend(tree.conjuncts(object));
                all.iter()
                    .any(|&object| list.iter().any(|lemma| lemma.eq_ignore_ascii_case(tree.lemma(object))))
            })
        };
        if !pattern.object.is_empty() && !is(&pattern.object) || is(&pattern.not_object) {
            return None;
        }
    }
    if !pattern.modal.is_empty() {
        let clauses: Vec<usize> = tree.with_relation(verb, Relation::Ccomp).collect();
        let modal = clauses.iter().any(|&clause| {
            tree.with_relation(clause, Relation::Aux)
                .any(|aux| pattern.modal.iter().any(|modal| modal == tree.lemma(aux)))
        });
        if !modal {
            return None;
        }
    }
    draft(reading, pattern, scene, verb, false)
}

/// "The summit", "the talks": words that point back to an event told before, and may tell more of it.
fn mention_again(reading: &Reading<'_>, pattern: &Pattern, scene: &Scene<'_>, noun: usize) -> Option<Draft> {
    let tree = &scene.tree;
    let definite = tree.has_lemma(noun, Relation::Det, &["the", "this", "these"])
        || tree.has_lemma(noun, Relation::NmodPoss, &["their", "his", "her"]);
    let told = matches!(pattern.event_type, EventType::Met | EventType::Visited);
    if !definite || !told || tree.tokens[noun].relation == Relation::Compound {
        return None;
    }
    let event = Event {
        event_type: pattern.event_type,
        source: Vec::new(),
        target: Vec::new(),
        date: None,
        date_rule: "",
        status: status::of_noun(tree, noun),
        place: place(scene, noun, true, false, &[]),
        meeting: None,
        evidence: reading.sentences[scene.sentence].span,
        sentence: reading.sentences[scene.sentence].span,
        trigger: tree.tokens[noun].span,
        pattern: pattern.id.clone(),
        score: 0.0,
        factors: Vec::new(),
    };
    Some(Draft {
        event,
        sources: Vec::new(),
        targets: Vec::new(),
        number: scene.sentence,
        token: noun,
        nominal: true,
        additive: false,
    })
}

fn try_noun(reading: &Reading<'_>, pattern: &Pattern, scene: &Scene<'_>, noun: usize) -> Option<Draft> {
    let tree = &scene.tree;
    // "a peace talks venue": the noun must head its phrase.
    if tree.tokens[noun].relation == Relation::Compound {
        return None;
    }
    if !pattern.object.is_empty() {
        let modifiers = tree.children(noun).iter().filter(|&&child| child < noun);
        let fits = modifiers.into_iter().any(|&child| {
            pattern
                .object
                .iter()
                .any(|lemma| lemma.eq_ignore_ascii_case(tree.lemma(child)))
        });
        if !fits {
            return None;
        }
    }
    draft(reading, pattern, scene, noun, true)
}

/// One draft, or one for each of the separate events that the words tell: a tour of three countries, calls made in turn.
fn split(scene: &Scene<'_>, cast: &Cast, draft: Draft) -> Vec<Draft> {
    let tours = draft.event.event_type == EventType::Visited && draft.targets.len() > 1;
    if tours {
        return draft
            .targets
            .iter()
            .map(|target| {
                let mut one = draft.clone();
                one.targets = vec![target.clone()];
                one.event.target = participants(cast, &one.targets);
                one.event.place = target.place.as_ref().map(|name| Place {
                    name: name.clone(),
                    country: cast.entities[target.entity].country.clone(),
                });
                one
            })
            .collect();
    }
    let separate = draft.event.event_type.is_symmetric() && draft.sources.len() > 2 && is_separate(scene);
    if separate {
        let (first, others) = (&draft.sources[0], &draft.sources[1..]);
        return others
            .iter()
            .map(|other| {
                let mut one = draft.clone();
                one.sources = vec![first.clone(), other.clone()];
                one.event.source = participants(cast, &one.sources);
                one
            })
            .collect();
    }
    vec![draft]
}

/// Whether the sentence says that its meetings were held one by one.
fn is_separate(scene: &Scene<'_>) -> bool {
    (0..scene.tree.tokens.len()).any(|token| {
        matches!(
            scene.tree.lemma(token),
            "separate" | "separately" | "individually" | "respectively" | "individual"
        )
    })
}

fn draft(reading: &Reading<'_>, pattern: &Pattern, scene: &Scene<'_>, token: usize, nominal: bool) -> Option<Draft> {
    let tree = &scene.tree;
    for slot in &pattern.needs {
        if slot_heads(scene, slot, token, nominal).is_empty() {
            return None;
        }
    }
    if pattern
        .lacks
        .iter()
        .any(|slot| !slot_heads(scene, slot, token, nominal).is_empty())
    {
        return None;
    }
    let fill = |slot: &Slot, target: bool| fill(scene, pattern, slot, token, nominal, target);
    let first = |slots: &[Slot], target: bool| {
        slots
            .iter()
            .map(|slot| fill(slot, target))
            .find(|actors| !actors.is_empty())
            .unwrap_or_default()
    };
    let mut sources;
    let mut targets;
    if pattern.mutual {
        targets = Vec::new();
        for slot in &pattern.target {
            let actors = fill(slot, true);
            let between =
                matches!(slot, Slot::Preposition(preposition) if preposition == "between" || preposition == "among");
            let enough = between && actors.len() > 1;
            targets.extend(actors);
            if enough {
                break;
            }
        }
        let closed = pattern.target.iter().any(|slot| {
            matches!(slot, Slot::Preposition(preposition) if preposition == "between" || preposition == "among")
                && fill(slot, true).len() > 1
        });
        sources = if closed {
            Vec::new()
        } else {
            first(&pattern.source, false)
        };
        sources.append(&mut targets);
        dedup(&mut sources);
    } else {
        sources = first(&pattern.source, false);
        targets = first(&pattern.target, true);
        if sources.is_empty() || targets.is_empty() && !pattern.alone {
            return None;
        }
    }
    let affiliation = |actor: &Actor| reading.cast.entities[actor.entity].affiliation();
    let unknown = |actor: &Actor| {
        affiliation(actor).contains(':') && reading.cast.entities[actor.entity].kind == EntityKind::Person
    };
    sources.retain(|actor| !unknown(actor));
    targets.retain(|actor| !unknown(actor));
    drop_levels(reading.cast, &mut sources);
    if pattern.alone && pattern.mutual {
        attend(reading.cast, scene, token, &mut sources);
    }
    if pattern.mutual {
        let mut affiliations: Vec<&str> = sources.iter().map(affiliation).collect();
        affiliations.sort_unstable();
        affiliations.dedup();
        if affiliations.len() < 2 && !(pattern.alone && sources.len() == 1) {
            return None;
        }
    } else {
        if pattern.event_type == EventType::Visited {
            sources.retain(|actor| scene.travels(actor));
        }
        if sources.is_empty() {
            return None;
        }
        let had = !targets.is_empty();
        targets.retain(|target| sources.iter().all(|source| affiliation(source) != affiliation(target)));
        if targets.is_empty() && (had || !pattern.alone) {
            return None;
        }
    }
    if pattern.event_type.is_speech() && !pattern.mutual {
        speak_for(scene, token, &mut sources);
    }
    let raw = if nominal {
        status::of_noun(tree, token)
    } else {
        status::of_verb(tree, token)
    };
    if !pattern.when.is_empty() && !pattern.when.contains(&raw) {
        return None;
    }
    let links = sources
        .iter()
        .chain(&targets)
        .map(|actor| actor.confidence)
        .fold(1.0, f64::min);
    let factors = vec![
        Factor {
            name: "pattern",
            value: pattern.weight,
        },
        Factor {
            name: "participants",
            value: links,
        },
    ];
    let score = factors.iter().map(|factor| factor.value).product();
    if score < LEAST_SCORE {
        return None;
    }
    let sentence = &reading.sentences[scene.sentence];
    let event = Event {
        event_type: pattern.event_type,
        source: participants(reading.cast, &sources),
        target: participants(reading.cast, &targets),
        date: None,
        date_rule: "",
        status: pattern.status.unwrap_or(raw),
        place: place(scene, token, nominal, pattern.places, &targets),
        meeting: meeting(scene, pattern, token),
        evidence: evidence(reading, scene, token),
        sentence: sentence.span,
        trigger: tree.tokens[token].span,
        pattern: pattern.id.clone(),
        score,
        factors,
    };
    let additive = nominal
        && pattern.event_type == EventType::Met
        && tree.has_lemma(token, Relation::Det, &["the"])
        && (0..tree.tokens.len()).any(|token| tree.lemma(token) == "also");
    Some(Draft {
        additive,
        event,
        sources,
        targets,
        number: scene.sentence,
        token,
        nominal,
    })
}

/// Who attends an organization's meeting: those named, and its host; the organization only where nobody is named.
fn attend(cast: &Cast, scene: &Scene<'_>, token: usize, sources: &mut Vec<Actor>) {
    let people = sources
        .iter()
        .any(|actor| cast.entities[actor.entity].kind != EntityKind::Organization);
    if !people {
        sources.truncate(1);
        return;
    }
    sources.retain(|actor| cast.entities[actor.entity].kind != EntityKind::Organization);
    let host = hosts(scene, token).into_iter().find(|host| {
        let country = cast.entities[host.entity].affiliation();
        sources
            .iter()
            .all(|actor| cast.entities[actor.entity].affiliation() != country)
    });
    sources.extend(host.filter(|_| sources.len() == 1).map(|host| Actor {
        confidence: host.confidence * 0.8,
        ..host
    }));
}

/// The country in which the noun's meeting is held.
fn hosts(scene: &Scene<'_>, noun: usize) -> Vec<Actor> {
    let tree = &scene.tree;
    let verbs = tree
        .with_relation(noun, Relation::Acl)
        .chain(tree.with_relation(noun, Relation::AclRelcl));
    let around: Vec<usize> = std::iter::once(noun).chain(verbs).collect();
    around
        .into_iter()
        .flat_map(|at| tree.prepositional(at, "in"))
        .flat_map(|place| scene.actors(place, true))
        .collect()
}

/// "Hu said China hopes to": what a country says through somebody, that person says.
fn speak_for(scene: &Scene<'_>, token: usize, sources: &mut [Actor]) {
    let Some(verb) = scene.tree.reporter(token) else { return };
    let speakers: Vec<Actor> = scene
        .tree
        .surface_subject(verb, 3)
        .into_iter()
        .flat_map(|head| scene.actors(head, false))
        .collect();
    let [speaker] = &speakers[..] else { return };
    let person = &scene.cast.entities[speaker.entity];
    for source in sources {
        let entity = &scene.cast.entities[source.entity];
        if person.kind == EntityKind::Person
            && entity.kind != EntityKind::Person
            && entity.affiliation() == person.affiliation()
            && source.form != crate::entity::MentionForm::Role
        {
            *source = speaker.clone();
        }
    }
}

/// Where a person and her country stand side by side, the person.
fn drop_levels(cast: &Cast, actors: &mut Vec<Actor>) {
    let people: Vec<String> = actors
        .iter()
        .map(|actor| &cast.entities[actor.entity])
        .filter(|entity| entity.kind == EntityKind::Person)
        .map(|entity| entity.affiliation().to_owned())
        .collect();
    actors.retain(|actor| {
        let entity = &cast.entities[actor.entity];
        entity.kind == EntityKind::Person || !people.iter().any(|affiliation| affiliation == entity.affiliation())
    });
}

/// The nouns in a slot, whoever they are.
fn slot_heads(scene: &Scene<'_>, slot: &Slot, token: usize, nominal: bool) -> Vec<usize> {
    let tree = &scene.tree;
    match slot {
        Slot::Subject => tree.subject(token),
        Slot::Object => tree.object(token),
        Slot::Indirect => tree.with_relation(token, Relation::Iobj).collect(),
        Slot::Complement => tree.complement_subject(token),
        Slot::Purpose => tree.complement_object(token),
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
        Slot::Preposition(preposition) if nominal => {
            let mut found = tree.prepositional_of(token, preposition);
            if found.is_empty()
                && let Some(verb) = tree.support(token)
            {
                found = tree.prepositional_of(verb, preposition);
            }
            found
        }
        Slot::Preposition(preposition) => tree.prepositional(token, preposition),
    }
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

fn fill(scene: &Scene<'_>, pattern: &Pattern, slot: &Slot, token: usize, nominal: bool, target: bool) -> Vec<Actor> {
    let places = pattern.places && target;
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
    let heads = slot_heads(scene, slot, token, nominal);
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
    if tree.tokens[noun].relation != Relation::Obl {
        return Vec::new();
    }
    let Some(verb) = tree.tokens[noun].head else {
        return Vec::new();
    };
    let case = tree.case(noun).unwrap_or_default();
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

fn participants(cast: &Cast, actors: &[Actor]) -> Vec<Participant> {
    actors
        .iter()
        .map(|actor| {
            let entity = &cast.entities[actor.entity];
            Participant {
                entity: entity.id.clone(),
                name: entity.name.clone(),
                kind: match entity.kind {
                    EntityKind::Person => ParticipantKind::Person,
                    EntityKind::Country => ParticipantKind::Country,
                    EntityKind::Organization => ParticipantKind::Organization,
                },
                country: entity.country.clone(),
                org: entity.org.clone(),
                mention: actor.span,
            }
        })
        .collect()
}

/// The city or building where it happens: beside the trigger, on the verb that holds it, or the target's own.
fn place(scene: &Scene<'_>, token: usize, nominal: bool, places: bool, targets: &[Actor]) -> Option<Place> {
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
                let found = scene.actors(head, true).into_iter().find(|actor| actor.place.is_some());
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
fn meeting(scene: &Scene<'_>, pattern: &Pattern, token: usize) -> Option<String> {
    if pattern.event_type != EventType::Met
        || !matches!(
            scene.tree.lemma(token).to_lowercase().as_str(),
            "summit" | "meeting" | "conference" | "forum"
        )
    {
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
    let name = Span::new(tree.tokens[first].span.start, tree.tokens[token].span.end).of(tree.content);
    let proper = name
        .split_whitespace()
        .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
        .count();
    (proper >= 1 && name.len() < 90).then(|| name.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The clause around the trigger, or the whole sentence if it is short.
fn evidence(reading: &Reading<'_>, scene: &Scene<'_>, token: usize) -> Span {
    let sentence = &reading.sentences[scene.sentence];
    if sentence.span.len() <= 240 {
        return sentence.span;
    }
    let tree = &scene.tree;
    let mut top = token;
    while let Some(head) = tree.tokens[top].head {
        let clause = matches!(tree.tokens[top].upos, Upos::Verb)
            && matches!(
                tree.tokens[top].relation,
                Relation::Ccomp | Relation::Parataxis | Relation::Conj | Relation::Advcl | Relation::AclRelcl
            )
            && tree.tokens[top].xpos != Xpos::Vb;
        if clause {
            break;
        }
        top = head;
    }
    let under: Vec<usize> = (0..tree.tokens.len())
        .filter(|&token| tree.is_under(token, top))
        .collect();
    match (under.first(), under.last()) {
        (Some(&first), Some(&last)) => Span::new(tree.tokens[first].span.start, tree.tokens[last].span.end),
        _ => sentence.span,
    }
}

/// Whether the status is one of words about what is to come.
pub(crate) fn is_ahead(status: Status) -> bool {
    matches!(status, Status::Planned | Status::Possible)
}
