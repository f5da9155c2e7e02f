# Keys of this room begin with integration-.
integration-setup = Iestatīšana
integration-stale = Kāds to pa šo laiku ir mainījis
integration-stale-do = Atveriet to vēlreiz un paskatieties, kas tur tagad stāv.
integration-no-key = Izsaukumus šeit nevar izveidot: trūkst noslēpumu atslēgas datnes
integration-no-key-do = Kā atslēgas datni nolikt vietā, programmas uzturētājs atradīs administratora rokasgrāmatā.
integration-no-way-out = Šī ir demonstrācija: izsaukumi tiek pierakstīti, bet neviens netiek nosūtīts.
integration-too-many-webhooks = Izsaukumu jau ir tik, cik iestādei drīkst būt
integration-too-many-webhooks-do = Noņemiet kādu, kas vairs nav vajadzīgs.
integration-name-wrong = Šādu nosaukumu nevar pieņemt
integration-name-wrong-do = Dodiet nosaukumu, kas nav garāks par 80 rakstzīmēm.
integration-kinds-unknown = Kāds notikums nav pazīstams vai neviens nav nosaukts
integration-kinds-unknown-do = Nosauciet notikumus tā, kā tie ir notikumu sarakstā, vai veselas grupas: case.*.

integration-notice-saved = Saglabāts.
integration-notice-on = Ieslēgts: programmai tiks ziņots par visu, kas notiek no šī brīža.
integration-notice-off = Izslēgts: par to, kas notiek pa šo laiku, programmai netiks ziņots.
integration-notice-removed = Noņemts.
integration-notice-tried = Izmēģinājuma izsaukums ir ceļā. Pēc brīža atveriet šo lapu vēlreiz, lai redzētu atbildi.
integration-notice-again = Izsaukums tiek sūtīts vēlreiz. Pēc brīža atveriet šo lapu vēlreiz, lai redzētu atbildi.
integration-notice-ended = Adrese ir slēgta. Kas to vēl lasa, nesaņem neko.

