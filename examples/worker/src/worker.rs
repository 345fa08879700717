//! A worker process.

use std::{sync::Arc, time::Duration};

use aimlapi_kling::{Client, ledger::Steps};
use awa::QueueConfig;
use sqlx::{PgPool, postgres::PgConnectOptions};

use crate::{
    Error,
    lock::Locks,
    queue::{self, LookUpSubmissions, Queue, VideoStep},
    settings::Settings,
    table::Table,
};

/// What the steps need.
#[derive(Clone, Debug)]
pub struct Worker {
    pub(crate) pool: PgPool,
    pub(crate) table: Table,
    pub(crate) locks: Locks,
    pub(crate) steps: Steps,
}

impl Worker {
    /// Creates a worker on the database of a pool.
    pub fn new(pool: PgPool, client: Client, settings: &Settings) -> Self {
        let options = PgConnectOptions::clone(&pool.connect_options());
        Self {
            table: Table::new(pool.clone()),
            locks: Locks::new(options, settings.lock_connections()),
            steps: settings.steps(client),
            pool,
        }
    }

    /// Works until `shutdown` completes. The steps that are being taken then have some time to end; what does not is
    /// continued by another worker.
    pub async fn run(self, settings: &Settings, shutdown: impl Future<Output = ()>) -> Result<(), Error> {
        queue::check_storage(&self.pool).await?;
        let runtime = self.runtime(settings)?;
        runtime.start().await?;
        let reconciler = tokio::spawn({
            let (worker, idle) = (self.clone(), settings.idle);
            async move { worker.reconcile_forever(idle).await }
        });
        shutdown.await;
        reconciler.abort();
        runtime.shutdown(settings.shutdown).await;
        Ok(())
    }

    fn runtime(&self, settings: &Settings) -> Result<awa::Client, Error> {
        // A third of the lease, so that two heartbeats may be lost.
        let heartbeat = settings.lease / 3;
        let mut builder = awa::Client::builder(self.pool.clone())
            .heartbeat_interval(heartbeat)
            .heartbeat_staleness(settings.lease)
            .heartbeat_rescue_interval(heartbeat)
            .leader_election_interval(heartbeat)
            // How exact the delays of steps are. If this takes the engine longer than it may three times, it does not
            // do it for 120 intervals, so it should be no shorter than necessary.
            .promote_interval(Duration::from_secs(1));
        let queues = [
            (Queue::Submit, settings.submit),
            (Queue::Poll, settings.poll),
            (Queue::Download, settings.download),
            (Queue::LookUp, 1),
        ];
        for (queue, max_workers) in queues {
            // Without a deadline, because the steps have timeouts of their own, and a large download takes as long as
            // it takes.
            let config =
                QueueConfig { max_workers, deadline_duration: Duration::ZERO, ..QueueConfig::default() };
            builder = builder.queue(queue.name(), config);
        }
        let worker = Arc::new(self.clone());
        let look_up = {
            let worker = Arc::clone(&worker);
            move |_: LookUpSubmissions, _: &awa::JobContext| {
                let worker = Arc::clone(&worker);
                async move { Ok(worker.look_up().await) }
            }
        };
        let step = move |step: VideoStep, _: &awa::JobContext| {
            let worker = Arc::clone(&worker);
            async move { Ok(worker.step(step.queue, &step.id).await) }
        };
        Ok(builder.register::<LookUpSubmissions, _, _>(look_up).register::<VideoStep, _, _>(step).build()?)
    }
}
