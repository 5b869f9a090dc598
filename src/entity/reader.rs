//! Reading an article for its cast: names first, then the words that refer to them.

use crate::article::Article;
use crate::entity::cast::{Cast, Entity, EntityId, EntityKind, Form, Mention};
use crate::entity::gazetteer::{Form as NameForm, Gazetteer, Known, Sense};
use crate::entity::linking::Affiliation;
use crate::entity::roles::{Role, RoleSort, is_modifier};
use crate::entity::scan::{Case, Item, ItemKind, Words, scan, written};
use crate::language::{Sentence, Upos};
use crate::span::Span;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::ops::Range;

/// The cast of an article.
///
/// Sentences that have been analyzed are read with their trees; the others by their words alone.
pub fn read(article: &Article, sentences: &[Sentence], gazetteer: &Gazetteer) -> Cast {
    let mut reader = Reader::new(article, sentences, gazetteer);
    reader.find_home();
    for sentence in 0..sentences.len() {
        reader.link_names(sentence);
    }
    for sentence in 0..sentences.len() {
        reader.link_lone_names(sentence);
    }
    for sentence in 0..sentences.len() {
        reader.resolve(sentence);
    }
    reader.cast.mentions = std::mem::take(&mut reader.found).into_iter().flatten().collect();
    reader.cast.index(sentences.len());
    reader.cast
}

pub(crate) struct Reader<'a> {
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) content: &'a str,
    pub(crate) date: Option<NaiveDate>,
    pub(crate) sentences: &'a [Sentence],
    pub(crate) words: Vec<Words>,
    pub(crate) items: Vec<Vec<Item<'a>>>,
    /// The mentions found so far, by sentence.
    pub(crate) found: Vec<Vec<Mention>>,
    pub(crate) cast: Cast,
    known: HashMap<Known, usize>,
    article: &'a Article,
}

impl<'a> Reader<'a> {
    fn new(article: &'a Article, sentences: &'a [Sentence], gazetteer: &'a Gazetteer) -> Self {
        let words: Vec<Words> = sentences
            .iter()
            .map(|sentence| Words::new(&article.content, sentence))
            .collect();
        let items = sentences
            .iter()
            .zip(&words)
            .map(|(sentence, words)| scan(gazetteer, &article.content, sentence, words))
            .collect();
        Self {
            gazetteer,
            content: &article.content,
            date: article.date,
            sentences,
            words,
            items,
            found: vec![Vec::new(); sentences.len()],
            cast: Cast::default(),
            known: HashMap::new(),
            article,
        }
    }

    /// The country of "here" and the publisher's country.
    fn find_home(&mut self) {
        if let Some(dateline) = &self.article.dateline {
            let parts: Vec<&str> = dateline.place.split(',').map(str::trim).collect();
            let named = |part: &str| {
                let mut senses = self
                    .gazetteer
                    .senses(part)
                    .iter()
                    .filter_map(|sense| self.country_of(sense.entity));
                senses.next()
            };
            let country = parts.iter().rev().find_map(|part| named(part));
            if let Some(country) = country {
                let city = title_case(parts.first().copied().unwrap_or_default());
                let entity = self.entity(Known::Country(country));
                self.cast.here = Some((entity, city));
            }
        }
        let source = self.article.source.as_deref().unwrap_or_default();
        let words: Vec<String> = crate::entity::gazetteer::pieces(source).collect();
        let home = (0..words.len()).find_map(|start| {
            let rest: Vec<&str> = words[start..].iter().map(String::as_str).collect();
            let (_, senses) = self.gazetteer.longest_name(&rest)?;
            let government = |sense: &&Sense| {
                matches!(sense.form, NameForm::Metonym | NameForm::Name) && matches!(sense.entity, Known::Country(_))
            };
            senses.iter().find(government).map(|sense| sense.entity)
        });
        self.cast.home = home.map(|known| self.entity(known));
    }

