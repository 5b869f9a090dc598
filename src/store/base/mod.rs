//! The base: a graph that grows with each day's articles, in one `SQLite` file.
//!
//! In: articles with what was found in them, and what is to be taken away. Out: the graph of the articles that are in it, now
//! or as of a day; sentences that hold words; what is wrong with the file. `SCHEMA.md` beside this file describes the tables.
//!
//! An article is known by its identity, its id or the file that it is, and by a hash of its words: the same again is nothing, a
//! changed one takes the place of the former. What was replaced or removed stays in the file with the days on which it came
//! and went, and counts for what was known then. The merged graph is kept beside the articles and follows from them and from the
//! decisions made by hand alone, whatever the order in which articles came; where a run was broken off before it was written,
//! it is merged anew.

mod change;
mod derived;
mod error;
mod growth;
#[cfg(test)]
mod law;
mod outline;
mod part;
mod pieces;
mod rows;
mod search;
mod trace;
mod writing;

pub use error::BaseError;
pub use growth::{GrowthError, identity};
pub use part::{Called, Selection};
pub use pieces::{Piece, PlainEdge};
pub use search::{Hit, Search};

use super::stored::{StoredFindings, VERSION};
use crate::article::Article;
use crate::entity::Gazetteer;
use crate::event::{Event, EventType};
use crate::graph::change::rules_digest;
use crate::graph::{EventId, Findings, GraphBuilder, KnowledgeGraph, Known, NodeId, Replay, ReportId, Trace};
use crate::knowledge::Decision;
use crate::span::Span;
use chrono::{Days, NaiveDate};
use error::{Context, broken};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, Transaction, TransactionBehavior, params};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use trace::Teller;

/// What is given, and what follows from it.
const SCHEMA: [&str; 2] = [include_str!("schema.sql"), DERIVED];
const DERIVED: &str = include_str!("derived.sql");

/// The version of the tables, and the newest that is read.
const SCHEMA_VERSION: i32 = 5;

/// What makes a base of an earlier version one of these, before what follows from it is made anew.
const STEPS: [(i32, &str); 2] = [(2, include_str!("to_2.sql")), (5, include_str!("to_5.sql"))];

/// "summ" in the header of the file.
const APPLICATION: i32 = 0x7375_6d6d;

/// The memory for pages of the file while a graph is written, in negative KiB: rows come in the order of their ids, all over it.
const WRITING: i64 = -(256 << 10);

/// So many questions to the file are kept ready.
const STATEMENTS: usize = 128;

/// How long another writer is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// A graph that grows, in a file.
#[derive(Debug)]
pub struct Base {
    connection: Connection,
    path: PathBuf,
}

/// How an article stands to a base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing like it is there.
    New,
    /// It is there, word for word.
    Same,
    /// Another form of it is there.
    Changed,
}

/// A sentence of an article, to be found by its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Its place in the article's content.
    pub span: Span,
    /// The names of those whom it speaks of, however it calls them.
    pub names: Vec<String>,
}

/// An article with what was found in it.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The article.
    pub article: Article,
    /// What it is known by; see [`Base::standing`].
    pub identity: String,
    /// Its sentences.
    pub phrases: Vec<Phrase>,
    /// Its events.
    pub events: Vec<Event>,
}

/// An article as a base keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The id by which the graph knows it, or the one that it came with where it tells nothing.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// Its day of publication.
    pub date: Option<NaiveDate>,
    /// Its publisher.
    pub source: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// The title where it was given apart, a blank line, and the text.
    pub content: String,
    /// Where the text begins in `content`.
    pub text_start: usize,
    /// The day on which the base learned it.
    pub added: Option<NaiveDate>,
}

/// The graph of a base with what it was made of.
struct Merged {
    graph: KnowledgeGraph,
    /// The ids of the reports of each event.
    reports: BTreeMap<EventId, Vec<ReportId>>,
    /// The numbers of the articles that tell something, in the order of the graph.
    numbers: Vec<i64>,
    /// What else is kept of them.
    tellers: Vec<Teller>,
    /// How their reports were merged.
    traces: Vec<Trace>,
    /// Those who take part now so and now so.
    uneven: BTreeSet<NodeId>,
    /// The summits that are called otherwise than they would be.
    wanting: Vec<(NodeId, NodeId)>,
    /// By which rules and names it was merged.
    rules: String,
    /// The numbers of the decisions on events that fit nothing.
    idle: Vec<i64>,
}

