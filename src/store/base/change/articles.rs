//! Articles that came and went: where they stand, which are copies of others, and what they call whom.

use super::past::{Reports, findings, told};
use super::{Halt, seats};
use crate::graph::change::{Replaced, ToldAt, replace};
use crate::graph::{ArticleRef, FORMULA, Findings, NodeId, is_copy};
use crate::store::base::rows::{count, insert_teller};
use crate::store::base::trace::{Teller, locate};
use crate::store::stored::StoredArticle;
use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// An article that came or went, and tells something.
struct Moved {
    number: i64,
    place: i64,
    teller: Teller,
    findings: Findings,
}

/// The articles that came and went.
pub(super) struct Articles {
    came: Vec<Moved>,
    went: Vec<Moved>,
    /// How many articles there are more than before, those too that tell nothing.
    more: i64,
}

/// What is different when they have come and gone.
#[derive(Default)]
pub(super) struct Differences {
    /// The articles that are now called copies, or copies of others, or no longer.
    pub(super) copies: BTreeSet<String>,
    /// The folded names of places that now lie in a country, or in another, with the nodes that they were and are.
    pub(super) places: BTreeMap<String, [Option<NodeId>; 2]>,
    /// Those who are called by other names than before, or by names no longer.
    pub(super) called: BTreeSet<NodeId>,
}

impl Articles {
    /// Those that are to be merged.
    pub(super) fn read(work: &Connection) -> Result<Self, Halt> {
        let mut asked = work.prepare("SELECT article, came FROM pending ORDER BY article")?;
        let rows = asked.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let pending: Vec<(i64, bool)> = rows.collect::<rusqlite::Result<_>>()?;
        let mut articles = Self {
            came: Vec::new(),
            went: Vec::new(),
            more: 0,
        };
        let mut place = work.prepare("SELECT place FROM teller WHERE article = ?")?;
        for (number, is_here) in pending {
            articles.more += if is_here { 1 } else { -1 };
            let findings = findings(work, number)?;
            if findings.events.is_empty() {
                continue;
            }
            let moved = Moved {
                number,
                place: if is_here {
                    0
                } else {
                    place.query_row([number], |row| row.get(0))?
                },
                teller: Teller::from(&findings),
                findings,
            };
            if is_here {
                &mut articles.came
            } else {
                &mut articles.went
            }
            .push(moved);
        }
        articles
            .came
            .sort_by(|one, other| one.teller.sort.cmp(&other.teller.sort));
        let sorts: Vec<&[u8]> = articles.came.iter().map(|moved| moved.teller.sort.as_slice()).collect();
        let places = seats(work, "teller", &sorts, true)?;
        for (moved, place) in articles.came.iter_mut().zip(places) {
            moved.place = place;
        }
        Ok(articles)
    }

