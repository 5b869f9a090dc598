//! Walking the dependency tree of a sentence, and mending it.
//!
//! All ways up a tree go through [`climb`], which ends even where heads go round in a circle; all repairs go through
//! [`reattach`], which makes none.

use crate::language::Sentence;
use crate::language::Token;
use crate::span::Span;

/// The way from a token to the root, as pairs of a token and its head: no more pairs than the sentence has tokens.
///
/// ```
/// use summitry::language::{Token, climb};
///
/// let tokens = [Some(1), None, Some(1), Some(2)].map(|head| Token { head, ..Token::default() });
/// assert_eq!(climb(&tokens, 3).collect::<Vec<_>>(), [(3, 2), (2, 1)]);
/// ```
pub fn climb(tokens: &[Token], token: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
    let above = move |at: usize| tokens.get(at)?.head;
    std::iter::successors(Some(token), move |&at| above(at))
        .map_while(move |at| Some((at, above(at)?)))
        .take(tokens.len())
}

/// Whether a token is `above` or hangs somewhere below it.
pub fn is_under(tokens: &[Token], token: usize, above: usize) -> bool {
    token == above || climb(tokens, token).any(|(_, head)| head == above)
}

impl Sentence {
    /// The index of the root, if the sentence is parsed.
    pub fn root(&self) -> Option<usize> {
        self.tokens.iter().position(|token| token.head.is_none())
    }

    /// The dependents of a token in order. Costs a look at each token.
    ///
    /// ```
    /// use summitry::language::{analyze, segment};
    /// use summitry::span::Span;
    ///
    /// let text = "Putin met Kim in Vladivostok.";
    /// let mut sentence = segment(text, &[Span::new(0, text.len())]).remove(0.into());
    /// analyze(text, &mut sentence);
    /// let words: Vec<&str> = sentence.children(1).map(|child| sentence.tokens[child].span.of(text)).collect();
    /// assert_eq!(words, ["Putin", "Kim", "Vladivostok", "."]);
    /// ```
    pub fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        self.tokens
            .iter()
            .enumerate()
            .filter(move |(_, token)| token.head == Some(head))
            .map(|(index, _)| index)
    }

    /// The tokens above a token, from its head to the root.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        climb(&self.tokens, token).map(|(_, head)| head)
    }

    /// Whether `ancestor` is above `token` in the tree. A token is not above itself.
    pub fn is_ancestor(&self, ancestor: usize, token: usize) -> bool {
        self.ancestors(token).any(|above| above == ancestor)
    }

    /// The place of a token and all below it, from the first to the last; in most sentences without a gap.
    pub fn subtree(&self, head: usize) -> Span {
        let mut span = self.tokens[head].span;
        for (index, token) in self.tokens.iter().enumerate() {
            if self.is_ancestor(head, index) {
                span = span.cover(token.span);
            }
        }
        span
    }

    /// The tokens from one to another through the tree, both included; none if they are in no common tree.
    pub fn path(&self, from: usize, to: usize) -> Option<Vec<usize>> {
        let mut up = vec![from];
        up.extend(self.ancestors(from));
        let mut down = vec![to];
        down.extend(self.ancestors(to));
        let meeting = up.iter().position(|token| down.contains(token))?;
        let top = up[meeting];
        up.truncate(meeting + 1);
        let below = down.iter().position(|token| *token == top)?;
        up.extend(down[..below].iter().rev());
        Some(up)
    }
}

#[cfg(test)]
mod tests {
    use super::climb;
    use crate::language::Sentence;
    use crate::language::Token;
    use crate::span::Span;

    /// "Putin met Kim in Vladivostok": met is the root.
    fn sentence() -> Sentence {
        let heads = [Some(1), None, Some(1), Some(4), Some(1)];
        let tokens = heads.iter().enumerate().map(|(index, head)| Token {
            span: Span::new(index * 10, index * 10 + 5),
            head: *head,
            ..Token::default()
        });
        Sentence {
            span: Span::new(0, 45),
            tokens: tokens.collect(),
        }
    }

    #[test]
    fn children_come_in_order() {
        assert_eq!(sentence().children(1).collect::<Vec<_>>(), [0, 2, 4]);
        assert_eq!(sentence().root(), Some(1));
    }

    #[test]
    fn subtree_reaches_from_first_to_last() {
        assert_eq!(sentence().subtree(4), Span::new(30, 45));
        assert_eq!(sentence().subtree(1), Span::new(0, 45));
    }

    #[test]
    fn a_circle_of_heads_is_left_after_one_round() {
        let mut tokens = sentence().tokens;
        tokens[1].head = Some(0);
        assert_eq!(climb(&tokens, 3).count(), 5);
        assert_eq!(climb(&tokens, 9).count(), 0);
    }

    #[test]
    fn path_goes_over_the_common_head() {
        assert_eq!(sentence().path(0, 3), Some(vec![0, 1, 4, 3]));
        assert_eq!(sentence().path(3, 3), Some(vec![3]));
        assert!(sentence().is_ancestor(1, 3));
        assert!(!sentence().is_ancestor(3, 3));
    }
}
