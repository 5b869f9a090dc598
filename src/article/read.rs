//! Reading: from paths and streams to articles, one at a time.

use super::Article;
use super::decode::decode;
use super::draft::Draft;
use super::drafts::{Drafts, drafts};
use super::english::foreign_language;
use super::error::{ArticleError, Location, Place};
use super::fields::FieldNames;
use super::format::Format;
use super::html::page;
use super::input::{Opened, entries, failure_of, narrowed, open, stem, whole_text};
use super::markdown::{has_front_matter, markdown, plain};
use super::record::{RawRecord, RecordError, Wrapped, next_line, next_value, parse_record, wrapped};
use chrono::NaiveDate;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};

/// How articles are to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The date of articles that tell none themselves.
    pub date: Option<NaiveDate>,
    /// The format of every input; by default it is told by each one's name and content.
    pub format: Option<Format>,
    /// Whether to pass on texts that are not English.
    pub any_language: bool,
    /// What the columns of tables and the fields of JSON records are called, where they have unusual names.
    pub fields: FieldNames,
}

/// Reads the articles of files, directories and, for `-`, standard input.
///
/// The iterator yields them in the order of the paths, those of a directory by name, and each thing that gave no
/// article as an error in its place; it goes on after each error. A directory's READMEs and hidden files are left out.
/// One article is held in memory at a time, save for formats that hold one a file.
///
/// ```
/// use summitry::article::{ReadOptions, read_paths};
///
/// let mut articles = read_paths(&["/no/such/file.txt".into()], &ReadOptions::default());
/// let error = articles.next().expect("one input, one result").expect_err("nothing is there");
/// assert_eq!(error.to_string(), "/no/such/file.txt: cannot be read");
/// assert!(articles.next().is_none());
/// ```
pub fn read_paths(paths: &[PathBuf], options: &ReadOptions) -> Articles {
    Articles {
        options: options.clone(),
        paths: paths.iter().cloned().map(Ok).collect(),
        current: None,
    }
}

/// Reads the articles of a stream. The name tells its format, stands in errors and, where it is not `-`, gives an id to
/// an article that has none.
///
/// ```
/// use summitry::article::{ReadOptions, read_stream};
///
/// let line = br#"{"id": "kim", "date": "2019-04-24", "text": "Kim Jong Un arrived in Russia."}"#;
/// let mut articles = read_stream("news.jsonl", line.as_slice(), &ReadOptions::default());
/// let article = articles.next().expect("one line, one article").expect("a good record");
/// assert_eq!(article.id, "kim");
/// assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2019-04-24"));
/// ```
pub fn read_stream(name: impl AsRef<Path>, stream: impl Read + Send + 'static, options: &ReadOptions) -> Articles {
    let mut articles = read_paths(&[], options);
    articles.current = Some(Current::open(name.as_ref(), stream, options));
    articles
}

/// The articles of the inputs, in order. Made by [`read_paths`] and [`read_stream`].
pub struct Articles {
    options: ReadOptions,
    paths: VecDeque<Result<PathBuf, ArticleError>>,
    current: Option<Current>,
}

impl Articles {
    /// Where the article that came last begins; nowhere once its input is done.
    pub fn place(&self) -> Option<Location> {
        let current = self.current.as_ref()?;
        Some(Location {
            path: current.path.clone(),
            place: current.place,
        })
    }
}

impl Iterator for Articles {
    type Item = Result<Article, ArticleError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(current) = &mut self.current {
                if let Some(result) = current.next(&self.options) {
                    return Some(result);
                }
                self.current = None;
            }
            let path = self.paths.pop_front()?;
            if let Err(error) = path.and_then(|path| self.enter(path)) {
                return Some(Err(error));
            }
        }
    }
}

impl Articles {
    /// Opens the file, or puts the directory's entries before the remaining paths.
    fn enter(&mut self, path: PathBuf) -> Result<(), ArticleError> {
        if path.as_os_str() == "-" {
            self.current = Some(Current::open(&path, io::stdin(), &self.options));
            return Ok(());
        }
        if path.is_dir() {
            let entries = entries(&path).map_err(|source| ArticleError::Unreadable { path, source })?;
            for entry in entries.into_iter().rev() {
                self.paths.push_front(entry);
            }
            return Ok(());
        }
        match File::open(&path) {
            Ok(file) => {
                self.current = Some(Current::open(&path, file, &self.options));
                Ok(())
            }
            Err(source) => Err(ArticleError::Unreadable { path, source }),
        }
    }
}

