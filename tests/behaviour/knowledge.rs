//! A user's own tables, patterns and decisions, through the program.

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;
use serde_json::Value;
use tempfile::TempDir;

const PEOPLE: &str = "\
name\tcountry\taliases\toffices
Maria Vance\tCAN\tMasha Vance\ttrade envoy CAN 2018-02..
";

const ORGANIZATIONS: &str = "\
#acronym\tname\taliases
NORLEAGUE\tNorthern League of Ports\tPort League
";

const HOSTED: &str = r#"
[[type]]
name = "feasted"
plover = "CONSULT"
cameo = "043"
quad = "verbal cooperation"
goldstein = 2.8

[[pattern]]
id = "feasted-verb"
type = "feasted"
verbs = ["banquet"]
source = ["subject"]
target = ["object"]
"#;

/// A directory with an article and the files of a user.
struct Desk {
    directory: TempDir,
}

impl Desk {
    fn new(article: &str, files: &[(&str, &str)]) -> Self {
        let desk = Self {
            directory: tempfile::tempdir().expect("a directory"),
        };
        desk.put("a.txt", article);
        for (name, text) in files {
            desk.put(name, text);
        }
        desk
    }

    fn put(&self, name: &str, text: &str) {
        std::fs::write(self.directory.path().join(name), text).expect("a file");
    }

    fn run(&self, arguments: &[&str]) -> Assert {
        let mut command = Command::new(env!("CARGO_BIN_EXE_summitry"));
        command.current_dir(self.directory.path()).args(arguments).assert()
    }

    fn output(&self, arguments: &[&str]) -> String {
        let assert = self.run(arguments);
        String::from_utf8(assert.get_output().stdout.clone()).expect("UTF-8")
    }

    /// "type who -> whom" of each event that `mine` finds.
    fn mined(&self, arguments: &[&str]) -> Vec<String> {
        let arguments = [&["mine", "a.txt", "--date", "2019-05-10"], arguments].concat();
        let line: Value = serde_json::from_str(&self.output(&arguments)).expect("a line of JSON");
        let names = |side: &Value| -> String {
            let names = side.as_array().expect("a side").iter();
            let names: Vec<&str> = names.filter_map(|one| one["name"].as_str()).collect();
            names.join(" + ")
        };
        let events = line["events"].as_array().expect("events").iter();
        let mut told: Vec<String> = events
            .map(|event| {
                let kind = event["type"].as_str().expect("a type");
                format!("{kind} {} > {}", names(&event["source"]), names(&event["target"]))
            })
            .collect();
        told.sort();
        told
    }
}

#[test]
fn people_and_organizations_of_ones_own_take_part() {
    let article = "Masha Vance visited Norway on Tuesday. The Port League condemned Norway.";
    let desk = Desk::new(article, &[("people.tsv", PEOPLE), ("leagues.tsv", ORGANIZATIONS)]);
    assert_eq!(desk.mined(&[]), Vec::<String>::new());
    assert_eq!(
        desk.mined(&["--gazetteer", "people.tsv", "--gazetteer", "leagues.tsv"]),
        [
            "accused Northern League of Ports > Norway",
            "visited Maria Vance > Norway"
        ]
    );
}

#[test]
fn a_name_in_ones_own_table_wins_over_the_built_in_ones() {
    let article = "Vladimir Putin arrived in Norway on Tuesday.";
    let table = "name\tcountry\taliases\toffices\nVlad Petrescu\tROU\tVladimir Putin\tpoet ROU 2000..\n";
    let desk = Desk::new(article, &[("people.tsv", table)]);
    assert_eq!(desk.mined(&[]), ["visited Vladimir Putin > Norway"]);
    assert_eq!(
        desk.mined(&["--gazetteer", "people.tsv"]),
        ["visited Vlad Petrescu > Norway"]
    );
}

#[test]
fn a_row_of_somebody_known_joins_the_entity() {
    let article = "The Big Bear of Oslo condemned Sweden. The Old League condemned Sweden.";
    let countries = "iso3\tname\taliases\nNOR\t\tBig Bear of Oslo\n";
    let organizations = "acronym\tname\taliases\nNATO\t\tOld League\n";
    let desk = Desk::new(article, &[("c.tsv", countries), ("o.tsv", organizations)]);
    assert_eq!(
        desk.mined(&["--gazetteer", "c.tsv", "--gazetteer", "o.tsv"]),
        [
            "accused North Atlantic Treaty Organization > Sweden",
            "accused Norway > Sweden"
        ]
    );
}

