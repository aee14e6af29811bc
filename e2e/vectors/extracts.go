package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/managedfields/managedfieldstest"
	"k8s.io/client-go/applyconfigurations"
	appsapply "k8s.io/client-go/applyconfigurations/apps/v1"
	coreapply "k8s.io/client-go/applyconfigurations/core/v1"
	"k8s.io/client-go/kubernetes/scheme"
)

// extractIn is a live object, and of whom we want to know what he applied.
type extractIn struct {
	Object      map[string]any `json:"object"`
	Manager     string         `json:"manager"`
	Subresource string         `json:"subresource,omitempty"`
}

// extractDid is the apply configuration or the error.
type extractDid struct {
	Value any    `json:"value,omitempty"`
	Error string `json:"error,omitempty"`
}

// write is one request that changed the object.
type write struct {
	manager string
	// update is a PUT of the whole object; otherwise it is a forced server-side apply.
	update bool
	// subresource is empty, or `status`.
	subresource string
	body        string
}

// applied says that a manager applied the object with these fields.
func applied(manager, body string) write { return write{manager: manager, body: body} }

// extractCase is what happened to an object, and whose part of it is asked for.
type extractCase struct {
	what string
	// identity is `apiVersion kind namespace name`; the namespace may be `-`.
	identity [4]string
	writes   []write
	// object is a live object as it is, in the place of writes.
	object string
	// ask are managers, each with a subresource after a slash if it wants one.
	ask []string
}

func extractVectors() []vector {
	var vectors []vector
	for _, c := range extractCases {
		object := c.live()
		for _, asked := range c.ask {
			manager, subresource, _ := strings.Cut(asked, "/")
			vectors = append(vectors, vector{
				ID:  c.what + "/" + asked,
				In:  extractIn{object, manager, subresource},
				Did: runExtract(object, manager, subresource),
			})
		}
	}
	return vectors
}

// live is the object after all writes, with the managed fields that an API server would have written.
func (c extractCase) live() map[string]any {
	if c.object != "" {
		return parse(c.object)
	}
	groupVersion, err := schema.ParseGroupVersion(c.identity[0])
	must(err)
	converter := applyconfigurations.NewTypeConverter(scheme.Scheme)
	kind := groupVersion.WithKind(c.identity[1])
	whole := managedfieldstest.NewTestFieldManager(converter, kind)
	status := managedfieldstest.NewTestFieldManagerSubresource(converter, kind, "status")
	for _, w := range c.writes {
		body := &unstructured.Unstructured{Object: parse(w.body)}
		body.SetAPIVersion(c.identity[0])
		body.SetKind(c.identity[1])
		to := whole
		if w.subresource == "status" {
			to = status
		}
		if w.update {
			must(to.Update(body, w.manager))
		} else {
			must(to.Apply(body, w.manager, true))
		}
	}
	object := whole.Live().(*unstructured.Unstructured)
	if of, found := status.Live().(*unstructured.Unstructured).Object["status"]; found {
		object.Object["status"] = of
	}
	entries := append(whole.ManagedFields(), status.ManagedFields()...)
	for i := range entries {
		entries[i].Time = nil
	}
	// They are ordered by their time, which the clock decides.
	slices.SortStableFunc(entries, func(a, b metav1.ManagedFieldsEntry) int {
		return cmp.Or(cmp.Compare(a.Operation, b.Operation), cmp.Compare(a.Manager, b.Manager))
	})
	object.SetManagedFields(entries)
	object.SetAPIVersion(c.identity[0])
	object.SetKind(c.identity[1])
	if c.identity[2] != "-" {
		object.SetNamespace(c.identity[2])
	}
	object.SetName(c.identity[3])
	return object.Object
}

func parse(text string) map[string]any {
	var object map[string]any
	if err := json.Unmarshal([]byte(text), &object); err != nil {
		panic(fmt.Sprintf("%v: %s", err, text))
	}
	return object
}

// runExtract asks the typed function of the kind, as users of client-go do.
func runExtract(object map[string]any, manager, subresource string) extractDid {
	text, err := json.Marshal(object)
	must(err)
	var value any
	switch kind := object["kind"]; kind {
	case "Deployment":
		value, err = appsapply.ExtractDeploymentFrom(read[appsv1.Deployment](text), manager, subresource)
	case "ConfigMap":
		value, err = coreapply.ExtractConfigMapFrom(read[corev1.ConfigMap](text), manager, subresource)
	case "Service":
		value, err = coreapply.ExtractServiceFrom(read[corev1.Service](text), manager, subresource)
	case "Pod":
		value, err = coreapply.ExtractPodFrom(read[corev1.Pod](text), manager, subresource)
	case "Namespace":
		value, err = coreapply.ExtractNamespaceFrom(read[corev1.Namespace](text), manager, subresource)
	default:
		panic(fmt.Sprintf("nothing extracts a %v", kind))
	}
	if err != nil {
		return extractDid{Error: err.Error()}
	}
	return extractDid{Value: value}
}

func read[T any](text []byte) *T {
	object := new(T)
	must(json.Unmarshal(text, object))
	return object
}
