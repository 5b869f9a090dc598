//! The words of time, from `data/`.

use super::calendar::Unit;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a word is to the grammar of times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Class {
    /// A month by its number.
    Month(u32),
    /// A month's abbreviation.
    ShortMonth(u32),
    /// A weekday, Monday being 1.
    Weekday(u32),
    /// A weekday in the plural.
    Weekdays(u32),
    /// A weekday's abbreviation.
    ShortWeekday(u32),
    /// A unit of the calendar or the clock.
    Unit(Unit),
    /// A number word; 0 is a quantity that is not known.
    Number(u32),
    /// An ordinal number word.
    Ordinal(u32),
    /// A season's code.
    Season(&'static str),
    /// The code of a part of the day.
    Part(&'static str),
    /// Any other word.
    #[default]
    Other,
}

/// A holiday.
pub(super) struct Holiday {
    pub(super) words: Vec<&'static str>,
    pub(super) rule: &'static str,
    /// Words that, coming next, make it another name.
    pub(super) unless_before: Vec<&'static str>,
}

/// An expression without a date.
pub(super) struct Vague {
    pub(super) words: Vec<&'static str>,
    pub(super) value: &'static str,
    /// Words that, coming next, make it something else.
    pub(super) unless_before: Vec<&'static str>,
}

/// The data files in memory.
pub(super) struct Lexicon {
    classes: HashMap<&'static str, Class>,
    pub(super) counted: HashSet<&'static str>,
    pub(super) numbered: HashSet<&'static str>,
    pub(super) papers: HashSet<&'static str>,
    triggers: HashSet<&'static str>,
    pub(super) holidays: Vec<Holiday>,
    pub(super) vague: Vec<Vague>,
}

/// The lexicon.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

/// The longest word from which an expression begins, in bytes.
const LONGEST_TRIGGER: usize = 12;

impl Lexicon {
    fn load() -> Self {
        let mut classes = HashMap::new();
        let mut lists: HashMap<&str, HashSet<&'static str>> = HashMap::new();
        for columns in rows(include_str!("data/words.tsv")) {
            let (kind, word, value) = (columns[0], columns[1], columns.get(2).copied().unwrap_or(""));
            let number = value.parse().unwrap_or(0);
            let class = match kind {
                "month" => Class::Month(number),
                "short-month" => Class::ShortMonth(number),
                "weekday" => Class::Weekday(number),
                "weekdays" => Class::Weekdays(number),
                "short-weekday" => Class::ShortWeekday(number),
                "unit" => Unit::parse(value).map_or(Class::Other, Class::Unit),
                "number" => Class::Number(number),
                "ordinal" => Class::Ordinal(number),
                "season" => Class::Season(value),
                "part" => Class::Part(value),
                _ => {
                    lists.entry(kind).or_default().insert(word);
                    continue;
                }
            };
            classes.insert(word, class);
        }
        let holidays: Vec<Holiday> = rows(include_str!("data/holidays.tsv"))
            .map(|columns| Holiday {
                words: columns[0].split(' ').collect(),
                rule: columns.get(1).copied().unwrap_or("none"),
                unless_before: columns[2.min(columns.len())..].to_vec(),
            })
            .collect();
        let vague: Vec<Vague> = rows(include_str!("data/vague.tsv"))
            .map(|columns| Vague {
                words: columns[0].split(' ').collect(),
                value: columns.get(1).copied().unwrap_or("PAST_REF"),
                unless_before: columns[2.min(columns.len())..].to_vec(),
            })
            .collect();
        let mut triggers = lists.remove("trigger").unwrap_or_default();
        // Numbers alone are no times, "may" and "in" are everywhere.
        let starts = classes
            .iter()
            .filter(|(_, class)| !matches!(class, Class::Number(_) | Class::Ordinal(_)))
            .map(|(word, _)| *word);
        triggers.extend(starts);
        triggers.extend(holidays.iter().map(|holiday| holiday.words[0]));
        triggers.extend(vague.iter().filter_map(|vague| vague.words.last()));
        Self {
            classes,
            counted: lists.remove("counted").unwrap_or_default(),
            numbered: lists.remove("numbered").unwrap_or_default(),
            papers: lists.remove("paper").unwrap_or_default(),
            triggers,
            holidays,
            vague,
        }
    }

    /// What the lower-case word is.
    pub(super) fn class(&self, word: &str) -> Class {
        self.classes.get(word).copied().unwrap_or_default()
    }

    /// Whether a time may be written with this token.
    pub(super) fn triggers(&self, token: &str) -> bool {
        token.bytes().any(|byte| byte.is_ascii_digit())
            || token
                .split(['-', '\'', '’', '.', '/', '–', '—'])
                .any(|part| self.is_trigger(part))
    }

    fn is_trigger(&self, word: &str) -> bool {
        if !(3..=LONGEST_TRIGGER).contains(&word.len()) {
            return false;
        }
        let mut lower = [0; LONGEST_TRIGGER];
        let lower = &mut lower[..word.len()];
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        std::str::from_utf8(lower).is_ok_and(|word| self.triggers.contains(word))
    }
}

/// The rows of a data file without its comments, split at tabs.
fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').collect())
}
