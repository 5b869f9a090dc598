//! The reader: which events does an article tell?
//!
//! In: what has been read of an article and what the encoder has made of its words. Out: its events, each once, in the order
//! of the text. Candidates are gathered, scored by the network, decoded by the guide's laws, and the tellings of one event
//! joined.

use crate::entity::{EntityIndex, Mention};
use crate::event::candidates::{Candidates, TimeOf, Word};
use crate::event::decode::{Cause, Judged, Part, Telling, decode, nearest, threshold};
use crate::event::detail::{evidence, meeting, place};
use crate::event::judge::judge;
use crate::event::network::Network;
use crate::event::ontology::EventType;
use crate::event::pattern::{Pattern, Patterns};
use crate::event::slots::children;
use crate::event::unite::unite;
use crate::event::{DateRule, Event, EventDate, Factor, Participant, Reading};
use crate::language::kernel::Scratch;
use crate::language::{Encodings, Relation, STATES, Upos, climb};
use crate::span::Span;
use crate::temporal::Timex;
use std::collections::{BTreeSet, HashMap};

/// A word that may tell an event and was not taken to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The event that it would have told.
    pub event_type: EventType,
    /// The id of the pattern that would have found it, or "reader".
    pub pattern: String,
    /// The sentence.
    pub sentence: Span,
    /// The word.
    pub trigger: Span,
    /// Why it was not taken.
    pub cause: Cause,
}

/// A reader that has learned from annotated articles.
pub struct Reader {
    network: Network,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").finish_non_exhaustive()
    }
}

