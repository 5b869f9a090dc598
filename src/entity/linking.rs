//! Linking: which person do a name, a role and a date point to?

use crate::entity::cast::Entity;
use crate::entity::gazetteer::{Gazetteer, Office};
use crate::entity::lists::LISTS;
use crate::entity::roles::{LEADER, Role};
use chrono::NaiveDate;

/// Whom an official serves: a country's code or an organization's short name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Affiliation {
    /// The code or short name.
    pub(crate) code: String,
    /// Whether it is a country's.
    pub(crate) country: bool,
}

impl Affiliation {
    /// Whom an entity belongs to.
    pub(crate) fn of(entity: &Entity) -> Self {
        Self {
            code: entity.affiliation().to_owned(),
            country: !entity.country.is_empty(),
        }
    }
}

/// Somebody is still known by a former office for so many days.
const JUST_LEFT: i64 = 5 * 366;

impl Gazetteer {
    /// The person who bears such a name, in the role and for the country given, at the date; with the reason.
    pub(crate) fn person(
        &self,
        words: &[String],
        role: Option<&Role>,
        of: &[Affiliation],
        date: Option<NaiveDate>,
    ) -> Option<(usize, &'static str)> {
        // "J.R. Smith": of the name of which the first initial tells.
        let initial = words
            .first()
            .filter(|word| is_suffix(word))
            .and_then(|word| word.chars().next());
        let words: Vec<&str> = words
            .iter()
            .map(String::as_str)
            .filter(|word| !is_suffix(word))
            .collect();
        let mut candidates = self.people_named(&words);
        if candidates.is_empty() && words.len() > 2 {
            let outer = [words[0], words[words.len() - 1]];
            candidates = self.people_named(&outer);
            // "Kim Dae Un" is no Kim Jong Un.
            candidates.retain(|&person| !LISTS.family_first.has(&self.people[person].country));
        }
        if words.len() > 1 {
            // "El Al"
            let is_family = |person, word: &&str| !LISTS.particles.has(word) && self.is_family_name(person, word);
            candidates.retain(|&person| words.iter().any(|word| is_family(person, word)));
        }
        if candidates.is_empty() && words.len() > 1 && !of.is_empty() {
            // "Alhaji Ahmed Tejan Kabbah of Sierra Leone": the family name, and another name spelt alike.
            candidates = self.people_named(&words[words.len() - 1..]);
            candidates.retain(|&person| {
                let own = &self.people[person];
                let serves = of
                    .iter()
                    .any(|of| of.code == own.country || own.offices.iter().any(|office| office.of == of.code));
                serves && self.is_similar(person, &words[..words.len() - 1])
            });
        }
        let lone = words.len() == 1;
        if lone {
            candidates.retain(|&person| self.is_family_name(person, words[0]));
            if let Some(initial) = initial {
                candidates.retain(|&person| self.has_initial(person, words[0], initial));
            }
            // "Obama" is no Obama Asue while there is one whose last name it is.
            let plain = |&person: &usize| {
                let mut own = self.pieces_of(person);
                own.next().as_deref() == Some(words[0]) || own.last().as_deref() == Some(words[0])
            };
            if candidates.iter().any(plain) {
                candidates.retain(plain);
            }
        }
        let score = |at: usize| {
            let person = &self.people[at];
            let served = |code: &str| {
                of.iter()
                    .any(|of| of.code == code || self.parent_of(code) == Some(of.code.as_str()))
            };
            let belongs =
                of.is_empty() || served(&person.country) || person.offices.iter().any(|office| served(&office.of));
            if !belongs {
                return None;
            }
            let fits = |office: &Office| role.is_some_and(|role| fits_role(role, &office.title));
            let now = date.is_some_and(|date| person.in_office(date));
            let holds = date.is_some_and(|date| {
                person
                    .offices_at(date)
                    .any(|office| fits(office) && (of.is_empty() || served(&office.of)))
            });
            let held = person.offices.iter().any(fits);
            if lone && !(holds || now && role.is_none_or(|role| role.offices.is_empty()) || held && !of.is_empty()) {
                return None;
            }
            let distance = date.map_or(0, |date| nearest(person.offices.iter(), date));
            if distance > 40 * 366 {
                return None;
            }
            Some((
                u8::from(holds) * 8
                    + u8::from(!lone && distance <= JUST_LEFT && self.is_called_so(at, &words)) * 4
                    + u8::from(now) * 2
                    + u8::from(held),
                std::cmp::Reverse(distance),
            ))
        };
        let best = candidates
            .iter()
            .filter_map(|&person| Some((score(person)?, std::cmp::Reverse(person))))
            .max();
        if let Some(((held, _), std::cmp::Reverse(person))) = best {
            return Some((
                person,
                if held >= 8 {
                    "name and office at the date"
                } else {
                    "name"
                },
            ));
        }
        let (role, date) = (role?, date?);
        of.iter().find_map(|of| {
            let holder = self.holder_of(role, of, date)?;
            self.is_similar(holder, &words)
                .then_some((holder, "office at the date and a similar name"))
        })
    }

