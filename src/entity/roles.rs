//! Words for people in office ("foreign minister") and for bodies that act for a state ("delegation").

use crate::entity::gazetteer::pieces;
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

static ROLES: LazyLock<Roles> = LazyLock::new(|| {
    let mut lexicon = Roles::default();
    for line in include_str!("data/roles.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        let mut cells = line.split('\t');
        let phrases = cells.next().unwrap_or_default().split(';').map(str::trim);
        let offices = cells.next().unwrap_or_default().split(';').map(str::trim);
        let offices: Vec<String> = offices.filter(|office| !office.is_empty()).map(str::to_owned).collect();
        let sort = match cells.next().unwrap_or_default() {
            "office" => RoleSort::Office,
            "official" => RoleSort::Official,
            "body" => RoleSort::Body,
            "honorific" => RoleSort::Honorific,
            "group" => {
                lexicon
                    .groups
                    .extend(phrases.flat_map(|phrase| plurals(&[phrase.to_owned()])));
                continue;
            }
            "pair" => {
                lexicon
                    .pairs
                    .extend(phrases.flat_map(|phrase| plurals(&[phrase.to_owned()])));
                continue;
            }
            "rebel" => {
                let plurals = phrases.flat_map(|phrase| plurals(&[phrase.to_owned()]));
                lexicon.rebels.extend(plurals);
                continue;
            }
            "field" => {
                lexicon
                    .fields
                    .extend(phrases.map(|phrase| pieces(phrase).collect::<Vec<_>>().join(" ")));
                continue;
            }
            _ => {
                lexicon.modifiers.extend(phrases.flat_map(pieces));
                continue;
            }
        };
        for phrase in phrases {
            lexicon.add(Role {
                phrase: phrase.to_owned(),
                offices: offices.clone(),
                sort,
            });
        }
    }
    lexicon
});

impl Roles {
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
    let takes = role.iter().any(|word| {
        matches!(
            *word,
            "minister"
                | "ministers"
                | "secretary"
                | "secretaries"
                | "undersecretary"
                | "commissioner"
                | "adviser"
                | "advisor"
                | "envoy"
                | "coordinator"
        )
    });
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
