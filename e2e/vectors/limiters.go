package main

import (
	"context"
	"time"

	"golang.org/x/time/rate"
	"k8s.io/client-go/util/flowcontrol"
)

// limiterStep is something that happens to a limiter, some milliseconds after it was made: somebody `waits`, somebody `tries`, or
// somebody who waits, counted from 0, is `gone`.
type limiterStep struct {
	At   float64 `json:"at"`
	Does string  `json:"does"`
	Who  int     `json:"who,omitempty"`
}

// limiterIn is a limiter and what happens to it. A float64, and not flowcontrol's float32, says how many a second.
type limiterIn struct {
	QPS   float64       `json:"qps"`
	Burst int           `json:"burst"`
	Steps []limiterStep `json:"steps"`
}

// limiterDid tells of each step: nanoseconds to wait, `never`, or whether a try succeeded; null for who is gone.
type limiterDid struct {
	Steps []any `json:"steps"`
}

func limiterVectors() []vector {
	waits := func(at ...float64) (steps []limiterStep) { return events("waits", at) }
	tries := func(at ...float64) (steps []limiterStep) { return events("tries", at) }
	gone := func(at float64, who int) limiterStep { return limiterStep{at, "gone", who} }
	then := func(steps ...[]limiterStep) (all []limiterStep) {
		for _, some := range steps {
			all = append(all, some...)
		}
		return all
	}
	one := func(step limiterStep) []limiterStep { return []limiterStep{step} }

	var vectors []vector
	for _, each := range []struct {
		id string
		in limiterIn
	}{
		{"a burst at once", limiterIn{5, 10, waits(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)}},
		{"more than a burst at once", limiterIn{5, 2, waits(0, 0, 0, 0, 0, 0)}},
		{"one at a time", limiterIn{10, 1, waits(0, 100, 200, 300)}},
		{"a little too early", limiterIn{10, 1, waits(0, 99, 199.5, 250)}},
		{"a third of a second", limiterIn{3, 1, waits(0, 0, 0, 0, 0, 0, 0)}},
		{"a seventh of a second", limiterIn{7, 2, waits(0, 0, 0, 0, 1, 2, 1000)}},
		{"a tenth a second", limiterIn{0.1, 1, waits(0, 0, 5000, 30000)}},
		{"a thousand a second", limiterIn{1000, 1, waits(0, 0, 0, 0.5, 1, 1.5)}},
		{"a rest fills the bucket", limiterIn{2, 3, then(waits(0, 0, 0, 0), waits(10000, 10000, 10000, 10000, 10000))}},
		{"a rest fills a part of the bucket", limiterIn{2, 3, then(waits(0, 0, 0), waits(750, 750, 750))}},
		{"a try when there is one", limiterIn{1, 2, tries(0, 0, 0, 500, 1000, 1000)}},
		{"a try behind those who wait", limiterIn{1, 1, then(waits(0, 0, 0), tries(1000, 2000, 2999, 3000))}},
		{"a try takes nothing when it fails", limiterIn{1, 1, then(waits(0), tries(1, 2, 3), waits(4))}},
		{"the last who waits is gone", limiterIn{1, 1, then(waits(0, 0, 0), one(gone(100, 2)), waits(200))}},
		{"one in the middle is gone", limiterIn{1, 1, then(waits(0, 0, 0, 0), one(gone(100, 1)), waits(200))}},
		{"all who wait are gone, the first first", limiterIn{1, 1, then(waits(0, 0, 0), one(gone(100, 1)), one(gone(100, 2)), waits(200))}},
		{"all who wait are gone, the last first", limiterIn{1, 1, then(waits(0, 0, 0), one(gone(100, 2)), one(gone(100, 1)), waits(200))}},
		{"gone when it was due", limiterIn{1, 1, then(waits(0, 0), one(gone(1500, 1)), waits(1500))}},
		{"gone just when it is due", limiterIn{1, 1, then(waits(0, 0), one(gone(1000, 1)), waits(1000))}},
		{"gone who did not wait", limiterIn{1, 3, then(waits(0, 0, 0), one(gone(0, 0)), waits(0))}},
		{"gone with more behind than it has", limiterIn{4, 1, then(waits(0, 0, 0, 0, 0), one(gone(10, 2)), one(gone(20, 3)), waits(30, 40))}},
		{"time that goes back", limiterIn{1, 2, waits(1000, 500, 0, 2000)}},
		{"no rate", limiterIn{0, 2, then(waits(0, 0), tries(1000000), waits(2000000))}},
		{"no burst", limiterIn{5, 0, then(waits(0), tries(1000))}},
		{"no burst and no rate", limiterIn{0, 0, waits(0)}},
		{"a negative rate", limiterIn{-1, 1, then(waits(0), tries(1000))}},
		{"a long queue", limiterIn{5, 10, waits(make([]float64, 40)...)}},
	} {
		vectors = append(vectors, vector{each.id, each.in, each.in.run()})
	}
	return vectors
}

