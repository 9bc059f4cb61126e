//! A folder, a server on it, and requests as bytes.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread::JoinHandle;

use kaoju_pipeline::Project;
use kaoju_serve::{Desk, Server, Stop};
use serde_json::Value;
use tempfile::TempDir;

pub(crate) const TEXT: &str = "题目\n\n2014年5月29日,俄、白、哈三国元首签署了《欧亚经济联盟条约》。\n\n２０１７年贸易额为547亿美元,比2016年增长27.3%。\n";

/// A server that is being asked. It ends with the value.
pub(crate) struct Served {
    pub(crate) folder: TempDir,
    pub(crate) port: u16,
    pub(crate) token: String,
    stop: Stop,
    thread: Option<JoinHandle<std::io::Result<()>>>,
}

/// An answer: status, head, body.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.body))
    }
}

impl Served {
    /// A folder with one document, `a`.
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::write(folder.path().join("a.txt"), TEXT).unwrap();
        std::fs::write(folder.path().join("secret.key"), "must not be seen").unwrap();
        let desk = Desk::new(Project::open(folder.path(), None).unwrap(), "甲 <a@example.org>".into());
        let server = Server::bind(desk, 0).unwrap();
        let address = server.address();
        let (port, token) = address.strip_prefix("http://127.0.0.1:").unwrap().split_once('/').unwrap();
        let (port, token) = (port.parse().unwrap(), token.trim_end_matches('/').to_owned());
        let stop = server.stop();
        let thread = Some(std::thread::spawn(move || server.run()));
        Self { folder, port, token, stop, thread }
    }

    /// Sends these bytes, and gives back all that comes until the connection ends.
    pub(crate) fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        // A server that refuses a large body may close before it has all of it.
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8(answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    /// A request with headers of one's own.
    pub(crate) fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        request += &format!("Content-Length: {}\r\n\r\n{body}", body.len());
        self.raw(request.as_bytes())
    }

    pub(crate) fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send("GET", &format!("/{}/{path}", self.token), &[("Host", &self.host())], "")
    }

    pub(crate) fn post(&self, path: &str, body: &str) -> Answer {
        let (host, origin) = (self.host(), format!("http://{}", self.host()));
        let headers = [("Host", &*host), ("Origin", &*origin), ("Content-Type", "application/json")];
        self.send("POST", &format!("/{}/{path}", self.token), &headers, body)
    }

    /// The findings of the document.
    pub(crate) fn items(&self) -> Vec<Value> {
        self.get("api/documents/a").json()["items"].as_array().unwrap().clone()
    }

    /// The finding of a quote.
    pub(crate) fn item(&self, quote: &str) -> Value {
        self.items().into_iter().find(|item| item["quote"] == quote && item["fact"] == false).unwrap()
    }

    pub(crate) fn decide(&self, decisions: Value) -> Answer {
        let body = serde_json::json!({ "at": "2026-11-20T18:30:00.123Z", "decisions": decisions });
        self.post("api/documents/a/decisions", &body.to_string())
    }

    /// The lines of the file of decisions.
    pub(crate) fn on_disk(&self) -> Vec<String> {
        let path = self.folder.path().join("annotations/reviews/a.jsonl");
        std::fs::read_to_string(path).unwrap_or_default().lines().map(str::to_owned).collect()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stop.now();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
