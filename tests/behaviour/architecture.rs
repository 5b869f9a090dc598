//! The rooms stand in the order in which text flows through them, and each file says what it is for.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Rooms that hold the others together and may use all of them.
const EXEMPT: &[&str] = &["pipeline", "cli"];

/// Uses of a lower room that are known: the file, the room used, the reason.
const KNOWN: &[(&str, &str, &str)] = &[];

/// The rooms that read and compare English; their lists of words are data.
const READING: &[&str] = &[
    "classification",
    "entity",
    "evaluation",
    "event",
    "graph",
    "knowledge",
    "query",
    "temporal",
];

/// Words that stand together in code and are no list of English: the file, the first of them, what they are.
const NO_LISTS: &[(&str, &str, &str)] = &[
    ("entity/groups.rs", "and", "the words of two patterns"),
    ("event/pattern.rs", "s", "endings"),
    ("event/slots.rs", "subject", "the slots of a pattern"),
    ("knowledge/ruling.rs", "accept", "the verbs of a format"),
];

/// So many words are a list.
const LIST: usize = 5;

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The files of Rust under a folder, in order.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder of the source")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// The rooms, in the order of `lib.rs`.
fn rooms() -> Vec<String> {
    let library = std::fs::read_to_string(source().join("lib.rs")).expect("the library");
    let named = library.lines().filter_map(|line| {
        let line = line.trim();
        let named = line
            .strip_prefix("pub mod ")
            .or_else(|| line.strip_prefix("pub(crate) mod "));
        named?.strip_suffix(';')
    });
    named.map(str::to_owned).collect()
}

/// Where a file stands: "event/merge.rs".
fn place(file: &Path) -> String {
    let parts: Vec<String> = file
        .strip_prefix(source())
        .expect("a file of the source")
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    parts.join("/")
}

/// Whether the file holds tests alone.
fn is_test(place: &str) -> bool {
    place.contains("/tests/") || place.ends_with("/tests.rs")
}

/// The code of a file without comments, strings' text aside, and without a test module at its end.
fn code(text: &str) -> String {
    let mut code = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line == "#[cfg(test)]"
            && lines
                .peek()
                .is_some_and(|next| next.starts_with("mod ") && next.ends_with('{'))
        {
            break;
        }
        let line = line.split("//").next().unwrap_or_default();
        code.push_str(line);
        code.push('\n');
    }
    code
}

/// The rooms that the code names as `crate::room`, alone or in a list of braces.
fn used(code: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for (start, prefix) in code.match_indices("crate::") {
        let before = code[..start].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &code[start + prefix.len()..];
        let word = |text: &str| -> String {
            text.trim_start()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect()
        };
        let Some(list) = rest.strip_prefix('{') else {
            used.insert(word(rest));
            continue;
        };
        // `use crate::{span::Span, text}`: the first word of each part at the outer level.
        let mut depth = 0;
        let mut part = String::new();
        for c in list.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    used.insert(word(&part));
                    part.clear();
                    continue;
                }
                _ => {}
            }
            part.push(c);
        }
        used.insert(word(&part));
    }
    used
}

