//! Pages: which part of an answer is shown, and how is the next one asked for?

use super::refusal::Refusal;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// So many bytes of a hash tell one question from another.
const KEY: usize = 12;

/// A page of an answer.
#[derive(Debug)]
pub(super) struct Page {
    /// So many come before it.
    pub(super) start: usize,
    /// It has at most so many.
    pub(super) limit: usize,
    key: String,
}

impl Page {
    /// The page at which the cursor points, or the first one; `question` is all that the answer follows from.
    pub(super) fn new(cursor: Option<&str>, limit: usize, question: &[&str]) -> Result<Self, Refusal> {
        let mut hash = Sha256::new();
        for part in question {
            hash.update(part);
            hash.update([0x1e]);
        }
        let key = URL_SAFE_NO_PAD.encode(&hash.finalize()[..KEY]);
        let start = match cursor {
            None => 0,
            Some(cursor) => start(cursor, &key)?,
        };
        Ok(Self { start, limit, key })
    }

    /// The part of `all` that the page shows.
    pub(super) fn of<'a, T>(&self, all: &'a [T]) -> &'a [T] {
        let start = self.start.min(all.len());
        &all[start..all.len().min(start.saturating_add(self.limit))]
    }

    /// Where the page ends: so many have been shown with it.
    pub(super) const fn end(&self) -> usize {
        self.start.saturating_add(self.limit)
    }

    /// The cursor of the page behind this one, where there are `total` in all.
    pub(super) fn next(&self, total: usize) -> Option<String> {
        (self.end() < total).then(|| URL_SAFE_NO_PAD.encode(format!("{} {}", self.end(), self.key)))
    }
}

fn start(cursor: &str, key: &str) -> Result<usize, Refusal> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    let parts = text.as_deref().and_then(|text| text.split_once(' '));
    let read = parts.and_then(|(start, own)| Some((start.parse().ok()?, own)));
    match read {
        Some((start, own)) if own == key => Ok(start),
        Some(_) => Err(Refusal::new(
            "cursor: it belongs to another question, or the graph has changed since; ask again without it",
        )),
        None => Err(Refusal::new(
            "cursor: not one of this server; take next_cursor of an answer as it is, or none",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn pages_follow_one_another_until_all_is_shown() {
        let all: Vec<usize> = (0..5).collect();
        let mut cursor = None;
        let mut shown = Vec::new();
        loop {
            let page = Page::new(cursor.as_deref(), 2, &["met Kim", "7"]).expect("a page");
            shown.push(page.of(&all).to_vec());
            cursor = page.next(all.len());
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(shown, [vec![0, 1], vec![2, 3], vec![4]]);
    }

    #[test]
    fn a_cursor_fits_its_own_question_and_state_alone() {
        let cursor = Page::new(None, 2, &["met Kim", "7"]).expect("a page").next(9);
        for question in [["met Xi", "7"], ["met Kim", "8"], ["met Kim7", ""]] {
            let refused = Page::new(cursor.as_deref(), 2, &question).expect_err("another question");
            assert!(refused.sentence.contains("another question"), "{question:?}");
        }
        for wrong in ["", "x", "MTIz", "18446744073709551616 a"] {
            let refused = Page::new(Some(wrong), 2, &["met Kim", "7"]).expect_err("no cursor");
            assert!(refused.sentence.starts_with("cursor: not one"), "{wrong}");
        }
    }
}
