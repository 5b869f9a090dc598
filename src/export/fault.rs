//! Faults of a query: at which word does it stop being SPARQL?
//!
//! The parser of the engine tells what it would have liked to read, and a place that may lie behind the one where it
//! first failed. The words are therefore offered to it one more at a time: the first that it cannot read is the fault.

use super::rdf;
use oxigraph::sparql::{SparqlEvaluator, SparqlSyntaxError};
use std::fmt;
use std::ops::Range;

/// Blanks behind a beginning of a query. The parser skips them where it could read the beginning, and looks at fewer
/// letters than these in vain where it could not.
const BLANKS: &str = "                                                                ";

/// The first thing that is wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryFault {
    /// A word that cannot stand where it does.
    Word {
        /// The word.
        word: String,
        /// Its line, from 1.
        line: usize,
        /// The column of its first letter, from 1.
        column: usize,
    },
    /// A prefix that is not declared.
    Prefix(String),
    /// The query ends where more must follow the word; without one it is empty.
    End(Option<String>),
    /// The engine says what is wrong, beyond the words.
    Other(String),
}

impl fmt::Display for QueryFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word { word, line, column } => {
                write!(
                    f,
                    "{word:?} cannot stand where it does, in line {line}, column {column}"
                )
            }
            Self::Prefix(prefix) => write!(f, "the prefix {prefix:?} is not declared"),
            Self::End(Some(word)) => write!(f, "it ends too early, behind {word:?}"),
            Self::End(None) => f.write_str("it is empty"),
            Self::Other(cause) => f.write_str(cause),
        }
    }
}

impl QueryFault {
    /// What is wrong with a query that the engine refused. Cost: O(log n) attempts to parse its n words.
    pub(super) fn of(query: &str, error: &SparqlSyntaxError) -> Self {
        let words = words(query);
        let is_readable = |count: usize| {
            let end = if count == 0 { 0 } else { words[count - 1].end };
            is_beginning(&query[..end])
        };
        let Some(last) = words.last() else {
            return Self::End(None);
        };
        if is_readable(words.len()) {
            // An error that has no place is none of the words.
            return if place(&error.to_string()).is_some() {
                Self::End(Some(query[last.clone()].to_owned()))
            } else {
                Self::Other(error.to_string())
            };
        }
        let counts: Vec<usize> = (0..words.len()).collect();
        let at = counts.partition_point(|&count| is_readable(count + 1));
        let word = &query[words[at].clone()];
        if let Some(prefix) = undeclared(query, &words[..at], word) {
            return Self::Prefix(prefix);
        }
        let before = &query[..words[at].start];
        let line = before.rsplit('\n').next().unwrap_or_default();
        Self::Word {
            word: word.to_owned(),
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
        }
    }
}

/// The evaluator, to which the prefixes of the export are known.
pub(super) fn evaluator() -> SparqlEvaluator {
    let mut evaluator = SparqlEvaluator::new();
    for &(name, iri) in rdf::PREFIXES {
        if let Ok(with) = evaluator.clone().with_prefix(name, iri) {
            evaluator = with;
        }
    }
    evaluator
}

/// Whether a query may begin so.
fn is_beginning(text: &str) -> bool {
    let text = format!("{text}{BLANKS}");
    let Err(error) = evaluator().parse_query(&text) else {
        return true;
    };
    let last = text.rsplit('\n').next().unwrap_or_default();
    let end = (text.matches('\n').count() + 1, last.chars().count() + 1);
    place(&error.to_string()).is_none_or(|place| place == end)
}

/// The line and the column that the engine tells in front of its reasons, which it gives in words alone.
fn place(message: &str) -> Option<(usize, usize)> {
    let (place, _) = message.strip_prefix("error at ")?.split_once(": ")?;
    let (line, column) = place.split_once(':')?;
    Some((line.parse().ok()?, column.parse().ok()?))
}

/// The prefix of a word, if none of the words before declares it.
fn undeclared(query: &str, before: &[Range<usize>], word: &str) -> Option<String> {
    let (prefix, _) = word.split_once(':')?;
    let is_prefix = prefix
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let is_known = rdf::PREFIXES.iter().any(|&(name, _)| name == prefix);
    let is_declared = before.windows(2).any(|pair| {
        query[pair[0].clone()].eq_ignore_ascii_case("prefix")
            && query[pair[1].clone()].strip_suffix(':') == Some(prefix)
    });
    (is_prefix && !is_known && !is_declared).then(|| prefix.to_owned())
}

