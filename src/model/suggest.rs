//! Suggestions for a mistyped model id.

use super::Model;

/// The number of characters that are compared, more than any id has. The time for a comparison grows with it.
const MAX_LENGTH: usize = 100;

impl Model {
    /// Suggests the three models whose id or type name is most similar to a text, the most similar first. Only the
    /// first 100 characters of the text are compared.
    ///
    /// ```
    /// use aimlapi_kling::Model;
    ///
    /// assert_eq!(Model::suggest("v1.6/standart/text-to-video")[0], Model::V1_6StandardTextToVideo);
    /// ```
    pub fn suggest(text: &str) -> [Self; 3] {
        let text: String = text.chars().take(MAX_LENGTH).collect();
        let mut models = Self::ALL.to_vec();
        models
            .sort_by_cached_key(|model| distance(&text, model.id()).min(distance(&text, model.type_name())));
        [models[0], models[1], models[2]]
    }
}

/// The edit distance from `a` to `b`. An insertion costs half as much as any other edit, because people
/// abbreviate ids more often than they misspell them.
fn distance(a: &str, b: &str) -> usize {
    const INSERTION: usize = 1;
    const OTHER: usize = 2;
    let b: Vec<_> = b.chars().collect();
    let mut row: Vec<_> = (0..=b.len()).map(|count| count * INSERTION).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = (i + 1) * OTHER;
        for (j, to) in b.iter().enumerate() {
            let changed = diagonal + if from == *to { 0 } else { OTHER };
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + OTHER).min(row[j] + INSERTION);
        }
    }
    row[b.len()]
}
