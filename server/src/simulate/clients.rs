//! Who came on a simulated day, and what they asked for: a handful of words, put together by the draw.

use solits_kernel::fold;
use solits_queueing::draw::Draw;

/// Given names with the ending of their surname: women and men.
const GIVEN: [[&str; 10]; 2] = [
    ["Aina", "Biruta", "Dzidra", "Elza", "Inta", "Laima", "Madara", "Rasma", "Skaidrīte", "Velga"],
    ["Alvis", "Dzintars", "Egils", "Gunārs", "Imants", "Modris", "Oļģerts", "Rihards", "Uģis", "Valfrīds"],
];

/// Surnames of a lakeside that lies on no map, as women and as men bear them: nobody is called so.
const SURNAMES: [(&str, &str); 12] = [
    ("Niedrulīce", "Niedrulīcis"),
    ("Ezerlīce", "Ezerlīcis"),
    ("Viļņugala", "Viļņugals"),
    ("Rasuplava", "Rasuplavs"),
    ("Migluleja", "Miglulejs"),
    ("Līdakzvīņa", "Līdakzvīnis"),
    ("Kalmjukrasta", "Kalmjukrasts"),
    ("Airlaiva", "Airlaivs"),
    ("Smilgulauka", "Smilgulauks"),
    ("Asargrīva", "Asargrīvs"),
    ("Meldrusala", "Meldrusals"),
    ("Vēršuoluste", "Vēršuolusts"),
];

/// What is asked for at the desk and takes longer than the visit, by the code of the service.
const ASKED: [(&str, &[&str]); 8] = [
    (
        "DZV-01",
        &[
            "Dzīvesvietas deklarēšana īrētā dzīvoklī",
            "Bērna dzīvesvietas deklarēšana pie vecākiem",
            "Papildu adreses norādīšana",
            "Īpašnieka lūgums anulēt dzīvesvietas ziņas",
        ],
    ),
    (
        "DZV-02",
        &[
            "Izziņa par deklarēto dzīvesvietu bankai",
            "Izziņa par adresē deklarētajām personām",
            "Izziņa par dzīvesvietu līdz 2003. gadam",
            "Izziņa iesniegšanai ārvalstīs",
        ],
    ),
    (
        "SOC-01",
        &[
            "Pabalsts pēc ugunsgrēka dzīvoklī",
            "Pabalsts pēc plūdu postījumiem mājā",
            "Vienreizējs pabalsts apkurei",
            "Pabalsts ģimenei, kas palikusi bez ienākumiem",
        ],
    ),
    (
        "SOC-02",
        &[
            "Asistents ceļam uz darbu",
            "Asistents ārsta apmeklējumiem",
            "Asistenta stundu skaita pārskatīšana",
            "Asistenta maiņa",
        ],
    ),
    (
        "NOD-01",
        &[
            "Nodokļa aprēķina pārbaude par dzīvojamo māju",
            "Nodokļa pārmaksas atmaksa",
            "Nodokļa sadale pēc mājas pārdošanas",
            "Maksāšanas paziņojuma saņemšana e-pastā",
        ],
    ),
    (
        "NOD-02",
        &[
            "Nodokļa atlaide daudzbērnu ģimenei",
            "Nodokļa atlaide represētai personai",
            "Nodokļa atlaide pensionāram, kas dzīvo viens",
            "Nodokļa atlaide personai ar invaliditāti",
        ],
    ),
    (
        "KON-01",
        &[
            "Jautājums par rindu bērnudārzā",
            "Jautājums par atkritumu izvešanu",
            "Jautājums par sabiedriskā transporta atlaidi",
            "Jautājums par būvniecības saskaņošanu",
        ],
    ),
    (
        "KON-02",
        &[
            "Iesniegums par koku ciršanu pie mājas",
            "Iesniegums par ielu apgaismojumu",
            "Iesniegums par bedrēm piebraucamajā ceļā",
            "Iesniegums par zemes nomas līguma pagarināšanu",
            "Iesniegums par trokšņainiem kaimiņiem",
        ],
    ),
];

/// What may be asked for about one service, each with its folded form: rows are many, words are few.
#[derive(Clone, Debug)]
pub(crate) struct Asked(Vec<(&'static str, String)>);

impl Asked {
    /// What is asked for about the service of a code; one that is not of the demonstration is applied to.
    pub(crate) fn about(code: &str) -> Self {
        let known =
            ASKED.iter().find(|(own, _)| *own == code).map_or(&["Iesniegums"][..], |(_, asked)| asked);
        Self(known.iter().map(|subject| (*subject, fold(subject))).collect())
    }

    /// One of them.
    pub(crate) fn one(&self, draw: &mut Draw) -> (&'static str, &str) {
        let (subject, folded) = &self.0[pick(draw, self.0.len())];
        (subject, folded)
    }
}

/// A client's name.
pub(crate) fn name(draw: &mut Draw) -> String {
    let gender = pick(draw, GIVEN.len());
    let given = GIVEN[gender][pick(draw, GIVEN[gender].len())];
    let (female, male) = SURNAMES[pick(draw, SURNAMES.len())];
    format!("{given} {}", if gender == 0 { female } else { male })
}

fn pick(draw: &mut Draw, of: usize) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a short list"
    )]
    let place = (draw.unit() * of as f64) as usize;
    place.min(of - 1)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn clients_differ_and_the_same_draw_gives_the_same_ones() {
        let clients = |seed| {
            let mut draw = Draw::new(seed);
            (0..200).map(|_| name(&mut draw)).collect::<Vec<_>>()
        };
        assert_eq!(clients(1), clients(1));
        assert!(clients(1).into_iter().collect::<BTreeSet<_>>().len() > 100);
    }

    #[test]
    fn every_service_of_the_demonstration_is_asked_for_in_several_ways() {
        for code in crate::demo::service_codes() {
            let asked = Asked::about(code);
            let mut draw = Draw::new(7);
            let several: BTreeSet<_> = (0..40).map(|_| asked.one(&mut draw).0).collect();
            assert!(several.len() > 3, "{code}: {several:?}");
        }
    }
}
