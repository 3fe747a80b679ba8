#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make_odd_workbooks.py OUT: workbooks whose few bytes ask for much, and one with several sheets (tests/data/tables). Standard library only;
the same bytes each time."""
import sys
import zipfile
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TABLE = '<row r="1"><c r="A1" t="inlineStr"><is><t>question</t></is></c><c r="B1" t="inlineStr"><is><t>answer</t></is></c></row>' \
        '<row r="2"><c r="A2" t="inlineStr"><is><t>Where is my card?</t></is></c><c r="B2" t="inlineStr"><is><t>card_arrival</t></is></c></row>'


def sheet(rows):
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def workbook(path, sheets, strings=None, states=(), stored=False):
    """`sheets`: (name, rows as XML). `states`: of the sheets, empty for visible."""
    parts = {}
    kinds = ""
    entries = links = ""
    for i, (name, rows) in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{i}.xml"] = sheet(rows)
        kinds += f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        state = f' state="{states[i - 1]}"' if i <= len(states) and states[i - 1] else ""
        entries += f'<sheet name="{name}" sheetId="{i}"{state} r:id="r{i}"/>'
        links += f'<Relationship Id="r{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
    if strings is not None:
        parts["xl/sharedStrings.xml"] = strings
        links += f'<Relationship Id="r0" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    parts["xl/workbook.xml"] = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{entries}</sheets></workbook>'
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{PACKAGE}relationships">{links}</Relationships>'
    parts["[Content_Types].xml"] = f'<Types xmlns="{PACKAGE}content-types"><Default Extension="xml" ContentType="application/xml"/>{kinds}</Types>'
    parts["_rels/.rels"] = f'<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = out.compression
            out.writestr(info, text, compresslevel=9)


def claim_less(path, name, real, claimed):
    """Writes `claimed` wherever the archive says that the entry unpacks to `real` bytes."""
    data = bytearray(path.read_bytes())
    for mark, size_at, length_at, name_at in ((b"PK\x03\x04", 22, 26, 30), (b"PK\x01\x02", 24, 28, 46)):
        at = data.find(mark)
        while at >= 0:
            length = int.from_bytes(data[at + length_at:at + length_at + 2], "little")
            if data[at + name_at:at + name_at + length] == name.encode():
                assert int.from_bytes(data[at + size_at:at + size_at + 4], "little") == real
                data[at + size_at:at + size_at + 4] = claimed.to_bytes(4, "little")
            at = data.find(mark, at + 4)
    path.write_bytes(data)


def main(out):
    out = Path(out)
    workbook(out / "far_cell.xlsx", [("Table", TABLE + '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>')], stored=True)
    workbook(out / "claims_texts.xlsx", [("Table", TABLE)], f'<sst xmlns="{MAIN}" uniqueCount="40000000000"><si><t>one</t></si></sst>')
    long = "a" * (8 << 20)
    cells = "".join(f'<row r="{i}"><c r="A{i}" t="s"><v>0</v></c></row>' for i in range(3, 303))
    workbook(out / "one_text_everywhere.xlsx", [("Table", TABLE + cells)], f'<sst xmlns="{MAIN}" uniqueCount="1"><si><t>{long}</t></si></sst>')
    bomb = f'<sst xmlns="{MAIN}" uniqueCount="1"><si><t>{"a" * (80 << 20)}</t></si></sst>'
    workbook(out / "unpacks_to_more.xlsx", [("Table", TABLE)], bomb)
    claim_less(out / "unpacks_to_more.xlsx", "xl/sharedStrings.xml", len(bomb), 1000)
    workbook(out / "several_sheets.xlsx", [("Notes", TABLE.replace("question", "note")), ("Tickets", TABLE), ("Old", TABLE)],
             states=("hidden", "", ""))


main(*sys.argv[1:])
