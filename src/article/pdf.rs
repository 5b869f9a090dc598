//! PDF: what does a press release that was made for print say?
//!
//! In: the bytes of a PDF file. Out: the text of its pages in one draft, and the pages that cannot be read. What stands alike
//! at the head or the foot of the pages is left out, as are page numbers; ligatures and words that were divided at the end
//! of a line are put together. The document's times, which are those of its making, are not read; a scan has no text.

use super::draft::Draft;
use crate::guard::foreign;
use pdf_extract::{Document, Error, MediaBox, OutputDev, OutputError, Transform, output_doc_page};
use std::collections::BTreeMap;

/// So many lines at the head of a page, and at its foot, may be no part of the text.
const MARGIN: usize = 2;
/// Blanks are printed where more than one letter in so many is one.
const FEW_BLANKS: usize = 25;
/// A wider gap between letters is a blank, in sizes of the letters: where blanks are printed, and where they are not.
const WIDE_GAP: f64 = 0.8;
const NARROW_GAP: f64 = 0.15;
/// A step to the next line so many times the usual one begins a paragraph.
const PARAGRAPH: f64 = 1.3;
/// A line is full from so many tenths of the widest on.
const FULL: usize = 7;
/// What printers make of letters that touch each other.
const LIGATURES: [(char, &str); 7] = [
    ('ﬀ', "ff"),
    ('ﬁ', "fi"),
    ('ﬂ', "fl"),
    ('ﬃ', "ffi"),
    ('ﬄ', "ffl"),
    ('ﬅ', "st"),
    ('ﬆ', "st"),
];

/// Why a document, or a page of it, cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum PdfError {
    #[error("the document is damaged, or locked by a password")]
    Document(#[source] Error),
    #[error("the document breaks the reader")]
    Broken,
    #[error("page {0} cannot be read")]
    Page(u32),
    #[error("its pages hold no text; a scan must pass through text recognition first")]
    NoText,
}

/// The article in a document, and the pages of it that cannot be read.
pub(super) fn pdf(bytes: &[u8]) -> Result<(Draft, Vec<PdfError>), PdfError> {
    let document = foreign(|| Document::load_mem(bytes))
        .ok_or(PdfError::Broken)?
        .map_err(PdfError::Document)?;
    let (mut pages, mut errors) = (Vec::new(), Vec::new());
    for number in document.get_pages().into_keys() {
        match page(&document, number) {
            Some(text) => pages.push(text),
            None => errors.push(PdfError::Page(number)),
        }
    }
    let text = running(&pages);
    if text.is_empty() {
        return Err(errors.pop().unwrap_or(PdfError::NoText));
    }
    let draft = Draft {
        text,
        seeks_title: true,
        ..Draft::default()
    };
    Ok((draft, errors))
}

/// The text of a page, a blank line between paragraphs; none where the reader cannot cope with it.
fn page(document: &Document, number: u32) -> Option<String> {
    let read = || -> Result<Glyphs, OutputError> {
        let mut glyphs = Glyphs::default();
        output_doc_page(document, &mut glyphs, number)?;
        Ok(glyphs)
    };
    Some(foreign(read)?.ok()?.text())
}

/// A letter on a page.
struct Glyph {
    text: String,
    /// Where it begins and ends, from the left, and where it stands, from below; in points.
    start: f64,
    end: f64,
    height: f64,
    size: f64,
}

/// The letters of a page, in the order in which they were printed.
#[derive(Default)]
struct Glyphs(Vec<Glyph>);

impl Glyphs {
    fn text(&self) -> String {
        let blanks = self.0.iter().filter(|glyph| glyph.text == " ").count();
        // Where blanks are not printed, a gap is one; where they are, it only fills the line.
        let gap = if blanks * FEW_BLANKS > self.0.len() {
            WIDE_GAP
        } else {
            NARROW_GAP
        };
        let steps = self.0.windows(2).filter_map(|pair| step(&pair[0], &pair[1]));
        let mut steps: Vec<f64> = steps.collect();
        steps.sort_by(f64::total_cmp);
        let usual = steps.get(steps.len() / 2).copied().unwrap_or(f64::INFINITY);
        let mut text = String::new();
        let mut before: Option<&Glyph> = None;
        for glyph in &self.0 {
            if let Some(before) = before {
                match step(before, glyph) {
                    Some(step) if step > usual * PARAGRAPH || step < 0.0 => text.push_str("\n\n"),
                    Some(_) => text.push('\n'),
                    None if glyph.start - before.end > gap * glyph.size && !text.ends_with(' ') => text.push(' '),
                    None => {}
                }
            }
            text.push_str(&glyph.text);
            before = Some(glyph);
        }
        text
    }
}

/// How far the line of the second lies below that of the first, where it is another one.
fn step(first: &Glyph, second: &Glyph) -> Option<f64> {
    let step = first.height - second.height;
    let is_raised = second.start >= first.start && step.abs() < second.size.max(first.size);
    (step.abs() > second.size / 2.0 && !is_raised).then_some(step)
}

