# Det som står när något inte går.
problem-to-start = Till startsidan
problem-absent = Sidan finns inte
problem-absent-text = Den kan ha bytt adress. Börja på startsidan eller se listan över alla sidor.
problem-not-allowed = Du har inte rätt att göra det här
problem-not-allowed-text = Ditt konto saknar behörighet. Fråga den som administrerar Samverka hos er.
problem-refused = Det går inte nu
problem-conflict = Någon annan hann före
problem-conflict-text = Uppgifterna ändrades av någon annan medan du skrev. Inget av ditt är sparat. Läs det nya och gör om din ändring.
problem-unclear = Vi förstod inte det som skickades
problem-unclear-text = Gå tillbaka och försök igen. Inget är sparat.
problem-too-large = Det som skickades är för stort
problem-too-large-text = Korta texten eller välj en mindre fil. Inget är sparat.
problem-ours = Något gick fel hos oss
problem-ours-text = Försök igen om en stund. Är det bråttom? Ring 112 vid fara, annars 114 14.
