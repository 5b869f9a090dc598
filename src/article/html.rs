//! Web pages: what on the page is the article, and when was it published?
//!
//! The main text and the title are those that trafilatura finds (Barbaresi 2021). The day is the one in the page's
//! metadata, else the one in its address, else trafilatura's guess from what is written on the page. A guess from a year
//! alone, such as that of a copyright line, is no day, nor is the day on which a page was saved.
//!
//! A fragment of HTML, such as a feed's, is taken whole: its words, without scripts and comments.

use super::date::{PartialDate, parse_date, parse_partial};
use super::draft::Draft;
use chrono::{Datelike, NaiveDate};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::thread;
use trafilatura::dom::Document;
use trafilatura::{HtmlDateMode, Options, TrafilaturaError, extract_document};

/// The tags that end a line of words.
const BLOCK_TAGS: [&str; 28] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "table",
    "tr",
    "td",
    "th",
    "section",
    "article",
    "figure",
    "figcaption",
    "header",
    "footer",
    "dl",
    "dt",
    "dd",
    "hr",
    "main",
];
/// The tags that are empty or that writers leave open without nesting them.
const UNNESTED_TAGS: [&str; 27] = [
    "area", "base", "br", "circle", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "line", "link", "meta",
    "option", "p", "param", "path", "rect", "source", "td", "th", "tr", "track", "use", "wbr",
];
/// Tags within a line that say nothing of what the page is made of.
const PLAIN_TAGS: [&str; 14] = [
    "b", "i", "em", "strong", "u", "font", "mark", "small", "big", "s", "strike", "tt", "center", "nobr",
];
/// How deeply a page may be nested: the extraction gives the words within again at each level. Tags within are left out, and
/// their words are not.
const DEEPEST: usize = 160;
/// A tag of more bytes is one of data; of it the name is kept.
const LONGEST_TAG: usize = 1 << 14;
/// The memory, in bytes, for the calls of the extraction to itself.
const STACK: usize = 256 << 20;
/// A page of more bytes is none that somebody wrote.
const LARGEST_PAGE: usize = 16 << 20;

/// The article on a page, of which the address may be known.
pub(super) fn page(html: &str, address: Option<&str>) -> Result<Draft, TrafilaturaError> {
    if html.len() > LARGEST_PAGE {
        return Err(TrafilaturaError::ParseError(format!(
            "a page of {} MB, where {} are the most",
            html.len() >> 20,
            LARGEST_PAGE >> 20
        )));
    }
    // A thread of its own gives deep pages their stack, and keeps a page that breaks the extraction from ending more
    // than its own reading.
    let (html, saved_from) = unsaved(html);
    let html = tidy(&html);
    let draft = thread::scope(|scope| {
        thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || extract(&html))?
            .join()
            .unwrap_or_else(|_| {
                Err(TrafilaturaError::ParseError(
                    "the page breaks the extraction".to_owned(),
                ))
            })
    })?;
    let url = draft.url.or_else(|| address.or(saved_from).map(str::to_owned));
    Ok(Draft {
        source: draft.source.or_else(|| host(url.as_deref()?)),
        url,
        ..draft
    })
}

/// The page without the comment in which a browser or SingleFile tells when it was saved, and from where.
fn unsaved(html: &str) -> (Cow<'_, str>, Option<&str>) {
    const SIGNS: [&str; 2] = ["Page saved with SingleFile", "saved from url="];
    let comment = SIGNS.iter().find_map(|sign| {
        let sign = html.find(sign)?;
        let start = html[..sign].rfind("<!--")?;
        let end = start + html[start..].find("-->")?;
        (end > sign).then_some(start..end)
    });
    let Some(comment) = comment else {
        return (Cow::Borrowed(html), None);
    };
    let words = &html[comment.clone()];
    let url = words.find("http").map(|at| &words[at..]);
    let url = url.and_then(|url| url.split(|c: char| c.is_whitespace()).next());
    let page = [&html[..comment.start], &html[comment.end + "-->".len()..]].concat();
    (Cow::Owned(page), url)
}

/// The host of an address.
fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then(|| host.to_owned())
}

/// Whether a text is written in HTML.
pub(super) fn has_markup(text: &str) -> bool {
    const SIGNS: [&str; 17] = [
        "<p>",
        "<p ",
        "</p>",
        "<br>",
        "<br/>",
        "<br ",
        "<div",
        "<li>",
        "</a>",
        "</b>",
        "</em>",
        "</strong>",
        "&amp;",
        "&quot;",
        "&nbsp;",
        "&#",
        "&rsquo;",
    ];
    SIGNS.iter().any(|sign| text.contains(sign))
}

/// The words of a fragment of HTML, a blank line between its blocks.
pub(super) fn fragment(html: &str) -> String {
    const BLOCKS: [&str; 5] = ["<p", "<div", "<br", "<li", "<h"];
    if BLOCKS.iter().any(|tag| html.contains(tag)) {
        return words_of(html);
    }
    // Writers who set no blocks set blank lines, and without any tags each line is kept.
    let separator = if html.contains('<') { "\n\n" } else { "\n" };
    let html = html.replace("\r\n", "\n");
    let paragraphs: Vec<String> = html.split(separator).map(words_of).collect();
    paragraphs.join(separator)
}

