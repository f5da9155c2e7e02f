# Keys of this room begin with inbox-.
inbox-title = Ienākošais
inbox-new-case = Jauna lieta
inbox-callbacks = Atzvanīšana
inbox-calendar = Termiņu kalendārs

# Views
inbox-views = Saraksti
inbox-view-mine = Manas
inbox-view-colleagues = Kolēģi
inbox-view-unit = Struktūrvienības
inbox-view-unassigned = Bez izpildītāja
inbox-view-late = Kavējas
inbox-view-all = Visas
inbox-empty-mine = Jums nav atvērtu lietu.
inbox-empty-colleagues = Neviens kolēģis negaida jūsu atbildi, un visas jums nodotās neatbilstības ir novērstas.
inbox-asked-question = kolēģa jautājums
inbox-asked-meeting = ielūgums uz sanāksmi
inbox-asked-nonconformity = neatbilstība
inbox-asked-by = no kolēģa: { $name }
inbox-narrow-by = Sašaurināt pēc veida, pakalpojuma vai kanāla
inbox-empty-unit = Jūsu struktūrvienībai nav atvērtu lietu.
inbox-empty-unassigned = Visu atvērto lietu izpildītāji šodien strādā.
inbox-empty-late = Neviena lieta nekavējas.
inbox-empty-all = Atvērtu lietu nav.
inbox-empty-narrowed = Šajā sarakstā nekas neatbilst izvēlētajam. Atlasiet citādi vai rādiet visu.

# Narrowing
inbox-text = Numurs, temats, vārds, tālrunis vai e-pasts
inbox-service = Pakalpojums
inbox-channel = Kā saņemta
inbox-branch = Vieta
inbox-any = jebkurš
inbox-narrow = Atlasīt
inbox-widen = Rādīt visu

# Rows
inbox-column-pick = Izvēle
inbox-column-due = Termiņš
inbox-column-why = Termiņa iemesls
inbox-column-number = Numurs
inbox-column-subject = Temats
inbox-column-kind = Veids
inbox-column-client = Klients
inbox-column-owner = Izpildītājs
inbox-column-last = Pēdējā saziņa
inbox-why = Kāpēc?
inbox-as-fast-as-possible = cik ātri vien iespējams
inbox-opened-on = atvērta { $date }
inbox-anonymous = nav nosaukts
inbox-me = es
inbox-who-left = kāds, kurš šeit vairs nestrādā
inbox-new = jauns
inbox-waits = gaidām klienta ziņu
inbox-writes = { $name } raksta atbildi
inbox-reads = { $name } skatās šo lietu
inbox-letter = vēstule
inbox-letter-kind = vēl nav lieta
inbox-needs-person = vajag cilvēku
inbox-returned = nesasniedza klientu
inbox-returned-kind = vēstule atgriezās
inbox-untold = jāpastāsta klientam
inbox-no-subject = bez temata
inbox-first-page = Uz sākumu
inbox-pick = Izvēlēties lietu { $reference }

# What is done to rows
inbox-take = Ņemt
inbox-take-this = Ņemt lietu { $reference }
inbox-release = Atdot
inbox-release-this = Atdot lietu { $reference }
inbox-bulk = Ar izvēlētajām lietām
inbox-picked = Izvēlētas:
inbox-unpick = Noņemt izvēli
inbox-nothing-picked = Izvēlieties vismaz vienu lietu.
inbox-mark-seen = Atzīmēt kā redzētas
inbox-give = Nodot kolēģim
inbox-colleague = Kolēģis
inbox-set-step = Noteikt nākamo soli
inbox-step = Nākamais solis
inbox-step-hint = To lasīs arī klients savā lietas lapā.
inbox-close = Slēgt ar iemeslu
inbox-reason = Kāpēc lietas slēdz
inbox-reason-hint = To lasīs klienti. Slēgšanu varēs atsaukt 20 sekundes.
inbox-key-next = Nākamā
inbox-key-previous = Iepriekšējā
inbox-key-pick = Izvēlēties
inbox-key-reply = Atbildēt
inbox-tell-delay = Paziņot, kad būs atbilde