/// Which articles are to be taken away; what is left out is not asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removal {
    /// Those of one of these ids.
    pub ids: Vec<String>,
    /// Those of one of these publishers.
    pub sources: Vec<String>,
    /// Those published before this day.
    pub before: Option<NaiveDate>,
}

impl Base {
    /// Whether the file at `path` is a `SQLite` file.
    pub fn is_base(path: &Path) -> bool {
        let mut head = [0; 16];
        path.is_file()
            && File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok()
            && head == *b"SQLite format 3\0"
    }

    /// The base in a file, which is made where there is none, and made one of this version where it is of an earlier one.
    ///
    /// # Errors
    /// If the file cannot be written, is something else, or is of a later version.
    pub fn create(path: &Path) -> Result<Self, BaseError> {
        if path.metadata().is_ok_and(|file| file.len() > 0) && !Self::is_base(path) {
            return Err(BaseError::Other { path: path.to_owned() });
        }
        let connection = Connection::open(path).at(path)?;
        let mut base = Self::checked(connection, path)?;
        if (1..SCHEMA_VERSION).contains(&base.version()?) {
            let work = base.begin()?;
            // Another run may have been faster.
            let version: i32 = work
                .query_row("SELECT user_version FROM pragma_user_version", [], |row| row.get(0))
                .at(path)?;
            if version < SCHEMA_VERSION {
                for (_, step) in STEPS.iter().filter(|(to, _)| version < *to) {
                    work.execute_batch(step).at(path)?;
                }
                work.execute_batch(DERIVED).at(path)?;
                work.pragma_update(None, "user_version", SCHEMA_VERSION).at(path)?;
                changed(&work).at(path)?;
            }
            work.commit().at(path)?;
        }
        if base.version()? == 0 {
            // The mode cannot be changed within a transaction.
            base.connection.pragma_update(None, "journal_mode", "wal").at(path)?;
            let work = base.begin()?;
            work.execute_batch(&SCHEMA.concat()).at(path)?;
            work.pragma_update(None, "application_id", APPLICATION).at(path)?;
            work.pragma_update(None, "user_version", SCHEMA_VERSION).at(path)?;
            work.execute("INSERT INTO meta VALUES ('graph', ?)", [VERSION.to_string()])
                .at(path)?;
            work.execute("INSERT INTO meta VALUES ('changes', '0'), ('merged', '-1')", [])
                .at(path)?;
            work.commit().at(path)?;
        }
        Ok(base)
    }