impl Reader {
    /// The reader that comes with the library.
    ///
    /// # Panics
    /// If the embedded model is of another version, which a test rules out.
    pub fn builtin() -> &'static Self {
        static BUILTIN: std::sync::LazyLock<Reader> = std::sync::LazyLock::new(|| {
            Reader::load(include_bytes!("data/events.model")).expect("the embedded model is of this version")
        });
        &BUILTIN
    }

    /// The reader in these bytes; none if they are not of this version.
    pub fn load(bytes: &[u8]) -> Option<Self> {
        Some(Self {
            network: Network::load(bytes)?,
        })
    }

    /// The events of an article, in the order of the text, each once.
    ///
    /// `encodings` has what the encoder has read of each sentence; a sentence without is not read. What `patterns` find takes
    /// the place of whatever else the same word tells.
    pub fn read(&self, reading: &Reading<'_>, encodings: &Encodings, patterns: &Patterns) -> Vec<Event> {
        let tellings = unite(reading, self.decode(reading, encodings, patterns));
        let likely = tellings.iter().filter(|telling| self.is_likely(telling));
        let mut events: Vec<Event> = likely.map(|telling| self.event(reading, telling)).collect();
        events.sort_by_key(|event| (event.trigger, event.event_type));
        events
    }

    /// The words that were weighed and not taken, in the order of the text, with the reason.
    pub fn refusals(&self, reading: &Reading<'_>, encodings: &Encodings, patterns: &Patterns) -> Vec<Refusal> {
        let (candidates, judged) = self.judge(reading, encodings, patterns);
        judged
            .iter()
            .filter_map(|judged| {
                let word = candidates[judged.word];
                let cause = decode(reading, &self.network, word, judged).err()?;
                let sentence = &reading.sentences[word.sentence];
                Some(Refusal {
                    event_type: judged.event_type(),
                    pattern: found_by(judged.pattern),
                    sentence: sentence.span,
                    trigger: sentence.tokens[word.token].span,
                    cause,
                })
            })
            .collect()
    }

    /// Every telling of an event, in the order of the text, before the tellings of one event are joined.
    pub fn tellings(&self, reading: &Reading<'_>, encodings: &Encodings, patterns: &Patterns) -> Vec<Event> {
        let tellings = self.decode(reading, encodings, patterns);
        tellings.iter().map(|telling| self.event(reading, telling)).collect()
    }

    /// How likely it is that the first entity of the cast does something of each built-in type to the second (or with it), and that
    /// anybody does: for each type the highest probabilities that any word gives.
    pub(crate) fn between(&self, reading: &Reading<'_>, encodings: &Encodings) -> Vec<[f32; 2]> {
        let nobodys = Patterns::default();
        let (_, judged) = self.judge(reading, encodings, &nobodys);
        let mut highest = vec![[0.0_f32; 2]; EventType::ALL.len()];
        let [first, second] = [0, 1].map(EntityIndex::from);
        for judged in judged {
            let role = |entity| judged.roles.iter().find(|(candidate, ..)| candidate.entity == entity);
            let is_mutual = EventType::ALL[judged.kind].is_symmetric();
            let both = role(first).zip(role(second));
            let both = both.map_or(0.0, |((_, doer, _), (_, other, target))| {
                doer * if is_mutual { *other } else { *target }
            });
            let [pair, any] = &mut highest[judged.kind];
            *pair = pair.max(judged.told * both);
            *any = any.max(judged.told);
        }
        highest
    }

    fn decode<'a>(&self, reading: &Reading<'_>, encodings: &Encodings, patterns: &'a Patterns) -> Vec<Telling<'a>> {
        let (candidates, judged) = self.judge(reading, encodings, patterns);
        let mut tellings: Vec<Telling<'_>> = judged
            .iter()
            .filter_map(|judged| decode(reading, &self.network, candidates[judged.word], judged).ok())
            .flat_map(|telling| apart(reading, telling))
            .collect();
        refer_back(reading, &mut tellings);
        let own = |telling: &Telling<'_>| telling.pattern.map(|_| telling.word.place());
        let taken: BTreeSet<_> = tellings.iter().filter_map(own).collect();
        tellings.retain(|telling| telling.pattern.is_some() || !taken.contains(&telling.word.place()));
        tellings
    }

    fn judge<'a, 'r>(
        &self,
        reading: &Reading<'r>,
        encodings: &Encodings,
        patterns: &'a Patterns,
    ) -> (Candidates<'r>, Vec<Judged<'a>>) {
        let candidates = Candidates::new(*reading, encodings);
        let forms = candidates.words.iter().map(|word| {
            let token = &reading.sentences[word.sentence].tokens[word.token];
            token.span.of(&reading.article.content)
        });
        let states = encodings
            .iter()
            .flat_map(|encoding| encoding.states.chunks_exact(STATES));
        let mut scratch = Scratch::default();
        let encoded = self.network.read(&candidates.words, forms.zip(states), &mut scratch);
        let judged = judge(reading, &self.network, &candidates, &encoded, patterns, &mut scratch);
        (candidates, judged)
    }

    /// Whether an event is as likely as its type has to be.
    fn is_likely(&self, telling: &Telling<'_>) -> bool {
        telling.probability() >= threshold(&self.network, telling.pattern, telling.event_type)
    }

    fn event(&self, reading: &Reading<'_>, telling: &Telling<'_>) -> Event {
        let sentence = &reading.sentences[telling.word.sentence];
        let trigger = sentence.tokens[telling.word.token].span;
        let participants = |parts: &[Part]| -> Vec<Participant> {
            let of = |part: &Part| {
                let span =
                    nearest(reading, telling.word, part.entity, |_| true).map_or(trigger, |mention| mention.span);
                let named = |mention: &Mention| mention.name.is_some() && mention.entities.len() == 1;
                let called = nearest(reading, telling.word, part.entity, named).and_then(|mention| mention.name);
                Participant::new(&reading.cast.entities[part.entity], span, called)
            };
            parts.iter().map(of).collect()
        };
        let probability: f64 = telling.factors.iter().map(|&factor| f64::from(factor)).product();
        let score = match telling.pattern {
            None => self.network.calibrated(probability),
            Some(_) => probability,
        };
        Event {
            event_type: telling.event_type,
            source: participants(&telling.sources),
            target: participants(&telling.targets),
            date: telling.date.clone(),
            date_rule: date_rule(telling.time),
            status: telling.status,
            place: place(reading, telling),
            meeting: meeting(reading, telling),
            evidence: evidence(sentence, telling.word.token),
            sentence: sentence.span,
            trigger,
            pattern: found_by(telling.pattern),
            score,
            factors: vec![
                Factor {
                    name: "trigger",
                    value: f64::from(telling.factors[0]),
                },
                Factor {
                    name: "participants",
                    value: f64::from(telling.factors[1]),
                },
                Factor {
                    name: "calibration",
                    value: score / probability.max(f64::MIN_POSITIVE),
                },
            ],
        }
    }
}

/// "The summit on Thursday will …": those whom the article has told to take part, where the words themselves name nobody.
fn refer_back(reading: &Reading<'_>, tellings: &mut [Telling<'_>]) {
    let mut last: HashMap<EventType, (Vec<Part>, Vec<Part>)> = HashMap::new();
    for telling in tellings {
        if !is_definite_alone(reading, telling) {
            last.insert(telling.event_type, (telling.sources.clone(), telling.targets.clone()));
        } else if let Some((sources, targets)) = last.get(&telling.event_type) {
            (telling.sources, telling.targets) = (sources.clone(), targets.clone());
        }
    }
}

