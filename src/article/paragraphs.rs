//! Paragraphs: where do they begin and end, with and without hard line breaks?

use crate::span::Span;

/// The widest line, in characters, of a text that was wrapped by hand or machine.
const WIDEST_WRAPPED: usize = 110;
/// The narrowest.
const NARROWEST_WRAPPED: usize = 40;

/// A paragraph, without the white space and the list marker at its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Its place in the content.
    pub(super) span: Span,
    /// Whether a blank line or the end of the text comes after it.
    pub(super) alone: bool,
}

/// A line without its white space.
#[derive(Clone, Copy)]
struct Line {
    span: Span,
    /// Where the words begin, past a list marker.
    words: usize,
}

/// The paragraphs of `content[start..]` in order.
pub(super) fn paragraphs(content: &str, start: usize) -> Vec<Paragraph> {
    let lines = lines(content, start);
    let width = wrapped_width(content, &lines);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut previous: Option<Line> = None;
    for line in lines {
        if line.span.is_empty() {
            if let Some(last) = paragraphs.last_mut() {
                last.alone = true;
            }
            previous = None;
            continue;
        }
        let joined = previous.is_some_and(|before| joins(content, before, line, width));
        match paragraphs.last_mut() {
            Some(paragraph) if joined => paragraph.span.end = line.span.end,
            _ => paragraphs.push(Paragraph {
                span: Span::new(line.words, line.span.end),
                alone: false,
            }),
        }
        previous = Some(line);
    }
    if let Some(last) = paragraphs.last_mut() {
        last.alone = true;
    }
    paragraphs
}

/// The lines of `content[start..]`, whether they end in `\n`, `\r\n` or `\r`; blank ones are empty.
fn lines(content: &str, start: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut from = start;
    let text = &content[start..];
    for piece in text.split_inclusive(['\n', '\r']) {
        let is_second_half = piece == "\n" && from > start && content.as_bytes()[from - 1] == b'\r';
        if !is_second_half {
            let trimmed = piece.trim();
            let begin = from + (piece.len() - piece.trim_start().len()).min(piece.len());
            let span = if trimmed.is_empty() {
                Span::new(from, from)
            } else {
                Span::new(begin, begin + trimmed.len())
            };
            let marker = list_marker(trimmed);
            lines.push(Line {
                span,
                words: span.start + marker,
            });
        }
        from += piece.len();
    }
    lines
}

/// The length of a list marker and the blanks after it; 0 where there is none.
fn list_marker(line: &str) -> usize {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let marker = if (1..=2).contains(&digits) && line[digits..].starts_with(['.', ')']) {
        digits + 1
    } else {
        match line.chars().next() {
            Some(c @ ('-' | '*' | '•' | '·' | '‣' | '▪' | '●' | '+')) => c.len_utf8(),
            _ => return 0,
        }
    };
    let rest = &line[marker..];
    let blanks = rest.len() - rest.trim_start().len();
    if blanks == 0 || rest.trim().is_empty() {
        0
    } else {
        marker + blanks
    }
}

/// The width to which the text is wrapped, if it is.
fn wrapped_width(content: &str, lines: &[Line]) -> Option<usize> {
    let lengths: Vec<usize> = lines
        .iter()
        .map(|line| line.span.of(content).chars().count())
        .filter(|length| *length > 0)
        .collect();
    let total: usize = lengths.iter().sum();
    let long: usize = lengths.iter().filter(|length| **length > WIDEST_WRAPPED).sum();
    let width = lengths
        .iter()
        .copied()
        .filter(|length| *length <= WIDEST_WRAPPED)
        .max()?;
    (long * 5 <= total && width >= NARROWEST_WRAPPED).then_some(width)
}

/// Whether the second line goes on with the first one's paragraph.
fn joins(content: &str, first: Line, second: Line, width: Option<usize>) -> bool {
    let Some(width) = width else {
        return false;
    };
    if second.words > second.span.start {
        return false;
    }
    let words = second.span.of(content);
    let length = first.span.of(content).chars().count();
    if length > WIDEST_WRAPPED || words.starts_with(['#', '>', '|', '<']) || content[first.words..].starts_with('#') {
        return false;
    }
    let first_word = words.split_whitespace().next().map_or(0, |word| word.chars().count());
    // A writer who breaks lines by hand leaves some room.
    let was_full = length + 1 + first_word > width.saturating_sub(6);
    let goes_on = words.starts_with(char::is_lowercase) && length >= NARROWEST_WRAPPED / 2;
    was_full && length >= NARROWEST_WRAPPED / 2 || goes_on
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use std::fmt::Write;

    fn check(content: &str, expected: &Expect) {
        let mut actual = String::new();
        for paragraph in paragraphs(content, 0) {
            writeln!(actual, "{:?}", paragraph.span.of(content)).expect("strings take all");
        }
        expected.assert_eq(&actual);
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        check(
            "One.\n\nTwo.\r\n\r\nThree.\r\rFour.\n   \nFive.",
            &expect![[r#"
                "One."
                "Two."
                "Three."
                "Four."
                "Five."
            "#]],
        );
    }

    #[test]
    fn wrapped_lines_join() {
        check(
            "North Korean leader Kim Jong Un arrived in Russia on Wednesday\nmorning for his much-anticipated summit with President Vladimir\nPutin in the port city.\nHe left on Friday.\n",
            &expect![[r#"
                "North Korean leader Kim Jong Un arrived in Russia on Wednesday\nmorning for his much-anticipated summit with President Vladimir\nPutin in the port city."
                "He left on Friday."
            "#]],
        );
    }

    #[test]
    fn long_lines_are_paragraphs() {
        let long = "Kim arrived in Russia on Wednesday for a summit with President Putin in the Pacific port city of Vladivostok, the Kremlin said.";
        check(
            &format!("{long}\n{long}\nAgencies"),
            &expect![[r#"
            "Kim arrived in Russia on Wednesday for a summit with President Putin in the Pacific port city of Vladivostok, the Kremlin said."
            "Kim arrived in Russia on Wednesday for a summit with President Putin in the Pacific port city of Vladivostok, the Kremlin said."
            "Agencies"
        "#]],
        );
    }

    #[test]
    fn list_items_stand_alone() {
        check(
            "The leaders agreed:\n- to meet in May\n• to talk\n1. to trade\n* * *\n--- text",
            &expect![[r#"
                "The leaders agreed:"
                "to meet in May"
                "to talk"
                "to trade"
                "* *"
                "--- text"
            "#]],
        );
    }
}
