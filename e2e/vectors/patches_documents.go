package main

import "strings"

// jsonPatchPod is what most JSON patches are tried on.
const jsonPatchPod = `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","labels":{"app":"web","a/b":"1","m~n":"2","":"empty"},"finalizers":["x","y","z"]},` +
	`"spec":{"containers":[{"name":"a","image":"1","args":["p","q"]},{"name":"b","image":"2"}],"replicas":3,"ratio":1.5,"paused":false,"nothing":null,"list":[1,null,"t",[2,3],{"k":null}],"empty":[],"none":{}}}`

// onPod are JSON patches of jsonPatchPod.
func onPod(patches ...string) [][3]string {
	cases := make([][3]string, len(patches))
	for i, patch := range patches {
		cases[i] = [3]string{patch, jsonPatchPod, patch}
	}
	return cases
}

var jsonPatchCases = append(onPod(
	`[]`, `null`, `[{}]`, `[null]`,
	// add
	`[{"op":"add","path":"/metadata/labels/new","value":"x"}]`, `[{"op":"add","path":"/metadata/labels/app","value":"y"}]`, `[{"op":"add","path":"/metadata/annotations","value":{"a":"b"}}]`,
	`[{"op":"add","path":"/metadata/annotations/a","value":"b"}]`, `[{"op":"add","path":"/spec/containers/-","value":{"name":"c"}}]`, `[{"op":"add","path":"/spec/containers/0","value":{"name":"c"}}]`,
	`[{"op":"add","path":"/spec/containers/2","value":{"name":"c"}}]`, `[{"op":"add","path":"/spec/containers/3","value":{"name":"c"}}]`, `[{"op":"add","path":"/spec/containers/-1","value":{"name":"c"}}]`,
	`[{"op":"add","path":"/spec/containers/-3","value":{"name":"c"}}]`, `[{"op":"add","path":"/spec/containers/-4","value":{"name":"c"}}]`, `[{"op":"add","path":"/spec/containers/x","value":1}]`,
	`[{"op":"add","path":"/spec/containers/01","value":1}]`, `[{"op":"add","path":"/spec/containers/+1","value":1}]`, `[{"op":"add","path":"/spec/containers/1.0","value":1}]`, `[{"op":"add","path":"/spec/containers/1e0","value":1}]`,
	`[{"op":"add","path":"/spec/containers/99999999999999999999","value":1}]`, `[{"op":"add","path":"/spec/containers/-99999999999999999999","value":1}]`, `[{"op":"add","path":"/spec/containers/","value":1}]`,
	`[{"op":"add","path":"","value":{"a":1}}]`, `[{"op":"add","path":"/","value":1}]`, `[{"op":"add","path":"spec/x","value":1}]`, `[{"op":"add","path":"x","value":1}]`, `[{"op":"add","path":"/spec/replicas/x","value":1}]`,
	`[{"op":"add","path":"/spec/nothing/x","value":1}]`, `[{"op":"add","path":"/spec/list/1/x","value":1}]`, `[{"op":"add","path":"/spec/list/3/0","value":1}]`, `[{"op":"add","path":"/spec/list/-2/-","value":1}]`,
	`[{"op":"add","path":"/spec/empty/0","value":1}]`, `[{"op":"add","path":"/spec/empty/-1","value":1}]`, `[{"op":"add","path":"/spec/empty/-","value":1},{"op":"add","path":"/spec/empty/-","value":2}]`, `[{"op":"add","path":"/spec/x"}]`,
	`[{"op":"add","path":"/spec/x","value":null}]`, `[{"op":"add","path":"/metadata/labels/c~1d","value":"x"}]`, `[{"op":"add","path":"/metadata/labels/c~0d","value":"x"}]`, `[{"op":"add","path":"/metadata/labels/c~01d","value":"x"}]`,
	`[{"op":"add","path":"/metadata/labels/c~2~","value":"x"}]`, `[{"op":"add"}]`, `[{"op":"add","path":5,"value":1}]`, `[{"op":"add","path":null,"value":1}]`, `[{"op":"add","path":"/spec/containers/-/name","value":"x"}]`,
	`[{"op":"add","path":"/spec/x","value":{"y":[]}},{"op":"add","path":"/spec/x/y/-","value":"z"}]`, `[{"op":"add","path":"/__proto__","value":{"a":1}},{"op":"add","path":"/constructor","value":1}]`, `[{"op":"add","path":"/toString/x","value":1}]`,
	// remove
	`[{"op":"remove","path":"/metadata/labels/app"}]`, `[{"op":"remove","path":"/metadata/labels/none"}]`, `[{"op":"remove","path":"/metadata/labels/a~1b"},{"op":"remove","path":"/metadata/labels/m~0n"},{"op":"remove","path":"/metadata/labels/"}]`,
	`[{"op":"remove","path":"/spec/containers/0"}]`, `[{"op":"remove","path":"/spec/containers/2"}]`, `[{"op":"remove","path":"/spec/containers/-1"}]`, `[{"op":"remove","path":"/spec/containers/-2"}]`, `[{"op":"remove","path":"/spec/containers/-3"}]`,
	`[{"op":"remove","path":"/spec/containers/-"}]`, `[{"op":"remove","path":"/spec/containers/name"}]`, `[{"op":"remove","path":"/spec/nothing"}]`, `[{"op":"remove","path":"/none/x"}]`, `[{"op":"remove","path":""}]`, `[{"op":"remove"}]`,
	`[{"op":"remove","path":"/metadata/finalizers"},{"op":"remove","path":"/metadata/finalizers"}]`, `[{"op":"remove","path":"/toString"}]`,
	// replace
	`[{"op":"replace","path":"/spec/replicas","value":5}]`, `[{"op":"replace","path":"/spec/none2","value":5}]`, `[{"op":"replace","path":"/spec/nothing","value":{"x":1}},{"op":"add","path":"/spec/nothing/y","value":2}]`,
	`[{"op":"replace","path":"/spec/containers/1","value":{"name":"z"}}]`, `[{"op":"replace","path":"/spec/containers/2","value":{"name":"z"}}]`, `[{"op":"replace","path":"/spec/containers/-1/image","value":"9"}]`,
	`[{"op":"replace","path":"/spec/containers/-","value":1}]`, `[{"op":"replace","path":"/x/y","value":1}]`, `[{"op":"replace","path":"","value":{"a":1}},{"op":"add","path":"/b","value":2}]`, `[{"op":"replace","path":"","value":[1]},{"op":"add","path":"/-","value":2}]`,
	`[{"op":"replace","path":"","value":"x"}]`, `[{"op":"replace","path":"","value":null}]`, `[{"op":"replace","path":""}]`, `[{"op":"replace","path":"/spec/replicas"}]`, `[{"op":"replace","value":1}]`, `[{"op":"replace","path":true,"value":1}]`,
	// move
	`[{"op":"move","from":"/metadata/labels/app","path":"/metadata/labels/moved"}]`, `[{"op":"move","from":"/spec/containers/0","path":"/spec/containers/-"}]`, `[{"op":"move","from":"/spec/containers/0","path":"/spec/containers/1"}]`,
	`[{"op":"move","from":"/spec/none2","path":"/spec/x"}]`, `[{"op":"move","from":"/none/x","path":"/spec/x"}]`, `[{"op":"move","from":"/spec/containers/7","path":"/spec/x"}]`, `[{"op":"move","path":"/spec/x"}]`, `[{"op":"move","from":"/spec/replicas"}]`,
	`[{"op":"move","from":"/spec/replicas","path":"/none/x"}]`, `[{"op":"move","from":"/spec","path":"/spec/x"}]`, `[{"op":"move","from":"","path":"/x"}]`, `[{"op":"move","from":"/spec/nothing","path":"/spec/x"}]`, `[{"op":"move","from":5,"path":"/x"}]`,
	`[{"op":"move","from":"/spec/containers/1","path":"/spec/containers/9"}]`, `[{"op":"move","from":"/spec/replicas","path":""}]`,
	// copy
	`[{"op":"copy","from":"/spec/containers/0","path":"/spec/containers/-"},{"op":"replace","path":"/spec/containers/2/name","value":"copy"}]`, `[{"op":"copy","from":"/spec/none2","path":"/spec/x"}]`, `[{"op":"copy","from":"/spec/nothing","path":"/spec/x"}]`,
	`[{"op":"copy","from":"/none/x","path":"/spec/x"}]`, `[{"op":"copy","from":"/spec/containers/9","path":"/spec/x"}]`, `[{"op":"copy","path":"/x"}]`, `[{"op":"copy","from":"/spec/replicas","path":"/none/x"}]`, `[{"op":"copy","from":"/spec/replicas"}]`,
	`[{"op":"copy","from":"/spec","path":"/spec/x"}]`, `[{"op":"copy","from":"/spec/replicas","path":"/spec/containers/x"}]`,
	// test
	`[{"op":"test","path":"/spec/replicas","value":3}]`, `[{"op":"test","path":"/spec/replicas","value":4}]`, `[{"op":"test","path":"/spec/replicas","value":"3"}]`, `[{"op":"test","path":"/metadata/labels/app","value":"web"},{"op":"remove","path":"/metadata/labels/app"}]`,
	`[{"op":"test","path":"/spec/containers/0","value":{"image":"1","args":["p","q"],"name":"a"}}]`, `[{"op":"test","path":"/spec/containers/0","value":{"image":"1","name":"a"}}]`, `[{"op":"test","path":"/spec/containers/0/args","value":["q","p"]}]`,
	`[{"op":"test","path":"/spec/containers/0/args","value":["p"]}]`, `[{"op":"test","path":"/spec/containers/-1/name","value":"b"}]`, `[{"op":"test","path":"/spec/containers/5","value":null}]`, `[{"op":"test","path":"/spec/nothing","value":null}]`,
	`[{"op":"test","path":"/spec/nothing"}]`, `[{"op":"test","path":"/spec/none2","value":null}]`, `[{"op":"test","path":"/spec/none2"}]`, `[{"op":"test","path":"/spec/none2","value":1}]`, `[{"op":"test","path":"/none/x","value":null}]`,
	`[{"op":"test","path":"/spec/replicas"}]`, `[{"op":"test","path":"/spec/replicas","value":null}]`, `[{"op":"test","path":"/spec/list","value":[1,null,"t",[2,3],{"k":null}]}]`, `[{"op":"test","path":"/spec/list/4","value":{"k":null}}]`,
	`[{"op":"test","path":"/spec/list/4","value":{"k":1}}]`, `[{"op":"test","path":"/spec/list/3","value":[2,null]}]`, `[{"op":"test","path":"/spec/none","value":{}}]`, `[{"op":"test","path":"/spec/none","value":[]}]`, `[{"op":"test","path":"/spec/empty","value":[]}]`,
	`[{"op":"test","path":"/spec/empty","value":{}}]`, `[{"op":"test","path":"","value":{"a":1}}]`, `[{"op":"test","path":""}]`, `[{"op":"test","path":"","value":null}]`, `[{"op":"test","path":"/spec/paused","value":false}]`, `[{"op":"test","path":"/spec/paused","value":0}]`,
	`[{"op":"test"}]`, `[{"op":"test","path":"/spec/ratio","value":1.5}]`, `[{"op":"test","path":"/spec/ratio","value":1.50}]`, `[{"op":"test","path":"/spec/replicas","value":3.0}]`, `[{"op":"test","path":"/metadata/labels/app","value":"w\u0065b"}]`,
	`[{"op":"replace","path":"/spec/replicas","value":7},{"op":"test","path":"/spec/replicas","value":7}]`, `[{"op":"add","path":"/spec/x","value":null},{"op":"test","path":"/spec/x"}]`, `[{"op":"add","path":"/spec/x"},{"op":"test","path":"/spec/x"}]`,
	// operations
	`[{"op":"ADD","path":"/x","value":1}]`, `[{"op":"merge","path":"/x","value":1}]`, `[{"op":5,"path":"/x"}]`, `[{"op":null,"path":"/x"}]`, `[{"path":"/x","value":1}]`, `[{"op":"add","path":"/x","value":1,"extra":true}]`,
	`[{"op":"add","path":"/spec/x","value":1},{"op":"remove","path":"/spec/none2"}]`, `{}`, `{"op":"add","path":"/x","value":1}`, `"x"`, `5`, `["x"]`, `[[]]`, `[{"op":"add","path":"/x","value":1},7]`,
), [][3]string{
	{"copies of more than 3 MiB", doubled(strings.Repeat("x", 1700)), doublings(11)},
	{"copies of 3 MiB because of letters of two bytes", doubled(strings.Repeat("é", 800)), doublings(11)},
	{"copies of 3 MiB because of what is escaped", doubled(strings.Repeat("<&", 150)), doublings(11)},
	{"copies of less than 3 MiB", doubled(strings.Repeat("x", 1400)), doublings(11)},
	{"a document that is a list", `[1,2]`, `[{"op":"add","path":"/-","value":3},{"op":"remove","path":"/0"}]`},
}...)

