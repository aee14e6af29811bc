// What do the errors of files mean, those of client-go and ours? Texts are those of other libraries; what they mean must be the same.

/** A file, and what is wrong with it in the words of neither side. */
export interface FileMeaning {
  readonly file: string;
  readonly meanings: readonly string[];
}

const goKinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  bool: 'true or false',
  array: 'a list',
  object: 'a mapping',
};

/** By what client-go's texts match; what is found in them is the meaning. */
const theirs: readonly (readonly [RegExp, (...groups: string[]) => string])[] = [
  [/^(?:open|read|stat) [^:]*: (?:file )?(.*)$/, (says = '') => `file: ${says}`],
  [/^yaml: line (\d+): /, (line = '') => `no YAML at line ${line}`],
  [/^yaml: control characters are not allowed$/, () => 'no text'],
  [
    /cannot unmarshal (\w+) into Go struct field (?:\w+\.)*([\w-]+) of type (\S+)$/,
    (is = '', field = '', type = '') => `${field} must be ${wanted(type)}, but is ${String(goKinds[is])}`,
  ],
  [/cannot unmarshal (\w+) into Go value of type struct /, (is = '') => `must be a mapping, but is ${String(goKinds[is])}`],
  [/^json: unsupported value: \+Inf$/, () => 'infinite'],
  [/^illegal base64 data /, () => 'no base64'],
  [
    /^error converting \*\[\]Named(\w+) .*duplicate name "(\w+)" in list/,
    (list = '', name = '') => `duplicate name ${name} in list ${list.replace('AuthInfo', 'User').toLowerCase()}s`,
  ],
  [/^no kind "\w+" is registered for version "\w+" in scheme/, () => 'another kind'],
];

const ours: typeof theirs = [
  [/^cannot be read: (.*)$/, (says = '') => `file: ${says}`],
  [/JSON has no word for/, () => 'infinite'],
  [/^not valid YAML at line (\d+), /, (line = '') => `no YAML at line ${line}`],
  [/^the file (?:holds control characters|is not UTF-8 text)/, () => 'no text'],
  [
    /^(?:.*: )?(?:([\w-]+) )?must be (.*), but is (.*?)(?: \(.*|; .*)?$/,
    (field = '', type = '', is = '') => `${field === '' ? '' : `${field} `}must be ${type}, but is ${is}`,
  ],
  [/ is not base64: /, () => 'no base64'],
  [/^duplicate name "(\w+)" in list (\w+)$/, (name = '', list = '') => `duplicate name ${name} in list ${list}`],
  [/^kind must be Config and apiVersion v1/, () => 'another kind'],
];

function wanted(goType: string): string {
  if (goType.startsWith('[]')) return 'a list';
  return goType === 'bool' ? 'true or false' : 'a text';
}

function meaningIn(table: typeof theirs, text: string): string {
  for (const [pattern, meaning] of table) {
    const found = pattern.exec(text);
    if (found) return meaning(...found.slice(1));
  }
  throw new Error(`nobody knows what this means: ${text}`);
}

/** What client-go says of files: of each the first problem only. */
export function theirFiles(error: string): FileMeaning[] {
  const one = /^stat (\S+): .*$/.exec(error);
  if (one) return [{ file: String(one[1]), meanings: [meaningIn(theirs, error)] }];
  const sentences = error.replace(/^\[(error loading .*)\]$/s, '$1').split(/(?:^|, )error loading config file /);
  return sentences.slice(1).map((sentence) => {
    const [, file = '', problem = ''] = /^"([^"]+)": (.*)$/s.exec(sentence) ?? [];
    return { file, meanings: [meaningIn(theirs, problem)] };
  });
}

/** What we say of files: all problems. */
export function ourFiles(failures: readonly { file: string; problems: readonly string[] }[]): FileMeaning[] {
  return failures.map(({ file, problems }) => ({ file, meanings: problems.map((problem) => meaningIn(ours, problem)) }));
}