#[test]
fn rows_that_make_no_sense_are_named_and_the_others_used() {
    let table = "name\tcountry\toffices\n\
                 Ann Noe\tXQX\tenvoy CAN 2018..\n\
                 Bob Noe\tCAN\tenvoy CAN lately\n\
                 Maria Vance\tCAN\ttrade envoy CAN 2018-02..\n\
                 \tCAN\t\n\
                 Cy Noe\tCAN\ta\tb\n";
    let roles = "phrase\toffices\tsort\nboss\tpresident\toffice\n";
    let desk = Desk::new(
        "Maria Vance visited Norway on Tuesday.",
        &[("own.tsv", table), ("roles.tsv", roles), ("bare.tsv", "Ann\tCAN\n")],
    );
    let arguments = [
        "mine",
        "a.txt",
        "--date",
        "2019-05-10",
        "--gazetteer",
        "own.tsv",
        "--gazetteer",
        "roles.tsv",
        "--gazetteer",
        "bare.tsv",
    ];
    desk.run(&arguments)
        .success()
        .stdout(contains("\"name\":\"Maria Vance\""))
        .stderr(contains(
            "own.tsv:2: 'XQX' is no code of a country or short name of an organization; left out",
        ))
        .stderr(contains(
            "own.tsv:3: 'lately' is not a term such as 2000-05-07..2008-05; left out",
        ))
        .stderr(contains("own.tsv:5: the cell 'name' is empty; left out"))
        .stderr(contains(
            "own.tsv:6: 4 cells where the first line names 3 columns; left out",
        ))
        .stderr(contains("roles.tsv:2: words for roles cannot be added; left out"))
        .stderr(contains(
            "bare.tsv:1: 2 cells where the first line names 0 columns; left out",
        ));
    desk.run(&["mine", "a.txt", "--gazetteer", "lost.tsv"])
        .code(2)
        .stderr(contains("lost.tsv: cannot be read"));
}

#[test]
fn an_event_type_of_ones_own_goes_through_mine_build_query_and_export() {
    let article = "Norway banqueted Sweden on Tuesday. Norway condemned Sweden.";
    let desk = Desk::new(article, &[("own.toml", HOSTED)]);
    let own = ["--patterns", "own.toml"];
    assert!(desk.mined(&[]).iter().all(|event| !event.starts_with("feasted")));
    assert_eq!(desk.mined(&own), ["accused Norway > Sweden", "feasted Norway > Sweden"]);
    let build = [
        "build",
        "a.txt",
        "--date",
        "2019-05-10",
        "--output",
        "g",
        "--patterns",
        "own.toml",
    ];
    desk.run(&build).success().stdout(contains("1 feasted"));
    desk.run(&["query", "g.json", "feasted", "Norway", "--format", "csv"])
        .success()
        .stdout(contains("2019-05-07,occurred,feasted,Norway,Sweden"))
        .stdout(contains("accused").not());
    desk.run(&["query", "g.json", "events", "--type", "feasted", "--format", "csv"])
        .success()
        .stdout(contains("feasted"))
        .stdout(contains("accused").not());
    desk.run(&["export", "g.json", "--format", "turtle"])
        .success()
        .stdout(contains("feasted").and(contains("\"043\"")));
    desk.run(&["export", "g.json", "--format", "graphml", "--type", "feasted"])
        .success()
        .stdout(contains("feasted").and(contains("accused").not()));
    for format in ["node-link", "gexf", "cytoscape", "cypher", "plover", "dot", "jsonld"] {
        desk.run(&["export", "g.json", "--format", format]).success();
    }
    let diff = desk.output(&["diff", "g.json", "g.json"]);
    assert!(!diff.contains("feasted"), "{diff}");
    let gold = r#"{"doc": "a", "events": [{"type": "feasted", "source": [{"name": "Norway", "kind": "country", "country": "NOR"}], "target": [{"name": "Sweden", "kind": "country", "country": "SWE"}], "date": "2019-05-07", "status": "occurred", "evidence": "Norway banqueted Sweden"}]}"#;
    desk.put("gold.jsonl", gold);
    desk.run(&[
        "eval",
        "gold.jsonl",
        "a.txt",
        "--date",
        "2019-05-10",
        "--patterns",
        "own.toml",
    ])
    .success()
    .stdout(contains("feasted"));
}

#[test]
fn a_type_that_neither_program_nor_graph_has_is_told() {
    let desk = Desk::new("Norway condemned Sweden.", &[]);
    desk.run(&["build", "a.txt", "--date", "2019-05-10", "--output", "g"])
        .success();
    desk.run(&["query", "g.json", "serenaded", "Norway"])
        .code(2)
        .stderr(contains(
            "no event type is called \"serenaded\"; there are met, visited,",
        ));
    desk.run(&["export", "g.json", "--format", "dot", "--type", "serenaded"])
        .code(2)
        .stderr(contains("no event type is called \"serenaded\""));
}

