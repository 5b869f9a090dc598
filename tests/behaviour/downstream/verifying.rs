//! A graph and a register of travels.

use super::support::{article, event, graph, place};
use expect_test::{Expect, expect};
use std::path::Path;
use summitry::evaluation::register::load;
use summitry::evaluation::verify;
use summitry::event::Event;

/// "Traveler, Country > Destination (Places): from, to", one a line.
fn register(lines: &str) -> String {
    let entry = |(number, line): (usize, &str)| {
        let (who, rest) = line.trim().split_once(" > ").unwrap();
        let (traveler, country) = who.rsplit_once(", ").unwrap();
        let (place, days) = rest.rsplit_once(": ").unwrap();
        let (destination, locale) = place.split_once(" in ").unwrap_or((place, ""));
        let (start, end) = days.split_once(", ").unwrap_or((days, days));
        serde_json::json!({
            "register": "travels", "id": format!("t{}", number + 1), "traveler": traveler,
            "country_of_traveler": country, "destination": destination, "locale": locale, "start": start, "end": end,
        })
        .to_string()
    };
    let lines = lines.lines().filter(|line| !line.trim().is_empty()).enumerate();
    lines.map(entry).collect::<Vec<_>>().join("\n")
}

/// Holds visits, each "who > where | date | status | city", told by an article of 12 July 2005, against a register.
fn check(visits: &[&str], entries: &str, who: &[&str], expect: &Expect) {
    let told = article("a", "2005-07-12", "She came.");
    let visits: Vec<Event> = visits
        .iter()
        .map(|visit| {
            let parts: Vec<&str> = visit.split('|').map(str::trim).collect();
            let mut visit = event("visited", parts[0], parts[1], parts[2], "She came.", &told);
            visit.place = parts.get(3).and_then(|city| place(city));
            visit
        })
        .collect();
    let graph = graph(vec![(told, visits)]);
    let entries = load(register(entries).as_bytes(), Path::new("travels.jsonl")).unwrap();
    let who: Vec<String> = who.iter().map(|&name| name.to_owned()).collect();
    let verification = verify(&graph, &entries, &who);
    let aside = verification
        .aside
        .iter()
        .map(|(reason, count)| format!("aside: {count} {reason}"));
    let shown = verification
        .findings
        .iter()
        .map(|finding| {
            let entry = finding.entry.map_or("-", |entry| entry.id.as_str());
            let visit = finding.visit.map_or_else(
                || "-".to_owned(),
                |visit| {
                    let date = visit.event.date.as_ref().map_or("", |date| &date.value);
                    format!("{} in {} {date}", visit.visitor.name, visit.country.name)
                },
            );
            let words = format!("{}: {entry}, {visit} {}", finding.verdict, finding.reason);
            words.trim_end().to_owned()
        })
        .chain(aside)
        .collect::<Vec<_>>()
        .join("\n");
    expect.assert_eq(&shown);
}

