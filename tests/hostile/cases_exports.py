"""Hostile exports of databases of publications, patents and projects."""

from __future__ import annotations

from typing import Final

from fuzz.seeds import GOOD
from tests.hostile.case import Case, Loads, Refused, given

__all__ = ["CASES"]

_HEADERS: Final = {
    "scopus": "Authors,Title,Year,Source title,Affiliations,Authors with affiliations,EID\n",
    "patentsview": "patent_id\tassignee_id\tdisambig_assignee_organization\tassignee_type\n",
    "patent_table": "申请号,申请日,申请人\n",
    "patstat": "docdb_family_id,psn_id,psn_name\n",
    "cordis": "projectID;organisationID;name;activityType;country;role\n",
    "gephi": "Source,Target,Type\n",
}

CASES: Final[list[Case]] = [
    *(given(format, "a header and nothing else", text, Loads(0)) for format, text in _HEADERS.items()),
    given("json", "a header and nothing else", "id,year,crew\n", Refused("there is no record in the source")),
    given("gephi", "a header of nodes", "Id,Label\n", Refused("is a table of nodes")),
    given(
        "wos",
        "tags that nobody knows",
        GOOD["wos"].decode().replace("PY 2020", "Z8 x\nWE y\nPY 2020"),
        Loads(3),
    ),
    given(
        "wos",
        "a record without an id",
        GOOD["wos"].decode().replace("UT WOS:000000000000001\n", ""),
        Loads(3),
    ),
    given(
        "wos",
        "records of one id",
        GOOD["wos"].decode().replace("0002", "0001"),
        Loads(2, "stands in an earlier record"),
    ),
    given(
        "wos",
        "a line that continues nothing",
        "FN x\nVR 1.0\n   lost\n" + GOOD["wos"].decode().split("VR 1.0\n")[1],
        Loads(3),
    ),
    given(
        "wos",
        "brackets that are never closed",
        GOOD["wos"].decode().replace("[Li, Na]", "[[[[Li, Na"),
        Loads(3),
    ),
    given(
        "wos",
        "a field of 100,000 lines",
        GOOD["wos"].decode().replace("PY 2020", "CR x\n" + "   y\n" * 100_000 + "PY 2020"),
        Loads(3),
    ),
    given(
        "wos",
        "a record within a record",
        GOOD["wos"].decode().replace("PY 2020", "PT J\nPY 2020"),
        Loads(1, "the record has no end (ER): the file is cut off"),
    ),
    given(
        "scopus",
        "only some columns",
        "Authors,Title,Year\nLi N.,One,2020\n",
        Refused(". In Scopus choose Export, CSV, and tick Author(s), EID, Year,"),
    ),
    given(
        "scopus",
        "authors without places",
        'Authors,Title,Year,Affiliations,Authors with affiliations,EID\n"Li N.",One,2020,,,e1\n',
        Loads(0, "dropped"),
    ),
    given(
        "scopus",
        "a thousand separators",
        'Authors,Title,Year,Affiliations,Authors with affiliations,EID\n"'
        + "; " * 1000
        + '",One,2020,"'
        + "; " * 1000
        + '","'
        + ", " * 1000
        + '",e1\n',
        Loads(0, "dropped"),
    ),
    given("cnki", "only a type", "{Reference Type}: Thesis\n", Loads(0, "dropped")),
    *(
        given(
            "cnki",
            f"cut off after {end!r}",
            GOOD["cnki"].decode().split("{Year}: 2021")[0] + end,
            Loads(3, "the file ends within a tag: it is cut off; doubted"),
        )
        for end in ("{", "{Yea", "{Year}")
    ),
    given(
        "cnki",
        "cut off in an address",
        GOOD["cnki"].decode().split("大学\n{Year}: 2021")[0],
        Loads(3, "the file ends within this field, without a line end: it may be cut off; doubted"),
    ),
    *(
        given(
            "estudy",
            f"cut off after {end!r}",
            GOOD["estudy"].decode().split("Year-年")[0] + end,
            Loads(2, "the file ends within a tag: it is cut off; doubted"),
        )
        for end in ("Y", "Yea", "Year-", "Year-年")
    ),
    given("cnki", "full-width colons", GOOD["cnki"].decode().replace("}:", "}："), Loads(3)),
    given(
        "cnki",
        "CR and CRLF within a field",
        GOOD["cnki"].decode().replace("学院；", "学院；\r\r\n"),
        Loads(3),
    ),
    given("cnki", "a Pajek network", GOOD["pajek"], Refused("is no export of CNKI or Wanfang")),
    given(
        "patentsview", "quotes as data", GOOD["patentsview"].decode().replace("B Inc.", '"B" Inc'), Loads(3)
    ),
    given(
        "patentsview",
        "entities in names",
        GOOD["patentsview"].decode().replace("B Inc.", "B &lt;script&gt; &#0; &Hcirc;"),
        Loads(3),
    ),
    given(
        "patentsview", "types that are none", GOOD["patentsview"].decode().replace("\t2\n", "\tx\n"), Loads(3)
    ),
    given(
        "patent_table",
        "a thousand applicants",
        "申请号,申请日,申请人\nCN1,2019.01.02," + ";".join(f"甲{n}" for n in range(1000)) + "\n",
        Loads(1000),
    ),
    given(
        "patstat",
        "ids that are missing",
        GOOD["patstat"].decode() + ",3,C,COMPANY,2011\n8,,D,COMPANY,2011\n",
        Loads(2, "dropped"),
    ),
    given(
        "patstat",
        "no column of families",
        "person,psn_id,psn_name\n1,1,A\n",
        Refused("Its columns: 'person', 'psn_id', 'psn_name'. Name another unit="),
    ),
    given(
        "cordis",
        "numbers with either mark",
        GOOD["cordis"].decode().replace("100,5", "1.000,5,5"),
        Loads(3, "not a number"),
    ),
    given("cordis", "an activity that is none", GOOD["cordis"].decode().replace("HES", "XYZ"), Loads(3)),
]
