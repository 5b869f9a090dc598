//! The formats of articles.

/// A format of articles.
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
    /// A mail message (EML) or a mailbox of them (mbox), an article a message.
    Mail,
    /// A web page that was saved with its pictures as MHTML.
    Mhtml,
    /// A web archive (WARC), an article a page.
    Warc,
    /// A document of a news agency in NITF or NewsML, an article an item.
    News,
    /// A document of a word processor.
    Docx,
    /// A document made for print; read with the feature `pdf`.
    Pdf,
    /// A Parquet table, an article a row; read with the feature `parquet`.
    Parquet,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 14] = [
        Self::Text,
        Self::Markdown,
        Self::Html,
        Self::Json,
        Self::JsonLines,
        Self::Feed,
        Self::Table,
        Self::Mail,
        Self::Mhtml,
        Self::Warc,
        Self::News,
        Self::Docx,
        Self::Pdf,
        Self::Parquet,
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
            Self::Mail => "mail",
            Self::Mhtml => "mhtml",
            Self::Warc => "warc",
            Self::News => "news",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Parquet => "parquet",
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
            "mail" | "eml" | "mbox" | "mbx" => Some(Self::Mail),
            "mhtml" | "mht" => Some(Self::Mhtml),
            "warc" => Some(Self::Warc),
            "news" | "nitf" | "newsml" => Some(Self::News),
            "docx" => Some(Self::Docx),
            "pdf" => Some(Self::Pdf),
            "parquet" => Some(Self::Parquet),
            _ => None,
        }
    }
}
