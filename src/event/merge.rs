//! Merging: an event that an article mentions several times is one record.
//!
//! Two drafts are one event if they are of one type, the pairs of participants of one are among those of the other (a
//! person counts as her country), their dates do not exclude each other, and their statuses agree or one is a mere noun.

use crate::entity::{EntityKind, Mention, MentionForm};
use crate::event::dating::{self, JOURNEY};
use crate::event::extract::{Draft, Reading};
use crate::event::occasion::Occasion;
use crate::event::ontology::{EventType, Status};
use crate::event::{Event, EventDate, Participant, ParticipantKind};
use crate::span::Span;
use chrono::{Days, NaiveDate};

/// The distinct events, in the order of the text.
pub(crate) fn merge(reading: &Reading<'_>, drafts: Vec<Draft>) -> Vec<Event> {
    let mut events: Vec<Kept> = Vec::new();
    let mut spoken_of: Option<Event> = None;
    let mut last_sentence = usize::MAX - 1;
    for draft in drafts {
        let Draft {
            mut event,
            told,
            additive,
            number,
            occasion,
            ..
        } = draft;
        if event.event_type == EventType::Met
            && event.date.is_none()
            && event.status == Status::Planned
            && let Some(before) = &spoken_of
        {
            let new = occasion.as_ref().is_some_and(Occasion::is_new);
            if !new {
                event.date.clone_from(&before.date);
                event.date_rule = "the meeting spoken of before";
            } else if follows_another(reading, &event) {
                event.date = before.date.as_ref().map(|date| dating::month(date.start));
                event.date_rule = "the month of the meeting that it follows";
            }
        }
        if event.event_type == EventType::Met
            && event.status == Status::Planned
            && event.date.is_some()
            && event.source.len() < 2
        {
            spoken_of = Some(event.clone());
        }
        if event.source.is_empty() {
            recall(&mut events, event, reading.article.date);
            continue;
        }
        if additive
            && let Some(Kept { event: last, .. }) = events.iter_mut().rev().find(|kept| sides(&kept.event) > 1)
            && last_sentence + 1 == number
            && last.event_type == event.event_type
            && last.status == event.status
        {
            upgrade(&mut last.source, &event.source);
            continue;
        }
        last_sentence = number;
        let again = Kept {
            event,
            nominal: !told,
            occasion,
        };
        let same = events
            .iter()
            .position(|kept| is_same(&kept.event, kept.nominal, &again.event, again.nominal))
            .or_else(|| events.iter().rposition(|kept| is_same_occasion(kept, &again)));
        match same {
            Some(index) => join(&mut events[index], again),
            None => events.push(again),
        }
    }
    let mut events: Vec<Event> = events
        .into_iter()
        .map(|mut kept| {
            unfold(reading, &mut kept);
            if let Some(occasion) = &kept.occasion {
                occasion.settle(&mut kept.event);
            }
            convene(reading, &mut kept);
            kept.event
        })
        .collect();
    events.retain(|event| {
        let lonely = event.source.len() == 1 && event.target.is_empty();
        !lonely || !event.event_type.is_symmetric() || event.meeting.is_some()
    });
    drop_covered(&mut events);
    let title = reading.article.title;
    for event in &mut events {
        if title.contains(event.sentence) && event.date_rule.starts_with("background") {
            event.date_rule = "no time expression in the title";
        }
    }
    events
}

/// An event as told so far.
struct Kept {
    event: Event,
    /// Whether only nouns tell it.
    nominal: bool,
    occasion: Option<Occasion>,
}

