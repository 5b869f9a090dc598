//! Each format as a reader finds it.

use super::support::{april_2019, exported, file, own_type, with};
use expect_test::{Expect, expect, expect_file};
use std::collections::BTreeSet;
use summitry::export::{ExportFormat, ExportOptions};
use summitry::graph::KnowledgeGraph;

/// Shows the lines of the export that hold all of `words`, without their indentation.
fn check(format: ExportFormat, words: &[&str], expect: &Expect) {
    check_of(&april_2019(), format, words, expect);
}

fn check_of(graph: &KnowledgeGraph, format: ExportFormat, words: &[&str], expect: &Expect) {
    let text = exported(graph, format);
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| words.iter().all(|word| line.contains(word)))
        .map(str::trim)
        .collect();
    expect.assert_eq(&(lines.join("\n") + "\n"));
}

#[test]
fn whole_files_are_as_they_were_reviewed() {
    let graph = april_2019();
    for format in [
        ExportFormat::NodeLink,
        ExportFormat::GraphMl,
        ExportFormat::Gexf,
        ExportFormat::Cytoscape,
        ExportFormat::Cypher,
        ExportFormat::Turtle,
        ExportFormat::NQuads,
        ExportFormat::Plover,
        ExportFormat::EventsTsv,
    ] {
        expect_file![format!("april_2019/april_2019.{}", format.extension())].assert_eq(&exported(&graph, format));
    }
    for (format, folder) in [(ExportFormat::Csv, "csv"), (ExportFormat::Quadruples, "quadruples")] {
        for name in format.files() {
            expect_file![format!("april_2019/{folder}/{name}")].assert_eq(&file(&graph, format, name));
        }
    }
}

#[test]
fn formats_are_found_by_name_and_extension() {
    let names: BTreeSet<&str> = ExportFormat::EVERY.iter().map(|format| format.name()).collect();
    assert_eq!(names.len(), ExportFormat::EVERY.len());
    for &format in ExportFormat::EVERY {
        assert_eq!(ExportFormat::parse(format.name()), Some(format));
        assert!(ExportFormat::parse(format.extension()).is_some());
        assert!(include_str!("../../../src/export/FORMATS.md").contains(&format!("`{}`", format.name())));
    }
    assert_eq!(ExportFormat::parse("xls"), None);
}

#[test]
fn the_empty_graph_is_exported_too() {
    let empty = KnowledgeGraph::default();
    for &format in ExportFormat::EVERY.iter().filter(|format| format.is_available()) {
        let mut bytes = Vec::new();
        if format.files().is_empty() {
            format.write(&empty, &mut bytes).unwrap();
        }
        for name in format.files() {
            format.write_file(name, &empty, &mut bytes).unwrap();
        }
        assert!(!bytes.is_empty() || format == ExportFormat::Plover, "{}", format.name());
    }
}

#[test]
fn folders_are_no_files() {
    let graph = april_2019();
    let error = ExportFormat::Csv.write(&graph, Vec::new()).unwrap_err();
    assert_eq!(error.to_string(), "csv fills a folder, not a file");
    let error = ExportFormat::Csv
        .write_file("cities.csv", &graph, Vec::new())
        .unwrap_err();
    assert_eq!(error.to_string(), "csv has no file called \"cities.csv\"");
    let error = ExportFormat::Gexf
        .write_file("nodes.gexf", &graph, Vec::new())
        .unwrap_err();
    assert_eq!(error.to_string(), "gexf has no file called \"nodes.gexf\"");
}

