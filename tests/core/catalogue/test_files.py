"""Reading the content files: what is right comes out whole, what is wrong is told with file, record and field."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from core.catalogue.files import ContentError, read_content, read_places
from tests.core.catalogue.conftest import FILES, POSTCODES, TOPIC_FILES, change


def faults(data: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_content(data)
    assert str(caught.value) == "\n".join(caught.value.faults)
    return caught.value.faults


def test_a_right_folder_gives_every_record_with_where_it_is_filed(data: Path) -> None:
    content = read_content(data)
    assert [area.id for area in content.areas] == ["roads", "waste"]
    assert [report.year for report in content.reports] == [2023]
    assert [organisation.id for organisation in content.organisations] == ["county-council"]
    assert [(area, year, record.id) for area, year, record in content.initiatives] == [
        ("roads", 2023, "roads-2023-gritters")
    ]
    assert [(area, need.id) for area, need in content.needs] == [("roads", "roads-pothole")]
    assert [(place.name, place.kind, place.district) for place in content.places] == [
        ("Blaby", "district", "Blaby"),
        ("Derby", "outside", "outside"),
        ("LE11 2TA", "postcode", "Charnwood"),
    ]


def test_a_folder_without_initiatives_or_needs_is_right(data: Path) -> None:
    (data / "initiatives/roads/2023.yml").unlink()
    (data / "needs/roads.yml").unlink()
    content = read_content(data)
    assert (content.initiatives, content.needs) == ([], [])


def test_records_of_many_files_come_together(data: Path) -> None:
    more = (
        FILES["initiatives/roads/2023.yml"]
        .replace("roads", "waste")
        .replace("gritters", "tips")
        .replace("waste]", "roads]")
    )
    (data / "initiatives" / "waste").mkdir()
    (data / "initiatives" / "waste" / "2023.yml").write_text(more, "utf-8")
    assert [(area, record.id) for area, _, record in read_content(data).initiatives] == [
        ("roads", "roads-2023-gritters"),
        ("waste", "waste-2023-tips"),
    ]


# What is changed, and the one fault that must come of it: in which file, record and field.
FIELDS = [
    ("areas.yml", "name: Roads, ", "", "data/areas.yml: areas roads: name: field required"),
    (
        "areas.yml",
        "name: Bins",
        "nmae: Bins, name: Bins",
        "data/areas.yml: areas waste: nmae: extra fields not permitted",
    ),
    (
        "reports.yml",
        "standing: report",
        "standng: report, standing: x",
        "data/reports.yml: reports 2023: standng: extra",
    ),
    ("reports.yml", "years: [2022, 2023], ", "", "data/reports.yml: reports 2023: years: field required"),
    (
        "organisations/all.yml",
        "0116 305 0001",
        "+44 116",
        "data/organisations/all.yml: organisations county-council: phone: ",
    ),
    (
        "organisations/all.yml",
        "kind: county",
        "kind: cuonty",
        "data/organisations/all.yml: organisations county-council: kind: ",
    ),
    (
        "organisations/all.yml",
        "- id: county-council\n ",
        "-",
        "data/organisations/all.yml: organisations 1: id: field required",
    ),
    (
        "initiatives/roads/2023.yml",
        "lines: 12-15",
        "lines: 15-12",
        "data/initiatives/roads/2023.yml: initiatives roads-2023-gritters: lines: '15-12' ends before it begins",
    ),
    (
        "initiatives/roads/2023.yml",
        "  status: delivered\n",
        "",
        "data/initiatives/roads/2023.yml: initiatives roads-2023-gritters: status: field required",
    ),
    (
        "initiatives/roads/2023.yml",
        "- id: roads-2023-gritters",
        "- just words\n- id: roads-2023-gritters",
        "data/initiatives/roads/2023.yml: initiatives 1: ",
    ),
    (
        "initiatives/roads/2023.yml",
        "area: roads",
        "area: waste",
        "data/initiatives/roads/2023.yml: area: 'waste' in the folder of 'roads'",
    ),
    (
        "needs/roads.yml",
        "confidence: high",
        "confidence: low",
        "data/needs/roads.yml: needs roads-pothole: signposts.0.confidence: ",
    ),
    (
        "needs/roads.yml",
        "  need: Report",
        "  ned: x\n  need: Report",
        "data/needs/roads.yml: needs roads-pothole: ned: extra",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "told"), FIELDS)
def test_a_wrong_field_is_told_with_file_record_and_field(data: Path, name: str, old: str, new: str, told: str) -> None:
    change(data, name, old, new)
    assert faults(data)[0].startswith(told)


# References that no record shows to be wrong alone.
REFERENCES = [
    ("areas.yml", "contact: county-council", "contact: nobody", "areas roads: contact: no organisation 'nobody'"),
    (
        "organisations/all.yml",
        "kind: county",
        "kind: county\n  successor: nobody",
        "organisations county-council: successor: no organisation 'nobody'",
    ),
    (
        "initiatives/roads/2023.yml",
        "also: [waste]",
        "also: [parks]",
        "initiatives roads-2023-gritters: area: no service area 'parks'",
    ),
    (
        "initiatives/roads/2023.yml",
        "report: 2023",
        "report: 2022",
        "initiatives roads-2023-gritters: report: no report of 2022",
    ),
    ("initiatives/roads/2023.yml", "report: 2023\n", "", "initiatives roads-2023-gritters: report: no report of 0"),
    ("needs/roads.yml", "area: roads", "area: parks", "needs roads-pothole: area: no service area 'parks'"),
    (
        "needs/roads.yml",
        "responsible: county",
        "responsible: nobody",
        "needs roads-pothole: responsible: no organisation 'nobody'",
    ),
    (
        "needs/roads.yml",
        "{organisation: county-council",
        "{organisation: nobody",
        "needs roads-pothole: signposts: no organisation 'nobody'",
    ),
    (
        "needs/roads.yml",
        "[roads-2023-gritters]",
        "[roads-2023-gritter]",
        "needs roads-pothole: initiatives: no initiative 'roads-2023-gritter'",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "told"), REFERENCES)
def test_an_unknown_reference_is_told_with_file_record_and_field(
    data: Path, name: str, old: str, new: str, told: str
) -> None:
    change(data, name, old, new)
    assert faults(data) == [f"data/{name}: {told}"]


# Topics


def test_a_folder_without_topics_is_right(data: Path) -> None:
    assert read_content(data).topics == []


def test_a_topic_comes_with_the_area_it_is_filed_under(topics: Path) -> None:
    ((area, topic),) = read_content(topics).topics
    assert (area, topic.id, topic.topic) == ("roads", "roads-winter", "Gritters")
    assert topic.initiatives == ["roads-2025-gritters", "roads-2023-gritters"]
    (series,) = topic.series
    assert [(point.initiative, point.figure, point.period) for point in series.points] == [
        ("roads-2023-gritters", "new gritters", "winter 2022"),
        ("roads-2025-gritters", "gritters", ""),
    ]


def test_topics_of_many_files_come_together(topics: Path) -> None:
    more = TOPIC_FILES["topics/roads.yml"].replace("area: roads", "area: waste").replace("roads-winter", "waste-winter")
    (topics / "topics" / "waste.yml").write_text(more, "utf-8")
    assert [(area, topic.id) for area, topic in read_content(topics).topics] == [
        ("roads", "roads-winter"),
        ("waste", "waste-winter"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  topic: Gritters\n", "", "topic: field required"),
        ("  change: ", "  chnge: x\n  change: ", "chnge: extra fields not permitted"),
        ("  - roads-2025-gritters\n", "", "initiatives: ensure this value has at least 2 items"),
        ("Three more were bought.", "more " * 31, "change: has 31 words; at most 30 are wanted"),
        ("id: roads-winter", "id: Roads winter", "id: 'Roads winter' is not lower-case words joined by hyphens"),
        ("  - name: gritters of the council\n", "  - nme: x\n", "series.0.name: field required"),
        ("      figure: gritters\n", "", "series.0.points.1.figure: field required"),
        ("      period: winter 2022\n", "      perod: x\n", "series.0.points.0.perod: extra fields not permitted"),
    ],
)
def test_a_wrong_field_of_a_topic_is_told_with_file_record_and_field(
    topics: Path, old: str, new: str, told: str
) -> None:
    change(topics, "topics/roads.yml", old, new)
    record = "Roads winter" if told.startswith("id") else "roads-winter"
    assert f"data/topics/roads.yml: topics {record}: {told}" in faults(topics)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("area: roads", "area: parks", ["area: no service area 'parks'"]),
        ("area: roads\n", "", ["area: no service area 'None'"]),
        (
            "  - roads-2023-gritters\n",
            "  - roads-2023-gritter\n",
            [
                "initiatives: no initiative 'roads-2023-gritter'",
                "series: 'roads-2023-gritters' is no initiative of the topic",
            ],
        ),
        (
            "  - roads-2023-gritters\n",
            "  - roads-2023-gritters\n  - roads-pothole\n",
            ["initiatives: no initiative 'roads-pothole'"],
        ),
        (
            "    - initiative: roads-2025-gritters",
            "    - initiative: roads-2021-gritters",
            ["series: 'roads-2021-gritters' is no initiative of the topic"],
        ),
        (
            "figure: new gritters",
            "figure: gritters",
            ["series: 'roads-2023-gritters' has no figure 'gritters'"],
        ),
        (
            "figure: new gritters",
            "figure: New gritters",
            ["series: 'roads-2023-gritters' has no figure 'New gritters'"],
        ),
    ],
)
def test_what_a_topic_names_and_is_not_there_is_told_with_file_record_and_field(
    topics: Path, old: str, new: str, told: list[str]
) -> None:
    change(topics, "topics/roads.yml", old, new)
    assert faults(topics) == [f"data/topics/roads.yml: topics roads-winter: {fault}" for fault in told]


def test_every_point_that_is_wrong_is_told_at_once(topics: Path) -> None:
    change(topics, "topics/roads.yml", "figure: new gritters", "figure: ploughs")
    change(topics, "topics/roads.yml", "figure: gritters\n", "figure: lorries\n")
    assert [fault.rpartition(" ")[2] for fault in faults(topics)] == ["'ploughs'", "'lorries'"]


def test_a_topic_that_stands_twice_is_told(topics: Path) -> None:
    (topics / "topics" / "too.yml").write_text(TOPIC_FILES["topics/roads.yml"], "utf-8")
    assert faults(topics) == ["data/topics/too.yml: topics roads-winter: id: stands twice"]


@pytest.mark.parametrize("other", ["roads-2023-gritters", "roads-pothole"])
def test_a_topic_must_not_share_the_id_of_a_record(topics: Path, other: str) -> None:
    change(topics, "topics/roads.yml", "id: roads-winter", f"id: {other}")
    assert faults(topics) == [f"data/topics/roads.yml: topics {other}: id: stands twice"]


def test_a_file_without_its_list_of_topics_is_told(topics: Path) -> None:
    (topics / "topics/roads.yml").write_text("area: roads\n", "utf-8")
    assert faults(topics) == ["data/topics/roads.yml: a list 'topics' is needed"]


@pytest.mark.parametrize(
    ("name", "kind", "record"),
    [
        ("organisations/all.yml", "organisations", "county-council"),
        ("initiatives/roads/2023.yml", "initiatives", "roads-2023-gritters"),
        ("needs/roads.yml", "needs", "roads-pothole"),
    ],
)
def test_an_id_that_stands_twice_is_told(data: Path, name: str, kind: str, record: str) -> None:
    text = (data / name).read_text("utf-8")
    (data / name).write_text(text + text[text.index("- id:") :], "utf-8")
    assert faults(data) == [f"data/{name}: {kind} {record}: id: stands twice"]


def test_an_id_that_stands_twice_in_two_files_is_told(data: Path) -> None:
    (data / "needs" / "too.yml").write_text(FILES["needs/roads.yml"], "utf-8")
    assert faults(data) == ["data/needs/too.yml: needs roads-pothole: id: stands twice"]


@pytest.mark.parametrize(
    ("name", "told"),
    [("areas.yml", "areas roads: id: stands twice"), ("reports.yml", "reports 2023: year: stands twice")],
)
def test_an_area_or_a_report_that_stands_twice_is_told(data: Path, name: str, told: str) -> None:
    text = (data / name).read_text("utf-8")
    (data / name).write_text(text + text.splitlines()[1] + "\n", "utf-8")
    assert faults(data) == [f"data/{name}: {told}"]


def test_an_initiative_and_a_need_must_not_share_an_id(data: Path) -> None:
    change(data, "needs/roads.yml", "id: roads-pothole", "id: roads-2023-gritters")
    assert "data/needs/roads.yml: needs roads-2023-gritters: id: stands twice" in faults(data)


def test_every_fault_of_every_file_is_told_at_once(data: Path) -> None:
    change(data, "areas.yml", "name: Bins, ", "")
    change(data, "organisations/all.yml", "0116 305 0001", "ring us")
    change(data, "initiatives/roads/2023.yml", "lines: 12-15", "lines: x")
    assert [fault.partition(":")[0] for fault in faults(data)] == [
        "data/areas.yml",
        "data/organisations/all.yml",
        "data/initiatives/roads/2023.yml",
    ]


def test_a_record_that_is_wrong_is_not_told_again_by_those_that_name_it(data: Path) -> None:
    change(data, "organisations/all.yml", "kind: county", "kind: cuonty")
    [fault] = faults(data)
    assert fault.startswith("data/organisations/all.yml: organisations county-council: kind: ")


@pytest.mark.parametrize(
    "name", ["areas.yml", "organisations/all.yml", "initiatives/roads/2023.yml", "needs/roads.yml"]
)
def test_broken_yaml_is_told_with_file_and_line(data: Path, name: str) -> None:
    lines = (data / name).read_text("utf-8").splitlines()
    (data / name).write_text("\n".join([*lines, "  - [never closed", ""]), "utf-8")
    assert any(fault.startswith(f"data/{name}, line ") and ": not YAML: " in fault for fault in faults(data))


def test_a_yaml_file_that_is_not_utf_8_is_told(data: Path) -> None:
    (data / "areas.yml").write_bytes("areas: [{name: Caf\u00e9}]".encode("latin-1"))
    assert any(fault.startswith("data/areas.yml: not YAML: ") for fault in faults(data))


def test_a_day_that_the_calendar_lacks_is_told(data: Path) -> None:
    change(data, "needs/roads.yml", "checked_on: 2026-11", "checked_on: 2026-02-30")
    assert faults(data)[0].startswith("data/needs/roads.yml: not YAML: day is out of range")


@pytest.mark.parametrize("text", ["", "just words", "- a\n- list\n"])
def test_a_yaml_file_without_a_mapping_is_told(data: Path, text: str) -> None:
    (data / "needs" / "roads.yml").write_text(text, "utf-8")
    assert faults(data) == ["data/needs/roads.yml: a mapping is needed at the top"]


@pytest.mark.parametrize("text", ["area: roads\n", "area: roads\nneeds:\n", "area: roads\nnees: []\n"])
def test_a_file_without_its_list_is_told(data: Path, text: str) -> None:
    (data / "needs" / "roads.yml").write_text(text, "utf-8")
    assert faults(data) == ["data/needs/roads.yml: a list 'needs' is needed"]


@pytest.mark.parametrize("name", ["areas.yml", "reports.yml"])
def test_a_missing_file_is_told(data: Path, name: str) -> None:
    (data / name).unlink()
    assert faults(data)[0].startswith(f"data/{name}: cannot be read: ")


def test_a_report_that_is_no_year_is_told(data: Path) -> None:
    change(data, "initiatives/roads/2023.yml", "report: 2023", "report: latest")
    assert faults(data)[0] == "data/initiatives/roads/2023.yml: report: 'latest' is not a year"


def test_a_phone_number_that_yaml_reads_as_another_number_is_told(data: Path) -> None:
    change(data, "organisations/all.yml", "0116 305 0001", "01163050001")
    assert faults(data)[0].startswith("data/organisations/all.yml: organisations county-council: phone: ")


def test_places_alone_can_be_read(data: Path) -> None:
    assert [place.name for place in read_places(data)] == ["Blaby", "Derby", "LE11 2TA"]


def test_empty_tables_give_no_places(data: Path) -> None:
    for name in ("places.csv", "outside.csv"):
        (data / "places" / name).write_text("name,kind,district,confidence\n", "utf-8")
    (data / "places" / "postcodes.csv.gz").write_bytes(gzip.compress(b"postcode,district,confidence\n"))
    assert read_places(data) == []


def test_a_places_table_saved_by_a_spreadsheet_is_read(data: Path) -> None:
    (data / "places" / "outside.csv").write_text(FILES["places/outside.csv"].replace("\n", "\r\n"), "utf-8-sig")
    assert [place.name for place in read_places(data)] == ["Blaby", "Derby", "LE11 2TA"]


@pytest.mark.parametrize("name", ["places.csv", "outside.csv", "postcodes.csv.gz"])
def test_a_missing_places_table_is_told(data: Path, name: str) -> None:
    (data / "places" / name).unlink()
    [fault] = faults(data)
    assert fault.startswith(f"data/places/{name}: cannot be read: ")


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("name,kind,confidence\nBlaby,district,high\n", 2, "district"),
        ("name,kind,district,confidence\nBlaby,district,Blaby,high\nEnderby,village\n", 3, "district"),
        ("nme,kind,district,confidence\nBlaby,district,Blaby,high\n", 2, "name"),
    ],
)
def test_a_bad_row_of_a_places_table_is_told_with_line_and_field(data: Path, text: str, line: int, field: str) -> None:
    (data / "places" / "places.csv").write_text(text, "utf-8")
    with pytest.raises(ContentError) as caught:
        read_places(data)
    assert caught.value.faults[0].startswith(f"data/places/places.csv, line {line}: {field}: ")


def test_a_bad_row_of_a_places_table_is_told_in_lines_that_each_name_the_file(data: Path) -> None:
    (data / "places" / "places.csv").write_text("name,kind,district,confidence\nEnderby,village\n", "utf-8")
    assert all(line.startswith("data/places/places.csv, line 2: ") for line in "\n".join(faults(data)).splitlines())


@pytest.mark.parametrize("row", ["Blaby,vilage,Blaby,high", "Blaby,village,Blaby,hihg", ",village,Blaby,high"])
def test_a_place_of_an_unknown_kind_or_without_a_name_is_told(data: Path, row: str) -> None:
    (data / "places" / "places.csv").write_text(f"name,kind,district,confidence\n{row}\n", "utf-8")
    assert faults(data)[0].startswith("data/places/places.csv, line 2: ")


def test_postcodes_that_are_not_packed_are_told(data: Path) -> None:
    (data / "places" / "postcodes.csv.gz").write_text(POSTCODES, "utf-8")
    [fault] = faults(data)
    assert fault.startswith("data/places/postcodes.csv.gz: cannot be read: ")


@pytest.mark.parametrize("kept", [slice(0, -10), slice(0, 15)])
def test_postcodes_that_are_cut_off_are_told(data: Path, kept: slice) -> None:
    whole = (data / "places" / "postcodes.csv.gz").read_bytes()
    (data / "places" / "postcodes.csv.gz").write_bytes(whole[kept])
    [fault] = faults(data)
    assert fault.startswith("data/places/postcodes.csv.gz: cannot be read: ")


def test_a_folder_without_messages_that_go_on_is_right(data: Path) -> None:
    content = read_content(data)
    assert (content.leans, content.alone) == ([], [])


def test_messages_that_go_on_and_such_that_stand_alone_are_read(data: Path) -> None:
    (data / "follow-ups.yml").write_text("leans: [age range, who won it]\nalone: [bin day]\n", "utf-8")
    content = read_content(data)
    assert (content.leans, content.alone) == (["age range", "who won it"], ["bin day"])


@pytest.mark.parametrize(
    ("text", "kind"), [("leans: bins", "leans"), ("alone: [2019]", "alone"), ("leans: [no]", "leans")]
)
def test_messages_that_are_no_texts_are_told_with_file_and_field(data: Path, text: str, kind: str) -> None:
    (data / "follow-ups.yml").write_text(text, "utf-8")
    (told,) = faults(data)
    assert told.startswith(f"data/follow-ups.yml: {kind}: ")
