import stringWidth from 'string-width'
import type {Scene} from './demo/play.js'
import type {Look, Span} from './demo/screen.js'

const FONT_SIZE = 14
const CELL = 8.43
const LINE = 20
const PADDING = 18
const TITLE_BAR = 34
const COLORS = {
  back: '#0d1117',
  bar: '#21262d',
  text: '#e6edf3',
  dim: '#8b949e',
  green: '#3fb950',
  red: '#ff7b72',
  yellow: '#d29922',
}
const PLAIN: Look = {bold: false, dim: false, color: undefined}

/** How a picture is made. */
export interface PictureOptions {
  /** Width of the terminal in columns. */
  columns: number
  /** A text that changes from run to run, and what stands for it. */
  replace: [string, string]
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Breaks a line where a terminal does. */
function wrap(spans: Span[], columns: number): Span[][] {
  const lines: Span[][] = [[]]
  let used = 0
  for (const {text, look} of spans) {
    for (const character of text) {
      const size = stringWidth(character)
      if (used + size > columns) {
        lines.push([])
        used = 0
      }
      const line = lines.at(-1) ?? []
      const last = line.at(-1)
      if (last?.look === look) last.text += character
      else line.push({text: character, look})
      used += size
    }
  }
  return lines
}

/** Words with the column where they begin: what stands after two spaces is placed anew, whatever the font's width. */
function* placed(spans: Span[]): Generator<{text: string; look: Look; column: number}> {
  let column = 0
  for (const {text, look} of spans) {
    for (const part of text.split(/(\s{2,})/)) {
      if (part.trim() !== '') yield {text: part, look, column}
      column += stringWidth(part)
    }
  }
}

function toText(spans: Span[], row: number): string {
  const y = TITLE_BAR + PADDING + row * LINE + FONT_SIZE
  const pieces = [...placed(spans)].map(({text, look, column}) => {
    const fill = look.dim ? COLORS.dim : look.color && COLORS[look.color]
    const style = `${fill ? ` fill="${fill}"` : ''}${look.bold ? ' font-weight="bold"' : ''}`
    return `<tspan x="${(PADDING + column * CELL).toFixed(1)}"${style}>${escapeXml(text)}</tspan>`
  })
  return pieces.length === 0 ? '' : `  <text y="${y}" xml:space="preserve">${pieces.join('')}</text>\n`
}

function replaced(lines: Span[][], [from, to]: [string, string]): Span[][] {
  return lines.map((line) => line.map(({text, look}) => ({text: text.replaceAll(from, to), look})))
}

function scenesToLines(scenes: Scene[]): Span[][] {
  return scenes.flatMap(({step, lines}, index) => [
    ...(index > 0 ? [[]] : []),
    [{text: `# ${step.title}`, look: {...PLAIN, dim: true}}],
    [{text: '$ ', look: {...PLAIN, color: 'green'}} satisfies Span, {text: step.line, look: {...PLAIN, bold: true}}],
    ...lines,
  ])
}

/** A terminal window with these scenes, as SVG; the same scenes give the same bytes. */
export function picture(scenes: Scene[], {columns, replace}: PictureOptions): string {
  const lines = replaced(scenesToLines(scenes), replace).flatMap((line) => wrap(line, columns))
  const width = Math.ceil(columns * CELL + 2 * PADDING)
  const height = TITLE_BAR + 2 * PADDING + lines.length * LINE
  const lights = ['#ff5f57', '#febc2e', '#28c840'].map(
    (color, index) => `  <circle cx="${PADDING + 4 + index * 20}" cy="${TITLE_BAR / 2}" r="6" fill="${color}"/>\n`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="langfuse in a terminal" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${FONT_SIZE}" fill="${COLORS.text}">
  <rect width="100%" height="100%" rx="10" fill="${COLORS.back}"/>
  <path d="M0 ${TITLE_BAR}V10a10 10 0 0 1 10-10h${width - 20}a10 10 0 0 1 10 10v${TITLE_BAR - 10}z" fill="${COLORS.bar}"/>
${lights.join('')}${lines.map(toText).join('')}</svg>
`
}
