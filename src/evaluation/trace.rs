//! Mistakes: what was missed or made up, and at which stage was it lost?
//!
//! A gold edge is followed through the stages in the order in which text flows: the sentence that has most of the
//! evidence's words, the mentions in it, their links, the events told there. The first stage that has lost the edge is
//! the one named. The sentence is a guess where the evidence is not verbatim, and so is the stage then.

use crate::entity::{Entity, EntityKind, Mention, MentionForm};
use crate::evaluation::edges::{Comparison, Edge, Level, is_same, plain};
use crate::evaluation::gold::Party;
use crate::event::{Event, EventType, ParticipantKind, Reading, Refusal};
use crate::language::SentenceIndex;
use crate::span::Span;
use crate::text::fold;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;

/// Where an edge of the gold was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// No words of the sentence were taken to mention a participant.
    NotAMention,
    /// There are words for a participant, and they were linked to somebody else.
    NotLinked,
    /// Both are linked, and no word was weighed that tells it.
    NotTold,
    /// A word was weighed that tells it, and was not taken.
    Refused,
    /// Both are linked, and nothing was found; no log tells whether a word was weighed.
    NotToldOrRefused,
    /// An event between the two was found there and was taken for one that the article tells elsewhere.
    MergedAway,
    /// An event of another type was found in its place.
    WrongType,
    /// An event of the type with another participant, or with the sides changed, was found in its place.
    WrongParticipant,
    /// The event was found with another date.
    WrongDate,
    /// The event was found with another status.
    WrongStatus,
}

impl Stage {
    /// Every stage, in the order of the pipeline.
    pub const ALL: &'static [Self] = &[
        Self::NotAMention,
        Self::NotLinked,
        Self::NotTold,
        Self::Refused,
        Self::NotToldOrRefused,
        Self::MergedAway,
        Self::WrongType,
        Self::WrongParticipant,
        Self::WrongDate,
        Self::WrongStatus,
    ];

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotAMention => "not a mention",
            Self::NotLinked => "not linked",
            Self::NotTold => "not told",
            Self::Refused => "refused",
            Self::NotToldOrRefused => "not told or refused",
            Self::MergedAway => "merged away",
            Self::WrongType => "wrong type",
            Self::WrongParticipant => "wrong participant",
            Self::WrongDate => "wrong date",
            Self::WrongStatus => "wrong status",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The article's id.
    pub doc: String,
    /// What kind of mistake it is.
    pub kind: FaultKind,
    /// Where the edge was lost; none for a false alarm, or where only the system's output is known.
    pub stage: Option<Stage>,
    /// The type of the event.
    pub event_type: EventType,
    /// The edge: of a false alarm as found, else as the gold has it.
    pub edge: String,
    /// What was found, or by what it was lost; empty where there is no more to say.
    pub cause: String,
    /// The sentence that tells it, else the evidence.
    pub sentence: String,
}

/// The kinds of mistakes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaultKind {
    /// An edge of the gold was not found.
    Missed,
    /// An edge was found that the gold lacks.
    FalseAlarm,
    /// An edge was found, with a wrong date or status.
    Inexact,
}

impl FaultKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Missed, Self::FalseAlarm, Self::Inexact];

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::FalseAlarm => "false alarm",
            Self::Inexact => "inexact",
        }
    }
}

/// What the rooms made of an article, for asking where an edge was lost.
#[derive(Clone, Copy)]
pub struct Trace<'a> {
    /// Sentences, mentions and times.
    pub reading: Reading<'a>,
    /// Every telling, before those of one event were joined.
    pub tellings: &'a [Event],
    /// The events, in the order in which they were compared.
    pub events: &'a [Event],
    /// What was left out; none where nobody kept a log.
    pub refusals: Option<&'a [Refusal]>,
}

