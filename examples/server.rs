//! Videos behind an HTTP API of your own, with axum: `AIML_API_KEY=… cargo run --example server`
//!
//! ```text
//! POST /videos          a request in JSON; the header `Idempotency-Key` names it
//! GET  /videos/KEY/events   the progress of the job, as server-sent events
//! GET  /videos/KEY/file     the video, once the job has ended
//! ```
//!
//! The keys are kept in memory. With several processes, or to survive a restart, keep them in a `ledger`.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::{Arc, Mutex, PoisonError},
};

use aimlapi_kling::{
    Client, ClientRequestId, Error, ErrorKind, Job, JobUpdate, Request, UnlistedNames, Violations,
};
use axum::{
    Json, Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response, Sse, sse::Event},
    routing::{get, post},
};
use futures_util::{Stream, StreamExt as _};
use serde_json::{Value, json};

/// The largest video that the server keeps in memory, in bytes.
const MAX_VIDEO: u64 = 100 * 1024 * 1024;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    Ok(axum::serve(listener, router(Client::from_env()?)).await?)
}

/// The API, for a client.
pub fn router(client: Client) -> Router {
    Router::new()
        .route("/videos", post(submit))
        .route("/videos/{key}/events", get(events))
        .route("/videos/{key}/file", get(file))
        .with_state(Arc::new(App { client, jobs: Mutex::default() }))
}

struct App {
    client: Client,
    /// The jobs by key; none while a submission is in progress or its outcome is unknown.
    jobs: Mutex<HashMap<ClientRequestId, Option<Job>>>,
}

impl App {
    /// Reserves a key. One that was used before is never submitted again.
    fn reserve(&self, key: &ClientRequestId) -> Result<(), Problem> {
        match self.jobs.lock().unwrap_or_else(PoisonError::into_inner).entry(key.clone()) {
            Entry::Vacant(entry) => _ = entry.insert(None),
            Entry::Occupied(_) => return Err(Problem::new(StatusCode::CONFLICT, "the key was used before")),
        }
        Ok(())
    }

    /// Keeps the job of a key. Without one, the key can be used again.
    fn set(&self, key: &ClientRequestId, job: Option<Job>) {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        match job {
            Some(job) => _ = jobs.insert(key.clone(), Some(job)),
            None => _ = jobs.remove(key),
        }
    }

    fn job(&self, key: &str) -> Result<Job, Problem> {
        let key: ClientRequestId = key.parse().map_err(|error| Problem::bad_request(&error))?;
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.get(&key).cloned().flatten().ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "no such job"))
    }

    async fn submit(&self, key: &ClientRequestId, request: Request) -> Result<Job, Problem> {
        match self.client.submit_as(key, request).await {
            Ok(job) => {
                self.set(key, Some(job.clone()));
                Ok(job)
            }
            // The job may exist, so the key remains reserved: look it up with `Client::find_submission`.
            Err(error) if error.is_submission_unknown() => Err(error.into()),
            Err(error) => {
                self.set(key, None);
                Err(error.into())
            }
        }
    }
}

async fn submit(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Result<(StatusCode, Json<Job>), Problem> {
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok()).unwrap_or_default();
    let key: ClientRequestId = key.parse().map_err(|error| Problem::bad_request(&error))?;
    // A misspelled name would be charged like any other request.
    let request = Request::from_json(body, UnlistedNames::Refuse)?;
    app.reserve(&key)?;
    // axum drops this function when the browser disconnects; a task continues.
    let submission = tokio::spawn(async move { app.submit(&key, request).await });
    let job = submission.await.map_err(|error| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error))??;
    Ok((StatusCode::ACCEPTED, Json(job)))
}

async fn events(
    State(app): State<Arc<App>>,
    Path(key): Path<String>,
) -> Result<Sse<impl Stream<Item = Result<Event, Error>>>, Problem> {
    let updates = app.client.updates(&app.job(&key)?);
    Ok(Sse::new(updates.map(|update| Ok(event(update)))))
}

fn event(update: Result<JobUpdate, Error>) -> Event {
    match update {
        Ok(JobUpdate::Polled { outcome: Ok(generation), .. }) => {
            Event::default().event("status").data(generation.status().as_str())
        }
        // The poll is retried, which does not concern the browser.
        Ok(JobUpdate::Polled { .. }) => Event::default().comment("retry"),
        Ok(_) => Event::default().event("finished").data("the video is available"),
        Err(error) => Event::default().event("failed").data(error.message().unwrap_or("no video")),
    }
}

async fn file(State(app): State<Arc<App>>, Path(key): Path<String>) -> Result<Response, Problem> {
    let job = app.job(&key)?;
    let generation = app.client.retrieve(&job).await?;
    if !generation.status().is_final() {
        return Err(Problem::new(StatusCode::CONFLICT, "the job has not ended"));
    }
    let bytes = app.client.video(&job, generation)?.bytes(MAX_VIDEO).await?;
    Ok(([(CONTENT_TYPE, "video/mp4")], bytes).into_response())
}

/// An error response.
struct Problem(StatusCode, Value);

impl Problem {
    fn new(status: StatusCode, error: impl ToString) -> Self {
        Self(status, json!({ "error": error.to_string() }))
    }

    fn bad_request(error: &impl ToString) -> Self {
        Self::new(StatusCode::BAD_REQUEST, error.to_string())
    }
}

impl From<Violations> for Problem {
    fn from(violations: Violations) -> Self {
        Self(StatusCode::UNPROCESSABLE_ENTITY, json!(violations))
    }
}

/// The texts of errors may repeat a prompt, and those of the service are not meant for a browser.
impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let (status, text) = match error.kind() {
            ErrorKind::InvalidRequest => (StatusCode::UNPROCESSABLE_ENTITY, "the request was rejected"),
            ErrorKind::RateLimited => (StatusCode::TOO_MANY_REQUESTS, "too many requests"),
            ErrorKind::SubmissionUnknown => (StatusCode::GATEWAY_TIMEOUT, "the job may have been accepted"),
            ErrorKind::GenerationFailed => (StatusCode::NOT_FOUND, "the job ended without a video"),
            _ => (StatusCode::BAD_GATEWAY, "the video service is not available"),
        };
        Self::new(status, text)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.0, Json(self.1)).into_response()
    }
}
