//! Connections: taken up within limits, and let go without losing what was acknowledged.

use std::convert::Infallible;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tower_service::Service;
use variorum_spacy::Pipeline;

use crate::app::{App, Peer, stopping};
use crate::desks::Desks;
use crate::error::{Error, Result};
use crate::limits::Limits;
use crate::patience::Patient;
use crate::problem::Problem;
use crate::settler::Settler;
use crate::shelf::Shelf;
use crate::token::{self, Token};
use crate::wanted::{self, Wanted};
use crate::{events, guard, page, routes};

/// What is served, where, and to whom.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder of the desk.
    pub desk: PathBuf,
    /// Where to listen; port 0 takes any that is free.
    pub address: SocketAddr,
    /// What readers must give; needed unless the address is of this machine alone and no other name leads here.
    pub token: Option<String>,
    /// Names that lead to this server, beside `localhost` and addresses in digits.
    pub names: Vec<String>,
    /// How much a client may have.
    pub limits: Limits,
}

/// A server that listens.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    app: Arc<App>,
    routes: Router,
    pulse: watch::Sender<i64>,
    stops: watch::Sender<bool>,
}

/// Bytes of pages that are kept.
const SHELF: usize = 64 << 20;
/// How long to wait after a connection could not be taken up, such as where no file can be opened any more.
const BREATH: Duration = Duration::from_millis(50);

impl Server {
    /// Opens the desk and listens.
    ///
    /// # Errors
    /// If there is no desk, the address is taken, or it can be reached by others, by its address or by a name, and no token
    /// is asked for.
    pub async fn bind(options: Options, pipeline: Arc<Pipeline>) -> Result<Server> {
        let token = options.token.as_deref().map(secret).transpose()?;
        if token.is_none() && !options.address.ip().is_loopback() {
            return Err(Error::new(format!(
                "{} can be reached by others: give a token with VARIORUM_TOKEN or --token, or listen on 127.0.0.1",
                options.address
            )));
        }
        if token.is_none()
            && let Some(name) = options.names.first()
        {
            return Err(Error::new(format!(
                "by the name {name} others could reach the desk through a proxy: give a token with VARIORUM_TOKEN or --token"
            )));
        }
        let desks = Desks::open(options.desk.clone(), &options.limits)?;
        let taken = |error| {
            Error::new(format!("{}: {error}; choose another address with --address", options.address))
        };
        let listener = TcpListener::bind(options.address).await.map_err(taken)?;
        let address = listener.local_addr().map_err(taken)?;
        let (pulse, pulse_seen) = watch::channel(0);
        let (stops, stops_seen) = watch::channel(false);
        let app = Arc::new(App {
            desks,
            settler: Settler::start(&options.desk, pipeline),
            pages: Shelf::new(SHELF),
            token,
            names: options.names,
            pulse: pulse_seen,
            stops: stops_seen,
            followers: Arc::new(Semaphore::new(options.limits.followers)),
            limits: options.limits,
        });
        let routes = routes::routes(Arc::clone(&app));
        Ok(Server { listener, address, app, routes, pulse, stops })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `stop` is ready; then lets the answers under way end, and closes the desk.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let Server { listener, app, routes, pulse, stops, .. } = self;
        let watching = tokio::spawn(events::watch(Arc::clone(&app), pulse));
        let places = Arc::new(Semaphore::new(app.limits.connections));
        let mut connections = JoinSet::new();
        let mut stop = pin!(stop);
        loop {
            let next = async {
                let place = Arc::clone(&places).acquire_owned().await;
                (listener.accept().await, place)
            };
            tokio::select! {
                () = &mut stop => break,
                Some(_) = connections.join_next(), if !connections.is_empty() => {}
                (accepted, place) = next => match accepted {
                    Err(_) => sleep(BREATH).await,
                    Ok((stream, peer)) => {
                        let serving = connection(Arc::clone(&app), routes.clone(), stream, peer.ip());
                        connections.spawn(async move {
                            serving.await;
                            drop(place);
                        });
                    }
                },
            }
        }
        drop(listener);
        // Nobody listens for it only if there is no connection.
        let _ = stops.send(true);
        let all = async { while connections.join_next().await.is_some() {} };
        // Whoever takes longer loses the answer, and no correction that was answered.
        let _ = timeout(app.limits.stop_time, all).await;
        connections.abort_all();
        watching.abort();
        app.desks.close().await;
        let (limit, settling) = (app.limits.stop_time, Arc::clone(&app));
        // An account that takes longer is made with the next run.
        let _ = timeout(limit, tokio::task::spawn_blocking(move || settling.settler.stop())).await;
    }
}

fn secret(token: &str) -> Result<Token> {
    if token.chars().count() < token::SHORTEST {
        return Err(Error::new(format!(
            "the token is short enough to be guessed; give at least {} characters, such as `openssl rand -hex 16` prints",
            token::SHORTEST
        )));
    }
    Token::new(token).map_err(|error| Error::new(format!("the system gave no random bytes: {error}")))
}

async fn connection(app: Arc<App>, routes: Router, stream: TcpStream, peer: IpAddr) {
    // Small answers leave at once; where that can't be had they leave a little later.
    let _ = stream.set_nodelay(true);
    let (limits, mut stops) = (app.limits.clone(), app.stops.clone());
    let service = service_fn(move |request| {
        let (app, routes) = (Arc::clone(&app), routes.clone());
        async move { Ok::<_, Infallible>(answer(&app, routes, request, peer).await) }
    });
    let stream = TokioIo::new(Patient::new(stream, limits.stall_time));
    let mut serving = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head_time)
            .max_buf_size(limits.head)
            .serve_connection(stream, service)
    );
    tokio::select! {
        // Broken off by the client, or too slow: either way it is over.
        _ = serving.as_mut() => return,
        () = stopping(&mut stops) => {}
        () = sleep(limits.connection_time) => {}
    }
    serving.as_mut().graceful_shutdown();
    let _ = timeout(limits.answer_time, serving).await;
}

async fn answer(app: &App, mut routes: Router, request: Request<Incoming>, peer: IpAddr) -> Response {
    let mut request = request.map(Body::new);
    let mut wanted = Wanted::of(request.headers());
    if let Some(plain) = wanted::without_ending(request.uri()) {
        *request.uri_mut() = plain;
        wanted = Wanted::Json;
    }
    let target = request.uri().to_string();
    let shown = if Wanted::is_form(request.headers()) { Wanted::Page } else { wanted };
    request.extensions_mut().insert(wanted);
    request.extensions_mut().insert(Peer(peer));
    let admitted = app.admit(request.method(), request.uri(), request.headers(), peer).await;
    let mut response = match admitted {
        Err(problem) => problem.into_response(),
        Ok(()) => match timeout(app.limits.answer_time, routes.call(request)).await {
            Ok(Ok(response)) => response,
            Ok(Err(never)) => match never {},
            Err(_) => Problem::busy("this took too long", 10).into_response(),
        },
    };
    if shown == Wanted::Page {
        response = page::of_problem(response, &target);
    }
    guard::seal(response.headers_mut());
    response
}
