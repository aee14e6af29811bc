package main

import (
	"bytes"
	"encoding/base64"
	"reflect"
	"strings"

	apidiscoveryv2 "k8s.io/api/apidiscovery/v2"
	authenticationv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/apimachinery/pkg/runtime/serializer/protobuf"
	"k8s.io/client-go/kubernetes/scheme"
	apiregistrationv1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
)

var metaVersion = schema.GroupVersion{Group: "meta.k8s.io", Version: "v1"}

// protobufAnswers are what servers answer with and nobody sends.
var protobufAnswers = []struct {
	version schema.GroupVersion
	objects []runtime.Object
}{
	{schema.GroupVersion{Version: "v1"}, []runtime.Object{
		&metav1.Status{}, &metav1.APIVersions{}, &metav1.APIGroupList{}, &metav1.APIGroup{}, &metav1.APIResourceList{},
		&corev1.ConfigMapList{}, &corev1.EndpointsList{},
	}},
	{metaVersion, []runtime.Object{&metav1.PartialObjectMetadata{}, &metav1.PartialObjectMetadataList{}}},
	{apidiscoveryv2.SchemeGroupVersion, []runtime.Object{&apidiscoveryv2.APIGroupDiscoveryList{}}},
	{authenticationv1.SchemeGroupVersion, []runtime.Object{&authenticationv1.TokenReview{}}},
	{apiextensionsv1.SchemeGroupVersion, []runtime.Object{&apiextensionsv1.CustomResourceDefinition{}}},
	{apiregistrationv1.SchemeGroupVersion, []runtime.Object{&apiregistrationv1.APIService{}}},
}

// protobufAnswerVectors tell what the JSON of an object is in protobuf: of what servers answer with, of maps with several keys, and of
// the events of a watch, which have their length before them.
func protobufAnswerVectors() []vector {
	toJSON := json.NewSerializerWithOptions(json.DefaultMetaFactory, scheme.Scheme, scheme.Scheme, json.SerializerOptions{})
	toProtobuf := protobuf.NewSerializer(scheme.Scheme, scheme.Scheme)
	var vectors []vector
	add := func(id string, object runtime.Object) []byte {
		var inJSON, inProtobuf bytes.Buffer
		must(toProtobuf.Encode(object, &inProtobuf))
		must(toJSON.Encode(object, &inJSON))
		in := strings.TrimSuffix(inJSON.String(), "\n")
		vectors = append(vectors, vector{id, in, base64.StdEncoding.EncodeToString(inProtobuf.Bytes())})
		return inProtobuf.Bytes()
	}
	for _, group := range protobufAnswers {
		for _, object := range group.objects {
			kind := reflect.TypeOf(object).Elem().Name()
			for _, isFilled := range []bool{false, true} {
				one := reflect.New(reflect.TypeOf(object).Elem()).Interface().(runtime.Object)
				if isFilled {
					(&filler{}).fill(reflect.ValueOf(one).Elem())
				}
				one.GetObjectKind().SetGroupVersionKind(group.version.WithKind(kind))
				add(group.version.String()+"/"+kind+map[bool]string{false: " with nothing", true: " with everything"}[isFilled], one)
			}
		}
	}
	maps := &corev1.ConfigMap{
		TypeMeta:   metav1.TypeMeta{Kind: "ConfigMap", APIVersion: "v1"},
		ObjectMeta: metav1.ObjectMeta{Name: "maps"},
		Data:       map[string]string{"b": "2", "a": "1", "": "", "B": "3", "\uffee": "4", "\U0001f600": "5", "10": "6", "9": "7"},
		BinaryData: map[string][]byte{"z": {0, 255}, "empty": {}},
	}
	raw := add("v1/ConfigMap with several keys", maps)

	var event, framed bytes.Buffer
	added := &metav1.WatchEvent{Type: "ADDED", Object: runtime.RawExtension{Raw: raw}}
	must(protobuf.NewRawSerializer(scheme.Scheme, scheme.Scheme).Encode(added, &event))
	_, err := protobuf.LengthDelimitedFramer.NewFrameWriter(&framed).Write(event.Bytes())
	must(err)
	in := strings.TrimSuffix(vectors[len(vectors)-1].In.(string), "\n")
	vectors = append(vectors, vector{"an event of a watch", `{"type":"ADDED","object":` + in + `}`, base64.StdEncoding.EncodeToString(framed.Bytes())})
	return vectors
}
