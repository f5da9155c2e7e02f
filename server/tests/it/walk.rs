//! What walks through the table of routes need: the table as the program prints it, paths with ids in them, and what holds
//! of every answer whoever asks.

use solits_testkit::{CANARY, Fixture};
use uuid::Uuid;

use crate::{http::Answer, program::solits};

/// A route as the program prints it.
#[derive(serde::Deserialize)]
pub(crate) struct Route {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) guard: String,
    pub(crate) needs: Option<String>,
}

impl Route {
    /// The right, scope or kind of device that is asked for.
    pub(crate) fn needs(&self) -> &str {
        self.needs.as_deref().unwrap_or_default()
    }
}

/// The table of routes.
pub(crate) fn routes() -> Vec<Route> {
    let printed = solits(&["routes", "--json"]);
    assert!(printed.status.success());
    let routes: Vec<Route> = serde_json::from_slice(&printed.stdout).unwrap();
    assert!(routes.len() > 200, "the table has only {} routes", routes.len());
    routes
}

/// What holds of every answer to `who`: no mistake of ours, nothing of another institution, and the security headers.
pub(crate) fn look_at(route: &Route, who: &str, answer: &Answer) {
    look_for(&[CANARY], route, who, answer);
}

/// The same with the words and ids of whatever is not theirs.
pub(crate) fn look_for(foreign: &[&str], route: &Route, who: &str, answer: &Answer) {
    let place = format!("{} {} as {who}", route.method, route.path);
    assert!(answer.status < 500, "{place}: {} {}", answer.status, answer.body);
    for word in foreign {
        assert!(!answer.body.contains(word), "{place} shows what belongs to another institution: {word}");
    }
    for header in [
        "content-security-policy",
        "x-content-type-options",
        "referrer-policy",
        "cross-origin-opener-policy",
        "cache-control",
    ] {
        assert!(answer.header(header).is_some(), "{place}: no {header}");
    }
    assert!(!answer.header("content-security-policy").unwrap_or_default().contains("unsafe"), "{place}");
    assert!(answer.header("server").is_none(), "{place} tells what runs it");
}

/// Whether somebody was told to sign in or to pair, or that a right is missing.
pub(crate) fn is_refused(answer: &Answer) -> bool {
    let shown_the_way_in = answer.status == 303 && answer.header("location") == Some("/sign-in");
    shown_the_way_in || matches!(answer.status, 401 | 403)
}

/// Things of one institution, for the parameters of paths.
#[derive(Clone, Debug)]
pub(crate) struct Things {
    pub(crate) branch: String,
    pub(crate) counter: String,
    pub(crate) line: String,
    pub(crate) employee: String,
    pub(crate) ticket: String,
    pub(crate) case: String,
}

impl Things {
    /// Those of the institution under test; it has no ticket and no case yet.
    pub(crate) fn own(fixture: &Fixture) -> Self {
        let nothing = "00000000-0000-7000-8000-000000000000".to_owned();
        Self {
            branch: fixture.branch.to_string(),
            counter: fixture.counters[0].to_string(),
            line: fixture.lines[0].to_string(),
            employee: fixture.employees[0].to_string(),
            ticket: nothing.clone(),
            case: nothing,
        }
    }

    /// Those of the other institution, whose ids differ from ours by the number of the institution alone.
    pub(crate) fn foreign(fixture: &Fixture) -> Self {
        let theirs = |id: &str| {
            let (high, low) = id.parse::<Uuid>().unwrap().as_u64_pair();
            Uuid::from_u64_pair((high & 0xffff_ffff) | 2 << 32, low).to_string()
        };
        let own = Self::own(fixture);
        assert_eq!(theirs(&own.branch), fixture.other_branch.to_string());
        Self {
            branch: theirs(&own.branch),
            counter: theirs(&own.counter),
            line: theirs(&own.line),
            employee: theirs(&own.employee),
            ticket: fixture.other_branch.to_string(),
            case: fixture.other_branch.to_string(),
        }
    }

    /// Their ids, none of which another institution is ever told.
    pub(crate) fn ids(&self) -> [&str; 6] {
        [&self.branch, &self.counter, &self.line, &self.employee, &self.ticket, &self.case]
    }

    /// The path with these things in place of its parameters; a parameter that may be of any kind is a branch.
    pub(crate) fn in_path(&self, path: &str) -> String {
        path.split('/')
            .map(|part| match part {
                _ if !part.starts_with('{') => part,
                "{institution}" => "testa",
                // Versions of standards are counted in each institution, files in each letter.
                "{number}" | "{draft}" | "{place}" => "1",
                "{counter}" => &self.counter,
                "{line}" => &self.line,
                "{employee}" => &self.employee,
                "{ticket}" => &self.ticket,
                "{case}" => &self.case,
                _ => &self.branch,
            })
            .collect::<Vec<_>>()
            .join("/")
    }
}
