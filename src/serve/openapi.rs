//! The interface in the words of `OpenAPI` 3.1.

use super::paths::Path;
use serde_json::{Map, Value, json};

/// What each parameter is.
fn meaning(name: &str) -> &'static str {
    match name {
        "q" => "Names or words",
        "who" => "A name or id of one who takes part",
        "with" => "A name or id of one who takes part beside the first",
        "country" => "Names or ISO codes of countries, with commas between",
        "place" => "A place, or the country of places",
        "type" => "Types of events, with commas between",
        "status" => "occurred, planned, possible or denied, with commas between",
        "source" => "A publisher that reports it",
        "since" => "The first day, month or year",
        "until" => "The last day, month or year",
        "min_score" => "The least score, from 0 to 1",
        "doubt" => "Reasons for doubt, with commas between: contradiction, low-score, one-source",
        "page" => "The number of the page, from 1",
        _ => "json, or csv for a row a report; of the map, a row a place",
    }
}

/// The description of the interface.
pub(super) fn document<'p>(listed: impl Iterator<Item = &'p Path>) -> Value {
    let mut paths = Map::new();
    for path in listed {
        let named = ["id", "other"]
            .into_iter()
            .filter(|name| path.path.contains(&format!("{{{name}}}")));
        let named = named.map(|name| {
            json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}, "description": "An id, as answers give them"})
        });
        let asked = path.asked.iter().copied().chain(["format"]).map(
            |name| json!({"name": name, "in": "query", "schema": {"type": "string"}, "description": meaning(name)}),
        );
        let said = |what: &str| json!({"description": what, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Fault"}}}});
        paths.insert(
            format!("/api{}", path.path.trim_end_matches('/')),
            json!({"get": {
                "summary": path.shows,
                "parameters": named.chain(asked).collect::<Vec<_>>(),
                "responses": {
                    "200": {"description": path.shows, "content": {"application/json": {"schema": {"type": "object"}}, "text/csv": {}}},
                    "400": said("The question is not clear"),
                    "404": said("There is no such thing"),
                },
            }}),
        );
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "summitry",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "A knowledge graph of diplomacy with the sentences behind it. Sentences, titles and names come from articles.",
        },
        "paths": paths,
        "components": {"schemas": {"Fault": {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}}},
    })
}
