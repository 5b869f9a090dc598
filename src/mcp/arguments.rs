//! Arguments: what a tool may be given, with its JSON schema.
//!
//! A tool takes the fields of several parts side by side: those of its own, the [`Filters`], the [`Paging`]. What no part knows is an
//! error that names what there is.

use super::page::Page;
use super::refusal::Refusal;
use crate::event::Status;
use crate::graph::KnowledgeGraph;
use crate::query::{Query, Question, days};
use chrono::NaiveDate;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// So many are shown where no number is given.
const SHOWN: usize = 20;

/// So many are shown at most.
const MOST: usize = 100;

/// So many reports of an event are shown where no number is given.
const REPORTS: usize = 3;

/// So many reports of an event are shown at most.
const MOST_REPORTS: usize = 20;

/// A name or a phrase has no more bytes.
const LONGEST: usize = 500;

/// A list of names has no more of them.
const LONGEST_LIST: usize = 50;

/// A text has no more bytes.
pub(super) const LONGEST_TEXT: usize = 200_000;

/// A JSON object.
pub(super) type Object = Map<String, Value>;

/// The arguments of a call.
pub(super) struct Arguments {
    tool: &'static str,
    given: Object,
}

impl Arguments {
    /// The arguments that were given to a tool, which takes those of `schema`; what is null is not given.
    pub(super) fn new(tool: &'static str, schema: &Object, mut given: Object) -> Result<Self, Refusal> {
        given.retain(|_, value| !value.is_null());
        let known = schema.get("properties").and_then(Value::as_object);
        let unknown = given
            .keys()
            .find(|name| known.is_none_or(|known| !known.contains_key(*name)));
        if let Some(name) = unknown {
            let names: Vec<&str> = known.into_iter().flat_map(Map::keys).map(String::as_str).collect();
            let names = names.join(", ");
            return Err(Refusal::new(format!("{tool} has no argument {name:?}; it has {names}")));
        }
        Ok(Self { tool, given })
    }

    /// A part of them.
    pub(super) fn part<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        serde_path_to_error::deserialize(Value::Object(self.given.clone())).map_err(|error| {
            let path = error.path().to_string();
            let place = if path == "." { self.tool.to_owned() } else { path };
            Refusal::new(format!("{place}: {}", error.inner()))
        })
    }

    /// The page that is asked for of an answer that follows from these arguments and the state of what is held.
    pub(super) fn page(&self, stamp: &str) -> Result<Page, Refusal> {
        let paging: Paging = self.part()?;
        let limit = paging.limit.unwrap_or(SHOWN);
        if !(1..=MOST).contains(&limit) {
            return Err(Refusal::new(format!("limit: {limit} is not from 1 to {MOST}")));
        }
        let mut question = self.given.clone();
        question.retain(|name, _| !matches!(name.as_str(), "limit" | "cursor" | "reports"));
        let question = Value::Object(question).to_string();
        Page::new(paging.cursor.as_deref(), limit, &[self.tool, &question, stamp])
    }
}

/// The schema of the arguments that these parts make.
pub(super) fn schema(parts: &[fn() -> Schema]) -> Object {
    let (mut properties, mut definitions, mut required) = (Object::new(), Object::new(), Vec::new());
    for part in parts {
        let Value::Object(fields) = part().to_value() else {
            continue;
        };
        for (key, value) in fields {
            match (key.as_str(), value) {
                ("properties", Value::Object(more)) => properties.extend(more),
                ("$defs", Value::Object(more)) => definitions.extend(more),
                ("required", Value::Array(more)) => required.extend(more),
                _ => {}
            }
        }
    }
    let mut whole = Object::from_iter([
        ("type".to_owned(), json!("object")),
        ("properties".to_owned(), properties.into()),
        ("required".to_owned(), required.into()),
        ("additionalProperties".to_owned(), json!(false)),
    ]);
    if !definitions.is_empty() {
        whole.insert("$defs".to_owned(), definitions.into());
    }
    whole
}