fn words_of(html: &str) -> String {
    const UNSEEN: [&str; 7] = ["script", "style", "noscript", "iframe", "template", "svg", "button"];
    let mut document = Document::parse(&tidy(html));
    let root = document.root();
    document.strip_elements(root, true, &UNSEEN);
    for comment in document.collect_comment_nodes(root) {
        document.remove_comment(comment);
    }
    // An attribute may hold a ">".
    for element in document.get_elements_by_tag_name(root, "*") {
        document.clear_attributes(element);
    }
    let body = document.body().unwrap_or(root);
    visible_text(&document.inner_html(body))
}

fn extract(html: &str) -> Result<Draft, TrafilaturaError> {
    let mut document = Document::parse(html);
    remove_copyright(&mut document);
    let date = metadata_date(&document);
    let canonical = attribute(&document, "link[rel=\"canonical\"]", "href")
        .or_else(|| attribute(&document, "meta[property=\"og:url\"]", "content"));
    let mut options = Options::default().with_fallback(true).with_exclude_comments(true);
    options.html_date_mode = HtmlDateMode::Extensive;
    let extracted = extract_document(document, &options)?;
    let metadata = extracted.metadata;
    let title = metadata.title.trim().to_owned();
    let mut text = visible_text(&extracted.content_html);
    if text.trim().is_empty() {
        text = extracted.content_text;
    }
    // The heading is often within the main text, and on short pages without a break after it.
    if let Some(rest) = text.strip_prefix(&title)
        && rest.starts_with(|c: char| c == '\n' || c.is_uppercase())
    {
        let kept = rest.trim_start().len();
        text.drain(..text.len() - kept);
    }
    let some = |text: String| (!text.trim().is_empty()).then_some(text);
    Ok(Draft {
        title,
        text,
        date,
        page_date: metadata.date.filter(|date| is_spelled(*date, html)),
        url: canonical.or_else(|| some(metadata.url)),
        source: some(metadata.sitename).or_else(|| some(metadata.hostname)),
        ..Draft::default()
    })
}

/// Takes away the footers that claim copyright: their years are not those of the article.
fn remove_copyright(document: &mut Document) {
    for footer in document.get_elements_by_tag_name(document.root(), "footer") {
        let words = document.text_content(footer).to_lowercase();
        if words.contains('©') || words.contains("copyright") {
            document.remove(footer, true);
        }
    }
}

/// Whether the page writes the day; of a year or a month alone the first day was guessed.
fn is_spelled(date: NaiveDate, html: &str) -> bool {
    const FORMS: [&str; 12] = [
        "%Y-%m-%d",
        "%Y/%m/%d",
        "%Y%m%d",
        "%d/%m/%Y",
        "%-m/%-d/%Y",
        "%d.%m.%Y",
        "%-d.%-m.%Y",
        "%B %-d, %Y",
        "%b %-d, %Y",
        "%b. %-d, %Y",
        "%-d %B %Y",
        "%-d %b %Y",
    ];
    date.day() != 1 || FORMS.iter().any(|form| html.contains(&date.format(form).to_string()))
}

/// The day on which the page says that it was published, if a sane one.
fn metadata_date(document: &Document) -> Option<PartialDate> {
    let in_json = document
        .scripts_with_type(&["application/ld+json"])
        .into_iter()
        .filter_map(|script| serde_json::from_str::<Value>(document.text_content(script).trim()).ok())
        .find_map(|value| published(&value, 0));
    let stated = in_json.or_else(|| {
        [
            "meta[property=\"article:published_time\"]",
            "meta[itemprop=\"datePublished\"]",
            "meta[name=\"pubdate\"]",
            "meta[name=\"date\"]",
            "meta[name=\"DC.date.issued\"]",
        ]
        .iter()
        .filter_map(|selector| attribute(document, selector, "content"))
        .find(|text| parse_date(text).is_some())
    })?;
    parse_partial(&stated)
}

/// The `datePublished` of a JSON-LD value or of one within.
fn published(value: &Value, depth: usize) -> Option<String> {
    if depth > 6 {
        return None;
    }
    match value {
        Value::Object(fields) => fields
            .get("datePublished")
            .and_then(Value::as_str)
            .filter(|text| parse_date(text).is_some())
            .map(str::to_owned)
            .or_else(|| fields.values().find_map(|inner| published(inner, depth + 1))),
        Value::Array(values) => values.iter().find_map(|inner| published(inner, depth + 1)),
        _ => None,
    }
}

fn attribute(document: &Document, selector: &str, name: &str) -> Option<String> {
    let node = document.query_selector(document.root(), selector)?;
    document
        .get_attribute(node, name)
        .filter(|value| !value.trim().is_empty())
}

