//! Who is let in, and what is kept from them.

use crate::common::Served;

#[test]
fn the_page_and_its_files_come_with_headers_that_keep_them_to_themselves() {
    let served = Served::new();
    for (file, media) in [("", "text/html"), ("main.js", "text/javascript"), ("review.css", "text/css")] {
        let answer = served.get(file);
        assert_eq!(answer.status, 200, "{file}");
        for header in [
            &*format!("content-type: {media}"),
            "content-security-policy: default-src 'none'",
            "cache-control: no-store",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "x-frame-options: deny",
        ] {
            assert!(answer.head.contains(header), "{file}: {header} in {}", answer.head);
        }
    }
}

#[test]
fn other_hosts_and_other_origins_are_refused() {
    let served = Served::new();
    let (host, port, path) = (served.host(), served.port, format!("/{}/api/documents", served.token));
    let status = |headers: &[(&str, &str)]| served.send("GET", &path, headers, "").status;
    let origin = |origin: &str| status(&[("Host", &host), ("Origin", origin)]);
    assert_eq!(status(&[("Host", &host)]), 200);
    assert_eq!(status(&[("Host", &format!("localhost:{port}"))]), 200);
    assert_eq!(status(&[("Host", "example.org")]), 403);
    assert_eq!(status(&[("Host", &format!("example.org:{port}"))]), 403);
    assert_eq!(status(&[("Host", "127.0.0.1:1")]), 403);
    assert_ne!(status(&[("Host", &host), ("Host", "example.org")]), 200);
    assert_ne!(status(&[]), 200);
    assert_eq!(origin(&format!("http://127.0.0.1:{port}")), 200);
    for foreign in ["https://example.org", "null", "http://127.0.0.1:1", &format!("https://127.0.0.1:{port}")]
    {
        assert_eq!(origin(foreign), 403, "{foreign}");
    }
    for (site, expected) in [("same-origin", 200), ("none", 200), ("cross-site", 403), ("same-site", 403)] {
        assert_eq!(status(&[("Host", &host), ("Sec-Fetch-Site", site)]), expected, "{site}");
    }
}

#[test]
fn nothing_is_told_without_the_token() {
    let served = Served::new();
    let (host, token) = (served.host(), served.token.clone());
    let mut wrong = token.clone();
    wrong.replace_range(31.., if token.ends_with('0') { "1" } else { "0" });
    for path in [
        "/",
        "/main.js",
        "/api/documents",
        &format!("/{wrong}/"),
        &format!("/{}/", &token[..31]),
        &format!("//{token}/"),
    ] {
        let answer = served.send("GET", path, &[("Host", &host)], "");
        assert_eq!(answer.status, 403, "{path}");
        assert!(!answer.body.contains(&token) && answer.head.contains("no-store"), "{path}");
    }
}

#[test]
fn no_path_leads_out_of_the_folder() {
    let served = Served::new();
    for path in [
        "../secret.key",
        "..%2fsecret.key",
        "%2e%2e/secret.key",
        "secret.key",
        "api/documents/..%2f..%2fetc%2fpasswd",
        "api/documents/secret.key",
        "api/documents/%00",
        "api/documents/a%2f..%2fa/source",
        "api/../../secret.key",
        "api/documents/%ff",
    ] {
        let answer = served.get(path);
        assert!(matches!(answer.status, 400 | 403 | 404), "{path}: {}", answer.status);
        assert!(!answer.body.contains("must not be seen"), "{path}");
    }
}

#[test]
fn large_and_malformed_bodies_are_refused_and_nothing_is_written() {
    let served = Served::new();
    let path = "api/documents/a/decisions";
    assert_eq!(served.post(path, &" ".repeat(5 << 20)).status, 413);
    for (body, expected) in [
        ("", 400),
        ("{", 400),
        ("[]", 422),
        (r#"{"at":"x"}"#, 422),
        (
            r#"{"at":"2026-11-20T18:30:00Z","decisions":[{"decision":"accept","item":"a","path":"/etc"}]}"#,
            422,
        ),
    ] {
        assert_eq!(served.post(path, body).status, expected, "{body}");
    }
    let (host, path) = (served.host(), format!("/{}/{path}", served.token));
    let form = [("Host", &*host), ("Content-Type", "text/plain")];
    assert_eq!(served.send("POST", &path, &form, r#"{"at":"","decisions":[]}"#).status, 415);
    for method in ["PUT", "DELETE", "OPTIONS", "TRACE"] {
        assert_eq!(served.send(method, &path, &[("Host", &host)], "").status, 405, "{method}");
    }
    assert!(served.on_disk().is_empty());
}
