//! Reading: from paths and streams to articles, one at a time.

use super::Article;
use super::decode::{decode, utf16};
use super::draft::Draft;
use super::english::foreign_language;
use super::error::{ArticleError, Location};
use super::html::page;
use super::input::{Format, Opened, entries, open, stem};
use super::markdown::{has_front_matter, markdown, plain};
use super::record::{RawRecord, RecordError, next_line, next_value, parse_record};
use chrono::NaiveDate;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, Cursor, Read};
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
        paths: paths.iter().cloned().collect(),
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
    articles.current = Some(Current::open(name.as_ref(), stream, options.format));
    articles
}

/// The articles of the inputs, in order. Made by [`read_paths`] and [`read_stream`].
pub struct Articles {
    options: ReadOptions,
    paths: VecDeque<PathBuf>,
    current: Option<Current>,
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
            if let Err(error) = self.enter(path) {
                return Some(Err(error));
            }
        }
    }
}

impl Articles {
    /// Opens the file, or puts the directory's entries before the remaining paths.
    fn enter(&mut self, path: PathBuf) -> Result<(), ArticleError> {
        if path.as_os_str() == "-" {
            self.current = Some(Current::open(&path, io::stdin(), self.options.format));
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
                self.current = Some(Current::open(&path, file, self.options.format));
                Ok(())
            }
            Err(source) => Err(ArticleError::Unreadable { path, source }),
        }
    }
}

/// The input that is being read.
struct Current {
    path: PathBuf,
    state: State,
}

enum State {
    /// Not to be opened.
    Failed(ArticleError),
    /// A file that is one article.
    Whole(Opened),
    Records(Records),
    Done,
}

/// A file of records.
struct Records {
    format: Format,
    reader: Box<dyn BufRead + Send>,
    compressed: bool,
    failure: Option<io::Error>,
    line: usize,
    /// The record after the one that is returned, by which an only record is known.
    ahead: Option<RawRecord>,
    /// Whether a record has been returned.
    begun: bool,
}

impl Current {
    fn open(path: &Path, stream: impl Read + Send + 'static, format: Option<Format>) -> Self {
        let state = match open(path, stream, format) {
            Err(error) => State::Failed(error),
            Ok(opened) if matches!(opened.format, Format::Json | Format::JsonLines) => {
                Records::new(path, opened).map_or_else(State::Failed, State::Records)
            }
            Ok(opened) => State::Whole(opened),
        };
        Self {
            path: path.to_owned(),
            state,
        }
    }

    fn next(&mut self, options: &ReadOptions) -> Option<Result<Article, ArticleError>> {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Done => None,
            State::Failed(error) => Some(Err(error)),
            State::Whole(opened) => Some(self.whole(opened, options)),
            State::Records(mut records) => {
                let result = records.next(&self.path, options);
                if result.is_some() {
                    self.state = State::Records(records);
                }
                result
            }
        }
    }

    fn whole(&self, mut opened: Opened, options: &ReadOptions) -> Result<Article, ArticleError> {
        let mut bytes = Vec::new();
        let failure = opened
            .failure
            .take()
            .or_else(|| opened.reader.read_to_end(&mut bytes).err());
        if let Some(source) = failure {
            return Err(failure_of(&self.path, opened.compressed, source));
        }
        let text = decode(bytes).map_err(|encoding| ArticleError::Encoding {
            path: self.path.clone(),
            encoding,
        })?;
        let draft = match opened.format {
            Format::Html => page(&text).map_err(|source| ArticleError::Page {
                path: self.path.clone(),
                source,
            })?,
            Format::Markdown => markdown(text),
            _ if has_front_matter(&text) => markdown(text),
            _ => plain(text),
        };
        accept(draft, &self.path, None, stem(&self.path), options)
    }
}

impl Records {
    fn new(path: &Path, mut opened: Opened) -> Result<Self, ArticleError> {
        let mut reader = opened.reader;
        let wide = reader.fill_buf().is_ok_and(|head| utf16(head).is_some());
        if wide {
            let mut bytes = Vec::new();
            opened.failure = opened.failure.or(reader.read_to_end(&mut bytes).err());
            let text = decode(bytes).map_err(|encoding| ArticleError::Encoding {
                path: path.to_owned(),
                encoding,
            })?;
            reader = Box::new(Cursor::new(text.into_bytes()));
        }
        Ok(Self {
            format: opened.format,
            reader,
            compressed: opened.compressed,
            failure: opened.failure,
            // Lines are counted when they end, values where they begin.
            line: usize::from(opened.format == Format::Json),
            ahead: None,
            begun: false,
        })
    }

    fn next(&mut self, path: &Path, options: &ReadOptions) -> Option<Result<Article, ArticleError>> {
        let first = !self.begun;
        if first {
            self.begun = true;
            self.ahead = self.advance();
        }
        let Some((bytes, line)) = self.ahead.take() else {
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
            line: Some(line),
        };
        Some(match parse_record(&bytes) {
            Ok(draft) => accept(draft, path, Some(line), stem(path).filter(|_| only), options),
            Err(RecordError::Json(source)) => Err(ArticleError::Json { at, source }),
            Err(RecordError::NotAnObject(found)) => Err(ArticleError::NotAnObject { at, found }),
            Err(RecordError::NoText) => Err(ArticleError::NoText { at }),
        })
    }

    /// The next record; a failure is kept until the records before it were delivered.
    fn advance(&mut self) -> Option<RawRecord> {
        let next = match self.format {
            Format::Json => next_value(&mut *self.reader, &mut self.line),
            _ => next_line(&mut *self.reader, &mut self.line),
        };
        match next {
            // What breaks off with the stream is the stream's failure.
            Ok(None) => None,
            Ok(record) => record,
            Err(error) => {
                self.failure = Some(error);
                self.reader = Box::new(io::empty());
                None
            }
        }
    }
}

fn failure_of(path: &Path, compressed: bool, source: io::Error) -> ArticleError {
    let path = path.to_owned();
    if compressed {
        ArticleError::Gzip { path, source }
    } else {
        ArticleError::Unreadable { path, source }
    }
}

/// The finished article, unless it has no text or none in English.
fn accept(
    draft: Draft,
    path: &Path,
    line: Option<usize>,
    stem: Option<&str>,
    options: &ReadOptions,
) -> Result<Article, ArticleError> {
    let at = || Location {
        path: path.to_owned(),
        line,
    };
    if draft.text.trim().is_empty() {
        return Err(ArticleError::NoText { at: at() });
    }
    if !options.any_language
        && let Some(language) = foreign_language(&draft.text)
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
