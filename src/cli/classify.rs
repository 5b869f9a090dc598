//! `summitry classify`: what does the source of a marked sentence do to the target?

use super::{Outcome, report};
use anyhow::{Context, Result, bail};
use clap::Args;
use rayon::prelude::*;
use serde::Serialize;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use summitry::classification::{Figures, Marked, Model, classify, cross_validate, f1, read, train};
use summitry::store::replace;

/// So many rows that were left out are named one by one.
const NAMED: usize = 20;

/// The arguments of `classify`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry classify sentences.tsv > classes.jsonl
  summitry classify --evaluate sentences.tsv --folds 10

The sentences have their source between <s> and </s> and their target between <t> and </t>, in a column
marked_sentence (or text) of a table with a header and tabs, or in a field of that name in JSON lines; or JSON lines
have text, source and target. A line of the answer has id, class (one of 15 classes of PLOVER), type and score (how probable
the class is by the model). --evaluate and --train want the classes, in gold_root, class or event.")]
pub(super) struct Classify {
    /// Files of marked sentences
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// Tell how right a model is that learns from all parts of the sentences but one, for each part
    #[arg(long)]
    evaluate: bool,

    /// The number of parts
    #[arg(long, value_name = "N", default_value_t = 10, requires = "evaluate")]
    folds: usize,

    /// More sentences to learn from, which are not judged
    #[arg(long, value_name = "FILE", requires = "evaluate")]
    with: Vec<PathBuf>,

    /// Learn from the sentences, and write the model to this file
    #[arg(long, value_name = "FILE", conflicts_with = "evaluate")]
    train: Option<PathBuf>,

    /// Use a model that --train wrote
    #[arg(long, value_name = "FILE", conflicts_with_all = ["evaluate", "train"])]
    model: Option<PathBuf>,
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    class: &'a str,
    r#type: &'a str,
    score: f64,
}

impl Classify {
    pub(super) fn run(&self) -> Result<Outcome> {
        let sentences = sentences(&self.files)?;
        if sentences.is_empty() {
            bail!("no marked sentence");
        }
        let mut out = BufWriter::new(io::stdout().lock());
        if self.evaluate || self.train.is_some() {
            let known = sentences.iter().filter(|sentence| sentence.gold.is_some()).count();
            if known == 0 {
                bail!("no sentence has a class to learn from (a column or field gold_root, class or event)");
            }
        }
        if self.evaluate {
            let more = self::sentences(&self.with)?;
            show(&mut out, &cross_validate(&sentences, &more, self.folds), self.folds)?;
        } else if let Some(path) = &self.train {
            let model = train(&sentences).to_text();
            replace(path, |file| file.write_all(model.as_bytes()))
                .with_context(|| format!("{}: cannot be written", path.display()))?;
        } else {
            let own = self.model.as_ref().map(|path| {
                let text = std::fs::read_to_string(path);
                text.with_context(|| format!("{}: cannot be read", path.display()))
            });
            let own = own.transpose()?.map(|text| Model::parse(&text));
            let model = own.as_ref().unwrap_or_else(|| Model::builtin());
            let judgments: Vec<_> = sentences.par_iter().map(|sentence| classify(sentence, model)).collect();
            for (sentence, judgment) in sentences.iter().zip(&judgments) {
                let line = Line {
                    id: &sentence.id,
                    class: judgment.class.as_str(),
                    r#type: judgment.event_type.as_str(),
                    score: (judgment.score * 1000.0).round() / 1000.0,
                };
                serde_json::to_writer(&mut out, &line)?;
                writeln!(out)?;
            }
        }
        out.flush()?;
        Ok(Outcome::Found)
    }
}

/// The sentences of all files; rows that are none are named and left out.
fn sentences(files: &[PathBuf]) -> Result<Vec<Marked>> {
    let mut sentences = Vec::new();
    let mut left_out = 0;
    for path in files {
        for row in read(path)? {
            match row {
                Ok(sentence) => sentences.push(sentence),
                Err(error) => {
                    left_out += 1;
                    if left_out <= NAMED {
                        report(&format!("{:#}", anyhow::Error::from(error)));
                    }
                }
            }
        }
    }
    if left_out > NAMED {
        report(&format!("{} more were left out", left_out - NAMED));
    }
    Ok(sentences)
}

fn show(out: &mut impl Write, figures: &Figures, folds: usize) -> io::Result<()> {
    writeln!(out, "class      precision  recall    F1  sentences")?;
    for (class, counts) in &figures.counts {
        let [right, given, gold] = *counts;
        let share = |of: usize| right as f64 / (of.max(1) as f64);
        writeln!(
            out,
            "{class:10} {:9.3} {:7.3} {:5.3} {gold:10}",
            share(given),
            share(gold),
            f1(*counts)
        )?;
    }
    writeln!(out, "\nmost often taken for another")?;
    for (gold, given, count) in figures.confusions.iter().take(12) {
        writeln!(out, "{count:3}  {gold} as {given}")?;
    }
    writeln!(
        out,
        "\nmacro-F1 {:.3}, accuracy {:.3}, mean score {:.3} ({folds}-fold cross-validation)",
        figures.macro_f1(),
        figures.accuracy(),
        figures.mean_score
    )
}
