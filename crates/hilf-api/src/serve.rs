//! A router on a socket, until it is told to end.

use std::io;
use std::net::SocketAddr;

use axum::Router;
use tokio::net::TcpListener;

/// Answers on an address until `end` comes, then finishes what was begun. `bound` is told the
/// address before the first answer: port 0 takes a free one.
///
/// # Errors
/// When the address cannot be had or the socket fails.
pub async fn serve(
    router: Router,
    listen: SocketAddr,
    bound: impl FnOnce(SocketAddr),
    end: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let listener = TcpListener::bind(listen).await?;
    bound(listener.local_addr()?);
    axum::serve(listener, router).with_graceful_shutdown(end).await
}
