"""Lakes that audits look at, and what audits find in them."""

from tests.sound_rows import article_rows, write


def failed(result):
    return {(rule.dataset, rule.rule, rule.engine) for rule in result.failures}


def one(result, dataset, rule, engine):
    (found,) = [r for r in result.rules if (r.dataset, r.rule, r.engine) == (dataset, rule, engine)]
    return found


def runs_lake(folder, count=2):
    return write(folder, {"runs": [article_rows(n)["runs"][0] for n in range(count)]})
