//! Rulings: what somebody decided about what articles tell of an event.

use crate::event::{EventDate, Status};
use std::fmt;

/// What was decided about some reports, which are known by their ids. But for those rejected, the reports of a ruling tell one
/// event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// `accept REPORT…`: they tell what was read in them.
    Accept,
    /// `reject REPORT…`: they tell no such event.
    Reject,
    /// `type TYPE in REPORT…`: they tell an event of that type.
    Type(String),
    /// `actors A B > C in REPORT…`: these take part.
    Actors {
        /// Who acts; of a mutual event, everyone.
        source: Vec<String>,
        /// Who is acted upon.
        target: Vec<String>,
    },
    /// `date 2019-04-25 in REPORT…`: the event is of this date; none where they tell none (`date none in …`).
    Date(Option<EventDate>),
    /// `status planned in REPORT…`: so it stands with the event; changed are those reports that say otherwise.
    Status(Status),
    /// `merge REPORT… with REPORT…`: they tell the event that the others tell, of its type and by its actors.
    Merge {
        /// The ids of the others.
        with: Vec<String>,
    },
    /// `split REPORT… from REPORT…`: they tell another event than the others.
    Split {
        /// The ids of the others.
        from: Vec<String>,
    },
}

/// The word for no date.
const NONE: &str = "none";

impl Ruling {
    /// The words by which lines of rulings begin.
    pub(super) const VERBS: [&'static str; 8] =
        ["accept", "reject", "type", "actors", "date", "status", "merge", "split"];

    /// The word by which its line begins.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Type(_) => "type",
            Self::Actors { .. } => "actors",
            Self::Date(_) => "date",
            Self::Status(_) => "status",
            Self::Merge { .. } => "merge",
            Self::Split { .. } => "split",
        }
    }

    /// Whether it says how the reports are to be read, and not only which of them tell one event.
    pub const fn is_reading(&self) -> bool {
        !matches!(self, Self::Merge { .. } | Self::Split { .. })
    }

    /// The ruling that the words of a line state, with the ids of its reports.
    ///
    /// # Errors
    /// What is wrong with the line.
    pub(super) fn parse(words: &[&str]) -> Result<(Self, Vec<String>), String> {
        let (verb, rest) = words.split_first().ok_or("nothing is said")?;
        let (before, word, after) = match *verb {
            "accept" | "reject" => (&rest[..0], "", rest),
            verb => {
                let word = match verb {
                    "merge" => "with",
                    "split" => "from",
                    _ => "in",
                };
                let at = rest.iter().rposition(|own| *own == word);
                let at = at.ok_or_else(|| usage(verb))?;
                (&rest[..at], word, &rest[at + 1..])
            }
        };
        if after.is_empty() || !word.is_empty() && before.is_empty() {
            return Err(usage(verb));
        }
        let last = ids(after)?;
        let only = || match before {
            [only] => Ok(*only),
            _ => Err(usage(verb)),
        };
        Ok(match *verb {
            "accept" => (Self::Accept, last),
            "reject" => (Self::Reject, last),
            "type" => (Self::Type(only()?.to_owned()), last),
            "actors" => {
                let own = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
                let (source, target) = match before.iter().position(|word| *word == ">") {
                    Some(at) => (own(&before[..at]), own(&before[at + 1..])),
                    None => (own(before), Vec::new()),
                };
                if source.is_empty() {
                    return Err(usage(verb));
                }
                (Self::Actors { source, target }, last)
            }
            "date" => match only()? {
                NONE => (Self::Date(None), last),
                date => {
                    let parsed = EventDate::parse(date);
                    let parsed = parsed.ok_or_else(|| format!("'{date}' is no day, month, year or span of days"))?;
                    (Self::Date(Some(parsed)), last)
                }
            },
            "status" => {
                let name = only()?;
                let status = Status::parse(name);
                let status =
                    status.ok_or_else(|| format!("'{name}' is no status (occurred, planned, possible, denied)"))?;
                (Self::Status(status), last)
            }
            "merge" => (Self::Merge { with: last }, ids(before)?),
            _ => (Self::Split { from: last }, ids(before)?),
        })
    }

    /// The line that states it of these reports.
    pub(super) fn write(&self, f: &mut fmt::Formatter<'_>, reports: &[String]) -> fmt::Result {
        let list = |names: &[String]| names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(" ");
        let reports = reports.join(" ");
        match self {
            Self::Accept => write!(f, "accept {reports}"),
            Self::Reject => write!(f, "reject {reports}"),
            Self::Type(name) => write!(f, "type {name} in {reports}"),
            Self::Actors { source, target } if target.is_empty() => write!(f, "actors {} in {reports}", list(source)),
            Self::Actors { source, target } => write!(f, "actors {} > {} in {reports}", list(source), list(target)),
            Self::Date(date) => {
                let date = date.as_ref().map_or(NONE, |date| &date.value);
                write!(f, "date {date} in {reports}")
            }
            Self::Status(status) => write!(f, "status {status} in {reports}"),
            Self::Merge { with } => write!(f, "merge {reports} with {}", with.join(" ")),
            Self::Split { from } => write!(f, "split {reports} from {}", from.join(" ")),
        }
    }
}

/// How lines of the verb are written.
fn usage(verb: &str) -> String {
    let form = match verb {
        "type" => "type TYPE in REPORT…",
        "actors" => "actors A B > C in REPORT…, with names of several words in quotes",
        "date" => "date 2019-04-25 in REPORT…, or date none in REPORT…",
        "status" => "status planned in REPORT…",
        "merge" => "merge REPORT… with REPORT…",
        "split" => "split REPORT… from REPORT…",
        _ => return format!("'{verb}' wants the ids of reports: {verb} 0123456789abcdef"),
    };
    format!("write: {form}")
}

/// These ids.
fn ids(words: &[&str]) -> Result<Vec<String>, String> {
    words.iter().map(|word| id(word, "report")).collect()
}

/// An id of sixteen hexadecimal digits.
pub(super) fn id(word: &str, what: &str) -> Result<String, String> {
    if word.len() != 16 || !word.chars().all(|c| c.is_ascii_hexdigit()) {
        return Err(format!("'{word}' is no {what}'s id of sixteen hexadecimal digits"));
    }
    Ok(word.to_lowercase())
}

/// The name in quotes where it needs them.
pub(super) fn quoted(name: &str) -> String {
    if name.contains(char::is_whitespace) || name.starts_with('#') {
        format!("\"{name}\"")
    } else {
        name.to_owned()
    }
}
