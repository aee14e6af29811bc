package main

import "encoding/json"

// octets are bytes that need not be UTF-8. In JSON they are a string of one character for each byte, as Node gives headers.
type octets string

// MarshalJSON writes each byte as the character of the same number.
func (o octets) MarshalJSON() ([]byte, error) {
	characters := make([]rune, len(o))
	for i := range len(o) {
		characters[i] = rune(o[i])
	}
	return json.Marshal(string(characters))
}
