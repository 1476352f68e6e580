//! The description of the API: OpenAPI 3.1, its schemas drawn from the types themselves.

use std::sync::LazyLock;

use askama::Template;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};
use variorum::contract::Collation;
use variorum_desk::correction::Entry;
use variorum_desk::status::Status;

use crate::corrections::{Corrections, NewCorrection, Undoing};
use crate::download::Download;
use crate::events::Changes;
use crate::front::{self, Stories};
use crate::page::{Bar, html};
use crate::problem::{self, ProblemBody};
use crate::reports::ReportBody;
use crate::search::{self, Found};

static DOCUMENT: LazyLock<Value> = LazyLock::new(document);

/// The greatest whole number that every reader of JSON keeps exactly.
const EXACT: u64 = (1 << 53) - 1;

/// `GET /openapi.json`.
pub async fn serve() -> Response {
    ([(CONTENT_TYPE, "application/json")], DOCUMENT.to_string()).into_response()
}

/// `GET /schema.json`: of the account of a story.
pub async fn schema() -> Response {
    ([(CONTENT_TYPE, "application/schema+json")], variorum::render::schema()).into_response()
}

/// `GET /api`: the same as a page.
pub async fn page() -> Response {
    html(&Api { bar: Bar { sought: "" }, operations: operations(&DOCUMENT) })
}

