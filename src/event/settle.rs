//! Times and trees: a time expression hangs on the verb or noun that it dates, not on its neighbours.
//!
//! A parser takes "to the Czech Republic last week" or "early Thursday for Mar del Plata" for one phrase. What is known to be
//! a time is taken out of it.

use crate::entity::{Cast, Mention, MentionForm};
use crate::language::{Relation, Sentence, Upos, Xpos, reattach, rehang};
use crate::temporal::Timex;

/// Takes the time expressions of each sentence out of the phrases that they do not belong to.
pub fn settle_times(sentences: &mut [Sentence], timexes: &[Vec<Timex>]) {
    for (sentence, timexes) in sentences.iter_mut().zip(timexes) {
        if sentence.tokens.iter().all(|token| token.head.is_none()) {
            continue;
        }
        for timex in timexes.iter().filter(|timex| timex.date.is_some()) {
            leave_subject(sentence, timex);
            free_clause(sentence, timex);
            free_neighbours(sentence, timex);
            leave_object(sentence, timex);
            leave_infinitive(sentence, timex);
            leave_participle(sentence, timex);
        }
    }
}

/// Makes a verb again of what the tree takes for an attribute: "Turkey severed diplomatic ties".
///
/// A participle right behind a name, with no article between, is a finite verb; the noun that it seems to qualify is its
/// object, the name its subject.
pub fn settle_verbs(sentences: &mut [Sentence], cast: &Cast) {
    for (number, sentence) in sentences.iter_mut().enumerate() {
        rejoin_subject(sentence, cast, number);
        rejoin_infinitives(sentence);
        for mention in cast.of_sentence(number) {
            settle_name(sentence, mention);
            free_gerund(sentence, mention);
            let actor = !mention.inner
                && !matches!(
                    mention.form,
                    MentionForm::Adjective | MentionForm::City | MentionForm::Group
                );
            let mut verb = mention.tokens.end;
            verb += time_at(sentence, verb);
            if sentence.tokens.get(verb).is_some_and(|token| token.upos == Upos::Adv) {
                verb += 1;
            }
            if actor && verb < sentence.tokens.len() {
                restore(sentence, mention.head, verb);
                restore_subject(sentence, cast, number, mention, verb);
            }
        }
    }
}

/// "Called Turkish President Recep Tayyip Erdogan", "accuses Angola, Rwanda and Uganda": a name behind a verb that has no
/// object is neither its predicate nor a part of it.
fn settle_name(sentence: &mut Sentence, mention: &Mention) {
    let token = &sentence.tokens[mention.head];
    let Some(verb) = token.head.filter(|&verb| verb < mention.tokens.start) else {
        return;
    };
    let behind = verb + 1 == mention.tokens.start;
    let loose = match token.relation {
        Relation::Xcomp => behind || mention.tokens.len() > 1,
        Relation::Flat | Relation::Compound | Relation::Dep | Relation::Appos | Relation::List | Relation::Nmod => {
            behind
        }
        _ => false,
    };
    let name = !mention.inner && !matches!(mention.form, MentionForm::Adjective | MentionForm::City);
    let verbal = sentence.tokens[verb].upos == Upos::Verb && sentence.tokens[verb].lemma != "be";
    let taken = sentence.tokens.iter().any(|token| {
        token.head == Some(verb) && matches!(token.relation, Relation::Obj | Relation::NsubjPass | Relation::AuxPass)
    });
    if loose && name && verbal && !taken {
        sentence.tokens[mention.head].relation = Relation::Obj;
    }
}

