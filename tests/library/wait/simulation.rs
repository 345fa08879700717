//! How good the default policy is: jobs with durations of several distributions, on a clock that is a number.
//!
//! The lag is the time between the end of a job and the poll that finds it. No schedule can make the product of the
//! mean lag and the mean number of polls less than (∫ √(f S))² / 2, where f is the density of the durations and S the
//! share of jobs that last longer.

use std::{fmt::Write as _, time::Duration};

use aimlapi_kling::{Generation, Job, WaitPolicy, ledger::Steps};
use serde_json::json;

use super::{
    learning::{MODEL, record},
    submitted_to,
};
use crate::support::{client, random::Random, snapshot::assert_snapshot};

/// Jobs whose first polls are spread.
const JOBS: usize = 20;

/// Durations in seconds with their probabilities, ascending.
struct Distribution {
    name: String,
    median: f64,
    p90: f64,
    /// How many times the least possible product may be exceeded if the median and the 90th percentile are known.
    limit: f64,
    durations: Vec<(f64, f64)>,
}

impl Distribution {
    fn log_normal(median: f64, sigma: f64) -> Self {
        // All but one in 2000.
        let step = 0.01;
        let points = (-350..=350).map(|number| f64::from(number) * step);
        let durations = points.map(|z| {
            let density = (-z * z / 2.0).exp() / std::f64::consts::TAU.sqrt();
            (median * (sigma * z).exp(), density * step)
        });
        let name = format!("log-normal, median {median} s, sigma {sigma}");
        let p90 = median * (1.281_551_565_5 * sigma).exp();
        Self { name, median, p90, limit: 1.15, durations: durations.collect() }
    }

    fn uniform(shortest: u32, longest: u32) -> Self {
        let range = f64::from(longest - shortest);
        let durations = (shortest..longest).map(|second| (f64::from(second) + 0.5, 1.0 / range));
        let at = |share: f64| f64::from(shortest) + share * range;
        let name = format!("uniform, {shortest} to {longest} s");
        Self { name, median: at(0.5), p90: at(0.9), limit: 1.35, durations: durations.collect() }
    }

    fn all() -> Vec<Self> {
        let medians = |sigma| [80.0, 180.0, 480.0].map(|median| Self::log_normal(median, sigma));
        medians(0.25).into_iter().chain(medians(0.5)).chain([Self::uniform(78, 431)]).collect()
    }

    fn longest(&self) -> f64 {
        self.durations.last().unwrap().0
    }

    /// The least possible product of mean lag and mean polls.
    fn least(&self) -> f64 {
        let mut lasting = 1.0;
        let terms = self.durations.windows(2).map(|pair| {
            let [(start, share), (end, _)] = *pair else { unreachable!("a window has two elements") };
            lasting -= share;
            (share * (lasting + share / 2.0).max(0.0) * (end - start)).sqrt()
        });
        terms.sum::<f64>().powi(2) / 2.0
    }

    /// The duration that this share of the jobs does not exceed.
    fn quantile(&self, share: f64) -> f64 {
        let mut ended = 0.0;
        let mut durations = self.durations.iter();
        let reached = durations.find(|(_, share_of_jobs)| {
            ended += share_of_jobs;
            ended >= share
        });
        reached.map_or(self.longest(), |(duration, _)| *duration)
    }

    fn simulate(&self, policy: &WaitPolicy) -> Costs {
        let mut costs = Costs::default();
        for number in 0..JOBS {
            let times = poll_times(policy, &Job::from_id(format!("job-{number}")), self.longest());
            for (duration, share) in &self.durations {
                let polls = times.partition_point(|time| time < duration);
                let lag = times[polls] - duration;
                costs.lag += lag * share / JOBS as f64;
                costs.polls += (polls + 1) as f64 * share / JOBS as f64;
                costs.longest_lag = costs.longest_lag.max(lag);
            }
        }
        costs
    }
}

/// The times of the polls since the submission, up to the first one after this time.
pub fn poll_times(policy: &WaitPolicy, job: &Job, until: f64) -> Vec<f64> {
    let generating: Generation =
        serde_json::from_value(json!({ "id": "abc", "status": "generating" })).unwrap();
    let mut elapsed = policy.next_delay(job, Duration::ZERO, None).unwrap();
    let mut times = vec![elapsed.as_secs_f64()];
    while elapsed.as_secs_f64() < until {
        elapsed += policy.next_delay(job, elapsed, Some(Ok(&generating))).unwrap();
        times.push(elapsed.as_secs_f64());
    }
    times
}

#[derive(Default)]
struct Costs {
    lag: f64,
    polls: f64,
    longest_lag: f64,
}

/// Expectations, as factors of what is true.
fn expecting(median: f64, p90: f64) -> WaitPolicy {
    WaitPolicy::new().durations(Duration::from_secs_f64(median), Duration::from_secs_f64(p90))
}

