//! Questions in words: which query do names, codes and dates as users write them stand for?

use super::{
    Named, Query, articles_called, known_name, plover_classes, publishers_called, resolve_place, resolve_with,
};
use crate::entity::{Gazetteer, Known};
use crate::event::{EventType, Status};
use crate::graph::{KnowledgeGraph, Node};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// So many of those whom a word may mean are told.
const TOLD: usize = 12;

/// A [`Query`] with names as users write them; what is left open is not asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// The names of event types.
    pub types: Vec<String>,
    /// PLOVER classes.
    pub classes: Vec<String>,
    /// Who takes part.
    pub who: Vec<String>,
    /// Who takes part too.
    pub with: Vec<String>,
    /// Countries by name, or by ISO code of two or three letters.
    pub countries: Vec<String>,
    /// Places, or countries of places.
    pub places: Vec<String>,
    /// The first day.
    pub since: Option<NaiveDate>,
    /// The last day.
    pub until: Option<NaiveDate>,
    /// The statuses.
    pub statuses: Vec<Status>,
    /// The least number of reports.
    pub min_reports: usize,
    /// The least score.
    pub min_score: f64,
    /// Publishers.
    pub sources: Vec<String>,
    /// Ids of articles.
    pub articles: Vec<String>,
    /// Whether one publisher alone may report.
    pub alone: bool,
    /// Whether a country or organization does not stand for those who serve it.
    pub exactly: bool,
}

/// A word of a question that does not lead to one thing of the graph.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum QuestionError {
    /// A name may mean several.
    #[error("{name:?} may mean:{}", several(.among))]
    Several {
        /// The name.
        name: String,
        /// Those whom it may mean, the most reported first.
        among: Vec<Node>,
    },
    /// A name is known to the gazetteer alone.
    #[error("the graph tells nothing of {0}")]
    Silent(String),
    /// Nobody has the name, and no place.
    #[error("{what} is called {name:?}{}", alike_in_words(.alike))]
    Nobody {
        /// What was sought: "nobody" or "no place".
        what: &'static str,
        /// The name.
        name: String,
        /// Those who have names like it.
        alike: Vec<Node>,
    },
    /// One who is asked for as a country belongs to none.
    #[error("{} is of no country", .0.name)]
    NoCountry(Box<Node>),
    /// No publisher or article has the name.
    #[error("no {what} of the graph is called {name:?}")]
    Untold {
        /// What was sought: "publisher" or "article".
        what: &'static str,
        /// The name.
        name: String,
    },
    /// No event type has the name.
    #[error("no event type is called {0:?}; there are {built_in}, and those of the graph's own", built_in = built_in())]
    Type(String),
    /// No PLOVER class has the name.
    #[error("no PLOVER class is called {0:?}; there are {classes}", classes = plover_classes().join(", "))]
    Class(String),
    /// The last day comes before the first.
    #[error("no day lies between {since} and {until}")]
    NoDay {
        /// The first day asked for.
        since: NaiveDate,
        /// The last day asked for.
        until: NaiveDate,
    },
}

