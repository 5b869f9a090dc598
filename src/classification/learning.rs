//! Learning: which weights make the classes that people gave most probable?
//!
//! Multinomial logistic regression by stochastic gradient descent with a rate for each feature (Duchi et al. 2011, "Adaptive
//! subgradient methods") and a pull of all weights towards nothing. The same sentences give the same weights: the order is
//! shuffled by a fixed seed.

use crate::classification::examples::examples as own_examples;
use crate::classification::features::features;
use crate::classification::model::{CLASSES, Model, Weights, scale, softmax};
use crate::classification::scene::Scene;
use crate::classification::{Class, Marked};
use rayon::prelude::*;
use std::collections::HashMap;

/// Passes over the sentences.
const PASSES: usize = 40;

/// The step of a feature that is met for the first time.
const RATE: f64 = 1.0;

/// The pull towards nothing at each step.
const PULL: f64 = 2e-4;

/// What an example of our own counts beside a sentence of the news that people classified: where the two follow different
/// customs, those people decide.
const OWN_WEIGHT: f64 = 0.2;

/// Features of fewer sentences are left out.
const LEAST: usize = 2;

const SEED: u64 = 20_190_425;

/// A sentence as the model sees it, with its class.
struct Example {
    features: Vec<String>,
    class: Class,
    /// How much it counts.
    weight: f64,
}

/// How right a model is on sentences that it did not learn from.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// For each class: how often it is right, how often it is given, and how often it stands in the gold.
    pub counts: Vec<(Class, [usize; 3])>,
    /// For each class of the gold that was missed and the class given instead, how often.
    pub confusions: Vec<(Class, Class, usize)>,
    /// The mean score, which is near the accuracy where scores are as good as probabilities.
    pub mean_score: f64,
}

impl Figures {
    fn new(pairs: &[(Class, Class)], mean_score: f64) -> Self {
        let counts = Class::ALL.iter().map(|&class| {
            let right = pairs.iter().filter(|&&pair| pair == (class, class)).count();
            let given = pairs.iter().filter(|(_, given)| *given == class).count();
            let gold = pairs.iter().filter(|(gold, _)| *gold == class).count();
            (class, [right, given, gold])
        });
        let mut confusions = Vec::new();
        for &gold in Class::ALL {
            for &given in Class::ALL {
                let count = pairs.iter().filter(|&&pair| pair == (gold, given)).count();
                if gold != given && count > 0 {
                    confusions.push((gold, given, count));
                }
            }
        }
        confusions.sort_by_key(|&(gold, given, count)| (std::cmp::Reverse(count), gold, given));
        Self {
            counts: counts.collect(),
            confusions,
            mean_score,
        }
    }

    /// The mean F1 of the classes that the gold has.
    pub fn macro_f1(&self) -> f64 {
        let shares: Vec<f64> = self
            .counts
            .iter()
            .filter(|(_, [_, _, gold])| *gold > 0)
            .map(|(_, counts)| f1(*counts))
            .collect();
        shares.iter().sum::<f64>() / (shares.len().max(1) as f64)
    }

    /// The share of sentences whose class is right.
    pub fn accuracy(&self) -> f64 {
        let sum = |at: usize| self.counts.iter().map(|(_, counts)| counts[at]).sum::<usize>();
        sum(0) as f64 / (sum(2).max(1) as f64)
    }
}

/// The harmonic mean of precision and recall, of counts that are right, given and in the gold.
pub fn f1([right, given, gold]: [usize; 3]) -> f64 {
    2.0 * right as f64 / ((given + gold).max(1) as f64)
}

/// Learns a model from sentences with classes, and from examples of our own; sentences without a class are
/// left aside.
pub fn train(sentences: &[Marked]) -> Model {
    let mut examples = examples(sentences, 1.0);
    examples.extend(self::examples(&own_examples(), OWN_WEIGHT));
    learn(&examples.iter().collect::<Vec<_>>())
}

/// Learns from all folds but one and judges that one, in turn. Sentences of a class are dealt to the folds one by one in a
/// shuffled order; `more` sentences help to learn and are not judged.
pub fn cross_validate(sentences: &[Marked], more: &[Marked], folds: usize) -> Figures {
    let examples = examples(sentences, 1.0);
    let mut more = self::examples(more, 1.0);
    more.extend(self::examples(&own_examples(), OWN_WEIGHT));
    let folds = folds.max(2);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    shuffle(&mut order, &mut Random(SEED));
    order.sort_by_key(|&index| examples[index].class);
    let mut fold_of = vec![0; examples.len()];
    for (place, &index) in order.iter().enumerate() {
        fold_of[index] = place % folds;
    }
    let judged: Vec<Vec<(Class, (Class, f64))>> = (0..folds)
        .into_par_iter()
        .map(|fold| {
            let known: Vec<&Example> = (0..examples.len())
                .filter(|&index| fold_of[index] != fold)
                .map(|index| &examples[index])
                .chain(&more)
                .collect();
            let model = learn(&known);
            let unseen = (0..examples.len()).filter(|&index| fold_of[index] == fold);
            let pair = |index: usize| (examples[index].class, model.predict(&examples[index].features));
            unseen.map(pair).collect()
        })
        .collect();
    let judged = judged.concat();
    let score = judged.iter().map(|(_, (_, score))| score).sum::<f64>() / (judged.len().max(1) as f64);
    let pairs: Vec<(Class, Class)> = judged.iter().map(|(gold, (given, _))| (*gold, *given)).collect();
    Figures::new(&pairs, score)
}

