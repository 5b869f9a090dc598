//! CoNLL-U: how do treebanks write sentences?
//!
//! In and out: the ten-column text format of Universal Dependencies (<https://universaldependencies.org/format.html>).
//! Comments, multiword tokens and empty nodes are kept as they stand. A malformed line is reported, and the sentence
//! that holds it is left out.

use std::fmt::Write as _;
use std::io::BufRead;

use crate::language::Sentence;
use crate::language::Token;
use crate::language::Xpos;
use crate::language::morphology::features;
use crate::span::Span;

/// A line of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A comment, a multiword token or an empty node, as it stands.
    Other(String),
    /// A word.
    Word(Box<Word>),
}

/// The ten columns of a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// ID: 1, 2, 3 …
    pub id: usize,
    /// FORM
    pub form: String,
    /// LEMMA
    pub lemma: String,
    /// UPOS
    pub upos: String,
    /// XPOS
    pub xpos: String,
    /// FEATS
    pub feats: String,
    /// HEAD; none where the file leaves it open.
    pub head: Option<usize>,
    /// DEPREL
    pub deprel: String,
    /// DEPS
    pub deps: String,
    /// MISC
    pub misc: String,
}

/// A sentence as a file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConlluSentence {
    /// Its lines in order.
    pub lines: Vec<Line>,
}

impl ConlluSentence {
    /// Its words in order.
    pub fn words(&self) -> impl Iterator<Item = &Word> + Clone {
        self.lines.iter().filter_map(|line| match line {
            Line::Word(word) => Some(&**word),
            Line::Other(_) => None,
        })
    }

    /// Its words in order, to be changed.
    pub fn words_mut(&mut self) -> impl Iterator<Item = &mut Word> {
        self.lines.iter_mut().filter_map(|line| match line {
            Line::Word(word) => Some(&mut **word),
            Line::Other(_) => None,
        })
    }

    /// The value of a comment such as `# text = …`.
    pub fn comment(&self, key: &str) -> Option<&str> {
        self.lines.iter().find_map(|line| match line {
            Line::Other(text) => {
                let (name, value) = text.strip_prefix('#')?.split_once('=')?;
                (name.trim() == key).then_some(value.trim())
            }
            Line::Word(_) => None,
        })
    }

    /// The sentence's words as tokens to be analyzed, and the content that they are spans of.
    pub fn tokens(&self) -> (String, Sentence) {
        let mut content = String::new();
        let mut sentence = Sentence::default();
        for word in self.words() {
            if !content.is_empty() {
                content.push(' ');
            }
            let start = content.len();
            content.push_str(&word.form);
            sentence.tokens.push(Token {
                span: Span::new(start, content.len()),
                ..Token::default()
            });
        }
        sentence.span = Span::new(0, content.len());
        (content, sentence)
    }

    /// A sentence of `content` with its analysis, as CoNLL-U has it. Places are bytes of `content`.
    pub fn from_analysis(content: &str, sentence: &Sentence, id: &str) -> Self {
        let text: Vec<&str> = sentence.span.of(content).split_whitespace().collect();
        let mut lines = vec![
            Line::Other(format!("# sent_id = {id}")),
            Line::Other(format!("# text = {}", text.join(" "))),
        ];
        let tokens = &sentence.tokens;
        // In a multiword token only the line of the whole tells of the space after it.
        let mut end_of_multiword = 0;
        for (index, token) in tokens.iter().enumerate() {
            if index >= end_of_multiword {
                end_of_multiword = multiword_end(content, tokens, index);
                if end_of_multiword > index + 1 {
                    let span = token.span.cover(tokens[end_of_multiword - 1].span);
                    let space = space_after(content, tokens, end_of_multiword - 1);
                    let (form, first) = (span.of(content), index + 1);
                    let misc = if space.is_empty() {
                        "_"
                    } else {
                        "SpaceAfter=No"
                    };
                    lines.push(Line::Other(format!(
                        "{first}-{end_of_multiword}\t{form}{}\t{misc}",
                        "\t_".repeat(7)
                    )));
                }
            }
            let is_single =
                end_of_multiword == index + 1 && multiword_start(content, tokens, index) == index;
            let space = if is_single {
                space_after(content, tokens, index)
            } else {
                ""
            };
            let form = token.span.of(content);
            lines.push(Line::Word(Box::new(Word {
                id: index + 1,
                form: form.to_owned(),
                lemma: token.lemma.clone(),
                upos: token.upos.to_string(),
                xpos: token.xpos.to_string(),
                feats: features(token, form),
                head: Some(token.head.map_or(0, |head| head + 1)),
                deprel: token.relation.to_string(),
                deps: String::new(),
                misc: format!(
                    "{space}start_char={}|end_char={}",
                    token.span.start, token.span.end
                ),
            })));
        }
        Self { lines }
    }

