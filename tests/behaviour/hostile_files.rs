//! Commands keep what they are to read, and go on past what must not be read.

use crate::fixtures::command::summitry;
use predicates::str::contains;
use std::fs;

const LINE: &str = r#"{"id": "kim", "date": "2019-04-24", "text": "Kim Jong Un arrived in Russia."}"#;

#[test]
fn what_is_read_is_not_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    for (command, input, output) in [("mine", "m.jsonl", "m.jsonl"), ("build", "news.json", "news")] {
        let input = folder.path().join(input);
        fs::write(&input, LINE).expect("a file");
        let mut run = summitry();
        run.arg(command)
            .arg(&input)
            .arg("--output")
            .arg(folder.path().join(output));
        run.assert().code(2).stderr(contains("is among the inputs"));
        assert_eq!(fs::read_to_string(&input).expect("a file"), LINE);
    }
}

#[test]
fn days_beyond_the_calendar_and_threads_beyond_reason_are_refused() {
    for [option, value] in [["--date", "+262142-12-31"], ["--jobs", "100000"]] {
        let mut run = summitry();
        run.args(["mine", "-", option, value]).write_stdin(LINE);
        run.assert().code(2).stderr(contains("invalid value"));
    }
}

/// What `mine` says of a file of this name and content, and the ids of the articles that it reads.
fn mined(name: &str, content: &[u8]) -> (Vec<String>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, content).expect("a file");
    let output = summitry().arg("mine").arg(&path).output().expect("a run");
    let lines = String::from_utf8(output.stdout).expect("text");
    let ids = lines.lines().map(|line| {
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        value["doc"].as_str().expect("an id").to_owned()
    });
    (ids.collect(), String::from_utf8(output.stderr).expect("text"))
}

#[test]
fn a_list_that_breaks_off_and_a_stray_zero_are_told_and_the_rest_is_read() {
    let (ids, said) = mined("news.json", format!("[{LINE},\n").as_bytes());
    assert_eq!(ids, ["kim"]);
    assert!(
        said.contains("news.json: cannot be read: a list in it is not closed"),
        "{said}"
    );
    let (ids, said) = mined("news.json", format!("[{LINE}]").as_bytes());
    assert_eq!((ids.len(), said.as_str()), (1, ""));
    let zero = LINE.replace("arrived", "arri\0ved").replace("kim", "zero");
    let (ids, said) = mined("news.jsonl", format!("{zero}\n{LINE}\n{LINE}\n").as_bytes());
    assert_eq!(ids, ["kim", "kim"]);
    assert!(said.contains("news.jsonl:1: malformed JSON"), "{said}");
    let (ids, said) = mined("news.txt", b"\0\x01\x02\0\0\0\xff\0Kim");
    assert!(ids.is_empty() && said.contains("binary data"), "{said}");
}

#[test]
fn pages_that_are_nested_and_drawn_without_end_are_read_by_their_words() {
    let told =
        "<p>Kim Jong Un met Vladimir Putin in Vladivostok on Thursday. They spoke of sanctions for three hours.</p>";
    for (open, close, times) in [
        ("<b>", "</b>", 3000),
        ("<div><span>", "</span></div>", 900),
        ("<blockquote>", "", 5000),
        ("<svg><path d=\"M0 0\"><path></svg>", "", 20_000),
        ("<i x=\"a>b\">", "</u>", 10_000),
        ("<svg class=\"icon\"/>", "<svg></svg>", 20),
        ("<svg>", "", 20_000),
    ] {
        let page = format!(
            "<html><head><title>Talks</title></head><body>{}{}{}</body></html>",
            open.repeat(times),
            told.repeat(20),
            close.repeat(times)
        );
        let (ids, said) = mined("page.html", page.as_bytes());
        assert_eq!(ids, ["page"], "{open}: {said}");
    }
    let round = |at| format!("<b><p>The two sides met for round {at} of their talks in Geneva.</p></b>");
    let bold = (1..20).map(round).collect::<Vec<_>>().concat();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bold.html");
    fs::write(
        &path,
        format!("<html><head><title>Talks</title></head><body><article>{bold}</article></body></html>"),
    )
    .expect("a file");
    let output = summitry().arg("parse").arg(&path).output().expect("a run");
    let parsed = String::from_utf8(output.stdout).expect("text");
    assert_eq!(parsed.matches("for round 7 of their talks").count(), 1, "{parsed}");
}