    fn country_of(&self, known: Known) -> Option<usize> {
        match known {
            Known::Country(country) => Some(country),
            Known::City(city) => self.gazetteer.country_at(&self.gazetteer.cities[city].country),
            _ => None,
        }
    }

    /// The place in the cast of an entity of the gazetteer.
    pub(crate) fn entity(&mut self, known: Known) -> usize {
        let known = match known {
            Known::Organization(index) => {
                let parent = self.gazetteer.parent_of(&self.gazetteer.organizations[index].acronym);
                Known::Organization(
                    parent
                        .and_then(|parent| self.gazetteer.organization_at(parent))
                        .unwrap_or(index),
                )
            }
            known => known,
        };
        if let Some(&entity) = self.known.get(&known) {
            return entity;
        }
        let entity = match known {
            Known::Country(index) => {
                let country = &self.gazetteer.countries[index];
                Entity {
                    id: EntityId::country(&country.iso3),
                    name: country.name.clone(),
                    kind: EntityKind::Country,
                    country: country.iso3.clone(),
                    org: String::new(),
                    female: None,
                    known: Some(known),
                    roles: Vec::new(),
                    words: Vec::new(),
                }
            }
            Known::Organization(index) => {
                let organization = &self.gazetteer.organizations[index];
                Entity {
                    id: EntityId::organization(&organization.acronym),
                    name: organization.name.clone(),
                    kind: EntityKind::Organization,
                    country: String::new(),
                    org: organization.acronym.clone(),
                    female: None,
                    known: Some(known),
                    roles: Vec::new(),
                    words: Vec::new(),
                }
            }
            Known::City(index) => {
                let country = self.gazetteer.country_at(&self.gazetteer.cities[index].country);
                return country.map_or(usize::MAX, |country| self.entity(Known::Country(country)));
            }
            Known::Person(index) => {
                let person = &self.gazetteer.people[index];
                let serves = person.serves(self.date);
                let (country, org) = if self.gazetteer.country_at(serves).is_some() {
                    (serves.to_owned(), String::new())
                } else {
                    (
                        String::new(),
                        self.gazetteer.parent_of(serves).unwrap_or(serves).to_owned(),
                    )
                };
                let roles = self.date.map_or(Vec::new(), |date| {
                    person.offices_at(date).map(|office| office.title.clone()).collect()
                });
                Entity {
                    id: EntityId::person(
                        &person.name,
                        if person.country.is_empty() {
                            &org
                        } else {
                            &person.country
                        },
                    ),
                    name: person.name.clone(),
                    kind: EntityKind::Person,
                    country,
                    org,
                    female: Some(person.female),
                    known: Some(known),
                    roles,
                    words: crate::entity::gazetteer::pieces(&person.name).collect(),
                }
            }
        };
        let index = self.cast.entities.len();
        self.cast.entities.push(entity);
        self.known.insert(known, index);
        index
    }

    /// The place in the cast of a person whom only the article knows.
    fn stranger(&mut self, tokens: &Range<usize>, sentence: usize, of: &[Affiliation]) -> usize {
        let words: Vec<String> = self.words[sentence].range(tokens).map(str::to_owned).collect();
        if let Some(index) = self.namesake(&words) {
            return index;
        }
        let name = written(self.content, &self.sentences[sentence], tokens)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let name = name.replace("- ", "-").replace(" -", "-");
        let name = if self.words[sentence].shouted {
            title_case(&name)
        } else {
            name
        };
        let (country, org) = match of.first() {
            Some(of) if of.country => (of.code.clone(), String::new()),
            Some(of) => (String::new(), of.code.clone()),
            None => (String::new(), String::new()),
        };
        let served = if country.is_empty() { &org } else { &country };
        self.cast.entities.push(Entity {
            id: EntityId::person(&name, served),
            name,
            kind: EntityKind::Person,
            country,
            org,
            female: None,
            known: None,
            roles: Vec::new(),
            words,
        });
        self.cast.entities.len() - 1
    }

