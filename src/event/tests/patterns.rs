//! What users' own words tell.

use super::{article, show};
use crate::event::{PatternError, Patterns, Trigger};
use crate::knowledge::Knowledge;
use crate::pipeline::mine;
use std::path::Path;

/// The message of the error that the file gives.
fn error(text: &str) -> String {
    let mut patterns = Patterns::default();
    let error = patterns
        .add_file(Path::new("mine.toml"), text)
        .expect_err("the file is wrong");
    match &error {
        PatternError::Syntax { source, .. } => format!("{error}: {}", source.message()),
        PatternError::Value { .. } => error.to_string(),
    }
}

#[test]
fn wrong_pattern_files_are_told_by_file_pattern_and_cause() {
    let mut actual = String::new();
    for text in [
        "pattern = 3",
        "[[pattern]]\nid = 'a'\ntype = 'met'\nverbs = ['meet']\nsauce = ['subject']",
        "[[pattern]]\ntype = 'met'\nverbs = ['meet']",
        "[[pattern]]\nid = 'a'\ntype = 'hugged'\nverbs = ['hug']",
        "[[pattern]]\nid = 'a'\ntype = 'met'\nverbs = ['hug']\nsource = ['left']",
        "[[pattern]]\nid = 'a'\ntype = 'met'\nverbs = ['hug']\nstatus = 'perhaps'",
        "[[pattern]]\nid = 'a'\ntype = 'met'",
        "[[pattern]]\nid = 'a'\ntype = 'met'\nverbs = ['hug']\nweight = 2",
        "[[pattern]]\nid = 'a'\ntype = 'accused'\nverbs = ['hug']\nlike = 'met'",
    ] {
        actual.push_str(&error(text));
        actual.push('\n');
    }
    expect_test::expect![[r#"
        mine.toml:1: not a pattern file: invalid type: integer `3`, expected a sequence
        mine.toml:5: not a pattern file: unknown field `sauce`, expected one of `id`, `type`, `like`, `verbs`, `nouns`, `object`, `not_object`, `source`, `target`, `mutual`, `status`, `weight`
        mine.toml:1: not a pattern file: missing field `id`
        mine.toml:2: 'a': 'hugged' is no event type
        mine.toml:2: 'a': 'left' is no slot (subject, object, indirect, owner, holder, or + and a preposition)
        mine.toml:2: 'a': 'perhaps' is no status
        mine.toml:2: 'a': it hangs either on 'verbs' or on 'nouns'
        mine.toml:2: 'a': the weight 2 is not between 0 and 1
        mine.toml:2: 'a': 'met', like which it is read, has one side: it needs source and target, or mutual = true
    "#]]
    .assert_eq(&actual);
}

#[test]
fn a_later_pattern_takes_the_place_of_the_one_with_its_id() {
    let mut patterns = Patterns::default();
    for verb in ["hug", "kiss"] {
        let file = format!("[[pattern]]\nid = 'greeted'\ntype = 'met'\nverbs = ['{verb}']");
        patterns.add_file(Path::new("mine.toml"), &file).expect("a pattern");
    }
    assert_eq!(patterns.all().len(), 1);
    assert_eq!(patterns.all()[0].trigger, Trigger::Verb(vec!["kiss".to_owned()]));
}

/// "type who > whom by pattern" of each event that the text tells with these patterns.
fn told(patterns: &str, text: &str) -> Vec<String> {
    let mut knowledge = Knowledge::builtin().clone();
    let read = knowledge.patterns.add_file(Path::new("mine.toml"), patterns);
    read.expect("patterns");
    let events = mine(article("2019-05-10", &[text]), &knowledge).events;
    let own = events.iter().filter(|event| event.pattern != "reader");
    own.map(|event| format!("{} by {}, {}", show(event), event.pattern, event.status))
        .collect()
}

#[test]
fn slots_name_who_takes_part_by_whatever_construction() {
    let decorated = "[[pattern]]\nid = 'd'\ntype = 'supported'\nverbs = ['decorate']\nsource = ['subject']\ntarget = ['object', '+with']\n";
    for text in [
        "Norway decorated Sweden on Tuesday.",
        "Sweden was decorated by Norway on Tuesday.",
        "Norway, which decorated Sweden on Tuesday, thanked Denmark.",
        "Norway flew in and decorated Sweden on Tuesday.",
        "Norway promised to decorate Sweden.",
    ] {
        let told = told(decorated, text);
        assert!(
            told.len() == 1 && told[0].starts_with("supported Norway > Sweden by d"),
            "{text}: {told:?}"
        );
    }
    assert_eq!(
        told(decorated, "Norway decorated its streets for a visit of Sweden."),
        Vec::<String>::new()
    );
}

#[test]
fn objects_and_modifiers_choose_the_words() {
    let patterns = "[[pattern]]\nid = 'v'\ntype = 'rejected'\nverbs = ['shun']\nobject = ['regatta']\nsource = ['subject']\ntarget = ['+with']\n\
                    [[pattern]]\nid = 'n'\ntype = 'cooperated'\nnouns = ['regatta']\nobject = ['joint']\nsource = ['owner', 'holder']\ntarget = ['+with']\n";
    assert_eq!(
        told(patterns, "Norway shunned the regatta with Sweden on Tuesday."),
        ["rejected Norway > Sweden by v, occurred"]
    );
    assert_eq!(
        told(patterns, "Norway shunned the banquet with Sweden on Tuesday."),
        Vec::<String>::new()
    );
    assert_eq!(
        told(patterns, "Norway held a joint regatta with Sweden on Tuesday."),
        ["cooperated Norway + Sweden by n, occurred"]
    );
    assert_eq!(
        told(patterns, "Norway held a regatta with Sweden on Tuesday."),
        Vec::<String>::new()
    );
}

#[test]
fn whom_no_slot_names_the_reader_finds() {
    let without = "[[pattern]]\nid = 'w'\ntype = 'met'\nverbs = ['powwow']\n";
    assert_eq!(
        told(
            without,
            "Vladimir Putin will powwow with Xi Jinping in Moscow on Sunday."
        ),
        ["met Vladimir Putin + Xi Jinping by w, planned"]
    );
    let denied = "[[pattern]]\nid = 'x'\ntype = 'met'\nverbs = ['powwow']\nstatus = 'denied'\n";
    assert_eq!(
        told(
            denied,
            "Vladimir Putin will powwow with Xi Jinping in Moscow on Sunday."
        ),
        ["met Vladimir Putin + Xi Jinping by x, denied"]
    );
}
