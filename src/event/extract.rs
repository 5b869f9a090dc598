//! Extraction: the patterns are tried on every verb and noun of every sentence.

use crate::article::Article;
use crate::entity::{Cast, EntityKind};
use crate::event::actors::{Actor, Scene};
use crate::event::detail::{evidence, meeting, place};
use crate::event::occasion::{self, Occasion};
use crate::event::ontology::{EventType, Status};
use crate::event::parties::Site;
use crate::event::pattern::{Pattern, Patterns, Trigger};
use crate::event::tree::Tree;
use crate::event::{Event, Factor, Participant, Place};
use crate::event::{dating, merge, recall, status};
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
    /// Whether a verb says that it happens, or will.
    pub(crate) told: bool,
    /// Whether it adds to a meeting told just before: "others will also be present at the meeting".
    pub(crate) additive: bool,
    /// The meeting that it speaks of.
    pub(crate) occasion: Option<Occasion>,
    /// The types of which the last event tells its target.
    pub(crate) recalls: Vec<EventType>,
}

/// A pattern that hangs on a word of the text and was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The event that it would have told.
    pub event_type: EventType,
    /// The pattern's id.
    pub pattern: String,
    /// The sentence.
    pub sentence: Span,
    /// The word on which it hangs.
    pub trigger: Span,
    /// Why it was not taken.
    pub cause: &'static str,
}

/// Drafts below this score are left out.
const LEAST_SCORE: f64 = 0.3;

/// The events of an article, in the order of the text, each once.
pub fn extract(reading: &Reading<'_>, patterns: &Patterns) -> Vec<Event> {
    merge::merge(reading, drafts(reading, patterns, None))
}

/// Every pattern that hangs on a word of the article and was not taken, with the reason, in the order of the text.
///
/// A word that another pattern of the type takes is left out.
pub fn refusals(reading: &Reading<'_>, patterns: &Patterns) -> Vec<Refusal> {
    let mut log = Vec::new();
    drafts(reading, patterns, Some(&mut log));
    log
}

/// Every telling of an event, in the order of the text, before the tellings of one event are joined.
///
/// A telling that names nobody ("the summit") only adds to one before it.
pub fn tellings(reading: &Reading<'_>, patterns: &Patterns) -> Vec<Event> {
    drafts(reading, patterns, None)
        .into_iter()
        .map(|draft| draft.event)
        .collect()
}

fn drafts(reading: &Reading<'_>, patterns: &Patterns, mut log: Option<&mut Vec<Refusal>>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (number, sentence) in reading.sentences.iter().enumerate() {
        let question = sentence
            .tokens
            .last()
            .is_some_and(|token| token.span.of(&reading.article.content) == "?");
        if question || sentence.tokens.iter().all(|token| token.lemma.is_empty()) {
            continue;
        }
        let scene = Scene {
            tree: Tree::new(&reading.article.content, sentence),
            cast: reading.cast,
            sentence: number,
        };
        let first = drafts.len();
        for token in 0..sentence.tokens.len() {
            try_token(reading, patterns, &scene, token, &mut drafts, log.as_deref_mut());
        }
        drop_echoes(&scene, &mut drafts, first);
    }
    recall::recall_all(reading.cast, &mut drafts);
    dating::date_all(reading, &mut drafts);
    drafts
}

/// Leaves out what a noun says again of its verb's event: the sanctions of "lifted sanctions", the aid of "suspended aid"; and
/// the call of a verb that tells a meeting.
fn drop_echoes(scene: &Scene<'_>, drafts: &mut Vec<Draft>, first: usize) {
    let told: Vec<(usize, EventType)> = drafts[first..]
        .iter()
        .filter(|draft| !draft.nominal)
        .map(|draft| (draft.token, draft.event.event_type))
        .collect();
    let mut index = 0;
    drafts.retain(|draft| {
        index += 1;
        if index <= first {
            return true;
        }
        let event_type = draft.event.event_type;
        if draft.nominal {
            let verb = scene.tree.support(draft.token);
            let undone = verb.is_some_and(|verb| {
                told.iter().any(|&(token, other)| {
                    token == verb && other != event_type && event_type.is_deed() && other.is_deed()
                })
            });
            return !undone;
        }
        let met = told.contains(&(draft.token, EventType::Met));
        event_type != EventType::Called || !met
    });
}

