//! Names of countries, organizations and people, with and without titles.

use super::{cast, check, check_meant, meant};
use crate::entity::{EntityKind, MentionForm};
use crate::language::SentenceIndex;
use expect_test::expect;

#[test]
fn a_country_is_named_in_many_ways() {
    check(
        "2023-06-15",
        "China and Chinese officials spoke to Tokyo in Beijing, and the Kremlin, the Chinese and French bakers listened.",
        &expect![[r#"
            China = China (Name, name in the gazetteer)
            Chinese officials = China (Role, those who act for it)
            Tokyo = Japan (Capital, name in the gazetteer)
            Beijing = China (Capital, name in the gazetteer)
            Kremlin = Russia (Metonym, name in the gazetteer)
            Chinese = China (People, name in the gazetteer)
            French = France (Adjective, name in the gazetteer)
        "#]],
    );
    check(
        "2023-06-15",
        "Israelis and Palestinians protested, and the White House thanked Downing Street, the Elysee and Foggy Bottom.",
        &expect![[r#"
            Israelis = Israel (People, name in the gazetteer)
            Palestinians = Palestine (People, name in the gazetteer)
            White House = United States (Metonym, name in the gazetteer)
            Downing Street = United Kingdom (Metonym, name in the gazetteer)
            Elysee = France (Metonym, name in the gazetteer)
            Foggy Bottom = United States (Metonym, name in the gazetteer)
        "#]],
    );
}

#[test]
fn words_in_small_letters_and_parts_of_names_are_no_countries() {
    check(
        "2023-06-15",
        "A turkey was served on china from Meissen.",
        &expect![[""]],
    );
    assert_eq!(meant("2010-05-05", "Michael Jordan visited Amman.", "Jordan"), "nobody");
    check(
        "2023-06-15",
        "The Swiss cheese was eaten with French fries.",
        &expect![[r#"
            Swiss = Switzerland (Adjective, name in the gazetteer)
            French = France (Adjective, name in the gazetteer)
        "#]],
    );
}

#[test]
fn titles_stand_before_or_after_the_name() {
    check(
        "2023-06-15",
        "French Foreign Minister Catherine Colonna met Justin Trudeau, Prime Minister of Canada.",
        &expect![[r#"
            French Foreign Minister Catherine Colonna = Catherine Colonna (Name, name and office at the date)
            Justin Trudeau, Prime Minister of Canada = Justin Trudeau (Name, name and office at the date)
        "#]],
    );
    check(
        "2023-06-15",
        "Mr. Zelenskyy thanked Ms. Baerbock and Chancellor Scholz.",
        &expect![[r#"
            Mr. Zelenskyy = Volodymyr Zelenskyy (Name, name)
            Ms. Baerbock = Annalena Baerbock (Name, name)
            Chancellor Scholz = Olaf Scholz (Name, name and office at the date)
        "#]],
    );
    check(
        "2023-06-15",
        "UN Secretary-General Antonio Guterres and NATO chief Jens Stoltenberg met the EU's top diplomat.",
        &expect![[r#"
            UN Secretary-General Antonio Guterres = António Guterres (Name, name and office at the date)
            NATO chief Jens Stoltenberg = Jens Stoltenberg (Name, name and office at the date)
            the EU's top diplomat = Josep Borrell (Role, holder of the office at the date)
        "#]],
    );
    check(
        "2005-11-15",
        "Chinese Foreign Minister Li Zhaoxing met South Korean Foreign Minister Ban Ki-moon in Busan.",
        &expect![[r#"
            Chinese Foreign Minister Li Zhaoxing = Li Zhaoxing (Name, name and office at the date)
            South Korean Foreign Minister Ban Ki-moon = Ban Ki-moon (Name, name and office at the date)
            Busan = South Korea (City, name in the gazetteer)
        "#]],
    );
}

#[test]
fn names_that_several_bear_are_told_apart_by_date_and_office() {
    check_meant(&[
        (
            "1991-06-01",
            "President Bush spoke in London.",
            "President Bush",
            "George H. W. Bush",
        ),
        (
            "2005-06-01",
            "President Bush spoke in London.",
            "President Bush",
            "George W. Bush",
        ),
        (
            "2015-06-01",
            "George W. Bush spoke in Iowa.",
            "George W. Bush",
            "George W. Bush",
        ),
        (
            "2019-04-25",
            "North Korean leader Kim Jong Un met Putin. Kim smiled.",
            "Kim smiled",
            "nobody",
        ),
        (
            "2019-04-25",
            "North Korean leader Kim Jong Un met Putin. Kim smiled.",
            "Kim",
            "Kim Jong Un",
        ),
        (
            "2000-06-14",
            "President Kim met Chairman Kim Jong Il of North Korea.",
            "Kim Jong Il",
            "Kim Jong Il",
        ),
        (
            "2005-06-01",
            "Kim Kardashian met Kim Yo Jong.",
            "Kim Kardashian",
            "nobody",
        ),
        (
            "2005-06-01",
            "Li Zhaoxing met Condoleezza Rice. Li smiled.",
            "Li",
            "Li Zhaoxing",
        ),
    ]);
}

#[test]
fn a_family_name_alone_means_somebody_in_high_office() {
    check_meant(&[
        ("2023-06-15", "Xi flew to Riyadh.", "Xi", "Xi Jinping"),
        ("2023-06-15", "Biden stayed at home.", "Biden", "Joe Biden"),
        ("2003-06-15", "Blair stayed at home.", "Blair", "Tony Blair"),
        ("2023-06-15", "Rice stayed at home.", "Rice", "nobody"),
    ]);
}

#[test]
fn countries_of_like_names_are_told_apart() {
    check(
        "2010-05-05",
        "Guinea, Guinea-Bissau, Equatorial Guinea and Papua New Guinea sent envoys to the Democratic Republic of Congo \
         and the Republic of Congo.",
        &expect![[r#"
            Guinea = Guinea (Name, name in the gazetteer)
            Guinea-Bissau = Guinea-Bissau (Name, name in the gazetteer)
            Equatorial Guinea = Equatorial Guinea (Name, name in the gazetteer)
            Papua New Guinea = Papua New Guinea (Name, name in the gazetteer)
            Democratic Republic of Congo = Democratic Republic of the Congo (Name, name in the gazetteer)
            Republic of Congo = Republic of the Congo (Name, name in the gazetteer)
        "#]],
    );
    check_meant(&[
        ("2008-08-10", "Georgia fought Russia.", "Georgia", "Georgia"),
        (
            "2021-01-06",
            "Voters in Georgia, Florida and Texas stood in line.",
            "Georgia",
            "United States",
        ),
        (
            "2010-05-05",
            "King Abdullah of Jordan spoke.",
            "Abdullah",
            "Abdullah II",
        ),
        (
            "2010-05-05",
            "South Korea and North Korea spoke.",
            "South Korea",
            "South Korea",
        ),
        ("2010-05-05", "Washington warned Seoul.", "Washington", "United States"),
        (
            "2010-05-05",
            "He flew to Washington state.",
            "Washington state",
            "United States",
        ),
    ]);
}

#[test]
fn a_person_whom_no_table_lists_is_known_by_title_and_name() {
    let text = "Kyrgyz deputy minister Almaz Imangaziev met Hu Jintao. Imangaziev thanked China.";
    check(
        "2010-05-05",
        text,
        &expect![[r#"
        Kyrgyz deputy minister Almaz Imangaziev = Almaz Imangaziev (Name, title and name)
        Hu Jintao = Hu Jintao (Name, name)
        Imangaziev = Almaz Imangaziev (Name, a name of the article)
        China = China (Name, name in the gazetteer)
    "#]],
    );
    let (cast, _) = cast("2010-05-05", text, None, None);
    let stranger = cast
        .entities
        .iter()
        .find(|entity| entity.name == "Almaz Imangaziev")
        .expect("the deputy minister");
    assert_eq!((stranger.kind, stranger.country.as_str()), (EntityKind::Person, "KGZ"));
    assert_eq!(stranger.id.as_str(), "person:almaz-imangaziev:KGZ");
    assert!(stranger.known.is_none() && stranger.roles.contains(&"deputy minister".to_owned()));
    check(
        "2010-05-05",
        "Plumber Joe Smith met Hu Jintao.",
        &expect![[r#"
            Hu Jintao = Hu Jintao (Name, name)
        "#]],
    );
}

#[test]
fn an_article_of_one_country_is_not_international() {
    for (text, wanted) in [
        ("The cabinet met in Berlin, and Olaf Scholz thanked the Germans.", false),
        ("Olaf Scholz thanked the French.", true),
        ("Nothing happened.", false),
        ("The UN met.", false),
        ("The UN met in Paris.", true),
    ] {
        assert_eq!(
            cast("2023-06-15", text, None, None).0.is_international(),
            wanted,
            "{text}"
        );
    }
}

#[test]
fn mentions_are_found_by_sentence_and_token() {
    let text = "The Russian president left. Japan stayed.";
    let (cast, sentences) = cast("2013-06-15", text, None, None);
    assert_eq!(sentences.len(), 2);
    let [first, second, third, far] = [0, 1, 2, 99].map(SentenceIndex::from);
    assert_eq!(cast.of_sentence(first).len(), 2);
    assert_eq!(cast.of_sentence(second).len(), 1);
    assert!(cast.of_sentence(third).is_empty() && cast.of_sentence(far).is_empty());
    let wide = cast.at(first, 1).expect("the Russian president");
    let narrow = cast.inmost(first, 1).expect("Russian");
    assert_eq!((wide.form, narrow.form), (MentionForm::Role, MentionForm::Adjective));
    assert!(cast.at(first, 3).is_none() && cast.inmost(first, 99).is_none());
}

#[test]
fn what_a_minister_is_in_charge_of_belongs_to_the_title() {
    check_meant(&[
        (
            "2022-05-17",
            "Jake Sullivan met Saudi Vice Minister of Defense Khalid bin Salman in Washington.",
            "Saudi Vice Minister of Defense",
            "Khalid bin Salman",
        ),
        (
            "2022-05-17",
            "He met Jordanian Minister of Trade and Industry Anna Roe in Amman.",
            "Jordanian Minister",
            "Anna Roe",
        ),
        (
            "2022-05-17",
            "The minister of France and Industry Anna Roe came.",
            "Industry",
            "nobody",
        ),
    ]);
}

#[test]
fn a_name_between_commas_tells_who_holds_the_office_before_it() {
    check_meant(&[
        (
            "2006-01-10",
            "The Ruritanian press wrote that the Belarusian spokesman, Ivan Roe, met Javier Solana.",
            "the Belarusian spokesman",
            "Ivan Roe",
        ),
        (
            "2006-01-10",
            "After meeting the Belarusian president, George Bush, who was late, flew home.",
            "George Bush",
            "George W. Bush",
        ),
        (
            "2006-01-10",
            "Nicholas Burns, the Belarusian envoy, Ivan Roe, and others came.",
            "Ivan Roe",
            "nobody",
        ),
    ]);
}

#[test]
fn places_after_which_something_is_called_are_no_actors() {
    check_meant(&[
        (
            "2019-05-05",
            "Hassan Rouhani criticized the Geneva accord.",
            "Geneva",
            "nobody",
        ),
        (
            "2021-01-20",
            "Joe Biden rejoined the Paris agreement.",
            "Paris",
            "nobody",
        ),
        (
            "2019-05-05",
            "Hassan Rouhani spoke of the accord in Geneva.",
            "Geneva",
            "Switzerland",
        ),
        ("2019-05-05", "The Iran agreement was criticized.", "Iran", "Iran"),
        (
            "2018-11-05",
            "Donald Trump flew to Athens, Georgia, on Monday.",
            "Athens",
            "nobody",
        ),
        (
            "2018-11-05",
            "Donald Trump flew to Athens, Georgia, on Monday.",
            "Georgia",
            "nobody",
        ),
        ("2018-11-05", "Donald Trump spoke in Paris, Texas.", "Paris", "nobody"),
        (
            "2018-11-05",
            "Mike Pence flew to Tbilisi, Georgia, on Monday.",
            "Tbilisi",
            "Georgia",
        ),
        (
            "2018-11-05",
            "Mike Pence flew to Athens, Ankara and Cairo.",
            "Athens",
            "Greece",
        ),
        (
            "2018-11-05",
            "After talks in Athens, Georgia signed the pact.",
            "Athens",
            "Greece",
        ),
    ]);
}

#[test]
fn a_congress_belongs_to_a_country_that_the_article_speaks_of() {
    check_meant(&[
        (
            "2019-11-20",
            "Peru's president spoke in Lima. Congress condemned Bolivia on Tuesday.",
            "Congress",
            "nobody",
        ),
        (
            "2019-11-20",
            "Donald Trump spoke in Washington. Congress condemned Bolivia on Tuesday.",
            "Congress",
            "United States",
        ),
    ]);
}

#[test]
fn a_polite_name_is_that_of_whom_the_article_has_named() {
    check_meant(&[
        (
            "2022-04-21",
            "Keith Mitchell arrived in Barbados. Mr Mitchell met Mia Mottley.",
            "Mr Mitchell",
            "Keith Mitchell",
        ),
        (
            "2022-04-21",
            "Boris Johnson arrived in Kyiv. Mr Johnson met Volodymyr Zelenskyy.",
            "Mr Johnson",
            "Boris Johnson",
        ),
        (
            "2023-06-17",
            "Saudi Foreign Minister Prince Faisal bin Farhan arrived in Tehran. Prince Faisal met Ebrahim Raisi.",
            "Prince Faisal| met",
            "Faisal bin Farhan Al Saud",
        ),
    ]);
}

#[test]
fn of_several_of_one_name_the_leader_is_meant_else_who_was_named_last() {
    check_meant(&[
        (
            "2019-02-26",
            "Kim Yong-chol met Mike Pompeo in New York. Donald Trump and Kim Jong Un signed a statement. Kim thanked Trump.",
            "Kim| thanked",
            "Kim Jong Un",
        ),
        (
            "2014-11-10",
            "Bill Clinton met Shimon Peres. Hillary Clinton flew to Haiti. In Haiti, Clinton met Michel Martelly.",
            "Clinton| met Michel",
            "Hillary Clinton",
        ),
        (
            "2014-11-10",
            "Hillary Clinton flew to Haiti. Bill Clinton met Shimon Peres. On Monday Clinton called Benjamin Netanyahu.",
            "Clinton| called",
            "Bill Clinton",
        ),
    ]);
}

#[test]
fn a_name_is_that_of_whom_it_names_in_full() {
    check_meant(&[
        (
            "2010-04-22",
            "John Howard spoke in Sydney.",
            "John Howard",
            "John Howard",
        ),
        (
            "2021-09-15",
            "Prime Minister B. Johnson called Angela Merkel.",
            "B. Johnson",
            "Boris Johnson",
        ),
        (
            "2007-05-05",
            "The catcher J.R. Smith met Angela Merkel.",
            "Smith",
            "nobody",
        ),
    ]);
}

#[test]
fn a_place_within_the_name_of_an_institution_is_nobody() {
    check_meant(&[
        (
            "2007-05-05",
            "The London Stock Exchange invited Russia.",
            "London",
            "nobody",
        ),
        (
            "2015-05-05",
            "Julie Bishop praised the Colombo Plan.",
            "Colombo",
            "nobody",
        ),
        (
            "2015-05-05",
            "The University of Queensland met Chinese officials.",
            "Queensland",
            "nobody",
        ),
        (
            "2015-05-05",
            "The Vietnam Airlines flight left Hanoi.",
            "Vietnam",
            "nobody",
        ),
        ("2015-05-05", "London invited Russia.", "London", "United Kingdom"),
    ]);
}

#[test]
fn a_name_may_begin_small() {
    check_meant(&[
        (
            "2022-02-11",
            "President von der Leyen met Chancellor Scholz.",
            "President von der Leyen",
            "Ursula von der Leyen",
        ),
        (
            "2022-07-16",
            "Joe Biden met Crown Prince bin Salman in Jeddah.",
            "Crown Prince bin Salman",
            "Mohammed bin Salman",
        ),
        (
            "2006-07-10",
            "NATO chief de Hoop Scheffer arrived in Kabul.",
            "de Hoop Scheffer",
            "Jaap de Hoop Scheffer",
        ),
        (
            "2018-09-03",
            "Saudi Foreign Minister al-Jubeir flew to Cairo.",
            "al-Jubeir",
            "Adel al-Jubeir",
        ),
        (
            "2022-07-16",
            "On Monday von der Leyen, Biden and Macron spoke of gas.",
            "von der Leyen",
            "Ursula von der Leyen",
        ),
        // No particles.
        (
            "2022-07-16",
            "Vladimir Putin met the president as Biden left Jeddah.",
            "as Biden",
            "nobody",
        ),
        (
            "2022-07-16",
            "The president of la Rioja met Emmanuel Macron.",
            "la Rioja",
            "nobody",
        ),
    ]);
}

#[test]
fn a_name_behind_other_capitals_is_found() {
    check_meant(&[
        (
            "2021-11-19",
            "Volodymyr Zelenskyy met Head of the International Policy Bureau Jakub Kumoch in Kyiv.",
            "Jakub Kumoch",
            "Jakub Kumoch",
        ),
        (
            "1997-05-02",
            "Nobel Laureate Aung San Suu Kyi received Madeleine Albright.",
            "Aung San Suu Kyi",
            "Aung San Suu Kyi",
        ),
        (
            "2024-07-30",
            "Senior Hezbollah lawmakers spoke in Beirut.",
            "Hezbollah lawmakers",
            "Hezbollah",
        ),
        // Not by one word alone, and nobody out of office.
        (
            "2021-11-19",
            "The Jakub Kumoch Memorial Library opened in Berlin.",
            "Jakub Kumoch",
            "nobody",
        ),
        (
            "2009-11-19",
            "The National Award of Zoltan Kumoch was handed over.",
            "Zoltan Kumoch",
            "nobody",
        ),
        // "New" is part of the name.
        (
            "2023-06-15",
            "New Mexico Governor Michelle Lujan Grisham spoke.",
            "New Mexico",
            "United States",
        ),
    ]);
}

#[test]
fn an_adjective_of_two_countries_is_of_the_one_that_is_named() {
    check_meant(&[
        (
            "2023-01-30",
            "The Democratic Republic of the Congo blamed Rwanda. The Congolese government expelled its ambassador.",
            "The Congolese government",
            "Democratic Republic of the Congo",
        ),
        (
            "2023-01-30",
            "The Congolese government spoke in Brazzaville.",
            "The Congolese government",
            "Republic of the Congo",
        ),
    ]);
}

#[test]
fn an_office_that_one_state_alone_has_tells_who_holds_it() {
    check_meant(&[
        (
            "1998-01-20",
            "This is the eve of the Pope's visit to Cuba.",
            "the Pope",
            "Pope John Paul II",
        ),
        (
            "2022-05-01",
            "The pontiff asked for a meeting in Moscow.",
            "The pontiff",
            "Pope Francis",
        ),
        // Many have one.
        (
            "2022-05-01",
            "The minister asked for a meeting in Moscow.",
            "The minister",
            "nobody",
        ),
    ]);
}

#[test]
fn kin_of_somebody_in_office_is_not_he() {
    check_meant(&[
        (
            "2021-10-01",
            "The wife of the President of Ukraine thanked Israel.",
            "the President of Ukraine",
            "nobody",
        ),
        (
            "2021-10-01",
            "The Israeli guest of the President of Ukraine flew home.",
            "the President of Ukraine",
            "Volodymyr Zelenskyy",
        ),
    ]);
}

#[test]
fn a_title_in_the_plural_is_that_of_all_who_are_listed() {
    check(
        "2026-06-04",
        "China banned New Zealand lawmakers Ingrid Leary, Laura McClure and Duncan Webb, and the singer Anna Webb.",
        &expect![[r#"
            China = China (Name, name in the gazetteer)
            New Zealand lawmakers = New Zealand (Role, those who act for it)
            Ingrid Leary = Ingrid Leary (Name, title and name)
            Laura McClure = Laura McClure (Name, title and name)
            Duncan Webb = Duncan Webb (Name, title and name)
        "#]],
    );
}

#[test]
fn a_leader_goes_before_others_of_the_name() {
    check_meant(&[
        (
            "2018-04-28",
            "The talks were opened by Kim on Friday.",
            "Kim",
            "Kim Jong Un",
        ),
        (
            "2018-04-28",
            "The North Korean leader spoke.",
            "North Korean leader",
            "Kim Jong Un",
        ),
        (
            "2018-04-28",
            "Moon Jae-in thanked North Korean chairman Kim Jong Un. The wife of Chairman Kim stayed.",
            "Chairman Kim",
            "Kim Jong Un",
        ),
    ]);
}

#[test]
fn a_title_tells_a_person_from_the_town_of_the_same_name() {
    check(
        "2022-09-08",
        "Secretary Austin met Oleksii Reznikov. Austin promised aid and flew on to Austin.",
        &expect![[r#"
            Secretary Austin = Lloyd Austin (Name, name and office at the date)
            Oleksii Reznikov = Oleksii Reznikov (Name, name)
            Austin = Lloyd Austin (Name, a name of the article)
            Austin = United States (City, name in the gazetteer)
        "#]],
    );
    check_meant(&[
        (
            "2014-09-08",
            "President Santos met John Kerry in Bogota.",
            "Santos",
            "Juan Manuel Santos",
        ),
        (
            "2007-09-08",
            "Prime Minister Harper spoke with John Howard.",
            "Harper",
            "Stephen Harper",
        ),
        ("2022-09-08", "Ministers met in Santos.", "Santos", "Brazil"),
    ]);
}

#[test]
fn the_name_of_a_body_ends_where_that_of_its_head_begins() {
    let lone = "The minister visited the French Development Agency.";
    check_meant(&[
        (
            "2022-06-01",
            "Zelenskyy met Canadian Space Agency President Lisa Campbell.",
            "Lisa",
            "Lisa Campbell",
        ),
        (
            "2022-06-01",
            "He met the head of the Polish Defence Committee Michal Jach.",
            "Michal",
            "Michal Jach",
        ),
        (
            "2022-06-01",
            "He met Chinese Academy of Sciences head Bai Chunli.",
            "Bai",
            "Bai Chunli",
        ),
        ("2022-06-01", lone, "Development", "nobody"),
    ]);
}

#[test]
fn who_is_addressed_politely_is_told_by_the_office_behind_the_name() {
    let ambassador = "Syrian ambassador to the United Kingdom Dr Sami Khiyami met William Hague.";
    check_meant(&[
        (
            "2022-06-01",
            "He met Mr. Frederico de Siqueira Filho, Minister of Communications, Brazil.",
            "Siqueira",
            "Frederico de Siqueira Filho",
        ),
        ("2011-06-01", ambassador, "Sami", "Sami Khiyami"),
        // A speaker is in no apposition, and a government is no person.
        (
            "2022-06-01",
            "\"We may join the Crimea Platform,\" the President said in Athens.",
            "Crimea Platform",
            "nobody",
        ),
        (
            "2022-06-01",
            "The talks were led by the Ministry of Home Affairs, Government of India.",
            "Home Affairs",
            "nobody",
        ),
    ]);
}

#[test]
fn codes_and_initials_are_no_family_names() {
    check_meant(&[
        ("2018-04-30", "An Israeli F-35 flew over Damascus.", "F", "nobody"),
        ("2015-05-31", "A Russian Su-24 flew over a destroyer.", "Su", "nobody"),
        ("2020-02-14", "In the name, D is for disease.", "D", "nobody"),
        (
            "2020-08-29",
            "The first El Al flight landed in Dubai.",
            "El Al",
            "nobody",
        ),
        (
            "2015-05-31",
            "In Helsinki, Putin spoke of it.",
            "Putin",
            "Vladimir Putin",
        ),
    ]);
}

#[test]
fn a_group_of_states_may_have_a_plus() {
    check_meant(&[
        ("2014-08-20", "Iran met the P5+1 in Geneva.", "P5+1", "P5+1"),
        ("2020-08-20", "Ministers of OPEC+ met in Vienna.", "OPEC+", "OPEC+"),
        (
            "2020-08-20",
            "Ministers of OPEC met in Vienna.",
            "OPEC",
            "Organization of the Petroleum Exporting Countries",
        ),
    ]);
}
