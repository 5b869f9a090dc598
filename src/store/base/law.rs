//! The law of bases: whatever came and went, and in which order, a base has the rows of one that was built at once.

use super::{Arrival, Base, Phrase, Removal};
use crate::article::{Article, DateOrigin};
use crate::entity::EntityId;
use crate::event::{DateRule, Event, EventDate, EventType, Participant, ParticipantKind, Place, Status};
use crate::span::Span;
use chrono::{Days, NaiveDate};
use rusqlite::types::ValueRef;
use std::collections::BTreeMap;
use std::path::Path;

/// Choices by chance from a seed.
struct Chance(fastrand::Rng);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0.usize(..end)
    }

    fn one_of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }
}

const PEOPLE: [(&str, &str); 9] = [
    ("Kim Jong Un", "PRK"),
    ("Choe Son Hui", "PRK"),
    ("Vladimir Putin", "RUS"),
    ("Sergey Lavrov", "RUS"),
    ("Joe Biden", "USA"),
    ("Antony Blinken", "USA"),
    ("Emmanuel Macron", "FRA"),
    ("Ann Other", "XYZ"),
    ("Jens Stoltenberg", "NATO"),
];

const STORIES: [&str; 3] = [
    "The leaders of the two countries met on Thursday for their first summit, which lasted more than three hours, and spoke of \
     sanctions, of trade, and of the workers whom the one country sends to the other, before the guest left for home by train.",
    "Neither side signed an agreement, and a wreath was laid at a monument to the fallen sailors of the fleet, while a choir sang \
     of the sea and of the long way home, and bread and salt were offered to all who had come with the delegation on that day.",
    "Oil prices rose on Monday as traders weighed the chances of a truce against the closing of two pipelines and a strike of \
     dockers in three ports, which the ministry of transport called a matter of days and not of weeks in a short statement.",
];

fn person((name, of): (&str, &str)) -> Participant {
    let is_official = of == "NATO";
    Participant {
        entity: EntityId::person(name, of),
        name: name.to_owned(),
        kind: ParticipantKind::Person,
        country: if is_official { String::new() } else { of.to_owned() },
        org: if is_official { of.to_owned() } else { String::new() },
        mention: Span::default(),
        called: None,
    }
}

fn group(code: &str, name: &str) -> Participant {
    let is_organization = code == "NATO" || code == "EU";
    let (entity, kind) = if is_organization {
        (EntityId::organization(code), ParticipantKind::Organization)
    } else {
        (EntityId::country(code), ParticipantKind::Country)
    };
    let [country, org] = if is_organization { ["", code] } else { [code, ""] };
    Participant {
        entity,
        name: name.to_owned(),
        kind,
        country: country.to_owned(),
        org: org.to_owned(),
        mention: Span::default(),
        called: None,
    }
}

/// Somebody, who is seldom called otherwise.
fn somebody(chance: &mut Chance) -> Participant {
    if chance.one_in(3) {
        let code = chance.one_of(&["PRK", "RUS", "USA", "FRA", "XYZ", "NATO", "EU"]);
        let name = BTreeMap::from([
            ("PRK", "North Korea"),
            ("RUS", "Russia"),
            ("USA", "United States"),
            ("FRA", "France"),
            ("XYZ", "Xyzia"),
            ("NATO", "NATO"),
            ("EU", "European Union"),
        ]);
        return group(code, name[code]);
    }
    let mut somebody = person(chance.one_of(&PEOPLE));
    if somebody.name == "Ann Other" && chance.one_in(4) {
        somebody.name = "Ann other".to_owned();
    }
    somebody
}

fn day(chance: &mut Chance) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2019, 1, 1).unwrap();
    let days = if chance.one_in(3) { 700 } else { 40 };
    first + Days::new(chance.below(days) as u64)
}

