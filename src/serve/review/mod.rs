//! Review in a browser: which events wait, one event with its evidence, and what forms decide of it.
//!
//! The order, the answers and what they come to are those of the terminal. A form states the proof that a page of this server made
//! it, and which reports its page showed: where the event has changed since, nothing is decided.

mod page;
mod typed;

pub(super) use typed::Typed;

use super::html;
use super::reply::{Fault, Shown};
use super::view::{Context, json, printed};
use crate::entity::Gazetteer;
use crate::export::PrintedEvent;
use crate::graph::{EventId, EventRecord};
use crate::held::Held;
use crate::query::Query;
use crate::review::{Desk, DeskError, Doubt, Doubtful, Made, Proposal, Reviewed, Scope, alike};
use crate::store::StoreError;
use crate::store::base::{BaseError, today};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::hash_map::RandomState;
use std::fmt::Write;
use std::hash::BuildHasher;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Who reviews, and what was decided in this run.
#[derive(Debug)]
pub(super) struct Reviewing {
    by: String,
    proof: String,
    made: Mutex<Vec<Made>>,
}

impl Reviewing {
    /// Reviewing in the name of this one.
    pub(super) fn new(by: &str) -> Self {
        // The keys of each state come from the system's source of chance.
        let chance = || RandomState::new().hash_one(std::process::id()).to_be_bytes();
        Self {
            by: by.to_owned(),
            proof: hex(&Sha256::digest(
                [chance(), RandomState::default().hash_one(by).to_be_bytes(), chance()].concat(),
            )),
            made: Mutex::default(),
        }
    }

    /// What a form of this server says of itself.
    pub(super) fn proof(&self) -> &str {
        &self.proof
    }

    fn made(&self) -> MutexGuard<'_, Vec<Made>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// What becomes of a form.
pub(super) enum Answered {
    /// It is kept; this address comes next.
    Kept(String),
    /// It is not, and this page tells why.
    Refused(Shown),
    /// It is not: there is no such event any more.
    Gone(Shown),
}

/// Why nothing is kept.
enum Wrong {
    /// The answer does not fit.
    Answer(String),
    /// The base cannot be read or written.
    Store(StoreError),
}

impl From<StoreError> for Wrong {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<BaseError> for Wrong {
    fn from(error: BaseError) -> Self {
        Self::Store(error.into())
    }
}

impl From<DeskError> for Wrong {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::Answer(why) => Self::Answer(why),
            DeskError::Base(error) => Self::Store(error.into()),
        }
    }
}

impl Wrong {
    fn words(&self) -> String {
        match self {
            Self::Answer(why) => why.clone(),
            Self::Store(error) => format!("nothing is decided: {error}"),
        }
    }
}

/// One event as it is reviewed.
struct Case<'a> {
    event: &'a EventRecord,
    doubts: Vec<Doubt>,
    /// Its place among those that wait, from 1, and how many these are.
    place: Option<usize>,
    waiting: usize,
    /// Those that come before and after it.
    before: Option<&'a EventId>,
    next: Option<&'a EventId>,
    alike: Vec<&'a EventRecord>,
    /// Which reports are shown.
    seen: String,
}

impl<'a> Case<'a> {
    /// The event among those that answer the query and wait.
    fn new(desk: &'a Desk, event: &'a EventRecord, query: &Query, scope: &Scope) -> Self {
        let mut waiting = desk.waiting(query, scope);
        let place = waiting.iter().position(|doubtful| doubtful.event.id == event.id);
        let at = |place: usize| waiting.get(place).map(|doubtful| &doubtful.event.id);
        let (before, next) = match place {
            Some(place) => (place.checked_sub(1).and_then(at), at(place + 1)),
            None => (None, at(0)),
        };
        Self {
            event,
            place: place.map(|place| place + 1),
            before,
            next,
            alike: alike(&desk.graph, event),
            seen: seen(desk.reviewed(), event),
            waiting: waiting.len(),
            doubts: place.map_or_else(Vec::new, |place| waiting.swap_remove(place).doubts),
        }
    }
}

/// A word for what is shown of the event: it is another where a report comes or goes, or is read otherwise.
fn seen(reviewed: Reviewed<'_>, event: &EventRecord) -> String {
    let mut hash = Sha256::new();
    for (id, report) in reviewed.ids(&event.id).iter().zip(&event.reports) {
        hash.update(id.as_str());
        hash.update(report.status.as_str());
        hash.update(report.date.as_ref().map_or("", |date| &date.value));
        hash.update([0x1f]);
    }
    hex(&hash.finalize()[..8])
}

fn on_desk<'g>(context: &Context<'g>) -> Result<(&'g Reviewing, &'g Desk), Fault> {
    context.review.ok_or_else(|| Fault::nothing("nothing is reviewed here"))
}

/// The doubtful events that wait.
pub(super) fn waiting(context: &Context<'_>) -> Result<Shown, Fault> {
    told(context, None)
}

fn told(context: &Context<'_>, wrong: Option<&str>) -> Result<Shown, Fault> {
    let (reviewing, desk) = on_desk(context)?;
    let waiting = desk.waiting(&context.asked.query(context.graph)?, &context.asked.scope()?);
    let events: Vec<&EventRecord> = waiting.iter().map(|doubtful| doubtful.event).collect();
    let shown = context.page(&events)?;
    let start = waiting.len().min((shown.number - 1).saturating_mul(super::asked::PAGE));
    let doubtful = &waiting[start..start + shown.events.len()];
    context.shown(
        "Review".to_owned(),
        &events,
        || page::waiting(context, reviewing, &shown, doubtful, (&desk.idle, wrong)),
        || {
            let waiting: Vec<Value> = doubtful.iter().map(|one| object(context, one)).collect();
            json!({"total": shown.total, "page": shown.number, "waiting": waiting, "idle": desk.idle})
        },
    )
}

