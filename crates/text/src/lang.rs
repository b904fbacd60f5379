//! Which languages are there, and how is each named?

/// A language of the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    /// Swedish: the language of the law and the first one everywhere.
    Sv,
    /// English.
    En,
    /// Easy-to-read Swedish (*lättläst*).
    SvEasy,
}

impl Lang {
    /// Every language, Swedish first.
    pub const ALL: [Lang; 3] = [Lang::Sv, Lang::En, Lang::SvEasy];

    /// The BCP 47 tag, as in `<html lang>`. Easy Swedish is Swedish to a screen reader.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Sv | Lang::SvEasy => "sv",
            Lang::En => "en",
        }
    }

    /// The BCP 47 tag that tells easy Swedish from Swedish, for programs: `simple` is a registered variant.
    pub fn full_tag(self) -> &'static str {
        match self {
            Lang::SvEasy => "sv-simple",
            Lang::Sv | Lang::En => self.tag(),
        }
    }

    /// The folder of its messages.
    pub fn folder(self) -> &'static str {
        match self {
            Lang::Sv => "sv",
            Lang::En => "en",
            Lang::SvEasy => "sv-lattlast",
        }
    }

    /// The prefix of its addresses: Swedish has none, English is under `/en`.
    pub fn prefix(self) -> &'static str {
        match self {
            Lang::En => "/en",
            Lang::Sv | Lang::SvEasy => "",
        }
    }

    /// Reads a full tag ("sv", "en", "sv-simple").
    pub fn parse(tag: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|l| l.full_tag() == tag)
    }
}
