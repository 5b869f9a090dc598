//! Laws of the whole way from text to events, and what an article of our own tells.

use expect_test::expect;
use proptest::prelude::*;
use std::fmt::Write;
use summitry::article::{Article, Block, BlockKind, DateOrigin, Dateline};
use summitry::event::{DateRule, Event, Participant};
use summitry::knowledge::Knowledge;
use summitry::pipeline::{Mined, mine};
use summitry::span::Span;

/// An article of the text, divided at its line breaks, with or without a date and a dateline.
fn article(text: &str, date: Option<&str>, place: Option<&str>) -> Article {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        if !line.trim().is_empty() {
            blocks.push(Block {
                span: Span::new(start, end),
                kind: BlockKind::Paragraph,
            });
        }
        start = end + 1;
    }
    Article {
        id: "article".to_owned(),
        content: text.to_owned(),
        text_start: 0,
        title: Span::default(),
        blocks,
        date: date.and_then(|date| date.parse().ok()),
        date_origin: DateOrigin::Metadata,
        dateline: place.map(|place| Dateline {
            place: place.to_owned(),
            span: None,
            agency: None,
        }),
        url: None,
        source: None,
    }
}

/// Checks that a span lies in the content, between characters.
fn check_span(mined: &Mined, span: Span, what: &str) -> Result<(), TestCaseError> {
    let content = &mined.article.content;
    prop_assert!(
        span.start <= span.end && span.end <= content.len(),
        "{what} {span:?} of {content:?}"
    );
    prop_assert!(
        content.get(span.range()).is_some(),
        "{what} {span:?} cuts a character of {content:?}"
    );
    Ok(())
}

/// Checks what holds of the events of every text.
fn check_laws(text: &str, date: Option<&str>, place: Option<&str>) -> Result<(), TestCaseError> {
    let mined = mine(article(text, date, place), Knowledge::builtin());
    for mention in &mined.cast.mentions {
        check_span(&mined, mention.span, "a mention")?;
        prop_assert!(
            mention
                .entities
                .iter()
                .all(|&entity| entity < mined.cast.entities.next_key())
        );
        prop_assert!(mention.tokens.contains(&mention.head));
    }
    for event in &mined.events {
        check_span(&mined, event.evidence, "the evidence")?;
        check_span(&mined, event.sentence, "the sentence")?;
        check_span(&mined, event.trigger, "the trigger")?;
        prop_assert!(!event.evidence.is_empty() && !event.trigger.is_empty(), "{event:?}");
        prop_assert!(
            event.sentence.contains(event.evidence) && event.sentence.contains(event.trigger),
            "{event:?}"
        );
        prop_assert!(!event.source.is_empty(), "{event:?}");
        prop_assert!((0.0..=1.0).contains(&event.score), "{event:?}");
        match event.date_rule {
            DateRule::ArticleDay => prop_assert!(event.date.is_some(), "{event:?}"),
            DateRule::Untold => prop_assert!(event.date.is_none(), "{event:?}"),
            DateRule::Expression => {}
            DateRule::ByHand => prop_assert!(false, "nobody decided: {event:?}"),
        }
        prop_assert!(
            event.date.as_ref().is_none_or(|date| date.start <= date.end),
            "{event:?}"
        );
        let all: Vec<&Participant> = event.source.iter().chain(&event.target).collect();
        for (at, participant) in all.iter().enumerate() {
            check_span(&mined, participant.mention, "a participant's mention")?;
            if let Some(called) = participant.called {
                check_span(&mined, called, "a participant's name")?;
            }
            prop_assert!(!participant.name.is_empty(), "{event:?}");
            prop_assert!(
                all[..at].iter().all(|other| other.entity != participant.entity),
                "twice in {event:?}"
            );
        }
    }
    prop_assert_eq!(&mined.events, &mine(mined.article.clone(), Knowledge::builtin()).events);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_events_within_itself(text in "\\PC{0,200}", date in proptest::option::of("20[0-2][0-9]-0[1-9]-1[0-9]")) {
        check_laws(&text, date.as_deref(), None)?;
    }

    #[test]
    fn news_words_in_any_order_give_events_within_themselves(
        text in "((the|a|two|both|his|its|of|in|at|to|with|between|and|by|after|on|for|who|not|will|has|was|if|that|here|we|he|she|they|it|President|foreign minister|leaders|sides|officials|Vladimir Putin|Xi Jinping|Angela Merkel|Kim|Mr\\.|France|Russia|Chinese|Japanese|Moscow|Washington|the Kremlin|the EU|NATO|met|visited|held|talks|visit|summit|agreement|signed|accused|said|urged|imposed|sanctions|attacked|cancelled|Monday|last week|in 2018|two months after|[,.;:–'\"’“”-]|'s|\n|[ -~]{1,4}|\\PC{1,2})( |  |))*",
        date in proptest::option::of("20[0-2][0-9]-0[1-9]-1[0-9]"),
        place in proptest::option::of("(SEOUL|MAR DEL PLATA, Argentina|Nowhere|, ,|\\PC{0,8})"),
    ) {
        check_laws(&text, date.as_deref(), place.as_deref())?;
    }

    #[test]
    fn sentences_cut_anywhere_give_events_within_themselves(start in 0_usize..400, length in 0_usize..600) {
        let letters: Vec<char> = SUMMIT.chars().collect();
        let text: String = letters.iter().skip(start).take(length).collect();
        check_laws(&text, Some("2010-04-09"), Some("PRAGUE"))?;
    }
}

