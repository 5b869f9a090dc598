//! Arithmetic on rows of numbers: matrix products and activations, on the widest vectors the processor has.
//!
//! In: matrices, row after row. Out: their product. Each number of a product is summed in the same order with fused
//! steps whatever the vectors' width, so that all processors come to the same bits.
#![expect(
    clippy::inline_always,
    reason = "only what is inlined into the dispatch is compiled for wide vectors"
)]

use std::sync::LazyLock;

use pulp::Arch;
use pulp::Simd;
use pulp::WithSimd;

/// Columns in a panel of a packed matrix; widths are multiples of it.
pub(crate) const PANEL: usize = 32;

static ARCH: LazyLock<Arch> = LazyLock::new(Arch::new);

/// Runs loops that the compiler may vectorize for this processor.
#[inline]
pub(crate) fn vectorized<Output>(operation: impl FnOnce() -> Output) -> Output {
    ARCH.dispatch(operation)
}

/// How a matrix lies in memory: the distance between rows and between columns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Strides {
    row: usize,
    column: usize,
}

impl Strides {
    /// Row after row, `width` numbers each.
    pub(crate) const fn rows(width: usize) -> Self {
        Self { row: width, column: 1 }
    }

    /// The transpose of a matrix whose rows have `width` numbers.
    pub(crate) const fn transposed(width: usize) -> Self {
        Self { row: 1, column: width }
    }
}

/// The right side of a product, packed in panels of [`PANEL`] columns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Packed {
    rows: usize,
    columns: usize,
    numbers: Vec<f32>,
}

impl Packed {
    /// Packs a matrix; missing columns up to a full panel are zero.
    pub(crate) fn new(matrix: &[f32], strides: Strides, rows: usize, columns: usize) -> Self {
        let mut packed = Self::default();
        packed.fill(matrix, strides, rows, columns);
        packed
    }

    /// Packs another matrix into the same memory.
    pub(crate) fn fill(&mut self, matrix: &[f32], strides: Strides, rows: usize, columns: usize) {
        self.rows = rows;
        self.columns = columns.next_multiple_of(PANEL);
        self.numbers.clear();
        self.numbers.resize(rows * self.columns, 0.0);
        if rows == 0 {
            return;
        }
        for (index, panel) in self.numbers.chunks_exact_mut(rows * PANEL).enumerate() {
            let first = index * PANEL;
            let width = PANEL.min(columns.saturating_sub(first));
            for (row, target) in panel.chunks_exact_mut(PANEL).enumerate() {
                let start = row * strides.row + first * strides.column;
                if strides.column == 1 {
                    target[..width].copy_from_slice(&matrix[start..start + width]);
                } else {
                    for (column, number) in target[..width].iter_mut().enumerate() {
                        *number = matrix[start + column * strides.column];
                    }
                }
            }
        }
    }

    /// Columns, counting those of zeros.
    pub(crate) const fn columns(&self) -> usize {
        self.columns
    }
}

/// Memory for the left side of products.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scratch {
    tiles: Vec<f32>,
}

/// Writes `left × right` to `target`, or adds it, row after row of `right.columns()` numbers.
///
/// Costs `rows × right.rows × right.columns` fused steps.
pub(crate) fn multiply(
    left: &[f32],
    strides: Strides,
    rows: usize,
    right: &Packed,
    target: &mut [f32],
    add: bool,
    scratch: &mut Scratch,
) {
    if rows == 0 || right.columns == 0 {
        return;
    }
    ARCH.dispatch(Product {
        left,
        strides,
        rows,
        right,
        target: &mut target[..rows * right.columns],
        add,
        tiles: &mut scratch.tiles,
    });
}

struct Product<'a> {
    left: &'a [f32],
    strides: Strides,
    rows: usize,
    right: &'a Packed,
    target: &'a mut [f32],
    add: bool,
    tiles: &'a mut Vec<f32>,
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        match S::F32_LANES {
            16 => self.run::<S, 12, 2>(simd),
            8 => self.run::<S, 3, 4>(simd),
            4 => self.run::<S, 2, 8>(simd),
            _ => self.run::<S, 1, PANEL>(simd),
        }
    }
}

impl Product<'_> {
    /// Tiles of `TALL` rows by `WIDE` vectors, which together make a panel.
    #[inline(always)]
    fn run<S: Simd, const TALL: usize, const WIDE: usize>(self, simd: S) {
        let depth = self.right.rows;
        pack_tiles::<TALL>(self.left, self.strides, self.rows, depth, self.tiles);
        let width = self.right.columns;
        for (panel_index, panel) in self.right.numbers.chunks_exact(depth.max(1) * PANEL).enumerate() {
            let panel = S::as_simd_f32s(panel).0;
            let mut first = 0;
            while first < self.rows {
                let tall = TALL.min(self.rows - first);
                let tile = &self.tiles[first * depth..(first + tall) * depth];
                let start = first * width + panel_index * PANEL;
                let target = &mut self.target[start..];
                macro_rules! tile {
                    ($($count:literal)*) => {
                        match tall {
                            $($count if $count <= TALL => multiply_tile::<S, $count, WIDE>(simd, tile, panel, target, width, self.add),)*
                            _ => {}
                        }
                    };
                }
                tile!(1 2 3 4 5 6 7 8 9 10 11 12);
                first += tall;
            }
        }
    }
}

