//! Teams: who is named together, in a list or as a group, and whom does a later plural mean?
//!
//! "The five presidents" are the five of the list that the text gave, or is about to give; "leaders, including A and B" are
//! those included. A list is a run of mentions with nothing but commas, semicolons and "and" between them, closed by "and"
//! or a semicolon.

use crate::entity::cast::{EntityIndex, EntityKind, Form, Mention};
use crate::entity::groups::Wanted;
use crate::entity::lists::LISTS;
use crate::entity::reader::Reader;
use crate::language::{Relation, SentenceIndex};
use std::ops::Range;

/// How many sentences back a team may have been named that is meant by its number.
const TEAM_REACH: usize = 12;

/// How many tokens may stand between a plural and the word that leads to its list.
const TO_LIST: usize = 8;

impl Reader<'_> {
    /// Those named together last who fit, and are as many as told: "the five presidents".
    pub(crate) fn team_before(
        &self,
        sentence: SentenceIndex,
        token: usize,
        count: Option<usize>,
        wanted: Wanted,
    ) -> Option<Vec<EntityIndex>> {
        let reach = if count.is_some_and(|count| count > 2) {
            TEAM_REACH
        } else {
            TEAM_REACH / 2
        };
        sentence.back(reach).find_map(|at| {
            let limit = if at == sentence { token } else { usize::MAX };
            let mut teams = self.teams_of(at, limit);
            teams.reverse();
            teams.iter().find_map(|team| self.fitting(at, team, count, wanted))
        })
    }

    /// Those named right after: "five presidents, including Denis Sassou-Nguesso of Congo, …", or in the sentences to come.
    pub(crate) fn team_after(
        &self,
        sentence: SentenceIndex,
        tokens: &Range<usize>,
        count: Option<usize>,
        wanted: Wanted,
    ) -> Option<Vec<EntityIndex>> {
        if let Some(start) = self.list_begins(sentence, tokens.end) {
            let mut mentions = self.listable(sentence);
            mentions.retain(|mention| mention.tokens.start >= start);
            if mentions.first().is_none_or(|mention| mention.tokens.start > start + 4) {
                return None;
            }
            let list = self.runs(sentence, &mentions).into_iter().next()?;
            let entities = self.members(&list, wanted, false);
            let many = entities.len() > 1 || count.is_none();
            return Some(entities)
                .filter(|entities| many && !entities.is_empty() && count.is_none_or(|count| entities.len() <= count));
        }
        let count = count.filter(|&count| count > 2)?;
        self.team_ahead(sentence, Some(count), wanted)
    }

    /// Those who are named together first in the sentences to come, as many as told, else more than two: "The leaders agreed
    /// …. Participants included …".
    pub(crate) fn team_ahead(
        &self,
        sentence: SentenceIndex,
        count: Option<usize>,
        wanted: Wanted,
    ) -> Option<Vec<EntityIndex>> {
        let ahead = self.sentences.keys().filter(|&at| at > sentence).take(TEAM_REACH);
        let mut lists = ahead.flat_map(|at| self.runs(at, &self.listable(at)));
        lists.find_map(|list| {
            let entities = self.members(&list, wanted, false);
            let fits = count.map_or(entities.len() > 2, |count| entities.len() == count);
            fits.then_some(entities)
        })
    }

    /// The token at which a list begins that a plural before `token` announces.
    pub(crate) fn list_begins(&self, sentence: SentenceIndex, token: usize) -> Option<usize> {
        let end = self.sentences[sentence].tokens.len();
        for at in token..end.min(token + TO_LIST) {
            let text = self.text(sentence, at);
            match text {
                "including" | "namely" | ":" | "--" | "—" | "–" => return Some(at + 1),
                "such" if at + 1 < end && self.text(sentence, at + 1) == "as" => return Some(at + 2),
                _ if self.found[sentence]
                    .iter()
                    .any(|mention| mention.tokens.contains(&at) && mention.form != Form::Adjective) =>
                {
                    return None;
                }
                "." | ";" | "and" | "said" => return None,
                _ => {}
            }
        }
        None
    }

    pub(crate) fn text(&self, sentence: SentenceIndex, token: usize) -> &str {
        self.sentences[sentence].tokens[token].span.of(self.content)
    }

    /// The mentions of a sentence that a list may hold, in the order of the text.
    fn listable(&self, sentence: SentenceIndex) -> Vec<&Mention> {
        let mut mentions: Vec<&Mention> = self.found[sentence]
            .iter()
            .filter(|mention| !mention.inner)
            .filter(|mention| !matches!(mention.form, Form::City | Form::Adjective | Form::Pronoun))
            .collect();
        mentions.sort_by_key(|mention| mention.tokens.start);
        mentions
    }

    /// The mentions in runs, each a list that "and" or a semicolon closes, or one mention by itself.
    fn runs<'m>(&self, sentence: SentenceIndex, mentions: &[&'m Mention]) -> Vec<Vec<&'m Mention>> {
        let mut runs: Vec<Vec<&Mention>> = Vec::new();
        let mut closed = Vec::new();
        for &mention in mentions {
            let gap = runs.last().and_then(|run| {
                let last = run.last()?;
                // Lines that were a list: "Bulgarian President Rumen Radev Czech Prime Minister Andrej Babis".
                let lines = last.tokens.end == mention.tokens.start && self.is_titled(last) && self.is_titled(mention);
                self.gap(sentence, last.tokens.end..mention.tokens.start)
                    .or(lines.then_some(true))
            });
            if let (Some(closes), Some(run), Some(end)) = (gap, runs.last_mut(), closed.last_mut()) {
                run.push(mention);
                if closes {
                    *end = run.len();
                }
            } else {
                runs.push(vec![mention]);
                closed.push(1);
            }
        }
        for (run, end) in runs.iter_mut().zip(closed) {
            run.truncate(end);
        }
        runs
    }

    /// Whether it is a person's name with a title before it.
    fn is_titled(&self, mention: &Mention) -> bool {
        let person = |&entity: &EntityIndex| self.cast.entities[entity].kind == EntityKind::Person;
        mention.form == Form::Name && mention.tokens.len() > 2 && mention.entities.first().is_some_and(person)
    }

    /// Whether the gap between two members closes a list; none if it is no gap of a list.
    fn gap(&self, sentence: SentenceIndex, gap: Range<usize>) -> Option<bool> {
        if gap.is_empty() {
            return None;
        }
        let mut closes = false;
        for token in gap {
            match self.text(sentence, token) {
                "," | "the" | "both" | "also" => {}
                ";" | "and" | "&" | "plus" => closes = true,
                _ => return None,
            }
        }
        Some(closes)
    }

    /// The lists and groups of a sentence that end before the token.
    fn teams_of(&self, sentence: SentenceIndex, token: usize) -> Vec<Vec<&Mention>> {
        let mut mentions = self.listable(sentence);
        mentions.retain(|mention| mention.tokens.end <= token);
        let mut teams = self.runs(sentence, &mentions);
        teams.retain(|team| team.len() > 1 || team[0].entities.len() > 1);
        teams
    }

    /// The members of a list who fit, in order; nobody if one of them does not fit.
    fn members(&self, list: &[&Mention], wanted: Wanted, strict: bool) -> Vec<EntityIndex> {
        let mut entities: Vec<EntityIndex> = Vec::new();
        for &entity in list.iter().flat_map(|mention| &mention.entities) {
            let fits = match wanted {
                Wanted::People(role) => self.is_wanted(entity, role.filter(|_| strict), &[]),
                Wanted::Countries => !self.cast.entities[entity].affiliation().contains(':'),
            };
            if !fits {
                return Vec::new();
            }
            if !entities.contains(&entity) {
                entities.push(entity);
            }
        }
        entities
    }

    /// The members of a list, with the subject of its sentence where only so they are as many as told, or no number is told:
    /// "Biden met Kallas, Levits and Nauseda. The leaders spoke of NATO."
    fn fitting(
        &self,
        sentence: SentenceIndex,
        list: &[&Mention],
        count: Option<usize>,
        wanted: Wanted,
    ) -> Option<Vec<EntityIndex>> {
        let entities = self.members(list, wanted, true);
        if entities.len() < 2 {
            return None;
        }
        if count == Some(entities.len()) {
            return Some(entities);
        }
        let apart = |subject: &EntityIndex| entities.iter().all(|&other| self.differ(other, *subject));
        let person = |subject: &EntityIndex| count.is_some() || self.cast.entities[*subject].kind == EntityKind::Person;
        let subject = self.subject_before(sentence, list[0]).filter(apart).filter(person);
        let together: Vec<EntityIndex> = subject.into_iter().chain(entities).collect();
        let fits = count.map_or(together.len() > 2, |count| together.len() == count);
        fits.then_some(together)
    }

    /// The person or country that is the subject of the sentence, before the mention.
    fn subject_before(&self, sentence: SentenceIndex, mention: &Mention) -> Option<EntityIndex> {
        let tokens = &self.sentences[sentence].tokens;
        let subject = self.found[sentence].iter().find(|other| {
            !other.inner && other.tokens.end <= mention.tokens.start && tokens[other.head].relation == Relation::Nsubj
        })?;
        match subject.entities[..] {
            [entity] => Some(entity),
            _ => None,
        }
    }

    /// "A delegation led by Nong Duc Manh": who leads it.
    pub(crate) fn head_of_delegation(&self, sentence: SentenceIndex, token: usize) -> Option<EntityIndex> {
        let end = self.sentences[sentence].tokens.len();
        let mut at = token;
        while at < end && LISTS.before_led.has(self.text(sentence, at)) {
            at += 1;
        }
        let led =
            at + 2 < end && matches!(self.text(sentence, at), "led" | "headed") && self.text(sentence, at + 1) == "by";
        let leader = self.found[sentence]
            .iter()
            .filter(|mention| led && !mention.inner && (at + 2..at + 4).contains(&mention.tokens.start))
            .find(|mention| matches!(mention.form, Form::Name | Form::Role))?;
        match leader.entities[..] {
            [entity] if self.cast.entities[entity].kind == EntityKind::Person => Some(entity),
            _ => None,
        }
    }
}
