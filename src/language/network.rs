//! The network: what scores do the words of a sentence get as heads, dependents and parts of speech?
//!
//! In: the rows of each word ([`features`](super::features)). Out: scores of tags, of arcs and, for a given head, of
//! relations. The rows of a word are summed; three bidirectional simple recurrent layers (Lei et al. 2018) read the
//! sentence; a biaffine scorer weighs each pair of words (Dozat and Manning 2017).
#![expect(
    clippy::inline_always,
    reason = "only what is inlined into the dispatch is compiled for wide vectors"
)]

use crate::language::Relation;
use crate::language::Upos;
use crate::language::Xpos;
use crate::language::features::Vocabulary;
use crate::language::features::WordRows;
use crate::language::kernel::Packed;
use crate::language::kernel::Scratch;
use crate::language::kernel::Strides;
use crate::language::kernel::multiply;
use crate::language::kernel::sigmoid;
use crate::language::kernel::vectorized;

/// Numbers of a word's embedding, and of the state of one direction.
pub(crate) const STATE: usize = 128;

/// Numbers of a word after a layer: both directions.
pub(crate) const OUTPUT: usize = 2 * STATE;

/// Candidate, forget gate and output gate of both directions.
pub(crate) const GATES: usize = 6 * STATE;

/// Recurrent layers.
pub(crate) const LAYERS: usize = 3;

/// Numbers by which arcs are scored.
pub(crate) const ARC: usize = 128;

/// Numbers by which relations are scored.
pub(crate) const LABEL: usize = 128;

/// Columns of the projection of the last layer: arc head, arc dependent, relation head, relation dependent, tags.
pub(crate) const PROJECTION: usize = 2 * ARC + 2 * LABEL + TAGS;

/// Columns for the tags, UPOS before XPOS.
pub(crate) const TAGS: usize = 96;

/// Columns for the relations.
pub(crate) const RELATIONS: usize = 64;

/// Buckets of the distance between head and dependent.
pub(crate) const DISTANCES: usize = 32;

const _: () = assert!(Upos::ALL.len() + Xpos::ALL.len() <= TAGS && Relation::ALL.len() <= RELATIONS);

/// Where each matrix lies among the weights.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) start: usize,
    pub(crate) rows: usize,
    pub(crate) columns: usize,
}

impl Place {
    /// The matrix's numbers.
    pub(crate) fn of(self, weights: &[f32]) -> &[f32] {
        &weights[self.start..self.start + self.rows * self.columns]
    }

    /// The matrix's numbers, to be changed.
    #[cfg(feature = "training")]
    pub(crate) fn of_mut(self, weights: &mut [f32]) -> &mut [f32] {
        &mut weights[self.start..self.start + self.rows * self.columns]
    }
}

/// A recurrent layer's matrices.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LayerPlaces {
    /// From its input to [`GATES`].
    pub(crate) input: Place,
    /// The weight of the state in the gates: forget and output, of both directions.
    pub(crate) state: Place,
    /// The bias of the gates.
    pub(crate) bias: Place,
}

/// All matrices.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Places {
    pub(crate) layers: [LayerPlaces; LAYERS],
    pub(crate) projection: Place,
    pub(crate) projection_bias: Place,
    pub(crate) arc: Place,
    pub(crate) arc_head: Place,
    pub(crate) distance: Place,
    pub(crate) relation: Place,
    pub(crate) relation_bias: Place,
    pub(crate) total: usize,
}

impl Places {
    /// The places, one matrix after the other.
    pub(crate) fn new() -> Self {
        let mut total = 0;
        let mut place = |rows, columns| {
            let start = total;
            total += rows * columns;
            Place { start, rows, columns }
        };
        let layers = std::array::from_fn(|layer| LayerPlaces {
            input: place(if layer == 0 { STATE } else { OUTPUT }, GATES),
            state: place(1, 4 * STATE),
            bias: place(1, 4 * STATE),
        });
        let projection = place(OUTPUT, PROJECTION);
        let projection_bias = place(1, PROJECTION);
        let arc = place(ARC, ARC);
        let arc_head = place(1, ARC);
        let distance = place(1, DISTANCES);
        let relation = place(LABEL, RELATIONS);
        let relation_bias = place(1, RELATIONS);
        Self {
            layers,
            projection,
            projection_bias,
            arc,
            arc_head,
            distance,
            relation,
            relation_bias,
            total,
        }
    }
}

/// The bucket of a head's distance; 0 is the root as head.
pub(crate) fn distance_bucket(head: usize, dependent: usize) -> usize {
    if head == 0 {
        return 0;
    }
    let distance = head.abs_diff(dependent);
    let class = match distance {
        0..=5 => distance,
        6..=7 => 6,
        8..=10 => 7,
        11..=15 => 8,
        16..=25 => 9,
        _ => 10,
    };
    if head < dependent { class } else { class + 11 }
}

