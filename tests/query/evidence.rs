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
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let told = ["Kim in Vladivostok on Thursday.", "Kim Jong Un arrived in Russia."];
            assert!(
                told.iter().any(|told| words.contains(told)),
                "{question:?} as {format}: {text}"
            );
        }
    }
}

#[test]
fn as_many_sentences_as_are_asked_for() {
    check(
        &["met", "Putin", "--evidence=1"],
        &expect![[r#"
        0
        date        status    type  who             whom         place        reports       source
        2019-04-25  occurred  met   Vladimir Putin  Kim Jong Un  Vladivostok  3 (2 indep.)  after
            The summit with Putin is on Thursday. [seed 2019-04-24]
    "#]],
    );
    check(
        &["top", "-n", "1", "--evidence=2", "--format", "csv"],
        &expect![[r#"
            0
            rank,name,kind,of,score,partners,events,article_date,publisher,article,sentence
            1,Kim Jong Un,person,PRK,3,3,3,2019-04-24,,seed,Kim met Trump two months ago.
            1,Kim Jong Un,person,PRK,3,3,3,2019-04-24,,seed,Kim Jong Un arrived in Russia.
        "#]],
    );
}
