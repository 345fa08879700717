// Generated from specs/ by the generator in build/. Do not edit: run `cargo xtask generate`.
#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
#[derive(Clone, Debug)]
/**Client for the service

Version: 2*/
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: Urls,
}
impl Client {
    pub fn new_with_client(baseurl: &str, client: reqwest::Client, inner: Urls) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}
impl ClientInfo<Urls> for Client {
    fn api_version() -> &'static str {
        "2"
    }
    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &Urls {
        &self.inner
    }
}
impl ClientHooks<Urls> for &Client {}
#[allow(clippy::all)]
impl Client {
    /**Lists how long recent requests took, for each model

Sends a `GET` request to `/models/metrics`

*/
    pub fn list_metrics<'a>(&'a self) -> Result<reqwest::Request, Error<()>> {
        let url = self.inner.list_metrics.clone();
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        #[allow(unused_mut)]
        let mut request = self.client.get(url).headers(header_map).build()?;
        Ok(request)
    }
    /**Lists the models of the service

Sends a `GET` request to `/v1/models`

Arguments:
- `include`: The optional sections of each model.
- `if_none_match`
*/
    pub fn list_models<'a>(
        &'a self,
        include: Option<&'a str>,
        if_none_match: Option<&'a str>,
    ) -> Result<reqwest::Request, Error<()>> {
        let url = self.inner.list_models.clone();
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        if let Some(value) = if_none_match {
            header_map.append("If-None-Match", value.to_string().try_into()?);
        }
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .query(&progenitor_client::QueryParam::new("include", &include))
            .headers(header_map)
            .build()?;
        Ok(request)
    }
    /**Fetches the state of a job

Sends a `GET` request to `/v2/generate/video/kling/generation`

Arguments:
- `generation_id`: The id that the submission returned.
*/
    pub fn retrieve_video_legacy<'a>(
        &'a self,
        generation_id: &'a str,
    ) -> Result<reqwest::Request, Error<()>> {
        let url = self.inner.retrieve_video_legacy.clone();
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .query(&progenitor_client::QueryParam::new("generation_id", &generation_id))
            .headers(header_map)
            .build()?;
        Ok(request)
    }
    /**Submits a job

Sends a `POST` request to `/v2/generate/video/kling/generation`

Arguments:
- `x_client_request_id`: 1 to 128 of `A-Za-z0-9._:-`, by which the request log finds the request.
- `body`
*/
    pub fn create_video_legacy<'a, B: Into<reqwest::Body>>(
        &'a self,
        x_client_request_id: Option<&'a str>,
        body: B,
    ) -> Result<reqwest::Request, Error<()>> {
        let url = self.inner.create_video_legacy.clone();
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        if let Some(value) = x_client_request_id {
            header_map.append("X-Client-Request-Id", value.to_string().try_into()?);
        }
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::CONTENT_TYPE,
                ::reqwest::header::HeaderValue::from_static("application/octet-stream"),
            )
            .body(body)
            .headers(header_map)
            .build()?;
        Ok(request)
    }
    /**Lists the requests made with the key

Sends a `GET` request to `/v2/logs`

Arguments:
- `end`: Only rows that were created before this time.
- `limit`: Rows per page: 1 to 100.
- `model`: Only rows of this model.
- `offset`: Rows to skip before the page.
- `period`: How far to look back: a positive number followed by `h` or `d`.
- `start`: Only rows that were created at this time or later.
- `status`: Only rows with this status.
*/
    pub fn list_requests<'a>(
        &'a self,
        end: Option<&'a str>,
        limit: Option<i64>,
        model: Option<&'a str>,
        offset: Option<i64>,
        period: Option<&'a str>,
        start: Option<&'a str>,
        status: Option<&'a str>,
    ) -> Result<reqwest::Request, Error<()>> {
        let url = self.inner.list_requests.clone();
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .query(&progenitor_client::QueryParam::new("end", &end))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("model", &model))
            .query(&progenitor_client::QueryParam::new("offset", &offset))
            .query(&progenitor_client::QueryParam::new("period", &period))
            .query(&progenitor_client::QueryParam::new("start", &start))
            .query(&progenitor_client::QueryParam::new("status", &status))
            .headers(header_map)
            .build()?;
        Ok(request)
    }
    /**Fetches the state of a job

Sends a `GET` request to `/v2/video/generations`

Arguments:
- `generation_id`: The id that the submission returned.
*/
    pub fn retrieve_video<'a>(
        &'a self,
        generation_id: &'a str,
    ) -> Result<reqwest::Request, Error<()>> {
        let url = self.inner.retrieve_video.clone();
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .query(&progenitor_client::QueryParam::new("generation_id", &generation_id))
            .headers(header_map)
            .build()?;
        Ok(request)
    }
    /**Submits a job

Sends a `POST` request to `/v2/video/generations`

Arguments:
- `x_client_request_id`: 1 to 128 of `A-Za-z0-9._:-`, by which the request log finds the request.
- `body`
*/
    pub fn create_video<'a, B: Into<reqwest::Body>>(
        &'a self,
        x_client_request_id: Option<&'a str>,
        body: B,
    ) -> Result<reqwest::Request, Error<()>> {
        let url = self.inner.create_video.clone();
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        if let Some(value) = x_client_request_id {
            header_map.append("X-Client-Request-Id", value.to_string().try_into()?);
        }
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::CONTENT_TYPE,
                ::reqwest::header::HeaderValue::from_static("application/octet-stream"),
            )
            .body(body)
            .headers(header_map)
            .build()?;
        Ok(request)
    }
}
#[derive(Clone, Debug)]
pub struct Urls {
    list_metrics: reqwest::Url,
    list_models: reqwest::Url,
    retrieve_video_legacy: reqwest::Url,
    create_video_legacy: reqwest::Url,
    list_requests: reqwest::Url,
    retrieve_video: reqwest::Url,
    create_video: reqwest::Url,
}
impl Urls {
    pub fn new(join: impl Fn(&str) -> reqwest::Url) -> Self {
        Self {
            list_metrics: join("/models/metrics"),
            list_models: join("/v1/models"),
            retrieve_video_legacy: join("/v2/generate/video/kling/generation"),
            create_video_legacy: join("/v2/generate/video/kling/generation"),
            list_requests: join("/v2/logs"),
            retrieve_video: join("/v2/video/generations"),
            create_video: join("/v2/video/generations"),
        }
    }
}
