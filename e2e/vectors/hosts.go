package main

import (
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/rest"
)

type hostIn struct {
	Host    string `json:"host"`
	APIPath string `json:"apiPath,omitempty"`
	Group   string `json:"group,omitempty"`
	Version string `json:"version,omitempty"`
	// TLS is the part of the config that may ask for https: `ca`, `caFile`, `cert`, `certFile`, `key`, `insecure`, `serverName`
	// or `token`.
	TLS string `json:"tls,omitempty"`
}

type hostDid struct {
	Base          string `json:"base,omitempty"`
	VersionedPath string `json:"versionedPath,omitempty"`
	Error         string `json:"error,omitempty"`
	// IsTLS is IsConfigTransportTLS.
	IsTLS bool `json:"isTLS"`
}

// hostVectors tell which URL a host means.
func hostVectors() []vector {
	v1 := func(host string) hostIn { return hostIn{Host: host, Version: "v1"} }
	cases := []struct {
		id string
		in hostIn
	}{
		{"nothing", hostIn{}},
		{"a name", v1("server")},
		{"a name and a port", v1("server:8080")},
		{"an address", v1("10.0.0.1")},
		{"an address and a port", v1("127.0.0.1:8080")},
		{"an address of IPv6", v1("[::1]")},
		{"an address of IPv6 and a port", v1("[fd00::1]:6443")},
		{"an address of IPv6 without brackets", v1("fd00::1")},
		{"a zone of IPv6", v1("https://[fe80::1%25eth0]:6443")},
		{"a port", v1(":8080")},
		{"a port of https", v1("https://:8443")},
		{"a URL", v1("http://server")},
		{"a URL of https", v1("https://server:6443")},
		{"a URL with a slash", v1("https://server/")},
		{"a URL with a path", v1("https://server/prefix")},
		{"a URL with a path and a slash", v1("https://server/a/b/")},
		{"a URL with an encoded path", v1("https://server/a%20b%2Fc")},
		{"a URL with a path that is not encoded", v1("https://server/a b")},
		{"a URL with a path of dots", v1("https://server/a/../b/./c")},
		{"a URL with two slashes", v1("https://server//a//b")},
		{"a URL with a query", v1("https://server/a?b=c")},
		{"a URL with a fragment", v1("https://server/a#b")},
		{"a URL with an upper-case scheme", v1("HTTPS://Server")},
		{"a URL with a default port", v1("https://server:443")},
		{"a URL with an empty port", v1("https://server:")},
		{"a URL with a port that is none", v1("https://server:http")},
		{"a URL with a large port", v1("https://server:99999")},
		{"a URL with a user", v1("https://me:secret@server")},
		{"a URL of another scheme", v1("ftp://server")},
		{"a URL without a host", v1("https://")},
		{"a URL with a path but no host", v1("https:///a")},
		{"a URL of one slash", v1("https:/server")},
		{"a URL without slashes", v1("https:server")},
		{"a URL with a space in the host", v1("https://ser ver")},
		{"a URL with a bad escape", v1("https://server/%zz")},
		{"a URL with a bad escape in the host", v1("https://ser%zzver")},
		{"a URL with an encoded host", v1("https://ser%20ver")},
		{"a URL with a backslash", v1(`https://server\path`)},
		{"a host of Unicode", v1("https://grün.test")},
		{"a host with an underscore", v1("https://my_server")},
		{"a host with a dot at its end", v1("https://server.test.")},
		{"a host with a line break", v1("https://server\n")},
		{"a host with a space before", v1(" https://server")},
		{"a host with a path", v1("server/prefix")},
		{"a host with a slash", v1("server/")},
		{"a host with a port and a path", v1("server:8080/prefix")},
		{"a host with a question mark", v1("server?a=b")},
		{"a host of slashes", v1("//server")},
		{"a path", v1("/prefix")},
		{"nonsense", v1("///:://localhost")},
		{"an open bracket", v1("[::1")},
		{"a name with a CA", hostIn{Host: "server", Version: "v1", TLS: "ca"}},
		{"a name with the file of a CA", hostIn{Host: "server", Version: "v1", TLS: "caFile"}},
		{"a name with a certificate", hostIn{Host: "server", Version: "v1", TLS: "cert"}},
		{"a name with the file of a certificate", hostIn{Host: "server:1", Version: "v1", TLS: "certFile"}},
		{"a name with a key", hostIn{Host: "server", Version: "v1", TLS: "key"}},
		{"a name with a server's name", hostIn{Host: "server", Version: "v1", TLS: "serverName"}},
		{"a name with a token", hostIn{Host: "server", Version: "v1", TLS: "token"}},
		{"an unverified name", hostIn{Host: "1.2.3.4:567", Version: "v1", TLS: "insecure"}},
		{"an unverified name with a path", hostIn{Host: "server/a", Version: "v1", TLS: "insecure"}},
		{"an unverified URL of http", hostIn{Host: "http://server", Version: "v1", TLS: "insecure"}},
		{"nonsense with a certificate", hostIn{Host: "///:://localhost", Version: "v1", TLS: "cert"}},
		{"an API path", hostIn{Host: "server", APIPath: "/api", Version: "v1"}},
		{"an API path and a group", hostIn{Host: "server", APIPath: "/apis", Group: "apps", Version: "v1"}},
		{"an API path without slashes", hostIn{Host: "server", APIPath: "apis", Group: "batch", Version: "v1beta1"}},
		{"an API path of slashes", hostIn{Host: "server", APIPath: "//apis//", Group: "batch", Version: "v1"}},
		{"an API path of dots", hostIn{Host: "server", APIPath: "/apis/../x", Group: "g", Version: "v1"}},
		{"an API path that is a slash", hostIn{Host: "http://server", APIPath: "/", Version: "v1"}},
		{"an API path below a path", hostIn{Host: "http://server/p", APIPath: "/other", Version: "v1"}},
		{"a group without an API path", hostIn{Host: "server", Group: "apps", Version: "v1"}},
		{"no version", hostIn{Host: "server", APIPath: "/apis", Group: "apps"}},
	}
	vectors := make([]vector, 0, len(cases))
	for _, each := range cases {
		vectors = append(vectors, vector{each.id, each.in, each.in.run()})
	}
	return vectors
}

func (in hostIn) run() hostDid {
	config := rest.Config{Host: in.Host, APIPath: in.APIPath}
	switch in.TLS {
	case "ca":
		config.CAData = []byte("x")
	case "caFile":
		config.CAFile = "x"
	case "cert":
		config.CertData = []byte("x")
	case "certFile":
		config.CertFile = "x"
	case "key":
		config.KeyData = []byte("x")
	case "serverName":
		config.ServerName = "x"
	case "token":
		config.BearerToken = "x"
	case "insecure":
		config.Insecure = true
	}
	hasTLS := in.TLS == "ca" || in.TLS == "caFile" || in.TLS == "cert" || in.TLS == "certFile" || in.TLS == "insecure"
	base, path, err := rest.DefaultServerURL(in.Host, in.APIPath, schema.GroupVersion{Group: in.Group, Version: in.Version}, hasTLS)
	did := hostDid{IsTLS: rest.IsConfigTransportTLS(config)}
	if err != nil {
		did.Error = err.Error()
		return did
	}
	// Requests are made from the decoded path alone: an encoded slash is lost.
	base.RawPath = ""
	did.Base, did.VersionedPath = base.String(), path
	return did
}
