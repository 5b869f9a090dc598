//! The recurrent layers: what does each word know of its sentence, and how does the loss change with it?

use crate::language::features::FEATURES;
use crate::language::features::UNKNOWN;
use crate::language::kernel::Strides;
use crate::language::kernel::multiply;
use crate::language::kernel::sigmoid;
use crate::language::kernel::vectorized;
use crate::language::network::GATES;
use crate::language::network::LAYERS;
use crate::language::network::OUTPUT;
use crate::language::network::STATE;
use crate::language::training::parameters::Parameters;
use crate::language::training::random::Random;
use crate::language::training::step::Dropout;
use crate::language::training::step::Example;
use crate::language::training::step::LayerMemory;
use crate::language::training::step::Share;
use crate::language::training::step::StepWeights;
use crate::language::training::step::apply;

/// The encoder: from rows to the last layer, and the way back.
impl Share {
    pub(super) fn encode(
        &mut self,
        parameters: &Parameters,
        packed: &StepWeights,
        examples: &[&Example],
        dropout: Dropout,
        random: &mut Random,
    ) {
        self.rows.clear();
        self.bounds.clear();
        for example in examples {
            let start = self.rows.len();
            for (rows, hide) in example.rows.iter().zip(&example.hide) {
                let mut rows = *rows;
                if random.unit() < *hide {
                    rows[0] = UNKNOWN;
                }
                self.rows.push(rows);
            }
            self.bounds.push((start, self.rows.len()));
        }
        let count = self.rows.len();
        let first = &mut self.layers[0];
        first.input.clear();
        first.input.resize(count * STATE, 0.0);
        first.mask.resize(count * STATE, 0.0);
        random.mask(dropout.embedding, &mut first.mask);
        for (rows, target) in self.rows.iter().zip(first.input.chunks_exact_mut(STATE)) {
            for row in rows {
                let source = &parameters.table[*row as usize * STATE..][..STATE];
                for (sum, number) in target.iter_mut().zip(source) {
                    *sum += number;
                }
            }
        }
        apply(&mut first.input, &first.mask);
        for layer in 0..LAYERS {
            let places = self.places.layers[layer];
            let (before, after) = self.layers.split_at_mut(layer + 1);
            let memory = &mut before[layer];
            let (output, mask) = match after.first_mut() {
                Some(next) => (&mut next.input, &mut next.mask),
                None => (&mut self.top, &mut self.top_mask),
            };
            memory.gates.resize(count * GATES, 0.0);
            memory.states.resize(count * OUTPUT, 0.0);
            let width = places.input.rows;
            multiply(
                &memory.input,
                Strides::rows(width),
                count,
                &packed.forward[layer],
                &mut memory.gates,
                false,
                &mut self.scratch,
            );
            output.resize(count * OUTPUT, 0.0);
            let state = places.state.of(&parameters.weights);
            let bias = places.bias.of(&parameters.weights);
            for (start, end) in &self.bounds {
                recur(memory, width, state, bias, output, *start..*end, false);
                recur(memory, width, state, bias, output, *start..*end, true);
            }
            mask.resize(count * OUTPUT, 0.0);
            for (start, end) in &self.bounds {
                let (first, rest) = mask[start * OUTPUT..end * OUTPUT].split_at_mut(OUTPUT);
                random.mask(dropout.hidden, first);
                for row in rest.chunks_exact_mut(OUTPUT) {
                    row.copy_from_slice(first);
                }
            }
            apply(output, mask);
        }
    }

    pub(super) fn encoder_backward(&mut self, weights: &[f32], packed: &StepWeights) {
        for layer in (0..LAYERS).rev() {
            self.layer_backward(layer, weights, packed);
        }
        for (rows, slope) in self.rows.iter().zip(self.slope.chunks_exact(STATE)) {
            for row in rows.iter().take(FEATURES) {
                for (sum, number) in self.gradient.row(*row).iter_mut().zip(slope) {
                    *sum += number;
                }
            }
        }
    }

    fn layer_backward(&mut self, layer: usize, weights: &[f32], packed: &StepWeights) {
        let count = self.rows.len();
        let places = self.places.layers[layer];
        let width = places.input.rows;
        let memory = &mut self.layers[layer];
        self.next_slope.clear();
        self.next_slope.resize(count * width, 0.0);
        let state = places.state.of(weights);
        let (before, after) = self.gradient.weights.split_at_mut(places.bias.start);
        let mut slopes = Slopes {
            output: &self.slope,
            input: &mut self.next_slope,
            state: places.state.of_mut(before),
            bias: &mut after[..4 * STATE],
        };
        for (start, end) in &self.bounds {
            recur_backward(memory, width, &mut slopes, state, *start..*end, false);
            recur_backward(memory, width, &mut slopes, state, *start..*end, true);
        }
        self.packed.fill(&memory.gates, Strides::rows(GATES), count, GATES);
        multiply(
            &memory.input,
            Strides::transposed(width),
            width,
            &self.packed,
            places.input.of_mut(&mut self.gradient.weights),
            true,
            &mut self.scratch,
        );
        multiply(
            &memory.gates,
            Strides::rows(GATES),
            count,
            &packed.backward[layer],
            &mut self.next_slope,
            true,
            &mut self.scratch,
        );
        apply(&mut self.next_slope, &memory.mask);
        std::mem::swap(&mut self.slope, &mut self.next_slope);
    }
}

