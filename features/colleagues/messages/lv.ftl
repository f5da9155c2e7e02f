# Keys of this room begin with colleagues-.

# Why something was not done.
colleagues-ended = Tas jau ir pabeigts
colleagues-ended-do = Ielādējiet lapu vēlreiz: tur redzams, kā tas beidzās.
colleagues-not-ended = Tas vēl nav pabeigts
colleagues-not-ended-do = Ielādējiet lapu vēlreiz un vispirms pabeidziet iesākto.
colleagues-no-such-employee = Šāda darbinieka te nav, vai viņš te vairs nestrādā
colleagues-no-such-employee-do = Norādiet darbinieku, kas te strādā.
colleagues-concerned = Šim kolēģim par šo lietu jautāt nevar: lieta attiecas uz viņu vai uz to, kas viņu aizvieto. Izvēlieties citu.
colleagues-concerned-do = Izvēlieties citu.
colleagues-nobody-there = Šis kolēģis nav darbā, un neviens viņu neaizvieto. Izvēlieties citu.
colleagues-nobody-there-do = Izvēlieties citu.
colleagues-oneself = Izvēlieties kādu citu
colleagues-oneself-do = Izvēlieties citu.
colleagues-bad-date = Norādiet nākamu darba dienu
colleagues-bad-date-do = Izvēlieties citu dienu.
colleagues-reason-missing = Norādiet iemeslu
colleagues-reason-missing-do = Uzrakstiet iemeslu un nosūtiet vēlreiz.
colleagues-no-such-kind = Izvēlieties veidu no saraksta
colleagues-no-such-kind-do = Veidus nosaka spēkā esošais standarts.
colleagues-unit-missing = Šādu ziņojumu nodod struktūrvienībai, kas to risina. Izvēlieties to.
colleagues-unit-missing-do = Norādiet struktūrvienību un nosūtiet vēlreiz.
colleagues-bad-text = Teksta nav, vai tas ir par garu
colleagues-bad-text-do = Uzrakstiet to īsāk vai aizpildiet trūkstošo.
colleagues-whom-one = Norādiet vienu: darbinieku, struktūrvienību vai pakalpojumu
colleagues-whom-one-do = Norādiet vienu no trim un nosūtiet vēlreiz.
colleagues-stale = Kāds bija ātrāks
colleagues-stale-do = Ielādējiet lapu vēlreiz: tur redzams, kas pateikts vai izdarīts.
colleagues-stale-here = Kāds bija ātrāks: zemāk redzat, kas ir pateikts. Jūsu rakstītais ir saglabāts.
colleagues-your-text = Jūsu rakstītais
colleagues-who-left = bijušais darbinieks

# What was just done.
colleagues-notice-asked = Jautājums nosūtīts
colleagues-notice-answered = Atbilde nosūtīta
colleagues-notice-partly = Kolēģis zina, kad būs atbilde
colleagues-notice-passed-on = Jautājums nodots tālāk
colleagues-notice-withdrawn = Jautājums atsaukts
colleagues-notice-invited = Uzaicinājumi nosūtīti
colleagues-notice-reported = Ziņojums nosūtīts
colleagues-notice-kept = Ziņojums pieņemts
colleagues-notice-saved = Saglabāts
colleagues-notice-proposed = Prombūtne pieteikta

# Questions.
colleagues-requests = Kolēģu jautājumi
colleagues-lists = Saraksti
colleagues-list-to-me = Man jāatbild
colleagues-list-from-me = Mani jautājumi
colleagues-list-told = Zināšanai
colleagues-empty-to-me = Neviens jums neko nejautā
colleagues-empty-to-me-text = Šeit būs kolēģu jautājumi jums un tiem, ko jūs aizvietojat.
colleagues-empty-from-me = Jūs vēl neko neesat jautājis
colleagues-empty-from-me-text = Jautājiet kolēģim, kas to zina: atbilde būs šeit un lietā.
colleagues-empty-told = Nekā zināšanai
colleagues-empty-told-text = Šeit redzēsiet, kad jūsu darbiniekus iesaista citu struktūrvienību jautājumos.
colleagues-nothing-owed = Viss ir atbildēts.
colleagues-ended-count = { $category ->
    [zero] Pabeigti { $count } jautājumi
    [one] Pabeigts { $count } jautājums
   *[other] Pabeigti { $count } jautājumi
  }
