"""What the independent formulas say of a layer before torch is asked: what it costs and which shapes it gives."""

from .binding import OutOfPlace
from .layercall import LayerCall
from .literals import Unreadable
from .shapes import Shape


def predicted(
    layer: LayerCall, inputs: "Shape | dict[str, Shape] | None"
) -> tuple[int, tuple[Shape, ...] | str | None]:
    """Return the cost in elements, and the shapes of the outputs, why torch will refuse, or None without a formula.

    `inputs` is None where the layer is only built. Raises Unreadable for a `device` or a `dtype` by position.
    """
    from .sizes import NoRule, Refused, plan, work_out  # no question needs a formula before it is on the screen

    try:
        if inputs is None:
            return plan(layer).built, None
        worked = work_out(layer, inputs)
    except OutOfPlace as error:
        raise Unreadable(str(error)) from None
    except Refused as error:
        return error.spent, str(error)
    except NoRule as error:
        return error.spent, None
    return worked.cost, worked.shapes
