//! Lemmas: which form would a dictionary list?
//!
//! In: a form and its tags. Out: the lemma. Forms that the treebanks have are looked up; others follow the rule of their
//! longest known ending. Names keep their case, other words lose it.

use std::collections::HashMap;

use crate::language::Upos;
use crate::language::Xpos;
use crate::language::features::FastHash;

/// Looks lemmas up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lemmatizer {
    /// Lemma by part of speech and form.
    forms: HashMap<Box<str>, Box<str>, FastHash>,
    /// Rule by part of speech and ending.
    endings: HashMap<Box<str>, Rule, FastHash>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Rule {
    /// Bytes taken from the end.
    cut: usize,
    /// What is put there.
    add: Box<str>,
}

const LONGEST_ENDING: usize = 6;

impl Lemmatizer {
    /// Reads the lines of [`Lemmatizer::save`].
    pub(crate) fn load(text: &str) -> Self {
        let mut lemmatizer = Self::default();
        for line in text.lines() {
            let mut columns = line.split('\t');
            match (columns.next(), columns.next(), columns.next(), columns.next()) {
                (Some(key), Some(lemma), None, None) => {
                    lemmatizer.forms.insert(key.into(), lemma.into());
                }
                (Some(key), Some(cut), Some(add), None) => {
                    let cut = cut.parse().unwrap_or(0);
                    lemmatizer.endings.insert(key.into(), Rule { cut, add: add.into() });
                }
                _ => {}
            }
        }
        lemmatizer
    }

    /// The lemma of a form with these tags.
    pub(crate) fn lemma(&self, form: &str, upos: Upos, xpos: Xpos) -> String {
        let mut key = String::with_capacity(form.len() + 4);
        let is_name = upos == Upos::Propn;
        key.push_str(xpos.as_str());
        key.push(' ');
        let start = key.len();
        normalize(form, is_name, &mut key);
        if let Some(lemma) = self.forms.get(key.as_str()) {
            return lemma.to_string();
        }
        let mut word = key[start..].to_owned();
        if word.chars().all(|letter| !letter.is_alphabetic()) {
            return word;
        }
        let folded = word.to_lowercase();
        for length in (0..=LONGEST_ENDING).rev() {
            let Some(ending) = suffix(&folded, length) else {
                continue;
            };
            key.truncate(start);
            key.push('-');
            key.push_str(ending);
            if let Some(rule) = self.endings.get(key.as_str()) {
                if rule.cut < word.len() && word.is_char_boundary(word.len() - rule.cut) {
                    word.truncate(word.len() - rule.cut);
                    word.push_str(&rule.add);
                }
                return word;
            }
        }
        word
    }
}

/// The last characters of a word, if it has more than these.
fn suffix(word: &str, characters: usize) -> Option<&str> {
    if characters == 0 {
        return Some("");
    }
    let (start, _) = word.char_indices().rev().nth(characters - 1)?;
    (start > 0).then(|| &word[start..])
}

/// Appends the form as lemmas are looked up: apostrophes straight, in lower case unless it is a name.
fn normalize(form: &str, is_name: bool, key: &mut String) {
    let shouts = is_name && form.chars().count() > 4 && form.chars().all(char::is_uppercase);
    for (index, letter) in form.chars().enumerate() {
        match letter {
            '’' | '‘' => key.push('\''),
            _ if !is_name || (shouts && index > 0) => key.extend(letter.to_lowercase()),
            _ => key.push(letter),
        }
    }
}

