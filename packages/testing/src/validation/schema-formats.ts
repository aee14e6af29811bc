import { isIP, isIPv4, isIPv6 } from 'node:net';
import { dnsLabel, dnsSubdomain } from './text-rules.js';

/**
 * Whether a text has a format that a schema names; true for formats that the server does not know, and for those that we leave
 * alone: bsonobjectid, isbn, creditcard, ssn, rgbcolor (kube-openapi `validation/strfmt`).
 */
export function hasFormat(text: string, format: string): boolean {
  return checks[format.replaceAll('-', '')]?.(text) ?? true;
}

const uuid = (version: string, variant = '[0-9a-f]'): RegExp =>
  new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}[0-9a-f]{3}-?${variant}[0-9a-f]{3}-?[0-9a-f]{12}$`, 'i');
const date = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const dateTime =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?([Zz]|[-+][0-9]{2}:[0-9]{2})$/;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const duration =
  /^[-+]?(?:0|(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h)(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))*)$/;
const longDuration =
  /^[0-9]+(?:\.[0-9]+)?\s*(?:ns|us|µs|ms|s|m|h|d|w|nanos?|nanoseconds?|micros?|microseconds?|millis?|milliseconds?|secs?|seconds?|mins?|minutes?|hrs?|hours?|days?|wks?|weeks?)(?:\s|$)/i;
const label = '[a-zA-Z0-9]([-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?';
const hostname = new RegExp(`^${label}(\\.${label})*\\.?$`);

const checks: Readonly<Record<string, (text: string) => boolean>> = {
  byte: (text) => text !== '' && base64.test(text.replaceAll(/[\r\n]/g, '')),
  cidr: isCIDR,
  date: isDate,
  datetime: (text) => isDate(dateTime.exec(text)?.[1] ?? ''),
  duration: (text) => duration.test(text) || longDuration.test(text),
  email: (text) => /^(?:[^<>@]*<)?[^\s<>@]+@[^\s<>@]+>?$/.test(text),
  hexcolor: (text) => /^#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/.test(text),
  hostname: (text) => text.length <= 255 && hostname.test(text),
  ipv4: (text) => isIPv4(text),
  ipv6: (text) => isIPv6(text) && !text.includes('%'),
  k8slongname: (text) => dnsSubdomain(text).length === 0,
  k8sshortname: (text) => dnsLabel(text).length === 0,
  mac: (text) => /^[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}$/.test(text) || /^[0-9a-fA-F]{4}(\.[0-9a-fA-F]{4}){2}$/.test(text),
  uri: (text) => /^(?:[a-zA-Z][-+.a-zA-Z0-9]*:|\/)[^\s]*$/.test(text),
  uuid: (text) => uuid('[0-9a-f]').test(text),
  uuid3: (text) => uuid('3').test(text),
  uuid4: (text) => uuid('4', '[89ab]').test(text),
  uuid5: (text) => uuid('5', '[89ab]').test(text),
};

function isDate(text: string): boolean {
  const [, year = 0, month = 0, day = 0] = (date.exec(text) ?? []).map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

function isCIDR(text: string): boolean {
  const [address = '', bits = '', ...rest] = text.split('/');
  if (rest.length > 0 || !/^(?:0|[1-9][0-9]*)$/.test(bits) || address.includes('%')) return false;
  const family = isIP(address);
  return family !== 0 && Number(bits) <= (family === 4 ? 32 : 128);
}
