// Vectors executes tables of cases against client-go and writes down what client-go did, one file of JSON for each table.
//
//	go run . FOLDER
//
// The cases are this repository's own; only the behaviour is client-go's. Nothing of the machine gets into a file: no port, no
// time, no path. Running it twice writes the same bytes.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"k8s.io/klog/v2"
)

// vector is one case: what was asked of client-go, and what it did.
type vector struct {
	// ID is the table's name, a slash, and what is special about the case.
	ID  string `json:"id"`
	In  any    `json:"in"`
	Did any    `json:"did"`
}

// table runs all cases of one kind.
type table struct {
	name string
	run  func() []vector
}

var tables = []table{
	{"requests", requestVectors},
	{"params", paramVectors},
	{"identities", identityVectors},
	{"user-agents", userAgentVectors},
	{"url-templates", templateVectors},
	{"hosts", hostVectors},
	{"durations", durationVectors},
	{"quotes", quoteVectors},
	{"media-types", mediaTypeVectors},
	{"retries", retryVectors},
	{"warnings", warningVectors},
	{"results", resultVectors},
	{"limiters", limiterVectors},
	{"limiter-waits", limiterWaitVectors},
	{"backoffs", backoffVectors},
	{"url-backoffs", urlBackoffVectors},
	{"watches", watchVectors},
	{"kubeconfigs/fields", kubeconfigVectors(kubeconfigFields)},
	{"kubeconfigs/texts", kubeconfigVectors(kubeconfigTexts)},
	{"kubeconfigs/files", kubeconfigVectors(kubeconfigFiles)},
	{"kubeconfigs/pods", kubeconfigVectors(kubeconfigPods)},
	{"kubeconfigs/plugins", kubeconfigVectors(kubeconfigPlugins)},
	{"kubeconfigs/overrides", kubeconfigVectors(kubeconfigOverridden)},
	{"discovery/server", discoveryVectors},
	{"discovery/cached", cachedVectors},
	{"discovery/mapper", mapperVectors},
	{"discovery/documents", documentVectors},
	{"dynamic/calls", dynamicVectors},
	{"dynamic/extracts", extractVectors},
	{"managedfields/sequences", sequenceVectors},
	{"managedfields/empty-objects", emptyVectors},
	{"managedfields/field-sets", fieldSetVectors},
	{"managedfields/scale", scaleVectors},
	{"yaml/manifests", manifestVectors},
	{"patches/objects", patchObjectVectors},
	{"patches/strategic-merge", strategicPatchVectors},
	{"patches/json", jsonPatchVectors},
	{"patches/merge", mergePatchVectors},
	{"patches/conversions", conversionVectors},
	{"patches/tags", patchTagVectors},
	{"testing/go-types", goTypeVectors},
	{"testing/known-kinds", knownKindVectors},
	{"testing/protobuf", protobufVectors},
	{"testing/cel", celVectors},
	{"testing/protobuf-answers", protobufAnswerVectors},
	{"testing/openapi-documents", openapiDocumentVectors},
	{"testing/yaml-answers", yamlVectors},
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run . FOLDER")
		os.Exit(2)
	}
	// client-go logs what it meets: that is what the cases are about.
	flags := flag.NewFlagSet("klog", flag.PanicOnError)
	klog.InitFlags(flags)
	for name, value := range map[string]string{"logtostderr": "false", "alsologtostderr": "false", "stderrthreshold": "FATAL"} {
		must(flags.Set(name, value))
	}
	klog.SetOutput(io.Discard)

	folder := os.Args[1]
	total := 0
	for _, table := range tables {
		vectors := table.run()
		file := filepath.Join(folder, filepath.FromSlash(table.name)+".json")
		must(os.MkdirAll(filepath.Dir(file), 0o755))
		must(os.WriteFile(file, encode(table.name, vectors), 0o644))
		total += len(vectors)
		fmt.Fprintf(os.Stderr, "%4d %s\n", len(vectors), table.name)
	}
	fmt.Fprintf(os.Stderr, "%4d vectors\n", total)
}

// encode writes one vector a line, so that a change of one is a change of one line.
func encode(name string, vectors []vector) []byte {
	seen := map[string]bool{}
	var out bytes.Buffer
	for i, v := range vectors {
		v.ID = name + "/" + v.ID
		if seen[v.ID] {
			panic("two vectors are called " + v.ID)
		}
		seen[v.ID] = true
		var line bytes.Buffer
		encoder := json.NewEncoder(&line)
		encoder.SetEscapeHTML(false)
		must(encoder.Encode(v))
		out.WriteString(map[bool]string{true: "[\n", false: ",\n"}[i == 0])
		out.Write(bytes.TrimRight(line.Bytes(), "\n"))
	}
	out.WriteString("\n]\n")
	return out.Bytes()
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
