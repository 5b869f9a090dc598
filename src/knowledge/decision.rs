//! Decisions as they are written: one a line, in words.

use super::ruling::{self, Ruling, quoted};
use chrono::NaiveDate;
use std::fmt;

/// What somebody decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// `same A B`: who is found as A is B.
    Same {
        /// Who is found.
        one: String,
        /// Who it is.
        other: String,
    },
    /// `distinct A B`: words that are the name of one never mean the other.
    Distinct {
        /// The one.
        one: String,
        /// The other.
        other: String,
    },
    /// `remove EVENT`: the event of that id is left out of the graph.
    Remove {
        /// The event's id.
        event: String,
    },
    /// `name WORDS means ENTITY [in ARTICLE]`.
    Means {
        /// The words, as they stand in the text.
        words: String,
        /// Who is meant.
        entity: String,
        /// The id of the only article for which it holds.
        article: Option<String>,
    },
    /// What reports tell; see [`Ruling`].
    Rule {
        /// What was decided.
        ruling: Ruling,
        /// The ids of the reports.
        reports: Vec<String>,
    },
}

impl Decision {
    /// The decision that a line states; none for an empty line or a comment. Who made it and when may stand behind it, and is
    /// passed over.
    ///
    /// ```
    /// use summitry::knowledge::Decision;
    ///
    /// let decision = Decision::parse("name \"Kim\" means \"Kim Jong Un\" in 2019-04-24-kim-arrives  # not his sister");
    /// assert!(matches!(decision, Ok(Some(Decision::Means { article: Some(_), .. }))));
    /// assert_eq!(
    ///     Decision::parse("same Kim"),
    ///     Err("'same' wants two names: same A B, with names of several words in quotes".to_owned())
    /// );
    /// ```
    ///
    /// # Errors
    /// What is wrong with the line.
    pub fn parse(line: &str) -> Result<Option<Self>, String> {
        let words = words(line)?;
        let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
        if let [front @ .., "by", _, "on", day] = &words[..]
            && !front.is_empty()
        {
            if day.parse::<NaiveDate>().is_err() {
                return Err(format!("'{day}' is no day (by NAME on 2019-04-24)"));
            }
            let length = front.len();
            words.truncate(length);
        }
        let own = |word: &str| word.to_owned();
        match words[..] {
            [] => Ok(None),
            ["same", one, other] => Ok(Some(Self::Same {
                one: own(one),
                other: own(other),
            })),
            ["distinct", one, other] if one != other => Ok(Some(Self::Distinct {
                one: own(one),
                other: own(other),
            })),
            ["remove", event] => {
                let event = ruling::id(event, "event")?;
                Ok(Some(Self::Remove { event }))
            }
            ["name", words, "means", entity] => Ok(Some(Self::Means {
                words: own(words),
                entity: own(entity),
                article: None,
            })),
            ["name", words, "means", entity, "in", article] => Ok(Some(Self::Means {
                words: own(words),
                entity: own(entity),
                article: Some(own(article)),
            })),
            [verb @ ("same" | "distinct"), ..] => Err(format!(
                "'{verb}' wants two names: {verb} A B, with names of several words in quotes"
            )),
            ["remove", ..] => Err("'remove' wants the id of an event: remove 0123456789abcdef".to_owned()),
            ["name", ..] => {
                Err("write: name \"WORDS\" means \"ENTITY\", or name \"WORDS\" means \"ENTITY\" in ARTICLE".to_owned())
            }
            [verb, ..] if Ruling::VERBS.contains(&verb) => {
                let (ruling, reports) = Ruling::parse(&words)?;
                Ok(Some(Self::Rule { ruling, reports }))
            }
            [verb, ..] => Err(format!(
                "'{verb}' is no decision (same, distinct, remove, name, {})",
                Ruling::VERBS.join(", ")
            )),
        }
    }

    /// Whether it is about events, and not about names.
    pub const fn is_of_events(&self) -> bool {
        matches!(self, Self::Remove { .. } | Self::Rule { .. })
    }

    /// The line that states it, with who made it and when.
    ///
    /// ```
    /// use summitry::knowledge::Decision;
    ///
    /// let decision = Decision::Remove { event: "0123456789abcdef".into() };
    /// let line = decision.signed("Ann Lee", "2019-05-02".parse()?)?;
    /// assert_eq!(line, "remove 0123456789abcdef by \"Ann Lee\" on 2019-05-02");
    /// assert_eq!(Decision::parse(&line), Ok(Some(decision)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// If the name cannot stand in a line.
    pub fn signed(&self, by: &str, on: NaiveDate) -> Result<String, String> {
        Ok(format!("{self} {}", Self::signature(by, on)?))
    }

