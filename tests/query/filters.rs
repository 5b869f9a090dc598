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
    left(&["--who", "Trump"], &expect![[r#""#]]);
    left(&["--who", "Trump", "--who", "South Korea"], &expect![[r#""#]]);
    left(
        &["--who", "Kim", "--with", "Putin", "--with", "Trump"],
        &expect![[r#""#]],
    );
    left(&["--who", "Kim", "--with", "Kim"], &expect![[r#""#]]);
}

#[test]
fn countries_count_with_those_who_serve_them() {
    left(&["--country", "KOR", "--country", "russia"], &expect![[r#""#]]);
    left(&["--country", "Japan"], &expect![[r#""#]]);
    left(&["--who", "North Korea", "--exactly"], &expect![[r#""#]]);
}

#[test]
fn types_and_classes_are_told_apart() {
    left(&["--type", "met", "--type", "accused"], &expect![[r#""#]]);
    left(&["--class", "consult"], &expect![[r#""#]]);
    left(&["--class", "CONSULT", "--type", "accused"], &expect![[r#""#]]);
}

#[test]
fn times_are_days_months_or_years() {
    left(&["--since", "2019-04-25"], &expect![[r#""#]]);
    left(&["--until", "2019-02"], &expect![[r#""#]]);
    left(&["--since", "2019", "--until", "2019-03"], &expect![[r#""#]]);
}

#[test]
fn later_articles_are_not_known_before() {
    left(&["--as-of", "2019-04-24", "--type", "met"], &expect![[r#""#]]);
    left(&["--as-of", "2018"], &expect![[r#""#]]);
}

#[test]
fn statuses_places_and_numbers_of_reports_count() {
    left(&["--status", "planned", "--status", "denied"], &expect![[r#""#]]);
    left(&["--status", "any", "--place", "Vladivostok"], &expect![[r#""#]]);
    left(&["--place", "Russia"], &expect![[r#""#]]);
    left(&["--place", "Geneva"], &expect![[r#""#]]);
    left(&["--min-reports", "2"], &expect![[r#""#]]);
}
