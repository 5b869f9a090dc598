//! Filters keep what answers, and all that belongs to it.

use super::support::april_2019;
use expect_test::{Expect, expect};
use std::borrow::Cow;
use std::fmt::Write;
use summitry::event::{EventType, Status};
use summitry::export::slice;
use summitry::query::Query;

/// Shows the events, nodes and articles of the slice.
fn check(query: &Query, expect: &Expect) {
    let graph = april_2019();
    let slice = slice(&graph, query);
    let mut shown = String::new();
    for event in slice.events() {
        let date = event.date.as_ref().map_or("undated", |date| &date.value);
        writeln!(shown, "{date} {} {}", event.event_type, event.status).unwrap();
    }
    for node in slice.nodes() {
        writeln!(shown, "{} {}", node.id, node.mentions).unwrap();
    }
    let articles: Vec<&str> = slice.articles().iter().map(|article| article.id.as_str()).collect();
    writeln!(shown, "{} edges; {}", slice.edges().count(), articles.join(", ")).unwrap();
    expect.assert_eq(&shown);
}

#[test]
fn no_question_gives_the_whole_graph() {
    let graph = april_2019();
    assert!(matches!(slice(&graph, &Query::default()), Cow::Borrowed(_)));
}

#[test]
fn all_that_belongs_to_an_event_comes_with_it() {
    check(
        &Query {
            types: vec![EventType::Met],
            since: "2019-04-01".parse().ok(),
            ..Query::default()
        },
        &expect![[r#"
            2019-04-25 met occurred
            person:kim-jong-un:PRK 3
            country:RUS 0
            person:vladimir-putin:RUS 3
            country:PRK 0
            place:vladivostok:RUS 3
            summit:kim-putin-2019-04-25 3
            7 edges; seed, after, reprint
        "#]],
    );
}

#[test]
fn no_answer_gives_an_empty_graph() {
    check(
        &Query {
            statuses: vec![Status::Denied],
            ..Query::default()
        },
        &expect![[r#"
            0 edges; 
        "#]],
    );
}
