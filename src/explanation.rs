//! Explanations: what was read in each sentence of an article, and why?
//!
//! In: an article that was mined, and the knowledge that it was read with. Out: an [`Explanation`], line by line, whose
//! parts tell what they are, so that a terminal can colour them and a page can mark them up. Knows nothing of either.

use crate::entity::{EntityKind, Mention, MentionForm};
use crate::event::{Cause, Event, Participant, Refusal};
use crate::graph::{Findings, GraphBuilder};
use crate::knowledge::{Decision, Knowledge, Override};
use crate::pipeline::{Mined, read};
use crate::span::Span;
use crate::temporal::{Anchor, Timex};
use crate::text::harmless;
use std::fmt;

/// What a part of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Words between the others.
    Plain,
    /// The article, with its day and home.
    Article,
    /// A sentence.
    Sentence,
    /// Who is meant by a mention.
    Mention,
    /// The date of a time expression.
    Time,
    /// An event.
    Event,
    /// Reasons, scores and rules.
    Reason,
}

impl Role {
    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Article => "article",
            Self::Sentence => "sentence",
            Self::Mention => "mention",
            Self::Time => "time",
            Self::Event => "event",
            Self::Reason => "reason",
        }
    }
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub role: Role,
    /// Its words.
    pub words: String,
}