/// The input that is being read.
struct Current {
    path: PathBuf,
    /// Where in it the last article begins.
    place: Option<Place>,
    state: State,
}

enum State {
    /// Not to be opened.
    Failed(ArticleError),
    /// A file that is one article.
    Whole(Opened),
    Records(Records),
    Drafts(Drafts),
    Done,
}

/// A record, and the title of the JSON Feed that it is an item of.
struct Record {
    raw: RawRecord,
    feed: Option<String>,
}

/// A file of records.
struct Records {
    format: Format,
    reader: Box<dyn BufRead + Send>,
    compressed: bool,
    failure: Option<io::Error>,
    line: usize,
    /// The lists that are open around the next record.
    lists: usize,
    /// The record after the one that is returned, by which an only record is known.
    ahead: Option<Record>,
    /// Articles of the last wrapper that are still to come.
    within: VecDeque<Record>,
    /// Whether a record has been returned.
    begun: bool,
}

impl Current {
    fn open(path: &Path, stream: impl Read + Send + 'static, options: &ReadOptions) -> Self {
        let state = match open(path, stream, options.format) {
            Err(error) => State::Failed(error),
            Ok(opened) => Self::begin(path, opened, options).unwrap_or_else(State::Failed),
        };
        Self {
            path: path.to_owned(),
            place: None,
            state,
        }
    }

    fn begin(path: &Path, opened: Opened, options: &ReadOptions) -> Result<State, ArticleError> {
        Ok(match opened.format {
            Format::Json | Format::JsonLines => State::Records(Records::new(narrowed(path, opened)?)),
            Format::Text | Format::Markdown | Format::Html => State::Whole(opened),
            _ => State::Drafts(drafts(path, opened, &options.fields)?),
        })
    }

    fn next(&mut self, options: &ReadOptions) -> Option<Result<Article, ArticleError>> {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Done => None,
            State::Failed(error) => Some(Err(error)),
            State::Whole(opened) => Some(self.whole(opened, options)),
            State::Records(mut records) => {
                // The first record is read together with the next.
                self.place = records.ahead.as_ref().map(|ahead| Place::Line(ahead.raw.1));
                let result = records.next(&self.path, options);
                if result.is_some() {
                    self.state = State::Records(records);
                }
                result
            }
            State::Drafts(mut drafts) => {
                let found = drafts.next()?;
                self.state = State::Drafts(drafts);
                self.place = found.as_ref().ok().and_then(|(place, _)| *place);
                Some(found.and_then(|(place, draft)| accept(draft, &self.path, place, None, options)))
            }
        }
    }

    fn whole(&self, mut opened: Opened, options: &ReadOptions) -> Result<Article, ArticleError> {
        let (text, failure) = whole_text(&self.path, &mut opened)?;
        if let Some(failure) = failure {
            return Err(failure);
        }
        let at = || Location {
            path: self.path.clone(),
            place: None,
        };
        let draft = match opened.format {
            Format::Html => page(&text, None).map_err(|source| ArticleError::Page { at: at(), source })?,
            Format::Markdown => markdown(text),
            _ if has_front_matter(&text) => markdown(text),
            _ => plain(text),
        };
        if draft.text.trim().is_empty() {
            return Err(ArticleError::NoText { at: at() });
        }
        accept(draft, &self.path, None, stem(&self.path), options)
    }
}

impl Records {
    fn new(opened: Opened) -> Self {
        Self {
            format: opened.format,
            reader: opened.reader,
            compressed: opened.compressed,
            failure: None,
            // Lines are counted when they end, values where they begin.
            line: usize::from(opened.format == Format::Json),
            lists: 0,
            ahead: None,
            within: VecDeque::new(),
            begun: false,
        }
    }

