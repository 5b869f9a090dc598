//! `summitry eval`: how right is what is found?

use super::gather::{Input, Tally};
use super::{Outcome, report};
use anyhow::{Context, Result};
use clap::Args;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::PathBuf;
use summitry::evaluation::{Annotation, Document, Fault, FaultKind, Scores, Stage, Trace, compare, faults, gold};
use summitry::knowledge::Knowledge;
use summitry::pipeline::{Mined, read};
use summitry::text::harmless;

/// So many articles without text are named one by one.
const NAMED: usize = 5;

/// The arguments of `eval`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry eval gold.jsonl articles.jsonl
  summitry eval gold.jsonl articles.jsonl --core --errors=20
  summitry eval gold.jsonl --system other.jsonl --json

Gold and system files hold one JSON object a line, one an article: {\"doc\": ID, \"events\": [...]}, as the lines of
`summitry mine`. Events are compared as dated edges between two participants: by name, by country or organization
(dyad), and by name with the right date and status (strict). --errors lists what was missed, with the stage at which it
was lost, false alarms, and wrong dates and statuses. The exit status is 1 where no edge of the gold was found.")]
pub(super) struct Eval {
    /// The gold annotations
    #[arg(value_name = "GOLD.jsonl")]
    gold: PathBuf,

    #[command(flatten)]
    input: Input,

    /// Count only the core types: met, visited, called, mediated, agreed, sanctioned
    #[arg(long)]
    core: bool,

    /// List the mistakes, of each kind at most N
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "1000000")]
    errors: Option<usize>,

    /// Print one JSON object
    #[arg(long)]
    json: bool,

    /// Events found by another system, or by `summitry mine`, instead of articles
    #[arg(long, value_name = "FILE.jsonl", conflicts_with_all = ["paths", "jobs", "date"])]
    system: Option<PathBuf>,
}

/// Figures and mistakes over the articles of a gold file.
pub(super) struct Evaluation {
    pub(super) scores: Scores,
    pub(super) faults: Vec<Fault>,
}

impl Eval {
    pub(super) fn run(&self) -> Result<Outcome> {
        // The gold may have event types of the user's own.
        let knowledge = self.input.knowledge()?;
        let gold = gold::read(&self.gold).context("no gold to compare with")?;
        let (tally, [evaluation]) = match &self.system {
            Some(path) => (Tally::default(), [against_file(&gold, path, self.core)?]),
            None => mined(&gold, &self.input, &knowledge, [self.core])?,
        };
        let Evaluation { scores, faults } = &evaluation;
        let listed: Vec<&Fault> = FaultKind::ALL
            .iter()
            .flat_map(|&kind| {
                let of_kind = faults.iter().filter(move |fault| fault.kind == kind);
                of_kind.take(self.errors.unwrap_or(0))
            })
            .collect();
        let text = if self.json {
            self.as_json(scores, faults, &listed)?
        } else {
            let mut text = scores.to_string();
            if self.errors.is_some() {
                write_faults(&mut text, faults, &listed)?;
            }
            text
        };
        io::stdout().write_all(text.as_bytes())?;
        Ok(tally.outcome(scores.name > 0))
    }

    fn as_json(&self, scores: &Scores, faults: &[Fault], listed: &[&Fault]) -> Result<String> {
        let mut json = scores.to_json();
        if self.errors.is_some() {
            let stages: BTreeMap<&str, usize> = stages(faults).into_iter().collect();
            let errors: Vec<PrintedFault<'_>> = listed.iter().map(|&fault| PrintedFault::new(fault)).collect();
            json.pop();
            write!(
                json,
                ", \"stages\": {}, \"errors\": {}}}",
                serde_json::to_string(&stages)?,
                serde_json::to_string(&errors)?
            )?;
        }
        json.push('\n');
        Ok(json)
    }
}

