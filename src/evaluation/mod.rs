//! Evaluation: how right is what was found, and where was the rest lost?
//!
//! In: what people wrote down, and what the other rooms made of the same articles. Out: figures and lists of mistakes.
//! Two kinds of truth are known:
//! - **Gold annotations** of articles ([`gold`]), in the format of the annotation guide. [`compare`] lays the events of
//!   one article beside its gold as dated edges, [`Scores`] counts over articles, [`Trace`] tells for each miss the stage
//!   whole graph.
//!
//! Figures are those of the reference scorer `score.py`, digit for digit. Names are compared by their letters alone, so
//! that a nickname or another spelling is a miss. A gold edge says nothing of score or place, and none is compared. Knows

mod edges;
pub mod gold;
mod scores;
mod trace;

pub use edges::{Comparison, Edge, Level, compare, is_date_right};
pub use gold::{Annotation, Document, GoldError, Party};
pub use scores::{Scores, Share, TypeCounts};
pub use trace::{Fault, FaultKind, Refusal, Stage, Trace, faults};
