//! Boxes and the lines between them.

/// How far from each other boxes stand at least, in points.
pub(super) const GAP: f64 = 10.0;

/// A node, as wide and high as it is drawn.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct Size {
    pub(in crate::render) width: f64,
    pub(in crate::render) height: f64,
}

/// A line between two nodes, the words on it, and how strongly it pulls.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct Line {
    pub(in crate::render) ends: (usize, usize),
    pub(in crate::render) words: Option<Size>,
    pub(in crate::render) pull: f64,
}

/// How the second box must move to leave the first, the shorter way; none if they stand apart.
pub(super) fn apart(one: (f64, f64), size: Size, other: (f64, f64), others: Size, gap: f64) -> Option<(f64, f64)> {
    let (x, y) = (other.0 - one.0, other.1 - one.1);
    let lacking_x = f64::midpoint(size.width, others.width) + gap - x.abs();
    let lacking_y = f64::midpoint(size.height, others.height) + gap - y.abs();
    if lacking_x <= 0.0 || lacking_y <= 0.0 {
        return None;
    }
    Some(if lacking_x < lacking_y {
        (if x < 0.0 { -lacking_x } else { lacking_x }, 0.0)
    } else {
        (0.0, if y < 0.0 { -lacking_y } else { lacking_y })
    })
}

/// Moves a node.
pub(super) fn shift(at: &mut [(f64, f64)], node: usize, by: (f64, f64)) {
    at[node].0 += by.0;
    at[node].1 += by.1;
}
