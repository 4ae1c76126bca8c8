//! A page that hears of events at once, as a browser would: the protocol of `AppSync` Events.

use anyhow::{Context as _, bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// The connection of a page.
#[derive(Debug)]
pub struct Page {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    live: Value,
}

impl Page {
    /// Connects to what `GET /api/live` has answered.
    ///
    /// # Errors
    /// If the endpoint does not take the token.
    pub async fn connect(live: &Value, token: &str) -> anyhow::Result<Self> {
        let (url, host) = (text(live, "url")?, text(live, "host")?);
        let header = json!({ "Authorization": token, "host": host }).to_string();
        let header = URL_SAFE_NO_PAD.encode(header);
        let mut request = url.into_client_request()?;
        let protocols = format!("{}, header-{header}", text(live, "protocol")?);
        request.headers_mut().insert("sec-websocket-protocol", protocols.parse()?);
        let (socket, _) = connect_async(request).await?;
        let mut page = Self { socket, live: live.clone() };
        page.say(&json!({ "type": "connection_init" })).await?;
        let answer = page.next().await?;
        ensure!(answer["type"] == "connection_ack", "{answer}");
        Ok(page)
    }

    /// Connects and subscribes to the tenant's channel.
    ///
    /// # Errors
    /// If the token may not hear it.
    pub async fn open(live: &Value, token: &str) -> anyhow::Result<Self> {
        let mut page = Self::connect(live, token).await?;
        let answer = page.subscribe(("1", text(live, "channel")?), token).await?;
        ensure!(answer["type"] == "subscribe_success", "{answer}");
        Ok(page)
    }

    /// Subscribes to a channel under an id; returns what was answered.
    ///
    /// # Errors
    /// If the connection is over.
    pub async fn subscribe(
        &mut self,
        (id, channel): (&str, &str),
        token: &str,
    ) -> anyhow::Result<Value> {
        let authorization = json!({ "Authorization": token, "host": self.live["host"] });
        let mut message = json!({ "type": "subscribe", "id": id, "channel": channel });
        message["authorization"] = authorization;
        self.say(&message).await?;
        self.next().await
    }

    /// Sends a message.
    ///
    /// # Errors
    /// If the connection is over.
    pub async fn say(&mut self, message: &Value) -> anyhow::Result<()> {
        Ok(self.socket.send(Message::text(message.to_string())).await?)
    }

    /// The next message, other than a keep-alive.
    ///
    /// # Errors
    /// If the connection is over.
    pub async fn next(&mut self) -> anyhow::Result<Value> {
        loop {
            match self.socket.next().await.context("the connection is over")?? {
                Message::Text(text) => {
                    let message: Value = serde_json::from_str(&text)?;
                    if message["type"] != "ka" {
                        return Ok(message);
                    }
                }
                Message::Close(_) => bail!("the connection was closed"),
                _ => {}
            }
        }
    }

    /// The next event.
    ///
    /// # Errors
    /// If something else comes, or the connection is over.
    pub async fn event(&mut self) -> anyhow::Result<Value> {
        let message = self.next().await?;
        ensure!(message["type"] == "data", "{message}");
        Ok(serde_json::from_str(text(&message, "event")?)?)
    }
}

fn text<'v>(value: &'v Value, name: &str) -> anyhow::Result<&'v str> {
    value[name].as_str().with_context(|| format!("{value} has no {name}"))
}