    /// The base in a file, to be read.
    ///
    /// # Errors
    /// If there is none, or one of a later version.
    pub fn open(path: &Path) -> Result<Self, BaseError> {
        if path.is_file() && !Self::is_base(path) {
            return Err(BaseError::Other { path: path.to_owned() });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let base = Connection::open_with_flags(path, flags).at(path);
        let base = base
            .and_then(|connection| Self::checked(connection, path))
            .or_else(|error| {
                if !error.is_closed() {
                    return Err(error);
                }
                // In a folder that may not be written to, nobody else writes either.
                let connection =
                    Connection::open_with_flags(unchanging(path), flags | OpenFlags::SQLITE_OPEN_URI).at(path)?;
                Self::checked(connection, path)
            })?;
        if base.version()? == 0 {
            return Err(BaseError::Other { path: path.to_owned() });
        }
        Ok(base)
    }

    /// The base in a file that must be there, to be written to, and made one of this version where it is of an earlier one.
    ///
    /// # Errors
    /// If there is none, it cannot be written, or it is of a later version.
    pub fn writable(path: &Path) -> Result<Self, BaseError> {
        if !Self::is_base(path) {
            return Err(BaseError::Other { path: path.to_owned() });
        }
        Self::create(path)
    }

    /// Its file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The base behind a connection, unless the file is something else.
    fn checked(connection: Connection, path: &Path) -> Result<Self, BaseError> {
        connection.busy_timeout(PATIENCE).at(path)?;
        connection.pragma_update(None, "synchronous", "normal").at(path)?;
        let path = path.to_owned();
        let base = Self { connection, path };
        let (version, tables): (i32, i32) = (base.version()?, base.one("SELECT count(*) FROM sqlite_schema")?);
        let application: i32 = base.one("SELECT application_id FROM pragma_application_id")?;
        if version == 0 && tables > 0 || version != 0 && application != APPLICATION {
            return Err(BaseError::Other { path: base.path });
        }
        if version > SCHEMA_VERSION {
            return Err(BaseError::Later {
                path: base.path,
                found: version,
            });
        }
        Ok(base)
    }

    fn version(&self) -> Result<i32, BaseError> {
        self.one("SELECT user_version FROM pragma_user_version")
    }

    fn one<T: rusqlite::types::FromSql>(&self, question: &str) -> Result<T, BaseError> {
        self.connection.query_row(question, [], |row| row.get(0)).at(&self.path)
    }

    fn begin(&mut self) -> Result<Transaction<'_>, BaseError> {
        let begun = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate);
        begun.at(&self.path)
    }

    /// How an article stands to those in the base. `identity` is what it is known by: the id that was given for it, or where
    /// it has none, the file that it is.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn standing(&self, article: &Article, identity: &str) -> Result<Standing, BaseError> {
        let ask = |question: &str, key: &str| {
            let mut asked = self.connection.prepare_cached(question)?;
            asked.query_row([key], |_| Ok(())).optional()
        };
        let same = "SELECT 1 FROM article WHERE hash = ? AND removed IS NULL";
        let former = "SELECT 1 FROM article WHERE identity = ? AND removed IS NULL";
        if ask(same, &hash(article)).at(&self.path)?.is_some() {
            return Ok(Standing::Same);
        }
        let is_there = ask(former, identity).at(&self.path)?.is_some();
        Ok(if is_there { Standing::Changed } else { Standing::New })
    }

    /// Adds articles in one transaction, as of `day`: of each that is not there word for word, the former form is taken away.
    /// [`merge`](Self::merge) then writes the graph. Returns how many were new, the same, and changed.
    ///
    /// # Errors
    /// If the file cannot be written; it then stays as it was.
    ///
    /// # Panics
    /// If a span of an event does not lie in its article's content.
    pub fn add(&mut self, arrivals: Vec<Arrival>, day: NaiveDate) -> Result<[usize; 3], BaseError> {
        let path = self.path.clone();
        let mut counts = [0; 3];
        let work = self.begin()?;
        for arrival in arrivals {
            counts[insert(&work, arrival, day).at(&path)? as usize] += 1;
        }
        if counts[Standing::New as usize] + counts[Standing::Changed as usize] > 0 {
            changed(&work).at(&path)?;
        }
        work.commit().at(&path)?;
        Ok(counts)
    }

    /// Takes articles away as of `day`, with all that they alone told, and returns how many.
    ///
    /// # Errors
    /// If the file cannot be written; it then stays as it was.
    pub fn remove(&mut self, removal: &Removal, day: NaiveDate) -> Result<usize, BaseError> {
        let path = self.path.clone();
        let list = |words: &[String]| serde_json::to_string(words).unwrap_or_default();
        let work = self.begin()?;
        let mut count = 0;
        if *removal != Removal::default() {
            let mut found = work
                .prepare(
                    "SELECT number FROM article LEFT JOIN teller ON teller.article = number WHERE removed IS NULL
                       AND (?1 = '[]' OR article.id IN (SELECT value FROM json_each(?1)) OR teller.id IN (SELECT value FROM json_each(?1)))
                       AND (?2 = '[]' OR source IN (SELECT value FROM json_each(?2)))
                       AND (?3 IS NULL OR date < ?3)",
                )
                .at(&path)?;
            let asked = params![
                list(&removal.ids),
                list(&removal.sources),
                removal.before.map(|day| day.to_string())
            ];
            let numbers = found.query_map(asked, |row| row.get(0)).at(&path)?;
            for number in numbers.collect::<Result<Vec<i64>, _>>().at(&path)? {
                retire(&work, number, day).at(&path)?;
                count += 1;
            }
        }
        if count > 0 {
            changed(&work).at(&path)?;
        }
        work.commit().at(&path)?;
        Ok(count)
    }

    /// Keeps decisions that were made by hand, a line each, behind those that are there, and the names of nodes that are not
    /// built in. Lines that are there as often already are passed over.
    ///
    /// # Errors
    /// If the file cannot be written; it then stays as it was.
    pub fn decide(
        &mut self,
        lines: &[String],
        known: &BTreeMap<NodeId, Known>,
        day: NaiveDate,
    ) -> Result<(), BaseError> {
        let path = self.path.clone();
        let work = self.begin()?;
        let mut count = 0;
        let mut often: BTreeMap<&str, i64> = BTreeMap::new();
        for line in lines {
            let often = often.entry(line).or_default();
            *often += 1;
            let insert = "INSERT INTO decision (line, added) SELECT ?1, ?2
                          WHERE (SELECT count(*) FROM decision WHERE line = ?1) < ?3";
            count += work.execute(insert, params![line, day.to_string(), *often]).at(&path)?;
        }
        for (node, known) in known {
            let insert = "INSERT OR REPLACE INTO known VALUES (?, ?, ?)";
            count += work
                .execute(insert, params![node.as_str(), known.name, known.wikidata])
                .at(&path)?;
        }
        if count > 0 {
            changed_all(&work).at(&path)?;
        }
        work.commit().at(&path)
    }

    /// Keeps one more decision, also where the same was made before, and returns its number.
    /// [`merge`](Self::merge) then writes the graph.
    ///
    /// # Errors
    /// If the file cannot be written; it then stays as it was.
    pub fn rule(&mut self, line: &str, day: NaiveDate) -> Result<i64, BaseError> {
        let path = self.path.clone();
        // What somebody decided outlasts also a power cut.
        self.connection.pragma_update(None, "synchronous", "full").at(&path)?;
        let work = self.begin()?;
        let insert = "INSERT INTO decision (line, added) VALUES (?, ?)";
        work.execute(insert, params![line, day.to_string()]).at(&path)?;
        let number = work.last_insert_rowid();
        changed_all(&work).at(&path)?;
        work.commit().at(&path)?;
        Ok(number)
    }

    /// Takes the decision of that number back, as if it had never been made.
    ///
    /// # Errors
    /// If the file cannot be written; it then stays as it was.
    pub fn take_back(&mut self, number: i64) -> Result<(), BaseError> {
        let path = self.path.clone();
        let work = self.begin()?;
        work.execute("DELETE FROM decision WHERE number = ?", [number])
            .at(&path)?;
        changed_all(&work).at(&path)?;
        work.commit().at(&path)
    }

    /// The decisions that were made by hand, in their order.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn decisions(&self) -> Result<Vec<String>, BaseError> {
        let kept = self.decided(None)?;
        Ok(kept.into_iter().map(|(_, line)| line).collect())
    }

    /// The decisions that were made up to `day`, with their numbers.
    fn decided(&self, day: Option<NaiveDate>) -> Result<Vec<(i64, String)>, BaseError> {
        let question = if self.version()? < 2 {
            "SELECT row_number() OVER (ORDER BY line), line FROM decision WHERE ?1 IS NULL OR added <= ?1 ORDER BY line"
        } else {
            "SELECT number, line FROM decision WHERE ?1 IS NULL OR added <= ?1 ORDER BY number"
        };
        let mut asked = self.connection.prepare(question).at(&self.path)?;
        let day = day.map(|day| day.to_string());
        let lines = asked
            .query_map([&day], |row| Ok((row.get(0)?, row.get(1)?)))
            .at(&self.path)?;
        lines.collect::<Result<_, _>>().at(&self.path)
    }

    /// How often articles or decisions came or went: the graph is the same where the count is.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn changes(&self) -> Result<u64, BaseError> {
        let changes: i64 = self.one("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'changes'")?;
        Ok(changes.unsigned_abs())
    }

    /// The article of this id that is in the base: the one by which the graph knows it, else the one that it came with.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn article(&self, id: &str) -> Result<Option<Kept>, BaseError> {
        // One after the other, so that each has its index.
        let of_teller = "SELECT teller.id, title, date, source, url, content, text_start, added
             FROM teller JOIN article ON number = teller.article WHERE removed IS NULL AND teller.id = ?";
        let of_article = "SELECT coalesce(teller.id, article.id), title, date, source, url, content, text_start, added
             FROM article LEFT JOIN teller ON teller.article = number
             WHERE removed IS NULL AND article.id = ? ORDER BY number LIMIT 1";
        let day = |day: Option<String>| day.and_then(|day| day.parse().ok());
        let kept = |row: &Row<'_>| {
            Ok(Kept {
                id: row.get(0)?,
                title: row.get(1)?,
                date: day(row.get(2)?),
                source: row.get(3)?,
                url: row.get(4)?,
                content: row.get(5)?,
                text_start: usize::try_from(row.get::<_, i64>(6)?).unwrap_or(0),
                added: day(row.get(7)?),
            })
        };
        for question in [of_teller, of_article] {
            let found = self.connection.query_row(question, [id], kept).optional();
            if let Some(found) = found.at(&self.path)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// The decisions on events, those that make sense, with their numbers.
    fn rulings(&self, day: Option<NaiveDate>) -> Result<(Vec<i64>, Vec<Decision>), BaseError> {
        let parsed = self.decided(day)?.into_iter().filter_map(|(number, line)| {
            let decision = Decision::parse(&line).ok().flatten()?;
            decision.is_of_events().then_some((number, decision))
        });
        Ok(parsed.unzip())
    }

    /// The decisions on events that fit nothing that the articles tell, in their order.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn idle(&self) -> Result<Vec<String>, BaseError> {
        let idle: BTreeSet<i64> = if self.is_kept()? {
            let mut asked = self.connection.prepare("SELECT decision FROM idle").at(&self.path)?;
            let numbers = asked.query_map([], |row| row.get(0)).at(&self.path)?;
            numbers.collect::<Result<_, _>>().at(&self.path)?
        } else {
            self.merged(None)?.idle.into_iter().collect()
        };
        let kept = self.decided(None)?.into_iter();
        Ok(kept
            .filter(|(number, _)| idle.contains(number))
            .map(|(_, line)| line)
            .collect())
    }

    /// What the articles in the base tell by the decisions on it.
    ///
    /// # Errors
    /// If the file cannot be read, or holds what this version does not know.
    pub fn replayed(&self) -> Result<Replay, BaseError> {
        let findings = self.findings(None)?.into_iter().map(|(_, findings)| findings);
        let (_, decisions) = self.rulings(None)?;
        Ok(Replay::new(findings.collect(), &decisions, Gazetteer::builtin()))
    }

    /// The ids of the reports of each event of the [graph](Self::graph), in the order of the event's reports.
    ///
    /// # Errors
    /// If the file cannot be read, or holds what this version does not know.
    pub fn report_ids(&self) -> Result<BTreeMap<EventId, Vec<ReportId>>, BaseError> {
        if self.is_kept()? {
            derived::report_ids(&self.connection).at(&self.path)
        } else {
            Ok(self.merged(None)?.reports)
        }
    }

    /// Writes the graph of the articles that are in the base, where it is not there yet. Cost: where no decision on events was
    /// made, of what came and went, and of the outline; else, and where much came and went, of all articles.
    ///
    /// # Errors
    /// If the file cannot be written; it then stays as it was.
    pub fn merge(&mut self) -> Result<(), BaseError> {
        while !self.is_merged()? {
            if !self.merge_change()? {
                self.merge_all()?;
            }
        }
        Ok(())
    }

    /// Merges what came and went into the graph; tells whether that could be done.
    fn merge_change(&mut self) -> Result<bool, BaseError> {
        let path = self.path.clone();
        if !self.rulings(None)?.1.is_empty() {
            return Ok(false);
        }
        let known = self.builder()?;
        self.connection.set_prepared_statement_cache_capacity(STATEMENTS);
        self.connection.pragma_update(None, "cache_size", WRITING).at(&path)?;
        let work = self.begin()?;
        // Who decides something meanwhile says that all must be merged anew.
        if !change::write(&work, known.known()).at(&path)? {
            return Ok(false);
        }
        let now = "UPDATE meta SET value = (SELECT value FROM meta WHERE key = 'changes') WHERE key = 'merged'";
        work.execute(now, []).at(&path)?;
        work.commit().at(&path)?;
        Ok(true)
    }

    /// Merges all anew.
    fn merge_all(&mut self) -> Result<(), BaseError> {
        let path = self.path.clone();
        let changes = self.changes()?;
        let merged = self.merged(None)?;
        self.connection.pragma_update(None, "cache_size", WRITING).at(&path)?;
        let work = self.begin()?;
        let now = "UPDATE meta SET value = ?1 WHERE key = 'merged'
                   AND ?1 = (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'changes')";
        let changes = i64::try_from(changes).unwrap_or(i64::MAX);
        if work.execute(now, [changes]).at(&path)? == 0 {
            // Another run changed something while this one merged; nobody was kept from writing.
            return Ok(());
        }
        writing::write(&work, &merged).at(&path)?;
        work.execute("DELETE FROM pending", []).at(&path)?;
        let setting = "INSERT OR REPLACE INTO meta VALUES ('rules', ?)";
        work.execute(setting, [merged.rules]).at(&path)?;
        work.commit().at(&path)
    }

    fn is_merged(&self) -> Result<bool, BaseError> {
        self.one("SELECT count(DISTINCT value) = 1 FROM meta WHERE key IN ('changes', 'merged')")
    }

    /// Whether all that follows from the articles is in the tables of this version.
    fn is_kept(&self) -> Result<bool, BaseError> {
        Ok(self.version()? == SCHEMA_VERSION && self.is_merged()?)
    }

    /// The graph of the articles that are in the base.
    ///
    /// # Errors
    /// If the file cannot be read, or holds what this version does not know.
    pub fn graph(&self) -> Result<KnowledgeGraph, BaseError> {
        if self.is_merged()? {
            derived::read(&self.connection, &self.path)
        } else {
            Ok(self.merged(None)?.graph)
        }
    }

    /// The event types of the graph that are not built in; from here on they are known by their names.
    ///
    /// # Errors
    /// If the file cannot be read, or holds what this version does not know.
    pub fn types(&self) -> Result<Vec<EventType>, BaseError> {
        if self.is_merged()? {
            return derived::types(&self.connection, &self.path);
        }
        Ok(self
            .graph()?
            .events()
            .iter()
            .map(|event| event.event_type)
            .filter(|kind| matches!(kind, EventType::Custom(_)))
            .collect())
    }

    /// How many events the graph has.
    ///
    /// # Errors
    /// If the file cannot be read, or holds what this version does not know.
    pub fn count(&self) -> Result<usize, BaseError> {
        if self.is_merged()? {
            let count: i64 = self.one("SELECT count(*) FROM event")?;
            return Ok(usize::try_from(count).unwrap_or(0));
        }
        Ok(self.graph()?.events().len())
    }

    /// The graph of the articles that were in the base at the end of `day`, by the decisions on events that were made by then.
    ///
    /// # Errors
    /// If the file cannot be read, or holds what this version does not know.
    pub fn graph_as_of(&self, day: NaiveDate) -> Result<KnowledgeGraph, BaseError> {
        Ok(self.merged(Some(day))?.graph)
    }

    /// The days on which articles came or went, or something was decided, in order.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn days(&self) -> Result<Vec<NaiveDate>, BaseError> {
        let question = "SELECT added FROM article UNION SELECT removed FROM article WHERE removed IS NOT NULL
                        UNION SELECT added FROM decision ORDER BY 1";
        let mut asked = self.connection.prepare(question).at(&self.path)?;
        let days = asked.query_map([], |row| row.get::<_, String>(0)).at(&self.path)?;
        let days = days.collect::<Result<Vec<String>, _>>().at(&self.path)?;
        Ok(days.iter().filter_map(|day| day.parse().ok()).collect())
    }

    /// What the articles tell that were in the base at the end of `day`, or else are in it now, with their numbers.
    fn findings(&self, day: Option<NaiveDate>) -> Result<Vec<(i64, Findings)>, BaseError> {
        let path = &self.path;
        let mut asked = self
            .connection
            .prepare(
                "SELECT number, findings FROM article WHERE CASE WHEN ?1 IS NULL THEN removed IS NULL
                   ELSE added <= ?1 AND (removed IS NULL OR removed > ?1) END",
            )
            .at(path)?;
        let day = day.map(|day| day.to_string());
        let rows = asked.query_map([&day], |row| Ok((row.get(0)?, row.get(1)?))).at(path)?;
        let article = |number: i64| format!("article {number}");
        derived::understood(path, rows, |&number: &i64, findings| {
            let stored: StoredFindings =
                serde_json::from_str(findings).map_err(|source| broken(path, &article(number), source))?;
            let findings = stored.into_findings();
            let findings = findings.map_err(|unknown| broken(path, &article(number), unknown))?;
            Ok((number, findings))
        })
    }

    /// The graph merged anew.
    fn merged(&self, day: Option<NaiveDate>) -> Result<Merged, BaseError> {
        let mut builder = self.builder()?;
        let rules = rules_digest(builder.known());
        let (mut numbers, mut tellers) = (Vec::new(), Vec::new());
        for (number, findings) in self.findings(day)? {
            if !findings.events.is_empty() {
                numbers.push(number);
                tellers.push(Some(Teller::from(&findings)));
            }
            builder.add(findings);
        }
        let (rulings, decisions) = self.rulings(day)?;
        let finished = builder.finish_with(&decisions, Gazetteer::builtin());
        let idle = rulings.into_iter().zip(finished.fits).filter(|(_, fits)| !fits);
        Ok(Merged {
            graph: finished.graph,
            reports: finished.reports,
            numbers: finished.tellers.iter().map(|&place| numbers[place]).collect(),
            tellers: finished
                .tellers
                .iter()
                .filter_map(|&place| tellers[place].take())
                .collect(),
            traces: finished.traces,
            uneven: finished.uneven,
            wanting: finished.wanting,
            rules,
            idle: idle.map(|(number, _)| number).collect(),
        })
    }

    /// A builder that knows the names of nodes, those too that do not come with the program.
    fn builder(&self) -> Result<GraphBuilder, BaseError> {
        Ok(GraphBuilder::with_gazetteer(Gazetteer::builtin()).also_knowing(self.known()?))
    }

    fn known(&self) -> Result<BTreeMap<NodeId, Known>, BaseError> {
        let mut asked = self
            .connection
            .prepare("SELECT node, name, wikidata FROM known")
            .at(&self.path)?;
        let rows = asked.query_map([], |row| {
            let (name, wikidata) = (row.get(1)?, row.get(2)?);
            Ok((NodeId::from(row.get::<_, String>(0)?), Known { name, wikidata }))
        });
        rows.at(&self.path)?.collect::<Result<_, _>>().at(&self.path)
    }

    /// What is wrong with the file, a line each; nothing where all is well. Cost: all of the file is read.
    ///
    /// # Errors
    /// If the file cannot be read at all.
    pub fn check(&self) -> Result<Vec<String>, BaseError> {
        let mut wrong = Vec::new();
        let path = &self.path;
        let mut asked = self.connection.prepare("PRAGMA integrity_check").at(path)?;
        let lines = asked.query_map([], |row| row.get::<_, String>(0)).at(path)?;
        for line in lines {
            match line {
                Ok(line) if line == "ok" => {}
                Ok(line) => wrong.push(line),
                Err(error) => wrong.push(error.to_string()),
            }
        }
        if !self.is_merged()? {
            wrong.push("the graph is not that of the articles: a run was broken off".to_owned());
            return Ok(wrong);
        }
        match (self.merged(None), derived::read(&self.connection, path)) {
            (Ok(merged), Ok(kept)) if merged.graph == kept => match self.outline() {
                Ok(outline) if outline.as_ref().is_none_or(|outline| outline.is_of(&kept)) => {}
                Ok(_) => wrong.push("the outline is not that of the graph".to_owned()),
                Err(error) => wrong.push(error.to_string()),
            },
            (Ok(_), Ok(_)) => wrong.push("the graph is not that of the articles".to_owned()),
            (Err(error), _) | (_, Err(error)) => wrong.push(error.to_string()),
        }
        Ok(wrong)
    }

    /// Makes the graph and the index of words anew from the articles.
    ///
    /// # Errors
    /// If the articles themselves cannot be read, or the file cannot be written.
    pub fn repair(&mut self) -> Result<(), BaseError> {
        let path = self.path.clone();
        let work = self.begin()?;
        work.execute_batch(
            "REINDEX; DELETE FROM sentence_words; DELETE FROM teller; DELETE FROM node; DELETE FROM name_word; DELETE FROM event;
             DELETE FROM participant; DELETE FROM report; DELETE FROM edge; DELETE FROM outline;",
        )
        .at(&path)?;
        search::fill(&work).at(&path)?;
        changed_all(&work).at(&path)?;
        work.commit().at(&path)?;
        self.merge()
    }
}

