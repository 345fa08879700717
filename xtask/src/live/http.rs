//! Requests to the service: without a key, bounded, and never to a host that was not asked for.

use std::io;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Error, Result, anyhow, bail, ensure};
use ureq::Agent;
use ureq::Body;
use ureq::http::{Response, Uri};

/// The largest response that is received. The catalogue has a few hundred kilobytes.
const MAX_BYTES: u64 = 16 << 20;

/// The number of times that a request is sent if the server asks for a delay.
const ATTEMPTS: usize = 3;

/// The longest delay that is waited for.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(60);

/// A server, and what it may refer to.
pub struct Host {
    agent: Agent,
    origin: String,
    also_allowed: Vec<String>,
}

impl Host {
    /// The server at `url`, of which only the scheme and the host count. `also_allowed` lists the URLs of others that its
    /// responses may refer to.
    pub fn new(url: &str, also_allowed: &[String], timeout: Duration) -> Result<Self> {
        let also_allowed = also_allowed.iter().map(|url| origin(url)).collect::<Result<_>>()?;
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // A redirection could lead to another host.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(timeout))
            .user_agent("aimlapi-kling check-live");
        Ok(Self { agent: config.build().into(), origin: origin(url)?, also_allowed })
    }

    /// The scheme and the host: `https://api.aimlapi.com`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The body of the response to `GET url`, which may be relative to the server.
    pub fn get(&self, url: &str) -> Result<Vec<u8>> {
        let url = if url.starts_with('/') { format!("{}{url}", self.origin) } else { url.to_owned() };
        self.get_absolute(&url).map_err(explained).context(url)
    }

    fn get_absolute(&self, url: &str) -> Result<Vec<u8>> {
        let origin = origin(url)?;
        ensure!(
            origin == self.origin || self.also_allowed.contains(&origin),
            "{origin} is contacted only with `--allow {origin}`"
        );
        let mut response = self.call(url)?;
        for _ in 1..ATTEMPTS {
            let Some(delay) = retry_after(&response).filter(|delay| *delay <= MAX_RETRY_AFTER) else { break };
            thread::sleep(delay);
            response = self.call(url)?;
        }
        let status = response.status().as_u16();
        match (header(&response, "location"), retry_after(&response)) {
            (Some(location), _) if (300..400).contains(&status) => {
                bail!("HTTP status {status}: a redirection to {location}, which is not followed")
            }
            (_, Some(delay)) => bail!("HTTP status {status}, to be retried after {} s", delay.as_secs()),
            _ => ensure!(status == 200, "HTTP status {status}"),
        }
        Ok(response.body_mut().with_config().limit(MAX_BYTES).read_to_vec()?)
    }

    fn call(&self, url: &str) -> Result<Response<Body>> {
        Ok(self.agent.get(url).header("accept", "application/json").call()?)
    }
}

/// The delay after which the server accepts the request, if it says so.
fn retry_after(response: &Response<Body>) -> Option<Duration> {
    let is_asked_for = matches!(response.status().as_u16(), 429 | 503);
    let seconds = header(response, "retry-after").filter(|_| is_asked_for)?;
    seconds.parse().ok().map(Duration::from_secs)
}

fn header<'a>(response: &'a Response<Body>, name: &str) -> Option<&'a str> {
    response.headers().get(name)?.to_str().ok()
}

/// An error that says what happened, where that of the HTTP client does not.
fn explained(error: Error) -> Error {
    match error.downcast_ref::<ureq::Error>() {
        Some(ureq::Error::BodyExceedsLimit(limit)) => anyhow!("the response is longer than {limit} bytes"),
        Some(ureq::Error::Timeout(_)) => anyhow!("the response was not complete in time"),
        Some(ureq::Error::Io(cause)) if cause.kind() == io::ErrorKind::UnexpectedEof => {
            anyhow!("the connection was closed before the response was complete")
        }
        _ => error,
    }
}

/// The scheme and the host of a URL.
fn origin(url: &str) -> Result<String> {
    let uri = url.parse::<Uri>().ok();
    let uri = uri.with_context(|| format!("{url} is not a URL"))?;
    match (uri.scheme_str(), uri.authority()) {
        (Some(scheme @ ("http" | "https")), Some(authority)) => {
            ensure!(!authority.as_str().contains('@'), "a URL with a user or a password is not requested");
            Ok(format!("{scheme}://{authority}"))
        }
        _ => bail!("{url} is not a URL that begins with http:// or https://"),
    }
}
