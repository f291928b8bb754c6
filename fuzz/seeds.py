"""One small sound file of every format: what the fuzzers change, and the catalogue of hostile inputs breaks."""

from __future__ import annotations

import json
import struct
from typing import Any, Final

__all__ = ["GOOD", "HEADER", "NUMBERS"]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _lines(*lines: str) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _places(*names: str) -> list[dict[str, Any]]:
    return [
        {
            "author": {"id": f"https://openalex.org/A{n}", "display_name": f"Author {n}"},
            "institutions": [
                {
                    "id": f"https://openalex.org/I{n}",
                    "display_name": name,
                    "country_code": "FI",
                    "type": "education",
                    "lineage": [f"https://openalex.org/I{n}"],
                }
            ],
        }
        for n, name in enumerate(names, start=1)
    ]


def _header(rows: int, columns: int) -> bytes:
    """Return the ##h of a matrix of small floats, its rows and columns named."""

    def label(text: str) -> bytes:
        coded = text.encode("utf-16-le")
        return struct.pack("<H", len(coded)) + coded

    head = b"\x05V6404" + struct.pack("<4h", 26, 1, 1, 5) + struct.pack("<hBh", 3, 7, 2)
    sizes = struct.pack("<2i", columns, rows)
    labels = [label(f"c{n}") for n in range(columns)] + [label(f"r{n}") for n in range(rows)]
    return head + sizes + b"\x00" + b"\x01\x01" + b"".join(labels)


HEADER: Final = _header(2, 2)
NUMBERS: Final = struct.pack("<4f", 0, 1, 1, 0)

