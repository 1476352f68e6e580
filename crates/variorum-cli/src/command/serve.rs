//! `variorum serve`.

use std::sync::Arc;

use anyhow::Context;
use serde_json::json;
use variorum_web::{Limits, Options, Server};

use crate::arguments::Serve;
use crate::{Outcome, model, output};

/// Serves a desk until it is told to stop.
pub fn run(arguments: &Serve) -> anyhow::Result<Outcome> {
    let token = arguments.token.clone().or_else(|| std::env::var("VARIORUM_TOKEN").ok());
    let options = Options {
        desk: arguments.desk.clone(),
        address: arguments.address,
        token: token.filter(|token| !token.is_empty()),
        names: arguments.hosts.clone(),
        limits: Limits::default(),
    };
    let pipeline = Arc::new(model::load(arguments.model.path.as_deref())?);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.context("no threads could be started")?.block_on(async {
        let stop = stop()?;
        let server = Server::bind(options, pipeline).await?;
        output::print(&told(&server, arguments.json))?;
        server.run(stop).await;
        Ok(Outcome::Done)
    })
}

fn told(server: &Server, is_json: bool) -> String {
    let address = format!("http://{}/", server.address());
    if is_json {
        format!("{}\n", json!({ "event": "listening", "address": address }))
    } else {
        format!("The desk is at {address} (Ctrl-C stops it)\n")
    }
}

/// Ready once the user or the system asks the program to end. Asked again it ends at once.
#[cfg(unix)]
fn stop() -> anyhow::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt()).context("the signal to stop can’t be heard")?;
    let mut terminate = signal(SignalKind::terminate()).context("the signal to stop can’t be heard")?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        eprintln!("variorum: stopping; again to stop at once");
        tokio::spawn(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            std::process::exit(130);
        });
    })
}

/// Ready once the user asks the program to end.
#[cfg(not(unix))]
fn stop() -> anyhow::Result<impl Future<Output = ()>> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        eprintln!("variorum: stopping");
    })
}
