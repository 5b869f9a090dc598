//! What of a word's form does the network see?
//!
//! In: the forms of a sentence. Out: for each word the rows of the embedding table that are summed: the word itself,
//! its first and last letters, its shape. Case, digits and typographic quotes are folded, so that "TALKS" in a headline
//! and "talks" share their row.

use crate::language::lists::LISTS;
use std::collections::HashMap;

/// Rows of the table for parts of words, addressed by hash.
pub(crate) const AFFIX_ROWS: usize = 1 << 14;

/// Rows that are summed for each word.
pub(crate) const FEATURES: usize = 10;

/// The row of words that are not in the vocabulary.
pub(crate) const UNKNOWN: u32 = 0;

/// The row of the word before the first, which governs the root.
pub(crate) const ROOT: u32 = 1;

/// The row of a word that is hidden from the network.
#[cfg(feature = "training")]
pub(crate) const MASK: u32 = 2;

/// Rows before those of the vocabulary's words.
pub(crate) const RESERVED: usize = 3;

/// How a word is mostly written within a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Case {
    /// "talks"
    #[default]
    Lower,
    /// "Moscow"
    Title,
    /// "NATO"
    Upper,
}

/// The words that have a row of their own.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    rows: HashMap<Box<str>, u32, FastHash>,
    words: Vec<(Box<str>, Case)>,
}

impl Vocabulary {
    /// The vocabulary of these folded words, whose order gives their rows.
    pub(crate) fn new(words: Vec<(Box<str>, Case)>) -> Self {
        let rows = words
            .iter()
            .enumerate()
            .map(|(index, (word, _))| (word.clone(), (index + RESERVED) as u32))
            .collect();
        Self { rows, words }
    }

    /// Reads the lines of [`Vocabulary::save`].
    pub(crate) fn load(text: &str) -> Self {
        Self::new(
            text.lines()
                .map(|line| match line.split_once('\t') {
                    Some((word, "Xx")) => (word.into(), Case::Title),
                    Some((word, _)) => (word.into(), Case::Upper),
                    None => (line.into(), Case::Lower),
                })
                .collect(),
        )
    }

    /// The words in the order of their rows, a line each.
    #[cfg(feature = "training")]
    pub(crate) fn save(&self) -> String {
        let lines = self.words.iter().map(|(word, case)| match case {
            Case::Lower => word.to_string(),
            Case::Title => format!("{word}\tXx"),
            Case::Upper => format!("{word}\tXX"),
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// How the word of a row is mostly written; unknown words are taken for names.
    fn case(&self, row: u32) -> Case {
        let index = (row as usize).checked_sub(RESERVED);
        index
            .and_then(|index| self.words.get(index))
            .map_or(Case::Title, |(_, case)| *case)
    }

    /// Whether a sentence is written as some headlines are, a capital on every word but the smallest: "Putin Meets Kim in Russia".
    fn is_headline<'a>(&self, forms: impl Iterator<Item = &'a str>) -> bool {
        let (mut words, mut raised) = (0, 0);
        let (mut folded, mut letters) = (String::new(), Vec::new());
        for form in forms.filter(|form| form.starts_with(char::is_alphabetic)) {
            words += 1;
            if form.starts_with(char::is_lowercase) {
                if !is_small(form) {
                    return false;
                }
            } else if words > 1 {
                fold(form, &mut folded, &mut letters);
                raised += usize::from(self.case(self.row(&folded)) == Case::Lower);
            }
        }
        raised > 0 && words > 2
    }

    /// Rows of words, the reserved ones included.
    pub(crate) fn len(&self) -> usize {
        self.words.len() + RESERVED
    }

    fn row(&self, word: &str) -> u32 {
        self.rows.get(word).copied().unwrap_or(UNKNOWN)
    }
}

/// The rows of one word. Those of its parts follow those of the vocabulary.
pub type WordRows = [u32; FEATURES];

/// Finds the rows of each word of a sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Extractor {
    folded: String,
    characters: Vec<char>,
    shape: String,
    written: String,
}

impl Extractor {
    /// Appends the rows of the sentence's words, after those of the root.
    pub(crate) fn extract<'a>(
        &mut self,
        vocabulary: &Vocabulary,
        forms: impl Iterator<Item = &'a str> + Clone,
        rows: &mut Vec<WordRows>,
    ) {
        let shouting = is_shouting(forms.clone());
        let headline = !shouting && vocabulary.is_headline(forms.clone());
        let base = vocabulary.len() as u32;
        let mut root = [0; FEATURES];
        root[0] = ROOT;
        for (kind, row) in root.iter_mut().enumerate().skip(1) {
            *row = base + bucket(kind, [u32::MAX].into_iter());
        }
        rows.push(root);
        for (index, form) in forms.enumerate() {
            let is_raised = shouting || headline && form.chars().any(char::is_lowercase);
            rows.push(self.word(vocabulary, form, is_raised, index == 0));
        }
    }

