//! Web archives: which pages were fetched?
//!
//! In: a stream of WARC records (ISO 28500), each with a header like that of HTTP. Out: a draft a page, with the record's
//! number. Pages are the answers of servers that succeeded, and resources, as far as they are HTML; requests, pictures,
//! redirections and the like are passed over. A page has the address under which it was fetched, and the day of fetching
//! where nothing on the page tells an earlier one.
//!
//! After a damaged record reading goes on with the next one.

use super::date::parse_date;
use super::decode::decode_stated;
use super::draft::Draft;
use super::html::page;
use super::input::LARGEST;
use flate2::bufread::{MultiGzDecoder, ZlibDecoder};
use httparse::{EMPTY_HEADER, ParserConfig, Response, Status, parse_chunk_size};
use std::io::{self, BufRead, Read};
use trafilatura::TrafilaturaError;

/// How many fields a header may have.
const MOST_FIELDS: usize = 128;

/// A record or a page has no more bytes.
const MOST: u64 = LARGEST as u64;

/// Why a record gives no page.
#[derive(Debug)]
pub(super) enum PageError {
    /// What is wrong with the record.
    Damaged(String),
    Encoding(&'static str),
    Page(TrafilaturaError),
    /// None of the records is a page.
    None,
    Io(io::Error),
}

/// An archive that is being read.
pub(super) struct Archive {
    input: Box<dyn BufRead + Send>,
    /// How many records were begun.
    number: usize,
    /// Whether the first line of the next one was read.
    is_begun: bool,
    /// How many of them were pages, or may have been.
    pages: usize,
    is_done: bool,
}

/// The fields of a header, their names in small letters.
struct Fields(Vec<(String, String)>);

impl Fields {
    fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(found, _)| found == name)?;
        Some(value.trim())
    }

    /// Whether the field says so, whatever the case.
    fn says(&self, name: &str, words: &str) -> bool {
        self.get(name)
            .is_some_and(|value| value.to_ascii_lowercase().contains(words))
    }

    fn is_html(&self) -> bool {
        self.says("content-type", "text/html") || self.says("content-type", "application/xhtml+xml")
    }
}

impl Archive {
    pub(super) fn new(input: Box<dyn BufRead + Send>) -> Self {
        Self {
            input,
            number: 0,
            is_begun: false,
            pages: 0,
            is_done: false,
        }
    }

    /// The next page and the number of its record.
    pub(super) fn next_page(&mut self) -> Option<(usize, Result<Draft, PageError>)> {
        while !self.is_done {
            let found = match self.next_record() {
                Ok(Some(record)) => record.transpose(),
                Ok(None) => {
                    self.is_done = true;
                    (self.pages == 0).then_some(Err(PageError::None))
                }
                Err(source) => {
                    self.is_done = true;
                    Some(Err(PageError::Io(source)))
                }
            };
            if let Some(found) = found {
                self.pages += 1;
                return Some((self.number, found));
            }
        }
        None
    }

    /// The page of the next record, if it is one; nothing where the records end.
    fn next_record(&mut self) -> io::Result<Option<Result<Option<Draft>, PageError>>> {
        let damaged = |what: &str| Ok(Some(Err(PageError::Damaged(what.to_owned()))));
        let mut is_lost = false;
        while !self.is_begun {
            let line = self.line()?;
            if line.is_empty() {
                return Ok(None);
            }
            self.is_begun = line.starts_with(b"WARC/");
            is_lost |= !self.is_begun && !line.trim_ascii().is_empty();
        }
        if is_lost && self.number > 0 {
            return damaged("the record does not end where it says");
        }
        self.is_begun = false;
        self.number += 1;
        let mut head = b"HTTP/1.1 200\r\n".to_vec();
        loop {
            let line = self.line()?;
            head.extend_from_slice(&line);
            if line.trim_ascii().is_empty() {
                break;
            }
        }
        let Some(Header { fields, .. }) = header(&head) else {
            return damaged("the record's header is malformed");
        };
        let Some(length) = fields.get("content-length").and_then(|length| length.parse().ok()) else {
            return damaged("the record does not tell its length");
        };
        let is_answer = fields.says("warc-type", "response") && fields.says("content-type", "application/http");
        let is_resource = fields.says("warc-type", "resource") && fields.is_html();
        let mut block = self.input.by_ref().take(length);
        if !is_answer && !is_resource {
            io::copy(&mut block, &mut io::sink())?;
            return Ok(Some(Ok(None)));
        }
        if length > MOST {
            let is_whole = io::copy(&mut block, &mut io::sink())? == length;
            return damaged(if is_whole {
                "the record is larger than 256 MB"
            } else {
                "the record breaks off"
            });
        }
        let mut content = Vec::new();
        block.read_to_end(&mut content)?;
        if (content.len() as u64) < length {
            return damaged("the record breaks off");
        }
        let read = if is_answer {
            answer(&content, &fields)
        } else {
            draft(content, &fields, &fields).map(Some)
        };
        Ok(Some(read))
    }

    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        self.input.read_until(b'\n', &mut line)?;
        Ok(line)
    }
}

