//! Every question, its formats, and what is said where nothing is found.

use crate::{APRIL_2019, check, check_on, summitry};
use expect_test::expect;
use std::path::Path;

#[test]
fn everything_between_two_is_told_in_time() {
    check(&["between", "PRK", "Russia"], &expect![[r#""#]]);
    check(&["between", "North Korea", "Russia", "--exactly"], &expect![[r#""#]]);
}

#[test]
fn a_timeline_is_told_of_one() {
    check(&["timeline", "Putin"], &expect![[r#""#]]);
    check(
        &["timeline", "United States", "--format", "markdown"],
        &expect![[r#""#]],
    );
}

#[test]
fn chains_of_acquaintance_are_found_also_in_time() {
    check(&["path", "Trump", "Putin"], &expect![[r#""#]]);
    check(&["path", "Trump", "Putin", "--in-time"], &expect![[r#""#]]);
    check(&["path", "Putin", "Trump", "--in-time"], &expect![[r#""#]]);
    check(&["path", "Kim", "Kim"], &expect![[r#""#]]);
}

#[test]
fn partners_summits_and_holders_are_listed() {
    check(&["neighbors", "Kim"], &expect![[r#""#]]);
    check(&["summits"], &expect![[r#""#]]);
    check(
        &["who", "the Russian president", "--on", "2019-04-24"],
        &expect![[r#""#]],
    );
    check(&["who", "the", "king", "of", "Mars"], &expect![[r#""#]]);
}

#[test]
fn ranks_communities_dyads_and_counts_are_figured() {
    check(&["top", "-n", "3"], &expect![[r#""#]]);
    check(&["top", "--by", "betweenness", "--kind", "person"], &expect![[r#""#]]);
    check(&["communities"], &expect![[r#""#]]);
    check(&["dyads"], &expect![[r#""#]]);
    check(
        &["dyads", "Kim", "Russia", "--total", "--format", "csv"],
        &expect![[r#""#]],
    );
    check(&["stats"], &expect![[r#""#]]);
}

#[test]
fn misses_say_why() {
    check(&["called", "Kim", "--with", "Putin"], &expect![[r#""#]]);
    check(&["met", "Zelenskyy"], &expect![[r#""#]]);
    check(&["met", "Vladimr"], &expect![[r#""#]]);
    check(&["met", "Zyxw"], &expect![[r#""#]]);
    check(&["met", "Korea"], &expect![[r#""#]]);
}

#[test]
fn graphs_are_compared() {
    check_on(Path::new(APRIL_2019), "diff", &[APRIL_2019], &expect![[r#""#]]);
    let folder = tempfile::tempdir().unwrap();
    let met = folder.path().join("met.json");
    summitry()
        .args(["export", APRIL_2019, "--type", "met", "--output"])
        .arg(&met)
        .assert()
        .success();
    let met = met.to_str().unwrap();
    check_on(
        Path::new(APRIL_2019),
        "diff",
        &[met, "--only", "events", "--evidence", "--format", "csv"],
        &expect![[r#""#]],
    );
    check_on(
        Path::new(APRIL_2019),
        "diff",
        &[met, "--only", "entities", "--evidence=1"],
        &expect![[r#""#]],
    );
}

#[test]
fn every_format_holds_the_same_answer() {
    let lines = |format: &str| {
        let output = summitry()
            .args(["query", APRIL_2019, "events", "--format", format])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stdout).unwrap()
    };
    let objects: Vec<serde_json::Value> = serde_json::from_str(&lines("json")).unwrap();
    let streamed: Vec<serde_json::Value> = lines("jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(objects, streamed);
    assert_eq!(lines("csv").lines().count(), objects.len() + 1);
    assert_eq!(lines("table").lines().count(), objects.len() + 1);
    assert_eq!(lines("markdown").lines().count(), objects.len() + 2);
}
