//! What is loaded equals what was saved, and other files are refused with a reason.

use super::support::{april_2019, article, event, graph, place};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use std::error::Error;
use std::path::Path;
use summitry::article::Article;
use summitry::event::Event;
use summitry::graph::{GraphBuilder, KnowledgeGraph, Known};
use summitry::store::{load, save};

pub(crate) fn saved(graph: &KnowledgeGraph) -> Vec<u8> {
    let mut bytes = Vec::new();
    save(graph, &mut bytes).unwrap();
    bytes
}

/// An event by its type, participants, date, status, place and sentence, each a number.
pub(crate) type Draw = (usize, usize, usize, usize, usize, usize);

/// Articles with events, their names being any text.
pub(crate) fn stories() -> impl Strategy<Value = (Vec<String>, Vec<Vec<Draw>>)> {
    let names = prop::collection::vec("[^/~=@+>]{1,12}", 4);
    let draw = (0..18_usize, 0..8_usize, 0..6_usize, 0..4_usize, 0..3_usize, 0..4_usize);
    (names, prop::collection::vec(prop::collection::vec(draw, 0..5), 0..6))
}

/// The graph of such articles.
pub(crate) fn graph_of(names: &[String], articles: &[Vec<Draw>]) -> KnowledgeGraph {
    graph(told(names, articles))
}

/// Such articles, each with its events.
pub(crate) fn told(names: &[String], articles: &[Vec<Draw>]) -> Vec<(Article, Vec<Event>)> {
    let dates = [
        "",
        "2019",
        "2019-04",
        "2019-04-24",
        "2019-04-25",
        "2019-04-24/2019-04-26",
    ];
    let pairs = [
        (0, 1, "+"),
        (1, 0, "+"),
        (0, 1, ">"),
        (2, 3, ">"),
        (1, 3, "+"),
        (3, 2, "+"),
        (2, 2, "+"),
        (0, 3, ">"),
    ];
    let signs = ["/PRK", "/RUS", "=RUS", "@UN"];
    let articles = articles.iter().enumerate().map(|(at, draws)| {
        let text = format!("{} {at}", names.join(" and "));
        let article = article(&format!("a{}", at % 3), ["2019-04-24", "", "2019-05-01"][at % 3], &text);
        let events = draws.iter().map(|&(kind, pair, date, status, at, sentence)| {
            let (one, other, sign) = pairs[pair];
            let who = format!("{}{} {sign} {}{}", names[one], signs[one], names[other], signs[other]);
            let kind = summitry::event::EventType::ALL[kind].as_str();
            let status = summitry::event::Status::ALL[status].as_str();
            let mut event = event(kind, &who, dates[date], status, &names[sentence], &article);
            event.place = place(&format!("{}, {}", names[at], ["", "RUS", "KOR"][at]));
            event.score = 1.0 / (pair as f64 + 3.0);
            event
        });
        let events = events.collect();
        (article, events)
    });
    articles.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn loading_gives_what_was_saved((names, articles) in stories()) {
        let graph = graph_of(&names, &articles);
        let bytes = saved(&graph);
        let loaded = load(&bytes, Path::new("g.json")).unwrap();
        prop_assert_eq!(&saved(&loaded), &bytes);
        prop_assert_eq!(loaded, graph);
    }

    #[test]
    fn the_order_of_arrival_does_not_matter((names, articles) in stories(), turns in 0..6_usize) {
        let mut articles = told(&names, &articles);
        let bytes = saved(&graph(articles.clone()));
        let turns = turns % articles.len().max(1);
        articles.rotate_left(turns);
        articles.reverse();
        prop_assert_eq!(saved(&graph(articles)), bytes);
    }
}