/// Mines the articles and compares them with the gold: all types for `false`, only the core types for `true`.
pub(super) fn mined<const N: usize>(
    gold: &[Document],
    input: &Input,
    knowledge: &Knowledge,
    cores: [bool; N],
) -> Result<(Tally, [Evaluation; N])> {
    let wanted: BTreeMap<&str, &Document> = gold.iter().map(|document| (document.doc.as_str(), document)).collect();
    // Of two articles with one id the later counts, as of two lines of a system file.
    let mut found: BTreeMap<String, Mined> = BTreeMap::new();
    let tally = input.each(knowledge, |mined| {
        if wanted.contains_key(mined.article.id.as_str()) {
            found.insert(mined.article.id.clone(), mined);
        }
        Ok(())
    })?;
    let lacking: Vec<&str> = gold
        .iter()
        .map(|document| document.doc.as_str())
        .filter(|doc| !found.contains_key(*doc))
        .collect();
    if !lacking.is_empty() {
        let names = lacking.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
        let more = if lacking.len() > NAMED { ", …" } else { "" };
        report(&format!(
            "{} of {} articles of the gold are not among the articles: {names}{more}",
            lacking.len(),
            gold.len()
        ));
    }
    let evaluations = cores.map(|core| {
        let mut evaluation = Evaluation::new(core);
        for document in gold {
            let Some(mined) = found.get(&document.doc) else {
                evaluation.add(document, &[], None, core);
                continue;
            };
            let content = &mined.article.content;
            let events: Vec<Annotation> = mined
                .events
                .iter()
                .map(|event| Annotation::new(event, content))
                .collect();
            // What the reader saw is not kept with what it found.
            let seen = read(mined.article.clone(), knowledge);
            let (reader, reading) = (knowledge.reader, seen.mined.reading());
            let refusals = reader.refusals(&reading, &seen.encodings, &knowledge.patterns);
            let trace = Trace {
                tellings: &reader.tellings(&reading, &seen.encodings, &knowledge.patterns),
                reading: mined.reading(),
                events: &mined.events,
                refusals: Some(&refusals),
            };
            evaluation.add(document, &events, Some(&trace), core);
        }
        evaluation
    });
    Ok((tally, evaluations))
}

fn against_file(gold: &[Document], path: &std::path::Path, core: bool) -> Result<Evaluation> {
    let system = gold::read(path).context("no system output to compare")?;
    let system: BTreeMap<&str, &Document> = system.iter().map(|found| (found.doc.as_str(), found)).collect();
    let mut evaluation = Evaluation::new(core);
    for document in gold {
        let found = system.get(document.doc.as_str());
        evaluation.add(document, found.map_or(&[], |found| &found.events), None, core);
    }
    Ok(evaluation)
}

impl Evaluation {
    fn new(core: bool) -> Self {
        Self {
            scores: Scores::new(core),
            faults: Vec::new(),
        }
    }

    fn add(&mut self, document: &Document, events: &[Annotation], trace: Option<&Trace<'_>>, core: bool) {
        let article = compare(&document.events, events, core);
        self.scores.add(&article);
        self.faults.extend(faults(&document.doc, &article, trace));
    }
}

/// The stages that lost edges, in the order of the pipeline, with the number of edges.
fn stages(faults: &[Fault]) -> Vec<(&'static str, usize)> {
    let count = |stage| faults.iter().filter(|fault| fault.stage == Some(stage)).count();
    let counts = Stage::ALL.iter().map(|&stage| (stage.as_str(), count(stage)));
    counts.filter(|&(_, count)| count > 0).collect()
}

fn write_faults(text: &mut String, faults: &[Fault], listed: &[&Fault]) -> Result<()> {
    let stages = stages(faults);
    if !stages.is_empty() {
        writeln!(text, "\nlost")?;
        for (stage, count) in stages {
            writeln!(text, "  {stage:21} {count:4}")?;
        }
    }
    let mut last = None;
    for fault in listed {
        let head = (fault.kind, &fault.doc, &fault.sentence);
        if last != Some(head) {
            let sentence = harmless(&fault.sentence);
            writeln!(
                text,
                "\n{} in {}: {sentence}",
                fault.kind.as_str(),
                harmless(&fault.doc)
            )?;
            last = Some(head);
        }
        let stage = fault.stage.map(Stage::as_str);
        let cause = Some(fault.cause.as_str()).filter(|cause| !cause.is_empty());
        let words: Vec<&str> = stage.into_iter().chain(cause).collect();
        let colon = if words.is_empty() { "" } else { ": " };
        writeln!(text, "    {}{colon}{}", fault.edge, words.join("; "))?;
    }
    Ok(())
}

#[derive(Serialize)]
struct PrintedFault<'a> {
    doc: &'a str,
    kind: &'static str,
    stage: Option<&'static str>,
    r#type: &'static str,
    edge: &'a str,
    cause: &'a str,
    sentence: &'a str,
}

impl<'a> PrintedFault<'a> {
    fn new(fault: &'a Fault) -> Self {
        Self {
            doc: &fault.doc,
            kind: fault.kind.as_str(),
            stage: fault.stage.map(Stage::as_str),
            r#type: fault.event_type.as_str(),
            edge: &fault.edge,
            cause: &fault.cause,
            sentence: &fault.sentence,
        }
    }
}
