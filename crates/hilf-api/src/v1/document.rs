//! What every route of the document has in common: how it refuses.

use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::schema::{Object, Schema, Type};
use utoipa::openapi::{ContentBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder};

const JSON: &str = "application/json";

/// Writes into a document which answers are possible beyond those a route names itself, and that
/// whatever is not said to be otherwise is a JSON object.
pub(super) fn complete(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        let has_places = path.contains('{');
        let reads = [&mut item.get].into_iter().flatten().map(|operation| (operation, false));
        let changes = [&mut item.post, &mut item.put, &mut item.delete, &mut item.patch];
        let changes = changes.into_iter().flatten().map(|operation| (operation, true));
        for (operation, is_change) in reads.chain(changes) {
            complete_one(operation, has_places, is_change);
        }
    }
}

fn complete_one(operation: &mut Operation, has_places: bool, is_change: bool) {
    let is_open = operation.security.is_some();
    let has_query = operation.parameters.iter().flatten().any(|parameter| match parameter {
        RefOr::T(parameter) => parameter.parameter_in == ParameterIn::Query,
        RefOr::Ref(_) => true,
    });
    let body = operation.request_body.as_ref();
    let is_json = body.is_some_and(|body| match body {
        RefOr::T(body) => body.content.contains_key(JSON),
        RefOr::Ref(_) => true,
    });
    let possible = [
        (400, has_places || has_query || body.is_some(), "What was sent is not what is described"),
        (401, !is_open, "Nobody has entered"),
        (403, !is_open, "The caller has no right to it; that is written down"),
        (404, has_places, "There is no such thing"),
        (409, is_change, "It cannot be done as things stand"),
        (413, body.is_some(), "The body is too large"),
        (415, is_json, "The body is not sent as JSON"),
        (503, true, "The node is busy, has no lists, or cannot write its audit log"),
    ];
    let responses = &mut operation.responses.responses;
    for (status, _, why) in possible.into_iter().filter(|(_, is_possible, _)| *is_possible) {
        responses.entry(status.to_string()).or_insert_with(|| RefOr::T(refused(why)));
    }
    for (status, response) in responses {
        if let RefOr::T(response) = response
            && response.content.is_empty()
            && status.starts_with('2')
        {
            let object = Object::builder().schema_type(Type::Object).build();
            let content = ContentBuilder::new().schema(Some(Schema::Object(object))).build();
            response.content.insert(JSON.to_owned(), RefOr::T(content));
        }
    }
}

fn refused(why: &str) -> Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Refused"))).build();
    ResponseBuilder::new().description(why).content(JSON, content).build()
}
