package report

import (
	"regexp"
	"strings"
	"unicode"
)

// number is what begins with a sign and is harmless all the same.
var number = regexp.MustCompile(`^[+-]?[0-9]+([.,][0-9]+)?$`)

// guard puts an apostrophe before a text that a spreadsheet would run as a formula: one that begins, after
// white space, with = + - @ or their full-width forms, or whose white space at the beginning holds a tab
// or a line end. Plain numbers are left as they are.
func guard(cell string) string {
	rest := strings.TrimLeftFunc(cell, unicode.IsSpace)
	if number.MatchString(rest) {
		return cell
	}
	space := cell[:len(cell)-len(rest)]
	if strings.IndexAny(rest, "=+-@＝＋－＠") == 0 || strings.ContainsAny(space, "\t\r\n") {
		return "'" + cell
	}
	return cell
}
