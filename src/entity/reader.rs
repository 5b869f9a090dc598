//! Reading an article for its cast: names first, then the words that refer to them.

use crate::article::Article;
use crate::entity::cast::{Cast, Form, Mention};
use crate::entity::gazetteer::{Form as NameForm, Gazetteer, Known, Sense};
use crate::entity::linking::Affiliation;
use crate::entity::scan::{Item, Words, scan};
use crate::language::Sentence;
use crate::span::Span;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::ops::Range;

/// The cast of an article.
///
/// Sentences that have been analyzed are read with their trees; the others by their words alone.
pub fn read(article: &Article, sentences: &[Sentence], gazetteer: &Gazetteer) -> Cast {
    let mut reader = Reader::new(article, sentences, gazetteer);
    reader.find_home();
    for sentence in 0..sentences.len() {
        reader.link_names(sentence);
    }
    for sentence in 0..sentences.len() {
        reader.link_lone_names(sentence);
    }
    for sentence in 0..sentences.len() {
        reader.read_governments(sentence);
    }
    reader.find_speakers();
    for sentence in 0..sentences.len() {
        reader.resolve(sentence);
    }
    for sentence in 0..sentences.len() {
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
    pub(crate) sentences: &'a [Sentence],
    pub(crate) words: Vec<Words>,
    pub(crate) items: Vec<Vec<Item<'a>>>,
    /// The mentions found so far, by sentence.
    pub(crate) found: Vec<Vec<Mention>>,
    pub(crate) cast: Cast,
    pub(crate) known: HashMap<Known, usize>,
    pub(crate) article: &'a Article,
    /// Who speaks each sentence, where the text is spoken: a transcript or a statement.
    pub(crate) speakers: Vec<Option<Vec<usize>>>,
    /// The two who speak in turn.
    pub(crate) together: Vec<usize>,
    /// Who says "I" in the publisher's texts.
    pub(crate) voice: Option<usize>,
    /// Who sign a common statement: the "we" of its text.
    pub(crate) signatories: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn new(article: &'a Article, sentences: &'a [Sentence], gazetteer: &'a Gazetteer) -> Self {
        let words: Vec<Words> = sentences
            .iter()
            .map(|sentence| Words::new(&article.content, sentence))
            .collect();
        let items = sentences
            .iter()
            .zip(&words)
            .map(|(sentence, words)| scan(gazetteer, &article.content, sentence, words))
            .collect();
        Self {
            gazetteer,
            content: &article.content,
            date: article.date,
            sentences,
            words,
            items,
            found: vec![Vec::new(); sentences.len()],
            cast: Cast::default(),
            known: HashMap::new(),
            article,
            speakers: Vec::new(),
            together: Vec::new(),
            voice: None,
            signatories: Vec::new(),
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
                let entity = self.entity(Known::Country(country));
                self.cast.here = Some((entity, city));
            }
        }
        let article = self.article;
        let source = article.source.as_deref().unwrap_or_default();
        let words: Vec<String> = crate::entity::gazetteer::pieces(source).collect();
        let home = (0..words.len()).find_map(|start| {
            let rest: Vec<&str> = words[start..].iter().map(String::as_str).collect();
            let (_, senses) = self.gazetteer.longest_name(&rest)?;
            let government = |sense: &&Sense| {
                matches!(sense.form, NameForm::Metonym | NameForm::Name) && matches!(sense.entity, Known::Country(_))
            };
            senses.iter().find(government).map(|sense| sense.entity)
        });
        self.cast.home = home.map(|known| self.entity(known));
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

    #[expect(clippy::too_many_arguments, reason = "the parts of a mention")]
    pub(crate) fn add(
        &mut self,
        sentence: usize,
        tokens: Range<usize>,
        form: Form,
        entities: Vec<usize>,
        place: Option<String>,
        reason: &'static str,
        confidence: f64,
    ) {
        let all = &self.sentences[sentence].tokens;
        let span = Span::new(all[tokens.start].span.start, all[tokens.end - 1].span.end);
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
            tokens,
            head,
            span,
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
