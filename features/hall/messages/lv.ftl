# Waits, places and counters
hall-wait-now = uzreiz
hall-wait-up-to = līdz { $minutes }{ "\u00a0" }min
hall-wait-range = apmēram{ "\u00a0" }{ $range }
hall-wait-over-hour = ilgāk nekā stundu
hall-wait-over = ilgāk nekā { $minutes }{ "\u00a0" }min
hall-wait-no-counter = lodziņi pašlaik nestrādā
hall-wait-is = Gaidīšanas laiks: { $wait }.
hall-wait-unknown = Lodziņi pašlaik nestrādā, tāpēc gaidīšanas laiku nevar pateikt.
hall-nobody-waits = neviens negaida
hall-waiting = { $category ->
    [zero] gaida { $count } cilvēku
    [one] gaida { $count } cilvēks
   *[other] gaida { $count } cilvēki
}
hall-place = Pirms jums { $ahead }
hall-place-next = Jūsu kārta ir nākamā
hall-counter = { $number }.{ "\u00a0" }lodziņš

# Doors
hall-closed = Slēgts
hall-closed-today = slēgts
hall-opens-today = Atvērsim šodien plkst.{ "\u00a0" }{ $time }.
hall-opens-tomorrow = Atvērsim rīt plkst.{ "\u00a0" }{ $time }.
hall-opens-on = Atvērsim { $day }, plkst.{ "\u00a0" }{ $time }.
hall-hours-today = Darba laiks šodien
hall-last-tickets = Talonus izsniedzam līdz plkst.{ "\u00a0" }{ $time }.

# Kiosk
hall-choose-line = Izvēlieties, kas jums vajadzīgs
hall-party = Cik cilvēku?
hall-party-fewer = Par vienu mazāk
hall-party-one-more = Par vienu vairāk
hall-party-more-than = Ja jūs esat vairāk nekā { $most }, lūdzu, uzrunājiet darbinieku.
hall-party-wrong = Ierakstiet skaitli no 1 līdz { $most }. Ja jūs esat vairāk, lūdzu, uzrunājiet darbinieku.
hall-people = { $category ->
    [zero] { $count } cilvēku
    [one] { $count } cilvēks
   *[other] { $count } cilvēki
}
hall-no-lines = Šeit talonus vēl neizsniedz. Lūdzu, uzrunājiet darbinieku.
hall-priority = Man vajag priekšroku
hall-priority-lead = Jūs apkalpos ārpus kārtas. Iemesls nav jāsaka.
hall-priority-off = Priekšroku nevajag
hall-other-lines = Citi pakalpojumi
hall-help = Palīdzība
hall-help-ask = Aicināt darbinieku
hall-help-asked = Darbinieks aicināts plkst.{ "\u00a0" }{ $time }. Lūdzu, uzgaidiet šeit.
hall-help-coming = Darbinieks nāk pie jums.
hall-line-after-hours = Jūs apkalpos, bet tas var beigties pēc darba laika.
hall-line-other-ways = Šodien var nepaspēt. Skatiet citas iespējas.
hall-other-ways = Citas iespējas
hall-other-ways-why = Līdz darba laika beigām jūs var nepaspēt apkalpot: { $line }. Darbinieks palīdzēs atrast labāko risinājumu.
hall-other-ways-why-any = Līdz darba laika beigām jūs var nepaspēt apkalpot. Darbinieks palīdzēs atrast labāko risinājumu.
hall-ask-person = Ja vajag palīdzību, uzrunājiet jebkuru darbinieku pie lodziņa.
hall-call-us = Zvaniet: { $phone }.
hall-write-us = Rakstiet: { $email }.
hall-come-again = Nāciet citā dienā: { $address }.
hall-how-choose = Nospiediet sava pakalpojuma pogu un paņemiet talonu.
hall-how-wait = Gaidiet zālē vai sekojiet rindai tālrunī: nolasiet talona kodu.
hall-how-come = Kad ekrānā redzat savu numuru, ejiet pie norādītā lodziņa.
hall-your-number = Jūsu numurs: { $number }
hall-your-number-is = Jūsu numurs
hall-take-ticket = Paņemiet talonu
hall-print-ticket = Drukāt talonu
hall-qr-label = Kods, kas tālrunī atver jūsu talonu
hall-qr-do = Nolasiet kodu ar tālruni, lai redzētu savu vietu rindā.

# Display
hall-display = Rindas ekrāns
hall-display-head = Aicinām
hall-display-idle = Labdien!
hall-display-idle-more = Paņemiet talonu, un mēs jūs aicināsim.
hall-notices = Paziņojumi
hall-notice = Paziņojums
hall-our-promise = Mēs solām
hall-sound-start = Ieslēgt skaņu