integration-webhooks = Citu programmu izsaukumi
integration-webhooks-lead = Citas programmas tiek izsauktas tajā brīdī, kad šeit kaut kas notiek. Izsaukumā ir tikai identifikatori un nekā par cilvēkiem; tas ir parakstīts, un to mēģina nodot trīs dienas.
integration-webhooks-none = Vēl netiek izsaukta neviena programma
integration-webhooks-none-do = Norādiet zemāk programmas adresi un to, par ko tai ziņot.
integration-webhook-new = Izsaukt programmu
integration-webhook-add = Izveidot izsaukumu
integration-webhook-settings = Par ko ziņot
integration-name = Nosaukums
integration-name-hint = Lai jūs zinātu, kura programma tā ir.
integration-address = Adrese
integration-address-hint = Sākas ar https://. Programma tur pārbauda parakstu ar noslēpumu, ko jums parādīs.
integration-address-unreadable = Šī nav adrese, kurā varētu izsaukt programmu. Tā izskatās šādi: https://programma.example/sanemt.
integration-address-unreadable-do = Norādiet adresi, kas izskatās šādi: https://programma.example/sanemt.
integration-address-not-secured = Adresei jāsākas ar https://.
integration-address-not-secured-do = Norādiet adresi, kas sākas ar https://.
integration-address-out-of-reach = Šī adrese ir tīklā, kuru nedrīkst izsaukt. Programmas uzturētājs var atļaut tīklu iestādes iekšienē.
integration-address-out-of-reach-do = Lūdziet programmas uzturētājam atļaut šo tīklu vai norādiet citu adresi.
integration-standing = Stāvoklis
integration-standing-new = vēl nekas nav pieņemts
integration-standing-good = pēdējo reizi pieņemts { $at }
integration-standing-failing = { $category ->
    [zero] pēc kārtas neizdevās { $count } mēģinājumu
    [one] pēc kārtas neizdevās { $count } mēģinājums
   *[other] pēc kārtas neizdevās { $count } mēģinājumi
}
integration-standing-off = izslēgts kopš { $since }
integration-standing-given-up = pārtraukts { $since }: trīs dienas nekas netika pieņemts
integration-letter-given-up = Programma izsaukumus vairs nesaņem: { $name }
integration-letter-untaken = Programma „{ $name }” trīs dienas nav pieņēmusi nevienu izsaukumu, tāpēc tai vairs nekas netiek sūtīts.
integration-letter-what-now = Noskaidrojiet, kāpēc programma neatbild, un ieslēdziet izsaukumus no jauna. Tad tiks nosūtīts arī tas, kas vēl gaida; par to, kas notiek pa šo laiku, programmai ziņots netiks.
integration-calls-waiting = { $category ->
    [zero] gaida { $count } izsaukumu
    [one] gaida { $count } izsaukums
   *[other] gaida { $count } izsaukumi
}
integration-kinds = Par ko ziņot
integration-kinds-hint = Atveriet grupu un atzīmējiet notikumus vai visu grupu.
integration-kinds-whole = visa grupa, arī tas, ko pievienos vēlākas versijas
integration-kinds-all-chosen = visa grupa
integration-kinds-chosen = { $category ->
    [zero] { $count } notikumu
    [one] { $count } notikums
   *[other] { $count } notikumi
}
integration-kinds-needed = Atzīmējiet vismaz vienu notikumu.
integration-with-feedback = Arī par to, kas notiek ar sūdzībām un pretenzijām
integration-with-feedback-hint = Bez šīs atzīmes programma pat neuzzina, ka tāda ir.
integration-group-case = Lietas
integration-group-message = Sarakste ar klientiem
integration-group-feedback = Atsauksmes un neatbilstības
integration-group-internal = Jautājumi kolēģiem
integration-group-obligation = Neizpildīti solījumi
integration-group-ticket = Taloni
integration-group-counter = Lodziņi
integration-group-branch = Centra darba diena
integration-group-help = Palīdzības lūgumi zālē
integration-group-call = Atzvanīšana
integration-group-notice = Paziņojumi sabiedrībai
integration-group-standard = Standarts
integration-group-institution = Iestatījumi
integration-secret-made = Šis ir noslēpums, ar kuru tiek parakstīti izsaukumi. To parāda tikai tagad: iekopējiet to otrā programmā.
integration-secret-renew = Jauns noslēpums
integration-secret-renew-lead = No šī brīža izsaukumus paraksta ar jauno noslēpumu; otrai programmai tas ir jāzina.
integration-turn-on = Ieslēgt
integration-turn-off = Izslēgt
integration-try = Nosūtīt izmēģinājuma izsaukumu
integration-trial = izmēģinājuma izsaukums
integration-remove = Noņemt
integration-remove-lead = Izsaukums tiek noņemts kopā ar savu sarakstu. To nevar atsaukt.
integration-calls = Izsaukumi
integration-calls-none = Izsaukumu vēl nav
integration-calls-none-do = Tie parādās šeit sekundi pēc tam, kad noticis kaut kas, par ko jāziņo.
integration-calls-earlier = Agrāki izsaukumi
integration-call-body = Kas tika nosūtīts
integration-call-taken = pieņemts { $at }
integration-call-given-up = pārtraukts pēc trim dienām
integration-call-withheld = aizturēts: lieta ir kļuvusi par sūdzību
integration-call-waiting = gaida
integration-call-again = { $category ->
    [zero] vēl nav pieņemts, mēģināts { $count } reižu; nākamreiz { $at }
    [one] vēl nav pieņemts, mēģināts { $count } reizi; nākamreiz { $at }
   *[other] vēl nav pieņemts, mēģināts { $count } reizes; nākamreiz { $at }
}
integration-again = Sūtīt vēlreiz
integration-answered = Atbilde: { $status }.
integration-trouble-address = Šo adresi nevar izsaukt.
integration-trouble-unknown = Resursdatoram nav adreses.
integration-trouble-out-of-reach = Resursdatoram nav adreses, kuru drīkst izsaukt.
integration-trouble-unreachable = Tur neviens neatbild.
integration-trouble-tls = Savienojumu neizdevās nodrošināt: sertifikātam nevar uzticēties.
integration-trouble-silence = 10 sekundēs atbilde nepienāca.
integration-trouble-garbled = Tas, kas pienāca, nav atbilde.
integration-trouble-no-key = Noslēpuma atslēgas šeit nav: izveidojiet jaunu noslēpumu.

integration-calendar = Termiņu kalendārs
integration-calendar-lead = Kas jums jāizdara un līdz kuram laikam, jūsu tālruņa vai pasta programmas kalendārā. Tajā ir lietas numurs, pakalpojums un tas, kas jāizdara, un nekā par klientu.
integration-calendar-made = Šī ir jūsu kalendāra adrese. To parāda tikai tagad: pievienojiet to savā kalendāra programmā kā kalendāru no interneta.
integration-calendar-keep = Kas zina adresi, var lasīt kalendāru. Nedodiet to nevienam un slēdziet to, kad ierīce vairs nav jūsu.
integration-calendar-name = Kur to lasīs
integration-calendar-name-hint = Piemēram: tālrunis, Outlook.
integration-calendar-add = Izveidot adresi
integration-calendar-new = Jauna adrese
integration-calendar-none = Adrešu vēl nav
integration-calendar-none-do = Izveidojiet zemāk pa vienai katrai programmai, kas rāda jūsu kalendāru.
integration-calendar-from = Izveidota
integration-calendar-read = Pēdējo reizi lasīta
integration-calendar-never = nekad
integration-calendar-close = Slēgt
integration-calendar-action = Darbība
integration-calendar-many = Atvērtu adrešu jau ir tik, cik vienam cilvēkam drīkst būt. Vispirms slēdziet kādu.
integration-calendar-title = Solīts: termiņi
integration-due-line = { $reference } · { $service } · { $what }
integration-due-line-bare = { $reference } · { $what }
integration-due-promised = klientam apsolīts
integration-due-callback = atzvanīt klientam
integration-due-request = atbildēt kolēģim
integration-due-measure = pasākums cēloņa novēršanai
integration-due-open = Atvērt: { $href }

