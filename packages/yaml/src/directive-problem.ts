/** What is wrong with a directive, and where. */
export interface DirectiveProblem {
  readonly offset: number;
  readonly what: string;
}

/**
 * What is wrong with the directives (`%YAML 1.1`, `%TAG ! tag:…`) before the first document of a text; undefined if nothing is, as in a
 * text without any (go-yaml v2 `yaml_parser_process_directives`). How those that there are must be written is for the reader to say.
 */
export function directiveProblem(text: string): DirectiveProblem | undefined {
  const seen = new Set<string>();
  let last: number | undefined;
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const next = newline === -1 ? text.length : newline + 1;
    const line = text.slice(at, next);
    if (line.startsWith('%')) {
      const [name = '', value = ''] = line
        .slice(1)
        .trim()
        .split(/[ \t]+/, 2);
      const key = name === 'TAG' ? `TAG ${value}` : name;
      if (name !== 'YAML' && name !== 'TAG') return { offset: at, what: 'unknown directive: quote a text that begins with %' };
      if (seen.has(key)) return { offset: at, what: `its directive %${name} is repeated` };
      if (name === 'YAML' && /^\d+\.\d+$/.test(value) && value !== '1.1')
        return { offset: at, what: 'its directive %YAML wants another version than 1.1' };
      seen.add(key);
      last = at;
    } else if (/^---[ \t\r\n]?$/.test(line.slice(0, 4))) return undefined;
    else if (!/^[ \t]*(?:#|\r?\n?$)/.test(line)) break;
    at = next;
  }
  return last === undefined ? undefined : { offset: last, what: 'a directive needs a line of --- behind it' };
}
