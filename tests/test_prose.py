"""What counts as an equation in prose, and which do not hold. In the tables ⏎ stands for the end of a line."""

import re

import pytest

from quizproof.engine.prose import Claim, claims, false_claims

# A text, how many claims it makes.
TRUE = """
floor((6 - 2) / 2) + 1 = floor(4 / 2) + 1 = 2 + 1 = 3 | 3
Output height = floor((6 - 2) / 2) + 1 = 3. So the shape is (1, 1, 3, 3). | 1
Output size = floor((10 - 3)/3) + 1 = floor(7/3) + 1 = 2 + 1 = 3, matching the size asked for | 3
`nn.AvgPool2d(kernel_size=4, stride=4)`: floor((10-4)/4)+1 = floor(6/4)+1 = 1 + 1 = 2 ≠ 3. | 4
twice: first floor((10-2)/2)+1 = 4 + 1 = 5, second floor((5-2)/2)+1 = 1 + 1 = 2 ≠ 3. | 5
floor((10-5)/5)+1 = 1 + 1 = 2 ≠ 3.Final | 3
(10 - 3) / 3 = 7/3 = 2.33…, and the floor is 2 | 2
7 / 3 = 2.33 | 1
7 / 3 = 2.333... and so on | 1
2 / 3 = 0.66… or, rounded, 2 / 3 = 0.67 | 2
(1 + 2 + 5 + 6) / 4 = 3.5 and (1 + 2) / 8 = 0.375 ≈ 0.4 | 3
6 * 6 = 36 | 1
64 × 12 × 12 = 9216 and 64 x 12 x 12 = 9,216 | 2
3×3 = 9 values a window, 10x10 = 100 before | 2
5 · 4 = 20, 10 // 3 = 3, 10 % 3 = 1 | 3
2^3 = 8, 2**3 = 8, 2³ = 8, 2 ** -1 = 0.5 | 4
⌊7/3⌋ + 1 = 3 but ⌈7/3⌉ + 1 = 4 | 2
ceil(7 / 3) = 3, max(1, 2) = 2, min(4 - 3, 2) = 1, sqrt(16) = 4, √9 + 1 = 4, abs(3 - 5) = 2 | 6
2(3 + 1) = 8 and (1 + 1)(2 + 1) = 6 | 2
floor(2.5) = 2 and math.floor(-2.5) = -3 | 2
10 / 3 ≈ 3.3, 10 / 3 ≈ 3, 9216 ≈ 9 * 1000, 2^-53 ~= 1e-16 | 4
sqrt(2) = 1.41 and sqrt(2) * sqrt(2) = 2 | 2
2 * 2 < 5 > 1 + 1, 7 // 3 == 2, 2 * 3 != 5, 3 / 2 <= 1.5 ≥ 1.5 | 6
H_out = floor((10 - 3) / 3) + 1 = 3 | 1
output = (10 - 2)/2 + 1 = 5, stride = 2 * 2 = 4 | 2
6 * 6 = n = 36 | 1
**6 * 6** = `36`, *6 * 6 = 36*, __6 * 6__ = 36, ~~6 * 6~~ = 36, $6 * 6$ = 36 | 5
**6 × 6 = 36** and `6 * 6 = 36` and (6 * 6 = 36) and "6 * 6 = 36" | 4
6 \\* 6 = 36 | 1
```⏎x = 6 * 6 = 36⏎``` | 1
- 10 - 4 = 6⏎- 6 / 4 = 1.5⏎* 4 * 4 = 16⏎+ 1 + 1 = 2 | 4
1. 10 - 4 = 6⏎2. (10 - 4) * 2 = 12⏎3) 4 * 4 = 16 | 3
> 6 * 6 = 36⏎> 2 * 2 = 4 | 2
| 6 * 6 = 36 | 2 * 2 = 4 | 2
so floor((10 - 3) / 3) + 1 =⏎  floor(7 / 3) + 1 = 3 | 2
10 − 3 = 7, 10 – 3 = 7, 10 ÷ 4 = 2.5 | 3
the windows (10 - 3) / 3 = 7/3 | 1
x = 5⏎6 * 6 = 36 | 1
7 / 3 + 1 = 2.33 + 1 = 3.33 and 2/3 + 2/3 = 0.67 + 0.67 = 1.33 | 4
0.1 + 0.2 = 0.30000000000000004, 0.1 + 0.2 != 0.3 | 2
1_000 * 2 = 2,000 and 1.5e3 * 2 = 3000 | 2
(227–11+1) x (227–11+1) = 217×217 | 1
Height: ((224 - 3 + 2 * 0) / 1) + 1 = 222⏎   •   Width: ((224 - 3 + 2 * 0) / 1) + 1 = 222 | 2
(3 * 3 * 3 + 1) * 20 = (27 + 1) * 20 = 560 | 2
the output width is  floor((224 - 7 + 2*3)/2) + 1 = 112 , as expected | 1
l_1 = 1 + (3-1) = 3⏎l_2 = 3 + (2-1)*1 = 4⏎l_3 = 4 + (3-1)*1*2 = 8 | 3
So for 20 filters: (5*5*1+1) * 20 = 520 weights [OK] | 1
each has 32*32*3 = 3072 weights; together 200*200*3 = 120,000 | 2
9 = 3 * 3 = 9 (3 rows of 3) | 2
-3 * 2 = -6 | 1
10-3=7 | 1
31 / 10 ≈ 28 / 9, 2^10 ≈ 10^3 | 2
(2) 100 * 2 = 200 | 1
2 / 3 = 1.33 / 2, 0.67 = 2 / 3, 2.33… * 3 = 7 | 3
"""

