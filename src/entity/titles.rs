//! Titles: which role stands with a name, and whom does it serve?

use crate::entity::gazetteer::{Form as NameForm, Known, Sense};
use crate::entity::linking::Affiliation;
use crate::entity::lists::LISTS;
use crate::entity::reader::Reader;
use crate::entity::recognition::are_of_several;
use crate::entity::roles::{Role, RoleSort, is_modifier, longest_role};
use crate::entity::scan::{Case, Item, ItemKind};
use crate::language::SentenceIndex;
use std::ops::Range;

impl Reader<'_> {
    /// The role that stands before or after a name, whom it serves, and the tokens of it all.
    pub(crate) fn title_of(
        &self,
        sentence: SentenceIndex,
        number: usize,
        tokens: &Range<usize>,
    ) -> Option<(Option<&'static Role>, Vec<Affiliation>, Range<usize>)> {
        let items = &self.items[sentence];
        let after = self.of_after(sentence, tokens.end);
        let is_plain = |role: Option<&Role>| role.is_none_or(|role| role.sort == RoleSort::Honorific);
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
                    if is_plain(role) {
                        role = Some(*found);
                    }
                    left = item.tokens.start;
                }
                // "the Belarussian defense minister, Leonid Maltsev,"
                ItemKind::Role(found, false)
                    if left == tokens.start
                        && found.sort != RoleSort::Honorific
                        && self.is_apposed(sentence, item.tokens.clone(), tokens) =>
                {
                    role = Some(*found);
                    left = item.tokens.start;
                }
                // "Chairman of the Danish Foreign Policy Committee Martin Lidegaard"
                ItemKind::Run(_) if gap.is_empty() && is_plain(role) && of.is_empty() => {
                    let Some((affiliation, begins)) = self.national_body(sentence, left) else {
                        break;
                    };
                    let is_headed = |item: &Item<'_>| {
                        matches!(item.kind, ItemKind::Role(_, false))
                            && self.is_of(sentence, &(item.tokens.end..begins))
                    };
                    let Some(head) = items[..at].iter().rposition(is_headed) else {
                        break;
                    };
                    of.push(affiliation);
                    left = items[head].tokens.end;
                    at = head + 1;
                    continue;
                }
                ItemKind::Known(senses) if is_plain(role) && gap.is_empty() && at > 1 && of.is_empty() => {
                    let previous = &items[at - 2];
                    let between = previous.tokens.end..item.tokens.start;
                    // "Ambassador of Sweden to Ukraine Tobias Thyberg": Sweden's.
                    let sent = between.len() == 1
                        && matches!(previous.kind, ItemKind::Known(_))
                        && self.words[sentence].word(between.start) == "to";
                    if sent {
                        left = previous.tokens.end;
                        at -= 1;
                        continue;
                    }
                    let ItemKind::Role(abroad, _) = &previous.kind else {
                        break;
                    };
                    // "U.S. Ambassador to Sri Lanka Jeffrey Lunstead": where, not whose.
                    let words = &self.words[sentence];
                    let article = between.len() == 2 && words.word(between.start + 1) == "the";
                    let posted = (between.len() == 1 || article)
                        && matches!(words.word(between.start), "to" | "in" | "for")
                        && LISTS.posted.words().iter().any(|office| abroad.phrase.contains(office));
                    if posted {
                        left = previous.tokens.end;
                        at -= 1;
                        continue;
                    }
                    if !self.is_of(sentence, &between) {
                        break;
                    }
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
        // "Mr Frederico de Siqueira Filho, Minister of Communications of Brazil"
        if role.is_some_and(|role| role.sort == RoleSort::Honorific)
            && of.is_empty()
            && let Some((role, of, around)) = self.apposition_after(sentence, number, tokens)
        {
            return Some((role, of, left..around.end));
        }
        if let Some(role) = role {
            return Some(self.whole_title(sentence, role, of, left..tokens.end, after));
        }
        // "Justin Trudeau, Prime Minister of Canada"
        if let Some(found) = self.apposition_after(sentence, number, tokens) {
            return Some(found);
        }
        // "Paul Kagame of Rwanda"
        let (affiliation, past) = after?;
        Some((None, vec![affiliation], tokens.start..past))
    }

    /// A title that begins a stretch of tokens with the name behind it: the role, whom it serves by the words before it or `after` the
    /// name, and the tokens of it all.
    fn whole_title(
        &self,
        sentence: SentenceIndex,
        role: &'static Role,
        mut of: Vec<Affiliation>,
        tokens: Range<usize>,
        after: Option<(Affiliation, usize)>,
    ) -> (Option<&'static Role>, Vec<Affiliation>, Range<usize>) {
        // "Deputy Head of the Office of the President Ihor Zhovkva": no president.
        let role = if self.is_aide(sentence, tokens.start) {
            longest_role(&["official"]).map_or(role, |(_, official, _)| official)
        } else {
            role
        };
        let (before, mut start) = self.affiliations_before(sentence, tokens.start);
        of.extend(before);
        let mut end = tokens.end;
        if of.is_empty()
            && let Some((affiliation, past)) = after
        {
            of.push(affiliation);
            end = past;
        }
        while start > 0
            && is_modifier(self.words[sentence].word(start - 1))
            && self.words[sentence].case[start - 1] == Case::Lower
        {
            start -= 1;
        }
        (Some(role), of, start..end)
    }

    /// "New Zealand MPs Ingrid Leary, Laura Moore and Duncan Webb": the role that stands in the plural before a list of names,
    /// and whom they serve.
    pub(crate) fn title_of_listed(
        &self,
        sentence: SentenceIndex,
        number: usize,
    ) -> Option<(&'static Role, Vec<Affiliation>)> {
        let items = &self.items[sentence];
        let mut left = items[number].tokens.start;
        for item in items[..number].iter().rev() {
            let mut gap = item.tokens.end..left;
            if let ItemKind::Role(role, true) = item.kind
                && gap.is_empty()
                && role.sort != RoleSort::Body
            {
                let (of, _) = self.affiliations_before(sentence, item.tokens.start);
                return Some((role, of));
            }
            let names = match &item.kind {
                ItemKind::Run(words) => words.len() > 1,
                ItemKind::Known(senses) => senses.iter().all(|sense| matches!(sense.entity, Known::Person(_))),
                ItemKind::Role(..) => false,
            };
            if !names || !gap.all(|token| matches!(self.text(sentence, token), "," | "and" | "&")) {
                return None;
            }
            left = item.tokens.start;
        }
        None
    }

    /// Whether the words before the token are "the Office of the", "Adviser to the": who follows works for that office.
    pub(crate) fn is_aide(&self, sentence: SentenceIndex, token: usize) -> bool {
        let words = &self.words[sentence];
        let mut at = token;
        while at > 0 && words.word(at - 1) == "the" {
            at -= 1;
        }
        at > 1 && matches!(words.word(at - 1), "of" | "to") && LISTS.aides.has(words.word(at - 2))
    }

    /// Whether a full name between commas tells who holds the office before it: "his counterpart, Omar al-Razza,".
    ///
    /// Not if the name is known and its bearer serves another: "After meeting the Russian president, George Bush".
    fn is_apposed(&self, sentence: SentenceIndex, role: Range<usize>, name: &Range<usize>) -> bool {
        let commas = role.end + 1 == name.start
            && self.text(sentence, role.end) == ","
            && self.sentences[sentence]
                .tokens
                .get(name.end)
                .is_none_or(|token| matches!(token.span.of(self.content), "," | "." | ";" | ")"));
        let words: Vec<&str> = self.words[sentence].range(name).collect();
        if !commas || words.len() < 2 {
            return false;
        }
        let (of, start) = self.affiliations_before(sentence, role.start);
        let [of] = &of[..] else { return false };
        // "Nicholas Burns, the U.S. envoy, Robert Joseph, …": the office of the one before.
        if start > 0 && LISTS.before_office_of_another.has(self.text(sentence, start - 1)) {
            return false;
        }
        let known = self.gazetteer.people_named(&words);
        let serves = |&person: &usize| {
            let person = &self.gazetteer.people[person];
            person.country == of.code || person.offices.iter().any(|office| office.of == of.code)
        };
        known.is_empty() || known.iter().any(serves)
    }

    /// Whether the gap is "of" or "of the".
    pub(crate) fn is_of(&self, sentence: SentenceIndex, gap: &Range<usize>) -> bool {
        let mut words = gap.clone().map(|token| self.words[sentence].word(token));
        gap.len() <= 2 && words.next() == Some("of") && words.next().is_none_or(|word| word == "the")
    }

    /// "of the Republic of Congo": whom, and the token past it.
    fn of_after(&self, sentence: SentenceIndex, token: usize) -> Option<(Affiliation, usize)> {
        let item = self.items[sentence].iter().find(|item| item.tokens.start > token)?;
        let ItemKind::Known(senses) = &item.kind else {
            return None;
        };
        if !self.is_of(sentence, &(token..item.tokens.start)) {
            return None;
        }
        Some((self.affiliation(senses)?, item.tokens.end))
    }

    /// ", Federative Republic of Brazil," behind an office: whom, and the token past it.
    fn country_behind(&self, sentence: SentenceIndex, token: usize) -> Option<(Affiliation, usize)> {
        let item = self.items[sentence].iter().find(|item| item.tokens.start > token)?;
        let ends = self.sentences[sentence]
            .tokens
            .get(item.tokens.end)
            .is_none_or(|token| matches!(token.span.of(self.content), "," | "." | ";" | ")"));
        let is_country = item.senses().iter().any(|sense| sense.form == NameForm::Name);
        let is_behind = self.text(sentence, token) == "," && item.tokens.start == token + 1;
        if !(is_behind && ends && is_country) {
            return None;
        }
        Some((self.affiliation(item.senses())?, item.tokens.end))
    }

    fn apposition_after(
        &self,
        sentence: SentenceIndex,
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
                        let word = words.word(token);
                        matches!(self.text(sentence, token), "," | "-" | "–" | "'s" | "’s")
                            || LISTS.between_name_and_office.has(word)
                            || is_modifier(word)
                            || self.items[sentence]
                                .iter()
                                .any(|item| item.tokens.contains(&token) && matches!(item.kind, ItemKind::Known(_)))
                    });
                    if !plain || gap.len() > 7 {
                        return None;
                    }
                    let (mut of, _) = self.affiliations_before(sentence, item.tokens.start);
                    let mut end = item.tokens.end;
                    let told = self
                        .of_after(sentence, end)
                        .or_else(|| self.country_behind(sentence, end));
                    if let Some((affiliation, past)) = told {
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
    pub(crate) fn affiliations_before(&self, sentence: SentenceIndex, token: usize) -> (Vec<Affiliation>, usize) {
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
            if of.is_empty()
                && let Some((affiliation, begins)) = self.national_body(sentence, left)
            {
                return (vec![affiliation], begins);
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

    /// "Canadian Space Agency", "Chinese Academy of Sciences" before the token: the country by which the body is called, and where
    /// its name begins.
    fn national_body(&self, sentence: SentenceIndex, token: usize) -> Option<(Affiliation, usize)> {
        let words = &self.words[sentence];
        let ends_at = |left: usize| self.items[sentence].iter().find(|item| item.tokens.end == left);
        let mut left = token;
        while let Some(ItemKind::Run(_)) = ends_at(left).map(|item| &item.kind) {
            left = ends_at(left)?.tokens.start;
            let joined = left.checked_sub(1)?;
            if matches!(words.word(joined), "of" | "for" | "and")
                && ends_at(joined).is_some_and(|item| matches!(item.kind, ItemKind::Run(_)))
            {
                left = joined;
            }
        }
        // "Foreign", "Central"
        while left < token && left > 0 && words.is_capital(left - 1) && ends_at(left).is_none() {
            left -= 1;
        }
        let item = ends_at(left).filter(|_| left < token)?;
        let is_adjective = item.senses().iter().any(|sense| sense.form == NameForm::Adjective);
        let affiliation = self.affiliation(item.senses()).filter(|_| is_adjective)?;
        Some((affiliation, item.tokens.start))
    }

    /// Whether the name before the token is part of "Hamas-led", "US-backed".
    fn is_led(&self, sentence: SentenceIndex, token: usize) -> bool {
        let tokens = &self.sentences[sentence].tokens;
        let hyphen = tokens
            .get(token)
            .is_some_and(|token| matches!(token.span.of(self.content), "-" | "–"));
        let apart = hyphen && token + 1 < tokens.len() && LISTS.led.has(self.words[sentence].word(token + 1));
        apart || token > 0 && self.is_joined(sentence, token - 1)
    }

    /// Whether the token is a name and what its bearer did: "UN-brokered" as one word.
    pub(crate) fn is_joined(&self, sentence: SentenceIndex, token: usize) -> bool {
        let only = token..token + 1;
        self.words[sentence]
            .range(&only)
            .skip(1)
            .any(|piece| LISTS.led.has(piece))
    }

    /// Whom a name of the gazetteer stands for, if it is a country or an organization.
    pub(crate) fn affiliation(&self, senses: &[Sense]) -> Option<Affiliation> {
        // "The Congolese government": of the Congo that the article names.
        let is_named = |sense: &Sense| matches!(sense.entity, Known::Country(country) if self.is_named(country));
        let named = if are_of_several(senses) {
            senses.iter().position(is_named)
        } else {
            None
        };
        let senses = senses[named.unwrap_or(0)..].iter();
        let mut senses = senses.filter(|sense| sense.form != NameForm::Contextual || self.has_context(sense));
        senses.find_map(|sense| match sense.entity {
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
}
