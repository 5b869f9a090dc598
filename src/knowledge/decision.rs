//! Decisions as they are written: one a line, in words.

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
}

impl Decision {
    /// The decision that a line states; none for an empty line or a comment.
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
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
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
                if event.len() != 16 || !event.chars().all(|c| c.is_ascii_hexdigit()) {
                    return Err(format!("'{event}' is no event's id of sixteen hexadecimal digits"));
                }
                Ok(Some(Self::Remove {
                    event: event.to_lowercase(),
                }))
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
            [verb, ..] => Err(format!("'{verb}' is no decision (same, distinct, remove, name)")),
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
            "'delete' is no decision (same, distinct, remove, name)"
        );
        assert_eq!(error("remove A"), "'A' is no event's id of sixteen hexadecimal digits");
        assert!(error("name Kim is Un").starts_with("write: name \"WORDS\" means"));
        assert!(error("distinct A A").starts_with("'distinct' wants two names"));
        assert_eq!(Decision::parse("  # nothing"), Ok(None));
    }
}
