//! Reading an article for its cast: names first, then the words that refer to them.

use crate::article::Article;
use crate::entity::cast::{Cast, EntityIndex, Form, Mention};
use crate::entity::gazetteer::{Form as NameForm, Gazetteer, Known};
use crate::entity::linking::Affiliation;
use crate::entity::scan::{Item, Words, scan};
use crate::language::{SentenceIndex, Sentences};
use chrono::NaiveDate;
use std::collections::HashMap;
use std::ops::Range;
use typed_index_collections::{TiSlice, TiVec, ti_vec};

/// What the sentences of an article may name, by their words alone: it is the same with and without trees.
pub struct Names<'a> {
    words: TiVec<SentenceIndex, Words>,
    items: TiVec<SentenceIndex, Vec<Item<'a>>>,
}

/// What the sentences of a text may name.
pub fn recognize<'a>(content: &str, sentences: &Sentences, gazetteer: &'a Gazetteer) -> Names<'a> {
    let words: TiVec<SentenceIndex, Words> = sentences.iter().map(|sentence| Words::new(content, sentence)).collect();
    let scanned = sentences.iter().zip(&words);
    let items = scanned.map(|(sentence, words)| scan(gazetteer, content, sentence, words));
    Names {
        items: items.collect(),
        words,
    }
}

/// The cast of an article.
///
/// Sentences that have been analyzed are read with their trees; the others by their words alone.
pub fn read(article: &Article, sentences: &Sentences, gazetteer: &Gazetteer) -> Cast {
    resolve(
        article,
        sentences,
        &recognize(&article.content, sentences, gazetteer),
        gazetteer,
    )
}

/// The cast of an article of which is known what its sentences may name.
pub fn resolve(article: &Article, sentences: &Sentences, names: &Names<'_>, gazetteer: &Gazetteer) -> Cast {
    let mut reader = Reader::new(article, sentences, names, gazetteer);
    reader.find_home();
    for sentence in sentences.keys() {
        reader.link_names(sentence);
    }
    for sentence in sentences.keys() {
        reader.link_lone_names(sentence);
    }
    for sentence in sentences.keys() {
        reader.read_governments(sentence);
    }
    reader.find_speakers();
    reader.find_only_two();
    for sentence in sentences.keys() {
        reader.resolve(sentence);
    }
    for sentence in sentences.keys() {
        reader.read_twice(sentence);
    }
    reader.cast.mentions = std::mem::take(&mut reader.found).into_iter().flatten().collect();
    reader.cast.index(sentences.len());
    reader.cast
}

pub(crate) struct Reader<'a> {
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) content: &'a str,
    pub(crate) date: Option<NaiveDate>,
    pub(crate) sentences: &'a Sentences,
    pub(crate) words: &'a TiSlice<SentenceIndex, Words>,
    pub(crate) items: &'a TiSlice<SentenceIndex, Vec<Item<'a>>>,
    /// The mentions found so far.
    pub(crate) found: TiVec<SentenceIndex, Vec<Mention>>,
    pub(crate) cast: Cast,
    pub(crate) known: HashMap<Known, EntityIndex>,
    pub(crate) article: &'a Article,
    /// Who speaks each sentence, where the text is spoken: a transcript or a statement.
    pub(crate) speakers: TiVec<SentenceIndex, Option<Vec<EntityIndex>>>,
    /// The two who speak in turn.
    pub(crate) together: Vec<EntityIndex>,
    /// Who says "I" in the publisher's texts.
    pub(crate) voice: Option<EntityIndex>,
    /// Who sign a common statement: the "we" of its text.
    pub(crate) signatories: Vec<EntityIndex>,
    /// Those of the only two countries that names speak of, the publisher's among them; nobody where there are more or fewer.
    pub(crate) only_two: Vec<EntityIndex>,
}

impl<'a> Reader<'a> {
    fn new(article: &'a Article, sentences: &'a Sentences, names: &'a Names<'a>, gazetteer: &'a Gazetteer) -> Self {
        Self {
            gazetteer,
            content: &article.content,
            date: article.date,
            sentences,
            words: &names.words,
            items: &names.items,
            found: ti_vec![Vec::new(); sentences.len()],
            cast: Cast::default(),
            known: HashMap::new(),
            article,
            speakers: TiVec::new(),
            together: Vec::new(),
            voice: None,
            signatories: Vec::new(),
            only_two: Vec::new(),
        }
    }

