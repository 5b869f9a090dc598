//! The commands that make a base grow, and tell what is in it.

mod add;
mod check;
mod log;
mod remove;
mod review;
mod search;
mod watch;

pub(super) use add::Add;
pub(super) use check::Check;
pub(super) use log::Log;
pub(super) use remove::Remove;
pub(super) use review::Review;
pub(super) use search::SearchBase;
pub(super) use watch::Watch;

use super::days::one_day;
use super::report;
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use clap::Args;
use std::collections::BTreeSet;
use std::env;
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

/// Who decides: the one who is named, or the user of this machine.
pub(super) fn who_decides(named: Option<&str>) -> Result<String> {
    let of_machine = || {
        let names = ["USER", "LOGNAME", "USERNAME"].into_iter();
        names
            .filter_map(|name| env::var(name).ok())
            .find(|name| !name.is_empty())
    };
    let name = named.map(str::to_owned).or_else(of_machine);
    name.context("nobody is named who decides; give --by NAME")
}

/// The base in a file that must be there, to be changed.
fn existing(path: &Path) -> Result<Base> {
    if !path.exists() {
        bail!("{}: no such base; `summitry add` makes one", path.display());
    }
    Ok(Base::create(path)?)
}

/// The decisions on events that fitted nothing before a change, so that of each it is told once.
#[derive(Default)]
struct Idle(BTreeSet<String>);

impl Idle {
    fn of(base: &Base) -> Result<Self> {
        Ok(Self(base.idle()?.into_iter().collect()))
    }

    /// Tells of those that fit nothing now, and did before.
    fn tell(&mut self, base: &Base) -> Result<()> {
        self.tell_of(base, &base.idle()?);
        Ok(())
    }

    /// Tells of those of `now`, which the base has.
    fn tell_of(&mut self, base: &Base, now: &[String]) {
        for line in now.iter().filter(|line| !self.0.contains(*line)) {
            report(&format!("{}: fits nothing in the base: {line}", base.path().display()));
        }
        self.0 = now.iter().cloned().collect();
    }
}
