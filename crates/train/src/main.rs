//! What the training of the reader needs of the library.
//!
//! `summitry-train candidates FOLDER ARTICLES…` writes what the network sees of articles: words, the encoder's states, and the
//! candidates for roles and times with their features. `summitry-train read MODEL ARTICLES…` reads articles with a model that is
//! not built in, and prints the events of each as a line of JSON.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use rayon::prelude::*;
use serde_json::json;
use summitry::article::{Article, ReadOptions, read_paths};
use summitry::event::candidates::{Candidates, TimeOf, WordIndex};
use summitry::event::{Participant, Reader};
use summitry::knowledge::Knowledge;
use summitry::pipeline;

struct Part {
    meta: String,
    words: Vec<u32>,
    states: Vec<u8>,
    roles: Vec<i32>,
    times: Vec<i32>,
}

fn part(article: Article) -> Part {
    let read = pipeline::read(article, Knowledge::builtin());
    let reading = read.mined.reading();
    let candidates = Candidates::new(reading, &read.encodings);
    let mut part = Part {
        meta: String::new(),
        words: vec![],
        states: vec![],
        roles: vec![],
        times: vec![],
    };
    for word in &candidates.words {
        let token = &reading.sentences[word.sentence].tokens[word.token];
        part.words.extend([
            usize::from(word.sentence) as u32,
            token.span.start as u32,
            token.span.end as u32,
            token.upos as u32,
            token.xpos as u32,
        ]);
        part.words.extend(word.rows);
        part.words.extend(word.classes.iter().map(|&class| u32::from(class)));
    }
    for encoding in &read.encodings {
        for number in &encoding.states {
            let bits = number.to_bits();
            part.states
                .extend((((bits + 0x7fff + ((bits >> 16) & 1)) >> 16) as u16).to_le_bytes());
        }
    }
    let number = |word: Option<WordIndex>| word.map_or(-1, |word| word.number() as i32);
    for word in candidates.places() {
        if !candidates.may_tell(word) {
            continue;
        }
        for role in candidates.roles(word) {
            part.roles.extend([
                number(Some(word)),
                usize::from(role.entity) as i32,
                number(role.near),
                number(role.far),
            ]);
            part.roles
                .extend(role.features.iter().map(|&feature| i32::from(feature)));
        }
        for time in candidates.times(word) {
            let (sentence, index) = match time.time {
                TimeOf::ArticleDay => (-1, 0),
                TimeOf::Untold => (-2, 0),
                TimeOf::Expression { sentence, index } => (usize::from(sentence) as i32, index as i32),
            };
            part.times
                .extend([number(Some(word)), sentence, index, number(time.word)]);
            part.times
                .extend(time.features.iter().map(|&feature| i32::from(feature)));
        }
    }
    let entities: Vec<_> = reading.cast.entities.iter().map(|entity| {
        let kind = match entity.kind {
            summitry::entity::EntityKind::Person => "person",
            summitry::entity::EntityKind::Country => "country",
            summitry::entity::EntityKind::Organization => "organization",
        };
        serde_json::json!({"name": entity.name, "kind": kind, "country": entity.country, "org": entity.org, "known": entity.known.is_some(), "format": entity.is_format})
    }).collect();
    let mentions: Vec<_> = reading
        .cast
        .mentions
        .iter()
        .map(|mention| {
            serde_json::json!([
                mention.sentence,
                mention.span.start,
                mention.span.end,
                format!("{:?}", mention.form),
                mention.entities,
                mention.inner,
                mention.reason
            ])
        })
        .collect();
    let times: Vec<_> = reading
        .timexes
        .iter()
        .enumerate()
        .flat_map(|(sentence, all)| {
            all.iter().enumerate().map(move |(index, timex)| {
                serde_json::json!([
                    sentence,
                    index,
                    timex.span.start,
                    timex.span.end,
                    timex.guide_date(),
                    timex.value
                ])
            })
        })
        .collect();
    let article = reading.article;
    part.meta = serde_json::json!({"id": article.id, "date": article.date.map(|date| date.to_string()), "content": article.content, "title": [article.title.start, article.title.end],
        "source": article.source, "words": candidates.words.len(), "roles": part.roles.len(), "times": part.times.len(),
        "sentences": reading.sentences.iter().map(|sentence| [sentence.span.start, sentence.span.end]).collect::<Vec<_>>(),
        "entities": entities, "mentions": mentions, "timexes": times, "here": reading.cast.here.as_ref().map(|(entity, _)| *entity), "home": reading.cast.home}).to_string();
    part
}

