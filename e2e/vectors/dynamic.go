package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/metadata"
	"k8s.io/client-go/rest"
)

// dynamicIn is one call of the dynamic or the metadata client, and what the server answers.
type dynamicIn struct {
	// Metadata says which of the two clients it is.
	Metadata bool `json:"metadata,omitempty"`
	// Resource is the group, empty for the core group, the version and the resource.
	Resource    [3]string `json:"resource"`
	Namespace   string    `json:"namespace,omitempty"`
	Verb        string    `json:"verb"`
	Name        string    `json:"name,omitempty"`
	Subresource string    `json:"subresource,omitempty"`
	// Object is what is created, updated or applied; Patch what is sent as a patch of the type PatchType.
	Object    map[string]any `json:"object,omitempty"`
	PatchType string         `json:"patchType,omitempty"`
	Patch     any            `json:"patch,omitempty"`
	// Options are those of the verb, ListOptions those that say what deletecollection deletes.
	Options     map[string]any `json:"options,omitempty"`
	ListOptions map[string]any `json:"listOptions,omitempty"`
	Answer      reply          `json:"answer"`
}

type dynamicDid struct {
	Error string       `json:"error,omitempty"`
	Sent  *dynamicSent `json:"sent,omitempty"`
	Value any          `json:"value,omitempty"`
}

// dynamicSent is a request with those headers that the verb decides about.
type dynamicSent struct {
	Method      string `json:"method"`
	URL         string `json:"url"`
	Accept      string `json:"accept"`
	ContentType string `json:"contentType,omitempty"`
	JSON        any    `json:"json,omitempty"`
}

// dynamicEvent is one event of a watch.
type dynamicEvent struct {
	Type   watch.EventType `json:"type"`
	Object any             `json:"object"`
}

func dynamicVectors() []vector {
	var vectors []vector
	for _, each := range dynamicCases() {
		vectors = append(vectors, vector{ID: each.id, In: each.in, Did: each.in.do()})
	}
	return vectors
}

func (in dynamicIn) do() dynamicDid {
	to := &server{replies: []reply{in.Answer}}
	config := &rest.Config{Host: origin, QPS: -1, Dial: to.dial, Proxy: func(*http.Request) (*url.URL, error) { return nil, nil }}
	var value any
	var err error
	if in.Metadata {
		value, err = in.doMetadata(config)
	} else {
		value, err = in.doDynamic(config)
	}
	did := dynamicDid{Value: value}
	if err != nil {
		did = dynamicDid{Error: err.Error()}
	}
	if len(to.requests) > 0 {
		request := to.requests[0]
		first := func(header string) string { return strings.Join(texts(request.Headers[header]), ", ") }
		did.Sent = &dynamicSent{Method: request.Method, URL: request.URL, Accept: first("accept"), ContentType: first("content-type")}
		if len(request.Body) > 0 {
			must(json.Unmarshal([]byte(request.Body), &did.Sent.JSON))
		}
	}
	return did
}

func (in dynamicIn) gvr() schema.GroupVersionResource {
	return schema.GroupVersionResource{Group: in.Resource[0], Version: in.Resource[1], Resource: in.Resource[2]}
}

func (in dynamicIn) subresources() []string {
	if in.Subresource == "" {
		return nil
	}
	return []string{in.Subresource}
}

