"""Token vectors by plain numpy over the model's own weights: what spaCy's ``tok2vec`` layers compute, in less than half of their time.

A ``spacy.Tok2Vec.v2`` of hash embeddings and windows of maxout layers embeds each token by itself, and then mixes each with its neighbours,
layer by layer. A token of the same features has the same embedding wherever it stands, so embeddings are kept. Each is a sum of rows of tables
(the embedding's tables times its matrix, multiplied once) that is added up alike whatever else is in the batch: no vector depends on what was
read before. The layers write into arrays that are made once, with the pieces of a maxout in blocks side by side, which numpy compares in one
pass.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model, NumpyOps

Floats = NDArray[np.float32]
Features = NDArray[np.uint64]

KEPT: Final = 1 << 14
"""Embeddings that are kept, of 96 numbers 6 MB; where more are needed all are dropped and made again."""

KEPT_ROWS: Final = 4_096
"""Tokens of a batch up to which the arrays of the layers are kept, 13 MB; articles seldom have more."""

PROBE: Final = ("On 3 May, Mrs. Qwyz-Tal's firm\n\nsaid: “We’ll pay $4.5m!”", "Rain", "")
"""Texts over which the numpy layers are compared with those they replace before they do."""

TOLERANCE: Final = 1e-4
"""How far numbers of about 1 may lie apart: they are added up in another order."""

_EPSILON: Final = np.float32(1e-08)  # what thinc adds to a variance
_LAYER: Final = ("expand_window", "maxout", "layernorm", "dropout")


def quicken(nlp: Any) -> list[str]:
    """Let plain numpy compute the token vectors of the loaded spaCy pipeline ``nlp``; return the names of the components where it does.

    A component of another shape, or whose vectors would be others, stays as it is.
    """
    quickened = []
    docs = [nlp.make_doc(text) for text in PROBE]
    for name, component in nlp.pipeline:
        model: Any = getattr(component, "model", None)
        for node in model.walk() if isinstance(model, Model) else ():
            encoder = Encoder.of(node)
            if encoder is None or not _alike(encoder.vectors(docs), node.predict(docs)):
                continue
            if node is model:
                component.model = encoder.model()
            else:
                model.replace_node(node, encoder.model())
            quickened.append(name)
            break
    return quickened


def _alike(ours: Sequence[Floats], theirs: Sequence[Floats]) -> bool:
    pairs = zip(ours, theirs, strict=True)
    return all(mine.shape == other.shape and np.allclose(mine, other, rtol=TOLERANCE, atol=TOLERANCE) for mine, other in pairs)


class Maxout:
    """The largest of ``pieces`` products of a vector with a matrix, number by number, brought to mean 0 and variance 1, scaled and shifted."""

    def __init__(self, maxout: Any, norm: Any) -> None:
        """Take the weights of thinc's layers ``maxout`` and ``norm``."""
        weights: Floats = maxout.get_param("W")
        self.width, self.pieces, self.inputs = weights.shape
        self.matrix: Floats = np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(self.inputs, -1))  # columns by piece, then by number
        self.bias: Floats = np.ascontiguousarray(maxout.get_param("b").T.reshape(-1))
        self.scale: Floats = norm.get_param("G")
        self.shift: Floats = norm.get_param("b")

    def of(self, products: Floats, out: Floats) -> None:
        """Write into ``out`` what comes of ``products`` of inputs and matrix, which are written over."""
        size = self.width
        products += self.bias
        first = products[:, :size]
        np.maximum(first, products[:, size : 2 * size], out=out)
        for piece in range(2, self.pieces):
            np.maximum(out, products[:, piece * size : (piece + 1) * size], out=out)
        out -= np.add.reduce(out, axis=1, keepdims=True) / np.float32(size)
        np.multiply(out, out, out=first)
        variance = np.add.reduce(first, axis=1, keepdims=True) / np.float32(size) + _EPSILON
        out *= variance ** np.float32(-0.5)
        out *= self.scale
        out += self.shift