colleagues-ended-list = Pabeigtie jautājumi
colleagues-column-due = Termiņš
colleagues-column-ended = Pabeigts
colleagues-column-topic = Par ko
colleagues-column-asker = Kas jautā
colleagues-column-addressee = Kas atbild
colleagues-column-standing = Statuss
colleagues-column-number = Numurs
colleagues-column-found = Kas konstatēts
colleagues-column-kind = Veids
colleagues-column-age = Vecums
colleagues-in-place-of = { $asker } (aizvietojot: { $name })
colleagues-as-fast-as-possible = iespējami ātri
colleagues-standing-open = gaida atbildi
colleagues-standing-partly = atbilde būs vēlāk
colleagues-standing-answered = atbildēts
colleagues-standing-withdrawn = atsaukts
colleagues-stands-in = { $name } (aizvieto { $substitute })
colleagues-away = { $name } (nav darbā, neviens neaizvieto)
colleagues-meant = { $name } → { $who }

# Asking.
colleagues-ask = Jautāt kolēģim
colleagues-ask-lead = Kolēģis redzēs jautājumu un to, ko izvēlēsieties parādīt no lietas, – ne visu lietu.
colleagues-back-to-case = Lieta { $reference }
colleagues-confidential = Šī lieta ir konfidenciāla. Jautājot kolēģis to neredzēs; nerakstiet jautājumā neko, kas norāda, uz ko tā attiecas.
colleagues-to = Kam jautāt
colleagues-to-hint = Struktūrvienības kontaktpersona, pakalpojuma turētājs vai konkrēts kolēģis
colleagues-group-units = Struktūrvienības
colleagues-group-services = Pakalpojumi
colleagues-group-people = Kolēģi
colleagues-topic = Par ko
colleagues-topic-hint = Dažos vārdos, piemēram: Liepu ielas remonta termiņš
colleagues-question = Jautājums
colleagues-question-hint = Ko tieši vajag zināt, lai atbildētu klientam
colleagues-checked = Kas jau pārbaudīts
colleagues-checked-hint = Kur jau meklējāt, lai kolēģim tas nebūtu jādara vēlreiz
colleagues-show = Ko kolēģis redz no lietas
colleagues-show-hint = Klienta datus parādiet tikai tad, ja bez tiem atbildēt nevar.
colleagues-part-number = Lietas numurs
colleagues-part-subject = Par ko ir lieta
colleagues-part-service = Pakalpojums
colleagues-part-due = Lietas termiņš
colleagues-part-client-name = Klienta vārds
colleagues-part-client-contact = Klienta kontakts
colleagues-until = Kad būs atbilde
colleagues-until-silent = Standarts termiņu nenosaka: atbild iespējami ātri.
colleagues-until-now = Jautājot tagad: { $by }.
colleagues-ask-send = Nosūtīt jautājumu

# Meetings.
colleagues-invite = Aicināt uz sanāksmi
colleagues-invite-lead = Katrs uzaicinātais apstiprina dalību vai atsakās, norādot iemeslu.
colleagues-invite-send = Nosūtīt uzaicinājumus
colleagues-meeting-on = Diena
colleagues-meeting-at = Sākums
colleagues-meeting-place = Vieta
colleagues-meeting-about = Kas jāapspriež
colleagues-meeting-about-hint = Darba kārtība un kas jāsagatavo
colleagues-meeting-people = Ko aicināt
colleagues-meeting-when = Kad
colleagues-meeting-when-wrong = Norādiet nākamu dienu un laiku
colleagues-attend = Vai piedalīsieties?
colleagues-attend-words = Piezīme vai iemesls
colleagues-attend-hint = Ja nepiedalīsieties, norādiet iemeslu.
colleagues-attends = Piedalīšos
colleagues-declines = Nepiedalīšos

