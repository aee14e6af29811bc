package main

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/metadata"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
	"k8s.io/client-go/tools/leaderelection"
	"k8s.io/client-go/tools/leaderelection/resourcelock"
)

func metadataVerbs(ctx context.Context, c *cluster) error {
	untyped, err := metadata.NewForConfig(c.config)
	if err != nil {
		return err
	}
	client := untyped.Resource(configMaps).Namespace(c.namespace)
	if _, err := c.clients.CoreV1().ConfigMaps(c.namespace).Create(ctx, configMap("partial", ""), metav1.CreateOptions{}); err != nil {
		return err
	}
	watcher, err := client.Watch(ctx, metav1.ListOptions{FieldSelector: "metadata.name=partial"})
	if err != nil {
		return err
	}
	defer watcher.Stop()
	read, err := client.Get(ctx, "partial", metav1.GetOptions{})
	if err != nil {
		return err
	}
	list, err := client.List(ctx, metav1.ListOptions{LabelSelector: "app=checks"})
	if err != nil {
		return err
	}
	patched, err := client.Patch(ctx, "partial", types.MergePatchType, []byte(`{"metadata":{"annotations":{"a":"b"}}}`), metav1.PatchOptions{})
	if err != nil {
		return err
	}
	event := <-watcher.ResultChan()
	_, isPartial := event.Object.(*metav1.PartialObjectMetadata)
	if err := client.Delete(ctx, "partial", metav1.DeleteOptions{}); err != nil {
		return err
	}
	return errors.Join(
		expect("label", read.Labels["app"], "checks"),
		expect("items", len(list.Items), 1),
		expect("annotation", patched.Annotations["a"], "b"),
		expect("event of metadata", isPartial, true),
	)
}

func discoverAll(_ context.Context, c *cluster) error {
	discovery := c.clients.Discovery()
	version, err := discovery.ServerVersion()
	if err != nil {
		return err
	}
	groups, resources, err := discovery.ServerGroupsAndResources()
	if err != nil {
		return err
	}
	preferred, err := discovery.ServerPreferredNamespacedResources()
	if err != nil {
		return err
	}
	documents, err := discovery.OpenAPIV3().Paths()
	if err != nil {
		return err
	}
	mapper := restmapper.NewShortcutExpander(
		restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(discovery)), discovery, func(string) {})
	resource, err := mapper.ResourceFor(schema.GroupVersionResource{Resource: "deploy"})
	if err != nil {
		return err
	}
	mapping, err := mapper.RESTMapping(schema.GroupKind{Group: "batch", Kind: "Job"})
	if err != nil {
		return err
	}
	return errors.Join(
		expect("minor", version.Minor, "36"),
		expect("groups", len(groups) > 15, true),
		expect("resources", len(resources) > 20, true),
		expect("preferred", len(preferred) > 10, true),
		expect("documents", len(documents) > 30, true),
		expect("short name", resource, schema.GroupVersionResource{Group: "apps", Version: "v1", Resource: "deployments"}),
		expect("mapping", mapping.Resource.Resource, "jobs"),
	)
}

// defineWidgets makes a kind Widget; the function that it returns takes it away again.
func (c *cluster) defineWidgets(ctx context.Context, group string, schemaOf map[string]any) (remove func(), err error) {
	definitions := c.dynamic.Resource(schema.GroupVersionResource{
		Group: "apiextensions.k8s.io", Version: "v1", Resource: "customresourcedefinitions",
	})
	_, err = definitions.Create(ctx, &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "apiextensions.k8s.io/v1",
		"kind":       "CustomResourceDefinition",
		"metadata":   map[string]any{"name": "widgets." + group},
		"spec": map[string]any{
			"group": group,
			"scope": "Namespaced",
			"names": map[string]any{"plural": "widgets", "kind": "Widget"},
			"versions": []any{map[string]any{
				"name": "v1", "served": true, "storage": true, "schema": map[string]any{"openAPIV3Schema": schemaOf},
			}},
		},
	}}, metav1.CreateOptions{})
	return func() { _ = definitions.Delete(ctx, "widgets."+group, metav1.DeleteOptions{}) }, err
}

