//! Patterns: which words, with which neighbours in the tree, tell of an event?
//!
//! A pattern hangs on a verb or a noun and names, by grammatical slot, where the participants stand. The built-in ones
//! are in `data/patterns/`, a file a type, each with sentences that it must and must not match; a user's file has the same form.

use crate::event::custom::CustomType;
use crate::event::ontology::{EventType, QuadClass, Status};
use crate::language::{Sentence, Upos};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use toml::Spanned;

/// A way of telling an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// Its name.
    pub id: String,
    /// The event that it tells.
    pub event_type: EventType,
    /// CAMEO code, where finer than the type's own.
    pub cameo: Option<String>,
    /// What it hangs on.
    pub trigger: Trigger,
    /// Lemmas of which one must be the verb's object; or, for a noun, the modifiers of which it must have one.
    pub object: Vec<String>,
    /// Lemmas of which none may be the object.
    pub not_object: Vec<String>,
    /// Slots that must be filled, by whatever words.
    pub needs: Vec<Slot>,
    /// Slots that must be empty.
    pub lacks: Vec<Slot>,
    /// Where the source stands; the first slot that names an actor counts.
    pub source: Vec<Slot>,
    /// Where the target stands.
    pub target: Vec<Slot>,
    /// Whether all participants stand on one side.
    pub mutual: bool,
    /// Whether "Iran's test" in a target slot means Iran.
    pub owners: bool,
    /// Whether a target is a place ("arrived in Moscow").
    pub places: bool,
    /// Whether only people do it, and none who lives there: no spokesman, no ambassador.
    pub people: bool,
    /// Types of which the last event tells the target, where the words tell none.
    pub recalls: Vec<EventType>,
    /// Whether the target must stand close to the word.
    pub near: bool,
    /// Whether it makes sense without a target.
    pub alone: bool,
    /// Whether the verb's object, or what stands after its "in", "at" or "for", must be a meeting.
    pub occasion: bool,
    /// The statuses that the words must have around them; any, if none is named.
    pub when: Vec<Status>,
    /// Auxiliaries of which the clause that the verb governs must have one ("said that Iran should …").
    pub modal: Vec<String>,
    /// Lemmas of which one must be said of the `judged`.
    pub predicate: Vec<String>,
    /// The verbs on which it must hang; for a noun, with the preposition between (`call_for`, `*_in` for any verb).
    pub under: Vec<String>,
    /// Lemmas of which one must be the verb of what is intended ("vowed to retaliate").
    pub infinitive: Vec<String>,
    /// Lemmas of which none may be.
    pub not_infinitive: Vec<String>,
    /// Whether the source must be the subject of the governed clause too ("Iran said it would").
    pub own: bool,
    /// Whether the verb may not be a gerund ("their commitment to supporting").
    pub finite: bool,
    /// The status, where the words themselves give it.
    pub status: Option<Status>,
    /// How far it is to be trusted, from 0 to 1.
    pub weight: f64,
    /// Sentences that it matches, each with the participants.
    pub examples: Vec<Vec<String>>,
    /// Sentences that it does not match.
    pub counterexamples: Vec<String>,
}

/// What a pattern hangs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// One of these verbs; a particle follows after an underscore (`call_off`).
    Verb(Vec<String>),
    /// One of these nouns.
    Noun(Vec<String>),
}

