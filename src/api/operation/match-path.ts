/**
 * How well a template such as `/api/public/v2/prompts/{promptName}` fits a path: the number of segments that are the same
 * in both; undefined where it stands for other paths. A name in braces stands for any segment but an empty one.
 */
export function matchPath(template: string, path: string): number | undefined {
  const wanted = template.split('/')
  const given = path.split('/')
  const same = wanted.filter((segment, index) => segment === given[index])
  const fits = wanted.every(
    (segment, index) => segment === given[index] || (/^\{.+\}$/.test(segment) && given[index] !== ''),
  )
  return fits && wanted.length === given.length ? same.length : undefined
}