    /// A person of the cast whose name has all these words, or whose words are all among these.
    pub(crate) fn namesake(&self, words: &[String]) -> Option<usize> {
        let long = |words: &[String]| words.iter().filter(|word| word.len() > 1).count();
        let fits = |entity: &Entity| {
            entity.kind == EntityKind::Person
                && (words.iter().all(|word| entity.words.contains(word))
                    || long(&entity.words) > 1 && entity.words.iter().all(|word| words.contains(word)))
        };
        let now = |entity: &Entity| match (entity.known, self.date) {
            (Some(Known::Person(person)), Some(date)) => self.gazetteer.people[person].in_office(date),
            _ => true,
        };
        let named: Vec<usize> = (0..self.cast.entities.len())
            .filter(|&index| fits(&self.cast.entities[index]))
            .collect();
        named
            .iter()
            .copied()
            .find(|&index| now(&self.cast.entities[index]))
            .or(named.first().copied())
    }

    /// The person of the cast whose family name is a misspelling away.
    fn misspelt(&self, words: &[String]) -> Option<usize> {
        let [word] = words else { return None };
        let close = |own: &String| {
            own.len() > 5 && word.len() > 5 && own[..1] == word[..1] && strsim::damerau_levenshtein(own, word) <= 2
        };
        self.cast.entities.iter().rposition(|entity| {
            entity.kind == EntityKind::Person
                && word.is_ascii()
                && entity.words.last().is_some_and(|own| own.is_ascii() && close(own))
        })
    }

    /// Links what names itself: countries, organizations, cities, people with two names or a title.
    fn link_names(&mut self, sentence: usize) {
        for number in 0..self.items[sentence].len() {
            let Item { tokens, kind } = self.items[sentence][number].clone();
            match kind {
                ItemKind::Known(senses) => self.link_known(sentence, number, &tokens, senses),
                ItemKind::Run(words) => self.link_run(sentence, number, &tokens, &words),
                ItemKind::Role(..) => {}
            }
        }
    }

    fn link_known(&mut self, sentence: usize, number: usize, tokens: &Range<usize>, senses: &[Sense]) {
        let people: Vec<usize> = senses
            .iter()
            .filter_map(|sense| match sense.entity {
                Known::Person(person) => Some(person),
                _ => None,
            })
            .collect();
        if people.len() == senses.len() {
            let words: Vec<String> = self.words[sentence].range(tokens).map(str::to_owned).collect();
            self.link_person(sentence, number, tokens, &words, &people);
            return;
        }
        if self.is_part_of_name(sentence, tokens) {
            return;
        }
        let Some((entity, form, place)) = self.choose(sentence, number, tokens, senses) else {
            return;
        };
        self.add(
            sentence,
            tokens.clone(),
            form,
            vec![entity],
            place,
            "name in the gazetteer",
            0.95,
        );
    }

    /// Whether the name is part of another: "National Security Council", "Vienna Convention", "U.S. dollars".
    fn is_part_of_name(&self, sentence: usize, tokens: &Range<usize>) -> bool {
        let words = &self.words[sentence];
        let before = tokens
            .start
            .checked_sub(1)
            .filter(|&token| words.is_capital(token))
            .map_or("", |token| words.word(token));
        let capital = tokens.end < words.case.len() && words.is_capital(tokens.end);
        let after = if tokens.end < words.case.len() {
            words.word(tokens.end)
        } else {
            ""
        };
        let council = before == "national" && words.word(tokens.end - 1) == "council";
        let treaty = capital
            && matches!(
                after,
                "convention"
                    | "conventions"
                    | "protocol"
                    | "accord"
                    | "accords"
                    | "agreement"
                    | "agreements"
                    | "declaration"
                    | "process"
                    | "treaty"
                    | "pact"
                    | "memorandum"
                    | "charter"
                    | "statute"
                    | "club"
                    | "dialogue"
                    | "communique"
                    | "consensus"
                    | "times"
                    | "post"
                    | "university"
            );
        council || treaty || matches!(after, "dollar" | "dollars" | "cents" | "pounds")
    }

