//! Grammatical slots: which words stand where around a verb or a noun?
//!
//! Subjects are found through relative clauses, control, coordination and participles; objects through passives.

use crate::event::clause::VESSELS;
use crate::language::{Relation, Sentence, Token, Upos, Xpos, climb, is_under};

/// A sentence's tree, with the children of each token at hand.
pub(crate) struct Tree<'a> {
    pub(crate) content: &'a str,
    pub(crate) tokens: &'a [Token],
    children: Vec<Vec<usize>>,
}

/// Verbs whose object does what the infinitive says ("urged Iran to stop").
const OBJECT_CONTROL: &[&str] = &[
    "urge",
    "ask",
    "invite",
    "allow",
    "force",
    "order",
    "tell",
    "call",
    "request",
    "press",
    "want",
    "expect",
    "enable",
    "persuade",
    "convince",
    "help",
    "permit",
    "require",
    "compel",
    "encourage",
    "authorize",
    "authorise",
    "implore",
    "lead",
    "push",
    "advise",
    "warn",
    "send",
    "let",
    "make",
    "see",
    "appeal",
    "beg",
    "cause",
];

/// Adjectives of one who does what others did not: "the first to visit".
pub(crate) const ORDINALS: &[&str] = &["first", "last", "only", "latest", "second", "third"];

/// Verbs whose object did, or is kept from, what follows with "of", "for" or "from".
const BLAMING: &[&str] = &[
    "accuse",
    "suspect",
    "blame",
    "criticize",
    "criticise",
    "condemn",
    "praise",
    "thank",
    "applaud",
    "commend",
    "prevent",
    "stop",
    "keep",
    "bar",
    "ban",
    "prohibit",
    "discourage",
    "dissuade",
    "denounce",
    "fault",
    "chide",
    "rebuke",
];

/// Verbs whose object does what follows with "to".
const SENDING: &[&str] = &[
    "announce",
    "send",
    "dispatch",
    "designate",
    "appoint",
    "name",
    "deploy",
    "nominate",
];

impl<'a> Tree<'a> {
    pub(crate) fn new(content: &'a str, sentence: &'a Sentence) -> Self {
        let mut children = vec![Vec::new(); sentence.tokens.len()];
        for (index, token) in sentence.tokens.iter().enumerate() {
            if let Some(head) = token.head {
                children[head].push(index);
            }
        }
        Self {
            content,
            tokens: &sentence.tokens,
            children,
        }
    }

