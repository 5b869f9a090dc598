//! Markdown and plain text, with the front matter that may stand before the text.

use super::date::{parse_date, parse_partial};
use super::draft::Draft;

/// The article in a plain text.
pub(super) fn plain(text: String) -> Draft {
    Draft {
        text,
        seeks_title: true,
        ..Draft::default()
    }
}

/// The article in a Markdown text. What comes after the front matter is its text.
pub(super) fn markdown(text: String) -> Draft {
    let mut draft = Draft {
        seeks_title: true,
        markdown: true,
        is_front_matter: true,
        ..Draft::default()
    };
    match front_matter(&text) {
        Some((fields, rest)) => {
            for (name, value) in fields {
                set(&mut draft, &name, value);
            }
            draft.text = text[rest..].to_owned();
        }
        None => draft.text = text,
    }
    draft
}

/// Whether the text begins with front matter.
pub(super) fn has_front_matter(text: &str) -> bool {
    front_matter(text).is_some_and(|(fields, _)| !fields.is_empty())
}

fn set(draft: &mut Draft, name: &str, value: String) {
    if value.is_empty() || value == "null" || value == "~" {
        return;
    }
    match name {
        "id" => draft.id = Some(value),
        "title" | "headline" => draft.title = value,
        "date" | "published" | "pubdate" | "date_published" => {
            let date = parse_partial(&value);
            // A field that gives a day goes before one that does not.
            if draft.date.is_none() || parse_date(&value).is_some() && name == "date" {
                draft.date = date;
            }
        }
        "dateline" => draft.dateline = Some(value),
        "url" | "link" | "canonical" | "canonical_url" => draft.url = Some(value),
        "source" | "publisher" | "agency" => draft.source = Some(value),
        _ => {}
    }
}

/// The fields `key: value` between `---` lines or `key = value` between `+++` lines, and where the text begins.
fn front_matter(text: &str) -> Option<(Vec<(String, String)>, usize)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    let (fence, separator) = match first.trim_end() {
        "---" => ("---", ':'),
        "+++" => ("+++", '='),
        _ => return None,
    };
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut at = first.len();
    for line in lines {
        at += line.len();
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            let blank = text[at..]
                .find(|c: char| !matches!(c, '\n' | '\r'))
                .unwrap_or(text.len() - at);
            return Some((fields, at + blank));
        }
        if bare.starts_with([' ', '\t']) {
            // A folded value goes on.
            if let Some((_, value)) = fields.last_mut()
                && !bare.trim_start().starts_with('-')
                && !bare.contains(": ")
            {
                if !value.is_empty() {
                    value.push(' ');
                }
                value.push_str(&unquote(bare));
            }
            continue;
        }
        if bare.is_empty() || bare.starts_with(['#', '-', '[']) {
            continue;
        }
        let (name, value) = bare.split_once(separator)?;
        let value = unquote(value);
        let value = if matches!(value.as_str(), ">" | "|" | ">-" | "|-") {
            String::new()
        } else {
            value
        };
        fields.push((name.trim().trim_matches(['"', '\'']).to_lowercase(), value));
    }
    None
}

/// The value without its quotes, their escapes, or a comment behind it.
fn unquote(value: &str) -> String {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(quote)
            && let Some(end) = rest.rfind(quote)
        {
            let inner = &rest[..end];
            return if quote == '"' {
                inner.replace("\\\"", "\"").replace("\\\\", "\\")
            } else {
                inner.replace("''", "'")
            };
        }
    }
    value
        .split_once(" #")
        .map_or(value, |(value, _)| value.trim_end())
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_and_toml() {
        let draft = markdown("---\ntitle: \"Kim: arrival\"\r\ndate: 2019-04-24 # Wednesday\ntags:\n  - summit\nurl: https://example.org/a\n---\n\nKim arrived.\n".to_owned());
        assert_eq!(draft.title, "Kim: arrival");
        assert_eq!(draft.url.as_deref(), Some("https://example.org/a"));
        assert!(draft.date.is_some_and(|date| date.full().is_some()));
        assert_eq!(draft.text, "Kim arrived.\n");
        let draft = markdown("+++\ntitle = 'It''s on'\nid = 7\n[extra]\nsource = \"AP\"\n+++\nKim arrived.".to_owned());
        assert_eq!((draft.title.as_str(), draft.id.as_deref()), ("It's on", Some("7")));
        assert_eq!(draft.source.as_deref(), Some("AP"));
        assert_eq!(draft.text, "Kim arrived.");
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        let text = "---\nKim arrived in Russia.\n---\nHe left.";
        assert_eq!(markdown(text.to_owned()).text, text);
        assert!(!has_front_matter("--- \nno end: here"));
    }
}
