package models

// Vector is a sparse vector: Value[i] stands in column Index[i], columns ascending, values not below 0.
type Vector struct {
	Index []uint32
	Value []float32
}

// squaredLength is the sum of the squared values, each times its column's scale where scale is not nil.
func (v Vector) squaredLength(scale []float64) float64 {
	sum := 0.0
	for i, column := range v.Index {
		square := float64(v.Value[i]) * float64(v.Value[i])
		if scale != nil {
			square *= scale[column]
		}
		sum += float64(square)
	}
	return sum
}

// dot is the inner product with a dense vector. The explicit conversion forbids fused multiply-add, so
// that every machine gets the same bits.
func (v Vector) dot(dense []float64) float64 {
	sum := 0.0
	for i, column := range v.Index {
		sum += float64(float64(v.Value[i]) * dense[column])
	}
	return sum
}