fn object(context: &Context<'_>, doubtful: &Doubtful<'_>) -> Value {
    json!({"doubts": doubts(&doubtful.doubts), "event": PrintedEvent::new(context.graph, doubtful.event)})
}

fn doubts(doubts: &[Doubt]) -> Value {
    let told = doubts
        .iter()
        .map(|doubt| json!({"reason": doubt.kind().as_str(), "says": doubt.to_string()}));
    told.collect()
}

/// An event to be reviewed.
pub(super) fn case(context: &Context<'_>) -> Result<Shown, Fault> {
    let id = context.part(0);
    let event = context.graph.event(&EventId::from(id.to_owned()));
    let event = event.ok_or_else(|| Fault::nothing(format!("no event has the id {id:?}")))?;
    asked_of(context, event, &Typed::default(), None)
}

/// The event with its forms, and in them what was typed.
fn asked_of(context: &Context<'_>, event: &EventRecord, typed: &Typed, wrong: Option<&str>) -> Result<Shown, Fault> {
    let (reviewing, desk) = on_desk(context)?;
    let case = Case::new(
        desk,
        event,
        &context.asked.query(context.graph)?,
        &context.asked.scope()?,
    );
    context.shown(
        html::in_words(context.graph, event),
        &[event],
        || page::case(context, reviewing, &case, typed, wrong),
        || {
            json!({
                "doubts": doubts(&case.doubts),
                "place": case.place,
                "waiting": case.waiting,
                "event": json(&PrintedEvent::new(context.graph, event)),
                "like": printed(context.graph, &case.alike),
            })
        },
    )
}

/// Keeps what a form says of an event.
pub(super) fn answer(context: &Context<'_>, typed: &Typed) -> Result<Answered, Fault> {
    let (reviewing, desk) = on_desk(context)?;
    let id = EventId::from(context.part(0).to_owned());
    let (query, scope) = (context.asked.query(context.graph)?, context.asked.scope()?);
    let place = desk
        .waiting(&query, &scope)
        .iter()
        .position(|doubtful| doubtful.event.id == id);
    let kept = typed.proposal().map_err(Wrong::Answer).and_then(|proposal| {
        let leaves = matches!(proposal, Proposal::Accept | Proposal::Reject);
        Ok((kept(context.held, reviewing, &id, &proposal, typed)?, leaves))
    });
    let now = context.held.graph(None)?;
    let now_on_desk = now.desk.as_deref().unwrap_or(desk);
    match kept {
        Ok((made, leaves)) => {
            // What is asked for may be gone with the event, and then all that waits is shown.
            let query = context.asked.query(&now.graph).unwrap_or_default();
            let waiting = now_on_desk.waiting(&query, &scope);
            let next = if leaves {
                waiting
                    .get(place.unwrap_or(0))
                    .or(waiting.first())
                    .map(|doubtful| doubtful.event)
            } else {
                now_on_desk.event_of(&made.next)
            };
            Ok(Answered::Kept(address(context, next.map(|event| &event.id))))
        }
        Err(wrong) => {
            let now = Context {
                graph: &now.graph,
                review: Some((reviewing, now_on_desk)),
                ..*context
            };
            match now.graph.event(&id) {
                Some(event) => Ok(Answered::Refused(asked_of(&now, event, typed, Some(&wrong.words()))?)),
                None => Ok(Answered::Gone(now.shown(
                    "This event is gone".to_owned(),
                    &[],
                    || page::gone(&id, typed),
                    || Value::Null,
                )?)),
            }
        }
    }
}

fn kept(held: &Held, reviewing: &Reviewing, id: &EventId, proposal: &Proposal, typed: &Typed) -> Result<Made, Wrong> {
    held.change(|base, desk| {
        let event = desk.graph.event(id);
        let event = event.ok_or_else(|| Wrong::Answer(format!("there is no event {id} any more")))?;
        if seen(desk.reviewed(), event) != typed.get("seen") {
            let why = "the event has changed since it was shown to you; look at it once more";
            return Err(Wrong::Answer(why.to_owned()));
        }
        let by = (reviewing.by.as_str(), today());
        let made = desk.keep(base, id, proposal, Gazetteer::builtin(), by)?;
        reviewing.made().push(made.clone());
        Ok(made)
    })
}

/// Takes back what was decided last.
pub(super) fn undo(context: &Context<'_>, typed: &Typed) -> Result<Answered, Fault> {
    let (reviewing, _) = on_desk(context)?;
    let taken: Result<Made, Wrong> = context.held.change(|base, _| {
        let mut made = reviewing.made();
        let last = made
            .last()
            .filter(|last| typed.get("number") == last.number.to_string())
            .cloned();
        let last = last.ok_or_else(|| Wrong::Answer("this is not the last decision of this run".to_owned()))?;
        base.take_back(last.number)?;
        made.pop();
        Ok(last)
    });
    let now = context.held.graph(None)?;
    match taken {
        Ok(taken) => {
            let event = now.desk.as_deref().and_then(|desk| desk.event_of(&taken.of));
            Ok(Answered::Kept(address(context, event.map(|event| &event.id))))
        }
        Err(wrong) => Ok(Answered::Refused(told(context, Some(&wrong.words()))?)),
    }
}

/// The address of the event among those that are asked for, or of all that wait.
fn address(context: &Context<'_>, event: Option<&EventId>) -> String {
    let again = context.asked.again(1);
    event.map_or_else(|| format!("/review{again}"), |id| format!("/review/{id}{again}"))
}
