//! Expressions by kind, what looks like one beside them. The tense comes from the words alone unless a tree is given.

use super::{Context, Precision, Timex, TimexKind, recognize};
use crate::language::{Sentence, Token};
use crate::span::Span;
use expect_test::{Expect, expect};
use proptest::prelude::*;
use std::fmt::Write;

/// Cuts a text at white space, and off its words the signs at their edges.
pub(super) fn tokenize(text: &str) -> Sentence {
    let mut tokens = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let mut end = at + word.len();
        let mut tail = Vec::new();
        let mut core = word;
        while let Some(sign) = core.chars().next_back().filter(|c| ",;:?!)”\"".contains(*c)) {
            end -= sign.len_utf8();
            core = &core[..core.len() - sign.len_utf8()];
            tail.push(Span::new(end, end + sign.len_utf8()));
        }
        if let Some(name) = core.strip_suffix("'s") {
            tail.push(Span::new(at + name.len(), at + core.len()));
            core = name;
        }
        let cut = core
            .chars()
            .next()
            .filter(|c| "(“\"$".contains(*c))
            .map_or(0, char::len_utf8);
        let spans = [Span::new(at, at + cut), Span::new(at + cut, at + core.len())];
        let spans = spans.into_iter().chain(tail.into_iter().rev());
        tokens.extend(spans.filter(|span| !span.is_empty()).map(|span| Token {
            span,
            ..Token::default()
        }));
        at += piece.len();
    }
    Sentence {
        span: Span::new(0, text.len()),
        tokens,
    }
}

fn show(timex: &Timex, text: &str) -> String {
    let words = timex.span.of(text);
    let value = timex.value.as_deref().unwrap_or("-");
    match (timex.guide_date(), timex.kind) {
        (Some(date), TimexKind::Date) if timex.precision == Precision::Day => {
            format!("{words} = {date}")
        }
        (Some(date), TimexKind::Date) if date == value => format!("{words} = {date}"),
        (Some(date), kind) => format!("{words} = {date} ({kind:?} {value})"),
        (None, TimexKind::Date) => format!("{words} = ({value})"),
        (None, kind) => format!("{words} = ({kind:?} {value})"),
    }
}

