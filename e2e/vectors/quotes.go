package main

import "fmt"

// quoteVectors tell how errors quote what they are about.
func quoteVectors() []vector {
	var vectors []vector
	for _, each := range []struct{ id, text string }{
		{"nothing", ""},
		{"letters", "pods"},
		{"a space", "a b"},
		{"quotes", `say "yes" and 'no'`},
		{"a backslash", `a\b`},
		{"escapes with a letter", "\a\b\f\n\r\t\v"},
		{"other control characters", "\x00\x01\x1b\x1f"},
		{"delete", "\x7f"},
		{"umlauts", "grün"},
		{"Japanese", "日本語"},
		{"an emoji", "a😀b"},
		{"emoji joined", "👩\u200d💻"},
		{"a space that does not break", "a\u00a0b"},
		{"a soft hyphen", "a\u00adb"},
		{"control characters of Latin", "\u0080\u0085\u009f"},
		{"line separators", "\u2028\u2029"},
		{"spaces of no width", "\u200b\u200e\u2060"},
		{"a byte order mark", "\ufeff"},
		{"a character for private use", "\ue000"},
		{"no character", "\uffff\ufdd0"},
		{"a replacement character", "\ufffd"},
		{"a combining accent", "e\u0301"},
		{"an ideographic space", "a\u3000b"},
		{"beyond the first plane", "\U0001f9ff\U000e0001\U0010ffff\U00020000"},
		{"markup", "<a href=\"x\">&amp;</a>"},
	} {
		vectors = append(vectors, vector{each.id, map[string]string{"text": each.text}, map[string]string{"quoted": fmt.Sprintf("%q", each.text)}})
	}
	return vectors
}

func quoted(text string) string { return fmt.Sprintf("%q", text) }
