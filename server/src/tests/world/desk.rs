//! A member of staff at the console: signed in, and asking the whole router.

use std::net::{IpAddr, Ipv4Addr};

use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::Value;
use shared::Role;
use tower::ServiceExt as _;

use super::World;
use crate::app::App;
use crate::router;
use crate::staff::Actor;
use crate::staff::session::{self, Origin};
use crate::store::staff::{self, StaffRow};

/// Somebody who is signed in.
pub(in crate::tests) struct Desk {
    app: App,
    /// Who.
    pub(in crate::tests) actor: Actor,
    /// `name=token`
    pub(in crate::tests) cookie: String,
}

/// What the console was answered.
#[derive(Debug)]
pub(in crate::tests) struct Answer {
    pub(in crate::tests) status: StatusCode,
    /// Null, if it is no JSON.
    pub(in crate::tests) json: Value,
}

impl World {
    /// A new member of staff with this role, signed in. The password is nobody's business.
    pub(in crate::tests) async fn desk(&self, role: Role) -> Desk {
        let now = self.now_ms();
        let id = crate::random::id::<16>("st_").unwrap();
        let row = StaffRow {
            name: format!("{role} {}", &id[3..7]),
            email_address: format!("{id}@tea.example").to_lowercase(),
            id,
            role,
            password_hash: String::new(),
            sandbox: true,
            demo: false,
            created_at: now,
            signed_in_at: None,
            disabled_at: None,
        };
        let origin = Origin {
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            user_agent: "test".to_owned(),
        };
        let mut tx = self.app.store.begin().await.unwrap();
        assert!(staff::insert(&mut tx, &row).await.unwrap());
        let (token, actor) = session::open(&mut tx, &row, &origin, now).await.unwrap();
        tx.commit().await.unwrap();
        Desk {
            app: self.app.clone(),
            actor,
            cookie: format!("{}={token}", session::cookie_name(&self.app)),
        }
    }
}

impl Desk {
    /// `path` is below `/api/console`.
    pub(in crate::tests) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    pub(in crate::tests) async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    pub(in crate::tests) async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PUT, path, Some(body)).await
    }

    pub(in crate::tests) async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/console{path}"))
            .header("cookie", &self.cookie)
            .header("x-tatami", "1")
            .header("sec-fetch-site", "same-origin")
            .extension(ConnectInfo(std::net::SocketAddr::from((
                [127, 0, 0, 1],
                4711,
            ))));
        let body = match body {
            Some(json) => {
                request = request.header("content-type", "application/json");
                Body::from(json.to_string())
            }
            None => Body::empty(),
        };
        let response = router::router(self.app.clone())
            .oneshot(request.body(body).unwrap())
            .await
            .unwrap();
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Answer {
            status,
            json: serde_json::from_slice(&bytes).unwrap_or_default(),
        }
    }
}
