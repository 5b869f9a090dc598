//! Names and sentences that would break out of a format do not, and come back as they were.

use super::support::{all_say, exported, file, with};
use oxrdf::{Term, TermRef};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use summitry::export::{ExportFormat, ExportOptions};
use summitry::graph::KnowledgeGraph;

const HOSTILE: &[&str] = &[
    "O'Brien \"Bo\" & Söhne <b>",
    "</script><img src=x onerror=alert(1)>",
    "</data></node></graphml><!-- ]]> -->",
    "\"]; system(\"rm -rf /\")",
    "\\u0027}) DETACH DELETE n //",
    "\\'}) MATCH (n) DETACH DELETE n; //",
    "two\nlines\r\nthree\rtabs\tand;semicolons,commas|bars",
    "\0\u{1}\u{b}\u{1f}\u{7f}\u{85}\u{fffe}\u{ffff}",
    "\u{202e}نيمور\u{202c} \u{2066}שלום\u{2069} 🕊️👩‍👩‍👧 \u{2028}\u{2029}\u{feff}",
    "=HYPERLINK(\"http://x\")",
    "<> \"\"\" '''' ^^ @en . ;",
    "",
    " ",
];

#[test]
fn hostile_names_go_through_every_format() {
    for words in HOSTILE {
        survives(words);
    }
    survives(&"ab\"<'\\\n".repeat(1_500));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_name_goes_through_every_format(words in any::<String>()) {
        survives(&words);
    }

    #[test]
    fn marks_in_any_order_go_through_every_format(words in "[\"'\\\\<>&;,\n\r\tu{}\\[\\]$`|=0]{0,20}") {
        survives(&words);
    }
}

/// Every format can be read by a parser of its own, which finds the words again.
fn survives(words: &str) {
    let graph = all_say(words);
    let clean: String = words
        .chars()
        .filter(|&c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..))
        .collect();
    for &format in ExportFormat::EVERY {
        match format {
            ExportFormat::Json => {
                let kept = exported(&graph, format);
                let again = summitry::store::load(kept.as_bytes(), std::path::Path::new("again.json"));
                assert_eq!(again.unwrap(), graph);
            }
            ExportFormat::NodeLink | ExportFormat::Cytoscape => json(&graph, format, &clean),
            ExportFormat::Plover => plover(&graph, &clean),
            ExportFormat::GraphMl => graphml(&graph, &clean),
            ExportFormat::Gexf => gexf(&graph, &clean),
            ExportFormat::Csv => csv(&graph, &clean),
            ExportFormat::Cypher => cypher(&graph),
            ExportFormat::Turtle => rdf(&graph, &clean),
            // Compared with Turtle.
            ExportFormat::NTriples | ExportFormat::NQuads | ExportFormat::JsonLd => {}
            #[cfg(feature = "parquet")]
            ExportFormat::Parquet => parquet(&graph, &clean),
            #[cfg(not(feature = "parquet"))]
            ExportFormat::Parquet => {}
            ExportFormat::EventsTsv => lines(&exported(&graph, format), "Sentence", &clean),
            ExportFormat::Quadruples => lines(&file(&graph, format, "facts.tsv"), "sentence", &clean),
            // The tests of pictures draw it.
            ExportFormat::Dot => assert!(exported(&graph, format).starts_with("digraph")),
        }
    }
    #[cfg(feature = "sparql")]
    sparql(&graph, &clean);
}

fn json(graph: &KnowledgeGraph, format: ExportFormat, clean: &str) {
    let read: Value = serde_json::from_str(&exported(graph, format)).unwrap();
    let (node, edge) = match format {
        ExportFormat::NodeLink => (&read["nodes"][0], &read["edges"][0]),
        _ => (
            &read["elements"]["nodes"][0]["data"],
            &read["elements"]["edges"][0]["data"],
        ),
    };
    assert_eq!(node["name"], clean);
    assert_eq!((&edge["sentence"], &edge["pattern"]), (&clean.into(), &clean.into()));
}

fn plover(graph: &KnowledgeGraph, clean: &str) {
    let plover = exported(graph, ExportFormat::Plover);
    assert_eq!(plover.lines().count(), graph.events().len());
    for line in plover.lines() {
        let event: Value = serde_json::from_str(line).unwrap();
        assert_eq!(event["actors"][0]["name"], clean);
        assert_eq!(event["reports"][0]["sentence"], clean);
    }
}

