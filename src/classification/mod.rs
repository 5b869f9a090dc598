//! Classification: what does the source of a marked sentence do to the target?
//!
//! In: a sentence in which the words for a source and a target are marked ([`Marked`]), by people who bring their own
//! actors. Out: a [`Judgment`]: one of the 15 classes of PLOVER, how probable it is, and the event type nearest to it. A linear
//! model weighs the words around and between the marks, the tree, a list of telling words and what the reader of events makes
//! of the words. Who the two are plays no part: names are masked. Knows
//! nothing of dates, and takes no notice of whether anything happened at all.

mod class;
mod examples;
mod features;
mod learning;
mod lexicon;
mod marked;
mod model;
mod scene;

pub use class::Class;
pub use learning::{Figures, cross_validate, f1, train};
pub use marked::{Marked, MarkedError, read, read_str};
pub use model::Model;

use crate::classification::features::features;
use crate::classification::scene::Scene;
use crate::event::EventType;

/// What a marked sentence was found to tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgment {
    /// The class.
    pub class: Class,
    /// The event type of that class which fits best.
    pub event_type: EventType,
    /// How probable the class is by the model, from 0 to 1.
    pub score: f64,
}

/// Tells the class of a marked sentence.
///
/// ```
/// use summitry::classification::{Class, Marked, Model, classify};
///
/// let marked = Marked::parse("1", "<s>Ruritania</s> imposed sanctions on <t>Graustark</t>'s banks.").expect("marks");
/// let judgment = classify(&marked, Model::builtin());
/// assert_eq!(judgment.class.as_str(), "COERCE");
/// ```
pub fn classify(marked: &Marked, model: &Model) -> Judgment {
    let scene = Scene::new(marked);
    let (class, score) = model.predict(&features(&scene));
    Judgment {
        class,
        event_type: class.event_type(&scene),
        score,
    }
}
