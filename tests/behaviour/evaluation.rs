//! Figures, mistakes, explanations and verification, in the library and by the command.

use crate::fixtures::command::{summitry, told};
use expect_test::{Expect, expect};
use std::fs;
use std::path::Path;
use summitry::article::{ReadOptions, read_stream};
use summitry::evaluation::{Annotation, Trace, compare, faults, gold};
use summitry::event::{Cause, EventType, Refusal};
use summitry::knowledge::Knowledge;
use summitry::pipeline::mine;

const KIM: &str = r#"{"name": "Kim Jong Un", "kind": "person", "country": "PRK"}"#;
const PUTIN: &str = r#"{"name": "Vladimir Putin", "kind": "person", "country": "RUS"}"#;

/// An event of the gold: its type, participants, date and evidence.
fn event(kind: &str, source: &[&str], target: &[&str], date: &str, status: &str, evidence: &str) -> String {
    format!(
        r#"{{"type": "{kind}", "source": [{}], "target": [{}], "date": {date}, "status": "{status}", "evidence": "{evidence}"}}"#,
        source.join(", "),
        target.join(", "),
    )
}

fn annotated(events: &[String]) -> String {
    format!(r#"{{"doc": "a1", "events": [{}]}}"#, events.join(", "))
}

fn article(text: &str) -> String {
    format!(r#"{{"id": "a1", "date": "2019-04-24", "text": "{text}"}}"#)
}

/// The mistakes made in `text`, by someone who knows of these refusals.
fn mistakes(text: &str, events: &[String], refusals: Option<&[EventType]>) -> String {
    let line = article(text).into_bytes();
    let mut articles = read_stream("a.jsonl", std::io::Cursor::new(line), &ReadOptions::default());
    let mined = mine(articles.next().unwrap().unwrap(), Knowledge::builtin());
    let gold = gold::load(annotated(events).as_bytes(), Path::new("gold.jsonl")).unwrap();
    let content = &mined.article.content;
    let found: Vec<Annotation> = mined
        .events
        .iter()
        .map(|event| Annotation::new(event, content))
        .collect();
    let refusals: Option<Vec<Refusal>> = refusals.map(|types| {
        let of_type = |&event_type: &EventType| Refusal {
            event_type,
            pattern: "dreamt".to_owned(),
            sentence: mined.sentences.raw[0].span,
            trigger: mined.sentences.raw[0].span,
            cause: Cause::Unlikely,
        };
        types.iter().map(of_type).collect()
    });
    let trace = Trace {
        tellings: &mined.events,
        reading: mined.reading(),
        events: &mined.events,
        refusals: refusals.as_deref(),
    };
    let comparison = compare(&gold[0].events, &found, false);
    faults("a1", &comparison, Some(&trace))
        .iter()
        .map(|fault| {
            let stage = fault.stage.map_or("", |stage| stage.as_str());
            let words = format!("{} {}: {stage}; {}", fault.kind.as_str(), fault.edge, fault.cause);
            words.trim_end_matches([' ', ';']).to_owned()
        })
        .collect::<Vec<_>>()
        .join("\n")
}

fn check(text: &str, events: &[String], expect: &Expect) {
    expect.assert_eq(&mistakes(text, events, None));
}

fn met(date: &str, status: &str, evidence: &str) -> String {
    event("met", &[KIM, PUTIN], &[], date, status, evidence)
}

#[test]
fn a_miss_is_put_down_to_the_first_stage_that_lost_it() {
    check(
        "Kim Jong Un left North Korea for Russia. On Thursday there will be talks.",
        &[met("null", "planned", "there will be talks")],
        &expect![[r#"
            missed met(Kim Jong Un -- Vladimir Putin) undated planned: not a mention; Kim Jong Un
            false alarm visited(Kim Jong Un -> Russia) undated occurred: ; by reader"#]],
    );
    check(
        "The Russian foreign minister met Kim Jong Un.",
        &[met("null", "occurred", "met Kim Jong Un")],
        &expect![[r#"
            missed met(Kim Jong Un -- Vladimir Putin) undated occurred: not linked; Vladimir Putin: "The Russian foreign minister" was linked to Sergey Lavrov
            false alarm met(Kim Jong Un -- Sergey Lavrov) 2019-04-24 occurred: ; by reader"#]],
    );
    check(
        "Kim Jong Un has a portrait of Vladimir Putin.",
        &[met("null", "occurred", "Kim Jong Un has a portrait of Vladimir Putin")],
        &expect!["missed met(Kim Jong Un -- Vladimir Putin) undated occurred: not told or refused"],
    );
    check(
        "Kim Jong Un met Vladimir Putin on Monday.",
        &[
            met("\"2019-04-22\"", "occurred", "Kim Jong Un met Vladimir Putin"),
            met("\"2019-04\"", "possible", "Kim Jong Un met Vladimir Putin"),
        ],
        &expect![
            "missed met(Kim Jong Un -- Vladimir Putin) 2019-04 possible: merged away; into met(Kim Jong Un -- Vladimir Putin) 2019-04-22 occurred"
        ],
    );
    check(
        "Kim Jong Un telephoned Vladimir Putin.",
        &[met("null", "occurred", "Kim Jong Un telephoned Vladimir Putin")],
        &expect![[r#"
            missed met(Kim Jong Un -- Vladimir Putin) undated occurred: wrong type; found called(Kim Jong Un -- Vladimir Putin) 2019-04-24 occurred
            false alarm called(Kim Jong Un -- Vladimir Putin) 2019-04-24 occurred: ; by reader"#]],
    );
    let (japan, russia) = (
        r#"{"name": "Japan", "kind": "country", "country": "JPN"}"#,
        r#"{"name": "Russia", "kind": "country", "country": "RUS"}"#,
    );
    check(
        "Japan accused Russia of lying.",
        &[event(
            "accused",
            &[russia],
            &[japan],
            "null",
            "occurred",
            "Japan accused Russia",
        )],
        &expect![[r#"
            missed accused(Russia -> Japan) undated occurred: wrong participant; found accused(Japan -> Russia) 2019-04-24 occurred
            false alarm accused(Japan -> Russia) 2019-04-24 occurred: ; by reader"#]],
    );
}

#[test]
fn evidence_that_no_sentence_has_is_told() {
    check(
        "Kim Jong Un has a portrait of Vladimir Putin.",
        &[met("null", "occurred", "ceterum censeo")],
        &expect![
            "missed met(Kim Jong Un -- Vladimir Putin) undated occurred: not told or refused; no sentence has words of the evidence"
        ],
    );
}

#[test]
fn wrong_dates_and_statuses_of_what_was_found_are_told() {
    check(
        "Kim Jong Un met Vladimir Putin on Monday.",
        &[met(
            "\"2019-04-23\"",
            "planned",
            "Kim Jong Un met Vladimir Putin on Monday",
        )],
        &expect![[r#"
            inexact met(Kim Jong Un -- Vladimir Putin) 2019-04-23 planned: wrong date; found 2019-04-22, time expression
            inexact met(Kim Jong Un -- Vladimir Putin) 2019-04-23 planned: wrong status; found occurred"#]],
    );
}

#[test]
fn a_log_tells_what_was_refused() {
    let text = "Kim Jong Un has a portrait of Vladimir Putin.";
    let gold = [met("null", "occurred", "Kim Jong Un has a portrait of Vladimir Putin")];
    expect!["missed met(Kim Jong Un -- Vladimir Putin) undated occurred: not told"].assert_eq(&mistakes(
        text,
        &gold,
        Some(&[]),
    ));
    expect!["missed met(Kim Jong Un -- Vladimir Putin) undated occurred: refused; dreamt: too unlikely"]
        .assert_eq(&mistakes(text, &gold, Some(&[EventType::Called, EventType::Met])));
}

/// Runs the command in a directory with gold and articles; shows exit status, standard output and standard error.
fn run(arguments: &[&str]) -> String {
    let directory = tempfile::tempdir().unwrap();
    prepare(directory.path());
    run_in(directory.path(), arguments)
}

fn prepare(directory: &Path) {
    let gold = annotated(&[
        met("\"2019-04-25\"", "planned", "Kim Jong Un will meet Vladimir Putin"),
        event(
            "visited",
            &[PUTIN],
            &[r#"{"name": "China", "kind": "country", "country": "CHN"}"#],
            "null",
            "planned",
            "Putin on Thursday",
        ),
    ]);
    fs::write(
        directory.join("gold.jsonl"),
        format!("{gold}\n{{\"doc\": \"a2\", \"events\": []}}\n"),
    )
    .unwrap();
    let text = "Kim Jong Un will meet Vladimir Putin on Thursday. The United States imposed sanctions on Iran.";
    fs::write(directory.join("news.jsonl"), article(text)).unwrap();
    fs::write(directory.join("bad.jsonl"), "\n{\"doc\": 7}").unwrap();
    fs::write(
        directory.join("travels.jsonl"),
        r#"{"traveler": "Kim Jong Un", "destination": "Russia", "start": "2019-04-24", "end": "2019-04-26"}"#,
    )
    .unwrap();
}

fn run_in(directory: &Path, arguments: &[&str]) -> String {
    told(
        summitry()
            .current_dir(directory)
            .args(arguments)
            .env_remove("COLUMNS")
            .output()
            .unwrap(),
    )
}

#[test]
fn eval_prints_figures_and_mistakes() {
    expect![[r#"
        0
        2 articles, 2 gold edges, 2 system edges
        name    P 0.500  R 0.500  F1 0.500
        dyad    P 0.500  R 0.500  F1 0.500
        strict  P 0.500  R 0.500  F1 0.500
        date accuracy 1.000   status accuracy 1.000
          met         gold    1  system    1  F1 1.000
          sanctioned  gold    0  system    1  F1 0.000
          visited     gold    1  system    0  F1 0.000

        lost
          not a mention            1

        missed in a1: Kim Jong Un will meet Vladimir Putin on Thursday.
            visited(Vladimir Putin -> China) undated planned: not a mention; China

        false alarm in a1: The United States imposed sanctions on Iran.
            sanctioned(United States -> Iran) undated occurred: by reader
        summitry: 1 of 2 articles of the gold are not among the articles: a2
    "#]]
    .assert_eq(&run(&["eval", "gold.jsonl", "news.jsonl", "--errors"]));
    expect![[r#"
        0
        {"articles": 2, "gold": 2, "system": 2, "name": {"p": 0.5, "r": 0.5, "f1": 0.5}, "dyad": {"p": 0.5, "r": 0.5, "f1": 0.5}, "strict": {"p": 0.5, "r": 0.5, "f1": 0.5}, "date_accuracy": 1.0, "status_accuracy": 1.0, "by_type": {"met": {"gold": 1, "system": 1, "f1": 1.0}, "sanctioned": {"gold": 0, "system": 1, "f1": 0.0}, "visited": {"gold": 1, "system": 0, "f1": 0.0}}, "stages": {"not a mention":1}, "errors": [{"doc":"a1","kind":"missed","stage":"not a mention","type":"visited","edge":"visited(Vladimir Putin -> China) undated planned","cause":"China","sentence":"Kim Jong Un will meet Vladimir Putin on Thursday."},{"doc":"a1","kind":"false alarm","stage":null,"type":"sanctioned","edge":"sanctioned(United States -> Iran) undated occurred","cause":"by reader","sentence":"The United States imposed sanctions on Iran."}]}
        summitry: 1 of 2 articles of the gold are not among the articles: a2
    "#]].assert_eq(&run(&[
        "eval",
        "gold.jsonl",
        "news.jsonl",
        "--core",
        "--errors=1",
        "--json",
    ]));
}

#[test]
fn mined_lines_are_system_output() {
    let directory = tempfile::tempdir().unwrap();
    prepare(directory.path());
    run_in(directory.path(), &["mine", "news.jsonl", "--output", "mined.jsonl"]);
    let figures = |arguments: &[&str]| {
        let text = run_in(directory.path(), &[&["eval", "gold.jsonl"], arguments].concat());
        text.lines()
            .filter(|line| !line.starts_with("summitry"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert_eq!(figures(&["--system", "mined.jsonl"]), figures(&["news.jsonl"]));
}

#[test]
fn eval_names_line_and_cause_of_errors() {
    expect![[r#"
        2
        summitry: no gold to compare with: bad.jsonl:2: not an annotated article: invalid type: integer `7`, expected a string at line 1 column 9
    "#]].assert_eq(&run(&["eval", "bad.jsonl", "news.jsonl"]));
    expect![[r#"
        2
        summitry: no gold to compare with: none.jsonl: cannot be read: No such file or directory (os error 2)
    "#]]
    .assert_eq(&run(&["eval", "none.jsonl", "news.jsonl"]));
}

#[test]
fn a_sentence_is_explained() {
    let text = "Kim Jong Un will meet Vladimir Putin in Vladivostok on Thursday.";
    expect![[r#"
        0
        sentence, 2019-04-24

        Kim Jong Un will meet Vladimir Putin in Vladivostok on Thursday.
          mention  name      "Kim Jong Un" = Kim Jong Un (PRK)  0.95 name
          mention  name      "Vladimir Putin" = Vladimir Putin (RUS)  0.95 name
          mention  city      "Vladivostok" = Russia, place Vladivostok  0.95 name in the gazetteer
          time     "Thursday" = 2019-04-25  2019-04-25, weekday, from the article's day
          event    met Kim Jong Un, Vladimir Putin, 2019-04-25, planned, in Vladivostok
                     reader on "meet"; who "Kim Jong Un", "Vladimir Putin"
                     score 0.98 = trigger 0.99 x participants 1.00 x calibration 0.99
                     date: time expression
          event    visited Kim Jong Un -> Russia, 2019-04-25, planned, in Vladivostok
                     reader on "meet"; who "Kim Jong Un"; whom "Vladivostok"
                     score 0.74 = trigger 0.83 x participants 0.97 x calibration 0.92
                     date: time expression

    "#]]
    .assert_eq(&run(&["explain", "--date", "2019-04-24", "--sentence", text]));
    expect![[r#"
        1
        sentence, no date

        It rained.
          not read: it names no actor, or the article tells of one country's affairs

    "#]]
    .assert_eq(&run(&["explain", "--sentence", "It rained."]));
}

#[test]
fn cards_repeat_to_the_byte() {
    let directory = tempfile::tempdir().unwrap();
    prepare(directory.path());
    let [one, other] = ["one", "other"].map(|name| {
        ["json", "md"].map(|extension| {
            let path = format!("{name}.{extension}");
            run_in(
                directory.path(),
                &["card", "gold.jsonl", "news.jsonl", "--output", &path],
            );
            fs::read_to_string(directory.path().join(path)).unwrap()
        })
    });
    assert_eq!(one, other);
    // Without annotations, the card that is shipped.
    let shipped = run(&["card"]);
    assert!(shipped.contains(concat!("# Error card of summitry ", env!("CARGO_PKG_VERSION"))));
    assert!(shipped.contains("| visited |"));
    let json: serde_json::Value = serde_json::from_str(&one[0]).unwrap();
    assert_eq!(json["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(json["stages"][0]["stage"], "not a mention");
    expect![[r#"
        # Error card of summitry VERSION

        2 articles, 2 gold edges, 2 system edges.

        |  | P | R | F1 | core P | core R | core F1 |
        |---|--:|--:|--:|--:|--:|--:|
        | name | 0.500 | 0.500 | 0.500 | 0.500 | 0.500 | 0.500 |
        | dyad | 0.500 | 0.500 | 0.500 | 0.500 | 0.500 | 0.500 |
        | strict | 0.500 | 0.500 | 0.500 | 0.500 | 0.500 | 0.500 |

        Of the edges found, 1.000 have the right date and 1.000 the right status.

        ## By type

        |  | gold | system | found | P | R | F1 |
        |---|--:|--:|--:|--:|--:|--:|
        | met | 1 | 1 | 1 | 1.000 | 1.000 | 1.000 |
        | sanctioned | 0 | 1 | 0 | 0.000 | 0.000 | 0.000 |
        | visited | 1 | 0 | 0 | 0.000 | 0.000 | 0.000 |

        ## Where edges were lost

        | stage | edges |
        |---|--:|
        | not a mention | 1 |
    "#]]
    .assert_eq(&one[1].replace(env!("CARGO_PKG_VERSION"), "VERSION"));
    expect![[r#"
        2
        summitry: card.html: neither .json nor .md
    "#]]
    .assert_eq(&run(&["card", "gold.jsonl", "news.jsonl", "--output", "card.html"]));
}

#[test]
fn a_graph_is_verified_by_a_register() {
    let directory = tempfile::tempdir().unwrap();
    prepare(directory.path());
    let text = "Kim Jong Un arrived in Russia on Wednesday.";
    fs::write(directory.path().join("visit.jsonl"), article(text)).unwrap();
    run_in(directory.path(), &["build", "visit.jsonl", "--output", "g"]);
    let verify = ["verify", "g.json", "--register", "travels.jsonl"];
    expect![[r#"
        0
        verdict    who          to      register               graph       status
        confirmed  Kim Jong Un  Russia  2019-04-24/2019-04-26  2019-04-24  occurred

        1 confirmed, 0 undated, 0 announced only, 0 called off, 0 contradicted, 0 lacking, 0 not covered, 0 not in register; articles from 2019-04-24 to 2019-04-24
    "#]]
    .assert_eq(&run_in(directory.path(), &verify));
    let nobody = [&verify[..], &["--who", "Rice", "--format", "json"]].concat();
    expect![[r#"
        1
        []
        summitry: no such travel in the graph or, for the time of its articles, in the register
    "#]]
    .assert_eq(&run_in(directory.path(), &nobody));
    let bad = ["verify", "g.json", "--register", "bad.jsonl"];
    expect![[r#"
        2
        summitry: no register to verify by: bad.jsonl:2: not a register entry: missing field `traveler` at line 1 column 10
    "#]].assert_eq(&run_in(directory.path(), &bad));
}
