//! The graph in `graphs/` is the one that the sample articles give.

use assert_cmd::Command;
use std::fs;

#[test]
fn the_sample_graph_is_what_the_sample_articles_give() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let output = directory.path().join("sample");
    Command::cargo_bin("summitry")
        .expect("the program")
        .args(["build", "articles/", "--jobs", "2", "--output"])
        .arg(&output)
        .assert()
        .success();
    for format in ["json", "dot", "svg"] {
        let built = fs::read(output.with_extension(format)).expect("a built file");
        let kept = fs::read(format!("graphs/sample.{format}")).expect("a kept file");
        assert!(
            built == kept,
            "graphs/sample.{format} is not what `summitry build articles/ --output graphs/sample` writes"
        );
    }
}
