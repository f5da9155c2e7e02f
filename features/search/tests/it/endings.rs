//! Words through the whole index: in any Latvian ending, with diacritics and without; and words that only look alike.

use solits_cases::Open;
use solits_search::Typing;
use solits_testkit::on_both;

use crate::World;

/// What is asked, and what stands in the case.
const MEET: [(&str, &str); 64] = [
    ("māja", "Mājas numura zīme"),
    ("maja", "Mājās neviena nav"),
    ("mājā", "Divām mājām viens pagalms"),
    ("iestāde", "Iestāžu saraksts"),
    ("iestades", "Rakstu iestādei"),
    ("zeme", "Zemju robežas"),
    ("zemes", "Par zemi pie upes"),
    ("lācis", "Lāča pēdas parkā"),
    ("lāci", "Redzēti lāči"),
    ("iela", "Ielu apgaismojums"),
    ("ielai", "Ielās tumšs"),
    ("ceļš", "Ceļa seguma remonts"),
    ("cels", "Ceļu uzturēšana"),
    ("bērns", "Bērnu laukums"),
    ("berniem", "Bērna pabalsts"),
    ("bērnudārzs", "Rinda uz bērnudārzu"),
    ("skola", "Skolēnu ceļš uz skolām"),
    ("pabalsts", "Par pabalstu ģimenei"),
    ("gimene", "Daudzbērnu ģimenēm"),
    ("ģimenes", "Ģimene lūdz palīdzību"),
    ("nodoklis", "Nodokļa atlaide"),
    ("nodokļi", "Nekustamā īpašuma nodokli pārrēķināt"),
    ("ipasums", "Īpašumā uzcelts žogs"),
    ("īpašumi", "Īpašumu saraksts"),
    ("dzīvesvieta", "Dzīvesvietu deklarācija"),
    ("deklarācija", "Deklarāciju iesniegšana"),
    ("deklaraciju", "Nosūtu deklarācijas"),
    ("iesniegums", "Iesniegumiem nav atbildes"),
    ("iesniegumu", "Mans iesniegums"),
    ("suns", "Suņu pastaigas"),
    ("suņi", "Par suni pagalmā"),
    ("kaķis", "Bezsaimnieka kaķu māja"),
    ("koks", "Nozāģēt kokus"),
    ("koki", "Koka zari"),
    ("ūdens", "Ūdenim rūsas garša"),
    ("udens", "Pārtraukta ūdens padeve"),
    ("rēķins", "Rēķinā kļūda"),
    ("rekini", "Nesaņemu rēķinus"),
    ("līgums", "Līguma pārjaunošana"),
    ("ligumam", "Par līgumiem"),
    ("atkritumi", "Atkritumu konteineri"),
    ("konteiners", "Konteineros pārpilns"),
    ("apgaismojums", "Apgaismojumu izslēdz agri"),
    ("lampa", "Lampas nedeg"),
    ("bedre", "Bedrēs krīt riteņi"),
    ("bedres", "Bedru karte"),
    ("sniegs", "Sniega tīrīšana"),
    ("kapsēta", "Kapsētā jauna vieta"),
    ("kapi", "Kapu apsaimniekošana"),
    ("biedrība", "Biedrībām piešķirtais"),
    ("biedribas", "Biedrību projekts"),
    ("būvatļauja", "Būvatļaujas termiņš"),
    ("termins", "Pagarināt termiņu"),
    ("termiņi", "Termiņā neatbildēja"),
    ("vēlēšanas", "Vēlēšanām reģistrēties"),
    ("liecinieks", "Lieciniekiem piezvanīt"),
    ("Bērziņš", "Jura Bērziņa pilnvara"),
    ("berzins", "Bērziņam nosūtīts"),
    ("Kalniņa", "Kalniņas kundze"),
    ("Ozols", "Ozolu ģimenes koks"),
    ("Zālītis", "Zālīša pļava"),
    ("nekustamais īpašums", "Nekustamā īpašuma novērtējums"),
    ("pļaut zāli", "Zāle jāpļauj un zāli pļaut"),
    ("maaja", "Mājai jauns jumts"),
];

/// What is asked, and what it must not find.
const PART: [(&str, &str); 32] = [
    ("lieta", "Lietotājs"),
    ("likums", "Lēmums"),
    ("tiesa", "Tiesībsargs"),
    ("kase", "Katls"),
    ("gāze", "Gads"),
    ("māja", "Mājīgums"),
    ("pilsēta", "Pils"),
    ("skola", "Skolotājs"),
    ("kods", "Koks"),
    ("rinda", "Rindkopa"),
    ("zvans", "Zvaigzne"),
    ("klients", "Klints"),
    ("cena", "Cents"),
    ("bērns", "Bērziņš"),
    ("iesniegums", "Iesniedzējs"),
    ("suns", "Sanitārs"),
    ("ceļš", "Celtnis"),
    ("iela", "Ielūgums"),
    ("ūdens", "Ugunsdzēsējs"),
    ("līgums", "Līgava"),
    ("zeme", "Zemnieks"),
    ("bedre", "Biedrs"),
    ("atbilde", "Atbildība"),
    ("vēstule", "Vēsture"),
    ("nodoklis", "Nodoms"),
    ("dārzs", "Dārglieta"),
    ("mežs", "Mezgls"),
    ("upe", "Upuris"),
    ("tilts", "Tilpums"),
    ("Ozols", "Ozoliņš"),
    ("Ilze Kalna", "Ilzes Liepas lūgums"),
    ("2026-000123", "Lieta 2026-000124"),
];

/// G of the requirements on searching: whoever remembers the word finds it, whatever its ending.
#[tokio::test]
async fn a_case_is_found_by_its_words_in_any_ending_and_not_by_words_that_look_alike() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let open = |subject: &str| Open {
            subject: subject.to_owned(),
            client_name: String::new(),
            client_contact: String::new(),
            ..world.an_open()
        };
        for (_, stands) in MEET.iter().chain(&PART) {
            world.open_as(open(stands)).await;
        }
        world.follow().await;
        let mut wrong = Vec::new();
        for (asked, stands) in MEET {
            if !world.found(asked, Typing::Sent).await.iter().any(|subject| subject == stands) {
                wrong.push(format!("{asked} does not find {stands}"));
            }
        }
        for (asked, stands) in PART {
            if world.found(asked, Typing::Sent).await.iter().any(|subject| subject == stands) {
                wrong.push(format!("{asked} finds {stands}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    })
    .await;
}
