access-sign-in = Pieslēgties
access-email = E-pasta adrese
access-password = Parole
access-wrong = E-pasta adrese vai parole nav pareiza. Pārbaudiet abas un mēģiniet vēlreiz.
access-held = Jūsu sesija ir beigusies, un uzrakstītais nav nosūtīts. Tas nav pazudis: pierakstieties, un varēsiet to nosūtīt. Ja pierakstīsies cits darbinieks, viņam to nerādīs.
access-held-files-again = Izvēlētie faili netika paturēti. Pēc pierakstīšanās tie būs jāizvēlas vēlreiz.
access-held-too-large = Jūsu sesija ir beigusies, un uzrakstītais nav nosūtīts. Teksta ir vairāk, nekā šī lapa var paturēt. Pirms pierakstāties, ejiet pārlūkprogrammā atpakaļ un nokopējiet tekstu.
access-held-demo = Turpināt kā tas pats cilvēks
access-held-title = Vēl nav nosūtīts
access-held-reply = Jūs rakstījāt atbildi, bet, kad nospiedāt pogu, sesija bija beigusies. Atbilde nav nosūtīta.
access-held-note = Jūs rakstījāt piezīmi, bet, kad nospiedāt pogu, sesija bija beigusies. Piezīme nav pievienota.
access-held-form = Jūs aizpildījāt veidlapu, bet, kad nospiedāt pogu, sesija bija beigusies. Veidlapa nav nosūtīta, un nekas nav mainīts.
access-held-typed = Ko uzrakstījāt
access-held-files = Faili, kas jāizvēlas vēlreiz
access-held-files-hint = Pirms tam izvēlētie faili netika paturēti.
access-held-send = Turpināt
access-held-leave = Nesūtīt un atvērt lapu
access-second = Otrais solis
access-second-new = Noskenējiet kodu ar autentifikatora lietotni vai ierakstiet atslēgu tajā, pēc tam ievadiet sešus ciparus, ko lietotne rāda.
access-second-known = Ievadiet sešus ciparus no autentifikatora lietotnes.
access-second-qr = Kods autentifikatora lietotnei
access-second-wrong = Kods neder vai jau ir izmantots. Pagaidiet nākamo kodu un ievadiet to.
access-code = Kods
access-invitation = Izvēlieties paroli
access-password-new = Jaunā parole
access-password-again = Tā pati parole vēlreiz
access-password-hint = Vismaz 12 rakstzīmes; der arī vairāki vārdi ar atstarpēm.
access-password-short = Parole ir par īsu. Izvēlieties vismaz 12 rakstzīmes.
access-password-long = Parole ir par garu. Pietiek ar 128 rakstzīmēm.
access-password-common = Šādu paroli viegli uzminēt. Pievienojiet vēl kādu negaidītu vārdu.
access-password-differs = Abas paroles atšķiras. Ievadiet tās vēlreiz.
access-device = Pieslēgt ierīci
access-device-lead = Ievadiet astoņu zīmju kodu, ko administrators redz iestatījumos. Tas der desmit minūtes.
access-device-code = Ierīces kods
access-device-pair = Pieslēgt
access-device-wrong = Kods neder vai ir novecojis. Palūdziet administratoram jaunu.
access-account = Manas pieslēgšanās
access-started = Sākta
access-seen = Pēdējoreiz lietota
access-end = Beigt
access-this = Šī pieslēgšanās
access-demo-title = Izmēģiniet Solīts
access-demo-lead = Šī ir izdomāta pašvaldība ar izdomātiem cilvēkiem. Izvēlieties, kas šodien būsiet.
access-demo-clock = Paraugā tagad ir
access-demo-people = Darbinieki
access-demo-hall = Ierīces zālē
access-demo-kiosk = Rindas kiosks
access-demo-display = Zāles ekrāns
access-demo-phone = Rinda tālrunī
access-demo-public = Iedzīvotājiem
access-passkeys = Piekļuves atslēgas
access-passkeys-lead = Piekļuves atslēga tālrunī, datorā vai drošības atslēgā ļauj pierakstīties ar pirkstu, seju vai PIN, bez paroles. Pievienojiet to katrā ierīcē, ko lietojat.
access-passkey-name = Atslēgas nosaukums
access-passkey-name-hint = Jums pašam, piemēram, “darba dators”.
access-passkey-unnamed = Piekļuves atslēga
access-passkey-made = Pievienota
access-passkey-remove = Noņemt
access-passkey-add = Pievienot piekļuves atslēgu
access-passkey-use = Pierakstīties ar piekļuves atslēgu
access-passkey-instead = Vai piekļuves atslēga
access-passkey-doubtful = iespējama kopija
access-passkey-nowhere = Šajā adresē piekļuves atslēgas nedarbojas
access-passkey-nowhere-do = Tām vajag vārdu un TLS vai localhost. Pierakstieties ar paroli un sešiem cipariem.
access-passkey-script = Piekļuves atslēgas pievienošanai vajag JavaScript; parolei un sešiem cipariem to nevajag.
access-passkey-unsupported = Šī pārlūkprogramma nevar lietot piekļuves atslēgas. Atveriet lapu citā vai pierakstieties citādi.
access-passkey-elsewhere = Piekļuves atslēgas darbojas tikai adresē { $address }. Atveriet lapu tur.
access-passkey-failed = Ierīce atslēgu neiedeva. Mēģiniet vēlreiz vai izvēlieties otru veidu.
access-passkey-wrong = Piekļuves atslēga netika pieņemta. Mēģiniet vēlreiz vai pierakstieties ar paroli.
access-passkey-copied = Piekļuves atslēga netika pieņemta: tās skaitītājs ir gājis atpakaļ, tāpēc iespējama kopija. Pierakstieties citādi, noņemiet to un pasakiet administratoram.
access-passkey-not-added = Piekļuves atslēga netika pievienota. Mēģiniet vēlreiz vai izvēlieties citu ierīci.
access-passkey-needed = Vajadzīga piekļuves atslēga
access-passkey-needed-do = Jums ir piekļuves atslēga, un parole to neaizstāj. Pierakstieties ar piekļuves atslēgu.
access-passkey-must = Jūsu tiesībām vajag piekļuves atslēgu: ar paroli un cipariem vien tās neatveras. Pievienojiet to, un pierakstīšanās būs pabeigta.
access-passkey-must-nowhere = Šajā adresē piekļuves atslēgas nedarbojas: tām vajag vārdu un TLS vai localhost. Lūdziet servera uzturētāju norādīt šādu adresi ar --public-url.
access-passkey-must-script = Piekļuves atslēgas pievienošanai vajag JavaScript. Ieslēdziet to un ielādējiet lapu vēlreiz.
access-passkey-last = Pēdējā piekļuves atslēga paliek
access-passkey-last-do = Jūsu tiesībām vajag vismaz vienu piekļuves atslēgu. Vispirms pievienojiet citu, tad noņemiet šo.
access-password-change = Mainīt paroli
access-password-present = Pašreizējā parole
access-password-ends = Pārējās jūsu pierakstīšanās beidzas.
access-present-wrong = Tā nav pašreizējā parole. Ievadiet to vēlreiz.
access-sessions = Kur esmu pierakstījies
access-how = Kā
access-how-passkey = Piekļuves atslēga
access-how-second = Parole un seši cipari
access-how-password = Tikai parole
access-how-demo = Demonstrācija
access-notice-passkey-added = Piekļuves atslēga pievienota.
access-notice-passkey-removed = Piekļuves atslēga noņemta.
access-notice-password = Parole nomainīta; pārējās jūsu pierakstīšanās ir beigušās.
access-notice-password-reset = Jaunā parole ir saglabāta. Pierakstieties ar to.
access-notice-ended = Pierakstīšanās ir izbeigta.
access-forgotten = Aizmirsta parole
access-forgotten-do = Lūdziet saiti savas iestādes administratoram: tā der vienu reizi un desmit minūtes, un jauno paroli redzat tikai jūs.
access-reset = Izvēlieties jaunu paroli
access-reset-second-stays = Otrais solis paliek tāds, kāds bija.
access-reset-also-second = Otrais solis un piekļuves atslēgas arī tiek noņemtas; jaunu izvēlaties nākamajā pierakstīšanās reizē.
access-reset-link = Saite nodošanai
access-reset-hand-over = Tā redzama tikai tagad, der vienu reizi un desmit minūtes. Nododiet to tikai šim cilvēkam.
access-reset-waits = Tas jāapstiprina citam administratoram; tad saite tiks parādīta viņam.
access-reset-own = To jūsu vietā dara kāds cits; savu paroli maināt savā kontā.
access-reset-two = Tas jādara citam administratoram, nevis tam, kurš to lūdza, vienas dienas laikā.
access-reset-asked = { $name } lūdza jaunu otro soli.
access-reset-confirm = Apstiprināt un izveidot saiti
access-reset-password = Jauna parole
access-reset-all = Jauna parole un otrais solis
access-people = Kā darbinieki pierakstās
access-people-lead = Kas aizmirsis paroli, saņem saiti no jums; paroli jūs neredzat. Pazaudētam tālrunim vai atslēgai vajag divus administratorus. Saites izmantošana izbeidz visas cilvēka pierakstīšanās.
access-people-find = Vārds
access-people-none = Nevienam ar šādu vārdu nav paroles
access-find = Meklēt
access-person = Darbinieks
access-second-factor = Otrais solis
access-has-none = vēl nav
access-has-digits = seši cipari
access-has-passkeys = { $category ->
    [zero] { $count } piekļuves atslēgu
    [one] { $count } piekļuves atslēga
   *[other] { $count } piekļuves atslēgas
}
access-has-both = seši cipari un { $category ->
    [zero] { $count } piekļuves atslēgu
    [one] { $count } piekļuves atslēga
   *[other] { $count } piekļuves atslēgas
}
access-to-setup = Iestatījumi
access-record = Piekļuves ieraksti
access-record-lead = Kurš un kad skatījies klientu lietas un saglabājis pierādījumu failus. Ierakstus nevar ne mainīt, ne pirms laika dzēst; arī tas, ka skatāties jūs, tiek ierakstīts.
access-record-case = Lietas numurs
access-record-anybody = Visi
access-record-day = Diena
access-record-at = Kad
access-record-who = Kas
access-record-what = Ko darīja
access-record-none = Šādu ierakstu nav
access-record-no-case = Lietas ar šādu numuru nav.
access-record-program = Programma: { $name }
access-record-case-opened = Atvēra lietu
access-record-case-receipt = Atvēra lietas lapiņu
access-record-case-search = Meklēja lietas, atrastas: { $count }
access-record-case-list = Saņēma lietu sarakstu, lietas: { $count }
access-record-export = Paņēma tabulu kā datni, rindas: { $count }
access-record-evidence-file = Saglabāja pierādījuma failu, norma: { $norm }
access-record-person-export = Izsniedza personai tās datus, ieraksti: { $count }
access-record-person-case = Izsniedza personai datus no lietas
access-record-viewed = Skatīja piekļuves ierakstus, rādīti: { $count }
access-record-purpose = Mērķis
access-record-show = Rādīt
access-record-everything = Visu
access-record-unusual = Dienas neparasto
access-purpose-visit = Klients pie lodziņa
access-purpose-owner = Savas lietas izskatīšana
access-purpose-supervision = Padotā lietas pārraudzība
access-purpose-search = Lietas meklēšana
access-purpose-program = Programmu datu apmaiņa
access-purpose-oversight = Piekļuves pārraudzība
access-purpose-person = Datu izsniegšana personai
access-purpose-none = nav zināms
access-unusual-lead = Dienas apskates, par kurām vērts pajautāt. Neparasts vēl nav pārkāpums.
access-unusual-none = Šajā dienā nekā neparasta nav
access-unusual-why = Kas neparasts
access-unusual-many = { $category ->
    [zero] dienā atvērtas { $count } lietas, krietni vairāk nekā parasti
    [one] dienā atvērta { $count } lieta, krietni vairāk nekā parasti
   *[other] dienā atvērtas { $count } lietas, krietni vairāk nekā parasti
}
access-unusual-searches = { $category ->
    [zero] dienā meklēts { $count } reižu, krietni vairāk nekā parasti; atvērto lietu skaits: { $opened }
    [one] dienā meklēts { $count } reizi, krietni vairāk nekā parasti; atvērto lietu skaits: { $opened }
   *[other] dienā meklēts { $count } reizes, krietni vairāk nekā parasti; atvērto lietu skaits: { $opened }
}
access-unusual-hours = ārpus darba laika
access-unusual-unit = citas vienības lieta bez zināma mērķa
access-unusual-surname = klientam ir tas pats uzvārds
access-terms = Cik ilgi ierakstus glabā
access-terms-lead = Vecākus ierakstus programma izdzēš katru stundu; jaunākus nevar izdzēst neviens. Katra dzēšana paliek žurnālā.
access-terms-kept = Cik ilgi ko glabā
access-terms-term = Glabāšanas laiks
access-terms-months = Mēneši
access-terms-hint = No 18 līdz 240. Pagarina viens cilvēks, saīsina divi.
access-terms-wrong = Ierakstiet veselu skaitli no 18 līdz 240.
access-terms-asked = { $category ->
    [zero] { $name } lūdz glabāt { $count } mēnešus.
    [one] { $name } lūdz glabāt { $count } mēnesi.
   *[other] { $name } lūdz glabāt { $count } mēnešus.
}
access-terms-confirm = Apstiprināt īsāko laiku
access-terms-two = To dienas laikā apstiprina cits cilvēks, nevis tas, kas lūdza.
access-terms-two-do = Dienas laikā to apstiprina cits cilvēks.
access-terms-changed = Glabāšanas laiks tikmēr ir mainīts
access-terms-changed-do = Tagad tas ir garāks, nekā jūs redzējāt. Apskatiet to vēlreiz.
access-terms-older = Vecie ieraksti
access-terms-count = { $category ->
    [zero] Pirms { $day } ir { $count } ierakstu.
    [one] Pirms { $day } ir { $count } ieraksts.
   *[other] Pirms { $day } ir { $count } ieraksti.
}
access-terms-remove = Izdzēst vecos ierakstus
access-terms-notice-kept = Glabāšanas laiks ir mainīts.
access-terms-notice-waits = Īsākais laiks gaida cita cilvēka apstiprinājumu.
access-terms-notice-removed = Vecie ieraksti ir izdzēsti.
