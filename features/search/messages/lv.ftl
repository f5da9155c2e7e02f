# Keys of this room begin with search-.
search-title = Meklēšana
search-label = Ko meklēt?
search-hint = Lietas numurs, vārds, tālrunis, e-pasta adrese vai vārdi no temata, vēstulēm, piezīmēm, jautājumiem kolēģiem un standarta — jebkurā locījumā, ar garumzīmēm vai bez tām.
search-what = Ierakstiet, ko meklējat
search-what-text = Piemēram: 2026-000123, Bērziņa, 29 123 456 vai „ielas apgaismojums”. Jābūt visiem vārdiem; kārtībai nav nozīmes.
search-nothing = Nekas nav atrasts.
search-nothing-text = Pārbaudiet rakstību, paturiet tikai svarīgākos vārdus vai meklējiet pēc numura vai tālruņa. Tikko rakstītais ir atrodams pēc dažām sekundēm. Lietas, kuras jums nav redzamas, meklēšana nerāda.
search-personal-code = Pēc personas koda nemeklē. Meklējiet pēc vārda, tālruņa vai lietas numura.
search-too-often = Jūs meklējat pārāk bieži: vairāk nekā 60 reizes minūtē. Lūdzu, uzgaidiet minūti un mēģiniet vēlreiz.
search-found-cases = { $category ->
    [zero] Atrasta { $count } lietu
    [one] Atrasta { $count } lieta
   *[other] Atrastas { $count } lietas
}
search-found-more = Atrastas vairāk nekā { $most } lietas. Pievienojiet vēl kādu vārdu.
search-found-others = { $category ->
    [zero] Lietu nav; cits: { $count } ierakstu
    [one] Lietu nav; cits: { $count } ieraksts
   *[other] Lietu nav; cits: { $count } ieraksti
}
search-cases = Lietas
search-people = Cilvēki
search-tickets = Šodienas taloni
search-set-up = Iestatījumi
search-questions = Jautājumi kolēģiem
search-reports = Neatbilstības
search-letters = Vēstules bez lietas
search-colleagues = Kolēģi un kontaktpersonas
search-norms = Standarta normas
search-paragraph = { $paragraph }. punkts
search-shown-of = Rādīti { $shown } no { $count } atrastajiem.
search-shown-of-more = Rādīti { $shown }; atrasts vairāk nekā { $most }. Pievienojiet vēl kādu vārdu.
search-whole-list = Viss saraksts
search-cases-of = { $category ->
    [zero] { $count } lietu
    [one] { $count } lieta
   *[other] { $count } lietas
}
search-in-client = Klients
search-in-party = Lietas dalībnieks
search-in-received = Saņemtā vēstulē
search-in-sent = Nosūtītā vēstulē
search-in-note = Piezīmē
search-show-all = Rādīt visu
search-pages = Atrastā lapas
search-ticket-waiting = gaida
search-ticket-called = aicina
search-ticket-serving = apkalpo
search-ticket-parked = atlikts
search-ticket-finished = apkalpots
search-ticket-no-show = neieradās
search-ticket-left = atstāja rindu
search-employee = darbinieks
search-service = pakalpojums
search-branch = centrs
search-page = iestatījumu lapa
search-page-institution = Iestāde: nosaukums, adrese, krāsa
search-page-calendar = Kalendārs: svētku dienas, brīvdienas, pārceltās darba dienas
search-page-absences = Prombūtnes, atvaļinājumi un aizvietotāji
search-page-structure = Lomas un to pildītāji, lēmēji par sūdzībām
search-page-units = Struktūrvienības
search-page-devices = Kioski, ekrāni un citas ierīces
search-page-mailboxes = E-pasta pastkastes
search-page-blocked = Bloķētie faili: kur pārbaudē atrasts kaitīgs saturs
search-page-import = Darbinieku un pakalpojumu ievešana no tabulas
search-page-invitations = Ielūgumi darbiniekiem
search-page-tokens = Atslēgas citām programmām
search-page-record = Piekļuves ieraksti: kas skatījis klientu datus
search-page-kept = Cik ilgi ko glabā
search-page-standard = Klientu apkalpošanas standarts
