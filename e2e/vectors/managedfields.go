package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/kube-openapi/pkg/validation/spec"
	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"
)

// The server's own field managers, one write after the other: what each makes of the object and of its managed fields.

// sequence is what happens to one object.
type sequence struct {
	what string
	// kind is `apiVersion kind`; `example.com/v1 Widget` is a custom resource with widgetSchema, `Loose` one without.
	kind  string
	steps []ownedWrite
}

// ownedWrite is one write.
type ownedWrite struct {
	manager     string
	subresource string
	// apply is a server-side apply; otherwise the whole object is created or replaced.
	apply, force bool
	body         string
	// change makes the body of a replacement of the live object, in the place of body.
	change func(object map[string]any)
	// at are seconds after the beginning; if 0, ten for each write.
	at int
}

// sequenceIn is a sequence as the replaying test gets it. Bodies of replacements are as Go writes them.
type sequenceIn struct {
	APIVersion string    `json:"apiVersion"`
	Kind       string    `json:"kind"`
	Steps      []writeIn `json:"steps"`
}

type writeIn struct {
	Manager     string         `json:"manager"`
	Subresource string         `json:"subresource,omitempty"`
	Apply       bool           `json:"apply,omitempty"`
	Force       bool           `json:"force,omitempty"`
	Now         string         `json:"now"`
	ResetFields [][]string     `json:"resetFields,omitempty"`
	Object      map[string]any `json:"object"`
}

// writeDid is what became of the object.
type writeDid struct {
	ManagedFields []metav1.ManagedFieldsEntry `json:"managedFields,omitempty"`
	// Merged is what an apply answered, before it was decoded again; nothing if nothing changed.
	Merged map[string]any `json:"merged,omitempty"`
	// Object is the object afterwards, if it is another than what was sent or merged.
	Object map[string]any `json:"object,omitempty"`
	Error  *writeError    `json:"error,omitempty"`
}

type writeError struct {
	Code    int32      `json:"code"`
	Reason  string     `json:"reason,omitempty"`
	Message string     `json:"message"`
	Causes  [][]string `json:"causes,omitempty"`
}

func sequenceVectors() []vector {
	var vectors []vector
	for _, s := range slices.Concat(ownershipSequences, applySequences, customSequences, generatedSequences()) {
		in, did := s.run()
		vectors = append(vectors, vector{s.what, in, did})
	}
	return vectors
}

// openAPIDefinitions are all definitions of the committed documents.
var openAPIDefinitions = sync.OnceValue(func() map[string]*spec.Schema {
	folder := filepath.Join("..", "..", "openapi")
	version, err := os.ReadFile(filepath.Join(folder, "VERSION"))
	must(err)
	files, err := filepath.Glob(filepath.Join(folder, strings.TrimSpace(string(version)), "*_openapi.json"))
	must(err)
	definitions := map[string]*spec.Schema{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		must(err)
		var document struct {
			Components struct {
				Schemas map[string]*spec.Schema `json:"schemas"`
			} `json:"components"`
		}
		must(json.Unmarshal(text, &document))
		for name, definition := range document.Components.Schemas {
			definitions[name] = definition
		}
	}
	return definitions
})

var builtInConverter = sync.OnceValue(func() managedfields.TypeConverter {
	converter, err := managedfields.NewTypeConverter(openAPIDefinitions(), false)
	must(err)
	return converter
})

// customConverter knows the custom resource of widgetSchema.
var customConverter = sync.OnceValue(func() managedfields.TypeConverter {
	definitions := map[string]*spec.Schema{}
	for name, definition := range openAPIDefinitions() {
		if strings.HasPrefix(name, "io.k8s.apimachinery.") {
			definitions[name] = definition
		}
	}
	widget := &spec.Schema{}
	must(json.Unmarshal([]byte(widgetSchema), widget))
	definitions["com.example.v1.Widget"] = widget
	converter, err := managedfields.NewTypeConverter(definitions, false)
	must(err)
	return converter
})

