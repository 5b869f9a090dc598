//! Naming: what would people call a person, and a meeting?
//!
//! The rules of names are data: `data/names.toml`.

use super::node::{Node, NodeKind};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// By which of their names people are known; the file explains the fields.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Customs {
    family_first: BTreeSet<String>,
    given_first: BTreeSet<String>,
    whole: BTreeSet<String>,
    chinese_in: BTreeSet<String>,
    chinese: BTreeSet<String>,
    particles: BTreeSet<String>,
    suffixes: BTreeSet<String>,
    son_of: BTreeSet<String>,
    house: String,
    called: BTreeMap<String, String>,
}

static CUSTOMS: LazyLock<Customs> =
    LazyLock::new(|| toml::from_str(include_str!("data/names.toml")).expect("the customs are well formed"));

/// The name by which the news calls a person: the last one with its particles, the first one where family names lead or
/// the given name is the one that is known.
///
/// ```
/// use summitry::graph::family_name;
///
/// assert_eq!(family_name("Vladimir Putin", "RUS"), "Putin");
/// assert_eq!(family_name("Kim Jong Un", "PRK"), "Kim");
/// assert_eq!(family_name("Lee Hsien Loong", "SGP"), "Lee");
/// assert_eq!(family_name("Lawrence Wong", "SGP"), "Wong");
/// assert_eq!(family_name("Ban Ki-moon", ""), "Ban");
/// assert_eq!(family_name("Abiy Ahmed", "ETH"), "Abiy");
/// assert_eq!(family_name("Mohammed bin Salman", "SAU"), "bin Salman");
/// assert_eq!(family_name("Faisal bin Farhan Al Saud", "SAU"), "bin Farhan");
/// assert_eq!(family_name("Ben Wallace", "GBR"), "Wallace");
/// assert_eq!(family_name("Joseph R. Biden Jr.", "USA"), "Biden");
/// ```
pub fn family_name(name: &str, country: &str) -> String {
    let customs = &*CUSTOMS;
    if let Some(called) = customs.called.get(name) {
        return called.clone();
    }
    let is_suffix = |word: &&str| customs.suffixes.contains(word.trim_matches([',', '.']));
    let mut words: Vec<&str> = name.split_whitespace().filter(|word| !is_suffix(word)).collect();
    let is_son = |word: &&str| customs.son_of.contains(&word.to_lowercase());
    if words.len() > 3 && words[words.len() - 2] == customs.house && words[1..words.len() - 2].iter().any(is_son) {
        words.truncate(words.len() - 2);
    }
    let Some(last) = words.len().checked_sub(1) else {
        return name.to_owned();
    };
    if customs.whole.contains(country) {
        return words.join(" ");
    }
    let is_korean = last == 1
        && words[1]
            .split_once('-')
            .is_some_and(|(_, end)| end.starts_with(char::is_lowercase));
    let is_chinese = last == 2 && customs.chinese_in.contains(country) && customs.chinese.contains(words[0]);
    if is_korean || is_chinese || customs.family_first.contains(country) || customs.given_first.contains(country) {
        return words[0].to_owned();
    }
    let particles = words[1.min(last)..last]
        .iter()
        .rev()
        .take_while(|word| customs.particles.contains(&word.to_lowercase()))
        .count();
    words[last - particles..].join(" ").trim_end_matches(',').to_owned()
}

/// What a meeting is called after those who took part: persons of several countries or organizations, else the countries,
/// else all. Of one family only one is named, and namesakes of different countries in full.
///
/// `countries` gives the name of a country or organization by its code.
pub(super) fn parties(participants: &[&Node], countries: &BTreeMap<&str, &str>) -> Vec<String> {
    let persons: Vec<&Node> = of_kind(participants, |kind| kind == NodeKind::Person);
    if affiliations(&persons) > 1 {
        return people(&persons);
    }
    let states: Vec<&Node> = of_kind(participants, |kind| {
        matches!(kind, NodeKind::Person | NodeKind::Country)
    });
    let parties = if affiliations(&states) > 1 {
        states
    } else {
        participants.to_vec()
    };
    let mut names: Vec<String> = Vec::new();
    for node in parties {
        let name = match (node.kind, countries.get(node.affiliation())) {
            (NodeKind::Person, Some(country)) => (*country).to_owned(),
            (NodeKind::Person, None) => family_name(&node.name, &node.country),
            _ => node.name.clone(),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn of_kind<'a>(nodes: &[&'a Node], is_it: impl Fn(NodeKind) -> bool) -> Vec<&'a Node> {
    nodes.iter().copied().filter(|node| is_it(node.kind)).collect()
}

fn affiliations(nodes: &[&Node]) -> usize {
    nodes
        .iter()
        .map(|node| node.affiliation())
        .collect::<BTreeSet<_>>()
        .len()
}

/// The names by which these persons are known, each once.
fn people(persons: &[&Node]) -> Vec<String> {
    let known = |node: &Node| family_name(&node.name, &node.country);
    let mut names: Vec<String> = Vec::new();
    for (at, person) in persons.iter().enumerate() {
        let name = known(person);
        let is_named = persons[..at]
            .iter()
            .any(|other| other.affiliation() == person.affiliation() && known(other) == name);
        let is_shared = persons
            .iter()
            .any(|other| other.affiliation() != person.affiliation() && known(other) == name);
        if !is_named {
            names.push(if is_shared { person.name.clone() } else { name });
        }
    }
    names
}

