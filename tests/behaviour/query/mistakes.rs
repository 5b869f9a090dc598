//! What is said to those who ask for what cannot be had, whichever command they ask.

use super::{APRIL_2019, summitry};
use std::path::Path;

/// Runs the arguments in a folder; the exit status is 2, and standard error has the words.
fn check_in(folder: &Path, arguments: &[&str], words: &str) {
    let output = summitry().current_dir(folder).args(arguments).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {message}");
    assert!(message.contains(words), "{arguments:?}: {message}");
}

fn check(arguments: &[&str], words: &str) {
    check_in(Path::new(env!("CARGO_MANIFEST_DIR")), arguments, words);
}

#[test]
fn a_day_is_asked_for_alike_everywhere() {
    for command in [&["build"][..], &["mine"], &["eval", "gold.jsonl"]] {
        for (date, words) in [
            ("yesterday", "not a day (2019-04-24), month (2019-04) or year"),
            ("2023-02-30", "not a day (2019-04-24), month (2019-04) or year"),
            ("2023-12", "a whole month or year, not a day (2019-04-24)"),
            ("2023", "a whole month or year, not a day (2019-04-24)"),
        ] {
            check(&[command, &["--date", date]].concat(), words);
        }
    }
    check(
        &["query", APRIL_2019, "events", "--since", "yesterday"],
        "not a day (2019-04-24), month (2019-04) or year",
    );
}

#[test]
fn a_file_that_is_no_graph_is_told_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text, words) in [
        (
            "visit.txt",
            "Kim Jong Un arrived in Russia on Wednesday.",
            "visit.txt: an article, not a graph; `summitry build visit.txt` makes a graph of it",
        ),
        (
            "news.jsonl",
            "{\"id\": \"a\", \"text\": \"Kim arrived.\"}\n{\"id\": \"b\", \"text\": \"Kim left.\"}\n",
            "news.jsonl: articles, not a graph; `summitry build news.jsonl` makes a graph of them",
        ),
        (
            "events.jsonl",
            "{\"doc\": \"a\", \"date\": null, \"events\": []}\n",
            "events.jsonl: events of articles, as `summitry mine` writes them, not a graph",
        ),
        (
            "april.graphml",
            "<graphml/>",
            "april.graphml: by its name a graph as graphml, which is written and not read",
        ),
        ("empty.json", "", "empty.json: an empty file, not a graph"),
        // What began as a graph is told where it ends, and other JSON what it lacks.
        (
            "cut.json",
            "{\"directed\": true, \"graph\": {\"format\": \"summ",
            "cut.json:1:44: not a summitry graph: EOF while parsing a string",
        ),
        (
            "other.json",
            "{\"graph\": {\"format\": \"other\", \"version\": 1}}",
            "the format is called \"other\", not \"summitry-graph\"; `summitry build PATH…` makes a graph of articles",
        ),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
        for arguments in [
            &["query", name, "events"][..],
            &["sparql", name, "ASK {}"],
            &["export", name, "--format", "gexf"],
            &["draw", name, "--format", "svg"],
            &["diff", name, APRIL_2019],
            &["diff", APRIL_2019, name],
        ] {
            check_in(folder.path(), arguments, words);
        }
    }
    check_in(
        folder.path(),
        &["query", ".", "events"],
        ".: a folder, not a graph; `summitry build .` makes a graph of the articles in it",
    );
    check_in(
        folder.path(),
        &["query", "none.json", "events"],
        "no graph to ask: none.json: cannot be read: No such file",
    );
}

#[test]
fn what_cannot_be_is_refused() {
    let range = "no day lies between --since 2020-01-01 and --until 2019-12-31";
    let dates = ["--since", "2020", "--until", "2019"];
    for command in [
        &["query", APRIL_2019, "met"][..],
        &["query", APRIL_2019, "top"],
        &["export", APRIL_2019, "--format", "gexf"],
        &["draw", APRIL_2019, "--format", "svg"],
    ] {
        check(&[command, &dates].concat(), range);
    }
    let least = "0 is not in 1..";
    check(&["draw", APRIL_2019, "--format", "svg", "--max-nodes", "0"], least);
    check(&["query", APRIL_2019, "events", "--limit", "0"], least);
    check(&["diff", APRIL_2019, APRIL_2019, "-n", "0"], least);
}

#[test]
fn the_formats_are_listed_where_none_is_known() {
    check(
        &["export", APRIL_2019, "--output", "april.xyz"],
        "no format has the extension .xyz; --format may be json, node-link, dot, graphml, gexf,",
    );
    check(
        &["export", APRIL_2019],
        "which format? Give an output with a known extension, or --format: json,",
    );
    check(
        &["draw", APRIL_2019, "--output", "april.xyz"],
        "--format dot, svg, png or html",
    );
}

#[test]
fn options_of_no_use_are_refused() {
    check(&["card", "--output", "card.md"], "<GOLD.jsonl>");
    check(&["card", "--date", "2019-04-24"], "--date is of no use without gold");
    check(&["card", "--jobs", "2"], "--jobs is of no use without gold");
    check(
        &["card", "--fields", "text=Story"],
        "--fields is of no use without gold",
    );
    for (arguments, words) in [
        (&["--format", "svg", "--hops", "2"][..], "--focus <NAME>"),
        (&["--format", "svg", "--scale", "3"], "--scale is of use only for png"),
        (
            &["--format", "dot", "--engine", "built-in"],
            "--engine is of use only for",
        ),
        (
            &["--format", "svg", "--as", "timeline", "--focus", "Kim"],
            "--focus is of use only for a network",
        ),
    ] {
        check(&[&["draw", APRIL_2019], arguments].concat(), words);
    }
    let export = ["export", APRIL_2019, "--format", "turtle"];
    check(&[&export[..], &["--multi"]].concat(), "--multi is of use only for gexf");
    check(
        &[&export[..], &["--edges-key", "links"]].concat(),
        "--edges-key is of use only for node-link",
    );
}
