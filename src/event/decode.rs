//! Which reading of the scores makes sense?
//!
//! In: the candidates and the network's probabilities. Out: for each word that tells an event a [`Telling`], or the
//! [`Cause`] by which it was refused. Only what the annotation guide lays down is decided here; what is likely, the network
//! has learned.

use crate::entity::{Cast, Entity, EntityIndex, EntityKind, Mention, MentionForm, numeral};
use crate::event::candidates::{RoleCandidate, TimeOf, Word, WordIndex};
use crate::event::network::Network;
use crate::event::ontology::{EventType, Status};
use crate::event::pattern::Pattern;
use crate::event::slots::children;
use crate::event::{EventDate, Reading};
use crate::language::{Relation, climb};
use crate::text::fold;
use std::collections::{HashMap, HashSet};

/// Why a word was not taken to tell an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It is not likely enough, or nobody is likely enough to take part.
    Unlikely,
    /// All who take part are of one country or organization ("between two or more different international actors").
    OneSide,
    /// It has no target, or nobody does it.
    NoActor,
}

impl Cause {
    /// In words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unlikely => "too unlikely",
            Self::OneSide => "all who take part are of one country or organization",
            Self::NoActor => "nobody does it, or it is done to nobody",
        }
    }
}

/// Somebody who takes part in what a word tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Part {
    /// The entity.
    pub(crate) entity: EntityIndex,
    /// How likely it is.
    pub(crate) probability: f32,
}

/// An event as one word tells it.
#[derive(Clone, Debug)]
pub(crate) struct Telling<'a> {
    pub(crate) word: Word,
    pub(crate) event_type: EventType,
    /// The pattern of a user that found it.
    pub(crate) pattern: Option<&'a Pattern>,
    pub(crate) sources: Vec<Part>,
    pub(crate) targets: Vec<Part>,
    pub(crate) date: Option<EventDate>,
    pub(crate) time: TimeOf,
    pub(crate) status: Status,
    /// How likely it is that this is the fullest telling of the event.
    pub(crate) fullest: f32,
    /// How likely it is that the word tells it, and in full, and who takes part.
    pub(crate) factors: [f32; 2],
}

impl Telling<'_> {
    /// Those who take part, on either side.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &Part> {
        self.sources.iter().chain(&self.targets)
    }

    /// How likely it is that the event is told and its participants are right.
    pub(crate) fn probability(&self) -> f32 {
        self.factors[0] * self.factors[1]
    }
}

/// A word and the type of event that it may tell, with all probabilities.
pub(crate) struct Judged<'a> {
    pub(crate) word: WordIndex,
    /// The place of the type among [`EventType::ALL`]; for a pattern, of the one that its own is like.
    pub(crate) kind: usize,
    /// The pattern of a user that finds it.
    pub(crate) pattern: Option<&'a Pattern>,
    pub(crate) told: f32,
    pub(crate) fullest: f32,
    pub(crate) roles: Vec<(RoleCandidate, f32, f32)>,
    pub(crate) times: Vec<(TimeOf, f32)>,
    pub(crate) statuses: [f32; Status::ALL.len()],
}

impl Judged<'_> {
    /// The type of the event that the word may tell.
    pub(crate) fn event_type(&self) -> EventType {
        self.pattern
            .map_or(EventType::ALL[self.kind], |pattern| pattern.event_type)
    }
}

/// From which probability on a word tells an event of a type, or that of a pattern.
pub(crate) fn threshold(network: &Network, pattern: Option<&Pattern>, event_type: EventType) -> f32 {
    let kind = EventType::ALL.iter().position(|known| *known == event_type);
    match (pattern, kind) {
        (None, Some(kind)) => network.threshold(kind),
        _ => LEAST_OF_PATTERNS,
    }
}

/// What a pattern finds is left out below this.
const LEAST_OF_PATTERNS: f32 = 0.3;

/// The least probability of a participant times that of the word and that of its likeliest participant.
const LEAST_PARTICIPATION: f32 = 0.32;

/// Whatever that comes to, a participant is at least as likely as the first, and as likely as the last suffices.
const LEAST_ROLE: (f32, f32) = (0.36, 0.98);

