//! What others wrote and the program carries: under which licence, from where, and with which known weakness.
//!
//! `cargo run -p xtask -- dependencies` refuses a licence that does not go with the EUPL, a source that is not the public
//! registry, and a library that may not be in the tree; `sbom` prints the list as CycloneDX.

use std::process::Command;

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

/// Licences that go with a program under the EUPL-1.2 (its appendix, and the permissive ones).
const LICENCES: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "EUPL-1.2",
    "ISC",
    "MIT",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// What may not be in the tree: one TLS is enough, and it is not one in C.
const BANNED: [&str; 4] = ["openssl-sys", "native-tls", "aws-lc-sys", "aws-lc-rs"];

/// Weaknesses that are known and stay, each with why.
const ACCEPTED: [(&str, &str, &str); 1] = [(
    "rsa",
    "RUSTSEC-2023-0071",
    "the weakness lets private keys be guessed from the time their use takes; the program holds none: the library checks \
     the signatures of passkeys, with their public keys",
)];

/// Libraries that come with the text of a licence and do not name it: which it is.
const NAMED_BY_TEXT: [(&str, &str); 1] = [("ical", "Apache-2.0")];

/// The public registry.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// A library of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Library {
    name: String,
    version: String,
    licence: String,
    /// `None` for our own.
    source: Option<String>,
}

/// Every library of the tree, as the lock file has them.
pub(crate) fn libraries() -> anyhow::Result<Vec<Library>> {
    let done =
        Command::new(env!("CARGO")).args(["metadata", "--format-version", "1", "--locked"]).output()?;
    ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let metadata: Value = serde_json::from_slice(&done.stdout)?;
    let packages = metadata["packages"].as_array().context("cargo tells no packages")?;
    let word = |value: &Value| value.as_str().map(str::to_owned);
    Ok(packages
        .iter()
        .map(|package| {
            let name = word(&package["name"]).unwrap_or_default();
            let by_text = || {
                NAMED_BY_TEXT
                    .iter()
                    .find(|(named, _)| *named == name)
                    .map(|(_, licence)| (*licence).to_owned())
            };
            Library {
                version: word(&package["version"]).unwrap_or_default(),
                licence: word(&package["license"]).or_else(by_text).unwrap_or_default(),
                source: word(&package["source"]),
                name,
            }
        })
        .collect())
}

/// What is wrong with them, a sentence each.
pub(crate) fn problems(libraries: &[Library]) -> Vec<String> {
    let mut problems = Vec::new();
    for library in libraries {
        let Library { name, version, licence, source } = library;
        if !is_allowed(licence) {
            problems.push(format!(
                "{name} {version}: the licence “{licence}” is not among those that go with ours"
            ));
        }
        if source.as_deref().is_some_and(|source| source != REGISTRY) {
            problems.push(format!("{name} {version}: does not come from the public registry"));
        }
        if BANNED.contains(&name.as_str()) {
            problems.push(format!("{name} {version}: may not be in the tree"));
        }
    }
    for (name, advisory, _) in ACCEPTED {
        if !libraries.iter().any(|library| library.name == name) {
            problems.push(format!("{advisory}: {name} is not in the tree any more; forget the exception"));
        }
    }
    problems
}

/// Whether one may choose a licence from the list that an expression offers.
fn is_allowed(expression: &str) -> bool {
    let text = expression.replace('/', " OR ").replace(['(', ')'], " ( ");
    // Within brackets or not: every part joined by AND must offer a licence of the list.
    text.split(" AND ").all(|part| {
        part.split(" OR ").any(|licence| {
            let licence = licence.replace('(', " ");
            LICENCES.contains(&licence.split_whitespace().collect::<Vec<_>>().join(" ").as_str())
        })
    })
}

/// The list as CycloneDX 1.5.
pub(crate) fn bill_of_materials(libraries: &[Library]) -> Value {
    let components: Vec<_> = libraries
        .iter()
        .filter(|library| library.source.is_some())
        .map(|library| {
            let Library { name, version, licence, .. } = library;
            json!({
                "type": "library",
                "name": name,
                "version": version,
                "purl": format!("pkg:cargo/{name}@{version}"),
                "licenses": [{ "expression": licence.replace(" / ", " OR ").replace('/', " OR ") }],
            })
        })
        .collect();
    let accepted: Vec<_> = ACCEPTED
        .iter()
        .map(|(name, advisory, why)| {
            json!({
                "id": advisory,
                "analysis": { "state": "not_affected", "justification": "code_not_reachable", "detail": why },
                "affects": [{ "ref": name }],
            })
        })
        .collect();
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "metadata": { "component": { "type": "application", "name": "solits" } },
        "components": components,
        "vulnerabilities": accepted,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_goes_with_ours_when_every_part_offers_one_that_does() {
        for good in
            ["MIT", "MIT/Apache-2.0", "Apache-2.0 OR GPL-2.0-only", "(MIT OR Apache-2.0) AND Unicode-3.0"]
        {
            assert!(is_allowed(good), "{good}");
        }
        for bad in ["", "GPL-3.0-only", "MIT AND GPL-3.0-only", "SSPL-1.0 OR BUSL-1.1"] {
            assert!(!is_allowed(bad), "{bad}");
        }
    }

    #[test]
    fn what_may_not_be_in_the_tree_is_named() {
        let library = |name: &str, licence: &str, source: &str| Library {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            licence: licence.to_owned(),
            source: Some(source.to_owned()),
        };
        let named = problems(&[
            library("rsa", "MIT", REGISTRY),
            library("openssl-sys", "MIT", REGISTRY),
            library("strange", "GPL-3.0-only", "git+https://example.invalid/strange"),
        ]);
        assert_eq!(named.len(), 3, "{named:#?}");
        assert!(problems(&[]).iter().any(|problem| problem.contains("forget the exception")));
    }

    #[test]
    fn the_tree_itself_carries_nothing_it_should_not() {
        let libraries = libraries().unwrap();
        assert_eq!(problems(&libraries), Vec::<String>::new());
        let bill = bill_of_materials(&libraries);
        assert!(bill["components"].as_array().unwrap().len() > 100);
    }
}
