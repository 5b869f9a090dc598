//! What the model looks at: named features of a marked sentence, each there or not.
//!
//! Words are lemmas; names and numbers count as such only, and the marked words as source and target, so that the class
//! does not depend on who they are. The prefixes: `w` a word anywhere, `n` near the marks, `k` its first letters, `b` and
//! `g` two and three words in a row, `m` a word between the two; `s…` and `t…` what governs source and target; `p` the way
//! from one to the other through the tree; `L…` what the list of telling words says; `R…` from which
//! probability on the reader takes each event type to be told.

use crate::classification::lexicon;
use crate::classification::scene::{Scene, Side, head_of, runs};
use crate::event::EventType;
use crate::language::{Relation, Sentence, Upos, Xpos};
use std::collections::BTreeSet;

/// Words that far from a mark are near.
const NEAR: usize = 7;

/// The probabilities that are told apart.
const STEPS: [f32; 6] = [0.03, 0.1, 0.2, 0.35, 0.5, 0.75];

/// The features of a sentence, sorted, each once.
pub(crate) fn features(scene: &Scene) -> Vec<String> {
    let mut found = Found::default();
    words(scene, &mut found);
    for (sentence, sides) in scene.sentences.iter().zip(&scene.sides) {
        let look = Look { sentence, sides };
        for (side, letter) in [(Side::Source, 's'), (Side::Target, 't')] {
            if let Some(run) = runs(sides, side).first() {
                look.governors(head_of(sentence, run), letter, &mut found);
            }
        }
        look.path(&mut found);
        look.lexicon(&mut found);
    }
    for (event_type, told) in EventType::ALL.iter().zip(&scene.told) {
        for (mark, probability) in ["R", "Rany"].into_iter().zip(told) {
            for (step, _) in STEPS.iter().enumerate().filter(|(_, step)| probability >= *step) {
                found.add(&format!("{mark}{step}"), event_type.as_str());
            }
        }
    }
    found.features.into_iter().collect()
}

#[derive(Default)]
struct Found {
    features: BTreeSet<String>,
}

impl Found {
    fn add(&mut self, kind: &str, value: &str) {
        self.features.insert(format!("{kind}={value}"));
    }
}

/// The sentence as a row of masked words.
struct Unit {
    word: String,
    side: Side,
}

fn units(scene: &Scene) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for (sentence, sides) in scene.sentences.iter().zip(&scene.sides) {
        for (index, side) in sides.iter().enumerate() {
            let word = match side {
                Side::Source => "<s>".to_owned(),
                Side::Target => "<t>".to_owned(),
                Side::Neither => masked(sentence, index),
            };
            let again = units
                .last()
                .is_some_and(|last| last.word == word && word.starts_with('<'));
            if !again {
                units.push(Unit { word, side: *side });
            }
        }
    }
    units
}

/// The lemma of a token, or a stand-in for a name or a number.
fn masked(sentence: &Sentence, index: usize) -> String {
    let token = &sentence.tokens[index];
    match token.upos {
        Upos::Propn => "<name>".to_owned(),
        Upos::Num => "<number>".to_owned(),
        _ if token.lemma.is_empty() => "<name>".to_owned(),
        _ => token.lemma.to_lowercase(),
    }
}

fn words(scene: &Scene, found: &mut Found) {
    let units = units(scene);
    let marks: Vec<usize> = (0..units.len()).filter(|&at| units[at].side != Side::Neither).collect();
    let first = |side| units.iter().position(|unit| unit.side == side);
    let between = first(Side::Source)
        .zip(first(Side::Target))
        .map(|(s, t)| (s.min(t), s.max(t)));
    for (at, unit) in units.iter().enumerate() {
        if unit.word.starts_with('<') {
            continue;
        }
        found.add("w", &unit.word);
        if unit.word.chars().count() > 5 {
            found.add("k", &unit.word.chars().take(5).collect::<String>());
        }
        if marks.iter().any(|mark| mark.abs_diff(at) <= NEAR) {
            found.add("n", &unit.word);
        }
        if between.is_some_and(|(start, end)| start < at && at < end) {
            found.add("m", &unit.word);
        }
    }
    for pair in units.windows(2) {
        found.add("b", &format!("{} {}", pair[0].word, pair[1].word));
    }
    for three in units.windows(3) {
        found.add("g", &format!("{} {} {}", three[0].word, three[1].word, three[2].word));
    }
    if let Some((s, t)) = first(Side::Source).zip(first(Side::Target)) {
        found.add("order", if s < t { "st" } else { "ts" });
    } else {
        found.add("order", "one");
    }
}

/// A sentence and the sides of its tokens.
struct Look<'a> {
    sentence: &'a Sentence,
    sides: &'a [Side],
}

