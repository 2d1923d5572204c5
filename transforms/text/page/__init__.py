"""The reading of a page: bytes to text, the date header, the language, and the blocks that the page is made of."""
