//! SPARQL over the RDF of a graph.

use crate::{APRIL_2019, check_on, summitry};
use expect_test::{Expect, expect};
use std::path::Path;
use summitry::export::{AnswerFormat, RdfStore, SparqlAnswer};

fn check(arguments: &[&str], expect: &Expect) {
    check_on(Path::new(APRIL_2019), "sparql", arguments, expect);
}

const MEETINGS: &str = "SELECT ?when ?name WHERE {
    ?event sem:eventType summitry:type:met ; sem:hasTimeStamp ?when ; sem:hasActor ?who .
    ?who rdfs:label ?name
} ORDER BY ?when ?name";

#[test]
fn solutions_are_a_table() {
    check(&[MEETINGS], &expect![[r#""#]]);
    check(&[MEETINGS, "--since", "2019-04"], &expect![[r#""#]]);
    check(&[MEETINGS, "--format", "markdown"], &expect![[r#""#]]);
}

#[test]
fn programs_get_the_formats_of_sparql() {
    check(&[MEETINGS, "--format", "csv"], &expect![[r#""#]]);
    check(
        &["ASK { ?event term:status term:occurred }", "--format", "json"],
        &expect![[r#""#]],
    );
    let query = "SELECT ?name WHERE { summitry:country:PRK rdfs:label ?name }";
    check(&[query, "--format", "json"], &expect![[r#""#]]);
    check(&[query, "--format", "xml"], &expect![[r#""#]]);
    check(&[query, "--format", "tsv"], &expect![[r#""#]]);
}

#[test]
fn statements_are_rdf() {
    let query = "CONSTRUCT { ?a term:knows ?b } WHERE {
        ?event sem:eventType summitry:type:met ; term:participant ?a, ?b FILTER(STR(?a) < STR(?b)) }";
    check(&[query], &expect![[r#""#]]);
    check(&[query, "--format", "ntriples"], &expect![[r#""#]]);
    check(&[query, "--format", "csv"], &expect![[r#""#]]);
}

#[test]
fn the_article_is_the_graph_in_which_a_report_stands() {
    check(
        &[
            "SELECT ?article (COUNT(?report) AS ?reports) WHERE { GRAPH ?article { ?report a term:Report } }
           GROUP BY ?article ORDER BY ?article",
        ],
        &expect![[r#""#]],
    );
}

#[test]
fn nothing_and_mistakes_are_told() {
    check(&["ASK { ?event term:status term:denied }"], &expect![[r#""#]]);
    check(
        &["SELECT * WHERE { ?event term:status term:denied }"],
        &expect![[r#""#]],
    );
    check(&["SELECT ?x WHERE { ?x "], &expect![[r#""#]]);
    check(
        &["SELECT * WHERE { SERVICE <http://example.org/> { ?a ?b ?c } }"],
        &expect![[r#""#]],
    );
    check(&["--file", "/no/such/query.rq"], &expect![[r#""#]]);
    assert_eq!(
        summitry().args(["sparql", APRIL_2019]).output().unwrap().status.code(),
        Some(2)
    );
}

#[test]
fn a_query_may_come_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("meetings.rq");
    std::fs::write(&file, MEETINGS).unwrap();
    check(
        &["--file", file.to_str().unwrap(), "--format", "tsv"],
        &expect![[r#""#]],
    );
}

#[test]
fn every_statement_of_the_export_is_asked() {
    let graph = crate::support::april_2019();
    let mut quads = Vec::new();
    summitry::export::ExportFormat::NQuads
        .write(&graph, &mut quads)
        .unwrap();
    let lines = String::from_utf8(quads).unwrap().lines().count();
    let store = RdfStore::new(&graph).unwrap();
    let answer = store.answer("SELECT (COUNT(*) AS ?all) WHERE { ?s ?p ?o }").unwrap();
    let mut csv = Vec::new();
    answer.write(AnswerFormat::Csv, &mut csv).unwrap();
    assert_eq!(String::from_utf8(csv).unwrap(), format!("all\r\n{lines}\r\n"));
    assert!(matches!(answer, SparqlAnswer::Solutions { rows, .. } if rows.len() == 1));
}
