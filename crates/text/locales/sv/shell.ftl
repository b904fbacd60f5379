# Det som står på varje sida.
shell-skip = Hoppa till innehållet
