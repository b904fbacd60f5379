# Veckan: underlag för veckans möte (EST).
week-title = Vecka { $n }
week-earlier = Veckan före
week-later = Veckan efter
week-counts = Iakttagelser per område och slag
week-now = Den här veckan
week-usual = Brukar vara
week-usual-how = ”Brukar vara” är medeltalet för de åtta veckorna före. Om skillnaden är större än slumpen står på sidan I dag.
week-none = Inget är rapporterat den här veckan.
week-reports = Veckans rapporter
week-unread = { $n ->
    [0] Allt är läst
    [one] En är oläst
   *[other] { $n } är olästa
}
week-rule = Tala om platser, situationer och miljöer. Tala inte om enskilda personer.
