/**
 * Control characters (C0, DEL, C1), line ends of their own kind, characters that reorder what follows them, the byte
 * order mark, and halves of characters: with them, text from elsewhere forges lines, hides itself, or breaks a reader.
 */
const unsafe = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\uFEFF]+/gu;

/** Text from people, events and other services as one harmless line: every run of unsafe characters is a space. */
export const plainLine = (text: string): string => text.replace(unsafe, ' ');

/** The same, cut to `most` characters, with its length. */
export const shortLine = (text: string, most: number): string => {
  if (text.length <= most) return plainLine(text);
  // A character that the cut halves goes with it.
  return `${plainLine(text.slice(0, most)).trimEnd()}… ${text.length} characters in all`;
};
