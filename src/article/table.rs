//! Tables: which articles do the rows of a CSV or TSV file hold?
//!
//! In: a stream of rows under a header, parted by commas, semicolons or tabs. Out: a draft a row, with the line on which
//! the row begins. One row is held in memory at a time. A table that names neither a text nor a title is refused: it
//! holds events or figures, not articles.

use super::date::parse_date;
use super::decode::decode;
use super::draft::Draft;
use super::fields::{
    DATE, FULL_TEXT, FieldNames, ID, PARTS, SOURCE, SUMMARY, TITLE, URL, date, is_blank, listed, normalized, prose,
};
use csv::{ByteRecord, Reader, ReaderBuilder};
use std::io::{self, BufRead};

/// The characters that may part the cells, in the order in which they are tried.
const DELIMITERS: [u8; 3] = [b'\t', b',', b';'];
/// The longest name of a column, in bytes.
const LONGEST_NAME: usize = 60;

/// Why a row, or the table, gives no article.
#[derive(Debug)]
pub(super) enum RowError {
    /// The table has no column of text or title; the names of those that it has.
    Unknown(String),
    /// The table has no column of the name that the user gave; the names of those that it has.
    Missing(String, String),
    /// The row has so many cells under so many columns.
    Cells(usize, usize),
    /// A cell holds other rows.
    OpenQuote,
    Io(io::Error),
}

/// A table that is being read.
pub(super) struct Table {
    reader: Reader<Box<dyn BufRead + Send>>,
    delimiter: u8,
    /// How many line breaks the reader is behind: it ends a row before the second half of `\r\n`.
    lag: usize,
    columns: Columns,
    row: ByteRecord,
}

/// The columns of each part of an article, the best first.
pub(super) struct Columns {
    /// How many columns there are.
    width: usize,
    texts: Vec<usize>,
    titles: Vec<usize>,
    dates: Vec<usize>,
    urls: Vec<usize>,
    sources: Vec<usize>,
    ids: Vec<usize>,
}

impl Columns {
    /// Finds the columns of those names.
    pub(super) fn new(names: &[String], fields: &FieldNames) -> Result<Self, RowError> {
        let normal: Vec<String> = names.iter().map(|name| normalized(name)).collect();
        for (_, given) in fields.iter() {
            if place(names, given).is_none() && !names.is_empty() {
                let columns = listed(names.iter().map(String::as_str));
                return Err(RowError::Missing(given.to_owned(), columns));
            }
        }
        let of = |part: &str, common: &[&str]| -> Vec<usize> {
            if let Some(given) = fields.of(part) {
                return place(names, given).into_iter().collect();
            }
            let places = common
                .iter()
                .filter_map(|name| normal.iter().position(|column| column == name));
            places.collect()
        };
        Ok(Self {
            width: names.len(),
            texts: of("text", &[&FULL_TEXT[..], &SUMMARY].concat()),
            titles: of("title", &TITLE),
            dates: of("date", &DATE),
            urls: of("url", &URL),
            sources: of("source", &SOURCE),
            ids: of("id", &ID),
        })
    }

    /// Whether there are columns of text or title.
    pub(super) fn have_words(&self) -> bool {
        !self.texts.is_empty() || !self.titles.is_empty()
    }

    /// Whether the column in that place is one of them.
    #[cfg(feature = "parquet")]
    pub(super) fn has(&self, place: usize) -> bool {
        let parts = [
            &self.texts,
            &self.titles,
            &self.dates,
            &self.urls,
            &self.sources,
            &self.ids,
        ];
        parts.iter().any(|columns| columns.contains(&place))
    }

