"""What the embedded model is worth on text that nobody here wrote.

usage: strangers.py FOLDER --rhetor BIN [-m MODEL]

FOLDER holds public corpora as tab-separated files (see README.md). Each is labelled as it stands, without training on
it, and ranked: by 1 - p(neutral tone) against a label of bias or subjectivity, by p(favor) - p(against) against a label
of stance. Printed is the area under the ROC curve with its 95 % bootstrap interval (400 resamples, seed 1).
"""
import argparse
import bisect
import json
import random
import subprocess

SETS = [
    (["babe_train"], "label_bias", "Biased"),
    (["checkthat_train", "checkthat_dev"], "label", "SUBJ"),
    (["ptc_train"], "loaded_language", "1"),
    (["subj"], "label", "SUBJ"),
    (["gwsd_train"], "stance", ("agree", "disagree")),
    (["semeval2016_train"], "stance", ("FAVOR", "AGAINST")),
]


def area(scores, positive):
    """The share of pairs of a positive and a negative row that are ranked rightly, ties counting half."""
    high = [s for s, p in zip(scores, positive) if p]
    low = sorted(s for s, p in zip(scores, positive) if not p)
    below = sum((bisect.bisect_left(low, s) + bisect.bisect_right(low, s)) / 2 for s in high)
    return below / len(high) / len(low)


def ranked(command, path, column, label):
    """Scores of the rows of a file, and whether each has the label; rows of a third label are left out."""
    lines = subprocess.run(command + [path], capture_output=True, text=True, check=True).stdout.splitlines()
    for line in lines:
        row = json.loads(line)
        truth = row["metadata"][column]
        if isinstance(label, str):
            yield 1 - row["tasks"]["tone"]["probabilities"]["neutral"], truth == label
        elif truth in label:
            stance = row["tasks"]["stance"]["probabilities"]
            yield stance["favor"] - stance["against"], truth == label[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--rhetor", default="rhetor")
    parser.add_argument("-m", "--model")
    args = parser.parse_args()
    command = [args.rhetor, "classify", "--no-split", "--format", "jsonl", "--evidence", "0"]
    if args.model:
        command += ["-m", args.model]
    random.seed(1)
    for files, column, label in SETS:
        pairs = [p for f in files for p in ranked(command, f"{args.folder}/{f}.tsv", column, label)]
        draws = sorted(area(*zip(*random.choices(pairs, k=len(pairs)))) for _ in range(400))
        print(f"{'+'.join(files)}\t{len(pairs)} rows\t{area(*zip(*pairs)):.3f} [{draws[9]:.3f} {draws[389]:.3f}]", flush=True)


if __name__ == "__main__":
    main()