/// Reads sentences of one article each.
fn check(date: &str, sentences: &[&str], expected: &Expect) {
    let mut actual = String::new();
    for text in sentences {
        let mut context = Context::new(date.parse().ok());
        let found = recognize(text, &tokenize(text), &mut context);
        let found: Vec<String> = found.iter().map(|timex| show(timex, text)).collect();
        writeln!(
            actual,
            "{text}\n    {}",
            if found.is_empty() {
                "nothing".to_owned()
            } else {
                found.join("; ")
            }
        )
        .expect("strings take all");
    }
    expected.assert_eq(&actual);
}

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
fn months() {
    check(
        "1997-04-20",
        &[
            "They held talks in April.",
            "They held talks in March.",
            "The next round will be held in May.",
            "They will be offered it in April.",
            "It happened in November 1966.",
            "The deadline was January 2005.",
            "It was due in Jan. 2005.",
            "He went in late October.",
            "He will come in mid-December.",
            "He left early last month.",
            "It fell in July and August.",
            "It was in November last year.",
            "It was in September of last year.",
            "He ruled from June to August 1996.",
            "The March talks failed.",
            "It has been so since June.",
            "The February summit failed.",
            "He left last February.",
            "He will be there until September.",
            "At the beginning of March 1998 he left.",
            "The October 1996 death was solved.",
        ],
        &expect![[r#"
            They held talks in April.
                April = 1997-04
            They held talks in March.
                March = 1997-03
            The next round will be held in May.
                May = 1997-05
            They will be offered it in April.
                April = 1997-04
            It happened in November 1966.
                November 1966 = 1966-11
            The deadline was January 2005.
                January 2005 = 2005-01
            It was due in Jan. 2005.
                Jan. 2005 = 2005-01
            He went in late October.
                late October = 1996-10
            He will come in mid-December.
                mid-December = 1997-12
            He left early last month.
                early last month = 1997-03
            It fell in July and August.
                July and August = 1996-07-01/1996-08-31
            It was in November last year.
                November last year = 1996-11
            It was in September of last year.
                September of last year = 1996-09
            He ruled from June to August 1996.
                June to August 1996 = 1996-06-01/1996-08-31
            The March talks failed.
                March = 1997-03
            It has been so since June.
                June = 1996-06
            The February summit failed.
                February = 1997-02
            He left last February.
                February = 1997-02
            He will be there until September.
                September = 1997-09
            At the beginning of March 1998 he left.
                the beginning of March 1998 = 1998-03
            The October 1996 death was solved.
                October 1996 = 1996-10
        "#]],
    );
}

#[test]
fn what_only_looks_like_a_month() {
    check(
        "2019-04-24",
        &[
            "Theresa May met Macron.",
            "He may go.",
            "May said she would resign.",
            "They march to the Capitol.",
            "The March for Life began.",
            "March was here.",
            "April Ryan asked a question.",
            "Jan Egeland and Mar del Plata and Dec.",
            "An august assembly met.",
            "Mr. June Kim left.",
        ],
        &expect![[r#"
            Theresa May met Macron.
                nothing
            He may go.
                nothing
            May said she would resign.
                nothing
            They march to the Capitol.
                nothing
            The March for Life began.
                nothing
            March was here.
                nothing
            April Ryan asked a question.
                nothing
            Jan Egeland and Mar del Plata and Dec.
                nothing
            An august assembly met.
                nothing
            Mr. June Kim left.
                nothing
        "#]],
    );
}

#[test]
fn weeks_months_and_years_around_the_article() {
    check(
        "2006-11-15",
        &[
            "He met them last week.",
            "They will sign next week.",
            "Meetings were held earlier this week.",
            "He will come later this week.",
            "It was an incident last month.",
            "They meet next month.",
            "It was to be completed this month.",
            "It ends at the end of next year.",
            "At the end of the month he will report.",
            "By the end of this year he will go.",
            "He was indicted last year.",
            "He came earlier this year.",
            "He said so last weekend.",
            "He will rest this weekend.",
            "They met over the weekend.",
            "They will meet over the weekend.",
            "He spoke later in the day.",
            "It began in the first half of this year.",
            "It rose in the third quarter of 2006.",
            "It fell in the last quarter.",
        ],
        &expect![[r#"
            He met them last week.
                last week = 2006-11-06/2006-11-12 (Date 2006-W45)
            They will sign next week.
                next week = 2006-11-20/2006-11-26 (Date 2006-W47)
            Meetings were held earlier this week.
                earlier this week = 2006-11-13/2006-11-15 (Date 2006-W46)
            He will come later this week.
                later this week = 2006-11-15/2006-11-19 (Date 2006-W46)
            It was an incident last month.
                last month = 2006-10
            They meet next month.
                next month = 2006-12
            It was to be completed this month.
                this month = 2006-11
            It ends at the end of next year.
                the end of next year = 2007
            At the end of the month he will report.
                the end of the month = 2006-11
            By the end of this year he will go.
                the end of this year = 2006
            He was indicted last year.
                last year = 2005
            He came earlier this year.
                earlier this year = 2006
            He said so last weekend.
                last weekend = 2006-11-11/2006-11-12 (Date 2006-W45-WE)
            He will rest this weekend.
                this weekend = 2006-11-18/2006-11-19 (Date 2006-W46-WE)
            They met over the weekend.
                the weekend = 2006-11-11/2006-11-12 (Date 2006-W45-WE)
            They will meet over the weekend.
                the weekend = 2006-11-18/2006-11-19 (Date 2006-W46-WE)
            He spoke later in the day.
                later in the day = 2006-11-15
            It began in the first half of this year.
                the first half of this year = 2006-01-01/2006-06-30 (Date 2006-H1)
            It rose in the third quarter of 2006.
                the third quarter of 2006 = 2006-07-01/2006-09-30 (Date 2006-Q3)
            It fell in the last quarter.
                the last quarter = 2006-07-01/2006-09-30 (Date 2006-Q3)
        "#]],
    );
}

#[test]
fn windows() {
    check(
        "2006-12-11",
        &[
            "They get 100 dollars a month for the next six months.",
            "It pays for the coming six months.",
            "He met them three times in the past two weeks.",
            "He will decide in the next few days.",
            "Over the past year he learned.",
            "Trade grew over the last 20 years.",
            "In recent weeks he met them.",
            "In the coming days he will go.",
            "During the last decade it grew.",
        ],
        &expect![[r#"
            They get 100 dollars a month for the next six months.
                a month = (Set P1M); the next six months = 2006-12-11/2007-06-11 (Duration P6M)
            It pays for the coming six months.
                the coming six months = 2006-12-11/2007-06-11 (Duration P6M)
            He met them three times in the past two weeks.
                the past two weeks = 2006-11-27/2006-12-11 (Duration P2W)
            He will decide in the next few days.
                the next few days = (FUTURE_REF)
            Over the past year he learned.
                the past year = 2005-12-11/2006-12-11 (Duration P1Y)
            Trade grew over the last 20 years.
                the last 20 years = 1986-12-11/2006-12-11 (Duration P20Y)
            In recent weeks he met them.
                recent weeks = (PAST_REF)
            In the coming days he will go.
                the coming days = (FUTURE_REF)
            During the last decade it grew.
                the last decade = 1996-12-11/2006-12-11 (Duration P10Y)
        "#]],
    );
}

#[test]
fn reckoned_from_the_article() {
    check(
        "2006-11-15",
        &[
            "He left three days ago.",
            "He left a week ago.",
            "He left about two months ago.",
            "They fought twenty-five years ago.",
            "It was founded more than a year ago.",
            "He spoke two hours ago.",
            "He will return in two weeks.",
            "He will return in three days' time.",
            "He died a few days ago.",
            "He died a couple of years ago.",
            "The site opens ten days from now.",
        ],
        &expect![[r#"
            He left three days ago.
                three days ago = 2006-11-12
            He left a week ago.
                a week ago = 2006-11-06/2006-11-12 (Date 2006-W45)
            He left about two months ago.
                two months ago = 2006-09
            They fought twenty-five years ago.
                twenty-five years ago = 1981
            It was founded more than a year ago.
                a year ago = 2005
            He spoke two hours ago.
                two hours ago = 2006-11-15
            He will return in two weeks.
                two weeks = 2006-11-27/2006-12-03 (Date 2006-W48)
            He will return in three days' time.
                three days' time = 2006-11-18
            He died a few days ago.
                a few days ago = (PAST_REF)
            He died a couple of years ago.
                a couple of years ago = 2004
            The site opens ten days from now.
                ten days from now = 2006-11-25
        "#]],
    );
}

#[test]
fn reckoned_from_the_expression_before() {
    check(
        "2006-11-15",
        &[
            "He came on Nov. 3 and left two days later.",
            "He came on Nov. 3 and left the next day.",
            "He came on Nov. 3, a day after the summit.",
            "He came on Nov. 3, and she came the day before.",
            "He came on Nov. 3; the following week he left.",
            "In May 2004 he came, and the same year he left.",
            "He came on Nov. 3, a week earlier than she.",
            "He said so a day earlier.",
            "It comes two months after his second summit.",
            "He came on Nov. 3 and met them that night.",
            "He came on Nov. 3 and left the following Monday.",
            "Two days before the summit he spoke.",
        ],
        &expect![[r#"
            He came on Nov. 3 and left two days later.
                Nov. 3 = 2006-11-03; two days later = 2006-11-05
            He came on Nov. 3 and left the next day.
                Nov. 3 = 2006-11-03; the next day = 2006-11-04
            He came on Nov. 3, a day after the summit.
                Nov. 3 = 2006-11-03
            He came on Nov. 3, and she came the day before.
                Nov. 3 = 2006-11-03; the day before = 2006-11-02
            He came on Nov. 3; the following week he left.
                Nov. 3 = 2006-11-03; the following week = 2006-11-06/2006-11-12 (Date 2006-W45)
            In May 2004 he came, and the same year he left.
                May 2004 = 2004-05; the same year = 2004
            He came on Nov. 3, a week earlier than she.
                Nov. 3 = 2006-11-03; a week earlier = 2006-10-23/2006-10-29 (Date 2006-W43)
            He said so a day earlier.
                a day earlier = 2006-11-14
            It comes two months after his second summit.
                two months = (Duration P2M)
            He came on Nov. 3 and met them that night.
                Nov. 3 = 2006-11-03; that night = 2006-11-03 (Time 2006-11-03TNI)
            He came on Nov. 3 and left the following Monday.
                Nov. 3 = 2006-11-03; the following Monday = 2006-11-06
            Two days before the summit he spoke.
                Two days = (Duration P2D)
        "#]],
    );
}

#[test]
fn years() {
    check(
        "2006-11-15",
        &[
            "He visited in 2011.",
            "It has been so since 2009.",
            "His 2011 visit was short.",
            "At the 1994 Summit they met.",
            "The 2018 agreement failed.",
            "The agreement (1998) failed.",
            "It grew in the 1990s and the 1990's.",
            "It grew in the '80s and the nineties.",
            "The coming 2006-2015 decade began.",
            "Between 1998 and 2001 he ruled.",
            "It was in early 2006.",
            "It rises at the beginning of 2007.",
            "It fell in mid-2006.",
            "In the 2002 Texas elections he won.",
            "The year of 2006 marks it.",
            "In fiscal 2010 it grew.",
            "They came mostly in 1948-1951.",
            "In the 2005/06 season they met.",
            "It was the 19th century.",
            "Trade reached 14 billion in 2005.",
            "By 2035 it will be clean.",
        ],
        &expect![[r#"
            He visited in 2011.
                2011 = 2011
            It has been so since 2009.
                2009 = 2009
            His 2011 visit was short.
                2011 = 2011
            At the 1994 Summit they met.
                1994 = 1994
            The 2018 agreement failed.
                2018 = 2018
            The agreement (1998) failed.
                1998 = 1998
            It grew in the 1990s and the 1990's.
                the 1990s = 1990-01-01/1999-12-31 (Date 199); the 1990's = 1990-01-01/1999-12-31 (Date 199)
            It grew in the '80s and the nineties.
                the '80s = 1980-01-01/1989-12-31 (Date 198); the nineties = 1990-01-01/1999-12-31 (Date 199)
            The coming 2006-2015 decade began.
                2006-2015 = 2006-01-01/2015-12-31 (Date 2006/2015)
            Between 1998 and 2001 he ruled.
                1998 and 2001 = 1998-01-01/2001-12-31 (Date 1998/2001)
            It was in early 2006.
                early 2006 = 2006
            It rises at the beginning of 2007.
                the beginning of 2007 = 2007
            It fell in mid-2006.
                mid-2006 = 2006
            In the 2002 Texas elections he won.
                2002 = 2002
            The year of 2006 marks it.
                nothing
            In fiscal 2010 it grew.
                fiscal 2010 = 2010
            They came mostly in 1948-1951.
                1948-1951 = 1948-01-01/1951-12-31 (Date 1948/1951)
            In the 2005/06 season they met.
                2005/06 = 2005-01-01/2006-12-31 (Date 2005/2006)
            It was the 19th century.
                19th century = (18)
            Trade reached 14 billion in 2005.
                2005 = 2005
            By 2035 it will be clean.
                2035 = 2035
        "#]],
    );
}

#[test]
fn what_only_looks_like_a_year() {
    check(
        "2006-11-15",
        &[
            "He sent 2000 troops.",
            "Some 1,994 people fled.",
            "A group of 2000 protesters marched.",
            "Resolution 1441 was adopted.",
            "The Boeing 747 landed and Flight 2001 left.",
            "It cost $2011.",
            "The G20 and Agenda 2030 and Route 66 and Vision 2030.",
            "Windows 2000 crashed.",
            "They paid 2000 dollars.",
            "Executive Order 1995 stands.",
            "He has 1500 tanks and 1900 km of road.",
            "He won 2010 votes.",
        ],
        &expect![[r#"
            He sent 2000 troops.
                nothing
            Some 1,994 people fled.
                nothing
            A group of 2000 protesters marched.
                nothing
            Resolution 1441 was adopted.
                nothing
            The Boeing 747 landed and Flight 2001 left.
                nothing
            It cost $2011.
                nothing
            The G20 and Agenda 2030 and Route 66 and Vision 2030.
                nothing
            Windows 2000 crashed.
                nothing
            They paid 2000 dollars.
                nothing
            Executive Order 1995 stands.
                nothing
            He has 1500 tanks and 1900 km of road.
                nothing
            He won 2010 votes.
                nothing
        "#]],
    );
}

#[test]
fn seasons_and_holidays() {
    check(
        "2006-11-15",
        &[
            "They met this summer.",
            "They met last spring.",
            "They will meet next winter.",
            "It was in the summer of 1998.",
            "It was in spring 2002.",
            "It was in the winter.",
            "Prices fall and a spring dried up.",
            "The Arab Spring began.",
            "He will come at Christmas.",
            "He came on Christmas Day, 2004.",
            "He came on New Year's Day.",
            "They met on Good Friday.",
            "He signed the Good Friday Agreement.",
            "He flew to Easter Island and Christmas Island.",
            "He will return after Ramadan and Eid al-Fitr.",
            "They will gather on Thanksgiving.",
        ],
        &expect![[r#"
            They met this summer.
                this summer = 2006-06-01/2006-08-31 (Date 2006-SU)
            They met last spring.
                last spring = 2006-03-01/2006-05-31 (Date 2006-SP)
            They will meet next winter.
                next winter = 2006-12-01/2007-02-28 (Date 2006-WI)
            It was in the summer of 1998.
                the summer of 1998 = 1998-06-01/1998-08-31 (Date 1998-SU)
            It was in spring 2002.
                spring 2002 = 2002-03-01/2002-05-31 (Date 2002-SP)
            It was in the winter.
                the winter = 2005-12-01/2006-02-28 (Date 2005-WI)
            Prices fall and a spring dried up.
                nothing
            The Arab Spring began.
                nothing
            He will come at Christmas.
                Christmas = 2006-12-25
            He came on Christmas Day, 2004.
                Christmas Day, 2004 = 2004-12-25
            He came on New Year's Day.
                New Year's Day = 2006-01-01
            They met on Good Friday.
                Good Friday = 2006-04-14
            He signed the Good Friday Agreement.
                nothing
            He flew to Easter Island and Christmas Island.
                nothing
            He will return after Ramadan and Eid al-Fitr.
                Ramadan = (ramadan); Eid al-Fitr = (eid-al-fitr)
            They will gather on Thanksgiving.
                Thanksgiving = 2006-11-23
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
fn durations_and_sets() {
    check(
        "2006-11-15",
        &[
            "He is on a two-day visit.",
            "He paid a 3-day visit.",
            "The four-day stay and the 48-hour visit ended.",
            "It was held for three years.",
            "The talks resumed after a 13 month break.",
            "They marked the 45th anniversary.",
            "The 55-year-old leader is 55 years old.",
            "He was held hostage for four months.",
            "They meet every year and every two weeks.",
            "It is paid annually.",
            "They talk twice a week.",
            "He told the daily Asahi Shimbun daily.",
            "The Six-Day War was short.",
            "It took a decade-long effort.",
            "The yearlong siege ended.",
            "He hopes one day to visit.",
            "It was a day of talks.",
            "It lasted nearly an hour.",
            "There was a second summit and a minute detail.",
        ],
        &expect![[r#"
            He is on a two-day visit.
                two-day = (Duration P2D)
            He paid a 3-day visit.
                3-day = (Duration P3D)
            The four-day stay and the 48-hour visit ended.
                four-day = (Duration P4D); 48-hour = (Duration PT48H)
            It was held for three years.
                three years = (Duration P3Y)
            The talks resumed after a 13 month break.
                13 month = (Duration P13M)
            They marked the 45th anniversary.
                nothing
            The 55-year-old leader is 55 years old.
                nothing
            He was held hostage for four months.
                four months = (Duration P4M)
            They meet every year and every two weeks.
                every year = (Set P1Y); every two weeks = (Set P2W)
            It is paid annually.
                annually = (Set P1Y)
            They talk twice a week.
                a week = (Set P1W)
            He told the daily Asahi Shimbun daily.
                daily = (Set P1D)
            The Six-Day War was short.
                nothing
            It took a decade-long effort.
                a decade-long = (Duration P10Y)
            The yearlong siege ended.
                yearlong = (Duration P1Y)
            He hopes one day to visit.
                one day = (FUTURE_REF)
            It was a day of talks.
                nothing
            It lasted nearly an hour.
                an hour = (Duration PT1H)
            There was a second summit and a minute detail.
                nothing
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
fn without_the_articles_day() {
    check(
        "",
        &[
            "He came on Thursday.",
            "He came yesterday.",
            "He came last week.",
            "He came in May.",
            "He came on Dec. 12.",
            "He came in 2011.",
            "He came on Dec. 12, 2004, and left two days later.",
            "He came three days ago.",
            "He came last spring, on the 15th, over the weekend.",
        ],
        &expect![[r#"
            He came on Thursday.
                Thursday = (XXXX-WXX-4)
            He came yesterday.
                yesterday = (XXXX-XX-XX)
            He came last week.
                last week = (XXXX-WXX)
            He came in May.
                May = (XXXX-05)
            He came on Dec. 12.
                Dec. 12 = (XXXX-12-12)
            He came in 2011.
                2011 = 2011
            He came on Dec. 12, 2004, and left two days later.
                Dec. 12, 2004 = 2004-12-12; two days later = 2004-12-14
            He came three days ago.
                three days ago = (P3D)
            He came last spring, on the 15th, over the weekend.
                last spring = (XXXX-SP); 15th = (XXXX-XX-15); the weekend = (XXXX-WXX-WE)
        "#]],
    );
}

#[test]
fn the_context_goes_from_sentence_to_sentence() {
    let mut context = Context::new("2006-11-15".parse().ok());
    let mut shown = Vec::new();
    for text in [
        "He came to Cairo on Nov. 3.",
        "Nothing happened.",
        "The next day he left.",
        "A week later he died.",
    ] {
        let found = recognize(text, &tokenize(text), &mut context);
        shown.extend(found.iter().map(|timex| show(timex, text)));
    }
    expect![[r#"
        Nov. 3 = 2006-11-03
        The next day = 2006-11-04
        A week later = 2006-11-06/2006-11-12 (Date 2006-W45)"#]]
    .assert_eq(&shown.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn laws(
        text in "((early |late |the |last |next |this |every |in |on |of |from |to |and |two |a |mid-|few |past )?(May|March|Nov\\.|Monday|Sun\\.|day|days|week|years|month|weekend|summer|1990s|2011|9/11|\\d{1,4}|24th|10<sup>th</sup>|Christmas|ago|later|before|today|night|century|[-–,.'’:/$%]|\\PC{1,3})( |-|))*",
        date in proptest::option::of(0..400_000_i32),
    ) {
        let article = date.and_then(|days| chrono::NaiveDate::from_num_days_from_ce_opt(days + 500_000));
        let sentence = tokenize(&text);
        let mut context = Context::new(article);
        for _ in 0..2 {
            let found = recognize(&text, &sentence, &mut context);
            let mut end = 0;
            for timex in &found {
                prop_assert!(end <= timex.span.start && timex.span.start < timex.span.end, "{:?}", found);
                prop_assert!(text.get(timex.span.range()).is_some());
                prop_assert!(timex.tokens.end <= sentence.tokens.len());
                prop_assert!(timex.date.is_none_or(|date| date.start <= date.end));
                end = timex.span.end;
            }
        }
    }
}
