/** Exit codes are public: scripts and CI jobs branch on them. Documented in the README. */
export const exitCode = {
  fine: 0,
  /** A check failed: rows rejected, a difference from the baseline, a target not met. */
  checkFailed: 1,
  /** Bad input or usage, said with its place; stdout stays empty. */
  badInput: 2,
  /** Stopped early or not converged: the result is marked as such. */
  incomplete: 3,
  /** A bug in `abs` (EX_SOFTWARE of sysexits.h). */
  bug: 70,
  /** 128 + SIGINT, as shells count. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
