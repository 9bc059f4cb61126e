//! Finding, starting and ending chromedriver and the Chromium it starts.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tempfile::TempDir;

/// Where the two programs are.
pub(crate) struct Programs {
    chromium: PathBuf,
    driver: PathBuf,
}

/// Both programs, where both are on the path.
pub(crate) fn programs() -> Option<Programs> {
    let path = std::env::var_os("PATH")?;
    let find = |names: [&str; 3]| {
        let folders = || std::env::split_paths(&path);
        names.iter().find_map(|name| folders().map(|folder| folder.join(name)).find(|file| file.is_file()))
    };
    Some(Programs {
        chromium: find(["chromium", "chromium-browser", "google-chrome"])?,
        driver: find(["chromedriver", "chromium.chromedriver", "chromium-driver"])?,
    })
}

/// A running chromedriver on a port of its own choice, and the profile of its browser.
pub(crate) struct Driver {
    process: Child,
    port: u16,
    profile: TempDir,
}

impl Driver {
    pub(crate) fn start(programs: &Programs) -> Self {
        let started = Command::new(&programs.driver).arg("--port=0").stdout(Stdio::piped()).spawn();
        let mut process = started.unwrap_or_else(|error| panic!("{}: {error}", programs.driver.display()));
        let output = BufReader::new(process.stdout.take().expect("its output is piped"));
        // "ChromeDriver was started successfully on port 36019."
        let port =
            |line: String| line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok();
        let mut lines = output.lines().map_while(Result::ok);
        let port = lines.find_map(port).expect("chromedriver tells its port");
        // Read on, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, port, profile: tempfile::tempdir().expect("a folder for the profile") }
    }

    pub(crate) async fn connect(&self, programs: &Programs) -> Client {
        let address = format!("http://127.0.0.1:{}/", self.port);
        let connected = ClientBuilder::new(HttpConnector::new())
            .capabilities(self.capabilities(programs))
            .connect(&address)
            .await;
        connected.unwrap_or_else(|error| panic!("Chromium does not start: {error}"))
    }

    fn capabilities(&self, programs: &Programs) -> Map<String, Value> {
        let profile = format!("--user-data-dir={}", self.profile.path().display());
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            // Containers have little shared memory.
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            &profile,
        ];
        let capabilities = json!({
            "goog:chromeOptions": { "binary": programs.chromium, "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        });
        capabilities.as_object().cloned().unwrap_or_default()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // OK when it has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
