//! Sentences found by their words and by the names of those whom they speak of.

use super::error::Context;
use super::{Base, BaseError, Phrase};
use crate::graph::EventId;
use crate::span::Span;
use crate::text::fold;
use chrono::NaiveDate;
use rusqlite::{Transaction, params};

/// What is sought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Words that a sentence holds, or names of those whom it speaks of: all of them; of words in quotation marks, in this
    /// order. A word that ends in `*` stands for all that begin so.
    pub words: String,
    /// Names of those whom it speaks of, all of them.
    pub who: Vec<String>,
    /// No more sentences than these.
    pub limit: usize,
    /// So many of the best sentences are passed over.
    pub skip: usize,
}

/// A sentence that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The id of its article.
    pub article: String,
    /// The article's title.
    pub title: Option<String>,
    /// The article's day.
    pub date: Option<NaiveDate>,
    /// The article's publisher.
    pub source: Option<String>,
    /// The sentence.
    pub sentence: String,
    /// Its bytes in the article's content.
    pub span: Span,
    /// The events that it tells.
    pub events: Vec<EventId>,
}

impl Base {
    /// The sentences that hold what is sought, the best first: those with rare words, and short ones (BM25, the names counting
    /// half).
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn search(&self, search: &Search) -> Result<Vec<Hit>, BaseError> {
        let mut parts = sought(&search.words, None);
        parts.extend(
            search
                .who
                .iter()
                .flat_map(|who| sought(&format!("\"{who}\""), Some("names"))),
        );
        if parts.is_empty() {
            return Ok(Vec::new());
        }
        let mut asked = self
            .connection
            .prepare(
                // The best are chosen before their articles are looked at. Sentences of removed articles are not in the index.
                "SELECT sentence.number, article.number, coalesce(teller.id, article.id), title, date, source, first, last,
                        CAST(substr(CAST(content AS BLOB), first + 1, last - first) AS TEXT)
                 FROM (SELECT rowid AS found, bm25(sentence_words, 1.0, 0.5) AS fit FROM sentence_words
                       WHERE sentence_words MATCH ? ORDER BY fit, found LIMIT ? OFFSET ?)
                   JOIN sentence ON sentence.number = found JOIN article ON article.number = sentence.article
                   LEFT JOIN teller ON teller.article = article.number
                 ORDER BY fit, found",
            )
            .at(&self.path)?;
        let mut told = self
            .connection
            .prepare("SELECT DISTINCT event FROM report WHERE article = ? AND first >= ? AND first < ? ORDER BY event")
            .at(&self.path)?;
        let mut rows = asked
            .query(params![parts.join(" AND "), place(search.limit), place(search.skip)])
            .at(&self.path)?;
        let mut hits = Vec::new();
        while let Some(row) = rows.next().at(&self.path)? {
            let (number, first, last): (i64, i64, i64) = (
                row.get(1).at(&self.path)?,
                row.get(6).at(&self.path)?,
                row.get(7).at(&self.path)?,
            );
            let events = told
                .query_map([number, first, last], |row| Ok(EventId::from(row.get::<_, String>(0)?)))
                .at(&self.path)?;
            let events = events.collect::<Result<_, _>>().at(&self.path)?;
            let span = Span::new(usize::try_from(first).unwrap_or(0), usize::try_from(last).unwrap_or(0));
            let hit = || -> rusqlite::Result<Hit> {
                Ok(Hit {
                    article: row.get(2)?,
                    title: row.get(3)?,
                    date: row.get::<_, Option<String>>(4)?.and_then(|day| day.parse().ok()),
                    source: row.get(5)?,
                    sentence: row.get(8)?,
                    span,
                    events,
                })
            };
            hits.push(hit().at(&self.path)?);
        }
        Ok(hits)
    }
}

/// The words as FTS5 has them, quoted so that none of them acts.
fn sought(words: &str, column: Option<&str>) -> Vec<String> {
    let of = column.map_or_else(String::new, |column| format!("{column} : "));
    let mut parts = Vec::new();
    for (number, part) in fold(words).split('"').enumerate() {
        // Every other part stands between quotation marks.
        if number % 2 == 1 {
            if part.chars().any(char::is_alphanumeric) {
                parts.push(format!("{of}\"{part}\""));
            }
            continue;
        }
        for word in part
            .split_whitespace()
            .filter(|word| word.chars().any(char::is_alphanumeric))
        {
            let (word, star) = word.strip_suffix('*').map_or((word, ""), |front| (front, "*"));
            parts.push(format!("{of}\"{word}\"{star}"));
        }
    }
    parts
}

/// Remembers the sentences of an article.
pub(super) fn remember(
    work: &Transaction<'_>,
    article: i64,
    content: &str,
    phrases: &[Phrase],
) -> rusqlite::Result<()> {
    let mut keep = work.prepare_cached("INSERT INTO sentence (article, first, last, names) VALUES (?, ?, ?, ?)")?;
    let mut index = work.prepare_cached("INSERT INTO sentence_words (rowid, words, names) VALUES (?, ?, ?)")?;
    for phrase in phrases {
        let (Span { start, end }, names) = (phrase.span, phrase.names.join("; "));
        let number = keep.insert(params![article, place(start), place(end), names])?;
        index.execute(params![number, fold(phrase.span.of(content)), fold(&names)])?;
    }
    Ok(())
}

/// Forgets the sentences of an article.
pub(super) fn forget(work: &Transaction<'_>, article: i64) -> rusqlite::Result<()> {
    work.execute(
        "DELETE FROM sentence_words WHERE rowid IN (SELECT number FROM sentence WHERE article = ?)",
        [article],
    )?;
    work.execute("DELETE FROM sentence WHERE article = ?", [article])?;
    Ok(())
}

/// Fills the empty index with the sentences that are kept.
pub(super) fn fill(work: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut asked = work.prepare(
        "SELECT sentence.number, CAST(substr(CAST(content AS BLOB), first + 1, last - first) AS TEXT), names
         FROM sentence JOIN article ON article.number = sentence.article",
    )?;
    let mut index = work.prepare("INSERT INTO sentence_words (rowid, words, names) VALUES (?, ?, ?)")?;
    let mut rows = asked.query([])?;
    while let Some(row) = rows.next()? {
        let (number, words, names): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        index.execute(params![number, fold(&words), fold(&names)])?;
    }
    Ok(())
}

fn place(at: usize) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::sought;

    #[test]
    fn words_are_sought_and_never_act() {
        for (words, parts) in [
            ("gas pipeline", &["\"gas\"", "\"pipeline\""][..]),
            ("\"gas pipeline\" Łódź", &["\"gas pipeline\"", "\"lodz\""]),
            ("sanct* OR NOT", &["\"sanct\"*", "\"or\"", "\"not\""]),
            ("names : x) --", &["\"names\"", "\"x)\""]),
            ("\" - \"", &[]),
        ] {
            assert_eq!(sought(words, None), parts, "{words}");
        }
    }
}
