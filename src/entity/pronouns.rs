//! Pronouns: whom do "he", "it", "they" and "we" mean?

use crate::entity::cast::{Entity, EntityId, EntityIndex, EntityKind, Form, Mention};
use crate::entity::groups::Wanted;
use crate::entity::linking::Affiliation;
use crate::entity::lists::LISTS;
use crate::entity::numerals::numeral;
use crate::entity::reader::Reader;
use crate::entity::scan::{Case, ItemKind};
use crate::language::{Relation, SentenceIndex, Upos, Xpos, climb};

impl Reader<'_> {
    /// "the North", where the article speaks of Korea.
    pub(crate) fn resolve_koreas(&mut self, sentence: SentenceIndex) {
        for token in 1..self.sentences[sentence].tokens.len() {
            let words = &self.words[sentence];
            if words.word(token) == "koreas" && numeral(words.word(token - 1)) == Some(2) {
                let both = ["KOR", "PRK"].map(|code| self.gazetteer.country_at(code));
                let both = both.into_iter().flatten().map(|country| self.country(country));
                let both = both.collect();
                self.add(
                    sentence,
                    token - 1..token + 1,
                    Form::Group,
                    both,
                    None,
                    "the two Koreas",
                    0.9,
                );
                continue;
            }
            let code = match words.word(token) {
                "north" => "PRK",
                "south" => "KOR",
                _ => continue,
            };
            let next_is_name = token + 1 < words.case.len() && words.is_capital(token + 1);
            if !words.is_capital(token)
                || words.word(token - 1) != "the"
                || next_is_name
                || self.covered(sentence, token)
            {
                continue;
            }
            let korean = self.cast.entities.iter().any(|entity| entity.country == "PRK");
            let country = self.gazetteer.country_at(code).filter(|_| korean);
            if let Some(country) = country {
                let entity = self.country(country);
                self.add(
                    sentence,
                    token - 1..token + 1,
                    Form::Name,
                    vec![entity],
                    None,
                    "one of the two Koreas",
                    0.9,
                );
            }
        }
    }

    pub(crate) fn resolve_pronoun(&mut self, sentence: SentenceIndex, token: usize, word: &str) {
        let subject = matches!(
            self.sentences[sentence].tokens[token].relation,
            Relation::Nsubj | Relation::NsubjPass
        );
        let object = matches!(
            self.sentences[sentence].tokens[token].relation,
            Relation::Obj | Relation::Iobj
        );
        let (form, entities, reason, confidence) = match word {
            _ if LISTS.he.has(word) || LISTS.she.has(word) => {
                let person = self.person_meant(sentence, token, LISTS.she.has(word));
                (
                    Form::Pronoun,
                    person.into_iter().collect(),
                    "the nearest person of that gender",
                    0.75,
                )
            }
            "its" => (
                Form::Pronoun,
                self.thing_meant(sentence, token),
                "the nearest country or organization",
                0.6,
            ),
            "it" if subject || object => (
                Form::Pronoun,
                self.thing_meant(sentence, token),
                "the nearest country or organization",
                0.6,
            ),
            "they" | "their" | "them" => {
                let body = if word == "them" {
                    self.last_body(sentence, token)
                } else {
                    Vec::new()
                };
                let group = if body.is_empty() {
                    self.last_group(sentence, token)
                } else {
                    body
                };
                let group = if group.is_empty() && subject {
                    self.last_two(sentence)
                } else {
                    group
                };
                (Form::Pronoun, group, "those spoken of last", 0.65)
            }
            // "Received the two", but not "killed two".
            _ if subject && LISTS.two.has(word)
                || object && word == "two" && token > 0 && self.words[sentence].word(token - 1) == "the" =>
            {
                let mut pair = self.several(sentence, token, Some(2), Wanted::People(None));
                pair.truncate(if pair.len() == 2 { 2 } else { 0 });
                (Form::Group, pair, "the two people named last", 0.75)
            }
            _ => return,
        };
        if !entities.is_empty() {
            self.add(sentence, token..token + 1, form, entities, None, reason, confidence);
        }
    }

    /// Resolves "I" and "we". Third persons must have been resolved: "he said" tells who speaks.
    pub(crate) fn resolve_first_person(&mut self, sentence: SentenceIndex, token: usize, word: &str) {
        if !LISTS.first_person.has(word) {
            return;
        }
        let (entities, reason) = self.first_person(sentence, token, word);
        if !entities.is_empty() {
            self.add(sentence, token..token + 1, Form::Pronoun, entities, None, reason, 0.75);
        }
    }

    /// Resolves "the country", "his country", "the communist state".
    pub(crate) fn resolve_country(&mut self, sentence: SentenceIndex, token: usize, noun: &str) {
        let words = &self.words[sentence];
        let state = noun == "state";
        if !LISTS.countries_meant.has(noun) && !state || words.case[token] != Case::Lower {
            return;
        }
        let Some(start) = (token.saturating_sub(3)..token)
            .rev()
            .find(|&at| LISTS.before_country_meant.has(words.word(at)))
        else {
            return;
        };
        let plain = (start + 1..token)
            .all(|at| self.sentences[sentence].tokens[at].upos == Upos::Adj || self.text(sentence, at) == "-");
        if !plain || state && start + 1 == token {
            return;
        }
        let entity = if matches!(words.word(start), "his" | "her") {
            let owner = self.antecedent(sentence, start, false, |entity| entity.kind == EntityKind::Person);
            let of = owner.map(|owner| Affiliation::of(&self.cast.entities[owner]));
            of.filter(|of| of.country).and_then(|of| self.served(&of))
        } else {
            let words: Vec<&str> = (start + 1..=token).map(|at| words.word(at)).collect();
            self.country_meant(sentence, start, &words)
        };
        if let Some(entity) = entity {
            let reason = "the country spoken of last";
            self.add(sentence, start..token + 1, Form::Role, vec![entity], None, reason, 0.6);
        }
    }

    fn thing_meant(&self, sentence: SentenceIndex, token: usize) -> Vec<EntityIndex> {
        if let Some(owner) = self.owner_above(sentence, token) {
            return vec![owner];
        }
        if self.is_of_thing(sentence, token) {
            return Vec::new();
        }
        let barred = self.own_subjects(sentence, token);
        let thing = self.antecedent(sentence, token, false, |entity| {
            entity.kind != EntityKind::Person && !barred.contains(&entity.id)
        });
        thing.into_iter().collect()
    }

    /// "Cambodia's ability to finance its schools", "the European Union and its members": whose the phrase around "its" is.
    fn owner_above(&self, sentence: SentenceIndex, token: usize) -> Option<EntityIndex> {
        let tokens = &self.sentences[sentence].tokens;
        let above: Vec<usize> = climb(tokens, token).map(|(_, head)| head).take(6).collect();
        let is_joined = token > 0 && tokens[token - 1].lemma == "and";
        let owner = self.found[sentence].iter().find(|mention| {
            let owns = tokens[mention.head].relation == Relation::NmodPoss
                && tokens[mention.head].head.is_some_and(|head| above.contains(&head));
            !mention.inner && mention.tokens.end <= token && (owns || is_joined && mention.tokens.end + 1 == token)
        })?;
        match owner.entities[..] {
            [entity] if self.cast.entities[entity].kind != EntityKind::Person => Some(entity),
            _ => None,
        }
    }

    /// Whether the clause, or the sentence before, has something for its subject that is nobody: "The dollar fell, its losses …".
    fn is_of_thing(&self, sentence: SentenceIndex, token: usize) -> bool {
        let tokens = &self.sentences[sentence].tokens;
        let above = climb(tokens, token).map(|(_, head)| head);
        let mut subjects = above.filter_map(|verb| self.subject_of(sentence, verb).filter(|&subject| subject < token));
        if let Some(subject) = subjects.next() {
            return self.is_thing(sentence, subject);
        }
        let before = sentence
            .back(1)
            .nth(1)
            .filter(|_| tokens[token].relation == Relation::Nsubj);
        before.is_some_and(|before| {
            let root = self.sentences[before].root();
            let subject = root.and_then(|root| self.subject_of(before, root));
            subject.is_some_and(|subject| self.is_thing(before, subject))
        })
    }

    fn subject_of(&self, sentence: SentenceIndex, verb: usize) -> Option<usize> {
        let parsed = &self.sentences[sentence];
        let mut children = parsed.children(verb);
        children.find(|&child| matches!(parsed.tokens[child].relation, Relation::Nsubj | Relation::NsubjPass))
    }

    /// Whether a noun is one thing, and neither somebody nor what somebody says.
    fn is_thing(&self, sentence: SentenceIndex, subject: usize) -> bool {
        let tokens = &self.sentences[sentence].tokens;
        let active = tokens[subject]
            .head
            .filter(|_| tokens[subject].relation == Relation::Nsubj);
        let verb = active.map(|head| tokens[head].lemma.as_str());
        let is_role = || {
            let mut items = self.items[sentence].iter();
            items.any(|item| item.tokens.contains(&subject) && matches!(item.kind, ItemKind::Role(..)))
        };
        tokens[subject].xpos == Xpos::Nn
            && !self.covered(sentence, subject)
            && !verb.is_some_and(|verb| LISTS.saying.has(verb))
            && !is_role()
    }

    fn person_meant(&self, sentence: SentenceIndex, token: usize, female: bool) -> Option<EntityIndex> {
        if self.means_kin(sentence, token, female) {
            return None;
        }
        let mut barred = self.own_subjects(sentence, token);
        barred.extend(self.named_below(sentence, token));
        // Who speaks of somebody else as "he" is not he.
        let speakers = self.speakers[sentence].iter().flatten();
        barred.extend(speakers.map(|&entity| self.cast.entities[entity].id.clone()));
        let fits = |entity: &Entity| {
            entity.kind == EntityKind::Person
                && entity.female.is_none_or(|own| own == female)
                && !barred.contains(&entity.id)
        };
        self.subject_to_come(sentence, token, female)
            .or_else(|| {
                let subject = self.main_subject(sentence, token);
                subject.filter(|&entity| fits(&self.cast.entities[entity]))
            })
            .or_else(|| self.antecedent(sentence, token, false, fits))
    }

    /// "My son came home when he …": whether a speaker has spoken of his own kin since anybody else was named.
    fn means_kin(&self, sentence: SentenceIndex, token: usize, female: bool) -> bool {
        let kin = if female { &LISTS.kinswomen } else { &LISTS.kinsmen };
        for at in sentence.back(1) {
            let end = if at == sentence {
                token
            } else {
                self.sentences[at].tokens.len()
            };
            for word in (1..end).rev() {
                let named = |mention: &Mention| mention.tokens.contains(&word) && mention.form != Form::Adjective;
                if self.found[at]
                    .iter()
                    .any(|mention| named(mention) && self.is_person_of(mention, female))
                {
                    return false;
                }
                if kin.has(self.words[at].word(word)) && matches!(self.words[at].word(word - 1), "my" | "our") {
                    return true;
                }
            }
        }
        false
    }

    fn is_person_of(&self, mention: &Mention, female: bool) -> bool {
        mention.entities.iter().any(|&entity| {
            let entity = &self.cast.entities[entity];
            entity.kind == EntityKind::Person && entity.female.is_none_or(|own| own == female)
        }) && mention.form != Form::Pronoun
    }

    /// Whom a word in object position cannot mean: the subject of its own verb, and of those that share it.
    pub(crate) fn own_subjects(&self, sentence: SentenceIndex, token: usize) -> Vec<EntityId> {
        let tokens = &self.sentences[sentence].tokens;
        if !matches!(tokens[token].relation, Relation::Obj | Relation::Iobj | Relation::Obl) {
            return Vec::new();
        }
        let mut barred = Vec::new();
        for (_, at) in climb(tokens, token).take(4) {
            for mention in &self.found[sentence] {
                let subject = matches!(tokens[mention.head].relation, Relation::Nsubj | Relation::NsubjPass);
                // "Saudi Arabia and Egypt cut their ties, accusing it": neither of them.
                let top = climb(tokens, mention.head)
                    .take_while(|&(at, _)| tokens[at].relation == Relation::Conj)
                    .last()
                    .map_or(mention.head, |(_, head)| head);
                let listed = matches!(
                    tokens[top].relation,
                    Relation::Nsubj | Relation::NsubjPass | Relation::Root
                ) && tokens[top].upos != Upos::Verb
                    && top != mention.head;
                let shared = listed && (tokens[top].head == Some(at) || tokens[at].head == Some(top));
                if subject && tokens[mention.head].head == Some(at)
                    || shared
                    || tokens[mention.head].relation == Relation::Root
                        && tokens[at].head.is_some_and(|head| mention.tokens.contains(&head))
                {
                    barred.extend(
                        mention
                            .entities
                            .iter()
                            .map(|&entity| self.cast.entities[entity].id.clone()),
                    );
                }
            }
            let shares = matches!(tokens[at].relation, Relation::Conj | Relation::Advcl | Relation::Xcomp);
            if !barred.is_empty() || !shares {
                break;
            }
        }
        barred
    }

    /// "In talks with Mottaki and Larijani, he criticized": none of those whom the pronoun's own clause has named before it.
    fn named_below(&self, sentence: SentenceIndex, token: usize) -> Vec<EntityId> {
        let tokens = &self.sentences[sentence].tokens;
        let verb = tokens[token].head.filter(|_| tokens[token].relation == Relation::Nsubj);
        let Some(verb) = verb else { return Vec::new() };
        let below = |at: usize| {
            // A clause of its own may name whom the pronoun means.
            let mut heads = climb(tokens, at).take(8).map(|(_, head)| head);
            heads.find(|&head| head == verb || tokens[head].upos == Upos::Verb) == Some(verb)
        };
        let before = self.found[sentence]
            .iter()
            .filter(|mention| mention.tokens.end <= token && mention.form != Form::Pronoun);
        before
            .filter(|mention| below(mention.head))
            .flat_map(|mention| &mention.entities)
            .map(|&entity| self.cast.entities[entity].id.clone())
            .collect()
    }

    /// "Trump will meet Phuc before he dines with Kim": the subject of the clause above, for a subject in a clause of time.
    fn main_subject(&self, sentence: SentenceIndex, token: usize) -> Option<EntityIndex> {
        let tokens = &self.sentences[sentence].tokens;
        let verb = tokens[token]
            .head
            .filter(|_| tokens[token].relation == Relation::Nsubj)?;
        let above = tokens[verb].head.filter(|_| tokens[verb].relation == Relation::Advcl)?;
        let subject = self.found[sentence].iter().find(|mention| {
            tokens[mention.head].relation == Relation::Nsubj
                && tokens[mention.head].head == Some(above)
                && mention.tokens.end <= token
        })?;
        match subject.entities[..] {
            [entity] => Some(entity),
            _ => None,
        }
    }

    /// "Following his talks with Wu, Ruggiero met Li": the subject that a phrase at the head of the sentence leads to.
    fn subject_to_come(&self, sentence: SentenceIndex, token: usize, female: bool) -> Option<EntityIndex> {
        let tokens = &self.sentences[sentence].tokens;
        let mut mentions = self.found[sentence].iter().filter(|mention| !mention.inner);
        let subject = mentions.find(|mention| {
            tokens[mention.head].relation == Relation::Nsubj
                && tokens[mention.head]
                    .head
                    .is_some_and(|verb| tokens[verb].relation == Relation::Root)
        })?;
        let [entity] = subject.entities[..] else { return None };
        let person = &self.cast.entities[entity];
        let fronted = token < subject.tokens.start
            && tokens[token].relation == Relation::NmodPoss
            && !tokens[..subject.tokens.start]
                .iter()
                .any(|token| token.relation == Relation::Nsubj);
        let fits = person.kind == EntityKind::Person && person.female.is_none_or(|own| own == female);
        (fronted && fits && subject.form == Form::Name).then_some(entity)
    }
}
