//! Runs a batch.

use std::{collections::HashMap, future::ready, path::Path, time::Duration};

use futures_util::{Stream, StreamExt as _, TryStreamExt as _, stream};
use tokio::{sync::mpsc, time::timeout};

use super::{
    Batch, BatchEvent, BatchItem, BatchStop, ItemEnd,
    admission::Reservation,
    prices::{Prices, reported},
    records::{Attempts, Records, is_failed},
};
use crate::{
    error::Error,
    job::{ClientRequestId, Status},
    ledger::{Claim, JobFilter, JobRecord, Next, RecordedError, State},
};

/// How long to wait before the catalogue is requested again, after a transient error.
const CATALOGUE_DELAY: Duration = Duration::from_secs(30);

/// From how many jobs of the ledger a run learns how long jobs take.
const RECENT_JOBS: u32 = 200;

/// A batch that runs.
pub(super) struct Run {
    batch: Batch,
    records: Records,
    prices: Prices,
    /// The cost of jobs that were submitted in an earlier run and had not ended, as far as it counts as spent.
    resumable: HashMap<ClientRequestId, u64>,
    events: mpsc::Sender<BatchEvent>,
}

impl Run {
    /// Runs a batch while the stream is polled.
    pub fn start(
        batch: Batch,
        items: impl Stream<Item = BatchItem> + Send,
    ) -> impl Stream<Item = Result<BatchEvent, Error>> + Send {
        let (sender, mut receiver) = mpsc::channel(1);
        let driver = async move {
            let run = Self::new(batch, sender).await?;
            match run.records.lock(run.batch.output_folder.as_deref())? {
                Some(_lock) => run.drive(items).await,
                None => {
                    run.stop(BatchStop::OtherRun).await;
                    Ok(())
                }
            }
        };
        let error = stream::once(driver).filter_map(|result| ready(result.err().map(Err)));
        let events = stream::poll_fn(move |context| receiver.poll_recv(context)).map(Ok);
        stream::select(events, error)
    }

    async fn new(batch: Batch, events: mpsc::Sender<BatchEvent>) -> Result<Self, Error> {
        let records = Records::open(&batch.ledger, &batch.name).await?;
        let completed = JobFilter::new().states([State::Completed, State::Downloaded]);
        let recent = batch.ledger.jobs(&completed.without_bodies().limit(RECENT_JOBS)).await?;
        batch.steps.learn_durations(&recent);
        Ok(Self { batch, records, prices: Prices::default(), resumable: HashMap::new(), events })
    }

    /// What earlier runs have spent, including what may yet be charged.
    async fn spent_before(&mut self) -> Result<u64, Error> {
        let of_batch = self.records.filter();
        let mut spent = 0;
        for spending in self.batch.ledger.spending(&of_batch).await? {
            spent += spending.credits.ceil() as u64;
            match self.batch.assumed_cost {
                Some(assumed) => spent += assumed.saturating_mul(spending.without_cost),
                None if spending.without_cost > 0 => self.stop(BatchStop::UnknownCost).await,
                None => {}
            }
        }
        let in_progress = of_batch.states([State::Sent, State::Unknown, State::Submitted]);
        for record in self.batch.ledger.jobs(&in_progress).await? {
            let cost = match reported(record.cost()) {
                Some(cost) => cost,
                None => match self.cost_of(None, &record).await {
                    Ok(cost) => cost,
                    Err(reason) => {
                        self.stop(reason).await;
                        0
                    }
                },
            };
            spent += cost;
            self.resumable.insert(record.client_request_id().clone(), cost);
        }
        Ok(spent)
    }

    async fn drive(mut self, items: impl Stream<Item = BatchItem> + Send) -> Result<(), Error> {
        if self.batch.budget.is_some() {
            let spent = self.spent_before().await?;
            self.batch.admission.set_budget(self.batch.budget, spent);
        }
        let items = items.take_until(Box::pin(self.batch.admission.stop_requested()));
        let ends = items.map(|item| self.process(item)).buffer_unordered(self.batch.in_flight);
        ends.try_for_each(|()| ready(Ok(()))).await?;
        self.announce_stop().await;
        Ok(())
    }

