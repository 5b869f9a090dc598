//! Rows of a fixed number of cells, in columns that fit the terminal.

use super::sheet::padded;
use unicode_width::UnicodeWidthStr;

/// The width of each column, 0 where it is empty; the longest of those that may be cut are, until all fit.
pub(super) fn widths<const N: usize>(
    columns: &[&str; N],
    cut: &[(usize, usize)],
    rows: &[[String; N]],
    width: usize,
) -> [usize; N] {
    let mut widths = [0; N];
    for (at, column) in widths.iter_mut().enumerate() {
        let widest = rows.iter().map(|row| row[at].width()).max().unwrap_or(0);
        *column = if widest == 0 { 0 } else { widest.max(columns[at].len()) };
    }
    loop {
        let shown = widths.iter().filter(|&&column| column > 0).count();
        let total = widths.iter().sum::<usize>() + 2 * shown.saturating_sub(1);
        let longest = cut
            .iter()
            .filter(|&&(at, least)| widths[at] > least)
            .max_by_key(|&&(at, _)| widths[at]);
        match longest {
            Some(&(at, _)) if total > width => widths[at] -= 1,
            _ => return widths,
        }
    }
}

/// `cells` in columns of these widths, without those of width 0.
pub(super) fn line<const N: usize>(cells: &[String; N], widths: [usize; N]) -> String {
    let padded: Vec<String> = cells
        .iter()
        .zip(widths)
        .filter(|(_, width)| *width > 0)
        .map(|(cell, width)| padded(cell, width, false))
        .collect();
    padded.join("  ").trim_end().to_owned()
}
