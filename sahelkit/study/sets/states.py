"""The three states, as the ledger calls them."""

THREE = ("burkina-faso", "mali", "niger")