integration-exports = Lejupielādēt tabulu
integration-exports-lead = Datnē ir tikai tas, ko jūs drīkstat redzēt. Piekļuves žurnālā tiek ierakstīts, ka jūs to paņēmāt un cik tajā bija rindu.
integration-export-what = Ko
integration-export-cases = Lietas
integration-export-complaint = Sūdzību reģistrs
integration-export-claim = Pretenziju reģistrs
integration-export-suggestion = Priekšlikumu reģistrs
integration-export-praise = Pateicību reģistrs
integration-export-obligations = Solījumi un to izpilde
integration-export-matters = Klienta ceļš pa dienām
integration-export-from = No
integration-export-until = Līdz
integration-export-days-hint = Pēc saņemšanas dienas, klienta ceļam pēc dienas, kurā tas skaitīts; abas dienas ieskaitot.
integration-export-as = Kā
integration-export-xlsx = Izklājlapa (XLSX)
integration-export-xlsx-hint = Atveras Excel un LibreOffice; datumi ir datumi, skaitļi ir skaitļi.
integration-export-csv = Teksts citām programmām (CSV)
integration-export-csv-hint = RFC 4180: komati, UTF-8. Apskatei ērtāka ir izklājlapa.
integration-export-subjects = Ar tematiem
integration-export-subjects-hint = Par ko ir lieta, vienā rindā. Tur var būt nosaukts cilvēks, tādēļ vienā reizē ne vairāk par { $most } rindām.
integration-export-do = Lejupielādēt
integration-export-order = Pirmā diena ir pēc pēdējās.
integration-export-order-do = Nosauciet laukā „from” dienu, kas nav vēlāka par „to”.
integration-export-span = Vienā reizē ne vairāk par desmit gadiem.
integration-export-span-do = Prasiet īsāku laiku, vairākās datnēs.
integration-export-too-many = Ar tematiem vienā reizē var paņemt ne vairāk par { $most } rindām; šeit to ir { $count }. Izvēlieties mazāk dienu vai ņemiet bez tematiem.
integration-export-long = Ar tematiem tik garu tabulu paņemt nevar
integration-export-long-do = Prasiet mazāk dienu vai neprasiet tematus („subjects”).
integration-export-none = Šajās dienās nekā tāda nav.
integration-export-often = Stundas laikā jūs esat paņēmis { $most } datnes. Nāciet pēc { $minutes } min; ja ir steidzami, lūdziet kolēģi, kurš drīkst redzēt to pašu.
integration-export-day = Vajadzīgas abas dienas.
integration-column-number = Numurs
integration-column-kind = Veids
integration-column-subject = Temats
integration-column-service = Pakalpojums
integration-column-branch = Centrs
integration-column-owner = Atbildīgais
integration-column-channel = Kanāls
integration-column-status = Stāvoklis
integration-column-received = Saņemts
integration-column-due = Termiņš
integration-column-answered = Atbildēts
integration-column-closed = Slēgts
integration-column-concern = Par ko
integration-column-finding = Konstatēts
integration-column-cause = Cēlonis
integration-column-promise = Solījums
integration-column-promise-id = Solījuma kods
integration-column-state = Izpilde
integration-column-ended = Beidzies
integration-column-late = Izpildīts ar nokavēšanos
integration-column-day = Diena
integration-column-unit = Struktūrvienība
integration-column-matters-ended = Pabeigts
integration-column-matters-first = Atrisināts pirmajā reizē
integration-column-matters-desks = Nodots uz citu lodziņu
integration-column-matters-elsewhere = No lodziņa nosūtīts pie cita kompetentā
integration-column-matters-people = Nodots citam darbiniekam
integration-column-matters-units = Nodots citai struktūrvienībai
integration-column-matters-bodies = Nodots citai iestādei
integration-column-matters-visits = Apmeklējumi
integration-column-matters-contacts = Ziņas
integration-column-matters-documents = Dokumenti
integration-column-matters-fees = Samaksāts, EUR