    /// The article in the cells of a row.
    pub(super) fn draft(&self, cells: &[String]) -> Draft {
        let first = |places: &[usize]| {
            let mut values = places.iter().map(|place| cells[*place].as_str());
            values.find(|value| !is_blank(value)).map(str::to_owned)
        };
        Draft {
            id: first(&self.ids),
            title: first(&self.titles).map(prose).unwrap_or_default(),
            text: first(&self.texts).map(prose).unwrap_or_default(),
            date: self.dates.iter().find_map(|place| date(&cells[*place])),
            url: first(&self.urls),
            source: first(&self.sources),
            ..Draft::default()
        }
    }
}

/// The place of the column of that name, else of the one that is the same without case, blanks and marks.
fn place(names: &[String], given: &str) -> Option<usize> {
    let exact = names.iter().position(|name| name == given);
    let alike = |name: &String| normalized(name) == normalized(given) && !normalized(given).is_empty();
    exact.or_else(|| names.iter().position(alike))
}

impl Table {
    /// Reads the header.
    pub(super) fn new(mut input: Box<dyn BufRead + Send>, fields: &FieldNames) -> Result<Self, RowError> {
        let head = input.fill_buf().map_err(RowError::Io)?;
        let delimiter = delimiter(head);
        let line_end = head.iter().position(|byte| *byte == b'\n').unwrap_or(0);
        let lag = usize::from(head[..line_end].ends_with(b"\r"));
        let mut reader = reader(delimiter, input);
        let mut row = ByteRecord::new();
        reader.read_byte_record(&mut row).map_err(cause)?;
        let names = text_cells(&row);
        let columns = Columns::new(&names, fields)?;
        if !columns.have_words() && !row.is_empty() {
            return Err(RowError::Unknown(listed(names.iter().map(String::as_str))));
        }
        Ok(Self {
            reader,
            delimiter,
            lag,
            columns,
            row,
        })
    }

    /// The next row and the line on which it begins.
    pub(super) fn next_row(&mut self) -> Option<(usize, Result<Draft, RowError>)> {
        let read = self.reader.read_byte_record(&mut self.row);
        let line = self
            .row
            .position()
            .map_or(1, |position| position.line() as usize + self.lag);
        match read {
            Ok(false) => None,
            Ok(true) => Some((line, self.draft())),
            Err(error) => Some((line, Err(cause(error)))),
        }
    }

    fn draft(&self) -> Result<Draft, RowError> {
        let cells = text_cells(&self.row);
        // Spreadsheets leave empty cells at the end of a row.
        let mut spare = cells.iter().skip(self.columns.width);
        if cells.len() < self.columns.width || spare.any(|cell| !cell.is_empty()) {
            return Err(RowError::Cells(cells.len(), self.columns.width));
        }
        if cells.iter().any(|cell| self.holds_rows(cell)) {
            return Err(RowError::OpenQuote);
        }
        Ok(self.columns.draft(&cells))
    }

    /// Whether a line of a cell is a row of this table: as wide, and with a date or an address where rows have them.
    fn holds_rows(&self, cell: &str) -> bool {
        let is_wide =
            |line: &&str| line.bytes().filter(|byte| *byte == self.delimiter).count() + 1 >= self.columns.width;
        let is_row = |line: &str| {
            let row = rows(self.delimiter, line.as_bytes(), 1).pop().unwrap_or_default();
            let is_date = |place: &usize| row.get(*place).is_some_and(|cell| parse_date(cell).is_some());
            let is_url = |place: &usize| row.get(*place).is_some_and(|cell| cell.starts_with("http"));
            row.len() == self.columns.width
                && (self.columns.dates.iter().any(is_date) || self.columns.urls.iter().any(is_url))
        };
        cell.lines().skip(1).filter(is_wide).any(is_row)
    }
}