/// Learning from treebanks.
#[cfg(feature = "training")]
impl Lemmatizer {
    /// Learns from words with their tags and lemmas.
    pub(crate) fn learn<'a>(words: impl Iterator<Item = (&'a str, Upos, Xpos, &'a str)>) -> Self {
        use std::collections::BTreeMap;
        let mut lemmas: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for (form, upos, xpos, lemma) in words {
            let mut key = format!("{xpos} ");
            normalize(form, upos == Upos::Propn, &mut key);
            *lemmas.entry(key).or_default().entry(lemma.to_owned()).or_default() += 1;
        }
        let mut best = BTreeMap::new();
        let mut rules: BTreeMap<String, BTreeMap<Rule, usize>> = BTreeMap::new();
        for (key, counts) in lemmas {
            let Some((lemma, count)) = counts
                .iter()
                .max_by_key(|(lemma, count)| (**count, std::cmp::Reverse(*lemma)))
            else {
                continue;
            };
            let Some((tag, word)) = key.split_once(' ') else {
                continue;
            };
            if word.chars().any(char::is_alphabetic) {
                let rule = Rule::between(word, lemma);
                let folded = word.to_lowercase();
                for length in 0..=LONGEST_ENDING {
                    if let Some(ending) = suffix(&folded, length) {
                        let counts = rules.entry(format!("{tag} -{ending}")).or_default();
                        *counts.entry(rule.clone()).or_default() += 1;
                    }
                }
            }
            best.insert(key.clone(), (lemma.clone(), *count));
        }
        let mut lemmatizer = Self::default();
        // Shorter endings first, since longer ones are kept only where they differ.
        let mut rules: Vec<_> = rules.into_iter().collect();
        rules.sort_by_key(|(key, _)| key.chars().count());
        for (key, counts) in &rules {
            let total: usize = counts.values().sum();
            let Some((rule, count)) = counts
                .iter()
                .max_by_key(|(rule, count)| (**count, std::cmp::Reverse(*rule)))
            else {
                continue;
            };
            let (tag, ending) = key.split_once(" -").unwrap_or((key, ""));
            if total < 2 && !ending.is_empty() || count * 2 < total && ending.chars().count() > 1 {
                continue;
            }
            let shorter = ending.char_indices().nth(1).map_or("", |(start, _)| &ending[start..]);
            let is_known = !ending.is_empty() && lemmatizer.rule_of(tag, shorter) == Some(rule);
            if !is_known {
                lemmatizer.endings.insert(key.as_str().into(), rule.clone());
            }
        }
        for (key, (lemma, _)) in best {
            let (tag, word) = key.split_once(' ').unwrap_or((&key, ""));
            let upos = if tag.starts_with("NNP") { Upos::Propn } else { Upos::X };
            let xpos = Xpos::parse(tag).unwrap_or_default();
            if lemmatizer.lemma(word, upos, xpos) != lemma {
                lemmatizer.forms.insert(key.as_str().into(), lemma.into());
            }
        }
        lemmatizer
    }

    /// The rule of the longest known part of an ending.
    fn rule_of(&self, tag: &str, ending: &str) -> Option<&Rule> {
        let mut rest = ending;
        loop {
            if let Some(rule) = self.endings.get(format!("{tag} -{rest}").as_str()) {
                return Some(rule);
            }
            let next = rest.chars().next()?;
            rest = &rest[next.len_utf8()..];
        }
    }

    /// The entries as lines, in order.
    pub(crate) fn save(&self) -> String {
        let forms = self.forms.iter().map(|(key, lemma)| format!("{key}\t{lemma}"));
        let endings = self
            .endings
            .iter()
            .map(|(key, rule)| format!("{key}\t{}\t{}", rule.cut, rule.add));
        let mut lines: Vec<String> = forms.chain(endings).collect();
        lines.sort_unstable();
        lines.join("\n")
    }
}

#[cfg(feature = "training")]
impl Rule {
    fn between(word: &str, lemma: &str) -> Self {
        let shared: usize = word
            .chars()
            .zip(lemma.chars())
            .take_while(|(left, right)| left == right)
            .map(|(letter, _)| letter.len_utf8())
            .sum();
        Self {
            cut: word.len() - shared,
            add: lemma[shared..].into(),
        }
    }
}
