//! Names and trees: each name hangs on its sentence by one word.
//!
//! A parser takes long titles apart ("Republic of Korea (ROK) President Yoon Suk Yeol"). What is known to be one name is put
//! together again: its words hang on its head, and so does the preposition before it.

use crate::entity::cast::{Cast, EntityKind, Form, Mention};
use crate::language::{Relation, Sentence, Token, Upos, Xpos, reattach, rehang};
use std::ops::Range;

/// Makes each name of the cast one phrase in its sentence's tree, and sets the heads of its mentions accordingly.
pub fn settle(sentences: &mut [Sentence], cast: &mut Cast) {
    let mut places: Vec<Vec<Range<usize>>> = vec![Vec::new(); sentences.len()];
    for mention in cast.mentions.iter().filter(|mention| mention.inner) {
        places[mention.sentence].push(mention.tokens.clone());
    }
    for mention in &mut cast.mentions {
        let official = mention.form == Form::Role
            || mention
                .entities
                .first()
                .is_some_and(|&entity| cast.entities[entity].kind == EntityKind::Person);
        if official {
            restore_noun(&mut sentences[mention.sentence].tokens, mention);
        }
        let long = mention.tokens.len() > 1 && matches!(mention.form, Form::Name | Form::Role);
        let person = mention
            .entities
            .first()
            .is_some_and(|&entity| cast.entities[entity].kind == EntityKind::Person);
        if mention.inner || !long || !person {
            continue;
        }
        let tokens = &mut sentences[mention.sentence].tokens;
        if tokens.iter().all(|token| token.head.is_none()) {
            continue;
        }
        let outer = |token: &usize| tokens[*token].head.is_none_or(|head| !mention.tokens.contains(&head));
        let heads: Vec<usize> = mention
            .tokens
            .clone()
            .filter(outer)
            .filter(|&token| is_nominal(&tokens[token]))
            .collect();
        // "Chancellor Olaf Scholz of Germany" does not hang on Germany.
        let owned = |token: usize| places[mention.sentence].iter().any(|tokens| tokens.contains(&token));
        let own: Vec<usize> = heads.iter().copied().filter(|&token| !owned(token)).collect();
        let heads = if own.is_empty() { heads } else { own };
        let Some(&head) = heads
            .iter()
            .find(|&&token| tokens[token].upos == Upos::Propn)
            .or(heads.first())
        else {
            continue;
        };
        let head = heads
            .iter()
            .copied()
            .rfind(|&token| tokens[token].head == tokens[head].head && is_core(&tokens[token]))
            .unwrap_or(head);
        for token in mention.tokens.clone() {
            if token != head && tokens[token].head.is_none_or(|up| !mention.tokens.contains(&up)) {
                if tokens[token].head.is_none() {
                    reattach(tokens, head, None, Relation::Root);
                }
                reattach(tokens, token, Some(head), Relation::Flat);
            }
        }
        mention.head = head;
        // The preposition before the name, wherever it hangs.
        let mut before = mention.tokens.start;
        while before > 0 && matches!(tokens[before - 1].upos, Upos::Det | Upos::Num | Upos::Adj) {
            before -= 1;
        }
        if before > 0 && tokens[before - 1].upos == Upos::Adp && before - 1 != head {
            let loose = tokens[before - 1].relation == Relation::Case;
            let own = tokens[before - 1].head;
            if loose && own != Some(head) && own.is_some_and(|own| own >= before) {
                rehang(tokens, before - 1, head);
            }
        }
        for at in 0..tokens.len() {
            let token = &tokens[at];
            let inside = token.head.is_some_and(|up| up != head && mention.tokens.contains(&up));
            if inside && matches!(token.relation, Relation::Case) && token.span.end <= mention.span.start {
                rehang(tokens, at, head);
            }
        }
    }
}

/// Makes a modifier or a part of the name again of what the tree takes for the verb above it: "talks with visiting French
/// President Jacques Chirac", "President Kais Saied".
fn restore_noun(tokens: &mut [Token], mention: &mut Mention) {
    if mention.inner || !matches!(mention.form, Form::Name | Form::Role) {
        return;
    }
    let noun = mention.tokens.clone().find(|&token| {
        is_nominal(&tokens[token]) && tokens[token].head.is_some_and(|head| tokens[head].upos == Upos::Verb)
    });
    let Some((noun, verb)) = noun.and_then(|noun| Some((noun, tokens[noun].head?))) else {
        return;
    };
    let inside = mention.tokens.contains(&verb);
    let relation = if inside && mention.form == Form::Name && tokens[verb].upos == Upos::Verb && verb > noun {
        Relation::Flat
    } else if is_visiting(tokens, verb, &mention.tokens) {
        Relation::Amod
    } else {
        return;
    };
    let Some(up) = tokens[verb].head else { return };
    let role = match tokens[verb].relation {
        Relation::Acl | Relation::AclRelcl => Relation::Nmod,
        Relation::Advcl => Relation::Obl,
        Relation::Xcomp | Relation::Ccomp => Relation::Obj,
        Relation::Csubj => Relation::Nsubj,
        other => other,
    };
    if !reattach(tokens, noun, Some(up), role) {
        return;
    }
    reattach(tokens, verb, Some(noun), relation);
    for at in 0..tokens.len() {
        let token = &tokens[at];
        if at == noun || token.head != Some(verb) {
            continue;
        }
        if at < verb && matches!(token.relation, Relation::Mark | Relation::Case) {
            reattach(tokens, at, Some(noun), Relation::Case);
        } else if mention.tokens.contains(&at) || token.relation == Relation::Cc {
            rehang(tokens, at, noun);
        } else {
            rehang(tokens, at, up);
        }
    }
    mention.head = noun;
}

/// Whether the verb is "visiting" right before the mention, or at its head, and no verb of a clause: "Bush, visiting US
/// troops", "was visiting US troops".
fn is_visiting(tokens: &[Token], verb: usize, mention: &Range<usize>) -> bool {
    let between = verb + 1..mention.start.max(verb + 1);
    let before = verb.checked_sub(1).map(|before| &tokens[before]);
    tokens[verb].lemma == "visit"
        && tokens[verb].xpos == Xpos::Vbg
        && verb < mention.end
        && between.len() <= 2
        && between
            .clone()
            .all(|token| matches!(tokens[token].upos, Upos::Adj | Upos::Noun))
        && before.is_some_and(|before| {
            !matches!(before.upos, Upos::Aux | Upos::Punct | Upos::Noun | Upos::Propn) && before.lemma != "while"
        })
}

fn is_nominal(token: &Token) -> bool {
    matches!(token.upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::X)
}

fn is_core(token: &Token) -> bool {
    matches!(
        token.relation,
        Relation::Nsubj
            | Relation::NsubjPass
            | Relation::Obj
            | Relation::Obl
            | Relation::OblAgent
            | Relation::Nmod
            | Relation::Iobj
            | Relation::Conj
            | Relation::NmodPoss
    )
}
