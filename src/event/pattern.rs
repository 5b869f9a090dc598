//! Patterns: which words tell an event of a user's own, and where do those stand who take part?
//!
//! A pattern hangs on a verb or a noun. It may name the slots of the tree in which the participants stand; who stands in
//! none, and when and whether it happened, the reader tells as for a built-in type that is like it. The form of a file is in
//! `src/knowledge/FORMAT.md`.

use crate::entity::EntityIndex;
use crate::event::Reading;
use crate::event::candidates::{RoleCandidate, Word};
use crate::event::ontology::{CustomType, EventType, QuadClass, Status};
use crate::event::slots::{Slot, modifiers, objects, particle};
use crate::language::{Sentence, Upos};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// A way of telling an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// Its name.
    pub id: String,
    /// The event that it tells.
    pub event_type: EventType,
    /// The built-in type as which the reader reads who, when and whether.
    pub like: EventType,
    /// What it hangs on.
    pub trigger: Trigger,
    /// Lemmas of which one must be the verb's object; or, for a noun, the modifiers of which it must have one.
    pub object: Vec<String>,
    /// Lemmas of which none may be.
    pub not_object: Vec<String>,
    /// Where the source stands; the first slot that names an actor counts. The reader finds it where no slot is given.
    pub source: Vec<Slot>,
    /// Where the target stands.
    pub target: Vec<Slot>,
    /// Whether all participants stand on one side.
    pub mutual: bool,
    /// The status, where the words themselves give it.
    pub status: Option<Status>,
    /// How far it is to be trusted, from 0 to 1.
    pub weight: f32,
}

/// What a pattern hangs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// One of these verbs; a particle follows after an underscore (`call_off`).
    Verb(Vec<String>),
    /// One of these nouns.
    Noun(Vec<String>),
}

impl Trigger {
    const fn lemmas(&self) -> &Vec<String> {
        match self {
            Self::Verb(lemmas) | Self::Noun(lemmas) => lemmas,
        }
    }
}

/// A pattern file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum PatternError {
    /// It is not TOML, or a field is missing or of the wrong kind.
    #[error("{path}:{line}: not a pattern file")]
    Syntax {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// Line, column and cause.
        source: Box<toml::de::Error>,
    },
    /// A value makes no sense.
    #[error("{path}:{line}: '{id}': {cause}")]
    Value {
        /// The file.
        path: PathBuf,
        /// The line of its id or name, from 1.
        line: usize,
        /// The pattern or event type.
        id: String,
        /// What is wrong.
        cause: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    r#type: Vec<RawType>,
    #[serde(default)]
    pattern: Vec<Raw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawType {
    name: Spanned<String>,
    plover: String,
    cameo: String,
    quad: String,
    goldstein: f64,
    #[serde(default)]
    symmetric: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: Spanned<String>,
    r#type: String,
    like: Option<String>,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    object: Vec<String>,
    #[serde(default)]
    not_object: Vec<String>,
    #[serde(default)]
    source: Vec<String>,
    #[serde(default)]
    target: Vec<String>,
    #[serde(default)]
    mutual: bool,
    status: Option<String>,
    weight: Option<f32>,
}

/// Patterns, found by the lemma that they hang on.
#[derive(Clone, Debug, Default)]
pub struct Patterns {
    patterns: Vec<Pattern>,
    types: Vec<EventType>,
    /// The patterns that hang on a word with this form, by their places.
    forms: BTreeMap<String, Vec<usize>>,
}

impl Patterns {
    /// Adds the patterns of a file.
    ///
    /// # Errors
    /// Where the file is not TOML of the documented form, or a type, slot or status is unknown.
    pub fn add_file(&mut self, path: &Path, text: &str) -> Result<(), PatternError> {
        match self.add_sound(path, text)?.into_iter().next() {
            None => Ok(()),
            Some(error) => Err(error),
        }
    }

    /// Adds the event types and patterns of a file that make sense, and returns why the others do not. A pattern with the id
    /// of one that is there takes its place.
    ///
    /// # Errors
    /// Where the file is not TOML of the documented form; then nothing is added.
    pub fn add_sound(&mut self, path: &Path, text: &str) -> Result<Vec<PatternError>, PatternError> {
        let line_of = |start: usize| text[..start.min(text.len())].matches('\n').count() + 1;
        let file: File = toml::from_str(text).map_err(|source| PatternError::Syntax {
            path: path.to_owned(),
            line: line_of(source.span().map_or(0, |span| span.start)),
            source: Box::new(source),
        })?;
        let mut errors = Vec::new();
        let wrong = |id: &Spanned<String>, cause: String| PatternError::Value {
            path: path.to_owned(),
            line: line_of(id.span().start),
            id: id.get_ref().clone(),
            cause,
        };
        for raw in file.r#type {
            match raw.defined() {
                Ok(own)
                    if self
                        .types
                        .iter()
                        .any(|known| known.as_str() == own.as_str() && *known != own) =>
                {
                    errors.push(wrong(
                        &raw.name,
                        "the event type was defined otherwise before".to_owned(),
                    ));
                }
                Ok(own) if self.types.contains(&own) => {}
                Ok(own) => self.types.push(own),
                Err(cause) => errors.push(wrong(&raw.name, cause)),
            }
        }
        for raw in file.pattern {
            let id = raw.id.clone();
            match Pattern::from_raw(raw, &self.types) {
                Ok(pattern) => self.put(pattern),
                Err(cause) => errors.push(wrong(&id, cause)),
            }
        }
        Ok(errors)
    }

    /// Adds a pattern, or puts it in the place of the one that has its id.
    fn put(&mut self, pattern: Pattern) {
        let known = self.patterns.iter().position(|known| known.id == pattern.id);
        let number = known.unwrap_or(self.patterns.len());
        for numbers in self.forms.values_mut() {
            numbers.retain(|&other| other != number);
        }
        for lemma in pattern.trigger.lemmas() {
            let lemma = lemma.split('_').next().unwrap_or(lemma);
            for form in forms(lemma) {
                let numbers = self.forms.entry(form).or_default();
                if !numbers.contains(&number) {
                    numbers.push(number);
                }
            }
        }
        match known {
            Some(number) => self.patterns[number] = pattern,
            None => self.patterns.push(pattern),
        }
    }

    /// The event types of the users' own, in the order of their files.
    pub fn own_types(&self) -> &[EventType] {
        &self.types
    }

    /// All patterns, in the order of their files.
    pub fn all(&self) -> &[Pattern] {
        &self.patterns
    }

    /// The patterns that a word of a sentence fits, in the order of their files.
    pub(crate) fn fitting(&self, content: &str, sentence: &Sentence, token: usize) -> Vec<&Pattern> {
        if self.patterns.is_empty() {
            return Vec::new();
        }
        let word = &sentence.tokens[token];
        let of = |form: &str| self.forms.get(form).into_iter().flatten();
        let mut numbers: Vec<usize> = of(&word.lemma.to_lowercase())
            .chain(of(&word.span.of(content).to_lowercase()))
            .copied()
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        let found = numbers.into_iter().map(|number| &self.patterns[number]);
        found.filter(|pattern| pattern.fits(content, sentence, token)).collect()
    }
}

