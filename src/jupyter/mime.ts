/** The MIME bundle that Jupyter shows, and the symbol under which a value offers one. No rendering here. */

/** One thing to show in several forms, by MIME type; a viewer picks the richest that it knows. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** Whether what is shown as this type is text: a text or a picture is, and what an application has is its own business. */
export function isTextType(mime: string): boolean {
  return !mime.startsWith('application/') || mime === 'application/javascript';
}

/** A value with a function under this symbol is shown as the {@link MimeBundle} that it gives, or promises. */
export const jupyterDisplay = Symbol.for('Jupyter.display');

/** Sends a display message, or one that takes the place of another. */
export type SendDisplay = (
  content: { data: MimeBundle; metadata: Record<string, unknown>; transient: Record<string, unknown> },
  update: boolean,
) => void;
