package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/textproto"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
)

// sent is a request as it came over the wire.
type sent struct {
	Method  string              `json:"method"`
	URL     string              `json:"url"`
	Headers map[string][]octets `json:"headers"`
	Body    octets              `json:"body,omitempty"`
	// JSON is the body in place of Body, if it is an API object.
	JSON any `json:"json,omitempty"`
}

// server answers from a script, over connections that never leave the process. Its last reply is given to all that follow.
type server struct {
	lock    sync.Mutex
	replies []reply
	// requests are those that were answered, or cut off, by the server itself.
	requests []sent
}

// next takes the reply that is due, if it is one of those that `from` can give.
func (s *server) next(can func(reply) bool) (reply, bool) {
	s.lock.Lock()
	defer s.lock.Unlock()
	due := s.replies[0]
	if !can(due) {
		return reply{}, false
	}
	if len(s.replies) > 1 {
		s.replies = s.replies[1:]
	}
	return due, true
}

// dial takes the place of a TCP dialer.
func (s *server) dial(context.Context, string, string) (net.Conn, error) {
	if _, due := s.next(func(r reply) bool { return r.Fault == refuses }); due {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
	}
	near, far := net.Pipe()
	client := &resettable{Conn: near}
	go s.serve(far, client)
	return client, nil
}

func (s *server) serve(conn net.Conn, client *resettable) {
	defer conn.Close()
	reader := bufio.NewReader(conn)
	for {
		request, err := readRequest(reader)
		if err != nil {
			return
		}
		s.lock.Lock()
		s.requests = append(s.requests, request)
		s.lock.Unlock()
		r, _ := s.next(func(reply) bool { return true })
		for _, bytes := range r.writes() {
			if _, err := io.WriteString(conn, bytes); err != nil {
				return
			}
		}
		if r.End == "reset" || r.Fault == resets {
			client.reset.Store(true)
		}
		if r.End != "" || r.Fault != "" {
			return
		}
	}
}

// wrap returns the faults that are the transport's, not the server's.
func (s *server) wrap(next http.RoundTripper) http.RoundTripper {
	return roundTripper(func(request *http.Request) (*http.Response, error) {
		faults := map[string]error{
			timesOut:    &net.OpError{Op: "read", Net: "tcp", Err: os.ErrDeadlineExceeded},
			brokenPipe:  &net.OpError{Op: "write", Net: "tcp", Err: os.NewSyscallError("write", syscall.EPIPE)},
			unknownHost: &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "server.test", IsNotFound: true}},
		}
		if r, due := s.next(func(r reply) bool { return faults[r.Fault] != nil }); due {
			return nil, faults[r.Fault]
		}
		return next.RoundTrip(request)
	})
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(request *http.Request) (*http.Response, error) { return f(request) }

// resettable is a connection that can end in a reset.
type resettable struct {
	net.Conn
	reset atomic.Bool
}

func (c *resettable) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if errors.Is(err, io.EOF) && c.reset.Load() {
		err = &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}
	}
	return n, err
}

// readRequest reads a request as it is: net/http's own reader would hide some of its headers.
func readRequest(reader *bufio.Reader) (sent, error) {
	text := textproto.NewReader(reader)
	line, err := text.ReadLine()
	if err != nil {
		return sent{}, err
	}
	words := strings.Split(line, " ")
	headers, err := text.ReadMIMEHeader()
	if err != nil {
		return sent{}, err
	}
	request := sent{Method: words[0], URL: words[1], Headers: map[string][]octets{}}
	for name, values := range headers {
		for _, value := range values {
			name := strings.ToLower(name)
			request.Headers[name] = append(request.Headers[name], octets(value))
		}
	}
	var body io.Reader = bytes.NewReader(nil)
	if length, err := strconv.ParseInt(headers.Get("Content-Length"), 10, 64); err == nil {
		body = io.LimitReader(reader, length)
	} else if headers.Get("Transfer-Encoding") == "chunked" {
		body = chunks(text)
	}
	content, err := io.ReadAll(body)
	request.Body = octets(content)
	return request, err
}

// chunks reads a chunked body whole: requests are small.
func chunks(text *textproto.Reader) io.Reader {
	var body bytes.Buffer
	for {
		line, err := text.ReadLine()
		must(err)
		length, err := strconv.ParseInt(line, 16, 64)
		must(err)
		_, err = io.CopyN(&body, text.R, length)
		must(err)
		_, err = text.ReadLine()
		must(err)
		if length == 0 {
			return &body
		}
	}
}