/// The page without drawings, without tags that say nothing of its making, and without those that lie too deep or hold data in
/// place of words, so that what reads it then needs time and memory by its length alone.
fn tidy(html: &str) -> String {
    let mut tidy = String::with_capacity(html.len());
    let mut open: Vec<(String, bool)> = Vec::new();
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    // Whether no drawing that is still to come is closed.
    let mut is_drawn_on = false;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        tidy.push_str(&rest[..at]);
        rest = &rest[at..];
        let is_closing = rest[1..].starts_with('/');
        let name = tag_name(&rest[1 + usize::from(is_closing)..]);
        if name.is_empty() {
            // A comment may hold anything, and a "<" of the text opens no tag.
            let end = if rest.starts_with("<!--") {
                rest.find("-->").map_or(rest.len(), |end| end + 3)
            } else {
                1
            };
            tidy.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        let Some(end) = end_of_tag(rest) else { break };
        let tag = &rest[..end];
        rest = &rest[end..];
        let is_known = |tags: &[&str]| tags.contains(&name.as_str());
        if is_known(&PLAIN_TAGS) {
            continue;
        }
        if name == "svg" && (is_closing || tag.ends_with("/>") || is_drawn_on) {
            continue;
        }
        if !is_closing && is_known(&["svg", "script", "style"]) {
            let close = format!("</{name}");
            let end = find_ignoring_case(rest, &close);
            if name == "svg" && end.is_none() {
                is_drawn_on = true;
                continue;
            }
            let end = end.unwrap_or(rest.len());
            if name != "svg" {
                tidy.push_str(tag);
                tidy.push_str(&rest[..end]);
                tidy.push_str(&close);
                tidy.push('>');
            }
            rest = &rest[end..];
            rest = &rest[end_of_tag(rest).unwrap_or(rest.len())..];
            continue;
        }
        let mut is_kept = true;
        if !is_known(&UNNESTED_TAGS) {
            let open_of_name = count.entry(name.clone()).or_default();
            if !is_closing {
                *open_of_name += 1;
                is_kept = open.len() < DEEPEST;
                open.push((name.clone(), is_kept));
            } else if *open_of_name > 0 {
                while let Some((other, was_kept)) = open.pop() {
                    is_kept = was_kept;
                    let is_it = other == name;
                    if let Some(count) = count.get_mut(&other) {
                        *count -= 1;
                    }
                    if is_it {
                        break;
                    }
                }
            }
        }
        if is_kept && tag.len() <= LONGEST_TAG {
            tidy.push_str(tag);
        } else if is_kept {
            tidy.push('<');
            tidy.push_str(&name);
            tidy.push('>');
        }
    }
    tidy.push_str(rest);
    tidy
}

/// The name at the head of a tag, in small letters; empty where there is none.
fn tag_name(tag: &str) -> String {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | ':'));
    let name = &tag[..end.unwrap_or(tag.len())];
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
    if is_name {
        name.to_ascii_lowercase()
    } else {
        String::new()
    }
}

/// The bytes of the tag at the head of the page; none where it never ends.
fn end_of_tag(html: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            // A quotation mark opens a value only behind its "=".
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    None
}

/// Where the words, in small letters of ASCII, first stand.
fn find_ignoring_case(text: &str, words: &str) -> Option<usize> {
    let mut windows = text.as_bytes().windows(words.len());
    windows.position(|window| window.eq_ignore_ascii_case(words.as_bytes()))
}

/// The words of cleaned HTML, a blank line between its blocks.
fn visible_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut pending_break = false;
    let mut rest = html;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('<')
            && let Some(end) = after.find('>')
        {
            let tag = after[..end].trim_start_matches('/');
            let name_end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
            let name = &tag[..name_end];
            pending_break |= BLOCK_TAGS.contains(&name);
            if name == "br" && !text.ends_with(' ') {
                text.push(' ');
            }
            rest = &after[end + 1..];
            continue;
        }
        let end = end_of_words(rest);
        let words = unescape(&rest[..end]);
        if !words.trim().is_empty() {
            if pending_break && !text.is_empty() {
                text.truncate(text.trim_end().len());
                text.push_str("\n\n");
            }
            let fresh = pending_break || text.is_empty();
            push_words(&mut text, &words, fresh);
            pending_break = false;
        } else if !pending_break && !text.is_empty() && !text.ends_with(' ') {
            text.push(' ');
        }
        rest = &rest[end..];
    }
    text.truncate(text.trim_end().len());
    text
}

/// Where the next tag begins; a `<` at the very head opens none.
fn end_of_words(html: &str) -> usize {
    html.char_indices()
        .skip(1)
        .find(|(_, c)| *c == '<')
        .map_or(html.len(), |(at, _)| at)
}

/// Adds words with single blanks between them.
fn push_words(text: &mut String, words: &str, fresh: bool) {
    let mut blank = !fresh && words.starts_with(char::is_whitespace);
    for word in words.split_whitespace() {
        if blank && !text.ends_with(' ') {
            text.push(' ');
        }
        text.push_str(word);
        blank = true;
    }
    if words.ends_with(char::is_whitespace) {
        text.push(' ');
    }
}

fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    // The ampersand comes last, lest "&amp;lt;" be read twice.
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&nbsp;", "\u{a0}"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (escape, c)| text.replace(escape, c))
    .replace("&amp;", "&")
}
