//! Officials: whom does a role without a name mean?
//!
//! The holder at the article's date where the words tell the country; else the one named before in that role.

use crate::entity::cast::{EntityKind, Form};
use crate::entity::gazetteer::Known;
use crate::entity::groups::Wanted;
use crate::entity::linking::Affiliation;
use crate::entity::reader::Reader;
use crate::entity::roles::{LEADER, Role, RoleSort, is_group};
use crate::entity::scan::{Item, ItemKind};
use std::ops::Range;

impl Reader<'_> {
    pub(crate) fn resolve_roles(&mut self, sentence: usize) {
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
            let owner = start
                .checked_sub(1)
                .map(|token| self.words[sentence].word(token).to_owned())
                .unwrap_or_default();
            if matches!(owner.as_str(), "his" | "her" | "their" | "its" | "our" | "my" | "your") {
                start -= 1;
                if role.phrase == "counterpart" {
                    self.resolve_counterpart(sentence, start..end, &of);
                    continue;
                }
                if of.is_empty() {
                    self.resolve_owned(sentence, start..end, &owner, role);
                    continue;
                }
            }
            if role.phrase == "counterpart" {
                self.resolve_counterpart(sentence, start..end, &of);
                continue;
            }
            let (entities, reason, confidence) = self.holders(sentence, &tokens, role, plural, &of);
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

    /// "of the two countries": whom, and the token past it.
    fn countries_after(&mut self, sentence: usize, token: usize) -> Option<(Vec<Affiliation>, usize)> {
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
    fn affiliations_after(&self, sentence: usize, token: usize, plural: bool) -> Vec<(Affiliation, usize)> {
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
    fn holders(
        &mut self,
        sentence: usize,
        tokens: &Range<usize>,
        role: &'static Role,
        plural: bool,
        of: &[Affiliation],
    ) -> (Vec<usize>, &'static str, f64) {
        if of.is_empty() {
            return self.named_before(sentence, tokens, role, plural);
        }
        let mut entities = Vec::new();
        let mut reason = "those who act for it";
        for of in of {
            let article_known = if role.sort == RoleSort::Office && !plural {
                self.cast_holder(role, of)
            } else {
                None
            };
            let holder = match (article_known, role.sort, self.date) {
                (Some(entity), ..) => Some(entity),
                (None, RoleSort::Office, Some(date))
                    if !(plural && role.offices.iter().any(|office| office == LEADER)) =>
                {
                    let person = self.gazetteer.holder_of(role, of, date);
                    person.map(|person| self.entity(Known::Person(person)))
                }
                (None, RoleSort::Official, Some(date)) if !plural && !role.offices.is_empty() && is_unique(role) => {
                    let person = self.gazetteer.holder_of(role, of, date);
                    person.map(|person| self.entity(Known::Person(person)))
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

    /// The person of the cast whom the article gives this role for this country.
    fn cast_holder(&self, role: &Role, of: &Affiliation) -> Option<usize> {
        self.cast.entities.iter().rposition(|entity| {
            entity.kind == EntityKind::Person
                && (if of.country {
                    entity.country == of.code
                } else {
                    entity.org == of.code
                })
                && entity.roles.contains(&role.phrase)
        })
    }

    /// "the minister", "the president", "the two leaders": those named before.
    fn named_before(
        &mut self,
        sentence: usize,
        tokens: &Range<usize>,
        role: &'static Role,
        plural: bool,
    ) -> (Vec<usize>, &'static str, f64) {
        let none = (Vec::new(), "", 0.0);
        let words = &self.words[sentence];
        let before: Vec<&str> = (tokens.start.saturating_sub(4)..tokens.start)
            .map(|token| words.word(token))
            .collect();
        let last = before.last().copied().unwrap_or_default();
        let definite = before
            .iter()
            .any(|word| matches!(*word, "the" | "both" | "two" | "three" | "this" | "each"));
        let named = words.is_capital(tokens.start) && (tokens.start > 0 || role.sort == RoleSort::Office);
        if !definite && !named && last != "visiting" {
            return none;
        }
        if plural {
            if matches!(role.sort, RoleSort::Body) && !before.contains(&"two") && !before.contains(&"both") {
                return none;
            }
            let count = if before.contains(&"three") { 3 } else { 2 };
            let wanted = if role.sort == RoleSort::Body {
                Wanted::Countries
            } else {
                Wanted::People(Some(role))
            };
            let entities = self.several(sentence, tokens.start, count, wanted);
            return if entities.len() >= 2 {
                (entities, "those named last", 0.75)
            } else {
                none
            };
        }
        if role.sort == RoleSort::Body {
            return none;
        }
        let antecedent = self.antecedent(sentence, tokens.start, true, |entity| {
            entity.kind == EntityKind::Person
                && (entity.roles.contains(&role.phrase)
                    || role.offices.iter().any(|office| {
                        entity.roles.contains(office)
                            || office == LEADER
                                && entity.roles.iter().any(|role| {
                                    matches!(role.as_str(), "president" | "prime minister" | "chancellor" | "king")
                                })
                    }))
        });
        if let Some(entity) = antecedent {
            return (vec![entity], "the last one named in that role", 0.85);
        }
        // A government's own documents speak of "the President".
        if let (Some(home), Some(date), RoleSort::Office) = (self.cast.home, self.date, role.sort) {
            let of = Affiliation {
                code: self.cast.entities[home].country.clone(),
                country: true,
            };
            let own = of.code != "USA"
                || !matches!(
                    role.phrase.as_str(),
                    "prime minister" | "foreign minister" | "leader" | "king" | "queen" | "chancellor"
                );
            if own && let Some(person) = self.gazetteer.holder_of(role, &of, date) {
                let entity = self.entity(Known::Person(person));
                return (vec![entity], "holder of the publisher's own office", 0.85);
            }
        }
        none
    }

    /// "his government", "their troops": the country of whoever is meant.
    fn resolve_owned(&mut self, sentence: usize, tokens: Range<usize>, owner: &str, role: &Role) {
        if role.sort != RoleSort::Body || !matches!(owner, "his" | "her" | "its") {
            return;
        }
        let entity = self.antecedent(sentence, tokens.start, false, |entity| {
            (owner == "its") == (entity.kind != EntityKind::Person)
        });
        let of = entity.map(|entity| {
            let entity = &self.cast.entities[entity];
            Affiliation {
                code: entity.affiliation().to_owned(),
                country: !entity.country.is_empty(),
            }
        });
        if let Some(entity) = of.and_then(|of| self.served(&of)) {
            self.add(
                sentence,
                tokens,
                Form::Role,
                vec![entity],
                None,
                "those who act for the owner's country",
                0.7,
            );
        }
    }

    fn resolve_counterpart(&mut self, sentence: usize, tokens: Range<usize>, of: &[Affiliation]) {
        if of.len() > 1 {
            let entities: Vec<usize> = of.iter().filter_map(|of| self.served(of)).collect();
            self.add(
                sentence,
                tokens,
                Form::Role,
                entities,
                None,
                "unknown counterparts' countries",
                0.8,
            );
            return;
        }
        let Some(of) = of.first() else { return };
        let subject = self.antecedent(sentence, tokens.start, false, |entity| {
            entity.kind == EntityKind::Person
        });
        let roles: Vec<String> = subject.map_or(Vec::new(), |entity| self.cast.entities[entity].roles.clone());
        let holder = self.date.and_then(|date| {
            let offices = [
                "president",
                "prime minister",
                "chancellor",
                "foreign minister",
                "secretary of state",
                "foreign secretary",
                "defense minister",
                "secretary of defense",
                "king",
                "national security adviser",
                "vice president",
            ];
            let held: Vec<&str> = offices
                .into_iter()
                .filter(|office| roles.iter().any(|role| role == office))
                .collect();
            let titles = held.iter().flat_map(|office| equivalents(office));
            titles
                .into_iter()
                .find_map(|title| self.gazetteer.holder(title, &of.code, date))
        });
        let (entity, reason) = match holder {
            Some(person) => (
                Some(self.entity(Known::Person(person))),
                "counterpart in office at the date",
            ),
            None => (self.served(of), "an unknown counterpart's country"),
        };
        if let Some(entity) = entity {
            self.add(sentence, tokens, Form::Role, vec![entity], None, reason, 0.75);
        }
    }
}

/// Whether one person holds the role at a time, though it is an official's.
fn is_unique(role: &Role) -> bool {
    matches!(
        role.phrase.as_str(),
        "chief" | "head" | "director general" | "secretary general" | "national security adviser"
    )
}

/// The titles of the same rank in other countries.
fn equivalents(office: &str) -> &'static [&'static str] {
    match office {
        "foreign minister" | "secretary of state" | "foreign secretary" => {
            &["foreign minister", "secretary of state", "foreign secretary"]
        }
        "defense minister" | "secretary of defense" => {
            &["defense minister", "secretary of defense", "defense secretary"]
        }
        "prime minister" | "chancellor" => &["prime minister", "chancellor", "premier"],
        "president" | "king" => &["president", "king", "emir", "emperor"],
        "national security adviser" => &["national security adviser"],
        "vice president" => &["vice president"],
        _ => &[],
    }
}
