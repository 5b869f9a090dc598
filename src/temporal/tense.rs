//! Tense: does the clause speak of what was, is or will be?

use super::lists::LISTS;
use crate::language::{Relation, Sentence, Token, Upos, Xpos};
use crate::lists::WordList;

/// The time of which a clause speaks, seen from the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tense {
    /// What happened.
    Past,
    /// What was to have happened, before the article's day or after it.
    Unreal,
    /// What is the case or happens as a rule.
    Present,
    /// What will happen, may happen or is scheduled.
    Future,
    /// There is no verb that tells.
    #[default]
    None,
}

/// Returns the tense of the clause in which the token stands.
///
/// With a tree, the way leads from the token up to the first verb that is finite by itself or by its auxiliaries; "said
/// he would", "is to", "is due to" and an infinitive under them are future, as is whatever is scheduled. Without a tree
/// the nearest finite verb before the token counts, else the nearest after it.
pub fn tense_of(sentence: &Sentence, content: &str, token: usize) -> Tense {
    let reader = TenseReader { sentence, content };
    if token >= sentence.tokens.len() {
        return Tense::None;
    }
    if sentence.tokens.iter().any(|token| token.head.is_some()) {
        reader.climb(token)
    } else {
        reader.nearest(token)
    }
}

struct TenseReader<'text> {
    sentence: &'text Sentence,
    content: &'text str,
}