/// Whether the head of a file is that of a table: a header of short names over a row as wide.
pub(super) fn is_table(head: &[u8], is_cut: bool) -> bool {
    DELIMITERS.iter().any(|&delimiter| {
        let rows = rows(delimiter, head, 2);
        let [header, row] = &rows[..] else {
            return false;
        };
        let is_wide = row.len() == header.len() || is_cut && row.len() < header.len();
        if header.len() < 2 || !is_wide || header.iter().any(|name| name.len() > LONGEST_NAME) {
            return false;
        }
        let parted = header.len() > 2 && !header.iter().any(String::is_empty);
        // No prose has so many tabs, or commas without a blank, in both of its first lines.
        let line = head.split(|byte| *byte == b'\n').next().unwrap_or(head);
        let is_tight = !line.windows(2).any(|pair| pair == [delimiter, b' ']);
        let names = |name: &String| name.starts_with(char::is_alphabetic);
        let is_named = delimiter == b'\t' || is_tight && header.iter().all(names);
        known(header) >= 2 || parted && row.len() == header.len() && is_named
    })
}

/// The delimiter under which the header has most of the names that are known, and then the most names.
fn delimiter(head: &[u8]) -> u8 {
    let score = |delimiter: u8| {
        let header = rows(delimiter, head, 1).pop().unwrap_or_default();
        (known(&header), header.len())
    };
    // Of equals the last is taken: commas before semicolons and tabs.
    DELIMITERS
        .into_iter()
        .rev()
        .max_by_key(|&candidate| (score(candidate), candidate == b','))
        .unwrap_or(b',')
}

/// How many of the names are those of an article's parts.
fn known(header: &[String]) -> usize {
    let is_known = |name: &&String| {
        let name = normalized(name);
        let mut lists = PARTS.iter().map(|(_, names)| *names).chain([&SUMMARY[..]]);
        lists.any(|list| list.contains(&name.as_str()))
    };
    header.iter().filter(is_known).count()
}

/// The first rows of a head.
fn rows(delimiter: u8, head: &[u8], count: usize) -> Vec<Vec<String>> {
    let rows = reader(delimiter, head).into_byte_records().map_while(Result::ok);
    rows.take(count).map(|row| text_cells(&row)).collect()
}

fn reader<R: io::Read>(delimiter: u8, input: R) -> Reader<R> {
    ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(input)
}

/// The cells as text without white space at their edges; those in no known encoding are empty.
fn text_cells(row: &ByteRecord) -> Vec<String> {
    let cells = row.iter().map(|cell| decode(cell.to_vec()).unwrap_or_default());
    cells.map(|cell| cell.trim().to_owned()).collect()
}

fn cause(error: csv::Error) -> RowError {
    RowError::Io(error.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_and_prose() {
        for table in [
            "title,date,text\nKim left,2019-04-24,He left.\n",
            "\u{feff}Headline;URL\n\"Kim; Putin\";https://example.org\n",
            "GLOBALEVENTID,SQLDATE,Actor1Code\n1,20190424,PRK\n",
            "Event ID\tEvent Date\tSource Name\n1\t2019-04-24\tKim Jong Un\n",
            "1\t20190424\tPRK\tRUS\n2\t20190425\tPRK\tRUS\n",
        ] {
            assert!(is_table(table.as_bytes(), false), "{table}");
        }
        for prose in [
            "Kim, Putin, Trump\nThree men, two summits, one peace.\n",
            "MOSCOW, April 24\nKim arrived, he said.\n",
            "10,000 fled and 5,000 stayed\n10,000 more of 20,000 came\n",
            "Kim arrived in Russia.\nHe left, tired.\n",
            "\t\tMOSCOW\n\t\tApril 24\n",
            "date, text\n",
            "",
        ] {
            assert!(!is_table(prose.as_bytes(), false), "{prose}");
        }
    }

    #[test]
    fn delimiters() {
        for (head, found) in [
            ("title,text\n", b','),
            ("title;text, in full;date\n", b';'),
            ("title\ttext\n", b'\t'),
            ("\"title; or headline\",text\n", b','),
            ("text\n", b','),
        ] {
            assert_eq!(delimiter(head.as_bytes()), found, "{head}");
        }
    }
}
