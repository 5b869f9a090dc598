//! `summitry review`: doubtful events, and what somebody decides of them.

use super::{Day, Idle, existing, who_decides};
use crate::cli::evidence::{Evidence, sentences};
use crate::cli::filters::{Filters, score};
use crate::cli::sheet::{Column, Output, Row, Sheet};
use crate::cli::{Outcome, report};
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use clap::Args;
use clap::builder::PossibleValuesParser;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, BufRead, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use summitry::entity::Gazetteer;
use summitry::evaluation::gold;
use summitry::export::PrintedReport;
use summitry::graph::{EventId, EventRecord, ReportId};
use summitry::query::Query;
use summitry::review::{
    Answer, Desk, DeskError, DoubtKind, Doubtful, EVEN, Made, Proposal, Reviewed, Scope, alike, gold as annotations,
};
use summitry::store::base::Base;
use summitry::store::{Replacement, replace};
use summitry::text::harmless;

/// So many reports of an event are shown.
const SHOWN: usize = 10;

/// The arguments of `review`.
#[derive(Args)]
#[command(after_help = help())]
pub(crate) struct Review {
    /// The base
    base: PathBuf,

    /// Who decides; by default the user of this machine
    #[arg(long, value_name = "NAME")]
    by: Option<String>,

    /// A score below this is low, from 0 to 1
    #[arg(long, value_name = "SCORE", default_value_t = EVEN, value_parser = score)]
    below: f64,

    /// Only events that are doubtful for this reason; may be repeated
    #[arg(long, value_name = "REASON", value_parser = PossibleValuesParser::new(DoubtKind::ALL.iter().map(|kind| kind.as_str())))]
    doubt: Vec<String>,

    /// Then also those that nobody doubts
    #[arg(long)]
    all: bool,

    /// Print the events that wait, and ask nothing
    #[arg(long)]
    list: bool,

    /// Write all decisions of the base as a file for --overrides, and ask nothing
    #[arg(long, value_name = "FILE")]
    export: Option<PathBuf>,

    /// Write what was accepted and corrected in reviewed articles as gold annotations, and ask nothing
    #[arg(long, value_name = "FILE.jsonl")]
    gold: Option<PathBuf>,

    #[command(flatten)]
    day: Day,

    #[command(flatten)]
    filters: Filters,

    #[command(flatten)]
    output: Output,
}

/// What stands below the options in the help.
fn help() -> String {
    let answers = Answer::HELP.lines().map(|line| format!("  {line}"));
    let answers = answers.collect::<Vec<_>>().join("\n") + "\n";
    format!(
        "\
Examples:
  summitry review news.db --by Ann                       one doubtful event after another
  summitry review news.db --doubt contradiction --country RUS --list
  printf 'accept\\nday 2019-04-25\\nnext\\nquit\\n' | summitry review news.db --by Ann
  summitry review news.db --export decisions.txt         for --overrides of other bases and of build
  summitry review news.db --all --article 17 --by Ann && summitry review news.db --gold gold.jsonl

Answers, one a line:
{answers}
After a correction, a merger or a split the event is shown anew, until accept or next leads on; what was corrected counts as
decided. An event's id before an answer (0123456789abcdef reject) makes it an answer to that event, also to one that nobody
doubts. Answers are kept at once: quit whenever you like and go on later. Where answers come from a pipe, lines that begin with
# are passed over, and the first line that is no answer ends the run with status 2; what was answered before it is kept.

A decision is about the reports of the event as they are now. It is replayed on each change of the base and when an article is
read anew, as long as the sentence still stands in it and is read as before; add, remove and review tell of decisions that fit
nothing. A date or status that was decided holds against what other articles tell, but later ones may tell what became of a
plan. An event comes back when another article tells of it and it is still doubtful. What was accepted or corrected has the
score 1.

--gold writes the articles of which everything that was read in them was accepted, corrected or rejected, for `summitry eval`;
what was missed in them is not there. The exit status is 1 where no event waits."
    )
}

const COLUMNS: &[Column<'_>] = &[
    Column::new("date"),
    Column::new("status"),
    Column::new("type"),
    Column::cut("event", 24),
    Column::new("score"),
    Column::cut("doubts", 24),
    Column::new("id"),
];

