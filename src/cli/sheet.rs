//! How answers are printed: as a table, JSON, JSON lines, CSV or Markdown.

use super::evidence::Evidence;
pub(super) use super::output::{Format, Output};
use anyhow::Result;
use serde::Serialize;
use std::io::{self, BufWriter, IsTerminal, Write};
use summitry::text::harmless;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column<'n> {
    name: &'n str,
    /// The width to which it may be cut.
    least: Option<usize>,
    right: bool,
    /// The word that follows it where a table for the terminal shows it in brackets behind the column before.
    behind: Option<&'n str>,
}

impl<'n> Column<'n> {
    /// A column of short words.
    pub(super) const fn new(name: &'n str) -> Self {
        Self {
            name,
            least: None,
            right: false,
            behind: None,
        }
    }

    /// A column of words that may be cut to so many characters.
    pub(super) const fn cut(name: &'n str, least: usize) -> Self {
        Self {
            name,
            least: Some(least),
            right: false,
            behind: None,
        }
    }

    /// A column of numbers.
    pub(super) const fn number(name: &'n str) -> Self {
        Self {
            name,
            least: None,
            right: true,
            behind: None,
        }
    }

    /// A column that the terminal shows, where they differ from those before, as `3 (2 indep.)`.
    pub(super) const fn behind(name: &'n str, word: &'n str) -> Self {
        Self {
            behind: Some(word),
            ..Self::new(name)
        }
    }
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Row<'a> {
    /// A cell for each column.
    pub(super) cells: Vec<String>,
    /// The reports behind it.
    pub(super) evidence: Vec<Evidence<'a>>,
}

/// An answer: the same as rows for readers and as objects for programs.
#[derive(Clone, Debug)]
pub(super) struct Sheet<'a, O> {
    /// The columns of the rows.
    pub(super) columns: &'a [Column<'a>],
    /// The rows.
    pub(super) rows: Vec<Row<'a>>,
    /// The objects; not always one for each row.
    pub(super) objects: Vec<O>,
}

/// The name of Markdown's last column.
const SENTENCES: &str = "evidence";

impl<O: Serialize> Sheet<'_, O> {
    /// Prints the answer on standard output; an empty table is not printed.
    pub(super) fn print(&self, output: Output) -> Result<()> {
        let terminal = io::stdout().is_terminal();
        let mut out = BufWriter::new(io::stdout().lock());
        match output.format {
            Format::Table if self.rows.is_empty() => {}
            Format::Table => self.table(&mut out, width(terminal), output.sentences())?,
            Format::Json => {
                serde_json::to_writer_pretty(&mut out, &self.objects)?;
                writeln!(out)?;
            }
            Format::Jsonl => {
                for object in &self.objects {
                    serde_json::to_writer(&mut out, object)?;
                    writeln!(out)?;
                }
            }
            Format::Csv => self.csv(&mut out, output.sentences())?,
            Format::Markdown => self.markdown(&mut out, output.sentences())?,
        }
        out.flush()?;
        Ok(())
    }

    fn table(&self, out: &mut impl Write, width: usize, sentences: usize) -> io::Result<()> {
        let rows: Vec<Vec<String>> = self.rows.iter().map(|row| self.shown(row)).collect();
        let widths = self.widths(&rows, width);
        let line = |cells: &[String]| {
            let padded: Vec<String> = cells
                .iter()
                .zip(&widths)
                .zip(self.columns)
                .filter(|((_, width), _)| **width > 0)
                .map(|((cell, width), column)| padded(cell, *width, column.right))
                .collect();
            padded.join("  ").trim_end().to_owned()
        };
        let names: Vec<String> = self.columns.iter().map(|column| column.name.to_owned()).collect();
        writeln!(out, "{}", line(&names))?;
        for (cells, row) in rows.iter().zip(&self.rows) {
            writeln!(out, "{}", line(cells))?;
            for told in row.evidence.iter().take(sentences) {
                for part in folded(&harmless(&told.in_words()), width.saturating_sub(4)) {
                    writeln!(out, "    {part}")?;
                }
            }
        }
        Ok(())
    }

    /// The cells as the terminal shows them.
    fn shown(&self, row: &Row<'_>) -> Vec<String> {
        let mut cells: Vec<String> = row.cells.iter().map(|cell| harmless(cell)).collect();
        for (at, column) in self.columns.iter().enumerate().skip(1) {
            let Some(word) = column.behind else { continue };
            let cell = std::mem::take(&mut cells[at]);
            if cell != cells[at - 1] {
                cells[at - 1] = format!("{} ({cell} {word})", cells[at - 1]);
            }
        }
        cells
    }

    /// The width of each column, 0 where it is empty; the longest of those that may be cut are, until all fit.
    fn widths(&self, rows: &[Vec<String>], width: usize) -> Vec<usize> {
        let widest = |at: usize| rows.iter().map(|row| row[at].width()).max().unwrap_or(0);
        let mut widths: Vec<usize> = self
            .columns
            .iter()
            .enumerate()
            .map(|(at, column)| match widest(at) {
                0 => 0,
                widest => widest.max(column.name.len()),
            })
            .collect();
        loop {
            let shown = widths.iter().filter(|&&column| column > 0).count();
            let total = widths.iter().sum::<usize>() + 2 * shown.saturating_sub(1);
            let longest = (0..widths.len())
                .filter(|&at| self.columns[at].least.is_some_and(|least| widths[at] > least))
                .max_by_key(|&at| widths[at]);
            match longest {
                Some(at) if total > width => widths[at] -= 1,
                _ => return widths,
            }
        }
    }

    fn csv(&self, out: &mut impl Write, sentences: usize) -> io::Result<()> {
        let names = self.columns.iter().map(|column| column.name);
        let more = Evidence::COLUMNS.iter().copied().filter(|_| sentences > 0);
        writeln!(out, "{}", names.chain(more).map(csv).collect::<Vec<_>>().join(","))?;
        for row in &self.rows {
            let cells: Vec<String> = row.cells.iter().map(|cell| csv(cell)).collect();
            if sentences == 0 {
                writeln!(out, "{}", cells.join(","))?;
                continue;
            }
            if row.evidence.is_empty() {
                writeln!(out, "{}{}", cells.join(","), ",".repeat(Evidence::COLUMNS.len()))?;
            }
            for told in row.evidence.iter().take(sentences) {
                let more = told.cells().map(|cell| csv(&cell));
                writeln!(out, "{},{}", cells.join(","), more.join(","))?;
            }
        }
        Ok(())
    }

    fn markdown(&self, out: &mut impl Write, sentences: usize) -> io::Result<()> {
        let names = self.columns.iter().map(|column| column.name);
        let names: Vec<&str> = names.chain((sentences > 0).then_some(SENTENCES)).collect();
        let mut rules: Vec<&str> = self
            .columns
            .iter()
            .map(|c| if c.right { "---:" } else { "---" })
            .collect();
        rules.extend((sentences > 0).then_some("---"));
        writeln!(out, "| {} |", names.join(" | "))?;
        writeln!(out, "| {} |", rules.join(" | "))?;
        for row in &self.rows {
            let mut cells: Vec<String> = row.cells.iter().map(|cell| markdown(cell)).collect();
            if sentences > 0 {
                let sentences = row.evidence.iter().take(sentences);
                let sentences = sentences.map(|told| markdown(&told.in_words()));
                cells.push(sentences.collect::<Vec<_>>().join("<br>"));
            }
            writeln!(out, "| {} |", cells.join(" | "))?;
        }
        Ok(())
    }
}

