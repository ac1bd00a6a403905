"""Task ``wording``: loaded language."""

from __future__ import annotations

from .io import Json, Options, Pairs, objects
from .prf import Prf
from .spans import gold_spans, read_spans, words, words_inside

DOC = """\
          Each gold line is one sentence.  A prediction says "biased" where it has a
          wording item of a category in --categories (default: loaded).
macro_f1  mean of the F1 of biased and of unbiased sentences.
biased, unbiased
          P/R/F1 of each class.
words     P/R/F1 of the words inside wording items of those categories against the
          words that annotators marked.  Not every loaded word is marked, so read
          it as recall first.
"""


def score(pairs: Pairs, options: Options) -> Json:
    """Score loaded wording."""
    classes = {1: Prf(), 0: Prf()}
    marked = Prf()
    for item, prediction in pairs.items:
        text = item["text"]
        chosen = [raw for raw in objects(prediction, "wording") if str(raw.get("category")) in options.categories]
        guess = int(bool(chosen))
        for label, prf in classes.items():
            right = guess == label == item["biased"]
            prf.add(right, guess == label, item["biased"] == label)
        all_words = words(text)
        gold_words = words_inside(all_words, gold_spans(item.get("words", [])))
        predicted_words = words_inside(all_words, read_spans(chosen, text, pairs))
        marked.add(len(gold_words & predicted_words), len(predicted_words), len(gold_words))
    biased, unbiased = classes[1].report(), classes[0].report()
    return {
        "macro_f1": round((biased["f1"] + unbiased["f1"]) / 2, 2),
        "biased": biased,
        "unbiased": unbiased,
        "words": marked.report(),
        "categories": sorted(options.categories),
    }
