import type { JSONObject, JSONValue } from '../../json.js';
import { objectAt } from '../../json-fields.js';
import { type FieldError, goJSON, invalidValue } from '../../validation/field-errors.js';
import { allContainers, placedContainers } from './placed-containers.js';
import { dnsSubdomain, type TextRule } from '../../validation/text-rules.js';

/** What only Windows has (Kubernetes validateWindowsSecurityContextOptions). Undefined is right. */
export function validateWindowsOptions(options: JSONObject | undefined, path: string): FieldError[] {
  const { gmsaCredentialSpecName: name, gmsaCredentialSpec: credentials, runAsUserName: user } = options ?? {};
  return [
    ...check(dnsSubdomain, name, `${path}.gmsaCredentialSpecName`),
    ...check(credentialsRule, credentials, `${path}.gmsaCredentialSpec`),
    ...check(userRule, user, `${path}.runAsUserName`),
  ];
}

/** The server writes these texts as JSON, for it has pointers to them. */
function check(rule: TextRule, text: JSONValue | undefined, path: string): FieldError[] {
  if (typeof text !== 'string') return [];
  return rule(text).map((wrong) => invalidValue(path, undefined, `${goJSON(text)}: ${wrong}`));
}

function credentialsRule(text: string): string[] {
  if (text === '') return ['gmsaCredentialSpec cannot be an empty string'];
  return Buffer.byteLength(text) > 65_536 ? ['gmsaCredentialSpec size must be under 64 KiB'] : [];
}

/**
 * Containers that are processes of the host: all of a pod, or none (Kubernetes validateWindowsHostProcessPod).
 *
 * @param path of the spec
 */
export function validateHostProcesses(spec: JSONObject, path: string): FieldError[] {
  const ofPod = hostProcessOf(spec);
  if (ofPod === undefined && allContainers(spec).every((one) => hostProcessOf(one) === undefined)) return [];
  const containers = placedContainers(spec, path);
  const errors: FieldError[] = [];
  let count = 0;
  for (const { container, field } of containers) {
    const own = hostProcessOf(container);
    if (ofPod !== undefined && own !== undefined && ofPod !== own) {
      const why = `pod hostProcess value must be identical if both are specified, was ${String(ofPod)}`;
      errors.push(invalidValue(`${field}.securityContext.windowsOptions.hostProcess`, own, why));
    }
    if (own ?? ofPod) count++;
  }
  if (count === 0) return errors;
  const all = 'If pod contains any hostProcess containers then all containers must be HostProcess containers';
  if (count !== containers.length) errors.push(invalidValue(path, '', all));
  const network = 'hostNetwork must be true if pod contains any hostProcess containers';
  if (spec['hostNetwork'] !== true) errors.push(invalidValue(`${path}.hostNetwork`, false, network));
  return errors;
}

function hostProcessOf(holder: JSONObject): boolean | undefined {
  const value = objectAt(holder, 'securityContext', 'windowsOptions')?.['hostProcess'];
  return typeof value === 'boolean' ? value : undefined;
}

const netBIOSDomain = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/u;
const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const dnsDomain = new RegExp(String.raw`^${label}(?:\.${label})*$`);

/** `user`, or `domain\user`. */
function userRule(text: string): string[] {
  if (text === '') return ['runAsUserName cannot be an empty string'];
  if (Array.from(text).some((c) => c < ' ' || c === '\u007f')) return ['runAsUserName cannot contain control characters'];
  const parts = text.split('\\');
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];
  const user = parts.pop() ?? '';
  const [domain] = parts;
  const length = Buffer.byteLength(user);
  const isDomain = domain === undefined || netBIOSDomain.test(domain) || dnsDomain.test(domain);
  const mistakes: [isMade: boolean, message: string][] = [
    [Buffer.byteLength(domain ?? '') >= 256, 'Domain length must be under 256 characters'],
    [!isDomain, "Domain doesn't match the NetBios nor the DNS format"],
    [length === 0, 'User cannot be empty'],
    [length > 104, 'User length must not be longer than 104 characters'],
    [/^[. ]+$/.test(user), 'User cannot contain only periods or spaces'],
    [/["/\\:;|=,+*?<>@[\]]/.test(user), 'User cannot contain the following characters: "/\\:;|=,+*?<>@[]'],
  ];
  return mistakes.filter(([isMade]) => isMade).map(([, message]) => `runAsUserName's ${message}`);
}
