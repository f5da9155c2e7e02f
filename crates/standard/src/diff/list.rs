//! Changed lists: ladder, notices, situations and the rest.

use std::collections::{BTreeMap, BTreeSet};

use solits_kernel::Text;

use super::{About, Change, amounts, arrow, clause, promise::role};
use crate::{
    effective::{Effective, Standard},
    model::{Notice, Situation},
    words::Unit,
};

pub(super) fn changes(old: &Standard, new: &Standard) -> Vec<Change> {
    let (before, after) = (old.lists(), new.lists());
    let mut changes = ladder(old, new);
    changes.extend(notices(&before.notices, &after.notices));
    changes.extend(situations(&before.situations, &after.situations));
    macro_rules! compare {
        ($list:ident, $about:expr, $words:expr, $key:expr, $name:expr) => {
            changes.extend(keyed(&before.$list, &after.$list, $about, &$words, $key, $name));
        };
    }
    compare!(
        principles,
        About::List,
        Words { lv: ["Jauns princips", "Svītrots princips", "Mainīts princips"], en: "principle" },
        |one| one.name.lv.clone(),
        |one| clause(&one.name)
    );
    compare!(
        terms,
        About::List,
        Words { lv: ["Jauns termins", "Svītrots termins", "Mainīts termins"], en: "term" },
        |one| one.term.lv.clone(),
        |one| clause(&one.term)
    );
    compare!(
        levels,
        About::List,
        Words {
            lv: ["Jauns iesaistes līmenis", "Svītrots iesaistes līmenis", "Mainīts iesaistes līmenis"],
            en: "involvement level"
        },
        |one| one.number,
        |one| Text::new(one.number.to_string(), one.number.to_string())
    );
    compare!(
        roles,
        About::Ladder,
        Words { lv: ["Jauna loma", "Svītrota loma", "Mainīta loma"], en: "role" },
        |one| one.id.clone(),
        |one| clause(&one.title)
    );
    compare!(
        routes,
        About::Ladder,
        Words {
            lv: ["Jauns ziņošanas ceļš", "Svītrots ziņošanas ceļš", "Mainīts ziņošanas ceļš"],
            en: "reporting route"
        },
        |one| one.about.clone(),
        |one| clause(&one.text)
    );
    compare!(
        phrases,
        About::Situation,
        Words { lv: ["Jaunas frāzes", "Svītrotas frāzes", "Mainītas frāzes"], en: "phrases" },
        |one| (one.paragraph.clone(), one.purpose.lv.clone()),
        |one| clause(&one.purpose)
    );
    compare!(
        evaluations,
        About::List,
        Words {
            lv: ["Jauns vērtējums", "Svītrots vērtējums", "Mainīts vērtējums"], en: "evaluation"
        },
        |one| (one.criterion.clone(), one.paragraph.clone(), format!("{:?}", one.method), one.levels.clone()),
        |one| clause(&one.text)
    );
    compare!(
        outage_steps,
        About::List,
        Words {
            lv: ["Jauns solis traucējumā", "Svītrots solis traucējumā", "Mainīts solis traucējumā"],
            en: "outage step"
        },
        |one| one.step,
        |one| clause(&one.text)
    );
    compare!(
        channels,
        About::List,
        Words { lv: ["Jauns kanāls", "Svītrots kanāls", "Mainīts kanāls"], en: "channel" },
        |one| (one.kind, one.paragraph.clone()),
        |one| clause(&one.text)
    );
    compare!(
        goals,
        About::List,
        Words { lv: ["Jauns mērķis", "Svītrots mērķis", "Mainīts mērķis"], en: "goal" },
        |one| one.group.lv.clone(),
        |one| clause(&one.group)
    );
    compare!(
        indicators,
        About::List,
        Words { lv: ["Jauns rādītājs", "Svītrots rādītājs", "Mainīts rādītājs"], en: "indicator" },
        |one| one.id.clone(),
        |one| clause(&one.text)
    );
    compare!(
        client_duties,
        About::List,
        Words {
            lv: ["Klientam jauns pienākums", "Klientam atcelts pienākums", "Klienta pienākums mainīts"],
            en: "duty of the client"
        },
        |one| one.paragraph.clone(),
        |one| clause(&one.text)
    );
    compare!(
        qualifications,
        About::List,
        Words {
            lv: ["Jauna prasība darbiniekam", "Svītrota prasība darbiniekam", "Mainīta prasība darbiniekam"],
            en: "qualification"
        },
        |one| one.paragraph.clone(),
        |one| clause(&one.text)
    );
    changes
}

