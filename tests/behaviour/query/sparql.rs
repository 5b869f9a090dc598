//! SPARQL over the RDF of a graph.

use super::{APRIL_2019, check_on, summitry};
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
    check(
        &[MEETINGS],
        &expect![[r#"
        0
        when        name
        2019-02     Donald Trump
        2019-02     Kim Jong Un
        2019-04-25  Kim Jong Un
        2019-04-25  Vladimir Putin
    "#]],
    );
    check(
        &[MEETINGS, "--since", "2019-04"],
        &expect![[r#"
        0
        when        name
        2019-04-25  Kim Jong Un
        2019-04-25  Vladimir Putin
    "#]],
    );
    check(
        &[MEETINGS, "--format", "markdown"],
        &expect![[r#"
        0
        | when | name |
        | --- | --- |
        | 2019-02 | Donald Trump |
        | 2019-02 | Kim Jong Un |
        | 2019-04-25 | Kim Jong Un |
        | 2019-04-25 | Vladimir Putin |
    "#]],
    );
}

#[test]
fn programs_get_the_formats_of_sparql() {
    let output = summitry()
        .args(["sparql", APRIL_2019, MEETINGS, "--format", "csv"])
        .output()
        .unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    assert!(lines.starts_with("when,name\r\n2019-02,Donald Trump\r\n"), "{lines}");
    assert_eq!(lines.lines().count(), 5);
    check(
        &["ASK { ?event term:status term:occurred }", "--format", "json"],
        &expect![[r#"
            0
            {"head":{},"boolean":true}
        "#]],
    );
    let query = "SELECT ?name WHERE { summitry:country:PRK rdfs:label ?name }";
    check(
        &[query, "--format", "json"],
        &expect![[r#"
        0
        {"head":{"vars":["name"]},"results":{"bindings":[{"name":{"type":"literal","value":"North Korea"}}]}}
    "#]],
    );
    check(
        &[query, "--format", "xml"],
        &expect![[r#"
        0
        <?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="name"/></head><results><result><binding name="name"><literal>North Korea</literal></binding></result></results></sparql>
    "#]],
    );
    check(
        &[query, "--format", "tsv"],
        &expect![[r#"
        0
        ?name
        "North Korea"
    "#]],
    );
}

#[test]
fn statements_are_rdf() {
    let query = "CONSTRUCT { ?a term:knows ?b } WHERE {
        ?event sem:eventType summitry:type:met ; term:participant ?a, ?b FILTER(STR(?a) < STR(?b)) }";
    check(
        &[query],
        &expect![[r#"
        0
        @prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        @prefix wd: <http://www.wikidata.org/entity/> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix prov: <http://www.w3.org/ns/prov#> .
        @prefix schema: <https://schema.org/> .
        @prefix term: <urn:summitry:term:> .
        @prefix summitry: <urn:summitry:> .
        summitry:person:donald-trump:USA term:knows summitry:person:kim-jong-un:PRK .
        summitry:person:kim-jong-un:PRK term:knows summitry:person:vladimir-putin:RUS .
    "#]],
    );
    check(
        &[query, "--format", "ntriples"],
        &expect![[r#"
        0
        <urn:summitry:person:donald-trump:USA> <urn:summitry:term:knows> <urn:summitry:person:kim-jong-un:PRK> .
        <urn:summitry:person:kim-jong-un:PRK> <urn:summitry:term:knows> <urn:summitry:person:vladimir-putin:RUS> .
    "#]],
    );
    check(
        &[query, "--format", "csv"],
        &expect![[r#"
        2
        summitry: statements are no solutions: ask for turtle, ntriples or json
    "#]],
    );
}

#[test]
fn the_article_is_the_graph_in_which_a_report_stands() {
    check(
        &[
            "SELECT ?article (COUNT(?report) AS ?reports) WHERE { GRAPH ?article { ?report a term:Report } }
           GROUP BY ?article ORDER BY ?article",
        ],
        &expect![[r#"
            0
            article                   reports
            summitry:article:after    2
            summitry:article:reprint  2
            summitry:article:seed     4
        "#]],
    );
}

#[test]
fn nothing_and_mistakes_are_told() {
    check(
        &["ASK { ?event term:status term:denied }"],
        &expect![[r#"
        1
        no
    "#]],
    );
    check(
        &["SELECT * WHERE { ?event term:status term:denied }"],
        &expect![[r#"
            1
            summitry: nothing answers the query
        "#]],
    );
    let broken = summitry()
        .args(["sparql", APRIL_2019, "SELECT ?x WHERE { ?x "])
        .output()
        .unwrap();
    assert_eq!(broken.status.code(), Some(2));
    let message = String::from_utf8(broken.stderr).unwrap();
    assert!(
        message == "summitry: not a SPARQL query: it ends too early, behind \"?x\"\n",
        "{message}"
    );
    check(
        &["SELECT * WHERE { SERVICE <http://example.org/> { ?a ?b ?c } }"],
        &expect![[r#"
            2
            summitry: the query cannot be answered: The service <http://example.org/> is not supported
        "#]],
    );
    check(
        &["--file", "/no/such/query.rq"],
        &expect![[r#"
        2
        summitry: /no/such/query.rq: no query to read: No such file or directory (os error 2)
    "#]],
    );
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
        &expect![[r#"
            0
            ?when	?name
            "2019-02"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>	"Donald Trump"
            "2019-02"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>	"Kim Jong Un"
            "2019-04-25"^^<http://www.w3.org/2001/XMLSchema#date>	"Kim Jong Un"
            "2019-04-25"^^<http://www.w3.org/2001/XMLSchema#date>	"Vladimir Putin"
        "#]],
    );
}

#[test]
fn a_query_may_come_from_standard_input() {
    let asked = |graph: &str| {
        let mut command = summitry();
        command.args(["sparql", graph, "--file", "-", "--format", "csv"]);
        command.write_stdin(MEETINGS).output().unwrap()
    };
    let output = asked(APRIL_2019);
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.starts_with(b"when,name\r\n2019-02,Donald Trump\r\n"));
    let output = asked("-");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "summitry: standard input cannot be both the graph and the query\n"
    );
}

#[test]
fn every_statement_of_the_export_is_asked() {
    let graph = crate::downstream::support::april_2019();
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
