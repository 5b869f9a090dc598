//! How does the time grow with the size of what is read? `cargo bench --bench scaling`
//!
//! Each kind of input is made at a size, and at twice, four and eight times that; beside the times stands the exponent of their
//! growth, by least squares on the logarithms: 1 is linear, and what exceeds 1.25 fails.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::io::Cursor;
use std::process::ExitCode;
use std::time::Instant;
use summitry::article::{Article, ReadOptions, read_stream};
use summitry::graph::{Findings, GraphBuilder};
use summitry::knowledge::Knowledge;
use summitry::pipeline::mine;

/// Above this, an exponent is more than chance.
const LINEAR: f64 = 1.25;

fn main() -> ExitCode {
    // Models and word lists are loaded before the clock starts.
    mine(Article::from_text("first", &sentence(0)), Knowledge::builtin());
    let mut steep = Vec::new();
    for (name, smallest, run) in cases() {
        let sizes = [1, 2, 4, 8].map(|times| times * smallest);
        let times = sizes.map(run);
        let exponent = exponent(&sizes, &times);
        let told: Vec<String> = sizes
            .iter()
            .zip(times)
            .map(|(size, time)| format!("{size}: {:.0} ms", time * 1e3))
            .collect();
        println!("{name:36} exponent {exponent:.2}   {}", told.join(", "));
        if exponent > LINEAR {
            steep.push(name);
        }
    }
    if steep.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!("grows too fast: {}", steep.join(", "));
    ExitCode::FAILURE
}

/// What is measured, its smallest size, and how many seconds a size takes.
type Case = (&'static str, usize, fn(usize) -> f64);

fn cases() -> Vec<Case> {
    vec![
        ("sentences of one article", 500, |size| {
            let text: String = (0..size).map(sentence).collect();
            seconds(|| {
                mine(Article::from_text("long", &text), Knowledge::builtin())
                    .events
                    .len()
            })
        }),
        ("sentences without a full stop", 500, |size| {
            let text = (0..size).map(sentence).collect::<String>().replace('.', ";");
            seconds(|| {
                mine(Article::from_text("long", &text), Knowledge::builtin())
                    .events
                    .len()
            })
        }),
        ("articles", 100, |size| {
            let article =
                |at: usize| Article::from_text("one", &(at * 5..at * 5 + 5).map(sentence).collect::<String>());
            let articles: Vec<Article> = (0..size).map(article).collect();
            seconds(|| {
                let mined = articles.into_iter().map(|article| mine(article, Knowledge::builtin()));
                mined.map(|mined| mined.events.len()).sum::<usize>()
            })
        }),
        ("reports of one event", 2000, |size| {
            merged(size, "Kim Jong Un met Vladimir Putin on 25 April 2019.", false)
        }),
        ("reports without a date", 2000, |size| {
            merged(size, "Kim Jong Un met Vladimir Putin.", false)
        }),
        ("articles of one id", 2000, |size| {
            merged(size, "Kim Jong Un met Vladimir Putin on 25 April 2019.", true)
        }),
        ("kilobytes of a line of JSON", 500, |size| {
            let text = sentence(1).repeat(size * 1024 / sentence(1).len());
            let line = format!(
                "{}\n",
                serde_json::json!({"id": "long", "date": "2019-04-24", "text": text})
            );
            seconds(|| read_stream("news.jsonl", Cursor::new(line.into_bytes()), &ReadOptions::default()).count())
        }),
        ("kilobytes of a page", 500, |size| {
            let paragraph = format!("<p>{}</p>\n", sentence(1).repeat(4));
            let page = paragraph.repeat(size * 1024 / paragraph.len());
            let page = format!("<html><head><title>Talks</title></head><body><article>{page}</article></body></html>");
            seconds(|| read_stream("news.html", Cursor::new(page.into_bytes()), &ReadOptions::default()).count())
        }),
    ]
}

/// A sentence with two names that no other number has.
fn sentence(number: usize) -> String {
    let name = |number: usize| -> String {
        let letters = (0..4).map(|place| char::from(b'a' + (number / 26_usize.pow(place) % 26) as u8));
        letters.flat_map(|letter| [letter, 'o']).collect()
    };
    let (one, other) = (name(number), name(number + 7));
    format!("President Z{one} of Kenya met Foreign Minister V{other} of Ghana in Nairobi on 3 May 2019. ")
}

/// The seconds for merging so many articles of this text.
fn merged(size: usize, text: &str, of_one_id: bool) -> f64 {
    let mined = mine(Article::from_text("news", text), Knowledge::builtin());
    let findings = |at: usize| {
        let id = if of_one_id {
            "news".to_owned()
        } else {
            format!("news-{at}")
        };
        Findings::new(
            &Article {
                id,
                ..mined.article.clone()
            },
            mined.events.clone(),
        )
    };
    let all: Vec<Findings> = (0..size).map(findings).collect();
    seconds(|| {
        let mut builder = GraphBuilder::default();
        for findings in all {
            builder.add(findings);
        }
        builder.finish().events().len()
    })
}

fn seconds<T>(work: impl FnOnce() -> T) -> f64 {
    let started = Instant::now();
    std::hint::black_box(work());
    started.elapsed().as_secs_f64()
}

/// The slope of the logarithm of the times over that of the sizes.
fn exponent(sizes: &[usize], times: &[f64]) -> f64 {
    let points: Vec<(f64, f64)> = sizes
        .iter()
        .zip(times)
        .map(|(&size, time)| ((size as f64).ln(), time.ln()))
        .collect();
    let count = points.len() as f64;
    let (x, y) = points
        .iter()
        .fold((0.0, 0.0), |(x, y), point| (x + point.0 / count, y + point.1 / count));
    let spread: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum::<f64>() / spread
}
