package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/dynamic/dynamicinformer"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"
	toolswatch "k8s.io/client-go/tools/watch"
)

var configMaps = schema.GroupVersionResource{Version: "v1", Resource: "configmaps"}

func typedWatch(ctx context.Context, c *cluster) error {
	client := c.clients.CoreV1().ConfigMaps(c.namespace)
	if _, err := client.Create(ctx, configMap("before", ""), metav1.CreateOptions{}); err != nil {
		return err
	}
	yes := true
	watcher, err := client.Watch(ctx, metav1.ListOptions{
		LabelSelector:        "app=checks",
		AllowWatchBookmarks:  true,
		SendInitialEvents:    &yes,
		ResourceVersionMatch: metav1.ResourceVersionMatchNotOlderThan,
	})
	if err != nil {
		return err
	}
	defer watcher.Stop()
	next := func() (watch.Event, *corev1.ConfigMap, error) {
		select {
		case event := <-watcher.ResultChan():
			if object, ok := event.Object.(*corev1.ConfigMap); ok {
				return event, object, nil
			}
			return event, nil, fmt.Errorf("%s event of %T", event.Type, event.Object)
		case <-ctx.Done():
			return watch.Event{}, nil, ctx.Err()
		}
	}
	added, first, err := next()
	if err != nil {
		return err
	}
	bookmark, mark, err := next()
	if err != nil {
		return err
	}
	first.Labels["app"] = "other"
	if _, err := client.Update(ctx, first, metav1.UpdateOptions{}); err != nil {
		return err
	}
	deleted, _, err := next()
	return errors.Join(
		err,
		expect("first", added.Type, watch.Added),
		expect("second", bookmark.Type, watch.Bookmark),
		expect("end of the initial events", mark.Annotations[metav1.InitialEventsAnnotationKey], "true"),
		expect("moved out of the selection", deleted.Type, watch.Deleted),
	)
}

