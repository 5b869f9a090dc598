//! Guard: what becomes of a library that breaks off on damaged input?

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static IS_FOREIGN: Cell<bool> = const { Cell::new(false) };
}

/// What a reader of a foreign format gives; nothing where it breaks off, and nothing of that on standard error: damaged input is no
/// fault of this program.
pub(crate) fn foreign<T>(read: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let told = panic::take_hook();
        panic::set_hook(Box::new(move |broken| {
            if !IS_FOREIGN.get() {
                told(broken);
            }
        }));
    });
    let was_foreign = IS_FOREIGN.replace(true);
    // What was shared with the reader is given up with it.
    let given = panic::catch_unwind(AssertUnwindSafe(read)).ok();
    IS_FOREIGN.set(was_foreign);
    given
}

#[cfg(test)]
mod tests {
    use super::foreign;
    use std::hint::black_box;

    #[test]
    fn a_reader_that_breaks_off_gives_nothing_and_the_next_is_heard() {
        assert_eq!(
            [2, 0, 5].map(|by| foreign(|| 10 / black_box(by))),
            [Some(5), None, Some(2)]
        );
    }
}
