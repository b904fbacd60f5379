//! Where do style sheet, mark and scripts come from?

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::Embed;

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/assets"]
struct Assets;

/// The style sheet, for pages that carry it within them.
pub fn style_sheet() -> String {
    let file = Assets::get("samverka.css").expect("the style sheet is embedded");
    String::from_utf8_lossy(&file.data).into_owned()
}

/// `/assets/{file}`: a file of the binary. Its address carries its version (`?v=`), so it may be kept for a year.
pub async fn serve(Path(file): Path<String>) -> Response {
    let Some(found) = Assets::get(&file) else { return StatusCode::NOT_FOUND.into_response() };
    let kind = match file.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    };
    let keep = "public, max-age=31536000, immutable";
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, keep)], found.data.into_owned()).into_response()
}

/// The version of a file, for its address: eight hexadecimal digits of its hash.
pub fn version(file: &str) -> String {
    let hash = Assets::get(file).map(|f| f.metadata.sha256_hash()).unwrap_or_default();
    hash.iter().take(4).map(|b| format!("{b:02x}")).collect()
}
