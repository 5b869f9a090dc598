//! How long does a base take to grow, and how large does it become? `cargo bench --bench growing -- FOLDER [EVENTS…]`
//! makes bases of about so many events in the folder (by default of 10,000), and adds 1,000 articles more to each.
//!
//! The events are invented, but of the kinds that news tells: each has the type, status, precision of its date and number of
//! participants and reports of one of the sample graph's, drawn by chance from one seed; who takes part are people and
//! countries of the gazetteer, few of them often and most seldom (Zipf's law), so that pairs are as unequal as in news.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use chrono::{Days, NaiveDate};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;
use summitry::article::{Article, DateOrigin};
use summitry::entity::{EntityId, Gazetteer};
use summitry::event::{DateRule, Event, EventDate, Participant, ParticipantKind};
use summitry::graph::{EventRecord, KnowledgeGraph, NodeKind, Precision};
use summitry::span::Span;
use summitry::store::base::{Arrival, Base, Phrase};

const SEED: u64 = 20_190_425;

/// So many articles are added in one transaction, and so many to a base that is there.
const BATCH: usize = 1000;

/// An article tells so many events.
const TOLD: usize = 5;

/// The first day, and how many days after it there are events.
const FIRST: (i32, u32, u32) = (1995, 1, 1);
const DAYS: u64 = 31 * 365;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let kept = tempfile::tempdir()?;
    let folder = arguments.first().map_or_else(|| kept.path().to_owned(), PathBuf::from);
    let sizes: Vec<usize> = arguments
        .iter()
        .skip(1)
        .map(|size| size.parse())
        .collect::<Result<_, _>>()?;
    for size in if sizes.is_empty() { vec![10_000] } else { sizes } {
        grow(&folder.join(format!("{size}.db")), size)?;
    }
    Ok(())
}

/// Makes a base of about so many events, and adds to it.
fn grow(path: &Path, size: usize) -> Result<(), Box<dyn Error>> {
    let mut news = News::new(size)?;
    let mut base = Base::create(path)?;
    let day = NaiveDate::from_ymd_opt(2026, 11, 1).ok_or("a day")?;
    let started = Instant::now();
    while news.told < size {
        base.add(news.articles(BATCH), day)?;
    }
    let (added, started) = (started.elapsed(), Instant::now());
    base.merge()?;
    let (merged, events) = (started.elapsed(), base.count()?);
    println!("{size:9} reports wanted: {events} events; added in {added:.1?}, merged in {merged:.1?}");
    let started = Instant::now();
    base.add(news.articles(BATCH), day + Days::new(1))?;
    base.merge()?;
    let bytes = std::fs::metadata(path)?.len();
    println!(
        "{:9} {BATCH} articles more in {:.1?}; {:.1} MB",
        "",
        started.elapsed(),
        bytes as f64 / 1e6
    );
    Ok(())
}

/// Numbers by chance from a seed (`SplitMix64`, Steele and others 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, of which there is one.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap_or(0)
    }

    /// A number below `end`: the first half as often as the next quarter, and so on for each power of two (Zipf's law).
    fn seldom(&mut self, end: usize) -> usize {
        let powers = f64::from(u32::try_from(end).unwrap_or(u32::MAX)).ln();
        let share = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        ((powers * share).exp() - 1.0) as usize % end
    }
}

/// Events that are told, one report after another.
struct News {
    chance: Chance,
    real: KnowledgeGraph,
    people: Vec<Participant>,
    countries: Vec<Participant>,
    /// Events that are told again later, and how often.
    again: Vec<(Event, usize)>,
    told: usize,
    number: usize,
}

impl News {
    fn new(size: usize) -> Result<Self, Box<dyn Error>> {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("graphs/sample.json");
        let gazetteer = Gazetteer::builtin();
        let person = |name: &str, of: &str| Participant {
            entity: EntityId::person(name, of),
            name: name.to_owned(),
            kind: ParticipantKind::Person,
            country: of.to_owned(),
            org: String::new(),
            mention: Span::default(),
            called: None,
        };
        let countries: Vec<Participant> = gazetteer
            .countries
            .iter()
            .map(|country| Participant {
                entity: EntityId::country(&country.iso3),
                kind: ParticipantKind::Country,
                ..person(&country.name, &country.iso3)
            })
            .collect();
        let served = gazetteer.people.iter().filter(|known| !known.country.is_empty());
        let mut people: Vec<Participant> = served.map(|known| person(&known.name, &known.country)).collect();
        // Whom no list knows: of twenty events one more.
        let mut chance = Chance(SEED);
        for number in 0..size / 20 {
            let of = countries[chance.seldom(countries.len())].country.clone();
            people.push(person(
                &format!("{} {}", syllables(number / 997), syllables(number * 31)),
                &of,
            ));
        }
        let mut mix = |list: &mut Vec<Participant>| {
            for at in (1..list.len()).rev() {
                list.swap(at, chance.below(at + 1));
            }
        };
        let mut countries = countries;
        mix(&mut people);
        mix(&mut countries);
        Ok(Self {
            chance,
            real: summitry::store::read(&sample)?,
            people,
            countries,
            again: Vec::new(),
            told: 0,
            number: 0,
        })
    }