fn graphml(graph: &KnowledgeGraph, clean: &str) {
    let graphml = exported(graph, ExportFormat::GraphMl);
    assert_eq!(texts(&graphml, "n_name"), vec![clean.to_owned(); graph.nodes().count()]);
}

fn gexf(graph: &KnowledgeGraph, clean: &str) {
    let gexf = exported(graph, ExportFormat::Gexf);
    let multi = ExportOptions {
        multi: true,
        ..ExportOptions::default()
    };
    for gexf in [gexf, with(graph, ExportFormat::Gexf, &multi)] {
        let labels = attributes(&gexf, "node", "label");
        assert_eq!(labels, vec![clean.to_owned(); graph.nodes().count()]);
    }
}

/// The words of each `data` element of that key.
fn texts(xml: &str, key: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut texts: Vec<String> = Vec::new();
    let mut within = false;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => {
                within = element
                    .attributes()
                    .flatten()
                    .any(|attribute| attribute.key.as_ref() == "key" && attribute.value == key);
                if within {
                    texts.push(String::new());
                }
            }
            Event::Text(text) if within => texts.last_mut().unwrap().push_str(&text),
            Event::GeneralRef(entity) if within => {
                let entity = quick_xml::escape::unescape(&format!("&{};", &*entity))
                    .unwrap()
                    .into_owned();
                texts.last_mut().unwrap().push_str(&entity);
            }
            Event::End(_) => within = false,
            Event::Eof => return texts,
            _ => {}
        }
    }
}

/// The attribute of each element of that name.
fn attributes(xml: &str, element: &str, name: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut values = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) if start.name().as_ref() == element => {
                let attribute = start
                    .attributes()
                    .map(Result::unwrap)
                    .find(|attribute| attribute.key.as_ref() == name)
                    .unwrap();
                values.push(quick_xml::escape::unescape(&attribute.value).unwrap().into_owned());
            }
            Event::Eof => return values,
            _ => {}
        }
    }
}

fn csv(graph: &KnowledgeGraph, clean: &str) {
    let rows = |name: &str, column: &str| -> Vec<String> {
        let text = file(graph, ExportFormat::Csv, name);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let at = reader
            .headers()
            .unwrap()
            .iter()
            .position(|header| header == column)
            .unwrap();
        reader.records().map(|record| record.unwrap()[at].to_owned()).collect()
    };
    assert_eq!(rows("nodes.csv", "name"), vec![clean.to_owned(); graph.nodes().count()]);
    let sentences = rows("reports.csv", "sentence");
    assert!(sentences.iter().all(|sentence| sentence == clean), "{sentences:?}");
    assert_eq!(rows("events.csv", "sentence").len(), graph.events().len());
    assert_eq!(rows("edges.csv", "sentence").len(), graph.edges().count());
}

/// Outside of strings a statement has but the words that we write, and ends with its line.
fn cypher(graph: &KnowledgeGraph) {
    let script = exported(graph, ExportFormat::Cypher);
    assert_eq!(
        script.lines().count(),
        1 + graph.nodes().count() + graph.edges().count()
    );
    for line in script.lines() {
        let mut bare = String::new();
        let mut chars = line.chars();
        let mut quoted = false;
        while let Some(c) = chars.next() {
            match c {
                '\'' => quoted = !quoted,
                '\\' if quoted => assert!(chars.next().is_some_and(|c| "\\'nrt".contains(c)), "{line}"),
                c if !quoted => bare.push(c),
                _ => {}
            }
        }
        assert!(!quoted, "{line}");
        assert!(bare.ends_with(';') && bare.matches(';').count() == 1, "{bare}");
        assert!(!bare.contains("DELETE") && !bare.contains("//"), "{bare}");
        assert!(!line.contains("\\u") && !line.contains("\\U"), "{line}");
    }
}