impl TenseReader<'_> {
    fn token(&self, index: usize) -> &Token {
        &self.sentence.tokens[index]
    }

    fn word(&self, index: usize) -> String {
        let token = self.token(index);
        self.content.get(token.span.range()).unwrap_or("").to_lowercase()
    }

    fn children(&self, head: usize) -> impl Iterator<Item = usize> {
        let tokens = self.sentence.tokens.iter().enumerate();
        tokens
            .filter(move |(_, token)| token.head == Some(head))
            .map(|(index, _)| index)
    }

    /// Whether the word or its lemma is of a list.
    fn is_of(&self, index: usize, list: &WordList) -> bool {
        list.has(&self.token(index).lemma) || list.has(&self.word(index))
    }

    /// Up the tree, no further than the sentence is long.
    fn climb(&self, token: usize) -> Tense {
        let mut from = None;
        let mut infinitive = false;
        for at in std::iter::once(token).chain(self.sentence.ancestors(token)) {
            if at != token && self.is_scheduled(at, from) {
                return Tense::Future;
            }
            match self.of_predicate(at, at == token) {
                Some(Tense::Past) if infinitive && !self.is_of(at, &LISTS.implicative) => {
                    return Tense::Future;
                }
                Some(Tense::Present) if infinitive => return Tense::Future,
                Some(tense) => return tense,
                // "Its decision in May to impose sanctions": the time before the "to" is not the infinitive's.
                None => infinitive |= self.particle(at).is_some_and(|to| to < token || at == token),
            }
            from = Some(at);
        }
        if infinitive {
            Tense::Future
        } else {
            // Headlines have no verb that is finite: "president due to visit Egypt Tuesday".
            self.nearest(token)
        }
    }

    /// Whether the word says that what hangs on it is planned: a passive ("was expected"), an adjective ("due"), or a
    /// verb with its object ("planned a trip to Asia in June", but not "planned in June").
    fn is_scheduled(&self, index: usize, from: Option<usize>) -> bool {
        let looks = self.token(index).lemma == "look" || self.word(index) == "look";
        let forward = looks && self.children(index).any(|child| self.word(child) == "forward");
        // "agreed to talks on Friday"
        let agreed = self.is_of(index, &LISTS.agreeing)
            && from.is_some_and(|from| {
                let to = |child: usize| self.token(child).relation == Relation::Case && self.word(child) == "to";
                self.token(from).relation == Relation::Obl && self.children(from).any(to)
            });
        if agreed || !forward && !self.is_of(index, &LISTS.scheduled) {
            return agreed;
        }
        let token = self.token(index);
        let is_subject = |child: usize| {
            let relation = self.token(child).relation;
            relation.universal() == "nsubj" && relation != Relation::NsubjPass
        };
        let active = token.xpos == Xpos::Vbd && self.children(index).any(is_subject);
        let through_object = from.is_some_and(|from| {
            matches!(self.token(from).relation.universal(), "obj" | "xcomp" | "ccomp")
                || forward && self.token(from).upos != Upos::Propn && from > index + 1
        });
        // "had been prepared in March" tells when that was done, "had been scheduled for March" when it would be.
        let is_done = self.children(index).any(|child| self.word(child) == "had")
            && from.is_some_and(|from| {
                let mut cases = self
                    .children(from)
                    .filter(|&child| self.token(child).relation == Relation::Case);
                cases.any(|case| matches!(self.word(case).as_str(), "in" | "on" | "during"))
            });
        let is_predicate = matches!(token.upos, Upos::Verb | Upos::Adj) || token.lemma == "due";
        is_predicate && !is_done && (!active || through_object)
    }

    /// The tense of the token as a predicate, by its own form and its auxiliaries; none if it is not finite.
    fn of_predicate(&self, index: usize, itself: bool) -> Option<Tense> {
        let token = self.token(index);
        let auxiliaries: Vec<usize> = self
            .children(index)
            .filter(|child| matches!(self.token(*child).relation.universal(), "aux" | "cop"))
            .collect();
        if self.is_infinitive(index) && !auxiliaries.iter().any(|child| self.is_finite(*child)) {
            let perfect = auxiliaries.iter().any(|child| self.word(*child) == "have");
            return perfect.then_some(Tense::Past);
        }
        if let Some(tense) = self.of_auxiliaries(index, &auxiliaries) {
            return Some(tense);
        }
        if itself && token.upos != Upos::Verb {
            return None;
        }
        match token.xpos {
            _ if self.is_past(index) => Some(Tense::Past),
            Xpos::Vbz | Xpos::Vbp => Some(Tense::Present),
            // "the accord signed on Monday", "a deal reached last week"; with a subject, it is the finite form that looks the same.
            Xpos::Vbn if matches!(token.relation, Relation::Acl | Relation::Amod) || self.has_subject(index) => {
                Some(Tense::Past)
            }
            Xpos::Md => Some(Tense::Future),
            _ => None,
        }
    }

    fn of_auxiliaries(&self, predicate: usize, auxiliaries: &[usize]) -> Option<Tense> {
        let mut words: Vec<String> = auxiliaries.iter().map(|index| self.word(*index)).collect();
        let to_follows = |be: usize| {
            self.children(predicate)
                .any(|child| child > be && self.token(child).relation == Relation::Mark && self.word(child) == "to")
        };
        // "was to have begun"
        if words.iter().any(|word| word == "have") && words.iter().any(|word| matches!(word.as_str(), "was" | "were")) {
            return Some(Tense::Unreal);
        }
        // "is to hold": the copula stands over the infinitive.
        if auxiliaries
            .iter()
            .any(|be| self.token(*be).lemma == "be" && to_follows(*be))
        {
            return Some(Tense::Future);
        }
        words.sort_by_key(|word| !LISTS.modal.has(word));
        let first = words.first()?;
        if LISTS.modal.has(first) {
            let perfect = words.iter().any(|word| word == "have" || word == "'ve");
            let certain = LISTS.certain.has(first);
            return Some(if perfect && !certain {
                Tense::Past
            } else {
                Tense::Future
            });
        }
        words.iter().find_map(|word| of_form(word))
    }

    fn has_subject(&self, index: usize) -> bool {
        self.children(index)
            .any(|child| self.token(child).relation.universal() == "nsubj")
    }

    /// Whether the word is a verb with "to": "to hold", "to be held".
    fn is_infinitive(&self, index: usize) -> bool {
        self.particle(index).is_some()
    }

    /// The "to" of an infinitive.
    fn particle(&self, index: usize) -> Option<usize> {
        let is_particle =
            |child: usize| child < index && self.word(child) == "to" && self.token(child).relation != Relation::Case;
        let verb = matches!(self.token(index).xpos, Xpos::Vb | Xpos::Vbn | Xpos::Vbg);
        self.children(index).find(|&child| verb && is_particle(child))
    }

    /// Whether the word is the past of a verb.
    fn is_past(&self, index: usize) -> bool {
        match self.token(index).xpos {
            Xpos::Vbd => true,
            Xpos::Vbp => LISTS.only_past.has(&self.word(index)),
            _ => false,
        }
    }

    fn is_finite(&self, index: usize) -> bool {
        let word = self.word(index);
        LISTS.modal.has(&word) || of_form(&word).is_some_and(|_| !matches!(word.as_str(), "have" | "having"))
    }

    /// The tense of the nearest finite verb, those before the token first.
    fn nearest(&self, token: usize) -> Tense {
        let before = (0..token).rev().find_map(|index| self.by_form(index));
        before
            .or_else(|| (token..self.sentence.tokens.len()).find_map(|index| self.by_form(index)))
            .unwrap_or_default()
    }

    /// The tense that a word shows by itself and its neighbours.
    fn by_form(&self, index: usize) -> Option<Tense> {
        let word = self.word(index);
        let next = (index + 1 < self.sentence.tokens.len()).then(|| self.word(index + 1));
        let next = next.as_deref().unwrap_or("");
        let promised = LISTS.promising.has(&word) && next == "to";
        if promised || LISTS.scheduled.has(&word) && matches!(next, "to" | "for" | "on") || word == "upcoming" {
            return Some(Tense::Future);
        }
        if LISTS.modal.has(&word) && self.token(index).xpos != Xpos::Nnp {
            let after = (index + 2 < self.sentence.tokens.len()).then(|| self.word(index + 2));
            let perfect = next == "have" || after.as_deref() == Some("have");
            let certain = LISTS.certain.has(&word) && word != "wo";
            return Some(if perfect && !certain {
                Tense::Past
            } else {
                Tense::Future
            });
        }
        if LISTS.of_plan.has(&word) && next == "to" {
            return Some(Tense::Future);
        }
        let before = |back: usize| index.checked_sub(back).map_or(String::new(), |at| self.word(at));
        if word == "have" && before(1) == "to" && matches!(before(2).as_str(), "was" | "were") {
            return Some(Tense::Unreal);
        }
        match self.token(index).xpos {
            _ if self.is_past(index) => return Some(Tense::Past),
            Xpos::Vbz | Xpos::Vbp => return of_form(&word).or(Some(Tense::Present)),
            Xpos::Xx => {}
            _ => return None,
        }
        // "be held" and "been held" take the tense of what stands before.
        let passive = index > 0 && matches!(self.word(index - 1).as_str(), "be" | "been" | "being");
        of_form(&word).or_else(|| (looks_past(&word) && !passive).then_some(Tense::Past))
    }
}

/// The tense that the form of an auxiliary shows; "has" tells of what happened.
fn of_form(word: &str) -> Option<Tense> {
    if LISTS.past_auxiliary.has(word) {
        Some(Tense::Past)
    } else {
        LISTS.present_auxiliary.has(word).then_some(Tense::Present)
    }
}

/// Whether a word has the form of a regular past or is a frequent irregular one.
fn looks_past(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed")
        || LISTS.irregular_past.has(word)
        || LISTS.only_past.has(word)
}