/// Lays the rows of the left side in tiles: the first column of all rows of a tile, then the second.
#[inline(always)]
fn pack_tiles<const TALL: usize>(left: &[f32], strides: Strides, rows: usize, depth: usize, tiles: &mut Vec<f32>) {
    tiles.resize(rows * depth, 0.0);
    let mut first = 0;
    while first < rows {
        let tall = TALL.min(rows - first);
        let tile = &mut tiles[first * depth..(first + tall) * depth];
        if strides.column == 1 {
            for row in 0..tall {
                let source = &left[(first + row) * strides.row..][..depth];
                for (slot, number) in tile[row..].iter_mut().step_by(tall).zip(source) {
                    *slot = *number;
                }
            }
        } else {
            for (column, slots) in tile.chunks_exact_mut(tall).enumerate() {
                let start = column * strides.column + first * strides.row;
                for (row, slot) in slots.iter_mut().enumerate() {
                    *slot = left[start + row * strides.row];
                }
            }
        }
        first += tall;
    }
}

#[inline(always)]
fn multiply_tile<S: Simd, const TALL: usize, const WIDE: usize>(
    simd: S,
    tile: &[f32],
    panel: &[S::f32s],
    target: &mut [f32],
    width: usize,
    add: bool,
) {
    let mut sums = [[simd.splat_f32s(0.0); WIDE]; TALL];
    for (column, row) in tile.as_chunks::<TALL>().0.iter().zip(panel.as_chunks::<WIDE>().0) {
        for (sum, number) in sums.iter_mut().zip(column) {
            let number = simd.splat_f32s(*number);
            for (sum, vector) in sum.iter_mut().zip(row) {
                *sum = simd.mul_add_f32s(number, *vector, *sum);
            }
        }
    }
    for (row, sums) in sums.iter().enumerate() {
        let target = &mut target[row * width..][..PANEL];
        let target = S::as_mut_simd_f32s(target).0;
        for (slot, sum) in target.iter_mut().zip(sums) {
            *slot = if add { simd.add_f32s(*slot, *sum) } else { *sum };
        }
    }
}

/// e to the power of `x`, to six digits, by the same steps on every processor.
#[inline(always)]
pub(crate) fn exponential(x: f32) -> f32 {
    const MAGIC: f32 = 12_582_912.0;
    let x = x.clamp(-87.0, 87.0);
    let shifted = x * std::f32::consts::LOG2_E + MAGIC;
    let whole = shifted - MAGIC;
    let rest = (x - whole * 0.693_359_4) + whole * 2.121_944_4e-4;
    let polynomial =
        1.0 + rest * (1.0 + rest * (0.5 + rest * (0.166_666_55 + rest * (0.041_665_795 + rest * 0.008_333_452))));
    let power = shifted.to_bits().wrapping_add(127) << 23;
    polynomial * f32::from_bits(power)
}

/// The logistic function.
#[inline(always)]
pub(crate) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exponential(-x))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn product_equals_the_sum_over_rows_and_columns() {
        for (rows, depth, columns) in [(1, 1, 1), (7, 5, 33), (9, 64, 64), (20, 3, 100)] {
            let left: Vec<f32> = (0..rows * depth).map(|i| (i % 7) as f32 - 3.0).collect();
            let right: Vec<f32> = (0..depth * columns).map(|i| (i % 5) as f32 - 2.0).collect();
            let packed = Packed::new(&right, Strides::rows(columns), depth, columns);
            let mut target = vec![0.0; rows * packed.columns()];
            multiply(
                &left,
                Strides::rows(depth),
                rows,
                &packed,
                &mut target,
                false,
                &mut Scratch::default(),
            );
            for row in 0..rows {
                for column in 0..columns {
                    let sum: f32 = (0..depth)
                        .map(|k| left[row * depth + k] * right[k * columns + column])
                        .sum();
                    assert!((target[row * packed.columns() + column] - sum).abs() < 1e-3);
                }
            }
        }
    }

    #[test]
    fn exponential_follows_that_of_the_standard_library() {
        for step in -80..80 {
            let x = step as f32 * 0.97;
            assert!((exponential(x) / x.exp() - 1.0).abs() < 1e-5, "{x}");
        }
        assert!((sigmoid(0.0) - 0.5).abs() < 1e-6);
    }
}
