const [KB, MB] = [1024, 1024 * 1024]

/** A number of bytes for people, with at most one digit after the point. As servers count: 1 MB is 1,048,576 bytes. */
export function size(bytes: number): string {
  const [unit, name] = bytes < MB ? [KB, 'KB'] : [MB, 'MB']
  return bytes < KB ? `${bytes} bytes` : `${Number((bytes / unit).toFixed(1))} ${name}`
}

/** Two numbers of bytes, to be told apart: exact where rounded ones would look the same. */
export function sizes(a: number, b: number): [string, string] {
  const [first, second] = [size(a), size(b)]
  if (first !== second || a === b) return [first, second]
  return [`${a.toLocaleString('en-US')} bytes`, `${b.toLocaleString('en-US')}`]
}
