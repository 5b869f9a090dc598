//! The merged graph written in place of the former one; rows that stay as they were are not touched.

use super::derived::json;
use super::{Merged, outline, part};
use crate::graph::{EventId, EventRecord, KnowledgeGraph, Node, NodeId, Part, Report, ReportId};
use crate::store::stored::{StoredArticle, StoredEvent, StoredNode, stored_types};
use rayon::prelude::*;
use rusqlite::{Row, Transaction, params};
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// So much room lies between the places of two rows, for others that come in between.
const ROOM: i64 = 1 << 20;

/// Writes the graph in place of the former one. Cost: all rows are read, and those written that have changed.
pub(super) fn write(work: &Transaction<'_>, merged: &Merged) -> rusqlite::Result<()> {
    let Merged {
        graph,
        reports,
        numbers,
        idle,
    } = merged;
    work.execute("DELETE FROM idle", [])?;
    let mut insert = work.prepare("INSERT INTO idle VALUES (?)")?;
    for number in idle {
        insert.execute([number])?;
    }
    let setting = "INSERT OR REPLACE INTO meta VALUES (?, ?)";
    let types = stored_types(graph.events().iter().map(|event| event.event_type));
    work.execute(setting, params!["types", json(&types)?])?;
    work.execute(setting, params!["articles_read", graph.articles_read().to_string()])?;
    write_tellers(work, graph, numbers)?;
    write_nodes(work, graph)?;
    let tellers = graph.articles().iter().map(|article| article.id.as_str());
    let number_of: BTreeMap<&str, i64> = tellers.zip(numbers.iter().copied()).collect();
    write_events(work, graph, &number_of, reports)?;
    write_edges(work, graph)?;
    outline::write(work, graph)
}

fn write_tellers(work: &Transaction<'_>, graph: &KnowledgeGraph, numbers: &[i64]) -> rusqlite::Result<()> {
    let question = "SELECT id, place, article, body FROM teller ORDER BY place";
    let former = Former::read(work, question, |row, hasher| {
        (row.get::<_, i64>(2)?, row.get_ref(3)?.as_str()?).hash(hasher);
        Ok(())
    })?;
    let mut bodies = Vec::new();
    for (article, &number) in graph.articles().iter().zip(numbers) {
        let body = json(&StoredArticle::from(article))?;
        bodies.push((article.id.as_str(), content((number, body.as_str())), number, body));
    }
    let plan = former.plan(
        &bodies
            .iter()
            .map(|(id, content, ..)| (*id, *content))
            .collect::<Vec<_>>(),
    );
    let mut delete = work.prepare("DELETE FROM teller WHERE place = ?")?;
    for place in plan.gone {
        delete.execute([place])?;
    }
    let mut insert = work.prepare("INSERT INTO teller (place, id, article, body) VALUES (?, ?, ?, ?)")?;
    for (at, place) in plan.written {
        let (id, _, number, body) = &bodies[at];
        insert.execute(params![place, id, number, body])?;
    }
    Ok(())
}

fn write_nodes(work: &Transaction<'_>, graph: &KnowledgeGraph) -> rusqlite::Result<()> {
    let former = Former::read(work, "SELECT id, place, body FROM node ORDER BY place", body)?;
    let nodes: Vec<&Node> = graph.nodes().collect();
    let contents = nodes
        .par_iter()
        .map(|node| Ok((node.id.as_str(), content(json(&StoredNode::from(*node))?.as_str()))));
    let plan = former.plan(&contents.collect::<rusqlite::Result<Vec<_>>>()?);
    let mut delete = work.prepare("DELETE FROM node WHERE place = ?")?;
    for place in plan.gone {
        part::forget(work, place)?;
        delete.execute([place])?;
    }
    let mut insert = work.prepare(
        "INSERT INTO node (place, id, kind, name, country, org, wikidata, mentions, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for (at, place) in plan.written {
        let node = nodes[at];
        insert.execute(params![
            place,
            node.id.as_str(),
            node.kind.as_str(),
            node.name,
            node.country,
            node.org,
            node.wikidata,
            i64::try_from(node.mentions).unwrap_or(i64::MAX),
            json(&StoredNode::from(node))?,
        ])?;
        part::remember(work, place, node)?;
    }
    Ok(())
}

