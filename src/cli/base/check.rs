//! `summitry check`: is a base whole?

use super::existing;
use crate::cli::{Outcome, report};
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;
use summitry::store::base::Base;

/// The arguments of `check`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry check news.db
  summitry check news.db --repair

The exit status is 0 where the base is whole, 1 where it is not, and 2 where it cannot be read.")]
pub(crate) struct Check {
    /// The base
    base: PathBuf,

    /// Make the graph and the index of words anew from the articles
    #[arg(long)]
    repair: bool,
}

impl Check {
    pub(crate) fn run(&self) -> Result<Outcome> {
        if self.repair {
            existing(&self.base)?.repair()?;
        }
        let wrong = Base::open(&self.base)?.check()?;
        for line in &wrong {
            report(&format!("{}: {line}", self.base.display()));
        }
        Ok(if wrong.is_empty() {
            Outcome::Found
        } else {
            Outcome::Nothing
        })
    }
}
