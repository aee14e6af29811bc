package main

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"slices"

	"k8s.io/apimachinery/pkg/util/strategicpatch"
)

// generatedPatchCases are patches that a seeded generator makes of the objects: the same ones every time.
func generatedPatchCases() []strategicPatchCase {
	const ofEachKind = 15
	var cases []strategicPatchCase
	for _, kind := range slices.Sorted(mapsKeys(patchObjects)) {
		generator := patchGenerator{rand.New(rand.NewSource(int64(len(kind))))}
		schema, err := strategicpatch.NewPatchMetaFromStruct(patchStructs[kind])
		must(err)
		for i := 0; i < ofEachKind; {
			var object map[string]any
			must(json.Unmarshal([]byte(patchObjects[kind]), &object))
			patch, err := json.Marshal(generator.patchOfMap(object, schema, 0.6))
			must(err)
			// Of several mistakes in one patch any may be told first.
			if isSteady(func() patchDid { return strategically(kind, patchObjects[kind], string(patch)) }) {
				cases = append(cases, strategicPatchCase{kind: kind, what: fmt.Sprintf("generated %d", i), patch: string(patch)})
				i++
			}
		}
	}
	return cases
}

type patchGenerator struct{ *rand.Rand }

func (g patchGenerator) often(chance float64) bool { return g.Float64() < chance }

// patchOfMap changes some fields of an object: `chance` of each to be in the patch.
func (g patchGenerator) patchOfMap(object map[string]any, schema strategicpatch.LookupPatchMeta, chance float64) map[string]any {
	patch := map[string]any{}
	for _, key := range slices.Sorted(mapsKeys(object)) {
		if !g.often(chance) {
			continue
		}
		switch value := object[key].(type) {
		case map[string]any:
			if subschema, _, err := schema.LookupPatchMetadataForStruct(key); err == nil && !g.often(0.1) {
				patch[key] = g.patchOfMap(value, subschema, 0.5)
			} else {
				patch[key] = g.either(nil, map[string]any{}, map[string]any{"$patch": "delete"}, map[string]any{"$patch": "replace", "new": nil})
			}
		case []any:
			subschema, meta, err := schema.LookupPatchMetadataForSlice(key)
			switch {
			case err != nil || g.often(0.05):
				patch[key] = nil
			case len(value) > 0 && isMap(value[0]):
				g.patchOfMaps(patch, key, value, subschema, meta.GetPatchMergeKey())
			default:
				g.patchOfValues(patch, key, value, slices.Contains(meta.GetPatchStrategies(), "merge"))
			}
		case string:
			patch[key] = g.either(nil, value+"x", "new", value)
		case float64:
			patch[key] = g.either(nil, value+1, 0, value)
		default:
			patch[key] = g.either(nil, true, false)
		}
	}
	if g.often(0.2) {
		patch[fmt.Sprintf("new%d", g.Intn(3))] = g.either("x", 1, nil, map[string]any{"a": nil, "b": 1}, []any{"x", nil})
	}
	if g.often(0.05) {
		keys := []any{}
		for _, key := range slices.Sorted(mapsKeys(patch)) {
			keys = append(keys, key)
		}
		patch["$retainKeys"] = keys
	}
	return patch
}

// patchOfMaps changes, takes away, adds and orders elements of a list.
func (g patchGenerator) patchOfMaps(patch map[string]any, key string, list []any, schema strategicpatch.LookupPatchMeta, mergeKey string) {
	elements := []any{}
	order := []any{}
	for _, element := range list {
		element := element.(map[string]any)
		if mergeKey == "" {
			if g.often(0.5) {
				elements = append(elements, element)
			}
			continue
		}
		name := map[string]any{mergeKey: element[mergeKey]}
		switch {
		case g.often(0.4):
			changed := g.patchOfMap(element, schema, 0.4)
			if keys, ok := changed["$retainKeys"].([]any); ok && !slices.Contains(keys, any(mergeKey)) {
				changed["$retainKeys"] = append(keys, mergeKey)
			}
			changed[mergeKey] = element[mergeKey]
			elements, order = append(elements, changed), append(order, name)
		case g.often(0.2):
			elements = append(elements, map[string]any{mergeKey: element[mergeKey], "$patch": "delete"})
		case g.often(0.7):
			order = append(order, name)
		}
	}
	if g.often(0.4) {
		added := map[string]any{"new": "x", "none": nil}
		if mergeKey != "" {
			var value any = fmt.Sprintf("new%d", g.Intn(3))
			if len(list) > 0 {
				if number, ok := list[0].(map[string]any)[mergeKey].(float64); ok {
					value = number + 1000
				}
			}
			if !g.often(0.03) {
				added[mergeKey] = value
			}
			order = append(order, map[string]any{mergeKey: value})
		}
		elements = append(elements, added)
	}
	if g.often(0.05) {
		elements = append([]any{map[string]any{"$patch": "replace"}}, elements...)
	}
	if !g.often(0.2) {
		patch[key] = elements
	}
	if mergeKey != "" && g.often(0.4) {
		if g.often(0.4) {
			g.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		}
		patch["$setElementOrder/"+key] = order
	}
}

// patchOfValues does the same to a list of values.
func (g patchGenerator) patchOfValues(patch map[string]any, key string, list []any, merged bool) {
	values, deleted := []any{}, []any{}
	for _, value := range list {
		switch {
		case g.often(0.5):
			values = append(values, value)
		case g.often(0.5):
			deleted = append(deleted, value)
		}
	}
	if text, ok := append(list, "")[0].(string); ok && g.often(0.5) {
		values = append(values, text+"-new")
	}
	// The list and the one that deletes from it come in any order, so there is only one.
	if merged && len(deleted) > 0 && g.often(0.5) {
		patch["$deleteFromPrimitiveList/"+key] = deleted
		if g.often(0.3) {
			patch["$setElementOrder/"+key] = values
		}
		return
	}
	if g.often(0.3) {
		g.Shuffle(len(values), func(i, j int) { values[i], values[j] = values[j], values[i] })
	}
	patch[key] = values
}

func (g patchGenerator) either(values ...any) any { return values[g.Intn(len(values))] }

func isMap(value any) bool {
	_, ok := value.(map[string]any)
	return ok
}
