//! `summitry remove`: articles out of a base.

use super::{Day, Idle, existing};
use crate::cli::filters::first_day;
use crate::cli::{Outcome, report};
use anyhow::Result;
use chrono::NaiveDate;
use clap::Args;
use std::io::{self, Write};
use std::path::PathBuf;
use summitry::store::base::Removal;

/// The arguments of `remove`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry remove news.db --article seed-2019-04-24
  summitry remove news.db --source \"The Example Courier\" --before 2015

What was known on earlier days stays known to --as-of. The exit status is 1 where nothing was taken away.")]
pub(crate) struct Remove {
    /// The base
    base: PathBuf,

    #[command(flatten)]
    which: Which,

    #[command(flatten)]
    day: Day,
}

#[derive(Args)]
#[group(required = true, multiple = true)]
struct Which {
    /// Articles of this id
    #[arg(long, value_name = "ID")]
    article: Vec<String>,

    /// Articles of this publisher
    #[arg(long, value_name = "NAME")]
    source: Vec<String>,

    /// Articles published before this day; a month or a year will do
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    before: Option<NaiveDate>,
}

impl Remove {
    pub(crate) fn run(&self) -> Result<Outcome> {
        let mut base = existing(&self.base)?;
        let former = base.count()?;
        let mut idle = Idle::of(&base)?;
        let Which {
            article,
            source,
            before,
        } = &self.which;
        let removal = Removal {
            ids: article.clone(),
            sources: source.clone(),
            before: *before,
        };
        let count = base.remove(&removal, self.day.get())?;
        // Also where an earlier run was broken off before it came to this.
        base.merge()?;
        if count == 0 {
            report("no such article");
            return Ok(Outcome::Nothing);
        }
        idle.tell(&base)?;
        let events = base.count()?;
        writeln!(
            io::stdout(),
            "articles  {count} taken away\nevents    {events}, of {former} before"
        )?;
        Ok(Outcome::Found)
    }
}
