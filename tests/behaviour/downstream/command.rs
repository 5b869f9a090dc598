//! The command's answers, errors and exit statuses.

use super::support::april_2019;
use crate::fixtures::command::{check_on, summitry};
use expect_test::{Expect, expect};
use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::Stdio;
use summitry::store;
use tempfile::TempDir;

fn kept() -> (TempDir, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("g.json");
    store::write(&april_2019(), &path).unwrap();
    (directory, path)
}

/// Asks the graph of April 2019; shows exit status, standard output and standard error.
fn check(arguments: &[&str], expect: &Expect) {
    let (_directory, path) = kept();
    check_on(&path, "query", arguments, expect);
}

#[test]
fn the_table_has_a_row_an_event() {
    check(
        &["events"],
        &expect![[r#"
            0
            date        status    type        who             whom            place        reports       source
            2019-02     occurred  met         Kim Jong Un     Donald Trump                 1             seed
            2019-04-24  occurred  visited     Kim Jong Un     Russia                       1             seed
            2019-04-25  occurred  met         Kim Jong Un     Vladimir Putin  Vladivostok  3 (2 indep.)  after
            2019-04-25  occurred  accused     Vladimir Putin  United States                1             after
            2019-04-26  occurred  mobilized   South Korea                                  1             reprint
                        occurred  sanctioned  United States   North Korea                  1             seed
        "#]],
    );
    check(
        &["met", "Jong Un Kim", "--evidence"],
        &expect![[r#"
            0
            date        status    type  who          whom            place        reports       source
            2019-02     occurred  met   Kim Jong Un  Donald Trump                 1             seed
                Kim met Trump two months ago. [seed 2019-04-24]
            2019-04-25  occurred  met   Kim Jong Un  Vladimir Putin  Vladivostok  3 (2 indep.)  after
                The summit with Putin is on Thursday. [seed 2019-04-24; source 1 of 2; announced]
                Putin held a summit with Kim in Vladivostok on Thursday. [after 2019-04-25; source 2 of 2; held]
                Putin held a summit with Kim in Vladivostok on Thursday. [reprint 2019-04-26; source 2 of 2]
        "#]],
    );
}

#[test]
fn narrow_terminals_get_narrow_columns() {
    let (_directory, path) = kept();
    let output = summitry()
        .arg("query")
        .arg(&path)
        .arg("met")
        .env("COLUMNS", "72")
        .output()
        .unwrap();
    expect![[r#"
        date        status    type  who          whom            place     reports       source
        2019-02     occurred  met   Kim Jong Un  Donald Trump              1             seed
        2019-04-25  occurred  met   Kim Jong Un  Vladimir Putin  Vladivo…  3 (2 indep.)  after
    "#]]
    .assert_eq(&String::from_utf8(output.stdout).unwrap());
}

#[test]
fn programs_get_csv_and_json() {
    check(
        &["met", "kim", "--with", "trump", "--format", "csv"],
        &expect![[r#"
            0
            date,status,type,who,whom,place,reports,sources,source
            2019-02,occurred,met,Kim Jong Un,Donald Trump,,1,1,seed
        "#]],
    );
    check(
        &["visited", "--format", "jsonl"],
        &expect![[r#"
            0
            {"id":"63aa8e762e862d64","type":"visited","status":"occurred","date":"2019-04-24","date_start":"2019-04-24","date_end":"2019-04-24","source":[{"id":"person:kim-jong-un:PRK","name":"Kim Jong Un","kind":"person","country":"PRK","org":""}],"target":[{"id":"country:RUS","name":"Russia","kind":"country","country":"RUS","org":""}],"place":null,"meeting":null,"summit":null,"score":0.8,"sources":1,"postponed_to":null,"reports":[{"article":"seed","source":null,"article_date":"2019-04-24","origin":1,"stage":"held","status":"occurred","date":"2019-04-24","sentence":"Kim Jong Un arrived in Russia.","evidence":"Kim Jong Un arrived in Russia.","part":"text","start":0,"end":30,"pattern":"visited-1","score":0.8}]}
        "#]],
    );
    check(
        &["called", "--format", "json"],
        &expect![[r#"
        1
        []
        summitry: no such event
    "#]],
    );
}

#[test]
fn misses_and_mistakes_are_told() {
    check(
        &["called"],
        &expect![[r#"
        1
        summitry: no such event
    "#]],
    );
    check(
        &["met", "Pution"],
        &expect![[r#"
        1
        summitry: nobody is called "Pution"; did you mean Vladimir Putin?
    "#]],
    );
    check(
        &["met", "Korea"],
        &expect![[r#"
            2
            summitry: "Korea" may mean:
              South Korea (KOR, 1 report): country:KOR
              North Korea (PRK, 1 report): country:PRK
        "#]],
    );
    check(
        &["met", "--since", "2020"],
        &expect![[r#"
        1
        summitry: no such event
    "#]],
    );
    let usage = summitry().args(["query", "g.json", "kissed"]).output().unwrap();
    assert_eq!(usage.status.code(), Some(2));
    let since = summitry()
        .args(["query", "g.json", "met", "--since", "soon"])
        .output()
        .unwrap();
    assert_eq!(since.status.code(), Some(2));
    let missing = summitry().args(["query", "/no/such/g.json", "met"]).output().unwrap();
    assert_eq!(missing.status.code(), Some(2));
    let message = String::from_utf8(missing.stderr).unwrap();
    assert!(
        message.starts_with("summitry: no graph to ask: /no/such/g.json: cannot be read: "),
        "{message}"
    );
}

#[test]
fn a_closed_pipe_is_no_error() {
    let (_directory, path) = kept();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("summitry"))
        .arg("query")
        .arg(&path)
        .arg("events")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut message = String::new();
    child.stderr.take().unwrap().read_to_string(&mut message).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(message, "");
}

/// Forty articles about summits, in one file.
fn articles(directory: &TempDir) -> PathBuf {
    let path = directory.path().join("news.jsonl");
    let lines: Vec<String> = (1..=40)
        .map(|day| {
            let date = format!("2019-{:02}-{:02}", day / 20 + 4, day % 20 + 1);
            format!(
                r#"{{"id": "a{day}", "date": "{date}", "title": "Kim meets Putin", "text": "North Korean leader Kim Jong Un met Russian President Vladimir Putin in Vladivostok on Thursday. The United States imposed sanctions on Iran."}}"#
            )
        })
        .collect();
    fs::write(&path, lines.join("\n")).unwrap();
    path
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let directory = tempfile::tempdir().unwrap();
    let news = articles(&directory);
    let mined = ["1", "3"].map(|jobs| {
        let output = summitry()
            .arg("mine")
            .arg(&news)
            .args(["--jobs", jobs])
            .output()
            .unwrap();
        assert_ne!(
            output.status.code(),
            Some(2),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        output.stdout
    });
    assert!(mined[0] == mined[1], "mine");
    let text = String::from_utf8(mined[0].clone()).unwrap();
    assert_eq!(text.lines().count(), 40);
    assert!(
        text.starts_with(r#"{"doc":"a1","date":"2019-04-02","events":["#),
        "{text}"
    );
    let built = ["1", "3"].map(|jobs| {
        let name = directory.path().join(format!("with {jobs}"));
        let output = summitry()
            .arg("build")
            .arg(&news)
            .args(["--jobs", jobs, "--output"])
            .arg(&name)
            .output()
            .unwrap();
        assert_ne!(
            output.status.code(),
            Some(2),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        ["json", "dot", "svg"].map(|extension| fs::read(format!("{}.{extension}", name.display())).unwrap_or_default())
    });
    assert!(built[0] == built[1], "build");
}

#[test]
fn building_without_articles_is_an_error() {
    let directory = tempfile::tempdir().unwrap();
    let output = summitry()
        .current_dir(&directory)
        .args(["build", "nowhere.txt"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    expect![[r#"
        summitry: nowhere.txt: cannot be read: No such file or directory (os error 2)
        summitry: no article in nowhere.txt
    "#]]
    .assert_eq(&String::from_utf8(output.stderr).unwrap());
}
