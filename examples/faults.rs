//! How to test a program against faults, in milliseconds: the function below is the program, and `main` is its test.
//! `cargo run --example faults --features simulator`

use aimlapi_kling::{
    Client, ClientRequestId, Error, Job, Submission,
    simulator::{Endpoint, Fault, Simulator},
    types::V1_6StandardTextToVideo,
};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    run().await;
}

/// The program: submits an order once, however often it is called for it.
async fn submit_order(client: &Client, id: &ClientRequestId) -> Result<Option<Job>, Error> {
    match client.submit_as(id, V1_6StandardTextToVideo::new("A lighthouse in a storm")).await {
        Ok(job) => Ok(Some(job)),
        Err(error) if error.is_submission_unknown() => match client.find_submission(id).await? {
            Submission::Found(entries) => Ok(entries.first().and_then(|entry| entry.job())),
            _ => Ok(None),
        },
        Err(error) => Err(error),
    }
}

/// The test: the service accepts the submission, and the connection breaks before its response arrives.
pub async fn run() {
    let simulator = Simulator::builder()
        .instant()
        .faults(|request| match (request.endpoint, request.number) {
            (Endpoint::Submit, 0) => Some(Fault::lost_response()),
            _ => None,
        })
        .start()
        .await
        .expect("a port is free");
    let client = simulator.client().build().expect("the settings are valid");
    let id = ClientRequestId::random();
    let job = submit_order(&client, &id).await.expect("the log can be read").expect("the job is in the log");
    // The job was paid for once, and it was found.
    assert_eq!(simulator.accepted().len(), 1);
    assert_eq!(simulator.accepted()[0].id, job.id());
    println!("one job, {job}");
}
