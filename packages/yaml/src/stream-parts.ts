/** A part of a text: one YAML document with its markers, or JSON values one behind the other. */
export interface StreamPart {
  text: string;
  /** In the whole text, from 1. */
  line: number;
}

/**
 * Cuts a text where a line begins with `---`, and behind a line of `...`, both of which no value can hold. Directives (`%YAML 1.1`)
 * stay with the document that they are for.
 */
export function* streamParts(text: string): Generator<StreamPart, void, undefined> {
  let start = 0;
  let startLine = 1;
  let onlyDirectives = false;
  let onlyComments = true;
  let line = 1;
  for (let at = 0; at < text.length; line++) {
    const newline = text.indexOf('\n', at);
    const next = newline === -1 ? text.length : newline + 1;
    if (isMarker(text, at, '---')) {
      if (!onlyDirectives && at > start) {
        yield { text: text.slice(start, at), line: startLine };
        start = at;
        startLine = line;
      }
      onlyDirectives = onlyComments = false;
    } else if (isMarker(text, at, '...')) {
      yield { text: text.slice(start, next), line: startLine };
      start = next;
      startLine = line + 1;
      onlyDirectives = false;
      onlyComments = true;
    } else if (onlyComments && text[at] === '%') {
      onlyDirectives = true;
    } else if ((onlyComments || onlyDirectives) && !isBlankOrComment(text.slice(at, next))) {
      onlyDirectives = onlyComments = false;
    }
    at = next;
  }
  if (start < text.length) yield { text: text.slice(start), line: startLine };
}

function isMarker(text: string, at: number, marker: string): boolean {
  return text.startsWith(marker, at) && /^[ \t\r\n]?$/.test(text.charAt(at + marker.length));
}

function isBlankOrComment(line: string): boolean {
  return /^[ \t]*(?:#|\r?\n?$)/.test(line);
}
