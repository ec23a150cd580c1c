"""Hand-made documents for the tests of this room: a speech of some 2,500 characters, a 通报 with a table of 20 rows."""

from __future__ import annotations

from pathlib import Path

from pipeline.model.document import (
    Annex,
    Annexed,
    Block,
    Byline,
    Cell,
    Chart,
    Colophon,
    Document,
    Heading,
    Inline,
    Masthead,
    PageBreak,
    Paragraph,
    Point,
    Remark,
    Salutation,
    Signature,
    Stated,
    TableBlock,
    Text,
    Title,
)  # fmt: skip
from pipeline.model.figure import Figure
from pipeline.model.indicator import Indicator
from pipeline.model.looks import LooksSpec
from pipeline.model.period import Period
from pipeline.model.settings import Settings
from pipeline.write import Looks, load_looks, write

ROOT = Path(__file__).resolve().parents[2]
PERIOD = Period.parse("2025")
assert PERIOD is not None


def looks(spec: LooksSpec | None = None, templates: tuple[Path, ...] = (ROOT / "templates",)) -> Looks:
    settings = Settings(project=ROOT, templates=templates, tables={}, indicators={}, documents={}, looks=spec or LooksSpec())
    return load_looks(settings)


class Counter:
    """Hands out figures with ids in order."""

    def __init__(self) -> None:
        self.stated: list[Stated] = []

    def __call__(self, text: str, name: str = "信访总量") -> Stated:
        assert PERIOD is not None
        figure = Figure(Indicator(name, unit="件"), PERIOD, value=0)
        self.stated.append(Stated(f"F{len(self.stated) + 1:04d}", text, figure))
        return self.stated[-1]

    def line(self, text: str) -> tuple[Inline, ...]:
        """``共接待【307批】、【1634人次】`` → words and figures."""
        parts = text.replace("】", "【").split("【")
        return tuple(self(part) if index % 2 else Text(part) for index, part in enumerate(parts) if part)


def document(blocks: tuple[Block, ...], profile: str = "公文", title: str = "标题", **more) -> Document:
    assert PERIOD is not None
    return Document("工作会议讲话", PERIOD, "全县", profile, title, blocks, **more)


_WORDS = (
    "今年以来，在市委、市政府的高度重视和正确领导下，我们始终把信访工作摆在突出位置，坚持以人民为中心，全面贯彻落实《信访工作条例》，"
    "以“信访积案化解年”活动为抓手，深入开展县领导干部公开接访、带案下访，坚持领导牵头、部门联动——用真心、动真情……推动了一批疑难复杂问题依法及时就地解决。"
)
_FACTS = (
    "全年县领导共接待来访群众【307批】、【1634人次】，印发《信访信息专报》【99期】、【3000多份】；"
    "信访总量、来信、来访同比分别下降【22%】、【22%】、【22%】，"
)


def speech(profile: str = "讲话") -> Document:
    """Three parts of two points, figures in most paragraphs, adjacent figures once."""
    count = Counter()
    blocks: list[Block] = [
        Title((count.line("在全县信访工作会议上的"), count.line("讲话"))),
        Byline((count.line("县委书记　某某某"), count.line("（2026年1月5日）"))),
        Salutation(count.line("各位领导、同志们：")),
        Paragraph(count.line(_WORDS)),
        Paragraph(count.line("根据会议要求，现将我县2025年公开接访、带案下访工作情况汇报如下：")),
    ]
    for number, title in (
        ("一、", "坚持领导干部公开接访，进一步畅通信访渠道"),
        ("二、", "推行领导干部带案下访"),
        ("三、", "做好2026年的工作"),
    ):
        blocks.append(Heading(1, number, count.line(title)))
        blocks.append(Heading(2, "（一）", count.line("严格落实接访制度")))
        blocks.append(Paragraph(count.line(_FACTS + _WORDS)))
        point = "变集中接访为常态接访，【18位】县领导每月接访。"
        blocks += [Point(word, count.line(point), count.line(_WORDS + _FACTS + "成效明显。")) for word in ("一是", "二是")]
        blocks.append(Heading(3, "1.", count.line("压实首接责任")))
        blocks.append(Paragraph(count.line("相邻的两个数【12件】【34人次】不得并排。" + _WORDS)))
    blocks.append(Paragraph(count.line("各位领导、同志们，" + _WORDS)))
    return document(tuple(blocks), profile, "在全县信访工作会议上的讲话", figures=tuple(count.stated))


