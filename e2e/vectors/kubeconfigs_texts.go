package main

// kubeconfigTexts: what counts as a kubeconfig, and how YAML is read.
var kubeconfigTexts = []kubeconfigCase{
	{"no file at all", kubeconfigIn{}},
	{"an empty file", kubeconfigIn{Files: home("")}},
	{"a file of comments", kubeconfigIn{Files: home("# nothing\n")}},
	{"null lists", kubeconfigIn{Files: home(`clusters: null
users: ~
contexts:
current-context: ""
`)}},
	{"no kind and no apiVersion", kubeconfigIn{Files: home(config{head: "\n", user: "token: t"})}},
	{"another kind", kubeconfigIn{Files: home(config{head: `apiVersion: v1
kind: Pod
`})}},
	{"another apiVersion", kubeconfigIn{Files: home(config{head: `apiVersion: v2
kind: Config
`})}},
	{"apiVersion without kind", kubeconfigIn{Files: home(config{head: "apiVersion: v1\n", user: "token: t"})}},
	{"JSON", kubeconfigIn{Files: home(`{"clusters":[{"name":"c","cluster":{"server":"https://j"}}],"users":[{"name":"u","user":{"token":"t"}}],"contexts":[{"name":"x","context":{"cluster":"c","user":"u"}}],"current-context":"x"}`)}},
	{"unknown fields", kubeconfigIn{Files: home(config{cluster: server443 + `
Server: https://other
extra: {a: 1}`, user: `token: t
colour: red`})}},
	{"keys that differ in case", kubeconfigIn{Files: home(config{user: "Token: t"})}},
	{"two documents", kubeconfigIn{Files: home(config{user: "token: first", more: `---
apiVersion: v1
kind: Config
clusters:
- name: c
  cluster:
    server: https://second

users:
- name: u
  user:
    {}
contexts:
- name: ctx
  context:
    cluster: c
    user: u

current-context: ctx`})}},
	{"anchors and merge keys", kubeconfigIn{Files: home(config{user: `<<: &base {as: jane}
token: &t abc
as-uid: *t`})}},
	{"token: n", kubeconfigIn{Files: home(config{user: "token: n"})}},
	{"token: no", kubeconfigIn{Files: home(config{user: "token: no"})}},
	{"token: on", kubeconfigIn{Files: home(config{user: "token: on"})}},
	{"token: Off", kubeconfigIn{Files: home(config{user: "token: Off"})}},
	{"token: 123", kubeconfigIn{Files: home(config{user: "token: 123"})}},
	{"token: 1_000", kubeconfigIn{Files: home(config{user: "token: 1_000"})}},
	{"token: 0o17", kubeconfigIn{Files: home(config{user: "token: 0o17"})}},
	{"token: 08", kubeconfigIn{Files: home(config{user: "token: 08"})}},
	{"token: 1e3", kubeconfigIn{Files: home(config{user: "token: 1e3"})}},
	{"token: .5", kubeconfigIn{Files: home(config{user: "token: .5"})}},
	{"token: 0x1F", kubeconfigIn{Files: home(config{user: "token: 0x1F"})}},
	{"token: ~", kubeconfigIn{Files: home(config{user: "token: ~"})}},
	{"token: 1:30", kubeconfigIn{Files: home(config{user: "token: 1:30"})}},
	{"token: 2001-01-01", kubeconfigIn{Files: home(config{user: "token: 2001-01-01"})}},
	{"token: '123'", kubeconfigIn{Files: home(config{user: `token: "123"`})}},
	{"token: 0b1", kubeconfigIn{Files: home(config{user: "token: 0b1"})}},
	{"token: !!str 123", kubeconfigIn{Files: home(config{user: "token: !!str 123"})}},
	{"token: !!binary aGk=", kubeconfigIn{Files: home(config{user: "token: !!binary aGk="})}},
	{"token: 1e", kubeconfigIn{Files: home(config{user: "token: 1e"})}},
	{"token: _1", kubeconfigIn{Files: home(config{user: "token: _1"})}},
	{"token: 12e", kubeconfigIn{Files: home(config{user: "token: 12e"})}},
	{"token: +1", kubeconfigIn{Files: home(config{user: "token: +1"})}},
	{"token: 0.", kubeconfigIn{Files: home(config{user: "token: 0."})}},
	{"token: true1", kubeconfigIn{Files: home(config{user: "token: true1"})}},
	{"token: YES", kubeconfigIn{Files: home(config{user: "token: YES"})}},
	{"token: -", kubeconfigIn{Files: home(config{user: "token: -"})}},
	{"token: =", kubeconfigIn{Files: home(config{user: "token: ="})}},
	{"token: 12_", kubeconfigIn{Files: home(config{user: "token: 12_"})}},
	{"token: 0O17", kubeconfigIn{Files: home(config{user: "token: 0O17"})}},
	{"token: 1.2.3", kubeconfigIn{Files: home(config{user: "token: 1.2.3"})}},
	{"token: .inf", kubeconfigIn{Files: home(config{user: "token: .inf"})}},
	{"token: !foo bar", kubeconfigIn{Files: home(config{user: "token: !foo bar"})}},
	{"token: 0x", kubeconfigIn{Files: home(config{user: "token: 0x"})}},
	{"token: 0xg", kubeconfigIn{Files: home(config{user: "token: 0xg"})}},
	{"token: 9223372036854775808", kubeconfigIn{Files: home(config{user: "token: 9223372036854775808"})}},
	{"token: [a]", kubeconfigIn{Files: home(config{user: "token: [a]"})}},
	{"token: {a: b}", kubeconfigIn{Files: home(config{user: "token: {a: b}"})}},
	{"token: |       multi       line", kubeconfigIn{Files: home(config{user: `token: |
  multi
  line`})}},
	{"insecure-skip-tls-verify: yes", kubeconfigIn{Files: home(config{cluster: server443 + `
insecure-skip-tls-verify: yes`})}},
	{"insecure-skip-tls-verify: on", kubeconfigIn{Files: home(config{cluster: server443 + `
insecure-skip-tls-verify: on`})}},
	{"insecure-skip-tls-verify: True", kubeconfigIn{Files: home(config{cluster: server443 + `
insecure-skip-tls-verify: True`})}},
	{"insecure-skip-tls-verify: 'true'", kubeconfigIn{Files: home(config{cluster: server443 + `
insecure-skip-tls-verify: "true"`})}},
	{"insecure-skip-tls-verify: 1", kubeconfigIn{Files: home(config{cluster: server443 + `
insecure-skip-tls-verify: 1`})}},
	{"insecure-skip-tls-verify: maybe", kubeconfigIn{Files: home(config{cluster: server443 + `
insecure-skip-tls-verify: maybe`})}},
	{"insecure-skip-tls-verify: null", kubeconfigIn{Files: home(config{cluster: server443 + `
insecure-skip-tls-verify: null`})}},
	{"as-user-extra with keys that YAML 1.1 reads as bool and number", kubeconfigIn{Files: home(config{user: `as: jane
as-user-extra:
  on: [a]
  12: [b]`})}},
	{"as-groups as one text", kubeconfigIn{Files: home(config{user: `as: jane
as-groups: dev`})}},
	{"as-groups with a null", kubeconfigIn{Files: home(config{user: `as: jane
as-groups: [a, null]`})}},
	{"a context named by a number", kubeconfigIn{Files: home(config{name: "1", current: "1"})}},
	{"base64 with line breaks", kubeconfigIn{Files: home(config{cluster: server443 + `
certificate-authority-data: |
  Q0Eg
  UEVNCg==`})}},
	{"base64 that is not", kubeconfigIn{Files: home(config{cluster: server443 + `
certificate-authority-data: "secret*"`})}},
	{"base64 without padding", kubeconfigIn{Files: home(config{cluster: server443 + `
certificate-authority-data: YQ`})}},
	{"base64 url alphabet", kubeconfigIn{Files: home(config{cluster: server443 + `
certificate-authority-data: "-_-_"`})}},
	{"base64 with a space", kubeconfigIn{Files: home(config{cluster: server443 + `
certificate-authority-data: "YW Jj"`})}},
	{"duplicate cluster", kubeconfigIn{Files: home(config{clusters: `- {name: c, cluster: {server: "https://other"}}`})}},
	{"duplicate user", kubeconfigIn{Files: home(config{users: "- {name: u, user: {}}"})}},
	{"duplicate context", kubeconfigIn{Files: home(config{contexts: "- {name: ctx, context: {}}"})}},
	{"duplicate extension", kubeconfigIn{Files: home(config{more: `extensions:
- {name: e, extension: {a: 1}}
- {name: e, extension: {a: 2}}`})}},
	{"extensions everywhere", kubeconfigIn{Files: home(config{cluster: server443 + `
extensions:
- name: e
  extension: {a: [1, x]}`, more: `extensions:
- {name: e, extension: {kind: X}}
preferences: {colors: true}`})}},
	{"a list where a mapping belongs", kubeconfigIn{Files: home(`- a
- b
`)}},
	{"a text where a mapping belongs", kubeconfigIn{Files: home("just a text\n")}},
	{"clusters as a mapping", kubeconfigIn{Files: home("clusters: {a: b}\n")}},
	{"a null entry", kubeconfigIn{Files: home(`clusters: [null]
users: [null]
contexts: [null]
`)}},
	{"an entry without its body", kubeconfigIn{Files: home(`clusters: [{name: c}]
users: [{name: u}]
contexts: [{name: x}]
current-context: x
`)}},
	{"a truncated file", kubeconfigIn{Files: home(`apiVersion: v1
kind: Config
clusters:
- name: c
  cluster:
    server: https://c.example.test:6443

users:
- name: u
  user:
    token: "secret-1
contexts:
- name: ctx
  `)}},
	{"tabs as indentation", kubeconfigIn{Files: home("clusters:\n\t- name: c\n")}},
	{"a binary", kubeconfigIn{Files: home(binary("AAEC//4H"))}},
	{"UTF-16 with a byte order mark", kubeconfigIn{Files: home(binary("//5hAHAAaQBWAGUAcgBzAGkAbwBuADoAIAB2ADEACgBrAGkAbgBkADoAIABDAG8AbgBmAGkAZwAKAGMAbAB1AHMAdABlAHIAcwA6AAoALQAgAG4AYQBtAGUAOgAgAGMACgAgACAAYwBsAHUAcwB0AGUAcgA6AAoAIAAgACAAIABzAGUAcgB2AGUAcgA6ACAAaAB0AHQAcABzADoALwAvAGMALgBlAHgAYQBtAHAAbABlAC4AdABlAHMAdAA6ADYANAA0ADMACgAKAHUAcwBlAHIAcwA6AAoALQAgAG4AYQBtAGUAOgAgAHUACgAgACAAdQBzAGUAcgA6AAoAIAAgACAAIAB0AG8AawBlAG4AOgAgAHQACgBjAG8AbgB0AGUAeAB0AHMAOgAKAC0AIABuAGEAbQBlADoAIABjAHQAeAAKACAAIABjAG8AbgB0AGUAeAB0ADoACgAgACAAIAAgAGMAbAB1AHMAdABlAHIAOgAgAGMACgAgACAAIAAgAHUAcwBlAHIAOgAgAHUACgAKAGMAdQByAHIAZQBuAHQALQBjAG8AbgB0AGUAeAB0ADoAIABjAHQAeAAKAAoA"))}},
	{"UTF-8 with a byte order mark", kubeconfigIn{Files: home("\ufeffapiVersion: v1\nkind: Config\nclusters:\n- name: c\n  cluster:\n    server: https://c.example.test:6443\n\nusers:\n- name: u\n  user:\n    token: t\ncontexts:\n- name: ctx\n  context:\n    cluster: c\n    user: u\n\ncurrent-context: ctx\n\n")}},
	{"a control character", kubeconfigIn{Files: home(config{user: "token: \"a\u0007b\""})}},
}