FALSE = [
    ("floor((10 - 3) / 3) + 1 = 4", "`floor((10 - 3) / 3) + 1 = 4` does not hold: the left side is 3"),
    ("Each has 6 * 6 = 35 values.", "`6 * 6 = 35` does not hold: the left side is 36"),
    ("7 / 3 = 2.34", "`7 / 3 = 2.34` does not hold: the left side is about 2.33333"),
    ("(10 - 3) / 3 + 1 = 3", "`(10 - 3) / 3 + 1 = 3` does not hold: the left side is about 3.33333"),
    ("5 / 2 = 2.6", "`5 / 2 = 2.6` does not hold: the left side is 2.5"),
    ("10 / 3 ≈ 3.4", "`10 / 3 ≈ 3.4` does not hold: the left side is about 3.33333"),
    ("2 / 3 = 0.65…", "`2 / 3 = 0.65…` does not hold: the left side is about 0.666667"),
    ("7 / 3 = 2.34…", "`7 / 3 = 2.34…` does not hold: the left side is about 2.33333"),
    ("10 = 3 * 3", "`10 = 3 * 3` does not hold: the right side is 9"),
    ("2 + 2 = 3 + 2", "`2 + 2 = 3 + 2` does not hold: the left side is 4, the right side is 5"),
    ("1 + 1 = 2 ≠ 2", "`2 ≠ 2` does not hold: both sides are 2"),
    ("2 * 3 != 6", "`2 * 3 != 6` does not hold: both sides are 6"),
    ("2 * 3 < 6", "`2 * 3 < 6` does not hold: both sides are 6"),
    ("2 * 3 > 6", "`2 * 3 > 6` does not hold: both sides are 6"),
    ("7 * 3 ≈ 88 / 4", "`7 * 3 ≈ 88 / 4` does not hold: the left side is 21, the right side is 22"),
    ("2 / 3 = 1.35 / 2", "`2 / 3 = 1.35 / 2` does not hold: the left side is about 0.666667, the right side is 0.675"),
    ("(9 - 3) / 3 = 3, rounded up", "`(9 - 3) / 3 = 3` does not hold: the left side is 2"),
    ("3-3 = 1", "`3-3 = 1` does not hold: the left side is 0"),
    (f"{'1 + ' * 40}1 = 40", f"`{'1 + ' * 20}…{' + 1' * 8} = 40` does not hold: the left side is 41"),
    ("2 * 3 ≥ 7", "`2 * 3 ≥ 7` does not hold: the left side is 6"),
    ("7 // 3 == 3", "`7 // 3 == 3` does not hold: the left side is 2"),
    ("10 % 3 = 2", "`10 % 3 = 2` does not hold: the left side is 1"),
    ("-7 // 2 = -3", "`-7 // 2 = -3` does not hold: the left side is -4"),
    ("2^3 = 6", "`2^3 = 6` does not hold: the left side is 8"),
    ("-2^2 = 4", "`-2^2 = 4` does not hold: the left side is -4"),
    ("2^3^2 = 64", "`2^3^2 = 64` does not hold: the left side is 512"),
    ("8 / 4 / 2 = 4", "`8 / 4 / 2 = 4` does not hold: the left side is 1"),
    ("10 - 3 - 2 = 9", "`10 - 3 - 2 = 9` does not hold: the left side is 5"),
    ("3 × 3 × 1 + 1 × 32 = 320", "`3 × 3 × 1 + 1 × 32 = 320` does not hold: the left side is 41"),
    ("⌊7/3⌋ + 1 = 4", "`⌊7/3⌋ + 1 = 4` does not hold: the left side is 3"),
    ("⌈7/3⌉ = 2", "`⌈7/3⌉ = 2` does not hold: the left side is 3"),
    ("max(1, 2) = 1", "`max(1, 2) = 1` does not hold: the left side is 2"),
    ("√16 = 5", "`√16 = 5` does not hold: the left side is 4"),
    ("sqrt(2) = 1.42", "`sqrt(2) = 1.42` does not hold: the left side is about 1.41421"),
    ("2(3 + 1) = 7", "`2(3 + 1) = 7` does not hold: the left side is 8"),
    ("96 * 96 = 9,126", "`96 * 96 = 9,126` does not hold: the left side is 9216"),
    ("10^30 = 10^31", "`10^30 = 10^31` does not hold: the left side is about 1e+30, the right side is about 1e+31"),
    ("H_out = (10 - 2) / 2 + 1 = 4 rows", "`(10 - 2) / 2 + 1 = 4` does not hold: the left side is 5"),
    ("6 * 6 = n = 35", "`6 * 6 = n = 35` does not hold: the left side is 36"),
    ("**6 * 6** = `35`", "`6 * 6 = 35` does not hold: the left side is 36"),
    ("`6 * 6` = **35**", "`6 * 6 = 35` does not hold: the left side is 36"),
    ("```\nx = 6 * 6 = 35\n```", "`6 * 6 = 35` does not hold: the left side is 36"),
    ("- 10 - 4 = 6\n- 6 / 4 = 2", "`6 / 4 = 2` does not hold: the left side is 1.5"),
    ("2. 10 - 4 = 7", "`10 - 4 = 7` does not hold: the left side is 6"),
    ("6 * 6 =\n   35", "`6 * 6 = 35` does not hold: the left side is 36"),
    ("2 * 3 = 7 = 6", "`2 * 3 = 7` does not hold: the left side is 6"),
    ("If the stride is 3, then 6 * 6 = 35.", "`6 * 6 = 35` does not hold: the left side is 36"),
    ("(10 - 4) / 4 + 1 = 4, rounded down", "`(10 - 4) / 4 + 1 = 4` does not hold: the left side is 2.5"),
    ("It is 6 * 6 = 35, not 34.", "`6 * 6 = 35` does not hold: the left side is 36"),
    ("5 / 2 = 3, since (5 - 1) / 2 = 2", "`5 / 2 = 3` does not hold: the left side is 2.5"),
    (
        "floor(25/2) = floor(14.5) = 14",
        "`floor(25/2) = floor(14.5)` does not hold: the left side is 12, the right side is 14",
    ),
]

