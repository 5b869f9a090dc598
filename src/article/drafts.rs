//! Inputs that hold several articles: one draft after the other, and what stands where there is none.

use super::docx::docx;
use super::draft::Draft;
use super::error::{ArticleError, Location, Place};
use super::feed;
use super::fields::FieldNames;
use super::format::Format;
use super::html::page;
use super::input::{Opened, failure_of, narrowed, stem, unbroken, whole_text};
use super::mail::{self, Messages};
use super::news;
#[cfg(feature = "parquet")]
use super::parquet::{ParquetFault, Rows};
#[cfg(feature = "pdf")]
use super::pdf::{PdfError, pdf};
use super::table::{RowError, Table};
use super::warc::{Archive, PageError};
use std::iter;
use std::path::Path;

/// The drafts of an input, each with its place, and the errors between them.
pub(super) type Drafts = Box<dyn Iterator<Item = Found> + Send>;
/// A draft and its place in the input, or why there is none.
pub(super) type Found = Result<(Option<Place>, Draft), ArticleError>;

/// The drafts of any input but texts, pages and JSON.
pub(super) fn drafts(path: &Path, opened: Opened, fields: &FieldNames) -> Result<Drafts, ArticleError> {
    match opened.format {
        Format::Feed => items(path, opened),
        Format::Mail => Ok(messages(path, opened)),
        Format::Mhtml => saved(path, opened),
        Format::Warc => Ok(pages(path, opened)),
        Format::News => wire(path, opened),
        Format::Docx => document(path, opened),
        Format::Pdf => print(path, opened),
        Format::Parquet => numbered_rows(path, opened, fields),
        _ => rows(path, opened, fields),
    }
}

/// The items of a feed, and last what broke it off.
fn items(path: &Path, mut opened: Opened) -> Result<Drafts, ArticleError> {
    let (text, failure) = whole_text(path, &mut opened)?;
    let at = at(path);
    let items = match feed::items(&text) {
        Ok(items) => items,
        Err(source) => return Err(failure.unwrap_or_else(|| ArticleError::Feed { at: at(None), source })),
    };
    let drafts = items.into_iter().map(move |item| {
        let place = Some(Place::Line(item.line));
        match item.draft {
            Ok(Some(draft)) => Ok((place, draft)),
            Ok(None) => Err(ArticleError::NoText { at: at(place) }),
            Err(source) => Err(ArticleError::Feed { at: at(place), source }),
        }
    });
    Ok(Box::new(drafts.chain(failure.map(Err))))
}

/// The rows of a table. What comes after a failure to read is not looked for.
fn rows(path: &Path, opened: Opened, fields: &FieldNames) -> Result<Drafts, ArticleError> {
    let Opened { reader, compressed, .. } = narrowed(path, opened)?;
    let path = path.to_owned();
    let error = move |error: RowError, place: Option<Place>| row_error(error, &path, place, compressed);
    let mut table = Some(Table::new(reader, fields).map_err(|source| error(source, None))?);
    Ok(Box::new(iter::from_fn(move || {
        let (line, row) = table.as_mut()?.next_row()?;
        let place = Some(Place::Line(line));
        if matches!(row, Err(RowError::Io(_))) {
            table = None;
        }
        Some(row.map(|draft| (place, draft)).map_err(|source| error(source, place)))
    })))
}

fn row_error(error: RowError, path: &Path, place: Option<Place>, compressed: bool) -> ArticleError {
    let at = at(path)(place);
    match error {
        RowError::Unknown(columns) => ArticleError::UnknownColumns {
            path: path.to_owned(),
            columns,
        },
        RowError::Missing(name, fields) => ArticleError::MissingField { at, name, fields },
        RowError::Cells(cells, columns) => ArticleError::Cells { at, cells, columns },
        RowError::OpenQuote => ArticleError::OpenQuote { at },
        RowError::Io(source) => failure_of(path, compressed, source),
    }
}

/// The rows of a Parquet table.
#[cfg(feature = "parquet")]
fn numbered_rows(path: &Path, mut opened: Opened, fields: &FieldNames) -> Result<Drafts, ArticleError> {
    let bytes = unbroken(path, &mut opened)?;
    let path = path.to_owned();
    let error = move |fault: ParquetFault| match fault {
        ParquetFault::Columns(error) => row_error(error, &path, None, opened.compressed),
        ParquetFault::Damaged(source) => ArticleError::Parquet {
            path: path.clone(),
            source: source.into(),
        },
    };
    let mut rows = Some(Rows::new(bytes, fields).map_err(&error)?);
    let mut number = 0;
    let groups = iter::from_fn(move || {
        let found: Vec<Found> = match rows.as_mut()?.next_group()? {
            Ok(drafts) => drafts
                .into_iter()
                .map(|draft| {
                    number += 1;
                    Ok((Some(Place::Record(number)), draft))
                })
                .collect(),
            Err(fault) => {
                rows = None;
                vec![Err(error(fault))]
            }
        };
        Some(found)
    });
    Ok(Box::new(groups.flatten()))
}

#[cfg(not(feature = "parquet"))]
fn numbered_rows(path: &Path, _: Opened, _: &FieldNames) -> Result<Drafts, ArticleError> {
    Err(ArticleError::UnknownFormat {
        path: path.to_owned(),
        found: "a Parquet table",
        advice: Some("build the program with the feature `parquet` to read it"),
    })
}

