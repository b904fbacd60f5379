"""How long do the peers in Python take, and what do they find?

    peers.py PEER METHOD FOLDER SECONDS

Reads the files of `peers data FOLDER`, runs the method once and then again until the seconds have passed, and prints as
JSON how long each run took, how much memory the process (and its workers) held at most, and what was found. Imports,
reading and neighbour weights are not timed.
"""

import json
import os
import sys
import time
import warnings

import numpy as np

CORES = os.cpu_count()
DRAWS = 999
H = 200.0  # bandwidth of densities, metres
SOME = 50  # series of 500 that slow peers are given

warnings.simplefilter("ignore")


def table(name, **options):
    return np.loadtxt(os.path.join(FOLDER, name), delimiter=",", **options)


def timed(run, skip=0, scale=lambda seconds, answer: seconds):
    """Times of the first run and of the next ones; `skip` of these are left out (workers that still compile)."""

    def one():
        start = time.perf_counter()
        answer = run()
        return scale(time.perf_counter() - start, answer), answer

    first, answer = one()
    for _ in range(skip):
        one()
    begin, warm = time.perf_counter(), []
    while not warm or (time.perf_counter() - begin < SECONDS and len(warm) < 50):
        del answer
        seconds, answer = one()
        warm.append(seconds)
    return {"first": first, "warm": warm, "peak_mb": peak_mb()}, answer


def peak_mb():
    """The most memory of this process and of those that it started, summed, in millions of bytes."""
    parents = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat") as file:
                parents[int(pid)] = int(file.read().rsplit(")", 1)[1].split()[1])
        except OSError:
            pass
    family = {os.getpid()}
    while more := {p for p, parent in parents.items() if parent in family} - family:
        family |= more
    total = 0
    for pid in family:
        try:
            with open(f"/proc/{pid}/status") as file:
                total += sum(int(line.split()[1]) for line in file if line.startswith("VmHWM:"))
        except OSError:
            pass
    return total * 1024 / 1e6


def lattice():
    import libpysal

    w = libpysal.weights.lat2W(100, 100, rook=False)
    return w, table("cells.csv", dtype=np.float64)


def esda(star):
    import esda.crand
    from esda import G_Local, Moran_Local

    w, counts = lattice()

    def run(jobs=CORES):
        same = {"permutations": DRAWS, "n_jobs": jobs, "keep_simulations": False, "seed": 1}
        if star:
            return G_Local(counts, w, transform="B", star=True, **same)
        return Moran_Local(counts, w, transformation="r", **same)

    times, _ = timed(run, skip=1)
    # The same draws as the other side, so that p-values can be compared cell by cell.
    given = table("draws.csv", dtype=np.int64)
    esda.crand.vec_permutations = lambda width, n, count, seed: given[:, :width]
    found = run(1)
    folded = np.rint(np.asarray(found.p_sim, dtype=np.float64) * (DRAWS + 1) - 1).astype(int)
    name, value = ("z", found.Zs) if star else ("i", found.Is)
    return times, CORES, {name: value, "folded": folded}


def knox():
    from pointpats.spacetime import knox

    events = table("events.csv")[:10_000]
    space, days = events[:, :2], events[:, 2:]
    np.random.seed(1)
    # It shuffles the days that it is given.
    times, found = timed(lambda: knox(space, days.copy(), delta=100, tau=14, permutations=DRAWS))
    return times, 1, {"pairs": np.ravel(found["stat"]), "p": np.ravel(found["pvalue"])}


def nodes(step):
    axis = np.arange(0, 5000, step, dtype=float)
    x, y = np.meshgrid(axis, axis)
    return np.column_stack([x.ravel(), y.ravel()])


