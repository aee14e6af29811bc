// Discover prints as JSON what client-go discovers of a server, by the kubeconfig file that it is given.
//
//	go run ./discover KUBECONFIG
package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/tools/clientcmd"
)

// discovered is what a client found. Lists are sorted by group-version: where the server aggregates, client-go's order is random.
type discovered struct {
	Groups     []*metav1.APIGroup        `json:"groups"`
	Resources  []*metav1.APIResourceList `json:"resources"`
	Preferred  []*metav1.APIResourceList `json:"preferred"`
	Namespaced []*metav1.APIResourceList `json:"namespaced"`
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./discover KUBECONFIG")
		os.Exit(2)
	}
	config, err := clientcmd.BuildConfigFromFlags("", os.Args[1])
	must(err)
	config.QPS = -1
	client, err := discovery.NewDiscoveryClientForConfig(config)
	must(err)
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	must(encoder.Encode(map[string]any{
		"aggregated": discover(client),
		"legacy":     discover(client.WithLegacy()),
		"openapi":    openAPI(client),
	}))
}

func discover(client discovery.DiscoveryInterface) discovered {
	groups, resources, err := client.ServerGroupsAndResources()
	must(err)
	preferred, err := client.ServerPreferredResources()
	must(err)
	namespaced, err := client.ServerPreferredNamespacedResources()
	must(err)
	sortLists(resources, false)
	// Within preferred lists the order is random too.
	sortLists(preferred, true)
	sortLists(namespaced, true)
	return discovered{groups, resources, preferred, namespaced}
}

func sortLists(lists []*metav1.APIResourceList, within bool) {
	slices.SortFunc(lists, func(a, b *metav1.APIResourceList) int { return cmp.Compare(a.GroupVersion, b.GroupVersion) })
	for _, list := range lists {
		list.TypeMeta = metav1.TypeMeta{}
		if list.APIResources == nil {
			list.APIResources = []metav1.APIResource{}
		}
		if within {
			slices.SortFunc(list.APIResources, func(a, b metav1.APIResource) int { return cmp.Compare(a.Name, b.Name) })
		}
	}
}

func openAPI(client discovery.DiscoveryInterface) map[string]string {
	paths, err := client.OpenAPIV3().Paths()
	must(err)
	urls := map[string]string{}
	for path, document := range paths {
		urls[path] = document.ServerRelativeURL()
	}
	return urls
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
