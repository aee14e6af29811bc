package main

import (
	"errors"
	"net/url"
	"time"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/util/flowcontrol"
	testingclock "k8s.io/utils/clock/testing"
)

// backoffStep is something that is done to a backoff, after some seconds have passed: `next`, `get` or `reset` of a key.
type backoffStep struct {
	After int    `json:"after,omitempty"`
	Does  string `json:"does"`
	Key   string `json:"key"`
}

// urlBackoffStep is an attempt at a URL: how long it waits, and how it then ends, 0 being without an answer.
type urlBackoffStep struct {
	After  int    `json:"after,omitempty"`
	URL    string `json:"url"`
	Status int    `json:"status"`
}

// backoffIn is a backoff, in seconds, and what is done to it.
type backoffIn[S any] struct {
	Initial int `json:"initial"`
	Max     int `json:"max"`
	Steps   []S `json:"steps"`
}

// backoffDid are the milliseconds that are to be waited, after each step or before each attempt.
type backoffDid struct {
	Waits []int64 `json:"waits"`
}

// backoffVectors tell how the waits of a key grow, and are forgotten.
func backoffVectors() []vector {
	next := func(key string, after ...int) (steps []backoffStep) {
		for _, each := range after {
			steps = append(steps, backoffStep{each, "next", key})
		}
		return steps
	}
	get := func(key string, after int) backoffStep { return backoffStep{after, "get", key} }
	reset := backoffStep{0, "reset", "a"}
	var vectors []vector
	for _, each := range []struct {
		id string
		in backoffIn[backoffStep]
	}{
		{"doubling to the end", backoffIn[backoffStep]{1, 50, append(next("a", make([]int, 9)...), get("a", 0))}},
		{"unknown", backoffIn[backoffStep]{1, 50, []backoffStep{get("a", 0)}}},
		{"a first wait beyond the end", backoffIn[backoffStep]{100, 50, next("a", 0, 0, 0)}},
		{"two keys", backoffIn[backoffStep]{1, 50, append(append(next("a", 0, 0, 0), next("b", 0)...), get("a", 0))}},
		{"reset", backoffIn[backoffStep]{1, 50, append(append(next("a", 0, 0, 0), reset, get("a", 0)), next("a", 0)...)}},
		{"a long rest starts again", backoffIn[backoffStep]{1, 10, next("a", 0, 0, 0, 20, 21, 0)}},
		{"a long rest is remembered until then", backoffIn[backoffStep]{1, 10, append(next("a", 0, 0), get("a", 100))}},
	} {
		clock := testingclock.NewFakeClock(time.Unix(1_000_000, 0))
		backoff := flowcontrol.NewFakeBackOff(seconds(each.in.Initial), seconds(each.in.Max), clock)
		var did backoffDid
		for _, step := range each.in.Steps {
			clock.Step(seconds(step.After))
			switch step.Does {
			case "next":
				backoff.Next(step.Key, clock.Now())
			case "reset":
				backoff.Reset(step.Key)
			}
			did.Waits = append(did.Waits, backoff.Get(step.Key).Milliseconds())
		}
		vectors = append(vectors, vector{each.id, each.in, did})
	}
	return vectors
}

// urlBackoffVectors tell how long a server is left alone that has been failing.
func urlBackoffVectors() []vector {
	const here = "https://server:6443/api"
	at := func(url string, statuses ...int) (steps []urlBackoffStep) {
		for _, status := range statuses {
			steps = append(steps, urlBackoffStep{0, url, status})
		}
		return steps
	}
	var vectors []vector
	for _, each := range []struct {
		id string
		in backoffIn[urlBackoffStep]
	}{
		{"a server that recovers and fails again", backoffIn[urlBackoffStep]{1, 200, at(here, 504, 504, 504, 504, 200, 504, 504, 504, 200, 200)}},
		{"too many requests", backoffIn[urlBackoffStep]{1, 5, at(here, 429, 429, 429, 429, 404, 429, 429)}},
		{"no answer resets", backoffIn[urlBackoffStep]{1, 200, at(here, 500, 500, 0, 500, 500)}},
		{"errors of the client do not count", backoffIn[urlBackoffStep]{1, 200, at(here, 499, 400, 301, 499, 500, 200)}},
		{"another path of the same server", backoffIn[urlBackoffStep]{1, 200, append(at(here, 500, 500), at("http://server:6443/other?a=b", 500, 500)...)}},
		{"another server", backoffIn[urlBackoffStep]{1, 200, append(at(here, 500, 500), at("https://other/api", 500, 500)...)}},
		{"another port", backoffIn[urlBackoffStep]{1, 200, append(at(here, 500, 500), at("https://server:6444/api", 500, 500)...)}},
		{"a long rest", backoffIn[urlBackoffStep]{1, 10, append(at(here, 500, 500), urlBackoffStep{21, here, 500}, urlBackoffStep{0, here, 200})}},
		{"no waits", backoffIn[urlBackoffStep]{0, 0, at(here, 500, 500, 500)}},
	} {
		clock := testingclock.NewFakeClock(time.Unix(1_000_000, 0))
		manager := &rest.URLBackoff{Backoff: flowcontrol.NewFakeBackOff(seconds(each.in.Initial), seconds(each.in.Max), clock)}
		var did backoffDid
		for _, step := range each.in.Steps {
			clock.Step(seconds(step.After))
			target, err := url.Parse(step.URL)
			must(err)
			did.Waits = append(did.Waits, manager.CalculateBackoff(target).Milliseconds())
			if step.Status == 0 {
				err = errors.New("no answer")
			}
			manager.UpdateBackoff(target, err, step.Status)
		}
		vectors = append(vectors, vector{each.id, each.in, did})
	}
	return vectors
}

func seconds(n int) time.Duration { return time.Duration(n) * time.Second }
