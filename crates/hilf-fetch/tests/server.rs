//! Fetching from a server on this machine.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::time::Duration;

use hilf_fetch::{FetchError, Fetched, Limits, Request, fetch};

/// A server that answers each request by its path and headers; gives its address.
fn serve(answer: fn(&str, &str) -> String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address").to_string();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || {
                let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
                let first = lines.next().unwrap_or_default();
                let path = first.split(' ').nth(1).unwrap_or("/").to_owned();
                let headers: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
                let text = answer(&path, &headers.join("\n").to_lowercase());
                let _ = (&stream).write_all(text.as_bytes());
            });
        }
    });
    format!("http://{address}")
}

fn answer(path: &str, headers: &str) -> String {
    let with = |status: &str, headers: &str, body: &str| {
        let length = body.len();
        format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{headers}\r\n{body}")
    };
    match path {
        "/list.xml" if headers.contains("if-none-match: \"v1\"") => {
            with("304 Not Modified", "", "")
        }
        "/list.xml" => with(
            "200 OK",
            "ETag: \"v1\"\r\nLast-Modified: Fri, 27 Feb 2026 10:00:00 GMT\r\n",
            "<CONSOLIDATED_LIST/>",
        ),
        "/moved" => with("302 Found", "Location: /list.xml\r\n", ""),
        "/inside" => with("302 Found", "Location: http://127.0.0.1:1/secret\r\n", ""),
        "/named" => with("302 Found", "Location: http://localhost:1/secret\r\n", ""),
        "/meta" => with("302 Found", "Location: http://169.254.169.254/latest\r\n", ""),
        "/loop" => with("302 Found", "Location: /loop\r\n", ""),
        "/nowhere" => with("302 Found", "", ""),
        "/big" => with("200 OK", "", &"x".repeat(100_000)),
        "/cut" => "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf".to_owned(),
        "/slow" => {
            std::thread::sleep(Duration::from_secs(5));
            with("200 OK", "", "late")
        }
        _ => with("404 Not Found", "", "no"),
    }
}

fn get(path: &str, limits: &Limits) -> Result<Fetched, FetchError> {
    let url = format!("{}{path}", serve(answer));
    let folder = tempfile::tempdir().expect("a folder");
    let result = fetch(&Request { url, ..Request::default() }, limits, folder.path());
    let left = std::fs::read_dir(folder.path()).expect("the folder").count();
    assert_eq!(left, usize::from(result.is_ok()), "a failed fetch leaves nothing behind");
    result
}

#[test]
fn a_list_is_fetched_once_and_then_only_when_it_is_new() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("{}/list.xml", serve(answer));
    let request = Request { url: url.clone(), ..Request::default() };
    let fetched = fetch(&request, &Limits::default(), folder.path()).unwrap();
    let Fetched::New { path, etag, last_modified } = fetched else { panic!("{fetched:?}") };
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "<CONSOLIDATED_LIST/>");
    assert!(path.ends_with("list.xml"));
    assert_eq!(last_modified.as_deref(), Some("Fri, 27 Feb 2026 10:00:00 GMT"));
    let again = Request { url, etag, last_modified };
    assert_eq!(fetch(&again, &Limits::default(), folder.path()).unwrap(), Fetched::Unchanged);
}

#[test]
fn redirects_are_followed_on_the_given_server_but_never_to_private_addresses() {
    let limits = Limits::default();
    assert!(matches!(get("/moved", &limits), Ok(Fetched::New { .. })));
    for path in ["/inside", "/named", "/meta"] {
        let error = get(path, &limits).unwrap_err();
        assert!(matches!(error, FetchError::Private { .. }), "{path}: {error}");
    }
    assert!(matches!(get("/loop", &limits), Err(FetchError::Redirect { .. })));
    assert!(matches!(get("/nowhere", &limits), Err(FetchError::Redirect { .. })));
}

#[test]
fn limits_end_a_fetch_and_leave_nothing_behind() {
    let small = Limits { bytes: 50_000, ..Limits::default() };
    assert!(matches!(get("/big", &small), Err(FetchError::TooLarge { limit: 50_000, .. })));
    assert!(matches!(get("/cut", &Limits::default()), Err(FetchError::Transport { .. })));
    let hasty = Limits { time: Duration::from_millis(300), ..Limits::default() };
    assert!(matches!(get("/slow", &hasty), Err(FetchError::Transport { .. })));
    assert!(matches!(get("/none", &small), Err(FetchError::Status { status: 404, .. })));
}

#[test]
fn only_the_web_is_fetched_from() {
    let folder = tempfile::tempdir().unwrap();
    for url in ["file:///etc/passwd", "ftp://x/y", "nonsense", ""] {
        let request = Request { url: url.into(), ..Request::default() };
        let error = fetch(&request, &Limits::default(), folder.path()).unwrap_err();
        assert!(matches!(error, FetchError::Address(_)), "{url}");
    }
}
