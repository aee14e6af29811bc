/**
 * A text from a kubeconfig that may be shown on a terminal: characters that could control it are named instead (client-go
 * `clientcmd/client_config.go`).
 */
export function showControlCharacters(text: string): string {
  return text.replace(
    /[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Z}\t\n\v\f\r]/gu,
    (character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
