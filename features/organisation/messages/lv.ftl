organisation-title = Iestatījumi
organisation-missing = Kas vajadzīgs pirms pirmā klienta
organisation-is-there = ir
organisation-is-missing = vēl trūkst
organisation-need-standard = Spēkā esošs standarts
organisation-need-branch = Apkalpošanas centrs ar darba laiku
organisation-need-line = Rinda
organisation-need-service = Pakalpojums
organisation-need-specialist = Speciālists, kas apkalpo
organisation-branches = Centri
organisation-today = šodien atvērts
organisation-closed = slēgts
organisation-add-kiosk = Pievienot kiosku
organisation-add-display = Pievienot ekrānu
organisation-paired = Ierīces kods: { $code }. Ievadiet to ierīcē lapā /device; kods der desmit minūtes.
organisation-lines = Rindas
organisation-services = Pakalpojumi
organisation-employees = Darbinieki
organisation-add-employee = Pievienot darbinieku
organisation-add-employee-lead = Norādiet vārdu un e-pasta adresi, piemēram, Anna Bērziņa, anna@ezermala.example. Parādīsim saiti, ar kuru cilvēks izvēlas paroli.
organisation-name = Vārds un uzvārds
organisation-email = E-pasta adrese
organisation-post = Amats
organisation-branch = Centrs
organisation-roles = Lomas
organisation-email-taken = Šāda e-pasta adrese jau ir citam darbiniekam.
organisation-invited = Nosūtiet darbiniekam šo saiti, tā der 72 stundas: { $link }
organisation-taken = Tāds kods, burts, numurs vai adrese jau ir.
organisation-taken-do = Izvēlieties citu.
organisation-add-branch = Pievienot centru
organisation-add-branch-lead = Kods ir adresē, piemēram, ezermala. Darba laiku rakstiet šādi: 09:00-12:30, 13:00-17:00; tas attieksies uz visām darba dienām.
organisation-add-line = Pievienot rindu
organisation-add-line-lead = Burts būs uz talona, piemēram, A. Rinda visos centros saucas vienādi.
organisation-add-counter = Pievienot lodziņu
organisation-add-service = Pievienot pakalpojumu
organisation-code = Kods
organisation-title-name = Nosaukums
organisation-title-name-en = Nosaukums angliski
organisation-address = Adrese
organisation-profile = Iestādes dati
organisation-profile-lead = Nosaukums un saziņas dati, kādus rāda publiskajās lapās.
organisation-profile-public = Apskatīt publisko lapu
organisation-parent-body = Augstākā iestāde
organisation-registration = Reģistrācijas numurs
organisation-fax = Fakss
organisation-website = Tīmekļvietne
organisation-website-hint = Piemēram, https://www.ezermala.example
organisation-website-wrong = Adresei jāsākas ar https:// vai http://.
organisation-other-contacts = Citi saziņas veidi
organisation-other-contacts-hint = Vienā rindā, piemēram: X @ezermala, e-adrese. Tie ir arī katras atbildes parakstā.
organisation-display = Paziņojumi ekrānā
organisation-phone = Tālrunis
organisation-hours = Darba laiks
organisation-letter = Burts
organisation-number = Lodziņa numurs
organisation-line = Rinda
organisation-days = Termiņš darba dienās; tukšs, ja cik ātri iespējams
organisation-minutes = Parasti aizņem minūtes
organisation-documents = Dokumenti, katrs savā rindā
organisation-code-wrong = Kodā var būt tikai mazie burti bez garumzīmēm, cipari un defise.
organisation-hours-wrong = Darba laiku nevar izlasīt. Rakstiet, piemēram, 09:00-12:30, 13:00-17:00.
organisation-letter-wrong = Norādiet vienu burtu.