fn try_token(
    reading: &Reading<'_>,
    patterns: &Patterns,
    scene: &Scene<'_>,
    token: usize,
    drafts: &mut Vec<Draft>,
    log: Option<&mut Vec<Refusal>>,
) {
    let upos = scene.tree.tokens[token].upos;
    let nominal = matches!(upos, Upos::Noun | Upos::Propn);
    let lemma = scene.tree.lemma(token);
    if scene.tree.tokens[token].relation == Relation::Cop
        && let Some(predicate) = scene.tree.tokens[token].head
    {
        let present = is_presence(&scene.tree, predicate);
        for pattern in patterns.of_verb(lemma) {
            if (present || pattern.event_type != EventType::Visited)
                && let Ok(draft) = draft(reading, pattern, scene, predicate, false)
            {
                drafts.extend(split(scene, reading.cast, draft));
            }
        }
        return;
    }
    let candidates: Vec<&Pattern> = if nominal {
        patterns.of_noun(&lemma.to_lowercase()).collect()
    } else if matches!(upos, Upos::Verb | Upos::Adj) {
        patterns.of_verb(lemma).collect()
    } else {
        return;
    };
    let mut taken: Vec<EventType> = Vec::new();
    let mut refused: Vec<(&Pattern, &'static str)> = Vec::new();
    for &pattern in &candidates {
        // "arrived in Beijing from France": two journeys
        if taken.contains(&pattern.event_type) && pattern.event_type != EventType::Visited {
            continue;
        }
        let read = if nominal {
            try_noun(reading, pattern, scene, token)
        } else {
            try_verb(reading, pattern, scene, token)
        };
        match read {
            Ok(draft) => {
                taken.push(pattern.event_type);
                drafts.extend(split(scene, reading.cast, draft));
            }
            Err(cause) => refused.push((pattern, cause)),
        }
    }
    if nominal
        && taken.is_empty()
        && let Some(pattern) = candidates.first()
    {
        drafts.extend(mention_again(reading, pattern, scene, token));
    }
    if let Some(log) = log {
        refused.retain(|(pattern, _)| !taken.contains(&pattern.event_type));
        log.extend(refused.into_iter().map(|(pattern, cause)| Refusal {
            event_type: pattern.event_type,
            pattern: pattern.id.clone(),
            sentence: reading.sentences[scene.sentence].span,
            trigger: scene.tree.tokens[token].span,
            cause,
        }));
    }
}

/// Whether the predicate of a copula says where somebody is: "is in Beijing", "was at the summit in Rome", "is here".
fn is_presence(tree: &Tree<'_>, predicate: usize) -> bool {
    let lemma = tree.lemma(predicate);
    let state = matches!(
        lemma,
        "war" | "peace" | "risk" | "stake" | "odds" | "charge" | "power" | "office" | "touch"
    );
    matches!(tree.case(predicate), Some("in" | "at" | "on")) && !state
        || matches!(lemma, "here" | "there" | "back" | "present" | "due" | "expected")
}

fn try_verb(reading: &Reading<'_>, pattern: &Pattern, scene: &Scene<'_>, verb: usize) -> Result<Draft, &'static str> {
    let tree = &scene.tree;
    let Trigger::Verb(lemmas) = &pattern.trigger else {
        return Err("it hangs on a noun");
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
        return Err("the verb's particle is missing");
    }
    // "called Putin a killer", "called it off": what somebody is called is no telephone call.
    if pattern.event_type == EventType::Called
        && tree.lemma(verb) == "call"
        && (particle.is_some() || is_naming(scene, verb))
    {
        return Err("somebody is named so, not telephoned");
    }
    if pattern.event_type == EventType::Requested && tree.lemma(verb) == "ask" && is_question(tree, verb) {
        return Err("it is a question");
    }
    if !pattern.object.is_empty() || !pattern.not_object.is_empty() {
        let objects = tree.object(verb);
        let is = |list: &[String]| {
            objects.iter().any(|&object| {
                let mut all = vec![object];
                all.extend(tree.conjuncts(object));
                all.iter().any(|&object| tree.is_one_of(object, list))
            })
        };
        if !pattern.object.is_empty() && !is(&pattern.object) {
            return Err("the verb's object is none of the pattern's");
        }
        if is(&pattern.not_object) {
            return Err("the verb's object is one that the pattern rules out");
        }
    }
    if pattern.occasion && occasion::held(tree, verb).is_none() {
        return Err("no meeting is held or attended");
    }
    if !pattern.modal.is_empty() {
        let clauses = tree.content_clauses(verb);
        let modal = clauses.iter().any(|&clause| {
            tree.with_relation(clause, Relation::Aux)
                .any(|aux| pattern.modal.iter().any(|modal| modal == tree.lemma(aux)))
        });
        if !modal {
            return Err("the governed clause has no such auxiliary");
        }
    }
    if !pattern.under.is_empty() {
        let governor = tree.tokens[verb]
            .head
            .filter(|_| tree.tokens[verb].relation == Relation::Xcomp);
        if governor.is_none_or(|head| !pattern.under.iter().any(|lemma| lemma == tree.lemma(head))) {
            return Err("the verb hangs on none of the pattern's");
        }
    }
    if pattern.finite && tree.tokens[verb].xpos == Xpos::Vbg {
        return Err("the verb is a gerund");
    }
    intended(tree, pattern, verb)?;
    draft(reading, pattern, scene, verb, false)
}

