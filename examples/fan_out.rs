//! What many concurrent waits cost: connections, memory, CPU time, and how evenly the polls are spread.
//!
//! ```sh
//! cargo run --release --features simulator --example fan_out -- 10000
//! ```
//!
//! A second argument is the highest number of requests in a minute; by default only the service limits it.
//!
//! The service is simulated by a process of its own, so that only the client is measured. Memory and CPU time are
//! those that Linux reports.

use std::{
    collections::BTreeMap,
    env, fs,
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use aimlapi_kling::{
    AdaptiveRateLimit, Client, Job, WaitPolicy,
    simulator::{Endpoint, KEY, Simulator},
    types::V1_6StandardTextToVideo,
};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use tokio::task::JoinSet;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// How long a job takes.
const DURATION: Duration = Duration::from_secs(30);

/// How many jobs are submitted at the same time, before waiting begins.
const SUBMISSIONS: usize = 24;

/// The argument that makes this program the simulated service.
const SERVE: &str = "serve";

fn main() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let arguments: Vec<_> = env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        [SERVE] => runtime.block_on(serve()),
        [waits, per_minute] => {
            runtime.block_on(measure(waits.parse()?, AdaptiveRateLimit::per_minute(per_minute.parse()?)))
        }
        [waits] => runtime.block_on(measure(waits.parse()?, AdaptiveRateLimit::new())),
        _ => runtime.block_on(measure(10_000, AdaptiveRateLimit::new())),
    }
}

/// Submits the jobs, and then waits for all of them at the same time.
async fn measure(waits: usize, rate: AdaptiveRateLimit) -> Result<()> {
    let mut service = Service::start()?;
    let policy = WaitPolicy::new().durations(DURATION, DURATION * 2);
    let client =
        Client::builder(KEY).base_url(service.line()?).wait_policy(policy).rate_limit(rate).build()?;
    let submit = |_| client.submit(V1_6StandardTextToVideo::new("A lighthouse in a storm"));
    let submissions = stream::iter(0..waits).map(submit).buffer_unordered(SUBMISSIONS);
    let jobs: Vec<Job> = submissions.try_collect().await?;
    let (memory, cpu) = (memory("VmRSS:")?, cpu_seconds()?);
    print("size of the future of a wait, bytes", size_of_val(&client.wait(&jobs[0])));
    let mut waiting = JoinSet::new();
    for job in jobs {
        let client = client.clone();
        waiting.spawn(async move { client.wait(&job).await });
    }
    // Videos are not kept, because their memory is not that of waiting.
    while let Some(video) = waiting.join_next().await {
        video??;
    }
    let polls = service.report()?;
    let per_wait = (self::memory("VmHWM:")? - memory) / waits as f64;
    print("memory per wait, bytes", format!("{per_wait:.0}"));
    print("CPU time per poll, µs", format!("{:.0}", (cpu_seconds()? - cpu) * 1e6 / polls));
    Ok(())
}

fn print(name: &str, value: impl std::fmt::Display) {
    println!("{name:38}{value:>10}");
}

/// The process of the simulated service.
struct Service {
    process: Child,
    commands: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Service {
    fn start() -> Result<Self> {
        let mut command = Command::new(env::current_exe()?);
        let mut process = command.arg(SERVE).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let commands = process.stdin.take().ok_or("no standard input")?;
        let output = BufReader::new(process.stdout.take().ok_or("no standard output")?);
        Ok(Self { process, commands, output })
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        Ok(line.trim().to_owned())
    }

    /// Prints what the service has counted. Returns the number of polls.
    fn report(&mut self) -> Result<f64> {
        writeln!(self.commands, "report")?;
        print("connections open at the same time", self.line()?);
        let polls: f64 = self.line()?.parse()?;
        let (mean, most): (f64, f64) = (polls / self.line()?.parse::<f64>()?, self.line()?.parse()?);
        print("polls", polls);
        print("polls in a second, mean", format!("{mean:.0}"));
        print("polls in a second, at most", format!("{most:.0}"));
        print("polls in a second, most to mean", format!("{:.2}", most / mean));
        Ok(polls)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It ends by itself when its standard input is closed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Simulates the service until it is told to report, and reports.
async fn serve() -> Result<()> {
    let (start, polls) = (Instant::now(), Arc::new(Mutex::new(BTreeMap::<u64, usize>::new())));
    let counted = Arc::clone(&polls);
    let simulator = Simulator::builder()
        .timeline(DURATION / 6, DURATION - DURATION / 6)
        .faults(move |request| {
            if request.endpoint == Endpoint::Poll {
                *counted.lock().unwrap().entry(start.elapsed().as_secs()).or_default() += 1;
            }
            None
        })
        .start()
        .await?;
    println!("{}", simulator.base_url());
    tokio::task::spawn_blocking(|| std::io::stdin().lines().next()).await?;
    let polls = polls.lock().unwrap();
    println!("{}", simulator.connections().max_open);
    println!("{}\n{}", polls.values().sum::<usize>(), polls.len());
    println!("{}", polls.values().max().copied().unwrap_or_default());
    Ok(())
}

/// A size of this process in memory that Linux reports, in bytes.
fn memory(name: &str) -> Result<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)).ok_or("no such size")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? * 1024.0)
}

/// The CPU time of this process. Linux counts it in hundredths of a second.
fn cpu_seconds() -> Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(')').ok_or("no times")?;
    let times = fields.split_whitespace().skip(11).take(2).map(str::parse::<f64>);
    Ok(times.sum::<std::result::Result<f64, _>>()? / 100.0)
}
