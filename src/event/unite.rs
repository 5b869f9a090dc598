//! Which tellings are one event?
//!
//! Two tellings are one event if they are of one type, those who take part in one take part in the other (a person stands for
//! her country), and neither their dates nor a denial keep them apart.

use crate::event::decode::{Part, Telling};
use crate::event::ontology::Status;
use crate::event::reader::is_person;
use crate::event::{EventDate, Reading};

/// The distinct events, each as its fullest telling with what the others add.
pub(crate) fn unite(reading: &Reading<'_>, tellings: Vec<Telling>) -> Vec<Telling> {
    let mut events: Vec<Telling> = Vec::new();
    for telling in tellings {
        match events.iter_mut().find(|event| is_same(reading, event, &telling)) {
            Some(event) => join(reading, event, telling),
            None => events.push(telling),
        }
    }
    events
}

/// Whether one stands for the other: the same, or a person and the country or organization served.
fn stands_for(reading: &Reading<'_>, a: usize, b: usize) -> bool {
    let cast = reading.cast;
    a == b
        || cast.entities[a].affiliation() == cast.entities[b].affiliation()
            && is_person(reading, a) != is_person(reading, b)
}

fn is_same(reading: &Reading<'_>, a: &Telling, b: &Telling) -> bool {
    let within = |few: &[Part], many: &[Part]| {
        few.iter().all(|part| many.iter().any(|other| stands_for(reading, part.entity, other.entity)))
    };
    let alike = if a.targets.is_empty() == b.targets.is_empty() {
        (within(&a.sources, &b.sources) && within(&a.targets, &b.targets))
            || (within(&b.sources, &a.sources) && within(&b.targets, &a.targets))
    } else {
        false
    };
    a.event_type == b.event_type
        && alike
        && (a.status == Status::Denied) == (b.status == Status::Denied)
        && match (&a.date, &b.date) {
            (Some(a), Some(b)) => a.start <= b.end && b.start <= a.end,
            _ => true,
        }
}

fn days(date: Option<&EventDate>) -> i64 {
    date.map_or(i64::MAX, |date| (date.end - date.start).num_days())
}

/// Takes from a further telling what the event's own do not tell.
fn join(reading: &Reading<'_>, event: &mut Telling, again: Telling) {
    let likelier = again.probability() > event.probability();
    if days(again.date.as_ref()) < days(event.date.as_ref()) {
        (event.date, event.time) = (again.date, again.time);
    }
    if likelier {
        event.status = again.status;
    }
    for (own, other) in [(&mut event.sources, again.sources), (&mut event.targets, again.targets)] {
        for part in other {
            match own.iter_mut().find(|own| stands_for(reading, own.entity, part.entity)) {
                Some(own) if is_person(reading, part.entity) && !is_person(reading, own.entity) => *own = part,
                Some(own) => own.probability = own.probability.max(part.probability),
                None => own.push(part),
            }
        }
    }
    if likelier {
        event.word = again.word;
        event.factors = again.factors;
    }
}