/// The name of a meeting without brackets and quotes of which the other half was left behind.
///
/// "APEC) forum" is the rest of "Asia-Pacific Economic Cooperation (APEC) forum".
pub(super) fn whole_marks(name: &str) -> String {
    const PAIRS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('\u{201c}', '\u{201d}'), ('\u{ab}', '\u{bb}')];
    let mut halves: BTreeSet<usize> = BTreeSet::new();
    for (open, close) in PAIRS {
        let mut opened = Vec::new();
        for (at, c) in name.char_indices() {
            if c == open {
                opened.push(at);
            } else if c == close && opened.pop().is_none() {
                halves.insert(at);
            }
        }
        halves.extend(opened);
    }
    if name.matches('"').count() % 2 == 1 {
        halves.extend(name.rfind('"'));
    }
    let kept: String = name
        .char_indices()
        .filter(|(at, _)| !halves.contains(at))
        .map(|(_, c)| c)
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{family_name, parties, whole_marks};
    use crate::graph::node::{Node, NodeKind};
    use std::collections::BTreeMap;

    /// "Kim Jong Un/PRK", "Singapore=SGP", "BRICS@BRICS".
    fn node(words: &str) -> Node {
        let (mark, kind) = [
            ('/', NodeKind::Person),
            ('=', NodeKind::Country),
            ('@', NodeKind::Organization),
        ]
        .into_iter()
        .find(|(mark, _)| words.contains(*mark))
        .expect("a kind");
        let (name, code) = words.split_once(mark).expect("a name and a code");
        let mut node = Node::new(words.to_owned().into(), name, kind);
        if kind == NodeKind::Organization {
            code.clone_into(&mut node.org);
        } else {
            code.clone_into(&mut node.country);
        }
        node
    }

    fn check(participants: &[&str], expected: &str) {
        let nodes: Vec<Node> = participants.iter().map(|words| node(words)).collect();
        let nodes: Vec<&Node> = nodes.iter().collect();
        let countries = BTreeMap::from([("PRK", "North Korea"), ("SGP", "Singapore"), ("USA", "United States")]);
        assert_eq!(parties(&nodes, &countries).join("–"), expected, "{participants:?}");
    }

    #[test]
    fn persons_are_called_by_the_name_they_are_known_by() {
        check(&["Lee Hsien Loong/SGP", "Kim Jong Un/PRK"], "Lee–Kim");
        check(
            &["Lawrence Wong/SGP", "Tharman Shanmugaratnam/SGP", "Xi Jinping/CHN"],
            "Wong–Shanmugaratnam–Xi",
        );
        check(&["Abiy Ahmed/ETH", "Isaias Afwerki/ERI"], "Abiy–Isaias");
        check(
            &["Luiz Inácio Lula da Silva/BRA", "Ursula von der Leyen/EU"],
            "Lula–von der Leyen",
        );
    }

    #[test]
    fn of_one_family_one_is_named_and_namesakes_in_full() {
        check(
            &["Joe Biden/USA", "Jill Biden/USA", "Anthony Albanese/AUS"],
            "Biden–Albanese",
        );
        check(
            &["Kim Jong Un/PRK", "Kim Jong Il/PRK", "Dmitry Medvedev/RUS"],
            "Kim–Medvedev",
        );
        check(&["Kim Jung-kwan/KOR", "Jim Yong Kim/WB"], "Kim Jung-kwan–Jim Yong Kim");
    }

    #[test]
    fn persons_are_not_mixed_with_countries_and_forums() {
        check(&["Singapore=SGP", "Kim Jong Un/PRK"], "Singapore–North Korea");
        check(&["Donald Trump/USA", "Kim Jong Un/PRK", "Singapore=SGP"], "Trump–Kim");
        check(&["Xi Jinping/CHN", "Joe Biden/USA", "Group of Twenty@G20"], "Xi–Biden");
        check(
            &["North Korea=PRK", "United States=USA", "Inter-Korean talks@IKT"],
            "North Korea–United States",
        );
        check(&["Ukraine=UKR", "NATO@NATO"], "Ukraine–NATO");
        check(&["Viktor Orbán/HUN", "NATO@NATO"], "Orbán–NATO");
    }

    #[test]
    fn half_marks_are_left_out() {
        for (name, whole) in [
            ("APEC) forum", "APEC forum"),
            (
                "Asia-Pacific Economic Cooperation (APEC",
                "Asia-Pacific Economic Cooperation APEC",
            ),
            ("\"Crimea Platform", "Crimea Platform"),
            ("Quad (leaders) summit", "Quad (leaders) summit"),
            ("\u{201c}Ramstein\u{201d} group", "\u{201c}Ramstein\u{201d} group"),
        ] {
            assert_eq!(whole_marks(name), whole);
        }
    }

    #[test]
    fn customs_are_of_countries() {
        // A first name that is a Chinese family name too, and a family name of three words elsewhere.
        assert_eq!(family_name("Lee Hsien Loong", "USA"), "Loong");
        assert_eq!(family_name("Vivian Balakrishnan", "SGP"), "Balakrishnan");
        assert_eq!(family_name("Mohamed bin Zayed Al Nahyan", "ARE"), "bin Zayed");
        assert_eq!(family_name("Hun Sen", "KHM"), "Hun Sen");
        assert_eq!(family_name("Saddam Hussein", "IRQ"), "Saddam");
        assert_eq!(family_name("Barack Hussein Obama", "USA"), "Obama");
    }
}