/// The columns of the terminal, or no limit where the answer goes into a file or pipe.
pub(super) fn width(terminal: bool) -> usize {
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    match terminal_size::terminal_size() {
        Some((columns, _)) if terminal => asked.unwrap_or(usize::from(columns.0)),
        _ => asked.unwrap_or(usize::MAX),
    }
}

/// `cell` in exactly `width` columns.
pub(super) fn padded(cell: &str, width: usize, right: bool) -> String {
    let mut text = String::new();
    let mut used = 0;
    if cell.width() <= width {
        text.push_str(cell);
        used = cell.width();
    } else {
        for c in cell.chars() {
            let wide = c.width().unwrap_or(0);
            if used + wide + 1 > width {
                break;
            }
            text.push(c);
            used += wide;
        }
        text.push('…');
        used += 1;
    }
    let space = " ".repeat(width.saturating_sub(used));
    if right { space + &text } else { text + &space }
}

/// `text` broken into lines of at most `width` columns at its spaces.
fn folded(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A cell of a CSV file.
pub(super) fn csv(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        return format!("\"{}\"", cell.replace('"', "\"\""));
    }
    cell.to_owned()
}

/// A cell of a Markdown table: what would mark something up stands for itself.
fn markdown(cell: &str) -> String {
    let mut text = String::new();
    for c in harmless(cell).chars() {
        match c {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '~' => text.extend(['\\', c]),
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{csv, harmless, markdown};

    #[test]
    fn words_from_articles_are_harmless() {
        for (words, line, mark, cell) in [
            ("Kim, \"Un\"", "Kim, \"Un\"", "Kim, \"Un\"", "\"Kim, \"\"Un\"\"\""),
            ("a\u{1b}[31mb\nc", "a [31mb c", "a \\[31mb c", "\"a\u{1b}[31mb\nc\""),
            ("x\u{202e}y", "x y", "x y", "x\u{202e}y"),
            ("<b>|`", "<b>|`", "&lt;b&gt;\\|\\`", "<b>|`"),
        ] {
            assert_eq!(harmless(words), line);
            assert_eq!(markdown(words), mark);
            assert_eq!(csv(words), cell);
        }
    }
}
