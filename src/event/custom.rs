//! Event types of the user's own: defined beside their patterns, or kept in a graph that was built with them.

use crate::event::ontology::{EventType, QuadClass};
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// What is known of an event type that is not built in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomType {
    name: String,
    plover: String,
    cameo: String,
    quad_class: QuadClass,
    goldstein_tenths: i32,
    symmetric: bool,
}

impl CustomType {
    /// A type with these properties: the name in lower case, a class of PLOVER, a CAMEO code, and a Goldstein value from -10
    /// to 10, which is kept to a tenth.
    ///
    /// # Errors
    /// Where the name is built in or no plain word, or another property is none of its kind.
    pub fn new(
        name: &str,
        plover: &str,
        cameo: &str,
        quad_class: QuadClass,
        goldstein: f64,
        symmetric: bool,
    ) -> Result<Self, String> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
        if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(plain) {
            return Err(format!("'{name}' is no name: lower-case letters, digits, - and _"));
        }
        if EventType::ALL.iter().any(|built_in| built_in.as_str() == name) {
            return Err(format!("'{name}' is built in"));
        }
        // The guide keeps the older name of the class YIELD.
        let class = if plover == "YIELD" { "CONCEDE" } else { plover };
        let classes: BTreeSet<&str> = EventType::ALL.iter().map(|built_in| built_in.plover()).collect();
        if !classes.contains(class) {
            let classes: Vec<&str> = classes.into_iter().collect();
            return Err(format!("'{plover}' is no class of PLOVER ({})", classes.join(", ")));
        }
        if !(2..=4).contains(&cameo.len()) || !cameo.chars().all(|c| c.is_ascii_digit()) {
            return Err(format!("'{cameo}' is no CAMEO code of two to four digits"));
        }
        if !(-10.0..=10.0).contains(&goldstein) {
            return Err(format!("the Goldstein value {goldstein} is not between -10 and 10"));
        }
        Ok(Self {
            name: name.to_owned(),
            plover: class.to_owned(),
            cameo: cameo.to_owned(),
            quad_class,
            goldstein_tenths: (goldstein * 10.0).round() as i32,
            symmetric,
        })
    }

    /// The name.
    pub const fn name(&self) -> &str {
        self.name.as_str()
    }

    /// The PLOVER class.
    pub const fn plover(&self) -> &str {
        self.plover.as_str()
    }

    /// The CAMEO code.
    pub const fn cameo(&self) -> &str {
        self.cameo.as_str()
    }

    /// The quad class.
    pub const fn quad_class(&self) -> QuadClass {
        self.quad_class
    }

    /// The Goldstein value.
    pub const fn goldstein(&self) -> f64 {
        self.goldstein_tenths as f64 / 10.0
    }

    /// Whether all participants stand on one side.
    pub const fn is_symmetric(&self) -> bool {
        self.symmetric
    }
}

/// Every type that was defined since the program began. They are few, and stay: an event type is copied freely.
static DEFINED: Mutex<BTreeSet<&'static CustomType>> = Mutex::new(BTreeSet::new());

impl EventType {
    /// The type of that definition; equal definitions give one type.
    ///
    /// ```
    /// use summitry::event::{CustomType, EventType, QuadClass};
    ///
    /// let poached = CustomType::new("poached", "ACCUSE", "112", QuadClass::VerbalConflict, -2.0, false)?;
    /// let poached = EventType::define(poached);
    /// assert_eq!(poached.as_str(), "poached");
    /// assert_eq!(EventType::parse("poached"), Some(poached));
    /// # Ok::<(), String>(())
    /// ```
    pub fn define(definition: CustomType) -> Self {
        let mut defined = DEFINED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = defined.get(&definition) {
            return Self::Custom(known);
        }
        let kept: &'static CustomType = Box::leak(Box::new(definition));
        defined.insert(kept);
        Self::Custom(kept)
    }

    /// The type of that name that was defined; the first in the order of their properties, where several were.
    pub(crate) fn defined(name: &str) -> Option<Self> {
        let defined = DEFINED.lock().unwrap_or_else(PoisonError::into_inner);
        defined
            .iter()
            .find(|known| known.name == name)
            .map(|known| Self::Custom(known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(name: &str, plover: &str, cameo: &str, goldstein: f64) -> String {
        CustomType::new(name, plover, cameo, QuadClass::VerbalConflict, goldstein, false).expect_err("no definition")
    }

    #[test]
    fn what_is_no_definition_is_told_by_its_cause() {
        assert_eq!(error("met", "ACCUSE", "112", 0.0), "'met' is built in");
        assert_eq!(
            error("Spied", "ACCUSE", "112", 0.0),
            "'Spied' is no name: lower-case letters, digits, - and _"
        );
        assert!(error("spied", "SPY", "112", 0.0).starts_with("'SPY' is no class of PLOVER (ACCUSE, AGREE,"));
        assert_eq!(
            error("spied", "ACCUSE", "11a", 0.0),
            "'11a' is no CAMEO code of two to four digits"
        );
        assert_eq!(
            error("spied", "ACCUSE", "112", 11.0),
            "the Goldstein value 11 is not between -10 and 10"
        );
    }

    #[test]
    fn equal_definitions_give_one_type() {
        let spied = || CustomType::new("spied", "YIELD", "112", QuadClass::MaterialConflict, -3.5, false);
        let (one, other) = (
            EventType::define(spied().expect("a type")),
            EventType::define(spied().expect("a type")),
        );
        assert_eq!(one, other);
        assert_eq!((one.plover(), one.goldstein()), ("CONCEDE", -3.5));
        assert!(one > EventType::Attacked);
    }
}
