package main

const (
	configMap  = `{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","namespace":"b"},"data":{"k":"grün <&> \u2028"}}`
	mergePatch = "application/merge-patch+json"
)

// headerCases are about what is sent beside the body.
var headerCases = []entry{
	r("accepting what the content type says", clientSpec{ContentType: "application/yaml"}, "GET"),
	r("accepting what the config says", clientSpec{Accept: "application/json;as=Table;v=v1;g=meta.k8s.io"}, "GET"),
	r("accepting what the config says beside a content type", clientSpec{Accept: "text/plain", ContentType: "application/x"}, "GET"),
	r("not asking for compression", clientSpec{DisableCompression: true}, "GET"),
	r("a header", unversioned, "GET", c("setHeader", "X-One", "a")),
	r("a header of two lines", unversioned, "GET", c("setHeader", "X-One", "a", "b")),
	r("a header set again", unversioned, "GET", c("setHeader", "X-One", "a", "b"), c("setHeader", "x-one", "c")),
	r("a header removed", unversioned, "GET", c("setHeader", "X-One", "a"), c("setHeader", "X-ONE")),
	r("an empty header", unversioned, "GET", c("setHeader", "X-One", "")),
	r("a header with spaces around", unversioned, "GET", c("setHeader", "X-One", "  a b  ")),
	r("a header of Unicode", unversioned, "GET", c("setHeader", "X-One", "grün")),
	r("an Accept header of one's own", unversioned, "GET", c("setHeader", "Accept", "text/plain")),
	r("no Accept header", unversioned, "GET", c("setHeader", "Accept")),
	r("an encoding of one's own", unversioned, "GET", c("setHeader", "Accept-Encoding", "identity")),
	r("a user agent of one's own", unversioned, "GET", c("setHeader", "User-Agent", "mine/1")),
	r("a content type of one's own", unversioned, "POST", c("setHeader", "Content-Type", "text/csv"), c("body", "bytes", "a,b")),
	r("a merge patch", appsV1, "PATCH "+mergePatch, c("body", "bytes", `{"spec":{}}`)),
	r("a JSON patch", appsV1, "PATCH application/json-patch+json", c("body", "bytes", `[]`)),
	r("a strategic merge patch", appsV1, "PATCH application/strategic-merge-patch+json", c("body", "bytes", `{}`)),
	r("an apply patch", appsV1, "PATCH application/apply-patch+yaml", c("body", "bytes", "a: b\n")),
	r("a patch that is a header set again", appsV1, "PATCH "+mergePatch, c("setHeader", "Content-Type", "application/json-patch+json"),
		c("body", "bytes", `[]`)),
	r("a header with a line break", unversioned, "GET", c("setHeader", "X-One", "a\r\nX-Two: b")),
	r("a header whose name is none", unversioned, "GET", c("setHeader", "X One", "a")),
}

// bodyCases are about what is sent as the body.
var bodyCases = []entry{
	r("bytes", coreV1, "POST", pods, c("body", "bytes", "abc")),
	r("no bytes", coreV1, "POST", pods, c("body", "bytes", "")),
	r("no body", coreV1, "POST", pods),
	r("a stream", coreV1, "POST", pods, c("body", "stream", "abc")),
	r("an object as the body", coreV1, "POST", c("resource", "configmaps"), c("body", "object", configMap)),
	r("an object replaces the content type of a patch", coreV1, "PATCH "+mergePatch, c("resource", "configmaps"), c("name", "a"),
		c("body", "object", configMap)),
	r("the content type set after an object stays", coreV1, "POST", c("resource", "configmaps"), c("body", "object", configMap),
		c("setHeader", "Content-Type", "application/yaml")),
	r("an object that is null", coreV1, "POST", pods, c("body", "null", "")),
	r("bytes replaced by an object", coreV1, "POST", pods, c("body", "bytes", "abc"), c("body", "object", configMap)),
	r("an object replaced by bytes", coreV1, "POST", pods, c("body", "object", configMap), c("body", "bytes", "abc")),
	r("a stream replaced by bytes", coreV1, "POST", pods, c("body", "stream", "abc"), c("body", "bytes", "def")),
	r("bytes replaced by null", coreV1, "POST", pods, c("body", "bytes", "abc"), c("body", "null", "")),
	r("a body of a GET", coreV1, "GET", pods, c("body", "bytes", "abc")),
	r("a body of a DELETE", coreV1, "DELETE", pods, c("name", "a"), c("body", "object", `{"kind":"DeleteOptions","apiVersion":"v1","gracePeriodSeconds":0}`)),
	r("a stream as the body of a GET", coreV1, "GET", pods, c("body", "stream", "abc")),
	r("a stream as the body of a DELETE", coreV1, "DELETE", pods, c("body", "stream", "abc")),
	r("a body of an empty verb", coreV1, "", pods, c("body", "bytes", "abc")),
}

// timeoutCases are about the parameter that the server may end a call by.
var timeoutCases = []entry{
	r("a timeout", coreV1, "GET", pods, c("timeout", 30000)),
	r("a timeout of an hour and a half", coreV1, "GET", pods, c("timeout", 5400000)),
	r("a timeout of a second and a half", coreV1, "GET", pods, c("timeout", 11500)),
	r("a timeout that replaces a parameter", coreV1, "GET", pods, c("param", "timeout", "1s"), c("param", "timeout", "2s"), c("timeout", 20000)),
	r("a timeout of the client", clientSpec{Timeout: 65000}, "GET", c("absPath", "/x")),
	r("no timeout instead of the client's", clientSpec{Timeout: 65000}, "GET", c("absPath", "/x"), c("timeout", 0)),
	r("another timeout than the client's", clientSpec{Timeout: 65000}, "GET", c("absPath", "/x"), c("timeout", 60000)),
	r("a timeout removed leaves a parameter", coreV1, "GET", pods, c("param", "timeout", "7s"), c("timeout", 5000), c("timeout", 0)),
	r("a request URI with a timeout loses to the client's", clientSpec{Timeout: 65000}, "GET", c("requestURI", "/x?timeout=3s")),
	r("a negative timeout", coreV1, "GET", pods, c("timeout", -1500)),
}