impl QuestionError {
    /// In words, those whom the name may mean, the most reported first ("Kim Jong Un (PRK, 5 reports):
    /// person:kim-jong-un:PRK"), or the names that are like it.
    pub fn candidates(&self) -> Vec<String> {
        match self {
            Self::Several { among, .. } => among.iter().map(described).collect(),
            Self::Nobody { alike, .. } => alike.iter().map(|node| node.name.clone()).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether the question itself has to be put otherwise; if not, the graph has no answer.
    pub const fn is_unclear(&self) -> bool {
        matches!(
            self,
            Self::Several { .. } | Self::Type(_) | Self::Class(_) | Self::NoDay { .. }
        )
    }
}

fn several(among: &[Node]) -> String {
    let mut words = String::new();
    for one in among.iter().take(TOLD) {
        words = words + "\n  " + &described(one);
    }
    if among.len() > TOLD {
        words += "\n  and others";
    }
    words
}

fn alike_in_words(alike: &[Node]) -> String {
    match alike {
        [] => String::new(),
        [one] => format!("; did you mean {}?", one.name),
        [front @ .., last] => {
            let front: Vec<&str> = front.iter().map(|node| node.name.as_str()).collect();
            format!("; did you mean {} or {}?", front.join(", "), last.name)
        }
    }
}

fn built_in() -> String {
    let types: Vec<&str> = EventType::ALL.iter().map(|kind| kind.as_str()).collect();
    types.join(", ")
}

impl Question {
    /// The query that is meant, in a graph and by the names of a gazetteer; without one, by the built-in one.
    ///
    /// ```
    /// use summitry::graph::KnowledgeGraph;
    /// use summitry::query::Question;
    ///
    /// let question = Question { who: vec!["Kim".into()], ..Question::default() };
    /// let error = question.query(&KnowledgeGraph::default(), None).expect_err("an empty graph");
    /// assert_eq!(error.to_string(), "nobody is called \"Kim\"");
    /// ```
    ///
    /// # Errors
    /// Where a name means nobody or several, there is no such type or class, or no day lies in the time asked for.
    pub fn query(&self, graph: &KnowledgeGraph, gazetteer: Option<&Gazetteer>) -> Result<Query, QuestionError> {
        if let (Some(since), Some(until)) = (self.since, self.until)
            && since > until
        {
            return Err(QuestionError::NoDay { since, until });
        }
        let all = |names: &[String]| {
            let ids = names
                .iter()
                .map(|name| actor_called(graph, name, gazetteer).map(|node| node.id.clone()));
            ids.collect::<Result<Vec<_>, _>>()
        };
        let is_class = |name: &str| plover_classes().iter().any(|class| class.eq_ignore_ascii_case(name));
        if let Some(class) = self.classes.iter().find(|class| !is_class(class)) {
            return Err(QuestionError::Class(class.clone()));
        }
        let country = |name: &String| country_called(graph, name, gazetteer);
        let place = |name: &String| {
            let named = resolve_place(graph, name, gazetteer);
            clear(name, named, "no place", gazetteer).map(|node| node.id.clone())
        };
        Ok(Query {
            types: self
                .types
                .iter()
                .map(|name| event_type(name))
                .collect::<Result<_, _>>()?,
            classes: self.classes.clone(),
            who: all(&self.who)?,
            with: all(&self.with)?,
            countries: self.countries.iter().map(country).collect::<Result<_, _>>()?,
            places: self.places.iter().map(place).collect::<Result<_, _>>()?,
            since: self.since,
            until: self.until,
            statuses: self.statuses.clone(),
            min_reports: self.min_reports,
            min_score: self.min_score,
            sources: told(&self.sources, "publisher", |name| publishers_called(graph, name))?,
            articles: told(&self.articles, "article", |name| articles_called(graph, name))?,
            alone: self.alone,
            exactly: self.exactly,
        })
    }
}

/// The one who is called so, by the rules of [`resolve_with`].
///
/// # Errors
/// Where the name means nobody or several.
pub fn actor_called<'a>(
    graph: &'a KnowledgeGraph,
    name: &str,
    gazetteer: Option<&Gazetteer>,
) -> Result<&'a Node, QuestionError> {
    clear(name, resolve_with(graph, name, gazetteer), "nobody", gazetteer)
}

/// The event type of that name, built in or of a graph that was read.
///
/// # Errors
/// Where there is none.
pub fn event_type(name: &str) -> Result<EventType, QuestionError> {
    EventType::parse(name).ok_or_else(|| QuestionError::Type(name.to_owned()))
}

/// The one meant.
fn clear<'a>(
    name: &str,
    named: Named<'a>,
    nobody: &'static str,
    gazetteer: Option<&Gazetteer>,
) -> Result<&'a Node, QuestionError> {
    match named {
        Named::One(node) => Ok(node),
        Named::Several(nodes) => Err(QuestionError::Several {
            name: name.to_owned(),
            among: nodes.into_iter().cloned().collect(),
        }),
        Named::Nobody(alike) => Err(match known_name(or_builtin(gazetteer), name) {
            Some(known) => QuestionError::Silent(known.to_owned()),
            None => QuestionError::Nobody {
                what: nobody,
                name: name.to_owned(),
                alike: alike.into_iter().cloned().collect(),
            },
        }),
    }
}

/// The code of a country, which need not take part itself.
fn country_called(graph: &KnowledgeGraph, name: &str, gazetteer: Option<&Gazetteer>) -> Result<String, QuestionError> {
    let known = or_builtin(gazetteer);
    if let Some(country) = known.country_by_code(&name.to_uppercase()) {
        return Ok(country.iso3.clone());
    }
    let code = known.senses(name).iter().find_map(|sense| match sense.entity {
        Known::Country(at) => Some(known.countries[at].iso3.clone()),
        _ => None,
    });
    if let Some(code) = code {
        return Ok(code);
    }
    let node = actor_called(graph, name, gazetteer)?;
    if node.country.is_empty() {
        return Err(QuestionError::NoCountry(Box::new(node.clone())));
    }
    Ok(node.country.clone())
}

fn or_builtin(gazetteer: Option<&Gazetteer>) -> &Gazetteer {
    gazetteer.unwrap_or_else(|| Gazetteer::builtin())
}

/// All that are called by one of the names.
fn told<'a>(
    names: &[String],
    what: &'static str,
    called: impl Fn(&str) -> BTreeSet<&'a str>,
) -> Result<Vec<String>, QuestionError> {
    let mut all = Vec::new();
    for name in names {
        let found = called(name);
        if found.is_empty() {
            let name = name.clone();
            return Err(QuestionError::Untold { what, name });
        }
        all.extend(found.into_iter().map(str::to_owned));
    }
    Ok(all)
}

/// "Kim Jong Un (PRK, 5 reports): person:kim-jong-un:PRK".
fn described(node: &Node) -> String {
    let affiliation = [&node.country, &node.org].into_iter().find(|name| !name.is_empty());
    let affiliation = affiliation.map_or_else(String::new, |name| format!("{name}, "));
    let reports = match node.mentions {
        1 => "1 report".to_owned(),
        mentions => format!("{mentions} reports"),
    };
    format!("{} ({affiliation}{reports}): {}", node.name, node.id)
}
