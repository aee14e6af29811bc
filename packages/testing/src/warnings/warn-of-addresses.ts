import { quote } from '@kubewright/rest';
import { addressText, masked, parseAddress, parsePrefix } from './ip-texts.js';

/** What to warn of in an address: that it is not written as it should be (apimachinery `validation.GetWarningsForIP`). */
export function addressWarnings(field: string, text: string): string[] {
  const address = parseAddress(text);
  if (!address) return [];
  const canonical = addressText(address.bytes);
  if (!address.isStandard) return [`${field}: non-standard IP address ${quote(text)} is invalid: use ${quote(canonical)}`];
  if (address.bytes.length === 4 || canonical === text) return [];
  return [`${field}: IPv6 address ${quote(text)} should be in RFC 5952 canonical format (${quote(canonical)})`];
}

/** What to warn of in a prefix (apimachinery `validation.GetWarningsForCIDR`). */
export function prefixWarnings(field: string, text: string): string[] {
  const prefix = parsePrefix(text);
  if (!prefix) return [];
  const { bytes, length, isStandard } = prefix;
  const address = addressText(bytes);
  const network = addressText(masked(prefix));
  const whole = `${network}/${String(length)}`;
  const warnings: string[] = [];
  if (network !== address) {
    const single = `${address}/${String(bytes.length * 8)}`;
    warnings.push(
      `${field}: CIDR value ${quote(text)} is ambiguous in this context (should be ${quote(whole)} or ${quote(single)}?)`,
    );
  }
  if (!isStandard) warnings.push(`${field}: non-standard CIDR value ${quote(text)} is invalid: use ${quote(whole)}`);
  if (warnings.length > 0 || bytes.length === 4 || whole === text) return warnings;
  return [`${field}: IPv6 CIDR value ${quote(text)} should be in RFC 5952 canonical format (${quote(whole)})`];
}
