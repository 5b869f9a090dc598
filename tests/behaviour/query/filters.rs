//! Each filter, alone, several times and with others.

use super::{APRIL_2019, summitry};
use expect_test::{Expect, expect};
use std::fmt::Write;

/// Shows date, status, type and participants of the events that each of the filters leaves, or why it leaves none.
fn check(filters: &[&str], expect: &Expect) {
    let mut shown = String::new();
    for filter in filters {
        let output = summitry()
            .args(["query", APRIL_2019, "events", "--format", "csv"])
            .args(filter.split(' '))
            .output()
            .unwrap();
        writeln!(shown, "{filter}").unwrap();
        let rows: Vec<csv::StringRecord> = csv::Reader::from_reader(output.stdout.as_slice())
            .records()
            .map(Result::unwrap)
            .collect();
        for row in &rows {
            let cells: Vec<&str> = row.iter().take(5).filter(|cell| !cell.is_empty()).collect();
            writeln!(shown, "    {}", cells.join(" ")).unwrap();
        }
        if rows.is_empty() {
            write!(shown, "    {}", String::from_utf8(output.stderr).unwrap()).unwrap();
        }
        assert_eq!(output.status.code(), Some(i32::from(rows.is_empty())), "{filter}");
    }
    expect.assert_eq(&shown);
}

