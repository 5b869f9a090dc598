//! Lines that are not prose: which of them stand among the paragraphs?

use super::date::parse_date_line;
use super::lists::LISTS;
use crate::lists::WordList;
use chrono::NaiveDate;

/// What a line or paragraph is, seen by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    /// Words to be read.
    Prose,
    /// Words under a picture.
    Caption,
    /// A line that holds a date and nothing else.
    Date(NaiveDate),
    /// A time of day ("2:56 P.M. EST").
    Time,
    /// Anything else that is not prose.
    Furniture,
}

/// The longest line, in bytes, that is looked up among whole lines.
const SHORT: usize = 90;

/// What the paragraph is, by its own words.
pub(super) fn classify(text: &str) -> LineKind {
    if !has_letters(text) {
        return parse_date_line(text).map_or(LineKind::Furniture, LineKind::Date);
    }
    let head = lower_head(text);
    if starts_with_any(&head, &LISTS.caption) {
        return LineKind::Caption;
    }
    if text.len() <= 3 * SHORT && ends_in_credit(text) {
        return LineKind::Caption;
    }
    if text.len() > SHORT {
        return LineKind::Prose;
    }
    if let Some(date) = parse_date_line(text) {
        return LineKind::Date(date);
    }
    if is_time(text) {
        return LineKind::Time;
    }
    let whole = head
        .trim_matches(|c: char| matches!(c, '*' | '_' | ' '))
        .trim_end_matches(['.', ':']);
    let bare = whole.trim_matches(['(', ')', '[', ']']);
    let listed = |list: &WordList| list.has(whole) || list.has(bare);
    let furniture = listed(&LISTS.agency)
        || is_agency_list(bare)
        || listed(&LISTS.place)
        || listed(&LISTS.end)
        || starts_with_any(&head, &LISTS.share) && !ends_as_sentence(text)
        || starts_with_any(&head, &LISTS.credit)
        || is_byline(text);
    if furniture {
        LineKind::Furniture
    } else {
        LineKind::Prose
    }
}

/// The length of a speaker's label at the head of a paragraph, with its colon ("PRESIDENT BIDEN:", "Q").
pub(super) fn speaker(text: &str) -> Option<usize> {
    if let Some(rest) = text.strip_prefix('Q') {
        let label = if rest.starts_with([':', '.']) { 2 } else { 1 };
        let rest = &text[label..];
        let spoken = rest.trim_start();
        let opens =
            spoken.starts_with(|c: char| c.is_uppercase() || matches!(c, '(' | '[' | '"' | '“' | '—' | '-' | '…'));
        if rest.starts_with(char::is_whitespace) && opens {
            return Some(label);
        }
    }
    let window = text.char_indices().nth(70).map_or(text, |(at, _)| &text[..at]);
    let colon = window.find(':')?;
    let rest = &text[colon + 1..];
    if !rest.starts_with(char::is_whitespace) && !rest.is_empty() {
        return None;
    }
    let label = text[..colon].trim_matches(['*', '_']);
    let name = label.split(['(', '[']).next()?.trim_end();
    let words = name.split_whitespace().count();
    if !(1..=7).contains(&words) || rest.trim().is_empty() && words > 4 {
        return None;
    }
    let lower = name.to_lowercase();
    if LISTS.label.has(&lower) {
        return None;
    }
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = letters >= 3
        && name
            .chars()
            .all(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '\'' | '’' | '-' | ',') || is_small_of_name(c, name));
    let titled = words <= 5
        && LISTS.title.words().iter().any(|title| lower.starts_with(title))
        && name.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    (capitals || titled).then_some(colon + 1)
}

/// Whether words in capitals are a label ("FACT SHEET") and name neither a speaker nor a place.
pub(super) fn is_label(words: &str) -> bool {
    LISTS.label.has(&words.to_lowercase())
}

/// Whether the words name a news agency or newspaper.
pub(super) fn is_agency(words: &str) -> bool {
    LISTS.agency.has(&words.to_lowercase())
}