/// What stands at the head of a server's answer; the header of a record has the same form.
struct Header {
    status: u16,
    fields: Fields,
    /// Where it ends.
    end: usize,
}

fn header(bytes: &[u8]) -> Option<Header> {
    let mut parsed = [EMPTY_HEADER; MOST_FIELDS];
    let mut response = Response::new(&mut parsed);
    let mut parser = ParserConfig::default();
    parser
        .allow_obsolete_multiline_headers_in_responses(true)
        .ignore_invalid_headers_in_responses(true);
    let Ok(Status::Complete(end)) = parser.parse_response(&mut response, bytes) else {
        return None;
    };
    let fields = response.headers.iter().map(|field| {
        let value = String::from_utf8_lossy(field.value).into_owned();
        (field.name.to_ascii_lowercase(), value)
    });
    Some(Header {
        status: response.code?,
        fields: Fields(fields.collect()),
        end,
    })
}

/// The page that a server answered with; nothing where it answered with something else.
fn answer(content: &[u8], record: &Fields) -> Result<Option<Draft>, PageError> {
    let Some(Header { status, fields, end }) = header(content) else {
        return Err(PageError::Damaged("the server's answer is malformed".to_owned()));
    };
    if !(200..300).contains(&status) || !fields.is_html() {
        return Ok(None);
    }
    let body = &content[end..];
    let is_chunked = fields.says("transfer-encoding", "chunked");
    // Some archives tell of chunks and codings that they have undone.
    let body = is_chunked.then(|| unchunked(body)).flatten().unwrap_or(body.to_vec());
    let mut plain = Vec::new();
    let coding = fields.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
    let undone = match coding.as_str() {
        "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => {
            MultiGzDecoder::new(&body[..]).take(MOST).read_to_end(&mut plain)
        }
        "deflate" if !body.trim_ascii_start().starts_with(b"<") => {
            ZlibDecoder::new(&body[..]).take(MOST).read_to_end(&mut plain)
        }
        "br" | "zstd" if !body.trim_ascii_start().starts_with(b"<") => {
            let what = format!("the page is compressed as {coding}, which is not read");
            return Err(PageError::Damaged(what));
        }
        _ => {
            plain = body;
            Ok(0)
        }
    };
    match undone {
        Ok(_) => draft(plain, &fields, record).map(Some),
        Err(_) => Err(PageError::Damaged("the compressed page is damaged".to_owned())),
    }
}

/// The body without the sizes of its chunks; nothing where it has none.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let Ok(Status::Complete((at, size))) = parse_chunk_size(body) else {
            return None;
        };
        if size == 0 {
            return Some(whole);
        }
        let end = at.checked_add(usize::try_from(size).ok()?)?;
        whole.extend_from_slice(body.get(at..end)?);
        body = body[end..].strip_prefix(b"\r\n")?;
    }
}

/// The article on a page of which the head tells the encoding, and the record the address and the day.
fn draft(html: Vec<u8>, head: &Fields, record: &Fields) -> Result<Draft, PageError> {
    let kind = head.get("content-type").unwrap_or_default().to_ascii_lowercase();
    let charset = kind.split_once("charset=").map(|(_, charset)| charset);
    let charset = charset.and_then(|charset| charset.trim_matches(['"', '\'', ' ']).split([';', '"']).next());
    let html = decode_stated(html, charset).map_err(PageError::Encoding)?;
    let address = record.get("warc-target-uri");
    // The first version of the format sets it in brackets.
    let address = address.map(|address| address.trim_matches(['<', '>']));
    let draft = page(&html, address).map_err(PageError::Page)?;
    Ok(Draft {
        id: address.map(str::to_owned),
        fetched: record.get("warc-date").and_then(parse_date),
        ..draft
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_and_what_has_none() {
        for (body, whole) in [
            ("3\r\nKim\r\n5;x=1\r\n left\r\n0\r\n\r\n", Some("Kim left")),
            ("<html>", None),
            ("ff\r\nKim", None),
            ("ffffffffffffffff\r\nKim", None),
        ] {
            let found = unchunked(body.as_bytes());
            assert_eq!(found.as_deref(), whole.map(str::as_bytes), "{body}");
        }
    }
}
