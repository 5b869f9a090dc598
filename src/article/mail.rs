//! Mail: which articles do messages hold, and which of their words are the sender's?
//!
//! In: a stream of one message (EML) or of many (mbox). Out: the messages one by one, each with the line on which it
//! begins, and the drafts in one: its own, and those of the messages attached to it. A page that a browser saved as
//! MHTML is a message too, and gives its HTML.
//!
//! The text is the plain part. The HTML part is taken where there is no plain one, or where that says little more than
//! that there is HTML, as newsletters do. Quoted words, signatures, the heads of forwarded messages and the lines about
//! the subscription are left out. The day is the one in the sender's zone, as it is written.

use super::date::PartialDate;
use super::draft::Draft;
use super::html::{fragment, page};
use super::lists::LISTS;
use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use std::io::{self, BufRead};

/// A plain part of fewer bytes may stand for the HTML part.
const ENOUGH: usize = 400;

/// How many lines a signature has, at the most; such a line as opens it may also part the pieces of a letter.
const LONGEST_SIGNATURE: usize = 10;

/// The messages of a stream.
pub(super) struct Messages {
    input: Box<dyn BufRead + Send>,
    /// How many lines were read.
    line: usize,
    is_mailbox: bool,
}

impl Messages {
    pub(super) fn new(input: Box<dyn BufRead + Send>) -> Self {
        Self {
            input,
            line: 0,
            is_mailbox: false,
        }
    }

    /// The next message and the line on which it begins.
    ///
    /// Messages of a mailbox are parted at "From " lines that have the form of an envelope: many programs do not mark
    /// such lines within a text, as they should.
    pub(super) fn next_message(&mut self) -> io::Result<Option<(usize, Vec<u8>)>> {
        let mut message = Vec::new();
        let mut begins = self.line.max(1);
        let mut after_blank = true;
        loop {
            let mut line = Vec::new();
            if self.input.read_until(b'\n', &mut line)? == 0 {
                return Ok((!message.is_empty()).then_some((begins, message)));
            }
            self.line += 1;
            let is_first = self.line == 1;
            let line = line.strip_prefix(b"\xef\xbb\xbf").filter(|_| is_first).unwrap_or(&line);
            if after_blank && (is_first || self.is_mailbox) && is_envelope(line) {
                self.is_mailbox = true;
                if !message.is_empty() {
                    return Ok(Some((begins, message)));
                }
                begins = self.line;
                continue;
            }
            after_blank = line.trim_ascii().is_empty();
            if message.is_empty() && after_blank {
                continue;
            }
            let quotes = line.iter().take_while(|byte| **byte == b'>').count();
            let is_marked = self.is_mailbox && quotes > 0 && line[quotes..].starts_with(b"From ");
            message.extend_from_slice(&line[usize::from(is_marked)..]);
        }
    }

    /// Whether the stream holds many messages.
    pub(super) fn is_mailbox(&self) -> bool {
        self.is_mailbox
    }
}

/// Whether the head of a file is that of a message or a mailbox.
pub(super) fn is_mail(head: &[u8]) -> bool {
    const CARRIED: [&str; 7] = [
        "received",
        "message-id",
        "mime-version",
        "return-path",
        "delivered-to",
        "dkim-signature",
        "content-type",
    ];
    let first = head.split(|byte| *byte == b'\n').next().unwrap_or(head);
    let is_mailbox = is_envelope(first);
    let fields = fields(if is_mailbox { &head[first.len()..] } else { head });
    let has = |names: &[&str]| fields.iter().any(|(name, _)| names.contains(&name.as_str()));
    !fields.is_empty() && (is_mailbox || has(&["from", "sender"]) && has(&CARRIED))
}

/// Whether the head of a file is that of a page saved as MHTML.
pub(super) fn is_saved_page(head: &[u8]) -> bool {
    let fields = fields(head);
    let has = |name: &str, words: &str| {
        let mut values = fields.iter().filter(|(found, _)| found == name);
        values.any(|(_, value)| value.to_ascii_lowercase().contains(words))
    };
    let is_saved = has("snapshot-content-location", "") || has("from", "<saved by ") || has("x-mailer", "mimeole");
    is_saved && has("content-type", "multipart/related")
}

/// The names in small letters and values of the fields at a file's head; none where other lines stand there.
fn fields(head: &[u8]) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let text = String::from_utf8_lossy(head);
    for line in text.trim_start().split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        if line.starts_with([' ', '\t'])
            && let Some((_, value)) = fields.last_mut()
        {
            value.push_str(line.trim_end());
            continue;
        }
        match line.split_once(':') {
            Some((name, value)) if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic()) => {
                fields.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
            // The look at the head may end within a line.
            _ if !line.ends_with('\n') => break,
            _ => return Vec::new(),
        }
    }
    fields
}