# Esošā mainīšana
organisation-changed = Kāds to pa šo laiku ir mainījis
organisation-changed-do = Atveriet lapu no jauna, apskatiet izmaiņas un izlemiet vēlreiz. Nekas nav saglabāts.
organisation-in-use = Pašlaik slēgt nevar: tur gaida vai tiek apkalpoti klienti, vai kāds strādā.
organisation-in-use-do = Pagaidiet, kamēr klienti ir apkalpoti un lodziņi slēgti, tad mēģiniet vēlreiz.
organisation-last-administrator = Kādam jāpaliek administratoram: šīs lomas nav nevienam citam.
organisation-last-administrator-do = Vispirms piešķiriet administratora lomu citam darbiniekam.
organisation-branch-first = Gada dienas pieder centra kalendāram: vispirms pievienojiet apkalpošanas centru.
organisation-notice-saved = Saglabāts.
organisation-notice-closed = No šā brīža vairs netiek lietots. Iepriekš paveiktais paliek.
organisation-notice-opened = Atkal tiek lietots.
organisation-notice-hours = Darba laiks ir mainīts un ir spēkā no šā brīža.
organisation-notice-removed = Noņemts. No šā brīža darba laiks ir bez tā.
organisation-notice-revoked = Ierīce ir atsaukta, un to vairs nevar lietot.
organisation-in-latvian = latviski
organisation-in-english = angliski
organisation-close = Pārtraukt lietot
organisation-open-again = Atsākt lietot
organisation-closed-badge = netiek lietots
organisation-is-closed = Netiek lietots. Ar to paveiktais paliek reģistrēts.
organisation-close-branch = Centru var slēgt, kad tajā neviens negaida un lodziņi ir slēgti. Tā vēsture paliek.
organisation-close-line = Rindu var slēgt, kad tajā neviens negaida. Tās vēsture paliek.
organisation-close-counter = Lodziņu var pārtraukt lietot, kad pie tā neviens nestrādā. Tā vēsture paliek.
organisation-close-service = Pakalpojumu vairs nepiedāvā; ar to atvērtās lietas turpinās.
organisation-close-employee = Kas vairs nestrādā, nevar pieteikties, un visas pieteikšanās tiek pārtrauktas uzreiz. Paveiktais paliek reģistrēts.
organisation-code-stays = Kods: { $code }. Tas nemainās.
organisation-position = Vieta sarakstā
organisation-position-hint = Mazāks skaitlis ir augstāk.
organisation-queue-device = Šeit ir rindu ierīce
organisation-counters = Lodziņi
organisation-counters-none = Lodziņu vēl nav. Pievienojiet tos iestatījumu lapā.
organisation-counter-title = { $number }. lodziņš
organisation-counter-lines = Rindas, kuras apkalpo
organisation-counter-lines-hint = Uz šo lodziņu aicina šo rindu klientus.
organisation-counter-without-line = Izvēlieties vismaz vienu rindu.
organisation-number-taken = Lodziņš ar šādu numuru centrā jau ir.
organisation-number-within = Norādiet veselu skaitli no { $least } līdz { $most }.
organisation-letter-taken = Šāds burts jau ir citai rindai.
organisation-line-branches = Centri, kuros ir šī rinda
organisation-line-in-use = Centrā, ko izņēmāt, šajā rindā gaida klienti. Mēģiniet vēlreiz, kad tie būs apkalpoti.
organisation-address-wrong = Ievadiet e-pasta adresi, piemēram, anna@ezermala.example.

# Darba laiks
organisation-hours-of = Darba laiks: { $branch }
organisation-change-hours = Mainīt darba laiku
organisation-channels = Saziņas kanāli
organisation-channel-visit = Klātienē
organisation-channel-phone = Tālrunis
organisation-channel-email = E-pasts
organisation-channel-letter = Vēstule
organisation-channel-portal = Portāls
organisation-channel-e-address = E-adrese
organisation-channel-website = Tīmekļvietne
organisation-channel-fax = Fakss
organisation-channel-sms = Īsziņa
organisation-channel-site-visit = Izbraukums pie klienta
organisation-channel-trust-line = Uzticības tālrunis
organisation-hours-shared = Šim kanālam ir tāds pats darba laiks kā centram. Tiklīdz šeit kaut ko mainīsiet, tam būs savs darba laiks.
organisation-share-hours = Atkal tāds pats darba laiks kā centram
organisation-week-of = Katru nedēļu: { $channel }
organisation-week-hint = Ja dienā slēgts, atstājiet to tukšu. Laiku rakstiet, piemēram, 9.00 vai 13.30; 24.00 ir pusnakts.
organisation-weekday = Diena
organisation-opens = Atver
organisation-closes = Slēdz
organisation-opens-again = Atver atkal
organisation-closes-again = Slēdz atkal
organisation-shortened = Par cik minūtēm īsāk pirms svētkiem
organisation-shortened-hint = Pēdējā darba dienā pirms svētku dienas slēdz par tik agrāk.
organisation-days-off = Atvērts arī svētku dienās
organisation-days-off-hint = Tālrunim, kurā atbild visu diennakti.
organisation-save-hours = Saglabāt darba laiku
organisation-hours-changed = Kāds šo darba laiku pa šo laiku ir mainījis. Atveriet lapu no jauna, lai redzētu, kāds tas ir tagad.
organisation-hours-half = Norādiet abus laikus.
organisation-time-wrong = Rakstiet laiku, piemēram, 9.00.
organisation-hours-backwards = Slēdz agrāk, nekā atver.
organisation-hours-overlap = Atver, pirms ir slēgts.
organisation-exception = Cits laiks
organisation-change-kind = Par kādām izmaiņām paziņo
organisation-change-kind-hint = No tā atkarīgs, cik agri standarts prasa paziņojumu.
organisation-change-kind-day = Nosaka pēc dienas: pirms svētkiem vai citas izmaiņas
organisation-changes = Paziņojumi par izmaiņām
organisation-changes-lead = Par šīm izmaiņām klienti jābrīdina laikus. Dienas, kas pirms svētkiem ir īsākas, programma atrod pati.
organisation-change-posted = Paziņots { $moment }.
organisation-change-due = Paziņojumam jābūt redzamam ne vēlāk kā { $day }.
organisation-change-open = Paziņojuma vēl nav.
organisation-change-late = nokavēts
organisation-change-write = Rakstīt paziņojumu
organisation-exceptions = Dienas ar citu darba laiku
organisation-exceptions-none = Tādu priekšā nav.
organisation-add-exception = Noteikt dienu ar citu laiku
organisation-exception-hint = Tajā dienā šis laiks ir ierastā vietā. Atstājiet tukšu, ja neatver nemaz.
organisation-date = Diena
organisation-date-wrong = Norādiet dienu.
organisation-date-past = Šī diena ir pagājusi. Norādiet šodienu vai vēlāku dienu.
organisation-date-far = Līdz šai dienai ir vairāk nekā trīs gadi. Pārbaudiet gadu.
organisation-reason-lv = Iemesls latviski, kā to lasīs klienti
organisation-reason-en = Iemesls angliski
organisation-closures = Slēgts uz laiku
organisation-closures-none = Nekas nav paredzēts.
organisation-add-closure = Paredzēt slēgšanu
organisation-from-date = Slēgts no, diena
organisation-from-time = Slēgts no, laiks
organisation-to-date = Slēgts līdz, diena
organisation-to-time = Slēgts līdz, laiks
organisation-closure-backwards = Beidzas agrāk, nekā sākas.
organisation-closure-over = Šis laiks jau ir pagājis.
organisation-remove = Noņemt
organisation-end-now = Beigt tagad