impl OutputDev for Glyphs {
    fn begin_page(&mut self, _: u32, _: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        at: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        let size = (at.m11 * at.m22 - at.m12 * at.m21).abs().sqrt() * font_size;
        self.0.push(Glyph {
            text: text.to_owned(),
            start: at.m31,
            end: at.m31 + width * size,
            height: at.m32,
            size,
        });
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// The text that runs through the pages.
fn running(pages: &[String]) -> String {
    let pages: Vec<Vec<&str>> = pages
        .iter()
        .map(|page| page.trim().lines().map(str::trim).collect())
        .collect();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for page in &pages {
        for at in margin(page) {
            *seen.entry(pattern(page[at])).or_default() += 1;
        }
    }
    let mut text = String::new();
    for page in &pages {
        let margin = margin(page);
        let is_furniture = |at: usize| {
            let pattern = pattern(page[at]);
            margin.contains(&at) && (is_number(&pattern) || is_stamp(page[at]) || seen[&pattern] > 1)
        };
        let widest = page.iter().map(|line| line.chars().count()).max().unwrap_or_default();
        let lines = page.iter().enumerate().filter(|&(at, _)| !is_furniture(at));
        // A paragraph may go on overleaf.
        text.truncate(text.trim_end().len());
        text.push('\n');
        for (_, line) in lines.skip_while(|(_, line)| line.is_empty()) {
            add(&mut text, line, widest);
        }
    }
    text.trim().to_owned()
}

/// The first and last lines of a page that hold something.
fn margin(page: &[&str]) -> Vec<usize> {
    let lines: Vec<usize> = (0..page.len()).filter(|&at| !page[at].is_empty()).collect();
    let foot = lines.len().saturating_sub(MARGIN).max(MARGIN.min(lines.len()));
    lines[..MARGIN.min(lines.len())]
        .iter()
        .chain(&lines[foot..])
        .copied()
        .collect()
}

/// The line without white space, its numbers as zeros.
fn pattern(line: &str) -> String {
    let mut pattern = String::new();
    for c in line.chars().filter(|c| !c.is_whitespace()) {
        match c {
            '0'..='9' if pattern.ends_with('0') => {}
            '0'..='9' => pattern.push('0'),
            c => pattern.push(c),
        }
    }
    pattern
}

/// Whether the line counts pages ("3", "- 3 -", "3/12", "Page 3 of 12", "pact.html 3/12").
fn is_number(pattern: &str) -> bool {
    let bare = pattern.trim_matches(['-', '–', '—', '|']).to_lowercase();
    matches!(bare.as_str(), "0" | "0/0" | "page0" | "page0of0" | "0of0") || pattern.ends_with("0/0")
}

/// Whether the line says when the page was printed ("11/29/26, 3:46 PM Pact signed").
fn is_stamp(line: &str) -> bool {
    let pattern = pattern(line);
    pattern.starts_with("0/0/0,0:0") || pattern.starts_with("0.0.0,0:0")
}

/// Adds a line; after one that was full the paragraph goes on, perhaps with a word that was divided.
fn add(text: &mut String, line: &str, widest: usize) {
    let mut plain = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        for c in word.chars() {
            match LIGATURES.iter().find(|(ligature, _)| *ligature == c) {
                Some((_, letters)) => plain.push_str(letters),
                None => plain.push(c),
            }
        }
    }
    let last = text.strip_suffix('\n').filter(|text| !text.ends_with('\n'));
    let last = last.and_then(|text| text.lines().next_back()).unwrap_or_default();
    let is_full = last.chars().count() * 10 >= widest * FULL;
    if is_full && !last.is_empty() && !plain.is_empty() {
        text.pop();
        let is_divided = text
            .strip_suffix(['-', '\u{ad}', '‐'])
            .is_some_and(|front| front.ends_with(char::is_lowercase));
        if is_divided && plain.starts_with(char::is_lowercase) {
            text.pop();
        } else {
            text.push(' ');
        }
    }
    text.push_str(&plain);
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::running;

    #[test]
    fn heads_feet_and_numbers_of_pages_are_left_out() {
        let pages = [
            "Ministry of Ferries\n\nPact on ferries signed\n\nHELSINKI, 16 January 2024 – President Stubb met Presi-\ndent Karis in Helsinki and\n\nPress release 3/2024, page 1 of 2\n",
            "Ministry of Ferries\n\nsigned a pact on an oﬀicial visit.\n\nIt runs for ten years.\n\nPress release 3/2024, page 2 of 2\n",
        ];
        let text = "Pact on ferries signed\n\nHELSINKI, 16 January 2024 – President Stubb met President Karis in Helsinki and signed a pact on an official visit.\n\nIt runs for ten years.";
        assert_eq!(running(&pages.map(str::to_owned)), text);
    }

    #[test]
    fn the_day_of_printing_is_no_date_and_one_page_keeps_its_lines() {
        let page = "1 1 /2 9 /2 6 , 3 :4 6 PM Pact signed\n\nStubb met Karis.\n\n7\n\nIt was signed at\n2/3 of the price.\n\nfile:///pact.html 1/1";
        let text = "Stubb met Karis.\n\n7\n\nIt was signed at\n2/3 of the price.";
        assert_eq!(running(&[page.to_owned()]), text);
    }
}
