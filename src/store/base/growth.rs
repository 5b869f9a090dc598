//! How a base grows: what articles are read with for it, and what each of them is known by.

use super::{Arrival, Base, BaseError, Phrase};
use crate::article::{Article, Location};
use crate::entity::{Cast, Gazetteer};
use crate::event::Event;
use crate::graph::{GraphBuilder, Known, NodeId};
use crate::knowledge::{Files, Knowledge, KnowledgeError};
use crate::language::Sentences;
use chrono::NaiveDate;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What articles cannot be read with.
#[derive(Debug, thiserror::Error)]
pub enum GrowthError {
    /// A file of the user cannot be used.
    #[error(transparent)]
    Knowledge(#[from] KnowledgeError),
    /// The base cannot be read or written.
    #[error(transparent)]
    Base(#[from] BaseError),
}

impl Base {
    /// Keeps the decisions and the names of nodes that the files of a user hold, as of `day`, and returns what articles are to
    /// be read with, the decisions of the base among it, and what of all that makes no sense.
    ///
    /// # Errors
    /// If a file of the user cannot be read, or the base cannot be written.
    pub fn knowledge(
        &mut self,
        files: &Files,
        day: NaiveDate,
    ) -> Result<(Cow<'static, Knowledge>, Vec<KnowledgeError>), GrowthError> {
        let (mut knowledge, mut wrong) = Knowledge::with(files)?;
        let lines = decisions(&files.overrides)?;
        self.decide(&lines, &own_names(&knowledge), day)?;
        let kept: Vec<String> = self
            .decisions()?
            .into_iter()
            .filter(|line| !lines.contains(line))
            .collect();
        if !kept.is_empty() {
            let knowledge = knowledge.to_mut();
            let gazetteer = knowledge.gazetteer.clone();
            wrong.extend(knowledge.overrides.add(&self.path, &kept.join("\n"), &gazetteer));
        }
        Ok((knowledge, wrong))
    }
}

/// The lines of the decisions in the files.
fn decisions(paths: &[PathBuf]) -> Result<Vec<String>, KnowledgeError> {
    let mut lines = Vec::new();
    for path in paths {
        let text = fs::read_to_string(path).map_err(|source| KnowledgeError::Unreadable {
            path: path.clone(),
            source,
        })?;
        let told = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.extend(told.map(str::to_owned));
    }
    Ok(lines)
}

/// The names of nodes that are not built in.
fn own_names(knowledge: &Knowledge) -> BTreeMap<NodeId, Known> {
    let Cow::Owned(gazetteer) = &knowledge.gazetteer else {
        return BTreeMap::new();
    };
    let builtin = GraphBuilder::with_gazetteer(Gazetteer::builtin());
    let own = GraphBuilder::with_gazetteer(gazetteer);
    let is_own = |(id, known): &(&NodeId, &Known)| builtin.known().get(*id) != Some(*known);
    let names = own.known().iter().filter(is_own);
    names.map(|(id, known)| (id.clone(), known.clone())).collect()
}

/// What an article is known by: the id that was given for it, or the file that it is, or a row of a file.
pub fn identity(article: &Article, place: Option<&Location>) -> String {
    let id = &article.id;
    let Some(path) = place.map(|place| place.path.as_path()) else {
        return id.clone();
    };
    let is_row = id.len() < 8 && id.bytes().all(|byte| byte.is_ascii_digit());
    let is_file = !path.as_os_str().is_empty() && path != Path::new("-") && {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.strip_prefix(id.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    if !is_row && !is_file {
        return id.clone();
    }
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if is_file {
        path.display().to_string()
    } else {
        format!("{}#{id}", path.display())
    }
}

impl Arrival {
    /// An article that begins at `place`, with what was read and found in it.
    pub fn new(
        article: Article,
        place: Option<&Location>,
        sentences: &Sentences,
        cast: &Cast,
        events: Vec<Event>,
    ) -> Self {
        let phrases = sentences.iter_enumerated().map(|(number, sentence)| {
            let mentions = cast.of_sentence(number).iter();
            let named = mentions.flat_map(|mention| &mention.entities);
            let names: BTreeSet<&str> = named.map(|&entity| cast.entities[entity].name.as_str()).collect();
            Phrase {
                span: sentence.span,
                names: names.into_iter().map(str::to_owned).collect(),
            }
        });
        Self {
            identity: identity(&article, place),
            phrases: phrases.collect(),
            events,
            article,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::identity;
    use crate::article::{Article, Location};
    use std::path::PathBuf;

    #[test]
    fn files_and_rows_are_known_by_where_they_are_and_other_articles_by_their_ids() {
        for (id, path, known_by) in [
            ("kim", "no/kim.txt", "no/kim.txt"),
            ("kim", "no/news.jsonl", "kim"),
            ("17", "no/news.csv", "no/news.csv#17"),
            ("https://example.org/17", "no/news.xml", "https://example.org/17"),
            ("kim", "-", "kim"),
        ] {
            let article = Article::from_text(id, "Kim met Putin.");
            let place = Location {
                path: PathBuf::from(path),
                place: None,
            };
            assert_eq!(identity(&article, Some(&place)), known_by, "{id} {path}");
        }
    }
}
