"""One module per command or command group: options → one call → print."""
