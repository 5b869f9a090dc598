//! Articles and events made by hand.

pub(crate) use crate::fixtures::words::place;
use crate::fixtures::words::{date, sides};
use summitry::article::{Article, DateOrigin};
use summitry::event::{DateRule, Event, EventType, Factor, Status};
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

/// An event told by the words `evidence` of the article, which is its own sentence.
/// `who` is read by [`sides`].
pub(crate) fn event(kind: &str, who: &str, when: &str, status: &str, evidence: &str, article: &Article) -> Event {
    let (source, target) = sides(who);
    let start = article.content.find(evidence).expect("the article's own words");
    let evidence = Span::new(start, start + evidence.len());
    Event {
        event_type: EventType::parse(kind).expect("a type"),
        source,
        target,
        date: date(when),
        date_rule: if when.is_empty() {
            DateRule::Untold
        } else {
            DateRule::Expression
        },
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