/// From which probability on somebody is on a side.
const LIKELY: f32 = 0.5;

/// How likely somebody is at least of whom the sentence does not speak, where it speaks of somebody on each side.
const LEAST_FAR: f32 = 0.6;

/// More participants on one side than these are a crowd, of which only the likeliest are taken, and which is doubted.
const CROWD: usize = 6;

/// The share of its type's threshold at which a telling is kept for others to confirm.
const LEAST_CONFIRMED: f32 = 0.7;

/// How far a crowd is believed, and again for as many as make another.
const BELIEF_IN_CROWDS: f32 = 0.5;

/// How far a telling is believed that only tells again what others tell in full.
const BELIEF_IN_ECHOES: f32 = 0.5;

/// What a word tells, by the guide.
///
/// # Errors
///
/// The cause, where it tells nothing.
pub(crate) fn decode<'a>(
    reading: &Reading<'_>,
    network: &Network,
    word: Word,
    judged: &Judged<'a>,
) -> Result<Telling<'a>, Cause> {
    let event_type = judged.event_type();
    let mut sides = Sides::likely(reading, word, judged);
    sides.complete();
    sides.settle();
    let parts = sides.probability()?;
    let told = match judged.pattern {
        Some(_) => judged.told,
        None => judged.told * (BELIEF_IN_ECHOES + (1.0 - BELIEF_IN_ECHOES) * judged.fullest),
    };
    if told * parts < LEAST_CONFIRMED * threshold(network, judged.pattern, event_type) {
        return Err(Cause::Unlikely);
    }
    let (time, date) = when(reading, &judged.times);
    let deferred = match time {
        TimeOf::Expression { sentence, index } => reading.timexes[sentence][index].deferred,
        TimeOf::ArticleDay | TimeOf::Untold => false,
    };
    let likely = Status::ALL.iter().zip(judged.statuses);
    let likeliest = likely.max_by(|a, b| a.1.total_cmp(&b.1));
    let status = match likeliest.map_or(Status::Occurred, |(status, _)| *status) {
        // What is put off is still planned for the day to which it was.
        Status::Denied if deferred => Status::Planned,
        status => status_at(status, date.as_ref(), reading),
    };
    let status = judged.pattern.and_then(|pattern| pattern.status).unwrap_or(status);
    Ok(Telling {
        word,
        event_type,
        pattern: judged.pattern,
        sources: sides.sources,
        targets: sides.targets,
        date,
        time,
        status,
        fullest: judged.fullest,
        factors: [told, parts],
    })
}

/// The likeliest date, and what tells it; several expressions may tell one.
fn when(reading: &Reading<'_>, times: &[(TimeOf, f32)]) -> (TimeOf, Option<EventDate>) {
    struct Told {
        date: Option<EventDate>,
        time: TimeOf,
        /// How likely it is that the event has the date, and that this is what tells it.
        likely: [f32; 2],
    }
    let mut dates: Vec<Told> = Vec::new();
    let mut places: HashMap<Option<EventDate>, usize> = HashMap::new();
    for &(time, likely) in times {
        let (time, date) = match time {
            TimeOf::ArticleDay => match reading.article.date {
                Some(day) => (time, Some(EventDate::day(day))),
                None => (TimeOf::Untold, None),
            },
            TimeOf::Untold => (time, None),
            TimeOf::Expression { sentence, index } => (time, EventDate::of_timex(&reading.timexes[sentence][index])),
        };
        let place = *places.entry(date.clone()).or_insert(dates.len());
        match dates.get_mut(place) {
            Some(told) => {
                told.likely[0] += likely;
                if likely > told.likely[1] {
                    (told.time, told.likely[1]) = (time, likely);
                }
            }
            None => dates.push(Told {
                date,
                time,
                likely: [likely; 2],
            }),
        }
    }
    let likeliest = dates.into_iter().max_by(|a, b| a.likely[0].total_cmp(&b.likely[0]));
    likeliest.map_or((TimeOf::Untold, None), |told| (told.time, told.date))
}

