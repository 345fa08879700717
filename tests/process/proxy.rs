//! The proxy of the environment is not used for this machine.

use std::{env, net::TcpListener, process::Command};

use aimlapi_kling::{simulator::Simulator, types::V1_6StandardTextToVideo};

const PROXY_VARIABLES: [&str; 6] =
    ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];

/// Tells the process that it is the one with the proxy.
const MARK: &str = "KLING_TEST_BEHIND_PROXY";

#[tokio::test]
async fn a_server_on_this_machine_is_reached_without_the_proxy_of_the_environment() {
    if env::var_os(MARK).is_none() {
        return run_behind_proxy();
    }
    let simulator = Simulator::builder().instant().start().await.unwrap();
    for base_url in [simulator.base_url(), simulator.base_url().replace("127.0.0.1", "localhost")] {
        let client =
            simulator.client().base_url(base_url).wait_policy(simulator.wait_policy()).build().unwrap();
        let video = client.generate(V1_6StandardTextToVideo::new("A lighthouse")).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        video.download_to(folder.path().join("1.mp4")).await.unwrap();
    }
}

/// Runs this test in a process of its own, in which everything else goes to a proxy that responds to nothing.
fn run_behind_proxy() {
    let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
    proxy.set_nonblocking(true).unwrap();
    let address = format!("http://{}", proxy.local_addr().unwrap());
    let mut command = Command::new(env::current_exe().unwrap());
    let name = "proxy::a_server_on_this_machine_is_reached_without_the_proxy_of_the_environment";
    command.args([name, "--exact"]).env(MARK, "1").env_remove("no_proxy").env_remove("NO_PROXY");
    command.envs(PROXY_VARIABLES.map(|variable| (variable, &address)));
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
    assert!(proxy.accept().is_err(), "the proxy was used");
}
