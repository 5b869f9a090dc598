//! Words for people in office ("foreign minister") and for bodies that act for a state ("delegation").

use crate::entity::gazetteer::pieces;
use crate::entity::lists::LISTS;
use crate::tsv::{Fault, rows};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What kind of word for a role it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleSort {
    /// One person holds the office.
    Office,
    /// One of many who serve.
    Official,
    /// An institution or group that stands for those it serves.
    Body,
    /// A form of address.
    Honorific,
}

/// A word or phrase for a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The phrase in the singular.
    pub phrase: String,
    /// The titles of the people tables under which a holder may be found, in order.
    pub offices: Vec<String>,
    /// What kind of word it is.
    pub sort: RoleSort,
}

/// The title that stands for "whoever leads the country".
pub(crate) const LEADER: &str = "LEADER";

#[derive(Default)]
struct Roles {
    roles: Vec<Role>,
    phrases: HashMap<String, (usize, bool)>,
    longest: HashMap<String, usize>,
    modifiers: HashSet<String>,
    groups: HashSet<String>,
    pairs: HashSet<String>,
    rebels: HashSet<String>,
    fields: HashSet<String>,
}

static ROLES: LazyLock<Roles> =
    LazyLock::new(|| Roles::read(include_str!("data/roles.tsv")).expect("the words for roles are sound"));

impl Roles {
    /// The words of a table of the columns `phrase`, `offices` and `sort`, in which each phrase stands once for a sort.
    fn read(text: &str) -> Result<Self, Fault> {
        let mut lexicon = Self::default();
        let mut known = HashSet::new();
        for row in rows(text, &[]) {
            let row = row?;
            row.filled("phrase")?;
            let written = row.filled("sort")?;
            let role_sort = match written {
                "office" => Some(RoleSort::Office),
                "official" => Some(RoleSort::Official),
                "body" => Some(RoleSort::Body),
                "honorific" => Some(RoleSort::Honorific),
                _ => None,
            };
            for phrase in row.list("phrase") {
                // One phrase may be a role and a field; it is not two roles.
                if !known.insert((phrase, role_sort.map_or(written, |_| "role"))) {
                    return Err(row.fault(format!("'{phrase}' stands there twice")));
                }
                let plural = || plurals(&[phrase.to_owned()]);
                match (role_sort, written) {
                    (Some(sort), _) => lexicon.add(Role {
                        phrase: phrase.to_owned(),
                        offices: row.list("offices").map(str::to_owned).collect(),
                        sort,
                    }),
                    (None, "group") => lexicon.groups.extend(plural()),
                    (None, "pair") => lexicon.pairs.extend(plural()),
                    (None, "rebel") => lexicon.rebels.extend(plural()),
                    (None, "field") => lexicon.fields.extend([pieces(phrase).collect::<Vec<_>>().join(" ")]),
                    (None, "modifier") => lexicon.modifiers.extend(pieces(phrase)),
                    (None, other) => return Err(row.fault(format!("'{other}' is no sort of role"))),
                }
            }
        }
        Ok(lexicon)
    }

    fn add(&mut self, role: Role) {
        let words: Vec<String> = pieces(&role.phrase).collect();
        let number = self.roles.len();
        if role.sort != RoleSort::Honorific {
            for plural in plurals(&words) {
                self.put(&plural, (number, true));
            }
        }
        self.put(&words.join(" "), (number, false));
        self.roles.push(role);
    }

    fn put(&mut self, phrase: &str, role: (usize, bool)) {
        let first = phrase.split(' ').next().unwrap_or_default();
        let length = phrase.split(' ').count();
        let longest = self.longest.entry(first.to_owned()).or_default();
        *longest = (*longest).max(length);
        self.phrases.entry(phrase.to_owned()).or_insert(role);
    }
}

