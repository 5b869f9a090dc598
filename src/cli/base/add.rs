//! `summitry add`: articles into a base.

use super::{Day, Idle};
use crate::cli::Outcome;
use crate::cli::gather::{Input, Tally, left_out};
use anyhow::Result;
use chrono::NaiveDate;
use clap::Args;
use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::PathBuf;
use summitry::article::{Article, Location};
use summitry::knowledge::Knowledge;
use summitry::pipeline::Mined;
use summitry::store::base::{Arrival, Base, Standing, identity};

/// So many articles are added in one transaction.
const BATCH: usize = 256;

/// The arguments of `add`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry add news.db articles/                   makes the base, or makes it grow
  curl https://example.org/world.rss | summitry add news.db
  summitry query news.db met \"Kim Jong Un\"         a base is asked, drawn and exported as a graph is

An article that is there already, word for word, is passed over; one of the same id, or that is the same file, takes the place
of the former. Ids that are mere numbers, such as those of rows, count within their file. Decisions and tables that are given
stay with the base. The exit status is 2 where an input is missing.")]
pub(crate) struct Add {
    /// The base, which is made where there is none
    base: PathBuf,

    #[command(flatten)]
    input: Input,

    #[command(flatten)]
    day: Day,
}

impl Add {
    pub(crate) fn run(&self) -> Result<Outcome> {
        let base = Base::create(&self.base)?;
        let former = base.count()?;
        let mut growth = Growth::new(base, &self.input, self.day.get())?;
        let ([new, same, changed], tally) = growth.grow(&self.input, || false)?;
        self.input.needs_one(&tally)?;
        let mut text = String::new();
        let known = same + tally.passed_over;
        writeln!(text, "articles  {new} new, {changed} changed, {known} there already")?;
        if tally.left_out() > 0 {
            writeln!(text, "left out  {}", tally.left_out())?;
        }
        writeln!(text, "events    {}, of {former} before", growth.base.count()?)?;
        writeln!(text, "base      {}", self.base.display())?;
        io::stdout().write_all(text.as_bytes())?;
        Ok(tally.outcome(true))
    }
}

/// A base and what articles are read with for it.
pub(super) struct Growth {
    pub(super) base: Base,
    knowledge: Cow<'static, Knowledge>,
    day: NaiveDate,
    idle: Idle,
}

impl Growth {
    /// Keeps the decisions and names that are given with the input, and reads with those that the base has.
    pub(super) fn new(mut base: Base, input: &Input, day: NaiveDate) -> Result<Self> {
        let idle = Idle::of(&base)?;
        let (knowledge, wrong) = base.knowledge(&input.files(), day)?;
        left_out(wrong);
        Ok(Self {
            base,
            knowledge,
            day,
            idle,
        })
    }

    /// Adds the articles that are not there yet, until `stopped` says so, and merges the graph; returns how many were new, the
    /// same and changed, and what else there was.
    pub(super) fn grow(&mut self, input: &Input, stopped: impl Fn() -> bool) -> Result<([usize; 3], Tally)> {
        let day = self.day;
        let base = RefCell::new(&mut self.base);
        let mut counts = [0; 3];
        let mut batch = Vec::with_capacity(BATCH);
        let mut keep = |batch: &mut Vec<Arrival>| -> Result<()> {
            let added = base.borrow_mut().add(std::mem::take(batch), day)?;
            counts.iter_mut().zip(added).for_each(|(count, added)| *count += added);
            Ok(())
        };
        let wanted = |article: &Article, place: Option<&Location>| {
            Ok(!stopped() && base.borrow().standing(article, &identity(article, place))? != Standing::Same)
        };
        let tally = input.each_wanted(&self.knowledge, wanted, |mined, place| {
            let Mined {
                article,
                sentences,
                cast,
                events,
                ..
            } = mined;
            batch.push(Arrival::new(article, place.as_ref(), &sentences, &cast, events));
            if batch.len() == BATCH { keep(&mut batch) } else { Ok(()) }
        })?;
        keep(&mut batch)?;
        self.base.merge()?;
        self.idle.tell(&self.base)?;
        Ok((counts, tally))
    }

    /// From now on, the base learns as of this day.
    pub(super) const fn turn(&mut self, day: NaiveDate) {
        self.day = day;
    }
}
