# What all rooms share. Keys begin with common- or error-; navigation with nav-.

# Buttons and links
common-save = Saglabāt
common-cancel = Atcelt
common-close = Aizvērt
common-print = Drukāt
common-search = Meklēt
common-undo = Atsaukt
common-choose = Izvēlieties
common-start = Uz sākumu

# Frame of a page
common-product = Solīts
common-skip = Uz lapas saturu
common-navigation = Galvenā izvēlne
common-other-language = English
common-sign-out = Izrakstīties
common-theme = Gaišs vai tumšs
common-keys = Taustiņi
common-keys-title = Īsie taustiņi
common-keys-none = Šajā lapā īso taustiņu nav.
common-keys-use = Lietot vienas zīmes taustiņus
common-keys-rule = Kamēr rakstāt laukā, īsie taustiņi nedarbojas.

nav-workplace = Darba vieta
nav-floor = Zāle
nav-cases = Lietas
nav-inbox = Ienākošais
nav-feedback = Atsauksmes
nav-search = Meklēt
nav-promises = Solījumi
nav-standard = Standarts
nav-plan = Pārbaudes
nav-evidence = Pierādījumi
nav-setup = Iestatījumi
nav-record = Piekļuves ieraksti
nav-requests = Kolēģu jautājumi
nav-report = Ziņot par neatbilstību
nav-account = Mans konts
nav-acquaintance = Iepazīšanās ar standartu
nav-sign-in = Kā darbinieki pierakstās
nav-access-record = Piekļuves ieraksti

# Forms
common-optional = ja vēlaties
common-yes = Jā
common-no = Nē
common-error-summary = { $category ->
    [one] Izlabojiet { $count } vietu
   *[other] Izlabojiet { $count } vietas
    [zero] Izlabojiet { $count } vietu
}
common-field-empty = Aizpildiet šo lauku.
common-field-choose = Izvēlieties vienu no iespējām.
common-field-too-long = Saīsiniet tekstu: šeit ir vieta { $most } zīmēm.
common-field-not-understood = Pārbaudiet, vai ierakstīts pareizi.

# States
common-stale = Redzams tas, kas bija
common-reconnecting = Savienojums atjaunojas…
common-new-rows = Jauni ieraksti — rādīt
common-refresh = Atjaunot lapu
common-why-date = Kāpēc šis datums?

# Lists
common-page-of = { $page }. lapa no { $pages }
common-pages = Lapas
common-previous-page = Iepriekšējā lapa
common-next-page = Nākamā lapa
common-clients = { $category ->
    [zero] { $count } klientu
    [one] { $count } klients
   *[other] { $count } klienti
}

