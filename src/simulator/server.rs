//! The simulator's side of HTTP.

use std::{
    io,
    sync::{
        Arc,
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
    Operation,
    call::{CLIENT_REQUEST_ID, Call},
    contract, cost,
    fault::{Fault, Faults},
    jobs::Jobs,
    log::Log,
    reply::{Refusal, Reply, json_reply, refuse},
    storage::{self, Storage},
    wire::{Breaker, Outgoing, Wire},
};
use crate::{ClientRequestId, Model};

const INFERENCE_ID: &str = "x-inference-id";

pub(super) struct Server {
    pub key: String,
    pub jobs: Jobs,
    pub storage: Storage,
    pub log: Log,
    pub faults: Option<Faults>,
    pub calls: AtomicUsize,
}

impl Server {
    pub async fn serve(self: Arc<Self>, listener: TcpListener) {
        // Dropped with this future, and all connections with it.
        let mut connections = JoinSet::new();
        loop {
            match listener.accept().await {
                Ok((stream, _)) => {
                    connections.spawn(Arc::clone(&self).converse(stream));
                }
                // There are too many connections for now, and some of them will end.
                Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            }
            while connections.try_join_next().is_some() {}
        }
    }

    async fn converse(self: Arc<Self>, stream: TcpStream) {
        let breaker = Breaker::default();
        let wire = TokioIo::new(Wire::new(stream, breaker.clone()));
        let service = service_fn(|request| {
            let (server, breaker) = (&self, breaker.clone());
            async move {
                let call = Call::receive(request, server.calls.fetch_add(1, Ordering::Relaxed)).await;
                let reply = server.answer(&call).await;
                // An error closes the connection, and nothing is sent.
                reply
                    .map(|reply| reply.into_response(breaker))
                    .ok_or(io::Error::from(io::ErrorKind::ConnectionAborted))
            }
        });
        // A connection that breaks is what its client, or a fault, has done.
        let _ = http1::Builder::new().serve_connection(wire, service).await;
    }

    async fn answer(&self, call: &Call) -> Option<Outgoing> {
        let handle = || self.reply(call, self.handle(call));
        let refuse = |status: StatusCode| {
            let message = status.canonical_reason().unwrap_or("Unknown error");
            self.reply(call, Err((status, message.to_owned())))
        };
        match self.fault(call) {
            Some(fault) => fault.answer(refuse, handle).await,
            None => Some(Outgoing::whole(handle())),
        }
    }

    fn fault(&self, call: &Call) -> Option<Fault> {
        let faults = self.faults.as_ref()?;
        let operation = call.operation?;
        let (target, job) = match operation {
            Operation::Submit | Operation::Log => {
                let name = call.client_request_id.as_ref();
                return faults.next(operation, name.map(ClientRequestId::as_str), "");
            }
            Operation::Poll => {
                let id = call.parameter("generation_id").unwrap_or_default();
                (id, self.jobs.number(id))
            }
            Operation::Video => (call.path(), storage::number(call.path())),
        };
        let name = job.and_then(|number| self.jobs.client_request_id(number));
        faults.next(operation, name.as_ref().map(ClientRequestId::as_str), target)
    }

    fn handle(&self, call: &Call) -> Result<Reply, Refusal> {
        match call.operation {
            None => Err((StatusCode::NOT_FOUND, format!("Cannot {} {}", call.method(), call.path()))),
            Some(Operation::Video) => self.storage.answer(call, &self.jobs),
            Some(_) if !call.is_authorized(&self.key) => {
                Err((StatusCode::UNAUTHORIZED, "The API key is missing or unknown".to_owned()))
            }
            Some(Operation::Submit) => self.create(call),
            Some(Operation::Poll) => self.fetch(call),
            Some(Operation::Log) => match self.log.page(&call.query) {
                Ok(page) => Ok(json_reply(StatusCode::OK, &page)),
                Err(message) => Err((StatusCode::BAD_REQUEST, message)),
            },
        }
    }

    fn create(&self, call: &Call) -> Result<Reply, Refusal> {
        let (models, status) = match call.is_legacy() {
            true => (Model::LEGACY, StatusCode::CREATED),
            false => (Model::ALL, StatusCode::OK),
        };
        let body = call.json();
        let wanted = body.iter().find_map(|body| body["model"].as_str()).unwrap_or_default().to_owned();
        let checked = body.and_then(|body| match contract::check(&body, models) {
            Ok(model) => Ok((model, body)),
            Err(errors) => Err(format!("Body validation error: {errors}")),
        });
        let (model, body) = checked.map_err(|message| {
            self.log.note(call, &wanted, None);
            (StatusCode::BAD_REQUEST, message)
        })?;
        let id = self.jobs.submit(model, body, call.client_request_id.clone());
        self.log.note(call, &wanted, Some(&id));
        let mut reply = json_reply(status, &json!({ "id": id, "status": "queued" }));
        charge(reply.headers_mut(), &id);
        Ok(reply)
    }

    fn fetch(&self, call: &Call) -> Result<Reply, Refusal> {
        let id = call.parameter("generation_id").ok_or_else(|| {
            (StatusCode::BAD_REQUEST, "The query parameter generation_id is missing".to_owned())
        })?;
        let reply = self.jobs.reply(id, |number| self.storage.offer(number, id));
        let reply = reply.ok_or_else(|| (StatusCode::NOT_FOUND, "There is no such generation".to_owned()))?;
        Ok(json_reply(StatusCode::OK, &reply))
    }

    /// The reply with what all replies of the gateway have; the storage is another host.
    fn reply(&self, call: &Call, result: Result<Reply, Refusal>) -> Reply {
        let mut reply = result.unwrap_or_else(|refusal| refuse(refusal, call.path()));
        if call.operation != Some(Operation::Video) {
            let headers = reply.headers_mut();
            headers.entry(INFERENCE_ID).or_insert_with(|| printable(call.inference_id()));
            let name = call.client_request_id.as_ref();
            headers.extend(name.map(|name| (CLIENT_REQUEST_ID, printable(name.to_string()))));
        }
        reply
    }
}

/// What the reply to a create has in its headers.
fn charge(headers: &mut HeaderMap, id: &str) {
    headers.insert(INFERENCE_ID, printable(id.to_owned()));
    headers.insert("x-aimlapi-credits-used", cost::CREDITS.into());
    headers.insert("x-aimlapi-usd-spent", printable(cost::usd(cost::CREDITS).to_string()));
}

/// Ids and numbers, which can stand in a header.
fn printable(text: String) -> HeaderValue {
    HeaderValue::try_from(text).expect("ids and numbers are printable")
}
