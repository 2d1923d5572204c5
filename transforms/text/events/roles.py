"""Roles: who did it, and to whom, by the syntax around the trigger and the frame of its type."""

from typing import NamedTuple

from transforms.text.events.actors import Actors
from transforms.text.events.parties import Party
from transforms.text.events.syntax import Syntax, role_words
from transforms.text.events.targets import Targets
from transforms.text.events.triggers import Trigger
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading import Reading


class Roles(NamedTuple):
    """Actor and target of an event, None where the text names none."""

    actor: Party | None
    target: Party | None


def find(reading: Reading, trigger: Trigger) -> Roles:
    """Return who takes part in the event of ``trigger``: of a mutual event whose two parties stand in one phrase the first and the second, of a
    demand by construction ("the mayor said that the rebels must leave") who says so and whom it concerns.
    """
    syntax = Syntax(reading, trigger)
    actors = Actors(syntax)
    if trigger.stands_for_deed:
        culprit = actors.culprit()
        return Roles(None if culprit is None else syntax.parties.party(culprit), None)
    if trigger.is_turned and trigger.kind.event_type == "REQUEST":
        asked, asking = actors.subject(trigger.token), actors.speaker(trigger.token)
        return Roles(None if asking is None else syntax.parties.party(asking), None if asked is None else syntax.parties.party(asked))
    actor = actors.actor()
    target = Targets(syntax, actors, actor).target()
    second = None if target is None else _whom(syntax, target)
    if actor is None:
        return Roles(None, second)
    alone = target is not None and syntax.is_joined(actor, target)
    return Roles(_first_of(syntax, actor) if alone else syntax.parties.party(actor), second)


def _whom(syntax: Syntax, target: int) -> Party:
    """Return the phrase of ``target``, of whom a verb of accusing accuses without that of which it does ("accused the players of sloth")."""
    p, party = syntax.p, syntax.parties.party(target)
    if not syntax.verbal or lemma(p.lower[syntax.i]) not in role_words("charge") or syntax.is_passive(syntax.i):
        return party
    of = next((kid for kid in p.kids[target] if kid > target and p.lower[kid] == "of"), party.last)
    return party._replace(last=min(party.last, of))


def _first_of(syntax: Syntax, token: int) -> Party:
    """Return the phrase around ``token`` without what is joined to it."""
    p, party = syntax.p, syntax.parties.party(token)
    second = next((kid for kid in p.kids[token] if p.deps[kid] == "conj"), None)
    if second is None or second < token:
        return party
    behind = next((kid for kid in p.kids[token] if p.deps[kid] in ("cc", "punct") and kid > token), second)
    return party._replace(last=max(min(party.last, behind), token + 1))
