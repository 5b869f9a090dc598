//! Which tellings are one event?
//!
//! Two tellings are one event if they are of one type, those who take part in one take part in the other (a person stands for
//! her country, unless both are told in full by other words; of crowds, most do), and neither their dates nor a denial keep
//! them apart. What only echoes a fuller telling needs to share no more than somebody.

use crate::entity::{EntityIndex, EntityKind};
use crate::event::candidates::TimeOf;
use crate::event::decode::{Part, Telling, status_at};
use crate::event::ontology::Status;
use crate::event::{EventDate, Reading};

/// Of two tellings that share only somebody, one this unlikely to be the fullest of its event tells the other again.
const ECHO: f32 = 0.15;

/// Who is named by a further telling alone takes part if it is at least this likely.
const LEAST_JOINED: f32 = 0.95;

/// Of two tellings by other words that are both this likely to be the fullest of their event, none stands for another.
const IN_FULL: f32 = 0.65;

/// A day so many days from the article's is not that of what the article's own day dates for want of another.
const FAR: i64 = 7;

/// The share of the smaller of two crowds that both must have.
const OVERLAP: f64 = 0.6;

/// How two tellings of one event fit together.
enum Fit {
    /// All who take part in one take part in the other.
    Within,
    /// They share somebody, and one only tells again what the other tells.
    Echo,
}

/// The distinct events, each as its fullest telling with what the others add.
pub(crate) fn unite<'a>(reading: &Reading<'_>, tellings: Vec<Telling<'a>>) -> Vec<Telling<'a>> {
    let mut events: Vec<Telling<'_>> = Vec::new();
    for telling in tellings {
        let found = events
            .iter_mut()
            .find_map(|event| Some((fit(reading, event, &telling)?, event)));
        match found {
            Some((Fit::Within, event)) => join(reading, event, telling),
            Some((Fit::Echo, event)) => echo(event, telling),
            None => events.push(telling),
        }
    }
    // What a user's pattern says goes before what days say.
    for event in events.iter_mut().filter(|event| event.pattern.is_none()) {
        event.status = status_at(event.status, event.date.as_ref(), reading);
    }
    events
}

/// Whether one stands for the other: the same, or a person and the country or organization served.
fn stands_for(reading: &Reading<'_>, a: EntityIndex, b: EntityIndex) -> bool {
    let cast = reading.cast;
    a == b
        || cast.entities[a].affiliation() == cast.entities[b].affiliation()
            && is_person(reading, a) != is_person(reading, b)
}

/// Whether the entity is a person.
fn is_person(reading: &Reading<'_>, entity: EntityIndex) -> bool {
    reading.cast.entities[entity].kind == EntityKind::Person
}

fn fit(reading: &Reading<'_>, a: &Telling<'_>, b: &Telling<'_>) -> Option<Fit> {
    if a.event_type != b.event_type || a.targets.is_empty() != b.targets.is_empty() {
        return None;
    }
    let is_same = |one: EntityIndex, other: EntityIndex| one == other;
    let may_stand = |one: EntityIndex, other: EntityIndex| stands_for(reading, one, other);
    let least = a.fullest.min(b.fullest);
    let is_near = match (&a.date, &b.date) {
        (Some(a), Some(b)) => a.start <= b.end && b.start <= a.end,
        _ => true,
    };
    let alike = within(a, b, may_stand) || within(b, a, may_stand);
    if !alike && least < ECHO {
        let shares = a
            .parts()
            .any(|part| b.parts().any(|other| may_stand(part.entity, other.entity)));
        return (is_near && shares).then_some(Fit::Echo);
    }
    let in_full = least > IN_FULL && lemma(reading, a) != lemma(reading, b);
    if in_full && !within(a, b, is_same) && !within(b, a, is_same) {
        return None;
    }
    let smaller = a.sources.len().min(b.sources.len());
    let shared = a
        .sources
        .iter()
        .filter(|part| stands_in(part, &b.sources, may_stand))
        .count();
    let is_crowd = smaller > 3 && shared as f64 >= OVERLAP * smaller as f64;
    let denied = (a.status == Status::Denied) != (b.status == Status::Denied);
    ((alike || is_crowd) && (is_near || is_dated_for_want(reading, a, b)) && !denied).then_some(Fit::Within)
}

/// Whether one of those stands for the part.
fn stands_in(part: &Part, many: &[Part], stands_for: impl Fn(EntityIndex, EntityIndex) -> bool) -> bool {
    many.iter().any(|other| stands_for(part.entity, other.entity))
}

/// Whether all who take part in one take part in the other.
fn within(few: &Telling<'_>, many: &Telling<'_>, stands_for: impl Fn(EntityIndex, EntityIndex) -> bool + Copy) -> bool {
    let all = |few: &[Part], many: &[Part]| few.iter().all(|part| stands_in(part, many, stands_for));
    all(&few.sources, &many.sources) && all(&few.targets, &many.targets)
}

/// Whether the article's day, which dates one of them for want of another, keeps nothing apart: the other's is not far from it.
fn is_dated_for_want(reading: &Reading<'_>, a: &Telling<'_>, b: &Telling<'_>) -> bool {
    let is_close = |telling: &Telling<'_>| {
        let days = telling.date.as_ref().zip(reading.article.date);
        days.is_none_or(|(date, today)| (today - date.end).num_days().max((date.start - today).num_days()) <= FAR)
    };
    (a.time == TimeOf::ArticleDay || b.time == TimeOf::ArticleDay) && is_close(a) && is_close(b)
}

/// The dictionary form of the word that tells it.
fn lemma<'a>(reading: &'a Reading<'_>, telling: &Telling<'_>) -> &'a str {
    &reading.sentences[telling.word.sentence].tokens[telling.word.token].lemma
}

fn days(date: Option<&EventDate>) -> i64 {
    date.map_or(i64::MAX, |date| (date.end - date.start).num_days())
}

/// Keeps the likelier of two tellings, with the other's date where it has none.
fn echo<'a>(event: &mut Telling<'a>, again: Telling<'a>) {
    let other = if again.probability() > event.probability() {
        std::mem::replace(event, again)
    } else {
        again
    };
    if event.date.is_none() {
        (event.date, event.time) = (other.date, other.time);
    }
}

/// Takes from a further telling what the event's own do not tell.
fn join<'a>(reading: &Reading<'_>, event: &mut Telling<'a>, again: Telling<'a>) {
    // What a user's own words tell comes first.
    let rank = |telling: &Telling<'_>| (telling.pattern.is_some(), telling.probability());
    let likelier = rank(&again) > rank(event);
    // What the article's day stands in for, an expression tells.
    let worth = |telling: &Telling<'_>| (telling.time == TimeOf::ArticleDay, days(telling.date.as_ref()));
    if again.date.is_some() && (event.date.is_none() || worth(&again) < worth(event)) {
        (event.date, event.time) = (again.date, again.time);
    }
    for (own, other) in [(&mut event.sources, again.sources), (&mut event.targets, again.targets)] {
        for part in other {
            match own.iter_mut().find(|own| stands_for(reading, own.entity, part.entity)) {
                Some(own) if is_person(reading, part.entity) && !is_person(reading, own.entity) => *own = part,
                Some(own) => own.probability = own.probability.max(part.probability),
                None if part.probability >= LEAST_JOINED => own.push(part),
                None => {}
            }
        }
    }
    event.fullest = event.fullest.max(again.fullest);
    if likelier {
        event.status = again.status;
        event.word = again.word;
        event.pattern = again.pattern;
        event.factors = again.factors;
    }
}
