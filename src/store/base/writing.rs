//! The merged graph written in place of the former one; rows that stay as they were are not touched.

use super::derived::json;
use super::rows::{
    ROOM, Telling, count, delete_event, delete_node, edge_sort, event_sort, insert_edge, insert_event, insert_node,
    insert_teller, node_sorts,
};
use super::{Merged, outline, trace};
use crate::graph::change::life_number;
use crate::graph::{KnowledgeGraph, Node, Report, Trace};
use crate::store::stored::{StoredArticle, StoredEvent, StoredNode, stored_types};
use rayon::prelude::*;
use rusqlite::{Row, Transaction, params};
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Writes the graph in place of the former one. Cost: all rows are read, and those written that have changed.
pub(super) fn write(work: &Transaction<'_>, merged: &Merged) -> rusqlite::Result<()> {
    let Merged { graph, idle, .. } = merged;
    work.execute("DELETE FROM idle", [])?;
    let mut insert = work.prepare("INSERT INTO idle VALUES (?)")?;
    for number in idle {
        insert.execute([number])?;
    }
    let setting = "INSERT OR REPLACE INTO meta VALUES (?, ?)";
    let types = stored_types(graph.events().iter().map(|event| event.event_type));
    work.execute(setting, params!["types", json(&types)?])?;
    work.execute(setting, params!["articles_read", graph.articles_read().to_string()])?;
    let tellers = write_tellers(work, merged)?;
    let events = write_events(work, merged, &tellers)?;
    let sorts = node_sorts(graph, &events);
    let nodes = write_nodes(work, graph, &sorts)?;
    write_edges(work, graph, &events, &nodes)?;
    trace::write(work, merged, &tellers, &events)?;
    outline::write(work, graph)
}

/// Returns the places of the articles.
fn write_tellers(work: &Transaction<'_>, merged: &Merged) -> rusqlite::Result<Vec<i64>> {
    let question = "SELECT id, place, article, sort, sampled, body FROM teller ORDER BY place";
    let former = Former::read(work, question, |row, hasher| {
        let (number, sort) = (row.get::<_, i64>(2)?, row.get_ref(3)?.as_blob()?);
        (number, sort, row.get::<_, i64>(4)?, row.get_ref(5)?.as_str()?).hash(hasher);
        Ok(())
    })?;
    let articles = merged.graph.articles();
    let mut contents = Vec::new();
    for ((article, &number), teller) in articles.iter().zip(&merged.numbers).zip(&merged.tellers) {
        let body = json(&StoredArticle::from(article))?;
        let sampled = count(teller.sampled.len());
        let content = content((number, teller.sort.as_slice(), sampled, body.as_str()));
        contents.push((article.id.as_str(), content));
    }
    let plan = former.plan(&contents);
    let mut delete = work.prepare("DELETE FROM teller WHERE place = ?")?;
    for place in plan.gone {
        delete.execute([place])?;
    }
    for at in plan.written {
        let teller = &merged.tellers[at];
        let (number, sampled) = (merged.numbers[at], teller.sampled.len());
        insert_teller(work, plan.places[at], number, &teller.sort, sampled, &articles[at])?;
    }
    Ok(plan.places)
}

/// Returns the places of the nodes.
fn write_nodes(work: &Transaction<'_>, graph: &KnowledgeGraph, sorts: &[Vec<u8>]) -> rusqlite::Result<Vec<i64>> {
    let former = Former::read(
        work,
        "SELECT id, place, body, sort FROM node ORDER BY place",
        |row, hasher| {
            (row.get_ref(2)?.as_str()?, row.get_ref(3)?.as_blob()?).hash(hasher);
            Ok(())
        },
    )?;
    let nodes: Vec<&Node> = graph.nodes().collect();
    let contents = nodes.par_iter().zip(sorts).map(|(node, sort)| {
        let body = json(&StoredNode::from(*node))?;
        Ok((node.id.as_str(), content((body.as_str(), sort.as_slice()))))
    });
    let plan = former.plan(&contents.collect::<rusqlite::Result<Vec<_>>>()?);
    for place in plan.gone {
        delete_node(work, place)?;
    }
    for at in plan.written {
        insert_node(work, plan.places[at], &sorts[at], nodes[at])?;
    }
    Ok(plan.places)
}

/// The first trace of each event, and its reports.
fn tellings(merged: &Merged) -> Vec<(Option<&Trace>, Vec<Telling>)> {
    let tellers = merged.graph.articles().iter().map(|article| article.id.as_str());
    let number_of: BTreeMap<&str, i64> = tellers.zip(merged.numbers.iter().copied()).collect();
    let mut traces: Vec<Vec<&Trace>> = vec![Vec::new(); merged.graph.events().len()];
    for trace in &merged.traces {
        traces[trace.event].push(trace);
    }
    let mut all = Vec::with_capacity(traces.len());
    for (event, traces) in merged.graph.events().iter().zip(traces) {
        let number = |report: &Report| number_of.get(report.article.as_str()).copied().unwrap_or(0);
        let told = |at: usize| traces.get(at).map_or(0, |trace| trace.position);
        let ids = merged.reports.get(&event.id).into_iter().flatten();
        let reports = event.reports.iter().zip(ids).enumerate();
        let tellings = reports.map(|(at, (report, id))| Telling {
            article: number(report),
            id: id.to_string(),
            told: count(told(at)),
        });
        all.push((traces.first().copied(), tellings.collect()));
    }
    all
}

