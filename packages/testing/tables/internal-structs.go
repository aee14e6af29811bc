// Writes how Kubernetes' internal structs of pods and volumes look, which have no names for JSON: the server shows them in some of
// its messages.
//
//	cd e2e/control-plane/v1.36.3 && go run ../../../packages/testing/tables/internal-structs.go > ../../../packages/testing/data/internal-structs.json
//
// A table of struct to fields. A field has its name in Go, its name in the v1 API, and its type: string, number, boolean, a struct's
// name, with * in front of what may be null, [] of lists, map of maps; json is what writes itself, with its zero behind a colon.
package main

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"

	v1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/apis/core"
)

type field [3]string

var table = map[string][]field{}

func main() {
	add(reflect.TypeOf(core.PodTemplateSpec{}), reflect.TypeOf(v1.PodTemplateSpec{}))
	add(reflect.TypeOf(core.PersistentVolumeClaimSpec{}), reflect.TypeOf(v1.PersistentVolumeClaimSpec{}))
	add(reflect.TypeOf(core.PersistentVolumeSource{}), reflect.TypeOf(v1.PersistentVolumeSource{}))
	text, err := json.Marshal(table)
	if err != nil {
		panic(err)
	}
	os.Stdout.Write(append(text, '\n'))
}

func add(internal, external reflect.Type) {
	if _, known := table[internal.Name()]; known {
		return
	}
	table[internal.Name()] = nil
	table[internal.Name()] = fieldsOf(internal, external)
}

func fieldsOf(internal, external reflect.Type) []field {
	fields := []field{}
	for i := range internal.NumField() {
		f := internal.Field(i)
		if tag := f.Tag.Get("json"); tag == "-" {
			continue
		}
		other, found := external.FieldByName(f.Name)
		if f.Anonymous && isOurs(f.Type) {
			if !found {
				other.Type = external
			}
			fields = append(fields, fieldsOf(f.Type, other.Type)...)
			continue
		}
		name := strings.Split(other.Tag.Get("json"), ",")[0]
		if f.Anonymous {
			// What embeds metav1.ObjectMeta writes its fields among its own.
			fields = append(fields, field{"", name, "json"})
			continue
		}
		if !found {
			other, _ = reflect.TypeOf(v1.PodSpec{}).FieldByName(f.Name)
			name = "^" + strings.Split(other.Tag.Get("json"), ",")[0]
		}
		fields = append(fields, field{f.Name, name, typeOf(f.Type, other.Type)})
	}
	return fields
}

func isOurs(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && strings.HasSuffix(t.PkgPath(), "pkg/apis/core")
}

func typeOf(internal, external reflect.Type) string {
	for external != nil && external.Kind() == reflect.Pointer && internal.Kind() != reflect.Pointer {
		external = external.Elem()
	}
	switch internal.Kind() {
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "boolean"
	case reflect.Pointer:
		if external.Kind() == reflect.Pointer {
			external = external.Elem()
		}
		return "*" + typeOf(internal.Elem(), external)
	case reflect.Slice:
		return "[]" + typeOf(internal.Elem(), external.Elem())
	case reflect.Map:
		return "map"
	case reflect.Struct:
		if isOurs(internal) {
			add(internal, external)
			return internal.Name()
		}
		zero, _ := json.Marshal(reflect.Zero(internal).Interface())
		return "json:" + string(zero)
	default:
		return "number"
	}
}
