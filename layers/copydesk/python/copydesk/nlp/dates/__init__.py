"""Time expressions: TIMEX3 DATE, TIME, DURATION and SET with values, resolved against a reference date."""

from copydesk.nlp.dates.find import dates, find_dates

__all__ = ["dates", "find_dates"]
