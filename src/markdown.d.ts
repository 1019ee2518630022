/** A Markdown file, which the bundle carries as text. */
declare module '*.md' {
  const text: string
  export default text
}
