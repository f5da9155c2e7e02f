# Keys of this room begin with promises-.
promises-title = Solīts un turēts
promises-public-lead = Šeit redzams, ko solām un cik bieži to izpildām. Skaitļi ir par pilniem mēnešiem.
promises-none = Šajā standartā vēl nav solījumu, kurus mērīt.
promises-to-standard = Atvērt standartu
promises-back = Visi solījumi
promises-promised = solīts
promises-kept = turēts
promises-cases = { $category ->
    [zero] { $count } gadījumu
    [one] { $count } gadījums
   *[other] { $count } gadījumi
}
promises-own = { $category ->
    [zero] Jūsu paveiktais: { $share } ({ $count } gadījumu)
    [one] Jūsu paveiktais: { $share } ({ $count } gadījums)
   *[other] Jūsu paveiktais: { $share } ({ $count } gadījumi)
}
promises-no-figure = nav skaitļa
promises-too-few = mazāk par pieciem gadījumiem
promises-below = Šobrīd turam mazāk, nekā solījām.
promises-below-short = zem solītā
promises-reported = Par katru neturētu solījumu uzzina: { $roles }.
promises-paragraph = { $paragraph }. punkts
promises-months = Pa mēnešiem
promises-picture = Divpadsmit mēneši: solīts { $promised }, turēts { $kept }
promises-how = Kā mēs to rēķinām
promises-how-starts = Laiks sākas
promises-how-within = Termiņš
promises-how-met = Izpilda
promises-or = { " vai " }
promises-how-waived = Neskaita, ja
promises-how-share = Daļa
promises-how-sum = { $met } no { $owed }, tātad { $share }
promises-how-left-out = Neskaitīti
promises-how-rule = Ko skaita
promises-how-day = Turētos dala ar visiem, kas bija jātur. Gadījums pieder tai dienai, kurā solījums sākās; kas vēl tek, to neskaita.
promises-how-public = Turētos dala ar visiem, kas bija jātur, divpadsmit pilnos mēnešos. Skaitļus, kas mazāki par pieciem, nerāda, un reizēm arī vēl kādu, lai tos nevarētu izrēķināt.
promises-durations = Cik ilgi klienti pie mums pavada
promises-durations-whose = Kas
promises-durations-visits = Apmeklējumi
promises-durations-own = Jūs
promises-durations-team = Jūsu komanda
promises-median = Pusei ne ilgāk par
promises-ninth = Deviņiem no desmit ne ilgāk par
promises-wait = Gaidīšana rindā
promises-serve = Apkalpošana
promises-stay = Viss apmeklējums
promises-durations-how = Šajā un iepriekšējā mēnesī pabeigtie apmeklējumi; katru pieskaita dažas sekundes pēc tā beigām, laiki ir precīzi līdz 2,5 %. Jūsu komanda ir visi, kas apkalpoja klientus tajos centros, kuros apkalpojāt jūs.
promises-latest = Jaunākie gadījumi
promises-cases-behind = Gadījumi aiz skaitļa
promises-all = Visi gadījumi
promises-only-broken = Tikai neturētie
promises-confidential = Skaitļi ietver arī sūdzības un pretenzijas; šajā sarakstā tās redz tikai tie, kas tās kārto.
promises-none-behind = Šajās dienās tādu gadījumu nav.
promises-earlier = Agrākie
promises-download = Lejupielādēt
promises-opened = Sākts
promises-due = Termiņš
promises-closed = Noslēdzās
promises-state = Stāvoklis
promises-branch = Centrs
promises-every-branch = Visi centri
promises-no-branch = bez centra
promises-channel = Kanāls
promises-every-channel = Visi kanāli
promises-unit = Struktūrvienība
promises-every-unit = Visas struktūrvienības
promises-no-unit = bez struktūrvienības
promises-employee = Darbinieks
promises-everybody = Visi darbinieki
promises-nobody = neviens darbinieks
promises-from = No dienas
promises-to = Līdz dienai
promises-show = Rādīt
promises-days-unreadable = Ierakstiet dienu tā: 2026-11-21. Rādām pēdējās 31 dienas.
promises-days-backwards = Pirmā diena ir pēc pēdējās. Rādām pēdējās 31 dienas.
promises-days-too-many = { $category ->
    [one] Vienā reizē rādām ne vairāk kā { $count } dienu. Tagad redzamas pēdējās 31.
   *[other] Vienā reizē rādām ne vairāk kā { $count } dienas. Tagad redzamas pēdējās 31.
}
promises-by-branch = Pa centriem un mēnešiem
promises-by-unit = Pa struktūrvienībām un mēnešiem
promises-by-channel = Pa kanāliem un mēnešiem
promises-by-employee = Pa darbiniekiem un mēnešiem
promises-by = Kā dalīt skaitļus
promises-by-unit-how = Struktūrvienībai pieskaita arī tās, kas ir tās sastāvā. Gadījums pieder tai struktūrvienībai, kurā darbinieks strādāja tajā dienā.
promises-none-counted = Šeit vēl nav neviena noslēgta gadījuma.
promises-by-day = Pa dienām
promises-day = Diena
promises-share = Turēts
promises-wanted-all = Visi
promises-wanted-met = Turētie
promises-wanted-breached = Neturētie
promises-wanted-waived = Neskaitītie
promises-wanted-open = Vēl tek
promises-state-met = turēts
promises-state-late = izpildīts par vēlu
promises-state-breached = nav turēts
promises-state-waived = neskaita
promises-state-open = vēl tek
promises-evidence = Pierādījums
promises-source = Solījums
promises-reports = Ziņots
promises-entries = Žurnāla ieraksti
promises-no-entries = Žurnālā par to nav ierakstu.
promises-mark-opened = te solījums sākas
promises-mark-closed = te solījums noslēdzas
promises-fact-priority = ar priekšroku
promises-fact-internal = kolēģis
promises-fact-booked = ar pierakstu
promises-fact-out-of-order = ārpus kārtas
promises-fact-inaccurate = laiks atzīts par neprecīzu
promises-fact-waited = gaidīja { $time }
promises-fact-served = apkalpots { $time }
promises-fact-announced = teikts: ne ilgāk par { $minutes } min
promises-reports-own = Kas ziņots jums
promises-reports-lead = Ja solījums kavējas, standarts to ziņo lomai. Šeit ir tas, ko uzzinājāt jūs, jo tajā dienā pildījāt šo lomu vai aizvietojāt kolēģi.
promises-reports-none = Jums nekas nav ziņots
promises-reports-unseen = { $category ->
    [zero] { $count } jaunu ziņojumu
    [one] { $count } jauns ziņojums
   *[other] { $count } jauni ziņojumi
}
promises-reports-seen = Esmu izlasījis
promises-reports-open = Apskatīt ziņoto
promises-notice-seen = Atzīmēts, ka ziņoto esat izlasījis.
promises-report-promise = Solījums
promises-report-when = Ziņots
promises-report-as = Jo pildāt lomu
promises-report-new = jauns
promises-report-instead = { $who } (aizvieto: { $for })
promises-report-told = { $when }: { $who }
promises-report-above = { $when }: { $who }, jo lomu „{ $role }” tajā dienā nepildīja neviens
promises-report-nobody = { $when }: lomu „{ $role }” un augstākās tajā dienā nepildīja neviens, un nav ziņots nevienam

