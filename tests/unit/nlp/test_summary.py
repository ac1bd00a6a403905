from __future__ import annotations

from copydesk.nlp.summary import KEYPHRASES, SENTENCES

TEXT = "\n\n".join(
    [
        "Council keeps the night ferry",
        "The council of Harwick voted on Monday to keep the night ferry to the islands for another year.",
        "The night ferry carries nurses, bakers and students who live on the islands and work in the town.",
        "Ticket prices for the night ferry will rise in April, the council said in a short statement.",
        "A choir sang outside the hall while it rained and a dog barked at the mayor.",
        "Without the night ferry the islands would have no way to reach the hospital of the town in the dark.",
    ]
)


def test_the_summary_is_made_of_the_article_and_in_its_order(analyser, make_article):
    summary = analyser.analyse(make_article(TEXT)).summary
    assert len(summary.sentences) == SENTENCES
    assert all(TEXT[span.start : span.end] == span.text for span in summary.sentences)
    assert [span.start for span in summary.sentences] == sorted(span.start for span in summary.sentences)


def test_it_leaves_out_headings_and_what_nothing_else_is_about(analyser, make_article):
    chosen = [span.text for span in analyser.analyse(make_article(TEXT)).summary.sentences]
    assert not any(sentence.startswith(("Council keeps", "A choir")) for sentence in chosen)


def test_it_does_not_say_the_same_twice(analyser, make_article):
    twice = TEXT.replace("A choir sang outside the hall while it rained and a dog barked at the mayor.", TEXT.split("\n\n")[1])
    chosen = [span.text for span in analyser.analyse(make_article(twice)).summary.sentences]
    assert len(set(chosen)) == len(chosen)


def test_the_strongest_phrase_comes_first_and_weighs_one(analyser, make_article):
    phrases = analyser.analyse(make_article(TEXT)).summary.keyphrases
    assert (phrases[0].text, phrases[0].score) == ("night ferry", 1.0)
    assert len(phrases) <= KEYPHRASES
    assert [phrase.score for phrase in phrases] == sorted((phrase.score for phrase in phrases), reverse=True)


def test_a_text_without_sentences_has_an_empty_summary(analyser, make_article):
    summary = analyser.analyse(make_article("!!!")).summary
    assert (summary.sentences, summary.keyphrases) == ([], [])
