//! DOCX: what does a document of a word processor say?
//!
//! In: the bytes of a ZIP archive with WordprocessingML (ECMA-376). Out: the paragraphs of its body, the title where one
//! is set in that style. What was struck out, headers, footers and notes are not read, nor are the document's times,
//! which are those of its making.

use super::draft::Draft;
use super::xml::{Element, XmlError, tree};
use std::io::{self, Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The longest body, in bytes: a small archive may hold an endless one.
const LONGEST: u64 = 64 << 20;
/// What is not a part of the text, or is there a second time.
const UNREAD: [&str; 4] = ["fallback", "del", "movefrom", "instrtext"];

/// Why a document cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum DocxError {
    #[error("the archive is damaged")]
    Zip(#[from] ZipError),
    #[error("the archive holds no text document")]
    NoDocument,
    #[error("the text is damaged")]
    Io(#[from] io::Error),
    #[error("the text is malformed")]
    Xml(#[from] XmlError),
}

/// The article in a document.
pub(super) fn docx(bytes: Vec<u8>) -> Result<Draft, DocxError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let document = match archive.by_name("word/document.xml") {
        Err(ZipError::FileNotFound) => return Err(DocxError::NoDocument),
        document => document?,
    };
    let mut text = String::new();
    document.take(LONGEST).read_to_string(&mut text)?;
    let root = tree(&text)?;
    let mut paragraphs = Vec::new();
    collect(&root, &mut paragraphs);
    let mut draft = Draft {
        seeks_title: true,
        ..Draft::default()
    };
    let title = paragraphs
        .iter()
        .position(|paragraph| style(paragraph) == Some("Title"));
    if let Some(title) = title {
        draft.title = paragraphs.remove(title).line_of_words().unwrap_or_default();
    }
    let paragraphs = paragraphs.into_iter().map(words);
    let paragraphs = paragraphs.filter(|words| !words.trim().is_empty());
    draft.text = paragraphs.collect::<Vec<_>>().join("\n\n");
    Ok(draft)
}

/// The paragraphs at any depth, such as in the cells of a table.
fn collect<'tree>(element: &'tree Element, paragraphs: &mut Vec<&'tree Element>) {
    for inner in element
        .elements()
        .filter(|inner| !UNREAD.contains(&inner.name.as_str()))
    {
        if inner.name == "p" {
            paragraphs.push(inner);
        } else {
            collect(inner, paragraphs);
        }
    }
}

fn style(paragraph: &Element) -> Option<&str> {
    paragraph.find("pstyle")?.attribute("val")
}

/// The words of a paragraph.
fn words(paragraph: &Element) -> String {
    let mut words = String::new();
    add_words(paragraph, &mut words);
    words
}

fn add_words(element: &Element, words: &mut String) {
    for inner in element
        .elements()
        .filter(|inner| !UNREAD.contains(&inner.name.as_str()))
    {
        match inner.name.as_str() {
            "t" => words.push_str(&inner.words()),
            "tab" | "br" | "cr" => words.push(' '),
            "nobreakhyphen" => words.push('-'),
            _ => add_words(inner, words),
        }
    }
}
