//! Prepositions: which nouns stand behind one, with a verb, its object, or a word that the tree has put between?

use crate::event::tree::Tree;
use crate::language::{Relation, Upos, Xpos};

/// Nouns that have partners of their own: "talks on a deal with Iran".
const OWN_PARTNERS: &[&str] = &[
    "deal",
    "agreement",
    "accord",
    "pact",
    "treaty",
    "tie",
    "relation",
    "relationship",
    "cooperation",
    "partnership",
    "alliance",
    "war",
    "conflict",
    "dispute",
    "trade",
    "border",
    "problem",
    "friendship",
    "negotiation",
    "talk",
    "summit",
    "meeting",
    "link",
    "contact",
    "solidarity",
    "rivalry",
    "tension",
    "row",
    "standoff",
    "crisis",
    "peace",
];

impl Tree<'_> {
    /// Nouns after a preposition that the tree hangs on a neighbour of the token: "meetings at the conference with Zelenskyy",
    /// "was received in rainy weather by Goh". The nearest, with no clause in between.
    pub(crate) fn strayed(&self, token: usize, preposition: &str) -> Vec<usize> {
        let nominal = |relation| {
            matches!(
                relation,
                Relation::Nmod
                    | Relation::Obl
                    | Relation::OblAgent
                    | Relation::OblUnmarked
                    | Relation::NmodUnmarked
                    | Relation::NmodDesc
                    | Relation::Obj
                    | Relation::Conj
                    | Relation::Appos
                    | Relation::Compound
                    | Relation::Flat
                    | Relation::Xcomp
            )
        };
        let reached = |noun: usize| {
            for (at, head) in self.climb(noun).take(6) {
                if !nominal(self.tokens[at].relation) || head < token {
                    return false;
                }
                if head == token {
                    return true;
                }
                if self.tokens[head].upos == Upos::Verb || OWN_PARTNERS.contains(&self.lemma(head)) {
                    return false;
                }
            }
            false
        };
        let found = (token + 1..self.tokens.len()).find(|&noun| {
            self.case(noun) == Some(preposition) && self.tokens[noun].head != Some(token) && reached(noun)
        });
        found.into_iter().collect()
    }

    /// Nouns after a preposition that hang on the token, on its object, or on what it is the object of.
    pub(crate) fn prepositional(&self, token: usize, preposition: &str) -> Vec<usize> {
        let own = self.prepositional_of(token, preposition);
        if !own.is_empty() {
            return own;
        }
        // "a ceasefire between Israel and Hamas brokered by Egypt"
        if let (Relation::Acl, Some(noun), true) = (
            self.tokens[token].relation,
            self.tokens[token].head,
            preposition == "between",
        ) {
            return self.prepositional_of(noun, preposition);
        }
        let mut open: Vec<usize> = [Relation::Obj, Relation::Iobj, Relation::NsubjPass]
            .into_iter()
            .flat_map(|relation| self.with_relation(token, relation))
            .collect();
        let others: Vec<usize> = open.iter().flat_map(|&object| self.conjuncts(object)).collect();
        open.extend(others);
        open.extend(self.sum_spent(token));
        // "discussed the crisis by telephone with Macron"
        let means = self.with_relation(token, Relation::Obl).filter(|&means| {
            preposition == "with"
                && matches!(
                    self.lemma(means),
                    "phone" | "telephone" | "video" | "videoconference" | "call"
                )
        });
        open.extend(means);
        // "pulled out of negotiations with Washington", "takes part in talks with"
        let gathering = self.with_relation(token, Relation::Obl);
        open.extend(gathering.filter(|&noun| {
            let talks = matches!(
                self.lemma(noun),
                "talk"
                    | "talks"
                    | "negotiation"
                    | "agreement"
                    | "treaty"
                    | "accord"
                    | "deal"
                    | "pact"
                    | "alliance"
                    | "dialogue"
            );
            talks && matches!(self.case(noun), Some("of" | "from" | "out" | "in" | "to"))
        }));
        for _ in 0..3 {
            for &noun in &open {
                let mut found = self.prepositional_of(noun, preposition);
                if found.is_empty() {
                    found = self.under_participle(noun, preposition);
                }
                if !found.is_empty() {
                    return found;
                }
            }
            // "a suspension of aid to Egypt", "some of its restrictions on"
            open = open
                .into_iter()
                .flat_map(|noun| self.prepositional_of(noun, "of"))
                .collect();
        }
        Vec::new()
    }

    /// "the sanctions imposed on Iran", "an agreement signed with Kenya": what stands after the preposition with the participle.
    pub(crate) fn under_participle(&self, noun: usize, preposition: &str) -> Vec<usize> {
        self.with_relation(noun, Relation::Acl)
            .filter(|&verb| self.tokens[verb].xpos == Xpos::Vbn)
            .flat_map(|verb| self.prepositional_of(verb, preposition))
            .collect()
    }

    /// What a sum of money is given in or worth of: "$2 million in assistance to Fiji".
    fn sum_spent(&self, verb: usize) -> Vec<usize> {
        let sum = self.with_relation(verb, Relation::Obj).any(|object| {
            matches!(
                self.lemma(object),
                "$" | "€" | "£" | "¥" | "million" | "billion" | "dollar" | "euro" | "pound" | "yen"
            )
        });
        if !sum {
            return Vec::new();
        }
        let spent = self.with_relation(verb, Relation::Obl).chain(
            self.with_relation(verb, Relation::Obj)
                .flat_map(|object| self.with_relation(object, Relation::Nmod)),
        );
        spent
            .filter(|&noun| matches!(self.case(noun), Some("in" | "for" | "of" | "worth")))
            .collect()
    }

    pub(crate) fn prepositional_of(&self, token: usize, preposition: &str) -> Vec<usize> {
        self.children(token)
            .iter()
            .copied()
            .filter(|&child| {
                matches!(
                    self.tokens[child].relation,
                    Relation::Obl
                        | Relation::OblAgent
                        | Relation::Nmod
                        | Relation::OblUnmarked
                        | Relation::NmodDesc
                        | Relation::Advcl
                        | Relation::Acl
                ) && self.case(child) == Some(preposition)
            })
            .collect()
    }
}