/// Whether a line parts the messages of a mailbox: "From kim@example.org Wed Apr 24 10:00:00 2019".
fn is_envelope(line: &[u8]) -> bool {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let Some(envelope) = line.strip_prefix(b"From ") else {
        return false;
    };
    let words = String::from_utf8_lossy(envelope);
    let words: Vec<&str> = words.split_whitespace().collect();
    let is_date = |pair: &[&str]| DAYS.contains(&pair[0]) && MONTHS.contains(&pair[1]);
    words.windows(2).any(is_date) && words.iter().any(|word| word.contains(':'))
}

/// The articles in a message: its own, and those of the messages that are attached to it.
pub(super) fn drafts(message: &[u8]) -> Vec<Draft> {
    let mut drafts = Vec::new();
    if let Some(message) = MessageParser::default().parse(message) {
        collect(&message, &mut drafts);
    }
    drafts
}

fn collect(message: &Message, drafts: &mut Vec<Draft>) {
    let draft = draft(message);
    if !draft.text.is_empty() {
        drafts.push(draft);
    }
    for part in message.attachments() {
        if let PartType::Message(inner) = &part.body {
            collect(inner, drafts);
        }
    }
}

fn draft(message: &Message) -> Draft {
    let plain: Vec<String> = message.text_bodies().filter_map(plain).collect();
    let plain = own_words(&plain.join("\n\n"));
    let html = message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(html) => Some(html),
        _ => None,
    });
    let rich = html.filter(|_| plain.len() < ENOUGH).map(|html| {
        let read = page(html, None).ok().filter(|page| !page.text.trim().is_empty());
        let draft = read.unwrap_or_else(|| Draft {
            text: fragment(html),
            ..Draft::default()
        });
        Draft {
            text: own_words(&draft.text),
            ..draft
        }
    });
    let rich = rich.filter(|rich| rich.text.len() > 2 * plain.len());
    let (text, url) = rich.map_or((plain, None), |rich| (rich.text, rich.url));
    let subject = message.thread_name().unwrap_or_default();
    Draft {
        id: message.message_id().map(str::to_owned),
        title: subject.split_whitespace().collect::<Vec<_>>().join(" "),
        text,
        date: message.date().map(|date| PartialDate {
            year: Some(i32::from(date.year)),
            month: Some(u32::from(date.month)),
            day: Some(u32::from(date.day)),
        }),
        url,
        source: message.from().and_then(sender),
        ..Draft::default()
    }
}

/// The sender's name, else the address.
fn sender(from: &Address) -> Option<String> {
    let sender = from.first()?;
    let named = sender.name().or(sender.address())?.trim();
    (!named.is_empty()).then(|| named.to_owned())
}

/// The words of a part of plain text, without the line breaks that the sender's program set.
fn plain(part: &MessagePart) -> Option<String> {
    let PartType::Text(text) = &part.body else {
        return None;
    };
    let kind = part.content_type();
    let is_plain = kind.is_none_or(|kind| kind.subtype().is_none_or(|kind| kind.eq_ignore_ascii_case("plain")));
    let says = |name: &str, value: &str| {
        let found = kind.and_then(|kind| kind.attribute(name));
        found.is_some_and(|found| found.eq_ignore_ascii_case(value))
    };
    if !is_plain {
        return None;
    }
    if says("format", "flowed") {
        return Some(unflowed(text, says("delsp", "yes")));
    }
    Some(text.replace("\r\n", "\n"))
}

/// The text without soft line breaks, which are those after a blank (RFC 3676).
fn unflowed(text: &str, drops_blank: bool) -> String {
    let mut joined = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        let is_soft = line.ends_with(' ') && line != "-- " && !line.starts_with('>');
        let kept = if is_soft && drops_blank {
            &line[..line.len() - 1]
        } else {
            line
        };
        joined.push_str(kept);
        if !is_soft {
            joined.push('\n');
        }
    }
    joined
}

