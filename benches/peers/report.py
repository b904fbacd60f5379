"""Do both sides find the same, and how much faster is which?

    report.py RESULTS ROUNDS SECONDS LOAD TOOK PINS OUTPUT

Reads what `run` left, compares the values, writes the page and ends with an error when values do not agree.
"""

import datetime
import json
import os
import platform
import statistics
import subprocess
import sys

import numpy as np

RESULTS, ROUNDS, SECONDS, LOAD, TOOK, PINS, OUTPUT = sys.argv[1:]
VERSIONS = dict(pin.split("==") for pin in PINS.split())
DRAWS = 999


class Disagree(Exception):
    """What was found is not the same."""


# --- do they agree? Each takes the values of both sides and says within what.


def within(most, *names, of_largest=False):
    """No further apart than `most`, as a share of the value (of the largest, or of one where values are near 0)."""

    def check(ours, peer):
        worst = 0.0
        for name in names:
            them = np.array(peer[name], dtype=float)
            us = np.array(ours[name], dtype=float)[: len(them)]
            if us.shape != them.shape or not np.array_equal(np.isnan(us), np.isnan(them)):
                raise Disagree(f"{name}: not the same values are there")
            there = ~np.isnan(them)
            scale = np.max(np.abs(them[there])) if of_largest else np.maximum(np.abs(them[there]), 1e-3)
            worst = max(worst, float(np.max(np.abs(us[there] - them[there]) / scale)))
        if worst > most:
            raise Disagree(f"{', '.join(names)}: {worst:.2g} apart, {most:.2g} allowed")
        return f"{', '.join(names)} within {worst:.1e}{' of the largest' if of_largest else ''}"

    return check


def same_moran(ours, peer):
    """esda multiplies by (n - 1)/n, spdep and ours do not."""
    n = len(peer["i"])
    return within(1e-9, "i")(ours, {"i": np.array(peer["i"]) * n / (n - 1)})


def exactly(name):
    def check(ours, peer):
        if ours[name][: len(peer[name])] != peer[name]:
            raise Disagree(f"{name}: not the same")
        return f"{name} the same"

    return check


def same_ranks(ties):
    """The p-values of esda are the smaller tail: what that is of our ranks. With `ties`, draws that come out equal may
    lie on either side, as rounding has it."""

    def check(ours, peer):
        larger, equal, folded = (np.array(v) for v in (ours["larger"], ours["equal"], peer["folded"]))
        fold = lambda n: np.minimum(n, DRAWS - n)
        differ = fold(larger) != folded
        least = larger - equal if ties else larger
        between = lambda n: (least <= n) & (n <= larger)
        differ_for_another_reason = int(np.sum(~between(folded) & ~between(DRAWS - folded)))
        if differ_for_another_reason:
            raise Disagree(f"p: {differ_for_another_reason} of {len(folded)} differ")
        same = f"p the same in {len(folded) - int(differ.sum()):,} of {len(folded):,} cells under the same draws"
        return same + ("; in the rest by draws that tie, which rounding in esda puts on either side" if differ.any() else "")

    return check


def by_chance(name):
    """Two p-values of 999 draws each, from streams of their own: within four standard errors of their difference. The
    peer's is that of the smaller tail."""

    def check(ours, peer):
        us, them = ours[name][0], peer[name][0]
        us = min(us, 1 + 1 / (DRAWS + 1) - us)
        middle = (us + them) / 2
        allowed = 4 * (2 * middle * (1 - middle) / (DRAWS + 1)) ** 0.5 + 1 / (DRAWS + 1)
        if abs(us - them) > allowed:
            raise Disagree(f"p: {us} and {them}")
        return f"p {us:.3f} and {them:.3f} (own draws; {allowed:.3f} allowed)"

    return check


def same_clusters(ours, peer):
    core = np.array(ours["core"], dtype=bool)
    us, them = np.array(ours["labels"]), np.array(peer["labels"])
    if ours["core"] != peer["core"] or not np.array_equal(us < 0, them < 0):
        raise Disagree("cores or noise are not the same")
    pairs = set(zip(us[core], them[core]))
    if len(pairs) != len(set(us[core])) or len(pairs) != len(set(them[core])):
        raise Disagree("cores are divided differently")
    border = ~core & (us >= 0)
    moved = sum((u, t) not in pairs for u, t in zip(us[border], them[border]))
    return f"cores, noise and {len(pairs)} clusters the same; {moved} of {border.sum()} border points in another cluster"


