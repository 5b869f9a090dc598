//! Who held which office when, and whom a person serves.

use crate::entity::Gazetteer;

#[test]
fn a_person_serves_the_office_held_at_the_date() {
    let gazetteer = Gazetteer::builtin();
    for (name, date, wanted) in [
        ("Ban Ki-moon", "2005-11-15", "KOR"),
        ("Ban Ki-moon", "2010-11-15", "UN"),
        ("Javier Solana", "1998-11-15", "NATO"),
        ("Angela Merkel", "2010-11-15", "DEU"),
        ("Angela Merkel", "2024-11-15", "DEU"),
        // Who fights a state does not serve it.
        ("Laurent-Désiré Kabila", "1997-04-30", "AFDL"),
        ("Laurent-Désiré Kabila", "1998-04-30", "COD"),
        ("Foday Sankoh", "1999-05-24", "RUF"),
        ("Paul Kagame", "1993-05-24", "RPF"),
        // Co-princes of Andorra, chairmen of the African Union and of the Non-Aligned Movement.
        ("Emmanuel Macron", "2023-06-15", "FRA"),
        ("Nicolas Sarkozy", "2010-06-15", "FRA"),
        ("Nelson Mandela", "1998-11-15", "ZAF"),
        ("Yoweri Museveni", "2024-06-15", "UGA"),
        ("Mohamed Ould Ghazouani", "2024-06-15", "MRT"),
    ] {
        let person = gazetteer.people.iter().find(|person| person.name == name).expect(name);
        assert_eq!(person.serves(date.parse().ok()), wanted, "{name} on {date}");
    }
}

/// Holders of offices, from general knowledge: country, office, day, holder.
const HOLDERS: &[(&str, &str, &str, &str)] = &[
    ("USA", "president", "1990-08-02", "George H. W. Bush"),
    ("USA", "president", "1995-11-21", "Bill Clinton"),
    ("USA", "president", "2003-03-20", "George W. Bush"),
    ("USA", "president", "2016-05-27", "Barack Obama"),
    ("USA", "secretary of state", "2004-12-31", "Colin Powell"),
    ("USA", "secretary of state", "2006-06-01", "Condoleezza Rice"),
    ("USA", "secretary of state", "2015-07-14", "John Kerry"),
    ("RUS", "president", "1996-07-01", "Boris Yeltsin"),
    ("RUS", "president", "2011-03-01", "Dmitry Medvedev"),
    ("RUS", "foreign minister", "2014-03-18", "Sergey Lavrov"),
    ("RUS", "foreign minister", "1999-04-01", "Igor Ivanov"),
    ("GBR", "prime minister", "1993-01-01", "John Major"),
    ("GBR", "prime minister", "2008-10-08", "Gordon Brown"),
    ("GBR", "prime minister", "2022-10-01", "Liz Truss"),
    ("FRA", "president", "1994-06-06", "François Mitterrand"),
    ("FRA", "president", "2003-02-14", "Jacques Chirac"),
    ("FRA", "president", "2011-03-19", "Nicolas Sarkozy"),
    ("DEU", "chancellor", "1990-10-03", "Helmut Kohl"),
    ("DEU", "chancellor", "2015-09-04", "Angela Merkel"),
    ("CHN", "president", "1997-10-29", "Jiang Zemin"),
    ("CHN", "president", "2008-08-08", "Hu Jintao"),
    ("JPN", "prime minister", "2002-09-17", "Junichiro Koizumi"),
    ("JPN", "prime minister", "2016-12-27", "Shinzo Abe"),
    ("KOR", "president", "2000-06-13", "Kim Dae-jung"),
    ("KOR", "president", "2018-04-27", "Moon Jae-in"),
    ("IND", "prime minister", "1998-05-11", "Atal Bihari Vajpayee"),
    ("IND", "prime minister", "2005-07-18", "Manmohan Singh"),
    ("ISR", "prime minister", "1993-09-13", "Yitzhak Rabin"),
    ("ISR", "prime minister", "2006-07-12", "Ehud Olmert"),
    ("EGY", "president", "2010-01-25", "Hosni Mubarak"),
    ("IRN", "president", "1999-01-01", "Mohammad Khatami"),
    ("IRN", "president", "2015-07-14", "Hassan Rouhani"),
    ("TUR", "prime minister", "2005-10-03", "Recep Tayyip Erdoğan"),
    ("BRA", "president", "2005-01-01", "Luiz Inácio Lula da Silva"),
    ("ZAF", "president", "1995-06-24", "Nelson Mandela"),
    ("KEN", "president", "2008-04-17", "Mwai Kibaki"),
    ("CUB", "president", "2016-03-21", "Raúl Castro"),
    ("VEN", "president", "2007-09-21", "Hugo Chávez"),
    ("POL", "president", "1992-01-01", "Lech Wałęsa"),
    ("CZE", "president", "1999-03-12", "Václav Havel"),
    ("UKR", "president", "2019-07-25", "Volodymyr Zelenskyy"),
    ("UN", "secretary general", "2003-03-01", "Kofi Annan"),
    ("NATO", "secretary general", "1999-03-24", "Javier Solana"),
];

#[test]
fn offices_were_held_by_whom_history_tells() {
    let gazetteer = Gazetteer::builtin();
    let mut wrong = Vec::new();
    for &(of, title, date, wanted) in HOLDERS {
        let holder = gazetteer.holder(title, of, date.parse().expect("a day"));
        let name = holder.map_or("nobody", |person| gazetteer.people[person].name.as_str());
        if name != wanted {
            wrong.push(format!("{title} of {of} on {date}: {name}, not {wanted}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_leader_is_who_rules_not_who_reigns() {
    let gazetteer = Gazetteer::builtin();
    for (country, date, wanted) in [
        ("GBR", "2010-01-01", "Gordon Brown"),
        ("DEU", "2010-01-01", "Angela Merkel"),
        ("FRA", "2010-01-01", "Nicolas Sarkozy"),
        ("JPN", "2003-01-01", "Junichiro Koizumi"),
        ("SAU", "2010-01-01", "Abdullah bin Abdulaziz"),
        ("ITA", "2010-01-01", "Silvio Berlusconi"),
        ("BGD", "2010-01-01", "Sheikh Hasina"),
        ("BGD", "2000-01-01", "Sheikh Hasina"),
    ] {
        let leader = gazetteer.leader(country, date.parse().expect("a day"));
        assert_eq!(
            leader.map(|person| gazetteer.people[person].name.as_str()),
            Some(wanted),
            "{country} on {date}"
        );
    }
}