    /// Whether each has an id to itself: then all are called by their own.
    pub(super) fn check(&self, work: &Connection) -> Result<(), Halt> {
        let went: BTreeSet<i64> = self.went.iter().map(|moved| moved.number).collect();
        let mut came = BTreeSet::new();
        if !self
            .came
            .iter()
            .all(|moved| came.insert(moved.findings.article.id.as_str()))
        {
            return Err(Halt::Anew);
        }
        let all = self.came.iter().chain(&self.went);
        let stems: BTreeSet<&str> = all.map(|moved| stem(&moved.findings.article.id)).collect();
        let mut asked = work.prepare(
            "SELECT teller.id, article.id, number FROM teller JOIN article ON number = article
             WHERE teller.id = ?1 OR teller.id > ?1 || '#' AND teller.id < ?1 || '$' LIMIT ?2",
        )?;
        for stem in stems {
            let rows = asked.query_map(params![stem, count(KIN)], |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, i64>(2)?,
                ))
            })?;
            for (number, row) in rows.enumerate() {
                let (id, own, article) = row?;
                let is_twice = came.contains(id.as_str()) && !went.contains(&article);
                if id != own || is_twice || number + 1 == KIN {
                    return Err(Halt::Anew);
                }
            }
        }
        Ok(())
    }

    /// The events that are no longer as they were.
    pub(super) fn replace(&self, reports: &mut Reports<'_>) -> Result<Replaced, Halt> {
        let told = |moved: &Moved| told(moved.findings.clone(), moved.place, &moved.findings.article.id);
        let mut came: Vec<ToldAt> = Vec::new();
        for moved in &self.came {
            let told = told(moved);
            came.extend(told.iter().cloned());
            reports.learn(moved.place, told);
        }
        let mut gone = Vec::new();
        for report in self.went.iter().flat_map(told) {
            let event = reports.event_of(&report)?;
            gone.push((report, event));
        }
        replace(reports, came, gone)
    }

    /// Writes the articles in place of those that went.
    pub(super) fn write(self, work: &Connection) -> Result<Differences, Halt> {
        work.execute(
            "UPDATE meta SET value = CAST(value AS INTEGER) + ? WHERE key = 'articles_read'",
            [self.more],
        )?;
        let all = || self.came.iter().chain(&self.went);
        let names: BTreeSet<&String> = all()
            .flat_map(|moved| moved.teller.places.iter().map(|(name, _)| name))
            .collect();
        let mut nodes: BTreeMap<String, [Option<NodeId>; 2]> = BTreeMap::new();
        for name in &names {
            nodes.entry((*name).clone()).or_default()[0] = located(work, name)?;
        }
        for moved in &self.went {
            moved.delete(work)?;
        }
        for moved in &self.came {
            moved.insert(work)?;
        }
        for name in names {
            nodes.entry(name.clone()).or_default()[1] = located(work, name)?;
        }
        nodes.retain(|_, [before, after]| before != after);
        Ok(Differences {
            copies: self.find_copies(work)?,
            places: nodes,
            called: all()
                .flat_map(|moved| moved.teller.called.keys().map(|(id, _)| id.clone()))
                .collect(),
        })
    }

    /// Finds of which articles they are copies, and which are theirs. Returns those of which it was said otherwise.
    fn find_copies(&self, work: &Connection) -> Result<BTreeSet<String>, Halt> {
        let came: BTreeSet<i64> = self.came.iter().map(|moved| moved.place).collect();
        let mut changes: BTreeMap<u64, (usize, i64)> = BTreeMap::new();
        for moved in self.came.iter().chain(&self.went) {
            for &sequence in &moved.teller.sampled {
                let change = changes.entry(sequence).or_insert((0, i64::MAX));
                *change = (change.0 + 1, change.1.min(moved.place));
            }
        }
        let mut affected = BTreeSet::new();
        let mut asked = work.prepare("SELECT teller FROM sequence WHERE number = ? ORDER BY teller LIMIT ?")?;
        for (sequence, (changes, first)) in changes {
            let rows = asked.query_map([sequence.cast_signed(), count(FORMULA + changes)], |row| row.get(0))?;
            for place in rows {
                let place: i64 = place?;
                if place > first && !came.contains(&place) {
                    affected.insert(place);
                }
            }
        }
        for moved in &self.came {
            let article = &moved.findings.article;
            let copy_of = copied(work, moved.place, article.date, &moved.teller.sampled)?;
            if copy_of.is_some() {
                set_copy(work, moved.place, article.clone(), copy_of)?;
            }
        }
        let mut copies = BTreeSet::new();
        for place in affected {
            let article = article(work, "place", place)?;
            let sampled = findings(work, number_of(work, place)?)?.sampled;
            let copy_of = copied(work, place, article.date, &sampled)?;
            if copy_of != article.copy_of {
                copies.insert(article.id.clone());
                set_copy(work, place, article, copy_of)?;
            }
        }
        Ok(copies)
    }
}

impl Moved {
    fn insert(&self, work: &Connection) -> Result<(), Halt> {
        let sampled = &self.teller.sampled;
        let article = &self.findings.article;
        insert_teller(work, self.place, self.number, &self.teller.sort, sampled.len(), article)?;
        let mut insert = work.prepare_cached("INSERT OR IGNORE INTO sequence VALUES (?, ?)")?;
        for sequence in sampled {
            insert.execute([sequence.cast_signed(), self.place])?;
        }
        locate(work, &self.teller, self.place)?;
        let mut call = work.prepare_cached(
            "INSERT INTO called VALUES (?, ?, ?) ON CONFLICT (node, name) DO UPDATE SET times = times + excluded.times",
        )?;
        for ((node, name), times) in &self.teller.called {
            call.execute(params![node.as_str(), name, count(*times)])?;
        }
        Ok(())
    }

