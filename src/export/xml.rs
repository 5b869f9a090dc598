//! What `GraphML` and GEXF share: elements whose words survive any reader.

use quick_xml::Writer;
use quick_xml::events::attributes::{Attr, Attribute};
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io::{self, Write};

/// Writes indented elements.
pub(super) struct Xml<W: Write>(Writer<W>);

impl<W: Write> Xml<W> {
    /// Begins a document.
    pub(super) fn begin(writer: W) -> io::Result<Self> {
        let mut xml = Writer::new_with_indent(writer, b' ', 2);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(Self(xml))
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        with(name, attributes, |element| self.0.write_event(Event::Start(element)))
    }

    /// Closes the element.
    pub(super) fn close(&mut self, name: &str) -> io::Result<()> {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        with(name, attributes, |element| self.0.write_event(Event::Empty(element)))
    }

    /// An element of words.
    pub(super) fn words(&mut self, name: &str, attributes: &[(&str, &str)], words: &str) -> io::Result<()> {
        self.open(name, attributes)?;
        let words = escaped(words, false);
        self.0.write_event(Event::Text(BytesText::from_escaped(words)))?;
        self.close(name)
    }

    /// Ends the document with a new line.
    pub(super) fn end(self) -> io::Result<()> {
        let mut writer = self.0.into_inner();
        writer.write_all(b"\n")?;
        writer.flush()
    }
}

fn with(
    name: &str,
    attributes: &[(&str, &str)],
    write: impl FnOnce(BytesStart<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let escaped: Vec<(&str, String)> = attributes
        .iter()
        .map(|&(name, value)| (name, escaped(value, true)))
        .collect();
    let mut element = BytesStart::new(name);
    for (name, value) in &escaped {
        element.push_attribute(Attribute::from(Attr::DoubleQ(*name, value.as_str())));
    }
    write(element)
}

/// Markup as entities; so are line ends and tabs where a reader would make spaces of them.
fn escaped(words: &str, attribute: bool) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\r' => escaped.push_str("&#13;"),
            '\n' if attribute => escaped.push_str("&#10;"),
            '\t' if attribute => escaped.push_str("&#9;"),
            c => escaped.push(c),
        }
    }
    escaped
}
