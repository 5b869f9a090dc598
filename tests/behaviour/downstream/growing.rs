//! A base gives the same graph whatever way it came to hold its articles.

use super::keeping::{saved, stories, told};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use summitry::article::Article;
use summitry::entity::Gazetteer;
use summitry::event::Event;
use summitry::graph::GraphBuilder;
use summitry::store::base::{Arrival, Base, Removal};

type Told = (Article, Vec<Event>);

fn arrival(identity: &str, (article, events): &Told) -> Arrival {
    Arrival {
        article: article.clone(),
        identity: identity.to_owned(),
        phrases: Vec::new(),
        events: events.clone(),
    }
}

/// The article as it is published anew: a word and its day are others.
fn anew((article, events): &Told, edition: usize) -> Told {
    let mut article = article.clone();
    article.content += ["", " Again.", " Once more."][edition % 3];
    article.date = ["2019-04-23", "2019-05-02"][edition % 2].parse().ok();
    (article, events.clone())
}

fn day(number: usize) -> chrono::NaiveDate {
    format!("2019-06-{:02}", 1 + number).parse().expect("a day")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_way_leads_to_the_same_graph(
        (names, articles) in stories(),
        steps in prop::collection::vec((0..4_usize, prop::collection::vec((0..6_usize, 0..3_usize), 1..4)), 1..7),
    ) {
        let articles: Vec<Told> = told(&names, &articles)
            .into_iter()
            .enumerate()
            .map(|(at, (article, events))| (Article { id: format!("a{at}"), ..article }, events))
            .collect();
        let folder = tempfile::tempdir().unwrap();
        let mut base = Base::create(&folder.path().join("grown.db")).unwrap();
        let mut there: BTreeMap<String, Told> = BTreeMap::new();
        let mut states = Vec::new();
        for (number, (kind, which)) in steps.iter().enumerate() {
            let chosen: Vec<(String, Told)> = which
                .iter()
                .filter_map(|&(at, edition)| Some((format!("a{at}"), anew(articles.get(at)?, edition))))
                .collect();
            if *kind == 0 {
                let ids: Vec<String> = chosen.iter().map(|(id, _)| id.clone()).collect();
                if !ids.is_empty() {
                    there.retain(|id, _| !ids.contains(id));
                    base.remove(&Removal { ids, ..Removal::default() }, day(number)).unwrap();
                }
            } else {
                base.add(chosen.iter().map(|(id, told)| arrival(id, told)).collect(), day(number)).unwrap();
                there.extend(chosen);
            }
            if *kind > 1 {
                base.merge().unwrap();
            }
            states.push((day(number), saved(&base.graph().unwrap())));
        }
        base.merge().unwrap();
        let grown = saved(&base.graph().unwrap());
        let mut once = Base::create(&folder.path().join("once.db")).unwrap();
        once.add(there.iter().rev().map(|(id, told)| arrival(id, told)).collect(), day(0)).unwrap();
        once.merge().unwrap();
        prop_assert_eq!(&saved(&once.graph().unwrap()), &grown);
        let mut builder = GraphBuilder::with_gazetteer(Gazetteer::builtin());
        for (article, events) in there.values() {
            builder.add_article(article, events.clone());
        }
        prop_assert_eq!(&saved(&builder.finish()), &grown);
        for (day, state) in states {
            prop_assert_eq!(&saved(&base.graph_as_of(day).unwrap()), &state);
        }
        prop_assert_eq!(base.check().unwrap(), Vec::<String>::new());
    }
}

#[test]
fn a_file_that_is_no_base_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.db");
    std::fs::write(&path, "Kim met Putin.").unwrap();
    let error = Base::create(&path).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("{}: not a base; `summitry add` makes one", path.display())
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "Kim met Putin.");
    assert!(Base::open(Path::new("no/such.db")).is_err());
}
