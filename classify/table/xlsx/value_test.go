package xlsx

import (
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

func TestStyleOf(t *testing.T) {
	for code, want := range map[string]style{
		"yyyy-mm-dd": dated, "d.m.yy": dated, "h:mm AM/PM": dated, `[$-409]d\-mmm\-yy;@`: dated, "[Red]m/d": dated, "DD/MM": dated,
		"General": plain, "0.00": plain, "0.00E+00": plain, `0" days"`: plain, `0\d`: plain, "#,##0_s": plain, "0*d": plain,
		"[h]:mm": plain, "[ss]": plain, "[HH]:MM": plain, `0;"yes"`: plain, "0;d": plain, `"open`: plain, "[open": plain, "@": plain, "": plain, `\`: plain,
	} {
		if got := styleOf(code); got != want {
			t.Errorf("%q: %v, want %v", code, got, want)
		}
	}
}

// Days count from 1900-01-01, which is 1; 60 is a day that never was.
func TestDateOf(t *testing.T) {
	b := &book{}
	for days, want := range map[float64]string{
		1: "1900-01-01", 59: "1900-02-28", 61: "1900-03-01", 45413: "2024-05-01", 2958465: "9999-12-31",
		45413.5: "2024-05-01T12:00:00", 45413.000005787: "2024-05-01T00:00:00.5", 0.75: "18:00:00", 0: "00:00:00",
	} {
		if got, ok := b.dateOf(days); got != want || !ok {
			t.Errorf("%v: %s, want %s", days, got, want)
		}
	}
	for _, days := range []float64{-1, 2958466, 1e300} {
		if got, ok := b.dateOf(days); ok {
			t.Errorf("%v is %s", days, got)
		}
	}
	b.is1904 = true
	if got, _ := b.dateOf(1); got != "1904-01-02" {
		t.Error(got)
	}
}

func TestDatesAgreeWithTheLibrary(t *testing.T) {
	b := &book{}
	for days := 61.0; days < 60000; days += 97.25 {
		want, err := excelize.ExcelDateToTime(days, false)
		if err != nil {
			t.Fatal(err)
		}
		layout := "2006-01-02T15:04:05"
		if days == float64(int(days)) {
			layout = time.DateOnly
		}
		if got, _ := b.dateOf(days); got != want.Format(layout) {
			t.Errorf("%v: %s, want %s", days, got, want.Format(layout))
		}
	}
}

func TestNumberOf(t *testing.T) {
	b := &book{styles: []style{plain, dated}}
	for _, c := range []struct{ style, value, want string }{
		{"", "5", "5"}, {"0", "-5", "-5"}, {"", "1234567890123456789", "1234567890123456789"}, {"", "007", "007"},
		{"", "0.1", "0.1"}, {"", "0.30000000000000004", "0.3"}, {"", "0.10000000000000001", "0.1"}, {"", "2.5E-2", "0.025"},
		{"", "1E+20", "100000000000000000000"}, {"", "1E+21", "1e+21"}, {"", "1E-7", "1e-07"}, {"", "1.0", "1"}, {"", "-0.0", "-0"},
		{"1", "45413", "2024-05-01"}, {"1", "-3", "-3"}, {"2", "45413", "45413"}, {"x", "45413", "45413"},
		{"", "", ""}, {"1", "n/a", "n/a"}, {"1", "Inf", "Inf"}, {"1", "NaN", "NaN"},
	} {
		if got := b.numberOf(c.style, c.value); got != c.want {
			t.Errorf("%s in style %s: %s, want %s", c.value, c.style, got, c.want)
		}
	}
}

func TestUnescape(t *testing.T) {
	for text, want := range map[string]string{
		"plain": "plain", "_x000D_": "\r", "a_x005F_x0041_": "a_x0041_", "_x00": "_x00", "_xZZZZ_": "_xZZZZ_",
		"_x0041": "_x0041", "__x0041__": "_A_", "_xD800_": "\ufffd", "_x": "_x",
	} {
		if got := unescape(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestColumnNames(t *testing.T) {
	s := &Sheet{row: 7}
	for name, want := range map[string]int{"A7": 1, "Z7": 26, "AA7": 27, "XFD7": 16384} {
		got, err := s.column(name, 1)
		if got != want || err != nil || letters(got)+"7" != name {
			t.Errorf("%s: %d, %s, %v", name, got, letters(got), err)
		}
	}
	for _, name := range []string{"XFE7", "AAAA7", "A8", "a7", "7", "A", "A07", "A+7", "\x1b7"} {
		if got, err := s.column(name, 1); err == nil {
			t.Errorf("%q: %d", name, got)
		}
	}
}
