//! Recognition: which words name somebody, and which sense of a name is meant?

use crate::entity::cast::{Entity, EntityIndex, EntityKind, Form};
use crate::entity::gazetteer::{Form as NameForm, Known, Sense};
use crate::entity::linking::{Affiliation, fits_role};
use crate::entity::lists::LISTS;
use crate::entity::reader::Reader;
use crate::entity::roles::{Role, RoleSort, is_modifier};
use crate::entity::scan::{Case, Item, ItemKind, written};
use crate::language::{SentenceIndex, Upos};
use std::ops::Range;

impl Reader<'_> {
    /// Links what names itself: countries, organizations, cities, people with two names or a title.
    pub(crate) fn link_names(&mut self, sentence: SentenceIndex) {
        for number in 0..self.items[sentence].len() {
            let Item { tokens, kind } = self.items[sentence][number].clone();
            match kind {
                ItemKind::Known(senses) => self.link_known(sentence, number, &tokens, senses),
                ItemKind::Run(words) => self.link_run(sentence, number, &tokens, &words),
                ItemKind::Role(..) => {}
            }
        }
    }

    fn link_known(&mut self, sentence: SentenceIndex, number: usize, tokens: &Range<usize>, senses: &[Sense]) {
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
        if self.link_namesake_of_town(sentence, number, tokens, senses) {
            return;
        }
        if self.is_part_of_name(sentence, tokens)
            || self.is_treaty(sentence, tokens, senses)
            || self.is_namesake_town(sentence, number, senses)
        {
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

    /// "Secretary Austin", "President Santos", and then "Austin": who holds that office, though a town has the name too.
    fn link_namesake_of_town(
        &mut self,
        sentence: SentenceIndex,
        number: usize,
        tokens: &Range<usize>,
        senses: &[Sense],
    ) -> bool {
        if tokens.len() > 1 || !senses.iter().all(|sense| matches!(sense.entity, Known::City(_))) {
            return false;
        }
        let words: Vec<String> = self.words[sentence].range(tokens).map(str::to_owned).collect();
        let before = number.checked_sub(1).map(|before| &self.items[sentence][before]);
        let is_titled =
            before.is_some_and(|item| item.tokens.end == tokens.start && matches!(item.kind, ItemKind::Role(_, false)));
        if is_titled && let Some((Some(role), of, around)) = self.title_of(sentence, number, tokens) {
            let found = self.bearer(&words, Some(role), &of);
            if let Some((person, reason)) = found.filter(|_| role.sort != RoleSort::Honorific) {
                let entity = self.person(person);
                self.take_role(entity, Some(role));
                self.add_titled(sentence, around, tokens, entity, reason, 0.9);
                return true;
            }
        }
        let before = tokens
            .start
            .checked_sub(1)
            .map_or("", |token| self.words[sentence].word(token));
        let called = self.namesake(&words, sentence).filter(|&entity| {
            let is_last = self.cast.entities[entity].words.last() == words.first();
            is_last && !LISTS.before_place.has(before)
        });
        if let Some(entity) = called {
            self.add_titled(sentence, tokens.clone(), tokens, entity, "a name of the article", 0.8);
        }
        called.is_some()
    }

    /// Whether the name is part of another: "National Security Council", "Vienna Convention", "U.S. dollars".
    fn is_part_of_name(&self, sentence: SentenceIndex, tokens: &Range<usize>) -> bool {
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
        let institution = before.is_empty()
            && tokens.start > 1
            && words.word(tokens.start - 1) == "of"
            && words.is_capital(tokens.start - 2)
            && LISTS.before_of_place.has(words.word(tokens.start - 2));
        let treaty = capital && (LISTS.treaties.has(after) || LISTS.behind_place.has(after));
        let tribal =
            words.word(tokens.start) == "indian" && (before == "american" || capital && LISTS.behind_indian.has(after));
        // "Indo-Pacific": no Indian.
        let pacific =
            after.is_empty() && words.case.get(tokens.end + 1).is_some() && words.word(tokens.end + 1) == "pacific"
                || words.word(tokens.start) == "indo"
                    && tokens.len() == 1
                    && words.word((tokens.end).min(words.case.len() - 1)) == "pacific";
        council || institution || pacific || treaty || tribal || LISTS.currencies.has(after)
    }

    /// Whether a town is only where a treaty was made: "the Geneva accord".
    fn is_treaty(&self, sentence: SentenceIndex, tokens: &Range<usize>, senses: &[Sense]) -> bool {
        let words = &self.words[sentence];
        senses.iter().all(is_town) && tokens.end < words.case.len() && LISTS.treaties.has(words.word(tokens.end))
    }

    /// Whether a town is told by its region to be another of the same name, or a name is that region: "Athens, Georgia".
    fn is_namesake_town(&self, sentence: SentenceIndex, number: usize, senses: &[Sense]) -> bool {
        let items = &self.items[sentence];
        let in_region = |town: &Item, region: &Item| {
            let country = town.senses().iter().find_map(|sense| self.country_of(sense.entity));
            let is_elsewhere = |sense: &Sense| match (sense.entity, sense.form) {
                (_, NameForm::Capital) => false,
                (Known::City(city), _) => self.gazetteer.country_at(&self.gazetteer.cities[city].country) != country,
                (_, NameForm::Name) => self.country_of(sense.entity) != country,
                _ => true,
            };
            let mut behind = self.sentences[sentence].tokens[region.tokens.end..].iter();
            town.tokens.end + 1 == region.tokens.start
                && self.text(sentence, town.tokens.end) == ","
                && behind.next().is_none_or(|token| token.upos == Upos::Punct)
                && town.senses().iter().any(|sense| sense.form == NameForm::Capital)
                && region
                    .senses()
                    .iter()
                    .any(|sense| matches!(sense.entity, Known::City(_)))
                && region.senses().iter().all(is_elsewhere)
        };
        let own = &items[number];
        let before = number.checked_sub(1).map(|before| &items[before]);
        senses.iter().any(is_town) && items.get(number + 1).is_some_and(|next| in_region(own, next))
            || before.is_some_and(|before| in_region(before, own))
    }

    /// Which of a name's senses is meant here, as an entity, a form and a place.
    fn choose(
        &mut self,
        sentence: SentenceIndex,
        number: usize,
        tokens: &Range<usize>,
        senses: &[Sense],
    ) -> Option<(EntityIndex, Form, Option<String>)> {
        let words = &self.words[sentence];
        let before = tokens.start.checked_sub(1).map_or("", |token| words.word(token));
        let local = LISTS.before_place.has(before);
        let own = self.own_region(sentence, number, senses);
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
            (_, NameForm::Contextual) => {
                if self.has_context(sense) {
                    59
                } else {
                    0
                }
            }
            (Known::Country(_), NameForm::Name) => 60,
            // "Congolese": of the Congo that the article names.
            (Known::Country(country), NameForm::Adjective | NameForm::People) => {
                55 + i32::from(are_of_several(senses) && self.is_named(country))
            }
            (Known::Country(country), NameForm::Capital) => 58 + i32::from(self.is_former(country)),
            (Known::Country(_), NameForm::Metonym) => 50,
            (Known::Organization(_), NameForm::Acronym) => 57,
            (Known::Organization(_), _) => 56,
            (Known::City(city), _) => {
                let city = &self.gazetteer.cities[city];
                let here = country_follows.is_some() && country_follows == self.gazetteer.country_at(&city.country);
                if here || own {
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
            _ if self.is_joined(sentence, tokens.end - 1) => Form::Adjective,
            (Known::Country(_), NameForm::Adjective) => {
                if !noun_follows && senses.iter().any(|sense| sense.form == NameForm::People) {
                    Form::People
                } else {
                    Form::Adjective
                }
            }
            (_, NameForm::People) => Form::People,
            (_, NameForm::Metonym) | (Known::Country(_), NameForm::Contextual) => Form::Metonym,
            (_, NameForm::Capital) => Form::Capital,
            _ => Form::Name,
        };
        let place = match (best.entity, form) {
            (Known::City(city), _) => Some(self.gazetteer.cities[city].name.clone()),
            (_, Form::Capital | Form::Metonym) => Some(name),
            _ => None,
        };
        let entity = match best.entity {
            Known::Person(_) => return None,
            Known::Organization(organization) => self.organization(organization),
            Known::Country(country) => self.country(country),
            city @ Known::City(_) => {
                let country = self.country_of(city)?;
                self.country(country)
            }
        };
        Some((entity, form, place))
    }

    /// Whether the article names the country that makes a name plain which others bear too.
    pub(crate) fn has_context(&self, sense: &Sense) -> bool {
        let country = match sense.entity {
            Known::Organization(index) => self.gazetteer.country_at(&self.gazetteer.organizations[index].parent),
            known => self.country_of(known),
        };
        let home = self.own_country();
        let is_home = home.is_some_and(|home| country.is_some() && self.gazetteer.country_at(&home.code) == country);
        is_home
            || self.items.iter().flatten().any(|item| {
                item.senses().iter().any(|other| {
                    other.form != NameForm::Contextual && country.is_some() && self.country_of(other.entity) == country
                })
            })
    }

    /// Whether the article names the country, or its capital.
    pub(crate) fn is_named(&self, country: usize) -> bool {
        let names = |sense: &Sense| {
            sense.entity == Known::Country(country) && matches!(sense.form, NameForm::Name | NameForm::Capital)
        };
        self.items.iter().flatten().any(|item| item.senses().iter().any(names))
    }

    /// "The Abbas-Olmert meeting": two who are called by their family names.
    fn link_pair(&mut self, sentence: SentenceIndex, tokens: &Range<usize>, words: &[String]) -> bool {
        if tokens.len() != 3 || words.len() != 2 || !matches!(self.text(sentence, tokens.start + 1), "-" | "–") {
            return false;
        }
        let named = |reader: &mut Self, word: &String| {
            let word = std::slice::from_ref(word);
            reader.namesake(word, sentence).or_else(|| {
                let (person, _) = reader.gazetteer.person(word, None, &[], reader.date)?;
                reader.holds_high_office(person).then(|| reader.person(person))
            })
        };
        let (Some(one), Some(other)) = (named(self, &words[0]), named(self, &words[1])) else {
            return false;
        };
        // "the Biden-Harris administration"
        if !self.differ(one, other) {
            return false;
        }
        for (token, entity) in [(tokens.start, one), (tokens.start + 2, other)] {
            let reason = "one of two family names";
            self.add(sentence, token..token + 1, Form::Name, vec![entity], None, reason, 0.8);
        }
        true
    }

    /// Whether the country is one that no longer exists, and did at the article's date: whose capital Belgrade was in 1999.
    fn is_former(&self, country: usize) -> bool {
        let terms = || self.gazetteer.countries[country].executive.iter().map(|(_, term)| term);
        self.date
            .is_some_and(|date| terms().all(|term| term.end.is_some()) && terms().any(|term| term.contains(date)))
    }

    /// Whether the person holds one of the highest offices at the article's date.
    fn holds_high_office(&self, person: usize) -> bool {
        self.date.is_some_and(|date| {
            let offices = &self.gazetteer.people[person].offices;
            offices
                .iter()
                .any(|office| office.term.contains(date) && LISTS.called_by_family_name.has(&office.title))
        })
    }

    /// Whether a name is that of a region of the publisher's own country rather than of another country: "Georgia" in an American
    /// document that speaks neither of Georgians nor of Tbilisi, and lists it with no other country.
    fn own_region(&self, sentence: SentenceIndex, number: usize, senses: &[Sense]) -> bool {
        let Some(country) = senses.iter().find_map(|sense| match (sense.entity, sense.form) {
            (Known::Country(country), NameForm::Name) => Some(country),
            _ => None,
        }) else {
            return false;
        };
        let region = senses.iter().any(|sense| match sense.entity {
            Known::City(city) => {
                let home = self.own_country();
                home.is_some_and(|home| home.code == self.gazetteer.cities[city].country)
            }
            _ => false,
        });
        if !region {
            return false;
        }
        let otherwise = self.items.iter().flatten().any(|item| {
            item.senses()
                .iter()
                .any(|sense| sense.entity == Known::Country(country) && sense.form != NameForm::Name)
        });
        let tokens = &self.items[sentence][number].tokens;
        let listed = self.items[sentence].iter().any(|item| {
            let gap = if item.tokens.start >= tokens.end {
                tokens.end..item.tokens.start
            } else {
                item.tokens.end..tokens.start.max(item.tokens.end)
            };
            let country = item
                .senses()
                .iter()
                .any(|sense| matches!(sense.entity, Known::Country(other) if other != country));
            country
                && (1..4).contains(&gap.len())
                && gap
                    .into_iter()
                    .all(|token| matches!(self.text(sentence, token), "," | "and" | "or" | "the"))
        });
        !otherwise && !listed
    }

    fn link_person(
        &mut self,
        sentence: SentenceIndex,
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
        let entity = self.person(person);
        self.take_role(entity, role);
        let reason = by_name.map_or("name", |(_, reason)| reason);
        self.add_titled(sentence, around, tokens, entity, reason, 0.95);
    }

    fn link_run(&mut self, sentence: SentenceIndex, number: usize, tokens: &Range<usize>, words: &[String]) {
        let title = self.title_of(sentence, number, tokens).or_else(|| {
            let (role, of) = self.title_of_listed(sentence, number)?;
            Some((Some(role), of, tokens.clone()))
        });
        let Some((role, of, around)) = title else {
            let named = |words: &[String]| self.gazetteer.person(words, None, &[], self.date);
            let whole = if words.len() > 1 { named(words) } else { None };
            let found = whole
                .map(|(person, reason)| (person, reason, tokens.clone(), tokens.clone()))
                .or_else(|| self.name_behind(sentence, number, tokens));
            if let Some((person, reason, name, around)) = found {
                let entity = self.person(person);
                self.add_titled(sentence, around, &name, entity, reason, 0.9);
            }
            return;
        };
        // "Dr. Collins": no minister who was not named before.
        let polite = words.len() == 1 && of.is_empty() && role.is_some_and(|role| role.sort == RoleSort::Honorific);
        // "Mr Mitchell" is the Mitchell whom the article has named, whoever else is in office; so is "Prince Faisal".
        let is_of_rank = of.is_empty() && role.is_some_and(|role| LISTS.ranks.has(&role.phrase));
        let is_namesake = || words.len() == 1 && self.namesake(words, sentence).is_some();
        if (polite || is_of_rank) && is_namesake() {
            return;
        }
        // So is "Chairman Kim" the Kim whom it has called chairman.
        let called = role.and_then(|role| self.called_so(words, role, &of));
        let known = self.bearer(words, role, &of);
        let known = known.filter(|&(person, _)| !polite || self.holds_high_office(person));
        let (entity, reason, confidence) = match (called, known) {
            (Some(entity), _) => (entity, "a name of the article", 0.9),
            (None, Some((person, reason))) => (self.person(person), reason, 0.9),
            (None, None) if is_namesake() => return,
            (None, None) => {
                let home = self.own_country();
                let of = if of.is_empty() { home.into_iter().collect() } else { of };
                let is_body = words.last().is_some_and(|word| LISTS.bodies.has(word));
                let common = words.len() < 2
                    || is_body
                    || words.iter().any(|word| is_modifier(word) && !LISTS.particles.has(word));
                let names_office = |role: &Role| !matches!(role.sort, RoleSort::Honorific | RoleSort::Body);
                if common || of.is_empty() || !role.is_some_and(names_office) {
                    return;
                }
                (self.stranger(tokens, sentence, &of), "title and name", 0.75)
            }
        };
        self.take_role(entity, role);
        self.add_titled(sentence, around, tokens, entity, reason, confidence);
    }

    /// Who bears such a name: of several who hold the office at the date, the only one whose country the article names.
    fn bearer(&self, words: &[String], role: Option<&Role>, of: &[Affiliation]) -> Option<(usize, &'static str)> {
        let found = self.gazetteer.person(words, role, of, self.date);
        let ([word], [], Some(role), Some(date)) = (words, of, role, self.date) else {
            return found;
        };
        let holds = |&person: &usize| {
            let mut offices = self.gazetteer.people[person].offices_at(date);
            self.gazetteer.is_family_name(person, word) && offices.any(|office| fits_role(role, &office.title))
        };
        let named = self.gazetteer.people_named(&[word]);
        let holders: Vec<usize> = named.into_iter().filter(holds).collect();
        let is_named = |&&person: &&usize| {
            let country = self.gazetteer.country_at(&self.gazetteer.people[person].country);
            country.is_some_and(|country| self.is_named(country))
        };
        let here: Vec<&usize> = holders.iter().filter(is_named).collect();
        match here[..] {
            [&person] if holders.len() > 1 => Some((person, "name and office at the date")),
            _ => found,
        }
    }

    /// The person of the cast called by this family name alone whom the article has given the role, where it tells nobody served.
    fn called_so(&self, words: &[String], role: &Role, of: &[Affiliation]) -> Option<EntityIndex> {
        let [word] = words else { return None };
        let is_called = |entity: &Entity| {
            entity.kind == EntityKind::Person && entity.words.contains(word) && entity.roles.contains(&role.phrase)
        };
        self.cast.entities.rposition(is_called).filter(|_| of.is_empty())
    }

    /// "Head of the International Policy Bureau Jakub Kumoch", "Nobel Laureate Aung San Suu Kyi": whom the last of the capitalized
    /// words name by two or more, in office at the date, and the tokens of the name and of it all.
    fn name_behind(
        &self,
        sentence: SentenceIndex,
        number: usize,
        tokens: &Range<usize>,
    ) -> Option<(usize, &'static str, Range<usize>, Range<usize>)> {
        let words = &self.words[sentence];
        let named = |start: usize| {
            let own: Vec<String> = words.range(&(start..tokens.end)).map(str::to_owned).collect();
            let people = self
                .gazetteer
                .people_named(&own.iter().map(String::as_str).collect::<Vec<_>>());
            let (person, reason) = self.gazetteer.person(&own, None, &[], self.date)?;
            let is_sure =
                own.len() > 1 && people.contains(&person) && self.gazetteer.people[person].in_office(self.date?);
            is_sure.then_some((person, reason, start))
        };
        let (person, reason, name) = (tokens.start + 1..tokens.end.saturating_sub(1)).find_map(named)?;
        if let Some(before) = number.checked_sub(1).map(|before| &self.items[sentence][before])
            && matches!(before.kind, ItemKind::Role(_, false))
            && self.is_of(sentence, &(before.tokens.end..tokens.start))
        {
            return Some((person, reason, name..tokens.end, before.tokens.start..tokens.end));
        }
        Some((person, reason, name..tokens.end, name..tokens.end))
    }

    /// Links names that stand alone: to the cast, else to somebody in a high office at the date.
    pub(crate) fn link_lone_names(&mut self, sentence: SentenceIndex) {
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
            if let Some(entity) = self.namesake(&words, sentence).or_else(|| self.misspelt(&words)) {
                self.add_titled(sentence, around, &tokens, entity, "a name of the article", 0.9);
                continue;
            }
            if self.link_pair(sentence, &tokens, &words) {
                continue;
            }
            let (role, of) = title.map_or((None, Vec::new()), |(role, of, _)| (role, of));
            // "Mi-24"
            let joins = tokens.end < self.words[sentence].case.len() && self.text(sentence, tokens.end) == "-";
            let is_code = joins && words.len() == 1 && words[0].len() < 4;
            let person = if is_code {
                None
            } else if words.len() == 1 && role.is_none() && of.is_empty() {
                self.leader_called(&words[0])
            } else {
                let named = self.gazetteer.person(&words, role, &of, self.date);
                named
                    .map(|(person, _)| person)
                    .filter(|&person| self.holds_high_office(person))
            };
            if let Some(person) = person {
                let entity = self.person(person);
                self.add_titled(sentence, around, &tokens, entity, OFFICE_HOLDER, 0.8);
            } else if words.len() > 1 && self.words[sentence].titled {
                self.link_words_of_headline(sentence, tokens);
            }
        }
    }

    /// "Macron Urges Putin to Pull Troops Back": who is called by one word among others that have a capital too.
    fn link_words_of_headline(&mut self, sentence: SentenceIndex, tokens: Range<usize>) {
        for token in tokens.clone() {
            let word = [self.words[sentence].word(token).to_owned()];
            // "Plumber Joe Smith Meets Hu": somebody else.
            let goes_on = token > tokens.start && self.sentences[sentence].tokens[token - 1].upos == Upos::Propn;
            let is_taken = self.found[sentence]
                .iter()
                .any(|mention| mention.tokens.contains(&token));
            if goes_on || is_taken || LISTS.not_names.has(&word[0]) {
                continue;
            }
            let entity = self
                .namesake(&word, sentence)
                .map(|entity| (entity, "a name of the article", 0.9));
            let entity = entity.or_else(|| {
                let person = self.leader_called(&word[0])?;
                Some((self.person(person), OFFICE_HOLDER, 0.8))
            });
            if let Some((entity, reason, confidence)) = entity {
                self.add(
                    sentence,
                    token..token + 1,
                    Form::Name,
                    vec![entity],
                    None,
                    reason,
                    confidence,
                );
            }
        }
    }

    /// The only one with that family name who leads a country at the date; else the only one in one of the highest offices.
    fn leader_called(&self, word: &str) -> Option<usize> {
        let only = |people: &[usize]| match people {
            [person] => Some(*person),
            _ => None,
        };
        let named = self.gazetteer.people_named(&[word]).into_iter();
        let called: Vec<usize> = named
            .filter(|&person| self.gazetteer.is_family_name(person, word))
            .filter(|&person| self.holds_high_office(person) || self.leads(person))
            .collect();
        let leaders: Vec<usize> = called.iter().copied().filter(|&person| self.leads(person)).collect();
        only(&leaders).or_else(|| only(&called))
    }

    /// Whether the person leads her country at the article's date.
    pub(crate) fn leads(&self, person: usize) -> bool {
        let country = &self.gazetteer.people[person].country;
        self.date
            .is_some_and(|date| self.gazetteer.leader(country, date) == Some(person))
    }
}

/// Why a name alone is a leader's.
const OFFICE_HOLDER: &str = "family name of an office holder at the date";

/// Whether the senses are of several countries.
pub(crate) fn are_of_several(senses: &[Sense]) -> bool {
    let countries = || senses.iter().filter(|sense| matches!(sense.entity, Known::Country(_)));
    countries().any(|one| countries().any(|other| one.entity != other.entity))
}

/// Whether a sense is a town.
fn is_town(sense: &Sense) -> bool {
    sense.form == NameForm::Capital || matches!(sense.entity, Known::City(_))
}