/// "foreign ministers", "ministers of foreign affairs".
fn plurals(words: &[String]) -> Vec<String> {
    let head = words
        .iter()
        .position(|word| word == "of" || word == "for" || word == "to")
        .unwrap_or(words.len());
    let Some(last) = head.checked_sub(1) else {
        return Vec::new();
    };
    let mut plural = words.to_vec();
    let noun = &words[last];
    plural[last] = if let Some(stem) = noun.strip_suffix("man") {
        format!("{stem}men")
    } else if let Some(stem) = noun
        .strip_suffix('y')
        .filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']))
    {
        format!("{stem}ies")
    } else if noun.ends_with(['s', 'h', 'x']) {
        format!("{noun}es")
    } else {
        format!("{noun}s")
    };
    vec![plural.join(" ")]
}

/// The longest role that begins at the first of `pieces`: its number of pieces, the role, and whether it is a plural.
pub fn longest_role(pieces: &[&str]) -> Option<(usize, &'static Role, bool)> {
    let lexicon = &*ROLES;
    let longest = (*lexicon.longest.get(*pieces.first()?)?).min(pieces.len());
    let mut key = pieces[..longest].join(" ");
    for length in (1..=longest).rev() {
        if let Some(&(role, plural)) = lexicon.phrases.get(key.as_str()) {
            return Some((length, &lexicon.roles[role], plural));
        }
        key.truncate(key.rfind(' ')?);
    }
    None
}

/// How many of the pieces after a role say what its holder is in charge of: "of Trade and Industry", "for Near Eastern Affairs".
pub(crate) fn charge(role: &[&str], pieces: &[&str]) -> usize {
    let takes = role.iter().any(|word| LISTS.in_charge.has(word));
    if !takes {
        return 0;
    }
    let mut end = 0;
    let mut next = match pieces.first() {
        Some(&("of" | "for" | "and")) => 1,
        _ => return 0,
    };
    while let Some(length) = field(&pieces[next.min(pieces.len())..]) {
        end = next + length;
        next = match pieces.get(end) {
            Some(&("and" | "of" | "for")) => end + 1,
            _ => end,
        };
    }
    end
}

/// The number of pieces of the field that stands first, if one does.
fn field(pieces: &[&str]) -> Option<usize> {
    let affairs = pieces.iter().take(5).position(|&word| word == "affairs");
    if let Some(last) = affairs.filter(|&last| last > 0 && pieces[..last].iter().all(|&word| word != "of")) {
        return Some(last + 1);
    }
    (1..=pieces.len().min(3))
        .rev()
        .find(|&length| ROLES.fields.contains(&pieces[..length].join(" ")))
}

/// Whether the word may stand between a country and a role.
pub(crate) fn is_modifier(word: &str) -> bool {
    ROLES.modifiers.contains(word)
}

/// Whether the word is a plural such as "sides" that stands for countries spoken of before.
pub(crate) fn is_group(word: &str) -> bool {
    ROLES.groups.contains(word)
}

/// Whether the word is a plural such as "interlocutors" that may stand for the two of whom an article tells.
pub(crate) fn is_pair(word: &str) -> bool {
    ROLES.pairs.contains(word)
}

/// Whether the word is a plural such as "guerrillas" for those who fight a government.
pub(crate) fn is_rebel(word: &str) -> bool {
    ROLES.rebels.contains(word)
}

#[cfg(test)]
mod tests {
    use super::Roles;

    #[test]
    fn a_phrase_is_one_role_of_a_known_sort() {
        let fault = |rows: &str| Roles::read(rows).err().map(|fault| fault.to_string());
        let doubled = "#phrase\toffices\tsort\npremier; chancellor\t\toffice\nchancellor\t\tofficial\n";
        assert_eq!(
            fault(doubled).as_deref(),
            Some("line 3: 'chancellor' stands there twice")
        );
        let unknown = "#phrase\toffices\tsort\nsenior\t\tmodifiers\n";
        assert_eq!(
            fault(unknown).as_deref(),
            Some("line 2: 'modifiers' is no sort of role")
        );
        let untold = "#phrase\toffices\tsort\nsenior\n";
        assert_eq!(fault(untold).as_deref(), Some("line 2: the cell 'sort' is empty"));
        let both = "#phrase\toffices\tsort\ntrade\t\tfield\ntrade\t\tmodifier\n";
        assert_eq!(fault(both), None);
    }
}
