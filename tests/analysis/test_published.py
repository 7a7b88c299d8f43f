"""What others published of data that they published too."""

from collections.abc import Iterator
from itertools import chain, repeat

import pytest

from gradedrows import of_matrix
from quizproof.engine.analysis.analyzing import analyze
from quizproof.engine.analysis.facts import Analysis
from quizproof.engine.analysis.measures import Measured

LSAT = (
    "00000 3 00001 6 00010 2 00011 11 00100 1 00101 1 00110 3 00111 4 01000 1 01001 8 01011 16 01101 3 01110 2 "
    "01111 15 10000 10 10001 29 10010 14 10011 81 10100 3 10101 28 10110 15 10111 80 11000 16 11001 56 "
    "11010 21 11011 173 11100 11 11101 61 11110 28 11111 298"
)
"""Section 6 of the Law School Admission Test: the answers of 1,000 people to five questions, by pattern.

R. D. Bock and M. Lieberman, Fitting a Response Model for n Dichotomously Scored Items, Psychometrika 35, 1970; the same
patterns are what `ltm` prints of its data LSAT, at rstudio-pubs-static.s3.amazonaws.com/1049111.
"""

QUIZ = """
1111110110
1011011101
1111011001
0010001000
0000010010
1110111111
1101110111
1111111101
0101111101
1101101110
"""
"""Ten students and ten questions: K. L. Wuensch, The Kuder-Richardson 20, core.ecu.edu/wuenschk/StatHelp/KR20.txt."""

ATTITUDE = """
43 51 30 39 61 92 45  63 64 51 54 63 73 47  71 70 68 69 76 86 48  61 63 45 47 54 84 35  81 78 56 66 71 83 47
43 55 49 44 54 49 34  58 67 42 56 66 68 35  71 75 50 55 70 66 41  72 82 72 67 71 83 31  67 61 45 47 62 80 41
64 53 53 58 58 67 34  67 60 47 39 59 74 41  69 62 57 42 55 63 25  68 83 83 45 59 77 35  77 77 54 72 79 77 46
81 90 50 72 60 54 36  74 85 64 69 79 79 63  65 60 65 75 55 80 60  65 70 46 57 75 85 46  50 58 68 54 64 78 52
50 40 33 34 43 64 33  64 61 52 62 66 80 41  53 66 52 50 63 80 37  40 37 42 58 50 57 49  63 54 42 48 66 75 33
66 77 66 63 88 76 72  78 75 58 74 80 78 49  48 57 44 45 51 83 38  85 85 71 71 77 74 55  82 82 39 59 64 78 39
"""
"""Thirty departments, seven questions, per cent: S. Chatterjee and B. Price, Regression Analysis by Example, 1977; R
has them as `attitude`. Per cent are partial scores."""


def lsat() -> Iterator[list[float]]:
    words = LSAT.split()
    patterns = chain(*[repeat(word, int(count)) for word, count in zip(words[::2], words[1::2], strict=True)])
    return ([float(digit) for digit in pattern] for pattern in patterns)


def rounded(numbers: list[Measured], digits: int) -> list[float]:
    assert all(one.missing is None for one in numbers)
    return [round(one.value, digits) for one in numbers if one.value is not None]


@pytest.fixture(scope="module")
def law() -> Analysis:
    return analyze(of_matrix(lsat()))


def test_lsat_is_what_ltm_says(law: Analysis) -> None:
    """`descript(LSAT)` of R's ltm: D. Rizopoulos, ltm, Journal of Statistical Software 17 (5), 2006."""
    items = law.items
    assert [item.score.mean for item in items] == [0.924, 0.709, 0.553, 0.763, 0.870]
    assert rounded([item.discrimination for item in items], 4) == [0.1128, 0.1532, 0.1728, 0.1444, 0.1216]
    assert rounded([law.whole.reliability], 4) == [0.2950]
    assert rounded([item.without for item in items], 4) == [0.2754, 0.2376, 0.2168, 0.2459, 0.2663]
    assert law.whole.tenths == (3, 20, 0, 85, 0, 237, 0, 357, 0, 298)  # by total score: 0 to 5
    assert (law.whole.students, law.whole.complete, law.whole.dichotomous) == (1000, 1000, True)


def test_choosing_the_right_answer_is_the_same_as_the_score(law: Analysis) -> None:
    for item in law.items:
        right, wrong = item.answers
        assert right.discrimination.value == pytest.approx(item.discrimination.value, abs=1e-9)
        assert wrong.discrimination.value == pytest.approx(-(item.discrimination.value or 0), abs=1e-9)


def test_kr_20_is_what_is_published() -> None:
    """Published are p and pq of each question, and the variance of the totals, 5.84, divided by n."""
    found = analyze(of_matrix([[float(digit) for digit in line] for line in QUIZ.split()]))
    assert [item.score.mean for item in found.items] == [0.7, 0.7, 0.6, 0.7, 0.6, 0.8, 0.7, 0.7, 0.5, 0.6]
    assert found.whole.mean.value == 6.6
    assert (found.whole.deviation.value or 0) ** 2 * 9 / 10 == pytest.approx(5.84)
    assert found.whole.reliability.value == pytest.approx(10 / 9 * (1 - 2.18 / 5.84))
    assert found.whole.dichotomous


def test_alpha_of_partial_scores_is_what_psych_says() -> None:
    """`alpha(attitude)` of R's psych: W. Revelle, psych: Procedures for Psychological and Personality Research.

    It gives the standard error by the formula of Duhachek and Iacobucci, too.
    """
    numbers = [float(word) / 100 for word in ATTITUDE.split()]
    found = analyze(of_matrix([numbers[start : start + 7] for start in range(0, 210, 7)]))
    whole, items = found.whole, found.items
    assert not whole.dichotomous
    assert rounded([whole.reliability], 2) == [0.84]
    assert rounded([whole.error], 3) == [0.042]
    assert [round(end, 2) for end in whole.likely or ()] == [0.76, 0.93]
    assert rounded([item.discrimination for item in items], 2) == [0.67, 0.74, 0.56, 0.71, 0.79, 0.27, 0.46]
    assert rounded([item.without for item in items], 2) == [0.81, 0.80, 0.83, 0.80, 0.80, 0.86, 0.84]
    assert [round(100 * (item.score.mean or 0)) for item in items] == [65, 67, 53, 56, 65, 75, 43]
