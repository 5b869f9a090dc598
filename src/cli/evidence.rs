//! The sentences behind a row: from which article, which source, and what stage of the event they tell.

use super::output::Output;
use summitry::export::PrintedReport;
use summitry::graph::{EventRecord, KnowledgeGraph, Report, Stage};

/// A report of an event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence<'a> {
    event: &'a EventRecord,
    report: &'a Report,
    /// The event that it was put off to.
    later: Option<&'a EventRecord>,
}

impl<'a> Evidence<'a> {
    /// What CSV has of each report.
    pub(super) const COLUMNS: [&'static str; 6] =
        ["article_date", "publisher", "article", "origin", "stage", "sentence"];

    /// Every report of the event.
    pub(super) fn all(graph: &'a KnowledgeGraph, event: &'a EventRecord) -> impl Iterator<Item = Self> {
        let later = event.postponed_to.as_ref().and_then(|id| graph.event(id));
        Self::of(event, later)
    }

    /// Every report of an event, which may have been put off to another.
    pub(super) fn of(event: &'a EventRecord, later: Option<&'a EventRecord>) -> impl Iterator<Item = Self> {
        event.reports.iter().map(move |report| Self { event, report, later })
    }

    /// The surest report of each of these events.
    pub(super) fn best(graph: &'a KnowledgeGraph, events: &[&'a EventRecord]) -> Vec<Self> {
        let of = |event: &&'a EventRecord| {
            let best = event.best_report()?;
            Self::all(graph, event).find(|told| std::ptr::eq(told.report, best))
        };
        events.iter().filter_map(of).collect()
    }

    fn stage(&self) -> Option<Stage> {
        self.event.stage_of(self.report)
    }

    /// A cell for each of the [`COLUMNS`](Self::COLUMNS).
    pub(super) fn cells(&self) -> [String; 6] {
        let report = self.report;
        [
            report.article_date.map(|date| date.to_string()).unwrap_or_default(),
            report.source.clone().unwrap_or_default(),
            report.article.clone(),
            report.origin.to_string(),
            self.stage().map_or_else(String::new, |stage| stage.as_str().to_owned()),
            report.sentence.clone(),
        ]
    }

    /// "Kim met Putin. [Reuters, after 2019-04-25; source 1 of 2; held]".
    ///
    /// The source is numbered where some reports share one, and the stage told where there are several.
    pub(super) fn in_words(&self) -> String {
        let (event, report) = (self.event, self.report);
        let mut words = report.sentence.clone() + " [";
        if let Some(publisher) = &report.source {
            words = words + publisher + ", ";
        }
        words += &report.article;
        if let Some(day) = report.article_date {
            words = format!("{words} {day}");
        }
        if event.sources < event.reports.len() {
            words = format!("{words}; source {} of {}", report.origin, event.sources);
        }
        if event.life().len() > 1
            && let Some(stage) = self.stage()
        {
            words = words + "; " + stage.as_str();
            let day = self.later.and_then(|later| later.date.as_ref());
            if let (Stage::Postponed, Some(day)) = (stage, day) {
                words = words + " to " + &day.value;
            }
        }
        words + "]"
    }
}

/// As many of these as are asked for as objects; nothing where none are.
pub(super) fn sentences<'a>(evidence: &[Evidence<'a>], output: Output) -> Option<Vec<PrintedReport<'a>>> {
    let shown = evidence.iter().take(output.sentences());
    output
        .evidence
        .map(|_| shown.map(|told| PrintedReport::new(told.event, told.report)).collect())
}