/// The day on which a base learns something where no other is given: today, in UTC.
pub fn today() -> NaiveDate {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let days = since.map_or(0, |since| since.as_secs() / (24 * 60 * 60));
    NaiveDate::default()
        .checked_add_days(Days::new(days))
        .unwrap_or_default()
}

/// The address of a file that nobody changes.
fn unchanging(path: &Path) -> String {
    let path = path.display().to_string();
    let path = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{path}?immutable=1")
}

/// Counts a change after which the merged graph is no longer that of the articles.
fn changed(work: &Transaction<'_>) -> rusqlite::Result<()> {
    work.execute(
        "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'changes'",
        [],
    )?;
    Ok(())
}

/// Counts a change after which all must be merged anew.
fn changed_all(work: &Transaction<'_>) -> rusqlite::Result<()> {
    work.execute("UPDATE meta SET value = '-1' WHERE key = 'merged'", [])?;
    changed(work)
}

/// Takes an article away as of `day`.
fn retire(work: &Transaction<'_>, number: i64, day: NaiveDate) -> rusqlite::Result<()> {
    let mut retire = work.prepare_cached("UPDATE article SET removed = ? WHERE number = ?")?;
    retire.execute(params![day.to_string(), number])?;
    // What came since the graph was merged was never in it.
    let mut forget = work.prepare_cached("DELETE FROM pending WHERE article = ?")?;
    if forget.execute([number])? == 0 {
        work.prepare_cached("INSERT INTO pending VALUES (?, 0)")?
            .execute([number])?;
    }
    search::forget(work, number)
}