    /// Replaces tags, lemmas, heads and relations by those of the analysis of [`ConlluSentence::tokens`].
    pub fn annotate(&mut self, analysis: &Sentence) {
        for (word, token) in self.words_mut().zip(&analysis.tokens) {
            word.lemma.clone_from(&token.lemma);
            word.upos = token.upos.to_string();
            word.xpos = token.xpos.to_string();
            word.feats = features(token, &word.form);
            word.head = Some(token.head.map_or(0, |head| head + 1));
            word.deprel = token.relation.to_string();
        }
    }

    /// Appends the sentence and the empty line after it.
    pub fn write(&self, out: &mut String) {
        for line in &self.lines {
            match line {
                Line::Other(text) => out.push_str(text),
                Line::Word(word) => word.write(out),
            }
            out.push('\n');
        }
        out.push('\n');
    }
}

impl Word {
    fn write(&self, out: &mut String) {
        let _ = write!(out, "{}", self.id);
        let head = self
            .head
            .map_or_else(|| "_".to_owned(), |head| head.to_string());
        let columns = [
            &self.form,
            &self.lemma,
            &self.upos,
            &self.xpos,
            &self.feats,
            &head,
            &self.deprel,
            &self.deps,
            &self.misc,
        ];
        for column in columns {
            out.push('\t');
            out.push_str(if column.is_empty() { "_" } else { column });
        }
    }

    /// Whether no space follows.
    pub fn is_joined_to_next(&self) -> bool {
        self.misc.split('|').any(|item| item == "SpaceAfter=No")
    }
}

/// Why a line is no CoNLL-U.
#[derive(Debug, thiserror::Error)]
pub enum ConlluError {
    /// The file cannot be read further.
    #[error("line {line}: cannot be read")]
    Read {
        /// The line, from 1.
        line: usize,
        /// What the reader met there.
        source: std::io::Error,
    },
    /// A line has not ten columns.
    #[error("line {line}: {count} columns instead of 10")]
    Columns {
        /// The line, from 1.
        line: usize,
        /// Its columns.
        count: usize,
    },
    /// A word's number does not follow that of the word before.
    #[error("line {line}: ID {id:?} where {expected} was expected")]
    Id {
        /// The line, from 1.
        line: usize,
        /// What stands there.
        id: String,
        /// The number that would follow.
        expected: usize,
    },
    /// The head is no number.
    #[error("line {line}: HEAD {head:?} is no number")]
    Head {
        /// The line, from 1.
        line: usize,
        /// What stands there.
        head: String,
    },
    /// The head is beyond the sentence's words.
    #[error("line {line}: HEAD {head} in a sentence of {words} words")]
    HeadBeyond {
        /// The line, from 1.
        line: usize,
        /// What stands there.
        head: usize,
        /// The sentence's words.
        words: usize,
    },
    /// A word has no form.
    #[error("line {line}: no FORM")]
    Form {
        /// The line, from 1.
        line: usize,
    },
}

/// The sentences of a CoNLL-U file, one after the other.
///
/// An item is an error where a sentence is malformed; the next item is the sentence after it.
#[derive(Debug)]
pub struct Reader<R> {
    input: R,
    line: usize,
    done: bool,
}

impl<R: BufRead> Reader<R> {
    /// Reads from this input.
    pub const fn new(input: R) -> Self {
        Self {
            input,
            line: 0,
            done: false,
        }
    }