def binned(ours, peer):
    exact = np.array(ours["exact"])
    us, them = (np.max(np.abs(np.array(v["density"]) - exact)) / exact.max() for v in (ours, peer))
    if us > 1e-3 or them > 0.02:
        raise Disagree(f"from the exact density: {us:.2g} and {them:.2g}")
    return f"from the exact density, of its largest: ours {us:.1e}, KDEpy {them:.1e} (it cuts its bell at 2.4 bandwidths)"


FITTED = "coefficients", "errors"
# Method: what it is, the aim of its ratio, and how it is compared.
METHODS = {
    "gi_star": ("Gi*, 10,000 cells, queen, 999 permutations", 300, [within(1e-9, "z"), same_ranks(ties=False)]),
    "local_moran": ("local Moran's I, 10,000 cells, queen, 999 permutations", 100, [same_moran, same_ranks(ties=True)]),
    "gi_star_z": ("Gi*, 10,000 cells, queen, formula only", None, [within(1e-9, "z")]),
    "local_moran_z": ("local Moran's I, 10,000 cells, queen, formula only", None, [within(1e-9, "i", "variance", "z")]),
    "knox": ("Knox, 10,000 events, 100 m and 14 days, 999 permutations", 80, [exactly("pairs"), by_chance("p")]),
    "kde_exact": ("Gaussian density, exact, 50,000 events, 500 x 500, h = 200 m", 300, [within(1e-9, "density", of_largest=True)]),
    "kde_binned": ("Gaussian density, binned, the same", 5, [binned]),
    "farrington": ("Farrington flexible, 500 series x 26 weeks, b = 1, w = 3, noPeriods = 1", 100,
                   [within(1e-6, "upper", "expected"), exactly("alarm")]),
    "ears": ("EARS C3, 500 series x 74 weeks", None, [within(1e-9, "upper")]),
    "stl": ("STL robust, 500 series x 104 weeks, period 26", None, [within(1e-6, "trend", "seasonal", of_largest=True)]),
    "stl_plain": ("STL not robust, 500 series x 104 weeks, period 26", None,
                  [within(1e-9, "trend", "seasonal", of_largest=True)]),
    "glm": ("Poisson difference in differences, 52,000 x 6", None, [within(1e-6, *FITTED)]),
    "nb2": ("negative binomial (NB2), 52,000 x 6", None, [within(1e-2, *FITTED, of_largest=True)]),
    "cluster": ("Poisson, errors clustered by area, 52,000 x 6", None, [within(1e-6, *FITTED)]),
    "dbscan": ("DBSCAN, 50,000 points, 40 m, 50 points", None, [same_clusters]),
}
SCALED = {
    ("scikit-learn", "kde_exact"): "1/100 of the points of the grid, x 100",
    ("surveillance", "farrington"): "20 of 500 series, x 25",
    ("statsmodels", "stl"): "50 of 500 series, x 10",
    ("statsmodels", "stl_plain"): "50 of 500 series, x 10",
    ("R", "stl_plain"): "50 of 500 series, x 10",
}
BY_HAND = {("numpy", "kde_exact"): "two lines by hand", ("R", "stl_plain"): "stl"}
# The fastest that SaTScan was recorded with, in seconds, and how many times faster we aim to be.
SATSCAN_IDLE = {"scan_prospective": 9.4, "scan_retrospective": 48.3}
SCAN_AIM = 15
SCANS = {
    "scan_prospective": ("prospective, 50,000 cases, 2,500 cells, 104 weeks", "9.4 (idle), 17.7 and 18.6 (busy)"),
    "scan_retrospective": ("retrospective, 5,000 cases, 606 cells, 104 weeks (g5k)", "48.3 (busy)"),
}
# The cluster that SaTScan 10.3.2 finds in g5k.
G5K_RATIO = 40.122717


def runs(method, side):
    """All rounds of one side: (first calls, warm calls, peak MB, threads, values of the last round)."""
    first, warm, peak = [], [], []
    for number in range(1, int(ROUNDS) + 1):
        with open(os.path.join(RESULTS, f"{method}.{side}.{number}.json")) as file:
            got = json.load(file)
        first.append(got["times"]["first"])
        warm += got["times"]["warm"]
        peak.append(got["times"]["peak_mb"])
    return {"first": statistics.median(first), "warm": statistics.median(warm), "best": min(warm),
            "peak": max(peak), "threads": got["threads"], "values": got["values"]}


def seconds(s):
    digits = lambda x: f"{x:.3g}" if x < 100 else f"{x:,.0f}"
    return f"{digits(s)} s" if s >= 1 else f"{digits(s * 1e3)} ms" if s >= 1e-3 else f"{digits(s * 1e6)} µs"


