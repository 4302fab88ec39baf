"""From a lesson to what a class sees: slide decks that need no network."""

from sahelkit.publish.deck import Deck, build_deck

__all__ = ["Deck", "build_deck"]
