//! Blocks: which parts of an article are its title, its prose, its captions, and what is none of these?

use super::date::PartialDate;
use super::dateline::{Parts, at_head};
use super::lines::{LineKind, classify, ends_as_sentence, speaker};
use super::paragraphs::{Paragraph, paragraphs};
use super::{Block, BlockKind};
use crate::span::Span;
use chrono::NaiveDate;

/// The longest title, in bytes, that is recognised at the head of a text.
const LONGEST_TITLE: usize = 180;

/// What a content was divided into, and what its furniture tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Division {
    /// The title's place; empty where there is none.
    pub(super) title: Span,
    /// The blocks in order.
    pub(super) blocks: Vec<Block>,
    /// The dateline at the head of the text and its place.
    pub(super) dateline: Option<(Parts, Span)>,
    /// The date of the first date line.
    pub(super) date: Option<NaiveDate>,
}

/// How a content is to be divided.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// The title's length where it was given apart, at the head of the content.
    pub(super) title: usize,
    /// Where the text begins.
    pub(super) text_start: usize,
    /// Whether a title may stand in the text.
    pub(super) seeks_title: bool,
    /// Whether the text is marked up.
    pub(super) markdown: bool,
}

/// Divides a content into its blocks.
pub(super) fn divide(content: &str, layout: Layout) -> Division {
    let mut divider = Divider {
        content,
        layout,
        division: Division::default(),
        prose: 0,
    };
    if layout.title > 0 {
        divider.division.title = Span::new(0, layout.title);
        divider.push(Span::new(0, layout.title), BlockKind::Title);
    }
    let paragraphs = paragraphs(content, layout.text_start);
    for (index, paragraph) in paragraphs.iter().enumerate() {
        divider.add(*paragraph, &paragraphs[index + 1..]);
    }
    divider.division
}

struct Divider<'content> {
    content: &'content str,
    layout: Layout,
    division: Division,
    /// Paragraphs of prose so far.
    prose: usize,
}

impl Divider<'_> {
    fn push(&mut self, span: Span, kind: BlockKind) {
        if !span.is_empty() {
            self.division.blocks.push(Block { span, kind });
        }
    }

    fn add(&mut self, paragraph: Paragraph, next: &[Paragraph]) {
        let span = paragraph.span;
        let text = span.of(self.content);
        if self.layout.markdown && self.add_markup(span) {
            return;
        }
        match classify(text) {
            LineKind::Caption => return self.push(span, BlockKind::Caption),
            LineKind::Date(date) => {
                self.division.date = self.division.date.or(Some(date));
                return self.push(span, BlockKind::Furniture);
            }
            LineKind::Time | LineKind::Furniture => return self.push(span, BlockKind::Furniture),
            LineKind::Prose => {}
        }
        if self.repeats_title(text) || self.prose == 0 && self.is_place_of_speech(text, next) {
            return self.push(span, BlockKind::Furniture);
        }
        if self.prose < 2
            && self.division.dateline.is_none()
            && let Some((parts, end)) = at_head(text)
        {
            let head = Span::new(span.start, span.start + text[..end].trim_end().len());
            self.push(head, BlockKind::Furniture);
            self.division.dateline = Some((parts, head));
            self.add_prose(Span::new(span.start + end, span.end));
            return;
        }
        if let Some(end) = speaker(text) {
            self.push(Span::new(span.start, span.start + end), BlockKind::Speaker);
            self.add_prose(Span::new(span.start + end, span.end));
            return;
        }
        if self.is_title(text, paragraph.alone, next) {
            self.division.title = span;
            return self.push(span, BlockKind::Title);
        }
        self.add_prose(span);
    }

    /// Adds a paragraph of prose without the white space at its edges.
    fn add_prose(&mut self, span: Span) {
        let text = span.of(self.content);
        let start = span.start + text.len() - text.trim_start().len();
        let end = start + text.trim().len();
        self.prose += usize::from(start < end);
        self.push(Span::new(start, end), BlockKind::Paragraph);
    }

    /// Whether the first paragraph is short and no sentence.
    fn is_title(&self, text: &str, alone: bool, next: &[Paragraph]) -> bool {
        let first = self.prose == 0 && self.division.title.is_empty();
        first
            && self.layout.seeks_title
            && self
                .division
                .blocks
                .iter()
                .all(|block| block.kind == BlockKind::Furniture)
            && !next.is_empty()
            && (alone || !text.contains('\n') && next[0].span.len() > LONGEST_TITLE)
            && text.len() <= LONGEST_TITLE
            && !text.ends_with([',', ':', ';'])
            && (!ends_as_sentence(text) || text.ends_with('?') || ends_in_initials(text))
    }

    /// Whether the text says again what the title said.
    fn repeats_title(&self, text: &str) -> bool {
        let title = self.division.title.of(self.content);
        self.prose == 0
            && !title.is_empty()
            && text.len() < 2 * LONGEST_TITLE
            && title.trim() == text.trim_matches(['*', ' '])
    }

    /// "Walter E. Washington Convention Center", followed by the hour of the speech.
    fn is_place_of_speech(&self, text: &str, next: &[Paragraph]) -> bool {
        text.len() <= 120
            && !ends_as_sentence(text.trim_end_matches("D.C."))
            && speaker(text).is_none()
            && next
                .iter()
                .take(2)
                .any(|paragraph| classify(paragraph.span.of(self.content)) == LineKind::Time)
    }

    /// Adds headings, rules, pictures and lists of links as what they are.
    fn add_markup(&mut self, span: Span) -> bool {
        let text = span.of(self.content);
        let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&hashes) && text[hashes..].starts_with([' ', '\t']) {
            let words = text[hashes..].trim_end_matches('#').trim_end();
            let start = span.start + hashes + words.len() - words.trim_start().len();
            let heading = Span::new(start, start + words.trim().len());
            if self.repeats_title(heading.of(self.content)) {
                self.push(heading, BlockKind::Furniture);
            } else if self.prose == 0 && self.division.title.is_empty() {
                self.division.title = heading;
                self.push(heading, BlockKind::Title);
            } else {
                self.push(heading, BlockKind::Paragraph);
            }
            return true;
        }
        if is_picture_or_links(text) || text.starts_with("```") || text.starts_with('|') {
            self.push(span, BlockKind::Furniture);
            return true;
        }
        if let Some(quoted) = text.strip_prefix('>') {
            self.add_prose(Span::new(span.end - quoted.len(), span.end));
            return true;
        }
        false
    }
}

/// "U.S." at the end of a title is no full stop.
fn ends_in_initials(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or(text);
    last.len() <= 6 && last.matches('.').count() >= 2
}

/// Whether nothing is left but `![…](…)` and `[…](…)`.
fn is_picture_or_links(text: &str) -> bool {
    let mut rest = text;
    let mut links = 0_usize;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '!' | '|' | '·' | '-' | '*' | ','));
        if rest.is_empty() {
            return links > 0;
        }
        let Some((_, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once("](")) else {
            return false;
        };
        let Some((_, after)) = after.split_once(')') else {
            return false;
        };
        links += 1;
        rest = after;
    }
}

/// The year that a dateline lacks, from what is known of the article's date.
pub(super) fn year_of(date: Option<PartialDate>) -> Option<i32> {
    date.and_then(|date| date.year)
}
