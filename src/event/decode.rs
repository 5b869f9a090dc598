//! Which reading of the scores makes sense?
//!
//! In: the candidates and the network's probabilities. Out: for each word that tells an event a [`Telling`], or the
//! [`Cause`] by which it was refused. Only what the annotation guide lays down is decided here; what is likely, the network
//! has learned.

use crate::entity::{EntityKind, Mention};
use crate::event::candidates::{Candidates, RoleCandidate, TimeOf, Word};
use crate::event::network::{Encoded, Network};
use crate::event::ontology::{EventType, Status};
use crate::event::{EventDate, Reading};
use crate::language::kernel::Scratch;

/// Why a word was not taken to tell an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// It is not likely enough, or nobody is likely enough to take part.
    Unlikely,
    /// All who take part are of one country or organization ("between two or more different international actors").
    OneSide,
    /// It has no target, or nobody does it.
    NoActor,
}

impl Cause {
    /// In words.
    pub(crate) const fn as_str(self) -> &'static str {
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
    pub(crate) entity: usize,
    /// How likely it is.
    pub(crate) probability: f32,
}

/// An event as one word tells it.
#[derive(Clone, Debug)]
pub(crate) struct Telling {
    pub(crate) word: Word,
    pub(crate) event_type: EventType,
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

impl Telling {
    /// How likely it is that the event is told and its participants are right.
    pub(crate) fn probability(&self) -> f32 {
        self.factors[0] * self.factors[1]
    }
}

/// A word and the type of event that it may tell, with all probabilities.
pub(crate) struct Judged {
    pub(crate) word: usize,
    pub(crate) event_type: usize,
    pub(crate) told: f32,
    pub(crate) fullest: f32,
    pub(crate) roles: Vec<(RoleCandidate, f32, f32)>,
    pub(crate) times: Vec<(TimeOf, f32)>,
    pub(crate) statuses: [f32; Status::ALL.len()],
}

/// The least probability of a participant times that of the word and that of its likeliest participant.
const LEAST_PARTICIPATION: f32 = 0.25;

/// Whatever that comes to, a participant is at least as likely as the first, and as likely as the last suffices.
const LEAST_ROLE: (f32, f32) = (0.3, 0.9);

/// More participants on one side than these are a crowd, of which only the likeliest are taken, and which is doubted.
const CROWD: usize = 8;

/// How far a crowd is believed.
const BELIEF_IN_CROWDS: f32 = 0.5;

/// How far a telling is believed that only tells again what others tell in full.
const BELIEF_IN_ECHOES: f32 = 0.5;

/// Words below this probability are not weighed at all.
pub(crate) const LEAST: f32 = 0.04;

/// The words that may tell an event, with the probabilities of all that belongs to it.
pub(crate) fn judge(network: &Network, candidates: &Candidates<'_>, encoded: &Encoded, scratch: &mut Scratch) -> Vec<Judged> {
    let told = network.triggers(encoded, scratch);
    let mut judged = Vec::new();
    for (word, row) in told.chunks_exact(EventType::ALL.len()).enumerate() {
        if row.iter().all(|&told| told < LEAST) || !candidates.may_tell(word) {
            continue;
        }
        let roles = candidates.roles(word);
        let times = candidates.times(word);
        for (event_type, &told) in row.iter().enumerate().filter(|&(_, &told)| told >= LEAST) {
            let at = word as u32;
            let likely = network.roles(encoded, at, event_type, &roles, scratch);
            let when = network.times(encoded, at, event_type, &times, scratch);
            judged.push(Judged {
                word,
                event_type,
                told,
                fullest: network.fullest(encoded, at, event_type, scratch),
                roles: roles.iter().zip(likely).map(|(candidate, role)| (*candidate, role.source, role.target)).collect(),
                times: times.iter().zip(when).map(|(candidate, likely)| (candidate.time, likely)).collect(),
                statuses: network.statuses(encoded, at, event_type, scratch),
            });
        }
    }
    judged
}

/// What a word tells, by the guide.
///
/// # Errors
///
/// The cause, where it tells nothing.
pub(crate) fn decode(reading: &Reading<'_>, network: &Network, word: Word, judged: &Judged) -> Result<Telling, Cause> {
    let cast = reading.cast;
    let event_type = EventType::ALL[judged.event_type];
    let affiliation = |entity: usize| cast.entities[entity].affiliation();
    let symmetric = event_type.is_symmetric();
    let mut sources: Vec<Part> = Vec::new();
    let mut targets: Vec<Part> = Vec::new();
    let likeliest = judged.roles.iter().map(|(_, source, target)| source + target).fold(f32::MIN_POSITIVE, f32::max);
    let least = (LEAST_PARTICIPATION / (judged.told * likeliest)).clamp(LEAST_ROLE.0, LEAST_ROLE.1);
    for &(candidate, source, target) in &judged.roles {
        let part = Part { entity: candidate.entity, probability: source + target };
        if source + target > least {
            if symmetric || source >= target { &mut sources } else { &mut targets }.push(part);
        }
    }
    // Where a side is missing, the most likely one takes it.
    let best = |used: &[&[Part]], weight: fn(f32, f32) -> f32, strange_to: Option<&[Part]>| {
        judged
            .roles
            .iter()
            .filter(|(candidate, ..)| used.iter().all(|parts| parts.iter().all(|part| part.entity != candidate.entity)))
            .filter(|(candidate, ..)| {
                strange_to.is_none_or(|parts| parts.iter().all(|part| affiliation(part.entity) != affiliation(candidate.entity)))
            })
            .map(|&(candidate, source, target)| Part { entity: candidate.entity, probability: weight(source, target) })
            .max_by(|a, b| a.probability.total_cmp(&b.probability).then(b.entity.cmp(&a.entity)))
    };
    let sides = |parts: &[Part]| {
        let mut sides: Vec<&str> = parts.iter().map(|part| affiliation(part.entity)).collect();
        sides.sort_unstable();
        sides.dedup();
        sides.len()
    };
    if symmetric {
        while sides(&sources) < 2 {
            let Some(part) = best(&[&sources], |source, target| source + target, Some(&sources)) else { break };
            sources.push(part);
        }
    } else {
        if sources.is_empty() {
            sources.extend(best(&[&targets], |source, _| source, None));
        }
        if targets.is_empty() && sides(&sources) < 2 {
            targets.extend(best(&[&sources], |_, target| target, Some(&sources)));
        }
    }
    // "Give both levels once only: the person if known."
    let persons = |parts: &mut Vec<Part>| {
        let person = |part: &Part| cast.entities[part.entity].kind == EntityKind::Person;
        let named: Vec<&str> = parts.iter().filter(|part| person(part)).map(|part| affiliation(part.entity)).collect();
        let named: Vec<String> = named.into_iter().map(str::to_owned).collect();
        parts.retain(|part| person(part) || !named.iter().any(|own| own == affiliation(part.entity)));
    };
    persons(&mut sources);
    persons(&mut targets);
    let is_crowd = sources.len().max(targets.len()) > CROWD;
    for side in [&mut sources, &mut targets] {
        if side.len() > CROWD {
            side.sort_by(|a, b| b.probability.total_cmp(&a.probability));
            let sure = side.iter().take_while(|part| part.probability >= LEAST_ROLE.1).count();
            side.truncate(if sure == 0 { CROWD } else { sure });
        }
    }
    if event_type == EventType::Visited {
        // "target the country (or territory) visited"
        for part in &mut targets {
            let visited = &cast.entities[part.entity];
            let country = cast.entities.iter().position(|entity| {
                entity.kind == EntityKind::Country && entity.country == visited.country
            });
            part.entity = country.unwrap_or(part.entity);
        }
        targets.sort_by(|a, b| a.entity.cmp(&b.entity).then(b.probability.total_cmp(&a.probability)));
        targets.dedup_by_key(|part| part.entity);
        targets.retain(|part| sources.iter().any(|source| affiliation(source.entity) != affiliation(part.entity)));
    }
    targets.retain(|part| sources.iter().all(|source| source.entity != part.entity));
    if sources.is_empty() {
        return Err(Cause::NoActor);
    }
    if targets.is_empty() && sides(&sources) < 2 {
        return Err(if symmetric { Cause::OneSide } else { Cause::NoActor });
    }
    let highest = |parts: &[Part]| parts.iter().map(|part| part.probability).fold(0.0, f32::max);
    let parts = if targets.is_empty() {
        let mut all: Vec<f32> = sources.iter().map(|part| part.probability).collect();
        all.sort_by(|a, b| b.total_cmp(a));
        all[0] * all[1]
    } else {
        if sides(&sources) == 1 && targets.iter().all(|part| affiliation(part.entity) == affiliation(sources[0].entity)) {
            return Err(Cause::OneSide);
        }
        highest(&sources) * highest(&targets)
    };
    let parts = if is_crowd { parts * BELIEF_IN_CROWDS } else { parts };
    let told = judged.told * (BELIEF_IN_ECHOES + (1.0 - BELIEF_IN_ECHOES) * judged.fullest);
    // What is told again may confirm what alone is too unlikely.
    if told * parts < network.thresholds[judged.event_type] / 2.0 {
        return Err(Cause::Unlikely);
    }
    let likeliest_time = judged.times.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let time = likeliest_time.map_or(TimeOf::Untold, |(time, _)| *time);
    let date = match time {
        TimeOf::ArticleDay => reading.article.date.map(EventDate::day),
        TimeOf::Untold => None,
        TimeOf::Expression { sentence, index } => EventDate::of_timex(&reading.timexes[sentence][index]),
    };
    let status = Status::ALL.iter().zip(judged.statuses).max_by(|a, b| a.1.total_cmp(&b.1));
    let status = status.map_or(Status::Occurred, |(status, _)| *status);
    // Nothing has happened after the article's day.
    let ahead = date.as_ref().zip(reading.article.date).is_some_and(|(date, today)| date.start > today);
    let status = if ahead && status == Status::Occurred { Status::Planned } else { status };
    Ok(Telling {
        word,
        event_type,
        sources,
        targets,
        date,
        time,
        status,
        fullest: judged.fullest,
        factors: [told, parts],
    })
}

/// The mention of an entity that is nearest to a word: in its sentence, else before it, else after it.
pub(crate) fn nearest<'a>(reading: &Reading<'a>, word: Word, entity: usize) -> Option<&'a Mention> {
    let mentions = reading.cast.mentions.iter().filter(|mention| mention.entities.contains(&entity));
    mentions.min_by_key(|mention| {
        let distance = mention.sentence.abs_diff(word.sentence);
        (distance, mention.sentence > word.sentence, mention.head.abs_diff(word.token))
    })
}
