//! What can go wrong while articles are read.

use super::format::Format;
use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// An input, or a part of it, that gave no article. Everything else is still read.
#[derive(Debug, thiserror::Error)]
pub enum ArticleError {
    /// A file or directory cannot be opened or read.
    #[error("{}: cannot be read", path.display())]
    Unreadable {
        /// The file or directory.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// An entry of a directory that is left out, as to read it might not end.
    #[error("{}: {found}", path.display())]
    NotFollowed {
        /// The entry.
        path: PathBuf,
        /// What it is.
        found: &'static str,
    },
    /// A gzip stream breaks off or is damaged; the articles before that place were delivered.
    #[error("{}: the gzip data is damaged or breaks off", path.display())]
    Gzip {
        /// The file.
        path: PathBuf,
        /// What the decompressor met.
        source: io::Error,
    },
    /// The bytes are text in no encoding that could be made out.
    #[error("{at}: not readable as {encoding} text")]
    Encoding {
        /// Where the text is.
        at: Location,
        /// The encoding declared or guessed.
        encoding: &'static str,
    },
    /// The file is of a kind that holds no text to be read here.
    #[error("{}: {found} is not a supported format{}", path.display(), advice.map(|advice| format!("; {advice}")).unwrap_or_default())]
    UnknownFormat {
        /// The file.
        path: PathBuf,
        /// What it looks like.
        found: &'static str,
        /// What its user can do.
        advice: Option<&'static str>,
    },
    /// A document, or a page of it, cannot be read.
    #[error("{}: not readable as a {} document", path.display(), kind.name().to_uppercase())]
    Document {
        /// The file.
        path: PathBuf,
        /// What it was taken for.
        kind: Format,
        /// What is wrong with it.
        source: Box<dyn Error + Send + Sync>,
    },
    /// A Parquet table, or the rest of it, cannot be read.
    #[error("{}: not readable as a Parquet table", path.display())]
    Parquet {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: Box<dyn Error + Send + Sync>,
    },
    /// A document of a news agency is not well-formed.
    #[error("{}: malformed XML", path.display())]
    Xml {
        /// The file.
        path: PathBuf,
        /// What the XML reader met there.
        source: Box<dyn Error + Send + Sync>,
    },
    /// An item of a news agency is no text.
    #[error("{at}: a {kind}, not an article")]
    Kind {
        /// Where the item begins.
        at: Location,
        /// What it says that it is.
        kind: String,
    },
    /// A record is not JSON.
    #[error("{at}: malformed JSON")]
    Json {
        /// Where the record begins.
        at: Location,
        /// What the JSON reader met there.
        source: serde_json::Error,
    },
    /// A JSON value is not an object, so that it is no article.
    #[error("{at}: {found} where an article's object is expected")]
    NotAnObject {
        /// Where the value begins.
        at: Location,
        /// What stands there.
        found: &'static str,
    },
    /// A JSON object has no field that is known to hold a text or a title.
    #[error("{at}: no text or title among the fields {fields}")]
    UnknownFields {
        /// Where the object begins.
        at: Location,
        /// The names of the fields that it has.
        fields: String,
    },
    /// A table, such as one of events, has no column that is known to hold a text or a title.
    #[error("{}: a table without a column of text or title; it has {columns}", path.display())]
    UnknownColumns {
        /// The file.
        path: PathBuf,
        /// The names of the columns that it has.
        columns: String,
    },
    /// A table or a JSON object has no column or field of a name that the user gave.
    #[error("{at}: no field {name:?}; there are {fields}")]
    MissingField {
        /// The table, or where the object begins.
        at: Location,
        /// The name that the user gave.
        name: String,
        /// The names of those that there are.
        fields: String,
    },
    /// A row of a table has more or fewer cells than the header.
    #[error("{at}: {cells} cells under {columns} columns")]
    Cells {
        /// Where the row begins.
        at: Location,
        /// The cells of the row.
        cells: usize,
        /// The columns of the header.
        columns: usize,
    },
    /// A quoted cell of a table holds further rows, so that its quote was not closed.
    #[error("{at}: a quoted cell swallows other rows")]
    OpenQuote {
        /// Where the row begins.
        at: Location,
    },
    /// A feed, or an item of it, is not well-formed.
    #[error("{at}: malformed feed")]
    Feed {
        /// Where the feed or the item begins.
        at: Location,
        /// What the feed reader met there.
        source: feed_rs::parser::ParseFeedError,
    },
    /// A record of a web archive is damaged or not to be read.
    #[error("{at}: {found}")]
    Archive {
        /// Where the record is.
        at: Location,
        /// What is wrong with it.
        found: String,
    },
    /// A web archive, such as one of pictures or of extracted texts, holds no web page.
    #[error("{}: no web page among its {records} records", path.display())]
    NoPages {
        /// The file.
        path: PathBuf,
        /// How many records it has.
        records: usize,
    },
    /// A record or file holds no text.
    #[error("{at}: no text")]
    NoText {
        /// Where the article begins.
        at: Location,
    },
    /// A web page from which no main text could be taken.
    #[error("{at}: no article found on the page")]
    Page {
        /// Where the page is.
        at: Location,
        /// What the extraction met.
        source: trafilatura::TrafilaturaError,
    },
    /// A file or a record has more bytes than are read in one piece.
    #[error("{at}: larger than 256 MB")]
    TooLarge {
        /// Where the record begins.
        at: Location,
    },
    /// The text is not English.
    #[error("{at}: not English ({language})")]
    NotEnglish {
        /// Where the article begins.
        at: Location,
        /// The language's name in English, or the tag under which it was stated.
        language: String,
    },
}

impl ArticleError {
    /// The file or directory, and the place in it where it has one.
    pub fn location(&self) -> Location {
        match self {
            Self::Unreadable { path, .. }
            | Self::NotFollowed { path, .. }
            | Self::Gzip { path, .. }
            | Self::UnknownFormat { path, .. }
            | Self::Document { path, .. }
            | Self::Parquet { path, .. }
            | Self::Xml { path, .. }
            | Self::UnknownColumns { path, .. }
            | Self::NoPages { path, .. } => Location {
                path: path.clone(),
                place: None,
            },
            Self::Encoding { at, .. }
            | Self::Kind { at, .. }
            | Self::Json { at, .. }
            | Self::NotAnObject { at, .. }
            | Self::UnknownFields { at, .. }
            | Self::MissingField { at, .. }
            | Self::Cells { at, .. }
            | Self::OpenQuote { at }
            | Self::Feed { at, .. }
            | Self::Archive { at, .. }
            | Self::NoText { at }
            | Self::Page { at, .. }
            | Self::TooLarge { at }
            | Self::NotEnglish { at, .. } => at.clone(),
        }
    }

    /// What is wrong, without the place.
    ///
    /// ```
    /// use summitry::article::{ReadOptions, read_paths};
    ///
    /// let error = read_paths(&["/no/such/file.txt".into()], &ReadOptions::default()).next();
    /// let error = error.expect("one input, one result").expect_err("nothing is there");
    /// assert_eq!((error.location().to_string(), error.cause()), ("/no/such/file.txt".into(), "cannot be read".into()));
    /// ```
    pub fn cause(&self) -> String {
        let message = self.to_string();
        let place = format!("{}: ", self.location());
        message.strip_prefix(&place).unwrap_or(&message).to_owned()
    }
}

/// A place in the input: a file and, where it holds records, which of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file, `-` for standard input.
    pub path: PathBuf,
    /// The record's place in it.
    pub place: Option<Place>,
}

/// Where in a file a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The line on which it begins, from 1.
    Line(usize),
    /// Its number among the records of a file that has no lines, from 1.
    Record(usize),
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match self.place {
            Some(Place::Line(line)) => write!(f, "{path}:{line}"),
            Some(Place::Record(number)) => write!(f, "{path}: record {number}"),
            None => write!(f, "{path}"),
        }
    }
}
