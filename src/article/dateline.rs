//! Datelines: "SEOUL, Nov. 13, 2005 (Xinhua) --" at the head of a text or in a field of its own.

use super::date::{PartialDate, month_number, parse_partial};
use super::lines::{is_agency, is_label};
use super::lists::LISTS;

/// The longest head of a paragraph, in bytes, that is searched for a dateline.
const LONGEST: usize = 120;

/// The parts of a dateline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// The place as written; empty where there is none.
    pub(super) place: String,
    /// The date, often without its year.
    pub(super) date: Option<PartialDate>,
    /// The agency in brackets.
    pub(super) agency: Option<String>,
}

/// The dateline at the head of a paragraph, and its length with the dash that ends it.
pub(super) fn at_head(text: &str) -> Option<(Parts, usize)> {
    ends(text).find_map(|(end, after)| {
        let dash = after > end;
        let parts = parse(&text[..end]);
        let whole = text[after..].trim().is_empty();
        is_dateline(&parts, dash, whole).then_some((parts, after))
    })
}

/// The parts of a dateline that stands alone, such as a record's field.
pub(super) fn parse(text: &str) -> Parts {
    let mut rest = text.trim();
    let mut agency = None;
    if let Some(inner) = rest.strip_suffix(')')
        && let Some(open) = inner.rfind('(')
    {
        let name = inner[open + 1..].trim();
        if (2..=40).contains(&name.len()) && name.starts_with(char::is_alphabetic) {
            agency = Some(name.to_owned());
            rest = inner[..open].trim_end();
        }
    }
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        // "12 people (with Kim)"
        return parse_partial(rest).map_or_else(Parts::default, |date| bracketed(Some(date), agency));
    }
    let date_start = date_start(rest).unwrap_or(rest.len());
    let date = parse_partial(&rest[date_start..]);
    if date_start == 0 {
        return bracketed(date, agency);
    }
    let place_end = if date.is_some() { date_start } else { rest.len() };
    let place = rest[..place_end].trim_end_matches([',', ' ', ';', '/']).to_owned();
    Parts { place, date, agency }
}

/// The parts of a dateline that begins with its date: the place may stand in the brackets ("February 21, 2015 (JUBA)").
fn bracketed(date: Option<PartialDate>, words: Option<String>) -> Parts {
    let is_place = |words: &String| !is_agency(words) && !words.contains(char::is_lowercase);
    let has_day = date.is_some_and(|date| date.day.is_some());
    let (place, agency) = match words {
        Some(words) if has_day && is_place(&words) => (words, None),
        words => (String::new(), words),
    };
    Parts { place, date, agency }
}

/// Where the month's name or the weekday begins.
fn date_start(text: &str) -> Option<usize> {
    let mut start = None;
    for (at, word) in words(text) {
        let bare = word.trim_end_matches(['.', ',']);
        let starts_date = month_number(bare).is_some() || bare.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day));
        if starts_date && start.is_none() {
            start = Some(at);
        } else if !starts_date && !bare.is_empty() && bare.parse::<u32>().is_err() {
            start = None;
        }
    }
    start
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_ascii_whitespace()
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// Where a dateline may end: before a dash (with the place after it), behind a bracket, at the paragraph's end.
fn ends(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let head = text
        .char_indices()
        .map(|(at, _)| at)
        .take_while(|at| *at <= LONGEST)
        .last()
        .unwrap_or(0);
    let dashes = text[..head].char_indices().filter_map(move |(at, c)| {
        let rest = &text[at..];
        let before = text[..at].chars().next_back();
        let spaced = before.is_none_or(|c| c == ' ' || c == ')');
        let length = match c {
            '-' if rest.starts_with("--") => rest.len() - rest.trim_start_matches('-').len(),
            '-' | '_' if spaced && rest[1..].starts_with(' ') => 1,
            '—' | '–' | '―' => c.len_utf8(),
            _ => return None,
        };
        (at > 0).then_some((at, at + length))
    });
    let bracket = text[..head].find(')').map(|at| (at + 1, at + 1));
    let end = (text.len() <= LONGEST).then_some((text.len(), text.len()));
    dashes.take(2).chain(bracket).chain(end)
}