def kde_tree():
    from sklearn.neighbors import KernelDensity

    points, at = table("events.csv")[:, :2], nodes(100)

    def run():
        start = time.perf_counter()
        tree = KernelDensity(bandwidth=H, kernel="gaussian").fit(points)
        made = time.perf_counter() - start
        return made, np.exp(tree.score_samples(at))

    # Every tenth column of every tenth row: the tree once, the rest a hundred times.
    times, (_, density) = timed(run, scale=lambda seconds, answer: answer[0] + 100 * (seconds - answer[0]))
    return times, 1, {"density": density}


def kde_by_hand():
    """What someone writes who knows that a Gaussian is the product of one in x and one in y."""
    points = table("events.csv")[:, :2]
    axis = np.arange(0, 5000, 10, dtype=float)

    def run():
        gx, gy = (np.exp(-0.5 * ((axis[:, None] - points[:, k]) / H) ** 2) for k in (0, 1))
        return gy @ gx.T / (2 * np.pi * H * H * len(points))

    times, density = timed(run)
    return times, CORES, {"density": density[::10, ::10].ravel()}


def kde_fft():
    from KDEpy import FFTKDE

    points = table("events.csv")[:, :2]
    # It wants x by x, each with all its y.
    at = nodes(10)[:, ::-1].copy()
    times, density = timed(lambda: FFTKDE(kernel="gaussian", bw=H).fit(points).evaluate(at))
    return times, 1, {"density": density.reshape(500, 500).T[::10, ::10].ravel()}


def dbscan():
    from sklearn.cluster import DBSCAN

    points = table("events.csv")[:, :2]
    times, found = timed(lambda: DBSCAN(eps=40, min_samples=50, n_jobs=CORES).fit(points))
    core = np.zeros(len(points), dtype=int)
    core[found.core_sample_indices_] = 1
    return times, CORES, {"labels": found.labels_, "core": core}


def stl(robust):
    from statsmodels.tsa.seasonal import STL

    series = table("series.csv")[:SOME]
    run = lambda: [STL(counts, period=26, seasonal=7, robust=robust).fit() for counts in series]
    times, found = timed(run, scale=lambda seconds, _: seconds * 500 / SOME)
    part = lambda name: np.concatenate([getattr(fit, name) for fit in found])
    return times, 1, {"trend": part("trend"), "seasonal": part("seasonal")}


def panel():
    rows = table("panel.csv")
    return rows[:, 7], rows[:, 1:7], rows[:, 0].astype(int)


def fitted(run):
    times, found = timed(run)
    return times, CORES, {"coefficients": found.params, "errors": found.bse}


def glm():
    import statsmodels.api as sm

    counts, design, _ = panel()
    return fitted(lambda: sm.GLM(counts, design, family=sm.families.Poisson()).fit())


def nb2():
    import statsmodels.api as sm

    counts, design, _ = panel()
    return fitted(lambda: sm.NegativeBinomial(counts, design).fit(disp=0))


def cluster():
    import statsmodels.api as sm

    counts, design, areas = panel()
    model = lambda: sm.GLM(counts, design, family=sm.families.Poisson())
    return fitted(lambda: model().fit(cov_type="cluster", cov_kwds={"groups": areas}))


METHODS = {
    ("esda", "gi_star"): lambda: esda(star=True),
    ("esda", "local_moran"): lambda: esda(star=False),
    ("pointpats", "knox"): knox,
    ("scikit-learn", "kde_exact"): kde_tree,
    ("numpy", "kde_exact"): kde_by_hand,
    ("KDEpy", "kde_binned"): kde_fft,
    ("scikit-learn", "dbscan"): dbscan,
    ("statsmodels", "stl"): lambda: stl(robust=True),
    ("statsmodels", "stl_plain"): lambda: stl(robust=False),
    ("statsmodels", "glm"): glm,
    ("statsmodels", "nb2"): nb2,
    ("statsmodels", "cluster"): cluster,
}

if __name__ == "__main__":
    PEER, METHOD, FOLDER, SECONDS = sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4])
    times, threads, values = METHODS[PEER, METHOD]()
    values = {name: np.asarray(value).tolist() for name, value in values.items()}
    print(json.dumps({"times": times, "threads": threads, "values": values}))
