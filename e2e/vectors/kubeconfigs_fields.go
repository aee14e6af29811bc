package main

// kubeconfigFields: what the fields of a cluster, a user and a context become.
var kubeconfigFields = []kubeconfigCase{
	{"a token", kubeconfigIn{Files: home(config{user: "token: secret-1"})}},
	{"a namespace in the context", kubeconfigIn{Files: home(config{user: "token: secret-1", context: "namespace: team-a"})}},
	{"certificates as data", kubeconfigIn{Files: home(config{cluster: server443 + `
certificate-authority-data: Q0EgUEVNCg==`, user: `client-certificate-data: Q0VSVCBQRU0K
client-key-data: S0VZIFBFTQo=`})}},
	{"certificates as files, relative to their kubeconfig", kubeconfigIn{Files: files{"home/.kube/config": config{cluster: server443 + `
certificate-authority: pki/../ca.crt`, user: `client-certificate: ./cert.pem
client-key: ../key.pem`}, "home/.kube/ca.crt": "CA", "home/.kube/cert.pem": "CERT", "home/key.pem": "KEY"}}},
	{"files that do not exist, all named", kubeconfigIn{Files: home(config{cluster: server443 + `
certificate-authority: ca.crt`, user: `client-certificate: cert.pem
client-key: key.pem`})}},
	{"data beside file for each of the three", kubeconfigIn{Files: files{"home/.kube/config": config{cluster: server443 + `
certificate-authority: ca.crt
certificate-authority-data: eA==`, user: `client-certificate: cert.pem
client-certificate-data: eA==
client-key: key.pem
client-key-data: eA==`}, "home/.kube/ca.crt": "CA", "home/.kube/cert.pem": "CERT", "home/.kube/key.pem": "KEY"}}},
	{"a certificate without a key", kubeconfigIn{Files: home(config{user: "client-certificate-data: eA=="})}},
	{"a key without a certificate is ignored", kubeconfigIn{Files: home(config{user: "client-key-data: eA=="})}},
	{"a token file", kubeconfigIn{Files: files{"home/.kube/config": config{user: "tokenFile: token"}, "home/.kube/token": "from-file\n"}}},
	{"a token and a token file", kubeconfigIn{Files: files{"home/.kube/config": config{user: `token: inline
tokenFile: token`}, "home/.kube/token": "from-file\n"}}},
	{"a token and a missing token file", kubeconfigIn{Files: home(config{user: `token: inline
tokenFile: missing`})}},
	{"a missing token file", kubeconfigIn{Files: home(config{user: "tokenFile: missing"})}},
	{"basic authentication", kubeconfigIn{Files: home(config{user: `username: admin
password: secret-2`})}},
	{"a password alone", kubeconfigIn{Files: home(config{user: "password: secret-2"})}},
	{"token and basic", kubeconfigIn{Files: home(config{user: `token: secret-1
username: admin`})}},
	{"token and certificate", kubeconfigIn{Files: home(config{user: `token: secret-1
client-certificate-data: eA==
client-key-data: eQ==`})}},
	{"impersonation in full", kubeconfigIn{Files: home(config{user: `token: t
as: jane
as-uid: "42"
as-groups: [dev, ops]
as-user-extra:
  reason: [audit, night]
  example.com/x: ["1"]`})}},
	{"groups without a user", kubeconfigIn{Files: home(config{user: `token: t
as-groups: [dev]`})}},
	{"a uid without a user", kubeconfigIn{Files: home(config{user: `as-uid: "1"`})}},
	{"extra without a user", kubeconfigIn{Files: home(config{user: "as-user-extra: {a: [b]}"})}},
	{"tls-server-name, insecure, disable-compression", kubeconfigIn{Files: home(config{cluster: server443 + `
tls-server-name: other
insecure-skip-tls-verify: true
disable-compression: true`})}},
	{"insecure and a CA pass here", kubeconfigIn{Files: home(config{cluster: server443 + `
insecure-skip-tls-verify: true
certificate-authority-data: eA==`})}},
	{"proxy-url http://proxy:3128", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: http://proxy:3128`})}},
	{"proxy-url https://proxy:3128", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: https://proxy:3128`})}},
	{"proxy-url socks5://proxy:1080", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: socks5://proxy:1080`})}},
	{"proxy-url HTTP://p", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: HTTP://p`})}},
	{"proxy-url socks5h://p", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: socks5h://p`})}},
	{"proxy-url socks6://example.com", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: socks6://example.com`})}},
	{"proxy-url example.com", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: example.com`})}},
	{"proxy-url chewbacca@example.com", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: chewbacca@example.com`})}},
	{"proxy-url ::", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: "::"`})}},
	{"proxy-url 127.0.0.1:3128", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: 127.0.0.1:3128`})}},
	{"proxy-url localhost:3128", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: localhost:3128`})}},
	{"proxy-url http://a b", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: "http://a b"`})}},
	{"proxy-url http://[::1", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: "http://[::1"`})}},
	{"proxy-url http://h:port", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: http://h:port`})}},
	{"proxy-url %zz", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: "%zz"`})}},
	{"proxy-url http://me:hidden@proxy:3128", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: http://me:hidden@proxy:3128`})}},
	{"proxy-url socks5://", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: socks5://`})}},
	{"proxy-url socks5://:1080", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: socks5://:1080`})}},
	{"proxy-url http://", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: http://`})}},
	{"proxy-url http:proxy", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: http:proxy`})}},
	{"proxy-url http:///proxy", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: http:///proxy`})}},
	{"proxy-url socks5:///proxy", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: socks5:///proxy`})}},
	{"proxy-url http://me:hi%ffdden@proxy", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: http://me:hi%ffdden@proxy`})}},
	{"proxy-url socks5://me:hi%ffdden@proxy", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: socks5://me:hi%ffdden@proxy`})}},
	{"proxy-url http://me:h|idden@proxy", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: http://me:h|idden@proxy`})}},
	{"proxy-url http://proxy:99999", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: http://proxy:99999`})}},
	{"proxy-url socks5://proxy:99999", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: socks5://proxy:99999`})}},
	{"proxy-url http://proxy/a?b#c", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: "http://proxy/a?b#c"`})}},
	{"proxy-url http://pro%20xy", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: http://pro%20xy`})}},
	{"proxy-url http://me@hidden@proxy", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: http://me@hidden@proxy`})}},
	{"proxy-url http://pöxy", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: "http://p\u00f6xy"`})}},
	{"proxy-url http://[fe80::1%25eth0]:3128", kubeconfigIn{Files: home(config{cluster: server443 + `
proxy-url: "http://[fe80::1%25eth0]:3128"`})}},
	{"server https://anything.com:8080/foo/bar/ without credentials", kubeconfigIn{Files: home(config{cluster: "server: https://anything.com:8080/foo/bar/"})}},
	{"server anything.com:8080/foo/bar without credentials", kubeconfigIn{Files: home(config{cluster: "server: anything.com:8080/foo/bar"})}},
	{"server anything without credentials", kubeconfigIn{Files: home(config{cluster: "server: anything"})}},
	{"server https://h/k8s?x=1#frag without credentials", kubeconfigIn{Files: home(config{cluster: "server: https://h/k8s?x=1#frag"})}},
	{"server https://h/?x=1 without credentials", kubeconfigIn{Files: home(config{cluster: "server: https://h/?x=1"})}},
	{"server https://h?x=1 without credentials", kubeconfigIn{Files: home(config{cluster: "server: https://h?x=1"})}},
	{"server HTTPS://h without credentials", kubeconfigIn{Files: home(config{cluster: "server: HTTPS://h"})}},
	{"server https://h/a b without credentials", kubeconfigIn{Files: home(config{cluster: `server: "https://h/a b"`})}},
	{"server https://h:bad/x?y without credentials", kubeconfigIn{Files: home(config{cluster: "server: https://h:bad/x?y"})}},
	{"server https://h/a#b without credentials", kubeconfigIn{Files: home(config{cluster: `server: "https://h/a#b"`})}},
	{"a server on http with a token", kubeconfigIn{Files: home(config{cluster: `server: http://127.0.0.1:8001
insecure-skip-tls-verify: true
tls-server-name: name`, user: "token: secret-1"})}},
	{"a server without scheme with CA and token", kubeconfigIn{Files: home(config{cluster: `server: h:6443
certificate-authority-data: eA==`, user: "token: secret-1"})}},
	{"a server without scheme with impersonation", kubeconfigIn{Files: home(config{cluster: "server: h:6443", user: "as: jane"})}},
	{"no server", kubeconfigIn{Files: home(config{cluster: "tls-server-name: name"})}},
	{"an empty server", kubeconfigIn{Files: home(config{cluster: `server: ""`})}},
	{"no current-context", kubeconfigIn{Files: home(config{current: "-"})}},
	{"a current-context that is not there", kubeconfigIn{Files: home(config{current: "gone"})}},
	{"a context chosen by option", kubeconfigIn{Files: home(config{user: "token: t", current: "gone"}), Context: "ctx"}},
	{"a context chosen by option that is not there", kubeconfigIn{Files: home(config{}), Context: "nope"}},
	{"a context without its user is anonymous", kubeconfigIn{Files: home(config{contextUser: "gone"})}},
	{"a context without its cluster", kubeconfigIn{Files: home(config{contextCluster: "gone"})}},
	{"a context without its cluster and a bad user", kubeconfigIn{Files: home(config{user: `token: t
username: name`, contextCluster: "gone"})}},
	{"broken entries that are not selected", kubeconfigIn{Files: home(config{clusters: `- name: bad
  cluster: {certificate-authority: /gone}`, users: `- name: bad
  user: {token: a, username: b, client-certificate: /gone}`})}},
	{"many problems at once", kubeconfigIn{Files: home(config{cluster: `proxy-url: ftp://p
certificate-authority: gone.crt`, user: `token: a
password: b
client-certificate: gone.pem
as-uid: "3"`})}},
	{"a duplicate key in a mapping", kubeconfigIn{Files: home(config{user: `token: a
token: b`})}},
}
