package report

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rhetor/classify/document"
	"rhetor/classify/result"
)

// openDatabase opens a report in a file of its own.
func openDatabase(t *testing.T, content string) (db *sql.DB, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "results.sqlite")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db, path
}

// query is the rows of a query, as the program sqlite3 shows them.
func query(t *testing.T, db *sql.DB, text string, args ...any) string {
	t.Helper()
	rows, err := db.Query(text, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for rows.Next() {
		values := make([]sql.NullString, len(names))
		places := make([]any, len(names))
		for i := range values {
			places[i] = &values[i]
		}
		if err := rows.Scan(places...); err != nil {
			t.Fatal(err)
		}
		for i := range values {
			if i > 0 {
				out.WriteByte('|')
			}
			out.WriteString(values[i].String)
		}
		out.WriteByte('\n')
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// queries are what people ask of results.
var queries = []string{
	`SELECT id, name, row, metadata FROM documents`,
	`SELECT id, document_id, paragraph, sentence, start, "end", text, voice, target FROM sentences`,
	`SELECT label, count(*) FROM labels WHERE task = 'stance' AND chosen GROUP BY label ORDER BY label`,
	`SELECT d.name, round(avg(l.probability), 4) FROM documents d JOIN sentences s ON s.document_id = d.id JOIN labels l ON l.sentence_id = s.id WHERE l.task = 'stance' AND l.label = 'against' GROUP BY d.id`,
	`SELECT s.text, l.probability FROM sentences s JOIN labels l ON l.sentence_id = s.id WHERE l.task = 'tone' AND l.label = 'ridicule' AND l.chosen`,
	`SELECT sentence_id, task, label, probability FROM labels WHERE chosen ORDER BY sentence_id, task`,
	`SELECT count(*), round(sum(probability), 6) FROM labels`,
	`SELECT term, category, negated, count(*), min(start) FROM loaded GROUP BY term ORDER BY count(*) DESC, term`,
	`SELECT feature, kind, round(sum(contribution), 2) FROM evidence GROUP BY feature ORDER BY feature`,
	`SELECT json_extract(metadata, '$.outlet'), count(*) FROM documents GROUP BY 1`,
}

// asked is the queries with their answers.
func asked(t *testing.T, db *sql.DB) string {
	t.Helper()
	var out strings.Builder
	for _, text := range queries {
		out.WriteString("> " + text + "\n" + query(t, db, text) + "\n")
	}
	return out.String()
}

func TestSQLiteAnswers(t *testing.T) {
	db, path := openDatabase(t, written(t, Options{Format: SQLite}, append(articles(), rows()...)...))
	golden(t, "queries.txt", asked(t, db))
	if got := query(t, db, "PRAGMA integrity_check"); got != "ok\n" {
		t.Error(got)
	}
	if got := query(t, db, "PRAGMA foreign_key_check"); got != "" {
		t.Error(got)
	}
	program, err := exec.LookPath("sqlite3")
	if err != nil {
		t.Skip("no program sqlite3 to compare with")
	}
	for _, text := range queries {
		if got, want := run(t, program, "-readonly", path, text), query(t, db, text); got != want {
			t.Errorf("%s\nsqlite3: %s\nhere:    %s", text, got, want)
		}
	}
	if got := run(t, program, "-readonly", path, "PRAGMA integrity_check; PRAGMA foreign_key_check;"); got != "ok\n" {
		t.Error(got)
	}
}

func TestSQLiteKeepsHostileTexts(t *testing.T) {
	sentences := hostileSentences()
	db, _ := openDatabase(t, written(t, Options{Format: SQLite}, sentences...))
	for i, s := range sentences {
		var text, target, name, metadata, feature, term string
		row := db.QueryRow(`SELECT s.text, s.target, d.name, json_extract(d.metadata, '$."note, or two"'), e.feature, l.term FROM sentences s
			JOIN documents d ON d.id = s.document_id JOIN evidence e ON e.sentence_id = s.id JOIN loaded l ON l.sentence_id = s.id WHERE s.id = ?`, i+1)
		if err := row.Scan(&text, &target, &name, &metadata, &feature, &term); err != nil {
			t.Fatal(err)
		}
		for got, want := range map[string]string{text: s.Text, target: s.Target, name: s.Document, feature: s.Text, term: s.Text} {
			if got != valid(want) {
				t.Errorf("%q, want %q", got, want)
			}
		}
		if want := strings.ReplaceAll(s.Text, "\xff\xfe", "\ufffd\ufffd"); metadata != want { // each byte by itself, as in jsonl
			t.Errorf("metadata %q, want %q", metadata, want)
		}
	}
}

func TestSQLiteLongTexts(t *testing.T) {
	long := strings.Repeat("é", 40000)
	db, _ := openDatabase(t, written(t, Options{Format: SQLite}, one(long)))
	if got := query(t, db, "SELECT length(text) FROM sentences"); got != "40000\n" {
		t.Error(got)
	}
}

func TestSQLiteUncertainAndSeveralLabels(t *testing.T) {
	unsure := say("a.txt", 1, "Perhaps so.", result.Uncertain, 0.41, "neutral", 0.52)
	unsure.Tasks[0].Probabilities = unsure.Tasks[0].Probabilities[:3]
	none := topics()
	none.Tasks[0].Label = result.Uncertain
	db, _ := openDatabase(t, written(t, Options{Format: SQLite}, unsure, topics("prices", "traffic"), topics(), none))
	got := query(t, db, "SELECT sentence_id, task, label, probability IS NULL FROM labels WHERE chosen AND task <> 'tone'")
	want := "1|stance|uncertain|1\n2|topic|prices|0\n2|topic|traffic|0\n4|topic|uncertain|1\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestSQLiteDocuments(t *testing.T) {
	same := func(number int) result.Sentence { return say("a.txt", number, "A.", "favor", 0.5, "alarm", 0.5) }
	other := say("b.txt", 3, "B.", "favor", 0.9, "alarm", 0.5)
	other.Metadata = document.Fields{{Name: "b", Value: "2"}, {Name: "a", Value: "1"}}
	db, _ := openDatabase(t, written(t, Options{Format: SQLite}, same(1), same(2), same(1), other, same(2)))
	if got := query(t, db, "SELECT document_id FROM sentences"); got != "1\n1\n2\n3\n4\n" {
		t.Error(got)
	}
	if got := query(t, db, "SELECT metadata FROM documents"); got != "{}\n{}\n"+`{"b":"2","a":"1"}`+"\n{}\n" {
		t.Error(got)
	}
	sorted := Options{Format: SQLite, Selection: Selection{Sort: "stance"}}
	db, _ = openDatabase(t, written(t, sorted, same(1), same(2), other, same(4)))
	if got := query(t, db, "SELECT s.sentence, d.name FROM sentences s JOIN documents d ON d.id = s.document_id ORDER BY s.id"); got != "3|b.txt\n1|a.txt\n2|a.txt\n4|a.txt\n" {
		t.Error(got)
	}
	if got := query(t, db, "SELECT count(*) FROM documents"); got != "2\n" {
		t.Error(got)
	}
}

func TestSQLiteHoldsManySentences(t *testing.T) {
	n := 3*perTransaction + 7
	db, _ := openDatabase(t, written(t, Options{Format: SQLite}, many(n)...))
	got := query(t, db, "SELECT (SELECT count(*) FROM sentences), (SELECT count(*) FROM labels), (SELECT count(*) FROM documents)")
	if want := fmt.Sprintf("%d|%d|%d\n", n, n*10, (n+99)/100); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := query(t, db, "SELECT text FROM sentences WHERE id = 12345"); got != "Sentence 12344.\n" {
		t.Error(got)
	}
}

func TestSQLiteUsesItsIndexes(t *testing.T) {
	db, _ := openDatabase(t, written(t, Options{Format: SQLite}, many(10)...))
	for text, index := range map[string]string{
		"SELECT * FROM labels WHERE sentence_id = 1":                           "USING PRIMARY KEY (sentence_id=?)",
		"SELECT count(*) FROM labels WHERE task = 'tone' AND label = 'praise'": "labels_label",
		"SELECT * FROM evidence WHERE sentence_id = 1":                         "evidence_sentence",
		"SELECT * FROM sentences WHERE document_id = 1":                        "sentences_document",
		"SELECT * FROM loaded WHERE term = 'vile'":                             "loaded_term",
	} {
		if plan := query(t, db, "EXPLAIN QUERY PLAN "+text); !strings.Contains(plan, index) {
			t.Errorf("%s: %s", text, plan)
		}
	}
}

func TestSQLiteWithoutSentences(t *testing.T) {
	db, _ := openDatabase(t, written(t, Options{Format: SQLite}))
	if got := query(t, db, "SELECT count(*) FROM sentences"); got != "0\n" {
		t.Error(got)
	}
}

func TestSQLiteNoneKeepsNothingOfARun(t *testing.T) {
	var out bytes.Buffer
	w, err := New(&out, Options{Format: SQLite})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(one("A.")); err != nil {
		t.Fatal(err)
	}
	Discard(w)
	if out.Len() > 0 {
		t.Errorf("%d bytes", out.Len())
	}
}
