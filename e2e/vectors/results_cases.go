package main

import "fmt"

type resultCase struct {
	id string
	in resultIn
}

var (
	aPod     = []call{c("namespace", "shop"), pods, c("name", "cart")}
	allPods  = []call{c("namespace", "shop"), pods}
	aPodJSON = `{"kind":"Pod","apiVersion":"v1","metadata":{"name":"cart"}}`
)

// do is a GET of a pod, read by Do.
func do(id string, reply reply) resultCase {
	return resultCase{id, resultIn{coreV1, "GET", aPod, "do", reply}}
}

// says is an answer with a Status.
func says(code int, status string) reply {
	return answer(code, `{"kind":"Status","apiVersion":"v1","metadata":{},`+status+`}`, "Content-Type", "application/json")
}

// statusCases are about answers that explain themselves.
func statusCases() []resultCase {
	return []resultCase{
		do("not found", says(404, `"status":"Failure","message":"pods \"cart\" not found","reason":"NotFound","details":{"name":"cart","kind":"pods"},"code":404`)),
		do("already exists", says(409, `"status":"Failure","message":"exists","reason":"AlreadyExists","code":409`)),
		do("conflict", says(409, `"status":"Failure","message":"changed","reason":"Conflict","details":{"name":"cart","group":"apps","kind":"deployments"},"code":409`)),
		do("conflict of a field manager", says(409, `"status":"Failure","message":"c","reason":"Conflict","details":{"causes":[`+
			`{"reason":"FieldManagerConflict","message":"conflict with \"kubectl\"","field":".spec.replicas"}]},"code":409`)),
		do("invalid", says(422, `"status":"Failure","message":"bad","reason":"Invalid","details":{"causes":[`+
			`{"reason":"FieldValueRequired","message":"Required value","field":"spec"},{"reason":"FieldValueInvalid","message":"no","field":"x"}]},"code":422`)),
		do("expired", says(410, `"status":"Failure","message":"too old","reason":"Expired","code":410`)),
		do("gone", says(410, `"status":"Failure","message":"gone","reason":"Gone","code":410`)),
		do("gone without a reason", says(410, `"status":"Failure","message":"gone","code":410`)),
		do("too many requests", says(429, `"status":"Failure","message":"later","reason":"TooManyRequests","details":{"retryAfterSeconds":7},"code":429`)),
		do("too many requests without details", says(429, `"status":"Failure","message":"later","reason":"TooManyRequests","code":429`)),
		do("server timeout", says(500, `"status":"Failure","message":"t","reason":"ServerTimeout","details":{},"code":500`)),
		do("server timeout without details", says(500, `"status":"Failure","message":"t","reason":"ServerTimeout","code":500`)),
		do("store read error", says(500, `"status":"Failure","message":"t","reason":"StorageReadError","code":500`)),
		do("internal error", says(500, `"status":"Failure","message":"t","reason":"InternalError","details":{"causes":[{"message":"t"}]},"code":500`)),
		do("timeout", says(504, `"status":"Failure","message":"t","reason":"Timeout","code":504`)),
		do("unavailable", says(503, `"status":"Failure","message":"t","reason":"ServiceUnavailable","code":503`)),
		do("too large", says(413, `"status":"Failure","message":"t","reason":"RequestEntityTooLarge","code":413`)),
		do("unauthorized", says(401, `"status":"Failure","message":"Unauthorized","reason":"Unauthorized","code":401`)),
		do("forbidden", says(403, `"status":"Failure","message":"f","reason":"Forbidden","code":403`)),
		do("not acceptable", says(406, `"status":"Failure","message":"f","reason":"NotAcceptable","code":406`)),
		do("unsupported media type", says(415, `"status":"Failure","message":"f","reason":"UnsupportedMediaType","code":415`)),
		do("method not allowed", says(405, `"status":"Failure","message":"f","reason":"MethodNotAllowed","code":405`)),
		do("bad request", says(400, `"status":"Failure","message":"f","reason":"BadRequest","code":400`)),
		do("a code without a reason", says(404, `"status":"Failure","message":"m","code":404`)),
		do("a code with a reason of its own", says(404, `"status":"Failure","message":"m","reason":"Lost","code":404`)),
		do("a code with the reason of another", says(404, `"status":"Failure","message":"m","reason":"Forbidden","code":404`)),
		do("too many requests with the reason of another", says(429, `"status":"Failure","message":"m","reason":"Forbidden","code":429`)),
		do("a reason without a code", says(404, `"status":"Failure","message":"m","reason":"NotFound"`)),
		do("a status other than that of HTTP", says(500, `"status":"Failure","message":"m","reason":"NotFound","code":404`)),
		do("no message", says(500, `"status":"Failure","reason":"NotFound","code":404`)),
		do("success beside an error", says(500, `"status":"Success","message":"fine","code":200`)),
		do("neither success nor failure", says(500, `"message":"m","code":500`)),
		do("another word beside an error", says(500, `"status":"failure","message":"m","code":500`)),
		do("a failure with 200", says(200, `"status":"Failure","message":"m","reason":"NotFound","code":404`)),
		do("a failure with 201", says(201, `"status":"Failure","message":"m","code":404`)),
		do("success with 200", says(200, `"status":"Success"`)),
		do("neither with 200", says(200, `"message":"m","reason":"Lost"`)),
		do("a Status without a version", answer(404, `{"kind":"Status","status":"Failure","message":"m","reason":"NotFound","code":404}`, "Content-Type", "application/json")),
		do("a Status without a kind", answer(404, `{"apiVersion":"v1","status":"Failure","message":"m","reason":"NotFound","code":404}`, "Content-Type", "application/json")),
		do("a Status of another version", answer(404, `{"kind":"Status","apiVersion":"v2","status":"Failure","message":"m","code":404}`, "Content-Type", "application/json")),
		do("a Status of meta.k8s.io", answer(404, `{"kind":"Status","apiVersion":"meta.k8s.io/v1","status":"Failure","message":"m","code":404}`, "Content-Type", "application/json")),
		do("a Status of another group", answer(404, `{"kind":"Status","apiVersion":"example.com/v1","status":"Failure","message":"m","code":404}`, "Content-Type", "application/json")),
		do("a Status and a Retry-After", answer(429, `{"kind":"Status","apiVersion":"v1","status":"Failure","message":"m","reason":"TooManyRequests","code":429}`,
			"Content-Type", "application/json", "Retry-After", "9")),
		do("a Status as text", answer(404, `{"kind":"Status","apiVersion":"v1","status":"Failure","message":"m","code":404}`, "Content-Type", "text/plain")),
		do("a Status of YAML", answer(404, "kind: Status\napiVersion: v1\nstatus: Failure\nmessage: m\nreason: NotFound\ncode: 404\n", "Content-Type", "application/yaml")),
	}
}

