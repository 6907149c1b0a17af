//! For what watches over the process.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::Serialize;

use crate::app::App;
use crate::assets;

/// Which parts work.
#[derive(Clone, Debug, Serialize)]
pub struct Readiness {
    database: &'static str,
    frontend: &'static str,
}

/// `GET /healthz`: the process is up and answers.
pub async fn live() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: requests can be served; the body says which part is not ready. Without the frontend, shoppers still pay,
/// on Dojo's page, so that alone does not take the server out of service.
pub async fn ready(State(app): State<App>) -> (StatusCode, Json<Readiness>) {
    let database = app.ready().await;
    if let Err(error) = &database {
        tracing::warn!(cause = %error, "not ready");
    }
    let status = match database {
        Ok(()) => StatusCode::OK,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    };
    let readiness = Readiness {
        database: if database.is_ok() {
            "ok"
        } else {
            "unavailable"
        },
        frontend: if assets::shell().is_some() {
            "ok"
        } else {
            "missing"
        },
    };
    (status, Json(readiness))
}
