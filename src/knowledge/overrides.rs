//! Overrides: decisions that are replayed on the cast of each article, in the order in which they were made.

use super::KnowledgeError;
use super::decision::Decision;
use super::target::{Target, is_called};
use crate::article::Article;
use crate::entity::{Cast, Entity, EntityId, EntityIndex, EntityKind, Gazetteer, Mention, MentionForm};
use crate::language::{SentenceIndex, Sentences};
use crate::text::fold;
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

/// Everything that was decided by hand.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    all: Vec<Override>,
}

/// The place of a decision among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DecisionIndex(usize);

/// A decision and where it stands.
#[derive(Clone, Debug)]
pub struct Override {
    /// What was decided.
    pub decision: Decision,
    /// `FILE:line`.
    pub place: String,
    /// `overridden by FILE:line`. Decisions are few, and their places stay as long as the program.
    pub reason: &'static str,
    /// Who is meant in the end, where somebody is.
    target: Option<Target>,
}

impl Overrides {
    /// Adds the decisions of a text that make sense, and returns why the others do not.
    pub fn add(&mut self, path: &Path, text: &str, gazetteer: &Gazetteer) -> Vec<KnowledgeError> {
        let mut errors = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let parsed = Decision::parse(line).and_then(|decision| {
                let Some(decision) = decision else { return Ok(None) };
                let target = target(&decision, gazetteer)?;
                Ok(Some((decision, target)))
            });
            match parsed {
                Ok(None) => {}
                Ok(Some((decision, target))) => {
                    let place = format!("{}:{}", path.display(), index + 1);
                    self.all.push(Override {
                        decision,
                        reason: format!("overridden by {place}").leak(),
                        place,
                        target,
                    });
                }
                Err(cause) => errors.push(KnowledgeError::Decision {
                    path: path.to_owned(),
                    line: index + 1,
                    cause,
                }),
            }
        }
        errors
    }

    /// The decisions on events, in their order; a graph is merged with them.
    pub fn of_events(&self) -> impl Iterator<Item = &Override> {
        self.all.iter().filter(|each| each.decision.is_of_events())
    }

    /// The decisions on names that are not among `fitting`, in their order; they changed nothing.
    pub fn idle(&self, fitting: &BTreeSet<DecisionIndex>) -> impl Iterator<Item = &Override> {
        let all = self.all.iter().enumerate();
        all.filter(|(at, each)| !each.decision.is_of_events() && !fitting.contains(&DecisionIndex(*at)))
            .map(|(_, each)| each)
    }

    /// Replays the decisions on the cast of an article, and returns those that found what they are about.
    pub fn apply(
        &self,
        article: &Article,
        sentences: &Sentences,
        cast: &mut Cast,
        gazetteer: &Gazetteer,
    ) -> BTreeSet<DecisionIndex> {
        let mut fitting = BTreeSet::new();
        if self.all.is_empty() {
            return fitting;
        }
        let mut replay = Replay {
            article,
            sentences,
            cast,
            gazetteer,
        };
        for (at, each) in self.all.iter().enumerate() {
            let fits = match &each.decision {
                Decision::Same { one, other } => replay.same(one, other, each),
                Decision::Distinct { one, other } => {
                    let first = replay.distinct(one, other, each);
                    replay.distinct(other, one, each) || first
                }
                Decision::Means {
                    words, article: only, ..
                } => only.as_ref().is_none_or(|only| *only == article.id) && replay.means(words, each),
                Decision::Remove { .. } | Decision::Rule { .. } => false,
            };
            if fits {
                fitting.insert(DecisionIndex(at));
            }
        }
        cast.index(sentences.len());
        fitting
    }
}

