"""Writes docs/rules.md from the rules and the policies, so that the two cannot disagree."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from copydesk.checks.catalogue import RULES
from copydesk.checks.packs import names
from copydesk.checks.policy import LISTS, policy
from copydesk.checks.rule import Rule

TARGET = Path(__file__).parents[1] / "docs" / "rules.md"

INTRODUCTION = """\
# Rules

What copydesk marks, and why. A finding is a question to the desk: it points at the words, says what is asked and what can be done. It
never says whether something is true, and never judges who wrote it.

- **error**: wrong on its face. **warning**: to be answered before publishing. **note**: worth a look; folded away in the report.
- Rules that ask about the writer's own judgement are silent in opinion, reviews and interviews; the genre is given with the article or
  guessed, and the report says which.
- `copydesk rules --policy after-ap` lists the rules as a policy asks for them; `copydesk check FILE` marks an article.

This page is generated from the rules: `make rules`.

## Policies

A policy says which rules are asked for and how grave they are, and brings the house's own words and facts. `policy` in an article or
`--policy` on the command line chooses one, or a YAML file of your own (in the deployed stack after `copydesk policies put`):

```yaml
policy: our-paper
title: Our paper
extends: after-reuters
rules:
  no-byline: off
  speaker-late: {severity: note, words: 60}
terms:
  - {avoid: [jaws of life], use: hydraulic cutters, reason: It is a trade mark.}
facts:
  - {subject: Varn Bridge, names: [Varn Bridge], property: holder, value: [Ida Marlow], source: Town archive, checked: 2026-03-01}
suppress:
  - {rule: quotation-without-speaker, reason: Our letters page has none.}
```

What is wrong in such a file is named with its line. A fact book of your own may also be a CSV table (`--facts`) with the columns
`subject, names, property, value, unit, since, until, source, checked`; `property` is `calibre`, `capital` or `holder`.
An article's own `suppress` (a rule or one finding, with a reason) hides nothing: the report lists what was suppressed, and why.
"""

LIMITS = """\
## Published rules that are not here

- *The source's motive, and its relation to the matter* (NYT 2004): an article words these in too many ways for a program to tell
  whether they are missing.
- *Reliable, vital, not otherwise available* (AP): nothing in the text tells.
- *Never mislead about a source* (BBC): needs to know who it is.
"""


def description() -> str:
    """The page."""
    parts = [INTRODUCTION, _policies()]
    for group, rules in groupby(sorted(RULES, key=lambda rule: list(type(rule.group)).index(rule.group)), key=lambda rule: rule.group):
        parts.append(f"## {group.label}\n\nAbout {group.meaning}.\n")
        parts += [_card(rule) for rule in rules]
    return "\n".join([*parts, LIMITS])


def _policies() -> str:
    lines = ["| policy | after | changes |", "|---|---|---|"]
    for name in names():
        one = policy(name)
        origin = f"{one.source.title}, {one.source.date}" if one.source else "what most newsrooms share"
        changed = [f"`{code}` {setting.get('severity', '')}".strip() for code, setting in one.rules.items()]
        lines.append(f"| `{name}` | {origin} | {', '.join(changed) or 'none: every rule as below'} |")
    return "\n".join([*lines, "", "None of these publishers endorses copydesk or its reading of their rules.", ""])


def _card(rule: Rule) -> str:
    lines = [f"### `{rule.code}`", "", f"**{rule.name}** · {rule.severity}", "", rule.explanation, ""]
    lines += [f"- *Marked:* {_shown(rule.bad.text)}", f"- *Not marked:* {_shown(rule.good.text)}"]
    if settings := {name: value for name, value in rule.parameters.items() if name not in LISTS}:
        lines.append(f"- *Parameters:* {', '.join(f'`{name}` ({value})' for name, value in settings.items())}")
    if rule.not_in:
        lines.append(f"- *Not in:* {', '.join(sorted(genre.label.lower() for genre in rule.not_in))}")
    if rule.practice:
        lines.append(f"- *After:* {f'[{rule.practice.title}]({rule.practice.address})' if rule.practice.address else rule.practice.title}")
    return "\n".join([*lines, ""])


def _shown(text: str) -> str:
    return text.replace("\n\n", " ¶ ").replace("\n", " ⏎ ").replace("|", "\\|")


if __name__ == "__main__":
    TARGET.write_text(description(), encoding="utf-8")
