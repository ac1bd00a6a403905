"""Expressions of time and quantity: a lexer, numbers in words, and patterns over word classes.

Dates and quantities are closed little languages: a few hundred words, put together in a few
dozen ways. A text is cut into words once, every word is replaced by one character that stands
for its class (`month`, `number`, `unit` …), and a pattern is then a plain regular expression
over that string of classes. This keeps patterns short, lets one list of words serve all
of them, and keeps matching linear: classes do not overlap, so there is little to backtrack.
"""