#[derive(Serialize)]
struct PrintedDoubtful<'a> {
    id: &'a str,
    r#type: &'a str,
    status: &'a str,
    date: Option<&'a str>,
    event: String,
    score: f64,
    sources: usize,
    doubts: Vec<PrintedDoubt>,
    reports: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<PrintedReport<'a>>>,
}

#[derive(Serialize)]
struct PrintedDoubt {
    reason: &'static str,
    says: String,
}

impl Review {
    pub(crate) fn run(&self) -> Result<Outcome> {
        if self.filters.is_of_the_past() {
            bail!("decisions are about what is known now; --as-of cannot be used here");
        }
        if self.export.is_none() && self.gold.is_none() && !self.list {
            return self.walk();
        }
        let base = Base::open(&self.base)?;
        if let Some(path) = &self.export {
            let lines = base.decisions()?;
            write(path, |out| {
                writeln!(out, "# What was decided by hand, in order: summitry review --export")?;
                lines.iter().try_for_each(|line| writeln!(out, "{line}"))
            })?;
            report(&format!("{}: {} decisions", path.display(), lines.len()));
        }
        if let Some(path) = &self.gold {
            let replayed = base.replayed()?;
            let documents = annotations(&replayed);
            write(path, |out| gold::save(&documents, out))?;
            let begun = replayed.tellings.iter();
            let begun = begun.filter(|telling| telling.decided > 0 && telling.open > 0).count();
            let left = match begun {
                0 => String::new(),
                begun => format!("; {begun} more are reviewed in part, and left out"),
            };
            report(&format!("{}: {} articles{left}", path.display(), documents.len()));
        }
        if self.list {
            self.print(&base)
        } else {
            Ok(Outcome::Found)
        }
    }

    fn scope(&self) -> Scope {
        Scope {
            below: self.below,
            kinds: self.doubt.iter().filter_map(|name| DoubtKind::parse(name)).collect(),
            all: self.all,
        }
    }

    /// Prints the events that wait.
    fn print(&self, base: &Base) -> Result<Outcome> {
        let desk = Desk::read(base)?;
        let (graph, reviewed) = (&*desk.graph, desk.reviewed());
        let query = match self.filters.query(graph) {
            Ok(query) => query,
            Err(outcome) => return Ok(outcome),
        };
        let mut waiting = desk.waiting(&query, &self.scope());
        waiting.truncate(self.output.limit.unwrap_or(usize::MAX));
        let mut sheet = Sheet {
            columns: COLUMNS,
            rows: Vec::new(),
            objects: Vec::new(),
        };
        for Doubtful { event, doubts } in &waiting {
            let evidence: Vec<Evidence<'_>> = Evidence::all(graph, event).collect();
            let says: Vec<String> = doubts.iter().map(ToString::to_string).collect();
            let date = event.date.as_ref().map(|date| date.value.as_str());
            sheet.objects.push(PrintedDoubtful {
                id: event.id.as_str(),
                r#type: event.event_type.as_str(),
                status: event.status.as_str(),
                date,
                event: graph.in_words(event),
                score: event.score,
                sources: event.sources,
                doubts: doubts
                    .iter()
                    .map(|doubt| PrintedDoubt {
                        reason: doubt.kind().as_str(),
                        says: doubt.to_string(),
                    })
                    .collect(),
                reports: reviewed.ids(&event.id).iter().map(ReportId::as_str).collect(),
                evidence: sentences(&evidence, self.output),
            });
            sheet.rows.push(Row {
                cells: vec![
                    date.unwrap_or_default().to_owned(),
                    event.status.to_string(),
                    event.event_type.to_string(),
                    graph.actors_in_words(event),
                    format!("{:.2}", event.score),
                    says.join("; "),
                    event.id.to_string(),
                ],
                evidence,
            });
        }
        sheet.print(self.output)?;
        Idle::default().tell_of(base, &desk.idle);
        if waiting.is_empty() {
            report("no event waits");
            return Ok(Outcome::Nothing);
        }
        Ok(Outcome::Found)
    }

