//! Tokenization: which words does a run of characters hold?
//!
//! In: a run without white space. Out: the spans of its tokens, as the English treebanks of Universal Dependencies cut
//! them: "do" + "n't", "Kim" + "'s", "two" + "-" + "day", "$" + "650,000"; but "co-founder", "9/11", "U.S.",
//! "e-mail", addresses of the web and numbers of telephones are one. The tokens cover the run.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::language::features::FastHash;
use crate::language::lists::LISTS;
use crate::span::Span;
use crate::tsv::{Fault, rows};

/// What follows an abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// A name; no sentence ends here.
    Title,
    /// A number, or the full stop is one of a sentence.
    BeforeNumber,
    /// Either: the next word tells.
    MayEnd,
}

static ABBREVIATIONS: LazyLock<HashMap<&str, Abbreviation, FastHash>> =
    LazyLock::new(|| abbreviations(include_str!("data/abbreviations.tsv")).expect("the abbreviations are sound"));

/// The abbreviations of a table of the columns `class` and `words`, in which each stands once.
fn abbreviations(text: &'static str) -> Result<HashMap<&'static str, Abbreviation, FastHash>, Fault> {
    let mut abbreviations = HashMap::default();
    for row in rows(text, &[]) {
        let row = row?;
        let class = match row.filled("class")? {
            "title" => Abbreviation::Title,
            "number" => Abbreviation::BeforeNumber,
            "either" => Abbreviation::MayEnd,
            other => return Err(row.fault(format!("'{other}' is no class of abbreviations"))),
        };
        row.filled("words")?;
        for word in row.list("words") {
            if abbreviations.insert(word, class).is_some() {
                return Err(row.fault(format!("'{word}' stands there twice")));
            }
        }
    }
    Ok(abbreviations)
}

/// Words that are cut although nothing marks the place: the word and the length of its first part.
const CONTRACTIONS: &[(&str, usize)] = &[
    ("cannot", 3),
    ("gonna", 3),
    ("wanna", 3),
    ("gotta", 3),
    ("dont", 2),
    ("didnt", 3),
    ("doesnt", 4),
    ("isnt", 2),
    ("wasnt", 3),
    ("couldnt", 5),
    ("wouldnt", 5),
    ("shouldnt", 6),
    ("havent", 4),
    ("hasnt", 3),
    ("arent", 3),
    ("cant", 2),
    ("wont", 2),
    ("im", 1),
    ("ive", 1),
    ("youre", 3),
    ("thats", 4),
    ("theyre", 4),
    ("hes", 2),
    ("youll", 3),
    ("whats", 4),
    ("'tis", 2),
    ("'twas", 2),
];

/// What follows the apostrophe of a contraction.
const CLITICS: &[&str] = &["s", "S", "re", "RE", "ve", "VE", "ll", "LL", "m", "M", "d", "D"];

const EMOTICONS: &[&str] = &[
    ":)", ":(", ";)", ":D", "=)", "=(", ":-)", ";-)", ":-(", ":P", ";P", ":p", "^_^", "-_-", ">:(", ":/", ":-/", "<3",
];

/// The class of an abbreviation with its full stop ("Gen.", "U.S.", "J.").
pub(crate) fn abbreviation(word: &str) -> Option<Abbreviation> {
    let stem = word.strip_suffix('.')?;
    let first = stem.chars().next()?;
    if stem.len() == first.len_utf8() {
        // A letter of its own is an initial, but "I" may well end a sentence.
        return (first.is_uppercase() && first != 'I').then_some(Abbreviation::Title);
    }
    if stem.len() > 8 {
        return None;
    }
    if let Some(class) = ABBREVIATIONS.get(stem) {
        return Some(*class);
    }
    if let Some(class) = ABBREVIATIONS.get(stem.to_lowercase().as_str())
        && first.is_ascii_uppercase()
    {
        return Some(*class);
    }
    let is_dotted = stem.contains('.')
        && stem
            .split('.')
            .all(|part| (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic));
    is_dotted.then_some(Abbreviation::MayEnd)
}

/// Appends the tokens of `text[start..end]`, which holds no white space; `next` is what comes after it.
pub(crate) fn tokenize(text: &str, start: usize, end: usize, next: &str, tokens: &mut Vec<Span>) {
    let run = &text[start..end];
    if run.bytes().all(|byte| byte.is_ascii_lowercase()) {
        word(run, start, tokens);
        return;
    }
    if EMOTICONS.contains(&run) {
        tokens.push(Span::new(start, end));
        return;
    }
    let (mut first, mut last) = (start, end);
    while first < last {
        let length = opening(&text[first..last]);
        if length == 0 {
            break;
        }
        tokens.push(Span::new(first, first + length));
        first += length;
    }
    let mut closings: Vec<Span> = Vec::new();
    while first < last {
        let length = closing(&text[first..last], closings.is_empty(), next);
        if length == 0 {
            break;
        }
        closings.push(Span::new(last - length, last));
        last -= length;
    }
    if first < last {
        core(text, first, last, tokens);
    }
    tokens.extend(closings.iter().rev());
}

/// The length of the punctuation that the text starts with, 0 if it is part of a word.
fn opening(text: &str) -> usize {
    let mut letters = text.chars();
    let Some(letter) = letters.next() else {
        return 0;
    };
    let next = letters.next();
    let followed_by_digit = next.is_some_and(|next| next.is_ascii_digit());
    match letter {
        '`' if text.starts_with("``") => 2,
        '\'' if text.starts_with("''") => 2,
        '\'' | '’' => {
            let rest = &text[letter.len_utf8()..];
            let is_clitic = CLITICS.contains(&rest) || rest == "em" || rest == "n" || rest == "til" || rest == "cause";
            let is_decade = followed_by_digit && rest.trim_end_matches(['s', '.', ',']).len() == 2;
            if is_clitic || is_decade || rest.starts_with("tis") || rest.starts_with("twas") {
                0
            } else {
                letter.len_utf8()
            }
        }
        '<' if text.starts_with("<<") => 2,
        '>' if text.starts_with(">>") => 2,
        '(' | '[' | '{' | '<' | '>' | '"' | '“' | '”' | '„' | '‘' | '`' | '«' | '»' | '‹' | '›' | '¿' | '¡' | '$'
        | '£' | '€' | '¥' | '—' | '–' | '…' | ',' | ';' | ':' | '?' | '!' | ')' | ']' | '}' | '•' | '·' | '|' | '§' => {
            same_run(text, letter)
        }
        '#' if next.is_none_or(|next| next.is_ascii_digit() || !next.is_alphanumeric()) => same_run(text, letter),
        '.' if text.starts_with("..") => same_run(text, letter),
        '-' | '*' | '=' | '_' | '~' | '+' | '^' | '/' | '\\' => {
            let length = same_run(text, letter);
            if letter == '+' && followed_by_digit { 0 } else { length }
        }
        '@' | '&' | '%' if !next.is_some_and(char::is_alphanumeric) => 1,
        _ => 0,
    }
}

/// The length of the run of equal marks at the start; brackets and quotes stand alone.
fn same_run(text: &str, letter: char) -> usize {
    match letter {
        '-' | '*' | '=' | '_' | '~' | '+' | '.' | '#' | '$' | '…' | '—' | '–' | '|' => {
            text.chars().take_while(|other| *other == letter).count() * letter.len_utf8()
        }
        '?' | '!' => text.chars().take_while(|other| matches!(other, '?' | '!')).count(),
        _ => letter.len_utf8(),
    }
}

/// The length of the punctuation that the text ends with, 0 if it is part of a word.
fn closing(text: &str, is_last: bool, next: &str) -> usize {
    let Some(letter) = text.chars().next_back() else {
        return 0;
    };
    let width = letter.len_utf8();
    let before = &text[..text.len() - width];
    match letter {
        '.' => {
            let stops = text.bytes().rev().take_while(|byte| *byte == b'.').count();
            if stops > 1 {
                return stops;
            }
            let is_part = match abbreviation(text) {
                None => false,
                Some(Abbreviation::BeforeNumber) => is_last && next.starts_with(|letter: char| letter.is_ascii_digit()),
                Some(_) => true,
            };
            usize::from(!is_part && text.len() > 1)
        }
        '\'' if text.len() > 2 && text.ends_with("''") => 2,
        '>' if text.len() > 2 && text.ends_with(">>") => 2,
        ')' | '(' | ':' | ';' => {
            let is_address = is_address(text) && before.contains('(') && letter == ')';
            if is_address {
                return 0;
            }
            EMOTICONS
                .iter()
                .filter(|face| {
                    text.len() > face.len() && text.ends_with(*face) && letter == ')' && !before.contains('(')
                })
                .map(|face| face.len())
                .max()
                .unwrap_or(width)
        }
        ',' | ']' | '}' | '[' | '{' | '"' | '”' | '“' | '’' | '\'' | '‘' | '»' | '«' | '…' | '%' | '—' | '–' | '>'
        | '|' | '`' | '•' => width,
        '?' | '!' => text
            .bytes()
            .rev()
            .take_while(|byte| matches!(byte, b'?' | b'!'))
            .count(),
        '*' | '-' | '=' | '~' | '_' => {
            if is_address(text) && letter != '*' {
                return 0;
            }
            text.chars().rev().take_while(|other| *other == letter).count()
        }
        '/' if !text.contains("//") && !before.contains('.') => 1,
        _ => 0,
    }
}

fn is_address(text: &str) -> bool {
    if text.contains("://") || text.starts_with("www.") || text.starts_with("mailto:") {
        return true;
    }
    match text.split_once('@') {
        Some((name, domain)) => !name.is_empty() && domain.contains('.'),
        None => is_domain(text),
    }
}

/// Whether this is the name of a site, such as "enron.com" or "cra.org/resources".
fn is_domain(text: &str) -> bool {
    let host = text.split('/').next().unwrap_or(text);
    let Some((name, ending)) = host.rsplit_once('.') else {
        return false;
    };
    !name.is_empty()
        && name.starts_with(|letter: char| letter.is_ascii_alphanumeric())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
        && matches!(
            ending,
            "com"
                | "org"
                | "net"
                | "gov"
                | "edu"
                | "mil"
                | "int"
                | "info"
                | "html"
                | "htm"
                | "php"
                | "COM"
                | "uk"
                | "eu"
        )
}

/// The tokens of a run without punctuation at its ends.
fn core(text: &str, start: usize, end: usize, tokens: &mut Vec<Span>) {
    let run = &text[start..end];
    if run.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        alphanumeric(run, start, tokens);
        return;
    }
    if is_address(run) || (run.starts_with(['@', '#']) && run.len() > 1) {
        tokens.push(Span::new(start, end));
        return;
    }
    let mut piece = start;
    let mut position = start;
    while position < end {
        let rest = &text[position..end];
        let Some(letter) = rest.chars().next() else {
            break;
        };
        let before = &text[piece..position];
        let length = cut(before, rest, letter);
        if length == 0 {
            position += letter.len_utf8();
            continue;
        }
        if piece < position {
            word(before, piece, tokens);
        }
        tokens.push(Span::new(position, position + length));
        position += length;
        piece = position;
    }
    if piece < end {
        word(&text[piece..end], piece, tokens);
    }
}

