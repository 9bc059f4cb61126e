//! What the page may ask, and how it is answered.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::assets::asset;
use crate::guard::{Guard, guard};
use crate::wish::{Wish, check};
use crate::{Desk, Refusal};

/// The most that a request may hold: decisions on all findings of a large document.
const LARGEST: usize = 4 << 20;

/// How long a question for changes waits, and how often it looks whether other programs made some.
const PATIENCE: Duration = Duration::from_secs(25);
const GLANCE: Duration = Duration::from_secs(1);

/// What every answer is made from.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) desk: Arc<Desk>,
    /// Told whenever decisions were made; closed when the server ends.
    pub(crate) made: watch::Sender<u64>,
    pub(crate) stop: watch::Receiver<bool>,
}

pub(crate) fn routes(shared: Shared, checks: Arc<Guard>) -> Router {
    let api = Router::new()
        .route("/documents", get(documents))
        .route("/documents/{id}", get(document))
        .route("/documents/{id}/changes", get(changes))
        .route("/documents/{id}/source", get(source))
        .route("/documents/{id}/check", post(check_value))
        .route("/documents/{id}/decisions", post(decisions));
    Router::new()
        .nest("/{token}/api", api)
        .route("/{token}/", get(|| async { asset("") }))
        .route("/{token}/{file}", get(|Path((_, file)): Path<(String, String)>| async move { asset(&file) }))
        .fallback(|| async { (StatusCode::NOT_FOUND, "there is nothing here") })
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(axum::middleware::from_fn_with_state(checks, guard))
        .with_state(shared)
}

/// The document that a path names. It is looked up among those of the folder, never opened as a path.
#[derive(Deserialize)]
struct Named {
    id: String,
}

async fn documents(State(shared): State<Shared>) -> Response {
    json(&shared.desk.folder())
}

async fn document(State(shared): State<Shared>, Path(named): Path<Named>) -> Response {
    on_desk(shared.desk, named.id, |opened| Ok(json(&opened.shown()))).await
}

#[derive(Deserialize)]
struct Since {
    epoch: String,
    since: u64,
}

async fn changes(
    State(shared): State<Shared>,
    Path(named): Path<Named>,
    Query(Since { epoch, since }): Query<Since>,
) -> Response {
    let (mut made, mut stop) = (shared.made.subscribe(), shared.stop.clone());
    let ends = tokio::time::Instant::now() + PATIENCE;
    loop {
        let last = *stop.borrow() || tokio::time::Instant::now() >= ends;
        let known = epoch.clone();
        let answer = on_desk(shared.desk.clone(), named.id.clone(), move |opened| {
            let newer = opened.is_newer_than(&known, since);
            Ok(if newer || last {
                json(&opened.changes(since, Vec::new()))
            } else {
                StatusCode::NO_CONTENT.into_response()
            })
        });
        let answer = answer.await;
        if answer.status() != StatusCode::NO_CONTENT {
            return answer;
        }
        tokio::select! {
            _ = made.changed() => {}
            _ = stop.changed() => {}
            () = tokio::time::sleep(GLANCE) => {}
        }
    }
}

#[derive(Deserialize)]
struct Where {
    item: Option<String>,
    #[serde(default)]
    block: usize,
}

async fn source(
    State(shared): State<Shared>,
    Path(named): Path<Named>,
    Query(place): Query<Where>,
) -> Response {
    on_desk(shared.desk, named.id, move |opened| {
        let received = opened.received(place.item.as_deref(), place.block);
        received
            .map(|received| json(&received))
            .ok_or_else(|| Refusal::Unknown("there is no such place".into()))
    })
    .await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Checked {
    says: serde_json::Value,
    #[serde(default)]
    fact: bool,
}

async fn check_value(body: Result<axum::Json<Checked>, JsonRejection>) -> Response {
    let Checked { says, fact } = match body {
        Ok(axum::Json(checked)) => checked,
        Err(wrong) => return wrong.into_response(),
    };
    match check(&says, fact) {
        Ok(meaning) => json(&serde_json::json!({ "right": crate::item::line(&meaning) })),
        Err(reason) => json(&serde_json::json!({ "wrong": reason })),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wishes {
    /// When the keys were pressed, RFC 3339.
    at: String,
    decisions: Vec<Wish>,
    #[serde(default)]
    since: u64,
}

async fn decisions(
    State(shared): State<Shared>,
    Path(named): Path<Named>,
    body: Result<axum::Json<Wishes>, JsonRejection>,
) -> Response {
    let Wishes { at, decisions, since } = match body {
        Ok(axum::Json(wishes)) => wishes,
        Err(wrong) => return wrong.into_response(),
    };
    let by = shared.desk.reviewer().to_owned();
    let answer = on_desk(shared.desk.clone(), named.id, move |opened| {
        let saved = opened.decide(decisions, &at, &by)?;
        Ok(json(&opened.changes(since, saved)))
    });
    let answer = answer.await;
    shared.made.send_modify(|count| *count += 1);
    answer
}

/// Does something with a document of the desk, on a thread that may wait for the disk.
async fn on_desk(
    desk: Arc<Desk>,
    id: String,
    act: impl FnOnce(&mut crate::Opened) -> Result<Response, Refusal> + Send + 'static,
) -> Response {
    let done = tokio::task::spawn_blocking(move || desk.with(&id, act)).await;
    match done {
        Ok(Ok(response)) => response,
        Ok(Err(refusal)) => refusal.into_response(),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, "the server failed at this document").into_response(),
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, reason) = match self {
            Refusal::Unknown(reason) => (StatusCode::NOT_FOUND, reason),
            Refusal::Wrong(reason) => (StatusCode::UNPROCESSABLE_ENTITY, reason),
            Refusal::Broken(reason) => (StatusCode::INTERNAL_SERVER_ERROR, reason),
        };
        (status, reason).into_response()
    }
}

fn json(value: &impl Serialize) -> Response {
    match serde_json::to_vec(value) {
        Ok(body) => ([(header::CONTENT_TYPE, "application/json")], body).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