/// Whether what the word says is intended is what the pattern wants.
fn intended(tree: &Tree<'_>, pattern: &Pattern, word: usize) -> Result<(), &'static str> {
    if pattern.infinitive.is_empty() && pattern.not_infinitive.is_empty() {
        return Ok(());
    }
    let intended = tree.intended(word);
    let is = |list: &[String]| {
        intended.iter().any(|&verb| {
            let any = || tree.has_lemma(verb, Relation::Mark, &["to"]);
            list.iter()
                .any(|lemma| lemma == tree.lemma(verb) || lemma == "*" && any())
        })
    };
    if !pattern.infinitive.is_empty() && !is(&pattern.infinitive) || is(&pattern.not_infinitive) {
        return Err("what is intended is none of the pattern's verbs");
    }
    Ok(())
}

/// "Asked whether", "asked me why": no request.
fn is_question(tree: &Tree<'_>, verb: usize) -> bool {
    let clauses = [Relation::Ccomp, Relation::Advcl, Relation::Xcomp, Relation::Parataxis];
    let mut clauses = clauses
        .into_iter()
        .flat_map(|relation| tree.with_relation(verb, relation));
    clauses.any(|clause| {
        tree.children(clause).iter().any(|&child| {
            child < clause
                && matches!(
                    tree.lemma(child),
                    "if" | "whether" | "why" | "how" | "what" | "who" | "when" | "where"
                )
        })
    }) || !tree.prepositional(verb, "about").is_empty()
}

/// Whether the verb gives somebody a name, or its object is not a person.
fn is_naming(scene: &Scene<'_>, verb: usize) -> bool {
    let tree = &scene.tree;
    let objects = tree.object(verb);
    let person = objects.iter().any(|&object| {
        scene.cast.at(scene.sentence, object).is_some_and(|mention| {
            mention
                .entities
                .iter()
                .all(|&entity| scene.cast.entities[entity].kind == EntityKind::Person)
                && matches!(
                    mention.form,
                    crate::entity::MentionForm::Name | crate::entity::MentionForm::Role
                )
        })
    });
    let predicate = tree
        .with_relation(verb, Relation::Xcomp)
        .any(|child| tree.tokens[child].upos != Upos::Verb);
    let second = objects.len() > 1
        || objects
            .iter()
            .any(|&object| tree.child(object, Relation::Appos).is_some());
    !person || predicate || second
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
        told: false,
        additive: false,
        occasion: None,
        recalls: Vec::new(),
    })
}

fn try_noun(reading: &Reading<'_>, pattern: &Pattern, scene: &Scene<'_>, noun: usize) -> Result<Draft, &'static str> {
    let tree = &scene.tree;
    // "a peace talks venue": the noun must head its phrase.
    if tree.tokens[noun].relation == Relation::Compound {
        return Err("the noun only qualifies another");
    }
    if !pattern.object.is_empty() {
        let modifiers = tree.children(noun).iter().copied().filter(|&child| child < noun);
        let fits = modifiers.chain(tree.prepositional_of(noun, "of")).any(|child| {
            pattern
                .object
                .iter()
                .any(|lemma| lemma.eq_ignore_ascii_case(tree.lemma(child)))
        });
        if !fits {
            return Err("the noun has none of the pattern's modifiers");
        }
    }
    if !pattern.under.is_empty() {
        let governor = tree.governing_verb(noun).map(|(_, verb)| verb).unwrap_or_default();
        let governed = pattern.under.iter().any(|verb| {
            verb.strip_prefix('*')
                .map_or(*verb == governor, |case| governor.ends_with(case))
        });
        if !governed {
            return Err("the noun hangs on none of the pattern's verbs");
        }
    }
    intended(tree, pattern, noun)?;
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
    let separate = draft.event.event_type.is_symmetric() && draft.sources.len() > 2 && is_separate(scene, draft.token);
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

