package main

import "k8s.io/apimachinery/pkg/util/net"

type parsedWarning struct {
	Code  int    `json:"code"`
	Agent string `json:"agent"`
	Text  string `json:"text"`
}

type warningDid struct {
	Warnings []parsedWarning `json:"warnings"`
	Errors   []string        `json:"errors"`
}

// warningVectors tell what is understood of the lines of Warning headers.
func warningVectors() []vector {
	var vectors []vector
	for _, each := range []struct {
		id    string
		lines []octets
	}{
		{"no line", nil},
		{"an empty line", []octets{""}},
		{"a line of spaces", []octets{"   "}},
		{"a warning", []octets{`299 - "deprecated"`}},
		{"an agent", []octets{`299 kube-apiserver:6443 "x"`}},
		{"a date", []octets{`299 - "x" "Tue, 15 Nov 1994 08:12:31 GMT"`}},
		{"a date right behind", []octets{`299 - "x""y"`}},
		{"an empty date", []octets{`299 - "x" ""`}},
		{"a date without its end", []octets{`299 - "x" "Tue`}},
		{"a date that holds a comma and a quote", []octets{`299 - "x" "a,\"b"`}},
		{"two in a line", []octets{`299 - "a", 199 b "c"`}},
		{"two in a line without a space", []octets{`299 - "a",299 - "b"`}},
		{"two in a line with dates", []octets{`299 - "a" "d1" , 299 - "b" "d2"`}},
		{"two lines", []octets{`299 - "a"`, `299 - "b"`}},
		{"a comma at the end", []octets{`299 - "a",`}},
		{"two commas", []octets{`299 - "a",,299 - "b"`}},
		{"a comma before", []octets{`,299 - "a"`}},
		{"something behind the text", []octets{`299 - "a" b`}},
		{"something behind the date", []octets{`299 - "a" "d" b`}},
		{"something right behind the text", []octets{`299 - "a"b`}},
		{"a good one, then a bad one", []octets{`299 - "a", 29 - "b", 299 - "c"`}},
		{"a bad line, then a good one", []octets{`x`, `299 - "b"`}},
		{"spaces around", []octets{"\t 299 - \"a\" \t"}},
		{"two spaces before the agent", []octets{`299  - "a"`}},
		{"two spaces before the text", []octets{`299 -  "a"`}},
		{"a tab between", []octets{"299\t-\t\"a\""}},
		{"no agent", []octets{`299 "a"`}},
		{"no text", []octets{`299 -`}},
		{"no text behind a space", []octets{`299 - `}},
		{"a code alone", []octets{`299`}},
		{"a code of two digits", []octets{`99 - "a"`}},
		{"a code of four digits", []octets{`2990 - "a"`}},
		{"a code out of range", []octets{`321 - "a"`}},
		{"a code of zeros", []octets{`000 - "a"`}},
		{"a code with a sign", []octets{`+29 - "a"`}},
		{"a code with a letter", []octets{`2a9 - "a"`}},
		{"a code of other digits", []octets{"٢٩٩ - \"a\""}},
		{"an empty text", []octets{`299 - ""`}},
		{"a text without quotes", []octets{`299 - abc`}},
		{"a text without its end", []octets{`299 - "abc`}},
		{"a quote alone", []octets{`299 - "`}},
		{"a text with escaped quotes", []octets{`299 - "say \"yes\""`}},
		{"a text with escaped backslashes", []octets{`299 - "a\\b\c"`}},
		{"a text that ends in a backslash", []octets{`299 - "a\"`}},
		{"a text of a comma", []octets{`299 - "a, b", 299 - "c"`}},
		{"a text of spaces", []octets{`299 - "  "`}},
		{"a text of UTF-8", []octets{`299 - "grün 日本 😀"`}},
		{"a text of Latin-1", []octets{"299 - \"gr\xfcn\""}},
		{"a text with a control character", []octets{"299 - \"a\x01b\""}},
		{"a text with a tab", []octets{"299 - \"a\tb\""}},
		{"a text with delete", []octets{"299 - \"a\x7fb\""}},
		{"a text with a control character of UTF-8", []octets{"299 - \"a\u0085b\""}},
		{"an agent of UTF-8", []octets{"299 grün \"a\""}},
		{"an agent of Latin-1", []octets{"299 gr\xfcn \"a\""}},
		{"an agent with a control character", []octets{"299 a\x01 \"a\""}},
		{"an encoded word", []octets{`299 - "=?utf-8?q?gr=C3=BCn?="`}},
		{"an encoded word of base64", []octets{`299 - "=?UTF-8?B?Z3LDvG4=?= und mehr"`}},
		{"two encoded words", []octets{`299 - "=?utf-8?q?a?= =?utf-8?q?b?= c =?utf-8?q?d?="`}},
		{"an encoded word of Latin-1", []octets{`299 - "=?ISO-8859-1?Q?gr=FCn_x?="`}},
		{"an encoded word of ASCII", []octets{`299 - "=?us-ascii?Q?a=20b?="`}},
		{"an encoded word of another set", []octets{`299 - "=?windows-1252?Q?=80?="`}},
		{"an encoded word that is none", []octets{`299 - "=?utf-8?x?abc?="`}},
		{"an encoded word with a bad escape", []octets{`299 - "=?utf-8?q?=ZZ?= b"`}},
		{"an encoded word with bad base64", []octets{`299 - "=?utf-8?b?***?="`}},
		{"an encoded word of a control character", []octets{`299 - "=?utf-8?q?=01?="`}},
		{"an encoded word that is cut", []octets{`299 - "=?utf-8?q?abc"`}},
		{"a space of Unicode around", []octets{"\u00a0299 - \"a\"\u3000"}},
	} {
		parsed, errs := net.ParseWarningHeaders(texts(each.lines))
		did := warningDid{Warnings: []parsedWarning{}, Errors: []string{}}
		for _, w := range parsed {
			did.Warnings = append(did.Warnings, parsedWarning{w.Code, w.Agent, w.Text})
		}
		for _, err := range errs {
			did.Errors = append(did.Errors, err.Error())
		}
		vectors = append(vectors, vector{each.id, map[string]any{"lines": append([]octets{}, each.lines...)}, did})
	}
	return vectors
}

func texts(lines []octets) []string {
	all := make([]string, 0, len(lines))
	for _, line := range lines {
		all = append(all, string(line))
	}
	return all
}
