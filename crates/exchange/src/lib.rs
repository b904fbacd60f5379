//! Foreign formats in and out: files in the forms that people have become typed rows, or a refusal that
//! names file, row, column and what was expected.
//!
//! Every reader is a pure function of a file name (for messages) and its bytes:
//!
//! | function | gives |
//! |---|---|
//! | [`observations`] | [`ObservationRow`]s |
//! | [`areas`] | [`AreaRow`]s |
//! | [`population`] | [`PopulationRow`]s |
//! | [`indicators`] | [`IndicatorRow`]s |
//! | [`polisen_events`] | [`PolisenEvent`]s |
//! | [`scan_cases`], [`scan_places`], [`scan_population`] | what a scan looks through |
//!
//! A row that cannot be used is a [`Rejected`]; a file that cannot be is a [`Refused`]. Both have
//! `say(words)`, which is what a page or the command line shows.

mod area;
mod columns;
mod coordinates;
pub mod date;
pub mod ical;
mod indicator;
pub mod number;
mod observation;
mod polisen;
mod population;
mod refused;
mod satscan;
mod table;
mod written;

pub use area::{AreaRow, areas};
pub use coordinates::CoordinateSystem;
pub use indicator::{IndicatorRow, Indicators, indicators};
pub use observation::{FIELDS, How, ObservationRow, Observations, observations};
pub use polisen::{PolisenEvent, PolisenEvents, polisen_events};
pub use population::{PopulationRow, Populations, population};
pub use refused::{FeatureWrong, Reason, Refused, Rejected, Why};
pub use satscan::{ScanPlace, ScanRow, scan_cases, scan_places, scan_population};
pub use table::{Encoding, LARGEST_FILE, LONGEST_FIELD, Table};
pub use written::{Told, areas_geojson, observations_csv, population_csv};
