//! Roles, groups and pronouns.

use super::{cast, check_meant, show};
use crate::entity::{RoleSort, longest_role};
use expect_test::expect;

#[test]
fn an_office_means_its_holder_at_the_date() {
    check_meant(&[
        (
            "1999-06-01",
            "The Russian president spoke.",
            "Russian president",
            "Boris Yeltsin",
        ),
        (
            "2009-06-01",
            "The Russian president spoke.",
            "Russian president",
            "Dmitry Medvedev",
        ),
        (
            "2013-06-01",
            "The Russian president spoke.",
            "Russian president",
            "Vladimir Putin",
        ),
        (
            "1999-06-01",
            "The German chancellor spoke.",
            "German chancellor",
            "Gerhard Schröder",
        ),
        (
            "2013-06-01",
            "Seoul's foreign minister spoke.",
            "foreign minister",
            "Yun Byung-se",
        ),
        (
            "2023-06-15",
            "The prime minister of India spoke.",
            "prime minister of India",
            "Narendra Modi",
        ),
        (
            "2023-06-15",
            "The Saudi crown prince spoke.",
            "Saudi crown prince",
            "Mohammed bin Salman",
        ),
        (
            "2023-06-15",
            "The emperor of Japan spoke.",
            "emperor of Japan",
            "Naruhito",
        ),
        (
            "2013-06-01",
            "The visiting Japanese premier spoke.",
            "Japanese premier",
            "Shinzo Abe",
        ),
        (
            "1960-06-01",
            "The Peruvian foreign minister spoke.",
            "Peruvian foreign minister",
            "Peru",
        ),
        ("unknown", "The Russian president spoke.", "Russian president", "Russia"),
        ("2023-06-15", "Russian officials spoke.", "Russian officials", "Russia"),
        (
            "2023-06-15",
            "The Swedish ambassador spoke.",
            "Swedish ambassador",
            "Sweden",
        ),
    ]);
}

#[test]
fn a_role_without_a_country_means_who_was_last_named_in_it() {
    check_meant(&[
        (
            "2013-06-01",
            "Li Keqiang left India. The visiting premier met Manmohan Singh.",
            "visiting premier",
            "Li Keqiang",
        ),
        (
            "2023-06-15",
            "Emmanuel Macron flew to Rome. The president met Sergio Mattarella.",
            "The president",
            "Emmanuel Macron",
        ),
        (
            "2023-06-15",
            "Hopes rose in Peru. The minister of the day is a clown.",
            "The minister",
            "nobody",
        ),
    ]);
}

#[test]
fn a_counterpart_holds_the_same_office_elsewhere() {
    check_meant(&[
        (
            "2005-11-15",
            "Li Zhaoxing met his Russian counterpart.",
            "Russian counterpart",
            "Sergey Lavrov",
        ),
        (
            "2023-06-15",
            "Antony Blinken met his Chinese counterpart.",
            "Chinese counterpart",
            "Qin Gang",
        ),
        (
            "2023-06-15",
            "Olaf Scholz met his British counterpart.",
            "British counterpart",
            "Rishi Sunak",
        ),
        (
            "2023-06-15",
            "Emmanuel Macron met his Polish counterpart.",
            "Polish counterpart",
            "Andrzej Duda",
        ),
        (
            "2023-06-15",
            "The envoy met his Chinese counterpart.",
            "Chinese counterpart",
            "China",
        ),
        (
            "2023-06-15",
            "Antony Blinken met his counterpart.",
            "counterpart",
            "nobody",
        ),
    ]);
}