#[test]
fn patterns_that_make_no_sense_are_named_and_the_others_used() {
    let patterns = format!(
        "{HOSTED}\n[[pattern]]\nid = \"odd\"\ntype = \"oddly\"\nverbs = [\"odd\"]\n\
         [[type]]\nname = \"met\"\nplover = \"CONSULT\"\ncameo = \"040\"\nquad = \"verbal cooperation\"\ngoldstein = 1.0\n\
         [[type]]\nname = \"sung\"\nplover = \"CONSULT\"\ncameo = \"040\"\nquad = \"music\"\ngoldstein = 1.0\n"
    );
    let broken = "[[pattern]]\nid = \"a\"\ntype = \"met\"\nverbs = \"hug\"\n";
    let desk = Desk::new(
        "Norway banqueted Sweden on Tuesday.",
        &[("own.toml", &patterns), ("broken.toml", broken)],
    );
    desk.run(&["mine", "a.txt", "--date", "2019-05-10", "--patterns", "own.toml"])
        .success()
        .stdout(contains("feasted"))
        .stderr(contains("own.toml:17: 'odd': 'oddly' is no event type; left out"))
        .stderr(contains("own.toml:21: 'met': 'met' is built in; left out"))
        .stderr(contains(
            "own.toml:27: 'sung': 'music' is no quad class (verbal cooperation,",
        ));
    desk.run(&["mine", "a.txt", "--patterns", "broken.toml"])
        .code(2)
        .stderr(contains("broken.toml:4: not a pattern file"))
        .stderr(contains("invalid type: string \"hug\", expected a sequence"));
}

#[test]
fn what_a_pattern_finds_takes_the_place_of_what_the_reader_finds() {
    let own = "[[pattern]]\nid = \"accused-verb\"\ntype = \"supported\"\nverbs = [\"condemn\"]\n\
               source = [\"subject\"]\ntarget = [\"object\"]\n";
    let desk = Desk::new("Norway condemned Sweden.", &[("own.toml", own)]);
    assert_eq!(desk.mined(&["--patterns", "own.toml"]), ["supported Norway > Sweden"]);
}

const BELL: &str = "James Bell, the Canadian foreign minister, arrived in Norway on Tuesday. Bell condemned Sweden.";

#[test]
fn a_name_means_whom_the_decision_says() {
    let decisions = "# The correspondent errs.\nname \"James Bell\" means \"person:Jane Roe:CAN\"\nname Bell means \"person:Jane Roe:CAN\"\n";
    let desk = Desk::new(BELL, &[("own.txt", decisions)]);
    let own = ["--overrides", "own.txt"];
    assert_eq!(
        desk.mined(&[]),
        ["accused James Bell > Sweden", "visited James Bell > Norway"]
    );
    assert_eq!(
        desk.mined(&own),
        ["accused Jane Roe > Sweden", "visited Jane Roe > Norway"]
    );
    desk.run(&["explain", "a.txt", "--date", "2019-05-10", "--overrides", "own.txt"])
        .success()
        .stdout(contains("= Jane Roe (CAN)  1.00 overridden by own.txt:2"))
        .stdout(contains("overridden by own.txt:3"));
}

#[test]
fn a_decision_for_one_article_leaves_the_others_alone() {
    let desk = Desk::new(
        BELL,
        &[(
            "own.txt",
            "name \"James Bell\" means \"person:Jane Roe:CAN\" in b\nname Bell means \"person:Jane Roe:CAN\" in b",
        )],
    );
    assert_eq!(
        desk.mined(&["--overrides", "own.txt"]),
        ["accused James Bell > Sweden", "visited James Bell > Norway"]
    );
}

#[test]
fn a_name_that_nobody_found_is_found_by_decision() {
    let desk = Desk::new(
        "The Gray Eminence condemned Sweden. Norway condemned Sweden.",
        &[("own.txt", "name \"Gray Eminence\" means DEU")],
    );
    assert_eq!(
        desk.mined(&["--overrides", "own.txt"]),
        ["accused Germany > Sweden", "accused Norway > Sweden"]
    );
}

#[test]
fn two_who_are_the_same_are_one() {
    let desk = Desk::new(BELL, &[("own.txt", "same \"James Bell\" \"Vladimir Putin\"")]);
    assert_eq!(
        desk.mined(&["--overrides", "own.txt"]),
        ["accused Vladimir Putin > Sweden", "visited Vladimir Putin > Norway"]
    );
    desk.put("own.txt", "same \"James Bell\" \"James Q. Bell\"");
    assert_eq!(
        desk.mined(&["--overrides", "own.txt"]),
        ["accused James Q. Bell > Sweden", "visited James Q. Bell > Norway"]
    );
}

