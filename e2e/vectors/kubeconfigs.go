package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
	"k8s.io/client-go/util/homedir"
)

type kubeconfigCase struct {
	id string
	in kubeconfigIn
}

// kubeconfigIn is what a program finds when it loads its configuration. $DIR stands for a directory of the case's own.
type kubeconfigIn struct {
	// Files of that directory; its folder `home` is the home directory.
	Files files `json:"files,omitempty"`
	Env   env   `json:"env,omitempty"`
	// Path is the explicit path.
	Path    string `json:"path,omitempty"`
	Context string `json:"context,omitempty"`
	// ServiceAccount holds the files of a pod's account, $SA. @CA@ is a real certificate.
	ServiceAccount files `json:"serviceAccount,omitempty"`
	// Relative says that the directory is the working directory, and that paths are not to be completed.
	Relative  bool                 `json:"relative,omitempty"`
	Overrides *kubeconfigOverrides `json:"overrides,omitempty"`
}

// kubeconfigDid is the configuration and its namespace, or why there is none.
type kubeconfigDid struct {
	Config    *kubeconfigConfig `json:"config,omitempty"`
	Error     string            `json:"error,omitempty"`
	Namespace string            `json:"namespace,omitempty"`
}

// kubeconfigConfig is what a kubeconfig sets of a rest.Config.
type kubeconfigConfig struct {
	Host               string              `json:"host,omitempty"`
	BearerToken        string              `json:"bearerToken,omitempty"`
	BearerTokenFile    string              `json:"bearerTokenFile,omitempty"`
	Username           string              `json:"username,omitempty"`
	Password           string              `json:"password,omitempty"`
	ImpersonateUser    string              `json:"impersonateUser,omitempty"`
	ImpersonateUID     string              `json:"impersonateUID,omitempty"`
	ImpersonateGroups  []string            `json:"impersonateGroups,omitempty"`
	ImpersonateExtra   map[string][]string `json:"impersonateExtra,omitempty"`
	Insecure           bool                `json:"insecure,omitempty"`
	ServerName         string              `json:"serverName,omitempty"`
	CertFile           string              `json:"certFile,omitempty"`
	CertData           string              `json:"certData,omitempty"`
	KeyFile            string              `json:"keyFile,omitempty"`
	KeyData            string              `json:"keyData,omitempty"`
	CAFile             string              `json:"caFile,omitempty"`
	CAData             string              `json:"caData,omitempty"`
	Proxy              string              `json:"proxy,omitempty"`
	DisableCompression bool                `json:"disableCompression,omitempty"`
	Timeout            float64             `json:"timeout,omitempty"` // milliseconds
	Exec               *execDid            `json:"exec,omitempty"`
	AuthProvider       string              `json:"authProvider,omitempty"`
}

// execDid is an exec plugin, without what it was told only to run it.
type execDid struct {
	Command            string `json:"command,omitempty"`
	APIVersion         string `json:"apiVersion,omitempty"`
	InteractiveMode    string `json:"interactiveMode,omitempty"`
	ProvideClusterInfo bool   `json:"provideClusterInfo,omitempty"`
	InstallHint        string `json:"installHint,omitempty"`
}

func kubeconfigVectors(cases []kubeconfigCase) func() []vector {
	return func() []vector {
		var vectors []vector
		for _, each := range cases {
			vectors = append(vectors, vector{each.id, each.in, each.in.run()})
		}
		return vectors
	}
}

func (in kubeconfigIn) run() kubeconfigDid {
	directory, err := os.MkdirTemp("", "kubeconfig-vectors-")
	must(err)
	defer os.RemoveAll(directory)
	in.Files.write(directory)
	defer in.ServiceAccount.mount()()
	inPlace := func(text string) string { return strings.ReplaceAll(text, "$DIR", directory) }
	variables := env{"HOME": "$DIR/home"}
	for name, value := range in.Env {
		variables[name] = value
	}
	for _, name := range []string{"HOME", "KUBECONFIG", "KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT", "POD_NAMESPACE"} {
		must(os.Unsetenv(name))
		if value, set := variables[name]; set {
			must(os.Setenv(name, inPlace(value)))
		}
	}
	if in.Relative {
		before, err := os.Getwd()
		must(err)
		must(os.Chdir(directory))
		defer func() { must(os.Chdir(before)) }()
	}
	// client-go looks these up once, when a program starts.
	clientcmd.RecommendedConfigDir = filepath.Join(homedir.HomeDir(), clientcmd.RecommendedHomeDir)
	clientcmd.RecommendedHomeFile = filepath.Join(clientcmd.RecommendedConfigDir, clientcmd.RecommendedFileName)

	rules := clientcmd.NewDefaultClientConfigLoadingRules()
	rules.ExplicitPath = inPlace(in.Path)
	overrides := in.Overrides.of(in.Context)
	loader := clientcmd.NewNonInteractiveDeferredLoadingClientConfig(rules, overrides)
	did := loadWith(loader)
	return did.withoutPlaces(strings.NewReplacer(serviceAccount, "$SA", directory, "$DIR"))
}

func loadWith(loader clientcmd.ClientConfig) (did kubeconfigDid) {
	config, err := loader.ClientConfig()
	if err != nil {
		return kubeconfigDid{Error: err.Error()}
	}
	did.Config = describeConfig(config)
	did.Namespace, _, err = loader.Namespace()
	must(err)
	return did
}

func describeConfig(config *rest.Config) *kubeconfigConfig {
	described := &kubeconfigConfig{
		Host: config.Host, BearerToken: config.BearerToken, BearerTokenFile: config.BearerTokenFile,
		Username: config.Username, Password: config.Password,
		ImpersonateUser: config.Impersonate.UserName, ImpersonateUID: config.Impersonate.UID,
		ImpersonateGroups: config.Impersonate.Groups, ImpersonateExtra: config.Impersonate.Extra,
		Insecure: config.Insecure, ServerName: config.ServerName,
		CertFile: config.CertFile, CertData: string(config.CertData),
		KeyFile: config.KeyFile, KeyData: string(config.KeyData),
		CAFile: config.CAFile, CAData: string(config.CAData),
		DisableCompression: config.DisableCompression,
		Timeout:            float64(config.Timeout) / float64(time.Millisecond),
		Exec:               describeExec(config.ExecProvider),
	}
	if config.Proxy != nil {
		proxy, err := config.Proxy(&http.Request{})
		must(err)
		described.Proxy = proxy.String()
	}
	if config.AuthProvider != nil {
		described.AuthProvider = config.AuthProvider.Name
	}
	return described
}

func describeExec(exec *api.ExecConfig) *execDid {
	if exec == nil {
		return nil
	}
	return &execDid{exec.Command, exec.APIVersion, string(exec.InteractiveMode), exec.ProvideClusterInfo, exec.InstallHint}
}

// withoutPlaces replaces what is of this machine.
func (did kubeconfigDid) withoutPlaces(places *strings.Replacer) kubeconfigDid {
	did.Error = places.Replace(did.Error)
	if config := did.Config; config != nil {
		for _, path := range []*string{&config.BearerTokenFile, &config.CertFile, &config.KeyFile, &config.CAFile} {
			*path = places.Replace(*path)
		}
		if config.Exec != nil {
			config.Exec.Command = places.Replace(config.Exec.Command)
		}
	}
	return did
}
