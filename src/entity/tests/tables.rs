//! The tables of the gazetteer.

use crate::entity::Gazetteer;
use expect_test::expect;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// Errors of the user's tables.
#[test]
fn a_wrong_row_is_told_by_file_line_and_cause() {
    let mut actual = String::new();
    for text in [
        "France",
        "#name\tcountry\trank\nAtlantis\tGRC\tfour",
        "#name\tcountry\trank\n\n# a comment\nAtlantis\tGRC\t1\tx",
        "#name\tcountry\tsex\taliases\twikidata\toffices\nAda Roe\tGRC\tf\t\t\tpresident",
        "#name\tcountry\tsex\taliases\twikidata\toffices\nAda Roe\tGRC\tf\t\t\tpresident GRC 2001-13..",
        "#name\tcountry\tsex\taliases\twikidata\toffices\nAda Roe\tGRC\tf\t\t\tpresident GRC 2001",
        "#iso3\tname\texecutive\nXAT\tAtlantis\tking 1990...1999",
        "#title\tname\nA\tB",
    ] {
        let error = Gazetteer::with_files([(Path::new("mine.tsv"), text)].into_iter()).expect_err(text);
        writeln!(actual, "{error}").expect("strings take all");
    }
    expect![[r#"
        mine.tsv:1: 1 cells where the first line names 0 columns
        mine.tsv:2: the rank is 1, 2 or 3
        mine.tsv:4: 4 cells where the first line names 3 columns
        mine.tsv:2: an office is written 'title OF from..to'
        mine.tsv:2: '2001-13..' is not a term such as 2000-05-07..2008-05
        mine.tsv:2: '2001' is not a term such as 2000-05-07..2008-05
        mine.tsv:2: '1990...1999' is not a term such as 2000-05-07..2008-05
        mine.tsv:2: the first line of a table names its columns: #iso3, #acronym or #name …
    "#]]
    .assert_eq(&actual);
}

#[test]
fn a_users_table_is_added_to_the_embedded_ones() {
    let text =
        "#name\tcountry\tsex\taliases\twikidata\toffices\nAda Roe\tGRC\tf\tA. Roe\tQ1\tpresident GRC 2090..2095-06";
    let gazetteer = Gazetteer::with_files([(Path::new("mine.tsv"), text)].into_iter()).expect("a table");
    let holder = |date: &str| {
        let person = gazetteer.holder("president", "GRC", date.parse().expect("a day"));
        person.map(|person| gazetteer.people[person].name.as_str())
    };
    assert_eq!(holder("2095-06-30"), Some("Ada Roe"));
    assert_ne!(holder("2095-07-01"), Some("Ada Roe"));
    assert_eq!(gazetteer.people_named(&["ada", "roe"]).len(), 1);
    assert!(Gazetteer::builtin().people_named(&["ada", "roe"]).is_empty());
}

#[test]
fn each_table_of_the_room_is_embedded() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/entity/data");
    let gazetteer = Gazetteer::builtin();
    for folder in ["", "people"] {
        for entry in std::fs::read_dir(data.join(folder)).expect("the folder of the tables") {
            let path = entry.expect("a file").path();
            let name = path
                .strip_prefix(&data)
                .expect("a file of the folder")
                .display()
                .to_string();
            if path.extension().is_none_or(|extension| extension != "tsv") {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a table");
            // The others hold words.
            if !["#iso3\t", "#acronym\t", "#name\t"]
                .iter()
                .any(|key| text.starts_with(key))
            {
                continue;
            }
            let last = text
                .lines()
                .rfind(|line| !line.starts_with('#') && !line.is_empty())
                .expect("a row");
            let named = last.split('\t').next().expect("a first cell");
            let code = gazetteer.country(named).is_some() || gazetteer.organization_at(named).is_some();
            let embedded = code || !gazetteer.senses(named).is_empty();
            assert!(embedded, "{name}, whose last row is {named}");
        }
    }
}

#[test]
fn the_rows_of_the_tables_are_complete() {
    let gazetteer = Gazetteer::builtin();
    assert!(gazetteer.countries.len() > 190 && gazetteer.people.len() > 5_000 && gazetteer.cities.len() > 3_000);
    let mut wrong = Vec::new();
    for country in &gazetteer.countries {
        if country.iso3.len() != 3 || country.name.is_empty() {
            wrong.push(format!("{} is incomplete", country.iso3));
        }
    }
    for city in &gazetteer.cities {
        if gazetteer.country(&city.country).is_none() || !(1..=3).contains(&city.rank) {
            wrong.push(format!("{} lies in {}", city.name, city.country));
        }
    }
    for person in &gazetteer.people {
        for office in &person.offices {
            if office.term.end.is_some() && office.term.start > office.term.end {
                wrong.push(format!("{} was {} backwards", person.name, office.title));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn codes_that_no_table_explains_are_few() {
    let gazetteer = Gazetteer::builtin();
    let known = |code: &str| gazetteer.country(code).is_some() || gazetteer.organization_at(code).is_some();
    let members = gazetteer
        .organizations
        .iter()
        .flat_map(|organization| organization.members.iter().map(|(code, _)| code));
    let countries = gazetteer
        .people
        .iter()
        .map(|person| &person.country)
        .filter(|country| !country.is_empty());
    let states: BTreeSet<&String> = members.chain(countries).filter(|code| !known(code)).collect();
    expect![[r#"
        {
            "FRO",
            "MSR",
            "NCL",
            "PYF",
        }
    "#]]
    .assert_debug_eq(&states);
    let offices = gazetteer.people.iter().flat_map(|person| &person.offices);
    let served: BTreeSet<&str> = offices
        .map(|office| office.of.as_str())
        .filter(|of| !known(of))
        .collect();
    expect!["AAH ADF Abkhazia Adjara Amal Anjouan Artsakh BCEAO Badr CICIG CNDD COPE CPC CPP Catalonia Chechnya Crimea DNR EFF Ennahda FACT FDD FF FFS FLA FNL FPM FPRC FRO Federation Future HCUA Hikma Houthi IFP INC INPFL ISCI JMEC Jubaland Krajina LF LNR LPC MB MK MODEL Marada NDA NDP NIF NorthernIreland OACPS OLA PCP PNI PSP Puntland RCD SACP SADR SDF SNA Sadrists Scotland Somaliland Somoud SouthOssetia Srpska TDF TRNC Taqaddum Tibet Tigray Transnistria UFDD UFR UNON UPC Umma Wales Wefaq Zanzibar"].assert_eq(&served.into_iter().collect::<Vec<_>>().join(" "));
}

#[test]
fn an_organization_has_no_countrys_code() {
    let gazetteer = Gazetteer::builtin();
    for organization in &gazetteer.organizations {
        assert!(
            gazetteer.country(&organization.acronym).is_none(),
            "{}",
            organization.acronym
        );
    }
}

#[test]
fn codes_and_towns_stand_in_one_row() {
    let gazetteer = Gazetteer::builtin();
    let mut known = BTreeSet::new();
    let codes = gazetteer.countries.iter().map(|country| country.iso3.as_str());
    for code in codes.chain(
        gazetteer
            .organizations
            .iter()
            .map(|organization| organization.acronym.as_str()),
    ) {
        assert!(known.insert((code, "")), "{code} stands there twice");
    }
    for city in &gazetteer.cities {
        let is_new = known.insert((&city.name, &city.country));
        assert!(is_new, "{} of {} stands there twice", city.name, city.country);
    }
}