#[test]
fn odd_texts_give_no_events() {
    for text in [
        "",
        " ",
        "\n\n\n",
        ".",
        "\u{feff}",
        "\u{0}",
        "🤝",
        "met met met",
        "'s 's 's",
        "– — -",
        "(((((",
    ] {
        let mined = mine(article(text, None, None), Knowledge::builtin());
        assert!(mined.events.is_empty(), "{text:?} told {:?}", mined.events);
    }
}

#[test]
fn long_texts_are_read_to_the_end() {
    let text = "Xi Jinping met Vladimir Putin.\n".repeat(300) + "Angela Merkel met Emmanuel Macron on Monday.";
    let mined = mine(article(&text, Some("2018-06-15"), None), Knowledge::builtin());
    let last = text.rfind("met").expect("the last verb");
    assert!(mined.events.iter().any(|event| event.trigger.start == last));
    let text = "Xi Jinping met ".repeat(400) + "Vladimir Putin.";
    check_laws(&text, Some("2018-06-15"), None).expect("the laws");
}

/// A treaty of April 2010, told in our own words from well-known facts.
const SUMMIT: &str = "Russian President Dmitry Medvedev and US President Barack Obama signed a treaty on nuclear arms in Prague on Thursday.\n\
    The two leaders met at Prague Castle, where Czech President Vaclav Klaus received them. The New START treaty replaces one that the first President Bush and Mikhail Gorbachev signed in July 1991.\n\
    Obama arrived in the Czech Republic early on Thursday. He thanked Prague for its welcome and praised Russia, which he said had become a partner. Medvedev said that the agreement served both countries.\n\
    Before the ceremony the presidents discussed Iran. Obama said he expected the United Nations to impose tough sanctions on Tehran this spring. Medvedev did not rule them out, but warned Washington against a blockade of Iran. China has so far refused to back the measures, and Iranian President Mahmoud Ahmadinejad called on Obama to change his tone.\n\
    Obama had dinner with the leaders of Poland, Hungary and nine other countries on Thursday evening. He had telephoned Georgian President Mikheil Saakashvili on Tuesday to reassure him. A visit to Warsaw that was planned for last year was cancelled.\n\
    The treaty must still be ratified by the United States Senate and by the Russian parliament. Secretary of State Hillary Clinton, who negotiated with Foreign Minister Sergei Lavrov for months, plans to travel to Moscow if the vote succeeds. Next week Obama will host Chinese President Hu Jintao and other guests at a summit in Washington. Israeli Prime Minister Benjamin Netanyahu said on Thursday night that he would stay at home.";

