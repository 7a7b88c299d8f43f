"""The usual spellings of answers, for programs that compare letters: Quizproof itself reads every one of them."""

from decimal import Decimal

from ..jobs import Numbers
from ..shapes import Shape
from ..tensors import flat, shape_of, written


def shape_spellings(shape: Shape) -> tuple[str, ...]:
    """Return a shape in the ways that people type one, the usual one first.

    >>> shape_spellings((1, 3))
    ('(1, 3)', '(1,3)', '1, 3', '1,3', '[1, 3]', '[1,3]', '1x3', '1 x 3', '1 3', 'torch.Size([1, 3])')
    >>> shape_spellings((5,))
    ('(5,)', '(5)', '5', '[5]', 'torch.Size([5])')
    """
    wide, tight = ", ".join(map(str, shape)), ",".join(map(str, shape))
    if len(shape) < 2:
        found = (str(shape), f"({wide})", wide, f"[{wide}]", f"torch.Size([{wide}])")
    else:
        bare = (wide, tight) if all(size >= 0 for size in shape) else (wide,)
        found = (
            *(f"({wide})", f"({tight})", *bare, f"[{wide}]", f"[{tight}]"),
            *("x".join(map(str, shape)), " x ".join(map(str, shape)), " ".join(map(str, shape))),
            f"torch.Size([{wide}])",
        )
    return tuple(dict.fromkeys([one for one in found if one]))


def number_spellings(number: float) -> tuple[str, ...]:
    """Return a number in the ways that people type one.

    >>> number_spellings(9216), number_spellings(2.0)
    (('9216', '9,216'), ('2', '2.0'))
    """
    plain = plainly(number)
    grouped = f"{number:,}" if isinstance(number, int) else ""
    return tuple(dict.fromkeys([one for one in (plain, grouped, str(number)) if one]))


def plainly(number: float) -> str:
    """Return a number without an exponent, and without a point where it is whole.

    >>> plainly(1e-05), plainly(3.0), plainly(55)
    ('0.00001', '3', '55')
    """
    return format(Decimal(repr(number)), "f").removesuffix(".0")


def ends(number: float, tolerance: float) -> tuple[str, str]:
    """Return the least and the largest number that is right.

    >>> ends(0.3, 0.1)
    ('0.2', '0.4')
    """
    exact, off = Decimal(repr(number)), Decimal(repr(tolerance))
    return format(exact - off, "f").removesuffix(".0"), format(exact + off, "f").removesuffix(".0")


def tensor_spellings(numbers: Numbers) -> tuple[str, ...]:
    """Return the numbers of a tensor in the ways that people type them.

    >>> tensor_spellings(((6, 8), (3, 4)))[:5]
    ('[[6, 8], [3, 4]]', '[[6,8],[3,4]]', '6 8; 3 4', '6 8;3 4', '6, 8; 3, 4')
    >>> tensor_spellings((6, 8))
    ('[6, 8]', '[6,8]', '6 8', '6, 8', '6,8', '(6, 8)', 'tensor([6, 8])')
    """
    nested = written(numbers)
    dimensions = len(shape_of(numbers))
    if not isinstance(numbers, tuple) or not flat(numbers):
        return (nested,)
    rows = [list(map(written, flat(row))) for row in numbers]
    bare: tuple[str, ...] = ()
    if dimensions == 1:
        words = [row[0] for row in rows]
        bare = (" ".join(words), ", ".join(words), ",".join(words))
    elif dimensions == 2 and len(rows) > 1:
        spaced = [" ".join(row) for row in rows]
        bare = ("; ".join(spaced), ";".join(spaced), "; ".join([", ".join(row) for row in rows]))
    round_ones = nested.replace("[", "(").replace("]", ")")
    return tuple(dict.fromkeys([nested, nested.replace(", ", ","), *bare, round_ones, f"tensor({nested})"]))