/// Puts the states in the place of the format in which they meet (the six-party talks), those of them that the article names.
fn unfold(reading: &Reading<'_>, kept: &mut Kept) {
    let cast = reading.cast;
    let event = &mut kept.event;
    let convener = kept.occasion.as_ref().and_then(Occasion::convener);
    let ids = event.source.iter().map(|own| &own.entity).chain(convener);
    let mut formats = ids
        .filter_map(|id| cast.entities.iter().find(|entity| &entity.id == id))
        .filter(|entity| entity.is_format);
    let Some(format) = formats.next().filter(|_| event.event_type.is_symmetric()) else {
        return;
    };
    let named: Vec<Participant> = cast
        .entities
        .iter()
        .filter(|entity| entity.kind == EntityKind::Country && format.members.contains(&entity.country))
        .map(|entity| Participant::new(entity, event.trigger))
        .collect();
    let named: Vec<Participant> = named
        .into_iter()
        .map(|state| delegate(reading, &state).unwrap_or(state))
        .collect();
    if named.len() > 1 {
        event.source.retain(|own| own.entity != format.id);
        upgrade(&mut event.source, &named);
    }
}

/// Puts the member states in the place of the organization that convened a gathering, where the article lists most of them:
/// "leaders from Brunei, Cambodia … and Vietnam".
fn convene(reading: &Reading<'_>, kept: &mut Kept) {
    let event = &mut kept.event;
    let [convener] = &event.source[..] else { return };
    let current = kept.occasion.as_ref().is_some_and(|occasion| !occasion.is_fresh());
    if event.event_type != EventType::Met || event.status == Status::Denied || !current {
        return;
    }
    let cast = reading.cast;
    let Some(members) = cast
        .entities
        .iter()
        .find(|entity| entity.id == convener.entity && entity.members.len() > 3)
        .map(|entity| &entity.members)
    else {
        return;
    };
    let listed = cast.mentions.iter().find_map(|mention| {
        let of_member = |&&entity: &&usize| {
            let entity = &cast.entities[entity];
            entity.kind == EntityKind::Country && members.contains(&entity.country)
        };
        let own: Vec<usize> = mention.entities.iter().filter(of_member).copied().collect();
        (own.len() * 10 >= members.len() * 6).then_some((own, mention.span))
    });
    if let Some((states, span)) = listed {
        event.source = states
            .into_iter()
            .map(|state| Participant::new(&cast.entities[state], span))
            .collect();
    }
}

/// Who sits at a format's table for a state, where the article says so: "North Korea's chief delegate to the talks, Kim Kye
/// Gwan".
fn delegate(reading: &Reading<'_>, state: &Participant) -> Option<Participant> {
    let content = &reading.article.content;
    let is_sent = |mention: &Mention| {
        let start = reading.sentences[mention.sentence].span.start;
        let mut before = Span::new(start, mention.span.end)
            .of(content)
            .split_whitespace()
            .rev()
            .take(9);
        before.any(|word| ["delegate", "negotiator"].iter().any(|role| word.starts_with(role)))
    };
    let sent = reading.cast.mentions.iter().filter(|mention| {
        let [entity] = mention.entities[..] else { return false };
        let entity = &reading.cast.entities[entity];
        mention.form == MentionForm::Name
            && entity.kind == EntityKind::Person
            && entity.country == state.country
            && is_sent(mention)
    });
    let mut sent: Vec<usize> = sent.map(|mention| mention.entities[0]).collect();
    sent.dedup();
    let [delegate] = sent[..] else { return None };
    Some(Participant::new(&reading.cast.entities[delegate], state.mention))
}

/// Whether a meeting is tied to another one in time: "a regional summit in the wake of the ASEAN summit".
fn follows_another(reading: &Reading<'_>, event: &Event) -> bool {
    let mut words = event.sentence.of(&reading.article.content).split_whitespace();
    words.any(|word| {
        matches!(
            word,
            "wake" | "sidelines" | "sideline" | "margins" | "eve" | "heels" | "fringes"
        )
    })
}

/// Whether both tell of one meeting to which many come.
fn is_same_occasion(kept: &Kept, again: &Kept) -> bool {
    let (Some(one), Some(other)) = (&kept.occasion, &again.occasion) else {
        return false;
    };
    let open = one.is_open() || sides(&kept.event) > 2;
    let denied = (kept.event.status == Status::Denied) != (again.event.status == Status::Denied);
    open && !denied
        && kept.event.event_type == again.event.event_type
        && one.is_same(other)
        && are_near(&kept.event, &again.event)
}

