//! Names and sentences that would break out of an answer do not.

use super::summitry;
use std::path::Path;
use summitry::graph::{GraphPart, KnowledgeGraph};

const HOSTILE: &[&str] = &[
    "</script><img src=x onerror=alert(1)>",
    "\"]; system(\"rm -rf /\")",
    "two\nlines\r\nthree\rtabs\tand;semicolons,commas|bars",
    "\u{1b}[2J\u{1b}]0;title\u{7} \u{0}\u{9b}31m",
    "\u{202e}نيمور\u{202c} \u{2066}שלום\u{2069} 🕊️👩‍👩‍👧 \u{2028}\u{2029}\u{feff}",
    "`code` *bold* [link](javascript:alert(1)) ![](x) ~~no~~ &amp;",
    "=HYPERLINK(\"http://x\")",
];

/// The graph of April 2019, where all names and sentences say `words`, in a file.
fn kept(words: &str, path: &Path) {
    let mut part: GraphPart = summitry::store::read(Path::new(super::APRIL_2019))
        .unwrap()
        .into_parts();
    for node in &mut part.nodes {
        words.clone_into(&mut node.name);
    }
    for report in part.events.iter_mut().flat_map(|event| &mut event.reports) {
        words.clone_into(&mut report.sentence);
    }
    let graph: KnowledgeGraph = part.try_into().unwrap();
    summitry::store::write(&graph, path).unwrap();
}

fn asked(path: &Path, question: &[&str], format: &str) -> String {
    let output = summitry()
        .arg("query")
        .arg(path)
        .args(question)
        .args(["--evidence", "--format", format])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn hostile_words_stay_in_their_cells() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hostile.json");
    let long = "ab\"<'\\\n".repeat(1_500);
    for words in HOSTILE.iter().copied().chain([long.as_str()]) {
        kept(words, &path);
        for question in [
            &["events"][..],
            &["top"],
            &["summits"],
            &["neighbors", "country:PRK"],
            &["communities"],
        ] {
            let table = asked(&path, question, "table");
            let steers = |c: char| {
                (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            assert!(!table.contains(steers), "{question:?} {words:?}");
            let markdown = asked(&path, question, "markdown");
            assert!(
                !markdown.replace("<br>", "").contains(['<', '>']),
                "{question:?} {words:?}"
            );
            let bars = |line: &str| line.replace("\\|", "").matches('|').count();
            let first = markdown.lines().next().map(bars);
            assert!(
                markdown.lines().all(|line| Some(bars(line)) == first),
                "{question:?} {words:?}"
            );
            let lines = asked(&path, question, "jsonl");
            assert!(
                lines
                    .lines()
                    .all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()),
                "{question:?}"
            );
            let objects: serde_json::Value = serde_json::from_str(&asked(&path, question, "json")).unwrap();
            assert!(
                objects.to_string().contains(&serde_json::to_string(words).unwrap()),
                "{question:?}"
            );
            let text = asked(&path, question, "csv");
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let at = reader
                .headers()
                .unwrap()
                .iter()
                .position(|name| name == "sentence")
                .unwrap();
            let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            assert!(
                records
                    .iter()
                    .all(|record| record[at].is_empty() || &record[at] == words),
                "{question:?}"
            );
            assert!(records.iter().any(|record| &record[at] == words), "{question:?}");
        }
    }
}
