//! Segmentation: where do sentences begin and end?
//!
//! In: content and the spans of its blocks. Out: sentences of tokens. A sentence ends at a full stop, a question mark or
//! an exclamation mark and what closes after it; an abbreviation ends one only before a word that likely starts another.
//! Semicolons and colons do not. No sentence crosses the edge of a block.

use crate::language::Sentence;
use crate::language::Token;
use crate::language::lists::LISTS;
use crate::language::tokenization::Abbreviation;
use crate::language::tokenization::abbreviation;
use crate::language::tokenization::tokenize;
use crate::span::Span;

/// A longer sentence is cut, since the parser weighs all pairs of words.
const LONGEST: usize = 250;

/// The sentences of `content` within `blocks`.
pub(crate) fn segment(content: &str, blocks: &[Span]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut tokens = Vec::new();
    let mut edge = 0;
    for block in blocks {
        // Blocks that overlap or lie outside of the content are trimmed.
        let start = ceil_boundary(content, block.start.max(edge));
        let end = ceil_boundary(content, block.end.min(content.len()));
        if start >= end {
            continue;
        }
        edge = end;
        tokens.clear();
        split_runs(content, start, end, &mut tokens);
        let mut first = 0;
        while first < tokens.len() {
            let next = sentence_end(content, &tokens, first);
            sentences.push(Sentence {
                span: Span::new(tokens[first].start, tokens[next - 1].end),
                tokens: tokens[first..next]
                    .iter()
                    .map(|span| Token {
                        span: *span,
                        ..Token::default()
                    })
                    .collect(),
            });
            first = next;
        }
    }
    sentences
}

fn ceil_boundary(content: &str, mut place: usize) -> usize {
    while place < content.len() && !content.is_char_boundary(place) {
        place += 1;
    }
    place
}

fn split_runs(content: &str, start: usize, end: usize, tokens: &mut Vec<Span>) {
    let bytes = content.as_bytes();
    let mut position = start;
    while position < end {
        let byte = bytes[position];
        if byte.is_ascii() {
            if is_space(char::from(byte)) {
                position += 1;
                continue;
            }
        } else if let Some(letter) = content[position..end].chars().next()
            && is_space(letter)
        {
            position += letter.len_utf8();
            continue;
        }
        let run_end = run_end(content, position, end);
        let mut next = run_end;
        while next < end && bytes[next] == b' ' {
            next += 1;
        }
        tokenize(content, position, run_end, &content[next..end], tokens);
        position = run_end;
    }
}

/// White space; the information separators, which Rust does not count, are left to be tokens.
fn is_space(letter: char) -> bool {
    letter.is_whitespace()
}

/// Where the run without white space ends; a very long one is cut.
fn run_end(content: &str, start: usize, end: usize) -> usize {
    const LONGEST_RUN: usize = 2000;
    let bytes = content.as_bytes();
    let mut position = start;
    while position < end {
        let byte = bytes[position];
        if byte.is_ascii() {
            if is_space(char::from(byte)) {
                return position;
            }
            position += 1;
        } else {
            let Some(letter) = content[position..end].chars().next() else {
                return position;
            };
            if is_space(letter) {
                return position;
            }
            position += letter.len_utf8();
        }
        if position - start >= LONGEST_RUN {
            return position;
        }
    }
    end
}

/// One past the last token of the sentence that starts at `first`.
fn sentence_end(content: &str, tokens: &[Span], first: usize) -> usize {
    let mut index = first;
    while index < tokens.len() {
        let next = index + 1;
        if next - first >= LONGEST {
            return next;
        }
        if next < tokens.len() && ends_paragraph(&content[tokens[index].end..tokens[next].start]) {
            return next;
        }
        let word = tokens[index].of(content);
        let last = word.as_bytes().last().copied().unwrap_or(b' ');
        if matches!(last, b'.' | b'!' | b'?') || word == "…" {
            let after = closers_end(content, tokens, next);
            if after >= tokens.len() {
                return tokens.len();
            }
            if ends_sentence(content, tokens, first, index, after) {
                return after;
            }
        }
        index = next;
    }
    tokens.len()
}

