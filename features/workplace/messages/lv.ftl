workplace-title = Darba vieta
workplace-start = Sākt dienu
workplace-counter = { $number }. lodziņš
workplace-no-branch = Jums nav norādīts klientu apkalpošanas centrs.
workplace-no-branch-do = Palūdziet administratoram to norādīt jūsu darbinieka kartē.
workplace-no-counter = Jūs pašlaik nesēžat pie lodziņa.
workplace-no-counter-do = Atveriet darba vietu un izvēlieties lodziņu.
workplace-note-too-long = Piezīme ir par garu.
workplace-note-too-long-do = Saīsiniet to līdz 4000 rakstzīmēm.
workplace-minutes = Ievadiet minūtes kā skaitli.
workplace-minutes-do = Piemēram, 7.
workplace-check-first = Vispirms apstipriniet, ka viss ir kārtībā.
workplace-doors-closed = Durvju atvēršana šodien vēl nav atzīmēta.
workplace-doors-open = Durvis atvērtas
workplace-all-well = Viss kārtībā: darba vieta, vārda karte, ekrāni un ierīces ir gatavas
workplace-checked = Dienas sākuma pārbaude jau ir apstiprināta.
workplace-choose-counter = Izvēlieties lodziņu
workplace-taken-by = Pašlaik strādā { $name }
workplace-calling = Aicina
workplace-serving = Apkalpo
workplace-priority = priekšroka
workplace-party = { $category ->
    [one] { $count } cilvēks
   *[other] { $count } cilvēki
}
workplace-party-together = Vairāki kopā
workplace-party-how-many = Cik cilvēku nāk kopā
workplace-party-wrong = Ierakstiet skaitli no 1 līdz { $most }.
workplace-finish-next = Pabeigt un aicināt nākamo
workplace-call-next = Aicināt nākamo
workplace-is-here = Klients ir klāt
workplace-recall = Aicināt vēlreiz
workplace-no-show = Neatnāca
workplace-finish = Pabeigt…
workplace-finish-now = Pabeigt
workplace-outcome = Kā beidzās
workplace-outcome-solved = Atrisināts uzreiz
workplace-outcome-redirected = Novirzīts citur
workplace-outcome-refused = Atteikts
workplace-outcome-left = Sākt tagad: kā beidzas pašreizējais pakalpojums
workplace-outcome-broken-off = Saruna pārtraukta
workplace-to = Kam novirzīts
workplace-contact = Kā sazināties: vieta, tālrunis, laiks
workplace-reason = Iemesls
workplace-what-next = Ko klients var darīt tālāk
workplace-other-outcome = Cits iznākums
workplace-to-missing = Ierakstiet, kam klientu novirzījāt.
workplace-contact-missing = Ierakstiet, kā ar viņiem sazināties.
workplace-reason-missing = Ierakstiet iemeslu.
workplace-what-next-missing = Ierakstiet, ko klients var darīt tālāk.
workplace-too-long = Saīsiniet līdz { $most } rakstzīmēm.
workplace-strange-letters = Tekstā ir zīmes, ko nevar saglabāt. Ierakstiet to no jauna.
workplace-and-call = Uzreiz aicināt nākamo
workplace-transfer = Nodot tālāk
workplace-transfer-to = Kam nodot
workplace-park = Atlikt
workplace-park-minutes = Uz cik minūtēm
workplace-case = Atvērt lietu
workplace-write-down = Pierakstīt kopā ar klientu
workplace-case-opened = Apmeklējumā atvērta lieta { $reference }
workplace-outcome-case = Atvērta lieta { $reference }
workplace-other-service = Cits pakalpojums
workplace-service = Pakalpojums
workplace-service-switch = Pāriet uz to tagad
workplace-service-add = Pievienot vēlākam
workplace-service-name = Tas ir pašreizējais
workplace-service-begin = Pāriet
workplace-service-unnamed = Pakalpojums nav norādīts
workplace-service-to-come = vēl priekšā
workplace-service-now = tagad, { $time }
workplace-service-served = sniegts, { $time }
workplace-service-not-served = netika sniegts
workplace-services-to-come = { $category ->
    [zero] vēl { $count } pakalpojumu
    [one] vēl { $count } pakalpojums
   *[other] vēl { $count } pakalpojumi
}
workplace-choose-service = Izvēlieties pakalpojumu.
workplace-choose-service-do = Tas ir sarakstā pie „Cits pakalpojums”.
workplace-done-service-added = Pakalpojums pievienots apmeklējumam.
workplace-done-service-now = Tagad sniedzat nākamo pakalpojumu.
workplace-mistake = Talons izsniegts kļūdas dēļ
workplace-identity = Identitāte pārbaudīta
workplace-identity-must = pārbaudiet identitāti
workplace-identity-ask = Vai klienta identitāte ir pārbaudīta?
workplace-identity-yes = Jā, pārbaudīta
workplace-identity-no = Nē
workplace-identity-unsaid = Šis pakalpojums prasa atbildi, pirms pabeidzat ar klientu.
workplace-note = Piezīmes
workplace-services = Pakalpojumi šajā rindā
workplace-service-card = Kā to sniedz
workplace-guides = Atcerieties
workplace-notices = Paziņojumi ekrānā
workplace-internal = kolēģis
workplace-colleague-waits = Kolēģis gaida
workplace-colleague-lead = Kolēģis saņem talonu kā klients. Ja standarts to nosaka, vispirms aicina klientus no ārpuses.
workplace-colleague-ticket = Izsniegt kolēģim talonu
workplace-done-colleague = Kolēģim ir talons { $number }.
workplace-between = Starp klientiem
workplace-plan-today = Ko šī diena prasa no manis
workplace-plan-open = Paškontrole un šodienas pārbaudes
workplace-phrases = Ko teikt
workplace-phrases-avoid = Nesakiet:
workplace-paragraph = { $paragraph }. punkts
workplace-paused = Pauze: { $reason }
workplace-paused-until = Pauze: { $reason }, līdz { $until }
workplace-resume = Turpināt darbu
workplace-idle = Pie lodziņa neviena nav
workplace-next-would-be = Nākamais būtu { $number }. { $reason }
workplace-nobody-waits = Neviens negaida.
workplace-pause = Pauze
workplace-pause-why = Kāpēc
workplace-pause-lunch = pusdienas
workplace-pause-hard = atpūta pēc smagas sarunas
workplace-pause-back-office = cits darbs bez klienta
workplace-pause-cases = darbs ar lietām
workplace-pause-letters = vēstules un e-pasts
workplace-pause-calls = tālruņa zvani
workplace-back-office = Darbs bez klienta šodien
workplace-back-office-who = Darbinieks
workplace-back-office-what = Ko darīja
workplace-back-office-total = Kopā
workplace-pause-urgent = steidzama lieta
workplace-pause-outage = traucējums
workplace-pause-other = cits iemesls
workplace-pause-minutes = Minūtes
workplace-close = Slēgt lodziņu
workplace-edge = Rinda un šodienas darbi
workplace-waiting = { $category ->
    [zero] Gaida { $count } klientu
    [one] Gaida { $count } klients
   *[other] Gaida { $count } klienti
}
workplace-why = Kāpēc šajā vietā
workplace-call-reason = Iemesls
workplace-call-reason-missing = Izvēlieties iemeslu.
workplace-call-note = Piezīme (ja cits iemesls)
workplace-call-note-missing = Ierakstiet, kāds ir iemesls.
workplace-call-health = klientam ir slikti
workplace-call-children = kopā ar maziem bērniem
workplace-call-sent-away = bija aizsūtīts un atgriezies
workplace-call-agreed = iepriekš norunāts
workplace-call-emergency = ārkārtas gadījums
workplace-call-other = cits iemesls
workplace-call-where = Kur
workplace-call-who = Kas aicināja
workplace-call-this = Aicināt šo
workplace-elsewhere = { $category ->
    [zero] { $count } klientu gaida citu pakalpojumu
    [one] { $count } klients gaida citu pakalpojumu
   *[other] { $count } klienti gaida citu pakalpojumu
}
workplace-elsewhere-why = Viņu pakalpojumu jūs nesniedzat, tāpēc viņus aicinās cits lodziņš.
workplace-aside = Atlikti un neatnākuši
workplace-is-parked = atlikts
workplace-is-no-show = neatnāca
workplace-back = Ir klāt
workplace-help-asked = Klients zālē lūdz palīdzību, gaida { $time }.
workplace-help-taken = Palīgā zālē dodas { $name }.
workplace-help-go = Es iešu
workplace-done-help = Kolēģi redz, ka jūs dodaties palīgā.
workplace-due = Šodien jāpaveic
workplace-due-soon = cik ātri vien iespējams
workplace-nothing-due = Nekas nav jāpaveic.
workplace-inbox = Visi darbi pēc termiņa
workplace-callbacks = Kam jāatzvana
workplace-closing-warning = Tuvojas slēgšana: ne visi gaidošie tiks apkalpoti laikā. Atveriet vēl kādu lodziņu.
workplace-done-next = Nākamais klients aicināts.
workplace-done-nobody = Pabeigts. Neviens vairs negaida.
workplace-done-finished = Pabeigts.
workplace-done-parked = Klients atlikts.
workplace-done-transferred = Klients nodots tālāk.
workplace-done-no-show = Atzīmēts, ka klients neatnāca.
workplace-done-mistake = Talons vairs netiek skaitīts.
workplace-done-undone = Darbība atsaukta.
workplace-done-saved = Saglabāts.
workplace-done-written-down = Pierakstīts un nodots tam, kas par to atbild.
workplace-floor = Zāle
workplace-branches = Apkalpošanas centri
workplace-floor-late = { $category ->
    [zero] { $count } klientu gaida ilgāk par solītajām { $limit } minūtēm.
    [one] { $count } klients gaida ilgāk par solītajām { $limit } minūtēm.
   *[other] { $count } klienti gaida ilgāk par solītajām { $limit } minūtēm.
}
workplace-floor-soon = { $category ->
    [zero] { $count } klientu drīz būs gaidījuši solītās { $limit } minūtes.
    [one] { $count } klients drīz būs gaidījis solītās { $limit } minūtes.
   *[other] { $count } klienti drīz būs gaidījuši solītās { $limit } minūtes.
}
workplace-floor-help = Rindai „{ $line }” palīdzētu, ja atvērtu { $number }. lodziņu.
workplace-floor-help-staffed = Rindai „{ $line }” palīdzētu, ja pie { $number }. lodziņa klientus aicinātu { $name }.
workplace-floor-help-wait = { $category ->
    [zero] Ar { $count } lodziņiem gaidīšana būtu ≤ { $minutes } min.
    [one] Ar { $count } lodziņu gaidīšana būtu ≤ { $minutes } min.
   *[other] Ar { $count } lodziņiem gaidīšana būtu ≤ { $minutes } min.
}
workplace-floor-nobody-serves = Rindā gaida, bet to neviens neapkalpo: { $lines }.
workplace-floor-counters-needed = { $category ->
    [zero] Ar { $count } atvērtiem lodziņiem paspētu līdz slēgšanai.
    [one] Ar { $count } atvērtu lodziņu paspētu līdz slēgšanai.
   *[other] Ar { $count } atvērtiem lodziņiem paspētu līdz slēgšanai.
}
workplace-floor-closing = Pēdējos gaidošos apkalpos ap { $time }.
workplace-floor-good = Viss norit, kā solīts.
workplace-floor-no-counter = { $category ->
    [zero] Gaida { $count } klientu, bet neviens lodziņš nav atvērts.
    [one] Gaida { $count } klients, bet neviens lodziņš nav atvērts.
   *[other] Gaida { $count } klienti, bet neviens lodziņš nav atvērts.
}
workplace-floor-in-vain = { $category ->
    [zero] { $count } klientiem neviens atvērtais lodziņš nesniedz vajadzīgo pakalpojumu.
    [one] { $count } klientam neviens atvērtais lodziņš nesniedz vajadzīgo pakalpojumu.
   *[other] { $count } klientiem neviens atvērtais lodziņš nesniedz vajadzīgo pakalpojumu.
}
workplace-counters = Lodziņi
workplace-state-closed = slēgts
workplace-state-paused = pauzē
workplace-state-over = ilgāk nekā parasti
workplace-state-free = brīvs
workplace-state-busy = apkalpo
workplace-usual = parasti { $minutes } min
workplace-end-stuck = Beigt; laiks nav ticams
workplace-lines = Rindas
workplace-longest = ilgākā { $time }
workplace-as-table = Rādīt tabulā
workplace-ticket = Talons
workplace-waited = Gaida
workplace-line = Rinda
workplace-finished-today = Pēdējie apkalpotie
workplace-none-finished = Šodien vēl neviens nav apkalpots.
workplace-ended = Beigts
workplace-took = Ilga
workplace-wrong-time = Laiks nav pareizs
workplace-correct = Labot
workplace-wrong-left-open = apkalpošana nebija pabeigta laikā
workplace-wrong-ended-early = pabeigta par agru
workplace-wrong-interrupted = pa vidu darīts cits darbs
workplace-wrong-other = cits iemesls
workplace-corrected = labots
workplace-true-minutes = Patiesās minūtes
workplace-out-of-order = Aicināti ārpus kārtas
workplace-printing = Talonu druka
workplace-prints-yes = talons izdrukājas pats
workplace-prints-no = talonu drukā ar pogu
workplace-prints-start = Drukāt pašam
workplace-prints-stop = Drukāt ar pogu
workplace-today = Šodiena pa ceturtdaļstundām
workplace-today-busiest = { $category ->
    [zero] Visvairāk gaidīja plkst. { $time }: { $count } klientu.
    [one] Visvairāk gaidīja plkst. { $time }: { $count } klients.
   *[other] Visvairāk gaidīja plkst. { $time }: { $count } klienti.
}
workplace-today-calm = Šodien ilgi neviens nav gaidījis.
workplace-today-legend = Augšā: cik klientu gaidīja. Apakšā: cik lodziņu bija atvērti.
workplace-time = Laiks
workplace-longest-wait = Ilgākā gaidīšana
workplace-open-counters = Atvērti lodziņi
workplace-line-legend = Katrs stabiņš ir viens gaidošais.
workplace-line-limit = ┄ solīts { $minutes } min
workplace-day = Dienas gaita
workplace-day-play = Atskaņot dienu
workplace-day-stop = Apturēt
workplace-day-show = Rādīt
workplace-day-which = Diena
workplace-day-before = Iepriekšējā diena
workplace-day-after = Nākamā diena
workplace-day-moment = Brīdis
workplace-day-first = Sākums
workplace-day-last = Beigas
workplace-day-back = − { $minutes } min
workplace-day-forward = + { $minutes } min
workplace-day-open = atvērti lodziņi: { $count }
workplace-day-waiting = { $category ->
    [zero] gaidīja { $count } klientu
    [one] gaidīja { $count } klients
   *[other] gaidīja { $count } klienti
}
workplace-day-waited = Gaidīja
workplace-day-nobody = Šajā brīdī neviens negaidīja.
workplace-day-happened = { $category ->
    [zero] Pēdējās { $count } minūtēs
    [one] Pēdējā { $count } minūtē
   *[other] Pēdējās { $count } minūtēs
}
workplace-day-nothing = Nekas nemainījās.
workplace-day-empty = Par šo dienu nav nekā, ko rādīt.
workplace-day-empty-do = Apkalpošana šajā dienā nav sākta. Izvēlieties citu dienu.
workplace-reports = { $category ->
    [zero] Jums ziņots par { $count } kavētiem solījumiem
    [one] Jums ziņots par { $count } kavētu solījumu
   *[other] Jums ziņots par { $count } kavētiem solījumiem
}
