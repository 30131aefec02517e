#!/usr/bin/python3
"""A plain BM25 to hold our word search against: one field, k1 1.2, b 0.75, Snowball stems with their accents taken off afterwards.

usage: bm25.py CORPUS.jsonl QUESTIONS.jsonl [RUN.jsonl]      (formats: docs/measurements.md; needs Debian's python3-snowballstemmer)
The last line is a JSON object with the measures of 'bench -- retrieval'.
"""
import collections
import json
import math
import sys
import unicodedata

import snowballstemmer

K1, B, DEPTH = 1.2, 0.75, 100
stem = snowballstemmer.stemmer("french").stemWord
EMPTY = set(
    "a ai as au aussi aux avec avez avons avoir ca ce ces cet cette comme comment dans de des dois donc dont du elle en es est et ete etre eux faire fait il ils je la le "
    "les leur leurs lui ma mais me mes moi mon ne nos notre nous on ont ou par pas peut peux plus pour puis qu que quel quelle quelles quels qui quoi sa sans se ses si son "
    "sont sous suis sur ta te tes toi ton tous tout toute toutes tu un une vos votre vous y".split())


def unaccented(word):
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def words(text):
    letters = "".join(letter if letter.isalnum() else " " for letter in text.lower())
    for word in letters.split():
        if len(word) > 1 and unaccented(word) not in EMPTY:
            yield unaccented(stem(word))


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


class Index:
    def __init__(self, corpus):
        self.ids = [text["id"] for text in corpus]
        self.postings = collections.defaultdict(list)
        self.lengths = []
        for number, text in enumerate(corpus):
            counts = collections.Counter(words((text.get("title") or "") + " " + text["text"]))
            self.lengths.append(sum(counts.values()))
            for word, count in counts.items():
                self.postings[word].append((number, count))
        self.average = sum(self.lengths) / len(self.lengths)

    def find(self, question):
        scores = collections.defaultdict(float)
        for word in set(words(question)):
            found = self.postings.get(word, ())
            rarity = math.log(1 + (len(self.ids) - len(found) + 0.5) / (len(found) + 0.5))
            for number, count in found:
                scores[number] += rarity * count * (K1 + 1) / (count + K1 * (1 - B + B * self.lengths[number] / self.average))
        best = sorted(scores, key=lambda number: (-scores[number], number))[:DEPTH]
        return [self.ids[number] for number in best]


def gain(place):
    return 1 / math.log2(place + 2)


def main(corpus, questions, run=None):
    index = Index(lines(corpus))
    sums = collections.Counter()
    asked = lines(questions)
    out = open(run, "w", encoding="utf-8") if run else None
    for question in asked:
        found = index.find(question["text"])
        right = set(question["relevant"])
        places = [place for place, text in enumerate(found[:10]) if text in right]
        sums["ndcg10"] += sum(map(gain, places)) / sum(map(gain, range(min(10, len(right)))))
        sums["recall10"] += len(places) / len(right)
        sums["mrr10"] += 1 / (places[0] + 1) if places else 0
        sums["success1"] += 0 in places
        if out:
            out.write(json.dumps({"id": question["id"], "results": found}) + "\n")
    measures = {name: round(sums[name] / len(asked), 4) for name in ("ndcg10", "recall10", "mrr10", "success1")}
    print(json.dumps({**measures, "queries": len(asked)}))


main(*sys.argv[1:])