# Pakalpojums
organisation-description = Kas tas ir
organisation-who = Kas to var saņemt
organisation-result = Ko klients saņem
organisation-documents-differ = Jābūt tikpat rindām, cik latviski. Atstājiet tukšu, lai rādītu latviskās.
organisation-service-channels = Kā to var pieprasīt
organisation-link = E-pakalpojuma adrese
organisation-link-hint = Sākas ar https://
organisation-link-wrong = Adresei jāsākas ar https://
organisation-deadline = Termiņš
organisation-deadline-none = Cik ātri iespējams
organisation-deadline-count = Cik
organisation-unit-working-days = darba dienas
organisation-unit-calendar-days = kalendāra dienas
organisation-unit-months = mēneši
organisation-unit-opening-hours = darba laika stundas
organisation-price = Cena eiro
organisation-price-hint = Piemēram, 4,27; tukšs, ja bez maksas.
organisation-price-wrong = Rakstiet cenu, piemēram, 4,27.
organisation-price-words = Cena vārdos, ja ar skaitli nepietiek
organisation-identity = Klienta identitāte
organisation-identity-no = nepārbauda
organisation-identity-ask = prasa, kur tas svarīgi
organisation-identity-must = pārbauda vienmēr
organisation-owner = Kas par to atbild

# Darbinieks
organisation-unit = Struktūrvienība
organisation-supervisor = Tiešais vadītājs
organisation-supervisor-circle = Šis cilvēks pats ir darbinieka pakļautībā, tieši vai zemāk.
organisation-levels = Iesaistes līmeņi
organisation-levels-hint = Standarta līmeņu numuri, piemēram, 1, 2.
organisation-levels-wrong = Rakstiet līmeņus ar skaitļiem no 1 līdz 9, piemēram, 1, 2.
organisation-skills = Pakalpojumi, ko darbinieks prot sniegt
organisation-skills-hint = Ja neviens nav atzīmēts, visi lodziņa rindu pakalpojumi.

# Ierīces
organisation-devices = Ierīces
organisation-devices-lead = Kioski un ekrāni. Atsaukta ierīce pārstāj darboties uzreiz; lai to lietotu atkal, pievienojiet to no jauna un ievadiet jauno kodu.
organisation-devices-none = Ierīču vēl nav
organisation-devices-none-do = Pievienojiet centram kiosku vai ekrānu iestatījumu lapā.
organisation-device-action = Darbība
organisation-device-seen = Pēdējoreiz redzēta
organisation-kiosk = Kiosks
organisation-display = Ekrāns
organisation-device-revoked = atsaukta
organisation-device-paired = savienota
organisation-device-waiting = gaida kodu
organisation-device-expired = kods nederīgs
organisation-revoke = Atsaukt