    /// Who made it and when: `by "Ann Lee" on 2019-05-02`.
    ///
    /// # Errors
    /// If the name cannot stand in a line.
    pub fn signature(by: &str, on: NaiveDate) -> Result<String, String> {
        if by.trim().is_empty() || by.contains('"') || by.contains(char::is_control) {
            return Err(format!(
                "{by:?} cannot stand as a name: it is empty, or holds a quotation mark or a line break"
            ));
        }
        Ok(format!("by {} on {on}", quoted(by)))
    }
}

impl fmt::Display for Decision {
    /// The line that states it. Names with quotation marks have no line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Same { one, other } => write!(f, "same {} {}", quoted(one), quoted(other)),
            Self::Distinct { one, other } => write!(f, "distinct {} {}", quoted(one), quoted(other)),
            Self::Remove { event } => write!(f, "remove {event}"),
            Self::Means { words, entity, article } => {
                write!(f, "name {} means {}", quoted(words), quoted(entity))?;
                match article {
                    Some(article) => write!(f, " in {}", quoted(article)),
                    None => Ok(()),
                }
            }
            Self::Rule { ruling, reports } => ruling.write(f, reports),
        }
    }
}

/// The words of a line, those in quotes as one; a comment begins with # at the beginning of a word.
fn words(line: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next() {
        if first == '#' {
            break;
        }
        let (word, after) = if first == '"' {
            rest[1..].split_once('"').ok_or("a quote is not closed")?
        } else {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            rest.split_at(end)
        };
        if word.trim().is_empty() {
            return Err("a name is empty".to_owned());
        }
        words.push(word.to_owned());
        rest = after.trim_start();
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_state_nothing_are_told_why() {
        let error = |line: &str| Decision::parse(line).expect_err("no decision");
        assert_eq!(error("same \"Kim"), "a quote is not closed");
        assert_eq!(error("same \"\" B"), "a name is empty");
        assert_eq!(
            error("delete A"),
            "'delete' is no decision (same, distinct, remove, name, accept, reject, type, actors, date, status, merge, split)"
        );
        assert_eq!(error("remove A"), "'A' is no event's id of sixteen hexadecimal digits");
        assert!(error("name Kim is Un").starts_with("write: name \"WORDS\" means"));
        assert!(error("distinct A A").starts_with("'distinct' wants two names"));
        assert_eq!(Decision::parse("  # nothing"), Ok(None));
        assert_eq!(
            error("accept"),
            "'accept' wants the ids of reports: accept 0123456789abcdef"
        );
        assert_eq!(error("reject A"), "'A' is no report's id of sixteen hexadecimal digits");
        assert_eq!(error("type met 0123456789abcdef"), "write: type TYPE in REPORT…");
        assert_eq!(
            error("date soon in 0123456789abcdef"),
            "'soon' is no day, month, year or span of days"
        );
        assert!(error("status done in 0123456789abcdef").starts_with("'done' is no status"));
        assert_eq!(error("split 0123456789abcdef"), "write: split REPORT… from REPORT…");
        assert_eq!(
            error("actors > RUS in 0123456789abcdef").split(',').next(),
            Some("write: actors A B > C in REPORT…")
        );
        assert_eq!(
            error("remove 0123456789abcdef by Ann on Monday"),
            "'Monday' is no day (by NAME on 2019-04-24)"
        );
    }

    #[test]
    fn what_a_decision_writes_is_read_as_that_decision() {
        for line in [
            "same \"Jim Bell\" \"James Bell\"",
            "distinct \"James Bell\" Bell",
            "remove 0123456789abcdef",
            "name Kim means \"Kim Yo Jong\" in 2018-02-10-olympics",
            "accept 0123456789abcdef fedcba9876543210",
            "reject 0123456789abcdef",
            "type visited in 0123456789abcdef",
            "actors \"person:Kim Jong Un:PRK\" country:CHN > country:RUS in 0123456789abcdef",
            "actors country:RUS in 0123456789abcdef",
            "date 2019-04-24/2019-04-26 in 0123456789abcdef",
            "date none in 0123456789abcdef",
            "status denied in 0123456789abcdef",
            "merge 0123456789abcdef with fedcba9876543210 00112233445566aa",
            "split 0123456789abcdef from fedcba9876543210",
        ] {
            let decision = Decision::parse(line).expect("a decision").expect("no comment");
            assert_eq!(decision.to_string(), line);
            let day = "2019-05-02".parse().expect("a day");
            let signed = decision.signed("Ann Lee", day).expect("a line");
            assert_eq!(
                Decision::parse(&format!("{signed}  # met")),
                Ok(Some(decision)),
                "{signed}"
            );
        }
    }
}
