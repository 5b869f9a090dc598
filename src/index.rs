//! Places in lists, of types that cannot be taken for each other.

/// A place in a list of its own kind.
macro_rules! index {
    ($(#[$about:meta])* $sight:vis struct $index:ident;) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        $sight struct $index(usize);

        impl From<usize> for $index {
            fn from(place: usize) -> Self {
                Self(place)
            }
        }

        impl From<$index> for usize {
            fn from(index: $index) -> Self {
                index.0
            }
        }
    };
}
pub(crate) use index;