/// What a later mention without participants tells of the last event of its type: its date and its place.
fn recall(events: &mut [Kept], again: Event, today: Option<NaiveDate>) {
    let last = events
        .iter_mut()
        .rev()
        .map(|kept| &mut kept.event)
        .find(|event| event.event_type == again.event_type && event.source.len() + event.target.len() > 1);
    let Some(event) = last else { return };
    // "The March talks" of an article in April are other talks than those it reports.
    let near = |date: &EventDate| {
        today.is_none_or(|today| again.status != Status::Occurred || date.end + Days::new(10) >= today)
    };
    let told = again.date.as_ref().filter(|date| !is_guess(&again) && near(date));
    let fits = match (&event.date, told) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(own), Some(date)) => {
            is_guess(event) || own.start <= date.start && date.end <= own.end && own.value.len() < 10
        }
    };
    if fits && event.status == again.status {
        event.date = again.date;
        event.date_rule = "a later mention of the event";
    }
    if event.place.is_none() {
        event.place = again.place;
    }
}

/// Whether one stands for the other: the same, or a person and the country or organization served.
fn stands_for(a: &Participant, b: &Participant) -> bool {
    a.entity == b.entity
        || a.affiliation() == b.affiliation()
            && (a.kind == ParticipantKind::Person) != (b.kind == ParticipantKind::Person)
}

fn all_stand_for(few: &[Participant], many: &[Participant]) -> bool {
    few.iter().all(|a| many.iter().any(|b| stands_for(a, b)))
}

fn is_same(a: &Event, a_nominal: bool, b: &Event, b_nominal: bool) -> bool {
    if a.event_type != b.event_type {
        return false;
    }
    let covered = |x: &Event, y: &Event| {
        all_stand_for(&x.source, &y.source)
            && all_stand_for(&x.target, &y.target)
            && (x.target.is_empty() == y.target.is_empty())
    };
    let names = |x: &Event| x.source.len() + x.target.len();
    let alike = if names(a) <= names(b) {
        covered(a, b)
    } else {
        covered(b, a)
    };
    // Who says so is part of what is said: the premier's word is not his country's accord.
    let spoken = matches!(a.event_type, EventType::Agreed | EventType::Supported) && !a_nominal && !b_nominal;
    let exact = |x: &Event, y: &Event| {
        let all = |few: &[Participant], many: &[Participant]| {
            few.iter()
                .all(|own| many.iter().any(|other| other.entity == own.entity))
        };
        all(&x.source, &y.source) && all(&x.target, &y.target)
    };
    if spoken && a.sentence != b.sentence && !exact(a, b) && !exact(b, a) {
        return false;
    }
    let lonely = a.event_type.is_symmetric() && names(a).min(names(b)) < 2;
    let named = a.meeting.is_some() && a.meeting == b.meeting;
    // "A meeting between A and B" is not the one that C attended as well.
    let equal =
        names(a) == names(b) || (a_nominal || b_nominal) && (named || a.sentence == b.sentence || sides(a) == sides(b));
    // Who comes alone is at one meeting with others only if both name the meeting.
    if !alike || !equal || lonely {
        return false;
    }
    let dates = are_near(a, b);
    let statuses = a.status == b.status
        || dates && (a_nominal || b_nominal) && a.status != Status::Denied && b.status != Status::Denied;
    dates && statuses
}

/// Whether all who take part in the one take part in the other in person.
fn has_all(larger: &Event, event: &Event) -> bool {
    let mut own = event.source.iter().chain(&event.target);
    own.all(|own| {
        let mut others = larger.source.iter().chain(&larger.target);
        others.any(|other| other.entity == own.entity)
    })
}

