"""Right answers to exercises that take more than one step: joins, sums, date arithmetic.

A module for each set. Each function takes the kit and returns what a question file asks for by
``function = "…"``; beside the right answer stand the slips that get a word of their own.
"""

from sahelkit.study.sets import bamex, briefing, ecowas, formation, russia, start, turkey

__all__ = ["bamex", "briefing", "ecowas", "formation", "russia", "start", "turkey"]
