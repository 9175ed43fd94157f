"""The statistics against SciPy, against slow textbook versions, and by simulation."""

from __future__ import annotations

import itertools
import math
import random
from statistics import mean, stdev

import pytest

from giextract.scoring.comparison import verdict
from giextract.scoring.distributions import beta_quantile, incomplete_beta, t_quantile, t_share
from giextract.scoring.intervals import (
    bootstrap_interval,
    difference_interval,
    exact_interval,
    mean_interval,
    percentile,
    ratio_interval,
)
from giextract.scoring.signflip import detectable_difference, holm, least_p, reports_needed, sign_flip_p

stats = pytest.importorskip("scipy.stats")


class TestDistributions:
    @pytest.mark.parametrize("freedom", [1, 2, 3, 7, 14, 29, 500])
    @pytest.mark.parametrize("share", [0.005, 0.025, 0.2, 0.5, 0.8, 0.975, 0.9995])
    def test_quantiles_of_t_are_those_of_scipy(self, share: float, freedom: int) -> None:
        assert t_quantile(share, freedom) == pytest.approx(stats.t.ppf(share, freedom), rel=1e-8, abs=1e-12)
        assert t_share(t_quantile(share, freedom), freedom) == pytest.approx(share, rel=1e-9)

    @pytest.mark.parametrize(("a", "b"), [(1, 20), (20, 1), (3, 18), (0.5, 0.5), (250, 3)])
    @pytest.mark.parametrize("share", [0.025, 0.5, 0.975])
    def test_quantiles_of_beta_are_those_of_scipy(self, share: float, a: float, b: float) -> None:
        assert beta_quantile(share, a, b) == pytest.approx(stats.beta.ppf(share, a, b), rel=1e-8)
        assert incomplete_beta(a, b, 0.3) == pytest.approx(stats.beta.cdf(0.3, a, b), rel=1e-9, abs=1e-15)