/// "Was in Australia meeting with the ministers": the place is where she was, and no name of the meeting.
fn free_gerund(sentence: &mut Sentence, mention: &Mention) {
    let (place, gerund) = (mention.head, mention.tokens.end);
    let meeting = sentence
        .tokens
        .get(gerund)
        .is_some_and(|token| token.upos == Upos::Noun && matches!(token.lemma.as_str(), "meeting" | "talking"));
    let with = sentence
        .tokens
        .get(gerund + 1)
        .is_some_and(|token| token.lemma == "with");
    let attribute = sentence.tokens[place].head == Some(gerund)
        && matches!(sentence.tokens[place].relation, Relation::Compound | Relation::NmodDesc);
    let placed = mention.tokens.start > 0 && sentence.tokens[mention.tokens.start - 1].lemma == "in";
    if !(meeting && with && attribute && placed) {
        return;
    }
    let (head, relation) = (sentence.tokens[gerund].head, sentence.tokens[gerund].relation);
    if !reattach(&mut sentence.tokens, place, head, relation) {
        return;
    }
    for at in 0..gerund {
        if sentence.tokens[at].head == Some(gerund) && at != place {
            rehang(&mut sentence.tokens, at, place);
        }
    }
    let token = &mut sentence.tokens[gerund];
    (token.upos, token.xpos, token.lemma) = (Upos::Verb, Xpos::Vbg, "meet".to_owned());
    reattach(&mut sentence.tokens, gerund, Some(place), Relation::Advcl);
}

/// How many tokens of a time stand there, between a subject and its verb: "Japan on Friday lifted".
fn time_at(sentence: &Sentence, start: usize) -> usize {
    let lemma = |at: usize| sentence.tokens.get(at).map_or("", |token| token.lemma.as_str());
    let day = |at: usize| {
        matches!(
            lemma(at),
            "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday"
        )
    };
    match lemma(start) {
        "on" | "late" | "early" if day(start + 1) => 2,
        "today" | "yesterday" => 1,
        _ if day(start) => 1,
        "last" | "this" if matches!(lemma(start + 1), "week" | "month" | "year") => 2,
        _ => 0,
    }
}

fn restore(sentence: &mut Sentence, subject: usize, verb: usize) {
    let token = &sentence.tokens[verb];
    let attribute = token.upos == Upos::Verb
        && matches!(token.xpos, Xpos::Vbd | Xpos::Vbn | Xpos::Vbz)
        && matches!(token.relation, Relation::Amod | Relation::NmodPoss | Relation::Compound);
    let Some(object) = token.head.filter(|&noun| attribute && noun > verb) else {
        return;
    };
    let taken = sentence
        .tokens
        .iter()
        .enumerate()
        .any(|(at, token)| at != subject && token.head == Some(verb) && token.relation == Relation::Nsubj);
    // The subject must hang on the object or hold it; else the words belong to another clause.
    let bound = sentence.tokens[subject].head == Some(verb)
        || sentence.tokens[subject].head == Some(object)
        || sentence.tokens[object].head == Some(subject);
    if taken || !bound {
        return;
    }
    let top = if sentence.tokens[object].head == Some(subject) {
        subject
    } else {
        object
    };
    let (head, relation) = (sentence.tokens[top].head, sentence.tokens[top].relation);
    let relation = if head.is_none() { Relation::Root } else { relation };
    if reattach(&mut sentence.tokens, verb, head, relation) {
        reattach(&mut sentence.tokens, object, Some(verb), Relation::Obj);
        reattach(&mut sentence.tokens, subject, Some(verb), Relation::Nsubj);
    }
}

/// Nouns for what is to be held.
const HELD: &[&str] = &[
    "summit",
    "meeting",
    "conference",
    "talk",
    "talks",
    "forum",
    "session",
    "negotiation",
    "election",
    "ceremony",
    "visit",
    "dialogue",
    "round",
];