fn show(event: &Event) -> String {
    let names = |all: &[Participant]| all.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(" + ");
    let target = if event.target.is_empty() {
        String::new()
    } else {
        format!(" > {}", names(&event.target))
    };
    let date = event.date.as_ref().map_or("no date", |date| &date.value);
    let place = event
        .place
        .as_ref()
        .map_or(String::new(), |place| format!(", in {}", place.name));
    format!(
        "{date} {} {} {}{target}{place}",
        event.status,
        event.event_type,
        names(&event.source)
    )
}

#[test]
fn what_is_said_of_somebody_is_no_name() {
    let text = "The British foreign secretary, David Cameron, met China's top diplomat, Wang Yi, in Munich on Friday. \
        On Saturday he met Mr. Blinken and the leaders of Egypt and Qatar. \
        Two of its diplomats were expelled by the United Kingdom, and Moscow accused London of a provocation.";
    let mined = mine(article(text, Some("2024-02-18"), None), Knowledge::builtin());
    let mut called = String::new();
    for event in &mined.events {
        for who in event.source.iter().chain(&event.target) {
            let words = who.called.map_or("-", |span| span.of(text));
            writeln!(called, "{} {}: {words}", event.event_type, who.name).expect("strings take all");
        }
    }
    expect![[r#"
        met David Cameron: David Cameron
        met Wang Yi: Wang Yi
        visited David Cameron: David Cameron
        visited Wang Yi: Wang Yi
        visited Germany: -
        met David Cameron: David Cameron
        met Antony Blinken: Blinken
        met Abdel Fattah el-Sisi: -
        met Tamim bin Hamad Al Thani: -
        sanctioned United Kingdom: United Kingdom
        sanctioned United States: -
        accused Russia: -
        accused United Kingdom: United Kingdom
    "#]]
    .assert_eq(&called);
}

/// Events of the article that are known to be missed, with the reason.
const MISSED: &[(&str, &str)] = &[(
    "1991-07 occurred agreed George H. W. Bush + Mikhail Gorbachev",
    "a president of whom the name tells little is not the one in office",
)];

#[test]
fn an_article_of_our_own_tells_its_events() {
    let mined = mine(
        article(SUMMIT, Some("2010-04-09"), Some("PRAGUE")),
        Knowledge::builtin(),
    );
    let mut actual = String::new();
    for event in &mined.events {
        writeln!(actual, "{}\n    {}", show(event), event.trigger.of(SUMMIT)).expect("strings take all");
    }
    expect![[r#"
        2010-04-08 occurred agreed Dmitry Medvedev + Barack Obama, in Prague
            signed
        2010-04-08 occurred met Dmitry Medvedev + Barack Obama, in Prague Castle
            met
        1991-07 occurred visited Mikhail Gorbachev > Czech Republic
            signed
        2010-04-08 occurred visited Dmitry Medvedev + Barack Obama > Czech Republic
            arrived
        2010-04-09 occurred supported Barack Obama > Czech Republic
            thanked
        2010-04-09 occurred supported Barack Obama > Russia
            praised
        2010-04-09 occurred requested Barack Obama > United Nations
            expected
        2010-03-01/2010-05-31 possible sanctioned United Nations > Iran
            impose
        2010-04-09 occurred threatened Dmitry Medvedev > United States
            warned
        no date occurred rejected China > Barack Obama
            refused
        2010-04-09 occurred requested Mahmoud Ahmadinejad > Barack Obama
            called
        2010-04-08 occurred met Barack Obama + Donald Tusk + Gordon Bajnai
            dinner
        2010-04-06 occurred called Barack Obama + Mikheil Saakashvili
            telephoned
        2009 denied visited Barack Obama > Poland, in Warsaw
            visit
        no date possible agreed Russia + United States
            ratified
        no date occurred met Hillary Clinton + Sergey Lavrov
            negotiated
        no date planned visited Hillary Clinton > Russia, in Moscow
            travel
        2010-04-12/2010-04-18 planned met Barack Obama + Hu Jintao, in Washington
            host
        2010-04-12/2010-04-18 planned visited Hu Jintao > United States, in Washington
            host
    "#]]
    .assert_eq(&actual);
    for (missed, why) in MISSED {
        assert!(
            !actual.contains(missed),
            "now told, so take it off the list ({why}): {missed}"
        );
    }
}
