//! Counts the instructions of what users do often, under valgrind. `benches/compare-counts` compares them with those
//! of another revision.

#![allow(missing_docs, reason = "the macros of gungraun define public items")]

use std::hint::black_box;

use aimlapi_kling::{
    Client, ClientRequestId, Generation, ImageInput, Job, Model, Request,
    types::{V1_6StandardTextToVideo, V2MasterImageToVideo},
};
use benchmarks::{ByHand, Service, runtime};
use gungraun::prelude::*;
use serde_json::{Value, json};

const MODEL: &str = "kling-video/v1.6/standard/text-to-video";
/// As long as a real one.
const KEY: &str = "0123456789abcdef0123456789abcdef";
const ID: &str = "60ac7c34-3224-4b14-8e7d-0aa0db708325";
const COMPLETED: &str = r#"{"id":"60ac7c34-3224-4b14-8e7d-0aa0db708325","status":"completed","video":{"url":"https://cdn.example.com/a.mp4","duration":5.0},"meta":{"usage":{"credits_used":546000}}}"#;

fn text_to_video() -> V1_6StandardTextToVideo {
    V1_6StandardTextToVideo::new("A cheerful white raccoon running through a sequoia forest")
        .negative_prompt("blur, distort, and low quality")
}

fn image_to_video() -> V2MasterImageToVideo {
    V2MasterImageToVideo::new("https://example.com/portrait.png").prompt("She smiles and waves")
}

/// With an image of 8 MB.
fn large_image_to_video() -> V2MasterImageToVideo {
    V2MasterImageToVideo::new(ImageInput::from_bytes(image_8_mb()).expect("it is an image"))
}

#[library_benchmark]
#[bench::text_to_video(text_to_video().into())]
#[bench::image_to_video(image_to_video().into())]
#[bench::image_8_mb(large_image_to_video().into())]
fn validate(request: Request) {
    black_box(request).validate().expect("the request is valid");
}

#[library_benchmark]
#[bench::text_to_video(text_to_video().into())]
#[bench::image_to_video(image_to_video().into())]
fn serialize(request: Request) -> Vec<u8> {
    serde_json::to_vec(&black_box(request)).expect("the request is valid")
}

#[library_benchmark]
#[bench::body(json!({ "model": MODEL, "prompt": "A lighthouse", "duration": "5", "seed": 7 }))]
fn request_from_json(body: Value) -> Request {
    black_box(body).try_into().expect("the body is valid")
}

/// What a response contains that is not as the specification says.
fn odd() -> String {
    json!({
        "generation_id": ID,
        "status": "SUCCEEDED",
        "videos": ["https://cdn.example.com/a.mp4", { "url": "https://cdn.example.com/b.mp4", "extra": null }],
        "error": null,
        "meta": { "usage": null, "anything": [1, "two", { "three": 3.0 }] },
    })
    .to_string()
}

/// A megabyte in which a job has to be found.
fn junk() -> String {
    let rows: Vec<_> = (0..8000).map(|number| json!({ "row": number, "text": "x".repeat(100) })).collect();
    json!({ "id": ID, "status": "generating", "rows": rows }).to_string()
}

#[library_benchmark]
#[bench::clean(COMPLETED.to_owned())]
#[bench::odd(odd())]
#[bench::junk_1_mb(junk())]
fn decode(response: String) -> Generation {
    serde_json::from_str(&black_box(response)).expect("the response names a job")
}

fn image_8_mb() -> Vec<u8> {
    [&b"\x89PNG\r\n\x1a\n"[..], &vec![7; 8 * 1024 * 1024]].concat()
}

#[library_benchmark]
#[bench::image_8_mb(image_8_mb())]
fn data_uri(image: Vec<u8>) -> ImageInput {
    ImageInput::from_bytes(black_box(image)).expect("it is an image")
}

#[library_benchmark]
#[bench::known(MODEL)]
fn look_up(id: &str) -> Model {
    black_box(id).parse().expect("the model exists")
}

