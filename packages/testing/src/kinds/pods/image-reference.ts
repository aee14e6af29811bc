const domain = String.raw`(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?`;
const part = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const reference = new RegExp(
  `^(?![a-f0-9]{64}$)(?:${domain}/)?${part}(?:/${part})*(?::(?<tag>\\w[\\w.-]{0,127}))?(?<digest>@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$`,
);

/** Whether an image is pulled each time: it says the tag `latest`, or neither tag nor digest (Kubernetes `pkg/util/parsers`). */
export function isLatestImage(image: string): boolean {
  const groups = reference.exec(image)?.groups;
  if (!groups) return false; // No image: validation refuses it, or the kubelet does.
  return groups['tag'] === undefined ? groups['digest'] === undefined : groups['tag'] === 'latest';
}
