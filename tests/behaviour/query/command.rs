//! Every question, its formats, and what is said where nothing is found.

use super::{APRIL_2019, check, check_on, summitry};
use expect_test::expect;
use std::path::Path;

#[test]
fn everything_between_two_is_told_in_time() {
    check(
        &["between", "PRK", "Russia"],
        &expect![[r#"
        0
        date        status    type     who          whom            place        reports       source
        2019-04-24  occurred  visited  Kim Jong Un  Russia                       1             seed
        2019-04-25  occurred  met      Kim Jong Un  Vladimir Putin  Vladivostok  3 (2 indep.)  after
    "#]],
    );
    check(
        &["between", "North Korea", "Russia", "--exactly"],
        &expect![[r#"
        1
        summitry: no such event of North Korea with Russia
    "#]],
    );
}

#[test]
fn a_timeline_is_told_of_one() {
    check(
        &["timeline", "Putin"],
        &expect![[r#"
        0
        date        status    what     with           place        reports       source
        2019-04-25  occurred  met      Kim Jong Un    Vladivostok  3 (2 indep.)  after
        2019-04-25  occurred  accused  United States               1             after
    "#]],
    );
    check(
        &["timeline", "United States", "--format", "markdown"],
        &expect![[r#"
            0
            | date | status | what | with | place | meeting | reports | sources | source |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            | 2019-02 | occurred | met | Kim Jong Un |  |  | 1 | 1 | seed |
            | 2019-04-25 | occurred | accused by | Vladimir Putin |  |  | 1 | 1 | after |
            |  | occurred | sanctioned | North Korea |  |  | 1 | 1 | seed |
        "#]],
    );
}

#[test]
fn chains_of_acquaintance_are_found_also_in_time() {
    check(
        &["path", "Trump", "Putin"],
        &expect![[r#"
        0
        chain  who           whom            events  first       last        types
            1  Donald Trump  Kim Jong Un          1  2019-02     2019-02     met 1
            1  Kim Jong Un   Vladimir Putin       1  2019-04-25  2019-04-25  met 1
    "#]],
    );
    check(
        &["path", "Trump", "Putin", "--in-time"],
        &expect![[r#"
        0
        chain  who           whom            events  first       last        types
            1  Donald Trump  Kim Jong Un          1  2019-02     2019-02     met 1
            1  Kim Jong Un   Vladimir Putin       1  2019-04-25  2019-04-25  met 1
    "#]],
    );
    check(
        &["path", "Putin", "Trump", "--in-time"],
        &expect![[r#"
        1
        summitry: no chain leads there
    "#]],
    );
    check(
        &["path", "Kim", "Kim"],
        &expect![[r#"
        0
        chain  who
            1  Kim Jong Un
    "#]],
    );
}

#[test]
fn partners_summits_and_holders_are_listed() {
    check(
        &["neighbors", "Kim"],
        &expect![[r#"
        0
        name            kind     of   events  first       last        types
        Russia          country  RUS       1  2019-04-24  2019-04-24  visited 1
        Donald Trump    person   USA       1  2019-02     2019-02     met 1
        Vladimir Putin  person   RUS       1  2019-04-25  2019-04-25  met 1
    "#]],
    );
    check(
        &["summits"],
        &expect![[r#"
        0
        date        status    summit                       place        participants                 reports
        2019-02     occurred  Kim–Trump meeting, Februar…               Kim Jong Un, Donald Trump          1
        2019-04-25  occurred  Kim–Putin summit, Vladivos…  Vladivostok  Kim Jong Un, Vladimir Putin        3
    "#]],
    );
    check(
        &["who", "the Russian president", "--on", "2019-04-24"],
        &expect![[r#"
            0
            name            office     of   since       reports  node
            Vladimir Putin  president  RUS  2012-05-07        4  person:vladimir-putin:RUS
        "#]],
    );
    check(
        &["who", "the", "king", "of", "Mars"],
        &expect![[r#"
        1
        summitry: the gazetteer knows nobody of that office then
    "#]],
    );
}

#[test]
fn ranks_communities_dyads_and_counts_are_figured() {
    check(
        &["top", "-n", "3"],
        &expect![[r#"
        0
        rank  name            kind     of   score  partners  events
           1  Kim Jong Un     person   PRK      3         3       3
           2  United States   country  USA      2         2       2
           3  Vladimir Putin  person   RUS      2         2       2
    "#]],
    );
    check(
        &["top", "--by", "betweenness", "--kind", "person"],
        &expect![[r#"
        0
        rank  name            kind    of     score  partners  events
           1  Kim Jong Un     person  PRK  0.70000         3       3
           2  Vladimir Putin  person  RUS  0.60000         2       2
           3  Donald Trump    person  USA  0.00000         1       1
    "#]],
    );
    check(
        &["communities"],
        &expect![[r#"
        0
        community  members  inside  outside  who
                1        3       2        1  United States, North Korea, Vladimir Putin
                2        3       2        1  Kim Jong Un, Russia, Donald Trump
        summitry: 2 communities by Louvain's method, modularity 0.300
    "#]],
    );
    check(
        &["dyads"],
        &expect![[r#"
        0
        month    one          other         events  verbal_coop  material_coop  verbal_conf  material_conf  balance   mean
        2019-02  North Korea  United Stat…       1            1              0            0              0     +1.0  +1.00
        2019-04  North Korea  Russia             2            2              0            0              0     +2.9  +1.45
        2019-04  Russia       United Stat…       1            0              0            1              0     -2.0  -2.00
                 North Korea  United Stat…       1            0              0            0              1     -8.0  -8.00
    "#]],
    );
    check(
        &["dyads", "Kim", "Russia", "--total", "--format", "csv"],
        &expect![[r#"
            0
            month,one,other,events,verbal_coop,material_coop,verbal_conf,material_conf,balance,mean
            ,North Korea,Russia,2,2,0,0,0,+2.9,+1.45
        "#]],
    );
    check(
        &["stats", "--since", "2019-04-26", "--format", "csv"],
        &expect![[r#"
            0
            what,value
            articles read,3
            articles that report,1
            publishers,0
            reports,1
            events,1
            dated events,1
            time first,2019-04-26
            time last,2019-04-26
            types mobilized,1
            statuses occurred,1
            nodes country,1
            pairs tied,0
            components,0
            verbal cooperation,0
            material cooperation,0
            verbal conflict,0
            material conflict,1
            balance,-7.2
        "#]],
    );
    check(
        &["stats"],
        &expect![[r#"
            0
            what                  value
            articles read         3
            articles that report  3
            publishers            0
            reports               8
            events                6
            dated events          5
            time                  first 2019-02-01, last 2019-04-26
            types                 met 2, visited 1, accused 1, sanctioned 1, mobilized 1
            statuses              occurred 6
            nodes                 person 3, country 4, summit 2, place 1
            pairs tied            5
            components            1
            verbal cooperation    3
            material cooperation  0
            verbal conflict       1
            material conflict     2
            balance               -13.3
        "#]],
    );
}

#[test]
fn events_are_counted_by_what_is_asked_for() {
    check(
        &["counts"],
        &expect![[r#"
        0
        month    events  reports
        2019-02       1        1
        2019-04       4        6
                      1        1
    "#]],
    );
    check(
        &["counts", "--by", "month,type"],
        &expect![[r#"
        0
        month    type        events  reports
        2019-02  met              1        1
        2019-04  accused          1        1
        2019-04  met              1        3
        2019-04  mobilized        1        1
        2019-04  visited          1        1
                 sanctioned       1        1
    "#]],
    );
    check(
        &["counts", "--by", "country", "--type", "met"],
        &expect![[r#"
        0
        country  events  reports
        PRK           2        4
        RUS           1        3
        USA           1        1
    "#]],
    );
    check(
        &["counts", "--by", "source,status", "--format", "csv"],
        &expect![[r#"
        0
        source,status,events,reports
        ,occurred,6,8
    "#]],
    );
    check(
        &["disputes"],
        &expect![[r#"
        1
        summitry: the reports of no such event differ
    "#]],
    );
}

#[test]
fn a_person_is_no_officer_of_the_organization_in_the_name() {
    check(
        &["who", "Kim Jong Un"],
        &expect![[r#"
        0
        name         office             of   since       reports  node
        Kim Jong Un  supreme leader     PRK  2011-12-17        5  person:kim-jong-un:PRK
        Kim Jong Un  general secretary  PRK  2021-01-10        5  person:kim-jong-un:PRK
    "#]],
    );
    check(
        &["who", "Ban Ki-moon", "--on", "2010"],
        &expect![[r#"
        0
        name         office             of  since       until       reports
        Ban Ki-moon  secretary general  UN  2007-01-01  2016-12-31        0
    "#]],
    );
    // An organization and a country alone are still led by somebody.
    check(
        &["who", "UN secretary general", "--on", "2019-04-24"],
        &expect![[r#"
        0
        name              office             of  since       reports
        António Guterres  secretary general  UN  2017-01-01        0
    "#]],
    );
    check(
        &["who", "Chad", "--on", "2019-04-24"],
        &expect![[r#"
        0
        name         office     of   since       until       reports
        Idriss Déby  president  TCD  1990-12-02  2021-04-20        0
    "#]],
    );
}

#[test]
fn an_office_that_is_named_asks_which() {
    check(
        &["met", "President"],
        &expect![[r#"
        2
        summitry: "President" may mean:
          Vladimir Putin (RUS, 4 reports): person:vladimir-putin:RUS
          Donald Trump (USA, 1 report): person:donald-trump:USA
    "#]],
    );
    check(
        &["events", "the Russian president"],
        &expect![[r#"
        2
        summitry: "the Russian president" may mean:
          Vladimir Putin (RUS, 4 reports): person:vladimir-putin:RUS
    "#]],
    );
    check(
        &["events", "the Pope"],
        &expect![[r#"
        1
        summitry: nobody is called "the Pope"
    "#]],
    );
    check(
        &["met", "President Putin"],
        &expect![[r#"
        0
        date        status    type  who             whom         place        reports       source
        2019-04-25  occurred  met   Vladimir Putin  Kim Jong Un  Vladivostok  3 (2 indep.)  after
    "#]],
    );
}

#[test]
fn names_of_a_table_are_known_in_questions_and_pictures() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("people.tsv");
    std::fs::write(
        &table,
        "name\tcountry\taliases\toffices\nVladimir Putin\tRUS\tOld Fox\tpresident RUS 2012-05..\n",
    )
    .unwrap();
    let table = table.to_str().unwrap();
    for (arguments, code) in [
        (&["query", APRIL_2019, "met", "Old Fox"][..], 1),
        (&["query", APRIL_2019, "met", "Old Fox", "--gazetteer", table], 0),
        (
            &["query", APRIL_2019, "top", "--who", "Old Fox", "--gazetteer", table],
            0,
        ),
        (&["draw", APRIL_2019, "--format", "dot", "--focus", "Old Fox"], 1),
        (
            &[
                "draw",
                APRIL_2019,
                "--format",
                "dot",
                "--focus",
                "Old Fox",
                "--gazetteer",
                table,
            ],
            0,
        ),
        (
            &[
                "export",
                APRIL_2019,
                "--format",
                "dot",
                "--who",
                "Old Fox",
                "--gazetteer",
                table,
            ],
            0,
        ),
        (
            &["query", APRIL_2019, "met", "Old Fox", "--gazetteer", "/no/such/table"],
            2,
        ),
    ] {
        let output = summitry().args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    }
}

#[test]
fn misses_say_why() {
    check(
        &["called", "Kim", "--with", "Putin"],
        &expect![[r#"
        1
        summitry: no such event of Kim Jong Un with Vladimir Putin
    "#]],
    );
    check(
        &["met", "Zelenskyy"],
        &expect![[r#"
        1
        summitry: the graph tells nothing of Volodymyr Zelenskyy
    "#]],
    );
    check(
        &["met", "JP"],
        &expect![[r#"
        1
        summitry: the graph tells nothing of Japan
    "#]],
    );
    check(
        &["met", "Vladimr"],
        &expect![[r#"
        1
        summitry: nobody is called "Vladimr"; did you mean Vladimir Putin?
    "#]],
    );
    check(
        &["met", "Zyxw"],
        &expect![[r#"
        1
        summitry: nobody is called "Zyxw"
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
}

#[test]
fn graphs_are_compared() {
    check_on(
        Path::new(APRIL_2019),
        "diff",
        &[APRIL_2019],
        &expect![[r#"
            0
            summitry: the graphs do not differ
        "#]],
    );
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
        &expect![[r#"
            1
            change,kind,what,details,id,article_date,publisher,article,origin,stage,sentence
            gone,visited,2019-04-24 Kim Jong Un > Russia,,63aa8e762e862d64,2019-04-24,,seed,1,held,Kim Jong Un arrived in Russia.
            gone,sanctioned,undated United States > North Korea,,378bcea2091fa396,2019-04-24,,seed,1,held,The United States imposed sanctions on the North.
            gone,accused,2019-04-25 Vladimir Putin > United States,,e45c3483674d632b,2019-04-25,,after,1,held,Putin accused Washington.
            gone,mobilized,2019-04-26 South Korea,,4de166c8eb355fd9,2019-04-26,,reprint,1,held,Seoul tested a missile.
        "#]],
    );
    check_on(
        Path::new(APRIL_2019),
        "diff",
        &[met, "--only", "entities", "--evidence=1"],
        &expect![[r#"
            1
            change   kind     what            details         id
            gone     country  South Korea                     country:KOR
                Seoul tested a missile. [reprint 2019-04-26]
            changed  person   Kim Jong Un     mentions 5 → 4  person:kim-jong-un:PRK
                Putin held a summit with Kim in Vladivostok on Thursday. [after 2019-04-25; source 2 of 2; held]
            changed  country  Russia          mentions 1 → 0  country:RUS
            changed  person   Vladimir Putin  mentions 4 → 3  person:vladimir-putin:RUS
                Putin held a summit with Kim in Vladivostok on Thursday. [after 2019-04-25; source 2 of 2; held]
            changed  country  United States   mentions 2 → 0  country:USA
            changed  country  North Korea     mentions 1 → 0  country:PRK
        "#]],
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
