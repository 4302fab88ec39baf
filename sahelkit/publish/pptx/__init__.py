"""Presentations that PowerPoint and its likes open: lessons and briefs, all of it editable.

`sahelkit.publish.pptx.build.build_pptx` makes one of a lesson.
"""
