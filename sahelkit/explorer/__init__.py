"""The one interactive component: a picture, its records and its controls.

The same HTML serves everywhere: JupyterLab shows it inside a widget, decks and saved pages
hold it as it is, and without JavaScript it is a picture, a caption and a table.
"""

from sahelkit.explorer.assets import script, stylesheet
from sahelkit.explorer.component import Explorer
from sahelkit.explorer.controls import Control, Option
from sahelkit.explorer.page import Axis, Column, View

__all__ = ["Axis", "Column", "Control", "Explorer", "Option", "View", "script", "stylesheet"]
