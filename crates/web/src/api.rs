//! The programming interface: JSON in and out, described by OpenAPI 3.1 from the table of routes.

use axum::{
    extract::{FromRequest, Request},
    response::{IntoResponse, Response},
};
use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use crate::{App, Guard, Route, WebError};

/// A spreadsheet among files.
const SPREADSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What a call gives back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answers {
    /// One answer in JSON.
    #[default]
    Json,
    /// Server-sent events without end; the schema is that of an event's data.
    Events,
    /// A file to be saved, of this media type.
    File(&'static str),
    /// A table as a file: text or a spreadsheet.
    Table,
}

/// Whether a call tells and heeds the state of the thing it is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tagged {
    /// Neither.
    #[default]
    No,
    /// It shows the thing with its `ETag` and answers 304 to whoever has that state (`If-None-Match`).
    Shown,
    /// It changes the thing, and only in the state named by `If-Match`, where one is named.
    Guarded,
}

/// Draws up a schema. Only whoever asks for the description waits for it: all of them together would take longer than
/// anything else at the start.
pub type Schema = fn() -> Value;

/// The schema of a body of this type.
pub fn schema<T: JsonSchema>() -> Value {
    schemars::schema_for!(T).to_value()
}

/// What the description says of a route: schemas are JSON Schema 2020-12.
#[derive(Clone, Debug, Default)]
pub struct ApiDoc {
    /// One sentence.
    pub summary: &'static str,
    /// Schema of the request's body.
    pub request: Option<Schema>,
    /// Schema of the answer.
    pub response: Option<Schema>,
    /// Query parameters: name and what it is for.
    pub query: &'static [(&'static str, &'static str)],
    /// What the call gives back.
    pub answers: Answers,
    /// Whether it tells and heeds the state of the thing.
    pub tagged: Tagged,
}

/// The largest body of most calls, in bytes.
const MOST_BODY: usize = 1024 * 1024;
/// The largest body of a call that carries files: 15 MB of them, a third more as base64, and the words around them.
const MOST_WITH_FILES: usize = 22 * 1024 * 1024;

/// A JSON body, or an answer in JSON.
#[derive(Debug)]
pub struct Json<T>(pub T);

/// A JSON body that may carry files, written as base64.
#[derive(Debug)]
pub struct JsonWithFiles<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = WebError;
    async fn from_request(request: Request, _: &App) -> Result<Self, WebError> {
        read_json(request, MOST_BODY).await.map(Self)
    }
}

impl<T: DeserializeOwned> FromRequest<App> for JsonWithFiles<T> {
    type Rejection = WebError;
    async fn from_request(request: Request, _: &App) -> Result<Self, WebError> {
        read_json(request, MOST_WITH_FILES).await.map(Self)
    }
}

async fn read_json<T: DeserializeOwned>(request: Request, most: usize) -> Result<T, WebError> {
    let is_json = is_json(request.headers());
    let bytes = axum::body::to_bytes(request.into_body(), most).await.map_err(|_| WebError::TooLarge)?;
    if !bytes.is_empty() && !is_json {
        return Err(WebError::UnsupportedMedia);
    }
    let bytes: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
    serde_json::from_slice(bytes).map_err(|error| WebError::BadBody(error.to_string()))
}