#[test]
fn groups_and_pronouns_mean_those_named_before() {
    check_meant(&[
        (
            "2023-06-15",
            "Joe Biden met Rishi Sunak. The two leaders smiled.",
            "two leaders",
            "Joe Biden + Rishi Sunak",
        ),
        (
            "2023-06-15",
            "Joe Biden met Rishi Sunak. The two men smiled.",
            "two men",
            "Joe Biden + Rishi Sunak",
        ),
        (
            "2023-06-15",
            "Japan met China. The two countries agreed.",
            "two countries",
            "Japan + China",
        ),
        (
            "2023-06-15",
            "The European Union accuses Russia of bullying Moldova after negotiations between the two countries failed.",
            "the two countries",
            "Russia + Moldova",
        ),
        (
            "2023-06-15",
            "Japan and China spoke. They agreed.",
            "They",
            "Japan + China",
        ),
        ("2023-06-15", "Joe Biden met Rishi Sunak. He smiled.", "He", "Joe Biden"),
        (
            "2023-06-15",
            "Giorgia Meloni met Olaf Scholz. She flew to Tunis, and he to Paris.",
            "She",
            "Giorgia Meloni",
        ),
        (
            "2023-06-15",
            "Giorgia Meloni met Olaf Scholz. She flew to Tunis, and he to Paris.",
            "he to",
            "nobody",
        ),
        ("2023-06-15", "The rain fell in Japan. He smiled.", "He", "nobody"),
        (
            "2023-06-15",
            "Joe Biden smiled. The two leaders of the choir sang.",
            "two leaders",
            "nobody",
        ),
    ]);
}

#[test]
fn its_is_of_nobody_where_something_is_spoken_of_and_of_whom_the_phrase_names() {
    check_meant(&[
        (
            "2015-05-05",
            "Japan raised its rates. The dollar fell on Monday, and its losses grew.",
            "its| losses",
            "nobody",
        ),
        (
            "2015-05-05",
            "Russia and Ukraine praised the fund. The package was announced on Monday. It includes loans.",
            "It| includes",
            "nobody",
        ),
        (
            "2015-05-05",
            "The United States will strengthen Cambodia's ability to finance its schools.",
            "its| schools",
            "Cambodia",
        ),
        (
            "2015-05-05",
            "The United States praised the European Union and its members.",
            "its| members",
            "European Union",
        ),
        ("2015-05-05", "Iran said its embassy was safe.", "its| embassy", "Iran"),
        (
            "2015-05-05",
            "Iran protested on Monday. The spokesman said it had closed its embassy.",
            "its| embassy",
            "Iran",
        ),
    ]);
}

#[test]
fn leaders_whom_nobody_has_named_are_those_of_the_two_countries_spoken_of() {
    check_meant(&[
        (
            "2009-08-20",
            "Ties between Australia and New Zealand are close. The Prime Ministers agreed on a plan.",
            "Prime Ministers",
            "Kevin Rudd + John Key",
        ),
        (
            "2009-08-20",
            "Both countries gained. Trade between New Zealand and Australia grew.",
            "Both countries",
            "New Zealand + Australia",
        ),
        (
            "2009-08-20",
            "Trade grew in Australia, New Zealand and Fiji. The Prime Ministers agreed on a plan.",
            "Prime Ministers",
            "nobody",
        ),
    ]);
}

#[test]
fn the_north_and_the_south_are_koreas_only_where_korea_is_spoken_of() {
    check_meant(&[
        (
            "2018-04-27",
            "Moon Jae-in met Kim Jong Un. The North closed a site.",
            "The North",
            "North Korea",
        ),
        (
            "2018-04-27",
            "Moon Jae-in met Kim Jong Un, and the South welcomed it.",
            "the South",
            "South Korea",
        ),
        (
            "2018-04-27",
            "Giorgia Meloni left Rome. The North of Italy is rich.",
            "The North",
            "nobody",
        ),
    ]);
}

