/** One condition of a field selector; all of them must hold. */
export interface FieldRequirement {
  /** As `metadata.name`. */
  readonly field: string;
  readonly operator: '!=' | '=';
  readonly value: string;
}

/** Reads a field selector (apimachinery `fields.ParseSelector`). Throws an Error that quotes what cannot be read. */
export function parseFieldSelector(text: string): FieldRequirement[] {
  return splitTerms(text)
    .filter((term) => term !== '')
    .map((term) => {
      const found = /^((?:\\.|[^\\])*?)(!=|==|=)(.*)$/s.exec(term);
      if (!found) throw new Error(`invalid selector: '${text}'; can't understand '${term}'`);
      const [, field = '', operator, value = ''] = found;
      return { field, operator: operator === '!=' ? '!=' : '=', value: unescapeValue(value) };
    });
}

/** At commas that no backslash stands before. */
function splitTerms(text: string): string[] {
  const terms: string[] = [];
  let begin = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === ',') {
      terms.push(text.slice(begin, i));
      begin = i + 1;
    }
  }
  return [...terms, text.slice(begin)];
}

function unescapeValue(value: string): string {
  let plain = '';
  for (let i = 0; i < value.length; i++) {
    const character = value.charAt(i);
    if (character === '\\') {
      const next = value.charAt(++i);
      if (!['\\', ',', '='].includes(next)) throw new Error(`invalid field selector: invalid escape sequence: \\${next}`);
      plain += next;
    } else if (character === '=')
      throw new Error(`invalid field selector: unescaped character in value: ${String('='.charCodeAt(0))}`);
    else plain += character;
  }
  return plain;
}
