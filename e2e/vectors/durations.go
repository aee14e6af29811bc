package main

import (
	"strconv"
	"time"
)

// durationVectors tell how a duration is written in a URL. Their input is nanoseconds, as text: some are larger than JSON's numbers.
func durationVectors() []vector {
	cases := []int64{
		0, 1, 999, 1_000, 1_001, 1_500, 10_000, 999_999, 1_000_000, 1_000_001, 1_500_000, 2_030_000, 999_999_999,
		1_000_000_000, 1_500_000_000, 1_000_000_001, 10_100_000_000, 59_999_000_000, 60_000_000_000, 60_500_000_000, 61_000_000_000,
		90_000_000_000, 600_000_000_000, 3_599_000_000_000, 3_600_000_000_000, 3_601_000_000_000, 5_400_000_000_000,
		86_400_000_000_000, 90_061_001_000_000, 31_536_000_000_000_000, -1, -1_500_000, -1_500_000_000, -3_600_000_000_000, 9_000_000_000_000_000_000,
	}
	vectors := make([]vector, 0, len(cases))
	for _, ns := range cases {
		in := strconv.FormatInt(ns, 10)
		vectors = append(vectors, vector{in + " ns", map[string]string{"nanoseconds": in}, map[string]string{"text": time.Duration(ns).String()}})
	}
	return vectors
}
