"""What fuzzing is made of: pieces of YAML, of answers and of prose, layers, and topics with pieces of them changed."""

from pathlib import Path

from hypothesis import strategies as st

from quizproof.engine.catalogue import LAYERS
from quizproof.engine.layercall import LayerCall

HERE = Path(__file__).parent
TOPICS = [(HERE / "banks" / f"{name}.yaml").read_bytes() for name in ("all_kinds", "variants")]

_YAML = """- §? §: §a: §\n§\n  §\n    §[§]§{§}§, §'§"§|\n§>-\n§# x\n§ #x§&a §*a§!!int §<<: §---\n§...\n\
§%YAML 1.2\n§\t§\r\n§\r§\ufeff§\u202e§\x85§no§010§1:30§0x1F§~§true§1e3§.inf§é卷👍§\\n§\\x1b§\\u2028§@§`§x-a: \
§# quizproof: ignore[wrong-key] §{{a}}§$n§${n}§$$§params: {n: 1..3}§1..9§where: n > 2"""
_ANSWERS = """nn.§torch.§MaxPool2d§Conv2d§Sequential§(§)§[§]§,§ §=§kernel_size§3§-1§2.5§1e9§True§None\
§'same'§**§*§lambda§\\§\n§#§___§\uff4e§0x§_§runs§raises§RuntimeError§when built§"§;§tensor§Size§nan§1,000§x§.§`"""
_PROSE = """1§2.5§3,000§10§ § + §-§*§**§/§//§%§^§²§√§(§)§⌊§⌋§floor(§max(§,§ = §≈§!=§<§=>§->§→§nn.ReLU()\
§(1, 1)§[2, 2]§3×3§a§not§.§`§```\n§\n§\n\n§$§_§…§1.2.3§0x1§10:30§[a](b)§# §> §- §| §\\"""


def _soup(pieces: str, most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces.split("§")), max_size=most).map("".join)


YAML = _soup(_YAML, 40)
ANSWER = _soup(_ANSWERS, 30) | st.text(max_size=320)
PROSE = _soup(_PROSE, 60) | st.text(max_size=300)

_SCALARS = (
    st.integers(-(10**7), 10**7) | st.floats(-1e6, 1e6) | st.booleans() | st.none() | st.text("ab_- ", max_size=5)
)
_NAMES = st.sampled_from(sorted(LAYERS))


def _around(calls: st.SearchStrategy[LayerCall]) -> st.SearchStrategy[LayerCall]:
    args = st.lists(calls | _SCALARS | st.tuples(_SCALARS, calls), max_size=3).map(tuple)
    words = st.dictionaries(st.sampled_from(["stride", "padding", "bias"]), calls | _SCALARS)
    return st.builds(LayerCall, _NAMES, args, words.map(lambda found: tuple(found.items())))


CALLS = st.recursive(st.builds(LayerCall, _NAMES, st.lists(_SCALARS, max_size=3).map(tuple)), _around, max_leaves=8)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Draw a topic with pieces of it cut out, doubled, moved, or replaced."""
    raw = draw(st.sampled_from(TOPICS))
    for _ in range(draw(st.integers(1, 4))):
        start, other = draw(st.integers(0, len(raw))), draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.sampled_from([0, 1, 2, 5, 20, 100, 1_000])))
        piece = draw((_soup(_YAML, 3) | ANSWER | PROSE).map(lambda text: text.encode("utf-8", "surrogatepass")))
        piece = draw(st.sampled_from([b"", piece, raw[start:end] * 2, raw[other : other + 50], b"\xff"]))
        raw = raw[:start] + piece + raw[end:]
    return raw