/// A place in the tree around a trigger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Who acts, by whatever construction.
    Subject,
    /// The subject, or whose arms or armed men it is ("Israeli tanks").
    Arms,
    /// Who or what is acted upon.
    Object,
    /// The indirect object.
    Indirect,
    /// The subject of the clause that the verb governs ("said that Iran should …").
    Complement,
    /// To whom the act that the word speaks of is done ("threatened to cut ties with Israel", "its refusal to meet Putin").
    Purpose,
    /// Of whom one of the pattern's predicates is said ("called the raid a crime", "said Iran's move was illegal").
    Judged,
    /// The subject of the verb that the noun hangs on, by whatever preposition ("called for sanctions").
    Governor,
    /// A place within the phrases around the word ("killed guards at a base in Somalia").
    Site,
    /// Whoever possesses the noun ("Rice's trip"), or is its adjective ("the Russian visit").
    Owner,
    /// Whoever possesses the noun, its adjectives left aside.
    Possessor,
    /// The noun's adjectives and compounds ("Rice's Beijing trip").
    Modifier,
    /// Where the verb above goes to ("the first to travel to Russia since his father visited").
    Above,
    /// The subject of the verb that the noun hangs on as an object ("held talks").
    Holder,
    /// The subject of the clause around the noun ("at a meeting with Hu, Bush said").
    Clause,
    /// The country of the dateline.
    Here,
    /// Whoever stands before the modifier that the pattern asks for ("an Egyptian-brokered truce").
    Beside,
    /// The place before "where" ("from Malaysia, where he was on a visit").
    Where,
    /// What is said to be a leg or stop of it ("Nigeria is the second leg of his tour").
    Stage,
    /// Whom the verb addresses that the noun is a circumstance of ("told Chirac in a telephone call").
    Told,
    /// The object, if it is called a visitor ("told the visiting minister").
    Guest,
    /// A noun after this preposition.
    Preposition(String),
}

impl Slot {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "subject" => Self::Subject,
            "object" => Self::Object,
            "arms" => Self::Arms,
            "indirect" => Self::Indirect,
            "complement" => Self::Complement,
            "purpose" => Self::Purpose,
            "judged" => Self::Judged,
            "site" => Self::Site,
            "governor" => Self::Governor,
            "owner" => Self::Owner,
            "possessor" => Self::Possessor,
            "modifier" => Self::Modifier,
            "above" => Self::Above,
            "holder" => Self::Holder,
            "clause" => Self::Clause,
            "here" => Self::Here,
            "where" => Self::Where,
            "stage" => Self::Stage,
            "told" => Self::Told,
            "guest" => Self::Guest,
            "beside" => Self::Beside,
            _ => Self::Preposition(name.strip_prefix('+')?.to_owned()),
        })
    }
}