class Embedding:
    """The vector of each token by itself, from its features; those made last are kept."""

    def __init__(self, hashes: Sequence[Any], mix: Maxout) -> None:
        """Take thinc's hash embeddings, one for each feature, and the layer that mixes them."""
        self._mix = mix
        self._seeds = [hashed.attrs["seed"] for hashed in hashes]
        blocks = mix.matrix.reshape(len(hashes), -1, mix.matrix.shape[1])
        self._tables = [hashed.get_param("E") @ block for hashed, block in zip(hashes, blocks, strict=True)]
        self._ops = NumpyOps()
        self._numbers: dict[bytes, int] = {}
        self._kept: Floats = np.empty((0, mix.width), np.float32)

    def __call__(self, features: Features) -> Floats:
        """Return the vectors of tokens by their features, a row each."""
        rows: list[Any] = features.view(np.dtype((np.void, features.itemsize * features.shape[1]))).ravel().tolist()
        unknown = [row for row in rows if row not in self._numbers]
        if unknown:
            self._keep(unknown, rows)
        return self._kept[[self._numbers[row] for row in rows]]

    def _keep(self, unknown: Sequence[bytes], rows: Sequence[bytes]) -> None:
        """Make the vectors of ``unknown`` among the ``rows`` of a batch, or of all its rows where too many are kept."""
        new = list(dict.fromkeys(unknown))
        if len(self._numbers) + len(new) > KEPT:
            self._numbers.clear()
            new = list(dict.fromkeys(rows))
        start, end = len(self._numbers), len(self._numbers) + len(new)
        if end > len(self._kept):
            grown = np.empty((max(min(2 * end, KEPT), end, 1024), self._mix.width), np.float32)
            grown[:start] = self._kept[:start]
            self._kept = grown
        self._mix.of(self._sums(np.frombuffer(b"".join(new), np.uint64).reshape(len(new), -1)), self._kept[start:end])
        self._numbers.update(zip(new, range(start, end), strict=True))

    def _sums(self, features: Features) -> Floats:
        """Return the products of the features' embeddings and the matrix: four rows of each table, added one after the other."""
        products = np.zeros((len(features), self._mix.matrix.shape[1]), np.float32)
        for column, (table, seed) in enumerate(zip(self._tables, self._seeds, strict=True)):
            keys = self._ops.hash(np.ascontiguousarray(features[:, column]), seed) % len(table)
            for key in keys.T:
                products += table[key]
        return products


class Encoder:
    """The vectors of all tokens of some texts: their embeddings, and layers that mix each with its neighbours."""

    def __init__(self, columns: Sequence[str], embedding: Embedding, layers: Sequence[Maxout]) -> None:
        """Read the features ``columns`` of each token."""
        self._columns, self._embedding, self._layers = list(columns), embedding, layers
        self._width, self._products = layers[0].width, layers[0].matrix.shape[1]
        self._arrays = [np.zeros((0, size), np.float32) for size in (self._width, 3 * self._width, self._products, self._width)]

    @classmethod
    def of(cls, node: Any) -> "Encoder | None":
        """Return the encoder over the weights of thinc's layers below ``node``; None where they are of another shape."""
        leaves = [leaf for leaf in node.walk(order="dfs_pre") if not leaf.layers]
        columns = leaves[0].attrs.get("columns", ())
        hashes = [leaf for leaf in leaves if leaf.name == "hashembed"]
        maxouts = [leaf for leaf in leaves if leaf.name == "maxout"]
        norms = [leaf for leaf in leaves if leaf.name == "layernorm"]
        depth = len(maxouts) - 1
        names = (
            "extract_features",
            "list2ragged",
            *len(columns) * ("ints-getitem", "hashembed"),
            *_LAYER[1:],
            "ragged2list",
            *depth * _LAYER,
        )
        pads = [part.attrs["pad"] for part in node.walk(order="dfs_pre") if part.name.startswith("with_array")]
        known = depth > 0 and tuple(leaf.name for leaf in leaves) == names and pads == [0, 0, depth]
        if not known or [hashed.attrs["column"] for hashed in hashes] != list(range(len(columns))):
            return None
        mix, *layers = map(Maxout, maxouts, norms)
        if any(layer.pieces < 2 or layer.inputs != 3 * layer.width or layer.width != mix.width for layer in layers) or mix.pieces < 2:
            return None
        return cls(columns, Embedding(hashes, mix), layers)

    def model(self) -> Any:
        """Return this as a layer of thinc, from documents to their vectors."""

        def forward(_: Any, docs: Any, is_train: bool) -> tuple[list[Floats], None]:
            if is_train:
                raise NotImplementedError("these layers are not for training")
            return self.vectors(docs), None

        return Model("numpy_tok2vec", forward, dims={"nO": self._width})

    def vectors(self, docs: Sequence[Any]) -> list[Floats]:
        """Return the vectors of the tokens of each document."""
        gap = len(self._layers)  # rows of zeros before, between and behind the documents, so that none sees its neighbours
        places, end = [], gap
        for doc in docs:
            places.append((end, end + len(doc)))
            end += len(doc) + gap
        vectors, windows, products, best = self._sized(end)
        vectors.fill(0.0)
        inner = vectors[1:-1]
        features = [doc.to_array(self._columns) for doc in docs if len(doc)]
        if features:
            rows = np.concatenate([np.arange(*place) for place in places])
            inner[rows] = self._embedding(np.concatenate(features, dtype=np.uint64))
        for layer in self._layers:
            for place in range(3):
                windows[:, place * self._width : (place + 1) * self._width] = vectors[place : place + end]
            np.dot(windows, layer.matrix, out=products)
            layer.of(products, best)
            inner += best
        return [inner[first:last].copy() for first, last in places]

    def _sized(self, rows: int) -> list[Floats]:
        """Return the arrays that the layers write into: vectors with a row of zeros at both ends, their windows, products, results."""
        arrays = self._arrays
        if len(arrays[1]) < rows:
            arrays = [np.zeros((max(rows, KEPT_ROWS) + 2, array.shape[1]), np.float32) for array in arrays]
            if rows <= KEPT_ROWS:
                self._arrays = arrays
        return [array[: rows + 2 * (number == 0)] for number, array in enumerate(arrays)]
