package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"k8s.io/client-go/discovery"
	"k8s.io/client-go/discovery/cached/disk"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/rest"
)

// served is one answer of the server.
type served struct {
	// Status is 200 if it is 0.
	Status int `json:"status,omitempty"`
	// Type is the content type, that of JSON if it is empty.
	Type string `json:"type,omitempty"`
	// Body is sent as JSON, Text in its place as it is.
	Body any    `json:"body,omitempty"`
	Text string `json:"text,omitempty"`
}

// answers are what the server says at each path: the last answer stays, and what is missing is a 404.
type answers map[string][]served

// documents are all answers that servers of the cases give, by a digest of each: most cases share most of them.
var documents = map[string]served{}

// MarshalJSON writes the digests.
func (a answers) MarshalJSON() ([]byte, error) {
	digests := map[string][]string{}
	for path, all := range a {
		for _, one := range all {
			text, err := json.Marshal(one)
			must(err)
			digest := fmt.Sprintf("%x", sha256.Sum256(text))[:8]
			documents[digest] = one
			digests[path] = append(digests[path], digest)
		}
	}
	return json.Marshal(digests)
}

// documentVectors are no cases: they are what the digests in the tables before this one mean.
func documentVectors() []vector {
	var vectors []vector
	for digest, document := range inOrder(documents) {
		vectors = append(vectors, vector{digest, document, nil})
	}
	return vectors
}

// discoveryIn is a client, its server, and the calls.
type discoveryIn struct {
	// Client is `live`, `memory` or `disk`: the cache in memory, or that on disk above it.
	Client  string  `json:"client"`
	Legacy  bool    `json:"legacy,omitempty"`
	NoPeers bool    `json:"noPeers,omitempty"`
	Base    string  `json:"base,omitempty"`
	Serve   answers `json:"serve"`
	Calls   []call  `json:"calls"`
}

// discoveryDid is what one call did. Lists are sorted: client-go's own order is random in part.
type discoveryDid struct {
	Value    any                `json:"value,omitempty"`
	Error    *discoveryErrorDid `json:"error,omitempty"`
	Warnings []string           `json:"warnings,omitempty"`
	// Requests are the paths with their queries, sorted.
	Requests []string `json:"requests,omitempty"`
	// Accept is what /api and /apis were asked for.
	Accept []string `json:"accept,omitempty"`
}

// discoveryStand is a client beside its server.
type discoveryStand struct {
	client   discovery.DiscoveryInterface
	cached   discovery.CachedDiscoveryInterface
	mapper   *mapperStand
	folder   string
	lock     sync.Mutex
	serve    answers
	requests []string
	accept   []string
}

func runDiscovery(in discoveryIn) []discoveryDid {
	stand := &discoveryStand{serve: answers{}}
	for path, answers := range in.Serve {
		stand.serve[in.Base+path] = answers
	}
	server := httptest.NewServer(stand)
	defer server.Close()
	folder, err := os.MkdirTemp("", "discovery-")
	must(err)
	defer os.RemoveAll(folder)
	stand.folder = folder
	stand.connect(in, strings.TrimPrefix(server.URL, "http://"))

	var dids []discoveryDid
	for _, c := range in.Calls {
		did := stand.run(c)
		stand.lock.Lock()
		slices.Sort(stand.requests)
		slices.Sort(stand.accept)
		did.Requests, did.Accept = stand.requests, slices.Compact(stand.accept)
		stand.requests, stand.accept = nil, nil
		stand.lock.Unlock()
		dids = append(dids, did)
	}
	return dids
}

func (s *discoveryStand) connect(in discoveryIn, address string) {
	config := &rest.Config{
		Host:  "http://server.test" + in.Base,
		QPS:   -1,
		Dial:  func(context.Context, string, string) (net.Conn, error) { return net.Dial("tcp", address) },
		Proxy: func(*http.Request) (*url.URL, error) { return nil, nil },
	}
	live, err := discovery.NewDiscoveryClientForConfig(config)
	must(err)
	live.UseLegacyDiscovery = in.Legacy
	live.NoPeerDiscovery = in.NoPeers
	s.client = live
	switch in.Client {
	case "memory":
		s.cached = memory.NewMemCacheClient(live)
		s.client = s.cached
	case "disk":
		onDisk, err := disk.NewCachedDiscoveryClientForConfig(config, s.folder, "", time.Hour)
		must(err)
		s.cached, s.client = onDisk, onDisk
	}
	s.mapper = newMapperStand(s.cached)
}

// ServeHTTP answers as the case says, and remembers what it was asked.
func (s *discoveryStand) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.requests = append(s.requests, r.URL.RequestURI())
	if strings.HasSuffix(r.URL.Path, "/api") || strings.HasSuffix(r.URL.Path, "/apis") {
		s.accept = append(s.accept, r.Header.Get("Accept"))
	}
	due := s.serve[r.URL.Path]
	if len(due) == 0 {
		due = []served{{Status: 404, Type: "text/plain", Text: "404 page not found\n"}}
	}
	if len(due) > 1 {
		s.serve[r.URL.Path] = due[1:]
	}
	due[0].write(w)
}

func (a served) write(w http.ResponseWriter) {
	if a.Type == "" {
		a.Type = "application/json"
	}
	if a.Status == 0 {
		a.Status = 200
	}
	body := []byte(a.Text)
	if a.Body != nil {
		var err error
		body, err = json.Marshal(a.Body)
		must(err)
	}
	w.Header().Set("Content-Type", a.Type)
	w.WriteHeader(a.Status)
	_, _ = w.Write(body)
}
