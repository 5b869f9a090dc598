//! Whom a name means, and which events answer a question.

use crate::downstream::support::{april_2019, article, event, graph};
use expect_test::{Expect, expect};
use summitry::event::{EventType, Status};
use summitry::graph::{KnowledgeGraph, Outline};
use summitry::query::{
    Centrality, Dimension, Happening, Named, Network, PathOptions, Query, communities, counts, counts_in_outline, days,
    dyads, dyads_in_outline, paths, paths_in_outline, pivots, rank, resolve,
};

fn cast() -> KnowledgeGraph {
    let story = article("a", "2019-04-24", "They met. They met again. Mr. Erdogan spoke.");
    let told = |who: &str, evidence| event("met", who, "2019-04-24", "occurred", evidence, &story);
    let mut named = told(
        "Recep Tayyip Erdoğan/TUR + Abdel Fattah el-Sisi/EGY",
        "Mr. Erdogan spoke.",
    );
    named.source[0].mention = summitry::span::Span::new(26, 37);
    let events = vec![
        told("Kim Jong Un/PRK + Vladimir Putin/RUS", "They met."),
        told("Kim Jong Il/PRK + Vladimir Putin/RUS", "They met again."),
        told(
            "Vladimir Putin/RUS + António Guterres~UN + North Korea=PRK",
            "They met again.",
        ),
        told("Vladimir Putin/RUS + Xi Jinping/CHN", "They met again."),
        told("Lyudmila Putin/RUS + Xi Jinping/CHN", "They met again."),
        told("United Nations@UN + Russia=RUS", "They met again."),
        named,
    ];
    graph(vec![(story, events)])
}

#[test]
fn names_are_found_whatever_their_form() {
    let graph = cast();
    let check = |name: &str, expect: Expect| {
        let names = |nodes: Vec<&summitry::graph::Node>| {
            nodes
                .iter()
                .map(|node| node.name.clone())
                .collect::<Vec<_>>()
                .join(" | ")
        };
        expect.assert_eq(&match resolve(&graph, name) {
            Named::One(node) => node.name.clone(),
            Named::Several(nodes) => format!("several: {}", names(nodes)),
            Named::Nobody(nodes) => format!("nobody: {}", names(nodes)),
        });
    };
    check("Kim Jong Un", expect!["Kim Jong Un"]);
    check("jong un KIM", expect!["Kim Jong Un"]);
    check("Kim", expect!["several: Kim Jong Il | Kim Jong Un"]);
    check("president putin", expect!["Vladimir Putin"]);
    check("Erdogan", expect!["Recep Tayyip Erdoğan"]);
    check("Mr. Erdogan", expect!["Recep Tayyip Erdoğan"]);
    check("Guterres", expect!["António Guterres"]);
    check("PRK", expect!["North Korea"]);
    check("KP", expect!["North Korea"]);
    check("RU", expect!["Russia"]);
    check("Ru", expect!["nobody: "]);
    check("JP", expect!["nobody: "]);
    check("person:kim-jong-il:PRK", expect!["Kim Jong Il"]);
    check("UN", expect!["United Nations"]);
    check("Pution", expect!["nobody: Vladimir Putin | Lyudmila Putin"]);
    check("Erdogen", expect!["Recep Tayyip Erdoğan"]);
    check("Sissi", expect!["Abdel Fattah el-Sisi"]);
    check("Zyx", expect!["nobody: "]);
    check("", expect!["nobody: "]);
    check("!", expect!["nobody: "]);
}

