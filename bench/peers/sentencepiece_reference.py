#!/usr/bin/python3
"""Makes the fixtures of the tokeniser tests: a small SentencePiece model trained on our own taxonomy's texts, and what the reference makes of French strings.

usage: sentencepiece_reference.py OUTPUT_FOLDER          (run from the checkout's top; needs Debian's python3-sentencepiece)
Ids are XLM-RoBERTa's: 0 <s>, 1 <pad>, 2 </s>, 3 <unk>, every other piece one higher than SentencePiece counts.
"""
import json
import sys
from pathlib import Path

import sentencepiece

folder = Path(sys.argv[1])
texts = []


def collect(node):
    if isinstance(node, dict):
        for child in node.values():
            collect(child)
    elif isinstance(node, list):
        for child in node:
            collect(child)
    elif isinstance(node, str) and len(node) > 3:
        texts.append(node)


collect(json.loads(Path("Catalog/Taxonomy/carrefour-2.json").read_text(encoding="utf-8")))
texts = list(dict.fromkeys(texts))
corpus = folder / "corpus.txt"
corpus.write_text("\n".join(texts), encoding="utf-8")
sentencepiece.SentencePieceTrainer.train(
    input=str(corpus), model_prefix=str(folder / "french"), vocab_size=600, model_type="unigram",
    normalization_rule_name="nmt_nfkc", character_coverage=1.0, unk_id=0, bos_id=1, eos_id=2, pad_id=-1)
corpus.unlink()
(folder / "french.vocab").unlink()

hard = ["", " ", "  deux  espaces ", "Œuvre ﬁne", "emoji 😀 ici", "日本 et la Creuse", "ÉTÉ à l’école…", "tabulation\tet\nligne", "10 000 €",
        "n°\u00a012", "A\u0300 composer", "aujourd'hui", "№ ½ ²", "\u200bvide", "100\u202f%", "«\u202fguillemets\u202f»", "<s> </s> <pad>", "mot" * 60]
sample = hard + texts[:: max(1, len(texts) // 600)]
model = sentencepiece.SentencePieceProcessor(model_file=str(folder / "french.model"))
with open(folder / "french.jsonl", "w", encoding="utf-8") as out:
    for text in sample:
        ids = [0] + [3 if piece == 0 else piece + 1 for piece in model.encode(text)] + [2]
        out.write(json.dumps({"text": text, "ids": ids}, ensure_ascii=False) + "\n")
print(len(sample), "strings")
