//! The command `worker`: creates the tables, inserts jobs, works on them and reports.

use std::{
    fs::File,
    io::{self, BufRead as _, BufReader},
    path::{Path, PathBuf},
};

use aimlapi_kling::{ClientBuilder, Request, ledger::JobRecord};
use clap::{Parser, Subcommand};
use kling_worker::{Error, queue, report, settings::Settings, worker::Worker};
use sqlx::{PgPool, postgres::PgPoolOptions};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// Makes Kling videos as jobs of a queue in PostgreSQL.
#[derive(Parser)]
struct Command {
    /// The database: postgres://user@host/name
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: String,
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Creates the tables, or brings them to this version.
    Migrate,
    /// Inserts a job for each line of a file. If it is interrupted, run it again: no job is inserted twice.
    Insert {
        /// Requests as JSON, one a line.
        file: PathBuf,
        /// The start of the ids of the jobs, which are completed by the number of the line.
        #[arg(long)]
        batch: String,
        /// The folder for the videos, which all workers must see.
        #[arg(long)]
        output_dir: PathBuf,
    },
    /// Works until SIGINT or SIGTERM. The API key is read from AIML_API_KEY.
    Run(Settings),
    /// Shows the progress and the cost.
    Report,
    /// Continues to submit after submissions were paused.
    Resume,
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let filter = EnvFilter::builder().with_default_directive(tracing::Level::WARN.into()).from_env()?;
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).init();
    let Command { database_url, action } = Command::parse();
    let connections = match &action {
        // For saving and loading of each step, and for the queue engine: listeners, heartbeats, maintenance.
        Action::Run(settings) => settings.lock_connections() / 2 + 10,
        _ => 1,
    };
    let pool = PgPoolOptions::new().max_connections(connections).connect(&database_url).await?;
    match action {
        Action::Migrate => queue::migrate(&pool).await,
        Action::Insert { file, batch, output_dir } => insert(&pool, &file, &batch, &output_dir).await,
        Action::Run(settings) => {
            // Each step sends a request once; the queue decides when to send it again.
            let client = ClientBuilder::from_env()?.build()?;
            Worker::new(pool, client, &settings).run(&settings, terminated()?).await
        }
        Action::Report => print_report(&pool).await,
        Action::Resume => Ok(queue::resume(&pool).await?),
    }
}

async fn insert(pool: &PgPool, file: &Path, batch: &str, output_dir: &Path) -> Result<(), Error> {
    let output_dir = std::path::absolute(output_dir)?;
    let mut records = Vec::new();
    for (index, line) in BufReader::new(File::open(file)?).lines().enumerate() {
        let number = index + 1;
        let id = format!("{batch}-{number:06}");
        let output = output_dir.join(format!("{id}.mp4"));
        let request = Request::try_from(serde_json::from_str::<serde_json::Value>(&line?)?)
            .map_err(|violations| format!("line {number}: {violations}"))?;
        let record =
            JobRecord::with_id(id.parse()?, request).map_err(|error| format!("line {number}: {error}"))?;
        records.push(record.output(output));
    }
    let inserted = queue::insert(pool, records).await?;
    println!("{inserted} jobs inserted");
    Ok(())
}

async fn print_report(pool: &PgPool) -> Result<(), Error> {
    for line in report::report(pool).await? {
        let attention = line.attention.map(|reason| format!(" (held: {reason})")).unwrap_or_default();
        println!("{} {}{attention}: {} jobs, {} credits", line.model, line.state, line.jobs, line.credits);
    }
    Ok(())
}

/// Completes when the process is asked to end.
fn terminated() -> io::Result<impl Future<Output = ()>> {
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
