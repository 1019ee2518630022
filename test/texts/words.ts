/** Splits a line as a POSIX shell does: quotes and backslashes, no expansion; cuts it at a redirection or pipe. */
export function words(line: string): string[] {
  const result: string[] = []
  let word: string | undefined
  const token = /'([^']*)'|"((?:\\.|[^"\\])*)"|\\([\s\S])|(\s+)|([|<>])|([^\s'"\\|<>]+)/g
  for (const [, single, double, escaped, space, end, plain] of line.trim().matchAll(token)) {
    if (end !== undefined) break
    if (space !== undefined) {
      if (word !== undefined) result.push(word)
      word = undefined
    } else word = (word ?? '') + (single ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? escaped ?? plain ?? '')
  }
  return word === undefined ? result : [...result, word]
}
