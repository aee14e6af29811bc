package main

import (
	"context"
	"net/url"
	"strings"
	"time"

	"k8s.io/client-go/tools/metrics"
)

// seenTemplates is told about the latency of every request, of which only the labels matter.
type seenTemplates struct{ labels [][2]string }

func (s *seenTemplates) Observe(_ context.Context, verb string, template url.URL, _ time.Duration) {
	template.User = nil
	s.labels = append(s.labels, [2]string{verb, strings.TrimPrefix(template.String(), origin)})
}

// templateVectors tell by which URL a request is counted.
func templateVectors() []vector {
	cases := []entry{
		r("a list", coreV1, "GET", pods),
		r("a list of a namespace", coreV1, "GET", c("namespace", "a"), pods),
		r("an object", coreV1, "GET", c("namespace", "a"), pods, c("name", "b")),
		r("an object of the cluster", coreV1, "GET", c("resource", "nodes"), c("name", "b")),
		r("a status of the cluster", coreV1, "PUT", c("resource", "nodes"), c("name", "b"), c("subResource", "status")),
		r("a finalizer of the cluster", coreV1, "PUT", c("resource", "namespaces"), c("name", "b"), c("subResource", "finalize")),
		r("another subresource of the cluster", coreV1, "GET", c("resource", "nodes"), c("name", "b"), c("subResource", "proxy")),
		r("a status", appsV1, "PUT", c("namespace", "a"), c("resource", "deployments"), c("name", "b"), c("subResource", "status")),
		r("a subresource", coreV1, "GET", c("namespace", "a"), pods, c("name", "b"), c("subResource", "log")),
		r("a subresource of many segments", coreV1, "GET", c("namespace", "a"), pods, c("name", "b"), c("subResource", "proxy", "c", "d")),
		r("a namespace", coreV1, "GET", c("resource", "namespaces"), c("name", "a")),
		r("a name that is a status", coreV1, "GET", c("namespace", "a"), pods, c("name", "status")),
		r("a named group", appsV1, "GET", c("namespace", "a"), c("resource", "deployments"), c("name", "b")),
		r("parameters", coreV1, "GET", pods, c("param", "limit", "5"), c("param", "limit", "6"), c("param", "a b", "c")),
		r("a timeout", coreV1, "GET", pods, c("param", "a", "b"), c("timeout", 30000)),
		r("below a path", below, "GET", c("namespace", "a"), pods, c("name", "b")),
		r("a version", unversioned, "GET", c("absPath", "/version")),
		r("nothing", unversioned, "GET"),
		r("a group alone", unversioned, "GET", c("absPath", "/apis/apps")),
		r("a group and its version alone", unversioned, "GET", c("absPath", "/apis/apps/v1")),
		r("the core group alone", unversioned, "GET", c("absPath", "/api"), c("param", "a", "b")),
		r("a path that is no API's", unversioned, "GET", c("absPath", "/logs/kube/x"), c("param", "a", "b")),
		r("an odd name", coreV1, "GET", pods, c("name", "a b?")),
		r("a mistake", coreV1, "GET", pods, c("name", "..")),
	}
	seen := &seenTemplates{}
	metrics.Register(metrics.RegisterOpts{RequestLatency: seen})
	vectors := make([]vector, 0, len(cases))
	for _, each := range cases {
		seen.labels = nil
		client, err := newClient(each.client, &server{replies: []reply{ok(`{}`)}})
		must(err)
		build(client, each.verb, each.calls).Do(context.Background())
		v := vector{ID: each.id, In: requestIn{each.client, each.verb, each.calls}}
		v.Did = map[string]any{"labels": seen.labels}
		vectors = append(vectors, v)
	}
	return vectors
}
