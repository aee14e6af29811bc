import { describe, expect, it } from '@jest/globals';
import { decodeWords } from './encoded-words.js';

const utf8 = (bytes: string | undefined): string | undefined =>
  bytes === undefined ? undefined : Buffer.from(bytes, 'latin1').toString();

describe('decodeWords', () => {
  // Observed from mime.WordDecoder of Go 1.26.
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['=?UTF-8?Q?caf=C3=A9_=F0=9F=90=8E?=', 'café 🐎'],
    ['=?utf-8?B?aGVsbG8=?= =?utf-8?q?_w?= x', 'hello w x'],
    ['=?utf-8?b?aGVs\nbG8=?=', 'hello'],
    ['a=?utf-8?Q?b?=c', 'abc'],
    ['=?utf-8?Q?a?=\t =?utf-8?Q?b?=', 'ab'],
    ['=?utf-8?Q?a?= x =?utf-8?Q?b?=', 'a x b'],
    ['=?utf-8?Q??=', ''],
    [' =?utf-8?Q?a?= ', ' a '],
    ['=?utf-8?Q?a?= =?utf-8?B?!!?= =?utf-8?Q?b?=', 'a =?utf-8?B?!!?= b'],
    ['=?iso-8859-1?Q?=E9=BF=C0=80?=', 'é¿À\u0080'],
    ['=?us-ascii?Q?=E9a?=', '\ufffda'],
    ['=?utf-8?B?!!?= ok =?utf-8?Q?k?=', '=?utf-8?B?!!?= ok k'],
    ['=?utf-8?Q?a', '=?utf-8?Q?a'],
    ['=? =?utf-8?Q?a?=', '=? =?utf-8?Q?a?='],
    ['=?utf-8?X?a?=', '=?utf-8?X?a?='],
    ['=?utf-8?Q?=zz?=', '=?utf-8?Q?=zz?='],
    ['=?utf-8?Q?=?=', '=?utf-8?Q?=?='],
    ['=?utf-8?B?aGVsbG8?=', '=?utf-8?B?aGVsbG8?='],
  ])('makes of %j %j', (text, decoded) => {
    expect(utf8(decodeWords(text))).toBe(decoded);
  });

  it.each(['=?koi8-r?Q?x?=', '=?utf-8?Q?a?= =?koi8-r?Q?b?='])('gives up on the charset of %s', (text) => {
    expect(decodeWords(text)).toBeUndefined();
  });

  it('takes little time for a long text that never becomes a word', () => {
    expect(decodeWords('=?a?Q?'.repeat(100_000))).toHaveLength(600_000);
  });
});
