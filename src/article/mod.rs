//! Articles: what is an article, and how do the formats become one?
//!
//! In: files, directories or standard input, in the formats of [`Format`], compressed or not. Out: [`Article`]s in input
//! order, and the errors met on the way ([`read_paths`]). Knows nothing of language beyond whether a text is English.
//!
//! **Content.** A title that is given apart stands at the head of the content, a blank line and the text after it. The
//! text is what was given, byte for byte: the `text` field of a JSON record, a plain text or Markdown file as decoded
//! (after its front matter), the main text of a web page. Spans less `text_start` are spans of that text. Other fields of
//! records, the cells of tables, the items of feeds and agencies, and mail are freed of markup first. Where a feed, a table or a news
//! service gives a summary or a title alone, that is read. Nothing but articles is read as prose: a table of events, or
//! JSON that holds neither a text nor a title, is refused with the names that it has.
//!
//! **Date.** The first of these that gives a day: the record, the page's metadata (JSON-LD `datePublished`,
//! `article:published_time`) or the front matter; the dateline, to which the former may lend the year; the address; a
//! date line in the text; any date that stands on the page; the day on which a web archive fetched it; the date that the
//! user gave. [`DateOrigin`] tells which it was. File times are never used, nor is the day on which a page was saved.
//!
//! **Id.** The one given, else the file's stem; a record without an id among others has a hash of its content, an item of
//! a feed or a page of a web archive its address.
//!
//! **Encoding.** A byte order mark, the encoding that a server, a mail or a page declares, UTF-8 where valid, else a guess
//! from the bytes.

mod blocks;
mod date;
mod dateline;
mod decode;
mod docx;
mod draft;
mod drafts;
mod english;
mod error;
mod feed;
mod fields;
mod format;
mod html;
mod input;
mod lines;
mod lists;
mod mail;
mod markdown;
mod news;
mod ninjs;
mod paragraphs;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "pdf")]
mod pdf;
mod read;
mod record;
mod table;
mod warc;
mod xml;

pub use error::{ArticleError, Location, Place};
pub use fields::{FieldNames, FieldNamesError};
pub use format::Format;
pub use read::{Articles, ReadOptions, read_paths, read_stream};

use crate::span::Span;
use chrono::NaiveDate;

/// An article: its content, divided into blocks, and what is known of its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// The id given in the input, else the file's stem, else derived from the content.
    pub id: String,
    /// The words to be read: the title where it is given apart, a blank line, and the text.
    pub content: String,
    /// Where the article's own text begins in `content`: past a title that was given apart, else 0.
    pub text_start: usize,
    /// The title's place in `content`; empty where there is none.
    pub title: Span,
    /// The parts of `content` in order, without overlap.
    pub blocks: Vec<Block>,
    /// The day of publication.
    pub date: Option<NaiveDate>,
    /// Where `date` was found.
    pub date_origin: DateOrigin,
    /// The dateline found at the head of the text, completed from the one given apart.
    pub dateline: Option<Dateline>,
    /// Address of the page.
    pub url: Option<String>,
    /// Publisher or agency.
    pub source: Option<String>,
}

/// A part of an article's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its place in the content.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The title.
    Title,
    /// A paragraph.
    Paragraph,
    /// The words under a picture.
    Caption,
    /// The speaker's name before a speech ("PRESIDENT BIDEN:").
    Speaker,
    /// A dateline, date line, byline, agency or other line that is not to be read as prose.
    Furniture,
}

/// Where an article's date was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrigin {
    /// In the record or the page's metadata.
    Metadata,
    /// In the front matter of a Markdown file.
    FrontMatter,
    /// In the dateline ("SEOUL, Nov. 13, 2005 (Xinhua)").
    Dateline,
    /// On a date line in the text.
    TextLine,
    /// In the page's address.
    Url,
    /// Somewhere on the page, as trafilatura guessed.
    PageText,
    /// In the record of a web archive: the day on which the page was fetched.
    Fetched,
    /// Given by the user.
    Given,
    /// Nowhere: the article has no date.
    None,
}

/// A dateline such as "SEOUL, Nov. 13, 2005 (Xinhua)".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// The place as written, without the date ("MAR DEL PLATA, Argentina").
    pub place: String,
    /// The words of the dateline in the content, where it stands there.
    pub span: Option<Span>,
    /// The agency in brackets.
    pub agency: Option<String>,
}
