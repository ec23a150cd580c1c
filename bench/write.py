"""Writing Word files: this room against docxtpl, the same text and figures, asserted equal. ``python -m bench.write``.

One process, bytes in memory, alternating rounds, the median of the ratios. docxtpl gets a slim template (this project's own
styles, 3 kB of them compressed), and plain text runs where this room writes a content control and a bookmark for each figure.
"""

from __future__ import annotations

import io
import re
import statistics
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from docxtpl import DocxTemplate

from pipeline.model.document import Byline, Cell, Document, Heading, Paragraph, Point, Salutation, Stated, TableBlock, Text, Title
from pipeline.model.figure import Figure
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period
from pipeline.model.settings import Settings
from pipeline.write import Looks, figures_in, load_looks, text_of, write

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 7
SECONDS = 0.8
WORDS = (
    "坚持以人民为中心，全面贯彻落实《信访工作条例》，以“信访积案化解年”活动为抓手，"
    "深入开展公开接访、带案下访，推动问题依法及时就地解决。"
)


class Counter:
    """Figures in order; their numbers differ from document to document."""

    def __init__(self, record: int) -> None:
        self.record = record
        self.stated: list[Stated] = []

    def __call__(self, unit: str = "件") -> Stated:
        number = (self.record * 7919 + len(self.stated) * 104729) % 9973
        figure = Figure(INDICATORS[len(self.stated) % len(INDICATORS)], PERIOD, value=number)
        self.stated.append(Stated(f"F{len(self.stated) + 1:04d}", f"{number}{unit}", figure))
        return self.stated[-1]


PERIOD = Period.parse("2025") or Period.parse("2024")
assert PERIOD is not None
INDICATORS = tuple(Indicator(f"指标{n}", unit="件") for n in range(20))


def speech(record: int) -> Document:
    """2,500 characters, 40 figures."""
    count = Counter(record)
    blocks: list = [Title(((Text("在全县信访工作会议上的讲话"),),)), Byline(((Text("某某某"),),))]
    blocks.append(Salutation((Text("各位领导、同志们："),)))
    for part in range(3):
        blocks.append(Heading(1, "一二三"[part] + "、", (Text("坚持领导干部公开接访"),)))
        facts = [(Text("共接待群众"), count("批"), Text("、"), count("人次"), Text("；" + WORDS * 2)) for _ in range(4)]
        blocks += map(Paragraph, facts)
        lead = (Text("变集中接访为常态接访。"),)
        blocks += [Point(word, lead, (Text(WORDS), count(), Text("，"), count("期"), Text("。"))) for word in ("一是", "二是")]
    blocks.append(Paragraph((Text("合计"), count(), Text("，"), count(), Text("，"), count(), Text("，"), count(), Text("。"))))
    return Document("讲话", PERIOD, "全县", "讲话", "讲话", tuple(blocks), tuple(count.stated))


def bulletin(record: int, rows: int = 20) -> Document:
    """Ten paragraphs and a table of six columns; every number a figure: 132 of them with 20 rows."""
    count = Counter(record)
    blocks: list = [Title(((Text("关于全县信访情况的通报"),),))]
    blocks += [Paragraph((Text("全县共受理信访事项"), count(), Text("。" + WORDS))) for _ in range(10)]
    blocks.append(Paragraph((Text("其中集体访"), count("批"), Text("，涉及"), count("人次"), Text("。"))))
    head = tuple(Cell((Text(word),)) for word in ("乡镇", "本期", "上期", "环比", "去年同期", "同比"))
    body = tuple((Cell((count(""),)), *(Cell((count(""),)) for _ in range(5))) for _ in range(rows))
    blocks.append(TableBlock((head,), body))
    return Document("通报", PERIOD, "全县", "通报", "通报", tuple(blocks), tuple(count.stated))


def template_of(data: bytes, rows: int) -> bytes:
    """Our own file made a docxtpl template: each control becomes ``{{ F0001 }}``, the table's rows a loop."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                xml = looped(content.decode()) if rows else content.decode()
                content = re.sub(r'<w:sdt>.*?w:tag w:val="(\w+)".*?</w:sdt>', r"<w:r><w:t>{{ \1 }}</w:t></w:r>", xml).encode()
            package.writestr(name, content)
    return target.getvalue()


def looped(xml: str) -> str:
    """The table's body as a loop over rows."""
    body = re.findall(r"<w:tr>.*?</w:tr>", xml)[1:]
    cells = iter(range(6))
    loop = re.sub(r"<w:sdt>.*?</w:sdt>", lambda _: f"<w:r><w:t>{{{{ row[{next(cells)}] }}}}</w:t></w:r>", body[0])
    tag = "<w:tr><w:tc><w:p><w:r><w:t>{{%tr {} %}}</w:t></w:r></w:p></w:tc></w:tr>"
    return xml.replace("".join(body), tag.format("for row in rows") + loop + tag.format("endfor"))


def by_docxtpl(template: bytes, document: Document, rows: int) -> bytes:
    """What a docxtpl user writes."""
    values = {stated.id: stated.text for stated in document.figures}
    if rows:
        numbers = [stated.text for stated in document.figures[-6 * rows :]]
        values["rows"] = [numbers[at : at + 6] for at in range(0, len(numbers), 6)]
    tpl = DocxTemplate(io.BytesIO(template))
    tpl.render(values, autoescape=True)
    target = io.BytesIO()
    tpl.save(target)
    return target.getvalue()


def rate(make: Callable[[int], object], seconds: float) -> float:
    """Documents a second of processor time, which a busy machine disturbs least."""
    done, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        make(done)
        done += 1
    return done / (time.process_time() - start)


def compare(name: str, documents: Sequence[Document], rows: int, looks: Looks) -> None:
    """Assert that both write the same text, then print the ratio of alternating rounds."""
    template = template_of(write(documents[0], looks, {}), rows)

    def ours(at: int) -> bytes:
        return write(documents[at % len(documents)], looks, {"run": "x"})

    def theirs(at: int) -> bytes:
        return by_docxtpl(template, documents[at % len(documents)], rows)

    for at, document in enumerate(documents[:3]):
        assert text_of(ours(at)) == text_of(theirs(at))
        assert figures_in(ours(at)) == {stated.id: stated.text for stated in document.figures}
    rounds = [(rate(ours, SECONDS), rate(theirs, SECONDS)) for _ in range(ROUNDS)]
    ratios = sorted(own / peer for own, peer in rounds)
    own, peer = (statistics.median(each) for each in zip(*rounds, strict=True))
    print(
        f"write {name}: {statistics.median(ratios):.1f} × docxtpl ({ratios[0]:.0f}–{ratios[-1]:.0f}); "
        f"{own:.0f}/s against {peer:.1f}/s"
    )


def main() -> None:
    """Print the ratios."""
    looks = load_looks(Settings(project=ROOT, templates=(ROOT / "templates",), tables={}, indicators={}, documents={}))
    compare("speech, 40 figures", [speech(record) for record in range(200)], 0, looks)
    compare("bulletin, 132 figures", [bulletin(record) for record in range(200)], 20, looks)
    compare("2,000 rows, 12,012 figures", [bulletin(record, 2000) for record in range(3)], 2000, looks)


if __name__ == "__main__":
    main()
