package features

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cespare/xxhash/v2"
)

// crossMark stands between a feature's name and the target it counts for. A name has it nowhere else before
// the target: words hold no white space, and none is the sign alone.
const crossMark = " × "

// maxTargetName is how many bytes of a target go into the names of features.
const maxTargetName = 100

// targetName is a target in the name of a feature: as it stands, where it is short and printable, and else
// quoted as in Go, the rest of a long one told by a checksum. No two targets have one name.
func targetName(target string) string {
	switch {
	case len(target) > maxTargetName:
		head := target[:wholeRunes(target, maxTargetName)]
		return fmt.Sprintf("%s %016x", strconv.Quote(head), xxhash.Sum64String(target))
	case isPlainTarget(target):
		return target
	}
	return strconv.Quote(target)
}

// isPlainTarget tells whether a target can stand in a name as it is. One that begins with a quotation mark
// could pass for one that is quoted.
func isPlainTarget(target string) bool {
	return utf8.ValidString(target) && target[0] != '"' &&
		!strings.ContainsFunc(target, func(r rune) bool { return !unicode.IsPrint(r) })
}
