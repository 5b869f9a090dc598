//! What the README shows is what the program prints; `UPDATE_EXPECT=1` writes it anew.

use assert_cmd::Command;
use expect_test::expect_file;
use std::fmt::Write;
use std::fs;

/// Runs a command of the README or of a script, and gives what it prints.
fn run(command: &str) -> String {
    let script = format!("summitry() {{ \"$SUMMITRY\" \"$@\"; }}\n{command}");
    // The first example builds a graph of the same articles.
    let script = script.replace("graphs/articles.json", "graphs/sample.json");
    let assert = Command::new("sh")
        .args(["-c", &script])
        .env("SUMMITRY", assert_cmd::cargo::cargo_bin("summitry"))
        .env_remove("COLUMNS")
        .assert()
        .success();
    String::from_utf8(assert.get_output().stdout.clone()).unwrap()
}

/// A block with its commands answered anew: each begins with `$ ` and ends where its quotes do.
fn answered(block: &str) -> String {
    let mut answered = String::new();
    for part in block.split("$ ").filter(|part| !part.is_empty()) {
        let quotes = |text: &str| text.matches('\'').count();
        let end = part
            .match_indices('\n')
            .map(|(at, _)| at)
            .find(|&at| quotes(&part[..at]) % 2 == 0)
            .unwrap_or(part.len());
        let (command, shown) = part.split_at(end);
        let known = cfg!(feature = "sparql") || !command.starts_with("summitry sparql");
        let output = if known {
            format!("\n{}", run(command))
        } else {
            shown.to_owned()
        };
        if !answered.is_empty() {
            answered.push('\n');
        }
        writeln!(answered, "$ {command}\n{}", output.trim()).unwrap();
    }
    answered
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let readme = fs::read_to_string("README.md").unwrap();
    let mut now = String::new();
    for (at, part) in readme.split("```").enumerate() {
        if at > 0 {
            now.push_str("```");
        }
        match part.strip_prefix("text\n") {
            Some(block) if at % 2 == 1 && block.starts_with("$ ") => {
                now.push_str("text\n");
                now.push_str(&answered(block));
            }
            _ => now.push_str(part),
        }
    }
    expect_file!["../../README.md"].assert_eq(&now);
}

#[cfg(feature = "draw")]
#[test]
fn the_pictures_of_the_readme_are_those_of_the_sample_graph() {
    let folder = tempfile::tempdir().unwrap();
    let script = fs::read_to_string("graphs/make.sh").unwrap();
    for command in script.lines().filter(|line| line.starts_with("summitry draw ")) {
        let (_, name) = command.rsplit_once(" graphs/").unwrap();
        let drawn = folder.path().join(name);
        run(&command.replace(&format!("graphs/{name}"), &drawn.display().to_string()));
        expect_file![format!("../../graphs/{name}")].assert_eq(&fs::read_to_string(&drawn).unwrap());
    }
}