    async fn process(&self, item: BatchItem) -> Result<(), Error> {
        let end = self.end_of(&item).await?;
        self.emit(BatchEvent::Ended { name: item.name().to_owned(), end }).await;
        Ok(())
    }

    /// Works on an item until it ends: on its last record, or on a new one.
    async fn end_of(&self, item: &BatchItem) -> Result<ItemEnd, Error> {
        let Attempts { last, next_id } = self.records.of(item.output()).await?;
        let new = match JobRecord::with_id_in_background(next_id, item.request.clone()).await {
            Ok(record) => record.output(item.output()),
            Err(error) => return Ok(ItemEnd::Invalid(error)),
        };
        match last {
            None => self.start_job(item, new).await,
            Some(last) if is_failed(&last) => {
                let is_other = last.body() != new.body();
                match is_other || self.batch.retry_failed {
                    true => self.start_job(item, new).await,
                    false => Ok(ItemEnd::EndedBefore(last.into())),
                }
            }
            Some(last) if last.body() != new.body() => Ok(ItemEnd::OtherRequest(last.into())),
            Some(last) if !last.is_done() || is_gone(item.output()).await => {
                self.resume_job(item, last).await
            }
            Some(last) => Ok(ItemEnd::EndedBefore(last.into())),
        }
    }

    async fn start_job(&self, item: &BatchItem, record: JobRecord) -> Result<ItemEnd, Error> {
        let Some(reservation) = self.reserve(item, &record).await else { return Ok(ItemEnd::NotStarted) };
        match self.batch.ledger.insert(record).await? {
            Some(claim) => self.finish(item, claim, reservation).await,
            None => Ok(ItemEnd::InUse),
        }
    }

    async fn resume_job(&self, item: &BatchItem, stored: JobRecord) -> Result<ItemEnd, Error> {
        let reservation = match stored.state() {
            State::Named => match self.reserve(item, &stored).await {
                Some(reservation) => reservation,
                None => return Ok(ItemEnd::NotStarted),
            },
            _ => {
                // What counts as spent, so that it is not counted twice.
                let charged = || reported(stored.cost()).or(self.batch.assumed_cost);
                let cost = self.resumable.get(stored.client_request_id()).copied();
                let cost = cost.or_else(|| charged().filter(|_| stored.state().is_charged()));
                self.batch.admission.resume(cost.unwrap_or_default())
            }
        };
        let id = stored.client_request_id();
        match self.batch.ledger.claim(id).await? {
            Some(mut claim) => {
                if claim.record().state() == State::Downloaded {
                    // Another run may have ended the job since its record was read.
                    if !is_gone(item.output()).await {
                        reservation.settle();
                        return Ok(ItemEnd::EndedBefore(claim.record().clone().into()));
                    }
                    // A video whose file is gone is downloaded again.
                    *claim.record() = claim.record().clone().output(item.output());
                }
                self.finish(item, claim, reservation).await
            }
            None => {
                reservation.settle();
                Ok(ItemEnd::InUse)
            }
        }
    }

    /// Takes the steps of a job until it ends, or until nothing more can be done for it in this run.
    async fn finish(
        &self,
        item: &BatchItem,
        mut claim: Claim,
        mut reservation: Reservation<'_>,
    ) -> Result<ItemEnd, Error> {
        let mut last = Visible::of(claim.record());
        self.changed(item, claim.record()).await;
        loop {
            let is_stopped = self.batch.admission.stopped().is_some();
            if is_stopped && claim.record().state() == State::Named {
                return Ok(ItemEnd::NotStarted);
            }
            let next = self.batch.steps.advance(claim.record(), &self.batch.ledger).await?;
            let record = claim.record();
            self.account(record, &mut reservation).await;
            let now = Visible::of(record);
            if now != last {
                last = now;
                self.changed(item, record).await;
            }
            match (next, record.state()) {
                // A stop ends the delay before a submission.
                (Next::Again { after }, State::Named) => {
                    let _ = timeout(after, self.batch.admission.any_stop()).await;
                }
                (Next::Again { after }, _) => tokio::time::sleep(after).await,
                (next, state) => {
                    if !matches!(state, State::Named | State::Failed | State::Refused) {
                        reservation.settle();
                    }
                    return Ok(self.end(next, record.clone()).await);
                }
            }
        }
    }

