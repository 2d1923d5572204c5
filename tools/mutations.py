"""Small faults put into Python source, one at a time: what a test suite that watches a module must notice.

The faults are those that take a safety out: a statement gone (a sync, a check, a return), a condition turned or one of its parts dropped, a
bound moved by one, ``with`` and ``finally`` without effect; and the same in SQL that stands in strings. The list depends on the source alone.
"""

import ast
import copy
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

Path = tuple[tuple[str, int | None], ...]
"""Fields, with a position in those that are lists, from a module's tree down to a node."""


class Mutation(NamedTuple):
    """One fault: the function that it is in, its line, what stands there, what is put there; and where in the tree."""

    function: str
    line: int
    before: str
    after: str
    path: Path
    replacement: ast.AST | list[ast.stmt]

    def put_into(self, source: str) -> ast.Module:
        """Return the tree of ``source``, of which this is a fault, with it."""
        tree = ast.parse(source)
        _put(tree, self.path, self.replacement)
        return ast.fix_missing_locations(tree)


class Place(NamedTuple):
    """A node of a tree, the way to it, and the function around it."""

    node: ast.AST
    path: Path
    function: str


COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
CALLS = {"sorted": "list", "min": "max", "max": "min", "any": "all", "all": "any"}

IS_SQL = re.compile(r"\b(?:SELECT|FROM|WHERE|JOIN|AND|OR|NOT|CASE|WHEN|UNION|GROUP BY|ORDER BY|INSERT|HAVING)\b")
SQL: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"<>", lambda found: "="),
    (r"(?<![<>!])=", lambda found: "<>"),
    (r"<=", lambda found: "<"),
    (r"<(?![=>])", lambda found: "<="),
    (r">=", lambda found: ">"),
    (r"(?<!<)>(?!=)", lambda found: ">="),
    (r"\bAND\b", lambda found: "OR"),
    (r"\bOR\b(?! REPLACE)", lambda found: "AND"),
    (r"\bNOT (?!NULL)", lambda found: ""),
    (r"\bIS NULL\b", lambda found: "IS NOT NULL"),
    (r"\bIS NOT NULL\b", lambda found: "IS NULL"),
    (r"\bIS DISTINCT FROM\b", lambda found: "="),
    (r"(?<!NOT )\bIN \(", lambda found: "NOT IN ("),
    (r"\bLEFT JOIN\b", lambda found: "JOIN"),
    (r"(?<=SELECT )DISTINCT ", lambda found: ""),
    (r" \+ ", lambda found: " - "),
    (r" - ", lambda found: " + "),
    (r"\b(?:min|max)\(", lambda found: "max(" if found.group() == "min(" else "min("),
    (r"\b(?:true|false)\b", lambda found: "false" if found.group() == "true" else "true"),
    (r"(?<![\w.])\d+(?![\w.])", lambda found: str(int(found.group()) + 1)),
)


def mutations(source: str) -> list[Mutation]:
    """Return every fault of ``source``, in the order of its lines.

    >>> [(m.before, m.after) for m in mutations("def f(x):\\n    return x < 1\\n")]
    [('return x < 1', 'return None'), ('x < 1', 'x <= 1'), ('1', '2'), ('1', '0')]
    """
    found = []
    for place in _places(ast.parse(source), (), "module"):
        for replacement in _replacements(place.node):
            after = "\n".join(map(ast.unparse, replacement)) if isinstance(replacement, list) else ast.unparse(replacement)
            found.append(
                Mutation(place.function, getattr(place.node, "lineno", 0), ast.unparse(place.node), after, place.path, replacement)
            )
    return found