    fn word(&mut self, vocabulary: &Vocabulary, form: &str, is_raised: bool, first: bool) -> WordRows {
        fold(form, &mut self.folded, &mut self.characters);
        let base = vocabulary.len() as u32;
        let row = vocabulary.row(&self.folded);
        // In a headline of capitals each word is seen as it is written elsewhere.
        let capitals = if is_raised {
            self.written.clear();
            let case = vocabulary.case(row);
            for (index, letter) in form.chars().enumerate() {
                let stays = case == Case::Upper || (case == Case::Title && index == 0);
                if stays || !letter.is_uppercase() {
                    self.written.push(letter);
                } else {
                    self.written.extend(letter.to_lowercase());
                }
            }
            shape(&self.written, &mut self.shape);
            capitals(&self.written)
        } else {
            shape(form, &mut self.shape);
            capitals(form)
        };
        let letters = &self.characters;
        let length = letters.len();
        let part = |kind: usize, count: usize, end: bool| {
            let count = count.min(length);
            let range = if end { length - count..length } else { 0..count };
            base + bucket(kind, letters[range].iter().map(|letter| *letter as u32))
        };
        [
            row,
            part(1, 1, true),
            part(2, 2, true),
            part(3, 3, true),
            part(4, 4, true),
            part(5, 1, false),
            part(6, 2, false),
            part(7, 3, false),
            base + bucket(8, self.shape.chars().map(|letter| letter as u32)),
            base + bucket(9, [u32::from(first), capitals, length.min(12) as u32].into_iter()),
        ]
    }
}

/// The rows of a hidden word.
#[cfg(feature = "training")]
pub(crate) fn masked(vocabulary: &Vocabulary) -> WordRows {
    let base = vocabulary.len() as u32;
    std::array::from_fn(|kind| {
        if kind == 0 {
            MASK
        } else {
            base + bucket(kind, [u32::MAX - 1].into_iter())
        }
    })
}

/// Writes the form as the vocabulary knows it: in lower case, digits as 0, quotes straight.
pub(crate) fn fold(form: &str, folded: &mut String, characters: &mut Vec<char>) {
    folded.clear();
    characters.clear();
    for letter in form.chars() {
        match letter {
            '0'..='9' => characters.push('0'),
            '’' | '‘' | 'ʼ' | '´' | '`' => characters.push('\''),
            '“' | '”' | '„' => characters.push('"'),
            '–' | '—' | '‑' | '−' => characters.push('-'),
            'A'..='Z' => characters.push(letter.to_ascii_lowercase()),
            _ if letter.is_ascii() => characters.push(letter),
            _ => characters.extend(letter.to_lowercase()),
        }
    }
    folded.extend(characters.iter());
}

/// The form with its letters as x and X, its digits as d, runs shortened.
fn shape(form: &str, shape: &mut String) {
    shape.clear();
    let mut last = '\0';
    let mut run = 0;
    for letter in form.chars() {
        let class = match letter {
            'a'..='z' => 'x',
            'A'..='Z' => 'X',
            '0'..='9' => 'd',
            _ if letter.is_ascii() => letter,
            _ if letter.is_uppercase() => 'X',
            _ if letter.is_alphabetic() => 'x',
            _ => letter,
        };
        run = if class == last { run + 1 } else { 1 };
        last = class;
        if run <= 2 {
            shape.push(class);
        }
    }
}

fn capitals(form: &str) -> u32 {
    let mut capitals = 0;
    let mut others = 0;
    for letter in form.chars() {
        if letter.is_uppercase() {
            capitals += 1;
        } else if letter.is_lowercase() {
            others += 1;
        }
    }
    match (capitals, others) {
        (0, 0) => 0,
        (0, _) => 1,
        (1, 0) => 2,
        (_, 0) => 3,
        (1, _) if form.starts_with(char::is_uppercase) => 4,
        _ => 5,
    }
}

/// Whether a word is one of those that titles leave small.
pub(crate) fn is_small(form: &str) -> bool {
    LISTS.small.has(form)
}

/// Whether a sentence is written in capitals, as headlines are.
pub(crate) fn is_shouting<'a>(forms: impl Iterator<Item = &'a str>) -> bool {
    let mut capitals = 0;
    let mut small = 0;
    for letter in forms.flat_map(str::chars) {
        if letter.is_uppercase() {
            capitals += 1;
        } else if letter.is_lowercase() {
            small += 1;
        }
    }
    capitals >= 8 && capitals > small * 4
}

fn bucket(kind: usize, letters: impl Iterator<Item = u32>) -> u32 {
    let mut hash = 0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(kind as u64 + 1);
    for letter in letters {
        hash = (hash.rotate_left(5) ^ u64::from(letter)).wrapping_mul(0x517C_C1B7_2722_0A95);
    }
    hash ^= hash >> 29;
    (hash.wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 40) as u32 % AFFIX_ROWS as u32
}

/// A quick hash of short strings; the same in every run.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FastHash;

impl std::hash::BuildHasher for FastHash {
    type Hasher = FastHasher;

    fn build_hasher(&self) -> FastHasher {
        FastHasher(0)
    }
}

/// The state of a [`FastHash`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct FastHasher(u64);

impl std::hash::Hasher for FastHasher {
    fn finish(&self) -> u64 {
        let hash = self.0 ^ (self.0 >> 32);
        hash.wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }

    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(*word)).wrapping_mul(0x517C_C1B7_2722_0A95);
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        last[7] = rest.len() as u8 + 1;
        self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(last)).wrapping_mul(0x517C_C1B7_2722_0A95);
    }
}
