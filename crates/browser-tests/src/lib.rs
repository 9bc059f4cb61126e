//! Chromium for tests: started without a window, driven with real keys and pointers, closed whatever happens.
//!
//! [`browse`] starts Debian's `chromium` by its `chromedriver` and hands a [`Browser`] to a test. Where they are not
//! installed the test says so and passes, but it fails where the environment variable `CI` is set. With
//! `KAOJU_SCREENSHOTS=DIR`, [`Browser::look`] leaves its pictures there.

mod commands;
mod driver;

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions, MouseActions, PointerAction};
use fantoccini::{Client, Locator};
use futures_util::FutureExt;
use serde_json::{Value, json};

pub use fantoccini::key::Key;

use commands::Post;
use driver::Driver;

/// How long a test waits for something to become so.
const PATIENCE: Duration = Duration::from_secs(20);

/// One browser at a time, so that tests do not slow each other down.
static ONE: Mutex<()> = Mutex::new(());

/// Runs a test in a fresh browser and closes it, also where the test fails.
pub fn browse(test: impl AsyncFnOnce(&Browser)) {
    let Some(programs) = driver::programs() else {
        let hint = "chromium and chromedriver are not installed (Debian: chromium chromium-driver)";
        assert!(std::env::var_os("CI").is_none(), "{hint}");
        eprintln!("not tested: {hint}");
        return;
    };
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let runtime = tokio::runtime::Runtime::new().expect("threads for the test");
    runtime.block_on(async {
        let driver = Driver::start(&programs);
        let browser = Browser { client: driver.connect(&programs).await };
        let outcome = AssertUnwindSafe(test(&browser)).catch_unwind().await;
        let closed = browser.client.close().await;
        drop(driver);
        match outcome {
            Ok(()) => closed.expect("the browser closes"),
            Err(panic) => resume_unwind(panic),
        }
    });
}

/// A browser with one window. Its methods panic where something is not as it should be.
#[derive(Debug)]
pub struct Browser {
    /// The connection, for what is not offered here.
    pub client: Client,
}

impl Browser {
    /// Opens an address.
    pub async fn open(&self, address: &str) {
        self.client.goto(address).await.unwrap_or_else(|error| panic!("{address}: {error}"));
    }

    /// Opens a file.
    pub async fn open_file(&self, path: &Path) {
        let url = url::Url::from_file_path(path).expect("an absolute path");
        self.open(url.as_str()).await;
    }

    /// Makes the window as large as this, in CSS pixels; a narrow one is a phone's, with a touch screen.
    pub async fn resize(&self, width: u32, height: u32) {
        let phone = width < 600;
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
        self.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": phone })).await;
    }

    /// Prefers a media feature: `prefers-color-scheme`, `dark`.
    pub async fn prefer(&self, feature: &str, value: &str) {
        let features = json!({ "features": [{ "name": feature, "value": value }] });
        self.devtools("Emulation.setEmulatedMedia", features).await;
    }

    /// What a script returns.
    pub async fn run(&self, script: &str) -> Value {
        let done = self.client.execute(script, Vec::new()).await;
        done.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Waits until a JavaScript expression is true.
    pub async fn until(&self, expression: &str) {
        let begun = Instant::now();
        while self.run(&format!("return Boolean({expression})")).await != Value::Bool(true) {
            assert!(begun.elapsed() < PATIENCE, "waited in vain for {expression}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The text of the first element, as it is seen.
    pub async fn text(&self, selector: &str) -> String {
        self.find(selector).await.text().await.unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    /// Presses keys, one after the other: characters, or [`Key`]s as characters.
    pub async fn press(&self, keys: impl IntoIterator<Item = char>) {
        let strokes = keys.into_iter().fold(KeyActions::new("keyboard".to_owned()), |strokes, value| {
            strokes.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        self.client.perform_actions(strokes).await.expect("keys are pressed");
    }

    /// Presses a key while another is held.
    pub async fn press_with(&self, held: Key, value: char) {
        let strokes = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: held.into() })
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value })
            .then(KeyAction::Up { value: held.into() });
        self.client.perform_actions(strokes).await.expect("keys are pressed");
    }

    /// Moves the pointer to the middle of the first element.
    pub async fn hover(&self, selector: &str) {
        let element = self.find(selector).await;
        self.run(&format!("document.querySelector({selector:?}).scrollIntoView({{block: 'center'}})")).await;
        let to = PointerAction::MoveToElement { element, duration: Some(Duration::ZERO), x: 0.0, y: 0.0 };
        let moves = MouseActions::new("mouse".to_owned()).then(to);
        self.client.perform_actions(moves).await.unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    /// Clicks the first element, where it is.
    pub async fn click(&self, selector: &str) {
        let clicked = self.find(selector).await.click().await;
        clicked.unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    /// What the console was told that is an error or a warning, since this was last asked.
    pub async fn complaints(&self) -> Vec<String> {
        let entries = self.log("browser").await;
        let bad =
            entries.iter().filter(|entry| matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING")));
        bad.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The addresses that were asked for, since this was last asked; the browser's own pages are left out.
    pub async fn requests(&self) -> Vec<String> {
        let entries = self.log("performance").await;
        let events = entries.iter().filter_map(|entry| entry["message"].as_str());
        let events = events.filter_map(|event| serde_json::from_str::<Value>(event).ok());
        let sent = events.filter(|event| event["message"]["method"] == "Network.requestWillBeSent");
        let url = |event: Value| Some(event["message"]["params"]["request"]["url"].as_str()?.to_owned());
        sent.filter_map(url).filter(|url| !url.starts_with("chrome")).collect()
    }

    /// Leaves a picture of the window where `KAOJU_SCREENSHOTS` says; does nothing otherwise.
    pub async fn look(&self, name: &str) {
        let Some(folder) = std::env::var_os("KAOJU_SCREENSHOTS") else { return };
        let picture = self.client.screenshot().await.expect("a picture");
        std::fs::write(Path::new(&folder).join(format!("{name}.png")), picture)
            .expect("the picture is written");
    }

    /// Sends a command of the Chrome DevTools Protocol.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.post("goog/cdp/execute", body).await
    }

    async fn find(&self, selector: &str) -> fantoccini::elements::Element {
        let found = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(selector)).await;
        found.unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    async fn log(&self, kind: &str) -> Vec<Value> {
        self.post("se/log", json!({ "type": kind })).await.as_array().cloned().unwrap_or_default()
    }

    async fn post(&self, path: &'static str, body: Value) -> Value {
        let answer = self.client.issue_cmd(Post { path, body: body.clone() }).await;
        answer.unwrap_or_else(|error| panic!("{path} {body}: {error}"))
    }
}