/// The mistakes in an article: what was missed, then false alarms, then wrong dates and statuses.
pub fn faults(doc: &str, article: &Comparison<'_>, trace: Option<&Trace<'_>>) -> Vec<Fault> {
    let fault = |kind, edge: &Edge<'_>, sentence: Option<String>| Fault {
        doc: doc.to_owned(),
        kind,
        stage: None,
        event_type: edge.event.event_type,
        edge: edge.shown(),
        cause: String::new(),
        sentence: sentence.unwrap_or_else(|| one_line(&edge.event.evidence)),
    };
    let mut faults = Vec::new();
    for gold in article.missed() {
        let edge = &article.gold[gold];
        let mut fault = fault(FaultKind::Missed, edge, None);
        if let Some(trace) = trace {
            let sentence = trace.sentence_of(&edge.event.evidence);
            if let Some(sentence) = sentence {
                fault.sentence = trace.words(trace.reading.sentences[sentence].span);
            }
            let (stage, cause) = trace.stage_of(article, edge, sentence);
            (fault.stage, fault.cause) = (Some(stage), cause);
        }
        faults.push(fault);
    }
    for system in article.false_alarms() {
        let edge = &article.system[system];
        let event = trace.and_then(|trace| Some((trace, trace.events.get(edge.index)?)));
        let mut fault = fault(
            FaultKind::FalseAlarm,
            edge,
            event.map(|(trace, event)| trace.words(event.sentence)),
        );
        if let Some((_, event)) = event {
            fault.cause = format!("by {}", event.pattern);
        }
        faults.push(fault);
    }
    let mut pairs = article.matches.clone();
    pairs.sort_unstable();
    for (gold, system) in pairs {
        let (edge, found) = (&article.gold[gold], &article.system[system]);
        let event = trace.and_then(|trace| Some((trace, trace.events.get(found.index)?)));
        let sentence = event.map(|(trace, event)| trace.words(event.sentence));
        let (date, status) = article.is_right(gold, system);
        if !date {
            let value = found.event.date.as_deref().unwrap_or("undated");
            let rule = event.map_or_else(String::new, |(_, event)| format!(", {}", event.date_rule.as_str()));
            faults.push(Fault {
                stage: Some(Stage::WrongDate),
                cause: format!("found {value}{rule}"),
                ..fault(FaultKind::Inexact, edge, sentence.clone())
            });
        }
        if !status {
            let value = found.event.status.map_or("without status", |status| status.as_str());
            faults.push(Fault {
                stage: Some(Stage::WrongStatus),
                cause: format!("found {value}"),
                ..fault(FaultKind::Inexact, edge, sentence)
            });
        }
    }
    faults
}