    pub(crate) fn text(&self, token: usize) -> &'a str {
        self.tokens[token].span.of(self.content)
    }

    pub(crate) fn lemma(&self, token: usize) -> &'a str {
        &self.tokens[token].lemma
    }

    pub(crate) fn children(&self, token: usize) -> &[usize] {
        &self.children[token]
    }

    pub(crate) fn with_relation(&self, token: usize, relation: Relation) -> impl Iterator<Item = usize> {
        self.children[token]
            .iter()
            .copied()
            .filter(move |&child| self.tokens[child].relation == relation)
    }

    pub(crate) fn child(&self, token: usize, relation: Relation) -> Option<usize> {
        self.with_relation(token, relation).next()
    }

    pub(crate) fn has_lemma(&self, token: usize, relation: Relation, lemmas: &[&str]) -> bool {
        self.with_relation(token, relation)
            .any(|child| lemmas.contains(&self.lemma(child)))
    }

    /// The preposition of a noun; "of" where several stand before it, the first.
    pub(crate) fn case(&self, token: usize) -> Option<&'a str> {
        let case = self.child(token, Relation::Case).or_else(|| {
            let clausal = matches!(self.tokens[token].relation, Relation::Acl | Relation::Advcl);
            self.child(token, Relation::Mark)
                .filter(|&mark| clausal && self.tokens[mark].upos != Upos::Part)
        })?;
        let fixed = self.child(case, Relation::Fixed);
        Some(match (self.lemma(case), fixed.map(|fixed| self.lemma(fixed))) {
            ("because" | "due", _) => "because",
            ("ahead", _) => "before",
            ("along" | "together", _) => "with",
            (lemma, _) => lemma,
        })
    }

    fn is_relative(&self, token: usize) -> bool {
        matches!(self.lemma(token), "who" | "which" | "that" | "whom")
            && matches!(self.tokens[token].upos, Upos::Pron | Upos::Det | Upos::Sconj)
    }

    pub(crate) fn is_passive(&self, verb: usize) -> bool {
        self.child(verb, Relation::NsubjPass).is_some()
            || self.child(verb, Relation::AuxPass).is_some()
            || self.child(verb, Relation::OblAgent).is_some() && self.child(verb, Relation::Nsubj).is_none()
            || self.tokens[verb].relation == Relation::Acl
                && self.tokens[verb].xpos == Xpos::Vbn
                && !self.is_finite(verb)
    }

    /// Whether a verb that the tree makes a participle is in the past tense: "since his father, Kim Jong Il, visited".
    fn is_finite(&self, verb: usize) -> bool {
        matches!(self.tokens[verb].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
            || verb > 0
                && self.text(verb - 1) == ","
                && self.phrase_before(verb).is_some_and(|name| {
                    self.tokens[name].upos == Upos::Propn
                        || self
                            .child(name, Relation::Appos)
                            .is_some_and(|name| self.tokens[name].upos == Upos::Propn)
                })
    }

    /// Who does what the verb says.
    pub(crate) fn subject(&self, verb: usize) -> Vec<usize> {
        self.subject_within(verb, 6)
    }

    fn subject_within(&self, verb: usize, steps: usize) -> Vec<usize> {
        if steps == 0 {
            return Vec::new();
        }
        if self.is_passive(verb) {
            let agents: Vec<usize> = self.with_relation(verb, Relation::OblAgent).collect();
            if agents.is_empty() {
                return self.strayed(verb, "by");
            }
            return agents;
        }
        self.surface_subject(verb, steps)
    }

    /// The grammatical subject, be the verb active or passive.
    pub(crate) fn surface_subject(&self, verb: usize, steps: usize) -> Vec<usize> {
        let own = self
            .child(verb, Relation::Nsubj)
            .or_else(|| self.child(verb, Relation::NsubjPass))
            .or_else(|| self.child(verb, Relation::NsubjOuter))
            .or_else(|| {
                self.with_relation(verb, Relation::Vocative)
                    .find(|&name| name < verb && self.tokens[name].upos == Upos::Propn)
            });
        let token = &self.tokens[verb];
        if let Some(own) = own {
            return self.own_subject(verb, own);
        }
        let Some(head) = token.head else { return Vec::new() };
        if steps == 0 {
            return Vec::new();
        }
        // "He said the former president had invited": the subject, hung on the verb above as its object.
        if token.relation == Relation::Ccomp && head < verb && token.xpos != Xpos::Vbg {
            let strayed = self.children[head].iter().rev().copied().find(|&noun| {
                noun > head
                    && noun < verb
                    && matches!(self.tokens[noun].relation, Relation::Iobj | Relation::Obj)
                    && matches!(self.tokens[noun].upos, Upos::Propn | Upos::Noun | Upos::Pron)
            });
            if let Some(noun) = strayed {
                return vec![noun];
            }
        }
        if let Some(controlled) = self.controlled(verb, head) {
            return controlled;
        }
        match token.relation {
            Relation::Acl if self.is_finite(verb) && !self.has_lemma(verb, Relation::Mark, &["to"]) => {
                self.phrase_before(verb).into_iter().collect()
            }
            Relation::Acl => {
                if token.xpos == Xpos::Vbn {
                    return Vec::new();
                }
                // "plans to visit": the planner visits; "a visit aimed at …" has no one.
                if self.tokens[head].upos == Upos::Noun && !self.is_person_like(head) {
                    return self
                        .possessors(head)
                        .chain(self.holder_above(head, steps - 1))
                        .collect();
                }
                vec![head]
            }
            Relation::AclRelcl => vec![head],
            Relation::Amod => vec![head],
            // "was due to arrive", taken for a subject
            Relation::Csubj if self.has_lemma(verb, Relation::Mark, &["to"]) && head < verb => {
                self.surface_subject(head, steps - 1)
            }
            Relation::Xcomp | Relation::Ccomp if token.relation == Relation::Xcomp || token.xpos == Xpos::Vbg => {
                let object = self
                    .child(head, Relation::Obj)
                    .or_else(|| self.child(head, Relation::Iobj));
                if let Some(object) = object.filter(|_| OBJECT_CONTROL.contains(&self.lemma(head))) {
                    return vec![object];
                }
                if OBJECT_CONTROL.contains(&self.lemma(head)) && self.is_passive(head) {
                    return self.with_relation(head, Relation::NsubjPass).collect();
                }
                if self.lemma(head) == "call" || self.lemma(head) == "appeal" {
                    let asked: Vec<usize> = self
                        .prepositional(head, "on")
                        .into_iter()
                        .chain(self.prepositional(head, "to"))
                        .collect();
                    if !asked.is_empty() {
                        return asked;
                    }
                }
                self.surface_subject(head, steps - 1)
            }
            Relation::Conj
            | Relation::Advcl
            | Relation::Parataxis
            | Relation::Dep
            | Relation::List
            | Relation::Appos => {
                if !matches!(self.tokens[head].upos, Upos::Verb | Upos::Aux | Upos::Adj)
                    && self.child(head, Relation::Cop).is_none()
                {
                    // A headline's verb, hung on its subject as if on a list.
                    let finite = matches!(token.xpos, Xpos::Vbz | Xpos::Vbd | Xpos::Vbp) && head < verb;
                    return if finite { vec![head] } else { Vec::new() };
                }
                if token.relation == Relation::Conj && self.is_passive(head) != self.is_passive(verb) {
                    return self.surface_subject(head, steps - 1);
                }
                if token.relation == Relation::Conj {
                    return self.subject_within(head, steps - 1);
                }
                self.surface_subject(head, steps - 1)
            }
            _ => Vec::new(),
        }
    }

    /// Whom the object of the verb above makes the subject of the one below.
    fn controlled(&self, verb: usize, head: usize) -> Option<Vec<usize>> {
        let token = &self.tokens[verb];
        let below = matches!(token.relation, Relation::Advcl | Relation::Ccomp | Relation::Xcomp) && head < verb;
        let led_by =
            |words: &[&str]| self.has_lemma(verb, Relation::Mark, words) || self.has_lemma(verb, Relation::Case, words);
        // "accused Germany of giving in", "praised Kenya for hosting": the one accused or praised.
        if below && token.xpos == Xpos::Vbg && BLAMING.contains(&self.lemma(head)) && led_by(&["of", "for", "from"]) {
            let relation = if self.is_passive(head) {
                Relation::NsubjPass
            } else {
                Relation::Obj
            };
            return Some(self.with_relation(head, relation).collect());
        }
        // "Clinton is the first president to visit India"
        if token.relation == Relation::Acl
            && self.has_lemma(verb, Relation::Mark, &["to"])
            && self.has_lemma(head, Relation::Amod, ORDINALS)
            && self.child(head, Relation::Cop).is_some()
        {
            return Some(vec![self.child(head, Relation::Nsubj)?]);
        }
        // "announced the designation of a delegation to attend": those sent attend.
        if token.relation == Relation::Advcl
            && head < verb
            && SENDING.contains(&self.lemma(head))
            && self.has_lemma(verb, Relation::Mark, &["to"])
        {
            let object = self.child(head, Relation::Obj)?;
            let of = self.prepositional_of(object, "of");
            return Some(if of.is_empty() { vec![object] } else { of });
        }
        None
    }

    /// Whom a verb's own subject stands for: a relative pronoun stands for the noun before it.
    fn own_subject(&self, verb: usize, own: usize) -> Vec<usize> {
        let token = &self.tokens[verb];
        match token.head {
            Some(head) if self.is_relative(own) && matches!(token.relation, Relation::AclRelcl) => vec![head],
            Some(head)
                if self.is_relative(own)
                    && token.relation == Relation::Conj
                    && self.tokens[head].relation == Relation::AclRelcl =>
            {
                self.tokens[head].head.into_iter().collect()
            }
            // "Haniya, who is now in Sudan, thanked": a relative clause hung elsewhere.
            Some(_) if self.lemma(own) == "who" && token.relation != Relation::Ccomp => {
                self.phrase_before(own).into_iter().collect()
            }
            _ => {
                let all: Vec<usize> = self.with_relation(verb, self.tokens[own].relation).collect();
                if all.len() > 1 { all } else { vec![own] }
            }
        }
    }

    /// The head of the noun phrase that ends before the token, commas aside.
    fn phrase_before(&self, token: usize) -> Option<usize> {
        let last = (0..token)
            .rev()
            .find(|&before| self.tokens[before].upos != Upos::Punct)?;
        let parts = self.climb(last).take_while(|&(at, head)| {
            head < token
                && matches!(
                    self.tokens[at].relation,
                    Relation::Flat | Relation::Appos | Relation::Compound | Relation::Nmod | Relation::Nummod
                )
        });
        let at = parts.last().map_or(last, |(_, head)| head);
        matches!(self.tokens[at].upos, Upos::Noun | Upos::Propn | Upos::Pron).then_some(at)
    }

    fn is_person_like(&self, noun: usize) -> bool {
        matches!(self.tokens[noun].upos, Upos::Propn | Upos::Pron)
    }

    /// Who or what is acted upon.
    pub(crate) fn object(&self, verb: usize) -> Vec<usize> {
        let token = &self.tokens[verb];
        let mut objects: Vec<usize> = self
            .with_relation(verb, Relation::Obj)
            .filter(|&object| !self.is_relative(object))
            .collect();
        if objects.is_empty() && self.is_passive(verb) {
            objects.extend(self.surface_subject(verb, 4));
            if objects.is_empty()
                && let (Relation::Acl, Some(head)) = (token.relation, token.head)
            {
                objects.push(head);
            }
        }
        if objects.is_empty() && !self.is_passive(verb) {
            objects.extend(self.strayed_object(verb));
        }
        if objects.is_empty()
            && let (Relation::AclRelcl, Some(head)) = (token.relation, token.head)
            && self
                .child(verb, Relation::Nsubj)
                .is_some_and(|subject| !self.is_relative(subject))
        {
            objects.push(head);
        }
        objects
    }

    /// An object that the tree makes an oblique: "called off a meeting", "killed at least 15 soldiers".
    fn strayed_object(&self, verb: usize) -> Option<usize> {
        let particle = self.child(verb, Relation::CompoundPrt).is_some()
            || matches!(
                self.tokens.get(verb + 1).map(|_| self.lemma(verb + 1)),
                Some("off" | "over" | "down" | "up" | "out")
            );
        let quantified = self.children[verb].iter().any(|&child| {
            child > verb
                && matches!(
                    self.lemma(child),
                    "more" | "less" | "fewer" | "least" | "nearly" | "some" | "most" | "up"
                )
        });
        if !particle && !quantified {
            return None;
        }
        self.with_relation(verb, Relation::Obl).find(|&noun| {
            let bare = self.child(noun, Relation::Case).is_none_or(|case| case == verb + 1);
            noun > verb && bare && matches!(self.tokens[noun].upos, Upos::Noun | Upos::Propn | Upos::Sym)
        })
    }

    /// Whoever possesses the noun: "Rice's", "its".
    pub(crate) fn possessors(&self, noun: usize) -> impl Iterator<Item = usize> {
        self.with_relation(noun, Relation::NmodPoss)
    }

    /// The verb whose object the noun is, or in whose passive it is the subject.
    pub(crate) fn support(&self, noun: usize) -> Option<usize> {
        for (noun, head) in self.climb(noun) {
            match self.tokens[noun].relation {
                Relation::Obj | Relation::NsubjPass if self.tokens[head].upos == Upos::Verb => return Some(head),
                // "kicking off a stay in Washington"
                Relation::Obl
                    if self.child(noun, Relation::Case).is_none()
                        && self.child(head, Relation::CompoundPrt).is_some() =>
                {
                    return Some(head);
                }
                Relation::Conj => {}
                // "wrapped up six hours of talks"
                Relation::Nmod if self.case(noun) == Some("of") && VESSELS.contains(&self.lemma(head)) => {}
                _ => {
                    // "the talks held by", "the talks they held"
                    let participle = self
                        .with_relation(noun, Relation::Acl)
                        .chain(self.with_relation(noun, Relation::AclRelcl));
                    let mut passive = participle.filter(|&verb| self.object(verb).contains(&noun));
                    return passive.next();
                }
            }
        }
        None
    }

    /// The subject of the verb that the noun is the object of.
    pub(crate) fn holder(&self, noun: usize) -> Vec<usize> {
        let Some(verb) = self.support(noun) else {
            return Vec::new();
        };
        // "was given an audience": the one who was given it.
        if self.tokens[noun].relation == Relation::Obj && self.child(verb, Relation::NsubjPass).is_some() {
            return self.with_relation(verb, Relation::NsubjPass).collect();
        }
        self.subject(verb)
    }

    /// The subject of the verb whose object the noun is, by the noun's own place alone.
    fn holder_above(&self, noun: usize, steps: usize) -> Vec<usize> {
        let token = &self.tokens[noun];
        match (token.relation, token.head) {
            (Relation::Obj, Some(verb)) if steps > 0 => self.subject_within(verb, steps - 1),
            _ => Vec::new(),
        }
    }

    /// The nearest verb above the token.
    pub(crate) fn governor(&self, token: usize) -> Option<usize> {
        self.climb(token)
            .map(|(_, head)| head)
            .find(|&at| self.tokens[at].upos == Upos::Verb || self.child(at, Relation::Cop).is_some())
    }

    /// The way from a token to the root, as pairs of a token and its head.
    pub(crate) fn climb(&self, token: usize) -> impl Iterator<Item = (usize, usize)> + 'a {
        climb(self.tokens, token)
    }

    /// Whether `above` lies on the way from `token` to the root.
    pub(crate) fn is_under(&self, token: usize, above: usize) -> bool {
        is_under(self.tokens, token, above)
    }

    /// The other members of a coordination that the token begins.
    pub(crate) fn conjuncts(&self, token: usize) -> Vec<usize> {
        let mut all = Vec::new();
        let mut open: Vec<usize> = self.with_relation(token, Relation::Conj).collect();
        while let Some(next) = open.pop() {
            if all.contains(&next) {
                continue;
            }
            all.push(next);
            open.extend(self.with_relation(next, Relation::Conj));
        }
        // "the prime minister, Abiy Ahmed, and President Isaias Afwerki"
        for name in self
            .with_relation(token, Relation::Appos)
            .chain(self.with_relation(token, Relation::Flat))
        {
            all.extend(self.with_relation(name, Relation::Conj));
        }
        all.sort_unstable();
        all
    }

    /// The reporting verb above, if the token is part of what somebody said.
    pub(crate) fn reporter(&self, token: usize) -> Option<usize> {
        for (at, head) in self.climb(token) {
            if matches!(self.tokens[at].relation, Relation::Ccomp | Relation::Parataxis)
                && matches!(
                    self.lemma(head),
                    "say"
                        | "tell"
                        | "add"
                        | "note"
                        | "state"
                        | "stress"
                        | "announce"
                        | "declare"
                        | "explain"
                        | "reveal"
                        | "disclose"
                        | "affirm"
                        | "reiterate"
                        | "emphasize"
                        | "emphasise"
                        | "underline"
                        | "point"
                        | "remark"
                        | "comment"
                        | "insist"
                        | "claim"
                        | "assert"
                        | "believe"
                        | "vow"
                        | "express"
                        | "hope"
                        | "write"
                        | "warn"
                        | "argue"
                        | "maintain"
                        | "make"
                )
            {
                return Some(head);
            }
        }
        None
    }
}
