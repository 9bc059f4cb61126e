//! Who may talk to the server: whoever knows the token, from this machine, and no other web page.
//!
//! The server listens on the loopback address only, but every web page that a browser of this machine shows can send
//! requests there. A page under another name that resolves to 127.0.0.1 gives itself away by its `Host`, a page of
//! another origin by its `Origin` or `Sec-Fetch-Site`, and none of them knows the token in the path.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use subtle::ConstantTimeEq;

/// What a request must show.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    /// The first part of every path: 32 hexadecimal digits.
    pub(crate) token: String,
    /// `127.0.0.1:PORT` and `localhost:PORT`.
    hosts: [String; 2],
}

impl Guard {
    /// A guard with a token of 128 random bits.
    ///
    /// # Errors
    /// The system has no randomness to give.
    pub(crate) fn new(port: u16) -> std::io::Result<Self> {
        let mut random = [0_u8; 16];
        getrandom::fill(&mut random).map_err(std::io::Error::other)?;
        let token = random.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { token, hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")] })
    }

    fn admits(&self, request: &Request) -> Result<(), (StatusCode, &'static str)> {
        let headers = request.headers();
        if !self.hosts.iter().any(|host| header_is(headers, &header::HOST, host)) {
            return Err((StatusCode::FORBIDDEN, "this server answers to 127.0.0.1 only"));
        }
        let own = |origin: &HeaderValue| {
            let host = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
            host.is_some_and(|host| self.hosts.iter().any(|own| own == host))
        };
        let foreign_site =
            headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none");
        if foreign_site || !headers.get_all(header::ORIGIN).iter().all(own) {
            return Err((StatusCode::FORBIDDEN, "another web page sent this request"));
        }
        let token = request.uri().path().split('/').nth(1).unwrap_or_default();
        if !bool::from(token.as_bytes().ct_eq(self.token.as_bytes())) {
            return Err((
                StatusCode::FORBIDDEN,
                "open the address that `kaoju review` printed when it started",
            ));
        }
        if !matches!(*request.method(), Method::GET | Method::POST) {
            return Err((StatusCode::METHOD_NOT_ALLOWED, "only GET and POST are understood"));
        }
        Ok(())
    }
}

fn header_is(headers: &HeaderMap, name: &header::HeaderName, value: &str) -> bool {
    let mut all = headers.get_all(name).iter();
    all.next().is_some_and(|first| first == value) && all.next().is_none()
}

/// Lets a request through or refuses it, and puts on every answer what keeps it to itself.
pub(crate) async fn guard(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let mut response = match guard.admits(&request) {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    };
    for (name, value) in ANSWERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Headers of every answer: own scripts and styles only, no frames, nothing kept, nothing told to others.
const ANSWERS: [(header::HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];
