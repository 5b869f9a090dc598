//! `summitry export`: files, folders, standard output, filters and exit statuses.

use super::support::APRIL_2019;
use assert_cmd::Command;
use expect_test::{Expect, expect};
use std::fs;

fn export() -> Command {
    let mut command = Command::cargo_bin("summitry").unwrap();
    command.args(["export", APRIL_2019]);
    command
}

/// Shows exit status, the number of lines on standard output, and standard error.
fn check(arguments: &[&str], expect: &Expect) {
    let output = export().args(arguments).output().unwrap();
    let text = format!(
        "{}, {} lines\n{}",
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap().lines().count(),
        String::from_utf8(output.stderr).unwrap(),
    );
    expect.assert_eq(&text);
}

#[test]
fn filters_leave_out_events() {
    for (filters, left) in [
        ("", 6),
        ("--since 2019-04 --type met", 1),
        ("--country KOR --class sanction --class mobilize", 1),
        ("--as-of 2019-04-24 --place Russia --min-reports 1", 1),
        ("--who Trump --with Kim", 1),
        ("--until 2018", 0),
        ("--status planned", 0),
        ("--occurred-only", 6),
    ] {
        let output = export()
            .args(["--format", "plover"])
            .args(filters.split_whitespace())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(i32::from(left == 0)), "{filters}");
        assert_eq!(
            String::from_utf8(output.stdout).unwrap().lines().count(),
            left,
            "{filters}"
        );
        assert_eq!(
            output.stderr,
            if left == 0 {
                &b"summitry: no event to export\n"[..]
            } else {
                b""
            },
            "{filters}"
        );
    }
}

#[test]
fn mistakes_are_told() {
    check(
        &[],
        &expect![[r#"
            2, 0 lines
            summitry: which format? Give an output with a known extension, or --format: json, node-link, dot, graphml, gexf, cytoscape, csv, cypher, turtle, ntriples, nquads, jsonld, parquet, plover, events-tsv, quadruples
        "#]],
    );
    check(
        &["--output", "graph.xls"],
        &expect![[r#"
            2, 0 lines
            summitry: no format has the extension .xls; --format may be json, node-link, dot, graphml, gexf, cytoscape, csv, cypher, turtle, ntriples, nquads, jsonld, parquet, plover, events-tsv, quadruples
        "#]],
    );
    check(
        &["--output", "graph.csv"],
        &expect![[r#"
            2, 0 lines
            summitry: csv is a folder of tables: give --format csv and a folder as --output
        "#]],
    );
    check(
        &["--format", "csv"],
        &expect![[r#"
        2, 0 lines
        summitry: csv fills a folder with nodes.csv, edges.csv, events.csv, reports.csv; give --output DIR
    "#]],
    );
    check(
        &["--format", "plover", "--who", "Pution"],
        &expect![[r#"
        1, 0 lines
        summitry: nobody is called "Pution"; did you mean Vladimir Putin?
    "#]],
    );
    check(
        &["--format", "plover", "--who", "Korea"],
        &expect![[r#"
        2, 0 lines
        summitry: "Korea" may mean:
          South Korea (KOR, 1 report): country:KOR
          North Korea (PRK, 1 report): country:PRK
    "#]],
    );
    let folder = tempfile::tempdir().unwrap();
    let output = export()
        .arg("--output")
        .arg(folder.path().join("no/such/g.gexf"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        export().args(["--format", "xls"]).output().unwrap().status.code(),
        Some(2)
    );
}

#[test]
fn the_extension_tells_the_format() {
    let folder = tempfile::tempdir().unwrap();
    for (name, start) in [
        ("g.graphml", "<?xml"),
        ("g.node-link.json", "{\"directed\""),
        ("g.json", "{\n\"directed\""),
        ("g.ttl", "@prefix"),
        ("g.events.tsv", "Event ID\t"),
    ] {
        let path = folder.path().join(name);
        export().arg("--output").arg(&path).assert().success();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with(start), "{name}: {}", &text[..40]);
    }
}

#[test]
fn folders_are_made_and_filled() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/neo4j");
    export()
        .args(["--format", "csv", "--output"])
        .arg(&path)
        .assert()
        .success();
    let mut files: Vec<_> = fs::read_dir(&path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(files, ["edges.csv", "events.csv", "nodes.csv", "reports.csv"]);
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_tables_are_written() {
    let folder = tempfile::tempdir().unwrap();
    export()
        .args(["--format", "parquet", "--output"])
        .arg(folder.path())
        .assert()
        .success();
    for name in ["nodes", "edges", "events", "reports"] {
        let bytes = fs::read(folder.path().join(format!("{name}.parquet"))).unwrap();
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    }
}
