//! The model file: how are the weights kept?
//!
//! In and out: bytes. The file starts with a mark and a version; numbers are little-endian; text has its length before
//! it. Written by the trainer, embedded in the library, loaded once.

use std::sync::LazyLock;

use crate::language::Upos;
use crate::language::Xpos;
use crate::language::features::AFFIX_ROWS;
use crate::language::features::Vocabulary;
use crate::language::lemma::Lemmatizer;
use crate::language::network::Network;
use crate::language::network::Places;
use crate::language::network::STATE;

const MARK: &[u8] = b"summitry language 2\n";

/// Everything that was learned.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    /// Tags and trees.
    pub(crate) network: Network,
    /// Lemmas.
    pub(crate) lemmatizer: Lemmatizer,
}

/// The model that comes with the library; none if its file is not of this version.
pub(crate) static ENGLISH: LazyLock<Option<Model>> =
    LazyLock::new(|| Model::load(include_bytes!("data/english.model")));

impl Model {
    /// The model in these bytes, unless they are not of this version.
    pub(crate) fn load(bytes: &[u8]) -> Option<Self> {
        let mut reader = Bytes {
            rest: bytes.strip_prefix(MARK)?,
        };
        let vocabulary = Vocabulary::load(reader.text()?);
        let tag_pairs = reader
            .text()?
            .lines()
            .map(|line| {
                let (upos, xpos) = line.split_once(' ')?;
                Some((Upos::parse(upos)?, Xpos::parse(xpos)?))
            })
            .collect::<Option<Vec<_>>>()?;
        let rows = vocabulary.len() + AFFIX_ROWS;
        let scales = reader.numbers(rows)?;
        let table = reader
            .take(rows * STATE)?
            .iter()
            .map(|byte| i8::from_le_bytes([*byte]))
            .collect();
        let weights = reader.numbers(Places::new().total)?;
        let lemmatizer = Lemmatizer::load(reader.text()?);
        Some(Self {
            network: Network::new(vocabulary, table, scales, tag_pairs, weights),
            lemmatizer,
        })
    }

    /// The model as bytes.
    #[cfg(feature = "training")]
    pub(crate) fn save(&self) -> Vec<u8> {
        let mut bytes = MARK.to_vec();
        let text = |text: &str, bytes: &mut Vec<u8>| {
            bytes.extend((text.len() as u32).to_le_bytes());
            bytes.extend(text.as_bytes());
        };
        let network = &self.network;
        text(&network.vocabulary.save(), &mut bytes);
        let pairs: Vec<String> = network
            .tag_pairs
            .iter()
            .map(|(upos, xpos)| format!("{upos} {xpos}"))
            .collect();
        text(&pairs.join("\n"), &mut bytes);
        bytes.extend(network.scales.iter().flat_map(|number| number.to_le_bytes()));
        bytes.extend(network.table.iter().flat_map(|number| number.to_le_bytes()));
        bytes.extend(network.weights().iter().flat_map(|number| number.to_le_bytes()));
        text(&self.lemmatizer.save(), &mut bytes);
        bytes
    }
}

struct Bytes<'a> {
    rest: &'a [u8],
}

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = u32::from_le_bytes(self.take(4)?.try_into().ok()?);
        std::str::from_utf8(self.take(length as usize)?).ok()
    }

    fn numbers(&mut self, count: usize) -> Option<Vec<f32>> {
        let (numbers, _) = self.take(count * 4)?.as_chunks::<4>();
        Some(numbers.iter().map(|number| f32::from_le_bytes(*number)).collect())
    }
}