fn rdf(graph: &KnowledgeGraph, clean: &str) {
    let turtle: Vec<_> = oxttl::TurtleParser::new()
        .for_slice(&exported(graph, ExportFormat::Turtle))
        .map(Result::unwrap)
        .collect();
    let ntriples: Vec<_> = oxttl::NTriplesParser::new()
        .for_slice(&exported(graph, ExportFormat::NTriples))
        .map(Result::unwrap)
        .collect();
    assert_eq!(turtle, ntriples);
    let nquads = oxttl::NQuadsParser::new()
        .for_slice(&exported(graph, ExportFormat::NQuads))
        .map(Result::unwrap)
        .count();
    let jsonld = oxjsonld::JsonLdParser::new()
        .for_slice(&exported(graph, ExportFormat::JsonLd))
        .map(Result::unwrap)
        .count();
    assert_eq!((nquads, jsonld), (turtle.len(), turtle.len()));
    let sentences: Vec<&Term> = turtle
        .iter()
        .filter(|triple| triple.predicate.as_str() == "urn:summitry:term:sentence")
        .map(|triple| &triple.object)
        .collect();
    let reports: usize = graph.events().iter().map(|event| event.reports.len()).sum();
    assert_eq!(sentences.len(), if clean.is_empty() { 0 } else { reports });
    for sentence in sentences {
        assert!(matches!(sentence.as_ref(), TermRef::Literal(literal) if literal.value() == clean));
    }
}

/// A solution says what the statement says, in each format of SPARQL.
#[cfg(feature = "sparql")]
fn sparql(graph: &KnowledgeGraph, clean: &str) {
    use summitry::export::{AnswerFormat, RdfStore, SparqlAnswer};
    let store = RdfStore::new(graph).unwrap();
    let answer = store
        .answer("SELECT DISTINCT ?said WHERE { ?report term:sentence ?said }")
        .unwrap();
    let SparqlAnswer::Solutions { rows, .. } = &answer else {
        panic!("solutions: {answer:?}");
    };
    assert_eq!(rows.len(), usize::from(!clean.is_empty()));
    let written = |format| {
        let mut bytes = Vec::new();
        answer.write(format, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let json: Value = serde_json::from_str(&written(AnswerFormat::Json)).unwrap();
    let table = written(AnswerFormat::Csv);
    let mut table = csv::Reader::from_reader(table.as_bytes());
    if !clean.is_empty() {
        assert!(matches!(&rows[0][0], Some(Term::Literal(literal)) if literal.value() == clean));
        assert_eq!(json["results"]["bindings"][0]["said"]["value"], clean);
        assert_eq!(&table.records().next().unwrap().unwrap()[0], clean);
    }
    let statements = store
        .answer("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?p = rdfs:label) }")
        .unwrap();
    let mut turtle = Vec::new();
    statements.write(AnswerFormat::Turtle, &mut turtle).unwrap();
    assert!(
        oxttl::TurtleParser::new()
            .for_slice(&turtle)
            .all(|triple| triple.is_ok())
    );
}

#[cfg(feature = "parquet")]
fn parquet(graph: &KnowledgeGraph, clean: &str) {
    use arrow_array::cast::AsArray;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReader;
    for (name, column) in [
        ("nodes", "name"),
        ("edges", "sentence"),
        ("events", "evidence"),
        ("reports", "sentence"),
    ] {
        let mut bytes = Vec::new();
        ExportFormat::Parquet
            .write_file(&format!("{name}.parquet"), graph, &mut bytes)
            .unwrap();
        for batch in ParquetRecordBatchReader::try_new(bytes::Bytes::from(bytes), 1024).unwrap() {
            let batch = batch.unwrap();
            let words = batch.column_by_name(column).unwrap().as_string::<i32>();
            // Edges between countries and their people say nothing.
            assert!(words.iter().flatten().all(|words| words == clean), "{name}");
            assert!(clean.is_empty() || words.iter().flatten().count() > 0, "{name}");
        }
    }
}

fn lines(table: &str, column: &str, clean: &str) {
    let flat = clean.replace(['\t', '\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'], " ");
    let rows: Vec<Vec<&str>> = table
        .strip_suffix('\n')
        .unwrap()
        .split('\n')
        .map(|line| line.split('\t').collect())
        .collect();
    let at = rows[0].iter().position(|name| *name == column).unwrap();
    for row in &rows[1..] {
        assert_eq!(row.len(), rows[0].len(), "{row:?}");
        assert_eq!(row[at], flat);
    }
}