#[test]
fn no_room_uses_one_below_it() {
    let rooms = rooms();
    assert!(rooms.len() > 10, "the list of rooms is not read: {rooms:?}");
    let mut wrong = Vec::new();
    let mut known = BTreeSet::new();
    for file in rust_files(&source()) {
        let place = place(&file);
        let own = place.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        let Some(rank) = rooms
            .iter()
            .position(|room| room == own)
            .filter(|_| !EXEMPT.contains(&own))
        else {
            continue;
        };
        if is_test(&place) {
            continue;
        }
        let text = std::fs::read_to_string(&file).expect("a file of the source");
        for room in used(&code(&text)) {
            let below = rooms
                .iter()
                .position(|other| *other == room)
                .is_some_and(|other| other > rank);
            if below && !KNOWN.iter().any(|(at, lower, _)| *at == place && *lower == room) {
                wrong.push(format!("{place} uses {room}"));
            } else if below {
                known.insert((place.clone(), room));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(known.len(), KNOWN.len(), "a known use is gone: {known:?}");
}

/// The files that code at this place names, as `crate::room::file::Item` or `super::file::Item`.
fn named(place: &str, code: &str, places: &BTreeSet<String>) -> BTreeSet<String> {
    let folder = place.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut named = BTreeSet::new();
    for (prefix, folder) in [("crate::", ""), ("super::", folder)] {
        for (start, _) in code.match_indices(prefix) {
            let path: String = code[start + prefix.len()..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | ':'))
                .collect();
            let mut file = folder.to_owned();
            for part in path.split("::").filter(|part| !part.is_empty()) {
                file = format!("{file}/{part}").trim_start_matches('/').to_owned();
                let found = format!("{file}.rs");
                if places.contains(&found) && found != place {
                    named.insert(found);
                }
            }
        }
    }
    named
}

#[test]
fn no_files_need_each_other() {
    let files = rust_files(&source());
    let places: BTreeSet<String> = files
        .iter()
        .map(|file| place(file))
        .filter(|place| !is_test(place))
        .collect();
    let mut needs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for place in &places {
        // A room's own file gathers what the others hold.
        if !place.ends_with("/mod.rs") {
            let text = std::fs::read_to_string(source().join(place)).expect("a file of the source");
            needs.insert(place.clone(), named(place, &code(&text), &places));
        }
    }
    assert!(
        needs["query/office.rs"].contains("query/lists.rs"),
        "imports are not read: {needs:?}"
    );
    let is_circle = |file: &String| {
        let mut reached = BTreeSet::new();
        let mut next: Vec<&String> = needs[file].iter().collect();
        while let Some(other) = next.pop() {
            if reached.insert(other) {
                next.extend(needs.get(other).into_iter().flatten());
            }
        }
        reached.contains(file)
    };
    let circles: Vec<&String> = needs.keys().filter(|&file| is_circle(file)).collect();
    assert!(circles.is_empty(), "{circles:?}");
}

#[test]
fn each_room_of_the_source_stands_in_the_list() {
    let rooms = rooms();
    let mut unlisted = BTreeSet::new();
    for file in rust_files(&source()) {
        let place = place(&file);
        let room = place
            .split('/')
            .next()
            .unwrap_or_default()
            .trim_end_matches(".rs")
            .to_owned();
        if !rooms.contains(&room) && !matches!(room.as_str(), "lib" | "main" | "bin" | "cli") {
            unlisted.insert(room);
        }
    }
    assert!(unlisted.is_empty(), "{unlisted:?}");
}

#[test]
fn each_file_opens_with_what_it_is_for() {
    let mut silent = Vec::new();
    for file in rust_files(&source()) {
        let text = std::fs::read_to_string(&file).expect("a file of the source");
        if !text.starts_with("//! ") {
            silent.push(place(&file));
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

#[test]
fn only_the_command_line_prints() {
    let mut printing = Vec::new();
    for file in rust_files(&source()) {
        let place = place(&file);
        if place.starts_with("cli/") || place.starts_with("bin/") || place == "main.rs" || is_test(&place) {
            continue;
        }
        let code = code(&std::fs::read_to_string(&file).expect("a file of the source"));
        if ["println!(", "print!(", "eprintln!(", "eprint!(", "dbg!("]
            .iter()
            .any(|print| code.contains(print))
        {
            printing.push(place);
        }
    }
    assert!(printing.is_empty(), "{}", printing.join("\n"));
}

#[test]
fn uses_are_read_from_paths_and_lists_but_not_from_comments() {
    let text = "//! See crate::query.\nuse crate::span::Span;\nuse crate::{text, event::{Event, Status}, graph};\n\
                fn f() { crate::store::load(); } // crate::render\n#[cfg(test)]\nmod tests {\nuse crate::pipeline;\n}\n";
    let used: Vec<String> = used(&code(text)).into_iter().collect();
    assert_eq!(used, ["event", "graph", "span", "store", "text"]);
}

/// The words in quotes that only commas and bars part from one another.
fn lists(code: &str) -> Vec<Vec<&str>> {
    let mut lists: Vec<Vec<&str>> = vec![Vec::new()];
    let mut rest = code;
    while let Some(open) = rest.find('"') {
        let (before, after) = (&rest[..open], &rest[open + 1..]);
        let mut last = ' ';
        let close = after.char_indices().take_while(|&(_, c)| c != '\n').find(|&(_, c)| {
            let closes = c == '"' && last != '\\';
            last = c;
            closes
        });
        // The quote of a character, or of a text of several lines.
        let Some((close, _)) = close.filter(|_| !before.ends_with('\'')) else {
            lists.push(Vec::new());
            rest = after;
            continue;
        };
        let word = &after[..close];
        let is_word = word.starts_with(char::is_alphabetic)
            && word.chars().all(|c| c.is_lowercase() || matches!(c, ' ' | '-' | '\''));
        if !before.chars().all(|c| c.is_whitespace() || matches!(c, ',' | '|')) || !is_word {
            lists.push(Vec::new());
        }
        if is_word {
            lists.last_mut().expect("a list").push(word);
        }
        rest = &after[close + 1..];
    }
    lists.retain(|list| !list.is_empty());
    lists
}

#[test]
fn lists_of_words_are_data() {
    let mut wrong = Vec::new();
    for file in rust_files(&source()) {
        let place = place(&file);
        let is_reading = READING.iter().any(|room| place.split('/').next() == Some(room));
        if !is_reading || is_test(&place) {
            continue;
        }
        let text = std::fs::read_to_string(&file).expect("a file of the source");
        for list in lists(&code(&text)).into_iter().filter(|list| list.len() >= LIST) {
            if !NO_LISTS.iter().any(|(at, first, _)| *at == place && *first == list[0]) {
                wrong.push(format!("{place}: {}", list.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn words_of_a_list_are_told_from_others() {
    let code = "let a = [\"to\", \"of\"];\nlet b = f(\"in\", g(\"by\")) + '\"';\nmatches!(c, \"A\" | \"the\" | \"an\")";
    assert_eq!(
        lists(code),
        [vec!["to", "of"], vec!["in"], vec!["by"], vec!["the", "an"]]
    );
}