    fn next(&mut self, path: &Path, options: &ReadOptions) -> Option<Result<Article, ArticleError>> {
        let first = !self.begun;
        if first {
            self.begun = true;
            self.ahead = self.advance();
        }
        let Some(Record {
            raw: (bytes, line),
            feed,
        }) = self.ahead.take()
        else {
            let source = self.failure.take()?;
            return Some(Err(failure_of(path, self.compressed, source)));
        };
        self.ahead = self.advance();
        let only = first && self.ahead.is_none() && self.failure.is_none();
        let bytes = match std::str::from_utf8(&bytes) {
            Ok(_) => bytes,
            Err(_) => decode(bytes).map_or_else(|_| Vec::new(), String::into_bytes),
        };
        let at = Location {
            path: path.to_owned(),
            place: Some(Place::Line(line)),
        };
        Some(match parse_record(&bytes, &options.fields) {
            Ok(mut draft) => {
                if feed.is_some() {
                    draft.id = draft.id.or_else(|| draft.url.clone());
                    draft.source = draft.source.or(feed);
                }
                accept(draft, path, at.place, stem(path).filter(|_| only), options)
            }
            Err(RecordError::TooLarge) => Err(ArticleError::TooLarge { at }),
            Err(RecordError::Json(source)) => Err(ArticleError::Json { at, source }),
            Err(RecordError::NotAnObject(found)) => Err(ArticleError::NotAnObject { at, found }),
            Err(RecordError::Unknown(fields)) => Err(ArticleError::UnknownFields { at, fields }),
            Err(RecordError::Kind(kind)) => Err(ArticleError::Kind { at, kind }),
            Err(RecordError::Missing(name, fields)) => Err(ArticleError::MissingField { at, name, fields }),
        })
    }

    /// The next record; a failure is kept until the records before it were delivered.
    fn advance(&mut self) -> Option<Record> {
        loop {
            if let Some(record) = self.within.pop_front() {
                return Some(record);
            }
            let next = match self.format {
                Format::Json => next_value(&mut *self.reader, &mut self.line, &mut self.lists),
                _ => next_line(&mut *self.reader, &mut self.line),
            };
            match next {
                Ok(raw) => {
                    let (bytes, line) = raw?;
                    match wrapped(&bytes) {
                        None => {
                            return Some(Record {
                                raw: (bytes, line),
                                feed: None,
                            });
                        }
                        Some(wrapped) => self.within = unwrap(&bytes, line, &wrapped),
                    }
                }
                Err(error) => {
                    // What breaks off with the stream is the stream's failure.
                    self.failure = Some(error);
                    self.reader = Box::new(io::empty());
                    return None;
                }
            }
        }
    }
}

/// The wrapped articles as records of their own; the wrapper begins on `line`.
fn unwrap(bytes: &[u8], mut line: usize, wrapped: &Wrapped) -> VecDeque<Record> {
    let mut seen = 0;
    let records = wrapped.places.iter().map(|place| {
        line += bytes[seen..place.start].split(|byte| *byte == b'\n').count() - 1;
        seen = place.start;
        Record {
            raw: (bytes[place.clone()].to_vec(), line),
            feed: wrapped.feed.clone(),
        }
    });
    records.collect()
}

/// The finished article, unless it has no text or none in English.
fn accept(
    draft: Draft,
    path: &Path,
    place: Option<Place>,
    stem: Option<&str>,
    options: &ReadOptions,
) -> Result<Article, ArticleError> {
    let at = || Location {
        path: path.to_owned(),
        place,
    };
    // Of some articles a title is all that is given.
    let words = [&draft.text, &draft.title]
        .into_iter()
        .find(|words| !words.trim().is_empty());
    let Some(words) = words else {
        return Err(ArticleError::NoText { at: at() });
    };
    if !options.any_language
        && let Some(language) = foreign_language(words, draft.language.as_deref())
    {
        return Err(ArticleError::NotEnglish { at: at(), language });
    }
    Ok(draft.finish(stem, options.date))
}

impl Article {
    /// The article in a plain text, with the title, dateline and date that are found in it.
    ///
    /// ```
    /// use summitry::article::Article;
    ///
    /// let article = Article::from_text("kim", "Kim in Russia\n\nKHASAN, April 24, 2019 (AP) -- Kim arrived.");
    /// assert_eq!(article.title.of(&article.content), "Kim in Russia");
    /// assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2019-04-24"));
    /// ```
    pub fn from_text(id: &str, text: &str) -> Self {
        plain(text.to_owned()).finish(Some(id), None)
    }
}
