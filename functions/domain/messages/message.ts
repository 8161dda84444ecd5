/** A page. SNS takes subjects of at most 100 printable ASCII characters. */
export interface Message {
  readonly subject: string;
  readonly body: string;
}
