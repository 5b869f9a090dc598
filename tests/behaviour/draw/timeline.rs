//! A row for each, a mark for each event, and cells by balance.

use super::support::{april_2019, own_type, texts, well_formed};
use expect_test::expect;
use summitry::event::{EventType, Status};
use summitry::graph::NodeId;
use summitry::query::Query;
use summitry::render::{DrawOptions, Theme, dot, matrix, timeline};

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
    expect!["5 events, a row for each who took part; 1 event without a date left out | met | visited | accused | mobilized | happened | some day in this time | 1 Feb 19 | 8 Feb 19 | 15 Feb 19 | 22 Feb 19 | 1 Mar 19 | 8 Mar 19 | 15 Mar 19 | 22 Mar 19 | 29 Mar 19 | 5 Apr 19 | 12 Apr 19 | 19 Apr 19 | 26 Apr 19 | Kim Jong Un | 3 | Vladimir Putin | 2 | South Korea | 1 | Russia | 1 | United States | 1 | Donald Trump | 1"].assert_eq(&shown(&svg));
    assert_eq!(svg.matches("rx=\"6\"").count(), 3, "three persons have round marks");
}

#[test]
fn the_timeline_of_one_has_a_row_for_each_partner() {
    expect!["3 events of Kim Jong Un, a row for each partner | met | visited | happened | some day in this time | 1 Feb 19 | 8 Feb 19 | 15 Feb 19 | 22 Feb 19 | 1 Mar 19 | 8 Mar 19 | 15 Mar 19 | 22 Mar 19 | 29 Mar 19 | 5 Apr 19 | 12 Apr 19 | 19 Apr 19 | Vladimir Putin | 1 | Russia | 1 | Donald Trump | 1"].assert_eq(&shown(&timeline(&april_2019(), &who("person:kim-jong-un:PRK"))));
}

#[test]
fn what_is_left_out_of_a_timeline_is_said() {
    let few = DrawOptions {
        max_nodes: 2,
        ..DrawOptions::default()
    };
    expect![
        "4 events, a row for each who took part; 4 rows of fewer reports left out; 1 event without a date left out"
    ]
    .assert_eq(&texts(&timeline(&april_2019(), &few))[0]);
    let none = DrawOptions {
        query: Query {
            types: vec![EventType::Attacked],
            ..Query::default()
        },
        ..DrawOptions::default()
    };
    expect!["0 events, a row for each who took part"].assert_eq(&texts(&timeline(&april_2019(), &none))[0]);
}

#[test]
fn countries_stand_against_countries() {
    let svg = matrix(&april_2019(), &DrawOptions::default());
    expect!["5 events between 3 countries; what happened, with those who serve each country | conflict | cooperation | mean Goldstein value, −8 to 8; the number is that of the events | North Korea | North Korea | Russia | Russia | United States | United States | 2 | 2 | 2 | 1 | 2 | 1"].assert_eq(&shown(&svg));
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
    expect!["0 events between 0 countries"].assert_eq(&texts(&matrix(&april_2019(), &planned))[0]);
    let few = DrawOptions {
        max_nodes: 2,
        ..DrawOptions::default()
    };
    expect!["2 events between 2 countries; 1 country of fewer events left out; what happened, with those who serve each country"].assert_eq(&texts(&matrix(&april_2019(), &few))[0]);
}

#[test]
fn an_event_type_of_ones_own_is_drawn_by_its_class() {
    let graph = own_type();
    for theme in [Theme::Light, Theme::Dark] {
        let options = DrawOptions {
            theme,
            ..DrawOptions::default()
        };
        let (own, built_in) = (timeline(&graph, &options), timeline(&april_2019(), &options));
        assert!(texts(&own).iter().any(|words| words == "walked-out"));
        assert!(!texts(&own).iter().any(|words| words == "accused"));
        let marks = |svg: &str| svg.matches("<polygon").count() + svg.matches("<path").count();
        assert_eq!(marks(&own), marks(&built_in));
        let network = dot(&graph, &options);
        let pair = network
            .lines()
            .find(|line| line.contains("comment=\"walked-out"))
            .unwrap();
        let before = dot(&april_2019(), &options);
        let old = before.lines().find(|line| line.contains("comment=\"accused")).unwrap();
        let color = |line: &str| line.split("color=").nth(1).unwrap().chars().take(9).collect::<String>();
        assert_eq!(color(pair), color(old), "both are conflict in words");
    }
    let svg = matrix(&graph, &DrawOptions::default());
    assert!(svg.contains("Russia and United States: 1 event"), "{svg}");
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
