#!/usr/bin/python3
"""Measures other programs, and rhetor, on the same rows and the same folds, and prints a Markdown table.

    testdata/rivals/accuracy.py FOLDER [--only NAME,...] [--rhetor BINARY] [--processes N]

FOLDER holds the corpora, which are other people's and no part of this repository. Cross-validation takes the
folds that `rhetor train --cv K` deals (folds.go). Figures are percent, over the pooled held-out rows of all
folds. See README.md here.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

for pool in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[pool] = "1"  # read when scikit-learn loads: one thread a process, and the same sums every time

from sklearn.datasets import dump_svmlight_file
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

ROOT = Path(__file__).resolve().parents[2]


# Corpora


class Corpus(NamedTuple):
    """What is learned from which file, and how it is measured."""

    name: str
    train: str  # file name in the folder
    label: str  # column of the labels
    metric: str  # as the table shows it
    dev: str = ""  # file to measure on; cross-validation when empty
    folds: int = 0
    group: str = ""  # column of what must share a fold
    target: str = ""  # how others get the target: as a "token" before the text, as "text" after it, or not
    measure: str = "macro_f1"  # the measure's name in rhetor's JSON: macro_f1, accuracy or target_mean
    average: tuple = ()  # labels that macro-F1 is taken over; all when empty


CORPORA = [
    Corpus("semeval2016", "semeval2016_train.tsv", "stance", "mean F1 of FAVOR, AGAINST", folds=5,
           target="token", average=("FAVOR", "AGAINST")),
    Corpus("pstance", "pstance_train.tsv", "stance", "mean over targets of macro-F1", dev="pstance_dev.tsv",
           target="token", measure="target_mean"),
    Corpus("perspectrum", "perspectrum_train.tsv", "stance", "macro-F1", dev="perspectrum_dev.tsv", target="text"),
    Corpus("gwsd", "gwsd_train.tsv", "stance", "macro-F1", folds=5),
    Corpus("babe", "babe_train.tsv", "label_bias", "macro-F1", folds=5),
    Corpus("checkthat", "checkthat_train.tsv", "label", "macro-F1", dev="checkthat_dev.tsv"),
    Corpus("ptc", "ptc_train.tsv", "label", "F1 of propaganda", folds=5, group="article", average=("propaganda",)),
    Corpus("ptc_loaded", "ptc_train.tsv", "loaded_language", "F1 of loaded language", folds=5, group="article",
           average=("1",)),
    Corpus("irony", "irony_train.tsv", "label", "F1 of irony", dev="irony_dev.tsv", average=("irony",)),
    Corpus("subj", "subj.tsv", "label", "accuracy", folds=10, group="fold", measure="accuracy"),
    Corpus("mpqa", "mpqa_polarity.tsv", "label", "accuracy", folds=10, group="fold", measure="accuracy"),
]


def measured_on(corpus):
    """How the corpus is parted, as the table shows it."""
    if corpus.dev:
        return "train to dev"
    return f"{corpus.folds} folds" + (f" by {corpus.group}" if corpus.group else "")


def fields(path):
    """The header and the rows of a TSV file, which has no quoting. Rows with an empty text are left out."""
    header, *rows = [line.split("\t") for line in path.read_text("utf-8").split("\n") if line]
    text = header.index("text")
    return header, [row for row in rows if row[text].strip()]


class Rows(NamedTuple):
    """Columns of a file: what others read as the text, the label, and the target or ""."""

    texts: list
    labels: list
    targets: list


def read(path, corpus):
    """The rows of a file."""
    header, rows = fields(path)
    text, label = header.index("text"), header.index(corpus.label)
    targets = [row[header.index("target")] for row in rows] if corpus.target else [""] * len(rows)
    texts = [with_target(row[text], target, corpus.target) for row, target in zip(rows, targets)]
    return Rows(texts, [row[label] for row in rows], targets)


def with_target(text, target, how):
    """The text with its target, for programs that have no targets."""
    if how == "token":
        return "target_" + re.sub(r"\W+", "_", target.lower()) + " " + text
    return text + " " + target if how == "text" else text


def filled(path, scratch):
    """The path of a copy in scratch without rows of empty text, which rhetor refuses; path if it has none."""
    header, rows = fields(path)
    if len(rows) + 1 == sum(1 for line in path.read_text("utf-8").split("\n") if line):
        return path
    copy = Path(scratch) / path.name
    copy.write_text("".join("\t".join(row) + "\n" for row in [header] + rows), "utf-8")
    return copy


def output_of(*command):
    """The standard output of a command, run at the root of the repository."""
    run = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         env={**os.environ, "CGO_ENABLED": "0"}, encoding="utf-8")
    if run.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}: {run.stderr.strip()}")
    return run.stdout


def folds_of(path, corpus):
    """The fold of every row, as rhetor deals it."""
    group = [corpus.group] if corpus.group else []
    return [int(fold) for fold in output_of(
        "go", "run", "testdata/rivals/folds.go", path, corpus.label, str(corpus.folds), *group).split()]


# Rivals: functions of the training texts, their labels and the texts to label. Each gives a list of labels.


def words():
    """TF-IDF of words and pairs of words."""
    return TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=1)


def word_svm(texts, labels, held_out):
    return make_pipeline(words(), LinearSVC(random_state=0)).fit(texts, labels).predict(held_out)


def word_logistic(texts, labels, held_out):
    return make_pipeline(words(), LogisticRegression(C=10, max_iter=1000)).fit(texts, labels).predict(held_out)


def char_svm(texts, labels, held_out):
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=1)
    vectors = make_union(words(), characters)
    return make_pipeline(vectors, LinearSVC(random_state=0)).fit(texts, labels).predict(held_out)


def fasttext(texts, labels, held_out):
    """fastText on lower-case text with punctuation set apart, as its tutorial has it.

    It learns line by line and does not shuffle, so the lines are shuffled here: sorted by label, they ruin it.
    """
    names = sorted(set(labels))
    lines = [f"__label__{names.index(label)} {plain(text)}" for text, label in zip(texts, labels)]
    random.Random(0).shuffle(lines)
    with tempfile.TemporaryDirectory() as scratch:
        train, test, model = (os.path.join(scratch, name) for name in ("train", "test", "model"))
        write_lines(train, lines)
        write_lines(test, map(plain, held_out))
        output_of("fasttext", "supervised", "-input", train, "-output", model, "-wordNgrams", "2", "-epoch", "25",
                  "-lr", "0.5", "-dim", "50", "-thread", "1", "-verbose", "0")
        answers = output_of("fasttext", "predict", model + ".bin", test).split("\n")[:-1]
    frequent = Counter(labels).most_common(1)[0][0]  # for a line that fastText leaves without an answer
    return [names[int(answer.removeprefix("__label__"))] if answer else frequent for answer in answers]


def plain(text):
    """The text in lower case, on one line, punctuation set apart."""
    return " ".join(re.sub(r"([.!?,'/():;\"“”‘’])", r" \1 ", text.lower()).split())


def write_lines(path, lines):
    Path(path).write_text("".join(line + "\n" for line in lines), "utf-8")


def liblinear(texts, labels, held_out):
    """LIBLINEAR's own program: support vectors in the primal (-s 2), C 1, no bias term."""
    names = sorted(set(labels))
    vectorizer = words()
    with tempfile.TemporaryDirectory() as scratch:
        train, test, model, answers = (os.path.join(scratch, name) for name in ("train", "test", "model", "answers"))
        vectors = vectorizer.fit_transform(texts)
        dump_svmlight_file(vectors, [names.index(label) for label in labels], train, zero_based=False)
        dump_svmlight_file(vectorizer.transform(held_out), [0] * len(held_out), test, zero_based=False)
        output_of("liblinear-train", "-q", "-s", "2", train, model)
        output_of("liblinear-predict", "-q", test, model, answers)
        return [names[int(answer)] for answer in Path(answers).read_text().split()]


