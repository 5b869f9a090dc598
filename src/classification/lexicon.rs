//! The list of telling words: which classes does a verb, with its object or with the verb that it governs, speak for?

use crate::classification::Class;
use crate::tsv::{Fault, rows};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The list, as its header describes it.
const WORDS: &str = include_str!("data/words.tsv");

/// The classes of an entry: a lemma, `verb+object` or `verb>verb`.
pub(crate) fn classes(entry: &str) -> &'static [Class] {
    static LIST: LazyLock<HashMap<String, Vec<Class>>> =
        LazyLock::new(|| read(WORDS).expect("the telling words are sound"));
    LIST.get(entry).map_or(&[], Vec::as_slice)
}

/// The classes of each entry of a list, with `a|b+c|d` spelt out.
fn read(text: &str) -> Result<HashMap<String, Vec<Class>>, Fault> {
    let mut list: HashMap<String, Vec<Class>> = HashMap::new();
    let mut known = HashSet::new();
    for row in rows(text, &[]) {
        let row = row?;
        let name = row.filled("class")?;
        let class = Class::parse(name).ok_or_else(|| row.fault(format!("'{name}' is no class")))?;
        for entry in row.filled("entries")?.split(' ') {
            if !known.insert((name, entry)) {
                return Err(row.fault(format!("'{entry}' stands in '{name}' twice")));
            }
            for entry in spell_out(entry) {
                let classes = list.entry(entry).or_default();
                if !classes.contains(&class) {
                    classes.push(class);
                }
            }
        }
    }
    Ok(list)
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
    fn each_row_has_a_class_and_words() {
        let fault = |rows| read(rows).err().map(|fault| fault.to_string());
        assert_eq!(fault(WORDS), None);
        let unknown = fault("#class\tentries\nAGREED\tagree\n");
        assert_eq!(unknown.as_deref(), Some("line 2: 'AGREED' is no class"));
        let doubled = fault("#class\tentries\nAGREE\tagree vow\nAGREE\tagree\n");
        assert_eq!(doubled.as_deref(), Some("line 3: 'agree' stands in 'AGREE' twice"));
        let empty = fault("#class\tentries\nAGREE\n");
        assert_eq!(empty.as_deref(), Some("line 2: the cell 'entries' is empty"));
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