/// The document. Its paths are those of the server: a test compares them.
pub fn document() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut shapes = Shapes(settings.for_serialize().into_generator());
    let paths = paths(&mut shapes);
    let mut schemas = shapes.0.take_definitions(false);
    for schema in schemas.values_mut() {
        if let Ok(schema) = <&mut Schema>::try_from(schema) {
            RecursiveTransform(bound).transform(schema);
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Variorum desk",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The stories of a desk: who claims what, on whose word, and where the reports differ. \
                Every path that has a page has JSON under the same address: by the header Accept, or with .json behind it. \
                A desk that others can reach asks for its token.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    })
}

/// Gives every number bounds that a reader of JSON can hold.
fn bound(schema: &mut Schema) {
    if matches!(schema.get("format").and_then(Value::as_str), Some("uint" | "uint64" | "int64")) {
        schema.insert("maximum".to_owned(), EXACT.into());
        let least = schema.get("minimum").cloned().unwrap_or_else(|| (-(EXACT as i64)).into());
        schema.insert("minimum".to_owned(), least);
    }
}

/// The schemas, as they are asked for.
struct Shapes(SchemaGenerator);

impl Shapes {
    fn of<T: JsonSchema>(&mut self) -> Value {
        self.0.subschema_for::<T>().to_value()
    }

    /// An answer in JSON.
    fn gives<T: JsonSchema>(&mut self, what: &str) -> Value {
        json!({"description": what, "content": {"application/json": {"schema": self.of::<T>()}}})
    }

    /// An answer in JSON, or as a page.
    fn shows<T: JsonSchema>(&mut self, what: &str) -> Value {
        let mut answer = self.gives::<T>(what);
        answer["content"]["text/html"] = json!({"schema": {"type": "string"}});
        answer
    }

    /// A body in JSON, or as a form.
    fn takes<T: JsonSchema>(&mut self) -> Value {
        json!({"required": true, "content": {"application/json": {"schema": self.of::<T>()}}})
    }

    fn problems(&mut self, kinds: &[(u16, &str)]) -> Map<String, Value> {
        let schema = self.of::<ProblemBody>();
        let common = [
            (400, "it can’t be meant"),
            (401, "the token is missing or wrong"),
            (403, "it came from a page of another site, or the desk can’t be written"),
            (414, "the address is too long"),
            (421, "the host is not this server’s"),
            (429, "too many wrong tokens"),
            (503, "busy, or not made yet; ask again"),
        ];
        let all = common.iter().chain(kinds);
        all.map(|(status, what)| {
            let content =
                json!({problem::MEDIA_TYPE: {"schema": schema}, "text/html": {"schema": {"type": "string"}}});
            (status.to_string(), json!({"description": what, "content": content}))
        })
        .collect()
    }

    fn operation(
        &mut self,
        summary: &str,
        parameters: &[Value],
        answer: (u16, Value),
        kinds: &[(u16, &str)],
    ) -> Value {
        let mut responses = self.problems(kinds);
        responses.insert(answer.0.to_string(), answer.1);
        responses.sort_keys();
        json!({"summary": summary, "parameters": parameters, "responses": responses})
    }

    fn reads(&mut self, summary: &str, parameters: &[Value], answer: Value) -> Value {
        json!({"get": self.operation(summary, parameters, (200, answer), &[(404, "there is none")])})
    }

    fn writes<T: JsonSchema>(&mut self, summary: &str, parameters: &[Value], answer: Value) -> Value {
        let kinds = [
            (404, "it names what the desk does not hold"),
            (408, "the body took too long"),
            (409, "it does not fit what is there"),
            (413, "the body is too long"),
            (415, "the body is neither JSON nor a form"),
            (507, "the disk is full"),
        ];
        let mut operation = self.operation(summary, parameters, (201, answer), &kinds);
        operation["requestBody"] = self.takes::<T>();
        operation
    }
}

fn paths(shapes: &mut Shapes) -> Value {
    let stories = shapes.shows::<Stories>("stories in order");
    let list = [
        query("order", json!({"type": "string", "enum": ["changed", "size"], "default": "changed"})),
        query("limit", whole(1, front::MOST as u64)),
        query("skip", whole(0, front::DEEPEST as u64)),
    ];
    let story = [path("story", "The number of a story", whole(1, EXACT))];
    let capture = [path("capture", "SHA-256 of a capture, or its beginning", hash())];
    let number = [path("number", "The number of a correction", whole(1, EXACT))];
    let entry = shapes.gives::<Entry>("the correction as it is kept");
    let corrections = shapes.shows::<Corrections>("all corrections");
    let make = shapes.writes::<NewCorrection>("Correct what was computed", &[], entry.clone());
    let undo = shapes.writes::<Undoing>("Take a correction back", &number, entry.clone());
    let mut correct = shapes.reads("Corrections and what took them back", &[], corrections);
    correct["post"] = make;
    let collation = shapes.shows::<Collation>("the account, by the contract variorum.collation/1");
    let found = shapes.shows::<Found>("what was found");
    let report = shapes.gives::<ReportBody>("the report");
    let changes = shapes.gives::<Changes>("changes in order");
    let status = shapes.gives::<Status>("numbers of the desk");
    json!({
        "/stories": shapes.reads("Stories: size, origins, contested points, last change", &list, stories),
        "/stories/{story}": shapes.reads("The account of a story", &story, collation),
        "/stories/{story}/exports/{format}": shapes.reads("A story for another tool", &export(&story), exported()),
        "/search": shapes.reads("Reports, claims and points by words", &sought(), found),
        "/reports/{capture}": shapes.reads("A report: its story, its versions", &placed(&capture), report),
        "/reports/{capture}/bytes": shapes.reads("A report as it was received", &capture, bytes()),
        "/corrections": correct,
        "/corrections/{number}": shapes.reads("A correction", &number, entry),
        "/corrections/{number}/undo": {"post": undo},
        "/changes": shapes.reads("What happened after a change", &[after()], changes),
        "/events": shapes.reads("What happens, as server-sent events", &[after()], events()),
        "/status": shapes.reads("The desk in numbers", &[], status),
    })
}

fn whole(least: u64, most: u64) -> Value {
    json!({"type": "integer", "minimum": least, "maximum": most})
}

fn hash() -> Value {
    json!({"type": "string", "pattern": "^[0-9a-f]{8,64}$"})
}

fn query(name: &str, schema: Value) -> Value {
    json!({"name": name, "in": "query", "schema": schema})
}

fn path(name: &str, what: &str, schema: Value) -> Value {
    json!({"name": name, "in": "path", "required": true, "description": what, "schema": schema})
}

fn after() -> Value {
    query("after", whole(0, u64::from(u32::MAX)))
}

fn sought() -> [Value; 3] {
    [
        query("q", json!({"type": "string", "maxLength": search::LONGEST})),
        query("in", json!({"type": "string", "enum": ["all", "reports", "claims", "points"]})),
        query("limit", whole(1, search::MOST as u64)),
    ]
}

fn placed(capture: &[Value]) -> Vec<Value> {
    let ends = ["start", "end"].map(|name| query(name, whole(0, u64::from(u32::MAX))));
    capture.iter().cloned().chain(ends).collect()
}

fn export(story: &[Value]) -> Vec<Value> {
    let names: Vec<&str> = Download::all().into_iter().map(Download::name).collect();
    let format = path("format", "The format", json!({"type": "string", "enum": names}));
    story.iter().cloned().chain([format]).collect()
}

fn exported() -> Value {
    let text = json!({"schema": {"type": "string"}});
    let kinds = Download::all().into_iter().map(|download| {
        let kind = download.media_type().split(';').next().unwrap_or_default();
        let is_text = matches!(download, Download::Text(_)) && !kind.ends_with("json");
        (kind.to_owned(), if is_text { text.clone() } else { json!({}) })
    });
    json!({"description": "the export", "content": Map::from_iter(kinds)})
}

fn bytes() -> Value {
    json!({"description": "the bytes", "content": {"application/octet-stream": {}}})
}

fn events() -> Value {
    json!({"description": "one event a change, until the client goes", "content": {"text/event-stream": {}}})
}

#[derive(Template)]
#[template(path = "api.html")]
struct Api {
    bar: Bar<'static>,
    operations: Vec<Operation>,
}

struct Operation {
    call: String,
    summary: String,
    parameters: String,
}

fn operations(document: &Value) -> Vec<Operation> {
    let mut operations = Vec::new();
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let asked = parameters.filter(|one| one["in"] == "query").filter_map(|one| one["name"].as_str());
            operations.push(Operation {
                call: format!("{} {path}", method.to_uppercase()),
                summary: operation["summary"].as_str().unwrap_or_default().to_owned(),
                parameters: asked.collect::<Vec<_>>().join(", "),
            });
        }
    }
    operations
}
