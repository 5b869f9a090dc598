//! The reader: which events does an article tell?
//!
//! In: what has been read of an article and what the encoder has made of its words. Out: its events, each once, in the order
//! of the text. Candidates are gathered, scored by the network, decoded by the guide's laws, and the tellings of one event
//! joined.

use crate::event::candidates::{Candidates, TimeOf, Word};
use crate::event::decode::{Judged, Part, Telling, decode, judge, nearest};
use crate::event::detail::{is_gathering, proper_name};
use crate::event::network::Network;
use crate::event::ontology::EventType;
use crate::event::unite::unite;
use crate::event::{Event, EventDate, Factor, Participant, Place, Reading, Refusal};
use crate::language::kernel::Scratch;
use crate::language::{Encoding, Relation, STATES, Sentence, is_under};
use crate::span::Span;
use crate::temporal::Timex;
use std::collections::HashMap;

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
    /// `encodings` has what the encoder has read of each sentence; a sentence without is not read. `votes` are the
    /// tellings that the patterns have found ([`tellings`](crate::event::tellings)), which the network weighs.
    pub fn read(&self, reading: &Reading<'_>, encodings: &[Encoding], votes: &[Event]) -> Vec<Event> {
        let tellings = unite(reading, self.decode(reading, encodings, votes));
        let likely = tellings.iter().filter(|telling| self.is_likely(telling));
        let mut events: Vec<Event> = likely.map(|telling| self.event(reading, telling)).collect();
        events.sort_by_key(|event| (event.trigger, event.event_type));
        events
    }

    /// The words that were weighed and not taken, in the order of the text, with the reason.
    pub fn refusals(&self, reading: &Reading<'_>, encodings: &[Encoding], votes: &[Event]) -> Vec<Refusal> {
        let (candidates, judged) = self.judge(reading, encodings, votes);
        judged
            .iter()
            .filter_map(|judged| {
                let word = candidates.words[judged.word];
                let cause = decode(reading, &self.network, word, judged).err()?;
                let sentence = &reading.sentences[word.sentence];
                Some(Refusal {
                    event_type: EventType::ALL[judged.event_type],
                    pattern: READER.to_owned(),
                    sentence: sentence.span,
                    trigger: sentence.tokens[word.token].span,
                    cause: cause.as_str(),
                })
            })
            .collect()
    }

    /// Every telling of an event, in the order of the text, before the tellings of one event are joined.
    pub fn tellings(&self, reading: &Reading<'_>, encodings: &[Encoding], votes: &[Event]) -> Vec<Event> {
        let tellings = self.decode(reading, encodings, votes);
        tellings.iter().map(|telling| self.event(reading, telling)).collect()
    }

    fn decode(&self, reading: &Reading<'_>, encodings: &[Encoding], votes: &[Event]) -> Vec<Telling> {
        let (candidates, judged) = self.judge(reading, encodings, votes);
        judged
            .iter()
            .filter_map(|judged| decode(reading, &self.network, candidates.words[judged.word], judged).ok())
            .flat_map(|telling| apart(reading, telling))
            .collect()
    }

    fn judge<'a>(
        &self,
        reading: &Reading<'a>,
        encodings: &[Encoding],
        votes: &'a [Event],
    ) -> (Candidates<'a>, Vec<Judged>) {
        let candidates = Candidates::new(*reading, encodings, votes);
        let states = encodings
            .iter()
            .flat_map(|encoding| encoding.states.chunks_exact(STATES));
        let mut scratch = Scratch::default();
        let encoded = self.network.read(&candidates.words, states, &mut scratch);
        let judged = judge(&self.network, &candidates, &encoded, &mut scratch);
        (candidates, judged)
    }

    /// Whether an event is as likely as its type has to be.
    fn is_likely(&self, telling: &Telling) -> bool {
        let kind = EventType::ALL.iter().position(|known| *known == telling.event_type);
        kind.is_some_and(|kind| telling.probability() >= self.network.thresholds[kind])
    }

    fn event(&self, reading: &Reading<'_>, telling: &Telling) -> Event {
        let sentence = &reading.sentences[telling.word.sentence];
        let trigger = sentence.tokens[telling.word.token].span;
        let participants = |parts: &[Part]| -> Vec<Participant> {
            let of = |part: &Part| {
                let span = nearest(reading, telling.word, part.entity).map_or(trigger, |mention| mention.span);
                Participant::new(&reading.cast.entities[part.entity], span)
            };
            parts.iter().map(of).collect()
        };
        let probability: f64 = telling.factors.iter().map(|&factor| f64::from(factor)).product();
        let score = self.network.calibrated(probability);
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
            pattern: READER.to_owned(),
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

/// What found the events that no pattern of a user found.
const READER: &str = "reader";

/// The events that a telling holds: one for each day that is told behind some of those who take part, and of a tour one for each
/// country.
fn apart(reading: &Reading<'_>, telling: Telling) -> Vec<Telling> {
    let days = days_apart(reading, &telling);
    let days = if days.is_empty() { vec![telling] } else { days };
    days.into_iter()
        .flat_map(|telling| countries_apart(reading, telling))
        .collect()
}

/// "Merkel met Macron on Monday, May on Tuesday": those before the word take part each day, those behind it on the day told next.
fn days_apart(reading: &Reading<'_>, telling: &Telling) -> Vec<Telling> {
    let Word { sentence, token, .. } = telling.word;
    let is_day = |timex: &Timex| timex.date.is_some() && timex.tokens.start > token;
    let days: Vec<usize> = (0..reading.timexes[sentence].len())
        .filter(|&index| is_day(&reading.timexes[sentence][index]))
        .collect();
    if days.len() < 2 {
        return Vec::new();
    }
    let head_behind = |part: &Part| {
        let mention = nearest(reading, telling.word, part.entity);
        let mention = mention.filter(|mention| mention.sentence == sentence && mention.head > token);
        mention.map(|mention| (part.entity, mention.head))
    };
    let behind: HashMap<usize, usize> = telling.parts().filter_map(head_behind).collect();
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
fn countries_apart(reading: &Reading<'_>, telling: Telling) -> Vec<Telling> {
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

const fn date_rule(time: TimeOf) -> &'static str {
    match time {
        TimeOf::Expression { .. } => "time expression",
        TimeOf::ArticleDay => "reported on the article's day",
        TimeOf::Untold => "not told",
    }
}

/// The city or building where it happens: that of the country visited, or the nearest one in the sentence behind "in" or "at".
fn place(reading: &Reading<'_>, telling: &Telling) -> Option<Place> {
    let cast = reading.cast;
    let sentence = &reading.sentences[telling.word.sentence];
    let marked = |token: usize| {
        sentence.tokens.iter().any(|other| {
            other.head == Some(token)
                && other.relation == Relation::Case
                && matches!(other.span.of(&reading.article.content), "in" | "at" | "In" | "At")
        })
    };
    let places = cast
        .of_sentence(telling.word.sentence)
        .iter()
        .filter(|mention| mention.place.is_some());
    let fits = places.filter(|mention| {
        if telling.event_type == EventType::Visited {
            telling
                .targets
                .iter()
                .any(|target| mention.entities.contains(&target.entity))
        } else {
            marked(mention.head)
        }
    });
    let mention = fits.min_by_key(|mention| mention.head.abs_diff(telling.word.token))?;
    let country = mention
        .entities
        .first()
        .map(|&entity| cast.entities[entity].country.clone());
    Some(Place {
        name: mention.place.clone()?,
        country: country.unwrap_or_default(),
    })
}

/// The name of a meeting that the trigger heads: "APEC Economic Leaders' Meeting", "the 13th SAARC summit".
fn meeting(reading: &Reading<'_>, telling: &Telling) -> Option<String> {
    let content = &reading.article.content;
    let sentence = &reading.sentences[telling.word.sentence];
    let token = telling.word.token;
    let lemma = sentence.tokens[token].lemma.to_lowercase();
    if telling.event_type != EventType::Met || !is_gathering(&lemma) {
        return None;
    }
    let capital = |token: usize| {
        let first = sentence.tokens[token].span.of(content).chars().next();
        first.is_some_and(|first| first.is_uppercase() || first.is_ascii_digit())
    };
    let under = |child: usize| {
        sentence.tokens[child]
            .head
            .is_some_and(|head| child < head && head <= token)
    };
    let first = (0..token)
        .rev()
        .take_while(|&at| under(at) || capital(at))
        .filter(|&at| capital(at))
        .min()?;
    let name = Span::new(sentence.tokens[first].span.start, sentence.tokens[token].span.end);
    proper_name(name.of(content))
}

/// The clause around the trigger, or the whole sentence if it is short.
fn evidence(sentence: &Sentence, token: usize) -> Span {
    if sentence.span.len() <= 240 {
        return sentence.span;
    }
    let clause = |relation: Relation| {
        matches!(
            relation,
            Relation::Ccomp | Relation::Parataxis | Relation::Conj | Relation::Advcl | Relation::AclRelcl
        )
    };
    let tokens = &sentence.tokens;
    let top = std::iter::once(token)
        .chain(sentence.ancestors(token))
        .find(|&at| clause(tokens[at].relation))
        .unwrap_or(token);
    let mut inside = (0..tokens.len()).filter(|&at| is_under(tokens, at, top));
    let Some(first) = inside.next() else {
        return sentence.span;
    };
    let last = inside.next_back().unwrap_or(first);
    if top == token || last == first {
        return sentence.span;
    }
    Span::new(tokens[first].span.start, tokens[last].span.end)
}
