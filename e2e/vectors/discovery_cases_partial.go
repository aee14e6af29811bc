package main

import "fmt"

type addDiscovery func(id string, in discoveryIn)

// partialCases are about group-versions that cannot be read.
func partialCases(add addDiscovery) {
	plain := unaggregated(cluster)
	everyCall := []call{c("everything"), c("preferred")}
	for _, code := range []int{403, 404, 500, 503} {
		add(fmt.Sprintf("a group-version answers %d", code), discoveryIn{Serve: with(plain, "/apis/metrics.k8s.io/v1beta1", statusOf(code)), Calls: everyCall})
	}
	two := with(with(plain, "/apis/metrics.k8s.io/v1beta1", statusOf(503)), "/apis/apps/v1", statusOf(403))
	add("two group-versions fail", discoveryIn{Serve: two, Calls: everyCall})
	add("the core group is not found", discoveryIn{Serve: with(plain, "/api/v1"), Calls: everyCall[:1]})
	add("a group-version fails only the first time", discoveryIn{
		Serve: with(plain, "/apis/apps/v1", statusOf(503), plain["/apis/apps/v1"][0]), Calls: everyCall[:1],
	})
	add("a group-version fails twice, then not", discoveryIn{
		Serve: with(plain, "/apis/apps/v1", statusOf(503), statusOf(503), plain["/apis/apps/v1"][0]), Calls: []call{c("everything"), c("everything")},
	})
	add("preferred: a group-version fails only the first time", discoveryIn{
		Serve: with(plain, "/apis/apps/v1", statusOf(503), plain["/apis/apps/v1"][0]), Calls: everyCall[1:2],
	})
	add("the groups fail the second time", discoveryIn{
		Serve: with(with(plain, "/apis/apps/v1", statusOf(503)), "/apis", plain["/apis"][0], statusOf(500)), Calls: everyCall[:1],
	})
	add("a list of another group-version", discoveryIn{Serve: with(plain, "/apis/apps/v1", plain["/apis/storage.k8s.io/v1"]...), Calls: everyCall[:1]})
	add("an empty group-version", discoveryIn{Serve: with(plain, "/apis/apps/v1", served{Body: object{"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "apps/v1", "resources": []any{}}}), Calls: everyCall})

	for id, stale := range inOrder(map[string][]string{
		"a stale version beside another":     {"apps/v1"},
		"a stale version that is not first":  {"apps/v1beta1"},
		"a group of nothing but stale":       {"metrics.k8s.io/v1beta1"},
		"two stale versions, one in core":    {"v1", "metrics.k8s.io/v1beta1"},
		"all versions of two groups stale":   {"apps/v1", "apps/v1beta1", "storage.k8s.io/v1"},
		"a stale version that was preferred": {"autoscaling/v1"},
	}) {
		for _, version := range []string{"v2", "v2beta1"} {
			calls := map[string][]call{"v2": {c("groups"), c("everything"), c("preferred"), c("preferred namespaced")}, "v2beta1": {c("everything")}}
			add(id+", "+version, discoveryIn{Serve: aggregated(version, withStale(cluster, stale...)), Calls: calls[version]})
		}
	}
	add("everything is stale", discoveryIn{Serve: aggregated("v2", withStale(cluster[:1], "v1")), Calls: append([]call{c("groups")}, everyCall...)})
	add("stale at /api, plain at /apis", discoveryIn{
		Serve: with(unaggregated(cluster[:2]), "/api", aggregated("v2", withStale(cluster[:2], "v1"))["/api"]...), Calls: everyCall[:2],
	})
	kindless := object{"items": []any{object{"metadata": object{"name": "example.com"}, "versions": []any{object{"version": "v1", "resources": []any{
		object{"resource": "ghosts", "singularResource": "ghost", "scope": "Namespaced", "verbs": []string{"get"}, "subresources": []any{
			object{"subresource": "scale", "responseKind": object{"group": "autoscaling", "version": "v1", "kind": "Scale"}, "verbs": []string{"get"}},
			object{"subresource": "shade", "verbs": []string{"get"}},
			object{"subresource": "blank", "responseKind": object{}, "verbs": []string{"get"}},
		}},
		object{"resource": "halves", "responseKind": object{"kind": "Half"}, "scope": "Cluster"},
	}}}}}}
	for _, version := range []string{"v2", "v2beta1"} {
		serve := answers{"/apis": {{Type: aggregated(version, nil)["/apis"][0].Type, Body: kindless}}}
		add("a resource without a kind, "+version, discoveryIn{Serve: serve, Calls: everyCall[:2]})
	}
}

// singleCases are about everything that is asked for alone.
func singleCases(add addDiscovery) {
	plain := unaggregated(cluster)
	add("the resources of a group-version", discoveryIn{Serve: plain, Calls: []call{
		c("resources of", "v1"), c("resources of", "apps/v1"), c("resources of", "apps/v9"), c("resources of", ""), c("resources of", "v2"),
	}})
	add("the core group is missing", discoveryIn{Serve: with(plain, "/api/v1"), Calls: []call{c("resources of", "v1")}})
	add("the core group is forbidden", discoveryIn{Serve: with(plain, "/api/v1", statusOf(403)), Calls: []call{c("resources of", "v1")}})
	add("a list without a group-version, a kind and a version", discoveryIn{
		Serve: with(plain, "/apis/apps/v1", served{Body: object{"resources": []any{object{"name": "a", "kind": "A", "verbs": nil}}}}),
		Calls: []call{c("resources of", "apps/v1")},
	})
	add("a group-version with too many parts", discoveryIn{Serve: plain, Calls: []call{c("resources of", "a/b/c")}})
	version := object{"major": "1", "minor": "36", "gitVersion": "v1.36.3", "gitCommit": "c", "gitTreeState": "clean", "buildDate": "2026-01-01T00:00:00Z",
		"goVersion": "go1.26.8", "compiler": "gc", "platform": "linux/amd64", "emulationMajor": "1", "emulationMinor": "35", "minCompatibilityMajor": "1", "minCompatibilityMinor": "34"}
	for id, answer := range inOrder(map[string]served{
		"": {Body: version}, ", of an old server": {Body: object{"major": "1", "minor": "9+", "gitVersion": "v1.9.0"}}, " that is a list": {Body: []any{}},
		" that is no JSON": {Text: "v1.36.3"}, " that is forbidden": statusOf(403), " with a number": {Body: object{"major": 1}}, ", empty": {Text: ""},
		" in another media type": {Type: "text/plain", Body: version}, " with unknown fields": {Body: object{"gitVersion": "v2.0.0", "color": "blue"}},
	}) {
		add("the version"+id, discoveryIn{Serve: answers{"/version": {answer}}, Calls: []call{c("version")}})
	}
	add("the version, missing", discoveryIn{Serve: plain, Calls: []call{c("version")}})
	add("what the server supports", discoveryIn{Serve: plain, Calls: []call{c("supports", "v1"), c("supports", "apps/v1beta1"), c("supports", "apps/v9"), c("supports", "v2")}})
	add("what a server without versions supports", discoveryIn{
		Serve: answers{"/apis": {{Body: object{"groups": []any{}}}}}, Calls: []call{c("supports", "apps/v9")},
	})
	add("what a server supports that does not answer", discoveryIn{Serve: with(plain, "/api", statusOf(403)), Calls: []call{c("supports", "v1")}})
	add("what is enabled", discoveryIn{Serve: with(plain, "/apis/autoscaling/v1", statusOf(403)), Calls: []call{
		c("enabled", "v1", "pods"), c("enabled", "v1", "pods/log"), c("enabled", "v1", "crontabs"), c("enabled", "apps/v9", "deployments"), c("enabled", "autoscaling/v1", "x"),
	}})
	openAPICases(add)
}

func openAPICases(add addDiscovery) {
	paths := object{"paths": object{
		"api/v1":       object{"serverRelativeURL": "/openapi/v3/api/v1?hash=AB%2BC"},
		"apis/apps/v1": object{"serverRelativeURL": "/openapi/v3/apis/apps/v1?hash=D&x=1&x=2"},
		"version":      object{"serverRelativeURL": "/openapi/v3/version"},
		"elsewhere":    object{"serverRelativeURL": "/other/place?hash=E"},
	}}
	serve := answers{
		"/openapi/v3": {{Body: paths}}, "/openapi/v3/api/v1": {{Body: object{"openapi": "3.0.0"}}}, "/openapi/v3/apis/apps/v1": {{Text: "not even JSON"}},
		"/openapi/v3/version": {statusOf(403)}, "/other/place": {{Text: "{}"}},
	}
	calls := []call{c("openapi"), c("document", "api/v1"), c("document", "apis/apps/v1"), c("document", "version"), c("document", "elsewhere")}
	add("OpenAPI v3", discoveryIn{Serve: serve, Calls: calls})
	add("OpenAPI v3 below a base path", discoveryIn{Base: "/clusters/one", Serve: serve, Calls: calls})
	prefixed := with(serve, "/openapi/v3", served{Body: object{"paths": object{"api/v1": object{"serverRelativeURL": "/clusters/one/openapi/v3/api/v1?hash=F"}}}})
	add("OpenAPI v3 of a server that knows its base path", discoveryIn{Base: "/clusters/one", Serve: prefixed, Calls: calls[:2]})
	add("OpenAPI v3, missing", discoveryIn{Serve: answers{}, Calls: calls[:1]})
	add("OpenAPI v3 that is no JSON", discoveryIn{Serve: with(serve, "/openapi/v3", served{Text: "<html>"}), Calls: calls[:1]})
	add("OpenAPI v3 without paths", discoveryIn{Serve: with(serve, "/openapi/v3", served{Body: object{}}), Calls: calls[:1]})
	add("OpenAPI v3, cached", discoveryIn{Client: "memory", Serve: serve, Calls: []call{
		c("openapi"), c("openapi"), c("document", "api/v1"), c("document", "api/v1"), c("invalidate"), c("document", "api/v1"),
	}})
}