/// Whether a body says it is JSON; one that says nothing is taken to be.
fn is_json(headers: &axum::http::HeaderMap) -> bool {
    let Some(kind) = headers.get(axum::http::header::CONTENT_TYPE) else { return true };
    let kind = kind.to_str().unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// The header by which a caller says which state it has seen.
fn parameter_of(tagged: Tagged) -> Option<Value> {
    let (name, description) = match tagged {
        Tagged::No => return None,
        Tagged::Shown => {
            ("If-None-Match", "The ETag of the state already known: 304 while there is no newer one.")
        }
        Tagged::Guarded => (
            "If-Match",
            "The ETag of the state this call was decided on: 412 when there is a newer one, and nothing is changed.",
        ),
    };
    Some(json!({ "name": name, "in": "header", "required": false, "description": description,
        "schema": { "type": "string" } }))
}

/// What a call says about the state of its thing.
fn describe_tag(tagged: Tagged, responses: &mut Value) {
    let (status, what) = match tagged {
        Tagged::No => return,
        Tagged::Shown => ("304", json!({ "description": "There is no newer state" })),
        Tagged::Guarded => (
            "412",
            json!({ "description": "There is a newer state than the one named by If-Match",
                "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } }),
        ),
    };
    responses[status] = what;
    responses["200"]["headers"] =
        json!({ "ETag": { "description": "The state of the thing", "schema": { "type": "string" } } });
}

/// The OpenAPI 3.1 description of the API routes of a table.
pub fn openapi(table: &[Route]) -> Value {
    let mut paths = serde_json::Map::new();
    for route in table {
        let (Some(doc), Guard::Api(scope)) = (&route.doc, route.guard) else { continue };
        let mut parameters: Vec<Value> = route
            .path
            .split('/')
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
            .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
            .collect();
        parameters.extend(doc.query.iter().map(|(name, description)| {
            json!({ "name": name, "in": "query", "required": false, "description": description, "schema": { "type": "string" } })
        }));
        if doc.answers == Answers::Events {
            parameters.push(json!({ "name": "Last-Event-ID", "in": "header", "required": false,
                "description": "The last id seen: the stream goes on after it. Without it only what is new is told.",
                "schema": { "type": "integer", "minimum": 0 } }));
        }
        let schema = doc.response.map_or_else(|| json!({}), |schema| schema());
        let content = match doc.answers {
            Answers::Json => json!({ "application/json": { "schema": schema } }),
            Answers::Events => json!({ "text/event-stream": { "schema": schema } }),
            Answers::File(media) => json!({ media: {} }),
            Answers::Table => json!({ "text/csv": { "schema": { "type": "string" } }, SPREADSHEET: {} }),
        };
        if route.method == axum::http::Method::POST {
            parameters.push(json!({ "name": "Idempotency-Key", "in": "header", "required": false,
                "description": "A repeated key gives the first result again.", "schema": { "type": "string", "maxLength": 100 } }));
        }
        let problem = json!({ "description": "Problem details (RFC 9457)",
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } });
        parameters.extend(parameter_of(doc.tagged));
        let mut operation = json!({
            "summary": doc.summary,
            "parameters": parameters,
            "security": [ { "bearer": [scope] } ],
            "responses": {
                "200": { "description": "Done", "content": content },
                "default": problem,
            },
        });
        describe_tag(doc.tagged, &mut operation["responses"]);
        if let Some(request) = doc.request {
            operation["requestBody"] =
                json!({ "required": true, "content": { "application/json": { "schema": request() } } });
        }
        let path = paths.entry(route.path.to_owned()).or_insert_with(|| json!({}));
        path[route.method.as_str().to_lowercase()] = operation;
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Solīts", "version": env!("CARGO_PKG_VERSION"),
            "description": "Customer service run to the institution's own standard." },
        "paths": paths,
        "components": {
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } },
            "schemas": { "Problem": { "type": "object", "properties": {
                "type": { "type": "string" }, "title": { "type": "string" }, "status": { "type": "integer" },
                "detail": { "type": "string",
                    "description": "What to do, in the language of Accept-Language: lv or en" }, "instance": { "type": "string" }, "right": { "type": "string", "description": "The scope that is missing" },
                "errors": { "type": "array", "description": "What is wrong with the fields of the call",
                    "items": { "type": "object", "properties": {
                        "field": { "type": "string" }, "text": { "type": "string" },
                        "confirm": { "type": "string",
                            "description": "The word by which this is confirmed, where that is enough" } } } } } } },
        },
    })
}
