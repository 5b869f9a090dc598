//! Each filter, alone, several times and with others.

use crate::check;
use expect_test::expect;

/// Shows date, status, type and participants of the events that are left.
fn left(filters: &[&str], expect: &expect_test::Expect) {
    let arguments: Vec<&str> = ["events", "--format", "csv"].iter().chain(filters).copied().collect();
    check(&arguments, expect);
}

#[test]
fn who_and_with_name_those_who_take_part() {
    left(
        &["--who", "Trump"],
        &expect![[r#"
        0
        date,status,type,who,whom,place,reports,source
        2019-02,occurred,met,Donald Trump,Kim Jong Un,,1,seed
    "#]],
    );
    left(
        &["--who", "Trump", "--who", "South Korea"],
        &expect![[r#"
        0
        date,status,type,who,whom,place,reports,source
        2019-02,occurred,met,Donald Trump,Kim Jong Un,,1,seed
        2019-04-26,occurred,mobilized,South Korea,,,1,reprint
    "#]],
    );
    left(
        &["--who", "Kim", "--with", "Putin", "--with", "Trump"],
        &expect![[r#"
            0
            date,status,type,who,whom,place,reports,source
            2019-02,occurred,met,Kim Jong Un,Donald Trump,,1,seed
            2019-04-25,occurred,met,Kim Jong Un,Vladimir Putin,Vladivostok,3 (2 indep.),after
        "#]],
    );
    left(
        &["--who", "Kim", "--with", "Kim"],
        &expect![[r#"
        1
        date,status,type,who,whom,place,reports,source
        summitry: no such event of Kim Jong Un with Kim Jong Un
    "#]],
    );
}

#[test]
fn countries_count_with_those_who_serve_them() {
    left(
        &["--country", "KOR", "--country", "russia"],
        &expect![[r#"
        0
        date,status,type,who,whom,place,reports,source
        2019-04-24,occurred,visited,Kim Jong Un,Russia,,1,seed
        2019-04-25,occurred,met,Kim Jong Un,Vladimir Putin,Vladivostok,3 (2 indep.),after
        2019-04-25,occurred,accused,Vladimir Putin,United States,,1,after
        2019-04-26,occurred,mobilized,South Korea,,,1,reprint
    "#]],
    );
    left(
        &["--country", "Japan"],
        &expect![[r#"
        1
        date,status,type,who,whom,place,reports,source
        summitry: no such event
    "#]],
    );
    left(
        &["--who", "North Korea", "--exactly"],
        &expect![[r#"
        0
        date,status,type,who,whom,place,reports,source
        ,occurred,sanctioned,United States,North Korea,,1,seed
    "#]],
    );
}

#[test]
fn types_and_classes_are_told_apart() {
    left(
        &["--type", "met", "--type", "accused"],
        &expect![[r#"
        0
        date,status,type,who,whom,place,reports,source
        2019-02,occurred,met,Kim Jong Un,Donald Trump,,1,seed
        2019-04-25,occurred,met,Kim Jong Un,Vladimir Putin,Vladivostok,3 (2 indep.),after
        2019-04-25,occurred,accused,Vladimir Putin,United States,,1,after
    "#]],
    );
    left(
        &["--class", "consult"],
        &expect![[r#"
        0
        date,status,type,who,whom,place,reports,source
        2019-02,occurred,met,Kim Jong Un,Donald Trump,,1,seed
        2019-04-24,occurred,visited,Kim Jong Un,Russia,,1,seed
        2019-04-25,occurred,met,Kim Jong Un,Vladimir Putin,Vladivostok,3 (2 indep.),after
    "#]],
    );
    left(
        &["--class", "CONSULT", "--type", "accused"],
        &expect![[r#"
        1
        date,status,type,who,whom,place,reports,source
        summitry: no such event
    "#]],
    );
}

#[test]
fn times_are_days_months_or_years() {
    left(
        &["--since", "2019-04-25"],
        &expect![[r#"
        0
        date,status,type,who,whom,place,reports,source
        2019-04-25,occurred,met,Kim Jong Un,Vladimir Putin,Vladivostok,3 (2 indep.),after
        2019-04-25,occurred,accused,Vladimir Putin,United States,,1,after
        2019-04-26,occurred,mobilized,South Korea,,,1,reprint
    "#]],
    );
    left(
        &["--until", "2019-02"],
        &expect![[r#"
        0
        date,status,type,who,whom,place,reports,source
        2019-02,occurred,met,Kim Jong Un,Donald Trump,,1,seed
    "#]],
    );
    left(
        &["--since", "2019", "--until", "2019-03"],
        &expect![[r#"
        0
        date,status,type,who,whom,place,reports,source
        2019-02,occurred,met,Kim Jong Un,Donald Trump,,1,seed
    "#]],
    );
}

#[test]
fn later_articles_are_not_known_before() {
    left(
        &["--as-of", "2019-04-24", "--type", "met"],
        &expect![[r#"
        0
        date,status,type,who,whom,place,reports,source
        2019-02,occurred,met,Kim Jong Un,Donald Trump,,1,seed
        2019-04-25,planned,met,Kim Jong Un,Vladimir Putin,Vladivostok,1,seed
    "#]],
    );
    left(
        &["--as-of", "2018"],
        &expect![[r#"
        1
        date,status,type,who,whom,place,reports,source
        summitry: no such event
    "#]],
    );
}

#[test]
fn statuses_places_and_numbers_of_reports_count() {
    left(
        &["--status", "planned", "--status", "denied"],
        &expect![[r#"
        1
        date,status,type,who,whom,place,reports,source
        summitry: no such event
    "#]],
    );
    left(
        &["--status", "any", "--place", "Vladivostok"],
        &expect![[r#"
        0
        date,status,type,who,whom,place,reports,source
        2019-04-25,occurred,met,Kim Jong Un,Vladimir Putin,Vladivostok,3 (2 indep.),after
    "#]],
    );
    left(
        &["--place", "Russia"],
        &expect![[r#"
        0
        date,status,type,who,whom,place,reports,source
        2019-04-25,occurred,met,Kim Jong Un,Vladimir Putin,Vladivostok,3 (2 indep.),after
    "#]],
    );
    left(
        &["--place", "Geneva"],
        &expect![[r#"
        1
        summitry: the graph tells nothing of Geneva
    "#]],
    );
    left(
        &["--min-reports", "2"],
        &expect![[r#"
        0
        date,status,type,who,whom,place,reports,source
        2019-04-25,occurred,met,Kim Jong Un,Vladimir Putin,Vladivostok,3 (2 indep.),after
    "#]],
    );
}
