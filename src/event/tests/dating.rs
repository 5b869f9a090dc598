//! When was it? The expression that governs the event, what it is part of, or the article's date.

use super::{check, check_known_misses, date, show};
use crate::event::Event;
use expect_test::{Expect, expect};

fn dated(event: &Event) -> String {
    format!("{} {}: {}", date(event), show(event), event.date_rule)
}

fn undetailed(event: &Event) -> String {
    format!("{} {}", date(event), show(event))
}

fn check_dates(day: &str, texts: &[&str], expected: &Expect) {
    check(day, texts, dated, expected);
}

#[test]
fn the_expression_on_the_events_word_dates_it_not_a_nearer_one() {
    check_dates(
        "2019-04-24",
        &[
            "Kim Jong Un will meet Vladimir Putin on Thursday, the Kremlin said on Tuesday.",
            "On Monday, Emmanuel Macron met Angela Merkel in Berlin.",
            "The United States, which invaded Iraq in 2003, praised Iraq on Monday.",
            "Egypt, which signed a treaty with Israel in 1979, received Mike Pompeo on Monday.",
            "Russia annexed Crimea from Ukraine in 2014 and attacked Georgia in 2008.",
        ],
        &expect![[r#"
            Kim Jong Un will meet Vladimir Putin on Thursday, the Kremlin said on Tuesday.
                2019-04-25 met Kim Jong Un + Vladimir Putin: the expression hangs on the event's word
            On Monday, Emmanuel Macron met Angela Merkel in Berlin.
                2019-04-22 met Emmanuel Macron + Angela Merkel: the expression hangs on the event's word
            The United States, which invaded Iraq in 2003, praised Iraq on Monday.
                2003 attacked United States > Iraq: the expression hangs on the event's word
                2019-04-22 supported United States > Iraq: the expression hangs on the event's word
            Egypt, which signed a treaty with Israel in 1979, received Mike Pompeo on Monday.
                1979 agreed Egypt + Israel: the expression hangs on the event's word
                2019-04-22 met Egypt + Mike Pompeo: the expression hangs on the event's word
            Russia annexed Crimea from Ukraine in 2014 and attacked Georgia in 2008.
                2014 coerced Russia > Ukraine: the expression hangs on the event's word
                2008 attacked Russia > Georgia: the expression hangs on the event's word
        "#]],
    );
}

#[test]
fn what_lies_back_at_no_told_time_and_journeys_about_to_begin_have_no_date() {
    check_dates(
        "2023-06-15",
        &[
            "George W. Bush met Vladimir Putin in recent weeks.",
            "Rishi Sunak was to have met Emmanuel Macron in May.",
            "Antony Blinken was recently in Kyiv.",
            "When he was in Brussels, Joe Biden met Ursula von der Leyen.",
            "Joe Biden is going to Rome.",
            "Joe Biden is going to Rome on Friday.",
            "Then-Vice President Joe Biden visited Japan.",
            "Vladimir Putin will decide when he visits Turkey.",
            "Saudi Arabia and Egypt cut their ties with Qatar on June 5, accusing it of lies.",
        ],
        &expect![[r#"
            George W. Bush met Vladimir Putin in recent weeks.
                no date met George W. Bush + Vladimir Putin: a time expression that names no day
            Rishi Sunak was to have met Emmanuel Macron in May.
                2023-05 met Rishi Sunak + Emmanuel Macron: the expression hangs on the event's word
            Antony Blinken was recently in Kyiv.
                no date visited Antony Blinken > Ukraine: a time expression that names no day
            When he was in Brussels, Joe Biden met Ursula von der Leyen.
                2023-06-15 met Joe Biden + Ursula von der Leyen: reported as news: the article's date
            Joe Biden is going to Rome.
                no date visited Joe Biden > Italy: no time expression
            Joe Biden is going to Rome on Friday.
                2023-06-16 visited Joe Biden > Italy: the expression hangs on the event's word
            Then-Vice President Joe Biden visited Japan.
                no date visited Joe Biden > Japan: background without a time expression
            Vladimir Putin will decide when he visits Turkey.
                no date visited Vladimir Putin > Turkey: no time expression
            Saudi Arabia and Egypt cut their ties with Qatar on June 5, accusing it of lies.
                2023-06-05 sanctioned Saudi Arabia + Egypt > Qatar: the expression hangs on the event's word
                2023-06-05 accused Saudi Arabia + Egypt > Qatar: the expression hangs on a word that governs the event
        "#]],
    );
}

#[test]
fn the_time_of_the_telling_is_not_that_of_the_event() {
    check_dates(
        "2019-04-24",
        &[
            "The Kremlin said on Tuesday that Kim Jong Un would meet Vladimir Putin.",
            "Recep Tayyip Erdogan agreed on Monday to visit Greece in July.",
        ],
        &expect![[r#"
            The Kremlin said on Tuesday that Kim Jong Un would meet Vladimir Putin.
                no date met Kim Jong Un + Vladimir Putin: no time expression
            Recep Tayyip Erdogan agreed on Monday to visit Greece in July.
                2019-04-22 agreed Recep Tayyip Erdoğan > Greece: the expression hangs on the event's word
                2019-07 visited Recep Tayyip Erdoğan > Greece: the expression hangs on the event's word
        "#]],
    );
}

#[test]
fn a_noun_is_dated_by_its_modifier_its_owner_or_its_verb() {
    check_dates(
        "2023-06-15",
        &[
            "A Wednesday meeting between Olaf Scholz and Li Qiang was constructive.",
            "Last week's talks between Serbia and Kosovo failed.",
            "Talks between Serbia and Kosovo collapsed on Wednesday.",
            "The peace treaty between Egypt and Israel was signed in 1979.",
        ],
        &expect![[r#"
            A Wednesday meeting between Olaf Scholz and Li Qiang was constructive.
                2023-06-14 met Olaf Scholz + Li Qiang: the expression hangs on the event's word
            Last week's talks between Serbia and Kosovo failed.
                2023-06-05/2023-06-11 met Serbia + Kosovo: the expression hangs on the event's word
            Talks between Serbia and Kosovo collapsed on Wednesday.
                2023-06-14 met Serbia + Kosovo: the expression hangs on the verb that holds the event
            The peace treaty between Egypt and Israel was signed in 1979.
                1979 agreed Egypt + Israel: the expression hangs on the verb that holds the event
        "#]],
    );
}

#[test]
fn months_years_and_spans_stay_what_they_are() {
    check_dates(
        "2005-10-26",
        &[
            "Hu Jintao will visit Vietnam from Oct. 31 to Nov. 2.",
            "George W. Bush visited Mongolia in 2004.",
            "George W. Bush will visit Mongolia in November.",
            "George W. Bush met Vladimir Putin last month.",
            "George W. Bush will meet Vladimir Putin next week.",
        ],
        &expect![[r#"
            Hu Jintao will visit Vietnam from Oct. 31 to Nov. 2.
                2005-10-31/2005-11-02 visited Hu Jintao > Vietnam: the expression hangs on the event's word
            George W. Bush visited Mongolia in 2004.
                2004 visited George W. Bush > Mongolia: the expression hangs on the event's word
            George W. Bush will visit Mongolia in November.
                2005-11 visited George W. Bush > Mongolia: the expression hangs on the event's word
            George W. Bush met Vladimir Putin last month.
                2005-09 met George W. Bush + Vladimir Putin: the expression hangs on the event's word
            George W. Bush will meet Vladimir Putin next week.
                2005-10-31/2005-11-06 met George W. Bush + Vladimir Putin: the expression hangs on the event's word
        "#]],
    );
}

#[test]
fn some_time_after_an_event_dates_it_back_from_the_article() {
    check_dates(
        "2019-04-24",
        &[
            "The trip comes two months after Kim Jong Un met Donald Trump in Vietnam.",
            "The talks with Iraq come three years after Saudi Arabia severed its ties with Iran.",
            "Two days after meeting Vladimir Putin, Xi Jinping spoke with Angela Merkel.",
        ],
        &expect![[r#"
            The trip comes two months after Kim Jong Un met Donald Trump in Vietnam.
                2019-02 met Kim Jong Un + Donald Trump: reckoned back from the article's date
            The talks with Iraq come three years after Saudi Arabia severed its ties with Iran.
                2016 sanctioned Saudi Arabia > Iran: reckoned back from the article's date
            Two days after meeting Vladimir Putin, Xi Jinping spoke with Angela Merkel.
                2019-04-24 called Xi Jinping + Angela Merkel: reported as news: the article's date
        "#]],
    );
}

#[test]
fn talks_during_a_visit_have_its_date() {
    check_dates(
        "2023-06-15",
        &[
            "Antony Blinken will visit Beijing on June 18.\nHe will meet Qin Gang during the visit.",
            "During his visit to Beijing next week, Antony Blinken will meet Qin Gang.",
            "Antony Blinken visited Beijing in February.\nHe met Rishi Sunak on Monday.",
        ],
        &expect![[r#"
            Antony Blinken will visit Beijing on June 18.
            He will meet Qin Gang during the visit.
                2023-06-18 visited Antony Blinken > China: the expression hangs on the event's word
                2023-06-18 met Antony Blinken + Qin Gang: the visit that it is part of
            During his visit to Beijing next week, Antony Blinken will meet Qin Gang.
                2023-06-19/2023-06-25 visited Antony Blinken > China: the expression hangs on the event's word
                2023-06-19/2023-06-25 met Antony Blinken + Qin Gang: the expression stands within the event's phrase
            Antony Blinken visited Beijing in February.
            He met Rishi Sunak on Monday.
                2023-02 visited Antony Blinken > China: the expression hangs on the event's word
                2023-06-12 met Antony Blinken + Rishi Sunak: the expression hangs on the event's word
        "#]],
    );
}

#[test]
fn news_without_an_expression_is_of_the_articles_date_and_background_of_none() {
    check_dates(
        "2023-06-15",
        &[
            "Xi Jinping met Vladimir Putin.",
            "Germany accused Russia of espionage.",
            "Xi Jinping, who has met Vladimir Putin, leads China.",
            "Xi Jinping has met Vladimir Putin about 40 times.",
            "Xi Jinping will meet Vladimir Putin.",
        ],
        &expect![[r#"
            Xi Jinping met Vladimir Putin.
                2023-06-15 met Xi Jinping + Vladimir Putin: reported as news: the article's date
            Germany accused Russia of espionage.
                2023-06-15 accused Germany > Russia: reported as news: the article's date
            Xi Jinping, who has met Vladimir Putin, leads China.
                no date met Xi Jinping + Vladimir Putin: background without a time expression
            Xi Jinping has met Vladimir Putin about 40 times.
                no date met Xi Jinping + Vladimir Putin: background without a time expression
            Xi Jinping will meet Vladimir Putin.
                no date met Xi Jinping + Vladimir Putin: no time expression
        "#]],
    );
}

#[test]
fn without_an_articles_date_only_full_dates_are_dates() {
    check_dates(
        "unknown",
        &[
            "Xi Jinping met Vladimir Putin.",
            "Xi Jinping met Vladimir Putin on March 20, 2023.",
            "Xi Jinping met Vladimir Putin on Monday.",
        ],
        &expect![[r#"
            Xi Jinping met Vladimir Putin.
                no date met Xi Jinping + Vladimir Putin: no time expression, and the article has no date
            Xi Jinping met Vladimir Putin on March 20, 2023.
                2023-03-20 met Xi Jinping + Vladimir Putin: the expression hangs on the event's word
            Xi Jinping met Vladimir Putin on Monday.
                no date met Xi Jinping + Vladimir Putin: no time expression, and the article has no date
        "#]],
    );
}

/// Texts that are known to be misread: what they tell, and why it is missed.
const KNOWN: &[(&str, &[&str], &str)] = &[
    (
        "Recep Tayyip Erdogan agreed on Monday to visit Greece.",
        &["no date visited Recep Tayyip Erdoğan > Greece"],
        "the time of the agreement is taken for that of what is agreed, and a plan lies in the past",
    ),
    (
        "The visit by Ebrahim Raisi to Cuba ends on Thursday.",
        &["2023-06-15 visited Ebrahim Raisi > Cuba"],
        "\"to Cuba\" hangs on the name before it",
    ),
    (
        "Two days after meeting Vladimir Putin, Xi Jinping praised Japan.",
        &[
            "2023-06-13 met Xi Jinping + Vladimir Putin",
            "2023-06-15 supported Xi Jinping > Japan",
        ],
        "the subject after a fronted clause is parsed as joined to the name before the comma",
    ),
    (
        "Kim Jong Un met Donald Trump in Singapore in June 2018 and Vladimir Putin in Vladivostok in April 2019.",
        &[
            "2018-06 met Kim Jong Un + Donald Trump",
            "2019-04 met Kim Jong Un + Vladimir Putin",
        ],
        "two objects of one verb, each with a date of its own, are one meeting",
    ),
    (
        "Li Qiang will visit Germany from June 18 to 21 and France on June 22.",
        &[
            "2023-06-18/2023-06-21 visited Li Qiang > Germany",
            "2023-06-22 visited Li Qiang > France",
        ],
        "the legs of a tour, each with a date of its own",
    ),
    (
        "Antony Blinken will travel to China on Saturday, to Britain on Tuesday and to France on Wednesday.",
        &[
            "2023-06-17 visited Antony Blinken > China",
            "2023-06-20 visited Antony Blinken > United Kingdom",
            "2023-06-21 visited Antony Blinken > France",
        ],
        "the legs of a tour, each with a date of its own",
    ),
    (
        "The Kremlin announced on Tuesday a summit between Kim Jong Un and Vladimir Putin.",
        &["no date met Kim Jong Un + Vladimir Putin"],
        "the time of the telling, where the event is the object of \"announce\"",
    ),
    (
        "Rishi Sunak, speaking on Monday, praised Ukraine.",
        &["2023-06-12 supported Rishi Sunak > Ukraine"],
        "a participle beside the verb dates what is said",
    ),
    (
        "The last meeting between Kim Jong Un and Moon Jae-in was in September 2018 in Pyongyang.",
        &["2018-09 met Kim Jong Un + Moon Jae-in"],
        "the predicate \"was in September\" dates its subject",
    ),
    (
        "Vladimir Putin visited China in May 2018 and again in February 2022.",
        &[
            "2018-05 visited Vladimir Putin > China",
            "2022-02 visited Vladimir Putin > China",
        ],
        "one verb tells two visits",
    ),
    (
        "The treaty that Egypt and Israel signed in 1979 still holds.",
        &["1979 agreed Egypt + Israel"],
        "the object of a relative clause without a word for it (\"that … signed\")",
    ),
    (
        "Emmanuel Macron spoke by phone with Vladimir Putin on February 6, days before Russia invaded Ukraine.",
        &[
            "2023-02-06 called Emmanuel Macron + Vladimir Putin",
            "no date attacked Russia > Ukraine",
        ],
        "\"by phone\" hides the call; \"days before\" is no time of its own",
    ),
    (
        "In a 1994 deal with the United States, North Korea froze its reactors.",
        &["1994 agreed North Korea + United States"],
        "agreed-noun has no subject of the clause around it",
    ),
    (
        "A day before meeting Xi Jinping, Antony Blinken met Wang Yi on Sunday.",
        &[
            "2023-06-12 met Antony Blinken + Xi Jinping",
            "2023-06-11 met Antony Blinken + Wang Yi",
        ],
        "\"Wang\" is tagged as a verb",
    ),
];

#[test]
fn known_misses() {
    check_known_misses("2023-06-15", KNOWN, undetailed);
}
