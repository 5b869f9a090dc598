//! Second readings: whom else may words mean beside those to whom they are linked?
//!
//! "G7" is the group, or its members where they are few; "we" in a minister's statement the minister, or the country; "the
//! two sides" two countries, or the two who met for them. Such a reading is a mention of its own over the same words, inside
//! the first; what reads the widest mentions alone does not see it.

use crate::entity::cast::{EntityIndex, EntityKind, Form, Mention};
use crate::entity::gazetteer::{Known, pieces};
use crate::entity::groups::Wanted;
use crate::entity::linking::Affiliation;
use crate::entity::lists::LISTS;
use crate::entity::reader::Reader;
use crate::entity::roles::{LEADER, Role, RoleSort, is_rebel, longest_role};
use crate::entity::scan::ItemKind;
use crate::language::SentenceIndex;
use crate::tsv::{Fault, rows};
use std::sync::LazyLock;

/// Up to how many members a group stands for them.
const FEW: usize = 10;

/// A publisher whose texts somebody in office speaks.
struct Publisher {
    /// The pieces of its name.
    name: Vec<String>,
    /// The office of who says "I" there.
    office: &'static Role,
}

static PUBLISHERS: LazyLock<Vec<Publisher>> =
    LazyLock::new(|| publishers(include_str!("data/publishers.tsv")).expect("the publishers are sound"));

