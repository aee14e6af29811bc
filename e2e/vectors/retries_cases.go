package main

import (
	"fmt"
	"strings"
)

type retryCase struct {
	id string
	in retryIn
}

var modes = []string{"do", "doRaw", "stream", "watch"}

// done is the answer that ends every story well: a watch reads it as a stream without events.
var done = answer(200, "", "Content-Type", "application/json", "Connection", "close")

// fault is a reply that is none.
func fault(kind string) reply { return reply{Fault: kind} }

// busy is an answer of a server that asks to come back later, over another connection: on a kept one Go's transport would try
// again by itself if it broke.
func busy(status int, after string, headers ...string) reply {
	return answer(status, "busy", append([]string{"Content-Type", "text/plain", "Connection", "close", "Retry-After", after}, headers...)...)
}

// retryAfterCases are about what the header may say.
func retryAfterCases() []retryCase {
	var cases []retryCase
	for _, after := range []string{"0", "1", "5", "120", "300", "301", "86400", "+3", "-1", "-0", "007", "1.5", "1e3", "0x10", "1s", "1_000", "", " 7 ",
		"7, 8", "abc", "٣", "Wed, 21 Oct 2026 07:28:00 GMT", "Wed, 21 Oct 2015 07:28:00 GMT", "2147483647", "2147483648",
		"9223372036854775807", "9223372036854775808", "99999999999999999999", "-9223372036854775808"} {
		cases = append(cases, retryCase{fmt.Sprintf("after %q", after), retryIn{"do", "GET", nil, []reply{busy(429, after), done}}})
	}
	two := answer(503, "", "Retry-After", "2", "Retry-After", "3", "Connection", "close")
	cases = append(cases,
		retryCase{"after two lines", retryIn{"do", "GET", nil, []reply{two, done}}},
		retryCase{"after an empty line and another", retryIn{"do", "GET", nil, []reply{answer(503, "", "Retry-After", "", "Retry-After", "3"), done}}},
		retryCase{"after no header", retryIn{"do", "GET", nil, []reply{answer(503, ""), done}}},
	)
	return cases
}

// statusRetryCases are about which answers are tried again, by which methods, in which modes.
func statusRetryCases() []retryCase {
	var cases []retryCase
	for _, status := range []int{200, 206, 207, 400, 401, 404, 408, 409, 425, 429, 499, 500, 501, 502, 503, 504, 599} {
		cases = append(cases, retryCase{fmt.Sprintf("status %d", status), retryIn{"do", "GET", nil, []reply{busy(status, "2"), done}}})
	}
	for _, mode := range modes {
		verbs := []string{"GET", "POST"}
		if mode == "do" {
			verbs = []string{"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
		}
		for _, verb := range verbs {
			for _, status := range []int{429, 503} {
				cases = append(cases, retryCase{fmt.Sprintf("%s of a %s, status %d", mode, verb, status),
					retryIn{mode, verb, nil, []reply{busy(status, "2"), done}}})
			}
		}
	}
	for _, mode := range modes {
		cases = append(cases, retryCase{mode + " with a large body to throw away",
			retryIn{mode, "GET", nil, []reply{answer(503, strings.Repeat("x", 2100), "Retry-After", "1", "Connection", "close"), done}}})
	}
	return cases
}

// retryLimitCases are about how often, and with which bodies.
func retryLimitCases() []retryCase {
	var cases []retryCase
	for _, mode := range modes {
		for _, most := range []int{0, 1, 3, -1} {
			cases = append(cases, retryCase{fmt.Sprintf("%s of at most %d retries", mode, most),
				retryIn{mode, "GET", []call{c("maxRetries", most)}, []reply{busy(429, "1")}}})
		}
		cases = append(cases,
			retryCase{mode + " of as many retries as there are", retryIn{mode, "GET", nil, []reply{busy(503, "1")}}},
			retryCase{mode + " of bytes", retryIn{mode, "POST", []call{c("body", "bytes", "abc")}, []reply{busy(429, "1"), busy(500, "2"), done}}},
			retryCase{mode + " of a stream", retryIn{mode, "POST", []call{c("body", "stream", "abc")}, []reply{busy(429, "1"), done}}},
		)
	}
	return append(cases, retryCase{"different waits", retryIn{"do", "GET", nil, []reply{busy(429, "3"), busy(503, "0"), busy(500, "1"), busy(429, "10"), done}}})
}

// faultCases are about what happens to connections.
func faultCases() []retryCase {
	var cases []retryCase
	for _, kind := range []string{closes, closesInHead, resets, refuses, timesOut, brokenPipe, unknownHost} {
		for _, mode := range modes {
			cases = append(cases, retryCase{fmt.Sprintf("%s of a GET: %s", mode, kind), retryIn{mode, "GET", nil, []reply{fault(kind), done}}})
		}
		for _, mode := range []string{"do", "watch"} {
			cases = append(cases, retryCase{fmt.Sprintf("%s of a POST: %s", mode, kind), retryIn{mode, "POST", nil, []reply{fault(kind), done}}})
		}
	}
	for _, mode := range modes {
		cases = append(cases,
			retryCase{mode + ": closes for ever", retryIn{mode, "GET", []call{c("maxRetries", 3)}, []reply{fault(closes)}}},
			retryCase{mode + ": resets for ever", retryIn{mode, "GET", []call{c("maxRetries", 2)}, []reply{fault(resets)}}},
			retryCase{mode + " of a stream: closes", retryIn{mode, "GET", []call{c("body", "stream", "abc")}, []reply{fault(closes), done}}},
		)
	}
	return append(cases,
		retryCase{"a PUT: closes", retryIn{"do", "PUT", nil, []reply{fault(closes), done}}},
		retryCase{"a DELETE: resets", retryIn{"do", "DELETE", nil, []reply{fault(resets), done}}},
		retryCase{"an OPTIONS: closes", retryIn{"do", "OPTIONS", nil, []reply{fault(closes), done}}},
		retryCase{"a GET in small letters: closes", retryIn{"do", "get", nil, []reply{fault(closes), done}}},
		retryCase{"an empty verb: closes", retryIn{"do", "", nil, []reply{fault(closes), done}}},
	)
}

// previousErrorCases are about an error that tells of the one before it.
func previousErrorCases() []retryCase {
	var cases []retryCase
	at := func(name string, replies ...reply) {
		for _, mode := range []string{"do", "doRaw", "watch"} {
			cases = append(cases, retryCase{mode + ": " + name, retryIn{mode, "GET", []call{c("maxRetries", 2)}, replies}})
		}
	}
	at("closes, then refuses", fault(closes), fault(refuses))
	at("resets, then closes for ever", fault(resets), fault(closes))
	at("closes, is busy, then refuses", fault(closes), busy(503, "1"), fault(refuses))
	at("is busy, then refuses", busy(429, "4"), fault(refuses))
	at("resets, then is not found", fault(resets), answer(404, "", "Connection", "close"))
	at("closes, then stays busy", fault(closes), busy(429, "1"))
	return cases
}
