package main

import (
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
)

// kubeconfigOverrides is what counts instead of what the files say.
type kubeconfigOverrides struct {
	Context         contextOverrides  `json:"context,omitzero"`
	ClusterInfo     clusterOverrides  `json:"clusterInfo,omitzero"`
	ClusterDefaults clusterOverrides  `json:"clusterDefaults,omitzero"`
	AuthInfo        authInfoOverrides `json:"authInfo,omitzero"`
	Timeout         string            `json:"timeout,omitempty"`
}

type contextOverrides struct {
	Cluster   string `json:"cluster,omitempty"`
	User      string `json:"user,omitempty"`
	Namespace string `json:"namespace,omitempty"`
}

type clusterOverrides struct {
	Server                   string `json:"server,omitempty"`
	TLSServerName            string `json:"tlsServerName,omitempty"`
	InsecureSkipTLSVerify    bool   `json:"insecureSkipTLSVerify,omitempty"`
	CertificateAuthority     string `json:"certificateAuthority,omitempty"`
	CertificateAuthorityData string `json:"certificateAuthorityData,omitempty"`
	ProxyURL                 string `json:"proxyURL,omitempty"`
	DisableCompression       bool   `json:"disableCompression,omitempty"`
}

type authInfoOverrides struct {
	Token                 string              `json:"token,omitempty"`
	TokenFile             string              `json:"tokenFile,omitempty"`
	Username              string              `json:"username,omitempty"`
	Password              string              `json:"password,omitempty"`
	ClientCertificate     string              `json:"clientCertificate,omitempty"`
	ClientCertificateData string              `json:"clientCertificateData,omitempty"`
	ClientKey             string              `json:"clientKey,omitempty"`
	ClientKeyData         string              `json:"clientKeyData,omitempty"`
	Impersonate           string              `json:"impersonate,omitempty"`
	ImpersonateUID        string              `json:"impersonateUID,omitempty"`
	ImpersonateGroups     []string            `json:"impersonateGroups,omitempty"`
	ImpersonateUserExtra  map[string][]string `json:"impersonateUserExtra,omitempty"`
}

func (o *kubeconfigOverrides) of(context string) *clientcmd.ConfigOverrides {
	if o == nil {
		return &clientcmd.ConfigOverrides{CurrentContext: context}
	}
	a := o.AuthInfo
	return &clientcmd.ConfigOverrides{
		CurrentContext:  context,
		Context:         api.Context{Cluster: o.Context.Cluster, AuthInfo: o.Context.User, Namespace: o.Context.Namespace},
		ClusterInfo:     o.ClusterInfo.of(),
		ClusterDefaults: o.ClusterDefaults.of(),
		AuthInfo: api.AuthInfo{
			Token: a.Token, TokenFile: a.TokenFile, Username: a.Username, Password: a.Password,
			ClientCertificate: a.ClientCertificate, ClientCertificateData: []byte(a.ClientCertificateData),
			ClientKey: a.ClientKey, ClientKeyData: []byte(a.ClientKeyData),
			Impersonate: a.Impersonate, ImpersonateUID: a.ImpersonateUID,
			ImpersonateGroups: a.ImpersonateGroups, ImpersonateUserExtra: a.ImpersonateUserExtra,
		},
		Timeout: o.Timeout,
	}
}

func (c clusterOverrides) of() api.Cluster {
	return api.Cluster{
		Server: c.Server, TLSServerName: c.TLSServerName, InsecureSkipTLSVerify: c.InsecureSkipTLSVerify,
		CertificateAuthority: c.CertificateAuthority, CertificateAuthorityData: []byte(c.CertificateAuthorityData),
		ProxyURL: c.ProxyURL, DisableCompression: c.DisableCompression,
	}
}