class TestIntervals:
    def test_none_of_twenty_reports_bounds_the_rate_at_seventeen_percent(self) -> None:
        assert exact_interval(0, 20).high == pytest.approx(0.168, abs=0.001)

    @pytest.mark.parametrize(("hits", "n"), [(0, 5), (5, 5), (3, 20), (19, 20), (1, 2)])
    def test_exact_interval_is_that_of_scipy(self, hits: int, n: int) -> None:
        expected = stats.binomtest(hits, n).proportion_ci(0.95, "exact")
        found = exact_interval(hits, n)
        assert found.low == pytest.approx(expected.low)
        assert found.high == pytest.approx(expected.high)

    def test_with_equal_tries_it_is_the_textbook_t_of_the_mean_on_the_logit_scale(self) -> None:
        rates = [0.9, 0.8, 0.95, 0.7, 0.85]
        m, error = mean(rates), stdev(rates) / math.sqrt(5)
        reach = stats.t.ppf(0.975, 4) * error / (m * (1 - m))
        low, high = (1 / (1 + math.exp(-(math.log(m / (1 - m)) + sign * reach))) for sign in (-1, 1))
        found = ratio_interval([(rate * 40, 40) for rate in rates])
        assert found.value == pytest.approx(m)
        assert found.low == pytest.approx(low)
        assert found.high == pytest.approx(high)

    def test_its_error_is_close_to_the_jackknife(self) -> None:
        draw = random.Random(1)
        pairs = [(draw.randint(10, 90), draw.randint(95, 120)) for _ in range(40)]
        whole = sum(a for a, _ in pairs) / sum(b for _, b in pairs)
        left = [
            sum(a for j, (a, _) in enumerate(pairs) if j != i) / sum(b for j, (_, b) in enumerate(pairs) if j != i)
            for i in range(40)
        ]
        jackknife = math.sqrt(39 / 40 * sum((one - mean(left)) ** 2 for one in left))
        found = ratio_interval(pairs)
        assert found.low is not None
        assert found.high is not None
        reach = (math.log(found.high / (1 - found.high)) - math.log(found.low / (1 - found.low))) / 2
        assert reach / t_quantile(0.975, 39) * whole * (1 - whole) == pytest.approx(jackknife, rel=0.05)

    def test_all_perfect_falls_back_to_the_exact_bound(self) -> None:
        found = ratio_interval([(5, 5)] * 10)
        assert (found.value, found.high, found.method) == (1.0, 1.0, "exact")
        assert found.low == pytest.approx(0.025**0.1)

    def test_reports_without_tries_say_nothing(self) -> None:
        assert ratio_interval([(3, 4), (0, 0), (4, 4)]) == ratio_interval([(3, 4), (4, 4)])
        assert ratio_interval([(0, 0)]).value is None

    def test_one_report_has_no_interval(self) -> None:
        assert ratio_interval([(3, 4)])[:3] == (0.75, None, None)

    def test_mean_interval_is_that_of_scipy(self) -> None:
        values = [0.1, -0.2, 0.05, 0.0, 0.3]
        expected = stats.t.interval(0.95, 4, loc=mean(values), scale=stats.sem(values))
        found = mean_interval(values)
        assert found.low == pytest.approx(expected[0])
        assert found.high == pytest.approx(expected[1])

    def test_percentile_is_that_of_scipy(self) -> None:
        ordered = [1.0, 2.0, 4.0, 8.0, 9.0]
        for share in (0.025, 0.5, 0.9):
            assert percentile(ordered, share) == pytest.approx(stats.scoreatpercentile(ordered, 100 * share))

    def test_bootstrap_agrees_with_scipys_and_with_itself(self) -> None:
        draw = random.Random(3)
        hits = [draw.randint(50, 100) for _ in range(25)]
        found = bootstrap_interval([(hit, 100.0) for hit in hits], seed=7, resamples=4000)
        expected = stats.bootstrap(
            ([hit / 100 for hit in hits],),
            lambda x, axis: x.mean(axis=axis),
            method="percentile",
            n_resamples=4000,
            rng=1,
        ).confidence_interval
        assert found.low == pytest.approx(expected.low, abs=0.006)
        assert found.high == pytest.approx(expected.high, abs=0.006)
        assert found == bootstrap_interval([(hit, 100.0) for hit in hits], seed=7, resamples=4000)

    def test_order_of_reports_changes_nothing(self) -> None:
        pairs = [(3.0, 4.0), (9.0, 9.0), (1.0, 6.0), (2.0, 2.0)]
        first, second = ratio_interval(pairs), ratio_interval(pairs[::-1])
        assert first.low == pytest.approx(second.low)

    @pytest.mark.parametrize(("reports", "least"), [(10, 0.87), (20, 0.89), (30, 0.90)])
    def test_coverage_by_simulation_is_nearer_to_nominal_than_the_bootstrap(self, reports: int, least: float) -> None:
        """200 cells per report, beta-binomial with correlation 0.10, true rate 0.95, as in EVALS.md 3."""
        draw = random.Random(20261122)
        rate, correlation = 0.95, 0.10
        a, b = rate * (1 / correlation - 1), (1 - rate) * (1 / correlation - 1)
        held = boot = 0
        runs = 250
        for run in range(runs):
            pairs = []
            for _ in range(reports):
                p = draw.betavariate(a, b)
                pairs.append(
                    (
                        float(draw.binomialvariate(200, p)) if hasattr(draw, "binomialvariate") else _binomial(draw, p),
                        200.0,
                    )
                )
            logit, resampled = ratio_interval(pairs), bootstrap_interval(pairs, seed=run, resamples=200)
            held += logit.low is not None and logit.high is not None and logit.low <= rate <= logit.high
            boot += resampled.low is not None and resampled.high is not None and resampled.low <= rate <= resampled.high
        assert held / runs >= least
        assert held >= boot

    @pytest.mark.parametrize("reports", [8, 20])
    @pytest.mark.parametrize("rate", [0.1, 0.5])
    def test_the_exact_interval_holds_the_truth_at_least_as_often_as_it_says(self, reports: int, rate: float) -> None:
        draw = random.Random(20261122)
        runs = 2000
        held = 0
        for _ in range(runs):
            found = exact_interval(sum(draw.random() < rate for _ in range(reports)), reports)
            assert found.low is not None
            assert found.high is not None
            held += found.low <= rate <= found.high
        assert held / runs >= 0.95 - 2 * math.sqrt(0.05 * 0.95 / runs)

    @pytest.mark.parametrize("reports", [6, 27])
    def test_the_interval_of_differences_holds_the_truth_as_often_as_it_says(self, reports: int) -> None:
        draw = random.Random(20261122)
        runs = 2000
        held = 0
        for _ in range(runs):
            found = mean_interval([draw.gauss(0.01, 0.05) for _ in range(reports)])
            assert found.low is not None
            assert found.high is not None
            held += found.low <= 0.01 <= found.high
        assert held / runs == pytest.approx(0.95, abs=3 * math.sqrt(0.05 * 0.95 / runs))


def _binomial(draw: random.Random, p: float) -> float:
    return float(sum(draw.random() < p for _ in range(200)))


