package main

import (
	"iter"
	"maps"
	"reflect"
	"slices"
	"strings"

	"k8s.io/client-go/kubernetes/scheme"
)

// patchTagVectors are the tags that rule strategic merge patches of everything that client-go's scheme knows: of each OpenAPI
// definition the fields that have one, with strategies and merge key.
func patchTagVectors() []vector {
	seen := map[reflect.Type]bool{}
	found := map[string]map[string][]string{}
	var walk func(t reflect.Type)
	walk = func(t reflect.Type) {
		switch t.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map:
			walk(t.Elem())
		case reflect.Struct:
			if seen[t] {
				return
			}
			seen[t] = true
			name := modelName(t)
			for field, tag := range patchTagsOf(t, walk) {
				if name != "" {
					if found[name] == nil {
						found[name] = map[string][]string{}
					}
					found[name][field] = tag
				}
			}
		}
	}
	for _, t := range scheme.Scheme.AllKnownTypes() {
		walk(t)
	}
	var vectors []vector
	for _, name := range slices.Sorted(mapsKeys(found)) {
		vectors = append(vectors, vector{name, name, found[name]})
	}
	return vectors
}

func mapsKeys[K comparable, V any](m map[K]V) iter.Seq[K] { return maps.Keys(m) }

// patchTagsOf are the tags of a struct and of those that it embeds.
func patchTagsOf(t reflect.Type, walk func(reflect.Type)) map[string][]string {
	tags := map[string][]string{}
	for i := range t.NumField() {
		field := t.Field(i)
		walk(field.Type)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if field.Anonymous && name == "" {
			embedded := field.Type
			if embedded.Kind() == reflect.Pointer {
				embedded = embedded.Elem()
			}
			if embedded.Kind() == reflect.Struct {
				maps.Copy(tags, patchTagsOf(embedded, walk))
			}
			continue
		}
		strategy, key := field.Tag.Get("patchStrategy"), field.Tag.Get("patchMergeKey")
		if strategy != "" || key != "" {
			tags[name] = []string{strategy, key}
		}
	}
	return tags
}

// modelName is what OpenAPI calls a type; empty if it has no name there.
func modelName(t reflect.Type) string {
	if named, ok := reflect.New(t).Interface().(interface{ OpenAPIModelName() string }); ok {
		return named.OpenAPIModelName()
	}
	return ""
}
