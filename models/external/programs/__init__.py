"""Programs that run inside an environment, on its Python and with its packages; they import nothing of Tonmeister."""
