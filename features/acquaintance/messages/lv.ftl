# Keys of this room begin with acquaintance-.
acquaintance-own = Iepazīšanās ar standartu
acquaintance-team = Kas vēl nav iepazinies
acquaintance-sheet = Iepazīšanās lapa
acquaintance-version = Versija
acquaintance-why = Iemesls
acquaintance-due = Pēdējā diena
acquaintance-late = Nokavēts
acquaintance-standard = Standarts
acquaintance-state = Stāvoklis
acquaintance-reason-version = stājās spēkā jauna versija
acquaintance-reason-joined = sākts darbs iestādē
acquaintance-reason-post = mainījies amats
acquaintance-state-open = jāparaksta, pēdējā diena { $day }
acquaintance-waits = Jāiepazīstas ar standartu un jāparaksta. Pēdējā diena: { $day }.
acquaintance-state-signed = parakstīts { $day }
acquaintance-closed-left = slēgts { $day }: darbinieks vairs nestrādā
acquaintance-closed-replaced = slēgts { $day }: spēkā stājās cita versija
acquaintance-closed-unbound = slēgts { $day }: standarts uz darbinieku vairs neattiecas
acquaintance-to-signature = Uz parakstu
acquaintance-what-changed = Kas mainījies
acquaintance-changes = { $category ->
    [zero] Kopš versijas, ko parakstījāt, ir { $count } izmaiņu.
    [one] Kopš versijas, ko parakstījāt, ir { $count } izmaiņa.
   *[other] Kopš versijas, ko parakstījāt, ir { $count } izmaiņas.
}
acquaintance-concerns-you = Kas attiecas uz jūsu darbu
acquaintance-you-decide = Jūs lemjat par sūdzību, kas attiecas uz
acquaintance-looked-at = Vērtē
acquaintance-whole = Viss standarts
acquaintance-principles = Pamatprincipi
acquaintance-promises = Solījumi
acquaintance-rules = Noteikumi
acquaintance-guides = Norādes darbam
acquaintance-published = Kas jāzina klientiem
acquaintance-values = Skaitļi un izvēles
acquaintance-paragraph = { $paragraph }. punkts
acquaintance-explains = Ar standartu iepazīstina un skaidro: { $name }.
acquaintance-nobody-explains = Nav neviena, kas pilda lomu, kurai ar standartu jāiepazīstina. Izlasiet un parakstiet; jautājiet vadītājam.
acquaintance-explained-by = Izskaidroja { $name }, { $day }.
acquaintance-reminded-by = Atgādināja { $name }, { $day }.
acquaintance-explain-first-by = Standarts prasa, lai to vispirms jums izskaidro. To dara { $name }; pēc tam šeit varēs parakstīt.
acquaintance-signature = Paraksts
acquaintance-check-lead = Pirms paraksta atbildiet uz jautājumiem. Atbildes ir standartā.
acquaintance-ask-figure = Ko nosaka standarts: { $title }?
acquaintance-ask-situation = Kurai situācijai tas paredzēts: „{ $action }”?
acquaintance-read-again = Nav pareizi. Izlasiet: { $paragraph }.
acquaintance-remarks = Piezīmes
acquaintance-remarks-hint = Tās stāvēs iepazīšanās lapā.
acquaintance-optional = ja vajag
acquaintance-i-read = Esmu izlasījis standartu un saprotu, ko tas nozīmē manā darbā
acquaintance-read-needed = Atzīmējiet, ka esat izlasījis standartu.
acquaintance-sign = Parakstīt
acquaintance-nothing = Nekas nav jāparaksta
acquaintance-nothing-why = Kad stāsies spēkā jauna versija vai mainīsies jūsu amats, standarts būs šeit.
acquaintance-past = Iepriekš
acquaintance-team-nobody = Nav neviena, par kura iepazīšanos jūs atbildat
acquaintance-team-nobody-why = Šeit ir darbinieki, kurus ar spēkā esošo standartu iepazīstināt jūs.
acquaintance-team-told = { $category ->
    [zero] Vēl nav parakstījuši { $count }, parakstījuši { $signed }.
    [one] Vēl nav parakstījis { $count }, parakstījuši { $signed }.
   *[other] Vēl nav parakstījuši { $count }, parakstījuši { $signed }.
}
acquaintance-team-explain = Standarts prasa to izskaidrot katram viņa amatā. Kamēr tas nav atzīmēts, darbinieks parakstīt nevar.
acquaintance-not-signed = Vēl nav parakstījuši
acquaintance-since = Kopš
acquaintance-official = Iepazīstina
acquaintance-explained = Izskaidrots
acquaintance-reminded = Atgādināts
acquaintance-escalated = Nodots
acquaintance-mark-explained = Izskaidroju
acquaintance-remind = Atgādināt
acquaintance-done = Pabeiguši
acquaintance-sheet-empty = Lapa ir tukša
acquaintance-sheet-empty-why = Jums nav redzama neviena rinda par šo versiju.
acquaintance-column-number = Nr. p. k.
acquaintance-column-date = Datums
acquaintance-column-name = Vārds, uzvārds
acquaintance-column-signature = Paraksts par iepazīšanos
acquaintance-column-remarks = Piezīmes
acquaintance-signed-in-program = parakstīts programmā plkst. { $time }
acquaintance-notice-signed = Iepazīšanās ir parakstīta.
acquaintance-notice-explained = Atzīmēts, ka izskaidrots.
acquaintance-notice-reminded = Atgādinājums redzams darbinieka lapā.
acquaintance-nothing-to-sign = Nekas vairs nav jāparaksta
acquaintance-nothing-to-sign-do = Jūs jau parakstījāt, vai arī spēkā ir cita versija. Skatiet savu iepazīšanās lapu.
acquaintance-explain-first = Standarts vispirms jums jāizskaidro
acquaintance-explain-first-do = Sarunājiet laiku ar amatpersonu, kura iepazīstina; pēc tam parakstiet.
acquaintance-wrong = Atbildes nav pareizas
acquaintance-wrong-do = Izlasiet norādītos punktus un atbildiet vēlreiz.
acquaintance-already-done = Tas jau ir izdarīts
acquaintance-already-done-do = Izskaidrošanu atzīmē vienu reizi, un atgādina ne biežāk kā reizi dienā.