    /// Which of a name's senses is meant here, as an entity, a form and a place.
    fn choose(
        &mut self,
        sentence: usize,
        number: usize,
        tokens: &Range<usize>,
        senses: &[Sense],
    ) -> Option<(usize, Form, Option<String>)> {
        let words = &self.words[sentence];
        let before = tokens.start.checked_sub(1).map_or("", |token| words.word(token));
        let local = matches!(
            before,
            "in" | "at"
                | "to"
                | "from"
                | "near"
                | "outside"
                | "for"
                | "through"
                | "of"
                | "around"
                | "toward"
                | "towards"
        );
        let next = self.items[sentence]
            .get(number + 1)
            .filter(|item| item.tokens.start <= tokens.end + 1);
        let country_follows = next.and_then(|item| match &item.kind {
            ItemKind::Known(senses) if item.tokens.start == tokens.end + 1 => {
                senses.iter().find_map(|sense| self.country_of(sense.entity))
            }
            _ => None,
        });
        let weight = |sense: &Sense| match (sense.entity, sense.form) {
            (Known::Country(_), NameForm::Name) => 60,
            (Known::Country(_), NameForm::Adjective | NameForm::People) => 55,
            (Known::Country(_), NameForm::Capital) => 58,
            (Known::Country(_), NameForm::Metonym) => 50,
            (Known::Organization(_), NameForm::Acronym) => 57,
            (Known::Organization(_), _) => 56,
            (Known::City(city), _) => {
                let city = &self.gazetteer.cities[city];
                let here = country_follows.is_some() && country_follows == self.gazetteer.country_at(&city.country);
                if here {
                    70
                } else if city.rank < 3 {
                    54 - i32::from(city.rank)
                } else if local && tokens.len() <= 2 {
                    30
                } else {
                    0
                }
            }
            (Known::Person(_), _) => 20,
            (Known::Country(_), NameForm::Acronym) => 59,
        };
        let best = senses
            .iter()
            .enumerate()
            .max_by_key(|(at, sense)| (weight(sense), std::cmp::Reverse(*at)))?
            .1;
        if weight(best) <= 0 {
            return None;
        }
        let noun_follows = self.sentences[sentence].tokens.get(tokens.end).is_some_and(|token| {
            matches!(token.upos, Upos::Noun | Upos::Adj | Upos::Propn | Upos::Num)
                || token.upos == Upos::X && words.case[tokens.end] != Case::None
        });
        let name = written(self.content, &self.sentences[sentence], tokens).to_owned();
        let form = match (best.entity, best.form) {
            (Known::City(_), _) => Form::City,
            (Known::Country(_), NameForm::Adjective) => {
                if !noun_follows && senses.iter().any(|sense| sense.form == NameForm::People) {
                    Form::People
                } else {
                    Form::Adjective
                }
            }
            (_, NameForm::People) => Form::People,
            (_, NameForm::Metonym) => Form::Metonym,
            (_, NameForm::Capital) => Form::Capital,
            _ => Form::Name,
        };
        let place = match (best.entity, form) {
            (Known::City(city), _) => Some(self.gazetteer.cities[city].name.clone()),
            (_, Form::Capital | Form::Metonym) => Some(name),
            _ => None,
        };
        let entity = best.entity;
        if matches!(entity, Known::Person(_)) {
            return None;
        }
        let index = self.entity(entity);
        (index != usize::MAX).then_some((index, form, place))
    }

