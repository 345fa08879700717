//! How evenly the polls of jobs are spread that were submitted within a few seconds, on a clock that is a number.

use std::{collections::BTreeMap, fmt::Write as _, time::Duration};

use aimlapi_kling::{Job, WaitPolicy};

use super::simulation::poll_times;
use crate::support::snapshot::assert_snapshot;

/// Jobs that are waited for at the same time.
const JOBS: usize = 10_000;

/// The times of the polls of each job since its submission. All jobs take as long as is expected of them.
fn polls_of_jobs(seconds: f64) -> Vec<Vec<f64>> {
    let expected = Duration::from_secs_f64(seconds);
    let policy = WaitPolicy::new().durations(expected, expected.mul_f64(1.65));
    (0..JOBS).map(|number| poll_times(&policy, &Job::from_id(format!("job-{number}")), seconds)).collect()
}

/// The polls in the busiest second, in relation to the mean of the seconds with polls, if the jobs were submitted
/// evenly within this many seconds.
fn most_to_mean(polls_of_jobs: &[Vec<f64>], submissions: f64) -> f64 {
    let mut seconds = BTreeMap::<u64, usize>::new();
    for (number, polls) in polls_of_jobs.iter().enumerate() {
        let submitted = submissions * number as f64 / JOBS as f64;
        polls.iter().for_each(|poll| *seconds.entry((submitted + poll) as u64).or_default() += 1);
    }
    let polls: usize = seconds.values().sum();
    (seconds.values().max().unwrap() * seconds.len()) as f64 / polls as f64
}

#[test]
fn the_polls_of_jobs_that_were_submitted_together_are_spread() {
    let mut table = String::from("polls in the busiest second, in relation to the mean\n");
    for seconds in [30.0, 80.0, 180.0, 480.0] {
        let polls_of_jobs = polls_of_jobs(seconds);
        writeln!(table, "\njobs of {seconds} s").unwrap();
        for submissions in [1.0, 5.0, 30.0] {
            let ratio = most_to_mean(&polls_of_jobs, submissions);
            writeln!(table, "  submitted within {submissions:2} s  {ratio:.2}").unwrap();
            assert!(ratio < 3.0, "{seconds} s, {submissions} s: {ratio}");
        }
    }
    assert_snapshot!("waiting_spread", table);
}
