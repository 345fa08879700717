//! What new models take, and how they differ from the model that is most like them.

use std::collections::{BTreeMap, BTreeSet};

use super::report::Side;

/// New models that take the same parameters.
pub struct NewModel {
    /// Their ids, at least one.
    pub ids: BTreeSet<String>,
    /// Their parameters with types and limits, a line for each.
    pub parameters: Vec<String>,
    /// The model that has the most parameters in common with them.
    pub nearest: Option<Nearest>,
}

/// How new models differ from a known one.
pub struct Nearest {
    /// Id of the known model.
    pub id: String,
    /// Parameters of the known model only.
    pub removed: Vec<String>,
    /// Parameters of the new models only.
    pub added: Vec<String>,
}

impl NewModel {
    /// The models `ids` of the new state, ordered by the first id of each group, if its client can be generated.
    pub fn groups<'a>(ids: impl Iterator<Item = &'a String>, old: &Side, new: &Side) -> Vec<Self> {
        let mut groups = BTreeMap::<_, BTreeSet<_>>::new();
        for id in ids {
            if let Some(parameters) = new.client().and_then(|client| client.parameters.get(id)) {
                groups.entry(parameters).or_default().insert(id.clone());
            }
        }
        let group = |(parameters, ids): (&Vec<String>, _)| Self {
            ids,
            nearest: nearest(parameters, old),
            parameters: parameters.clone(),
        };
        let mut groups = groups.into_iter().map(group).collect::<Vec<_>>();
        groups.sort_by(|a, b| a.ids.cmp(&b.ids));
        groups
    }
}

/// The known model that has the most of these parameters.
fn nearest(parameters: &[String], old: &Side) -> Option<Nearest> {
    let known = old.client().map(|client| &client.parameters);
    let distance = |other: &[String]| only(other, parameters).len() + only(parameters, other).len();
    let (id, other) = known.into_iter().flatten().min_by_key(|(_, other)| distance(other))?;
    Some(Nearest { id: id.clone(), removed: only(other, parameters), added: only(parameters, other) })
}

fn only(these: &[String], those: &[String]) -> Vec<String> {
    let those = those.iter().collect::<BTreeSet<_>>();
    these.iter().filter(|line| !those.contains(line)).cloned().collect()
}