func customResources(ctx context.Context, c *cluster) error {
	group := c.namespace + ".example.com"
	anything := map[string]any{"type": "object", "x-kubernetes-preserve-unknown-fields": true}
	remove, err := c.defineWidgets(ctx, group, anything)
	if err != nil {
		return err
	}
	defer remove()
	widgets := c.dynamic.Resource(schema.GroupVersionResource{Group: group, Version: "v1", Resource: "widgets"}).Namespace(c.namespace)
	return eventually(ctx, func() error {
		made, err := widgets.Create(ctx, &unstructured.Unstructured{Object: map[string]any{
			"apiVersion": group + "/v1", "kind": "Widget", "metadata": map[string]any{"name": "one"}, "spec": map[string]any{"n": int64(1)},
		}}, metav1.CreateOptions{})
		if err != nil {
			return err
		}
		number, _, err := unstructured.NestedInt64(made.Object, "spec", "n")
		return errors.Join(err, expect("n", number, 1))
	})
}

func leaderElection(ctx context.Context, c *cluster) error {
	var leading atomic.Int32
	elect := func(identity string) (stop func(), led <-chan struct{}) {
		ctx, cancel := context.WithCancel(ctx)
		began, ended := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(ended)
			leaderelection.RunOrDie(ctx, leaderelection.LeaderElectionConfig{
				Lock: &resourcelock.LeaseLock{
					LeaseMeta:  metav1.ObjectMeta{Name: "leader", Namespace: c.namespace},
					Client:     c.clients.CoordinationV1(),
					LockConfig: resourcelock.ResourceLockConfig{Identity: identity},
				},
				LeaseDuration:   3 * time.Second,
				RenewDeadline:   2 * time.Second,
				RetryPeriod:     100 * time.Millisecond,
				ReleaseOnCancel: true,
				Callbacks: leaderelection.LeaderCallbacks{
					OnStartedLeading: func(ctx context.Context) {
						leading.Add(1)
						close(began)
						<-ctx.Done()
						leading.Add(-1)
					},
					OnStoppedLeading: func() {},
				},
			})
		}()
		return func() { cancel(); <-ended }, began
	}
	holder := func() (string, int32, error) {
		lease, err := c.clients.CoordinationV1().Leases(c.namespace).Get(ctx, "leader", metav1.GetOptions{})
		if err != nil {
			return "", 0, err
		}
		return *lease.Spec.HolderIdentity, *lease.Spec.LeaseTransitions, nil
	}
	stopFirst, first := elect("first")
	select {
	case <-first:
	case <-ctx.Done():
		stopFirst()
		return errors.New("the first never led")
	}
	stopSecond, second := elect("second")
	defer stopSecond()
	name, _, err := holder()
	stopFirst()
	if err := errors.Join(err, expect("leader", name, "first")); err != nil {
		return err
	}
	select {
	case <-second:
	case <-ctx.Done():
		return errors.New("the second never led")
	}
	name, _, err = holder()
	return errors.Join(err, expect("leader", name, "second"))
}

// protobufOnly takes no other answer, and looks at what it is answered in.
func protobufOnly(ctx context.Context, c *cluster) error {
	config := rest.CopyConfig(c.config)
	config.AcceptContentTypes = "application/vnd.kubernetes.protobuf"
	config.ContentType = "application/vnd.kubernetes.protobuf"
	answers := &contentTypes{seen: map[string]int{}}
	config.Wrap(func(next http.RoundTripper) http.RoundTripper {
		answers.next = next
		return answers
	})
	clients, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	_, missing := clients.CoreV1().ConfigMaps(c.namespace).Get(ctx, "missing", metav1.GetOptions{})
	_, invalid := clients.CoreV1().ConfigMaps(c.namespace).Create(ctx, configMap("Not A Name", ""), metav1.CreateOptions{})
	followed := follow(ctx, &cluster{config, clients, c.dynamic, c.namespace}, clients, func() error { return nil })
	return errors.Join(
		followed,
		expect("not found", apierrors.IsNotFound(missing), true),
		expect("invalid", apierrors.IsInvalid(invalid), true),
		expect("answers in something else", answers.others(), 0),
		expect("watches in protobuf", answers.count("application/vnd.kubernetes.protobuf;stream=watch") > 0, true),
	)
}

// contentTypes counts answers by their type.
type contentTypes struct {
	next http.RoundTripper
	lock sync.Mutex
	seen map[string]int
}

func (c *contentTypes) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := c.next.RoundTrip(request)
	if err == nil {
		c.lock.Lock()
		defer c.lock.Unlock()
		c.seen[response.Header.Get("Content-Type")]++
	}
	return response, err
}

func (c *contentTypes) count(contentType string) int {
	c.lock.Lock()
	defer c.lock.Unlock()
	return c.seen[contentType]
}

func (c *contentTypes) others() int {
	c.lock.Lock()
	defer c.lock.Unlock()
	count := 0
	for contentType, times := range c.seen {
		if !strings.HasPrefix(contentType, "application/vnd.kubernetes.protobuf") {
			count += times
		}
	}
	return count
}