/// The schema of one part.
pub(super) fn part<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<T>()
}

/// Which part of an answer is wanted.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Paging {
    /// How many to show: 1 to 100, by default 20.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<usize>,
    /// Shows what follows: the `next_cursor` of the page before, with all other arguments unchanged.
    #[schemars(length(max = 200))]
    cursor: Option<String>,
}

/// How much evidence is wanted.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Evidence {
    /// How many reports of each event to show, the surest first: 1 to 20, by default 3. `explain_event` has all.
    #[schemars(range(min = 1, max = 20))]
    reports: Option<usize>,
}

impl Evidence {
    pub(super) fn reports(&self) -> Result<usize, Refusal> {
        let reports = self.reports.unwrap_or(REPORTS);
        if (1..=MOST_REPORTS).contains(&reports) {
            return Ok(reports);
        }
        Err(Refusal::new(format!(
            "reports: {reports} is not from 1 to {MOST_REPORTS}"
        )))
    }
}

/// Whether it happened.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Happened {
    Occurred,
    Planned,
    Possible,
    Denied,
    /// Whatever the status.
    Any,
}

impl Happened {
    const fn status(self) -> Option<Status> {
        match self {
            Self::Occurred => Some(Status::Occurred),
            Self::Planned => Some(Status::Planned),
            Self::Possible => Some(Status::Possible),
            Self::Denied => Some(Status::Denied),
            Self::Any => None,
        }
    }
}

/// Which events count: of several values of one filter any, of several filters all.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct Filters {
    /// Names or ids of persons, countries or organizations of whom one takes part. A country or organization stands for those who
    /// serve it too.
    who: Vec<String>,
    /// Names or ids of those of whom one takes part too, beside the first.
    with: Vec<String>,
    /// Countries (name, or ISO code of two or three letters) that take part, or whose people do.
    country: Vec<String>,
    /// Types of events: met, visited, called, mediated, agreed, supported, cooperated, aided, yielded, requested, accused, rejected,
    /// threatened, protested, sanctioned, mobilized, coerced, attacked, or those of the graph's own.
    r#type: Vec<String>,
    /// PLOVER classes: CONSULT, AGREE, SUPPORT, COOPERATE, AID, CONCEDE, REQUEST, ACCUSE, REJECT, THREATEN, PROTEST, SANCTION,
    /// MOBILIZE, COERCE, ASSAULT.
    class: Vec<String>,
    /// Whether the event happened, by what all reports come to.
    status: Vec<Happened>,
    /// Places, or countries of places, where it happened.
    place: Vec<String>,
    /// The first day that counts: 2019-04-24, a month (2019-04) or a year.
    since: Option<String>,
    /// The last day that counts: a day, a month or a year.
    until: Option<String>,
    /// What was known at the end of this day (a day, a month or a year), without later reports.
    as_of: Option<String>,
    /// Publishers of whom one reports it.
    source: Vec<String>,
    /// Ids of articles of which one reports it.
    article: Vec<String>,
    /// At least so many reports.
    min_reports: usize,
    /// At least this score, from 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    min_score: f64,
    /// Only what one publisher alone reports.
    alone: bool,
    /// Whether a country or organization does not stand for those who serve it.
    exactly: bool,
}

impl Filters {
    /// The day to go back to.
    pub(super) fn as_of(&self) -> Result<Option<NaiveDate>, Refusal> {
        Ok(period("as_of", self.as_of.as_deref())?.map(|(_, last)| last))
    }

