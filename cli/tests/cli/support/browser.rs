//! Chromium without a window, driven by its DevTools protocol.
//!
//! The messages are JSON texts that end with a NUL byte, and go through two pipes. So no port is opened, and the browser
//! ends when the test does.

use std::{
    env,
    io::{Write as _, stderr},
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    process::{Child, ChildStdin, ChildStdout, Command},
    time::timeout,
};

/// The environment variable that names the browser, if it is not one of [`PROGRAMS`].
const VARIABLE: &str = "CHROMIUM";

/// The names that Chromium and Chrome have on different systems.
const PROGRAMS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// The browser speaks through the file descriptors 3 and 4.
const SCRIPT: &str = "exec \"$@\" 3<&0 4>&1 0</dev/null 1>/dev/null 2>/dev/null";

const OPTIONS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
];

/// Real time after which a browser that sends nothing is stuck.
const STUCK: Duration = Duration::from_secs(120);

/// A browser with one page.
pub struct Browser {
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    session: Option<String>,
    last_id: u64,
    /// What the page has reported as an error or a warning.
    complaints: Vec<Value>,
    loads: usize,
    _process: Child,
    _profile: TempDir,
}

/// How a page is shown.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    pub width: u32,
    pub height: u32,
    /// `light` or `dark`.
    pub scheme: &'static str,
}

impl Browser {
    /// Starts the browser. If there is none, this is reported on standard error, past the test harness, which would
    /// hide it.
    pub async fn start(test: &str) -> Option<Self> {
        let Some(program) = program() else {
            let _ = writeln!(stderr(), "\nSKIPPED {test}: there is no Chromium; {VARIABLE} can name it");
            return None;
        };
        let profile = tempfile::tempdir().unwrap();
        let mut command = Command::new("sh");
        command.args(["-c", SCRIPT, "sh"]).arg(program).args(OPTIONS);
        command.arg(format!("--user-data-dir={}", profile.path().display()));
        command.env("HOME", profile.path()).env("TMPDIR", profile.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut process = command.spawn().unwrap();
        let (input, output) = (process.stdin.take().unwrap(), process.stdout.take().unwrap());
        let mut browser = Self {
            input,
            output: BufReader::new(output),
            session: None,
            last_id: 0,
            complaints: Vec::new(),
            loads: 0,
            _process: process,
            _profile: profile,
        };
        let target = browser.call("Target.createTarget", json!({ "url": "about:blank" })).await;
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = browser.call("Target.attachToTarget", attach).await;
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log"] {
            browser.call(&format!("{domain}.enable"), json!({})).await;
        }
        Some(browser)
    }

    /// Opens a file, and returns when it is loaded.
    pub async fn open(&mut self, file: &Path, screen: Screen) {
        self.show_on(screen).await;
        let before = self.loads;
        let url = url::Url::from_file_path(file).unwrap();
        let navigated = self.call("Page.navigate", json!({ "url": url.as_str() })).await;
        assert_eq!(navigated["errorText"], Value::Null, "{url}");
        while self.loads == before {
            let message = self.receive().await;
            self.note(&message);
        }
    }

    /// Shows the page on another screen.
    pub async fn show_on(&mut self, screen: Screen) {
        let Screen { width, height, scheme } = screen;
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", size).await;
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.call("Emulation.setEmulatedMedia", features).await;
    }

    /// The value of an expression in the page, or of its promise.
    pub async fn evaluate(&mut self, expression: &str) -> Value {
        let evaluate = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let mut evaluated = self.call("Runtime.evaluate", evaluate).await;
        assert_eq!(evaluated["exceptionDetails"], Value::Null, "{expression}");
        evaluated["result"]["value"].take()
    }

    /// Presses a key that has no text.
    pub async fn press(&mut self, key: &str, code: u32) {
        for kind in ["rawKeyDown", "keyUp"] {
            let event = json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code });
            self.call("Input.dispatchKeyEvent", event).await;
        }
    }

    /// The errors and warnings of the console so far.
    pub fn complaints(&self) -> &[Value] {
        &self.complaints
    }

    async fn call(&mut self, method: &str, params: Value) -> Value {
        self.last_id += 1;
        let mut message = json!({ "id": self.last_id, "method": method, "params": params });
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.input.write_all(format!("{message}\0").as_bytes()).await.unwrap();
        loop {
            let mut response = self.receive().await;
            if response["id"] == self.last_id {
                assert_eq!(response["error"], Value::Null, "{method}");
                return response["result"].take();
            }
            self.note(&response);
        }
    }

    async fn receive(&mut self) -> Value {
        let mut message = Vec::new();
        let received = timeout(STUCK, self.output.read_until(0, &mut message)).await;
        received.expect("the browser is stuck").unwrap();
        assert_eq!(message.pop(), Some(0), "the browser has ended");
        serde_json::from_slice(&message).unwrap()
    }

    fn note(&mut self, event: &Value) {
        let params = &event["params"];
        let is_complaint = match event["method"].as_str() {
            Some("Page.loadEventFired") => {
                self.loads += 1;
                false
            }
            Some("Runtime.exceptionThrown") => true,
            Some("Runtime.consoleAPICalled") => {
                matches!(params["type"].as_str(), Some("error" | "warning" | "assert"))
            }
            Some("Log.entryAdded") => matches!(params["entry"]["level"].as_str(), Some("error" | "warning")),
            _ => false,
        };
        if is_complaint {
            self.complaints.push(params.clone());
        }
    }
}

fn program() -> Option<PathBuf> {
    if let Some(named) = env::var_os(VARIABLE).filter(|named| !named.is_empty()) {
        return Some(named.into());
    }
    let folders = env::var_os("PATH")?;
    let paths = env::split_paths(&folders).flat_map(|folder| PROGRAMS.map(|program| folder.join(program)));
    paths.into_iter().find(|path| path.is_file())
}
