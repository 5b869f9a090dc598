//! A base through the program: it grows, forgets, remembers and survives.

use crate::fixtures::command::{summitry, told};
use predicates::str::contains;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder with a base, grown from articles of two days.
pub(crate) struct Grown {
    folder: TempDir,
}

impl Grown {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let grown = Self { folder };
        grown.write(
            "monday.jsonl",
            &[
                (
                    "plan",
                    "2019-04-22",
                    "Kim Jong Un will meet Vladimir Putin in Vladivostok on April 25, the Kremlin said.",
                ),
                (
                    "call",
                    "2019-04-22",
                    "Angela Merkel called Vladimir Putin on Monday and spoke of a gas pipeline.",
                ),
            ],
        );
        grown.write(
            "thursday.jsonl",
            &[(
                "summit",
                "2019-04-25",
                "Kim Jong Un met Vladimir Putin in Vladivostok on Thursday.",
            )],
        );
        grown.add("monday.jsonl", "2019-04-22");
        grown.add("thursday.jsonl", "2019-04-25");
        grown
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn base(&self) -> PathBuf {
        self.path("news.db")
    }

    pub(crate) fn write(&self, name: &str, articles: &[(&str, &str, &str)]) {
        let lines = articles
            .iter()
            .map(|(id, date, text)| serde_json::json!({"id": id, "date": date, "text": text}).to_string() + "\n");
        fs::write(self.path(name), lines.collect::<String>()).expect("a file");
    }

    pub(crate) fn add(&self, name: &str, day: &str) -> String {
        let output = summitry()
            .arg("add")
            .arg(self.base())
            .arg(self.path(name))
            .args(["--on", day])
            .output()
            .expect("a run");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).expect("text")
    }

    /// What a command says of the base.
    pub(crate) fn ask(&self, command: &[&str]) -> String {
        let mut run = summitry();
        run.arg(command[0]).arg(self.base()).args(&command[1..]);
        told(run.output().expect("a run"))
    }

    pub(crate) fn export(&self) -> String {
        self.ask(&["export", "--format", "json"])
    }

    /// The export of a base that was made at once from these files.
    fn at_once(&self, names: &[&str]) -> String {
        let base = self.path("once.db");
        for end in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(self.path(&format!("once.db{end}")));
        }
        let paths = names.iter().map(|name| self.path(name));
        summitry().arg("add").arg(&base).args(paths).assert().success();
        told(
            summitry()
                .arg("export")
                .arg(&base)
                .args(["--format", "json"])
                .output()
                .expect("a run"),
        )
    }
}

#[test]
fn the_same_again_is_nothing_and_a_changed_article_takes_the_place_of_the_former() {
    let grown = Grown::new();
    let export = grown.export();
    assert_eq!(export, grown.at_once(&["thursday.jsonl", "monday.jsonl"]));
    fs::copy(grown.path("monday.jsonl"), grown.path("again.jsonl")).expect("a copy");
    assert!(
        grown
            .add("again.jsonl", "2019-04-26")
            .contains("0 new, 0 changed, 2 there already")
    );
    assert_eq!(grown.export(), export);
    grown.write(
        "changed.jsonl",
        &[("call", "2019-04-22", "Angela Merkel called Emmanuel Macron on Monday.")],
    );
    assert!(
        grown
            .add("changed.jsonl", "2019-04-26")
            .contains("0 new, 1 changed, 0 there already")
    );
    let changed = grown.export();
    assert!(changed.contains("Emmanuel Macron") && !changed.contains("gas pipeline"));
    grown.write(
        "plan.jsonl",
        &[(
            "plan",
            "2019-04-22",
            "Kim Jong Un will meet Vladimir Putin in Vladivostok on April 25, the Kremlin said.",
        )],
    );
    assert_eq!(
        changed,
        grown.at_once(&["plan.jsonl", "thursday.jsonl", "changed.jsonl"])
    );
}

