# Påtalan om bristande tillgänglighet (lag 2018:1937, 13 §).
notice-title = Påtala bristande tillgänglighet
notice-lead = Är det något på webbplatsen som du inte kan läsa, höra, hitta eller använda? Berätta för oss. Du behöver inte säga vem du är.
notice-field-what = Vad är det som inte fungerar?
notice-field-what-hint = Berätta gärna vad du ville göra och vad som hindrade dig. Skriv inte namn, telefonnummer eller uppgifter om din hälsa.
notice-error-what = Skriv vad som inte fungerar
notice-send = Skicka
notice-to-request = Behöver du innehållet i ett annat format? Begär det här
notice-receipt = Din påtalan
notice-list = Påtalanden
notice-receipt-work = Påtalan