    fn link_person(
        &mut self,
        sentence: usize,
        number: usize,
        tokens: &Range<usize>,
        words: &[String],
        people: &[usize],
    ) {
        let title = self.title_of(sentence, number, tokens);
        let (role, of, around) = title.unwrap_or((None, Vec::new(), tokens.clone()));
        let by_name = self.gazetteer.person(words, role, &of, self.date);
        let person = by_name.map_or(people[0], |(person, _)| person);
        if words.len() == 1
            && role.is_none()
            && self
                .date
                .is_some_and(|date| !self.gazetteer.people[person].in_office(date))
        {
            return;
        }
        let entity = self.entity(Known::Person(person));
        self.take_role(entity, role);
        self.add(
            sentence,
            around,
            Form::Name,
            vec![entity],
            None,
            by_name.map_or("name", |(_, reason)| reason),
            0.95,
        );
    }

    fn link_run(&mut self, sentence: usize, number: usize, tokens: &Range<usize>, words: &[String]) {
        let title = self.title_of(sentence, number, tokens);
        let Some((role, of, around)) = title else {
            if words.len() > 1
                && let Some((person, reason)) = self.gazetteer.person(words, None, &[], self.date)
            {
                let entity = self.entity(Known::Person(person));
                self.add(sentence, tokens.clone(), Form::Name, vec![entity], None, reason, 0.9);
            }
            return;
        };
        let (entity, reason, confidence) = match self.gazetteer.person(words, role, &of, self.date) {
            Some((person, reason)) => (self.entity(Known::Person(person)), reason, 0.9),
            None if words.len() == 1 && self.namesake(words).is_some() => return,
            None => {
                let home = self.own_country();
                let of = if of.is_empty() { home.into_iter().collect() } else { of };
                let common = words.len() < 2 || words.iter().any(|word| is_modifier(word));
                if common || of.is_empty() || role.is_none_or(|role| role.sort == RoleSort::Honorific) {
                    return;
                }
                (self.stranger(tokens, sentence, &of), "title and name", 0.75)
            }
        };
        self.take_role(entity, role);
        self.add(sentence, around, Form::Name, vec![entity], None, reason, confidence);
    }

    /// The country that an article takes for granted: its publisher's, else that of its dateline.
    pub(crate) fn own_country(&self) -> Option<Affiliation> {
        let entity = self.cast.home.or(self.cast.here.as_ref().map(|(entity, _)| *entity))?;
        Some(Affiliation {
            code: self.cast.entities[entity].country.clone(),
            country: true,
        })
    }

    fn take_role(&mut self, entity: usize, role: Option<&Role>) {
        let Some(role) = role.filter(|role| role.sort != RoleSort::Honorific) else {
            return;
        };
        let roles = &mut self.cast.entities[entity].roles;
        for title in std::iter::once(&role.phrase).chain(&role.offices) {
            if !roles.contains(title) {
                roles.push(title.clone());
            }
        }
    }

    /// The role that stands before or after a name, whom it serves, and the tokens of it all.
    fn title_of(
        &self,
        sentence: usize,
        number: usize,
        tokens: &Range<usize>,
    ) -> Option<(Option<&'static Role>, Vec<Affiliation>, Range<usize>)> {
        let items = &self.items[sentence];
        let after = self.of_after(sentence, tokens.end);
        let mut at = number;
        let mut left = tokens.start;
        let mut of = Vec::new();
        let mut role = None;
        // "Nicholas Burns", "Senator Lugar", "President of France Emmanuel Macron".
        while at > 0 {
            let item = &items[at - 1];
            let gap = item.tokens.end..left;
            match &item.kind {
                ItemKind::Role(found, false) if gap.is_empty() => {
                    if role.is_none_or(|role: &Role| role.sort == RoleSort::Honorific) {
                        role = Some(*found);
                    }
                    left = item.tokens.start;
                }
                ItemKind::Known(senses) if role.is_none() && gap.is_empty() && at > 1 && of.is_empty() => {
                    let previous = &items[at - 2];
                    let between = previous.tokens.end..item.tokens.start;
                    let (ItemKind::Role(..), true) = (&previous.kind, self.is_of(sentence, &between)) else {
                        break;
                    };
                    let Some(affiliation) = self.affiliation(senses) else {
                        break;
                    };
                    of.push(affiliation);
                    left = item.tokens.start;
                    at -= 1;
                    left = left.min(previous.tokens.end);
                    continue;
                }
                _ => break,
            }
            at -= 1;
        }
        if let Some(role) = role {
            let (before, start) = self.affiliations_before(sentence, left);
            of.extend(before);
            let mut end = tokens.end;
            if of.is_empty()
                && let Some((affiliation, past)) = &after
            {
                of.push(affiliation.clone());
                end = *past;
            }
            let mut start = start;
            while start > 0
                && is_modifier(self.words[sentence].word(start - 1))
                && self.words[sentence].case[start - 1] == Case::Lower
            {
                start -= 1;
            }
            return Some((Some(role), of, start..end));
        }
        // "Justin Trudeau, Prime Minister of Canada"
        if let Some(found) = self.apposition_after(sentence, number, tokens) {
            return Some(found);
        }
        // "Paul Kagame of Rwanda"
        let (affiliation, past) = after?;
        Some((None, vec![affiliation], tokens.start..past))
    }

