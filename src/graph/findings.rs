//! Findings: what does one article contribute to a graph?

use super::NodeId;
use super::digest::digest;
use super::origin::{self, words};
use super::record::{ArticleRef, FoundActor, FoundEvent, ReportId};
use super::register::names;
use crate::article::Article;
use crate::event::Event;
use std::collections::BTreeMap;

/// What one article contributes to a graph.
#[derive(Clone, Debug, PartialEq)]
pub struct Findings {
    /// The article.
    pub article: ArticleRef,
    /// The events that it tells of.
    pub events: Vec<FoundEvent>,
    /// What tells its content from any other: sixteen hexadecimal digits.
    pub fingerprint: String,
    /// A fixed fraction of its sequences of words, by which copies of a text are found.
    pub sampled: Vec<u64>,
}

impl Findings {
    /// What `article` contributes by these events.
    ///
    /// # Panics
    /// If a span of an event does not lie in the article's content.
    pub fn new(article: &Article, events: Vec<Event>) -> Self {
        let (agency, sampled) = if events.is_empty() {
            (None, Vec::new())
        } else {
            (origin::agency(article), origin::sample(&article.content))
        };
        Self {
            article: ArticleRef {
                agency,
                ..article.into()
            },
            events: events
                .into_iter()
                .map(|event| FoundEvent::new(article, event))
                .collect(),
            fingerprint: digest(&[&article.content]),
            sampled,
        }
    }

    /// What decides the order of articles: the day, then the id, then whatever else tells them apart.
    pub fn order(&self) -> impl Ord {
        let ArticleRef {
            id,
            title,
            date,
            source,
            url,
            ..
        } = &self.article;
        (date.is_none(), date, id, &self.fingerprint, source, url, title)
    }

    /// By which names it calls those of whom it tells, and how often.
    pub fn called(&self) -> BTreeMap<(NodeId, String), usize> {
        let mut called = BTreeMap::new();
        for (id, name) in self.events.iter().flat_map(names) {
            *called.entry((id.clone(), name)).or_default() += 1;
        }
        called
    }

    /// The ids of what the article tells, one for each of its events. Events that share sentence, type and participants are
    /// numbered in their order.
    pub fn report_ids(&self) -> Vec<ReportId> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let side = |actors: &[FoundActor]| {
            let mut ids: Vec<&str> = actors.iter().map(|actor| actor.id.as_str()).collect();
            ids.sort_unstable();
            ids.join(" ")
        };
        let id = |found: &FoundEvent| {
            let id = digest(&[
                &self.article.id,
                &words(&found.report.sentence),
                found.event_type.as_str(),
                &side(&found.source),
                &side(&found.target),
            ]);
            let number = seen.entry(id.clone()).or_default();
            *number += 1;
            ReportId::from(match *number {
                1 => id,
                number => digest(&[&id, &number.to_string()]),
            })
        };
        self.events.iter().map(id).collect()
    }
}
