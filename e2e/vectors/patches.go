package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"

	jsonpatch "gopkg.in/evanphx/json-patch.v4"
	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	"k8s.io/apimachinery/pkg/util/mergepatch"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
)

// patchIn is an object of patchObjects, by its key, or one of its own; and what is to be done to it.
type patchIn struct {
	Kind     string          `json:"kind,omitempty"`
	Document json.RawMessage `json:"document,omitempty"`
	Patch    json.RawMessage `json:"patch"`
}

// patchDid is the patched object; or the error, and the code that it becomes in a server; or what the libraries panic with.
type patchDid struct {
	Document json.RawMessage `json:"document,omitempty"`
	Error    string          `json:"error,omitempty"`
	Code     int             `json:"code,omitempty"`
	Panic    string          `json:"panic,omitempty"`
}

// patchStructs are the types whose tags rule the patch of a kind.
var patchStructs = map[string]any{
	"apps/v1/Deployment":                     appsv1.Deployment{},
	"autoscaling/v2/HorizontalPodAutoscaler": autoscalingv2.HorizontalPodAutoscaler{},
	"batch/v1/Job":                           batchv1.Job{},
	"/v1/Node":                               corev1.Node{},
	"/v1/PersistentVolumeClaim":              corev1.PersistentVolumeClaim{},
	"/v1/Pod":                                corev1.Pod{},
	"/v1/Service":                            corev1.Service{},
	"/v1/ServiceAccount":                     corev1.ServiceAccount{},
	"networking.k8s.io/v1/NetworkPolicy":     networkingv1.NetworkPolicy{},
	"policy/v1/PodDisruptionBudget":          policyv1.PodDisruptionBudget{},
	"apps/v1/ControllerRevision":             appsv1.ControllerRevision{},
}

// patchObjectVectors are the objects that cases name.
func patchObjectVectors() []vector {
	var vectors []vector
	for _, kind := range slices.Sorted(mapsKeys(patchObjects)) {
		vectors = append(vectors, vector{kind, kind, canonical(patchObjects[kind])})
	}
	return vectors
}

// canonical is JSON as the type's struct would write it.
func canonical(text string) json.RawMessage {
	var value any
	must(json.Unmarshal([]byte(text), &value))
	out, err := json.Marshal(value)
	must(err)
	return out
}

// isSteady runs what walks through Go's maps, whose order changes, until we are sure that the order does not count.
func isSteady(run func() patchDid) bool {
	first := run()
	for range 30 {
		if again := run(); !reflect.DeepEqual(first, again) {
			return false
		}
	}
	return true
}

// steady is the outcome of what has one only.
func steady(id string, run func() patchDid) patchDid {
	if !isSteady(run) {
		panic(id + " has several outcomes")
	}
	return run()
}

// caught turns a panic of a library into text.
func caught(run func() patchDid) (did patchDid) {
	defer func() {
		if r := recover(); r != nil {
			did = patchDid{Panic: fmt.Sprint(r)}
		}
	}()
	return run()
}

// strategicCode is the status that a server makes of an error of a strategic merge patch.
func strategicCode(err error) int {
	switch err {
	case mergepatch.ErrBadJSONDoc, mergepatch.ErrBadPatchFormatForPrimitiveList, mergepatch.ErrBadPatchFormatForRetainKeys,
		mergepatch.ErrBadPatchFormatForSetElementOrderList, mergepatch.ErrUnsupportedStrategicMergePatchFormat:
		return http.StatusBadRequest
	case mergepatch.ErrNoListOfLists, mergepatch.ErrPatchContentNotMatchRetainKeys:
		return http.StatusUnprocessableEntity
	}
	return http.StatusInternalServerError
}

func strategically(kind, document, patch string) patchDid {
	return caught(func() patchDid {
		out, err := strategicpatch.StrategicMergePatch([]byte(document), []byte(patch), patchStructs[kind])
		if err != nil {
			return patchDid{Error: err.Error(), Code: strategicCode(err)}
		}
		return patchDid{Document: out}
	})
}

func strategicPatchVectors() []vector {
	var vectors []vector
	for _, c := range append(strategicPatchCases(), generatedPatchCases()...) {
		id := c.kind[strings.LastIndex(c.kind, "/")+1:] + " " + c.what
		in := patchIn{Kind: c.kind, Patch: json.RawMessage(c.patch)}
		document := patchObjects[c.kind]
		if c.document != "" {
			document = c.document
			in.Document = json.RawMessage(document)
		}
		vectors = append(vectors, vector{id, in, steady(id, func() patchDid { return strategically(c.kind, document, c.patch) })})
	}
	return vectors
}

func jsonPatchVectors() []vector {
	// As kube-apiserver sets it.
	jsonpatch.AccumulatedCopySizeLimit = 3 * 1024 * 1024
	var vectors []vector
	for _, c := range jsonPatchCases {
		vectors = append(vectors, vector{c[0], patchIn{Document: json.RawMessage(c[1]), Patch: json.RawMessage(c[2])}, caught(func() patchDid {
			patch, err := jsonpatch.DecodePatch([]byte(c[2]))
			if err != nil {
				return patchDid{Error: err.Error(), Code: http.StatusBadRequest}
			}
			out, err := patch.Apply([]byte(c[1]))
			if err != nil {
				return patchDid{Error: err.Error(), Code: http.StatusUnprocessableEntity}
			}
			return patchDid{Document: out}
		})})
	}
	return vectors
}

func mergePatchVectors() []vector {
	var vectors []vector
	for _, c := range mergePatchCases {
		in := patchIn{Document: json.RawMessage(c[1]), Patch: json.RawMessage(c[2])}
		vectors = append(vectors, vector{c[0], in, steady(c[0], func() patchDid {
			out, err := jsonpatch.MergePatch([]byte(c[1]), []byte(c[2]))
			switch {
			case errors.Is(err, jsonpatch.ErrBadJSONPatch):
				return patchDid{Error: err.Error(), Code: http.StatusBadRequest}
			case err != nil:
				return patchDid{Error: err.Error(), Code: http.StatusInternalServerError}
			}
			return patchDid{Document: out}
		})})
	}
	return vectors
}
