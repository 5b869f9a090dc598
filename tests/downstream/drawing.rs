//! Any name can be drawn, and what does not fit is said.

use crate::keeping::{graph_of, stories};
use crate::support::{april_2019, article, event, graph};
use expect_test::expect;
use proptest::prelude::*;
use std::time::Duration;
use summitry::graph::NodeId;
use summitry::render::{DrawOptions, Engine, dot, render, svg};

const LIMIT: Duration = Duration::from_mins(1);

fn lines(dot: &str) -> (usize, usize) {
    let nodes = dot.lines().filter(|line| line.contains("shape=")).count();
    let edges = dot.lines().filter(|line| line.contains("dir=")).count();
    (nodes, edges)
}

#[test]
fn the_events_of_two_are_one_line() {
    let dot = dot(&april_2019(), &DrawOptions::default());
    let body: Vec<&str> = dot.lines().map(str::trim).filter(|line| line.contains("->")).collect();
    expect![[r##"
          "country:PRK" -> "country:USA" [label=<<table border="0" cellborder="0" cellpadding="1" cellspacing="0" bgcolor="white"><tr><td><font color="#b3261e">sanctioned</font></td></tr></table>> color="#b3261e" dir=back style=solid penwidth=1.0 tooltip="undated sanctioned: United States → North Korea, 1 report" labeltooltip="undated sanctioned: United States → North Korea, 1 report"];
          "country:RUS" -> "person:kim-jong-un:PRK" [label=<<table border="0" cellborder="0" cellpadding="1" cellspacing="0" bgcolor="white"><tr><td><font color="#2a6f97">visited<br/>24 Apr 2019</font></td></tr></table>> color="#2a6f97" dir=back style=solid penwidth=1.0 tooltip="2019-04-24 visited: Kim Jong Un → Russia, 1 report" labeltooltip="2019-04-24 visited: Kim Jong Un → Russia, 1 report"];
          "country:USA" -> "person:vladimir-putin:RUS" [label=<<table border="0" cellborder="0" cellpadding="1" cellspacing="0" bgcolor="white"><tr><td><font color="#d9822b">accused<br/>25 Apr 2019</font></td></tr></table>> color="#d9822b" dir=back style=solid penwidth=1.0 tooltip="2019-04-25 accused: Vladimir Putin → United States, 1 report" labeltooltip="2019-04-25 accused: Vladimir Putin → United States, 1 report"];
          "person:donald-trump:USA" -> "person:kim-jong-un:PRK" [label=<<table border="0" cellborder="0" cellpadding="1" cellspacing="0" bgcolor="white"><tr><td><font color="#2a6f97">met<br/>Feb 2019</font></td></tr></table>> color="#2a6f97" dir=none style=solid penwidth=1.0 tooltip="2019-02 met: Kim Jong Un, Donald Trump, 1 report" labeltooltip="2019-02 met: Kim Jong Un, Donald Trump, 1 report"];
          "person:donald-trump:USA" -> "country:USA" [color="#bbbbbb" dir=none penwidth=0.7 len=1 tooltip="affiliation"];
          "person:kim-jong-un:PRK" -> "country:PRK" [color="#bbbbbb" dir=none penwidth=0.7 len=1 tooltip="affiliation"];
          "person:kim-jong-un:PRK" -> "summit:kim-putin-2019-04-25" [color="#c0513a" dir=none len=1 style=solid tooltip="attended"];
          "person:vladimir-putin:RUS" -> "country:RUS" [color="#bbbbbb" dir=none penwidth=0.7 len=1 tooltip="affiliation"];
          "person:vladimir-putin:RUS" -> "summit:kim-putin-2019-04-25" [color="#c0513a" dir=none len=1 style=solid tooltip="attended"];
          "place:vladivostok:RUS" -> "country:RUS" [color="#bbbbbb" dir=none penwidth=0.7 len=1 tooltip="in"];
          "summit:kim-putin-2019-04-25" -> "place:vladivostok:RUS" [color="#bbbbbb" dir=none penwidth=0.7 len=1 tooltip="held in"];"##]].assert_eq(&body.join("\n"));
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
        let start = dot.find("colspan=\"9\" align=\"left\">").unwrap() + 25;
        let words = dot[start..].split("</td>").next().unwrap().to_owned();
        format!("{words} {:?}", lines(&dot))
    };
    let all = DrawOptions::default();
    expect!["8 nodes, 5 events (8, 11)"].assert_eq(&shown(all.clone()));
    expect!["4 of 8 nodes and 2 of 5 events: the most reported ones (4, 3)"].assert_eq(&shown(DrawOptions {
        max_nodes: 4,
        ..all.clone()
    }));
    let trump = NodeId::from("person:donald-trump:USA".to_owned());
    expect!["2 nodes, 1 event (2, 1)"].assert_eq(&shown(DrawOptions {
        focus: Some(trump.clone()),
        ..all.clone()
    }));
    expect!["0 nodes, 0 events (0, 0)"].assert_eq(&shown(DrawOptions {
        focus: Some(trump),
        hops: 0,
        ..all.clone()
    }));
    expect!["5 nodes, 2 events (5, 4)"].assert_eq(&shown(DrawOptions {
        since: "2019-04-25".parse().ok(),
        ..all.clone()
    }));
    expect!["2 nodes, 1 event (2, 1)"].assert_eq(&shown(DrawOptions {
        types: vec![summitry::event::EventType::Sanctioned],
        ..all.clone()
    }));
    expect!["0 of 8 nodes and 0 of 5 events: the most reported ones (0, 0)"]
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