#: Format -> the bytes of a sound file with a few actors and ties.
GOOD: Final[dict[str, bytes]] = {
    "events": _lines(
        "project,actor,type,year", "p1,a,firm,2020", "p1,b,university,2020", "p2,b,university,2021"
    ),
    "cordis": _lines(
        '"projectID";"organisationID";"name";"activityType";"country";"role";"ecContribution"',
        '"1";"11";"A University";"HES";"FI";"coordinator";"100,5"',
        '"1";"12";"B Ltd";"PRC";"UK";"participant";"20.5"',
        '"2";"12";"B Ltd";"PRC";"UK";"coordinator";"7"',
    ),
    "pajek": _lines(
        "*Vertices 4 3", '1 "firm"', '2 "lab"', '3 "city"', '4 "project"', "*Edges", "1 4", "2 4", "3 4 2"
    ),
    "pajek1": _lines(
        "*Vertices 3", '1 "a"', '2 "b"', '3 "c"', "*Arcs", "1 2 1", "2 3 1.5", "*Edgeslist", "1 3"
    ),
    "ucinet": _lines("DL n=3 format=edgelist1", "labels embedded", "data:", "a b 1", "b c 2.5", "c a 1"),
    "ucinet2": _lines(
        "DL nr=3, nc=2 row labels: firm lab city column labels: p q data:", "1 0", "1 1", "0 1"
    ),
    "vosviewer": _lines(
        "id\tlabel\tx\ty\tcluster\tweight<Documents>", "1\ta\t0.1\t0.2\t1\t9", "2\tb\t0.3\t0.4\t1\t4"
    ),
    "vosjson": _json(
        {
            "network": {
                "items": [{"id": 1, "label": "a", "cluster": 1}, {"id": 2, "label": "b", "cluster": 1}],
                "links": [{"source_id": 1, "target_id": 2, "strength": 3}],
            }
        }
    ),
    "gexf": _lines(
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="undirected" mode="dynamic">',
        '<attributes class="node"><attribute id="0" title="type" type="string"/></attributes>',
        '<nodes><node id="a" label="A" start="2019"><attvalues><attvalue for="0" value="firm"/></attvalues></node>',
        '<node id="b" label="B"/></nodes>',
        '<edges><edge id="0" source="a" target="b" weight="2.5" start="2019" end="2020"/></edges>',
        "</graph></gexf>",
    ),
    "graphml": _lines(
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        '<key id="w" for="edge" attr.name="weight" attr.type="double"/>',
        '<key id="n" for="node" attr.name="name" attr.type="string"><default>x</default></key>',
        '<graph edgedefault="undirected"><node id="a"><data key="n">A</data></node><node id="b"/>',
        '<edge source="a" target="b"><data key="w">2</data></edge></graph></graphml>',
    ),
    "gml": _lines(
        "graph [",
        "directed 0",
        'node [ id 1 label "A" ]',
        'node [ id 2 label "B &amp; C" ]',
        "edge [ source 1 target 2 value 3 ]",
        "]",
    ),
    "gephi": _lines("Source,Target,Type,Weight", "a,b,Undirected,2", "b,c,Directed,1"),
    "wos": _lines(
        "FN Clarivate Analytics Web of Science",
        "VR 1.0",
        "PT J",
        "AF Li, Na",
        "   Roe, Ann",
        "TI A title",
        "C1 [Li, Na] Univ A, Xian, Peoples R China.",
        "   [Roe, Ann] B Corp, Leeds, England.",
        "PY 2020",
        "UT WOS:000000000000001",
        "ER",
        "",
        "PT J",
        "AF Roe, Ann",
        "TI Two",
        "C1 [Roe, Ann] B Corp, Leeds, England.",
        "PY 2021",
        "UT WOS:000000000000002",
        "ER",
        "",
        "EF",
    ),
    "scopus": _lines(
        "Authors,Title,Year,Affiliations,Authors with affiliations,EID",
        '"Li N.; Roe A.",One,2020,"School, A University, Xian, China; B Ltd., Leeds, United Kingdom",'
        '"Li N., School, A University, Xian, China; Roe A., B Ltd., Leeds, United Kingdom",2-s2.0-1',
    ),
    "cnki": _lines(
        "{Reference Type}: Journal Article",
        "{Title}: 题目",
        "{Author}: 甲;乙;",
        "{Author Address}: 1.武汉大学 物理学院；2.华为技术有限公司",
        "{Year}: 2020",
        "",
        "{Reference Type}: Journal Article",
        "{Title}: 又一",
        "{Author}: 丙;",
        "{Author Address}: 北京大学",
        "{Year}: 2021",
    ),
    "estudy": _lines(
        "DataType: 1",
        "Title-题名: 题目",
        "Author-作者: 甲;乙;",
        "Organ-单位: 武汉大学;华为技术有限公司",
        "Year-年: 2020",
    ),
    "openalex": b"".join(
        json.dumps(work).encode() + b"\n"
        for work in (
            {"id": "https://openalex.org/W1", "publication_year": 2020, "authorships": _places("A", "B")},
            {"id": "https://openalex.org/W2", "publication_year": 2021, "authorships": _places("A")},
        )
    ),
    "crossref": _json(
        {
            "status": "ok",
            "message-type": "work-list",
            "message": {
                "items": [
                    {
                        "DOI": "10.1/x",
                        "type": "journal-article",
                        "author": [
                            {"given": "A", "family": "B", "affiliation": [{"name": "University of X"}]},
                            {"name": "The Y Consortium", "affiliation": []},
                        ],
                        "published": {"date-parts": [[2020, 5]]},
                    }
                ]
            },
        }
    ),
    "datacite": _json(
        {
            "data": [
                {
                    "id": "10.1/x",
                    "attributes": {
                        "doi": "10.1/x",
                        "creators": [
                            {"name": "B, A", "nameType": "Personal", "affiliation": ["University of X"]},
                            {"name": "Survey of X", "nameType": "Organizational"},
                        ],
                        "publicationYear": 2021,
                        "types": {"resourceTypeGeneral": "Dataset"},
                    },
                }
            ]
        }
    ),
    "gharchive": b"".join(
        json.dumps(
            {
                "id": str(n),
                "type": "PushEvent",
                "actor": {"id": n, "login": login},
                "repo": {"id": 7, "name": "x/y"},
                "payload": {},
                "created_at": "2024-05-01T08:00:00Z",
            }
        ).encode()
        + b"\n"
        for n, login in enumerate(("ann", "ci[bot]"), start=1)
    ),
    "json": _json(
        [{"id": 1, "year": 2020, "crew": [{"who": "Ann", "job": "editor"}, {"who": "Bo", "job": "director"}]}]
    ),
    "patentsview": _lines(
        "patent_id\tassignee_sequence\tassignee_id\tdisambig_assignee_organization\tassignee_type",
        "D1\t0\ta\tUniversity of X\t3",
        "D1\t1\tb\tB Inc.\t2",
        "7\t0\tb\tB Inc.\t2",
    ),
    "patent_table": _lines("申请号,申请日,申请人,地址", "CN201910000001.9,2019.01.02,甲大学;乙有限公司,某市"),
    "patstat": _lines(
        "docdb_family_id,psn_id,psn_name,psn_sector,earliest_filing_year",
        "7,1,A,COMPANY,2010",
        "7,2,B,UNIVERSITY,2010",
    ),
}