# Imports no faila
organisation-import = Imports no faila
organisation-import-lead = Vispirms fails tiek tikai apskatīts: redzēsiet, ko katra rinda pievienotu vai mainītu un kas failā jāizlabo. Nekas nemainās, kamēr nenospiežat „Importēt”. Tukša šūna neko nemaina.
organisation-import-kind = Ko importēt
organisation-import-employees = Darbiniekus
organisation-import-services = Pakalpojumus
organisation-import-file = Fails
organisation-import-file-hint = CSV vai XLSX, līdz 5 MB un 10 000 rindām. No XLSX lasa pirmo lapu; formulas netiek rēķinātas.
organisation-import-check = Apskatīt
organisation-import-samples = Paraugi
organisation-import-samples-lead = Kolonnu secība nav svarīga; virsraksti var būt latviski vai angliski. Darbinieku atrod pēc e-pasta, pakalpojumu pēc koda.
organisation-import-sample-employees = Darbinieku faila paraugs
organisation-import-sample-services = Pakalpojumu faila paraugs
organisation-import-no-file = Izvēlieties failu.
organisation-import-too-big = Fails ir par lielu: lasām līdz 5 MB. Sadaliet to vairākos.
organisation-import-too-many = Failā ir par daudz rindu: lasām līdz { $most }. Sadaliet to vairākos.
organisation-import-not-understood = Šo failu nevar izlasīt. Saglabājiet to kā CSV vai XLSX bez paroles.
organisation-import-empty = Failā nav nevienas rindas zem virsrakstiem.
organisation-import-no-heading = Pirmajā rindā nav virsraksta „{ $column }”. Salīdziniet ar paraugu.
organisation-import-heading-twice = Virsraksts „{ $column }” ir divreiz.
organisation-import-preview = Ko fails darītu
organisation-import-stale = Kopš apskatīšanas iestatījumi ir mainījušies, tāpēc nekas nav importēts. Lūk, ko fails darītu tagad.
organisation-import-unread = Šīs kolonnas netiks lasītas: { $names }.
organisation-import-problems = { $category ->
    [zero] { $count } vietu jāizlabo. Kamēr tās nav izlabotas, neko neimportē.
    [one] { $count } vieta jāizlabo. Kamēr tā nav izlabota, neko neimportē.
   *[other] { $count } vietas jāizlabo. Kamēr tās nav izlabotas, neko neimportē.
}
organisation-import-row = Rinda
organisation-import-column = Kolonna
organisation-import-typed = Rakstīts
organisation-import-problem = Kas jāizlabo
organisation-import-who = Kas
organisation-import-what = Darbība
organisation-import-differences = Kas mainās
organisation-import-add = pievieno
organisation-import-change = maina
organisation-import-keep = atstāj
organisation-import-added = { $category ->
    [zero] Pievieno { $count } rindu
    [one] Pievieno { $count } rindu
   *[other] Pievieno { $count } rindas
}
organisation-import-changed = { $category ->
    [zero] maina { $count } rindu
    [one] maina { $count } rindu
   *[other] maina { $count } rindas
}
organisation-import-kept = { $category ->
    [zero] atstāj, kā ir, { $count } rindu
    [one] atstāj, kā ir, { $count } rindu
   *[other] atstāj, kā ir, { $count } rindas
}
organisation-import-nothing = Viss jau ir tā, kā failā.
organisation-import-do = Importēt
organisation-import-done = Imports pabeigts: pievienots { $added }, mainīts { $changed }.
organisation-import-fill = Šī šūna ir jāaizpilda.
organisation-import-twice = Tas pats jau ir { $row }. rindā.
organisation-import-unknown = Tāda nav.
organisation-import-none-there = Vispirms to pievieno iestatījumos.
organisation-import-meant = Vai domāts „{ $names }”?
organisation-import-there-are = Ir, piemēram: { $names }.
organisation-import-several = Ir vairāki ar šādu nosaukumu; ar nosaukumu vien nepietiek.
organisation-import-nobody = Darbinieka ar šādu e-pastu nav.
organisation-import-nobody-do = Rakstiet e-pastu, kas ir sistēmā vai šajā failā.
organisation-import-closed = Tas vairs netiek lietots.
organisation-import-closed-do = Ja tas atkal vajadzīgs, vispirms atjaunojiet to iestatījumos.

# Uzaicinājumi
organisation-invitations = Kas vēl nevar pierakstīties
organisation-invitations-lead = Saite der vienreiz un 72 stundas, un to rāda tikai tad, kad tā top, tāpēc nododiet to uzreiz. Saites, kas vēl der, paliek, kā ir.
organisation-invitation = Pierakstīšanās
organisation-invite = Izveidot uzaicinājumu
organisation-invite-none = Nevar pierakstīties: uzaicinājuma vēl nav
organisation-invite-until = Ir uzaicinājums, kas beidzas { $moment }; jauns to aizstāj
organisation-invite-expired = Uzaicinājums netika izmantots un beidzās { $moment }
organisation-invite-all = Izveidot uzaicinājumus visiem
organisation-invite-all-file = Izveidot visiem failā
organisation-invite-all-invited = Visiem, kas vēl nevar pierakstīties, ir derīgs uzaicinājums.
organisation-invite-after-import = Šie cilvēki vēl nevar pierakstīties
organisation-invite-made = { $category ->
    [zero] Izveidotas { $count } saites. Tās rāda tikai tagad: izdrukājiet šo lapu vai nokopējiet tās.
    [one] Izveidota { $count } saite. Tās rāda tikai tagad: izdrukājiet šo lapu vai nokopējiet tās.
   *[other] Izveidotas { $count } saites. Tās rāda tikai tagad: izdrukājiet šo lapu vai nokopējiet tās.
}
organisation-invite-link = Saite, der 72 stundas
organisation-invite-state = Uzaicinājums
organisation-invite-back = Visi, kas vēl nevar pierakstīties
organisation-invite-nobody = Visi ir izvēlējušies paroli
organisation-invite-nobody-do = Šeit būs tie, ko pievienos vai importēs bez paroles.
organisation-not-waiting = Šim cilvēkam uzaicinājums nav vajadzīgs
organisation-not-waiting-do = Viņam jau ir parole, vai arī viņš te vairs nestrādā.