/// The length of a mark that is cut out of the middle of a run, 0 if it stays in its word.
fn cut(before: &str, rest: &str, letter: char) -> usize {
    let after = &rest[letter.len_utf8()..];
    if letter.is_ascii_alphanumeric() {
        return 0;
    }
    let digit_before = before.ends_with(|other: char| other.is_ascii_digit());
    let digit_after = after.starts_with(|other: char| other.is_ascii_digit());
    match letter {
        '-' => {
            let length = same_run(rest, '-');
            if length > 1 || !stays_hyphenated(before, after) {
                length
            } else {
                0
            }
        }
        '—' | '–' | '…' => same_run(rest, letter),
        '.' if rest.starts_with("..") => same_run(rest, '.'),
        // A missing space: "yesterday.The".
        '.' => {
            let joined = before.len() > 2
                && before.bytes().all(|byte| byte.is_ascii_lowercase())
                && after.len() > 1
                && after.starts_with(|other: char| other.is_ascii_uppercase())
                && after[1..].starts_with(|other: char| other.is_ascii_lowercase());
            usize::from(joined)
        }
        '/' => {
            let short = before.len() == 1 && after.len() == 1;
            let numbers = digit_before && digit_after;
            usize::from(!(short || numbers || before.is_empty()))
        }
        ',' | ':' => usize::from(!(digit_before && digit_after)),
        '(' | ')' | '[' | ']' | '{' | '}' | '"' | ';' | '<' | '>' | '=' | '|' | '£' | '€' => letter.len_utf8(),
        '“' | '”' => letter.len_utf8(),
        '%' => usize::from(digit_before),
        '?' | '!' if after.starts_with(char::is_alphanumeric) => same_run(rest, letter),
        '$' => usize::from(before.is_empty()),
        '+' => usize::from(digit_before && digit_after),
        _ => 0,
    }
}