/// A pattern file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum PatternError {
    /// It is not TOML, or a field is missing or of the wrong kind.
    #[error("{path}:{line}: not a pattern file")]
    Syntax {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// Line, column and cause.
        source: Box<toml::de::Error>,
    },
    /// A value makes no sense.
    #[error("{path}:{line}: '{id}': {cause}")]
    Value {
        /// The file.
        path: PathBuf,
        /// The line of its id or name, from 1.
        line: usize,
        /// The pattern or event type.
        id: String,
        /// What is wrong.
        cause: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    r#type: Vec<RawType>,
    #[serde(default)]
    pattern: Vec<Raw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawType {
    name: Spanned<String>,
    plover: String,
    cameo: String,
    quad: String,
    goldstein: f64,
    #[serde(default)]
    symmetric: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: Spanned<String>,
    r#type: String,
    cameo: Option<String>,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    object: Vec<String>,
    #[serde(default)]
    not_object: Vec<String>,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    lacks: Vec<String>,
    #[serde(default)]
    source: Vec<String>,
    #[serde(default)]
    target: Vec<String>,
    #[serde(default)]
    mutual: bool,
    #[serde(default)]
    owners: bool,
    #[serde(default)]
    places: bool,
    #[serde(default)]
    people: bool,
    #[serde(default)]
    near: bool,
    #[serde(default)]
    recalls: Vec<String>,
    #[serde(default)]
    alone: bool,
    #[serde(default)]
    occasion: bool,
    #[serde(default)]
    when: Vec<String>,
    #[serde(default)]
    modal: Vec<String>,
    #[serde(default)]
    predicate: Vec<String>,
    #[serde(default)]
    under: Vec<String>,
    #[serde(default)]
    infinitive: Vec<String>,
    #[serde(default)]
    not_infinitive: Vec<String>,
    #[serde(default)]
    own: bool,
    #[serde(default)]
    finite: bool,
    status: Option<String>,
    weight: Option<f64>,
    #[serde(default)]
    r#match: Vec<Vec<String>>,
    #[serde(default)]
    no_match: Vec<String>,
}

/// The built-in patterns, a file for each event type.
const FILES: &[(&str, &str)] = &[
    ("met.toml", include_str!("data/patterns/met.toml")),
    ("visited.toml", include_str!("data/patterns/visited.toml")),
    ("called.toml", include_str!("data/patterns/called.toml")),
    ("mediated.toml", include_str!("data/patterns/mediated.toml")),
    ("agreed.toml", include_str!("data/patterns/agreed.toml")),
    ("supported.toml", include_str!("data/patterns/supported.toml")),
    ("cooperated.toml", include_str!("data/patterns/cooperated.toml")),
    ("aided.toml", include_str!("data/patterns/aided.toml")),
    ("yielded.toml", include_str!("data/patterns/yielded.toml")),
    ("requested.toml", include_str!("data/patterns/requested.toml")),
    ("accused.toml", include_str!("data/patterns/accused.toml")),
    ("rejected.toml", include_str!("data/patterns/rejected.toml")),
    ("threatened.toml", include_str!("data/patterns/threatened.toml")),
    ("protested.toml", include_str!("data/patterns/protested.toml")),
    ("sanctioned.toml", include_str!("data/patterns/sanctioned.toml")),
    ("mobilized.toml", include_str!("data/patterns/mobilized.toml")),
    ("coerced.toml", include_str!("data/patterns/coerced.toml")),
    ("attacked.toml", include_str!("data/patterns/attacked.toml")),
];

/// The lists of words that patterns share, by their names.
static WORDS: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let read = toml::from_str(include_str!("data/patterns/words.toml"));
    read.expect("the embedded lists are well formed")
});

/// The words with each `@name` replaced by the list of that name.
fn expand(words: Vec<String>) -> Result<Vec<String>, String> {
    let mut all = Vec::with_capacity(words.len());
    for word in words {
        match word.strip_prefix('@') {
            Some(name) => {
                let list = WORDS.get(name).ok_or_else(|| format!("'{word}' is no list of words"))?;
                all.extend_from_slice(list);
            }
            None => all.push(word),
        }
    }
    Ok(all)
}

/// Patterns, found by the lemma that they hang on.
#[derive(Clone, Debug, Default)]
pub struct Patterns {
    patterns: Vec<Pattern>,
    types: Vec<EventType>,
    /// The ids of the patterns of users.
    own: HashSet<String>,
    verbs: HashMap<String, Vec<usize>>,
    nouns: HashMap<String, Vec<usize>>,
    /// The verbs of the patterns and of the words around events.
    lemmas: HashSet<String>,
    /// The lemma of each form in which they stand in a text.
    forms: HashMap<String, String>,
    /// The forms of the words on which patterns hang.
    triggers: HashSet<String>,
}