/// Returns the places of the events.
fn write_events(work: &Transaction<'_>, merged: &Merged, tellers: &[i64]) -> rusqlite::Result<Vec<i64>> {
    let question = "SELECT id, place, body, sort, life FROM event ORDER BY place";
    let mut former = Former::read(work, question, |row, hasher| {
        let (body, sort) = (row.get_ref(2)?.as_str()?, row.get_ref(3)?.as_blob()?);
        (body, sort, row.get::<_, Option<i64>>(4)?).hash(hasher);
        Ok(())
    })?;
    let question = "SELECT event, article, id, told FROM report ORDER BY event, position";
    former.and(work, question, |row, hasher| {
        let telling = Telling {
            article: row.get(1)?,
            id: row.get(2)?,
            told: row.get(3)?,
        };
        telling.hash(hasher);
        Ok(())
    })?;
    let graph = &merged.graph;
    let tellings = tellings(merged);
    let sort = |at: usize| match tellings[at].0 {
        Some(first) => event_sort(tellers[first.article], count(first.position)),
        None => event_sort(count(at), 0),
    };
    let contents = graph.events().par_iter().enumerate().map(|(at, event)| {
        let mut hasher = DefaultHasher::new();
        let body = json(&StoredEvent::from(event))?;
        (body.as_str(), sort(at).as_slice(), life_number(event)).hash(&mut hasher);
        for telling in &tellings[at].1 {
            telling.hash(&mut hasher);
        }
        Ok((event.id.as_str(), hasher.finish()))
    });
    let plan = former.plan(&contents.collect::<rusqlite::Result<Vec<_>>>()?);
    for place in plan.gone {
        delete_event(work, place)?;
    }
    for at in plan.written {
        insert_event(work, plan.places[at], &sort(at), &graph.events()[at], &tellings[at].1)?;
    }
    Ok(plan.places)
}

fn write_edges(work: &Transaction<'_>, graph: &KnowledgeGraph, events: &[i64], nodes: &[i64]) -> rusqlite::Result<()> {
    // The id of an edge tells all else of it.
    let former = Former::read(
        work,
        "SELECT id, place, sort FROM edge ORDER BY place",
        |row, hasher| {
            row.get_ref(2)?.as_blob()?.hash(hasher);
            Ok(())
        },
    )?;
    let ids = graph.events().iter().map(|event| event.id.as_str());
    let ids = ids.chain(graph.nodes().map(|node| node.id.as_str()));
    let places: HashMap<&str, i64> = ids.zip(events.iter().chain(nodes).copied()).collect();
    let mut sorts: Vec<Vec<u8>> = Vec::new();
    let (mut last, mut position) = (None, 0);
    let ties: Vec<_> = graph.edges().collect();
    for tie in &ties {
        let owner = match (tie.event, &tie.target.summit) {
            (Some(event), _) => event.id.as_str(),
            (None, Some(_)) => tie.target.id.as_str(),
            (None, None) => tie.source.id.as_str(),
        };
        position = if last == Some(owner) { position + 1 } else { 0 };
        last = Some(owner);
        sorts.push(edge_sort(&tie.edge.relation, places[owner], position));
    }
    let contents = ties.iter().zip(&sorts);
    let contents = contents.map(|(tie, sort)| (tie.edge.id.as_str(), content(sort.as_slice())));
    let plan = former.plan(&contents.collect::<Vec<_>>());
    let mut delete = work.prepare("DELETE FROM edge WHERE place = ?")?;
    for place in plan.gone {
        delete.execute([place])?;
    }
    for at in plan.written {
        let tie = &ties[at];
        let edge = (tie.source.id.clone(), tie.target.id.clone(), tie.edge.clone());
        insert_edge(work, plan.places[at], &sorts[at], &edge)?;
    }
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
    /// Which of the new rows are to be written.
    written: Vec<usize>,
    /// The places of the new rows.
    places: Vec<i64>,
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
                None => written.push(at),
            }
        }
        let gone = self.rows.iter().zip(is_gone).filter(|(_, is_gone)| *is_gone);
        Plan {
            gone: gone.map(|((place, _), _)| *place).collect(),
            written,
            places,
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

/// A place with enough room behind it for the first rows.
fn before(places: &[Option<i64>]) -> i64 {
    let first = places.iter().position(Option::is_some);
    let first = first.and_then(|at| Some((places[at]?, i64::try_from(at).ok()? + 1)));
    first.map_or(0, |(place, count)| {
        place.saturating_sub(count.saturating_mul(ROOM)).min(0)
    })
}

/// A place for each that has none, between those of its neighbours; nothing where there is no room.
fn spread(places: &[Option<i64>]) -> Option<Vec<i64>> {
    let mut spread = Vec::with_capacity(places.len());
    let mut last = before(places);
    while spread.len() < places.len() {
        let rest = &places[spread.len()..];
        let count = rest.iter().take_while(|place| place.is_none()).count();
        let next = rest.get(count).copied().flatten();
        let between = i64::try_from(count).ok()? + 1;
        let step = next.map_or(ROOM, |next| next.saturating_sub(last) / between);
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
            Some(vec![10 - ROOM, 10, 10 + ROOM, 10 + 2 * ROOM])
        );
        assert_eq!(spread(&[Some(1), None, Some(2)]), None);
        assert_eq!(spread(&[Some(3), None, None, Some(9)]), Some(vec![3, 5, 7, 9]));
        assert_eq!(spread(&[Some(ROOM * 2), None]), Some(vec![ROOM * 2, ROOM * 3]));
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
        assert_eq!((plan.gone, plan.written), (vec![20, 40], vec![2, 3]));
        assert_eq!(plan.places, [10, 30, 35, 40]);
    }
}
