//! Whom else may words mean: members of groups, who speaks for a publisher, the two of an article, movements.

use super::{cast, check_meant, show_readings};
use expect_test::{Expect, expect};

fn check(date: &str, text: &str, source: Option<&str>, expected: &Expect) {
    expected.assert_eq(&show_readings(&cast(date, text, None, source).0, text));
}

#[test]
fn a_group_of_few_stands_for_its_members_at_the_date() {
    check(
        "2012-05-18",
        "The G8 met at Camp David.",
        None,
        &expect![[r#"
        G8 = Canada + France + Germany + Italy + Japan + Russia + United Kingdom + United States (the members)
    "#]],
    );
    check(
        "2020-07-09",
        "France will help the G5 nations.",
        None,
        &expect![[r#"
            the G5 nations = Burkina Faso + Chad + Mali + Mauritania + Niger (the members)
        "#]],
    );
    check(
        "2008-01-10",
        "The six-party talks resumed in Beijing.",
        None,
        &expect![[r#"
            six-party talks = China + Japan + North Korea + South Korea + Russia + United States (the members)
        "#]],
    );
    check(
        "2022-02-08",
        "The Baltic states thanked Germany.",
        None,
        &expect![[r#"
            Baltic states = Estonia + Latvia + Lithuania (the members)
        "#]],
    );
    // A large organization acts itself.
    check("2022-02-08", "NATO warned Russia.", None, &expect![[r#""#]]);
}

#[test]
fn ministers_of_a_group_are_those_of_its_members() {
    check(
        "2022-05-30",
        "The G7 foreign ministers condemned the test.",
        None,
        &expect![[r#"
            The G7 foreign ministers = Mélanie Joly + Catherine Colonna + Annalena Baerbock + Luigi Di Maio + Yoshimasa Hayashi + Liz Truss + Antony Blinken (who holds the office in each)
            The G7 foreign ministers = Canada + France + Germany + Italy + Japan + United Kingdom + United States (the members)
            G7 = Canada + France + Germany + Italy + Japan + United Kingdom + United States (the members)
        "#]],
    );
    check(
        "2019-03-24",
        "The leaders of Romania and Honduras spoke in Washington.",
        None,
        &expect![[r#"
            The leaders of Romania and Honduras = Klaus Iohannis + Juan Orlando Hernández (who holds the office in each)
        "#]],
    );
}

#[test]
fn a_government_says_we_for_the_country_or_for_its_head() {
    let howard = Some("Prime Minister of Australia");
    check(
        "2006-03-04",
        "We will work with India. Our governments agreed.",
        howard,
        &expect![[r#"
            We = John Howard (who speaks for the country)
            Our governments = India (the other country of the article)
        "#]],
    );
    check(
        "2006-03-04",
        "We will work with India.",
        Some("Reuters"),
        &expect![[r#""#]],
    );
}

#[test]
fn the_publisher_says_i() {
    let meant = |date: &str, text: &str, source: &str| {
        let (cast, _) = cast(date, text, None, Some(source));
        let at = text.find("I ").expect("an I");
        let mention = cast.mentions.iter().find(|mention| mention.span.start == at);
        mention
            .map_or("nobody", |mention| cast.entities[mention.entities[0]].name.as_str())
            .to_owned()
    };
    assert_eq!(
        meant(
            "2006-03-04",
            "Tomorrow I will visit India.",
            "Prime Minister of Australia"
        ),
        "John Howard"
    );
    assert_eq!(
        meant("2021-05-26", "Today I congratulate Georgia.", "US Department of State"),
        "Antony Blinken"
    );
    assert_eq!(
        meant("2025-09-29", "Today I sign an order on Qatar.", "The White House"),
        "Donald Trump"
    );
    assert_eq!(
        meant("2006-03-04", "Tomorrow I will visit India.", "The Canberra Times"),
        "nobody"
    );
    // Somebody else is quoted.
    let quoted = "A farmer wrote: \"In India I saw nobody.\"";
    assert_eq!(meant("2006-03-04", quoted, "Prime Minister of Australia"), "nobody");
}

#[test]
fn those_who_sign_a_statement_are_its_we() {
    let text =
        "We, the Foreign Ministers of France, Germany and Italy, met in Rome. We urge Iran to return to the talks.";
    let (cast, _) = cast("2021-11-04", text, None, Some("US Department of State"));
    let last = text.rfind("We").expect("a we");
    let mention = cast
        .mentions
        .iter()
        .find(|mention| mention.span.start == last && !mention.inner);
    let names: Vec<&str> = mention.map_or(Vec::new(), |mention| {
        mention
            .entities
            .iter()
            .map(|&at| cast.entities[at].name.as_str())
            .collect()
    });
    assert_eq!(names, ["Jean-Yves Le Drian", "Heiko Maas", "Luigi Di Maio"]);
}

#[test]
fn the_interlocutors_are_those_whom_the_article_names_together() {
    check_meant(&[
        (
            "2021-11-02",
            "Volodymyr Zelenskyy met with Narendra Modi. The interlocutors noted the importance of trade.",
            "The interlocutors",
            "Volodymyr Zelenskyy + Narendra Modi",
        ),
        (
            "2021-11-02",
            "Volodymyr Zelenskyy met with Narendra Modi and Joe Biden. The interlocutors noted the importance of trade.",
            "The interlocutors",
            "Volodymyr Zelenskyy + Narendra Modi + Joe Biden",
        ),
        (
            "2021-11-02",
            "Ukraine criticized Russia. The parties to the agreement will meet.",
            "The parties",
            "nobody",
        ),
        // Named ahead, at whatever distance.
        (
            "2022-02-11",
            "Joe Biden held a video call. The leaders agreed on sanctions. It was the second. Participants included Justin \
             Trudeau of Canada, Emmanuel Macron of France and Olaf Scholz of Germany.",
            "The leaders",
            "Justin Trudeau + Emmanuel Macron + Olaf Scholz",
        ),
        (
            "2022-02-11",
            "Joe Biden gave a speech. The leaders of the party agreed. Later he met Justin Trudeau and Emmanuel Macron.",
            "The leaders",
            "nobody",
        ),
    ]);
}

#[test]
fn rebels_are_the_movement_of_the_article_not_the_state_that_they_fight() {
    check_meant(&[
        (
            "1997-04-07",
            "Uganda fights the Lord's Resistance Army. President Yoweri Museveni refused talks with the rebels.",
            "the rebels",
            "Lord's Resistance Army",
        ),
        (
            "1997-04-07",
            "Uganda wants peace. President Yoweri Museveni refused talks with the rebels.",
            "the rebels",
            "nobody",
        ),
        (
            "2006-12-13",
            "Nepal held talks with the Maoists.",
            "Maoists",
            "Communist Party of Nepal (Maoist)",
        ),
        ("2006-12-13", "The Maoists left the city.", "Maoists", "nobody"),
    ]);
}

#[test]
fn a_regime_is_the_country_and_not_its_head() {
    check_meant(&[
        (
            "2019-02-01",
            "Canada condemned the Maduro regime.",
            "Maduro regime",
            "Venezuela",
        ),
        (
            "2019-02-01",
            "Canada condemned Nicolás Maduro.",
            "Nicolás Maduro",
            "Nicolás Maduro",
        ),
    ]);
}

#[test]
fn an_organ_that_acts_by_itself_is_no_other_organ() {
    check_meant(&[
        (
            "2006-10-14",
            "The UN Security Council condemned North Korea.",
            "UN Security Council",
            "United Nations Security Council",
        ),
        (
            "2006-10-14",
            "The UN General Assembly condemned North Korea.",
            "UN General Assembly",
            "United Nations",
        ),
        (
            "2006-10-14",
            "A UN-brokered truce began in Lebanon.",
            "UN-brokered",
            "United Nations",
        ),
    ]);
}

#[test]
fn who_works_for_a_president_is_no_president() {
    check_meant(&[
        (
            "2021-10-28",
            "Deputy Head of the Office of the President of Ukraine Roman Mashovets met Melinda Simmons. \
             The Deputy Head of the Office of the President thanked the United Kingdom.",
            "of the Office of the President of Ukraine Roman Mashovets",
            "nobody",
        ),
        (
            "2021-11-08",
            "Ambassador of Sweden to Ukraine Tobias Thyberg arrived in Kyiv.",
            "Ambassador of Sweden to Ukraine Tobias Thyberg",
            "Tobias Thyberg",
        ),
    ]);
}
