//! Reviewing a base through the program, with answers that are piped in.

use crate::base::Grown;
use crate::fixtures::command::{summitry, told};
use serde_json::Value;
use std::fs;

/// A base of two more articles, with a call, a visit and a meeting that one source tells.
fn grown() -> Grown {
    let grown = Grown::new();
    grown.write("tuesday.jsonl", TUESDAY);
    grown.add("tuesday.jsonl", "2019-05-01");
    grown
}

const TUESDAY: &[(&str, &str, &str)] = &[
    ("visit", "2019-05-01", "Angela Merkel visited Poland on Tuesday."),
    (
        "talk",
        "2019-05-01",
        "Xi Jinping met Emmanuel Macron in Paris on Tuesday.",
    ),
];

/// What `review` says to these answers.
fn answer(grown: &Grown, options: &[&str], answers: &str) -> String {
    let mut run = summitry();
    run.arg("review").arg(grown.base()).args(options).write_stdin(answers);
    told(run.output().expect("a run"))
}

/// What it says where Ann answers.
fn ann(grown: &Grown, answers: &str) -> String {
    answer(grown, &["--by", "Ann Lee", "--on", "2019-05-02"], answers)
}

/// The events that wait, in their order.
fn waiting(grown: &Grown) -> Vec<Value> {
    let list = grown.ask(&["review", "--list", "--format", "jsonl"]);
    let lines = list.lines().filter(|line| line.starts_with('{'));
    lines.map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// The events of the graph.
fn events(grown: &Grown) -> Vec<Value> {
    let export = grown.export();
    let json: Value = serde_json::from_str(export[export.find('{').expect("JSON")..].trim()).expect("JSON");
    json["graph"]["events"].as_array().expect("events").clone()
}

/// The first event of the type in which somebody takes part.
fn event(grown: &Grown, kind: &str, who: &str) -> Value {
    let takes_part = |side: &Value| side.to_string().contains(who);
    let events = events(grown);
    let found = events
        .iter()
        .find(|event| event["type"] == kind && (takes_part(&event["source"]) || takes_part(&event["target"])));
    found
        .unwrap_or_else(|| panic!("no event {kind} of {who}: {events:?}"))
        .clone()
}

/// Its id.
fn id(grown: &Grown, kind: &str, who: &str) -> String {
    event(grown, kind, who)["id"].as_str().expect("an id").to_owned()
}

/// Whether somebody called.
fn is_called(grown: &Grown) -> bool {
    events(grown).iter().any(|event| event["type"] == "called")
}

/// Whether somebody visited the country.
fn is_visited(grown: &Grown, country: &str) -> bool {
    let is_visit = |event: &Value| event["type"] == "visited" && event["target"][0] == country;
    events(grown).iter().any(is_visit)
}

#[test]
fn doubtful_events_are_shown_with_reasons_and_sentences_and_wait_no_more_once_accepted() {
    let grown = grown();
    let first = waiting(&grown);
    assert!(first.len() > 1, "{first:?}");
    assert!(
        first
            .iter()
            .all(|event| event["doubts"].as_array().is_some_and(|doubts| !doubts.is_empty()))
    );
    let accepts = "accept\n".repeat(first.len());
    let said = ann(&grown, &accepts);
    let total = first.len();
    for words in [
        format!("0\n[1 of {total}] "),
        format!("[{total} of {total}] "),
        "doubtful  ".to_owned(),
        "one source".to_owned(),
        "report  1 occurred 2019-04-30: Angela Merkel visited Poland on Tuesday. [visit 2019-05-01]".to_owned(),
        format!("decisions  {total} made; 0 events wait"),
    ] {
        assert!(said.contains(&words), "{words}: {said}");
    }
    assert!(
        grown
            .ask(&["review", "--list"])
            .starts_with("1\nsummitry: no event waits")
    );
    assert!(ann(&grown, "").starts_with("1\n"));
    let accepted = event(&grown, "visited", "POL");
    assert_eq!(accepted["score"], 1.0);
    assert_eq!(accepted["reports"][0]["factors"][0][0], "decided by hand");
    assert!(grown.ask(&["check"]).starts_with("0\n"));
}

#[test]
fn what_was_rejected_stays_away_and_is_known_as_it_was_on_earlier_days() {
    let grown = grown();
    let call = id(&grown, "called", "merkel");
    assert!(ann(&grown, &format!("{call} reject\n")).contains("1 made"));
    assert!(!is_called(&grown));
    grown.write(
        "later.jsonl",
        &[(
            "other",
            "2019-05-03",
            "Angela Merkel met Donald Tusk in Berlin on Friday.",
        )],
    );
    grown.add("later.jsonl", "2019-05-03");
    assert!(!is_called(&grown));
    let then = grown.ask(&["query", "called", "Merkel", "--as-of", "2019-05-01"]);
    assert!(then.starts_with("0\n"), "{then}");
    assert!(
        grown
            .ask(&["log", "--since", "2019-05-02"])
            .contains("2019-05-02  withdrawn")
    );
}

#[test]
fn each_correction_changes_the_event_and_stays() {
    let grown = grown();
    let answers = [
        format!("{} type accused", id(&grown, "called", "merkel")),
        "actors Angela Merkel > Recep Tayyip Erdogan".to_owned(),
        "next".to_owned(),
        format!("{} actor Poland = Denmark", id(&grown, "visited", "POL")),
        "day 2019-04-29/2019-05-01".to_owned(),
        "status planned".to_owned(),
        "accept".to_owned(),
    ];
    let said = ann(&grown, &answers.join("\n"));
    assert!(said.starts_with("0\n") && said.contains("6 made"), "{said}");
    let check = || {
        let accused = event(&grown, "accused", "merkel");
        assert_eq!(accused["source"][0], "person:angela-merkel:DEU");
        assert_eq!(accused["target"][0], "person:recep-tayyip-erdogan:TUR");
        let visit = event(&grown, "visited", "DNK");
        assert_eq!(visit["source"][0], "person:angela-merkel:DEU");
        assert_eq!(visit["date"]["value"], "2019-04-29/2019-05-01");
        assert_eq!(visit["date_rule"], "decided by hand");
        assert_eq!(visit["status"], "planned");
    };
    check();
    grown.write(
        "later.jsonl",
        &[(
            "other",
            "2019-05-03",
            "Angela Merkel met Donald Tusk in Berlin on Friday.",
        )],
    );
    grown.add("later.jsonl", "2019-05-03");
    check();
}

#[test]
fn reports_are_split_off_and_events_merged() {
    let grown = grown();
    let summit = id(&grown, "met", "kim-jong-un");
    let count = |grown: &Grown| events(grown).iter().filter(|event| event["type"] == "met").count();
    let before = count(&grown);
    let said = ann(&grown, &format!("{summit} split 2\n"));
    assert!(said.starts_with("0\n") && said.contains("  alike  1  met"), "{said}");
    assert_eq!(count(&grown), before + 1);
    let said = ann(&grown, &format!("{} merge 1\n", id(&grown, "met", "kim-jong-un")));
    assert!(said.starts_with("0\n"), "{said}");
    assert_eq!(count(&grown), before);
    let talk = id(&grown, "met", "xi-jinping");
    let summit = id(&grown, "met", "kim-jong-un");
    assert!(ann(&grown, &format!("{talk} merge {summit}\n")).starts_with("0\n"));
    assert_eq!(count(&grown), before - 1);
    assert!(grown.ask(&["check"]).starts_with("0\n"));
}

#[test]
fn a_review_is_broken_off_and_gone_on_with_later_and_decisions_are_taken_back() {
    let grown = grown();
    let total = waiting(&grown).len();
    let said = ann(&grown, "# the first is right\naccept\nnext\nquit\nreject\n");
    assert!(
        said.contains("1 made") && said.contains(&format!("{} events wait", total - 1)),
        "{said}"
    );
    assert_eq!(waiting(&grown).len(), total - 1);
    let export = grown.export();
    let said = ann(&grown, "reject\nundo\nundo\n");
    assert!(
        said.starts_with("2\n") && said.contains("standard input:3: nothing was decided in this run"),
        "{said}"
    );
    assert_eq!(grown.export(), export);
    let said = answer(&grown, &["--by", "Ann", "--limit", "1"], "accept\naccept\n");
    assert!(said.contains("[1 of 1] ") && said.contains("1 made"), "{said}");
}

#[test]
fn lines_that_are_no_answers_end_the_run_and_what_was_answered_before_is_kept() {
    let grown = grown();
    let total = waiting(&grown).len();
    for (answers, why) in [
        (
            "accept\nperhaps\naccept\n",
            "standard input:2: \"perhaps\" is no answer",
        ),
        ("type meet\n", "standard input:1: no event type is called \"meet\""),
        ("day soon\n", "\"soon\" is no day"),
        ("actor Nobody = Putin\n", "\"Nobody\" is none, or several, of"),
        ("0123456789abcdef accept\n", "there is no event 0123456789abcdef"),
        ("split 9\n", "the event has no report 9"),
    ] {
        let said = ann(&grown, answers);
        assert!(said.starts_with("2\n") && said.contains(why), "{said}");
    }
    assert_eq!(waiting(&grown).len(), total - 1);
    assert!(ann(&grown, "help\nquit\n").contains("accept, a "));
    let said = answer(&grown, &["--by", "Ann \"Lee\""], "accept\n");
    assert!(
        said.starts_with("2\n") && said.contains("cannot stand as a name"),
        "{said}"
    );
    let said = answer(&grown, &["--as-of", "2019-05-01", "--by", "Ann"], "accept\n");
    assert!(said.starts_with("2\n") && said.contains("--as-of"), "{said}");
    let mut nameless = summitry();
    nameless.arg("review").arg(grown.base());
    for name in ["USER", "LOGNAME", "USERNAME"] {
        nameless.env_remove(name);
    }
    assert!(told(nameless.output().expect("a run")).contains("give --by NAME"));
}

#[test]
fn words_of_articles_do_not_steer_the_terminal() {
    let grown = Grown::new();
    grown.write(
        "odd.jsonl",
        &[(
            "odd\u{1b}[31m\u{202e}",
            "2019-05-01",
            "Angela Merkel visited Poland on Tuesday, \u{1b}]0;title\u{7} he said.",
        )],
    );
    grown.add("odd.jsonl", "2019-05-01");
    let said = ann(&grown, "next\nnext\nnext\nnext\n");
    assert!(
        said.contains("Merkel") && !said.contains(['\u{1b}', '\u{7}', '\u{202e}']),
        "{said:?}"
    );
}

#[test]
fn a_changed_article_keeps_the_decisions_whose_sentences_stand_in_it() {
    let grown = grown();
    assert!(ann(&grown, &format!("{} reject\n", id(&grown, "visited", "POL"))).starts_with("0\n"));
    let change = |text: &str, day: &str| {
        grown.write("changed.jsonl", &[("visit", "2019-05-01", text)]);
        let mut run = summitry();
        run.arg("add")
            .arg(grown.base())
            .arg(grown.path("changed.jsonl"))
            .args(["--on", day]);
        told(run.output().expect("a run"))
    };
    let said = change(
        "Angela Merkel visited Poland on Tuesday. Nobody else came.",
        "2019-05-03",
    );
    assert!(said.contains("1 changed") && !said.contains("fits nothing"), "{said}");
    assert!(!is_visited(&grown, "country:POL"));
    let said = change("Angela Merkel visited Denmark on Tuesday.", "2019-05-04");
    assert!(said.contains("news.db: fits nothing in the base: reject "), "{said}");
    assert!(is_visited(&grown, "country:DNK"));
    assert!(!change("Angela Merkel visited Denmark on Tuesday, she said.", "2019-05-04").contains("fits nothing"));
    assert!(
        grown
            .ask(&["review", "--list"])
            .contains("fits nothing in the base: reject ")
    );
    assert!(!change("Angela Merkel visited Poland on Tuesday.", "2019-05-05").contains("fits nothing"));
    assert!(!is_visited(&grown, "country:POL"));
    assert!(
        grown
            .ask(&["remove", "--article", "visit"])
            .contains("fits nothing in the base: reject ")
    );
}

#[test]
fn exported_decisions_make_the_same_graph_elsewhere() {
    let grown = grown();
    let answers = [
        format!("{} type accused", id(&grown, "called", "merkel")),
        format!("{} reject", id(&grown, "visited", "POL")),
        format!("{} split 2", id(&grown, "met", "kim-jong-un")),
    ];
    assert!(ann(&grown, &answers.join("\n")).starts_with("0\n"));
    let file = grown.path("decisions.txt");
    let said = answer(&grown, &["--export", file.to_str().expect("a path")], "");
    assert!(said.contains("decisions.txt: 3 decisions"), "{said}");
    let lines = fs::read_to_string(&file).expect("decisions");
    assert!(
        lines.contains(" by \"Ann Lee\" on 2019-05-02  # visited 2019-04-30 Angela Merkel > Poland\n"),
        "{lines}"
    );
    let other = grown.path("other.db");
    let mut run = summitry();
    run.arg("add").arg(&other);
    run.args(["tuesday.jsonl", "thursday.jsonl", "monday.jsonl"].map(|name| grown.path(name)));
    run.arg("--overrides").arg(&file).assert().success();
    let mut run = summitry();
    run.arg("export").arg(&other).args(["--format", "json"]);
    assert_eq!(told(run.output().expect("a run")), grown.export());
    let mut run = summitry();
    run.arg("build")
        .args(["tuesday.jsonl", "thursday.jsonl", "monday.jsonl"].map(|name| grown.path(name)));
    run.arg("--overrides")
        .arg(&file)
        .arg("--output")
        .arg(grown.path("built"));
    run.assert().success();
    let built: Value =
        serde_json::from_str(&fs::read_to_string(grown.path("built.json")).expect("a graph")).expect("JSON");
    assert_eq!(built["graph"]["events"].as_array(), Some(&events(&grown)));
}

#[test]
fn what_was_decided_twice_is_exported_and_read_twice() {
    let grown = grown();
    let call = id(&grown, "called", "merkel");
    let answers = ["status denied", "status planned", "status denied"].map(|status| format!("{call} {status}"));
    assert!(ann(&grown, &answers.join("\n")).contains("3 made"));
    let file = grown.path("decisions.txt");
    assert!(answer(&grown, &["--export", file.to_str().expect("a path")], "").contains("3 decisions"));
    let other = grown.path("other.db");
    for _ in 0..2 {
        let mut run = summitry();
        run.arg("add").arg(&other);
        run.args(["tuesday.jsonl", "thursday.jsonl", "monday.jsonl"].map(|name| grown.path(name)));
        run.arg("--overrides").arg(&file).assert().success();
        let mut run = summitry();
        run.arg("export").arg(&other).args(["--format", "json"]);
        assert_eq!(told(run.output().expect("a run")), grown.export());
    }
    assert_eq!(event(&grown, "called", "merkel")["status"], "denied");
}

#[test]
fn an_event_is_known_by_the_id_that_it_had_before_it_was_corrected() {
    let grown = grown();
    let visit = id(&grown, "visited", "POL");
    let answers = [
        format!("{visit} day 2019-04-29"),
        format!("{visit} actor Poland = Denmark"),
        "next".to_owned(),
        format!("{visit} status planned"),
    ];
    let said = ann(&grown, &answers.join("\n"));
    assert!(said.starts_with("0\n") && said.contains("3 made"), "{said}");
    let corrected = event(&grown, "visited", "DNK");
    assert_eq!(
        (&corrected["date"]["value"], &corrected["status"]),
        (&"2019-04-29".into(), &"planned".into())
    );
    assert_ne!(corrected["id"], visit.as_str());
}

#[test]
fn what_is_no_text_ends_the_run_and_what_was_answered_before_is_kept() {
    let grown = grown();
    let total = waiting(&grown).len();
    let mut run = summitry();
    run.arg("review").arg(grown.base()).args(["--by", "Ann"]);
    run.write_stdin(b"accept\n\xff\xfe\naccept\n".to_vec());
    let said = told(run.output().expect("a run"));
    assert!(
        said.starts_with("2\n") && said.contains("standard input:2: cannot be read"),
        "{said}"
    );
    assert_eq!(waiting(&grown).len(), total - 1);
}

#[test]
fn reviewed_articles_are_gold_for_eval() {
    let grown = grown();
    let answers = [
        format!("{} accept", id(&grown, "visited", "POL")),
        format!("{} reject", id(&grown, "called", "merkel")),
        format!("{} day 2019-04-29", id(&grown, "met", "xi-jinping")),
        format!("{} reject", id(&grown, "visited", "xi-jinping")),
    ];
    assert!(ann(&grown, &answers.join("\n")).starts_with("0\n"));
    let file = grown.path("gold.jsonl");
    let said = answer(&grown, &["--gold", file.to_str().expect("a path")], "");
    assert!(said.contains("gold.jsonl: 3 articles"), "{said}");
    let gold = fs::read_to_string(&file).expect("gold");
    let document = |doc: &str| {
        let found = gold
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        let mut found = found.filter(|document| document["doc"] == doc);
        found.next().unwrap_or_else(|| panic!("no {doc} in {gold}"))
    };
    assert_eq!(document("call")["events"].as_array().map(Vec::len), Some(0));
    assert_eq!(document("visit")["events"][0]["source"][0]["name"], "Angela Merkel");
    assert_eq!(document("talk")["events"][0]["date"], "2019-04-29");
    let mut run = summitry();
    run.arg("eval").arg(&file);
    run.args(["tuesday.jsonl", "monday.jsonl"].map(|name| grown.path(name)))
        .arg("--json");
    let said = told(run.output().expect("a run"));
    assert!(said.starts_with("0\n"), "{said}");
}

#[test]
fn a_base_of_the_first_version_is_read_and_grows_into_one_of_this() {
    let grown = grown();
    let call = id(&grown, "called", "merkel");
    let export = grown.export();
    let base = rusqlite::Connection::open(grown.base()).expect("a base");
    base.execute_batch(&format!(
        "DROP TABLE decision; CREATE TABLE decision (line TEXT PRIMARY KEY, added TEXT NOT NULL) STRICT, WITHOUT ROWID;
         INSERT INTO decision VALUES ('remove {call}', '2019-05-01'), ('remove 0123456789abcdef', '2019-05-01');
         DROP TABLE idle; ALTER TABLE report DROP COLUMN id; DROP TABLE name_word; DROP TABLE outline;
         DROP INDEX node_country; DROP INDEX node_org; DROP INDEX edge_event; DROP TABLE pending; DROP TABLE placed;
         DROP TABLE sequence; DROP TABLE located; DROP TABLE called; DROP TABLE gathering; DROP TABLE wanting;
         DROP TABLE uneven; PRAGMA user_version = 1;
         UPDATE meta SET value = value + 1 WHERE key = 'changes';"
    ))
    .expect("a base of the first version");
    drop(base);
    let removed = grown.export();
    assert!(removed != export && !is_called(&grown));
    let list = grown.ask(&["review", "--list"]);
    assert!(
        list.starts_with("0\n") && list.contains("fits nothing in the base: remove 0123456789abcdef"),
        "{list}"
    );
    assert!(ann(&grown, "accept\n").contains("1 made"));
    let base = rusqlite::Connection::open(grown.base()).expect("a base");
    let version: i32 = base
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .expect("a version");
    let decisions: i32 = base
        .query_row("SELECT count(*) FROM decision", [], |row| row.get(0))
        .expect("decisions");
    assert_eq!((version, decisions), (5, 3));
    assert!(!is_called(&grown));
    assert!(grown.ask(&["check"]).starts_with("0\n"));
}
