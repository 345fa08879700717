//! The step that sends the request.

use std::time::Duration;

use super::{Next, Steps, StopReason};
use crate::{
    client::{RequestKind, SubmitOutcome},
    error::Error,
    ledger::{JobRecord, State, Store, look_up::LookUp},
};

impl Steps {
    /// Stores the client request id, then that the request is sent; sends it; stores the result.
    pub(super) async fn submit(&self, record: &mut JobRecord, store: &impl Store) -> Result<Next, Error> {
        let target = record.target();
        if target.is_legacy && target.model().is_none() {
            let id = &target.model_id;
            return Err(Error::configuration(format!(
                "the model {id:?} is unknown to this version of the crate"
            )));
        }
        if record.body.is_empty() {
            let id = record.client_request_id();
            return Err(Error::configuration(format!("the record {id} has no body")));
        }
        if record.revision() == 0 {
            let now = self.now();
            self.save_before(record, store, |record| record.enter(State::Named, now)).await?;
        }
        if let Err(error) = self.check_output(record).await {
            self.failed(record, &error);
            self.save(record, store).await?;
            return Ok(Next::CannotDownload);
        }
        // A record that waits for the limits of the client is not yet marked as sent.
        let permit = self.client.permit(RequestKind::Submission).await;
        let now = self.now();
        self.save_before(record, store, |record| {
            record.submissions += 1;
            record.look_up = LookUp::start(now);
            record.enter(State::Sent, now);
        })
        .await?;
        let (id, body) = (record.client_request_id(), record.body.to_bytes());
        let outcome = self.client.send_once(permit, id, &target, body).await;
        let next = self.apply(outcome, record);
        self.save(record, store).await?;
        Ok(next)
    }

    /// What would prevent the download is an error before the job is paid for.
    async fn check_output(&self, record: &JobRecord) -> Result<(), Error> {
        match record.output_file() {
            Some(output) if !self.has_reserved(&output) => output.reserve().await.map(drop),
            _ => Ok(()),
        }
    }

    fn apply(&self, outcome: SubmitOutcome, record: &mut JobRecord) -> Next {
        match outcome {
            SubmitOutcome::Accepted(job) => {
                let after = self.delay_before_poll(&job, Duration::ZERO, None);
                record.set_job(job, self.now());
                Next::Again { after }
            }
            SubmitOutcome::NotAccepted(error) => {
                self.failed(record, &error);
                record.enter(State::Named, self.now());
                match StopReason::of(&error) {
                    Some(reason) => Next::Stop(reason),
                    None => Next::Again { after: self.delay_after_error(record, &error) },
                }
            }
            SubmitOutcome::Refused(error) => {
                self.failed(record, &error);
                record.enter(State::Refused, self.now());
                Next::Refused
            }
            SubmitOutcome::Unknown(error) => {
                self.failed(record, &error);
                record.possible_jobs = error.possible_jobs().iter().rev().cloned().collect();
                record.enter(State::Unknown, self.now());
                Next::Again { after: record.look_up.next_delay(self.settle_time) }
            }
        }
    }
}
