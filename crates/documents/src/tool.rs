//! How is an outside program run so that it can do no harm: no shell, no time without end, no output without end?

use std::ffi::OsStr;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::Error;

/// How much a program may use.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub time: Duration,
    pub output: usize,
}

/// Whether the program is on the path (or there, if it is a path).
pub(crate) fn is_there(program: &Path) -> bool {
    if program.components().count() > 1 {
        return program.is_file();
    }
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

/// Runs `program` with `input` and gives its output. The text never becomes an argument, so it can be no option.
pub(crate) fn run(
    program: &Path,
    args: &[impl AsRef<OsStr>],
    input: Vec<u8>,
    limits: Limits,
    hint: &'static str,
) -> Result<Vec<u8>, Error> {
    let tool = program.display().to_string();
    let mut child = Command::new(program)
        .args(args)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| match e.kind() {
            ErrorKind::NotFound | ErrorKind::PermissionDenied => Error::Missing { tool: tool.clone(), hint },
            _ => Error::Stopped { tool: tool.clone(), why: e.to_string() },
        })?;
    let (mut stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let writer = std::thread::spawn(move || {
        // A program that reads no further closes its end; what it said then tells why.
        if let Some(stdin) = &mut stdin {
            let _ = stdin.write_all(&input);
        }
    });
    let reader = std::thread::spawn(move || read_up_to(stdout, limits.output));
    let complaints = std::thread::spawn(move || read_up_to(stderr, 4096));
    let started = Instant::now();
    let stopped = |why: String| Error::Stopped { tool: tool.clone(), why };
    let mut pause = Duration::from_millis(1);
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break Ok(status),
            Err(e) => break Err(stopped(e.to_string())),
            Ok(None) if started.elapsed() > limits.time => {
                break Err(stopped(format!("no answer in {} s", limits.time.as_secs())));
            }
            // It waits for someone to read what is more than it may say.
            Ok(None) if reader.is_finished() => break Err(stopped(format!("more than {} bytes", limits.output))),
            Ok(None) => {
                std::thread::sleep(pause);
                pause = (pause * 2).min(Duration::from_millis(50));
            }
        }
    };
    if status.is_err() && !matches!(child.try_wait(), Ok(Some(_))) {
        let _ = child.kill();
        let _ = child.wait();
    }
    let _ = writer.join();
    let (output, too_much) = reader.join().unwrap_or_default();
    let (said, _) = complaints.join().unwrap_or_default();
    let status = match status {
        // It closed its output before it ended, which is no fault.
        Err(_) if !too_much && child.try_wait().is_ok_and(|s| s.is_some_and(|s| s.success())) => return Ok(output),
        other => other?,
    };
    if too_much {
        return Err(stopped(format!("more than {} bytes", limits.output)));
    }
    if !status.success() {
        let said = String::from_utf8_lossy(&said);
        return Err(stopped(format!("{status}: {}", said.lines().next().unwrap_or(""))));
    }
    Ok(output)
}

fn read_up_to(from: Option<impl Read>, most: usize) -> (Vec<u8>, bool) {
    let mut out = Vec::new();
    if let Some(from) = from {
        let _ = from.take(most as u64 + 1).read_to_end(&mut out);
    }
    let too_much = out.len() > most;
    out.truncate(most);
    (out, too_much)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Limits = Limits { time: Duration::from_millis(300), output: 1000 };

    #[test]
    fn a_program_that_is_not_there_is_named_with_how_to_get_it() {
        let e = run(Path::new("no-such-program-here"), &[""; 0], vec![], SHORT, "apt install it").unwrap_err();
        assert_eq!(e.to_string(), "no-such-program-here is not installed (apt install it)");
    }

    #[test]
    fn a_program_without_end_is_stopped() {
        let started = Instant::now();
        assert!(matches!(run(Path::new("sleep"), &["20"], vec![], SHORT, ""), Err(Error::Stopped { .. })));
        assert!(matches!(run(Path::new("yes"), &[""; 0], vec![], SHORT, ""), Err(Error::Stopped { .. })));
        assert!(started.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn what_goes_in_comes_out() {
        let text = "å".repeat(300).into_bytes();
        assert_eq!(run(Path::new("cat"), &[""; 0], text.clone(), SHORT, "").unwrap(), text);
    }
}
