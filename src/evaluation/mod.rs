//! Evaluation: how right is what was found, and where was the rest lost?
//!
//! In: what people wrote down, and what the other rooms made of the same articles. Out: figures and lists of mistakes.
//! Two kinds of truth are known:
//! - **Gold annotations** of articles ([`gold`]), in the format of the annotation guide. [`compare`] lays the events of
//!   one article beside its gold as dated edges, [`Scores`] counts over articles, [`Trace`] tells for each miss the stage
//!   at which it was lost, and [`Card`] puts all of it on one page.
//! - **Registers** of travels ([`register`]): lists of who was where and when. [`verify`] asks them about the visits of a
//!   whole graph.
//!
//! Figures are those of the reference scorer `score.py`, digit for digit. Names are compared by their letters alone, so
//! that a nickname or another spelling is a miss. A gold edge says nothing of score or place, and none is compared. Knows
//! nothing of how events are found, nor of files other than gold, system output and registers.

mod card;
mod edges;
pub mod gold;
mod lists;
pub mod register;
mod scores;
mod trace;
mod verify;

pub use card::Card;
pub use edges::{Comparison, Edge, Level, compare, is_date_right};
pub use gold::{Annotation, Document, GoldError, Party};
pub use register::{Entry, RegisterError};
pub use scores::{Scores, Share, TypeCounts};
pub use trace::{Fault, FaultKind, Stage, Trace, faults};
pub use verify::{Aside, Finding, GraphVisit, Verdict, Verification, verify, verify_with};
