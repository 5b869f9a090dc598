//! Status: did it happen, is it planned, may it happen, or was it denied?
//!
//! The tense, modality and negation of the event's verb count, and the words that govern it ("plans to", "denied having
//! met", "cancelled a visit"). What such words say is in `data/statuses.tsv`. After Saurí and Pustejovsky (2009),
//! `FactBank`, reduced to the guide's four values.

use crate::event::ontology::Status;
use crate::event::tree::{ORDINALS, Tree};
use crate::language::{Relation, Upos, Xpos};
use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    Above,
    Holding,
    Beside,
}

/// What a word says of an event: a status of its own, or that of the word itself.
type Effect = Option<Status>;

static STATUSES: LazyLock<HashMap<(Place, &'static str), Effect>> = LazyLock::new(|| {
    let mut statuses = HashMap::new();
    for line in include_str!("data/statuses.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        let mut cells = line.split('\t');
        let words = cells.next().unwrap_or_default();
        let place = match cells.next().unwrap_or_default() {
            "above" => Place::Above,
            "holding" => Place::Holding,
            _ => Place::Beside,
        };
        let effect = Status::parse(cells.next().unwrap_or_default());
        for word in words.split(';').map(str::trim) {
            statuses.entry((place, word)).or_insert(effect);
        }
    }
    statuses
});

/// The verbs that say something of an event.
pub(crate) fn verbs() -> impl Iterator<Item = &'static str> {
    let mut verbs: Vec<&str> = STATUSES
        .keys()
        .filter(|(place, word)| *place != Place::Beside && !word.contains('_'))
        .map(|(_, word)| *word)
        .collect();
    verbs.sort_unstable();
    verbs.dedup();
    verbs.into_iter()
}

fn effect(place: Place, lemma: &str) -> Option<Effect> {
    STATUSES.get(&(place, lemma)).copied()
}

/// The status of what a verb tells.
pub(crate) fn of_verb(tree: &Tree<'_>, verb: usize) -> Status {
    of_verb_within(tree, verb, 8)
}

fn of_verb_within(tree: &Tree<'_>, verb: usize, steps: usize) -> Status {
    let own = own_status(tree, verb);
    if own == Status::Denied || steps == 0 {
        return own;
    }
    let above = above_status(tree, verb, steps);
    match (own, above) {
        (Status::Occurred, Some(above)) => above,
        (_, Some(Status::Denied)) => Status::Denied,
        (_, Some(Status::Possible)) => Status::Possible,
        (own, _) => own,
    }
}

/// From the verb's own auxiliaries, negation and conjunction.
fn own_status(tree: &Tree<'_>, verb: usize) -> Status {
    let mut status = Status::Occurred;
    let mut be = false;
    for &child in tree.children(verb) {
        let lemma = tree.lemma(child);
        match tree.tokens[child].relation {
            Relation::Aux => match lemma {
                "will" | "shall" | "would" | "'ll" => status = Status::Planned,
                "may" | "might" | "could" | "can" | "should" | "must" | "ought" => status = Status::Possible,
                "be" => be = true,
                _ => {}
            },
            Relation::Cop => be |= lemma == "be",
            // "not only spoke with Zelenskyy": no denial.
            Relation::Advmod | Relation::Det
                if matches!(lemma, "not" | "n't" | "never" | "no" | "nor")
                    && tree.tokens.get(child + 1).is_none_or(|next| next.lemma != "only") =>
            {
                return Status::Denied;
            }
            Relation::Mark if matches!(lemma, "if" | "unless" | "whether") => status = Status::Possible,
            // "when he visits", said of what will come
            Relation::Mark | Relation::Advmod
                if matches!(lemma, "when" | "once")
                    && tree.tokens[verb].relation == Relation::Advcl
                    && matches!(tree.tokens[verb].xpos, Xpos::Vbz | Xpos::Vbp) =>
            {
                status = Status::Planned;
            }
            Relation::Mark if lemma == "until" && matches!(tree.tokens[verb].xpos, Xpos::Vbz | Xpos::Vbp) => {
                status = Status::Possible;
            }
            Relation::Mark if lemma == "to" && be => status = Status::Planned,
            _ => {}
        }
    }
    let to = tree.has_lemma(verb, Relation::Mark, &["to"]);
    if to && be && status == Status::Occurred {
        Status::Planned
    } else {
        status
    }
}

