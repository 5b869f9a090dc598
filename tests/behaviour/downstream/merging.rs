//! Which reports are merged, and what the graph then says.

use super::support::{april_2019, article, event, graph, place};
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
fn days_of_one_stay_join_and_speech_acts_do_not() {
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
        visited Kim Jong Un > Russia | 2019-04-25 occurred | 3 of 3 | 2019-04-25 (1), 2019-04-26 (1), 2019-04-24 (1)
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
fn undated_reports_join_within_a_week_if_they_share_words() {
    let who = "United States=USA > North Korea=PRK";
    check(
        "sanctioned",
        &[
            ("2019-04-30", who, "2019-04-29", "occurred", "It bans coal and iron."),
            ("2019-05-03", who, "", "occurred", "The ban on iron and coal bites."),
            ("2019-05-04", who, "", "occurred", "The sanctions bite."),
            ("2019-05-04", who, "", "planned", "Coal and iron may be banned again."),
            ("2019-05-20", who, "", "occurred", "No more iron, no more coal."),
        ],
        &expect![[r#"
            sanctioned United States > North Korea | 2019-04-29 occurred | 2 of 2 | 2019-04-29 (1), undated (1)
            sanctioned United States > North Korea | undated occurred | 1 of 1
            sanctioned United States > North Korea | undated planned | 1 of 1
            sanctioned United States > North Korea | undated occurred | 1 of 1
        "#]],
    );
}

#[test]
fn no_plan_joins_what_took_place_before() {
    check(
        "met",
        &[
            ("2019-04-26", PUTIN_KIM, "", "occurred", "They met."),
            ("2019-04-29", PUTIN_KIM, "", "planned", "They will meet in Seoul."),
            ("2019-04-30", PUTIN_KIM, "", "occurred", "They had met in Vladivostok."),
        ],
        &expect![[r#"
            met Kim Jong Un + Vladimir Putin | undated occurred | 2 of 2
            met Kim Jong Un + Vladimir Putin | undated planned | 1 of 1
        "#]],
    );
}

#[test]
fn two_statements_of_a_day_are_two() {
    let who = "Vladimir Putin/RUS > United States=USA";
    check(
        "accused",
        &[
            (
                "2019-04-26",
                who,
                "2019-04-25",
                "occurred",
                "He spoke of bad faith in Hanoi.",
            ),
            (
                "2019-04-26",
                who,
                "2019-04-25",
                "occurred",
                "He called a law on pipelines a blow.",
            ),
            (
                "2019-04-27",
                who,
                "2019-04-25",
                "occurred",
                "On Thursday, he saw bad faith.",
            ),
        ],
        &expect![[r#"
            accused Vladimir Putin > United States | 2019-04-25 occurred | 2 of 2
            accused Vladimir Putin > United States | 2019-04-25 occurred | 1 of 1
        "#]],
    );
}

#[test]
fn a_war_is_one_event_and_an_attack_another() {
    let who = "Russia=RUS > Ukraine=UKR";
    check(
        "attacked",
        &[
            ("2022-05-03", who, "", "occurred", "They spoke of the invasion."),
            (
                "2022-05-12",
                who,
                "2022-05-11",
                "occurred",
                "Missiles hit a school in Odesa.",
            ),
            (
                "2022-05-14",
                who,
                "",
                "occurred",
                "The school in Odesa that missiles hit was empty.",
            ),
            (
                "2022-06-10",
                "Vladimir Putin/RUS > Ukraine=UKR",
                "",
                "occurred",
                "The war raises prices.",
            ),
        ],
        &expect![[r#"
            attacked Vladimir Putin > Ukraine | undated occurred | 2 of 2
            attacked Russia > Ukraine | 2022-05-11 occurred | 2 of 2 | 2022-05-11 (1), undated (1)
        "#]],
    );
}

#[test]
fn who_travels_along_does_not_make_another_visit() {
    check(
        "visited",
        &[
            (
                "2022-05-08",
                "Justin Trudeau/CAN > Ukraine=UKR",
                "2022-05-08",
                "occurred",
                "He came to Irpin.",
            ),
            (
                "2022-05-09",
                "Mélanie Joly/CAN + Justin Trudeau/CAN > Ukraine=UKR",
                "2022-05-08",
                "occurred",
                "They came to Kyiv.",
            ),
            (
                "2022-05-09",
                "Jill Biden/USA > Ukraine=UKR",
                "2022-05-08",
                "occurred",
                "She came to Uzhhorod.",
            ),
        ],
        &expect![[r#"
            visited Justin Trudeau + Mélanie Joly > Ukraine | 2022-05-08 occurred | 2 of 2
            visited Jill Biden > Ukraine | 2022-05-08 occurred | 1 of 1
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

/// The stages of each event, with what it was put off to.
fn lives(graph: &KnowledgeGraph) -> String {
    graph.events().iter().fold(String::new(), |mut lines, event| {
        let date = event.date.as_ref().map_or("undated", |date| &date.value);
        write!(lines, "{date} {}:", event.status).unwrap();
        for step in event.life() {
            let day = step.report.article_date.unwrap();
            write!(lines, " {} {day}", step.stage.as_str()).unwrap();
        }
        if let Some(id) = &event.postponed_to {
            let later = graph.event(id).unwrap().date.as_ref().unwrap();
            write!(lines, " to {}", later.value).unwrap();
        }
        lines.push('\n');
        lines
    })
}

/// Reports of Kim's visit to Russia, a row an article: day, date of the visit, status.
fn visits(rows: &[(&str, &str, &str)]) -> KnowledgeGraph {
    let told = rows.iter().enumerate().map(|(at, (day, when, status))| {
        let article = article(&format!("a{at}"), day, &format!("Report {at} of the visit."));
        let words = article.content.clone();
        let event = event(
            "visited",
            "Kim Jong Un/PRK > Russia=RUS",
            when,
            status,
            &words,
            &article,
        );
        (article, vec![event])
    });
    graph(told.collect())
}

#[test]
fn a_plan_is_announced_and_held() {
    let graph = visits(&[
        ("2019-03-01", "2019-04", "possible"),
        ("2019-04-01", "2019-04-24", "planned"),
        ("2019-04-24", "2019-04-24", "occurred"),
        ("2019-04-26", "2019-04-24", "planned"),
    ]);
    expect![[r#"
        2019-04-24 occurred: proposed 2019-03-01 announced 2019-04-01 held 2019-04-24
    "#]]
    .assert_eq(&lives(&graph));
}

#[test]
fn a_plan_is_put_off_to_a_later_date_or_called_off() {
    let graph = visits(&[
        ("2019-04-01", "2019-04-24", "planned"),
        ("2019-04-20", "2019-04-24", "denied"),
        ("2019-04-21", "2019-06-12", "planned"),
        ("2019-08-01", "2019-08-20", "planned"),
        ("2019-08-10", "", "denied"),
    ]);
    expect![[r#"
        2019-04-24 denied: announced 2019-04-01 postponed 2019-04-20 to 2019-06-12
        2019-06-12 planned: announced 2019-04-21
        2019-08-20 planned: announced 2019-08-01
        undated denied: cancelled 2019-08-10
    "#]]
    .assert_eq(&lives(&graph));
}

#[test]
fn a_plan_of_which_nobody_says_more_stays_planned() {
    let graph = visits(&[
        ("2019-04-01", "2019-04-24", "planned"),
        ("2019-09-01", "2019-08-30", "occurred"),
    ]);
    expect![[r#"
        2019-04-24 planned: announced 2019-04-01
        2019-08-30 occurred: held 2019-09-01
    "#]]
    .assert_eq(&lives(&graph));
}

#[test]
fn what_did_not_happen_in_the_past_was_not_put_off() {
    let graph = visits(&[
        ("2019-04-20", "2018", "denied"),
        ("2019-04-21", "2019-06-12", "planned"),
    ]);
    assert!(graph.events().iter().all(|event| event.postponed_to.is_none()));
}

#[test]
fn one_text_in_two_papers_is_one_source() {
    let story = "Kim Jong Un and Vladimir Putin met in Vladivostok on Thursday for their first summit, which lasted more \
        than three hours. They spoke of sanctions, of trade and of the workers whom North Korea sends to Russia, and \
        neither side signed an agreement, said a spokesman of the Kremlin, who was present at the talks.";
    let told = |id: &str, text: &str, evidence: &str| {
        let article = article(id, "2019-04-26", text);
        let event = event("met", PUTIN_KIM, "2019-04-25", "occurred", evidence, &article);
        (article, vec![event])
    };
    let graph = graph(vec![
        told(
            "courier",
            story,
            "Kim Jong Un and Vladimir Putin met in Vladivostok on Thursday",
        ),
        told("post", &format!("From our wires. {story}"), "They spoke of sanctions"),
        told(
            "reporter",
            "Our reporter saw the two leaders shake hands on Thursday.",
            "shake hands",
        ),
    ]);
    let event = &graph.events()[0];
    let origins: Vec<usize> = event.reports.iter().map(|report| report.origin).collect();
    assert_eq!((event.sources, origins), (2, vec![1, 1, 2]));
    let copies: Vec<_> = graph
        .articles()
        .iter()
        .map(|article| article.copy_of.as_deref())
        .collect();
    assert_eq!(copies, [None, Some("courier"), None]);
}

#[test]
fn one_agency_on_one_day_is_one_source() {
    let told = |id: &str, day: &str, source: &str| {
        let mut article = article(id, day, &format!("They met, {id} wrote."));
        article.source = Some(source.into());
        let words = article.content.clone();
        let event = event("met", PUTIN_KIM, "2019-04-25", "occurred", &words, &article);
        (article, vec![event])
    };
    let graph = graph(vec![
        told("a", "2019-04-25", "Reuters"),
        told("b", "2019-04-26", "REUTERS"),
        told("c", "2019-04-26", "Agence France-Presse"),
        told("d", "2019-05-26", "Reuters"),
        told("e", "2019-04-26", "The Example Courier"),
        told("f", "2019-04-26", "The Example Courier"),
    ]);
    let origins: Vec<usize> = graph.events()[0].reports.iter().map(|report| report.origin).collect();
    assert_eq!(origins, [1, 1, 2, 3, 4, 5]);
}

#[test]
fn other_places_are_kept_with_their_reports() {
    let told = |id: &str, at: &str| {
        let article = article(id, "2019-04-25", id);
        let mut event = event("met", PUTIN_KIM, "2019-04-25", "occurred", id, &article);
        event.place = place(at);
        (article, vec![event])
    };
    let graph = graph(vec![
        told("one", "Khasan, RUS"),
        told("two", "Vladivostok, RUS"),
        told("three", "Vladivostok, RUS"),
    ]);
    let event = &graph.events()[0];
    let places: Vec<_> = event
        .places
        .iter()
        .map(|reading| (reading.place.name.as_str(), reading.reports))
        .collect();
    assert_eq!(places, [("Vladivostok", 2), ("Khasan", 1)]);
    assert_eq!(graph.name(event.place.as_ref().unwrap()), "Vladivostok");
}

#[test]
fn who_came_along_does_not_make_another_meeting() {
    check(
        "met",
        &[
            (
                "2022-11-29",
                "Joe Biden/USA + Emmanuel Macron/FRA",
                "2022-12-01",
                "planned",
                "He will host him.",
            ),
            (
                "2022-12-01",
                "Joe Biden/USA + Jill Biden/USA + Emmanuel Macron/FRA",
                "2022-12-01",
                "occurred",
                "They received him.",
            ),
            (
                "2022-12-01",
                "Joe Biden/USA + Emmanuel Macron/FRA + Olaf Scholz/DEU",
                "2022-12-01",
                "occurred",
                "The three met.",
            ),
        ],
        &expect![[r#"
            met Joe Biden + Emmanuel Macron + Jill Biden | 2022-12-01 occurred | 2 of 2
            met Joe Biden + Emmanuel Macron + Olaf Scholz | 2022-12-01 occurred | 1 of 1
        "#]],
    );
}

#[test]
fn who_attended_something_that_day_need_not_have_attended_the_same() {
    let told = |id: &str, meeting: Option<&str>| {
        let article = article(id, "2021-12-02", id);
        let mut event = event("met", "Antony Blinken/USA", "2021-12-02", "occurred", id, &article);
        event.meeting = meeting.map(str::to_owned);
        (article, vec![event])
    };
    let graph = graph(vec![
        told("one", Some("NATO Foreign Ministers Meeting")),
        told("two", Some("Security Conference")),
        told("three", None),
        told("four", Some("NATO foreign ministers meeting")),
    ]);
    let reports: Vec<usize> = graph.events().iter().map(|event| event.reports.len()).collect();
    assert_eq!(reports, [2, 1, 1]);
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
fn a_month_joins_the_day_and_the_place_is_that_of_the_day() {
    let company = "Donald Trump/USA + Kim Jong Un/PRK + Mike Pompeo/USA + Kim Yong-chol/PRK";
    let told = |id: &str, day: &str, who: &str, when: &str, city: &str| {
        let words = format!("They met, as {id} tells.");
        let article = article(id, day, &words);
        let mut event = event("met", who, when, "occurred", &words, &article);
        event.place = place(city);
        (article, vec![event])
    };
    let who = "Donald Trump/USA + Kim Jong Un/PRK";
    let graph = graph(vec![
        told("a", "2019-04-25", who, "2018-06", ""),
        told("b", "2018-06-12", company, "2018-06-12", "Singapore, SGP"),
        told("c", "2019-05-25", who, "2018-06", "Singapore, SGP"),
        told("d", "2019-06-25", who, "2018", "Singapore, SGP"),
        told("e", "2019-06-25", who, "2018-07", ""),
    ]);
    expect![[r#"
        met Donald Trump + Kim Jong Un + Mike Pompeo + Kim Yong-chol | 2018-06-12 occurred | 3 of 3 | 2018-06-12 (1), 2018-06 (2)
        met Donald Trump + Kim Jong Un | 2018 occurred | 1 of 1
        met Donald Trump + Kim Jong Un | 2018-07 occurred | 1 of 1
    "#]].assert_eq(&show(&graph));
    let place = graph.events()[0].place.as_ref().map(|id| graph.name(id));
    assert_eq!(place, Some("Singapore"));
}

/// Forums of one name and place, each told with a date; shows the names of the summits.
fn check_forums(dates: &[&str], expect: &Expect) {
    let story = article("a", "2023-08-01", "They met at the NATO Summit.");
    let pairs = [
        "Joe Biden/USA + Olaf Scholz/DEU",
        "Joe Biden/USA + Rishi Sunak/GBR",
        "Olaf Scholz/DEU + Rishi Sunak/GBR",
        "Joe Biden/USA + Emmanuel Macron/FRA",
    ];
    let events = dates.iter().zip(pairs).map(|(when, who)| {
        let mut told = event("met", who, when, "occurred", "They met at the NATO Summit.", &story);
        told.meeting = Some("NATO Summit".into());
        told
    });
    let events = events.collect();
    let graph = graph(vec![(story, events)]);
    let summits = graph.nodes().filter(|node| node.kind == NodeKind::Summit);
    let names: Vec<&str> = summits.map(|node| node.name.as_str()).collect();
    expect.assert_eq(&names.join("\n"));
}

#[test]
fn forums_of_different_years_stay_apart() {
    check_forums(
        &["2022-06-29", "2023-07-11", "2022", "2023"],
        &expect![[r#"
        NATO Summit, 29 June 2022
        NATO Summit, 11 July 2023"#]],
    );
    // A span over both is told of neither.
    check_forums(
        &["2022-06-29", "2022-02-25/2023-07-27", "2023-07-11"],
        &expect![[r#"
        NATO Summit, 29 June 2022
        NATO Summit, 11 July 2023
        NATO Summit, 25 February 2022 – 27 July 2023"#]],
    );
    check_forums(
        &["2022", "2022-06-28", "2022-06-30", "2022-06"],
        &expect!["NATO Summit, 28–30 June 2022"],
    );
    // Neighbouring meetings make no chain without end.
    check_forums(
        &["2022-06-01", "2022-06-08", "2022-06-15", "2022-06-22"],
        &expect![[r#"
            NATO Summit, 1–15 June 2022
            NATO Summit, 22 June 2022"#]],
    );
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
