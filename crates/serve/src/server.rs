//! The server: one port of the loopback address, until Ctrl-C.

use std::future::IntoFuture;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use crate::Desk;
use crate::guard::Guard;
use crate::routes::{Shared, routes};

/// A server that listens and does not yet answer.
#[derive(Debug)]
pub struct Server {
    runtime: Runtime,
    listener: TcpListener,
    guard: Arc<Guard>,
    desk: Arc<Desk>,
    port: u16,
    stop: Stop,
}

/// Ends a server from another thread.
#[derive(Clone, Debug)]
pub struct Stop(watch::Sender<bool>);

impl Stop {
    /// Answers what was asked and ends.
    pub fn now(&self) {
        self.0.send_replace(true);
    }

    /// From when this returns, Ctrl-C ends the server and not the program.
    async fn on_interrupt(&self) {
        let stop = self.clone();
        let mut interrupt = Box::pin(tokio::signal::ctrl_c());
        tokio::select! {
            biased;
            // Asked once, so that the signal is caught from now on.
            _ = &mut interrupt => stop.now(),
            () = std::future::ready(()) => {
                tokio::spawn(async move {
                    if interrupt.await.is_ok() {
                        stop.now();
                    }
                });
            }
        }
    }
}

impl Server {
    /// Listens on 127.0.0.1; port 0 is any that is free.
    ///
    /// # Errors
    /// The port is taken, or the system gives no randomness for the token.
    pub fn bind(desk: Desk, port: u16) -> io::Result<Self> {
        let runtime = Runtime::new()?;
        let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, port)))?;
        let port = listener.local_addr()?.port();
        let guard = Arc::new(Guard::new(port)?);
        let stop = Stop(watch::Sender::new(false));
        runtime.block_on(stop.on_interrupt());
        Ok(Self { runtime, listener, guard, desk: Arc::new(desk), port, stop })
    }

    /// The address of the page, token and all: who knows it may decide.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/{}/", self.port, self.guard.token)
    }

    /// What ends the server.
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Answers until Ctrl-C or [`Stop::now`].
    ///
    /// # Errors
    /// The system takes the listening socket away.
    pub fn run(self) -> io::Result<()> {
        let Self { runtime, listener, guard, desk, stop, .. } = self;
        let mut stopped = stop.0.subscribe();
        let shared = Shared { desk, made: watch::Sender::new(0), stop: stop.0.subscribe() };
        let answered = runtime.block_on(async move {
            let ended = async move {
                // An error means that nobody can stop the server any more.
                let _ = stopped.wait_for(|stop| *stop).await;
            };
            let mut late = stop.0.subscribe();
            let serving = axum::serve(listener, routes(shared, guard)).with_graceful_shutdown(ended);
            tokio::select! {
                served = serving.into_future() => served,
                // A browser may keep its connections open for ever.
                () = async {
                    let _ = late.wait_for(|stop| *stop).await;
                    tokio::time::sleep(GRACE).await;
                } => Ok(()),
            }
        });
        // Decisions that are being written are finished: dropping the runtime waits for its blocking threads.
        drop(runtime);
        answered
    }
}

/// How long connections may take to end.
const GRACE: std::time::Duration = std::time::Duration::from_secs(1);
