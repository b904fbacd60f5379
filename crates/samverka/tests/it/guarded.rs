//! How does a process that a test started end, whatever becomes of the test?

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

/// Runs a program and ends it, by its own id, when our end of the pipe is closed: also when the test is killed.
const GUARD: &str = r#"exec 3<&0; "$@" </dev/null 3<&- & program=$!; echo "guarded: $program"; cat <&3 >/dev/null; kill "$program"; wait "$program""#;

/// A program that runs as long as the value, or at the longest as long as this process.
#[derive(Debug)]
pub struct Guarded {
    guard: Child,
    said: Arc<Mutex<Vec<String>>>,
}

impl Guarded {
    /// Starts `program` with words and settings.
    pub fn start(program: &str, words: &[&str], settings: &[(&str, &str)]) -> Guarded {
        let mut command = Command::new("sh");
        command.args(["-c", GUARD, "guard", program]).args(words).envs(settings.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut guard = command.spawn().unwrap_or_else(|e| panic!("{program}: {e}"));
        let said = Arc::new(Mutex::new(Vec::new()));
        listen(guard.stdout.take().expect("a pipe"), said.clone());
        listen(guard.stderr.take().expect("a pipe"), said.clone());
        Guarded { guard, said }
    }

    /// Every line that it has said so far, on both streams.
    pub fn said(&self) -> Vec<String> {
        self.said.lock().expect("the lines").clone()
    }
}

impl Guarded {
    /// Ends the program as a power cut does: at once, without a word.
    pub fn kill_at_once(&self) {
        let said = self.said();
        let id = said.iter().find_map(|l| l.strip_prefix("guarded: ")).expect("the guard says its program's id");
        assert!(Command::new("kill").args(["-9", id]).status().is_ok_and(|s| s.success()), "kill -9 {id}");
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
    }
}

fn listen(stream: impl Read + Send + 'static, said: Arc<Mutex<Vec<String>>>) {
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            said.lock().expect("the lines").push(line);
        }
    });
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}