# Ticket
hall-please-come = Lūdzu, { $counter }
hall-please-come-any = Lūdzu, nāciet pie lodziņa
hall-called-at = Aicinājām plkst.{ "\u00a0" }{ $time }.
hall-called-again = Aicinājām vēlreiz plkst.{ "\u00a0" }{ $time }.
hall-serving-at = Jūs apkalpo { $number }.{ "\u00a0" }lodziņā
hall-serving = Jūs apkalpo
hall-not-before = Jūs neaicinās pirms plkst.{ "\u00a0" }{ $time }.
hall-parked = Jūsu vieta ir saglabāta
hall-parked-until = Jūs aicinās vēlreiz ap plkst.{ "\u00a0" }{ $time }.
hall-no-show = Jūs aicinājām, bet nesagaidījām
hall-no-show-at = Aicinājām plkst.{ "\u00a0" }{ $time }.
hall-no-show-do = Vēl varat atgriezties: dažus palaidīsiet pa priekšu.
hall-left = Jūs atstājāt rindu
hall-left-do = Ja vēlaties, paņemiet jaunu talonu.
hall-finished = Paldies, ka atnācāt!
hall-finished-waited = Jūs gaidījāt { $wait }.
hall-mistake = Šis talons nav derīgs
hall-unserved = Šis talons vairs nav derīgs
hall-as-of = Redzams tas, kas bija plkst.{ "\u00a0" }{ $time }.
hall-more-time = Man vajag vairāk laika
hall-return = Atgriezties rindā
hall-leave = Atstāt rindu
hall-leave-ask = Vai atstāt rindu?
hall-leave-means = Jūsu vieta rindā netiks saglabāta. Ja vajag tikai vairāk laika, palieciet rindā un nospiediet „Man vajag vairāk laika”.
hall-stay = Palikt rindā
hall-new-ticket = Paņemt jaunu talonu
hall-why-before = Kāpēc kāds, kas atnāca vēlāk, ir pirms manis?
hall-how = Kā lietot talonu?
hall-how-phone = Turiet šo lapu atvērtu: tā pati pateiks, kad un pie kura lodziņa nākt. Ja neatnāksiet minūtes laikā, aicinās nākamo, bet jūs varēsiet atgriezties rindā.
hall-done-more-time = Labi, jūs neaicinās piecas minūtes. Jūsu vieta ir saglabāta.
hall-done-returned = Jūs atkal esat rindā.
hall-done-left = Jūs atstājāt rindu.
hall-done-late = Tikmēr kaut kas ir mainījies. Zemāk redzams, kā ir tagad.

# Branch on the web
hall-today = Šodien: { $hours }
hall-address = Adrese
hall-phone = Tālrunis
hall-email = E-pasts
hall-hours-week = Darba laiks tuvākajās dienās
hall-departures = Citāds darba laiks tuvākajās 30 dienās
hall-channel-visit = Klātienē
hall-channel-reception = Privātpersonu pieņemšana pēc pieraksta
hall-channel-phone = Pa tālruni
hall-channel-email = Pa e-pastu
hall-channel-trust-line = Uzticības tālrunis
hall-channel-e-address = E-adresē
hall-channel-portal = Portālā
hall-lines-now = Rinda šobrīd
hall-take-here = Paņemt talonu
hall-no-tickets-here = Šeit talons nav vajadzīgs: nāciet tieši pie lodziņa.
hall-line-other-ways-public = Šodien jūs var nepaspēt apkalpot. Zvaniet, rakstiet vai nāciet citā dienā.
hall-ticket-closed = Pašlaik ir slēgts, tāpēc talonus neizsniedzam.
hall-services = Pakalpojumi
hall-service-line = Rinda
hall-service-price = Cena
hall-service-deadline = Termiņš
hall-service-link = Pakalpojums internetā

