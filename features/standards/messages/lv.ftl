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
standards-how-we-serve = Kā mēs apkalpojam
standards-principles = Mūsu principi
standards-duties = Ko lūdzam klientiem
standards-whole = Pārējais dokumentā
standards-issuer = Izdevējs
standards-number = Numurs
standards-builds-on = Balstās uz
standards-field = Attiecas uz
standards-legal-basis = Tiesiskais pamats