fn is_dateline(parts: &Parts, dash: bool, whole: bool) -> bool {
    let place = parts.place.as_str();
    if place.is_empty() {
        // "(Reuters) - Kim arrived", "April 24, 2019 (Reuters) - Kim arrived"
        let is_agency = parts.agency.as_deref().is_some_and(is_agency);
        return dash && (is_agency || parts.agency.is_some() && parts.date.is_none());
    }
    if !is_place_like(place) || is_label(place) {
        return false;
    }
    let city = place.split(',').next().unwrap_or(place).trim();
    let letters = city.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = letters >= 3 && !city.chars().any(char::is_lowercase);
    let capitals = capitals && city.split_whitespace().count() <= 4;
    let day = parts.date.is_some_and(|date| date.day.is_some());
    let agency = parts
        .agency
        .as_deref()
        .is_some_and(|agency| capitals || is_agency(agency));
    if dash {
        agency || day || capitals && letters >= 4
    } else if whole {
        capitals && (agency || day)
    } else {
        capitals && agency
    }
}

fn is_place_like(place: &str) -> bool {
    place.len() <= 70
        && !LISTS.openers.has(place.split([' ', ',']).next().unwrap_or(place))
        && !place.contains(|c: char| c.is_ascii_digit() || matches!(c, '"' | '“' | ':' | '(' | ')' | '?' | '!'))
        && place.split_whitespace().count() <= 8
        && place.split_whitespace().all(|word| {
            word.starts_with(|c: char| c.is_uppercase() || matches!(c, '/' | '&' | '\'' | '’'))
                || matches!(
                    word,
                    "de" | "la" | "of" | "and" | "the" | "du" | "sur" | "el" | "al" | "in"
                )
                || word.starts_with("al-")
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;
    use std::fmt::Write;

    #[test]
    fn fields() {
        let mut actual = String::new();
        for field in [
            "MAR DEL PLATA, Argentina, Nov. 3 , 2005 (Xinhua)",
            "2000-01-24 19:48",
            "HAMILTON (AP)",
            "KHOST, Afghanistan, Dec 18 , 2006, 2006",
            "SEOUL, Nov. 13 (Xinhua)",
            "BEIJING 7 November 2006",
            "February 21, 2015 (JUBA)",
            "21 February 2015 (KHARTOUM/JUBA)",
            "24 April 2019 (Xinhua)",
            "April 24, 2019 (Wednesday)",
            "New Delhi",
            "",
        ] {
            let parts = parse(field);
            let date = parts.date.map(|date| (date.year, date.month, date.day));
            writeln!(actual, "{field} = {:?} {date:?} {:?}", parts.place, parts.agency).expect("strings take all");
        }
        expect![[r#"
            MAR DEL PLATA, Argentina, Nov. 3 , 2005 (Xinhua) = "MAR DEL PLATA, Argentina" Some((Some(2005), Some(11), Some(3))) Some("Xinhua")
            2000-01-24 19:48 = "" Some((Some(2000), Some(1), Some(24))) None
            HAMILTON (AP) = "HAMILTON" None Some("AP")
            KHOST, Afghanistan, Dec 18 , 2006, 2006 = "KHOST, Afghanistan" Some((Some(2006), Some(12), Some(18))) None
            SEOUL, Nov. 13 (Xinhua) = "SEOUL" Some((None, Some(11), Some(13))) Some("Xinhua")
            BEIJING 7 November 2006 = "BEIJING" Some((Some(2006), Some(11), Some(7))) None
            February 21, 2015 (JUBA) = "JUBA" Some((Some(2015), Some(2), Some(21))) None
            21 February 2015 (KHARTOUM/JUBA) = "KHARTOUM/JUBA" Some((Some(2015), Some(2), Some(21))) None
            24 April 2019 (Xinhua) = "" Some((Some(2019), Some(4), Some(24))) Some("Xinhua")
            April 24, 2019 (Wednesday) = "" Some((Some(2019), Some(4), Some(24))) Some("Wednesday")
            New Delhi = "New Delhi" None None
             = "" None None
        "#]].assert_eq(&actual);
    }

    #[test]
    fn heads_of_paragraphs() {
        let mut actual = String::new();
        for text in [
            "HAIKOU, Nov. 7(Xinhua)-- Seychellois President James Michel",
            "SEOUL, Nov. 13, 2005 (Xinhua) -- South Korea",
            "HAMILTON (AP) --",
            "HAMILTON (AP)",
            "WASHINGTON — President Biden",
            "KABUL, Afghanistan – The Taliban",
            "BEIJING (AP) _ China",
            "(Reuters) - Kim arrived",
            "February 21, 2015 (JUBA) - South Sudan",
            "24 April 2019 (Reuters) - Kim arrived",
            "April 24, 2019 (Wednesday) - Kim arrived",
            "May 2015 (JUBA) - South Sudan",
            "12 people (with Kim) - all of them",
            "MOSCOW (Reuters) - Putin",
            "Moscow, April 24 - Putin",
            "TOKYO (Kyodo) Japan said",
            "Kim - the leader - arrived",
            "The deal -- signed in Moscow -- failed",
            "NATO leaders met -- again",
            "FACT SHEET — The summit",
            "UN — talks",
            "Putin (left) met Kim",
            "On April 24, 2019 — a Wednesday — Kim arrived",
            "The African Union (AU) — which met",
        ] {
            let found = at_head(text).map(|(parts, end)| (parts.place, parts.agency, text[..end].to_owned()));
            writeln!(actual, "{text} = {found:?}").expect("strings take all");
        }
        expect![[r#"
            HAIKOU, Nov. 7(Xinhua)-- Seychellois President James Michel = Some(("HAIKOU", Some("Xinhua"), "HAIKOU, Nov. 7(Xinhua)--"))
            SEOUL, Nov. 13, 2005 (Xinhua) -- South Korea = Some(("SEOUL", Some("Xinhua"), "SEOUL, Nov. 13, 2005 (Xinhua) --"))
            HAMILTON (AP) -- = Some(("HAMILTON", Some("AP"), "HAMILTON (AP) --"))
            HAMILTON (AP) = Some(("HAMILTON", Some("AP"), "HAMILTON (AP)"))
            WASHINGTON — President Biden = Some(("WASHINGTON", None, "WASHINGTON —"))
            KABUL, Afghanistan – The Taliban = Some(("KABUL, Afghanistan", None, "KABUL, Afghanistan –"))
            BEIJING (AP) _ China = Some(("BEIJING", Some("AP"), "BEIJING (AP) _"))
            (Reuters) - Kim arrived = Some(("", Some("Reuters"), "(Reuters) -"))
            February 21, 2015 (JUBA) - South Sudan = Some(("JUBA", None, "February 21, 2015 (JUBA) -"))
            24 April 2019 (Reuters) - Kim arrived = Some(("", Some("Reuters"), "24 April 2019 (Reuters) -"))
            April 24, 2019 (Wednesday) - Kim arrived = None
            May 2015 (JUBA) - South Sudan = None
            12 people (with Kim) - all of them = None
            MOSCOW (Reuters) - Putin = Some(("MOSCOW", Some("Reuters"), "MOSCOW (Reuters) -"))
            Moscow, April 24 - Putin = Some(("Moscow", None, "Moscow, April 24 -"))
            TOKYO (Kyodo) Japan said = Some(("TOKYO", Some("Kyodo"), "TOKYO (Kyodo)"))
            Kim - the leader - arrived = None
            The deal -- signed in Moscow -- failed = None
            NATO leaders met -- again = None
            FACT SHEET — The summit = None
            UN — talks = None
            Putin (left) met Kim = None
            On April 24, 2019 — a Wednesday — Kim arrived = None
            The African Union (AU) — which met = None
        "#]].assert_eq(&actual);
    }
}
