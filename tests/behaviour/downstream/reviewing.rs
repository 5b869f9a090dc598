//! What waits for a review, and what decisions make of the reports.

use super::support::{article, event};
use expect_test::{Expect, expect};
use std::collections::BTreeSet;
use std::fmt::Write;
use summitry::article::Article;
use summitry::entity::Gazetteer;
use summitry::event::{DateRule, Event, Status};
use summitry::graph::{EventRecord, Finished, GraphBuilder, NodeId};
use summitry::knowledge::Decision;
use summitry::query::Query;
use summitry::review::{Answer, Doubt, Reviewed, Scope, alike, decide, decided, queue};

type Told = (Article, Vec<Event>);

/// What three papers tell of a meeting, and one of a visit.
fn papers() -> Vec<Told> {
    let plan = article(
        "plan",
        "2019-04-22",
        "Kim Jong Un will meet Vladimir Putin on April 25. ",
    );
    let planned = event(
        "met",
        "Kim Jong Un/PRK + Vladimir Putin/RUS",
        "2019-04-25",
        "planned",
        "Kim Jong Un will meet Vladimir Putin on April 25.",
        &plan,
    );
    let held = article("held", "2019-04-25", "Kim Jong Un met Vladimir Putin on Thursday.");
    let met = event(
        "met",
        "Kim Jong Un/PRK + Vladimir Putin/RUS",
        "2019-04-25",
        "occurred",
        "Kim Jong Un met Vladimir Putin on Thursday.",
        &held,
    );
    let late = article(
        "late",
        "2019-04-27",
        "Kim and Putin met on Friday. Kim visited Russia on Thursday.",
    );
    let again = event(
        "met",
        "Kim Jong Un/PRK + Vladimir Putin/RUS",
        "2019-04-26",
        "occurred",
        "Kim and Putin met on Friday.",
        &late,
    );
    let mut visit = event(
        "visited",
        "Kim Jong Un/PRK > Russia=RUS",
        "2019-04-25",
        "occurred",
        "Kim visited Russia on Thursday.",
        &late,
    );
    visit.score = 0.4;
    vec![(plan, vec![planned]), (held, vec![met]), (late, vec![again, visit])]
}

/// The graph of what is told, by these decisions.
fn graph(told: &[Told], decisions: &[Decision]) -> Finished {
    let mut builder = GraphBuilder::default();
    for (article, events) in told {
        builder.add_article(article, events.clone());
    }
    builder.finish_with(decisions, Gazetteer::builtin())
}

const fn reviewed(finished: &Finished) -> Reviewed<'_> {
    Reviewed {
        graph: &finished.graph,
        reports: &finished.reports,
    }
}

/// The events that wait, with their reasons.
fn waiting(finished: &Finished, decisions: &[Decision], scope: &Scope) -> String {
    let mut shown = String::new();
    for doubtful in queue(reviewed(finished), &Query::default(), &decided(decisions), scope) {
        let doubts: Vec<String> = doubtful.doubts.iter().map(Doubt::to_string).collect();
        writeln!(shown, "{}: {}", line(doubtful.event), doubts.join("; ")).unwrap();
    }
    shown
}

fn line(event: &EventRecord) -> String {
    let ids = event.source.iter().map(NodeId::as_str).collect::<Vec<_>>().join(" ");
    let target: String = event.target.iter().flat_map(|id| [" > ", id.as_str()]).collect();
    let date = event.date.as_ref().map_or("undated", |date| &date.value);
    format!(
        "{} {} {date} {ids}{target} x{}",
        event.event_type,
        event.status,
        event.reports.len()
    )
}

/// The decision that the answer to the event of the type comes to.
fn answered(finished: &Finished, kind: &str, answer: &str) -> Result<Decision, String> {
    let events = finished.graph.events();
    let event = events
        .iter()
        .find(|event| event.event_type.as_str() == kind)
        .expect("an event");
    match Answer::parse(answer)? {
        Answer::Propose(proposal) => decide(&proposal, reviewed(finished), event, Gazetteer::builtin()),
        other => panic!("{other:?} decides nothing"),
    }
}

