//! Articles and events made by hand.

use chrono::{Datelike, Days, Months, NaiveDate};
use summitry::article::{Article, DateOrigin};
use summitry::entity::EntityId;
use summitry::event::{Event, EventDate, EventType, Factor, Participant, ParticipantKind, Place, Status};
use summitry::graph::{GraphBuilder, KnowledgeGraph};
use summitry::span::Span;

/// An article of one line, under its id.
pub(crate) fn article(id: &str, date: &str, text: &str) -> Article {
    Article {
        id: id.to_owned(),
        content: text.to_owned(),
        text_start: 0,
        title: Span::default(),
        blocks: Vec::new(),
        date: date.parse().ok(),
        date_origin: DateOrigin::Metadata,
        dateline: None,
        url: None,
        source: None,
    }
}

/// "Name/ISO3" is a person, "Name~ORG" a person who serves an organization, "Name=ISO3" a country, "Name@ORG" an
/// organization.
pub(crate) fn participant(words: &str) -> Participant {
    let at = words.find(['/', '~', '=', '@']).expect("a name and what it is");
    let (name, code) = (&words[..at], &words[at + 1..]);
    let (entity, kind, country, org) = match &words[at..=at] {
        "/" => (EntityId::person(name, code), ParticipantKind::Person, code, ""),
        "~" => (EntityId::person(name, code), ParticipantKind::Person, "", code),
        "=" => (EntityId::country(code), ParticipantKind::Country, code, ""),
        _ => (EntityId::organization(code), ParticipantKind::Organization, "", code),
    };
    Participant {
        entity,
        name: name.to_owned(),
        kind,
        country: country.to_owned(),
        org: org.to_owned(),
        mention: Span::default(),
    }
}

/// A date as the annotation guide writes it.
pub(crate) fn date(value: &str) -> Option<EventDate> {
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    let (start, end) = match (value.split_once('/'), value.len()) {
        (Some((start, end)), _) => (day(start), day(end)),
        (_, 0) => return None,
        (_, 4) => (day(&format!("{value}-01-01")), day(&format!("{value}-12-31"))),
        (_, 7) => {
            let start = day(&format!("{value}-01"));
            (start, start + Months::new(1) - Days::new(1))
        }
        _ => (day(value), day(value)),
    };
    assert!(start.year() > 0, "a date of our era");
    Some(EventDate {
        value: value.to_owned(),
        start,
        end,
    })
}

/// An event told by the words `evidence` of the article, which is its own sentence.
///
/// `who` names the source and, after ">", the target: "Kim Jong Un/PRK + Vladimir Putin/RUS", "United States=USA > Iran=IRN".
pub(crate) fn event(kind: &str, who: &str, when: &str, status: &str, evidence: &str, article: &Article) -> Event {
    let side = |words: &str| {
        words
            .split('+')
            .map(str::trim)
            .filter(|words| !words.is_empty())
            .map(participant)
            .collect::<Vec<_>>()
    };
    let (source, target) = who.split_once('>').unwrap_or((who, ""));
    let start = article.content.find(evidence).expect("the article's own words");
    let evidence = Span::new(start, start + evidence.len());
    Event {
        event_type: EventType::parse(kind).expect("a type"),
        source: side(source),
        target: side(target),
        date: date(when),
        date_rule: if when.is_empty() { "none" } else { "explicit" },
        status: Status::parse(status).expect("a status"),
        place: None,
        meeting: None,
        evidence,
        sentence: evidence,
        trigger: evidence,
        pattern: format!("{kind}-1"),
        score: 0.8,
        factors: vec![Factor {
            name: "pattern",
            value: 0.8,
        }],
    }
}

/// A place by "Name, ISO3".
pub(crate) fn place(words: &str) -> Option<Place> {
    let (name, country) = words.split_once(", ")?;
    Some(Place {
        name: name.to_owned(),
        country: country.to_owned(),
    })
}

/// The graph of the articles with their events.
pub(crate) fn graph(articles: Vec<(Article, Vec<Event>)>) -> KnowledgeGraph {
    let mut builder = GraphBuilder::default();
    for (article, events) in articles {
        builder.add_article(&article, events);
    }
    builder.finish()
}

/// The story of April 2019 as three papers told it.
pub(crate) fn april_2019() -> KnowledgeGraph {
    let before = article(
        "seed",
        "2019-04-24",
        "Kim Jong Un arrived in Russia. The summit with Putin is on Thursday. \
         Kim met Trump two months ago. The United States imposed sanctions on the North.",
    );
    let arrival = event(
        "visited",
        "Kim Jong Un/PRK > Russia=RUS",
        "2019-04-24",
        "occurred",
        "Kim Jong Un arrived in Russia.",
        &before,
    );
    let mut planned = event(
        "met",
        "Kim Jong Un/PRK + Vladimir Putin/RUS",
        "2019-04-25",
        "planned",
        "The summit with Putin is on Thursday.",
        &before,
    );
    planned.place = place("Vladivostok, RUS");
    let hanoi = event(
        "met",
        "Kim Jong Un/PRK + Donald Trump/USA",
        "2019-02",
        "occurred",
        "Kim met Trump two months ago.",
        &before,
    );
    let sanctions = event(
        "sanctioned",
        "United States=USA > North Korea=PRK",
        "",
        "occurred",
        "The United States imposed sanctions on the North.",
        &before,
    );
    let after = article(
        "after",
        "2019-04-25",
        "Putin held a summit with Kim in Vladivostok on Thursday. Putin accused Washington.",
    );
    let mut held = event(
        "met",
        "Vladimir Putin/RUS + Kim Jong Un/PRK",
        "2019-04-25",
        "occurred",
        "Putin held a summit with Kim in Vladivostok on Thursday.",
        &after,
    );
    held.place = place("Vladivostok, RUS");
    let accused = event(
        "accused",
        "Vladimir Putin/RUS > United States=USA",
        "2019-04-25",
        "occurred",
        "Putin accused Washington.",
        &after,
    );
    let reprint = article(
        "reprint",
        "2019-04-26",
        "Putin held a summit with Kim in Vladivostok on Thursday. Seoul tested a missile.",
    );
    let again = event(
        "met",
        "Russia=RUS + Kim Jong Un/PRK",
        "2019-04",
        "occurred",
        "Putin held a summit with Kim in Vladivostok on Thursday.",
        &reprint,
    );
    let alone = event(
        "mobilized",
        "South Korea=KOR",
        "2019-04-26",
        "occurred",
        "Seoul tested a missile.",
        &reprint,
    );
    graph(vec![
        (before, vec![arrival, planned, hanoi, sanctions]),
        (after, vec![held, accused]),
        (reprint, vec![again, alone]),
    ])
}
