package features

import "strings"

// The words below are known by their form without a final dot, in lower case.
var (
	// titles stand with a capital before a name, and never end a sentence.
	titles = wordSet(`mr mrs ms mx messrs dr drs prof gen maj lt col capt cpl sgt pvt adm cmdr cdr brig
		sen sens rep reps gov pres hon rev supt insp det atty amb treas msgr fr mme mlle mt`)

	// inner abbreviations always stand before something.
	inner = wordSet(`vs e.g eg i.e ie f.e cf viz approx incl`)

	// references stand before a number.
	references = wordSet(`no nos n° nr fig figs p pp vol vols ch chap sec secs art arts eq eqs ref refs
		para paras ext tel ca c rs ver op`)

	// suffixes stand after a name or a number, and may end a sentence.
	suffixes = wordSet(`co corp inc ltd llc plc bros assn jr sr st ave blvd rd ft esq etc al dept est
		u.s u.s.a u.k e.u u.n u.a.e d.c ph.d m.d b.a m.a i.v min hr hrs yr yrs oz lb lbs yd`)

	// calendar and states may end a sentence too, but with a capital: "Ill." is not "ill."
	calendar = wordSet(`jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri`)
	states   = wordSet(`ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont
		neb nev okla ore pa penn tenn tex va vt wash wis wyo`)

	// openings label the sentence that follows them.
	openings = wordSet(`p.s ps p.p.s n.b nb q a`)

	// starters begin sentences, and are no part of a name that goes on after an abbreviation.
	starters = wordSet(`the a this that these those there here it its he she they we i you his her their our
		my your who what when where why how which if but and or so yet because although though while since
		after before as at in on by for from with without during once until unless then now thus still
		however moreover meanwhile nevertheless instead also again only even is are was were do does did
		has have had can could would should not some many most all both each every no yes let perhaps`)

	// sayings report speech.
	sayings = wordSet(`said says say asked asks replied replies added adds told tells wrote writes explained
		explains shouted yelled cried whispered answered thought wondered warned warns argued argues
		insisted insists noted notes continued continues declared demanded demands exclaimed quipped joked
		recalled recalls tweeted responded`)

	// hosts are last parts of host and file names that a capital may begin.
	hosts = wordSet(`com org net edu gov co uk us eu io js html htm pdf txt doc`)

	// hours are dates and time zones that go on after a time of day.
	hours = wordSet(`et est edt ct cst cdt mt mst mdt pt pst pdt gmt utc cet cest bst eastern central pacific
		monday tuesday wednesday thursday friday saturday sunday january february march april may june july
		august september october november december jan feb mar apr jun jul aug sept oct nov dec`)
)

// isAbbreviation tells whether a word in lower case is one of the abbreviations above.
func isAbbreviation(word string) bool {
	return titles[word] || inner[word] || references[word] || suffixes[word] || calendar[word]
}

// wordSet is the set of words in a list.
func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(list) {
		set[word] = true
	}
	return set
}
