//! What was typed into a form, and the answer that it states.

use crate::review::{Answer, Proposal};
use crate::text::harmless;
use percent_encoding::percent_decode;

/// The fields of forms that nobody types.
const HIDDEN: [&str; 3] = ["proof", "seen", "answer"];

/// What was typed into a form: its fields in order, some of them more than once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::serve) struct Typed(Vec<(String, String)>);

impl Typed {
    /// The fields of a form as browsers send it (`application/x-www-form-urlencoded`).
    pub(in crate::serve) fn parse(body: &[u8]) -> Self {
        let word = |word: &[u8]| {
            let spaced: Vec<u8> = word
                .iter()
                .map(|&byte| if byte == b'+' { b' ' } else { byte })
                .collect();
            percent_decode(&spaced).decode_utf8_lossy().into_owned()
        };
        let pairs = body.split(|&byte| byte == b'&').filter(|pair| !pair.is_empty());
        let fields = pairs.map(|pair| {
            let mut halves = pair.splitn(2, |&byte| byte == b'=');
            let mut half = || word(halves.next().unwrap_or_default());
            (half(), half())
        });
        Self(fields.collect())
    }

    /// What stands in the field, or nothing.
    pub(in crate::serve) fn get(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// What stands in the field, where it was among those sent.
    pub(super) fn kept(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// All that stands in fields of that name.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }

    /// What somebody typed or chose, by field.
    pub(super) fn by_hand(&self) -> impl Iterator<Item = (&str, &str)> {
        let fields = self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        fields.filter(|(name, value)| !HIDDEN.contains(name) && !value.is_empty())
    }

    /// What is proposed: the form states an answer as it would be typed in the terminal.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn proposal(&self) -> Result<Proposal, String> {
        let field = |name: &str| harmless(self.get(name));
        let line = match self.get("answer") {
            verb @ ("type" | "date" | "status") => format!("{verb} {}", field(verb)),
            "merge" => match field("other") {
                other if other.is_empty() => format!("merge {}", field("merge")),
                other => format!("merge {other}"),
            },
            "actor" => format!("actor {} = {}", field("was"), field("is")),
            "actors" => format!("actors {} > {}", field("source"), field("target")),
            "split" => format!(
                "split {}",
                self.all("report").map(harmless).collect::<Vec<_>>().join(" ")
            ),
            verb => harmless(verb),
        };
        match Answer::parse(&line)? {
            Answer::Propose(proposal) => Ok(proposal),
            _ => Err(format!("{line:?} decides nothing")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Typed;
    use crate::event::{EventType, Status};
    use crate::review::Proposal;

    fn check(body: &str, proposal: Result<Proposal, &str>) {
        let found = Typed::parse(body.as_bytes()).proposal();
        match (found, proposal) {
            (Ok(found), Ok(proposal)) => assert_eq!(found, proposal, "{body}"),
            (Err(found), Err(why)) => assert!(found.contains(why), "{body}: {found}"),
            (found, proposal) => panic!("{body}: {found:?}, and not {proposal:?}"),
        }
    }

    #[test]
    fn each_form_states_an_answer_of_the_terminal() {
        check("answer=accept", Ok(Proposal::Accept));
        check(
            "type=visited&answer=type",
            EventType::parse("visited").map(Proposal::Type).ok_or(""),
        );
        check("answer=date&date=none", Ok(Proposal::Date(None)));
        check("answer=status&status=planned", Ok(Proposal::Status(Status::Planned)));
        check("answer=merge&merge=2&other=", Ok(Proposal::Merge("2".into())));
        check(
            "answer=merge&merge=2&other=+0123456789abcdef",
            Ok(Proposal::Merge("0123456789abcdef".into())),
        );
        check("answer=split&report=1&report=3", Ok(Proposal::Split(vec![1, 3])));
        let actor = Proposal::Actor {
            was: "person:kim-jong-un:PRK".into(),
            is: "Ri Yong-ho".into(),
        };
        check("answer=actor&was=person%3Akim-jong-un%3APRK&is=Ri%20Yong-ho", Ok(actor));
        let actors = Proposal::Actors {
            source: vec!["Kim".into(), "Ri".into()],
            target: Vec::new(),
        };
        check("answer=actors&source=Kim%3B+Ri&target=", Ok(actors));
    }

    #[test]
    fn what_is_no_answer_is_told_why() {
        check("answer=type&type=danced", Err("no event type is called \"danced\""));
        check("answer=date&date=soon", Err("\"soon\" is no day"));
        check("answer=date&date=", Err("wants a date"));
        check("answer=split", Err("wants the numbers of reports"));
        check("answer=undo", Err("decides nothing"));
        check("", Err("decides nothing"));
        check("answer=%ff%0a", Err("is no answer"));
        check("answer=actor&was=&is=Kim", Err("write: actor NAME = NAME"));
    }

    #[test]
    fn what_was_typed_is_kept_without_what_nobody_typed() {
        let typed = Typed::parse(b"proof=1&seen=2&answer=type&type=a%26b+c&is=");
        assert_eq!(typed.by_hand().collect::<Vec<_>>(), [("type", "a&b c")]);
    }
}
