//! dev
#![allow(clippy::all, clippy::pedantic, clippy::print_stdout, missing_docs)]
use serde_json::json;
use summitry::article::{ReadOptions, read_paths};
use summitry::event::Participant;
fn p(x: &Participant) -> serde_json::Value {
    json!({"name": x.name, "kind": x.kind.as_str(), "country": x.country, "org": x.org})
}
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let explain = args.get(2).is_some();
    for a in read_paths(&[args[1].clone().into()], &ReadOptions::default()) {
        let Ok(a) = a else {
            eprintln!("{}", a.unwrap_err());
            continue;
        };
        if explain && args[2] != "-" && !a.id.contains(&args[2]) {
            continue;
        }
        let m = summitry::pipeline::mine(a);
        let a = &m.article;
        if explain {
            println!(
                "##### {} {:?} here={:?} home={:?}",
                a.id, a.date, m.cast.here, m.cast.home
            );
            for (i, s) in m.sentences.iter().enumerate() {
                println!("== {}", s.span.of(&a.content).replace('\n', " "));
                let t: Vec<String> = s
                    .tokens
                    .iter()
                    .enumerate()
                    .map(|(k, t)| {
                        format!(
                            "{}:{}/{}/{}>{}.{}",
                            k,
                            t.span.of(&a.content),
                            t.lemma,
                            t.upos,
                            t.head.map_or("-".into(), |h| h.to_string()),
                            t.relation
                        )
                    })
                    .collect();
                println!("   {}", t.join(" "));
                for x in m.cast.of_sentence(i) {
                    println!(
                        "   [{}] {:?}{} -> {:?} ({}) place={:?}",
                        x.span.of(&a.content),
                        x.form,
                        if x.inner { " inner" } else { "" },
                        x.entities
                            .iter()
                            .map(|&e| m.cast.entities[e].name.as_str())
                            .collect::<Vec<_>>(),
                        x.reason,
                        x.place
                    );
                }
                for x in &m.timexes[i] {
                    println!("   <{}> {:?}", x.span.of(&a.content), x.guide_date());
                }
                for e in m.events.iter().filter(|e| e.sentence == s.span) {
                    println!(
                        "   ** {}({} -> {}) {:?} {} @{:?} [{}; {}] {:.2}",
                        e.event_type,
                        e.source.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(", "),
                        e.target.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(", "),
                        e.date.as_ref().map(|d| d.value.as_str()),
                        e.status,
                        e.place.as_ref().map(|p| p.name.as_str()),
                        e.pattern,
                        e.date_rule,
                        e.score
                    );
                }
            }
            continue;
        }
        let events: Vec<_> = m.events.iter().map(|e| json!({"type": e.event_type.as_str(), "source": e.source.iter().map(p).collect::<Vec<_>>(), "target": e.target.iter().map(p).collect::<Vec<_>>(), "date": e.date.as_ref().map(|d| d.value.clone()), "status": e.status.as_str(), "place": e.place.as_ref().map(|p| p.name.clone()), "pattern": e.pattern, "evidence": format!("[{}] {}", e.pattern, e.evidence.of(&a.content)), "date_rule": e.date_rule})).collect();
        println!(
            "{}",
            json!({"doc": a.id, "date": a.date.map(|d| d.to_string()), "events": events})
        );
    }
}