// versions is what a server converts with, if it knows each kind in one version only. It keeps what an apply merged.
type versions struct {
	custom bool
	merged *unstructured.Unstructured
}

func (v *versions) Convert(in, out, context any) error { panic("not called") }

func (v *versions) ConvertFieldLabel(schema.GroupVersionKind, string, string) (string, string, error) {
	panic("not called")
}

func (v *versions) ConvertToVersion(in runtime.Object, to runtime.GroupVersioner) (runtime.Object, error) {
	version := to.(schema.GroupVersion)
	object, ok := in.(*unstructured.Unstructured)
	if !ok {
		if kind := in.GetObjectKind().GroupVersionKind(); kind.GroupVersion() != version {
			return nil, runtime.NewNotRegisteredErrForKind("the server's", version.WithKind(kind.Kind))
		}
		return in, nil
	}
	if v.custom {
		v.merged = object.DeepCopy()
		return in, nil
	}
	kind := version.WithKind(object.GetKind())
	typed, err := scheme.Scheme.New(kind)
	if err != nil {
		return nil, err
	}
	v.merged = object.DeepCopy()
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(object.Object, typed); err != nil {
		return nil, err
	}
	typed.GetObjectKind().SetGroupVersionKind(kind)
	return typed, nil
}

func (v *versions) Default(runtime.Object) {}

func (v *versions) New(kind schema.GroupVersionKind) (runtime.Object, error) {
	if v.custom {
		object := &unstructured.Unstructured{Object: map[string]any{}}
		object.SetGroupVersionKind(kind)
		return object, nil
	}
	object, err := scheme.Scheme.New(kind)
	if err == nil {
		object.GetObjectKind().SetGroupVersionKind(kind)
	}
	return object, err
}

// resetsOf are the fields that the strategies of a resource or subresource set back.
func resetsOf(kind schema.GroupVersionKind, subresource string) [][]string {
	switch {
	case kind.Kind == "ConfigMap" || kind.Kind == "Loose" || subresource == "ephemeralcontainers" || subresource == "resize":
		return nil
	case subresource == "":
		return [][]string{{"status"}}
	case kind.Kind == "Deployment":
		return [][]string{{"spec"}, {"metadata", "labels"}}
	case kind.Kind == "Pod":
		return [][]string{{"spec"}, {"metadata", "deletionTimestamp"}, {"metadata", "ownerReferences"}}
	default:
		return [][]string{{"spec"}}
	}
}

var beginning = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)

func (s sequence) run() (sequenceIn, []writeDid) {
	apiVersion, name, _ := strings.Cut(s.kind, " ")
	version, err := schema.ParseGroupVersion(apiVersion)
	must(err)
	kind := version.WithKind(name)
	in := sequenceIn{APIVersion: apiVersion, Kind: name}
	var did []writeDid
	var live runtime.Object
	for i, w := range s.steps {
		at := w.at
		if at == 0 {
			at = 10 * i
		}
		now := beginning.Add(time.Duration(at) * time.Second)
		step, result, after := w.run(kind, live, now)
		in.Steps = append(in.Steps, step)
		did = append(did, result)
		live = after
	}
	return in, did
}

