//! Articles read and mined by several threads, and handed on in input order.

use super::days::one_day;
use super::{Outcome, report};
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use clap::Args;
use clap::builder::RangedU64ValueParser;
use indicatif::{ProgressBar, ProgressStyle};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};
use std::time::Duration;
use summitry::article::{Article, ArticleError, FieldNames, Format, Location, ReadOptions, read_paths};
use summitry::knowledge::{Files, Knowledge, KnowledgeError};
use summitry::pipeline::{Mined, mine_all, unbroken};
use summitry::store;

/// So many articles are in memory at a time.
const CHUNK: usize = 256;

/// So many articles that were left out are named one by one.
const NAMED: usize = 20;

/// What is said of an article on which this program fails.
const FAILED: &str = "summitry fails on this article; please report it";

/// More threads are of no use.
const MOST_JOBS: u64 = 1024;

/// Which articles to read, and how.
#[derive(Args)]
pub(super) struct Input {
    /// Files and directories of articles: text, Markdown, HTML, MHTML, WARC, JSON, feeds, NITF, NewsML, ninjs, mail,
    /// DOCX, CSV, TSV and, with the features of these names, PDF and Parquet, also gzipped; - is standard input. Without
    /// a path, what is piped in is read, else articles/
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// How many threads to use; by default one for each processor
    #[arg(long, short, value_name = "N", value_parser = RangedU64ValueParser::<usize>::new().range(..=MOST_JOBS))]
    jobs: Option<usize>,

    /// The date of articles that tell none themselves (2019-04-24)
    #[arg(long, value_name = "DATE", value_parser = one_day)]
    pub(super) date: Option<NaiveDate>,

    /// What the columns of tables and the fields of JSON are called where they have unusual names, as
    /// text=Story,date=Day; of text, title, date, url, source and id
    #[arg(long, value_name = "PART=NAME,…")]
    fields: Option<FieldNames>,

    #[command(flatten)]
    own: Own,
}

/// What a user knows beyond what comes with the program.
#[derive(Args)]
#[command(next_help_heading = "Your own knowledge (src/knowledge/FORMAT.md; each may be repeated)")]
pub(super) struct Own {
    /// A table of countries, organizations, cities or people
    #[arg(long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,

    /// Patterns and event types, as TOML
    #[arg(long, value_name = "FILE")]
    patterns: Vec<PathBuf>,

    /// Decisions: same A B; distinct A B; remove EVENT; name WORDS means ENTITY [in ARTICLE]; and what `review --export` writes
    #[arg(long, value_name = "FILE")]
    overrides: Vec<PathBuf>,
}

/// What comes with the program and what the files add; what makes no sense is named and left out.
pub(super) fn knowledge(files: &Files) -> Result<Cow<'static, Knowledge>> {
    let (knowledge, wrong) = Knowledge::with(files)?;
    left_out(wrong);
    Ok(knowledge)
}

/// Names what makes no sense in the files of a user.
pub(super) fn left_out(wrong: Vec<KnowledgeError>) {
    for error in wrong {
        report(&format!("{:#}; left out", anyhow::Error::from(error)));
    }
}

/// What was read.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) articles: usize,
    /// Articles that were not wanted.
    pub(super) passed_over: usize,
    pub(super) sentences: usize,
    /// Inputs that gave no article, by reason.
    pub(super) left_out: BTreeMap<String, usize>,
    /// How many of them were not named one by one.
    unnamed: usize,
    /// Whether a file or directory could not be read.
    is_incomplete: bool,
}

