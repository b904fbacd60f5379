# Startsidan.
start-title = Det här har vi lovat. Så här går det.
