//! Atoms: the words, numbers and signs of a sentence, however its tokens are cut.
//!
//! "Nov. 4-5", "mid-December" and "10<sup>th</sup>" are one token to one tokenizer and five to another; the grammar of
//! times reads what they are made of.

use super::lexicon::{Class, LEXICON};
use crate::span::Span;

/// A word, a number or a sign.
#[derive(Clone, Debug)]
pub(super) struct Atom<'text> {
    pub(super) span: Span,
    pub(super) text: &'text str,
    pub(super) lower: String,
    pub(super) kind: AtomKind,
    pub(super) class: Class,
    /// Whether no white space stands before it.
    pub(super) glued: bool,
}

/// What an atom is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AtomKind {
    Word,
    /// A number of so many digits, as a quantity or, with a suffix, as an ordinal.
    Number {
        value: u32,
        digits: usize,
        ordinal: bool,
    },
    /// "10.5", "1,994", "12345678901"
    OtherNumber,
    Sign(char),
}

/// The atoms of `content[span]`.
pub(super) fn atoms(content: &str, span: Span) -> Vec<Atom<'_>> {
    let text = content.get(span.range()).unwrap_or("");
    let mut atoms = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    let mut glued = true;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            glued = false;
            continue;
        }
        if let Some(length) = markup(&text[at..]) {
            at += length;
            continue;
        }
        let (length, kind) = if c.is_ascii_digit() {
            number(&text[at..])
        } else if c.is_alphabetic() {
            (word(&text[at..]), AtomKind::Word)
        } else {
            (c.len_utf8(), AtomKind::Sign(c))
        };
        let words = &text[at..at + length];
        let lower = words.to_lowercase();
        let class = if kind == AtomKind::Word {
            LEXICON.class(&lower)
        } else {
            Class::Other
        };
        atoms.push(Atom {
            span: Span::new(span.start + at, span.start + at + length),
            text: words,
            lower,
            kind,
            class,
            glued,
        });
        at += length;
        glued = true;
    }
    atoms
}

/// The length of a tag at the head of the text.
fn markup(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    text.char_indices()
        .take(40)
        .find(|(_, c)| *c == '>')
        .map(|(at, _)| at + 1)
}

fn word(text: &str) -> usize {
    text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())
}

/// The length and value of a number, with the suffix of an ordinal and the tags around it.
fn number(text: &str) -> (usize, AtomKind) {
    let bytes = text.as_bytes();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = digits;
    // Groups of three digits and decimals belong to the number; the comma of "Jan. 1,2007" does not.
    while bytes.get(end) == Some(&b',')
        && digits <= 3
        && bytes[end + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count() == 3
    {
        end += 4;
    }
    if bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
        let decimals = bytes[end + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        end += 1 + decimals;
    }
    let value = text[..digits].parse().ok();
    match value {
        Some(value) if end == digits => {
            let suffix = suffix(&text[end..]);
            (
                end + suffix,
                AtomKind::Number {
                    value,
                    digits,
                    ordinal: suffix > 0,
                },
            )
        }
        _ => (end, AtomKind::OtherNumber),
    }
}

/// The length of "st", "nd", "rd" or "th", with or without markup.
fn suffix(text: &str) -> usize {
    let opening = markup(text).unwrap_or(0);
    let Some(letters) = text.get(opening..opening + 2) else {
        return 0;
    };
    if !["st", "nd", "rd", "th"]
        .iter()
        .any(|suffix| letters.eq_ignore_ascii_case(suffix))
    {
        return 0;
    }
    let rest = &text[opening + 2..];
    if rest.starts_with(char::is_alphanumeric) {
        return 0;
    }
    opening + 2 + markup(rest).filter(|_| opening > 0).unwrap_or(0)
}
