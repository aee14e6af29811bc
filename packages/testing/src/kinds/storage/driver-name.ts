import { type FieldError, invalidValue, requiredValue, tooLong } from '../../validation/field-errors.js';
import { dnsSubdomain } from '../../validation/text-rules.js';

const mostBytes = 63;

/** The name of a driver of volumes, in any case (Kubernetes ValidateCSIDriverName). */
export function checkDriverName(name: string, field: string): FieldError[] {
  if (name === '') return [requiredValue(field)];
  const errors = Buffer.byteLength(name) > mostBytes ? [tooLong(field, mostBytes)] : [];
  return [...errors, ...dnsSubdomain(name.toLowerCase()).map((problem) => invalidValue(field, name, problem))];
}
