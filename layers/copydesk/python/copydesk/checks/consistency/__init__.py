"""Whether the article agrees with itself: names, figures, dates, places, marks."""