/// The forms of a verb or noun, and some that it might have but has not.
fn forms(lemma: &str) -> Vec<String> {
    let stem = lemma.strip_suffix('e').unwrap_or(lemma);
    let soft = lemma.strip_suffix('y').unwrap_or(lemma);
    let last = lemma.chars().next_back().unwrap_or_default();
    let mut forms = vec![lemma.to_owned()];
    forms.extend(["s", "es", "d", "ed", "ing"].map(|ending| format!("{lemma}{ending}")));
    forms.extend(["ed", "ing"].map(|ending| format!("{stem}{ending}")));
    forms.extend(["ies", "ied"].map(|ending| format!("{soft}{ending}")));
    forms.extend(["ed", "ing"].map(|ending| format!("{lemma}{last}{ending}")));
    forms
}

impl RawType {
    fn defined(&self) -> Result<EventType, String> {
        let quad = QuadClass::parse(&self.quad).ok_or_else(|| {
            let classes: Vec<&str> = QuadClass::ALL.iter().map(|class| class.as_str()).collect();
            format!("'{}' is no quad class ({})", self.quad, classes.join(", "))
        })?;
        let own = CustomType::new(
            self.name.get_ref(),
            &self.plover,
            &self.cameo,
            quad,
            self.goldstein,
            self.symmetric,
        )?;
        Ok(EventType::define(own))
    }
}

