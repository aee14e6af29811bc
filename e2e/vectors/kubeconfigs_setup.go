package main

import (
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
)

// serviceAccount is where client-go looks for a pod's service account.
const serviceAccount = "/var/run/secrets/kubernetes.io/serviceaccount"

//go:embed authority.pem
var authority string

type env map[string]string

// files are paths and what they hold: a string, a config or a binary.
type files map[string]any

// binary is a content in base64.
type binary string

func (content binary) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]string{"base64": string(content)})
}

// server443 is that of a cluster that says nothing else.
const server443 = "server: https://c.example.test:6443"

// config is a kubeconfig with the cluster c, the user u and the context ctx, of which a case says what is special. Fields hold the
// lines of a mapping, or items of a list.
type config struct {
	head                                 string
	clusters, cluster                    string
	users, user                          string
	contexts, name                       string
	contextCluster, contextUser, context string
	// current is "-" for none.
	current string
	more    string
}

func (c config) String() string {
	or := func(value, otherwise string) string {
		if value == "" {
			return otherwise
		}
		return value
	}
	var text strings.Builder
	add := func(indent, lines string) {
		if lines != "" {
			text.WriteString(indent + strings.ReplaceAll(strings.TrimPrefix(lines, "\n"), "\n", "\n"+indent) + "\n")
		}
	}
	add("", or(c.head, "apiVersion: v1\nkind: Config"))
	add("", "clusters:")
	add("", c.clusters)
	add("", "- name: c\n  cluster:")
	add("    ", or(c.cluster, server443))
	add("", "users:")
	add("", c.users)
	add("", "- name: u\n  user:")
	add("    ", or(c.user, "{}"))
	add("", "contexts:")
	add("", c.contexts)
	add("", "- name: "+or(c.name, "ctx")+"\n  context:")
	add("    ", "cluster: "+or(c.contextCluster, "c")+"\nuser: "+or(c.contextUser, "u"))
	add("    ", c.context)
	if c.current != "-" {
		add("", "current-context: "+or(c.current, "ctx"))
	}
	add("", c.more)
	return text.String()
}

func (c config) MarshalJSON() ([]byte, error) { return json.Marshal(c.String()) }

// home is a home directory with nothing but a kubeconfig in it.
func home(content any) files { return files{"home/.kube/config": content} }

// account is what a pod usually has.
var account = files{"token": "sa-token\n", "ca.crt": "@CA@", "namespace": " team-sa \n"}

// inPod is what a pod's environment says, and more.
func inPod(more env) env {
	variables := env{"KUBERNETES_SERVICE_HOST": "10.0.0.1", "KUBERNETES_SERVICE_PORT": "443"}
	maps.Copy(variables, more)
	return variables
}

// twoFolders has a kubeconfig in each of two folders, which name the same entries, and more.
func twoFolders(more files) files {
	two := files{
		"a/config": config{cluster: "server: https://a", user: "token: from-a"},
		"b/config": secondConfig,
		"b/tok":    "T2",
		"b/ca.crt": "CA2",
	}
	maps.Copy(two, more)
	return two
}

var secondConfig = config{
	clusters: `- {name: c2, cluster: {server: "https://b2", certificate-authority: ca.crt}}`,
	cluster:  "server: https://b",
	users:    "- {name: u2, user: {tokenFile: tok}}",
	user:     "token: from-b",
	contexts: "- {name: other, context: {cluster: c2, user: u2}}",
	current:  "other",
}

func (all files) write(directory string) {
	for name, content := range all {
		file := filepath.Join(directory, name)
		must(os.MkdirAll(filepath.Dir(file), 0o755))
		must(os.WriteFile(file, bytesOf(content), 0o644))
	}
}

// mount puts files where a pod has its service account, and returns what takes them away again.
func (all files) mount() func() {
	if _, err := os.Lstat(serviceAccount); !os.IsNotExist(err) {
		panic("there is something in " + serviceAccount + " already: do not make vectors in a pod")
	}
	if len(all) == 0 {
		return func() {}
	}
	var made []string
	for folder := serviceAccount; ; folder = filepath.Dir(folder) {
		if _, err := os.Stat(folder); err == nil {
			break
		}
		made = append(made, folder)
	}
	if err := os.MkdirAll(serviceAccount, 0o755); err != nil {
		panic("client-go looks for a pod's service account in a fixed folder, which must be writable: " + err.Error())
	}
	all.write(serviceAccount)
	return func() {
		must(os.RemoveAll(serviceAccount))
		for _, folder := range made[1:] {
			must(os.Remove(folder))
		}
	}
}

func bytesOf(content any) []byte {
	switch content := content.(type) {
	case config:
		return []byte(content.String())
	case binary:
		decoded, err := base64.StdEncoding.DecodeString(string(content))
		must(err)
		return decoded
	default:
		return []byte(strings.ReplaceAll(content.(string), "@CA@", authority))
	}
}
