"""The Python side of `npm run bench -- --peers`: a command in JSON a line, an answer in JSON a line.

`prepare` reads arrays from files and makes `run`; `once` runs it and writes what came out as f64 to a file; `time`
runs it for some milliseconds, at least once, and answers with the median of the seconds.
"""

import json
import statistics
import sys
import time
import warnings

import numpy as np
import scipy.sparse
import sklearn
import threadpoolctl
from sklearn.linear_model import Perceptron

warnings.filterwarnings("ignore")

# Before 1.3 scikit-learn learns in float64 only, and would convert at every fit: it is given what it needs.
LEARNS_FLOAT32 = tuple(int(part) for part in sklearn.__version__.split(".")[:2]) >= (1, 3)


def fit(X, y, outputs, epochs, tie, intercept, seed=None):
    """One vs rest from zero weights; the bias starts so small that it only decides sums of exactly 0, as we do.

    Rows are in order, unless a seed shuffles them.
    """
    if not (X.dtype == np.float32 and LEARNS_FLOAT32):
        X = X.astype(np.float64)
    y = y.astype(np.int64)

    # Two classes are one output to scikit-learn: for two, it learns each class against the rest.
    targets = [(y == number).astype(np.int64) for number in range(2)] if outputs == 2 else [y]
    start = np.full(1 if outputs == 2 else outputs, tie)

    def run():
        options = dict(max_iter=epochs, tol=None, shuffle=seed is not None, random_state=seed)
        return [
            Perceptron(fit_intercept=intercept, **options).fit(X, target, intercept_init=start)
            for target in targets
        ]

    def flat(models):
        biases = [model.intercept_ - tie for model in models] if intercept else []
        return np.concatenate([*(model.coef_.ravel() for model in models), *biases])

    return run, flat


def learn(X, y, outputs, epochs, tie, seed=None):
    return fit(X, y, outputs, epochs, tie, True, seed)


def learn_sparse(data, indices, indptr, y, cols, epochs, tie):
    """Without a bias: scikit-learn learns the bias of sparse rows at a hundredth of the rate."""
    X = scipy.sparse.csr_matrix((data, indices, indptr), shape=(len(y), cols))
    return fit(X, y, 1, epochs, tie, False)


def multiply(A, B):
    return lambda: A @ B, np.ravel


def predict(X, W, b):
    """Weights of the rows' own type: what a fit of these rows leaves in scikit-learn 1.3 and later."""
    model = Perceptron(max_iter=1, tol=None).fit(np.eye(len(b)), np.arange(len(b)))
    model.coef_, model.intercept_, model.n_features_in_ = W, b, X.shape[1]
    return lambda: model.predict(X), np.ravel


def timed(run, milliseconds):
    end = time.perf_counter() + milliseconds / 1000
    seconds = []
    while not seconds or time.perf_counter() < end:
        begin = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - begin)
    return statistics.median(seconds)


threads = [pool["num_threads"] for pool in threadpoolctl.threadpool_info() if pool["user_api"] == "blas"]
versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "threads": max(threads, default=1)}
print(json.dumps(versions), flush=True)

programs = {}
for line in sys.stdin:
    command = json.loads(line)
    job, answer = command["job"], None
    if command["do"] == "prepare":
        arrays = {
            name: np.fromfile(array["file"], dtype=array["type"]).reshape(array["shape"])
            for name, array in command["arrays"].items()
        }
        programs[job] = globals()[command["what"]](**arrays, **command["options"])
    elif command["do"] == "once":
        run, flat = programs[job]
        flat(run()).astype(np.float64).tofile(command["file"])
    elif command["do"] == "time":
        answer = timed(programs[job][0], command["milliseconds"])
    else:
        del programs[job]
    print(json.dumps(answer), flush=True)
