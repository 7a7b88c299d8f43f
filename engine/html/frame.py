"""A whole page: it needs nothing from elsewhere, runs nothing, and reads well on a phone, in the dark and on paper."""

from typing import Final

from .elements import Markup, element, joined

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a browser may do with the page: show it. No script, no request."""

LANGUAGE: Final = "en"

# People with any kind of colour vision tell the blue from the orange; paper and ink both stand out from the blue.
_LIGHT: Final = "--ink:#1a1a1a;--quiet:#555;--paper:#fff;--line:#c8c8c8;--bar:#2f86c1;--more:#c96f00;--code:#f1f1f1"
_DARK: Final = "--ink:#ececec;--quiet:#b4b4b4;--paper:#161616;--line:#555;--bar:#2f86c1;--more:#e69f00;--code:#2a2a2a"

PALETTE: Final = f"""
:root{{color-scheme:light dark;{_LIGHT}}}
@media (prefers-color-scheme:dark){{:root{{{_DARK}}}}}
@media print{{:root{{{_LIGHT}}}}}
*{{box-sizing:border-box}}
"""
"""The colours of every page, by name: ink, quiet, paper, line, bar, more, code; in the light, in the dark, on paper."""

# By the names that pygal gives to the parts of a chart. Whatever a colour tells, a shape or how full it is tells, too.
_CHARTS: Final = """
.chart text{font-size:11px;fill:var(--ink);stroke:none}
.chart .label{font-size:10px}
.chart .label,.chart .title,.chart .axis.x text,.chart .centered{text-anchor:middle}
.chart .axis.y text{text-anchor:end}
.chart .axis .line{stroke:var(--ink);fill:none}
.chart .axis .guide.line{stroke:var(--line)}
.chart .horizontal .axis.y .guide.line,.chart .vertical .axis.x .guide.line{opacity:0}
.chart .horizontalline-graph .axis.y .guide.line,.chart .axis.always_show .guide.line{opacity:1}
.chart .ci path{fill:none;stroke:var(--ink)}
.chart .histbar rect{stroke:var(--paper)}
.chart .color-0{fill:var(--bar)}
.chart .color-1{fill:var(--more)}
.chart .horizontalstackedbar-graph .color-1{fill-opacity:.35;stroke:var(--more)}
.chart .step-0,.chart .step-1,.chart .step-2{fill:var(--bar);stroke:var(--bar)}
.chart .step-0{fill-opacity:0}
.chart .step-1{fill-opacity:.4}
"""

_STYLE: Final = f"""{PALETTE}{_CHARTS}
@media print{{section,figure,tr,article{{break-inside:avoid}}}}
body{{margin:0 auto;padding:1rem;max-width:64rem;background:var(--paper);color:var(--ink);
font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}}
h1{{font-size:1.6rem;line-height:1.2}}
h2{{font-size:1.25rem;margin:2.5rem 0 .5rem}}
h3{{font-size:1.05rem;margin:1.25rem 0 .25rem}}
p,dl{{margin:.25rem 0}}
.quiet,caption,dt{{color:var(--quiet)}}
code{{font:.9em ui-monospace,Consolas,monospace;background:var(--code);padding:.1em .3em;border-radius:.2em;
white-space:pre-wrap}}
.cards,.beside{{display:grid;gap:0 2.5rem;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr));
align-items:start}}
figure{{margin:.5rem 0}}
figure svg{{display:block;width:100%;max-width:32rem;height:auto}}
table{{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums;margin:.5rem 0}}
caption{{text-align:left;padding:.25rem 0}}
th,td{{text-align:right;padding:.25rem 0 .25rem .6rem;border-bottom:1px solid var(--line);vertical-align:top;
overflow-wrap:normal}}
th:first-child{{text-align:left;padding-left:0;overflow-wrap:anywhere;min-width:5.5rem}}
.narrow th:first-child{{min-width:3.2rem}}
th{{font-weight:600}}
@media (max-width:30rem){{table{{font-size:.8rem}}th,td{{padding-left:.3rem}}}}
dt{{float:left;clear:left}}
dd{{margin:0 0 .25rem 5rem}}
"""


def page(title: str, *sections: Markup, style: str = "") -> str:
    """Return a page as HTML. The title is its first heading, too; `style` is CSS that only this page needs."""
    return document(title, POLICY, _STYLE + style, element("main", element("h1", title), joined(sections)))


def document(title: str, policy: str, style: str, *body: Markup) -> str:
    """Return a page that looks and may do as is said: `policy` is a Content-Security-Policy, `style` CSS."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name_="referrer", content="no-referrer"),
        element("title", title),
        element("style", Markup(style)),
    )
    return f"<!DOCTYPE html>\n{element('html', head, element('body', joined(body)), lang=LANGUAGE)}\n"
