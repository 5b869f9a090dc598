//! XML as a tree of elements, for the formats whose articles are made of named elements.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// How deeply elements are nested, at the most.
const DEEPEST: usize = 256;

/// An element. Names are those without prefix, in small letters.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) nodes: Vec<Node>,
    /// The line on which it begins, from 1.
    pub(super) line: usize,
}

/// What an element holds.
#[derive(Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(found, _)| found == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// The elements within, without those within them.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of that name at any depth, in the order of the text.
    pub(super) fn find(&self, name: &str) -> Option<&Self> {
        self.elements().find_map(|element| {
            let is_named = element.name == name;
            if is_named { Some(element) } else { element.find(name) }
        })
    }

    /// The words within, as they are.
    pub(super) fn words(&self) -> String {
        let mut words = String::new();
        self.add_words(&mut words);
        words
    }

    fn add_words(&self, words: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Element(element) => element.add_words(words),
                Node::Text(text) => words.push_str(text),
            }
        }
    }

    /// The words within on one line; none where there are none.
    pub(super) fn line_of_words(&self) -> Option<String> {
        let words = self.words();
        let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    }
}

/// Why a text is no XML to be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum XmlError {
    #[error(transparent)]
    Malformed(#[from] quick_xml::Error),
    #[error("the elements are nested too deeply")]
    TooDeep,
    #[error("the text breaks off")]
    Cut,
}

/// The root element.
pub(super) fn tree(text: &str) -> Result<Element, XmlError> {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Element::default()];
    let mut line = 1;
    let mut seen = 0;
    loop {
        let event = reader.read_event()?;
        let at = reader.buffer_position() as usize;
        // Tags begin on the line on which what stands before them ends.
        let begins = line;
        line += text[seen..at].matches('\n').count();
        seen = at;
        let found = match event {
            Event::Start(tag) if open.len() < DEEPEST => {
                open.push(element(&tag, begins)?);
                continue;
            }
            Event::Start(_) => return Err(XmlError::TooDeep),
            Event::Empty(tag) => Node::Element(element(&tag, begins)?),
            Event::End(_) => match open.pop() {
                Some(element) if !open.is_empty() => Node::Element(element),
                _ => continue,
            },
            Event::Text(words) => Node::Text(words.xml_content(XmlVersion::Explicit1_0).into_owned()),
            Event::CData(words) => Node::Text(words.xml_content(XmlVersion::Explicit1_0).into_owned()),
            Event::GeneralRef(name) => {
                let named = || resolve_predefined_entity(&name).map(str::to_owned);
                let character = name.resolve_char_ref()?.map(String::from);
                Node::Text(character.or_else(named).unwrap_or_else(|| " ".to_owned()))
            }
            Event::Eof => break,
            _ => continue,
        };
        if let Some(parent) = open.last_mut() {
            parent.nodes.push(found);
        }
    }
    if open.len() > 1 {
        return Err(XmlError::Cut);
    }
    let top = open.pop().unwrap_or_default();
    let root = top.nodes.into_iter().find_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    root.ok_or(XmlError::Cut)
}

fn element(tag: &BytesStart, line: usize) -> Result<Element, quick_xml::Error> {
    let attributes = tag.attributes().map(|attribute| {
        let attribute = attribute?;
        let name = attribute.key.local_name().as_ref().to_ascii_lowercase();
        Ok((name, attribute.normalized_value(XmlVersion::Explicit1_0)?.into_owned()))
    });
    Ok(Element {
        name: tag.local_name().as_ref().to_ascii_lowercase(),
        attributes: attributes.collect::<Result<_, quick_xml::Error>>()?,
        nodes: Vec::new(),
        line,
    })
}