/// The weights, ready to be used.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    /// The words with rows of their own.
    pub(crate) vocabulary: Vocabulary,
    /// The embedding table: [`STATE`] numbers a row, times the row's scale.
    pub(crate) table: Vec<i8>,
    /// The scale of each row of the table.
    pub(crate) scales: Vec<f32>,
    /// Combinations of UPOS and XPOS that treebanks have.
    pub(crate) tag_pairs: Vec<(Upos, Xpos)>,
    places: Places,
    weights: Vec<f32>,
    layers: Vec<Packed>,
    projection: Packed,
    arc: Packed,
    relation: Packed,
}

/// Memory for the scores of one sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Workspace {
    /// Rows of each word, the root first.
    pub(crate) rows: Vec<WordRows>,
    input: Vec<f32>,
    gates: Vec<f32>,
    output: Vec<f32>,
    projection: Vec<f32>,
    bent: Vec<f32>,
    heads: Packed,
    arcs: Vec<f32>,
    relations: Vec<f32>,
    scratch: Scratch,
}

impl Workspace {
    /// [`OUTPUT`] numbers for each word of the sentence that was read, without the root.
    pub(crate) fn states(&self) -> &[f32] {
        &self.input[OUTPUT..self.rows.len() * OUTPUT]
    }
}

impl Network {
    /// Packs the weights.
    pub(crate) fn new(
        vocabulary: Vocabulary,
        table: Vec<i8>,
        scales: Vec<f32>,
        tag_pairs: Vec<(Upos, Xpos)>,
        weights: Vec<f32>,
    ) -> Self {
        let places = Places::new();
        let pack = |place: Place| {
            Packed::new(
                place.of(&weights),
                Strides::rows(place.columns),
                place.rows,
                place.columns,
            )
        };
        Self {
            vocabulary,
            table,
            scales,
            tag_pairs,
            places,
            layers: places.layers.iter().map(|layer| pack(layer.input)).collect(),
            projection: pack(places.projection),
            arc: pack(places.arc),
            relation: pack(places.relation),
            weights,
        }
    }

    /// The weights outside of the table.
    #[cfg(feature = "training")]
    pub(crate) fn weights(&self) -> &[f32] {
        &self.weights
    }

    /// Reads the sentence whose rows are in the workspace.
    pub(crate) fn read(&self, work: &mut Workspace) {
        let count = work.rows.len();
        work.input.clear();
        work.input.resize(count * STATE, 0.0);
        for (rows, target) in work.rows.iter().zip(work.input.chunks_exact_mut(STATE)) {
            vectorized(
                #[inline(always)]
                || self.embed(rows, target),
            );
        }
        for (places, packed) in self.places.layers.iter().zip(&self.layers) {
            work.gates.resize(count * GATES, 0.0);
            let width = places.input.rows;
            multiply(
                &work.input,
                Strides::rows(width),
                count,
                packed,
                &mut work.gates,
                false,
                &mut work.scratch,
            );
            work.output.resize(count * OUTPUT, 0.0);
            let state = places.state.of(&self.weights);
            let bias = places.bias.of(&self.weights);
            let (gates, input, output) = (&work.gates[..count * GATES], &work.input, &mut work.output);
            vectorized(
                #[inline(always)]
                || {
                    recur::<false>(gates, input, width, state, bias, output);
                    recur::<true>(gates, input, width, state, bias, output);
                },
            );
            std::mem::swap(&mut work.input, &mut work.output);
        }
        work.projection.resize(count * PROJECTION, 0.0);
        multiply(
            &work.input,
            Strides::rows(OUTPUT),
            count,
            &self.projection,
            &mut work.projection,
            false,
            &mut work.scratch,
        );
        let bias = self.places.projection_bias.of(&self.weights);
        for row in work.projection.chunks_exact_mut(PROJECTION).take(count) {
            for (number, bias) in row.iter_mut().zip(bias) {
                *number += bias;
            }
            for number in &mut row[..2 * ARC] {
                *number = number.max(0.0);
            }
        }
    }

    #[inline(always)]
    fn embed(&self, rows: &WordRows, target: &mut [f32]) {
        for row in rows {
            let row = *row as usize;
            let scale = self.scales[row];
            for (sum, number) in target.iter_mut().zip(&self.table[row * STATE..][..STATE]) {
                *sum += scale * f32::from(*number);
            }
        }
    }

