import {isObject, type Json} from '../../store/json.js'

const types = ['string', 'number', 'integer', 'boolean', 'null', 'array', 'object']

/** Whether this can be a JSON schema: an object whose keywords, as far as the sandbox knows them, make sense. */
export function isSchema(value: Json): boolean {
  if (!isObject(value)) return false
  const named = [value.type ?? []].flat()
  if (!named.every((type) => typeof type === 'string' && types.includes(type))) return false
  if (value.required !== undefined && !Array.isArray(value.required)) return false
  const properties = value.properties ?? {}
  if (!isObject(properties)) return false
  return [...Object.values(properties), ...(value.items === undefined ? [] : [value.items])].every(isSchema)
}

/** What is wrong with a value, by the keywords type, enum, required, properties and items. */
export function violations(schema: Json, value: Json, path = ''): string[] {
  if (!isObject(schema)) return []
  const named = [schema.type ?? []].flat().map(String)
  if (named.length > 0 && !named.some((type) => hasType(type, value)))
    return [`${path} must be ${named.join(',')}`.trim()]
  if (Array.isArray(schema.enum) && !schema.enum.some((allowed) => JSON.stringify(allowed) === JSON.stringify(value))) {
    return [`${path} must be equal to one of the allowed values`.trim()]
  }
  const found: string[] = []
  if (isObject(value)) {
    for (const key of [schema.required ?? []].flat().map(String)) {
      if (value[key] === undefined) found.push(`${path} must have required property '${key}'`.trim())
    }
    for (const [key, inner] of Object.entries(isObject(schema.properties) ? schema.properties : {})) {
      if (value[key] !== undefined) found.push(...violations(inner, value[key], `${path}/${key}`))
    }
  }
  if (Array.isArray(value) && schema.items !== undefined) {
    const inner = schema.items
    value.forEach((entry, index) => {
      found.push(...violations(inner, entry, `${path}/${index}`))
    })
  }
  return found
}

function hasType(type: string, value: Json): boolean {
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return isObject(value)
  if (type === 'null') return value === null
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}