func retryWatch(ctx context.Context, c *cluster) error {
	client := c.clients.CoreV1().ConfigMaps(c.namespace)
	list, err := client.List(ctx, metav1.ListOptions{})
	if err != nil {
		return err
	}
	restarts := 0
	seconds := int64(1)
	watcher, err := toolswatch.NewRetryWatcherWithContext(ctx, list.ResourceVersion, &cache.ListWatch{
		WatchFuncWithContext: func(ctx context.Context, options metav1.ListOptions) (watch.Interface, error) {
			restarts++
			options.TimeoutSeconds = &seconds
			return client.Watch(ctx, options)
		},
	})
	if err != nil {
		return err
	}
	defer watcher.Stop()
	for i := range 2 {
		name := fmt.Sprintf("seen-%d", i)
		if err := eventually(ctx, func() error { return expect("watches begun", restarts >= 2*i, true) }); err != nil {
			return err
		}
		if _, err := client.Create(ctx, configMap(name, ""), metav1.CreateOptions{}); err != nil {
			return err
		}
		for seen := false; !seen; {
			select {
			case event, open := <-watcher.ResultChan():
				if object, ok := event.Object.(*corev1.ConfigMap); !open || !ok {
					return fmt.Errorf("%s event of %T", event.Type, event.Object)
				} else if object.Name == name {
					seen = true
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	return nil
}

// cuttable counts watches, and can end those that are open.
type cuttable struct {
	next    http.RoundTripper
	mutex   sync.Mutex
	watches int
	cancels []context.CancelFunc
}

func (t *cuttable) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.URL.Query().Get("watch") == "" {
		return t.next.RoundTrip(request)
	}
	ctx, cancel := context.WithCancel(request.Context())
	t.mutex.Lock()
	t.watches++
	t.cancels = append(t.cancels, cancel)
	t.mutex.Unlock()
	return t.next.RoundTrip(request.WithContext(ctx))
}

// cut ends what is open, and gives how many watches there have been.
func (t *cuttable) cut() int {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	for _, cancel := range t.cancels {
		cancel()
	}
	t.cancels = nil
	return t.watches
}

func (t *cuttable) count() int {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return t.watches
}

// counts are how often handlers were called.
type counts struct {
	mutex                   sync.Mutex
	added, updated, deleted int
}

func (n *counts) handler() cache.ResourceEventHandler {
	count := func(number *int) {
		n.mutex.Lock()
		defer n.mutex.Unlock()
		*number++
	}
	return cache.ResourceEventHandlerFuncs{
		AddFunc:    func(any) { count(&n.added) },
		UpdateFunc: func(any, any) { count(&n.updated) },
		DeleteFunc: func(any) { count(&n.deleted) },
	}
}

// are tells of another number of adds or deletes, or of too few updates: what is read again is an update, too.
func (n *counts) are(added, updated, deleted int) error {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	got := [3]int{n.added, min(n.updated, updated), n.deleted}
	return expect("adds, updates, deletes", got, [3]int{added, updated, deleted})
}

func sharedInformers(ctx context.Context, c *cluster) error {
	var transport *cuttable
	config := rest.CopyConfig(c.config)
	config.Wrap(func(next http.RoundTripper) http.RoundTripper {
		transport = &cuttable{next: next}
		return transport
	})
	clients, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	return follow(ctx, c, clients, func() error {
		before := transport.cut()
		return eventually(ctx, func() error { return expect("another watch", transport.count() > before, true) })
	})
}

// follow sees changes through an informer, with something between them that must not matter.
func follow(ctx context.Context, c *cluster, clients kubernetes.Interface, between func() error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	client := c.clients.CoreV1().ConfigMaps(c.namespace)
	for _, name := range []string{"a", "b"} {
		if _, err := client.Create(ctx, configMap(name, "1"), metav1.CreateOptions{}); err != nil {
			return err
		}
	}
	factory := informers.NewSharedInformerFactoryWithOptions(clients, time.Hour,
		informers.WithNamespace(c.namespace),
		informers.WithTweakListOptions(func(options *metav1.ListOptions) { options.LabelSelector = "app=checks" }),
	)
	informer := factory.Core().V1().ConfigMaps()
	seen := &counts{}
	if _, err := informer.Informer().AddEventHandler(seen.handler()); err != nil {
		return err
	}
	factory.Start(ctx.Done())
	defer factory.Shutdown()
	defer cancel()
	for kind, synced := range factory.WaitForCacheSync(ctx.Done()) {
		if !synced {
			return fmt.Errorf("the cache of %s is not filled", kind)
		}
	}
	if err := eventually(ctx, func() error { return seen.are(2, 0, 0) }); err != nil {
		return err
	}
	if _, err := client.Update(ctx, configMap("a", "2"), metav1.UpdateOptions{}); err != nil {
		return err
	}
	if err := eventually(ctx, func() error { return seen.are(2, 1, 0) }); err != nil {
		return err
	}
	if err := between(); err != nil {
		return err
	}
	if _, err := client.Create(ctx, configMap("c", "1"), metav1.CreateOptions{}); err != nil {
		return err
	}
	if err := client.Delete(ctx, "b", metav1.DeleteOptions{}); err != nil {
		return err
	}
	if err := eventually(ctx, func() error { return seen.are(3, 1, 1) }); err != nil {
		return err
	}
	listed, err := informer.Lister().ConfigMaps(c.namespace).List(labels.Everything())
	return errors.Join(err, expect("in the cache", len(listed), 2))
}

// withoutWatchList refuses initial events, as older servers do.
type withoutWatchList struct {
	next http.RoundTripper
}

func (t withoutWatchList) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.URL.Query().Get("sendInitialEvents") == "true" {
		changed := request.Clone(request.Context())
		query := changed.URL.Query()
		query.Del("resourceVersionMatch") // The server refuses initial events without it.
		changed.URL.RawQuery = query.Encode()
		request = changed
	}
	return t.next.RoundTrip(request)
}

func informerByList(ctx context.Context, c *cluster) error {
	config := rest.CopyConfig(c.config)
	config.Wrap(func(next http.RoundTripper) http.RoundTripper { return withoutWatchList{next} })
	clients, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	return follow(ctx, c, clients, func() error { return nil })
}

func dynamicVerbs(ctx context.Context, c *cluster) error {
	client := c.dynamic.Resource(configMaps).Namespace(c.namespace)
	object := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{"name": "untyped"}, "data": map[string]any{"a": "1"},
	}}
	made, err := client.Create(ctx, object, metav1.CreateOptions{})
	if err != nil {
		return err
	}
	if err := unstructured.SetNestedField(made.Object, "2", "data", "b"); err != nil {
		return err
	}
	if _, err := client.Update(ctx, made, metav1.UpdateOptions{}); err != nil {
		return err
	}
	applied, err := client.Apply(ctx, "untyped", &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{"name": "untyped"}, "data": map[string]any{"c": "3"},
	}}, metav1.ApplyOptions{FieldManager: "checks"})
	if err != nil {
		return err
	}
	data, _, _ := unstructured.NestedStringMap(applied.Object, "data")
	list, err := client.List(ctx, metav1.ListOptions{FieldSelector: "metadata.name=untyped"})
	if err != nil {
		return err
	}
	if err := client.Delete(ctx, "untyped", metav1.DeleteOptions{}); err != nil {
		return err
	}
	_, err = client.Get(ctx, "untyped", metav1.GetOptions{})
	return errors.Join(
		expect("data", len(data), 3),
		expect("items", len(list.Items), 1),
		expect("deleted", apierrors.IsNotFound(err), true),
	)
}

func dynamicInformer(ctx context.Context, c *cluster) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	factory := dynamicinformer.NewFilteredDynamicSharedInformerFactory(c.dynamic, time.Hour, c.namespace,
		func(options *metav1.ListOptions) { options.LabelSelector = "app=checks" })
	seen := &counts{}
	if _, err := factory.ForResource(configMaps).Informer().AddEventHandler(seen.handler()); err != nil {
		return err
	}
	factory.Start(ctx.Done())
	defer factory.Shutdown()
	defer cancel()
	factory.WaitForCacheSync(ctx.Done())
	client := c.clients.CoreV1().ConfigMaps(c.namespace)
	if _, err := client.Create(ctx, configMap("a", "1"), metav1.CreateOptions{}); err != nil {
		return err
	}
	if _, err := client.Update(ctx, configMap("a", "2"), metav1.UpdateOptions{}); err != nil {
		return err
	}
	if err := client.Delete(ctx, "a", metav1.DeleteOptions{}); err != nil {
		return err
	}
	return eventually(ctx, func() error { return seen.are(1, 1, 1) })
}
