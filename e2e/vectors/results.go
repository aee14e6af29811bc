package main

import (
	"context"
	"errors"
	"io"
	"reflect"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/client-go/rest"
)

// resultIn is a request, how its answer is read (`do`, `doRaw`, `stream` or `watch`), and the answer.
type resultIn struct {
	Client clientSpec `json:"client"`
	Verb   string     `json:"verb"`
	Calls  []call     `json:"calls"`
	Mode   string     `json:"mode"`
	Reply  reply      `json:"reply"`
}

type resultDid struct {
	// StatusCode, ContentType and Created are those of the Result of `do`; they are absent if it holds no answer.
	StatusCode  int    `json:"statusCode,omitempty"`
	ContentType string `json:"contentType,omitempty"`
	Created     bool   `json:"created,omitempty"`
	// Raw is the body, also beside an error.
	Raw octets `json:"raw,omitempty"`
	// Warnings are the texts that reached the warning handler.
	Warnings []string  `json:"warnings,omitempty"`
	Error    *errorDid `json:"error,omitempty"`
	// Into is absent if it is the same error.
	Into   *intoDid   `json:"into,omitempty"`
	Events []eventDid `json:"events,omitempty"`
}

// intoDid is what Into made of the answer: a pod's name, or why not.
type intoDid struct {
	Name  string    `json:"name,omitempty"`
	Error *errorDid `json:"error,omitempty"`
}

// errorDid is an error. All but the text is of its Status, if it has one.
type errorDid struct {
	Text    string     `json:"text"`
	Status  string     `json:"status,omitempty"`
	Reason  string     `json:"reason,omitempty"`
	Code    int32      `json:"code,omitempty"`
	Kind    string     `json:"kind,omitempty"`
	Group   string     `json:"group,omitempty"`
	Name    string     `json:"name,omitempty"`
	Seconds int32      `json:"retryAfterSeconds,omitempty"`
	Causes  []causeDid `json:"causes,omitempty"`
	// Is lists the predicates that hold.
	Is []string `json:"is,omitempty"`
	// Delay is what SuggestsClientDelay says.
	Delay *int `json:"delay,omitempty"`
}

type causeDid struct {
	Reason  string `json:"reason,omitempty"`
	Message string `json:"message,omitempty"`
	Field   string `json:"field,omitempty"`
}

var predicates = []struct {
	name  string
	holds func(error) bool
}{
	{"AlreadyExists", apierrors.IsAlreadyExists},
	{"BadRequest", apierrors.IsBadRequest},
	{"Conflict", apierrors.IsConflict},
	{"Forbidden", apierrors.IsForbidden},
	{"Gone", apierrors.IsGone},
	{"InternalError", apierrors.IsInternalError},
	{"Invalid", apierrors.IsInvalid},
	{"MethodNotSupported", apierrors.IsMethodNotSupported},
	{"NotAcceptable", apierrors.IsNotAcceptable},
	{"NotFound", apierrors.IsNotFound},
	{"RequestEntityTooLarge", apierrors.IsRequestEntityTooLargeError},
	{"ResourceExpired", apierrors.IsResourceExpired},
	{"ServerTimeout", apierrors.IsServerTimeout},
	{"ServiceUnavailable", apierrors.IsServiceUnavailable},
	{"StoreReadError", apierrors.IsStoreReadError},
	{"Timeout", apierrors.IsTimeout},
	{"TooManyRequests", apierrors.IsTooManyRequests},
	{"Unauthorized", apierrors.IsUnauthorized},
	{"UnexpectedObjectError", apierrors.IsUnexpectedObjectError},
	{"UnexpectedServerError", apierrors.IsUnexpectedServerError},
	{"UnsupportedMediaType", apierrors.IsUnsupportedMediaType},
}

func describe(err error) *errorDid {
	if err == nil {
		return nil
	}
	did := &errorDid{Text: err.Error()}
	if status := apierrors.APIStatus(nil); errors.As(err, &status) {
		s := status.Status()
		did.Status, did.Reason, did.Code = s.Status, string(s.Reason), s.Code
		if details := s.Details; details != nil {
			did.Kind, did.Group, did.Name, did.Seconds = details.Kind, details.Group, details.Name, details.RetryAfterSeconds
			for _, cause := range details.Causes {
				did.Causes = append(did.Causes, causeDid{string(cause.Type), cause.Message, cause.Field})
			}
		}
	}
	for _, predicate := range predicates {
		if predicate.holds(err) {
			did.Is = append(did.Is, predicate.name)
		}
	}
	if seconds, suggests := apierrors.SuggestsClientDelay(err); suggests {
		did.Delay = &seconds
	}
	return did
}

// heard notes the warnings that reach it.
type heard struct{ texts []string }

func (h *heard) HandleWarningHeader(code int, _, text string) { h.texts = append(h.texts, text) }

func resultVectors() []vector {
	var vectors []vector
	for _, cases := range [][]resultCase{statusCases(), genericCases(), mediaTypeCases(), decodingCases(), modeCases()} {
		for _, each := range cases {
			vectors = append(vectors, vector{each.id, each.in, each.in.run()})
		}
	}
	return vectors
}

func (in resultIn) run() resultDid {
	client, err := newClient(in.Client, &server{replies: []reply{in.Reply}})
	must(err)
	warnings := &heard{}
	request := build(client, in.Verb, in.Calls).MaxRetries(0).WarningHandler(warnings)
	did := in.consume(request)
	did.Warnings = warnings.texts
	return did
}

func (in resultIn) consume(request *rest.Request) (did resultDid) {
	ctx := context.Background()
	switch in.Mode {
	case "do":
		result := request.Do(ctx)
		result.StatusCode(&did.StatusCode).ContentType(&did.ContentType).WasCreated(&did.Created)
		raw, _ := result.Raw()
		did.Raw, did.Error = octets(raw), describe(result.Error())
		pod := &corev1.Pod{}
		into := intoDid{Error: describe(result.Into(pod))}
		if into.Error == nil {
			into.Name = pod.Name
		}
		if did.Error == nil || !reflect.DeepEqual(into.Error, did.Error) {
			did.Into = &into
		}
	case "doRaw":
		raw, err := request.DoRaw(ctx)
		did.Raw, did.Error = octets(raw), describe(err)
	case "stream":
		stream, err := request.Stream(ctx)
		did.Error = describe(err)
		if err == nil {
			raw, err := io.ReadAll(stream)
			did.Raw, did.Error = octets(raw), describe(err)
		}
	case "watch":
		watch, err := request.Watch(ctx)
		did.Error = describe(err)
		if err == nil {
			did.Events = eventsOf(watch)
		}
	}
	return did
}
