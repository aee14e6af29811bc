package main

import (
	"context"
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/watch"
)

// eventDid is an event of a watch: of an object, or of a Status.
type eventDid struct {
	Type            string    `json:"type"`
	Name            string    `json:"name,omitempty"`
	ResourceVersion string    `json:"resourceVersion,omitempty"`
	Error           *errorDid `json:"error,omitempty"`
}

// eventsOf reads a watch to its end.
func eventsOf(w watch.Interface) (events []eventDid) {
	for event := range w.ResultChan() {
		did := eventDid{Type: string(event.Type)}
		if status, isStatus := event.Object.(*metav1.Status); isStatus {
			did.Error = &errorDid{Text: status.Message, Status: status.Status, Reason: string(status.Reason), Code: status.Code}
			if status.Details != nil {
				for _, cause := range status.Details.Causes {
					did.Error.Causes = append(did.Error.Causes, causeDid{string(cause.Type), cause.Message, cause.Field})
				}
			}
		} else {
			object, err := meta.Accessor(event.Object)
			must(err)
			did.Name, did.ResourceVersion = object.GetName(), object.GetResourceVersion()
		}
		events = append(events, did)
	}
	return events
}

// watchIn is what a server sends on a watch, piece by piece, and how it ends.
type watchIn struct {
	ContentType octets   `json:"contentType"`
	Pieces      []octets `json:"pieces"`
	End         string   `json:"end,omitempty"`
}

type watchDid struct {
	Events []eventDid `json:"events"`
	Error  string     `json:"error,omitempty"`
}

func event(kind, name string) octets {
	return octets(fmt.Sprintf(`{"type":%q,"object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":%q,"resourceVersion":"%d"}}}`, kind, name, len(name)))
}

// cut divides bytes after each of the given numbers of them.
func cut(bytes octets, after ...int) (pieces []octets) {
	from := 0
	for _, to := range after {
		pieces = append(pieces, bytes[from:to])
		from = to
	}
	return append(pieces, bytes[from:])
}

// each divides bytes into pieces of so many.
func each(bytes octets, size int) (pieces []octets) {
	for from := 0; from < len(bytes); from += size {
		pieces = append(pieces, bytes[from:min(from+size, len(bytes))])
	}
	return pieces
}

