# Det som står på varje sida, på lättläst svenska.
