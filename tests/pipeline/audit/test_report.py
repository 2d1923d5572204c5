import dataclasses
import html.parser
import json

import pytest

from pipeline.audit import AuditResult, RuleResult
from pipeline.audit.report import page, report

HOSTILE = "</code></table><script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;\u202e\x00"

SOUND = AuditResult(
    True,
    [RuleResult("articles", "schema", "arrow", True, 3), RuleResult("times", "unique", "sql", True, 1200)],
    {"articles": 3, "times": 1200},
    {"arrow": 0.04, "sql": 1.25},
)
FAILED = AuditResult(
    False,
    [
        RuleResult("articles", "schema", "arrow", False, 3, error=f"{HOSTILE}: column text is missing"),
        RuleResult("articles", "unique", "sql", True, 3),
        RuleResult("times", "text_length", "great_expectations", False, 1200, 1, ({"article_id": HOSTILE, "time_id": "b"},)),
    ],
    {"articles": 3, "times": 1200},
    {"arrow": 0.04},
)


class Reader(html.parser.HTMLParser):
    """What a browser would make of a page: the tags with their attributes, and the text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.texts = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


def test_two_files_report_a_result():
    files = report(SOUND)
    assert list(files) == ["audit.json", "audit.html"]
    assert files["audit.html"].decode() == page(SOUND)
    assert json.loads(files["audit.json"]) == json.loads(json.dumps(dataclasses.asdict(SOUND)))


@pytest.mark.parametrize(("result", "verdict"), [(SOUND, "\u2713 The audit passed"), (FAILED, "\u2717 The audit failed")])
def test_the_verdict_is_the_heading(result, verdict):
    assert verdict in Reader(page(result)).texts


def test_the_page_tells_counts_and_seconds():
    text = "".join(Reader(page(FAILED)).texts)
    assert "3 rules over 1,203 rows, 2 failures. Time: arrow 0.0 s." in text
    assert "articles: 2 rules, \u2717 not all passed" in text
    assert text.count("column text is missing") == 2  # among what failed, and in its dataset
    assert text.count("time_id = b") == 2


def test_hostile_text_stays_text():
    reader = Reader(page(FAILED))
    assert {tag for tag, _ in reader.tags} <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "span", "table", "tr", "th", "td", "code", "br", "ul", "li",
        "details", "summary",
    }  # fmt: skip
    assert "<script>alert(1)</script>" in "".join(reader.texts)
    assert {name for _, attributes in reader.tags for name in attributes} <= {"lang", "charset", "http-equiv", "content", "name", "class"}


def test_the_page_may_load_and_run_nothing():
    policies = [attributes["content"] for tag, attributes in Reader(page(SOUND)).tags if attributes.get("http-equiv")]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"]
    assert "http://" not in page(SOUND)
    assert "https://" not in page(SOUND)


def test_a_file_name_that_is_no_unicode_can_be_reported():
    odd = dataclasses.replace(SOUND, rules=[RuleResult("articles", "schema", "arrow", False, error="part-\udce9.parquet")])
    assert b"part-\\udce9.parquet" in report(odd)["audit.html"]


BODY = """<h1><span class="bad">\u2717 The audit failed</span></h1>
<p>3 rules over 1,201 rows, 1 failure. Time: arrow 0.1 s, sql 1.2 s.</p>
<table><tr><th>dataset</th><th class=number>rows</th><th class=number>rules</th><th class=number>failed</th><th>verdict</th></tr>\
<tr><td>articles</td><td class=number>1</td><td class=number>2</td><td class=number>1</td><td><span class="bad">\u2717 failed</span></td></tr>\
<tr><td>times</td><td class=number>1,200</td><td class=number>1</td><td class=number>0</td>\
<td><span class="good">\u2713 passed</span></td></tr></table>
<h2>What failed</h2>
<table><tr><th>dataset</th><th>rule</th><th>engine</th><th class=number>bad rows</th><th class=number>of</th><th>verdict</th></tr>\
<tr><td>articles</td><td><code>unique</code><br>a &lt; b<ul class="examples"><li><code>article_id = a, n = 1</code></li>\
<li><code>article_id = b, n = 2</code></li></ul></td><td>sql</td><td class=number>2</td><td class=number>1,234</td>\
<td><span class="bad">\u2717 failed</span></td></tr></table>
<h2>articles: 2 rules, <span class="bad">\u2717 not all passed</span></h2><details><summary>every rule</summary>\
<table><tr><th>rule</th><th>engine</th><th class=number>bad rows</th><th class=number>of</th><th>verdict</th></tr>\
<tr><td><code>schema</code></td><td>arrow</td><td class=number>0</td><td class=number>1</td><td><span class="good">\u2713 passed</span></td></tr>\
<tr><td><code>unique</code><br>a &lt; b<ul class="examples"><li><code>article_id = a, n = 1</code></li>\
<li><code>article_id = b, n = 2</code></li></ul></td><td>sql</td><td class=number>2</td><td class=number>1,234</td>\
<td><span class="bad">\u2717 failed</span></td></tr></table></details>
<h2>times: 1 rule, <span class="good">\u2713 all passed</span></h2><details><summary>every rule</summary>\
<table><tr><th>rule</th><th>engine</th><th class=number>bad rows</th><th class=number>of</th><th>verdict</th></tr>\
<tr><td><code>schema</code></td><td>arrow</td><td class=number>0</td><td class=number>1,200</td>\
<td><span class="good">\u2713 passed</span></td></tr></table></details>
</body></html>
"""


def test_a_whole_page():
    bad = RuleResult("articles", "unique", "sql", False, 1234, 2, ({"article_id": "a", "n": "1"}, {"article_id": "b", "n": "2"}), "a < b")
    rules = [RuleResult("articles", "schema", "arrow", True, 1), bad, RuleResult("times", "schema", "arrow", True, 1200)]
    html = page(AuditResult(False, rules, {"articles": 1, "times": 1200}, {"arrow": 0.06, "sql": 1.2}))
    assert html[html.index("<h1>") :] == BODY


def test_a_page_of_nothing():
    html = page(AuditResult(False, [], {}, {}))
    assert "<p>0 rules over 0 rows, 0 failures. Time: none.</p>" in html
    assert "What failed" not in html