func (in dynamicIn) doDynamic(config *rest.Config) (any, error) {
	client, err := dynamic.NewForConfig(config)
	must(err)
	resource := client.Resource(in.gvr()).Namespace(in.Namespace)
	object := &unstructured.Unstructured{Object: in.Object}
	ctx := context.Background()
	content := func(object *unstructured.Unstructured, err error) (any, error) {
		if err != nil {
			return nil, err
		}
		return object.Object, nil
	}
	switch in.Verb {
	case "create":
		return content(resource.Create(ctx, object, readOptions[metav1.CreateOptions](in.Options), in.subresources()...))
	case "update":
		return content(resource.Update(ctx, object, readOptions[metav1.UpdateOptions](in.Options), in.subresources()...))
	case "updateStatus":
		return content(resource.UpdateStatus(ctx, object, readOptions[metav1.UpdateOptions](in.Options)))
	case "apply":
		return content(resource.Apply(ctx, in.Name, object, readOptions[metav1.ApplyOptions](in.Options), in.subresources()...))
	case "applyStatus":
		return content(resource.ApplyStatus(ctx, in.Name, object, readOptions[metav1.ApplyOptions](in.Options)))
	case "get":
		return content(resource.Get(ctx, in.Name, readOptions[metav1.GetOptions](in.Options), in.subresources()...))
	case "patch":
		return content(resource.Patch(ctx, in.Name, types.PatchType(in.PatchType), in.patch(), readOptions[metav1.PatchOptions](in.Options), in.subresources()...))
	case "list":
		list, err := resource.List(ctx, readOptions[metav1.ListOptions](in.Options))
		if err != nil {
			return nil, err
		}
		return list.UnstructuredContent(), nil
	case "watch":
		return readWatch(resource.Watch(ctx, readOptions[metav1.ListOptions](in.Options)))
	case "delete":
		return nil, resource.Delete(ctx, in.Name, readOptions[metav1.DeleteOptions](in.Options))
	case "deleteCollection":
		return nil, resource.DeleteCollection(ctx, readOptions[metav1.DeleteOptions](in.Options), readOptions[metav1.ListOptions](in.ListOptions))
	default:
		panic("no verb " + in.Verb)
	}
}

func (in dynamicIn) doMetadata(config *rest.Config) (any, error) {
	client, err := metadata.NewForConfig(config)
	must(err)
	resource := client.Resource(in.gvr()).Namespace(in.Namespace)
	ctx := context.Background()
	content := func(object *metav1.PartialObjectMetadata, err error) (any, error) {
		if err != nil {
			return nil, err
		}
		return object.ObjectMeta, nil
	}
	switch in.Verb {
	case "get":
		return content(resource.Get(ctx, in.Name, readOptions[metav1.GetOptions](in.Options)))
	case "patch":
		return content(resource.Patch(ctx, in.Name, types.PatchType(in.PatchType), in.patch(), readOptions[metav1.PatchOptions](in.Options)))
	case "list":
		list, err := resource.List(ctx, readOptions[metav1.ListOptions](in.Options))
		if err != nil {
			return nil, err
		}
		items := []metav1.ObjectMeta{}
		for _, item := range list.Items {
			items = append(items, item.ObjectMeta)
		}
		return map[string]any{"metadata": list.ListMeta, "items": items}, nil
	case "watch":
		return readWatch(resource.Watch(ctx, readOptions[metav1.ListOptions](in.Options)))
	case "delete":
		return nil, resource.Delete(ctx, in.Name, readOptions[metav1.DeleteOptions](in.Options))
	case "deleteCollection":
		return nil, resource.DeleteCollection(ctx, readOptions[metav1.DeleteOptions](in.Options), readOptions[metav1.ListOptions](in.ListOptions))
	default:
		panic("no verb " + in.Verb)
	}
}

func (in dynamicIn) patch() []byte {
	text, err := json.Marshal(in.Patch)
	must(err)
	return text
}

// readWatch reads a watch to its end.
func readWatch(watch watch.Interface, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	defer watch.Stop()
	read := []dynamicEvent{}
	for event := range watch.ResultChan() {
		object := any(event.Object)
		switch known := event.Object.(type) {
		case *unstructured.Unstructured:
			object = known.Object
		case *metav1.PartialObjectMetadata:
			object = known.ObjectMeta
		}
		read = append(read, dynamicEvent{event.Type, object})
	}
	return read, nil
}

// readOptions reads the options of a verb from their JSON.
func readOptions[T any](options map[string]any) T {
	var read T
	text, err := json.Marshal(options)
	must(err)
	must(json.Unmarshal(text, &read))
	return read
}