    fn delete(&self, work: &Connection) -> Result<(), Halt> {
        work.prepare_cached("DELETE FROM teller WHERE place = ?")?
            .execute([self.place])?;
        let mut delete = work.prepare_cached("DELETE FROM sequence WHERE number = ? AND teller = ?")?;
        for sequence in &self.teller.sampled {
            delete.execute([sequence.cast_signed(), self.place])?;
        }
        let mut delete = work.prepare_cached("DELETE FROM located WHERE name = ? AND teller = ?")?;
        for (name, _) in &self.teller.places {
            delete.execute(params![name, self.place])?;
        }
        let mut call = work.prepare_cached("UPDATE called SET times = times - ? WHERE node = ? AND name = ?")?;
        let mut forget = work.prepare_cached("DELETE FROM called WHERE node = ? AND name = ? AND times <= 0")?;
        for ((node, name), times) in &self.teller.called {
            call.execute(params![count(*times), node.as_str(), name])?;
            forget.execute([node.as_str(), name])?;
        }
        let mut delete = work
            .prepare_cached("DELETE FROM placed WHERE signature = ? AND month = ? AND teller = ? AND position = ?")?;
        for report in told(self.findings.clone(), self.place, &self.findings.article.id) {
            let (signature, months) = report.bucket();
            for month in months {
                delete.execute(params![signature, month, report.at.0, report.at.1])?;
            }
        }
        Ok(())
    }
}

/// So many articles whose ids begin alike before a `#` are not looked through.
const KIN: usize = 1000;

/// An id before the first `#`.
fn stem(id: &str) -> &str {
    id.split('#').next().unwrap_or(id)
}

/// The place of that folded name in the first article that tells its country.
pub(super) fn located(work: &Connection, name: &str) -> Result<Option<NodeId>, Halt> {
    let mut asked = work.prepare_cached("SELECT node FROM located WHERE name = ? ORDER BY teller LIMIT 1")?;
    let node: Option<String> = asked.query_row([name], |row| row.get(0)).optional()?;
    Ok(node.map(NodeId::from))
}

/// The article whose column has that value.
pub(super) fn article(work: &Connection, column: &str, value: impl rusqlite::ToSql) -> Result<ArticleRef, Halt> {
    let mut asked = work.prepare_cached(&format!("SELECT body FROM teller WHERE {column} = ?"))?;
    let body: String = asked.query_row([value], |row| row.get(0))?;
    let stored: StoredArticle = serde_json::from_str(&body)?;
    Ok(stored.into_article())
}

fn number_of(work: &Connection, place: i64) -> Result<i64, Halt> {
    let mut asked = work.prepare_cached("SELECT article FROM teller WHERE place = ?")?;
    Ok(asked.query_row([place], |row| row.get(0))?)
}

fn set_copy(work: &Connection, place: i64, article: ArticleRef, copy_of: Option<String>) -> Result<(), Halt> {
    let article = ArticleRef { copy_of, ..article };
    let body = serde_json::to_string(&StoredArticle::from(&article))?;
    work.prepare_cached("UPDATE teller SET body = ? WHERE place = ?")?
        .execute(params![body, place])?;
    Ok(())
}

/// The id of the first article before `place` of which the one there is a copy.
fn copied(work: &Connection, place: i64, date: Option<NaiveDate>, sampled: &[u64]) -> Result<Option<String>, Halt> {
    let mut asked =
        work.prepare_cached("SELECT teller FROM sequence WHERE number = ? AND teller < ? ORDER BY teller LIMIT ?")?;
    let mut shared: BTreeMap<i64, usize> = BTreeMap::new();
    for sequence in sampled {
        let limit = count(FORMULA);
        let others = asked.query_map([sequence.cast_signed(), place, limit], |row| row.get(0))?;
        let others: Vec<i64> = others.collect::<rusqlite::Result<_>>()?;
        if others.len() < FORMULA {
            for other in others {
                *shared.entry(other).or_default() += 1;
            }
        }
    }
    let mut asked = work.prepare_cached("SELECT sampled FROM teller WHERE place = ?")?;
    for (other, shared) in shared {
        let number: i64 = asked.query_row([other], |row| row.get(0))?;
        let number = usize::try_from(number).map_err(|_| Halt::Anew)?;
        let original = article(work, "place", other)?;
        if is_copy(shared, [number, sampled.len()], [original.date, date]) {
            return Ok(Some(original.id));
        }
    }
    Ok(None)
}