    fn next_line(&mut self) -> Result<Option<String>, ConlluError> {
        let mut bytes = Vec::new();
        self.line += 1;
        let read = self.input.read_until(b'\n', &mut bytes);
        match read {
            Ok(0) => Ok(None),
            Ok(_) => {
                let text = String::from_utf8_lossy(&bytes);
                Ok(Some(text.trim_end_matches(['\n', '\r']).to_owned()))
            }
            Err(source) => {
                self.done = true;
                Err(ConlluError::Read {
                    line: self.line,
                    source,
                })
            }
        }
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<ConlluSentence, ConlluError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut sentence = ConlluSentence::default();
        let mut words = 0;
        let mut error = None;
        let mut head_lines = Vec::new();
        while !self.done {
            let text = match self.next_line() {
                Ok(Some(text)) => text,
                Ok(None) => {
                    self.done = true;
                    break;
                }
                Err(read) => return Some(Err(read)),
            };
            if self.line == 1 && text.starts_with('\u{feff}') {
                sentence
                    .lines
                    .push(Line::Other(text.trim_start_matches('\u{feff}').to_owned()));
                continue;
            }
            if text.trim().is_empty() {
                if words > 0 || error.is_some() || !sentence.lines.is_empty() {
                    break;
                }
                continue;
            }
            if error.is_some() {
                continue;
            }
            match read_line(text, self.line, words + 1) {
                Ok(line) => {
                    if let Line::Word(word) = &line {
                        words += 1;
                        head_lines.push((self.line, word.head));
                    }
                    sentence.lines.push(line);
                }
                Err(malformed) => error = Some(malformed),
            }
        }
        if error.is_none() {
            error = head_lines.iter().find_map(|(line, head)| {
                let head = (*head)?;
                (head > words).then_some(ConlluError::HeadBeyond {
                    line: *line,
                    head,
                    words,
                })
            });
        }
        match error {
            Some(error) => Some(Err(error)),
            None if sentence.lines.is_empty() => None,
            None => Some(Ok(sentence)),
        }
    }
}

/// The mark of a token that the next one follows without a space.
fn space_after(content: &str, tokens: &[Token], index: usize) -> &'static str {
    let end = tokens[index].span.end;
    let next = tokens.get(index + 1).map(|token| token.span.start);
    let is_joined = match next {
        Some(next) => next == end,
        None => content[end..].starts_with(|letter: char| !letter.is_whitespace()),
    };
    if is_joined { "SpaceAfter=No|" } else { "" }
}

/// One past the last part of the multiword token that starts here.
fn multiword_end(content: &str, tokens: &[Token], start: usize) -> usize {
    let mut end = start + 1;
    while end < tokens.len() && continues_multiword(content, tokens, end) {
        end += 1;
    }
    end
}

/// The first part of the multiword token that this is part of.
fn multiword_start(content: &str, tokens: &[Token], mut index: usize) -> usize {
    while index > 0 && continues_multiword(content, tokens, index) {
        index -= 1;
    }
    index
}

/// Whether a token makes one word with the one before: "n't", "'s", the "not" of "cannot".
fn continues_multiword(content: &str, tokens: &[Token], index: usize) -> bool {
    let (before, token) = (tokens[index - 1].span, tokens[index].span);
    if before.end != token.start {
        return false;
    }
    let is_letter = |letter: char| letter.is_alphanumeric();
    if !before.of(content).ends_with(is_letter) && !before.of(content).ends_with('.') {
        return false;
    }
    let form = token.of(content);
    let starts_with_mark = form.starts_with(['\'', '’', '`']);
    if starts_with_mark {
        return form.chars().count() > 1 && form != "''" || tokens[index].xpos == Xpos::Pos;
    }
    before.of(content).ends_with(char::is_alphabetic) && form.starts_with(char::is_alphabetic)
}

fn read_line(text: String, line: usize, expected: usize) -> Result<Line, ConlluError> {
    if text.starts_with('#') {
        return Ok(Line::Other(text));
    }
    let columns: Vec<&str> = text.split('\t').collect();
    let Ok([id, form, lemma, upos, xpos, feats, head, deprel, deps, misc]) =
        <[&str; 10]>::try_from(columns.as_slice())
    else {
        return Err(ConlluError::Columns {
            line,
            count: columns.len(),
        });
    };
    if is_range_or_empty_node(id) {
        return Ok(Line::Other(text));
    }
    if id.parse() != Ok(expected) {
        return Err(ConlluError::Id {
            line,
            id: id.to_owned(),
            expected,
        });
    }
    if form.is_empty() {
        return Err(ConlluError::Form { line });
    }
    let number = match head {
        "_" | "" => None,
        _ => Some(head.parse().map_err(|_| ConlluError::Head {
            line,
            head: head.to_owned(),
        })?),
    };
    Ok(Line::Word(Box::new(Word {
        id: expected,
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        upos: upos.to_owned(),
        xpos: xpos.to_owned(),
        feats: feats.to_owned(),
        head: number,
        deprel: deprel.to_owned(),
        deps: deps.to_owned(),
        misc: misc.to_owned(),
    })))
}

fn is_range_or_empty_node(id: &str) -> bool {
    let parts = id.split_once('-').or_else(|| id.split_once('.'));
    parts.is_some_and(|(first, second)| {
        first.parse::<u32>().is_ok() && second.parse::<u32>().is_ok()
    })
}