RIVALS = {
    "svm": ("scikit-learn SVM, word 1-2", word_svm),
    "logistic": ("scikit-learn logistic, word 1-2", word_logistic),
    "charsvm": ("scikit-learn SVM, word 1-2 + char 2-5", char_svm),
    "fasttext": ("fastText, word 1-2", fasttext),
    "liblinear": ("LIBLINEAR -s 2, word 1-2", liblinear),
}


# Measuring


def score(corpus, labels, predicted, targets):
    """The corpus's measure, from 0 to 1."""
    if corpus.measure == "accuracy":
        return accuracy_score(labels, predicted)
    average = list(corpus.average) or sorted(set(labels))
    if corpus.measure == "macro_f1":
        return f1_score(labels, predicted, labels=average, average="macro", zero_division=0)
    return sum(target_scores(labels, predicted, targets)) / len(set(targets))


def target_scores(labels, predicted, targets):
    """Macro-F1 on the rows of each target, over the labels that occur there."""
    for target in sorted(set(targets)):
        pairs = [(label, guess) for label, guess, t in zip(labels, predicted, targets) if t == target]
        true, guessed = zip(*pairs)
        yield f1_score(true, guessed, labels=sorted(set(true)), average="macro", zero_division=0)


def measure_rival(key, corpus, folder, scratch):
    """A rival's figure."""
    label = RIVALS[key][1]
    train = read(folder / corpus.train, corpus)
    if corpus.dev:
        dev = read(folder / corpus.dev, corpus)
        return percent(score(corpus, dev.labels, answers(label, train.texts, train.labels, dev.texts), dev.targets))
    predicted = [None] * len(train.labels)
    folds = folds_of(filled(folder / corpus.train, scratch), corpus)
    for k in range(corpus.folds):
        outside = [row for row, fold in enumerate(folds) if fold != k]
        inside = [row for row, fold in enumerate(folds) if fold == k]
        guesses = answers(label, *([column[row] for row in outside] for column in train[:2]),
                          [train.texts[row] for row in inside])
        for row, guess in zip(inside, guesses):
            predicted[row] = guess
    return percent(score(corpus, train.labels, predicted, train.targets))


