//! A row for each, a mark for each event, and cells by balance.

use crate::support::{april_2019, texts, well_formed};
use expect_test::expect;
use summitry::event::{EventType, Status};
use summitry::graph::NodeId;
use summitry::query::Query;
use summitry::render::{DrawOptions, Theme, matrix, timeline};

fn shown(svg: &str) -> String {
    well_formed(svg).unwrap();
    texts(svg).join(" | ")
}

fn who(id: &str) -> DrawOptions {
    DrawOptions {
        focus: vec![NodeId::from(id.to_owned())],
        ..DrawOptions::default()
    }
}

#[test]
fn each_who_took_part_has_a_row() {
    let svg = timeline(&april_2019(), &DrawOptions::default());
    expect![[""]].assert_eq(&shown(&svg));
    assert_eq!(svg.matches("rx=\"6\"").count(), 3, "three persons have round marks");
}

#[test]
fn the_timeline_of_one_has_a_row_for_each_partner() {
    expect![[""]].assert_eq(&shown(&timeline(&april_2019(), &who("person:kim-jong-un:PRK"))));
}

#[test]
fn what_is_left_out_of_a_timeline_is_said() {
    let few = DrawOptions {
        max_nodes: 2,
        ..DrawOptions::default()
    };
    expect![[""]].assert_eq(&texts(&timeline(&april_2019(), &few))[0]);
    let none = DrawOptions {
        query: Query {
            types: vec![EventType::Attacked],
            ..Query::default()
        },
        ..DrawOptions::default()
    };
    expect![[""]].assert_eq(&texts(&timeline(&april_2019(), &none))[0]);
}

#[test]
fn countries_stand_against_countries() {
    let svg = matrix(&april_2019(), &DrawOptions::default());
    expect![[""]].assert_eq(&shown(&svg));
    assert!(svg.contains("North Korea and United States: 2 events"), "{svg}");
}

#[test]
fn the_matrix_counts_what_is_asked_for() {
    let planned = DrawOptions {
        query: Query {
            statuses: vec![Status::Planned],
            ..Query::default()
        },
        ..DrawOptions::default()
    };
    expect![[""]].assert_eq(&texts(&matrix(&april_2019(), &planned))[0]);
    let few = DrawOptions {
        max_nodes: 2,
        ..DrawOptions::default()
    };
    expect![[""]].assert_eq(&texts(&matrix(&april_2019(), &few))[0]);
}

#[test]
fn both_grounds_tell_the_same() {
    let dark = DrawOptions {
        theme: Theme::Dark,
        ..DrawOptions::default()
    };
    for draw in [timeline, matrix] {
        let (day, night) = (draw(&april_2019(), &DrawOptions::default()), draw(&april_2019(), &dark));
        assert_eq!(texts(&day), texts(&night));
        assert_ne!(day, night);
    }
}