fn examples(sentences: &[Marked], weight: f64) -> Vec<Example> {
    let example = |marked: &Marked| {
        Some(Example {
            class: marked.gold?,
            features: features(&Scene::new(marked)),
            weight,
        })
    };
    sentences.par_iter().filter_map(example).collect()
}

fn learn(examples: &[&Example]) -> Model {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for feature in examples.iter().flat_map(|example| &example.features) {
        *counts.entry(feature).or_default() += 1;
    }
    let mut names: Vec<&str> = counts
        .iter()
        .filter(|(_, count)| **count >= LEAST)
        .map(|(name, _)| *name)
        .collect();
    names.sort_unstable();
    let numbers: HashMap<&str, usize> = names.iter().enumerate().map(|(number, name)| (*name, number)).collect();
    let rows: Vec<(Vec<usize>, f64, &Example)> = examples
        .iter()
        .map(|example| {
            let known = example
                .features
                .iter()
                .filter_map(|name| numbers.get(name.as_str()).copied());
            (known.collect(), scale(example.features.len()), *example)
        })
        .collect();
    let mut weights = vec![[0.0f64; CLASSES]; names.len()];
    let mut squares = vec![[1e-3f64; CLASSES]; names.len()];
    let mut random = Random(SEED);
    let mut order: Vec<usize> = (0..rows.len()).collect();
    for _ in 0..PASSES {
        shuffle(&mut order, &mut random);
        for &row in &order {
            let (features, scale, example) = &rows[row];
            let mut sums = [0.0; CLASSES];
            for &feature in features {
                for (sum, weight) in sums.iter_mut().zip(&weights[feature]) {
                    *sum += weight * scale;
                }
            }
            let mut slopes = softmax(sums);
            slopes[example.class as usize] -= 1.0;
            slopes = slopes.map(|slope| slope * example.weight);
            for &feature in features {
                for (at, slope) in slopes.iter().enumerate() {
                    let weight = &mut weights[feature][at];
                    let slope = slope * scale + PULL * *weight;
                    let square = &mut squares[feature][at];
                    *square += slope * slope;
                    *weight -= RATE * slope / square.sqrt();
                }
            }
        }
    }
    let narrow = |wide: &[f64; CLASSES]| -> Weights { wide.map(|weight| weight as f32) };
    Model {
        weights: names
            .iter()
            .zip(&weights)
            .map(|(name, wide)| ((*name).to_owned(), narrow(wide)))
            .collect(),
    }
}

/// Numbers that look random (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

fn shuffle(order: &mut [usize], random: &mut Random) {
    for last in (1..order.len()).rev() {
        order.swap(last, (random.next() % (last as u64 + 1)) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences() -> Vec<Marked> {
        let mut sentences = Vec::new();
        for (name, other) in [
            ("Ruritania", "Graustark"),
            ("Freedonia", "Sylvania"),
            ("Genovia", "Latveria"),
        ] {
            for (class, verb) in [
                (Class::Accuse, "condemned"),
                (Class::Aid, "gave a loan to"),
                (Class::Assault, "shelled"),
            ] {
                let text = format!("<s>{name}</s> {verb} <t>{other}</t>.");
                let mut marked = Marked::parse("", &text).expect("a marked sentence");
                marked.gold = Some(class);
                sentences.push(marked);
            }
        }
        sentences
    }

    #[test]
    fn names_do_not_matter_and_words_do() {
        let model = train(&sentences());
        let judge =
            |text: &str| crate::classification::classify(&Marked::parse("", text).expect("marks"), &model).class;
        assert_eq!(judge("<s>Moldavia</s> condemned <t>Ruritania</t>."), Class::Accuse);
        assert_eq!(judge("<s>Graustark</s> gave a loan to <t>Moldavia</t>."), Class::Aid);
        assert_eq!(
            judge("<s>Graustark</s> shelled <t>the coast of Moldavia</t>."),
            Class::Assault
        );
    }

    #[test]
    fn the_same_sentences_give_the_same_model_and_figures() {
        let sentences = sentences();
        assert_eq!(train(&sentences).to_text(), train(&sentences).to_text());
        let figures = cross_validate(&sentences, &[], 3);
        assert_eq!(figures, cross_validate(&sentences, &[], 3));
        assert!((figures.macro_f1() - 1.0).abs() < 1e-9, "{figures:?}");
    }
}
