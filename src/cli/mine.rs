//! `summitry mine`: what does each article tell?

use super::Outcome;
use super::gather::Input;
use anyhow::{Context, Result};
use clap::Args;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use summitry::export::MinedArticle;
use summitry::pipeline::Mined;
use summitry::store::Replacement;

/// The arguments of `mine`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry mine news.jsonl > events.jsonl
  summitry mine --output events.jsonl --date 2019-04-24 press/
  curl https://example.org/world.rss | summitry mine

A line has the fields doc, date and events; an event has type, source, target, date, status, place, evidence, span (the
bytes of the evidence) counted from the beginning of part (title or text), and how it was found: pattern, score,
factors, date_rule, plover, cameo and quad_class. The exit status is 1 where no article tells of an event, and 2 where
an input is missing.")]
pub(super) struct Mine {
    #[command(flatten)]
    input: Input,

    /// Where to write the lines; by default to standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Mine {
    pub(super) fn run(&self) -> Result<Outcome> {
        let mut is_found = false;
        let knowledge = self.input.knowledge()?;
        let mut write = |writer: &mut dyn Write, mined: &Mined| -> Result<()> {
            is_found |= !mined.events.is_empty();
            serde_json::to_writer(&mut *writer, &MinedArticle::new(&mined.article, &mined.events))?;
            Ok(writer.write_all(b"\n")?)
        };
        let tally = if let Some(path) = &self.output {
            self.input.spare(path)?;
            let context = || format!("{}: cannot be written", path.display());
            let mut writer = BufWriter::new(Replacement::of(path).with_context(context)?);
            let tally = self.input.each(&knowledge, |mined| write(&mut writer, &mined))?;
            let file = writer.into_inner().map_err(io::IntoInnerError::into_error);
            file.and_then(Replacement::finish).with_context(context)?;
            tally
        } else {
            let mut writer = BufWriter::new(io::stdout().lock());
            let tally = self.input.each(&knowledge, |mined| write(&mut writer, &mined))?;
            writer.flush()?;
            tally
        };
        Ok(tally.outcome(is_found))
    }
}
