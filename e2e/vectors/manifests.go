package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
)

// manifestVectors tell which documents kubectl reads from a text.
func manifestVectors() []vector {
	var vectors []vector
	for _, text := range []string{
		"a: 1\n---\nb: 2", "---\n---\na: 1\n---\n", "# c\n---\na: 1\n...\nb: 2\n", "a: 1\n...\n---\nb: 2", "%YAML 1.1\n---\na: 1",
		"%YAML 1.2\n---\na: yes\n---\nb: on", "--- {a: 1}\n", "--- # c\na: 1", "---foo\na: 1", "a: 1\n----\nb: 2", "a: |\n  x\n ---\n  y\n",
		"a: 1\n --- \n", "a: 'x\n---\ny'", "{\"a\":1}{\"b\":2}", "{\"a\":1}\n{\"b\":2}\n", "{\"a\":1}\n---\nb: 2", "a: 1\n---\n{\"b\":2}",
		"a: 1\n---\n{\"b\":2}\n{\"c\":3}", "{\"a\":1}{\"b\":2}\n---\nc: 3", "{\"a\":1}\n---\n{\"b\":2}\n---\n{\"c\":3}", "{\"a\":1}\nb: 2", "{\"a\":1}: x",
		"{\"a\":1} # c\n", "{\"a\":1}\n{b: 2}\n", "{a: 1}\n---\nb: 2", "[1]\n", "[{\"a\":1}]\n[{\"b\":1}]", "x\n", "1: a\ntrue: b\n1.5: c\n", "~: a",
		"null: a", "[1]: a", "{x: 1}: a", "a: .inf", "a: .nan", "a: 1e999", "a: 9007199254740993", "a: 18446744073709551615", "a: 99999999999999999999999",
		"a: 1.0", "a: 1e3", "a: 0x1F", "a: !!binary aGk=", "a: 2001-01-01", "a: 2001-01-01T00:00:00Z", "a: 1\na: 2", "a: &x {b: 1}\nc: *x", "a: &x [*x]",
		"a: *nope", "\ufeffa: 1", "\ufeff{\"a\":1}", "a: 1\n---\n\ufeffb: 2", "a: 1\r\n---\r\nb: 2\r\n", "a:\tb\n", "\ta: b",
		"null\n---\n~\n---\n\n---\na: 1", "{\"a\":1}\n\n\n", "  {\"a\":1}", "{\"a\":1}\n---\n", "{\"a\":1,}", "{\"a\":tru}",
		"{\"a\":1}\n{\"b\":2}\n{\"c\":", "a: b: c", "a: 1\n---\nb: [\n---\nc: 1", "a: \"\\ud83d\\ude00\"", "a: \u2028x", "a: 1\n---\u2028", "---\ta\n",
		"---\t\na: 1", "a: 1\n---", "a: 1\n... # c\nb: 2\n", "a: 1\n...\n", "...\na: 1", "...", "# c\n\n...\n", "<<: {a: 1}\nb: 2", "a: ! 12", "a: !foo 12", "!!map {a: 1}",
		"a: !!int '12'", "a: !!float 1", "a: !!bool yes", "{\"a\":1}\n# c\n{\"b\":2}", "{\"a\":\"\\u0000\"}", "a: \x00", "a: \a", "y: 1\nn: 2\non: 3",
		"? a\n: b\n", "a: 'it''s'", "a: !!set {x, y}", "a: !!omap [x: 1]", "=: 1", "a: =", "a: 0o17\nb: 08\nc: 1_0", "{\"a\":1} {\"b\":2} x",
		"a:\n- b\n-c\n", "{\"a\":1}\n...\n{\"b\":2}\n", "a: 1 \n--- \nb: 1", "a: 0.1e1\nb: 12345678901234567890.5\nc: -0\nd: -0.0\ne: 1e21\nf: 1e-7",
		"{z: 1, <<: {z: 2, y: 3}}", "z: 1\n<<: {z: 2, y: 3}\n", "<<: {z: 2, y: 3}\nz: 1\n", "<<: [{z: 2}, {z: 3, y: 3}]\n", "<<: x\n", "<<: [1]\n",
		"<<: null\n", "\"<<\": {a: 1}", "a: &m {<<: {x: 1}}\nb: {<<: *m}", "!!merge <<: {a: 1}", "<<: {a: 1}\n<<: {b: 2}",
		"0x10: a\n1_0: b\n0.10: c\n1e3: d\n1e30: e\n2001-01-01: d", "! 1: a", "-0: a", "&k a: 1\nb: *k\n*k : 2\n", "a: &x\nb: *x\n",
		"&a a: &a 1\nb: *a\n", "a: &x 1\nb: &x 2\nc: *x\n", "a: !!null x", "a: !!str\nb: !!str ~\nc: !!int", "a: !!seq [1]\nb: !!pairs [x: 1]",
		"a: [x: 1, y]", "{a, b: 1}", "- a\n- \n- b", "? [x]\n", "a: !!float abc", "a: !!int 1.5", "a: !!bool 3", "? \n: x", "a: \"\\x41\\u0042\\n\"",
		"a: >-\n  b\n  c\n", "a: 'b\n\n  c'", "a: 1_000.5\nb: 0b11\nc: -0b11\nd: +0x1f\ne: 1__0\nf: .5_0", "a: +.inf",
		"a: 12e03\nb: 1.e3\nc: .e3\nd: 0.\ne: 0x\nf: 09.5\ng: 1:30:00\nh: 190:20:30.15", "a: <<", "a: *x\nb: &x 1", "<<: &a {x: 1}\nb: *a",
		"a: &a [1,2]\nb: [*a, *a]\n",
		"%x", "# c\n%x y\n---\na: 1", "%YAML 1.1", "%YAML 1.1\na: 1", "%YAML 1.1\n%YAML 1.1\n---\na: 1", "%YAML\n---\na: 1", "%TAG !\n---\na: 1", "a: %x",
		"0.1: a\n.5: b\n-1.5: c\n1e2: d\n1.0: e\n1_0.5: f", "1e-4: a\n0.00001: b\n1e-5: c\n1.234e-7: d\n0.0001234: e",
		"999999.5: a\n1e6: b\n1234567.5: c\n1e20: d\n1e21: e\n-1e21: f\n123456.75: g\n100000.0: h\n1000000.0: i",
		"0.1234567891: a\n16777217.0: b\n3.4028235e38: c\n1e39: d\n-1e39: e\n1e-45: f\n1e-50: g\n2.5e-45: h\n1e400: i",
		".inf: a\n-.inf: b\n.nan: c", "+.INF: a", "-0.0: a", "-0.: a", "1000000: a\n!!float 1000000: b\n!!float 7: c", "!!int 12: a",
		"9007199254740993: a\n-9223372036854775808: b", "9223372036854775807: a", "9223372036854775808: a", "18446744073709551615: a",
		"18446744073709551616: a", "0xffffffffffffffff: a", "0x20000000000001: a\n0b11: b\n0o17: c\n017: d\n0_7: e\n+1: f",
		"a: &k 1e6\n*k : b", "a: &k 9007199254740993\n*k : b", "<<: {1e6: a, .inf: b}\n", "08.5: a\n09: b\n1:30: c",
		"1.9999999e5: a\n8.589973e9: b\n1.17549435e-38: c\n33554434.5: d\n9.5367431640625e-07: e\n4194304.5: f",
		"1.0e+6: a\n.1e1: b\n5e-324: c\n2147483648.0: d\n4294967296.0: e\n1180591620717411303424.0: f\n7.450580596923828e-09: g",
		"a: 0x1FFFFFFFFFFFFFFFFF\nb: 0xFFFFFFFFFFFFFFFF\nc: -0xFFFFFFFFFFFFFFFF\nd: +0xFFFFFFFFFFFFFFFF\ne: -0x8000000000000000\nf: -0x8000000000000001",
		"a: 0X1_FFFFFFFFFFFFFFFFF\nb: 0b11111111111111111111111111111111111111111111111111111111111111111\nc: 0o7777777777777777777777777",
		"a: 07777777777777777777777777\nb: -07777777777777777777777\nc: 0777777777777777777777\nd: 0o1777777777777777777777\ne: 0_7777777777777777777777",
		"a: 18446744073709551616\nb: +18446744073709551615\nc: -9223372036854775809\nd: &x 0x1FFFFFFFFFFFFFFFFF\ne: *x",
		"0x1FFFFFFFFFFFFFFFFF: a\n-0xFFFFFFFFFFFFFFFF: b\n07777777777777777777777777: c\n+18446744073709551615: d",
		"a: !!int 0x1FFFFFFFFFFFFFFFFF", "a: !!int 99999999999999999999", "a: !!int 07777777777777777777777777", "a: !!float 0x1FFFFFFFFFFFFFFFFF",
		"a: !!float 0x1F\nb: !!float 017\nc: !!float -0b11", "a: !!float 1e999", "!!float 0x1F: a", "a: !!str 0x1FFFFFFFFFFFFFFFFF", "a: \u2029x",
		"-9223372036854775809: a", "!!float .5: a\n!!float 1e3: b", "-.5: a\n+.5: b\n+1.5: c",
	} {
		documents, err := readManifest(text)
		did := map[string]any{"documents": documents}
		if err != nil {
			did["error"] = err.Error()
		}
		vectors = append(vectors, vector{quoted(text), map[string]string{"text": text}, did})
	}
	return vectors
}

// readManifest decodes a text as the visitors of cli-runtime do.
func readManifest(text string) ([]json.RawMessage, error) {
	documents := []json.RawMessage{}
	decoder := utilyaml.NewYAMLOrJSONDecoder(strings.NewReader(text), 4096)
	for {
		extension := runtime.RawExtension{}
		if err := decoder.Decode(&extension); errors.Is(err, io.EOF) {
			return documents, nil
		} else if err != nil {
			return documents, err
		}
		raw := bytes.TrimSpace(extension.Raw)
		if len(raw) > 0 && !bytes.Equal(raw, []byte("null")) {
			documents = append(documents, raw)
		}
	}
}