impl Patterns {
    /// The built-in patterns.
    ///
    /// # Panics
    /// If the embedded file is malformed, which a test rules out.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Patterns> = LazyLock::new(|| {
            let mut patterns = Patterns::default();
            for lemma in super::status::verbs() {
                patterns.lemmas.insert(lemma.to_owned());
                for form in forms(lemma) {
                    patterns.forms.entry(form).or_insert_with(|| lemma.to_owned());
                }
            }
            for (name, text) in FILES {
                let read = patterns.add_file(Path::new(name), text);
                read.expect("the embedded patterns are well formed");
            }
            patterns.own.clear();
            patterns
        });
        &BUILTIN
    }

    /// Adds the patterns of a file.
    ///
    /// # Errors
    /// Where the file is not TOML of the documented form, or a type, slot or status is unknown.
    pub fn add_file(&mut self, path: &Path, text: &str) -> Result<(), PatternError> {
        match self.add_sound(path, text)?.into_iter().next() {
            None => Ok(()),
            Some(error) => Err(error),
        }
    }

    /// Adds the event types and patterns of a file that make sense, and returns why the others do not. A pattern with the id
    /// of one that is there takes its place.
    ///
    /// # Errors
    /// Where the file is not TOML of the documented form; then nothing is added.
    pub fn add_sound(&mut self, path: &Path, text: &str) -> Result<Vec<PatternError>, PatternError> {
        let line_of = |start: usize| text[..start.min(text.len())].matches('\n').count() + 1;
        let file: File = toml::from_str(text).map_err(|source| PatternError::Syntax {
            path: path.to_owned(),
            line: line_of(source.span().map_or(0, |span| span.start)),
            source: Box::new(source),
        })?;
        let mut errors = Vec::new();
        let wrong = |id: &Spanned<String>, cause: String| PatternError::Value {
            path: path.to_owned(),
            line: line_of(id.span().start),
            id: id.get_ref().clone(),
            cause,
        };
        for raw in file.r#type {
            match raw.defined() {
                Ok(own)
                    if self
                        .types
                        .iter()
                        .any(|known| known.as_str() == own.as_str() && *known != own) =>
                {
                    errors.push(wrong(
                        &raw.name,
                        "the event type was defined otherwise before".to_owned(),
                    ));
                }
                Ok(own) if self.types.contains(&own) => {}
                Ok(own) => self.types.push(own),
                Err(cause) => errors.push(wrong(&raw.name, cause)),
            }
        }
        for raw in file.pattern {
            let id = raw.id.clone();
            match Pattern::from_raw(raw, &self.types) {
                Ok(pattern) => self.put(pattern),
                Err(cause) => errors.push(wrong(&id, cause)),
            }
        }
        Ok(errors)
    }

    /// Adds a pattern, or puts it in the place of the one that has its id.
    fn put(&mut self, pattern: Pattern) {
        self.own.insert(pattern.id.clone());
        let Some(number) = self.patterns.iter().position(|known| known.id == pattern.id) else {
            self.add(pattern);
            return;
        };
        for numbers in self.verbs.values_mut().chain(self.nouns.values_mut()) {
            numbers.retain(|&other| other != number);
        }
        self.index(number, &pattern);
        self.patterns[number] = pattern;
    }

    /// Whether users have patterns of their own.
    pub fn has_own(&self) -> bool {
        !self.own.is_empty()
    }

    /// Whether a user's pattern has this id.
    pub fn is_own(&self, id: &str) -> bool {
        self.own.contains(id)
    }

    /// The event types of the users' own, in the order of their files.
    pub fn own_types(&self) -> &[EventType] {
        &self.types
    }

    fn add(&mut self, pattern: Pattern) {
        self.index(self.patterns.len(), &pattern);
        self.patterns.push(pattern);
    }

    fn index(&mut self, number: usize, pattern: &Pattern) {
        let (index, lemmas) = match &pattern.trigger {
            Trigger::Verb(lemmas) => (&mut self.verbs, lemmas),
            Trigger::Noun(lemmas) => (&mut self.nouns, lemmas),
        };
        for lemma in lemmas {
            let lemma = lemma.split('_').next().unwrap_or(lemma);
            self.triggers.extend(forms(lemma));
            if matches!(pattern.trigger, Trigger::Verb(_)) {
                self.lemmas.insert(lemma.to_owned());
                for form in forms(lemma) {
                    self.forms.entry(form).or_insert_with(|| lemma.to_owned());
                }
            }
            let numbers = index.entry(lemma.to_owned()).or_default();
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
    }

    /// All patterns, in the order of their files.
    pub fn all(&self) -> &[Pattern] {
        &self.patterns
    }

    /// The patterns that hang on this verb.
    pub fn of_verb(&self, lemma: &str) -> impl Iterator<Item = &Pattern> {
        self.verbs
            .get(lemma)
            .into_iter()
            .flatten()
            .map(|&number| &self.patterns[number])
    }

    /// The patterns that hang on this noun.
    pub fn of_noun(&self, lemma: &str) -> impl Iterator<Item = &Pattern> {
        self.nouns
            .get(lemma)
            .into_iter()
            .flatten()
            .map(|&number| &self.patterns[number])
    }

    /// Whether the word may be a form of one on which a pattern hangs.
    pub fn may_trigger(&self, word: &str) -> bool {
        self.triggers.contains(word)
            || word.chars().any(char::is_uppercase) && self.triggers.contains(&word.to_lowercase())
    }

    /// Whether the word may be a verb on which a pattern hangs, in the present or the past of the third person.
    pub fn is_finite_form(&self, word: &str) -> bool {
        !word.ends_with("ing")
            && !matches!(word, "sanctions" | "talks" | "forces" | "means")
            && self
                .lemma(word)
                .is_some_and(|lemma| lemma != word && self.verbs.contains_key(lemma))
    }

    /// The lemma of a form of a trigger.
    fn lemma(&self, word: &str) -> Option<&str> {
        let known = |word: &str| self.forms.get(word).map(String::as_str);
        known(word).or_else(|| {
            if word.chars().any(char::is_uppercase) {
                known(&word.to_lowercase())
            } else {
                None
            }
        })
    }

    /// Gives verbs the lemma of the trigger of which they are a form, where theirs is none: no list of a treebank has every
    /// verb of the news.
    pub fn mend_lemmas(&self, content: &str, sentence: &mut Sentence) {
        for token in sentence.tokens.iter_mut().filter(|token| token.upos == Upos::Verb) {
            if !self.lemmas.contains(&token.lemma)
                && let Some(lemma) = self.lemma(token.span.of(content))
            {
                lemma.clone_into(&mut token.lemma);
            }
        }
    }
}