# Struktūrvienības
organisation-units = Struktūrvienības
organisation-units-lead = Nodaļas un biroji, kuros strādā cilvēki. Pie kuras pieder darbinieks, norāda viņa lapā.
organisation-units-none = Struktūrvienību vēl nav
organisation-units-none-do = Iestādei bez nodaļām tās nav vajadzīgas.
organisation-add-unit = Pievienot struktūrvienību
organisation-unit-parent = Ietilpst
organisation-unit-head = Vadītājs
organisation-unit-people = Cilvēki
organisation-unit-nobody = Te vēl neviens nestrādā.
organisation-unit-taken = Šāds nosaukums jau ir citai struktūrvienībai.
organisation-unit-circle = Struktūrvienība nevar ietilpt pati sevī vai tādā, kas ietilpst tajā.

# Citu programmu atslēgas
organisation-tokens = Citu programmu atslēgas
organisation-webhooks = Citu programmu izsaukumi
organisation-kept = Cik ilgi ko glabā
organisation-webhooks-given-up = { $category ->
    [zero] { $count } programmu vairs neizsauc: trīs dienas tās neko nepieņēma. Skatiet Citu programmu izsaukumus.
    [one] { $count } programmu vairs neizsauc: trīs dienas tā neko nepieņēma. Skatiet Citu programmu izsaukumus.
   *[other] { $count } programmas vairs neizsauc: trīs dienas tās neko nepieņēma. Skatiet Citu programmu izsaukumus.
}
organisation-tokens-lead = Cita programma piekļūst ar atslēgu un drīkst tikai to, kas atzīmēts. Atsauktu atslēgu noraida jau nākamajā reizē, un atjaunot to nevar.
organisation-tokens-none = Atslēgu vēl nav
organisation-tokens-none-do = Katrai programmai izveidojiet savu, lai katru varētu atsaukt atsevišķi.
organisation-token-made = Atslēga ir izveidota. To rāda tikai tagad: iekopējiet to programmā, kas to lietos.
organisation-token-name = Nosaukums
organisation-token-name-hint = Programma, kas to lieto, piemēram, Zāles panelis.
organisation-token-scopes = Ko tā drīkst
organisation-token-scope-needed = Atzīmējiet vismaz vienu, ko tā drīkst.
organisation-token-at = Izveidota
organisation-token-change = Pēdējā izmaiņa; lasīšanu nereģistrē
organisation-token-revoked = atsaukta
organisation-add-token = Izveidot atslēgu
organisation-notice-token-revoked = Atslēga ir atsaukta un vairs neko neatver.
organisation-scope-tickets-read = skatīt talonu un centra zāli
organisation-scope-tickets-write = paņemt talonu, iziet no rindas, atgriezties
organisation-scope-counters-write = atvērt un slēgt lodziņus, saukt un apkalpot klientus
organisation-scope-cases-read = skatīt lietas ar klientu rakstīto, ienākošo un atzvanīšanu
organisation-scope-cases-write = atvērt lietas un strādāt ar tām: piezīmes, izpildītājs, termiņi, atbilde, slēgšana
organisation-scope-messages-read = lasīt saraksti: ziņas, vēstules, pielikumus un nosūtāmo
organisation-scope-messages-write = rakstīt klientiem un rīkoties ar vēstulēm norādītā darbinieka vārdā
organisation-scope-requests-read = lasīt kolēģu jautājumus un atbildes
organisation-scope-requests-write = jautāt kolēģiem, aicināt viņus uz sanāksmēm un atbildēt norādītā darbinieka vārdā
organisation-scope-nonconformities-read = lasīt ziņojumus par neatbilstībām
organisation-scope-nonconformities-write = ziņot par neatbilstībām norādītā darbinieka vārdā
organisation-scope-feedback-read = redzēt sūdzības un pretenzijas, kur tā redz citas lietas
organisation-scope-feedback-write = reģistrēt un virzīt sūdzības, pretenzijas, ierosinājumus un pateicības norādītā darbinieka vārdā
organisation-scope-events-read = tiešraidē sekot notiekošajam, bez cilvēku vārdiem un rakstītā
organisation-scope-measures-read = skatīt solījumus un to izpildi
organisation-scope-exports-read = saņemt failā reģistrus, saistības un klienta ceļa skaitus
organisation-scope-person-read = saņemt visu, kas glabājas par vienu klientu, lai to izsniegtu viņam pašam
organisation-scope-standards-read = lasīt standartus
organisation-scope-standards-draft = augšupielādēt un pārbaudīt standartus
organisation-scope-standards-adopt = pieņemt standartu, lai tas stātos spēkā
organisation-scope-setup-read = skatīt centrus, rindas, pakalpojumus, darbiniekus un iestādes zīmi
organisation-scope-setup-write = likt un noņemt iestādes zīmi
organisation-scope-webhooks-manage = izsaukt citas programmas, kad kaut kas notiek

