#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make_tables.py tests/data: Arrow files in both formats, and workbooks with number formats, formulas and merged cells, as their programs
write them. Made with pyarrow 26.0.1, xlsxwriter 3.3.1, openpyxl 3.1.5 and odfpy 1.4.1."""
import datetime
import decimal
import sys
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.feather as feather
import xlsxwriter
from odf import number, style, table, text
from odf.opendocument import OpenDocumentSpreadsheet

out = Path(sys.argv[1])
tables, seeds = out / "tables", out / "fuzz" / "arrow"
seeds.mkdir(parents=True, exist_ok=True)


def stream(path, data, rows):
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_stream(sink, data.schema) as writer:
        writer.write_table(data, max_chunksize=rows)


# As Hugging Face's datasets keep them: a stream of batches.
chats = pa.table({
    "messages": [[{"role": "user", "content": f"Where is shelf {i}? é 你好", "tool_calls": None},
                  {"role": "assistant", "content": f"On the left, {i}.", "tool_calls": None}] for i in range(25)],
    "source": pa.array(["a", "b", "a", None, "b"] * 5).dictionary_encode(),
})
stream(tables / "messages.arrow", chats, 10)
pairs = pa.table({
    "prompt": pa.array([f"Question {i}" for i in range(40)], pa.large_string()),
    "completion": pa.array([f"Answer {i}" if i != 39 else None for i in range(40)], pa.string_view()),
    "when": pa.array([datetime.datetime(2026, 1, 2, 3, 4, i) for i in range(40)], pa.timestamp("us")),
    "price": pa.array([decimal.Decimal(i) / 4 for i in range(40)], pa.decimal128(10, 2)),
})
for compression in ("lz4", "zstd", "uncompressed"):
    feather.write_feather(pairs, str(tables / f"pairs_{compression}.feather"), compression=compression, chunksize=16)
feather.write_feather(pairs.select(["prompt"]).cast(pa.schema([("prompt", pa.string())])), str(tables / "version1.feather"), version=1)

kinds = pa.table({
    "q": [f"what {i % 3}" if i % 5 else None for i in range(12)], "a": ["b" * i for i in range(12)],
    "i": pa.array(range(12), pa.int8()), "f": [i / 3 for i in range(12)], "b": [i % 2 == 0 for i in range(12)],
    "date": [datetime.date(2026, 1, 1 + i) for i in range(12)], "time": [datetime.time(1, 2, i) for i in range(12)],
    "bin": pa.array([b"\0%d" % i for i in range(12)]), "fix": pa.array([b"%04d" % i for i in range(12)], pa.binary(4)),
    "map": pa.array([[("k", i)] for i in range(12)], pa.map_(pa.string(), pa.int32())), "none": pa.nulls(12),
    "list": pa.array([[1] * (i % 3) for i in range(12)], pa.list_(pa.int16())), "st": [{"x": {"y": i}} for i in range(12)],
    "words": pa.array(["x", "y", "z"] * 4).dictionary_encode(),
    "runs": pa.RunEndEncodedArray.from_arrays(pa.array([5, 12], pa.int32()), pa.array(["r", "s"])),
})
stream(seeds / "kinds_stream.arrow", kinds, 5)
with pa.OSFile(str(seeds / "kinds_file.arrow"), "wb") as sink, pa.ipc.new_file(sink, kinds.schema) as writer:
    writer.write_table(kinds, max_chunksize=5)
stream(seeds / "messages.arrow", chats.slice(0, 3), 10)
feather.write_feather(pairs.slice(0, 3), str(seeds / "pairs_lz4.feather"), compression="lz4")

# Numbers as a person reads them in the sheet, merged cells, a time, a date.
book = xlsxwriter.Workbook(str(tables / "shown.xlsx"))
sheet = book.add_worksheet("Prices")
shown = [
    ("share", 0.15, "0%"), ("exact share", 0.1234, "0.00%"), ("price", 1234.5, '#,##0.00 "EUR"'), ("euro", 1234.5, "#,##0.00\\ [$€-407]"),
    ("dollar", -3, '"$"#,##0.00_);\\("$"#,##0.00\\)'), ("account", 1234.5, '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-'),
    ("postcode", 1067, "00000"), ("thousands", 1234567, "#,##0"), ("rounded", 2.5, "0.00"), ("plain", 0.3, None), ("whole", 42, None),
    ("powers", 123456789012, "0.00E+00"), ("date", datetime.date(2024, 5, 3), "dd.mm.yyyy"), ("time", datetime.time(9, 30), "hh:mm"),
    ("hidden", 7, ";;;"), ("words", 5, '0 "pieces"'),
]
sheet.write_row(0, 0, ["question", "answer"])
for i, (name, value, code) in enumerate(shown, 1):
    form = book.add_format({"num_format": code}) if code else None
    sheet.write(i, 0, name)
    (sheet.write_datetime if isinstance(value, (datetime.date, datetime.time)) else sheet.write_number)(i, 1, value, form)
book.close()

book = openpyxl.Workbook()
sheet = book.active
sheet.append(["question", "answer", "total"])
sheet.append(["What is 1 + 2?", "=1+2", 3])  # openpyxl keeps no value of a formula
sheet.append(["What is the colour?", "blue", "=SUM(C2:C2)"])
sheet.append(["What is missing?", "#N/A", 4])
book.save(tables / "formulas.xlsx")

# LibreOffice keeps the words that it shows beside the value.
book = OpenDocumentSpreadsheet()
sheet = table.Table(name="Prices")


def cell(words, **attributes):
    made = table.TableCell(**attributes)
    if words:
        made.addElement(text.P(text=words))
    return made


def row(*cells, **attributes):
    made = table.TableRow(**attributes)
    for one in cells:
        made.addElement(one)
    sheet.addElement(made)


row(cell("question", valuetype="string"), cell("answer", valuetype="string"), cell("group", valuetype="string"))
row(cell("share", valuetype="string"), cell("15\u00a0%", valuetype="percentage", value="0.15"),
    cell("money", valuetype="string", numberrowsspanned="3", numbercolumnsspanned="1"))
row(cell("price", valuetype="string"), cell("1.234,50 €", valuetype="currency", currency="EUR", value="1234.5"), table.CoveredTableCell())
row(cell("plain", valuetype="string"), cell("0,3", valuetype="float", value="0.3"), table.CoveredTableCell())
row(cell("", valuetype="string", numbercolumnsrepeated="3"), numberrowsrepeated="2")
row(cell("same", valuetype="string"), cell("007", valuetype="float", value="7", numbercolumnsrepeated="2"), numberrowsrepeated="2")
row(cell("date", valuetype="string"), cell("03.05.24", valuetype="date", datevalue="2024-05-03"), cell("", valuetype="string"))
book.spreadsheet.addElement(sheet)
book.save(str(tables / "shown.ods"))
