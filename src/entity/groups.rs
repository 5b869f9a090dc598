//! Groups: whom do "the two leaders", "both sides" and "they" mean?
//!
//! Those who stood side by side last and fit the word: "the two foreign ministers" are foreign ministers. A pair is nobody of
//! the same country, and never the subject of the clause in which it is the object.

use crate::entity::cast::{Entity, EntityId, EntityIndex, EntityKind, Form, Mention};
use crate::entity::gazetteer::Known;
use crate::entity::linking::{Affiliation, fits_role};
use crate::entity::numerals::numeral;
use crate::entity::reader::Reader;
use crate::entity::reference::REACH;
use crate::entity::roles::Role;
use crate::language::{Relation, SentenceIndex, Upos, climb};

/// Of whom a group is made.
#[derive(Clone, Copy)]
pub(crate) enum Wanted {
    /// Of people, in the role if one is named.
    People(Option<&'static Role>),
    /// Of countries and organizations.
    Countries,
}

impl Reader<'_> {
    /// Resolves "the two men".
    pub(crate) fn resolve_pair(&mut self, sentence: SentenceIndex, token: usize) {
        let two = token > 0 && matches!(self.words[sentence].word(token - 1), "two" | "both");
        let start = token.saturating_sub(1 + usize::from(token > 1 && self.words[sentence].word(token - 2) == "the"));
        let entities = if two {
            self.several(sentence, start, Some(2), Wanted::People(None))
        } else {
            Vec::new()
        };
        if entities.len() == 2 {
            self.add(
                sentence,
                start..token + 1,
                Form::Group,
                entities,
                None,
                "the two people named last",
                0.75,
            );
        }
    }
    /// Resolves "the two sides", "both countries".
    pub(crate) fn resolve_group(&mut self, sentence: SentenceIndex, token: usize) {
        let words = &self.words[sentence];
        let start = token.saturating_sub(4);
        let before: Vec<&str> = (start..token).map(|token| words.word(token)).collect();
        let Some(at) = (start..token).rev().find(|&at| numeral(words.word(at)).is_some()) else {
            return;
        };
        let count = numeral(words.word(at)).unwrap_or_default();
        // "members of both parties": of a parliament.
        let members = at > 1 && self.text(sentence, at - 1) == "of" && words.word(at - 2).starts_with("member");
        if members && words.word(token) == "parties" {
            return;
        }
        // "five presidents of African countries": the number counts others.
        let counts = (at + 1..token).all(|at| {
            let upos = self.sentences[sentence].tokens[at].upos;
            !matches!(upos, Upos::Adp | Upos::Noun) && self.text(sentence, at) != ","
        });
        if !counts {
            return;
        }
        let first = before
            .iter()
            .position(|word| matches!(*word, "the" | "these" | "those") || numeral(word).is_some())
            .map_or(token, |at| start + at);
        let ahead = self.team_after(sentence, &(token..token + 1), Some(count), Wanted::Countries);
        let mut entities = match ahead {
            Some(entities) => self.served_by(&entities),
            None => self.several(sentence, first, Some(count), Wanted::Countries),
        };
        if entities.len() < 2 && count == 2 {
            entities = self.only_countries();
        }
        let told_ahead = entities.len() > 1 && self.list_begins(sentence, token + 1).is_some();
        if entities.len() == count || told_ahead {
            self.add(
                sentence,
                first..token + 1,
                Form::Group,
                entities,
                None,
                "the countries spoken of last",
                0.75,
            );
        }
    }

    /// The last `told` people, or countries, of different affiliations that fit, in the order of the text, two where no number is
    /// told; fewer where there are not so many.
    pub(crate) fn several(
        &mut self,
        sentence: SentenceIndex,
        token: usize,
        told: Option<usize>,
        wanted: Wanted,
    ) -> Vec<EntityIndex> {
        let count = told.unwrap_or(2);
        let barred = self.subjects_above(sentence, token);
        if let Wanted::People(role) = wanted {
            if count == 2
                && let Some(pair) = self.pair_of_people(sentence, token, told.is_some(), role, &barred)
            {
                return pair;
            }
            if count > 2
                && let Some(team) = self.team_before(sentence, token, Some(count), wanted)
            {
                return team;
            }
            let latest = self.latest(sentence, token, count, |reader, entity, _| {
                reader.is_wanted(entity, role, &barred)
            });
            return self.or_team(latest, sentence, token, count, wanted);
        }
        let entities = if count == 2 {
            let pair = self.pair_of_countries(sentence, token);
            let pair = pair.or_else(|| self.pair_of_article(sentence, token));
            pair.or_else(|| self.pair_of_people(sentence, token, told.is_some(), None, &[]))
        } else {
            self.team_before(sentence, token, Some(count), wanted)
        };
        let entities = entities.unwrap_or_else(|| {
            let latest = self.latest(sentence, token, count, |reader, entity, mention| {
                !reader.cast.entities[entity].affiliation().contains(':')
                    && mention.form != Form::Adjective
                    && !reader.is_owner(mention)
            });
            self.or_team(latest, sentence, token, count, wanted)
        });
        self.served_by(&entities)
    }