/// "The declaration of the summit to be held on Friday": the infinitive belongs to the meeting, not to the verb above.
fn rejoin_infinitives(sentence: &mut Sentence) {
    for verb in 3..sentence.tokens.len() {
        let held = matches!(
            sentence.tokens[verb].lemma.as_str(),
            "hold" | "convene" | "schedule" | "host"
        ) && matches!(sentence.tokens[verb].relation, Relation::Advcl | Relation::Xcomp)
            && sentence.tokens[verb - 1].lemma == "be"
            && sentence.tokens[verb - 2].lemma == "to";
        if !held {
            continue;
        }
        let noun = (verb.saturating_sub(9)..verb - 2)
            .rev()
            .take_while(|&at| sentence.tokens[at].upos != Upos::Verb)
            .find(|&at| HELD.contains(&sentence.tokens[at].lemma.to_lowercase().as_str()));
        if let Some(noun) = noun {
            reattach(&mut sentence.tokens, verb, Some(noun), Relation::Acl);
        }
    }
}

/// "Ciampi, who arrived on Monday, told a news conference": a finite verb after a relative clause takes the name before the
/// clause for its subject, where it has none.
fn rejoin_subject(sentence: &mut Sentence, cast: &Cast, number: usize) {
    for verb in 3..sentence.tokens.len() {
        let token = &sentence.tokens[verb];
        let finite = token.upos == Upos::Verb && matches!(token.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        if !finite || sentence.tokens[verb - 1].lemma != "," {
            continue;
        }
        let has_subject = sentence.tokens.iter().any(|token| {
            token.head == Some(verb)
                && matches!(
                    token.relation,
                    Relation::Nsubj | Relation::NsubjPass | Relation::NsubjOuter
                )
        });
        let top = matches!(
            token.relation,
            Relation::Root | Relation::Ccomp | Relation::Parataxis | Relation::Acl
        );
        if has_subject || !top {
            continue;
        }
        let Some(who) = (2..verb - 1).rev().find(|&at| {
            matches!(sentence.tokens[at].lemma.as_str(), "who" | "whose" | "which")
                && sentence.tokens[at - 1].lemma == ","
        }) else {
            continue;
        };
        let Some(mention) = cast.of_sentence(number).iter().find(|mention| {
            !mention.inner
                && (mention.tokens.end == who - 1 || mention.tokens.contains(&who) && mention.tokens.end <= verb)
        }) else {
            continue;
        };
        let subject = mention.head;
        if matches!(sentence.tokens[subject].relation, Relation::Nsubj | Relation::NsubjPass)
            || sentence.tokens[verb].head == Some(subject)
        {
            continue;
        }
        if sentence.tokens[verb].relation == Relation::Acl {
            let (head, relation) = (sentence.tokens[subject].head, sentence.tokens[subject].relation);
            if !reattach(&mut sentence.tokens, verb, head, relation) {
                continue;
            }
        }
        reattach(&mut sentence.tokens, subject, Some(verb), Relation::Nsubj);
    }
}

/// "After talks with Dick Cheney, Nogaideli also met": the name before a finite verb is its subject, not another name for
/// somebody of a different country.
fn restore_subject(sentence: &mut Sentence, cast: &Cast, number: usize, mention: &Mention, verb: usize) {
    let finite = sentence.tokens[verb].upos == Upos::Verb
        && matches!(sentence.tokens[verb].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    let subject = mention.head;
    let loose = matches!(
        sentence.tokens[subject].relation,
        Relation::Appos | Relation::Conj | Relation::Flat | Relation::Dep | Relation::List | Relation::Parataxis
    );
    let comma = mention.tokens.start > 0 && sentence.tokens[mention.tokens.start - 1].lemma == ",";
    let Some(before) = sentence.tokens[subject].head.filter(|_| finite && loose && comma) else {
        return;
    };
    let Some(other) = cast
        .at(number, before)
        .filter(|other| other.tokens.end < mention.tokens.start)
    else {
        return;
    };
    let side = |mention: &Mention| {
        let entity = mention
            .entities
            .first()
            .map(|&entity| cast.entities[entity].affiliation());
        entity.unwrap_or_default().to_owned()
    };
    let taken = sentence
        .tokens
        .iter()
        .enumerate()
        .any(|(at, token)| token.head == Some(verb) && token.relation == Relation::Nsubj && at != other.head);
    if taken || side(other) == side(mention) || sentence.tokens[verb].head == Some(subject) {
        return;
    }
    let Some(case) = (0..other.tokens.start)
        .rev()
        .find(|&at| sentence.tokens[at].relation == Relation::Case && sentence.tokens[at].head == Some(other.head))
    else {
        return;
    };
    reattach(&mut sentence.tokens, subject, Some(verb), Relation::Nsubj);
    // What stands before the comma belongs to the words before it.
    if sentence.tokens[other.head].head == Some(verb)
        && let Some(noun) = (0..case).rev().find(|&at| sentence.tokens[at].upos == Upos::Noun)
    {
        reattach(&mut sentence.tokens, other.head, Some(noun), Relation::Nmod);
    }
}

fn head_of(sentence: &Sentence, timex: &Timex) -> usize {
    let outer = |token: &usize| {
        sentence.tokens[*token]
            .head
            .is_none_or(|head| !timex.tokens.contains(&head))
    };
    timex.tokens.clone().find(outer).unwrap_or(timex.tokens.start)
}

/// "Said on Tuesday that Qatar must": the clause is what was said, not what Tuesday was like.
fn free_clause(sentence: &mut Sentence, timex: &Timex) {
    let Some(verb) = sentence.tokens[head_of(sentence, timex)].head else {
        return;
    };
    if sentence.tokens[verb].upos != Upos::Verb || verb > timex.tokens.start {
        return;
    }
    for clause in timex.tokens.end..sentence.tokens.len() {
        let hangs = sentence.tokens[clause]
            .head
            .is_some_and(|head| timex.tokens.contains(&head));
        let clausal = matches!(
            sentence.tokens[clause].relation,
            Relation::Acl | Relation::AclRelcl | Relation::Ccomp | Relation::Advcl
        );
        let that = sentence
            .tokens
            .iter()
            .any(|token| token.head == Some(clause) && token.relation == Relation::Mark && token.lemma == "that");
        if hangs && clausal && that {
            reattach(&mut sentence.tokens, clause, Some(verb), Relation::Ccomp);
        }
    }
}

/// "Summoned France's ambassador Monday": the noun before a day without a preposition stands where the tree has the day.
fn leave_object(sentence: &mut Sentence, timex: &Timex) {
    let time = head_of(sentence, timex);
    let Some(verb) = sentence.tokens[time].head else { return };
    if time != timex.tokens.start || sentence.tokens[verb].upos != Upos::Verb || verb + 1 >= time {
        return;
    }
    let object = time - 1;
    let (token, relation) = (&sentence.tokens[object], sentence.tokens[time].relation);
    let noun = matches!(token.upos, Upos::Noun | Upos::Propn)
        && token.head == Some(time)
        && matches!(
            token.relation,
            Relation::NmodDesc | Relation::Compound | Relation::Nmod | Relation::Flat
        );
    if !noun
        || !matches!(
            relation,
            Relation::Obj | Relation::Obl | Relation::OblUnmarked | Relation::Xcomp
        )
    {
        return;
    }
    let case = sentence
        .tokens
        .iter()
        .position(|token| token.head == Some(time) && token.relation == Relation::Case);
    if let Some(case) = case {
        rehang(&mut sentence.tokens, case, object);
    }
    reattach(
        &mut sentence.tokens,
        object,
        Some(verb),
        if case.is_some() { Relation::Obl } else { Relation::Obj },
    );
    for at in verb + 1..object {
        if sentence.tokens[at].head == Some(time) {
            rehang(&mut sentence.tokens, at, object);
        }
    }
    sentence.tokens[time].relation = Relation::OblUnmarked;
}

/// Nouns that hang on the time hang on what the time hangs on.
fn free_neighbours(sentence: &mut Sentence, timex: &Timex) {
    let time = head_of(sentence, timex);
    let Some(governor) = sentence.tokens[time].head else {
        return;
    };
    let verbal = sentence.tokens[governor].upos == Upos::Verb;
    for token in 0..sentence.tokens.len() {
        let hangs = sentence.tokens[token]
            .head
            .is_some_and(|head| timex.tokens.contains(&head))
            && !timex.tokens.contains(&token);
        let noun = matches!(sentence.tokens[token].upos, Upos::Propn | Upos::Noun)
            && !sentence.tokens[token].span.overlaps(timex.span);
        let relation = sentence.tokens[token].relation;
        if !hangs
            || !noun
            || !matches!(
                relation,
                Relation::Compound | Relation::Nmod | Relation::Obl | Relation::Flat
            )
            || token == governor
        {
            continue;
        }
        let case = (0..token).rev().find(|&before| {
            sentence.tokens[before].relation == Relation::Case
                && sentence.tokens[before]
                    .head
                    .is_some_and(|head| head == token || timex.tokens.contains(&head))
                && !timex.tokens.contains(&before)
        });
        let own = sentence
            .tokens
            .iter()
            .position(|other| other.relation == Relation::Case && other.head == Some(token));
        let Some(case) = own.or(case.filter(|_| token < timex.tokens.start)) else {
            continue;
        };
        let relation = if verbal { Relation::Obl } else { Relation::Nmod };
        if !reattach(&mut sentence.tokens, token, Some(governor), relation) {
            continue;
        }
        rehang(&mut sentence.tokens, case, token);
        if own.is_none() {
            sentence.tokens[time].relation = if verbal {
                Relation::OblUnmarked
            } else {
                Relation::NmodUnmarked
            };
        }
    }
}

/// "Kamal would on Wednesday attend": a time beside the subject, or after a preposition, is none.
fn leave_subject(sentence: &mut Sentence, timex: &Timex) {
    let time = head_of(sentence, timex);
    let Some(verb) = sentence.tokens[time].head else { return };
    let another = sentence.tokens.iter().enumerate().any(|(at, token)| {
        at != time && token.head == Some(verb) && (matches!(token.relation, Relation::Nsubj | Relation::NsubjPass))
    });
    if another && matches!(sentence.tokens[time].relation, Relation::Nsubj | Relation::NsubjPass) {
        sentence.tokens[time].relation = Relation::OblUnmarked;
    }
}

/// "Cut its links with Qatar on June 5, accusing it": the time before the comma belongs to the verb before it.
fn leave_participle(sentence: &mut Sentence, timex: &Timex) {
    let time = head_of(sentence, timex);
    let Some(verb) = sentence.tokens[time].head.filter(|&verb| verb >= timex.tokens.end) else {
        return;
    };
    let participle = sentence.tokens[verb].xpos == Xpos::Vbg && sentence.tokens[verb].relation == Relation::Advcl;
    let comma = sentence
        .tokens
        .get(timex.tokens.end)
        .is_some_and(|token| token.lemma == ",");
    if let Some(above) = sentence.tokens[verb]
        .head
        .filter(|&above| participle && comma && above < timex.tokens.start)
    {
        reattach(&mut sentence.tokens, time, Some(above), Relation::Obl);
    }
}

/// "would head for Abuja on Nov. 20 to resume the talks": the time stands before the infinitive and is not its own.
fn leave_infinitive(sentence: &mut Sentence, timex: &Timex) {
    let time = head_of(sentence, timex);
    let Some(verb) = sentence.tokens[time].head else { return };
    let outside = sentence.tokens.iter().enumerate().any(|(at, token)| {
        token.relation == Relation::Mark && token.head == Some(verb) && at >= timex.tokens.end && at < verb
    });
    if outside
        && time < verb
        && sentence.tokens[verb].relation != Relation::Root
        && let Some(above) = sentence.tokens[verb].head
        && above < time
    {
        rehang(&mut sentence.tokens, time, above);
    }
}
