//! HTTPS before the AWS services: certificates that are made for this run, of the kind that `DynamoDB` shows,
//! and a listener that takes TLS off.
//!
//! `DynamoDB` has a certificate with an RSA key of 2,048 bits, signed by an intermediate authority below
//! one of five roots of Amazon's. So it is here.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context as _;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, PKCS_RSA_SHA256,
    RsaKeySize,
};
use tempfile::NamedTempFile;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::{CryptoProvider, aws_lc_rs};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// Roots that functions trust, one of which has signed.
const ROOTS: usize = 5;
const HOST: &str = "127.0.0.1";

/// A listener before the services. Ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Tls {
    address: SocketAddr,
    bundle: NamedTempFile,
    _server: JoinSet<()>,
}

impl Tls {
    /// Takes TLS off what comes to `listener`, and passes it on.
    pub(crate) fn start(listener: TcpListener, upstream: SocketAddr) -> anyhow::Result<Self> {
        let roots = (0..ROOTS).map(authority).collect::<anyhow::Result<Vec<_>>>()?;
        let bundle = NamedTempFile::with_prefix("roots-")?;
        std::fs::write(&bundle, roots.iter().map(CertifiedIssuer::pem).collect::<String>())?;
        let acceptor = TlsAcceptor::from(Arc::new(config(&roots[0])?));
        let address = listener.local_addr()?;
        let mut server = JoinSet::new();
        server.spawn(serve(listener, acceptor, upstream));
        Ok(Self { address, bundle, _server: server })
    }

    /// The file with the roots, in PEM.
    pub(crate) fn bundle(&self) -> String {
        self.bundle.path().to_string_lossy().into_owned()
    }

    pub(crate) fn url(&self) -> String {
        format!("https://{}", self.address)
    }
}

fn params(name: &str, is_ca: IsCa) -> anyhow::Result<CertificateParams> {
    let names = if is_ca == IsCa::NoCa { vec![HOST.to_owned()] } else { Vec::new() };
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = is_ca;
    Ok(params)
}

fn key() -> anyhow::Result<KeyPair> {
    Ok(KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048)?)
}

fn authority(number: usize) -> anyhow::Result<CertifiedIssuer<'static, KeyPair>> {
    let params =
        params(&format!("bench root {number}"), IsCa::Ca(BasicConstraints::Unconstrained))?;
    Ok(CertifiedIssuer::self_signed(params, key()?)?)
}

/// The key exchanges are those that services of AWS have had for long: not every client knows others.
fn config(root: &CertifiedIssuer<'static, KeyPair>) -> anyhow::Result<ServerConfig> {
    let below = params("bench intermediate", IsCa::Ca(BasicConstraints::Constrained(0)))?;
    let below = CertifiedIssuer::signed_by(below, key()?, root)?;
    let own = key()?;
    let certificate = params(HOST, IsCa::NoCa)?.signed_by(&own, &below)?;
    let chain: Vec<CertificateDer<'static>> = vec![certificate.der().clone(), below.der().clone()];
    let own = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(own.serialize_der()));
    let kx_groups = vec![aws_lc_rs::kx_group::X25519, aws_lc_rs::kx_group::SECP256R1];
    let provider = CryptoProvider { kx_groups, ..aws_lc_rs::default_provider() };
    let mut config = ServerConfig::builder_with_provider(Arc::new(provider))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, own)
        .context("the certificate does not fit its key")?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

async fn serve(listener: TcpListener, acceptor: TlsAcceptor, upstream: SocketAddr) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let acceptor = acceptor.clone();
        connections.spawn(async move {
            // Whoever does not trust us, or is killed, ends its connection: its program fails, and says so.
            let _ = pass(stream, acceptor, upstream).await;
        });
    }
}

async fn pass(
    stream: TcpStream,
    acceptor: TlsAcceptor,
    upstream: SocketAddr,
) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut inside = acceptor.accept(stream).await?;
    let mut service = TcpStream::connect(upstream).await?;
    service.set_nodelay(true)?;
    tokio::io::copy_bidirectional(&mut inside, &mut service).await.map(drop)
}
