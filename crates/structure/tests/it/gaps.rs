//! What is missing is said before the standard enters into force (K-23).

use solits_structure::{During, Gap, Holder, Holding, Structure, gaps};

use crate::fixture::{
    CHAIR, DEPUTY, DIVISION, TODAY, council, holds, is_away, last_resort, municipality, shipped, unit,
};

fn sentences(document: &str, structure: &Structure) -> Vec<String> {
    gaps(&shipped(document), structure, TODAY).iter().map(|gap| gap.sentence().lv).collect()
}

/// The municipality with every other role of the document held by the deputy.
fn complete(document: &str) -> Structure {
    let mut structure = municipality();
    for gap in gaps(&shipped(document), &structure, TODAY) {
        if let Gap::NoHolder { role } = gap {
            holds(&mut structure, &role.id, DEPUTY);
        }
    }
    structure
}

#[test]
fn an_organisation_that_fills_every_role_has_no_gap() {
    assert_eq!(sentences("ezermala", &complete("ezermala")), [""; 0]);
}

#[test]
fn akniste_13_a_complaint_about_the_executive_director_is_a_gap_and_a_body_outside_mends_it() {
    let mut structure = municipality();
    let gap = Gap::NobodyDecides { about: Some("Pēteris Liepa".to_owned()) };
    let standard = shipped("akniste-2017");
    assert!(gaps(&standard, &structure, TODAY).contains(&gap));
    last_resort(&mut structure, council());
    assert!(!gaps(&standard, &structure, TODAY).contains(&gap));
}

#[test]
fn adazi_11_the_division_that_introduces_the_standard_must_be_named() {
    let mut structure = municipality();
    let unnamed = |structure: &Structure| {
        let found = gaps(&shipped("adazi-2023"), structure, TODAY);
        found.into_iter().find(|gap| gap.role().is_some_and(|role| role.id == "administrative_division"))
    };
    let gap = unnamed(&structure).unwrap();
    assert!(matches!(&gap, Gap::NoHolder { role } if role.paragraph == "11"));
    assert!(!gap.mend().lv.is_empty() && !gap.mend().en.is_empty());
    structure.holdings.push(Holding {
        role: "administrative_division".to_owned(),
        holder: Holder::Unit(unit(DIVISION)),
        within: None,
        during: During::ALWAYS,
    });
    assert_eq!(unnamed(&structure), None);
}

#[test]
fn a_holder_who_is_away_without_a_substitute_is_a_gap_of_that_day_only() {
    let mut structure = complete("ezermala");
    is_away(&mut structure, CHAIR, None);
    assert_eq!(
        sentences("ezermala", &structure),
        ["Juris Vītols (domes priekšsēdētājs) šajā dienā nav darbā, un aizvietotāja nav.",]
    );
    assert!(gaps(&shipped("ezermala"), &structure, TODAY.tomorrow().unwrap()).is_empty());
}

#[test]
fn a_unit_that_nobody_leads_is_a_gap() {
    let mut structure = municipality();
    structure.headships.clear();
    let found = sentences("ezermala", &structure);
    assert!(found.contains(&"Struktūrvienībai „Centrālā pārvalde” nav vadītāja.".to_owned()), "{found:?}");
}

#[test]
fn a_standard_without_a_ladder_is_a_gap() {
    assert!(gaps(&shipped("handbook"), &municipality(), TODAY).contains(&Gap::NoLadder));
}
