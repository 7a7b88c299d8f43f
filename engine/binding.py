"""The settings of a layer: its arguments bound to the names of its signature."""

import ast
from functools import cache
from typing import TYPE_CHECKING, Any

from .catalogue import LAYERS
from .frozen import dataclass

if TYPE_CHECKING:
    from .layercall import Argument, LayerCall


class Misfit(ValueError):
    """The layer's signature refuses these arguments. `str()` is one sentence."""


class OutOfPlace(Misfit):
    """An argument stands where torch takes `device` or `dtype`: no signature here covers it."""


def bind(call: "LayerCall") -> "dict[str, Argument]":
    """Return all settings of a layer by parameter name, defaults filled in, in the order of the signature.

    >>> from quizproof.engine.layercall import LayerCall
    >>> bind(LayerCall("AvgPool1d", (3,), (("stride", 2),)))
    {'kernel_size': 3, 'stride': 2, 'padding': 0, 'ceil_mode': False, 'count_include_pad': True}

    The free arguments of `nn.Sequential` and `nn.Identity` are one tuple, `args`.
    Raises Misfit where the signature refuses the arguments.
    """
    settings = dict(zip(signature(call.name).names, values(call), strict=True))
    if signature(call.name).any_word:
        settings.update(call.kwargs)
    return settings


def values(call: "LayerCall") -> "list[Argument]":
    """Return all settings in the order of the signature: what `bind` returns, without the names. Raises Misfit."""
    found = _SIGNATURES.get(call.name) or signature(call.name)
    args, kwargs = call.args, call.kwargs
    settings = found.defaults.copy()
    if found.free:
        settings[0] = args
        if kwargs and not found.any_word:
            raise Misfit(f"nn.{call.name} takes no argument {kwargs[0][0]!r}: it takes {found.free}")
        return settings
    count = len(args)
    if count > found.by_place:
        raise _too_many(call, found)
    settings[:count] = args
    for word, value in kwargs:
        index = found.index.get(word)
        if index is None:
            raise Misfit(f"nn.{call.name} takes no argument {word!r}: {_takes(found)}")
        if index < count:
            raise Misfit(f"nn.{call.name} is given {word} twice: by place and by name")
        settings[index] = value
    if count < found.required and _MISSING in settings:
        raise _missing(call, found, settings)
    return settings


@dataclass(frozen=True, slots=True)
class Signature:
    """A parsed signature. The first `by_place` of `names` may be given by position, the first `required` must be given.

    `defaults` holds a mark where a setting is required. `free` says in plain words what is taken in any
    number (`*args`), `any_word` whether any name is taken (`**kwargs`).
    """

    names: tuple[str, ...]
    index: dict[str, int]
    defaults: "list[Argument]"
    by_place: int
    required: int
    free: str
    any_word: bool


_MISSING: Any = object()
_SIGNATURES: dict[str, Signature] = {}


def signature(name: str) -> Signature:
    """Return the parsed signature of a layer, parsed on first use. Raises KeyError for a name not in LAYERS."""
    found = _SIGNATURES.get(name)
    if found is None:
        found = _SIGNATURES[name] = _parsed(LAYERS[name].signature)
    return found


@cache
def _parsed(text: str) -> Signature:
    if text.startswith("*args"):
        return Signature(("args",), {"args": 0}, [()], 0, 0, "layers, without names", "**" in text)
    places, _, by_name = text.partition("*, ")
    first = _split(places.removesuffix(", "))
    parameters = [*first, *_split(by_name)]
    names = tuple([name for name, _ in parameters])
    defaults: list[Argument] = [ast.literal_eval(default) if default else _MISSING for _, default in parameters]
    index = {name: place for place, name in enumerate(names)}
    return Signature(names, index, defaults, len(first), defaults.count(_MISSING), "", False)


def _split(text: str) -> list[tuple[str, str]]:
    parts = [part.partition("=") for part in text.split(", ")] if text else []
    return [(name, default) for name, _, default in parts]


def _too_many(call: "LayerCall", found: Signature) -> Misfit:
    given, most = len(call.args), found.by_place
    if given <= most + LAYERS[call.name].places:
        return OutOfPlace(f"nn.{call.name} is given a device or a dtype, and layers here run on the CPU in float32")
    were = "1 is given" if given == 1 else f"{given} are given"
    if not most:
        return Misfit(f"nn.{call.name} takes no arguments, and {were}")
    by_name = f", and {_listed(found.names[most:])} by name only" if found.names[most:] else ""
    plural = "" if most == 1 else "s"
    taken = f"{most} argument{plural} ({_listed(found.names[:most])}{by_name})"
    return Misfit(f"nn.{call.name} takes at most {taken}, and {were}")


def _missing(call: "LayerCall", found: Signature, settings: "list[Argument]") -> Misfit:
    required = found.names[: found.required]
    missing = [word for word, value in zip(required, settings, strict=False) if value is _MISSING]
    sentence = f"nn.{call.name} needs {_listed(required)}"
    if len(missing) == len(required):
        return Misfit(sentence)
    return Misfit(f"{sentence}, and {_listed(missing)} {'is' if len(missing) == 1 else 'are'} missing")


def _takes(found: Signature) -> str:
    return f"it takes {_listed(found.names)}" if found.names else "it takes none"


def _listed(words: "tuple[str, ...] | list[str]") -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
