package main

import (
	"context"
	"errors"
	"io"
	"net/url"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/client-go/rest"
)

// retryIn is a request, how its answer is read (`do`, `doRaw`, `stream` or `watch`), and what the server does, its last reply
// for ever.
type retryIn struct {
	Mode    string  `json:"mode"`
	Verb    string  `json:"verb"`
	Calls   []call  `json:"calls,omitempty"`
	Replies []reply `json:"replies"`
}

type retryDid struct {
	Attempts int `json:"attempts"`
	// Waits are those before each further attempt, in milliseconds.
	Waits []int64 `json:"waits"`
	// Bodies are what the server was sent, if it was sent anything.
	Bodies []octets `json:"bodies,omitempty"`
	// Error is the text of what the call failed with; Status and Reason are those of a StatusError.
	Error  string `json:"error,omitempty"`
	Status int32  `json:"status,omitempty"`
	Reason string `json:"reason,omitempty"`
	// Body is what was read, if the call did not fail.
	Body octets `json:"body,omitempty"`
}

// recorder takes the place of the waits between attempts: it notes them, and does not wait.
type recorder struct {
	attempts int
	waits    []int64
}

func (r *recorder) UpdateBackoffWithContext(context.Context, *url.URL, error, int) { r.attempts++ }

func (r *recorder) CalculateBackoffWithContext(context.Context, *url.URL) time.Duration { return 0 }

func (r *recorder) SleepWithContext(_ context.Context, d time.Duration) {
	// Before the first attempt it is asked to wait for nothing.
	if r.attempts > 0 {
		r.waits = append(r.waits, d.Milliseconds())
	}
}

func retryVectors() []vector {
	var vectors []vector
	for _, cases := range [][]retryCase{retryAfterCases(), statusRetryCases(), retryLimitCases(), faultCases(), previousErrorCases()} {
		for _, each := range cases {
			vectors = append(vectors, vector{each.id, each.in, each.in.run()})
		}
	}
	return vectors
}

func (in retryIn) run() retryDid {
	to := &server{replies: in.Replies}
	client, err := newClient(coreV1, to)
	must(err)
	waits := &recorder{waits: []int64{}}
	request := build(client, in.Verb, in.Calls).Resource("pods").Name("x").BackOffWithContext(waits)
	var did retryDid
	body, err := in.consume(request)
	if err != nil {
		did.Error = err.Error()
		if status := apierrors.APIStatus(nil); errors.As(err, &status) {
			did.Status, did.Reason = status.Status().Code, string(status.Status().Reason)
		}
	} else {
		did.Body = octets(body)
	}
	did.Attempts, did.Waits = waits.attempts, waits.waits
	to.lock.Lock()
	defer to.lock.Unlock()
	for _, request := range to.requests {
		if request.Headers["content-length"] != nil || request.Headers["transfer-encoding"] != nil {
			did.Bodies = append(did.Bodies, request.Body)
		}
	}
	return did
}

// consume executes the request and reads its answer to the end.
func (in retryIn) consume(request *rest.Request) ([]byte, error) {
	ctx := context.Background()
	switch in.Mode {
	case "do":
		result := request.Do(ctx)
		body, _ := result.Raw()
		return body, result.Error()
	case "doRaw":
		return request.DoRaw(ctx)
	case "stream":
		stream, err := request.Stream(ctx)
		if err != nil {
			return nil, err
		}
		defer stream.Close()
		return io.ReadAll(stream)
	case "watch":
		watch, err := request.Watch(ctx)
		if err != nil {
			return nil, err
		}
		var types []byte
		for event := range watch.ResultChan() {
			types = append(types, event.Type...)
		}
		return types, nil
	default:
		panic("no mode " + in.Mode)
	}
}
