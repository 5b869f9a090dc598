//! The model: a weight for each feature and class; the exponentials of their sums are the classes' odds.

use crate::classification::Class;
use crate::tsv::rows;
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::LazyLock;

/// The number of classes.
pub(crate) const CLASSES: usize = Class::ALL.len();

/// What a written weight of 1 is a part of.
const PARTS: f32 = 10.0;

const HEADER: &str = "\
# The weights of a linear model of marked sentences: for each feature a tenth for each class.
# Written by `summitry classify SENTENCES --train FILE`; NOTICE names the sentences behind the model that comes with the program.
";

/// The weights of a feature.
pub(crate) type Weights = [f32; CLASSES];

/// A linear model of the classes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    pub(crate) weights: HashMap<String, Weights>,
}

impl Model {
    /// The model that comes with the program.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Model> = LazyLock::new(|| Model::parse(include_str!("data/model.tsv")));
        &BUILTIN
    }

    /// The most probable class and its probability; the first in their order where several are.
    pub(crate) fn predict(&self, features: &[String]) -> (Class, f64) {
        let odds = self.probabilities(features);
        let mut best = 0;
        for class in 1..CLASSES {
            if odds[class] > odds[best] {
                best = class;
            }
        }
        (Class::ALL[best], odds[best])
    }

    /// The probability of each class.
    pub(crate) fn probabilities(&self, features: &[String]) -> [f64; CLASSES] {
        let mut sums = [0.0; CLASSES];
        let scale = scale(features.len());
        for weights in features.iter().filter_map(|feature| self.weights.get(feature)) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += f64::from(*weight) * scale;
            }
        }
        softmax(sums)
    }

    /// The model in a text of [`Model::to_text`]; lines that are none are left out.
    pub fn parse(text: &str) -> Self {
        let mut model = Self::default();
        for row in rows(text, &[]).flatten() {
            let mut weights = [0.0; CLASSES];
            for (weight, class) in weights.iter_mut().zip(Class::ALL) {
                *weight = row.cell(class.as_str()).parse::<f32>().unwrap_or(0.0) / PARTS;
            }
            model.weights.insert(row.cell("feature").to_owned(), weights);
        }
        model
    }

    /// A line for each feature: the feature and the weight of each class in tenths, in the order of the classes. Lines
    /// are sorted; weights that round to nothing are left empty.
    pub fn to_text(&self) -> String {
        let mut lines: Vec<(&String, &Weights)> = self.weights.iter().collect();
        lines.sort_by_key(|(feature, _)| *feature);
        let mut text = String::from(HEADER);
        let names: Vec<&str> = Class::ALL.iter().map(|class| class.as_str()).collect();
        let _ = writeln!(text, "# feature\t{}", names.join("\t"));
        for (feature, weights) in lines {
            let rounded = weights.map(|weight| (weight * PARTS).round() as i32);
            if rounded.iter().all(|weight| *weight == 0) {
                continue;
            }
            text.push_str(feature);
            for weight in rounded {
                text.push('\t');
                if weight != 0 {
                    let _ = write!(text, "{weight}");
                }
            }
            while text.ends_with('\t') {
                text.pop();
            }
            text.push('\n');
        }
        text
    }
}

/// Long sentences have more features, each of which counts less.
pub(crate) fn scale(features: usize) -> f64 {
    1.0 / (features.max(1) as f64).sqrt()
}

/// Shares of 1 that grow with the exponential.
pub(crate) fn softmax(mut sums: [f64; CLASSES]) -> [f64; CLASSES] {
    let most = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for sum in &mut sums {
        *sum = (*sum - most).exp();
    }
    let total: f64 = sums.iter().sum();
    sums.map(|share| share / total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_survives_its_text() {
        let mut model = Model::default();
        let mut weights = [0.0; CLASSES];
        weights[0] = 1.2;
        weights[3] = -0.5;
        model.weights.insert("w=agree".to_owned(), weights);
        model.weights.insert("w=nothing".to_owned(), [0.0; CLASSES]);
        let text = model.to_text();
        assert!(text.ends_with("ASSAULT\nw=agree\t12\t\t\t-5\n"), "{text}");
        let again = Model::parse(&text);
        assert_eq!(again.to_text(), text);
        assert_eq!(again.weights.len(), 1);
    }

    #[test]
    fn without_features_all_classes_are_as_probable() {
        let (class, score) = Model::default().predict(&[]);
        assert_eq!(class, Class::ALL[0]);
        assert!((score - 1.0 / CLASSES as f64).abs() < 1e-9);
    }
}