/// The small letters of `McDONOUGH`.
fn is_small_of_name(c: char, name: &str) -> bool {
    matches!(c, 'c' | 'a') && (name.contains("Mc") || name.contains("Mac"))
}

/// Whether a letter or digit stands outside of markup.
fn has_letters(text: &str) -> bool {
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            _ if depth == 0 && c.is_alphabetic() => return true,
            _ => {}
        }
    }
    // "3 < 4" opens no tag.
    depth > 0 && text.chars().any(char::is_alphabetic) && !text.starts_with('<')
}

fn lower_head(text: &str) -> String {
    text.chars()
        .take(SHORT)
        .flat_map(char::to_lowercase)
        .skip_while(|c| matches!(c, '*' | '_' | '[' | '/' | ' '))
        .collect()
}

fn starts_with_any(head: &str, list: &WordList) -> bool {
    list.words().iter().any(|words| {
        head.strip_prefix(words)
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric) || !words.ends_with(char::is_alphabetic))
    })
}

/// "… waves in Khasan. / AP", "… via AP", "(AP Photo/Susan Walsh)".
fn ends_in_credit(text: &str) -> bool {
    let text = text.trim_end_matches(['.', ' ']);
    let bracket = text
        .strip_suffix([')', ']'])
        .and_then(|text| text.rfind(['(', '[']).map(|at| &text[at + 1..]));
    if let Some(bracket) = bracket {
        let bracket = bracket.to_lowercase();
        return bracket.contains("photo") || bracket.contains('/') && names_agency(bracket.split('/').next());
    }
    let lower = text.to_lowercase();
    let after_slash = lower.rsplit_once(" / ").map(|(_, last)| last);
    let after_via = lower.rsplit_once(" via ").map(|(_, last)| last);
    names_agency(after_slash) || names_agency(after_via)
}

fn names_agency(words: Option<&str>) -> bool {
    words.is_some_and(|words| LISTS.agency.has(words.trim()) || words.trim() == "getty images")
}

/// "AP, Reuters", "Source: KCNA", "Xinhua and AFP".
fn is_agency_list(line: &str) -> bool {
    let names = line
        .strip_prefix("source:")
        .or_else(|| line.strip_prefix("sources:"))
        .unwrap_or(line);
    names
        .split([',', '/', '&', ';', '|'])
        .flat_map(|part| part.split(" and "))
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .all(|name| LISTS.agency.has(name))
}

/// "By John Smith", "By: Deputy National Security Advisor Daleep Singh", "By Jane Doe and John Smith, Associated Press".
fn is_byline(text: &str) -> bool {
    let Some(names) = ["By ", "By: ", "BY ", "by "]
        .iter()
        .find_map(|by| text.strip_prefix(by))
    else {
        return false;
    };
    let words: Vec<&str> = names.split_whitespace().collect();
    (1..=14).contains(&words.len())
        && !text.ends_with(['?', '!', ':'])
        && words.iter().all(|word| {
            !word.contains(|c: char| c.is_ascii_digit())
                && (LISTS.in_byline.has(word) || word.starts_with(|c: char| c.is_uppercase()))
        })
        && words[0].starts_with(char::is_uppercase)
        && (!text.ends_with('.') || words.last().is_some_and(|word| word.len() <= 4))
}

fn is_time(text: &str) -> bool {
    let lower = text.trim_matches(['(', ')']).to_lowercase();
    let mut parts = lower.split([' ', ',', '\u{a0}']).filter(|part| !part.is_empty());
    let Some((hour, minute)) = parts.next().and_then(|first| first.split_once(':')) else {
        return false;
    };
    let number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let minute = minute.trim_end_matches(['a', 'p', 'm', '.']);
    number(hour) && number(minute) && hour.len() <= 2 && minute.len() == 2 && parts.count() <= 4
}

