//! Over random organisations: never the person concerned nor anyone below, always an answer or a named gap, and the same
//! each time. What stands above whom is worked out here once more, upwards, as the crate does it downwards.

use std::collections::BTreeSet;

use proptest::{collection::vec, prelude::*};
use solits_kernel::EmployeeId;
use solits_structure::{
    About, Absence, Complaint, Day, Decision, During, Gap, Headship, Holder, Holding, Ladder, Outcome,
    Person, Post, Structure, Substitution, Unit, Who, decide, gaps, told,
};

use crate::fixture::{TODAY, council, last_resort, person, shipped, unit};

const PEOPLE: u128 = 12;
const UNITS: u128 = 6;
const ROLES: [&str; 9] = [
    "unit_head",
    "executive_director",
    "deputy_executive_director",
    "executive_director_and_deputy",
    "deputy_council_chair",
    "council_chair",
    "council",
    "service_specialist",
    "service_development_division",
];

fn day_or_not() -> impl Strategy<Value = During> {
    let (before, after) = (TODAY.yesterday().unwrap(), TODAY.tomorrow().unwrap());
    prop_oneof![
        8 => Just(During::ALWAYS),
        1 => Just(During { from: Some(TODAY), until: None }),
        1 => Just(During { from: None, until: Some(before) }),
        1 => Just(During { from: Some(after), until: None }),
    ]
}

fn maybe(most: u128) -> impl Strategy<Value = Option<u128>> {
    proptest::option::of(0..most)
}

/// Trees, and organisations in which the recorded managers or units go in circles.
fn organisation() -> impl Strategy<Value = Structure> {
    let people = vec((day_or_not(), maybe(UNITS), maybe(PEOPLE), day_or_not()), PEOPLE as usize);
    let units = vec((maybe(UNITS), maybe(PEOPLE)), UNITS as usize);
    let absences = vec((0..PEOPLE, maybe(PEOPLE), day_or_not()), 0..8);
    let standing = vec((0..PEOPLE, 0..PEOPLE), 0..4);
    let holder = prop_oneof![
        6 => (0..PEOPLE).prop_map(|one| Holder::Person(person(one))),
        2 => (0..UNITS).prop_map(|one| Holder::Unit(unit(one))),
        1 => Just(Holder::Body(council())),
    ];
    let holdings = vec((0..ROLES.len(), holder, maybe(UNITS), day_or_not()), 0..16);
    (people, units, absences, standing, holdings, any::<bool>()).prop_map(
        |(people, units, absences, standing, holdings, has_last_resort)| {
            let mut structure = Structure::default();
            for (number, (employed, place, supervisor, during)) in (0..).zip(people) {
                let name = format!("P{number}");
                structure.people.push(Person { id: person(number), name, employed });
                structure.posts.push(Post {
                    employee: person(number),
                    title: String::new(),
                    unit: place.map(unit),
                    // Most follow the tree of units.
                    supervisor: supervisor.filter(|one| one % 3 == 0).map(person),
                    during,
                });
            }
            for (number, (parent, head)) in (0..).zip(units) {
                // One in six units makes a circle possible; the others form a tree.
                let parent = parent.filter(|parent| *parent < number || number == 0).map(unit);
                structure.units.push(Unit { id: unit(number), name: format!("U{number}"), parent });
                structure.headships.extend(head.map(|head| Headship {
                    unit: unit(number),
                    head: person(head),
                    during: During::ALWAYS,
                }));
            }
            structure.absences.extend(absences.into_iter().map(|(who, substitute, during)| Absence {
                employee: person(who),
                during,
                substitute: substitute.map(person),
            }));
            structure.substitutions.extend(standing.into_iter().map(|(of, by)| Substitution {
                of: person(of),
                by: person(by),
                during: During::ALWAYS,
            }));
            structure.holdings.extend(holdings.into_iter().map(|(role, holder, within, during)| Holding {
                role: ROLES[role].to_owned(),
                holder,
                within: within.map(unit),
                during,
            }));
            if has_last_resort {
                last_resort(&mut structure, council());
            }
            structure
        },
    )
}

fn about() -> impl Strategy<Value = About> {
    prop_oneof![
        6 => (0..PEOPLE).prop_map(|one| About::Person(person(one))),
        2 => (0..UNITS).prop_map(|one| About::Unit(unit(one))),
        1 => Just(About::Institution),
    ]
}

/// Whether the posts name somebody, one above the other, over another.
fn is_named_above(day: &Day<'_>, superior: EmployeeId, of: EmployeeId) -> bool {
    let mut next = Some(of);
    for _ in 0..=PEOPLE {
        next = next.and_then(|one| day.post(one)).and_then(|post| post.supervisor);
        if next == Some(superior) {
            return true;
        }
    }
    false
}

