//! A base gives the same graph whatever way it came to hold its articles.

use super::keeping::{saved, stories, told};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use summitry::article::Article;
use summitry::entity::Gazetteer;
use summitry::event::{Event, EventDate, EventType, Status};
use summitry::graph::{GraphBuilder, KnowledgeGraph};
use summitry::knowledge::Decision;
use summitry::review::{Proposal, Reviewed, alike, decide};
use summitry::store::base::{Arrival, Base, Removal};

type Told = (Article, Vec<Event>);

fn arrival(identity: &str, (article, events): &Told) -> Arrival {
    Arrival {
        article: article.clone(),
        identity: identity.to_owned(),
        phrases: Vec::new(),
        events: events.clone(),
    }
}

/// The article as it is published anew: a word and its day are others.
fn anew((article, events): &Told, edition: usize) -> Told {
    let mut article = article.clone();
    article.content += ["", " Again.", " Once more."][edition % 3];
    article.date = ["2019-04-23", "2019-05-02"][edition % 2].parse().ok();
    (article, events.clone())
}

fn day(number: usize) -> chrono::NaiveDate {
    format!("2019-06-{:02}", 1 + number).parse().expect("a day")
}

/// What somebody may decide of an event.
fn proposal(kind: usize) -> Proposal {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    match kind {
        0 => Proposal::Accept,
        1 => Proposal::Reject,
        2 => Proposal::Type(EventType::Visited),
        3 => Proposal::Actors {
            source: names(&["PRK", "person:Maria Vance:CAN"]),
            target: names(&["Russia"]),
        },
        4 => Proposal::Date(EventDate::parse("2019-04-25")),
        5 => Proposal::Status(Status::Denied),
        6 => Proposal::Merge("1".to_owned()),
        _ => Proposal::Split(vec![1]),
    }
}

/// The line of the decision on one of the events of the graph, where it comes to one.
fn decision(base: &Base, graph: &KnowledgeGraph, (at, kind): (usize, usize)) -> Option<String> {
    let event = graph.events().get(at % graph.events().len().max(1))?;
    if kind == 6 && alike(graph, event).is_empty() {
        return None;
    }
    let reports = base.report_ids().unwrap();
    let decision = decide(
        &proposal(kind),
        Reviewed {
            graph,
            reports: &reports,
        },
        event,
        Gazetteer::builtin(),
    );
    Some(decision.ok()?.signed("Ann", day(0)).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_way_leads_to_the_same_graph(
        (names, articles) in stories(),
        steps in prop::collection::vec(
            (
                0..4_usize,
                prop::collection::vec((0..6_usize, 0..3_usize), 1..4),
                prop::collection::vec((0..9_usize, 0..8_usize), 0..3),
            ),
            1..7,
        ),
    ) {
        let articles: Vec<Told> = told(&names, &articles)
            .into_iter()
            .enumerate()
            .map(|(at, (article, events))| (Article { id: format!("a{at}"), ..article }, events))
            .collect();
        let folder = tempfile::tempdir().unwrap();
        let mut base = Base::create(&folder.path().join("grown.db")).unwrap();
        let mut there: BTreeMap<String, Told> = BTreeMap::new();
        let mut states = Vec::new();
        let mut lines = Vec::new();
        for (number, (kind, which, decided)) in steps.iter().enumerate() {
            let chosen: Vec<(String, Told)> = which
                .iter()
                .filter_map(|&(at, edition)| Some((format!("a{at}"), anew(articles.get(at)?, edition))))
                .collect();
            if *kind == 0 {
                let ids: Vec<String> = chosen.iter().map(|(id, _)| id.clone()).collect();
                if !ids.is_empty() {
                    there.retain(|id, _| !ids.contains(id));
                    base.remove(&Removal { ids, ..Removal::default() }, day(number)).unwrap();
                }
            } else {
                base.add(chosen.iter().map(|(id, told)| arrival(id, told)).collect(), day(number)).unwrap();
                there.extend(chosen);
            }
            if *kind > 1 {
                base.merge().unwrap();
            }
            for &choice in decided {
                if let Some(line) = decision(&base, &base.graph().unwrap(), choice) {
                    base.rule(&line, day(number)).unwrap();
                    lines.push(line);
                }
            }
            states.push((day(number), saved(&base.graph().unwrap())));
        }
        base.merge().unwrap();
        let grown = saved(&base.graph().unwrap());
        let mut once = Base::create(&folder.path().join("once.db")).unwrap();
        once.add(there.iter().rev().map(|(id, told)| arrival(id, told)).collect(), day(0)).unwrap();
        for line in &lines {
            once.rule(line, day(0)).unwrap();
        }
        once.merge().unwrap();
        prop_assert_eq!(&saved(&once.graph().unwrap()), &grown);
        let mut builder = GraphBuilder::with_gazetteer(Gazetteer::builtin());
        for (article, events) in there.values() {
            builder.add_article(article, events.clone());
        }
        let decisions: Vec<Decision> = lines.iter().map(|line| Decision::parse(line).unwrap().unwrap()).collect();
        prop_assert_eq!(&saved(&builder.finish_with(&decisions, Gazetteer::builtin()).graph), &grown);
        prop_assert_eq!(base.idle().unwrap(), once.idle().unwrap());
        for (day, state) in states {
            prop_assert_eq!(&saved(&base.graph_as_of(day).unwrap()), &state);
        }
        prop_assert_eq!(base.check().unwrap(), Vec::<String>::new());
    }
}

#[test]
fn a_file_that_is_no_base_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.db");
    std::fs::write(&path, "Kim met Putin.").unwrap();
    let error = Base::create(&path).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("{}: not a base; `summitry add` makes one", path.display())
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "Kim met Putin.");
    assert!(Base::open(Path::new("no/such.db")).is_err());
}
