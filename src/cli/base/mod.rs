//! The commands that make a base grow, and tell what is in it.

mod add;
mod check;
mod log;
mod remove;
mod search;
mod watch;

pub(super) use add::Add;
pub(super) use check::Check;
pub(super) use log::Log;
pub(super) use remove::Remove;
pub(super) use search::SearchBase;
pub(super) use watch::Watch;

use super::filters::one_day;
use anyhow::{Result, bail};
use chrono::NaiveDate;
use clap::Args;
use std::path::Path;
use summitry::store::base::{Base, today};

/// When the base learns something.
#[derive(Args)]
struct Day {
    /// The day on which the base learns it; by default today (UTC)
    #[arg(long, value_name = "DATE", value_parser = one_day)]
    on: Option<NaiveDate>,
}

impl Day {
    fn get(&self) -> NaiveDate {
        self.on.unwrap_or_else(today)
    }
}

/// The base in a file that must be there, to be changed.
fn existing(path: &Path) -> Result<Base> {
    if !path.exists() {
        bail!("{}: no such base; `summitry add` makes one", path.display());
    }
    Ok(Base::create(path)?)
}