# Errors: what happened, and under …-do what to do now.
error-not-found = Šādas lapas nav
error-not-found-do = Pārbaudiet adresi vai sāciet no sākumlapas. Ja saiti saņēmāt no mums, lūdzu, pasakiet to mums.
error-not-found-call = Pārbaudiet adresi un tajā nosaukto identifikatoru. Aprakstu dod /api/openapi.json.
error-sign-in = Lūdzu, pierakstieties
error-sign-in-do = Šī lapa atveras tikai pēc pierakstīšanās. Pierakstieties un turpiniet.
error-sign-in-call = Sūtiet derīgu atslēgu galvenē Authorization: Bearer. Atslēgas izsniedz administrators.
error-pairing = Šī ierīce nav pievienota
error-pairing-do = Palūdziet administratoram pievienot ierīci no jauna.
error-forbidden = Jums nav tiesību to darīt
error-forbidden-do = Ja tas vajadzīgs jūsu darbam, lūdziet šīs tiesības administratoram.
error-forbidden-call = Lūdziet administratoram atslēgu, kurai šīs tiesības ir.
error-forbidden-right = Trūkst tiesību: { $right }
error-foreign-form = Veidlapa nav nosūtīta no mūsu lapas
error-foreign-form-do = Atveriet lapu no jauna un nosūtiet veidlapu vēlreiz.
error-stale-form = Veidlapa ir novecojusi
error-stale-form-do = Atveriet lapu no jauna un pārbaudiet, kas kopš tā laika mainījies. Nekas nav saglabāts.
error-stale-form-call = Izlasiet lapu no jauna un sūtiet tās drošības kodu galvenē X-CSRF. Nekas nav mainīts.
error-bad-request = Nevaram izlasīt nosūtīto
error-bad-request-do = Atgriezieties, pārbaudiet ierakstīto un nosūtiet vēlreiz.
error-bad-request-call = Salīdziniet nosūtīto ar aprakstu /api/openapi.json un sūtiet vēlreiz. Nekas nav mainīts.
error-body = Saturs nav izlasāms: { $why }
error-fields = Pieprasījumā kaut kas nav kārtībā
error-fields-do = Izlabojiet nosauktos laukus un sūtiet vēlreiz. Nekas nav mainīts.
error-too-large = Nosūtīts par daudz
error-too-large-do = Saīsiniet tekstu vai pievienojiet mazāku datni.
error-too-large-call = Sūtiet mazāk vienā reizē. Nekas nav mainīts.
error-refused-do = Pārbaudiet, kas ierakstīts, un mēģiniet vēlreiz.
error-conflict-do = Atveriet lapu no jauna, apskatiet izmaiņas un izlemiet vēlreiz. Nekas nav saglabāts.
error-too-many = Pārāk daudz mēģinājumu
error-too-many-do = Nekas nav mainīts. Ja tas kavē darbu, pasakiet administratoram.
error-too-many-public = Ja nevarat gaidīt, piezvaniet mums vai atnāciet pie lodziņa.
error-too-many-call = Sekundes nosauktas galvenē Retry-After. Nekas nav mainīts.
error-again-seconds = { $category ->
    [zero] Mēģiniet vēlreiz pēc { $count } sekundēm.
    [one] Mēģiniet vēlreiz pēc { $count } sekundes.
   *[other] Mēģiniet vēlreiz pēc { $count } sekundēm.
}
error-again-minutes = { $category ->
    [zero] Mēģiniet vēlreiz pēc { $count } minūtēm.
    [one] Mēģiniet vēlreiz pēc { $count } minūtes.
   *[other] Mēģiniet vēlreiz pēc { $count } minūtēm.
}
error-again-hours = { $category ->
    [zero] Mēģiniet vēlreiz pēc { $count } stundām.
    [one] Mēģiniet vēlreiz pēc { $count } stundas.
   *[other] Mēģiniet vēlreiz pēc { $count } stundām.
}
error-slow = Tas prasīja pārāk ilgu laiku
error-slow-do = Pēc pusminūtes atveriet lapu no jauna, pārbaudiet, vai ierakstītais ir saglabāts, un, ja nav, mēģiniet vēlreiz.
error-slow-call = Pēc pusminūtes pārbaudiet, vai izmaiņas ir veiktas, vai atkārtojiet izsaukumu ar to pašu galveni Idempotency-Key.
error-method = Šī adrese tam nav paredzēta
error-method-do = Atgriezieties lapā un izmantojiet tās pogas un saites.
error-method-call = Izmantojiet kādu no galvenē Allow nosauktajām metodēm.
error-media = Šāda veida saturu mēs nepieņemam
error-media-do = Sūtiet to tādā veidā, kāds nosaukts aprakstā.
error-outdated = Kopš apskatīšanas tas ir mainījies
error-outdated-do = Apskatiet to no jauna un izlemiet vēlreiz. Nekas nav saglabāts.
error-busy = Šobrīd tas nav iespējams
error-busy-do = To pašu lūdz pārāk daudzi reizē. Nekas nav mainīts. Mēģiniet vēlreiz pēc pusminūtes.
error-event-number = Notikums ar šādu numuru nekad nav izsniegts
error-event-number-do = Sāciet no jauna bez numura un izlasiet stāvokli vēlreiz.
error-unforeseen = Mums kaut kas neizdevās
error-unforeseen-do = Mēģiniet vēlreiz. Ja atkārtojas, nosauciet mums zemāk redzamo kodu.
error-unforeseen-call = Mēģiniet vēlreiz. Ja atkārtojas, nosauciet mums šīs atbildes lauku instance.
error-code = Kods: { $code }