    /// Those named last one by one, where they are enough and no more than three; else a team of that number.
    fn or_team(
        &self,
        latest: Vec<EntityIndex>,
        sentence: SentenceIndex,
        token: usize,
        count: usize,
        wanted: Wanted,
    ) -> Vec<EntityIndex> {
        if latest.len() == count && count <= 3 {
            return latest;
        }
        let team = if count == 2 {
            self.team_before(sentence, token, Some(count), wanted)
        } else {
            None
        };
        team.unwrap_or(if count <= 3 { latest } else { Vec::new() })
    }

    /// The countries and organizations of the entities.
    pub(crate) fn served_by(&mut self, entities: &[EntityIndex]) -> Vec<EntityIndex> {
        let affiliations: Vec<Affiliation> = entities
            .iter()
            .map(|&entity| Affiliation::of(&self.cast.entities[entity]))
            .collect();
        affiliations
            .iter()
            .filter_map(|affiliation| self.served(affiliation))
            .collect()
    }

    /// The subjects of the clause in which the words from the token on stand as an object.
    fn subjects_above(&self, sentence: SentenceIndex, token: usize) -> Vec<EntityId> {
        let tokens = &self.sentences[sentence].tokens;
        let mut heads = token..tokens.len().min(token + 6);
        let head =
            heads.find(|&at| tokens[at].relation != Relation::Dep && tokens[at].head.is_some_and(|head| head < token));
        head.map_or(Vec::new(), |head| self.own_subjects(sentence, head))
    }

    /// Whether the entity is a person, in the role if one is told, and none of those barred.
    pub(crate) fn is_wanted(&self, entity: EntityIndex, role: Option<&Role>, barred: &[EntityId]) -> bool {
        let person: &Entity = &self.cast.entities[entity];
        person.kind == EntityKind::Person
            && !person.affiliation().contains(':')
            && !barred.contains(&person.id)
            && role.is_none_or(|role| {
                role.offices.is_empty()
                    || person.roles.iter().any(|title| fits_role(role, title))
                    || person.roles.is_empty() && self.has_held(person, role)
            })
    }

    /// Whether the gazetteer knows that the person holds an office of the role at the article's date, or ever where there is none.
    fn has_held(&self, person: &Entity, role: &Role) -> bool {
        let Some(Known::Person(known)) = person.known else {
            return false;
        };
        let mut offices = self.gazetteer.people[known].offices.iter();
        offices.any(|office| fits_role(role, &office.title) && self.date.is_none_or(|date| office.term.contains(date)))
    }

    /// The last two people who stand side by side, or are the two of a sentence; those of the title, or if they are counted of it
    /// and the sentence after it, before ones far back.
    fn pair_of_people(
        &self,
        sentence: SentenceIndex,
        token: usize,
        is_counted: bool,
        role: Option<&Role>,
        barred: &[EntityId],
    ) -> Option<Vec<EntityIndex>> {
        let [title, next] = [0, 1].map(SentenceIndex::from);
        for (back, at) in sentence.back(REACH + 2).enumerate() {
            let people = self.people_of(at, (back == 0).then_some(token), role, barred);
            if let Some(pair) = self.side_by_side(at, &people).or_else(|| self.only_two(&people)) {
                return Some(pair);
            }
            if back == 1 && sentence > next + 1 {
                let mut lead = self.people_of(title, None, role, barred);
                let of_title = self.only_two(&lead);
                if of_title.is_some() {
                    return of_title;
                }
                lead.extend(self.people_of(next, None, role, barred));
                let of_lead = self.only_two(&lead).filter(|_| is_counted);
                if of_lead.is_some() {
                    return of_lead;
                }
            }
        }
        None
    }

    fn people_of(
        &self,
        sentence: SentenceIndex,
        before: Option<usize>,
        role: Option<&Role>,
        barred: &[EntityId],
    ) -> Vec<&Mention> {
        let mut people: Vec<&Mention> = self.found[sentence]
            .iter()
            .filter(|mention| !mention.inner && before.is_none_or(|token| mention.tokens.end <= token))
            .filter(|mention| matches!(mention.entities[..], [entity] if self.is_wanted(entity, role, barred)))
            .collect();
        people.sort_by_key(|mention| mention.tokens.start);
        people
    }

