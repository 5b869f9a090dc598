//! The page: one file, nothing from the network, nothing that articles say is run.

use super::support::{all_say, april_2019};
use base64::Engine as _;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use summitry::graph::{KnowledgeGraph, NodeId};
use summitry::query::Query;
use summitry::render::{DrawOptions, Theme, page};

fn whole(graph: &KnowledgeGraph) -> String {
    page(graph, &DrawOptions::default())
}

/// The content of each `script` element, with its attributes.
fn scripts(page: &str) -> Vec<(&str, &str)> {
    page.split("<script")
        .skip(1)
        .map(|part| {
            let (attributes, rest) = part.split_once('>').unwrap();
            (attributes, rest.split_once("</script>").unwrap().0)
        })
        .collect()
}

fn data(page: &str) -> Value {
    serde_json::from_str(scripts(page)[0].1).unwrap()
}

#[test]
fn the_policy_lets_only_the_page_s_own_scripts_run() {
    let page = whole(&april_2019());
    let policy = page
        .split("Content-Security-Policy\" content=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    assert!(
        policy.starts_with("default-src 'none'; script-src 'sha256-"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe"), "{policy}");
    let scripts = scripts(&page);
    assert_eq!(scripts.len(), 4);
    assert!(scripts[0].0.contains("application/json"));
    for (attributes, script) in &scripts[1..] {
        assert_eq!(*attributes, "", "no script comes from elsewhere");
        let digest = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(script.as_bytes()));
        assert!(policy.contains(&format!("'sha256-{digest}'")), "{digest}");
    }
    for elsewhere in ["src=", "<link", "@import", "url("] {
        let bare: String = page
            .split("<script")
            .map(|part| part.split_once("</script>").map_or(part, |(_, rest)| rest))
            .collect();
        assert!(!bare.contains(elsewhere), "{elsewhere}");
    }
}

#[test]
fn the_page_knows_events_with_their_sentences_and_sources() {
    let data = data(&whole(&april_2019()));
    assert_eq!(data["nodes"].as_array().unwrap().len(), 7);
    assert_eq!(data["events"].as_array().unwrap().len(), 6);
    let met = data["events"]
        .as_array()
        .unwrap()
        .iter()
        .find(|event| event["date"] == "2019-04-25" && event["source"].as_array().unwrap().len() == 2)
        .unwrap();
    assert_eq!(met["reports"].as_array().unwrap().len(), 3);
    assert!(!met["reports"][0]["sentence"].as_str().unwrap().is_empty());
    let sources: Vec<&Value> = met["reports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|report| &report["origin"])
        .collect();
    assert_eq!(
        (&met["sources"], sources),
        (&2.into(), vec![&1.into(), &2.into(), &2.into()])
    );
    assert_eq!(
        (&met["reports"][0]["stage"], &met["reports"][1]["stage"]),
        (&"announced".into(), &"held".into())
    );
    assert_eq!(met["days"], serde_json::json!([18_011, 18_011]));
    let alone = data["events"]
        .as_array()
        .unwrap()
        .iter()
        .find(|event| event["source"] == serde_json::json!([]));
    assert_eq!(alone.unwrap()["other_source"], serde_json::json!(["South Korea"]));
    let article = met["reports"][0]["article"].as_u64().unwrap() as usize;
    assert!(data["articles"][article]["date"].is_string());
}

#[test]
fn a_page_of_one_and_those_near_has_no_others() {
    let options = DrawOptions {
        focus: vec![NodeId::from("person:donald-trump:USA".to_owned())],
        title: Some("Trump & others".to_owned()),
        theme: Theme::Dark,
        query: Query::default(),
        ..DrawOptions::default()
    };
    let page = page(&april_2019(), &options);
    assert!(page.contains("<title>Trump &amp; others</title>"));
    assert!(page.contains("data-theme=\"dark\""));
    let data = data(&page);
    assert_eq!(data["title"], "Trump & others");
    assert!(data["nodes"].as_array().unwrap().len() < 7);
    let events = data["events"].as_array().unwrap().iter();
    let reports = events.flat_map(|event| event["reports"].as_array().unwrap());
    let reporting: BTreeSet<u64> = reports.map(|report| report["article"].as_u64().unwrap()).collect();
    let articles = data["articles"].as_array().unwrap().len() as u64;
    assert_eq!(reporting, (0..articles).collect(), "those that report its events");
}

#[test]
fn a_graph_without_events_has_a_page() {
    let data = data(&whole(&KnowledgeGraph::default()));
    assert_eq!(data["nodes"], serde_json::json!([]));
    assert_eq!(data["title"], "0 events between 0 nodes");
}

#[test]
fn what_articles_say_is_words() {
    let words = "</script><script>alert(1)</script><!-- {{program}} ]]> \u{2028}&lt;";
    let page = whole(&all_say(words));
    let scripts = scripts(&page);
    assert_eq!(scripts.len(), 4);
    assert!(!scripts[0].1.contains(['<', '>', '&', '\u{2028}']));
    let data = data(&page);
    assert_eq!(data["nodes"][0]["name"], words);
    assert_eq!(data["events"][0]["reports"][0]["sentence"], words);
    assert_eq!(data["nodes"][0]["wikidata"], Value::Null);
}

#[test]
fn the_same_graph_makes_the_same_page() {
    assert_eq!(whole(&april_2019()), whole(&april_2019()));
}
