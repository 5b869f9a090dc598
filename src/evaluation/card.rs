//! The error card: all figures of a version on one page, for keeping beside the next one's.
//!
//! It holds no date and no path, so that the same version writes the same bytes for the same articles.

use crate::evaluation::scores::{Scores, Share, TypeCounts, markdown, rounded};
use crate::evaluation::trace::{Fault, FaultKind, Stage};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// Figures and mistakes of a version.
#[derive(Clone, Debug)]
pub struct Card {
    /// Whose figures they are ("0.1.0").
    pub version: String,
    /// Of all types.
    pub all: Scores,
    /// Of the core types.
    pub core: Scores,
    /// The mistakes, all types considered.
    pub faults: Vec<Fault>,
}

impl Card {
    /// The card of this version as Markdown, measured on the 50 annotated articles of which the README speaks.
    pub const SHIPPED: &str = include_str!("data/card.md");

    /// The stages that lost edges, with the number of these, in the order of the pipeline.
    pub fn stages(&self) -> Vec<(Stage, usize)> {
        let count = |stage| self.faults.iter().filter(|fault| fault.stage == Some(stage)).count();
        let counts = Stage::ALL.iter().map(|&stage| (stage, count(stage)));
        counts.filter(|&(_, count)| count > 0).collect()
    }

    /// The card as indented JSON.
    pub fn to_json(&self) -> String {
        // Neither numbers nor names fail to be written to memory.
        serde_json::to_string_pretty(&StoredCard::from(self)).unwrap_or_default() + "\n"
    }

    /// Mistakes of a kind, by the name of the type.
    fn by_type(&self, kind: FaultKind) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for fault in self.faults.iter().filter(|fault| fault.kind == kind) {
            *counts.entry(fault.event_type.as_str()).or_default() += 1;
        }
        counts
    }
}

/// As Markdown.
impl fmt::Display for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Scores {
            articles, gold, system, ..
        } = self.all;
        writeln!(f, "# Error card of summitry {}\n", self.version)?;
        writeln!(f, "{articles} articles, {gold} gold edges, {system} system edges.\n")?;
        let mut rows = vec![row("", &["P", "R", "F1", "core P", "core R", "core F1"])];
        for ((level, all), (_, core)) in self.all.levels().into_iter().zip(self.core.levels()) {
            let cells = [all.p, all.r, all.f1, core.p, core.r, core.f1].map(|value| format!("{value:.3}"));
            rows.push(row(level, &cells));
        }
        writeln!(f, "{}", markdown(&rows))?;
        writeln!(
            f,
            "Of the edges found, {:.3} have the right date and {:.3} the right status.\n",
            self.all.date_accuracy(),
            self.all.status_accuracy()
        )?;
        writeln!(f, "## By type\n")?;
        let mut rows = vec![row("", &["gold", "system", "found", "P", "R", "F1"])];
        for (name, counts) in &self.all.by_type {
            let Share { p, r, f1 } = counts.share();
            let mut cells: Vec<String> = [counts.gold, counts.system, counts.found]
                .iter()
                .map(usize::to_string)
                .collect();
            cells.extend([p, r, f1].map(|value| format!("{value:.3}")));
            rows.push(row(name, &cells));
        }
        writeln!(f, "{}", markdown(&rows))?;
        writeln!(f, "## Where edges were lost\n")?;
        let mut rows = vec![row("stage", &["edges"])];
        for (stage, count) in self.stages() {
            rows.push(row(stage.as_str(), &[count.to_string()]));
        }
        write!(f, "{}", markdown(&rows))
    }
}

fn row(first: &str, cells: &[impl ToString]) -> Vec<String> {
    let cells = cells.iter().map(ToString::to_string);
    std::iter::once(first.to_owned()).chain(cells).collect()
}

#[derive(Serialize)]
struct StoredCard<'a> {
    version: &'a str,
    all: &'a Scores,
    core: &'a Scores,
    by_type: BTreeMap<&'static str, StoredType>,
    stages: Vec<StoredStage>,
    missed: BTreeMap<&'static str, usize>,
    false_alarms: BTreeMap<&'static str, usize>,
}

#[derive(Serialize)]
struct StoredType {
    gold: usize,
    system: usize,
    found: usize,
    #[serde(flatten)]
    share: Share,
}

#[derive(Serialize)]
struct StoredStage {
    stage: &'static str,
    edges: usize,
}

impl<'a> From<&'a Card> for StoredCard<'a> {
    fn from(card: &'a Card) -> Self {
        let of_type = |counts: &TypeCounts| {
            let Share { p, r, f1 } = counts.share();
            StoredType {
                gold: counts.gold,
                system: counts.system,
                found: counts.found,
                share: Share {
                    p: rounded(p, 4),
                    r: rounded(r, 4),
                    f1: rounded(f1, 4),
                },
            }
        };
        Self {
            version: &card.version,
            all: &card.all,
            core: &card.core,
            by_type: card
                .all
                .by_type
                .iter()
                .map(|(name, counts)| (*name, of_type(counts)))
                .collect(),
            stages: card
                .stages()
                .into_iter()
                .map(|(stage, edges)| StoredStage {
                    stage: stage.as_str(),
                    edges,
                })
                .collect(),
            missed: card.by_type(FaultKind::Missed),
            false_alarms: card.by_type(FaultKind::FalseAlarm),
        }
    }
}
