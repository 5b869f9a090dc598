//! Lists of words, from the `data/words.tsv` of each room.

use crate::tsv::{Fault, rows};
use std::collections::{BTreeMap, HashSet};

/// Words that serve one purpose.
#[derive(Debug, Default)]
pub(crate) struct WordList {
    words: Vec<&'static str>,
    known: HashSet<&'static str>,
}

impl WordList {
    /// Whether the word is one of them.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.known.contains(word)
    }

    /// The words in the order of their file.
    pub(crate) fn words(&self) -> &[&'static str] {
        &self.words
    }
}

/// The lists of a table with the columns `list` and `words`, by their names. A list may have several rows.
///
/// # Errors
/// Where a row names no list or holds no word, and where a list has a word twice.
pub(crate) fn read(text: &'static str) -> Result<BTreeMap<&'static str, WordList>, Fault> {
    let mut lists: BTreeMap<&str, WordList> = BTreeMap::new();
    for row in rows(text, &[]) {
        let row = row?;
        row.filled("words")?;
        let name = row.filled("list")?;
        let list = lists.entry(name).or_default();
        for word in row.list("words") {
            if !list.known.insert(word) {
                return Err(row.fault(format!("'{word}' stands in '{name}' twice")));
            }
            list.words.push(word);
        }
    }
    Ok(lists)
}

/// Takes the list of that name out of those that were read.
pub(crate) fn take(lists: &mut BTreeMap<&str, WordList>, name: &str) -> Result<WordList, Fault> {
    let cause = || format!("there is no list '{name}'");
    lists.remove(name).ok_or_else(|| Fault {
        line: 0,
        cause: cause(),
    })
}

/// A struct of word lists that stand in a table under the names of its fields.
macro_rules! word_lists {
    ($(#[$about:meta])* $sight:vis struct $lists:ident { $($(#[$of:meta])* $field:ident,)+ }) => {
        $(#[$about])*
        #[derive(Debug)]
        $sight struct $lists { $($(#[$of])* $sight $field: $crate::lists::WordList,)+ }

        impl $lists {
            /// The lists of a table that has each of them and no others.
            $sight fn read(text: &'static str) -> Result<Self, $crate::tsv::Fault> {
                let mut lists = $crate::lists::read(text)?;
                let read = Self { $($field: $crate::lists::take(&mut lists, stringify!($field))?,)+ };
                match lists.into_keys().next() {
                    Some(name) => Err($crate::tsv::Fault { line: 0, cause: format!("'{name}' is used nowhere") }),
                    None => Ok(read),
                }
            }
        }
    };
}
pub(crate) use word_lists;

#[cfg(test)]
mod tests {
    word_lists! {
        /// Lists of a test.
        struct Kin {
            /// Men.
            men,
            /// Women.
            women,
        }
    }

    #[test]
    fn words_stand_in_the_order_of_their_rows() {
        let kin = Kin::read("# Kin.\n#list\twords\nmen\tson; father\nwomen\taunt\nmen\tuncle\n").expect("sound lists");
        assert_eq!(kin.men.words(), ["son", "father", "uncle"]);
        assert!(kin.women.has("aunt") && !kin.women.has("uncle"));
    }

    #[test]
    fn lists_that_are_contradictory_or_unknown_are_rejected() {
        let fault = |rows: &'static str| Kin::read(rows).unwrap_err().to_string();
        let doubled = fault("#list\twords\nmen\tson; father\nwomen\taunt\nmen\tson\n");
        assert_eq!(doubled, "line 4: 'son' stands in 'men' twice");
        assert_eq!(fault("#list\twords\nmen\n"), "line 2: the cell 'words' is empty");
        assert_eq!(fault("#list\twords\n\tson\n"), "line 2: the cell 'list' is empty");
        assert_eq!(fault("#list\twords\nmen\tson\n"), "line 0: there is no list 'women'");
        let unknown = "#list\twords\nmen\tson\nwomen\taunt\nchildren\tchild\n";
        assert_eq!(fault(unknown), "line 0: 'children' is used nowhere");
        let long = "#list\twords\nmen\tson\tfather\n";
        assert_eq!(fault(long), "line 2: 3 cells where the first line names 2 columns");
    }
}
