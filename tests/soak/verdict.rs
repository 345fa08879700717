//! What must be so after a round, for every job and in all.

use std::collections::BTreeMap;

use aimlapi_kling::simulator::{Accepted, Operation};

use crate::{caller::Story, plan::Plan, witness::Witness};

/// What the callers tell, by the names of their jobs.
pub type Stories = BTreeMap<String, Story>;

/// Everything that is not as it must be.
pub fn flaws(plan: Plan, stories: &Stories, accepted: &[Accepted], witness: &Witness) -> Vec<String> {
    let mut ids = BTreeMap::<_, Vec<_>>::new();
    for job in accepted {
        let name = job.client_request_id.as_ref().map(ToString::to_string);
        ids.entry(name.unwrap_or_default()).or_default().push(job.id.as_str());
    }
    let mut flaws = Vec::new();
    for (name, story) in stories {
        let (learned, sent) = (story.fate, witness.exchanges(Operation::Submit, name));
        if (learned, sent) != plan.fate(name) {
            flaws.push(format!("{name}: {learned:?} after {sent}, not {:?}", plan.fate(name)));
        }
        let (has, is_given) = (story.id.as_deref(), ids.remove(name).unwrap_or_default());
        if has.as_slice() != is_given {
            flaws.push(format!("{name}: the caller has {has:?}, the service has accepted {is_given:?}"));
        }
    }
    flaws.extend(ids.into_iter().map(|(name, ids)| format!("{name:?}: nobody has {ids:?}")));
    let told = stories.values().filter(|story| story.id.is_some()).count();
    if told != accepted.len() {
        flaws.push(format!("{} submissions are accepted, {told} are known", accepted.len()));
    }
    flaws
}
