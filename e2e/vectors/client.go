package main

import (
	"net/http"
	"net/url"
	"time"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/rest"
)

// clientSpec is what a client is made from; times are milliseconds.
type clientSpec struct {
	// BasePath is the path of the host's URL.
	BasePath string `json:"basePath,omitempty"`
	// APIPath, Group and Version make a client for a group-version; without a version it has none.
	APIPath string `json:"apiPath,omitempty"`
	Group   string `json:"group,omitempty"`
	Version string `json:"version,omitempty"`

	ContentType        string `json:"contentType,omitempty"`
	Accept             string `json:"accept,omitempty"`
	DisableCompression bool   `json:"disableCompression,omitempty"`
	Timeout            int    `json:"timeout,omitempty"`
	UserAgent          string `json:"userAgent,omitempty"`

	UserInfo    string           `json:"userInfo,omitempty"`
	Username    string           `json:"username,omitempty"`
	Password    string           `json:"password,omitempty"`
	BearerToken string           `json:"bearerToken,omitempty"`
	Impersonate *impersonateSpec `json:"impersonate,omitempty"`
}

type impersonateSpec struct {
	UserName string              `json:"userName,omitempty"`
	UID      string              `json:"uid,omitempty"`
	Groups   []string            `json:"groups,omitempty"`
	Extra    map[string][]string `json:"extra,omitempty"`
}

// origin is where all clients believe to be sending to.
const origin = "http://server.test"

// newClient makes a client whose requests go to the server of the vectors.
func newClient(spec clientSpec, to *server) (*rest.RESTClient, error) {
	config := &rest.Config{
		Host:        origin + spec.BasePath,
		APIPath:     spec.APIPath,
		Username:    spec.Username,
		Password:    spec.Password,
		BearerToken: spec.BearerToken,
		UserAgent:   spec.UserAgent,
		QPS:         -1,
		Timeout:     time.Duration(spec.Timeout) * time.Millisecond,
		Dial:        to.dial,
		// The environment's proxies are none of our business.
		Proxy: func(*http.Request) (*url.URL, error) { return nil, nil },
	}
	if spec.UserInfo != "" {
		config.Host = "http://" + spec.UserInfo + "@server.test" + spec.BasePath
	}
	config.DisableCompression = spec.DisableCompression
	config.ContentType = spec.ContentType
	config.AcceptContentTypes = spec.Accept
	config.NegotiatedSerializer = scheme.Codecs.WithoutConversion()
	if who := spec.Impersonate; who != nil {
		config.Impersonate = rest.ImpersonationConfig{UserName: who.UserName, UID: who.UID, Groups: who.Groups, Extra: who.Extra}
	}
	config.Wrap(to.wrap)
	if spec.Version == "" {
		return rest.UnversionedRESTClientFor(config)
	}
	config.GroupVersion = &schema.GroupVersion{Group: spec.Group, Version: spec.Version}
	return rest.RESTClientFor(config)
}
