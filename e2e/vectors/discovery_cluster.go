package main

import (
	"iter"
	"maps"
	"slices"
)

// object is a JSON object.
type object = map[string]any

// clusterGroup is a group of the clusters that discovery is tried on; from it come all forms in which a server can tell of it.
type clusterGroup struct {
	name string
	// preferred is the first version if it is empty. Only the unaggregated form says it.
	preferred string
	versions  []clusterVersion
}

type clusterVersion struct {
	name      string
	stale     bool
	resources []clusterResource
}

type clusterResource struct {
	name, singular, kind string
	cluster              bool
	short, categories    []string
	subresources         []string
	// of is the group-version of the kind if it is another one.
	of string
}

// cluster has what makes discovery and mapping interesting: several versions, a preferred one that is not the first, equal names and
// short names in different groups, missing singulars, subresources of other kinds.
var cluster = []clusterGroup{
	{versions: []clusterVersion{{name: "v1", resources: []clusterResource{
		{name: "bindings", singular: "binding", kind: "Binding"},
		{name: "endpoints", singular: "endpoints", kind: "Endpoints", short: []string{"ep"}},
		{name: "events", singular: "event", kind: "Event", short: []string{"ev"}},
		{name: "namespaces", singular: "namespace", kind: "Namespace", cluster: true, short: []string{"ns"}, subresources: []string{"finalize", "status"}},
		{name: "nodes", singular: "node", kind: "Node", cluster: true, short: []string{"no"}},
		{name: "pods", singular: "pod", kind: "Pod", short: []string{"po"}, categories: []string{"all"}, subresources: []string{"log", "status"}},
		{name: "services", singular: "service", kind: "Service", short: []string{"svc"}, categories: []string{"all"}},
	}}}},
	{name: "apps", versions: []clusterVersion{
		{name: "v1", resources: []clusterResource{
			{name: "deployments", singular: "deployment", kind: "Deployment", short: []string{"deploy"}, categories: []string{"all"}, subresources: []string{"status"}},
			{name: "statefulsets", singular: "statefulset", kind: "StatefulSet", short: []string{"sts"}, categories: []string{"all"}},
		}},
		{name: "v1beta1", resources: []clusterResource{
			{name: "deployments", singular: "deployment", kind: "Deployment", short: []string{"deploy"}, categories: []string{"all"}},
			{name: "rollbacks", singular: "rollback", kind: "Rollback"},
		}},
	}},
	{name: "autoscaling", preferred: "v2", versions: []clusterVersion{
		{name: "v1", resources: []clusterResource{{name: "horizontalpodautoscalers", singular: "horizontalpodautoscaler", kind: "HorizontalPodAutoscaler", short: []string{"hpa"}, categories: []string{"all"}}}},
		{name: "v2", resources: []clusterResource{{name: "horizontalpodautoscalers", singular: "horizontalpodautoscaler", kind: "HorizontalPodAutoscaler", short: []string{"hpa"}, categories: []string{"all"}}}},
	}},
	{name: "events.k8s.io", versions: []clusterVersion{{name: "v1", resources: []clusterResource{
		{name: "events", singular: "event", kind: "Event", short: []string{"ev"}},
	}}}},
	{name: "example.com", versions: []clusterVersion{{name: "v1", resources: []clusterResource{
		{name: "crontabs", singular: "crontab", kind: "CronTab", short: []string{"ct", "po"}, categories: []string{"all", "ours"}, subresources: []string{"scale"}, of: "autoscaling/v1"},
		{name: "policies", kind: "Policy", cluster: true},
		{name: "glasses", kind: "Glass"},
		{name: "salts", singular: "seasoning", kind: "Salt"},
		{name: "peppers", singular: "seasoning", kind: "Pepper"},
	}}}},
	{name: "metrics.k8s.io", versions: []clusterVersion{{name: "v1beta1", resources: []clusterResource{
		{name: "nodes", kind: "NodeMetrics", cluster: true},
		{name: "pods", kind: "PodMetrics"},
	}}}},
	{name: "storage.k8s.io", versions: []clusterVersion{{name: "v1", resources: []clusterResource{
		{name: "storageclasses", singular: "storageclass", kind: "StorageClass", cluster: true, short: []string{"sc"}},
	}}}},
}

var allVerbs = []string{"get", "list"}