    /// The query that the filters make.
    pub(super) fn query(&self, graph: &KnowledgeGraph) -> Result<Query, Refusal> {
        let since = period("since", self.since.as_deref())?.map(|(first, _)| first);
        let until = period("until", self.until.as_deref())?.map(|(_, last)| last);
        if !(0.0..=1.0).contains(&self.min_score) {
            return Err(Refusal::new("min_score: not from 0 to 1"));
        }
        for (field, list) in [
            ("who", &self.who),
            ("with", &self.with),
            ("country", &self.country),
            ("type", &self.r#type),
            ("class", &self.class),
            ("place", &self.place),
            ("source", &self.source),
            ("article", &self.article),
        ] {
            if list.len() > LONGEST_LIST {
                return Err(Refusal::new(format!("{field}: more than {LONGEST_LIST}")));
            }
            list.iter().try_for_each(|name| sane(field, name))?;
        }
        let statuses = self.status.iter().map(|status| status.status());
        let question = Question {
            types: self.r#type.clone(),
            classes: self.class.clone(),
            who: self.who.clone(),
            with: self.with.clone(),
            countries: self.country.clone(),
            places: self.place.clone(),
            since,
            until,
            // One "any" among others asks for all.
            statuses: statuses.collect::<Option<_>>().unwrap_or_default(),
            min_reports: self.min_reports,
            min_score: self.min_score,
            sources: self.source.clone(),
            articles: self.article.clone(),
            alone: self.alone,
            exactly: self.exactly,
        };
        Ok(question.query(graph, None)?)
    }

    /// The same, of what happened if no status is asked for.
    pub(super) fn happened(&self, graph: &KnowledgeGraph) -> Result<Query, Refusal> {
        let mut query = self.query(graph)?;
        if self.status.is_empty() {
            query.statuses = vec![Status::Occurred];
        }
        Ok(query)
    }
}

/// The first and the last day of a date in a field.
pub(super) fn period(field: &str, date: Option<&str>) -> Result<Option<(NaiveDate, NaiveDate)>, Refusal> {
    let Some(date) = date else { return Ok(None) };
    sane(field, date)?;
    let found = days(date).ok_or_else(|| {
        Refusal::new(format!(
            "{field}: {date:?} is no day (2019-04-24), month (2019-04) or year"
        ))
    })?;
    Ok(Some(found))
}

/// The one day of a date in a field.
pub(super) fn day(field: &str, date: Option<&str>) -> Result<Option<NaiveDate>, Refusal> {
    match period(field, date)? {
        Some((first, last)) if first != last => Err(Refusal::new(format!(
            "{field}: a whole month or year, not a day (2019-04-24)"
        ))),
        found => Ok(found.map(|(first, _)| first)),
    }
}

/// Refuses a name or phrase that is longer than any, before it is repeated in a sentence.
pub(super) fn sane(field: &str, words: &str) -> Result<(), Refusal> {
    if words.len() <= LONGEST {
        return Ok(());
    }
    Err(Refusal::new(format!("{field}: longer than {LONGEST} bytes")))
}

/// Whose events, beside the filters.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Two {
    /// The name or id of one of the two.
    pub(super) one: String,
    /// The name or id of the other.
    pub(super) other: String,
}

/// Whose timeline.
#[derive(Deserialize, JsonSchema)]
pub(super) struct One {
    /// The name or id of a person, country or organization.
    pub(super) name: String,
}

/// From whom to whom.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Way {
    /// The name or id of the one with whom the chain begins.
    pub(super) from: String,
    /// The name or id of the one with whom it ends.
    pub(super) to: String,
    /// Whether each link must lie no earlier than the one before: who could have carried a message?
    #[serde(default)]
    pub(super) in_time: bool,
    /// Whether countries and organizations may stand in between, not only persons.
    #[serde(default)]
    pub(super) through_all: bool,
}

/// An office.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Office {
    /// An office ("the Russian president", "NATO secretary general"), a country for its leader, or a person for the offices held.
    #[schemars(length(max = 500))]
    pub(super) office: String,
    /// The day (2019-04-24), or a month or a year for its first one; without it everybody who ever held the office.
    pub(super) on: Option<String>,
}

