//! ninjs: the JSON of news agencies, whose items name their parts in their own way.
//!
//! An item has an address for a name (`uri`), besides a version, a status or a body as the standard (IPTC ninjs 1 to 3)
//! writes them. Its parts are given the common names, so that it is read like any record.

use serde_json::{Map, Value};

/// The fields of which an item has one besides its `uri`.
const SIGNS: [&str; 7] = [
    "versioncreated",
    "versionCreated",
    "pubstatus",
    "pubStatus",
    "body_xhtml",
    "bodies",
    "headlines",
];
/// The fields for a body, the best first.
const BODIES: [&str; 5] = ["body_text", "bodyText", "body_xhtml", "body_html", "description_text"];

/// Whether a record is an item of ninjs.
pub(super) fn is_item(object: &Map<String, Value>) -> bool {
    object.get("uri").is_some_and(Value::is_string) && SIGNS.iter().any(|sign| object.contains_key(*sign))
}

/// What the item is if it is no text, such as a picture.
pub(super) fn other_kind(item: &Map<String, Value>) -> Option<&str> {
    const OTHER: [&str; 5] = ["picture", "video", "audio", "graphic", "composite"];
    let kind = item.get("type").and_then(Value::as_str)?;
    OTHER.contains(&kind).then_some(kind)
}

/// The item under the names that are common to records.
pub(super) fn renamed(item: &Map<String, Value>) -> Map<String, Value> {
    let first = |names: &[&str]| names.iter().find_map(|name| item.get(*name)).cloned();
    // From the second version on, headlines and bodies are lists of values with a role each.
    let listed = |name: &str, kind: &str| {
        let values = item.get(name)?.as_array()?;
        let is_kind = |value: &&Value| {
            let stated = value
                .get("contenttype")
                .or(value.get("contentType"))
                .and_then(Value::as_str);
            stated.is_none_or(|stated| stated.contains(kind))
        };
        let is_main = |value: &&Value| value.get("role").and_then(Value::as_str) == Some("main");
        let main = values.iter().filter(is_kind).find(is_main);
        main.or_else(|| values.iter().find(is_kind))?.get("value").cloned()
    };
    let holder = || {
        let sources = item.get("infosources").or(item.get("infoSources"))?.as_array()?;
        sources.first()?.get("name").cloned()
    };
    let parts = [
        ("id", first(&["uri"])),
        (
            "url",
            first(&["uri"]).filter(|uri| uri.as_str().is_some_and(|uri| uri.starts_with("http"))),
        ),
        ("title", first(&["headline"]).or_else(|| listed("headlines", ""))),
        (
            "body",
            first(&BODIES[..4])
                .or_else(|| listed("bodies", "plain"))
                .or_else(|| listed("bodies", ""))
                .or_else(|| first(&BODIES[4..])),
        ),
        (
            "date",
            first(&[
                "versioncreated",
                "versionCreated",
                "firstcreated",
                "firstCreated",
                "contentcreated",
                "contentCreated",
            ]),
        ),
        (
            "source",
            holder().or_else(|| first(&["source", "copyrightholder", "copyrightHolder"])),
        ),
        ("language", first(&["language"])),
    ];
    let parts = parts
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    parts.collect()
}
