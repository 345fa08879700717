//! What many concurrent waits cost: connections, memory, CPU time, and how evenly the polls are spread.
//!
//! ```sh
//! cargo run --release --features simulator --example fan_out -- 10000
//! ```
//!
//! The service is simulated by a process of its own, so that only the client is measured. Memory and CPU time are
//! those that Linux reports.

use std::{
    env, fs,
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use aimlapi_kling::{
    Client, WaitPolicy,
    simulator::{Endpoint, KEY, Simulator},
    types::V1_6StandardTextToVideo,
};
use tokio::task::JoinSet;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// How long a job takes, and the interval between its polls.
const DURATION: Duration = Duration::from_secs(60);
const INTERVAL: Duration = Duration::from_secs(15);

/// The argument that makes this program the simulated service.
const SERVE: &str = "serve";

fn main() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    match env::args().nth(1).as_deref() {
        Some(SERVE) => runtime.block_on(serve()),
        Some(waits) => runtime.block_on(measure(waits.parse()?)),
        None => runtime.block_on(measure(10_000)),
    }
}

/// Submits the jobs, and waits for all of them at the same time.
async fn measure(waits: usize) -> Result<()> {
    let mut service = Service::start()?;
    let policy = WaitPolicy::new().interval(INTERVAL);
    let client = Client::builder(KEY).base_url(service.line()?).wait_policy(policy).build()?;
    let request = V1_6StandardTextToVideo::new("A lighthouse in a storm");
    let (start, mut jobs) = (Instant::now(), JoinSet::new());
    for _ in 0..waits {
        let (client, request) = (client.clone(), request.clone());
        jobs.spawn(async move { client.generate(request).await });
    }
    let videos = jobs.join_all().await;
    let seconds = start.elapsed().as_secs_f64();
    if let Some(error) = videos.into_iter().find_map(std::result::Result::err) {
        return Err(error.into());
    }
    print("jobs", waits);
    print("seconds", format!("{seconds:.1}"));
    let cpu = cpu_seconds();
    let exchanges = service.report()?;
    print("peak memory, MB", peak_memory().map_or("unknown".to_owned(), |kb| (kb / 1024).to_string()));
    let per_exchange = cpu.map(|cpu| format!("{:.0}", cpu * 1e6 / exchanges as f64));
    print("CPU time per exchange, µs", per_exchange.unwrap_or_else(|| "unknown".to_owned()));
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

    /// Prints what the service has counted. Returns the number of exchanges.
    fn report(&mut self) -> Result<usize> {
        writeln!(self.commands, "report")?;
        for name in ["connections opened", "connections open at the same time, at most"] {
            print(name, self.line()?);
        }
        let exchanges = self.line()?.parse()?;
        print("polls in a second, at most", self.line()?);
        print("polls in a second with polls, median", self.line()?);
        Ok(exchanges)
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
    let (start, polls, exchanges) =
        (Instant::now(), Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(0)));
    let (counted_polls, counted) = (Arc::clone(&polls), Arc::clone(&exchanges));
    let simulator = Simulator::builder()
        .timeline(DURATION / 6, DURATION - DURATION / 6)
        .faults(move |request| {
            *counted.lock().unwrap() += 1;
            if request.endpoint == Endpoint::Poll {
                counted_polls.lock().unwrap().push(start.elapsed().as_secs());
            }
            None
        })
        .start()
        .await?;
    println!("{}", simulator.base_url());
    tokio::task::spawn_blocking(|| std::io::stdin().lines().next()).await?;
    let mut in_second = std::collections::BTreeMap::<u64, usize>::new();
    polls.lock().unwrap().iter().for_each(|second| *in_second.entry(*second).or_default() += 1);
    let mut in_second = in_second.into_values().collect::<Vec<_>>();
    in_second.sort_unstable();
    let connections = simulator.connections();
    println!("{}\n{}", connections.opened, connections.max_open);
    println!("{}", exchanges.lock().unwrap());
    println!("{}", in_second.last().copied().unwrap_or_default());
    println!("{}", in_second.get(in_second.len() / 2).copied().unwrap_or_default());
    Ok(())
}

/// The largest size of this process in memory, in KB.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").trim().parse().ok()
}

/// The CPU time of this process. Linux counts it in hundredths of a second.
fn cpu_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let mut times = fields.split_whitespace().skip(11).map_while(|field| field.parse::<f64>().ok());
    Some((times.next()? + times.next()?) / 100.0)
}
