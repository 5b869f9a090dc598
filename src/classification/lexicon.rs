//! The list of telling words: which classes does a verb, with its object or with the verb that it governs, speak for?

use crate::classification::Class;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The list, as its header describes it.
const WORDS: &str = include_str!("data/words.tsv");

/// The classes of an entry: a lemma, `verb+object` or `verb>verb`.
pub(crate) fn classes(entry: &str) -> &'static [Class] {
    static LIST: LazyLock<HashMap<String, Vec<Class>>> = LazyLock::new(|| {
        let mut list: HashMap<String, Vec<Class>> = HashMap::new();
        for (class, entries) in rows() {
            for entry in entries {
                let classes = list.entry(entry).or_default();
                if !classes.contains(&class) {
                    classes.push(class);
                }
            }
        }
        list
    });
    LIST.get(entry).map_or(&[], Vec::as_slice)
}

/// The rows, with `a|b+c|d` spelt out.
fn rows() -> impl Iterator<Item = (Class, Vec<String>)> {
    WORDS.lines().filter_map(|line| {
        let (class, entries) = line.split_once('\t')?;
        let class = Class::parse(class)?;
        Some((class, entries.split(' ').flat_map(spell_out).collect()))
    })
}

fn spell_out(entry: &str) -> Vec<String> {
    for joint in ['+', '>'] {
        if let Some((verbs, others)) = entry.split_once(joint) {
            let pairs = verbs
                .split('|')
                .flat_map(|verb| others.split('|').map(move |other| format!("{verb}{joint}{other}")));
            return pairs.collect();
        }
    }
    entry.split('|').map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_has_a_class_and_words() {
        for (number, line) in WORDS.lines().enumerate() {
            let fine = line.starts_with('#')
                || line
                    .split_once('\t')
                    .is_some_and(|(class, words)| Class::parse(class).is_some() && !words.trim().is_empty());
            assert!(fine, "words.tsv:{}: {line}", number + 1);
        }
    }

    #[test]
    fn entries_with_bars_are_spelt_out() {
        assert_eq!(
            spell_out("lift|ease+ban|tax"),
            ["lift+ban", "lift+tax", "ease+ban", "ease+tax"]
        );
        assert_eq!(classes("lift+sanction"), [Class::Yield]);
        assert!(classes("lift+dumbbell").is_empty());
    }
}