promises-matters-title = Klienta ceļš
promises-matters-lead = Cik bieži pietiek ar vienu reizi, cik bieži klients vai lieta tiek nodota tālāk un ko lieta prasa no klienta. Sūdzības un pretenzijas šeit netiek skaitītas.
promises-matters-none = Šajās dienās nekas nav pabeigts
promises-matters-none-do = Izvēlieties citas dienas vai plašāku daļu.
promises-matters-first-title = Atrisināts pirmajā reizē
promises-matters-of = { $category ->
    [zero] { $first } no { $count } pabeigtām lietām un apmeklējumiem
    [one] { $first } no { $count } pabeigtas lietas un apmeklējuma
   *[other] { $first } no { $count } pabeigtām lietām un apmeklējumiem
}
promises-matters-first-how = Apmeklējums ir atrisināts pirmajā reizē, ja darbinieks to pabeidz kā atrisinātu; tas, ka klients tajā pašā apmeklējumā gājis arī pie cita lodziņa, to nemaina. Rakstiska lieta ir atrisināta pirmajā reizē, ja klients rakstījis vienu reizi, saņēmis atbildi un lieta nav atvērta no jauna. Lieta, kas sākta sarunā, nozīmē, ka ar pirmo reizi nepietika.
promises-matters-passed-title = Nodots tālāk
promises-matters-times = reizes
promises-matters-passed-how = Skaita katru reizi tajā dienā un pie tā darbinieka, kas nodeva: klientu uz citu lodziņu, klientu pie cita kompetentā, lietu citam darbiniekam, citai struktūrvienībai vai citai iestādei.
promises-matters-costs-title = Ko lieta prasa no klienta
promises-matters-costs-how = Vidēji uz vienu pabeigtu lietu vai apmeklējumu. Apmeklējums ir ierašanās klātienē, arī pēc gatava dokumenta; ziņa ir vēstule, iesniegums portālā vai zvans; dokumenti ir iesniegtie faili; samaksāts ir tas, kas lietā apstiprināts.
promises-matters-together = kopā { $sum }
promises-matters-euros = { $sum } €
promises-matters-ended = Pabeigts
promises-matters-first = Atrisināts pirmajā reizē
promises-matters-passed = Nodots tālāk
promises-matters-desks = Uz citu lodziņu
promises-matters-elsewhere = No lodziņa pie cita kompetentā
promises-matters-people = Citam darbiniekam
promises-matters-units = Citai struktūrvienībai
promises-matters-bodies = Citai iestādei
promises-matters-visits = Apmeklējumi
promises-matters-contacts = Ziņas
promises-matters-documents = Dokumenti
promises-matters-fees = Samaksāts
promises-matters-none-behind = Šajās dienās šeit nav nekā, ko varat redzēt
promises-matters-figure = Skaitlis
promises-matters-matter = Lieta vai apmeklējums
promises-matters-when = Kad
promises-matters-how = Kā
promises-matters-case = Lieta { $reference }
promises-matters-ticket = Talons { $number }
promises-matters-visit = Apmeklējums
promises-matters-outcome-solved = atrisināts
promises-matters-outcome-redirected = nosūtīts pie cita kompetentā
promises-matters-outcome-refused = atteikts
promises-matters-outcome-transferred = nodots uz citu lodziņu
promises-matters-n-visits = { $category ->
    [zero] { $count } apmeklējumu
    [one] { $count } apmeklējums
   *[other] { $count } apmeklējumi
}
promises-matters-n-contacts = { $category ->
    [zero] { $count } ziņu
    [one] { $count } ziņa
   *[other] { $count } ziņas
}
promises-matters-n-documents = { $category ->
    [zero] { $count } dokumentu
    [one] { $count } dokuments
   *[other] { $count } dokumenti
}
promises-matters-by-branch = Pa centriem
promises-matters-by-unit = Pa struktūrvienībām
promises-matters-by-channel = Pa kanāliem
promises-matters-by-employee = Pa darbiniekiem
promises-matters-way-desks = uz citu lodziņu
promises-matters-way-elsewhere = pie cita kompetentā
promises-matters-way-people = citam darbiniekam
promises-matters-way-units = citai struktūrvienībai
promises-matters-way-bodies = citai iestādei
promises-matters-passed-ways = nodota { $ways }
promises-matters-visits-average = Apmeklējumi vidēji
promises-matters-contacts-average = Ziņas vidēji
promises-matters-documents-average = Dokumenti vidēji
promises-matters-fees-average = Samaksāts vidēji