    /// Asks for one event after another.
    fn walk(&self) -> Result<Outcome> {
        let by = who_decides(self.by.as_deref())?;
        let mut base = existing(&self.base)?;
        base.merge()?;
        let desk = Desk::read(&base)?;
        let mut idle = Idle::default();
        idle.tell_of(&base, &desk.idle);
        let asked = self.filters.query(&desk.graph);
        let (query, gazetteer) = match asked.and_then(|query| Ok((query, self.filters.gazetteer()?))) {
            Ok(asked) => asked,
            Err(outcome) => return Ok(outcome),
        };
        let mut session = Session {
            gazetteer,
            base,
            desk,
            query,
            scope: self.scope(),
            by,
            day: self.day.get(),
            rejected: BTreeSet::new(),
            passed: BTreeSet::new(),
            former: BTreeMap::new(),
            staying: None,
            made: Vec::new(),
            done: 0,
            most: self.output.limit.unwrap_or(usize::MAX),
        };
        let outcome = session.ask()?;
        session.base.merge()?;
        idle.tell(&session.base)?;
        Ok(outcome)
    }
}

/// Writes a file whole, or not at all.
fn write(path: &Path, fill: impl FnOnce(&mut BufWriter<&mut Replacement>) -> io::Result<()>) -> Result<()> {
    let written = replace(path, |file| {
        let mut out = BufWriter::new(file);
        fill(&mut out)?;
        out.flush()
    });
    written.with_context(|| format!("{}: cannot be written", path.display()))
}

/// A run of questions and answers.
struct Session<'a> {
    gazetteer: &'a Gazetteer,
    base: Base,
    desk: Desk,
    query: Query,
    scope: Scope,
    by: String,
    day: NaiveDate,
    /// The events that were rejected since the graph was read.
    rejected: BTreeSet<EventId>,
    /// The reports of the events that were left for another time.
    passed: BTreeSet<ReportId>,
    /// A report of each event by the ids that events had earlier in this run, before they were corrected.
    former: BTreeMap<EventId, ReportId>,
    /// A report of the event that is asked for until it is left.
    staying: Option<ReportId>,
    /// The decisions of this run, and whether their events were left behind with them.
    made: Vec<(Made, bool)>,
    /// How many events were left behind.
    done: usize,
    /// How many are to be at most.
    most: usize,
}

/// What comes after an answer.
enum Turn {
    /// The same or another event is to be shown.
    Show,
    /// The same is asked again.
    Again,
    End,
}

