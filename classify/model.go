package classify

import (
	"rhetor/features"
	"rhetor/models"
)

// Version is the version of rhetor. It goes into every model file.
const Version = "0.1.0"

// Model is a trained model: everything that labels sentences, and where it came from.
type Model struct {
	Settings   Settings
	Vocabulary *features.Vocabulary
	Lexicon    *features.Lexicon
	Crossed    []string // targets that have features of their own
	Tasks      []Task
	Card       Card
}

// Task is one task of a model.
type Task struct {
	Name        string             `json:"name"`
	Multi       bool               `json:"multi"`
	Labels      []string           `json:"labels"`
	Calibration models.Calibration `json:"calibration"`
	Decision    models.Decision    `json:"decision"`
	Linear      *models.Linear     `json:"-"`
}

// Card is what a reader should know of a model.
type Card struct {
	Rhetor      string        `json:"rhetor"`      // version that trained it
	Stemmer     string        `json:"stemmer"`     // version of the stemmer its features depend on
	Fingerprint string        `json:"fingerprint"` // SHA-256 of the training data
	Files       []string      `json:"files"`       // names of the corpus files, without their folders
	Rows        int           `json:"rows"`
	HasTarget   bool          `json:"has_target"` // sentences came with targets
	Counts      []LabelCounts `json:"counts"`     // one a task
	Measured    string        `json:"measured"`   // how Evaluations were measured
	Evaluations []*Evaluation `json:"evaluations"`
}

// LabelCounts is how many rows of training have each label, in the order of the task's labels.
type LabelCounts struct {
	Task string `json:"task"`
	Rows []int  `json:"rows"`
}
