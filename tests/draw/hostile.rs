//! Names and sentences that would break out of a picture do not.

use crate::support::{all_say, texts, well_formed};
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
    vectors(&graph, &options);
    pages(&graph, &options);
}

/// Every SVG is well formed, and has no element that we did not draw.
fn vectors(graph: &KnowledgeGraph, options: &DrawOptions) {
    let mut pictures = vec![timeline(graph, options), matrix(graph, options)];
    let description = dot(graph, options);
    let nodes = description
        .lines()
        .filter(|line| line.contains("shape=") && !line.contains("class=words"))
        .count();
    if Engine::BuiltIn.is_there() {
        let svg = render(description, Engine::BuiltIn, Duration::from_mins(1)).unwrap();
        assert_eq!(svg.matches("class=\"node\"").count(), nodes, "{svg}");
        pictures.push(svg);
    }
    for svg in &pictures {
        well_formed(svg).unwrap();
        for foreign in ["<script", "<img", "<foreignObject", "<use", "javascript:\""] {
            assert!(!svg.contains(foreign), "{foreign} in {svg}");
        }
        assert!(!texts(svg).is_empty());
        assert!(svg.chars().all(|c| !c.is_control() || c == '\n'), "{svg:?}");
    }
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

#[cfg(feature = "png")]
#[test]
fn hostile_names_become_dots() {
    for words in [HOSTILE[0], HOSTILE[5], HOSTILE[6], HOSTILE[7]] {
        let dots = png(&timeline(&all_say(words), &DrawOptions::default()), 0.5).unwrap();
        assert!(dots.starts_with(b"\x89PNG"));
    }
    assert!(png("<svg", 1.0).is_err());
}
