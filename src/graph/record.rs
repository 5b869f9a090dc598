//! Events of the graph with all that was reported of them.

use super::node::NodeKind;
use super::{NodeId, are_days};
use crate::article::Article;
use crate::event::{DateRule, Event, EventDate, EventType, Participant, Place, Status};
use crate::span::Span;
use chrono::NaiveDate;
use std::fmt;

/// The identity of an event, derived from its type, participants, date and place: sixteen hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(String);

impl EventId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for EventId {
    fn from(id: String) -> Self {
        Self(id)
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The identity of what an article tells of one event, derived from the article's id, the sentence, and the type and the
/// participants that were read in it: sixteen hexadecimal digits.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportId(String);

impl ReportId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for ReportId {
    fn from(id: String) -> Self {
        Self(id)
    }
}

impl fmt::Display for ReportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A distinct event, merged from the reports of all articles.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRecord {
    /// Its identity.
    pub id: EventId,
    /// What was done.
    pub event_type: EventType,
    /// Whether it happened, by the rules of [`graph`](super).
    pub status: Status,
    /// Who did it; for a mutual event, everyone who took part.
    pub source: Vec<NodeId>,
    /// To whom it was done; empty for a mutual event, or one that has no addressee.
    pub target: Vec<NodeId>,
    /// The best of the dates reported.
    pub date: Option<EventDate>,
    /// Which rule gave the date.
    pub date_rule: DateRule,
    /// Every date reported, the best one first, with the number of reports; more than one where reports differ.
    pub dates: Vec<DateReading>,
    /// Where: the place that most reports name.
    pub place: Option<NodeId>,
    /// Every place reported, the best one first, with the number of reports; more than one where reports differ.
    pub places: Vec<PlaceReading>,
    /// The event of its type and participants that it was put off to, if it was.
    pub postponed_to: Option<EventId>,
    /// The name of the meeting, where it has one.
    pub meeting: Option<String>,
    /// The summit that it is, or is part of.
    pub summit: Option<NodeId>,
    /// The score of the surest report.
    pub score: f64,
    /// Everything reported of it, in the order of the articles.
    pub reports: Vec<Report>,
    /// How many independent sources the reports have: those of one article, one text, one sentence, or one agency and day
    /// count once.
    pub sources: usize,
}

impl EventRecord {
    /// Everyone who takes part, on either side.
    pub fn participants(&self) -> impl Iterator<Item = &NodeId> + Clone {
        self.source.iter().chain(&self.target)
    }

    /// Whether all stand on one side.
    pub fn is_mutual(&self) -> bool {
        self.event_type.is_symmetric() || self.target.is_empty()
    }

    /// The surest report of those that agree with the event's status and date; of equals the first.
    pub fn best_report(&self) -> Option<&Report> {
        let rank = |report: &Report| (report.status == self.status, report.date == self.date, report.score);
        self.reports
            .iter()
            .reduce(|best, report| if rank(report) > rank(best) { report } else { best })
    }
}

/// A date that some reports give for an event.
#[derive(Clone, Debug, PartialEq)]
pub struct DateReading {
    /// The date; none where the reports tell none.
    pub date: Option<EventDate>,
    /// How many reports give it.
    pub reports: usize,
}

/// A place that some reports name for an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceReading {
    /// The place.
    pub place: Place,
    /// How many reports name it.
    pub reports: usize,
}

/// How exactly a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A day.
    Day,
    /// A span of days.
    Span,
    /// A month.
    Month,
    /// A year.
    Year,
}