# Pakalpojuma kartīte
organisation-part-about = Kas tas ir
organisation-part-course = Kā tas notiek
organisation-part-price = Cena un maksāšana
organisation-part-staff = Darbiniekiem
organisation-one-a-line = Soļus, dokumentus un aktus rakstiet pa vienam rindā. Ja angļu rindu nav, rāda latviešu.
organisation-steps = Soļi, pa vienam rindā
organisation-legal-basis = Tiesiskais pamats, pa vienam aktam rindā
organisation-delivery = Saņemšanas veidi un vietas, pa vienam rindā
organisation-delivery-hint = Piemēram: elektroniski e-adresē; papīrā centrā.
organisation-payment = Maksāšanas veidi, pa vienam rindā
organisation-payment-hint = Piemēram: ar karti centrā; ar bankas pārskaitījumu.
organisation-questions = Jautājumi, kas ved pie šī pakalpojuma, pa vienam rindā
organisation-service-warnings = Par ko brīdināt klientu, pa vienam rindā
organisation-contact = Kontakts vārdos

# Struktūrvienības izņemšana
organisation-unit-remove = Izņemt struktūrvienību
organisation-unit-remove-lead = Struktūrvienību var izņemt, kad tajā neviens nestrādā un tai nav pakļauta cita struktūrvienība.
organisation-unit-has-people = { $category ->
    [zero] Tajā strādā { $count } cilvēku. Vispirms pārceliet viņus uz citu struktūrvienību katra lapā.
    [one] Tajā strādā { $count } cilvēks. Vispirms pārceliet viņu uz citu struktūrvienību viņa lapā.
   *[other] Tajā strādā { $count } cilvēki. Vispirms pārceliet viņus uz citu struktūrvienību katra lapā.
}
organisation-unit-has-units = { $category ->
    [zero] Tai pakļautas { $count } struktūrvienību. Vispirms pārceliet tās.
    [one] Tai pakļauta { $count } struktūrvienība. Vispirms pārceliet to.
   *[other] Tai pakļautas { $count } struktūrvienības. Vispirms pārceliet tās.
}
organisation-notice-unit-removed = Struktūrvienība ir izņemta.

# Ierīču nosaukumi
organisation-device-name-hint = Pēc tā darbinieki to atšķir no citām, piemēram, Pie ieejas.
organisation-device-prints = Drukā talonus
organisation-device-prints-hint = Kioskam ir printeris; katru talonu izdrukā bez spiediena.

# Kā laiks
organisation-hours-reception = Pieņemšana
organisation-hours-staff = Darbinieki
organisation-hours-shared-why-reception = Kad pēc pieraksta pieņem privātpersonas.
organisation-hours-shared-why-staff = Kad sākas un beidzas darbs. Klienti to neredz, un termiņus pēc tā neskaita.

# Iestādes dienas
organisation-calendar = Svētku dienas un pārceltās dienas
organisation-calendar-lead = Vienādas visos centros un saziņas veidos. Svētku dienas un to aizstājējas programma aprēķina; šeit ir tas, ko neviena kārtula nepasaka.
organisation-years = Apstiprinātie gadi
organisation-year-confirmed = apstiprināts
organisation-year-open = nav apstiprināts
organisation-year-lone = Ministru kabineta rīkojums var pārcelt šīs dienas. Pirms apstiprināt, ievadiet, kuras tas pārceļ:
organisation-year-confirm = Apstiprināt { $year }. gada kalendāru
organisation-transfers = Pārceltās darba dienas
organisation-add-transfer = Pievienot pārceltu dienu
organisation-transfer-off = Diena, kas kļūst brīva
organisation-transfer-to = Diena, kurā strādā tās vietā
organisation-transfer-is = { $off } ir brīva, { $worked } strādā
organisation-transfer-free = Šī diena jau ir brīva.
organisation-transfer-worked = Šajā dienā jau strādā.
organisation-day-source = Akts, kas to nosaka
organisation-one-off = Viena gada svētku dienas
organisation-add-one-off = Pievienot viena gada svētku dienu
organisation-festivals = Dziesmu un deju svētku noslēguma diena
organisation-add-festival = Ievadīt noslēguma dienu
organisation-days-none = Šogad un vēlāk tādu nav.
organisation-counting = Kā skaita dienas
organisation-counting-transfers = Šeit ievēro Ministru kabineta pārceltās dienas
organisation-counting-transfers-hint = Valsts budžeta iestādēm tās jāievēro, pašvaldībām – ieteicams.
organisation-counting-saturday = Sestdienu, kurā strādā citas dienas vietā, termiņos skaita par darba dienu
organisation-counting-moved = Termiņš, kas beidzas pārceltā brīvā dienā, beidzas nākamajā darba dienā
organisation-notice-calendar = Kalendārs mainīts visos centros un spēkā no šī brīža. Agrāk aprēķinātie termiņi paliek.