/// What was read in an article, and why; displayed as plain text.
///
/// Under each sentence stand its mentions (form, words, entity, confidence, reason), its time expressions (words, date,
/// TIMEX3 value, rule), the events that it was the first to tell, what was joined with another event, and what was refused.
///
/// ```
/// use summitry::article::Article;
/// use summitry::explanation::explain;
/// use summitry::{knowledge::Knowledge, pipeline};
///
/// let knowledge = Knowledge::builtin();
/// let mined = pipeline::mine(Article::from_text("kim", "Kim Jong Un met Vladimir Putin."), knowledge);
/// let explanation = explain(&mined, knowledge).to_string();
/// assert!(explanation.contains("event    met Kim Jong Un, Vladimir Putin, undated, occurred"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// The lines, each in parts.
    pub lines: Vec<Vec<Piece>>,
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.lines {
            for piece in line {
                f.write_str(&piece.words)?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

/// Explains what was mined of an article, by reading it once more.
pub fn explain(mined: &Mined, knowledge: &Knowledge) -> Explanation {
    let mut explaining = Explaining {
        mined,
        knowledge,
        lines: Vec::new(),
    };
    explaining.article();
    Explanation {
        lines: explaining.lines,
    }
}

/// An article with what was read in it, and the lines on it so far.
struct Explaining<'a> {
    mined: &'a Mined,
    knowledge: &'a Knowledge,
    lines: Vec<Vec<Piece>>,
}

impl Explaining<'_> {
    fn words(&self, span: Span) -> String {
        harmless(span.of(&self.mined.article.content))
    }

    fn line<const N: usize>(&mut self, pieces: [(Role, String); N]) {
        let pieces = pieces.into_iter().map(|(role, words)| Piece { role, words });
        self.lines.push(pieces.collect());
    }

    fn article(&mut self) {
        let Mined {
            article,
            sentences,
            cast,
            timexes,
            events,
            ..
        } = self.mined;
        let date = article
            .date
            .map_or_else(|| "no date".to_owned(), |date| date.to_string());
        let mut head = format!("{}, {date}", harmless(&article.id));
        if let Some((country, city)) = &cast.here {
            head = format!("{head}, here is {city} ({})", cast.entities[*country].name);
        }
        if let Some(home) = cast.home {
            head = format!("{head}, we are {}", cast.entities[home].name);
        }
        self.line([(Role::Article, head)]);
        // What the reader saw is not kept with what it found.
        let read = read(article.clone(), self.knowledge);
        let (reader, reading) = (self.knowledge.reader, read.mined.reading());
        let patterns = &self.knowledge.patterns;
        let refusals = reader.refusals(&reading, &read.encodings, patterns);
        // What is told again, or joined with another event, is one of the events that are kept.
        let is_kept = |event: &Event| {
            events
                .iter()
                .any(|kept| kept.trigger == event.trigger && kept.event_type == event.event_type)
        };
        let mut tellings = reader.tellings(&reading, &read.encodings, patterns);
        tellings.retain(|event| !event.source.is_empty() && !is_kept(event));
        for (number, sentence) in sentences.iter_enumerated() {
            self.line([]);
            self.line([(Role::Sentence, self.words(sentence.span))]);
            if sentence.tokens.iter().all(|token| token.lemma.is_empty()) {
                let why = "  not read: it names no actor, or the article tells of one country's affairs";
                self.line([(Role::Reason, why.to_owned())]);
            }
            for mention in cast.of_sentence(number) {
                self.mention(mention);
            }
            for timex in timexes.get(number).into_iter().flatten() {
                self.time(timex);
            }
            for event in events.iter().filter(|event| event.sentence == sentence.span) {
                self.event(event);
            }
            for event in tellings.iter().filter(|event| event.sentence == sentence.span) {
                self.again(event);
            }
            for refusal in refusals.iter().filter(|refusal| refusal.sentence == sentence.span) {
                let Refusal {
                    event_type,
                    trigger,
                    pattern,
                    cause,
                    ..
                } = refusal;
                self.untaken("refused", &event_type.to_string(), *trigger, pattern, cause.as_str());
            }
        }
        self.line([]);
    }

    fn mention(&mut self, mention: &Mention) {
        let cast = &self.mined.cast;
        let entities: Vec<String> = mention
            .entities
            .iter()
            .map(|&at| {
                let entity = &cast.entities[at];
                let served = match entity.kind {
                    EntityKind::Person if entity.country.is_empty() => &entity.org,
                    EntityKind::Person => &entity.country,
                    _ => "",
                };
                if served.is_empty() {
                    entity.name.clone()
                } else {
                    format!("{} ({served})", entity.name)
                }
            })
            .collect();
        let linked = if entities.is_empty() {
            "nobody".to_owned()
        } else {
            entities.join(", ")
        };
        let place = mention
            .place
            .as_ref()
            .map_or_else(String::new, |place| format!(", place {place}"));
        let label = if mention.inner { "inner" } else { "mention" };
        let words = format!("  {label:8} {:9} {:?} = ", form(mention.form), self.words(mention.span));
        self.line([
            (Role::Plain, words),
            (Role::Mention, linked),
            (Role::Plain, format!("{place}  ")),
            (Role::Reason, format!("{:.2} {}", mention.confidence, mention.reason)),
        ]);
    }

    fn time(&mut self, timex: &Timex) {
        let date = timex.guide_date().unwrap_or_else(|| "no date".to_owned());
        let value = timex.value.as_deref().unwrap_or("no value");
        let anchor = match timex.anchor {
            Anchor::Absolute => "absolute",
            Anchor::ArticleDate => "from the article's day",
            Anchor::PreviousTimex => "from the time before",
            Anchor::None => "without anchor",
        };
        let words = format!("  {:8} {:?} = ", "time", self.words(timex.span));
        self.line([
            (Role::Plain, words),
            (Role::Time, date),
            (Role::Plain, "  ".to_owned()),
            (Role::Reason, format!("{value}, {}, {anchor}", timex.rule)),
        ]);
    }

    /// A telling that is no event by itself: of one that is kept, or too unlikely.
    fn again(&mut self, event: &Event) {
        let affiliation = |one: &Participant| {
            if one.country.is_empty() {
                one.org.clone()
            } else {
                one.country.clone()
            }
        };
        let of = |event: &Event| -> Vec<String> { event.source.iter().chain(&event.target).map(affiliation).collect() };
        let own = of(event);
        let is_shared =
            |kept: &Event| kept.event_type == event.event_type && of(kept).iter().any(|one| own.contains(one));
        let (label, why) = if self.mined.events.iter().any(is_shared) {
            ("joined", "told with another event")
        } else {
            ("refused", Cause::Unlikely.as_str())
        };
        self.untaken(label, &what(event), event.trigger, &event.pattern, why);
    }

    fn untaken(&mut self, label: &str, what: &str, trigger: Span, pattern: &str, why: &str) {
        let words = self.words(trigger);
        self.line([(
            Role::Reason,
            format!("  {label:8} {what} on {words:?} by {pattern}: {why}"),
        )]);
    }

    /// What was decided by hand of an event in the graph: by its id, where this is the only report, and of the report itself.
    fn decided(&self, event: &Event) -> Vec<String> {
        let overrides: Vec<&Override> = self.knowledge.overrides.of_events().collect();
        if overrides.is_empty() {
            return Vec::new();
        }
        let Mined { article, events, .. } = self.mined;
        let ids = Findings::new(article, events.clone()).report_ids();
        let mut own = events.iter().zip(&ids).filter(|(own, _)| std::ptr::eq(*own, event));
        let id = own.next().map(|(_, id)| id.as_str());
        let mut lines = Vec::new();
        for by in overrides {
            match &by.decision {
                Decision::Rule { ruling, reports } if reports.iter().any(|report| Some(report.as_str()) == id) => {
                    lines.push(format!("{} in the graph, {}", ruling.as_str(), by.reason));
                }
                Decision::Remove { .. } => {
                    let mut builder = GraphBuilder::default();
                    builder.add_article(article, vec![event.clone()]);
                    let decision = std::slice::from_ref(&by.decision);
                    if builder.finish_with(decision, &self.knowledge.gazetteer).fits == [true] {
                        lines.push(format!("removed from the graph, {}", by.reason));
                    }
                }
                _ => {}
            }
        }
        lines
    }

    fn event(&mut self, event: &Event) {
        let slot = |label: &str, side: &[Participant]| {
            let words: Vec<String> = side
                .iter()
                .map(|participant| format!("{:?}", self.words(participant.mention)))
                .collect();
            if words.is_empty() {
                String::new()
            } else {
                format!("; {label} {}", words.join(", "))
            }
        };
        let event_line = [(Role::Plain, format!("  {:8} ", "event")), (Role::Event, what(event))];
        let factors: Vec<String> = event
            .factors
            .iter()
            .map(|factor| format!("{} {:.2}", factor.name, factor.value))
            .collect();
        let mut lines = vec![
            format!(
                "{} on {:?}{}{}",
                event.pattern,
                self.words(event.trigger),
                slot("who", &event.source),
                slot("whom", &event.target)
            ),
            format!("score {:.2} = {}", event.score, factors.join(" x ")),
            format!("date: {}", event.date_rule.as_str()),
        ];
        lines.extend(self.decided(event));
        if event.evidence != event.sentence {
            lines.push(format!("evidence {:?}", self.words(event.evidence)));
        }
        self.line(event_line);
        for line in lines {
            self.line([(Role::Plain, format!("  {:8}   ", "")), (Role::Reason, line)]);
        }
    }
}

/// Type, participants, date, status and place.
fn what(event: &Event) -> String {
    let names = |side: &[Participant]| {
        let names: Vec<&str> = side.iter().map(|participant| participant.name.as_str()).collect();
        names.join(", ")
    };
    let mut what = format!("{} {}", event.event_type, names(&event.source));
    if !event.target.is_empty() {
        what = format!("{what} -> {}", names(&event.target));
    }
    let date = event.date.as_ref().map_or("undated", |date| &date.value);
    what = format!("{what}, {date}, {}", event.status);
    if let Some(place) = &event.place {
        what = format!("{what}, in {}", place.name);
    }
    if let Some(meeting) = &event.meeting {
        what = format!("{what}, the {meeting}");
    }
    what
}

fn form(form: MentionForm) -> &'static str {
    match form {
        MentionForm::Name => "name",
        MentionForm::Adjective => "adjective",
        MentionForm::People => "people",
        MentionForm::Metonym => "metonym",
        MentionForm::Capital => "capital",
        MentionForm::City => "city",
        MentionForm::Role => "role",
        MentionForm::Group => "group",
        MentionForm::Pronoun => "pronoun",
    }
}