#[test]
fn tellers_and_scores_are_filters_too() {
    check(
        &[
            "--article after",
            "--article reprint --article after --occurred-only",
            "--article nowhere",
            "--alone",
            "--min-score 0.9",
            "--min-score 0.8 --article seed",
            "--source Reuters",
        ],
        &expect![[r#"
            --article after
                2019-04-25 occurred met Kim Jong Un Vladimir Putin
                2019-04-25 occurred accused Vladimir Putin United States
            --article reprint --article after --occurred-only
                2019-04-25 occurred met Kim Jong Un Vladimir Putin
                2019-04-25 occurred accused Vladimir Putin United States
                2019-04-26 occurred mobilized South Korea
            --article nowhere
                summitry: no article of the graph is called "nowhere"
            --alone
                2019-02 occurred met Kim Jong Un Donald Trump
                2019-04-24 occurred visited Kim Jong Un Russia
                2019-04-25 occurred accused Vladimir Putin United States
                2019-04-26 occurred mobilized South Korea
                occurred sanctioned United States North Korea
            --min-score 0.9
                summitry: no such event
            --min-score 0.8 --article seed
                2019-02 occurred met Kim Jong Un Donald Trump
                2019-04-24 occurred visited Kim Jong Un Russia
                2019-04-25 occurred met Kim Jong Un Vladimir Putin
                occurred sanctioned United States North Korea
            --source Reuters
                summitry: no publisher of the graph is called "Reuters"
        "#]],
    );
}

#[test]
fn filters_hold_in_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let part = folder.path().join("part.json");
    let filters = ["--article", "after", "--occurred-only", "--min-score", "0.5"];
    summitry()
        .args(["export", APRIL_2019, "--output"])
        .arg(&part)
        .args(filters)
        .assert()
        .success();
    let part = summitry::store::read(&part).unwrap();
    assert_eq!(part.events().len(), 2);
    for (command, nothing) in [
        (&["draw", APRIL_2019, "--format", "dot"][..], "no event to draw"),
        (&["export", APRIL_2019, "--format", "dot"], "no event to export"),
        (&["query", APRIL_2019, "counts"], "no such event"),
    ] {
        summitry().args(command).args(filters).assert().success();
        let output = summitry().args(command).args(["--min-score", "1"]).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{command:?}");
        assert!(
            String::from_utf8(output.stderr).unwrap().contains(nothing),
            "{command:?}"
        );
    }
}

#[test]
fn who_and_with_name_those_who_take_part() {
    check(
        &[
            "--who Trump",
            "--who Trump --who KOR",
            "--who Kim --with Putin --with Trump",
            "--who Kim --with Kim",
            "--who PRK --exactly",
        ],
        &expect![[r#"
            --who Trump
                2019-02 occurred met Donald Trump Kim Jong Un
            --who Trump --who KOR
                2019-02 occurred met Donald Trump Kim Jong Un
                2019-04-26 occurred mobilized South Korea
            --who Kim --with Putin --with Trump
                2019-02 occurred met Kim Jong Un Donald Trump
                2019-04-25 occurred met Kim Jong Un Vladimir Putin
            --who Kim --with Kim
                summitry: no such event of Kim Jong Un with Kim Jong Un
            --who PRK --exactly
                occurred sanctioned United States North Korea
        "#]],
    );
}

#[test]
fn countries_count_with_those_who_serve_them() {
    check(
        &[
            "--country KOR --country russia",
            "--country us --type met",
            "--who US --with KP",
            "--country kr --country GBR",
            "--country Japan",
        ],
        &expect![[r#"
            --country KOR --country russia
                2019-04-24 occurred visited Kim Jong Un Russia
                2019-04-25 occurred met Kim Jong Un Vladimir Putin
                2019-04-25 occurred accused Vladimir Putin United States
                2019-04-26 occurred mobilized South Korea
            --country us --type met
                2019-02 occurred met Kim Jong Un Donald Trump
            --who US --with KP
                2019-02 occurred met Donald Trump Kim Jong Un
                occurred sanctioned United States North Korea
            --country kr --country GBR
                2019-04-26 occurred mobilized South Korea
            --country Japan
                summitry: no such event
        "#]],
    );
}

#[test]
fn types_and_classes_are_told_apart() {
    check(
        &[
            "--type met --type accused",
            "--class consult",
            "--class CONSULT --type accused",
        ],
        &expect![[r#"
            --type met --type accused
                2019-02 occurred met Kim Jong Un Donald Trump
                2019-04-25 occurred met Kim Jong Un Vladimir Putin
                2019-04-25 occurred accused Vladimir Putin United States
            --class consult
                2019-02 occurred met Kim Jong Un Donald Trump
                2019-04-24 occurred visited Kim Jong Un Russia
                2019-04-25 occurred met Kim Jong Un Vladimir Putin
            --class CONSULT --type accused
                summitry: no such event
        "#]],
    );
}

#[test]
fn times_are_days_months_or_years() {
    check(
        &["--since 2019-04-25", "--until 2019-02", "--since 2019 --until 2019-03"],
        &expect![[r#"
            --since 2019-04-25
                2019-04-25 occurred met Kim Jong Un Vladimir Putin
                2019-04-25 occurred accused Vladimir Putin United States
                2019-04-26 occurred mobilized South Korea
            --until 2019-02
                2019-02 occurred met Kim Jong Un Donald Trump
            --since 2019 --until 2019-03
                2019-02 occurred met Kim Jong Un Donald Trump
        "#]],
    );
}

#[test]
fn later_articles_are_not_known_before() {
    check(
        &["--as-of 2019-04-24 --type met", "--as-of 2018"],
        &expect![[r#"
        --as-of 2019-04-24 --type met
            2019-02 occurred met Kim Jong Un Donald Trump
            2019-04-25 planned met Kim Jong Un Vladimir Putin
        --as-of 2018
            summitry: no such event
    "#]],
    );
}

#[test]
fn statuses_places_and_numbers_of_reports_count() {
    check(
        &[
            "--status planned --status denied",
            "--status any --place Vladivostok",
            "--place Russia",
            "--place Geneva",
            "--min-reports 2",
        ],
        &expect![[r#"
            --status planned --status denied
                summitry: no such event
            --status any --place Vladivostok
                2019-04-25 occurred met Kim Jong Un Vladimir Putin
            --place Russia
                2019-04-25 occurred met Kim Jong Un Vladimir Putin
            --place Geneva
                summitry: the graph tells nothing of Geneva
            --min-reports 2
                2019-04-25 occurred met Kim Jong Un Vladimir Putin
        "#]],
    );
}