struct Slopes<'a> {
    output: &'a [f32],
    input: &'a mut [f32],
    state: &'a mut [f32],
    bias: &'a mut [f32],
}

/// One direction of a layer over one sentence; leaves the gates' values in place of their sums.
fn recur(
    memory: &mut LayerMemory,
    width: usize,
    state_weights: &[f32],
    bias: &[f32],
    output: &mut [f32],
    words: std::ops::Range<usize>,
    backward: bool,
) {
    let direction = usize::from(backward);
    let skip = if width == STATE { 0 } else { direction * STATE };
    let mut state = [0.0_f32; STATE];
    let count = words.len();
    let forget_state = &state_weights[2 * direction * STATE..][..STATE];
    let out_state = &state_weights[(2 * direction + 1) * STATE..][..STATE];
    let forget_bias = &bias[2 * direction * STATE..][..STATE];
    let out_bias = &bias[(2 * direction + 1) * STATE..][..STATE];
    for step in 0..count {
        let word = if backward {
            words.end - 1 - step
        } else {
            words.start + step
        };
        let row = &mut memory.gates[word * GATES + direction * 3 * STATE..][..3 * STATE];
        let (candidate, rest) = row.split_at_mut(STATE);
        let (forget, out) = rest.split_at_mut(STATE);
        let input = &memory.input[word * width + skip..][..STATE];
        let target = &mut output[word * OUTPUT + direction * STATE..][..STATE];
        let states = &mut memory.states[word * OUTPUT + direction * STATE..][..STATE];
        vectorized(
            #[inline(always)]
            || {
                for index in 0..STATE {
                    let keep = sigmoid(forget[index] + forget_state[index] * state[index] + forget_bias[index]);
                    let pass = sigmoid(out[index] + out_state[index] * state[index] + out_bias[index]);
                    let next = candidate[index] + keep * (state[index] - candidate[index]);
                    forget[index] = keep;
                    out[index] = pass;
                    state[index] = next;
                    states[index] = next;
                    target[index] = input[index] + pass * (next - input[index]);
                }
            },
        );
    }
}

/// The way back through [`recur`]; leaves the slopes of the gates' sums in place of their values.
fn recur_backward(
    memory: &mut LayerMemory,
    width: usize,
    slopes: &mut Slopes,
    state_weights: &[f32],
    words: std::ops::Range<usize>,
    backward: bool,
) {
    let direction = usize::from(backward);
    let skip = if width == STATE { 0 } else { direction * STATE };
    let forget_state = &state_weights[2 * direction * STATE..][..STATE];
    let out_state = &state_weights[(2 * direction + 1) * STATE..][..STATE];
    let (forget_state_slope, out_state_slope) = slopes.state[2 * direction * STATE..][..2 * STATE].split_at_mut(STATE);
    let (forget_bias_slope, out_bias_slope) = slopes.bias[2 * direction * STATE..][..2 * STATE].split_at_mut(STATE);
    let zeros = [0.0_f32; STATE];
    let mut carried = [0.0_f32; STATE];
    let count = words.len();
    for step in (0..count).rev() {
        let word = if backward {
            words.end - 1 - step
        } else {
            words.start + step
        };
        let row = &mut memory.gates[word * GATES + direction * 3 * STATE..][..3 * STATE];
        let (candidate, rest) = row.split_at_mut(STATE);
        let (forget, out) = rest.split_at_mut(STATE);
        let input = &memory.input[word * width + skip..][..STATE];
        let states = &memory.states[word * OUTPUT + direction * STATE..][..STATE];
        let before = if step == 0 {
            &zeros[..]
        } else {
            let previous = if backward { word + 1 } else { word - 1 };
            &memory.states[previous * OUTPUT + direction * STATE..][..STATE]
        };
        let slope = &slopes.output[word * OUTPUT + direction * STATE..][..STATE];
        let input_slope = &mut slopes.input[word * width + skip..][..STATE];
        vectorized(
            #[inline(always)]
            || {
                for index in 0..STATE {
                    let (keep, pass) = (forget[index], out[index]);
                    let out_slope = slope[index] * (states[index] - input[index]) * pass * (1.0 - pass);
                    input_slope[index] += slope[index] * (1.0 - pass);
                    let state_slope = carried[index] + slope[index] * pass;
                    let forget_slope = state_slope * (before[index] - candidate[index]) * keep * (1.0 - keep);
                    candidate[index] = state_slope * (1.0 - keep);
                    forget[index] = forget_slope;
                    out[index] = out_slope;
                    carried[index] =
                        state_slope * keep + forget_slope * forget_state[index] + out_slope * out_state[index];
                    forget_state_slope[index] += forget_slope * before[index];
                    out_state_slope[index] += out_slope * before[index];
                    forget_bias_slope[index] += forget_slope;
                    out_bias_slope[index] += out_slope;
                }
            },
        );
    }
}
