package main

// complete has something in every field that an override can clear.
var complete = home(config{
	clusters: `- {name: c2, cluster: {server: "https://c2"}}`,
	cluster:  server443 + "\ntls-server-name: name\ncertificate-authority-data: Q0E=\nproxy-url: http://proxy:3128",
	users:    "- {name: u2, user: {token: token-2}}",
	user:     "token: token-1\nclient-certificate-data: Q0VSVA==\nclient-key-data: S0VZ\nas: jane\nas-uid: \"1\"\nas-groups: [dev]\nas-user-extra: {a: [b], c: [d]}",
	contexts: "- {name: other, context: {cluster: c2, user: u2, namespace: two}}",
	context:  "namespace: one",
})

// kubeconfigOverridden: what counts instead of what the files say, and in which order.
var kubeconfigOverridden = []kubeconfigCase{
	{"nothing", kubeconfigIn{Files: complete, Overrides: &kubeconfigOverrides{}}},
	{"a cluster", kubeconfigIn{Files: complete, Overrides: &kubeconfigOverrides{Context: contextOverrides{Cluster: "c2"}}}},
	{"a cluster that is not there", kubeconfigIn{Files: complete, Overrides: &kubeconfigOverrides{Context: contextOverrides{Cluster: "gone"}}}},
	{"a user", kubeconfigIn{Files: complete, Overrides: &kubeconfigOverrides{Context: contextOverrides{User: "u2"}}}},
	{"a user that is not there", kubeconfigIn{Files: complete, Overrides: &kubeconfigOverrides{Context: contextOverrides{User: "gone"}}}},
	{"a user, a context and a cluster that are not there", kubeconfigIn{Files: complete, Context: "gone", Overrides: &kubeconfigOverrides{Context: contextOverrides{User: "gone", Cluster: "gone"}}}},
	{"a context and a cluster that are not there", kubeconfigIn{Files: complete, Context: "gone", Overrides: &kubeconfigOverrides{Context: contextOverrides{Cluster: "gone"}}}},
	{"a namespace", kubeconfigIn{Files: complete, Overrides: &kubeconfigOverrides{Context: contextOverrides{Namespace: "three"}}}},
	{"a context and a user and a namespace", kubeconfigIn{Files: complete, Context: "other", Overrides: &kubeconfigOverrides{Context: contextOverrides{User: "u", Namespace: "three"}}}},
	{"a cluster and a user without any context", kubeconfigIn{Files: home(config{current: "-", user: "token: t"}), Overrides: &kubeconfigOverrides{Context: contextOverrides{Cluster: "c", User: "u"}}}},
	{"a cluster beside a current-context that is not there", kubeconfigIn{Files: home(config{current: "gone"}), Overrides: &kubeconfigOverrides{Context: contextOverrides{Cluster: "c"}}}},
	{"a server clears the server name", kubeconfigIn{Files: complete, Overrides: &kubeconfigOverrides{ClusterInfo: clusterOverrides{Server: "https://elsewhere"}}}},
	{"a server and a server name", kubeconfigIn{Files: complete, Overrides: &kubeconfigOverrides{ClusterInfo: clusterOverrides{Server: "https://elsewhere", TLSServerName: "mine"}}}},
	{"a server name", kubeconfigIn{Files: complete, Overrides: &kubeconfigOverrides{ClusterInfo: clusterOverrides{TLSServerName: "mine"}}}},
	{"a server without any file", kubeconfigIn{Overrides: &kubeconfigOverrides{ClusterInfo: clusterOverrides{Server: "https://elsewhere"}}}},
	{"a server beside a context without its cluster", kubeconfigIn{Files: home(config{contextCluster: "gone", user: "token: t"}), Overrides: &kubeconfigOverrides{ClusterInfo: clusterOverrides{Server: "https://elsewhere"}}}},
	{"insecure clears the authority", kubeconfigIn{Files: complete, Overrides: &kubeconfigOverrides{ClusterInfo: clusterOverrides{InsecureSkipTLSVerify: true}}}},
	{"an authority clears insecure", kubeconfigIn{Files: home(config{cluster: server443 + "\ninsecure-skip-tls-verify: true"}), Overrides: &kubeconfigOverrides{ClusterInfo: clusterOverrides{CertificateAuthorityData: "CA"}}}},
	{"authority data clears the file's file", kubeconfigIn{Files: files{"home/.kube/config": config{cluster: server443 + "\ncertificate-authority: ca.crt"}, "home/.kube/ca.crt": "CA"}, Overrides: &kubeconfigOverrides{ClusterInfo: clusterOverrides{CertificateAuthorityData: "other"}}}},
	{"an authority's file that is not there", kubeconfigIn{Files: complete, Overrides: &kubeconfigOverrides{ClusterInfo: clusterOverrides{CertificateAuthority: "/gone/ca.crt"}}}},
	{"a proxy and no compression", kubeconfigIn{Files: complete, Overrides: &kubeconfigOverrides{ClusterInfo: clusterOverrides{ProxyURL: "socks5://p:1080", DisableCompression: true}}}},
	{"a proxy of an unknown kind", kubeconfigIn{Files: complete, Overrides: &kubeconfigOverrides{ClusterInfo: clusterOverrides{ProxyURL: "gopher://p"}}}},
	{"defaults where the file says nothing", kubeconfigIn{Files: home(config{cluster: "tls-server-name: name"}), Overrides: &kubeconfigOverrides{ClusterDefaults: clusterOverrides{Server: "https://default", TLSServerName: "not-mine", DisableCompression: true}}}},
	{"defaults without any file", kubeconfigIn{Overrides: &kubeconfigOverrides{ClusterDefaults: clusterOverrides{Server: "https://default"}}}},
	{"a token", kubeconfigIn{Files: complete, Overrides: &kubeconfigOverrides{AuthInfo: authInfoOverrides{Token: "mine"}}}},
	{"a token beside a token file of the file", kubeconfigIn{Files: files{"home/.kube/config": config{user: "tokenFile: tok"}, "home/.kube/tok": "from-file"}, Overrides: &kubeconfigOverrides{AuthInfo: authInfoOverrides{Token: "mine"}}}},
	{"a user name beside a token", kubeconfigIn{Files: complete, Overrides: &kubeconfigOverrides{AuthInfo: authInfoOverrides{Username: "me", Password: "hidden"}}}},
	{"user name and password", kubeconfigIn{Files: home(config{user: "username: other"}), Overrides: &kubeconfigOverrides{AuthInfo: authInfoOverrides{Username: "me", Password: "hidden"}}}},
	{"a user without any user in the file", kubeconfigIn{Files: home(config{contextUser: "gone"}), Overrides: &kubeconfigOverrides{AuthInfo: authInfoOverrides{Token: "mine"}}}},
	{"a certificate and a key clear both forms", kubeconfigIn{Files: files{"home/.kube/config": config{user: "client-certificate: cert.pem\nclient-key: key.pem"}, "home/.kube/cert.pem": "CERT", "home/.kube/key.pem": "KEY"}, Overrides: &kubeconfigOverrides{AuthInfo: authInfoOverrides{ClientCertificateData: "my cert", ClientKeyData: "my key"}}}},
	{"a certificate alone", kubeconfigIn{Files: complete, Overrides: &kubeconfigOverrides{AuthInfo: authInfoOverrides{ClientCertificateData: "my cert"}}}},
	{"impersonation", kubeconfigIn{Files: home(config{user: "token: t"}), Overrides: &kubeconfigOverrides{AuthInfo: authInfoOverrides{Impersonate: "me", ImpersonateUID: "2", ImpersonateGroups: []string{"a", "b"}, ImpersonateUserExtra: map[string][]string{"x": {"y"}}}}}},
	{"impersonation over impersonation", kubeconfigIn{Files: complete, Overrides: &kubeconfigOverrides{AuthInfo: authInfoOverrides{Impersonate: "me", ImpersonateGroups: []string{"a"}, ImpersonateUserExtra: map[string][]string{"a": {"z"}, "x": {"y"}}}}}},
	{"groups without a user", kubeconfigIn{Files: home(config{user: "token: t"}), Overrides: &kubeconfigOverrides{AuthInfo: authInfoOverrides{ImpersonateGroups: []string{"a"}}}}},
	{"an exec plugin beside a token", kubeconfigIn{Files: home(config{user: "exec: {apiVersion: client.authentication.k8s.io/v1, command: p, interactiveMode: Never}"}), Overrides: &kubeconfigOverrides{AuthInfo: authInfoOverrides{Token: "mine"}}}},
	{"a timeout of 5", timeoutOf("5")},
	{"a timeout of 0", timeoutOf("0")},
	{"a timeout of 1m30s", timeoutOf("1m30s")},
	{"a timeout of 1.5h", timeoutOf("1.5h")},
	{"a timeout of 250ms", timeoutOf("250ms")},
	{"a timeout of +3s", timeoutOf("+3s")},
	{"a timeout of .5s", timeoutOf(".5s")},
	{"a timeout of 2us", timeoutOf("2us")},
	{"a timeout of -5", timeoutOf("-5")},
	{"a timeout of -5s", timeoutOf("-5s")},
	{"a timeout of 5x", timeoutOf("5x")},
	{"a timeout of soon", timeoutOf("soon")},
	{"a timeout of 5 s", timeoutOf("5 s")},
	{"a timeout of 1_0s", timeoutOf("1_0s")},
	{"a bad timeout and a bad user", kubeconfigIn{Files: home(config{user: "token: t\nusername: u"}), Overrides: &kubeconfigOverrides{Timeout: "soon"}}},
	{"in a pod: a token", inPodWith(kubeconfigOverrides{AuthInfo: authInfoOverrides{Token: "mine"}})},
	{"in a pod: a token file", inPodWith(kubeconfigOverrides{AuthInfo: authInfoOverrides{TokenFile: "/tmp/token"}})},
	{"in a pod: a namespace", inPodWith(kubeconfigOverrides{Context: contextOverrides{Namespace: "three"}})},
	{"in a pod: a server", inPodWith(kubeconfigOverrides{ClusterInfo: clusterOverrides{Server: "https://elsewhere"}})},
	{"in a pod: an authority", inPodWith(kubeconfigOverrides{ClusterInfo: clusterOverrides{CertificateAuthorityData: "CA"}})},
	{"in a pod: insecure", inPodWith(kubeconfigOverrides{ClusterInfo: clusterOverrides{InsecureSkipTLSVerify: true}})},
	{"in a pod: a server name", inPodWith(kubeconfigOverrides{ClusterInfo: clusterOverrides{TLSServerName: "name"}})},
	{"in a pod: impersonation", inPodWith(kubeconfigOverrides{AuthInfo: authInfoOverrides{Impersonate: "me", ImpersonateGroups: []string{"a"}}})},
	{"in a pod: a timeout", inPodWith(kubeconfigOverrides{Timeout: "5"})},
	{"in a pod: a user that is not there", inPodWith(kubeconfigOverrides{Context: contextOverrides{User: "gone"}})},
}

func timeoutOf(text string) kubeconfigIn {
	return kubeconfigIn{Files: home(config{}), Overrides: &kubeconfigOverrides{Timeout: text}}
}

func inPodWith(overrides kubeconfigOverrides) kubeconfigIn {
	return kubeconfigIn{Env: inPod(nil), ServiceAccount: account, Overrides: &overrides}
}
