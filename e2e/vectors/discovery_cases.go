package main

import "fmt"

// discoveryVectors are about what a client without a cache finds.
func discoveryVectors() []vector {
	var vectors []vector
	add := func(id string, in discoveryIn) {
		if in.Client == "" {
			in.Client = "live"
		}
		vectors = append(vectors, vector{id, in, runDiscovery(in)})
	}
	plain, v2, v2beta1 := unaggregated(cluster), aggregated("v2", cluster), aggregated("v2beta1", cluster)
	small := cluster[:2]
	smallPlain, smallV2 := unaggregated(small), aggregated("v2", small)
	everyCall := []call{c("groups"), c("everything"), c("preferred"), c("preferred namespaced")}

	add("everything of a server without aggregation", discoveryIn{Serve: plain, Calls: everyCall})
	add("everything of a server with v2", discoveryIn{Serve: v2, Calls: everyCall})
	add("everything of a server with v2beta1", discoveryIn{Serve: v2beta1, Calls: everyCall})
	add("v2 at /api, v2beta1 at /apis", discoveryIn{Serve: with(smallV2, "/apis", aggregated("v2beta1", small)["/apis"]...), Calls: everyCall})
	add("v2 at /api, plain at /apis", discoveryIn{Serve: with(smallPlain, "/api", smallV2["/api"]...), Calls: everyCall})
	add("plain at /api, v2 at /apis", discoveryIn{Serve: with(smallPlain, "/apis", smallV2["/apis"]...), Calls: everyCall})
	add("legacy asks for plain JSON", discoveryIn{Legacy: true, Serve: smallPlain, Calls: everyCall[:2]})
	add("one server of several", discoveryIn{NoPeers: true, Serve: smallV2, Calls: everyCall[:2]})
	add("below a base path", discoveryIn{Base: "/clusters/one", Serve: smallPlain, Calls: everyCall[:2]})
	add("no core group, v2", discoveryIn{Serve: with(smallV2, "/api"), Calls: everyCall})
	add("no core group, plain", discoveryIn{Serve: with(smallPlain, "/api"), Calls: everyCall})
	add("no /apis", discoveryIn{Serve: with(smallV2, "/apis"), Calls: everyCall[:2]})
	add("nothing but an empty v2 list", discoveryIn{Serve: answers{"/apis": {{Type: v2["/apis"][0].Type, Body: object{"items": []any{}}}}}, Calls: everyCall})
	add("a list of items that is null", discoveryIn{Serve: with(smallV2, "/apis", served{Type: v2["/apis"][0].Type, Body: object{"items": nil}}), Calls: everyCall})
	add("no versions at /api", discoveryIn{Serve: with(smallPlain, "/api", served{Body: object{"kind": "APIVersions", "versions": []string{}}}), Calls: everyCall})
	add("groups that are null", discoveryIn{Serve: with(smallPlain, "/apis", served{Body: object{"kind": "APIGroupList", "groups": nil}}), Calls: everyCall})

	for _, code := range []int{400, 401, 403, 406, 429, 500, 503} {
		for _, path := range []string{"/api", "/apis"} {
			add(fmt.Sprintf("%s answers %d", path, code), discoveryIn{Serve: with(smallPlain, path, statusOf(code)), Calls: everyCall[:2]})
		}
	}
	for id, answer := range inOrder(map[string]served{"HTML": {Type: "text/html", Text: "<html>login</html>"}, "a proxy's 502": {Status: 502, Type: "text/html", Text: "<h1>Bad Gateway</h1>"}}) {
		add("/apis answers "+id, discoveryIn{Serve: with(smallPlain, "/apis", answer), Calls: everyCall[:1]})
	}

	for _, mediaType := range []string{
		"application/json; g=apidiscovery.k8s.io; v=v2; as=APIGroupDiscoveryList",
		"application/json;as=APIGroupDiscoveryList;v=v2;g=apidiscovery.k8s.io",
		"application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList;charset=utf-8;profile=nopeer",
		"APPLICATION/JSON;G=apidiscovery.k8s.io;V=v2;AS=APIGroupDiscoveryList",
		`application/json;g="apidiscovery.k8s.io";v="v2";as="APIGroupDiscoveryList"`,
		"application/json;g=apidiscovery.k8s.io;v=v3;as=APIGroupDiscoveryList",
		"application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupList",
		"application/json;g=example.com;v=v2;as=APIGroupDiscoveryList",
		"application/json;v=v2;as=APIGroupDiscoveryList",
		"text/plain",
		"no media type at all",
	} {
		serve := with(smallPlain, "/api", served{Type: mediaType, Body: aggregatedAndPlain(small)})
		serve["/apis"] = []served{{Type: mediaType, Body: object{"items": []any{}, "groups": []any{}}}}
		add("the media type "+mediaType, discoveryIn{Serve: serve, Calls: everyCall[:2]})
	}

	partialCases(add)
	singleCases(add)
	return vectors
}

// aggregatedAndPlain is a document that reads differently in each form.
func aggregatedAndPlain(groups []clusterGroup) object {
	return object{"items": []any{groups[0].aggregated()}, "versions": []string{"v1"}}
}

func statusOf(code int) served {
	reasons := map[int]string{
		400: "BadRequest", 401: "Unauthorized", 403: "Forbidden", 404: "NotFound", 406: "NotAcceptable", 429: "TooManyRequests", 500: "InternalError", 503: "ServiceUnavailable",
	}
	return served{Status: code, Body: object{
		"kind": "Status", "apiVersion": "v1", "status": "Failure", "message": fmt.Sprintf("the answer is %d", code), "reason": reasons[code], "code": code,
	}}
}

func withStale(groups []clusterGroup, stale ...string) []clusterGroup {
	changed := []clusterGroup{}
	for _, group := range groups {
		versions := []clusterVersion{}
		for _, version := range group.versions {
			for _, name := range stale {
				version.stale = version.stale || name == group.groupVersion(version.name)
			}
			versions = append(versions, version)
		}
		group.versions = versions
		changed = append(changed, group)
	}
	return changed
}
