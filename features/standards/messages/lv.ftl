# Keys of this room begin with standards-.
standards-title = Standarts
standards-headline = Spēkā: { $title }, redakcija { $version }
standards-none-in-force = Šobrīd neviens standarts nav spēkā.
standards-none-in-force-do = Pievienojiet projektu; cits cilvēks to pieņem un nosaka dienu, no kuras tas ir spēkā.
standards-norms = Normas
standards-values = Vērtības
standards-coverage = Kā standarts dzīvo
standards-versions = Redakcijas
standards-promises = Solījumi
standards-rules = Noteikumi, ko ievēro programma
standards-guides = Atgādinājumi darbiniekiem
standards-published = Publicējamais
standards-paragraph = Punkts
standards-paragraph-cited = { $paragraph }. punkts
standards-text = Ko prasa
standards-kept-by = Kā to tur
standards-promised = { $term }, { $share } gadījumu
standards-aimed = mērķis, ko nesola: { $term }, { $share } gadījumu
standards-not-recorded = Vēl nemēra: programma neieraksta notikumu „{ $event }”.
standards-not-enforced = Programma to vēl nenodrošina.
standards-example = piemērs
standards-values-how = Katrai vērtībai redzams dokuments un punkts, no kura tā nāk. Ko iestādes standarts nenosaka, to nosaka dokuments, uz kura tas balstās; par ko klusē visi, tam ir programmas mērena vērtība.
standards-name = Kas
standards-value = Vērtība
standards-source = No kurienes
standards-silent = dokumenti klusē, programmas vērtība
standards-coverage-how = Katrs punkts skaitās tur, kur to tur vislabāk. Kas ir tikai uz papīra, pie tā teikts, kā programmai trūkst.
standards-coverage-summary = { $category ->
    [zero] { $count } punktu: dzīvi { $alive }, tikai uz papīra { $paper }.
    [one] { $count } punkts: dzīvi { $alive }, tikai uz papīra { $paper }.
   *[other] { $count } punkti: dzīvi { $alive }, tikai uz papīra { $paper }.
}
standards-by-paragraph = Skatīt pa punktiem
standards-version = Redakcija
standards-standing = Stāvoklis
standards-from = Spēkā no
standards-uploaded = Pievienoja
standards-adopted = Pieņēma
standards-a-program = programma
standards-status-draft = projekts
standards-status-to-come = pieņemta, vēl nav spēkā
standards-status-in-force = spēkā
standards-status-past = bija spēkā
standards-adopt = Pieņemt
standards-day-hint = Spēkā no šīs dienas sākuma; ja izvēlaties šodienu, tad uzreiz.
standards-day-unreadable = Ierakstiet dienu, piemēram, 2026-12-01.
standards-others-adopt = Projektu pieņem amatpersona, kurai ir tiesības pieņemt standartu.
standards-changes = Ko tā maina
standards-against = Salīdzinot ar { $version }
standards-no-changes = Saturā nekas nemainās.
standards-upload = Pievienot projektu
standards-upload-how = Projekts vēl neko nemaina: to pieņem cits cilvēks.
standards-file = Standarta fails
standards-file-hint = Ielīmējiet TOML failu. Kļūdas parādīsim ar rindu un paskaidrojumu, un ierakstītais paliks.
standards-file-name = Faila nosaukums
standards-file-name-hint = Tā mēs to saucam, rādot kļūdas.
standards-keep = Saglabāt projektu
standards-check = Tikai pārbaudīt
standards-good = Failā kļūdu nav; to var saglabāt.
standards-found = { $category ->
    [zero] { $count } piezīmju par failu
    [one] { $count } piezīme par failu
   *[other] { $count } piezīmes par failu
}
standards-place = { $file }, { $line }. rinda, { $column }. zīme
standards-notice-uploaded = Projekts saglabāts.
standards-notice-adopted = Redakcija pieņemta.
standards-mistakes = Failā ir kļūdas.
standards-mistakes-do = Izlabojiet tās un mēģiniet vēlreiz.
standards-not-a-draft = Šī redakcija vairs nav projekts.
standards-not-a-draft-do = Pievienojiet jaunu projektu.
standards-same-person = Projektu nevar pieņemt tas pats cilvēks, kurš to pievienoja.
standards-same-person-do = Palūdziet to izdarīt citai amatpersonai.
standards-no-person = Standartu pievieno un pieņem divi cilvēki, nevis programma.
standards-no-person-do = Pievienojiet failu šeit, un pieņem to cita amatpersona.
standards-in-the-past = Spēkā stāšanās nevar būt pagātnē.
standards-in-the-past-do = Izvēlieties šodienu vai vēlāku dienu.
standards-see-promises = Skatīt, kā solījumus turam
standards-what-we-promise = Ko mēs solām
standards-duties = Ko lūdzam klientiem
standards-issuer = Izdevējs
standards-number = Numurs
standards-builds-on = Balstās uz
standards-field = Attiecas uz
standards-legal-basis = Tiesiskais pamats
standards-lab-open = Izmēģināt solījumus uz notikušā
standards-lab-of = Solījumu laboratorija: { $version }
standards-lab-back = Redakcija
standards-lab-back-to-it = Solījumu laboratorija
standards-lab-how = Šīs redakcijas solījumus izmēģina uz visa, kas noticis izvēlētajās dienās, it kā tie būtu spēkā visu laiku, un saliek blakus spēkā esošajai redakcijai. Nekas netiek mainīts.
standards-lab-from = Pirmā diena
standards-lab-to = Pēdējā diena
standards-lab-backwards = Pēdējā diena ir pirms pirmās.
standards-lab-try = Izmēģināt
standards-lab-cancel = Apturēt
standards-lab-none = Šīs redakcijas solījumi vēl nav izmēģināti.
standards-lab-running = Lasa notikušo: { $percent } %
standards-lab-look-again = Skatīt, cik tālu ticis
standards-lab-silent = Programma, kas to darīja, tika apturēta. Izmēģiniet vēlreiz.
standards-lab-cancelled = Izmēģinājums apturēts pirms beigām.
standards-lab-failed = Izmēģinājums neizdevās. Mēģiniet vēlreiz; ja neizdodas atkal, iemesls ir programmas žurnālā.
standards-lab-old = Redakcijas teksts kopš tā laika ir mainīts. Izmēģiniet vēlreiz, lai redzētu tagadējā teksta skaitļus.
standards-lab-summary = Izmēģinātās dienas: { $from } – { $to }. Izlasītie ieraksti: { $entries }; aizņemtais laiks: { $took }.
standards-lab-month = { $year }. gada { $month }
standards-lab-nothing-differs = Neviens solījums neatšķiras no spēkā esošajiem tā, ka mainītos skaitļi.
standards-lab-new = jauns solījums
standards-lab-gone = vairs netiek solīts
standards-lab-changed = mainīts solījums
standards-lab-all = Viss kopā
standards-lab-what = Kas
standards-lab-drafted = Šī redakcija
standards-lab-current = Spēkā esošā
standards-lab-by-branch = Pa filiālēm
standards-lab-by-month = Pa mēnešiem
standards-lab-by-weekday = Pa nedēļas dienām
standards-lab-by-hour = Pa stundām
standards-lab-monday = pirmdienās
standards-lab-tuesday = otrdienās
standards-lab-wednesday = trešdienās
standards-lab-thursday = ceturtdienās
standards-lab-friday = piektdienās
standards-lab-saturday = sestdienās
standards-lab-sunday = svētdienās
standards-lab-hour = plkst. { $from }.00–{ $to }.00
standards-lab-no-branch = bez filiāles
standards-lab-nothing-owed = nekas nebija jāizpilda
standards-lab-figures = { $share } ({ $met } no { $owed })
standards-lab-kept-against = Solījums būtu turēts { $share } gadījumu; spēkā esošais – { $current }.
standards-lab-kept = Solījums būtu turēts { $share } gadījumu.
standards-lab-kept-now = Spēkā esošais solījums turēts { $current } gadījumu.
standards-lab-never-owed = Solījums nebūtu bijis jāizpilda ne reizi.
standards-lab-target-reached = Mērķis { $target } būtu sasniegts.
standards-lab-target-missed = Mērķis { $target } nebūtu sasniegts.
standards-lab-worst = Visbiežāk lauzts: { $branch }; { $weekday }; { $hour }; { $month }.
standards-lab-examples = Piemēri, kuros solījums būtu lauzts
standards-lab-example = { $branch }, { $day } { $time }: termiņš būtu bijis { $due }
standards-lab-entries = Kas notika
standards-lab-same = { $category ->
    [zero] { $count } solījumu paliek, kā ir
    [one] { $count } solījums paliek, kā ir
   *[other] { $count } solījumi paliek, kā ir
}
standards-lab-same-how = To skaitļi ir tie, kas šajās dienās reģistrēti ar toreiz spēkā esošajām redakcijām.
standards-notice-lab-started = Izmēģinājums sākts.
standards-notice-lab-cancelled = Izmēģinājums apturēts.
standards-chain = Saskaņošana
standards-step-done = izdarīts
standards-step-awaited = tiek gaidīts
standards-step-adoption = paraksta, pieņemot redakciju
standards-step-unrecorded = programmā nav ierakstīts
standards-step-note = { $note } (ierakstīja { $name }, { $day })
standards-step-how = Kas un kā to izdarīja
standards-step-record = Ierakstīt
standards-step-who = Ierakstiet, kas un kā to izdarīja.
standards-step-who-do = Piemēram: „saskaņots dokumentu vadības sistēmā 3. decembrī”.
standards-act-drafts = sagatavo
standards-act-coordinates = saskaņo
standards-act-signs = paraksta
standards-act-approves = apstiprina
standards-steps-missing = Ne visi amati, kuriem redakcija jāsaskaņo, to ir izdarījuši.
standards-steps-missing-do = Ierakstiet katru saskaņojumu; tad redakciju var pieņemt.
standards-repeals = Stājoties spēkā, tiek atcelti:
standards-archive = Atceltie akti
standards-act = Akts
standards-repealed-by = Atcēla
standards-repealed-from = No
standards-at-time = Laiks
standards-at-time-hint = No dienas sākuma, ja laiks nav ierakstīts.
standards-told = { $category ->
    [zero] Ekrānā paziņots { $count } darbiniekiem; redzējuši { $seen }
    [one] Ekrānā paziņots { $count } darbiniekam; redzējuši { $seen }
   *[other] Ekrānā paziņots { $count } darbiniekiem; redzējuši { $seen }
}
standards-told-how = Visiem paziņots ekrānā, šajā lapā. Pa e-pastu vēl nekas netiek sūtīts.
standards-told-log = Kam paziņots
standards-told-who = Kam
standards-told-when = Paziņots
standards-told-seen = Redzējis
standards-told-you = Šī redakcija ir pieņemta; par to jums tiek paziņots.
standards-seen = Esmu redzējis
standards-notice-step = Saskaņojums ierakstīts.
standards-notice-seen = Atzīmēts, ka esat redzējis.
standards-lab-limited = Kāda no redakcijām attiecas tikai uz dažām filiālēm vai pakalpojumiem; ārpus tiem tā neko nesola, un izmēģinājumā to neskaita.
standards-told-nobody = Par šo redakciju vēl nevienam nav paziņots
standards-told-foundation = Šo redakciju spēkā ielika programma, iekārtojot iestādi, tāpēc par to nevienam nav paziņots.
standards-told-recipients = Dokumentā norādītie saņēmēji:
standards-told-everybody = Parādīt visus
standards-told-unseen = Parādīt tos, kuri vēl nav redzējuši
standards-told-all-seen = Visi ir redzējuši.
standards-told-not-yet = vēl nav
standards-missing-title = Vai standarta lomas kāds pilda
standards-missing = { $category ->
    [zero] trūkst { $count } lietu
    [one] trūkst { $count } lietas
   *[other] trūkst { $count } lietu
}
standards-missing-more = { $category ->
    [zero] un vēl { $count }
    [one] un vēl { $count }
   *[other] un vēl { $count }
}
standards-missing-on = { $day }, kad redakcija stātos spēkā:
standards-missing-nothing = { $day }: katru lomu kāds pilda, un katrai sūdzībai ir lēmējs.
standards-missing-structure = Kas šajā dienā lemj un atbild
standards-missing-other-day = Cita diena
standards-missing-look = Apskatīt
standards-gaps = Spēkā stāšanās dienā kādu lomu nepilda neviens. Novērsiet to vai ierakstiet, kāpēc redakcija tomēr jāpieņem.
standards-gaps-do = Redakcijas lapā redzams, kā trūkst un kur to novērst.
standards-gaps-otherwise = Kopš lapas atvēršanas ir mainījies tas, kā trūkst. Izlasiet sarakstu vēlreiz.
standards-gaps-bar = Kādai sūdzībai nebūtu neviena lēmēja, tāpēc redakciju šajā dienā pieņemt nevar.
standards-gaps-bar-do = Norādiet lēmēju vai institūciju ārpus iestādes, pie kuras klients var vērsties.
standards-gaps-reason = Kāpēc redakcija tomēr jāpieņem
standards-gaps-reason-hint = Iemesls paliek žurnālā kopā ar jūsu vārdu.
standards-gaps-reason-long = Iemesls ir par garu: ne vairāk kā 500 zīmju.
standards-adopt-nevertheless = Pieņemt, kaut arī trūkst
standards-passed-over = { $category ->
    [zero] Pieņemta, kaut arī trūka { $count } lietu. Iemesls: { $reason }
    [one] Pieņemta, kaut arī trūka { $count } lietas. Iemesls: { $reason }
   *[other] Pieņemta, kaut arī trūka { $count } lietu. Iemesls: { $reason }
}
standards-public-principle = Princips
standards-public-promise = Solījums
standards-public-aim = Mērķis
standards-public-rule = Noteikums
standards-public-guide = Kā rīkojamies
standards-public-notice = Ko darām zināmu
standards-public-value = Noteikts
standards-public-or = { " " }vai{ " " }
standards-public-clock = Termiņš: { $term }. Laiku skaita no notikuma „{ $starts }”; izpildīts, kad „{ $met }”.
standards-public-waived = Neskaita, ja { $reasons }.
standards-public-enforced = To nodrošina programma: { $rule }
standards-public-promised = Solīts: { $share } gadījumu.
standards-public-month = { $month } turēts: { $share }.
standards-public-month-hidden = { $month }: skaitļa nav, jo gadījumu nebija vai bija pārāk maz.
standards-public-running = Šomēnes līdz { $day }: { $share }.
standards-public-below = zem solītā
standards-public-figures = Blakus solījumam redzams, cik bieži to turējām pēdējā pilnajā mēnesī un šomēnes. Ja gadījumu ir mazāk par pieciem, skaitli nerādām, lai neatklātu atsevišķus cilvēkus.
standards-public-contents = Saturs
standards-public-own = Standarta punkti
standards-public-from = No dokumenta „{ $title }”
standards-public-from-how = Par ko standarts pats neko nesaka, ir spēkā šis dokuments.
standards-public-link = Saite uz šo vietu: { $paragraph }
standards-suggest = Ierosināt labojumu
standards-suggestions = Ierosinājumi par standartu un atbildes
standards-public-in-force = Spēkā
standards-public-from-until = no { $from } līdz { $to }
standards-public-from-on = no { $from }
standards-public-announced = Jauna redakcija stāsies spēkā { $day }.
standards-public-read-version = Lasīt redakciju { $version }
standards-public-to-come = Šī redakcija ir pieņemta un stāsies spēkā { $day }.
standards-public-past = Šī redakcija vairs nav spēkā. Tā bija spēkā { $time }.
standards-public-never = Šī redakcija bija pieņemta, bet spēkā nestājās: tās vietā pieņēma citu.
standards-public-status-never = spēkā nestājās
standards-public-current = Spēkā esošais standarts
standards-public-changes = Kas mainījies, salīdzinot ar redakciju { $version }
standards-public-history = Standarta vēsture
standards-public-history-how = Visas pieņemtās redakcijas: kad katra ir bijusi spēkā un ko tā mainīja.
standards-public-no-history = Neviena redakcija vēl nav pieņemta.
standards-public-what-changed = Kas mainījies
standards-poster = Plakāts zālei
standards-poster-branch = Kur tas būs
standards-poster-language = Valoda
standards-poster-latvian = latviešu
standards-poster-english = angļu
standards-poster-both = latviešu un angļu
standards-poster-paper = Papīrs
standards-poster-show = Rādīt
standards-poster-hours = Darba laiks
standards-poster-scan = Viss standarts un tas, kā solījumus turam
standards-poster-code = Kods, kas atver standarta lapu
standards-poster-elsewhere = Spēkā esošais standarts uz šo vietu neattiecas.
standards-poster-no-promises = Spēkā esošajā standartā nav neviena solījuma, ko dara zināmu visiem.
# The editor.
standards-edit-title = Standarta rakstīšana
standards-edit-how = Standartu raksta melnrakstā: pa daļām, ar paskaidrojumiem un piemēriem. Melnraksts nevienu nesaista; kad tas ir gatavs, no tā top projekts, ko pieņem cits cilvēks.
standards-edit-open = Melnraksti
standards-edit-put-away-ones = Noliktie melnraksti
standards-edit-begin = Sākt melnrakstu
standards-edit-way = No kā sākt
standards-edit-way-empty = No tukša: viss, ko nerakstīsiet, nāks no rokasgrāmatas
standards-edit-way-version = No standarta, kas ir spēkā
standards-edit-way-shipped = No kāda cita dokumenta
standards-edit-way-file = No sava faila
standards-edit-document = Dokuments
standards-edit-document-hint = Ja sākat no cita dokumenta.
standards-edit-own-file = Savs fails
standards-edit-choose-file = Izvēlieties TOML failu
standards-edit-or-paste = vai ielīmējiet tā tekstu
standards-edit-no-file = Izvēlieties failu vai ielīmējiet tā tekstu.
standards-edit-no-text = Fails nav teksts.
standards-edit-no-text-do = Izvēlieties TOML failu UTF-8 kodējumā.
standards-edit-from-nothing = no tukša
standards-edit-from-version = no { $number }. redakcijas
standards-edit-from-file = no faila „{ $name }”
standards-edit-begun-from = Sākts: { $origin }; { $name }, { $when }.
standards-edit-last-saved = { $state }. saglabājums: { $name }, { $when }
standards-edit-sent-as = Nodots kā { $number }. redakcija
standards-edit-lead = { $title }. { $state }. saglabājums: { $name }, { $when }.
standards-edit-pages = Melnraksta lapas
standards-edit-contents = Saturs
standards-edit-as-text = Teksts
standards-edit-as-text-hint = Viss standarts TOML pierakstā. Kļūdas ar rindām redzamas pie teksta.
standards-edit-as-it-is-now = Kā melnrakstā ir tagad
standards-edit-history = Vēsture
standards-edit-history-how = Katrs saglabājums paliek, un pie katra var atgriezties.
standards-edit-state = Saglabājums
standards-edit-state-of = { $state }. saglabājums
standards-edit-what = Ko darīja
standards-edit-who = Kas
standards-edit-when = Kad
standards-edit-latest = tagadējais
standards-edit-earlier = Agrākie
standards-edit-what-begun = sākts
standards-edit-what-changed = mainīts: { $place }
standards-edit-what-added = pievienots: { $place }
standards-edit-what-removed = izņemts: { $place }
standards-edit-what-moved = pārvietots: { $place }
standards-edit-what-text = mainīts teksts
standards-edit-what-chosen = izšķirta sadursme: { $place }
standards-edit-what-returned = atgriezts { $place }. saglabājums
standards-edit-since-before = Ko tas mainīja
standards-edit-since-then = Kas mainījies kopš tā
standards-edit-first-state = Šis ir pirmais saglabājums.
standards-edit-nothing-differs = Nekas neatšķiras.
standards-edit-only-writing = Saturā nekas nemainās; atšķiras tikai pieraksts.
standards-edit-no-words = Kādā no abiem ir kļūdas, tāpēc rādām tikai rindas, kas atšķiras.
standards-edit-lines = { $category ->
    [zero] { $count } rindu atšķiras
    [one] { $count } rinda atšķiras
   *[other] { $count } rindas atšķiras
}
standards-edit-return = Atgriezt šo saglabājumu
standards-edit-return-how = Tas kļūst par jaunāko saglabājumu. Kas bija pa vidu, paliek vēsturē.
standards-edit-whole-text = Viss teksts
standards-edit-go-on = Kad ir gatavs
standards-edit-go-on-how = No melnraksta top projekts: to salīdzina ar spēkā esošo, izmēģina solījumu laboratorijā, un pieņem cits cilvēks.
standards-edit-go-on-not-yet = Vispirms novērsiet kļūdas, kas nosauktas zemāk.
standards-edit-send = Nodot kā projektu
standards-edit-download = Lejupielādēt failu
standards-edit-put-away = Nolikt malā
standards-edit-take-out = Ņemt atkal
standards-edit-is-put-away = Melnraksts ir nolikts malā; lai to mainītu, ņemiet to atkal.
standards-edit-is-put-away-do = Atveriet melnrakstu un izvēlieties „Ņemt atkal”.
standards-edit-no-mistakes = Kļūdu nav.
standards-edit-remarks = { $category ->
    [zero] { $count } piezīmju
    [one] { $count } piezīme
   *[other] { $count } piezīmes
}
standards-edit-place = { $line }. rinda, { $column }. zīme
standards-edit-unreadable = Tekstu nevar nolasīt, tāpēc melnraksts nav mainīts. Jūsu rakstītais palicis šeit.
standards-edit-clash = Kamēr rakstījāt, kāds cits mainīja to pašu. Jūsu rakstītais palicis šeit; melnraksts nav mainīts.
standards-edit-typed-here = Šeit ir jūsu rakstītais ({ $when }), kas melnrakstā vēl nav.
standards-edit-let-go = Atmest manu un rādīt melnrakstu
standards-edit-notice-begun = Melnraksts ir sākts.
standards-edit-notice-saved = Saglabāts.
standards-edit-notice-joined = Saglabāts kopā ar to, ko pa to laiku mainīja citi.
standards-edit-notice-same = Nekas nav mainīts.
standards-edit-notice-returned = Saglabājums ir atgriezts.
standards-edit-notice-put-away = Melnraksts ir nolikts malā.
standards-edit-notice-taken-out = Melnrakstu atkal var rakstīt.
standards-public-not-measured = Vēl nemēra.
standards-public-sorts = Ko nozīmē apzīmējumi
standards-public-promise-is = To solām klientam, un programma mēra, cik bieži to turam.
standards-public-aim-is = Uz to tiecamies, bet to nesolām.
standards-public-rule-is = Tas jāievēro vienmēr.
standards-public-guide-is = Darbiniekam to atgādina brīdī, kad tas vajadzīgs.
standards-public-notice-is = To var redzēt ikviens.
standards-public-principle-is = No tā izriet viss pārējais.
standards-public-value-is = Skaitlis vai izvēle, pēc kuras strādājam.
standards-edit-preview = Priekšskats
standards-edit-eyes = Kā acīm
standards-edit-as-staff = Kā redzēs darbinieki
standards-edit-as-public = Kā redzēs klienti
standards-edit-at-moment = Kad: { $moment }
standards-edit-no-preview = Tekstā vēl ir kļūdas, tāpēc priekšskata nav. Tās nosauktas satura lapā.
standards-edit-parts = Daļas
standards-edit-parts-how = Vispirms pats dokuments, tad septiņas daļas, ko iesaka vadlīnijas. Secība nav svarīga; saglabājas katrs lauks.
standards-edit-nothing-yet = Te vēl nekā nav.
standards-edit-add = Pievienot: { $one }
standards-edit-which-value = Kura vērtība
standards-edit-short-name-of = Īsais vārds: { $one }
standards-edit-examples = { $category ->
    [zero] Kā to raksta citi ({ $count } piemēru)
    [one] Kā to raksta citi ({ $count } piemērs)
   *[other] Kā to raksta citi ({ $count } piemēri)
}
standards-edit-mistakes = { $category ->
    [zero] { $count } kļūdu
    [one] { $count } kļūda
   *[other] { $count } kļūdas
}
standards-edit-in-latvian = latviski
standards-edit-in-english = angliski
standards-edit-how-many = { $field }: cik
standards-edit-roll = Ja pēdējā diena ir brīvdiena, pārcelt uz nākamo darba dienu
standards-edit-only-where = { $field }: tikai, ja
standards-edit-only-where-hint = Katrā rindā viens fakts, piemēram, channel = phone. Tukšs nozīmē vienmēr.
standards-edit-row = { $field }, { $number }. rinda
standards-edit-new-row = Pievienot rindu: { $field }
standards-edit-up = Augstāk
standards-edit-down = Zemāk
standards-edit-remove = Izņemt
standards-edit-remove-entry = Izņemt šo ierakstu
standards-edit-said-saved = Saglabāts { $time }, { $state }. saglabājums
standards-edit-some-refused = Saglabāts, izņemot laukus, pie kuriem teikts, kas nav labi. Ierakstītais tajos paliek.
standards-edit-said-away = Nav saglabāts: nav savienojuma. Rakstītais ir šeit; mēģināsim vēlreiz, kad rakstīsiet tālāk.
standards-edit-said-out = Nav saglabāts: jums jāpieslēdzas vēlreiz, to var darīt citā cilnē. Līdz šim saglabātais jūs gaida.
standards-edit-said-touched = Šo pašu lauku tikko mainīja kāds cits. Kad to saglabāsiet, varēsiet izvēlēties.
standards-edit-list-changed = Saraksts pa to laiku mainījies.
standards-edit-list-changed-do = Atveriet daļu vēlreiz un mēģiniet vēlreiz.
standards-edit-same-place = Šo pašu ierakstu tagad raksta arī { $names }.
standards-edit-is-at = { $name } raksta: { $place }
standards-edit-changed-by = { $time } { $name }: { $place }
standards-edit-others = Citi šajā melnrakstā
standards-edit-changes = { $category ->
    [zero] { $count } izmaiņu
    [one] { $count } izmaiņa
   *[other] { $count } izmaiņas
}
standards-edit-not-taken = Jūs šeit rakstījāt, bet melnrakstā tā vēl nav:
standards-edit-clash-title = Divi mainīja vienu un to pašu
standards-edit-clash-how = Kamēr rakstījāt, to pašu mainīja kāds cits. Nekas nav zudis: izvēlieties, kas paliek. Pārējais, ko mainījāt, paliks tāpat.
standards-edit-clash-order = Abi mainīja saraksta secību. Paliek otra cilvēka secība; pēc tam varat to pārkārtot.
standards-edit-clash-text = Abus tekstus nevar savienot pa ierakstiem. Paliek otra cilvēka teksts; savu varat pārnest teksta lapā, pirms izšķirat.
standards-edit-no-clash = Te nav ko izšķirt.
standards-edit-left = Šo jūs rakstījāt, un melnrakstā tā vēl nav. Neviens cits to pašu tagad nemaina.
standards-edit-left-in-fields = Jūsu rakstītais neder saviem laukiem, un kāds cits tos pa to laiku mainīja. Paturiet savu laukā, lai to labotu, vai atmetiet.
standards-edit-left-by-hand = Ieraksta, kurā rakstījāt, melnrakstā vairs nav, tāpēc jūsu rakstīto tur ielikt nevar. Ja tas vēl vajadzīgs, pārkopējiet to ar roku citā ierakstā un tad atmetiet.
standards-edit-misfits = Kas neder savam laukam
standards-edit-misfits-how = Tas paliks savā laukā, lai jūs to varētu labot, lai ko jūs izvēlētos.
standards-edit-left-title = Jūsu rakstītais, kura melnrakstā vēl nav
standards-edit-mend-mine = Paturēt manu laukā un labot
standards-edit-changed-since = Pa to laiku melnraksts ir mainīts, tāpēc nekas nav izdarīts. Aplūkojiet, kas mainījies, un, ja joprojām vēlaties, mēģiniet vēlreiz.
standards-edit-which-state = Nav teikts, kuru saglabājumu zināt.
standards-edit-which-state-do = Nolasiet melnraksta tekstu un sūtiet tā ETag galvenē If-Match.
standards-edit-too-large = Tas ir par garu: standartam ir vieta 512 KiB tekstam un 5000 ierakstiem. Jūsu rakstītais palicis šeit; melnraksts nav mainīts.
standards-edit-too-large-do = Saīsiniet to vai izņemiet, kas nav vajadzīgs, un mēģiniet vēlreiz.
standards-edit-program = programma „{ $name }”
standards-edit-mine = Mans
standards-edit-theirs = Kā ir tagad
standards-edit-was = Kā bija pirms tam
standards-edit-take-mine = Paliek mans
standards-edit-take-theirs = Paliek otra
standards-edit-drop-mine = Atmest manu
standards-edit-settle = Izšķirt
standards-edit-later = Vēlāk
standards-edit-go-back = Atpakaļ
standards-edit-is-gone = izņemts
standards-edit-is-empty = tukšs
standards-edit-notice-added = Pievienots. Aizpildiet laukus.
standards-edit-notice-removed = Izņemts. Vēsturē tas paliek.
standards-edit-notice-moved = Pārvietots.
standards-edit-notice-chosen = Izšķirts.
standards-edit-said-kept = Rakstītais ir paturēts jums; melnraksts mainīsies, kad saglabāsiet.