    /// So many articles more.
    fn articles(&mut self, count: usize) -> Vec<Arrival> {
        (0..count).map(|_| self.article()).collect()
    }

    fn article(&mut self) -> Arrival {
        self.number += 1;
        self.told += TOLD;
        let mut content = String::new();
        let (mut events, mut phrases, mut latest) = (Vec::new(), Vec::new(), NaiveDate::MIN);
        for _ in 0..TOLD {
            let mut event = self.event();
            let start = content.len();
            for part in event.source.iter_mut().chain(&mut event.target) {
                let begin = content.len();
                content += &part.name;
                part.mention = Span::new(begin, content.len());
                content += " and ";
            }
            let begin = content.len();
            content += event.event_type.as_str();
            event.trigger = Span::new(begin, content.len());
            content += " of day ";
            content += &self.chance.below(1000).to_string();
            content.push('.');
            event.sentence = Span::new(start, content.len());
            event.evidence = event.sentence;
            let names = event.source.iter().chain(&event.target).map(|part| part.name.clone());
            phrases.push(Phrase {
                span: event.sentence,
                names: names.collect(),
            });
            content.push('\n');
            latest = latest.max(event.date.as_ref().map_or(latest, |date| date.start));
            events.push(event);
        }
        let id = format!("invented-{:07}", self.number);
        let article = Article {
            id: id.clone(),
            content,
            text_start: 0,
            title: Span::default(),
            blocks: Vec::new(),
            date: (latest > NaiveDate::MIN).then_some(latest),
            date_origin: DateOrigin::Given,
            dateline: None,
            url: None,
            source: Some(format!("Paper {}", self.chance.seldom(200))),
        };
        Arrival {
            article,
            identity: id,
            phrases,
            events,
        }
    }

    /// One that was told before, or a new one.
    fn event(&mut self) -> Event {
        if self.again.len() > 200 {
            let at = self.chance.below(self.again.len());
            let (event, times) = &mut self.again[at];
            let event = event.clone();
            *times -= 1;
            if *times == 0 {
                self.again.swap_remove(at);
            }
            return event;
        }
        let (event, reports) = self.new_event();
        if reports > 1 {
            self.again.push((event.clone(), reports - 1));
        }
        event
    }

    fn new_event(&mut self) -> (Event, usize) {
        let at = self.chance.below(self.real.events().len());
        let model: EventRecord = self.real.events()[at].clone();
        let side = |news: &mut Self, ids: &[summitry::graph::NodeId]| -> Vec<Participant> {
            let is_person = |id| news.real.node(id).is_some_and(|node| node.kind == NodeKind::Person);
            let kinds: Vec<bool> = ids.iter().map(is_person).collect();
            kinds.into_iter().map(|is_person| news.somebody(is_person)).collect()
        };
        let (source, target) = (side(self, &model.source), side(self, &model.target));
        let (year, month, day) = FIRST;
        let first = NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
        let start = first + Days::new(self.chance.next() % DAYS);
        let date = model.date.as_ref().map(|date| {
            let value = match Precision::of(date) {
                Precision::Month => start.format("%Y-%m").to_string(),
                Precision::Year => start.format("%Y").to_string(),
                _ => start.to_string(),
            };
            EventDate::parse(&value)
        });
        let event = Event {
            event_type: model.event_type,
            source,
            target,
            date: date.flatten(),
            date_rule: DateRule::Untold,
            status: model.status,
            place: None,
            meeting: None,
            evidence: Span::default(),
            sentence: Span::default(),
            trigger: Span::default(),
            pattern: String::new(),
            score: model.score,
            factors: Vec::new(),
        };
        (event, model.reports.len())
    }

    fn somebody(&mut self, is_person: bool) -> Participant {
        let list = if is_person { &self.people } else { &self.countries };
        list[self.chance.seldom(list.len())].clone()
    }
}

/// A name that nobody has.
fn syllables(mut number: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "ve",
    ];
    let mut name = String::new();
    for _ in 0..4 {
        name += SYLLABLES[number % SYLLABLES.len()];
        number /= SYLLABLES.len();
    }
    name[..1].to_uppercase() + &name[1..]
}
