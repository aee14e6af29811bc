package main

import (
	"context"
	"errors"
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/managedfields"
	acmetav1 "k8s.io/client-go/applyconfigurations/meta/v1"
	"k8s.io/kube-openapi/pkg/util/proto"
)

// openAPISchema reads the OpenAPI 2 document as kubectl does: by models of its definitions.
func openAPISchema(_ context.Context, c *cluster) error {
	document, err := c.clients.Discovery().OpenAPISchema()
	if err != nil {
		return err
	}
	models, err := proto.NewOpenAPIData(document)
	if err != nil {
		return err
	}
	types, err := managedfields.NewGVKParser(models, false)
	if err != nil {
		return err
	}
	deployment := schema.GroupVersionKind{Group: "apps", Version: "v1", Kind: "Deployment"}
	wellMade := map[string]any{"apiVersion": "apps/v1", "kind": "Deployment", "spec": map[string]any{"replicas": int64(1)}}
	misspelt := map[string]any{"apiVersion": "apps/v1", "kind": "Deployment", "spec": map[string]any{"replica": int64(1)}}
	kind := types.Type(deployment)
	if kind == nil {
		return errors.New("no definition is of Deployments")
	}
	_, right := kind.FromUnstructured(wellMade)
	_, wrong := kind.FromUnstructured(misspelt)
	validated := 0
	for _, path := range document.GetPaths().GetPath() {
		for _, item := range path.GetValue().GetPatch().GetParameters() {
			if item.GetParameter().GetNonBodyParameter().GetQueryParameterSubSchema().GetName() == "fieldValidation" {
				validated++
			}
		}
	}
	return errors.Join(
		right,
		expect("definitions of one kind", len(models.ListModels()) > 500, true),
		expect("a field that there is not is refused", wrong != nil, true),
		expect("patches with fieldValidation", validated > 80, true),
		expect("version of the document", document.GetSwagger(), "2.0"),
	)
}

// extractUntyped extracts what a manager applied by the types of the OpenAPI 2 document, which tell the elements of lists apart.
func extractUntyped(ctx context.Context, c *cluster) error {
	group := c.namespace + ".example.com"
	remove, err := c.defineWidgets(ctx, group, map[string]any{
		"type": "object",
		"properties": map[string]any{"spec": map[string]any{"type": "object", "properties": map[string]any{"parts": map[string]any{
			"type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": []any{"name"},
			"items": map[string]any{"type": "object", "required": []any{"name"}, "properties": map[string]any{
				"name": map[string]any{"type": "string"}, "size": map[string]any{"type": "integer"},
			}},
		}}}},
	})
	if err != nil {
		return err
	}
	defer remove()
	widgets := c.dynamic.Resource(schema.GroupVersionResource{Group: group, Version: "v1", Resource: "widgets"}).Namespace(c.namespace)
	apply := func(manager, part string) (*unstructured.Unstructured, error) {
		return widgets.Apply(ctx, "one", &unstructured.Unstructured{Object: map[string]any{
			"apiVersion": group + "/v1", "kind": "Widget", "metadata": map[string]any{"name": "one"},
			"spec": map[string]any{"parts": []any{map[string]any{"name": part, "size": int64(1)}}},
		}}, metav1.ApplyOptions{FieldManager: manager})
	}
	if err := eventually(ctx, func() error { _, err := apply("first", "a"); return err }); err != nil {
		return err
	}
	both, err := apply("second", "b")
	if err != nil {
		return err
	}
	extractor, err := acmetav1.NewUnstructuredExtractor(c.clients.Discovery())
	if err != nil {
		return err
	}
	return eventually(ctx, func() error {
		extracted, err := extractor.Extract(both, "second")
		if err != nil {
			return err
		}
		parts, _, err := unstructured.NestedSlice(extracted.Object, "spec", "parts")
		return errors.Join(err, expect("parts of the second", fmt.Sprint(parts), "[map[name:b size:1]]"))
	})
}