    /// Whether the gap is "of" or "of the".
    fn is_of(&self, sentence: usize, gap: &Range<usize>) -> bool {
        let mut words = gap.clone().map(|token| self.words[sentence].word(token));
        gap.len() <= 2 && words.next() == Some("of") && words.next().is_none_or(|word| word == "the")
    }

    /// "of the Republic of Congo": whom, and the token past it.
    fn of_after(&self, sentence: usize, token: usize) -> Option<(Affiliation, usize)> {
        let item = self.items[sentence].iter().find(|item| item.tokens.start > token)?;
        let ItemKind::Known(senses) = &item.kind else {
            return None;
        };
        if !self.is_of(sentence, &(token..item.tokens.start)) {
            return None;
        }
        Some((self.affiliation(senses)?, item.tokens.end))
    }

    fn apposition_after(
        &self,
        sentence: usize,
        number: usize,
        tokens: &Range<usize>,
    ) -> Option<(Option<&'static Role>, Vec<Affiliation>, Range<usize>)> {
        let words = &self.words[sentence];
        let sentence_tokens = &self.sentences[sentence].tokens;
        if sentence_tokens.get(tokens.end)?.span.of(self.content) != "," {
            return None;
        }
        for item in &self.items[sentence][number + 1..] {
            match &item.kind {
                ItemKind::Role(role, false) => {
                    let gap = tokens.end + 1..item.tokens.start;
                    let plain = gap.clone().all(|token| {
                        matches!(
                            words.word(token),
                            "the" | "a" | "an" | "'s" | "s" | "who" | "is" | "its" | ""
                        ) || is_modifier(words.word(token))
                            || self.items[sentence]
                                .iter()
                                .any(|item| item.tokens.contains(&token) && matches!(item.kind, ItemKind::Known(_)))
                    });
                    if !plain || gap.len() > 7 {
                        return None;
                    }
                    let (mut of, _) = self.affiliations_before(sentence, item.tokens.start);
                    let mut end = item.tokens.end;
                    if let Some((affiliation, past)) = self.of_after(sentence, end) {
                        of.push(affiliation);
                        end = past;
                    }
                    return Some((Some(*role), of, tokens.start..end));
                }
                ItemKind::Known(_) => {}
                _ => return None,
            }
        }
        None
    }

