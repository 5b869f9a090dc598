//! The sentences behind every kind of row.

use super::{APRIL_2019, check, check_on, summitry};
use crate::downstream::support::{article, event, graph};
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
fn what_was_put_off_leads_to_the_later_date() {
    let story = |id: &str, day, words: &str, when, status| {
        let article = article(id, day, words);
        let event = event("visited", "Kim Jong Un/PRK > Russia=RUS", when, status, words, &article);
        (article, vec![event])
    };
    let graph = graph(vec![
        story(
            "first",
            "2019-04-01",
            "Kim will go to Russia on 24 April.",
            "2019-04-24",
            "planned",
        ),
        story(
            "second",
            "2019-04-20",
            "Kim will not go to Russia on 24 April.",
            "2019-04-24",
            "denied",
        ),
        story(
            "third",
            "2019-04-20",
            "Kim will not go to Russia on 24 April.",
            "2019-04-24",
            "denied",
        ),
        story(
            "fourth",
            "2019-04-21",
            "Kim will go to Russia on 12 June.",
            "2019-06-12",
            "planned",
        ),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("visits.json");
    summitry::store::write(&graph, &path).unwrap();
    check_on(
        &path,
        "query",
        &["events", "--evidence"],
        &expect![[r#"
        0
        date        status   type     who          whom    reports       source
        2019-04-24  denied   visited  Kim Jong Un  Russia  3 (2 indep.)  second
            Kim will go to Russia on 24 April. [first 2019-04-01; source 1 of 2; announced]
            Kim will not go to Russia on 24 April. [second 2019-04-20; source 2 of 2; postponed to
            2019-06-12]
            Kim will not go to Russia on 24 April. [third 2019-04-20; source 2 of 2]
        2019-06-12  planned  visited  Kim Jong Un  Russia  1             fourth
            Kim will go to Russia on 12 June. [fourth 2019-04-21]
    "#]],
    );
    check_on(
        &path,
        "query",
        &["events", "--evidence", "--format", "csv", "--until", "2019-05"],
        &expect![[r#"
            0
            date,status,type,who,whom,place,reports,sources,source,article_date,publisher,article,origin,stage,sentence
            2019-04-24,denied,visited,Kim Jong Un,Russia,,3,2,second,2019-04-01,,first,1,announced,Kim will go to Russia on 24 April.
            2019-04-24,denied,visited,Kim Jong Un,Russia,,3,2,second,2019-04-20,,second,2,postponed,Kim will not go to Russia on 24 April.
            2019-04-24,denied,visited,Kim Jong Un,Russia,,3,2,second,2019-04-20,,third,2,,Kim will not go to Russia on 24 April.
        "#]],
    );
    check_on(
        &path,
        "query",
        &["events", "--evidence", "--as-of", "2019-04-20"],
        &expect![[r#"
            0
            date        status  type     who          whom    reports       source
            2019-04-24  denied  visited  Kim Jong Un  Russia  3 (2 indep.)  second
                Kim will go to Russia on 24 April. [first 2019-04-01; source 1 of 2; announced]
                Kim will not go to Russia on 24 April. [second 2019-04-20; source 2 of 2; cancelled]
                Kim will not go to Russia on 24 April. [third 2019-04-20; source 2 of 2]
        "#]],
    );
    let output = summitry()
        .arg("query")
        .arg(&path)
        .args(["events", "--format", "json"])
        .output()
        .unwrap();
    let events: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(events[0]["postponed_to"], events[1]["id"]);
    assert_eq!(
        (&events[0]["sources"], &events[0]["reports"][2]["origin"]),
        (&2.into(), &2.into())
    );
    assert_eq!(events[0]["reports"][1]["stage"], "postponed");
}

#[test]
fn as_many_sentences_as_are_asked_for() {
    check(
        &["met", "Putin", "--evidence=1"],
        &expect![[r#"
            0
            date        status    type  who             whom         place        reports       source
            2019-04-25  occurred  met   Vladimir Putin  Kim Jong Un  Vladivostok  3 (2 indep.)  after
                The summit with Putin is on Thursday. [seed 2019-04-24; source 1 of 2; announced]
        "#]],
    );
    check(
        &["top", "-n", "1", "--evidence=2", "--format", "csv"],
        &expect![[r#"
            0
            rank,name,kind,of,score,partners,events,article_date,publisher,article,origin,stage,sentence
            1,Kim Jong Un,person,PRK,3,3,3,2019-04-24,,seed,1,held,Kim met Trump two months ago.
            1,Kim Jong Un,person,PRK,3,3,3,2019-04-24,,seed,1,held,Kim Jong Un arrived in Russia.
        "#]],
    );
}
