"""The audit as files: ``audit.json`` for machines and ``audit.html`` for people, self-contained and inert.

Everything that comes from outside is escaped, and the page forbids itself scripts, pictures and connections: what a file holds is not to be
trusted, not even in a report about it. Great Expectations' own pages put values in unescaped and load from the network.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from newsbeam.wording import counted
from pipeline.audit.results import AuditResult
from transforms.checks.results import RuleResult

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --bad: #cf222e; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin-bottom: .25rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
code { font: 13px ui-monospace, monospace; overflow-wrap: anywhere; }
.good { color: var(--good); } .bad { color: var(--bad); font-weight: 600; }
summary { cursor: pointer; color: #888; } .examples { margin: 0; padding-left: 1.2rem; }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def report(result: AuditResult, drifts: Sequence[str] = ()) -> dict[str, bytes]:
    """Return the files that report ``result``, by name; what is no Unicode in them is escaped.

    ``drifts`` say in which measures the rows are unlike those of earlier runs.
    """
    texts = {"audit.json": result.to_json() + "\n", "audit.html": page(result, drifts)}
    return {name: text.encode("utf-8", "backslashreplace") for name, text in texts.items()}


def page(result: AuditResult, drifts: Sequence[str] = ()) -> str:
    """Return the report as one HTML page: verdict, drift, a line a dataset, what failed with the keys of some rows, then every rule."""
    failures = result.failures
    verdict = _verdict(result.passed, "The audit passed", "The audit failed")
    told = f"{counted(len(result.rules), 'rule')} over {counted(sum(result.rows.values()), 'row')}"
    times = ", ".join(f"{escape(engine)} {seconds:.1f} s" for engine, seconds in result.seconds.items())
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">',
        '<meta name="viewport" content="width=device-width"><title>newsbeam audit</title>',
        f"<style>{_STYLE}</style></head><body>",
        f"<h1>{verdict}</h1>",
        f"<p>{told}, {counted(len(failures), 'failure')}. Time: {times or 'none'}.</p>",
        *_drift(drifts),
        _summary(result),
    ]
    if failures:
        parts.append("<h2>What failed</h2>")
        parts.append(_table(failures, with_dataset=True))
    for name, rules in groupby(result.rules, key=lambda rule: rule.dataset):
        found = list(rules)
        heading = f"{escape(name)}: {counted(len(found), 'rule')}, {_verdict(all(r.passed for r in found), 'all passed', 'not all passed')}"
        parts.append(f"<h2>{heading}</h2><details><summary>every rule</summary>{_table(found)}</details>")
    parts.append("</body></html>")
    return "\n".join(parts) + "\n"


def _drift(drifts: Sequence[str]) -> Iterator[str]:
    if drifts:
        yield f'<p class="bad">Unlike the last runs:</p><ul>{"".join(f"<li>{escape(one)}</li>" for one in drifts)}</ul>'


def _verdict(passed: bool, good: str = "passed", bad: str = "failed") -> str:
    return f'<span class="good">\u2713 {escape(good)}</span>' if passed else f'<span class="bad">\u2717 {escape(bad)}</span>'


def _row(cells: Iterable[str], numbers: tuple[int, ...], tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}{' class=number' if at in numbers else ''}>{cell}</{tag}>" for at, cell in enumerate(cells)) + "</tr>"


def _summary(result: AuditResult) -> str:
    lines = [_row(("dataset", "rows", "rules", "failed", "verdict"), (1, 2, 3), "th")]
    for name, count in result.rows.items():
        rules = [rule for rule in result.rules if rule.dataset == name]
        failed = sum(not rule.passed for rule in rules)
        lines.append(_row((escape(name), f"{count:,}", str(len(rules)), str(failed), _verdict(not failed)), (1, 2, 3)))
    return f"<table>{''.join(lines)}</table>"


def _table(rules: Iterable[RuleResult], *, with_dataset: bool = False) -> str:
    head = (*(("dataset",) if with_dataset else ()), "rule", "engine", "bad rows", "of", "verdict")
    numbers = (len(head) - 3, len(head) - 2)
    lines = [_row(head, numbers, "th")]
    for rule in rules:
        name = f"<code>{escape(rule.rule)}</code>{_details(rule)}"
        cells = (name, escape(rule.engine), f"{rule.bad_rows:,}", f"{rule.checked_rows:,}", _verdict(rule.passed))
        lines.append(_row((*((escape(rule.dataset),) if with_dataset else ()), *cells), numbers))
    return f"<table>{''.join(lines)}</table>"


def _details(rule: RuleResult) -> str:
    parts = [f"<br>{escape(rule.error)}"] if rule.error else []
    if rule.examples:
        keys = "".join(
            f"<li><code>{escape(', '.join(f'{name} = {value}' for name, value in example.items()))}</code></li>"
            for example in rule.examples
        )
        parts.append(f'<ul class="examples">{keys}</ul>')
    return "".join(parts)
