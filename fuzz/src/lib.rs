//! What summitry reads, each as a function of bytes that must come to an end without a panic.
//!
//! `cargo run --release -p summitry-fuzz -- SECONDS [SEED] [TARGET…]` mutates the files of each target for so long, and needs nothing
//! but this workspace. With cargo-fuzz, `TARGET=mail cargo fuzz run guided --features libfuzzer` lets coverage guide the mutations.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use summitry::article::{Article, ReadOptions, read_stream};
use summitry::entity::Gazetteer;
use summitry::graph::GraphBuilder;
use summitry::knowledge::{Files, Knowledge, Overrides};
use summitry::pipeline::mine;
use summitry::query::{Query, Stats};
use summitry::store;
use summitry::store::base::Base;

/// Something that is read.
pub struct Target {
    /// Its name.
    pub name: &'static str,
    /// Files from which mutations start, by their path in the repository.
    seeds: &'static [&'static str],
    /// Reads it.
    pub read: fn(&[u8]),
}

/// All that is read.
pub const TARGETS: &[Target] = &[
    Target {
        name: "json",
        seeds: &[
            "feed.json",
            "gdelt_doc.json",
            "guardian.json",
            "newsapi.json",
            "newsplease.json",
            "nyt.json",
            "package.json",
        ],
        read: |bytes| articles("news.json", bytes),
    },
    Target {
        name: "jsonl",
        seeds: &["ninjs.jsonl"],
        read: |bytes| articles("news.jsonl", bytes),
    },
    Target {
        name: "xml",
        seeds: &["oslo.nitf", "wire.xml", "world.atom", "world.rss"],
        read: |bytes| articles("news.xml", bytes),
    },
    Target {
        name: "table",
        seeds: &["press.csv", "semicolons.csv", "open_quote.csv", "gdelt_events.CSV"],
        read: |bytes| articles("news.csv", bytes),
    },
    Target {
        name: "mail",
        seeds: &["letter.eml", "press.eml"],
        read: |bytes| articles("news.eml", bytes),
    },
    Target {
        name: "mbox",
        seeds: &["desk.mbox"],
        read: |bytes| articles("news.mbox", bytes),
    },
    Target {
        name: "mhtml",
        seeds: &["envoy.mhtml"],
        read: |bytes| articles("news.mhtml", bytes),
    },
    Target {
        name: "warc",
        seeds: &["crawl.warc"],
        read: |bytes| articles("news.warc", bytes),
    },
    Target {
        name: "docx",
        seeds: &["pact.docx", "sheet.xlsx"],
        read: |bytes| articles("news.docx", bytes),
    },
    Target {
        name: "pdf",
        seeds: &["pact.pdf"],
        read: |bytes| articles("news.pdf", bytes),
    },
    Target {
        name: "page",
        seeds: &["../../../articles", "envoy.mhtml"],
        read: |bytes| articles("news.html", bytes),
    },
    Target {
        name: "text",
        seeds: &["../../../articles"],
        read: text,
    },
    Target {
        name: "graph",
        seeds: &["../graph_storage/v1", "../graph_storage/v2"],
        read: graph,
    },
    Target {
        name: "base",
        seeds: &[],
        read: base,
    },
    Target {
        name: "decisions",
        seeds: &["../../../src/knowledge/FORMAT.md"],
        read: decisions,
    },
    Target {
        name: "tables",
        seeds: &[
            "../../../src/entity/data/README.md",
            "../../../src/entity/data/organizations.tsv",
        ],
        read: tables,
    },
];

impl Target {
    /// The target of that name.
    #[must_use]
    pub fn called(name: &str) -> Option<&'static Self> {
        TARGETS.iter().find(|target| target.name == name)
    }

    /// What mutations start from.
    ///
    /// # Panics
    /// If a file of the repository cannot be read.
    #[must_use]
    pub fn seeds(&self) -> Vec<Vec<u8>> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/testdata/article");
        let mut seeds = Vec::new();
        for name in self.seeds {
            let path = folder.join(name);
            let mut files = vec![path.clone()];
            if path.is_dir() {
                files = fs::read_dir(path)
                    .expect("a folder")
                    .map(|entry| entry.expect("a file").path())
                    .collect();
                files.sort();
            }
            let files = files.iter().filter(|file| file.is_file());
            seeds.extend(files.map(|file| fs::read(file).expect("a file")));
        }
        if self.name == "base" {
            seeds.push(small_base());
        }
        seeds
    }
}

/// The bytes of a base of one article.
fn small_base() -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("news.db");
    let mut base = Base::create(&path).expect("a base");
    let article = Article::from_text("kim", "Kim Jong Un met Vladimir Putin in Vladivostok on 25 April 2019.");
    let mined = mine(article, Knowledge::builtin());
    let arrival = summitry::store::base::Arrival::new(mined.article, None, &mined.sentences, &mined.cast, mined.events);
    base.add(vec![arrival], summitry::store::base::today()).expect("room");
    base.merge().expect("room");
    drop(base);
    fs::read(path).expect("a file")
}

fn articles(name: &str, bytes: &[u8]) {
    for article in read_stream(name, Cursor::new(bytes.to_vec()), &ReadOptions::default()).flatten() {
        assert!(article.content.get(article.title.start..article.title.end).is_some());
        for block in &article.blocks {
            assert!(article.content.get(block.span.start..block.span.end).is_some());
        }
    }
}

fn text(bytes: &[u8]) {
    let article = Article::from_text("text", &String::from_utf8_lossy(bytes));
    let mined = mine(article, Knowledge::builtin());
    for event in &mined.events {
        assert!(
            mined
                .article
                .content
                .get(event.sentence.start..event.sentence.end)
                .is_some()
        );
    }
    let mut builder = GraphBuilder::default();
    builder.add_article(&mined.article, mined.events);
    builder.finish();
}

fn graph(bytes: &[u8]) {
    if let Ok(graph) = store::load(bytes, Path::new("graph.json")) {
        Query::default().find(&graph);
        Stats::of(&graph, &Query::default());
        let mut saved = Vec::new();
        store::save(&graph, &mut saved).expect("room");
        assert_eq!(store::load(&saved, Path::new("again.json")).ok().as_ref(), Some(&graph));
    }
}

fn base(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("news.db");
    fs::write(&path, bytes).expect("room");
    if let Ok(base) = Base::open(&path) {
        let _ = (base.graph(), base.check(), base.decisions());
    }
}

fn decisions(bytes: &[u8]) {
    let mut overrides = Overrides::default();
    overrides.add(
        Path::new("decisions.tsv"),
        &String::from_utf8_lossy(bytes),
        Gazetteer::builtin(),
    );
}

fn tables(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let written = |name: &str| -> PathBuf {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("room");
        path
    };
    let files = Files {
        gazetteer: vec![written("table.tsv")],
        patterns: vec![written("patterns.toml")],
        ..Files::default()
    };
    let _ = Knowledge::with(&files);
}
