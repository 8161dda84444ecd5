/**
 * Domain names as Route 53 keeps them: lower case, with the trailing dot, everything but `a-z 0-9 - _` as a three-digit
 * octal escape. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
 */
export const normaliseName = (name: string): string => {
  if (plain.test(name)) return name.endsWith('.') ? name : `${name}.`;
  const labels = splitLabels(name.trim());
  return `${labels.map(escapeLabel).join('.')}.`;
};

const plain = /^(?:[a-z0-9_-]+\.)*[a-z0-9_-]+\.?$/;

/** The labels of a name, unescaped; `\056` stays a dot within its label. The trailing dot adds no label. */
export const splitLabels = (name: string): string[] => {
  const labels: string[] = [];
  let label = '';
  for (const [token] of name.matchAll(/\\[0-7]{3}|\\.|[^\\]/gs)) {
    if (token === '.') {
      labels.push(label);
      label = '';
    } else label += token.length > 1 ? unescaped(token) : token;
  }
  return label === '' ? labels : [...labels, label];
};

/** Whether a normalised name is the zone's own or lies below it. */
export const isInZone = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

/** What is wrong with a name as a name, in Route 53's words. */
export const nameProblem = (name: string): string | undefined => {
  const labels = splitLabels(name);
  const fatal = (code: string, text: string) => `FATAL problem: ${code} (${text}) encountered with '${name}'`;
  if (labels.length === 0 || labels.includes('')) return fatal('DomainLabelEmpty', 'Domain label is empty');
  if (labels.some((label) => label.length > 63)) return fatal('DomainLabelTooLong', 'Domain label is too long');
  if (labels.join('.').length > 254) return fatal('DomainNameTooLong', 'Domain name is too long');
  return undefined;
};

/** Below zero when `a` is listed before `b`: by name with the labels reversed, then by type, then by set identifier. */
export const compareSets = (a: Position, b: Position): number =>
  compareNames(a.Name ?? '', b.Name ?? '') ||
  ascii(a.Type ?? '', b.Type ?? '') ||
  ascii(a.SetIdentifier ?? '', b.SetIdentifier ?? '');

/** Names compare as `com.example.www.`: the trailing dot counts. */
export const compareNames = (a: string, b: string): number => ascii(reversed(a), reversed(b));

export interface Position {
  readonly Name?: string | undefined;
  readonly Type?: string | undefined;
  readonly SetIdentifier?: string | undefined;
}

const reversed = (name: string): string => `${splitLabels(name).reverse().join('.')}.`;
const ascii = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const unescaped = (token: string): string =>
  token.length === 4 ? String.fromCharCode(Number.parseInt(token.slice(1), 8)) : token.slice(1);
const escapeLabel = (label: string): string =>
  label.toLowerCase().replace(/[^a-z0-9_-]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