    /// Whom the words before a role say it serves, and where they begin: "visiting US", "Russia's", "South Korean and Japanese".
    pub(crate) fn affiliations_before(&self, sentence: usize, token: usize) -> (Vec<Affiliation>, usize) {
        let words = &self.words[sentence];
        let mut of: Vec<Affiliation> = Vec::new();
        let mut start = token;
        let mut left = token;
        let mut joined = true;
        while left > 0 && token - left < 12 {
            let item = self.items[sentence].iter().find(|item| item.tokens.end == left);
            let known = item.and_then(|item| match &item.kind {
                ItemKind::Known(senses) => self
                    .affiliation(senses)
                    .map(|affiliation| (affiliation, item.tokens.start)),
                _ => None,
            });
            if let Some((affiliation, begins)) = known {
                if self.is_led(sentence, left) {
                    break;
                }
                if !of.is_empty() && !joined {
                    break;
                }
                of.push(affiliation);
                joined = false;
                left = begins;
                start = left;
                continue;
            }
            let word = words.word(left - 1);
            let text = self.sentences[sentence].tokens[left - 1].span.of(self.content);
            if text == ")" && of.is_empty() {
                let open = (token.saturating_sub(5)..left - 1)
                    .rev()
                    .find(|&at| self.sentences[sentence].tokens[at].span.of(self.content) == "(");
                let Some(open) = open else { break };
                left = open;
                continue;
            }
            let lists = matches!(text, "," | "and" | "&");
            if lists && !of.is_empty() && self.items[sentence].iter().any(|item| {
                item.tokens.end == left - 1 && matches!(&item.kind, ItemKind::Known(senses) if senses.iter().any(|sense| sense.form == NameForm::Adjective))
            }) {
                joined = true;
                left -= 1;
            } else if matches!(text, "'s" | "’s" | "'" | "’" | "-" | "–") || is_modifier(word) || text.chars().all(|c| c.is_ascii_digit()) {
                left -= 1;
            } else if matches!(word, "the" | "a" | "an") {
                if of.is_empty() {
                    start = start.min(left - 1);
                } else {
                    start = left - 1;
                }
                break;
            } else {
                break;
            }
        }
        of.reverse();
        (of, start)
    }

    /// Whether the name before the token is part of "Hamas-led", "US-backed".
    fn is_led(&self, sentence: usize, token: usize) -> bool {
        let tokens = &self.sentences[sentence].tokens;
        let hyphen = tokens
            .get(token)
            .is_some_and(|token| matches!(token.span.of(self.content), "-" | "–"));
        hyphen
            && tokens.get(token + 1).is_some_and(|_| {
                matches!(
                    self.words[sentence].word(token + 1),
                    "led"
                        | "backed"
                        | "based"
                        | "brokered"
                        | "trained"
                        | "sponsored"
                        | "supported"
                        | "born"
                        | "proposed"
                        | "controlled"
                        | "held"
                        | "occupied"
                        | "linked"
                        | "funded"
                        | "made"
                )
            })
    }

    /// Whom a name of the gazetteer stands for, if it is a country or an organization.
    pub(crate) fn affiliation(&self, senses: &[Sense]) -> Option<Affiliation> {
        senses.iter().find_map(|sense| match sense.entity {
            Known::Country(index) => Some(Affiliation {
                code: self.gazetteer.countries[index].iso3.clone(),
                country: true,
            }),
            Known::Organization(index) => {
                let acronym = &self.gazetteer.organizations[index].acronym;
                Some(Affiliation {
                    code: acronym.clone(),
                    country: false,
                })
            }
            _ => None,
        })
    }

    /// The entity that an affiliation names.
    pub(crate) fn served(&mut self, of: &Affiliation) -> Option<usize> {
        let known = if of.country {
            Known::Country(self.gazetteer.country_at(&of.code)?)
        } else {
            Known::Organization(self.gazetteer.organization_at(&of.code)?)
        };
        Some(self.entity(known))
    }

