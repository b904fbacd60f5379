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
    let bytes = if file.ends_with(".css") { light(&found.data).into_bytes() } else { found.data.into_owned() };
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, keep)], bytes).into_response()
}

/// A style sheet without its comments, line breaks and indents, which only its writers need.
fn light(sheet: &[u8]) -> String {
    let sheet = String::from_utf8_lossy(sheet);
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet.as_ref();
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.lines().map(str::trim).collect()
}

/// The version of a file, for its address: eight hexadecimal digits of its hash.
pub fn version(file: &str) -> String {
    let hash = Assets::get(file).map(|f| f.metadata.sha256_hash()).unwrap_or_default();
    hash.iter().take(4).map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_light_style_sheet_has_every_rule_and_no_comment() {
        assert_eq!(
            light(b"/* one */\n.a{color:red}\n@media print{\n  .b{top:0} /* two */\n}\n"),
            ".a{color:red}@media print{.b{top:0}}"
        );
        let whole = Assets::get("samverka.css").unwrap().data;
        let light = light(&whole);
        let braces = |s: &str| s.matches('{').count();
        assert_eq!(braces(&light), braces(&String::from_utf8_lossy(&whole)));
        assert!(!light.contains("/*") && light.len() < whole.len());
    }
}