func events(does string, at []float64) (steps []limiterStep) {
	for _, each := range at {
		steps = append(steps, limiterStep{At: each, Does: does})
	}
	return steps
}

func (in limiterIn) run() limiterDid {
	limiter := rate.NewLimiter(rate.Limit(in.QPS), in.Burst)
	start := time.Unix(1_000_000, 0)
	var reserved []*rate.Reservation
	var did limiterDid
	for _, step := range in.Steps {
		now := start.Add(milliseconds(step.At))
		switch step.Does {
		case "waits":
			reservation := limiter.ReserveN(now, 1)
			reserved = append(reserved, reservation)
			if delay := reservation.DelayFrom(now); delay == rate.InfDuration {
				did.Steps = append(did.Steps, "never")
			} else {
				did.Steps = append(did.Steps, delay.Nanoseconds())
			}
		case "tries":
			did.Steps = append(did.Steps, limiter.AllowN(now, 1))
		case "gone":
			reserved[step.Who].CancelAt(now)
			did.Steps = append(did.Steps, nil)
		}
	}
	return did
}

// limiterWaitIn is a limiter of which `taken` tokens are gone, and a wait whose context has so many milliseconds left, is canceled
// (-1), or has no end (0).
type limiterWaitIn struct {
	QPS   float32 `json:"qps"`
	Burst int     `json:"burst"`
	Taken int     `json:"taken"`
	Left  int     `json:"left"`
}

// limiterWaitVectors tell which waits are refused at once. The times are far from where it would depend on the machine.
func limiterWaitVectors() []vector {
	var vectors []vector
	for _, each := range []struct {
		id string
		in limiterWaitIn
	}{
		{"a token is there", limiterWaitIn{1, 1, 0, 0}},
		{"a token is there, and a deadline", limiterWaitIn{1, 1, 0, 60000}},
		{"too late for the deadline", limiterWaitIn{0.001, 1, 1, 60000}},
		{"no token ever", limiterWaitIn{0, 1, 1, 60000}},
		{"a burst of nothing", limiterWaitIn{5, 0, 0, 0}},
		{"a negative burst", limiterWaitIn{5, -1, 0, 60000}},
		{"canceled before", limiterWaitIn{5, 1, 0, -1}},
		{"canceled before, with a burst of nothing", limiterWaitIn{5, 0, 0, -1}},
	} {
		limiter := flowcontrol.NewTokenBucketRateLimiter(each.in.QPS, each.in.Burst)
		for range each.in.Taken {
			limiter.TryAccept()
		}
		ctx, cancel := context.Background(), context.CancelFunc(func() {})
		if each.in.Left > 0 {
			ctx, cancel = context.WithTimeout(ctx, milliseconds(each.in.Left))
		} else if each.in.Left < 0 {
			ctx, cancel = context.WithCancel(ctx)
			cancel()
		}
		did := map[string]string{}
		if err := limiter.Wait(ctx); err != nil {
			did["error"] = err.Error()
		}
		cancel()
		vectors = append(vectors, vector{each.id, each.in, did})
	}
	return vectors
}