    /// Links names that stand alone: to the cast, else to somebody in a high office at the date.
    fn link_lone_names(&mut self, sentence: usize) {
        for number in 0..self.items[sentence].len() {
            let Item { tokens, kind } = self.items[sentence][number].clone();
            let words = match kind {
                ItemKind::Run(words) => words,
                ItemKind::Known(senses) if senses.iter().all(|sense| matches!(sense.entity, Known::Person(_))) => {
                    self.words[sentence].range(&tokens).map(str::to_owned).collect()
                }
                _ => continue,
            };
            if self.found[sentence]
                .iter()
                .any(|mention| mention.tokens.start <= tokens.start && tokens.end <= mention.tokens.end)
            {
                continue;
            }
            // "MENA", an agency: no family name stands in capitals.
            if words.len() == 1
                && self.words[sentence].case[tokens.start] == Case::Upper
                && !self.words[sentence].shouted
            {
                continue;
            }
            let title = self.title_of(sentence, number, &tokens);
            let around = title.as_ref().map_or(tokens.clone(), |(_, _, around)| around.clone());
            if let Some(entity) = self.namesake(&words).or_else(|| self.misspelt(&words)) {
                self.add(
                    sentence,
                    around,
                    Form::Name,
                    vec![entity],
                    None,
                    "a name of the article",
                    0.9,
                );
                continue;
            }
            let (role, of) = title.map_or((None, Vec::new()), |(role, of, _)| (role, of));
            let person = self
                .gazetteer
                .person(&words, role, &of, self.date)
                .filter(|&(person, _)| {
                    self.date.is_some_and(|date| {
                        self.gazetteer.people[person]
                            .offices
                            .iter()
                            .any(|office| office.term.contains(date) && is_high(&office.title))
                    })
                });
            if let Some((person, _)) = person {
                let entity = self.entity(Known::Person(person));
                self.add(
                    sentence,
                    around,
                    Form::Name,
                    vec![entity],
                    None,
                    "family name of an office holder at the date",
                    0.8,
                );
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of a mention")]
    pub(crate) fn add(
        &mut self,
        sentence: usize,
        tokens: Range<usize>,
        form: Form,
        entities: Vec<usize>,
        place: Option<String>,
        reason: &'static str,
        confidence: f64,
    ) {
        let all = &self.sentences[sentence].tokens;
        let span = Span::new(all[tokens.start].span.start, all[tokens.end - 1].span.end);
        let head = tokens
            .clone()
            .find(|&token| all[token].head.is_none_or(|head| !tokens.contains(&head)))
            .unwrap_or(tokens.end - 1);
        let inner = self.found[sentence].iter().any(|mention| {
            mention.tokens.start <= tokens.start
                && tokens.end <= mention.tokens.end
                && mention.tokens.len() > tokens.len()
        });
        for mention in &mut self.found[sentence] {
            if tokens.start <= mention.tokens.start
                && mention.tokens.end <= tokens.end
                && mention.tokens.len() < tokens.len()
            {
                mention.inner = true;
            }
        }
        let inner = inner
            || self.found[sentence].iter().any(|mention| {
                !mention.inner && mention.tokens.start < tokens.end && tokens.start < mention.tokens.end
            });
        self.found[sentence].push(Mention {
            sentence,
            tokens,
            head,
            span,
            form,
            entities,
            place,
            reason,
            confidence,
            inner,
        });
    }
}

/// Whether the office is one whose holder is called by the family name alone.
fn is_high(title: &str) -> bool {
    matches!(
        title,
        "president"
            | "prime minister"
            | "chancellor"
            | "foreign minister"
            | "secretary of state"
            | "foreign secretary"
            | "king"
            | "supreme leader"
            | "leader"
            | "general secretary"
            | "secretary general"
            | "vice president"
            | "high representative"
            | "crown prince"
            | "emir"
            | "sultan"
    )
}

/// "MAR DEL PLATA" as "Mar Del Plata".
fn title_case(words: &str) -> String {
    let mut up = true;
    words
        .chars()
        .flat_map(|c| {
            let cased: Vec<char> = if up {
                c.to_uppercase().collect()
            } else {
                c.to_lowercase().collect()
            };
            up = !c.is_alphanumeric();
            cased
        })
        .collect()
}