def answers(label, texts, labels, held_out):
    """A rival's labels, one for each text held out."""
    guesses = list(label(texts, labels, held_out))
    if len(guesses) != len(held_out):
        raise RuntimeError(f"{len(guesses)} answers to {len(held_out)} texts")
    return guesses


def measure_rhetor(binary, corpus, folder, scratch):
    """The figure of rhetor with its defaults, and its 95 % interval, which a mean over targets has not."""
    train = filled(folder / corpus.train, scratch)
    model = Path(scratch) / "model.safetensors"
    how = ["--task", f"{corpus.label}={corpus.label}", "--no-id", "--format", "json"]
    how += ["--average", ",".join(corpus.average)] if corpus.average else []
    if corpus.dev:
        output_of(binary, "train", train, *how, "-o", model)
        shown = output_of(binary, "evaluate", filled(folder / corpus.dev, scratch), *how, "-m", model)
    else:
        how += ["--group", corpus.group] if corpus.group else []
        shown = output_of(binary, "train", train, *how, "--cv", str(corpus.folds), "-o", model)
    figure = json.loads(shown)["evaluations"][0][corpus.measure]
    if isinstance(figure, float):
        return percent(figure)
    return Figure(100 * figure["value"], f" [{100 * figure['low']:.1f} {100 * figure['high']:.1f}]")


class Figure(NamedTuple):
    """A figure in percent, and what the table shows after it."""

    value: float
    interval: str = ""


def percent(value):
    return Figure(100 * value)


