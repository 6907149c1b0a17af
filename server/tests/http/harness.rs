//! A server in a fresh folder, driven without a socket.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use http::header::{CONTENT_TYPE, COOKIE, LOCATION, ORIGIN, SET_COOKIE};
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use server::clock::{Clock as _, ManualClock, SystemClock};
use server::config::DojoAccess;
use server::{App, Config, router, staff};
use shared::Role;
use shared::checkout::Merchant;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tower::ServiceExt as _;
use url::Url;

/// Where the server believes to be.
pub(crate) const PUBLIC_URL: &str = "http://shop.test";

/// What shops authorize themselves with.
pub(crate) const TOKEN: &str = "a-token-for-shops";

/// The server under test.
pub(crate) struct Server {
    pub(crate) app: App,
    pub(crate) clock: ManualClock,
    router: Router,
    _folder: TempDir,
}

/// What it answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Server {
    /// With a sandbox that plays Dojo.
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let config = sandbox::Config {
            listener,
            public_url: None,
            data_file: None,
            clock: sandbox::Clock::System,
            demo_key: None,
        };
        tokio::spawn(sandbox::serve(config, std::future::pending()));
        Self::with_dojo_at(&address, |_| {}).await
    }

    /// With a Dojo that cannot be reached.
    pub(crate) async fn alone() -> Self {
        Self::alone_with(|_| {}).await
    }

    /// With a Dojo that cannot be reached, and other settings.
    pub(crate) async fn alone_with(change: impl FnOnce(&mut Config)) -> Self {
        // Nothing listens on port 1, so a connection is refused at once.
        Self::with_dojo_at("http://127.0.0.1:1", change).await
    }

    async fn with_dojo_at(dojo: &str, change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("tatami.db");
        let mut config = Config {
            listen: "127.0.0.1:0".parse().unwrap(),
            public_url: None,
            database_url: SecretString::from(format!("sqlite:{}", database.display())),
            data_dir: folder.path().to_owned(),
            sandbox_listen: "127.0.0.1:0".parse().unwrap(),
            merchant: Merchant {
                name: "Dojo Dogs".to_owned(),
                email_address: None,
                phone_number: Some("020 7946 0000".to_owned()),
            },
            accent: None,
            api_token: Some(SecretString::from(TOKEN)),
            callback: None,
            redirect_origins: vec![Url::parse("https://shop.example").unwrap()],
            time_zone: jiff::tz::TimeZone::get("Europe/London").unwrap(),
            trusted_proxies: Vec::new(),
            mail: None,
            demo: false,
            dojo: None,
        };
        change(&mut config);
        let access = DojoAccess {
            api_url: Url::parse(dojo).unwrap(),
            components_url: Url::parse(&format!("{dojo}/payments/v1/client.js")).unwrap(),
            api_key: SecretString::from("sk_sandbox_server-tests"),
        };
        let public_url = Url::parse(PUBLIC_URL).unwrap();
        let clock = ManualClock::new(SystemClock.now());
        let app = App::new(config, public_url, access, Arc::new(clock.clone()))
            .await
            .unwrap();
        Self {
            router: router::router(app.clone()),
            app,
            clock,
            _folder: folder,
        }
    }

    /// Sends any request.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    /// Sends any request and does not wait for the end of the answer, which a stream does not have.
    pub(crate) async fn status(&self, request: Request<Body>) -> StatusCode {
        self.router.clone().oneshot(request).await.unwrap().status()
    }

    /// Reads a page.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    /// Reads a page with this cookie.
    pub(crate) async fn get_with(&self, path: &str, cookie: &str) -> Answer {
        let request = Request::get(path).header(COOKIE, cookie);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form from one of our own pages.
    pub(crate) async fn submit(&self, path: &str, form: &str, cookie: &str) -> Answer {
        let request = Request::post(path)
            .header(ORIGIN, PUBLIC_URL)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(COOKIE, cookie);
        self.send(request.body(Body::from(form.to_owned())).unwrap())
            .await
    }

    /// Calls as the page's scripts do.
    pub(crate) async fn call(&self, method: Method, path: &str, body: &Value) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("x-tatami", "1")
            .header("sec-fetch-site", "same-origin")
            .header(CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    /// Calls as a shop does.
    pub(crate) async fn shop(&self, method: Method, path: &str, body: impl Into<Body>) -> Answer {
        self.shop_with(method, path, body, &[]).await
    }

    /// Calls as a shop does, with more headers.
    pub(crate) async fn shop_with(
        &self,
        method: Method,
        path: &str,
        body: impl Into<Body>,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {TOKEN}"))
            .header(CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(body.into()).unwrap()).await
    }

    /// Opens a checkout and answers its id.
    pub(crate) async fn open(&self, order: &Value) -> String {
        let answer = self
            .shop(Method::POST, "/api/v1/checkouts", order.to_string())
            .await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
        answer.json()["id"].as_str().unwrap().to_owned()
    }

    /// Speaks to the sandbox's control plane.
    pub(crate) async fn sandbox(&self, method: reqwest::Method, path: &str, body: &Value) {
        let address = self.app.access.api_url.join(path).unwrap();
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let key = self.app.access.api_key.expose_secret();
        let request = client
            .request(method, address)
            .header("authorization", format!("Basic {key}"))
            .json(body);
        let answer = request.send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
    }

    /// Pays the checkout at the sandbox, as the shopper would on Dojo's page.
    pub(crate) async fn pay(&self, id: &str, card_number: &str) {
        let hosted = self.submit(&format!("/pay/{id}/hosted"), "", "").await;
        assert_eq!(hosted.status, StatusCode::SEE_OTHER, "{}", hosted.body);
        let link = Url::parse(hosted.location()).unwrap();
        let intent = link
            .path_segments()
            .unwrap()
            .next_back()
            .unwrap()
            .to_owned();
        let card = json!({ "cardNumber": card_number, "expiryDate": "12/29", "cv2": "341", "cardName": "Ada Lovelace" });
        let path = format!("/_sandbox/payment-intents/{intent}/pay");
        self.sandbox(reqwest::Method::POST, &path, &card).await;
    }
}

/// A member of staff at the console, signed in with the cookie that their browser keeps.
pub(crate) struct Colleague<'a> {
    server: &'a Server,
    pub(crate) cookie: String,
}

