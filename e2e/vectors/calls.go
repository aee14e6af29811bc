package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/rest"
)

// call is one call of a request's builder: the method's name, beginning small, and its arguments. Times are milliseconds.
type call []any

// c writes a call down.
func c(method string, arguments ...any) call { return append(call{method}, arguments...) }

// build begins a request with the verb and makes the calls. A verb of the form `PATCH application/json-patch+json` is a patch.
func build(client *rest.RESTClient, verb string, calls []call) *rest.Request {
	request := client.Verb(verb)
	if patchType, isPatch := strings.CutPrefix(verb, "PATCH "); isPatch {
		request = client.Patch(types.PatchType(patchType))
	}
	for _, call := range calls {
		request = call.apply(request)
	}
	return request
}

func (c call) apply(request *rest.Request) *rest.Request {
	switch method := c[0].(string); method {
	case "verb":
		return request.Verb(c.text(1))
	case "resource":
		return request.Resource(c.text(1))
	case "namespace":
		return request.Namespace(c.text(1))
	case "namespaceIfScoped":
		return request.NamespaceIfScoped(c.text(1), c[2].(bool))
	case "name":
		return request.Name(c.text(1))
	case "subResource":
		return request.SubResource(c.texts(1)...)
	case "prefix":
		return request.Prefix(c.texts(1)...)
	case "suffix":
		return request.Suffix(c.texts(1)...)
	case "absPath":
		return request.AbsPath(c.texts(1)...)
	case "requestURI":
		return request.RequestURI(c.text(1))
	case "param":
		return request.Param(c.text(1), c.text(2))
	case "versionedParams":
		return request.VersionedParams(optionsOf(c.text(1), c.text(2)), scheme.ParameterCodec)
	case "setHeader":
		return request.SetHeader(c.text(1), c.texts(2)...)
	case "timeout":
		return request.Timeout(milliseconds(c[1]))
	case "maxRetries":
		return request.MaxRetries(c[1].(int))
	case "body":
		return request.Body(bodyOf(c.text(1), c.text(2)))
	default:
		panic("no call " + method)
	}
}

func (c call) text(i int) string { return c[i].(string) }

func (c call) texts(from int) []string {
	texts := make([]string, 0, len(c))
	for i := from; i < len(c); i++ {
		texts = append(texts, c.text(i))
	}
	return texts
}

func milliseconds(value any) time.Duration {
	switch value := value.(type) {
	case int:
		return time.Duration(value) * time.Millisecond
	case float64:
		return time.Duration(value * float64(time.Millisecond))
	default:
		panic(fmt.Sprintf("no duration: %v", value))
	}
}

// optionsOf reads the options of a call from their JSON.
func optionsOf(kind, text string) runtime.Object {
	kinds := map[string]runtime.Object{
		"ListOptions":            &metav1.ListOptions{},
		"GetOptions":             &metav1.GetOptions{},
		"CreateOptions":          &metav1.CreateOptions{},
		"UpdateOptions":          &metav1.UpdateOptions{},
		"PatchOptions":           &metav1.PatchOptions{},
		"DeleteOptions":          &metav1.DeleteOptions{},
		"PodLogOptions":          &corev1.PodLogOptions{},
		"PodExecOptions":         &corev1.PodExecOptions{},
		"PodAttachOptions":       &corev1.PodAttachOptions{},
		"PodPortForwardOptions":  &corev1.PodPortForwardOptions{},
		"PodProxyOptions":        &corev1.PodProxyOptions{},
		"ServiceProxyOptions":    &corev1.ServiceProxyOptions{},
		"NodeProxyOptions":       &corev1.NodeProxyOptions{},
		"ConfigMap, which is no": &corev1.ConfigMap{},
	}
	options := kinds[kind]
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	must(decoder.Decode(options))
	return options
}

// bodyOf makes what is given to Body.
func bodyOf(kind, text string) any {
	switch kind {
	case "text":
		return text
	case "bytes":
		return []byte(text)
	case "stream":
		return io.MultiReader(strings.NewReader(text)) // not a type whose length net/http knows
	case "object":
		object, _, err := scheme.Codecs.UniversalDeserializer().Decode([]byte(text), nil, nil)
		must(err)
		return object
	case "null":
		return (*corev1.Pod)(nil)
	case "list of texts":
		return []string{text}
	case "number":
		return 7
	default:
		panic("no body " + kind)
	}
}