/// Whether a meeting is held by video or telephone.
fn is_remote(tree: &Tree<'_>, token: usize) -> bool {
    let above = [
        tree.support(token),
        tree.governor(token).filter(|_| tree.tokens[token].upos != Upos::Verb),
    ];
    let around = std::iter::once(token).chain(above.into_iter().flatten());
    around.flat_map(|at| tree.children(at)).any(|&child| {
        matches!(
            tree.lemma(child),
            "virtually"
                | "remotely"
                | "virtual"
                | "videoconference"
                | "online"
                | "video"
                | "phone"
                | "telephone"
                | "teleconference"
        )
    })
}

/// Whether the sentence says that its meetings were held one by one: "separately", or "her meetings with".
fn is_separate(scene: &Scene<'_>, token: usize) -> bool {
    let tree = &scene.tree;
    let plural = matches!(tree.tokens[token].xpos, Xpos::Nns | Xpos::Nnps)
        && matches!(
            tree.lemma(token).to_lowercase().as_str(),
            "meeting" | "call" | "conversation" | "encounter"
        )
        && tree.prepositional_of(token, "between").is_empty();
    plural
        || (0..scene.tree.tokens.len()).any(|token| {
            matches!(
                scene.tree.lemma(token),
                "separate" | "separately" | "individually" | "respectively" | "individual"
            )
        })
}

fn draft(
    reading: &Reading<'_>,
    pattern: &Pattern,
    scene: &Scene<'_>,
    token: usize,
    nominal: bool,
) -> Result<Draft, &'static str> {
    let tree = &scene.tree;
    let (sources, targets) = Site {
        scene,
        pattern,
        token,
        nominal,
    }
    .parties()?;
    let raw = if nominal {
        status::of_noun_of(tree, token, pattern.event_type.is_deed())
    } else {
        status::of_verb(tree, token)
    };
    if !pattern.when.is_empty() && !pattern.when.contains(&raw) {
        return Err("the words around give another status");
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
        return Err("the score is too low");
    }
    let event_type = if pattern.event_type == EventType::Met && is_remote(tree, token) {
        EventType::Called
    } else {
        pattern.event_type
    };
    let occasion = (event_type == EventType::Met && pattern.mutual)
        .then(|| occasion::of(scene, token, nominal))
        .flatten();
    if event_type == EventType::Met && pattern.alone && occasion.is_none() {
        return Err("no meeting that others may attend");
    }
    let event = Event {
        event_type,
        source: participants(reading.cast, &sources),
        target: participants(reading.cast, &targets),
        date: None,
        date_rule: "",
        status: pattern.status.unwrap_or(raw),
        place: place(scene, token, nominal, pattern.places, &targets),
        meeting: meeting(scene, pattern, token),
        evidence: evidence(reading, scene, token),
        sentence: reading.sentences[scene.sentence].span,
        trigger: tree.tokens[token].span,
        pattern: pattern.id.clone(),
        score,
        factors,
    };
    let recalls = if targets.is_empty() {
        pattern.recalls.clone()
    } else {
        Vec::new()
    };
    let additive = nominal
        && pattern.event_type == EventType::Met
        && tree.has_lemma(token, Relation::Det, &["the"])
        && (0..tree.tokens.len()).any(|token| tree.lemma(token) == "also");
    Ok(Draft {
        event,
        sources,
        targets,
        number: scene.sentence,
        token,
        nominal,
        told: !nominal || occasion::takes_place(tree, token),
        additive,
        occasion,
        recalls,
    })
}

fn participants(cast: &Cast, actors: &[Actor]) -> Vec<Participant> {
    actors
        .iter()
        .map(|actor| Participant::new(&cast.entities[actor.entity], actor.span))
        .collect()
}

/// Whether the status is one of words about what is to come.
pub(crate) fn is_ahead(status: Status) -> bool {
    matches!(status, Status::Planned | Status::Possible)
}