impl Reader<'_> {
    /// Who says "I" in the publisher's texts: the holder at the date of the office that its name tells.
    pub(crate) fn find_voice(&mut self, source: &str) {
        let (Some(home), Some(date)) = (self.cast.home, self.date) else {
            return;
        };
        let Some(office) = office_of(source) else { return };
        let of = Affiliation::of(&self.cast.entities[home]);
        let holder = self.gazetteer.holder_of(office, &of, date);
        self.voice = holder.map(|person| self.person(person));
    }

    /// Adds the second readings of the mentions found.
    pub(crate) fn read_twice(&mut self, sentence: SentenceIndex) {
        for number in 0..self.found[sentence].len() {
            let mention = self.found[sentence][number].clone();
            for (entities, reason) in self.second_readings(&mention) {
                self.add_reading(&mention, entities, reason);
            }
        }
    }

    fn second_readings(&mut self, mention: &Mention) -> Vec<(Vec<EntityIndex>, &'static str)> {
        match mention.form {
            Form::Name => self.members_meant(mention).into_iter().collect(),
            Form::Role if !mention.inner => {
                let mut readings = self.officials_of_members(mention);
                readings.extend(self.other_holder(mention));
                readings.extend(self.rebels_meant(mention));
                readings.extend(self.partner_meant(mention));
                readings
            }
            Form::Group => self.others_of_pair(mention).into_iter().collect(),
            Form::Pronoun => {
                let mut readings: Vec<_> = self.other_speaker(mention).into_iter().collect();
                readings.extend(self.partner_meant(mention));
                readings
            }
            _ => Vec::new(),
        }
    }

    fn add_reading(&mut self, mention: &Mention, mut entities: Vec<EntityIndex>, reason: &'static str) {
        entities.retain(|entity| !mention.entities.contains(entity));
        if entities.is_empty() {
            return;
        }
        self.found[mention.sentence].push(Mention {
            entities,
            reason,
            inner: true,
            confidence: mention.confidence / 2.0,
            place: None,
            name: None,
            ..mention.clone()
        });
    }

    /// "G7", "the six-party talks": the members; "IRGC": the state whose organ it is.
    fn members_meant(&mut self, mention: &Mention) -> Option<(Vec<EntityIndex>, &'static str)> {
        let [entity] = mention.entities[..] else { return None };
        let Some(Known::Organization(index)) = self.cast.entities[entity].known else {
            return None;
        };
        let organization = &self.gazetteer.organizations[index];
        if organization.kind == "organ"
            && let Some(state) = self.gazetteer.country_at(&organization.parent)
        {
            return Some((vec![self.country(state)], "the state whose organ it is"));
        }
        let gathers = matches!(organization.kind.as_str(), "format" | "forum");
        let members = self.member_states(entity).filter(|_| gathers)?;
        Some((members, "the members"))
    }

    /// The members of an organization, where they are few; of a larger one, those whom the article names, where these are
    /// most of them.
    fn member_states(&mut self, entity: EntityIndex) -> Option<Vec<EntityIndex>> {
        let members = self.cast.entities[entity].members.clone();
        let all = members.len();
        if all == 0 {
            return None;
        }
        if all <= FEW {
            let known = members.iter().filter_map(|code| {
                if let Some(state) = self.gazetteer.country_at(code) {
                    return Some(self.country(state));
                }
                let organization = self.gazetteer.organization_at(code)?;
                Some(self.organization(organization))
            });
            return Some(known.collect());
        }
        let named = |&entity: &EntityIndex| {
            let entity = &self.cast.entities[entity];
            entity.kind == EntityKind::Country && members.contains(&entity.country)
        };
        let named: Vec<EntityIndex> = self.cast.entities.keys().filter(named).collect();
        (named.len() * 10 >= all * 6).then_some(named)
    }

    /// "G7 foreign ministers": those of the members; "the leaders of Kiribati and Nauru": who leads them.
    fn officials_of_members(&mut self, mention: &Mention) -> Vec<(Vec<EntityIndex>, &'static str)> {
        let Some((role, true)) = self.role_in(mention) else {
            return Vec::new();
        };
        let mut states = Vec::new();
        let mut told = true;
        for &entity in &mention.entities {
            match self.cast.entities[entity].kind {
                EntityKind::Country => states.push(entity),
                EntityKind::Organization => {
                    let Some(members) = self.member_states(entity) else {
                        return Vec::new();
                    };
                    states.extend(members);
                    told = false;
                }
                EntityKind::Person => {}
            }
        }
        let mut readings = Vec::new();
        let leads = role.offices.iter().any(|office| office == LEADER);
        if role.sort == RoleSort::Office
            && (!told || leads)
            && let Some(date) = self.date
        {
            let mut people = Vec::new();
            for &state in &states {
                let of = Affiliation::of(&self.cast.entities[state]);
                let person = self.gazetteer.holder_of(role, &of, date);
                people.extend(person.map(|person| self.person(person)));
            }
            readings.push((people, "who holds the office in each"));
        }
        if !told {
            readings.push((states, "the members"));
        }
        readings
    }

    /// "Our countries", "our governments": the publisher's, and the one other of which the title and the first sentence
    /// tell.
    fn partner_meant(&mut self, mention: &Mention) -> Option<(Vec<EntityIndex>, &'static str)> {
        let home = self.cast.home?;
        let words = &self.words[mention.sentence];
        let noun = if mention.form == Form::Pronoun {
            mention.tokens.end
        } else {
            mention.tokens.end - 1
        };
        let plural = noun < words.case.len() && LISTS.our_two.has(words.word(noun));
        if !plural || words.word(mention.tokens.start) != "our" || !mention.entities.contains(&home) {
            return None;
        }
        let mut others: Vec<Affiliation> = Vec::new();
        for mention in self.found[..=self.lead()?].iter().flatten() {
            for &entity in &mention.entities {
                let of = Affiliation::of(&self.cast.entities[entity]);
                if of.country && self.differ(entity, home) && !others.contains(&of) {
                    others.push(of);
                }
            }
        }
        let [other] = &others[..] else { return None };
        Some((vec![self.served(other)?], "the other country of the article"))
    }

    /// The first sentence after the title.
    fn lead(&self) -> Option<SentenceIndex> {
        self.sentences.position(|sentence| {
            let start = sentence.tokens.first().map_or(0, |token| token.span.start);
            !self.article.title.range().contains(&start)
        })
    }

    /// "Zairean rebels": the movement that the article names, and not the state that it fights.
    fn rebels_meant(&self, mention: &Mention) -> Option<(Vec<EntityIndex>, &'static str)> {
        let [country] = mention.entities[..] else { return None };
        let rebels = is_rebel(self.words[mention.sentence].word(mention.tokens.end - 1));
        let code = self.cast.entities[country].country.as_str();
        let movement = self.only_movement(Some(code)).filter(|_| rebels && !code.is_empty())?;
        Some((vec![movement], "the movement that fights there"))
    }

    /// The role that the words of the mention tell, and whether it is a plural.
    fn role_in(&self, mention: &Mention) -> Option<(&'static Role, bool)> {
        let inside = |at: usize| mention.tokens.contains(&at);
        self.items[mention.sentence].iter().find_map(|item| match item.kind {
            ItemKind::Role(role, plural) if inside(item.tokens.start) => Some((role, plural)),
            _ => None,
        })
    }

    /// "The Prime Minister": the publisher's own, or the one named last.
    fn other_holder(&mut self, mention: &Mention) -> Option<(Vec<EntityIndex>, &'static str)> {
        let (role, _) = self.role_in(mention)?;
        let other = match mention.reason {
            "holder of the publisher's own office" => {
                self.named_in_role(mention.sentence, mention.tokens.start, role, &[])
            }
            "the last one named in that role" if self.words[mention.sentence].is_capital(mention.tokens.end - 1) => {
                self.own_official(role)
            }
            _ => None,
        };
        let other = other.filter(|&other| !self.cast.entities[other].country.is_empty())?;
        Some((vec![other], "another who holds that office"))
    }

    /// "The two sides": the countries for whom two met, or the two who met for them.
    fn others_of_pair(&mut self, mention: &Mention) -> Option<(Vec<EntityIndex>, &'static str)> {
        if mention.entities.len() < 2 {
            return None;
        }
        let person = |entity: &EntityIndex| self.cast.entities[*entity].kind == EntityKind::Person;
        if mention.entities.iter().all(person) {
            return Some((self.served_by(&mention.entities), "whom they serve"));
        }
        let pair = self.lead_pair()?;
        let same = pair
            .iter()
            .all(|&one| mention.entities.iter().any(|&other| !self.differ(one, other)));
        (same && mention.entities.len() == 2).then_some((pair, "who met for them"))
    }

    /// "We": the country, or who speaks for it.
    fn other_speaker(&mut self, mention: &Mention) -> Option<(Vec<EntityIndex>, &'static str)> {
        let word = self.words[mention.sentence].word(mention.tokens.start).to_owned();
        if !matches!(word.as_str(), "we" | "us" | "our") {
            return None;
        }
        let [entity] = mention.entities[..] else { return None };
        if self.cast.entities[entity].kind == EntityKind::Person {
            let of = Affiliation::of(&self.cast.entities[entity]);
            return Some((vec![self.served(&of)?], "whom the speaker serves"));
        }
        let speaker = self.quoted(mention.sentence, mention.tokens.start).or_else(|| {
            let spoken = self.speakers[mention.sentence].clone();
            match spoken.as_deref() {
                Some([one]) => Some(*one),
                Some(_) => None,
                None => self.voice,
            }
        })?;
        (word != "our" && !self.differ(speaker, entity)).then_some((vec![speaker], "who speaks for the country"))
    }

    /// The two people of different countries whom the title and the first sentence name, where they name no third.
    pub(crate) fn lead_pair(&self) -> Option<Vec<EntityIndex>> {
        let end = self.lead()?;
        let mut people: Vec<EntityIndex> = Vec::new();
        let mut mentions: Vec<&Mention> = self.found[..=end].iter().flatten().collect();
        mentions.sort_by_key(|mention| (mention.sentence, mention.tokens.start));
        for mention in mentions {
            let named = matches!(mention.form, Form::Name | Form::Role) && !mention.inner;
            let [entity] = mention.entities[..] else { continue };
            if named && self.is_wanted(entity, None, &[]) && !people.contains(&entity) {
                people.push(entity);
            }
        }
        (people.len() == 2 && self.differ(people[0], people[1])).then_some(people)
    }

    /// "The parties", "the interlocutors", "the leaders" that nothing near explains: the two of the article, if it tells of
    /// two, else those whom it names together.
    pub(crate) fn resolve_pair_of_article(&mut self, sentence: SentenceIndex, token: usize) {
        let words = &self.words[sentence];
        let definite = token
            .checked_sub(1)
            .is_some_and(|before| matches!(words.word(before), "the" | "both"));
        // "the parties to the agreement", "the leaders of the party": told after.
        let told = token + 1 < words.case.len() && LISTS.told_after.has(words.word(token + 1));
        if !definite || told {
            return;
        }
        let people = Wanted::People(None);
        let (entities, reason) = if let Some(pair) = self.lead_pair() {
            (pair, "the two of the article")
        } else if let Some(team) = self
            .team_before(sentence, token, None, people)
            .or_else(|| self.team_ahead(sentence, None, people))
        {
            (team, "those who are named together")
        } else {
            return;
        };
        let tokens = token - 1..token + 1;
        self.add(sentence, tokens, Form::Group, entities, None, reason, 0.6);
    }

    /// "The rebels": the one movement that the article names, if it names but one.
    pub(crate) fn resolve_rebels(&mut self, sentence: SentenceIndex, token: usize) {
        let Some(movement) = self.only_movement(None) else {
            return;
        };
        let definite = token > 0 && self.words[sentence].word(token - 1) == "the";
        let named = |at: SentenceIndex| {
            let mentions = self.found[at].iter();
            mentions
                .filter(|mention| mention.form == Form::Name && mention.entities.contains(&movement))
                .count()
        };
        // An article about it; or one that has just named it.
        let near = definite && sentence.back(2).any(|at| named(at) > 0);
        if near || self.found.keys().map(named).sum::<usize>() > 2 {
            let tokens = token - usize::from(definite)..token + 1;
            let reason = "the movement of the article";
            self.add(sentence, tokens, Form::Role, vec![movement], None, reason, 0.6);
        }
    }

    /// The one movement that the article names, of those that fight in the country where one is told.
    pub(crate) fn only_movement(&self, country: Option<&str>) -> Option<EntityIndex> {
        let fights = |entity: &EntityIndex| match self.cast.entities[*entity].known {
            Some(Known::Organization(index)) => {
                let own = &self.gazetteer.organizations[index];
                own.kind == "movement" && country.is_none_or(|country| own.parent == country)
            }
            _ => false,
        };
        let mut movements = self.cast.entities.keys().filter(fights);
        movements.next().filter(|_| movements.next().is_none())
    }

    /// "The Trump administration", "Mobutu's regime": the country that the person serves.
    pub(crate) fn read_governments(&mut self, sentence: SentenceIndex) {
        for number in 0..self.found[sentence].len() {
            let mention = &self.found[sentence][number];
            let [entity] = mention.entities[..] else { continue };
            let person = &self.cast.entities[entity];
            if mention.inner || person.kind != EntityKind::Person || person.country.is_empty() {
                continue;
            }
            let words = &self.words[sentence];
            let mut next = mention.tokens.end;
            let count = words.case.len();
            if next < count && matches!(self.text(sentence, next), "'s" | "’s" | "'" | "’") {
                next += 1;
            }
            let governs = next < count && matches!(words.word(next), "administration" | "regime");
            let covered = self.found[sentence]
                .iter()
                .any(|other| other.tokens.contains(&next) && other.tokens.contains(&mention.tokens.start));
            if !governs || covered {
                continue;
            }
            let (of, tokens) = (Affiliation::of(person), mention.tokens.start..next + 1);
            if let Some(country) = self.served(&of) {
                self.found[sentence].remove(number);
                let reason = "the government of its head";
                self.add(sentence, tokens, Form::Role, vec![country], None, reason, 0.85);
                return self.read_governments(sentence);
            }
        }
    }
}