# Institution
hall-institution = Klientu apkalpošana
hall-branches = Kur mūs satikt
hall-no-branches = Apkalpošanas vietu vēl nav.
hall-more-here = Vēl šeit
hall-follow-case = Kas notiek ar manu lietu?
hall-follow-case-how = Skatiet ar kodu, ko saņēmāt.
hall-our-promises = Ko mēs solām
hall-our-promises-how = Solījumi un tas, kā tos turam.
hall-board = Paziņojumi ekrānā
hall-board-lead = Ekrāns tos rāda starp aicinājumiem, citu pēc cita, abās valodās.
hall-board-none = Neviens paziņojums nav ierakstīts. Ekrāns rāda standarta solījumus un darba laiku.
hall-board-shown = rāda tagad
hall-board-to-come = vēl priekšā
hall-board-times = no { $from } līdz { $until }
hall-board-everywhere = Visos centros
hall-board-up = Uz augšu
hall-board-end = Noņemt
hall-board-new = Jauns paziņojums
hall-board-text-lv = Teksts latviski
hall-board-text-en = Teksts angliski
hall-board-from-day = Rāda no
hall-board-from-time = no plkst.
hall-board-until-day = Rāda līdz
hall-board-until-time = līdz plkst.
hall-board-place = Kur rāda
hall-board-kind = Veids standartā
hall-board-other-kind = Cits paziņojums
hall-board-about = Pirmā diena, uz kuru tas attiecas
hall-board-about-hint = No tās skaita, cik agri standarts prasa paziņot.
hall-board-write = Rādīt ekrānā
hall-board-preview = Apskatīt vispirms
hall-board-rules = Ko par paziņojumiem prasa standarts
hall-board-at-once = tūlīt, tiklīdz zināms
hall-board-days = { $category ->
    [one] vismaz { $count } dienu iepriekš
   *[other] vismaz { $count } dienas iepriekš
}
hall-board-working-days = { $category ->
    [one] vismaz { $count } darba dienu iepriekš
   *[other] vismaz { $count } darba dienas iepriekš
}
hall-board-late = Standarts prasa to rādīt ne vēlāk kā { $day } ({ $paragraph }).
hall-board-on-display = Tā to rāda ekrāns
hall-board-changes = Par ko vēl jāpaziņo
hall-board-change-late = nokavēts
hall-board-change-write = Rakstīt paziņojumu
hall-change-day = Apkalpošanas laiks { $day }: { $hours }.
hall-change-time = Neapkalpojam: { $from } – { $until }.
hall-board-day-wrong = Ievadiet dienu, ne vairāk kā divus gadus uz priekšu.
hall-board-time-wrong = Ievadiet laiku, piemēram, 9:00.
hall-board-backwards = Beigām jābūt pēc sākuma.
hall-board-over = Šis laiks jau ir pagājis.
hall-board-written = Paziņojums ir ierakstīts.
hall-board-ended = Paziņojums ir noņemts.
hall-board-moved = Secība ir mainīta.
hall-particulars = Saziņa ar iestādi
hall-fax = Fakss
hall-website = Tīmekļvietne
hall-other-contacts = Citi saziņas veidi
hall-registration = Reģistrācijas numurs
hall-parent-body = Augstākā iestāde
hall-stand = Informācija stendam
hall-stand-of = { $branch }: informācija klientiem
hall-stand-made = Sagatavots { $day }.
hall-stand-hours = Apkalpošanas laiks
hall-stand-contacts = Kā mūs sasniegt
hall-stand-information-phone = Informatīvais tālrunis
hall-stand-information-email = Informatīvais e-pasts
hall-stand-post = Pasta adrese
hall-stand-prices = Pakalpojumi un cenas
hall-stand-service = Pakalpojums
hall-stand-no-deadline = cik ātri vien iespējams
hall-stand-complaints = Kur sūdzēties
hall-stand-complaints-how = Sūdzību vai ierosinājumu var iesniegt šeit, pa pastu vai e-pastu. Tas, par kuru sūdzas, sūdzību neizskata.
hall-stand-about = Par ko sūdzas
hall-stand-decides = Kas izskata
hall-stand-appeals = Kā apstrīdēt lēmumu
hall-stand-appeals-how = Lēmumā ir norādīts, kur un cik ilgā laikā to var apstrīdēt. Ja lēmums ir administratīvais akts, to apstrīd mēneša laikā no dienas, kad tas stājies spēkā; ja lēmumā nav norādīts, kur un kad to apstrīdēt, — gada laikā (Administratīvā procesa likuma 79. pants). Iesniegumu var atstāt šeit vai atsūtīt uz iestādes adresi.
hall-stand-duties = Ko lūdzam no klienta
hall-stand-more = Vairāk par mums
hall-stand-standard = Mūsu apkalpošanas standarts
hall-stand-promises = Ko solām un kā pildām
hall-stand-branch = Cik tagad jāgaida
hall-stand-case = Kur palikusi mana lieta
hall-write = Rakstiet mums
hall-write-how = Jautājums, pasūtījums, sūdzība, ierosinājums vai pateicība – bez konta
hall-questions = Jautājumi un atbildes
hall-questions-how = Ko iedzīvotāji jautā un ko atbildējām
hall-feedback = Sūdzības, ierosinājumi un pateicības
hall-feedback-how = Kā tās izskatām, kurš lemj un ko mainījām jūsu dēļ