/// Whether the dates do not exclude each other.
fn are_near(a: &Event, b: &Event) -> bool {
    match (&a.date, &b.date) {
        (Some(x), Some(y)) => {
            let slack = Days::new(if is_guess(a) == is_guess(b) { 0 } else { 7 });
            x.start <= y.end + slack && y.start <= x.end + slack
        }
        _ => true,
    }
}

/// How many countries and organizations take part.
fn sides(event: &Event) -> usize {
    let mut sides: Vec<&str> = event
        .source
        .iter()
        .chain(&event.target)
        .map(Participant::affiliation)
        .collect();
    sides.sort_unstable();
    sides.dedup();
    sides.len()
}

/// Whether the date is the article's, for want of a time expression.
fn is_guess(event: &Event) -> bool {
    event.date_rule.starts_with("reported") || event.date_rule == JOURNEY
}

/// Whether a date within another is the event's own, not just the day it begins.
fn is_finer(narrow: &Event, wide: &Event) -> bool {
    let days = wide.date.as_ref().is_some_and(|date| date.value.contains('/'));
    !days
        || narrow.date.as_ref().is_some_and(|date| date.value.contains('/'))
        || narrow.event_type != EventType::Visited
}

/// Takes from the second report what the first does not tell.
fn join(kept: &mut Kept, again: Kept) {
    let Kept {
        event,
        nominal,
        occasion,
    } = kept;
    let (other, other_nominal) = (again.event, again.nominal);
    match (occasion.as_mut(), again.occasion) {
        (Some(occasion), Some(again)) => occasion.learn(again),
        (None, again) => *occasion = again,
        _ => {}
    }
    upgrade(&mut event.source, &other.source);
    upgrade(&mut event.target, &other.target);
    let more_precise = match (&event.date, &other.date) {
        (None, Some(_)) => true,
        (Some(a), Some(b)) => {
            let narrower = b.end - b.start < a.end - a.start && a.start <= b.start && b.end <= a.end;
            !is_guess(&other) && (is_guess(event) || narrower && is_finer(&other, event))
        }
        _ => false,
    };
    if more_precise {
        event.date = other.date;
        event.date_rule = other.date_rule;
    }
    if *nominal && !other_nominal {
        event.status = other.status;
        *nominal = false;
    } else if other.status == Status::Occurred && event.status != Status::Denied && !other_nominal {
        event.status = Status::Occurred;
    }
    if event.place.is_none() {
        event.place = other.place;
    }
    if event.meeting.is_none() {
        event.meeting = other.meeting;
    }
    event.score = event.score.max(other.score);
}

/// A person instead of the country; participants that only the other names are added.
fn upgrade(own: &mut Vec<Participant>, other: &[Participant]) {
    for participant in other {
        if own.iter().any(|own| own.entity == participant.entity) {
            continue;
        }
        match own.iter_mut().find(|own| stands_for(own, participant)) {
            Some(country) if participant.kind == ParticipantKind::Person => *country = participant.clone(),
            Some(_) => {}
            None => own.push(participant.clone()),
        }
    }
}

/// Leaves out an event whose every pair stands in a larger one of the same type, date and status.
fn drop_covered(events: &mut Vec<Event>) {
    let mut index = 0;
    while index < events.len() {
        let event = &events[index];
        let covered = events.iter().enumerate().any(|(other, larger)| {
            other != index
                && larger.event_type == event.event_type
                && larger.status == event.status
                && (event.meeting.is_none() || larger.meeting.is_none() || event.meeting == larger.meeting)
                && (larger.sentence == event.sentence || sides(larger) == sides(event) || has_all(larger, event))
                && larger.source.len() + larger.target.len() > event.source.len() + event.target.len()
                && all_stand_for(&event.source, &larger.source)
                && all_stand_for(&event.target, &larger.target)
                && match (&event.date, &larger.date) {
                    (None, _) => true,
                    (Some(a), Some(b)) => a.value == b.value,
                    (Some(_), None) => false,
                }
        });
        if covered {
            events.remove(index);
        } else {
            index += 1;
        }
    }
}