/// What sentences are sought.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Words {
    /// Words that a sentence holds, all of them; words in quotation marks stand together, and * stands for any ending.
    #[serde(default)]
    #[schemars(length(max = 500))]
    pub(super) words: String,
    /// Names of those of whom the sentence speaks, all of them, also where it calls them he or the president.
    #[serde(default)]
    pub(super) who: Vec<String>,
}

impl Words {
    /// Refuses what is longer than any.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        sane("words", &self.words)?;
        if self.who.len() > LONGEST_LIST {
            return Err(Refusal::new(format!("who: more than {LONGEST_LIST}")));
        }
        self.who.iter().try_for_each(|name| sane("who", name))
    }
}

/// An event.
#[derive(Deserialize, JsonSchema)]
pub(super) struct OneEvent {
    /// The event's id, sixteen hexadecimal digits.
    #[schemars(length(max = 500))]
    pub(super) id: String,
}

/// A text to be read.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Text {
    /// The text, in English; 200,000 bytes at most.
    #[schemars(length(max = 200_000))]
    pub(super) text: String,
    /// Its title, where it is given apart.
    pub(super) title: Option<String>,
    /// Its day of publication (2019-04-24), by which "on Thursday" is resolved.
    pub(super) date: Option<String>,
    /// Its publisher or agency.
    pub(super) source: Option<String>,
}

/// By what an article is known.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Identity {
    /// The id by which the article is known; an article of the same id is replaced. By default it follows from the content.
    pub(super) id: Option<String>,
    /// Address of the page.
    pub(super) url: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Evidence, Filters, Object, Paging, Two, day, part, schema};
    use serde_json::{Value, json};

    fn object(value: Value) -> Object {
        match value {
            Value::Object(object) => object,
            other => panic!("{other} is no object"),
        }
    }

    fn between() -> Object {
        schema(&[part::<Two>, part::<Filters>, part::<Evidence>, part::<Paging>])
    }

    #[test]
    fn the_parts_of_a_tool_stand_side_by_side_in_its_schema() {
        let schema = between();
        for name in ["one", "other", "since", "type", "limit", "cursor", "reports"] {
            assert!(schema["properties"].get(name).is_some(), "{name}");
        }
        assert_eq!(schema["required"], json!(["one", "other"]));
        assert_eq!(schema["additionalProperties"], json!(false));
    }

    #[test]
    fn wrong_arguments_are_told_by_their_names() {
        for (given, why) in [
            (json!({"one": "Kim"}), "between: missing field `other`"),
            (
                json!({"one": "Kim", "other": 5}),
                "other: invalid type: integer `5`, expected a string",
            ),
            (
                json!({"one": "Kim", "other": "Xi", "type": "met"}),
                "type: invalid type: string \"met\", expected a sequence",
            ),
            (
                json!({"one": "Kim", "other": "Xi", "status": ["soon"]}),
                "status[0]: unknown variant `soon`",
            ),
            (
                json!({"one": "Kim", "other": "Xi", "limit": 0}),
                "limit: 0 is not from 1 to 100",
            ),
            (
                json!({"one": "Kim", "other": "Xi", "whom": "Xi"}),
                "between has no argument \"whom\"",
            ),
        ] {
            let read = Arguments::new("between", &between(), object(given)).and_then(|arguments| {
                arguments.part::<Two>()?;
                arguments.part::<Filters>()?;
                arguments.page("").map(|_| ())
            });
            let refused = read.expect_err(why);
            assert!(refused.sentence.starts_with(why), "{}", refused.sentence);
        }
    }

    #[test]
    fn what_is_null_is_not_given() {
        let given = object(json!({"one": "Kim", "other": "Xi", "limit": null, "since": null, "who": null}));
        let arguments = Arguments::new("between", &between(), given).expect("arguments");
        assert!(arguments.part::<Filters>().is_ok() && arguments.page("").is_ok());
    }

    #[test]
    fn a_month_is_no_day() {
        assert!(day("date", Some("2019-04-24")).is_ok());
        assert!(day("date", Some("2019-04")).is_err());
        assert!(day("date", Some("soon")).is_err());
    }
}
