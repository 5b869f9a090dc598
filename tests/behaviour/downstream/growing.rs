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
use summitry::query::{Question, named, neighbors};
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_part_answers_as_the_whole(
        (names, articles) in stories(),
        who in prop::collection::vec(0..5_usize, 0..3),
        (with, place, country) in (0..8_usize, 0..8_usize, 0..8_usize),
        (since, until, exactly) in (0..5_usize, 0..5_usize, any::<bool>()),
        (kind, status) in (0..24_usize, 0..8_usize),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut base = Base::create(&folder.path().join("news.db")).unwrap();
        let arrivals = told(&names, &articles).into_iter().enumerate();
        base.add(arrivals.map(|(at, told)| arrival(&format!("a{at}"), &told)).collect(), day(0)).unwrap();
        base.merge().unwrap();
        let whole = base.graph().unwrap();
        let called = |at: usize| names.get(at).map_or("Russia", String::as_str).to_owned();
        let days = ["2019-04-01", "2019-04-24", "2019-04-25", "2019-05-01"].map(|day| day.parse().unwrap());
        let question = Question {
            who: who.into_iter().map(called).collect(),
            with: (with < 5).then(|| called(with)).into_iter().collect(),
            places: (place < 5).then(|| called(place)).into_iter().collect(),
            countries: (country < 3).then(|| ["PRK", "russia", "Korea"][country].to_owned()).into_iter().collect(),
            since: days.get(since).copied(),
            until: days.get(until).copied().max(days.get(since).copied()),
            types: EventType::ALL.get(kind).map(|kind| kind.as_str().to_owned()).into_iter().collect(),
            statuses: Status::ALL.get(status).copied().into_iter().collect(),
            exactly,
            ..Question::default()
        };
        let named = named(&base, &question, &[], None).unwrap().unwrap();
        let query = question.query(&whole, None);
        prop_assert_eq!(&question.query(&named, None), &query);
        if let Ok(query) = query {
            let part = base.part(&query.selection()).unwrap();
            prop_assert_eq!(query.find(&part), query.find(&whole));
            for id in &query.who {
                let partners = |graph| neighbors(graph, id, &query).iter().map(|one| one.node.id.clone()).collect::<Vec<_>>();
                prop_assert_eq!(partners(&part), partners(&whole));
            }
        }
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