/// Whether the subject of a clause tells it, a noun behind "the" beside which nobody is named.
fn is_definite_alone(reading: &Reading<'_>, telling: &Telling<'_>) -> bool {
    let Word { sentence, token, .. } = telling.word;
    let tokens = &reading.sentences[sentence].tokens;
    let is_the = |child: &usize| tokens[*child].lemma == "the";
    let is_definite = || {
        let determiners = children(&reading.sentences[sentence], token, |relation| {
            relation == Relation::Det
        });
        determiners.iter().any(is_the)
    };
    let hangs_on = |head: usize| climb(tokens, head).any(|(_, above)| above == token);
    telling.event_type.is_symmetric()
        && tokens[token].upos == Upos::Noun
        && matches!(tokens[token].relation, Relation::Nsubj | Relation::NsubjPass)
        && is_definite()
        && !reading
            .cast
            .of_sentence(sentence)
            .iter()
            .any(|mention| hangs_on(mention.head))
}

/// The id of a pattern, or what found the events that no pattern found.
fn found_by(pattern: Option<&Pattern>) -> String {
    pattern.map_or_else(|| "reader".to_owned(), |pattern| pattern.id.clone())
}

/// The events that a telling holds: one for each day that is told behind some of those who take part, and of a tour one for each
/// country.
fn apart<'a>(reading: &Reading<'_>, telling: Telling<'a>) -> Vec<Telling<'a>> {
    let days = days_apart(reading, &telling);
    let days = if days.is_empty() { vec![telling] } else { days };
    days.into_iter()
        .flat_map(|telling| countries_apart(reading, telling))
        .collect()
}

/// "Merkel met Macron on Monday, May on Tuesday": those before the word take part each day, those behind it on the day told next.
fn days_apart<'a>(reading: &Reading<'_>, telling: &Telling<'a>) -> Vec<Telling<'a>> {
    let Word { sentence, token, .. } = telling.word;
    let is_day = |timex: &Timex| timex.date.is_some() && timex.tokens.start > token && timex.may_date(Some(token));
    let days: Vec<usize> = (0..reading.timexes[sentence].len())
        .filter(|&index| is_day(&reading.timexes[sentence][index]))
        .collect();
    if days.len() < 2 {
        return Vec::new();
    }
    let head_behind = |part: &Part| {
        let mention = nearest(reading, telling.word, part.entity, |_| true);
        let mention = mention.filter(|mention| mention.sentence == sentence && mention.head > token);
        mention.map(|mention| (part.entity, mention.head))
    };
    let behind: HashMap<EntityIndex, usize> = telling.parts().filter_map(head_behind).collect();
    let mut from = token;
    let mut events = Vec::new();
    for index in days {
        let timex = &reading.timexes[sentence][index];
        let here = from..timex.tokens.start;
        let is_here = |part: &Part| behind.get(&part.entity).is_none_or(|head| here.contains(head));
        let mut event = telling.clone();
        event.sources.retain(is_here);
        event.targets.retain(is_here);
        if !event.parts().any(|part| behind.contains_key(&part.entity)) {
            return Vec::new();
        }
        event.time = TimeOf::Expression { sentence, index };
        event.date = EventDate::of_timex(timex);
        events.push(event);
        from = here.end;
    }
    // Somebody who is named behind the last day has none.
    if behind.values().all(|&head| head < from) {
        events
    } else {
        Vec::new()
    }
}

/// A tour of several countries is a visit to each, by those who do not live there.
fn countries_apart<'a>(reading: &Reading<'_>, telling: Telling<'a>) -> Vec<Telling<'a>> {
    if telling.event_type != EventType::Visited {
        return vec![telling];
    }
    let home = |part: &Part| reading.cast.entities[part.entity].affiliation();
    let to = |target: &Part| {
        let mut visit = Telling {
            targets: vec![*target],
            ..telling.clone()
        };
        visit.sources.retain(|source| home(source) != home(target));
        visit
    };
    let visits = telling.targets.iter().map(to);
    visits.filter(|visit| !visit.sources.is_empty()).collect()
}

const fn date_rule(time: TimeOf) -> DateRule {
    match time {
        TimeOf::Expression { .. } => DateRule::Expression,
        TimeOf::ArticleDay => DateRule::ArticleDay,
        TimeOf::Untold => DateRule::Untold,
    }
}
