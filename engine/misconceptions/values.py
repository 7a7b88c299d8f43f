"""Wrong numbers that pools are thought to give, by name: those that people really compute."""

from collections.abc import Callable
from typing import Any, Final

from ..frozen import dataclass
from ..sliding import Slide
from .pooled import Reduce, Window, divisor, power


@dataclass(frozen=True, slots=True)
class WrongValues:
    """A wrong idea of what a pool makes of its windows: `reduce` returns it; None: it says nothing of its own."""

    slug: str
    slip: str
    kind: str
    reduce: Callable[[dict[str, Any]], Reduce | None]
    when: Callable[[Slide, dict[str, Any]], bool] = lambda _slide, _settings: True
    seen: tuple[str, ...] = ()


def _padded(slide: Slide, _settings: dict[str, Any]) -> bool:
    return slide.before > 0


def _hangs_over(slide: Slide, settings: dict[str, Any]) -> bool:
    end = (slide.fitting - 1) * slide.stride + slide.kernel
    return end > slide.before + slide.size + slide.after and settings.get("divisor_override") is None


def _zero_padded(_settings: dict[str, Any]) -> Reduce:
    return lambda window: max(*window.numbers, 0) if window.within > len(window.numbers) else max(window.numbers)


def _mean(_settings: dict[str, Any]) -> Reduce:
    return lambda window: sum(window.numbers) / len(window.numbers)


def _by_covered(settings: dict[str, Any]) -> Reduce | None:
    counted = settings["count_include_pad"] and settings.get("divisor_override") is None
    return _mean(settings) if counted else None


def _by_padded(settings: dict[str, Any]) -> Reduce | None:
    if settings["count_include_pad"] or settings.get("divisor_override") is not None:
        return None
    return lambda window: sum(window.numbers) / window.within


def _by_overhang(settings: dict[str, Any]) -> Reduce:
    return lambda window: sum(window.numbers) / (divisor(settings, window) + window.whole - window.within)


def _by_window(settings: dict[str, Any]) -> Reduce | None:
    if settings.get("divisor_override") is None:
        return None
    return lambda window: sum(window.numbers) / divisor(settings | {"divisor_override": None}, window)


def _total(_settings: dict[str, Any]) -> Reduce:
    return lambda window: sum(window.numbers)


def _largest(_settings: dict[str, Any]) -> Reduce:
    return lambda window: max(window.numbers)


def _of_powers(
    size: Callable[[float, float], float], root: Callable[[float, float, Window], float]
) -> Callable[[dict[str, Any]], Reduce | None]:
    def made(settings: dict[str, Any]) -> Reduce | None:
        exponent = float(settings["norm_type"])
        if not 0 < exponent < 100:
            return None
        return lambda window: root(sum([size(one, exponent) for one in window.numbers]), exponent, window)

    return made


def _absolute(number: float, exponent: float) -> float:
    return power(abs(number), exponent)


WRONG_VALUES: Final = (
    WrongValues(
        "max-padding-is-zero",
        "taking the padding of a max pool for zeros (it is minus infinity)",
        "max",
        _zero_padded,
        _padded,
        seen=("torch.mlverse.org, nn_max_pool2d", "MegEngine, MaxPool2d"),
    ),
    WrongValues("mean-for-max", "taking the mean of each window instead of its largest number", "max", _mean),
    WrongValues(
        "overhang-counted",
        "dividing by what hangs over the end, too (ceil_mode does not count it)",
        "avg",
        _by_overhang,
        _hangs_over,
        seen=("apple/coremltools#2844", "sonos/tract#2851", "onnx/onnx#5276", "microsoft/onnxruntime#16203"),
    ),
    WrongValues(
        "padding-not-counted",
        "dividing by the numbers of the map only (count_include_pad counts the padding)",
        "avg",
        _by_covered,
        _padded,
    ),
    WrongValues(
        "padding-counted",
        "dividing by the padding, too, in spite of count_include_pad=False",
        "avg",
        _by_padded,
        _padded,
    ),
    WrongValues(
        "divisor-override-ignored", "dividing by the window's size in spite of divisor_override", "avg", _by_window
    ),
    WrongValues("max-for-mean", "taking the largest number of each window instead of its mean", "avg", _largest),
    WrongValues("sum-for-mean", "adding up each window without dividing", "avg", _total),
    WrongValues(
        "lp-absolute-value",
        "taking the absolute value of each number (torch takes the number itself)",
        "lp",
        _of_powers(
            _absolute, lambda total, exponent, window: power(total / window.within * window.whole, 1 / exponent)
        ),
        seen=("pytorch/pytorch#184037", "FluxML/Flux.jl#2166"),
    ),
    WrongValues(
        "lp-root-forgotten",
        "leaving out the root at the end",
        "lp",
        _of_powers(power, lambda total, _exponent, window: total / window.within * window.whole),
    ),
    WrongValues(
        "lp-mean",
        "dividing by the window's size (LP pooling adds up only)",
        "lp",
        _of_powers(power, lambda total, exponent, window: power(total / window.within, 1 / exponent)),
    ),
)
"""Every wrong idea of a pool's numbers, the commonest first."""
