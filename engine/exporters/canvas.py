"""`canvas`: a QTI 1.2 package, as both of Canvas's quiz engines import it; of a question's variants one is drawn."""

from hashlib import sha256
from typing import Final
from xml.etree.ElementTree import Element

from ..posing import Posed
from .blanks import plainly
from .canvasitems import identity, item
from .forms import Form, Number, Sizes, Unsaid, form_of, spelled
from .limits import keyed, lost, once, parts_count
from .naming import families
from .sheet import Exported, Loss, Sheet
from .xmltext import document, tag
from .zipped import zipped

NAME: Final = "Canvas"

_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_QTI: Final = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_CP: Final = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_MD: Final = "http://www.imsglobal.org/xsd/imsmd_v1p2"
_CC: Final = "http://canvas.instructure.com/xsd/cccv1p0"
_META: Final = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
_LEAST: Final = 0.0001
"""Canvas rounds smaller numbers away."""


def to_canvas(sheet: Sheet) -> Exported:
    """Return the package of a sheet."""
    losses: list[Loss] = []
    nodes: list[Element] = []
    points = 0.0
    for family in families(keyed(sheet, NAME)):
        items: list[tuple[Posed, Element]] = []
        for posed in family:
            form = _as_canvas_has_it(form_of(posed))
            losses += lost(posed, form, NAME, ("points",))
            if isinstance(form, Unsaid):
                continue
            if isinstance(form, Sizes):
                losses.append(parts_count(posed))
            items.append((posed, item(posed, form)))
        if items:
            nodes += [items[0][1]] if len(items) == 1 else [_group(items)]
            points += items[0][0].question.points
    assessment = tag(
        "assessment",
        tag("qtimetadata", tag("qtimetadatafield", tag("fieldlabel", "cc_maxattempts"), tag("fieldentry", "1"))),
        tag("section", *nodes, ident="root_section"),
        title=sheet.title,
    )
    name = identity(assessment)
    assessment.set("ident", name)
    return Exported(zipped(_files(name, assessment, sheet.title, points)), losses=once(losses))


def _as_canvas_has_it(form: Form) -> Form:
    """Return a form in which Canvas keeps numbers as they are, and a shape without sizes is typed."""
    if isinstance(form, Sizes) and not form.shape:
        return spelled(form)
    if isinstance(form, Number) and any(0 < abs(value) < _LEAST for value in (*form.values, form.tolerance)):
        return spelled(form)
    return form


def _group(items: list[tuple[Posed, Element]]) -> Element:
    """Return the variants of one question, of which Canvas asks one."""
    first = items[0][0]
    made = tag(
        "section",
        tag(
            "selection_ordering",
            tag(
                "selection",
                tag("selection_number", "1"),
                tag("selection_extension", tag("points_per_item", f"{first.question.points:g}")),
            ),
        ),
        *[one for _, one in items],
        title=first.id,
    )
    made.set("ident", identity(made))
    return made


def _files(name: str, assessment: Element, title: str, points: float) -> dict[str, bytes]:
    quiz = tag(
        "questestinterop", assessment, attributes=_schema(_QTI, "http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd")
    )
    return {
        "imsmanifest.xml": document(_manifest(name, title)),
        f"{name}/assessment_meta.xml": document(_meta(name, title, points)),
        f"{name}/{name}.xml": document(quiz),
    }


def _schema(space: str, file: str) -> dict[str, str]:
    return {"xmlns": space, "xmlns:xsi": _XSI, "xsi:schemaLocation": f"{space} {file}"}


def _manifest(name: str, title: str) -> Element:
    general = tag("imsmd:general", tag("imsmd:title", tag("imsmd:string", title)))
    metadata = tag("metadata", tag("schema", "IMS Content"), tag("schemaversion", "1.1.3"), tag("imsmd:lom", general))
    about = _other(name, "meta")
    return tag(
        "manifest",
        metadata,
        tag("organizations"),
        tag(
            "resources",
            tag(
                "resource",
                tag("file", href=f"{name}/{name}.xml"),
                tag("dependency", identifierref=about),
                identifier=name,
                type="imsqti_xmlv1p2",
            ),
            tag(
                "resource",
                tag("file", href=f"{name}/assessment_meta.xml"),
                identifier=about,
                type=_META,
                href=f"{name}/assessment_meta.xml",
            ),
        ),
        attributes={
            "identifier": _other(name, "manifest"),
            **_schema(_CP, "http://www.imsglobal.org/xsd/imscp_v1p1.xsd"),
            "xmlns:imsmd": _MD,
        },
    )


def _meta(name: str, title: str, points: float) -> Element:
    said = {
        "title": title,
        "description": "",
        "shuffle_answers": "true",
        "scoring_policy": "keep_highest",
        "hide_results": "",
        "quiz_type": "assignment",
        "points_possible": plainly(points),
        "show_correct_answers": "true",
        "anonymous_submissions": "false",
        "could_be_locked": "false",
        "allowed_attempts": "1",
        "one_question_at_a_time": "false",
        "cant_go_back": "false",
        "available": "false",
        "one_time_results": "false",
        "show_correct_answers_last_attempt": "false",
        "only_visible_to_overrides": "false",
        "module_locked": "false",
    }
    assignment = {
        "title": title,
        "workflow_state": "unpublished",
        "quiz_identifierref": name,
        "points_possible": plainly(points),
        "grading_type": "points",
        "submission_types": "online_quiz",
    }
    return tag(
        "quiz",
        *[tag(key, value) for key, value in said.items()],
        tag(
            "assignment",
            *[tag(key, value) for key, value in assignment.items()],
            identifier=_other(name, "assignment"),
        ),
        attributes={"identifier": name, **_schema(_CC, "https://canvas.instructure.com/xsd/cccv1p0.xsd")},
    )


def _other(name: str, what: str) -> str:
    """Return the name of something that belongs to the quiz of this name."""
    return f"i{sha256(f'{name} {what}'.encode()).hexdigest()[:32]}"
