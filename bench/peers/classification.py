#!/usr/bin/python3
"""What others reach on the same texts and folds as `bench -- classification`: scikit-learn (TF-IDF of words and letter runs, linear SVM) and fastText.

usage: classification.py [--only scikit|fasttext] [--confirmations 0,10,all] [--draws 3] [--records FOLDER [--no-label-tags]] (--data D.jsonl [--folds 5 | --leave-out-source] | --train A.jsonl --test B.jsonl)
With --records, the tags of each text's record are appended to the text. Needs Debian's python3-sklearn, python3-snowballstemmer and python3-fasttext. Prints one JSON object per peer and number of confirmed texts, with the names of bench's figures.
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


# Fields of records that hold a partner's tags; those of the last column are what the labels of the sets of themes were made of. The same as bench's RecordTags.
TAG_FIELDS = [("ffe", ["source_tags"], []), ("pwa", ["tags"], ["themes"]), ("transiscope", [], ["categories"]), ("beta", ["usertypes"], ["thematiques"])]


def read(path, tags=None):
    with open(path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return [{**row, "text": " ".join([row["text"], *(tag + "." for tag in tags.get(row["id"], []))])} for row in rows] if tags else rows


def tags_of_records(folder, with_tags_of_labels):
    tags = {}
    for file, other, of_labels in TAG_FIELDS:
        for record in read(os.path.join(folder, file + ".jsonl")):
            found = [tag["name"] if isinstance(tag, dict) else tag for field in other + (of_labels if with_tags_of_labels else []) for tag in record.get(field) or []]
            tags[record["id"]] = tags[f"{file}-{record['id']}"] = found
    return tags


def part(key, count):
    return int(hashlib.sha1(key.encode()).hexdigest()[:8], 16) % count


def trials_of(options, step, draw):
    """(source, texts learned from, texts asked about): the same as bench's TrialPlan."""
    def drawn(rows):
        ordered = sorted(rows, key=lambda row: part(("confirmed:" if draw == 0 else f"confirmed:{draw}:") + row["id"], 2 ** 32))
        confirmed = {row["id"] for row in (ordered if step is None else ordered[:step])}
        return [row for row in rows if row["id"] in confirmed], [row for row in rows if row["id"] not in confirmed]

    if options.train:
        return [(None, drawn(read(options.train, options.tags))[0], read(options.test, options.tags))]
    rows = read(options.data, options.tags)
    if options.leave_out_source:
        trials = []
        for source in sorted({row["source"] for row in rows}):
            confirmed, asked = drawn([row for row in rows if row["source"] == source])
            trials.append((source, [row for row in rows if row["source"] != source] + confirmed, asked))
        return trials
    number = [part("cv:" + row["id"], options.folds) for row in rows]
    return [(None, drawn([r for r, n in zip(rows, number) if n != k])[0], [r for r, n in zip(rows, number) if n == k]) for k in range(options.folds)]


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
        truth, scores = truth_of(train, labels), np.full((len(test), len(labels)), -9.0)
        learned = [at for at in range(len(labels)) if 0 < truth[:, at].sum() < len(train)]
        if not learned:
            return scores
        vectorizers = [
            TfidfVectorizer(tokenizer=self.words, token_pattern=None, lowercase=False, ngram_range=(1, 2), sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", preprocessor=plain, ngram_range=(3, 5), sublinear_tf=True, min_df=2)]
        x = hstack([v.fit_transform([row["text"] for row in train]) for v in vectorizers]).tocsr()
        z = hstack([v.transform([row["text"] for row in test]) for v in vectorizers]).tocsr()
        for at in learned:
            scores[:, at] = LinearSVC(class_weight="balanced").fit(x, truth[:, at]).decision_function(z)
        return scores


class FastText:
    def scores(self, train, test, labels):
        if not train:
            return np.zeros((len(test), len(labels)))
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
    if not scores:
        return np.inf
    truth, scores = np.vstack(truth), np.vstack(scores)
    return max(np.quantile(scores, np.linspace(0.5, 0.995, 100)), key=lambda t: micro_f1(truth, scores > t))


def answer(peer, train, test, labels):
    scores = peer.scores(train, test, labels)
    return truth_of(test, labels), scores, scores > threshold_of(peer, train, labels)


def measure(answers, labels):
    truth, scores, proposed = (np.vstack(parts) for parts in zip(*answers))
    hits = np.take_along_axis(truth, np.argsort(-scores, axis=1, kind="stable"), axis=1)[:, :5]
    discount = 1 / np.log2(np.arange(hits.shape[1]) + 2)
    wanted = truth.sum(1)
    ideal = np.array([discount[:min(len(discount), count)].sum() for count in wanted])
    per_label = [micro_f1(truth[:, at], proposed[:, at]) for at in range(len(labels))]
    return {
        "micro_f1": float(micro_f1(truth, proposed)), "macro_f1": float(np.mean(per_label)),
        "p1": float(hits[:, 0].mean()), "p5": float(hits.mean()), "r5": float((hits.sum(1) / wanted).mean()),
        "ndcg5": float(((hits * discount).sum(1) / ideal).mean())}


def mean(figures):
    return {name: round(float(np.mean([one[name] for one in figures])), FIGURES) for name in figures[0]}


def row_of(peer, options, step, labels):
    """The texts of all folds are judged together; sources and draws each on their own, and their figures averaged."""
    began, by_group = time.time(), {}
    for draw in range(options.draws if step else 1):
        for source, train, test in trials_of(options, step, draw):
            by_group.setdefault((source, draw), []).append(answer(peer, train, test, labels))
    figures = {group: measure(answers, labels) for group, answers in by_group.items()}
    sources = sorted({source for source, _ in figures if source is not None})
    row = {"confirmations": "all" if step is None else str(step), **mean(list(figures.values())), "seconds": round(time.time() - began, 1)}
    if sources:
        row["sources"] = {source: mean([one for (whose, _), one in figures.items() if whose == source]) for source in sources}
    return row


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train")
    parser.add_argument("--test")
    parser.add_argument("--data")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--leave-out-source", action="store_true")
    parser.add_argument("--confirmations")
    parser.add_argument("--draws", type=int, default=1)
    parser.add_argument("--records")
    parser.add_argument("--no-label-tags", action="store_true")
    parser.add_argument("--only", choices=["scikit", "fasttext"])
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    options.tags = tags_of_records(options.records, not options.no_label_tags) if options.records else None
    steps = [None if step == "all" else int(step) for step in (options.confirmations or ("0" if options.leave_out_source else "all")).split(",")]
    rows = read(options.data) if options.data else read(options.train) + read(options.test)
    labels = sorted({label for row in rows for label in row["labels"]})
    for name, peer in (("scikit", Scikit), ("fasttext", FastText)):
        if options.only in (None, name):
            for step in steps:
                print(json.dumps({"peer": name, **row_of(peer(), options, step, labels)}), flush=True)


if __name__ == "__main__":
    main()