    /// The country of "here" and the publisher's country.
    fn find_home(&mut self) {
        if let Some(dateline) = &self.article.dateline {
            let parts: Vec<&str> = dateline.place.split(',').map(str::trim).collect();
            let named = |part: &str| {
                let mut senses = self
                    .gazetteer
                    .senses(part)
                    .iter()
                    .filter_map(|sense| self.country_of(sense.entity));
                senses.next()
            };
            let country = parts.iter().rev().find_map(|part| named(part));
            if let Some(country) = country {
                let city = title_case(parts.first().copied().unwrap_or_default());
                let entity = self.country(country);
                self.cast.here = Some((entity, city));
            }
        }
        let article = self.article;
        let source = article.source.as_deref().unwrap_or_default();
        let words: Vec<String> = crate::entity::gazetteer::pieces(source).collect();
        let home = (0..words.len()).find_map(|start| {
            let rest: Vec<&str> = words[start..].iter().map(String::as_str).collect();
            let (_, senses) = self.gazetteer.longest_name(&rest)?;
            senses.iter().find_map(|sense| match (sense.entity, sense.form) {
                (Known::Country(country), NameForm::Metonym | NameForm::Name) => Some(country),
                _ => None,
            })
        });
        self.cast.home = home.map(|country| self.country(country));
        self.find_voice(source);
    }

    pub(crate) fn country_of(&self, known: Known) -> Option<usize> {
        match known {
            Known::Country(country) => Some(country),
            Known::City(city) => self.gazetteer.country_at(&self.gazetteer.cities[city].country),
            _ => None,
        }
    }

    /// The country that an article takes for granted: its publisher's, else that of its dateline.
    pub(crate) fn own_country(&self) -> Option<Affiliation> {
        let entity = self.cast.home.or(self.cast.here.as_ref().map(|(entity, _)| *entity))?;
        Some(Affiliation {
            code: self.cast.entities[entity].country.clone(),
            country: true,
        })
    }

    /// Adds a person who is called by the name in these tokens, with the title and what else is said `around` them.
    pub(crate) fn add_titled(
        &mut self,
        sentence: SentenceIndex,
        around: Range<usize>,
        name: &Range<usize>,
        person: EntityIndex,
        reason: &'static str,
        confidence: f64,
    ) {
        self.put(
            sentence,
            around,
            Some(name),
            Form::Name,
            vec![person],
            None,
            reason,
            confidence,
        );
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of a mention")]
    pub(crate) fn add(
        &mut self,
        sentence: SentenceIndex,
        tokens: Range<usize>,
        form: Form,
        entities: Vec<EntityIndex>,
        place: Option<String>,
        reason: &'static str,
        confidence: f64,
    ) {
        let name = (form == Form::Name).then(|| tokens.clone());
        self.put(
            sentence,
            tokens,
            name.as_ref(),
            form,
            entities,
            place,
            reason,
            confidence,
        );
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of a mention")]
    fn put(
        &mut self,
        sentence: SentenceIndex,
        tokens: Range<usize>,
        name: Option<&Range<usize>>,
        form: Form,
        entities: Vec<EntityIndex>,
        place: Option<String>,
        reason: &'static str,
        confidence: f64,
    ) {
        let all = &self.sentences[sentence].tokens;
        let span_of = |tokens: &Range<usize>| all[tokens.start].span.cover(all[tokens.end - 1].span);
        let head = tokens
            .clone()
            .find(|&token| all[token].head.is_none_or(|head| !tokens.contains(&head)))
            .unwrap_or(tokens.end - 1);
        let inner = self.found[sentence].iter().any(|mention| {
            mention.tokens.start <= tokens.start
                && tokens.end <= mention.tokens.end
                && mention.tokens.len() > tokens.len()
        });
        for mention in &mut self.found[sentence] {
            if tokens.start <= mention.tokens.start
                && mention.tokens.end <= tokens.end
                && mention.tokens.len() < tokens.len()
            {
                mention.inner = true;
            }
        }
        let inner = inner
            || self.found[sentence].iter().any(|mention| {
                !mention.inner && mention.tokens.start < tokens.end && tokens.start < mention.tokens.end
            });
        self.found[sentence].push(Mention {
            sentence,
            span: span_of(&tokens),
            name: name.map(span_of),
            tokens,
            head,
            form,
            entities,
            place,
            reason,
            confidence,
            inner,
        });
    }
}

/// "MAR DEL PLATA" as "Mar Del Plata".
pub(crate) fn title_case(words: &str) -> String {
    let mut up = true;
    words
        .chars()
        .flat_map(|c| {
            let cased: Vec<char> = if up {
                c.to_uppercase().collect()
            } else {
                c.to_lowercase().collect()
            };
            up = !c.is_alphanumeric();
            cased
        })
        .collect()
}
