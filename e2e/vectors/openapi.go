package main

import (
	"encoding/base64"

	openapi_v2 "github.com/google/gnostic-models/openapiv2"
	"google.golang.org/protobuf/proto"
)

const openapiHead = `{"swagger":"2.0","info":{"title":"Kubernetes","version":"1.36"},`

// openapiDocuments have between them all that the documents of a server have.
var openapiDocuments = []struct{ id, text string }{
	{"security", openapiHead + `"paths":{},"securityDefinitions":{"BearerToken":{"description":"Bearer Token authentication",` +
		`"type":"apiKey","name":"authorization","in":"header"}},"security":[{"BearerToken":[]}]}`},
	{"methods", openapiHead + `"paths":{"/a":{` +
		`"get":{"description":"d","consumes":["*/*"],"produces":["text/plain","a/b"],"schemes":["https"],"tags":["t"],"operationId":"i",` +
		`"deprecated":true,"responses":{"200":{"description":"OK","schema":{"type":"string"}},"401":{"description":"Unauthorized"}},` +
		`"x-kubernetes-action":"get","x-kubernetes-group-version-kind":{"group":"","kind":"K","version":"v1"}},` +
		`"put":{"responses":{"200":{"description":"OK","schema":{"$ref":"#/definitions/a"}}}},` +
		`"post":{"responses":{"200":{"description":"OK"}}},"delete":{"responses":{"200":{"description":"OK"}}},` +
		`"options":{"responses":{"200":{"description":"OK"}}},"head":{"responses":{"200":{"description":"OK"}}},` +
		`"patch":{"responses":{"200":{"description":"OK"}}}},"/b":{"parameters":[{"$ref":"#/parameters/a"}]}}}`},
	{"parameters", openapiHead + `"paths":{"/a":{"get":{"parameters":[` +
		`{"name":"body","in":"body","required":true,"schema":{"$ref":"#/definitions/a"}},` +
		`{"uniqueItems":true,"type":"boolean","description":"d","name":"q","in":"query"},{"$ref":"#/parameters/a"}],` +
		`"responses":{"200":{"description":"OK"}}},` +
		`"parameters":[{"uniqueItems":true,"type":"string","description":"d","name":"p","in":"path","required":true}]}},` +
		`"parameters":{"a":{"name":"body","in":"body","schema":{"type":"object"}},"b":{"type":"integer","name":"n","in":"query"},` +
		`"c":{"type":"string","name":"n","in":"path","required":true}}}`},
	{"schemas", openapiHead + `"paths":{},"definitions":{` +
		`"a":{"description":"d","type":"object","required":["b","c"],"properties":{"b":{"description":"of b","$ref":"#/definitions/b"},` +
		`"c":{"type":"array","items":{"type":"string"},"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["a","b"],` +
		`"x-kubernetes-patch-merge-key":"a","x-kubernetes-patch-strategy":"merge,retainKeys"}},` +
		`"x-kubernetes-group-version-kind":[{"group":"","kind":"K","version":"v1"},{"group":"g.example.com","kind":"K","version":"v1"}]},` +
		`"b":{"type":"number","format":"double","title":"t","maximum":10,"exclusiveMaximum":true,"minimum":-1.5,"exclusiveMinimum":true,` +
		`"multipleOf":0.5,"enum":[1,2.5]},` +
		`"c":{"type":"string","maxLength":300,"minLength":1,"pattern":"^a$","enum":["a","","1","a: b"]},` +
		`"d":{"type":"array","maxItems":3,"minItems":0,"uniqueItems":true,"items":{}},` +
		`"e":{"type":"object","maxProperties":3,"minProperties":1,"additionalProperties":{"$ref":"#/definitions/a"}},` +
		`"f":{"type":"object","additionalProperties":true},"g":{"type":"object","additionalProperties":false},` +
		`"h":{"externalDocs":{"description":"d","url":"https://example.com"},"example":{"a":1,"b":null},` +
		`"x-kubernetes-preserve-unknown-fields":true,"x-kubernetes-unions":[{"discriminator":"type","fields-to-discriminateBy":{"a":"A"}}]}}}`},
}

// openapiDocumentVectors tell what an OpenAPI 2 document is in protobuf.
func openapiDocumentVectors() []vector {
	var vectors []vector
	for _, document := range openapiDocuments {
		parsed, err := openapi_v2.ParseDocument([]byte(document.text))
		must(err)
		bytes, err := proto.MarshalOptions{Deterministic: true}.Marshal(parsed)
		must(err)
		vectors = append(vectors, vector{document.id, document.text, base64.StdEncoding.EncodeToString(bytes)})
	}
	return vectors
}
