//! The description of the routes is what clients are made from: no change of it goes unseen.

#[test]
fn the_document_changes_only_on_purpose() {
    insta::assert_json_snapshot!("openapi", hilf_api::openapi());
}

#[test]
fn every_route_says_what_it_answers_when_it_cannot() {
    let document = serde_json::to_value(hilf_api::openapi()).expect("a document");
    assert_eq!(document["openapi"], "3.1.0");
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, route) in methods.as_object().expect("methods") {
            let has = |name: &str| route.get(name).is_some();
            assert!(has("summary") && has("tags") && has("operationId"), "{method} {path}");
            let answers = route["responses"].as_object().expect("answers");
            let takes = route.get("parameters").is_some() || route.get("requestBody").is_some();
            let fails = answers.keys().any(|status| status.starts_with('4'));
            assert!(!takes || fails, "{method} {path} takes something and refuses nothing");
        }
    }
}
