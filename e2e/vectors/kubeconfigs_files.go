package main

import "strings"

// kubeconfigFiles: which files are read, and how they are merged.
var kubeconfigFiles = []kubeconfigCase{
	{"a directory", kubeconfigIn{Files: files{"home/.kube/config/x": "y"}}},
	{"two files: the first wins whole", kubeconfigIn{Files: twoFolders(nil), Env: env{"KUBECONFIG": "$DIR/a/config:$DIR/b/config"}}},
	{"two files the other way round", kubeconfigIn{Files: twoFolders(nil), Env: env{"KUBECONFIG": "$DIR/b/config:$DIR/a/config"}}},
	{"two files: a context of the second, its paths beside it", kubeconfigIn{Files: twoFolders(nil), Env: env{"KUBECONFIG": "$DIR/a/config:$DIR/b/config"}, Context: "other"}},
	{"an entry of the first hides all fields of the second", kubeconfigIn{Files: files{"a": "users: [{name: u, user: {as: jane}}]\n", "b": config{cluster: "server: https://a", user: "token: from-a"}}, Env: env{"KUBECONFIG": "$DIR/a:$DIR/b"}}},
	{"an empty entry of the first hides the second", kubeconfigIn{Files: files{"a": "users: [{name: u}]\n", "b": config{cluster: "server: https://a", user: "token: from-a"}}, Env: env{"KUBECONFIG": "$DIR/a:$DIR/b"}}},
	{"current-context alone in the first file", kubeconfigIn{Files: files{"a": "current-context: other\n", "b/config": config{cluster: "server: https://a", user: "token: from-a"}, "c/config": config{clusters: `- {name: c2, cluster: {server: "https://b2", certificate-authority: ca.crt}}`, cluster: "server: https://b", users: "- {name: u2, user: {tokenFile: tok}}", user: "token: from-b", contexts: "- {name: other, context: {cluster: c2, user: u2}}", current: "other"}, "c/tok": "T2", "c/ca.crt": "x"}, Env: env{"KUBECONFIG": "$DIR/a:$DIR/b/config:$DIR/c/config"}}},
	{"missing files and empty entries are skipped", kubeconfigIn{Files: twoFolders(nil), Env: env{"KUBECONFIG": "$DIR/gone::$DIR/a/config:"}}},
	{"all files missing", kubeconfigIn{Files: twoFolders(nil), Env: env{"KUBECONFIG": "$DIR/gone1:$DIR/gone2"}}},
	{"the same file twice", kubeconfigIn{Files: twoFolders(nil), Env: env{"KUBECONFIG": "$DIR/a/config:$DIR/a/config"}}},
	{"one broken file of two", kubeconfigIn{Files: twoFolders(files{"broken": "a: ["}), Env: env{"KUBECONFIG": "$DIR/a/config:$DIR/broken"}}},
	{"two broken files of three", kubeconfigIn{Files: twoFolders(files{"broken": "a: [", "other": "clusters: 1"}), Env: env{"KUBECONFIG": "$DIR/broken:$DIR/a/config:$DIR/other"}}},
	{"KUBECONFIG beats the home file", kubeconfigIn{Files: twoFolders(files{"home/.kube/config": config{cluster: "server: https://home"}}), Env: env{"KUBECONFIG": "$DIR/a/config"}}},
	{"an empty KUBECONFIG is as none", kubeconfigIn{Files: home(config{cluster: "server: https://home"}), Env: env{"KUBECONFIG": ""}}},
	{"only empty entries in KUBECONFIG", kubeconfigIn{Files: home(config{cluster: "server: https://home"}), Env: env{"KUBECONFIG": ":"}}},
	{"an explicit path beats KUBECONFIG, nothing merged", kubeconfigIn{Files: twoFolders(nil), Env: env{"KUBECONFIG": "$DIR/a/config"}, Path: "$DIR/b/config"}},
	{"an explicit path that is missing", kubeconfigIn{Files: twoFolders(nil), Env: env{"KUBECONFIG": "$DIR/a/config"}, Path: "$DIR/gone"}},
	{"an explicit path that is a directory", kubeconfigIn{Files: twoFolders(nil), Path: "$DIR/a"}},
	{"an explicit path below a file", kubeconfigIn{Files: twoFolders(nil), Path: "$DIR/a/config/below"}},
	{"an explicit path that is too long", kubeconfigIn{Files: twoFolders(nil), Path: "$DIR/" + strings.Repeat("x", 256)}},
	{"a file below a file in KUBECONFIG", kubeconfigIn{Files: twoFolders(nil), Env: env{"KUBECONFIG": "$DIR/a/config/below:$DIR/b/config"}}},
	{"a folder and a broken file in KUBECONFIG", kubeconfigIn{Files: twoFolders(files{"broken": "a: ["}), Env: env{"KUBECONFIG": "$DIR/a:$DIR/broken"}}},
	{"a relative path in a file reached by a relative KUBECONFIG", kubeconfigIn{Files: twoFolders(nil), Env: env{"KUBECONFIG": "b/config"}, Relative: true}},
	{"a home with a space", kubeconfigIn{Files: files{"my home/.kube/config": config{cluster: server443 + `
certificate-authority: ca.crt`}, "my home/.kube/ca.crt": "x"}, Env: env{"HOME": "$DIR/my home"}}},
}