// doubled is a document that holds a text and a list.
func doubled(text string) string { return `{"kept":1,"a":{"text":"` + text + `","list":[]}}` }

// doublings copy the document into its list, which doubles it, so many times, and throw it away.
func doublings(count int) string {
	return "[" + strings.Repeat(`{"op":"copy","from":"/a","path":"/a/list/-"},`, count) + `{"op":"remove","path":"/a"}]`
}

const mergePatchObject = `{"metadata":{"name":"m","labels":{"a":"1","b":"2"},"annotations":null},"data":{"k":"v","list":[1,{"x":1,"y":null}],"deep":{"er":{"z":1}}},"n":1,"s":"t","nil":null,"empty":{}}`

// onObject are merge patches of mergePatchObject.
func onObject(patches ...string) [][3]string {
	cases := make([][3]string, len(patches))
	for i, patch := range patches {
		cases[i] = [3]string{patch, mergePatchObject, patch}
	}
	return cases
}

var mergePatchCases = append(onObject(
	`{}`, `{"n":2}`, `{"n":null}`, `{"none":null}`, `{"n":{"a":null,"b":1}}`, `{"s":["a",null,{"x":null,"y":1}]}`, `{"nil":1}`, `{"nil":null}`, `{"nil":{"a":null}}`, `{"metadata":{"labels":{"a":null,"c":"3"}}}`,
	`{"metadata":{"labels":null}}`, `{"metadata":{"labels":{}}}`, `{"metadata":{"annotations":{"x":"y","z":null}}}`, `{"metadata":{"annotations":null}}`, `{"data":{"list":[]}}`, `{"data":{"list":[null,{"x":null,"y":{"z":null}},[null,{"q":null}]]}}`,
	`{"data":{"list":{"a":null,"b":{"c":null}}}}`, `{"data":{"list":"text"}}`, `{"data":{"list":null}}`, `{"data":{"deep":{"er":{"z":null}}}}`, `{"data":{"deep":{"er":[{"a":null}]}}}`, `{"data":{"deep":[{"a":null},null]}}`, `{"data":"x"}`, `{"data":5}`,
	`{"data":[]}`, `{"new":{"a":null,"b":{"c":null,"d":[{"e":null}]}}}`, `{"new":[{"a":null}]}`, `{"empty":{"x":null}}`, `{"empty":{"x":{"y":null,"z":1}}}`, `{"empty":null}`, `{"metadata":{"name":"other"},"n":0,"s":""}`, `{"s":false}`, `{"$patch":"delete"}`,
	`{"metadata":{"$patch":"replace","labels":{"$retainKeys":["a"]}}}`, `{"__proto__":{"a":1},"constructor":{"b":null}}`, `{"toString":null,"valueOf":{"x":1}}`, `[]`, `[1,null,{"a":null}]`, `null`, `"x"`, `5`, `true`,
), [][3]string{
	{"an empty document", `{}`, `{"a":{"b":null,"c":1},"d":null}`},
	{"a document with a map where the patch has a text", `{"a":{"b":1}}`, `{"a":"x"}`},
	{"a document with a list where the patch has a map", `{"a":[1]}`, `{"a":{"b":null}}`},
	{"a document with a text where the patch has a list", `{"a":"x"}`, `{"a":[{"b":null}]}`},
	{"a document with a map where the patch has a list", `{"a":{"b":1}}`, `{"a":[{"b":null}]}`},
}...)