// genericCases are about answers that do not.
func genericCases() []resultCase {
	var cases []resultCase
	for _, status := range []int{301, 302, 307, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 411, 413, 415, 418, 422, 429, 431, 500, 501, 502, 503, 504, 505, 520} {
		cases = append(cases, do(fmt.Sprintf("%d as text", status), answer(status, " the text \n", "Content-Type", "text/plain; charset=utf-8")))
	}
	for _, status := range []int{403, 406, 415, 500} {
		cases = append(cases,
			do(fmt.Sprintf("%d as JSON that is no Status", status), answer(status, `{"a":1}`, "Content-Type", "application/json")),
			do(fmt.Sprintf("%d without a body", status), answer(status, "", "Content-Type", "text/plain")),
		)
	}
	for _, verb := range []string{"POST", "PUT", "PATCH", "DELETE", "HEAD"} {
		cases = append(cases, resultCase{"409 of a " + verb, resultIn{coreV1, verb, allPods, "do", answer(409, "", "Content-Type", "text/plain")}})
	}
	long := make([]byte, 3000)
	for i := range long {
		long[i] = 'a' + byte(i%26)
	}
	return append(cases,
		resultCase{"an error of a list", resultIn{coreV1, "GET", allPods, "do", answer(404, "", "Content-Type", "text/plain")}},
		resultCase{"an error of a named group", resultIn{appsV1, "GET", []call{c("resource", "deployments"), c("name", "a")}, "do", answer(404, "", "Content-Type", "text/plain")}},
		resultCase{"an error of a path", resultIn{coreV1, "GET", []call{c("absPath", "/healthz")}, "do", answer(500, "not ready", "Content-Type", "text/plain")}},
		resultCase{"an error of a client without a group-version", resultIn{unversioned, "GET", []call{pods}, "do", answer(404, "", "Content-Type", "text/plain")}},
		resultCase{"an error of an upper-case resource", resultIn{coreV1, "GET", []call{c("resource", "PODS")}, "do", answer(500, "x", "Content-Type", "text/plain")}},
		resultCase{"an error of a name without a resource", resultIn{coreV1, "GET", []call{c("name", "a")}, "do", answer(500, "x", "Content-Type", "text/plain")}},
		do("an error with quotes", answer(500, "say \"no\"\n\x01é\u200b", "Content-Type", "text/plain")),
		do("an error of a long text", answer(500, string(long), "Content-Type", "text/plain")),
		do("an error of a long text of Unicode", answer(403, "a"+string(repeat("é", 1100)), "Content-Type", "text/plain")),
		do("an error without a content type", answer(403, "plain")),
		do("an error of HTML", answer(502, "<html>", "Content-Type", "text/html")),
		do("an error of another kind", answer(403, "bytes", "Content-Type", "application/octet-stream")),
		do("an error with a Retry-After", answer(503, "", "Content-Type", "text/plain", "Retry-After", "30")),
		do("an error of the client with a Retry-After", answer(404, "", "Content-Type", "text/plain", "Retry-After", "30")),
		do("an error with a Retry-After that is none", answer(503, "", "Content-Type", "text/plain", "Retry-After", "soon")),
		do("an error with a negative Retry-After", answer(503, "", "Content-Type", "text/plain", "Retry-After", "-5")),
		do("an error that is no UTF-8", answer(500, "a\xff\xfeb", "Content-Type", "text/plain")),
	)
}

