package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"sort"
	"strings"

	apidiscoveryv2 "k8s.io/api/apidiscovery/v2"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	metav1beta1 "k8s.io/apimachinery/pkg/apis/meta/v1beta1"
	"k8s.io/client-go/kubernetes/scheme"
	apiregistrationv1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
)

// goTypeVectors tell the Go type of each field of what the API server reads, which its OpenAPI documents do not: what a field
// is called in an error, and whether it vanishes when it is empty. packages/testing/tables makes its data of them.
//
// A field's text is the Go name of the embedded struct that it comes from and a slash, if there is one; its type; `?` if it has
// omitempty and `!` if it has omitzero; `#` and its number in protobuf, if it has one, behind those of the embedded structs that it comes
// from. A type is as in Go, but for structs, which have the names of OpenAPI definitions; a name
// and `=` stand before what it is a name of; `@` stands before a struct that reads itself.
func goTypeVectors() []vector {
	types := goTypes{structs: map[string]map[string]string{}}
	for kind, t := range scheme.Scheme.AllKnownTypes() {
		if kind.Version != "__internal" {
			types.expression(t)
		}
	}
	types.expression(reflect.TypeFor[apiextensionsv1.CustomResourceDefinition]())
	types.expression(reflect.TypeFor[apiextensionsv1.CustomResourceDefinitionList]())
	types.expression(reflect.TypeFor[apiregistrationv1.APIService]())
	types.expression(reflect.TypeFor[apiregistrationv1.APIServiceList]())
	types.expression(reflect.TypeFor[metav1.PartialObjectMetadataList]())
	types.expression(reflect.TypeFor[metav1beta1.PartialObjectMetadataList]())
	types.expression(reflect.TypeFor[apidiscoveryv2.APIGroupDiscoveryList]())

	names := make([]string, 0, len(types.structs))
	for name := range types.structs {
		names = append(names, name)
	}
	sort.Strings(names)
	vectors := make([]vector, 0, len(names))
	for _, name := range names {
		vectors = append(vectors, vector{name, name, types.structs[name]})
	}
	return vectors
}

// knownKindVectors tell which kinds of which group-versions are registered, served or not, and what their Go types are called.
func knownKindVectors() []vector {
	kinds := map[string]map[string]string{}
	for kind, t := range scheme.Scheme.AllKnownTypes() {
		if kind.Version == "__internal" {
			continue
		}
		version := kind.GroupVersion().String()
		if kinds[version] == nil {
			kinds[version] = map[string]string{}
		}
		kinds[version][kind.Kind] = definitionName(t)
	}
	versions := make([]string, 0, len(kinds))
	for version := range kinds {
		versions = append(versions, version)
	}
	sort.Strings(versions)
	vectors := make([]vector, 0, len(versions))
	for _, version := range versions {
		vectors = append(vectors, vector{version, version, kinds[version]})
	}
	return vectors
}

type goTypes struct {
	// structs are the fields by the name of the struct and their own.
	structs map[string]map[string]string
}

var unmarshalerType = reflect.TypeFor[json.Unmarshaler]()

func (types goTypes) expression(t reflect.Type) string {
	switch {
	case reflect.PointerTo(t).Implements(unmarshalerType):
		return "@" + definitionName(t)
	case t.Kind() == reflect.Struct:
		name := definitionName(t)
		if _, known := types.structs[name]; !known {
			fields := map[string]string{}
			types.structs[name] = fields
			types.addFields(fields, t, "", "#")
		}
		return name
	}
	prefix := ""
	if t.PkgPath() != "" {
		prefix = t.String() + "="
	}
	switch t.Kind() {
	case reflect.Pointer:
		return prefix + "*" + types.expression(t.Elem())
	case reflect.Slice:
		return prefix + "[]" + types.expression(t.Elem())
	case reflect.Map:
		if t.Key().Kind() != reflect.String {
			panic(fmt.Sprintf("%s: the keys of this map are no texts", t))
		}
		return prefix + "map[" + t.Key().String() + "]" + types.expression(t.Elem())
	case reflect.String, reflect.Bool, reflect.Int32, reflect.Int64, reflect.Float64, reflect.Uint8:
		return prefix + t.Kind().String()
	default:
		panic(fmt.Sprintf("%s: a type that nobody knows", t))
	}
}

func (types goTypes) addFields(fields map[string]string, t reflect.Type, embedded, numbers string) {
	for i := range t.NumField() {
		field := t.Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "-" || !field.IsExported() {
			continue
		}
		if name == "" {
			if !field.Anonymous {
				panic(fmt.Sprintf("%s.%s: a field without a name", t, field.Name))
			}
			types.addFields(fields, field.Type, embedded+field.Name+"/", numbers+protobufNumber(field)+".")
			continue
		}
		text := embedded + types.expression(field.Type)
		for option := range strings.SplitSeq(options, ",") {
			switch option {
			case "omitempty":
				text += "?"
			case "omitzero":
				text += "!"
			case "", "inline":
			default:
				panic(fmt.Sprintf("%s.%s: an option that nobody knows: %s", t, field.Name, option))
			}
		}
		if number := protobufNumber(field); number != "" {
			text += numbers + number
		}
		fields[name] = text
	}
}

// protobufNumber is the number that a field's tag gives it in protobuf messages; empty if there is none.
func protobufNumber(field reflect.StructField) string {
	parts := strings.Split(field.Tag.Get("protobuf"), ",")
	if len(parts) < 2 {
		return ""
	}
	return parts[1]
}

// definitionName is what the OpenAPI documents call a type.
func definitionName(t reflect.Type) string {
	domain, path, _ := strings.Cut(t.PkgPath(), "/")
	labels := strings.Split(domain, ".")
	for i, j := 0, len(labels)-1; i < j; i, j = i+1, j-1 {
		labels[i], labels[j] = labels[j], labels[i]
	}
	return strings.Join(labels, ".") + "." + strings.ReplaceAll(path, "/", ".") + "." + t.Name()
}
