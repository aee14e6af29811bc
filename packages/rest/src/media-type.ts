const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]*/;
/** What a backslash may stand before in a quoted value; before anything else it stands for itself. */
const escapable = '()<>@,;:\\"/[]?=';

/**
 * The type of a `Content-Type` header in lower case, without its parameters. Throws if there is none or if what follows it is
 * no list of parameters (Go `mime.ParseMediaType`).
 */
export function parseMediaType(header: string): string {
  const [base = ''] = header.split(';', 1);
  const mediaType = base.trim().toLowerCase();
  checkType(mediaType);
  checkParameters(header.slice(base.length));
  return mediaType;
}

function checkType(mediaType: string): void {
  const type = tokenOf(mediaType);
  const rest = mediaType.slice(type.length);
  if (type === '') throw new Error('mime: no media type');
  if (rest === '') return;
  if (!rest.startsWith('/')) throw new Error('mime: expected slash after first token');
  const subtype = tokenOf(rest.slice(1));
  if (subtype === '') throw new Error('mime: expected token after slash');
  if (rest.length > subtype.length + 1) throw new Error('mime: unexpected content after media subtype');
}

/** A semicolon at the end is no mistake, and neither is a parameter that is said twice alike. */
function checkParameters(text: string): void {
  const seen = new Map<string, string>();
  for (let rest = text.trim(); rest !== '' && rest !== ';';) {
    const parameter = takeParameter(rest);
    if (!parameter) throw new Error('mime: invalid media parameter');
    const { name, value } = parameter;
    if (seen.has(name) && seen.get(name) !== value) throw new Error('mime: duplicate parameter name');
    seen.set(name, value);
    rest = parameter.rest.trimStart();
  }
}

function takeParameter(text: string): { name: string; value: string; rest: string } | undefined {
  if (!text.startsWith(';')) return undefined;
  const afterSemicolon = text.slice(1).trimStart();
  const name = tokenOf(afterSemicolon);
  const beforeEquals = afterSemicolon.slice(name.length).trimStart();
  if (name === '' || !beforeEquals.startsWith('=')) return undefined;
  const taken = takeValue(beforeEquals.slice(1).trimStart());
  return taken && { name: name.toLowerCase(), ...taken };
}

function takeValue(text: string): { value: string; rest: string } | undefined {
  if (!text.startsWith('"')) {
    const value = tokenOf(text);
    return value === '' ? undefined : { value, rest: text.slice(value.length) };
  }
  let value = '';
  for (let i = 1; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '"') return { value, rest: text.slice(i + 1) };
    if (character === '\r' || character === '\n') return undefined;
    const next = text.charAt(i + 1);
    if (character === '\\' && next !== '' && escapable.includes(next)) {
      value += next;
      i++;
    } else value += character;
  }
  return undefined;
}

function tokenOf(text: string): string {
  return token.exec(text)?.[0] ?? '';
}