# Nothing that can be computed, or that may be read in two ways, or that its author denies.
NONE = """
k = 3, s = 2
H = W = 28
nn.MaxPool2d(kernel_size=3, stride=3, padding=1)
x = 5 and 5 = 5, padding=1
a = b, H_out = (H - k) / s + 1
Output size = floor((input - kernel)/stride) + 1 [OK]
(10 - k) / 3 + 1 = 3 needs k = 4
28 - kernel_height + 1 = 27, H - 3 = 7, n * 3 + 1 = 8
solve 28 = floor((28 + 2*padding - 5)/1) + 1
2k + 1 = 9, 2 * 3k = 5, 3x = 9, k(3 + 1) = 5
f(3 + 1) = 5, log (8) = 3, f (2 + 1) = 9, size[2 + 1] = 9, len(x) + 1 = 9
torch 2.13.0 = 2.13, numpy>=1.21,<2, python>=3.8, v1.2.3 - 1 = 5
released 2024-10-12 = 3 fixes, on 01/02 = 5, at 10:30 - 1 = 9, 007 - 1 = 5
pages 1-3 = 30 points, 1–3 = low
10×10 into 3×3, a 2×2 window of 10×10
(10, 10) = (3, 3) → 5, [1, 2] = [3], (1,128,14,14) = shape
6 * 6 = 36px, 224*224*64=3.2M, 2^20 = 1M, 2^10 = 1 kB
60 * 60 = 1 hour, 500 * 4 = 2 thousand, 1 / 2 = 50%, 50% * 2 = 1
10 / 3 = 3 or 4, 10 / 4 = 2 to 3
10 mod 3 + 1 = 2, divided by 3 + 1 = 5, the square root of 9 + 1 = 4, half of 6 + 2 = 5
2 times 3 + 1 = 9, ten minus 2 + 1 = 9, 7 = 2 + 1 times 2
3 (2 + 1) = 10, 6 / 2(1 + 2) = 9, = 2 (4 + 6) = 5
1 000 * 2 = 3 000, 2 500 * 2 = 5 000
1 / 0 = 5, sqrt(-1) = 2, 2^0.5 = 3, 9^9^9 = 5
0x10 + 1 = 5, \\frac{10 - 3}{3} + 1 = 5, 2 \\times 3 + 1 = 9, 6&nbsp;+&nbsp;1 + 1 = 5
1 + 2 + ... + 10 = 54, 1 + 2 + … + 10 = 54, ? + 3 = 5, 2 * ___ + 1 = 5, 2 * 3 = ?
x += 2 * 3, y -= 1 = 2, z //= 3, w := 2 * 3
x -> 2 * 3 -> 7, 2 * 3 => 7, === 2 * 3 === 7
x[2 * 3] = 5, x[-1] + 2 = 5, |3 - 5| + 1 = 9, ~3 + 1 = 5, 3 @ 2 + 1 = 9, 3 & 2 + 1 = 9
Σ 2 * 3 = 9, k 3 + 1 = 9
*args = 3, **kwargs = 5, 2 *3* 4 = 5
the **3** 10 - 3 = 8
<b>3</b> = 5, 2 * 3<sup>2</sup> = 18
max(1,224) = 3, max(1,224, 5) = 9
Compute 6 * 6⏎- 3 = 33⏎⏎2 * 3⏎+ 1 = 8
3 = 3⏎-1 * 2 = 5
6*6=36,7*7=48
7/3 = 2,33
12*12 = 144,144*2 = 288
(227 - 11) / 4 + 1 = 55×55
7 / 3 = 2, rounded down. In integer division 7 / 2 = 3. The floor of 7 / 3 = 2
`7 // 3 == 3` is False, print(2 * 3 == 7)  # False
2 * 3 = 7 is wrong, not 2 * 3 = 7, wrong: 2 * 3 = 7, 2 * 3 = 7 (wrong), 2 * 3 = 7 does not hold
torch refuses it where 2 > 3 / 1
padding must be at most half the kernel: 2 <= 3 / 2 fails
if 10 % 3 == 0 then it fits, when 10 % 3 = 0
def f(x: int = 2 * 3) -> int: return x == 2
for i in range(3): total = total + 2 * i == 5
A = 2 * B = 3 * C
log (4 + 4) = 3, log 8 + 1 = 4, torch.exp (1 + 1) = 9, n_1 (1 + 1) = 9, average 2 + 4 = 3
floor(7, 2) + 1 = 9, max(5) + 1 = 9, floor⌊7/3⌋ = 5
1 + 1 = 3 (4 - 1), 3 * 3 = 9 216, 5 * 2 = 1_0, x -3 * 1 = 5
2 * 3 = 5.shape, 50% 2 + 1 = 7, 6 * 6 = n rows = 35
2 * 3 = 5⏎/ k
"""