    /// The holder of the role for the country or organization at the date.
    pub(crate) fn holder_of(&self, role: &Role, of: &Affiliation, date: NaiveDate) -> Option<usize> {
        role.offices.iter().find_map(|title| {
            if title == LEADER {
                let leader = if of.country { self.leader(&of.code, date) } else { None };
                return leader.or_else(|| self.holder("leader", &of.code, date));
            }
            self.holder(title, &of.code, date).or_else(|| {
                let organs = self
                    .organizations
                    .iter()
                    .filter(|organ| organ.is_organ() && organ.parent == of.code);
                organs
                    .into_iter()
                    .find_map(|organ| self.holder(title, &organ.acronym, date))
            })
        })
    }

    /// The organization that an organ is part of.
    pub(crate) fn parent_of(&self, acronym: &str) -> Option<&str> {
        let organ = &self.organizations[self.organization_at(acronym)?];
        let parent = organ.parent.as_str();
        (organ.is_organ() && self.organization_at(parent).is_some()).then_some(parent)
    }

    /// The person's name in pieces, as names are compared.
    fn pieces_of(&self, person: usize) -> impl Iterator<Item = String> {
        crate::entity::gazetteer::pieces(&self.people[person].name)
    }

    /// Whether the words are all of the person's name: "John Howard" is no David John Howard Thompson.
    fn is_called_so(&self, person: usize, words: &[&str]) -> bool {
        self.pieces_of(person).eq(words.iter().copied())
    }

    /// Whether a part of the person's name, beside the family name, begins with the letter.
    fn has_initial(&self, person: usize, family: &str, initial: char) -> bool {
        let mut pieces = self.pieces_of(person);
        pieces.any(|piece| piece != family && piece.starts_with(initial))
    }

    /// Whether one of the words is much like one of the person's own: another transcription of the same name.
    fn is_similar(&self, person: usize, words: &[&str]) -> bool {
        let own: Vec<String> = self.pieces_of(person).collect();
        words.iter().filter(|word| word.len() > 2).any(|word| {
            own.iter().filter(|own| own.len() > 2).any(|own| {
                strsim::jaro_winkler(own, word) > 0.9
                    || strsim::levenshtein(own, word) <= 1 + own.len().min(word.len()) / 6
            })
        })
    }
}

/// Whether a title of the people tables fits a role's word.
pub(crate) fn fits_role(role: &Role, title: &str) -> bool {
    role.phrase == title
        || role
            .offices
            .iter()
            .any(|office| office == title || office == LEADER && LISTS.leaders.has(title))
        || title.contains(role.phrase.as_str())
}

/// The number of days from `date` to the nearest of the terms.
fn nearest<'a>(offices: impl Iterator<Item = &'a Office>, date: NaiveDate) -> i64 {
    let distance = |office: &Office| {
        if office.term.contains(date) {
            return 0;
        }
        let to = |edge: Option<NaiveDate>| edge.map_or(i64::MAX, |edge| (edge - date).num_days().abs());
        to(office.term.start).min(to(office.term.end))
    };
    offices.map(distance).min().unwrap_or(0)
}

fn is_suffix(word: &str) -> bool {
    LISTS.suffixes.has(word) || word.len() == 1
}
