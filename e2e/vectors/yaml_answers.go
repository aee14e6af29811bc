package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand"
	"strings"

	"sigs.k8s.io/yaml"
)

// yamlTexts are texts that may need quotes, folding, or a block of their own.
var yamlTexts = []string{
	"", " ", "a", "a b", " a", "a ", "true", "True", "yes", "no", "on", "n", "y", "null", "~", "Null", "<<", "=", "-", "--", "---", "...",
	"- a", "-a", "?", "? a", "?a", ":", ": a", ":a", "a: b", "a:b", "a:", "#", "a #b", "a#b", "[", "]", "{", "}", "[a]", "a[b]", "a,b", ",",
	"&a", "*", "*a", "!", "!a", "|", ">", "'", "'a'", "it's", `"`, `"a"`, `a"b`, "%", "@", "`", "\\", `a\b`,
	"1", "-1", "+1", "0", "00", "007", "0x1f", "0o17", "0b11", "-0b11", "0b12", "1_000", "1.5", "1.", ".5", "-.5", "1e3", "1E+3", "1e", "+.inf", ".inf", "-.inf",
	".nan", "1:2", "10:20:30", "12:60", "190:20:30.15", "1,000", "9223372036854775808", "18446744073709551616", "0x", "1_", "_1", "1__0", "0_7", "08", "09",
	"2026-11-22", "2026-11-22T01:05:16Z", "2026-11-22 01:05:16", "2026-11-22T01:05:16.123456Z", "2026-1-2", "2026-13-01", "2026-11-22T1:05:16Z", "2026-11-22t01:05:16Z", "2026-11-22T01:05:16+01:00",
	"a\nb", "a\nb\n", "a\n\nb\n\n", "\na", "\n", "\n\n", " a\nb", "a \nb", "a\n b", "a\tb", "\ta", "a\n\tb", "a\r\nb", "a\u2028b", "\u00a0", "\ufeffa", "\x00", "\x1b[0m", "\x7f",
	"é", "日本語", "\U0001f600", "a\u200bb", "\ufffd", "\u00ad", "\ue000",
	"metav1.LabelSelector", "10.0.0.1", "10.96.0.0/12", "a/b", "a@b", "100m", "1Gi", "sha256:abc", "key=value", "--flag=true", "Y", "NO", "Off", "OFF", "oFF",
	strings.Repeat("word ", 40), strings.Repeat("long", 40), strings.Repeat("it's a: word ", 20), strings.Repeat("two  spaces ", 20),
	"- " + strings.Repeat("word ", 30) + "x", strings.Repeat("tab\there ", 20) + "x", strings.Repeat("x", 79) + " y", strings.Repeat("x", 80) + " y z",
	strings.Repeat("word ", 30) + "\n" + strings.Repeat("word ", 30), `{"a":1}`, `{"apiVersion":"v1"}` + "\n", "#!/bin/sh\necho hello\n", "  indented\nless\n",
}

// yamlVectors tell what the server makes of JSON if somebody wants YAML (sigs.k8s.io/yaml).
func yamlVectors() []vector {
	var vectors []vector
	add := func(id string, value any) {
		var in bytes.Buffer
		encoder := json.NewEncoder(&in)
		encoder.SetEscapeHTML(false)
		must(encoder.Encode(value))
		did, err := yaml.JSONToYAML(in.Bytes())
		if err != nil {
			return // The server cannot show such an object either.
		}
		vectors = append(vectors, vector{id, strings.TrimSuffix(in.String(), "\n"), string(did)})
	}
	for i, text := range yamlTexts {
		add(fmt.Sprintf("text %d", i), text)
		add(fmt.Sprintf("text %d in a map", i), map[string]any{"a": map[string]any{"b": text}})
		add(fmt.Sprintf("text %d as a key", i), map[string]any{text: "a"})
		add(fmt.Sprintf("text %d in a list", i), map[string]any{"a": []any{text, []any{text}}})
	}
	for i, number := range []any{0, -1, 1.5, 1e3, 1e20, 1e21, 1.5e21, 1234567.5, 123456.5, 0.0001, 0.00001, 9007199254740991, json.Number("1E2"), json.Number("1.0")} {
		add(fmt.Sprintf("number %d", i), map[string]any{"a": number})
	}
	add("nothing", nil)
	add("empty", map[string]any{"a": map[string]any{}, "b": []any{}, "c": nil, "d": true, "e": false, "f": []any{map[string]any{}, []any{}, nil}})
	add("an empty object", map[string]any{})
	add("an empty list", []any{})
	add("lists in lists", []any{[]any{[]any{1, 2}, 3}, []any{map[string]any{"a": 1, "b": 2}}, map[string]any{"c": []any{1}}})
	keys := map[string]any{}
	for _, key := range []string{"a", "B", "b", "a1", "a10", "a2", "a02", "a-b", "a.b", "a_b", "a/b", ".", "f:a", "é", "z", "1", "10", "2", "k:{\"a\":1}", "", "ab", "a0", "0", "00", "日"} {
		keys[key] = 1
	}
	add("keys in their order", keys)
	source := rand.New(rand.NewSource(1))
	alphabet := []string{"a", "b", "1", "0", " ", " ", ":", "#", "-", "'", "\"", "\n", ".", "_", "/", "{", "é", "\t", "word", "10"}
	for i := range 100 {
		object := map[string]any{}
		for range 4 {
			text, key := "", ""
			for range 1 + source.Intn(40) {
				text += alphabet[source.Intn(len(alphabet))]
			}
			for range 1 + source.Intn(8) {
				key += alphabet[source.Intn(len(alphabet))]
			}
			object[key] = []any{text, map[string]any{key: text}}
		}
		add(fmt.Sprintf("chance %d", i), object)
	}
	return vectors
}