/// The status of what has this date: nothing has happened after the article's day.
pub(crate) fn status_at(status: Status, date: Option<&EventDate>, reading: &Reading<'_>) -> Status {
    let days = date.zip(reading.article.date);
    match status {
        Status::Occurred if days.is_some_and(|(date, today)| date.start > today) => Status::Planned,
        status => status,
    }
}

/// Who may take part, and how likely as a source and as a target. Where two are the subject, nobody acts with them whom the sentence
/// does not name.
fn contenders(reading: &Reading<'_>, word: Word, judged: &Judged<'_>, is_mutual: bool) -> Vec<Contender> {
    let is_of_two = is_of_two(reading, word);
    let contenders = judged.roles.iter().map(|&(candidate, source, target)| {
        let is_here = candidate.near.is_some();
        let acts = !is_of_two || is_here;
        Contender {
            entity: candidate.entity,
            is_here,
            source: if acts { source } else { 0.0 },
            target: if acts || !is_mutual { target } else { 0.0 },
        }
    });
    contenders.collect()
}

/// Whether two, so called, are the subject of the word, or of the verb whose object it is: "the two leaders agreed".
fn is_of_two(reading: &Reading<'_>, word: Word) -> bool {
    let sentence = &reading.sentences[word.sentence];
    let tokens = &sentence.tokens;
    let is_two = |token: usize| numeral(&fold(tokens[token].span.of(&reading.article.content))) == Some(2);
    let is_pair = |mention: &&Mention| {
        !mention.inner
            && mention.form == MentionForm::Group
            && mention.entities.len() == 2
            && (mention.tokens.start.saturating_sub(1)..mention.tokens.end).any(is_two)
    };
    let mut pairs = reading
        .cast
        .of_sentence(word.sentence)
        .iter()
        .filter(is_pair)
        .peekable();
    if pairs.peek().is_none() {
        return false;
    }
    for at in std::iter::once(word.token).chain(climb(tokens, word.token).map(|(_, head)| head)) {
        let subjects = children(sentence, at, |relation| {
            matches!(relation, Relation::Nsubj | Relation::NsubjPass)
        });
        if let Some(subject) = subjects.first() {
            return pairs.any(|pair| pair.tokens.contains(subject));
        }
        if !matches!(
            tokens[at].relation,
            Relation::Obj | Relation::Obl | Relation::Conj | Relation::Xcomp
        ) {
            break;
        }
    }
    false
}

/// Somebody who may take part.
struct Contender {
    entity: EntityIndex,
    /// Whether the word's own sentence speaks of it.
    is_here: bool,
    /// How likely it is a source.
    source: f32,
    /// How likely it is a target.
    target: f32,
}

impl Contender {
    fn either(&self) -> f32 {
        self.source + self.target
    }
}

/// Where the text tells that a country, or a person who serves it, takes part.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    #[default]
    Nowhere,
    Elsewhere,
    /// In the word's own sentence.
    Here,
}

/// Who takes part, on which side.
struct Sides<'a> {
    cast: &'a Cast,
    /// The built-in type as which the event is read.
    kind: EventType,
    /// Whether all stand on one side.
    is_mutual: bool,
    contenders: Vec<Contender>,
    sources: Vec<Part>,
    targets: Vec<Part>,
    /// Whether more were likely to take part than are believed.
    is_crowd: bool,
}

impl<'a> Sides<'a> {
    /// Those who are likely enough to take part.
    fn likely(reading: &Reading<'a>, word: Word, judged: &Judged<'_>) -> Self {
        let kind = EventType::ALL[judged.kind];
        let is_mutual = judged.pattern.map_or(kind.is_symmetric(), |pattern| pattern.mutual);
        let mut sides = Self {
            cast: reading.cast,
            kind,
            is_mutual,
            contenders: contenders(reading, word, judged, is_mutual),
            sources: Vec::new(),
            targets: Vec::new(),
            is_crowd: false,
        };
        let likeliest = sides.contenders.iter().map(Contender::either);
        let likeliest = likeliest.fold(f32::MIN_POSITIVE, f32::max);
        let least = (LEAST_PARTICIPATION / (judged.told * likeliest)).clamp(LEAST_ROLE.0, LEAST_ROLE.1);
        let far = if sides.are_here() { least.max(LEAST_FAR) } else { least };
        let takes_part = |contender: &&Contender| contender.either() > if contender.is_here { least } else { far };
        for contender in sides.contenders.iter().filter(takes_part) {
            let is_source = sides.is_mutual || contender.source >= contender.target;
            let side = if is_source {
                &mut sides.sources
            } else {
                &mut sides.targets
            };
            side.push(Part {
                entity: contender.entity,
                probability: contender.either(),
            });
        }
        sides
    }