/// The forms of a verb or noun, and some that it might have but has not.
fn forms(lemma: &str) -> Vec<String> {
    let mut forms: Vec<String> = IRREGULAR
        .iter()
        .filter(|(own, _)| *own == lemma)
        .flat_map(|(_, forms)| forms.split(' ').map(str::to_owned))
        .collect();
    let stem = lemma.strip_suffix('e').unwrap_or(lemma);
    let soft = lemma.strip_suffix('y').unwrap_or(lemma);
    let last = lemma.chars().next_back().unwrap_or_default();
    forms.push(lemma.to_owned());
    forms.extend(["s", "es", "d", "ed", "ing"].map(|ending| format!("{lemma}{ending}")));
    forms.extend(["ed", "ing"].map(|ending| format!("{stem}{ending}")));
    forms.extend(["ies", "ied"].map(|ending| format!("{soft}{ending}")));
    forms.extend(["ed", "ing"].map(|ending| format!("{lemma}{last}{ending}")));
    forms
}

/// Forms that no rule gives.
const IRREGULAR: &[(&str, &str)] = &[
    ("meet", "met"),
    ("hold", "held"),
    ("speak", "spoke spoken"),
    ("fly", "flew flown"),
    ("go", "went gone"),
    ("come", "came"),
    ("leave", "left"),
    ("begin", "began begun"),
    ("write", "wrote written"),
    ("send", "sent"),
    ("pay", "paid"),
    ("make", "made"),
    ("have", "has had"),
    ("give", "gave given"),
    ("lend", "lent"),
    ("strike", "struck"),
    ("seek", "sought"),
    ("say", "said"),
    ("tell", "told"),
    ("withdraw", "withdrew withdrawn"),
    ("withhold", "withheld"),
    ("break", "broke broken"),
    ("freeze", "froze frozen"),
    ("overthrow", "overthrew overthrown"),
    ("retake", "retook retaken"),
    ("shoot_down", "shot"),
    ("fight", "fought"),
    ("shoot", "shot"),
    ("overrun", "overran"),
    ("beseech", "besought"),
    ("forge", "forged"),
    ("bring", "brought"),
    ("win", "won"),
    ("get", "got"),
    ("take", "took taken"),
    ("lay", "laid"),
    ("undertake", "undertook undertaken"),
    ("build", "built"),
    ("see", "saw seen"),
    ("stand", "stood"),
    ("sit", "sat"),
    ("ring", "rang rung"),
    ("play", "played"),
    ("set", "set"),
    ("keep", "kept"),
    ("lose", "lost"),
    ("hand", "handed"),
    ("turn", "turned"),
    ("draw", "drew drawn"),
    ("swear", "swore sworn"),
    ("rebuild", "rebuilt"),
    ("forgive", "forgave forgiven"),
    ("feed", "fed"),
    ("beat", "beaten"),
];

