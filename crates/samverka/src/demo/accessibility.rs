//! What could somebody not read, and what was done about it?

use actions::notice::Written;
use actions::{format_request, notice, statement};
use domain::statement::Situation;
use jiff::ToSpan;
use jiff::civil::DateTime;
use serde::Deserialize;

use super::stage::Script;

#[derive(Deserialize)]
struct Story {
    statement: Vec<Stated>,
    statement_review: Vec<Looked>,
    notice: Vec<Case>,
    format_request: Vec<Case>,
}

#[derive(Deserialize)]
struct Stated {
    written: DateTime,
    published: DateTime,
    actor: String,
    service: String,
    conformity: String,
    assessed_on: String,
    how: String,
    barriers: Vec<Barrier>,
}

#[derive(Deserialize)]
struct Barrier {
    situation: String,
    what: String,
    plan: String,
}

#[derive(Deserialize)]
struct Looked {
    at: DateTime,
}

/// A notice or a request: who asks for a form says which.
#[derive(Deserialize)]
struct Case {
    name: String,
    at: DateTime,
    page: String,
    what: String,
    #[serde(default)]
    format: String,
    answered: DateTime,
    answer: String,
}

/// Publishes and reviews the statement, receives the cases and answers them.
pub fn steps(script: &mut Script) {
    let story: Story = toml::from_str(include_str!("story/accessibility.toml")).expect("a test plays the story");
    for s in story.statement {
        script.at(s.published, "kim", "publish the statement", |_, c| {
            Box::pin(async move { statement::publish(&c).await })
        });
        script.at(s.written, "kim", "write the statement", move |_, c| {
            Box::pin(async move {
                let barrier = |b: Barrier| {
                    let situation = Situation::parse(&b.situation).expect("a test plays the story");
                    (situation, format!("{} {}", b.what, b.plan))
                };
                let written = statement::Written {
                    actor: s.actor,
                    service: s.service,
                    conformity: s.conformity,
                    barriers: s.barriers.into_iter().map(barrier).collect(),
                    assessed_on: s.assessed_on,
                    how: s.how,
                    ..statement::Written::default()
                };
                statement::write(&c, 0, &written).await.map(drop)
            })
        });
    }
    for looked in story.statement_review {
        script
            .at(looked.at, "kim", "review the statement", |_, c| Box::pin(async move { statement::review(&c).await }));
    }
    for case in story.notice {
        let (name, answer) = (case.name.clone(), case.answer.clone());
        script.at(case.answered, "kim", "answer a notice", move |s, c| {
            Box::pin(async move {
                notice::answer(&c, &s.id(&name), &answer).await?;
                notice::close(&c, &s.id(&name)).await
            })
        });
        script.at(case.at, "resident", "send a notice", move |s, c| {
            Box::pin(async move {
                let written = Written { page: case.page, what: case.what, ..Written::default() };
                let receipt = notice::send(&c, &c.chance.bytes(), &written).await?;
                if let Some(sent) = notice::followed(&c, &receipt).await? {
                    s.name(&case.name, sent.id);
                }
                Ok(())
            })
        });
    }
    for case in story.format_request {
        let (name, answer) = (case.name.clone(), case.answer.clone());
        script.at(case.answered, "kim", "answer a request", move |s, c| {
            Box::pin(async move { format_request::answer(&c, &s.id(&name), &answer).await })
        });
        let name = case.name.clone();
        script.at(case.answered + 14.days(), "kim", "close a request", move |s, c| {
            Box::pin(async move { format_request::close(&c, &s.id(&name)).await })
        });
        script.at(case.at, "resident", "send a request", move |s, c| {
            Box::pin(async move {
                let written = Written { page: case.page, what: case.what, form: case.format, ..Written::default() };
                let receipt = format_request::send(&c, &c.chance.bytes(), &written).await?;
                if let Some(sent) = format_request::followed(&c, &receipt).await? {
                    s.name(&case.name, sent.id);
                }
                Ok(())
            })
        });
    }
}