// unaggregated is how a server without aggregation tells of groups: /api and /apis, and a document for each group-version.
func unaggregated(groups []clusterGroup) answers {
	serve := answers{}
	versions, others := []string{}, []any{}
	for _, group := range groups {
		told := []any{}
		for _, version := range group.versions {
			serve[group.path(version)] = []served{{Body: group.resourceList(version)}}
			told = append(told, group.versionDocument(version.name))
			if group.name == "" {
				versions = append(versions, version.name)
			}
		}
		if group.name != "" {
			preferred := group.preferred
			if preferred == "" {
				preferred = group.versions[0].name
			}
			others = append(others, object{"name": group.name, "versions": told, "preferredVersion": group.versionDocument(preferred)})
		}
	}
	serve["/api"] = []served{{Body: object{
		"kind": "APIVersions", "versions": versions,
		"serverAddressByClientCIDRs": []any{object{"clientCIDR": "0.0.0.0/0", "serverAddress": "10.0.0.1:6443"}},
	}}}
	serve["/apis"] = []served{{Body: object{"kind": "APIGroupList", "apiVersion": "v1", "groups": others}}}
	return serve
}

// aggregated is how a server tells of groups in two answers.
func aggregated(version string, groups []clusterGroup) answers {
	core, others := []any{}, []any{}
	for _, group := range groups {
		if group.name == "" {
			core = append(core, group.aggregated())
		} else {
			others = append(others, group.aggregated())
		}
	}
	mediaType := "application/json;g=apidiscovery.k8s.io;v=" + version + ";as=APIGroupDiscoveryList"
	document := func(items []any) []served {
		return []served{{Type: mediaType, Body: object{
			"kind": "APIGroupDiscoveryList", "apiVersion": "apidiscovery.k8s.io/" + version, "metadata": object{}, "items": items,
		}}}
	}
	return answers{"/api": document(core), "/apis": document(others)}
}

// inOrder goes through a map by its sorted keys.
func inOrder[V any](m map[string]V) iter.Seq2[string, V] {
	return func(yield func(string, V) bool) {
		for _, key := range slices.Sorted(maps.Keys(m)) {
			if !yield(key, m[key]) {
				return
			}
		}
	}
}

// with replaces answers.
func with(serve answers, path string, answers ...served) answers {
	changed := maps.Clone(serve)
	changed[path] = answers
	return changed
}

func (g clusterGroup) path(version clusterVersion) string {
	if g.name == "" {
		return "/api/" + version.name
	}
	return "/apis/" + g.name + "/" + version.name
}

func (g clusterGroup) groupVersion(version string) string {
	if g.name == "" {
		return version
	}
	return g.name + "/" + version
}

func (g clusterGroup) versionDocument(version string) object {
	return object{"groupVersion": g.groupVersion(version), "version": version}
}

func (g clusterGroup) resourceList(version clusterVersion) object {
	resources := []any{}
	for _, r := range version.resources {
		whole := object{"name": r.name, "singularName": r.singular, "namespaced": !r.cluster, "kind": r.kind, "verbs": allVerbs}
		if r.cluster {
			whole["storageVersionHash"] = "hash-of-" + r.kind
		}
		if r.short != nil {
			whole["shortNames"] = r.short
		}
		if r.categories != nil {
			whole["categories"] = r.categories
		}
		resources = append(resources, whole)
		for _, sub := range r.subresources {
			part := object{"name": r.name + "/" + sub, "singularName": "", "namespaced": !r.cluster, "kind": r.kind, "verbs": []string{"get"}}
			if r.of != "" {
				part["group"], part["version"], part["kind"] = "autoscaling", "v1", "Scale"
			}
			resources = append(resources, part)
		}
	}
	return object{"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": g.groupVersion(version.name), "resources": resources}
}

func (g clusterGroup) aggregated() object {
	versions := []any{}
	for _, version := range g.versions {
		resources := []any{}
		for _, r := range version.resources {
			resources = append(resources, r.aggregated(g.name, version.name))
		}
		freshness := map[bool]string{false: "Current", true: "Stale"}[version.stale]
		versions = append(versions, object{"version": version.name, "freshness": freshness, "resources": resources})
	}
	return object{"metadata": object{"name": g.name, "creationTimestamp": nil}, "versions": versions}
}

func (r clusterResource) aggregated(group, version string) object {
	kind := object{"group": group, "version": version, "kind": r.kind}
	whole := object{
		"resource": r.name, "singularResource": r.singular, "scope": map[bool]string{false: "Namespaced", true: "Cluster"}[r.cluster],
		"responseKind": kind, "verbs": allVerbs,
	}
	if r.short != nil {
		whole["shortNames"] = r.short
	}
	if r.categories != nil {
		whole["categories"] = r.categories
	}
	subresources := []any{}
	for _, sub := range r.subresources {
		if r.of != "" {
			kind = object{"group": "autoscaling", "version": "v1", "kind": "Scale"}
		}
		subresources = append(subresources, object{"subresource": sub, "responseKind": kind, "verbs": []string{"get"}})
	}
	if len(subresources) > 0 {
		whole["subresources"] = subresources
	}
	return whole
}
