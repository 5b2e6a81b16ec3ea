import { jsonText } from '#report/jsonText.js';
import { stressMessagesFor } from '#report/stressMessages.js';
import { wrapText } from '#report/textWidth.js';
import { valueText } from '#scenarios/stress/scenarioBlock.js';
import { type OptionValues, switchOption } from './command.js';
import { type ExitCode, exitCode } from './exitCode.js';
import type { Host } from './host.js';
import { planOutput, reportContext } from './outputOptions.js';
import { refuse } from './printProblems.js';

/** `abs stress --list`: the shipped scenarios, what they set, what of it is published and what is judged. */
export async function listScenarios(host: Host, options: OptionValues): Promise<ExitCode> {
  const output = planOutput(host, options, []);
  if (!output.ok) return refuse(host, output.problems);
  const { libraryBlocks } = await import('#scenarios/stress/library/libraryBlocks.js');
  const blocks = libraryBlocks();
  if (!blocks.ok) throw new Error(blocks.problems.map(({ message }) => message).join('; '));
  const { painter, columns } = reportContext(host, output.value);
  const words = stressMessagesFor(output.value.language);
  const scenarios = blocks.value.map(({ name, description, source, levels }) => ({
    name,
    description: description ?? '',
    source: source ?? '',
    set: Object.fromEntries((levels.at(-1) ?? []).map(({ path, value }) => [path, valueText(value)])),
  }));
  if (switchOption(options, 'json')) {
    host.stdout.write(jsonText({ scenarios }));
    return exitCode.fine;
  }
  const indented = (text: string): string =>
    wrapText(text, columns - 4)
      .map((line) => `    ${line}`)
      .join('\n');
  const parts = scenarios.map(({ name, description, source, set }) =>
    [
      painter.strong(name),
      indented(description),
      indented(`${words.source}: ${source}`),
      indented(
        `${words.sets}: ${Object.entries(set)
          .map(([path, value]) => `${path} ${value}`)
          .join(', ')}`,
      ),
    ].join('\n'),
  );
  host.stdout.write(`${painter.heading(words.library)}\n\n${parts.join('\n\n')}\n`);
  return exitCode.fine;
}