/// The messages of a mailbox, or the one that a file is.
fn messages(path: &Path, opened: Opened) -> Drafts {
    let Opened { reader, compressed, .. } = opened;
    let mut messages = Some(Messages::new(reader));
    let path = path.to_owned();
    let at = at(&path);
    let found = iter::from_fn(move || {
        let open = messages.as_mut()?;
        let found: Vec<Found> = match open.next_message() {
            Ok(message) => {
                let (line, message) = message?;
                let place = Some(Place::Line(line));
                let mut drafts = mail::drafts(&message);
                if drafts.is_empty() {
                    return Some(vec![Err(ArticleError::NoText { at: at(place) })]);
                }
                if let [draft] = &mut drafts[..]
                    && !open.is_mailbox()
                {
                    draft.id = draft.id.take().or_else(|| stem(&path).map(str::to_owned));
                }
                drafts.into_iter().map(|draft| Ok((place, draft))).collect()
            }
            Err(source) => {
                messages = None;
                vec![Err(failure_of(&path, compressed, source))]
            }
        };
        Some(found)
    });
    Box::new(found.flatten())
}

/// The page that was saved as MHTML.
fn saved(path: &Path, mut opened: Opened) -> Result<Drafts, ArticleError> {
    let bytes = unbroken(path, &mut opened)?;
    let at = at(path);
    let Some((html, address)) = mail::saved_page(&bytes) else {
        return Err(ArticleError::NoText { at: at(None) });
    };
    let mut draft = page(&html, address.as_deref()).map_err(|source| ArticleError::Page { at: at(None), source })?;
    draft.id = stem(path).map(str::to_owned);
    Ok(Box::new(iter::once(Ok((None, draft)))))
}

/// The items of a document of a news agency.
fn wire(path: &Path, mut opened: Opened) -> Result<Drafts, ArticleError> {
    let (text, failure) = whole_text(path, &mut opened)?;
    let mut drafts = news::articles(&text).map_err(|source| {
        failure.unwrap_or_else(|| ArticleError::Xml {
            path: path.to_owned(),
            source: source.into(),
        })
    })?;
    match &mut drafts[..] {
        [] => return Err(ArticleError::NoText { at: at(path)(None) }),
        [(_, draft)] => draft.id = draft.id.take().or_else(|| stem(path).map(str::to_owned)),
        _ => {}
    }
    let drafts = drafts.into_iter();
    Ok(Box::new(
        drafts.map(|(line, draft)| Ok((Some(Place::Line(line)), draft))),
    ))
}

/// The text of a word processor's document.
fn document(path: &Path, mut opened: Opened) -> Result<Drafts, ArticleError> {
    let bytes = unbroken(path, &mut opened)?;
    let mut draft = docx(bytes).map_err(|source| ArticleError::Document {
        path: path.to_owned(),
        kind: Format::Docx,
        source: source.into(),
    })?;
    draft.id = stem(path).map(str::to_owned);
    Ok(Box::new(iter::once(Ok((None, draft)))))
}

/// The text of a document that was made for print, and what stands where a page cannot be read.
#[cfg(feature = "pdf")]
fn print(path: &Path, mut opened: Opened) -> Result<Drafts, ArticleError> {
    let bytes = unbroken(path, &mut opened)?;
    let owned = path.to_owned();
    let error = move |source: PdfError| ArticleError::Document {
        path: owned.clone(),
        kind: Format::Pdf,
        source: source.into(),
    };
    let (mut draft, unread) = pdf(&bytes).map_err(&error)?;
    draft.id = stem(path).map(str::to_owned);
    let unread = unread.into_iter().map(move |source| Err(error(source)));
    Ok(Box::new(iter::once(Ok((None, draft))).chain(unread)))
}

#[cfg(not(feature = "pdf"))]
fn print(path: &Path, _: Opened) -> Result<Drafts, ArticleError> {
    Err(ArticleError::UnknownFormat {
        path: path.to_owned(),
        found: "PDF",
        advice: Some("take its text with `pdftotext FILE.pdf`, or build the program with the feature `pdf`"),
    })
}

/// The pages of a web archive.
fn pages(path: &Path, opened: Opened) -> Drafts {
    let Opened { reader, compressed, .. } = opened;
    let mut archive = Archive::new(reader);
    let path = path.to_owned();
    let at = at(&path);
    Box::new(iter::from_fn(move || {
        let (number, found) = archive.next_page()?;
        let place = Some(Place::Record(number));
        let draft = found.map_err(|error| match error {
            PageError::Damaged(found) => ArticleError::Archive { at: at(place), found },
            PageError::Encoding(encoding) => ArticleError::Encoding {
                at: at(place),
                encoding,
            },
            PageError::Page(source) => ArticleError::Page { at: at(place), source },
            PageError::None => ArticleError::NoPages {
                path: path.clone(),
                records: number,
            },
            PageError::Io(source) => failure_of(&path, compressed, source),
        });
        Some(draft.map(|draft| (place, draft)))
    }))
}

/// The place in that file.
fn at(path: &Path) -> impl Fn(Option<Place>) -> Location + Send + use<> {
    let path = path.to_owned();
    move |place| Location {
        path: path.clone(),
        place,
    }
}
