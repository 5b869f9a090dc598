//! `summitry add`: articles into a base.

use super::Day;
use crate::cli::gather::{Input, Tally};
use crate::cli::{Outcome, report};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use clap::Args;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use summitry::article::{Article, Location};
use summitry::entity::Gazetteer;
use summitry::graph::{GraphBuilder, Known, NodeId};
use summitry::knowledge::Knowledge;
use summitry::pipeline::Mined;
use summitry::store::base::{Arrival, Base, Phrase, Standing};

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
        let mut growth = Growth::new(base, &self.base, &self.input, self.day.get())?;
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
}

impl Growth {
    /// Keeps the decisions and names that are given with the input, and reads with those that the base has.
    pub(super) fn new(mut base: Base, path: &Path, input: &Input, day: NaiveDate) -> Result<Self> {
        let mut knowledge = input.knowledge()?;
        let lines = decisions(input)?;
        base.decide(&lines, &own_names(&knowledge), day)?;
        let kept: Vec<String> = base
            .decisions()?
            .into_iter()
            .filter(|line| !lines.contains(line))
            .collect();
        if !kept.is_empty() {
            let knowledge = knowledge.to_mut();
            let gazetteer = knowledge.gazetteer.clone();
            for error in knowledge.overrides.add(path, &kept.join("\n"), &gazetteer) {
                report(&format!("{:#}; left out", anyhow::Error::from(error)));
            }
        }
        Ok(Self { base, knowledge, day })
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
            batch.push(arrival(mined, place.as_ref()));
            if batch.len() == BATCH { keep(&mut batch) } else { Ok(()) }
        })?;
        keep(&mut batch)?;
        base.borrow_mut().merge()?;
        Ok((counts, tally))
    }

    /// From now on, the base learns as of this day.
    pub(super) const fn turn(&mut self, day: NaiveDate) {
        self.day = day;
    }
}

/// The lines of the decisions that are given.
fn decisions(input: &Input) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for path in input.overrides() {
        let text = fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
        let told = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.extend(told.map(str::to_owned));
    }
    Ok(lines)
}

/// The names of nodes that are not built in.
fn own_names(knowledge: &Knowledge) -> BTreeMap<NodeId, Known> {
    let Cow::Owned(gazetteer) = &knowledge.gazetteer else {
        return BTreeMap::new();
    };
    let builtin = GraphBuilder::with_gazetteer(Gazetteer::builtin());
    let own = GraphBuilder::with_gazetteer(gazetteer);
    let is_own = |(id, known): &(&NodeId, &Known)| builtin.known().get(*id) != Some(*known);
    let names = own.known().iter().filter(is_own);
    names.map(|(id, known)| (id.clone(), known.clone())).collect()
}

/// What an article is known by: the id that was given for it, or the file that it is, or a row of a file.
fn identity(article: &Article, place: Option<&Location>) -> String {
    let id = &article.id;
    let Some(path) = place.map(|place| place.path.as_path()) else {
        return id.clone();
    };
    let is_row = id.len() < 8 && id.bytes().all(|byte| byte.is_ascii_digit());
    let is_file = !path.as_os_str().is_empty() && path != Path::new("-") && {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.strip_prefix(id.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    if !is_row && !is_file {
        return id.clone();
    }
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if is_file {
        path.display().to_string()
    } else {
        format!("{}#{id}", path.display())
    }
}

fn arrival(mined: Mined, place: Option<&Location>) -> Arrival {
    let phrases = mined.sentences.iter().enumerate().map(|(number, sentence)| {
        let mentions = mined.cast.of_sentence(number).iter();
        let named = mentions.flat_map(|mention| &mention.entities);
        let names: BTreeSet<&str> = named.map(|&entity| mined.cast.entities[entity].name.as_str()).collect();
        Phrase {
            span: sentence.span,
            names: names.into_iter().map(str::to_owned).collect(),
        }
    });
    Arrival {
        identity: identity(&mined.article, place),
        phrases: phrases.collect(),
        events: mined.events,
        article: mined.article,
    }
}

#[cfg(test)]
mod tests {
    use super::identity;
    use std::path::PathBuf;
    use summitry::article::{Article, Location};

    #[test]
    fn files_and_rows_are_known_by_where_they_are_and_other_articles_by_their_ids() {
        for (id, path, known_by) in [
            ("kim", "no/kim.txt", "no/kim.txt"),
            ("kim", "no/news.jsonl", "kim"),
            ("17", "no/news.csv", "no/news.csv#17"),
            ("https://example.org/17", "no/news.xml", "https://example.org/17"),
            ("kim", "-", "kim"),
        ] {
            let article = Article::from_text(id, "Kim met Putin.");
            let place = Location {
                path: PathBuf::from(path),
                place: None,
            };
            assert_eq!(identity(&article, Some(&place)), known_by, "{id} {path}");
        }
    }
}
