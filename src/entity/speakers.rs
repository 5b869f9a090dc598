//! Speakers: who says "I" and "we"?
//!
//! In a transcript the one whose label stands before ("PRESIDENT BIDEN:"), in a statement the one whom the title names
//! ("Statement by President Biden on …"), in quotation marks the subject of the verb of saying.

use crate::article::BlockKind;
use crate::entity::cast::{EntityIndex, EntityKind, Form, Mention};
use crate::entity::gazetteer::pieces;
use crate::entity::linking::Affiliation;
use crate::entity::lists::LISTS;
use crate::entity::reader::Reader;
use crate::entity::roles::{RoleSort, longest_role};
use crate::language::{Relation, SentenceIndex, Upos};
use std::collections::HashMap;
use typed_index_collections::TiVec;

impl Reader<'_> {
    /// Notes who speaks each sentence of a transcript or a statement. Names must have been linked.
    pub(crate) fn find_speakers(&mut self) {
        let titled = self.titled_speakers();
        let mut labels: HashMap<&str, Option<EntityIndex>> = HashMap::new();
        let mut blocks = self
            .article
            .blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Speaker)
            .peekable();
        let transcript = blocks.peek().is_some();
        let mut current = None;
        let mut speakers = TiVec::with_capacity(self.sentences.len());
        for (at, sentence) in self.sentences.iter_enumerated() {
            let start = sentence.tokens.first().map_or(0, |token| token.span.start);
            while let Some(block) = blocks.next_if(|block| block.span.end <= start) {
                let label = block.span.of(self.content);
                current = if let Some(&known) = labels.get(label) {
                    known
                } else {
                    let speaker = self.labelled(label, at, &titled);
                    labels.insert(label, speaker);
                    speaker
                };
            }
            speakers.push(if transcript {
                Some(current.into_iter().collect())
            } else if titled.is_empty() {
                None
            } else {
                Some(titled.clone())
            });
        }
        self.speakers = speakers;
        let mut together: Vec<EntityIndex> = labels.into_values().flatten().collect();
        together.sort_unstable();
        together.dedup();
        self.together = if together.len() == 2 { together } else { Vec::new() };
    }

    /// Whom a title such as "Remarks by President Biden and Prime Minister Draghi" names as speakers.
    fn titled_speakers(&self) -> Vec<EntityIndex> {
        let Some((first, sentence)) = self.sentences.first_key_value() else {
            return Vec::new();
        };
        let title = &sentence.tokens;
        if title.is_empty() || !self.article.title.range().contains(&title[0].span.start) {
            return Vec::new();
        }
        let words = &self.words[first];
        let spoken = (0..title.len()).any(|token| LISTS.spoken.has(words.word(token)));
        let statement = |token: usize| LISTS.spoken_of.has(words.word(token));
        let leads = |token: usize| {
            matches!(words.word(token), "by" | "from") || words.word(token) == "of" && token > 0 && statement(token - 1)
        };
        let Some(by) = (0..title.len()).find(|&token| spoken && leads(token)) else {
            return Vec::new();
        };
        let mut mentions: Vec<&Mention> = self.found[first].iter().filter(|mention| !mention.inner).collect();
        mentions.sort_by_key(|mention| mention.tokens.start);
        let mut next = by + 1;
        let mut speakers = Vec::new();
        for mention in mentions.into_iter().filter(|mention| mention.tokens.start > by) {
            let joined = (next..mention.tokens.start)
                .all(|token| matches!(self.text(first, token), "," | "and" | "&" | "the" | "of"));
            let ([entity], true) = (&mention.entities[..], joined) else {
                break;
            };
            if self.cast.entities[*entity].kind != EntityKind::Person {
                break;
            }
            speakers.push(*entity);
            next = mention.tokens.end;
        }
        speakers
    }

    /// Whom a label before a sentence, such as "PRESIDENT NIINISTÖ:", names.
    fn labelled(&mut self, label: &str, sentence: SentenceIndex, titled: &[EntityIndex]) -> Option<EntityIndex> {
        let words: Vec<String> = pieces(label.trim_end_matches(':').trim()).collect();
        let mut rest: Vec<&str> = words.iter().map(String::as_str).collect();
        if rest.first() == Some(&"the") {
            rest.remove(0);
        }
        let mut office = None;
        while let Some((length, role, false)) = longest_role(&rest) {
            if role.sort != RoleSort::Honorific {
                office = office.or(Some(role));
            }
            rest.drain(..length);
        }
        if rest.is_empty() {
            let (home, office) = (self.own_country()?, office?);
            let person = self.gazetteer.holder_of(office, &home, self.date?)?;
            return Some(self.person(person));
        }
        let name: Vec<String> = rest.iter().map(|&word| word.to_owned()).collect();
        let among = |entity: &&EntityIndex| {
            name.iter()
                .all(|word| self.cast.entities[**entity].words.contains(word))
        };
        if let Some(&entity) = titled.iter().find(among) {
            return Some(entity);
        }
        if let Some(entity) = self.namesake(&name, sentence) {
            return Some(entity);
        }
        let (person, _) = self.gazetteer.person(&name, office, &[], self.date)?;
        Some(self.person(person))
    }

    /// Whom "I", "we" or "our" means, and why; nobody where it is not told.
    ///
    /// A spokeswoman's "we" is her country or organization, and so is anybody's "our".
    pub(crate) fn first_person(
        &mut self,
        sentence: SentenceIndex,
        token: usize,
        word: &str,
    ) -> (Vec<EntityIndex>, &'static str) {
        let alone = matches!(word, "i" | "me" | "my");
        if let Some(speaker) = self.quoted(sentence, token) {
            let meant = if alone || word != "our" && self.is_principal(speaker) {
                Some(speaker)
            } else {
                let of = Affiliation::of(&self.cast.entities[speaker]);
                self.served(&of)
            };
            return (meant.into_iter().collect(), "the speaker of the quotation");
        }
        let home = (self.cast.home.into_iter().collect(), "the publisher's country");
        let Some(speakers) = self.speakers[sentence].clone() else {
            if self.signatories.is_empty() {
                self.signatories = self.signed(sentence, token);
            }
            if !alone && !self.signatories.is_empty() {
                return (self.signatories.clone(), "who sign the statement");
            }
            return match self.voice.filter(|_| alone && !self.is_quoted(sentence, token)) {
                Some(voice) => (vec![voice], "who speaks for the publisher"),
                None if alone => (Vec::new(), ""),
                None => home,
            };
        };
        if alone {
            return (speakers, "who speaks");
        }
        let tokens = &self.sentences[sentence].tokens;
        if word != "our"
            && self.together.iter().any(|one| speakers.contains(one))
            && tokens[token]
                .head
                .is_some_and(|verb| LISTS.together.has(&tokens[verb].lemma))
        {
            return (self.together.clone(), "both who speak");
        }
        if speakers.is_empty() || !speakers.iter().all(|&speaker| self.is_principal(speaker)) {
            return home;
        }
        if word == "our" {
            let of: Vec<Affiliation> = speakers
                .iter()
                .map(|&speaker| Affiliation::of(&self.cast.entities[speaker]))
                .collect();
            let countries = of.iter().filter_map(|of| self.served(of)).collect();
            return (countries, "the country of who speaks");
        }
        (speakers, "who speaks")
    }

    /// Who sign a common statement, as its "We, the foreign ministers of …" or its opening tells: "The following statement
    /// was released by …".
    fn signed(&self, sentence: SentenceIndex, token: usize) -> Vec<EntityIndex> {
        if self.words[sentence].word(token) == "we"
            && self.sentences[sentence].tokens.len() > token + 2
            && self.text(sentence, token + 1) == ","
        {
            return self.listed_from(sentence, token + 2);
        }
        for (at, words) in self.words[..=sentence].iter_enumerated().take(4) {
            let count = words.case.len();
            let Some(statement) = (0..count).find(|&token| matches!(words.word(token), "statement" | "declaration"))
            else {
                continue;
            };
            let joint = statement > 0 && matches!(words.word(statement - 1), "joint" | "following");
            let by = (statement + 1..count.min(statement + 6))
                .find(|&token| matches!(words.word(token), "by" | "from" | "of"));
            let Some(by) = by.filter(|_| joint) else { continue };
            let listed = self.listed_from(at, by + 1);
            if listed.len() > 1 {
                return listed;
            }
        }
        Vec::new()
    }

    /// The entities of the list that begins at the token.
    fn listed_from(&self, sentence: SentenceIndex, token: usize) -> Vec<EntityIndex> {
        let mut mentions: Vec<&Mention> = self.found[sentence].iter().filter(|mention| !mention.inner).collect();
        mentions.sort_by_key(|mention| mention.tokens.start);
        let mut next = token;
        let mut listed = Vec::new();
        for mention in mentions.into_iter().filter(|mention| mention.tokens.start >= token) {
            let joined = (next..mention.tokens.start)
                .all(|token| matches!(self.text(sentence, token), "," | "and" | "&" | "the" | ";" | "with"));
            if !joined || matches!(mention.form, Form::City | Form::Adjective | Form::Pronoun) {
                break;
            }
            listed.extend(&mention.entities);
            next = mention.tokens.end;
        }
        // "The G7 foreign ministers of Canada, France …": those, not the group.
        let people = |entity: &EntityIndex| self.cast.entities[*entity].kind == EntityKind::Person;
        if listed.iter().filter(|entity| people(entity)).count() > 2 {
            listed.retain(people);
        }
        if listed.len() < 2 { Vec::new() } else { listed }
    }

    /// Whether the person holds an office of the gazetteer and is nobody's mouth.
    fn is_principal(&self, person: EntityIndex) -> bool {
        let person = &self.cast.entities[person];
        let speaks_for = |role: &String| role.contains("spokes") || role.contains("press secretary");
        person.known.is_some() && !person.roles.is_empty() && !person.roles.iter().any(speaks_for)
    }

    /// The person who speaks the quotation in which the token stands.
    pub(crate) fn quoted(&self, sentence: SentenceIndex, token: usize) -> Option<EntityIndex> {
        let inside = self.quotations(sentence);
        if !inside[token] {
            return None;
        }
        self.speaks(sentence, &inside).or_else(|| {
            let whole = inside.iter().take(2).any(|&inside| inside);
            let before = sentence.back(1).nth(1).filter(|_| whole)?;
            self.speaks(before, &self.quotations(before))
        })
    }

    /// Whether the token stands in quotation marks, be they opened in a sentence before of its paragraph.
    fn is_quoted(&self, sentence: SentenceIndex, token: usize) -> bool {
        let at = self.sentences[sentence].tokens[token].span.start;
        let block = self
            .article
            .blocks
            .iter()
            .find(|block| block.span.range().contains(&at));
        let before = &self.content[block.map_or(0, |block| block.span.start)..at];
        let count = |mark: char| before.matches(mark).count();
        count('"') % 2 == 1 || count('“') > count('”') || before.matches("``").count() > before.matches("''").count()
    }

    /// For each token, whether it stands in quotation marks.
    fn quotations(&self, sentence: SentenceIndex) -> Vec<bool> {
        let mut open = false;
        let mark = |token| match self.text(sentence, token) {
            "“" | "``" => {
                open = true;
                true
            }
            "”" | "''" => {
                open = false;
                false
            }
            "\"" => {
                open = !open;
                open
            }
            _ => open,
        };
        (0..self.sentences[sentence].tokens.len()).map(mark).collect()
    }

    /// The person outside the quotation marks who is the subject of a verb of saying.
    fn speaks(&self, sentence: SentenceIndex, inside: &[bool]) -> Option<EntityIndex> {
        let tokens = &self.sentences[sentence].tokens;
        let mention = self.found[sentence].iter().find(|mention| {
            let verb = tokens[mention.head]
                .head
                .filter(|&verb| tokens[verb].upos == Upos::Verb);
            !mention.inner
                && !inside[mention.head]
                && mention.form != Form::Group
                && matches!(tokens[mention.head].relation, Relation::Nsubj | Relation::NsubjPass)
                && verb.is_some_and(|verb| !inside[verb] && LISTS.saying.has(&tokens[verb].lemma))
        })?;
        match mention.entities[..] {
            [entity] if self.cast.entities[entity].kind == EntityKind::Person => Some(entity),
            _ => None,
        }
    }
}
