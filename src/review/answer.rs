//! Answers as they are typed: a word, and what it is about.

use crate::event::{EventDate, EventType, Status};

/// What somebody answers to an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Something is to be decided of it.
    Propose(Proposal),
    /// On to the next.
    Next,
    /// The last decision is to be taken back.
    Undo,
    /// What can be answered?
    Help,
    /// Enough.
    Quit,
}

/// What is to be decided of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proposal {
    /// It is right as it is told.
    Accept,
    /// There is no such event.
    Reject,
    /// It is of this type.
    Type(EventType),
    /// Somebody else takes part in place of one.
    Actor {
        /// The name of the one.
        was: String,
        /// Who it is; nobody where it is empty.
        is: String,
    },
    /// These take part.
    Actors {
        /// Who acts; of a mutual event, everyone.
        source: Vec<String>,
        /// Who is acted upon.
        target: Vec<String>,
    },
    /// It is of this date, or of none.
    Date(Option<EventDate>),
    /// So it stands with it.
    Status(Status),
    /// It is another event: one of those [alike](super::alike) by its number, or any by its id.
    Merge(String),
    /// These of its reports, numbered from 1, tell another event.
    Split(Vec<usize>),
}

impl Answer {
    /// What can be answered, a line each.
    pub const HELP: &'static str = "\
accept, a              right as it is told
reject, r              no such event
type TYPE              another type
actor NAME = NAME      somebody else in place of one; nobody, where nothing stands behind the =
actors A; B > C; D     all who take part: those who act, and behind > those acted upon
date DATE, day DATE    2019-04-25, 2019-04, 2019, 2019-04-24/2019-04-26 or none
status STATUS          occurred, planned, possible or denied
merge N, merge EVENT   the same as an event of those listed, or as the one of this id
split N…               these reports tell another event
next, n, nothing       leave it for another time
undo, u                take the last decision of this run back
help, ?                these lines
quit, q                end here";

