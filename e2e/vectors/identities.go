package main

// identityVectors tell what proves, or claims, who is asking.
func identityVectors() []vector {
	as := func(id string, who impersonateSpec, calls ...call) entry {
		return r(id, clientSpec{Impersonate: &who}, "GET", calls...)
	}
	cases := []entry{
		r("nobody", clientSpec{}, "GET"),
		r("a bearer token", clientSpec{BearerToken: "abc"}, "GET"),
		r("a bearer token with spaces in it", clientSpec{BearerToken: "a b"}, "GET"),
		r("a bearer token and a header of one's own", clientSpec{BearerToken: "abc"}, "GET", c("setHeader", "Authorization", "Basic mine")),
		r("a bearer token and an empty header of one's own", clientSpec{BearerToken: "abc"}, "GET", c("setHeader", "Authorization", "")),
		r("a user name and a password", clientSpec{Username: "me", Password: "secret"}, "GET"),
		r("a user name without a password", clientSpec{Username: "me"}, "GET"),
		r("a password without a user name", clientSpec{Password: "secret"}, "GET"),
		r("a user name and a password of Unicode", clientSpec{Username: "grün:x", Password: "日本"}, "GET"),
		r("a user name and a header of one's own", clientSpec{Username: "me"}, "GET", c("setHeader", "Authorization", "Bearer mine")),
		r("a user name and a bearer token", clientSpec{Username: "me", BearerToken: "abc"}, "GET"),
		r("a user name and a password in the host", clientSpec{UserInfo: "me:secret"}, "GET"),
		r("an encoded user name and password in the host", clientSpec{UserInfo: "m%40e:s%3Acret%20"}, "GET"),
		r("a user name in the host", clientSpec{UserInfo: "me"}, "GET"),
		r("a user name in the host and a bearer token", clientSpec{UserInfo: "me:secret", BearerToken: "abc"}, "GET"),
		r("a user name in the host and a header of one's own", clientSpec{UserInfo: "me:secret"}, "GET", c("setHeader", "Authorization", "Bearer mine")),
		as("acting as a user", impersonateSpec{UserName: "jane"}),
		as("acting as a user of Unicode", impersonateSpec{UserName: "grün"}),
		as("acting as a user with a uid", impersonateSpec{UserName: "jane", UID: "1-2"}),
		as("acting as a user in groups", impersonateSpec{UserName: "jane", Groups: []string{"system:masters", "a,b", ""}}),
		as("acting as a user with extra fields", impersonateSpec{UserName: "jane", Extra: map[string][]string{"scopes": {"view", "edit"}}}),
		as("acting as a user with extra fields of odd names", impersonateSpec{UserName: "jane",
			Extra: map[string][]string{"example.com/thing": {"1"}, "Percent%20": {"2"}, "ünder_score": {"3"}, "a b:c": {"4"}}}),
		as("acting as a user with an extra field of no value", impersonateSpec{UserName: "jane", Extra: map[string][]string{"none": {}}}),
		as("acting in a group without a user", impersonateSpec{Groups: []string{"g"}}),
		as("acting with a uid without a user", impersonateSpec{UID: "u"}),
		as("acting with extra fields without a user", impersonateSpec{Extra: map[string][]string{"a": {"b"}}}),
		as("acting as nobody", impersonateSpec{}),
		as("acting as a user and a header of one's own", impersonateSpec{UserName: "jane", Groups: []string{"g"}}, c("setHeader", "Impersonate-User", "john")),
		as("acting as a user and groups of one's own", impersonateSpec{UserName: "jane", Groups: []string{"g"}}, c("setHeader", "Impersonate-Group", "h")),
		r("acting as a user with a token", clientSpec{BearerToken: "abc", Impersonate: &impersonateSpec{UserName: "jane"}}, "GET"),
	}
	vectors := make([]vector, 0, len(cases))
	for _, each := range cases {
		vectors = append(vectors, each.vector())
	}
	return vectors
}
