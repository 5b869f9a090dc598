//! Wire formats of agencies in XML: which articles does a NITF or NewsML document hold?
//!
//! In: a decoded document of NITF, NewsML-G2 (`newsItem`, `newsMessage`) or NewsML 1. Out: a draft an item of text, with
//! the line on which the item begins. Packages, concepts, pictures and the like among them are passed over. The day is
//! that of the version, whatever its zone.

use super::date::parse_partial;
use super::draft::Draft;
use super::xml::{Element, XmlError, tree};

/// The elements that are a paragraph of words each.
const PARAGRAPHS: [&str; 10] = ["p", "hl2", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre"];
/// The elements within a body that are no prose of the article.
const UNREAD: [&str; 12] = [
    "media",
    "table",
    "nitf-table",
    "figure",
    "script",
    "style",
    "fn",
    "tagline",
    "bibliography",
    "hl1",
    "h1",
    "head",
];

/// The articles of a document in order, each with its line.
pub(super) fn articles(text: &str) -> Result<Vec<(usize, Draft)>, XmlError> {
    let root = tree(text)?;
    let mut found = Vec::new();
    collect(&root, &mut found);
    Ok(found)
}

/// Whether the name of a root element, in small letters, is that of a document of articles.
pub(super) fn is_root(name: &str) -> bool {
    matches!(
        name,
        "nitf" | "newsml" | "newsmessage" | "newsitem" | "packageitem" | "conceptitem"
    )
}

fn collect(element: &Element, found: &mut Vec<(usize, Draft)>) {
    match element.name.as_str() {
        "newsitem" if is_text(element) => found.push((element.line, draft(element))),
        "nitf" => found.push((element.line, draft(element))),
        "newsitem" => {}
        _ => element.elements().for_each(|inner| collect(inner, found)),
    }
}

/// Whether an item is neither a picture or the like nor withdrawn.
fn is_text(item: &Element) -> bool {
    let code = |name: &str| item.find(name).and_then(|found| found.attribute("qcode"));
    let is_class = |code: &str| code.ends_with(":text") || !code.starts_with("ninat:");
    let is_usable = |code: &str| !code.ends_with(":canceled") && !code.ends_with(":withheld");
    code("itemclass").is_none_or(is_class) && code("pubstatus").is_none_or(is_usable)
}

fn draft(item: &Element) -> Draft {
    let first = |names: &[&str]| names.iter().find_map(|name| item.find(name)?.line_of_words());
    let attribute = |name: &str, attribute: &str| item.find(name)?.attribute(attribute).map(str::to_owned);
    let id = item.attribute("guid").map(str::to_owned);
    let id = id.or_else(|| first(&["publicidentifier", "newsitemid"]));
    let dates = [
        first(&["versioncreated", "thisrevisioncreated"]),
        attribute("date.issue", "norm"),
        attribute("date.release", "norm"),
        attribute("story.date", "norm"),
        attribute("pubdata", "date.publication"),
        first(&["firstcreated", "contentcreated"]),
        item.attribute("date").map(str::to_owned),
    ];
    let named = |name: &str| {
        let holder = item.find(name)?;
        let given = holder.find("name").and_then(Element::line_of_words);
        given.or_else(|| holder.attribute("literal").map(str::to_owned))
    };
    let source = named("infosource")
        .or_else(|| named("provider"))
        .or_else(|| first(&["distributor"]))
        .or_else(|| named("copyrightholder"))
        .or_else(|| first(&["copyrightholder"]))
        .or_else(|| attribute("doc.copyright", "holder"))
        .or_else(|| attribute("pubdata", "name"))
        .or_else(|| first(&["creditline", "providerid"]));
    Draft {
        id: id.or_else(|| attribute("doc-id", "id-string")),
        title: first(&["headline", "hl1", "title"]).unwrap_or_default(),
        text: body(item),
        date: dates.iter().flatten().find_map(|date| parse_partial(date)),
        dateline: first(&["dateline"]),
        url: attribute("pubdata", "ex-ref").filter(|url| url.starts_with("http")),
        source,
        language: language(item),
        ..Draft::default()
    }
}

/// The language that the item states of its content.
fn language(item: &Element) -> Option<String> {
    let stated = item.find("language").and_then(|language| language.attribute("tag"));
    stated.or_else(|| item.attribute("lang")).map(str::to_owned)
}

/// The paragraphs of an item's content.
fn body(item: &Element) -> String {
    const PLACES: [&str; 8] = [
        "body.content",
        "inlinexml",
        "inlinedata",
        "contentset",
        "datacontent",
        "body",
        "text",
        "description",
    ];
    let bodies = PLACES.iter().filter_map(|place| item.find(place));
    let mut texts = bodies.map(|body| {
        let mut paragraphs = Vec::new();
        collect_paragraphs(body, &mut paragraphs);
        if paragraphs.is_empty() {
            // Plain text, with the lines that it has.
            return body.words().trim().to_owned();
        }
        paragraphs.join("\n\n")
    });
    texts.find(|text| !text.is_empty()).unwrap_or_default()
}

fn collect_paragraphs(element: &Element, paragraphs: &mut Vec<String>) {
    for inner in element
        .elements()
        .filter(|inner| !UNREAD.contains(&inner.name.as_str()))
    {
        let holds_paragraphs = PARAGRAPHS.iter().any(|name| inner.find(name).is_some());
        if PARAGRAPHS.contains(&inner.name.as_str()) && !holds_paragraphs {
            paragraphs.extend(inner.line_of_words());
        } else {
            collect_paragraphs(inner, paragraphs);
        }
    }
}
