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
