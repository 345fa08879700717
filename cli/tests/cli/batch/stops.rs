//! What stops or delays a batch, and what the command then says.

use std::{
    process::Stdio,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use aimlapi_kling::simulator::{Endpoint, Fault, IncomingRequest, Simulator, SimulatorBuilder};
use serde_json::json;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader, copy_bidirectional},
    net::{TcpListener, TcpStream},
    process::Command,
};

use super::{arguments, prompts};
use crate::support::{Run, command_at, folder, without_figures};

/// What the command says about a batch of four requests, of which it submits one after the other.
async fn transcript(builder: SimulatorBuilder, more: &[&str], is_key_valid: bool) -> String {
    let (simulator, folder) = (builder.start().await.unwrap(), folder());
    prompts(&folder, 4);
    let more = [&["--in-flight", "1"], more].concat();
    let mut command = command_at(&simulator.base_url(), &folder, &arguments(&more));
    if !is_key_valid {
        command.env("AIML_API_KEY", "wrong-key");
    }
    let run = Run::of(command).await;
    format!("{}[exit code {}]", without_figures(&run.stderr), run.code.unwrap())
}

/// Simulates a service with a fault at some of the submissions, counted from 0.
fn with_fault(fault: Fault, submissions: impl Fn(usize) -> bool + Send + Sync + 'static) -> SimulatorBuilder {
    let count = AtomicUsize::new(0);
    Simulator::builder().instant().faults(move |request: &IncomingRequest<'_>| {
        let is_submission = request.endpoint == Endpoint::Submit;
        (is_submission && submissions(count.fetch_add(1, Ordering::SeqCst))).then(|| fault.clone())
    })
}

#[tokio::test]
async fn the_command_says_why_it_stops_and_how_to_resume() {
    let fixed = |price: f64| json!({ "kind": "fixed", "currency": "USD", "units": [{ "price": price, "per": "video" }] });
    let scenarios = [
        ("the account has credits for one job", with_fault(Fault::status(403), |count| count > 0), &[][..]),
        ("a proxy rejects requests", with_fault(Fault::html_page(403), |count| count > 0), &[]),
        (
            "the service rejects requests for a while",
            with_fault(Fault::status(429), |count| (1..3).contains(&count)),
            &[],
        ),
        ("the budget suffices for two jobs", Simulator::builder().instant(), &["--budget", "0.6"]),
        (
            "the price is unknown",
            Simulator::builder().instant().pricing(|_| json!({ "kind": "variable", "currency": "USD" })),
            &["--budget", "5"],
        ),
        (
            "a job costs twice what the catalogue says",
            Simulator::builder().instant().pricing(move |_| fixed(0.14)),
            &["--budget", "0.6"],
        ),
    ];
    let mut transcripts = String::new();
    for (title, builder, more) in scenarios {
        let text = transcript(builder, more, true).await;
        transcripts += &format!("# {title}\n{text}\n\n");
    }
    let text = transcript(Simulator::builder().instant(), &[], false).await;
    transcripts += &format!("# the key is invalid\n{text}\n");
    insta::assert_snapshot!("stops", transcripts);
}

#[tokio::test]
async fn a_network_that_is_missing_for_a_while_delays_the_batch() {
    let (simulator, folder) = (Simulator::builder().instant().start().await.unwrap(), folder());
    prompts(&folder, 2);
    let service = simulator.base_url().trim_start_matches("http://").to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let mut command: Command =
        command_at(&format!("http://{address}"), &folder, &arguments(&["--in-flight", "1"]));
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();

    // Only the catalogue can be requested. Then connections are refused.
    let (mut near, _) = listener.accept().await.unwrap();
    drop(listener);
    let mut far = TcpStream::connect(&service).await.unwrap();
    tokio::spawn(async move { copy_bidirectional(&mut near, &mut far).await });
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let (mut shown, mut is_back) = (Vec::new(), false);
    let service: Arc<str> = service.into();
    while let Some(line) = lines.next_line().await.unwrap() {
        if line.contains("not submitted yet") && !std::mem::replace(&mut is_back, true) {
            let (listener, service) = (TcpListener::bind(address).await.unwrap(), Arc::clone(&service));
            tokio::spawn(async move {
                loop {
                    let (mut near, _) = listener.accept().await.unwrap();
                    let mut far = TcpStream::connect(&*service).await.unwrap();
                    tokio::spawn(async move { copy_bidirectional(&mut near, &mut far).await });
                }
            });
        }
        shown.push(line);
    }
    assert_eq!(child.wait().await.unwrap().code(), Some(0), "{shown:?}");
    insta::assert_snapshot!("no_network", without_figures(&shown.join("\n")));
    assert_eq!(simulator.accepted().len(), 2);
}
