//! `kling batch`

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use aimlapi_kling::{
    AdaptiveRateLimit, Catalogue, Client, ClientBuilder, Error, WaitPolicy,
    batch::{Batch as Jobs, BatchItem, BatchStop},
    ledger::{Ledger, Steps},
    simulator::Simulator,
};
use clap::{Args, value_parser};
use futures_util::{Stream, StreamExt as _, stream};
use tempfile::TempDir;

use crate::{
    batch::{
        entry::Problem,
        gallery::Gallery,
        item::Items,
        plan::{Checks, Plan, Selection},
        run::Run,
        source::{Format, Source},
        totals::advice,
        view::View,
    },
    exit::Exit,
    failure::Failure,
    interrupts::Interrupts,
    ledger::LedgerOptions,
    model::{ModelParser, NamedModel},
    output, prices,
    shown::shown_path,
};

/// Generate many videos from a file. Safe to interrupt and to repeat: each video is paid for once.
#[derive(Args)]
#[command(after_help = "\
Exit codes:
    0  all videos are on disk
    1  any other error: disk, an unknown cost, a video that cannot be downloaded
    2  invalid input; nothing was sent
    3  some jobs failed; they are not charged
    4  it is unknown whether some requests were accepted; the same command looks them up again
    5  the budget is reached
    7  the service rejects the API key
    8  the account does not have enough credits
   13  another process runs this batch; nothing was sent
  130  interrupted; the same command resumes; 143 terminated

Without --format, the extension decides: .jsonl, .csv or .tsv; anything else contains a prompt per line. Paths of
images are relative to the file. Without a name, the videos are numbered: 0001.mp4.")]
pub struct Batch {
    /// File with the requests; `-` is standard input.
    file: PathBuf,

    /// Folder for the videos and the gallery page `index.html`; it is created if necessary.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// Model of requests that name none.
    #[arg(long, short, value_parser = ModelParser)]
    model: Option<NamedModel>,

    /// Parameter of requests that do not have it; can be repeated.
    #[arg(long, value_name = "NAME=VALUE", value_parser = parameter)]
    set: Vec<(String, String)>,

    /// Format of the file.
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Number of jobs that run at the same time.
    #[arg(long, value_name = "JOBS", default_value = "10", value_parser = value_parser!(u16).range(1..))]
    in_flight: u16,

    /// Maximum number of requests to the service per minute: submissions, polls and look-ups [default: what the service allows].
    #[arg(long, value_name = "REQUESTS", value_parser = value_parser!(u32).range(1..))]
    rpm: Option<u32>,

    /// Delay before the first poll of a job and between polls, 1 or more [default: by the typical duration].
    #[arg(long, value_name = "SECONDS", value_parser = interval)]
    interval: Option<Duration>,

    /// Maximum cost of all jobs in US dollars, including those of earlier runs.
    #[arg(long, value_name = "USD", value_parser = dollars)]
    budget: Option<f64>,

    /// What to reserve of the budget for a request whose cost is unknown.
    #[arg(long, value_name = "USD", value_parser = dollars)]
    assume_cost: Option<f64>,

    /// Check everything and show the cost; send nothing.
    #[arg(long)]
    dry_run: bool,

    /// Submit requests again whose jobs failed in an earlier run.
    #[arg(long)]
    retry_failed: bool,

    /// Submit requests again that are not in the request log of the service 15 minutes after they were sent. If the
    /// log is incomplete, they are charged twice.
    #[arg(long)]
    resend_unknown: bool,

    /// Only the first N requests.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// Only the request with this name; can be repeated.
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,

    /// Write events to standard output: one JSON object per line.
    #[arg(long)]
    pub json: bool,

    /// Use a simulated service on this machine: no key, no network, no cost; the videos are test pictures.
    #[arg(long, conflicts_with_all = ["ledger", "no_ledger"])]
    simulate: bool,

    #[command(flatten)]
    ledger: LedgerOptions,
}

/// The service, and where jobs are recorded.
struct Service {
    steps: Steps,
    ledger: Ledger,
    /// The simulated service and the folder of its ledger, which end with the command.
    _simulation: Option<(Simulator, TempDir)>,
}

