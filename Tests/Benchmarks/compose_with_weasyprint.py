"""Sets a contract's template with WeasyPrint: prints contracts and seconds of processor time.

compose_with_weasyprint.py TEMPLATE VALUES PDF COUNT

TEMPLATE is the template's JSON, VALUES the values by key; the last contract is written to PDF. Faces, sizes and margins
are those of our own pages. The signers' fields are left out, which spares WeasyPrint a part of the work.
"""

import html
import json
import re
import sys
import time

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

STYLE = """
@page { size: A4; margin: 25mm; @bottom-center {
    font: 9pt "Noto Serif CJK SC"; content: "第 " counter(page) " 页 共 " counter(pages) " 页" } }
body { font: 12pt/21.6pt "Noto Serif CJK SC"; margin: 0 }
h1 { font-size: 22pt; line-height: 36pt; text-align: center; margin: 18pt 0 14pt }
h2 { font: bold 14pt/26pt "Noto Sans CJK SC"; text-align: center; margin: 12pt 0 4pt }
h3 { font: bold 12pt/24pt "Noto Sans CJK SC"; text-indent: 24pt; margin: 7pt 0 0 }
p { text-indent: 24pt; text-align: justify; margin: 0 }
table { width: 100%; border-collapse: collapse; font-size: 11pt; line-height: 17pt }
th, td { border: 0.6pt solid; padding: 5pt }
th { font: bold 12pt "Noto Sans CJK SC"; background: #f2f2f2 }
"""


def parties(block, text):
    columns = block["columns"]
    rows = max(len(column["rows"]) for column in columns)
    yield "<table><tr>" + "".join(f"<th colspan=2>{text(column['title'])}" for column in columns)
    for row in range(rows):
        cells = (column["rows"][row] for column in columns if row < len(column["rows"]))
        yield "<tr>" + "".join(f"<td>{text(cell['label'])}<td>{text(cell['text'])}" for cell in cells)
    yield "</table>"


def page(template, values):
    def text(source):
        filled = re.sub(r"\{\{([\w-]+)(\|大写)?\}\}", lambda match: values.get(match[1], "＿" * 8), source)
        return html.escape(filled).replace("\n", "<br>")

    yield f"<!doctype html><html lang=zh-CN><title>{text(template['title'])}</title><style>{STYLE}</style>"
    yield f"<h1>{text(template['title'])}</h1>"
    for block in template["blocks"]:
        match block["type"]:
            case "heading":
                yield f"<h2>{text(block['text'])}</h2>"
            case "paragraph":
                yield f"<p>{text(block['text'])}</p>"
            case "clause":
                yield f"<h3>{text(block['title'])}</h3>"
                yield from (f"<p>{text(paragraph)}</p>" for paragraph in block["paragraphs"])
            case "parties":
                yield from parties(block, text)
            case "signatures":
                yield from (f"<h3>{text(place['title'])}</h3>" for place in block["places"])


with open(sys.argv[1], encoding="utf-8") as file:
    template = json.load(file)
with open(sys.argv[2], encoding="utf-8") as file:
    values = json.load(file)
fonts = FontConfiguration()


def compose():
    return HTML(string="".join(page(template, values))).write_pdf(font_config=fonts)


with open(sys.argv[3], "wb") as file:
    file.write(compose())
count = int(sys.argv[4])
start = time.process_time()
for _ in range(count):
    compose()
print(count, time.process_time() - start)
