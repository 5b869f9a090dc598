//! The events of one article, as `summitry mine` writes them: an object of JSON.

use crate::article::Article;
use crate::event::{Event, Participant};
use crate::graph::Part;
use chrono::NaiveDate;
use serde::Serialize;

/// An article with its events.
///
/// ```
/// use summitry::article::Article;
/// use summitry::export::MinedArticle;
///
/// let article = Article::from_text("kim", "Kim Jong Un arrived in Russia.");
/// let line = serde_json::to_string(&MinedArticle::new(&article, &[]))?;
/// assert_eq!(line, r#"{"doc":"kim","date":null,"events":[]}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Serialize)]
pub struct MinedArticle<'a> {
    /// The article's id.
    pub doc: &'a str,
    /// The day of publication.
    pub date: Option<NaiveDate>,
    /// The events in the order in which they are told.
    pub events: Vec<MinedEvent<'a>>,
}

/// An event that one article tells.
#[derive(Clone, Debug, Serialize)]
pub struct MinedEvent<'a> {
    /// What was done.
    pub r#type: &'a str,
    /// Who did it; for a mutual event, everyone who took part.
    pub source: Vec<MinedParticipant<'a>>,
    /// To whom it was done.
    pub target: Vec<MinedParticipant<'a>>,
    /// When: a day, a month, a year, or two days with a slash between them.
    pub date: Option<&'a str>,
    /// Whether it happened.
    pub status: &'a str,
    /// Where; empty where the article does not tell.
    pub place: &'a str,
    /// The name of the meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting: Option<&'a str>,
    /// The words that tell it.
    pub evidence: &'a str,
    /// The bytes of these words, counted from the beginning of the part.
    pub span: [usize; 2],
    /// The part of the article in which they stand: title or text.
    pub part: &'a str,
    /// The id of the pattern that found it.
    pub pattern: &'a str,
    /// How sure the reading is, from 0 to 1.
    pub score: f64,
    /// What the score is made of.
    pub factors: Vec<(&'a str, f64)>,
    /// Which rule gave the date, or left it out.
    pub date_rule: &'a str,
    /// The PLOVER class.
    pub plover: &'a str,
    /// The CAMEO code.
    pub cameo: &'a str,
    /// The quad class, from 1 to 4.
    pub quad_class: u8,
}

/// Someone who takes part in an event.
#[derive(Clone, Debug, Serialize)]
pub struct MinedParticipant<'a> {
    /// The fullest standard name.
    pub name: &'a str,
    /// What it is: person, country or organization.
    pub kind: &'a str,
    /// ISO 3166-1 alpha-3 code of the country, or of the one that a person serves.
    pub country: &'a str,
    /// The organization's short name.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub org: &'a str,
}

impl<'a> MinedArticle<'a> {
    /// The article with these of its events.
    ///
    /// # Panics
    /// If one of the events' spans does not lie in the article's content.
    pub fn new(article: &'a Article, events: &'a [Event]) -> Self {
        Self {
            doc: &article.id,
            date: article.date,
            events: events.iter().map(|event| MinedEvent::new(article, event)).collect(),
        }
    }
}

impl<'a> MinedEvent<'a> {
    fn new(article: &'a Article, event: &'a Event) -> Self {
        let (part, span) = Part::locate(article, event.evidence);
        let side = |side: &'a [Participant]| side.iter().map(MinedParticipant::new).collect();
        Self {
            r#type: event.event_type.as_str(),
            source: side(&event.source),
            target: side(&event.target),
            date: event.date.as_ref().map(|date| date.value.as_str()),
            status: event.status.as_str(),
            place: event.place.as_ref().map_or("", |place| &place.name),
            meeting: event.meeting.as_deref(),
            evidence: event.evidence.of(&article.content),
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