    /// The answer that a line states.
    ///
    /// ```
    /// use summitry::review::{Answer, Proposal};
    ///
    /// assert_eq!(Answer::parse("a"), Ok(Answer::Propose(Proposal::Accept)));
    /// assert_eq!(Answer::parse(""), Ok(Answer::Next));
    /// assert_eq!(Answer::parse("date soon"), Err("\"soon\" is no day, month, year, span of days or none".to_owned()));
    /// ```
    ///
    /// # Errors
    /// What is wrong with the line.
    pub fn parse(line: &str) -> Result<Self, String> {
        let line = line.trim();
        let (verb, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        let alone = |answer: Self| {
            if rest.is_empty() {
                Ok(answer)
            } else {
                Err(format!("nothing stands behind {verb:?}: {rest:?}"))
            }
        };
        let needed = |what: &str| {
            if rest.is_empty() {
                Err(format!("{verb:?} wants {what}"))
            } else {
                Ok(rest)
            }
        };
        let proposal = match verb {
            "" | "next" | "n" => return alone(Self::Next),
            "undo" | "u" => return alone(Self::Undo),
            "help" | "?" => return alone(Self::Help),
            "quit" | "q" => return alone(Self::Quit),
            "accept" | "a" => return alone(Self::Propose(Proposal::Accept)),
            "reject" | "r" => return alone(Self::Propose(Proposal::Reject)),
            "type" => {
                let name = needed("a type")?;
                let known = || {
                    EventType::ALL
                        .iter()
                        .map(|kind| kind.as_str())
                        .collect::<Vec<_>>()
                        .join(", ")
                };
                let kind = EventType::parse(name);
                Proposal::Type(kind.ok_or_else(|| format!("no event type is called {name:?}; there are {}", known()))?)
            }
            "actor" => {
                let (was, is) = needed("NAME = NAME")?
                    .split_once('=')
                    .ok_or("write: actor NAME = NAME")?;
                if was.trim().is_empty() {
                    return Err("write: actor NAME = NAME".to_owned());
                }
                Proposal::Actor {
                    was: was.trim().to_owned(),
                    is: is.trim().to_owned(),
                }
            }
            "actors" => {
                let (source, target) = needed("names")?.split_once('>').unwrap_or((rest, ""));
                let side = |names: &str| {
                    let names = names.split(';').map(str::trim).filter(|name| !name.is_empty());
                    names.map(str::to_owned).collect::<Vec<_>>()
                };
                let (source, target) = (side(source), side(target));
                if source.is_empty() {
                    return Err("somebody must act: actors A; B > C".to_owned());
                }
                Proposal::Actors { source, target }
            }
            "date" | "day" => match needed("a date")? {
                "none" => Proposal::Date(None),
                date => {
                    let parsed = EventDate::parse(date);
                    let parsed =
                        parsed.ok_or_else(|| format!("{date:?} is no day, month, year, span of days or none"))?;
                    Proposal::Date(Some(parsed))
                }
            },
            "status" => {
                let name = needed("a status")?;
                let known = || {
                    Status::ALL
                        .iter()
                        .map(|status| status.as_str())
                        .collect::<Vec<_>>()
                        .join(", ")
                };
                let status = Status::parse(name);
                Proposal::Status(status.ok_or_else(|| format!("no status is called {name:?}; there are {}", known()))?)
            }
            "merge" => Proposal::Merge(needed("the number or the id of an event")?.to_owned()),
            "split" => {
                let numbers = needed("the numbers of reports")?.split_whitespace();
                let numbers = numbers.map(|number| number.parse().map_err(|_| format!("{number:?} is no number")));
                Proposal::Split(numbers.collect::<Result<_, _>>()?)
            }
            _ => return Err(format!("{line:?} is no answer; ? tells what can be answered")),
        };
        Ok(Self::Propose(proposal))
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Proposal};

    #[test]
    fn answers_are_read_in_words_and_by_their_letters() {
        for (line, answer) in [
            ("  accept ", Answer::Propose(Proposal::Accept)),
            ("r", Answer::Propose(Proposal::Reject)),
            (
                "actor Kim Jong Un = Kim Yo Jong",
                Answer::Propose(Proposal::Actor {
                    was: "Kim Jong Un".into(),
                    is: "Kim Yo Jong".into(),
                }),
            ),
            (
                "actors Kim Jong Un; Ri Su-yong > Russia",
                Answer::Propose(Proposal::Actors {
                    source: vec!["Kim Jong Un".into(), "Ri Su-yong".into()],
                    target: vec!["Russia".into()],
                }),
            ),
            ("day none", Answer::Propose(Proposal::Date(None))),
            ("merge 2", Answer::Propose(Proposal::Merge("2".into()))),
            ("split 1 3", Answer::Propose(Proposal::Split(vec![1, 3]))),
            ("\t", Answer::Next),
            ("?", Answer::Help),
        ] {
            assert_eq!(Answer::parse(line), Ok(answer), "{line}");
        }
    }

    #[test]
    fn what_is_no_answer_is_told_why() {
        for (line, why) in [
            ("perhaps", "\"perhaps\" is no answer; ? tells what can be answered"),
            ("accept it", "nothing stands behind \"accept\": \"it\""),
            ("type", "\"type\" wants a type"),
            ("actor Kim", "write: actor NAME = NAME"),
            ("actors > Russia", "somebody must act: actors A; B > C"),
            ("split two", "\"two\" is no number"),
        ] {
            assert_eq!(Answer::parse(line), Err(why.to_owned()));
        }
        for (line, why) in [
            ("type meet", "no event type is called \"meet\"; there are met, "),
            ("status done", "no status is called \"done\"; there are occurred, "),
        ] {
            let error = Answer::parse(line).expect_err("no answer");
            assert!(error.starts_with(why), "{error}");
        }
    }
}