// run answers the object after the write, too.
func (w ownedWrite) run(kind schema.GroupVersionKind, live runtime.Object, now time.Time) (writeIn, writeDid, runtime.Object) {
	server := &versions{custom: kind.Group == "example.com"}
	manager := w.fieldManager(server, kind)
	before := live
	if live == nil {
		empty, err := server.New(kind)
		must(err)
		before = empty
	}
	body := w.bodyFor(kind, live)
	in := writeIn{w.manager, w.subresource, w.apply, w.force, now.Format(time.RFC3339), resetsOf(kind, w.subresource), body}

	var after runtime.Object
	if w.apply {
		var err error
		after, err = manager.Apply(before.DeepCopyObject(), &unstructured.Unstructured{Object: parse(asJSON(body))}, w.manager, w.force)
		if err != nil {
			return in, writeDid{Error: describeWriteError(err)}, live
		}
	} else {
		object := server.read(kind, body)
		in.Object = parse(asJSON(object))
		if entries, found, _ := unstructured.NestedSlice(body, "metadata", "managedFields"); found && len(entries) == 0 {
			// Go does not print it, but it has a meaning.
			must(unstructured.SetNestedField(in.Object, entries, "metadata", "managedFields"))
		}
		after = manager.UpdateNoErrors(before.DeepCopyObject(), object, w.manager)
	}
	stamp(after, now)
	var did writeDid
	printed := parse(asJSON(after))
	takeManagedFields(printed)
	owned, err := meta.Accessor(after)
	must(err)
	if entries := owned.GetManagedFields(); len(entries) > 0 {
		did.ManagedFields = entries
	}
	if w.apply && server.merged != nil {
		did.Merged = server.merged.Object
		takeManagedFields(did.Merged)
		copyLastApplied(printed, did.Merged)
	}
	if sent := parse(asJSON(in.Object)); w.apply {
		if asJSON(printed) != asJSON(did.Merged) {
			did.Object = printed
		}
	} else if takeManagedFields(sent); asJSON(printed) != asJSON(sent) {
		panic("an update changed the object")
	}
	owned.SetUID("1")
	return in, did, after
}

func (w ownedWrite) fieldManager(server *versions, kind schema.GroupVersionKind) *managedfields.FieldManager {
	version := kind.GroupVersion()
	set := fieldpath.NewSet()
	for _, path := range resetsOf(kind, w.subresource) {
		parts := make([]any, len(path))
		for i, name := range path {
			parts[i] = name
		}
		set.Insert(fieldpath.MakePathOrDie(parts...))
	}
	reset := fieldpath.NewExcludeFilterSetMap(map[fieldpath.APIVersion]*fieldpath.Set{fieldpath.APIVersion(version.String()): set})
	build, converter := managedfields.NewDefaultFieldManager, builtInConverter
	if server.custom {
		build, converter = managedfields.NewDefaultCRDFieldManager, customConverter
		if kind.Kind == "Loose" {
			converter = managedfields.NewDeducedTypeConverter
		}
	}
	manager, err := build(converter(), server, server, server, kind, version, w.subresource, reset)
	must(err)
	return manager
}

// bodyFor is what is sent. A replacement says of which object it is.
func (w ownedWrite) bodyFor(kind schema.GroupVersionKind, live runtime.Object) map[string]any {
	if w.change != nil {
		body := parse(asJSON(live))
		w.change(body)
		return body
	}
	body := parse(w.body)
	apiVersion, name := kind.ToAPIVersionAndKind()
	for field, value := range map[string]any{"apiVersion": apiVersion, "kind": name} {
		if _, given := body[field]; !given {
			body[field] = value
		}
	}
	if !w.apply && live != nil {
		metadata, _ := body["metadata"].(map[string]any)
		if metadata == nil {
			metadata = map[string]any{}
			body["metadata"] = metadata
		}
		metadata["uid"] = "1"
	}
	return body
}

func (v *versions) read(kind schema.GroupVersionKind, body map[string]any) runtime.Object {
	object, err := v.New(kind)
	must(err)
	if custom, ok := object.(*unstructured.Unstructured); ok {
		custom.Object = parse(asJSON(body))
		return custom
	}
	must(json.Unmarshal([]byte(asJSON(body)), object))
	return object
}

