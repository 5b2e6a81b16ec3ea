import { quoted } from './printable.js';

/** What is wrong with a YAML text, at a place of it, in words for people. */
export interface YamlFault {
  readonly offset: number;
  readonly code: string;
  readonly message: string;
}

/** As the `yaml` package reports them. */
export type ParseError = {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, number];
};

/** The first fault of each line, and none after a bracket that is not closed: what follows only echoes it. */
export function syntaxFaults(errors: readonly ParseError[], text: string): YamlFault[] {
  const faults: YamlFault[] = [];
  let end = -1;
  for (const { code, message, pos } of [...errors].sort((a, b) => a.pos[0] - b.pos[0])) {
    if (pos[0] < end) continue;
    const lineEnd = text.indexOf('\n', pos[0]);
    end = lineEnd < 0 ? text.length + 1 : lineEnd + 1;
    const isTag = code === 'TAG_RESOLVE_FAILED';
    const said = plainMessage(code, message, text.slice(pos[0], pos[0] + 80));
    faults.push({ offset: pos[0], code: isTag ? 'tag' : 'yaml-syntax', message: said });
    if (said === notClosed) break;
  }
  return faults;
}

function plainMessage(code: string, message: string, rest: string): string {
  if (/^Flow .* must be sufficiently indented|^Expected .* to end with/.test(message)) return notClosed;
  if (/^Unexpected /.test(message)) return `unexpected ${quoted(/^(\p{L}[\p{L}\p{N}]*|.?)/u.exec(rest)![0])}`;
  return plainMessages[code] ?? message.split('\n')[0]!.replace(/[.:]? at line .*$/, '');
}

const notClosed = 'a list or mapping in brackets before this is not closed';

const plainMessages: Partial<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab cannot indent YAML; use spaces',
  TAG_RESOLVE_FAILED: 'tags ("!...") are not used in these files',
  BAD_INDENT: 'wrong indentation: entries of one list or mapping start in the same column',
  MULTILINE_IMPLICIT_KEY: 'a key must stand on one line, followed by ": "',
  BLOCK_AS_IMPLICIT_KEY: 'a mapping cannot start in the middle of a line; put text with ": " in quotes',
  BAD_SCALAR_START: 'a text cannot start with this sign; put it in quotes',
  RESOURCE_EXHAUSTION: 'nested too deeply',
};