impl Precision {
    /// The precision in which `date` is written.
    pub fn of(date: &EventDate) -> Self {
        match date.value.len() {
            _ if date.value.contains('/') => Self::Span,
            0..=4 => Self::Year,
            5..=7 => Self::Month,
            _ => Self::Day,
        }
    }

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Span => "span",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// What one sentence of one article says of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The article's id.
    pub article: String,
    /// Its publisher or agency.
    pub source: Option<String>,
    /// Its day of publication.
    pub article_date: Option<NaiveDate>,
    /// The sentence.
    pub sentence: String,
    /// The words of it that tell the event.
    pub evidence: String,
    /// Where in the article the evidence stands.
    pub part: Part,
    /// The bytes of the evidence, counted from the beginning of that part.
    pub span: Span,
    /// The id of the pattern that found it.
    pub pattern: String,
    /// How sure the reading is.
    pub score: f64,
    /// What the score is made of.
    pub factors: Vec<(String, f64)>,
    /// The status according to this report.
    pub status: Status,
    /// The date according to this report.
    pub date: Option<EventDate>,
    /// Which rule gave that date, or left it out.
    pub date_rule: DateRule,
    /// The place according to this report.
    pub place: Option<Place>,
    /// The number of its source among those of the event, from 1; reports of one source are not independent.
    pub origin: usize,
}

/// The factor of a report on which somebody decided.
const BY_HAND: &str = "decided by hand";

/// The factor of a report of which somebody decided how it stands with the event.
const STATUS_BY_HAND: &str = "status decided by hand";

impl Report {
    /// Somebody decided how the report is to be read, and is sure of it; of what was decided of its status, it stays.
    pub(super) fn decide(&mut self) {
        if !self.is_status_decided() {
            self.factors = vec![(BY_HAND.to_owned(), 1.0)];
        }
        self.score = 1.0;
    }

    /// Somebody decided that it stands so with the event.
    pub(super) fn decide_status(&mut self, status: Status) {
        self.status = status;
        self.factors = vec![(STATUS_BY_HAND.to_owned(), 1.0)];
        self.score = 1.0;
    }

    /// Whether somebody decided how it stands with the event.
    pub(super) fn is_status_decided(&self) -> bool {
        self.factors.iter().any(|(name, _)| name == STATUS_BY_HAND)
    }
}

/// A part of an article that spans are counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A title that was given apart.
    Title,
    /// The article's own text.
    Text,
}

impl Part {
    /// Its name in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Text => "text",
        }
    }

    /// The part of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Title, Self::Text].into_iter().find(|part| part.as_str() == name)
    }

    /// The part of `article` in which `span` of its content lies, and the bytes of that part that it covers.
    ///
    /// ```
    /// use summitry::article::{Article, DateOrigin};
    /// use summitry::graph::Part;
    /// use summitry::span::Span;
    ///
    /// let article = Article {
    ///     id: "kim".into(),
    ///     content: "Kim in Russia\n\nKim arrived.".into(),
    ///     text_start: 15,
    ///     title: Span::new(0, 13),
    ///     blocks: vec![],
    ///     date: None,
    ///     date_origin: DateOrigin::None,
    ///     dateline: None,
    ///     url: None,
    ///     source: None,
    /// };
    /// assert_eq!(Part::locate(&article, Span::new(15, 27)), (Part::Text, Span::new(0, 12)));
    /// assert_eq!(Part::locate(&article, Span::new(0, 3)), (Part::Title, Span::new(0, 3)));
    /// ```
    pub fn locate(article: &Article, span: Span) -> (Self, Span) {
        let (part, origin) = if span.start < article.text_start {
            (Self::Title, article.title.start.min(span.start))
        } else {
            (Self::Text, article.text_start)
        };
        (part, Span::new(span.start - origin, span.end - origin))
    }
}

/// What is kept of an article that reports an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleRef {
    /// Its id, which is unique in the graph.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// Its day of publication.
    pub date: Option<NaiveDate>,
    /// Its publisher or agency.
    pub source: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// The place of its dateline.
    pub place: Option<String>,
    /// The agency that it is by.
    pub agency: Option<String>,
    /// The earlier article of which it prints the text again.
    pub copy_of: Option<String>,
}

impl From<&Article> for ArticleRef {
    fn from(article: &Article) -> Self {
        let title = article.title.of(&article.content).trim();
        Self {
            id: article.id.clone(),
            title: (!title.is_empty()).then(|| title.to_owned()),
            date: article.date,
            source: article.source.clone(),
            url: article.url.clone(),
            place: article.dateline.as_ref().map(|dateline| dateline.place.clone()),
            agency: None,
            copy_of: None,
        }
    }
}

