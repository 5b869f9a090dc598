//! The words of time, from `data/`.

use super::calendar::Unit;
use chrono::NaiveDate;
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
    /// A word that opens an expression ("last", "the", "today").
    Opener,
    /// Any other word: no expression begins with it.
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

/// A day that is named without its year.
pub(super) struct Remembered {
    pub(super) day: NaiveDate,
    /// Words of which one must come next.
    pub(super) before: Vec<&'static str>,
}

/// The data files in memory.
pub(super) struct Lexicon {
    classes: HashMap<&'static str, Class>,
    pub(super) counted: HashSet<&'static str>,
    pub(super) numbered: HashSet<&'static str>,
    pub(super) papers: HashSet<&'static str>,
    pub(super) deferring: HashSet<&'static str>,
    /// Words by which a sentence is known to hold a time, and names that must begin with a capital.
    triggers: HashSet<&'static str>,
    names: HashSet<&'static str>,
    shapes: [u32; LONGEST_TRIGGER + 1],
    pub(super) holidays: Vec<Holiday>,
    pub(super) vague: Vec<Vague>,
    pub(super) remembered: Vec<Remembered>,
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
        let remembered = rows(include_str!("data/remembered.tsv"))
            .filter_map(|columns| {
                let day = columns[0].parse().ok()?;
                Some(Remembered {
                    day,
                    before: columns[1..].to_vec(),
                })
            })
            .collect();
        let mut triggers = lists.remove("trigger").unwrap_or_default();
        let openers = lists.remove("opener").unwrap_or_default();
        let firsts = holidays
            .iter()
            .map(|holiday| &holiday.words)
            .chain(vague.iter().map(|vague| &vague.words));
        // "new" of "New Year's", "st" of "St. Patrick's"
        let firsts = firsts.map(|words| words[0].trim_end_matches('.'));
        for word in firsts.chain(openers).chain(triggers.iter().copied()) {
            classes.entry(word).or_insert(Class::Opener);
        }
        // Numbers alone are no times, "may" and "in" are everywhere.
        let words_of = |wanted: fn(&Class) -> bool| {
            let words = classes.iter().filter(move |(_, class)| wanted(class));
            words.map(|(word, _)| *word)
        };
        triggers.extend(words_of(|class| {
            matches!(class, Class::Unit(_) | Class::Season(_) | Class::Part(_))
        }));
        let mut names: HashSet<&str> = words_of(|class| {
            matches!(
                class,
                Class::Month(_)
                    | Class::ShortMonth(_)
                    | Class::Weekday(_)
                    | Class::Weekdays(_)
                    | Class::ShortWeekday(_)
            )
        })
        .collect();
        for holiday in &holidays {
            let mut pieces = holiday
                .words
                .iter()
                .flat_map(|word| word.split(|c: char| !c.is_alphabetic()));
            // "New York" is to be passed over quickly; "New Year's Day" is known by its day.
            if !pieces.any(|piece| triggers.contains(piece) || names.contains(piece)) {
                names.insert(holiday.words[0]);
            }
        }
        triggers.extend(vague.iter().filter_map(|vague| vague.words.last()));
        Self {
            shapes: shapes(triggers.iter().chain(&names)),
            classes,
            counted: lists.remove("counted").unwrap_or_default(),
            numbered: lists.remove("numbered").unwrap_or_default(),
            deferring: lists.remove("deferring").unwrap_or_default(),
            papers: lists.remove("paper").unwrap_or_default(),
            triggers,
            names,
            holidays,
            vague,
            remembered,
        }
    }

    /// What the lower-case word is.
    pub(super) fn class(&self, word: &str) -> Class {
        self.classes.get(word).copied().unwrap_or_default()
    }

    /// Whether a time may be written with this token.
    pub(super) fn triggers(&self, token: &str) -> bool {
        if token.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return self.is_trigger(token);
        }
        token.bytes().any(|byte| byte.is_ascii_digit())
            || token
                .split(|c: char| !c.is_alphabetic())
                .any(|part| self.is_trigger(part))
    }

    fn is_trigger(&self, word: &str) -> bool {
        let Some(first) = word.bytes().next().filter(u8::is_ascii_alphabetic) else {
            return false;
        };
        let letter = first.to_ascii_lowercase() - b'a';
        if word.len() > LONGEST_TRIGGER || self.shapes[word.len()] & (1 << letter) == 0 {
            return false;
        }
        let mut lower = [0; LONGEST_TRIGGER];
        let lower = &mut lower[..word.len()];
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        std::str::from_utf8(lower).is_ok_and(|lower| {
            self.triggers.contains(lower) || first.is_ascii_uppercase() && self.names.contains(lower)
        })
    }
}

/// Which first letters the words of each length have, a bit each.
fn shapes<'word>(words: impl Iterator<Item = &'word &'static str>) -> [u32; LONGEST_TRIGGER + 1] {
    let mut shapes = [0; LONGEST_TRIGGER + 1];
    for word in words {
        if let Some(first @ b'a'..=b'z') = word.bytes().next()
            && word.len() <= LONGEST_TRIGGER
        {
            shapes[word.len()] |= 1 << (first - b'a');
        }
    }
    shapes
}

/// The rows of a data file without its comments, split at tabs.
fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').collect())
}
