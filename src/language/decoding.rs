//! Which tree do the scores of the arcs make?
//!
//! In: for each word a score for each possible head. Out: the tree of one root whose scores have the highest sum
//! (Chu and Liu 1965, Edmonds 1967; non-projective). Most sentences need no more than each word's best head.

/// The heads of the best tree: 0 for the root, else 1 + the index of the head.
///
/// `scores[dependent * width + head]` scores a head (0 is the root) of the dependent-th word. Costs words² in most
/// sentences, words³ at worst.
pub(crate) fn best_tree(scores: &[f32], width: usize, words: usize) -> Vec<usize> {
    let mut heads = best_heads(scores, width, words);
    let roots = heads.iter().filter(|head| **head == 0).count();
    if roots == 1 && find_cycle(&heads).is_none() {
        return heads;
    }
    let size = words + 1;
    let mut square = vec![f64::NEG_INFINITY; size * size];
    for dependent in 1..size {
        for head in 0..size {
            if head != dependent {
                square[dependent * size + head] = f64::from(scores[(dependent - 1) * width + head]);
            }
        }
    }
    let tree = arborescence(&square, size);
    let candidates: Vec<usize> = (1..size).filter(|word| tree[*word] == 0).collect();
    let tree = if candidates.len() == 1 {
        tree
    } else {
        best_single_root(&square, size, &candidates)
    };
    heads.clear();
    heads.extend_from_slice(&tree[1..]);
    heads
}

fn best_heads(scores: &[f32], width: usize, words: usize) -> Vec<usize> {
    (0..words)
        .map(|dependent| {
            let row = &scores[dependent * width..][..=words];
            let mut best = 0;
            let mut best_score = f32::NEG_INFINITY;
            for (head, score) in row.iter().enumerate() {
                if *score > best_score && head != dependent + 1 {
                    best = head;
                    best_score = *score;
                }
            }
            best
        })
        .collect()
}

/// A word on a cycle, if any.
fn find_cycle(heads: &[usize]) -> Option<usize> {
    let mut seen = vec![0; heads.len() + 1];
    for start in 1..=heads.len() {
        let mut word = start;
        while word != 0 && seen[word] == 0 {
            seen[word] = start;
            word = heads[word - 1];
        }
        if word != 0 && seen[word] == start {
            return Some(word);
        }
    }
    None
}

fn best_single_root(square: &[f64], size: usize, candidates: &[usize]) -> Vec<usize> {
    let mut best: Option<(f64, Vec<usize>)> = None;
    for root in candidates {
        let mut restricted = square.to_vec();
        for word in 1..size {
            if word != *root {
                restricted[word * size] = f64::NEG_INFINITY;
            }
        }
        let tree = arborescence(&restricted, size);
        let total: f64 = (1..size).map(|word| restricted[word * size + tree[word]]).sum();
        if best.as_ref().is_none_or(|(score, _)| total > *score) {
            best = Some((total, tree));
        }
    }
    best.map_or_else(|| vec![0; size], |(_, tree)| tree)
}

/// The best tree in which words may share the root: the head of each node, that of node 0 without meaning.
fn arborescence(square: &[f64], size: usize) -> Vec<usize> {
    let mut heads = vec![0; size];
    for (node, row) in square.chunks_exact(size).enumerate().skip(1) {
        let mut best = f64::NEG_INFINITY;
        for (head, &score) in row.iter().enumerate() {
            if score > best && head != node {
                best = score;
                heads[node] = head;
            }
        }
    }
    let Some(start) = find_cycle(&heads[1..]) else {
        return heads;
    };
    let mut cycle = vec![start];
    let mut word = heads[start];
    while word != start {
        cycle.push(word);
        word = heads[word];
    }
    let mut on_cycle = vec![false; size];
    for node in &cycle {
        on_cycle[*node] = true;
    }
    // The cycle becomes the last node of a smaller graph.
    let outside: Vec<usize> = (0..size).filter(|node| !on_cycle[*node]).collect();
    let small = outside.len() + 1;
    let merged = small - 1;
    let mut contracted = vec![f64::NEG_INFINITY; small * small];
    let mut entry = vec![0; small];
    let mut exit = vec![0; small];
    for (index, node) in outside.iter().enumerate() {
        let row = &square[node * size..][..size];
        let target = &mut contracted[index * small..][..small];
        for (number, &other) in target.iter_mut().zip(&outside) {
            *number = row[other];
        }
        for member in &cycle {
            if row[*member] > target[merged] {
                target[merged] = row[*member];
                exit[index] = *member;
            }
        }
        for member in &cycle {
            let entering = square[member * size + node] - square[member * size + heads[*member]];
            if entering > contracted[merged * small + index] {
                contracted[merged * small + index] = entering;
                entry[index] = *member;
            }
        }
    }
    let tree = arborescence(&contracted, small);
    for (index, node) in outside.iter().enumerate().skip(1) {
        heads[*node] = if tree[index] == merged {
            exit[index]
        } else {
            outside[tree[index]]
        };
    }
    let entered = entry[tree[merged]];
    heads[entered] = outside[tree[merged]];
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn best_heads_that_make_a_tree_are_kept() {
        assert_eq!(best_tree(&[9.0, 0.0, 1.0, 0.0, 5.0, 0.0], 3, 2), [0, 1]);
    }

    #[test]
    fn a_cycle_is_broken_where_it_costs_least() {
        // Two words prefer each other; the second is the better root.
        assert_eq!(best_tree(&[1.0, 0.0, 9.0, 4.0, 9.0, 0.0], 3, 2), [2, 0]);
    }

    #[test]
    fn of_two_roots_the_better_stays() {
        assert_eq!(best_tree(&[5.0, 0.0, 4.0, 5.0, 1.0, 0.0], 3, 2), [2, 0]);
    }
}
