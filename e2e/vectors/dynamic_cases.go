package main

// dynamicCase is a name and a call.
type dynamicCase struct {
	id string
	in dynamicIn
}

const (
	oneWidget = `{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"one","uid":"u","resourceVersion":"7","creationTimestamp":"2026-01-01T00:00:00Z"},"spec":{"size":1,"novel":{"deep":[1,null]}}}`
	oneMeta   = `{"apiVersion":"meta.k8s.io/v1","kind":"PartialObjectMetadata","metadata":{"name":"one","uid":"u","resourceVersion":"7","creationTimestamp":"2026-01-01T00:00:00Z"}}`
	success   = `{"kind":"Status","apiVersion":"v1","status":"Success"}`
	aFailure  = `{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404,"message":"there is none"}`
)

func dynamicCases() []dynamicCase {
	var cases []dynamicCase
	widgets := [3]string{"example.com", "v1", "widgets"}
	body := func(name string) map[string]any {
		return map[string]any{"apiVersion": "example.com/v1", "kind": "Widget", "metadata": map[string]any{"name": name}, "spec": map[string]any{"size": 1.0}}
	}
	add := func(id string, in dynamicIn) {
		if in.Resource == [3]string{} {
			in.Resource = widgets
		}
		if in.Answer.Status == 0 {
			in.Answer = ok(oneWidget)
		}
		cases = append(cases, dynamicCase{id, in})
	}
	both := func(id string, in dynamicIn, partial string) {
		add(id, in)
		in.Metadata = true
		in.Answer = ok(partial)
		add(id+", metadata only", in)
	}
	manager := map[string]any{"fieldManager": "me"}
	written := map[string]any{"fieldManager": "me", "dryRun": []string{"All"}, "fieldValidation": "Strict"}
	aList := `{"apiVersion":"example.com/v1","kind":"WidgetList","metadata":{"resourceVersion":"9","continue":"next","remainingItemCount":2},"items":[` + oneWidget + `]}`
	metaList := `{"apiVersion":"meta.k8s.io/v1","kind":"PartialObjectMetadataList","metadata":{"resourceVersion":"9","continue":"next","remainingItemCount":2},"items":[` + oneMeta + `]}`

	for place, in := range inOrder(map[string]dynamicIn{
		"of the core group": {Resource: [3]string{"", "v1", "nodes"}}, "of the core group in a namespace": {Resource: [3]string{"", "v1", "pods"}, Namespace: "ns"},
		"of a group": {}, "of a group in a namespace": {Namespace: "ns"}, "with characters to escape": {Namespace: "a b?ü", Resource: [3]string{"g", "v1", "r+x"}},
	}) {
		in.Verb, in.Name = "get", "one"
		both("get "+place, in, oneMeta)
		in.Verb, in.Name, in.Answer = "list", "", ok(aList)
		both("list "+place, in, metaList)
	}
	in := func(verb string, change func(*dynamicIn)) dynamicIn {
		one := dynamicIn{Verb: verb, Namespace: "ns"}
		change(&one)
		return one
	}
	both("get with options", in("get", func(i *dynamicIn) { i.Name, i.Options = "one", map[string]any{"resourceVersion": "0"} }), oneMeta)
	both("list with options", in("list", func(i *dynamicIn) {
		i.Answer = ok(aList)
		i.Options = map[string]any{"labelSelector": "a in (b,c)", "fieldSelector": "metadata.name=x", "limit": 5, "continue": "tok", "resourceVersion": "7", "resourceVersionMatch": "Exact", "timeoutSeconds": 9}
	}), metaList)
	event := func(kind, object string) string { return `{"type":"` + kind + `","object":` + object + "}\n" }
	bookmark := `{"kind":"Widget","apiVersion":"example.com/v1","metadata":{"resourceVersion":"8","creationTimestamp":null}}`
	both("watch", in("watch", func(i *dynamicIn) {
		i.Answer = ok(event("ADDED", oneWidget) + event("BOOKMARK", bookmark) + event("DELETED", oneWidget))
	}), event("MODIFIED", oneMeta))
	both("watch with options", in("watch", func(i *dynamicIn) {
		i.Answer = ok(event("MODIFIED", oneWidget))
		i.Options = map[string]any{"labelSelector": "a=b", "resourceVersion": "7", "allowWatchBookmarks": true, "sendInitialEvents": true, "resourceVersionMatch": "NotOlderThan"}
	}), event("MODIFIED", oneMeta))
	both("watch with a limit of time", in("watch", func(i *dynamicIn) {
		i.Answer, i.Options = ok(event("ADDED", oneWidget)), map[string]any{"timeoutSeconds": 9}
	}), event("ADDED", oneMeta))
	add("watch of whole objects, metadata only", in("watch", func(i *dynamicIn) { i.Metadata, i.Answer = true, ok(event("ADDED", oneWidget)) }))
	for patchType, patch := range inOrder(map[string]any{
		"application/json-patch+json": []any{map[string]any{"op": "remove", "path": "/spec"}}, "application/merge-patch+json": map[string]any{"spec": map[string]any{"size": nil}},
		"application/strategic-merge-patch+json": map[string]any{"metadata": map[string]any{"$patch": "delete"}},
	}) {
		both("patch of type "+patchType, in("patch", func(i *dynamicIn) { i.Name, i.PatchType, i.Patch, i.Options = "one", patchType, patch, written }), oneMeta)
	}
	both("delete", in("delete", func(i *dynamicIn) { i.Name, i.Answer = "one", ok(success) }), success)
	deletion := map[string]any{"propagationPolicy": "Foreground", "gracePeriodSeconds": 0, "preconditions": map[string]any{"uid": "u"}, "dryRun": []string{"All"}}
	both("delete with options", in("delete", func(i *dynamicIn) { i.Name, i.Options, i.Answer = "one", deletion, ok(success) }), success)
	both("deleteCollection", in("deleteCollection", func(i *dynamicIn) {
		i.Options, i.ListOptions, i.Answer = deletion, map[string]any{"labelSelector": "a=b", "limit": 3}, ok(success)
	}), success)
	for id, options := range inOrder(map[string]map[string]any{"": nil, " with options": written}) {
		add("create"+id, in("create", func(i *dynamicIn) { i.Object, i.Options = body("one"), options }))
		add("update"+id, in("update", func(i *dynamicIn) { i.Object, i.Options = body("one"), options }))
		add("updateStatus"+id, in("updateStatus", func(i *dynamicIn) { i.Object, i.Options = body("one"), options }))
	}
	for _, verb := range []string{"apply", "applyStatus"} {
		add(verb, in(verb, func(i *dynamicIn) {
			i.Name, i.Object, i.Options = "one", body("one"), map[string]any{"fieldManager": "me", "force": true}
		}))
		for id, managedFields := range inOrder(map[string][]any{"managed fields": {map[string]any{"manager": "x"}}, "an empty list of managed fields": {}}) {
			object := body("one")
			object["metadata"].(map[string]any)["managedFields"] = managedFields
			add(verb+" with "+id, in(verb, func(i *dynamicIn) { i.Name, i.Object, i.Options = "one", object, manager }))
		}
	}
	for _, verb := range []string{"create", "update", "get", "patch", "apply"} {
		add(verb+" of a subresource", in(verb, func(i *dynamicIn) {
			i.Name, i.Subresource, i.Object, i.Options = "one", "scale", body("one"), map[string]any{}
			switch verb {
			case "get":
				i.Object = nil
			case "patch":
				i.Object, i.PatchType, i.Patch = nil, "application/merge-patch+json", map[string]any{}
			case "apply":
				i.Options = manager
			}
		}))
	}
	for _, bad := range []string{"", ".", "..", "a/b", "a%b", "a/%"} {
		for _, verb := range []string{"get", "delete", "patch", "apply", "update"} {
			add(verb+" of the name "+quoted(bad), in(verb, func(i *dynamicIn) {
				i.Name, i.Options = bad, manager
				switch verb {
				case "apply", "update":
					i.Object = body(bad)
				case "patch":
					i.PatchType, i.Patch = "application/merge-patch+json", map[string]any{}
				default:
					i.Options = nil
				}
			}))
		}
		if bad != "" {
			add("list of the namespace "+quoted(bad), dynamicIn{Verb: "list", Namespace: bad})
			add("get in the namespace "+quoted(bad), dynamicIn{Verb: "get", Name: "one", Namespace: bad})
			add("create in the namespace "+quoted(bad), dynamicIn{Verb: "create", Object: body("one"), Namespace: bad})
		}
	}
	for id, field := range inOrder(map[string]string{"kind": "kind", "apiVersion": "apiVersion"}) {
		for _, verb := range []string{"create", "update", "apply"} {
			object := body("one")
			delete(object, field)
			add(verb+" of an object without "+id, in(verb, func(i *dynamicIn) { i.Name, i.Object, i.Options = "one", object, manager }))
		}
	}
	for id, text := range inOrder(map[string]string{
		"an object without a kind": `{"metadata":{"name":"one"}}`, "an array": "[]", "null": "null", "nothing": "", "no JSON": "<html>", "a failure that says 200": aFailure,
		"metadata that is empty": `{"apiVersion":"example.com/v1","kind":"Widget","metadata":{}}`, "no metadata": `{"apiVersion":"example.com/v1","kind":"Widget"}`, "a name": `{"apiVersion":"x/v1","kind":"X","metadata":{"generateName":"one"}}`,
		"a whole object": oneWidget,
	}) {
		both("get that is answered by "+id, in("get", func(i *dynamicIn) { i.Name, i.Answer = "one", ok(text) }), text)
	}
	for id, text := range inOrder(map[string]string{
		"whole objects": aList, "null for items": `{"apiVersion":"example.com/v1","kind":"WidgetList","metadata":{"resourceVersion":"9"},"items":null}`,
		"items without a type": `{"apiVersion":"example.com/v1","kind":"WidgetList","metadata":{"resourceVersion":"9"},"items":[{"metadata":{"name":"one","creationTimestamp":"2026-01-01T00:00:00Z"}}]}`,
		"a list of anything":   `{"apiVersion":"v1","kind":"List","metadata":{"resourceVersion":"9"},"items":[` + oneWidget + `]}`, "one object": oneWidget,
	}) {
		both("list that is answered by "+id, in("list", func(i *dynamicIn) { i.Answer = ok(text) }), text)
	}
	missing := answer(404, aFailure, "Content-Type", "application/json")
	for id, metadata := range inOrder(map[string]bool{"": false, ", metadata only": true}) {
		add("get of what there is not"+id, dynamicIn{Metadata: metadata, Verb: "get", Name: "one", Answer: missing})
	}
	return cases
}
