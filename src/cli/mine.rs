//! `summitry mine`: what does each article tell?

use super::Outcome;
use super::gather::Input;
use anyhow::{Context, Result};
use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use summitry::event::{Event, Participant};
use summitry::graph::Part;
use summitry::pipeline::Mined;
use summitry::store::Replacement;

/// The arguments of `mine`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry mine news.jsonl > events.jsonl
  summitry mine --output events.jsonl --date 2019-04-24 press/
  curl https://example.org/world.rss | summitry mine

A line has the fields doc, date and events; an event has type, source, target, date, status, place, evidence, span (the
bytes of the evidence) counted from the beginning of part (title or text), and how it was found: pattern, score,
factors, date_rule, plover, cameo and quad_class. The exit status is 1 where no article tells of an event, and 2 where
an input is missing.")]
pub(super) struct Mine {
    #[command(flatten)]
    input: Input,

    /// Where to write the lines; by default to standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Mine {
    pub(super) fn run(&self) -> Result<Outcome> {
        let mut is_found = false;
        let knowledge = self.input.knowledge()?;
        let mut write = |writer: &mut dyn Write, mined: &Mined| -> Result<()> {
            is_found |= !mined.events.is_empty();
            serde_json::to_writer(&mut *writer, &Line::new(mined))?;
            Ok(writer.write_all(b"\n")?)
        };
        let tally = if let Some(path) = &self.output {
            self.input.spare(path)?;
            let context = || format!("{}: cannot be written", path.display());
            let mut writer = BufWriter::new(Replacement::of(path).with_context(context)?);
            let tally = self.input.each(&knowledge, |mined| write(&mut writer, &mined))?;
            let file = writer.into_inner().map_err(io::IntoInnerError::into_error);
            file.and_then(Replacement::finish).with_context(context)?;
            tally
        } else {
            let mut writer = BufWriter::new(io::stdout().lock());
            let tally = self.input.each(&knowledge, |mined| write(&mut writer, &mined))?;
            writer.flush()?;
            tally
        };
        Ok(tally.outcome(is_found))
    }
}

#[derive(Serialize)]
struct Line<'a> {
    doc: &'a str,
    date: Option<NaiveDate>,
    events: Vec<MinedEvent<'a>>,
}

#[derive(Serialize)]
struct MinedEvent<'a> {
    r#type: &'a str,
    source: Vec<MinedParticipant<'a>>,
    target: Vec<MinedParticipant<'a>>,
    date: Option<&'a str>,
    status: &'a str,
    place: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    meeting: Option<&'a str>,
    evidence: &'a str,
    span: [usize; 2],
    part: &'a str,
    pattern: &'a str,
    score: f64,
    factors: Vec<(&'a str, f64)>,
    date_rule: &'a str,
    plover: &'a str,
    cameo: &'a str,
    quad_class: u8,
}

#[derive(Serialize)]
struct MinedParticipant<'a> {
    name: &'a str,
    kind: &'a str,
    country: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    org: &'a str,
}

impl<'a> Line<'a> {
    fn new(mined: &'a Mined) -> Self {
        Self {
            doc: &mined.article.id,
            date: mined.article.date,
            events: mined.events.iter().map(|event| MinedEvent::new(mined, event)).collect(),
        }
    }
}

impl<'a> MinedEvent<'a> {
    fn new(mined: &'a Mined, event: &'a Event) -> Self {
        let (part, span) = Part::locate(&mined.article, event.evidence);
        let side = |side: &'a [Participant]| side.iter().map(MinedParticipant::new).collect();
        Self {
            r#type: event.event_type.as_str(),
            source: side(&event.source),
            target: side(&event.target),
            date: event.date.as_ref().map(|date| date.value.as_str()),
            status: event.status.as_str(),
            place: event.place.as_ref().map_or("", |place| &place.name),
            meeting: event.meeting.as_deref(),
            evidence: event.evidence.of(&mined.article.content),
            span: [span.start, span.end],
            part: part.as_str(),
            pattern: &event.pattern,
            score: event.score,
            factors: event.factors.iter().map(|factor| (factor.name, factor.value)).collect(),
            date_rule: event.date_rule.as_str(),
            plover: event.event_type.plover(),
            cameo: event.event_type.cameo(),
            quad_class: event.event_type.quad_class().number(),
        }
    }
}

impl<'a> MinedParticipant<'a> {
    fn new(participant: &'a Participant) -> Self {
        Self {
            name: &participant.name,
            kind: participant.kind.as_str(),
            country: &participant.country,
            org: &participant.org,
        }
    }
}
