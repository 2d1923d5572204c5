"""Coreferences: pronouns and descriptions that stand for an entity, resolved only where it is safe."""

from collections.abc import Sequence

from schemas import Coreference, Entity
from transforms.text.document import AnnotatedArticle
from transforms.text.mentions import Name


def resolve(article: AnnotatedArticle, names: Sequence[Name], entities: Sequence[Entity], owners: Sequence[int]) -> list[Coreference]:
    """Rows of ``coreferences``: ``owners[i]`` is the position in ``entities`` of the entity that ``names[i]`` names."""
    return []