/// An event as one article tells it, ready for [`GraphBuilder::add`](super::GraphBuilder::add).
#[derive(Clone, Debug, PartialEq)]
pub struct FoundEvent {
    /// What was done.
    pub event_type: EventType,
    /// Who did it; for a mutual event, everyone who took part.
    pub source: Vec<FoundActor>,
    /// To whom it was done; empty for a mutual event, or one that has no addressee.
    pub target: Vec<FoundActor>,
    /// The name of the meeting, where it has one.
    pub meeting: Option<String>,
    /// What the article says of it.
    pub report: Report,
}

/// Someone who takes part in an event that an article tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundActor {
    /// The node.
    pub id: NodeId,
    /// Its fullest standard name.
    pub name: String,
    /// What it is.
    pub kind: NodeKind,
    /// ISO 3166-1 alpha-3 code of the country, or of the one that a person serves; empty for organizations.
    pub country: String,
    /// The organization's short name, for an organization and its officials.
    pub org: String,
    /// The words that mention it here.
    pub words: String,
    /// What its article calls it by name, if anything.
    pub called: Option<String>,
}

impl FoundEvent {
    /// Takes the event's words out of its article. What would be no days of a graph
    /// ([`GraphError::Days`](super::GraphError::Days)) is no date, and what is no number counts as 0.
    ///
    /// # Panics
    /// If one of the event's spans does not lie in the article's content.
    pub fn new(article: &Article, event: Event) -> Self {
        let words = |span: Span| span.of(&article.content).to_owned();
        let actor = |participant: Participant| FoundActor {
            words: words(participant.mention),
            called: participant.called.map(words),
            id: participant.entity.into(),
            name: participant.name,
            kind: participant.kind.into(),
            country: participant.country,
            org: participant.org,
        };
        let finite = |score: f64| if score.is_finite() { score } else { 0.0 };
        let (part, span) = Part::locate(article, event.evidence);
        let factors = event.factors.iter();
        Self {
            event_type: event.event_type,
            source: event.source.into_iter().map(actor).collect(),
            target: event.target.into_iter().map(actor).collect(),
            meeting: event.meeting.filter(|name| !name.trim().is_empty()),
            report: Report {
                article: article.id.clone(),
                source: article.source.clone(),
                article_date: article.date,
                sentence: words(event.sentence.cover(event.evidence)),
                evidence: words(event.evidence),
                part,
                span,
                pattern: event.pattern,
                score: finite(event.score),
                factors: factors
                    .map(|factor| (factor.name.to_owned(), finite(factor.value)))
                    .collect(),
                status: event.status,
                date: event.date.filter(|date| are_days(date.start, date.end)),
                date_rule: event.date_rule,
                place: event.place.filter(|place| !place.name.trim().is_empty()),
                origin: 1,
            },
        }
    }
}

/// The date in English: "25 April 2019", "24–26 April 2019", "April 2019", "2019".
///
/// ```
/// use summitry::event::EventDate;
/// use summitry::graph::date_in_words;
///
/// let date = EventDate {
///     value: "2019-04-24/2019-04-26".into(),
///     start: "2019-04-24".parse()?,
///     end: "2019-04-26".parse()?,
/// };
/// assert_eq!(date_in_words(&date), "24–26 April 2019");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn date_in_words(date: &EventDate) -> String {
    use chrono::Datelike;
    let (start, end) = (date.start, date.end);
    match Precision::of(date) {
        Precision::Year => start.format("%Y").to_string(),
        Precision::Month => start.format("%B %Y").to_string(),
        Precision::Day => start.format("%-d %B %Y").to_string(),
        Precision::Span if start.year() != end.year() => {
            format!("{} – {}", start.format("%-d %B %Y"), end.format("%-d %B %Y"))
        }
        Precision::Span if start.month() != end.month() => {
            format!("{} – {}", start.format("%-d %B"), end.format("%-d %B %Y"))
        }
        Precision::Span => format!("{}–{}", start.format("%-d"), end.format("%-d %B %Y")),
    }
}
