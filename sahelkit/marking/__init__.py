"""Handing out and marking exercises, offline: release, collect, grade, merge.

A submission is a stranger's program. It runs in a sandbox (`sahelkit.marking.sandbox`) in which
`runner.py` does nothing but run its cells and hand out the answers as plain data; questions,
right answers, other submissions and marks never enter it. The verdict is given outside, by
`sahelkit.study.judge`.
"""