def ratio(r):
    return f"{r:,.0f}" if r >= 10 else f"{r:.1f}"


def row(cells):
    return "| " + " | ".join(cells) + " |"


def version(peer):
    debian = {"surveillance": "r-cran-surveillance", "spdep": "r-cran-spdep", "R": "r-base-core"}
    if peer in debian:
        got = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", debian[peer]], capture_output=True, text=True)
        return got.stdout.split("+")[0] or "version unknown"
    return VERSIONS[peer]


def compared(method, peer, ours, theirs, failures):
    try:
        checks = METHODS[method][2]
        return "; ".join(check(ours["values"], theirs["values"]) for check in checks)
    except Disagree as why:
        failures.append(f"{method}, {peer}: {why}")
        return f"**NO: {why}**"


def main():
    present = {}
    for name in sorted(os.listdir(RESULTS)):
        method, side, _, _ = name.rsplit(".", 3)
        present.setdefault(method, set()).add(side)
    lines, memory, missed, failures = [], [], [], []
    for method, (what, aim, _) in METHODS.items():
        if method not in present:
            continue
        ours, alone = runs(method, "ours"), runs(method, "one-thread")
        # The peer that the aim is about comes first.
        of_aim = "scikit-learn" if method == "kde_exact" else None
        for peer in sorted(present[method] - {"ours", "one-thread"}, key=lambda p: (p != of_aim, p != "statsmodels", p)):
            theirs = runs(method, peer)
            times, best = theirs["warm"] / ours["warm"], theirs["best"] / ours["best"]
            aimed = aim if peer != "numpy" else None
            if aimed and times < aimed:
                missed.append(f"{what}: {ratio(times)} times {peer}, the aim is {aimed}")
            name = f"{peer} {version(peer)}" + (f", {BY_HAND[peer, method]}" if (peer, method) in BY_HAND else "")
            name += f" ({SCALED[peer, method]})" if (peer, method) in SCALED else ""
            lines.append(row([what, name, seconds(theirs["warm"]), seconds(theirs["first"]), seconds(ours["warm"]),
                              seconds(ours["first"]), seconds(alone["warm"]), f"**{ratio(times)}**", ratio(best),
                              f"{aimed}" if aimed else "", compared(method, peer, ours, theirs, failures)]))
            memory.append(row([what, peer, str(theirs["threads"]), f"{theirs['peak']:,.0f}", f"{ours['peak']:,.1f}"]))
    scans = []
    for method, (what, recorded) in SCANS.items():
        if method not in present:
            continue
        ours, alone = runs(method, "ours"), runs(method, "one-thread")
        found = f"{ours['values']['ratios'][0]:.6f}"
        if method == "scan_retrospective":
            if abs(ours["values"]["ratios"][0] - G5K_RATIO) > 5e-7:
                failures.append(f"g5k: log likelihood ratio {found}, SaTScan {G5K_RATIO}")
            found += f" (SaTScan {G5K_RATIO})"
        times = SATSCAN_IDLE[method] / ours["warm"]
        if times < SCAN_AIM:
            missed.append(f"scan, {what}: {ratio(times)} times what SaTScan was recorded with, the aim is {SCAN_AIM}")
        scans.append(row([what, recorded, seconds(ours["warm"]), seconds(alone["warm"]), f"**{ratio(times)}**", f"{ours['peak']:,.0f}", found]))
    text = page(lines, memory, scans, missed)
    if OUTPUT == "-":
        print(text)
    else:
        # What `benches/documents-peers` wrote stays: it is another run.
        with open(OUTPUT) as file:
            _, heading, documents = file.read().partition("\n## Documents\n")
        with open(OUTPUT, "w") as file:
            file.write(text + heading + documents)
    if failures:
        sys.exit("do not agree:\n  " + "\n  ".join(failures))


def processor():
    with open("/proc/cpuinfo") as file:
        names = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    return names[0] if names else platform.machine()


