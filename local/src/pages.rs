//! The page and the phone, as a CDN serves files that were built.

mod config;
mod entry;
mod headers;
pub(crate) mod screens;

use std::path::{Path, PathBuf};

use axum::Router;
use axum::middleware::map_response;
use axum::routing::get;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::services::{ServeDir, ServeFile};

use self::entry::Entry;
use self::screens::SCREENS;
use crate::addresses::Addresses;

/// Files that are not in the folder of assets, because of their names.
const FILES: [&str; 3] = ["icon.svg", "manifest.webmanifest", "theme.js"];

/// Serves what is built in a folder, and the phone from the one beside it.
pub(crate) fn router(folder: &Path, addresses: &Addresses) -> Router {
    let phone = beside(folder);
    Router::new()
        .nest_service("/assets", assets(folder))
        .nest_service("/phone/assets", assets(&phone))
        .layer(map_response(headers::mark_asset))
        .merge(screens(folder, addresses))
        .merge(phone_screen(&phone, addresses))
        .merge(files(folder))
        .merge(config::router(addresses))
        .layer(map_response(headers::of_page(addresses)))
        .layer(CompressionLayer::new().compress_when(compressible()))
}

/// What is short, or compressed by itself, is not.
fn compressible() -> impl Predicate {
    DefaultPredicate::new().and(NotForContentType::const_new("font/"))
}

/// `dist-phone` for `dist`.
fn beside(folder: &Path) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push("-phone");
    folder.with_file_name(name)
}

fn screens(folder: &Path, addresses: &Addresses) -> Router {
    let mut screens = Router::new().route("/", get(entry::show));
    for name in SCREENS {
        for path in [format!("/{name}"), format!("/{name}/"), format!("/{name}/{{*rest}}")] {
            screens = screens.route(&path, get(entry::show));
        }
    }
    screens.with_state(Entry::new(folder, addresses))
}

fn phone_screen(folder: &Path, addresses: &Addresses) -> Router {
    let show = || get(entry::show);
    Router::new()
        .route("/phone", show())
        .route("/phone/", show())
        .with_state(Entry::new(folder, addresses))
}

fn files(folder: &Path) -> Router {
    let mut files = Router::new();
    for name in FILES {
        files = files.route_service(&format!("/{name}"), ServeFile::new(folder.join(name)));
    }
    files.layer(map_response(headers::mark_changing))
}

/// Files whose names change with what is in them.
fn assets(folder: &Path) -> ServeDir {
    ServeDir::new(folder.join("assets")).append_index_html_on_directories(false)
}