fn insert(work: &Transaction<'_>, arrival: Arrival, day: NaiveDate) -> rusqlite::Result<Standing> {
    let Arrival {
        article,
        identity,
        phrases,
        events,
    } = arrival;
    let hash = hash(&article);
    let number = |question: &str, key: &str| {
        let mut asked = work.prepare_cached(question)?;
        asked.query_row([key], |row| row.get::<_, i64>(0)).optional()
    };
    if number("SELECT number FROM article WHERE hash = ? AND removed IS NULL", &hash)?.is_some() {
        return Ok(Standing::Same);
    }
    let former = number(
        "SELECT number FROM article WHERE identity = ? AND removed IS NULL",
        &identity,
    )?;
    if let Some(former) = former {
        retire(work, former, day)?;
    }
    let findings = Findings::new(&article, events);
    let told = &findings.article;
    let stored = derived::json(&StoredFindings::from(&findings))?;
    let mut insert = work.prepare_cached(
        "INSERT INTO article (id, identity, hash, title, date, source, url, content, text_start, findings, added)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let number = insert.insert(params![
        told.id,
        identity,
        hash,
        told.title,
        told.date.map(|day| day.to_string()),
        told.source,
        told.url,
        article.content,
        i64::try_from(article.text_start).unwrap_or(0),
        stored,
        day.to_string(),
    ])?;
    work.prepare_cached("INSERT INTO pending VALUES (?, 1)")?
        .execute([number])?;
    search::remember(work, number, &article.content, &phrases)?;
    Ok(former.map_or(Standing::New, |_| Standing::Changed))
}

/// What the words, the day and the publisher of an article come to, whatever the white space between the words.
fn hash(article: &Article) -> String {
    let mut hash = Sha256::new();
    for word in article.content.split_whitespace() {
        hash.update(word);
        hash.update([0x1f]);
    }
    let day = article.date.map_or_else(String::new, |day| day.to_string());
    for part in [day.as_str(), article.source.as_deref().unwrap_or_default()] {
        hash.update([0x1e]);
        hash.update(part);
    }
    hash.finalize().iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