def _lines(table: str) -> list[str]:
    return [line.replace("⏎", "\n").replace("\\\\", "\\") for line in table.strip().splitlines()]


def _wrong(claim: Claim, text: str) -> str | None:
    """Return the text with the last digit of the claim's bare right side changed, or None where there is none."""
    number = re.search(r"(?<=[=≠] )[0-9]+$", claim.claim)
    if number is None or claim.relation != "=":
        return None
    start = claim.start + number.start()
    return f"{text[:start]}{int(number[0]) + 1}{text[claim.end :]}"


@pytest.mark.parametrize("line", _lines(TRUE))
def test_true(line: str) -> None:
    text, _, count = line.rpartition(" | ")
    found = list(claims(text))
    assert ([claim.claim for claim in found if not claim.holds], len(found)) == ([], int(count))
    assert [text[claim.start : claim.end] for claim in found] == [claim.claim for claim in found]
    assert false_claims(text) == ()


@pytest.mark.parametrize("line", _lines(TRUE))
def test_true_with_another_number_is_false(line: str) -> None:
    text = line.rpartition(" | ")[0]
    for claim in claims(text):
        wrong = _wrong(claim, text)
        assert wrong is None or claim.start in [false.start for false in false_claims(wrong)], wrong


@pytest.mark.parametrize(("text", "message"), FALSE, ids=[text for text, _ in FALSE])
def test_false(text: str, message: str) -> None:
    (found,) = false_claims(text)
    assert (found.message, found.claim) == (message, text[found.start : found.end])


@pytest.mark.parametrize(("depth", "count"), [(16, 1), (17, 0)])
def test_brackets_are_read_to_a_depth_of_16(depth: int, count: int) -> None:
    assert len(false_claims(f"{'(' * depth}1 + 1{')' * depth} = 3")) == count


@pytest.mark.parametrize("text", _lines(NONE))
def test_no_claim(text: str) -> None:
    assert [claim.claim for claim in claims(text)] == []
