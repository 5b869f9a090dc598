//! Reporting: when does an event happen of which no time is told?
//!
//! What is reported as news happens on the article's date. Background stays undated: the perfect, relative clauses, "when he
//! was in Brussels", "was recently in Kyiv", what a speaker tells of his past. A journey that begins ("is going to Rome")
//! lies ahead.

use crate::article::BlockKind;
use crate::event::EventDate;
use crate::event::extract::{Draft, Reading};
use crate::event::ontology::{EventType, Status};
use crate::event::tree::Tree;
use crate::language::{Relation, Xpos};

/// What is reported as news happens on the article's date; background stays undated.
pub(crate) fn date(reading: &Reading<'_>, tree: &Tree<'_>, draft: &mut Draft) {
    let Some(today) = reading.article.date else {
        draft.event.date_rule = "no time expression, and the article has no date";
        return;
    };
    let here = reading
        .cast
        .here
        .as_ref()
        .map(|(entity, _)| &reading.cast.entities[*entity].country);
    let visit_here = draft.event.event_type == EventType::Visited
        && draft.event.status == Status::Occurred
        && draft
            .event
            .target
            .first()
            .is_some_and(|target| Some(&target.country) == here)
        && !tree
            .with_relation(draft.token, Relation::Aux)
            .any(|aux| tree.lemma(aux) == "have");
    // "was then to meet"
    let next = draft.event.status == Status::Planned
        && !draft.nominal
        && tree.has_lemma(draft.token, Relation::Advmod, &["then", "later", "afterwards"])
        && (0..tree.tokens.len()).any(|at| {
            tree.lemma(at) == "be"
                && tree.tokens[at].xpos == Xpos::Vbd
                && (tree.tokens[at].head == Some(draft.token) || tree.tokens[draft.token].head == Some(at))
        });
    if visit_here || next {
        draft.event.date = Some(EventDate::day(today));
        draft.event.date_rule = if next {
            "the same day: what comes next"
        } else {
            "reported from the place of the visit"
        };
        return;
    }
    if draft.event.event_type == EventType::Visited && !draft.nominal && is_setting_out(tree, draft.token) {
        draft.event.status = Status::Planned;
    }
    if draft.event.status != Status::Occurred {
        draft.event.date_rule = "no time expression";
        return;
    }
    let verb = if !draft.nominal {
        Some(draft.token)
    } else if is_occasion(tree, draft.token) {
        let verb = tree.governor(draft.token);
        // "following a meeting with"
        verb.filter(|&verb| tree.lemma(verb) != "follow")
            .or_else(|| tree.governor(verb?))
    } else {
        tree.support(draft.token).or_else(|| tree.governor(draft.token))
    };
    let Some(verb) = verb else {
        // "Remarks by President Biden and President Niinistö Before Bilateral Meeting"
        if reading.article.title.contains(draft.event.sentence) && draft.event.event_type != EventType::Visited {
            draft.event.date = Some(EventDate::day(today));
            draft.event.date_rule = "reported as news: the title";
        } else {
            draft.event.date_rule = "no time expression";
        }
        return;
    };
    let news = if draft.event.event_type.is_speech() {
        !is_background(tree, verb)
    } else if is_bygone(tree, draft) {
        false
    } else {
        let spoken = draft.event.event_type == EventType::Visited && is_past(tree, verb) && is_transcript(reading);
        !spoken
            && is_main(tree, verb)
            && (draft.told || tree.support(draft.token).is_some() || is_occasion(tree, draft.token))
    };
    if news {
        draft.event.date = Some(EventDate::day(today));
        draft.event.date_rule = "reported as news: the article's date";
    } else {
        draft.event.date_rule = "background without a time expression";
    }
}

/// Whether the noun is the occasion of what is reported: "during a meeting with Hu, Bush said".
fn is_occasion(tree: &Tree<'_>, noun: usize) -> bool {
    match tree.tokens[noun].relation {
        Relation::Obl => matches!(
            tree.case(noun),
            Some("during" | "after" | "at" | "in" | "following" | "with")
        ),
        Relation::Obj => tree.tokens[noun].head.is_some_and(|verb| tree.lemma(verb) == "follow"),
        _ => false,
    }
}

/// Whether the verb tells of a journey that somebody is about to begin: "is going to Rome", "is leaving for Bonn".
fn is_setting_out(tree: &Tree<'_>, verb: usize) -> bool {
    let present = tree
        .with_relation(verb, Relation::Aux)
        .any(|aux| tree.lemma(aux) == "be" && !matches!(tree.tokens[aux].xpos, Xpos::Vbd | Xpos::Vbn));
    let sets_out = matches!(
        tree.lemma(verb),
        "go" | "head" | "travel" | "fly" | "come" | "return" | "leave" | "depart"
    );
    let now = tree
        .with_relation(verb, Relation::Advmod)
        .any(|word| matches!(tree.lemma(word), "now" | "currently" | "already" | "presently"));
    present && sets_out && !now && tree.tokens[verb].xpos == Xpos::Vbg
}

/// Whether somebody held another office then: "then-Vice President Biden visited".
fn is_bygone(tree: &Tree<'_>, draft: &Draft) -> bool {
    let parties = draft.event.source.iter().chain(&draft.event.target);
    parties.into_iter().any(|own| {
        let before = tree.content.get(..own.mention.start).unwrap_or_default();
        let before = before.rsplit('\n').next().unwrap_or_default().to_lowercase();
        let words = own.mention.of(tree.content);
        before.ends_with("then-") || before.ends_with("then ") || words.to_lowercase().starts_with("then")
    })
}

/// Whether the article is a transcript, in which past journeys are memories.
fn is_transcript(reading: &Reading<'_>) -> bool {
    let mut blocks = reading.article.blocks.iter();
    blocks.any(|block| block.kind == BlockKind::Speaker)
}

/// Whether the verb, or its auxiliary or copula, is in the past tense.
fn is_past(tree: &Tree<'_>, verb: usize) -> bool {
    tree.tokens[verb].xpos == Xpos::Vbd
        || tree.children(verb).iter().any(|&child| {
            matches!(tree.tokens[child].relation, Relation::Aux | Relation::Cop) && tree.tokens[child].xpos == Xpos::Vbd
        })
}

/// Whether the verb is in the perfect, stands in a relative clause or one that begins with "when", or is said to lie back.
fn is_background(tree: &Tree<'_>, verb: usize) -> bool {
    let perfect = tree
        .with_relation(verb, Relation::Aux)
        .any(|aux| tree.lemma(aux) == "have")
        || tree.children(verb).iter().any(|&child| {
            tree.tokens[child].relation == Relation::Advmod
                && matches!(
                    tree.lemma(child),
                    "recently" | "previously" | "once" | "ever" | "formerly" | "before" | "often" | "twice"
                )
        })
        || tree.tokens[verb].relation == Relation::Advcl
            && is_past(tree, verb)
            && tree.children(verb).iter().any(|&child| {
                child < verb && matches!(tree.lemma(child), "when" | "since" | "because" | "though" | "although")
            });
    let relative = tree
        .climb(verb)
        .any(|(at, _)| matches!(tree.tokens[at].relation, Relation::AclRelcl | Relation::Acl));
    perfect || relative
}

/// Whether the verb is a main clause's, or what a report says, and in the simple past or the present.
fn is_main(tree: &Tree<'_>, verb: usize) -> bool {
    let relation = tree.tokens[verb].relation;
    matches!(
        relation,
        Relation::Root | Relation::Ccomp | Relation::Parataxis | Relation::Conj | Relation::Advcl | Relation::Xcomp
    ) && !is_background(tree, verb)
}
