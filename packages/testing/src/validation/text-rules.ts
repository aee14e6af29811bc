import { type FieldError, invalidValue } from './field-errors.js';

/**
 * Says what is wrong with a text, in the server's words; nothing if it is right (apimachinery `pkg/util/validation`). What these
 * rules call characters are bytes. Those of labels are `labelKeyProblems` and `labelValueProblems` of `@kubewright/rest`.
 */
export type TextRule = (text: string) => string[];

const labelPattern = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomainPattern = String.raw`${labelPattern}(\.${labelPattern})*`;
const subdomainSyntax = new RegExp(`^${subdomainPattern}$`);

/** A rule of a pattern. @param hint what the server says, without pattern @param examples as it quotes them @param most bytes */
function patternRule(pattern: string, hint: string, examples: readonly string[], most = Infinity): TextRule {
  const expression = new RegExp(`^(?:${pattern})$`);
  const shown = examples.map((example) => `'${example}', `).join(' or ');
  const message = `${hint} (e.g. ${shown}regex used for validation is '${pattern}')`;
  return (text) => [...tooLongText(text, most), ...(expression.test(text) ? [] : [message])];
}

function tooLongText(text: string, most: number): string[] {
  return Buffer.byteLength(text) > most ? [`must be no more than ${String(most)} characters`] : [];
}

const endsHint = 'and must start and end with an alphanumeric character';

/** A domain of DNS (RFC 1123). */
export const dnsSubdomain: TextRule = patternRule(
  subdomainPattern,
  `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', ${endsHint}`,
  ['example.com'],
  253,
);

/** Such a domain behind `*.`, which stands for all of its subdomains. */
export const wildcardSubdomain: TextRule = patternRule(
  String.raw`\*\.${subdomainPattern}`,
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
  ['*.example.com'],
  253,
);

const dnsLabelPattern: TextRule = patternRule(
  labelPattern,
  `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', ${endsHint}`,
  ['my-name', '123-abc'],
  63,
);

/** A label of DNS (RFC 1123). Who wrote a subdomain is only told of the dots. */
export const dnsLabel: TextRule = (text) => {
  const wrong = dnsLabelPattern(text);
  return text.includes('.') && subdomainSyntax.test(text) ? [...wrong.slice(0, -1), 'must not contain dots'] : wrong;
};

/** A label of DNS (RFC 1035): it begins with a letter. */
export const dns1035Label: TextRule = patternRule(
  '[a-z]([-a-z0-9]*[a-z0-9])?',
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  ['my-name', 'abc-123'],
  63,
);

/** The same in which letters may be large, as the kind of an object. */
export const mixedCaseLabel: TextRule = (text) => {
  const wrong = dns1035Label(text.toLowerCase());
  return wrong.length === 0 ? [] : [`may have mixed case, but should otherwise match: ${wrong.join(',')}`];
};

/** The key of a ConfigMap or a Secret. */
export const configMapKey: TextRule = patternRule(
  '[-._a-zA-Z0-9]+',
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  ['key.name', 'KEY_NAME', 'key-name'],
  253,
);

const looseLabelPattern = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';

/** A subdomain as clients look for it, in which underscores may be. */
export const searchDomain: TextRule = patternRule(
  String.raw`${looseLabelPattern}(\.${looseLabelPattern})*`,
  `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', ${endsHint}`,
  ['example.com'],
  253,
);

/** The name of a header of HTTP. */
export const headerName: TextRule = patternRule(
  '[-A-Za-z0-9]+',
  "a valid HTTP header must consist of alphanumeric characters or '-'",
  ['X-Header-Name'],
);

/** A share, as `25%`. */
export const percentText: TextRule = patternRule(
  '[0-9]+%',
  "a valid percent string must be a numeric string followed by an ending '%'",
  ['1%', '93%'],
);

/** The name of an environment variable (apimachinery `IsRelaxedEnvVarName`). */
export const environmentName: TextRule = (text) =>
  /^[ -<>-~]*$/.test(text)
    ? []
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];

/** The name of a port, as services and network policies refer to it (apimachinery `IsValidPortName`). */
export const portName: TextRule = (text) => [
  ...tooLongText(text, 15),
  ...(/^[-a-z0-9]+$/.test(text) ? [] : ['must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)']),
  ...(/[a-z]/.test(text) ? [] : ['must contain at least one letter (a-z)']),
  ...(text.includes('--') ? ['must not contain consecutive hyphens'] : []),
  ...(/^-|-$/.test(text) ? ['must not begin or end with a hyphen'] : []),
];

/** What a text rule says, as errors of a field. */
export function checkText(rule: TextRule, text: string, field: string): FieldError[] {
  return rule(text).map((wrong) => invalidValue(field, text, wrong));
}

/** The same where the server tells it as one error. */
export function checkTextAtOnce(rule: TextRule, text: string, field: string): FieldError[] {
  const wrong = rule(text);
  return wrong.length === 0 ? [] : [invalidValue(field, text, wrong.join(','))];
}
