"""Facts and pure functions about Azure. Imports nothing else of this library."""
