package report

import (
	"database/sql"
	"strings"
)

// insert collects the rows of a table, and writes many of them with one statement.
type insert struct {
	db      *sql.DB
	table   string
	columns int
	values  []any
	full    *sql.Stmt // for perInsert rows
}

// perInsert is how many rows one statement writes.
const perInsert = 64

func newInsert(db *sql.DB, table string, columns int) (*insert, error) {
	full, err := db.Prepare(statement(table, columns, perInsert))
	return &insert{db: db, table: table, columns: columns, full: full}, err
}

// statement is the SQL for some rows of a table.
func statement(table string, columns, rows int) string {
	row := "(" + strings.Repeat("?,", columns-1) + "?)"
	return "INSERT INTO " + table + " VALUES " + strings.Repeat(row+",", rows-1) + row
}

// add adds a row.
func (i *insert) add(values ...any) error {
	if i.values = append(i.values, values...); len(i.values) < perInsert*i.columns {
		return nil
	}
	_, err := i.full.Exec(i.values...)
	i.empty()
	return err
}

// finish writes the rows that are left.
func (i *insert) finish() error {
	defer i.empty()
	if len(i.values) == 0 {
		return i.full.Close()
	}
	if _, err := i.db.Exec(statement(i.table, i.columns, len(i.values)/i.columns), i.values...); err != nil {
		return err
	}
	return i.full.Close()
}

func (i *insert) empty() {
	clear(i.values)
	i.values = i.values[:0]
}