# What was done
inbox-done-claim = { $category ->
    [zero] Paņemtas { $count } lietu: tagad tās ir jūsu.
    [one] Paņemta { $count } lieta: tagad tā ir jūsu.
   *[other] Paņemtas { $count } lietas: tagad tās ir jūsu.
}
inbox-done-release = { $category ->
    [zero] Atdotas { $count } lietu.
    [one] Atdota { $count } lieta.
   *[other] Atdotas { $count } lietas.
}
inbox-done-assign = { $category ->
    [zero] Nodotas { $count } lietu: { $name }.
    [one] Nodota { $count } lieta: { $name }.
   *[other] Nodotas { $count } lietas: { $name }.
}
inbox-done-seen = { $category ->
    [zero] Kā redzētas atzīmētas { $count } lietu.
    [one] Kā redzēta atzīmēta { $count } lieta.
   *[other] Kā redzētas atzīmētas { $count } lietas.
}
inbox-done-step = { $category ->
    [zero] Nākamais solis noteikts { $count } lietām.
    [one] Nākamais solis noteikts { $count } lietai.
   *[other] Nākamais solis noteikts { $count } lietām.
}
inbox-done-close = { $category ->
    [zero] Pēc { $seconds } sekundēm slēgs { $count } lietu.
    [one] Pēc { $seconds } sekundēm slēgs { $count } lietu.
   *[other] Pēc { $seconds } sekundēm slēgs { $count } lietas.
}
inbox-taken-back = { $category ->
    [zero] Atsaukts: { $count } lietu ir tā, kā bija.
    [one] Atsaukts: { $count } lieta ir tā, kā bija.
   *[other] Atsaukts: { $count } lietas ir tā, kā bija.
}
inbox-not-done = { $category ->
    [zero] { $count } lietu palika, kā bija
    [one] { $count } lieta palika, kā bija
   *[other] { $count } lietas palika, kā bija
}
inbox-why-faster = { $name } bija ātrāk; lieta tagad ir tur.
inbox-why-changed = kāds to mainīja, kamēr skatījāties; atveriet un izlasiet, kas jauns.
inbox-why-not-allowed = tā ir citas struktūrvienības lieta; to nodod vadītājs.
inbox-why-ladder = sūdzību un pretenziju izskata tas, ko nosaka standarts.
inbox-why-undecided = par to vēl nav lemts; vispirms ierakstiet lēmumu reģistrā.
inbox-why-ended = uz to jau ir atbildēts, vai tā ir slēgta.
inbox-why-not-taken = tā nav paņemta no cita, tāpēc nav, kam atdot.
inbox-why-callback = atzvanīšana beidzas ar zvana rezultātu.
inbox-why-left = izvēlētais kolēģis šeit vairs nestrādā.
inbox-why-kept = to kāds pēc tam mainīja, tāpēc tā palika, kā ir.
inbox-why-refused = to tagad nevar izdarīt; atveriet lietu.
inbox-undo-late = Atsaukt vairs nevar: pagājušas vairāk nekā 20 sekundes.
inbox-undo-late-do = Skatiet lietu un, ja vajag, mainiet to vēlreiz.

# Lists with a name
inbox-save-view = Saglabāt šo sarakstu
inbox-view-name = Saraksta nosaukums
inbox-views-manage = Pārvaldīt sarakstus
inbox-views-title = Mani saraksti
inbox-views-lead = Saraksti, kuriem devāt nosaukumu. Noklusētais atveras pirmais, kad atverat sadaļu „Ienākošais”.
inbox-views-none = Jums vēl nav sava saraksta.
inbox-views-none-text = Atlasiet ienākošo pēc veida, pakalpojuma vai teksta un saglabājiet sarakstu ar nosaukumu.
inbox-views-too-many = Vienam cilvēkam pietiek ar { $most } sarakstiem: izdzēsiet kādu.
inbox-view-default = noklusētais
inbox-view-shared = redz struktūrvienība
inbox-view-of = nosauca { $name }
inbox-view-up = Augstāk
inbox-view-down = Zemāk
inbox-view-make-default = Lietot kā noklusēto
inbox-view-not-default = Vairs nelietot kā noklusēto
inbox-view-share = Rādīt struktūrvienībai
inbox-view-unshare = Nerādīt struktūrvienībai
inbox-view-rename = Pārdēvēt
inbox-view-delete = Dzēst
inbox-notice-view-saved = Saraksts saglabāts.
inbox-notice-view-renamed = Saraksts pārdēvēts.
inbox-notice-view-deleted = Saraksts izdzēsts. Lietas tajā nav mainītas.