#[test]
fn questions_about_all_events_have_the_answers_of_the_graph() {
    let grown = Grown::new();
    fs::write(grown.path("graph.json"), grown.export().trim_start_matches("0\n")).expect("a file");
    let questions: [&[&str]; 12] = [
        &["counts"],
        &["counts", "--by", "year,type", "--status", "any"],
        &["counts", "--by", "country,status", "--who", "Russia"],
        &["counts", "--by", "place", "--place", "Russia"],
        &["counts", "--by", "source"],
        &["dyads", "--status", "any"],
        &["dyads", "Putin", "Germany", "--total"],
        &["top", "--by", "pagerank"],
        &["top", "--kind", "person", "--class", "consult", "--since", "2019-04-25"],
        &["communities", "--status", "any"],
        &["path", "Merkel", "Kim"],
        &["path", "Merkel", "North Korea", "--in-time", "--status", "any"],
    ];
    for question in questions {
        for form in [&["--format", "json"][..], &[], &["--evidence"]] {
            let asked = |path: PathBuf| {
                let output = summitry().arg("query").arg(path).args(question).args(form).output();
                output
                    .map(|output| (output.status.code(), output.stdout, output.stderr))
                    .expect("a run")
            };
            let answers = [grown.base(), grown.path("graph.json")].map(asked);
            assert_eq!(answers[0], answers[1], "{question:?} {form:?}");
        }
    }
    let told = grown.ask(&["query", "path", "Merkel", "Kim"]);
    assert!(told.contains("Vladimir Putin"), "{told}");
}

#[test]
fn exports_of_a_base_are_those_of_its_graph() {
    let grown = Grown::new();
    let graph = grown.path("graph.json");
    fs::write(&graph, grown.export().trim_start_matches("0\n")).expect("a file");
    for (format, files) in [
        ("events-tsv", &[][..]),
        ("plover", &[]),
        ("csv", &["nodes.csv", "edges.csv", "events.csv", "reports.csv"]),
        #[cfg(feature = "parquet")]
        (
            "parquet",
            &["nodes.parquet", "edges.parquet", "events.parquet", "reports.parquet"],
        ),
    ] {
        let written = [grown.base(), graph.clone()].map(|from| {
            let to = grown.path("written");
            let run = summitry()
                .arg("export")
                .arg(from)
                .args(["--format", format, "--output"])
                .arg(&to)
                .output();
            assert!(run.expect("a run").status.success(), "{format}");
            let read = |path: PathBuf| fs::read(path).expect("a file");
            if files.is_empty() {
                let bytes = read(to.clone());
                fs::remove_file(to).expect("a file");
                return vec![bytes];
            }
            let bytes = files.iter().map(|name| read(to.join(name))).collect();
            fs::remove_dir_all(to).expect("a folder");
            bytes
        });
        assert!(written[0] == written[1], "{format}");
        assert!(written[0].iter().all(|bytes| bytes.len() > 50), "{format}");
    }
}

#[test]
fn what_was_known_then_stays_known() {
    let grown = Grown::new();
    let status = |day: &str| {
        let answer = grown.ask(&["query", "met", "Kim Jong Un", "--as-of", day, "--format", "jsonl"]);
        let line = answer.lines().find(|line| line.starts_with('{')).map(str::to_owned);
        line.map(|line| {
            serde_json::from_str::<Value>(&line).expect("JSON")["status"]
                .as_str()
                .map(str::to_owned)
        })
    };
    assert_eq!(status("2019-04-21"), None);
    assert_eq!(status("2019-04-24"), Some(Some("planned".to_owned())));
    assert_eq!(status("2019-04-25"), Some(Some("occurred".to_owned())));
    assert!(
        grown
            .ask(&["remove", "--article", "summit", "--on", "2019-04-27"])
            .contains("1 taken away")
    );
    assert_eq!(status("2019-04-26"), Some(Some("occurred".to_owned())));
    assert_eq!(status("2019-04-27"), Some(Some("planned".to_owned())));
    let log = grown.ask(&["log", "--since", "2019-04-25"]);
    for words in ["2019-04-25  held", "2019-04-27  "] {
        assert!(log.contains(words), "{log}");
    }
    let diff = grown.ask(&["diff", "--from", "2019-04-24", "--to", "2019-04-25", "--only", "events"]);
    assert!(diff.contains("status planned → occurred"), "{diff}");
    assert!(
        grown
            .ask(&["remove", "--article", "nobody"])
            .contains("no such article")
    );
}

