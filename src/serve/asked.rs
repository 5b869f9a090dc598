//! What is asked behind the question mark of an address.

use super::reply::Fault;
use crate::event::Status;
use crate::graph::KnowledgeGraph;
use crate::query::{Query, Question, days};
use crate::review::{DoubtKind, Scope};
use chrono::NaiveDate;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use std::fmt::Write as _;

/// What cannot stand for itself in a part of an address.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// So many events stand on a page.
pub(super) const PAGE: usize = 50;

/// What is asked; a field that is left empty is not.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) q: String,
    who: String,
    with: String,
    country: String,
    place: String,
    #[serde(rename = "type")]
    kind: String,
    status: String,
    source: String,
    pub(super) since: String,
    until: String,
    min_score: String,
    doubt: String,
    page: String,
    pub(super) format: String,
    pub(super) token: String,
}

impl Asked {
    /// The query that the filters make.
    pub(super) fn query(&self, graph: &KnowledgeGraph) -> Result<Query, Fault> {
        let one = |word: &str| Some(word.trim().to_owned()).filter(|word| !word.is_empty());
        let list = |words: &str| words.split(',').filter_map(one).collect::<Vec<_>>();
        let status = |word: String| {
            Status::parse(&word)
                .ok_or_else(|| Fault::unclear(format!("status: {word:?} is none; there are {}", statuses())))
        };
        let question = Question {
            types: list(&self.kind),
            who: one(&self.who).into_iter().collect(),
            with: one(&self.with).into_iter().collect(),
            countries: list(&self.country),
            places: one(&self.place).into_iter().collect(),
            since: self.since()?,
            until: day("until", &self.until)?.map(|(_, last)| last),
            statuses: list(&self.status).into_iter().map(status).collect::<Result<_, _>>()?,
            min_score: self.min_score()?,
            sources: one(&self.source).into_iter().collect(),
            ..Question::default()
        };
        Ok(question.query(graph, None)?)
    }

    /// The first day asked for.
    pub(super) fn since(&self) -> Result<Option<NaiveDate>, Fault> {
        Ok(day("since", &self.since)?.map(|(first, _)| first))
    }

    /// The same, since that day.
    pub(super) fn with_since(&self, day: NaiveDate) -> Self {
        Self {
            since: day.to_string(),
            ..self.clone()
        }
    }

    /// The same, of the events in one place.
    pub(super) fn in_place(&self, place: &str) -> Self {
        Self {
            place: place.to_owned(),
            ..self.clone()
        }
    }

    /// Which events are asked for by the doubts about them.
    pub(super) fn scope(&self) -> Result<Scope, Fault> {
        let words = self.doubt.split(',').map(str::trim).filter(|word| !word.is_empty());
        let kind = |word: &str| {
            let known = || {
                DoubtKind::ALL
                    .iter()
                    .map(|kind| kind.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            DoubtKind::parse(word)
                .ok_or_else(|| Fault::unclear(format!("doubt: {word:?} is none; there are {}", known())))
        };
        Ok(Scope {
            kinds: words.map(kind).collect::<Result<_, _>>()?,
            ..Scope::default()
        })
    }

    /// The reasons for doubt that are asked for, as they were written.
    pub(super) fn doubt(&self) -> &str {
        &self.doubt
    }

    fn min_score(&self) -> Result<f64, Fault> {
        match self.min_score.trim() {
            "" => Ok(0.0),
            word => {
                let score = word.parse().ok().filter(|score| (0.0..=1.0).contains(score));
                score.ok_or_else(|| Fault::unclear(format!("min_score: {word:?} is no number from 0 to 1")))
            }
        }
    }

    /// The number of the page, from 1.
    pub(super) fn page(&self) -> Result<usize, Fault> {
        match self.page.trim() {
            "" => Ok(1),
            word => {
                let page = word.parse().ok().filter(|&page| page > 0);
                page.ok_or_else(|| Fault::unclear(format!("page: {word:?} is no number from 1 on")))
            }
        }
    }

    /// The fields that may be shown again in a form, each with its value.
    pub(super) fn fields(&self) -> [(&'static str, &str); 10] {
        [
            ("who", &self.who),
            ("with", &self.with),
            ("country", &self.country),
            ("place", &self.place),
            ("type", &self.kind),
            ("status", &self.status),
            ("source", &self.source),
            ("since", &self.since),
            ("until", &self.until),
            ("min_score", &self.min_score),
        ]
    }

    /// What stands behind the question mark for another page of the same.
    pub(super) fn again(&self, page: usize) -> String {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let more = [
            ("doubt", self.doubt.as_str()),
            ("q", self.q.as_str()),
            ("page", page.as_str()),
        ];
        let mut words = String::new();
        for (name, value) in self.fields().into_iter().chain(more) {
            if !value.is_empty() {
                let sign = if words.is_empty() { '?' } else { '&' };
                let _ = write!(words, "{sign}{name}={}", encoded(value));
            }
        }
        words
    }
}

/// A part of an address.
pub(super) fn encoded(part: &str) -> String {
    utf8_percent_encode(part, RESERVED).to_string()
}

fn statuses() -> String {
    let names: Vec<&str> = Status::ALL.iter().map(|status| status.as_str()).collect();
    names.join(", ")
}

/// The first and the last day of what a field says.
fn day(field: &str, word: &str) -> Result<Option<(NaiveDate, NaiveDate)>, Fault> {
    match word.trim() {
        "" => Ok(None),
        word => {
            let found = days(word).map(Some);
            found.ok_or_else(|| {
                Fault::unclear(format!(
                    "{field}: {word:?} is no day such as 2019-04-25, month such as 2019-04 or year"
                ))
            })
        }
    }
}
