"""What stands in ``schemas/rows.py``: what a row is."""

from typing import Annotated, NamedTuple, Optional

from schemas.columns import Column, Offsets, Ordered, Reference, dataset
from schemas.rows import ArticleId, CharEnd, CharStart, EntityRef, InBody, PublishedDate, SegmentIndex, Sentence, Text


def define() -> type:
    """Return the row type, registered as the dataset ``ages``."""

    @dataset(
        "ages",
        one_row_is="one age of a person that the text states",
        key=("age_id",),
        sort_by=("article_id", "char_start"),
        rules=(Ordered("char_start", "char_end", or_equal=False),),
        offsets=(Offsets(),),
        references=(Reference("entity_id", "entities", "entity_id"),),
    )
    class Age(NamedTuple):
        """One age of a person."""

        article_id: ArticleId
        published_date: PublishedDate
        age_id: Annotated[str, Column("Digest of the article and the offsets.")]
        text: Text
        char_start: CharStart
        char_end: CharEnd
        years: Annotated[int, Column("The age in years.", minimum=0, maximum=150)]
        entity_id: EntityRef
        qualifier: Annotated[Optional[str], Column("How the age is qualified.", vocabulary=("about", "under", "over"))]
        segment_index: SegmentIndex
        in_body: InBody
        sentence: Sentence

    return Age