# One question.
colleagues-request-title = Jautājums: { $topic }
colleagues-about = Par jautājumu
colleagues-asker = Jautā
colleagues-asked-at = Jautāts
colleagues-addressee = Atbild
colleagues-copied-to = Zina vadītājs
colleagues-of-case = No lietas
colleagues-open-case = Atvērt lietu
colleagues-answer = Atbilde
colleagues-answer-text = Jūsu atbilde
colleagues-answer-hint = Kolēģis to redzēs uzreiz; ja jautājums ir no lietas, atbilde paliek tur darbiniekiem.
colleagues-answer-send = Atbildēt
colleagues-partly = Pilna atbilde būs vēlāk
colleagues-partly-text = Kāpēc un kas ir zināms jau tagad
colleagues-partly-hint = Kolēģis redzēs paskaidrojumu un dienu; līdz tai atbilde ir apsolīta.
colleagues-partly-on = Pilna atbilde būs līdz
colleagues-partly-send = Paziņot
colleagues-pass-on = Nodot citam
colleagues-pass-on-to = Kam
colleagues-pass-on-note = Piezīme
colleagues-pass-on-send = Nodot
colleagues-said = Atbildes
colleagues-said-answered = Atbilde
colleagues-said-attends = Piedalīsies
colleagues-said-declines = Nepiedalīsies
colleagues-said-withdrawn = Jautājums atsaukts
colleagues-said-partly = Pilna atbilde būs līdz { $day }
colleagues-said-passed-on = Nodots: { $name }
colleagues-practice = Ko standarts prasa pret kolēģi
colleagues-practice-guides = Norādes
colleagues-withdraw = Atsaukt jautājumu
colleagues-withdraw-hint = Ja atbilde vairs nav vajadzīga.
colleagues-kept = Izpildīts { $moment }
colleagues-kept-late = Izpildīts ar kavēšanos { $moment }
colleagues-waived = Vairs nav jāpilda: { $reason }
colleagues-promised = Kas apsolīts

# What stands in the case.
colleagues-note-asked = Jautājums kolēģim ({ $name }): { $topic }
    { $question }
colleagues-note-answered = Kolēģa atbilde ({ $topic })
    { $text }
colleagues-note-partly = Kolēģa atbilde ({ $topic }): pilna atbilde būs līdz { $day }
    { $text }
colleagues-note-passed-on = Jautājums ({ $topic }) nodots: { $name }
colleagues-note-withdrawn = Jautājums ({ $topic }) atsaukts

# Non-conformities.
colleagues-nonconformities = Neatbilstības
colleagues-reports-to-me = Man jārisina
colleagues-reports-from-me = Manis ziņotās
colleagues-reports-all = Visas
colleagues-limited = Rāda tikai: { $limits }.
colleagues-show-all = Rādīt visas
colleagues-no-reports = Te nav neviena ziņojuma
colleagues-no-reports-text = Ja redzat neatbilstību, ziņojiet: tā uzreiz nonāks pie tā, kas par to atbild.
colleagues-first-only = { $category ->
    [zero] Redzami pirmie { $count }.
    [one] Redzams pirmais { $count }.
   *[other] Redzami pirmie { $count }.
  }
colleagues-nobody-yet = vēl nevienam
colleagues-possible = iespējama
colleagues-days = { $category ->
    [zero] { $count } dienu
    [one] { $count } diena
   *[other] { $count } dienas
  }