/// From the words that govern the verb.
fn above_status(tree: &Tree<'_>, verb: usize, steps: usize) -> Option<Status> {
    let token = &tree.tokens[verb];
    let head = token.head?;
    let lemma = tree.lemma(head);
    let infinitive = tree.has_lemma(verb, Relation::Mark, &["to"]);
    // "looks forward to welcoming him", "plans on having a talk"
    if lemma == "look" && tree.has_lemma(head, Relation::Advmod, &["forward"])
        || lemma == "plan" && token.xpos == Xpos::Vbg && token.relation != Relation::Conj
    {
        return Some(combine(Status::Planned, of_verb_within(tree, head, steps - 1)));
    }
    match token.relation {
        Relation::Xcomp | Relation::Csubj => match effect(Place::Above, lemma) {
            Some(Some(status)) => Some(combine(status, of_verb_within(tree, head, steps - 1))),
            // "is to visit"
            _ if lemma == "be" && infinitive => Some(Status::Planned),
            _ => Some(of_verb_within(tree, head, steps - 1)),
        },
        Relation::Ccomp => match effect(Place::Above, lemma) {
            Some(Some(status @ (Status::Denied | Status::Possible))) => Some(combine(status, Status::Occurred)),
            Some(Some(Status::Planned)) if matches!(lemma, "expect" | "schedule" | "hope") => Some(Status::Planned),
            _ => None,
        },
        // "is the first president to visit India"
        Relation::Acl
            if infinitive
                && tree.child(head, Relation::Cop).is_some()
                && tree.has_lemma(head, Relation::Amod, ORDINALS) =>
        {
            Some(of_verb_within(tree, head, steps - 1))
        }
        // "accepted the invitation to visit"
        Relation::Acl
            if lemma == "invitation"
                && infinitive
                && tree.support(head).is_some_and(|accept| tree.lemma(accept) == "accept") =>
        {
            Some(combine(
                Status::Planned,
                tree.support(head)
                    .map_or(Status::Occurred, |accept| of_verb_within(tree, accept, steps - 1)),
            ))
        }
        Relation::Acl if tree.tokens[head].upos == Upos::Noun || infinitive => {
            let noun = effect(Place::Above, lemma)
                .flatten()
                .filter(|_| token.xpos != Xpos::Vbn);
            match noun {
                Some(status) => Some(status),
                // "a meeting to be held on Friday", "the accords due to be signed"
                None if infinitive => Some(Status::Planned),
                None => None,
            }
        }
        Relation::AclRelcl => None,
        Relation::Advcl | Relation::Parataxis if infinitive => {
            // "flew to Moscow to meet Putin": a purpose, as far as the verb above has happened.
            let above = of_verb_within(tree, head, steps - 1);
            match effect(Place::Above, lemma).flatten() {
                Some(status) if matches!(lemma, "due" | "set" | "schedule" | "expect" | "plan" | "agree") => {
                    Some(combine(status, above))
                }
                _ => Some(above),
            }
        }
        Relation::Advcl if matches!(token.xpos, Xpos::Vbg | Xpos::Vbn) => {
            let before = tree.has_lemma(verb, Relation::Mark, &["before", "without"])
                || tree.has_lemma(verb, Relation::Case, &["before"]);
            if tree.has_lemma(verb, Relation::Mark, &["without"]) {
                return Some(Status::Denied);
            }
            let above = of_verb_within(tree, head, steps - 1);
            (!before || above != Status::Denied)
                .then_some(above)
                .filter(|status| *status != Status::Denied)
        }
        Relation::Conj => {
            // "would attend briefings and hold talks": after an auxiliary the base form may pass for a present tense.
            let base = token.xpos == Xpos::Vbp && tree.tokens[head].xpos == Xpos::Vb;
            let bare = (base || matches!(token.xpos, Xpos::Vb | Xpos::Vbg | Xpos::Vbn))
                && tree.child(verb, Relation::Nsubj).is_none();
            (bare && tree.tokens[head].upos == Upos::Verb).then(|| of_verb_within(tree, head, steps - 1))
        }
        _ => None,
    }
}

/// What is planned, possible or refused, under what the governing word itself is: "may plan to", "did not refuse to".
fn combine(status: Status, governor: Status) -> Status {
    match (status, governor) {
        (Status::Denied, Status::Denied) => Status::Occurred,
        (Status::Denied, _) | (_, Status::Denied) => Status::Denied,
        (_, Status::Possible) => Status::Possible,
        (status, _) => status,
    }
}

/// The status of what a noun tells.
pub(crate) fn of_noun(tree: &Tree<'_>, noun: usize) -> Status {
    of_noun_of(tree, noun, false)
}

