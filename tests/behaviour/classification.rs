//! `summitry classify`: marked sentences in, classes out.

use assert_cmd::Command;
use predicates::str::contains;
use std::path::PathBuf;

fn summitry(arguments: &[&str]) -> assert_cmd::assert::Assert {
    Command::new(env!("CARGO_BIN_EXE_summitry")).args(arguments).assert()
}

fn file(directory: &tempfile::TempDir, name: &str, text: &str) -> String {
    let path: PathBuf = directory.path().join(name);
    std::fs::write(&path, text).expect("a file");
    path.to_string_lossy().into_owned()
}

/// "id class type" of each line of the answer.
fn answers(path: &str) -> Vec<String> {
    let assert = summitry(&["classify", path]).success();
    let output = String::from_utf8(assert.get_output().stdout.clone()).expect("UTF-8");
    let lines = output.lines().map(|line| {
        let line: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        let score = line["score"].as_f64().expect("a score");
        assert!((0.0..=1.0).contains(&score), "{line}");
        let cell = |name: &str| line[name].as_str().expect("a string").to_owned();
        format!("{} {} {}", cell("id"), cell("class"), cell("type"))
    });
    lines.collect()
}

#[test]
fn a_table_gives_a_line_for_each_row() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = file(
        &directory,
        "marked.tsv",
        "note\tsentence_id\tmarked_sentence\n\
         \t7\t<s>Ruritania's foreign minister</s> met <t>his counterpart from Graustark</t> on Monday.\n\
         \t8\t<s>Border guards</s> arrested <t>two fishermen from Graustark</t>.\n\
         \t9\t<s>The duke</s> refused to meet <t>an envoy of the league</t>.\n\
         \t10\t<s>The duke</s> telephoned <t>the emperor of Graustark</t>.\n",
    );
    assert_eq!(
        answers(&path),
        [
            "7 CONSULT met",
            "8 COERCE coerced",
            "9 REJECT rejected",
            "10 CONSULT called",
        ]
    );
}

#[test]
fn lines_of_json_may_name_source_and_target_apart() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = file(
        &directory,
        "marked.jsonl",
        "{\"id\": \"a\", \"text\": \"The duke accused the league of lying.\", \"source\": \"The duke\", \"target\": \"the league\"}\n\
         {\"id\": 2, \"text\": \"<s>The league</s> sent food to <t>Graustark</t>.\"}\n",
    );
    assert_eq!(answers(&path), ["a ACCUSE accused", "2 AID aided"]);
}

#[test]
fn rows_without_marks_are_named_and_left_out() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = file(
        &directory,
        "marked.tsv",
        "id\ttext\n1\tNobody met anybody.\n2\t<s>Ruritania met <t>Graustark</t>.\n3\t<s>Ruritania</s> met <t>Graustark</t>.\n",
    );
    summitry(&["classify", &path])
        .success()
        .stdout(contains("\"id\":\"3\""))
        .stderr(contains("marked.tsv:2: nothing is marked"))
        .stderr(contains("marked.tsv:3: <s> is not closed"));
    let path = file(&directory, "other.tsv", "id\tclass\n1\tACCUSE\n");
    let header = "other.tsv:1: no column 'marked_sentence', 'sentence' or 'text' in the header";
    summitry(&["classify", &path]).code(2).stderr(contains(header));
    let path = file(
        &directory,
        "other.jsonl",
        "{\"id\": 1, \"text\": \"A\"\n{\"text\": \"A met B.\", \"source\": \"C\"}\n",
    );
    summitry(&["classify", &path])
        .code(2)
        .stderr(contains("other.jsonl:1: not a JSON object"))
        .stderr(contains("other.jsonl:2: the source 'C' does not stand in the text"))
        .stderr(contains("no marked sentence"));
}

#[test]
fn a_model_of_ones_own_is_learned_and_used() {
    let directory = tempfile::tempdir().expect("a directory");
    let rows = ["Ruritania", "Graustark", "Moldavia"].map(|name| {
        format!("<s>{name}</s> zorbed <t>the league</t>.\tAID\n<s>{name}</s> blipped <t>the league</t>.\tASSAULT\n")
    });
    let rows = format!("marked_sentence\tclass\n{}", rows.concat());
    let gold = file(&directory, "gold.tsv", &rows);
    let model = file(&directory, "model.tsv", "");
    summitry(&["classify", &gold, "--train", &model]).success();
    let asked = file(
        &directory,
        "asked.tsv",
        "id\ttext\n1\t<s>Genovia</s> blipped <t>Latveria</t>.\n",
    );
    summitry(&["classify", &asked, "--model", &model])
        .success()
        .stdout(contains("\"class\":\"ASSAULT\""));
    summitry(&["classify", &gold, "--evaluate", "--folds", "3"])
        .success()
        .stdout(contains("macro-F1 1.000, accuracy 1.000"));
    summitry(&["classify", &asked, "--evaluate"])
        .code(2)
        .stderr(contains("no sentence has a class to learn from"));
}