#[test]
fn the_file_reads_line_by_line() {
    let text = String::from_utf8(saved(&april_2019())).unwrap();
    let lines: Vec<&str> = text.lines().filter(|line| !line.contains("\"id\"")).take(8).collect();
    expect![[r#"
        {
        "directed": true,
        "multigraph": true,
        "graph": {
        "format": "summitry-graph",
        "version": 2,
        "articles_read": 3,
        "articles": ["#]]
    .assert_eq(&lines.join("\n"));
    let edge = text
        .lines()
        .find(|line| line.contains("\"met\"") && line.contains("\"key\""))
        .unwrap();
    expect![[r#"
        {"source": "person:kim-jong-un:PRK",
        "target": "person:vladimir-putin:RUS",
        "key": "6b14bad93e79354e",
        "kind": "event",
        "event": "f1a0a721126bec8b",
        "type": "met",
        "symmetric": true,
        "status": "occurred",
        "plover": "CONSULT",
        "cameo": "040",
        "quad_class": 1,
        "goldstein": 1.0,
        "date": "2019-04-25",
        "date_start": "2019-04-25",
        "date_end": "2019-04-25",
        "date_precision": "day",
        "date_rule": "time expression",
        "place": "place:vladivostok:RUS",
        "score": 0.8,
        "reports": 3,
        "sources": 2,
        "articles": ["seed",
        "after",
        "reprint"],
        "article": "after",
        "sentence": "Putin held a summit with Kim in Vladivostok on Thursday.",
        "evidence": "Putin held a summit with Kim in Vladivostok on Thursday.",
        "part": "text",
        "start": 0,
        "end": 56},"#]]
    .assert_eq(&edge.replace(", \"", ",\n\""));
}

#[test]
fn what_is_known_of_countries_names_their_nodes() {
    let story = article("a", "2019-04-24", "Kim met Putin.");
    let met = event(
        "met",
        "Kim Jong Un/PRK + Vladimir Putin/RUS",
        "",
        "occurred",
        "Kim met Putin.",
        &story,
    );
    let russia = Known {
        name: "Russia".into(),
        wikidata: Some("Q159".into()),
    };
    let mut builder = GraphBuilder::default().knowing([("country:RUS".to_owned().into(), russia)].into());
    builder.add_article(&story, vec![met]);
    let graph = load(&saved(&builder.finish()), Path::new("g.json")).unwrap();
    let names: Vec<_> = graph
        .nodes()
        .filter(|node| node.id.as_str().starts_with("country"))
        .map(|node| (node.name.as_str(), node.wikidata.as_deref()))
        .collect();
    assert_eq!(names, [("PRK", None), ("Russia", Some("Q159"))]);
}

fn check_error(bytes: &str, expect: &Expect) {
    let error = load(bytes.as_bytes(), Path::new("g.json")).unwrap_err();
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    expect.assert_eq(&text);
}

#[test]
fn other_files_are_refused_with_a_reason() {
    check_error(
        "",
        &expect!["g.json:1:0: not a summitry graph: EOF while parsing a value at line 1 column 0"],
    );
    check_error(
        "{\"graph\": {\n  \"format\": 3}}",
        &expect!["g.json:2:13: not a summitry graph: invalid type: integer `3`, expected a string at line 2 column 13"],
    );
    check_error(
        r#"{"directed": true, "graph": {}, "nodes": []}"#,
        &expect![[r#"g.json: not a summitry graph: the format is called "", not "summitry-graph""#]],
    );
    check_error(
        r#"{"graph": {"format": "summitry-graph", "version": 3}}"#,
        &expect!["g.json: format version 3 is not known; this summitry reads versions up to 2"],
    );
    let good = String::from_utf8(saved(&april_2019())).unwrap();
    check_error(
        &good[..good.len() / 2],
        &expect!["g.json:18:250: not a summitry graph: EOF while parsing a string at line 18 column 250"],
    );
    check_error(
        &good.replace("\"sanctioned\"", "\"scolded\""),
        &expect![[r#"g.json: unknown event type "scolded""#]],
    );
    check_error(
        &good.replacen("\"country:RUS\", \"name\"", "\"country:rus\", \"name\"", 1),
        &expect![[r#"g.json: the graph is not whole: node "country:RUS" is not in the graph"#]],
    );
}

/// The file was written by the first summitry that kept graphs, and is never written anew.
#[test]
fn files_of_version_1_stay_readable() {
    let path = Path::new("tests/testdata/graph_storage/v1/april_2019.json");
    let graph = summitry::store::read(path).unwrap();
    assert_eq!(graph, load(&saved(&graph), path).unwrap());
    let kinds: Vec<&str> = graph.nodes().map(|node| node.kind.as_str()).collect();
    expect!["person country person person country country country place summit summit"].assert_eq(&kinds.join(" "));
    let met = graph.events().iter().find(|event| event.sources > 1).unwrap();
    let dates: Vec<_> = met
        .dates
        .iter()
        .flat_map(|reading| &reading.date)
        .map(|date| date.value.as_str())
        .collect();
    assert_eq!((met.event_type.as_str(), met.status.as_str()), ("met", "occurred"));
    assert_eq!((dates, met.reports.len()), (vec!["2019-04-25", "2019-04"], 3));
}

/// The file was written by the first summitry that kept places, origins and lives, and is never written anew.
#[test]
fn files_of_version_2_stay_readable() {
    let path = Path::new("tests/testdata/graph_storage/v2/april_2019.json");
    let graph = summitry::store::read(path).unwrap();
    assert_eq!(graph, load(&saved(&graph), path).unwrap());
    let reports = || graph.events().iter().flat_map(|event| &event.reports);
    assert!(reports().all(|report| report.origin > 0) && reports().any(|report| report.place.is_some()));
    assert!(
        graph
            .events()
            .iter()
            .any(|event| event.places.len() == 1 && event.sources == 2)
    );
}