def measure(key, corpus, folder, binary):
    """The figure of a rival, or of rhetor, on a corpus; says on standard error how long it took."""
    warnings.simplefilter("ignore", ConvergenceWarning)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        if key == "rhetor":
            figure = measure_rhetor(binary, corpus, folder, scratch)
        else:
            figure = measure_rival(key, corpus, folder, scratch)
    print(f"{corpus.name} {key}: {figure.value:.1f}{figure.interval} in {time.monotonic() - begun:.0f} s",
          file=sys.stderr, flush=True)
    return figure


# The table


def show(corpora, keys, figures):
    """Prints the table: a row a corpus, a column a rival, and the mean of every column."""
    titles = [RIVALS[key][0] if key in RIVALS else "rhetor [95 % interval]" for key in keys]
    print("| corpus | measured on | measure | " + " | ".join(titles) + " |")
    print("|---|---|---|" + "---|" * len(keys))
    for corpus in corpora:
        row = (figures[corpus.name, key] for key in keys)
        print(f"| {corpus.name} | {measured_on(corpus)} | {corpus.metric} | "
              + " | ".join(f"{figure.value:.1f}{figure.interval}" for figure in row) + " |")
    means = (sum(figures[corpus.name, key].value for corpus in corpora) / len(corpora) for key in keys)
    print("| mean | | | " + " | ".join(f"{mean:.1f}" for mean in means) + " |")


def chosen(only, rhetor):
    """The corpora and the rivals that were asked for: of each, all where none is named."""
    keys = list(RIVALS) + (["rhetor"] if rhetor else [])
    unknown = set(only) - {corpus.name for corpus in CORPORA} - set(keys)
    if unknown:
        names = [corpus.name for corpus in CORPORA] + list(RIVALS)
        sys.exit(f"accuracy: no {', '.join(sorted(unknown))} to measure; there are {', '.join(names)}, "
                 "and rhetor with --rhetor")
    corpora = [corpus for corpus in CORPORA if corpus.name in only] or CORPORA
    return corpora, [key for key in keys if key in only] or keys


def check_there(folder, corpora, keys, rhetor):
    """Ends the program where a file or another program that it needs is missing."""
    for name in sorted({name for corpus in corpora for name in (corpus.train, corpus.dev) if name}):
        if not (folder / name).is_file():
            sys.exit(f"accuracy: {folder / name} is not there; name the folder of the corpora")
    needs = {"fasttext": ["fasttext"], "liblinear": ["liblinear-train", "liblinear-predict"], "rhetor": [rhetor]}
    for program in ["go"] + [program for key in keys for program in needs.get(key, [])]:
        if not shutil.which(program):
            sys.exit(f"accuracy: {program} is not there; README.md says what to install")


def main():
    parser = argparse.ArgumentParser(description="Measures other programs, and rhetor, on the same rows and folds.")
    parser.add_argument("folder", type=Path, help="folder of the corpora")
    parser.add_argument("--only", default="", metavar="NAME,...", help="corpora and rivals, or all of either")
    parser.add_argument("--rhetor", metavar="BINARY", help="the program to measure beside them")
    parser.add_argument("--processes", type=int, default=2, help="how many at a time (2)")
    args = parser.parse_args()
    folder, rhetor = args.folder.resolve(), args.rhetor and os.path.abspath(args.rhetor)
    corpora, keys = chosen([name for name in args.only.split(",") if name], rhetor)
    check_there(folder, corpora, keys, rhetor)
    with ProcessPoolExecutor(args.processes) as workers:
        started = {(corpus.name, key): workers.submit(measure, key, corpus, folder, rhetor)
                   for corpus in corpora for key in keys}
        try:
            figures = {what: figure.result() for what, figure in started.items()}
        except (RuntimeError, ValueError) as fault:
            workers.shutdown(cancel_futures=True)
            sys.exit(f"accuracy: {fault}")
    show(corpora, keys, figures)


if __name__ == "__main__":
    main()
