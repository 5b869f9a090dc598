//! Months, years, seasons and holidays.

use super::check;
use expect_test::expect;

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
                last February = 1997-02
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
            "He rested this weekend.",
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
            He rested this weekend.
                this weekend = 2006-11-11/2006-11-12 (Date 2006-W45-WE)
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
            "He cannot speak of the 2020 — 2022 elections.",
            "It was so in 1977–1981.",
            "They met on the post-2012 framework under Resolution 2626 (2022).",
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
                2006 = 2006
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
            He cannot speak of the 2020 — 2022 elections.
                2020 = 2020
            It was so in 1977–1981.
                1977–1981 = 1977-01-01/1981-12-31 (Date 1977/1981)
            They met on the post-2012 framework under Resolution 2626 (2022).
                nothing
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
            "He wanted it done by Christmas.",
            "In 1998 he came, and that summer he left.",
            "Actions that fall under it are banned.",
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
            He wanted it done by Christmas.
                Christmas = 2006-12-25
            In 1998 he came, and that summer he left.
                1998 = 1998; that summer = 1998-06-01/1998-08-31 (Date 1998-SU)
            Actions that fall under it are banned.
                nothing
        "#]],
    );
}

#[test]
fn last_and_next_months() {
    check(
        "2006-11-13",
        &[
            "The EU launched talks last October.",
            "He came last November.",
            "He came last June.",
            "He came last December.",
            "He will visit Jordan next February.",
            "He will visit Jordan next December.",
            "He came last October 7.",
            "Last May's view was hers.",
            "They met in 1994. They signed the accord that June.",
            "They said that May would resign.",
            "They will meet over the next year.",
            "They agreed during his October visit to China.",
        ],
        &expect![[r#"
            The EU launched talks last October.
                last October = 2005-10
            He came last November.
                last November = 2005-11
            He came last June.
                last June = 2006-06
            He came last December.
                last December = 2005-12
            He will visit Jordan next February.
                next February = 2007-02
            He will visit Jordan next December.
                next December = 2006-12
            He came last October 7.
                last October 7 = 2006-10-07
            Last May's view was hers.
                Last May = 2006-05
            They met in 1994. They signed the accord that June.
                1994 = 1994; that June = 1994-06
            They said that May would resign.
                nothing
            They will meet over the next year.
                the next year = 2006-11-13/2007-11-13 (Duration P1Y)
            They agreed during his October visit to China.
                October = 2006-10
        "#]],
    );
    check(
        "2007-01-10",
        &["He came last December."],
        &expect![[r#"
        He came last December.
            last December = 2006-12
    "#]],
    );
}

#[test]
fn a_bare_year_begins_no_count_of_days() {
    check(
        "2019-04-24",
        &[
            "They met in 1994, and left the same day.",
            "They met in 1994, and left the next day.",
            "They met in 1994, and signed it the same month.",
            "They met in 1994, and dined that evening.",
            "They met in 1994, and again the following Tuesday.",
            "They met in 1994, and again the next year.",
            "They met in 1994, and again the following year.",
            "They met in March 1994, and again three months later.",
            "They met on March 3, 1994, and dined that evening.",
        ],
        &expect![[r#"
            They met in 1994, and left the same day.
                1994 = 1994; the same day = (XXXX-XX-XX)
            They met in 1994, and left the next day.
                1994 = 1994; the next day = (XXXX-XX-XX)
            They met in 1994, and signed it the same month.
                1994 = 1994; the same month = (XXXX-XX)
            They met in 1994, and dined that evening.
                1994 = 1994; that evening = (Time XXXX-XX-XXTEV)
            They met in 1994, and again the following Tuesday.
                1994 = 1994; the following Tuesday = (XXXX-WXX-2)
            They met in 1994, and again the next year.
                1994 = 1994; the next year = 1995
            They met in 1994, and again the following year.
                1994 = 1994; the following year = 1995
            They met in March 1994, and again three months later.
                March 1994 = 1994-03; three months later = 1994-06
            They met on March 3, 1994, and dined that evening.
                March 3, 1994 = 1994-03-03; that evening = 1994-03-03 (Time 1994-03-03TEV)
        "#]],
    );
}

#[test]
fn years_in_words_and_anniversaries() {
    check(
        "2022-04-08",
        &[
            "The Soviet Union invaded in nineteen seventy-nine.",
            "It began in nineteen fourteen.",
            "Nineteen people came.",
            "They marked the 30th anniversary of diplomatic ties.",
            "They have been allies since 1949.",
            "He came a year ago.",
            "He came about a year ago.",
        ],
        &expect![[r#"
            The Soviet Union invaded in nineteen seventy-nine.
                nineteen seventy-nine = 1979
            It began in nineteen fourteen.
                nineteen fourteen = 1914
            Nineteen people came.
                nothing
            They marked the 30th anniversary of diplomatic ties.
                30th anniversary = 1992
            They have been allies since 1949.
                1949 = 1949
            He came a year ago.
                a year ago = 2021-04
            He came about a year ago.
                a year ago = 2021
        "#]],
    );
}
