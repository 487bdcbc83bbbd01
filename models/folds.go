package models

import (
	"math/rand/v2"
	"sort"
)

// Folds deals rows into k folds so that each fold has its share of every class, and rows of one group are
// never parted. It returns the fold of each row, from 0 to k-1. groups may be nil: then each row is a group
// of its own. The same rows and seed always give the same folds.
//
// Groups are shuffled, then dealt from the largest to the smallest, each to the fold that it leaves most
// even (Sechidis, Tsoumakas and Vlahavas, "On the stratification of multi-label data", 2011, for groups).
func Folds(classes []int, groups []string, k int, seed uint64) []int {
	members := groupRows(classes, groups)
	random := rand.New(rand.NewPCG(seed, uint64(k)))
	random.Shuffle(len(members), func(a, b int) { members[a], members[b] = members[b], members[a] })
	sort.SliceStable(members, func(a, b int) bool { return len(members[a]) > len(members[b]) })
	dealer := newDealer(classes, k)
	folds := make([]int, len(classes))
	for _, rows := range members {
		fold := dealer.deal(rows, classes)
		for _, row := range rows {
			folds[row] = fold
		}
	}
	return folds
}

// groupRows lists each group's rows, groups in the order of their first row.
func groupRows(classes []int, groups []string) [][]int {
	var members [][]int
	number := map[string]int{}
	for row := range classes {
		if groups == nil {
			members = append(members, []int{row})
			continue
		}
		group, seen := number[groups[row]]
		if !seen {
			group = len(members)
			number[groups[row]] = group
			members = append(members, nil)
		}
		members[group] = append(members[group], row)
	}
	return members
}

// dealer keeps how many rows of each class every fold has.
type dealer struct {
	total []int   // rows of each class in all
	dealt [][]int // rows of each class in each fold
	size  []int   // rows in each fold
}

func newDealer(classes []int, k int) *dealer {
	most := 0
	for _, class := range classes {
		most = max(most, class)
	}
	d := &dealer{total: make([]int, most+1), dealt: make([][]int, k), size: make([]int, k)}
	for fold := range d.dealt {
		d.dealt[fold] = make([]int, most+1)
	}
	for _, class := range classes {
		d.total[class]++
	}
	return d
}

// deal gives the rows to the fold that has the smallest share of their classes so far; of equals, to the
// smallest fold; of equals, to the first.
func (d *dealer) deal(rows, classes []int) int {
	best, bestShare := 0, 0.0
	for fold := range d.dealt {
		share := 0.0
		for _, row := range rows {
			share += float64(d.dealt[fold][classes[row]]) / float64(d.total[classes[row]])
		}
		if fold == 0 || share < bestShare || share == bestShare && d.size[fold] < d.size[best] {
			best, bestShare = fold, share
		}
	}
	for _, row := range rows {
		d.dealt[best][classes[row]]++
	}
	d.size[best] += len(rows)
	return best
}
