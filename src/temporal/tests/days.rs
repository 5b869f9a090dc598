//! Days: weekdays, days of months, and days around the article.

use super::{Context, check, recognize, tokenize};
use expect_test::expect;

#[test]
fn weekdays_take_the_tense() {
    check(
        "2019-04-24",
        &[
            "Mr. Kim arrived in Russia on Tuesday.",
            "The summit on Thursday will focus on trade.",
            "Kim arrived on Wednesday morning.",
            "Kim will leave late Friday afternoon.",
            "They are to meet on Monday.",
            "They were scheduled to meet Saturday.",
            "He would brief them on Sunday.",
            "Kim is due to arrive Tues. in Moscow.",
            "Thursday's meeting failed.",
            "He left last Wednesday.",
            "He leaves next Wednesday.",
            "He spoke this Tuesday.",
            "He spoke this past Friday.",
            "He has been there since Sunday.",
            "He stays until Sunday.",
            "He met them at midnight Wednesday.",
            "Later Wednesday he met them.",
            "They met on Friday of last week.",
            "They met Thursday last week.",
            "Tuesday night was calm.",
        ],
        &expect![[r#"
            Mr. Kim arrived in Russia on Tuesday.
                Tuesday = 2019-04-23
            The summit on Thursday will focus on trade.
                Thursday = 2019-04-25
            Kim arrived on Wednesday morning.
                Wednesday morning = 2019-04-24 (Time 2019-04-24TMO)
            Kim will leave late Friday afternoon.
                late Friday afternoon = 2019-04-26 (Time 2019-04-26TAF)
            They are to meet on Monday.
                Monday = 2019-04-29
            They were scheduled to meet Saturday.
                Saturday = 2019-04-27
            He would brief them on Sunday.
                Sunday = 2019-04-28
            Kim is due to arrive Tues. in Moscow.
                Tues. = 2019-04-30
            Thursday's meeting failed.
                Thursday = 2019-04-18
            He left last Wednesday.
                last Wednesday = 2019-04-17
            He leaves next Wednesday.
                next Wednesday = 2019-05-01
            He spoke this Tuesday.
                this Tuesday = 2019-04-23
            He spoke this past Friday.
                this past Friday = 2019-04-19
            He has been there since Sunday.
                Sunday = 2019-04-21
            He stays until Sunday.
                Sunday = 2019-04-28
            He met them at midnight Wednesday.
                Wednesday = 2019-04-24
            Later Wednesday he met them.
                Later Wednesday = 2019-04-24
            They met on Friday of last week.
                Friday of last week = 2019-04-19
            They met Thursday last week.
                Thursday last week = 2019-04-18
            Tuesday night was calm.
                Tuesday night = 2019-04-23 (Time 2019-04-23TNI)
        "#]],
    );
}

#[test]
fn weekdays_together() {
    check(
        "2005-11-14",
        &[
            "The meeting is scheduled to be held on Tuesday and Wednesday.",
            "It was held on Thursday and Friday.",
            "He met them on Monday and Thursday last week.",
            "Talks will run Monday through Wednesday.",
            "The crossing will be opened from Tuesday to Thursday.",
            "They met from Friday to Sunday.",
            "They meet on Mondays and every Friday.",
            "He will arrive on Friday, Nov. 18.",
            "It opened Saturday, November 12, 2005, in Dhaka.",
            "He came on Wednesday (Nov. 9).",
        ],
        &expect![[r#"
            The meeting is scheduled to be held on Tuesday and Wednesday.
                Tuesday and Wednesday = 2005-11-15/2005-11-16
            It was held on Thursday and Friday.
                Thursday and Friday = 2005-11-10/2005-11-11
            He met them on Monday and Thursday last week.
                Monday = 2005-11-14; Thursday last week = 2005-11-10
            Talks will run Monday through Wednesday.
                Monday through Wednesday = 2005-11-14/2005-11-16
            The crossing will be opened from Tuesday to Thursday.
                Tuesday to Thursday = 2005-11-15/2005-11-17
            They met from Friday to Sunday.
                Friday to Sunday = 2005-11-11/2005-11-13
            They meet on Mondays and every Friday.
                Mondays = (Set XXXX-WXX-1); every Friday = (Set XXXX-WXX-5)
            He will arrive on Friday, Nov. 18.
                Friday, Nov. 18 = 2005-11-18
            It opened Saturday, November 12, 2005, in Dhaka.
                Saturday, November 12, 2005 = 2005-11-12
            He came on Wednesday (Nov. 9).
                Wednesday (Nov. 9) = 2005-11-09
        "#]],
    );
}

#[test]
fn what_only_looks_like_a_weekday() {
    check(
        "2019-04-24",
        &[
            "The Sunday Times reported it.",
            "The Sun said so and he sat down.",
            "They wed in a fri court.",
            "Black Friday was long.",
            "The sun set.",
            "He sat, and the sun rose.",
        ],
        &expect![[r#"
            The Sunday Times reported it.
                nothing
            The Sun said so and he sat down.
                nothing
            They wed in a fri court.
                nothing
            Black Friday was long.
                nothing
            The sun set.
                nothing
            He sat, and the sun rose.
                nothing
        "#]],
    );
}

#[test]
fn days_around_the_article() {
    check(
        "2022-02-23",
        &[
            "He spoke today with Trudeau.",
            "Tomorrow, I will meet with my counterparts.",
            "It was issued last night and announced today.",
            "He met them yesterday evening.",
            "People suffer tonight as they did this morning.",
            "He left the day before yesterday and returns the day after tomorrow.",
            "Earlier today he called.",
            "He was killed overnight.",
            "Today's challenge is trade.",
        ],
        &expect![[r#"
            He spoke today with Trudeau.
                today = 2022-02-23
            Tomorrow, I will meet with my counterparts.
                Tomorrow = 2022-02-24
            It was issued last night and announced today.
                last night = 2022-02-22 (Time 2022-02-22TNI); today = 2022-02-23
            He met them yesterday evening.
                yesterday evening = 2022-02-22 (Time 2022-02-22TEV)
            People suffer tonight as they did this morning.
                tonight = 2022-02-23 (Time 2022-02-23TNI); this morning = 2022-02-23 (Time 2022-02-23TMO)
            He left the day before yesterday and returns the day after tomorrow.
                the day before yesterday = 2022-02-21; the day after tomorrow = 2022-02-25
            Earlier today he called.
                Earlier today = 2022-02-23
            He was killed overnight.
                overnight = (Time TNI)
            Today's challenge is trade.
                Today = 2022-02-23
        "#]],
    );
}

#[test]
fn days_and_months() {
    check(
        "2005-01-05",
        &[
            "He came on April 24, 2019.",
            "He came on 24 April 2019.",
            "He came on the 24th of April, 2019.",
            "He came on Nov. 13 , 2005.",
            "He came on March 10th.",
            "He came on March 10<sup>th</sup>, 2022.",
            "He came on Dec. 12.",
            "He will come on Dec. 12.",
            "He will come on Jan. 5.",
            "He came on Jan. 5 and left.",
            "It was on the 4th of July.",
            "It was signed on 2004-11-30.",
            "It takes effect from Jan. 1, 2006 on.",
            "It takes effect on Jan. 1,2007.",
            "He met them on the 15th.",
            "He will meet them on the 15th in Paris.",
            "He pulled out on October 9 last year.",
            "He came on Feb. 29.",
            "The July 15 cyberattack is condemned.",
            "The February 25 extraordinary NATO summit was short.",
        ],
        &expect![[r#"
            He came on April 24, 2019.
                April 24, 2019 = 2019-04-24
            He came on 24 April 2019.
                24 April 2019 = 2019-04-24
            He came on the 24th of April, 2019.
                24th of April, 2019 = 2019-04-24
            He came on Nov. 13 , 2005.
                Nov. 13 , 2005 = 2005-11-13
            He came on March 10th.
                March 10th = 2004-03-10
            He came on March 10<sup>th</sup>, 2022.
                March 10<sup>th</sup>, 2022 = 2022-03-10
            He came on Dec. 12.
                Dec. 12 = 2004-12-12
            He will come on Dec. 12.
                Dec. 12 = 2005-12-12
            He will come on Jan. 5.
                Jan. 5 = 2005-01-05
            He came on Jan. 5 and left.
                Jan. 5 = 2005-01-05
            It was on the 4th of July.
                4th of July = 2004-07-04
            It was signed on 2004-11-30.
                2004-11-30 = 2004-11-30
            It takes effect from Jan. 1, 2006 on.
                Jan. 1, 2006 = 2006-01-01
            It takes effect on Jan. 1,2007.
                Jan. 1,2007 = 2007-01-01
            He met them on the 15th.
                15th = 2004-12-15
            He will meet them on the 15th in Paris.
                15th = 2005-01-15
            He pulled out on October 9 last year.
                October 9 last year = 2004-10-09
            He came on Feb. 29.
                Feb. 29 = 2004-02-29
            The July 15 cyberattack is condemned.
                July 15 = 2004-07-15
            The February 25 extraordinary NATO summit was short.
                February 25 = 2005-02-25
        "#]],
    );
}

#[test]
fn spans_of_days() {
    check(
        "2006-11-07",
        &[
            "He will pay visits from Nov. 15 to 26.",
            "He will visit Laos from Nov. 19 to 20, 2006.",
            "His visit from Oct. 29 to Nov. 2 was fruitful.",
            "The Nov. 4-5 Summit was held.",
            "It will be held on April 14–16.",
            "It was held between March 3 and 7.",
            "It was held on Nov. 4 and 5.",
            "The tests on February 26 and March 4, 2022 involved a missile.",
            "They met on Oct. 3 and 9.",
            "They met on Nov. 30 and Dec. 1, 2005.",
            "It was held 24-26 April 2006.",
            "It ran from 30 October to 2 November.",
            "From Dec. 29 to Jan. 2, 2006 he rested.",
            "He stayed December 29-January 2.",
            "The CRI Summit October 31-November 1, 2022 ended.",
            "They met on 3 and 4 May 2006.",
        ],
        &expect![[r#"
            He will pay visits from Nov. 15 to 26.
                Nov. 15 to 26 = 2006-11-15/2006-11-26
            He will visit Laos from Nov. 19 to 20, 2006.
                Nov. 19 to 20, 2006 = 2006-11-19/2006-11-20
            His visit from Oct. 29 to Nov. 2 was fruitful.
                Oct. 29 to Nov. 2 = 2006-10-29/2006-11-02
            The Nov. 4-5 Summit was held.
                Nov. 4-5 = 2006-11-04/2006-11-05
            It will be held on April 14–16.
                April 14–16 = 2007-04-14/2007-04-16
            It was held between March 3 and 7.
                March 3 and 7 = 2006-03-03/2006-03-07
            It was held on Nov. 4 and 5.
                Nov. 4 and 5 = 2006-11-04/2006-11-05
            The tests on February 26 and March 4, 2022 involved a missile.
                February 26 = 2022-02-26; March 4, 2022 = 2022-03-04
            They met on Oct. 3 and 9.
                Oct. 3 = 2006-10-03; 9 = 2006-10-09
            They met on Nov. 30 and Dec. 1, 2005.
                Nov. 30 and Dec. 1, 2005 = 2005-11-30/2005-12-01
            It was held 24-26 April 2006.
                24-26 April 2006 = 2006-04-24/2006-04-26
            It ran from 30 October to 2 November.
                30 October to 2 November = 2006-10-30/2006-11-02
            From Dec. 29 to Jan. 2, 2006 he rested.
                Dec. 29 to Jan. 2, 2006 = 2005-12-29/2006-01-02
            He stayed December 29-January 2.
                December 29-January 2 = 2005-12-29/2006-01-02
            The CRI Summit October 31-November 1, 2022 ended.
                October 31-November 1, 2022 = 2022-10-31/2022-11-01
            They met on 3 and 4 May 2006.
                3 and 4 May 2006 = 2006-05-03/2006-05-04
        "#]],
    );
}

#[test]
fn eleventh_of_september() {
    check(
        "2006-11-15",
        &[
            "After 9/11 all changed.",
            "The 9/11 Commission reported.",
            "After the September 11 attacks he left.",
            "The Sept. 11 terrorist attacks changed it.",
            "The Sept. 11 Commission reported.",
            "He came on September 11, 2005.",
            "He came on September 11.",
        ],
        &expect![[r#"
            After 9/11 all changed.
                9/11 = 2001-09-11
            The 9/11 Commission reported.
                nothing
            After the September 11 attacks he left.
                September 11 = 2001-09-11
            The Sept. 11 terrorist attacks changed it.
                Sept. 11 = 2001-09-11
            The Sept. 11 Commission reported.
                nothing
            He came on September 11, 2005.
                September 11, 2005 = 2005-09-11
            He came on September 11.
                September 11 = 2006-09-11
        "#]],
    );
}

#[test]
fn times_and_vague_words() {
    check(
        "2006-11-15",
        &[
            "It began at 2:56 P.M. EST.",
            "It begins at 10 a.m. on Thursday.",
            "It struck at 0900 GMT and 14:30.",
            "He left recently and will return soon.",
            "Soon after, he spoke.",
            "In the near future they will meet.",
            "He is now in Moscow, and currently so.",
            "It was so in the past.",
            "The vote was 10-2 and the score 3:1.",
            "Article 5 and item 31 stand.",
        ],
        &expect![[r#"
            It began at 2:56 P.M. EST.
                2:56 P.M. EST = (Time T14:56)
            It begins at 10 a.m. on Thursday.
                10 a.m. = (Time T10:00); Thursday = 2006-11-09
            It struck at 0900 GMT and 14:30.
                0900 GMT = (Time T09:00); 14:30 = (Time T14:30)
            He left recently and will return soon.
                recently = (PAST_REF); soon = (FUTURE_REF)
            Soon after, he spoke.
                nothing
            In the near future they will meet.
                In the near future = (FUTURE_REF)
            He is now in Moscow, and currently so.
                now = (PRESENT_REF); currently = (PRESENT_REF)
            It was so in the past.
                in the past = (PAST_REF)
            The vote was 10-2 and the score 3:1.
                nothing
            Article 5 and item 31 stand.
                nothing
        "#]],
    );
}

#[test]
fn days_in_numbers() {
    check(
        "2026-08-19",
        &[
            "They met on 18.08.2026 in Delhi.",
            "They met on 28/12/2024.",
            "They met on 12/28/2024.",
            "They met on 05/06/2026 (03-04-2026 in Rome).",
            "They met on 11/08/2026.",
            "They met on 21 st August 2026.",
            "Version 1.2.2024.5 came out.",
            "It rose by 18.08 percent to 2026.",
        ],
        &expect![[r#"
            They met on 18.08.2026 in Delhi.
                18.08.2026 = 2026-08-18
            They met on 28/12/2024.
                28/12/2024 = 2024-12-28
            They met on 12/28/2024.
                12/28/2024 = 2024-12-28
            They met on 05/06/2026 (03-04-2026 in Rome).
                05/06/2026 = 2026-06-05; 03-04-2026 = 2026-04-03
            They met on 11/08/2026.
                11/08/2026 = 2026-08-11
            They met on 21 st August 2026.
                21 st August 2026 = 2026-08-21
            Version 1.2.2024.5 came out.
                nothing
            It rose by 18.08 percent to 2026.
                2026 = 2026
        "#]],
    );
}

#[test]
fn a_day_of_these_weeks_is_not_a_year_away() {
    check(
        "2006-11-13",
        &[
            "They vowed to meet before they cancelled the talks to be held on Nov. 2.",
            "He was planning a pilgrimage on Nov. 20.",
            "He will come on Oct. 12.",
            "He came on Dec. 24.",
        ],
        &expect![[r#"
            They vowed to meet before they cancelled the talks to be held on Nov. 2.
                Nov. 2 = 2006-11-02
            He was planning a pilgrimage on Nov. 20.
                Nov. 20 = 2006-11-20
            He will come on Oct. 12.
                Oct. 12 = 2007-10-12
            He came on Dec. 24.
                Dec. 24 = 2005-12-24
        "#]],
    );
}

#[test]
fn what_is_put_off_lies_ahead() {
    check(
        "2006-11-29",
        &[
            "The summit was put off until Thursday.",
            "The summit was postponed to Dec. 12.",
            "The talks lasted until Monday.",
            "The talks were suspended Monday.",
        ],
        &expect![[r#"
            The summit was put off until Thursday.
                Thursday = 2006-11-30
            The summit was postponed to Dec. 12.
                Dec. 12 = 2006-12-12
            The talks lasted until Monday.
                Monday = 2006-11-27
            The talks were suspended Monday.
                Monday = 2006-11-27
        "#]],
    );
}

#[test]
fn seventh_of_october() {
    check(
        "2026-07-22",
        &[
            "He took part in the October 7 attacks on Israel.",
            "It came two months after the October 7th terrorist attacks.",
            "He came on October 7.",
            "He came on Earth Day.",
        ],
        &expect![[r#"
            He took part in the October 7 attacks on Israel.
                October 7 = 2023-10-07
            It came two months after the October 7th terrorist attacks.
                two months = (Duration P2M); October 7th = 2023-10-07
            He came on October 7.
                October 7 = 2025-10-07
            He came on Earth Day.
                Earth Day = 2026-04-22
        "#]],
    );
    check(
        "2019-11-01",
        &["He condemned the October 7 attacks."],
        &expect![[r#"
            He condemned the October 7 attacks.
                October 7 = 2019-10-07
        "#]],
    );
}

#[test]
fn days_to_which_something_is_put_off_are_marked() {
    for (text, deferred) in [
        ("The talks were postponed until 4 May 2019.", true),
        ("The visit was put off to 4 May 2019.", true),
        ("The talks last until 4 May 2019.", false),
        ("The talks of 4 May 2019 were postponed.", false),
    ] {
        let found = recognize(text, &tokenize(text), &mut Context::default());
        assert_eq!(found[0].deferred, deferred, "{text}");
    }
}

#[test]
fn what_was_to_have_been_is_the_nearer_day() {
    check(
        "2018-05-25",
        &[
            "The meeting was to have taken place on June 12.",
            "He was to have flown home on April 30.",
            "The talks were to have begun on Sunday and Monday.",
            "The talks were to have begun on Wednesday.",
            "The talks were to have begun on Tuesday and Wednesday.",
        ],
        &expect![[r#"
            The meeting was to have taken place on June 12.
                June 12 = 2018-06-12
            He was to have flown home on April 30.
                April 30 = 2018-04-30
            The talks were to have begun on Sunday and Monday.
                Sunday and Monday = 2018-05-27/2018-05-28
            The talks were to have begun on Wednesday.
                Wednesday = 2018-05-23
            The talks were to have begun on Tuesday and Wednesday.
                Tuesday and Wednesday = 2018-05-22/2018-05-23
        "#]],
    );
}

#[test]
fn a_verb_that_the_tagger_takes_for_a_present_may_be_past() {
    check(
        "2018-12-16",
        &["Mr. Trump and Mr. Kim shook hands in Singapore on June 12."],
        &expect![[r#"
            Mr. Trump and Mr. Kim shook hands in Singapore on June 12.
                June 12 = 2018-06-12
        "#]],
    );
}

#[test]
fn an_ordinal_alone_is_of_the_month_told_last() {
    check(
        "2018-12-16",
        &[
            "A third summit came in September. Mr. Moon flew to Pyongyang on the 18th.",
            "A third summit came on Sept. 18. Mr. Moon flew home on the 20th.",
        ],
        &expect![[r#"
            A third summit came in September. Mr. Moon flew to Pyongyang on the 18th.
                September = 2018-09; 18th = 2018-09-18
            A third summit came on Sept. 18. Mr. Moon flew home on the 20th.
                Sept. 18 = 2018-09-18; 20th = 2018-11-20
        "#]],
    );
}

#[test]
fn what_comes_after_or_before_what_is_dated_is_reckoned_from_it() {
    check(
        "2023-07-11",
        &[
            "Sweden applied in May 2022, three months after Russia invaded Ukraine, and waited two years.",
            "Honduras turned to China on Sunday, a day after it broke with Taiwan. The next day the envoy left.",
            "Kim arrived on Sunday, a day before he is to meet Putin.",
            "They agreed on Friday to restore relations, seven years after Riyadh severed them.",
            "Three months after Russia invaded Ukraine, Sweden applied.",
            "On Friday he said that the talks would begin two days after the vote.",
            "The trip comes about two months after a summit with Trump failed.",
            "Her visit comes only three days before he is to fly to Paris.",
        ],
        &expect![[r#"
            Sweden applied in May 2022, three months after Russia invaded Ukraine, and waited two years.
                May 2022 = 2022-05; three months = 2022-02; two years = (Duration P2Y)
            Honduras turned to China on Sunday, a day after it broke with Taiwan. The next day the envoy left.
                Sunday = 2023-07-09; a day = 2023-07-08; The next day = 2023-07-10
            Kim arrived on Sunday, a day before he is to meet Putin.
                Sunday = 2023-07-09; a day = 2023-07-10
            They agreed on Friday to restore relations, seven years after Riyadh severed them.
                Friday = 2023-07-07; seven years = 2016
            Three months after Russia invaded Ukraine, Sweden applied.
                Three months = (Duration P3M)
            On Friday he said that the talks would begin two days after the vote.
                Friday = 2023-07-07; two days = (Duration P2D)
            The trip comes about two months after a summit with Trump failed.
                two months = 2023-05
            Her visit comes only three days before he is to fly to Paris.
                three days = 2023-07-14
        "#]],
    );
}
