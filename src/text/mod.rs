//! Small helpers on words.

mod spelling;

pub(crate) use spelling::spelling;

use std::iter::once;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `words` in lower case, without accents, and with typographic quotes and dashes made plain.
pub fn fold(words: &str) -> String {
    if words.is_ascii() {
        return words.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(words.len());
    for c in words.chars() {
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else {
            // Letter by letter: the marks that would change places are left out.
            fold_letter(c, &mut folded);
        }
    }
    folded
}

fn fold_letter(letter: char, folded: &mut String) {
    for c in once(letter).nfkd().filter(|&c| !is_combining_mark(c)) {
        match c {
            '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{2032}' => folded.push('\''),
            '\u{201c}' | '\u{201d}' => folded.push('"'),
            '\u{2010}'..='\u{2015}' => folded.push('-'),
            'ı' => folded.push('i'),
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'đ' | 'Đ' => folded.push('d'),
            'ß' => folded.push_str("ss"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'þ' | 'Þ' => folded.push_str("th"),
            'ð' | 'Ð' => folded.push('d'),
            'ə' | 'Ə' => folded.push('a'),
            c => folded.extend(c.to_lowercase()),
        }
    }
}

/// `text` on one line and without characters that would steer the terminal, or turn the reading direction of the rest.
pub fn harmless(text: &str) -> String {
    let text = steerless(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `text` with its lines, and a space for each character that would steer the terminal or turn the reading direction.
pub fn steerless(text: &str) -> String {
    let steers = |c: char| match c {
        '\n' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    };
    text.chars().map(|c| if steers(c) { ' ' } else { c }).collect()
}

/// The words of a name: its folded letters and digits, parted by all else.
pub(crate) fn name_words(name: &str) -> Vec<String> {
    let words = fold(name);
    let words = words.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
