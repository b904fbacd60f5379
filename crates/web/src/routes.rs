//! Which addresses are there? One readable list.

use std::net::SocketAddr;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use tower::Layer;
use tower::util::MapRequestLayer;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::{App, assets, headers, problem, public, visit, workspace};

/// The most that a form may send, in bytes.
const FORM_LIMIT: usize = 256 * 1024;

/// The whole site.
pub fn router(app: App) -> Router {
    let routes = Router::new()
        .route("/health", get(|| async { "ok" }))
        .route("/assets/{file}", get(assets::serve))
        .merge(public_site())
        .merge(workspace_site());
    let inner = routes
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(CatchPanicLayer::new())
        .layer(from_fn(headers::same_site))
        .layer(from_fn_with_state(app.clone(), problem::show))
        .layer(from_fn(headers::secure))
        .layer(CompressionLayer::new())
        .with_state(app);
    // The language is taken off the address before the address is looked up.
    Router::new().fallback_service(MapRequestLayer::new(visit::language).layer(inner))
}

/// The whole site as a service that knows the network address of each visitor.
pub fn service(app: App) -> IntoMakeServiceWithConnectInfo<Router, SocketAddr> {
    router(app).into_make_service_with_connect_info()
}

/// What everyone may read.
fn public_site() -> Router<App> {
    Router::new()
        .route("/", get(public::start::show))
        .route("/beratta", get(public::observation::tell).post(public::observation::tell_on))
        .route("/dialoger", get(public::dialogue::list))
        .route("/dialoger/{id}", get(public::dialogue::show))
        .route("/kvittens", get(public::observation::ask).post(public::observation::find))
        .route("/kvittens/{code}", get(public::observation::follow))
        .route("/lagesbild", get(public::picture::list))
        .route("/lagesbild/{id}", get(public::picture::show))
        .route("/nyheter", get(public::news::list))
        .route("/nyheter.atom", get(public::news::feed))
        .route("/nyheter/{id}", get(public::news::show))
        .route("/om", get(public::about::show))
        .route("/omraden", get(public::area::list))
        .route("/omraden/{id}", get(public::area::show))
        .route("/oppna-data", get(public::open_data::show))
        .route("/lattlast", get(public::easy::show))
        .route("/robots.txt", get(public::site_map::robots))
        .route("/favicon.ico", get(public::site_map::icon))
        .route("/tillganglighet", get(public::statement::show))
        .route("/tillganglighet/arende/{code}", get(public::case::show))
        .route("/tillganglighet/arende/{code}/beslut", post(public::case::ask_decision))
        .route("/tillganglighet/begar", get(public::format_request::show).post(public::format_request::send))
        .route("/tillganglighet/patala", get(public::notice::show).post(public::notice::send))
        .route("/webbkarta", get(public::site_map::show))
}

/// What those who work with it do.
fn workspace_site() -> Router<App> {
    Router::new()
        .route("/arbete", get(workspace::today::show))
        .route("/arbete/lagesbilder", get(workspace::picture::list))
        .route("/arbete/lagesbilder/ny", get(workspace::picture::new).post(workspace::picture::make))
        .route("/arbete/lagesbilder/{id}", get(workspace::picture::show))
        .route("/arbete/lagesbilder/{id}/andra", get(workspace::picture::edit).post(workspace::picture::rewrite))
        .route("/arbete/lagesbilder/{id}/{step}", post(workspace::picture::step))
        .route("/arbete/logga-in", get(workspace::sign_in::show).post(workspace::sign_in::enter))
        .route("/arbete/logga-in/{token}", get(workspace::sign_in::link).post(workspace::sign_in::use_link))
        .route("/arbete/logga-ut", post(workspace::sign_in::leave))
        .route("/arbete/dialoger", get(workspace::dialogue::list))
        .route("/arbete/dialoger/ny", get(workspace::dialogue::new).post(workspace::dialogue::write))
        .route("/arbete/dialoger/{id}", get(workspace::dialogue::show))
        .route("/arbete/dialoger/{id}/{step}", post(workspace::dialogue::step))
        .route("/arbete/dialoger/{id}/punkt/{number}/{step}", post(workspace::dialogue::remark))
        .route("/arbete/iakttagelser", get(workspace::observation::list))
        .route("/arbete/iakttagelser/ny", get(workspace::observation::new).post(workspace::observation::write))
        .route("/arbete/iakttagelser/{id}", get(workspace::observation::show))
        .route("/arbete/iakttagelser/{id}/{step}", post(workspace::observation::step))
        .route("/arbete/kallor", get(workspace::source::list))
        .route("/arbete/nyheter", get(workspace::news::list))
        .route("/arbete/nyheter/ny", get(workspace::news::new).post(workspace::news::write))
        .route("/arbete/nyheter/{id}", get(workspace::news::show))
        .route("/arbete/nyheter/{id}/andra", get(workspace::news::edit).post(workspace::news::rewrite))
        .route("/arbete/nyheter/{id}/{step}", post(workspace::news::step))
        .route("/arbete/omraden", get(workspace::area::list))
        .route("/arbete/omraden/{id}", get(workspace::area::show).post(workspace::area::classify))
        .route("/arbete/tillganglighet", get(workspace::case::list))
        .route("/arbete/tillganglighet/begaran/{id}", get(workspace::case::show_request))
        .route("/arbete/tillganglighet/begaran/{id}/{step}", post(workspace::case::step_request))
        .route("/arbete/tillganglighet/patalan/{id}", get(workspace::case::show_notice))
        .route("/arbete/tillganglighet/patalan/{id}/{step}", post(workspace::case::step_notice))
        .route("/arbete/tillganglighet/redogorelse", get(workspace::statement::show))
        .route("/arbete/tillganglighet/redogorelse/skriv", get(workspace::statement::edit).post(workspace::statement::write))
        .route("/arbete/tillganglighet/redogorelse/{step}", post(workspace::statement::step))
        .route("/arbete/valj-losenord/{token}", get(workspace::sign_in::choose).post(workspace::sign_in::chosen))
        .route("/arbete/veckan", get(workspace::week::show))
}
