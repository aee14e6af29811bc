package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"reflect"
	"strings"
	"time"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/apimachinery/pkg/runtime/serializer/protobuf"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/client-go/kubernetes/scheme"
)

var protobufKinds = []string{
	"admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy",
	"apps/v1/ControllerRevision",
	"authorization.k8s.io/v1/SubjectAccessReview",
	"autoscaling/v1/Scale",
	"autoscaling/v2/HorizontalPodAutoscaler",
	"certificates.k8s.io/v1/CertificateSigningRequest",
	"coordination.k8s.io/v1/Lease",
	"discovery.k8s.io/v1/EndpointSlice",
	"events.k8s.io/v1/Event",
	"flowcontrol.apiserver.k8s.io/v1/FlowSchema",
	"networking.k8s.io/v1/Ingress",
	"networking.k8s.io/v1/NetworkPolicy",
	"policy/v1/Eviction",
	"rbac.authorization.k8s.io/v1/ClusterRole",
	"resource.k8s.io/v1/ResourceClaim",
	"storage.k8s.io/v1/StorageClass",
	"v1/Node",
	"v1/PersistentVolume",
	"v1/Pod",
	"v1/Secret",
	"v1/Service",
}

// protobufVectors tell what the same object is in protobuf and in JSON: of some kinds, one with every field and one with none.
func protobufVectors() []vector {
	toJSON := json.NewSerializerWithOptions(json.DefaultMetaFactory, scheme.Scheme, scheme.Scheme, json.SerializerOptions{})
	toProtobuf := protobuf.NewSerializer(scheme.Scheme, scheme.Scheme)
	var vectors []vector
	for _, name := range protobufKinds {
		parts := strings.Split(name, "/")
		kind := schema.GroupVersionKind{Version: parts[len(parts)-2], Kind: parts[len(parts)-1]}
		if len(parts) == 3 {
			kind.Group = parts[0]
		}
		for _, isFilled := range []bool{false, true} {
			object, err := scheme.Scheme.New(kind)
			must(err)
			if isFilled {
				(&filler{}).fill(reflect.ValueOf(object).Elem())
			}
			object.GetObjectKind().SetGroupVersionKind(kind)
			var inJSON, inProtobuf bytes.Buffer
			must(toProtobuf.Encode(object, &inProtobuf))
			must(toJSON.Encode(object, &inJSON))
			id := name + map[bool]string{false: " with nothing", true: " with everything"}[isFilled]
			in := base64.StdEncoding.EncodeToString(inProtobuf.Bytes())
			vectors = append(vectors, vector{id, in, strings.TrimSuffix(inJSON.String(), "\n")})
		}
	}
	return vectors
}

// filler sets every field of an object, each to another value where it can.
type filler struct {
	count int64
	// open are the structs that are being filled: one inside of itself stays empty.
	open []reflect.Type
}

func (f *filler) fill(value reflect.Value) {
	f.count++
	switch target := value.Addr().Interface().(type) {
	case *metav1.TypeMeta: // Protobuf has it around the outermost object only.
		return
	case *metav1.Time:
		*target = metav1.NewTime(time.Unix(1_700_000_000+f.count, 0).UTC())
		return
	case *metav1.MicroTime:
		*target = metav1.NewMicroTime(time.Unix(1_700_000_000+f.count, 123_456_000).UTC())
		return
	case *resource.Quantity:
		*target = resource.MustParse(fmt.Sprintf("%dMi", 2*f.count+1))
		return
	case *intstr.IntOrString:
		*target = intstr.FromInt32(int32(f.count))
		if f.count%2 == 0 {
			*target = intstr.FromString(fmt.Sprintf("%d%%", f.count))
		}
		return
	case *runtime.RawExtension:
		target.Raw = fmt.Appendf(nil, `{"raw":%d}`, f.count)
		return
	case *apiextensionsv1.JSON:
		target.Raw = fmt.Appendf(nil, `{"json":%d}`, f.count)
		return
	case *apiextensionsv1.JSONSchemaPropsOrArray: // In JSON it is one of both.
		target.Schema = &apiextensionsv1.JSONSchemaProps{Title: fmt.Sprint(f.count)}
		return
	case *apiextensionsv1.JSONSchemaPropsOrBool: // Whoever has a schema allows.
		target.Allows = true
		target.Schema = &apiextensionsv1.JSONSchemaProps{Title: fmt.Sprint(f.count)}
		return
	case *apiextensionsv1.JSONSchemaPropsOrStringArray:
		target.Property = []string{"a", fmt.Sprint(f.count)}
		return
	case *metav1.FieldsV1:
		target.Raw = fmt.Appendf(nil, `{"f:field%d":{}}`, f.count)
		return
	}
	switch value.Kind() {
	case reflect.String:
		value.SetString(fmt.Sprintf("é%d", f.count))
	case reflect.Bool:
		value.SetBool(true)
	case reflect.Int32:
		value.SetInt(-f.count)
	case reflect.Int64:
		value.SetInt(-9_007_199_254_740_000 + f.count)
	case reflect.Uint8:
		value.SetUint(uint64(f.count % 256))
	case reflect.Float64:
		value.SetFloat(float64(f.count) + 0.5)
	case reflect.Pointer:
		if !f.isOpen(value.Type().Elem()) {
			value.Set(reflect.New(value.Type().Elem()))
			f.fill(value.Elem())
		}
	case reflect.Slice:
		if !f.isOpen(value.Type().Elem()) {
			value.Set(reflect.MakeSlice(value.Type(), 2, 2))
			f.fill(value.Index(0))
			f.fill(value.Index(1))
		}
	case reflect.Map:
		if f.isOpen(value.Type().Elem()) {
			return
		}
		value.Set(reflect.MakeMap(value.Type()))
		key, element := reflect.New(value.Type().Key()).Elem(), reflect.New(value.Type().Elem()).Elem()
		f.fill(key)
		f.fill(element)
		value.SetMapIndex(key, element)
	case reflect.Struct:
		f.open = append(f.open, value.Type())
		for i := range value.NumField() {
			if value.Type().Field(i).IsExported() {
				f.fill(value.Field(i))
			}
		}
		f.open = f.open[:len(f.open)-1]
	default:
		panic(fmt.Sprintf("%s: a type that nobody knows", value.Type()))
	}
}

func (f *filler) isOpen(t reflect.Type) bool {
	for _, open := range f.open {
		if open == t {
			return true
		}
	}
	return false
}
