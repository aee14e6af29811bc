package main

import "strings"

// kubeconfigPlugins: users whose credential comes from a plugin.
var kubeconfigPlugins = []kubeconfigCase{
	{"exec v1", kubeconfigIn{Files: home(config{user: `exec:
  apiVersion: client.authentication.k8s.io/v1
  command: plug
  args: [a]
  env: [{name: NAME, value: V}]
  interactiveMode: Never
  installHint: get it`})}},
	{"exec v1beta1 without interactiveMode", kubeconfigIn{Files: home(config{user: `exec:
  apiVersion: client.authentication.k8s.io/v1beta1
  command: plug`})}},
	{"exec with everything missing", kubeconfigIn{Files: home(config{user: `exec:
  {}`})}},
	{"exec v1 with a bad interactiveMode and a nameless variable", kubeconfigIn{Files: home(config{user: `exec:
  apiVersion: client.authentication.k8s.io/v1
  command: ./plug
  interactiveMode: Sometimes
  env: [{value: V}]`})}},
	{"exec and auth-provider", kubeconfigIn{Files: home(config{user: `exec:
  apiVersion: client.authentication.k8s.io/v1
  command: p
  interactiveMode: Never
auth-provider: {name: oidc, config: {a: b}}`})}},
	{"auth-provider", kubeconfigIn{Files: home(config{user: "auth-provider: {name: oidc, config: {id-token: x}}"})}},
	{"exec null", kubeconfigIn{Files: home(config{user: `exec: null
token: t`})}},
	{"exec beside a token", kubeconfigIn{Files: home(config{user: `token: t
exec:
  apiVersion: client.authentication.k8s.io/v1
  command: p
  interactiveMode: Never`})}},
	{"exec with a command beside its file", kubeconfigIn{Files: execOf("command: ./bin/../plug\napiVersion: client.authentication.k8s.io/v1\ninteractiveMode: Never")}},
	{"exec with a command below another folder", kubeconfigIn{Files: execOf("command: ../bin/plug\napiVersion: client.authentication.k8s.io/v1\ninteractiveMode: Always")}},
	{"exec with an absolute command", kubeconfigIn{Files: execOf("command: /usr/bin/plug\napiVersion: client.authentication.k8s.io/v1beta1\ninteractiveMode: IfAvailable\nprovideClusterInfo: true")}},
	{"exec with a hint that would control a terminal", kubeconfigIn{Files: execOf("command: plug\napiVersion: client.authentication.k8s.io/v1\ninteractiveMode: Never\ninstallHint: \"\\e[1mget\\tit\\e[0m\\u200B\\nhere €\"")}},
	{"exec v1 without interactiveMode", kubeconfigIn{Files: execOf("command: plug\napiVersion: client.authentication.k8s.io/v1")}},
	{"exec v1alpha1", kubeconfigIn{Files: execOf("command: plug\napiVersion: client.authentication.k8s.io/v1alpha1")}},
	{"exec of an unknown version", kubeconfigIn{Files: execOf("command: plug\napiVersion: example.com/v7\ninteractiveMode: Never")}},
	{"exec with args that are no list", kubeconfigIn{Files: execOf("command: plug\napiVersion: client.authentication.k8s.io/v1\ninteractiveMode: Never\nargs: get")}},
	{"exec with a variable that is a number", kubeconfigIn{Files: execOf("command: plug\napiVersion: client.authentication.k8s.io/v1\ninteractiveMode: Never\nenv: [{name: A, value: 1}]")}},
	{"exec beside a certificate", kubeconfigIn{Files: home(config{user: "client-certificate-data: eA==\nclient-key-data: eQ==\nexec: {command: p, apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never}"})}},
	{"exec beside user name and token", kubeconfigIn{Files: home(config{user: "token: t\nusername: u\nexec: {command: p, apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never}"})}},
	{"exec for a server on http", kubeconfigIn{Files: home(config{cluster: "server: http://127.0.0.1:8001", user: "exec: {command: p, apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never}"})}},
	{"exec with impersonation", kubeconfigIn{Files: home(config{user: "as: jane\nas-groups: [a, b]\nexec: {command: p, apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never}"})}},
	{"auth-provider oidc in full", kubeconfigIn{Files: home(config{user: "auth-provider: {name: oidc, config: {idp-issuer-url: https://issuer, client-id: id, id-token: a.b.c}}"})}},
	{"auth-provider oidc beside a token", kubeconfigIn{Files: home(config{user: "token: t\nauth-provider: {name: oidc, config: {idp-issuer-url: https://issuer, client-id: id}}"})}},
	{"auth-provider gcp", kubeconfigIn{Files: home(config{user: "auth-provider: {name: gcp}"})}},
	{"auth-provider azure", kubeconfigIn{Files: home(config{user: "auth-provider: {name: azure, config: {tenant-id: x}}"})}},
}

func execOf(lines string) files {
	return home(config{user: "exec:\n  " + strings.ReplaceAll(lines, "\n", "\n  ")})
}