#[test]
fn answers_come_in_the_order_of_time() {
    let graph = april_2019();
    let id = |name| match resolve(&graph, name) {
        Named::One(node) => vec![node.id.clone()],
        other => panic!("{name}: {other:?}"),
    };
    let check = |query: &Query, expect: Expect| {
        let events: Vec<String> = query
            .find(&graph)
            .into_iter()
            .map(|event| {
                let date = event.date.as_ref().map_or("undated", |date| &date.value);
                let names: Vec<&str> = event.participants().map(|id| graph.name(id)).collect();
                format!("{date} {} {}", event.event_type, names.join(", "))
            })
            .collect();
        expect.assert_eq(&events.join("\n"));
    };
    let all = Query::default();
    check(
        &all,
        expect![[r#"
        2019-02 met Kim Jong Un, Donald Trump
        2019-04-24 visited Kim Jong Un, Russia
        2019-04-25 met Kim Jong Un, Vladimir Putin
        2019-04-25 accused Vladimir Putin, United States
        2019-04-26 mobilized South Korea
        undated sanctioned United States, North Korea"#]],
    );
    check(
        &Query {
            types: vec![EventType::Met],
            who: id("Kim"),
            ..all.clone()
        },
        expect![[r#"
        2019-02 met Kim Jong Un, Donald Trump
        2019-04-25 met Kim Jong Un, Vladimir Putin"#]],
    );
    check(
        &Query {
            who: id("North Korea"),
            with: id("Russia"),
            ..all.clone()
        },
        expect![[r#"
        2019-04-24 visited Kim Jong Un, Russia
        2019-04-25 met Kim Jong Un, Vladimir Putin"#]],
    );
    check(
        &Query {
            who: id("North Korea"),
            exactly: true,
            ..all.clone()
        },
        expect!["undated sanctioned United States, North Korea"],
    );
    check(
        &Query {
            since: days("2019-04-25").map(|days| days.0),
            ..all.clone()
        },
        expect![[r#"
        2019-04-25 met Kim Jong Un, Vladimir Putin
        2019-04-25 accused Vladimir Putin, United States
        2019-04-26 mobilized South Korea"#]],
    );
    check(
        &Query {
            until: days("2019-03").map(|days| days.1),
            ..all.clone()
        },
        expect!["2019-02 met Kim Jong Un, Donald Trump"],
    );
    check(
        &Query {
            statuses: vec![Status::Denied],
            ..all.clone()
        },
        expect![[r#""#]],
    );
    check(
        &Query {
            who: id("Putin"),
            with: id("Putin"),
            ..all
        },
        expect![[r#""#]],
    );
}

#[test]
fn chains_of_a_large_network_are_counted_from_some_and_the_centre_is_found() {
    let star = |leaves: usize| {
        let story = article("a", "2019-04-24", "They met.");
        let met = |leaf: usize| {
            let month = format!("{}-{:02}", 1000 + leaf / 12, leaf % 12 + 1);
            let who = format!("Hub of All/USA + Leaf {leaf}/FRA");
            event("met", &who, &month, "occurred", "They met.", &story)
        };
        graph(vec![(story.clone(), (0..leaves).map(met).collect())])
    };
    for (leaves, is_sampled) in [(50, false), (9000, true)] {
        let star = star(leaves);
        let network = Network::new(&star, &Query::default());
        assert_eq!(pivots(&network) < leaves + 1, is_sampled);
        let ranked = rank(&network, Centrality::Betweenness);
        assert_eq!(ranked[0].node.name, "Hub of All");
        assert!((ranked[0].score - 1.0).abs() < 0.001, "{}", ranked[0].score);
        assert!(ranked[1].score.abs() < 1e-9);
    }
}

/// The ids of the events, and how many reports each has.
fn names<E: Happening>(events: &[E]) -> Vec<(String, usize)> {
    events
        .iter()
        .map(|event| (event.id().to_string(), event.reports()))
        .collect()
}

/// The ids of the members of each community.
fn members<'a, E>(found: summitry::query::Communities<'a, E>) -> Vec<Vec<&'a str>> {
    let names = |one: summitry::query::Community<'a, E>| one.members.iter().map(|node| node.id.as_str()).collect();
    found.list.into_iter().map(names).collect()
}

/// A question, its answers in the graph and in its outline.
fn in_both(query: &Query) {
    let graph = summitry::store::read(std::path::Path::new("graphs/sample.json")).expect("the sample graph");
    let outline = Outline::of(&graph).expect("an outline");
    let found = query.find_in(&outline).expect("an outline tells it");
    let ids: Vec<_> = query.find(&graph).iter().map(|event| event.id.clone()).collect();
    assert_eq!(
        found.iter().map(|event| event.id()).collect::<Vec<_>>(),
        ids,
        "{query:?}"
    );
    for by in [
        &[Dimension::Month][..],
        &[Dimension::Year, Dimension::Class],
        &[Dimension::Country, Dimension::Status],
        &[Dimension::Type, Dimension::Place],
    ] {
        let of_graph = counts(&graph, query, by)
            .into_iter()
            .map(|count| (count.values, names(&count.events)));
        let of_outline = counts_in_outline(&outline, query, by).expect("an outline tells it");
        assert!(
            of_graph.eq(of_outline.into_iter().map(|count| (count.values, names(&count.events)))),
            "{query:?} {by:?}"
        );
    }
    let of_graph = dyads(&graph, query)
        .into_iter()
        .map(|dyad| (dyad.month, dyad.one, dyad.other, names(&dyad.events)));
    let of_outline = dyads_in_outline(&outline, query).expect("an outline tells it");
    let of_outline = of_outline
        .into_iter()
        .map(|dyad| (dyad.month, dyad.one, dyad.other, names(&dyad.events)));
    assert!(of_graph.eq(of_outline), "{query:?}");
    let (whole, lean) = (Network::new(&graph, query), Network::outlined(&outline, &found));
    for by in Centrality::ALL {
        let of_graph = rank(&whole, *by)
            .into_iter()
            .map(|one| (&one.node.id, one.score.to_bits(), one.partners, names(&one.events)));
        let of_outline = rank(&lean, *by)
            .into_iter()
            .map(|one| (&one.node.id, one.score.to_bits(), one.partners, names(&one.events)));
        assert!(of_graph.eq(of_outline), "{query:?} {by:?}");
    }
    assert_eq!(members(communities(&whole)), members(communities(&lean)), "{query:?}");
    for (from, to) in [
        ("Kim Jong Un", "Emmanuel Macron"),
        ("Japan", "Russia"),
        ("Xi Jinping", "Xi Jinping"),
    ] {
        let [from, to] = [from, to].map(|name| match resolve(&graph, name) {
            Named::One(node) => node.id.clone(),
            other => panic!("{name}: {other:?}"),
        });
        for in_time in [false, true] {
            let options = PathOptions {
                in_time,
                ..PathOptions::over(query.clone())
            };
            let lean = paths_in_outline(&outline, &from, &to, &options).expect("an outline tells it");
            assert_eq!(
                paths(&graph, &from, &to, &options),
                lean.told(&graph),
                "{from} {to} {query:?}"
            );
        }
    }
}

#[test]
fn an_outline_answers_as_its_graph() {
    in_both(&Query::default());
    in_both(&Query {
        statuses: vec![Status::Occurred],
        classes: vec!["consult".to_owned()],
        ..Query::default()
    });
    in_both(&Query {
        since: days("2018").map(|days| days.0),
        until: days("2019-06").map(|days| days.1),
        min_score: 0.5,
        ..Query::default()
    });
    in_both(&Query {
        countries: vec!["RUS".to_owned()],
        min_reports: 2,
        ..Query::default()
    });
    let country = |code: &str| summitry::graph::NodeId::from(format!("country:{code}"));
    in_both(&Query {
        who: vec![country("USA")],
        with: vec![country("CHN"), country("PRK")],
        ..Query::default()
    });
    in_both(&Query {
        who: vec![country("USA")],
        exactly: true,
        places: vec![country("CHE")],
        ..Query::default()
    });
}
