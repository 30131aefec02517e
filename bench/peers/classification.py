#!/usr/bin/python3
"""What others reach on the same texts and folds as `bench -- classification`: scikit-learn (TF-IDF of words and letter runs, linear SVM) and fastText.

usage: classification.py [--only scikit|fasttext] (--data D.jsonl [--folds 5] | --train A.jsonl --test B.jsonl)
Needs Debian's python3-sklearn, python3-snowballstemmer and python3-fasttext. Prints one JSON object per peer, with the names of bench's figures.
"""
import argparse
import hashlib
import json
import os
import tempfile
import time
import unicodedata
import warnings

import numpy as np

FIGURES = 4


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def part(key, count):
    return int(hashlib.sha1(key.encode()).hexdigest()[:8], 16) % count


def folds_of(options):
    if options.train:
        return [(read(options.train), read(options.test))]
    rows = read(options.data)
    number = [part("cv:" + row["id"], options.folds) for row in rows]
    return [([r for r, n in zip(rows, number) if n != k], [r for r, n in zip(rows, number) if n == k]) for k in range(options.folds)]


def truth_of(rows, labels):
    return np.array([[label in row["labels"] for label in labels] for row in rows], dtype=bool)


def plain(text):
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


class Scikit:
    def __init__(self):
        import snowballstemmer
        self.stem = snowballstemmer.stemmer("french").stemWord

    def words(self, text):
        found = "".join(c if c.isalnum() else " " for c in text.lower()).split()
        return [plain(self.stem(word)) for word in found if len(word) > 1]

    def scores(self, train, test, labels):
        from scipy.sparse import hstack
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.svm import LinearSVC
        vectorizers = [
            TfidfVectorizer(tokenizer=self.words, token_pattern=None, lowercase=False, ngram_range=(1, 2), sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", preprocessor=plain, ngram_range=(3, 5), sublinear_tf=True, min_df=2)]
        x = hstack([v.fit_transform([row["text"] for row in train]) for v in vectorizers]).tocsr()
        z = hstack([v.transform([row["text"] for row in test]) for v in vectorizers]).tocsr()
        truth, scores = truth_of(train, labels), np.full((len(test), len(labels)), -9.0)
        for at in range(len(labels)):
            if 0 < truth[:, at].sum() < len(train):
                scores[:, at] = LinearSVC(class_weight="balanced").fit(x, truth[:, at]).decision_function(z)
        return scores


class FastText:
    def scores(self, train, test, labels):
        import fasttext
        fasttext.FastText.eprint = lambda *_: None
        name = {label: f"__label__{at}" for at, label in enumerate(labels)}
        with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False, encoding="utf-8") as file:
            for row in train:
                file.write(" ".join(name[label] for label in row["labels"]) + " " + self.line(row["text"]) + "\n")
        model = fasttext.train_supervised(file.name, loss="ova", lr=0.5, epoch=50, dim=50, wordNgrams=2, minn=3, maxn=5, bucket=200000, thread=1, seed=1, verbose=0)
        os.unlink(file.name)
        scores = np.zeros((len(test), len(labels)))
        for at, row in enumerate(test):
            # The package's predict() wants an older numpy: its inner call answers pairs.
            for probability, label in model.f.predict(self.line(row["text"]) + "\n", -1, 0.0, "strict"):
                scores[at, int(label[len("__label__"):])] = probability
        return scores

    @staticmethod
    def line(text):
        return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def micro_f1(truth, proposed):
    return 2 * (truth & proposed).sum() / max(1, truth.sum() + proposed.sum())


def threshold_of(peer, train, labels):
    """The threshold of best micro-F1 on three parts held back in turn."""
    number = [part("peer:" + row["id"], 3) for row in train]
    truth, scores = [], []
    for k in range(3):
        held = [row for row, n in zip(train, number) if n == k]
        learn = [row for row, n in zip(train, number) if n != k]
        if held and learn:
            scores.append(peer.scores(learn, held, labels))
            truth.append(truth_of(held, labels))
    truth, scores = np.vstack(truth), np.vstack(scores)
    return max(np.quantile(scores, np.linspace(0.5, 0.995, 100)), key=lambda t: micro_f1(truth, scores > t))


def measure(peer, pairs, labels):
    began, truth, scores, proposed = time.time(), [], [], []
    for train, test in pairs:
        scores.append(peer.scores(train, test, labels))
        proposed.append(scores[-1] > threshold_of(peer, train, labels))
        truth.append(truth_of(test, labels))
    truth, scores, proposed = np.vstack(truth), np.vstack(scores), np.vstack(proposed)
    hits = np.take_along_axis(truth, np.argsort(-scores, axis=1, kind="stable"), axis=1)[:, :5]
    discount = 1 / np.log2(np.arange(hits.shape[1]) + 2)
    wanted = truth.sum(1)
    ideal = np.array([discount[:min(len(discount), count)].sum() for count in wanted])
    per_label = [micro_f1(truth[:, at], proposed[:, at]) for at in range(len(labels))]
    return {
        "micro_f1": round(float(micro_f1(truth, proposed)), FIGURES), "macro_f1": round(float(np.mean(per_label)), FIGURES),
        "p1": round(float(hits[:, 0].mean()), FIGURES), "p5": round(float(hits.mean()), FIGURES), "r5": round(float((hits.sum(1) / wanted).mean()), FIGURES),
        "ndcg5": round(float(((hits * discount).sum(1) / ideal).mean()), FIGURES), "seconds": round(time.time() - began, 1)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train")
    parser.add_argument("--test")
    parser.add_argument("--data")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--only", choices=["scikit", "fasttext"])
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    pairs = folds_of(options)
    labels = sorted({label for pair in pairs for rows in pair for row in rows for label in row["labels"]})
    for name, peer in (("scikit", Scikit), ("fasttext", FastText)):
        if options.only in (None, name):
            print(json.dumps({"peer": name, **measure(peer(), pairs, labels)}), flush=True)


if __name__ == "__main__":
    main()