impl Trace<'_> {
    fn words(&self, span: Span) -> String {
        one_line(span.of(&self.reading.article.content))
    }

    /// The sentence that has most words of the evidence; of equals the shortest, of these the first.
    fn sentence_of(&self, evidence: &str) -> Option<SentenceIndex> {
        let wanted = bag(evidence);
        let content = &self.reading.article.content;
        let candidates = self.reading.sentences.iter_enumerated().map(|(number, sentence)| {
            let words = bag(sentence.span.of(content));
            let shared: usize = wanted
                .iter()
                .map(|(word, &count)| words.get(word).copied().unwrap_or(0).min(count))
                .sum();
            (Reverse(shared), words.values().sum::<usize>(), number)
        });
        let (Reverse(shared), _, number) = candidates.min()?;
        (shared > 0).then_some(number)
    }

    fn stage_of(&self, article: &Comparison<'_>, edge: &Edge<'_>, sentence: Option<SentenceIndex>) -> (Stage, String) {
        if let Some(sentence) = sentence {
            let links = [edge.a, edge.b].map(|party| self.link(sentence, party));
            let find = |wanted: fn(&Link) -> bool| {
                let ends = [edge.a, edge.b].into_iter().zip(&links);
                ends.into_iter().find(|(_, link)| wanted(link))
            };
            if let Some((party, _)) = find(|link| matches!(link, Link::None)) {
                return (Stage::NotAMention, party.name.clone());
            }
            if let Some((party, Link::Other(words))) = find(|link| matches!(link, Link::Other(_))) {
                return (Stage::NotLinked, format!("{}: {words}", party.name));
            }
        }
        self.stage_of_event(article, edge, sentence)
    }

    /// Where an edge was lost whose participants are both linked.
    fn stage_of_event(
        &self,
        article: &Comparison<'_>,
        edge: &Edge<'_>,
        sentence: Option<SentenceIndex>,
    ) -> (Stage, String) {
        let span = sentence.map(|sentence| self.reading.sentences[sentence].span);
        let is_here = |found: &Edge<'_>| {
            let event = self.events.get(found.index);
            event
                .zip(span)
                .is_some_and(|(event, span)| event.sentence.overlaps(span))
        };
        let (matched, free): (Vec<_>, Vec<_>) = (0..article.system.len()).partition(|&at| article.is_matched(at));
        let among = |places: &[usize], fits: &dyn Fn(&Edge<'_>) -> bool| {
            let found = places.iter().map(|&at| &article.system[at]).find(|found| fits(found));
            found.map(Edge::shown)
        };
        let of_type = |found: &Edge<'_>| found.event.event_type == edge.event.event_type;
        let triggered = sentence.is_some_and(|sentence| self.is_told(sentence, edge.event.event_type));
        if triggered && let Some(other) = among(&matched, &|found| edge.agrees(found, Level::Dyad)) {
            return (Stage::MergedAway, format!("into {other}"));
        }
        let both = |found: &Edge<'_>| edge.shares_both(found, Level::Dyad);
        let ways: [Way<'_>; 4] = [
            (Stage::WrongParticipant, &|found| {
                is_here(found) && of_type(found) && both(found)
            }),
            (Stage::WrongType, &|found| is_here(found) && both(found)),
            (Stage::WrongParticipant, &|found| {
                is_here(found) && of_type(found) && edge.shares_one(found, Level::Dyad)
            }),
            (Stage::WrongParticipant, &|found| of_type(found) && both(found)),
        ];
        for (stage, fits) in ways {
            if let Some(other) = among(&free, fits) {
                return (stage, format!("found {other}"));
            }
        }
        let Some(refusals) = self.refusals else {
            let cause = if span.is_some() {
                ""
            } else {
                "no sentence has words of the evidence"
            };
            return (Stage::NotToldOrRefused, cause.to_owned());
        };
        let refusal = refusals
            .iter()
            .find(|refusal| refusal.event_type == edge.event.event_type && Some(refusal.sentence) == span);
        refusal.map_or((Stage::NotTold, String::new()), |refusal| {
            (
                Stage::Refused,
                format!("{}: {}", refusal.pattern, refusal.cause.as_str()),
            )
        })
    }

    /// Whether the sentence tells an event of the type.
    fn is_told(&self, sentence: SentenceIndex, event_type: EventType) -> bool {
        let span = self.reading.sentences[sentence].span;
        self.tellings
            .iter()
            .any(|telling| telling.event_type == event_type && telling.sentence == span)
    }

    /// What the sentence's mentions make of a participant.
    fn link(&self, sentence: SentenceIndex, party: &Party) -> Link {
        let cast = self.reading.cast;
        let mentions = cast.of_sentence(sentence);
        let means = |mention: &Mention, level: Level| {
            let entities = mention.entities.iter().map(|&entity| &cast.entities[entity]);
            entities
                .into_iter()
                .any(|entity| is_same(party, &party_of(entity), level))
        };
        // "Russian" within "the Russian president" stands for Russia only where the whole does not stand for another.
        let is_hidden = |mention: &Mention| {
            mention.inner
                && mentions.iter().any(|outer| {
                    !outer.inner
                        && outer.span.contains(mention.span)
                        && means(outer, Level::Dyad)
                        && !means(outer, Level::Name)
                })
        };
        if mentions
            .iter()
            .any(|mention| means(mention, Level::Name) && !is_hidden(mention))
        {
            return Link::Right;
        }
        let outer = || mentions.iter().filter(|mention| !mention.inner);
        let content = &self.reading.article.content;
        let name = plain(&party.name);
        let own: Vec<&str> = name.split(' ').filter(|word| word.len() > 2).collect();
        let is_named = |span: Span| bag(span.of(content)).keys().any(|word| own.contains(&word.as_str()));
        let tokens = &self.reading.sentences[sentence].tokens;
        let is_overlooked = tokens
            .iter()
            .any(|token| is_named(token.span) && !outer().any(|mention| mention.span.contains(token.span)));
        let may_stand = |mention: &Mention| match mention.form {
            MentionForm::Pronoun => party.kind == Some(ParticipantKind::Person),
            MentionForm::Group => true,
            _ => false,
        };
        let other = outer()
            .find(|mention| is_named(mention.span))
            .or_else(|| outer().find(|mention| means(mention, Level::Dyad)))
            .or_else(|| outer().find(|mention| !is_overlooked && may_stand(mention)));
        match other {
            Some(mention) => {
                let names: Vec<&str> = mention
                    .entities
                    .iter()
                    .map(|&entity| cast.entities[entity].name.as_str())
                    .collect();
                let names = if names.is_empty() {
                    "nobody".to_owned()
                } else {
                    names.join(", ")
                };
                Link::Other(format!("{:?} was linked to {names}", self.words(mention.span)))
            }
            None => Link::None,
        }
    }
}

/// A stage, and what was found where an edge was lost there.
type Way<'a> = (Stage, &'a dyn Fn(&Edge<'_>) -> bool);

/// Whom the words of a sentence were taken to mean, of those that may mean a participant.
enum Link {
    Right,
    Other(String),
    None,
}

fn party_of(entity: &Entity) -> Party {
    Party {
        name: entity.name.clone(),
        kind: Some(match entity.kind {
            EntityKind::Person => ParticipantKind::Person,
            EntityKind::Country => ParticipantKind::Country,
            EntityKind::Organization => ParticipantKind::Organization,
        }),
        country: entity.country.clone(),
        org: entity.org.clone(),
    }
}

/// The words of a text with their counts.
fn bag(text: &str) -> BTreeMap<String, usize> {
    let mut bag = BTreeMap::new();
    let folded = fold(text);
    for word in folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        *bag.entry(word.to_owned()).or_default() += 1;
    }
    bag
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