impl Pattern {
    fn from_raw(raw: Raw, own: &[EventType]) -> Result<Self, String> {
        let slots = |names: &[String]| -> Result<Vec<Slot>, String> {
            let slot = |name: &String| {
                Slot::parse(name).ok_or_else(|| format!("'{name}' is no slot ({})", Slot::NAMES.join(", ")))
            };
            names.iter().map(slot).collect()
        };
        let trigger = match (raw.verbs.is_empty(), raw.nouns.is_empty()) {
            (false, true) => Trigger::Verb(raw.verbs),
            (true, false) => Trigger::Noun(raw.nouns),
            _ => return Err("it hangs either on 'verbs' or on 'nouns'".to_owned()),
        };
        let known = |name: &str| {
            let mut types = own.iter().chain(EventType::ALL).copied();
            types
                .find(|known| known.as_str() == name)
                .ok_or_else(|| format!("'{name}' is no event type"))
        };
        let event_type = known(&raw.r#type)?;
        let like = match &raw.like {
            None => nearest(event_type),
            Some(name) => known(name)?,
        };
        if matches!(like, EventType::Custom(_)) {
            return Err(format!("'{like}' is not built in, so nothing is read like it"));
        }
        let (source, target) = (slots(&raw.source)?, slots(&raw.target)?);
        let mutual = raw.mutual || event_type.is_symmetric();
        if like.is_symmetric() && !mutual && (source.is_empty() || target.is_empty()) {
            return Err(format!(
                "'{like}', like which it is read, has one side: it needs source and target, or mutual = true"
            ));
        }
        let status = |name: &String| Status::parse(name).ok_or_else(|| format!("'{name}' is no status"));
        let weight = raw.weight.unwrap_or(1.0);
        if !(0.0..=1.0).contains(&weight) {
            return Err(format!("the weight {weight} is not between 0 and 1"));
        }
        Ok(Self {
            id: raw.id.into_inner(),
            event_type,
            like,
            trigger,
            object: raw.object,
            not_object: raw.not_object,
            source,
            target,
            mutual,
            status: raw.status.as_ref().map(status).transpose()?,
            weight,
        })
    }

    /// Gives the roles that its slots name to those who stand there, and to nobody else.
    pub(crate) fn seat(&self, reading: &Reading<'_>, word: Word, roles: &mut [(RoleCandidate, f32, f32)]) {
        let sentence = &reading.sentences[word.sentence];
        let named = |slots: &[Slot]| -> Vec<EntityIndex> {
            let of_slot = |slot: &Slot| -> Vec<EntityIndex> {
                let words = slot.words(sentence, word.token);
                let mentions = reading.cast.of_sentence(word.sentence).iter();
                let here = mentions
                    .filter(|mention| words.contains(&mention.head) && (!mention.inner || *slot == Slot::Owner));
                here.flat_map(|mention| mention.entities.iter().copied()).collect()
            };
            slots
                .iter()
                .map(of_slot)
                .find(|found| !found.is_empty())
                .unwrap_or_default()
        };
        let (sources, targets) = (named(&self.source), named(&self.target));
        for (candidate, source, target) in roles {
            if !self.source.is_empty() {
                *source = f32::from(u8::from(sources.contains(&candidate.entity)));
            }
            if !self.target.is_empty() {
                *target = f32::from(u8::from(targets.contains(&candidate.entity)));
            }
            // Whoever stands on both sides acts upon himself, which is no event.
            if !self.mutual && *source + *target > 1.0 {
                *target = 1.0 - *source;
            }
        }
    }

    /// Whether a word of a sentence is one on which the pattern hangs.
    fn fits(&self, content: &str, sentence: &Sentence, token: usize) -> bool {
        let word = &sentence.tokens[token];
        let is_kind = match self.trigger {
            Trigger::Verb(_) => word.upos == Upos::Verb,
            Trigger::Noun(_) => matches!(word.upos, Upos::Noun | Upos::Propn),
        };
        let form = word.span.of(content).to_lowercase();
        let particle = particle(sentence, token);
        let is_one = |lemma: &String| {
            let (lemma, after) = lemma
                .split_once('_')
                .map_or((&**lemma, None), |(lemma, after)| (lemma, Some(after)));
            let is_form = word.lemma.eq_ignore_ascii_case(lemma) || forms(lemma).contains(&form);
            is_form && after.is_none_or(|after| particle == Some(after))
        };
        let beside = match self.trigger {
            Trigger::Verb(_) => objects(sentence, token),
            Trigger::Noun(_) => modifiers(sentence, token),
        };
        let has = |lemmas: &[String]| {
            let mut beside = beside.iter().map(|&at| sentence.tokens[at].lemma.to_lowercase());
            beside.any(|lemma| lemmas.contains(&lemma))
        };
        is_kind
            && self.trigger.lemmas().iter().any(is_one)
            && (self.object.is_empty() || has(&self.object))
            && !has(&self.not_object)
    }
}

/// The built-in type that is most like a type: of its class in PLOVER the one whose CAMEO code begins as its own does.
fn nearest(event_type: EventType) -> EventType {
    let shared = |other: &EventType| {
        let pairs = other.cameo().bytes().zip(event_type.cameo().bytes());
        pairs.take_while(|(one, other)| one == other).count()
    };
    let class = EventType::ALL
        .iter()
        .filter(|other| other.plover() == event_type.plover());
    let likeliest = class.rev().max_by_key(|other| (**other == event_type, shared(other)));
    likeliest.copied().unwrap_or(event_type)
}