/// Whether the treebanks leave these parts of a hyphenated word together.
fn stays_hyphenated(before: &str, after: &str) -> bool {
    if before.is_empty() || !after.starts_with(char::is_alphanumeric) {
        return false;
    }
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let next = after.split('-').next().unwrap_or(after);
    let earlier = before.rsplit('-').next().unwrap_or(before);
    // Telephone numbers, ISO dates.
    if is_number(earlier) && is_number(next) {
        let parts = 1 + after.matches('-').count() + before.matches('-').count() + 1;
        return parts > 2 || (earlier.len() == 3 && next.len() == 4);
    }
    let lower = before.to_ascii_lowercase();
    if LISTS.prefixes.has(&lower) {
        return !is_number(next) || lower == "mid" || lower == "pre";
    }
    if LISTS.suffixes.has(next) && before.len() > 2 {
        return true;
    }
    let is_syllable = |part: &str| part.len() >= 2 && LISTS.syllables.has(&part.to_ascii_lowercase());
    let next = next.split(['\'', '’']).next().unwrap_or(next);
    before.starts_with(|letter: char| letter.is_ascii_uppercase()) && is_syllable(before) && is_syllable(next)
}

/// The tokens of a word: its contraction is cut.
fn word(text: &str, start: usize, tokens: &mut Vec<Span>) {
    let end = start + text.len();
    if text.len() <= 8
        && let Some(place) = contraction(text)
    {
        tokens.push(Span::new(start, start + place));
        tokens.push(Span::new(start + place, end));
        return;
    }
    if text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        tokens.push(Span::new(start, end));
        return;
    }
    if let Some((place, apostrophe)) = text
        .char_indices()
        .rev()
        .find(|(_, letter)| matches!(letter, '\'' | '’' | '`'))
        && place > 0
    {
        let ending = &text[place + apostrophe.len_utf8()..];
        if matches!(ending, "t" | "T") && text[..place].ends_with(['n', 'N']) && place > 1 {
            word(&text[..place - 1], start, tokens);
            tokens.push(Span::new(start + place - 1, end));
            return;
        }
        if CLITICS.contains(&ending) && !is_decade(&text[..place], ending) {
            word(&text[..place], start, tokens);
            tokens.push(Span::new(start + place, end));
            return;
        }
    }
    if text.starts_with(|letter: char| letter.is_ascii_digit()) {
        alphanumeric(text, start, tokens);
        return;
    }
    if let Some(length) = text.find('$').map(|place| place + 1)
        && length < text.len()
        && length <= 4
    {
        tokens.push(Span::new(start, start + length));
        tokens.push(Span::new(start + length, end));
        return;
    }
    tokens.push(Span::new(start, end));
}

