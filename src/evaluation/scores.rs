//! Figures: precision, recall and F1 over articles, as the reference scorer gives them.

use crate::evaluation::edges::{Comparison, type_name};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::io;

/// What was counted over articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// Articles with gold.
    pub articles: usize,
    /// Gold edges.
    pub gold: usize,
    /// The system's edges.
    pub system: usize,
    /// Edges found, compared by name.
    pub name: usize,
    /// Edges found, compared by country or organization.
    pub dyad: usize,
    /// Edges found by name that have the right date and status too.
    pub strict: usize,
    /// Edges found by name of which the gold tells a date.
    pub dated: usize,
    /// Those of them whose date is right.
    pub date_right: usize,
    /// Edges found by name whose status is right.
    pub status_right: usize,
    /// By the names of the types.
    pub by_type: BTreeMap<&'static str, TypeCounts>,
    /// Whether only the core types were counted.
    pub core: bool,
}

/// Counts of one type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TypeCounts {
    /// Gold edges.
    pub gold: usize,
    /// The system's edges.
    pub system: usize,
    /// Edges found, compared by name.
    pub found: usize,
}

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Share {
    /// The share of the system's edges that are right.
    pub p: f64,
    /// The share of the gold edges that were found.
    pub r: f64,
    /// The harmonic mean of both.
    pub f1: f64,
}

impl Share {
    /// Of `found` edges among `system` and `gold`, not rounded.
    pub fn new(found: usize, system: usize, gold: usize) -> Self {
        let share = |of: usize| if of == 0 { 0.0 } else { found as f64 / of as f64 };
        let (p, r) = (share(system), share(gold));
        let f1 = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        Self { p, r, f1 }
    }

    fn rounded(self) -> Self {
        Self {
            p: rounded(self.p, 4),
            r: rounded(self.r, 4),
            f1: rounded(self.f1, 4),
        }
    }
}

impl TypeCounts {
    /// Precision, recall and F1, not rounded.
    pub fn share(&self) -> Share {
        Share::new(self.found, self.system, self.gold)
    }
}

/// `value` to so many decimals.
pub(super) fn rounded(value: f64, decimals: usize) -> f64 {
    format!("{value:.decimals$}").parse().unwrap_or(value)
}

impl Scores {
    /// Nothing counted yet.
    pub fn new(core: bool) -> Self {
        Self {
            core,
            ..Self::default()
        }
    }

    /// Counts an article.
    pub fn add(&mut self, article: &Comparison<'_>) {
        self.articles += 1;
        self.gold += article.gold.len();
        self.system += article.system.len();
        self.name += article.matches.len();
        self.dyad += article.dyads;
        for edge in &article.gold {
            self.by_type.entry(type_name(edge)).or_default().gold += 1;
        }
        for edge in &article.system {
            self.by_type.entry(type_name(edge)).or_default().system += 1;
        }
        for &(gold, system) in &article.matches {
            let edge = &article.gold[gold];
            self.by_type.entry(type_name(edge)).or_default().found += 1;
            let (date, status) = article.is_right(gold, system);
            self.status_right += usize::from(status);
            self.strict += usize::from(date && status);
            if edge.event.date.is_some() {
                self.dated += 1;
                self.date_right += usize::from(date);
            }
        }
    }

    /// Compared by name, by dyad and strictly, with the names of these.
    pub fn levels(&self) -> [(&'static str, Share); 3] {
        [("name", self.name), ("dyad", self.dyad), ("strict", self.strict)]
            .map(|(level, found)| (level, Share::new(found, self.system, self.gold).rounded()))
    }

    /// Of the edges found of which the gold tells a date, the share whose date is right.
    pub fn date_accuracy(&self) -> f64 {
        rounded(Share::new(self.date_right, self.dated, 0).p, 4)
    }

    /// Of the edges found, the share whose status is right.
    pub fn status_accuracy(&self) -> f64 {
        rounded(Share::new(self.status_right, self.name, 0).p, 4)
    }

    /// The figures as one JSON object, byte for byte that of the reference scorer.
    pub fn to_json(&self) -> String {
        let mut bytes = Vec::new();
        let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Spaced);
        // Neither numbers nor names fail to be written to memory.
        let _ = Serialize::serialize(self, &mut serializer);
        String::from_utf8(bytes).unwrap_or_default()
    }
}

/// As the reference scorer prints them.
impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let core = if self.core { " (core types)" } else { "" };
        let Self {
            articles, gold, system, ..
        } = self;
        writeln!(f, "{articles} articles, {gold} gold edges, {system} system edges{core}")?;
        for (level, Share { p, r, f1 }) in self.levels() {
            writeln!(f, "{level:7} P {p:.3}  R {r:.3}  F1 {f1:.3}")?;
        }
        let (date, status) = (self.date_accuracy(), self.status_accuracy());
        writeln!(f, "date accuracy {date:.3}   status accuracy {status:.3}")?;
        for (name, counts) in &self.by_type {
            let TypeCounts { gold, system, .. } = counts;
            let f1 = counts.share().f1;
            writeln!(f, "  {name:11} gold {gold:4}  system {system:4}  F1 {f1:.3}")?;
        }
        Ok(())
    }
}

impl Serialize for Scores {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct OfType {
            gold: usize,
            system: usize,
            f1: f64,
        }
        let of_type = |counts: &TypeCounts| OfType {
            gold: counts.gold,
            system: counts.system,
            f1: rounded(counts.share().f1, 3),
        };
        let by_type: BTreeMap<_, _> = self
            .by_type
            .iter()
            .map(|(name, counts)| (name, of_type(counts)))
            .collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("articles", &self.articles)?;
        map.serialize_entry("gold", &self.gold)?;
        map.serialize_entry("system", &self.system)?;
        for (level, share) in self.levels() {
            map.serialize_entry(level, &share)?;
        }
        map.serialize_entry("date_accuracy", &self.date_accuracy())?;
        map.serialize_entry("status_accuracy", &self.status_accuracy())?;
        map.serialize_entry("by_type", &by_type)?;
        map.end()
    }
}

