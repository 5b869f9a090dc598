//! Inputs: which files are there, and of which format is each?

use super::decode::{decode, utf16};
use super::error::{ArticleError, Location};
use super::format::Format;
use super::mail::{is_mail, is_saved_page};
use super::news::is_root;
use super::table::is_table;
use flate2::bufread::MultiGzDecoder;
use std::fs;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

/// How web archives begin, which may hold anything.
const WARC: &[u8] = b"WARC/";
/// How Parquet tables begin.
const PARQUET: &[u8] = b"PAR1";
/// How documents made for print begin.
const PDF: &[u8] = b"%PDF";
/// What is read in one piece, such as a text, a page or a JSON value, may have so many bytes when it is no longer compressed.
pub(super) const LARGEST: usize = 256 << 20;
/// How many bytes are looked at to tell the format.
const PEEK: usize = 8192;

/// An opened input: its format and its bytes, no longer compressed.
pub(super) struct Opened {
    pub(super) format: Format,
    pub(super) reader: Box<dyn BufRead + Send>,
    /// Whether it was compressed, so that a failure to read is one of the gzip data.
    pub(super) compressed: bool,
}

/// Opens a stream and tells its format by its first bytes and by the name's extension.
pub(super) fn open(
    path: &Path,
    stream: impl Read + Send + 'static,
    format: Option<Format>,
) -> Result<Opened, ArticleError> {
    let mut reader: Box<dyn BufRead + Send> = Box::new(BufReader::with_capacity(1 << 16, stream));
    let magic = reader.fill_buf().map_err(|source| ArticleError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    let compressed = magic.starts_with(b"\x1f\x8b");
    if compressed {
        reader = Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(reader)));
    }
    let (head, failure) = peek(&mut reader);
    if let Some((found, advice)) = binary_kind(&head) {
        return Err(ArticleError::UnknownFormat {
            path: path.to_owned(),
            found,
            advice,
        });
    }
    let format = format
        .or_else(|| by_extension(path))
        .map_or_else(|| by_content(&head), |format| refine(format, &head));
    if format == Format::Html && is_other_xml(&head) {
        return Err(ArticleError::UnknownFormat {
            path: path.to_owned(),
            found: "XML that is neither a feed, a page nor of a news agency",
            advice: None,
        });
    }
    let head = Cursor::new(head);
    Ok(Opened {
        format,
        reader: match failure {
            None => Box::new(head.chain(reader)),
            failure => Box::new(head.chain(BufReader::new(Broken(failure)))),
        },
        compressed,
    })
}

/// The end of a stream, which broke off if there is an error.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// The input in an encoding that has single bytes for line breaks and delimiters.
pub(super) fn narrowed(path: &Path, mut opened: Opened) -> Result<Opened, ArticleError> {
    let is_wide = opened.reader.fill_buf().is_ok_and(|head| utf16(head).is_some());
    if is_wide {
        let mut bytes = Vec::new();
        let broken = opened.reader.read_to_end(&mut bytes).err();
        let text = decoded_text(path, bytes)?;
        opened.reader = Box::new(Cursor::new(text.into_bytes()).chain(BufReader::new(Broken(broken))));
    }
    Ok(opened)
}

/// The decoded text, and the error with which it breaks off.
pub(super) fn whole_text(path: &Path, opened: &mut Opened) -> Result<(String, Option<ArticleError>), ArticleError> {
    let (bytes, failure) = whole(path, opened);
    Ok((decoded_text(path, bytes)?, failure))
}

fn decoded_text(path: &Path, bytes: Vec<u8>) -> Result<String, ArticleError> {
    decode(bytes).map_err(|encoding| ArticleError::Encoding {
        at: Location {
            path: path.to_owned(),
            place: None,
        },
        encoding,
    })
}

/// The bytes of an input of which a part is worth nothing.
pub(super) fn unbroken(path: &Path, opened: &mut Opened) -> Result<Vec<u8>, ArticleError> {
    match whole(path, opened) {
        (bytes, None) => Ok(bytes),
        (_, Some(failure)) => Err(failure),
    }
}

/// The bytes, and the error with which they break off; none of what is too large.
fn whole(path: &Path, opened: &mut Opened) -> (Vec<u8>, Option<ArticleError>) {
    let mut bytes = Vec::new();
    let most = u64::try_from(LARGEST).unwrap_or(u64::MAX);
    let broken = (&mut opened.reader).take(most + 1).read_to_end(&mut bytes).err();
    let failure = broken.map(|source| failure_of(path, opened.compressed, source));
    if bytes.len() > LARGEST {
        let at = Location {
            path: path.to_owned(),
            place: None,
        };
        return (Vec::new(), Some(ArticleError::TooLarge { at }));
    }
    (bytes, failure)
}