fn event(chance: &mut Chance, content: &mut String) -> (Event, Phrase) {
    let event_type = chance.one_of(&[
        EventType::Met,
        EventType::Met,
        EventType::Met,
        EventType::Visited,
        EventType::Agreed,
        EventType::Accused,
        EventType::Called,
    ]);
    let start = content.len();
    let mut side = |chance: &mut Chance, least: usize| -> Vec<Participant> {
        (0..least + chance.below(2))
            .map(|_| {
                let mut somebody = somebody(chance);
                let begin = content.len();
                content.push_str(&somebody.name);
                somebody.mention = Span::new(begin, content.len());
                if chance.one_in(2) {
                    let first = somebody.name.split(' ').next().unwrap().len();
                    somebody.called = Some(Span::new(begin, begin + first));
                }
                content.push_str(" and ");
                somebody
            })
            .collect()
    };
    let source = side(chance, 1);
    let target = side(chance, usize::from(event_type != EventType::Met));
    let begin = content.len();
    content.push_str(event_type.as_str());
    let trigger = Span::new(begin, content.len());
    let words = [
        "over the grain harvest",
        "of missiles",
        "in a summit on the pipeline treaty",
        "again",
    ];
    content.push(' ');
    content.push_str(chance.one_of(&words));
    content.push('.');
    let sentence = Span::new(start, content.len());
    content.push('\n');
    let date = match chance.below(8) {
        0 => None,
        1 => EventDate::parse(&day(chance).format("%Y-%m").to_string()),
        2 => EventDate::parse("2019"),
        3 => EventDate::parse("2019-01-01/2020-12-31"),
        _ => EventDate::parse(&day(chance).to_string()),
    };
    let place = match chance.below(6) {
        0 => Some(("Vladivostok", "RUS")),
        1 => Some(("Vladivostok", "")),
        2 => Some(("Springfield", chance.one_of(&["USA", "FRA", ""]))),
        3 => Some(("Atlantis", "ATL")),
        _ => None,
    };
    let place = place.map(|(name, country)| Place {
        name: name.to_owned(),
        country: country.to_owned(),
    });
    let meeting = (event_type == EventType::Met && chance.one_in(3)).then(|| {
        chance
            .one_of(&["APEC summit", "G-20 Forum", "talks", "Paris summit"])
            .to_owned()
    });
    let names = source.iter().chain(&target).map(|part| part.name.clone()).collect();
    let event = Event {
        event_type,
        source,
        target,
        date,
        date_rule: chance.one_of(&[DateRule::Expression, DateRule::ArticleDay]),
        status: chance.one_of(&[
            Status::Occurred,
            Status::Planned,
            Status::Denied,
            Status::Denied,
            Status::Possible,
        ]),
        place,
        meeting,
        evidence: sentence,
        sentence,
        trigger,
        pattern: "invented".to_owned(),
        score: chance.below(9) as f64 / 8.0,
        factors: Vec::new(),
    };
    (event, Phrase { span: sentence, names })
}

fn arrival(chance: &mut Chance, id: &str, identity: &str) -> Arrival {
    let mut content = format!("Report {} of {identity}.\n", chance.below(1_000_000));
    let (events, phrases) = (0..chance.below(4)).map(|_| event(chance, &mut content)).unzip();
    if chance.one_in(3) {
        content.push_str(chance.one_of(&STORIES));
    }
    Arrival {
        article: Article {
            id: id.to_owned(),
            content,
            text_start: 0,
            title: Span::default(),
            blocks: Vec::new(),
            date: (!chance.one_in(12)).then(|| day(chance)),
            date_origin: DateOrigin::Given,
            dateline: None,
            url: None,
            source: Some(chance.one_of(&["Reuters", "Kyodo", "Courier"]).to_owned()),
        },
        identity: identity.to_owned(),
        phrases,
        events,
    }
}

/// The rows of all tables that follow from the articles, in their order, with ids for the places of other rows.
const ROWS: [&str; 16] = [
    "SELECT key, value FROM meta WHERE key IN ('types', 'articles_read') ORDER BY key",
    "SELECT teller.id, article.hash, sort, sampled, body FROM teller JOIN article ON number = article ORDER BY place",
    "SELECT id, kind, name, country, org, wikidata, mentions, body FROM node ORDER BY place",
    "SELECT word, id FROM name_word LEFT JOIN node ON place = node ORDER BY 1, 2",
    "SELECT id, type, status, date, first_day, last_day, date_rule, held_in, meeting, summit, score, sources, life, body
       FROM event ORDER BY place",
    "SELECT * FROM participant ORDER BY 1, 2, 3",
    "SELECT event, position, report.id, teller.id, told, first, last, status, date, score
       FROM report LEFT JOIN teller USING (article) ORDER BY 1, 2",
    "SELECT id, source, target, kind, event FROM edge ORDER BY place",
    "SELECT * FROM outline ORDER BY part",
    "SELECT signature, month, teller.id, position, event.id
       FROM placed LEFT JOIN teller ON teller.place = teller LEFT JOIN event ON event.place = event ORDER BY 1, 2, 3, 4",
    "SELECT number, id FROM sequence LEFT JOIN teller ON place = teller ORDER BY 1, 2",
    "SELECT name, id, node FROM located LEFT JOIN teller ON place = teller ORDER BY 1, 2",
    "SELECT * FROM called ORDER BY 1, 2",
    "SELECT family, id FROM gathering LEFT JOIN event ON place = event ORDER BY 1, 2",
    "SELECT * FROM wanting ORDER BY 1, 2",
    "SELECT * FROM uneven ORDER BY 1",
];