def bulletin(rows: int = 20, profile: str = "通报") -> Document:
    """Ten paragraphs and a table of six columns, every number a figure."""
    count = Counter()
    blocks: list[Block] = [
        Title((count.line("关于2025年11月全县信访情况的通报"),)),
        Salutation(count.line("各乡镇党委、政府，县直各部门：")),
        *(
            Paragraph(
                count.line(f"11月份，全县共受理信访事项【{300 + n}件】，环比下降【{n}.5%】，同比上升【3.2%】。" + _WORDS[:90])
            )
            for n in range(10)
        ),
    ]
    head = tuple(Cell((Text(word),)) for word in ("乡镇", "本期", "上期", "环比", "去年同期", "同比"))
    body = tuple(
        (
            Cell((Text(f"甲乙{'丙' * (n % 3)}镇"),)),
            *(Cell((count(text),)) for text in (str(7 * n), str(9 * n), f"-{n}.5%", str(n * n), f"{n}.0%")),
        )
        for n in range(rows)
    )
    total = (Cell((Text("合计"),)), *(Cell((count(text),)) for text in ("1330", "1710", "-9.5%", "2470", "19.0%")))
    blocks.append(
        TableBlock(
            (head,),
            body,
            caption=(Text("各乡镇信访事项情况"),),
            note=(Text("注：各乡镇按单位台账的次序排列，不作排名；统计截至本月末，来电包括在内，涉密和重复登记的除外。"),),
            total=total,
        )
    )
    blocks += [
        Paragraph(count.line("请各地各部门认真抓好落实。")),
        Signature(((Text("某县信访工作联席会议办公室"),), (Text("2025年12月1日"),))),
    ]
    return document(tuple(blocks), profile, "关于2025年11月全县信访情况的通报", figures=tuple(count.stated))


def special_bulletin(lines: int = 12, profile: str = "简报") -> Document:
    """A 专报: head, remark, text, chart, a table with two header levels, colophon."""
    count = Counter()
    blocks: list[Block] = [
        Masthead("信访信息专报", "第99期", "总第120期", "某县信访局", "2025年12月31日"),
        Title((count.line("关于国庆期间信访情况的专报"),)),
        Remark(count.line("按语：现将有关情况予以通报，请各地认真阅研。")),
        *(Paragraph(count.line(f"第{n}段，共接待【{n}批】。" + _WORDS[:80])) for n in range(lines // 4)),
        Colophon(
            (
                ("报", "市信访局，县委书记、县长"),
                ("送", "县委各常委，县人大常委会主任，县政协主席，各副县长，县法院院长，县检察院检察长"),
                ("发", "各乡镇，县直各部门"),
            ),
            "（共印30份）",
        ),
    ]
    return document(tuple(blocks), profile, "关于国庆期间信访情况的专报", figures=tuple(count.stated))


def chart(kind: str = "column") -> Chart:
    months = tuple(f"{n}月" for n in range(1, 13))
    series = (
        ("2025年", tuple(float(n * 7 % 50 + 10) for n in range(12))),
        ("2024年", (*(float(n * 11 % 60) for n in range(11)), None)),
    )
    return Chart(kind, "各月信访总量", months, series, "全年逐月信访总量，两年对照", (Text("注：来电包括在内。"),))  # type: ignore[arg-type]


def merged_table() -> TableBlock:
    def cell(text: str, **more) -> Cell:
        return Cell((Text(text),), **more)

    header = (
        (cell("乡镇", down=2), cell("信访总量", span=3), cell("来访", span=2)),
        (cell("本期"), cell("去年同期"), cell("同比"), cell("批次"), cell("人次")),
    )
    rows = tuple((cell(f"第{'一二三四五六七八九十'[n]}乡"), *(cell(str(n * k)) for k in range(1, 6))) for n in range(10))
    return TableBlock(header, rows, align=("left", "right", "right", "right", "right", "right"), caption=(Text("各乡镇情况"),))


def everything(profile: str = "公文") -> Document:
    """Every kind of block at least once, red head, charts, a turned annex in the middle."""
    count = Counter()
    blocks: list[Block] = [
        Masthead("某县信访工作联席会议办公室文件", "某信联办〔2026〕1号", date="2026年1月5日"),
        *speech().blocks[:8],
        chart("column"),
        Heading(4, "（1）", count.line("图")),
        chart("line"),
        chart("bar"),
        merged_table(),
        PageBreak(),
        merged_table(),
        Annexed(("各乡镇情况", "说明")),
        Signature((count.line("某县信访局"), count.line("2026年1月5日"))),
        Annex("附件1", count.line("各乡镇情况"), landscape=True),
        *bulletin(40).blocks[-3:-2],
        Annex("附件2", count.line("说明")),
        Paragraph(count.line("　　说明文字。")),
        Colophon((("抄送", "市信访局"),), "（共印30份）"),
    ]
    return document(tuple(blocks), profile, "全部版面")


def write_samples_to(folder: Path, count: int) -> tuple[Path, ...]:
    paths = tuple(folder / f"{n}.docx" for n in range(count))
    for path in paths:
        path.write_bytes(write(speech(), looks(), {}))
    return paths
