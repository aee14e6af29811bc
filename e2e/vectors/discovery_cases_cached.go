package main

// cachedVectors are about what a client remembers, in memory and on disk.
func cachedVectors() []vector {
	var vectors []vector
	add := func(id string, in discoveryIn) { vectors = append(vectors, vector{id, in, runDiscovery(in)}) }
	small := cluster[:2]
	plain, v2 := unaggregated(small), aggregated("v2", small)
	calls := []call{
		c("fresh"), c("groups"), c("fresh"), c("everything"), c("resources of", "apps/v1"), c("resources of", "apps/v9"), c("preferred"), c("preferred namespaced"),
		c("invalidate"), c("fresh"), c("resources of", "v1"), c("fresh"),
	}
	for _, client := range []string{"memory", "disk"} {
		in := func(serve answers, calls ...call) discoveryIn {
			return discoveryIn{Client: client, Serve: serve, Calls: calls}
		}
		add(client+", plain", in(plain, calls...))
		add(client+", v2", in(v2, calls...))
		add(client+", groups that fail the first time", in(with(plain, "/apis", statusOf(500), plain["/apis"][0]), c("groups"), c("fresh"), c("groups"), c("fresh")))
		add(client+", a stale version", in(aggregated("v2", withStale(small, "apps/v1beta1")), c("everything"), c("resources of", "apps/v1beta1"), c("resources of", "apps/v1beta1"), c("preferred")))
		empty := served{Body: object{"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "apps/v1", "resources": []any{}}}
		add(client+", an empty group-version", in(with(plain, "/apis/apps/v1", empty), c("everything"), c("resources of", "apps/v1"), c("preferred")))
		for id, answer := range inOrder(map[string]served{"403": statusOf(403), "404": statusOf(404), "429": statusOf(429), "500": statusOf(500), "503": statusOf(503)}) {
			serve := with(plain, "/apis/apps/v1", answer, answer, plain["/apis/apps/v1"][0])
			add(client+", a group-version that answers "+id+" twice", in(serve, c("groups"), c("resources of", "apps/v1"), c("resources of", "apps/v1"), c("resources of", "apps/v1")))
		}
		add(client+", a partial failure", in(with(plain, "/apis/apps/v1", statusOf(403)), c("everything"), c("preferred")))
		newer := unaggregated(cluster[:3])
		later := answers{}
		for path, answers := range newer {
			later[path] = answers
		}
		later["/apis"] = []served{plain["/apis"][0], newer["/apis"][0]}
		add(client+", a new group", in(later, c("groups"), c("groups"), c("resources of", "autoscaling/v1"), c("invalidate"), c("groups"), c("resources of", "autoscaling/v1")))
		add(client+", the version is not remembered", in(with(plain, "/version", served{Body: object{"gitVersion": "v1"}}, served{Body: object{"gitVersion": "v2"}}), c("version"), c("version")))
	}
	disk := func(id string, serve answers, calls ...call) {
		add("disk, "+id, discoveryIn{Client: "disk", Serve: serve, Calls: calls})
	}
	disk("its files, plain", plain, c("everything"), c("files"), c("modes"))
	disk("its files, v2", v2, c("everything"), c("files"), c("modes"))
	disk("a file of groups alone", v2, c("groups"), c("files"))
	disk("nothing is kept of failures", with(plain, "/apis/apps/v1", statusOf(500)), c("everything"), c("modes"))
	for id, text := range inOrder(map[string]string{
		"half a file": `{"kind":"APIGroupList","apiVersion":"v1","groups":[{"na`, "an empty file": "", "a binary": "\x00\x01\xff", "another kind": `{"kind":"APIVersions","apiVersion":"v1","versions":["v1"]}`,
		"no kind": `{"groups":[]}`, "another type": `{"kind":"APIGroupList","apiVersion":"v1","groups":7}`, "a list": "[]",
	}) {
		disk(id+" is asked for again", plain, c("groups"), c("write", "servergroups.json", text), c("groups"), c("groups"), c("files"))
	}
	disk("what a file says is believed", plain, c("groups"), c("write", "servergroups.json", `{"kind":"APIGroupList","apiVersion":"v1","groups":[{"name":"g","versions":[]}]}`), c("groups"), c("fresh"))
	disk("an old file is asked for again", plain, c("groups"), c("age", "servergroups.json"), c("groups"))
	disk("files after an invalidation", v2, c("everything"), c("invalidate"), c("everything"), c("everything"), c("fresh"))
	return vectors
}
