//! Owners and counterparts: whom do "its foreign minister", "the country's army" and "his Chinese counterpart" mean?

use crate::entity::cast::{Entity, EntityIndex, EntityKind, Form};
use crate::entity::linking::Affiliation;
use crate::entity::lists::LISTS;
use crate::entity::reader::Reader;
use crate::entity::roles::{Role, RoleSort};
use crate::language::SentenceIndex;
use crate::tsv::pairs;
use std::ops::Range;
use std::sync::LazyLock;

/// Offices that have a counterpart in other countries, the higher first, each with the titles of the same rank there.
static COUNTERPARTS: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    pairs(include_str!("data/counterparts.tsv"), "office", "counterparts").expect("the counterparts are sound")
});

/// Words that tell where a country lies, each with the regions of the table of countries.
static REGIONS: LazyLock<Vec<(&str, Vec<&str>)>> =
    LazyLock::new(|| pairs(include_str!("data/regions.tsv"), "word", "regions").expect("the regions are sound"));

impl Reader<'_> {
    /// Resolves "his government", "its foreign minister", "their leaders": those of the owner's country.
    pub(crate) fn resolve_owned(
        &mut self,
        sentence: SentenceIndex,
        around: Range<usize>,
        tokens: &Range<usize>,
        owner: &str,
        (role, plural): (&'static Role, bool),
    ) {
        // "Thanked him for his leadership" speaks of no body.
        if LISTS.no_bodies.has(role.phrase.as_str()) {
            return;
        }
        let owners: Vec<EntityIndex> = match owner {
            "his" | "her" | "its" => {
                let owner = self.antecedent(sentence, around.start, false, |entity| {
                    (owner == "its") == (entity.kind != EntityKind::Person)
                });
                owner.into_iter().collect()
            }
            "their" if plural => self.last_group(sentence, around.start),
            _ => Vec::new(),
        };
        // "our Secretary of State", in a government's own words
        let home = self.own_country().filter(|_| owner == "our");
        let of: Vec<Affiliation> = owners
            .iter()
            .map(|&entity| Affiliation::of(&self.cast.entities[entity]))
            .filter(|of| !of.code.contains(':'))
            .chain(home)
            .collect();
        // The subject's own office is not somebody else's: "the president and his prime minister" are two.
        if of.is_empty() || role.sort == RoleSort::Official && role.offices.is_empty() && owner != "its" {
            return;
        }
        let (mut entities, _, _) = self.holders(sentence, tokens, role, plural, &of);
        entities.retain(|entity| !owners.contains(entity));
        if !entities.is_empty() {
            let reason = "those who act for the owner's country";
            self.add(sentence, around, Form::Role, entities, None, reason, 0.7);
        }
    }

    /// The country that "the country" means: the one named last, of those that the words fit ("the African country",
    /// "the kingdom").
    pub(crate) fn country_meant(&self, sentence: SentenceIndex, token: usize, words: &[&str]) -> Option<EntityIndex> {
        for at in sentence.back(2) {
            // "Thailand … a day ahead of United States President Obama's visit to the country": not what is part of a name.
            let mut nearest: Option<((bool, usize), EntityIndex)> = None;
            for mention in &self.found[at] {
                let [entity] = mention.entities[..] else { continue };
                let named = matches!(
                    mention.form,
                    Form::Name | Form::Capital | Form::People | Form::Metonym | Form::Role
                );
                let fits = named
                    && self.cast.entities[entity].kind == EntityKind::Country
                    && words.iter().all(|word| self.is_such(entity, word))
                    && (at < sentence || mention.tokens.end <= token);
                let rank = (!mention.inner, mention.tokens.start);
                if fits && nearest.is_none_or(|(best, _)| best < rank) {
                    nearest = Some((rank, entity));
                }
            }
            let nearest = nearest.map(|(_, entity)| entity);
            let meant = nearest.or_else(|| self.country_served(sentence, token).filter(|_| at == sentence));
            if meant.is_some() {
                return meant;
            }
        }
        None
    }

    /// "South Korean President Moon Jae-in … the country's": the one that all serve whom the sentence names before the token.
    fn country_served(&self, sentence: SentenceIndex, token: usize) -> Option<EntityIndex> {
        let before = self.found[sentence]
            .iter()
            .filter(|mention| mention.tokens.end <= token);
        let entities = before.flat_map(|mention| &mention.entities);
        let people = entities.map(|&entity| &self.cast.entities[entity]);
        let mut served = people
            .filter(|entity| entity.kind == EntityKind::Person)
            .map(|person| person.country.as_str());
        let code = served.next().filter(|code| !code.is_empty())?;
        if served.any(|other| other != code) {
            return None;
        }
        let is_it = |entity: &Entity| entity.kind == EntityKind::Country && entity.country == code;
        self.cast.entities.position(is_it)
    }

    /// Whether the country is what the word says of it, as far as the word tells.
    fn is_such(&self, country: EntityIndex, word: &str) -> bool {
        let code = &self.cast.entities[country].country;
        let lies = |region: &str| {
            self.gazetteer
                .country(code)
                .is_some_and(|country| country.region == region)
        };
        if let Some((_, regions)) = REGIONS.iter().find(|(of, _)| *of == word) {
            return regions.iter().any(|region| lies(region));
        }
        if LISTS.monarchies.has(word) {
            return self.date.is_none_or(|date| {
                let mut crowns = LISTS.crowns.words().iter();
                crowns.any(|crown| self.gazetteer.holder(crown, code, date).is_some())
            });
        }
        !LISTS.telling_apart.has(word)
    }

    pub(crate) fn resolve_counterpart(&mut self, sentence: SentenceIndex, tokens: Range<usize>, of: &[Affiliation]) {
        let subject = self.antecedent(sentence, tokens.start, false, |entity| {
            entity.kind == EntityKind::Person
        });
        let roles: Vec<String> = subject.map_or(Vec::new(), |entity| self.cast.entities[entity].roles.clone());
        let mut entities = Vec::new();
        let mut reason = "an unknown counterpart's country";
        for of in of {
            if let Some(person) = self.counterpart(&roles, of) {
                entities.push(self.person(person));
                reason = "counterpart in office at the date";
            } else {
                entities.extend(self.served(of));
            }
        }
        if !entities.is_empty() {
            self.add(sentence, tokens, Form::Role, entities, None, reason, 0.75);
        }
    }

    /// Who holds at the date, in the other country, the highest office of these that has a counterpart there.
    fn counterpart(&self, roles: &[String], of: &Affiliation) -> Option<usize> {
        let date = self.date?;
        let held = COUNTERPARTS
            .iter()
            .filter(|(office, _)| roles.iter().any(|role| role == office));
        held.flat_map(|(_, titles)| titles)
            .find_map(|title| self.gazetteer.holder(title, &of.code, date))
    }
}