fn ends_paragraph(gap: &str) -> bool {
    gap.len() > 1 && gap.bytes().filter(|byte| *byte == b'\n').count() > 1
}

/// The index after the quotes and brackets that close right after a mark, and after the footnotes.
fn closers_end(content: &str, tokens: &[Span], mut index: usize) -> usize {
    while index < tokens.len() {
        let word = tokens[index].of(content);
        let joined = tokens[index].start == tokens[index - 1].end;
        let closes = match word {
            ")" | "]" | "”" | "’" | "''" | "\"" | "'" | "»" | "}" => joined,
            ":)" | ":(" | ";)" | ":-)" => true,
            _ => joined && matches!(word.as_bytes().first(), Some(b'!' | b'?')) && word.len() < 8,
        };
        if closes {
            index += 1;
        } else if word == "["
            && let Some([number, bracket]) = tokens.get(index + 1..index + 3)
            && bracket.of(content) == "]"
            && number.of(content).bytes().all(|byte| byte.is_ascii_digit())
        {
            index += 3;
        } else {
            break;
        }
    }
    index
}

/// Whether a space has come into an abbreviation or a number: "11:30 a. m.", "1. 5 billion".
fn is_torn(content: &str, before: &[Span], opener: &str) -> bool {
    let [.., word, mark] = before else { return false };
    if word.end != mark.start {
        return false;
    }
    let word = word.of(content);
    let hour = matches!(word, "a" | "p") && matches!(opener, "m" | "m.");
    let number = |word: &str| !word.is_empty() && word.len() < 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    hour || number(word) && number(opener)
}

/// Whether the mark at `index` ends the sentence from `first`, when `next` is the token after what closes.
fn ends_sentence(content: &str, tokens: &[Span], first: usize, index: usize, next: usize) -> bool {
    let mark = tokens[index].of(content);
    let follower = tokens[next].of(content);
    let spaced = tokens[next].start > tokens[next - 1].end;
    let closed = next > index + 1;
    let mut start = next;
    while start < tokens.len()
        && matches!(
            tokens[start].of(content),
            "\"" | "“" | "‘" | "``" | "(" | "[" | "'" | "-" | "--" | "—" | "*" | "•"
        )
    {
        start += 1;
    }
    let opener = tokens.get(start).map_or("", |token| token.of(content));
    let starts_low = opener.starts_with(char::is_lowercase);
    match mark {
        "." => {
            // The number of an item: "1. Talks".
            let is_item = index == first + 1
                && tokens[first].end == tokens[index].start
                && tokens[first].of(content).bytes().all(|byte| byte.is_ascii_digit());
            if is_item
                || is_torn(content, &tokens[first..=index], opener)
                || (!spaced && !opener.starts_with(char::is_uppercase))
            {
                return false;
            }
            !starts_low || !closed
        }
        "…" => spaced && opener.starts_with(char::is_uppercase),
        _ if mark.starts_with("..") => spaced && !starts_low && opener.starts_with(char::is_alphanumeric),
        _ if mark.starts_with(['!', '?']) => {
            if matches!(follower, "," | ";" | ":" | "-" | "--" | "—" | "–" | ")") {
                return false;
            }
            spaced && (!starts_low || !closed)
        }
        _ => match abbreviation(mark) {
            Some(Abbreviation::MayEnd) => {
                spaced
                    && (closed && !starts_low
                        || LISTS.starters.has(opener)
                        || (start > next
                            && opener.starts_with(char::is_uppercase)
                            && !matches!(follower, "(" | "-" | "--" | "—")))
            }
            Some(_) => false,
            None => mark.len() > 1 && spaced && LISTS.starters.has(opener),
        },
    }
}
