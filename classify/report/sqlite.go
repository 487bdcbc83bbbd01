package report

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	_ "modernc.org/sqlite" // the database

	"rhetor/classify/document"
	"rhetor/classify/result"
)

// database writes the results as tables of an SQLite database, ready for SQL. It is built in a temporary file, which
// is copied out at the end.
type database struct {
	out       io.Writer
	file      *os.File
	db        *sql.DB
	inserts   [len(tables)]*insert
	documents int                 // how many there are
	sentences int                 // how many there are
	document  int                 // the number of the present one, from 1
	last      documentKey         // the present one
	sorted    bool                // sentences of one document do not come together
	known     map[documentKey]int // the numbers of all documents, where they are sorted
}

// documentKey tells documents apart.
type documentKey struct {
	name string
	row  int
}

// createTables makes the tables. The indexes are made when the tables are full.
const createTables = `
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA cache_size = -16384;
PRAGMA user_version = 1;
CREATE TABLE documents(
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL,
	row INTEGER,
	metadata TEXT NOT NULL
);
CREATE TABLE sentences(
	id INTEGER PRIMARY KEY,
	document_id INTEGER NOT NULL REFERENCES documents(id),
	paragraph INTEGER NOT NULL,
	sentence INTEGER NOT NULL,
	start INTEGER NOT NULL,
	"end" INTEGER NOT NULL,
	text TEXT NOT NULL,
	voice TEXT NOT NULL,
	target TEXT NOT NULL
);
CREATE TABLE labels(
	sentence_id INTEGER NOT NULL REFERENCES sentences(id),
	task TEXT NOT NULL,
	label TEXT NOT NULL,
	probability REAL,
	chosen INTEGER NOT NULL CHECK (chosen IN (0, 1)),
	PRIMARY KEY (sentence_id, task, label)
) WITHOUT ROWID;
CREATE TABLE evidence(
	sentence_id INTEGER NOT NULL REFERENCES sentences(id),
	task TEXT NOT NULL,
	feature TEXT NOT NULL,
	kind TEXT NOT NULL,
	contribution REAL NOT NULL,
	start INTEGER NOT NULL,
	"end" INTEGER NOT NULL
);
CREATE TABLE loaded(
	sentence_id INTEGER NOT NULL REFERENCES sentences(id),
	term TEXT NOT NULL,
	category TEXT NOT NULL,
	negated INTEGER NOT NULL CHECK (negated IN (0, 1)),
	start INTEGER NOT NULL,
	"end" INTEGER NOT NULL
);
BEGIN`

const createIndexes = `
CREATE INDEX documents_name ON documents(name);
CREATE INDEX sentences_document ON sentences(document_id, sentence);
CREATE INDEX labels_label ON labels(task, label, chosen);
CREATE INDEX evidence_sentence ON evidence(sentence_id);
CREATE INDEX loaded_sentence ON loaded(sentence_id);
CREATE INDEX loaded_term ON loaded(term);
COMMIT`

// tables is the tables with the number of their columns.
var tables = [...]struct {
	name    string
	columns int
}{
	documentsTable: {"documents", 4}, sentencesTable: {"sentences", 9}, labelsTable: {"labels", 5},
	evidenceTable: {"evidence", 7}, loadedTable: {"loaded", 6},
}

const (
	documentsTable = iota
	sentencesTable
	labelsTable
	evidenceTable
	loadedTable
)

// newDatabase starts a report as a database.
func newDatabase(w io.Writer, opt Options) (Writer, error) {
	file, err := os.CreateTemp("", "rhetor-*.sqlite")
	if err != nil {
		return nil, fmt.Errorf("a temporary file cannot be made: %v", err)
	}
	d := &database{out: w, file: file, sorted: opt.Selection.Sort != "", known: map[documentKey]int{}}
	if err := d.open(); err != nil {
		d.Discard()
		return nil, err
	}
	return d, nil
}

// open makes the tables. Where a system lets an open file be removed it has no name from then on, and is gone with
// the program, however that ends.
func (d *database) open() (err error) {
	if d.db, err = sql.Open("sqlite", d.file.Name()); err != nil {
		return err
	}
	d.db.SetMaxOpenConns(1)
	if _, err := d.db.Exec(createTables); err != nil {
		return err
	}
	_ = os.Remove(d.file.Name())
	for i, table := range tables {
		if d.inserts[i], err = newInsert(d.db, table.name, table.columns); err != nil {
			return err
		}
	}
	return nil
}

