const name = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const subdomain = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
const nameSyntax = new RegExp(`^${name}$`);
const valueSyntax = new RegExp(`^(${name})?$`);
const subdomainSyntax = new RegExp(`^${subdomain}$`);
const longestName = 63;
const longestSubdomain = 253;

const nameRule = `must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${name}')`;
const valueRule = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(${name})?')`;
const subdomainRule = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomain}')`;

/**
 * What is wrong with the key of a label or an annotation, `app` or `example.com/app`; nothing if the list is empty
 * (apimachinery `validate/content.IsLabelKey`).
 */
export function labelKeyProblems(key: string): string[] {
  const parts = key.split('/');
  if (parts.length > 2)
    return [`a valid label key ${nameRule} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  const last = parts.pop() as string;
  const problems = parts.flatMap(prefixProblems);
  if (last === '') problems.push('name part must be non-empty');
  else if (utf8Length(last) > longestName) problems.push(tooLong('name part ', longestName));
  if (!nameSyntax.test(last)) problems.push(`name part ${nameRule}`);
  return problems;
}

/** What is wrong with the value of a label; nothing if the list is empty (apimachinery `validate/content.IsLabelValue`). */
export function labelValueProblems(value: string): string[] {
  const problems = utf8Length(value) > longestName ? [tooLong('', longestName)] : [];
  if (!valueSyntax.test(value)) problems.push(valueRule);
  return problems;
}

function prefixProblems(prefix: string): string[] {
  if (prefix === '') return ['prefix part must be non-empty'];
  const problems = utf8Length(prefix) > longestSubdomain ? [tooLong('prefix part ', longestSubdomain)] : [];
  if (!subdomainSyntax.test(prefix)) problems.push(`prefix part ${subdomainRule}`);
  return problems;
}

function tooLong(part: string, bytes: number): string {
  return `${part}must be no more than ${String(bytes)} bytes`;
}

function utf8Length(text: string): number {
  return Buffer.byteLength(text);
}