    async fn end(&self, next: Next, record: JobRecord) -> ItemEnd {
        let state = record.state();
        let record = Box::new(record);
        match next {
            Next::Again { .. } | Next::Done => ItemEnd::Downloaded(record),
            Next::Failed => ItemEnd::Failed(record),
            Next::Refused => ItemEnd::Refused(record),
            Next::Unknown => ItemEnd::Unknown(record),
            Next::CannotDownload => ItemEnd::CannotDownload(record),
            Next::Stop(reason) => {
                self.stop(BatchStop::Service(reason)).await;
                if state == State::Named { ItemEnd::NotStarted } else { ItemEnd::Unfinished(record) }
            }
        }
    }

    /// Reserves the cost of a job that is about to be submitted; `None` if it must not be.
    async fn reserve(&self, item: &BatchItem, record: &JobRecord) -> Option<Reservation<'_>> {
        if self.batch.budget.is_some() {
            self.waiting(Some(item), None).await;
        }
        let admitted = match self.cost_of(Some(item), record).await {
            Ok(cost) => self.batch.admission.admit(cost).await,
            Err(reason) => Err(reason),
        };
        match admitted {
            Ok(reservation) => Some(reservation),
            Err(reason) => {
                self.stop(reason).await;
                None
            }
        }
    }

    /// What a job will cost; zero without a budget, which needs no prices.
    async fn cost_of(&self, item: Option<&BatchItem>, record: &JobRecord) -> Result<u64, BatchStop> {
        if self.batch.budget.is_none() {
            return Ok(0);
        }
        loop {
            if let Some(reason) = self.batch.admission.stopped() {
                return Err(reason);
            }
            match self.prices.quote(self.batch.steps.client(), record).await {
                Ok(Some(cost)) => return Ok(cost),
                Err(error) if error.is_transient() => {
                    self.waiting(item, Some(error)).await;
                    let _ = timeout(CATALOGUE_DELAY, self.batch.admission.any_stop()).await;
                }
                Ok(None) | Err(_) => return self.batch.assumed_cost.ok_or(BatchStop::UnknownCost),
            }
        }
    }

    /// Corrects a reservation by what the service has reported.
    async fn account(&self, record: &JobRecord, reservation: &mut Reservation<'_>) {
        let Some(charged) = reported(record.cost()).filter(|_| self.batch.budget.is_some()) else { return };
        let quoted = reservation.cost();
        if charged > quoted && record.state() == State::Submitted {
            self.prices.exceeded(record, quoted, charged).await;
        }
        reservation.set(charged);
    }

    async fn stop(&self, reason: BatchStop) {
        self.batch.admission.stop(reason);
        self.announce_stop().await;
    }

    async fn announce_stop(&self) {
        if let Some(reason) = self.batch.admission.announce() {
            self.emit(BatchEvent::Stopped(reason)).await;
        }
    }

    async fn waiting(&self, item: Option<&BatchItem>, error: Option<Error>) {
        let name = item.map(|item| item.name().to_owned());
        self.emit(BatchEvent::Waiting { name, error }).await;
    }

    async fn changed(&self, item: &BatchItem, record: &JobRecord) {
        let (name, record) = (item.name().to_owned(), record.clone().into());
        self.emit(BatchEvent::Changed { name, record }).await;
    }

    async fn emit(&self, event: BatchEvent) {
        // The receiver is dropped together with the run.
        let _ = self.events.send(event).await;
    }
}

/// What a change of a record is reported for.
#[derive(PartialEq)]
struct Visible {
    state: State,
    status: Option<Status>,
    error: Option<RecordedError>,
}

impl Visible {
    fn of(record: &JobRecord) -> Self {
        let (status, error) = (record.status().cloned(), record.last_error().cloned());
        Self { state: record.state(), status, error }
    }
}

/// Whether a file that was downloaded does not exist any more.
async fn is_gone(output: &Path) -> bool {
    matches!(tokio::fs::try_exists(output).await, Ok(false))
}