// perTransaction is how many sentences are written in one transaction.
const perTransaction = 5000

// Write writes one sentence, and its document where it is the first of one.
func (d *database) Write(s result.Sentence) error {
	if err := d.enter(&s); err != nil {
		return err
	}
	d.sentences++
	err := d.inserts[sentencesTable].add(d.sentences, d.document, s.Paragraph, s.Sentence, s.Start, s.End, valid(s.Text), string(s.Voice), valid(s.Target))
	for i := 0; err == nil && i < len(s.Tasks); i++ {
		err = d.addTask(&s.Tasks[i])
	}
	for i := 0; err == nil && i < len(s.Loaded); i++ {
		t := &s.Loaded[i]
		err = d.inserts[loadedTable].add(d.sentences, valid(t.Term), valid(t.Category), t.Negated, t.Start, t.End)
	}
	if err == nil && d.sentences%perTransaction == 0 {
		_, err = d.db.Exec("COMMIT; BEGIN")
	}
	return err
}

// enter makes the document of a sentence the present one. Where sentences come in the order of the text, the first of
// a document tells that it is another, even if it is called the same.
func (d *database) enter(s *result.Sentence) error {
	key := documentKey{s.Document, s.Row}
	if d.sorted {
		if d.document = d.known[key]; d.document > 0 {
			return nil
		}
	} else if d.documents > 0 && key == d.last && s.Sentence != 1 {
		return nil
	}
	d.documents++
	d.document, d.last = d.documents, key
	if d.sorted {
		d.known[key] = d.document
	}
	return d.addDocument(s)
}

// addDocument adds the document of a sentence.
func (d *database) addDocument(s *result.Sentence) error {
	var row any
	if s.Row > 0 {
		row = s.Row
	}
	metadata, err := metadataJSON(s.Metadata)
	if err != nil {
		return err
	}
	return d.inserts[documentsTable].add(d.document, valid(s.Document), row, metadata)
}

// metadataJSON is metadata as one JSON object.
func metadataJSON(fields document.Fields) (string, error) {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(fields); err != nil {
		return "", err
	}
	return strings.TrimSuffix(out.String(), "\n"), nil
}

// addTask adds every label of a task with its probability, and the evidence. A label that was given and is none of the
// model's, such as uncertain, has no probability.
func (d *database) addTask(p *result.Prediction) error {
	chosen := labelsOf(*p)
	if multi(*p) && len(chosen) == 0 && p.Label == result.Uncertain {
		chosen = []string{result.Uncertain}
	}
	var known labelSet
	for _, of := range p.Probabilities {
		known.add(of.Label)
		if err := d.addLabel(p.Task, of.Label, of.Probability, slices.Contains(chosen, of.Label)); err != nil {
			return err
		}
	}
	for _, label := range chosen {
		if !slices.Contains(known, label) {
			if err := d.addLabel(p.Task, label, nil, true); err != nil {
				return err
			}
		}
	}
	for _, e := range p.Evidence {
		err := d.inserts[evidenceTable].add(d.sentences, valid(p.Task), valid(e.Feature), valid(e.Kind), e.Contribution, e.Start, e.End)
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *database) addLabel(task, label string, probability any, chosen bool) error {
	return d.inserts[labelsTable].add(d.sentences, valid(task), valid(label), probability, chosen)
}

// Close makes the indexes and copies the database out.
func (d *database) Close() error {
	defer d.Discard()
	for _, table := range d.inserts {
		if err := table.finish(); err != nil {
			return err
		}
	}
	if _, err := d.db.Exec(createIndexes); err != nil {
		return err
	}
	if err := d.db.Close(); err != nil {
		return err
	}
	_, err := io.Copy(d.out, d.file)
	return err
}

// Discard removes the temporary file.
func (d *database) Discard() {
	if d.db != nil {
		_ = d.db.Close()
	}
	_ = d.file.Close()
	_ = os.Remove(d.file.Name())
}
