//! The binary: what it prints, and how it ends.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use crate::client::{answer, http};

fn binary(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_coupa-sandbox"));
    command.args(args).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[cfg(unix)]
#[tokio::test]
async fn it_prints_what_to_paste_answers_and_ends_on_ctrl_c() {
    let directory = tempfile::tempdir().unwrap();
    let authority = directory.path().join("authority's.pem");
    let file = authority.to_str().unwrap();
    let mut child = binary(&["--users=20", "--port=0", "--tls", "--tls-ca-file", file]).spawn().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut lines = Vec::new();
    while !lines.last().is_some_and(|line: &String| line.starts_with("# ")) {
        let mut line = String::new();
        assert!(output.read_line(&mut line).unwrap() > 0, "it ended early after {lines:?}");
        lines.push(line.trim_end().to_owned());
    }
    let url = lines[0].strip_prefix("export BATON_COUPA_BASE_URL=").unwrap();
    assert!(lines[1].starts_with("export BATON_COUPA_CLIENT_ID="));
    assert!(lines[2].starts_with("export BATON_COUPA_CLIENT_SECRET="));
    assert!(
        lines[3].starts_with("export SSL_CERT_FILE='") && lines[3].ends_with(r"authority'\''s.pem'"),
        "{}",
        lines[3]
    );

    let certificate = reqwest::Certificate::from_pem(&std::fs::read(&authority).unwrap()).unwrap();
    let client = http().tls_certs_only([certificate]).build().unwrap();
    let reply =
        answer(client.get(format!("{url}/api/users")).header("accept", "application/json")).await.unwrap();
    assert_eq!(reply.status, 401);

    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    assert!(child.wait().unwrap().success());
    assert!(rest.contains("# 1 requests over 1 connections") && rest.contains("status 401"), "{rest}");
    assert!(authority.exists(), "a file that was asked for stays");
}

#[test]
fn lists_are_printed_in_both_forms() {
    for flag in ["--list-switches", "--list-faults"] {
        let text = binary(&[flag]).output().unwrap();
        assert!(text.status.success() && text.stdout.len() > 1_000, "{flag}");
        let json = binary(&[flag, "--output=json"]).output().unwrap();
        assert!(serde_json::from_slice::<serde_json::Value>(&json.stdout).is_ok(), "{flag}");
    }
}

#[test]
fn a_mistake_is_told_with_a_remedy() {
    let check = |args: &[&str], expected: &[&str]| {
        let output = binary(args).output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success(), "{args:?}");
        assert!(expected.iter().all(|part| text.contains(part)), "{text}");
    };
    check(&["--switch=colour=red"], &["error: there is no switch `colour`", "hint: `--list-switches`"]);
    check(&["--fault=cats:hang"], &["there is no operation `cats`", "hint: `--list-faults`"]);
    check(&["--bind=0.0.0.0"], &["not a loopback address", "--danger-bind-anywhere"]);
    check(&["--time-zone=Mars/Olympus"], &["there is no time zone", "caused by:", "hint:"]);
}