def page(lines, memory, scans, missed):
    rust = subprocess.run(["rustc", "--version"], capture_output=True, text=True).stdout.split()[1]
    commit = subprocess.run(["git", "rev-parse", "--short=12", "HEAD"], capture_output=True, text=True).stdout.strip()
    busy = float(LOAD) > 0.5
    joined = "\n".join
    nothing = "None: every aim was met."
    return f"""# Benchmarks

How fast are Samverka's methods beside those that analysts use today? Written by `benches/peers/run`, which times both sides in one run on the same data and fails when they do not find the same.

{datetime.date.today().isoformat()}; {os.cpu_count()} cores, {processor()}; {platform.freedesktop_os_release()["PRETTY_NAME"]}; Samverka {commit}, Rust {rust}, release build; Python {platform.python_version()}, numpy {VERSIONS["numpy"]}, scipy {VERSIONS["scipy"]}, numba {VERSIONS["numba"]}, libpysal {VERSIONS["libpysal"]}; R {version("R")}. Rounds: {ROUNDS}, sides taking turns, each in a process of its own; in each a method is run once (first call) and then again for {SECONDS} s (warm). The run took {int(TOOK) / 60:.1f} minutes.

{f"**The machine was busy** (load {LOAD} before the run on {os.cpu_count()} cores): times are too long on both sides and ratios uncertain, most where one side uses several threads and the other one." if busy else f"Load before the run: {LOAD}."}

## Beside the peers

Medians of all warm calls. Ratio: the peer's median by ours, and in the next column the peer's fastest call by our fastest, which other work on the machine disturbs less. What "agree" says is the largest difference found, as a share of the value unless it says otherwise.

| Method and size | Peer | Peer, warm | Peer, first call | Samverka, warm | Samverka, first call | Samverka, one thread | Ratio | Of the fastest | Aim | Agree |
|---|---|---|---|---|---|---|---|---|---|---|
{joined(lines)}

Aims that were missed:

{joined(f"- {m}" for m in missed) if missed else nothing}

## Memory

The most that the whole process held, in MB: for Python and R this holds the interpreter, the libraries and the data, and for esda and scikit-learn the workers that they started, summed (pages that they share are in each).

| Method | Peer | Threads of the peer | Peer, MB | Samverka, MB |
|---|---|---|---|---|
{joined(memory)}

## Beside SaTScan

SaTScan is in neither Debian nor PyPI and is not run here. Its times were measured once, on other machines of the same kind with two cores: a ratio with ours is across runs, machines and, for the first row, data (its data had 50,000 events in 2,497 cells, four gatherings among them). Its time holds the reading of files, the reports, and about 2 s that every start costs. Space-time permutation, radius at most 1 km, at most 8 weeks, 999 replicates, secondary clusters found on both sides.

| Scan | SaTScan 10.3.2, recorded, s | Samverka, warm | Samverka, one thread | Ratio to the first recorded (aim 15) | Samverka, MB | Log likelihood ratio of the first cluster |
|---|---|---|---|---|---|---|
{joined(scans)}

## What is not counted

- On either side: starting the program or interpreter, importing libraries, reading files, making arrays, and making neighbour lists before the call. Samverka's processes start in milliseconds; Python with esda takes seconds to import.
- esda makes its sparse weights anew within each call, and Gi* adds the cell itself to them; that is in its time, since its users cannot avoid it. Its warm calls are the third and later ones (`n_jobs` = cores, simulations not kept, which is its fastest way): the first compiles, the second may still start workers. Drawing the permutations is counted on both sides.
- esda's I is multiplied by (n - 1)/n; the comparison undoes that.
- R's `localG` and `localmoran` and ours of "formula only" make no permutations.
- Samverka uses all cores where a method can; the column "one thread" shows it without. scikit-learn's DBSCAN, esda and the products of numpy use all cores; pointpats, KDEpy, scikit-learn's densities and R use one.
- Where a peer is too slow it was given a part of the work and its time scaled up linearly, as said beside its name; making the tree of scikit-learn's density is counted once.
- "numpy, two lines by hand" is no library: it is what someone writes who knows that a Gaussian is a product, and shows how much of the ratio is the idea.
- KDEpy cuts its Gaussian off at 2.4 bandwidths, and so loses about 3 % of the mass; Samverka cuts at 6.
- R surveillance 1.20.3 makes the errors of Farrington's bound from overwritten weights, and puts the count itself where the mean of the C3 bound should be. The comparison does the same (`Errors::AsSurveillance`; for C3 outside the timing), the product does not.
- statsmodels' NB2 stops its search at a looser limit than ours; NB2 is compared to 1 % of the largest for that. R's `stl` is compared without outer loops: with them it weighs what lies far out in another way than the paper, statsmodels and ours.
- Border points of DBSCAN go to the nearest core here, to the first met there.

## Repeat it

```sh
benches/peers/run
```

On Debian it installs the peers by itself, those from PyPI into `target/peers`. `benches/peers/run knox dbscan` times only these and prints what came out.
"""


if __name__ == "__main__":
    main()