func repeat(text string, times int) (bytes []byte) {
	for range times {
		bytes = append(bytes, text...)
	}
	return bytes
}

// mediaTypeCases are about what the answer says to be.
func mediaTypeCases() []resultCase {
	typed := func(contentType string) resultCase {
		return do(fmt.Sprintf("content type %q", contentType), answer(200, aPodJSON, "Content-Type", contentType))
	}
	failed := func(contentType string) resultCase {
		return do(fmt.Sprintf("an error of content type %q", contentType), answer(404, "text", "Content-Type", contentType))
	}
	return []resultCase{
		do("no content type", answer(200, aPodJSON)),
		resultCase{"no content type, and another by default", resultIn{clientSpec{ContentType: "text/plain"}, "GET", aPod, "do", answer(200, aPodJSON)}},
		typed("application/json"), typed("APPLICATION/JSON"), typed("application/json;charset=utf-8"), typed(" application/json ; a=b ; c = \"d;e\" "),
		typed("application/json;"), typed("application/json; charset"), typed("application/json; a=b; a=c"), typed("application/json; a=b; a=b"), typed("application/json; =b"),
		typed("application/json/x"), typed("application"), typed("application/"), typed("/json"), typed("application /json"), typed("application/json x"), typed(";"), typed("a b"),
		typed("application/json, text/plain"), typed("text/plain"), typed("application/x-other"), typed("application/json; a=\"b"), typed("json; a*=utf-8''b"),
		failed("application/json;"), failed("application/"), failed("a b"), failed("text"), failed("text/"), failed("TEXT/PLAIN; x"), failed("text/plain; charset=latin1"),
	}
}

