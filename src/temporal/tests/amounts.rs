//! Quantities of time and what is reckoned by them.

use super::check;
use expect_test::expect;

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
            "They fought one hundred and one years ago.",
            "They fought two hundred years ago.",
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
            They fought one hundred and one years ago.
                one hundred and one years ago = 1905
            They fought two hundred years ago.
                two hundred years ago = 1806
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
                Nov. 3 = 2006-11-03; a day = 2006-11-02
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
                two months = 2006-09
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
                45th anniversary = 1961
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
