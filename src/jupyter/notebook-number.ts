/** A number as Jupyter, which is Python, prints it into a notebook. */

/** Python goes over to exponents below 1e-4 where JavaScript does below 1e-6, and gives them two digits. */
export function printedNumber(value: number): string {
  const text = Math.abs(value) < 1e-4 && value !== 0 ? value.toExponential() : JSON.stringify(value);
  return text.replace(/e-(\d)$/, 'e-0$1');
}