#[test]
fn sentences_are_found_by_words_and_by_names_with_their_events() {
    let grown = Grown::new();
    grown.write("later.jsonl", &[(
        "talks",
        "2019-05-01",
        "Recep Tayyip Erdoğan visited Berlin on Tuesday. He met Angela Merkel there, and they spoke of the gas pipeline.",
    )]);
    grown.add("later.jsonl", "2019-05-01");
    let hits = |command: &[&str]| {
        let answer = grown.ask(&[&["search"], command, &["--format", "jsonl"]].concat());
        let lines = answer.lines().filter(|line| line.starts_with('{'));
        lines
            .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
            .collect::<Vec<_>>()
    };
    assert_eq!(hits(&["gas pipeline", "--who", "Merkel"]).len(), 2);
    assert_eq!(hits(&["\"gas pipeline\"", "--who", "erdogan"]).len(), 1);
    assert_eq!(hits(&["pipel* NOT gas"]).len(), 0);
    let called = hits(&["called"]);
    assert_eq!(called[0]["article"], "call");
    assert_eq!(called[0]["events"].as_array().map(Vec::len), Some(1));
    assert_eq!(called[0]["start"], 0);
}

#[test]
fn decisions_stay_with_the_base() {
    let grown = Grown::new();
    let export = grown.export();
    let json: Value = serde_json::from_str(export[export.find('{').expect("JSON")..].trim()).expect("JSON");
    let events = json["graph"]["events"].as_array().expect("events");
    let call = events.iter().find(|event| event["type"] == "called").expect("the call");
    fs::write(
        grown.path("mine.txt"),
        format!("remove {}\n", call["id"].as_str().expect("an id")),
    )
    .expect("a file");
    let mut run = summitry();
    run.arg("add")
        .arg(grown.base())
        .arg(grown.path("monday.jsonl"))
        .arg("--overrides")
        .arg(grown.path("mine.txt"));
    run.assert().success();
    assert!(!grown.export().contains("\"called\""));
    grown.write(
        "later.jsonl",
        &[(
            "other",
            "2019-05-01",
            "Angela Merkel met Emmanuel Macron in Berlin on Tuesday.",
        )],
    );
    grown.add("later.jsonl", "2019-05-01");
    assert!(!grown.export().contains("\"called\""));
}

#[test]
fn what_is_no_base_or_a_later_one_is_told() {
    let grown = Grown::new();
    fs::write(grown.path("text.db"), "Kim met Putin.").expect("a file");
    for command in ["search", "check", "log"] {
        let mut run = summitry();
        run.arg(command).arg(grown.path("text.db"));
        run.assert().code(2).stderr(contains("text.db: not a base"));
    }
    summitry()
        .arg("remove")
        .arg(grown.path("none.db"))
        .args(["--article", "a"])
        .assert()
        .code(2)
        .stderr(contains("no such base"));
    assert!(!grown.path("none.db").exists());
    let base = rusqlite::Connection::open(grown.base()).expect("a base");
    base.pragma_update(None, "user_version", 99).expect("a version");
    drop(base);
    assert!(grown.ask(&["query", "stats"]).contains("version 99"));
}

#[test]
fn a_writer_is_waited_for_and_named_and_readers_go_on() {
    let grown = Grown::new();
    let other = rusqlite::Connection::open(grown.base()).expect("a base");
    other.execute_batch("BEGIN IMMEDIATE").expect("a lock");
    assert!(grown.ask(&["query", "met", "Kim Jong Un"]).starts_with("0\n"));
    let said = grown.ask(&["remove", "--article", "summit"]);
    assert!(
        said.starts_with("2\n") && said.contains("another run is writing to it"),
        "{said}"
    );
    other.execute_batch("ROLLBACK").expect("the lock given back");
    assert!(grown.ask(&["remove", "--article", "summit"]).starts_with("0\n"));
}

#[test]
fn damage_is_told_and_the_graph_is_made_anew() {
    let grown = Grown::new();
    let export = grown.export();
    let base = rusqlite::Connection::open(grown.base()).expect("a base");
    base.execute_batch("UPDATE event SET body = replace(body, 'occurred', 'denied'); DELETE FROM edge;")
        .expect("damage");
    drop(base);
    let said = grown.ask(&["check"]);
    assert!(
        said.starts_with("1\n") && said.contains("not that of the articles"),
        "{said}"
    );
    assert!(grown.ask(&["check", "--repair"]).starts_with("0\n"));
    assert_eq!(grown.export(), export);
    assert!(grown.ask(&["search", "pipeline"]).starts_with("0\n"));
}

