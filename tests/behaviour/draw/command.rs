//! `summitry draw`: formats, filters, engines, mistakes.

use super::support::APRIL_2019;
use assert_cmd::Command;
use expect_test::{Expect, expect};
use std::fs;

fn draw() -> Command {
    let mut command = Command::cargo_bin("summitry").unwrap();
    command.args(["draw", APRIL_2019]);
    command
}

/// Shows the exit status, how standard output begins, and standard error.
fn check(arguments: &[&str], expect: &Expect) {
    let output = draw().args(arguments).output().unwrap();
    let start: Vec<u8> = output.stdout.iter().copied().take(18).collect();
    expect.assert_eq(&format!(
        "{} {:?}\n{}",
        output.status.code().unwrap(),
        String::from_utf8_lossy(&start),
        String::from_utf8(output.stderr).unwrap(),
    ));
}

#[test]
fn the_format_is_given_or_told_by_the_extension() {
    check(
        &["--format", "dot"],
        &expect![[r#"
            0 "digraph summitry {"
        "#]],
    );
    check(
        &["--format", "html", "--who", "Kim Jong Un"],
        &expect![[r#"
            0 "<!doctype html>\n<h"
        "#]],
    );
    check(
        &["--format", "svg", "--as", "timeline"],
        &expect![[r#"
            0 "<?xml version=\"1.0"
        "#]],
    );
    let folder = tempfile::tempdir().unwrap();
    for (name, arguments, start) in [
        ("a.dot", &[][..], "digraph"),
        ("a.gv", &[], "digraph"),
        ("a.SVG", &["--as", "matrix"], "<?xml"),
        ("a.htm", &[], "<!doctype html>"),
    ] {
        let path = folder.path().join(name);
        draw().args(arguments).arg("--output").arg(&path).assert().success();
        assert!(fs::read_to_string(&path).unwrap().starts_with(start), "{name}");
    }
}

#[cfg(feature = "draw")]
#[test]
fn the_built_in_engine_needs_nothing_installed() {
    draw()
        .env("PATH", "")
        .args(["--format", "svg"])
        .assert()
        .success()
        .stdout(predicates::str::contains("Vladimir Putin"));
    let output = draw()
        .env("PATH", "")
        .args(["--format", "svg", "--engine", "graphviz"])
        .output()
        .unwrap();
    expect![[r#"
        summitry: no dot command is found; install Graphviz, or leave out --engine graphviz
    "#]]
    .assert_eq(&String::from_utf8(output.stderr).unwrap());
    assert_eq!(output.status.code(), Some(2));
}

#[cfg(all(feature = "draw", feature = "png"))]
#[test]
fn the_words_of_a_png_are_seen() {
    let dots = |arguments: &[&str]| {
        let output = draw().args(["--format", "png"]).args(arguments).output().unwrap();
        assert!(
            output.stdout.starts_with(b"\x89PNG"),
            "{:?}",
            String::from_utf8(output.stderr)
        );
        output.stdout.len()
    };
    // A picture without its words would compress to much less.
    assert!(dots(&["--engine", "built-in", "--scale", "1"]) > 30_000);
    assert!(dots(&["--engine", "built-in", "--scale", "1", "--theme", "dark"]) > 30_000);
    assert!(dots(&["--scale", "1", "--as", "timeline"]) > 12_000);
    assert!(dots(&["--scale", "1", "--as", "matrix"]) > 10_000);
    assert!(dots(&["--engine", "built-in", "--scale", "0.5"]) < dots(&["--engine", "built-in"]));
}

#[test]
fn filters_and_focus_leave_out_the_rest() {
    check(
        &["--format", "dot", "--type", "attacked"],
        &expect![[r#"
            1 "digraph summitry {"
            summitry: no event to draw
        "#]],
    );
    check(
        &["--format", "dot", "--focus", "Pution"],
        &expect![[r#"
            1 ""
            summitry: nobody is called "Pution"; did you mean Vladimir Putin?
        "#]],
    );
    let output = draw()
        .args([
            "--format",
            "dot",
            "--focus",
            "Trump",
            "--since",
            "2019-02",
            "--title",
            "Who met him",
        ])
        .output()
        .unwrap();
    let dot = String::from_utf8(output.stdout).unwrap();
    assert!(
        dot.contains("Who met him") && dot.contains("Donald Trump") && !dot.contains("Vladivostok"),
        "{dot}"
    );
}

#[test]
fn mistakes_are_told() {
    check(
        &[],
        &expect![[r#"
            2 ""
            summitry: which format? Give --format dot, svg, png or html, or an output with such an extension
        "#]],
    );
    check(
        &["--format", "dot", "--as", "timeline"],
        &expect![[r#"
            2 ""
            summitry: DOT describes networks only; draw a timeline or a matrix as svg or png
        "#]],
    );
    check(
        &["--format", "html", "--as", "matrix"],
        &expect![[r#"
            2 ""
            summitry: a page shows the network beside its timeline; leave out --as
        "#]],
    );
    check(
        &["--format", "png", "--scale", "0"],
        &expect![[r#"
            2 ""
            summitry: --scale may be 0.1 to 10
        "#]],
    );
    check(
        &["--output", "no/such/folder/a.svg", "--as", "matrix"],
        &expect![[r#"
            2 ""
            summitry: no/such/folder/a.svg: cannot be written: No such file or directory (os error 2)
        "#]],
    );
}
