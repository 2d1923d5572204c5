"""How a plain function says that an input cannot become an article."""


class RejectedInput(Exception):  # noqa: N818 - the outcome of an input, not an error of the program
    """An input that cannot become an article: ``reason`` is one of ``schemas.rows.REASONS``, ``detail`` says more, without article text."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason, detail[:500])
        self.reason = reason
        self.detail = detail[:500]

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}"