/// What an entry of a list is called: in Latvian when new, removed and changed; in English the noun.
struct Words {
    lv: [&'static str; 3],
    en: &'static str,
}

impl Words {
    fn sentence(&self, which: usize, about: About, name: &Text) -> Change {
        let verb = ["New", "Removed", "Changed"][which];
        Change::new(
            about,
            format!("{}: {}", self.lv[which], name.lv),
            format!("{verb} {}: {}", self.en, name.en),
        )
    }
}

/// Entries told apart by a key: new, changed, removed.
fn keyed<T: PartialEq, K: Ord>(
    before: &[Effective<T>],
    after: &[Effective<T>],
    about: About,
    words: &Words,
    key: impl Fn(&T) -> K,
    name: impl Fn(&T) -> Text,
) -> Vec<Change> {
    let was: BTreeMap<K, &T> = before.iter().map(|item| (key(&item.value), &item.value)).collect();
    let is: BTreeSet<K> = after.iter().map(|item| key(&item.value)).collect();
    let mut changes: Vec<Change> = after
        .iter()
        .filter_map(|item| match was.get(&key(&item.value)) {
            None => Some(words.sentence(0, about, &name(&item.value))),
            Some(before) if **before != item.value => Some(words.sentence(2, about, &name(&item.value))),
            Some(_) => None,
        })
        .collect();
    let gone = before.iter().filter(|item| !is.contains(&key(&item.value)));
    changes.extend(gone.map(|item| words.sentence(1, about, &name(&item.value))));
    changes
}

/// Who decides on whom: one sentence for each role whose decider differs.
fn ladder(old: &Standard, new: &Standard) -> Vec<Change> {
    let deciders = |standard: &'_ Standard| -> BTreeMap<String, BTreeSet<String>> {
        let mut deciders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for rung in &standard.lists().ladder {
            for about in &rung.value.about {
                deciders.entry(about.clone()).or_default().insert(rung.value.decided_by.clone());
            }
        }
        deciders
    };
    let (before, after) = (deciders(old), deciders(new));
    let roles: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let names = |standard: &Standard, deciders: Option<&BTreeSet<String>>| {
        let titles: Vec<Text> = deciders.into_iter().flatten().map(|id| role(standard, id)).collect();
        if titles.is_empty() {
            return Text::new("neviens", "nobody");
        }
        let join = |side: fn(&Text) -> &str| titles.iter().map(side).collect::<Vec<_>>().join(", ");
        Text::new(join(|text| &text.lv), join(|text| &text.en))
    };
    roles
        .into_iter()
        .filter(|about| before.get(*about) != after.get(*about))
        .map(|about| {
            let title = role(if after.contains_key(about) { new } else { old }, about);
            let subject = Text::new(
                format!("sūdzība par šo lomu ({}), lemj", title.lv),
                format!("complaint about this role ({}), decided by", title.en),
            );
            arrow(About::Ladder, &subject, &names(old, before.get(about)), &names(new, after.get(about)))
        })
        .collect()
}

fn notices(before: &[Effective<Notice>], after: &[Effective<Notice>]) -> Vec<Change> {
    let words =
        Words { lv: ["Jauns paziņojums", "Svītrots paziņojums", "Mainīts paziņojums"], en: "notice" };
    let mut changes = Vec::new();
    for notice in after.iter().map(|notice| &notice.value) {
        let was = before.iter().map(|notice| &notice.value).find(|was| was.id == notice.id);
        match was {
            None => changes.push(words.sentence(0, About::Notice, &clause(&notice.text))),
            Some(was) if was == notice => {}
            Some(was) if lead(was) != lead(notice) => {
                let (before, after) = amounts(lead(was), lead(notice));
                changes.push(arrow(About::Notice, &clause(&notice.text), &before, &after));
            }
            Some(_) => changes.push(words.sentence(2, About::Notice, &clause(&notice.text))),
        }
    }
    let gone = before.iter().filter(|was| !after.iter().any(|notice| notice.value.id == was.value.id));
    changes.extend(gone.map(|was| words.sentence(1, About::Notice, &clause(&was.value.text))));
    changes
}

const fn lead(notice: &Notice) -> (i64, Unit) {
    (notice.lead_days, if notice.working_days { Unit::WorkingDay } else { Unit::Day })
}

fn situations(before: &[Effective<Situation>], after: &[Effective<Situation>]) -> Vec<Change> {
    let words =
        Words { lv: ["Jauna situācija", "Svītrota situācija", "Mainīta situācija"], en: "situation" };
    let name = |situation: &Situation| {
        let title = clause(&situation.title);
        Text::new(
            format!("{}. {}", situation.number, title.lv),
            format!("{}. {}", situation.number, title.en),
        )
    };
    let mut changes = keyed(before, after, About::Situation, &words, |one| one.number.clone(), name);
    for change in &mut changes {
        let present = after
            .iter()
            .map(|one| &one.value)
            .find(|one| change.words == words.sentence(2, About::Situation, &name(one)).words);
        let was = present.and_then(|one| before.iter().find(|was| was.value.number == one.number));
        if let (Some(one), Some(was)) = (present, was) {
            let counted = results(&was.value, one);
            change.words = Text::new(
                format!("{} ({})", change.words.lv, counted.lv),
                format!("{} ({})", change.words.en, counted.en),
            );
        }
    }
    changes
}

/// How many results came and went.
fn results(before: &Situation, after: &Situation) -> Text {
    let ids = |situation: &'_ Situation| -> BTreeMap<String, String> {
        let results = situation.actions.iter().flat_map(|action| &action.results);
        results.map(|result| (result.id.clone(), result.text.lv.clone())).collect()
    };
    let (before, after) = (ids(before), ids(after));
    let new = after.keys().filter(|id| !before.contains_key(*id)).count();
    let gone = before.keys().filter(|id| !after.contains_key(*id)).count();
    let changed = after.iter().filter(|(id, text)| before.get(*id).is_some_and(|was| was != *text)).count();
    Text::new(
        format!("rezultāti: {new} klāt, {gone} svītroti, {changed} mainīti"),
        format!("results: {new} added, {gone} removed, {changed} changed"),
    )
}