/// The costs after several numbers of jobs whose durations were observed, as the mean of several series of jobs.
fn simulate_learning(distribution: &Distribution) -> [(usize, Costs); 4] {
    const SERIES: u64 = 12;
    let mut means = [0, 1, 3, 10].map(|jobs| (jobs, Costs::default()));
    for series in 0..SERIES {
        let (mut random, job) = (Random(series), submitted_to(MODEL));
        let client = client("http://127.0.0.1:1");
        let mut observed = 0;
        for (jobs, mean) in &mut means {
            for number in observed..*jobs {
                let duration = distribution.quantile(random.below(1000) as f64 / 1000.0);
                let id = Job::from_id(format!("job-{number}"));
                let times = poll_times(&client.wait_policy_for(&job), &id, duration);
                let unfinished = times.iter().rev().nth(1).copied();
                let record = record(MODEL, unfinished, *times.last().unwrap());
                Steps::new(client.clone()).learn_durations([&record]);
            }
            observed = *jobs;
            let costs = distribution.simulate(&client.wait_policy_for(&job));
            mean.lag += costs.lag / SERIES as f64;
            mean.polls += costs.polls / SERIES as f64;
            mean.longest_lag = mean.longest_lag.max(costs.longest_lag);
        }
    }
    means
}

#[test]
fn a_few_jobs_make_up_for_a_typical_duration_that_is_wrong() {
    let mut table = String::new();
    let mut broken = Vec::new();
    for (truth, median) in [("as typical", 180.0), ("four times shorter", 45.0), ("four times longer", 720.0)]
    {
        for sigma in [0.25, 0.5] {
            let distribution = Distribution::log_normal(median, sigma);
            let least = distribution.least();
            let every_15_s = distribution.simulate(&WaitPolicy::new().interval(Duration::from_secs(15)));
            let is_typical = truth == "as typical";
            writeln!(table, "{truth}, {}: least product {least:.1} s", distribution.name).unwrap();
            for (jobs, costs) in simulate_learning(&distribution) {
                line(&mut table, &format!("jobs observed: {jobs}"), &costs, least);
                let most = if jobs < 3 { 2.7 } else { 1.6 };
                let rules = [
                    ("the product is near the least possible", costs.lag * costs.polls <= most * least),
                    // The first poll is at most 69 s after the submission, and a job may take 9 s.
                    ("no lag is above a minute", costs.longest_lag <= if jobs < 3 { 61.0 } else { 60.0 }),
                    (
                        "there are not more polls than every 15 s",
                        !is_typical || costs.polls <= every_15_s.polls,
                    ),
                ];
                let rules = rules.into_iter().filter(|(_, holds)| !holds);
                broken.extend(rules.map(|(rule, _)| format!("{truth}, {sigma}, after {jobs} jobs: {rule}")));
            }
            table.push('\n');
        }
    }
    assert!(broken.is_empty(), "{}\n{table}", broken.join("\n"));
    assert_snapshot!("waiting_learned", table);
}

#[test]
fn lag_and_polls_are_near_the_least_possible() {
    let mut table = String::new();
    let mut broken = Vec::new();
    for distribution in Distribution::all() {
        let Distribution { name, median, p90, limit, .. } = &distribution;
        let least = distribution.least();
        writeln!(table, "{name}: least product {least:.1} s").unwrap();
        let every_15_s = distribution.simulate(&WaitPolicy::new().interval(Duration::from_secs(15)));
        let median_only = |factor: f64| expecting(factor * median, 1.65 * factor * median);
        for (expectation, policy, most, is_right) in [
            ("median and 90th percentile", expecting(*median, *p90), *limit, true),
            ("median", median_only(1.0), 1.6, true),
            ("median, four times too long", median_only(4.0), 2.7, false),
            ("median, four times too short", median_only(0.25), 2.7, false),
        ] {
            let costs = distribution.simulate(&policy);
            line(&mut table, expectation, &costs, least);
            let rules = [
                ("the product is near the least possible", costs.lag * costs.polls <= most * least),
                ("no lag is above a minute", costs.longest_lag <= 60.0),
                ("there are not more polls than every 15 s", !is_right || costs.polls <= every_15_s.polls),
            ];
            let rules = rules.into_iter().filter(|(_, holds)| !holds);
            broken.extend(rules.map(|(rule, _)| format!("{name}, {expectation}: {rule}")));
        }
        line(&mut table, "every 15 s", &every_15_s, least);
        table.push('\n');
    }
    assert!(broken.is_empty(), "{}\n{table}", broken.join("\n"));
    assert_snapshot!("waiting", table);
}

fn line(table: &mut String, name: &str, costs: &Costs, least: f64) {
    let Costs { lag, polls, longest_lag } = costs;
    let ratio = lag * polls / least;
    writeln!(
        table,
        "  {name:28} {ratio:.2} times: mean lag {lag:5.1} s, longest {longest_lag:5.1} s, {polls:4.1} polls"
    )
    .unwrap();
}