#[test]
fn here_and_we_come_from_dateline_and_publisher() {
    let (cast, _) = cast(
        "2023-06-15",
        "The envoy arrived here.",
        Some("MAR DEL PLATA, Argentina"),
        None,
    );
    let (country, city) = cast.here.expect("a dateline");
    assert_eq!(
        (cast.entities[country].name.as_str(), city.as_str()),
        ("Argentina", "Mar Del Plata")
    );
    let text = "We thank the Prime Minister of Japan, and the President agrees.";
    let (cast, _) = self::cast("2023-06-15", text, None, Some("The White House"));
    expect![[r#"
        We = United States (Pronoun, the publisher's country)
        the Prime Minister of Japan = Fumio Kishida (Role, holder of the office at the date)
        the President = Joe Biden (Role, holder of the publisher's own office)
    "#]]
    .assert_eq(&show(&cast, text));
    let (cast, _) = self::cast("2023-06-15", text, None, Some("Daily Herald"));
    assert!(cast.home.is_none() && cast.here.is_none());
}

#[test]
fn officials_of_organizations_serve_them() {
    let (cast, _) = cast(
        "2023-06-15",
        "Jens Stoltenberg met Josep Borrell and the UN refugee agency.",
        None,
        None,
    );
    let shown: Vec<String> = cast
        .entities
        .iter()
        .map(|entity| format!("{} {:?} {:?} {:?}", entity.id, entity.kind, entity.country, entity.org))
        .collect();
    expect![[r#"
        person:jens-stoltenberg:NOR Person "" "NATO"
        person:josep-borrell:ESP Person "" "EU"
        org:unhcr Organization "" "UNHCR""#]]
    .assert_eq(&shown.join("\n"));
    assert!(cast.is_international());
}

#[test]
fn the_longest_role_is_found_and_its_plural() {
    let role = |words: &str| {
        let words: Vec<&str> = words.split(' ').collect();
        longest_role(&words).map(|(length, role, plural)| (length, role.phrase.as_str(), role.sort, plural))
    };
    assert_eq!(
        role("foreign minister of"),
        Some((2, "foreign minister", RoleSort::Office, false))
    );
    assert_eq!(
        role("ministers of foreign affairs"),
        Some((4, "minister of foreign affairs", RoleSort::Office, true))
    );
    assert_eq!(role("minister"), Some((1, "minister", RoleSort::Official, false)));
    assert_eq!(role("spokesmen said").map(|(length, ..)| length), Some(1));
    assert_eq!(role("mr").map(|(_, _, sort, _)| sort), Some(RoleSort::Honorific));
    assert_eq!(role("banana minister"), None);
}

#[test]
fn a_plural_means_the_list_that_the_text_gave_or_is_about_to_give() {
    check_meant(&[
        (
            "2006-11-03",
            "Hu Jintao welcomed three presidents on Friday. He met Yoweri Museveni of Uganda, Paul Kagame of Rwanda and John \
             Kufuor of Ghana.",
            "three presidents",
            "Yoweri Museveni + Paul Kagame + John Kufuor",
        ),
        (
            "2006-11-03",
            "Hu Jintao met African leaders, including Yoweri Museveni of Uganda and Paul Kagame of Rwanda.",
            "leaders",
            "Yoweri Museveni + Paul Kagame",
        ),
        (
            "2006-11-03",
            "Hu Jintao met Yoweri Museveni, Paul Kagame and John Kufuor. China thanked the three countries.",
            "three countries",
            "Uganda + Rwanda + Ghana",
        ),
        (
            "2021-06-14",
            "Joe Biden met Kaja Kallas, Egils Levits and Gitanas Nauseda. The four leaders spoke of NATO.",
            "four leaders",
            "Joe Biden + Kaja Kallas + Egils Levits + Gitanas Nausėda",
        ),
        (
            "2021-06-14",
            "Joe Biden met Kaja Kallas, Egils Levits and Gitanas Nauseda. The leaders spoke of NATO.",
            "leaders",
            "Joe Biden + Kaja Kallas + Egils Levits + Gitanas Nausėda",
        ),
        // Two of one side are both of the list.
        (
            "2022-02-11",
            "Joe Biden called Justin Trudeau of Canada, President von der Leyen, President Michel of the European Council and \
             Emmanuel Macron. The leaders spoke of Russia.",
            "leaders",
            "Joe Biden + Justin Trudeau + Ursula von der Leyen + Charles Michel + Emmanuel Macron",
        ),
        // A list of another number is not meant, nor what the number does not count.
        (
            "2006-11-03",
            "Hu Jintao met Yoweri Museveni, Paul Kagame and John Kufuor. China thanked the seven countries.",
            "seven countries",
            "nobody",
        ),
        (
            "2006-11-03",
            "Yoweri Museveni, Paul Kagame and John Kufuor came. They spoke for three parties of African countries.",
            "countries",
            "nobody",
        ),
        (
            "2006-11-03",
            "Chinese leaders met in Beijing, including those of the army.",
            "Chinese leaders",
            "China",
        ),
    ]);
}

#[test]
fn headlines_call_leaders_by_one_word_among_capitals() {
    check_meant(&[
        (
            "2019-04-25",
            "Putin Meets Kim in Vladivostok",
            "Putin",
            "Vladimir Putin",
        ),
        (
            "2022-02-25",
            "Macron Urges Putin to Pull Troops Back",
            "Macron",
            "Emmanuel Macron",
        ),
        // The words between two leaders are no names, nor is a month a prime minister.
        (
            "2022-02-25",
            "Macron Urges Putin to Pull Troops Back",
            "Urges",
            "nobody",
        ),
        ("2018-05-25", "Unions March Through Paris on May Day", "May", "nobody"),
        // A name with a word that no table has is somebody else's.
        (
            "2019-04-25",
            "The singer Igor Putin Vasiliev came to town.",
            "Putin",
            "nobody",
        ),
    ]);
}

#[test]
fn they_are_the_two_whom_the_sentence_before_names() {
    check_meant(&[
        (
            "2022-02-18",
            "Kamala Harris met with Jens Stoltenberg. They stressed their support.",
            "They",
            "Kamala Harris + Jens Stoltenberg",
        ),
        (
            "2022-02-18",
            "Kamala Harris met with Jens Stoltenberg and Olaf Scholz. They stressed their support.",
            "They",
            "nobody",
        ),
        (
            "2022-02-18",
            "Kamala Harris met with Joe Biden. They stressed their support.",
            "They",
            "nobody",
        ),
    ]);
}

#[test]
fn a_delegation_is_who_leads_it() {
    check_meant(&[
        (
            "2006-11-03",
            "A Vietnamese delegation led by Nong Duc Manh arrived in Beijing.",
            "A Vietnamese delegation",
            "Nông Đức Mạnh",
        ),
        (
            "2006-11-03",
            "A Vietnamese delegation led by farmers arrived in Beijing.",
            "A Vietnamese delegation",
            "Vietnam",
        ),
    ]);
}

#[test]
fn several_counterparts_hold_the_same_office_each() {
    check_meant(&[
        (
            "2006-06-15",
            "Foreign Minister Taro Aso met his counterparts from the United States, China and Russia.",
            "his counterparts",
            "Condoleezza Rice + Li Zhaoxing + Sergey Lavrov",
        ),
        (
            "2006-06-15",
            "The police met their counterparts from the United States and China.",
            "their counterparts",
            "United States + China",
        ),
    ]);
}

#[test]
fn what_belongs_to_a_country_acts_for_it() {
    check_meant(&[
        (
            "2023-06-15",
            "Japan said its foreign minister would fly to Rome.",
            "its foreign minister",
            "Yoshimasa Hayashi",
        ),
        (
            "2023-06-15",
            "The talks were held in Japan. The country's foreign minister was absent.",
            "The country's foreign minister",
            "Yoshimasa Hayashi",
        ),
        (
            "2023-06-15",
            "Emmanuel Macron left Ukraine on Monday. He thanked the country.",
            "the country",
            "Ukraine",
        ),
        (
            "2023-06-15",
            "A bomb killed two in southern Thailand, a day ahead of United States President Joe Biden's visit to the country.",
            "the country",
            "Thailand",
        ),
        (
            "2023-06-15",
            "Emmanuel Macron spoke of his country's aid.",
            "his country",
            "France",
        ),
        // Country music and the countryside name no state.
        (
            "2023-06-15",
            "Emmanuel Macron left Ukraine. He likes country music.",
            "country",
            "nobody",
        ),
        (
            "2023-06-15",
            "Ukraine will respond in the state of emergency.",
            "the state",
            "nobody",
        ),
    ]);
}

#[test]
fn an_office_held_no_longer_is_not_its_holder_at_the_date() {
    check_meant(&[
        (
            "2023-06-15",
            "Former President Bill Clinton met Rishi Sunak. The former US president smiled.",
            "The former US president",
            "Bill Clinton",
        ),
        (
            "2023-06-15",
            "Rishi Sunak spoke in Rome. A former US president listened.",
            "former US president",
            "nobody",
        ),
        (
            "2023-06-15",
            "Rishi Sunak spoke in Rome. The US president listened.",
            "The US president",
            "Joe Biden",
        ),
    ]);
}

#[test]
fn a_pair_is_never_its_own_subject_nor_who_is_titled_so() {
    check_meant(&[
        (
            "2018-06-13",
            "Kim Jong Un met Donald Trump. Moon Jae-in, who spoke by phone with Trump later, congratulated both leaders.",
            "leaders",
            "Kim Jong Un + Donald Trump",
        ),
        (
            "2025-12-05",
            "Paul Kagame and Felix Tshisekedi signed it. Donald Trump received the two at the White House.",
            "two",
            "Paul Kagame + Félix Tshisekedi",
        ),
        (
            "2025-12-05",
            "Paul Kagame and Felix Tshisekedi signed it. The storm killed two in Florida.",
            "two",
            "nobody",
        ),
        (
            "2025-12-05",
            "Paul Kagame and Felix Tshisekedi signed it. Presidents William Ruto and Joao Lourenco looked on.",
            "Presidents",
            "nobody",
        ),
        (
            "2023-12-15",
            "Irfaan Ali and Nicolas Maduro shook hands. Ralph Gonsalves smiled. The two presidents will meet again.",
            "two presidents",
            "Irfaan Ali + Nicolás Maduro",
        ),
        (
            "2023-12-15",
            "Irfaan Ali and Nicolas Maduro shook hands. Ralph Gonsalves smiled. The two foreign ministers will meet again.",
            "two foreign ministers",
            "nobody",
        ),
    ]);
}

#[test]
fn the_two_koreas_are_both() {
    check_meant(&[
        (
            "2006-12-18",
            "The two Koreas and Japan met.",
            "two Koreas",
            "South Korea + North Korea",
        ),
        ("2006-12-18", "Two Korean ships sank.", "Two", "nobody"),
    ]);
}

#[test]
fn the_speaker_of_a_quotation_says_i() {
    check_meant(&[
        (
            "2023-06-15",
            "\"We thank Japan,\" Rishi Sunak told reporters.",
            "We",
            "Rishi Sunak",
        ),
        (
            "2023-06-15",
            "\"Our troops will leave Japan,\" Rishi Sunak told reporters.",
            "Our",
            "United Kingdom",
        ),
        ("2023-06-15", "\"I thank Japan,\" Rishi Sunak said.", "I", "Rishi Sunak"),
        // Outside of the quotation marks the writer speaks.
        (
            "2023-06-15",
            "\"Japan is great,\" Rishi Sunak told us on Monday.",
            "us",
            "nobody",
        ),
        ("2023-06-15", "\"I thank Japan,\" a girl said.", "I", "nobody"),
    ]);
}

#[test]
fn officials_are_those_whom_the_text_names() {
    check_meant(&[
        (
            "2006-11-06",
            "Japan and visiting senior U.S. diplomats agreed. Nicholas Burns, the U.S. Undersecretary of State, and \
             Undersecretary of State Robert Joseph met Taro Aso.",
            "U.S. diplomats",
            "Nicholas Burns + Robert Joseph",
        ),
        (
            "2006-11-06",
            "Japan and senior U.S. diplomats agreed. Undersecretary of State Nicholas Burns was absent.",
            "U.S. diplomats",
            "United States",
        ),
        (
            "2006-12-18",
            "US envoy Christopher Hill met Kim Kye-gwan. The US envoy smiled.",
            "The US envoy",
            "Christopher R. Hill",
        ),
        (
            "2006-12-18",
            "US envoy Christopher Hill met Kim Kye-gwan. A US envoy was absent.",
            "A US envoy",
            "United States",
        ),
    ]);
}

#[test]
fn the_country_is_one_that_the_words_fit() {
    check_meant(&[
        (
            "2023-06-15",
            "Sudan spoke to Israel before the African country agreed.",
            "the African country",
            "Sudan",
        ),
        (
            "2023-06-15",
            "Jordan and the United States trained in the kingdom.",
            "the kingdom",
            "Jordan",
        ),
        (
            "2023-06-15",
            "France was the first country to help.",
            "the first country",
            "nobody",
        ),
    ]);
}

#[test]
fn an_american_document_means_the_state_of_georgia_unless_it_speaks_of_georgians() {
    let american = |text: &str| show(&cast("2023-06-15", text, None, Some("The White House")).0, text);
    expect![[r#"
        We = United States (Pronoun, the publisher's country)
        Georgia = United States (City, name in the gazetteer)
    "#]]
    .assert_eq(&american("We went down to Georgia."));
    expect![[r#"
        We = United States (Pronoun, the publisher's country)
        Georgia = Georgia (Name, name in the gazetteer)
        the Georgian leader = Irakli Garibashvili (Role, holder of the office at the date)
    "#]]
    .assert_eq(&american("We went to Georgia and met the Georgian leader."));
    expect![[r#"
        We = United States (Pronoun, the publisher's country)
        Ukraine = Ukraine (Name, name in the gazetteer)
        Georgia = Georgia (Name, name in the gazetteer)
        Moldova = Moldova (Name, name in the gazetteer)
    "#]]
    .assert_eq(&american("We spoke of Ukraine, Georgia and Moldova."));
}

#[test]
fn officials_belong_to_where_they_sit_leaders_are_those_named_and_two_names_may_be_joined() {
    check_meant(&[
        (
            "2006-12-10",
            "A ministry spokesman in Pyongyang refused.",
            "spokesman",
            "North Korea",
        ),
        (
            "2006-12-10",
            "In Madrid, the foreign ministry refused.",
            "foreign ministry",
            "Spain",
        ),
        ("2006-12-10", "A tourist in Pyongyang refused.", "tourist", "nobody"),
        (
            "2006-09-16",
            "The leaders of India and Pakistan met. Manmohan Singh and Pervez Musharraf smiled.",
            "leaders",
            "Manmohan Singh + Pervez Musharraf",
        ),
        (
            "2006-09-16",
            "EU foreign ministers met.",
            "foreign ministers",
            "European Union",
        ),
        (
            "2006-12-10",
            "The Abbas-Olmert meeting was put off.",
            "Abbas",
            "Mahmoud Abbas",
        ),
        (
            "2006-12-10",
            "The Abbas-Olmert meeting was put off.",
            "Olmert",
            "Ehud Olmert",
        ),
        ("2006-05-04", "South American leaders met.", "American", "nobody"),
        ("2022-05-04", "He spoke in Indian Country.", "Indian", "nobody"),
        ("2000-06-18", "Belgrade protested.", "Belgrade", "Yugoslavia"),
        ("2012-06-18", "Belgrade protested.", "Belgrade", "Serbia"),
        (
            "2023-06-15",
            "Joe Biden saw Rishi Sunak. Our son rests, and all saw him.",
            "him",
            "nobody",
        ),
        (
            "2023-06-15",
            "Kofi Annan met Ban Ki-moon. In talks with Javier Solana, he smiled.",
            "he",
            "Kofi Annan",
        ),
    ]);
}

#[test]
fn an_office_of_two_and_an_office_of_another_mean_no_holder() {
    let readout = "Secretary Antony Blinken met Omani Foreign Minister Badr Al Busaidi. The Secretary and Foreign Minister agreed. \
        Later the Foreign Minister left.";
    let call = "Secretary Antony Blinken spoke with President Mahmoud Abbas. The Secretary and President agreed.";
    let bank = "Christine Lagarde met the head of the bank.";
    let republic = "President Emmanuel Macron met Angela Merkel. The president of the republic smiled.";
    check_meant(&[
        (
            "2021-06-04",
            readout,
            "the Foreign Minister",
            "Badr bin Hamad Al Busaidi",
        ),
        ("2021-06-04", readout, "Foreign Minister", "Badr bin Hamad Al Busaidi"),
        ("2021-05-21", call, "President", "Mahmoud Abbas"),
        ("2012-05-21", bank, "the head", "nobody"),
        ("2021-05-21", republic, "The president", "Emmanuel Macron"),
        (
            "2003-11-15",
            "It was the first visit by a Croatian president to Canberra.",
            "a Croatian president",
            "Croatia",
        ),
        (
            "2003-11-15",
            "The Croatian president flew to Canberra.",
            "The Croatian president",
            "Stjepan Mesić",
        ),
    ]);
}

#[test]
fn a_body_and_a_country_are_those_of_whom_the_sentence_speaks() {
    let obliged = "In Paris, ministers heard that Iran's parliament obliged the government to act.";
    let missiles =
        "Ukraine signed in Brussels. South Korean President Moon Jae-in praised the country's missile defense.";
    check_meant(&[
        ("2006-12-27", obliged, "the government", "Iran"),
        ("2017-05-30", missiles, "the country's missile", "South Korea"),
        (
            "2026-08-18",
            "Iran fired on Qatar. Qatar reported two ballistic missiles.",
            "missiles",
            "nobody",
        ),
        (
            "2026-08-18",
            "Iran fired on Qatar. The two governments spoke.",
            "The two governments",
            "Iran + Qatar",
        ),
    ]);
}
