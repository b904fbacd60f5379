//! Where does a test's PostgreSQL come from?
//!
//! One throw-away cluster serves every test process of this user at the same time. Each process
//! holds a shared lock on `lease` while it lives; a watcher ends the cluster once nobody has held
//! it for a while. The kernel releases locks, so a test that panics or is killed leaves nothing behind.

use std::fs::{self, File};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

/// A cluster that this process may use as long as the value lives.
#[derive(Debug)]
pub struct Cluster {
    folder: PathBuf,
    _lease: File,
}

/// Ends the cluster (by the id in its own folder) 10 seconds after its last user, and removes it.
/// `$1` is the folder, `$2` the program that ends it, the rest is how to become its owner.
const WATCH: &str = r#"
folder=$1 pg_ctl=$2; shift 2
exec 9>>"$folder/lease"
while sleep 3; do
    flock -x 9
    if [ $(( $(date +%s) - $(stat -c %Y "$folder/used") )) -ge 10 ]; then
        cd / && "$@" "$pg_ctl" stop -s -m immediate -D "$folder/data" </dev/null
        rm -rf "$folder/data" "$folder/socket"
        exit
    fi
    flock -u 9
done
"#;

impl Cluster {
    /// The running cluster, started if need be; `None` when no PostgreSQL server is installed.
    ///
    /// # Panics
    /// When a server is installed but cannot be started, with what it said.
    pub fn join() -> Option<Cluster> {
        let bin = binaries()?;
        // Not under the folder of a build or of a user: the server's own user must reach it.
        let owner = owner();
        let folder = PathBuf::from(format!("/tmp/samverka-postgres-{}", user()));
        fs::create_dir_all(&folder).expect("a folder in /tmp");
        let lease = open(&folder.join("lease"));
        let door = open(&folder.join("door"));
        door.lock().expect("the door's lock");
        // The watcher holds the lease alone while it ends a cluster; this waits for it.
        lease.lock_shared().expect("the lease's lock");
        touch(&folder);
        if !answers(&folder) {
            // The watcher first: it also ends a cluster whose start goes wrong halfway.
            watch(&bin, &folder, &owner);
            start(&bin, &folder, &owner);
        }
        door.unlock().expect("the door's lock");
        Some(Cluster { folder, _lease: lease })
    }

    /// The address of `database` in it.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@localhost/{database}?host={}", self.folder.join("socket").display())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        touch(&self.folder);
    }
}

fn open(path: &Path) -> File {
    File::options().create(true).append(true).open(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn touch(folder: &Path) {
    let used = open(&folder.join("used"));
    let _ = used.set_modified(SystemTime::now());
}

/// The folder of the newest server's programs.
fn binaries() -> Option<PathBuf> {
    let on_path = std::env::var_os("PATH").into_iter().flat_map(|p| std::env::split_paths(&p).collect::<Vec<_>>());
    let mut debian: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .map(|folders| folders.filter_map(|f| Some(f.ok()?.path().join("bin"))).collect())
        .unwrap_or_default();
    debian.sort_by_key(|p| p.parent().and_then(|v| v.file_name()?.to_str()?.parse::<u32>().ok()));
    debian.into_iter().rev().chain(on_path).find(|bin| bin.join("initdb").exists() && bin.join("pg_ctl").exists())
}

fn user() -> String {
    let id = Command::new("id").arg("-u").output().expect("the command `id`");
    String::from_utf8_lossy(&id.stdout).trim().to_owned()
}

/// How a command is run as the cluster's owner: PostgreSQL refuses to be root.
fn owner() -> Vec<&'static str> {
    if user() == "0" { vec!["runuser", "-u", "postgres", "--"] } else { vec!["env"] }
}

fn as_owner(owner: &[&str], program: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(owner[0]);
    command.args(&owner[1..]).arg(program).args(args).current_dir("/").stdin(Stdio::null()).env_remove("PGDATA");
    command
}

fn answers(folder: &Path) -> bool {
    UnixStream::connect(folder.join("socket/.s.PGSQL.5432")).is_ok()
}

fn start(bin: &Path, folder: &Path, owner: &[&str]) {
    let (data, socket) = (folder.join("data"), folder.join("socket"));
    if data.exists() {
        // Left by a machine that went down: nothing answers there, and nothing in it is worth keeping.
        let _ = as_owner(owner, &bin.join("pg_ctl"), &["stop", "-s", "-m", "immediate", "-D", path(&data)]).output();
    }
    for old in [&data, &socket] {
        let _ = fs::remove_dir_all(old);
        fs::create_dir_all(old).expect("a folder of the cluster");
        let given =
            owner[0] == "env" || Command::new("chown").arg("postgres").arg(old).status().is_ok_and(|s| s.success());
        assert!(given, "could not give {} to the user postgres", old.display());
        let mode = Command::new("chmod").arg("700").arg(old).status();
        assert!(mode.is_ok_and(|s| s.success()), "could not close {}", old.display());
    }
    let made = as_owner(
        owner,
        &bin.join("initdb"),
        &["-D", path(&data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
    );
    must(made, "initdb");
    // Nothing here outlives a crash, so nothing need reach the disk; no port is opened at all.
    let options = format!(
        "-k {} -c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off \
         -c max_connections=200 -c shared_buffers=64MB -c autovacuum=off",
        socket.display()
    );
    let log = path(&data.join("log")).to_owned();
    let started = as_owner(
        owner,
        &bin.join("pg_ctl"),
        &["start", "-s", "-w", "-t", "60", "-D", path(&data), "-l", &log, "-o", &options],
    );
    must(started, "pg_ctl start");
    let begun = Instant::now();
    while !answers(folder) {
        assert!(begun.elapsed() < Duration::from_secs(30), "the cluster started but does not answer");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn watch(bin: &Path, folder: &Path, owner: &[&str]) {
    // Not waited for: it outlives this process, and the system's first process takes it over.
    #[expect(clippy::zombie_processes)]
    Command::new("setsid")
        .args(["sh", "-c", WATCH, "samverka-postgres-watch"])
        .arg(folder)
        .arg(bin.join("pg_ctl"))
        .args(owner)
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the watcher that ends the cluster");
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a path of ASCII")
}

fn must(mut command: Command, what: &str) {
    // Into a file, not a pipe: the server inherits it and would keep a pipe open for ever.
    let said = std::env::temp_dir().join(format!("samverka-postgres-{}.log", std::process::id()));
    let out = File::create(&said).expect("a file for what the server says");
    let status = command.stdout(out.try_clone().expect("a second handle")).stderr(out).status();
    let text = fs::read_to_string(&said).unwrap_or_default();
    let _ = fs::remove_file(&said);
    assert!(status.as_ref().is_ok_and(|s| s.success()), "{what} failed ({status:?}):\n{text}");
}
