package main

import (
	"encoding/json"
	"reflect"

	"k8s.io/apimachinery/pkg/runtime"
	kjson "k8s.io/apimachinery/pkg/util/json"
)

// conversionVectors tell what a server says of a strategically patched object that does not fit into the struct of its kind.
func conversionVectors() []vector {
	cases := []struct {
		kind      string
		documents []string
	}{
		{"/v1/Pod", []string{
			`{}`, `{"metadata":null,"spec":null}`, `{"metadata":"x"}`, `{"metadata":[]}`, `{"metadata":5}`, `{"metadata":1.5}`, `{"metadata":true}`, `{"metadata":{"name":5}}`, `{"metadata":{"name":1.5}}`, `{"metadata":{"name":true}}`,
			`{"metadata":{"name":{"a":1}}}`, `{"metadata":{"name":["a"]}}`, `{"metadata":{"labels":"x"}}`, `{"metadata":{"labels":["x"]}}`, `{"metadata":{"labels":5}}`, `{"metadata":{"labels":1.5}}`, `{"metadata":{"labels":{"a":5}}}`,
			`{"metadata":{"labels":{"a":false}}}`, `{"metadata":{"labels":{"a":{}}}}`, `{"metadata":{"labels":{"a":null}}}`, `{"metadata":{"finalizers":"x"}}`, `{"metadata":{"finalizers":{"a":1}}}`, `{"metadata":{"finalizers":[5]}}`,
			`{"metadata":{"finalizers":[null]}}`, `{"metadata":{"finalizers":[["a"]]}}`, `{"metadata":{"generation":"5"}}`, `{"metadata":{"generation":5.5}}`, `{"metadata":{"generation":true}}`, `{"metadata":{"generation":[]}}`,
			`{"metadata":{"generation":{}}}`, `{"metadata":{"ownerReferences":[{"uid":"x","controller":"yes"}]}}`, `{"metadata":{"ownerReferences":[{"uid":"x","controller":1}]}}`, `{"metadata":{"ownerReferences":["x"]}}`,
			`{"metadata":{"ownerReferences":[null]}}`, `{"spec":{"containers":{}}}`, `{"spec":{"containers":true}}`, `{"spec":{"containers":[5]}}`, `{"spec":{"containers":[{"name":"a","ports":[{"containerPort":"80"}]}]}}`,
			`{"spec":{"containers":[{"name":"a","ports":[{"containerPort":80.5}]}]}}`, `{"spec":{"containers":[{"name":"a","ports":[{"containerPort":80.0}]}]}}`, `{"spec":{"containers":[{"name":"a","resources":"x"}]}}`,
			`{"spec":{"containers":[{"name":"a","resources":{"limits":[]}}]}}`, `{"spec":{"containers":[{"name":"a","securityContext":"x"}]}}`, `{"spec":{"containers":[{"name":"a","securityContext":{"privileged":"x"}}]}}`,
			`{"spec":{"containers":[{"name":"a","args":"x"}]}}`, `{"spec":{"securityContext":{"supplementalGroups":["x"]}}}`, `{"spec":{"securityContext":{"supplementalGroups":[1.5]}}}`, `{"spec":{"activeDeadlineSeconds":"x"}}`,
			`{"spec":{"nodeSelector":{"a":1}}}`, `{"spec":{"hostNetwork":"x"}}`, `{"spec":{"hostNetwork":0}}`, `{"nope":{"a":1},"spec":{"nope":[1]}}`,
		}},
		{"apps/v1/Deployment", []string{`{"spec":{"replicas":"x"}}`, `{"spec":{"replicas":0.5}}`, `{"spec":{"replicas":1.0}}`, `{"spec":{"template":[]}}`, `{"spec":{"selector":"x"}}`, `{"spec":{"strategy":7}}`}},
	}
	var vectors []vector
	for _, c := range cases {
		for _, document := range c.documents {
			var content map[string]any
			must(kjson.Unmarshal([]byte(document), &content))
			did := map[string]string{}
			if err := runtime.DefaultUnstructuredConverter.FromUnstructured(content, reflect.New(reflect.TypeOf(patchStructs[c.kind])).Interface()); err != nil {
				did["error"] = err.Error()
			}
			vectors = append(vectors, vector{c.kind + " " + document, patchIn{Kind: c.kind, Patch: json.RawMessage(document)}, did})
		}
	}
	return vectors
}