fn candidates(output: &Path, inputs: &[PathBuf]) -> anyhow::Result<()> {
    std::fs::create_dir_all(output)?;
    let open =
        |name: &str| -> std::io::Result<BufWriter<File>> { Ok(BufWriter::new(File::create(output.join(name))?)) };
    let (mut meta, mut words, mut states) = (open("meta.jsonl")?, open("words.u32")?, open("states.bf16")?);
    let (mut roles, mut times) = (open("roles.i32")?, open("times.i32")?);
    for chunk in articles(inputs).chunks(64) {
        let parts: Vec<Part> = chunk.par_iter().map(|article| part(article.clone())).collect();
        for part in parts {
            let plain = |numbers: &[i32]| {
                numbers
                    .iter()
                    .flat_map(|number| number.to_le_bytes())
                    .collect::<Vec<u8>>()
            };
            writeln!(meta, "{}", part.meta)?;
            words.write_all(
                &part
                    .words
                    .iter()
                    .flat_map(|number| number.to_le_bytes())
                    .collect::<Vec<u8>>(),
            )?;
            states.write_all(&part.states)?;
            roles.write_all(&plain(&part.roles))?;
            times.write_all(&plain(&part.times))?;
        }
    }
    Ok(())
}

fn read(model: &Path, inputs: &[PathBuf]) -> anyhow::Result<()> {
    let reader = Reader::load(&std::fs::read(model)?)
        .with_context(|| format!("{}: no model of this version", model.display()))?;
    let mut knowledge = Knowledge::builtin().clone();
    knowledge.reader = Box::leak(Box::new(reader));
    let side = |participants: &[Participant]| -> Vec<serde_json::Value> {
        participants
            .iter()
            .map(|one| json!({"name": one.name, "kind": one.kind.as_str(), "country": one.country, "org": one.org}))
            .collect()
    };
    let lines: Vec<String> = articles(inputs)
        .into_par_iter()
        .map(|article| {
            let mined = pipeline::mine(article, &knowledge);
            let content = &mined.article.content;
            let events: Vec<_> = mined
                .events
                .iter()
                .map(|event| {
                    json!({
                        "type": event.event_type.as_str(), "source": side(&event.source), "target": side(&event.target),
                        "date": event.date.as_ref().map(|date| &date.value), "status": event.status.as_str(),
                        "evidence": event.sentence.of(content), "trigger": event.trigger.of(content),
                        "score": event.score, "factors": event.factors.iter().map(|factor| factor.value).collect::<Vec<_>>(),
                    })
                })
                .collect();
            json!({"doc": mined.article.id, "date": mined.article.date.map(|date| date.to_string()), "events": events}).to_string()
        })
        .collect();
    let mut output = std::io::stdout().lock();
    for line in lines {
        writeln!(output, "{line}")?;
    }
    Ok(())
}

fn articles(inputs: &[PathBuf]) -> Vec<Article> {
    read_paths(inputs, &ReadOptions::default())
        .filter_map(Result::ok)
        .collect()
}

fn main() -> anyhow::Result<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    match &arguments[..] {
        [verb, path, inputs @ ..] if verb.as_os_str() == "candidates" => candidates(path, inputs),
        [verb, path, inputs @ ..] if verb.as_os_str() == "read" => read(path, inputs),
        _ => anyhow::bail!("usage: summitry-train candidates FOLDER ARTICLES…, or summitry-train read MODEL ARTICLES…"),
    }
}
