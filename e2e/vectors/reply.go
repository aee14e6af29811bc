package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// reply is what the server does about one request.
type reply struct {
	Status  int         `json:"status,omitempty"`
	Headers [][2]octets `json:"headers,omitempty"`
	// Body is sent at once, with its length.
	Body octets `json:"body,omitempty"`
	// Pieces are sent one by one, as chunks.
	Pieces []octets `json:"pieces,omitempty"`
	// End says what follows the last byte: nothing, `close` or `reset`. A chunked body then lacks its end.
	End string `json:"end,omitempty"`
	// Fault takes the place of an answer: one of those below.
	Fault string `json:"fault,omitempty"`
}

// What can go wrong with a connection. The first four are done to a socket, the others come out of the transport.
const (
	// closes: the server closes the connection, having sent nothing.
	closes = "closes"
	// closesInHead: the server closes the connection within the head of its answer.
	closesInHead = "closes in the head"
	// resets: the server resets the connection.
	resets = "resets"
	// refuses: nobody listens.
	refuses = "refuses"
	// timesOut: the network reports a timeout.
	timesOut = "times out"
	// brokenPipe: the connection was gone before the request was written.
	brokenPipe = "broken pipe"
	// unknownHost: the host has no address.
	unknownHost = "unknown host"
)

// ok is an answer of the server's with a JSON body.
func ok(body string, headers ...string) reply {
	return answer(200, body, append([]string{"Content-Type", "application/json"}, headers...)...)
}

// answer has the given headers only, name and value in turn.
func answer(status int, body string, headers ...string) reply {
	r := reply{Status: status, Body: octets(body)}
	for pair := range slices.Chunk(headers, 2) {
		r.Headers = append(r.Headers, [2]octets{octets(pair[0]), octets(pair[1])})
	}
	return r
}

// writes lists what goes over the wire, in this order and each on its own.
func (r reply) writes() []string {
	switch r.Fault {
	case closesInHead:
		return []string{"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"}
	case "":
	default:
		return nil
	}
	var head strings.Builder
	fmt.Fprintf(&head, "HTTP/1.1 %d %s\r\n", r.Status, http.StatusText(r.Status))
	framed := r.Status < 200 || r.Status == 204 || r.Status == 304
	for _, header := range r.Headers {
		fmt.Fprintf(&head, "%s: %s\r\n", string(header[0]), string(header[1]))
		framed = framed || strings.EqualFold(string(header[0]), "Content-Length")
	}
	if r.Pieces == nil {
		if !framed {
			fmt.Fprintf(&head, "Content-Length: %d\r\n", len(r.Body))
		}
		return []string{head.String() + "\r\n" + string(r.Body)}
	}
	writes := []string{head.String() + "Transfer-Encoding: chunked\r\n\r\n"}
	for _, piece := range r.Pieces {
		writes = append(writes, fmt.Sprintf("%x\r\n%s\r\n", len(piece), string(piece)))
	}
	if r.End == "" {
		writes = append(writes, "0\r\n\r\n")
	}
	return writes
}