/// The words of a query: names, variables, IRIs, strings, and each other sign by itself; without comments.
fn words(query: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(first) = query[at..].chars().next() {
        let rest = &query[at..];
        let length = match first {
            c if c.is_whitespace() => {
                at += c.len_utf8();
                continue;
            }
            '#' => {
                at += rest.find('\n').unwrap_or(rest.len());
                continue;
            }
            '"' | '\'' => quoted(rest, first),
            '<' => iri(rest),
            c if is_of_word(c) => rest.find(|c: char| !is_of_word(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        words.push(at..at + length);
        at += length;
    }
    words
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | ':' | '?' | '$' | '@' | '-' | '%')
}

/// The length of the string at the beginning of `text`; one that is not closed takes all.
fn quoted(text: &str, quote: char) -> usize {
    let long: String = std::iter::repeat_n(quote, 3).collect();
    let end = if text.starts_with(&long) {
        long
    } else {
        quote.to_string()
    };
    let mut at = end.len();
    while at < text.len() {
        if text[at..].starts_with(&end) {
            return at + end.len();
        }
        let mut letters = text[at..].chars();
        let letter = letters.next().map_or(1, char::len_utf8);
        let escaped = if text[at..].starts_with('\\') {
            letters.next().map_or(0, char::len_utf8)
        } else {
            0
        };
        at += letter + escaped;
    }
    text.len()
}

/// The length of the IRI at the beginning of `text`, or of the sign "less than".
fn iri(text: &str) -> usize {
    let end = text.find(|c: char| c == '>' || c.is_whitespace());
    match end {
        Some(end) if text[end..].starts_with('>') => end + 1,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{QueryFault, evaluator, words};

    /// What is wrong with the query, in words.
    fn check(query: &str, expected: &str) {
        let Err(error) = evaluator().parse_query(query) else {
            panic!("{query} is a query");
        };
        assert_eq!(QueryFault::of(query, &error).to_string(), expected, "{query}");
    }

    #[test]
    fn the_first_word_that_cannot_be_read_is_named() {
        check(
            "SELEC ?x WHERE { ?x a sem:Event }",
            "\"SELEC\" cannot stand where it does, in line 1, column 1",
        );
        check(
            "SELECT ?x\nWHERE { ?x a sem:Event } ORDER ?x",
            "\"?x\" cannot stand where it does, in line 2, column 32",
        );
        check(
            "SELECT ?x WHERE { ?x a sem:Event } LIMIT ten",
            "\"ten\" cannot stand where it does, in line 1, column 42",
        );
        check(
            "SELECT ?x WHERE { ?x }",
            "\"}\" cannot stand where it does, in line 1, column 22",
        );
        check(
            "SELECT ?x WHERE { ?x a sem:Event } }",
            "\"}\" cannot stand where it does, in line 1, column 36",
        );
        check(
            "SELECT ?x WHERE { ?x a sem:Event FILTR(?x = 1) }",
            "\"FILTR\" cannot stand where it does, in line 1, column 34",
        );
    }

    #[test]
    fn a_query_may_end_too_early() {
        check(
            "SELECT ?x WHERE { ?x a sem:Event",
            "it ends too early, behind \"sem:Event\"",
        );
        check("SELECT ?x", "it ends too early, behind \"?x\"");
        check("# nothing yet", "it is empty");
    }

    #[test]
    fn prefixes_must_be_declared() {
        check(
            "SELECT ?x WHERE { ?x a foaf:Person }",
            "the prefix \"foaf\" is not declared",
        );
        check(
            "PREFIX foaf: <http://xmlns.com/foaf/0.1/> SELECT ?x WHERE { ?x a foaf:Person ; dc:title ?y }",
            "the prefix \"dc\" is not declared",
        );
        // With the prefix declared, it is the word that is wrong.
        check(
            "SELECT ?x WHERE { ?x sem:Event }",
            "\"}\" cannot stand where it does, in line 1, column 32",
        );
    }

    #[test]
    fn strings_and_iris_are_words() {
        let query = "ASK { <a> ?b \"c \\\" d\" . FILTER(?e < 3) } # f";
        let found: Vec<&str> = words(query).into_iter().map(|range| &query[range]).collect();
        assert_eq!(
            found,
            [
                "ASK",
                "{",
                "<a>",
                "?b",
                "\"c \\\" d\"",
                ".",
                "FILTER",
                "(",
                "?e",
                "<",
                "3",
                ")",
                "}"
            ]
        );
    }
}
