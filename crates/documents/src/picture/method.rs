//! How does a picture say how its numbers were made?

use domain::finding::TestMethod;

use super::*;

impl Say<'_> {
    /// How one finding was tested, with what it takes to repeat that; the version of the data stands once, in the box.
    pub(super) fn how(&self, f: &Finding) -> Text {
        let m = &self.c.method;
        let Some(t) = f.tested else { return self.w.say("picture-how-finding-none").into() };
        let test = match t.method {
            TestMethod::FisherExact => "fisher-exact",
            TestMethod::RateRatioExact => "rate-ratio-exact",
            TestMethod::Predictive => "predictive",
            TestMethod::GetisOrdPermutation => "getis-ord-permutation",
            TestMethod::NegativeBinomial => "negative-binomial",
            TestMethod::SpaceTimePermutation => "space-time-permutation",
            TestMethod::Binomial => "binomial",
        };
        let p = |p: f64| {
            if p < 0.001 { self.w.say("picture-how-p-small") } else { decimal(self.lang(), p, 3) }
        };
        let args = [("p", p(t.p).into()), ("corrected", p(t.p_corrected).into()), ("tests", t.tests.into())];
        let counted = if t.tests == 1 { "picture-how-finding-p-one" } else { "picture-how-finding-p" };
        let mut said = vec![self.w.say(&format!("picture-how-finding-{test}")), self.w.with(counted, &args)];
        let draws = match t.method {
            TestMethod::GetisOrdPermutation | TestMethod::NegativeBinomial => Some(m.replicates),
            TestMethod::SpaceTimePermutation => self.c.lately.as_ref().map(|l| l.replicates),
            _ => None,
        };
        if let Some(n) = draws {
            let args = [("n", n.into()), ("seed", m.seed.to_string().into())];
            said.push(self.w.with("picture-how-finding-draws", &args));
        }
        said.join(" ").into()
    }

    pub(super) fn method(&self, repeat: Text) -> Method {
        let c = self.c;
        let sources: Vec<String> = c.sources.iter().map(|s| format!("{} {}", s.name, self.count(s.count))).collect();
        let sources = if sources.is_empty() { self.w.say("picture-how-sources-unknown") } else { sources.join(", ") };
        let of = self.count(c.total);
        let mut coverage = vec![self.w.with(
            "picture-how-coverage-text",
            &[
                ("placed", self.count(c.coverage.placed).into()),
                ("of", (&of).into()),
                ("dated", self.count(c.coverage.dated).into()),
                ("timed", self.count(c.coverage.timed).into()),
            ],
        )];
        if let Some(within) = c.coverage.in_areas {
            coverage.push(capital(
                &self.w.with("picture-how-in-areas", &[("in", self.count(within).into()), ("of", of.into())]),
            ));
        }
        coverage.push(self.w.with("picture-how-rejected", &[("n", c.coverage.rejected.into())]));
        let expected = match (c.baseline, c.method.scale) {
            (None, _) => self.w.say("picture-how-expected-none"),
            (Some(_), None) => self.w.say("picture-how-expected-months"),
            (Some(_), Some(scale)) => {
                let change = signed_percent(self.lang(), scale - 1.0);
                let areas = self.w.with("picture-how-expected-areas", &[("change", change.into())]);
                format!("{areas} {}", self.w.say("picture-how-expected-months"))
            }
        };
        let mut test = Vec::new();
        if let Some(grid) = c.grid.as_ref().filter(|_| !self.untested) {
            test.push(self.w.with(
                "picture-how-test-spots",
                &[
                    ("cells", grid.cells.into()),
                    ("side", (grid.cell_m.round() as i64).into()),
                    ("n", c.method.replicates.into()),
                ],
            ));
        }
        if let Some(lately) = &c.lately {
            test.push(self.w.with(
                "picture-how-test-lately",
                &[
                    ("weeks", lately.weeks.into()),
                    ("longest", lately.longest.into()),
                    ("radius", (lately.radius_m.round() as i64).into()),
                    ("n", lately.replicates.into()),
                ],
            ));
        }
        if !c.areas.is_empty() {
            test.push(self.w.say("picture-how-test-areas"));
        }
        test.push(self.w.say("picture-how-test-counts"));
        let (fdr, level) = (percent(self.lang(), c.method.false_discovery_rate), percent(self.lang(), c.method.level));
        test.push(self.w.with("picture-how-test-level", &[("percent", fdr.into()), ("level", level.into())]));
        let mut unknown = vec![self.w.say("picture-how-crimes"), self.w.say("picture-how-passers")];
        let cautions: Vec<_> = c.findings.iter().flat_map(|f| &f.cautions).collect();
        for (caution, key) in [
            (domain::finding::Caution::PlaceOftenUnknown, "picture-how-place-unknown"),
            (domain::finding::Caution::TimeOftenUnknown, "picture-how-time-unknown"),
        ] {
            if cautions.contains(&&caution) {
                unknown.push(self.w.say(key));
            }
        }
        let plane = c.method.plane.map_or_else(|| self.w.say("picture-how-plane-none"), |p| p.to_string());
        let version: String = c.method.data_version.chars().take(16).collect();
        let program = self.w.with(
            "picture-how-repeat-text",
            &[
                ("program", (&c.method.made_with).into()),
                ("seed", c.method.seed.to_string().into()),
                ("version", version.into()),
                ("plane", plane.into()),
            ],
        );
        let repeat = if repeat.is_empty() { repeat } else { repeat.then(". ") };
        let fact = |key: &str, said: Vec<String>| Fact { term: self.w.say(key), values: vec![said.join(" ").into()] };
        let mut facts = vec![
            fact("picture-how-sources", vec![sources]),
            fact("picture-how-coverage", coverage),
            fact("picture-how-expected", vec![expected]),
            fact("picture-how-test", test),
            fact("picture-how-unknown", unknown),
            Fact::new(self.w.say("picture-how-repeat"), repeat.then(program)),
        ];
        facts.extend(c.method.files.iter().map(|f| {
            let said = self.w.with(
                "picture-how-file-text",
                &[
                    ("name", (&f.name).into()),
                    ("rows", f.rows.into()),
                    ("rejected", f.rejected.into()),
                    ("sha", f.sha256.chars().take(16).collect::<String>().into()),
                ],
            );
            Fact::new(self.w.say("picture-how-file"), said)
        }));
        Method { title: self.w.say("picture-how"), facts }
    }
}
