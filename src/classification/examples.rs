//! The example sentences of the event types as marked sentences, of which the model learns too.
//!
//! They are few and short, and have what the news that people classified has not: every type in its plainest words.

use crate::classification::scene::article;
use crate::classification::{Class, Marked};
use crate::entity::{self, EntityIndex, Gazetteer};
use crate::event;
use crate::language;
use crate::span::Span;

/// The examples that name two participants, each found in the words.
pub(crate) fn examples() -> Vec<Marked> {
    let told = event::examples().filter(|example| example.is_told);
    let marked = |example: event::Example| match example.participants().collect::<Vec<_>>()[..] {
        [source, target] => mark(example.text, source, target, Class::of(example.event_type)),
        _ => None,
    };
    told.filter_map(marked).collect()
}

fn mark(text: &str, source: &str, target: &str, class: Class) -> Option<Marked> {
    let article = article(text);
    let mut sentences = language::segment(text, &[Span::new(0, text.len())]);
    for sentence in &mut sentences {
        language::analyze(text, sentence);
    }
    let cast = entity::read(&article, &sentences, Gazetteer::builtin());
    let place = |name: &str| {
        let means = |at: &EntityIndex| cast.entities[*at].name == name;
        let mut outer = cast.mentions.iter().filter(|mention| !mention.inner);
        let whole = outer.find(|mention| mention.entities.iter().any(&means));
        let any = || cast.mentions.iter().find(|mention| mention.entities.iter().any(&means));
        whole.or_else(any).map(|mention| mention.span)
    };
    let (source, target) = (place(source)?, place(target)?);
    (!source.overlaps(target)).then(|| Marked {
        id: String::new(),
        text: text.to_owned(),
        source: vec![source],
        target: vec![target],
        gold: Some(class),
    })
}