/// What a failure to read means to the user.
pub(super) fn failure_of(path: &Path, compressed: bool, source: io::Error) -> ArticleError {
    let path = path.to_owned();
    if compressed {
        ArticleError::Gzip { path, source }
    } else {
        ArticleError::Unreadable { path, source }
    }
}

/// The first bytes, and the error that came before there were enough.
fn peek(reader: &mut dyn BufRead) -> (Vec<u8>, Option<io::Error>) {
    let mut head = Vec::with_capacity(PEEK);
    while head.len() < PEEK {
        match reader.fill_buf() {
            Ok([]) => break,
            Ok(buffer) => {
                let taken = buffer.len();
                head.extend_from_slice(buffer);
                reader.consume(taken);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return (head, Some(error)),
        }
    }
    (head, None)
}

/// The name of the kind of file, if the bytes are no text, and what its user can do.
fn binary_kind(head: &[u8]) -> Option<(&'static str, Option<&'static str>)> {
    const OFFICE: Option<&str> = Some("save it as DOCX, text or mail (EML)");
    const UNPACK: Option<&str> = Some("unpack it first");
    const MAGIC: [(&[u8], &str, Option<&str>); 12] = [
        (b"PK\x03\x04", "a ZIP archive", UNPACK),
        (b"PK\x05\x06", "a ZIP archive", UNPACK),
        (
            b"\xd0\xcf\x11\xe0",
            "an old office document or an Outlook message",
            OFFICE,
        ),
        (b"\x89PNG", "a PNG picture", None),
        (b"\xff\xd8\xff", "a JPEG picture", None),
        (b"GIF8", "a GIF picture", None),
        (b"\x7fELF", "a program", None),
        (b"SQLite format 3", "an SQLite database", None),
        (b"BZh", "bzip2 data", UNPACK),
        (b"\xfd7zXZ", "xz data", UNPACK),
        (b"\x28\xb5\x2f\xfd", "zstd data", UNPACK),
        (b"{\\rtf", "an RTF document", OFFICE),
    ];
    if is_docx(head) || head.starts_with(PARQUET) || head.starts_with(PDF) {
        return None;
    }
    if let Some((_, kind, advice)) = MAGIC.iter().find(|(magic, ..)| head.starts_with(magic)) {
        return Some((kind, *advice));
    }
    // A stray zero spoils one record of many.
    let zeros = head.split(|&byte| byte == 0).count() - 1;
    let is_binary = zeros * 100 > head.len() && utf16(head).is_none() && !head.starts_with(WARC);
    is_binary.then_some(("binary data", None))
}

/// Whether the head of a ZIP archive names the parts of an office document.
fn is_docx(head: &[u8]) -> bool {
    let names = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    head.starts_with(b"PK\x03\x04") && (names(b"[Content_Types].xml") || names(b"word/"))
}

/// The format that the extension names, past `.gz`.
fn by_extension(path: &Path) -> Option<Format> {
    let name = path.file_name()?.to_str()?;
    let name = strip_gz(name);
    name.rsplit_once('.')
        .and_then(|(_, extension)| Format::parse(extension))
}

/// JSON lines are often named `.json`, and the other way round; a feed, a table or JSON is not prose, whatever its name.
fn refine(format: Format, head: &[u8]) -> Format {
    match (format, by_content(head)) {
        (
            _,
            found @ (Format::Feed
            | Format::Mhtml
            | Format::Warc
            | Format::News
            | Format::Docx
            | Format::Pdf
            | Format::Parquet),
        ) => found,
        (Format::Text | Format::Markdown, Format::Mail) => Format::Mail,
        (Format::Json, Format::JsonLines) => Format::JsonLines,
        (Format::JsonLines, _) if head.trim_ascii_start().starts_with(b"[") => Format::Json,
        (
            Format::Text | Format::Markdown | Format::Table | Format::Feed,
            found @ (Format::Json | Format::JsonLines),
        ) => found,
        (Format::Text | Format::Markdown, Format::Table) => Format::Table,
        (Format::Text | Format::Table | Format::Feed, Format::Html) => Format::Html,
        _ => format,
    }
}

fn by_content(head: &[u8]) -> Format {
    let is_cut = head.len() >= PEEK;
    let decoded = decoded(head);
    let head = decoded.as_bytes();
    if matches!(head.trim_ascii_end(), b"{}" | b"[]") {
        return Format::Json;
    }
    let first_line = head.split(|byte| *byte == b'\n').next().unwrap_or(head).trim_ascii();
    if head.starts_with(b"{") && head[1..].trim_ascii_start().starts_with(b"\"") || first_line == b"{" {
        let goes_on = first_line.len() == head.len();
        return if goes_on || first_line.ends_with(b"}") {
            Format::JsonLines
        } else {
            Format::Json
        };
    }
    if head.starts_with(b"[") && head[1..].trim_ascii_start().starts_with(b"{") {
        return Format::Json;
    }
    if head.starts_with(PARQUET) {
        return Format::Parquet;
    }
    if head.starts_with(PDF) {
        return Format::Pdf;
    }
    if is_docx(head) {
        return Format::Docx;
    }
    if head.starts_with(WARC) {
        return Format::Warc;
    }
    if is_saved_page(head) {
        return Format::Mhtml;
    }
    if is_mail(head) {
        return Format::Mail;
    }
    let text = String::from_utf8_lossy(&head[..head.len().min(2048)]);
    let lower = text.to_ascii_lowercase();
    match root(&lower) {
        Some("rss" | "rdf" | "feed" | "entry") => return Format::Feed,
        Some(name) if is_root(name) => return Format::News,
        _ => {}
    }
    if ["<!doctype html", "<html", "<head", "<body", "<?xml"]
        .iter()
        .any(|tag| lower.starts_with(tag))
        || lower.contains("<html") && lower.starts_with("<!--")
    {
        return Format::Html;
    }
    let fenced = first_line == b"---" || first_line == b"+++";
    if fenced && lower.contains("title") || first_line.starts_with(b"# ") {
        return Format::Markdown;
    }
    if is_table(head, is_cut) {
        return Format::Table;
    }
    Format::Text
}

/// The head as text, without a byte order mark and white space before it.
fn decoded(head: &[u8]) -> String {
    let text = match utf16(head) {
        Some(encoding) => encoding.decode(head).0,
        None => String::from_utf8_lossy(head),
    };
    text.trim_start_matches('\u{feff}').trim_start().to_owned()
}

/// The name of the first element, past declarations and comments.
fn root(markup: &str) -> Option<&str> {
    let mut rest = markup.trim_start();
    loop {
        let tag = rest.strip_prefix('<')?;
        let close = if tag.starts_with("!--") { "-->" } else { ">" };
        if !tag.starts_with(['!', '?']) {
            let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
            return tag[..end].rsplit(':').next();
        }
        rest = tag[tag.find(close)? + close.len()..].trim_start();
    }
}

/// Whether the head declares XML of a kind that is not a page.
fn is_other_xml(head: &[u8]) -> bool {
    let lower = decoded(head).to_ascii_lowercase();
    let is_page = lower.contains("<html") || matches!(root(&lower), None | Some("head" | "body"));
    lower.starts_with("<?xml") && !is_page
}

/// The file's name without its directory and extensions; none for standard input.
pub(super) fn stem(path: &Path) -> Option<&str> {
    let name = strip_gz(path.file_name()?.to_str()?);
    if name == "-" {
        return None;
    }
    Some(match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && Format::parse(extension).is_some() => stem,
        _ => name,
    })
}

fn strip_gz(name: &str) -> &str {
    name.strip_suffix(".gz").filter(|name| !name.is_empty()).unwrap_or(name)
}

/// The files and directories within a directory, sorted by name, and what is left out as an error in its place; READMEs
/// and hidden files are not among them.
pub(super) fn entries(directory: &Path) -> io::Result<Vec<Result<PathBuf, ArticleError>>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_readme = name
            .split('.')
            .next()
            .is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
        if !name.starts_with('.') && !is_readme {
            paths.push(entry);
        }
    }
    paths.sort_by_key(fs::DirEntry::path);
    Ok(paths.iter().map(readable).collect())
}

/// The path of an entry, unless to read it might not end.
fn readable(entry: &fs::DirEntry) -> Result<PathBuf, ArticleError> {
    let path = entry.path();
    let found = match fs::metadata(&path) {
        // A link to a directory may lead in circles.
        Ok(found) if found.is_dir() && path.is_symlink() => "a link to a directory, which is not followed",
        Ok(found) if !found.is_dir() && !found.is_file() => "a pipe, socket or device within a directory",
        _ => return Ok(path),
    };
    Err(ArticleError::NotFollowed { path, found })
}
