//! The HTTP server.

use std::{
    io,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use hyper::{HeaderMap, StatusCode, header::HeaderValue, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use serde_json::json;
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

use super::{
    Endpoint,
    call::{CLIENT_REQUEST_ID, Call},
    catalogue,
    cost::{self, Prices},
    fault::{Fault, JobFault},
    history::{History, ReceivedRequest},
    jobs::Jobs,
    rate_window::RateWindow,
    request_check,
    request_log::RequestLog,
    response::{ErrorResponse, HttpResponse, OUT_OF_CREDITS, error_response, json_response},
    rules::{Facts, Rules},
    storage::{self, Storage},
    wire::{Breaker, Outgoing, Wire},
};
use crate::model::Model;

const INFERENCE_ID: &str = "x-inference-id";

pub(super) struct Server {
    pub key: String,
    pub jobs: Jobs,
    pub prices: Prices,
    pub storage: Storage,
    pub log: RequestLog,
    /// The models at the current endpoint.
    pub models: Vec<Model>,
    pub rate_limit: Option<RateWindow>,
    pub rules: Rules,
    pub seed: u64,
    pub history: History,
    pub calls: AtomicUsize,
    pub connections: Mutex<Connections>,
}

/// The connections to a [`Simulator`](super::Simulator).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Connections {
    /// The connections that were opened so far.
    pub opened: usize,
    /// The connections that are open.
    pub open: usize,
    /// The largest number of connections that were open at the same time.
    pub max_open: usize,
}

impl Server {
    pub async fn serve(self: Arc<Self>, listener: TcpListener) {
        // All connections end when this future is dropped.
        let mut connections = JoinSet::new();
        loop {
            match listener.accept().await {
                Ok((stream, _)) => {
                    connections.spawn(Arc::clone(&self).serve_connection(stream));
                }
                // Too many open connections: wait until some of them end.
                Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            }
            while connections.try_join_next().is_some() {}
        }
    }

    async fn serve_connection(self: Arc<Self>, stream: TcpStream) {
        let _count = ConnectionCount::new(&self.connections);
        let breaker = Breaker::default();
        let wire = TokioIo::new(Wire::new(stream, breaker.clone()));
        let service = service_fn(|request| {
            let (server, breaker) = (&self, breaker.clone());
            async move {
                let call =
                    Call::receive(request, server.calls.fetch_add(1, Ordering::Relaxed), server.seed).await;
                let response = server.respond(&call).await;
                // An error closes the connection without a response.
                response
                    .map(|response| response.into_response(breaker))
                    .ok_or(io::Error::from(io::ErrorKind::ConnectionAborted))
            }
        });
        // The client or a fault may have interrupted the connection.
        let _ = http1::Builder::new().serve_connection(wire, service).await;
    }

    async fn respond(&self, call: &Call) -> Option<Outgoing> {
        let number = self.history.add(ReceivedRequest {
            endpoint: call.endpoint,
            target: format!("{} {}", call.method(), call.path()),
            client_request_id: call.client_request_id.clone(),
            job: call.job().map(str::to_owned),
            status: None,
        });
        if let (Some(Endpoint::Poll), Some(job)) = (call.endpoint, self.job_number(call)) {
            self.jobs.count_poll(job);
        }
        let process = |fault| self.finish(call, self.handle(call, fault));
        let response = match self.fault(call) {
            Some(fault) => fault.respond(|error| self.finish(call, Err(error)), process).await,
            None => Some(Outgoing::whole(process(JobFault::default()))),
        };
        if let Some(response) = &response {
            self.history.set_status(number, response.status().as_u16());
        }
        response
    }

    /// The number of the job that a poll or a download concerns.
    fn job_number(&self, call: &Call) -> Option<usize> {
        match call.endpoint? {
            Endpoint::Poll => self.jobs.number(call.job()?),
            Endpoint::Video => storage::number(call.path()),
            _ => None,
        }
    }

    fn fault(&self, call: &Call) -> Option<Fault> {
        let endpoint = call.endpoint.filter(|_| !self.rules.is_empty())?;
        let job = self.job_number(call).and_then(|number| self.jobs.subject(number));
        let target = match endpoint {
            Endpoint::Poll => call.job().unwrap_or_default(),
            Endpoint::Video => call.path(),
            _ => "",
        };
        let (client_request_id, body) = match &job {
            Some(job) => (job.client_request_id.as_ref(), Some(&*job.body)),
            None if matches!(endpoint, Endpoint::Poll | Endpoint::Video) => (None, None),
            None => (call.client_request_id.as_ref(), call.body().ok().map(|body| &**body)),
        };
        self.rules.fault(&Facts {
            endpoint,
            target,
            job: job.as_ref().map(|job| &*job.id),
            client_request_id,
            body,
            accepted: self.jobs.count(),
        })
    }

    fn handle(&self, call: &Call, fault: JobFault) -> Result<HttpResponse, ErrorResponse> {
        match call.endpoint {
            None => Err((StatusCode::NOT_FOUND, format!("Cannot {} {}", call.method(), call.path()))),
            // They need no key.
            Some(Endpoint::Catalogue) => Ok(catalogue::catalogue(call, &self.models, &self.prices)),
            Some(Endpoint::Metrics) => Ok(catalogue::metrics(&self.models, self.jobs.timeline)),
            Some(Endpoint::Video) => self.storage.respond(call, &self.jobs),
            Some(_) if !call.is_authorized(&self.key) => {
                Err((StatusCode::UNAUTHORIZED, "The API key is missing or unknown".to_owned()))
            }
            Some(endpoint) if !self.is_admitted(endpoint) => {
                Err((StatusCode::TOO_MANY_REQUESTS, "Too Many Requests".to_owned()))
            }
            Some(Endpoint::Submit) => self.submit(call, fault),
            Some(Endpoint::Poll) => self.fetch(call, fault),
            Some(Endpoint::Log) => match self.log.page(&call.query) {
                Ok(page) => Ok(json_response(StatusCode::OK, &page)),
                Err(message) => Err((StatusCode::BAD_REQUEST, message)),
            },
        }
    }

    /// Counts a request for the rate limits.
    fn is_admitted(&self, endpoint: Endpoint) -> bool {
        let is_admitted = |limit: &RateWindow| limit.admit();
        self.rate_limit.as_ref().is_none_or(is_admitted)
            && (endpoint != Endpoint::Log || is_admitted(&self.log.rate_limit))
    }

    fn submit(&self, call: &Call, fault: JobFault) -> Result<HttpResponse, ErrorResponse> {
        let (models, status) = match call.is_legacy() {
            true => (Model::LEGACY, StatusCode::CREATED),
            false => (&*self.models, StatusCode::OK),
        };
        let model_id = call.body().ok().and_then(|body| body["model"].as_str()).unwrap_or_default();
        let accepted = self.accept(call, models, fault);
        let (id, credits) = accepted.inspect_err(|_| self.log.record(call, model_id, None, 0))?;
        self.log.record(call, model_id, Some(&id), credits);
        let mut response = json_response(status, &json!({ "id": id, "status": "queued" }));
        add_cost(response.headers_mut(), &id, credits);
        Ok(response)
    }

    /// Accepts a submission, and returns the id of the job and its cost in credits.
    fn accept(&self, call: &Call, models: &[Model], fault: JobFault) -> Result<(String, u32), ErrorResponse> {
        let invalid = |message| (StatusCode::BAD_REQUEST, message);
        let body = call.body().map_err(invalid)?;
        let model = request_check::check(body, models)
            .map_err(|errors| invalid(format!("Body validation error: {errors}")))?;
        let credits = (self.prices.charged)(body);
        let id = self.jobs.submit(model, Arc::clone(body), call.client_request_id.clone(), credits, fault);
        let id = id.ok_or_else(|| (StatusCode::FORBIDDEN, OUT_OF_CREDITS.to_owned()))?;
        Ok((id, credits))
    }

    fn fetch(&self, call: &Call, fault: JobFault) -> Result<HttpResponse, ErrorResponse> {
        if let Some(number) = self.job_number(call) {
            self.jobs.apply(number, fault);
        }
        let id = call.parameter("generation_id").ok_or_else(|| {
            (StatusCode::BAD_REQUEST, "The query parameter generation_id is missing".to_owned())
        })?;
        let video = |number, job: &_| self.storage.video_property(number, job);
        let response = self.jobs.response(id, call.is_legacy(), video);
        let response =
            response.ok_or_else(|| (StatusCode::NOT_FOUND, "There is no such generation".to_owned()))?;
        Ok(json_response(StatusCode::OK, &response))
    }

    /// Adds the headers that all responses of the gateway have. The storage is another host.
    fn finish(&self, call: &Call, result: Result<HttpResponse, ErrorResponse>) -> HttpResponse {
        let mut response = result.unwrap_or_else(|error| error_response(error, call.path()));
        if call.endpoint != Some(Endpoint::Video) {
            let headers = response.headers_mut();
            headers.entry(INFERENCE_ID).or_insert_with(|| header_value(call.inference_id()));
            let id = call.client_request_id.as_ref();
            headers.extend(id.map(|id| (CLIENT_REQUEST_ID, header_value(id.to_string()))));
        }
        response
    }
}

/// Counts a connection as open until it is dropped.
struct ConnectionCount<'a>(&'a Mutex<Connections>);

impl<'a> ConnectionCount<'a> {
    fn new(connections: &'a Mutex<Connections>) -> Self {
        let mut counts = connections.lock().unwrap_or_else(PoisonError::into_inner);
        counts.opened += 1;
        counts.open += 1;
        counts.max_open = counts.max_open.max(counts.open);
        Self(connections)
    }
}

impl Drop for ConnectionCount<'_> {
    fn drop(&mut self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).open -= 1;
    }
}

/// Adds the headers of the response to a submission.
fn add_cost(headers: &mut HeaderMap, id: &str, credits: u32) {
    headers.insert(INFERENCE_ID, header_value(id.to_owned()));
    headers.insert("x-aimlapi-credits-used", credits.into());
    headers.insert("x-aimlapi-usd-spent", header_value(cost::usd(credits).to_string()));
}

/// An id or a number as a header value.
fn header_value(text: String) -> HeaderValue {
    HeaderValue::try_from(text).expect("ids and numbers are printable")
}