/// Whether the text ends in a full stop, an exclamation or a question mark, with or without closing quotes.
pub(super) fn ends_as_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', ')', '*', '_', ' '])
        .ends_with(['.', '!', '?', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;
    use std::fmt::Write;

    #[test]
    fn lines_by_kind() {
        let lines = [
            "Wednesday, April 24, 2019",
            "In this photo provided by the North Korean government, Kim waves. / KCNA / Korea News Service via AP",
            "Kim Jong Un waves to the crowd. (AP Photo/Susan Walsh)",
            "Photo: Kim waves.",
            "By John Smith",
            "By: Deputy National Security Advisor Daleep Singh",
            "By Friday the talks had failed.",
            "By 2030 all must leave",
            "Agencies",
            "AP, Reuters",
            "(Reuters)",
            "Agencies were told to leave.",
            "# # #",
            "END",
            "2:56 P.M. EST",
            "12:49 P.M. EST (Thursday)",
            "Oval Office",
            "Photo by Jane Doe",
            "Share this article",
            "Share prices fell in Tokyo.",
            "Read more: Putin",
            "------------------------------------",
            "<img src=\"https://example.org/a.png\" class=\"x\">",
            "March 10<sup>th</sup> was the day",
            "Subscribe to our newsletter",
            "Putin left.",
        ];
        let mut actual = String::new();
        for line in lines {
            writeln!(actual, "{line} = {:?}", classify(line)).expect("strings take all");
        }
        expect![[r#"
            Wednesday, April 24, 2019 = Date(2019-04-24)
            In this photo provided by the North Korean government, Kim waves. / KCNA / Korea News Service via AP = Caption
            Kim Jong Un waves to the crowd. (AP Photo/Susan Walsh) = Caption
            Photo: Kim waves. = Caption
            By John Smith = Furniture
            By: Deputy National Security Advisor Daleep Singh = Furniture
            By Friday the talks had failed. = Prose
            By 2030 all must leave = Prose
            Agencies = Furniture
            AP, Reuters = Furniture
            (Reuters) = Furniture
            Agencies were told to leave. = Prose
            # # # = Furniture
            END = Furniture
            2:56 P.M. EST = Time
            12:49 P.M. EST (Thursday) = Time
            Oval Office = Furniture
            Photo by Jane Doe = Furniture
            Share this article = Furniture
            Share prices fell in Tokyo. = Prose
            Read more: Putin = Furniture
            ------------------------------------ = Furniture
            <img src="https://example.org/a.png" class="x"> = Furniture
            March 10<sup>th</sup> was the day = Prose
            Subscribe to our newsletter = Furniture
            Putin left. = Prose
        "#]].assert_eq(&actual);
    }

    #[test]
    fn speakers_and_what_looks_like_them() {
        let lines = [
            "PRESIDENT BIDEN: Welcome.",
            "SECRETARY McDONOUGH: Jen, thanks.",
            "MR. PRICE: Good afternoon.",
            "THE PRESIDENT: (Laughs.)",
            "Q   Thank you, Jen.",
            "Q: Will he go?",
            "Q fever is rare.",
            "FACT SHEET: The summit",
            "President Putin: We agree.",
            "TO THE CONGRESS OF THE UNITED STATES:",
            "Kim said: we agree.",
            "UN: talks failed",
            "At 10:30 he left",
        ];
        let mut actual = String::new();
        for line in lines {
            let label = speaker(line).map(|end| &line[..end]);
            writeln!(actual, "{line} = {label:?}").expect("strings take all");
        }
        expect![[r#"
            PRESIDENT BIDEN: Welcome. = Some("PRESIDENT BIDEN:")
            SECRETARY McDONOUGH: Jen, thanks. = Some("SECRETARY McDONOUGH:")
            MR. PRICE: Good afternoon. = Some("MR. PRICE:")
            THE PRESIDENT: (Laughs.) = Some("THE PRESIDENT:")
            Q   Thank you, Jen. = Some("Q")
            Q: Will he go? = Some("Q:")
            Q fever is rare. = None
            FACT SHEET: The summit = None
            President Putin: We agree. = Some("President Putin:")
            TO THE CONGRESS OF THE UNITED STATES: = None
            Kim said: we agree. = None
            UN: talks failed = None
            At 10:30 he left = None
        "#]]
        .assert_eq(&actual);
    }
}