impl Server {
    /// Signs in at the console as the demo member of this role.
    pub(crate) async fn signed_in(&self, role: Role) -> Colleague<'_> {
        staff::demo::prepare(&self.app).await.unwrap();
        let demo = staff::demo::of(role);
        self.signed_in_with(&demo.email_address, &demo.password)
            .await
    }

    /// Signs in at the console.
    pub(crate) async fn signed_in_with(
        &self,
        email_address: &str,
        password: &str,
    ) -> Colleague<'_> {
        let body = json!({ "emailAddress": email_address, "password": password });
        let answer = self.call(Method::POST, "/api/console/session", &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        Colleague {
            server: self,
            cookie: answer.cookie(),
        }
    }
}

impl Colleague<'_> {
    /// Reads below `/api/console`.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.server
            .get_with(&format!("/api/console{path}"), &self.cookie)
            .await
    }

    /// Changes something below `/api/console`, as the console's script does.
    pub(crate) async fn call(&self, method: Method, path: &str, body: &Value) -> Answer {
        self.call_with(method, path, body, &[]).await
    }

    /// The same with more headers, such as an `idempotency-key`.
    pub(crate) async fn call_with(
        &self,
        method: Method,
        path: &str,
        body: &Value,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/console{path}"))
            .header("x-tatami", "1")
            .header("sec-fetch-site", "same-origin")
            .header(CONTENT_TYPE, "application/json")
            .header(COOKIE, &self.cookie);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_string())).unwrap();
        self.server.send(request).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.call(Method::POST, path, body).await
    }

    /// What an address of the console says to this person, whatever else it answers.
    pub(crate) async fn status(&self, method: Method, path: &str) -> StatusCode {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/console{path}"))
            .header("x-tatami", "1")
            .header(CONTENT_TYPE, "application/json")
            .header(COOKIE, &self.cookie);
        let request = request.body(Body::from("{}")).unwrap();
        self.server.status(request).await
    }

    /// A browser in which nobody is signed in.
    pub(crate) fn stranger(server: &Server) -> Colleague<'_> {
        Colleague {
            server,
            cookie: String::new(),
        }
    }
}

impl Answer {
    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }

    /// Where it leads.
    pub(crate) fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }

    /// A header's text; empty if it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The cookie that it sets, to be sent back.
    pub(crate) fn cookie(&self) -> String {
        let set = self.header(SET_COOKIE.as_str());
        set.split(';').next().unwrap_or_default().to_owned()
    }

    /// Checks status, code and field of a refusal.
    #[track_caller]
    pub(crate) fn is_refused(&self, status: StatusCode, code: &str, field: Option<&str>) {
        assert_eq!(self.status, status, "{}", self.body);
        let problem = self.json();
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["field"].as_str(), field, "{problem}");
        assert_eq!(problem["traceId"].as_str().unwrap().len(), 32, "{problem}");
        assert!(
            problem["message"].as_str().unwrap().ends_with('.'),
            "{problem}"
        );
    }
}

/// An order of this many pence.
pub(crate) fn order(pence: i64) -> Value {
    json!({ "reference": "Order 245", "amount": pounds(pence) })
}

/// Pence as the API writes them.
pub(crate) fn pounds(pence: i64) -> Value {
    json!({ "value": pence, "currencyCode": "GBP" })
}