impl Session<'_> {
    fn reviewed(&self) -> Reviewed<'_> {
        self.desk.reviewed()
    }

    /// Asks until nothing waits, or the answers end.
    fn ask(&mut self) -> Result<Outcome> {
        let by_hand = io::stdin().is_terminal();
        let mut lines = io::stdin().lock().lines();
        let mut number = 0;
        let mut was_asked = false;
        loop {
            let event = self.show()?;
            was_asked |= event.is_some();
            if event.is_none() && (by_hand || self.done >= self.most) {
                break;
            }
            loop {
                if by_hand {
                    write!(io::stdout(), "> ")?;
                    io::stdout().flush()?;
                }
                number += 1;
                let line = lines.next().transpose();
                let line = line.with_context(|| format!("standard input:{number}: cannot be read"))?;
                let Some(line) = line else {
                    if by_hand {
                        writeln!(io::stdout())?;
                    }
                    return self.end(was_asked);
                };
                if !by_hand && line.trim_start().starts_with('#') {
                    continue;
                }
                match self.answer(event.as_ref(), &line) {
                    Ok(Turn::Again) => {}
                    Ok(Turn::Show) => {
                        was_asked = true;
                        break;
                    }
                    Ok(Turn::End) => return self.end(was_asked),
                    Err(Wrong::Failed(error)) => return Err(error),
                    Err(Wrong::Answer(why)) if by_hand => report(&why),
                    Err(Wrong::Answer(why)) => {
                        self.end(was_asked)?;
                        report(&format!(
                            "standard input:{number}: {why}; what was answered before it is kept"
                        ));
                        return Ok(Outcome::Unclear);
                    }
                }
            }
        }
        self.end(was_asked)
    }

    /// The end: what was decided, and what waits.
    fn end(&self, was_asked: bool) -> Result<Outcome> {
        let queue = self.desk.waiting(&self.query, &self.scope);
        let left = queue
            .iter()
            .filter(|doubtful| !self.rejected.contains(&doubtful.event.id))
            .count();
        let made = self.made.len();
        writeln!(io::stdout(), "decisions  {made} made; {left} events wait")?;
        Ok(if was_asked { Outcome::Found } else { Outcome::Nothing })
    }

    /// The events that wait, without those that were left for another time.
    fn waiting(&self) -> Vec<Doubtful<'_>> {
        let mut waiting = self.desk.waiting(&self.query, &self.scope);
        let reviewed = self.reviewed();
        waiting.retain(|doubtful| {
            let id = &doubtful.event.id;
            !self.rejected.contains(id) && !reviewed.ids(id).iter().any(|report| self.passed.contains(report))
        });
        waiting
    }

    /// Shows the event that is asked for, and returns its id.
    fn show(&self) -> Result<Option<EventId>> {
        let graph = &*self.desk.graph;
        let waiting = self.waiting();
        let stays = |event: &&EventRecord| {
            let ids = self.reviewed().ids(&event.id);
            self.staying.as_ref().is_some_and(|staying| ids.contains(staying))
        };
        let staying = graph.events().iter().find(stays);
        let (event, doubts, total) = match staying {
            Some(event) => {
                let own = waiting.iter().find(|doubtful| doubtful.event.id == event.id);
                let others = waiting.len() - usize::from(own.is_some());
                (event, own.map_or(&[][..], |own| &own.doubts[..]), others + 1)
            }
            None if self.done >= self.most => return Ok(None),
            None => match waiting.first() {
                Some(first) => (first.event, &first.doubts[..], waiting.len()),
                None => return Ok(None),
            },
        };
        let total = (self.done + total).min(self.most.max(self.done + 1));
        let mut text = String::new();
        let place = event
            .place
            .as_ref()
            .map_or_else(String::new, |id| format!(" in {}", harmless(graph.name(id))));
        writeln!(
            text,
            "[{} of {total}] {} {} {}{place}  score {:.2}  {}",
            self.done + 1,
            event.event_type,
            event.status,
            harmless(&graph.in_words(event)),
            event.score,
            event.id
        )?;
        if let Some(meeting) = &event.meeting {
            writeln!(text, "  meeting   {}", harmless(meeting))?;
        }
        let doubts: Vec<String> = doubts.iter().map(|doubt| harmless(&doubt.to_string())).collect();
        if !doubts.is_empty() {
            writeln!(text, "  doubtful  {}", doubts.join("; "))?;
        }
        for (at, (told, evidence)) in event.reports.iter().zip(Evidence::all(graph, event)).enumerate() {
            if at == SHOWN {
                writeln!(text, "            and {} more", event.reports.len() - SHOWN)?;
                break;
            }
            let date = told.date.as_ref().map_or("undated", |date| &date.value);
            let words = harmless(&evidence.in_words());
            writeln!(text, "  report {:2} {} {date}: {words}", at + 1, told.status)?;
        }
        let alike = alike(graph, event);
        for (at, other) in alike.into_iter().enumerate() {
            if !self.rejected.contains(&other.id) {
                let words = harmless(&graph.in_words(other));
                writeln!(
                    text,
                    "  alike {:2}  {} {} {words}  {}",
                    at + 1,
                    other.event_type,
                    other.status,
                    other.id
                )?;
            }
        }
        io::stdout().write_all(text.as_bytes())?;
        Ok(Some(event.id.clone()))
    }

    /// Does what a line says of the event that is asked for, or of the one that it names.
    fn answer(&mut self, event: Option<&EventId>, line: &str) -> Result<Turn, Wrong> {
        let (named, rest) = match line.trim().split_once(char::is_whitespace) {
            Some((id, rest)) if id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                (Some(EventId::from(id.to_lowercase())), rest)
            }
            _ => (None, line),
        };
        let answer = Answer::parse(rest)?;
        let named = named.map(|id| self.known_as(id)).transpose()?;
        if let Some(named) = &named {
            self.staying = self.reviewed().ids(named).first().cloned();
        }
        let event = named.as_ref().or(event);
        let is_of_event = matches!(answer, Answer::Next | Answer::Propose(_));
        let Some(event) = event.filter(|_| is_of_event) else {
            return match answer {
                Answer::Help => {
                    writeln!(io::stdout(), "{}", Answer::HELP)?;
                    Ok(Turn::Again)
                }
                Answer::Undo => self.undo(),
                Answer::Quit => Ok(Turn::End),
                Answer::Next | Answer::Propose(_) => {
                    report("no event waits for further answers");
                    Ok(Turn::End)
                }
            };
        };
        if let Answer::Propose(proposal) = answer {
            return self.decide(event, &proposal);
        }
        let ids = self.reviewed().ids(event).to_vec();
        self.passed.extend(ids);
        self.leave();
        Ok(Turn::Show)
    }

    /// The event of that id, or the one that had it earlier in this run.
    fn known_as(&self, id: EventId) -> Result<EventId, String> {
        let id = if self.desk.graph.event(&id).is_some() {
            Ok(id)
        } else {
            let told = self.former.get(&id);
            let mut events = self.desk.reports.iter();
            let now = told.and_then(|told| events.find(|(_, reports)| reports.contains(told)));
            now.map(|(id, _)| id.clone()).ok_or(id)
        };
        match id {
            Ok(id) if !self.rejected.contains(&id) => Ok(id),
            Ok(id) | Err(id) => Err(format!("there is no event {id}")),
        }
    }

    fn leave(&mut self) {
        self.staying = None;
        self.done += 1;
    }

    /// Keeps what was decided of the event.
    fn decide(&mut self, event: &EventId, proposal: &Proposal) -> Result<Turn, Wrong> {
        let by = (self.by.as_str(), self.day);
        let made = self.desk.keep(&mut self.base, event, proposal, self.gazetteer, by)?;
        let next = made.next.clone();
        let leaves = matches!(proposal, Proposal::Accept | Proposal::Reject);
        self.made.push((made, leaves));
        if !leaves {
            self.refresh()?;
            self.staying = Some(next);
            return Ok(Turn::Show);
        }
        // What is left behind needs no merging until something else does.
        let ids = self.reviewed().ids(event).to_vec();
        self.desk.decided.extend(ids);
        if *proposal == Proposal::Reject {
            self.rejected.insert(event.clone());
        }
        self.leave();
        Ok(Turn::Show)
    }

    /// Takes the last decision of this run back.
    fn undo(&mut self) -> Result<Turn, Wrong> {
        let made = self.made.pop();
        let made = made.ok_or_else(|| Wrong::Answer("nothing was decided in this run".to_owned()))?;
        let (made, left) = made;
        self.base.take_back(made.number).map_err(anyhow::Error::from)?;
        self.done -= usize::from(left);
        self.refresh()?;
        self.staying = Some(made.of);
        Ok(Turn::Show)
    }

    /// Merges the graph by the decisions made.
    fn refresh(&mut self) -> Result<()> {
        self.base.merge()?;
        let had = self.desk.reports.iter();
        let had = had.filter_map(|(id, reports)| Some((id.clone(), reports.first()?.clone())));
        self.former.extend(had);
        self.desk = Desk::read(&self.base)?;
        self.rejected.clear();
        Ok(())
    }
}

/// Why an answer comes to nothing.
enum Wrong {
    /// The answer is none, or does not fit.
    Answer(String),
    /// The base cannot be read or written.
    Failed(anyhow::Error),
}

impl From<String> for Wrong {
    fn from(why: String) -> Self {
        Self::Answer(why)
    }
}

impl From<DeskError> for Wrong {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::Answer(why) => Self::Answer(why),
            DeskError::Base(error) => Self::Failed(error.into()),
        }
    }
}

impl From<anyhow::Error> for Wrong {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

impl From<io::Error> for Wrong {
    fn from(error: io::Error) -> Self {
        Self::Failed(error.into())
    }
}