impl RawType {
    fn defined(&self) -> Result<EventType, String> {
        let Some(quad) = QuadClass::parse(&self.quad) else {
            let names: Vec<&str> = QuadClass::ALL.iter().map(|class| class.as_str()).collect();
            return Err(format!("'{}' is no quad class ({})", self.quad, names.join(", ")));
        };
        let (name, plover, cameo) = (self.name.get_ref(), &self.plover, &self.cameo);
        CustomType::new(name, plover, cameo, quad, self.goldstein, self.symmetric).map(EventType::define)
    }
}

impl Pattern {
    fn from_raw(raw: Raw, own: &[EventType]) -> Result<Self, String> {
        let slots = |names: &[String]| -> Result<Vec<Slot>, String> {
            let slot = |name: &String| {
                Slot::parse(name).ok_or_else(|| {
                    format!(
                        "'{name}' is no slot (subject, arms, object, indirect, complement, purpose, judged, governor, site, owner, possessor, modifier, above, holder, clause, here, where, stage, told, guest, beside, or +preposition)"
                    )
                })
            };
            names.iter().map(slot).collect()
        };
        let (verbs, nouns) = (expand(raw.verbs)?, expand(raw.nouns)?);
        let trigger = match (verbs.is_empty(), nouns.is_empty()) {
            (false, true) => Trigger::Verb(verbs),
            (true, false) => Trigger::Noun(nouns),
            _ => return Err("it hangs either on 'verbs' or on 'nouns'".to_owned()),
        };
        let mut types = own.iter().chain(EventType::ALL).copied();
        let event_type = types.find(|known| known.as_str() == raw.r#type);
        let event_type = event_type.ok_or_else(|| format!("'{}' is no event type", raw.r#type))?;
        let known = |name: &String| Status::parse(name).ok_or_else(|| format!("'{name}' is no status"));
        let status = raw.status.as_ref().map(known).transpose()?;
        let when = raw.when.iter().map(known).collect::<Result<_, _>>()?;
        Ok(Self {
            id: raw.id.into_inner(),
            event_type,
            cameo: raw.cameo,
            trigger,
            object: expand(raw.object)?,
            not_object: expand(raw.not_object)?,
            needs: slots(&raw.needs)?,
            lacks: slots(&raw.lacks)?,
            source: slots(&raw.source)?,
            target: slots(&raw.target)?,
            mutual: raw.mutual,
            owners: raw.owners,
            places: raw.places,
            people: raw.people,
            near: raw.near,
            recalls: {
                let all = || own.iter().chain(EventType::ALL).copied();
                let known = |name: &String| {
                    let found = all().find(|known| known.as_str() == name);
                    found.ok_or_else(|| format!("'{name}' is no event type"))
                };
                raw.recalls.iter().map(known).collect::<Result<_, _>>()?
            },
            alone: raw.alone,
            occasion: raw.occasion,
            when,
            modal: expand(raw.modal)?,
            predicate: expand(raw.predicate)?,
            under: expand(raw.under)?,
            infinitive: expand(raw.infinitive)?,
            not_infinitive: expand(raw.not_infinitive)?,
            own: raw.own,
            finite: raw.finite,
            status,
            weight: raw.weight.unwrap_or(1.0),
            examples: raw.r#match,
            counterexamples: raw.no_match,
        })
    }
}
