//! The models that somebody who mistyped an id may have meant.

use crate::Model;

impl Model {
    /// The three models whose id or type name is nearest to a text, the nearest first.
    ///
    /// ```
    /// use aimlapi_kling::Model;
    ///
    /// assert_eq!(Model::nearest("v1.6/standart/text-to-video")[0], Model::V1_6StandardTextToVideo);
    /// ```
    pub fn nearest(text: &str) -> [Self; 3] {
        let mut models = Self::ALL.to_vec();
        models.sort_by_key(|model| distance(text, model.id()).min(distance(text, model.type_name())));
        [models[0], models[1], models[2]]
    }
}

/// What it takes to make `b` of `a`. Letters that were left out cost half of what wrong ones do:
/// people shorten ids more often than they misspell them.
fn distance(a: &str, b: &str) -> usize {
    const LEFT_OUT: usize = 1;
    const WRONG: usize = 2;
    let b: Vec<_> = b.chars().collect();
    let mut row: Vec<_> = (0..=b.len()).map(|count| count * LEFT_OUT).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = (i + 1) * WRONG;
        for (j, to) in b.iter().enumerate() {
            let changed = diagonal + if from == *to { 0 } else { WRONG };
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + WRONG).min(row[j] + LEFT_OUT);
        }
    }
    row[b.len()]
}
