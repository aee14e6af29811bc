package main

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"
)

// scaleCase is a write to the scale of a deployment: its managed fields, and those of the scale after the write.
type scaleCase struct{ what, parent, scale string }

type scaleIn struct {
	Parent []metav1.ManagedFieldsEntry `json:"parent"`
	Scale  []metav1.ManagedFieldsEntry `json:"scale"`
}

type scaleDid struct {
	// Scale are the managed fields of the scale before the write.
	Scale  []metav1.ManagedFieldsEntry `json:"scale,omitempty"`
	Parent []metav1.ManagedFieldsEntry `json:"parent,omitempty"`
	Error  bool                        `json:"error,omitempty"`
}

const (
	replicasOfCI   = `{"manager":"ci","operation":"Apply","apiVersion":"apps/v1","time":"2024-01-01T00:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:replicas":{}}}}`
	manyOfCI       = `{"manager":"ci","operation":"Apply","apiVersion":"apps/v1","time":"2024-01-01T00:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:paused":{},"f:replicas":{}}}}`
	othersOfMe     = `{"manager":"me","operation":"Update","apiVersion":"apps/v1","time":"2024-01-01T00:00:10Z","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:labels":{}}}}`
	replicasOfMe   = `{"manager":"me","operation":"Update","apiVersion":"apps/v1","time":"2024-01-01T00:00:10Z","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:replicas":{}}}}`
	scaleOfMe      = `{"manager":"me","operation":"Update","apiVersion":"apps/v1","time":"2024-01-01T00:00:20Z","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:replicas":{}}},"subresource":"scale"}`
	oldVersion     = `{"manager":"old","operation":"Update","apiVersion":"extensions/v1beta1","time":"2024-01-01T00:00:10Z","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:replicas":{}}}}`
	withoutPath    = `{"manager":"none","operation":"Update","apiVersion":"apps/v1beta1","time":"2024-01-01T00:00:10Z","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:replicas":{}}}}`
	inScaleOfCI    = `{"manager":"ci","operation":"Apply","apiVersion":"autoscaling/v1","time":"2024-01-01T00:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:replicas":{}}}}`
	inScaleOfHPA   = `{"manager":"hpa","operation":"Update","apiVersion":"autoscaling/v1","time":"2024-01-01T00:01:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:replicas":{}}},"subresource":"scale"}`
	inScaleOfMe    = `{"manager":"me","operation":"Update","apiVersion":"autoscaling/v1","time":"2024-01-01T00:01:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:replicas":{}}},"subresource":"scale"}`
	statusInScale  = `{"manager":"x","operation":"Update","apiVersion":"autoscaling/v1","time":"2024-01-01T00:01:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:status":{"f:replicas":{}}},"subresource":"scale"}`
	cannotBeRead   = `{"manager":"x","operation":"Update"}`
	appliedInScale = `{"manager":"ci","operation":"Apply","apiVersion":"autoscaling/v1","time":"2024-01-01T00:01:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:replicas":{}}},"subresource":"scale"}`
)

var scaleCases = []scaleCase{
	{"nobody owns anything", ``, ``},
	{"nobody owned the replicas, somebody gets them", othersOfMe, inScaleOfHPA},
	{"an applier keeps the replicas", replicasOfCI, inScaleOfCI},
	{"an applier loses its only field", replicasOfCI, inScaleOfHPA},
	{"an applier loses one of its fields", manyOfCI + "," + othersOfMe, inScaleOfHPA},
	{"an applier shares the replicas", manyOfCI, inScaleOfCI + "," + inScaleOfHPA},
	{"an updater writes again", scaleOfMe, inScaleOfMe},
	{"an updater of the object writes the scale", replicasOfMe, inScaleOfMe},
	{"an applier of the object applies the scale", manyOfCI, inScaleOfCI + "," + appliedInScale},
	{"a version that is not served", oldVersion + "," + othersOfMe, inScaleOfHPA},
	{"a version without scale", withoutPath + "," + othersOfMe, inScaleOfHPA},
	{"somebody owns something else of the scale", manyOfCI, statusInScale},
	{"entries that cannot be read", cannotBeRead, inScaleOfHPA},
}

// scalePaths is where the replicas are; `null` for a version without.
var scalePaths = managedfields.ResourcePathMappings{
	"apps/v1":      fieldpath.MakePathOrDie("spec", "replicas"),
	"apps/v1beta1": nil,
}

func scaleVectors() []vector {
	var vectors []vector
	for _, c := range scaleCases {
		in := scaleIn{*read[[]metav1.ManagedFieldsEntry]([]byte("[" + c.parent + "]")), *read[[]metav1.ManagedFieldsEntry]([]byte("[" + c.scale + "]"))}
		handler := managedfields.NewScaleHandler(in.Parent, schema.GroupVersion{Group: "apps", Version: "v1"}, scalePaths)
		before, err := handler.ToSubresource()
		after, failed := handler.ToParent(in.Scale)
		vectors = append(vectors, vector{c.what, in, scaleDid{before, after, err != nil || failed != nil}})
	}
	return vectors
}