fn write_events(
    work: &Transaction<'_>,
    graph: &KnowledgeGraph,
    number_of: &BTreeMap<&str, i64>,
    ids: &BTreeMap<EventId, Vec<ReportId>>,
) -> rusqlite::Result<()> {
    let mut former = Former::read(work, "SELECT id, place, body FROM event ORDER BY place", body)?;
    let question = "SELECT event, article, id FROM report ORDER BY event, position";
    former.and(work, question, |row, hasher| {
        (row.get::<_, i64>(1)?, row.get_ref(2)?.as_str()?).hash(hasher);
        Ok(())
    })?;
    let tellings = |event: &'_ EventRecord| -> Vec<(i64, &str)> {
        let ids = ids.get(&event.id).into_iter().flatten();
        let number = |report: &Report| number_of.get(report.article.as_str()).copied().unwrap_or(0);
        event
            .reports
            .iter()
            .zip(ids)
            .map(|(report, id)| (number(report), id.as_str()))
            .collect()
    };
    let contents = graph.events().par_iter().map(|event| {
        let mut hasher = DefaultHasher::new();
        json(&StoredEvent::from(event))?.hash(&mut hasher);
        for telling in tellings(event) {
            telling.hash(&mut hasher);
        }
        Ok((event.id.as_str(), hasher.finish()))
    });
    let plan = former.plan(&contents.collect::<rusqlite::Result<Vec<_>>>()?);
    let mut deletes = Vec::new();
    for table in ["participant", "report"] {
        deletes.push(work.prepare(&format!(
            "DELETE FROM {table} WHERE event = (SELECT id FROM event WHERE place = ?)"
        ))?);
    }
    deletes.push(work.prepare("DELETE FROM event WHERE place = ?")?);
    for place in plan.gone {
        for delete in &mut deletes {
            delete.execute([place])?;
        }
    }
    let mut insert = work.prepare(
        "INSERT INTO event (place, id, type, status, date, first_day, last_day, date_rule, held_in, meeting, summit, score, sources, body)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let mut take_part = work.prepare("INSERT OR IGNORE INTO participant (node, event, side) VALUES (?, ?, ?)")?;
    let mut tell = work.prepare(
        "INSERT INTO report (event, position, id, article, first, last, status, date, score) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let mut text_start = work.prepare("SELECT text_start FROM article WHERE number = ?")?;
    for (at, place) in plan.written {
        let event = &graph.events()[at];
        let date = event.date.as_ref();
        insert.execute(params![
            place,
            event.id.as_str(),
            event.event_type.as_str(),
            event.status.as_str(),
            date.map(|date| &date.value),
            date.map(|date| date.start.to_string()),
            date.map(|date| date.end.to_string()),
            event.date_rule.as_str(),
            event.place.as_ref().map(NodeId::as_str),
            event.meeting,
            event.summit.as_ref().map(NodeId::as_str),
            event.score,
            i64::try_from(event.sources).unwrap_or(i64::MAX),
            json(&StoredEvent::from(event))?,
        ])?;
        for (side, ids) in [("source", &event.source), ("target", &event.target)] {
            for id in ids {
                take_part.execute(params![id.as_str(), event.id.as_str(), side])?;
            }
        }
        for (position, (report, (number, id))) in event.reports.iter().zip(tellings(event)).enumerate() {
            let start: i64 = match report.part {
                Part::Title => 0,
                Part::Text => text_start.query_row([number], |row| row.get(0))?,
            };
            let place = |at: usize| start.saturating_add(i64::try_from(at).unwrap_or(i64::MAX));
            tell.execute(params![
                event.id.as_str(),
                i64::try_from(position).unwrap_or(i64::MAX),
                id,
                number,
                place(report.span.start),
                place(report.span.end),
                report.status.as_str(),
                report.date.as_ref().map(|date| &date.value),
                report.score,
            ])?;
        }
    }
    Ok(())
}

fn write_edges(work: &Transaction<'_>, graph: &KnowledgeGraph) -> rusqlite::Result<()> {
    // The id of an edge tells all of it.
    let former = Former::read(work, "SELECT id, place FROM edge ORDER BY place", |_, _| Ok(()))?;
    let (ties, same): (Vec<_>, u64) = (graph.edges().collect(), DefaultHasher::new().finish());
    let plan = former.plan(&ties.iter().map(|tie| (tie.edge.id.as_str(), same)).collect::<Vec<_>>());
    let mut delete = work.prepare("DELETE FROM edge WHERE place = ?")?;
    for place in plan.gone {
        delete.execute([place])?;
    }
    let mut insert =
        work.prepare("INSERT INTO edge (place, id, source, target, kind, event) VALUES (?, ?, ?, ?, ?, ?)")?;
    for (at, place) in plan.written {
        let tie = &ties[at];
        insert.execute(params![
            place,
            tie.edge.id.as_str(),
            tie.source.id.as_str(),
            tie.target.id.as_str(),
            tie.edge.relation.as_str(),
            tie.event.map(|event| event.id.as_str()),
        ])?;
    }
    Ok(())
}

/// What stands in the body of a row.
fn body(row: &Row<'_>, hasher: &mut DefaultHasher) -> rusqlite::Result<()> {
    row.get_ref(2)?.as_str()?.hash(hasher);
    Ok(())
}

/// A number for what stands in a row; another row has another, but once in 2⁶⁴.
fn content(row: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    row.hash(&mut hasher);
    hasher.finish()
}

/// The rows of a table that is to be replaced, in their order.
#[derive(Default)]
struct Former {
    rows: Vec<(i64, DefaultHasher)>,
    at: HashMap<String, usize>,
}

/// What is to be done with a table.
#[derive(Debug, PartialEq, Eq)]
struct Plan {
    /// The places of the rows to be taken away, first.
    gone: Vec<i64>,
    /// Which of the new rows are to be written, and in which places.
    written: Vec<(usize, i64)>,
}

impl Former {
    /// The rows that the question gives by id and place; `of` adds what else stands in one.
    fn read(
        work: &Transaction<'_>,
        question: &str,
        of: impl Fn(&Row<'_>, &mut DefaultHasher) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<Self> {
        let mut former = Self::default();
        let mut asked = work.prepare(question)?;
        let mut rows = asked.query([])?;
        while let Some(row) = rows.next()? {
            let mut hasher = DefaultHasher::new();
            of(row, &mut hasher)?;
            former.at.insert(row.get(0)?, former.rows.len());
            former.rows.push((row.get(1)?, hasher));
        }
        Ok(former)
    }

    /// Adds what the rows of another table, which the question gives by the same id, say of them.
    fn and(
        &mut self,
        work: &Transaction<'_>,
        question: &str,
        of: impl Fn(&Row<'_>, &mut DefaultHasher) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<()> {
        let mut asked = work.prepare(question)?;
        let mut rows = asked.query([])?;
        while let Some(row) = rows.next()? {
            if let Some(&at) = self.at.get(row.get_ref(0)?.as_str()?) {
                of(row, &mut self.rows[at].1)?;
            }
        }
        Ok(())
    }

    /// How to come from these rows to the new ones, given by id and content in their order: what can stays in its place.
    fn plan(&self, new: &[(&str, u64)]) -> Plan {
        let former: Vec<Option<usize>> = new.iter().map(|(id, _)| self.at.get(*id).copied()).collect();
        let staying = ascending(&former);
        let place = |at: usize| former[at].filter(|_| staying[at]).map(|row| self.rows[row].0);
        let places = spread(&(0..new.len()).map(place).collect::<Vec<_>>())
            .unwrap_or_else(|| (1..).take(new.len()).map(|number| number * ROOM).collect());
        let mut is_gone = vec![true; self.rows.len()];
        let mut written = Vec::new();
        for (at, (&(_, content), &place)) in new.iter().zip(&places).enumerate() {
            let same = former[at].filter(|&row| self.rows[row].0 == place && self.rows[row].1.finish() == content);
            match same {
                Some(row) => is_gone[row] = false,
                None => written.push((at, place)),
            }
        }
        let gone = self.rows.iter().zip(is_gone).filter(|(_, is_gone)| *is_gone);
        Plan {
            gone: gone.map(|((place, _), _)| *place).collect(),
            written,
        }
    }
}

/// Which of the numbers belong to the longest ascending sequence of them (Schensted 1961). Cost: O(n log n).
fn ascending(numbers: &[Option<usize>]) -> Vec<bool> {
    // For each length the place of the least last number of a sequence, and for each place the one before it.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), vec![None; numbers.len()]);
    for (at, number) in numbers.iter().enumerate() {
        if number.is_some() {
            let length = ends.partition_point(|&end| numbers[end] < *number);
            before[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
            match ends.get_mut(length) {
                Some(end) => *end = at,
                None => ends.push(at),
            }
        }
    }
    let mut belongs = vec![false; numbers.len()];
    let mut last = ends.last().copied();
    while let Some(at) = last {
        belongs[at] = true;
        last = before[at];
    }
    belongs
}

/// A place for each that has none, between those of its neighbours; nothing where there is no room.
fn spread(places: &[Option<i64>]) -> Option<Vec<i64>> {
    let mut spread = Vec::with_capacity(places.len());
    let mut last = 0;
    while spread.len() < places.len() {
        let rest = &places[spread.len()..];
        let count = rest.iter().take_while(|place| place.is_none()).count();
        let next = rest.get(count).copied().flatten();
        let between = i64::try_from(count).ok()? + 1;
        let step = next.map_or(ROOM, |next| (next - last) / between);
        if step < 1 {
            return None;
        }
        spread.extend((1..between).map(|number| last + number * step));
        spread.extend(next);
        last = *spread.last()?;
    }
    Some(spread)
}

#[cfg(test)]
mod tests {
    use super::{Former, ROOM, ascending, spread};
    use std::collections::HashMap;
    use std::hash::{DefaultHasher, Hash};

    #[test]
    fn the_longest_sequence_stays() {
        let which = |numbers: &[i32]| {
            let numbers: Vec<_> = numbers.iter().map(|&number| usize::try_from(number).ok()).collect();
            let belongs = ascending(&numbers).into_iter().enumerate();
            belongs
                .filter(|(_, belongs)| *belongs)
                .map(|(at, _)| at)
                .collect::<Vec<_>>()
        };
        assert_eq!(which(&[0, 1, 2]), [0, 1, 2]);
        assert_eq!(which(&[9, 1, 2, -1, 3]), [1, 2, 4]);
        assert_eq!(which(&[1, 2, 0, 3, 0]), [0, 1, 3]);
        assert_eq!(which(&[2, 1]).len(), 1);
        assert_eq!(which(&[-1]), [0; 0]);
    }

    #[test]
    fn new_rows_come_between_and_behind_the_others() {
        assert_eq!(
            spread(&[None, Some(10), None, None]),
            Some(vec![5, 10, 10 + ROOM, 10 + 2 * ROOM])
        );
        assert_eq!(spread(&[Some(1), None, Some(2)]), None);
        assert_eq!(spread(&[Some(3), None, None, Some(9)]), Some(vec![3, 5, 7, 9]));
        assert_eq!(spread(&[]), Some(vec![]));
    }

    #[test]
    fn only_what_has_changed_is_written() {
        let row = |content: u8| {
            let mut hasher = DefaultHasher::new();
            content.hash(&mut hasher);
            hasher
        };
        let former = Former {
            rows: vec![(10, row(1)), (20, row(2)), (30, row(3)), (40, row(4))],
            at: HashMap::from([("a", 0), ("b", 1), ("c", 2), ("d", 3)].map(|(id, at)| (id.to_owned(), at))),
        };
        let new = [("a", 1), ("c", 3), ("e", 5), ("d", 9)].map(|(id, content)| (id, super::content(content as u8)));
        let plan = former.plan(&new);
        assert_eq!((plan.gone, plan.written), (vec![20, 40], vec![(2, 35), (3, 40)]));
    }
}