class TestSignFlip:
    @pytest.mark.parametrize("seed", range(5))
    def test_exact_p_is_that_of_enumeration_and_of_scipy(self, seed: int) -> None:
        draw = random.Random(seed)
        values = [draw.gauss(0.3, 1) for _ in range(9)]
        signs = list(itertools.product((1, -1), repeat=9))
        slow = sum(
            abs(sum(s * v for s, v in zip(sign, values, strict=True))) >= abs(sum(values)) - 1e-12 for sign in signs
        ) / len(signs)
        assert sign_flip_p(values, 0) == pytest.approx(slow)
        other = stats.permutation_test(
            (values,), lambda x, axis: x.mean(axis=axis), permutation_type="samples", n_resamples=100_000
        )
        assert sign_flip_p(values, 0) == pytest.approx(other.pvalue, abs=1e-9)

    def test_many_reports_are_sampled_with_the_seed(self) -> None:
        draw = random.Random(5)
        values = [draw.gauss(0.2, 1) for _ in range(40)]
        assert sign_flip_p(values, 1) == sign_flip_p(values, 1)
        other = stats.permutation_test(
            (values,), lambda x, axis: x.mean(axis=axis), permutation_type="samples", n_resamples=9999, rng=2
        )
        assert sign_flip_p(values, 1) == pytest.approx(other.pvalue, abs=0.02)

    def test_equally_good_backends_are_seldom_told_apart(self) -> None:
        """EVALS.md 3: the test over reports errs in 1 to 5% of the cases, one over cells in 66%."""
        draw = random.Random(20261122)
        runs = 300
        wolf = sum(sign_flip_p([draw.gauss(0, 0.05) for _ in range(10)], 0) < 0.05 for _ in range(runs))
        assert wolf / runs <= 0.05 + 3 * math.sqrt(0.05 * 0.95 / runs)

    def test_reports_that_tie_say_nothing(self) -> None:
        assert sign_flip_p([0.0] * 30, 0) == 1.0
        assert sign_flip_p([0.0] * 30 + [0.1] * 6, 0) == pytest.approx(2 / 64)

    def test_five_reports_can_never_reach_five_percent(self) -> None:
        assert sign_flip_p([0.5] * 5, 0) > 0.05 > sign_flip_p([0.5] * 6, 0)

    def test_holm(self) -> None:
        assert holm({"a": 0.01, "b": 0.04, "c": 0.03}) == {
            "a": pytest.approx(0.03), "c": pytest.approx(0.06), "b": pytest.approx(0.06),
        }  # fmt: skip

    def test_detectable_difference_shrinks_with_reports(self) -> None:
        small, large = detectable_difference([0.1, -0.1] * 5), detectable_difference([0.1, -0.1] * 50)
        assert small is not None
        assert large is not None
        assert small > 3 * large


class TestFewReports:
    """What is said where nothing could have been significant; p as from n reports of which m differ, in k comparisons."""

    @pytest.mark.parametrize(
        ("compared", "needed"), [(1, 6), (2, 7), (3, 7), (4, 8), (6, 8), (7, 9), (12, 9), (13, 10)]
    )
    def test_how_many_reports_are_needed(self, compared: int, needed: int) -> None:
        assert reports_needed(compared) == needed
        assert compared * sign_flip_p([0.1] * needed, 0) < 0.05 <= compared * sign_flip_p([0.1] * (needed - 1), 0)

    @pytest.mark.parametrize("differing", range(1, 17))
    def test_the_least_p_is_that_of_differences_of_one_sign(self, differing: int) -> None:
        assert least_p(differing) == sign_flip_p([0.1] * differing, 0)

    @staticmethod
    def verdicts(*differences: list[float]) -> list[str]:
        """Verdicts of backends against a first one, from the differences on each report."""
        ps = {str(index): sign_flip_p(values, 0) for index, values in enumerate(differences)}
        adjusted = holm(ps)
        said = []
        for index, values in enumerate(differences):
            interval = difference_interval(values)
            moved = sum(abs(value) > 1e-9 for value in values)
            said.append(
                verdict(
                    {
                        "a": "a", "b": f"b{index}", "won": moved, "lost": 0, "compared": len(differences),
                        "difference": interval._asdict(), "p_adjusted": adjusted[str(index)],
                        "p_least": holm(ps | {str(index): least_p(moved)})[str(index)],
                        "detectable": detectable_difference(values) or 0.0,
                    }
                )
            )  # fmt: skip
        return said

    def test_six_reports_tell_two_backends_apart_but_not_three(self) -> None:
        clear = [0.20, 0.21, 0.22, 0.23, 0.24, 0.25]
        assert self.verdicts(clear) == ["b0 is better than a by 0.225 F1 (few reports: 6)"]
        for said in self.verdicts(clear, clear):
            assert (
                said
                == "too few reports to tell: with 6 no difference in 2 comparisons can be significant, 7 are needed"
            )

    def test_five_reports_tell_nothing(self) -> None:
        assert self.verdicts([0.5] * 5)[0].startswith(
            "too few reports to tell: with 5 no difference can be significant"
        )

    def test_noise_is_said_only_where_something_could_have_been_told(self) -> None:
        mixed = [0.2, -0.2, 0.1, -0.1, 0.3, -0.3, 0.05]
        assert self.verdicts(mixed)[0].startswith("within noise (few reports: 7); a difference of")
        few = [0.1] * 3 + [0.0] * 17
        assert self.verdicts(few)[0].startswith(
            "within noise: only 3 of 20 reports differ, and no difference of so few is"
        )
        assert "score the same on each of 8 reports" in self.verdicts([0.0] * 8)[0]


@pytest.mark.parametrize("values", [[1.0, 1.0, 0.0], [-1.0, 0.9, -1.0], [1.0, -1.0], [0.99, 1.0, 0.5, 1.0]])
def test_the_interval_of_differences_ends_where_differences_do(values: list[float]) -> None:
    plain, held = mean_interval(values), difference_interval(values)
    assert plain.low is not None
    assert plain.high is not None
    assert (held.low, held.high) == (max(-1.0, plain.low), min(1.0, plain.high))
    assert held.value == plain.value
    assert plain.low < -1 or plain.high > 1
