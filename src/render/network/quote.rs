//! Quoting: any text as a DOT string or as the text of an HTML label.

use crate::render::words::shown;
use graphviz_rust::dot_structures::Id;

/// `text` as a quoted DOT string that shows as it is written, with its line breaks.
///
/// Backslashes, quotes and ampersands would be read as escapes and are escaped themselves. Control characters, which SVG
/// forbids, and marks that turn the direction of all that follows become spaces or go.
pub(in crate::render) fn quoted(text: &str) -> Id {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in shown(text) {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '&' => quoted.push_str("&amp;"),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    Id::Escaped(quoted)
}

/// `text` as the text of an HTML label.
pub(in crate::render) fn html(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in shown(text) {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\n' => html.push_str("<br/>"),
            c => html.push(c),
        }
    }
    html
}

/// `text` broken into lines of about `width` characters at its spaces.
pub(in crate::render) fn wrapped(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{html, quoted, wrapped};
    use graphviz_rust::dot_structures::Id;

    #[test]
    fn no_text_ends_its_own_quotes() {
        for (text, expected) in [
            (r#""]; x -> y ["#, r#""\"]; x -> y [""#),
            (r"back\", r#""back\\""#),
            ("two\nlines\u{0}", r#""two\nlines ""#),
            ("R&D &lt;", r#""R&amp;D &amp;lt;""#),
            ("\u{202e}اردوغان 🕊", "\"اردوغان 🕊\""),
        ] {
            assert_eq!(quoted(text), Id::Escaped(expected.to_owned()));
        }
        assert_eq!(html("<b>&\"\n"), "&lt;b&gt;&amp;&quot;<br/>");
    }

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(
            wrapped("Association of Southeast Asian Nations", 16),
            "Association of\nSoutheast Asian\nNations"
        );
        assert_eq!(wrapped("", 16), "");
    }
}
