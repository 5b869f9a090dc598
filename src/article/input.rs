//! Inputs: which files are there, and of which format is each?

use super::decode::utf16;
use super::error::ArticleError;
use super::table::is_table;
use flate2::bufread::MultiGzDecoder;
use std::fs;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

/// The formats of articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text, one article a file.
    Text,
    /// Markdown, with or without front matter, one article a file.
    Markdown,
    /// A web page.
    Html,
    /// One JSON object or an array of them.
    Json,
    /// A JSON object a line.
    JsonLines,
    /// An RSS or Atom feed, an article an item.
    Feed,
    /// Rows under a header, parted by commas, semicolons or tabs, an article a row.
    Table,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 7] = [
        Self::Text,
        Self::Markdown,
        Self::Html,
        Self::Json,
        Self::JsonLines,
        Self::Feed,
        Self::Table,
    ];

    /// The format's name, as it is written on a command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Feed => "feed",
            Self::Table => "table",
        }
    }

    /// The format of that name or extension.
    pub fn parse(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "text" | "txt" => Some(Self::Text),
            "markdown" | "md" | "mkd" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" | "jsonlines" => Some(Self::JsonLines),
            "feed" | "rss" | "atom" | "rdf" => Some(Self::Feed),
            "table" | "csv" | "tsv" | "tab" => Some(Self::Table),
            _ => None,
        }
    }
}

/// How many bytes are looked at to tell the format.
const PEEK: usize = 8192;

/// An opened input: its format and its bytes, no longer compressed.
pub(super) struct Opened {
    pub(super) format: Format,
    pub(super) reader: Box<dyn BufRead + Send>,
    /// Whether it was compressed, so that a failure to read is one of the gzip data.
    pub(super) compressed: bool,
    /// An error met while the format was made out; the bytes before it are still there.
    pub(super) failure: Option<io::Error>,
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
    if let Some(found) = binary_kind(&head) {
        return Err(ArticleError::UnknownFormat {
            path: path.to_owned(),
            found,
        });
    }
    let format = format
        .or_else(|| by_extension(path))
        .map_or_else(|| by_content(&head), |format| refine(format, &head));
    if format == Format::Html && is_other_xml(&head) {
        return Err(ArticleError::UnknownFormat {
            path: path.to_owned(),
            found: "XML that is neither a feed nor a page",
        });
    }
    Ok(Opened {
        format,
        reader: Box::new(Cursor::new(head).chain(reader)),
        compressed,
        failure,
    })
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

/// The name of the kind of file, if the bytes are no text.
fn binary_kind(head: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 14] = [
        (b"%PDF", "PDF"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"PK\x05\x06", "a ZIP archive"),
        (b"\xd0\xcf\x11\xe0", "an office document"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3", "an SQLite database"),
        (b"BZh", "bzip2 data"),
        (b"\xfd7zXZ", "xz data"),
        (b"\x28\xb5\x2f\xfd", "zstd data"),
        (b"PAR1", "a Parquet table"),
        (b"{\\rtf", "an RTF document"),
    ];
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(kind);
    }
    (head.contains(&0) && utf16(head).is_none()).then_some("binary data")
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
        (_, Format::Feed) => Format::Feed,
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
    let text = String::from_utf8_lossy(&head[..head.len().min(2048)]);
    let lower = text.to_ascii_lowercase();
    if matches!(root(&lower), Some("rss" | "rdf" | "feed" | "entry")) {
        return Format::Feed;
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

/// The files and directories within a directory, sorted by name; READMEs, hidden files and linked directories are not
/// among them.
pub(super) fn entries(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_readme = name
            .split('.')
            .next()
            .is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
        // A link to a directory may lead in circles.
        let is_linked_directory = entry.file_type()?.is_symlink() && entry.path().is_dir();
        if !name.starts_with('.') && !is_readme && !is_linked_directory {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}
