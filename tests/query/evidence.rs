//! The sentences behind every kind of row.

use crate::{APRIL_2019, check, summitry};
use expect_test::expect;

#[test]
fn every_question_shows_its_sentences() {
    for question in [
        &["events"][..],
        &["met"],
        &["between", "Kim", "Putin"],
        &["timeline", "Kim"],
        &["neighbors", "Kim"],
        &["path", "Trump", "Putin"],
        &["summits"],
        &["who", "Russian president", "--on", "2019-04-24"],
        &["top"],
        &["communities"],
        &["dyads"],
        &["stats"],
    ] {
        for format in ["table", "csv", "markdown", "json", "jsonl"] {
            let output = summitry()
                .args(["query", APRIL_2019])
                .args(question)
                .args(["--evidence", "--format", format])
                .output()
                .unwrap();
            let text = String::from_utf8(output.stdout).unwrap();
            let words: Vec<&str> = text.split_whitespace().collect();
            assert!(
                words.join(" ").contains("Kim in Vladivostok on Thursday."),
                "{question:?} as {format}: {text}"
            );
        }
    }
}

#[test]
fn as_many_sentences_as_are_asked_for() {
    check(&["met", "Putin", "--evidence=1"], &expect![[r#""#]]);
    check(
        &["top", "-n", "1", "--evidence=2", "--format", "csv"],
        &expect![[r#""#]],
    );
}