// watchVectors tell which events a stream of bytes holds.
func watchVectors() []vector {
	const json = "application/json"
	a, b, z := event("ADDED", "a"), event("MODIFIED", "bb"), event("DELETED", "ccc")
	unicode := event("ADDED", "grün-日本-😀")
	expired := octets(`{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","status":"Failure","message":"too old","reason":"Expired","code":410}}`)
	bookmark := octets(`{"type":"BOOKMARK","object":{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"99"}}}`)
	pieces := func(p ...octets) []octets { return p }
	var vectors []vector
	for _, one := range []struct {
		id string
		in watchIn
	}{
		{"nothing", watchIn{json, []octets{}, ""}},
		{"a line", watchIn{json, pieces(a + "\n"), ""}},
		{"three lines", watchIn{json, pieces(a+"\n", b+"\n", z+"\n"), ""}},
		{"three lines at once", watchIn{json, pieces(a + "\n" + b + "\n" + z + "\n"), ""}},
		{"no line ends", watchIn{json, pieces(a + b + z), ""}},
		{"no last line end", watchIn{json, pieces(a + "\n" + b), ""}},
		{"line ends of Windows", watchIn{json, pieces(a + "\r\n" + b + "\r\n"), ""}},
		{"empty lines", watchIn{json, pieces("\n\n" + a + "\n\n\n" + b + "\n \t\n"), ""}},
		{"objects over several lines", watchIn{json, pieces(octets(strings.ReplaceAll(string(a+b), ",", ",\n  "))), ""}},
		{"lines, then objects over several lines", watchIn{json, pieces(a+"\n", octets(strings.ReplaceAll(string(b), ",", ",\n"))+"\n"+z+"\n"), ""}},
		{"cut in the middle of an event", watchIn{json, cut(a+"\n"+b+"\n", 30), ""}},
		{"cut at the end of an event", watchIn{json, cut(a+"\n"+b+"\n", len(a)), ""}},
		{"cut behind the end of a line", watchIn{json, cut(a+"\n"+b+"\n", len(a)+1), ""}},
		{"cut everywhere", watchIn{json, each(a+"\n"+b, 1), ""}},
		{"cut into threes", watchIn{json, each(unicode+"\n"+a+"\n", 3), ""}},
		{"cut within a character", watchIn{json, cut(unicode+"\n", strings.Index(string(unicode), "ü")+1, strings.Index(string(unicode), "😀")+2), ""}},
		{"cut within an escape", watchIn{json, cut(event("ADDED", "a\"b\\c")+"\n", strings.Index(string(event("ADDED", "a\"b\\c")), `\"`)+1), ""}},
		{"brackets within a text", watchIn{json, each(event("ADDED", "}{\n][\"")+event("ADDED", "x"), 7), ""}},
		{"a bookmark", watchIn{json, pieces(a + "\n" + bookmark + "\n"), ""}},
		{"an error", watchIn{json, pieces(expired + "\n"), ""}},
		{"an event behind an error", watchIn{json, pieces(expired + "\n" + a + "\n"), ""}},
		{"a Status of an event that is no error", watchIn{json, pieces(octets(strings.Replace(string(expired), "ERROR", "ADDED", 1)) + "\n"), ""}},
		{"a pod of an error", watchIn{json, pieces(event("ERROR", "a") + "\n"), ""}},
		{"an unknown type", watchIn{json, pieces(a + "\n" + event("CHANGED", "b") + "\n" + z + "\n"), ""}},
		{"a type in small letters", watchIn{json, pieces(event("added", "b") + "\n"), ""}},
		{"no type", watchIn{json, pieces(`{"object":{"kind":"Pod","apiVersion":"v1"}}` + "\n"), ""}},
		{"a type that is a number", watchIn{json, pieces(`{"type":7,"object":{"kind":"Pod","apiVersion":"v1"}}` + "\n"), ""}},
		{"no object", watchIn{json, pieces(`{"type":"ADDED"}` + "\n"), ""}},
		{"an object that is null", watchIn{json, pieces(`{"type":"ADDED","object":null}` + "\n"), ""}},
		{"an object that is a text", watchIn{json, pieces(`{"type":"ADDED","object":"x"}` + "\n"), ""}},
		{"an object without a kind", watchIn{json, pieces(`{"type":"ADDED","object":{"apiVersion":"v1"}}` + "\n"), ""}},
		{"an object of an unknown kind", watchIn{json, pieces(`{"type":"ADDED","object":{"kind":"Widget","apiVersion":"example.com/v1","metadata":{"name":"a"}}}` + "\n"), ""}},
		{"an upper-case key", watchIn{json, pieces(octets(strings.Replace(string(a), "type", "Type", 1)) + "\n"), ""}},
		{"a key twice", watchIn{json, pieces(octets(strings.Replace(string(a), `{"type"`, `{"type":"DELETED","type"`, 1)) + "\n"), ""}},
		{"further keys", watchIn{json, pieces(octets(strings.Replace(string(a), `{"type"`, `{"x":{"y":[1]},"type"`, 1)) + "\n"), ""}},
		{"null", watchIn{json, pieces(a + "\nnull\n"), ""}},
		{"an empty object", watchIn{json, pieces("{}\n"), ""}},
		{"a list", watchIn{json, pieces("[]\n"), ""}},
		{"a number", watchIn{json, pieces("7\n"), ""}},
		{"no JSON", watchIn{json, pieces(a + "\nhello\n" + b + "\n"), ""}},
		{"HTML", watchIn{json, pieces("<html>\n"), ""}},
		{"a comma between events", watchIn{json, pieces(a + ",\n" + b + "\n"), ""}},
		{"a byte order mark", watchIn{json, pieces("\xef\xbb\xbf" + a + "\n"), ""}},
		{"a bracket too many", watchIn{json, pieces(a + "}\n" + b + "\n"), ""}},
		{"a Status without an event", watchIn{json, pieces(`{"kind":"Status","apiVersion":"v1","status":"Failure","code":410}` + "\n"), ""}},
		{"ending within an event", watchIn{json, pieces(a + "\n" + b[:20]), ""}},
		{"closing between events", watchIn{json, pieces(a + "\n"), "close"}},
		{"closing within an event", watchIn{json, pieces(a + "\n" + b[:20]), "close"}},
		{"resetting between events", watchIn{json, pieces(a + "\n"), "reset"}},
		{"resetting within an event", watchIn{json, pieces(a + "\n" + b[:20]), "reset"}},
		{"closing before anything", watchIn{json, []octets{}, "close"}},
		{"a media type with parameters", watchIn{"application/json;stream=watch", pieces(a + "\n"), ""}},
		{"an upper-case media type", watchIn{"Application/JSON", pieces(a + "\n"), ""}},
		{"an unreadable media type", watchIn{"a b", pieces(a + "\n"), ""}},
		{"YAML", watchIn{"application/yaml", pieces(a + "\n"), ""}},
		{"an unknown media type", watchIn{"text/event-stream", pieces(a + "\n"), ""}},
	} {
		vectors = append(vectors, vector{one.id, one.in, one.in.run()})
	}
	return vectors
}

func (in watchIn) run() watchDid {
	headers := [][2]octets{{"Content-Type", in.ContentType}}
	client, err := newClient(coreV1, &server{replies: []reply{{Status: 200, Headers: headers, Pieces: in.Pieces, End: in.End}}})
	must(err)
	did := watchDid{Events: []eventDid{}}
	w, err := build(client, "GET", []call{pods}).Watch(context.Background())
	if err != nil {
		did.Error = err.Error()
		return did
	}
	did.Events = append(did.Events, eventsOf(w)...)
	return did
}
