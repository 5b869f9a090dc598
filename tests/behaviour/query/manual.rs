//! Help, completions and manual pages.

use super::summitry;

const COMMANDS: &[&str] = &[
    "build",
    "export",
    "query",
    "sparql",
    "diff",
    "mine",
    "eval",
    "card",
    "explain",
    "verify",
    "parse",
    "completions",
    "man",
];

const QUESTIONS: &[&str] = &[
    "events",
    "met",
    "between",
    "timeline",
    "neighbors",
    "path",
    "summits",
    "who",
    "top",
    "communities",
    "dyads",
    "stats",
];

fn text(arguments: &[&str]) -> String {
    let output = summitry().args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn all_help_gives_examples() {
    for command in COMMANDS {
        assert!(
            text(&[command, "--help"]).contains("\nExamples:\n  summitry "),
            "{command}"
        );
    }
    for question in QUESTIONS {
        let help = text(&["query", "graph.json", question, "--help"]);
        assert!(help.contains("\nExamples:\n  summitry query "), "{question}");
    }
}

#[test]
fn shells_complete_commands_and_options() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = text(&["completions", shell]);
        for word in ["sparql", "communities", "min-reports"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}

#[test]
fn every_command_has_a_page() {
    assert!(text(&["man"]).contains(".TH summitry 1"));
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("man1");
    summitry().arg("man").arg("--dir").arg(&pages).assert().success();
    for command in COMMANDS {
        let page = std::fs::read_to_string(pages.join(format!("summitry-{command}.1"))).unwrap();
        assert!(page.contains("Examples:"), "{command}");
    }
    assert!(pages.join("summitry-query-path.1").exists());
}
