# scikit-learn's side of the comparison: child.py FOLDER MODEL SEED EPOCHS; prints one line of JSON.
import json
import sys
import time

import numpy as np
from sklearn.linear_model import Perceptron, SGDClassifier

folder, kind, seed, epochs = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
shape = json.load(open(folder + "/shape.json"))
X = np.fromfile(folder + "/X", "f4").reshape(-1, shape["cols"]).astype("f8")
y = np.fromfile(folder + "/y", "i4")
test = np.fromfile(folder + "/test", "f4").reshape(-1, shape["cols"]).astype("f8")

if kind == "average":
    model = SGDClassifier(
        loss="perceptron", penalty=None, learning_rate="constant", eta0=1,
        average=True, max_iter=epochs, tol=None, random_state=seed,
    )
else:
    model = Perceptron(max_iter=epochs, tol=None, random_state=seed)
start = time.perf_counter()
model.fit(X, y)
seconds = time.perf_counter() - start
start = time.perf_counter()
answers = [int(model.predict(row[None])[0]) for row in test]
each = (time.perf_counter() - start) / len(test)
print(json.dumps({"seconds": seconds, "answers": answers, "secondsPerRow": each}))