/// Shows the events after these answers, each to the first event of a type.
fn check(answers: &[(&str, &str)], expect: &Expect) {
    let told = papers();
    let mut decisions = Vec::new();
    for (kind, answer) in answers {
        let finished = graph(&told, &decisions);
        decisions.push(answered(&finished, kind, answer).expect("a decision"));
    }
    let finished = graph(&told, &decisions);
    assert!(finished.fits.iter().all(|fits| *fits), "{decisions:?}");
    let mut shown = String::new();
    for event in finished.graph.events() {
        writeln!(shown, "{} {:.1}", line(event), event.score).unwrap();
    }
    expect.assert_eq(&shown);
}

#[test]
fn contradictions_wait_before_low_scores_and_single_sources_and_what_was_decided_waits_no_more() {
    let told = papers();
    let finished = graph(&told, &[]);
    expect![[r#"
        met occurred 2019-04-25 person:kim-jong-un:PRK person:vladimir-putin:RUS x3: reports differ on the date: 2019-04-25 (2), 2019-04-26 (1)
        visited occurred 2019-04-25 person:kim-jong-un:PRK > country:RUS x1: low score: 0.40; one source
    "#]].assert_eq(&waiting(&finished, &[], &Scope::default()));
    let decision = answered(&finished, "visited", "accept").unwrap();
    let finished = graph(&told, std::slice::from_ref(&decision));
    expect![[r#"
        met occurred 2019-04-25 person:kim-jong-un:PRK person:vladimir-putin:RUS x3: reports differ on the date: 2019-04-25 (2), 2019-04-26 (1)
    "#]].assert_eq(&waiting(&finished, std::slice::from_ref(&decision), &Scope::default()));
    let all = Scope {
        below: 0.9,
        all: true,
        ..Scope::default()
    };
    expect![[r#"
        met occurred 2019-04-25 person:kim-jong-un:PRK person:vladimir-putin:RUS x3: reports differ on the date: 2019-04-25 (2), 2019-04-26 (1); low score: 0.80
        visited occurred 2019-04-25 person:kim-jong-un:PRK > country:RUS x1: one source
    "#]].assert_eq(&waiting(&finished, &[], &all));
}

#[test]
fn an_event_comes_back_when_another_article_tells_of_it() {
    let mut told = papers();
    let accepted = answered(&graph(&told, &[]), "visited", "accept").unwrap();
    let again = article("again", "2019-04-28", "Kim Jong Un visited Russia last Thursday.");
    let visit = event(
        "visited",
        "Kim Jong Un/PRK > Russia=RUS",
        "2019-04-24",
        "occurred",
        "Kim Jong Un visited Russia last Thursday.",
        &again,
    );
    told.push((again, vec![visit]));
    let finished = graph(&told, std::slice::from_ref(&accepted));
    expect![[r#"
        met occurred 2019-04-25 person:kim-jong-un:PRK person:vladimir-putin:RUS x3: reports differ on the date: 2019-04-25 (2), 2019-04-26 (1)
        visited occurred 2019-04-25 person:kim-jong-un:PRK > country:RUS x2: reports differ on the date: 2019-04-25 (1), 2019-04-24 (1)
    "#]].assert_eq(&waiting(&finished, &[accepted], &Scope::default()));
}

#[test]
fn each_answer_changes_what_the_reports_tell() {
    check(
        &[("visited", "accept")],
        &expect![[r#"
        met occurred 2019-04-25 person:kim-jong-un:PRK person:vladimir-putin:RUS x3 0.8
        visited occurred 2019-04-25 person:kim-jong-un:PRK > country:RUS x1 1.0
    "#]],
    );
    check(
        &[("visited", "reject")],
        &expect![[r#"
        met occurred 2019-04-25 person:kim-jong-un:PRK person:vladimir-putin:RUS x3 0.8
    "#]],
    );
    check(&[("visited", "reject"), ("met", "reject")], &expect![[r#""#]]);
    check(
        &[("visited", "type called")],
        &expect![[r#"
        met occurred 2019-04-25 person:kim-jong-un:PRK person:vladimir-putin:RUS x3 0.8
        called occurred 2019-04-25 person:kim-jong-un:PRK country:RUS x1 1.0
    "#]],
    );
    check(
        &[("visited", "actor Kim = Ri Yong-ho")],
        &expect![[r#"
        met occurred 2019-04-25 person:kim-jong-un:PRK person:vladimir-putin:RUS x3 0.8
        visited occurred 2019-04-25 person:ri-yong-ho:PRK > country:RUS x1 1.0
    "#]],
    );
    check(
        &[("visited", "actors Moon Jae-in; person:Maria Vance:CAN > China")],
        &expect![[r#"
            met occurred 2019-04-25 person:kim-jong-un:PRK person:vladimir-putin:RUS x3 0.8
            visited occurred 2019-04-25 person:moon-jae-in:KOR person:maria-vance:CAN > country:CHN x1 1.0
        "#]],
    );
    check(
        &[("visited", "day 2019-04-24/2019-04-26")],
        &expect![[r#"
        met occurred 2019-04-25 person:kim-jong-un:PRK person:vladimir-putin:RUS x3 0.8
        visited occurred 2019-04-24/2019-04-26 person:kim-jong-un:PRK > country:RUS x1 1.0
    "#]],
    );
    check(
        &[("visited", "date none")],
        &expect![[r#"
        met occurred 2019-04-25 person:kim-jong-un:PRK person:vladimir-putin:RUS x3 0.8
        visited occurred undated person:kim-jong-un:PRK > country:RUS x1 1.0
    "#]],
    );
    check(
        &[("met", "date 2019-04-26")],
        &expect![[r#"
        met occurred 2019-04-26 person:kim-jong-un:PRK person:vladimir-putin:RUS x3 1.0
        visited occurred 2019-04-25 person:kim-jong-un:PRK > country:RUS x1 0.4
    "#]],
    );
    check(
        &[("met", "status denied")],
        &expect![[r#"
        met denied 2019-04-25 person:kim-jong-un:PRK person:vladimir-putin:RUS x3 1.0
        visited occurred 2019-04-25 person:kim-jong-un:PRK > country:RUS x1 0.4
    "#]],
    );
}

#[test]
fn reports_are_split_off_and_merged_again() {
    check(
        &[("met", "split 3")],
        &expect![[r#"
        met occurred 2019-04-25 person:kim-jong-un:PRK person:vladimir-putin:RUS x2 0.8
        met occurred 2019-04-26 person:kim-jong-un:PRK person:vladimir-putin:RUS x1 0.8
        visited occurred 2019-04-25 person:kim-jong-un:PRK > country:RUS x1 0.4
    "#]],
    );
    check(
        &[("met", "split 3"), ("met", "merge 1")],
        &expect![[r#"
        met occurred 2019-04-25 person:kim-jong-un:PRK person:vladimir-putin:RUS x3 0.8
        visited occurred 2019-04-25 person:kim-jong-un:PRK > country:RUS x1 0.4
    "#]],
    );
    let refused = answered(&graph(&papers(), &[]), "visited", "merge 1").expect_err("nothing is like it");
    assert!(refused.contains("neither the number"), "{refused}");
}

#[test]
fn decisions_hold_while_their_reports_are_there_whatever_else_comes_and_goes() {
    let told = papers();
    let decision = answered(&graph(&told, &[]), "met", "status denied").unwrap();
    let decisions = [decision];
    let dates: BTreeSet<String> = (1..told.len())
        .map(|left_out| {
            let mut told = told.clone();
            told.remove(left_out);
            let finished = graph(&told, &decisions);
            assert_eq!(finished.fits, [true]);
            line(&finished.graph.events()[0])
        })
        .collect();
    assert!(dates.iter().all(|line| line.starts_with("met denied")), "{dates:?}");
    let others = graph(&told[2..], &decisions);
    assert_eq!(others.fits, [true]);
    let decisions = [answered(&graph(&told[..1], &[]), "met", "status denied").unwrap()];
    let others = graph(&told[1..], &decisions);
    assert_eq!(others.fits, [false]);
    assert!(line(&others.graph.events()[0]).starts_with("met occurred"));
}

/// What another paper tells of the meeting.
fn paper(id: &str, day: &str, date: &str, status: &str) -> Told {
    let text = "The leaders of North Korea and Russia held talks.";
    let article = article(id, day, text);
    let event = event(
        "met",
        "Kim Jong Un/PRK + Vladimir Putin/RUS",
        date,
        status,
        text,
        &article,
    );
    (article, vec![event])
}

#[test]
fn a_date_that_was_decided_holds_against_any_number_of_later_reports() {
    let mut told = papers();
    let decisions = [answered(&graph(&told, &[]), "met", "date 2019-04-26").unwrap()];
    for number in 0..4 {
        told.push(paper(&format!("p{number}"), "2019-04-28", "2019-04-25", "occurred"));
    }
    assert!(line(&graph(&told, &[]).graph.events()[0]).contains("2019-04-25"));
    let finished = graph(&told, &decisions);
    let met = &finished.graph.events()[0];
    assert_eq!(
        line(met),
        "met occurred 2019-04-26 person:kim-jong-un:PRK person:vladimir-putin:RUS x7"
    );
    assert_eq!(met.date_rule, DateRule::ByHand);
    let decisions = [answered(&graph(&papers(), &[]), "met", "date none").unwrap()];
    let finished = graph(&told, &decisions);
    let undated: Vec<String> = finished.graph.events().iter().map(line).collect();
    assert!(undated[0].contains("undated"), "{undated:?}");
}

#[test]
fn a_status_that_was_decided_holds_but_plans_come_to_something() {
    let told = papers();
    for (answer, day, reported, becomes) in [
        ("status denied", "2019-04-29", "occurred", "denied"),
        ("status denied", "2019-04-29", "planned", "denied"),
        ("status planned", "2019-04-26", "occurred", "planned"),
        ("status planned", "2019-04-27", "denied", "planned"),
        ("status planned", "2019-04-28", "denied", "denied"),
        ("status possible", "2019-04-28", "occurred", "occurred"),
        ("status occurred", "2019-04-28", "denied", "occurred"),
    ] {
        let decisions = [answered(&graph(&told, &[]), "met", answer).unwrap()];
        let mut told = told.clone();
        told.push(paper("more", day, "2019-04-25", reported));
        let finished = graph(&told, &decisions);
        let met = &finished.graph.events()[0];
        assert_eq!(met.status.as_str(), becomes, "{answer}, then {reported}: {}", line(met));
        assert_eq!(met.reports.len(), 4, "{}", line(met));
        if !matches!(met.status, Status::Possible) {
            let last = met.life().pop().expect("a stage").report.status;
            assert_eq!(last.as_str(), becomes, "{answer}, then {reported}");
        }
    }
}

#[test]
fn what_was_split_off_stays_one_event_and_apart_from_all_that_the_others_are_merged_with() {
    let told: Vec<Told> = ["2019-04-25", "2019-04-26", "2019-04-27", "2019-04-28"]
        .iter()
        .enumerate()
        .map(|(number, day)| paper(&format!("p{number}"), day, "2019-04-25", "occurred"))
        .collect();
    let groups = |decisions: &[Decision]| {
        let finished = graph(&told, decisions);
        assert!(finished.fits.iter().all(|fits| *fits));
        let events = finished.graph.events().iter();
        let mut groups: Vec<String> = events
            .map(|event| {
                let articles = event.reports.iter().map(|report| report.article.as_str());
                articles.collect::<Vec<_>>().join(" ")
            })
            .collect();
        groups.sort();
        groups.join(", ")
    };
    assert_eq!(groups(&[]), "p0 p1 p2 p3");
    let mut decisions = vec![answered(&graph(&told, &[]), "met", "split 1 4").unwrap()];
    assert_eq!(groups(&decisions), "p0 p3, p1 p2");
    let ids = |number: usize| {
        graph(&told[number..=number], &[])
            .reports
            .into_values()
            .next()
            .expect("ids")[0]
            .to_string()
    };
    let decision = |line: String| Decision::parse(&line).expect("a decision").expect("no comment");
    decisions.push(decision(format!("split {} from {}", ids(1), ids(2))));
    assert_eq!(groups(&decisions), "p0 p3, p1, p2");
    decisions.push(decision(format!("merge {} with {}", ids(1), ids(3))));
    assert_eq!(groups(&decisions), "p0 p1 p3, p2");
}

#[test]
fn a_correction_does_not_tear_an_event_apart() {
    let mut told = papers();
    told.truncate(2);
    told.push(paper("next", "2019-04-27", "2019-04-26", "occurred"));
    assert_eq!(graph(&told, &[]).graph.events().len(), 1);
    for answer in ["type accused", "status possible", "date none", "accept"] {
        let decisions = [answered(&graph(&told, &[]), "met", answer).unwrap()];
        assert_eq!(graph(&told, &decisions).graph.events().len(), 1, "{answer}");
    }
}

#[test]
fn a_sentence_that_is_read_again_is_known_again() {
    let mut told = papers();
    let rejected = [answered(&graph(&told, &[]), "visited", "reject").unwrap()];
    let (late, _) = &told[2];
    let text = format!(
        "Corrected. {}  Nobody knows more.",
        late.content.replace("Friday. Kim", "Friday.\nKim")
    );
    let late = article("late", "2019-04-28", &text);
    let mut visit = event(
        "visited",
        "Kim Jong Un/PRK > Russia=RUS",
        "2019-04-26",
        "planned",
        "Kim visited Russia on Thursday.",
        &late,
    );
    visit.score = 0.9;
    told[2] = (late, vec![visit]);
    let finished = graph(&told, &rejected);
    assert_eq!(finished.fits, [true]);
    assert_eq!(finished.graph.events().len(), 1);
    told[2].1[0].event_type = summitry::event::EventType::Called;
    assert_eq!(graph(&told, &rejected).fits, [false]);
}

#[test]
fn answers_that_come_to_nothing_are_told_why() {
    let finished = graph(&papers(), &[]);
    for (answer, why) in [
        (
            "actor Merkel = Putin",
            "\"Merkel\" is none, or several, of Kim Jong Un, Vladimir Putin",
        ),
        (
            "actor Kim = Nobody Known",
            "nobody is called \"Nobody Known\"; a person who is not known is written person:NAME:CODE",
        ),
        (
            "merge 7",
            "\"7\" is neither the number of an event listed nor the id of one",
        ),
        ("split 4", "the event has no report 4"),
        ("split 1 2 3", "no report is left to split from"),
    ] {
        assert_eq!(answered(&finished, "met", answer), Err(why.to_owned()));
    }
    let met = &finished.graph.events()[0];
    let itself = format!("merge {}", met.id);
    assert_eq!(
        answered(&finished, "met", &itself),
        Err("that is the event itself".to_owned())
    );
    assert_eq!(alike(&finished.graph, met).len(), 0);
    let alone = answered(&finished, "visited", "actor Kim =");
    assert!(alone.unwrap_err().starts_with("somebody must act"));
}