/// Everybody above somebody, found by climbing from below.
fn above(day: &Day<'_>, from: EmployeeId) -> BTreeSet<EmployeeId> {
    let mut found = BTreeSet::new();
    let mut next = vec![from];
    while let Some(one) = next.pop() {
        let mut superiors: Vec<EmployeeId> = Vec::new();
        if let Some(post) = day.post(one) {
            superiors.extend(post.supervisor);
        }
        let home = day.post(one).and_then(|post| post.unit);
        for place in home.into_iter().chain(day.headed(one).iter().copied()) {
            let heads = day.upwards(place).into_iter().filter_map(|unit| day.head(unit));
            superiors.extend(heads.filter(|head| !is_named_above(day, one, *head)));
        }
        next.extend(superiors.into_iter().filter(|superior| found.insert(*superior)));
    }
    found
}

fn ladders() -> Vec<Ladder> {
    ["adazi-2023", "akniste-2017", "ezermala", "vzd-2014", "handbook"]
        .map(|document| Ladder::of(&shipped(document)))
        .into()
}

#[track_caller]
fn judge(decision: &Decision, about: About, day: &Day<'_>) {
    let concerned = about.person(day);
    for text in [&decision.why.lv, &decision.why.en] {
        assert!(text.len() > 5 && text.ends_with('.'), "{text}");
    }
    match &decision.outcome {
        Outcome::Decides(resolved) => {
            assert!(decision.by.is_some());
            assert!(matches!(resolved.who, Who::Body(_)) || !resolved.who.people().is_empty());
            for decider in resolved.who.people() {
                assert_ne!(Some(*decider), concerned, "the person concerned decides");
                assert!(day.works(*decider) && !day.is_away(*decider), "an absent one decides");
                let under = concerned.is_some_and(|id| above(day, *decider).contains(&id));
                assert!(!under, "somebody under the person concerned decides: {}", decision.why.en);
            }
        }
        Outcome::LastResort(body) => assert_eq!(Some(body), day.last_resort()),
        Outcome::Nobody(gap) => {
            assert!(day.last_resort().is_none());
            assert!(!gap.sentence().lv.is_empty() && !gap.mend().en.is_empty());
        }
    }
}

#[test]
fn in_ten_thousand_organisations_nobody_decides_on_a_complaint_about_themselves_or_their_superior() {
    let ladders = ladders();
    let config = ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(structure in organisation(), about in about())| {
        let day = structure.on(TODAY);
        let complaint = Complaint::new(about);
        for ladder in &ladders {
            let decision = decide(ladder, &complaint, &day);
            judge(&decision, about, &day);
            prop_assert_eq!(&decision, &decide(ladder, &complaint, &structure.clone().on(TODAY)));
        }
    });
}

#[test]
fn passing_on_always_ends_and_nobody_decides_twice() {
    let ladders = ladders();
    let config = ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(structure in organisation(), who in 0..PEOPLE)| {
        let day = structure.on(TODAY);
        for ladder in &ladders {
            let about = About::Person(person(who));
            let mut complaint = Complaint::new(about);
            let mut deciders = Vec::new();
            for _ in 0..20 {
                let decision = decide(ladder, &complaint, &day);
                judge(&decision, about, &day);
                let Outcome::Decides(resolved) = &decision.outcome else { break };
                deciders.extend_from_slice(resolved.who.people());
                complaint = complaint.passed_on(&decision);
            }
            let ended = decide(ladder, &complaint, &day);
            prop_assert!(!matches!(ended.outcome, Outcome::Decides(_)));
            prop_assert_eq!(deciders.iter().collect::<BTreeSet<_>>().len(), deciders.len());
        }
    });
}

#[test]
fn whoever_has_no_decider_is_among_the_gaps_and_nobody_else() {
    let standard = shipped("adazi-2023");
    let ladder = Ladder::of(&standard);
    let config = ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(structure in organisation())| {
        let found = gaps(&standard, &structure, TODAY);
        let day = structure.on(TODAY);
        for one in day.people() {
            let decision = decide(&ladder, &Complaint::new(About::Person(one.id)), &day);
            let named = found.contains(&Gap::NobodyDecides { about: Some(one.name.clone()) });
            prop_assert_eq!(named, matches!(decision.outcome, Outcome::Nobody(_)));
        }
    });
}

/// The reports of a late complaint, from any role of any document, go to nobody whom it concerns or who is under them.
#[test]
fn in_a_thousand_organisations_nobody_is_told_of_a_late_complaint_that_is_hidden_from_them() {
    let documents = ["adazi-2023", "akniste-2017", "ezermala", "vzd-2014", "handbook"].map(shipped);
    let config = ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(structure in organisation(), about in about(), concerned in vec(0..PEOPLE, 1..4))| {
        let day = structure.on(TODAY);
        let mut hidden: BTreeSet<EmployeeId> = concerned.into_iter().map(person).collect();
        hidden.extend(about.person(&day));
        for one in hidden.clone() {
            hidden.extend(day.below(one));
        }
        for standard in &documents {
            for role in &standard.lists().roles {
                let found = told(standard, &role.value.id, about, &day, |one| hidden.contains(&one));
                for told in found.iter().flat_map(|told| told.to.who.people()) {
                    prop_assert!(!hidden.contains(told) && day.works(*told) && !day.is_away(*told));
                }
                let found = found.is_ok();
                let anybody = told(standard, &role.value.id, about, &day, |_| false).is_ok();
                prop_assert!(anybody || !found, "hiding a matter finds nobody new");
            }
        }
    });
}
