//! The cells of area U whose values have places of their own in a file: identity, scope, and lists by their number.

use std::sync::Arc;

use solits_standard::{
    Effective, Standard,
    model::{ApprovalAct, ChannelKind, Phrase},
};

use crate::builders::Document::{Adazi, Akniste, Handbook, Vzd};

fn guidelines() -> Arc<Standard> {
    Arc::new(Standard::compile(include_str!("../../../../../standards/guidelines.toml"), None).unwrap())
}

/// The five columns in their order.
fn columns() -> [(&'static str, Arc<Standard>); 5] {
    [
        ("handbook", Handbook.standard()),
        ("vzd-2014", Vzd.standard()),
        ("adazi-2023", Adazi.standard()),
        ("guidelines", guidelines()),
        ("akniste-2017", Akniste.standard()),
    ]
}

/// How many of a list each document says itself.
fn own<T>(list: impl Fn(&Standard) -> &[Effective<T>]) -> [usize; 5] {
    columns().map(|(id, standard)| list(&standard).iter().filter(|one| one.origin.document == id).count())
}

/// The handbook's three terms, Aknīste's three, Ādaži's three with clients of two kinds, and the twenty of the State
/// Land Service, of which 2.5 has two kinds below it.
#[test]
fn terms_principles_levels_and_client_duties_are_as_many_as_the_documents_say() {
    assert_eq!(own(|one| &one.lists().terms), [3, 20 + 2, 4, 4, 3]);
    assert_eq!(own(|one| &one.lists().principles), [6 + 6, 6, 7, 5, 6]);
    assert_eq!(own(|one| &one.lists().levels), [0, 4, 0, 0, 0]);
    assert_eq!(own(|one| &one.lists().client_duties), [0, 0, 0, 3, 0]);
}

#[test]
fn situations_ladders_routes_and_the_matrix_are_as_many_as_the_documents_say() {
    assert_eq!(own(|one| &one.lists().situations), [0, 9, 3, 0, 0]);
    assert_eq!(own(|one| &one.lists().ladder), [0, 0, 4, 0, 1]);
    assert_eq!(own(|one| &one.lists().routes), [0, 4, 0, 0, 0]);
    let [_, rows, adazi, _, akniste] = own(|one| &one.lists().evaluations);
    assert_eq!((rows, adazi, akniste), (51, 0, 0));
    let [_, _, _, indicators, _] = own(|one| &one.lists().indicators);
    assert_eq!(indicators, 6);
}

/// A row of area F.2 is what to say or what to avoid for one purpose.
#[test]
fn phrases_have_two_rows_in_the_handbook_and_29_in_the_annex() {
    let rows = columns().map(|(id, standard)| {
        let own = standard.lists().phrases.iter().filter(|one| one.origin.document == id);
        own.map(|one| rows(&one.value)).sum::<usize>()
    });
    assert_eq!(rows, [2, 29, 0, 0, 0]);
}

fn rows(phrase: &Phrase) -> usize {
    usize::from(!phrase.recommended.is_empty()) + usize::from(!phrase.avoid.is_empty())
}

/// `qualification`: only the State Land Service is silent.
#[test]
fn four_documents_ask_for_knowledge() {
    let asked = own(|one| &one.lists().qualifications).map(|many| many > 0);
    assert_eq!(asked, [true, false, true, true, true]);
}

/// `channels.list`. Twitter stands with the website, or with the notices; what colleagues use has a kind of its own.
#[test]
fn each_document_has_its_channels() {
    use ChannelKind::{EAddress, Email, Fax, Letter, Phone, Portal, Sms, TrustLine, Visit, Website};
    let expected: [&[ChannelKind]; 5] = [
        &[Visit, Phone, Email, Website],
        &[Visit, Phone, Letter, Email, Portal, Website, Fax],
        &[Visit, Phone, Sms, Email, Letter, EAddress, Portal],
        &[Visit, Letter, Email, Website, Fax, Phone],
        &[Visit, Letter, Phone, Email, TrustLine],
    ];
    for ((id, standard), expected) in columns().into_iter().zip(expected) {
        let own = standard.lists().channels.iter().filter(|one| one.origin.document == id);
        let kinds: Vec<_> = own
            .map(|one| one.value.kind)
            .filter(|kind| !matches!(kind, ChannelKind::Internal | ChannelKind::SiteVisit))
            .collect();
        assert_eq!(kinds, expected, "{id}");
    }
}

/// `scope.field` and `scope.bound`: what tells in the field, and in each group that is bound.
#[test]
fn scope_says_what_for_and_who_is_bound() {
    let expected: [(&str, &[&str]); 5] = [
        ("Visas valsts pārvaldes iestādes un to struktūrvienības", &["darbinieki un ierēdņi"]),
        ("Viss dienests", &["visi darbinieki un ierēdņi"]),
        (
            "Visa pašvaldība",
            &[
                "domes priekšsēdētājs un viņa vietnieki",
                "izpilddirektors un viņa vietnieks",
                "iestāžu darbinieki",
            ],
        ),
        ("To izvēlas iestāde", &["visi iestādes darbinieki, lai cik daudz"]),
        ("vienotais klientu apkalpošanas centrs", &["centra darbinieki"]),
    ];
    for ((id, standard), (field, bound)) in columns().into_iter().zip(expected) {
        let scope = &standard.file().scope;
        assert!(scope.field.lv.contains(field), "{id}: {}", scope.field.lv);
        assert_eq!(scope.bound.len(), bound.len(), "{id}");
        for (one, part) in scope.bound.iter().zip(bound) {
            assert!(one.lv.contains(part), "{id}: {} does not say {part}", one.lv);
        }
    }
}

/// `std.*` beside the days and the acts, which stand with each document.
#[test]
fn only_the_state_land_service_has_a_number_a_signature_and_a_higher_body() {
    let found = columns().map(|(_, standard)| {
        let identity = standard.file().identity.clone();
        (identity.number, identity.electronic_signature, identity.higher_body.is_some())
    });
    let silent = (None, None, false);
    let vzd = (Some("1-01/20".to_owned()), Some(true), true);
    assert_eq!(found, [silent.clone(), vzd, silent.clone(), silent.clone(), silent]);
}

#[test]
fn annexes_legal_bases_and_distribution_are_as_many_as_the_documents_say() {
    let found = columns().map(|(_, standard)| {
        let identity = &standard.file().identity;
        (identity.annexes.len(), identity.legal_basis.len(), identity.distribution.len())
    });
    assert_eq!(found, [(0, 0, 0), (2, 1, 0), (0, 2, 1), (0, 0, 0), (1, 3, 0)]);
}

/// `std.approval_chain`: the last in the chain, whose word counts, and what they do.
#[test]
fn the_acting_director_general_and_the_chair_sign_and_the_executive_director_approves() {
    let expected = [
        None,
        Some(("ģenerāldirektora pienākumu izpildītājs", ApprovalAct::Signs)),
        Some(("pašvaldības domes priekšsēdētājs", ApprovalAct::Signs)),
        None,
        Some(("pašvaldības izpilddirektors", ApprovalAct::Approves)),
    ];
    for ((id, standard), expected) in columns().into_iter().zip(expected) {
        let last = standard.file().identity.approval_chain.last();
        assert_eq!(last.map(|one| (one.post.lv.as_str(), one.act)), expected, "{id}");
    }
}