def _places(node: ast.AST, path: Path, function: str) -> Iterator[Place]:
    """Yield the nodes below ``node`` that are code: no docstrings, annotations or decorators."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "format_spec", "type_params"):
            continue
        several = isinstance(value, list)
        for at, child in enumerate(value if several else [value]):
            if not isinstance(child, ast.AST) or (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)):
                continue
            below = (*path, (field, at if several else None))
            inside = function
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                inside = child.name if function == "module" else f"{function}.{child.name}"
            else:
                yield Place(child, below, function)
            yield from _places(child, below, inside)


def _put(tree: ast.AST, path: Path, replacement: ast.AST | list[ast.stmt]) -> None:
    for field, at in path[:-1]:
        value = getattr(tree, field)
        tree = value if at is None else value[at]
    field, at = path[-1]
    if at is None:
        setattr(tree, field, replacement)
    elif isinstance(replacement, list):
        getattr(tree, field)[at : at + 1] = replacement
    else:
        getattr(tree, field)[at] = replacement


Node = TypeVar("Node", bound=ast.AST)
Item = TypeVar("Item")


def _changed(node: Node, **fields: object) -> Node:
    changed = copy.deepcopy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _without(items: Sequence[Item], at: int) -> list[Item]:
    return [*items[:at], *items[at + 1 :]]


def _replacements(node: ast.AST) -> Iterator[ast.AST | list[ast.stmt]]:
    if isinstance(node, ast.stmt):
        yield from _of_statement(node)
    elif isinstance(node, ast.expr):
        yield from _of_expression(node)
    elif isinstance(node, ast.ExceptHandler):
        if [type(statement) for statement in node.body] != [ast.Raise] or getattr(node.body[0], "exc", None) is not None:
            yield _changed(node, body=[ast.Raise()])
    elif isinstance(node, ast.comprehension):
        for at, condition in enumerate(node.ifs):
            yield _changed(node, ifs=_without(node.ifs, at))
            if _is_turned_as_a_whole(condition):
                yield _changed(node, ifs=[*node.ifs[:at], _not(condition), *node.ifs[at + 1 :]])


def _not(condition: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), condition)


def _is_turned_as_a_whole(condition: ast.expr) -> bool:
    """Return whether no smaller fault in ``condition`` already turns it."""
    match condition:
        case ast.UnaryOp(op=ast.Not()) | ast.Compare(ops=[ast.Eq() | ast.NotEq() | ast.Is() | ast.IsNot() | ast.In() | ast.NotIn()]):
            return False
        case _:
            return True


def _of_statement(node: ast.stmt) -> Iterator[ast.stmt | list[ast.stmt]]:
    gone = ast.Pass()
    match node:
        case ast.Expr(value=ast.Call()) | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break() | ast.Delete():
            yield gone
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield gone
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.If() | ast.While() if _is_turned_as_a_whole(node.test):
            yield _changed(node, test=_not(node.test))
        case ast.With():
            for at, item in enumerate(node.items):
                if item.optional_vars is None:
                    left = _without(node.items, at)
                    yield _changed(node, items=left) if left else node.body
        case ast.Try() if node.finalbody:
            yield _changed(node, finalbody=[]) if node.handlers else node.body


def _of_expression(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.Compare():
            for at, operator in enumerate(node.ops):
                yield _changed(node, ops=[*node.ops[:at], COMPARISONS[type(operator)](), *node.ops[at + 1 :]])
        case ast.BoolOp():
            yield _changed(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
            for at in range(len(node.values)):
                left = _without(node.values, at)
                yield _changed(node, values=left) if len(left) > 1 else left[0]
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.BinOp() if type(node.op) in ARITHMETIC:
            yield _changed(node, op=ARITHMETIC[type(node.op)]())
        case ast.IfExp() if _is_turned_as_a_whole(node.test):
            yield _changed(node, test=_not(node.test))
        case ast.Call(func=ast.Name(id=name)) if name in CALLS:
            without_key = [] if name == "sorted" else node.keywords
            yield _changed(node, func=ast.Name(CALLS[name], ast.Load()), keywords=without_key)
        case ast.Constant():
            yield from map(ast.Constant, _of_value(node.value))


def _of_value(value: object) -> Iterator[bool | int | float | str]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield value + 1
        if value:
            yield value - 1
    elif isinstance(value, str) and IS_SQL.search(value):
        places = sorted((found.span(), change(found)) for pattern, change in SQL for found in re.finditer(pattern, value))
        yield from (value[:start] + new + value[end:] for (start, end), new in places)
