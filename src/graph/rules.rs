//! The rules of merging, read from `data/merging.toml`: how must two reports go together to tell of one event?

use crate::event::{EventType, Status};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// How the date of a report must go with those of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Dates {
    /// It is the event's best date.
    Equal,
    /// They differ, and one contains the other.
    Inside,
    /// One contains the other, and one is a day.
    Finer,
    /// Few days lie between them.
    Near,
    /// One of the two tells none.
    Missing,
    /// Neither tells one.
    Untold,
    /// Whatever they are.
    Any,
}

/// How the participants of a report go with those of an event, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Sides {
    /// They are the same.
    Same,
    /// One is a person on one side, and the country or organization served on the other.
    Office,
    /// One of the two tells of more who came along.
    Company,
}

/// A rule of merging; the file explains the fields.
#[expect(
    clippy::struct_excessive_bools,
    reason = "the conditions do not depend on each other"
)]
#[derive(Clone, Debug)]
pub(super) struct Rule {
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests name the rule that fails"))]
    pub(super) id: String,
    pub(super) dates: Dates,
    pub(super) sides: Vec<Sides>,
    pub(super) days: i64,
    pub(super) longest: Option<i64>,
    pub(super) before: i64,
    pub(super) after: i64,
    pub(super) articles: Option<i64>,
    pub(super) words: bool,
    pub(super) alike: Option<usize>,
    pub(super) told: Option<bool>,
    pub(super) war: Option<bool>,
    pub(super) meeting: bool,
    pub(super) persons: bool,
    pub(super) types: Vec<EventType>,
    pub(super) mutual: bool,
    pub(super) statuses: Vec<Status>,
    pub(super) plan: bool,
    pub(super) clash: bool,
    pub(super) elsewhere: bool,
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests run them"))]
    pub(super) together: Vec<[String; 2]>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests run them"))]
    pub(super) apart: Vec<[String; 2]>,
}

/// When an event that did not take place was put off.
#[derive(Clone, Debug)]
pub(super) struct Postponed {
    pub(super) types: Vec<EventType>,
    pub(super) articles: i64,
    pub(super) within: i64,
}

/// When reports are of one source.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Sources {
    pub(super) share: f64,
    pub(super) sequence: usize,
    pub(super) sampled: u64,
    pub(super) least: usize,
    pub(super) articles: i64,
    pub(super) days: i64,
    pub(super) agencies: Vec<Vec<String>>,
}

/// What words say of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Likeness {
    /// The beginnings of words that tell nothing particular.
    pub(super) common: BTreeSet<String>,
    /// So many letters of a word are compared.
    pub(super) letters: usize,
    /// So many letters of a word tell that it is of a name.
    pub(super) of_names: usize,
    /// Shorter words tell nothing.
    pub(super) shortest: usize,
    /// Words that call an attack a war.
    pub(super) war: BTreeSet<String>,
}

/// All rules.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub(super) merging: Vec<Rule>,
    pub(super) likeness: Likeness,
    pub(super) postponed: Postponed,
    pub(super) sources: Sources,
}

/// The built-in rules.
pub(super) static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("data/merging.toml")).expect("the rules are well formed");
    let types = |names: Vec<String>| -> Vec<EventType> {
        let parse = |name: String| EventType::parse(&name).expect("the types are known");
        names.into_iter().map(parse).collect()
    };
    let statuses = |names: Vec<String>| -> Vec<Status> {
        let parse = |name: String| Status::parse(&name).expect("the statuses are known");
        names.into_iter().map(parse).collect()
    };
    let merging = file.rule.into_iter().map(|raw| Rule {
        id: raw.id,
        dates: raw.dates,
        sides: raw.sides,
        days: raw.days,
        longest: raw.longest,
        before: raw.before,
        after: raw.after,
        articles: raw.articles,
        words: raw.words,
        alike: raw.alike,
        told: raw.told,
        war: raw.war,
        meeting: raw.meeting,
        persons: raw.persons,
        types: types(raw.types),
        mutual: raw.mutual,
        statuses: statuses(raw.statuses),
        plan: raw.plan,
        clash: raw.clash,
        elsewhere: raw.elsewhere,
        together: raw.together,
        apart: raw.apart,
    });
    let letters = file.likeness.letters;
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<BTreeSet<String>>();
    let common = words(&file.likeness.common);
    Rules {
        merging: merging.collect(),
        likeness: Likeness {
            common: common.iter().map(|word| beginning(word, letters).to_owned()).collect(),
            letters,
            of_names: file.likeness.of_names,
            shortest: file.likeness.shortest,
            war: words(&file.likeness.war),
        },
        postponed: Postponed {
            types: types(file.postponed.types),
            articles: file.postponed.articles,
            within: file.postponed.within,
        },
        sources: file.sources,
    }
});

