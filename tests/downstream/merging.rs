//! Which reports are merged, and what the graph then says.

use crate::support::{april_2019, article, event, graph, place};
use expect_test::{Expect, expect};
use std::fmt::Write;
use summitry::article::Article;
use summitry::event::Event;
use summitry::graph::{EventRecord, KnowledgeGraph, NodeKind};

const PUTIN_KIM: &str = "Kim Jong Un/PRK + Vladimir Putin/RUS";

/// One line an event: type, participants, date, status, reports and independent sources; then differing dates.
fn show(graph: &KnowledgeGraph) -> String {
    graph.events().iter().fold(String::new(), |mut lines, event| {
        let names = |ids: &[_]| ids.iter().map(|id| graph.name(id)).collect::<Vec<_>>().join(" + ");
        write!(lines, "{} {}", event.event_type, names(&event.source)).unwrap();
        if !event.target.is_empty() {
            write!(lines, " > {}", names(&event.target)).unwrap();
        }
        let date = event.date.as_ref().map_or("undated", |date| &date.value);
        write!(
            lines,
            " | {date} {} | {} of {}",
            event.status,
            event.sources,
            event.reports.len()
        )
        .unwrap();
        writeln!(lines, "{}", alternatives(event)).unwrap();
        lines
    })
}

fn alternatives(event: &EventRecord) -> String {
    if event.dates.len() < 2 {
        return String::new();
    }
    let dates: Vec<String> = event
        .dates
        .iter()
        .map(|reading| {
            let date = reading.date.as_ref().map_or("undated", |date| &date.value);
            format!("{date} ({})", reading.reports)
        })
        .collect();
    format!(" | {}", dates.join(", "))
}

/// Articles of one event each, a row an article: date, participants, event date, status, text.
fn check(kind: &str, rows: &[(&str, &str, &str, &str, &str)], expect: &Expect) {
    let articles = rows.iter().enumerate().map(|(at, (day, who, when, status, text))| {
        let article = article(&format!("a{at}"), day, text);
        let event = event(kind, who, when, status, text, &article);
        (article, vec![event])
    });
    expect.assert_eq(&show(&graph(articles.collect())));
}