/// "1990's" is one token in the treebanks.
fn is_decade(before: &str, ending: &str) -> bool {
    ending == "s"
        && before.ends_with('0')
        && matches!(before.len(), 2 | 4)
        && before.bytes().all(|byte| byte.is_ascii_digit())
}

fn contraction(text: &str) -> Option<usize> {
    let first = text.bytes().next()?;
    if !matches!(
        first.to_ascii_lowercase(),
        b'c' | b'g' | b'w' | b'd' | b'i' | b's' | b'h' | b'a' | b'y' | b't' | b'\''
    ) {
        return None;
    }
    CONTRACTIONS
        .iter()
        .find(|(word, _)| {
            word.len() == text.len() && word.eq_ignore_ascii_case(text) && !matches!(text, "IM" | "HES" | "Hes" | "IVE")
        })
        .map(|(_, place)| *place)
}

/// The tokens of letters and digits: a unit is cut from its number.
fn alphanumeric(text: &str, start: usize, tokens: &mut Vec<Span>) {
    let end = start + text.len();
    let digits = text
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b':'))
        .count();
    if digits == 0 {
        if text.bytes().all(|byte| byte.is_ascii_alphabetic()) && text.len() <= 8 {
            word(text, start, tokens);
        } else {
            tokens.push(Span::new(start, end));
        }
        return;
    }
    if digits < text.len() && LISTS.units.has(&text[digits..]) {
        tokens.push(Span::new(start, start + digits));
        tokens.push(Span::new(start + digits, end));
        return;
    }
    tokens.push(Span::new(start, end));
}
