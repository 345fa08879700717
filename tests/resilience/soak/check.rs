//! What must hold after a round, for every job and in total.

use std::collections::BTreeMap;

use aimlapi_kling::simulator::{Accepted, Endpoint};

use super::{caller::JobRecord, plan::Plan, recorder::Recorder};

/// What the callers report, by the client request ids of their jobs.
pub type JobRecords = BTreeMap<String, JobRecord>;

/// Everything that does not hold.
pub fn problems(plan: Plan, jobs: &JobRecords, accepted: &[Accepted], recorder: &Recorder) -> Vec<String> {
    let mut ids = BTreeMap::<_, Vec<_>>::new();
    for job in accepted {
        let name = job.client_request_id.as_ref().map(ToString::to_string);
        ids.entry(name.unwrap_or_default()).or_default().push(job.id.as_str());
    }
    let mut problems = Vec::new();
    for (name, job) in jobs {
        let submitted = (job.submitted, recorder.exchanges(Endpoint::Submit, name));
        // Of a submission that was dropped, the plan does not know how far it got.
        if !job.is_submission_dropped && submitted != plan.submitted(name) {
            problems.push(format!("{name}: {submitted:?}, expected {:?}", plan.submitted(name)));
        }
        let (known, accepted) = (job.id.as_deref(), ids.remove(name).unwrap_or_default());
        if known.as_slice() != accepted {
            problems.push(format!("{name}: the caller has {known:?}, the service has accepted {accepted:?}"));
        }
    }
    problems.extend(ids.into_iter().map(|(name, ids)| format!("{name:?}: no caller has {ids:?}")));
    let known = jobs.values().filter(|job| job.id.is_some()).count();
    if known != accepted.len() {
        problems.push(format!("{} submissions are accepted, {known} are known", accepted.len()));
    }
    problems
}