// stamp puts the sequence's time in the place of that of the clock.
func stamp(object runtime.Object, now time.Time) {
	accessor, err := meta.Accessor(object)
	must(err)
	entries := accessor.GetManagedFields()
	for i := range entries {
		if at := entries[i].Time; at != nil && at.Time.Sub(beginning) > 24*time.Hour {
			entries[i].Time = &metav1.Time{Time: now}
		}
	}
	seconds := func(at *metav1.Time) int64 {
		if at == nil {
			return 0
		}
		return at.Unix()
	}
	slices.SortFunc(entries, func(a, b metav1.ManagedFieldsEntry) int {
		return cmp.Or(cmp.Compare(a.Operation, b.Operation), cmp.Compare(seconds(a.Time), seconds(b.Time)), cmp.Compare(a.Manager, b.Manager),
			cmp.Compare(a.APIVersion, b.APIVersion), cmp.Compare(a.Subresource, b.Subresource))
	})
	accessor.SetManagedFields(entries)
}

func takeManagedFields(object map[string]any) {
	metadata, _ := object["metadata"].(map[string]any)
	delete(metadata, "managedFields")
}

// copyLastApplied has the annotation as the server wrote it after it had merged.
func copyLastApplied(from, to map[string]any) {
	const annotation = "kubectl.kubernetes.io/last-applied-configuration"
	value, found, err := unstructured.NestedString(from, "metadata", "annotations", annotation)
	must(err)
	if found {
		must(unstructured.SetNestedField(to, value, "metadata", "annotations", annotation))
	}
}

func describeWriteError(err error) *writeError {
	var status *apierrors.StatusError
	if !errors.As(err, &status) {
		// The handlers answer 500 for errors that are no Status.
		return &writeError{Code: 500, Message: err.Error()}
	}
	did := &writeError{Code: status.ErrStatus.Code, Reason: string(status.ErrStatus.Reason), Message: status.ErrStatus.Message}
	if status.ErrStatus.Details != nil {
		for _, cause := range status.ErrStatus.Details.Causes {
			did.Causes = append(did.Causes, []string{string(cause.Type), cause.Message, cause.Field})
		}
	}
	// Which manager goes first is up to Go's maps.
	slices.SortStableFunc(did.Causes, func(a, b []string) int { return cmp.Compare(a[1], b[1]) })
	return did
}

func asJSON(value any) string {
	text, err := json.Marshal(value)
	must(err)
	return string(text)
}

// emptyVectors are the objects that creations are compared with, of all kinds that client-go and the documents know.
func emptyVectors() []vector {
	var vectors []vector
	kinds := scheme.Scheme.AllKnownTypes()
	names := make([]schema.GroupVersionKind, 0, len(kinds))
	for kind := range kinds {
		names = append(names, kind)
	}
	slices.SortFunc(names, func(a, b schema.GroupVersionKind) int { return cmp.Compare(a.String(), b.String()) })
	server := &versions{}
	for _, kind := range names {
		object, err := server.New(kind)
		must(err)
		if _, err := meta.Accessor(object); err != nil {
			continue
		}
		typed, err := builtInConverter().ObjectToTyped(object)
		if err != nil {
			continue
		}
		apiVersion, name := kind.ToAPIVersionAndKind()
		vectors = append(vectors, vector{apiVersion + " " + name, map[string]string{"apiVersion": apiVersion, "kind": name}, typed.AsValue().Unstructured()})
	}
	return vectors
}

// fieldSetVectors are sets as somebody may send them, and as the server writes them.
func fieldSetVectors() []vector {
	var vectors []vector
	for _, text := range fieldSetTexts {
		set := fieldpath.NewSet()
		did := map[string]any{}
		if err := set.FromJSON(strings.NewReader(text)); err != nil {
			did["error"] = true
		} else {
			canonical, err := set.ToJSON()
			must(err)
			did["fields"] = string(canonical)
			did["paths"] = strings.Split(set.String(), "\n")
			leaves, err := set.Leaves().ToJSON()
			must(err)
			did["leaves"] = string(leaves)
		}
		vectors = append(vectors, vector{text, text, did})
	}
	return vectors
}
