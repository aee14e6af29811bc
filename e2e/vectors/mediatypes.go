package main

import "mime"

// mediaTypeVectors tell what a Content-Type header names, and which are none.
func mediaTypeVectors() []vector {
	var vectors []vector
	for _, header := range []string{
		"application/json", "Application/JSON", " text/plain ", "application/json;charset=utf-8", "application/json ; a=b ; c=d", "text",
		"application/json;", "application/json;;", "application/json; ", "application/json; a=b;", "a/b; c=\"d;e\"", `a/b; c="d\"e"`, `a/b; c="d\e"`,
		`a/b; c=""`, `a/b; c="d`, `a/b; c="d"x`, `a/b; c="d"; c=d`, "a/b; c=d; C=e", "a/b; c=d; c=d", "a/b; c", "a/b; c=", "a/b; =c", "a/b; c = d", "a/b; c d=e",
		"a/b; c*=utf-8''d; c=e", "a/b; c*0=d; c*1=e", "a/b; ü=c", "a/b c", "a b", "a/b/c", "a/", "/b", "/", "", " ", ";", ";a=b", "a/b,c/d", "a//b",
		"a/b\t;\tc=d", "(a)/b", "!#$&-^_/.+b",
	} {
		did := map[string]string{}
		if mediaType, _, err := mime.ParseMediaType(header); err != nil {
			did["error"] = err.Error()
		} else {
			did["type"] = mediaType
		}
		vectors = append(vectors, vector{quoted(header), map[string]string{"header": header}, did})
	}
	return vectors
}