# Call-backs
inbox-callback = Atzvanīšana
inbox-callback-new = Jauna atzvanīšana
inbox-callback-write-down = Pierakstīt kopā ar klientu
inbox-callback-lead = Te ir neatbildētie zvani un apsolītā atzvanīšana, tuvākais termiņš vispirms. Ieraksts beidzas tikai ar zvana rezultātu.
inbox-callback-none = Nevienam nav jāatzvana.
inbox-callback-none-text = Kad solāt atzvanīt vai redzat neatbildētu zvanu, pierakstiet to šeit.
inbox-callback-mine = Mani
inbox-callback-everybody = Visi
inbox-callback-missed = Neatbildēti zvani
inbox-callback-promised = Apsolīts atzvanīt
inbox-callback-what = Kas noticis
inbox-callback-what-promised = Klients sarunā gaida atzvanīšanu
inbox-callback-what-missed = Neatbildēts zvans
inbox-callback-phone = Klienta tālrunis
inbox-callback-phone-hint = Latvijas numurs, piemēram, 26 123 456.
inbox-callback-abroad = Klients zvana no ārvalstīm vai viesabonēšanā
inbox-callback-name = Klienta vārds, ja tas ir zināms
inbox-callback-question = Jautājums
inbox-callback-question-hint = Klients to redzēs savā lietas lapā.
inbox-callback-answer-by = Kā atbildēs
inbox-callback-by-phone = atzvanīs
inbox-callback-by-visit = atbildēs klātienē
inbox-callback-by-email = atbildēs e-pastā
inbox-callback-email = Klienta e-pasts
inbox-callback-day = Līdz kurai dienai
inbox-callback-time = Līdz cikiem
inbox-callback-when-hint = Nosauciet klientam laiku, kuru varat turēt. Līdz tam tas ir solījums.
inbox-callback-who = Kas atzvanīs
inbox-callback-branch = Vieta
inbox-callback-line = Uz kuru tālruni zvanīja
inbox-callback-apology = Klientam atvainojos, ka uzreiz atbildēt nevar
inbox-callback-say = „Atvainojiet, uzreiz atbildēt nevaru. Es noskaidrošu un atzvanīšu līdz norunātajam laikam.”
inbox-callback-save = Pierakstīt
inbox-callback-phone-wrong = Pārbaudiet numuru: Latvijā tajā ir astoņi cipari.
inbox-callback-phone-foreign = Uz ārvalstu numuru un viesabonēšanā neatzvanām. Piedāvājiet klientam citu veidu un atzīmējiet, kā atbildēs: e-pastā vai klātienē.
inbox-callback-email-wrong = Ierakstiet e-pastu, uz kuru atbildēt.
inbox-callback-past = Izvēlieties laiku, kas vēl nav pagājis.
inbox-callback-when-missing = Ierakstiet dienu un laiku, ko nosaucāt klientam.
inbox-callback-apology-missing = Vispirms atvainojieties klientam, tad atzīmējiet.
inbox-callback-subject = Atzvanīt: { $question }
inbox-callback-subject-missed = Neatbildēts zvans
inbox-callback-written = { $question } Atbildi apsolījām līdz { $moment }.
inbox-callback-due = Termiņš
inbox-callback-tries = { $category ->
    [zero] zvanīts { $count } reižu
    [one] zvanīts { $count } reizi
   *[other] zvanīts { $count } reizes
}
inbox-callback-result = Zvana rezultāts
inbox-callback-result-reached = Runāju ar klientu
inbox-callback-result-no-answer = Klients neatbildēja; jāzvana vēlreiz
inbox-callback-result-sms = Atbildēju ar īsziņu
inbox-callback-result-email = Atbildēju e-pastā
inbox-callback-result-came = Klients atnāca vai piezvanīja pats
inbox-callback-result-wrong-number = Numurs ir nepareizs
inbox-callback-said = Ko atbildējāt
inbox-callback-said-hint = Klients to redzēs savā lietas lapā. Ja klients neatbildēja, var palikt tukšs.
inbox-callback-finish = Pierakstīt rezultātu
inbox-callback-ended = Šī atzvanīšana ir beigusies: { $result }.
inbox-callback-note-no-answer = Zvanīju, klients neatbildēja.
inbox-callback-note-wrong-number = Zvanīju, bet numurs ir nepareizs, un cita nav.
inbox-callback-note-left-contact = Zvanīju, klients neatbildēja; atstāju, kā ar mums sazināties.
inbox-callback-right-person = Pārliecinājos, ka runāju ar īsto cilvēku
inbox-callback-right-person-missing = Pirms runājat par lietu, pārliecinieties, ka runājat ar īsto cilvēku, un atzīmējiet to.
inbox-callback-left-contact = Klients neatbildēja; atstāju, kā ar mums sazināties
inbox-callback-text-message-title = Ja tagad nevarat atzvanīt
inbox-callback-text-message = Labdien! Jūs mums zvanījāt. Šobrīd nevaru atzvanīt, to izdarīšu, tiklīdz varēšu. { $name }
inbox-callback-text-message-write = Rakstīt īsziņu
inbox-callback-case = Lieta { $reference }
inbox-callback-saved = Pierakstīts.

# What other programs are told

inbox-employee-missing = Nav nosaukts darbinieks, kas šeit strādā
inbox-employee-missing-do = Nosauciet laukā „employee” tā darbinieka numuru, kura vārdā rīkojaties.
inbox-colleague-missing = Nav nosaukts kolēģis
inbox-colleague-missing-do = Nosauciet laukā „colleague” tā darbinieka numuru, kurš lietas saņem.
inbox-picked-count = Lietu ir par maz vai par daudz
inbox-picked-count-do = Nosauciet vismaz vienu un ne vairāk par 50 lietām.
inbox-callback-over = Šis atzvans jau ir pabeigts
inbox-callback-over-do = Skatiet, kāds bija zvana rezultāts.
