/** The text with its %-escapes undone; undefined where it has some that are none. */
export function decodedUri(text: string, decode = decodeURIComponent): string | undefined {
  try {
    return decode(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
