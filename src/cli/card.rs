//! `summitry card`: how good is this version?

use super::eval::{Evaluation, mined};
use super::gather::Input;
use super::{Outcome, report};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::io::{self, Write};
use std::path::PathBuf;
use summitry::evaluation::{Card, gold};
use summitry::store::replace;

/// The arguments of `card`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry card
  summitry card gold.jsonl articles.jsonl
  summitry card gold.jsonl articles.jsonl --output card.json

Without annotations it is the card that this version ships, measured on 50 annotated articles that are not part of it.
The card holds the figures of `summitry eval` for all types and for the core types, those of each type, and how many
edges were lost at each stage. It names the version and no date: the same version writes the same bytes.")]
pub(super) struct MakeCard {
    /// The gold annotations; without them, the card that this version ships
    #[arg(value_name = "GOLD.jsonl")]
    gold: Option<PathBuf>,

    #[command(flatten)]
    input: Input,

    /// Where to write, as JSON (.json) or Markdown (.md); by default Markdown on standard output
    #[arg(long, short, value_name = "FILE", requires = "gold")]
    output: Option<PathBuf>,
}

impl MakeCard {
    pub(super) fn run(&self) -> Result<Outcome> {
        let Some(gold) = &self.gold else {
            if let Some(option) = self.input.given() {
                report(&format!("{option} is of no use without gold annotations and articles"));
                return Ok(Outcome::Unclear);
            }
            let mut out = io::stdout().lock();
            out.write_all(Card::SHIPPED.as_bytes())?;
            return Ok(Outcome::Found);
        };
        let extension = match &self.output {
            None => "md",
            Some(path) => match path.extension().and_then(|extension| extension.to_str()) {
                Some(extension @ ("json" | "md")) => extension,
                _ => bail!("{}: neither .json nor .md", path.display()),
            },
        };
        let knowledge = self.input.knowledge()?;
        let gold = gold::read(gold).context("no gold to compare with")?;
        let (tally, [all, core]) = mined(&gold, &self.input, &knowledge, [false, true])?;
        let Evaluation { scores, faults } = all;
        let card = Card {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            all: scores,
            core: core.scores,
            faults,
        };
        let text = if extension == "json" {
            card.to_json()
        } else {
            card.to_string()
        };
        match &self.output {
            Some(path) => {
                replace(path, |file| file.write_all(text.as_bytes()))
                    .with_context(|| format!("{}: cannot be written", path.display()))?;
                report(&format!("{} written", path.display()));
            }
            None => io::stdout().write_all(text.as_bytes())?,
        }
        Ok(tally.outcome(card.all.name > 0))
    }
}