    /// The tags of a word of the sentence that was read.
    pub(crate) fn tags(&self, work: &Workspace, index: usize) -> (Upos, Xpos) {
        let scores = &work.projection[(index + 1) * PROJECTION..][PROJECTION - TAGS..PROJECTION];
        let (universal, penn) = scores.split_at(Upos::ALL.len());
        let mut best = (Upos::X, Xpos::Xx);
        let mut best_score = f32::NEG_INFINITY;
        for (upos, xpos) in &self.tag_pairs {
            let score = universal[*upos as usize] + penn[*xpos as usize];
            if score > best_score {
                best = (*upos, *xpos);
                best_score = score;
            }
        }
        best
    }

    /// The scores of arcs of the sentence that was read, and the width of their rows.
    pub(crate) fn arcs<'a>(&self, work: &'a mut Workspace) -> (&'a [f32], usize) {
        let count = work.rows.len();
        let words = count - 1;
        work.heads
            .fill(&work.projection, Strides::transposed(PROJECTION), ARC, count);
        let width = work.heads.columns();
        work.bent.resize(words * ARC, 0.0);
        multiply(
            &work.projection[PROJECTION + ARC..],
            Strides::rows(PROJECTION),
            words,
            &self.arc,
            &mut work.bent,
            false,
            &mut work.scratch,
        );
        let bias = self.places.arc_head.of(&self.weights);
        for row in work.bent.chunks_exact_mut(ARC).take(words) {
            for (number, bias) in row.iter_mut().zip(bias) {
                *number += bias;
            }
        }
        work.arcs.resize(words * width, 0.0);
        multiply(
            &work.bent,
            Strides::rows(ARC),
            words,
            &work.heads,
            &mut work.arcs,
            false,
            &mut work.scratch,
        );
        let distance = self.places.distance.of(&self.weights);
        for (dependent, row) in work.arcs.chunks_exact_mut(width).take(words).enumerate() {
            for (head, score) in row[..count].iter_mut().enumerate() {
                *score += distance[distance_bucket(head, dependent + 1)];
            }
        }
        (&work.arcs[..words * width], width)
    }

    /// The scores of relations to these heads (0 is the root), a row of [`RELATIONS`] for each word.
    pub(crate) fn relations<'a>(&self, work: &'a mut Workspace, heads: &[usize]) -> &'a [f32] {
        work.bent.resize(heads.len() * LABEL, 0.0);
        for (index, (head, target)) in heads.iter().zip(work.bent.chunks_exact_mut(LABEL)).enumerate() {
            let head = &work.projection[head * PROJECTION + 2 * ARC..][..LABEL];
            let dependent = &work.projection[(index + 1) * PROJECTION + 2 * ARC + LABEL..][..LABEL];
            for ((number, head), dependent) in target.iter_mut().zip(head).zip(dependent) {
                *number = (head + dependent).max(0.0);
            }
        }
        work.relations.resize(heads.len() * RELATIONS, 0.0);
        multiply(
            &work.bent,
            Strides::rows(LABEL),
            heads.len(),
            &self.relation,
            &mut work.relations,
            false,
            &mut work.scratch,
        );
        let bias = self.places.relation_bias.of(&self.weights);
        for row in work.relations.chunks_exact_mut(RELATIONS) {
            for (number, bias) in row.iter_mut().zip(bias) {
                *number += bias;
            }
        }
        &work.relations[..heads.len() * RELATIONS]
    }
}

/// One direction of a layer over the words of a sentence.
#[inline(always)]
fn recur<const BACKWARD: bool>(
    gates: &[f32],
    input: &[f32],
    width: usize,
    state_weights: &[f32],
    bias: &[f32],
    output: &mut [f32],
) {
    let direction = usize::from(BACKWARD);
    let part = |numbers: &[f32], index: usize| -> [f32; STATE] {
        numbers[index * STATE..][..STATE].try_into().unwrap_or([0.0; STATE])
    };
    let forget_state = part(state_weights, 2 * direction);
    let out_state = part(state_weights, 2 * direction + 1);
    let forget_bias = part(bias, 2 * direction);
    let out_bias = part(bias, 2 * direction + 1);
    let skip = if width == STATE { 0 } else { direction * STATE };
    let count = gates.len() / GATES;
    let mut state = [0.0_f32; STATE];
    for step in 0..count {
        let word = if BACKWARD { count - 1 - step } else { step };
        let row = &gates[word * GATES + direction * 3 * STATE..][..3 * STATE];
        let (candidate, rest) = row.split_at(STATE);
        let (forget, out) = rest.split_at(STATE);
        let input = &input[word * width + skip..][..STATE];
        let target = &mut output[word * OUTPUT + direction * STATE..][..STATE];
        for index in 0..STATE {
            let keep = sigmoid(forget[index] + forget_state[index] * state[index] + forget_bias[index]);
            let pass = sigmoid(out[index] + out_state[index] * state[index] + out_bias[index]);
            let next = candidate[index] + keep * (state[index] - candidate[index]);
            state[index] = next;
            target[index] = input[index] + pass * (next - input[index]);
        }
    }
}
