"""Quizproof's engine: read banks, grade answers by running torch, prove keys, hold a quiz.

    from quizproof import engine

    with engine.Oracle() as oracle:
        report = engine.check(["quizbank"], oracle)

Names are loaded when they are first used: asking for the version must not cost the models of YAML.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .analysis.analyzing import analyze as analyze
    from .analysis.computing.attempts import ATTEMPTS as ATTEMPTS
    from .analysis.facts import Analysis as Analysis
    from .analysis.intake.records import are_records as are_records
    from .analysis.intake.records import rows_of as rows_of
    from .analysis.intake.records import rows_of_records as rows_of_records
    from .analysis.intake.ungraded import rows_of_responses as rows_of_responses
    from .analysis.telling.asjson import analysis_as_json as analysis_as_json
    from .analysis.telling.page import analysis_page as analysis_page
    from .analysis.writingback.files import plan_write_back as plan_write_back
    from .analysis.writingback.measurements import measurements as measurements
    from .authoring import append_questions as append_questions
    from .authoring import new_topic as new_topic
    from .bank import BankError as BankError
    from .bank import NoBank as NoBank
    from .bank import load as load
    from .bank import topic_of as topic_of
    from .bulk.executing import Unavailable as Unavailable
    from .bulk.outputs import begun as begun
    from .bulk.store import Store as Store
    from .bulk.stream import graded as graded
    from .checking import Report as Report
    from .checking import check as check
    from .choosing import Rules as Rules
    from .choosing import Wanted as Wanted
    from .choosing import find_question as find_question
    from .choosing import find_variant as find_variant
    from .choosing import items as items
    from .choosing import read_difficulty as read_difficulty
    from .choosing import variants as variants
    from .clock import BadClock as BadClock
    from .clock import day_of as day_of
    from .clock import now as now
    from .clock import zone as zone
    from .collecting import seldom as seldom
    from .dealing import Wish as Wish
    from .doctor import checks_as_json as checks_as_json
    from .doctor import examine as examine
    from .doctor import patient as patient
    from .doctor import sound as sound
    from .explaining import Explanation as Explanation
    from .explaining import TorchRefuses as TorchRefuses
    from .explaining import explain as explain
    from .exporters import EXPORTERS as EXPORTERS
    from .exporters.exam import exam_of as exam_of
    from .exporting import Order as Order
    from .exporting import exported as exported
    from .family import Family as Family
    from .family import NoVariant as NoVariant
    from .filecheck import How as How
    from .findings import Finding as Finding
    from .former import former_ids as former_ids
    from .grading import grade as grade
    from .grading import grade_into as grade_into
    from .grading import told as told
    from .hidden import visible as visible
    from .history.folder import own_folder as own_folder
    from .history.lines import export_lines as export_lines
    from .history.queries import suspended as suspended
    from .history.resuming import Progress as Progress
    from .homes import NoHome as NoHome
    from .housekeeping import agreed as agreed
    from .housekeeping import flags_as_json as flags_as_json
    from .housekeeping import forget as forget
    from .housekeeping import forgettable as forgettable
    from .housekeeping import former_names as former_names
    from .housekeeping import import_from as import_from
    from .housekeeping import newest_flags as newest_flags
    from .housekeeping import take_back as take_back
    from .housekeeping import take_out as take_out
    from .housekeeping import undo_last as undo_last
    from .importers import IMPORTERS as IMPORTERS
    from .importing import bring as bring
    from .importing import write_brought as write_brought
    from .judging import grade_answer as grade_answer
    from .keeping import Keeper as Keeper
    from .keeping import keeper as keeper
    from .keeping import label_of as label_of
    from .kinds import KINDS as KINDS
    from .layercall import LayerCall as LayerCall
    from .layercall import closest as closest
    from .layercall import read_layer as read_layer
    from .literals import Unreadable as Unreadable
    from .misconceptions.known import MISCONCEPTIONS as MISCONCEPTIONS
    from .opening import Quiz as Quiz
    from .opening import gone_on as gone_on
    from .opening import newest_left as newest_left
    from .opening import opened as opened
    from .oracle import Oracle as Oracle
    from .ownrecord import NoRecord as NoRecord
    from .ownrecord import any_record as any_record
    from .ownrecord import overview as overview
    from .ownrecord import record as record
    from .plural import count as count
    from .practising import banks_of as banks_of
    from .practising import due_today as due_today
    from .practising import opened_practice as opened_practice
    from .practising import practice_label as practice_label
    from .previewing import Preview as Preview
    from .previewing import preview as preview
    from .project import BadSettings as BadSettings
    from .project import find_project as find_project
    from .question import Choice as Choice
    from .question import Question as Question
    from .regrading import Changes as Changes
    from .regrading import regrade_into as regrade_into
    from .reports import REPORTS as REPORTS
    from .reports import reported as reported
    from .reports.full import full_pieces as full_pieces
    from .reports.places import project_root as project_root
    from .reports.places import relative as relative
    from .reports.stepsummary import step_summary as step_summary
    from .responses import Responses as Responses
    from .responses import Row as Row
    from .responses import read_responses as read_responses
    from .rules import RULES as RULES
    from .rules import Rule as Rule
    from .rules import find_rule as find_rule
    from .rules import known as known
    from .schema import schema_text as schema_text
    from .scoring import Tally as Tally
    from .scoring import results as results
    from .scoring import tally as tally
    from .scoring import write_results as write_results
    from .scoutprocess import ParserCrash as ParserCrash
    from .scoutprocess import Scout as Scout
    from .screen.analyzed import print_analysis as print_analysis
    from .screen.doctor import print_checked as print_checked
    from .screen.doctor import screen_of as screen_of
    from .screen.explained import print_explanation as print_explanation
    from .screen.exported import print_export as print_export
    from .screen.graded import print_change as print_change
    from .screen.graded import print_graded as print_graded
    from .screen.graded import print_regraded as print_regraded
    from .screen.history import print_extent as print_extent
    from .screen.history import print_flags as print_flags
    from .screen.history import print_forgotten as print_forgotten
    from .screen.history import print_imported as print_imported
    from .screen.history import print_overview as print_overview
    from .screen.history import print_restored as print_restored
    from .screen.history import print_suspended as print_suspended
    from .screen.imported import asking as asking
    from .screen.imported import print_brought as print_brought
    from .screen.lesson import print_lesson as print_lesson
    from .screen.listing import print_questions as print_questions
    from .screen.listing import print_shown as print_shown
    from .screen.listing import print_start as print_start
    from .screen.listing import print_topics as print_topics
    from .screen.misconception import print_misconception as print_misconception
    from .screen.misconception import print_misconceptions as print_misconceptions
    from .screen.page import Page as Page
    from .screen.page import page_on as page_on
    from .screen.practising import Following as Following
    from .screen.practising import print_due as print_due
    from .screen.practising import print_nothing as print_nothing
    from .screen.preview import print_elsewhere as print_elsewhere
    from .screen.preview import print_preview as print_preview
    from .screen.progress import Tell as Tell
    from .screen.progress import progress as progress
    from .screen.reporting import print_pieces as print_pieces
    from .screen.rule import print_rule as print_rule
    from .screen.rule import print_rules as print_rules
    from .screen.rule import rules_as_markdown as rules_as_markdown
    from .screen.stats import print_statistics as print_statistics
    from .screen.taking import take as take
    from .screen.terminal import Terminal as Terminal
    from .screen.terminal import reader as reader
    from .screen.written import print_written as print_written
    from .shapes import Shape as Shape
    from .shapes import read_shape as read_shape
    from .shelf import SHIPPED as SHIPPED
    from .shelf import paths_like as paths_like
    from .shelf import shipped as shipped
    from .shelf import shipped_ids as shipped_ids
    from .sitting import Sitting as Sitting
    from .solving import Solution as Solution
    from .solving import solution as solution
    from .stats.asjson import statistics_as_json as statistics_as_json
    from .stats.page import statistics_page as statistics_page
    from .stats.reading import read_statistics as read_statistics
    from .streams import lines_of as lines_of
    from .streams import settle_streams as settle_streams
    from .topic import Topic as Topic
    from .verdict import Grade as Grade
    from .verdict import Verdict as Verdict
    from .version import VERSION as VERSION
    from .workerprocess import TorchAbsent as TorchAbsent
    from .writing import write_atomically as write_atomically

_HOME: Final = {
    "screen.analyzed": ("print_analysis",),
    "plural": ("count",),
    "collecting": ("seldom",),
    "former": ("former_ids",),
    "bulk.stream": ("graded",),
    "bulk.store": ("Store",),
    "analysis.writingback.files": ("plan_write_back",),
    "analysis.writingback.measurements": ("measurements",),
    "analysis.intake.records": ("are_records", "rows_of", "rows_of_records"),
    "analysis.intake.ungraded": ("rows_of_responses",),
    "analysis.telling.page": ("analysis_page",),
    "analysis.facts": ("Analysis",),
    "analysis.computing.attempts": ("ATTEMPTS",),
    "analysis.telling.asjson": ("analysis_as_json",),
    "analysis.analyzing": ("analyze",),
    "authoring": ("append_questions", "new_topic"),
    "bank": ("BankError", "NoBank", "load", "topic_of"),
    "filecheck": ("How",),
    "project": ("BadSettings", "find_project"),
    "scoutprocess": ("ParserCrash", "Scout"),
    "checking": ("Report", "check"),
    "explaining": ("Explanation", "TorchRefuses", "explain"),
    "solving": ("Solution", "solution"),
    "clock": ("BadClock", "day_of", "now", "zone"),
    "doctor": ("checks_as_json", "examine", "patient", "sound"),
    "history.folder": ("own_folder",),
    "history.lines": ("export_lines",),
    "history.queries": ("suspended",),
    "housekeeping": (
        "agreed",
        "flags_as_json",
        "forget",
        "undo_last",
        "forgettable",
        "former_names",
        "import_from",
        "newest_flags",
        "take_back",
        "take_out",
    ),
    "ownrecord": ("NoRecord", "any_record", "overview", "record"),
    "findings": ("Finding",),
    "hidden": ("visible",),
    "bulk.executing": ("Unavailable",),
    "bulk.outputs": ("begun",),
    "grading": (
        "grade",
        "grade_into",
        "told",
    ),
    "regrading": ("Changes", "regrade_into"),
    "responses": (
        "Responses",
        "Row",
        "read_responses",
    ),
    "judging": ("grade_answer",),
    "kinds": ("KINDS",),
    "keeping": ("Keeper", "keeper", "label_of"),
    "dealing": ("Wish",),
    "history.resuming": ("Progress",),
    "homes": ("NoHome",),
    "practising": ("banks_of", "due_today", "opened_practice", "practice_label"),
    "screen.practising": ("Following", "print_due", "print_nothing"),
    "exporters": ("EXPORTERS",),
    "exporters.exam": ("exam_of",),
    "exporting": ("Order", "exported"),
    "importers": ("IMPORTERS",),
    "importing": ("bring", "write_brought"),
    "screen.imported": ("asking", "print_brought"),
    "screen.exported": ("print_export",),
    "opening": ("Quiz", "gone_on", "newest_left", "opened"),
    "layercall": ("LayerCall", "closest", "read_layer"),
    "literals": ("Unreadable",),
    "misconceptions.known": ("MISCONCEPTIONS",),
    "oracle": ("Oracle",),
    "question": ("Choice", "Question"),
    "verdict": ("Grade", "Verdict"),
    "reports": ("REPORTS", "reported"),
    "reports.full": ("full_pieces",),
    "reports.places": ("project_root", "relative"),
    "reports.stepsummary": ("step_summary",),
    "rules": ("RULES", "Rule", "find_rule", "known"),
    "schema": ("schema_text",),
    "previewing": ("Preview", "preview"),
    "scoring": ("Tally", "results", "tally", "write_results"),
    "screen.doctor": ("print_checked", "screen_of"),
    "screen.explained": ("print_explanation",),
    "screen.graded": ("print_change", "print_graded", "print_regraded"),
    "screen.history": (
        "print_extent",
        "print_flags",
        "print_forgotten",
        "print_imported",
        "print_overview",
        "print_restored",
        "print_suspended",
    ),
    "screen.lesson": ("print_lesson",),
    "screen.listing": ("print_questions", "print_shown", "print_start", "print_topics"),
    "screen.misconception": ("print_misconception", "print_misconceptions"),
    "screen.page": ("Page", "page_on"),
    "screen.preview": ("print_elsewhere", "print_preview"),
    "screen.progress": ("Tell", "progress"),
    "screen.reporting": ("print_pieces",),
    "screen.rule": ("print_rule", "print_rules", "rules_as_markdown"),
    "screen.stats": ("print_statistics",),
    "screen.taking": ("take",),
    "screen.terminal": ("Terminal", "reader"),
    "screen.written": ("print_written",),
    "shapes": ("Shape", "read_shape"),
    "shelf": ("SHIPPED", "paths_like", "shipped", "shipped_ids"),
    "family": ("Family", "NoVariant"),
    "choosing": ("find_variant", "variants", "Rules", "Wanted", "find_question", "items", "read_difficulty"),
    "sitting": ("Sitting",),
    "stats.asjson": ("statistics_as_json",),
    "stats.page": ("statistics_page",),
    "stats.reading": ("read_statistics",),
    "streams": ("lines_of", "settle_streams"),
    "topic": ("Topic",),
    "version": ("VERSION",),
    "workerprocess": ("TorchAbsent",),
    "writing": ("write_atomically",),
}
_MODULE_OF: Final = {name: module for module, names in _HOME.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(_MODULE_OF)