#[test]
fn a_month_stays_a_month() {
    check(
        ExportFormat::NTriples,
        &["gYearMonth"],
        &expect![[r#"
            <urn:summitry:summit:kim-trump-2019-02> <http://semanticweb.cs.vu.nl/2009/11/sem/hasTimeStamp> "2019-02"^^<http://www.w3.org/2001/XMLSchema#gYearMonth> .
            <urn:summitry:event:2e1bd0963eadf1be> <http://semanticweb.cs.vu.nl/2009/11/sem/hasTimeStamp> "2019-02"^^<http://www.w3.org/2001/XMLSchema#gYearMonth> .
            <urn:summitry:report:f1a0a721126bec8b:reprint:text:0-56:met-1> <http://semanticweb.cs.vu.nl/2009/11/sem/hasTimeStamp> "2019-04"^^<http://www.w3.org/2001/XMLSchema#gYearMonth> .
            <urn:summitry:report:2e1bd0963eadf1be:seed:text:69-98:met-1> <http://semanticweb.cs.vu.nl/2009/11/sem/hasTimeStamp> "2019-02"^^<http://www.w3.org/2001/XMLSchema#gYearMonth> .
        "#]],
    );
    check(
        ExportFormat::EventsTsv,
        &["2019-02\t"],
        &expect![[r#"
            2e1bd0963eadf1be	2019-02	Donald Trump	person	USA	met	040	1	Kim Jong Un	person	PRK	seed				1	1	1	1		occurred	held: 2019-04-24		2019-02-01	2019-02-28	month	CONSULT	person:donald-trump:USA	person:kim-jong-un:PRK	1	0.8	Kim met Trump two months ago.	Kim met Trump two months ago.	text	69	98	met-1
        "#]],
    );
    let quadruples = file(&april_2019(), ExportFormat::Quadruples, "facts.tsv");
    assert!(!quadruples.contains("2019-02"), "{quadruples}");
}

#[test]
fn a_gathered_edge_counts_and_dates_its_events() {
    let mut part = april_2019().into_parts();
    let (mut edge, mut event) = (part.edges[0].clone(), part.events[0].clone());
    let day = |text: &str| text.parse().unwrap();
    for (at, (start, end)) in [
        ("2020-01-01", "2020-01-03"),
        ("2020-01-03", "2020-01-05"),
        ("2020-01-06", "2020-01-06"),
    ]
    .into_iter()
    .enumerate()
    {
        event.id = format!("event {at}").into();
        let date = event
            .date
            .get_or_insert_with(|| unreachable!("the first event has a date"));
        (date.start, date.end) = (day(start), day(end));
        edge.2.id = format!("edge {at}").into();
        edge.2.relation = summitry::graph::Relation::Event(event.id.clone());
        part.events.push(event.clone());
        part.edges.push(edge.clone());
    }
    let graph: KnowledgeGraph = part.try_into().unwrap();
    let lines = |options: &ExportOptions| {
        let text = with(&graph, ExportFormat::Gexf, options);
        let edge = format!("<edge id=\"{}\"", graph.edges().next().unwrap().edge.id);
        let from = text.find(&edge).unwrap();
        let to = from + text[from..].find("</edge>").unwrap();
        let shown: Vec<String> = text[from..to]
            .lines()
            .map(str::trim)
            .filter(|line| {
                ["<edge ", "<spell ", "<attvalue for=\"events\""]
                    .iter()
                    .any(|start| line.starts_with(start))
            })
            .map(str::to_owned)
            .collect();
        shown.join("\n") + "\n"
    };
    expect![[r#"
        <edge id="fa82e7341846348e" source="person:kim-jong-un:PRK" target="country:RUS" kind="visited" label="visited" weight="4">
        <attvalue for="events" value="63aa8e762e862d64;event 0;event 1;event 2"/>
        <spell start="2019-04-24" end="2019-04-24"/>
        <spell start="2020-01-01" end="2020-01-05"/>
        <spell start="2020-01-06" end="2020-01-06"/>
    "#]]
    .assert_eq(&lines(&ExportOptions::default()));
    let multi = ExportOptions {
        multi: true,
        ..ExportOptions::default()
    };
    expect![[r#"
        <edge id="fa82e7341846348e" source="person:kim-jong-un:PRK" target="country:RUS" kind="visited" label="visited" weight="1">
        <attvalue for="events" value="63aa8e762e862d64"/>
        <spell start="2019-04-24" end="2019-04-24"/>
    "#]]
    .assert_eq(&lines(&multi));
}

#[test]
fn an_event_type_of_ones_own_is_in_every_format() {
    let graph = own_type();
    for &format in ExportFormat::EVERY.iter().filter(|format| format.is_available()) {
        let files = format.files().iter();
        let text = match format {
            ExportFormat::Parquet => continue,
            _ if format.files().is_empty() => exported(&graph, format),
            _ => files.map(|name| file(&graph, format, name)).collect(),
        };
        let told = match format {
            ExportFormat::Cypher => "-[r:`WALKED-OUT` {key:",
            ExportFormat::Turtle => "sem:eventType summitry:type:walked-out ;",
            ExportFormat::NTriples | ExportFormat::NQuads | ExportFormat::JsonLd => "urn:summitry:type:walked-out",
            _ => "walked-out",
        };
        assert!(text.contains(told), "{}: {text}", format.name());
    }
    check_of(
        &graph,
        ExportFormat::EventsTsv,
        &["walked-out"],
        &expect![[r#"
        e45c3483674d632b	2019-04-25	Vladimir Putin	person	RUS	walked-out	128	-2.8	United States	country	USA	after				3	1	1	1		occurred	held: 2019-04-25		2019-04-25	2019-04-25	day	REJECT	person:vladimir-putin:RUS	country:USA	0	0.8	Putin accused Washington.	Putin accused Washington.	text	57	82	accused-1
    "#]],
    );
    let schema = serde_json::from_str(include_str!("../../../src/store/graph.schema.json")).unwrap();
    let kept = serde_json::from_str(&exported(&graph, ExportFormat::Json)).unwrap();
    assert!(jsonschema::draft202012::new(&schema).unwrap().is_valid(&kept));
}

/// Formats of nodes and edges tell it of the edges, those of events of the events.
#[test]
fn what_was_put_off_leads_to_the_later_event() {
    let mut part = april_2019().into_parts();
    let later = part.events[1].id.clone();
    for report in &mut part.events[0].reports {
        report.status = summitry::event::Status::Denied;
    }
    part.events[0].postponed_to = Some(later.clone());
    let graph: KnowledgeGraph = part.try_into().unwrap();
    for &format in ExportFormat::EVERY {
        let text = match format {
            ExportFormat::Dot | ExportFormat::Parquet | ExportFormat::Quadruples => continue,
            ExportFormat::Csv => file(&graph, format, "events.csv"),
            _ => exported(&graph, format),
        };
        let near = |words: &str| {
            text.lines()
                .any(|line| line.contains(words) && line.contains(later.as_str()))
        };
        assert!(
            near("postponed: 2019-04-24") || near("postponed_to") || near("postponedTo"),
            "{}",
            format.name()
        );
        assert!(text.contains("postponed"), "{}", format.name());
    }
}

#[test]
fn the_sample_is_valid_by_the_schema() {
    let schema = serde_json::from_str(include_str!("../../../src/store/graph.schema.json")).unwrap();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    let mut sample = serde_json::from_str(&exported(&april_2019(), ExportFormat::Json)).unwrap();
    let mistakes: Vec<String> = schema.iter_errors(&sample).map(|error| error.to_string()).collect();
    assert_eq!(mistakes, Vec::<String>::new());
    sample["edges"][0]["status"] = "rumoured".into();
    assert!(!schema.is_valid(&sample));
}
