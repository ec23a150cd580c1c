"""Writing Word files: this room against its peers, the same text and figures, asserted equal. ``python -m bench.write``.

One process each, bytes in memory, alternating rounds, the median of the ratios. The peers get a slim template (this project's own
styles, 3 kB of them compressed), and write plain text runs where this room writes a content control and a bookmark for each figure.
"""

from __future__ import annotations

import dataclasses
import resource
import statistics
from collections.abc import Sequence
from pathlib import Path

from bench.peers import Docxtemplater, DocxTpl, PythonDocx, rate
from pipeline.model.document import Byline, Cell, Document, Heading, Paragraph, Point, Salutation, Stated, TableBlock, Text, Title
from pipeline.model.figure import Figure
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period
from pipeline.model.settings import Settings
from pipeline.write import Looks, figures_in, load_looks, text_of, write

ROOT = Path(__file__).resolve().parents[1]
PEERS = (DocxTpl, PythonDocx, Docxtemplater)
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

    def __call__(self, unit: str = "件", kind: int | None = None) -> Stated:
        number = (self.record * 7919 + len(self.stated) * 104729) % 9973
        indicator = INDICATORS[len(self.stated) % len(INDICATORS) if kind is None else kind]
        figure = Figure(indicator, PERIOD, value=number)
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
    """Ten paragraphs and a table of six columns; every number a figure: 132 of them with 20 rows; a column has one indicator."""
    count = Counter(record)
    blocks: list = [Title(((Text("关于全县信访情况的通报"),),))]
    blocks += [Paragraph((Text("全县共受理信访事项"), count(), Text("。" + WORDS))) for _ in range(10)]
    blocks.append(Paragraph((Text("其中集体访"), count("批"), Text("，涉及"), count("人次"), Text("。"))))
    head = tuple(Cell((Text(word),)) for word in ("乡镇", "本期", "上期", "环比", "去年同期", "同比"))
    body = tuple(tuple(Cell((count("", column),)) for column in range(6)) for _ in range(rows))
    blocks.append(TableBlock((head,), body))
    return Document("通报", PERIOD, "全县", "通报", "通报", tuple(blocks), tuple(count.stated))


def compare(name: str, documents: Sequence[Document], rows: int, looks: Looks) -> None:
    """Assert that all write the same text, then print the ratios of alternating rounds."""

    def ours(at: int) -> bytes:
        return write(documents[at % len(documents)], looks, {"run": "x"})

    peers = [peer(ours(0), documents, rows) for peer in PEERS if peer is not Docxtemplater or Docxtemplater.installed()]
    for at, document in enumerate(documents[:3]):
        assert figures_in(ours(at)) == {stated.id: stated.text for stated in document.figures}
        for peer in peers:
            assert text_of(ours(at)) == text_of(peer.one(at)), peer.name
    rounds = [(rate(ours, SECONDS), *(peer.rate(SECONDS) for peer in peers)) for _ in range(ROUNDS)]
    own = statistics.median(each[0] for each in rounds)
    for column, peer in enumerate(peers, 1):
        ratios = sorted(each[0] / each[column] for each in rounds)
        theirs = statistics.median(each[column] for each in rounds)
        print(
            f"write {name}: {statistics.median(ratios):.1f} × {peer.name} ({ratios[0]:.0f}–{ratios[-1]:.0f}); "
            f"{own:.0f}/s against {theirs:.1f}/s",
            flush=True,
        )
        if isinstance(peer, Docxtemplater):
            peer.close()


def peak() -> float:
    """The largest memory of this process so far, in MB (Linux counts kB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def memory(looks: Looks) -> None:
    """Print by how much memory grows over 5,000 documents, no two alike, after the first 500."""
    for record in range(5_500):
        if record == 500:
            before = peak()
        made = speech(record) if record % 2 else bulletin(record)
        own = Paragraph((Text(f"本件第{record}号，办理情况另行通报。" * 8),))
        write(dataclasses.replace(made, blocks=(*made.blocks, own)), looks, {"run": str(record)})
    print(f"write memory: {peak() - before:.1f} MB more after 5,000 documents (target: at most 10); {peak():.0f} MB in all")


def main() -> None:
    """Print the ratios."""
    looks = load_looks(Settings(project=ROOT, templates=(ROOT / "templates",), tables={}, indicators={}, documents={}))
    memory(looks)
    if not Docxtemplater.installed():
        print("write: docxtemplater left out (npm install docxtemplater pizzip somewhere, and set NODE_PATH)")
    compare("speech, 40 figures", [speech(record) for record in range(200)], 0, looks)
    compare("bulletin, 132 figures", [bulletin(record) for record in range(200)], 20, looks)
    compare("2,000 rows, 12,012 figures", [bulletin(record, 2000) for record in range(3)], 2000, looks)


if __name__ == "__main__":
    main()
