promises-title = Solīts un turēts
promises-none = Šajā standartā vēl nav solījumu, kurus mērīt.
promises-promised = solīts
promises-kept = turēts
promises-cases = { $category ->
    [zero] { $count } gadījumu
    [one] { $count } gadījums
   *[other] { $count } gadījumi
}
promises-no-figure = nav skaitļa
promises-below = Šobrīd turam mazāk, nekā solījām.
promises-months = Pēdējie divpadsmit mēneši
promises-how = Kā mēs to rēķinām
promises-how-text = Turētie solījumi, dalīti ar visiem, kas bija jātur. Ja klients pats aizgāja vai talons bija kļūda, solījumu neskaita. Skaitļus, kas mazāki par pieci, nepublicējam.
promises-cases-behind = Gadījumi aiz skaitļa
promises-all = Rādīt visus
promises-only-broken = Rādīt tikai neturētos
promises-none-behind = Pēdējā mēnesī tādu nav.
promises-opened = Sākts
promises-due = Termiņš
promises-state = Stāvoklis
promises-branch = Centrs
promises-by-day = Pa dienām
promises-day = Diena
promises-state-met = turēts
promises-state-late = izpildīts par vēlu
promises-state-breached = nav turēts
promises-state-waived = nav skaitāms
promises-state-open = vēl tek
promises-evidence = Pierādījums
promises-entries = Žurnāla ieraksti
