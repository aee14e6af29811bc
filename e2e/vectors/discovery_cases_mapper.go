package main

// mapperVectors are about kinds and resources that belong together.
func mapperVectors() []vector {
	var vectors []vector
	add := func(id string, in discoveryIn) {
		in.Client = "memory"
		vectors = append(vectors, vector{id, in, runDiscovery(in)})
	}
	plain, v2 := unaggregated(cluster), aggregated("v2", cluster)
	each := func(method string, arguments ...string) []call {
		var calls []call
		for _, argument := range arguments {
			calls = append(calls, c(method, argument))
		}
		return calls
	}
	resources := []string{
		"//pods", "//pod", "//Pods", "//POD", "/v1/pods", "/v2/pods", "//events", "events.k8s.io//events", "events//events", "/v1/events", "//deployments", "apps//deployments", "apps/v1beta1/deployment",
		"app//deployments", "apps/v2/deployments", "//rollbacks", "//horizontalpodautoscalers", "autoscaling/v1/horizontalpodautoscalers", "auto//horizontalpodautoscalers", "//nodes",
		"metrics.k8s.io//nodes", "m//pods", "metrics.k8s.io//podmetrics", "//nodemetrics", "//endpoints", "//policies", "//policy", "//glasses", "//glass", "//podlists", "//podlist",
		"//lists", "//list", "//salts", "//seasoning", "example.com/v1/salts", "//nothing", "nowhere//pods", "//", "//pods/log", "storage//storageclass", "storage.k8s.io/v1/storageclasses",
	}
	for _, resource := range resources {
		calls := []call{}
		for _, method := range []string{"kind for", "kinds for", "resource for", "resources for"} {
			calls = append(calls, c(method, resource))
		}
		add("the resource "+resource, discoveryIn{Serve: plain, Calls: calls})
	}
	kinds := [][]string{
		{"/Pod"}, {"/pod"}, {"/POD"}, {"/Pod", "v1"}, {"/Pod", "v2"}, {"/Pod", "v2", "v1"}, {"apps/Deployment"}, {"apps/Deployment", "v1beta1"}, {"apps/Deployment", "v1beta1", "v1"}, {"apps/Deployment", "v1", "v1beta1"},
		{"apps/Deployment", "v9"}, {"apps/Deployment", "v9", "v8"}, {"apps/Deployment", ""}, {"/Deployment"}, {"app/Deployment"}, {"autoscaling/HorizontalPodAutoscaler"}, {"autoscaling/HorizontalPodAutoscaler", "v1"},
		{"apps/Rollback"}, {"events.k8s.io/Event"}, {"/Event"}, {"metrics.k8s.io/PodMetrics"}, {"example.com/Policy"}, {"example.com/CronTab"}, {"/PodList"}, {"/List"}, {"apps/List", "v1"}, {"autoscaling/Scale"},
		{"/Endpoints"}, {"/Nothing"}, {"example.com/Nothing", "v1"}, {"/Namespace"}, {"/"},
	}
	for _, kind := range kinds {
		mapping, mappings, id := c("mapping"), c("mappings"), "the kind"
		for _, argument := range kind {
			mapping, mappings, id = append(mapping, argument), append(mappings, argument), id+" "+argument
		}
		add(id, discoveryIn{Serve: plain, Calls: []call{mapping, mappings}})
	}
	add("singulars", discoveryIn{Serve: plain, Calls: each("singular of",
		"pods", "Pods", "pod", "deployments", "endpoints", "policies", "glasses", "nodes", "nodemetrics", "salts", "seasoning", "podlists", "nothing")})
	add("categories", discoveryIn{Serve: plain, Calls: each("category", "all", "ours", "All", "nothing", "")})
	add("categories, v2", discoveryIn{Serve: v2, Calls: each("category", "all", "ours", "nothing")})
	for _, resource := range []string{
		"//po", "//svc", "//deploy", "//ev", "//hpa", "//ct", "//sc", "//ep", "//PO", "//pods", "//pod", "//nothing", "apps//deploy", "ap//deploy", "apps/v1beta1/deploy", "ap/v1beta1/deploy", "events.k8s.io//ev",
		"events//ev", "example//po", "example.com//po", "nowhere//po", "m//po", "/v1/po", "storage//sc", "storage.k8s.io//sc",
	} {
		calls := []call{}
		for _, method := range []string{"kind for", "kinds for", "resource for", "resources for"} {
			calls = append(calls, c("short "+method, resource))
		}
		add("the short name "+resource, discoveryIn{Serve: plain, Calls: calls})
	}
	add("singulars of short names", discoveryIn{Serve: plain, Calls: each("short singular of", "po", "deploy", "pods", "nothing")})
	add("a kind beside short names", discoveryIn{Serve: plain, Calls: []call{c("short mapping", "apps/Deployment"), c("short mappings", "/Pod"), c("short mapping", "/po")}})
	add("all the same of v2", discoveryIn{Serve: v2, Calls: []call{
		c("kind for", "//pods"), c("resource for", "//horizontalpodautoscalers"), c("kinds for", "//events"), c("mapping", "apps/Deployment"), c("mapping", "autoscaling/HorizontalPodAutoscaler"), c("singular of", "policies"),
	}})
	before := unaggregated(cluster[:2])
	after := unaggregated(cluster)
	after["/apis"] = []served{before["/apis"][0], after["/apis"][0]}
	add("a reset finds what is new", discoveryIn{Serve: after, Calls: []call{
		c("mapping", "example.com/CronTab"), c("resource for", "//crontabs"), c("reset"), c("mapping", "example.com/CronTab"), c("resource for", "//crontabs"), c("short resource for", "//ct"),
	}})
	add("mapping without a group-version that failed", discoveryIn{Serve: with(plain, "/apis/apps/v1", statusOf(403)), Calls: []call{
		c("resource for", "//pods"), c("resource for", "//statefulsets"), c("resource for", "//deployments"), c("mapping", "apps/StatefulSet"), c("short kind for", "//deploy"), c("category", "all"),
	}})
	add("mapping while the server does not answer", discoveryIn{Serve: with(plain, "/apis", statusOf(503), plain["/apis"][0]), Calls: []call{c("resource for", "//pods"), c("resource for", "//pods")}})
	add("nothing to map", discoveryIn{Serve: answers{"/apis": {aggregated("v2", nil)["/apis"][0]}}, Calls: []call{c("resource for", "//pods"), c("mapping", "/Pod")}})
	twice := append(append([]clusterGroup{}, cluster[:2]...), cluster[1])
	add("a group that is listed twice", discoveryIn{Serve: unaggregated(twice), Calls: []call{c("mapping", "apps/Deployment"), c("resource for", "//deployments"), c("kind for", "//statefulsets")}})
	return vectors
}
