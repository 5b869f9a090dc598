//! Names and sentences that would break out of a picture do not.

use super::support::{all_say, texts, well_formed};
use proptest::prelude::*;
use std::time::Duration;
use summitry::graph::KnowledgeGraph;
use summitry::render::{DrawOptions, Engine, dot, matrix, page, png, render, timeline};

const HOSTILE: &[&str] = &[
    "</script><img src=x onerror=alert(1)>",
    "\"]; system(\"rm -rf /\")",
    "</text></svg><script>alert(1)</script>",
    "\\N \\G \\\" back\\",
    "two\nlines\r\nthree\rtabs\t",
    "\0\u{1}\u{b}\u{1f}\u{7f}\u{85}\u{fffe}\u{ffff}",
    "\u{202e}نيمور\u{202c} \u{2066}שלום\u{2069} 🕊️👩‍👩‍👧 \u{2028}\u{2029}\u{feff}",
    "中华人民共和国主席习近平同志 対話 대한민국",
    "]]> <!-- --> &amp; &lt; %3Cscript%3E javascript:alert(1)",
    "",
    " ",
];

fn survives(words: &str) {
    let graph = all_say(words);
    let options = DrawOptions {
        title: Some(words.to_owned()),
        ..DrawOptions::default()
    };
    harmless(&timeline(&graph, &options));
    harmless(&matrix(&graph, &options));
    network(&graph, &options, Engine::BuiltIn);
    pages(&graph, &options);
}

/// The network has no nodes but those of its description.
fn network(graph: &KnowledgeGraph, options: &DrawOptions, engine: Engine) {
    if !engine.is_there() {
        return;
    }
    let description = dot(graph, options);
    let nodes = description
        .lines()
        .filter(|line| line.contains("shape=") && !line.contains("class=words"))
        .count();
    let svg = render(description, engine, Duration::from_mins(1)).unwrap();
    assert_eq!(svg.matches("class=\"node\"").count(), nodes, "{svg}");
    harmless(&svg);
}

/// The SVG is well formed, and has no element that we did not draw.
fn harmless(svg: &str) {
    well_formed(svg).unwrap();
    for foreign in ["<script", "<img", "<foreignObject", "<use", "javascript:\""] {
        assert!(!svg.contains(foreign), "{foreign} in {svg}");
    }
    assert!(!texts(svg).is_empty());
    assert!(svg.chars().all(|c| !c.is_control() || c == '\n'), "{svg:?}");
}

fn pages(graph: &KnowledgeGraph, options: &DrawOptions) {
    let page = page(graph, options);
    assert_eq!(page.matches("<script").count(), 4);
    assert_eq!(page.matches("</script").count(), 4);
    assert_eq!(page.matches("<title>").count(), 1);
    assert!(!page.contains("<img"));
}

#[test]
fn hostile_names_go_through_every_picture() {
    for words in HOSTILE {
        survives(words);
    }
    survives(&"ab\"<'\\\n".repeat(1_500));
    survives(&"x".repeat(10_000));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_name_goes_through_every_picture(words in any::<String>()) {
        survives(&words);
    }

    #[test]
    fn marks_in_any_order_go_through_every_picture(words in "[\"'\\\\<>&;,\n\r\tu{}\\[\\]$`|=0-]{0,20}") {
        survives(&words);
    }
}

#[test]
fn hostile_names_go_through_graphviz() {
    for words in HOSTILE {
        network(&all_say(words), &DrawOptions::default(), Engine::Installed);
    }
}

#[cfg(feature = "png")]
#[test]
fn hostile_names_become_dots() {
    for words in [HOSTILE[0], HOSTILE[5], HOSTILE[6], HOSTILE[7]] {
        let (graph, options) = (all_say(words), DrawOptions::default());
        for picture in [timeline(&graph, &options), matrix(&graph, &options)] {
            assert!(png(&picture, 0.5).unwrap().starts_with(b"\x89PNG"));
        }
    }
    assert!(png("<svg", 1.0).is_err());
}
