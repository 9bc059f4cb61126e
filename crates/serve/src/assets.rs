//! The files of the page, compiled in.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Name, media type, content.
type Asset = (&'static str, &'static str, &'static str);

const SCRIPT: &str = "text/javascript; charset=utf-8";

const ASSETS: [Asset; 13] = [
    ("", "text/html; charset=utf-8", include_str!("../page/index.html")),
    ("review.css", "text/css; charset=utf-8", include_str!("../page/review.css")),
    ("icon.svg", "image/svg+xml", include_str!("../page/icon.svg")),
    ("main.js", SCRIPT, include_str!("../page/main.js")),
    ("keys.js", SCRIPT, include_str!("../page/keys.js")),
    ("findings.js", SCRIPT, include_str!("../page/findings.js")),
    ("filters.js", SCRIPT, include_str!("../page/filters.js")),
    ("decisions.js", SCRIPT, include_str!("../page/decisions.js")),
    ("server.js", SCRIPT, include_str!("../page/server.js")),
    ("text.js", SCRIPT, include_str!("../page/text.js")),
    ("queue.js", SCRIPT, include_str!("../page/queue.js")),
    ("detail.js", SCRIPT, include_str!("../page/detail.js")),
    ("form.js", SCRIPT, include_str!("../page/form.js")),
];

/// The file of a name.
pub(crate) fn asset(name: &str) -> Response {
    match ASSETS.iter().find(|(known, ..)| *known == name) {
        Some((_, media, content)) => ([(header::CONTENT_TYPE, *media)], *content).into_response(),
        None => (StatusCode::NOT_FOUND, "no such file").into_response(),
    }
}