/// The office that a publisher's name tells.
fn office_of(source: &str) -> Option<&'static Role> {
    let words: Vec<String> = pieces(source).collect();
    let own: Vec<&str> = words.iter().map(String::as_str).collect();
    let listed = PUBLISHERS.iter().find(|publisher| {
        let mut parts = words.windows(publisher.name.len());
        parts.any(|part| part == publisher.name)
    });
    if let Some(publisher) = listed {
        return Some(publisher.office);
    }
    let (_, role, plural) = longest_role(&own)?;
    (role.sort == RoleSort::Office && !plural).then_some(role)
}

/// The publishers of a table of the columns `publisher` and `office`, each of which stands there once.
fn publishers(text: &str) -> Result<Vec<Publisher>, Fault> {
    let mut publishers: Vec<Publisher> = Vec::new();
    for row in rows(text, &[]) {
        let row = row?;
        let name: Vec<String> = pieces(row.filled("publisher")?).collect();
        let office: Vec<String> = pieces(row.filled("office")?).collect();
        let office: Vec<&str> = office.iter().map(String::as_str).collect();
        let (_, office, _) = longest_role(&office).ok_or_else(|| row.fault("the office is no role"))?;
        if publishers.iter().any(|publisher| publisher.name == name) {
            return Err(row.fault(format!("'{}' stands there twice", row.cell("publisher"))));
        }
        publishers.push(Publisher { name, office });
    }
    Ok(publishers)
}

#[cfg(test)]
mod tests {
    use super::publishers;

    #[test]
    fn a_publisher_speaks_for_one_office() {
        let fault = |rows: &str| publishers(rows).err().map(|fault| fault.to_string());
        let doubled = "#publisher\toffice\nKremlin\tpresident\nKremlin\tprime minister\n";
        assert_eq!(fault(doubled).as_deref(), Some("line 3: 'Kremlin' stands there twice"));
        let idle = "#publisher\toffice\nKremlin\tfountain\n";
        assert_eq!(fault(idle).as_deref(), Some("line 2: the office is no role"));
        assert_eq!(fault("#publisher\toffice\nKremlin\tpresident\n"), None);
    }
}