#[test]
fn two_days_more_or_less_confirm() {
    check(
        &[
            "Condoleezza Rice/USA > South Korea=KOR | 2005-07-15 | occurred",
            "Condoleezza Rice/USA > China=CHN | 2005-07 | planned",
            "Condoleezza Rice/USA > Japan=JPN |  | occurred",
        ],
        "Condoleezza Rice, United States > Korea, Republic of in Seoul: 2005-07-12, 2005-07-13
         Condoleezza Rice, United States > China, People’s Republic of in Beijing: 2005-07-09, 2005-07-10
         Condoleezza Rice, United States > Japan in Tokyo: 2005-07-11, 2005-07-12
         Condoleezza Rice, United States > Senegal in Dakar: 2005-07-20, 2005-07-21",
        &[],
        &expect![[r#"
            announced only: t2, Condoleezza Rice in China 2005-07
            undated: t3, Condoleezza Rice in Japan  told on 2005-07-12
            confirmed: t1, Condoleezza Rice in South Korea 2005-07-15
            not covered: t4, -"#]],
    );
}

#[test]
fn without_a_date_the_last_journey_is_meant_and_the_next_is_announced() {
    check(
        &[
            "Condoleezza Rice/USA > South Korea=KOR |  | occurred",
            "Condoleezza Rice/USA > China=CHN |  | planned",
            "Condoleezza Rice/USA > Thailand=THA |  | planned",
            "Condoleezza Rice/USA > Senegal=SEN |  | possible",
            "Condoleezza Rice/USA > Israel=ISR |  | occurred",
        ],
        "Condoleezza Rice, United States > Korea, Republic of in Seoul: 2005-06-20, 2005-06-21
         Condoleezza Rice, United States > Korea, Republic of in Seoul: 2005-07-02, 2005-07-03
         Condoleezza Rice, United States > China in Beijing: 2005-08-01, 2005-08-02
         Condoleezza Rice, United States > Thailand in Phuket: 2005-07-09, 2005-07-10
         Condoleezza Rice, United States > Senegal in Dakar: 2005-07-20, 2005-07-21
         Condoleezza Rice, United States > Israel in Jerusalem: 2005-05-29, 2005-05-31",
        &[],
        &expect![[r#"
            undated: t6, Condoleezza Rice in Israel  told on 2005-07-12
            not covered: t1, -
            undated: t2, Condoleezza Rice in South Korea  told on 2005-07-12
            lacking: t4, -
            not covered: t5, -
            undated: t3, Condoleezza Rice in China  announced on 2005-07-12
            aside: 2 without a date"#]],
    );
}

#[test]
fn other_days_cities_and_denials_contradict() {
    check(
        &[
            "Condoleezza Rice/USA > South Korea=KOR | 2005-07-16 | occurred",
            "Condoleezza Rice/USA > China=CHN | 2005-07-09 | occurred | Shanghai, CHN",
            "Condoleezza Rice/USA > Japan=JPN | 2005-07-12 | denied | Tokyo, JPN",
            "Condoleezza Rice/USA > Thailand=THA | 2005-07-28 | occurred",
        ],
        "Condoleezza Rice, United States > Korea, Republic of in Seoul: 2005-07-12, 2005-07-13
         Condoleezza Rice, United States > China in Beijing: 2005-07-09, 2005-07-10
         Condoleezza Rice, United States > Japan in Tokyo: 2005-07-11, 2005-07-12
         Condoleezza Rice, United States > Thailand in Phuket: 2005-07-10, 2005-07-11
         Condoleezza Rice, United States > Israel in Jerusalem: 2005-07-29, 2005-07-31",
        &[],
        &expect![[r#"
            contradicted: t2, Condoleezza Rice in China 2005-07-09 Shanghai is not among the places
            lacking: t4, -
            called off: t3, Condoleezza Rice in Japan 2005-07-12
            contradicted: t1, Condoleezza Rice in South Korea 2005-07-16 3 days apart
            not in register: -, Condoleezza Rice in Thailand 2005-07-28
            not covered: t5, -"#]],
    );
}

#[test]
fn one_of_the_places_reported_is_enough() {
    check(
        &[
            "Condoleezza Rice/USA > Israel=ISR | 2005-07-12 | occurred | Tel Aviv, ISR",
            "Condoleezza Rice/USA > Israel=ISR | 2005-07-12 | occurred | Jerusalem, ISR",
        ],
        "Condoleezza Rice, United States > Israel in Jerusalem: 2005-07-12",
        &[],
        &expect![[r#"confirmed: t1, Condoleezza Rice in Israel 2005-07-12"#]],
    );
}

#[test]
fn a_visit_that_confirms_one_entry_contradicts_none() {
    check(
        &["Condoleezza Rice/USA > Israel=ISR | 2005-07-12 | occurred | Jerusalem, ISR"],
        "Condoleezza Rice, United States > Israel in Jerusalem: 2005-07-11, 2005-07-12
         Condoleezza Rice, United States > Israel in Jerusalem: 2005-07-17, 2005-07-18",
        &[],
        &expect![[r#"
            confirmed: t1, Condoleezza Rice in Israel 2005-07-12
            lacking: t2, -"#]],
    );
}

#[test]
fn names_go_by_their_words_and_countries() {
    check(
        &[
            "Hu Jintao/CHN > United States=USA | 2005-07-12 | occurred",
            "Dmitry Medvedev/RUS > United States=USA | 2005-07-12 | occurred",
            "Saddam Hussein/IRQ > United States=USA | 2005-07-12 | occurred",
            "Bill Clinton/USA > United Kingdom=GBR | 2005-07-12 | occurred",
            "Jerzy Buzek/POL > United States=USA | 2005-07-12 | occurred",
        ],
        "President Hu Jintao, China > United States: 2005-07-12
         President Dimitri A. Medvedev, Russia > United States: 2005-07-12
         King Hussein, Jordan > United States: 2005-07-12
         William J. Clinton, United States > United Kingdom in London: 2005-07-12
         President Aleksander Kwaśniewski and Prime Minister Jerzy Buzek, Poland > United States: 2005-07-12",
        &[],
        &expect![[r#"
            confirmed: t1, Hu Jintao in United States 2005-07-12
            confirmed: t2, Dmitry Medvedev in United States 2005-07-12
            confirmed: t4, Bill Clinton in United Kingdom 2005-07-12
            confirmed: t5, Jerzy Buzek in United States 2005-07-12
            lacking: t3, -
            aside: 1 of travelers, times or destinations that the register does not cover"#]],
    );
}

#[test]
fn visits_of_those_covered_are_asked_for() {
    let visits = [
        "Condoleezza Rice/USA > Japan=JPN | 2005-07-12 | occurred",
        "Condoleezza Rice/USA > Egypt=EGY | 2005-07-12 | planned",
        "Condoleezza Rice/USA > Egypt=EGY | 2001-07-12 | occurred",
        "Condoleezza Rice/USA > United States=USA | 2005-07-12 | occurred",
        "Hu Jintao/CHN > Japan=JPN | 2005-07-12 | occurred",
    ];
    let entries = "Condoleezza Rice, United States > Israel in Jerusalem: 2005-05-01
                   Condoleezza Rice, United States > France in Paris: 2005-08-01
                   Hu Jintao, China > Russia in Moscow: 2006-08-01";
    check(
        &visits,
        entries,
        &[],
        &expect![[r#"
            not covered: t1, -
            not in register: -, Condoleezza Rice in Japan 2005-07-12
            not covered: t2, -
            not covered: t3, -
            aside: 1 planned, possible or denied
            aside: 3 of travelers, times or destinations that the register does not cover"#]],
    );
    check(
        &visits,
        entries,
        &["hu"],
        &expect![[r#"
        not covered: t3, -
        aside: 1 of travelers, times or destinations that the register does not cover"#]],
    );
}

#[test]
fn plans_confirm_nothing_and_no_visit_is_uncounted() {
    check(
        &[
            "Condoleezza Rice/USA > South Korea=KOR | 2005-07-12 | planned",
            "Condoleezza Rice/USA > China=CHN | 2005-07-05 | possible",
            "Condoleezza Rice/USA > Japan=JPN | 2005-07-20 | planned",
            "Condoleezza Rice/USA > Israel=ISR | 2005-07-09 | occurred",
            "Condoleezza Rice/USA > Israel=ISR | 2005-07 | planned",
            "Condoleezza Rice/USA > Egypt=EGY | | possible",
            "Hu Jintao/CHN > Japan=JPN | 2005-07-12 | occurred",
            "United States=USA > Japan=JPN | 2005-07-12 | occurred",
        ],
        "Condoleezza Rice, United States > Korea, Republic of in Seoul: 2005-07-12, 2005-07-13
         Condoleezza Rice, United States > China in Beijing: 2005-07-09, 2005-07-10
         Condoleezza Rice, United States > Israel in Jerusalem: 2005-07-09, 2005-07-10
         Condoleezza Rice, United States > Chile in Santiago: 2001-07-09, 2001-07-10",
        &[],
        &expect![[r#"
            not covered: t4, -
            confirmed: t3, Condoleezza Rice in Israel 2005-07-09
            announced only: t2, Condoleezza Rice in China 2005-07-05 4 days apart
            announced only: t1, Condoleezza Rice in South Korea 2005-07-12
            aside: 1 told better by another visit
            aside: 1 without a date
            aside: 1 planned, possible or denied
            aside: 1 of travelers, times or destinations that the register does not cover
            aside: 1 not of a person to a country"#]],
    );
}