impl Input {
    /// The paths that were given; without any, standard input where something is piped in, else `articles/`.
    pub(super) fn paths(&self) -> Cow<'_, [PathBuf]> {
        if !self.paths.is_empty() {
            return Cow::Borrowed(&self.paths);
        }
        let stdin = io::stdin();
        // What is looked at here stays to be read.
        let is_piped = !stdin.is_terminal() && stdin.lock().fill_buf().is_ok_and(|head| !head.is_empty());
        Cow::Owned(vec![PathBuf::from(if is_piped { "-" } else { "articles/" })])
    }

    /// The first option given of how to read.
    pub(super) fn given(&self) -> Option<&'static str> {
        [
            ("--jobs", self.jobs.is_some()),
            ("--date", self.date.is_some()),
            ("--fields", self.fields.is_some()),
            ("--gazetteer", !self.own.gazetteer.is_empty()),
            ("--patterns", !self.own.patterns.is_empty()),
            ("--overrides", !self.own.overrides.is_empty()),
        ]
        .into_iter()
        .find_map(|(option, is_given)| is_given.then_some(option))
    }

    /// The files of the user's own knowledge.
    pub(super) fn files(&self) -> Files {
        Files {
            gazetteer: self.own.gazetteer.clone(),
            patterns: self.own.patterns.clone(),
            overrides: self.own.overrides.clone(),
        }
    }

    /// What the articles are read with.
    pub(super) fn knowledge(&self) -> Result<Cow<'static, Knowledge>> {
        knowledge(&self.files())
    }

    /// Refuses to write over what is to be read.
    pub(super) fn spare(&self, output: &Path) -> Result<()> {
        let Ok(output) = output.canonicalize() else {
            return Ok(());
        };
        if !output.is_file() {
            return Ok(());
        }
        let extension = output.extension().and_then(|extension| extension.to_str());
        let may_be_read = extension.and_then(Format::parse).is_some();
        let is_input = self
            .paths
            .iter()
            .filter_map(|path| path.canonicalize().ok())
            .any(|path| {
                // A graph in the folder that it was built from is no article.
                path == output || may_be_read && output.starts_with(&path) && store::read(&output).is_err()
            });
        if is_input {
            bail!("{}: is among the inputs, and would be written over", output.display());
        }
        Ok(())
    }

    /// Calls `take` with each article's events, in input order.
    pub(super) fn each(&self, knowledge: &Knowledge, mut take: impl FnMut(Mined) -> Result<()>) -> Result<Tally> {
        let tally = self.each_wanted(knowledge, |_, _| Ok(true), |mined, _| take(mined))?;
        self.needs_one(&tally)?;
        Ok(tally)
    }

    /// Fails where there was no article.
    pub(super) fn needs_one(&self, tally: &Tally) -> Result<()> {
        if tally.articles + tally.passed_over == 0 {
            let paths: Vec<_> = self.paths().iter().map(|path| path.display().to_string()).collect();
            bail!("no article in {}", paths.join(", "));
        }
        Ok(())
    }

    /// Calls `take` with the events of each article that is `wanted`, in input order, and with where the article begins.
    pub(super) fn each_wanted(
        &self,
        knowledge: &Knowledge,
        mut wanted: impl FnMut(&Article, Option<&Location>) -> Result<bool>,
        mut take: impl FnMut(Mined, Option<Location>) -> Result<()>,
    ) -> Result<Tally> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.jobs.unwrap_or(0))
            .build()
            .context("cannot start the threads")?;
        let options = ReadOptions {
            date: self.date,
            fields: self.fields.clone().unwrap_or_default(),
            ..ReadOptions::default()
        };
        let progress = progress();
        let mut tally = Tally::default();
        let mut decisions = BTreeSet::new();
        let mut chunk: Vec<(Article, Option<Location>)> = Vec::with_capacity(CHUNK);
        let paths = self.paths();
        let mut articles = read_paths(&paths, &options);
        loop {
            let next = unbroken(|| articles.next());
            let end = next.as_ref().is_some_and(Option::is_none);
            match next.flatten() {
                Some(Ok(article)) => {
                    let place = articles.place();
                    if wanted(&article, place.as_ref())? {
                        chunk.push((article, place));
                    } else {
                        tally.passed_over += 1;
                    }
                }
                Some(Err(error)) => progress.suspend(|| tally.leave_out(error)),
                None if end => {}
                None => progress.suspend(|| tally.fail(articles.place().as_ref())),
            }
            if chunk.len() == CHUNK || end {
                let full = std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK));
                let (full, places): (Vec<_>, Vec<_>) = full.into_iter().unzip();
                let all = pool.install(|| mine_all(full, knowledge, || progress.inc(1)));
                for (mined, place) in all.into_iter().zip(places) {
                    let Some(mined) = mined else {
                        progress.suspend(|| tally.fail(place.as_ref()));
                        continue;
                    };
                    tally.articles += 1;
                    tally.sentences += mined.sentences.len();
                    decisions.extend(&mined.decisions);
                    take(mined, place)?;
                }
            }
            if end {
                break;
            }
        }
        progress.finish_and_clear();
        if tally.unnamed > 0 {
            report(&format!("{} more were left out", tally.unnamed));
        }
        for idle in knowledge.overrides.idle(&decisions) {
            report(&format!("{}: fits nothing in these articles", idle.place));
        }
        Ok(tally)
    }
}

impl Tally {
    pub(super) fn left_out(&self) -> usize {
        self.left_out.values().sum()
    }

    /// The outcome of a command that found something in what was read, or nothing.
    pub(super) fn outcome(&self, is_found: bool) -> Outcome {
        match (self.is_incomplete, is_found) {
            (true, _) => Outcome::Incomplete,
            (false, true) => Outcome::Found,
            (false, false) => Outcome::Nothing,
        }
    }

    /// Counts an article on which this program itself fails.
    fn fail(&mut self, place: Option<&Location>) {
        self.is_incomplete = true;
        *self.left_out.entry(FAILED.to_owned()).or_default() += 1;
        let place = place.map_or_else(|| "an article".to_owned(), Location::to_string);
        report(&format!("{place}: {FAILED}"));
    }

    fn leave_out(&mut self, error: ArticleError) {
        let is_missing = matches!(error, ArticleError::Unreadable { .. });
        self.is_incomplete |= is_missing;
        let message = error.to_string();
        let reason = message.rsplit_once(": ").map_or(message.as_str(), |(_, reason)| reason);
        *self.left_out.entry(reason.to_owned()).or_default() += 1;
        if is_missing || self.left_out() <= NAMED {
            report(&format!("{:#}", anyhow::Error::from(error)));
        } else {
            self.unnamed += 1;
        }
    }
}

/// A counter on standard error, unseen where that is no terminal.
fn progress() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let progress = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} articles, {per_sec}, {elapsed}") {
        progress.set_style(style);
    }
    progress.enable_steady_tick(Duration::from_millis(200));
    progress
}

#[cfg(test)]
mod tests {
    use super::{FAILED, Outcome, Tally};

    #[test]
    fn a_fault_in_one_article_makes_the_whole_incomplete() {
        let mut tally = Tally::default();
        assert_eq!(tally.outcome(true), Outcome::Found);
        tally.fail(None);
        assert_eq!(tally.outcome(true), Outcome::Incomplete);
        assert_eq!(tally.left_out.get(FAILED), Some(&1));
    }
}