#[test]
fn two_who_are_distinct_are_two() {
    let desk = Desk::new(BELL, &[("own.txt", "distinct \"James Bell\" Bell")]);
    assert_eq!(
        desk.mined(&["--overrides", "own.txt"]),
        ["accused Bell > Sweden", "visited James Bell > Norway"]
    );
}

#[test]
fn decisions_that_fit_nothing_are_named() {
    let decisions = "name \"James Bell\" means \"person:Jane Roe:CAN\" in b\n\
                     name Ring means DEU\n\
                     name Bell means \"person:Jane Roe:CAN\"\n\
                     same \"Xi Jinping\" \"Vladimir Putin\"\n\
                     distinct \"Vladimir Putin\" \"James Bell\"\n";
    let desk = Desk::new(BELL, &[("own.txt", decisions)]);
    let fits_nothing = |line: usize| contains(format!("own.txt:{line}: fits nothing in these articles"));
    for command in [&["mine"][..], &["build", "--output", "g"], &["explain"]] {
        let arguments = ["a.txt", "--date", "2019-05-10", "--overrides", "own.txt"];
        desk.run(&[command, &arguments].concat())
            .success()
            .stderr(
                fits_nothing(1)
                    .and(fits_nothing(2))
                    .and(fits_nothing(4))
                    .and(fits_nothing(5)),
            )
            .stderr(fits_nothing(3).not());
    }
    desk.put(
        "own.txt",
        "same \"James Bell\" \"James Q. Bell\"\ndistinct Bell \"James Q. Bell\"",
    );
    desk.run(&["mine", "a.txt", "--date", "2019-05-10", "--overrides", "own.txt"])
        .success()
        .stderr(contains("fits nothing").not());
}

#[test]
fn an_event_is_removed_by_its_id() {
    let desk = Desk::new(BELL, &[]);
    let build = ["build", "a.txt", "--date", "2019-05-10", "--output", "g"];
    desk.run(&build).success();
    let read = |desk: &Desk| -> Value {
        let text = std::fs::read_to_string(desk.directory.path().join("g.json")).expect("a graph");
        serde_json::from_str(&text).expect("JSON")
    };
    let events = read(&desk)["graph"]["events"].clone();
    let visit = events
        .as_array()
        .expect("events")
        .iter()
        .find(|event| event["type"] == "visited");
    let id = visit.expect("a visit")["id"].as_str().expect("an id").to_owned();
    desk.put("own.txt", &format!("remove {id}\nremove 0123456789abcdef"));
    let arguments = [&build[..], &["--overrides", "own.txt"]].concat();
    desk.run(&arguments)
        .success()
        .stderr(contains(format!("own.txt:1: event {id} removed")))
        .stderr(contains("own.txt:2: no event 0123456789abcdef"));
    let graph = read(&desk);
    let left = graph["graph"]["events"].as_array().expect("events");
    assert_eq!(left.len(), 1);
    assert_eq!(left[0]["type"], "accused");
    desk.run(&["explain", "a.txt", "--date", "2019-05-10", "--overrides", "own.txt"])
        .success()
        .stdout(contains("removed from the graph, overridden by own.txt:1"));
}

#[test]
fn decisions_that_make_no_sense_are_named_and_the_others_used() {
    let decisions = "forget Bell\n\
                     name \"James Bell\" means \"Nobody Known\"\n\
                     name \"James Bell\" means \"person:Jane Roe:XQX\"\n\
                     name \"James Bell\" means \"person:Jane Roe\"\n\
                     same \"James\n\
                     same \"James Bell\" \"James Q. Bell\"\n";
    let desk = Desk::new(BELL, &[("own.txt", decisions)]);
    desk.run(&["mine", "a.txt", "--date", "2019-05-10", "--overrides", "own.txt"])
        .success()
        .stdout(contains("James Q. Bell"))
        .stderr(contains(
            "own.txt:1: 'forget' is no decision (same, distinct, remove, name, accept, reject, type, actors, date, status, \
             merge, split); left out",
        ))
        .stderr(contains(
            "own.txt:2: the gazetteer has no 'Nobody Known'; a person whom it does not have",
        ))
        .stderr(contains(
            "own.txt:3: 'XQX' is no code of a country or short name of an organization",
        ))
        .stderr(contains(
            "own.txt:4: 'person:Jane Roe' lacks a country: person:NAME:CODE",
        ))
        .stderr(contains("own.txt:5: a quote is not closed"));
}
