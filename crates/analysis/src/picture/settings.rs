//! What can be set in the making of a picture, and which step is it at?

/// What can be set.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The seed of all chance.
    pub seed: u64,
    /// Random rearrangements per square; by the number of squares when none is given.
    pub replicates: Option<usize>,
    /// The side of the squares in metres; by ground and observations when none is given.
    pub cell_m: Option<f64>,
    /// Counts below this are hidden.
    pub smallest_shown: u64,
    /// The share of false findings that is accepted.
    pub false_discovery_rate: f64,
    /// Whether chance is asked by rearranging (squares, the last weeks). Without it only what was observed is counted
    /// and compared, which takes a part of the time.
    pub chance: bool,
    /// The level of intervals.
    pub level: f64,
    /// A category with fewer than this in either period is not compared.
    pub smallest_compared: u64,
    /// The program and its version.
    pub made_with: String,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            seed: 20_220_915,
            replicates: None,
            cell_m: None,
            smallest_shown: 5,
            false_discovery_rate: 0.05,
            chance: true,
            level: 0.95,
            smallest_compared: 10,
            made_with: concat!("Samverka ", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }
}

/// A step of the work, for a progress bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Putting points in areas.
    Placing,
    /// Counting and comparing.
    Counting,
    /// Looking for hot spots.
    HotSpots,
    /// Looking for what has come in the last weeks.
    Lately,
    /// Done.
    Done,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Step; 5] = [Step::Placing, Step::Counting, Step::HotSpots, Step::Lately, Step::Done];

    /// The word in the database and in message keys (`picture-counting-hot-spots`).
    pub fn word(self) -> &'static str {
        match self {
            Step::Placing => "placing",
            Step::Counting => "counting",
            Step::HotSpots => "hot-spots",
            Step::Lately => "lately",
            Step::Done => "done",
        }
    }
}
