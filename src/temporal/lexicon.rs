//! The words of time, from `data/`.

use super::calendar::Unit;
use super::lists::LISTS;
use crate::tsv::{Fault, Row, rows};
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
    /// The tens of a decade in the plural.
    Decade(u32),
    /// How often something comes, of an adverb.
    Often(&'static str),
    /// How long something lasts, of an adjective.
    Long(&'static str),
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
    /// Words by which a sentence is known to hold a time, and names that must begin with a capital.
    triggers: HashSet<&'static str>,
    names: HashSet<&'static str>,
    shapes: [u32; LONGEST_TRIGGER + 1],
    pub(super) holidays: Vec<Holiday>,
    pub(super) vague: Vec<Vague>,
    pub(super) remembered: Vec<Remembered>,
}

/// The lexicon.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let classes = classes(include_str!("data/values.tsv")).expect("the words with a value are sound");
    let holidays = table(include_str!("data/holidays.tsv"), |row| {
        Ok(Holiday {
            words: row.filled("name")?.split(' ').collect(),
            rule: row.filled("rule")?,
            unless_before: row.list("unless before").collect(),
        })
    });
    let vague = table(include_str!("data/vague.tsv"), |row| {
        Ok(Vague {
            words: row.filled("words")?.split(' ').collect(),
            value: row.filled("value")?,
            unless_before: row.list("unless before").collect(),
        })
    });
    let remembered = table(include_str!("data/remembered.tsv"), |row| {
        let day = row.filled("day")?;
        Ok(Remembered {
            day: day.parse().map_err(|_| row.fault(format!("'{day}' is no day")))?,
            before: row.list("before").collect(),
        })
    });
    Lexicon::new(
        classes,
        holidays.expect("the holidays are sound"),
        vague.expect("the vague expressions are sound"),
        remembered.expect("the remembered days are sound"),
    )
});

/// The longest word from which an expression begins, in bytes.
const LONGEST_TRIGGER: usize = 12;

/// The rows of a table, none of which begins as another does.
fn table<T>(text: &'static str, read: impl Fn(&Row<'static>) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
    let mut keys = HashSet::new();
    let rows = rows(text, &[]).map(|row| {
        let row = row?;
        let key = row.filled(row.key())?;
        if keys.insert(key) {
            read(&row)
        } else {
            Err(row.fault(format!("'{key}' stands there twice")))
        }
    });
    rows.collect()
}

/// The words of a table of the columns `class`, `word` and `value`; each has one class.
fn classes(text: &'static str) -> Result<HashMap<&'static str, Class>, Fault> {
    let mut classes = HashMap::new();
    for row in rows(text, &[]) {
        let row = row?;
        let value = row.filled("value")?;
        let class = match row.cell("class") {
            "month" => Class::Month(row.number("value")?),
            "short-month" => Class::ShortMonth(row.number("value")?),
            "weekday" => Class::Weekday(row.number("value")?),
            "weekdays" => Class::Weekdays(row.number("value")?),
            "short-weekday" => Class::ShortWeekday(row.number("value")?),
            "unit" => Class::Unit(Unit::parse(value).ok_or_else(|| row.fault(format!("'{value}' is no unit")))?),
            "number" => Class::Number(row.number("value")?),
            "ordinal" => Class::Ordinal(row.number("value")?),
            "decade" => Class::Decade(row.number("value")?),
            "season" => Class::Season(value),
            "part" => Class::Part(value),
            "often" => Class::Often(value),
            "long" => Class::Long(value),
            other => return Err(row.fault(format!("'{other}' is no class"))),
        };
        let word = row.filled("word")?;
        if classes.insert(word, class).is_some() {
            return Err(row.fault(format!("'{word}' has two classes")));
        }
    }
    Ok(classes)
}

impl Lexicon {
    fn new(
        mut classes: HashMap<&'static str, Class>,
        holidays: Vec<Holiday>,
        vague: Vec<Vague>,
        remembered: Vec<Remembered>,
    ) -> Self {
        let mut triggers: HashSet<&str> = LISTS.trigger.words().iter().copied().collect();
        // Numbers alone are no times, "may" and "in" are everywhere.
        let words_of = |wanted: fn(&Class) -> bool| {
            let words = classes.iter().filter(move |(_, class)| wanted(class));
            words.map(|(word, _)| *word)
        };
        triggers.extend(words_of(|class| {
            matches!(
                class,
                Class::Unit(_)
                    | Class::Season(_)
                    | Class::Part(_)
                    | Class::Decade(_)
                    | Class::Often(_)
                    | Class::Long(_)
            )
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
        let firsts = holidays.iter().map(|holiday| &holiday.words);
        let firsts = firsts.chain(vague.iter().map(|vague| &vague.words));
        // "new" of "New Year's", "st" of "St. Patrick's"
        let firsts = firsts.map(|words| words[0].trim_end_matches('.'));
        let listed = LISTS.opener.words().iter().chain(LISTS.trigger.words());
        for word in firsts.chain(listed.copied()) {
            classes.entry(word).or_insert(Class::Opener);
        }
        Self {
            shapes: shapes(triggers.iter().chain(&names)),
            classes,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_one_class_and_a_value_that_fits_it() {
        let fault = |rows: &'static str| classes(rows).unwrap_err().to_string();
        let doubled = fault("#class\tword\tvalue\nmonth\tmarch\t3\nlong\tmarch\tP1M\n");
        assert_eq!(doubled, "line 3: 'march' has two classes");
        assert_eq!(
            fault("#class\tword\tvalue\nmonths\tmarch\t3\n"),
            "line 2: 'months' is no class"
        );
        assert_eq!(
            fault("#class\tword\tvalue\nmonth\tmarch\tthird\n"),
            "line 2: 'third' is no number"
        );
        assert_eq!(fault("#class\tword\tvalue\nunit\tday\tT\n"), "line 2: 'T' is no unit");
        assert_eq!(
            fault("#class\tword\tvalue\nmonth\tmarch\n"),
            "line 2: the cell 'value' is empty"
        );
    }

    #[test]
    fn a_holiday_has_one_rule() {
        let rule = |row: &Row<'static>| row.filled("rule");
        let fault = table("#name\trule\nmay day\t05-01\nmay day\t05-02\n", rule).unwrap_err();
        assert_eq!(fault.to_string(), "line 3: 'may day' stands there twice");
    }
}