// decodingCases are about bodies of answers that succeed.
func decodingCases() []resultCase {
	return []resultCase{
		do("an object", ok(aPodJSON)),
		do("an object that was created", answer(201, aPodJSON, "Content-Type", "application/json")),
		do("an object that was accepted", answer(202, aPodJSON, "Content-Type", "application/json")),
		do("an object with 203", answer(203, aPodJSON, "Content-Type", "application/json")),
		do("an object with 206", answer(206, aPodJSON, "Content-Type", "application/json")),
		do("an object with 207", answer(207, aPodJSON, "Content-Type", "application/json")),
		do("an object with 226", answer(226, aPodJSON, "Content-Type", "application/json")),
		do("no content", answer(204, "", "Content-Type", "application/json")),
		do("an empty body", ok("")),
		do("an empty body of text", answer(200, "", "Content-Type", "text/plain")),
		do("an empty body without a content type", answer(200, "")),
		do("a body of spaces", ok(" \n ")),
		do("a body that is no JSON", ok("hello")),
		do("a body that is cut", ok(aPodJSON[:30])),
		do("a body with something behind", ok(aPodJSON+"x")),
		do("a body of two objects", ok(aPodJSON+aPodJSON)),
		do("a list in the body", ok("[]")),
		do("a text in the body", ok(`"pod"`)),
		do("a number in the body", ok("7")),
		do("null in the body", ok("null")),
		do("an empty object in the body", ok("{}")),
		do("an object without a kind", ok(`{"apiVersion":"v1","metadata":{"name":"cart"}}`)),
		do("an object without a version", ok(`{"kind":"Pod","metadata":{"name":"cart"}}`)),
		do("an object of another kind", ok(`{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"cart"}}`)),
		do("an object of an unknown kind", ok(`{"kind":"Widget","apiVersion":"example.com/v1","metadata":{"name":"cart"}}`)),
		do("an object with an unknown field", ok(`{"kind":"Pod","apiVersion":"v1","metadata":{"name":"cart"},"x":1}`)),
		do("an object with a field of another type", ok(`{"kind":"Pod","apiVersion":"v1","metadata":{"name":7}}`)),
		do("an object with a key twice", ok(`{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a"},"metadata":{"name":"b"}}`)),
		do("an object behind a byte order mark", ok("\xef\xbb\xbf"+aPodJSON)),
		do("an object with bytes that are no UTF-8", ok("{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"a\xff\"}}")),
		do("an object in pieces", reply{Status: 200, Headers: [][2]octets{{"Content-Type", "application/json"}}, Pieces: []octets{octets(aPodJSON[:9]), octets(aPodJSON[9:])}}),
		do("an object and warnings", ok(aPodJSON, "Warning", `299 - "one"`, "Warning", `299 - "two", 199 - "three"`, "Warning", "bad")),
		do("an error and a warning", answer(404, "no", "Content-Type", "text/plain", "Warning", `299 - "one"`)),
		do("a Status and a warning", answer(404, `{"kind":"Status","apiVersion":"v1","status":"Failure","code":404}`, "Content-Type", "application/json", "Warning", `299 - "one"`)),
		do("a body that is cut off", reply{Status: 200, Headers: [][2]octets{{"Content-Type", "application/json"}, {"Content-Length", "100"}}, Body: octets(aPodJSON), End: "close"}),
		do("a body that ends in a reset", reply{Status: 200, Headers: [][2]octets{{"Content-Type", "application/json"}, {"Content-Length", "100"}}, Body: octets(aPodJSON), End: "reset"}),
		do("an error whose body is cut off", reply{Status: 500, Headers: [][2]octets{{"Content-Type", "text/plain"}, {"Content-Length", "100"}}, Body: "some", End: "close"}),
	}
}

// modeCases are about what DoRaw, Stream and Watch make of answers.
func modeCases() []resultCase {
	notFound := `{"kind":"Status","apiVersion":"v1","status":"Failure","message":"lost","reason":"NotFound","code":404}`
	var cases []resultCase
	for _, mode := range []string{"doRaw", "stream", "watch"} {
		of := func(id string, reply reply) {
			cases = append(cases, resultCase{mode + ": " + id, resultIn{coreV1, "GET", aPod, mode, reply}})
		}
		of("a Status", answer(404, notFound, "Content-Type", "application/json", "Warning", `299 - "one"`))
		of("an error of text", answer(500, "broken", "Content-Type", "text/plain", "Warning", `299 - "one"`))
		of("an error without a body", answer(403, "", "Content-Type", "text/plain"))
		of("a failure with 200", answer(200, notFound, "Content-Type", "application/json"))
		of("201", answer(201, "made", "Content-Type", "text/plain"))
		of("204", answer(204, ""))
		of("206", answer(206, "part", "Content-Type", "application/json"))
		of("207", answer(207, "many", "Content-Type", "text/plain"))
		of("299", answer(299, "odd", "Content-Type", "application/json"))
		of("304", answer(304, ""))
		of("a bad content type", answer(404, "x", "Content-Type", "a b"))
		of("200 and a warning", answer(200, "", "Content-Type", "application/json", "Warning", `299 - "one"`))
		of("200 of text", answer(200, "text", "Content-Type", "text/plain", "Warning", `299 - "one"`))
		of("200 of a bad content type", answer(200, "", "Content-Type", "a b"))
		of("200 without a content type", answer(200, ""))
		of("an error whose body is cut off", reply{Status: 500, Headers: [][2]octets{{"Content-Type", "text/plain"}, {"Content-Length", "100"}}, Body: "some", End: "close"})
		of("a body that is cut off", reply{Status: 200, Headers: [][2]octets{{"Content-Type", "application/json"}, {"Content-Length", "100"}}, Body: "{", End: "close"})
	}
	return cases
}
