//! What must hold after a round, for every job and in total.

use std::collections::BTreeMap;

use aimlapi_kling::simulator::Endpoint;

use super::worker::{JobReport, Round};

/// What the workers report, by the client request ids of their jobs.
pub type JobReports = BTreeMap<String, JobReport>;

/// Everything that does not hold.
pub fn problems(round: &Round, jobs: &JobReports) -> Vec<String> {
    let accepted = round.simulator.accepted();
    let mut ids = BTreeMap::<_, Vec<_>>::new();
    for job in &accepted {
        let name = job.client_request_id.as_ref().map(ToString::to_string);
        ids.entry(name.unwrap_or_default()).or_default().push(job.id.as_str());
    }
    let mut problems = Vec::new();
    for (name, job) in jobs {
        let submitted = (job.submitted, round.recorder.exchanges(Endpoint::Submit, name));
        let planned = round.plan.submitted(name);
        if !job.is_submission_interrupted && submitted != planned {
            problems.push(format!("{name}: {submitted:?}, expected {planned:?}"));
        }
        let (known, accepted) = (job.id(), ids.remove(name).unwrap_or_default());
        if known.as_slice() != accepted {
            problems.push(format!("{name}: the record has {known:?}, the service has accepted {accepted:?}"));
        }
    }
    problems.extend(ids.into_iter().map(|(name, ids)| format!("{name:?}: no record has {ids:?}")));
    let known = jobs.values().filter(|job| job.id().is_some()).count();
    if known != accepted.len() {
        problems.push(format!("{} submissions are accepted, {known} are known", accepted.len()));
    }
    problems
}
