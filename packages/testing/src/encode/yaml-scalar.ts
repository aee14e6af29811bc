/** How a text is written. */
export type ScalarStyle = 'double' | 'literal' | 'plain' | 'single';

/** The style that go-yaml gives a text. @param isKey whether it is the key of a mapping that fits into a line */
export function scalarStyle(text: string, isKey: boolean): ScalarStyle {
  const { isSpecial, hasBreaks, isIndicated, breakBeforeSpace, spaceBeforeBreak } = analyse(text);
  const isPadded = /^[ \r\n\u2028\u2029]|[ \r\n\u2028\u2029]$/.test(text);
  const mayBeQuoted = !breakBeforeSpace && !spaceBeforeBreak && !isSpecial;
  const wanted = text.includes('\n') ? 'literal' : isText(text) ? 'plain' : 'double';
  if (wanted === 'double' || (isKey && hasBreaks)) return 'double';
  if (wanted === 'literal') return isKey || text.endsWith(' ') || spaceBeforeBreak || isSpecial ? 'double' : 'literal';
  if (!isPadded && mayBeQuoted && !hasBreaks && !isIndicated) return 'plain';
  return mayBeQuoted ? 'single' : 'double';
}

interface Analysis {
  /** Whether there is a character that can only be written as an escape. */
  readonly isSpecial: boolean;
  readonly hasBreaks: boolean;
  /** Whether without quotes it would be something else than a text. */
  readonly isIndicated: boolean;
  readonly breakBeforeSpace: boolean;
  readonly spaceBeforeBreak: boolean;
}

function analyse(text: string): Analysis {
  return {
    isSpecial: escaped.test(text),
    hasBreaks: /[\r\n\u2028\u2029]/.test(text),
    isIndicated:
      /^(?:---|\.\.\.)/.test(text) ||
      /^[#,[\]{}&*!|>'"%@`]/.test(text) ||
      /^[?:-](?:[ \t]|$)/.test(text) ||
      /:(?:[ \t]|$)/.test(text) ||
      /[ \t\r\n\u2028\u2029]#/.test(text),
    breakBeforeSpace: /[\r\n\u2028\u2029] /.test(text),
    spaceBeforeBreak: / [\r\n\u2028\u2029]/.test(text),
  };
}

/** What go-yaml finds unprintable: control characters but line feeds, the byte order mark, and all above the basic plane. */
const escaped = /[^\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

/** Whether a text without quotes would be read as a text, in YAML 1.1. */
function isText(text: string): boolean {
  return !(words.test(text) || isNumber(text) || isTimestamp(text) || base60.test(text));
}

const words =
  /^(?:|~|null|Null|NULL|y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON|n|N|no|No|NO|false|False|FALSE|off|Off|OFF|\.nan|\.NaN|\.NAN|[-+]?\.(?:inf|Inf|INF))$/;
const base60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

function isNumber(text: string): boolean {
  if (text.startsWith('.')) return /^\.[0-9]+(?:[eE][-+]?[0-9]+)?$/.test(text);
  if (!/^[-+0-9]/.test(text)) return false;
  const plain = text.replaceAll('_', '');
  if (/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(plain)) return true;
  const [, digits] = /^[-+]?(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/.exec(plain) ?? [];
  return digits !== undefined && BigInt(digits) < 1n << 64n;
}

function isTimestamp(text: string): boolean {
  const found =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(?:Z|[-+]\d{2}:\d{2})| (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?)?$/.exec(
      text,
    );
  if (!found) return false;
  const [year = 0, month = 0, day = 0, ...times] = found.slice(1).map((part) => Number((part as string | undefined) ?? 0));
  const isDate = month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return isDate && times.every((time, i) => time < (i % 3 === 0 ? 24 : 60));
}
