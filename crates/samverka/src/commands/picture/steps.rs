//! Which step is the work at, and how long did each take?

use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};

/// The steps of the work, shown as they begin; how long each took.
pub(super) struct Steps {
    bar: ProgressBar,
    begun: Vec<(String, Instant)>,
}

impl Steps {
    pub(super) fn new() -> Steps {
        let bar = ProgressBar::new(8);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {msg}") {
            bar.set_style(style);
        }
        Steps { bar, begun: Vec::new() }
    }

    pub(super) fn enter(&mut self, at: u64, message: String) {
        self.bar.set_position(at);
        self.bar.set_message(message.clone());
        self.begun.push((message, Instant::now()));
    }

    /// Each step with its seconds.
    pub(super) fn end(self) -> Vec<(String, f64)> {
        self.bar.finish_and_clear();
        let ends: Vec<Instant> = self.begun.iter().skip(1).map(|(_, at)| *at).chain([Instant::now()]).collect();
        let took = |((step, at), end): ((String, Instant), Instant)| (step, end.duration_since(at).as_secs_f64());
        self.begun.into_iter().zip(ends).map(took).collect()
    }
}