impl Look<'_> {
    /// The lemma of a token; source and target are masked.
    fn word(&self, token: usize) -> String {
        match self.sides[token] {
            Side::Source => "<s>".to_owned(),
            Side::Target => "<t>".to_owned(),
            Side::Neither => masked(self.sentence, token),
        }
    }

    fn child(&self, head: usize, relation: Relation) -> Option<usize> {
        self.sentence
            .children(head)
            .find(|&child| self.sentence.tokens[child].relation == relation)
    }

    /// The verb with its particle: `call_off`.
    fn verb(&self, token: usize) -> String {
        let word = self.word(token);
        match self.child(token, Relation::CompoundPrt) {
            Some(particle) => format!("{word}_{}", self.word(particle)),
            None => word,
        }
    }

    /// The words above a marked phrase, with what else hangs there.
    fn governors(&self, head: usize, letter: char, found: &mut Found) {
        let case = self
            .child(head, Relation::Case)
            .map(|case| self.word(case))
            .unwrap_or_default();
        let relation = self.sentence.tokens[head].relation;
        found.add(&format!("{letter}r"), &format!("{relation:?} {case}"));
        for (step, above) in self.sentence.ancestors(head).take(3).enumerate() {
            let verb = self.verb(above);
            found.add(&format!("{letter}{step}"), &verb);
            if step == 0 {
                found.add(&format!("{letter}v"), &format!("{verb} {relation:?} {case}"));
                self.clause(above, letter, found);
            }
        }
    }

    /// Tense, negation, objects and complements of the word that governs a phrase.
    fn clause(&self, verb: usize, letter: char, found: &mut Found) {
        let name = self.verb(verb);
        for child in self.sentence.children(verb) {
            let token = &self.sentence.tokens[child];
            let word = self.word(child);
            match token.relation {
                Relation::Aux | Relation::AuxPass | Relation::Cop => found.add(&format!("{letter}aux"), &word),
                Relation::Advmod if matches!(word.as_str(), "not" | "n't" | "never" | "no") => {
                    found.add(&format!("{letter}neg"), &name);
                }
                Relation::Obj | Relation::Obl | Relation::NsubjPass => {
                    found.add(&format!("{letter}o"), &format!("{name} {word}"));
                }
                Relation::Xcomp | Relation::Ccomp | Relation::Advcl => {
                    found.add(&format!("{letter}x"), &format!("{name} {}", self.verb(child)));
                    found.add(&format!("{letter}c"), &self.verb(child));
                    if let Some(object) = self.child(child, Relation::Obj) {
                        found.add(
                            &format!("{letter}y"),
                            &format!("{} {}", self.verb(child), self.word(object)),
                        );
                    }
                }
                _ => {}
            }
        }
        if self.sentence.tokens[verb].xpos == Xpos::Vb {
            found.add(&format!("{letter}aux"), "infinitive");
        }
    }

    /// The way from the source to the target.
    fn path(&self, found: &mut Found) {
        let head = |side| runs(self.sides, side).first().map(|run| head_of(self.sentence, run));
        let Some((source, target)) = head(Side::Source).zip(head(Side::Target)) else {
            return;
        };
        let Some(path) = self.sentence.path(source, target) else {
            return;
        };
        let inner: Vec<String> = path
            .iter()
            .filter(|&&token| self.sides[token] == Side::Neither)
            .map(|&token| self.verb(token))
            .collect();
        for word in &inner {
            found.add("pw", word);
        }
        if inner.len() < 5 {
            found.add("p", &inner.join(" "));
        }
    }

    /// What the list of telling words says of the verbs above the source, and of all words.
    fn lexicon(&self, found: &mut Found) {
        let source = runs(self.sides, Side::Source)
            .first()
            .map(|run| head_of(self.sentence, run));
        let main = source.and_then(|head| self.sentence.tokens[head].head);
        for token in 0..self.sentence.tokens.len() {
            if self.sides[token] != Side::Neither {
                continue;
            }
            let is_main = Some(token) == main;
            let under_main = main.is_some_and(|main| self.sentence.tokens[token].head == Some(main));
            let mark = if is_main {
                "Lmain"
            } else if under_main {
                "Lunder"
            } else {
                "Lany"
            };
            for entry in self.entries(token) {
                let pair = if entry.contains(['+', '>']) { "2" } else { "" };
                for class in lexicon::classes(&entry) {
                    found.add(&format!("{mark}{pair}"), class.as_str());
                    found.add(&format!("L{pair}"), class.as_str());
                }
            }
        }
    }

    /// What the list may have of a word: itself, and with each noun and verb below it.
    fn entries(&self, token: usize) -> Vec<String> {
        let verb = self.verb(token);
        let mut entries = vec![verb.clone()];
        if !matches!(self.sentence.tokens[token].upos, Upos::Verb | Upos::Adj | Upos::Noun) {
            return entries;
        }
        let plain = self.word(token);
        for child in self.sentence.children(token) {
            let below = &self.sentence.tokens[child];
            let word = self.word(child);
            match below.relation {
                Relation::Obj | Relation::Obl | Relation::NsubjPass | Relation::Nmod => {
                    entries.push(format!("{plain}+{word}"));
                    let deeper = self.sentence.children(child).filter(|&inner| {
                        matches!(
                            self.sentence.tokens[inner].relation,
                            Relation::Nmod | Relation::Conj | Relation::Compound
                        )
                    });
                    entries.extend(deeper.map(|inner| format!("{plain}+{}", self.word(inner))));
                }
                Relation::Xcomp | Relation::Ccomp => {
                    entries.push(format!("{plain}>{word}"));
                    entries.push(format!("{plain}>*"));
                }
                Relation::Aux => entries.push(format!("{word}>{plain}")),
                Relation::Advmod if matches!(word.as_str(), "not" | "n't" | "never") => {
                    entries.push(format!("not>{plain}"));
                    entries.push("not>*".to_owned());
                }
                _ => {}
            }
        }
        entries
    }
}
