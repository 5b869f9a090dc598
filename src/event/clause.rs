//! Governed clauses: of what does a verb or a noun speak?
//!
//! "Refused to meet Putin", "its demand that Iran stop", "called for Israel to withdraw", "said the decision was illegal",
//! "'Iran must stop', he added": who does what in the words that follow, and what is said of whom.

use crate::event::tree::Tree;
use crate::language::{Relation, Upos};

/// How far an infinitive may hang below another: "agreed to help to train the police of".
const DEPTH: usize = 3;

/// The prepositions after which an intended act names whom it is done to, the likeliest first.
const ADDRESSEES: &[&str] = &[
    "to", "with", "from", "against", "on", "upon", "for", "of", "into", "in", "at",
];

impl Tree<'_> {
    /// The subjects of the clauses that the word governs: "said that Iran should", "called for Israel to", "its demand that".
    pub(crate) fn complement_subject(&self, word: usize) -> Vec<usize> {
        let mut subjects: Vec<usize> = self
            .content_clauses(word)
            .into_iter()
            .flat_map(|clause| self.surface_subject(clause, 1))
            .collect();
        let infinitive = self.children(word).iter().any(|&child| {
            matches!(
                self.tokens[child].relation,
                Relation::Advcl | Relation::Acl | Relation::Xcomp
            ) && self.has_lemma(child, Relation::Mark, &["to"])
        });
        if subjects.is_empty() && infinitive {
            subjects = self.prepositional_of(word, "for");
        }
        // "its demand that the US ease sanctions": the tree often takes the subjunctive for a noun.
        let noun = matches!(self.tokens[word].upos, Upos::Noun | Upos::Propn);
        if subjects.is_empty() && noun && word + 3 < self.tokens.len() && self.lemma(word + 1) == "that" {
            subjects.push(word + 2 + usize::from(self.tokens[word + 2].upos == Upos::Det));
        }
        subjects
    }

    /// The clauses that tell what was said: after the verb, under a noun, or before "he added".
    pub(crate) fn content_clauses(&self, word: usize) -> Vec<usize> {
        let mut clauses: Vec<usize> = self.with_relation(word, Relation::Ccomp).collect();
        if matches!(self.tokens[word].upos, Upos::Noun | Upos::Propn) {
            clauses.extend(self.children(word).iter().copied().filter(|&clause| {
                matches!(self.tokens[clause].relation, Relation::Acl | Relation::AclRelcl)
                    && self.has_lemma(clause, Relation::Mark, &["that"])
            }));
        }
        if clauses.is_empty()
            && let (Relation::Parataxis, Some(said)) = (self.tokens[word].relation, self.tokens[word].head)
            && said < word
        {
            // "The US should …, and sanctions could not …, he stressed": both were said.
            clauses.push(said);
            clauses.extend(
                self.tokens[said]
                    .head
                    .filter(|_| self.tokens[said].relation == Relation::Conj),
            );
        }
        clauses
    }

    /// Groups of nouns to whom an intended act is done, the likeliest group first: "threatened to cut ties with Israel",
    /// "is ready to send troops to Mali", "its refusal to recognize Kosovo".
    pub(crate) fn purposes(&self, word: usize) -> Vec<Vec<usize>> {
        let mut groups = Vec::new();
        let mut open = self.intentions(word);
        for _ in 0..DEPTH {
            for &verb in &open {
                groups.push(self.object(verb));
                groups.push(self.with_relation(verb, Relation::Iobj).collect());
                groups.extend(
                    ADDRESSEES
                        .iter()
                        .map(|preposition| self.prepositional(verb, preposition)),
                );
            }
            open = open.iter().flat_map(|&verb| self.intentions(verb)).collect();
        }
        groups.retain(|group| !group.is_empty());
        groups
    }

    /// The verbs of what somebody means to do, one below the other.
    pub(crate) fn intended(&self, word: usize) -> Vec<usize> {
        let mut all = self.intentions(word);
        let below: Vec<usize> = all.iter().flat_map(|&verb| self.intentions(verb)).collect();
        all.extend(below);
        all.retain(|&verb| !self.has_lemma(verb, Relation::Advmod, &["not", "n't", "never"]));
        all
    }

    /// The infinitives, or clauses, that say what somebody means to do: the word's own, or its object's.
    fn intentions(&self, word: usize) -> Vec<usize> {
        let noun = matches!(self.tokens[word].upos, Upos::Noun | Upos::Propn);
        let infinitive = |child: usize| self.has_lemma(child, Relation::Mark, &["to"]);
        let mut all: Vec<usize> = self
            .children(word)
            .iter()
            .copied()
            .filter(|&child| match self.tokens[child].relation {
                Relation::Xcomp | Relation::Ccomp => true,
                Relation::Advcl => !noun && infinitive(child) && child > word,
                Relation::Acl => noun && (infinitive(child) || self.has_lemma(child, Relation::Mark, &["that"])),
                _ => false,
            })
            .collect();
        if all.is_empty()
            && noun
            && let Some(verb) = self.support(word)
        {
            // "expressed its readiness to work with", the infinitive hung on the verb
            all.extend(
                self.with_relation(verb, Relation::Advcl)
                    .filter(|&clause| infinitive(clause) && clause > word),
            );
        }
        if all.is_empty() && !noun {
            let objects = self.with_relation(word, Relation::Obj);
            all.extend(objects.flat_map(|object| {
                self.with_relation(object, Relation::Acl)
                    .filter(|&clause| infinitive(clause))
            }));
        }
        all
    }

    /// Nouns for places within the phrases that hang on the word, the nearest first: "killed guards at a base in Somalia".
    pub(crate) fn sites(&self, word: usize) -> Vec<usize> {
        let mut open = vec![word];
        open.extend(self.support(word));
        let mut places = Vec::new();
        for _ in 0..4 {
            let below: Vec<usize> = open
                .iter()
                .flat_map(|&at| self.children(at))
                .copied()
                .filter(|&child| {
                    child > word
                        && matches!(
                            self.tokens[child].relation,
                            Relation::Obj
                                | Relation::Obl
                                | Relation::Nmod
                                | Relation::NsubjPass
                                | Relation::Conj
                                | Relation::Appos
                        )
                        && self.tokens[child].upos != Upos::Verb
                })
                .collect();
            let placed = |noun: &usize| {
                matches!(
                    self.case(*noun),
                    Some("in" | "near" | "into" | "across" | "outside" | "throughout" | "around")
                )
            };
            places.extend(below.iter().copied().filter(placed));
            open = below;
        }
        places
    }

    /// Of whom or what one of the predicates is said: "called the raid a crime", "said Iran's move was unacceptable",
    /// "accused" being none of them.
    pub(crate) fn judged(&self, verb: usize, predicates: &[String]) -> Vec<usize> {
        let mut judged = Vec::new();
        for clause in self.content_clauses(verb) {
            let negated = self.has_lemma(clause, Relation::Advmod, &["not", "n't", "never", "hardly"]);
            if !negated && self.tells(clause, predicates) {
                judged.extend(self.surface_subject(clause, 1));
            }
        }
        if !judged.is_empty() {
            return judged;
        }
        // "called the decision a mistake", "described it as dangerous", "branded Iran a threat"
        let small: Vec<usize> = self
            .children(verb)
            .iter()
            .copied()
            .filter(|&child| {
                child > verb
                    && matches!(
                        self.tokens[child].relation,
                        Relation::Obj | Relation::Xcomp | Relation::Iobj | Relation::Obl | Relation::Advcl
                    )
            })
            .collect();
        let Some(&predicate) = small.iter().rev().find(|&&word| self.tells(word, predicates)) else {
            return judged;
        };
        if self.is_passive(verb) {
            return self.surface_subject(verb, 2);
        }
        small
            .into_iter()
            .filter(|&word| {
                word < predicate
                    && matches!(
                        self.tokens[word].relation,
                        Relation::Obj | Relation::Xcomp | Relation::Iobj
                    )
            })
            .collect()
    }

    /// Whether the word, one that qualifies it, or what it poses or amounts to is among the predicates.
    fn tells(&self, word: usize, predicates: &[String]) -> bool {
        let is = |token: usize| {
            predicates
                .iter()
                .any(|predicate| predicate.eq_ignore_ascii_case(self.lemma(token)))
        };
        is(word)
            || self.children(word).iter().any(|&child| {
                let qualifies = matches!(
                    self.tokens[child].relation,
                    Relation::Amod | Relation::Compound | Relation::Xcomp
                );
                let poses = self.tokens[child].relation == Relation::Obj
                    && matches!(
                        self.lemma(word),
                        "pose" | "constitute" | "represent" | "be" | "commit" | "make" | "show" | "remain" | "play"
                    );
                (qualifies || poses) && is(child)
            })
    }

    /// The verb that a noun hangs on, with the preposition between: `call_for` of "called for sanctions".
    pub(crate) fn governing_verb(&self, noun: usize) -> Option<(usize, String)> {
        for (at, head) in self.climb(noun) {
            match self.tokens[at].relation {
                Relation::Conj | Relation::Appos => {}
                Relation::Obj | Relation::NsubjPass if self.tokens[head].upos == Upos::Verb => {
                    return Some((head, self.lemma(head).to_owned()));
                }
                Relation::Obl => {
                    let case = self.case(at).unwrap_or_default();
                    return Some((head, format!("{}_{case}", self.lemma(head))));
                }
                Relation::Nmod => {
                    let case = self.case(at).unwrap_or_default();
                    return Some((head, format!("{}_{case}", self.lemma(head))));
                }
                _ => return None,
            }
        }
        None
    }

    /// Whether the noun is one of these, or a measure or vessel of one: "some of its restrictions", "aid deliveries".
    pub(crate) fn is_one_of(&self, noun: usize, lemmas: &[String]) -> bool {
        self.is_one_of_within(noun, lemmas, 6)
    }

    fn is_one_of_within(&self, noun: usize, lemmas: &[String], steps: usize) -> bool {
        let is = |token: usize| lemmas.iter().any(|lemma| lemma.eq_ignore_ascii_case(self.lemma(token)));
        if is(noun) {
            return true;
        }
        let vessel = VESSELS.contains(&self.lemma(noun));
        vessel
            && steps > 0
            && (self
                .children(noun)
                .iter()
                .any(|&child| self.tokens[child].relation == Relation::Compound && is(child))
                || self
                    .prepositional_of(noun, "of")
                    .into_iter()
                    .any(|inner| self.is_one_of_within(inner, lemmas, steps - 1)))
    }
}

/// Nouns that only measure, hold or bring what is beside them.
pub(crate) const VESSELS: &[&str] = &[
    "some",
    "part",
    "most",
    "all",
    "number",
    "series",
    "round",
    "set",
    "package",
    "program",
    "programme",
    "plan",
    "delivery",
    "shipment",
    "convoy",
    "supply",
    "project",
    "worth",
    "amount",
    "portion",
    "tranche",
    "batch",
    "range",
    "kind",
    "form",
    "effort",
    "measure",
    "order",
    "mission",
    "operation",
    "flow",
    "list",
    "lot",
    "dozen",
    "hundred",
    "thousand",
    "couple",
    "majority",
    "rest",
    "minute",
    "hour",
    "day",
    "week",
    "bout",
    "flurry",
    "spate",
];