/// The words of a text that the sender wrote to be read, empty where there are none.
fn own_words(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let signature = lines.iter().rposition(|line| *line == "--");
    let signature = signature.filter(|at| lines.len() - at <= LONGEST_SIGNATURE);
    let mut kept: Vec<&str> = Vec::new();
    let mut in_head = false;
    for &line in &lines[..signature.unwrap_or(lines.len())] {
        let bare = line.trim();
        if opens_forwarded(bare) {
            in_head = true;
            continue;
        }
        in_head &= !bare.is_empty();
        if in_head {
            continue;
        }
        if bare.starts_with('>') {
            // "On Wednesday Kim wrote:" stands above what is quoted.
            while let Some(above) = kept.pop_if(|above| above.trim().is_empty() || above.ends_with(" wrote:")) {
                if !above.is_empty() {
                    break;
                }
            }
            continue;
        }
        kept.push(line);
    }
    let text = kept.join("\n");
    let paragraphs = text.split("\n\n").filter(|paragraph| {
        let lower = paragraph.to_lowercase();
        let is_address = |word: &str| word.trim_matches(['<', '>', '(', ')', '[', ']']).starts_with("http");
        !LISTS.signs_of_a_list.words().iter().any(|sign| lower.contains(sign))
            && !lower.split_whitespace().all(is_address)
    });
    paragraphs.collect::<Vec<_>>().join("\n\n").trim().to_owned()
}

/// Whether the head of a forwarded message follows the line.
fn opens_forwarded(line: &str) -> bool {
    let words = line.trim_matches(['-', ' ', ':']).to_lowercase();
    line.starts_with("---") && matches!(words.as_str(), "forwarded message" | "original message")
        || line == "Begin forwarded message:"
}

/// The HTML of a page that was saved as MHTML, and its address.
pub(super) fn saved_page(bytes: &[u8]) -> Option<(String, Option<String>)> {
    let message = MessageParser::default().parse(bytes)?;
    message.parts.iter().find_map(|part| {
        let PartType::Html(html) = &part.body else {
            return None;
        };
        let address = part.content_location().filter(|address| address.starts_with("http"));
        let snapshot = || message.header_raw("Snapshot-Content-Location").map(str::trim);
        Some((html.clone().into_owned(), address.or_else(snapshot).map(str::to_owned)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn envelopes_and_prose() {
        for line in [
            "From kim@example.org Wed Apr 24 10:00:00 2019",
            "From - Wed Apr  4 10:00 2019\r\n",
            "From 1234@xxx Wed Apr 24 10:00:00 +0000 2019",
        ] {
            assert!(is_envelope(line.as_bytes()), "{line}");
        }
        for line in [
            "From Moscow, Kim travelled on Wed Apr 24 to Vladivostok.",
            "From Wednesday 10:00 the bridge is closed.",
            "From: kim@example.org",
        ] {
            assert!(!is_envelope(line.as_bytes()), "{line}");
        }
    }

    #[test]
    fn heads_of_messages_and_of_articles() {
        for head in [
            "From: a@example.org\nSubject: Visit\nMIME-Version: 1.0\n\nKim came.",
            "Received: from x\n\tby y\nFrom: a@example.org\n\n",
            "From a@example.org Wed Apr 24 10:00:00 2019\nSubject: Visit\n\n",
        ] {
            assert!(is_mail(head.as_bytes()), "{head}");
        }
        for head in [
            "From: our correspondent\nDate: April 24, 2019\n\nKim came.",
            "From Moscow, Kim travelled on.\nMIME-Version: 1.0\n\n",
            "PRESIDENT BIDEN: Thank you.\nReceived: he was.\n\n",
            "",
        ] {
            assert!(!is_mail(head.as_bytes()), "{head}");
        }
    }

    #[test]
    fn soft_line_breaks() {
        assert_eq!(
            unflowed("Kim came \nto Russia.\n From there\n-- \nA desk", false),
            "Kim came to Russia.\nFrom there\n-- \nA desk\n"
        );
        assert_eq!(unflowed("Vladi \nvostok", true), "Vladivostok\n");
    }

    #[test]
    fn what_the_sender_wrote() {
        for (text, own) in [
            ("Kim came.\n\n-- \nThe desk", "Kim came."),
            ("Kim came -- by train.\n\nHe left.", "Kim came -- by train.\n\nHe left."),
            (
                "Yes.\n\nOn Wednesday Park wrote:\n\n> Kim came.\n> He left.\n\nAll well.",
                "Yes.\n\nAll well.",
            ),
            (
                "---------- Forwarded message ---------\nFrom: a\nDate: b\n\nKim came.",
                "Kim came.",
            ),
            (
                "View this email in your browser\n\nKim came.\n\n<https://example.org/a>\n\nUnsubscribe here.",
                "Kim came.",
            ),
            ("> Kim came.", ""),
        ] {
            assert_eq!(own_words(text), own, "{text}");
        }
        let letter = format!("Kim came.\n--\n{}He left.", "He stayed.\n".repeat(12));
        assert!(own_words(&letter).ends_with("He left."));
    }
}