    fn side_by_side(&self, sentence: SentenceIndex, mentions: &[&Mention]) -> Option<Vec<EntityIndex>> {
        mentions.windows(2).rev().find_map(|pair| {
            let gap: Vec<&str> = (pair[0].tokens.end..pair[1].tokens.start)
                .map(|token| self.words[sentence].word(token))
                .collect();
            let joined = matches!(
                gap[..],
                ["and"] | ["and", "the" | "his" | "her" | "their"] | ["", "and"]
            );
            let (a, b) = (pair[0].entities[0], pair[1].entities[0]);
            (joined && self.differ(a, b)).then(|| vec![a, b])
        })
    }

    /// The two, if a sentence names just two of different affiliations.
    fn only_two(&self, mentions: &[&Mention]) -> Option<Vec<EntityIndex>> {
        let mut entities: Vec<EntityIndex> = Vec::new();
        for mention in mentions {
            if entities.iter().all(|&other| self.differ(other, mention.entities[0])) {
                entities.push(mention.entities[0]);
            }
        }
        (entities.len() == 2).then_some(entities)
    }

    pub(crate) fn differ(&self, a: EntityIndex, b: EntityIndex) -> bool {
        self.cast.entities[a].affiliation() != self.cast.entities[b].affiliation()
    }

    /// The last two countries that stand side by side: "Israel and the Palestinians", "between Chad and Sudan".
    fn pair_of_countries(&self, sentence: SentenceIndex, token: usize) -> Option<Vec<EntityIndex>> {
        sentence.back(1).find_map(|at| {
            let mut countries: Vec<&Mention> = self.found[at]
                .iter()
                .filter(|mention| !mention.inner && (at < sentence || mention.tokens.end <= token))
                .filter(|mention| !matches!(mention.form, Form::City | Form::Pronoun))
                .filter(|mention| matches!(mention.entities[..], [entity] if self.cast.entities[entity].kind != EntityKind::Person))
                .collect();
            countries.sort_by_key(|mention| mention.tokens.start);
            self.side_by_side(at, &countries)
        })
    }

    /// "The prime ministers", where none was named: those of the only two countries of the article, else these countries.
    pub(crate) fn holders_of_two(&mut self, role: &Role) -> Vec<EntityIndex> {
        let Some(date) = self.date else { return Vec::new() };
        let pair = self.only_countries();
        let of: Vec<Affiliation> = pair
            .iter()
            .map(|&entity| Affiliation::of(&self.cast.entities[entity]))
            .collect();
        let holders = of.iter().filter_map(|of| self.gazetteer.holder_of(role, of, date));
        let holders: Vec<usize> = holders.collect();
        if holders.len() < 2 {
            return pair;
        }
        holders.into_iter().map(|person| self.person(person)).collect()
    }

    /// The only two countries of the article; none where it speaks of more or fewer.
    fn only_countries(&mut self) -> Vec<EntityIndex> {
        self.served_by(&self.only_two.clone())
    }

    /// Finds the only two countries of the article.
    pub(crate) fn find_only_two(&mut self) {
        let mut two: Vec<EntityIndex> = self.cast.home.into_iter().collect();
        let mentions = self.found.iter().flatten().filter(|mention| mention.form != Form::City);
        for &entity in mentions.flat_map(|mention| &mention.entities) {
            let is_new = two.iter().all(|&other| self.differ(other, entity));
            if is_new && !self.cast.entities[entity].country.is_empty() {
                two.push(entity);
            }
            if two.len() > 2 {
                return;
            }
        }
        if two.len() == 2 {
            self.only_two = two;
        }
    }

    /// The two that the article speaks of most; but where the sentence names just two countries and none of those, its own:
    /// "Macron told Morrison that he had broken the trust between the two countries".
    fn pair_of_article(&self, sentence: SentenceIndex, token: usize) -> Option<Vec<EntityIndex>> {
        let of_countries: Vec<&Mention> = self.found[sentence]
            .iter()
            .filter(|mention| mention.tokens.end <= token && !mention.inner && mention.form != Form::City)
            .filter(
                |mention| matches!(mention.entities[..], [entity] if !self.cast.entities[entity].country.is_empty()),
            )
            .collect();
        match (self.salient_pair(sentence), self.only_two(&of_countries)) {
            (Some(pair), Some(own)) if own.iter().all(|&a| pair.iter().all(|&b| self.differ(a, b))) => Some(own),
            (pair, own) => pair.or(own),
        }
    }