#[library_benchmark]
#[bench::misspelled("v1.6/standart/text-to-video")]
fn suggest(text: &str) -> Vec<Model> {
    Model::suggest(black_box(text))
}

// The whole table as text.
#[library_benchmark]
fn model_table() -> usize {
    let parameters = Model::ALL.iter().flat_map(|model| model.parameters());
    parameters.map(|parameter| parameter.name.len() + black_box(parameter.schema.to_string()).len()).sum()
}

/// A client of this crate and a service, after a first call, which sets up more than the others.
struct Call {
    runtime: tokio::runtime::Runtime,
    client: Client,
    job: Job,
    _service: Service,
}

fn call(response: String) -> Call {
    let (runtime, service) = (runtime(), Service::start(&response));
    let client = Client::builder(KEY).base_url(service.base_url()).build().expect("the settings are valid");
    let job = Job::from_id(ID);
    runtime.block_on(async {
        client.submit(text_to_video()).await.expect("the service accepts it");
        client.retrieve(&job).await.expect("the service knows it");
    });
    Call { runtime, client, job, _service: service }
}

#[library_benchmark]
#[bench::clean(call(COMPLETED.to_owned()))]
#[bench::odd(call(odd()))]
#[bench::junk_1_mb(call(junk()))]
fn poll(call: Call) -> Call {
    call.runtime.block_on(call.client.retrieve(&call.job)).expect("the service knows it");
    call
}

#[library_benchmark]
#[bench::clean(call(COMPLETED.to_owned()))]
fn submit(call: Call) -> Call {
    let request = V1_6StandardTextToVideo::new("A lighthouse in a storm");
    call.runtime.block_on(call.client.submit(request)).expect("the service accepts it");
    call
}

/// A page of the request log, with as many rows as a page has.
fn log_page() -> Call {
    let row = |number: usize| {
        json!({
            "id": format!("row-{number}"), "model": MODEL, "status": "success", "created_at": "2026-11-01T12:00:00Z",
            "client_request_id": format!("shop-{number}"), "generation_id": format!("job-{number}"),
        })
    };
    let rows = (0..100).map(row).collect::<Vec<_>>();
    let page = json!({ "id": ID, "data": rows, "pagination": { "has_more": false } });
    call(page.to_string())
}

#[library_benchmark]
#[bench::rows_100(log_page())]
fn find_submission(call: Call) -> Call {
    let id: ClientRequestId = "shop-7".parse().expect("it is a valid id");
    call.runtime.block_on(call.client.find_submission(&id)).expect("the service has the row");
    call
}

/// The program that is written by hand, after a first call.
struct CallByHand {
    runtime: tokio::runtime::Runtime,
    client: ByHand,
    _service: Service,
}

fn call_by_hand(client: fn(&str) -> ByHand) -> CallByHand {
    let (runtime, service) = (runtime(), Service::start(COMPLETED));
    let client = client(service.base_url());
    runtime.block_on(async {
        client.submit().await.expect("the service accepts it");
        client.retrieve(ID).await.expect("the service knows it");
    });
    CallByHand { runtime, client, _service: service }
}

#[library_benchmark]
#[bench::clean(call_by_hand(ByHand::new))]
fn poll_by_hand(call: CallByHand) -> CallByHand {
    call.runtime.block_on(call.client.retrieve(ID)).expect("the service knows it");
    call
}

#[library_benchmark]
#[bench::reused_connection(call_by_hand(ByHand::new))]
#[bench::own_connection(call_by_hand(ByHand::with_new_connections))]
fn submit_by_hand(call: CallByHand) -> CallByHand {
    call.runtime.block_on(call.client.submit()).expect("the service accepts it");
    call
}

library_benchmark_group!(name = requests, benchmarks = [validate, serialize, request_from_json, data_uri]);
library_benchmark_group!(name = models, benchmarks = [look_up, suggest, model_table]);
library_benchmark_group!(name = responses, benchmarks = [decode]);
library_benchmark_group!(
    name = calls,
    benchmarks = [poll, submit, find_submission, poll_by_hand, submit_by_hand]
);

main!(library_benchmark_groups = [requests, models, responses, calls]);