#[test]
#[cfg(unix)]
fn a_run_that_is_killed_leaves_a_whole_base_and_the_next_ends_where_it_would_have() {
    let grown = Grown::new();
    let many: Vec<(String, String)> = (0..40)
        .map(|at| {
            (
                format!("m{at}"),
                format!("Angela Merkel met Emmanuel Macron in Berlin on May {}.", 1 + at % 28),
            )
        })
        .collect();
    let many: Vec<(&str, &str, &str)> = many
        .iter()
        .map(|(id, text)| (id.as_str(), "2019-06-01", text.as_str()))
        .collect();
    grown.write("many.jsonl", &many);
    let start = |base: &Path| {
        let mut run = std::process::Command::new(assert_cmd::cargo::cargo_bin("summitry"));
        run.arg("add").arg(base).arg(grown.path("many.jsonl")).arg("--jobs=1");
        run.stdout(std::process::Stdio::null()).spawn().expect("a run")
    };
    for turn in 0..12_u64 {
        let mut run = start(&grown.base());
        std::thread::sleep(std::time::Duration::from_millis(25 * turn));
        let _ = run.kill();
        run.wait().expect("an end");
        let said = grown.ask(&["check"]);
        let is_whole = said.starts_with("0\n") || said.contains("a run was broken off");
        assert!(is_whole, "after turn {turn}: {said}");
        assert!(grown.ask(&["query", "met", "Kim Jong Un"]).starts_with("0\n"));
    }
    grown.add("many.jsonl", "2019-06-01");
    assert_eq!(
        grown.export(),
        grown.at_once(&["many.jsonl", "monday.jsonl", "thursday.jsonl"])
    );
}

#[test]
#[cfg(unix)]
fn what_appears_is_added_and_told_until_a_signal_ends_it() {
    use std::io::Read;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    let grown = Grown::new();
    let inbox = grown.path("inbox");
    fs::create_dir(&inbox).expect("a folder");
    fs::write(
        inbox.join("old.txt"),
        "May 1, 2019\n\nAngela Merkel visited Poland on Tuesday.",
    )
    .expect("a file");
    let mut watch = Command::new(assert_cmd::cargo::cargo_bin("summitry"))
        .arg("watch")
        .args([&grown.base(), &inbox])
        .args(["--every", "1s", "--alert", "met Merkel", "--alert-file"])
        .arg(grown.path("alerts.jsonl"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a run");
    let patient = |is_done: &dyn Fn() -> bool| {
        let begun = Instant::now();
        while !is_done() && begun.elapsed() < Duration::from_mins(1) {
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    patient(&|| grown.ask(&["query", "visited", "Merkel"]).contains("Poland"));
    fs::write(
        inbox.join("new.txt"),
        "May 2, 2019\n\nAngela Merkel met Emmanuel Macron in Berlin on Wednesday.",
    )
    .expect("a file");
    fs::write(
        inbox.join("other.txt"),
        "May 2, 2019\n\nVladimir Putin visited China on Wednesday.",
    )
    .expect("a file");
    let alerts = grown.path("alerts.jsonl");
    patient(&|| fs::read_to_string(&alerts).is_ok_and(|lines| lines.ends_with('\n')));
    Command::new("kill")
        .args(["-TERM", &watch.id().to_string()])
        .status()
        .expect("a signal");
    assert_eq!(watch.wait().expect("an end").code(), Some(0));
    let mut said = String::new();
    watch
        .stdout
        .take()
        .expect("a pipe")
        .read_to_string(&mut said)
        .expect("text");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.starts_with("met  occurred  2019-05-01 "), "{said}");
    let lines = fs::read_to_string(&alerts).expect("alerts");
    let alert: Value = serde_json::from_str(lines.trim()).expect("one line of JSON");
    assert_eq!((&alert["type"], &alert["date"]), (&"met".into(), &"2019-05-01".into()));
    assert!(grown.ask(&["query", "visited", "Putin"]).contains("China"));
    assert!(grown.ask(&["check"]).starts_with("0\n"));
}
