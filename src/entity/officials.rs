//! Officials: whom does a role without a name mean?
//!
//! The holder at the article's date where the words tell the country; else the one named before in that role.

use crate::entity::cast::{EntityIndex, EntityKind, Form, Mention};
use crate::entity::gazetteer::{Form as NameForm, Known, Sense};
use crate::entity::groups::Wanted;
use crate::entity::linking::Affiliation;
use crate::entity::lists::LISTS;
use crate::entity::numerals::numeral;
use crate::entity::reader::Reader;
use crate::entity::roles::{LEADER, Role, RoleSort, is_group, is_modifier};
use crate::entity::scan::{Item, ItemKind};
use crate::language::SentenceIndex;
use std::ops::Range;

impl Reader<'_> {
    pub(crate) fn resolve_roles(&mut self, sentence: SentenceIndex) {
        for number in 0..self.items[sentence].len() {
            let Item {
                tokens,
                kind: ItemKind::Role(role, plural),
            } = self.items[sentence][number].clone()
            else {
                continue;
            };
            let taken = self.found[sentence]
                .iter()
                .any(|mention| mention.tokens.start <= tokens.start && tokens.end <= mention.tokens.end);
            if taken || role.sort == RoleSort::Honorific {
                continue;
            }
            let (of, mut start, end) = self.affiliations_told(sentence, &tokens, role, plural);
            if let Some(aide) = self.aide_named(sentence, &tokens) {
                let reason = "who works for that office";
                self.add(sentence, start..end, Form::Role, vec![aide], None, reason, 0.7);
                continue;
            }
            // "The wife of the President": not he.
            if self.is_kin(sentence, start) {
                continue;
            }
            if LISTS.delegations.has(&role.phrase)
                && let Some(leader) = self.head_of_delegation(sentence, end)
            {
                let reason = "who leads the delegation";
                self.add(sentence, start..end, Form::Role, vec![leader], None, reason, 0.8);
                continue;
            }
            let people = matches!(role.sort, RoleSort::Office | RoleSort::Official);
            if plural
                && people
                && let Some(team) = self.told_ahead(sentence, &(start..end), tokens.start, &of)
            {
                let reason = "those whom the text then names";
                let counts = |token: usize| {
                    let word = self.words[sentence].word(token);
                    is_modifier(word) || numeral(word).is_some()
                };
                while start > 0 && counts(start - 1) {
                    start -= 1;
                }
                self.add(sentence, start..end, Form::Group, team, None, reason, 0.8);
                continue;
            }
            let owner = start
                .checked_sub(1)
                .map(|token| self.words[sentence].word(token).to_owned())
                .unwrap_or_default();
            if LISTS.possessives.has(owner.as_str()) {
                start -= 1;
                if role.phrase == "counterpart" {
                    self.resolve_counterpart(sentence, start..end, &of);
                    continue;
                }
                if of.is_empty() {
                    self.resolve_owned(sentence, start..end, &tokens, &owner, (role, plural));
                    continue;
                }
            }
            if people && self.is_past(sentence, start..tokens.start) {
                if let (Some(entity), false) = (self.named_in_role(sentence, tokens.start, role, &of), plural) {
                    let reason = "the last one named in that former role";
                    self.add(sentence, start..end, Form::Role, vec![entity], None, reason, 0.8);
                }
                continue;
            }
            if role.phrase == "counterpart" {
                self.resolve_counterpart(sentence, start..end, &of);
                continue;
            }
            if role.sort == RoleSort::Official
                && let Some(entities) = self.known_officials(sentence, start..tokens.start, (role, plural), &of)
            {
                let reason = "the officials whom the text names";
                self.add(sentence, start..end, Form::Role, entities, None, reason, 0.75);
                continue;
            }
            // "The first visit by a Croatian president": whoever that was.
            let is_any =
                role.sort == RoleSort::Office && !plural && matches!(self.words[sentence].word(start), "a" | "an");
            let (entities, reason, confidence) = if is_any {
                let served = of.iter().filter_map(|of| self.served(of)).collect();
                (served, "the country of whoever holds it", 0.8)
            } else {
                self.holders(sentence, &tokens, role, plural, &of)
            };
            if !entities.is_empty() {
                let form = if plural && of.is_empty() {
                    Form::Group
                } else {
                    Form::Role
                };
                self.add(sentence, start..end, form, entities, None, reason, confidence);
            }
        }
    }

    /// "The Deputy Head of the Office of the President", "of the President's Office": the aide whom the text has named.
    fn aide_named(&self, sentence: SentenceIndex, tokens: &Range<usize>) -> Option<EntityIndex> {
        let words = &self.words[sentence];
        let office = tokens.end + 1 < words.case.len()
            && matches!(self.text(sentence, tokens.end), "'s" | "’s")
            && matches!(words.word(tokens.end + 1), "office" | "administration");
        let headed = (tokens.start.saturating_sub(6)..tokens.start).any(|token| words.word(token) == "head");
        if !headed || !(office || self.is_aide(sentence, tokens.start)) {
            return None;
        }
        self.antecedent(sentence, tokens.start, true, |entity| {
            entity.kind == EntityKind::Person && entity.roles.iter().any(|role| role == "official" || role == "head")
        })
    }

    /// Whether the words before the token are "the wife of", "a son of".
    fn is_kin(&self, sentence: SentenceIndex, token: usize) -> bool {
        let words = &self.words[sentence];
        token > 1
            && words.word(token - 1) == "of"
            && [&LISTS.kinsmen, &LISTS.kinswomen]
                .iter()
                .any(|kin| kin.has(words.word(token - 2)))
    }

    /// Whom the words around a role say that it serves, and where these words begin and end.
    fn affiliations_told(
        &mut self,
        sentence: SentenceIndex,
        tokens: &Range<usize>,
        role: &Role,
        plural: bool,
    ) -> (Vec<Affiliation>, usize, usize) {
        let (mut of, mut start) = self.affiliations_before(sentence, tokens.start);
        let mut end = tokens.end;
        for (affiliation, past) in self.affiliations_after(sentence, tokens.end, plural) {
            of.push(affiliation);
            end = past;
        }
        if plural
            && of.is_empty()
            && let Some((countries, past)) = self.countries_after(sentence, end)
        {
            of = countries;
            end = past;
        }
        of.dedup();
        if of.is_empty()
            && let Some((country, begins)) = self.owning_country(sentence, start)
        {
            of.push(country);
            start = begins;
        }
        if of.is_empty()
            && let Some((country, past)) = self.seat_of(sentence, start..end, role)
        {
            of.push(country);
            end = past;
        }
        (of, start, end)
    }

    /// "A ministry spokesman in Pyongyang", "In Madrid, the foreign ministry": whose they are, and the token past the words.
    fn seat_of(&self, sentence: SentenceIndex, around: Range<usize>, role: &Role) -> Option<(Affiliation, usize)> {
        let phrase = role.phrase.as_str();
        let sits = LISTS.seated.words().iter().any(|part| phrase.contains(part));
        if !sits {
            return None;
        }
        let words = &self.words[sentence];
        let capital = |item: &&Item<'_>| match item.kind {
            ItemKind::Known(senses) => senses.iter().any(|sense| sense.form == NameForm::Capital),
            _ => false,
        };
        let after = self.items[sentence]
            .iter()
            .filter(capital)
            .find(|item| item.tokens.start == around.end + 1 && words.word(around.end) == "in");
        let fronted = || {
            self.items[sentence].iter().filter(capital).find(|item| {
                item.tokens.start == 1
                    && words.word(0) == "in"
                    && around.start <= item.tokens.end + 2
                    && self.text(sentence, item.tokens.end) == ","
            })
        };
        let item = after.or_else(fronted)?;
        let ItemKind::Known(senses) = item.kind else {
            return None;
        };
        Some((
            self.affiliation(senses)?,
            around
                .end
                .max(item.tokens.end)
                .min(if after.is_some() { item.tokens.end } else { around.end }),
        ))
    }

    /// "the country's", "his nation's" before the token: which country, and where the words begin.
    fn owning_country(&self, sentence: SentenceIndex, token: usize) -> Option<(Affiliation, usize)> {
        let noun = token.checked_sub(2)?;
        let words = &self.words[sentence];
        let owns =
            matches!(self.text(sentence, token - 1), "'s" | "’s") && LISTS.countries_that_own.has(words.word(noun));
        let begins = noun.checked_sub(1).filter(|_| owns)?;
        let entity = match words.word(begins) {
            "the" | "that" | "this" => self.country_meant(sentence, begins, &[words.word(noun)])?,
            "his" | "her" => self.antecedent(sentence, begins, false, |entity| entity.kind == EntityKind::Person)?,
            _ => return None,
        };
        let of = Affiliation::of(&self.cast.entities[entity]);
        of.country.then_some((of, begins))
    }

    /// Those of these countries, if any are told, whom the text names after a plural: "officials, including …".
    fn told_ahead(
        &self,
        sentence: SentenceIndex,
        around: &Range<usize>,
        role: usize,
        of: &[Affiliation],
    ) -> Option<Vec<EntityIndex>> {
        let words = &self.words[sentence];
        let count = (role.saturating_sub(4)..role)
            .rev()
            .find_map(|token| numeral(words.word(token)));
        let team = self.team_after(sentence, around, count, Wanted::People(None))?;
        let serve = team
            .iter()
            .all(|&entity| of.is_empty() || of.contains(&Affiliation::of(&self.cast.entities[entity])));
        serve.then_some(team)
    }

    /// "The Chinese envoy" whom the text has named; "visiting US diplomats" whom the next sentences name.
    fn known_officials(
        &self,
        sentence: SentenceIndex,
        modifiers: Range<usize>,
        (role, plural): (&'static Role, bool),
        of: &[Affiliation],
    ) -> Option<Vec<EntityIndex>> {
        let [of] = of else { return None };
        let words = &self.words[sentence];
        let visiting = (modifiers.start.saturating_sub(3)..modifiers.end).any(|token| words.word(token) == "visiting");
        let definite = modifiers.clone().next().is_some_and(|token| words.word(token) == "the");
        if !plural {
            let told = visiting || definite;
            let named = told.then(|| self.named_in_role(sentence, modifiers.end, role, std::slice::from_ref(of)));
            return named.flatten().map(|entity| vec![entity]);
        }
        if !visiting {
            return None;
        }
        let mut found: Vec<EntityIndex> = Vec::new();
        for (ahead, mentions) in self.found[sentence..].iter().take(4).enumerate() {
            for mention in mentions {
                let [entity] = mention.entities[..] else { continue };
                let person = &self.cast.entities[entity];
                let serves = person.kind == EntityKind::Person && Affiliation::of(person) == *of;
                let after = ahead > 0 || mention.tokens.start >= modifiers.end;
                let office = !person.roles.is_empty() && !person.roles.iter().any(|role| LISTS.heads.has(role));
                if serves && after && office && !found.contains(&entity) {
                    found.push(entity);
                }
            }
        }
        (found.len() > 1).then_some(found)
    }

    /// Whether the modifiers of a role say that it is held no longer, or not by the holder at the date.
    fn is_past(&self, sentence: SentenceIndex, modifiers: Range<usize>) -> bool {
        modifiers
            .map(|token| self.words[sentence].word(token))
            .any(|word| LISTS.past.has(word))
    }

    /// "of the two countries": whom, and the token past it.
    fn countries_after(&mut self, sentence: SentenceIndex, token: usize) -> Option<(Vec<Affiliation>, usize)> {
        let words = &self.words[sentence];
        if token >= words.case.len() || words.word(token) != "of" {
            return None;
        }
        let noun = (token + 1..words.case.len().min(token + 5)).find(|&at| is_group(words.word(at)))?;
        self.resolve_group(sentence, noun);
        let group = self.found[sentence]
            .iter()
            .find(|mention| mention.tokens.contains(&noun))?;
        let countries = group
            .entities
            .iter()
            .map(|&entity| Affiliation::of(&self.cast.entities[entity]))
            .collect();
        Some((countries, noun + 1))
    }

    /// "of France, Germany and Italy": whom, each with the token past it.
    fn affiliations_after(&self, sentence: SentenceIndex, token: usize, plural: bool) -> Vec<(Affiliation, usize)> {
        let words = &self.words[sentence];
        let linked = matches!(words.pieces.get(words.first_piece[token]), Some((of, word)) if *of == token && (word == "of" || plural && word == "from"));
        if !linked {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut next = token + 1;
        for item in self.items[sentence].iter().filter(|item| item.tokens.start > token) {
            let plain = (next..item.tokens.start).all(|token| {
                let text = self.sentences[sentence].tokens[token].span.of(self.content);
                matches!(text, "," | "and" | "the" | "&" | "both")
            });
            let ItemKind::Known(senses) = &item.kind else { break };
            let owner = self.sentences[sentence]
                .tokens
                .get(item.tokens.end)
                .is_some_and(|token| matches!(token.span.of(self.content), "'s" | "’s" | "'" | "’"));
            let (true, Some(affiliation)) = (plain && !owner, self.affiliation(senses)) else {
                break;
            };
            found.push((affiliation, item.tokens.end));
            next = item.tokens.end;
            if !plural {
                break;
            }
        }
        found
    }

    /// Whom a role without a name means, why, and how surely.
    pub(crate) fn holders(
        &mut self,
        sentence: SentenceIndex,
        tokens: &Range<usize>,
        role: &'static Role,
        plural: bool,
        of: &[Affiliation],
    ) -> (Vec<EntityIndex>, &'static str, f64) {
        if of.is_empty() {
            let before = self.named_before(sentence, tokens, role, plural);
            return if before.0.is_empty() {
                self.own_body(sentence, tokens, role, plural)
            } else {
                before
            };
        }
        let mut entities = Vec::new();
        let mut reason = "those who act for it";
        let few = of.len() < 3 && role.offices.iter().any(|office| office == LEADER);
        for of in of {
            // "EU foreign ministers" are those of the members.
            let leads = role.offices.iter().any(|office| office == LEADER) || !of.country;
            let article_known = if role.sort == RoleSort::Office && !(plural && leads) {
                self.cast_holder(role, of)
            } else {
                None
            };
            let article_known = article_known.or_else(|| self.leader_named(of).filter(|_| plural && few && of.country));
            let holder = match (article_known, role.sort, self.date) {
                (Some(entity), ..) => Some(entity),
                (None, RoleSort::Office, Some(date)) if !(plural && leads) => {
                    let person = self.gazetteer.holder_of(role, of, date);
                    person.map(|person| self.person(person))
                }
                (None, RoleSort::Official, Some(date))
                    if !plural && !role.offices.is_empty() && LISTS.unique.has(&role.phrase) =>
                {
                    let person = self.gazetteer.holder_of(role, of, date);
                    person.map(|person| self.person(person))
                }
                _ => None,
            };
            if let Some(entity) = holder {
                reason = "holder of the office at the date";
                entities.push(entity);
            } else {
                entities.extend(self.served(of));
            }
        }
        entities.dedup();
        let confidence = if reason == "those who act for it" { 0.8 } else { 0.85 };
        (entities, reason, confidence)
    }

    /// "The leaders of India and Pakistan": the one whom the article names.
    fn leader_named(&self, of: &Affiliation) -> Option<EntityIndex> {
        let leader = self.gazetteer.leader(&of.code, self.date?)?;
        let leader = &self.gazetteer.people[leader];
        let named = |entity: &EntityIndex| {
            let entity = &self.cast.entities[*entity];
            entity.kind == EntityKind::Person && entity.name == leader.name && entity.country == leader.country
        };
        let mut mentions = self.found.iter().flatten();
        mentions.find_map(|mention| mention.entities.iter().copied().find(named))
    }

    /// "The government", where none was named: that of the country of which the sentence has named another body, else of the
    /// dateline's.
    fn own_body(
        &self,
        sentence: SentenceIndex,
        tokens: &Range<usize>,
        role: &Role,
        plural: bool,
    ) -> (Vec<EntityIndex>, &'static str, f64) {
        let body = LISTS.bodies_here.has(role.phrase.as_str());
        let definite = tokens.start > 0 && self.words[sentence].word(tokens.start - 1) == "the";
        if !body || !definite || plural {
            return (Vec::new(), "", 0.0);
        }
        let is_body = |mention: &&Mention| {
            let is_before = mention.form == Form::Role && mention.tokens.end <= tokens.start;
            let is_country = |&entity: &EntityIndex| self.cast.entities[entity].kind == EntityKind::Country;
            is_before && mention.entities.len() == 1 && mention.entities.iter().all(is_country)
        };
        let other = self.found[sentence]
            .iter()
            .filter(is_body)
            .max_by_key(|mention| mention.tokens.end);
        if let Some(other) = other {
            return (other.entities.clone(), "of the country whose other body was named", 0.7);
        }
        let here = self.cast.here.as_ref();
        here.map_or((Vec::new(), "", 0.0), |(country, _)| {
            (vec![*country], "the government of the dateline's country", 0.6)
        })
    }

    /// The person of the cast whom the article gives this role for this country.
    fn cast_holder(&self, role: &Role, of: &Affiliation) -> Option<EntityIndex> {
        self.cast.entities.rposition(|entity| {
            entity.kind == EntityKind::Person
                && (if of.country {
                    entity.country == of.code
                } else {
                    entity.org == of.code
                })
                && entity.roles.contains(&role.phrase)
        })
    }

    /// The person named last before the token in the role, for one of these countries if any are told.
    pub(crate) fn named_in_role(
        &self,
        sentence: SentenceIndex,
        token: usize,
        role: &Role,
        of: &[Affiliation],
    ) -> Option<EntityIndex> {
        // "Thank you, Mr. President": not who speaks.
        let address = token > 0 && matches!(self.words[sentence].word(token - 1), "mr" | "madam" | "mister");
        let speakers = self.speakers[sentence].iter().flatten().filter(|_| address);
        let speakers: Vec<&str> = speakers.map(|&entity| self.cast.entities[entity].id.as_str()).collect();
        self.antecedent(sentence, token, true, |entity| {
            entity.kind == EntityKind::Person
                && !speakers.contains(&entity.id.as_str())
                // "The Secretary and Foreign Minister": the other country's.
                && !(entity.country == "USA" && LISTS.not_american.has(&role.phrase))
                && (of.is_empty() || of.contains(&Affiliation::of(entity)))
                && (entity.roles.contains(&role.phrase)
                    || role.offices.iter().any(|office| {
                        entity.roles.contains(office)
                            || office == LEADER && entity.roles.iter().any(|role| LISTS.heads.has(role))
                    }))
        })
    }

    /// "the minister", "the president", "the two leaders": those named before.
    fn named_before(
        &mut self,
        sentence: SentenceIndex,
        tokens: &Range<usize>,
        role: &'static Role,
        plural: bool,
    ) -> (Vec<EntityIndex>, &'static str, f64) {
        let none = (Vec::new(), "", 0.0);
        let words = &self.words[sentence];
        let before: Vec<&str> = (tokens.start.saturating_sub(4)..tokens.start)
            .map(|token| words.word(token))
            .collect();
        let last = before.last().copied().unwrap_or_default();
        let definite = before
            .iter()
            .any(|word| matches!(*word, "the" | "this" | "each") || numeral(word).is_some());
        let named = words.is_capital(tokens.start) && (tokens.start > 0 || role.sort == RoleSort::Office);
        if !definite && !named && last != "visiting" {
            return none;
        }
        if plural {
            // "Presidents William Ruto and Joao Lourenco": the title of those who follow.
            let is_title = self.items[sentence].iter().any(|item| {
                let names = |sense: &Sense| matches!(sense.entity, Known::Person(_));
                item.tokens.start == tokens.end
                    && (matches!(item.kind, ItemKind::Run(_)) || item.senses().iter().any(names))
            });
            if is_title {
                return none;
            }
            // "The two governments", but "two ballistic missiles".
            let counted = before.iter().any(|word| numeral(word).is_some());
            let told = before
                .iter()
                .any(|word| matches!(*word, "the" | "both" | "these" | "our"));
            if matches!(role.sort, RoleSort::Body) && !(counted && told) {
                return none;
            }
            let count = before.iter().rev().find_map(|word| numeral(word));
            let wanted = if role.sort == RoleSort::Body {
                Wanted::Countries
            } else {
                Wanted::People(Some(role))
            };
            let team = if count.is_none() {
                self.team_before(sentence, tokens.start, None, wanted)
            } else {
                None
            };
            let entities = team.unwrap_or_else(|| self.several(sentence, tokens.start, count, wanted));
            if entities.len() >= 2 {
                return (entities, "those named last", 0.75);
            }
            let are_two = count.is_none_or(|count| count == 2) && role.sort != RoleSort::Body;
            let two = if are_two { self.holders_of_two(role) } else { Vec::new() };
            return (two, "those who lead the two countries spoken of", 0.6);
        }
        // "The head of the bank": of one who is not known.
        let of = tokens.end + 2 < words.case.len() && words.word(tokens.end) == "of";
        let owns = |token: usize| LISTS.countries_that_own.has(words.word(token)) || words.word(token) == "state";
        let of_own = of && (tokens.end + 1..tokens.end + 3).any(owns);
        if role.sort == RoleSort::Body || of && !of_own {
            return none;
        }
        // A government's own documents speak of "the President", whoever else is named in them.
        let capital = words.is_capital(tokens.start);
        let own = "holder of the publisher's own office";
        // "The Secretary and President": whom the first met.
        let is_second = last == "and"
            && self.items[sentence]
                .iter()
                .any(|item| item.tokens.end + 1 == tokens.start && matches!(item.kind, ItemKind::Role(_, false)));
        if is_second && let Some(entity) = self.named_in_role(sentence, tokens.start, role, &[]) {
            return (vec![entity], "the last one named in that role", 0.85);
        }
        if capital && let Some(entity) = self.own_official(role) {
            return (vec![entity], own, 0.85);
        }
        if let Some(entity) = self.named_in_role(sentence, tokens.start, role, &[]) {
            return (vec![entity], "the last one named in that role", 0.85);
        }
        if let Some(entity) = self.own_official(role) {
            return (vec![entity], own, 0.85);
        }
        let only = definite.then(|| self.only_holder(role)).flatten();
        only.map_or(none, |entity| {
            (vec![entity], "holder of an office that one state alone has", 0.85)
        })
    }

    /// "The Pope": who holds an office at the date that one state or organization alone has.
    fn only_holder(&mut self, role: &Role) -> Option<EntityIndex> {
        let [title] = &role.offices[..] else { return None };
        let of = self
            .gazetteer
            .only_state(title)
            .filter(|_| role.sort == RoleSort::Office)?;
        let person = self.gazetteer.holder(title, of, self.date?)?;
        Some(self.person(person))
    }

    /// Who holds an office of the publisher's own government at the date.
    pub(crate) fn own_official(&mut self, role: &Role) -> Option<EntityIndex> {
        let (home, date) = (self.cast.home?, self.date?);
        let of = Affiliation {
            code: self.cast.entities[home].country.clone(),
            country: true,
        };
        let foreign = of.code == "USA" && LISTS.not_american.has(role.phrase.as_str());
        if role.sort != RoleSort::Office || foreign {
            return None;
        }
        let person = self.gazetteer.holder_of(role, &of, date)?;
        Some(self.person(person))
    }
}
