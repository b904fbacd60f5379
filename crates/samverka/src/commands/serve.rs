//! How does an installation answer until it is told to stop?

use std::sync::Arc;
use std::time::Duration;

use actions::Chance;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use web::{App, Clock, Parts};

use crate::settings::Settings;
use crate::worker::Worker;

/// Answers until it is told to stop.
pub async fn run(settings: Settings) -> Result<(), String> {
    let tools = settings.tools()?;
    let db = settings.open().await?;
    let key = settings.key(&db).await?;
    let plain_town = settings.plain_town(&db).await?;
    let plain_town = plain_town.ok_or("there is no municipality yet: add one with `samverka municipality add FILE`")?;
    let listener =
        TcpListener::bind(settings.listen).await.map_err(|e| format!("cannot listen on {}: {e}", settings.listen))?;
    let listen = listener.local_addr().map_err(|e| e.to_string())?;

    let clock = Clock::System;
    let wake = Arc::new(Notify::new());
    let parts = Parts {
        db: db.clone(),
        key,
        chance: Chance::system(),
        clock,
        plain_town,
        https: settings.https(),
        trust_proxy: settings.trust_proxy,
        address: settings.address.clone(),
        build: build(),
        wake: wake.clone(),
    };
    let app = App::with_tools(parts, tools);
    let server = axum::serve(listener, web::service(app)).with_graceful_shutdown(told_to_stop());
    println!("Samverka answers at {} (listens on {listen}, database {}).", settings.address, settings.database_shown());

    let jobs = settings
        .jobs
        .then(|| tokio::spawn(Worker { db: db.clone(), key, clock, messages: settings.messages, wake }.run()));
    tokio::select! {
        served = server.into_future() => served.map_err(|e| e.to_string())?,
        // A browser may keep its connection open: it is not waited for longer than this.
        () = async { told_to_stop().await; tokio::time::sleep(Duration::from_secs(5)).await } => {}
    }
    if let Some(jobs) = jobs {
        jobs.abort();
    }
    db.close().await;
    Ok(())
}

/// Which build this is: its version, and the size and time of its file.
pub(super) fn build() -> String {
    let file = std::env::current_exe().and_then(std::fs::metadata);
    let changed = |m: &std::fs::Metadata| m.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok();
    let file = file.map_or_else(|_| String::new(), |m| format!("{} {:?}", m.len(), changed(&m)));
    format!("{} {file}", env!("CARGO_PKG_VERSION"))
}

/// Ends when the program is told to stop: Ctrl-C, or the signal that ends services.
pub(super) async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let mut ended = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(ended) => ended,
            Err(_) => return drop(interrupted.await),
        };
        tokio::select! { _ = interrupted => {}, _ = ended.recv() => {} }
    }
    #[cfg(not(unix))]
    drop(interrupted.await);
}
