//! The page: the graph in one HTML file, to be searched, filtered and read in a browser.
//!
//! The file brings sigma and graphology with it (`data/vendor/README.md`) and asks the network for nothing. What articles
//! say stands as JSON in a block that no browser runs, without a single `<`; the program makes text of it, never HTML. A
//! policy in the file forbids every script but those with the right SHA-256, and every connection.

mod graph;

use super::DrawOptions;
use super::words::shown;
use crate::graph::KnowledgeGraph;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use graph::PageGraph;
use sha2::{Digest, Sha256};

const PAGE: &str = include_str!("../data/page/page.html");
const STYLE: &str = include_str!("../data/page/page.css");
const GRAPHOLOGY: &str = include_str!("../data/vendor/graphology-0.26.0.min.js");
const SIGMA: &str = include_str!("../data/vendor/sigma-3.0.3.min.js");
const LICENCES: [(&str, &str); 2] = [
    (
        "graphology 0.26.0",
        include_str!("../data/vendor/graphology-LICENSE.txt"),
    ),
    ("sigma 3.0.3", include_str!("../data/vendor/sigma-LICENSE.txt")),
];

/// The parts of the program, in the order in which they use each other.
const PROGRAM: [&str; 6] = [
    include_str!("../data/page/data.js"),
    include_str!("../data/page/shapes.js"),
    include_str!("../data/page/network.js"),
    include_str!("../data/page/panel.js"),
    include_str!("../data/page/timeline.js"),
    include_str!("../data/page/main.js"),
];

/// Writes the page.
pub(super) fn write(graph: &KnowledgeGraph, options: &DrawOptions) -> String {
    let page = PageGraph::new(graph, options);
    let program = format!("\"use strict\";\n(() => {{\n{}}})();\n", PROGRAM.join("\n"));
    let scripts = [GRAPHOLOGY, SIGMA, &program].map(|script| format!("'sha256-{}'", digest(script)));
    let policy = format!(
        "default-src 'none'; script-src {}; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        scripts.join(" "),
        digest(STYLE)
    );
    let title: String = shown(page.title()).map(|c| if c == '\n' { ' ' } else { c }).collect();
    let licences: Vec<String> = LICENCES.iter().map(|(name, text)| format!("{name}\n{text}")).collect();
    filled(
        PAGE,
        &[
            ("theme", options.theme.as_str()),
            ("policy", &policy),
            ("title", &quick_xml::escape::escape(title.as_str())),
            ("style", STYLE),
            ("data", &page.to_json()),
            ("licences", &licences.join("\n")),
            ("graphology", GRAPHOLOGY),
            ("sigma", SIGMA),
            ("program", &program),
        ],
    )
}

fn digest(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text.as_bytes()))
}

/// The template with values for its names in braces. What looks like a name in a value stays as it is.
fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + values.iter().map(|(_, value)| value.len()).sum::<usize>());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let Some((name, after)) = after.split_once("}}") else {
            rest = after;
            break;
        };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            filled.push_str(value);
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::{GRAPHOLOGY, PROGRAM, SIGMA, STYLE, filled};

    #[test]
    fn values_are_not_filled_in_themselves() {
        assert_eq!(filled("<{{a}}|{{b}}>", &[("a", "{{b}}"), ("b", "two")]), "<{{b}}|two>");
    }

    #[test]
    fn no_part_ends_the_element_that_it_stands_in() {
        for part in PROGRAM.iter().chain(&[GRAPHOLOGY, SIGMA, STYLE]) {
            let lower = part.to_lowercase();
            for end in ["</script", "</style", "<!--"] {
                assert!(!lower.contains(end), "{end}");
            }
        }
    }

    #[test]
    fn the_program_makes_no_html_of_words_and_runs_none() {
        for part in PROGRAM {
            for danger in [
                "innerHTML",
                "outerHTML",
                "insertAdjacentHTML",
                "document.write",
                "eval(",
                "new Function",
                "fetch(",
                "XMLHttpRequest",
                "import(",
            ] {
                assert!(!part.contains(danger), "{danger}");
            }
        }
    }
}