    /// Whether the word's own sentence speaks of somebody on each side.
    fn are_here(&self) -> bool {
        let named = |likely: fn(&Contender) -> f32| {
            let here = self.contenders.iter().filter(|contender| contender.is_here);
            here.filter(|contender| likely(contender) > LIKELY).count()
        };
        if self.is_mutual {
            named(Contender::either) > 1
        } else {
            named(|contender| contender.source) > 0 && named(|contender| contender.target) > 0
        }
    }

    fn affiliation(&self, part: &Part) -> &'a str {
        self.cast.entities[part.entity].affiliation()
    }

    /// How many countries and organizations are among them.
    fn count(&self, parts: &[Part]) -> usize {
        let mut sides: Vec<&str> = parts.iter().map(|part| self.affiliation(part)).collect();
        sides.sort_unstable();
        sides.dedup();
        sides.len()
    }

    /// The likeliest of those who are not among `used`, nor of a side with any of `strange_to`.
    fn best(&self, used: &[Part], strange_to: &[Part], likely: fn(&Contender) -> f32) -> Option<Part> {
        let all = self.contenders.iter().map(|contender| Part {
            entity: contender.entity,
            probability: likely(contender),
        });
        let free = all.filter(|part| {
            used.iter().all(|other| other.entity != part.entity)
                && strange_to
                    .iter()
                    .all(|other| self.affiliation(other) != self.affiliation(part))
        });
        free.max_by(|a, b| a.probability.total_cmp(&b.probability).then(b.entity.cmp(&a.entity)))
    }

    /// Where a side is missing, the likeliest one takes it.
    fn complete(&mut self) {
        if self.is_mutual {
            while self.count(&self.sources) < 2 {
                let Some(part) = self.best(&[], &self.sources, Contender::either) else {
                    return;
                };
                self.sources.push(part);
            }
            return;
        }
        if self.sources.is_empty() {
            let best = self.best(&self.targets, &[], |contender| contender.source);
            self.sources.extend(best);
        }
        if self.targets.is_empty() && self.count(&self.sources) < 2 {
            let best = self.best(&[], &self.sources, |contender| contender.target);
            self.targets.extend(best);
        }
    }

    /// Lays down what the guide wants of each side.
    fn settle(&mut self) {
        let cast = self.cast;
        self.is_crowd = self.sources.len().max(self.targets.len()) > CROWD;
        let is_person = |part: &Part| cast.entities[part.entity].kind == EntityKind::Person;
        let of = |part: &Part| cast.entities[part.entity].affiliation();
        let here = self.contenders.iter().filter(|contender| contender.is_here);
        let here: HashSet<EntityIndex> = here.map(|contender| contender.entity).collect();
        for side in [&mut self.sources, &mut self.targets] {
            // "Give both levels once only: the person if known", or what the sentence speaks of, if of one of them alone.
            let mut told: HashMap<&str, [Level; 2]> = HashMap::new();
            for part in side.iter() {
                let level = &mut told.entry(of(part)).or_default()[usize::from(is_person(part))];
                *level = (*level).max(if here.contains(&part.entity) {
                    Level::Here
                } else {
                    Level::Elsewhere
                });
            }
            side.retain(|part| {
                let [state, person] = told[of(part)];
                is_person(part) == (person >= state)
            });
            if side.len() > CROWD {
                side.sort_by(|a, b| b.probability.total_cmp(&a.probability));
                let sure = side.iter().take_while(|part| part.probability >= LEAST_ROLE.1).count();
                side.truncate(if sure == 0 { CROWD } else { sure });
            }
        }
        if self.kind == EventType::Visited {
            self.visit_countries();
        }
        let sources = &self.sources;
        let own: HashSet<&str> = sources.iter().map(of).collect();
        let is_own = |part: &Part| own.contains(of(part));
        let is_done_to_strangers = self.targets.iter().any(|part| !is_own(part));
        self.targets.retain(|part| {
            let is_source = sources.iter().any(|source| source.entity == part.entity);
            !(is_source || is_done_to_strangers && is_own(part))
        });
    }

    /// "Target the country (or territory) visited", which is not the visitor's own.
    fn visit_countries(&mut self) {
        let entities = &self.cast.entities;
        for part in &mut self.targets {
            let visited = &entities[part.entity].country;
            let country = |entity: &Entity| entity.kind == EntityKind::Country && entity.country == *visited;
            part.entity = entities.position(country).unwrap_or(part.entity);
        }
        self.targets
            .sort_by(|a, b| a.entity.cmp(&b.entity).then(b.probability.total_cmp(&a.probability)));
        self.targets.dedup_by_key(|part| part.entity);
        let sources = &self.sources;
        let is_abroad = |part: &Part| {
            let mut homes = sources.iter().map(|source| entities[source.entity].affiliation());
            entities[part.entity].kind == EntityKind::Country
                && homes.any(|home| home != entities[part.entity].affiliation())
        };
        self.targets.retain(is_abroad);
    }

    /// How likely it is that the likeliest of each side takes part; where all are on one, of two countries or organizations.
    fn probability(&self) -> Result<f32, Cause> {
        if self.sources.is_empty() {
            return Err(Cause::NoActor);
        }
        let (sources, targets) = (self.count(&self.sources), self.count(&self.targets));
        // The target of a visit is a country; two do not visit each other in one word.
        if self.kind == EventType::Visited && targets == 0 {
            return Err(Cause::NoActor);
        }
        let is_one = sources == 1 && targets < 2;
        if is_one && (targets == 0 || self.affiliation(&self.sources[0]) == self.affiliation(&self.targets[0])) {
            let needs_target = targets == 0 && !self.is_mutual;
            return Err(if needs_target { Cause::NoActor } else { Cause::OneSide });
        }
        let both = match highest(&self.targets) {
            Some(target) => highest(&self.sources).unwrap_or(0.0) * target,
            None => self.likeliest_sides(),
        };
        let size = self.sources.len().max(self.targets.len());
        let doubts = if self.is_crowd { (size / (CROWD + 1)).max(1) } else { 0 };
        Ok(both * BELIEF_IN_CROWDS.powi(i32::try_from(doubts).unwrap_or(i32::MAX)))
    }

    /// How likely it is that the likeliest of the sources takes part, and the likeliest of another country or organization.
    fn likeliest_sides(&self) -> f32 {
        let likeliest = self
            .sources
            .iter()
            .max_by(|a, b| a.probability.total_cmp(&b.probability));
        let Some(first) = likeliest else {
            return 0.0;
        };
        let strangers = self
            .sources
            .iter()
            .filter(|part| self.affiliation(part) != self.affiliation(first));
        first.probability * highest(strangers).unwrap_or(0.0)
    }
}

/// The highest probability of those; none where there is nobody.
fn highest<'a>(parts: impl IntoIterator<Item = &'a Part>) -> Option<f32> {
    let all = parts.into_iter().map(|part| part.probability);
    all.max_by(f32::total_cmp)
}

/// The mention of an entity, of those that are `fit`, that is nearest to a word: in its sentence, else before it, else after it.
pub(crate) fn nearest<'a>(
    reading: &Reading<'a>,
    word: Word,
    entity: EntityIndex,
    fit: impl Fn(&Mention) -> bool,
) -> Option<&'a Mention> {
    let mentions = reading.cast.mentions.iter();
    let mentions = mentions.filter(|mention| mention.entities.contains(&entity) && fit(mention));
    mentions.min_by_key(|mention| {
        let distance = mention.sentence.abs_diff(word.sentence);
        (
            distance,
            mention.sentence > word.sentence,
            mention.head.abs_diff(word.token),
        )
    })
}
