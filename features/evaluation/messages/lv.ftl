# Keys of this room begin with evaluation-.
evaluation-plan = Pārbaužu plāns
evaluation-today = Manas pārbaudes šodien
evaluation-no-plan = Šim gadam pārbaužu plāna nav
evaluation-no-plan-why = Plānu veido no spēkā esošā standarta vērtēšanas matricas. Ja standartā tādas nav, plānot nav ko.
evaluation-whose = Kura pārbaudes
evaluation-mine = Manas
evaluation-everybody = Visu
evaluation-show = Rādīt
evaluation-months = Mēneši
evaluation-previous-month = Iepriekšējais mēnesis
evaluation-next-month = Nākamais mēnesis
evaluation-month = { $year }. gada { $month }
evaluation-weekdays = P O T C P S Sv
evaluation-duties = { $category ->
    [zero] { $count } pārbaužu
    [one] { $count } pārbaude
   *[other] { $count } pārbaudes
}
evaluation-grid-note = Skaitlis pie dienas rāda, cik pārbaužu tai ieplānots. Katras darba dienas pārbaudes tajā neskaita.
evaluation-everyday = Katru darba dienu
evaluation-duties-mine = Manas pārbaudes: { $when }
evaluation-duties-all = Visu pārbaudes: { $when }
evaluation-duties-of = { $name }: { $when }
evaluation-none = Nekas nav ieplānots.
evaluation-column-day = Diena
evaluation-column-what = Pārbaude
evaluation-column-about = Ko vērtē
evaluation-column-who = Kas veic
evaluation-column-until = Ne vēlāk kā
evaluation-why = Kāpēc
evaluation-more = { $category ->
    [zero] Vēl { $count } pārbaužu nav parādīts. Izvēlieties cilvēku vai dienu.
    [one] Vēl { $count } pārbaude nav parādīta. Izvēlieties cilvēku vai dienu.
   *[other] Vēl { $count } pārbaudes nav parādītas. Izvēlieties cilvēku vai dienu.
}
evaluation-gaps = Kam nav veicēja
evaluation-times = { $category ->
    [zero] { $count } reižu gadā
    [one] { $count } reizi gadā
   *[other] { $count } reizes gadā
}
evaluation-made = Plāns veidots { $when }.
evaluation-plan-again = Plānot no jauna
evaluation-notice-planned = Plāns pārskatīts. Šodienas un agrākās pārbaudes palika, kā bija.
evaluation-team-of = komanda, ko vada { $name }
evaluation-institution = visa iestāde
evaluation-self-check = Paškontrole
evaluation-what-holds = Atzīmējiet, kas šodien ir kārtībā
evaluation-note = Kas nav kārtībā un ko darāt
evaluation-note-hint = Ja kaut kas palika neatzīmēts, pasakiet, kas. To redzat jūs un jūsu vadītājs.
evaluation-note-needed = Pasakiet, kas nav kārtībā, vai atzīmējiet atlikušo.
evaluation-note-needed-do = Atgriezieties lapā un papildiniet.
evaluation-sign = Parakstīt
evaluation-notice-signed = Paškontrole parakstīta.
evaluation-signed-at = Parakstīta plkst. { $time }.
evaluation-amiss = Nebija kārtībā:
evaluation-no-self-check = Šodien paškontrole nav jāveic.
evaluation-nothing-today = Šodien paškontrole nav jāveic.
evaluation-nothing-today-do = Paškontrole jāveic nākamajā darba dienā.
evaluation-already-signed = Šodienas paškontrole jau ir parakstīta.
evaluation-already-signed-do = Jūsu atzīmes redzamas lapā „Manas pārbaudes šodien”.
evaluation-duties-today = Šodien ieplānots
evaluation-no-duties-today = Šodien nekas cits nav ieplānots.
evaluation-look-first = Vispirms: { $name }
evaluation-until = Ne vēlāk kā { $day }
evaluation-later = Tuvākajās dienās
evaluation-team = Jūsu darbinieku paškontrole
evaluation-team-signed = { $category ->
    [zero] Šodien parakstījuši { $signed } no { $count } darbiniekiem.
    [one] Šodien parakstījuši { $signed } no { $count } darbinieka.
   *[other] Šodien parakstījuši { $signed } no { $count } darbiniekiem.
}
evaluation-not-signed-today = Šodien vēl nav parakstījuši
evaluation-not-signed-earlier = Iepriekšējās dienās nav parakstījuši
evaluation-team-amiss = Kas nebija kārtībā
