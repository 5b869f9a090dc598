//! Questions: who did what to whom, and when?