    /// The two countries or organizations that the article speaks of most, if no third comes close.
    fn salient_pair(&self, sentence: SentenceIndex) -> Option<Vec<EntityIndex>> {
        let mut counts: Vec<(EntityIndex, usize)> = Vec::new();
        for entity in self.spoken_of(sentence + 1) {
            let known = counts.iter_mut().find(|(other, _)| !self.differ(*other, entity));
            match known {
                Some((_, count)) => *count += 1,
                None if !self.cast.entities[entity].affiliation().contains(':') => counts.push((entity, 1)),
                None => {}
            }
        }
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let (second, third) = (counts.get(1)?.1, counts.get(2).map_or(0, |(_, count)| *count));
        if second >= 3 && second > third + third / 2 {
            return Some(vec![counts[0].0, counts[1].0]);
        }
        // Else the two that the title and the first sentence speak of, where they speak of no third.
        let mut lead: Vec<EntityIndex> = Vec::new();
        for entity in self.spoken_of(sentence.min(SentenceIndex::from(2))) {
            let known = counts
                .iter()
                .any(|(other, count)| *count > 2 && !self.differ(*other, entity));
            if known && lead.iter().all(|&other| self.differ(other, entity)) {
                lead.push(entity);
            }
        }
        (lead.len() == 2).then_some(lead)
    }

    /// Whom the sentences before `end` mention, one or two at a time.
    fn spoken_of(&self, end: SentenceIndex) -> impl Iterator<Item = EntityIndex> {
        let mentions = self.found[..end].iter().flatten();
        let few = mentions.filter(|mention| !mention.inner && mention.entities.len() < 3);
        few.flat_map(|mention| mention.entities.iter().copied())
    }

    /// Whether the mention is a possessor: "China's".
    fn is_owner(&self, mention: &Mention) -> bool {
        let next = self.sentences[mention.sentence].tokens.get(mention.tokens.end);
        next.is_some_and(|token| matches!(token.span.of(self.content), "'s" | "’s" | "'" | "’"))
    }

    /// The last few of different affiliations that pass, in the order of the text.
    fn latest(
        &self,
        sentence: SentenceIndex,
        token: usize,
        count: usize,
        passes: impl Fn(&Self, EntityIndex, &Mention) -> bool,
    ) -> Vec<EntityIndex> {
        let mut entities: Vec<EntityIndex> = Vec::new();
        'search: for at in sentence.back(REACH + 2) {
            let mentions = self.found[at]
                .iter()
                .filter(|mention| at < sentence || mention.tokens.end <= token);
            let mut mentions: Vec<&Mention> = mentions.filter(|mention| mention.form != Form::City).collect();
            mentions.sort_by_key(|mention| std::cmp::Reverse(mention.tokens.start));
            for mention in mentions {
                for &entity in mention.entities.iter().rev() {
                    let new = entities.iter().all(|&other| self.differ(other, entity));
                    if new && passes(self, entity, mention) {
                        entities.push(entity);
                    }
                    if entities.len() == count {
                        break 'search;
                    }
                }
            }
        }
        entities.reverse();
        entities
    }
    /// Whom "them" means after "arrested four Russian soldiers and accused".
    pub(crate) fn last_body(&self, sentence: SentenceIndex, token: usize) -> Vec<EntityIndex> {
        let before = self.found[sentence]
            .iter()
            .filter(|mention| mention.tokens.end <= token && !mention.inner);
        let last = before.max_by_key(|mention| mention.tokens.end);
        last.filter(|mention| matches!(mention.form, Form::Role | Form::People | Form::Group))
            .map_or(Vec::new(), |mention| mention.entities.clone())
    }

    /// Whom "they" means after "Harris met with Stoltenberg": the two people of different sides whom one of the two sentences
    /// before names.
    pub(crate) fn last_two(&self, sentence: SentenceIndex) -> Vec<EntityIndex> {
        let before = sentence.back(2).skip(1);
        let people = before.map(|at| self.people_of(at, None, None, &[]));
        let mut pairs = people.filter_map(|people| self.only_two(&people));
        pairs.next().unwrap_or_default()
    }

    /// Whom "they" means: the subject of the sentence before, or of this one, if it is several.
    pub(crate) fn last_group(&self, sentence: SentenceIndex, token: usize) -> Vec<EntityIndex> {
        for at in sentence.back(1) {
            let mentions = self.found[at]
                .iter()
                .filter(|mention| at < sentence || mention.tokens.end <= token);
            let mut subjects: Vec<EntityIndex> = Vec::new();
            for mention in mentions.filter(|mention| !mention.inner) {
                let tokens = &self.sentences[at].tokens;
                let head = climb(tokens, mention.head)
                    .take_while(|&(at, _)| tokens[at].relation == Relation::Conj)
                    .last()
                    .map_or(mention.head, |(_, up)| up);
                if matches!(tokens[head].relation, Relation::Nsubj | Relation::NsubjPass) && mention.form != Form::City
                {
                    subjects.extend(&mention.entities);
                }
            }
            subjects.dedup();
            if subjects.len() > 1
                || subjects.len() == 1
                    && self.found[at]
                        .iter()
                        .any(|mention| mention.form == Form::People && mention.entities == subjects)
            {
                return subjects;
            }
        }
        Vec::new()
    }
}
