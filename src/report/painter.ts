/** Emphasis in terminal text. Reports must read as well with `plainPainter`: color never carries meaning alone. */
export interface Painter {
  strong(text: string): string;
  faint(text: string): string;
  heading(text: string): string;
  good(text: string): string;
  warning(text: string): string;
  bad(text: string): string;
}

const unchanged = (text: string): string => text;

export const plainPainter: Painter = {
  strong: unchanged,
  faint: unchanged,
  heading: unchanged,
  good: unchanged,
  warning: unchanged,
  bad: unchanged,
};
