"""Claims in prose: the equations that an author writes, computed; and the shapes beside an arrow, found."""

from .arrows import ShapeClaim, shape_claims
from .equations import MOST_TOLD, Claim, FalseClaim, claims, false_claims

__all__ = ["MOST_TOLD", "Claim", "FalseClaim", "ShapeClaim", "claims", "false_claims", "shape_claims"]