/// Who is meant in the end.
fn target(decision: &Decision, gazetteer: &Gazetteer) -> Result<Option<Target>, String> {
    match decision {
        Decision::Same { other, .. } => Target::find(other, gazetteer).map(Some),
        Decision::Means { entity, .. } => match Target::find(entity, gazetteer)? {
            Target::Name(name) => Err(format!(
                "the gazetteer has no '{name}'; a person whom it does not have is written person:NAME:CODE"
            )),
            target => Ok(Some(target)),
        },
        Decision::Distinct { .. } | Decision::Remove { .. } | Decision::Rule { .. } => Ok(None),
    }
}

/// The replay of the decisions on one article.
struct Replay<'a> {
    article: &'a Article,
    sentences: &'a Sentences,
    cast: &'a mut Cast,
    gazetteer: &'a Gazetteer,
}

impl Replay<'_> {
    fn place(&mut self, target: Option<&Target>) -> Option<EntityIndex> {
        target?.place(self.cast, self.gazetteer, self.article.date)
    }

    /// Who is found as `one` is `other`. Returns whether anybody is.
    fn same(&mut self, one: &str, other: &str, by: &Override) -> bool {
        let entities = &self.cast.entities;
        let found: Vec<EntityIndex> = entities.keys().filter(|&at| is_called(&entities[at], one)).collect();
        for &at in &found {
            let meant = match self.place(by.target.as_ref()) {
                Some(meant) => meant,
                None => self.push(renamed(&self.cast.entities[at], other)),
            };
            if meant != at {
                self.move_all(at, meant, by.reason);
            }
        }
        !found.is_empty()
    }

    /// Words that are the name `one` and were taken for `other` mean somebody else. Returns whether there are any.
    fn distinct(&mut self, one: &str, other: &str, by: &Override) -> bool {
        let taken: Vec<usize> = (0..self.cast.mentions.len())
            .filter(|&at| {
                let mention = &self.cast.mentions[at];
                let mut entities = mention.entities.iter().map(|&entity| &self.cast.entities[entity]);
                mention.form == MentionForm::Name
                    && fold(mention.span.of(&self.article.content)) == fold(one)
                    && entities.any(|entity| is_called(entity, other) && !is_called(entity, one))
            })
            .collect();
        let Some(&first) = taken.first() else { return false };
        let was = self.cast.mentions[first].entities[0];
        let own = Target::find(one, self.gazetteer).ok();
        let own = match self.place(own.as_ref()) {
            Some(own) if own != was => own,
            _ => self.push(renamed(&self.cast.entities[was], one)),
        };
        for at in taken {
            set(&mut self.cast.mentions[at], own, by.reason);
        }
        true
    }

    /// The words mean somebody, wherever they stand as a whole name. Returns whether they do anywhere.
    fn means(&mut self, words: &str, by: &Override) -> bool {
        let Some(meant) = self.place(by.target.as_ref()) else {
            return false;
        };
        let mut fits = false;
        let mut left: Vec<EntityIndex> = Vec::new();
        for number in self.sentences.keys() {
            for run in self.runs(number, words) {
                fits |= self.relink(number, &run, meant, by.reason, &mut left);
            }
        }
        // What referred to somebody who has no name left here refers to the one who has it now.
        left.sort_unstable();
        left.dedup();
        for old in left {
            let named = |mention: &Mention| mention.form == MentionForm::Name && mention.entities.contains(&old);
            if old != meant && !self.cast.mentions.iter().any(named) {
                self.move_all(old, meant, by.reason);
            }
        }
        fits
    }

    /// Where the words stand in a sentence, as whole tokens.
    fn runs(&self, number: SentenceIndex, words: &str) -> Vec<Range<usize>> {
        let sentence = &self.sentences[number];
        let content = &self.article.content;
        let text = sentence.span.of(content);
        let mut runs = Vec::new();
        for (at, _) in text.match_indices(words) {
            let start = sentence.span.start + at;
            let first = sentence.tokens.iter().position(|token| token.span.start == start);
            let last = sentence
                .tokens
                .iter()
                .position(|token| token.span.end == start + words.len());
            if let Some((first, last)) = first.zip(last)
                && first <= last
            {
                runs.push(first..last + 1);
            }
        }
        runs
    }

    /// Links the mentions that the run of tokens names to another; makes one where there is none. Returns whether the run
    /// is a name.
    fn relink(
        &mut self,
        number: SentenceIndex,
        run: &Range<usize>,
        meant: EntityIndex,
        reason: &'static str,
        left: &mut Vec<EntityIndex>,
    ) -> bool {
        let tokens = &self.sentences[number].tokens;
        let name = tokens[run.start].span.cover(tokens[run.end - 1].span);
        let mentions = &mut self.cast.mentions;
        let over = |mention: &Mention| {
            mention.sentence == number && mention.tokens.start < run.end && run.start < mention.tokens.end
        };
        if !mentions.iter().any(over) {
            let outside = |token: &usize| tokens[*token].head.is_none_or(|head| !run.contains(&head));
            mentions.push(Mention {
                sentence: number,
                tokens: run.clone(),
                head: run.clone().find(outside).unwrap_or(run.end - 1),
                span: name,
                name: Some(name),
                form: MentionForm::Name,
                entities: vec![meant],
                place: None,
                reason,
                confidence: 1.0,
                inner: false,
            });
            return true;
        }
        let content = &self.article.content;
        // "Mr. Kim", "Foreign Minister Kim", "Kim, the foreign minister": a title is no part of the name.
        let titled = |mention: &Mention| {
            let (start, end) = (mention.tokens.start.min(run.start), mention.tokens.end.max(run.end));
            let word = |token: usize| tokens[token].span.of(content);
            let before: Vec<String> = (start..run.start).map(|token| fold(word(token))).collect();
            let before: Vec<&str> = before.iter().map(String::as_str).collect();
            let is_title = before.last().is_none_or(|last| last.ends_with(['.', ',']))
                || (0..before.len()).any(|from| {
                    let role = crate::entity::longest_role(&before[from..]);
                    role.is_some_and(|(length, ..)| length == before.len() - from)
                });
            is_title && (run.end == end || word(run.end) == ",")
        };
        let mut fits = false;
        for mention in mentions.iter_mut().filter(|mention| over(mention) && titled(mention)) {
            fits = true;
            left.extend(&mention.entities);
            set(mention, meant, reason);
            mention.name = Some(name);
            if mention.tokens == *run {
                mention.form = MentionForm::Name;
            }
        }
        fits
    }

    fn push(&mut self, entity: Entity) -> EntityIndex {
        self.cast.entities.push_and_get_key(entity)
    }

    fn move_all(&mut self, old: EntityIndex, new: EntityIndex, reason: &'static str) {
        for mention in &mut self.cast.mentions {
            if mention.entities.contains(&old) {
                mention.entities.retain(|&entity| entity != old && entity != new);
                mention.entities.push(new);
                mention.reason = reason;
            }
        }
        if let Some((here, _)) = &mut self.cast.here
            && *here == old
        {
            *here = new;
        }
        if self.cast.home == Some(old) {
            self.cast.home = Some(new);
        }
    }
}

fn set(mention: &mut Mention, entity: EntityIndex, reason: &'static str) {
    mention.entities = vec![entity];
    mention.reason = reason;
    mention.confidence = 1.0;
    mention.place = None;
}

/// The same kind of entity under another name, which the gazetteer does not have.
fn renamed(entity: &Entity, name: &str) -> Entity {
    let served = if entity.country.is_empty() {
        &entity.org
    } else {
        &entity.country
    };
    Entity {
        id: match entity.kind {
            EntityKind::Person => EntityId::person(name, served),
            _ => EntityId::organization(name),
        },
        name: name.to_owned(),
        known: None,
        roles: Vec::new(),
        members: Vec::new(),
        words: fold(name).split_whitespace().map(str::to_owned).collect(),
        ..entity.clone()
    }
}