#[test]
fn reports_of_equal_date_are_one_event() {
    check(
        "met",
        &[
            ("2019-04-24", PUTIN_KIM, "2019-04-25", "planned", "They will meet."),
            (
                "2019-04-26",
                "Vladimir Putin/RUS + Kim Jong Un/PRK",
                "2019-04-25",
                "occurred",
                "They met.",
            ),
            (
                "2019-04-26",
                "Vladimir Putin/RUS + Xi Jinping/CHN",
                "2019-04-25",
                "occurred",
                "He met Xi.",
            ),
        ],
        &expect![[r#"
            met Kim Jong Un + Vladimir Putin | 2019-04-25 occurred | 2 of 2
            met Vladimir Putin + Xi Jinping | 2019-04-25 occurred | 1 of 1
        "#]],
    );
}

#[test]
fn a_country_gives_way_to_the_person_who_serves_it() {
    check(
        "met",
        &[
            (
                "2019-04-24",
                "Kim Jong Un/PRK + Russia=RUS",
                "2019-04-25",
                "planned",
                "Russia will meet Kim.",
            ),
            ("2019-04-26", PUTIN_KIM, "2019-04-25", "occurred", "They met."),
            (
                "2019-04-26",
                "North Korea=PRK + Russia=RUS",
                "2019-04-25",
                "occurred",
                "The two countries met.",
            ),
        ],
        &expect![[r#"
            met Kim Jong Un + Vladimir Putin | 2019-04-25 occurred | 2 of 2
            met North Korea + Russia | 2019-04-25 occurred | 1 of 1
        "#]],
    );
}

#[test]
fn a_month_joins_one_day_in_it_but_not_two() {
    check(
        "visited",
        &[
            (
                "2011-06-01",
                "Kim Jong Il/PRK > Russia=RUS",
                "2011-05",
                "occurred",
                "He went in May.",
            ),
            (
                "2011-06-01",
                "Kim Jong Il/PRK > Russia=RUS",
                "2011-05-04",
                "occurred",
                "He went on 4 May.",
            ),
            (
                "2011-06-01",
                "Kim Jong Il/PRK > Russia=RUS",
                "2011-05-20",
                "occurred",
                "He went on 20 May.",
            ),
        ],
        &expect![[r#"
            visited Kim Jong Il > Russia | 2011-05-04 occurred | 2 of 2 | 2011-05-04 (1), 2011-05 (1)
            visited Kim Jong Il > Russia | 2011-05-20 occurred | 1 of 1
        "#]],
    );
}

#[test]
fn neighbouring_days_join_for_core_types_only() {
    let rows = |who| {
        [
            ("2019-04-24", who, "2019-04-24", "planned", "One."),
            ("2019-04-25", who, "2019-04-25", "occurred", "Two."),
            ("2019-04-26", who, "2019-04-26", "occurred", "Three."),
        ]
    };
    check(
        "visited",
        &rows("Kim Jong Un/PRK > Russia=RUS"),
        &expect![[r#"
        visited Kim Jong Un > Russia | 2019-04-24 occurred | 2 of 2 | 2019-04-24 (1), 2019-04-25 (1)
        visited Kim Jong Un > Russia | 2019-04-26 occurred | 1 of 1
    "#]],
    );
    check(
        "accused",
        &rows("Kim Jong Un/PRK > Russia=RUS"),
        &expect![[r#"
        accused Kim Jong Un > Russia | 2019-04-24 planned | 1 of 1
        accused Kim Jong Un > Russia | 2019-04-25 occurred | 1 of 1
        accused Kim Jong Un > Russia | 2019-04-26 occurred | 1 of 1
    "#]],
    );
}

#[test]
fn undated_reports_join_within_a_week() {
    check(
        "sanctioned",
        &[
            (
                "2019-04-24",
                "United States=USA > North Korea=PRK",
                "",
                "occurred",
                "The sanctions bite.",
            ),
            (
                "2019-04-30",
                "United States=USA > North Korea=PRK",
                "2019-04-29",
                "occurred",
                "New sanctions.",
            ),
            (
                "2019-05-20",
                "United States=USA > North Korea=PRK",
                "",
                "occurred",
                "Sanctions again.",
            ),
        ],
        &expect![[r#"
            sanctioned United States > North Korea | 2019-04-29 occurred | 2 of 2 | 2019-04-29 (1), undated (1)
            sanctioned United States > North Korea | undated occurred | 1 of 1
        "#]],
    );
}

#[test]
fn a_reprint_is_no_second_source() {
    check(
        "met",
        &[
            (
                "2019-04-25",
                PUTIN_KIM,
                "2019-04-25",
                "occurred",
                "They met on Thursday.",
            ),
            (
                "2019-04-28",
                PUTIN_KIM,
                "2019-04-28",
                "occurred",
                "They met on  Thursday.",
            ),
            (
                "2019-04-28",
                PUTIN_KIM,
                "2019-04-25",
                "occurred",
                "The leaders shook hands.",
            ),
        ],
        &expect![[r#"
            met Kim Jong Un + Vladimir Putin | 2019-04-25 occurred | 2 of 3 | 2019-04-25 (2), 2019-04-28 (1)
        "#]],
    );
}

#[test]
fn the_latest_article_decides_unless_it_happened() {
    check(
        "visited",
        &[
            (
                "2019-04-01",
                "Kim Jong Un/PRK > Russia=RUS",
                "2019-04-24",
                "planned",
                "He will go.",
            ),
            (
                "2019-04-20",
                "Kim Jong Un/PRK > Russia=RUS",
                "2019-04-24",
                "denied",
                "He will not go.",
            ),
            (
                "2019-04-10",
                "Kim Jong Un/PRK > Russia=RUS",
                "2019-04-24",
                "possible",
                "He may go.",
            ),
        ],
        &expect![[r#"
            visited Kim Jong Un > Russia | 2019-04-24 denied | 3 of 3
        "#]],
    );
}

#[test]
fn reports_from_different_places_stay_apart_unless_dates_are_equal() {
    let told = |id, when, at: &str| -> (Article, Vec<Event>) {
        let article = article(id, "2019-04-25", id);
        let mut event = event("met", PUTIN_KIM, when, "occurred", id, &article);
        event.place = place(at);
        (article, vec![event])
    };
    let graph = graph(vec![
        told("one", "2019-04", "Moscow, RUS"),
        told("two", "2019-04-25", "Vladivostok, RUS"),
        told("three", "2019-04-25", "Khasan, RUS"),
    ]);
    expect![[r#"
        met Kim Jong Un + Vladimir Putin | 2019-04 occurred | 1 of 1
        met Kim Jong Un + Vladimir Putin | 2019-04-25 occurred | 2 of 2
    "#]]
    .assert_eq(&show(&graph));
}

#[test]
fn one_article_tells_its_events_apart() {
    let story = article("a", "2019-04-25", "They met twice.");
    let told = |when, status| event("met", PUTIN_KIM, when, status, "They met twice.", &story);
    let events = vec![
        told("2019-04-24", "occurred"),
        told("2019-04-25", "occurred"),
        told("2019-04-25", "occurred"),
        told("", "occurred"),
        told("2019-04-25", "planned"),
    ];
    expect![[r#"
        met Kim Jong Un + Vladimir Putin | 2019-04-24 occurred | 1 of 1
        met Kim Jong Un + Vladimir Putin | 2019-04-25 occurred | 1 of 2
        met Kim Jong Un + Vladimir Putin | undated occurred | 1 of 1
        met Kim Jong Un + Vladimir Putin | 2019-04-25 planned | 1 of 1
    "#]]
    .assert_eq(&show(&graph(vec![(story, events)])));
}

#[test]
fn three_papers_tell_of_april_2019() {
    let graph = april_2019();
    let mut lines = show(&graph);
    for node in graph.nodes() {
        writeln!(
            lines,
            "{} {:?} {} {:?}",
            node.id, node.name, node.mentions, node.aliases
        )
        .unwrap();
    }
    for tie in graph.edges() {
        let what = tie
            .event
            .map_or(tie.edge.relation.as_str(), |event| event.event_type.as_str());
        writeln!(lines, "{} -[{what}]-> {}", tie.source.name, tie.target.name).unwrap();
    }
    expect![[r#"
        visited Kim Jong Un > Russia | 2019-04-24 occurred | 1 of 1
        met Kim Jong Un + Vladimir Putin | 2019-04-25 occurred | 2 of 3 | 2019-04-25 (2), 2019-04 (1)
        met Kim Jong Un + Donald Trump | 2019-02 occurred | 1 of 1
        sanctioned United States > North Korea | undated occurred | 1 of 1
        accused Vladimir Putin > United States | 2019-04-25 occurred | 1 of 1
        mobilized South Korea | 2019-04-26 occurred | 1 of 1
        person:kim-jong-un:PRK "Kim Jong Un" 5 {}
        country:RUS "Russia" 1 {}
        person:vladimir-putin:RUS "Vladimir Putin" 4 {}
        person:donald-trump:USA "Donald Trump" 1 {}
        country:USA "United States" 2 {}
        country:PRK "North Korea" 1 {}
        country:KOR "South Korea" 1 {}
        place:vladivostok:RUS "Vladivostok" 3 {}
        summit:kim-putin-2019-04-25 "Kim–Putin summit, Vladivostok, 25 April 2019" 3 {}
        summit:kim-trump-2019-02 "Kim–Trump meeting, February 2019" 1 {}
        Kim Jong Un -[visited]-> Russia
        Kim Jong Un -[met]-> Vladimir Putin
        Donald Trump -[met]-> Kim Jong Un
        United States -[sanctioned]-> North Korea
        Vladimir Putin -[accused]-> United States
        Kim Jong Un -[affiliation]-> North Korea
        Vladimir Putin -[affiliation]-> Russia
        Donald Trump -[affiliation]-> United States
        Vladivostok -[in]-> Russia
        Kim Jong Un -[attended]-> Kim–Putin summit, Vladivostok, 25 April 2019
        Vladimir Putin -[attended]-> Kim–Putin summit, Vladivostok, 25 April 2019
        Kim–Putin summit, Vladivostok, 25 April 2019 -[held in]-> Vladivostok
        Kim Jong Un -[attended]-> Kim–Trump meeting, February 2019
        Donald Trump -[attended]-> Kim–Trump meeting, February 2019
    "#]]
    .assert_eq(&lines);
}

#[test]
fn a_named_meeting_is_one_summit_with_all_its_talks() {
    let story = article("a", "2005-11-19", "They met at APEC.");
    let mut events = Vec::new();
    for (who, when) in [
        ("George W. Bush/USA + Hu Jintao/CHN", "2005-11-18"),
        ("Hu Jintao/CHN + Roh Moo-hyun/KOR", "2005-11-19"),
        (
            "George W. Bush/USA + Vladimir Putin/RUS + Hu Jintao/CHN + Roh Moo-hyun/KOR + Paul Martin/CAN",
            "2005-11-25",
        ),
        ("George W. Bush/USA + Hu Jintao/CHN", "2006-11-18"),
    ] {
        let mut told = event("met", who, when, "occurred", "They met at APEC.", &story);
        told.meeting = Some("APEC summit".into());
        told.place = place("Busan, KOR");
        events.push(told);
    }
    let who = "George W. Bush/USA + Vladimir Putin/RUS + Hu Jintao/CHN + Roh Moo-hyun/KOR + Paul Martin/CAN";
    events.push(event("met", who, "2007", "possible", "They met at APEC.", &story));
    let graph = graph(vec![(story, events)]);
    let names: Vec<&str> = graph
        .nodes()
        .filter(|node| node.kind == NodeKind::Summit)
        .map(|node| node.name.as_str())
        .collect();
    expect![[r#"
        APEC summit, Busan, 18–25 November 2005
        APEC summit, Busan, 18 November 2006
        Meeting of Bush, Putin, Hu and 2 others, 2007"#]]
    .assert_eq(&names.join("\n"));
}

#[test]
fn ids_do_not_depend_on_the_order_of_participants() {
    let id = |who| {
        let article = article("a", "2019-04-25", "They met.");
        let event = event("met", who, "2019-04-25", "occurred", "They met.", &article);
        graph(vec![(article, vec![event])]).events()[0].id.clone()
    };
    assert_eq!(id(PUTIN_KIM), id("Vladimir Putin/RUS + Kim Jong Un/PRK"));
    assert_ne!(id(PUTIN_KIM), id("Vladimir Putin/RUS + Xi Jinping/CHN"));
}
