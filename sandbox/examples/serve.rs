//! Runs a sandbox alone: `cargo run -p sandbox --example serve -- 127.0.0.1:8081 [data file]`.

use sandbox::{Clock, Config};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments
        .next()
        .unwrap_or_else(|| "127.0.0.1:8081".to_owned());
    let config = Config {
        listener: TcpListener::bind(address).await?,
        public_url: None,
        data_file: arguments.next().map(Into::into),
        demo_key: None,
        clock: Clock::System,
    };
    println!("Sandbox   http://{}", config.listener.local_addr()?);
    let interrupted = async {
        // Without a handler the process ends at once, which the data file survives.
        let _ = tokio::signal::ctrl_c().await;
    };
    Ok(sandbox::serve(config, interrupted).await?)
}
