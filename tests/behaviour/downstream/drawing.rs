//! Any name can be drawn, and what does not fit is said.

use super::keeping::{graph_of, stories};
use super::support::{april_2019, article, event, graph};
use expect_test::expect;
use proptest::prelude::*;
use std::time::Duration;
use summitry::graph::NodeId;
use summitry::query::Query;
use summitry::render::{DrawOptions, Engine, dot, render, svg};

const LIMIT: Duration = Duration::from_mins(1);

/// How many nodes and lines are drawn; words on lines, which stand in nodes of their own, are neither.
fn lines(dot: &str) -> (usize, usize) {
    let nodes = dot
        .lines()
        .filter(|line| line.contains("shape=") && !line.contains("class=words"))
        .count();
    let edges = dot.lines().filter(|line| line.contains("dir=")).count();
    (nodes, edges)
}

#[test]
fn the_events_of_two_are_one_line() {
    let dot = dot(&april_2019(), &DrawOptions::default());
    let body: Vec<&str> = dot.lines().map(str::trim).filter(|line| line.contains("->")).collect();
    expect![[r##"
        "country:PRK" -> "country:USA" [color="#b3261e" dir=back style=solid penwidth=1.2 comment="sanctioned" tooltip="undated sanctioned: United States → North Korea, 1 report"];
        "country:RUS" -> "person:kim-jong-un:PRK" [color="#2a6f97" dir=back style=solid penwidth=1.2 comment="visited, 24 Apr 2019" tooltip="2019-04-24 visited: Kim Jong Un → Russia, 1 report"];
        "country:USA" -> "person:vladimir-putin:RUS" [color="#b9650f" dir=back style=solid penwidth=1.2 comment="accused, 25 Apr 2019" tooltip="2019-04-25 accused: Vladimir Putin → United States, 1 report"];
        "person:donald-trump:USA" -> "person:kim-jong-un:PRK" [color="#2a6f97" dir=none style=solid penwidth=1.2 comment="met, Feb 2019" tooltip="2019-02 met: Kim Jong Un, Donald Trump, 1 report"];
        "person:donald-trump:USA" -> "country:USA" [color="#c9ced6" dir=none penwidth=0.8 tooltip="affiliation"];
        "person:kim-jong-un:PRK" -> "country:PRK" [color="#c9ced6" dir=none penwidth=0.8 tooltip="affiliation"];
        "person:kim-jong-un:PRK" -> "summit:kim-putin-2019-04-25" [color="#a3277d" dir=none style=solid tooltip="attended"];
        "person:vladimir-putin:RUS" -> "country:RUS" [color="#c9ced6" dir=none penwidth=0.8 tooltip="affiliation"];
        "person:vladimir-putin:RUS" -> "summit:kim-putin-2019-04-25" [color="#a3277d" dir=none style=solid tooltip="attended"];"##]].assert_eq(&body.join("\n"));
}

#[test]
fn the_same_graph_is_drawn_in_the_same_bytes() {
    let options = DrawOptions::default();
    assert_eq!(dot(&april_2019(), &options), dot(&april_2019(), &options));
}

#[test]
fn names_cannot_break_out_of_the_picture() {
    let names = [
        "\"]; x -> y [",
        "back\\",
        "two\nlines",
        "<b>bold</b> & <table>",
        "رجب طيب أردوغان",
        "🕊 \u{202e}dove",
        "\\N \\G",
        "\u{0}\u{1b}[31m",
    ];
    let story = article("a", "2019-04-24", "They met.");
    let events =
        names.map(|name| event("accused", "A/RUS > B/USA", "2019", "occurred", "They met.", &story).named(name));
    let graph = graph(vec![(story, events.to_vec())]);
    let options = DrawOptions {
        title: Some(names.join(" ")),
        ..DrawOptions::default()
    };
    let dot = dot(&graph, &options);
    assert_eq!(lines(&dot).0, names.len() + 1);
    let words = dot.matches("class=words").count();
    for line in dot
        .lines()
        .filter(|line| line.contains("label=") && line.contains("shape=ellipse"))
    {
        assert!(line.ends_with("];"), "{line}");
    }
    #[cfg(feature = "draw")]
    {
        let svg = render(dot, Engine::BuiltIn, LIMIT).unwrap();
        assert_eq!(svg.matches("class=\"node\"").count(), names.len() + 1);
        assert_eq!(svg.matches("class=\"node words\"").count(), words);
        assert!(svg.contains("&quot;]; x &#45;&gt; y ["), "{svg}");
        assert!(!svg.contains('\u{1b}') && !svg.contains('\u{0}'));
    }
}

trait Named {
    fn named(self, name: &str) -> Self;
}

impl Named for summitry::event::Event {
    fn named(mut self, name: &str) -> Self {
        name.clone_into(&mut self.source[0].name);
        self.source[0].entity = format!("person:{name}").into();
        self
    }
}

#[cfg(feature = "draw")]
proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_graph_can_be_drawn((names, articles) in stories()) {
        let graph = graph_of(&names, &articles);
        let description = dot(&graph, &DrawOptions::default());
        let (nodes, edges) = lines(&description);
        let svg = render(description, Engine::BuiltIn, LIMIT).unwrap();
        prop_assert_eq!(svg.matches("class=\"node\"").count(), nodes);
        prop_assert_eq!(svg.matches("class=\"edge\"").count(), edges);
    }
}

#[test]
fn what_is_left_out_is_said() {
    let graph = april_2019();
    let shown = |options: DrawOptions| {
        let dot = dot(&graph, &options);
        let start = dot.find("<font color=").unwrap();
        let words = dot[start..].split(['<', '>']).nth(2).unwrap().to_owned();
        format!("{words} {:?}", lines(&dot))
    };
    let all = DrawOptions::default();
    expect!["7 nodes, 5 events (7, 9)"].assert_eq(&shown(all.clone()));
    expect!["4 of 7 nodes and 2 of 5 events: the most reported ones; 3 nodes and 3 events are left out; a matrix has room for all countries (4, 3)"]
        .assert_eq(&shown(DrawOptions {
            max_nodes: 4,
            ..all.clone()
        }));
    let trump = NodeId::from("person:donald-trump:USA".to_owned());
    expect!["2 nodes, 1 event (2, 1)"].assert_eq(&shown(DrawOptions {
        focus: vec![trump.clone()],
        ..all.clone()
    }));
    expect!["0 nodes, 0 events (0, 0)"].assert_eq(&shown(DrawOptions {
        focus: vec![trump],
        hops: 0,
        ..all.clone()
    }));
    expect!["4 nodes, 2 events (4, 3)"].assert_eq(&shown(DrawOptions {
        query: Query {
            since: "2019-04-25".parse().ok(),
            ..Query::default()
        },
        ..all.clone()
    }));
    expect!["2 nodes, 1 event (2, 1)"].assert_eq(&shown(DrawOptions {
        query: Query {
            types: vec![summitry::event::EventType::Sanctioned],
            ..Query::default()
        },
        ..all.clone()
    }));
    expect!["0 of 7 nodes and 0 of 5 events: the most reported ones; 7 nodes and 5 events are left out; a matrix has room for all countries (0, 0)"]
        .assert_eq(&shown(DrawOptions { max_nodes: 0, ..all }));
}

#[test]
fn a_picture_that_takes_too_long_is_given_up() {
    let story = article("a", "2019-04-24", "They met.");
    let name = |number: usize| format!("N{number}@O{number}");
    let events = (0..600).map(|number| {
        let who = format!("{} > {}", name(number), name((number * 7 + 1) % 600));
        event("accused", &who, "2019", "occurred", "They met.", &story)
    });
    let graph = graph(vec![(story.clone(), events.collect())]);
    let options = DrawOptions {
        max_nodes: 600,
        ..DrawOptions::default()
    };
    let error = svg(&graph, &options, Engine::BuiltIn, Duration::from_millis(1)).unwrap_err();
    if cfg!(feature = "draw") {
        assert_eq!(
            error.to_string(),
            "the picture was not done after 0.001 s; draw fewer nodes"
        );
    }
}
