import type { YAMLError } from 'yaml';

/** What mostly is the matter; other codes say it themselves. */
const explanations: Partial<Record<YAMLError['code'], string>> = {
  ALIAS_PROPS: 'an alias (*name) has neither tag nor anchor',
  BAD_ALIAS: 'an alias (*) or an anchor (&) needs a name; quote a text that begins with * or &',
  BAD_DIRECTIVE: 'quote a text that begins with %',
  BAD_DQ_ESCAPE: 'double quotes have no such escape; single quotes take a backslash as it is',
  BAD_INDENT: 'it is not in line with what it belongs to, or a bracket is not closed',
  BAD_SCALAR_START: 'quote a text that begins with this character',
  BLOCK_AS_IMPLICIT_KEY:
    'a second key on a line, or a line behind a value is indented; quote a text that has a colon and a blank in it',
  BLOCK_IN_FLOW: 'between brackets or braces nothing is told by lines and indents',
  MISSING_CHAR: 'the end of quotes, brackets or braces, or a comma, a colon or a blank',
  MULTILINE_IMPLICIT_KEY: 'a key has one line; is a colon missing before?',
  TAB_AS_INDENT: 'indent with blanks',
  UNEXPECTED_TOKEN: 'it belongs to nothing that stands before it',
};

/** Says what is wrong without quoting the text, as the library's own messages do. */
export function errorWords({ code }: YAMLError): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  const explanation = explanations[code];
  return explanation === undefined ? words : `${words}: ${explanation}`;
}