# Pārskats
organisation-find = Meklēt centru, pakalpojumu vai darbinieku
organisation-find-do = Meklēt
organisation-list-empty = Nav neviena.
organisation-device-where = Jauna ierīce centrā

# Pakalpojuma kartīte vārdos, tiem, kas to lasa
organisation-card-questions = Ko pajautāt
organisation-card-steps = Kā tas notiek
organisation-card-documents = Kas jāņem līdzi
organisation-card-payment = Kā samaksāt
organisation-card-delivery = Kā un kur saņemt
organisation-card-warnings = Ar ko jārēķinās
organisation-card-legal-basis = Tiesiskais pamats
organisation-card-contact = Kontakts

# Kas lemj un atbild
organisation-structure = Kas lemj un atbild
organisation-structure-lead = Standarts nosauc lomas, nevis cilvēkus. Šeit redzams, kurš tajā dienā pilda katru lomu, kas lemj par sūdzību un kā trūkst.
organisation-structure-no-standard = Šajā dienā nav spēkā neviena standarta
organisation-structure-standards = Standarti
organisation-structure-whole = Katru lomu šajā dienā kāds pilda, un katrai sūdzībai ir lēmējs.
organisation-structure-missing = { $category ->
    [zero] Trūkst { $count } vietās.
    [one] Trūkst { $count } vietā.
   *[other] Trūkst { $count } vietās.
}
organisation-structure-more = { $category ->
    [zero] Un vēl { $count } tādu.
    [one] Un vēl { $count } tāds.
   *[other] Un vēl { $count } tādi.
}
organisation-structure-everybody = { $category ->
    [zero] Visi darbinieki: { $count } cilvēku
    [one] Visi darbinieki: { $count } cilvēks
   *[other] Visi darbinieki: { $count } cilvēki
}
organisation-structure-each-unit = Katras struktūrvienības vadītājs
organisation-structure-each-person = Katra darbinieka tiešais vadītājs vai struktūrvienības vadītājs
organisation-structure-stands-in = { $who } (aizvieto: { $for })
organisation-structure-away = { $who } (nav darbā)
organisation-structure-on = Diena
organisation-structure-about = Kas lemtu par sūdzību, kas ir par šo darbinieku
organisation-structure-show = Parādīt
organisation-structure-decisions = Kas lemj, no zemākās pakāpes
organisation-structure-roles = Lomas
organisation-structure-role = Loma
organisation-structure-paragraph = Punkts
organisation-structure-who = Kas to pilda
organisation-structure-ladder = Sūdzību kāpnes
organisation-structure-complaint-about = Sūdzība par
organisation-structure-decides = Lemj
organisation-last-resort = Kur vērsties ārpus iestādes
organisation-last-resort-none = nav norādīts
organisation-last-resort-lead = Institūcija, pie kuras klients var vērsties, ja iestādē par sūdzību lemt nevar neviens.
organisation-role-lead = Lomu pilda cilvēks, struktūrvienība, par kuru atbild tās vadītājs, vai institūcija, piemēram, dome.
organisation-role-everybody = Šo lomu pilda ikviens, kas šeit strādā. Neviens nav jānorāda.
organisation-role-unit-head = To pilda struktūrvienības vadītājs; ja tāda nav, augstākas struktūrvienības vadītājs. Šeit norāda tikai to, kas vada cilvēkus bez struktūrvienības.
organisation-role-direct-manager = To pilda darbinieka lapā norādītais tiešais vadītājs, citādi struktūrvienības vadītājs. Šeit neviens nav jānorāda.
organisation-role-ticked = Loma atzīmēta darbinieka lapā
organisation-holder-person = Cilvēks
organisation-holder-unit = Struktūrvienība
organisation-holder-body = Institūcija
organisation-holder-hint = Norādiet vienu: cilvēku, struktūrvienību vai institūciju.
organisation-holder-one = Norādiet tieši vienu.
organisation-holder-contact = Kā sazināties
organisation-holder-contact-hint = Institūcijai: adrese, tālrunis vai e-pasts.
organisation-holder-within = Kurā struktūrvienībā
organisation-holder-whole = Visā iestādē
organisation-holder-name = Norādīt
organisation-holder-end = Beigt
organisation-first-day = Pirmā diena
organisation-last-day = Pēdējā diena
organisation-last-day-hint = Tukšs: bez beigām.
organisation-from-day = { $day } – bez beigām
organisation-day-needed = Norādiet dienu.
organisation-day-before = Pēdējā diena ir pirms pirmās.
organisation-person-needed = Izvēlieties cilvēku.
organisation-absences = Prombūtnes un aizvietotāji
organisation-absences-lead = Kas kurās dienās nav darbā un kas tad lemj un atbild viņa vietā.
organisation-absences-none = Tagad un turpmāk neviens nav prom
organisation-absence-add = Pievienot prombūtni
organisation-absence-days = Dienas
organisation-absence-now = šodien
organisation-absence-end = Ir atpakaļ
organisation-employee = Darbinieks
organisation-substitute = Aizvietotājs
organisation-substitute-hint = Ja neviens nav norādīts, aizvieto pastāvīgais aizvietotājs.
organisation-substitute-self = Pats sevi aizvietot nevar.
organisation-substitute-name = Norādīt aizvietotāju
organisation-substitutes = Pastāvīgie aizvietotāji
organisation-substitutes-lead = Kas aizvieto ikreiz, kad prombūtnei neviens nav norādīts.
organisation-mailboxes = Pastkastes
organisation-blocked = Bloķētie faili
organisation-templates = Sagataves
organisation-words = Iestādes vārdi
organisation-form = Pakalpojuma veidlapa
organisation-form-open = Veidlapa: ko klientam jautā
organisation-form-lead = Ko klientam jautājam, kad klients raksta par šo pakalpojumu. Jautājiet tikai to, bez kā pakalpojumu nevar sniegt un ko iestāde nevar noskaidrot pati.
organisation-form-fields = Jautājumi
organisation-form-none = Veidlapas vēl nav.
organisation-form-none-do = Klients raksta brīvā tekstā. Pievienojiet pirmo jautājumu, ja bez tā pakalpojumu nevar sniegt.
organisation-form-new = Jauns jautājums
organisation-form-change = Mainīt
organisation-form-kind = Kā atbild
organisation-form-short = Viena rinda
organisation-form-long = Vairākas rindas
organisation-form-number = Skaitlis
organisation-form-date = Datums
organisation-form-choice = Viena no vairākām atbildēm
organisation-form-yes-no = Jā vai nē
organisation-form-file = Fails
organisation-form-yes = Jā
organisation-form-no = Nē
organisation-form-label = Jautājums
organisation-form-help = Paskaidrojums
organisation-form-choices = Iespējamās atbildes
organisation-form-choices-hint = Tikai izvēlei no vairākām; katra savā rindā, abās valodās vienādā secībā.
organisation-form-choices-count = Ierakstiet no 2 līdz { $most } atbildēm, katru savā rindā.
organisation-form-choices-pairs = Angliski jābūt tikpat atbildēm, cik latviski, tādā pašā secībā.
organisation-form-required = Bez šīs atbildes nosūtīt nevar
organisation-form-up = Augstāk
organisation-form-down = Zemāk
organisation-form-full = Veidlapā ir ne vairāk kā { $most } jautājumi.
organisation-form-stale = Veidlapu tikmēr mainīja kāds cits.
organisation-form-preview = Kā to redz klients
organisation-form-preview-how = Virs jautājumiem klients redz pakalpojuma kartīti: dokumentus, cenu, termiņu un datumu, ja nosūtītu tagad.
organisation-form-preview-whole = Atvērt visu lapu
organisation-form-stale-do = Atveriet veidlapu no jauna; tikko rakstīto ierakstiet vēlreiz.

organisation-mark = Iestādes zīme
organisation-mark-lead = Attēls, kas ir redzams vēstuļu galvā, drukas lapās un PDF failos.
organisation-mark-now = Zīme, kas tagad ir vēstulēs
organisation-mark-file = Attēls
organisation-mark-hint = PNG fails, līdz 1 MB un 3000 punktiem katrā malā.
organisation-mark-save = Saglabāt zīmi
organisation-mark-remove = Noņemt zīmi
organisation-mark-needed = Izvēlieties PNG failu ar zīmi.
organisation-mark-kind = Šis nav PNG attēls. Saglabājiet zīmi kā PNG un izvēlieties vēlreiz.
organisation-mark-large = Attēls ir par lielu. Samaziniet to līdz 1 MB un 3000 punktiem katrā malā un izvēlieties vēlreiz.
organisation-price-free = bez maksas