fn rows(base: &Base, question: &str) -> Vec<String> {
    let mut asked = base.connection.prepare(question).unwrap();
    let columns = asked.column_count();
    let rows = asked.query_map([], |row| {
        let cells = (0..columns).map(|at| match row.get_ref(at).unwrap() {
            ValueRef::Null => "-".to_owned(),
            ValueRef::Integer(number) => number.to_string(),
            ValueRef::Real(number) => number.to_string(),
            ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
            ValueRef::Blob(bytes) => format!("{bytes:02x?}"),
        });
        Ok(cells.collect::<Vec<_>>().join(" | "))
    });
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

fn check_same(base: &Base, once: &Base, when: &str) {
    for question in ROWS {
        let (own, other) = (rows(base, question), rows(once, question));
        for (own, other) in own.iter().zip(&other) {
            assert_eq!(own, other, "{when}: {question}");
        }
        assert_eq!(own.len(), other.len(), "{when}: {question}\n{own:#?}\n{other:#?}");
    }
    for table in ["teller", "node", "event", "edge"] {
        let by = |column: &str| rows(base, &format!("SELECT id FROM {table} ORDER BY {column}"));
        assert_eq!(by("place"), by("sort, place"), "{when}: {table}");
    }
    assert_eq!(base.graph().unwrap(), once.graph().unwrap(), "{when}");
    assert_eq!(base.check().unwrap(), [""; 0], "{when}");
}

/// Grows a base by chance, and compares it after each step with one that is built at once. Returns how often what came and went
/// was merged by itself, and how often it was not.
fn grow(folder: &Path, seed: u64, steps: usize) -> [usize; 2] {
    let mut chance = Chance(fastrand::Rng::with_seed(seed));
    let mut base = Base::create(&folder.join(format!("{seed}.db"))).unwrap();
    let today = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
    let mut live: BTreeMap<String, Arrival> = BTreeMap::new();
    let mut counts = [0; 2];
    for step in 0..steps {
        let count = if step == 0 { 40 } else { chance.below(5) };
        let arrivals: Vec<Arrival> = (0..count)
            .map(|_| {
                let identity = format!("a{}", chance.below(60));
                // Some ids belong to several articles, and some look as if they did.
                let id = match identity.as_str() {
                    "a1" | "a2" if seed.is_multiple_of(3) => "a1".to_owned(),
                    "a3" => "a1#2".to_owned(),
                    _ => identity.clone(),
                };
                arrival(&mut chance, &id, &identity)
            })
            .collect();
        for arrival in &arrivals {
            live.insert(arrival.identity.clone(), arrival.clone());
        }
        base.add(arrivals, today).unwrap();
        for _ in 0..chance.below(3) {
            let identity = live.keys().nth(chance.below(live.len())).unwrap().clone();
            let id = live[&identity].article.id.clone();
            let is_alone = live.values().filter(|arrival| arrival.article.id == id).count() == 1;
            if is_alone && id != "a1#2" {
                live.remove(&identity);
                let ids = vec![id];
                base.remove(
                    &Removal {
                        ids,
                        ..Removal::default()
                    },
                    today,
                )
                .unwrap();
            }
        }
        if base.is_merged().unwrap() {
            continue;
        }
        let by_itself = base.merge_change().unwrap();
        counts[usize::from(!by_itself)] += 1;
        base.merge().unwrap();
        let path = folder.join("once.db");
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(folder.join(format!("once.db{end}")));
        }
        let mut once = Base::create(&path).unwrap();
        once.add(live.values().rev().cloned().collect(), today).unwrap();
        once.merge().unwrap();
        check_same(&base, &once, &format!("seed {seed}, step {step}"));
    }
    counts
}

/// `SEEDS` and `STEPS` in the environment make it longer.
#[test]
fn what_comes_and_goes_is_merged_as_if_it_had_been_there_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let seeds: u64 = std::env::var("SEEDS").map_or(4, |seeds| seeds.parse().unwrap());
    let steps = std::env::var("STEPS").map_or(12, |steps| steps.parse().unwrap());
    let mut counts = [0; 2];
    for seed in 1..=seeds {
        let of_seed = grow(folder.path(), seed, steps);
        for (count, more) in counts.iter_mut().zip(of_seed) {
            *count += more;
        }
    }
    assert!(counts[0] > counts[1], "{counts:?}");
}
