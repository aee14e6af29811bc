package main

import (
	"context"
	"encoding/json"
	"strings"
)

// requestCase is a request that is built, and sent if nothing is wrong with it.
type requestCase struct {
	client clientSpec
	verb   string
	calls  []call
}

type requestIn struct {
	Client clientSpec `json:"client"`
	Verb   string     `json:"verb"`
	Calls  []call     `json:"calls"`
}

type requestDid struct {
	// URL is what Request.URL says, without the origin.
	URL string `json:"url,omitempty"`
	// Error is the error of the client, of the builder, or of Do before anything is sent.
	Error string `json:"error,omitempty"`
	Sent  *sent  `json:"sent,omitempty"`
}

// entry is one line of a table of requests: a name, the client, the verb and the calls.
type entry struct {
	id string
	requestCase
}

// r writes an entry down.
func r(id string, client clientSpec, verb string, calls ...call) entry {
	return entry{id, requestCase{client, verb, calls}}
}

func requestVectors() []vector {
	var vectors []vector
	for _, cases := range [][]entry{pathCases, mistakeCases, headerCases, bodyCases, timeoutCases} {
		for _, each := range cases {
			vectors = append(vectors, each.vector())
		}
	}
	return vectors
}

func (e entry) vector() vector {
	// A constant name: the default one is the program's.
	spec := e.client
	if spec.UserAgent == "" {
		spec.UserAgent = "vectors"
	}
	return vector{ID: e.id, In: requestIn{spec, e.verb, e.calls}, Did: send(spec, e.verb, e.calls)}
}

func send(spec clientSpec, verb string, calls []call) requestDid {
	to := &server{replies: []reply{ok(`{"kind":"Status","apiVersion":"v1","status":"Success"}`)}}
	client, err := newClient(spec, to)
	if err != nil {
		return requestDid{Error: err.Error()}
	}
	request := build(client, verb, calls)
	if err := request.Error(); err != nil {
		return requestDid{Error: err.Error()}
	}
	url := *request.URL()
	url.User = nil
	did := requestDid{URL: strings.TrimPrefix(url.String(), origin)}
	if err := request.Do(context.Background()).Error(); err != nil {
		did.Error = err.Error()
	}
	if len(to.requests) > 0 {
		did.Sent = comparableRequest(to.requests[0])
	}
	return did
}

// comparableRequest leaves out what every request has, and says what an object in the body means instead of how it is written.
func comparableRequest(request sent) *sent {
	for _, name := range []string{"host", "connection"} {
		delete(request.Headers, name)
	}
	if strings.HasPrefix(string(request.Body), `{"kind":`) {
		if json.Unmarshal([]byte(request.Body), &request.JSON) == nil {
			request.Body = ""
			delete(request.Headers, "content-length")
		}
	}
	return &request
}