colleagues-stage-unrouted = nav, kam nodot
colleagues-stage-reported = ziņots
colleagues-stage-received = saņemts
colleagues-stage-remedied = novērsts
colleagues-stage-closed = slēgts
colleagues-kind-other = Kas cits: tiešajam vadītājam
colleagues-kind-other-short = Kas cits
colleagues-report = Ziņot par neatbilstību
colleagues-report-lead = Ziņojums uzreiz nonāks pie tā, kas pēc standarta par to atbild.
colleagues-report-of-case = Ziņojums būs saistīts ar lietu { $reference }.
colleagues-report-of-page = Ziņojums būs saistīts ar lapu { $page }.
colleagues-found = Kas konstatēts
colleagues-found-hint = Kas nav, kā jābūt, un kur tas redzams. Klienta datus nerakstiet, ja bez tiem var iztikt.
colleagues-kind = Par ko tas ir
colleagues-kind-hint = No tā atkarīgs, kam ziņojumu nodod.
colleagues-unit = Struktūrvienība
colleagues-unit-hint = Kas pasūtījumu pilda vai kuras teritorijā ir objekts; citiem veidiem nav vajadzīga
colleagues-unit-none = Nav vajadzīga
colleagues-unit-short = Struktūrvienība
colleagues-possible-box = Neatbilstība ir tikai iespējama
colleagues-report-send = Ziņot
colleagues-report-title = Neatbilstība { $reference }
colleagues-not-sent = Ziņojums ir pieņemts, bet nav, kam to nodot.
colleagues-not-sent-text = To redz arī tie, kas pārrauga neatbilstības. Kad trūkstošais būs novērsts, šeit būs poga nosūtīšanai.
colleagues-mended = Trūkstošais ir novērsts, un ziņojumu var nosūtīt.
colleagues-mend = Novērst trūkstošo
colleagues-send-again = Nosūtīt
colleagues-receive = Saņēmu
colleagues-receive-text = Apstipriniet, ka ziņojums ir saņemts.
colleagues-remedy = Kā novērsts
colleagues-remedy-hint = Kas izdarīts, lai tas neatkārtotos
colleagues-remedy-send = Ir novērsts
colleagues-report-pass-on = Nodot citam
colleagues-close = Slēgt
colleagues-close-without = Slēgt bez novēršanas
colleagues-closing = Piezīme
colleagues-closing-why = Kāpēc novērst nevajag
colleagues-reopen = Nav novērsts
colleagues-reopen-why = Kas joprojām nav kārtībā
colleagues-reopen-send = Atvērt no jauna
colleagues-done = Kas darīts
colleagues-step-found = Konstatēta neatbilstība
colleagues-step-routed = Nodots: { $name }
colleagues-step-routed-outside = Jānodod ārpus iestādes
colleagues-step-unrouted = Nav, kam nodot
colleagues-step-received = Saņemts
colleagues-step-passed-on = Nodots tālāk: { $name }
colleagues-step-remedied = Novērsts
colleagues-step-reopened = Nav novērsts
colleagues-step-closed = Slēgts
colleagues-you-answer = atbildat jūs
colleagues-reported-by = Ziņoja
colleagues-found-at = Konstatēts
colleagues-received-at = Saņemts
colleagues-case = Lieta
colleagues-place = Kur
colleagues-figures = Neatbilstību skaits
colleagues-figures-lead = Cik neatbilstību ziņots, cik vecas ir atvērtās un cik atkārtojas. No skaita nonāk pie ziņojumiem.
colleagues-figures-show = Rādīt
colleagues-from = No
colleagues-until-day = Līdz
colleagues-days-wrong = Norādiet dienas: pēdējā nav pirms pirmās
colleagues-no-reports-then = Šajās dienās neviens ziņojums nav saņemts
colleagues-by-kind = Pēc veida
colleagues-by-unit = Pēc struktūrvienības vai teritorijas
colleagues-figure-all = Ziņots
colleagues-figure-open = Atvērti
colleagues-figure-oldest = Vecākais atvērtais
colleagues-figure-median = Puse novērsta
colleagues-figure-repeated = Atkārtojas
colleagues-how-counted = Kā mēs to rēķinām
colleagues-how-counted-text = Atvērts ir ziņojums, kas nav novērsts un nav slēgts. Vecumu skaita kalendāra dienās no konstatēšanas. „Puse novērsta” ir dienu skaits, kurā novērsta puse no novērstajiem. Atkārtojas tas, par ko tajās pašās dienās jau ziņots agrāk: tas pats veids tajā pašā struktūrvienībā vai tajā pašā lapā.