/// The first letters of a word.
pub(super) fn beginning(word: &str, letters: usize) -> &str {
    word.char_indices().nth(letters).map_or(word, |(at, _)| &word[..at])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<RawRule>,
    likeness: RawLikeness,
    postponed: RawPostponed,
    sources: Sources,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "the conditions do not depend on each other"
)]
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: String,
    #[expect(dead_code, reason = "for the reader of the file")]
    says: String,
    dates: Dates,
    sides: Vec<Sides>,
    #[serde(default)]
    days: i64,
    longest: Option<i64>,
    #[serde(default)]
    before: i64,
    #[serde(default)]
    after: i64,
    articles: Option<i64>,
    #[serde(default)]
    words: bool,
    alike: Option<usize>,
    told: Option<bool>,
    war: Option<bool>,
    #[serde(default)]
    meeting: bool,
    #[serde(default)]
    persons: bool,
    #[serde(default)]
    types: Vec<String>,
    #[serde(default)]
    mutual: bool,
    #[serde(default)]
    statuses: Vec<String>,
    #[serde(default)]
    plan: bool,
    #[serde(default)]
    clash: bool,
    #[serde(default)]
    elsewhere: bool,
    together: Vec<[String; 2]>,
    apart: Vec<[String; 2]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLikeness {
    letters: usize,
    of_names: usize,
    shortest: usize,
    war: String,
    common: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPostponed {
    types: Vec<String>,
    articles: i64,
    within: i64,
}

#[cfg(test)]
#[path = "../../tests/behaviour/fixtures/words.rs"]
mod words;

#[cfg(test)]
mod tests {
    use super::RULES;
    use super::words::{date, place, sides};
    use crate::article::{Article, DateOrigin};
    use crate::event::{DateRule, Event, EventType, Status};
    use crate::graph::merge::Cluster;
    use crate::graph::record::{FoundEvent, ReportId};
    use crate::span::Span;

    /// A report by itself: "day; type who > whom; date status; place; sentence; meeting". A star after the date: it is the
    /// article's own, for want of another.
    fn cluster(id: &str, words: &str) -> Cluster {
        let parts: Vec<&str> = words.split(';').collect();
        let (kind, who) = parts[1].trim().split_once(' ').expect("a type and participants");
        let (source, target) = sides(who);
        let (when, status) = parts[2].trim().rsplit_once(' ').unwrap_or(("", parts[2].trim()));
        let sentence = parts.get(4).map_or(id, |words| words).to_owned();
        let rule = match when.trim() {
            "" => DateRule::Untold,
            when if when.ends_with('*') => DateRule::ArticleDay,
            _ => DateRule::Expression,
        };
        let event = Event {
            event_type: EventType::parse(kind).expect("a type"),
            source,
            target,
            date: date(when.trim().trim_end_matches('*')),
            date_rule: rule,
            status: Status::parse(status).expect("a status"),
            place: parts.get(3).and_then(|words| place(words.trim())),
            meeting: parts.get(5).map(|name| name.trim().to_owned()),
            evidence: Span::new(0, sentence.len()),
            sentence: Span::new(0, sentence.len()),
            trigger: Span::default(),
            pattern: String::new(),
            score: 1.0,
            factors: Vec::new(),
        };
        let article = Article {
            id: id.to_owned(),
            text_start: 0,
            title: Span::default(),
            blocks: Vec::new(),
            date: parts[0].trim().parse().ok(),
            date_origin: DateOrigin::Given,
            dateline: None,
            url: None,
            source: None,
            content: sentence,
        };
        Cluster::new(FoundEvent::new(&article, event), ReportId::default())
    }

    #[test]
    fn each_rule_joins_its_examples_and_leaves_its_counterexamples_apart() {
        let mut wrong = Vec::new();
        for rule in &RULES.merging {
            for (pairs, expected) in [(&rule.together, true), (&rule.apart, false)] {
                assert!(!pairs.is_empty(), "{} has no example", rule.id);
                for [one, other] in pairs {
                    for (one, other) in [(one, other), (other, one)] {
                        let (first, second) = (cluster("one", one), cluster("two", other));
                        if first.joins(&second, rule).is_some() != expected {
                            wrong.push(format!("{}: {one} | {other}", rule.id));
                        }
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn ids_of_rules_are_their_own() {
        let mut ids: Vec<&str> = RULES.merging.iter().map(|rule| rule.id.as_str()).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }
}
