//! A small client that knows nothing of the sandbox but its address and credentials.

use std::time::Duration;

use coupa_sandbox::{Sandbox, SandboxConfig, Switches};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

/// A request that takes longer than this hangs.
const PATIENCE: Duration = Duration::from_secs(20);

/// A sandbox with a client that has a token.
pub(crate) struct Api {
    pub(crate) sandbox: Sandbox,
    pub(crate) http: reqwest::Client,
    pub(crate) token: String,
}

/// An answer, read to the end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The ids of a list.
    pub(crate) fn ids(&self) -> Vec<u64> {
        assert_eq!(self.status, 200, "{}", self.text);
        self.json().as_array().unwrap().iter().map(|entry| entry["id"].as_u64().unwrap()).collect()
    }
}

pub(crate) fn http() -> reqwest::ClientBuilder {
    // Another test of this process may have been first, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).timeout(PATIENCE)
}

pub(crate) async fn answer(request: RequestBuilder) -> reqwest::Result<Answer> {
    let response = request.send().await?;
    let (status, headers) = (response.status(), response.headers().clone());
    let bytes = response.bytes().await?;
    Ok(Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() })
}

impl Api {
    pub(crate) async fn start(config: SandboxConfig) -> Self {
        let sandbox = Sandbox::start(config).await.unwrap();
        let http = http().build().unwrap();
        let mut api = Self { sandbox, http, token: String::new() };
        let granted = api.token_request(&[("grant_type", "client_credentials")]).await;
        if granted.status == 200 {
            api.token = granted.json()["access_token"].as_str().unwrap().to_owned();
        }
        api
    }

    /// A company of this many employees under these switches.
    pub(crate) async fn with(users: usize, change: impl FnOnce(&mut Switches)) -> Self {
        let mut config = SandboxConfig::quick(users);
        change(&mut config.switches);
        Self::start(config).await
    }

    pub(crate) async fn quick(users: usize) -> Self {
        Self::with(users, |_| {}).await
    }

    /// Changes switches of the running instance.
    pub(crate) fn set(&self, switch: &str) {
        self.sandbox.switches_change(|switches| switches.set_text(switch).unwrap()).unwrap();
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.base_url())
    }

    /// A token request with the client's credentials in the body.
    pub(crate) async fn token_request(&self, parameters: &[(&str, &str)]) -> Answer {
        let credentials =
            [("client_id", self.sandbox.client_id()), ("client_secret", self.sandbox.client_secret())];
        self.form(&[&credentials, parameters].concat()).await
    }

    pub(crate) async fn form(&self, parameters: &[(&str, &str)]) -> Answer {
        answer(self.form_request(parameters)).await.unwrap()
    }

    pub(crate) fn form_request(&self, parameters: &[(&str, &str)]) -> RequestBuilder {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
        self.http
            .post(self.url("/oauth2/token"))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body)
    }

    /// A request with token and JSON headers.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http
            .request(method, self.url(path))
            .header(AUTHORIZATION, format!("Bearer {}", self.token))
            .header(ACCEPT, "application/json")
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        answer(self.request(Method::GET, path)).await.unwrap()
    }

    pub(crate) async fn send(&self, method: Method, path: &str, body: &Value) -> Answer {
        let request = self.request(method, path).header(CONTENT_TYPE, "application/json");
        answer(request.body(body.to_string())).await.unwrap()
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::PUT, path, body).await
    }

    pub(crate) fn graphql_request(&self, body: &Value) -> RequestBuilder {
        self.request(Method::POST, "/api/graphql")
            .header(CONTENT_TYPE, "application/json")
            .body(body.to_string())
    }

    pub(crate) async fn graphql(&self, query: &str) -> Answer {
        answer(self.graphql_request(&json!({ "query": query }))).await.unwrap()
    }

    /// The data of a document that must succeed.
    pub(crate) async fn data(&self, query: &str) -> Value {
        let answer = self.graphql(query).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let mut body = answer.json();
        assert!(body.get("errors").is_none(), "{body}");
        body["data"].take()
    }
}

/// The messages of an error body, however it is shaped.
pub(crate) fn messages(answer: &Answer) -> Vec<String> {
    let body = answer.json();
    let errors = body["errors"].as_object().unwrap_or_else(|| panic!("{body}")).clone();
    let texts = errors.values().filter_map(Value::as_array).flatten();
    texts.map(|text| text.as_str().unwrap().to_owned()).collect()
}