# Absences.
colleagues-absence = Mana prombūtne
colleagues-absence-lead = Kas jāsagatavo, pirms dodaties prom, un teksts automātiskajai atbildei.
colleagues-stands-in-today = Šodien jūs aizvietojat: { $names }. Viņu jautājumi ir jūsu sarakstā.
colleagues-to-decide = Gaida jūsu lēmumu
colleagues-agree = Piekrītu
colleagues-decline = Noraidīt
colleagues-decline-reason = Iemesls, ja noraidāt
colleagues-no-substitute = Aizvietotājs nav norādīts.
colleagues-my-absences = Prombūtnes
colleagues-no-absences = Prombūtne nav paredzēta.
colleagues-absent-now = tagad
colleagues-prepared = Sagatavots
colleagues-to-prepare = Jāsagatavo
colleagues-prepare-substitute = Aizvietotāja nav: vienojieties ar vadītāju, kas jūs aizvietos
colleagues-prepared-substitute = Aizvieto { $name }
colleagues-substitute-away-too = { $name } arī nav darbā { $day }: vajag citu aizvietotāju
colleagues-prepare-forwarding = Zvanus pāradresējiet kolēģim vai, ja varat runāt, uz savu mobilo tālruni
colleagues-prepared-forwarding = Zvani pāradresēti uz { $number }
colleagues-prepare-text = Automātiskā atbilde e-pastā ir uzlikta
colleagues-text = Teksts automātiskajai atbildei
colleagues-text-hint = Iezīmējiet tekstu un iekopējiet to savā e-pastā.
colleagues-text-lv = Latviski
colleagues-text-en = Angliski
colleagues-text-set = Automātiskā atbilde ir uzlikta
colleagues-text-without-substitute = Automātiskajā atbildē jābūt aizvietotāja kontaktiem, bet aizvietotāja visām dienām nav.
colleagues-text-without-contact = Automātiskajā atbildē jābūt aizvietotāja kontaktiem, bet darbinieka kartītē to nav: { $name }.
colleagues-text-greeting = Labdien!
colleagues-text-days = No { $from } līdz { $until } neesmu darbā. Šajā laikā jums palīdzēs { $substitute }, { $contacts }.
colleagues-text-day = Neesmu darbā { $day }. Šajā dienā jums palīdzēs { $substitute }, { $contacts }.
colleagues-text-phone = tālrunis { $phone }
colleagues-text-email = e-pasts { $email }
colleagues-forward-to = Zvani pāradresēti uz
colleagues-forward-hint = Kolēģa vai jūsu mobilā tālruņa numurs
colleagues-save = Saglabāt
colleagues-proposals = Pieteiktās prombūtnes
colleagues-proposal-proposed = gaida lēmumu
colleagues-proposal-agreed = saskaņota
colleagues-proposal-declined = noraidīta
colleagues-proposal-withdrawn = atsaukta
colleagues-withdraw-proposal = Atsaukt
colleagues-propose = Pieteikt prombūtni
colleagues-propose-send = Pieteikt
colleagues-no-manager = Jums nav norādīts tiešais vadītājs; prombūtni var ierakstīt administrators.
colleagues-manager-decides = Lemj { $name }.
colleagues-first-day = Pirmā diena
colleagues-last-day = Pēdējā diena
colleagues-day-needed = Norādiet dienu
colleagues-substitute = Aizvietotājs
