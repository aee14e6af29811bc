package main

import (
	"os"
	"strings"

	"k8s.io/client-go/rest"
)

// userAgentVectors tell how the program that asks is called. Version, machine and commit are this program's: they are left out.
func userAgentVectors() []vector {
	var vectors []vector
	program := os.Args[0]
	defer func() { os.Args[0] = program }()
	for _, each := range []struct{ id, program string }{
		{"a path", "/usr/local/bin/kubectl"},
		{"a bare name", "kubectl"},
		{"a relative path", "./bin/my-controller"},
		{"a name with dots", "/opt/app/server.js"},
		{"a path with a slash at its end", "/opt/app/"},
		{"a name with a space", "/opt/my app"},
		{"a slash", "/"},
		{"nothing", ""},
	} {
		os.Args[0] = each.program
		agent := rest.DefaultKubernetesUserAgent()
		name := agent[:strings.LastIndex(agent[:strings.Index(agent, " (")], "/")]
		vectors = append(vectors, vector{each.id, map[string]string{"program": each.program}, map[string]string{"name": name}})
	}
	return vectors
}