impl Batch {
    pub async fn run(&self) -> Result<Exit, Failure> {
        let mut interrupts = Interrupts::listen()?;
        let source = Source::open(&self.file, self.format)?;
        let folder = create(&self.out)?;
        let items = Arc::new(Items {
            output: folder.clone(),
            media: source.folder.clone(),
            model: self.model,
            defaults: self.set.clone(),
        });
        if self.simulate && !self.json {
            output::notice("SIMULATED: nothing is sent or paid, and the videos are test pictures");
        }
        let service = interrupts.interruptible(self.service()).await?;
        let jobs = self.jobs(&service, &folder);
        let mut gallery = Gallery::new(&folder);
        let plan =
            interrupts.interruptible(self.plan(&source, &items, &service, &jobs, &mut gallery)).await?;
        plan.check()?;
        if !self.json {
            output::notice(&plan.describe(self.budget));
        }
        if self.dry_run {
            return Ok(Exit::Success);
        }
        let gone = Arc::<Mutex<Vec<Problem>>>::default();
        let requests = self.requests(&source, items, &gone)?;
        let mut run = Run::new(View::new(self.json, self.simulate, plan.requests), gallery, self.simulate);
        let interrupted = run.follow(jobs, requests, &mut interrupts).await?;
        if run.totals.stop == Some(BatchStop::OtherRun) {
            let (folder, advice) = (shown_path(&folder), advice(BatchStop::OtherRun));
            return Err(Failure::in_use(format!("{folder}: {advice}; nothing was sent")));
        }
        for problem in gone.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            run.totals.ended += 1;
            run.totals.error(&format!("line {}", problem.line), &problem.text);
        }
        Ok(run.end(interrupted))
    }

    async fn service(&self) -> Result<Service, Failure> {
        if !self.simulate {
            let client = self.client()?;
            let ledger = self.ledger.open(client.base_url()).await?.ledger().cloned();
            let ledger = ledger.ok_or_else(|| {
                Failure::input(
                    "--no-ledger: a batch needs a ledger, so that it can be interrupted and repeated",
                )
            })?;
            let steps = Steps::new(client).wait_policy(self.wait_policy());
            let steps = steps.resend_if_not_found(u32::from(self.resend_unknown));
            return Ok(Service { steps, ledger, _simulation: None });
        }
        let started = async {
            let (simulator, folder) = (Simulator::start().await?, tempfile::tempdir()?);
            Ok::<_, std::io::Error>((simulator, folder))
        };
        let (simulator, folder) =
            started.await.map_err(|error| Failure::other(format!("the simulator cannot start: {error}")))?;
        let steps = Steps::new(simulator.client().build()?).wait_policy(simulator.wait_policy());
        let ledger = Ledger::open(folder.path().join("jobs.db")).await?;
        Ok(Service { steps, ledger, _simulation: Some((simulator, folder)) })
    }

    fn client(&self) -> Result<Client, Error> {
        let builder = ClientBuilder::from_env()?;
        match self.rpm {
            Some(requests) => builder.rate_limit(AdaptiveRateLimit::per_minute(requests)).build(),
            None => builder.build(),
        }
    }

    fn wait_policy(&self) -> WaitPolicy {
        let policy = WaitPolicy::new();
        match self.interval {
            Some(interval) => policy.interval(interval),
            None => policy,
        }
    }

    fn jobs(&self, service: &Service, folder: &Path) -> Jobs {
        // The folder identifies the batch.
        let name = folder.to_string_lossy();
        let mut jobs = Jobs::new(name, service.steps.clone(), service.ledger.clone())
            .in_flight(self.in_flight.into())
            .output_folder(folder)
            .retry_failed(self.retry_failed);
        if let Some(budget) = self.budget {
            jobs = jobs.budget_usd(budget);
        }
        if let Some(cost) = self.assume_cost {
            jobs = jobs.assume_cost_usd(cost);
        }
        jobs
    }

    async fn plan(
        &self,
        source: &Source,
        items: &Items,
        service: &Service,
        batch: &Jobs,
        gallery: &mut Gallery,
    ) -> Result<Plan, Failure> {
        let catalogue = self.catalogue(service).await;
        let (selection, retry_failed) = (&self.selection(), self.retry_failed);
        let checks = Checks { items, selection, batch, catalogue: catalogue.as_deref(), retry_failed };
        Plan::new(source.entries()?, &checks, gallery).await
    }

    /// The prices. Without them, the cost is unknown.
    async fn catalogue(&self, service: &Service) -> Option<Arc<Catalogue>> {
        let prices = prices::catalogue_within(service.steps.client(), Duration::from_secs(20)).await;
        prices.map_err(|reason| output::notice(&format!("the prices are unknown: {reason}"))).ok()
    }

    fn selection(&self) -> Selection {
        Selection { limit: self.limit, only: self.only.clone() }
    }

    /// The requests, each of which is built when it is its turn. A file that it contains may not exist any more then.
    fn requests(
        &self,
        source: &Source,
        items: Arc<Items>,
        gone: &Arc<Mutex<Vec<Problem>>>,
    ) -> Result<impl Stream<Item = BatchItem> + Send + use<>, Failure> {
        let (selection, gone) = (Arc::new(self.selection()), Arc::clone(gone));
        let entries = stream::iter(source.entries()?.enumerate());
        let made = entries.then(move |(index, entry)| {
            let items = Arc::clone(&items);
            async move { items.item(index + 1, entry?).await }
        });
        let valid = made.filter_map(move |item| {
            let item = item.map_err(|problem| {
                gone.lock().unwrap_or_else(PoisonError::into_inner).push(problem);
            });
            std::future::ready(item.ok())
        });
        let mut taken = 0;
        Ok(valid.filter(move |item| {
            let is_taken = selection.takes(item.name(), taken);
            taken += usize::from(is_taken);
            std::future::ready(is_taken)
        }))
    }
}

/// Creates the folder, checks that files can be written to it, and returns its absolute path, which is the same in
/// every run.
fn create(folder: &Path) -> Result<PathBuf, Failure> {
    let unwritable = |error: std::io::Error| {
        Failure::input(format!("the folder {} cannot be written: {error}", folder.display()))
    };
    std::fs::create_dir_all(folder).map_err(unwritable)?;
    let folder = folder.canonicalize().map_err(unwritable)?;
    tempfile::Builder::new().prefix(".check-").tempfile_in(&folder).map_err(unwritable)?;
    Ok(folder)
}

fn parameter(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    Ok((name.trim().to_owned(), value.to_owned()))
}

/// The service is polled at most once per second for each job.
fn interval(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().filter(|seconds: &f64| *seconds >= 1.0);
    let interval = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    interval.ok_or_else(|| "expected a number of seconds, 1 or more".into())
}

fn dollars(text: &str) -> Result<f64, String> {
    let usd = text.trim().trim_start_matches('$').parse().ok();
    usd.filter(|usd: &f64| usd.is_finite() && *usd > 0.0)
        .ok_or_else(|| "expected an amount such as 50".into())
}
