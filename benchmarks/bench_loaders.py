"""Records and megabytes per second of the readers, beside the plain pass of Python's own parser over the same file.

    python benchmarks/bench_loaders.py             the table
    python benchmarks/bench_loaders.py --write     also write it into docs/benchmarks_loaders.md
    python benchmarks/bench_loaders.py --mb 100    files of about 100 MB instead of 20

The files are made up, in the formats as their sources give them out. A row gives the median of 5 calls; reader and
plain pass (json.loads per line, csv.reader, expat without handlers, text split at its line ends) take turns.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from xml.parsers import expat

import cinet as ci
from cinet.errors import CinetWarning

ROUNDS = 5
WORDS = [
    "alliance", "bearing", "catalyst", "density", "economy", "factor", "gradient", "helix", "index", "journal",
    "kernel", "ledger", "measure", "network", "orbit", "policy", "quality", "region", "sample", "theory", "unit",
    "vector", "window", "yield", "zone",
]  # fmt: skip
Record = Callable[[random.Random, int], str]
Read = Callable[[Path], ci.Ecosystem]
Plain = Callable[[Path], object]


def text(rng: random.Random, words: int) -> str:
    return " ".join(rng.choices(WORDS, k=words))


def skewed(rng: random.Random, most: int) -> int:
    """A number below ``most``; small ones are frequent."""
    return int(rng.paretovariate(0.7)) % most


def line(record: object) -> str:
    return json.dumps(record, separators=(",", ":")) + "\n"


def openalex(rng: random.Random, number: int) -> str:
    def site() -> dict[str, Any]:
        one = skewed(rng, 20_000)
        url = f"https://openalex.org/I{one}"
        return {
            "id": url, "display_name": f"University of {one}", "ror": f"https://ror.org/{one:09d}",
            "country_code": "DE", "type": "education", "lineage": [url],
        }  # fmt: skip

    slots = []
    for place in range(rng.randint(1, 8)):
        sites = [site() for _ in range(rng.choice((1, 1, 1, 2)))]
        raw = [f"Department of {text(rng, 2)}, {one['display_name']}, Germany" for one in sites]
        pairs = zip(raw, sites, strict=True)
        slots.append(
            {
                "author_position": "middle" if place else "first",
                "author": {
                    "id": f"https://openalex.org/A{rng.randrange(10**6)}",
                    "display_name": text(rng, 2),
                    "orcid": None,
                },
                "institutions": sites,
                "countries": ["DE"],
                "is_corresponding": place == 0,
                "raw_author_name": text(rng, 2),
                "raw_affiliation_strings": raw,
                "affiliations": [
                    {"raw_affiliation_string": said, "institution_ids": [one["id"]]} for said, one in pairs
                ],
            }
        )
    work = f"https://openalex.org/W{number}"
    source = {"id": "https://openalex.org/S1", "display_name": text(rng, 4), "issn": ["1234-5678"]}
    place = {"is_oa": True, "landing_page_url": work, "source": source, "license": "cc-by"}
    topic = {"id": "https://openalex.org/T1", "display_name": text(rng, 4), "score": 0.98}
    topic |= {
        name: {"id": "https://openalex.org/x/1", "display_name": text(rng, 2)} for name in ("field", "domain")
    }
    seen: dict[str, list[int]] = {}
    for at, word in enumerate(text(rng, rng.choice((0, 120, 180))).split()):
        seen.setdefault(f"{word}{at % 7}", []).append(at)
    return line(
        {
            "id": work, "doi": f"https://doi.org/10.1/{number}", "title": text(rng, 12), "display_name": text(rng, 12),
            "publication_year": 2020, "publication_date": "2020-05-01", "ids": {"openalex": work}, "language": "en",
            "primary_location": place, "type": "article", "type_crossref": "journal-article",
            "open_access": {"is_oa": True, "oa_status": "gold"}, "authorships": slots, "countries_distinct_count": 1,
            "institutions_distinct_count": 2, "cited_by_count": 3, "biblio": {"volume": "1", "first_page": "2"},
            "is_retracted": False, "primary_topic": topic, "topics": [topic] * 3,
            "keywords": [{"id": "https://openalex.org/keywords/x", "display_name": text(rng, 1), "score": 0.5}] * 5,
            "concepts": [
                {"id": f"https://openalex.org/C{n}", "wikidata": f"https://www.wikidata.org/wiki/Q{n}",
                 "display_name": text(rng, 1), "level": 2, "score": 0.4} for n in range(10)
            ],
            "mesh": [], "locations_count": 1, "locations": [place], "best_oa_location": place, "grants": [],
            "referenced_works": [f"https://openalex.org/W{rng.randrange(10**9)}" for _ in range(25)],
            "related_works": [f"https://openalex.org/W{rng.randrange(10**9)}" for _ in range(10)],
            "abstract_inverted_index": seen or None, "counts_by_year": [{"year": 2021, "cited_by_count": 3}],
            "updated_date": "2024-01-01T00:00:00", "created_date": "2020-06-01",
        }
    )  # fmt: skip


def crossref(rng: random.Random, number: int) -> str:
    authors = [
        {
            "given": text(rng, 1), "family": f"{text(rng, 1)} {rng.randrange(10**5)}", "sequence": "additional",
            "affiliation": [{"name": f"University of {skewed(rng, 5000)}, {text(rng, 2)}"}],
        }
        for _ in range(rng.randint(1, 6))
    ]  # fmt: skip
    references = [
        {"key": f"ref{n}", "doi-asserted-by": "publisher", "DOI": f"10.2/{n}", "article-title": text(rng, 8)}
        for n in range(30)
    ]
    return line(
        {
            "DOI": f"10.1/{number}", "type": "journal-article", "title": [text(rng, 10)], "author": authors,
            "published": {"date-parts": [[2020, 5]]}, "container-title": [text(rng, 3)], "publisher": text(rng, 2),
            "reference": references, "funder": [{"name": text(rng, 3)}], "language": "en", "ISSN": ["1234-5678"],
        }
    )  # fmt: skip


def datacite(rng: random.Random, number: int) -> str:
    creators = [
        {
            "name": text(rng, 2), "nameType": "Personal", "givenName": text(rng, 1),
            "familyName": f"{text(rng, 1)} {skewed(rng, 50_000)}", "affiliation": [f"University of {text(rng, 1)}"],
            "nameIdentifiers": [],
        }
        for _ in range(rng.randint(1, 5))
    ]  # fmt: skip
    return line(
        {
            "id": f"10.1/{number}",
            "type": "dois",
            "attributes": {
                "doi": f"10.1/{number}", "creators": creators, "titles": [{"title": text(rng, 8)}],
                "publisher": text(rng, 2), "publicationYear": 2021, "dates": [{"date": "2021", "dateType": "Issued"}],
                "types": {"resourceTypeGeneral": "Dataset"}, "subjects": [{"subject": text(rng, 1)}] * 4,
                "descriptions": [{"description": text(rng, 80), "descriptionType": "Abstract"}],
            },
        }
    )  # fmt: skip


def gharchive(rng: random.Random, number: int) -> str:
    actor, repo = skewed(rng, 200_000), skewed(rng, 100_000)
    return line(
        {
            "id": str(number), "type": rng.choice(("PushEvent", "IssuesEvent", "WatchEvent")),
            "actor": {"id": actor, "login": f"user{actor}", "url": f"https://api.github.com/users/user{actor}"},
            "repo": {"id": repo, "name": f"team{repo}/code"},
            "payload": {"push_id": number, "size": 1, "commits": [{"sha": f"{number:040x}", "message": text(rng, 9)}]},
            "public": True, "created_at": f"2024-01-{1 + number % 28:02d}T08:00:00Z",
        }
    )  # fmt: skip


def names(rng: random.Random) -> list[str]:
    return [f"{rng.choice(WORDS).title()}, {chr(65 + n)}" for n in range(rng.randint(1, 6))]


def wos(rng: random.Random, number: int) -> str:
    people = names(rng)
    sites = [f"[{name}] Univ {skewed(rng, 3000)}, Dept {text(rng, 1)}, Berlin, Germany." for name in people]
    cited = [f"{text(rng, 1)}, {year}, {text(rng, 2)}" for year in range(1990, 2020)]
    fields = {"AU": people, "AF": people, "TI": [text(rng, 12)], "SO": [text(rng, 3)], "DT": ["Article"]}
    fields |= {"AB": [text(rng, 150)], "C1": sites, "CR": cited, "PY": ["2020"], "UT": [f"WOS:{number}"]}
    body = "\n".join(f"{tag} " + "\n   ".join(values) for tag, values in fields.items())
    return f"PT J\n{body}\nER\n\n"


def scopus(rng: random.Random, number: int) -> str:
    people = [name.replace(",", "") + "." for name in names(rng)]
    sites = [
        f"Department of {text(rng, 1)}, University of {skewed(rng, 3000)}, Berlin, Germany" for _ in people
    ]
    located = "; ".join(f"{name}, {site}" for name, site in zip(people, sites, strict=True))
    cells = (
        "; ".join(people), text(rng, 12), "2020", text(rng, 3), "; ".join(dict.fromkeys(sites)), located,
        text(rng, 150), text(rng, 300), f"2-s2.0-{number}",
    )  # fmt: skip
    return ",".join(f'"{cell}"' for cell in cells) + "\n"


SCOPUS = "Authors,Title,Year,Source title,Affiliations,Authors with affiliations,Abstract,References,EID\n"
PATENTS = (
    '"patent_id"\t"assignee_sequence"\t"assignee_id"\t"disambig_assignee_organization"\t"assignee_type"\n'
)
PATSTAT = (
    "appln_id,docdb_family_id,person_id,psn_id,psn_name,psn_sector,person_ctry_code,applt_seq_nr,invt_seq_nr,"
    "earliest_filing_date,earliest_filing_year\n"
)


def patentsview(rng: random.Random, number: int) -> str:
    firm = skewed(rng, 50_000)
    return f'"{number // 2}"\t{number % 2}\t"{firm:08x}"\t"{text(rng, 2)} {firm} Inc."\t"2"\n'


def patstat(rng: random.Random, number: int) -> str:
    firm = skewed(rng, 50_000)
    sector = ("COMPANY", "UNIVERSITY", "INDIVIDUAL")[firm % 3]
    return f"{number},{number // 3},{firm},{firm},FIRM {firm},{sector},US,1,0,{2000 + firm % 20}-01-02,2010\n"


def gexf_edge(rng: random.Random, number: int) -> str:
    return f'<edge id="{number}" source="{rng.randrange(9000)}" target="{rng.randrange(9000)}" weight="2"/>\n'


def graphml_edge(rng: random.Random, number: int) -> str:
    ends = f'source="{rng.randrange(9000)}" target="{rng.randrange(9000)}"'
    return f'<edge id="e{number}" {ends}><data key="w">2.0</data></edge>\n'


GEXF = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph><nodes>\n'
    + "".join(f'<node id="{n}" label="Firm {n}"/>\n' for n in range(9000))
    + "</nodes><edges>\n",
    "</edges></graph></gexf>\n",
)
GRAPHML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    '<key id="w" for="edge" attr.name="weight" attr.type="double"/><graph edgedefault="undirected">\n'
    + "".join(f'<node id="{n}"/>\n' for n in range(9000)),
    "</graph></graphml>\n",
)


def by_line(path: Path) -> None:
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as lines
    ):
        for record in lines:
            json.loads(record)


def by_cell(delimiter: str) -> Plain:
    def cells(path: Path) -> None:
        with path.open(encoding="utf-8", newline="") as lines:
            for _ in csv.reader(lines, delimiter=delimiter):
                pass

    return cells


def by_element(path: Path) -> None:
    expat.ParserCreate().Parse(path.read_bytes(), True)


def by_text(path: Path) -> None:
    path.read_text(encoding="utf-8").split("\n")


def formats() -> Iterator[tuple[str, str, tuple[str, str], Record, Read, Plain]]:
    """Name, file name, what stands before and behind the records, one record, the reader, the plain pass."""
    none = ("", "")
    yield "OpenAlex, JSON lines", "a.jsonl", none, openalex, ci.read_openalex, by_line
    yield "OpenAlex, JSON lines, gzip", "a.jsonl.gz", none, openalex, ci.read_openalex, by_line
    yield "Crossref, JSON lines", "a.jsonl", none, crossref, ci.read_crossref, by_line
    yield "DataCite, JSON lines", "a.jsonl", none, datacite, ci.read_datacite, by_line
    yield "GitHub Archive", "a.json", none, gharchive, ci.read_gharchive, by_line
    yield "Web of Science, plain text", "a.txt", ("FN Clarivate\nVR 1.0\n", "EF\n"), wos, ci.read_wos, by_text
    yield "Scopus, CSV", "a.csv", (SCOPUS, ""), scopus, ci.read_scopus, by_cell(",")
    yield "PatentsView, assignees", "a.tsv", (PATENTS, ""), patentsview, ci.read_patentsview, by_cell("\t")
    yield "PATSTAT, one table", "a.csv", (PATSTAT, ""), patstat, ci.read_patstat, by_cell(",")
    yield "GEXF", "a.gexf", GEXF, gexf_edge, ci.read_gexf, by_element
    yield "GraphML", "a.graphml", GRAPHML, graphml_edge, ci.read_graphml, by_element


def written(path: Path, around: tuple[str, str], record: Record, size: int) -> tuple[int, int]:
    """Write records until the file is large enough; return how many, and the bytes before packing."""
    rng = random.Random(1)
    count, held = 0, len(around[0])
    packed = path.suffix == ".gz"
    with (
        gzip.open(path, "wt", encoding="utf-8")
        if packed
        else path.open("w", encoding="utf-8", newline="") as out
    ):
        out.write(around[0])
        while held < size:
            one = record(rng, count + 1)
            out.write(one)
            held += len(one)
            count += 1
        out.write(around[1])
    return count, held


def timed(calls: tuple[Callable[[], object], Callable[[], object]]) -> tuple[float, float, float]:
    """Median seconds of both, taken in turns, and the median of their ratios."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(ROUNDS + 1):
        for held, call in zip(times, calls, strict=True):
            begin = time.perf_counter()
            call()
            if turn:
                held.append(time.perf_counter() - begin)
    ratios = [mine / plain for mine, plain in zip(*times, strict=True)]
    return statistics.median(times[0]), statistics.median(times[1]), statistics.median(ratios)


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the readers.")
    parser.add_argument("--mb", type=float, default=20.0, help="size of each file before packing")
    parser.add_argument(
        "--write", action="store_true", help="write the table into docs/benchmarks_loaders.md"
    )
    chosen = parser.parse_args()
    # made-up records repeat some actors, which is told as an issue and a warning
    warnings.simplefilter("ignore", CinetWarning)
    lines = [
        "| source | MB | records | records/s | MB/s | plain pass, MB/s | reader / plain |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    print("\n".join(lines))
    for name, file, around, record, read, plain in formats():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, file)
            count, size = written(path, around, record, int(chosen.mb * 1e6))
            mine, bare, ratio = timed((partial(read, path), partial(plain, path)))
        mb = size / 1e6
        lines.append(
            f"| {name} | {mb:.1f} | {count:,} | {count / mine:,.0f} | {mb / mine:.1f} | {mb / bare:.1f} | {ratio:.1f} |"
        )
        print(lines[-1], flush=True)
    if chosen.write:
        head = (
            f"# Benchmarks of the readers\n\nMade-up files in the formats of their sources; medians of {ROUNDS} calls "
            "on one machine, after one that is not counted. The plain pass is what Python's own parser takes for the "
            "file without looking at it: `json.loads` per line, `csv.reader`, expat without handlers, or text split "
            "into lines. Compare the ratios. Run them with `make bench`.\n\n"
        )
        page = Path(__file__).parents[1] / "docs" / "benchmarks_loaders.md"
        page.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
