//! What the reader has learned to read, and the laws that hold of it whatever it has learned.

use super::{article, date, show};
use crate::event::{Event, Participant, Reader, Status};
use crate::knowledge::Knowledge;
use crate::pipeline::mine;
use expect_test::{Expect, expect};
use std::collections::BTreeSet;
use std::fmt::Write;

fn events(day: &str, text: &str) -> Vec<Event> {
    let paragraphs: Vec<&str> = text.lines().collect();
    mine(article(day, &paragraphs), Knowledge::builtin()).events
}

fn check(day: &str, texts: &[&str], expected: &Expect) {
    let mut actual = String::new();
    for text in texts {
        writeln!(actual, "{text}").expect("strings take all");
        for event in events(day, text) {
            writeln!(actual, "    {} {} {}", date(&event), event.status, show(&event)).expect("strings take all");
        }
    }
    expected.assert_eq(&actual);
}

#[test]
fn tellings_and_their_look_alikes_are_told_apart() {
    check(
        "2019-04-24",
        &[
            "Kim Jong Un arrived in Russia on Wednesday.",
            "Angela Merkel spoke by telephone with Vladimir Putin on Tuesday.",
            "France condemned the arrest of a journalist by Iran.",
            "The United States imposed sanctions on Venezuela on Tuesday.",
            "Japan urged North Korea to abandon its missiles.",
            "Australia and Indonesia signed a trade agreement in Jakarta.",
            "Angela Merkel visited her mother in Hamburg.",
            "Japan met its targets for the year.",
            "The World Cup in Russia was a success for France.",
        ],
        &expect![[r#"
            Kim Jong Un arrived in Russia on Wednesday.
                2019-04-24 occurred visited Kim Jong Un > Russia
            Angela Merkel spoke by telephone with Vladimir Putin on Tuesday.
                2019-04-23 occurred called Angela Merkel + Vladimir Putin
            France condemned the arrest of a journalist by Iran.
                2019-04-24 occurred accused France > Iran
            The United States imposed sanctions on Venezuela on Tuesday.
                2019-04-23 occurred sanctioned United States > Venezuela
            Japan urged North Korea to abandon its missiles.
                2019-04-24 occurred requested Japan > North Korea
            Australia and Indonesia signed a trade agreement in Jakarta.
                2019-04-24 occurred agreed Australia + Indonesia
            Angela Merkel visited her mother in Hamburg.
            Japan met its targets for the year.
            The World Cup in Russia was a success for France.
        "#]],
    );
}

#[test]
fn what_is_planned_or_denied_did_not_happen() {
    check(
        "2019-04-24",
        &[
            "Vladimir Putin will meet Kim Jong Un on Thursday.",
            "Theresa May will no longer meet Leo Varadkar on Friday.",
        ],
        &expect![[r#"
            Vladimir Putin will meet Kim Jong Un on Thursday.
                2019-04-25 planned met Vladimir Putin + Kim Jong Un
            Theresa May will no longer meet Leo Varadkar on Friday.
                2019-04-26 denied met Theresa May + Leo Varadkar
        "#]],
    );
}

#[test]
fn tellings_of_one_event_are_one() {
    check(
        "2019-04-24",
        &[
            "Vladimir Putin met Kim Jong Un in Vladivostok on Tuesday.\nThe talks between Putin and Kim lasted two hours.",
            "Mike Pompeo flew to Baghdad on Tuesday and will hold talks with Barham Salih on Thursday.",
        ],
        &expect![[r#"
            Vladimir Putin met Kim Jong Un in Vladivostok on Tuesday.
            The talks between Putin and Kim lasted two hours.
                2019-04-23 occurred met Vladimir Putin + Kim Jong Un
                2019-04-23 occurred visited Kim Jong Un > Russia
            Mike Pompeo flew to Baghdad on Tuesday and will hold talks with Barham Salih on Thursday.
                2019-04-23 occurred visited Mike Pompeo > Iraq
                2019-04-25 planned met Mike Pompeo + Barham Salih
        "#]],
    );
}

#[test]
fn a_summit_told_again_is_that_of_those_who_were_told_to_hold_it() {
    check(
        "2019-04-24",
        &[
            "Kim Jong Un met Vladimir Putin in Vladivostok. Yuri Ushakov told reporters that the summit focused on trade.",
            "Kim Jong Un met Vladimir Putin in Vladivostok. Yuri Ushakov told reporters that the summit with Xi Jinping was put off.",
        ],
        &expect![[r#"
            Kim Jong Un met Vladimir Putin in Vladivostok. Yuri Ushakov told reporters that the summit focused on trade.
                2019-04-24 occurred met Kim Jong Un + Vladimir Putin
                2019-04-24 occurred visited Kim Jong Un > Russia
            Kim Jong Un met Vladimir Putin in Vladivostok. Yuri Ushakov told reporters that the summit with Xi Jinping was put off.
                2019-04-24 occurred met Kim Jong Un + Vladimir Putin
                2019-04-24 occurred visited Kim Jong Un > Russia
                no date denied met Kim Jong Un + Xi Jinping
        "#]],
    );
}

#[test]
fn each_day_that_is_told_behind_somebody_has_its_event() {
    check(
        "2018-04-26",
        &[
            "Angela Merkel met Emmanuel Macron on Monday, Theresa May on Tuesday and Viktor Orban on Wednesday.",
            "Mike Pompeo will visit Poland on Friday and Hungary on Saturday.",
            "Angela Merkel met Emmanuel Macron and Theresa May on Monday, a day after the talks.",
        ],
        &expect![[r#"
            Angela Merkel met Emmanuel Macron on Monday, Theresa May on Tuesday and Viktor Orban on Wednesday.
                2018-04-23 occurred met Angela Merkel + Emmanuel Macron
                2018-04-24 occurred met Angela Merkel + Theresa May
                2018-04-25 occurred met Angela Merkel + Viktor Orbán
            Mike Pompeo will visit Poland on Friday and Hungary on Saturday.
                2018-04-27 planned visited Mike Pompeo > Poland
                2018-04-28 planned visited Mike Pompeo > Hungary
            Angela Merkel met Emmanuel Macron and Theresa May on Monday, a day after the talks.
                2018-04-23 occurred met Angela Merkel + Emmanuel Macron + Theresa May
                2018-04-22 occurred met Angela Merkel + Emmanuel Macron + Theresa May
        "#]],
    );
}

#[test]
fn a_month_without_a_year_is_that_of_which_the_text_speaks() {
    check(
        "2023-07-11",
        &[
            "Sweden applied to join NATO in May 2022.\nIn Madrid that June Sauli Niinistö met Recep Tayyip Erdogan.",
            "The summit had been prepared in March, when Chung Eui-yong travelled to Pyongyang and met Kim Jong Un.",
            "Ursula von der Leyen said that May would meet Leo Varadkar.",
        ],
        &expect![[r#"
            Sweden applied to join NATO in May 2022.
            In Madrid that June Sauli Niinistö met Recep Tayyip Erdogan.
                2022-05 occurred requested Sweden > North Atlantic Treaty Organization
                2022-05 possible agreed Sweden + North Atlantic Treaty Organization
                2022-06 occurred met Sauli Niinistö + Recep Tayyip Erdoğan
                2022-06 occurred visited Sauli Niinistö > Spain
            The summit had been prepared in March, when Chung Eui-yong travelled to Pyongyang and met Kim Jong Un.
                2023-03 occurred visited Chung Eui-yong > North Korea
                2023-03 occurred met Chung Eui-yong + Kim Jong Un
            Ursula von der Leyen said that May would meet Leo Varadkar.
                no date possible met Ursula von der Leyen + Leo Varadkar
        "#]],
    );
}

#[test]
fn nothing_has_occurred_after_the_day_of_the_article() {
    for text in [
        "Xi Jinping met Vladimir Putin on May 30, 2019.",
        "The summit of Donald Trump and Kim Jong Un took place on 12 June 2019.",
        "Narendra Modi visited France next week.",
    ] {
        for event in events("2019-04-24", text) {
            let ahead = event
                .date
                .as_ref()
                .is_some_and(|date| date.start.to_string().as_str() > "2019-04-24");
            assert!(!ahead || event.status != Status::Occurred, "{text}: {}", show(&event));
        }
    }
}

#[test]
fn an_actor_does_nothing_to_his_own_country_beside_another() {
    let side = |one: &Participant| format!("{}{}", one.country, one.org);
    for text in [
        "Mexican President Andres Manuel Lopez Obrador accused Ecuador of a violation of Mexico's sovereignty.",
        "Taiwan's foreign minister, Joseph Wu, accused Honduras of having demanded billions of dollars from Taiwan.",
        "China's Wang Yi mediated between Saudi Arabia and Iran in China.",
    ] {
        let events = events("2024-04-06", text);
        assert!(!events.is_empty(), "{text}");
        for event in events {
            let own: BTreeSet<String> = event.source.iter().map(side).collect();
            let others = event.target.iter().filter(|one| !own.contains(&side(one))).count();
            assert!(others == 0 || others == event.target.len(), "{}", show(&event));
        }
    }
}

#[test]
fn an_event_has_two_sides_and_its_score_is_the_product_of_its_factors() {
    let text = "Russian President Vladimir Putin and Foreign Minister Sergey Lavrov met in Moscow on Monday.\n\
        Vladimir Putin met Xi Jinping and Narendra Modi in Osaka.\nBarack Obama and the United States praised Canada.";
    let side = |one: &Participant| format!("{}{}", one.country, one.org);
    let events = events("2019-04-24", text);
    assert!(!events.is_empty());
    for event in events {
        let all = event.source.iter().chain(&event.target);
        let sides: BTreeSet<String> = all.map(side).collect();
        assert!(sides.len() > 1, "{}", show(&event));
        let product: f64 = event.factors.iter().map(|factor| factor.value).product();
        assert!((event.score - product).abs() < 1e-9 && (0.0..=1.0).contains(&event.score));
    }
}

#[test]
fn bytes_that_are_no_model_give_no_reader() {
    let built_in = include_bytes!("../data/events.model");
    assert!(Reader::load(built_in).is_some());
    for bytes in [
        &b""[..],
        b"summitry events 0\n{}\n",
        b"summitry events 1\n{\n",
        &built_in[..built_in.len() / 2],
    ] {
        assert!(Reader::load(bytes).is_none());
    }
}
