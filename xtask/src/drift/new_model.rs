//! What a new model takes, and how it differs from the model that is most like it.

use std::collections::BTreeSet;

use super::report::Side;

/// A new model.
pub struct NewModel {
    /// Its id.
    pub id: String,
    /// Its parameters with their types and limits, a line for each.
    pub parameters: Vec<String>,
    /// The model that has the most parameters in common with it.
    pub nearest: Option<Nearest>,
}

/// How a new model differs from a known one.
pub struct Nearest {
    /// Id of the known model.
    pub id: String,
    /// Parameters of the known model only.
    pub removed: Vec<String>,
    /// Parameters of the new model only.
    pub added: Vec<String>,
}

impl NewModel {
    /// The model `id` of the new state, if its client can be generated.
    pub fn new(id: &str, old: &Side, new: &Side) -> Option<Self> {
        let parameters = new.client()?.parameters.get(id)?.clone();
        let known = old.client().map(|client| &client.parameters);
        let distance = |other: &Vec<String>| only(other, &parameters).len() + only(&parameters, other).len();
        let nearest = known.into_iter().flatten().min_by_key(|(_, other)| distance(other));
        let nearest = nearest.map(|(id, other)| Nearest {
            id: id.clone(),
            removed: only(other, &parameters),
            added: only(&parameters, other),
        });
        Some(Self { id: id.to_owned(), parameters, nearest })
    }
}

fn only(these: &[String], those: &[String]) -> Vec<String> {
    let those = those.iter().collect::<BTreeSet<_>>();
    these.iter().filter(|line| !those.contains(line)).cloned().collect()
}
