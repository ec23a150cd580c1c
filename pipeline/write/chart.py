"""Native charts: column, bar and line, editable in Word, their numbers in a workbook inside the document.

Everything has a colour and a font of its own: without a theme part LibreOffice and Word would draw invisible series.
"""

from __future__ import annotations

import math
from typing import Final

from pipeline.model.document import Chart
from pipeline.model.place import column_letters
from pipeline.write.parts import HEAD
from pipeline.write.pen import Pen
from pipeline.write.workbook import workbook
from pipeline.write.xml import attribute, clean, escape

__all__ = ["write_chart"]

_LINES: Final = 9
_EMU: Final = 635
_COLORS: Final = ("4472C4", "ED7D31", "7F7F7F", "FFC000", "70AD47", "264478")
_GREY: Final = "A6A6A6"
_CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_NAMESPACES: Final = (
    f'xmlns:c="{_CHART}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def write_chart(block: Chart, pen: Pen) -> None:
    """The chart on whole lines of the page, its title under it, then its note."""
    pen.charts.append((chart_xml(block, pen.look.family).encode(), workbook(block)))
    pen.drawings += 1
    size = f'cx="{pen.measure * _EMU}" cy="{(_LINES * pen.look.pitch - 40) * _EMU}"'
    pen.start("图")
    pen.out.append(
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{pen.drawings}" name="图{len(pen.charts)}" descr="{attribute(block.text)}" '
        f'title="{attribute(block.title)}"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_CHART}">'
        f'<c:chart xmlns:c="{_CHART}" r:id="chart{len(pen.charts)}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    pen.end()
    pen.start("图题", "<w:keepNext/>" if block.note else "")
    pen.words(block.title)
    pen.end()
    if block.note:
        pen.paragraph("表注", block.note)


def chart_xml(block: Chart, family: str) -> str:
    """``word/charts/chartN.xml``."""
    series = "".join(_series(block, index) for index in range(len(block.series)))
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(block.series) > 1 else ""
    return (
        f'{HEAD}<c:chartSpace {_NAMESPACES}><c:roundedCorners val="0"/>'
        '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        f"{_plot(block, series)}{_axes(block)}</c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1050"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
        f'<a:latin typeface="{attribute(family)}"/><a:ea typeface="{attribute(family)}"/></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
        '<c:externalData r:id="data"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _plot(block: Chart, series: str) -> str:
    axes = '<c:axId val="1001"/><c:axId val="1002"/>'
    if block.kind == "line":
        return f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>{axes}</c:lineChart>'
    direction = "bar" if block.kind == "bar" else "col"
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="80"/>{axes}</c:barChart>'
    )


def _series(block: Chart, index: int) -> str:
    """One series: name, colour, categories, values; a missing value is a gap."""
    name, values = block.series[index]
    last, column, color = len(block.categories) + 1, column_letters(index + 1), _COLORS[index % len(_COLORS)]
    fill = f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill>'
    if block.kind == "line":
        shape = (
            f'<c:spPr><a:ln w="28575">{fill}</a:ln></c:spPr><c:marker><c:symbol val="circle"/><c:size val="5"/>'
            f"<c:spPr>{fill}<a:ln>{fill}</a:ln></c:spPr></c:marker>"
        )
    else:
        shape = f'<c:spPr>{fill}</c:spPr><c:invertIfNegative val="0"/>'
    names = "".join(f'<c:pt idx="{at}"><c:v>{_text(text)}</c:v></c:pt>' for at, text in enumerate(block.categories))
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{number(value)}</c:v></c:pt>'
        for at, value in enumerate(values[: len(block.categories)])
        if value is not None and math.isfinite(value)
    )
    count = f'<c:ptCount val="{len(block.categories)}"/>'
    smooth = '<c:smooth val="0"/>' if block.kind == "line" else ""
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{_text(name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>{shape}'
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>{count}{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f"{count}{points}</c:numCache></c:numRef></c:val>{smooth}</c:ser>"
    )


def _floor(block: Chart) -> str:
    """Columns and bars stand on zero: cut off above it, a small change would look like a large one."""
    below_zero = any(value is not None and value < 0 for _, values in block.series for value in values)
    return "" if block.kind == "line" or below_zero else '<c:min val="0"/>'


def _axes(block: Chart) -> str:
    """Bars are listed from top to bottom, as in a table."""
    bars = block.kind == "bar"
    line = f'<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="{_GREY}"/></a:solidFill></a:ln></c:spPr>'
    order = "maxMin" if bars else "minMax"
    below, beside = ("l", "t") if bars else ("b", "l")
    ticks = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
    return (
        f'<c:catAx><c:axId val="1001"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{below}"/><c:numFmt formatCode="General" sourceLinked="0"/>{ticks}{line}<c:crossAx val="1002"/>'
        '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="1002"/><c:scaling><c:orientation val="minMax"/>{_floor(block)}</c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{beside}"/><c:majorGridlines>{line}</c:majorGridlines><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'{ticks}{line}<c:crossAx val="1001"/><c:crosses val="autoZero"/></c:valAx>'
    )


def number(value: float) -> str:
    """A number as a cell holds it."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def _text(text: str) -> str:
    return escape(clean(text))