/// JSON on one line with a space after each comma and colon.
struct Spaced;

impl serde_json::ser::Formatter for Spaced {
    fn begin_array_value<W: io::Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_key<W: io::Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_value<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

/// `rows` as a Markdown table; the first is the head, and all columns but the first hold numbers.
pub(super) fn markdown(rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    for (at, row) in rows.iter().enumerate() {
        let _ = writeln!(text, "| {} |", row.join(" | "));
        if at == 0 {
            let _ = writeln!(text, "|---|{}", "--:|".repeat(row.len().saturating_sub(1)));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::{compare, gold};
    use expect_test::expect;
    use std::path::Path;

    /// Three articles of which the last one is not mined; figures from `score.py`, committed as they came.
    const GOLD: &str = include_str!("testdata/gold.jsonl");
    const SYSTEM: &str = include_str!("testdata/system.jsonl");

    fn scores(core: bool) -> Scores {
        let read = |text: &str| gold::load(text.as_bytes(), Path::new("test.jsonl")).unwrap();
        let system = read(SYSTEM);
        let mut scores = Scores::new(core);
        for document in read(GOLD) {
            let found = system.iter().find(|other| other.doc == document.doc);
            let found = found.map_or(&[][..], |found| &found.events);
            scores.add(&compare(&document.events, found, core));
        }
        scores
    }

    #[test]
    fn figures_are_those_of_the_reference_scorer() {
        expect![[r#"
            4 articles, 13 gold edges, 14 system edges
            name    P 0.500  R 0.538  F1 0.518
            dyad    P 0.571  R 0.615  F1 0.593
            strict  P 0.286  R 0.308  F1 0.296
            date accuracy 0.600   status accuracy 0.857
              accused     gold    1  system    1  F1 0.000
              agreed      gold    1  system    1  F1 1.000
              attacked    gold    1  system    1  F1 1.000
              called      gold    1  system    0  F1 0.000
              met         gold    4  system    6  F1 0.600
              requested   gold    2  system    2  F1 0.500
              sanctioned  gold    2  system    1  F1 0.667
              supported   gold    0  system    1  F1 0.000
              visited     gold    1  system    1  F1 0.000
        "#]]
        .assert_eq(&scores(false).to_string());
        expect![[r#"
            4 articles, 9 gold edges, 9 system edges (core types)
            name    P 0.556  R 0.556  F1 0.556
            dyad    P 0.556  R 0.556  F1 0.556
            strict  P 0.333  R 0.333  F1 0.333
            date accuracy 0.750   status accuracy 0.800
              agreed      gold    1  system    1  F1 1.000
              called      gold    1  system    0  F1 0.000
              met         gold    4  system    6  F1 0.600
              sanctioned  gold    2  system    1  F1 0.667
              visited     gold    1  system    1  F1 0.000
        "#]]
        .assert_eq(&scores(true).to_string());
        expect![[r#"{"articles": 4, "gold": 13, "system": 14, "name": {"p": 0.5, "r": 0.5385, "f1": 0.5185}, "dyad": {"p": 0.5714, "r": 0.6154, "f1": 0.5926}, "strict": {"p": 0.2857, "r": 0.3077, "f1": 0.2963}, "date_accuracy": 0.6, "status_accuracy": 0.8571, "by_type": {"accused": {"gold": 1, "system": 1, "f1": 0.0}, "agreed": {"gold": 1, "system": 1, "f1": 1.0}, "attacked": {"gold": 1, "system": 1, "f1": 1.0}, "called": {"gold": 1, "system": 0, "f1": 0.0}, "met": {"gold": 4, "system": 6, "f1": 0.6}, "requested": {"gold": 2, "system": 2, "f1": 0.5}, "sanctioned": {"gold": 2, "system": 1, "f1": 0.667}, "supported": {"gold": 0, "system": 1, "f1": 0.0}, "visited": {"gold": 1, "system": 1, "f1": 0.0}}}"#]].assert_eq(&scores(false).to_json());
        expect![[r#"{"articles": 4, "gold": 9, "system": 9, "name": {"p": 0.5556, "r": 0.5556, "f1": 0.5556}, "dyad": {"p": 0.5556, "r": 0.5556, "f1": 0.5556}, "strict": {"p": 0.3333, "r": 0.3333, "f1": 0.3333}, "date_accuracy": 0.75, "status_accuracy": 0.8, "by_type": {"agreed": {"gold": 1, "system": 1, "f1": 1.0}, "called": {"gold": 1, "system": 0, "f1": 0.0}, "met": {"gold": 4, "system": 6, "f1": 0.6}, "sanctioned": {"gold": 2, "system": 1, "f1": 0.667}, "visited": {"gold": 1, "system": 1, "f1": 0.0}}}"#]].assert_eq(&scores(true).to_json());
    }

    #[test]
    fn nothing_found_is_zero() {
        expect![[r#"{"articles": 0, "gold": 0, "system": 0, "name": {"p": 0.0, "r": 0.0, "f1": 0.0}, "dyad": {"p": 0.0, "r": 0.0, "f1": 0.0}, "strict": {"p": 0.0, "r": 0.0, "f1": 0.0}, "date_accuracy": 0.0, "status_accuracy": 0.0, "by_type": {}}"#]]
            .assert_eq(&Scores::default().to_json());
    }
}
