"""PowerPoint presentations with a number in one place: by python-pptx where it can."""

# ruff: noqa: E501  # a template is one line, however long

from collections.abc import Callable
from functools import cache

import pptx
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from tests.inspection.planted import opc
from tests.inspection.planted.numbers import Places, halves
from tests.inspection.samples import saved

_A = "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'"
_P = f"{_A} xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/main'"
_RUNS = "<a:p><a:r><a:t>{a}</a:t></a:r><a:r><a:rPr b='1'/><a:t>{b}</a:t></a:r></a:p>"
_PARTS = {
    "master": ("ppt/slideMasters/slideMaster9.xml", f"<p:sldMaster {_P}><p:txBody>{_RUNS}</p:txBody></p:sldMaster>"),
    "layout": ("ppt/slideLayouts/slideLayout99.xml", f"<p:sldLayout {_P}><p:txBody>{_RUNS}</p:txBody></p:sldLayout>"),
    "notes master": ("ppt/notesMasters/notesMaster9.xml", f"<p:notesMaster {_P}><p:txBody>{_RUNS}</p:txBody></p:notesMaster>"),
    "handout master": ("ppt/handoutMasters/handoutMaster1.xml", f"<p:handoutMaster {_P}><p:txBody>{_RUNS}</p:txBody></p:handoutMaster>"),
    "old comment": ("ppt/comments/comment1.xml", f"<p:cmLst {_P}><p:cm><p:text>{{n}}</p:text></p:cm></p:cmLst>"),
    "modern comment": ("ppt/comments/modernComment_1.xml", f"<p188:cmLst {_A} xmlns:p188='x'><p188:cm><p188:txBody>{_RUNS}</p188:txBody></p188:cm></p188:cmLst>"),
    "comment author": ("ppt/commentAuthors.xml", f"<p:cmAuthorLst {_P}><p:cmAuthor name='{{n}}'/></p:cmAuthorLst>"),
    "tag": ("ppt/tags/tag1.xml", f"<p:tagLst {_P}><p:tag name='X' val='{{n}}'/></p:tagLst>"),
    "slide name": ("ppt/slides/slide9.xml", f"<p:sld {_P}><p:cSld name='{{n}}'/></p:sld>"),
    "hidden slide": ("ppt/slides/slide9.xml", f"<p:sld {_P} show='0'><p:txBody>{_RUNS}</p:txBody></p:sld>"),
    "alternate text": ("ppt/slides/slide9.xml", f"<p:sld {_P}><p:cNvPr id='2' name='x' descr='{{n}}'/></p:sld>"),
    "text field": ("ppt/slides/slide9.xml", f"<p:sld {_P}><p:txBody><a:p><a:r><a:t>{{a}}</a:t></a:r><a:fld type='x'><a:t>{{b}}</a:t></a:fld></a:p></p:txBody></p:sld>"),
    "SmartArt": ("ppt/diagrams/data1.xml", f"<dgm:dataModel {_A} xmlns:dgm='d'><dgm:t>{_RUNS}</dgm:t></dgm:dataModel>"),
    "SmartArt drawing": ("ppt/diagrams/drawing1.xml", f"<dsp:drawing {_A} xmlns:dsp='d'><dsp:txBody>{_RUNS}</dsp:txBody></dsp:drawing>"),
    "section name": ("ppt/presentation2.xml", "<p14:sectionLst xmlns:p14='x'><p14:section name='{n}'/></p14:sectionLst>"),
    "custom show": ("ppt/presentation2.xml", f"<p:presentation {_P}><p:custShow name='{{n}}'/></p:presentation>"),
    "web extension": ("ppt/webextensions/webextension1.xml", "<we:webextension xmlns:we='w'><we:property name='x' value='{n}'/></we:webextension>"),
    "chart category cache": ("ppt/charts/chart9.xml", "<c:chart xmlns:c='c'><c:strCache><c:pt><c:v>{n}</c:v></c:pt></c:strCache></c:chart>"),
    "animation": ("ppt/slides/slide9.xml", f"<p:sld {_P}><p:timing><p:attrName>{{n}}</p:attrName></p:timing></p:sld>"),
}  # fmt: skip


def _presentation():
    """An empty presentation with the one layout that the slides use: the ten others say nothing."""
    show = pptx.Presentation()
    for layout in [layout for layout in show.slide_layouts if layout.name != "Blank"]:
        show.slide_layouts.remove(layout)
    return show


@cache
def _base() -> bytes:
    return saved(_presentation().save)


def _written(write: Callable[..., None]) -> Callable[[str], bytes]:
    def make(number: str) -> bytes:
        show = _presentation()
        write(show, show.slides.add_slide(show.slide_layouts[0]), number)
        return saved(show.save)

    return make


def _box(slide):
    return slide.shapes.add_textbox(0, 0, Inches(5), Inches(1)).text_frame


def _runs(show, slide, number: str) -> None:
    paragraph = _box(slide).paragraphs[0]
    for half in halves(number):
        paragraph.add_run().text = half


def _group(show, slide, number: str) -> None:
    shapes = slide.shapes.add_group_shape().shapes
    shapes.add_textbox(0, 0, 1, 1).text_frame.text = number


def _notes(show, slide, number: str) -> None:
    slide.notes_slide.notes_text_frame.text = number


def _table(show, slide, number: str) -> None:
    table = slide.shapes.add_table(2, 2, 0, 0, 1, 1).table
    table.cell(0, 1).text = "身份证号"
    table.cell(1, 1).text = number


def _chart(show, slide, number: str) -> None:
    data = CategoryChartData()
    data.categories = [number, "x"]
    data.add_series("x", (1, 2))
    slide.shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, 1, 1, data)


def _link(show, slide, number: str) -> None:
    run = _box(slide).paragraphs[0].add_run()
    run.text = "x"
    run.hyperlink.address = f"https://example.com/{number}"


def _title(show, slide, number: str) -> None:
    show.core_properties.subject = number


def _shape_name(show, slide, number: str) -> None:
    slide.shapes.add_textbox(0, 0, 1, 1).name = number


PLACES: Places = {
    **{name: opc.parts_of(_base, part, template) for name, (part, template) in _PARTS.items()},
    "runs": _written(_runs),
    "group": _written(_group),
    "notes": _written(_notes),
    "table": _written(_table),
    "chart": _written(_chart),
    "link": _written(_link),
    "subject": _written(_title),
    "shape name": _written(_shape_name),
}