/// The status of what a noun tells. A deed that is spoken of ("Russia's aggression") is a fact whatever is said of it; only a
/// verb that brings it about, or keeps it from happening, can say otherwise.
pub(crate) fn of_noun_of(tree: &Tree<'_>, noun: usize, deed: bool) -> Status {
    let mut beside = None;
    for &child in tree.children(noun) {
        if matches!(
            tree.tokens[child].relation,
            Relation::Amod | Relation::Det | Relation::Compound | Relation::Advmod
        ) && let Some(Some(status)) =
            effect(Place::Beside, tree.lemma(child)).or_else(|| effect(Place::Beside, tree.text(child)))
        {
            beside = Some(status);
        }
    }
    if beside == Some(Status::Denied) {
        return Status::Denied;
    }
    if deed && tree.has_lemma(noun, Relation::Det, &["any"]) {
        return Status::Possible;
    }
    let brought = tree.support(noun).is_some_and(|verb| {
        matches!(
            tree.lemma(verb),
            "impose"
                | "launch"
                | "plan"
                | "threaten"
                | "propose"
                | "avert"
                | "prevent"
                | "announce"
                | "order"
                | "carry"
                | "mount"
                | "conduct"
                | "consider"
                | "provide"
                | "send"
                | "offer"
                | "give"
                | "stage"
                | "seek"
                | "deny"
                | "commit"
                | "resume"
                | "stop"
                | "adopt"
                | "place"
                | "deliver"
                | "undertake"
                | "begin"
                | "start"
                | "slap"
                | "tighten"
                | "extend"
        )
    });
    if deed && !brought {
        return beside.unwrap_or_default();
    }
    let governed = governed(tree, noun, 6);
    match (beside, governed) {
        (_, Status::Denied) => Status::Denied,
        (Some(status), _) => status,
        (None, governed) => governed,
    }
}

/// From what the noun hangs on.
fn governed(tree: &Tree<'_>, noun: usize, steps: usize) -> Status {
    let token = &tree.tokens[noun];
    let infinitive = tree
        .with_relation(noun, Relation::Acl)
        .find(|&verb| tree.has_lemma(verb, Relation::Mark, &["to"]));
    if infinitive.is_some_and(|verb| tree.is_passive(verb)) {
        return Status::Planned;
    }
    let participle = tree
        .with_relation(noun, Relation::Acl)
        .find(|&verb| tree.tokens[verb].xpos == Xpos::Vbn);
    if let Some(Some(status)) = participle.and_then(|verb| effect(Place::Holding, tree.lemma(verb))) {
        return status;
    }
    let (Some(head), true) = (token.head, steps > 0) else {
        return Status::Occurred;
    };
    let lemma = tree.lemma(head);
    let particle = tree
        .child(head, Relation::CompoundPrt)
        .or_else(|| {
            tree.with_relation(head, Relation::Advmod)
                .find(|&word| tree.lemma(word) == "forward")
        })
        .map(|particle| format!("{lemma}_{}", tree.lemma(particle)));
    let verbal = tree.tokens[head].upos == Upos::Verb;
    match token.relation {
        Relation::Obj | Relation::NsubjPass | Relation::Nsubj | Relation::Xcomp if verbal => {
            let holding = particle
                .and_then(|particle| effect(Place::Holding, &particle))
                .or_else(|| effect(Place::Holding, lemma));
            let above = of_verb(tree, head);
            let active_subject = token.relation == Relation::Nsubj;
            match holding {
                Some(Some(status)) if !active_subject || status == Status::Denied && lemma != "avoid" => {
                    combine(status, above)
                }
                _ => above,
            }
        }
        Relation::Obl => {
            let case = tree.case(noun).unwrap_or_default();
            let above = of_verb(tree, head);
            let holding = effect(Place::Holding, lemma).flatten();
            match case {
                "before" if above == Status::Occurred => Status::Planned,
                // "arrived for talks": what somebody comes for lies ahead.
                "for" if above == Status::Occurred => holding
                    .filter(|status| *status != Status::Denied)
                    .unwrap_or(Status::Planned),
                "without" => Status::Denied,
                "after" | "since" | "following" | "during" => {
                    if above == Status::Possible {
                        Status::Occurred
                    } else {
                        above
                    }
                }
                "to" if effect(Place::Above, lemma).flatten().is_some() => {
                    combine(effect(Place::Above, lemma).flatten().unwrap_or_default(), above)
                }
                _ => above,
            }
        }
        Relation::Nmod => {
            let case = tree.case(noun).unwrap_or_default();
            match effect(Place::Above, lemma).flatten() {
                Some(status) if matches!(case, "for" | "of" | "to" | "on" | "about") => status,
                _ if matches!(case, "before") => Status::Planned,
                // "does not want to speak of the details of the talks": they were held.
                _ => match governed(tree, head, steps - 1) {
                    Status::Denied => Status::Occurred,
                    status => status,
                },
            }
        }
        Relation::Conj | Relation::Compound | Relation::Appos => governed(tree, head, steps - 1),
        _ => Status::Occurred,
    }
}
